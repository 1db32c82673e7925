//! The present view as a drawing, and the frame around it: title and legend.

use jejaring_graph::labels::text_width;
use jejaring_graph::style;

use crate::camera::{Camera, Viewport, screen_radius};
use crate::captions::{self, Caption};
use crate::drawing::{Drawing, Item, Op, Stroke};
use crate::lists::{Focus, Visible};
use crate::scene::{Backdrop, Scene, Target, kind, link_style};
use crate::theme::{Color, Theme};

/// A view to capture.
pub(crate) struct Shot<'a> {
    pub(crate) scene: &'a Scene,
    pub(crate) positions: &'a [f32],
    pub(crate) backdrop: &'a Backdrop,
    pub(crate) visible: &'a Visible,
    pub(crate) focus: &'a Focus,
    /// Pairs of nodes between which a link could be.
    pub(crate) wished: &'a [[u32; 2]],
    /// Nodes in the order of drawing.
    pub(crate) order: &'a [u32],
    pub(crate) theme: &'a Theme,
    pub(crate) camera: Camera,
    pub(crate) viewport: Viewport,
    pub(crate) radius_scale: f64,
    pub(crate) names: Vec<Name>,
}

/// A name beside its node: its middle, its size.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) size: f64,
}

/// A part of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// What it is about.
    pub title: String,
    /// Marks and what they say.
    pub rows: Vec<(Mark, String)>,
}

/// What stands before a line of a legend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A node of a kind and paint.
    Node { kind: u8, paint: u8 },
    /// A link of a style and paint.
    Link { style: u8, paint: u8 },
    /// A circle of a radius in CSS pixels.
    Size(f32),
}

/// The width of links in a drawing, in CSS pixels.
const LINE: f64 = 1.1;

