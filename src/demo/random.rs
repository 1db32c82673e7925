//! The one source of chance: a small generator whose numbers are the same everywhere and for ever.

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    /// From the first to the last, both included.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        first + self.below((last - first + 1) as usize) as i32
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// One of some, which are not none.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of some texts, which are not none.
    pub fn text(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len())]
    }

    /// The place of one of some by their weights; none where all weigh nothing.
    pub fn weighed(&mut self, weights: &[f64]) -> Option<usize> {
        let mut left = self.share() * weights.iter().sum::<f64>();
        let last = weights.iter().rposition(|weight| *weight > 0.0)?;
        let chosen = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        Some(chosen.unwrap_or(last))
    }

    /// One of some by their weights, which are not all nothing.
    pub fn pick_weighed<T: Copy>(&mut self, from: &[(T, f64)]) -> T {
        let weights: Vec<f64> = from.iter().map(|(_, weight)| *weight).collect();
        from[self.weighed(&weights).unwrap_or(0)].0
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    /// For identifiers.
    pub fn wide(&mut self) -> u128 {
        u128::from(self.next()) << 64 | u128::from(self.next())
    }
}
