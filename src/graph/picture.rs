//! The network as the server draws it into the page: everything in the units of one drawing, ready for SVG.
//!
//! The drawing is fitted to the network as the live view fits it, so that the one takes over from the other in place.

use crate::labels::{Area, Space, shorten, text_width};
use crate::style;
use crate::{Filter, Mask, NodeId, NodeKind, Snapshot};
use jejaring_domain::{Coded, Status};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// The longer side of the drawing.
const SIZE: f32 = 1000.0;
/// The least extent, in the layout's unit: few organisations are not drawn as giants.
const LEAST_EXTENT: [f32; 2] = [8.4, 5.2];
/// The most nodes and links that are drawn; beyond, the least connected are left to the live view.
const MOST_NODES: usize = 1500;
const MOST_LINKS: usize = 3000;
/// The most labels.
const MOST_LABELS: usize = 40;
/// So many of the largest nodes get a label before all others.
const SURE_LABELS: usize = 12;
/// The size of labels, and the number of characters at which they are cut.
const LABEL_SIZE: f32 = 13.0;
const LABEL_CHARACTERS: usize = 30;

/// A drawing, `0 0 width height`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// The point of the layout in its top left corner.
    pub origin: [f32; 2],
    /// Its units per unit of the layout.
    pub scale: f32,
    /// The width of a link's line.
    pub line: f32,
    /// The links, one path for each status and width that occurs; drawn first.
    pub strokes: Vec<Strokes>,
    /// The nodes, largest first, so that small ones lie on top.
    pub nodes: Vec<Mark>,
    /// The labels; they do not overlap.
    pub labels: Vec<Label>,
    /// The size of the labels' letters.
    pub label_size: f32,
    /// How many organisations are not in it.
    pub left_out: u32,
}

/// All links of a status that are as wide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strokes {
    /// Which decides on colour and dashes.
    pub status: Status,
    /// The width of the line.
    pub width: f32,
    /// In the language of SVG paths.
    pub path: String,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// What it stands for.
    pub id: NodeId,
    /// Which decides on shape and colour.
    pub kind: NodeKind,
    /// The organisation's name or the partnership's title.
    pub name: String,
    /// Its middle.
    pub x: f32,
    /// Its middle.
    pub y: f32,
    /// Its radius.
    pub radius: f32,
}

/// A name beside a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// What is written.
    pub text: String,
    /// The middle of the text.
    pub x: f32,
    /// The line that the letters stand on.
    pub y: f32,
}

impl Mark {
    /// The corners in the language of SVG polygons; none for round marks.
    pub fn points(&self) -> Option<String> {
        let corners = self.kind.shape().corners().iter();
        let mut points = String::new();
        for [x, y] in corners {
            let separator = if points.is_empty() { "" } else { " " };
            let (x, y) = (
                Number(self.x + x * self.radius),
                Number(self.y + y * self.radius),
            );
            let _ = write!(points, "{separator}{x},{y}");
        }
        (!points.is_empty()).then_some(points)
    }
}

impl Picture {
    /// Draws a snapshot.
    pub fn of(snapshot: &Snapshot) -> Picture {
        let all = Filter::default().mask(snapshot);
        Picture::of_view(snapshot, &all, snapshot.positions())
    }

