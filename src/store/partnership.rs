//! The rows of partnerships, and the edges that are their parties.

use crate::StoreError;
use crate::organisation;
use crate::reading::{Reason, code, damaged, id, number, numbers, seq, versions};
use jejaring_domain::{
    Agreement, Benefit, Coded, Consent, Contribution, Date, Ending, Line, Name, Outcome,
    Partnership, PartnershipId, Party, Signatory, Terms, Text,
};
use std::collections::BTreeMap;
use surrealdb::types::{Array, RecordId, RecordIdKey, SurrealValue, Value};

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct PartnershipRow {
    pub id: RecordId,
    title: String,
    purpose: String,
    form: String,
    scope: String,
    finance: String,
    step: String,
    start: Option<String>,
    end: Option<String>,
    benefits: Vec<BenefitRow>,
    agreement: Option<AgreementRow>,
    consent: Option<ConsentRow>,
    ended: Option<EndingRow>,
    origin: String,
    archived: bool,
    created: i64,
    versions: BTreeMap<String, i64>,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
struct BenefitRow {
    benefit: String,
    state: String,
    evidence: String,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
struct AgreementRow {
    number: String,
    title: String,
    signed: Option<String>,
    expires: Option<String>,
    signatories: Option<Vec<SignatoryRow>>,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
struct SignatoryRow {
    organisation: String,
    name: String,
    function: String,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
struct ConsentRow {
    authority: String,
    reference: String,
    date: Option<String>,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
struct EndingRow {
    on: String,
    reason: String,
}

/// The edge from a partnership to an organisation.
#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct PartyRow {
    pub id: RecordId,
    r#in: RecordId,
    out: RecordId,
    place: i64,
    role: String,
    answer: String,
    left: Option<i64>,
    contributions: Vec<ContributionRow>,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
struct ContributionRow {
    kind: String,
    note: String,
}

/// The identifier of a partnership's row.
pub fn record(id: PartnershipId) -> RecordId {
    RecordId::new("partnership", id.to_string())
}

impl From<&Partnership> for PartnershipRow {
    fn from(partnership: &Partnership) -> Self {
        let Terms {
            title,
            purpose,
            parties: _,
            form,
            scope,
            finance,
            step,
            start,
            end,
            benefits,
            agreement,
            consent,
            ended,
        } = &partnership.terms;
        Self {
            id: record(partnership.id),
            title: title.to_string(),
            purpose: purpose.to_string(),
            form: form.code().to_owned(),
            scope: scope.code().to_owned(),
            finance: finance.code().to_owned(),
            step: step.code().to_owned(),
            start: day(start),
            end: day(end),
            benefits: benefits.iter().map(BenefitRow::from).collect(),
            agreement: agreement.as_ref().map(|agreement| AgreementRow {
                number: agreement.number.to_string(),
                title: agreement.title.to_string(),
                signed: day(&agreement.signed),
                expires: day(&agreement.expires),
                signatories: Some(
                    agreement
                        .signatories
                        .iter()
                        .map(SignatoryRow::from)
                        .collect(),
                ),
            }),
            consent: consent.as_ref().map(|consent| ConsentRow {
                authority: consent.authority.code().to_owned(),
                reference: consent.reference.to_string(),
                date: day(&consent.date),
            }),
            ended: ended.as_ref().map(|ended| EndingRow {
                on: ended.on.to_string(),
                reason: ended.reason.to_string(),
            }),
            origin: partnership.origin.code().to_owned(),
            archived: partnership.archived,
            created: number(partnership.created),
            versions: numbers(&partnership.versions),
        }
    }
}

impl From<&Signatory> for SignatoryRow {
    fn from(signatory: &Signatory) -> Self {
        Self {
            organisation: signatory.organisation.to_string(),
            name: signatory.name.to_string(),
            function: signatory.function.to_string(),
        }
    }
}

impl TryFrom<&SignatoryRow> for Signatory {
    type Error = Reason;
    fn try_from(row: &SignatoryRow) -> Result<Self, Reason> {
        Ok(Signatory {
            organisation: row.organisation.parse()?,
            name: Name::new(&row.name)?,
            function: Line::new(&row.function)?,
        })
    }
}

impl From<(&Benefit, &Outcome)> for BenefitRow {
    fn from((benefit, outcome): (&Benefit, &Outcome)) -> Self {
        Self {
            benefit: benefit.code().to_owned(),
            state: outcome.state.code().to_owned(),
            evidence: outcome.evidence.to_string(),
        }
    }
}

/// The edges of a partnership, in the order of its parties.
pub fn edges(partnership: &Partnership) -> impl Iterator<Item = PartyRow> {
    let parties = (0_i64..).zip(&partnership.terms.parties);
    parties.map(|(place, party)| {
        let ends = [partnership.id.to_string(), party.organisation.to_string()];
        let key = Array::from(ends.map(Value::String).to_vec());
        PartyRow {
            id: RecordId::new("party", RecordIdKey::Array(key)),
            r#in: record(partnership.id),
            out: organisation::record(party.organisation),
            place,
            role: party.role.code().to_owned(),
            answer: party.answer.code().to_owned(),
            left: party.left.map(number),
            contributions: party
                .contributions
                .iter()
                .map(ContributionRow::from)
                .collect(),
        }
    })
}

impl From<&Contribution> for ContributionRow {
    fn from(contribution: &Contribution) -> Self {
        Self {
            kind: contribution.kind.code().to_owned(),
            note: contribution.note.to_string(),
        }
    }
}

/// Puts partnerships together from their rows and all edges.
pub fn join(
    rows: Vec<PartnershipRow>,
    mut edges: Vec<PartyRow>,
) -> Result<Vec<Partnership>, StoreError> {
    edges.sort_by_key(|edge| edge.place);
    let mut parties: BTreeMap<PartnershipId, Vec<Party>> = BTreeMap::new();
    for edge in edges {
        let (of, party) = read_edge(&edge).map_err(|reason| damaged(&edge.id, reason))?;
        parties.entry(of).or_default().push(party);
    }
    let rows = rows.into_iter();
    rows.map(|row| read(&row, &mut parties).map_err(|reason| damaged(&row.id, reason)))
        .collect()
}

fn read_edge(edge: &PartyRow) -> Result<(PartnershipId, Party), Reason> {
    let contributions = edge.contributions.iter().map(|contribution| {
        Ok::<_, Reason>(Contribution {
            kind: code(&contribution.kind)?,
            note: Line::new(&contribution.note)?,
        })
    });
    let party = Party {
        organisation: id(&edge.out)?,
        role: code(&edge.role)?,
        answer: code(&edge.answer)?,
        left: edge.left.map(seq).transpose()?,
        contributions: contributions.collect::<Result<_, _>>()?,
    };
    Ok((id(&edge.r#in)?, party))
}

fn read(
    row: &PartnershipRow,
    parties: &mut BTreeMap<PartnershipId, Vec<Party>>,
) -> Result<Partnership, Reason> {
    let partnership = id(&row.id)?;
    let benefits = row.benefits.iter().map(|row| {
        let outcome = Outcome {
            state: code(&row.state)?,
            evidence: Line::new(&row.evidence)?,
        };
        Ok::<_, Reason>((code(&row.benefit)?, outcome))
    });
    let agreement = row.agreement.as_ref().map(|row| {
        Ok::<_, Reason>(Agreement {
            number: Name::new(&row.number)?,
            title: Line::new(&row.title)?,
            signed: date(&row.signed)?,
            expires: date(&row.expires)?,
            signatories: row
                .signatories
                .iter()
                .flatten()
                .map(Signatory::try_from)
                .collect::<Result<_, _>>()?,
        })
    });
    let consent = row.consent.as_ref().map(|row| {
        Ok::<_, Reason>(Consent {
            authority: code(&row.authority)?,
            reference: Name::new(&row.reference)?,
            date: date(&row.date)?,
        })
    });
    let ended = row.ended.as_ref().map(|row| {
        Ok::<_, Reason>(Ending {
            on: row.on.parse()?,
            reason: Line::new(&row.reason)?,
        })
    });
    Ok(Partnership {
        id: partnership,
        terms: Terms {
            title: Name::new(&row.title)?,
            purpose: Text::new(&row.purpose)?,
            parties: parties.remove(&partnership).unwrap_or_default(),
            form: code(&row.form)?,
            scope: code(&row.scope)?,
            finance: code(&row.finance)?,
            step: code(&row.step)?,
            start: date(&row.start)?,
            end: date(&row.end)?,
            benefits: benefits.collect::<Result<_, _>>()?,
            agreement: agreement.transpose()?,
            consent: consent.transpose()?,
            ended: ended.transpose()?,
        },
        origin: code(&row.origin)?,
        archived: row.archived,
        created: seq(row.created)?,
        versions: versions(&row.versions)?,
    })
}

fn day(date: &Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn date(day: &Option<String>) -> Result<Option<Date>, Reason> {
    Ok(day.as_deref().map(str::parse).transpose()?)
}
