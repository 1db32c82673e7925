//! Where the network is seen from.
//!
//! World units are those of the layout, about one per mean link; `y` grows downwards, as in SVG.
//! Screen units are CSS pixels from the top left corner of the canvas.

/// The empty share kept on each side of the canvas when the whole network is fitted into it.
pub const MARGIN: f64 = 0.08;

/// The least width and height that a fitted view shows, in world units, margin included: a network
/// of one organisation, or of two, is not blown up to fill the canvas.
pub const LEAST_EXTENT: (f64, f64) = (8.4, 5.2);

/// CSS pixels between what is to be seen and what covers the canvas.
const ROOM: f64 = 48.0;

/// The size of the canvas in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Viewport {
    pub width: f64,
    pub height: f64,
}

/// CSS pixels along each edge of the canvas that lie under something else.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Edges {
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub left: f64,
}

/// A rectangle in world units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Bounds {
    /// The smallest rectangle around all points of `positions` (x and y interleaved). The radii of
    /// nodes do not count, the margin has room for them. Without points, the origin.
    pub fn of(positions: &[f32]) -> Bounds {
        Bounds::of_nodes(positions, |_| true)
    }

    /// The same of the nodes that are visible; of all where none is.
    pub fn of_visible(positions: &[f32], visible: impl Fn(u32) -> bool) -> Bounds {
        let count = positions.len() as u32 / 2;
        if (0..count).any(&visible) {
            Bounds::of_nodes(positions, visible)
        } else {
            Bounds::of(positions)
        }
    }

    fn of_nodes(positions: &[f32], counts: impl Fn(u32) -> bool) -> Bounds {
        let axis = |offset: usize| {
            let places = (0u32..).zip(positions.chunks_exact(2));
            let values = places
                .filter(|(node, _)| counts(*node))
                .map(|(_, place)| f64::from(place[offset]));
            let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |range, value| {
                (range.0.min(value), range.1.max(value))
            });
            if low > high { (0.0, 0.0) } else { (low, high) }
        };
        let (left, right) = axis(0);
        let (top, bottom) = axis(1);
        Bounds {
            left,
            top,
            right,
            bottom,
        }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The middle of the rectangle.
    pub fn centre(&self) -> (f64, f64) {
        (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        )
    }
}

/// The point of the world in the middle of the canvas, and CSS pixels per world unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    pub x: f64,
    pub y: f64,
    pub zoom: f64,
}

impl Camera {
    /// The camera that shows all of `bounds` in the middle, leaving at least the share `margin` of
    /// the viewport empty on each side.
    ///
    /// It is what an SVG shows with `preserveAspectRatio="xMidYMid meet"` and a view box around the
    /// same middle, `1 / (1 - 2 * margin)` times as wide and high as `bounds`, but at least
    /// [`LEAST_EXTENT`]; so the live view takes over from the picture in the page without a jump.
    pub fn fit(bounds: Bounds, viewport: Viewport, margin: f64) -> Camera {
        let (x, y) = bounds.centre();
        let shown = |extent: f64, least: f64| (extent / (1.0 - 2.0 * margin)).max(least);
        let zoom = (viewport.width / shown(bounds.width(), LEAST_EXTENT.0))
            .min(viewport.height / shown(bounds.height(), LEAST_EXTENT.1));
        // A canvas without size, which is not shown yet, must not leave a camera without zoom.
        let zoom = if zoom > 0.0 { zoom } else { 1.0 };
        Camera { x, y, zoom }
    }

    /// The same, but in the middle of what the edges leave free.
    pub fn fit_within(bounds: Bounds, viewport: Viewport, edges: Edges) -> Camera {
        let free = Viewport {
            width: (viewport.width - edges.left - edges.right).max(viewport.width / 3.0),
            height: (viewport.height - edges.top - edges.bottom).max(viewport.height / 3.0),
        };
        let zoom = Camera::fit(bounds, free, MARGIN).zoom;
        Camera::centred(bounds, zoom, edges)
    }

    /// The camera that has the middle of `bounds` in the middle of what the edges leave free.
    fn centred(bounds: Bounds, zoom: f64, edges: Edges) -> Camera {
        let (x, y) = bounds.centre();
        Camera {
            x: x + (edges.right - edges.left) / 2.0 / zoom,
            y: y + (edges.bottom - edges.top) / 2.0 / zoom,
            zoom,
        }
    }

