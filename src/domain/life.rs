//! The way through the ten steps: what is missing for the next one, and who must act.

use crate::code::coded;
use crate::{
    Action, Actor, Answer, Date, Evaluation, Form, Network, On, OrganisationId, Origin,
    Partnership, PartnershipId, Party, Proposal, ProposalState, Report, Stage, Step, Terms,
    TermsField, TermsValue, may,
};
use std::collections::BTreeSet;

coded! {
    /// What must be there before a partnership can take its next step.
    pub enum Missing {
        /// What it is for is not said: what does the school lack?
        Purpose = "purpose",
        /// No benefit is expected of it.
        Benefits = "benefits",
        /// A party has not confirmed.
        Answers = "answers",
        /// A proposal is not decided.
        Proposals = "proposals",
        /// The agreement is not signed.
        Signature = "signature",
        /// Nobody is named who signs, or signed, for a party.
        Signatories = "signatories",
        /// The authority's consent is not on record.
        Consent = "consent",
        /// Nothing is reported.
        Report = "report",
        /// A party has not weighed what came of it.
        Evaluations = "evaluations",
    }
}

/// Something missing, and whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Lack {
    /// What is missing.
    pub missing: Missing,
    /// Who must act: any of these.
    pub by: BTreeSet<OrganisationId>,
}

impl Terms {
    /// The parties that have not declined or left.
    pub fn staying(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|party| !party.answer.is_out())
    }

    /// The parties that have confirmed.
    pub fn accepted(&self) -> BTreeSet<OrganisationId> {
        self.answered(Answer::Accepted)
    }

    /// The parties that have confirmed, where at least two have: a link counts once both sides have accepted it.
    pub fn confirmed(&self) -> BTreeSet<OrganisationId> {
        Some(self.accepted())
            .filter(|accepted| accepted.len() > 1)
            .unwrap_or_default()
    }

    /// Whether at least two parties confirmed it, those who left since among them.
    pub fn was_confirmed(&self) -> bool {
        let joined = |party: &&Party| matches!(party.answer, Answer::Accepted | Answer::Left);
        self.parties.iter().filter(joined).count() > 1
    }

    /// Whether it is, or was, a link of this organisation: it and another confirmed it.
    pub fn was_confirmed_by(&self, organisation: OrganisationId) -> bool {
        let answer = self.party(organisation).map(|party| party.answer);
        self.was_confirmed() && matches!(answer, Some(Answer::Accepted | Answer::Left))
    }

    /// Whether what the parties have agreed on binds them already: signed, or at work.
    pub fn is_settled(&self) -> bool {
        let agreement = self.agreement.as_ref();
        self.step.stage() == Stage::CarryOut || agreement.is_some_and(|a| a.signed.is_some())
    }

    /// Whether a party with that answer may confirm by itself. Who is out of what binds the others comes back when they
    /// ask again; before, a party may think better of it.
    pub fn may_confirm(&self, answer: Answer) -> bool {
        match answer {
            Answer::Pending => true,
            Answer::Declined if !self.is_settled() => true,
            Answer::Declined | Answer::Left => self.accepted().is_empty(),
            Answer::Accepted => false,
        }
    }

    /// Whether a day is of the present period: a renewal begins another.
    pub fn is_of_period(&self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day)
    }

    /// With fewer than two staying there is nobody to go on with, until one comes in or back.
    fn alone(&self) -> Option<Lack> {
        (self.staying().count() < 2).then(|| Lack {
            missing: Missing::Answers,
            by: self.accepted(),
        })
    }

    fn answered(&self, answer: Answer) -> BTreeSet<OrganisationId> {
        let parties = self.parties.iter().filter(|party| party.answer == answer);
        parties.map(|party| party.organisation).collect()
    }
}

impl Partnership {
    /// Whether it is known to its proposer only: written by a party and not yet put to the others. What a file says is
    /// known already.
    pub fn is_draft(&self) -> bool {
        self.origin == Origin::Entered
            && self.terms.step < Step::Approval
            && !self.writers().is_empty()
            && !self.terms.answered(Answer::Pending).is_empty()
    }

    /// Who wrote a draft and so knows it; one who leaves does not publish it.
    pub fn writers(&self) -> BTreeSet<OrganisationId> {
        let mut writers = self.terms.accepted();
        writers.extend(self.terms.answered(Answer::Left));
        writers
    }
}

/// Whether anybody may speak for an organisation: without, its votes are given by nobody.
pub fn has_voice(network: &Network, organisation: OrganisationId) -> bool {
    let on = On::Organisation(organisation);
    let mut members = network.members_of(organisation);
    members.any(|member| may(network, Actor::Person(member.person), Action::Represent, on))
}

/// What is reported of the period that the terms of a partnership name.
pub fn reports<'a>(
    network: &'a Network,
    of: PartnershipId,
    terms: &'a Terms,
) -> impl Iterator<Item = &'a Report> {
    let reports = network.records_of::<Report>(of.into());
    reports.filter(|report| terms.is_of_period(report.at.date()))
}

/// What the parties of a partnership made of the period that its terms name, one view each. One without a period was written
/// before there were any: it is of the present one as long as that has not begun since.
pub fn evaluations<'a>(
    network: &'a Network,
    of: PartnershipId,
    terms: &'a Terms,
) -> impl Iterator<Item = &'a Evaluation> {
    let begun = network
        .partnership(of)
        .map(|known| known.version(TermsField::Start));
    let still = move |evaluation: &Evaluation| {
        let written = network.record(evaluation.id).map(|kept| kept.changed);
        evaluation.period.is_none() && written > begun
    };
    let evaluations = network.records_of::<Evaluation>(of.into());
    evaluations.filter(move |one| one.period == terms.start || still(one))
}

