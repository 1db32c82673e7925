//! Listens to the canvas and tells the stage.

use std::rc::{Rc, Weak};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    AddEventListenerOptions, Event, EventTarget, HtmlCanvasElement, KeyboardEvent, MouseEvent,
    PointerEvent, WheelEvent,
};

use crate::gesture::{Move, Release};
use crate::scene::Target;
use crate::stage::{Inner, Shared};

/// An event handler that is taken off its target when dropped.
pub(crate) struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Handles events as long as the stage exists.
    pub(crate) fn new<E: JsCast + 'static>(
        shared: &Rc<Shared>,
        target: &EventTarget,
        name: &'static str,
        mut handle: impl FnMut(&mut Inner, &E) + 'static,
    ) -> Listener {
        let weak: Weak<Shared> = Rc::downgrade(shared);
        let closure = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if let Some(shared) = weak.upgrade() {
                shared.act(|inner| handle(inner, event.unchecked_ref()));
            }
        });
        let options = AddEventListenerOptions::new();
        options.set_passive(false);
        // Fails only for a target that is no longer there, and then nothing is missed.
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            name,
            closure.as_ref().unchecked_ref(),
            &options,
        );
        Listener {
            target: target.clone(),
            name,
            closure,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, callback);
    }
}

/// Everything that a person can do to the canvas.
pub(crate) fn listen(shared: &Rc<Shared>, canvas: &HtmlCanvasElement) -> Vec<Listener> {
    let target: &EventTarget = canvas;
    let on_down = {
        let canvas = canvas.clone();
        move |inner: &mut Inner, event: &PointerEvent| {
            if event.pointer_type() == "mouse" && event.button() != 0 {
                return;
            }
            // Without capture the drag merely ends at the edge of the canvas.
            let _ = canvas.set_pointer_capture(event.pointer_id());
            inner.grab();
            let (x, y) = inner.locate(event);
            inner.hold(x, y, event.pointer_type() == "touch");
            inner.gesture.down(event.pointer_id(), x, y);
        }
    };
    let on_up = |inner: &mut Inner, event: &PointerEvent| {
        let dragged = inner.gesture.dragging();
        let release = inner.gesture.up(event.pointer_id(), event.time_stamp());
        if let Some(node) = inner.held.take().filter(|_| dragged) {
            inner.put(node);
            inner.point_cursor();
            return;
        }
        match release {
            Release::Nothing => {}
            Release::Click(x, y) => inner.click(x, y),
            Release::Fling(x, y) => inner.fling(x, y),
        }
        inner.point_cursor();
    };
    let on_cancel = |inner: &mut Inner, event: &PointerEvent| {
        inner.gesture.cancel(event.pointer_id());
        if let Some(node) = inner.held.take() {
            inner.put(node);
        }
        inner.point_cursor();
    };
    let on_leave = |inner: &mut Inner, _: &PointerEvent| inner.hover(None, (0.0, 0.0));
    vec![
        Listener::new(shared, target, "pointerdown", on_down),
        Listener::new(shared, target, "pointermove", on_move),
        Listener::new(shared, target, "pointerup", on_up),
        Listener::new(shared, target, "pointercancel", on_cancel),
        Listener::new(shared, target, "pointerleave", on_leave),
        Listener::new(shared, target, "wheel", on_wheel),
        Listener::new(shared, target, "dblclick", on_double_click),
        Listener::new(shared, target, "keydown", on_key),
        Listener::new(
            shared,
            target,
            "webglcontextlost",
            |inner, event: &Event| {
                // Without this the browser never gives the context back.
                event.prevent_default();
                inner.lose_context();
            },
        ),
        Listener::new(
            shared,
            target,
            "webglcontextrestored",
            |inner, _: &Event| {
                inner.restore_context();
            },
        ),
    ]
}

fn on_move(inner: &mut Inner, event: &PointerEvent) {
    let (x, y) = inner.locate(event);
    if !inner.gesture.down_any() {
        if event.pointer_type() != "touch" {
            let target = inner.pick(x, y);
            inner.hover(target, (x, y));
        }
        return;
    }
    match inner
        .gesture
        .moved(event.pointer_id(), x, y, event.time_stamp())
    {
        Move::Nothing => {}
        Move::Pan(dx, dy) => match inner.held {
            Some(node) => inner.drag(node, dx, dy),
            None => {
                inner.hover(None, (x, y));
                inner.pan(dx, dy);
            }
        },
        Move::Pinch {
            dx,
            dy,
            x,
            y,
            factor,
        } => {
            inner.pan(dx, dy);
            inner.zoom_at(x, y, factor);
        }
    }
    inner.point_cursor();
}

fn on_wheel(inner: &mut Inner, event: &WheelEvent) {
    event.prevent_default();
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => 18.0,
        WheelEvent::DOM_DELTA_PAGE => 400.0,
        _ => 1.0,
    };
    // A pinch on a touchpad comes as a wheel with the control key, in much smaller steps.
    let rate = if event.ctrl_key() { 0.01 } else { 0.0018 };
    let step = (-event.delta_y() * unit * rate).clamp(-0.8, 0.8);
    let (x, y) = inner.locate(event);
    inner.zoom_softly(x, y, step.exp());
}

fn on_double_click(inner: &mut Inner, event: &MouseEvent) {
    let (x, y) = inner.locate(event);
    // A line is too easily met by chance to leave the network for it.
    match inner.pick_node(x, y) {
        Some(node) => inner.open(Target::Node(node)),
        None => inner.zoom_softly(x, y, 2.0),
    }
}

fn on_key(inner: &mut Inner, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    const STEP: f64 = 60.0;
    const NUDGE: f64 = 15.0;
    let nudge = match event.key().as_str() {
        "ArrowLeft" => (-NUDGE, 0.0),
        "ArrowRight" => (NUDGE, 0.0),
        "ArrowUp" => (0.0, -NUDGE),
        "ArrowDown" => (0.0, NUDGE),
        _ => (0.0, 0.0),
    };
    if event.shift_key() && nudge != (0.0, 0.0) && inner.nudge(nudge.0, nudge.1) {
        event.prevent_default();
        return;
    }
    match event.key().as_str() {
        "ArrowLeft" => inner.pan_softly(STEP, 0.0),
        "ArrowRight" => inner.pan_softly(-STEP, 0.0),
        "ArrowUp" => inner.pan_softly(0.0, STEP),
        "ArrowDown" => inner.pan_softly(0.0, -STEP),
        "+" | "=" => inner.zoom_middle(1.4),
        "-" | "_" => inner.zoom_middle(1.0 / 1.4),
        "0" => inner.fit(),
        "Enter" => match inner.selected() {
            Some(target) => inner.open(target),
            None => return,
        },
        "Escape" => match inner.selected() {
            Some(_) => inner.choose(None),
            None => return,
        },
        _ => return,
    }
    event.prevent_default();
}