    /// Draws what is shown of a snapshot, with the nodes at these positions.
    pub fn of_view(snapshot: &Snapshot, shown: &Mask, positions: &[f32]) -> Picture {
        let position = |node: usize| [positions[2 * node], positions[2 * node + 1]];
        let shown_nodes = || (0..snapshot.node_count()).filter(|node| shown.nodes[*node]);
        let mut nodes: Vec<usize> = shown_nodes().collect();
        let radius = |node: usize| snapshot.node_kind(node).radius(snapshot.degrees()[node]);
        nodes.sort_by(|a, b| radius(*b).total_cmp(&radius(*a)).then(a.cmp(b)));
        let hubs = shown_nodes()
            .filter(|node| snapshot.hub(*node).is_some())
            .count();
        // The smallest are hubs: where there are too many nodes, organisations are left out before the hubs that
        // hold the others together.
        let mut drawn = shown.nodes.clone();
        let organisations = MOST_NODES.saturating_sub(hubs).max(MOST_NODES / 2);
        let (small, large): (Vec<usize>, Vec<usize>) = nodes
            .iter()
            .partition(|node| snapshot.hub(**node).is_some());
        let omitted = large.iter().skip(organisations);
        let omitted = omitted.chain(small.iter().skip(MOST_NODES - organisations));
        omitted.for_each(|node| drawn[*node] = false);
        nodes.retain(|node| drawn[*node]);
        let left_out = large.len().saturating_sub(organisations) as u32;

        // Of all, drawn or not: the live view, which draws all, shows the same part.
        let frame = Frame::around(shown_nodes().map(position));
        let marks: Vec<Mark> = nodes
            .iter()
            .map(|node| {
                let [x, y] = frame.to_drawing(position(*node));
                Mark {
                    id: snapshot.node_id(*node),
                    kind: snapshot.node_kind(*node),
                    name: snapshot.node_name(*node).to_owned(),
                    x: round(x),
                    y: round(y),
                    radius: round(radius(*node) * frame.scale),
                }
            })
            .collect();
        let (least, most) = style::LINE;
        let line = round((style::LINK_WIDTH * frame.scale).clamp(least, most));
        Picture {
            width: round(frame.size[0]),
            height: round(frame.size[1]),
            origin: frame.origin,
            scale: frame.scale,
            line,
            strokes: strokes(snapshot, &drawn, &shown.links, position, &frame, line),
            labels: labels(&marks, &frame),
            nodes: marks,
            label_size: LABEL_SIZE,
            left_out,
        }
    }

    /// Its `viewBox`.
    pub fn view_box(&self) -> String {
        format!("0 0 {} {}", Number(self.width), Number(self.height))
    }
}

/// The part of the layout that is drawn, and how large.
struct Frame {
    origin: [f32; 2],
    scale: f32,
    size: [f32; 2],
}

impl Frame {
    fn around(points: impl Iterator<Item = [f32; 2]>) -> Frame {
        let none = [[f32::INFINITY; 2], [f32::NEG_INFINITY; 2]];
        let [low, high] = points.fold(none, |[low, high], [x, y]| {
            [
                [low[0].min(x), low[1].min(y)],
                [high[0].max(x), high[1].max(y)],
            ]
        });
        let axis = |axis: usize| match low[axis] <= high[axis] {
            true => (
                low[axis] / 2.0 + high[axis] / 2.0,
                (high[axis] - low[axis]) / (1.0 - 2.0 * style::MARGIN),
            ),
            false => (0.0, 0.0),
        };
        let ([centre_x, centre_y], [width, height]) = {
            let (x, y) = (axis(0), axis(1));
            (
                [x.0, y.0],
                [x.1.max(LEAST_EXTENT[0]), y.1.max(LEAST_EXTENT[1])],
            )
        };
        let scale = SIZE / width.max(height);
        Frame {
            origin: [centre_x - width / 2.0, centre_y - height / 2.0],
            scale,
            size: [width * scale, height * scale],
        }
    }

    fn to_drawing(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [
            (x - self.origin[0]) * self.scale,
            (y - self.origin[1]) * self.scale,
        ]
    }
}

