//! What lies under a point: things sorted into the cells of a grid, so that only a few are looked at.

use crate::camera::Bounds;

/// About how many nodes share a cell.
const CROWD: f64 = 2.0;
/// Cells never exceed this number in either direction, however uneven the layout.
const MOST_CELLS: f64 = 2048.0;

/// Things by the cells that they lie in.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    left: f32,
    top: f32,
    cell: f32,
    columns: usize,
    rows: usize,
    /// Where in `things` each cell begins; one more at the end.
    starts: Vec<u32>,
    things: Vec<u32>,
}

impl Grid {
    /// Sorts the nodes that `included` accepts.
    pub(crate) fn new(positions: &[f32], included: impl Fn(u32) -> bool) -> Grid {
        let bounds = Bounds::of(positions);
        let count = (positions.len() / 2).max(1) as f64;
        let cell = (area(&bounds) * CROWD / count).sqrt();
        Grid::sorted(bounds, cell, |grid, places| {
            for (node, point) in positions.chunks_exact(2).enumerate() {
                if included(node as u32) {
                    let cell = grid.row(point[1]) * grid.columns + grid.column(point[0]);
                    places.push((cell, node as u32));
                }
            }
        })
    }

    /// Cells of about a width, with the things that `sort` puts into them. What lies beyond the bounds belongs to the
    /// cells along their edges.
    pub(crate) fn sorted(
        bounds: Bounds,
        cell: f64,
        sort: impl FnOnce(&Grid, &mut Vec<(usize, u32)>),
    ) -> Grid {
        let (width, height) = (bounds.width().max(1e-6), bounds.height().max(1e-6));
        let cell = cell.max(width.max(height) / MOST_CELLS);
        let columns = (width / cell) as usize + 1;
        let rows = (height / cell) as usize + 1;
        let mut grid = Grid {
            left: bounds.left as f32,
            top: bounds.top as f32,
            cell: cell as f32,
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            things: Vec::new(),
        };
        let mut places = Vec::new();
        sort(&grid, &mut places);
        for (cell, _) in &places {
            grid.starts[cell + 1] += 1;
        }
        for cell in 0..columns * rows {
            grid.starts[cell + 1] += grid.starts[cell];
        }
        let mut next = grid.starts.clone();
        grid.things = vec![0; places.len()];
        for (cell, thing) in places {
            grid.things[next[cell] as usize] = thing;
            next[cell] += 1;
        }
        grid
    }

    fn column(&self, x: f32) -> usize {
        // A negative number becomes 0 when it is cast.
        (((x - self.left) / self.cell) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f32) -> usize {
        (((y - self.top) / self.cell) as usize).min(self.rows - 1)
    }

    /// The cells that a straight line runs through.
    pub(crate) fn along(&self, [from, to]: [[f32; 2]; 2]) -> impl Iterator<Item = usize> {
        let ([left, left_y], [right, right_y]) = if from[0] <= to[0] {
            (from, to)
        } else {
            (to, from)
        };
        let slope = (right_y - left_y) / (right - left).max(1e-12);
        // Cells that are touched by less than rounding errors count too.
        let slack = self.cell * 1e-3;
        (self.column(left - slack)..=self.column(right + slack)).flat_map(move |column| {
            let edge = |column: usize| (self.left + column as f32 * self.cell).clamp(left, right);
            let height = |x: f32| {
                (left_y + (x - left) * slope).clamp(left_y.min(right_y), left_y.max(right_y))
            };
            // The outermost cells reach on for ever.
            let first = if column == 0 { left } else { edge(column) };
            let last = if column + 1 == self.columns {
                right
            } else {
                edge(column + 1)
            };
            let (one, other) = (height(first), height(last));
            let rows = self.row(one.min(other) - slack)..=self.row(one.max(other) + slack);
            rows.map(move |row| row * self.columns + column)
        })
    }

    /// What lies in the cells around a point, as far as `reach`; some of it more than once, some of it farther away.
    pub(crate) fn near(&self, x: f32, y: f32, reach: f32) -> impl Iterator<Item = u32> {
        (self.row(y - reach)..=self.row(y + reach)).flat_map(move |row| {
            let first = row * self.columns + self.column(x - reach);
            let last = row * self.columns + self.column(x + reach);
            let range = self.starts[first] as usize..self.starts[last + 1] as usize;
            self.things[range].iter().copied()
        })
    }

    /// The node that the point touches: among those whose distance is within `reach(node)`, the one
    /// into whose reach the point goes deepest. `most` is the greatest reach of any node.
    pub(crate) fn pick(
        &self,
        positions: &[f32],
        x: f32,
        y: f32,
        most: f32,
        reach: impl Fn(u32) -> f32,
    ) -> Option<u32> {
        let mut best = None;
        let mut deepest = 1.0;
        for node in self.near(x, y, most) {
            let at = node as usize * 2;
            let distance = (positions[at] - x).hypot(positions[at + 1] - y);
            let depth = distance / reach(node);
            if depth < deepest {
                deepest = depth;
                best = Some(node);
            }
        }
        best
    }
}

/// The area of a rectangle; a line has some too.
pub(crate) fn area(bounds: &Bounds) -> f64 {
    bounds.width().max(1e-6) * bounds.height().max(1e-6)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points scattered by a fixed rule.
    fn scatter(count: usize) -> Vec<f32> {
        let mut state = 7u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 * 100.0
        };
        (0..count * 2).map(|_| next()).collect()
    }

    #[test]
    fn finds_what_looking_at_every_node_finds() {
        let positions = scatter(3000);
        let grid = Grid::new(&positions, |_| true);
        for probe in scatter(500).chunks_exact(2) {
            let expected = positions
                .chunks_exact(2)
                .map(|point| (point[0] - probe[0]).hypot(point[1] - probe[1]))
                .enumerate()
                .filter(|(_, distance)| *distance < 1.5)
                .min_by(|one, other| one.1.total_cmp(&other.1))
                .map(|(node, _)| node as u32);
            assert_eq!(
                grid.pick(&positions, probe[0], probe[1], 1.5, |_| 1.5),
                expected
            );
        }
    }

    #[test]
    fn hidden_nodes_and_far_points_give_none() {
        let positions = [0.0, 0.0, 5.0, 5.0];
        let grid = Grid::new(&positions, |node| node == 1);
        assert_eq!(grid.pick(&positions, 0.0, 0.0, 1.0, |_| 1.0), None);
        assert_eq!(grid.pick(&positions, 5.2, 5.0, 1.0, |_| 1.0), Some(1));
        assert_eq!(grid.pick(&positions, -1e9, 1e9, 1.0, |_| 1.0), None);
        assert_eq!(
            Grid::new(&[], |_| true).pick(&[], 0.0, 0.0, 1.0, |_| 1.0),
            None
        );
    }

    #[test]
    fn many_nodes_in_one_spot_and_one_far_away_stay_within_bounds() {
        let mut positions = vec![0.0; 2000];
        positions.extend([1e6, 0.0]);
        let grid = Grid::new(&positions, |_| true);
        assert!(grid.starts.len() < 5_000_000);
        assert_eq!(grid.pick(&positions, 1e6, 0.0, 1.0, |_| 1.0), Some(1000));
    }
}
