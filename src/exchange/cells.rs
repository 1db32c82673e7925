//! An organisation or partnership as one text for each of its fields: the columns of tables, the attributes of graphs.

use crate::plan::RowFault;
use crate::rows::{OrganisationRow, PartnershipRow};
use crate::words;
use jejaring_domain::draft::{BenefitDraft, PartyDraft, ProfileDraft, TermsDraft, join, split};
use jejaring_domain::{
    Answer, Authority, Benefit, BenefitState, Coded, ContributionKind, Fault, Field, Finance, Form,
    Kind, Organisation, OrganisationId, Partnership, Problem, Role, Scope, Step, Terms,
};

/// The fields of an organisation, in the order in which they are written.
pub(crate) const ORGANISATION: [Field; 14] = [
    Field::Id,
    Field::Name,
    Field::Kind,
    Field::Npsn,
    Field::Aliases,
    Field::Regency,
    Field::Province,
    Field::Country,
    Field::Latitude,
    Field::Longitude,
    Field::Programmes,
    Field::About,
    Field::Website,
    Field::Archived,
];

/// The fields of a partnership, in the order in which they are written.
pub(crate) const PARTNERSHIP: [Field; 25] = [
    Field::Id,
    Field::Title,
    Field::Parties,
    Field::Roles,
    Field::Answers,
    Field::Contributions,
    Field::Purpose,
    Field::Form,
    Field::Scope,
    Field::Finance,
    Field::Step,
    Field::Start,
    Field::End,
    Field::Benefits,
    Field::AgreementNumber,
    Field::AgreementTitle,
    Field::AgreementSigned,
    Field::AgreementExpires,
    Field::AgreementSignatories,
    Field::ConsentAuthority,
    Field::ConsentReference,
    Field::ConsentDate,
    Field::Ended,
    Field::EndedReason,
    Field::Archived,
];

/// One more than the most items of a list that is looked at: enough to tell that there are too many.
const MAX_ITEMS: usize = Terms::MAX_PARTIES + 1;

/// The cells of an organisation.
#[derive(Default)]
pub(crate) struct OrganisationCells {
    pub id: String,
    pub archived: String,
    pub draft: ProfileDraft,
}

impl OrganisationCells {
    /// The cell of a field, if organisations have one.
    pub fn cell(&mut self, field: Field) -> Option<&mut String> {
        match field {
            Field::Id => Some(&mut self.id),
            Field::Archived => Some(&mut self.archived),
            field => profile_cell(&mut self.draft, field),
        }
    }

    /// What the cells say; words are turned into codes.
    pub fn row(mut self, line: u64) -> OrganisationRow {
        self.draft.kind = words::code::<Kind>(self.draft.kind);
        if self.draft.kind.trim().is_empty() && !self.draft.npsn.trim().is_empty() {
            // Only schools have a number.
            self.draft.kind = Kind::School.code().to_owned();
        }
        OrganisationRow {
            line,
            id: self.id,
            archived: self.archived,
            draft: self.draft,
            faults: Vec::new(),
            lenient: false,
        }
    }
}

impl From<&Organisation> for OrganisationCells {
    fn from(organisation: &Organisation) -> Self {
        Self {
            id: organisation.id.to_string(),
            archived: organisation.archived.to_string(),
            draft: ProfileDraft::from(&organisation.profile),
        }
    }
}

/// The cells of a partnership.
#[derive(Default)]
pub(crate) struct PartnershipCells {
    pub id: String,
    pub archived: String,
    pub draft: TermsDraft,
    parties: String,
    roles: String,
    answers: String,
    contributions: String,
    benefits: String,
}

impl PartnershipCells {
    /// The cell of a field, if partnerships have one.
    pub fn cell(&mut self, field: Field) -> Option<&mut String> {
        match field {
            Field::Id => Some(&mut self.id),
            Field::Archived => Some(&mut self.archived),
            Field::Parties => Some(&mut self.parties),
            Field::Roles => Some(&mut self.roles),
            Field::Answers => Some(&mut self.answers),
            Field::Contributions => Some(&mut self.contributions),
            Field::Benefits => Some(&mut self.benefits),
            field => terms_cell(&mut self.draft, field),
        }
    }

