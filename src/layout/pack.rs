//! Puts the pieces of a network side by side: the largest in the middle, the others round it,
//! each as near to the middle as it fits (after Freivalds, Dogrusoz and Kikusts, Disconnected
//! graph layout and the polyomino packing approach, 2002).

use std::collections::HashMap;
use std::ops::Range;

use crate::piece::Piece;

/// Cells taken up in each row, from `bottom` on.
struct Shape {
    bottom: i32,
    rows: Vec<(i32, i32)>,
}

impl Shape {
    /// The cells from the leftmost to the rightmost node of each row, and a margin.
    fn new(piece: &Piece, cell: f32, x: &[f32], y: &[f32]) -> Self {
        let column = |i: usize| ((x[i] + piece.at[0]) / cell).round() as i32;
        let row = |i: usize| ((y[i] + piece.at[1]) / cell).round() as i32;
        let nodes = piece.nodes.clone();
        let bottom = nodes.clone().map(row).min().unwrap_or(0);
        let top = nodes.clone().map(row).max().unwrap_or(0);
        let mut rows = vec![(i32::MAX, i32::MIN); (top - bottom + 1) as usize];
        for i in nodes.clone() {
            let (low, high) = &mut rows[(row(i) - bottom) as usize];
            *low = (*low).min(column(i));
            *high = (*high).max(column(i));
        }
        if nodes.len() == 1 {
            return Self { bottom, rows };
        }
        for i in 1..rows.len() {
            if rows[i].0 > rows[i].1 {
                rows[i] = rows[i - 1]; // only edges pass here
            }
        }
        let at = |i: i32| rows.get(usize::try_from(i).ok()?).copied();
        let padded = (-1..=rows.len() as i32)
            .map(|i| {
                let near = [at(i - 1), at(i), at(i + 1)];
                near.into_iter()
                    .flatten()
                    .fold((i32::MAX, i32::MIN), |(a, b), (low, high)| {
                        (a.min(low - 1), b.max(high + 1))
                    })
            })
            .collect();
        Self {
            bottom: bottom - 1,
            rows: padded,
        }
    }

    fn width(&self) -> i32 {
        self.rows.iter().map(|row| row.1).max().unwrap_or(0)
            - self.rows.iter().map(|row| row.0).min().unwrap_or(0)
            + 1
    }

    fn area(&self) -> i64 {
        self.rows
            .iter()
            .map(|(low, high)| i64::from(high - low + 1))
            .sum()
    }
}

/// Gives every piece that is not kept its place.
pub(crate) fn pack(pieces: &mut [Piece], x: &[f32], y: &[f32]) {
    if pieces.len() < 2 {
        return;
    }
    for piece in pieces.iter_mut().filter(|piece| !piece.kept) {
        piece.at = [0.0, 0.0];
    }
    let cell = cell_size(pieces, x, y);
    let shapes: Vec<Shape> = pieces
        .iter()
        .map(|piece| Shape::new(piece, cell, x, y))
        .collect();
    let kept: Vec<bool> = pieces.iter().map(|piece| piece.kept).collect();
    let area: i64 = shapes.iter().map(Shape::area).sum();
    let reach = shapes
        .iter()
        .flat_map(|shape| {
            let end = shape.bottom + shape.rows.len() as i32;
            shape.rows.iter().map(move |row| {
                row.0
                    .abs()
                    .max(row.1.abs())
                    .max(end.abs())
                    .max(shape.bottom.abs())
            })
        })
        .max()
        .unwrap_or(0);
    let longest = shapes
        .iter()
        .map(|shape| shape.width().max(shape.rows.len() as i32))
        .max()
        .unwrap_or(0);
    // Wide enough for the kept ones, for all cells six times over, and the longest piece at the rim.
    let half = reach + longest + (1.25 * (area as f64).sqrt()) as i32 + 2;
    let mut board = Board::new(half);
    for (shape, _) in shapes.iter().zip(&kept).filter(|(_, kept)| **kept) {
        board.take(shape, 0, 0);
    }
    let mut spots = Spots::default();
    let mut tried: HashMap<(i32, usize), usize> = HashMap::new();
    for (piece, shape) in pieces
        .iter_mut()
        .zip(&shapes)
        .filter(|(piece, _)| !piece.kept)
    {
        // What a shape of this size did not fit into before, it does not fit into now.
        let from = tried.entry((shape.width(), shape.rows.len())).or_insert(0);
        while let Some((column, row)) = spots.get(*from, half) {
            if board.fits(shape, column, row) {
                board.take(shape, column, row);
                piece.at = [column as f32 * cell, row as f32 * cell];
                break;
            }
            *from += 1;
        }
    }
}

