//! The layer above the network: names, and a ring around the node under the pointer. A 2D canvas
//! sets text as the page does, and moving the pointer redraws no more than this layer.

use jejaring_graph::labels::{Area, shorten};
use jejaring_graph::style;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::camera::{Camera, Viewport, screen_radius};
use crate::captions::{self, Caption};
use crate::capture::Name;
use crate::error::StageError;
use crate::labels::{self, Label, Spot};
use crate::lists::{Focus, Marked, Orders, Visible};
use crate::scene::{Scene, Target, kind};
use crate::theme::Theme;

/// Letters of a name that is not pointed at.
const LETTERS: usize = 30;
/// Least and greatest size of text in CSS pixels; in between by the radius on screen.
const SIZES: (f32, f32) = (11.0, 15.0);
/// The size at which texts are measured.
const MEASURED: f32 = 12.0;

/// What the layer shows.
pub(crate) struct View<'a> {
    pub(crate) scene: &'a Scene,
    pub(crate) positions: &'a [f32],
    pub(crate) orders: &'a Orders,
    pub(crate) visible: &'a Visible,
    pub(crate) focus: &'a Focus,
    pub(crate) marked: &'a Marked,
    pub(crate) hovered: Option<Target>,
    pub(crate) ringed: &'a [u32],
    pub(crate) pins: &'a [u32],
    /// Words about the places, which names keep off.
    pub(crate) captions: &'a [([f32; 2], String)],
    pub(crate) theme: &'a Theme,
    pub(crate) camera: Camera,
    pub(crate) viewport: Viewport,
    pub(crate) radius_scale: f64,
    pub(crate) moving: bool,
}

pub(crate) struct Overlay {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    ratio: f64,
    /// Width of each name at the measured size; negative if not measured yet.
    widths: Vec<f32>,
}

impl Overlay {
    /// Lays a canvas over `below`, whose parent must be positioned and of the same size.
    pub(crate) fn new(below: &HtmlCanvasElement) -> Result<Overlay, StageError> {
        let (canvas, context) = layer(below)?;
        let parent = below.parent_node().ok_or(StageError::NotInDocument)?;
        parent
            .insert_before(&canvas, below.next_sibling().as_ref())
            .map_err(|_| StageError::NotInDocument)?;
        Ok(Overlay {
            canvas,
            context,
            ratio: 1.0,
            widths: Vec::new(),
        })
    }

    pub(crate) fn resize(&mut self, viewport: Viewport, ratio: f64) {
        self.ratio = ratio;
        self.canvas
            .set_width((viewport.width * ratio).round() as u32);
        self.canvas
            .set_height((viewport.height * ratio).round() as u32);
    }

    /// Forgets the widths of names, since they or the typeface have changed.
    pub(crate) fn forget(&mut self) {
        self.widths.clear();
    }

    /// The names in view, as a drawing takes them.
    pub(crate) fn names(&mut self, view: &View) -> Vec<Name> {
        let labels = self.choose(view);
        // As they are drawn: the most important last.
        let named = labels.into_iter().rev().map(|Label { node, x, y }| Name {
            text: name(view, node).into_owned(),
            x: x.into(),
            y: y.into(),
            size: text_size(view, node).into(),
        });
        named.collect()
    }

    pub(crate) fn draw(&mut self, view: &View) {
        // A ratio that does not change is set again, since resizing resets the context.
        let context = self.context.clone();
        let _ = context.set_transform(self.ratio, 0.0, 0.0, self.ratio, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, view.viewport.width, view.viewport.height);
        self.wished(view);
        for node in view.ringed {
            self.ring(view, *node, 7.0, true);
        }
        for target in [view.focus.selected, view.hovered].into_iter().flatten() {
            match target {
                Target::Node(node) if view.hovered == Some(target) => {
                    self.ring(view, node, 4.0, false)
                }
                Target::Node(_) => {}
                Target::Link(link) => self.glow(view, link),
            }
        }
        self.pins(view);
        self.captions(view);
        let labels = self.choose(view);
        context.set_text_align("center");
        context.set_text_baseline("middle");
        context.set_line_join("round");
        context.set_stroke_style_str(&view.theme.background.alpha(0.9).css());
        context.set_fill_style_str(&view.theme.label.css());
        let mut size = 0.0;
        // The most important are drawn last, over those that they crowd.
        for Label { node, x, y } in labels.into_iter().rev() {
            let wanted = text_size(view, node);
            if wanted != size {
                size = wanted;
                context.set_font(&font(view.theme, size));
                context.set_line_width(f64::from(size) * 0.28);
            }
            let text = name(view, node);
            let (x, y) = (f64::from(x), f64::from(y) + 1.0);
            let _ = context.stroke_text(&text, x, y);
            let _ = context.fill_text(&text, x, y);
        }
    }