    /// The partnership's cells, its parties named by `name`.
    pub fn new(partnership: &Partnership, name: impl Fn(OrganisationId) -> String) -> Self {
        let draft = TermsDraft::from(&partnership.terms);
        let parties = &partnership.terms.parties;
        let contributions = draft.parties.iter().zip(1..).flat_map(|(party, position)| {
            let items = split(&party.contributions).into_iter();
            items.map(move |item| format!("{position} {item}"))
        });
        let benefits = draft.benefits.iter().map(|benefit| {
            let BenefitDraft {
                benefit,
                state,
                evidence,
            } = benefit;
            match evidence.as_str() {
                "" => format!("{benefit}={state}"),
                evidence => format!("{benefit}={state}: {evidence}"),
            }
        });
        Self {
            id: partnership.id.to_string(),
            archived: partnership.archived.to_string(),
            parties: join(parties.iter().map(|party| name(party.organisation))),
            roles: join(parties.iter().map(|party| party.role.code())),
            answers: join(parties.iter().map(|party| party.answer.code())),
            contributions: join(contributions),
            benefits: join(benefits),
            draft,
        }
    }

    /// What the cells say; words are turned into codes, and what is not said into what it usually is.
    pub fn row(mut self, line: u64) -> PartnershipRow {
        let mut faults = Vec::new();
        let parties = split(&self.parties).into_iter().take(MAX_ITEMS);
        let parties = parties.map(|organisation| PartyDraft {
            organisation,
            ..PartyDraft::default()
        });
        self.draft.parties = parties.collect();
        self.each_party(Field::Roles, &mut faults);
        self.each_party(Field::Answers, &mut faults);
        self.contributions(&mut faults);
        self.benefits();
        let mut row = PartnershipRow {
            line,
            id: self.id,
            archived: self.archived,
            draft: self.draft,
            faults,
            by_key: false,
            lenient: false,
        };
        row.complete();
        row
    }

    /// Hands the items of a list to the parties, in their order.
    fn each_party(&mut self, field: Field, faults: &mut Vec<RowFault>) {
        let cell = match field {
            Field::Roles => &self.roles,
            _ => &self.answers,
        };
        let items = places(cell);
        let max = self.draft.parties.len();
        if items.len() > max {
            faults.push(Fault::new(field, Problem::TooMany { max }).into());
        }
        for (party, item) in self.draft.parties.iter_mut().zip(items) {
            match field {
                Field::Roles => party.role = item,
                _ => party.answer = item,
            }
        }
    }

    /// Hands contributions, `1 funds: Rp 5 juta`, to the parties by their number.
    fn contributions(&mut self, faults: &mut Vec<RowFault>) {
        let mut fault = |problem| faults.push(Fault::new(Field::Contributions, problem).into());
        let mut of_parties = vec![Vec::new(); self.draft.parties.len()];
        for item in split(&self.contributions) {
            let (position, what) = item.split_once(char::is_whitespace).unwrap_or((&item, ""));
            let position = position.trim_end_matches(['.', ':', ')']);
            let Ok(position) = position.parse::<usize>() else {
                return fault(Problem::NotANumber);
            };
            let place = position.checked_sub(1);
            let Some(party) = place.and_then(|place| of_parties.get_mut(place)) else {
                return fault(Problem::OutOfRange);
            };
            if party.len() <= Terms::MAX_CONTRIBUTIONS {
                party.push(what.trim().to_owned());
            }
        }
        for (party, items) in self.draft.parties.iter_mut().zip(of_parties) {
            party.contributions = join(items);
        }
    }

    /// Reads benefits: `code`, `code=state` or `code=state: evidence`.
    fn benefits(&mut self) {
        let benefits = split(&self.benefits).into_iter().take(MAX_ITEMS);
        let benefits = benefits.map(|item| {
            let (said, evidence) = item.split_once(':').unwrap_or((&item, ""));
            let (benefit, state) = said.split_once('=').unwrap_or((said, ""));
            BenefitDraft {
                benefit: benefit.trim().to_owned(),
                state: state.trim().to_owned(),
                evidence: evidence.trim().to_owned(),
            }
        });
        self.draft.benefits = benefits.collect();
    }
}

