//! Steps in the network from a few well-spread nodes, the pivots, to all others.

use std::ops::Range;

use crate::graph::{Graph, breadth_first};
use crate::random::Random;

/// Distances from pivots to every node of one component, pivot after pivot.
#[derive(Debug, Default)]
pub(crate) struct Pivots {
    /// Pivots, relative to the start of the component.
    pub(crate) nodes: Vec<u32>,
    /// For each pivot the distance to each node; halved `shift` times so that it fits.
    distance: Vec<u8>,
    shift: u32,
    /// The longest distance, in steps.
    pub(crate) longest: f32,
    /// For each pivot how much its pairs count.
    pub(crate) weights: Vec<Weight>,
    nearest: Vec<u32>,
    owner: Vec<u16>,
    scratch: Vec<u32>,
    queue: Vec<u32>,
}

/// More pivots than this cost memory and time; fewer blur the outline of a large network.
fn wanted(nodes: usize) -> usize {
    nodes.min((60_000 / nodes.max(1)).clamp(64, 200))
}

impl Pivots {
    pub(crate) fn new(component: &Range<usize>) -> Self {
        let nodes = component.len();
        Self {
            distance: Vec::with_capacity(nodes * wanted(nodes)),
            nearest: vec![u32::MAX; nodes],
            owner: vec![0; nodes],
            scratch: vec![0; nodes],
            queue: Vec::with_capacity(nodes),
            ..Self::default()
        }
    }

    /// Adds the node farthest from all pivots so far (Brandes and Pich, Eigensolver methods for
    /// progressive multidimensional scaling, 2007); false once there are enough.
    pub(crate) fn add(
        &mut self,
        graph: &Graph,
        component: &Range<usize>,
        random: &mut Random,
    ) -> bool {
        let count = component.len();
        let pivot = if self.nodes.is_empty() {
            // The far end of a random node's view is at the rim, wherever one starts.
            let start = component.start + random.below(count);
            breadth_first(graph, component, start, &mut self.scratch, &mut self.queue);
            self.queue
                .last()
                .map_or(0, |&node| node as usize - component.start)
        } else {
            farthest(&self.nearest)
        };
        breadth_first(
            graph,
            component,
            component.start + pivot,
            &mut self.scratch,
            &mut self.queue,
        );
        let reach = self.scratch.iter().copied().max().unwrap_or(0);
        self.longest = self.longest.max(reach as f32);
        while (reach >> self.shift) > u32::from(u8::MAX) {
            self.shift += 1;
            self.distance.iter_mut().for_each(|d| *d = d.div_ceil(2));
        }
        let index = self.nodes.len() as u16;
        for ((&d, nearest), owner) in self
            .scratch
            .iter()
            .zip(&mut self.nearest)
            .zip(&mut self.owner)
        {
            if d < *nearest {
                *nearest = d;
                *owner = index;
            }
            self.distance
                .push(d.div_ceil(1 << self.shift).min(255) as u8);
        }
        self.nodes.push(pivot as u32);
        self.nodes.len() < wanted(count)
    }

    /// Weighs the pivots, and lets go of what only their choice needed.
    pub(crate) fn close(&mut self) {
        let mut regions = vec![(0.0f32, 0.0f32); self.len()];
        for (&owner, &d) in self.owner.iter().zip(&self.nearest) {
            let (count, sum) = &mut regions[owner as usize];
            *count += 1.0;
            *sum += d as f32;
        }
        self.weights = regions
            .into_iter()
            .map(|(count, sum)| Weight::new(count, sum / count.max(1.0)))
            .collect();
        self.nearest = Vec::new();
        self.owner = Vec::new();
        self.scratch = Vec::new();
        self.queue = Vec::new();
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Distances from pivot `index` to the nodes of the component.
    pub(crate) fn row(&self, index: usize) -> &[u8] {
        let nodes = self.distance.len() / self.nodes.len().max(1);
        &self.distance[index * nodes..(index + 1) * nodes]
    }

    /// What one unit of `distance` stands for.
    pub(crate) fn unit(&self) -> f32 {
        (1u64 << self.shift) as f32
    }
}

fn farthest(nearest: &[u32]) -> usize {
    let mut best = 0;
    for (i, &d) in nearest.iter().enumerate() {
        if d > nearest[best] {
            best = i;
        }
    }
    best
}

/// How much a pair of a pivot and a node counts: the inverse square of its distance, times the
/// number of nodes that the pivot stands for at that distance, which are those within half the way
/// of all that are nearest to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    /// Nodes nearest to this pivot.
    pub(crate) region: f32,
    /// Inverse square of the distance from which on it stands for all of them.
    pub(crate) reach: f32,
}

impl Weight {
    fn new(region: f32, radius: f32) -> Self {
        Self {
            region,
            reach: 1.0 / (2.0 * radius).max(1.0).powi(2),
        }
    }

    pub(crate) fn at(self, distance: f32) -> f32 {
        let square = (distance * distance).max(1.0);
        let share = (square * self.reach).min(1.0);
        (self.region * share * share).max(1.0) / square
    }
}
