//! How things are drawn, in one place: the picture in the page and the live view over it must match without a jump.
//!
//! Lengths are in units of the layout, about one per mean link. Colours are the style sheet's.

use jejaring_domain::{Coded, Form, Kind, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The radius of a hub.
pub const HUB_RADIUS: f32 = 0.08;
/// The radius of an organisation without partners.
pub const LEAST_RADIUS: f32 = 0.11;
/// The radius that none exceeds.
pub const LARGEST_RADIUS: f32 = 0.5;
/// The width of a link.
pub const LINK_WIDTH: f32 = 0.03;
/// How much wider the line of a formal partnership is.
pub const WIDE: f32 = 1.7;
/// The width of a line in pixels: the least that is seen on a phone and in the dark, and the most.
pub const LINE: (f32, f32) = (0.75, 1.6);
/// The empty share that the picture keeps on each of its sides.
pub const MARGIN: f32 = 0.08;

/// How much wider the fan of parallel links gets with each of them, as a share of their length.
const BEND_STEP: f32 = 0.12;
/// The widest bend.
const LARGEST_BEND: f32 = 0.45;

/// What a node is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NodeKind {
    /// An organisation of a kind.
    Organisation(Kind),
    /// The hub of a partnership of more than two.
    Hub,
}

impl NodeKind {
    /// Its number in flat arrays: that of the organisation's kind, or after them the hub's.
    pub fn index(self) -> u8 {
        match self {
            NodeKind::Organisation(kind) => kind.index(),
            NodeKind::Hub => Kind::ALL.len() as u8,
        }
    }

    /// Its code, for class names.
    pub fn code(self) -> &'static str {
        match self {
            NodeKind::Organisation(kind) => kind.code(),
            NodeKind::Hub => "hub",
        }
    }

    /// Its shape: kinds are told apart without colour too.
    pub fn shape(self) -> Shape {
        match self {
            NodeKind::Organisation(Kind::School) => Shape::Circle,
            NodeKind::Organisation(Kind::Company) => Shape::Square,
            NodeKind::Organisation(Kind::Community) => Shape::Triangle,
            NodeKind::Organisation(Kind::Institution) => Shape::Diamond,
            NodeKind::Hub => Shape::Dot,
        }
    }

    /// Its radius, for the number of links that end at it: the area grows with them.
    pub fn radius(self, degree: u32) -> f32 {
        match self {
            NodeKind::Hub => HUB_RADIUS,
            NodeKind::Organisation(_) => {
                let area = 1.0 + degree as f32 * 0.55;
                (LEAST_RADIUS * area.sqrt()).min(LARGEST_RADIUS)
            }
        }
    }
}

/// The shape of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// A circle.
    Circle,
    /// A square on its side.
    Square,
    /// A triangle that stands on its side.
    Triangle,
    /// A square on its corner.
    Diamond,
    /// A small circle without an outline.
    Dot,
}

impl Shape {
    /// The corners for radius 1, y downwards; none for round shapes. All shapes look about equally large.
    pub fn corners(self) -> &'static [[f32; 2]] {
        match self {
            Shape::Circle | Shape::Dot => &[],
            Shape::Square => &[[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]],
            Shape::Triangle => &[[0.0, -1.25], [1.16, 0.76], [-1.16, 0.76]],
            Shape::Diamond => &[[0.0, -1.25], [1.25, 0.0], [0.0, 1.25], [-1.25, 0.0]],
        }
    }
}

/// How the line of a link is drawn; its colour goes by the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stroke {
    /// One side's claim.
    Dashed,
    /// Confirmed.
    Solid,
    /// Soon to run out.
    Fading,
    /// Over.
    Grey,
}

/// The line for a status.
pub fn stroke(status: Status) -> Stroke {
    match status {
        Status::Claimed => Stroke::Dashed,
        Status::Preparing | Status::Agreeing | Status::Running => Stroke::Solid,
        Status::Expiring => Stroke::Fading,
        Status::Ended => Stroke::Grey,
    }
}

/// Whether the line of a partnership is wide: what is written and signed binds, visits and seminars do not.
pub fn is_wide(form: Form) -> bool {
    form != Form::Informal
}

/// How far each link bulges to the left of its way from the first to the second end (y downwards), as a share of its
/// length: several links between the same two nodes fan out, a single one is straight.
pub fn bends(links: &[[u32; 2]]) -> Vec<f32> {
    let pair = |[a, b]: [u32; 2]| if a < b { [a, b] } else { [b, a] };
    let mut counts: BTreeMap<[u32; 2], (u32, u32)> = BTreeMap::new();
    for link in links {
        counts.entry(pair(*link)).or_default().0 += 1;
    }
    let bend = |link: &[u32; 2]| {
        let (count, next) = counts.get_mut(&pair(*link))?;
        let middle = (*count - 1) as f32 / 2.0;
        let place = *next as f32 - middle;
        *next += 1;
        let step = if *count > 1 {
            BEND_STEP.min(LARGEST_BEND / middle)
        } else {
            0.0
        };
        // The fan opens the same way whichever end a link starts from.
        let way = if link[0] < link[1] { 1.0 } else { -1.0 };
        Some(way * place * step)
    };
    links
        .iter()
        .map(bend)
        .map(Option::unwrap_or_default)
        .collect()
}

/// The control point of the quadratic curve that bulges by `bend`.
pub fn control(from: [f32; 2], to: [f32; 2], bend: f32) -> [f32; 2] {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    // A curve comes half as near to its control point as its ends' middle is; left is (dy, -dx) where y points down.
    [
        (from[0] + to[0]) / 2.0 + 2.0 * bend * dy,
        (from[1] + to[1]) / 2.0 - 2.0 * bend * dx,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn area_grows_with_the_number_of_partners() {
        let school = NodeKind::Organisation(Kind::School);
        assert_eq!(school.radius(0), LEAST_RADIUS);
        assert!(school.radius(1) < school.radius(2) && school.radius(8) < school.radius(20));
        assert_eq!(school.radius(100_000), LARGEST_RADIUS);
        assert_eq!(NodeKind::Hub.radius(7), HUB_RADIUS);
    }

    #[test]
    fn parallel_links_fan_out() {
        let bends = bends(&[[0, 1], [2, 3], [1, 0], [0, 1]]);
        assert_eq!(bends, [-BEND_STEP, 0.0, 0.0, BEND_STEP]);
        let crowd = super::bends(&[[5, 6]; 40]);
        assert!(crowd.iter().all(|bend| bend.abs() <= LARGEST_BEND + 1e-6));
        // As seen from the lower end, so that two links of opposite ways do not lie on each other.
        let opposite = super::bends(&[[0, 1], [1, 0]]);
        assert_eq!(opposite, [-BEND_STEP / 2.0, -BEND_STEP / 2.0]);
    }

    #[test]
    fn a_positive_bend_is_to_the_left() {
        let [x, y] = control([0.0, 0.0], [2.0, 0.0], 0.25);
        assert_eq!([x, y], [1.0, -1.0]);
    }
}
