//! Files that are brought in: read against the network as their sender sees it, outside of its lock, one at a time.

use super::identity;
use super::kept::KeptRun;
use super::state::{AppState, fresh_command, now};
use crate::api::ApiError;
use crate::api::imports::{DryRun, ROWS_SHOWN, Summary};
use bytes::Bytes;
use jejaring_domain::{
    Action, Actor, Network, On, Organisation, OrganisationId, Partnership, PartnershipId, Seq, may,
    may_see,
};
use jejaring_exchange::plan::{Row, RowOutcome};
use jejaring_exchange::{Importer, Plan};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Whose turn it is: reading a large file takes a processor and memory.
pub struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

/// What there is for somebody who brings in a file.
struct Seen {
    seq: Seq,
    organisations: Vec<Organisation>,
    partnerships: Vec<Partnership>,
    hidden: BTreeSet<PartnershipId>,
    own: Option<BTreeSet<OrganisationId>>,
}

impl Seen {
    fn of(network: &Network, actor: Actor) -> Self {
        let (seen, hidden): (Vec<_>, Vec<_>) = network
            .partnerships()
            .partition(|partnership| may_see(network, actor, partnership));
        Self {
            seq: network.seq(),
            organisations: network.organisations().cloned().collect(),
            partnerships: seen.into_iter().cloned().collect(),
            hidden: hidden.into_iter().map(|hidden| hidden.id).collect(),
            own: own(network, actor),
        }
    }
}

/// For whom the actor may bring in partnerships; nothing where it is for everybody.
fn own(network: &Network, actor: Actor) -> Option<BTreeSet<OrganisationId>> {
    if may(network, actor, Action::Steward, On::Network) {
        return None;
    }
    let Actor::Person(person) = actor else {
        return Some(BTreeSet::new());
    };
    let members = network.memberships(person).map(|own| own.organisation);
    let own = members.filter(|id| may(network, actor, Action::Represent, On::Organisation(*id)));
    Some(own.collect())
}

/// Reads a file for somebody: what it would change.
pub async fn read(
    state: &AppState,
    actor: Actor,
    file: String,
    bytes: Bytes,
) -> Result<KeptRun, ApiError> {
    identity::check(state, actor, Action::Import, On::Anywhere)?;
    let turn = Arc::clone(&state.imports.0).acquire_owned().await;
    let turn = turn.map_err(|_| ApiError::Unavailable)?;
    let store = state.store.clone();
    let read = tokio::task::spawn_blocking(move || {
        // The turn lasts as long as the work, also where nobody waits for it any more.
        let _turn = turn;
        let Seen {
            seq,
            organisations,
            partnerships,
            hidden,
            own,
        } = store.read(|network| Seen::of(network, actor));
        let network = Network::restore(seq, organisations, partnerships, []);
        let importer = Importer {
            network: &network,
            hidden: &hidden,
            own: own.as_ref(),
            today: now().date(),
        };
        let outcome = jejaring_exchange::read(&file, &bytes, &importer);
        KeptRun {
            actor,
            seq,
            command: outcome.as_ref().ok().map(Plan::command),
            view: DryRun {
                file,
                outcome: outcome.map(summary),
                anew: false,
            },
            bytes,
            id: fresh_command(),
            done: false.into(),
        }
    });
    read.await.map_err(|cause| {
        tracing::error!(%cause, "reading a sent file failed");
        ApiError::Unavailable
    })
}

fn summary(plan: Plan) -> Summary {
    let counts = plan.counts();
    let mut shown = [0; 3];
    let rows = plan.rows.into_iter().filter(|row: &Row| {
        let shown = match row.outcome {
            RowOutcome::Added { .. } => &mut shown[0],
            RowOutcome::Matched { .. } => &mut shown[1],
            RowOutcome::Refused { .. } => &mut shown[2],
        };
        *shown += 1;
        *shown <= ROWS_SHOWN
    });
    Summary {
        format: plan.format,
        counts,
        ignored: plan.ignored,
        rows: rows.collect(),
    }
}
