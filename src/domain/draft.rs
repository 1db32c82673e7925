//! What people and files write: every field as plain text, on its way to and from the types.
//!
//! Forms and columns of files share these drafts, so that a value is read, and a mistake is told, in one way only.

use crate::code::Coded;
use crate::date;
use crate::people::is_email;
use crate::{
    Agreement, Answer, Benefit, BenefitState, Consent, Contact, Contribution, ContributionKind,
    Coordinates, Date, Ending, Fault, Field, Line, MemberRole, Name, Npsn, OrganisationId, Outcome,
    Party, Place, Problem, Profile, RecordId, Role, Signatory, Terms, Text,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A [`Profile`] as it is written. Lists are joined as by [`join`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileDraft {
    pub name: String,
    pub kind: String,
    pub npsn: String,
    pub aliases: String,
    pub regency: String,
    pub province: String,
    pub country: String,
    pub latitude: String,
    pub longitude: String,
    pub programmes: String,
    pub about: String,
    pub website: String,
}

/// The [`Terms`] of a partnership as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TermsDraft {
    pub title: String,
    pub purpose: String,
    pub parties: Vec<PartyDraft>,
    pub form: String,
    pub scope: String,
    pub finance: String,
    pub step: String,
    pub start: String,
    pub end: String,
    pub benefits: Vec<BenefitDraft>,
    pub agreement_number: String,
    pub agreement_title: String,
    pub agreement_signed: String,
    pub agreement_expires: String,
    /// Items by [`signatory_text`], joined by [`join`]; the caller looks the organisation up, as in a party.
    pub agreement_signatories: String,
    pub consent_authority: String,
    pub consent_reference: String,
    pub consent_date: String,
    pub ended: String,
    pub ended_reason: String,
}

/// A [`Party`] as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartyDraft {
    /// Whatever names the organisation: the caller looks it up.
    pub organisation: String,
    pub role: String,
    pub answer: String,
    /// `kind: note`, joined as by [`join`].
    pub contributions: String,
}

/// An expected [`Benefit`] as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BenefitDraft {
    pub benefit: String,
    pub state: String,
    pub evidence: String,
}

/// A claim to act for an organisation as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimDraft {
    pub npsn: String,
    pub note: String,
}

/// A [`Contact`] as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactDraft {
    pub name: String,
    pub function: String,
    pub email: String,
    pub phone: String,
}

/// An invitation to become a member as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationDraft {
    pub role: String,
    pub email: String,
}

impl ClaimDraft {
    /// The number, if there is one, and what supports the claim; or all that is wrong with the draft.
    pub fn check(&self) -> Result<(Option<Npsn>, Line), Vec<Fault>> {
        let mut faults = Faults::default();
        let npsn = faults.take(Field::Npsn, optional(&self.npsn, Npsn::new));
        let note = faults
            .take(Field::Note, Line::new(&self.note))
            .unwrap_or_default();
        if note.is_empty() && self.note.trim().is_empty() {
            faults.take::<()>(Field::Note, Err(Problem::Missing));
        }
        faults.or((npsn.flatten(), note))
    }
}

impl ContactDraft {
    /// The contact, or all that is wrong with the draft.
    pub fn check(&self, id: RecordId, organisation: OrganisationId) -> Result<Contact, Vec<Fault>> {
        let mut faults = Faults::default();
        let name = faults.take(Field::Name, Name::new(&self.name));
        let mut line = |field, text: &str| faults.take(field, Line::new(text)).unwrap_or_default();
        let function = line(Field::Function, &self.function);
        let email = line(Field::Email, &self.email);
        let phone = line(Field::Phone, &self.phone);
        let Some(name) = name else {
            return Err(faults.0);
        };
        let contact = Contact {
            id,
            organisation,
            name,
            function,
            email,
            phone,
        };
        faults.0.extend(contact.faults());
        faults.or(contact)
    }
}

impl From<&Contact> for ContactDraft {
    fn from(contact: &Contact) -> Self {
        Self {
            name: contact.name.to_string(),
            function: contact.function.to_string(),
            email: contact.email.to_string(),
            phone: contact.phone.to_string(),
        }
    }
}

impl InvitationDraft {
    /// The role and the address, which may be empty; or all that is wrong with the draft.
    pub fn check(&self) -> Result<(MemberRole, String), Vec<Fault>> {
        let mut faults = Faults::default();
        let role = faults.take(Field::Role, code(&self.role));
        let email = self.email.trim();
        if !email.is_empty() && !is_email(email) {
            faults.take::<()>(Field::Email, Err(Problem::NotAnEmailAddress));
        }
        match role {
            Some(role) => faults.or((role, email.to_owned())),
            None => Err(faults.0),
        }
    }
}

