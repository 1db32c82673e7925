//! The snapshot in the browser, with what makes it quick to ask.

use jejaring_graph::{Adjacency, Hit, Index, Snapshot};
use leptos::prelude::*;
use std::sync::Arc;

/// The network as the browser has it; cheap to clone.
#[derive(Clone)]
pub struct LoadedNetwork(Arc<Parts>);

struct Parts {
    /// The snapshot as it came, for a worker.
    bytes: Vec<u8>,
    snapshot: Snapshot,
    adjacency: Adjacency,
    /// A large network can be looked at before its words can be looked up.
    index: ArcRwSignal<Option<Arc<Index>>>,
}

#[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
impl LoadedNetwork {
    /// Up to so many organisations the index is there before anybody notices.
    const SMALL: usize = 4_000;

    /// Makes the list of neighbours, and the index of a small network.
    pub fn new(bytes: Vec<u8>, snapshot: Snapshot) -> Self {
        let adjacency = Adjacency::of(&snapshot);
        let network = Self(Arc::new(Parts {
            bytes,
            snapshot,
            adjacency,
            index: ArcRwSignal::new(None),
        }));
        if network.snapshot().organisation_count() <= Self::SMALL {
            network.read_words();
        }
        network
    }

    /// The bytes of which it was made.
    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// Who is linked with whom.
    pub fn adjacency(&self) -> &Adjacency {
        &self.0.adjacency
    }

    /// Whether the index is there; not tracked.
    pub fn has_index(&self) -> bool {
        self.0.index.with_untracked(Option::is_some)
    }

    /// Makes the index.
    pub fn read_words(&self) {
        self.set_index(Index::new(self.snapshot()));
    }

    /// Takes an index that was made of the same bytes elsewhere.
    pub fn set_index(&self, index: Index) {
        self.0.index.set(Some(Arc::new(index)));
    }

    /// Whether this is that, and not another state of the network.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl LoadedNetwork {
    /// The flat arrays.
    pub fn snapshot(&self) -> &Snapshot {
        &self.0.snapshot
    }

    /// What is looked up by words, once it is there.
    pub fn index(&self) -> Option<Arc<Index>> {
        self.0.index.get()
    }

    /// The organisations that some words could mean; none as long as there is no index.
    pub fn search(&self, words: &str, limit: usize) -> Vec<Hit> {
        self.index()
            .map_or_else(Vec::new, |index| index.search(words, limit))
    }

    /// The partnerships of an organisation, by their places in the snapshot.
    pub fn partnerships(&self, organisation: usize) -> impl Iterator<Item = usize> {
        let links = self
            .0
            .adjacency
            .neighbours(organisation)
            .map(|(_, link)| link as usize);
        links.map(|link| self.0.snapshot.link_partnerships()[link] as usize)
    }
}
