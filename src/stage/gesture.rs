//! What pointers mean: a click, a drag, a pinch.

/// How far a pointer may stray, in CSS pixels, and still click.
const SLACK: f64 = 5.0;
/// How long before letting go still counts for the speed of a glide, in milliseconds.
const MEMORY: f64 = 90.0;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Pointer {
    id: i32,
    x: f64,
    y: f64,
}

/// What a move does to the camera.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Move {
    Nothing,
    /// Drags by so many pixels.
    Pan(f64, f64),
    /// Drags by (dx, dy), then zooms by `factor` about (x, y).
    Pinch {
        dx: f64,
        dy: f64,
        x: f64,
        y: f64,
        factor: f64,
    },
}

/// What letting go means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Release {
    Nothing,
    Click(f64, f64),
    /// Lets the camera glide on at so many pixels per millisecond.
    Fling(f64, f64),
}

/// The pointers that are down, at most two, and what they did lately.
#[derive(Debug, Default)]
pub(crate) struct Gesture {
    pointers: Vec<Pointer>,
    origin: (f64, f64),
    dragging: bool,
    /// Drags of the last moments: time, dx, dy.
    trail: Vec<(f64, f64, f64)>,
}

impl Gesture {
    /// Whether the camera is being dragged.
    pub(crate) fn dragging(&self) -> bool {
        self.dragging
    }

    /// Whether any pointer is down.
    pub(crate) fn down_any(&self) -> bool {
        !self.pointers.is_empty()
    }

    pub(crate) fn down(&mut self, id: i32, x: f64, y: f64) {
        self.pointers.retain(|pointer| pointer.id != id);
        if self.pointers.len() == 2 {
            return;
        }
        self.pointers.push(Pointer { id, x, y });
        self.trail.clear();
        self.origin = (x, y);
        // A second pointer makes it a pinch, which never ends in a click.
        self.dragging = self.pointers.len() == 2;
    }

    pub(crate) fn moved(&mut self, id: i32, x: f64, y: f64, now: f64) -> Move {
        let Some(at) = self.pointers.iter().position(|pointer| pointer.id == id) else {
            return Move::Nothing;
        };
        let before = self.pointers[at];
        if !self.dragging {
            if (x - self.origin.0).hypot(y - self.origin.1) <= SLACK {
                return Move::Nothing;
            }
            self.dragging = true;
        }
        self.pointers[at] = Pointer { id, x, y };
        let (dx, dy) = (x - before.x, y - before.y);
        let Some(other) = self
            .pointers
            .get(1 - at)
            .copied()
            .filter(|_| self.pointers.len() == 2)
        else {
            self.trail.retain(|(time, ..)| now - time < MEMORY);
            self.trail.push((now, dx, dy));
            return Move::Pan(dx, dy);
        };
        let apart = |pointer: Pointer| (pointer.x - other.x).hypot(pointer.y - other.y).max(1.0);
        Move::Pinch {
            dx: dx / 2.0,
            dy: dy / 2.0,
            x: (x + other.x) / 2.0,
            y: (y + other.y) / 2.0,
            factor: apart(self.pointers[at]) / apart(before),
        }
    }

    pub(crate) fn up(&mut self, id: i32, now: f64) -> Release {
        let Some(at) = self.pointers.iter().position(|pointer| pointer.id == id) else {
            return Release::Nothing;
        };
        self.pointers.remove(at);
        self.trail.retain(|(time, ..)| now - time < MEMORY);
        if !self.pointers.is_empty() {
            // One finger of a pinch stays: it drags on from where it is.
            return Release::Nothing;
        }
        if !std::mem::take(&mut self.dragging) {
            return Release::Click(self.origin.0, self.origin.1);
        }
        let trail = std::mem::take(&mut self.trail);
        let Some(&(first, ..)) = trail.first() else {
            return Release::Nothing;
        };
        let time = (now - first).max(16.0);
        let (dx, dy) = trail
            .iter()
            .fold((0.0, 0.0), |sum, step| (sum.0 + step.1, sum.1 + step.2));
        Release::Fling(dx / time, dy / time)
    }

    /// Forgets a pointer that the browser took away.
    pub(crate) fn cancel(&mut self, id: i32) {
        self.pointers.retain(|pointer| pointer.id != id);
        self.dragging = self.dragging && !self.pointers.is_empty();
        self.trail.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shaky_click_is_a_click() {
        let mut gesture = Gesture::default();
        gesture.down(1, 10.0, 10.0);
        assert_eq!(gesture.moved(1, 12.0, 11.0, 5.0), Move::Nothing);
        assert_eq!(gesture.up(1, 10.0), Release::Click(10.0, 10.0));
        assert!(!gesture.down_any());
    }

    #[test]
    fn a_drag_pans_from_where_it_began_and_is_flung() {
        let mut gesture = Gesture::default();
        gesture.down(1, 0.0, 0.0);
        assert_eq!(gesture.moved(1, 10.0, 0.0, 20.0), Move::Pan(10.0, 0.0));
        assert_eq!(gesture.moved(1, 30.0, 0.0, 40.0), Move::Pan(20.0, 0.0));
        assert_eq!(gesture.up(1, 50.0), Release::Fling(1.0, 0.0));
    }

    #[test]
    fn a_drag_held_still_before_letting_go_is_not_flung() {
        let mut gesture = Gesture::default();
        gesture.down(1, 0.0, 0.0);
        gesture.moved(1, 50.0, 0.0, 20.0);
        assert_eq!(gesture.up(1, 500.0), Release::Nothing);
    }

    #[test]
    fn two_pointers_pinch_about_their_middle_and_never_click() {
        let mut gesture = Gesture::default();
        gesture.down(1, 0.0, 0.0);
        gesture.down(2, 100.0, 0.0);
        gesture.down(3, 50.0, 50.0);
        let pinch = gesture.moved(2, 200.0, 0.0, 10.0);
        assert_eq!(
            pinch,
            Move::Pinch {
                dx: 50.0,
                dy: 0.0,
                x: 100.0,
                y: 0.0,
                factor: 2.0
            }
        );
        assert_eq!(gesture.up(1, 20.0), Release::Nothing);
        assert_eq!(gesture.moved(2, 205.0, 0.0, 30.0), Move::Pan(5.0, 0.0));
        assert!(matches!(gesture.up(2, 30.0), Release::Fling(..)));
    }
}
