//! A quadtree in one flat array, built from bodies in Morton order.

use crate::morton;

/// Cells with at most this many bodies are not divided.
const LEAF: u32 = 12;

/// Numbers after the last body, so that bodies can be read several at a time.
pub(crate) const PADDING: usize = 8;

/// A cell stands in the array before all cells inside it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    /// Centre of mass.
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// No body is farther from the centre of mass.
    pub(crate) radius: f32,
    /// The longer side of the box round its bodies.
    pub(crate) side: f32,
    /// The first cell after those inside this one.
    pub(crate) next: u32,
    /// Its bodies.
    pub(crate) first: u32,
    pub(crate) count: u32,
    /// The box round its bodies.
    pub(crate) left: f32,
    pub(crate) right: f32,
    pub(crate) bottom: f32,
    pub(crate) top: f32,
}

impl Cell {
    pub(crate) fn is_leaf(&self, index: usize) -> bool {
        self.next as usize == index + 1
    }
}

#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) cells: Vec<Cell>,
    /// The node that each body is.
    pub(crate) node: Vec<u32>,
    pub(crate) x: Vec<f32>,
    pub(crate) y: Vec<f32>,
    pairs: Vec<u64>,
    scratch: Vec<u64>,
}

impl Tree {
    /// The cells next below the cell `index`.
    pub(crate) fn children(&self, index: usize) -> impl Iterator<Item = usize> {
        let end = self.cells[index].next as usize;
        let mut child = index + 1;
        std::iter::from_fn(move || {
            let found = (child < end).then_some(child)?;
            child = self.cells[child].next as usize;
            Some(found)
        })
    }

    /// Builds the tree of bodies at `x`, `y`; all must be finite.
    pub(crate) fn build(&mut self, x: &[f32], y: &[f32]) {
        let (left, right) = bounds(x);
        let (bottom, top) = bounds(y);
        let side = (right - left).max(top - bottom).max(f32::MIN_POSITIVE);
        let scale = 65535.0 / side;
        self.pairs.clear();
        self.pairs
            .extend(x.iter().zip(y).enumerate().map(|(i, (x, y))| {
                let key = morton::key(((x - left) * scale) as u32, ((y - bottom) * scale) as u32);
                (u64::from(key) << 32) | i as u64
            }));
        morton::sort(&mut self.pairs, &mut self.scratch);
        self.node.clear();
        self.node.extend(self.pairs.iter().map(|&pair| pair as u32));
        gather(&mut self.x, x, &self.node);
        gather(&mut self.y, y, &self.node);
        for padded in [&mut self.x, &mut self.y] {
            padded.extend([0.0; PADDING]);
        }
        self.cells.clear();
        self.cells.reserve(x.len() / 4);
        if !x.is_empty() {
            self.divide(0, x.len(), 30);
        }
    }

    /// Adds the cell of bodies `first..end`, which differ in the two bits at `shift` or below.
    fn divide(&mut self, first: usize, end: usize, shift: u32) {
        let index = self.cells.len();
        let count = (end - first) as u32;
        self.cells.push(Cell::default());
        // Levels at which all bodies share a quarter are skipped.
        let differ = ((self.pairs[first] ^ self.pairs[end - 1]) >> 32) as u32;
        let shift = if differ == 0 {
            32
        } else {
            ((31 - differ.leading_zeros()) & !1).min(shift)
        };
        let mut cell = Cell {
            first: first as u32,
            count,
            left: f32::INFINITY,
            right: f32::NEG_INFINITY,
            bottom: f32::INFINITY,
            top: f32::NEG_INFINITY,
            ..Cell::default()
        };
        if count <= LEAF || differ == 0 {
            for (&x, &y) in self.x[first..end].iter().zip(&self.y[first..end]) {
                cell.x += x;
                cell.y += y;
                cell.left = cell.left.min(x);
                cell.right = cell.right.max(x);
                cell.bottom = cell.bottom.min(y);
                cell.top = cell.top.max(y);
            }
        } else {
            let mut start = first;
            for quarter in 0..4 {
                let quarter_of = |pair: u64| ((pair >> (32 + shift)) & 3) as u32;
                let stop = start
                    + self.pairs[start..end].partition_point(|&pair| quarter_of(pair) <= quarter);
                if stop > start {
                    let child = self.cells.len();
                    self.divide(start, stop, shift.saturating_sub(2));
                    let child = self.cells[child];
                    cell.x += child.x * child.count as f32;
                    cell.y += child.y * child.count as f32;
                    cell.left = cell.left.min(child.left);
                    cell.right = cell.right.max(child.right);
                    cell.bottom = cell.bottom.min(child.bottom);
                    cell.top = cell.top.max(child.top);
                }
                start = stop;
            }
        }
        cell.x /= count as f32;
        cell.y /= count as f32;
        cell.side = (cell.right - cell.left).max(cell.top - cell.bottom);
        let (dx, dy) = (
            (cell.right - cell.x).max(cell.x - cell.left),
            (cell.top - cell.y).max(cell.y - cell.bottom),
        );
        cell.radius = (dx * dx + dy * dy).sqrt();
        cell.next = self.cells.len() as u32;
        self.cells[index] = cell;
    }
}

fn gather(into: &mut Vec<f32>, from: &[f32], order: &[u32]) {
    into.clear();
    into.extend(order.iter().map(|&i| from[i as usize]));
}

fn bounds(values: &[f32]) -> (f32, f32) {
    values
        .iter()
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), &v| {
            (low.min(v), high.max(v))
        })
}
