//! What partners do together and what came of it: plan, reports, evaluations, files.

use crate::code::coded;
use crate::draft::{BenefitDraft, Faults, code, code_or, day, optional, whole};
use crate::text::{Line, Name, Text};
use crate::{
    Benefit, Coded, Date, Fault, Field, OrganisationId, Outcome, PartnershipId, Problem, RecordId,
    Timestamp, date,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

coded! {
    /// What kind of activity it is.
    pub enum ActivityKind {
        /// A visit.
        Visit = "visit",
        /// A seminar or workshop.
        Seminar = "seminar",
        /// Training.
        Training = "training",
        /// A joint project.
        JointProject = "joint_project",
        /// An internship.
        Internship = "internship",
        /// Something is given.
        Donation = "donation",
        /// Something lent is paid back.
        Repayment = "repayment",
        /// The partners meet.
        Meeting = "meeting",
        /// Something else.
        Other = "other",
    }
}

coded! {
    /// Where an activity stands.
    pub enum ActivityState {
        /// To be done.
        Planned = "planned",
        /// Done.
        Done = "done",
        /// Will not be done.
        Cancelled = "cancelled",
    }
}

/// A line of the shared work plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Its identifier.
    pub id: RecordId,
    /// Of which partnership.
    pub partnership: PartnershipId,
    /// What kind.
    pub kind: ActivityKind,
    /// What.
    pub title: Name,
    /// What each party brings to it; those that say so.
    #[serde(default)]
    pub contributions: BTreeMap<OrganisationId, Line>,
    /// For whom it is, and what else there is to know; may be empty.
    pub note: Text,
    /// The party that sees to it; none where all do.
    pub responsible: Option<OrganisationId>,
    /// Where; may be empty.
    pub venue: Line,
    /// Its first day.
    pub start: Date,
    /// Its last day, where that is another.
    pub end: Option<Date>,
    /// Where it stands.
    pub state: ActivityState,
}

impl Activity {
    /// Its last day.
    pub fn last_day(&self) -> Date {
        self.end.unwrap_or(self.start)
    }

    /// The parties that it names.
    pub fn organisations(&self) -> impl Iterator<Item = OrganisationId> {
        let bring = self.contributions.keys().copied();
        bring.chain(self.responsible)
    }

    /// Whether it should have been done by now.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == ActivityState::Planned && self.last_day() < today
    }

    /// What in it does not fit together.
    pub fn faults(&self) -> Vec<Fault> {
        let reversed = self.end.is_some_and(|end| end < self.start);
        reversed
            .then(|| Fault::new(Field::End, Problem::EndBeforeStart))
            .into_iter()
            .collect()
    }
}

/// What a party brings to an activity as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContributionDraft {
    /// The identifier of the party.
    pub organisation: String,
    /// Empty where it brings nothing.
    pub what: String,
}

impl ContributionDraft {
    fn check(&self, faults: &mut Faults) -> Option<(OrganisationId, Line)> {
        let party = self.organisation.parse().map_err(|_| Problem::NotAnId);
        let party = faults.take(Field::Contributions, party)?;
        let what = faults.take(Field::Contributions, Line::new(&self.what))?;
        (!what.is_empty()).then_some((party, what))
    }
}

/// An [`Activity`] as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityDraft {
    #[serde(rename = "activity_kind")]
    pub kind: String,
    pub title: String,
    pub contributions: Vec<ContributionDraft>,
    pub note: String,
    /// The identifier of the party, or empty.
    pub responsible: String,
    pub venue: String,
    pub start: String,
    pub end: String,
    #[serde(rename = "activity_state")]
    pub state: String,
}