    /// The camera, moved and widened as little as brings all of `bounds` to where nothing covers it; none where it is there
    /// already.
    pub(crate) fn including(
        self,
        bounds: Bounds,
        viewport: Viewport,
        edges: Edges,
    ) -> Option<Camera> {
        let (left, top) = self.screen_from_world(viewport, bounds.left, bounds.top);
        let (right, bottom) = self.screen_from_world(viewport, bounds.right, bounds.bottom);
        let inside = left >= edges.left
            && top >= edges.top
            && right <= viewport.width - edges.right
            && bottom <= viewport.height - edges.bottom;
        if inside {
            return None;
        }
        let widest = Camera::fit_within(bounds, viewport, edges).zoom;
        Some(Camera::centred(bounds, self.zoom.min(widest), edges))
    }

    /// The camera, moved as little as brings a point of the world to where nothing covers it, with some room about it;
    /// none where it is there already.
    pub(crate) fn uncovering(
        self,
        viewport: Viewport,
        covered: Edges,
        (x, y): (f64, f64),
    ) -> Option<Camera> {
        let (left, top) = self.screen_from_world(viewport, x, y);
        let away = |at: f64, first: f64, last: f64| {
            let (first, last) = (first + ROOM, last - ROOM);
            // Where there is no room for room, the middle has most of it.
            let goal = if first < last {
                at.clamp(first, last)
            } else {
                (first + last) / 2.0
            };
            goal - at
        };
        let across = away(left, covered.left, viewport.width - covered.right);
        let down = away(top, covered.top, viewport.height - covered.bottom);
        let mut camera = self;
        camera.pan(across, down);
        (across != 0.0 || down != 0.0).then_some(camera)
    }

    /// Whether all three numbers are usable; a camera from a URL may hold anything.
    pub fn is_valid(&self) -> bool {
        self.x.is_finite() && self.y.is_finite() && self.zoom.is_finite() && self.zoom > 0.0
    }

    pub fn screen_from_world(&self, viewport: Viewport, x: f64, y: f64) -> (f64, f64) {
        (
            (x - self.x) * self.zoom + viewport.width / 2.0,
            (y - self.y) * self.zoom + viewport.height / 2.0,
        )
    }

    pub fn world_from_screen(&self, viewport: Viewport, x: f64, y: f64) -> (f64, f64) {
        (
            (x - viewport.width / 2.0) / self.zoom + self.x,
            (y - viewport.height / 2.0) / self.zoom + self.y,
        )
    }

    /// What the vertex shaders use: the centre, then the scale, of
    /// `clip = (world - centre) * scale`. The centre is subtracted first, since single precision
    /// would not hold the product when zoomed in far from the origin.
    pub fn clip_from_world(&self, viewport: Viewport) -> [f32; 4] {
        [
            self.x as f32,
            self.y as f32,
            (2.0 * self.zoom / viewport.width) as f32,
            (-2.0 * self.zoom / viewport.height) as f32,
        ]
    }

    /// Moves what is seen by so many pixels, as when it is dragged.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        self.x -= dx / self.zoom;
        self.y -= dy / self.zoom;
    }

    /// Zooms so that the point under the pixel (x, y) stays under it.
    pub fn zoom_about(&mut self, viewport: Viewport, x: f64, y: f64, factor: f64) {
        let (world_x, world_y) = self.world_from_screen(viewport, x, y);
        self.zoom *= factor;
        self.x = world_x - (x - viewport.width / 2.0) / self.zoom;
        self.y = world_y - (y - viewport.height / 2.0) / self.zoom;
    }
}

/// How far the camera may go, so that nobody loses the network.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    bounds: Bounds,
    nearest: f64,
    farthest: f64,
}

impl Limits {
    pub(crate) fn new(bounds: Bounds, fit: Camera) -> Limits {
        Limits {
            bounds,
            nearest: (fit.zoom * 16.0).max(240.0),
            farthest: fit.zoom / 4.0,
        }
    }

    /// The same, but reaching as far back as to that zoom.
    pub(crate) fn reaching(self, zoom: f64) -> Limits {
        Limits {
            farthest: self.farthest.min(zoom),
            ..self
        }
    }

