//! The stage: owns canvas, scene and camera, and draws a frame when something has changed.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    HtmlCanvasElement, MouseEvent, ResizeObserver, ResizeObserverBoxOptions, ResizeObserverOptions,
    WebGl2RenderingContext as Gl,
};

use crate::camera::{Bounds, Camera, Edges, Limits, MARGIN, Viewport, radius_scale, screen_radius};
use crate::capture::Shot;
use crate::detail::Detail;
use crate::drawing::Drawing;
use crate::error::StageError;
use crate::flight::{Flight, ease};
use crate::gesture::Gesture;
use crate::gpu::{self, Frame, Table};
use crate::grid::Grid;
use crate::ground::Ground;
use crate::input::{self, Listener};
use crate::lines::Lines;
use crate::links::Links;
use crate::lists::{self, Focus, Marked, Orders, Visible};
use crate::motion::{Glide, Since, approach, blend};
use crate::nodes::Nodes;
use crate::overlay::{Overlay, View};
use crate::scene::{Backdrop, Look, Scene, Target, kind};
use crate::theme::Theme;

/// Milliseconds without movement until the full picture comes back and the camera is reported.
const REST: f64 = 140.0;
/// Milliseconds in which two thirds of the way are gone: of soft zooming, of nodes to new
/// positions, of what steps back.
const SOFTNESS: f64 = 70.0;
const SETTLING: f64 = 90.0;
const FOCUSING: f64 = 60.0;
/// Milliseconds in which nodes travel to another arrangement.
const JOURNEY: f64 = 900.0;
/// CSS pixels around a node that still count as touching it, and beside the middle of a line.
const REACH: f32 = 5.0;
const LINE_REACH: f32 = 5.0;
/// Device pixels for each CSS pixel beyond which the network gains nothing, but costs.
const FINEST: f64 = 2.0;
/// Milliseconds on screen after which a lost context is given up.
const GIVEN_UP: f64 = 3000.0;
/// CSS pixels for each world unit that a flight to a node zooms in to at least.
const CLOSE: f64 = 55.0;

/// What the stage tells its owner. They may call the stage back, and even drop it.
pub struct Callbacks {
    /// The person has selected something, or nothing.
    pub on_select: Box<dyn Fn(Option<Target>)>,
    /// The person wants to open something: double click on a node, or Enter on what is selected.
    pub on_open: Box<dyn Fn(Target)>,
    /// The pointer has moved over something, or away from it: to a place in CSS pixels from the top left corner.
    pub on_hover: Box<dyn Fn(Option<Target>, [f64; 2])>,
    /// The camera has come to rest somewhere else; none where it shows the whole network.
    pub on_camera: Box<dyn Fn(Option<Camera>)>,
    /// The person has put a node somewhere, in layout units.
    pub on_move: Box<dyn Fn(u32, [f32; 2])>,
    /// The graphics processor was lost and has not come back: nothing can be drawn any more.
    pub on_lost: Box<dyn Fn()>,
}

impl Default for Callbacks {
    fn default() -> Self {
        Callbacks {
            on_select: Box::new(|_| {}),
            on_open: Box::new(|_| {}),
            on_hover: Box::new(|_, _| {}),
            on_camera: Box::new(|_| {}),
            on_move: Box::new(|_, _| {}),
            on_lost: Box::new(|| {}),
        }
    }
}

/// What is to be told once the stage is free to be called again.
enum Event {
    Select(Option<Target>),
    Open(Target),
    Hover(Option<Target>, [f64; 2]),
    Camera(Option<Camera>),
    Move(u32, [f32; 2]),
    Lost,
}

/// A network drawn on a canvas. Dropping it removes every listener, and all that it has made in
/// the page and on the graphics processor; the canvas itself stays.
///
/// The canvas must lie in a positioned element of the same size (names go into a second canvas
/// above it), with `touch-action: none`, and with a `tabindex` if it is to hear keys.
pub struct Stage {
    shared: Rc<Shared>,
    _listeners: Vec<Listener>,
    observer: ResizeObserver,
    _observed: Closure<dyn FnMut()>,
}

impl Stage {
    /// Draws `scene` on `canvas`, all of it in view ([`Camera::fit`] with [`MARGIN`]).
    pub fn new(
        canvas: HtmlCanvasElement,
        scene: Scene,
        theme: Theme,
        callbacks: Callbacks,
    ) -> Result<Stage, StageError> {
        scene.check()?;
        let window = web_sys::window().ok_or(StageError::NotInDocument)?;
        let gl = gpu::context(&canvas)?;
        let layers = (Ground::new(&canvas)?, Overlay::new(&canvas)?);
        let gpu = Gpu::new(gl)?;
        let inner = Inner::new(window, canvas.clone(), gpu, layers, scene, theme);
        let shared = Rc::new(Shared {
            inner: RefCell::new(inner),
            callbacks,
            closed: Cell::new(false),
            tick: OnceCell::new(),
        });
        let weak = Rc::downgrade(&shared);
        shared.tick.get_or_init(|| {
            Closure::new(move |now: f64| {
                if let Some(shared) = weak.upgrade() {
                    shared.act(|inner| inner.tick(now));
                }
            })
        });
        let weak = Rc::downgrade(&shared);
        let observed = Closure::<dyn FnMut()>::new(move || {
            if let Some(shared) = weak.upgrade() {
                shared.act(Inner::resize);
            }
        });
        let observer = ResizeObserver::new(observed.as_ref().unchecked_ref())
            .map_err(|_| StageError::NoCanvas)?;
        // This box also changes when only the density of the screen does. Where a browser does
        // not know it, the plain one serves.
        let options = ResizeObserverOptions::new();
        options.set_box(ResizeObserverBoxOptions::DevicePixelContentBox);
        observer.observe_with_options(&canvas, &options);
        let mut listeners = input::listen(&shared, &canvas);
        if let Some(document) = canvas.owner_document() {
            let fonts = document.fonts();
            listeners.push(Listener::new(
                &shared,
                &fonts,
                "loadingdone",
                |inner, _: &web_sys::Event| inner.measure_again(),
            ));
        }
        shared.act(Inner::resize);
        Ok(Stage {
            shared,
            _listeners: listeners,
            observer,
            _observed: observed,
        })
    }