impl ActivityDraft {
    /// The activity, or all that is wrong with the draft.
    pub fn check(&self, id: RecordId, partnership: PartnershipId) -> Result<Activity, Vec<Fault>> {
        let mut faults = Faults::default();
        let kind = faults.take(Field::ActivityKind, code(&self.kind));
        let title = faults.take(Field::Title, Name::new(&self.title));
        let contributions = self.contributions.iter();
        let contributions = contributions
            .filter_map(|draft| draft.check(&mut faults))
            .collect();
        let note = faults.take(Field::Note, Text::new(&self.note));
        let party = |text: &str| text.parse().map_err(|_| Problem::NotAnId);
        let responsible = faults.take(Field::Responsible, optional(&self.responsible, party));
        let venue = faults.take(Field::Venue, Line::new(&self.venue));
        let present = |text: &str| {
            if text.trim().is_empty() {
                Err(Problem::Missing)
            } else {
                date::parse(text)
            }
        };
        let start = faults.take(Field::Start, present(&self.start));
        let end = faults.take(Field::End, optional(&self.end, date::parse));
        let state = faults.take(
            Field::ActivityState,
            code_or(&self.state, ActivityState::Planned),
        );
        let (Some(kind), Some(title), Some(start), Some(state)) = (kind, title, start, state)
        else {
            return Err(faults.0);
        };
        let activity = Activity {
            id,
            partnership,
            kind,
            title,
            contributions,
            note: note.unwrap_or_default(),
            responsible: responsible.flatten(),
            venue: venue.unwrap_or_default(),
            start,
            end: end.flatten(),
            state,
        };
        faults.0.extend(activity.faults());
        faults.or(activity)
    }
}

impl From<&Activity> for ActivityDraft {
    fn from(activity: &Activity) -> Self {
        Self {
            kind: activity.kind.code().to_owned(),
            title: activity.title.to_string(),
            contributions: activity
                .contributions
                .iter()
                .map(|(party, what)| ContributionDraft {
                    organisation: party.to_string(),
                    what: what.to_string(),
                })
                .collect(),
            note: activity.note.to_string(),
            responsible: activity
                .responsible
                .map(|id| id.to_string())
                .unwrap_or_default(),
            venue: activity.venue.to_string(),
            start: activity.start.to_string(),
            end: day(activity.end),
            state: activity.state.code().to_owned(),
        }
    }
}

/// What was done, told by one of the parties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its identifier.
    pub id: RecordId,
    /// Of which partnership.
    pub partnership: PartnershipId,
    /// Which party tells it.
    pub organisation: OrganisationId,
    /// On which activity; none where it is on the partnership as a whole.
    pub activity: Option<RecordId>,
    /// Its heading.
    pub title: Name,
    /// What was done and what came of it.
    pub text: Text,
    /// How many people took part.
    pub participants: Option<u32>,
    /// When it was first written.
    pub at: Timestamp,
}

/// A [`Report`] as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportDraft {
    /// The identifier of the activity, or empty.
    pub activity: String,
    pub title: String,
    #[serde(rename = "report_text")]
    pub text: String,
    pub participants: String,
}

impl ReportDraft {
    /// The report, or all that is wrong with the draft.
    pub fn check(
        &self,
        id: RecordId,
        partnership: PartnershipId,
        organisation: OrganisationId,
        at: Timestamp,
    ) -> Result<Report, Vec<Fault>> {
        let mut faults = Faults::default();
        let of = |text: &str| text.parse().map_err(|_| Problem::NotAnId);
        let activity = faults.take(Field::Activity, optional(&self.activity, of));
        let title = faults.take(Field::Title, Name::new(&self.title));
        let text = match Text::new(&self.text) {
            Ok(text) if text.is_empty() => Err(Problem::Missing),
            text => text,
        };
        let text = faults.take(Field::ReportText, text);
        let participants = faults.take(Field::Participants, optional(&self.participants, whole));
        let (Some(title), Some(text)) = (title, text) else {
            return Err(faults.0);
        };
        let report = Report {
            id,
            partnership,
            organisation,
            activity: activity.flatten(),
            title,
            text,
            participants: participants.flatten(),
            at,
        };
        faults.or(report)
    }
}

