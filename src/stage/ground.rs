//! The layer below the network: land and lines.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

use crate::camera::{Camera, Viewport};
use crate::error::StageError;
use crate::overlay::layer;
use crate::scene::Backdrop;
use crate::theme::Theme;

pub(crate) struct Ground {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    ratio: f64,
    backdrop: Backdrop,
    land: Option<Path2d>,
    lines: Option<Path2d>,
}

impl Ground {
    /// Lays a canvas below `above`.
    pub(crate) fn new(above: &HtmlCanvasElement) -> Result<Ground, StageError> {
        let (canvas, context) = layer(above)?;
        let parent = above.parent_node().ok_or(StageError::NotInDocument)?;
        parent
            .insert_before(&canvas, Some(above.unchecked_ref()))
            .map_err(|_| StageError::NotInDocument)?;
        Ok(Ground {
            canvas,
            context,
            ratio: 1.0,
            backdrop: Backdrop::default(),
            land: None,
            lines: None,
        })
    }

    pub(crate) fn resize(&mut self, viewport: Viewport, ratio: f64) {
        self.ratio = ratio;
        self.canvas
            .set_width((viewport.width * ratio).round() as u32);
        self.canvas
            .set_height((viewport.height * ratio).round() as u32);
    }

    pub(crate) fn set(&mut self, backdrop: Backdrop) {
        self.land = path(&backdrop.land);
        self.lines = path(&backdrop.lines);
        self.backdrop = backdrop;
    }

    pub(crate) fn backdrop(&self) -> &Backdrop {
        &self.backdrop
    }

    /// Whether there is nothing to see through the network.
    pub(crate) fn is_empty(&self) -> bool {
        self.backdrop.is_empty()
    }

    pub(crate) fn draw(&self, theme: &Theme, camera: Camera, viewport: Viewport) {
        let context = &self.context;
        let ratio = self.ratio;
        if self.is_empty() {
            return;
        }
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        context.set_fill_style_str(&theme.background.css());
        context.fill_rect(0.0, 0.0, viewport.width, viewport.height);
        let (x, y) = camera.screen_from_world(viewport, 0.0, 0.0);
        let zoom = camera.zoom * ratio;
        let _ = context.set_transform(zoom, 0.0, 0.0, zoom, x * ratio, y * ratio);
        context.set_line_join("round");
        context.set_line_width(1.0 / camera.zoom);
        context.set_stroke_style_str(&theme.guide.css());
        if let Some(land) = &self.land {
            context.set_fill_style_str(&theme.land.css());
            context.fill_with_path_2d(land);
            context.stroke_with_path(land);
        }
        if let Some(lines) = &self.lines {
            context.stroke_with_path(lines);
        }
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        self.canvas.remove();
    }
}

fn path(lines: &[Vec<[f32; 2]>]) -> Option<Path2d> {
    if lines.is_empty() {
        return None;
    }
    let path = Path2d::new().ok()?;
    for line in lines {
        for (place, [x, y]) in line.iter().enumerate() {
            let (x, y) = (f64::from(*x), f64::from(*y));
            if place == 0 {
                path.move_to(x, y);
            } else {
                path.line_to(x, y);
            }
        }
    }
    Some(path)
}
