//! The start of one piece: pivots, a first picture by scaling, and stress.

use std::ops::Range;

use crate::graph::Graph;
use crate::pivots::Pivots;
use crate::random::Random;
use crate::{scaling, stress};

/// How far a start has come.
#[derive(Debug)]
pub(crate) enum Start {
    Pivots(Box<Pivots>),
    /// With the number of passes done.
    Stress(Box<Pivots>, u32),
    Done(Box<Pivots>),
}

impl Start {
    pub(crate) fn new(component: &Range<usize>) -> Self {
        Self::Pivots(Box::new(Pivots::new(component)))
    }

    /// A bit of work; also tells about how much, in visits of a node.
    pub(crate) fn advance(
        self,
        graph: &Graph,
        component: &Range<usize>,
        random: &mut Random,
        x: &mut [f32],
        y: &mut [f32],
    ) -> (Self, usize) {
        match self {
            Self::Pivots(mut pivots) => {
                let cost = component.len() + graph.ends(component);
                if pivots.add(graph, component, random) {
                    (Self::Pivots(pivots), cost)
                } else {
                    pivots.close();
                    scaling::scale(&pivots, random, x, y);
                    let cost = cost + component.len() * pivots.len();
                    (Self::Stress(pivots, 0), cost)
                }
            }
            Self::Stress(pivots, epoch) => {
                stress::epoch(graph, component, &pivots, epoch, random, x, y);
                let cost = component.len() * pivots.len();
                let done = epoch + 1;
                (
                    if done < stress::EPOCHS {
                        Self::Stress(pivots, done)
                    } else {
                        Self::Done(pivots)
                    },
                    cost,
                )
            }
            Self::Done(_) => (self, 0),
        }
    }
}
