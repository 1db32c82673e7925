//! Every node pushes every other away.
//!
//! Cells that lie far apart for their size act on each other as wholes, worked out once for the
//! acting-on cell and handed down to those inside it (Dehnen, A hierarchical O(N) force calculation
//! algorithm, 2002). What is left for a small group of bodies is one list of near bodies and cells
//! (Barnes and Hut 1986; Barnes 1990), worked off for eight bodies at a time.

use crate::attraction::Forces;
use crate::law::Law;
use crate::simd::{F4, read};
use crate::tree::{Cell, PADDING, Tree};

/// Bodies that share a list.
const GROUP: u32 = 32;
/// Two cells act as wholes if their radii together are less than this share of their distance.
const OPENING: f32 = 1.0;
/// A cell acts as a whole on a body if its side is less than this share of the distance.
const NEAR_OPENING: f32 = 1.2;

/// Scratch space.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// For each cell on the way down, the cells that it has yet to deal with.
    open: Vec<u32>,
    far: Sources,
    near: Sources,
}

/// What acts: points with the number of bodies that each stands for.
#[derive(Debug, Default)]
struct Sources {
    x: Vec<f32>,
    y: Vec<f32>,
    count: Vec<f32>,
}

impl Sources {
    fn clear(&mut self) {
        self.x.clear();
        self.y.clear();
        self.count.clear();
    }

    fn push(&mut self, cell: &Cell) {
        self.x.push(cell.x);
        self.y.push(cell.y);
        self.count.push(cell.count as f32);
    }

    /// Adds sources without effect until there are fours of them.
    fn pad(&mut self) {
        while !self.x.len().is_multiple_of(4) {
            self.x.push(0.0);
            self.y.push(0.0);
            self.count.push(0.0);
        }
    }
}

/// The push at a point and how it changes about it.
#[derive(Debug, Clone, Copy, Default)]
struct Field {
    at: [f32; 2],
    force: [f32; 2],
    xx: f32,
    xy: f32,
    yy: f32,
}

impl Field {
    fn force(&self, x: f32, y: f32) -> [f32; 2] {
        let (dx, dy) = (x - self.at[0], y - self.at[1]);
        [
            self.force[0] + self.xx * dx + self.xy * dy,
            self.force[1] + self.xy * dx + self.yy * dy,
        ]
    }

    fn moved(mut self, to: [f32; 2]) -> Self {
        self.force = self.force(to[0], to[1]);
        self.at = to;
        self
    }
}

/// The push of all on all.
pub(crate) struct Repulsion<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) law: &'a Law,
    /// By node; one without any need not be told what acts on it.
    pub(crate) freedom: &'a [f32],
}

impl Repulsion<'_> {
    /// Writes the push on each node that may move into `forces`.
    pub(crate) fn act(&self, walk: &mut Walk, forces: &mut Forces) {
        walk.open.clear();
        if !self.tree.cells.is_empty() {
            walk.open.push(0);
            self.descend(0, 0, Field::default(), walk, forces);
        }
    }

    /// Deals with `walk.open[from..]` on behalf of the cell `index`, on which `field` acts already.
    fn descend(
        &self,
        index: usize,
        from: usize,
        field: Field,
        walk: &mut Walk,
        forces: &mut Forces,
    ) {
        let cell = &self.tree.cells[index];
        let end = walk.open.len();
        walk.far.clear();
        for i in from..end {
            self.sift(cell, walk.open[i] as usize, walk);
        }
        walk.far.pad();
        let field = add(field.moved([cell.x, cell.y]), self.law, &walk.far);
        if cell.count <= GROUP || cell.is_leaf(index) {
            let nodes = &self.tree.node[cell.first as usize..(cell.first + cell.count) as usize];
            if nodes.iter().any(|&node| self.freedom[node as usize] > 0.0) {
                walk.near.clear();
                for i in end..walk.open.len() {
                    self.list(cell, walk.open[i] as usize, &mut walk.near);
                }
                push_apart(self.tree, cell, self.law, &field, &walk.near, forces);
            }
        } else {
            for child in self.tree.children(index) {
                self.descend(child, end, field, walk, forces);
            }
        }
        walk.open.truncate(end);
    }

    /// Sorts the cell `index` and those inside it into what acts on `cell` as a whole, and what
    /// `cell` leaves to those inside itself.
    fn sift(&self, cell: &Cell, index: usize, walk: &mut Walk) {
        let other = &self.tree.cells[index];
        let (dx, dy) = (cell.x - other.x, cell.y - other.y);
        let radii = cell.radius + other.radius;
        if radii * radii < OPENING * OPENING * (dx * dx + dy * dy) {
            walk.far.push(other);
        } else if other.radius > cell.radius && !other.is_leaf(index) {
            for child in self.tree.children(index) {
                self.sift(cell, child, walk);
            }
        } else {
            walk.open.push(index as u32);
        }
    }

    /// Adds to `near` what of the cell `index` acts on the bodies of `group`.
    fn list(&self, group: &Cell, index: usize, near: &mut Sources) {
        let end = self.tree.cells[index].next as usize;
        let mut at = index;
        while at < end {
            let cell = &self.tree.cells[at];
            // From the centre of the cell to the nearest point of the group's box.
            let dx = (group.left - cell.x).max(cell.x - group.right).max(0.0);
            let dy = (group.bottom - cell.y).max(cell.y - group.top).max(0.0);
            if cell.side * cell.side < NEAR_OPENING * NEAR_OPENING * (dx * dx + dy * dy) {
                near.push(cell);
                at = cell.next as usize;
            } else if cell.is_leaf(at) {
                let bodies = cell.first as usize..(cell.first + cell.count) as usize;
                near.x.extend_from_slice(&self.tree.x[bodies.clone()]);
                near.y.extend_from_slice(&self.tree.y[bodies]);
                near.count.resize(near.x.len(), 1.0);
                at = cell.next as usize;
            } else {
                at += 1;
            }
        }
    }
}

