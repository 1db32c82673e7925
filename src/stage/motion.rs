//! Motion other than flights: what glides on after a drag, and values that approach others.

use crate::camera::Camera;

/// Milliseconds after which a glide has lost all but a third of its speed.
const FRICTION: f64 = 180.0;
/// Pixels per millisecond below which a glide is over, and above which none goes.
const SPEED: (f64, f64) = (0.02, 4.0);

/// The camera gliding on after a drag, in pixels per millisecond.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glide {
    x: f64,
    y: f64,
}

impl Glide {
    /// None if the pointer was let go at rest.
    pub(crate) fn new(x: f64, y: f64) -> Option<Glide> {
        let speed = x.hypot(y);
        if speed.is_nan() || speed <= SPEED.0 * 5.0 {
            return None;
        }
        let held = (SPEED.1 / speed).min(1.0);
        Some(Glide {
            x: x * held,
            y: y * held,
        })
    }

    /// Moves the camera for so many milliseconds; false when the glide is over.
    pub(crate) fn step(&mut self, camera: &mut Camera, elapsed: f64) -> bool {
        let left = (-elapsed / FRICTION).exp();
        // The way is the integral of the falling speed, so that slow frames glide as far.
        let way = FRICTION * (1.0 - left);
        camera.pan(self.x * way, self.y * way);
        self.x *= left;
        self.y *= left;
        self.x.hypot(self.y) > SPEED.0
    }
}

/// How long something has been under way: since its first frame, however long that was in coming, so that nothing
/// begins in the middle.
#[derive(Debug, Default)]
pub(crate) struct Since(Option<f64>);

impl Since {
    /// The milliseconds until now, which is a time in milliseconds too.
    pub(crate) fn elapsed(&mut self, now: f64) -> f64 {
        now - *self.0.get_or_insert(now)
    }
}

/// The share of the way to its goal that a value covers in `elapsed` milliseconds, if `time` is
/// what it takes for two thirds of it.
pub(crate) fn approach(elapsed: f64, time: f64) -> f64 {
    1.0 - (-elapsed / time).exp()
}

/// Moves each value towards its goal by a share; true once all are there.
pub(crate) fn blend(values: &mut [f32], goals: &[f32], share: f32, near: f32) -> bool {
    let mut farthest = 0f32;
    for (value, goal) in values.iter_mut().zip(goals) {
        let gap = goal - *value;
        *value += gap * share;
        farthest = farthest.max((gap - gap * share).abs());
    }
    if farthest > near {
        return false;
    }
    values.copy_from_slice(goals);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glide_ends_as_far_whatever_the_frame_rate() {
        let way = |elapsed: f64| {
            let mut camera = Camera {
                x: 0.0,
                y: 0.0,
                zoom: 1.0,
            };
            let mut glide = Glide::new(1.0, 0.0).expect("fast enough");
            while glide.step(&mut camera, elapsed) {}
            camera.x
        };
        assert!((way(8.0) - way(50.0)).abs() < 3.0);
        assert!(Glide::new(0.0, 0.0).is_none());
        assert!(Glide::new(f64::NAN, 0.0).is_none());
    }

    #[test]
    fn blending_arrives() {
        let mut values = [0.0, 10.0];
        let goals = [1.0, 10.0];
        assert!(!blend(&mut values, &goals, 0.5, 0.01));
        assert_eq!(values, [0.5, 10.0]);
        while !blend(&mut values, &goals, 0.5, 0.01) {}
        assert_eq!(values, goals);
    }
}
