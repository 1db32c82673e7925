//! Which line lies under a point.

use crate::camera::Bounds;
use crate::grid::{Grid, area};
use crate::scene::{CURVE_PIECES, Scene};
use jejaring_graph::style;

/// About how many cells there are for each line, and how many a line of the mean length runs through.
const CELLS: f64 = 4.0;

type Point = [f32; 2];

/// The lines that are drawn, by the places that they run through.
#[derive(Debug, Default)]
pub(crate) struct Lines(Grid);

impl Lines {
    /// Sorts the links that are `drawn`.
    pub(crate) fn new(scene: &Scene, positions: &[f32], drawn: impl Fn(u32) -> bool) -> Lines {
        let drawn: Vec<u32> = (0..scene.link_count() as u32)
            .filter(|link| drawn(*link))
            .collect();
        let bounds = Bounds::of(positions);
        let count = drawn.len().max(1) as f64;
        let length: f64 = drawn
            .iter()
            .map(|link| length(scene, positions, *link))
            .sum();
        let cell = (length / count / CELLS).max((area(&bounds) / count / CELLS).sqrt());
        Lines(Grid::sorted(bounds, cell, |grid, places| {
            for link in drawn {
                let cells = pieces(scene, positions, link).flat_map(|piece| grid.along(piece));
                places.extend(cells.map(|cell| (cell, link)));
            }
        }))
    }

    /// The link nearest to a point, of those that count and are not farther away than `reach`.
    pub(crate) fn pick(
        &self,
        scene: &Scene,
        positions: &[f32],
        point: Point,
        reach: f32,
        counts: impl Fn(u32) -> bool,
    ) -> Option<u32> {
        let mut best = None;
        let mut nearest = reach;
        for link in self.0.near(point[0], point[1], reach) {
            let away = distance(scene, positions, link, point);
            if away < nearest && counts(link) {
                nearest = away;
                best = Some(link);
            }
        }
        best
    }
}

/// How far a point is from the line of a link.
fn distance(scene: &Scene, positions: &[f32], link: u32, [x, y]: Point) -> f32 {
    let to_piece = |[from, to]: [Point; 2]| {
        let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        let along = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy).max(1e-12);
        let along = along.clamp(0.0, 1.0);
        (from[0] + along * dx - x).hypot(from[1] + along * dy - y)
    };
    let distances = pieces(scene, positions, link).map(to_piece);
    distances.fold(f32::INFINITY, f32::min)
}

fn length(scene: &Scene, positions: &[f32], link: u32) -> f64 {
    let [from, to] = ends(scene, positions, link);
    f64::from((to[0] - from[0]).hypot(to[1] - from[1]))
}

fn ends(scene: &Scene, positions: &[f32], link: u32) -> [Point; 2] {
    scene.links[link as usize].map(|end| {
        let at = end as usize * 2;
        [positions[at], positions[at + 1]]
    })
}

