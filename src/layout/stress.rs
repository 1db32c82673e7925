//! Sparse stress: distances on the page like the distances in the network, by stochastic
//! gradient descent (Zheng, Pawar and Goodman 2019) on edges and pivots only, each pivot standing
//! for the region about it (Ortmann, Klimenta and Brandes 2017).

use std::ops::Range;

use crate::graph::Graph;
use crate::pivots::{Pivots, Weight};
use crate::random::Random;
use crate::simd::{F4, read, read_bytes, write};

/// Passes over all pairs; the step shrinks from one to the next.
pub(crate) const EPOCHS: u32 = 16;
const LAST_STEP: f32 = 0.1;

/// The step of an epoch: from one that satisfies the lightest pair at once to one that moves the
/// heaviest a little.
fn step_size(pivots: &Pivots, epoch: u32) -> f32 {
    let lightest = 1.0 / pivots.longest.max(1.0).powi(2);
    let heaviest = pivots
        .weights
        .iter()
        .map(|w| w.at(w.reach.sqrt().recip()))
        .fold(1.0, f32::max);
    let (first, last) = (1.0 / lightest, LAST_STEP / heaviest);
    first * (last / first).powf(epoch as f32 / (EPOCHS - 1) as f32)
}

/// One pass over the component's pairs.
pub(crate) fn epoch(
    graph: &Graph,
    component: &Range<usize>,
    pivots: &Pivots,
    epoch: u32,
    random: &mut Random,
    x: &mut [f32],
    y: &mut [f32],
) {
    let step = step_size(pivots, epoch);
    between_pivots(pivots, step, random, x, y);
    to_pivots(pivots, step, random, x, y);
    along_edges(graph, component, step.min(1.0), random, x, y);
}

fn between_pivots(pivots: &Pivots, step: f32, random: &mut Random, x: &mut [f32], y: &mut [f32]) {
    let mut order: Vec<usize> = (0..pivots.len()).collect();
    random.shuffle(&mut order);
    for &p in &order {
        for &q in order.iter().filter(|&&q| p < q) {
            let (a, b) = (pivots.nodes[p] as usize, pivots.nodes[q] as usize);
            let length = f32::from(pivots.row(p)[b]) * pivots.unit();
            let share = |pivot: usize| (step * pivots.weights[pivot].at(length)).min(1.0);
            meet(x, y, a, b, length, [share(q), share(p)]);
        }
    }
}

/// Every node against every pivot. Only the node moves, so nodes do not wait for each other.
fn to_pivots(pivots: &Pivots, step: f32, random: &mut Random, x: &mut [f32], y: &mut [f32]) {
    let mut order: Vec<usize> = (0..pivots.len()).collect();
    random.shuffle(&mut order);
    let anchors: Vec<Anchor> = order
        .iter()
        .map(|&p| Anchor::new(pivots, p, x, y))
        .collect();
    for at in (0..x.len()).step_by(4) {
        descend(&anchors, pivots.unit(), step, at, x, y);
    }
    for (&p, anchor) in order.iter().zip(&anchors) {
        x[pivots.nodes[p] as usize] = anchor.x;
        y[pivots.nodes[p] as usize] = anchor.y;
    }
}

/// Four nodes, side by side, from pivot to pivot.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn descend(anchors: &[Anchor], unit: f32, step: f32, at: usize, x: &mut [f32], y: &mut [f32]) {
    let (one, tiny, unit, step) = (
        F4::splat(1.0),
        F4::splat(1e-12),
        F4::splat(unit),
        F4::splat(step),
    );
    let (mut px, mut py) = (read(x, at), read(y, at));
    for anchor in anchors {
        let want = read_bytes(anchor.row, at).times(unit);
        let square = want.times(want).most(one);
        let (dx, dy) = (px.minus(F4::splat(anchor.x)), py.minus(F4::splat(anchor.y)));
        let is = dx.times(dx).plus(dy.times(dy)).most(tiny).root();
        let share = anchor
            .nodes_meant(square)
            .over(square)
            .times(step)
            .least(one);
        let by = share.times(want.minus(is)).over(is);
        px = px.plus(dx.times(by));
        py = py.plus(dy.times(by));
    }
    write(x, at, px);
    write(y, at, py);
}

/// A pivot where it lies, and the steps from it.
struct Anchor<'a> {
    x: f32,
    y: f32,
    weight: Weight,
    row: &'a [u8],
}

