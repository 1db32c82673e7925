//! A flight of the camera: out, across and in again, by the shortest way that an eye can follow
//! (van Wijk and Nuij, Smooth and efficient zooming and panning, 2003).

use crate::camera::{Camera, Viewport};
use crate::motion::Since;

/// How strongly a flight prefers zooming out to moving across.
const RHO: f64 = 1.3;
/// Milliseconds for each unit of the path, and the least and greatest length of a flight.
const PACE: f64 = 260.0;
const DURATION: (f64, f64) = (180.0, 1100.0);

/// A flight from one camera to another.
#[derive(Debug)]
pub(crate) struct Flight {
    from: Camera,
    to: Camera,
    /// Shown width in world units at the start.
    width: f64,
    distance: f64,
    /// The hyperbolic angle at the start, for flights that go somewhere.
    start: f64,
    length: f64,
    since: Since,
    duration: f64,
}

impl Flight {
    pub(crate) fn new(from: Camera, to: Camera, viewport: Viewport) -> Flight {
        let screen = viewport.width.max(viewport.height).max(1.0);
        let (width, end_width) = (screen / from.zoom, screen / to.zoom);
        let distance = (to.x - from.x).hypot(to.y - from.y);
        let (start, length) = if distance < width * 1e-6 {
            (0.0, (end_width / width).ln().abs() / RHO)
        } else {
            let angle = |here: f64, sign: f64| {
                let b = (end_width * end_width - width * width
                    + sign * RHO.powi(4) * distance * distance)
                    / (2.0 * here * RHO * RHO * distance);
                (-b).asinh()
            };
            let (start, end) = (angle(width, 1.0), angle(end_width, -1.0));
            (start, (end - start) / RHO)
        };
        let duration = (length * PACE).clamp(DURATION.0, DURATION.1);
        Flight {
            from,
            to,
            width,
            distance,
            start,
            length,
            since: Since::default(),
            duration,
        }
    }

    /// Where it leads.
    pub(crate) fn goal(&self) -> Camera {
        self.to
    }

    /// Where the camera is at a time, and whether it has arrived.
    pub(crate) fn at(&mut self, now: f64) -> (Camera, bool) {
        let time = (self.since.elapsed(now) / self.duration).clamp(0.0, 1.0);
        if time >= 1.0 {
            return (self.to, true);
        }
        let way = ease(time) * self.length;
        let (share, growth) = if self.distance < self.width * 1e-6 {
            let direction = if self.to.zoom > self.from.zoom {
                -1.0
            } else {
                1.0
            };
            (ease(time), (direction * RHO * way).exp())
        } else {
            let (cosh, angle) = (self.start.cosh(), RHO * way + self.start);
            let across = self.width / (RHO * RHO * self.distance)
                * (cosh * angle.tanh() - self.start.sinh());
            (across, cosh / angle.cosh())
        };
        let camera = Camera {
            x: self.from.x + (self.to.x - self.from.x) * share,
            y: self.from.y + (self.to.y - self.from.y) * share,
            zoom: self.from.zoom / growth,
        };
        (camera, false)
    }
}

/// Starts and ends gently.
pub(crate) fn ease(time: f64) -> f64 {
    if time < 0.5 {
        4.0 * time.powi(3)
    } else {
        1.0 - 4.0 * (1.0 - time).powi(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEWPORT: Viewport = Viewport {
        width: 1000.0,
        height: 800.0,
    };

    fn close(one: Camera, other: Camera) -> bool {
        (one.x - other.x).abs() < 1e-3
            && (one.y - other.y).abs() < 1e-3
            && (one.zoom / other.zoom - 1.0).abs() < 1e-3
    }

    #[test]
    fn flights_start_and_end_where_they_should() {
        let from = Camera {
            x: 0.0,
            y: 0.0,
            zoom: 10.0,
        };
        let ends = [
            Camera {
                x: 50.0,
                y: -20.0,
                zoom: 80.0,
            },
            Camera {
                x: 0.0,
                y: 0.0,
                zoom: 80.0,
            },
            Camera {
                x: 0.0,
                y: 0.0,
                zoom: 2.0,
            },
            Camera {
                x: 200.0,
                y: 0.0,
                zoom: 10.0,
            },
        ];
        for to in ends {
            let mut flight = Flight::new(from, to, VIEWPORT);
            assert!(close(flight.at(1000.0).0, from), "{to:?}");
            let just_before = flight.at(1000.0 + flight.duration * 0.9999);
            assert!(
                !just_before.1 && close(just_before.0, to),
                "{just_before:?} {to:?}"
            );
            assert_eq!(flight.at(1e9), (to, true));
        }
    }

    #[test]
    fn a_long_flight_zooms_out_on_its_way() {
        let from = Camera {
            x: 0.0,
            y: 0.0,
            zoom: 50.0,
        };
        let to = Camera { x: 400.0, ..from };
        let mut flight = Flight::new(from, to, VIEWPORT);
        flight.at(0.0);
        assert!(flight.at(flight.duration / 2.0).0.zoom < 25.0);
    }
}
