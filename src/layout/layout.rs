//! The layout as a whole, a step at a time.

use std::collections::BTreeMap;

use crate::attraction::grips;
use crate::graph::Graph;
use crate::law::Law;
use crate::motion::{Bodies, Motion};
use crate::pack::pack;
use crate::piece::Piece;
use crate::random::Random;
use crate::start::Start;
use crate::{LayoutError, align, stress, warm};

/// The largest coordinate, either way, of a pin or a known position; `f32` is too coarse beyond.
pub const REACH: f32 = 1e5;

/// Visits of a node in one step of a start.
const BUDGET: usize = 500_000;
/// Force iterations after a small change.
const SETTLE: u32 = 24;
/// Force iterations between two looks at where the pieces lie.
const REPACK: u32 = 16;
/// Force iterations between two looks at where stress wants the nodes.
const RETHINK: u32 = 4;
/// Force iterations from nothing, at least.
const ITERATIONS: f32 = 100.0;
/// The longest move in the first and the last iteration, by the extent of the piece.
const FIRST_MOVE: f32 = 0.65;
const LAST_MOVE: f32 = 0.0063;

/// A layout on its way to rest. See [the crate](crate) for an example.
///
/// Positions are in units of about the distance between nodes that lie side by side, which is also
/// about the length of an edge in a tree or a mesh; edges between clusters are longer. The middle
/// of the largest connected component is at 0, 0, unless pins or known positions have it elsewhere.
#[derive(Debug)]
pub struct Layout {
    graph: Graph,
    /// The caller's index of each node; inside, nodes stand component by component.
    caller: Vec<u32>,
    inner: Vec<u32>,
    pieces: Vec<Piece>,
    /// Coordinates within each piece.
    x: Vec<f32>,
    y: Vec<f32>,
    /// The last move of each node.
    dx: Vec<f32>,
    dy: Vec<f32>,
    /// Where stress, or memory, wants each node.
    to_x: Vec<f32>,
    to_y: Vec<f32>,
    grip: Vec<f32>,
    freedom: Vec<f32>,
    pins: BTreeMap<u32, [f32; 2]>,
    random: Random,
    phase: Phase,
    motion: Motion,
    iterations: u32,
    positions: Vec<f32>,
}

#[derive(Debug)]
enum Phase {
    /// A start for one piece after another.
    Start {
        piece: usize,
        start: Start,
    },
    /// Iterations of the forces, on all pieces.
    Forces {
        done: u32,
        end: u32,
    },
    Rest,
}

impl Layout {
    /// Begins a layout from nothing.
    ///
    /// `edges` are pairs of node indices below `nodes`; loops and duplicates do no harm. The same
    /// input and `seed` give the same positions, to the bit on the same target.
    ///
    /// # Errors
    /// [`LayoutError::NoSuchNode`] for an index out of range, [`LayoutError::TooLarge`] for more
    /// nodes or edges than a thousand million.
    pub fn new(nodes: usize, edges: &[[u32; 2]], seed: u64) -> Result<Self, LayoutError> {
        Self::begin(nodes, edges, None, seed)
    }

    /// Begins a layout that keeps to `known` positions: x, y, x, y, ... in the order of the nodes,
    /// NaN (or anything beyond [`REACH`]) where unknown. Nodes without a position go beside their
    /// neighbours, those about them give way, and the rest barely moves. A connected component of
    /// which less than half is known starts afresh, turned so that it meets what is known.
    ///
    /// # Errors
    /// As [`Layout::new`], and [`LayoutError::PositionsLength`] unless there are two numbers a node.
    pub fn resume(
        nodes: usize,
        edges: &[[u32; 2]],
        known: &[f32],
        seed: u64,
    ) -> Result<Self, LayoutError> {
        if Some(known.len()) != nodes.checked_mul(2) {
            return Err(LayoutError::PositionsLength {
                expected: nodes.saturating_mul(2),
                found: known.len(),
            });
        }
        Self::begin(nodes, edges, Some(known), seed)
    }

