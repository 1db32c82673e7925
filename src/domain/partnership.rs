//! Partnerships: what two or more parties want to do together, and on what terms.

use crate::code::coded;
use crate::fault::{Fault, Field, Problem};
use crate::record::record;
use crate::text::{Line, Name, Text};
use crate::{
    Agreement, Benefit, Consent, Date, OrganisationId, Origin, Outcome, PartnershipId, Seq, Stage,
    Step,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

coded! {
    /// How binding a partnership is.
    pub enum Form {
        /// Binding: rests on a written, signed agreement.
        Formal = "formal",
        /// Nothing signed; either side may end it at any time.
        Informal = "informal",
        /// Partly the one, partly the other.
        FormalAndInformal = "formal_and_informal",
    }
}

impl Form {
    /// Whether it rests, at least in part, on a signed agreement.
    pub fn is_written(self) -> bool {
        self != Form::Informal
    }
}

coded! {
    /// What kind of support a partnership is about.
    pub enum Scope {
        /// Non-physical: learning, training, management.
        Software = "software",
        /// Physical: buildings, equipment, material.
        Hardware = "hardware",
        /// Both.
        Both = "both",
    }
}

coded! {
    /// How a partnership is paid for.
    pub enum Finance {
        /// No money changes hands.
        None = "none",
        /// Given.
        Grant = "grant",
        /// Lent at favourable terms; to be paid back.
        SoftLoan = "soft_loan",
        /// Lent; to be paid back.
        Loan = "loan",
    }
}

impl Finance {
    /// Whether it must be paid back, for which an authority's consent is needed.
    pub fn is_repayable(self) -> bool {
        matches!(self, Finance::SoftLoan | Finance::Loan)
    }
}

coded! {
    /// What a party is in a partnership; all have one equal vote.
    pub enum Role {
        /// Had the idea and proposed it.
        Proposer = "proposer",
        /// Takes part.
        Partner = "partner",
        /// Brings the money.
        Funder = "funder",
        /// Brings the others together.
        Facilitator = "facilitator",
    }
}

coded! {
    /// A party's word on a partnership.
    pub enum Answer {
        /// Not yet given: the partnership is only claimed.
        Pending = "pending",
        /// It confirms that it is a party.
        Accepted = "accepted",
        /// It is not, or does not want to be, a party.
        Declined = "declined",
        /// It was a party and has left.
        Left = "left",
    }
}

coded! {
    /// The kinds of things that a party can bring.
    pub enum ContributionKind {
        /// Money (dana).
        Funds = "funds",
        /// Means and effort (daya).
        Effort = "effort",
        /// Thought (pikiran).
        Thought = "thought",
        /// Labour (tenaga).
        Labour = "labour",
        /// Equipment.
        Equipment = "equipment",
        /// Teaching material.
        TeachingMaterial = "teaching_material",
        /// An expert.
        Expert = "expert",
        /// Volunteers.
        Volunteer = "volunteer",
        /// Internship places.
        InternshipPlace = "internship_place",
        /// Scholarships.
        Scholarship = "scholarship",
        /// Information on jobs.
        JobInformation = "job_information",
    }
}

impl Answer {
    /// Whether who says so has no part in it, or no more.
    pub fn is_out(self) -> bool {
        matches!(self, Answer::Declined | Answer::Left)
    }
}

/// Something that a party brings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contribution {
    /// What kind of thing.
    pub kind: ContributionKind,
    /// Which, and how much; may be empty.
    pub note: Line,
}

/// An organisation's part in a partnership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Who.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
    /// Whether it confirms.
    pub answer: Answer,
    /// By which log entry it left, if it has here.
    #[serde(default)]
    pub left: Option<Seq>,
    /// What it brings.
    pub contributions: Vec<Contribution>,
}

impl Party {
    /// A party that has not answered yet and brings nothing.
    pub fn new(organisation: OrganisationId, role: Role) -> Self {
        Self {
            organisation,
            role,
            answer: Answer::Pending,
            left: None,
            contributions: Vec::new(),
        }
    }
}

/// That a partnership is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// Its last day.
    pub on: Date,
    /// Why: whoever ends it says so; empty where it was brought in without.
    pub reason: Line,
}