fn strokes(
    snapshot: &Snapshot,
    drawn: &[bool],
    shown: &[bool],
    position: impl Fn(usize) -> [f32; 2],
    frame: &Frame,
    line: f32,
) -> Vec<Strokes> {
    let links = snapshot.links();
    let bends = style::bends(links);
    let mut order: Vec<usize> = (0..links.len())
        .filter(|link| shown[*link] && links[*link].iter().all(|end| drawn[*end as usize]))
        .collect();
    if order.len() > MOST_LINKS {
        let weight = |link: &usize| {
            let [a, b] = links[*link].map(|end| snapshot.degrees()[end as usize]);
            std::cmp::Reverse(u64::from(a) + u64::from(b))
        };
        order.sort_by_key(weight);
        order.truncate(MOST_LINKS);
        order.sort_unstable();
    }
    // Thin and wide of each status.
    let mut paths = vec![[String::new(), String::new()]; Status::ALL.len()];
    for link in order {
        let [from, to] = links[link].map(|end| frame.to_drawing(position(end as usize)));
        let partnership = snapshot.link_partnerships()[link] as usize;
        let wide = usize::from(style::is_wide(snapshot.form(partnership)));
        let path = &mut paths[usize::from(snapshot.link_statuses()[link].index())][wide];
        let _ = write!(path, "M{} {}", Number(from[0]), Number(from[1]));
        let [to_x, to_y] = to.map(Number);
        let _ = if bends[link] == 0.0 {
            write!(path, "L{to_x} {to_y}")
        } else {
            let [x, y] = style::control(from, to, bends[link]).map(Number);
            write!(path, "Q{x} {y} {to_x} {to_y}")
        };
    }
    // What is over lies below what goes on.
    let statuses = Status::ALL.iter().rev().zip(paths.into_iter().rev());
    let widths = [line, round(line * style::WIDE)];
    statuses
        .flat_map(|(status, paths)| {
            let paths = paths.into_iter().zip(widths);
            paths.map(move |(path, width)| Strokes {
                status: *status,
                width,
                path,
            })
        })
        .filter(|strokes| !strokes.path.is_empty())
        .collect()
}

/// Names for the largest marks, below, above or beside them, wherever there is room. They keep off other large marks,
/// but for the very largest: those are named even where that hides something.
fn labels(marks: &[Mark], frame: &Frame) -> Vec<Label> {
    let [right, bottom] = frame.size;
    let sheet = Area {
        left: 0.0,
        top: 0.0,
        right,
        bottom,
    };
    let named = || marks.iter().filter(|mark| mark.kind != NodeKind::Hub);
    let mut texts = Space::new(sheet);
    let mut all = Space::new(sheet);
    for mark in named().take(MOST_LABELS) {
        all.block(around(mark.x, mark.y, mark.radius, mark.radius));
    }
    let mut labels = Vec::new();
    for (rank, mark) in named().take(3 * MOST_LABELS).enumerate() {
        if labels.len() == MOST_LABELS {
            break;
        }
        let text = shorten(&mark.name, LABEL_CHARACTERS);
        let half = [text_width(&text, LABEL_SIZE) / 2.0, LABEL_SIZE * 0.6];
        // The corners of some shapes stand out beyond the radius.
        let away = mark.radius * 1.25 + 2.0;
        let ways = [
            [0.0, away + half[1]],
            [0.0, -away - half[1]],
            [away + half[0], 0.0],
            [-away - half[0], 0.0],
        ];
        let mut places = ways.iter().map(|[dx, dy]| [mark.x + dx, mark.y + dy]);
        let area = |[x, y]: [f32; 2]| around(x, y, half[0], half[1]);
        let free = places.clone().find(|place| all.take(area(*place)));
        let place = match free {
            None if rank < SURE_LABELS => places.find(|place| texts.take(area(*place))),
            free => free,
        };
        if let Some([x, y]) = place {
            texts.block(area([x, y]));
            all.block(area([x, y]));
            // Letters stand on a line about a third of their size below the middle.
            labels.push(Label {
                text,
                x: round(x),
                y: round(y + LABEL_SIZE * 0.34),
            });
        }
    }
    labels
}

fn around(x: f32, y: f32, half_width: f32, half_height: f32) -> Area {
    Area {
        left: x - half_width,
        top: y - half_height,
        right: x + half_width,
        bottom: y + half_height,
    }
}

/// A tenth of a unit is finer than a screen shows.
fn round(number: f32) -> f32 {
    (number * 10.0).round() / 10.0
}

