//! A connected component on its way to its place.

use std::ops::Range;

use crate::pivots::Pivots;

/// A connected component and where it lies.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) nodes: Range<usize>,
    /// Added to the coordinates of its nodes.
    pub(crate) at: [f32; 2],
    /// It lies where it is wanted (pinned, or known from before) and must not be moved as a whole.
    pub(crate) kept: bool,
    /// What its stress is measured by; none once it is laid out, or if it was from the start.
    pub(crate) pivots: Option<Box<Pivots>>,
    /// Length on the page of a step in the network.
    pub(crate) scale: f32,
    /// Old places of a few of its nodes, counted from its first, if the others are new.
    pub(crate) remembered: Vec<(usize, [f32; 2])>,
}

impl Piece {
    pub(crate) fn new(nodes: Range<usize>) -> Self {
        Self {
            nodes,
            at: [0.0, 0.0],
            kept: false,
            pivots: None,
            scale: 1.0,
            remembered: Vec::new(),
        }
    }

    /// From now on it stays where it lies.
    pub(crate) fn keep(&mut self, x: &mut [f32], y: &mut [f32]) {
        if !self.kept {
            x[self.nodes.clone()]
                .iter_mut()
                .for_each(|x| *x += self.at[0]);
            y[self.nodes.clone()]
                .iter_mut()
                .for_each(|y| *y += self.at[1]);
            self.at = [0.0, 0.0];
            self.kept = true;
        }
    }
}