    /// Draws another network in place of this one, of it the nodes and links that are marked; the
    /// camera stays where it is, unless it shows all. Nothing is selected then.
    pub fn set_scene(
        &self,
        scene: Scene,
        nodes: &[bool],
        links: &[bool],
    ) -> Result<(), StageError> {
        scene.check()?;
        let visible = Visible {
            nodes: nodes.to_vec(),
            links: links.to_vec(),
        };
        self.shared.act(|inner| inner.set_scene(scene, visible));
        Ok(())
    }

    /// Draws in other colours.
    pub fn set_theme(&self, theme: Theme) {
        self.shared.act(|inner| {
            inner.theme = theme;
            inner.measure_again();
            inner.redraw = true;
        });
    }

    /// Lets every node glide to a new position. Positions that do not fit the scene are ignored.
    pub fn set_positions(&self, positions: &[f32]) {
        self.shared.act(|inner| inner.set_positions(positions));
    }

    /// Puts every node where it belongs, at once.
    pub fn place(&self, positions: &[f32]) {
        self.shared.act(|inner| inner.place(positions));
    }

    /// Lets every node travel to another arrangement; what is shown whole keeps clear of the edges.
    pub fn arrange(&self, positions: &[f32], backdrop: Backdrop, look_at: LookAt, edges: Edges) {
        self.shared
            .act(|inner| inner.arrange(positions, backdrop, look_at, edges));
    }

    /// Gives nodes and links other sizes, colours and lines. Errors: the look does not fit the scene.
    pub fn set_look(&self, look: Look) -> Result<(), StageError> {
        self.shared.act(|inner| inner.set_look(look))
    }

    /// Lets the person move nodes, or not.
    pub fn set_movable(&self, movable: bool) {
        self.shared.act(|inner| inner.movable = movable);
    }

    /// Marks the nodes that the person has put somewhere.
    pub fn set_pins(&self, pins: Vec<u32>) {
        self.shared.act(|inner| {
            inner.pins = pins;
            inner.relabel = true;
        });
    }

    /// The present view as a drawing.
    pub fn drawing(&self) -> Drawing {
        self.shared.inner.borrow_mut().drawing()
    }

    /// The radius on screen of nodes of a radius in layout units, in CSS pixels.
    pub fn screen_radius(&self, radius: f32) -> f32 {
        let inner = self.shared.inner.borrow();
        screen_radius(radius, radius_scale(inner.camera.zoom, inner.whole.zoom))
    }

    /// The colours in use.
    pub fn theme(&self) -> Theme {
        self.shared.inner.borrow().theme.clone()
    }

    /// Where the nodes are now.
    pub fn positions(&self) -> Vec<f32> {
        self.shared.inner.borrow().positions.clone()
    }

    /// Shows the nodes and links that are marked, and hides the others. A link is also hidden with
    /// either of its ends. The camera stays, so that one sees what has gone: see [`Stage::fit`].
    pub fn set_visible(&self, nodes: &[bool], links: &[bool]) {
        self.shared.act(|inner| {
            inner.visible = Visible {
                nodes: nodes.to_vec(),
                links: links.to_vec(),
            };
            inner.refocus();
            inner.forget_places();
        });
    }

    /// Selects something or nothing, without telling it back.
    pub fn select(&self, target: Option<Target>) {
        self.shared.act(|inner| inner.select(target));
    }

    /// Lets nodes and links stand out and all others step back; nothing marked ends that.
    pub fn mark(&self, marked: Marked) {
        self.shared.act(|inner| inner.mark_all(marked));
    }

    /// What is selected.
    pub fn selected(&self) -> Option<Target> {
        self.shared.inner.borrow().selected
    }

    /// Marks something as if the pointer were over it, without telling it back; for lists beside the
    /// network.
    pub fn hover(&self, target: Option<Target>) {
        self.shared.act(|inner| inner.mark(target));
    }

    /// Puts a ring around some nodes: somebody else is there.
    pub fn ring(&self, nodes: &[u32]) {
        self.shared.act(|inner| {
            inner.ringed = nodes.to_vec();
            inner.relabel = true;
        });
    }

    /// Brings a node into the middle, near enough to read the names around it.
    pub fn fly_to(&self, node: u32) {
        self.shared.act(|inner| inner.fly_to(node));
    }

    /// Brings what is selected out from under what lies over the edges of the canvas.
    pub fn reveal(&self, covered: Edges) {
        self.shared.act(|inner| inner.reveal(covered));
    }

    /// Brings all that is marked into view, out from under what lies over the edges of the canvas.
    pub fn show_marked(&self, covered: Edges) {
        self.shared.act(|inner| inner.show_marked(covered));
    }

    /// Keeps what is shown whole clear of what lies over the edges of the canvas, from now on.
    pub fn keep_clear(&self, edges: Edges) {
        self.shared.act(|inner| inner.keep_clear(edges));
    }

    /// Flies to where all that is visible is in view.
    pub fn fit(&self) {
        self.shared.act(Inner::fit);
    }

    /// Shows all that is visible, at once.
    pub fn frame(&self) {
        self.shared.act(|inner| {
            inner.motion = Motion::None;
            inner.shown = inner.bounds_shown();
            inner.fitted = true;
            inner.refit();
            inner.redraw = true;
        });
    }

