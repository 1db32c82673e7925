//! The smaller records that members write directly, and answers and votes.

use super::{adopted, known, organisation, partnership, refuse_if_any};
use crate::change::Subject;
use crate::life::{evaluations, voters};
use crate::network::Network;
use crate::{
    Action, Activity, Actor, Answer, Attachment, Change, Comment, Edit, Evaluation, Fault, Field,
    Line, On, OrganisationId, Origin, PartnershipId, Party, Problem, Proposal, ProposalState,
    Record, RecordId, RecordKind, Refusal, Report, Seq, TermsField, TermsValue, Text, Timestamp,
    Vote, may, may_see,
};
use std::collections::{BTreeMap, BTreeSet};

pub fn answer(
    network: &Network,
    (id, organisation, after): (PartnershipId, OrganisationId, Answer),
    reason: &Line,
    seen: Seq,
) -> Result<Vec<Change>, Refusal> {
    let partnership = partnership(network, id)?;
    if partnership.archived {
        return Err(Refusal::Archived);
    }
    let party = partnership.terms.party(organisation);
    let party = party.ok_or_else(not_a_party)?;
    let before = party.answer;
    if before == after {
        return Ok(Vec::new());
    }
    let fits = match after {
        Answer::Accepted => partnership.terms.may_confirm(before),
        Answer::Declined => before == Answer::Pending,
        Answer::Left => before == Answer::Accepted,
        Answer::Pending => false,
    };
    if !fits {
        return Err(Refusal::Answered);
    }
    if after != Answer::Accepted && reason.is_empty() {
        return Err(Fault::new(Field::Reason, Problem::Missing).into());
    }
    if after == Answer::Accepted {
        // What others changed in the meantime has to be read first.
        let seen = known(network, seen);
        if partnership.versions.values().any(|version| *version > seen) {
            return Err(Refusal::PartnershipConflict(Vec::new()));
        }
    }
    Ok(vec![Change::PartyAnswered {
        id,
        organisation,
        before,
        after,
        reason: reason.clone(),
    }])
}

/// The open proposals that end with some changes. Where those who are to agree change, by an answer or by new terms, one
/// made before may bind who never saw it, or wait for who has gone.
pub fn outdated(network: &Network, changes: &[Change]) -> Vec<Change> {
    let agreed = |parties: &[Party]| -> BTreeSet<OrganisationId> {
        let agreed = parties.iter().filter(|p| p.answer == Answer::Accepted);
        agreed.map(|party| party.organisation).collect()
    };
    let others_agree = changes.iter().filter_map(|change| match change {
        Change::PartyAnswered {
            id, before, after, ..
        } => [before, after].contains(&&Answer::Accepted).then_some(*id),
        Change::PartnershipChanged {
            id,
            before: TermsValue::Parties(before),
            after: TermsValue::Parties(after),
        } => (agreed(before) != agreed(after)).then_some(*id),
        _ => None,
    });
    let open = others_agree.flat_map(|id| network.records_of::<Proposal>(id.into()));
    // One on the parties was made before one of them declined, and would ask it again unmeant.
    let declined = changes.iter().filter_map(|change| match change {
        Change::PartyAnswered {
            id,
            after: Answer::Declined,
            ..
        } => Some(*id),
        _ => None,
    });
    let on_parties = declined.flat_map(|id| network.records_of::<Proposal>(id.into()));
    let on_parties = on_parties.filter(|proposal| {
        let mut edits = proposal.edits.iter();
        edits.any(|edit| edit.value.field() == TermsField::Parties)
    });
    // One that the changes themselves settle, or move to who takes a party's place, is not meant.
    let open = open.chain(on_parties).filter(|proposal| {
        let subject = Subject::Record(proposal.id);
        proposal.state == ProposalState::Open && changes.iter().all(|c| c.subject() != subject)
    });
    open.map(|proposal| settled(proposal, ProposalState::Outdated))
        .collect()
}

