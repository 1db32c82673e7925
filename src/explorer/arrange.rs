//! Laying out by forces what is shown, in the worker: anew, or only around what was moved.

use super::network::LoadedNetwork;
use super::workshop::{Job, Said, Workshop};
use jejaring_graph::{Mask, Snapshot};
use jejaring_stage::Stage;
use leptos::prelude::*;

/// The stage and the bench, as the parts of the live view share them.
pub type Kept<T> = StoredValue<T, LocalStorage>;

/// The worker, and where the nodes are in the layout by forces.
#[derive(Default)]
pub struct Bench {
    workshop: Option<Workshop>,
    /// The place in the snapshot of each node of the job under way.
    shown: Vec<usize>,
    /// Where nodes were laid out anew, and where they are for the pins. Empty where the server's places hold.
    anew: Vec<f32>,
    pinned: Vec<f32>,
    /// Whether the job under way lays out anew; the picture then follows, to show all.
    from_nothing: bool,
}

impl Bench {
    /// Where all nodes are.
    pub fn places(&self, snapshot: &Snapshot) -> Vec<f32> {
        let fits = |places: &&Vec<f32>| places.len() == 2 * snapshot.node_count();
        [&self.pinned, &self.anew]
            .into_iter()
            .find(fits)
            .map_or(snapshot.positions(), Vec::as_slice)
            .to_vec()
    }

    /// Nothing is pinned any more.
    pub fn forget_pins(&mut self) {
        self.pinned.clear();
    }
}

/// Lays out what the mask shows anew; without a mask only makes what is near the pins give way.
pub fn arrange(
    stage: Kept<Option<Stage>>,
    bench: Kept<Bench>,
    network: &LoadedNetwork,
    mask: Option<&Mask>,
    pins: &[(u32, [f32; 2])],
) {
    let snapshot = network.snapshot();
    let shown: Vec<usize> = (0..snapshot.node_count())
        .filter(|node| mask.is_none_or(|mask| mask.nodes[*node]))
        .collect();
    let place = |node: u32| {
        shown
            .binary_search(&(node as usize))
            .ok()
            .and_then(|place| u32::try_from(place).ok())
    };
    let links = snapshot.links().iter().enumerate();
    let links = links.filter(|(link, _)| mask.is_none_or(|mask| mask.links[*link]));
    let job = Job {
        nodes: shown.len(),
        links: links
            .filter_map(|(_, [a, b])| Some([place(*a)?, place(*b)?]))
            .collect(),
        // From where they would be without pins, so that the same pins always lead to the same picture.
        known: mask.is_none().then(|| {
            bench.update_value(Bench::forget_pins);
            bench.with_value(|bench| bench.places(snapshot))
        }),
        pins: pins
            .iter()
            .filter_map(|(node, at)| Some((place(*node)?, *at)))
            .collect(),
    };
    if bench.with_value(|bench| bench.workshop.is_none()) {
        let hear = move |said| {
            if let Said::Positions(positions, done) = said {
                deliver(stage, bench, &positions, done);
            }
        };
        match Workshop::open(hear) {
            Ok(workshop) => bench.update_value(|bench| bench.workshop = Some(workshop)),
            Err(cause) => return leptos::logging::error!("no worker for the layout: {cause:?}"),
        }
    }
    let places = bench.with_value(|bench| bench.places(snapshot));
    bench.update_value(|bench| {
        bench.shown = shown;
        bench.from_nothing = mask.is_some();
        if bench.from_nothing {
            bench.anew.clone_from(&places);
            bench.pinned.clear();
        } else {
            bench.pinned = places;
        }
        let begun = bench.workshop.as_ref().map(|workshop| workshop.begin(job));
        if let Some(Err(cause)) = begun {
            leptos::logging::error!("the layout cannot begin: {cause:?}");
        }
    });
}

/// Takes what the worker has so far, and shows it. What came for an older job does not fit and is passed over.
fn deliver(stage: Kept<Option<Stage>>, bench: Kept<Bench>, arranged: &[f32], done: bool) {
    let _ = bench.try_update_value(|bench| {
        if arranged.len() != 2 * bench.shown.len() {
            return;
        }
        let places = if bench.from_nothing {
            &mut bench.anew
        } else {
            &mut bench.pinned
        };
        for (node, at) in bench.shown.iter().zip(arranged.chunks_exact(2)) {
            // Cleared where the pins have gone meanwhile.
            if let Some(place) = places.get_mut(2 * node..2 * node + 2) {
                place.copy_from_slice(at);
            }
        }
        if places.is_empty() {
            return;
        }
        let _ = stage.try_with_value(|stage| {
            if let Some(stage) = stage {
                stage.set_positions(places);
                if bench.from_nothing && done {
                    stage.fit();
                }
            }
        });
    });
}