/// Adds what `far` sources do, four of them at a time.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn add(mut field: Field, law: &Law, far: &Sources) -> Field {
    let (soft, push_far, push_near) = (
        F4::splat(law.push_soft),
        F4::splat(law.push_far),
        F4::splat(law.push_near),
    );
    let (one, zero) = (F4::splat(1.0), F4::splat(0.0));
    let (x, y) = (F4::splat(field.at[0]), F4::splat(field.at[1]));
    let (mut fx, mut fy, mut same, mut xx, mut xy, mut yy) = (zero, zero, zero, zero, zero, zero);
    for at in (0..far.x.len()).step_by(4) {
        let (dx, dy) = (x.minus(read(&far.x, at)), y.minus(read(&far.y, at)));
        let inverse = one.over(dx.times(dx).plus(dy.times(dy)).plus(soft));
        let strength = read(&far.count, at).times(inverse);
        let close = push_near.times(inverse);
        let push = strength.times(push_far.plus(close));
        let slope = strength
            .times(inverse)
            .times(push_far.plus(close).plus(close));
        fx = fx.plus(dx.times(push));
        fy = fy.plus(dy.times(push));
        same = same.plus(push);
        xx = xx.plus(slope.times(dx).times(dx));
        xy = xy.plus(slope.times(dx).times(dy));
        yy = yy.plus(slope.times(dy).times(dy));
    }
    let same = same.sum();
    field.force[0] += fx.sum();
    field.force[1] += fy.sum();
    field.xx += same - 2.0 * xx.sum();
    field.xy -= 2.0 * xy.sum();
    field.yy += same - 2.0 * yy.sum();
    field
}

/// The inner loop of the whole engine: eight bodies at a time against every near source.
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
fn push_apart(
    tree: &Tree,
    group: &Cell,
    law: &Law,
    field: &Field,
    near: &Sources,
    forces: &mut Forces,
) {
    let (soft, push_far, push_near) = (
        F4::splat(law.push_soft),
        F4::splat(law.push_far),
        F4::splat(law.push_near),
    );
    let (one, zero) = (F4::splat(1.0), F4::splat(0.0));
    let end = (group.first + group.count) as usize;
    for start in (group.first as usize..end).step_by(PADDING) {
        let (px, py) = (read(&tree.x, start), read(&tree.y, start));
        let (qx, qy) = (read(&tree.x, start + 4), read(&tree.y, start + 4));
        let (mut ax, mut ay, mut bx, mut by) = (zero, zero, zero, zero);
        for ((&x, &y), &count) in near.x.iter().zip(&near.y).zip(&near.count) {
            let (x, y, count) = (F4::splat(x), F4::splat(y), F4::splat(count));
            let (dx, dy) = (px.minus(x), py.minus(y));
            let inverse = one.over(dx.times(dx).plus(dy.times(dy)).plus(soft));
            let push = count
                .times(inverse)
                .times(push_far.plus(push_near.times(inverse)));
            ax = ax.plus(dx.times(push));
            ay = ay.plus(dy.times(push));
            let (dx, dy) = (qx.minus(x), qy.minus(y));
            let inverse = one.over(dx.times(dx).plus(dy.times(dy)).plus(soft));
            let push = count
                .times(inverse)
                .times(push_far.plus(push_near.times(inverse)));
            bx = bx.plus(dx.times(push));
            by = by.plus(dy.times(push));
        }
        for (start, x, y) in [
            (start, ax.array(), ay.array()),
            (start + 4, bx.array(), by.array()),
        ] {
            for (body, (x, y)) in (start..end).zip(x.into_iter().zip(y)) {
                let node = tree.node[body] as usize;
                let far = field.force(tree.x[body], tree.y[body]);
                forces.x[node] = x + far[0];
                forces.y[node] = y + far[1];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn comes_near_to_the_sum_over_all_pairs() {
        let mut random = Random::new(5);
        // As dense all over as layouts are: what pushes from all sides nearly cancels, so that the
        // error weighs heavily in what is left.
        let mut place = || 60.0 * random.centred();
        let x: Vec<f32> = (0..2000).map(|_| place()).collect();
        let y: Vec<f32> = (0..2000).map(|_| place()).collect();
        let law = Law::new(x.len(), 1.0);
        let (mut tree, mut walk, mut forces) =
            (Tree::default(), Walk::default(), Forces::default());
        tree.build(&x, &y);
        forces.resize(x.len());
        let repulsion = Repulsion {
            tree: &tree,
            law: &law,
            freedom: &[1.0; 2000],
        };
        repulsion.act(&mut walk, &mut forces);

        let (mut error, mut size) = (0.0, 0.0);
        for i in 0..x.len() {
            let (mut fx, mut fy) = (0.0, 0.0);
            for j in 0..x.len() {
                let (dx, dy) = (x[i] - x[j], y[i] - y[j]);
                let inverse = 1.0 / (dx * dx + dy * dy + law.push_soft);
                let push = inverse * (law.push_far + law.push_near * inverse);
                fx += dx * push;
                fy += dy * push;
            }
            error += (forces.x[i] - fx).powi(2) + (forces.y[i] - fy).powi(2);
            size += fx * fx + fy * fy;
        }
        let error = (error / size).sqrt();
        assert!(error < 0.2, "off by {error} on average");
    }
}
