//! What partners do together and what came of it: plan, reports, evaluations, files.

use crate::code::coded;
use crate::draft::{Faults, code, code_or, day, optional, whole};
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
    /// Who brings what, for whom, and what else there is to know; may be empty.
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

/// An [`Activity`] as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityDraft {
    pub kind: String,
    pub title: String,
    pub note: String,
    /// The identifier of the party, or empty.
    pub responsible: String,
    pub venue: String,
    pub start: String,
    pub end: String,
    pub state: String,
}

impl ActivityDraft {
    /// The activity, or all that is wrong with the draft.
    pub fn check(&self, id: RecordId, partnership: PartnershipId) -> Result<Activity, Vec<Fault>> {
        let mut faults = Faults::default();
        let kind = faults.take(Field::ActivityKind, code(&self.kind));
        let title = faults.take(Field::Title, Name::new(&self.title));
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
    /// Whose view it is; each party has one.
    pub organisation: OrganisationId,
    /// What became of each benefit that was hoped for.
    pub benefits: BTreeMap<Benefit, Outcome>,
    /// What else there is to say; may be empty.
    pub note: Text,
    /// Whether the party would go on.
    pub renew: bool,
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
    /// What the content is, by its first bytes; a file's name says nothing about it.
    pub fn of(content: &[u8]) -> Option<Media> {
        match content {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Media::Pdf),
            [0xFF, 0xD8, 0xFF, ..] => Some(Media::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(Media::Png),
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Some(Media::Webp),
            _ => None,
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
            Media::Webp => "image/webp",
        }
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
    fn a_file_is_what_its_content_says() {
        assert_eq!(Media::of(b"%PDF-1.7 ..."), Some(Media::Pdf));
        assert_eq!(Media::of(b"\x89PNG\r\n\x1a\n...."), Some(Media::Png));
        assert_eq!(Media::of(b"<script>"), None);
        assert_eq!(Media::of(b""), None);
    }
}