/// Turns words of a draft into codes, and what it does not say into what it usually is: a file that says nothing more
/// speaks of partnerships that are at work, with nothing signed and no money involved.
pub(crate) fn complete(draft: &mut TermsDraft) {
    fn code<W: words::Worded>(text: &mut String, default: Option<W>) {
        *text = match default {
            Some(default) if text.trim().is_empty() => default.code().to_owned(),
            _ => words::code::<W>(std::mem::take(text)),
        };
    }
    code(&mut draft.form, Some(Form::Informal));
    code(&mut draft.scope, Some(Scope::Software));
    code(&mut draft.finance, Some(Finance::None));
    code(&mut draft.step, Some(Step::Implementation));
    code::<Authority>(&mut draft.consent_authority, None);
    draft.parties.truncate(MAX_ITEMS);
    for party in &mut draft.parties {
        code::<Role>(&mut party.role, None);
        code::<Answer>(&mut party.answer, None);
        let items = split(&party.contributions).into_iter().map(|item| {
            let (kind, note) = item.split_once(':').unwrap_or((&item, ""));
            let kind = words::code::<ContributionKind>(kind.trim().to_owned());
            match note.trim() {
                "" => kind,
                note => format!("{kind}: {note}"),
            }
        });
        party.contributions = join(items);
    }
    draft.benefits.truncate(MAX_ITEMS);
    for benefit in &mut draft.benefits {
        code::<Benefit>(&mut benefit.benefit, None);
        code::<BenefitState>(&mut benefit.state, None);
    }
}

/// Splits what [`join`] joined and keeps the place of empty items.
fn places(text: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    // Codes contain neither of the two characters that `join` marks.
    let items = text.trim_end_matches(|c: char| c == ';' || c.is_whitespace());
    let items = items.split(';').take(MAX_ITEMS);
    items.map(|item| item.trim().to_owned()).collect()
}

/// The cell of a field in the draft of a profile.
pub(crate) fn profile_cell(draft: &mut ProfileDraft, field: Field) -> Option<&mut String> {
    Some(match field {
        Field::Name => &mut draft.name,
        Field::Kind => &mut draft.kind,
        Field::Npsn => &mut draft.npsn,
        Field::Aliases => &mut draft.aliases,
        Field::Regency => &mut draft.regency,
        Field::Province => &mut draft.province,
        Field::Country => &mut draft.country,
        Field::Latitude => &mut draft.latitude,
        Field::Longitude => &mut draft.longitude,
        Field::Programmes => &mut draft.programmes,
        Field::About => &mut draft.about,
        Field::Website => &mut draft.website,
        _ => return None,
    })
}

/// The cell of a field in the draft of terms, for fields that are one text.
pub(crate) fn terms_cell(draft: &mut TermsDraft, field: Field) -> Option<&mut String> {
    Some(match field {
        Field::Title => &mut draft.title,
        Field::Purpose => &mut draft.purpose,
        Field::Form => &mut draft.form,
        Field::Scope => &mut draft.scope,
        Field::Finance => &mut draft.finance,
        Field::Step => &mut draft.step,
        Field::Start => &mut draft.start,
        Field::End => &mut draft.end,
        Field::AgreementNumber => &mut draft.agreement_number,
        Field::AgreementTitle => &mut draft.agreement_title,
        Field::AgreementSigned => &mut draft.agreement_signed,
        Field::AgreementExpires => &mut draft.agreement_expires,
        Field::AgreementSignatories => &mut draft.agreement_signatories,
        Field::ConsentAuthority => &mut draft.consent_authority,
        Field::ConsentReference => &mut draft.consent_reference,
        Field::ConsentDate => &mut draft.consent_date,
        Field::Ended => &mut draft.ended,
        Field::EndedReason => &mut draft.ended_reason,
        _ => return None,
    })
}