/// A number in as few characters as a tenth of a unit needs.
struct Number(f32);

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Rounding may leave a negative zero, which reads badly.
        write!(f, "{}", round(self.0) + 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use proptest::prelude::*;

    #[test]
    fn everything_is_inside_and_named() {
        let snapshot = sample::snapshot();
        let picture = Picture::of(&snapshot);
        assert_eq!(picture.nodes.len(), snapshot.node_count());
        assert_eq!(picture.left_out, 0);
        for mark in &picture.nodes {
            assert!(
                (0.0..=picture.width).contains(&mark.x) && (0.0..=picture.height).contains(&mark.y)
            );
            assert_eq!(
                mark.kind.shape().corners().is_empty(),
                mark.points().is_none()
            );
        }
        assert!(picture.nodes.is_sorted_by(|a, b| a.radius >= b.radius));
        assert!(
            picture
                .labels
                .iter()
                .any(|label| label.text == "SMK Negeri 1 Bantul")
        );
        let lines = picture
            .strokes
            .iter()
            .map(|strokes| strokes.path.matches('M').count());
        assert_eq!(lines.sum::<usize>(), snapshot.links().len());
    }

    #[test]
    fn the_picture_frames_what_it_does_not_draw_too() {
        // As the live view does, which draws all: the same camera for both.
        use jejaring_domain::{Kind, Network, Seq};
        let count = MOST_NODES as u128 + 300;
        let organisations = (0..count).map(|number| {
            sample::organisation(number, Kind::School, &format!("Nomor {number}"), "Bantul")
        });
        let network = Network::restore(Seq(1), organisations, [], []);
        let snapshot = Snapshot::of(&network, sample::TODAY, |id| match id {
            NodeId::Organisation(id) => {
                let place = (0..count).position(|number| sample::id(number) == id)?;
                Some([place as f32, 0.0])
            }
            NodeId::Partnership(_) => None,
        });
        let picture = Picture::of(&snapshot);
        assert_eq!(picture.left_out, 300);
        let middle = picture.origin[0] + picture.width / picture.scale / 2.0;
        assert!((middle - (count - 1) as f32 / 2.0).abs() < 1.0, "{middle}");
    }

    #[test]
    fn the_picture_of_a_filtered_view_shows_and_frames_what_is_left() {
        let snapshot = sample::snapshot();
        let mask = Filter::from_query([("kind", "school")]).mask(&snapshot);
        let picture = Picture::of_view(&snapshot, &mask, snapshot.positions());
        let shown = mask.nodes.iter().filter(|shown| **shown).count();
        assert_eq!(picture.nodes.len(), shown);
        assert!(shown < snapshot.node_count() && picture.left_out == 0);
        let lines = picture.strokes.iter();
        let lines = lines.map(|strokes| strokes.path.matches('M').count());
        let links = mask.links.iter().filter(|shown| **shown).count();
        assert_eq!(lines.sum::<usize>(), links);
    }

    #[test]
    fn labels_do_not_overlap() {
        let picture = Picture::of(&sample::snapshot());
        let area = |label: &Label| {
            around(
                label.x,
                label.y,
                text_width(&label.text, LABEL_SIZE) / 2.0 - 0.2,
                LABEL_SIZE * 0.5,
            )
        };
        for (at, label) in picture.labels.iter().enumerate() {
            let others = &picture.labels[..at];
            assert!(
                !others
                    .iter()
                    .any(|other| area(other).overlaps(&area(label))),
                "{}",
                label.text
            );
        }
    }

    #[test]
    fn parallel_links_are_curves() {
        let picture = Picture::of(&sample::snapshot());
        let curves = picture
            .strokes
            .iter()
            .map(|strokes| strokes.path.matches('Q').count());
        assert_eq!(curves.sum::<usize>(), 2);
    }

    #[test]
    fn an_empty_network_is_an_empty_picture() {
        let picture = Picture::of(&sample::empty());
        assert_eq!(picture.view_box(), "0 0 1000 619");
        assert!(picture.nodes.is_empty() && picture.strokes.is_empty());
    }

    #[test]
    fn numbers_are_short() {
        let written: Vec<String> = [-0.01, 1.0, 12.34, -7.06]
            .map(|n| Number(n).to_string())
            .into();
        assert_eq!(written, ["0", "1", "12.3", "-7.1"]);
    }

    proptest! {
        #[test]
        fn any_positions_are_framed(points in prop::collection::vec([-1e4f32..1e4, -1e4f32..1e4], 0..9)) {
            let frame = Frame::around(points.iter().copied());
            prop_assert!(frame.size.iter().all(|side| *side > 0.0 && *side <= SIZE * 1.001));
            for point in points {
                let [x, y] = frame.to_drawing(point);
                prop_assert!((-1.0..=frame.size[0] + 1.0).contains(&x) && (-1.0..=frame.size[1] + 1.0).contains(&y));
            }
        }
    }
}