/// What is missing for the step after the present one; nothing where it can be taken, or there is none.
pub fn lacks(network: &Network, partnership: &Partnership) -> Vec<Lack> {
    let terms = &partnership.terms;
    let alone = terms.alone().into_iter();
    alone
        .chain(lacks_after(network, partnership, terms, terms.step))
        .collect()
}

/// What is missing for the terms to go on from their present step to a later one, each step on the way counted.
pub fn lacks_until(
    network: &Network,
    partnership: &Partnership,
    terms: &Terms,
    to: Step,
) -> Vec<Lack> {
    use crate::Coded;
    let steps = Step::ALL.iter().copied();
    let passed = steps.filter(|step| *step >= partnership.terms.step && *step < to);
    let passed = passed.filter(|step| terms.form != Form::Informal || *step != Step::Signing);
    let alone = terms.alone().into_iter();
    alone
        .chain(passed.flat_map(|step| lacks_after(network, partnership, terms, step)))
        .collect()
}

fn lacks_after(
    network: &Network,
    partnership: &Partnership,
    terms: &Terms,
    step: Step,
) -> Vec<Lack> {
    let accepted = terms.accepted();
    let lack = |missing, by: &BTreeSet<OrganisationId>| Lack {
        missing,
        by: by.clone(),
    };
    let mut lacks = Vec::new();
    match step {
        Step::NeedsAnalysis if terms.purpose.is_empty() => {
            lacks.push(lack(Missing::Purpose, &accepted));
        }
        Step::Planning if terms.benefits.is_empty() => {
            lacks.push(lack(Missing::Benefits, &accepted));
        }
        Step::Approval => {
            let pending = terms.answered(Answer::Pending);
            if !pending.is_empty() {
                lacks.push(lack(Missing::Answers, &pending));
            }
        }
        Step::Negotiation => {
            let open = network.records_of::<Proposal>(partnership.id.into());
            let open = open.filter(|proposal| proposal.state == ProposalState::Open);
            // A proposal to take this very step is not in its own way, whatever else it changes with it.
            let open = open.filter(|proposal| {
                let mut edits = proposal.edits.iter();
                edits.all(|edit| edit.value.field() != TermsField::Step)
            });
            let waiting: BTreeSet<_> = open
                .flat_map(|p| {
                    p.voters
                        .iter()
                        .copied()
                        .filter(|v| p.waits_for(*v))
                        .collect::<Vec<_>>()
                })
                .collect();
            if !waiting.is_empty() {
                lacks.push(lack(Missing::Proposals, &waiting));
            }
            if !terms.form.is_written() {
                lacks.extend(consent(terms, &accepted));
            }
        }
        Step::Signing => {
            let agreement = terms.agreement.as_ref();
            if agreement.is_none_or(|agreement| agreement.signed.is_none()) {
                lacks.push(lack(Missing::Signature, &accepted));
            }
            let signing: BTreeSet<_> = agreement
                .into_iter()
                .flat_map(|agreement| agreement.signatories.iter().map(|s| s.organisation))
                .collect();
            let unsigned: BTreeSet<_> = accepted.difference(&signing).copied().collect();
            if !unsigned.is_empty() {
                lacks.push(lack(Missing::Signatories, &unsigned));
            }
            lacks.extend(consent(terms, &accepted));
        }
        Step::Implementation => {}
        Step::Reporting => {
            if reports(network, partnership.id, terms).next().is_none() {
                lacks.push(lack(Missing::Report, &accepted));
            }
        }
        Step::Evaluation => {
            let evaluated: BTreeSet<_> = evaluations(network, partnership.id, terms)
                .map(|evaluation| evaluation.organisation)
                .collect();
            let left: BTreeSet<_> = accepted.difference(&evaluated).copied().collect();
            if !left.is_empty() {
                lacks.push(lack(Missing::Evaluations, &left));
            }
        }
        _ => {}
    }
    lacks
}

fn consent(terms: &Terms, accepted: &BTreeSet<OrganisationId>) -> Option<Lack> {
    let missing = terms.finance.is_repayable() && terms.consent.is_none();
    missing.then(|| Lack {
        missing: Missing::Consent,
        by: accepted.clone(),
    })
}

/// The parties that have to agree to a change of the terms by one of them: all that have confirmed, but for what each
/// may do alone.
pub fn voters(
    partnership: &Partnership,
    values: &[TermsValue],
    by: OrganisationId,
) -> BTreeSet<OrganisationId> {
    let terms = &partnership.terms;
    let alone = values.iter().all(|value| match value {
        // Reporting and weighing follow the work; nothing is agreed anew.
        TermsValue::Step(step) => {
            terms.step.stage() == Stage::CarryOut && step.stage() == Stage::CarryOut
                || *step <= Step::Negotiation && terms.step < Step::Negotiation
        }
        // An informal one can end at any time, by either side; to go on for longer after that needs both.
        TermsValue::Ended(Some(ending)) => {
            let sooner = terms.ended.as_ref().is_none_or(|was| ending.on <= was.on);
            terms.form == Form::Informal && sooner
        }
        _ => false,
    });
    if alone {
        BTreeSet::from([by])
    } else {
        terms.accepted()
    }
}