    fn choose(&mut self, view: &View) -> Vec<Label> {
        let mut always = Vec::new();
        for node in emphasised(view) {
            if !view.scene.labels[node as usize].is_empty() && !always.contains(&node) {
                always.push(node);
            }
        }
        let room = labels::room(view.viewport.width, view.viewport.height);
        let room = if view.moving { room.min(60) } else { room };
        let candidates = view
            .orders
            .labels
            .iter()
            .copied()
            .filter(|&node| view.visible.node(node) && !view.focus.dims(node));
        let viewport = (view.viewport.width as f32, view.viewport.height as f32);
        let captions = captions::placed(view.captions, view.camera, view.viewport);
        let taken: Vec<Area> = captions.iter().map(Caption::area).collect();
        labels::choose(&always, candidates, room, viewport, &taken, |node| {
            self.spot(view, node)
        })
    }

    /// Where a node is, if it is on screen, and how large its name.
    fn spot(&mut self, view: &View, node: u32) -> Option<Spot> {
        let (x, y) = Scene::place(view.positions, node);
        let (x, y) = view.camera.screen_from_world(view.viewport, x, y);
        let (x, y) = (x as f32, y as f32);
        let reach = reach(view, node);
        let (width, height) = (view.viewport.width as f32, view.viewport.height as f32);
        if x < -reach || y < -reach || x > width + reach || y > height + reach {
            return None;
        }
        let size = text_size(view, node);
        Some(Spot {
            node,
            x,
            y,
            reach,
            width: self.width(view, node) * size / MEASURED,
            height: size,
        })
    }

    fn width(&mut self, view: &View, node: u32) -> f32 {
        if self.widths.is_empty() {
            self.widths.resize(view.scene.node_count(), -1.0);
            self.context.set_font(&font(view.theme, MEASURED));
        }
        let emphasised = is_emphasised(view, node);
        let known = self.widths[node as usize];
        if known >= 0.0 && !emphasised {
            return known;
        }
        self.context.set_font(&font(view.theme, MEASURED));
        let text = name(view, node);
        let width = self
            .context
            .measure_text(&text)
            .map_or(text.len() as f32 * MEASURED * 0.55, |metrics| {
                metrics.width() as f32
            });
        if !emphasised {
            self.widths[node as usize] = width;
        }
        width
    }

    /// What the places of the arrangement mean: over the network, which would hide it.
    fn captions(&self, view: &View) {
        let context = &self.context;
        context.set_text_align("center");
        context.set_text_baseline("middle");
        context.set_line_join("round");
        context.set_font(&format!("650 {}px {}", captions::LETTERS, view.theme.font));
        context.set_line_width(5.0);
        context.set_stroke_style_str(&view.theme.background.alpha(0.85).css());
        context.set_fill_style_str(&view.theme.label.alpha(0.75).css());
        for Caption { text, x, y } in captions::placed(view.captions, view.camera, view.viewport) {
            let _ = context.stroke_text(text, x, y);
            let _ = context.fill_text(text, x, y);
        }
    }

    /// A small pin beside each node that a person has put somewhere.
    fn pins(&self, view: &View) {
        for &node in view.pins.iter().filter(|node| view.visible.node(**node)) {
            let (x, y) = Scene::place(view.positions, node);
            let (x, y) = view.camera.screen_from_world(view.viewport, x, y);
            let away = f64::from(reach(view, node)) * 0.75 + 2.0;
            self.context.begin_path();
            if self
                .context
                .arc(x + away, y - away, 3.5, 0.0, std::f64::consts::TAU)
                .is_ok()
            {
                self.context.set_fill_style_str(&view.theme.selection.css());
                self.context
                    .set_stroke_style_str(&view.theme.background.css());
                self.context.set_line_width(2.0);
                self.context.stroke();
                self.context.fill();
            }
        }
    }

    /// Links that could be, as dashed lines.
    fn wished(&self, view: &View) {
        if view.marked.wished.is_empty() {
            return;
        }
        let dash = [9.0, 7.0].map(JsValue::from_f64);
        let set = |dash: &[JsValue]| {
            self.context
                .set_line_dash(&dash.iter().collect::<js_sys::Array>())
        };
        self.context.begin_path();
        for pair in &view.marked.wished {
            let [from, to] = pair.map(|node| {
                let (x, y) = Scene::place(view.positions, node);
                view.camera.screen_from_world(view.viewport, x, y)
            });
            self.context.move_to(from.0, from.1);
            self.context.line_to(to.0, to.1);
        }
        self.context.set_line_width(2.5);
        self.context
            .set_stroke_style_str(&view.theme.selection.css());
        // A dash that is refused leaves a line, which is as good.
        let _ = set(&dash);
        self.context.stroke();
        let _ = set(&[]);
    }