fn settled(proposal: &Proposal, state: ProposalState) -> Change {
    let after = Proposal {
        state,
        ..proposal.clone()
    };
    Change::recorded(
        Some(&Record::Proposal(proposal.clone())),
        Some(after.into()),
    )
}

pub fn vote(
    network: &Network,
    now: Timestamp,
    id: RecordId,
    organisation: OrganisationId,
    refusal: Option<&Line>,
) -> Result<Vec<Change>, Refusal> {
    let proposal = network.kept::<Proposal>(id).ok_or(Refusal::NoRecord(id))?;
    if !proposal.waits_for(organisation) {
        return Err(Refusal::NoVote);
    }
    let vote = match refusal {
        None => Vote::Agreed,
        Some(reason) if reason.is_empty() => {
            return Err(Fault::new(Field::Reason, Problem::Missing).into());
        }
        Some(reason) => Vote::Refused(reason.clone()),
    };
    let refused = vote != Vote::Agreed;
    let mut after = proposal.clone();
    after.votes.insert(organisation, vote);
    let mut changes = Vec::new();
    if refused {
        after.state = ProposalState::Refused;
    } else if after.is_agreed() {
        let partnership = partnership(network, proposal.partnership)?;
        match adopted(network, now, partnership, &proposal.edits, true) {
            Ok(terms) => {
                after.state = ProposalState::Adopted;
                changes.extend(terms);
            }
            // What was agreed cannot be any more: another agreement came first, or left it no sense.
            Err(Refusal::PartnershipConflict(_) | Refusal::Archived | Refusal::Invalid(_)) => {
                after.state = ProposalState::Outdated;
            }
            Err(refusal) => return Err(refusal),
        }
    }
    let before = Record::Proposal(proposal.clone());
    changes.push(Change::recorded(Some(&before), Some(after.into())));
    Ok(changes)
}

pub fn withdraw(network: &Network, actor: Actor, id: RecordId) -> Result<Vec<Change>, Refusal> {
    let proposal = network.kept::<Proposal>(id).ok_or(Refusal::NoRecord(id))?;
    if !may(
        network,
        actor,
        Action::Represent,
        On::Organisation(proposal.by),
    ) {
        return Err(Refusal::Forbidden);
    }
    if proposal.state != ProposalState::Open {
        return Err(Refusal::NoVote);
    }
    Ok(vec![settled(proposal, ProposalState::Withdrawn)])
}

pub fn save(
    network: &Network,
    actor: Actor,
    now: Timestamp,
    record: &Record,
    base: Seq,
) -> Result<Vec<Change>, Refusal> {
    let before = network.record(record.id());
    let writer = permitted(network, actor, record)?;
    let mut record = record.clone();
    if let Some(before) = before {
        // The same record in another's name, or of another kind, is another's.
        if before.record.kind() != record.kind() || self::writer(network, &before.record)? != writer
        {
            return Err(Refusal::IdTaken);
        }
        if before.changed > known(network, base) && before.record != record {
            return Err(Refusal::RecordConflict(Some(Box::new(
                before.record.clone(),
            ))));
        }
    }
    let first = before.map(|before| &before.record);
    // A file is what was sent: another one is another file.
    if matches!(record, Record::Attachment(_)) && first.is_some_and(|first| *first != record) {
        return Err(Refusal::IdTaken);
    }
    // When it was first written is not the writer's to say.
    match (&mut record, first) {
        (Record::Comment(comment), None) => comment.at = now,
        // What was said stays said.
        (Record::Comment(_), Some(_)) => return Err(Refusal::IdTaken),
        (Record::Report(report), None) => report.at = now,
        (Record::Report(report), Some(Record::Report(first))) => report.at = first.at,
        (Record::Evaluation(evaluation), Some(Record::Evaluation(first))) => {
            evaluation.period = first.period;
        }
        (Record::Evaluation(evaluation), None) => {
            let partnership = partnership(network, evaluation.partnership)?;
            evaluation.period = partnership.terms.start;
            // Each party has one: who wrote a second without knowing of the first reads it before.
            let mut others = evaluations(network, partnership.id, &partnership.terms);
            if let Some(other) = others.find(|other| other.organisation == evaluation.organisation)
            {
                let other = Record::Evaluation(other.clone());
                return Err(Refusal::RecordConflict(Some(Box::new(other))));
            }
        }
        _ => {}
    }
    refuse_if_any(faults(network, &record))?;
    if first == Some(&record) {
        return Ok(Vec::new());
    }
    Ok(vec![Change::recorded(first, Some(record))])
}

