//! Nodes with a neighbour in common belong near each other, too: each neighbour pulls a node not
//! only to itself, but also to the middle of its other neighbours.
//!
//! This stands for a pull between all nodes two steps apart (whose neighbourhoods of two steps a
//! drawing should keep; Zhu and others, DRGraph, 2020) at the cost of one more pass over the edges.

use std::ops::Range;

use crate::graph::Graph;

/// The neighbours of a node, as seen by one of them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Middle {
    /// Sums over all neighbours.
    x: f32,
    y: f32,
    /// One over the number of neighbours but one.
    share: f32,
    /// The square root of that number: a node with many neighbours speaks for many.
    pub(crate) weight: f32,
}

impl Middle {
    /// From a neighbour at `x`, `y` to the middle of the other neighbours.
    #[inline]
    pub(crate) fn from(&self, x: f32, y: f32) -> [f32; 2] {
        [(self.x - x) * self.share - x, (self.y - y) * self.share - y]
    }
}

/// Writes the middle of the neighbours of each node of `component`.
pub(crate) fn find(
    graph: &Graph,
    component: &Range<usize>,
    x: &[f32],
    y: &[f32],
    middles: &mut Vec<Middle>,
) {
    middles.clear();
    middles.extend(component.clone().map(|node| {
        let neighbours = graph.neighbours(node);
        let others = neighbours.len() as f32 - 1.0;
        let mut middle = Middle::default();
        if others > 0.0 {
            (middle.share, middle.weight) = (others.recip(), others.sqrt());
            for &other in neighbours {
                middle.x += x[other as usize - component.start];
                middle.y += y[other as usize - component.start];
            }
        }
        middle
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_the_one_that_looks() {
        let graph = Graph::new(4, &[[0, 1], [0, 2], [0, 3]]).expect("edges are in range");
        let (x, y) = ([9.0, 1.0, 2.0, 6.0], [9.0, 0.0, 4.0, 2.0]);
        let mut middles = Vec::new();
        find(&graph, &(0..4), &x, &y, &mut middles);
        assert_eq!(middles[0].from(x[1], y[1]), [3.0, 3.0]);
        assert!(middles[1].weight == 0.0, "a leaf has one neighbour only");
    }
}