impl From<&Report> for ReportDraft {
    fn from(report: &Report) -> Self {
        Self {
            activity: report.activity.map(|id| id.to_string()).unwrap_or_default(),
            title: report.title.to_string(),
            text: report.text.to_string(),
            participants: report
                .participants
                .map(|n| n.to_string())
                .unwrap_or_default(),
        }
    }
}

/// How one party weighs what came of a partnership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Its identifier.
    pub id: RecordId,
    /// Of which partnership.
    pub partnership: PartnershipId,
    /// Whose view it is; each party has one of each period.
    pub organisation: OrganisationId,
    /// Of which period: its first day, as the terms had it when this was first written; none where they had none.
    #[serde(default)]
    pub period: Option<Date>,
    /// What became of each benefit that was hoped for.
    pub benefits: BTreeMap<Benefit, Outcome>,
    /// What else there is to say; may be empty.
    pub note: Text,
    /// Whether the party would go on.
    pub renew: bool,
}

/// An [`Evaluation`] as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvaluationDraft {
    /// Those that are weighed; one without a state is not.
    pub benefits: Vec<BenefitDraft>,
    pub note: String,
    /// `true` to go on, `false` to end.
    pub renew: String,
}

impl EvaluationDraft {
    /// The evaluation of the present period, or all that is wrong with the draft.
    pub fn check(
        &self,
        id: RecordId,
        partnership: PartnershipId,
        organisation: OrganisationId,
    ) -> Result<Evaluation, Vec<Fault>> {
        let mut faults = Faults::default();
        let weighed = self.benefits.iter().filter(|draft| !draft.state.is_empty());
        let benefits: BTreeMap<_, _> = weighed
            .filter_map(|draft| draft.check(&mut faults))
            .collect();
        if self.benefits.iter().all(|draft| draft.state.is_empty()) {
            faults.take::<()>(Field::Benefits, Err(Problem::Missing));
        }
        let note = faults.take(Field::Note, Text::new(&self.note));
        let renew = faults.take(
            Field::Renew,
            match self.renew.as_str() {
                "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(Problem::Missing),
            },
        );
        let Some(renew) = renew else {
            return Err(faults.0);
        };
        faults.or(Evaluation {
            id,
            partnership,
            organisation,
            // Filled in as it is saved.
            period: None,
            benefits,
            note: note.unwrap_or_default(),
            renew,
        })
    }
}

impl From<&Evaluation> for EvaluationDraft {
    fn from(evaluation: &Evaluation) -> Self {
        Self {
            benefits: evaluation.benefits.iter().map(BenefitDraft::from).collect(),
            note: evaluation.note.to_string(),
            renew: evaluation.renew.to_string(),
        }
    }
}

coded! {
    /// What a file is for.
    pub enum FileUse {
        /// The signed agreement.
        Agreement = "agreement",
        /// A photo or paper that shows what was done.
        Report = "report",
    }
}

coded! {
    /// The kinds of file that are taken.
    pub enum Media {
        /// PDF.
        Pdf = "pdf",
        /// JPEG image.
        Jpeg = "jpeg",
        /// PNG image.
        Png = "png",
        /// WebP image.
        Webp = "webp",
    }
}

impl Media {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
            Media::Webp => "image/webp",
        }
    }

    /// How the names of such files end, the usual ending first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Media::Pdf => &["pdf"],
            Media::Jpeg => &["jpg", "jpeg"],
            Media::Png => &["png"],
            Media::Webp => &["webp"],
        }
    }

    /// Whether it can be shown as a picture.
    pub fn is_image(self) -> bool {
        self != Media::Pdf
    }
}

/// A file that belongs to a partnership. Its content is kept elsewhere, under its identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its identifier.
    pub id: RecordId,
    /// Of which partnership.
    pub partnership: PartnershipId,
    /// What for.
    pub r#use: FileUse,
    /// The report that it belongs to, if any.
    pub report: Option<RecordId>,
    /// The file's name.
    pub name: Name,
    /// What it is.
    pub media: Media,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its content, in lower-case hexadecimal: a changed file shows.
    pub sha256: String,
}