impl<'a> Anchor<'a> {
    fn new(pivots: &'a Pivots, pivot: usize, x: &[f32], y: &[f32]) -> Self {
        let node = pivots.nodes[pivot] as usize;
        Self {
            x: x[node],
            y: y[node],
            weight: pivots.weights[pivot],
            row: pivots.row(pivot),
        }
    }

    /// [`Weight::at`] without the inverse square of the distance, for four squares of it.
    #[inline]
    #[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
    fn nodes_meant(&self, square: F4) -> F4 {
        let share = square
            .times(F4::splat(self.weight.reach))
            .least(F4::splat(1.0));
        F4::splat(self.weight.region)
            .times(share)
            .times(share)
            .most(F4::splat(1.0))
    }
}

fn along_edges(
    graph: &Graph,
    component: &Range<usize>,
    share: f32,
    random: &mut Random,
    x: &mut [f32],
    y: &mut [f32],
) {
    // A random offset and an odd stride visit the nodes in an order that has nothing to do with
    // theirs, without storing it.
    let count = component.len();
    let mut stride = random.below(count) | 1;
    while gcd(stride, count) != 1 {
        stride += 2;
    }
    let mut node = random.below(count);
    for _ in 0..count {
        for &neighbour in graph.neighbours(component.start + node) {
            let neighbour = neighbour as usize - component.start;
            if node < neighbour {
                meet(x, y, node, neighbour, 1.0, [share; 2]);
            }
        }
        node = (node + stride) % count;
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Moves two nodes so that their distance comes nearer to `length`: each by half of its share of the error.
fn meet(x: &mut [f32], y: &mut [f32], a: usize, b: usize, length: f32, shares: [f32; 2]) {
    let (dx, dy) = (x[a] - x[b], y[a] - y[b]);
    let is = (dx * dx + dy * dy).max(1e-12).sqrt();
    let error = 0.5 * (length - is) / is;
    x[a] += dx * error * shares[0];
    y[a] += dy * error * shares[0];
    x[b] -= dx * error * shares[1];
    y[b] -= dy * error * shares[1];
}

/// Writes for each node where the pivots want it, if a step in the network is `scale` long on the
/// page: one step of majorisation (Gansner, Koren and North 2004). Returns the scale that fits best.
pub(crate) fn wishes(
    pivots: &Pivots,
    scale: f32,
    x: &[f32],
    y: &[f32],
    to_x: &mut [f32],
    to_y: &mut [f32],
) -> f32 {
    let anchors: Vec<Anchor> = (0..pivots.len())
        .map(|p| Anchor::new(pivots, p, x, y))
        .collect();
    let (mut is, mut want) = (0.0, 0.0);
    for at in (0..x.len()).step_by(4) {
        let sums = wish(&anchors, [pivots.unit(), scale], at, [x, y], [to_x, to_y]);
        is += f64::from(sums[0]);
        want += f64::from(sums[1]);
    }
    (is / want) as f32
}

/// The wishes of four nodes; returns what tells the best scale.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn wish(
    anchors: &[Anchor],
    units: [f32; 2],
    at: usize,
    from: [&[f32]; 2],
    to: [&mut [f32]; 2],
) -> [f32; 2] {
    let (zero, one, tiny) = (F4::splat(0.0), F4::splat(1.0), F4::splat(1e-12));
    let (unit, scale) = (F4::splat(units[0]), F4::splat(units[1]));
    let (px, py) = (read(from[0], at), read(from[1], at));
    let (mut ax, mut ay, mut sum, mut is_sum, mut want_sum) =
        (zero, zero, F4::splat(1e-20), zero, zero);
    for anchor in anchors {
        let want = read_bytes(anchor.row, at).times(unit);
        let square = want.times(want).most(one);
        let (dx, dy) = (px.minus(F4::splat(anchor.x)), py.minus(F4::splat(anchor.y)));
        let is = dx.times(dx).plus(dy.times(dy)).most(tiny).root();
        let weight = anchor.nodes_meant(square).over(square);
        let by = weight.times(want.times(scale).minus(is)).over(is);
        ax = ax.plus(dx.times(by));
        ay = ay.plus(dy.times(by));
        sum = sum.plus(weight);
        let weighted = weight.times(want);
        is_sum = is_sum.plus(weighted.times(is));
        want_sum = want_sum.plus(weighted.times(want));
    }
    write(to[0], at, px.plus(ax.over(sum)));
    write(to[1], at, py.plus(ay.over(sum)));
    [is_sum.sum(), want_sum.sum()]
}