impl ProfileDraft {
    /// The profile, or all that is wrong with the draft.
    pub fn check(&self) -> Result<Profile, Vec<Fault>> {
        let mut faults = Faults::default();
        let name = faults.take(Field::Name, Name::new(&self.name));
        let kind = faults.take(Field::Kind, code(&self.kind));
        let npsn = faults.take(Field::Npsn, optional(&self.npsn, Npsn::new));
        let coordinates = faults.coordinates(&self.latitude, &self.longitude);
        let place = Place {
            regency: faults
                .take(Field::Regency, Line::new(&self.regency))
                .unwrap_or_default(),
            province: faults
                .take(Field::Province, Line::new(&self.province))
                .unwrap_or_default(),
            country: faults
                .take(Field::Country, Line::new(&self.country))
                .unwrap_or_default(),
            coordinates,
        };
        let aliases = faults.take(Field::Aliases, names(&self.aliases));
        let programmes = faults.take(Field::Programmes, names(&self.programmes));
        let about = faults.take(Field::About, Text::new(&self.about));
        let website = faults.take(Field::Website, Line::new(&self.website));
        let (Some(name), Some(kind)) = (name, kind) else {
            return Err(faults.0);
        };
        let profile = Profile {
            name,
            kind,
            npsn: npsn.flatten(),
            aliases: aliases.unwrap_or_default(),
            place,
            programmes: programmes.unwrap_or_default(),
            about: about.unwrap_or_default(),
            website: website.unwrap_or_default(),
        };
        faults.0.extend(profile.faults());
        faults.or(profile)
    }
}

impl From<&Profile> for ProfileDraft {
    fn from(profile: &Profile) -> Self {
        let degrees = |of: fn(Coordinates) -> f64| {
            profile
                .place
                .coordinates
                .map(|c| of(c).to_string())
                .unwrap_or_default()
        };
        Self {
            name: profile.name.to_string(),
            kind: profile.kind.code().to_owned(),
            npsn: profile
                .npsn
                .map(|npsn| npsn.to_string())
                .unwrap_or_default(),
            aliases: join(profile.aliases.iter().map(Name::as_str)),
            regency: profile.place.regency.to_string(),
            province: profile.place.province.to_string(),
            country: profile.place.country.to_string(),
            latitude: degrees(Coordinates::latitude),
            longitude: degrees(Coordinates::longitude),
            programmes: join(profile.programmes.iter().map(Name::as_str)),
            about: profile.about.to_string(),
            website: profile.website.to_string(),
        }
    }
}

impl TermsDraft {
    /// Leaves out the rows of a form that were left empty.
    pub fn leave_out_blanks(&mut self) {
        self.parties
            .retain(|party| !party.organisation.trim().is_empty());
        self.benefits.retain(|benefit| !benefit.benefit.is_empty());
    }

    /// The terms, or all that is wrong with the draft. `find` looks an organisation up by what names it in a party.
    pub fn check(
        &self,
        find: impl Fn(&str) -> Result<OrganisationId, Problem>,
    ) -> Result<Terms, Vec<Fault>> {
        let mut faults = Faults::default();
        let title = faults.take(Field::Title, Name::new(&self.title));
        let purpose = faults.take(Field::Purpose, Text::new(&self.purpose));
        let parties = self
            .parties
            .iter()
            .map(|party| party.check(&find, &mut faults))
            .collect::<Vec<_>>();
        let form = faults.take(Field::Form, code(&self.form));
        let scope = faults.take(Field::Scope, code(&self.scope));
        let finance = faults.take(Field::Finance, code(&self.finance));
        let step = faults.take(Field::Step, code(&self.step));
        let start = faults.take(Field::Start, optional(&self.start, date::parse));
        let end = faults.take(Field::End, optional(&self.end, date::parse));
        let benefits = self
            .benefits
            .iter()
            .map(|benefit| benefit.check(&mut faults))
            .collect::<Vec<_>>();
        let agreement = self.agreement(&find, &mut faults);
        let consent = self.consent(&mut faults);
        let ended = self.ended(&mut faults);
        let complete = parties.len() == parties.iter().flatten().count();
        let (Some(title), Some(form), Some(scope), Some(finance), Some(step), true) =
            (title, form, scope, finance, step, complete)
        else {
            return Err(faults.0);
        };
        let terms = Terms {
            title,
            purpose: purpose.unwrap_or_default(),
            parties: parties.into_iter().flatten().collect(),
            form,
            scope,
            finance,
            step,
            start: start.flatten(),
            end: end.flatten(),
            benefits: benefits.into_iter().flatten().collect(),
            agreement,
            consent,
            ended,
        };
        faults.0.extend(terms.faults());
        faults.or(terms)
    }

