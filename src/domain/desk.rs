//! What waits for a person: whatever the rules let this person do next, in the order in which it presses.

use crate::code::coded;
use crate::decide::decide;
use crate::life::{evaluations, has_voice, lacks};
use crate::records::Kept;
use crate::reminder::{Mark, mark};
use crate::{
    Action, Activity, Actor, Answer, Command, Date, Edit, Member, Missing, Network, On,
    OrganisationId, Partnership, PartnershipId, PersonId, Proposal, Record, RecordId, Seq, Status,
    Step, TermsField, TermsValue, Text, Timestamp, may, may_see,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

coded! {
    /// How much something presses.
    pub enum Urgency {
        /// Others wait for it, or the day has come.
        Urgent = "urgent",
        /// It holds something up.
        Soon = "soon",
        /// There is time.
        Later = "later",
    }
}

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// To confirm a partnership, or decline.
    Answer,
    /// To vote on a proposal.
    Vote,
    /// To renew or end what runs out.
    Expiry(Mark),
    /// To do what was planned, or say that it was done.
    Activity,
    /// To verify that somebody acts for an organisation.
    Claim,
    /// To find somebody for an organisation whose vote others wait for: nobody could give it.
    Voiceless,
    /// To report.
    Report,
    /// To weigh what came of a partnership.
    Evaluation,
    /// To add what the next step needs.
    Lack(Missing),
    /// To take the next step: nothing is missing for it.
    Step(Step),
    /// To wait for a steward, or give the claim up.
    OwnClaim,
}

impl Task {
    /// How much it presses.
    pub fn urgency(self) -> Urgency {
        match self {
            Task::Answer | Task::Vote | Task::Activity => Urgency::Urgent,
            Task::Expiry(Mark::Expired | Mark::Days7) => Urgency::Urgent,
            Task::Expiry(Mark::Days30) => Urgency::Soon,
            Task::Claim | Task::Voiceless | Task::Report | Task::Evaluation | Task::Lack(_) => {
                Urgency::Soon
            }
            Task::Expiry(Mark::Days90) | Task::Step(_) | Task::OwnClaim => Urgency::Later,
        }
    }
}

/// Since when something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// Since a day; of what runs out, the day on which it does.
    Day(Date),
    /// Since an entry of the log.
    Entry(Seq),
}

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// What there is to do.
    pub task: Task,
    /// For which organisation the person does it; of a claim, the claimed one.
    pub organisation: OrganisationId,
    /// In which partnership.
    pub partnership: Option<PartnershipId>,
    /// The proposal, activity or claim that it is about.
    pub record: Option<RecordId>,
    /// Since when.
    pub since: Since,
}

/// What waits for a person on a day, the most urgent first.
pub fn waiting(network: &Network, person: PersonId, today: Date) -> Vec<Waiting> {
    if network.is_blocked(person) {
        return Vec::new();
    }
    let actor = Actor::Person(person);
    let mut waiting = claims(network, actor, person);
    if may(network, actor, Action::Steward, On::Network) {
        waiting.extend(voiceless(network, actor));
    }
    let own = network
        .memberships(person)
        .map(|member| member.organisation);
    let own: Vec<_> = own
        .filter(|id| may(network, actor, Action::Represent, On::Organisation(*id)))
        .collect();
    // Whoever acts for two parties does what both are asked for once.
    let mut shared = BTreeSet::new();
    for organisation in own {
        for partnership in network.partnerships_of(organisation) {
            let desk = Desk {
                network,
                actor,
                organisation,
                partnership,
                today,
            };
            waiting.extend(desk.waiting().into_iter().filter(|one| {
                let own = matches!(one.task, Task::Answer | Task::Vote | Task::Evaluation);
                own || shared.insert((one.task, one.partnership, one.record))
            }));
        }
    }
    waiting.sort_by_key(|one| (one.task.urgency(), one.task, one.since, one.partnership));
    waiting
}

/// Claims that a steward has to verify, and the person's own.
fn claims(network: &Network, actor: Actor, person: PersonId) -> Vec<Waiting> {
    let claim = |task, member: &Member| Waiting {
        task,
        organisation: member.organisation,
        partnership: None,
        record: Some(member.id),
        since: Since::Entry(
            network
                .record(member.id)
                .map_or(Seq(0), |kept| kept.changed),
        ),
    };
    let own = network.memberships(person).filter(|m| !m.is_active());
    let mut claims: Vec<_> = own.map(|member| claim(Task::OwnClaim, member)).collect();
    if may(network, actor, Action::Steward, On::Network) {
        // Nobody verifies the own one.
        let waits = |member: &Member| !member.is_active() && member.person != person;
        let members = network.records().filter_map(|kept| match &kept.record {
            Record::Member(member) if waits(member) => Some(member),
            _ => None,
        });
        claims.extend(members.map(|member| claim(Task::Claim, member)));
    }
    claims
}

/// Votes that nobody can give: a steward finds somebody who does.
fn voiceless(network: &Network, actor: Actor) -> Vec<Waiting> {
    let proposals = network
        .records()
        .filter_map(|kept| Proposal::of(&kept.record));
    let shown = |proposal: &&Proposal| {
        let partnership = network.partnership(proposal.partnership);
        partnership.is_some_and(|p| !p.archived && may_see(network, actor, p))
    };
    let waiting = proposals.filter(shown).flat_map(|proposal| {
        let voters = proposal.voters.iter().copied();
        let mute = voters.filter(|id| proposal.waits_for(*id) && !has_voice(network, *id));
        mute.map(|organisation| Waiting {
            task: Task::Voiceless,
            organisation,
            partnership: Some(proposal.partnership),
            record: Some(proposal.id),
            since: Since::Day(proposal.at.date()),
        })
    });
    waiting.collect()
}