    fn begin(
        nodes: usize,
        edges: &[[u32; 2]],
        known: Option<&[f32]>,
        seed: u64,
    ) -> Result<Self, LayoutError> {
        let given = Graph::new(nodes, edges)?;
        let (caller, ranges) = given.components();
        let graph = given.reordered(&caller);
        drop(given);
        let mut inner = vec![0; nodes];
        for (i, &node) in caller.iter().enumerate() {
            inner[node as usize] = i as u32;
        }
        let mut layout = Self {
            grip: grips(&graph, &ranges),
            pieces: ranges.into_iter().map(Piece::new).collect(),
            graph,
            caller,
            inner,
            x: vec![f32::NAN; nodes],
            y: vec![f32::NAN; nodes],
            dx: vec![0.0; nodes],
            dy: vec![0.0; nodes],
            to_x: vec![0.0; nodes],
            to_y: vec![0.0; nodes],
            freedom: vec![1.0; nodes],
            pins: BTreeMap::new(),
            random: Random::new(seed),
            phase: Phase::Rest,
            motion: Motion::default(),
            iterations: 0,
            positions: vec![0.0; 2 * nodes],
        };
        if let Some(known) = known {
            layout.take_over(known);
        }
        layout.start_from(0);
        layout.publish();
        Ok(layout)
    }

    /// Holds `node` at `x`, `y` from now on; what is about it follows in the next steps.
    ///
    /// # Errors
    /// [`LayoutError::NoSuchNode`], or [`LayoutError::OutOfReach`] for a coordinate beyond
    /// [`REACH`]; nothing changes then.
    pub fn pin(&mut self, node: u32, x: f32, y: f32) -> Result<(), LayoutError> {
        let inner = self.find(node)?;
        if !(within_reach(x) && within_reach(y)) {
            return Err(LayoutError::OutOfReach { node });
        }
        self.pins.insert(inner, [x, y]);
        self.wake(inner);
        Ok(())
    }

    /// Lets `node` move again.
    ///
    /// # Errors
    /// [`LayoutError::NoSuchNode`].
    pub fn unpin(&mut self, node: u32) -> Result<(), LayoutError> {
        let inner = self.find(node)?;
        if self.pins.remove(&inner).is_some() {
            self.wake(inner);
        }
        Ok(())
    }

    /// Does a few milliseconds of work (at 10,000 nodes); true while there is more to do.
    pub fn step(&mut self) -> bool {
        match std::mem::replace(&mut self.phase, Phase::Rest) {
            Phase::Start { piece, start } => self.advance_starts(piece, start),
            Phase::Forces { done, end } => self.iterate(done, end),
            Phase::Rest => return false,
        }
        self.publish();
        !matches!(self.phase, Phase::Rest)
    }

    /// Does all the work that is left.
    pub fn finish(&mut self) {
        while self.step() {}
    }

    /// Where the nodes are by now: x, y, x, y, ... in the caller's order. Always finite.
    pub fn positions(&self) -> &[f32] {
        &self.positions
    }

    /// Iterations of the forces so far.
    pub fn iterations(&self) -> u32 {
        self.iterations
    }

    fn find(&self, node: u32) -> Result<u32, LayoutError> {
        self.inner
            .get(node as usize)
            .copied()
            .ok_or(LayoutError::NoSuchNode {
                node,
                nodes: self.inner.len(),
            })
    }

    fn take_over(&mut self, known: &[f32]) {
        for (i, &node) in self.caller.iter().enumerate() {
            let (x, y) = (known[2 * node as usize], known[2 * node as usize + 1]);
            if within_reach(x) && within_reach(y) {
                (self.x[i], self.y[i]) = (x, y);
            }
        }
        for piece in &mut self.pieces {
            let range = piece.nodes.clone();
            let placed = |i: &usize| self.x[*i].is_finite();
            if 2 * range.clone().filter(placed).count() >= range.len() {
                warm::place(
                    &self.graph,
                    &range,
                    &mut self.random,
                    &mut self.x,
                    &mut self.y,
                    &mut self.freedom,
                );
                self.to_x[range.clone()].copy_from_slice(&self.x[range.clone()]);
                self.to_y[range.clone()].copy_from_slice(&self.y[range]);
                piece.kept = true;
            } else {
                let first = range.start;
                piece.remembered = range
                    .filter(placed)
                    .map(|i| (i - first, [self.x[i], self.y[i]]))
                    .collect();
            }
        }
    }

