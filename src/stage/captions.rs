//! Words that say what the places of an arrangement mean: where they stand on screen.

use crate::camera::{Camera, Viewport};
use jejaring_graph::labels::{Area, text_width};

/// The size of their letters, and the height of a line, in CSS pixels.
pub(crate) const LETTERS: f64 = 13.0;
const LINE: f64 = 18.0;
/// The least distance of a line's middle from the upper edge, and of its ends from the sides.
const TOP: f64 = 12.0;
const SIDE: f64 = 6.0;
/// How many lines a caption may go up where others stand in its way.
const UP: usize = 3;

/// A caption, and the middle of where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Caption<'a> {
    pub(crate) text: &'a str,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Caption<'_> {
    /// What it covers.
    pub(crate) fn area(&self) -> Area {
        let half = half_width(self.text);
        let (x, y) = (self.x as f32, self.y as f32);
        Area {
            left: x - half as f32,
            top: y - (LINE / 2.0) as f32,
            right: x + half as f32,
            bottom: y + (LINE / 2.0) as f32,
        }
    }
}

fn half_width(text: &str) -> f64 {
    f64::from(text_width(text, LETTERS as f32)) / 2.0 + 3.0
}

/// Those in view: whole between the sides, at the upper edge where their place is above it, and a line or more higher
/// where they would run into one another.
pub(crate) fn placed(
    captions: &[([f32; 2], String)],
    camera: Camera,
    viewport: Viewport,
) -> Vec<Caption<'_>> {
    let mut placed: Vec<Caption> = Vec::with_capacity(captions.len());
    for ([x, y], text) in captions {
        let (x, y) = camera.screen_from_world(viewport, (*x).into(), (*y).into());
        if y > viewport.height || x < 0.0 || x > viewport.width {
            continue;
        }
        let half = half_width(text) + SIDE;
        let ways = (0..=UP).map(|up| Caption {
            text,
            x: x.min(viewport.width - half).max(half),
            y: y.max(TOP) - up as f64 * LINE,
        });
        let free = |caption: &Caption| {
            let area = caption.area();
            placed.iter().all(|other| !other.area().overlaps(&area))
        };
        let found = ways.into_iter().find(free).filter(|found| found.y >= TOP);
        placed.extend(found);
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEWPORT: Viewport = Viewport {
        width: 390.0,
        height: 600.0,
    };
    const CAMERA: Camera = Camera {
        x: 0.0,
        y: 0.0,
        zoom: 10.0,
    };

    fn caption(x: f32, y: f32, text: &str) -> ([f32; 2], String) {
        ([x, y], text.to_owned())
    }

    #[test]
    fn captions_stand_whole_and_beside_each_other() {
        let captions = [
            caption(-16.0, -10.0, "Tanpa tanggal"),
            caption(-11.0, -10.0, "2023"),
            caption(9.0, -10.0, "2024"),
        ];
        let placed = placed(&captions, CAMERA, VIEWPORT);
        assert_eq!(placed.len(), 3);
        assert!(placed[0].area().left >= 0.0);
        assert!(!placed[0].area().overlaps(&placed[1].area()));
        assert_eq!((placed[1].y, placed[2].y), (200.0 - LINE, 200.0));
    }

    #[test]
    fn above_the_edge_they_stay_along_it_and_elsewhere_out_of_view_they_are_left_out() {
        let captions = [
            caption(0.0, -90.0, "2023"),
            caption(0.0, 90.0, "2024"),
            caption(-40.0, 0.0, "2025"),
        ];
        let placed = placed(&captions, CAMERA, VIEWPORT);
        assert_eq!(placed.len(), 1);
        assert_eq!((placed[0].text, placed[0].y), ("2023", TOP));
    }
}
