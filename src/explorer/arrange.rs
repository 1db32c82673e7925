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
    /// Whether the job lays out anew, whether the picture then follows to show all, and whether it is done.
    from_nothing: bool,
    fit: bool,
    done: bool,
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

    /// Whether a layout from nothing is under way.
    pub fn is_laying_out_anew(&self) -> bool {
        self.from_nothing && !self.done
    }

    /// Nothing is pinned any more.
    pub fn forget_pins(&mut self) {
        self.pinned.clear();
    }

    /// Nothing is laid out anew any more, nor pinned: what is under way is for nothing.
    pub fn forget(&mut self) {
        self.shown.clear();
        self.anew.clear();
        self.pinned.clear();
        self.from_nothing = false;
    }

    /// The network is another: what was laid out stays where it is. A job under way is of the old one.
    pub fn follow(&mut self, before: &LoadedNetwork, now: &LoadedNetwork) {
        self.shown.clear();
        for places in [&mut self.anew, &mut self.pinned] {
            if !places.is_empty() {
                *places = carried(before, now.snapshot(), places);
            }
        }
    }
}

/// The places of one state of the network for another: what is new is where the server has it.
pub fn carried(before: &LoadedNetwork, now: &Snapshot, places: &[f32]) -> Vec<f32> {
    let mut carried = now.positions().to_vec();
    for (node, at) in carried.chunks_exact_mut(2).enumerate() {
        let old = before.snapshot().node(now.node_id(node));
        if let Some(place) = old.and_then(|old| places.get(2 * old..2 * old + 2)) {
            at.copy_from_slice(place);
        }
    }
    carried
}

/// Lays out what the mask shows anew, and then shows all of it if that is wanted; without a mask only makes what is near
/// the pins give way. `failed` says that it could not be done.
pub fn arrange(
    stage: Kept<Option<Stage>>,
    bench: Kept<Bench>,
    network: &LoadedNetwork,
    anew: Option<(&Mask, bool)>,
    pins: &[(u32, [f32; 2])],
    failed: impl Fn() + Clone + 'static,
) {
    let snapshot = network.snapshot();
    let mask = anew.map(|(mask, _)| mask);
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
        let says = failed.clone();
        let hear = move |said| match said {
            Said::Positions(positions, done) => deliver(stage, bench, &positions, done),
            _ => {
                // The next one is made by another worker; this one cannot be dropped by what it calls.
                let forget = move || _ = bench.try_update_value(|bench| bench.workshop = None);
                set_timeout(forget, std::time::Duration::ZERO);
                says();
            }
        };
        match Workshop::open(hear) {
            Ok(workshop) => bench.update_value(|bench| bench.workshop = Some(workshop)),
            Err(cause) => {
                leptos::logging::error!("no worker for the layout: {cause:?}");
                return failed();
            }
        }
    }
    let places = bench.with_value(|bench| bench.places(snapshot));
    bench.update_value(|bench| {
        bench.shown = shown;
        bench.from_nothing = anew.is_some();
        bench.fit = anew.is_some_and(|(_, fit)| fit);
        bench.done = false;
        if bench.from_nothing {
            bench.anew.clone_from(&places);
            bench.pinned.clear();
        } else {
            bench.pinned = places;
        }
    });
    let begun = bench.with_value(|bench| {
        let workshop = bench.workshop.as_ref();
        workshop.map(|workshop| workshop.begin(job))
    });
    if let Some(Err(cause)) = begun {
        leptos::logging::error!("the layout cannot begin: {cause:?}");
        failed();
    }
}

/// Takes what the worker has so far, and shows it. What came for an older job does not fit and is passed over.
fn deliver(stage: Kept<Option<Stage>>, bench: Kept<Bench>, arranged: &[f32], done: bool) {
    let _ = bench.try_update_value(|bench| {
        if arranged.len() != 2 * bench.shown.len() {
            return;
        }
        bench.done |= done;
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
                if bench.fit && done {
                    stage.fit();
                }
            }
        });
    });
}
