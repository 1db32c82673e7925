//! What is derived from the network, once for each of its states: snapshot, search index, picture, figures, market.

use super::state::now;
use crate::api::ApiError;
use jejaring_domain::{Date, OrganisationId, Seq};
use jejaring_graph::{Figures, Index, Market, Picture, Snapshot};
use jejaring_layout::Layout;
use jejaring_store::Store;
use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The same network leads to the same picture.
const SEED: u64 = 20_130_501;

/// What is derived from one state of the network on one day.
pub struct Atlas {
    /// The state.
    pub seq: Seq,
    /// The day: partnerships expire.
    pub day: Date,
    /// The network as flat arrays.
    pub snapshot: Snapshot,
    /// The snapshot as it is sent, compressed by brotli.
    pub compressed: Vec<u8>,
    /// The picture in the page.
    pub picture: Picture,
    /// The figures on the home page.
    pub figures: Figures,
    /// The open needs and offers.
    pub market: Market,
    index: Index,
}

impl Atlas {
    /// The organisations that some words could mean, best first, at most `limit`.
    pub fn search(&self, words: &str, limit: usize) -> Vec<OrganisationId> {
        let hits = self.index.search(words, limit).into_iter();
        hits.map(|hit| self.snapshot.organisation_id(hit.organisation as usize))
            .collect()
    }

    /// What organisations are found by.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Where each node is, by its key.
    pub fn positions(&self) -> Positions {
        let nodes = 0..self.snapshot.node_count();
        nodes
            .map(|node| {
                (
                    self.snapshot.node_id(node).key(),
                    self.snapshot.position(node),
                )
            })
            .collect()
    }
}

/// Places in the layout, by [`jejaring_graph::NodeId::key`].
pub type Positions = HashMap<u128, [f32; 2]>;

/// Makes the atlas of the network's present state when it is first asked for.
#[derive(Default)]
pub struct Atlases {
    latest: Mutex<Option<Arc<Atlas>>>,
}

impl Atlases {
    /// The atlas of the network as it is now. Errors: making it failed, which is logged.
    pub async fn current(&self, store: &Store) -> Result<Arc<Atlas>, ApiError> {
        let day = now().date();
        let mut latest = self.latest.lock().await;
        if let Some(atlas) = latest
            .as_ref()
            .filter(|a| a.day == day && a.seq == store.read(|n| n.seq()))
        {
            return Ok(atlas.clone());
        }
        let known = match latest.as_ref() {
            Some(atlas) => atlas.positions(),
            None => stored(store).await,
        };
        let reader = store.clone();
        let (atlas, moved) = tokio::task::spawn_blocking(move || make(&reader, day, &known))
            .await
            .map_err(|cause| {
                tracing::error!(%cause, "the network could not be laid out");
                ApiError::Unavailable
            })?;
        let atlas = Arc::new(atlas);
        *latest = Some(atlas.clone());
        if moved {
            save(store, &atlas).await;
        }
        Ok(atlas)
    }
}

/// The positions from before the server was last stopped; none where there are none or they cannot be read.
async fn stored(store: &Store) -> Positions {
    match store.load_positions().await {
        Ok(found) => found
            .map(|(_, positions)| positions)
            .unwrap_or_default()
            .into_iter()
            .collect(),
        Err(cause) => {
            tracing::warn!(%cause, "the stored positions cannot be read; the network is laid out anew");
            Positions::new()
        }
    }
}

async fn save(store: &Store, atlas: &Atlas) {
    let positions: Vec<_> = atlas.positions().into_iter().collect();
    if let Err(cause) = store.save_positions(atlas.seq, &positions).await {
        tracing::warn!(%cause, "the positions could not be stored; they will be computed again");
    }
}

/// The atlas, and whether positions are new.
fn make(store: &Store, day: Date, known: &Positions) -> (Atlas, bool) {
    let (mut snapshot, market) = store.read(|network| {
        let snapshot = Snapshot::of(network, day, |node| known.get(&node.key()).copied());
        (snapshot, Market::of(network, day))
    });
    let moved = lay_out(&mut snapshot, known);
    let encoded = snapshot.encode();
    let atlas = Atlas {
        seq: snapshot.seq(),
        day,
        compressed: compress(&encoded),
        picture: Picture::of(&snapshot),
        figures: Figures::of(&snapshot),
        market,
        index: Index::new(&snapshot),
        snapshot,
    };
    (atlas, moved)
}

/// Gives every node a position: anew where none was known, else moving little. False where there was nothing to do.
fn lay_out(snapshot: &mut Snapshot, known: &Positions) -> bool {
    let keys: Vec<u128> = (0..snapshot.node_count())
        .map(|node| snapshot.node_id(node).key())
        .collect();
    if keys.len() == known.len() && keys.iter().all(|key| known.contains_key(key)) {
        return false;
    }
    let layout = if known.is_empty() {
        Layout::new(keys.len(), snapshot.links(), SEED)
    } else {
        let start = keys
            .iter()
            .flat_map(|key| known.get(key).copied().unwrap_or([f32::NAN; 2]));
        Layout::resume(
            keys.len(),
            snapshot.links(),
            &start.collect::<Vec<f32>>(),
            SEED,
        )
    };
    match layout {
        Ok(mut layout) => {
            layout.finish();
            if let Err(cause) = snapshot.set_positions(layout.positions().to_vec()) {
                tracing::error!(%cause, "the layout does not fit the network");
            }
        }
        Err(cause) => {
            tracing::error!(%cause, "the network's links are damaged; it is drawn without a layout")
        }
    }
    true
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    const QUALITY: u32 = 6;
    let mut compressed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 4096, QUALITY, 22);
    // Writing to memory does not fail.
    let written = writer.write_all(bytes);
    drop(writer);
    debug_assert!(written.is_ok());
    compressed
}