    /// Lets the line of a link stand out by what is on both sides of it, so that its own colour and dashes stay.
    fn glow(&self, view: &View, link: u32) {
        if !view.visible.link(view.scene, link) {
            return;
        }
        let ends = view.scene.links[link as usize];
        let [from, to] = ends.map(|node| {
            let at = node as usize * 2;
            [view.positions[at], view.positions[at + 1]]
        });
        let control = style::control(from, to, view.scene.link_bends[link as usize]);
        let [from, control, to] = [from, control, to].map(|[x, y]| {
            view.camera
                .screen_from_world(view.viewport, x.into(), y.into())
        });
        self.context.begin_path();
        self.context.move_to(from.0, from.1);
        self.context
            .quadratic_curve_to(control.0, control.1, to.0, to.1);
        self.context.set_line_width(9.0);
        self.context.set_line_cap("round");
        self.context
            .set_stroke_style_str(&view.theme.selection.alpha(0.4).css());
        self.context.stroke();
        self.context.set_line_cap("butt");
    }

    /// Draws a ring around a node that is shown, at some distance.
    fn ring(&self, view: &View, node: u32, distance: f64, dashed: bool) {
        if !view.visible.node(node) {
            return;
        }
        let (x, y) = Scene::place(view.positions, node);
        let (x, y) = view.camera.screen_from_world(view.viewport, x, y);
        let radius = f64::from(reach(view, node)) + distance;
        self.context.begin_path();
        if self
            .context
            .arc(x, y, radius, 0.0, std::f64::consts::TAU)
            .is_ok()
        {
            self.context.set_line_width(2.0);
            self.context
                .set_stroke_style_str(&view.theme.selection.css());
            let dashes = js_sys::Array::new();
            if dashed {
                dashes.push(&JsValue::from(5));
                dashes.push(&JsValue::from(3));
            }
            // Numbers, which nothing refuses.
            let _ = self.context.set_line_dash(&dashes);
            self.context.stroke();
            let _ = self.context.set_line_dash(&js_sys::Array::new());
        }
    }
}

/// A canvas as large as another and without a life of its own.
pub(crate) fn layer(
    beside: &HtmlCanvasElement,
) -> Result<(HtmlCanvasElement, CanvasRenderingContext2d), StageError> {
    let document = beside.owner_document().ok_or(StageError::NotInDocument)?;
    let canvas: HtmlCanvasElement = document
        .create_element("canvas")
        .ok()
        .and_then(|element| element.dyn_into().ok())
        .ok_or(StageError::NoCanvas)?;
    let context = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into().ok())
        .ok_or(StageError::NoCanvas)?;
    // Set as properties, which a strict content security policy allows.
    canvas
        .style()
        .set_css_text("position:absolute;inset:0;width:100%;height:100%;pointer-events:none");
    // Nothing but a failing script engine refuses this.
    let _ = canvas.set_attribute("aria-hidden", "true");
    Ok((canvas, context))
}

impl Drop for Overlay {
    fn drop(&mut self) {
        self.canvas.remove();
    }
}

/// How far the shape of a node reaches on screen, in CSS pixels.
fn reach(view: &View, node: u32) -> f32 {
    let at = node as usize;
    let corners = match view.scene.kinds[at] {
        kind::SCHOOL | kind::HUB => 1.0,
        _ => 1.2,
    };
    screen_radius(view.scene.radii[at], view.radius_scale) * corners
}

/// The nodes that are hovered over or selected, and the ends of such links.
fn emphasised(view: &View) -> impl Iterator<Item = u32> {
    let targets = [view.hovered, view.focus.selected].into_iter().flatten();
    let links = &view.scene.links;
    targets.flat_map(|target| match target {
        Target::Node(node) => [node, node],
        Target::Link(link) => links[link as usize],
    })
}

fn is_emphasised(view: &View, node: u32) -> bool {
    emphasised(view).any(|of| of == node)
}

fn name<'a>(view: &View<'a>, node: u32) -> std::borrow::Cow<'a, str> {
    let name = &view.scene.labels[node as usize];
    if is_emphasised(view, node) {
        name.as_str().into()
    } else {
        shorten(name, LETTERS).into()
    }
}

fn text_size(view: &View, node: u32) -> f32 {
    let radius = screen_radius(view.scene.radii[node as usize], view.radius_scale);
    let size = (9.5 + radius * 0.28).round();
    let least = if is_emphasised(view, node) {
        13.0
    } else {
        SIZES.0
    };
    size.clamp(least, SIZES.1)
}

fn font(theme: &Theme, size: f32) -> String {
    format!("500 {size}px {}", theme.font)
}
