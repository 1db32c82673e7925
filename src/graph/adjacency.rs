//! Who is linked with whom.

use crate::Snapshot;

/// For each node its links and the nodes at their other ends, in two flat arrays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjacency {
    starts: Vec<u32>,
    nodes: Vec<u32>,
    links: Vec<u32>,
}

impl Adjacency {
    /// Of a snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        Self::new(snapshot.node_count(), snapshot.links())
    }

    /// Of links between nodes below `nodes`.
    pub fn new(nodes: usize, links: &[[u32; 2]]) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        for node in links.iter().flatten() {
            starts[*node as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut free = starts.clone();
        let ends = 2 * links.len();
        let (mut neighbours, mut via) = (vec![0; ends], vec![0; ends]);
        for ([a, b], link) in links.iter().zip(0..) {
            for (from, to) in [(*a, *b), (*b, *a)] {
                let at = &mut free[from as usize];
                neighbours[*at as usize] = to;
                via[*at as usize] = link;
                *at += 1;
            }
        }
        Self {
            starts,
            nodes: neighbours,
            links: via,
        }
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The nodes at the other ends of a node's links, and the links; a node comes once for each link to it.
    pub fn neighbours(&self, node: usize) -> impl ExactSizeIterator<Item = (u32, u32)> {
        let range = self.starts[node] as usize..self.starts[node + 1] as usize;
        let nodes = self.nodes[range.clone()].iter().copied();
        nodes.zip(self.links[range].iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_is_seen_from_both_ends() {
        let adjacency = Adjacency::new(4, &[[0, 1], [2, 0], [1, 0]]);
        let of = |node| adjacency.neighbours(node).collect::<Vec<_>>();
        assert_eq!(of(0), [(1, 0), (2, 1), (1, 2)]);
        assert_eq!(of(1), [(0, 0), (0, 2)]);
        assert_eq!(of(2), [(0, 1)]);
        assert_eq!(of(3), []);
    }
}