    /// Zooms about the middle, softly.
    pub fn zoom_by(&self, factor: f64) {
        self.shared.act(|inner| inner.zoom_middle(factor));
    }

    /// Whether all is in view, and stays so.
    pub fn is_whole(&self) -> bool {
        self.shared.inner.borrow().fitted
    }

    /// From where the network is seen.
    pub fn camera(&self) -> Camera {
        self.shared.inner.borrow().camera
    }

    /// Flies to where it is seen from there. A camera that is not valid is ignored.
    pub fn fly(&self, camera: Camera) {
        self.shared.act(|inner| {
            if camera.is_valid() {
                inner.fly(camera);
            }
        });
    }

    /// Looks from elsewhere, at once. A camera that is not valid is ignored.
    pub fn set_camera(&self, camera: Camera) {
        self.shared.act(|inner| {
            if camera.is_valid() {
                inner.motion = Motion::None;
                inner.look_from(camera);
            }
        });
    }

    /// What is at a place, in CSS pixels from the top left corner of the canvas.
    pub fn pick(&self, x: f64, y: f64) -> Option<Target> {
        self.shared.inner.borrow_mut().pick(x, y)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.observer.disconnect();
        self.shared.closed.set(true);
        // Called from within one of its own callbacks, the stage is not borrowed.
        if let Ok(mut inner) = self.shared.inner.try_borrow_mut() {
            if let Some(frame) = inner.frame.take() {
                let _ = inner.window.cancel_animation_frame(frame);
            }
            inner.gpu = None;
        }
    }
}

/// The stage as its listeners share it.
pub(crate) struct Shared {
    inner: RefCell<Inner>,
    callbacks: Callbacks,
    closed: Cell<bool>,
    tick: OnceCell<Closure<dyn FnMut(f64)>>,
}

impl Shared {
    /// Changes the stage; then asks for a frame if one is due, and tells what there is to tell.
    pub(crate) fn act<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let mut inner = self.inner.borrow_mut();
        let answer = change(&mut inner);
        if inner.frame.is_none()
            && inner.wants_frame()
            && !self.closed.get()
            && let Some(tick) = self.tick.get()
        {
            let request = inner
                .window
                .request_animation_frame(tick.as_ref().unchecked_ref());
            inner.frame = request.ok();
        }
        let events = std::mem::take(&mut inner.events);
        drop(inner);
        for event in events {
            if self.closed.get() {
                break;
            }
            match event {
                Event::Select(target) => (self.callbacks.on_select)(target),
                Event::Open(target) => (self.callbacks.on_open)(target),
                Event::Hover(target, at) => (self.callbacks.on_hover)(target, at),
                Event::Camera(camera) => (self.callbacks.on_camera)(camera),
                Event::Move(node, at) => (self.callbacks.on_move)(node, at),
                Event::Lost => (self.callbacks.on_lost)(),
            }
        }
        answer
    }
}

/// What moves the camera by itself.
enum Motion {
    None,
    Flight(Flight),
    Glide(Glide),
    /// The rest of a soft zoom, as a logarithm, about a pixel, and of a soft pan.
    Soft {
        zoom: f64,
        x: f64,
        y: f64,
        pan: (f64, f64),
    },
}

/// What is in view at the end of a journey.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LookAt {
    /// What was before; or all, if all was.
    Same,
    /// All of it.
    Whole,
    /// A part, which is shown as the whole.
    Part(Bounds),
}

/// Nodes on their way to another arrangement, and the camera with them.
struct Journey {
    from: Vec<f32>,
    camera: Option<(Camera, Camera)>,
    /// The camera that shows everything, before and after.
    whole: (Camera, Camera),
    since: Since,
}

/// What lives on the graphics processor.
struct Gpu {
    gl: Gl,
    positions: Table,
    links: Links,
    nodes: Nodes,
}

impl Gpu {
    fn new(gl: Gl) -> Result<Gpu, StageError> {
        Ok(Gpu {
            positions: Table::new(&gl, 0)?,
            links: Links::new(&gl)?,
            nodes: Nodes::new(&gl)?,
            gl,
        })
    }
}

/// Everything that changes.
pub(crate) struct Inner {
    window: web_sys::Window,
    canvas: HtmlCanvasElement,
    /// None while the context is lost; for so long that has been, and been waited for.
    gpu: Option<Gpu>,
    lost: Option<f64>,
    ground: Ground,
    overlay: Overlay,
    scene: Scene,
    orders: Orders,
    visible: Visible,
    theme: Theme,
    viewport: Viewport,
    ratio: f64,
    camera: Camera,
    /// The camera that shows everything, hidden or not: sizes go by it, so that they do not change with what is shown.
    whole: Camera,
    bounds: Bounds,
    /// What was visible when all of that was shown last, and whether it is in view now.
    shown: Bounds,
    fitted: bool,
    /// What is shown as the whole where that is not all, and what it keeps clear of.
    home: Option<Bounds>,
    edges: Edges,
    limits: Limits,
    /// Where nodes are drawn, and where they are gliding to.
    positions: Vec<f32>,
    goals: Option<Vec<f32>>,
    journey: Option<Journey>,
    /// Whether nodes can be moved, the one that is being moved, those that were.
    movable: bool,
    pub(crate) held: Option<u32>,
    pins: Vec<u32>,
    /// What lies where, made when it is asked for.
    grid: Option<Grid>,
    lines: Option<Lines>,
    greatest_radius: f32,
    selected: Option<Target>,
    hovered: Option<Target>,
    ringed: Vec<u32>,
    focus: Focus,
    marked: Marked,
    focus_share: f64,
    pub(crate) gesture: Gesture,
    motion: Motion,
    detail: Detail,
    events: Vec<Event>,
    /// The frame that has been asked for.
    frame: Option<i32>,
    last_tick: f64,
    last_move: f64,
    /// Moving, or not long enough at rest to show everything again.
    unsettled: bool,
    /// The last tick drew a frame of a movement.
    drew: bool,
    camera_moved: bool,
    lists_changed: bool,
    positions_changed: bool,
    redraw: bool,
    relabel: bool,
}