record! {
    /// What the parties of a partnership agree on.
    pub struct Terms, TermsField, TermsValue {
        /// What it is called.
        title / Title ("title"): Name,
        /// What it is for.
        purpose / Purpose ("purpose"): Text,
        /// Two or more organisations.
        parties / Parties ("parties"): Vec<Party>,
        /// How binding it is.
        form / Form ("form"): Form,
        /// Physical or non-physical support.
        scope / Scope ("scope"): Scope,
        /// How it is paid for.
        finance / Finance ("finance"): Finance,
        /// Where it stands.
        step / Step ("step"): Step,
        /// The first day of the work.
        start / Start ("start"): Option<Date>,
        /// The last planned day.
        end / End ("end"): Option<Date>,
        /// Benefits expected and what became of them.
        benefits / Benefits ("benefits"): BTreeMap<Benefit, Outcome>,
        /// The written agreement.
        agreement / Agreement ("agreement"): Option<Agreement>,
        /// The consent to a repayable one.
        consent / Consent ("consent"): Option<Consent>,
        /// Set when it is over.
        ended / Ended ("ended"): Option<Ending>,
    }
}

impl Terms {
    /// The largest number of parties.
    pub const MAX_PARTIES: usize = 100;
    /// The largest number of contributions of one party.
    pub const MAX_CONTRIBUTIONS: usize = 50;

    /// An informal partnership at its first step, with nothing more said.
    pub fn new(title: Name, parties: Vec<Party>) -> Self {
        Self {
            title,
            purpose: Text::default(),
            parties,
            form: Form::Informal,
            scope: Scope::Software,
            finance: Finance::None,
            step: Step::NeedsAnalysis,
            start: None,
            end: None,
            benefits: BTreeMap::new(),
            agreement: None,
            consent: None,
            ended: None,
        }
    }

    /// The part of an organisation in it.
    pub fn party(&self, organisation: OrganisationId) -> Option<&Party> {
        self.parties
            .iter()
            .find(|party| party.organisation == organisation)
    }

    /// Whether more than two take part.
    pub fn is_multilateral(&self) -> bool {
        self.parties.len() > 2
    }

    /// The step after the present one; informal partnerships skip the signing.
    pub fn next_step(&self) -> Option<Step> {
        use crate::Coded;
        let later = Step::ALL.iter().copied().filter(|step| *step > self.step);
        later
            .into_iter()
            .find(|step| self.form.is_written() || *step != Step::Signing)
    }

    /// That they say to be signed on a day that is still to come, if they do: what is not signed yet binds nobody.
    pub fn not_yet_signed(&self, today: Date) -> Option<Fault> {
        self.agreement.as_ref()?.not_yet_signed(today)
    }

    /// What in the terms does not fit together or is against the rules.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |field, problem| faults.push(Fault::new(field, problem));

        let distinct: BTreeSet<_> = self
            .parties
            .iter()
            .map(|party| party.organisation)
            .collect();
        if distinct.len() < self.parties.len() {
            fault(Field::Parties, Problem::PartyTwice);
        }
        if distinct.len() < 2 {
            fault(Field::Parties, Problem::FewerThanTwoParties);
        }
        if self.parties.len() > Self::MAX_PARTIES {
            fault(
                Field::Parties,
                Problem::TooMany {
                    max: Self::MAX_PARTIES,
                },
            );
        }
        if self
            .parties
            .iter()
            .any(|party| party.contributions.len() > Self::MAX_CONTRIBUTIONS)
        {
            fault(
                Field::Contributions,
                Problem::TooMany {
                    max: Self::MAX_CONTRIBUTIONS,
                },
            );
        }
        if matches!((self.start, self.end), (Some(start), Some(end)) if end < start) {
            fault(Field::End, Problem::EndBeforeStart);
        }
        // An informal one may be called off before it begins: renewed, it begins after its present period.
        let called_off =
            matches!((self.start, &self.ended), (Some(start), Some(ended)) if ended.on < start);
        if called_off && self.form.is_written() {
            fault(Field::Ended, Problem::EndBeforeStart);
        }
        if !self.form.is_written() {
            if self.agreement.is_some() {
                fault(Field::AgreementNumber, Problem::InformalIsUnwritten);
            }
            if self.step == Step::Signing {
                fault(Field::Step, Problem::InformalIsUnwritten);
            }
        }
        if self.step.stage() == Stage::CarryOut {
            let signed = self
                .agreement
                .as_ref()
                .is_some_and(|agreement| agreement.signed.is_some());
            if self.form.is_written() && !signed {
                fault(Field::AgreementSigned, Problem::NeedsSignedAgreement);
            }
            if self.finance.is_repayable() && self.consent.is_none() {
                fault(Field::ConsentReference, Problem::NeedsConsent);
            }
        }
        let signing = self.agreement.iter().flat_map(|a| &a.signatories);
        if signing
            .map(|s| s.organisation)
            .any(|id| !distinct.contains(&id))
        {
            faults.push(Fault::new(Field::AgreementSignatories, Problem::NotAParty));
        }
        faults.extend(self.agreement.iter().flat_map(Agreement::faults));
        faults
    }
}