impl Shot<'_> {
    /// Everything that is in view.
    pub(crate) fn drawing(&self) -> Drawing {
        let mut items = vec![Item::Clip(
            0.0,
            0.0,
            self.viewport.width,
            self.viewport.height,
        )];
        self.backdrop(&mut items);
        self.links(&mut items);
        self.wished(&mut items);
        self.nodes(&mut items);
        self.captions(&mut items);
        for name in &self.names {
            items.push(Item::Text {
                x: name.x,
                y: name.y + name.size * 0.34,
                size: name.size,
                text: name.text.clone(),
                color: self.theme.label,
                halo: Some(self.theme.background.alpha(0.9)),
                centred: true,
                bold: false,
            });
        }
        items.push(Item::Unclip);
        Drawing {
            width: self.viewport.width,
            height: self.viewport.height,
            background: self.theme.background,
            font: self.theme.font.clone(),
            items,
        }
    }

    fn at(&self, [x, y]: [f32; 2]) -> (f64, f64) {
        let (x, y) = (f64::from(x), f64::from(y));
        self.camera.screen_from_world(self.viewport, x, y)
    }

    fn node_at(&self, node: u32) -> (f64, f64) {
        let (x, y) = Scene::place(self.positions, node);
        self.camera.screen_from_world(self.viewport, x, y)
    }

    /// Whether a rectangle around two points is in view.
    fn in_view(&self, a: (f64, f64), b: (f64, f64), margin: f64) -> bool {
        let Viewport { width, height } = self.viewport;
        a.0.max(b.0) >= -margin
            && a.1.max(b.1) >= -margin
            && a.0.min(b.0) <= width + margin
            && a.1.min(b.1) <= height + margin
    }

    fn backdrop(&self, items: &mut Vec<Item>) {
        let path = |points: &Vec<[f32; 2]>, closed: bool| {
            let mut ops: Vec<Op> = Vec::with_capacity(points.len() + 1);
            for (place, point) in points.iter().enumerate() {
                let (x, y) = self.at(*point);
                ops.push(if place == 0 {
                    Op::Move(x, y)
                } else {
                    Op::Line(x, y)
                });
            }
            if closed {
                ops.push(Op::Close);
            }
            ops
        };
        let guide = Some(Stroke {
            color: self.theme.guide,
            width: 1.0,
            dash: None,
        });
        let land: Vec<Op> = self
            .backdrop
            .land
            .iter()
            .flat_map(|p| path(p, true))
            .collect();
        if !land.is_empty() {
            items.push(Item::Path {
                ops: land,
                fill: Some(self.theme.land),
                stroke: guide,
            });
        }
        let lines: Vec<Op> = self
            .backdrop
            .lines
            .iter()
            .flat_map(|p| path(p, false))
            .collect();
        if !lines.is_empty() {
            items.push(Item::Path {
                ops: lines,
                fill: None,
                stroke: guide,
            });
        }
    }

    fn captions(&self, items: &mut Vec<Item>) {
        let captions = captions::placed(&self.backdrop.captions, self.camera, self.viewport);
        items.extend(
            captions
                .into_iter()
                .map(|Caption { text, x, y }| Item::Text {
                    x,
                    y: y + 5.0,
                    size: captions::LETTERS,
                    text: text.to_owned(),
                    color: self.theme.label.alpha(0.75),
                    halo: Some(self.theme.background),
                    centred: true,
                    bold: true,
                }),
        );
    }

    /// Links that look alike in one path, those that stand out last.
    fn links(&self, items: &mut Vec<Item>) {
        let mut groups: std::collections::BTreeMap<(bool, u8, u8, bool), Vec<Op>> =
            Default::default();
        for (link, ends) in self.scene.links.iter().enumerate() {
            if !self.visible.link(self.scene, link as u32) {
                continue;
            }
            let [from, to] = ends.map(|end| self.node_at(end));
            if !self.in_view(from, to, 60.0) {
                continue;
            }
            let dim = self.focus.dims_link(self.scene, link as u32);
            let style = self.scene.link_styles[link];
            let ops = groups
                .entry((
                    !dim,
                    style,
                    self.scene.link_paints[link],
                    self.scene.link_wide[link],
                ))
                .or_default();
            line(ops, from, to, self.scene.link_bends[link], style);
        }
        for ((plain, of, paint, wide), ops) in groups {
            let color = self.theme.link(of, paint);
            let share = if plain { 1.0 } else { 0.14 };
            items.push(Item::Path {
                ops,
                fill: None,
                stroke: Some(Stroke {
                    color: color.alpha(color.0[3] * share),
                    width: if wide {
                        LINE * f64::from(style::WIDE)
                    } else {
                        LINE
                    },
                    dash: dash(of),
                }),
            });
        }
    }

    fn wished(&self, items: &mut Vec<Item>) {
        let mut ops = Vec::new();
        for pair in self.wished {
            let [from, to] = pair.map(|end| self.node_at(end));
            ops.push(Op::Move(from.0, from.1));
            ops.push(Op::Line(to.0, to.1));
        }
        if !ops.is_empty() {
            items.push(Item::Path {
                ops,
                fill: None,
                stroke: Some(Stroke {
                    color: self.theme.selection,
                    width: 2.5,
                    dash: Some((9.0, 7.0)),
                }),
            });
        }
    }

    fn nodes(&self, items: &mut Vec<Item>) {
        for &node in self.order.iter().filter(|node| self.visible.node(**node)) {
            let at = node as usize;
            let radius = f64::from(screen_radius(self.scene.radii[at], self.radius_scale));
            let (x, y) = self.node_at(node);
            if !self.in_view((x, y), (x, y), radius * 2.0) {
                continue;
            }
            let own = self
                .theme
                .node(self.scene.kinds[at], self.scene.node_paints[at]);
            let color = if self.focus.dims(node) {
                mixed(own, self.theme.background, 0.8)
            } else {
                own
            };
            if self.focus.selected == Some(Target::Node(node)) {
                items.push(Item::Circle {
                    x,
                    y,
                    radius: radius * 1.25 + 5.0,
                    fill: Some(self.theme.selection.alpha(0.12)),
                    stroke: Some(Stroke {
                        color: self.theme.selection,
                        width: 1.5,
                        dash: None,
                    }),
                });
            }
            let outline = Stroke {
                color: self.theme.background,
                width: (radius * 0.3).min(1.5),
                dash: None,
            };
            items.push(shape(
                self.scene.kinds[at],
                x,
                y,
                radius,
                color,
                Some(outline),
            ));
        }
    }
}

/// The colour moved towards another by a share.
fn mixed(one: Color, other: Color, share: f32) -> Color {
    let mut mixed = one.0;
    for (channel, goal) in mixed.iter_mut().zip(other.0) {
        *channel += (goal - *channel) * share;
    }
    Color(mixed)
}

/// The dashes of a style.
fn dash(style: u8) -> Option<(f64, f64)> {
    (style == link_style::CLAIMED).then_some((4.5, 3.5))
}

/// A link's line; one that is about to expire is open in its middle.
fn line(ops: &mut Vec<Op>, from: (f64, f64), to: (f64, f64), bend: f32, style: u8) {
    let between = |share: f64| {
        (
            from.0 + (to.0 - from.0) * share,
            from.1 + (to.1 - from.1) * share,
        )
    };
    ops.push(Op::Move(from.0, from.1));
    if bend.abs() > 1e-3 {
        let single = |(x, y): (f64, f64)| [x as f32, y as f32];
        let [x, y] = style::control(single(from), single(to), bend);
        let control = (f64::from(x), f64::from(y));
        if style == link_style::EXPIRING {
            let [_, first, end] = part(from, control, to, 0.0, 0.4);
            ops.push(Op::Curve(first.0, first.1, end.0, end.1));
            let [start, second, _] = part(from, control, to, 0.6, 1.0);
            ops.push(Op::Move(start.0, start.1));
            ops.push(Op::Curve(second.0, second.1, to.0, to.1));
        } else {
            ops.push(Op::Curve(control.0, control.1, to.0, to.1));
        }
    } else if style == link_style::EXPIRING {
        let (first, second) = (between(0.4), between(0.6));
        ops.push(Op::Line(first.0, first.1));
        ops.push(Op::Move(second.0, second.1));
        ops.push(Op::Line(to.0, to.1));
    } else {
        ops.push(Op::Line(to.0, to.1));
    }
}

