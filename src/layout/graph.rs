//! The network as adjacency in flat arrays, in an order that keeps neighbours near in memory.

use std::ops::Range;

use crate::LayoutError;

/// An undirected simple graph: both directions of each edge, no loops, no duplicates.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    offsets: Vec<u32>,
    neighbours: Vec<u32>,
}

impl Graph {
    pub(crate) fn new(nodes: usize, edges: &[[u32; 2]]) -> Result<Self, LayoutError> {
        let limit = (u32::MAX / 4) as usize;
        if nodes > limit || edges.len() > limit {
            return Err(LayoutError::TooLarge {
                nodes,
                edges: edges.len(),
            });
        }
        let mut offsets = vec![0u32; nodes + 1];
        for edge in edges {
            if let Some(&node) = edge.iter().find(|&&node| node as usize >= nodes) {
                return Err(LayoutError::NoSuchNode { node, nodes });
            }
            if edge[0] != edge[1] {
                offsets[edge[0] as usize + 1] += 1;
                offsets[edge[1] as usize + 1] += 1;
            }
        }
        for i in 0..nodes {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut neighbours = vec![0u32; offsets[nodes] as usize];
        let mut put = |from: u32, to: u32| {
            let at = &mut next[from as usize];
            neighbours[*at as usize] = to;
            *at += 1;
        };
        for &[a, b] in edges.iter().filter(|[a, b]| a != b) {
            put(a, b);
            put(b, a);
        }
        let mut graph = Self {
            offsets,
            neighbours,
        };
        graph.drop_duplicates();
        Ok(graph)
    }

    fn drop_duplicates(&mut self) {
        let mut end = 0;
        let mut start = 0;
        for i in 0..self.len() {
            let range = start..self.offsets[i + 1] as usize;
            start = range.end;
            self.neighbours[range.clone()].sort_unstable();
            let first = end;
            for k in range {
                if end == first || self.neighbours[end - 1] != self.neighbours[k] {
                    self.neighbours[end] = self.neighbours[k];
                    end += 1;
                }
            }
            self.offsets[i + 1] = end as u32;
        }
        self.neighbours.truncate(end);
    }

    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    pub(crate) fn neighbours(&self, node: usize) -> &[u32] {
        &self.neighbours[self.offsets[node] as usize..self.offsets[node + 1] as usize]
    }

    pub(crate) fn degree(&self, node: usize) -> usize {
        (self.offsets[node + 1] - self.offsets[node]) as usize
    }

    /// Directed edges between the nodes of `range`, if no edge leaves it.
    pub(crate) fn ends(&self, range: &Range<usize>) -> usize {
        (self.offsets[range.end] - self.offsets[range.start]) as usize
    }

    /// The same graph with node `order[i]` renamed `i`.
    pub(crate) fn reordered(&self, order: &[u32]) -> Self {
        let mut new_name = vec![0u32; order.len()];
        for (new, &old) in order.iter().enumerate() {
            new_name[old as usize] = new as u32;
        }
        let mut offsets = Vec::with_capacity(order.len() + 1);
        offsets.push(0);
        let mut neighbours = Vec::with_capacity(self.neighbours.len());
        for &old in order {
            let first = neighbours.len();
            neighbours.extend(
                self.neighbours(old as usize)
                    .iter()
                    .map(|&n| new_name[n as usize]),
            );
            neighbours[first..].sort_unstable();
            offsets.push(neighbours.len() as u32);
        }
        Self {
            offsets,
            neighbours,
        }
    }

    /// Nodes in breadth-first order, connected component by component, the largest first;
    /// and the range that each component takes up in that order.
    pub(crate) fn components(&self) -> (Vec<u32>, Vec<Range<usize>>) {
        let mut seen = vec![false; self.len()];
        let mut found = Vec::with_capacity(self.len());
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for root in 0..self.len() {
            if seen[root] {
                continue;
            }
            let start = found.len();
            seen[root] = true;
            found.push(root as u32);
            let mut head = start;
            while head < found.len() {
                for &n in self.neighbours(found[head] as usize) {
                    if !seen[n as usize] {
                        seen[n as usize] = true;
                        found.push(n);
                    }
                }
                head += 1;
            }
            ranges.push(start..found.len());
        }
        ranges.sort_by_key(|range| std::cmp::Reverse(range.len()));
        let mut order = Vec::with_capacity(self.len());
        for range in &mut ranges {
            let start = order.len();
            order.extend_from_slice(&found[range.clone()]);
            *range = start..order.len();
        }
        (order, ranges)
    }
}

/// Steps from `root` to every node of its component `range`, into `distance`, which is relative
/// to the start of `range`; returns the nodes in order of distance.
pub(crate) fn breadth_first(
    graph: &Graph,
    range: &Range<usize>,
    root: usize,
    distance: &mut [u32],
    queue: &mut Vec<u32>,
) {
    distance.fill(u32::MAX);
    queue.clear();
    distance[root - range.start] = 0;
    queue.push(root as u32);
    let mut head = 0;
    while head < queue.len() {
        let node = queue[head] as usize;
        let next = distance[node - range.start] + 1;
        for &n in graph.neighbours(node) {
            let at = &mut distance[n as usize - range.start];
            if *at == u32::MAX {
                *at = next;
                queue.push(n);
            }
        }
        head += 1;
    }
}