    /// Goes on to the next piece that needs a start, from `piece` on, or to the forces.
    fn start_from(&mut self, piece: usize) {
        for piece in piece..self.pieces.len() {
            let Piece { nodes, kept, .. } = &self.pieces[piece];
            if *kept {
                continue;
            }
            if nodes.len() > 2 {
                self.phase = Phase::Start {
                    piece,
                    start: Start::new(nodes),
                };
                return;
            }
            for (place, i) in nodes.clone().enumerate() {
                (self.x[i], self.y[i]) = (place as f32 - 0.5 * (nodes.len() - 1) as f32, 0.0);
            }
        }
        self.begin_forces();
    }

    fn advance_starts(&mut self, mut piece: usize, mut start: Start) {
        let mut spent = 0;
        while spent < BUDGET {
            let range = self.pieces[piece].nodes.clone();
            let (x, y) = (&mut self.x[range.clone()], &mut self.y[range.clone()]);
            let (next, cost) = start.advance(&self.graph, &range, &mut self.random, x, y);
            spent += cost;
            start = next;
            if let Start::Done(pivots) = start {
                self.pieces[piece].pivots = Some(pivots);
                self.start_from(piece + 1);
                match std::mem::replace(&mut self.phase, Phase::Rest) {
                    Phase::Start {
                        piece: next,
                        start: first,
                    } => (piece, start) = (next, first),
                    other => {
                        self.phase = other;
                        return;
                    }
                }
            }
        }
        self.phase = Phase::Start { piece, start };
    }

    fn begin_forces(&mut self) {
        for piece in &mut self.pieces {
            let range = piece.nodes.clone();
            let pins = self.pins.range(range.start as u32..range.end as u32);
            let pins: Vec<_> = pins
                .map(|(&i, &at)| (i as usize - range.start, at))
                .collect();
            let wanted = if pins.is_empty() {
                std::mem::take(&mut piece.remembered)
            } else {
                pins
            };
            if !piece.kept && !wanted.is_empty() {
                align::meet(&wanted, &mut self.x[range.clone()], &mut self.y[range]);
                piece.kept = true;
            }
        }
        self.hold_pins();
        pack(&mut self.pieces, &self.x, &self.y);
        // The largest of the new pieces sets the pace for all.
        let fresh = self
            .pieces
            .iter()
            .find(|piece| piece.pivots.is_some())
            .map(|piece| piece.nodes.len());
        let free = |piece: &Piece| {
            self.freedom[piece.nodes.clone()]
                .iter()
                .any(|&freedom| freedom > 0.0)
        };
        self.phase = match fresh {
            Some(nodes) => Phase::Forces {
                done: 0,
                end: iterations(nodes),
            },
            None if self.pieces.iter().any(|piece| piece.kept && free(piece)) => Phase::Forces {
                done: 0,
                end: SETTLE,
            },
            None => Phase::Rest,
        };
    }