/// A part of a quadratic curve: its own start, control point and end.
fn part(
    from: (f64, f64),
    control: (f64, f64),
    to: (f64, f64),
    start: f64,
    end: f64,
) -> [(f64, f64); 3] {
    // The polar form of the curve.
    let at = |s: f64, t: f64| {
        let mix = |a: f64, b: f64, c: f64| {
            (1.0 - s) * ((1.0 - t) * a + t * b) + s * ((1.0 - t) * b + t * c)
        };
        (mix(from.0, control.0, to.0), mix(from.1, control.1, to.1))
    };
    [at(start, start), at(start, end), at(end, end)]
}

fn shape(of: u8, x: f64, y: f64, radius: f64, color: Color, outline: Option<Stroke>) -> Item {
    let corners = match of {
        kind::COMPANY => style::Shape::Square,
        kind::COMMUNITY => style::Shape::Triangle,
        kind::INSTITUTION => style::Shape::Diamond,
        _ => style::Shape::Circle,
    }
    .corners();
    if corners.is_empty() {
        return Item::Circle {
            x,
            y,
            radius,
            fill: Some(color),
            stroke: outline,
        };
    }
    let corner = |at: &[f32; 2]| (x + f64::from(at[0]) * radius, y + f64::from(at[1]) * radius);
    let mut ops: Vec<Op> = corners
        .iter()
        .map(corner)
        .enumerate()
        .map(|(place, (x, y))| {
            if place == 0 {
                Op::Move(x, y)
            } else {
                Op::Line(x, y)
            }
        })
        .collect();
    ops.push(Op::Close);
    Item::Path {
        ops,
        fill: Some(color),
        stroke: outline,
    }
}

/// Measures of the frame in CSS pixels.
const EDGE: f64 = 24.0;
const HEAD: f64 = 64.0;
const ROW: f64 = 20.0;
const LETTERS: f64 = 12.5;
const GAP: f64 = 28.0;

impl Drawing {
    /// The drawing with a title and a line of what it shows above, and the legend below.
    pub fn framed(mut self, theme: &Theme, title: &str, subtitle: &str, keys: &[Key]) -> Drawing {
        self.shift(0.0, HEAD);
        let soft = theme.label.alpha(0.72);
        let text = |x: f64, y: f64, size: f64, text: &str, color: Color, bold: bool| Item::Text {
            x,
            y,
            size,
            text: text.to_owned(),
            color,
            halo: None,
            centred: false,
            bold,
        };
        self.items
            .push(text(EDGE, 30.0, 20.0, title, theme.label, true));
        self.items
            .push(text(EDGE, 51.0, 13.0, subtitle, soft, false));
        let top = HEAD + self.height + EDGE;
        let (mut left, mut row_top, mut lowest) = (EDGE, top, top);
        for key in keys.iter().filter(|key| !key.rows.is_empty()) {
            let wide = key
                .rows
                .iter()
                .map(|(mark, says)| {
                    mark.width() + 10.0 + f64::from(text_width(says, LETTERS as f32))
                })
                .fold(
                    f64::from(text_width(&key.title, LETTERS as f32)) * 1.1,
                    f64::max,
                );
            if left + wide > self.width - EDGE && left > EDGE {
                (left, row_top) = (EDGE, lowest + ROW * 0.8);
            }
            self.items.push(text(
                left,
                row_top + 10.0,
                LETTERS,
                &key.title,
                theme.label,
                true,
            ));
            let mut bottom = row_top + 16.0;
            for (mark, says) in &key.rows {
                let middle = bottom + mark.height() / 2.0;
                self.items.push(mark.item(theme, left + 11.0, middle));
                self.items.push(text(
                    left + mark.width() + 8.0,
                    middle + 4.0,
                    LETTERS,
                    says,
                    theme.label,
                    false,
                ));
                bottom += mark.height();
            }
            lowest = lowest.max(bottom);
            left += wide + GAP;
        }
        self.height = lowest + EDGE;
        self
    }
}