/// The records of the demonstration: only what was invented itself is furnished.
pub fn furnish(network: &Network, records: &[Record]) -> Result<Vec<Change>, Refusal> {
    let invented = |record: &Record| match record.owner() {
        Some(Subject::Organisation(id)) => network.organisation(id).map(|o| o.origin),
        Some(Subject::Partnership(id)) => network.partnership(id).map(|p| p.origin),
        _ => None,
    };
    let mut identifiers = BTreeSet::new();
    for record in records {
        if invented(record) != Some(Origin::Demo) {
            return Err(Refusal::Forbidden);
        }
        if network.record(record.id()).is_some() || !identifiers.insert(record.id()) {
            return Err(Refusal::IdTaken);
        }
        refuse_if_any(faults(network, record))?;
    }
    let records = records.iter().cloned();
    Ok(records
        .map(|record| Change::recorded(None, Some(record)))
        .collect())
}

pub fn remove(network: &Network, actor: Actor, id: RecordId) -> Result<Vec<Change>, Refusal> {
    let record = &network.record(id).ok_or(Refusal::NoRecord(id))?.record;
    if matches!(record, Record::Evaluation(_)) {
        return Err(Refusal::Forbidden);
    }
    permitted(network, actor, record)?;
    // What names it goes on naming it: brought back, it is whole again.
    Ok(vec![Change::recorded(Some(record), None)])
}

/// What [`writer`] says, where the actor may write there. Nobody writes in a draft that is kept from them.
fn permitted(network: &Network, actor: Actor, record: &Record) -> Result<On, Refusal> {
    let writer = writer(network, record)?;
    let partnership = match record.owner() {
        Some(Subject::Partnership(id)) => network.partnership(id),
        _ => None,
    };
    let seen = partnership.is_none_or(|partnership| may_see(network, actor, partnership));
    let action = match record {
        // Whom to reach is part of what an organisation says of itself.
        Record::Contact(_) => Action::EditOrganisation,
        _ => Action::Represent,
    };
    match seen && may(network, actor, action, writer) {
        true => Ok(writer),
        false => Err(Refusal::Forbidden),
    }
}

/// On what one must be allowed to write the record. Errors: it is not written directly by anybody.
fn writer(network: &Network, record: &Record) -> Result<On, Refusal> {
    let party = |id: PartnershipId, of: OrganisationId| {
        let partnership = partnership(network, id)?;
        match partnership.terms.party(of).map(|party| party.answer) {
            _ if partnership.archived => Err(Refusal::Archived),
            Some(answer) if record.kind().spoken_by().contains(&answer) => Ok(On::Organisation(of)),
            Some(Answer::Pending) => Err(Refusal::Answered),
            _ => Err(not_a_party()),
        }
    };
    let any = |id: PartnershipId| match partnership(network, id)?.archived {
        true => Err(Refusal::Archived),
        false => Ok(On::Partnership(id)),
    };
    let own = |id: OrganisationId| match organisation(network, id)?.archived {
        true => Err(Refusal::Archived),
        false => Ok(On::Organisation(id)),
    };
    match record {
        Record::Contact(contact) => own(contact.organisation),
        Record::Listing(listing) => own(listing.organisation),
        Record::Comment(Comment {
            partnership,
            organisation,
            ..
        })
        | Record::Report(Report {
            partnership,
            organisation,
            ..
        })
        | Record::Evaluation(Evaluation {
            partnership,
            organisation,
            ..
        }) => party(*partnership, *organisation),
        Record::Activity(Activity { partnership, .. })
        | Record::Attachment(Attachment { partnership, .. }) => any(*partnership),
        Record::Member(_)
        | Record::Person(_)
        | Record::Merger(_)
        | Record::Distinction(_)
        | Record::Proposal(_) => Err(Refusal::Forbidden),
    }
}