impl Attachment {
    /// The largest size of a file, in bytes.
    pub const MAX_BYTES: u64 = 10 * 1024 * 1024;
    /// The largest number of files that are sent at once.
    pub const MAX_AT_ONCE: usize = 12;

    /// The name under which a file of that kind is kept: without folders and what programs read as more than a name.
    /// Errors: [`Problem::UnknownMedia`] where its ending says that it is something else.
    pub fn name_of(given: &str, media: Media) -> Result<Name, Problem> {
        const LONGEST: usize = 120;
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let tidy = |c: char| match c {
            '"' | '<' | '>' | ':' | '|' | '?' | '*' | '%' => '_',
            c => c,
        };
        let name: String = Name::new(last)?.chars().map(tidy).collect();
        let (stem, ending) = match name.rsplit_once('.') {
            Some((stem, ending)) => (stem, ending.to_lowercase()),
            None => (&*name, media.endings()[0].to_owned()),
        };
        if !media.endings().contains(&&*ending) {
            return Err(Problem::UnknownMedia);
        }
        let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
        let stem: String = stem.chars().take(LONGEST).collect();
        Name::new(&match stem.is_empty() {
            true => format!("berkas.{ending}"),
            false => format!("{stem}.{ending}"),
        })
    }
}

/// Something said among the parties of a partnership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its identifier.
    pub id: RecordId,
    /// On which partnership.
    pub partnership: PartnershipId,
    /// On which proposal; none where it is on the partnership as a whole.
    pub proposal: Option<RecordId>,
    /// For which party.
    pub organisation: OrganisationId,
    /// What.
    pub text: Text,
    /// When.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_name_and_nothing_more() {
        let name = |given| Attachment::name_of(given, Media::Jpeg).map(String::from);
        for (given, kept) in [
            ("Foto Kelas.JPG", "Foto Kelas.jpg"),
            ("foto", "foto.jpg"),
            ("../../etc/passwd.jpeg", "passwd.jpeg"),
            ("C:\\Gambar\\kunjungan.jpg", "kunjungan.jpg"),
            (".jpg", "berkas.jpg"),
            ("a\"; x=\".jpg", "a_; x=_.jpg"),
            ("a\r\nSet-Cookie: b\0.jpg", "a Set-Cookie_ b.jpg"),
        ] {
            assert_eq!(name(given).as_deref(), Ok(kept), "{given}");
        }
        for given in [
            "foto.jpg.exe",
            "foto.jpg.html",
            "foto.png",
            "foto.jpg\0.php",
        ] {
            assert_eq!(name(given), Err(Problem::UnknownMedia), "{given}");
        }
        assert_eq!(name(""), Err(Problem::Missing));
        assert!(name(&format!("{}.jpg", "x".repeat(190))).is_ok());
    }

    #[test]
    fn an_evaluation_says_whether_to_go_on() {
        let ids = (RecordId::new(1, 1), PartnershipId::new(1, 2));
        let check = |draft: &EvaluationDraft| draft.check(ids.0, ids.1, OrganisationId::new(1, 3));
        let fields = check(&EvaluationDraft::default()).map_err(|faults| {
            let fields = faults.into_iter().map(|fault| fault.field);
            fields.collect::<Vec<_>>()
        });
        assert_eq!(fields, Err(vec![Field::Benefits, Field::Renew]));
        let benefit = |benefit: &str, state: &str| BenefitDraft {
            benefit: benefit.to_owned(),
            state: state.to_owned(),
            evidence: String::new(),
        };
        let draft = EvaluationDraft {
            benefits: vec![benefit("experience", "realised"), benefit("creativity", "")],
            note: String::new(),
            renew: "true".to_owned(),
        };
        let evaluation = check(&draft).unwrap();
        assert!(evaluation.renew);
        assert_eq!(
            evaluation.benefits.len(),
            1,
            "what is not weighed is left out"
        );
    }
}