impl TermsValue {
    /// The organisations that it names.
    pub fn organisations(&self) -> Vec<OrganisationId> {
        match self {
            TermsValue::Parties(parties) => {
                parties.iter().map(|party| party.organisation).collect()
            }
            TermsValue::Agreement(Some(agreement)) => {
                let signatories = agreement.signatories.iter();
                signatories
                    .map(|signatory| signatory.organisation)
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A partnership of the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partnership {
    /// Its identifier.
    pub id: PartnershipId,
    /// What its parties agree on.
    pub terms: Terms,
    /// How it came in.
    pub origin: Origin,
    /// Put away: kept with its history, shown only to who looks for it.
    pub archived: bool,
    /// The log entry that created it.
    pub created: Seq,
    /// For fields that changed since: the log entry that last did.
    pub versions: BTreeMap<TermsField, Seq>,
}

impl Partnership {
    /// The log entry that last changed a field.
    pub fn version(&self, field: TermsField) -> Seq {
        self.versions.get(&field).copied().unwrap_or(self.created)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        let party = |n| Party::new(OrganisationId::new(0, n), Role::Partner);
        Terms::new(
            Name::new("Magang bersama").unwrap(),
            vec![party(1), party(2)],
        )
    }

    fn problems(terms: &Terms) -> Vec<Problem> {
        terms
            .faults()
            .into_iter()
            .map(|fault| fault.problem)
            .collect()
    }

    #[test]
    fn two_different_parties_at_least() {
        let mut terms = terms();
        assert_eq!(problems(&terms), []);
        terms.parties[1] = terms.parties[0].clone();
        assert_eq!(
            problems(&terms),
            [Problem::PartyTwice, Problem::FewerThanTwoParties]
        );
        terms.parties.clear();
        assert_eq!(problems(&terms), [Problem::FewerThanTwoParties]);
    }

    #[test]
    fn it_does_not_end_before_it_starts() {
        let mut terms = terms();
        terms.start = Some(Date::constant(2026, 2, 1));
        terms.end = Some(Date::constant(2026, 1, 31));
        assert_eq!(problems(&terms), [Problem::EndBeforeStart]);
    }

    #[test]
    fn only_an_informal_one_is_called_off_before_it_starts() {
        let mut terms = terms();
        terms.start = Some(Date::constant(2026, 2, 1));
        terms.ended = Some(Ending {
            on: Date::constant(2026, 1, 31),
            reason: Line::default(),
        });
        assert_eq!(problems(&terms), []);
        terms.form = Form::Formal;
        assert_eq!(problems(&terms), [Problem::EndBeforeStart]);
    }

    #[test]
    fn a_formal_one_cannot_start_unsigned() {
        let mut terms = terms();
        terms.form = Form::Formal;
        terms.step = Step::Signing;
        assert_eq!(problems(&terms), []);
        terms.step = Step::Implementation;
        assert_eq!(problems(&terms), [Problem::NeedsSignedAgreement]);
        let number = Name::new("421/07/2026").unwrap();
        terms.agreement = Some(Agreement {
            number,
            title: Line::default(),
            signed: None,
            expires: None,
            signatories: Vec::new(),
        });
        assert_eq!(problems(&terms), [Problem::NeedsSignedAgreement]);
        terms.agreement.as_mut().unwrap().signed = Some(Date::constant(2026, 1, 5));
        assert_eq!(problems(&terms), []);
    }

    #[test]
    fn an_informal_one_is_never_signed() {
        let mut terms = terms();
        terms.step = Step::Negotiation;
        assert_eq!(terms.next_step(), Some(Step::Implementation));
        terms.step = Step::Signing;
        assert_eq!(problems(&terms), [Problem::InformalIsUnwritten]);
    }

    #[test]
    fn a_loan_cannot_start_without_consent() {
        for (finance, needed) in [
            (Finance::Grant, false),
            (Finance::SoftLoan, true),
            (Finance::Loan, true),
        ] {
            let mut terms = terms();
            terms.finance = finance;
            assert_eq!(problems(&terms), []);
            terms.step = Step::Implementation;
            assert_eq!(
                problems(&terms) == [Problem::NeedsConsent],
                needed,
                "{finance:?}"
            );
        }
    }
}