    fn agreement(
        &self,
        find: impl Fn(&str) -> Result<OrganisationId, Problem>,
        faults: &mut Faults,
    ) -> Option<Agreement> {
        let written = [
            &self.agreement_signatories,
            &self.agreement_number,
            &self.agreement_title,
            &self.agreement_signed,
            &self.agreement_expires,
        ];
        if written.iter().all(|text| text.trim().is_empty()) {
            return None;
        }
        let signatories = split(&self.agreement_signatories).into_iter().map(|item| {
            let [organisation, name, function] = signatory_parts(&item);
            Ok(Signatory {
                organisation: find(&organisation)?,
                name: Name::new(&name)?,
                function: Line::new(&function)?,
            })
        });
        let signatories = signatories.collect::<Result<Vec<_>, _>>();
        Some(Agreement {
            signatories: faults
                .take(Field::AgreementSignatories, signatories)
                .unwrap_or_default(),
            title: faults
                .take(Field::AgreementTitle, Line::new(&self.agreement_title))
                .unwrap_or_default(),
            signed: faults
                .take(
                    Field::AgreementSigned,
                    optional(&self.agreement_signed, date::parse),
                )
                .flatten(),
            expires: faults
                .take(
                    Field::AgreementExpires,
                    optional(&self.agreement_expires, date::parse),
                )
                .flatten(),
            number: faults.take(Field::AgreementNumber, Name::new(&self.agreement_number))?,
        })
    }

    fn consent(&self, faults: &mut Faults) -> Option<Consent> {
        let written = [
            &self.consent_authority,
            &self.consent_reference,
            &self.consent_date,
        ];
        if written.iter().all(|text| text.trim().is_empty()) {
            return None;
        }
        let authority = faults.take(Field::ConsentAuthority, code(&self.consent_authority));
        let reference = faults.take(Field::ConsentReference, Name::new(&self.consent_reference));
        let date = faults
            .take(
                Field::ConsentDate,
                optional(&self.consent_date, date::parse),
            )
            .flatten();
        Some(Consent {
            authority: authority?,
            reference: reference?,
            date,
        })
    }

    fn ended(&self, faults: &mut Faults) -> Option<Ending> {
        let on = faults.take(Field::Ended, optional(&self.ended, date::parse))?;
        let reason = faults
            .take(Field::EndedReason, Line::new(&self.ended_reason))
            .unwrap_or_default();
        if on.is_none() && !reason.is_empty() {
            faults.take::<Date>(Field::Ended, Err(Problem::Missing));
        }
        Some(Ending { on: on?, reason })
    }
}

impl From<&Terms> for TermsDraft {
    /// The parties' organisations are written as their identifiers.
    fn from(terms: &Terms) -> Self {
        let agreement = terms.agreement.as_ref();
        let consent = terms.consent.as_ref();
        let ended = terms.ended.as_ref();
        Self {
            title: terms.title.to_string(),
            purpose: terms.purpose.to_string(),
            parties: terms.parties.iter().map(PartyDraft::from).collect(),
            form: terms.form.code().to_owned(),
            scope: terms.scope.code().to_owned(),
            finance: terms.finance.code().to_owned(),
            step: terms.step.code().to_owned(),
            start: day(terms.start),
            end: day(terms.end),
            benefits: terms.benefits.iter().map(BenefitDraft::from).collect(),
            agreement_number: agreement.map(|a| a.number.to_string()).unwrap_or_default(),
            agreement_title: agreement.map(|a| a.title.to_string()).unwrap_or_default(),
            agreement_signed: day(agreement.and_then(|a| a.signed)),
            agreement_expires: day(agreement.and_then(|a| a.expires)),
            agreement_signatories: join(
                agreement
                    .iter()
                    .flat_map(|a| &a.signatories)
                    .map(|s| signatory_text(&s.organisation.to_string(), &s.name, &s.function)),
            ),
            consent_authority: consent
                .map(|c| c.authority.code().to_owned())
                .unwrap_or_default(),
            consent_reference: consent.map(|c| c.reference.to_string()).unwrap_or_default(),
            consent_date: day(consent.and_then(|c| c.date)),
            ended: day(ended.map(|e| e.on)),
            ended_reason: ended.map(|e| e.reason.to_string()).unwrap_or_default(),
        }
    }
}