impl Inner {
    fn new(
        window: web_sys::Window,
        canvas: HtmlCanvasElement,
        gpu: Gpu,
        (ground, overlay): (Ground, Overlay),
        scene: Scene,
        theme: Theme,
    ) -> Inner {
        let bounds = Bounds::of(&scene.positions);
        let viewport = Viewport {
            width: 0.0,
            height: 0.0,
        };
        let whole = Camera::fit(bounds, viewport, MARGIN);
        Inner {
            window,
            canvas,
            gpu: Some(gpu),
            lost: None,
            ground,
            overlay,
            orders: Orders::new(&scene),
            visible: Visible::all(&scene),
            theme,
            viewport,
            ratio: 1.0,
            camera: whole,
            whole,
            bounds,
            shown: bounds,
            fitted: true,
            home: None,
            edges: Edges::default(),
            limits: Limits::new(bounds, whole),
            positions: scene.positions.clone(),
            goals: None,
            journey: None,
            movable: false,
            held: None,
            pins: Vec::new(),
            grid: None,
            lines: None,
            greatest_radius: greatest(&scene.radii),
            selected: None,
            hovered: None,
            ringed: Vec::new(),
            focus: Focus::default(),
            marked: Marked::default(),
            focus_share: 0.0,
            gesture: Gesture::default(),
            motion: Motion::None,
            detail: Detail::default(),
            events: Vec::new(),
            frame: None,
            last_tick: 0.0,
            last_move: 0.0,
            unsettled: false,
            drew: false,
            camera_moved: false,
            lists_changed: true,
            positions_changed: true,
            redraw: true,
            relabel: true,
            scene,
        }
    }

    fn set_scene(&mut self, scene: Scene, visible: Visible) {
        self.orders = Orders::new(&scene);
        self.visible = visible;
        self.positions.clone_from(&scene.positions);
        self.goals = None;
        self.journey = None;
        self.home = None;
        self.held = None;
        self.pins.clear();
        self.greatest_radius = greatest(&scene.radii);
        self.selected = None;
        self.hovered = None;
        self.ringed.clear();
        self.focus = Focus::default();
        self.marked = Marked::default();
        self.focus_share = 0.0;
        self.overlay.forget();
        self.scene = scene;
        self.lists_changed = true;
        self.place_nodes();
    }

    /// The nodes are elsewhere: measures anew what depends on it.
    fn place_nodes(&mut self) {
        self.bounds = Bounds::of(&self.positions);
        self.shown = self.bounds_of(&self.positions);
        self.forget_places();
        self.positions_changed = true;
        self.refit();
        self.redraw = true;
    }

    /// Other things are elsewhere: what is under a pointer is found anew.
    fn forget_places(&mut self) {
        self.grid = None;
        self.lines = None;
    }

    /// The bounds of the visible ones among nodes at these positions; of all where none is.
    fn bounds_of(&self, positions: &[f32]) -> Bounds {
        Bounds::of_visible(positions, |node| self.visible.node(node))
    }

    /// The bounds of what is visible, where it is or is going.
    fn bounds_shown(&self) -> Bounds {
        self.bounds_of(self.goals.as_ref().unwrap_or(&self.positions))
    }

    /// The camera that shows what lies within the bounds, or the part that stands for all.
    fn camera_on(&self, bounds: Bounds) -> Camera {
        Camera::fit_within(self.home.unwrap_or(bounds), self.viewport, self.edges)
    }

    /// Finds the camera that shows everything, and follows what is shown if that was in view.
    fn refit(&mut self) {
        self.whole = self.camera_on(self.bounds);
        let all = Camera::fit(self.bounds, self.viewport, MARGIN).zoom;
        self.limits = Limits::new(self.bounds, self.whole).reaching(all);
        if self.fitted {
            self.camera = self.camera_on(self.shown);
        }
    }

    pub(crate) fn resize(&mut self) {
        let viewport = Viewport {
            width: f64::from(self.canvas.client_width().max(1)),
            height: f64::from(self.canvas.client_height().max(1)),
        };
        let density = self.window.device_pixel_ratio();
        let ratio = density.min(FINEST);
        if viewport == self.viewport && ratio == self.ratio {
            return;
        }
        self.viewport = viewport;
        self.ratio = ratio;
        self.canvas
            .set_width((viewport.width * ratio).round() as u32);
        self.canvas
            .set_height((viewport.height * ratio).round() as u32);
        self.overlay.resize(viewport, density);
        self.ground.resize(viewport, ratio);
        self.refit();
        // A canvas of another size is empty; waiting for the next frame would flicker.
        self.draw();
    }

    /// Names have other widths: the typeface has arrived, or is another.
    fn measure_again(&mut self) {
        self.overlay.forget();
        self.relabel = true;
    }

