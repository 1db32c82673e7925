//! Which names are shown, and where beside their nodes: the most important first, as long as they
//! cover neither each other nor the nodes that matter.

use jejaring_graph::labels::{Area, Space};

/// Empty pixels kept around labels, across and down.
const GAP: (f32, f32) = (4.0, 1.5);
/// So many candidates are looked at for each label that may be shown; more would seldom fit.
const TRIES: usize = 4;

/// A node whose name may be shown, in CSS pixels on screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    pub(crate) node: u32,
    pub(crate) x: f32,
    pub(crate) y: f32,
    /// How far its shape reaches.
    pub(crate) reach: f32,
    /// Of its text.
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// A label that has found its place: the middle of its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Label {
    pub(crate) node: u32,
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// How many labels a viewport takes before it looks crowded.
pub(crate) fn room(width: f64, height: f64) -> usize {
    ((width * height / 20_000.0) as usize).clamp(8, 120)
}

/// Goes through the candidates in their order and keeps those that find a place, at most `most`.
/// `spot` tells where a node is, or nothing if it is not on screen; the `always` ones come first
/// and are kept whatever they cover; the areas that are taken stay free.
pub(crate) fn choose(
    always: &[u32],
    candidates: impl Iterator<Item = u32>,
    most: usize,
    viewport: (f32, f32),
    taken: &[Area],
    mut spot: impl FnMut(u32) -> Option<Spot>,
) -> Vec<Label> {
    let screen = around(
        viewport.0 / 2.0,
        viewport.1 / 2.0,
        viewport.0 / 2.0,
        viewport.1 / 2.0,
    );
    let mut space = Space::new(screen);
    taken.iter().for_each(|area| space.block(*area));
    let mut kept = Vec::with_capacity(most + always.len());
    let mut named: Vec<Area> = Vec::new();
    for spot in always.iter().filter_map(|&node| spot(node)) {
        space.block(around(spot.x, spot.y, spot.reach, spot.reach));
        // They cover whatever they must, but not each other.
        let ways = spot.ways();
        let free = |&(x, y): &(f32, f32)| {
            let area = spot.area(x, y);
            named.iter().all(|other: &Area| !other.overlaps(&area))
        };
        let (x, y) = ways.into_iter().find(free).unwrap_or(ways[0]);
        named.push(spot.area(x, y));
        space.block(spot.area(x, y));
        kept.push(Label {
            node: spot.node,
            x,
            y,
        });
    }
    let spots: Vec<Spot> = candidates
        .filter(|node| !always.contains(node))
        .filter_map(spot)
        .take(most * TRIES)
        .collect();
    // Lesser nodes may be covered, or nothing in a crowd could be named.
    for spot in spots.iter().take(most) {
        space.block(around(spot.x, spot.y, spot.reach, spot.reach));
    }
    let most = most + kept.len();
    for spot in spots {
        if kept.len() >= most {
            break;
        }
        let place = spot
            .ways()
            .into_iter()
            .find(|&(x, y)| space.take(spot.area(x, y)));
        if let Some((x, y)) = place {
            kept.push(Label {
                node: spot.node,
                x,
                y,
            });
        }
    }
    kept
}

impl Spot {
    /// Below, above, right and left of the node, as in the picture of the server.
    fn ways(&self) -> [(f32, f32); 4] {
        let across = self.reach + GAP.0 + 2.0 + self.width / 2.0;
        let down = self.reach + GAP.1 + 1.5 + self.height / 2.0;
        [
            (self.x, self.y + down),
            (self.x, self.y - down),
            (self.x + across, self.y),
            (self.x - across, self.y),
        ]
    }

    fn area(&self, x: f32, y: f32) -> Area {
        around(x, y, self.width / 2.0 + GAP.0, self.height / 2.0 + GAP.1)
    }
}

fn around(x: f32, y: f32, half_width: f32, half_height: f32) -> Area {
    Area {
        left: x - half_width,
        top: y - half_height,
        right: x + half_width,
        bottom: y + half_height,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEWPORT: (f32, f32) = (1000.0, 800.0);

    #[test]
    fn names_that_are_always_shown_do_not_cover_each_other() {
        let kept = choose(&[1, 2], std::iter::empty(), 9, VIEWPORT, &[], |node| {
            Some(spot(node, 400.0 + node as f32, 400.0))
        });
        let areas: Vec<Area> = kept
            .iter()
            .map(|label| spot(label.node, 0.0, 0.0).area(label.x, label.y))
            .collect();
        assert!(kept.len() == 2 && !areas[0].overlaps(&areas[1]));
    }

    fn spot(node: u32, x: f32, y: f32) -> Spot {
        Spot {
            node,
            x,
            y,
            reach: 4.0,
            width: 80.0,
            height: 14.0,
        }
    }

    fn nodes(labels: &[Label]) -> Vec<u32> {
        labels.iter().map(|label| label.node).collect()
    }

    #[test]
    fn a_label_moves_aside_before_it_gives_way() {
        let spots = [
            spot(0, 500.0, 400.0),
            spot(1, 520.0, 400.0),
            spot(2, 540.0, 400.0),
        ];
        let kept = choose(&[], 0..3, 9, VIEWPORT, &[], |node| {
            Some(spots[node as usize])
        });
        assert_eq!(nodes(&kept)[..2], [0, 1]);
        assert!(kept[0].y > 400.0 && kept[1].y < 400.0);
    }

    #[test]
    fn in_a_crowd_the_most_important_stay() {
        let kept = choose(&[], 0..100, 30, VIEWPORT, &[], |node| {
            Some(spot(node, 500.0, 400.0))
        });
        assert_eq!(nodes(&kept), [0, 1]);
    }

    #[test]
    fn the_ones_asked_for_are_always_there() {
        let kept = choose(&[7], 0..100, 1, VIEWPORT, &[], |node| {
            Some(spot(node, 2.0, 2.0))
        });
        assert_eq!(kept[0].node, 7);
        assert!(nodes(&kept)[1..].iter().all(|&node| node != 7));
    }

    #[test]
    fn those_off_screen_take_no_room() {
        let kept = choose(&[], 0..100, 2, VIEWPORT, &[], |node| {
            (node >= 98).then(|| spot(node, (node - 97) as f32 * 200.0, 50.0))
        });
        assert_eq!(nodes(&kept), [98, 99]);
    }
}