    /// One iteration of the forces.
    fn iterate(&mut self, done: u32, end: u32) {
        let progress = done as f32 / end as f32;
        for piece in &mut self.pieces {
            let range = piece.nodes.clone();
            if range.len() < 2 || (range.len() == 2 && !piece.kept) {
                continue; // a pair lies well from its start on
            }
            let [x, y, dx, dy, to_x, to_y] = [
                &mut self.x,
                &mut self.y,
                &mut self.dx,
                &mut self.dy,
                &mut self.to_x,
                &mut self.to_y,
            ]
            .map(|each| &mut each[range.clone()]);
            match &piece.pivots {
                Some(pivots) if done.is_multiple_of(RETHINK) => {
                    if done == 0 {
                        piece.scale = stress::wishes(pivots, piece.scale, x, y, to_x, to_y);
                    }
                    piece.scale = stress::wishes(pivots, piece.scale, x, y, to_x, to_y);
                }
                None if !piece.kept => {
                    to_x.copy_from_slice(x);
                    to_y.copy_from_slice(y);
                }
                _ => {}
            }
            // What was laid out before has its near forces from the start.
            let law = Law::new(
                range.len(),
                if piece.pivots.is_some() {
                    progress
                } else {
                    1.0
                },
            );
            let longest =
                (range.len() as f32).sqrt() * FIRST_MOVE * (LAST_MOVE / FIRST_MOVE).powf(progress);
            let (grip, freedom) = (&self.grip[range.clone()], &self.freedom[range.clone()]);
            let bodies = Bodies {
                x,
                y,
                dx,
                dy,
                to_x,
                to_y,
                grip,
                freedom,
            };
            self.motion
                .iterate(&self.graph, &range, &law, longest, bodies);
        }
        self.hold_pins();
        self.iterations += 1;
        let done = done + 1;
        if done.is_multiple_of(REPACK) || done >= end {
            self.repack();
        }
        self.phase = if done < end {
            Phase::Forces { done, end }
        } else {
            Phase::Rest
        };
        if done >= end {
            self.pieces.iter_mut().for_each(|piece| piece.pivots = None);
        }
    }

    fn repack(&mut self) {
        for piece in self.pieces.iter().filter(|piece| !piece.kept) {
            centre(&mut self.x[piece.nodes.clone()]);
            centre(&mut self.y[piece.nodes.clone()]);
        }
        pack(&mut self.pieces, &self.x, &self.y);
    }

    fn hold_pins(&mut self) {
        for (&i, &[x, y]) in &self.pins {
            (self.x[i as usize], self.y[i as usize]) = (x, y);
        }
    }

    /// Goes on for a while about a node whose pin changed.
    fn wake(&mut self, node: u32) {
        if matches!(self.phase, Phase::Start { .. }) {
            return; // pins are looked at when the start is done
        }
        let piece = self
            .pieces
            .partition_point(|piece| piece.nodes.end <= node as usize);
        let piece = &mut self.pieces[piece];
        piece.keep(&mut self.x, &mut self.y);
        let fresh = piece.pivots.is_some();
        if matches!(self.phase, Phase::Rest) {
            self.freedom.fill(0.0);
            self.to_x.copy_from_slice(&self.x);
            self.to_y.copy_from_slice(&self.y);
            self.dx.fill(0.0);
            self.dy.fill(0.0);
        }
        warm::loosen(&self.graph, node as usize, &mut self.freedom);
        if !fresh || matches!(self.phase, Phase::Rest) {
            self.phase = Phase::Forces {
                done: 0,
                end: SETTLE,
            };
        }
        self.hold_pins();
        self.publish();
    }

    fn publish(&mut self) {
        for piece in &self.pieces {
            for i in piece.nodes.clone() {
                let node = self.caller[i] as usize;
                let (x, y) = (self.x[i] + piece.at[0], self.y[i] + piece.at[1]);
                // A piece that has no start yet waits in the middle.
                self.positions[2 * node] = if x.is_finite() { x } else { 0.0 };
                self.positions[2 * node + 1] = if y.is_finite() { y } else { 0.0 };
            }
        }
    }
}

/// Force iterations of a layout from nothing: the more nodes, the longer their outline takes.
fn iterations(nodes: usize) -> u32 {
    let nodes = nodes as f32;
    let (few, many) = (
        (1000.0 / nodes).powf(0.4).clamp(1.0, 2.5),
        (nodes / 10_000.0).powf(0.2),
    );
    (ITERATIONS * few.max(many)) as u32
}

/// False for NaN, too.
fn within_reach(v: f32) -> bool {
    v.abs() <= REACH
}

fn centre(values: &mut [f32]) {
    let mean = values.iter().sum::<f32>() / values.len() as f32;
    values.iter_mut().for_each(|v| *v -= mean);
}