    fn is_calm(&self) -> bool {
        self.window
            .match_media("(prefers-reduced-motion: reduce)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches())
    }

    fn now(&self) -> f64 {
        self.window.performance().map_or(0.0, |clock| clock.now())
    }

    // The camera.

    fn look_from(&mut self, camera: Camera) {
        self.camera = self.limits.hold(camera);
        self.fitted = false;
        if let Some(journey) = &mut self.journey {
            journey.camera = None;
        }
        self.moved();
        self.camera_moved = true;
    }

    /// The picture moves: its details wait until it has come to rest.
    fn moved(&mut self) {
        self.last_move = self.now();
        if !self.unsettled {
            self.unsettled = true;
            self.detail.begin();
        }
        self.redraw = true;
    }

    pub(crate) fn pan(&mut self, dx: f64, dy: f64) {
        let mut camera = self.camera;
        camera.pan(dx, dy);
        self.look_from(camera);
    }

    pub(crate) fn zoom_at(&mut self, x: f64, y: f64, factor: f64) {
        let mut camera = self.camera;
        camera.zoom_about(self.viewport, x, y, self.limits.factor(camera.zoom, factor));
        self.look_from(camera);
    }

    pub(crate) fn zoom_softly(&mut self, x: f64, y: f64, factor: f64) {
        if self.is_calm() {
            return self.zoom_at(x, y, factor);
        }
        let (left, pan) = match self.motion {
            Motion::Soft { zoom, pan, .. } => (zoom, pan),
            _ => (0.0, (0.0, 0.0)),
        };
        self.motion = Motion::Soft {
            zoom: left + factor.ln(),
            x,
            y,
            pan,
        };
    }

    pub(crate) fn zoom_middle(&mut self, factor: f64) {
        let Viewport { width, height } = self.viewport;
        self.zoom_softly(width / 2.0, height / 2.0, factor);
    }

    pub(crate) fn pan_softly(&mut self, dx: f64, dy: f64) {
        if self.is_calm() {
            return self.pan(dx, dy);
        }
        let (zoom, x, y, left) = match self.motion {
            Motion::Soft { zoom, x, y, pan } => (zoom, x, y, pan),
            _ => (0.0, 0.0, 0.0, (0.0, 0.0)),
        };
        self.motion = Motion::Soft {
            zoom,
            x,
            y,
            pan: (left.0 + dx, left.1 + dy),
        };
    }

    fn fly(&mut self, to: Camera) {
        self.fitted = false;
        if self.is_calm() {
            self.motion = Motion::None;
            self.look_from(to);
        } else {
            self.motion = Motion::Flight(Flight::new(self.camera, to, self.viewport));
        }
    }

    fn fly_to(&mut self, node: u32) {
        if node as usize >= self.scene.node_count() {
            return;
        }
        // Where it will be, if it is still on its way.
        let (x, y) = Scene::place(self.goals.as_ref().unwrap_or(&self.positions), node);
        self.fly(Camera {
            x,
            y,
            zoom: self.camera.zoom.max(CLOSE).max(self.whole.zoom),
        });
    }

    fn reveal(&mut self, covered: Edges) {
        let ends = match self.selected {
            Some(Target::Node(node)) => [node; 2],
            Some(Target::Link(link)) => self.scene.links[link as usize],
            None => return,
        };
        // What travels to another arrangement is going to be in view.
        if self.journey.is_some() {
            return;
        }
        let positions = self.goals.as_ref().unwrap_or(&self.positions);
        let [from, to] = ends.map(|end| Scene::place(positions, end));
        let place = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        if let Some(camera) = self.heading().uncovering(self.viewport, covered, place) {
            self.fly(camera);
        }
    }

    fn show_marked(&mut self, covered: Edges) {
        // What travels to another arrangement is going to be in view.
        if self.marked.nodes.is_empty() || self.journey.is_some() {
            return;
        }
        let positions = self.goals.as_ref().unwrap_or(&self.positions);
        let places = self.marked.nodes.iter().flat_map(|node| {
            let (x, y) = Scene::place(positions, *node);
            [x as f32, y as f32]
        });
        let bounds = Bounds::of(&places.collect::<Vec<f32>>());
        if let Some(camera) = self.heading().including(bounds, self.viewport, covered) {
            self.fly(camera);
        }
    }

    /// From where the network is seen once the camera has arrived.
    fn heading(&self) -> Camera {
        match &self.motion {
            Motion::Flight(flight) => flight.goal(),
            _ => self.camera,
        }
    }

    fn keep_clear(&mut self, edges: Edges) {
        if edges != self.edges {
            self.edges = edges;
            if self.fitted {
                self.fit();
            }
        }
    }

    pub(crate) fn fit(&mut self) {
        self.shown = self.bounds_shown();
        self.fly(self.camera_on(self.shown));
        // Without motion it is there already.
        self.fitted |= self.camera == self.camera_on(self.shown);
    }

    /// A pointer is put down: what moves by itself stops.
    pub(crate) fn grab(&mut self) {
        self.motion = Motion::None;
        if let Some(journey) = &mut self.journey {
            journey.camera = None;
        }
    }

    pub(crate) fn fling(&mut self, x: f64, y: f64) {
        if !self.is_calm() {
            self.motion = Glide::new(x, y).map_or(Motion::None, Motion::Glide);
        }
    }

    // The nodes.

    /// Positions of another number of nodes are those of another network, which has been replaced meanwhile.
    fn fit_the_scene(&self, positions: &[f32]) -> bool {
        positions.len() == self.positions.len() && positions.iter().all(|value| value.is_finite())
    }

    fn place(&mut self, positions: &[f32]) {
        if self.fit_the_scene(positions) {
            self.positions.copy_from_slice(positions);
            self.goals = None;
            self.journey = None;
            self.place_nodes();
        }
    }

    fn set_positions(&mut self, positions: &[f32]) {
        if self.is_calm() {
            self.place(positions);
        } else if self.fit_the_scene(positions) {
            self.goals = Some(positions.to_vec());
            self.journey = None;
        }
    }

    fn arrange(&mut self, positions: &[f32], backdrop: Backdrop, look_at: LookAt, edges: Edges) {
        self.ground.set(backdrop);
        self.redraw = true;
        // A journey that was to show all still does.
        let under_way = self.journey.take().is_some_and(|way| way.camera.is_some());
        let all = under_way || look_at != LookAt::Same;
        self.edges = edges;
        match look_at {
            LookAt::Same => {}
            LookAt::Whole => self.home = None,
            LookAt::Part(part) => self.home = Some(part),
        }
        self.motion = Motion::None;
        self.set_positions(positions);
        let Some(goals) = &self.goals else {
            self.fitted |= all;
            self.refit();
            self.camera_moved = true;
            self.moved();
            return;
        };
        let whole = self.camera_on(Bounds::of(goals));
        let shown = self.camera_on(self.bounds_of(goals));
        self.journey = Some(Journey {
            from: self.positions.clone(),
            camera: all.then_some((self.camera, shown)),
            whole: (self.whole, whole),
            since: Since::default(),
        });
        self.fitted &= !all;
    }

    fn set_look(&mut self, look: Look) -> Result<(), StageError> {
        self.scene.take(look)?;
        self.orders = Orders::new(&self.scene);
        self.greatest_radius = greatest(&self.scene.radii);
        self.lists_changed = true;
        self.redraw = true;
        Ok(())
    }

    /// Takes hold of the node under a pointer, if it can be moved. A finger first has to select it, so that it can
    /// still drag the picture.
    pub(crate) fn hold(&mut self, x: f64, y: f64, finger: bool) {
        self.held = None;
        if self.movable && !self.gesture.down_any() {
            let node = self.pick_node(x, y);
            let selected = |node: u32| self.selected == Some(Target::Node(node));
            self.held = node.filter(|&of| !self.is_hub(of) && (!finger || selected(of)));
        }
    }

    /// Moves the node that is held by so many pixels.
    pub(crate) fn drag(&mut self, node: u32, dx: f64, dy: f64) {
        let at = node as usize * 2;
        let step = [dx / self.camera.zoom, dy / self.camera.zoom].map(|step| step as f32);
        for (axis, step) in step.into_iter().enumerate() {
            self.positions[at + axis] += step;
            if let Some(goals) = &mut self.goals {
                goals[at + axis] = self.positions[at + axis];
            }
        }
        if let Some(journey) = &mut self.journey {
            journey.from[at..at + 2].copy_from_slice(&self.positions[at..at + 2]);
        }
        self.positions_changed = true;
        self.moved();
    }

    /// Lets go of a node where it is now, and tells it.
    pub(crate) fn put(&mut self, node: u32) {
        let at = node as usize * 2;
        self.fitted = false;
        self.place_nodes();
        let place = [self.positions[at], self.positions[at + 1]];
        self.events.push(Event::Move(node, place));
    }

    /// Moves the selected node by so many pixels; false where that cannot be done.
    pub(crate) fn nudge(&mut self, dx: f64, dy: f64) -> bool {
        let node = match self.selected {
            Some(Target::Node(node)) if self.movable && !self.is_hub(node) => node,
            _ => return false,
        };
        self.drag(node, dx, dy);
        self.put(node);
        true
    }

    fn drawing(&mut self) -> Drawing {
        let names = self.with_view(|overlay, view| overlay.names(view));
        Shot {
            scene: &self.scene,
            positions: &self.positions,
            backdrop: self.ground.backdrop(),
            visible: &self.visible,
            focus: &self.focus,
            wished: &self.marked.wished,
            order: &self.orders.nodes,
            theme: &self.theme,
            camera: self.camera,
            viewport: self.viewport,
            radius_scale: radius_scale(self.camera.zoom, self.whole.zoom),
            names,
        }
        .drawing()
    }

    fn is_hub(&self, node: u32) -> bool {
        self.scene.kinds[node as usize] == kind::HUB
    }

    /// What is at a place: a node, or else the line that passes there. One that leads to a hub stands for it.
    pub(crate) fn pick(&mut self, x: f64, y: f64) -> Option<Target> {
        if let Some(node) = self.pick_node(x, y) {
            return Some(Target::Node(node));
        }
        let link = self.pick_link(x, y)?;
        let ends = self.scene.links[link as usize];
        let hub = ends.into_iter().find(|end| self.is_hub(*end));
        Some(hub.map_or(Target::Link(link), Target::Node))
    }

    /// The line at a place. What steps back is met by chance only, and where all lines move none can be meant.
    fn pick_link(&mut self, x: f64, y: f64) -> Option<u32> {
        if self.goals.is_some() {
            return None;
        }
        let (scene, visible, positions) = (&self.scene, &self.visible, &self.positions);
        let lines = self
            .lines
            .get_or_insert_with(|| Lines::new(scene, positions, |link| visible.link(scene, link)));
        let (x, y) = self.camera.world_from_screen(self.viewport, x, y);
        let reach = LINE_REACH / self.camera.zoom as f32;
        lines.pick(scene, positions, [x as f32, y as f32], reach, |link| {
            !self.focus.dims_link(scene, link)
        })
    }

    pub(crate) fn pick_node(&mut self, x: f64, y: f64) -> Option<u32> {
        let visible = &self.visible;
        let positions = &self.positions;
        let grid = self
            .grid
            .get_or_insert_with(|| Grid::new(positions, |node| visible.node(node)));
        let (x, y) = self.camera.world_from_screen(self.viewport, x, y);
        let scale = radius_scale(self.camera.zoom, self.whole.zoom);
        let zoom = self.camera.zoom as f32;
        let reach = |radius: f32| (screen_radius(radius, scale) + REACH) / zoom;
        let radii = &self.scene.radii;
        grid.pick(
            positions,
            x as f32,
            y as f32,
            reach(self.greatest_radius),
            |node| reach(radii[node as usize]),
        )
    }

    pub(crate) fn locate(&self, event: &MouseEvent) -> (f64, f64) {
        (f64::from(event.offset_x()), f64::from(event.offset_y()))
    }

    /// Marks what is under the pointer and tells it.
    pub(crate) fn hover(&mut self, target: Option<Target>, at: (f64, f64)) {
        if target.is_some() || self.hovered.is_some() {
            self.mark(target);
            self.events.push(Event::Hover(target, at.into()));
        }
        self.point_cursor();
    }

    fn mark(&mut self, target: Option<Target>) {
        let target = target.filter(|&target| self.visible.target(&self.scene, target));
        if target != self.hovered {
            self.hovered = target;
            self.relabel = true;
        }
    }

    pub(crate) fn point_cursor(&self) {
        let cursor = if self.gesture.dragging() {
            "grabbing"
        } else if self.hovered.is_some() {
            "pointer"
        } else {
            "grab"
        };
        // A wrong cursor is no reason to stop.
        let _ = self.canvas.style().set_property("cursor", cursor);
    }

    pub(crate) fn selected(&self) -> Option<Target> {
        self.selected
    }

    pub(crate) fn click(&mut self, x: f64, y: f64) {
        let target = self.pick(x, y);
        self.choose(target);
    }

    /// Selects as the person wishes, and tells it.
    pub(crate) fn choose(&mut self, target: Option<Target>) {
        if target != self.selected {
            self.select(target);
            self.events.push(Event::Select(target));
        }
    }

    pub(crate) fn open(&mut self, target: Target) {
        self.events.push(Event::Open(target));
    }

    fn select(&mut self, target: Option<Target>) {
        let target = target.filter(|&target| self.visible.target(&self.scene, target));
        if target == self.selected {
            return;
        }
        self.selected = target;
        if target.is_some() || !self.marked.is_empty() {
            self.refocus();
        } else if self.is_calm() {
            self.focus_share = 0.0;
            self.refocus();
        }
        // Otherwise what had stepped back first comes forward again.
        self.redraw = true;
    }

    fn mark_all(&mut self, marked: Marked) {
        if marked == self.marked {
            return;
        }
        let ends = marked.is_empty();
        self.marked = marked;
        if !ends || self.selected.is_some() || self.is_calm() {
            self.refocus();
        }
        self.redraw = true;
    }

    /// Finds anew what stands out.
    fn refocus(&mut self) {
        let shown = |target: &Target| self.visible.target(&self.scene, *target);
        self.selected = self.selected.filter(shown);
        self.hovered = self.hovered.filter(shown);
        self.focus = if self.marked.is_empty() {
            Focus::new(&self.scene, &self.visible, self.selected)
        } else {
            Focus::of_marked(&self.marked, self.selected)
        };
        self.lists_changed = true;
        self.redraw = true;
    }

    // The frame.

    /// Whether anything is left to do.
    fn wants_frame(&self) -> bool {
        self.redraw
            || self.relabel
            || self.unsettled
            || self.goals.is_some()
            || self.lost.is_some()
            || !matches!(self.motion, Motion::None)
            || self.focus_goal() != self.focus_share
    }

    fn focus_goal(&self) -> f64 {
        if self.selected.is_some() || !self.marked.is_empty() {
            1.0
        } else {
            0.0
        }
    }

    fn tick(&mut self, now: f64) {
        self.frame = None;
        let elapsed = now - self.last_tick;
        self.last_tick = now;
        if self.drew {
            self.detail.learn(elapsed, self.scene.link_count());
        }
        // After a rest the last tick was long ago.
        let elapsed = elapsed.clamp(1.0, 100.0);
        if let Some(lost) = &mut self.lost {
            *lost += elapsed;
            if *lost > GIVEN_UP {
                self.lost = None;
                self.events.push(Event::Lost);
            }
        }
        self.step_motion(elapsed);
        self.step_positions(elapsed);
        self.step_focus(elapsed);
        let resting = matches!(self.motion, Motion::None) && !self.gesture.dragging();
        if self.unsettled && resting && now - self.last_move > REST {
            self.unsettled = false;
            self.redraw = true;
            if std::mem::take(&mut self.camera_moved) {
                let camera = (!self.fitted).then_some(self.camera);
                self.events.push(Event::Camera(camera));
            }
        }
        self.drew = self.redraw && self.unsettled;
        if self.redraw {
            self.draw();
        } else if self.relabel {
            self.draw_overlay();
        }
    }

    fn step_motion(&mut self, elapsed: f64) {
        match std::mem::replace(&mut self.motion, Motion::None) {
            Motion::None => {}
            Motion::Flight(mut flight) => {
                let (camera, arrived) = flight.at(self.now());
                self.look_from(camera);
                self.fitted = arrived && camera == self.camera_on(self.shown);
                if !arrived {
                    self.motion = Motion::Flight(flight);
                }
            }
            Motion::Glide(mut glide) => {
                let mut camera = self.camera;
                let goes_on = glide.step(&mut camera, elapsed);
                self.look_from(camera);
                if goes_on {
                    self.motion = Motion::Glide(glide);
                }
            }
            Motion::Soft { zoom, x, y, pan } => {
                let over = zoom.abs() < 0.004 && pan.0.hypot(pan.1) < 0.5;
                let share = if over {
                    1.0
                } else {
                    approach(elapsed, SOFTNESS)
                };
                self.pan(pan.0 * share, pan.1 * share);
                self.zoom_at(x, y, (zoom * share).exp());
                if !over {
                    let left = 1.0 - share;
                    let pan = (pan.0 * left, pan.1 * left);
                    self.motion = Motion::Soft {
                        zoom: zoom * left,
                        x,
                        y,
                        pan,
                    };
                }
            }
        }
    }

    fn step_positions(&mut self, elapsed: f64) {
        let Some(goals) = self.goals.take() else {
            return;
        };
        if let Some(journey) = self.journey.take() {
            return self.travel(journey, goals);
        }
        // A quarter of a pixel cannot be seen.
        let near = (0.25 / self.camera.zoom) as f32;
        let share = approach(elapsed, SETTLING) as f32;
        if !blend(&mut self.positions, &goals, share, near) {
            self.goals = Some(goals);
        }
        self.place_nodes();
        self.moved();
    }

    fn travel(&mut self, mut journey: Journey, goals: Vec<f32>) {
        let time = (journey.since.elapsed(self.now()) / JOURNEY).clamp(0.0, 1.0);
        let share = ease(time);
        let way = journey.from.iter().zip(&goals);
        for (here, (from, to)) in self.positions.iter_mut().zip(way) {
            *here = from + (to - from) * share as f32;
        }
        if time >= 1.0 {
            self.positions.copy_from_slice(&goals);
        }
        self.place_nodes();
        // Sizes go by it: they shall not jump.
        self.whole = between(journey.whole, share);
        if let Some(cameras) = journey.camera {
            self.camera = between(cameras, share);
            self.camera_moved = true;
        }
        self.moved();
        if time < 1.0 {
            self.journey = Some(journey);
            self.goals = Some(goals);
        } else {
            self.fitted |= journey.camera.is_some();
            self.refit();
        }
    }

    fn step_focus(&mut self, elapsed: f64) {
        let goal = self.focus_goal();
        if goal == self.focus_share {
            return;
        }
        let near = (goal - self.focus_share).abs() < 0.02 || self.is_calm();
        let share = if near {
            1.0
        } else {
            approach(elapsed, FOCUSING)
        };
        self.focus_share += (goal - self.focus_share) * share;
        if near {
            self.focus_share = goal;
            if self.selected.is_none() {
                self.refocus();
            }
        }
        self.redraw = true;
    }

    fn draw(&mut self) {
        self.redraw = false;
        self.ground.draw(&self.theme, self.camera, self.viewport);
        self.draw_network();
        self.draw_overlay();
    }

    fn draw_network(&mut self) {
        let Some(gpu) = &mut self.gpu else {
            return;
        };
        if std::mem::take(&mut self.lists_changed) {
            let (scene, orders, visible) = (&self.scene, &self.orders, &self.visible);
            gpu.nodes
                .upload(&lists::node_words(scene, orders, visible, &self.focus));
            gpu.links
                .upload(&lists::link_words(scene, orders, visible, &self.focus));
        }
        if std::mem::take(&mut self.positions_changed) {
            gpu.positions.upload_pairs(&self.positions);
        }
        let gl = &gpu.gl;
        let (width, height) = (self.canvas.width(), self.canvas.height());
        gl.viewport(0, 0, width as i32, height as i32);
        let [red, green, blue, _] = self.theme.background.0;
        if self.ground.is_empty() {
            gl.clear_color(red, green, blue, 1.0);
        } else {
            gl.clear_color(0.0, 0.0, 0.0, 0.0);
        }
        gl.clear(Gl::COLOR_BUFFER_BIT);
        gl.enable(Gl::BLEND);
        gl.blend_func(Gl::ONE, Gl::ONE_MINUS_SRC_ALPHA);
        gpu.positions.bind();
        let frame = Frame {
            theme: &self.theme,
            clip_from_world: self.camera.clip_from_world(self.viewport),
            viewport: [width as f32, height as f32],
            ratio: self.ratio as f32,
            focus: self.focus_share as f32,
            radius_scale: radius_scale(self.camera.zoom, self.whole.zoom) as f32,
            zoom: self.camera.zoom as f32,
            fit_zoom: self.whole.zoom as f32,
        };
        let total = gpu.links.count();
        let most = if self.unsettled {
            self.detail.links(total)
        } else {
            total
        };
        let length = total as f64 * self.orders.link_length;
        let (width, height) = (self.bounds.width().max(1.0), self.bounds.height().max(1.0));
        let area = width * height * self.camera.zoom;
        gpu.links.draw(&frame, most, (length / area) as f32);
        gpu.nodes.draw(&frame);
    }

    fn draw_overlay(&mut self) {
        self.relabel = false;
        self.with_view(Overlay::draw);
    }

    fn with_view<T>(&mut self, show: impl FnOnce(&mut Overlay, &View) -> T) -> T {
        let view = View {
            scene: &self.scene,
            positions: &self.positions,
            orders: &self.orders,
            visible: &self.visible,
            focus: &self.focus,
            marked: &self.marked,
            hovered: self.hovered,
            ringed: &self.ringed,
            pins: &self.pins,
            captions: &self.ground.backdrop().captions,
            theme: &self.theme,
            camera: self.camera,
            viewport: self.viewport,
            radius_scale: radius_scale(self.camera.zoom, self.whole.zoom),
            moving: self.unsettled,
        };
        show(&mut self.overlay, &view)
    }

    pub(crate) fn lose_context(&mut self) {
        self.gpu = None;
        self.lost = Some(0.0);
    }

    pub(crate) fn restore_context(&mut self) {
        // The driver may refuse now what it took before: then it is still lost.
        self.gpu = gpu::context(&self.canvas).and_then(Gpu::new).ok();
        if self.gpu.is_some() {
            self.lost = None;
        }
        self.lists_changed = true;
        self.positions_changed = true;
        self.redraw = true;
    }
}

/// A camera on the way between two.
fn between((from, to): (Camera, Camera), share: f64) -> Camera {
    Camera {
        x: from.x + (to.x - from.x) * share,
        y: from.y + (to.y - from.y) * share,
        zoom: from.zoom * (to.zoom / from.zoom).powf(share),
    }
}

fn greatest(radii: &[f32]) -> f32 {
    radii.iter().copied().fold(0.0, f32::max)
}