/// A partnership, as seen by somebody who acts for one of its parties.
struct Desk<'a> {
    network: &'a Network,
    actor: Actor,
    organisation: OrganisationId,
    partnership: &'a Partnership,
    today: Date,
}

impl Desk<'_> {
    fn waiting(&self) -> Vec<Waiting> {
        let Desk {
            network,
            partnership,
            ..
        } = self;
        let answer = partnership
            .terms
            .party(self.organisation)
            .map(|party| party.answer);
        if partnership.archived || !may_see(network, self.actor, partnership) {
            return Vec::new();
        }
        let over = partnership.status(self.today) == Status::Ended;
        match answer {
            Some(Answer::Pending) if !over => {
                vec![self.task(Task::Answer, None, self.version(TermsField::Parties))]
            }
            // What has just run out may still go on.
            Some(Answer::Accepted) if !over || mark(partnership, self.today).is_some() => {
                let mut waiting = self.votes();
                waiting.extend(self.expiry());
                waiting.extend(self.activities());
                waiting.extend(self.evaluation());
                waiting.extend(self.way());
                waiting
            }
            _ => Vec::new(),
        }
    }

    fn task(&self, task: Task, record: Option<RecordId>, since: Since) -> Waiting {
        Waiting {
            task,
            organisation: self.organisation,
            partnership: Some(self.partnership.id),
            record,
            since,
        }
    }

    fn version(&self, field: TermsField) -> Since {
        Since::Entry(self.partnership.version(field))
    }

    fn expiry(&self) -> Option<Waiting> {
        let mark = mark(self.partnership, self.today)?;
        let day = self.partnership.terms.expires()?;
        Some(self.task(Task::Expiry(mark), None, Since::Day(day)))
    }

    fn votes(&self) -> Vec<Waiting> {
        let proposals = self
            .network
            .records_of::<Proposal>(self.partnership.id.into());
        let open = proposals.filter(|proposal| proposal.waits_for(self.organisation));
        open.map(|p| self.task(Task::Vote, Some(p.id), Since::Day(p.at.date())))
            .collect()
    }

    fn activities(&self) -> Vec<Waiting> {
        let activities = self
            .network
            .records_of::<Activity>(self.partnership.id.into());
        let mine = activities.filter(|activity| {
            let responsible = activity.responsible;
            activity.is_overdue(self.today)
                && responsible.is_none_or(|party| party == self.organisation)
        });
        mine.map(|a| self.task(Task::Activity, Some(a.id), Since::Day(a.last_day())))
            .collect()
    }

    /// The party's own view of what came of it, asked for at the last step.
    fn evaluation(&self) -> Option<Waiting> {
        let partnership = self.partnership;
        if partnership.terms.step != Step::Evaluation {
            return None;
        }
        let mut evaluations = evaluations(self.network, partnership.id, &partnership.terms);
        let given = evaluations.any(|evaluation| evaluation.organisation == self.organisation);
        (!given).then(|| self.task(Task::Evaluation, None, self.version(TermsField::Step)))
    }

    /// What is missing for the next step, or the step itself.
    fn way(&self) -> Vec<Waiting> {
        let since = self.version(TermsField::Step);
        let lacks = lacks(self.network, self.partnership);
        if lacks.is_empty() {
            return self.step(since).into_iter().collect();
        }
        let mine = lacks
            .iter()
            .filter(|lack| lack.by.contains(&self.organisation));
        let tasks = mine.filter_map(|lack| match lack.missing {
            // Asked for by themselves.
            Missing::Answers | Missing::Proposals | Missing::Evaluations => None,
            Missing::Report => Some(Task::Report),
            missing => Some(Task::Lack(missing)),
        });
        tasks.map(|task| self.task(task, None, since)).collect()
    }

    fn step(&self, since: Since) -> Option<Waiting> {
        let Partnership { id, terms, .. } = self.partnership;
        let next = terms.next_step()?;
        let owner = (*id).into();
        // The work takes its time: it is over when all that was planned of the present period is done.
        if terms.step == Step::Implementation {
            let activities = self.network.records_of::<Activity>(owner);
            let mut activities = activities
                .filter(|activity| terms.is_of_period(activity.last_day()))
                .peekable();
            activities.peek()?;
            if activities.any(|activity| activity.state == crate::ActivityState::Planned) {
                return None;
            }
        }
        let mut open = self.network.records_of::<Proposal>(owner);
        let proposed = open.any(|proposal| {
            let mut edits = proposal.edits.iter();
            proposal.state == crate::ProposalState::Open
                && edits.any(|edit| edit.value.field() == TermsField::Step)
        });
        let command = Command::EditPartnership {
            id: *id,
            edits: vec![Edit {
                value: TermsValue::Step(next),
                base: self.network.seq(),
            }],
            by: Some(self.organisation),
            proposal: RecordId::from_u128(0),
            note: Text::default(),
        };
        let fine = decide(
            self.network,
            self.actor,
            Timestamp::noon(self.today),
            &command,
        )
        .is_ok();
        (!proposed && fine).then(|| self.task(Task::Step(next), None, since))
    }
}