impl Mark {
    /// The height of its row.
    fn height(self) -> f64 {
        match self {
            Mark::Size(radius) => (f64::from(radius) * 2.0 + 6.0).max(ROW),
            _ => ROW,
        }
    }

    /// How far it reaches from the left edge.
    fn width(self) -> f64 {
        match self {
            Mark::Size(radius) => (f64::from(radius) * 2.0).max(22.0),
            _ => 22.0,
        }
    }

    fn item(self, theme: &Theme, x: f64, y: f64) -> Item {
        match self {
            Mark::Node { kind, paint } => shape(kind, x, y, 6.0, theme.node(kind, paint), None),
            Mark::Link { style, paint } => {
                let mut ops = Vec::new();
                line(&mut ops, (x - 11.0, y), (x + 11.0, y), 0.0, style);
                let color = theme.link(style, paint);
                Item::Path {
                    ops,
                    fill: None,
                    stroke: Some(Stroke {
                        color: color.alpha((color.0[3] * 1.6).min(1.0)),
                        width: 2.0,
                        dash: dash(style),
                    }),
                }
            }
            Mark::Size(radius) => Item::Circle {
                x: x.max(x - 11.0 + f64::from(radius)),
                y,
                radius: radius.into(),
                fill: None,
                stroke: Some(Stroke {
                    color: theme.label,
                    width: 1.2,
                    dash: None,
                }),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Orders;
    use crate::scene::tests::row;

    fn drawn(change: impl FnOnce(&mut Scene, &mut Visible)) -> Drawing {
        let mut scene = row();
        let mut visible = Visible::all(&scene);
        change(&mut scene, &mut visible);
        let orders = Orders::new(&scene);
        let backdrop = Backdrop {
            lines: vec![vec![[0.0, -1.0], [3.0, -1.0]]],
            captions: vec![([1.0, -1.0], "2024".into())],
            ..Backdrop::default()
        };
        Shot {
            scene: &scene,
            positions: &scene.positions,
            backdrop: &backdrop,
            visible: &visible,
            focus: &Focus::new(&scene, &visible, Some(Target::Node(1))),
            wished: &[],
            order: &orders.nodes,
            theme: &Theme::light(),
            camera: Camera {
                x: 1.5,
                y: 0.0,
                zoom: 100.0,
            },
            viewport: Viewport {
                width: 400.0,
                height: 300.0,
            },
            radius_scale: 100.0,
            names: vec![Name {
                text: "A".into(),
                x: 50.0,
                y: 180.0,
                size: 12.0,
            }],
        }
        .drawing()
    }

    #[test]
    fn everything_in_view_is_drawn_once() {
        let svg = drawn(|_, _| {}).svg("Network");
        // One circle is the halo of the selected one, one the school.
        assert_eq!(svg.matches("<circle").count(), 2);
        assert_eq!(svg.matches("Z\"").count(), 3);
        assert_eq!(svg.matches('Q').count(), 2);
        assert!(svg.contains(">2024</text>") && svg.contains(">A</text>"));
        let fewer = drawn(|_, visible| visible.nodes[0] = false).svg("Network");
        assert_eq!(fewer.matches("<circle").count(), 1);
        assert_eq!(fewer.matches('Q').count(), 0);
    }

    #[test]
    fn a_curved_line_that_is_about_to_expire_is_open_too() {
        let whole = drawn(|_, _| {}).svg("");
        let open = drawn(|scene, _| scene.link_styles[0] = link_style::EXPIRING).svg("");
        assert_eq!(open.matches('Q').count(), whole.matches('Q').count() + 1);
        let curve = ((0.0, 0.0), (1.0, 2.0), (2.0, 0.0));
        let [start, _, end] = part(curve.0, curve.1, curve.2, 0.5, 1.0);
        assert_eq!((start, end), ((1.0, 1.0), (2.0, 0.0)));
    }

    #[test]
    fn paint_goes_before_kind() {
        let painted = drawn(|scene, _| scene.node_paints[0] = 2).svg("");
        assert!(painted.contains("fill=\"#d9690c\""));
    }

    #[test]
    fn the_frame_makes_room_for_title_and_legend() {
        let before = drawn(|_, _| {});
        let keys = [Key {
            title: "Kind".into(),
            rows: vec![
                (Mark::Node { kind: 0, paint: 0 }, "School (3)".into()),
                (Mark::Link { style: 0, paint: 0 }, "Claimed".into()),
                (Mark::Size(5.0), "5".into()),
            ],
        }];
        let framed = before
            .clone()
            .framed(&Theme::light(), "Title", "What", &keys);
        assert!(framed.height > before.height + HEAD + 3.0 * ROW);
        let svg = framed.svg("Title");
        for text in ["Title", "What", "School (3)", "Claimed"] {
            assert!(svg.contains(&format!(">{text}</text>")));
        }
    }
}