    /// The factor, shortened to what keeps the zoom within the limits.
    pub(crate) fn factor(&self, zoom: f64, factor: f64) -> f64 {
        (zoom * factor).clamp(self.farthest.min(zoom), self.nearest.max(zoom)) / zoom
    }

    /// The camera with its centre kept over the network.
    pub(crate) fn hold(&self, camera: Camera) -> Camera {
        Camera {
            x: camera.x.clamp(self.bounds.left, self.bounds.right),
            y: camera.y.clamp(self.bounds.top, self.bounds.bottom),
            zoom: camera.zoom,
        }
    }
}

/// CSS pixels per world unit for the radii of nodes. At the zoom of the fit they are true to the
/// layout, as in the picture of the server; beyond, they grow more slowly than distances do, so
/// that zooming in makes room.
pub(crate) fn radius_scale(zoom: f64, fit_zoom: f64) -> f64 {
    fit_zoom * (zoom / fit_zoom).powf(0.55)
}

/// The least and the greatest radius of a node on screen, in CSS pixels.
pub(crate) const RADIUS_RANGE: (f32, f32) = (1.0, 64.0);

/// The radius of a node on screen, in CSS pixels; the node shader says the same.
pub(crate) fn screen_radius(radius: f32, scale: f64) -> f32 {
    (radius * scale as f32).clamp(RADIUS_RANGE.0, RADIUS_RANGE.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEWPORT: Viewport = Viewport {
        width: 1280.0,
        height: 800.0,
    };

    #[test]
    fn fit_leaves_the_margin_on_the_tight_side() {
        let bounds = Bounds::of(&[0.0, 0.0, 10.0, 10.0]);
        let camera = Camera::fit(bounds, VIEWPORT, MARGIN);
        assert_eq!((camera.x, camera.y), (5.0, 5.0));
        let (_, top) = camera.screen_from_world(VIEWPORT, 0.0, 0.0);
        assert!((top - 64.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_hidden_does_not_count_for_showing_all() {
        let positions = [0.0, 0.0, 100.0, 100.0, 2.0, 3.0];
        let shown = Bounds::of_visible(&positions, |node| node != 1);
        assert_eq!(shown, Bounds::of(&[0.0, 0.0, 2.0, 3.0]));
        let none = Bounds::of_visible(&positions, |_| false);
        assert_eq!(none, Bounds::of(&positions));
    }

    #[test]
    fn what_is_brought_into_view_is_clear_of_the_edges_and_what_is_there_stays() {
        let edges = Edges {
            left: 320.0,
            ..Edges::default()
        };
        let camera = Camera {
            x: 0.0,
            y: 0.0,
            zoom: 10.0,
        };
        let near = Bounds::of(&[-10.0, -10.0, 10.0, 10.0]);
        assert_eq!(camera.including(near, VIEWPORT, edges), None);
        for far in [[-60.0, 0.0, -50.0, 5.0], [-200.0, -10.0, 300.0, 10.0]] {
            let far = Bounds::of(&far);
            let moved = camera.including(far, VIEWPORT, edges);
            let moved = moved.expect("it is not in view");
            assert!(moved.zoom <= camera.zoom);
            assert_eq!(moved.including(far, VIEWPORT, edges), None);
        }
    }

    #[test]
    fn fit_is_what_an_svg_view_box_shows() {
        let bounds = Bounds {
            left: -3.0,
            top: 2.0,
            right: 17.0,
            bottom: 7.0,
        };
        let camera = Camera::fit(bounds, VIEWPORT, MARGIN);
        let grown = MARGIN / (1.0 - 2.0 * MARGIN);
        let (width, height) = (
            bounds.width() * (1.0 + 2.0 * grown),
            bounds.height() * (1.0 + 2.0 * grown),
        );
        let meet = (VIEWPORT.width / width).min(VIEWPORT.height / height);
        assert!((camera.zoom - meet).abs() < 1e-9);
    }

    #[test]
    fn fit_within_edges_keeps_clear_of_them() {
        let bounds = Bounds::of(&[0.0, 0.0, 10.0, 10.0]);
        let edges = Edges {
            top: 60.0,
            right: 270.0,
            ..Edges::default()
        };
        let camera = Camera::fit_within(bounds, VIEWPORT, edges);
        let (left, top) = camera.screen_from_world(VIEWPORT, 0.0, 0.0);
        let (right, bottom) = camera.screen_from_world(VIEWPORT, 10.0, 10.0);
        assert!(left > 0.0 && right < VIEWPORT.width - 270.0 && top > 60.0);
        assert!((left - (VIEWPORT.width - 270.0 - right)).abs() < 1e-6);
        assert!((top - 60.0 - (VIEWPORT.height - bottom)).abs() < 1e-6);
        let plain = Camera::fit_within(bounds, VIEWPORT, Edges::default());
        assert_eq!(plain, Camera::fit(bounds, VIEWPORT, MARGIN));
    }

    #[test]
    fn fit_of_nothing_and_of_one_point_is_usable() {
        for positions in [&[][..], &[4.0, 4.0][..]] {
            let camera = Camera::fit(Bounds::of(positions), VIEWPORT, MARGIN);
            assert!(camera.is_valid() && camera.zoom < 155.0);
        }
        let nowhere = Viewport {
            width: 0.0,
            height: 0.0,
        };
        assert!(Camera::fit(Bounds::of(&[]), nowhere, MARGIN).is_valid());
    }

    #[test]
    fn what_is_covered_comes_out_by_the_shortest_way() {
        let camera = Camera {
            x: 0.0,
            y: 0.0,
            zoom: 10.0,
        };
        let covered = Edges {
            right: 340.0,
            ..Edges::default()
        };
        assert_eq!(camera.uncovering(VIEWPORT, covered, (0.0, 30.0)), None);
        let moved = camera.uncovering(VIEWPORT, covered, (60.0, 30.0)).unwrap();
        let (x, y) = moved.screen_from_world(VIEWPORT, 60.0, 30.0);
        assert!((x - (1280.0 - 340.0 - ROOM)).abs() < 1e-9 && (y - 700.0).abs() < 1e-9);
        let all = Edges {
            top: 500.0,
            bottom: 290.0,
            ..Edges::default()
        };
        let moved = camera.uncovering(VIEWPORT, all, (0.0, 0.0)).unwrap();
        assert!((moved.screen_from_world(VIEWPORT, 0.0, 0.0).1 - 505.0).abs() < 1e-9);
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let mut camera = Camera {
            x: 3.0,
            y: -2.0,
            zoom: 20.0,
        };
        let before = camera.world_from_screen(VIEWPORT, 100.0, 700.0);
        camera.zoom_about(VIEWPORT, 100.0, 700.0, 3.0);
        let after = camera.world_from_screen(VIEWPORT, 100.0, 700.0);
        assert!((before.0 - after.0).abs() < 1e-9 && (before.1 - after.1).abs() < 1e-9);
    }

    #[test]
    fn screen_and_world_are_inverse_and_clip_agrees() {
        let camera = Camera {
            x: 3.0,
            y: -2.0,
            zoom: 20.0,
        };
        let (x, y) = camera.screen_from_world(VIEWPORT, 5.0, 1.0);
        assert_eq!(camera.world_from_screen(VIEWPORT, x, y), (5.0, 1.0));
        let [centre_x, centre_y, scale_x, scale_y] = camera.clip_from_world(VIEWPORT);
        let clip = ((5.0 - centre_x) * scale_x, (1.0 - centre_y) * scale_y);
        let expected = (
            x / VIEWPORT.width * 2.0 - 1.0,
            1.0 - y / VIEWPORT.height * 2.0,
        );
        assert!((f64::from(clip.0) - expected.0).abs() < 1e-6);
        assert!((f64::from(clip.1) - expected.1).abs() < 1e-6);
    }

    #[test]
    fn limits_shorten_the_factor_but_never_reverse_it() {
        let bounds = Bounds::of(&[0.0, 0.0, 100.0, 100.0]);
        let fit = Camera::fit(bounds, VIEWPORT, MARGIN);
        let limits = Limits::new(bounds, fit);
        assert!(fit.zoom * limits.factor(fit.zoom, 1e6) <= 240.0 + 1e-9);
        assert!(limits.factor(fit.zoom / 10.0, 0.5) == 1.0);
        let held = limits.hold(Camera {
            x: 1e9,
            y: -1e9,
            zoom: 1.0,
        });
        assert_eq!((held.x, held.y), (100.0, 0.0));
    }
}
