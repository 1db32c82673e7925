//! Colours as the page's style sheets define them.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlElement};

use crate::scene::link_style;
use crate::theme::{Color, Theme};

impl Theme {
    /// The theme that the style sheet's tokens in force at `host` describe; what is missing comes
    /// from [`Theme::dark`] or [`Theme::light`], whichever suits the background.
    ///
    /// Tokens: `--net-ground`, `--net-label`, `--ink` for what is pointed at, `--font`; `--kind-…`
    /// for nodes; for links `--net-link`, and where the picture of the server differs from it,
    /// `--status-running`, `--status-agreeing` and `--status-expiring`; the palette `--paint-1`…; `--net-land` and `--net-guide`. Colours may be written in any way that
    /// CSS knows, with `var()`, `light-dark()` and `color-mix()` too.
    pub fn from_css(host: &HtmlElement) -> Theme {
        let Some(reader) = Reader::new(host) else {
            return Theme::light();
        };
        let mut theme = match reader.color("--net-ground") {
            Some(Color([red, green, blue, _])) if red + green + blue < 1.5 => Theme::dark(),
            _ => Theme::light(),
        };
        let take = |name: &str, place: &mut Color| {
            *place = reader.color(name).unwrap_or(*place);
        };
        take("--net-ground", &mut theme.background);
        take("--net-label", &mut theme.label);
        take("--ink", &mut theme.selection);
        let kinds = ["school", "company", "community", "institution", "hub"];
        for (name, place) in kinds.into_iter().zip(&mut theme.nodes) {
            take(&format!("--kind-{name}"), place);
        }
        if let Some(link) = reader.color("--net-link") {
            theme.links.fill(link);
            let ended = &mut theme.links[usize::from(link_style::ENDED)];
            *ended = link.alpha(link.0[3] * 0.5);
        }
        for (style, name, alpha) in [
            // The same shares as in the style sheet for the picture of the server.
            (link_style::RUNNING, "--status-running", 0.58),
            (link_style::AGREEING, "--status-agreeing", 0.6),
            (link_style::EXPIRING, "--status-expiring", 0.75),
        ] {
            if let Some(color) = reader.color(name) {
                theme.links[usize::from(style)] = color.alpha(alpha);
            }
        }
        take("--net-land", &mut theme.land);
        take("--net-guide", &mut theme.guide);
        for (place, paint) in theme.paints.iter_mut().enumerate() {
            take(&format!("--paint-{}", place + 1), paint);
        }
        theme.font = reader.computed("--font").unwrap_or(theme.font);
        theme
    }
}

/// Asks the browser for colours: a hidden element resolves what depends on the place in the page,
/// one pixel of a canvas what depends on the colour space.
struct Reader {
    probe: HtmlElement,
    pixel: CanvasRenderingContext2d,
}

impl Reader {
    fn new(host: &HtmlElement) -> Option<Reader> {
        let document = host.owner_document()?;
        let canvas: web_sys::HtmlCanvasElement =
            document.create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(1);
        canvas.set_height(1);
        let pixel = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        canvas.set_hidden(true);
        host.append_child(&canvas).ok()?;
        Some(Reader {
            probe: canvas.unchecked_into(),
            pixel,
        })
    }

    fn computed(&self, property: &str) -> Option<String> {
        let element: &Element = &self.probe;
        let style = web_sys::window()?.get_computed_style(element).ok()??;
        let value = style.get_property_value(property).ok()?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn color(&self, property: &str) -> Option<Color> {
        self.computed(property)?;
        self.probe
            .style()
            .set_property("color", &format!("var({property})"))
            .ok()?;
        let color = self.computed("color")?;
        if let Some(color) = Color::parse(&color) {
            return Some(color);
        }
        self.pixel.clear_rect(0.0, 0.0, 1.0, 1.0);
        self.pixel.set_fill_style_str(&color);
        self.pixel.fill_rect(0.0, 0.0, 1.0, 1.0);
        let data = self.pixel.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data();
        let channel = |at: usize| data.get(at).map(|&byte| f32::from(byte) / 255.0);
        Some(Color([channel(0)?, channel(1)?, channel(2)?, channel(3)?]))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.probe.remove();
    }
}