/// About the distance between nodes in the largest piece, but no finer than a board of bearable size.
fn cell_size(pieces: &[Piece], x: &[f32], y: &[f32]) -> f32 {
    let span = |v: &[f32]| {
        let (low, high) = v.iter().fold((f32::MAX, f32::MIN), |(low, high), &v| {
            (low.min(v), high.max(v))
        });
        (high - low).max(0.5)
    };
    let area = |piece: &Piece| span(&x[piece.nodes.clone()]) * span(&y[piece.nodes.clone()]);
    let reach = |v: &[f32]| {
        let kept = pieces.iter().filter(|piece| piece.kept);
        kept.flat_map(|piece| v[piece.nodes.clone()].iter())
            .fold(0.0, |reach, v| v.abs().max(reach))
    };
    let total = pieces
        .iter()
        .map(area)
        .sum::<f32>()
        .max(reach(x).max(reach(y)).powi(2));
    let spacing = (area(&pieces[0]) / pieces[0].nodes.len() as f32)
        .sqrt()
        .clamp(0.1, 1.0);
    let board = 10_000.0 + 4.0 * pieces.len() as f32;
    spacing.max((total / board).sqrt())
}

/// Cells in order of their distance from the middle, found as far out as they are asked for.
#[derive(Default)]
struct Spots {
    found: Vec<(i32, i32)>,
    radius: i32,
}

impl Spots {
    fn get(&mut self, index: usize, half: i32) -> Option<(i32, i32)> {
        while index >= self.found.len() && self.radius <= half {
            self.add_ring();
        }
        self.found.get(index).copied()
    }

    /// The cells at least `radius` from the middle, but less than one more.
    fn add_ring(&mut self) {
        let (inner, outer) = (self.radius, self.radius + 1);
        let first = self.found.len();
        for row in -inner..=inner {
            let reach = |radius: i32| f64::from(radius * radius - row * row).sqrt().ceil() as i32;
            for column in reach(inner)..reach(outer) {
                self.found.push((column, row));
                if column > 0 {
                    self.found.push((-column, row));
                }
            }
        }
        self.found[first..]
            .sort_unstable_by_key(|&(column, row)| (column * column + row * row, row, column));
        self.radius = outer;
    }
}

struct Board {
    half: i32,
    taken: Vec<bool>,
}

impl Board {
    fn new(half: i32) -> Self {
        let side = (2 * half + 1) as usize;
        Self {
            half,
            taken: vec![false; side * side],
        }
    }

    fn row(&self, column: i32, row: i32, span: (i32, i32)) -> Option<Range<usize>> {
        let (low, high) = (span.0 + column + self.half, span.1 + column + self.half);
        let (row, side) = (row + self.half, 2 * self.half + 1);
        (low >= 0 && high < side && row >= 0 && row < side)
            .then(|| (row * side + low) as usize..(row * side + high + 1) as usize)
    }

    fn fits(&self, shape: &Shape, column: i32, row: i32) -> bool {
        shape.rows.iter().enumerate().all(|(i, &span)| {
            self.row(column, row + shape.bottom + i as i32, span)
                .is_some_and(|cells| !self.taken[cells].contains(&true))
        })
    }

    fn take(&mut self, shape: &Shape, column: i32, row: i32) {
        for (i, &span) in shape.rows.iter().enumerate() {
            if let Some(cells) = self.row(column, row + shape.bottom + i as i32, span) {
                self.taken[cells].fill(true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spots_go_outward_and_leave_none_out() {
        let mut spots = Spots::default();
        let near: Vec<(i32, i32)> = (0..).map_while(|index| spots.get(index, 20)).collect();
        let squares: Vec<i32> = near.iter().map(|(x, y)| x * x + y * y).collect();
        assert!(squares.is_sorted());
        let all = (-21i32..=21).flat_map(|x| (-21i32..=21).map(move |y| (x, y)));
        let mut expected: Vec<(i32, i32)> = all.filter(|(x, y)| x * x + y * y < 21 * 21).collect();
        let mut found = near;
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected);
    }
}
