//! Taking back what one did.

use super::{acting_party, answer, command_id, fresh_record, state, submit};
use crate::api::ApiError;
use crate::api::undo::Undone;
use crate::server::commands::unreadable;
use crate::server::identity;
use crate::server::state::AppState;
use jejaring_domain::change::Subject;
use jejaring_domain::{Action, Change, CommandId, On, Seq};
use jejaring_store::Receipt;
use jejaring_sync::inverse;

/// See [`crate::api::undo::undo`].
pub async fn undo(entry: Seq, command: String) -> Result<Undone, ApiError> {
    let state = state();
    answer(try_undo(&state, entry, command_id(&command)).await)
}

async fn try_undo(state: &AppState, seq: Seq, submission: CommandId) -> Result<Undone, ApiError> {
    let actor = identity::require(state, Action::Register, On::Network)?;
    // What is taken back already may stand in the way of taking it back.
    if let Some(done) = state.store.done(submission).await.map_err(unreadable)? {
        return Ok(undone(&done));
    }
    let before = Seq(seq.0.saturating_sub(1));
    let entries = state.store.entries_after(before, 1).await;
    let entries = entries.map_err(unreadable)?;
    let own = entries
        .into_iter()
        .find(|entry| (entry.seq, entry.actor) == (seq, actor));
    let changes = own.ok_or(ApiError::NotFound)?.changes().map_err(|cause| {
        tracing::error!(%cause, "an entry of the log cannot be understood");
        ApiError::Unavailable
    })?;
    let command = state.store.read(|network| {
        let partnership = match changes.first().map(Change::subject) {
            Some(Subject::Partnership(id)) => network.partnership(id),
            _ => None,
        };
        let by = partnership.and_then(|p| acting_party(network, actor, &p.terms));
        inverse(network, seq, &changes, by, fresh_record())
    })?;
    let done = submit(state, submission, &command.ok_or(ApiError::NotFound)?).await?;
    Ok(undone(&done))
}

fn undone(done: &Receipt) -> Undone {
    let proposed =
        matches!(&done.changes[..], [change] if change.record().is_some_and(is_proposal));
    match proposed {
        _ if done.changes.is_empty() => Undone::Nothing,
        true => Undone::Proposed(done.seq),
        false => Undone::Done(done.seq),
    }
}

/// Whether an undo that leads to it was a proposal of its own: taking one back leaves it withdrawn.
fn is_proposal(record: &jejaring_domain::Record) -> bool {
    use jejaring_domain::{ProposalState, Record};
    matches!(record, Record::Proposal(proposal) if proposal.state == ProposalState::Open)
}
