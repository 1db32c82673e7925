//! The life of a partnership: its steps, the parties' answers, proposals and votes, and what is said about them.

use super::{
    answer_form, events_of, is_plain_form, people_names, reference, seen_records, state, submit,
};
use crate::api::ApiError;
use crate::api::life::{CommentView, Inside, ProposalView};
use crate::server::identity;
use crate::server::state::{AppState, fresh_command, now};
use jejaring_domain::change::Subject;
use jejaring_domain::decide::asked_again;
use jejaring_domain::{
    Action, Actor, Answer, Command, CommandId, Comment, Edit, Fault, Field, Line, Network, On,
    OrganisationId, PartnershipId, Proposal, ProposalState, RecordId, Refusal, Seq, Step,
    TermsValue, Text, Timestamp, may,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Who wrote how many of a record's last changes is looked up for.
const EVENTS: usize = 1_000;

/// What only those concerned see of a partnership; none where the actor is not.
pub async fn inside(
    state: &AppState,
    actor: Actor,
    id: PartnershipId,
) -> Result<Option<Inside>, ApiError> {
    let concerned = |network: &Network| may(network, actor, Action::SeeInside, On::Partnership(id));
    if !state.store.read(concerned) {
        return Ok(None);
    }
    let events = events_of(state, id.into(), EVENTS).await?;
    // The latest change of a record is met first, its first one last.
    let mut authors: BTreeMap<RecordId, Actor> = BTreeMap::new();
    let mut changed: BTreeMap<RecordId, Timestamp> = BTreeMap::new();
    for event in &events {
        if let Some(record) = event.change.record() {
            authors.insert(record.id(), event.actor);
            changed.entry(record.id()).or_insert(event.at);
        }
    }
    let people = authors.values().filter_map(|actor| match actor {
        Actor::Person(person) => Some(*person),
        _ => None,
    });
    let names = people_names(state, people.collect::<BTreeSet<_>>()).await;
    let author = |id: RecordId| match authors.get(&id) {
        Some(Actor::Person(person)) => names.get(person).cloned(),
        _ => None,
    };
    Ok(Some(state.store.read(|network| {
        let speaks = |id| may(network, actor, Action::Represent, On::Organisation(id));
        let proposals = seen_records::<Proposal>(network, actor, id).cloned();
        let mut proposals: Vec<_> = proposals
            .map(|proposal| ProposalView {
                author: author(proposal.id),
                decided: (proposal.state != ProposalState::Open)
                    .then(|| changed.get(&proposal.id).copied())
                    .flatten(),
                proposal,
            })
            .collect();
        proposals.sort_by_key(|view| std::cmp::Reverse(view.proposal.at));
        let comments = seen_records::<Comment>(network, actor, id).cloned();
        let mut comments: Vec<_> = comments
            .map(|comment| CommentView {
                author: author(comment.id),
                own: speaks(comment.organisation),
                comment,
            })
            .collect();
        comments.sort_by_key(|view| view.comment.at);
        let of_proposals = proposals.iter().flat_map(|ProposalView { proposal, .. }| {
            let edits = proposal.edits.iter().map(|edit| &edit.value);
            let values = proposal.before.iter().chain(edits);
            let voters = proposal.voters.iter().copied();
            values
                .flat_map(TermsValue::organisations)
                .chain(voters)
                .chain([proposal.by])
        });
        let of_comments = comments.iter().map(|view| view.comment.organisation);
        let named: BTreeSet<_> = of_proposals.chain(of_comments).collect();
        Inside {
            organisations: named
                .into_iter()
                .filter_map(|id| reference(network, id))
                .collect(),
            proposals,
            comments,
        }
    })))
}

/// Names a submission by what the page gave it and by what is asked for: the same form sent twice is done once, and
/// another form of the same page is not taken for it.
fn submission(command: &str, of: &impl Debug) -> CommandId {
    let page = command.parse().unwrap_or_else(|_| fresh_command());
    let mut hash = DefaultHasher::new();
    format!("{of:?}").hash(&mut hash);
    CommandId::from_u128(page.to_u128() ^ u128::from(hash.finish()))
}

/// A new record's identifier, from the submission that makes it.
fn record_of(submission: CommandId) -> RecordId {
    RecordId::from_u128(submission.to_u128())
}

/// Leads a form without script back to the partnership's page, where what it changed is.
fn lead_back(id: PartnershipId, place: &str) {
    if is_plain_form() {
        leptos_axum::redirect(&format!("/partnerships/{id}#{place}"));
    }
}

/// Carries out what a form asks for.
async fn carry_out(state: &AppState, page: &str, command: &Command) -> Result<(), ApiError> {
    submit(state, submission(page, command), command).await?;
    Ok(())
}

/// One line of what a form says. Errors: only who has signed in may say it; it is too long.
fn line(state: &AppState, field: Field, text: &str) -> Result<Line, ApiError> {
    identity::require(state, Action::Register, On::Network)?;
    let line = Line::new(text).map_err(|problem| Refusal::from(Fault::new(field, problem)));
    Ok(line?)
}

/// See [`crate::api::life::take_step`].
pub async fn take_step(
    id: PartnershipId,
    by: Option<OrganisationId>,
    step: Step,
    seen: Seq,
    command: String,
) -> Result<(), ApiError> {
    let state = state();
    let submission = submission(&command, &(id, by, step));
    let edits = vec![Edit {
        value: TermsValue::Step(step),
        base: seen,
    }];
    let command = Command::EditPartnership {
        id,
        edits,
        by,
        proposal: record_of(submission),
        note: Text::default(),
    };
    answer_form(submit(&state, submission, &command).await)?;
    lead_back(id, "way");
    Ok(())
}

/// See [`crate::api::life::ask_again`].
pub async fn ask_again(
    id: PartnershipId,
    by: OrganisationId,
    organisation: OrganisationId,
    seen: Seq,
    command: String,
) -> Result<(), ApiError> {
    let state = state();
    let submission = submission(&command, &(id, by, organisation));
    let asked = async {
        identity::require(&state, Action::Represent, On::Organisation(by))?;
        let parties = state.store.read(|network| {
            let partnership = network.partnership(id);
            // A second click finds it asked already.
            partnership.and_then(|known| asked_again(&known.terms, organisation))
        });
        let Some(value) = parties else {
            return Ok(());
        };
        let edits = vec![Edit { value, base: seen }];
        let command = Command::EditPartnership {
            id,
            edits,
            by: Some(by),
            proposal: record_of(submission),
            note: Text::default(),
        };
        submit(&state, submission, &command).await?;
        Ok(())
    };
    answer_form(asked.await)?;
    lead_back(id, "parties");
    Ok(())
}

/// See [`crate::api::life::give_answer`].
pub async fn give_answer(
    id: PartnershipId,
    (organisation, answer): (OrganisationId, Answer),
    reason: String,
    seen: Seq,
    command: String,
) -> Result<(), ApiError> {
    let state = state();
    let given = async {
        let reason = line(&state, Field::Reason, &reason)?;
        let given = Command::Answer {
            id,
            organisation,
            answer,
            reason,
            seen,
        };
        carry_out(&state, &command, &given).await
    };
    answer_form(given.await)?;
    lead_back(id, "parties");
    Ok(())
}

/// The partnership that a record belongs to, for leading back to.
fn partnership_of(state: &AppState, id: RecordId) -> Option<PartnershipId> {
    state
        .store
        .read(|network| match network.record(id)?.record.owner()? {
            Subject::Partnership(id) => Some(id),
            _ => None,
        })
}

/// See [`crate::api::life::give_vote`].
pub async fn give_vote(
    proposal: RecordId,
    organisation: OrganisationId,
    agree: bool,
    reason: String,
    command: String,
) -> Result<(), ApiError> {
    let state = state();
    let given = async {
        let reason = line(&state, Field::Reason, &reason)?;
        let vote = Command::Vote {
            proposal,
            organisation,
            refusal: (!agree).then_some(reason),
        };
        carry_out(&state, &command, &vote).await
    };
    answer_form(given.await)?;
    if let Some(id) = partnership_of(&state, proposal) {
        lead_back(id, "proposals");
    }
    Ok(())
}

/// See [`crate::api::life::withdraw_proposal`].
pub async fn withdraw(proposal: RecordId, command: String) -> Result<(), ApiError> {
    let state = state();
    let withdraw = Command::Withdraw { proposal };
    answer_form(carry_out(&state, &command, &withdraw).await)?;
    if let Some(id) = partnership_of(&state, proposal) {
        lead_back(id, "proposals");
    }
    Ok(())
}

/// See [`crate::api::life::add_comment`].
pub async fn add_comment(
    id: PartnershipId,
    proposal: Option<RecordId>,
    organisation: OrganisationId,
    text: String,
    command: String,
) -> Result<(), ApiError> {
    let state = state();
    let said = async {
        identity::require(&state, Action::Represent, On::Organisation(organisation))?;
        let text = Text::new(&text)
            .map_err(|problem| Refusal::from(Fault::new(Field::Comment, problem)))?;
        let submission = submission(&command, &(id, proposal, organisation, &text));
        let comment = Comment {
            id: record_of(submission),
            partnership: id,
            proposal,
            organisation,
            text,
            at: now(),
        };
        let save = Command::Save {
            record: Box::new(comment.into()),
            base: Seq(0),
        };
        submit(&state, submission, &save).await
    };
    answer_form(said.await)?;
    lead_back(
        id,
        match proposal {
            Some(_) => "proposals",
            None => "comments",
        },
    );
    Ok(())
}

/// See [`crate::api::life::remove_comment`].
pub async fn remove_comment(comment: RecordId, command: String) -> Result<(), ApiError> {
    let state = state();
    let known = partnership_of(&state, comment);
    // Other records are taken out where they are written.
    let is_comment = state
        .store
        .read(|network| network.kept::<Comment>(comment).is_some());
    let removed = match is_comment {
        true => carry_out(&state, &command, &Command::Remove { id: comment }).await,
        false => identity::require(&state, Action::Register, On::Network)
            .and(Err(Refusal::NoRecord(comment).into())),
    };
    answer_form(removed)?;
    if let Some(id) = known {
        lead_back(id, "comments");
    }
    Ok(())
}