/// What is wrong with a record by itself, and with what it names.
fn faults(network: &Network, record: &Record) -> Vec<Fault> {
    let mut faults = record.faults();
    let belongs = |id: Option<RecordId>, kind: RecordKind, partnership: PartnershipId| {
        let named = |id| network.record(id).map(|named| &named.record);
        let fits =
            |named: &Record| (named.kind(), named.owner()) == (kind, Some(partnership.into()));
        id.is_none_or(|id| named(id).is_some_and(fits))
    };
    let there = |id: &RecordId| network.record(*id).is_some();
    let mut nowhere = |fine: bool, field| {
        if !fine {
            faults.push(Fault::new(field, Problem::NotAnId));
        }
    };
    match record {
        Record::Activity(activity) => {
            let parties = network.partnership(activity.partnership);
            let party = |id| parties.is_some_and(|p| p.terms.party(id).is_some());
            nowhere(activity.responsible.is_none_or(party), Field::Responsible);
            let mut bring = activity.contributions.keys();
            nowhere(bring.all(|id| party(*id)), Field::Contributions);
        }
        Record::Report(report) => {
            // An activity that is gone may come back.
            let activity = report.activity.filter(there);
            nowhere(
                belongs(activity, RecordKind::Activity, report.partnership),
                Field::Activity,
            );
        }
        Record::Attachment(attachment) => {
            nowhere(
                belongs(
                    attachment.report,
                    RecordKind::Report,
                    attachment.partnership,
                ),
                Field::File,
            );
            if attachment.size > Attachment::MAX_BYTES {
                let max = Attachment::MAX_BYTES;
                faults.push(Fault::new(Field::File, Problem::TooLarge { max }));
            }
        }
        Record::Comment(comment) => {
            nowhere(
                belongs(comment.proposal, RecordKind::Proposal, comment.partnership),
                Field::Comment,
            );
            if comment.text == Text::default() {
                faults.push(Fault::new(Field::Comment, Problem::Missing));
            }
        }
        _ => {}
    }
    faults
}

fn not_a_party() -> Refusal {
    Fault::new(Field::Parties, Problem::NotAParty).into()
}

/// What a party's edits of the terms lead to: the change itself where nobody else has to agree, else a proposal, with
/// who has to agree and what was there before filled in.
pub fn propose(network: &Network, proposal: Proposal) -> Result<Vec<Change>, Refusal> {
    let by = proposal.by;
    let partnership = partnership(network, proposal.partnership)?;
    match partnership.terms.party(by).map(|party| party.answer) {
        Some(Answer::Accepted) => {}
        Some(_) => return Err(Refusal::Answered),
        None => return Err(not_a_party()),
    }
    // Of a field the last value counts. A proposal that waits must not come to know what is agreed until then.
    let edits = proposal.edits.iter().map(|edit| {
        let (value, base) = (edit.value.clone(), known(network, edit.base));
        (value.field(), Edit { value, base })
    });
    let edits: Vec<_> = edits.collect::<BTreeMap<_, _>>().into_values().collect();
    let values: Vec<_> = edits.iter().map(|edit| edit.value.clone()).collect();
    let changes = adopted(network, proposal.at, partnership, &edits, true)?;
    if changes.is_empty() {
        return Ok(changes);
    }
    let voters = voters(partnership, &values, by);
    if voters.iter().all(|voter| *voter == by) {
        return Ok(changes);
    }
    if network.record(proposal.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    let before = values
        .iter()
        .map(|value| partnership.terms.get(value.field()))
        .collect();
    let proposal = Proposal {
        edits,
        voters,
        before,
        votes: [(by, Vote::Agreed)].into(),
        ..proposal
    };
    Ok(vec![Change::recorded(None, Some(proposal.into()))])
}
