//! How much is drawn while the camera moves, so that it moves smoothly on any machine.

/// Frames slower than this, in milliseconds, lose detail; those faster than the second win some.
const SLOW: f64 = 30.0;
const FAST: f64 = 19.0;
/// So many links are always drawn: any machine can.
const FEWEST: f64 = 1500.0;
/// So many are tried at first, before any frame has been timed.
const FIRST: f64 = 12_000.0;

/// The number of links that this machine draws in a frame, as learnt from the frames so far.
#[derive(Debug)]
pub(crate) struct Detail {
    links: f64,
    /// Frames since the movement began; the first ones still wait for the full picture before.
    frames: u32,
}

impl Default for Detail {
    fn default() -> Self {
        Detail {
            links: FIRST,
            frames: 0,
        }
    }
}

impl Detail {
    /// The camera starts to move.
    pub(crate) fn begin(&mut self) {
        self.frames = 0;
    }

    /// A frame of a movement took so many milliseconds.
    pub(crate) fn learn(&mut self, elapsed: f64, total: usize) {
        self.frames += 1;
        if self.frames <= 3 {
            return;
        }
        if elapsed > SLOW {
            // In proportion, but not for a single hitch.
            self.links *= (SLOW / elapsed).clamp(0.6, 0.95);
        } else if elapsed < FAST {
            self.links *= 1.06;
        }
        self.links = self.links.clamp(FEWEST, (total as f64).max(FIRST));
    }

    /// How many of so many links to draw in a frame of a movement.
    pub(crate) fn links(&self, total: usize) -> usize {
        total.min(self.links as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slow_frames_thin_and_fast_ones_fill_again() {
        let mut detail = Detail::default();
        assert_eq!(detail.links(450), 450);
        detail.begin();
        for _ in 0..50 {
            detail.learn(120.0, 30_000);
        }
        assert_eq!(detail.links(30_000), FEWEST as usize);
        for _ in 0..100 {
            detail.learn(16.7, 30_000);
        }
        assert_eq!(detail.links(30_000), 30_000);
    }

    #[test]
    fn the_first_frames_of_a_movement_do_not_count() {
        let mut detail = Detail::default();
        detail.begin();
        for _ in 0..3 {
            detail.learn(500.0, 30_000);
        }
        assert_eq!(detail.links(30_000), FIRST as usize);
    }
}
