//! The snapshot in the browser, with what makes it quick to ask.

use jejaring_graph::{Adjacency, Index, Snapshot};
use std::sync::Arc;

/// The network as the browser has it; cheap to clone.
#[derive(Clone)]
pub struct LoadedNetwork(Arc<Parts>);

struct Parts {
    snapshot: Snapshot,
    index: Index,
    adjacency: Adjacency,
}

impl LoadedNetwork {
    /// Makes the index and the list of neighbours.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub fn new(snapshot: Snapshot) -> Self {
        let (index, adjacency) = (Index::new(&snapshot), Adjacency::of(&snapshot));
        Self(Arc::new(Parts {
            snapshot,
            index,
            adjacency,
        }))
    }

    /// The flat arrays.
    pub fn snapshot(&self) -> &Snapshot {
        &self.0.snapshot
    }

    /// What is looked up by words.
    pub fn index(&self) -> &Index {
        &self.0.index
    }

    /// Who is linked with whom.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub fn adjacency(&self) -> &Adjacency {
        &self.0.adjacency
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