/// The straight pieces that the line of a link is drawn in.
fn pieces(scene: &Scene, positions: &[f32], link: u32) -> impl Iterator<Item = [Point; 2]> + use<> {
    let [from, to] = ends(scene, positions, link);
    let count = if scene.is_curved(link) {
        CURVE_PIECES
    } else {
        1
    };
    let control = style::control(from, to, scene.link_bends[link as usize]);
    let at = move |piece: usize| {
        let t = piece as f32 / count as f32;
        [0, 1].map(|axis| match count {
            1 => from[axis] + (to[axis] - from[axis]) * t,
            _ => {
                let (one, other) = (1.0 - t, t);
                one * one * from[axis]
                    + 2.0 * one * other * control[axis]
                    + other * other * to[axis]
            }
        })
    };
    (0..count).map(move |piece| [at(piece), at(piece + 1)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::tests::row;

    /// Nodes scattered by a fixed rule, each linked with some others; some of the links are parallel.
    fn scatter(nodes: usize, links: usize) -> Scene {
        let mut state = 7_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let mut scene = Scene {
            positions: (0..nodes * 2)
                .map(|_| next(1 << 20) as f32 / (1 << 13) as f32)
                .collect(),
            kinds: vec![0; nodes],
            ..Scene::default()
        };
        for link in 0..links {
            let from = next(nodes as u32);
            // Most lead to somewhere near, as in a layout.
            let near = |node: &u32| {
                let [(x, y), (to_x, to_y)] =
                    [from, *node].map(|node| Scene::place(&scene.positions, node));
                (to_x - x).hypot(to_y - y) < 20.0
            };
            let to = (0..40)
                .map(|_| next(nodes as u32))
                .find(|node| link % 9 == 0 || near(node));
            let ends = [from, to.unwrap_or(0)];
            scene.links.extend(if link % 5 == 0 {
                vec![ends; 3]
            } else {
                vec![ends]
            });
        }
        scene.link_bends = style::bends(&scene.links);
        scene
    }

    #[test]
    fn finds_what_looking_at_every_line_finds() {
        let scene = scatter(400, 900);
        let at = &scene.positions;
        let lines = Lines::new(&scene, at, |link| link % 7 != 0);
        let drawn = || (0..scene.link_count() as u32).filter(|link| link % 7 != 0);
        let mut found = 0;
        for probe in scatter(800, 0).positions.chunks_exact(2) {
            // Beyond the edges too, where curves may lie.
            let point = [probe[0] * 1.1 - 6.0, probe[1] * 1.1 - 6.0];
            for reach in [0.05, 0.4, 3.0] {
                let counts = |link: u32| !link.is_multiple_of(11);
                let picked = lines.pick(&scene, at, point, reach, counts);
                let all = drawn().filter(|link| counts(*link));
                let nearest = all
                    .map(|link| distance(&scene, at, link, point))
                    .fold(f32::INFINITY, f32::min);
                match picked {
                    // Of two that are as near either will do.
                    Some(link) => {
                        assert!(link % 7 != 0 && counts(link));
                        assert_eq!(distance(&scene, at, link, point), nearest);
                        found += 1;
                    }
                    None => assert!(nearest >= reach, "{point:?} within {nearest} of {reach}"),
                }
            }
        }
        assert!(found > 300, "{found}");
    }

    #[test]
    fn parallel_lines_are_told_apart() {
        let scene = row();
        let lines = Lines::new(&scene, &scene.positions, |_| true);
        let pick = |point: Point| lines.pick(&scene, &scene.positions, point, 0.05, |_| true);
        // A bend of a tenth bulges by a tenth of the length: one to each side.
        assert_eq!(pick([0.5, -0.1]), Some(0));
        assert_eq!(pick([0.5, 0.1]), Some(1));
        assert_eq!(pick([0.5, 0.0]), None);
        assert_eq!(pick([1.5, 0.03]), Some(2));
        assert_eq!(pick([1.5, 0.06]), None);
    }

    #[test]
    fn nothing_and_loops_are_no_harm() {
        let mut scene = row();
        let none = Lines::new(&scene, &scene.positions, |_| false);
        assert_eq!(
            none.pick(&scene, &scene.positions, [0.5, 0.0], 9.0, |_| true),
            None
        );
        scene.positions.fill(3.0);
        let heap = Lines::new(&scene, &scene.positions, |_| true);
        assert!(
            heap.pick(&scene, &scene.positions, [3.0, 3.0], 0.1, |_| true)
                .is_some()
        );
        let empty = Scene::default();
        assert_eq!(
            Lines::new(&empty, &[], |_| true).pick(&empty, &[], [0.0; 2], 1.0, |_| true),
            None
        );
    }

    /// Run it by itself and built for speed; what it prints is what counts.
    #[test]
    #[ignore = "measures time"]
    fn picking_among_thirty_thousand_lines_takes_well_under_a_millisecond() {
        let scene = scatter(10_000, 22_000);
        let begun = std::time::Instant::now();
        let lines = Lines::new(&scene, &scene.positions, |_| true);
        let built = begun.elapsed();
        let probes = scatter(2_000, 0).positions;
        let begun = std::time::Instant::now();
        let found = probes
            .chunks_exact(2)
            .filter(|at| {
                lines
                    .pick(&scene, &scene.positions, [at[0], at[1]], 0.8, |_| true)
                    .is_some()
            })
            .count();
        let each = begun.elapsed() / 2_000;
        println!(
            "{} lines sorted in {built:?}, found in {each:?}, {found} of 2,000",
            scene.link_count()
        );
        assert!(each.as_micros() < 1_000);
    }
}