impl PartyDraft {
    fn check(
        &self,
        find: impl Fn(&str) -> Result<OrganisationId, Problem>,
        faults: &mut Faults,
    ) -> Option<Party> {
        let organisation = faults.take(Field::Parties, find(self.organisation.trim()));
        let role = faults.take(Field::Roles, code_or(&self.role, Role::Partner));
        let answer = faults.take(Field::Answers, code_or(&self.answer, Answer::Pending));
        let contributions = split(&self.contributions).into_iter().map(|item| {
            let (kind, note) = item.split_once(':').unwrap_or((&item, ""));
            let kind: ContributionKind = code(kind)?;
            Ok(Contribution {
                kind,
                note: Line::new(note)?,
            })
        });
        let contributions = faults.take(Field::Contributions, contributions.collect());
        Some(Party {
            organisation: organisation?,
            role: role?,
            answer: answer?,
            left: None,
            contributions: contributions?,
        })
    }
}

impl From<&Party> for PartyDraft {
    fn from(party: &Party) -> Self {
        let contributions =
            party
                .contributions
                .iter()
                .map(|contribution| match contribution.note.as_str() {
                    "" => contribution.kind.code().to_owned(),
                    note => format!("{}: {note}", contribution.kind.code()),
                });
        Self {
            organisation: party.organisation.to_string(),
            role: party.role.code().to_owned(),
            answer: party.answer.code().to_owned(),
            contributions: join(contributions),
        }
    }
}

impl BenefitDraft {
    pub(crate) fn check(&self, faults: &mut Faults) -> Option<(Benefit, Outcome)> {
        let benefit = faults.take(Field::Benefits, code(&self.benefit));
        let state = faults.take(
            Field::Benefits,
            code_or(&self.state, BenefitState::Expected),
        );
        let evidence = faults.take(Field::Benefits, Line::new(&self.evidence));
        Some((
            benefit?,
            Outcome {
                state: state?,
                evidence: evidence?,
            },
        ))
    }
}

impl From<(&Benefit, &Outcome)> for BenefitDraft {
    fn from((benefit, outcome): (&Benefit, &Outcome)) -> Self {
        Self {
            benefit: benefit.code().to_owned(),
            state: outcome.state.code().to_owned(),
            evidence: outcome.evidence.to_string(),
        }
    }
}

/// Joins a list into one text: items by `; `, with `;` and `\` in an item marked by a `\` before them.
pub fn join<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    join_by(';', items)
}

/// Splits what [`join`] joined; empty items are passed over.
pub fn split(text: &str) -> Vec<String> {
    let items = split_by(';', text).into_iter();
    items.filter(|item| !item.is_empty()).collect()
}

fn join_by<S: AsRef<str>>(separator: char, items: impl IntoIterator<Item = S>) -> String {
    let marked = format!("\\{separator}");
    let items = items.into_iter().map(|item| {
        let item = item.as_ref().replace('\\', "\\\\");
        item.replace(separator, &marked)
    });
    items.collect::<Vec<_>>().join(&format!("{separator} "))
}

fn split_by(separator: char, text: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let item = items.last_mut();
        match character {
            c if c == separator => items.push(String::new()),
            '\\' => item
                .into_iter()
                .for_each(|item| item.extend(characters.next())),
            _ => item.into_iter().for_each(|item| item.push(character)),
        }
    }
    items
        .into_iter()
        .map(|item| item.trim().to_owned())
        .collect()
}

/// Who signs for a party, as one item of a list: `organisation | name | function`.
pub fn signatory_text(organisation: &str, name: &str, function: &str) -> String {
    let parts = [organisation, name, function];
    let written = if function.is_empty() { 2 } else { 3 };
    join_by('|', parts.iter().take(written))
}

/// The organisation, name and function that [`signatory_text`] joined.
pub fn signatory_parts(item: &str) -> [String; 3] {
    let mut parts = split_by('|', item).into_iter();
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

fn names(text: &str) -> Result<BTreeSet<Name>, Problem> {
    split(text).iter().map(|name| Name::new(name)).collect()
}

pub(crate) fn code<C: Coded>(text: &str) -> Result<C, Problem> {
    match text.trim() {
        "" => Err(Problem::Missing),
        text => C::from_code(text).ok_or_else(|| Problem::UnknownCode {
            given: text.chars().take(60).collect(),
        }),
    }
}

pub(crate) fn code_or<C: Coded>(text: &str, default: C) -> Result<C, Problem> {
    if text.trim().is_empty() {
        Ok(default)
    } else {
        code(text)
    }
}

/// A whole number as it is written.
pub(crate) fn whole(text: &str) -> Result<u32, Problem> {
    text.parse().map_err(|_| Problem::NotANumber)
}

/// A day as it is written; empty where there is none.
pub(crate) fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

pub(crate) fn optional<T>(
    text: &str,
    read: impl Fn(&str) -> Result<T, Problem>,
) -> Result<Option<T>, Problem> {
    match text.trim() {
        "" => Ok(None),
        text => read(text).map(Some),
    }
}

/// Gathers what is wrong, so that all of it can be told at once.
#[derive(Default)]
pub(crate) struct Faults(pub(crate) Vec<Fault>);

impl Faults {
    pub(crate) fn take<T>(&mut self, field: Field, result: Result<T, Problem>) -> Option<T> {
        result
            .map_err(|problem| self.0.push(Fault::new(field, problem)))
            .ok()
    }

    fn coordinates(&mut self, latitude: &str, longitude: &str) -> Option<Coordinates> {
        let degrees = |text: &str| {
            text.replace(',', ".")
                .parse::<f64>()
                .map_err(|_| Problem::NotANumber)
        };
        let latitude = self.take(Field::Latitude, optional(latitude, degrees))?;
        let longitude = self.take(Field::Longitude, optional(longitude, degrees))?;
        match (latitude, longitude) {
            (Some(latitude), Some(longitude)) => {
                self.take(Field::Latitude, Coordinates::new(latitude, longitude))
            }
            (None, None) => None,
            (Some(_), None) => self.take(Field::Longitude, Err(Problem::Missing)),
            (None, Some(_)) => self.take(Field::Latitude, Err(Problem::Missing)),
        }
    }

    pub(crate) fn or<T>(self, value: T) -> Result<T, Vec<Fault>> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_may_contain_its_own_separator() {
        let items = ["a; b", "c\\", "d"];
        assert_eq!(split(&join(items)), items);
        assert_eq!(split(" ; x;; y "), ["x", "y"]);
    }

    #[test]
    fn all_mistakes_of_a_profile_are_told_at_once() {
        let draft = ProfileDraft {
            kind: "shop".into(),
            npsn: "123".into(),
            latitude: "north".into(),
            ..ProfileDraft::default()
        };
        let faults = draft.check().unwrap_err();
        let fields: Vec<Field> = faults.iter().map(|fault| fault.field).collect();
        assert_eq!(
            fields,
            [Field::Name, Field::Kind, Field::Npsn, Field::Latitude]
        );
    }

    #[test]
    fn half_a_coordinate_is_a_mistake() {
        let draft = ProfileDraft {
            name: "SMK 1".into(),
            kind: "school".into(),
            longitude: "110,4".into(),
            ..ProfileDraft::default()
        };
        assert_eq!(
            draft.check(),
            Err(vec![Fault::new(Field::Latitude, Problem::Missing)])
        );
    }

    #[test]
    fn a_reason_for_ending_without_its_day_is_a_mistake() {
        let draft = TermsDraft {
            title: "Magang".into(),
            form: "informal".into(),
            scope: "software".into(),
            finance: "none".into(),
            step: "planning".into(),
            ended_reason: "Pimpinan berganti.".into(),
            ..TermsDraft::default()
        };
        let faults = draft.check(|_| Err(Problem::Missing)).unwrap_err();
        assert!(faults.contains(&Fault::new(Field::Ended, Problem::Missing)));
    }

    #[test]
    fn a_party_that_is_nowhere_is_named() {
        let party = |name: &str| PartyDraft {
            organisation: name.into(),
            ..PartyDraft::default()
        };
        let draft = TermsDraft {
            title: "Magang".into(),
            parties: vec![party("SMK 1"), party("PT X")],
            form: "informal".into(),
            scope: "software".into(),
            finance: "none".into(),
            step: "planning".into(),
            ..TermsDraft::default()
        };
        let unknown = |given: &str| Problem::UnknownOrganisation {
            given: given.into(),
        };
        let find = |name: &str| {
            if name == "SMK 1" {
                Ok(OrganisationId::new(0, 1))
            } else {
                Err(unknown(name))
            }
        };
        assert_eq!(
            draft.check(find),
            Err(vec![Fault::new(Field::Parties, unknown("PT X"))])
        );
    }
}
