//! Order along the Z curve, in which near in the plane is near in memory.

/// Spreads the lower 16 bits of `v` to the even bits.
fn spread(v: u32) -> u32 {
    let v = (v | (v << 8)) & 0x00ff_00ff;
    let v = (v | (v << 4)) & 0x0f0f_0f0f;
    let v = (v | (v << 2)) & 0x3333_3333;
    (v | (v << 1)) & 0x5555_5555
}

/// Index along the Z curve of a cell in a grid of 65536 by 65536.
pub(crate) fn key(column: u32, row: u32) -> u32 {
    spread(column) | (spread(row) << 1)
}

/// Sorts pairs of key (upper half) and index (lower half) by key, keeping the order of equals.
pub(crate) fn sort(pairs: &mut Vec<u64>, scratch: &mut Vec<u64>) {
    const DIGIT: u32 = 11;
    const BUCKETS: usize = 1 << DIGIT;
    if pairs.len() < 1024 {
        pairs.sort_unstable(); // the index makes pairs distinct, so this is stable as well
        return;
    }
    scratch.resize(pairs.len(), 0);
    let mut counts = vec![[0u32; BUCKETS]; 3];
    let digit = |pair: u64, pass: u32| ((pair >> (32 + pass * DIGIT)) as usize) & (BUCKETS - 1);
    for &pair in pairs.iter() {
        for pass in 0..3 {
            counts[pass as usize][digit(pair, pass)] += 1;
        }
    }
    for pass in 0..3 {
        let mut next = 0;
        for count in &mut counts[pass as usize] {
            let start = next;
            next += *count;
            *count = start;
        }
        for &pair in pairs.iter() {
            let at = &mut counts[pass as usize][digit(pair, pass)];
            scratch[*at as usize] = pair;
            *at += 1;
        }
        std::mem::swap(pairs, scratch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn keys_interleave() {
        assert_eq!(key(0b11, 0), 0b0101);
        assert_eq!(key(0, 0b11), 0b1010);
        assert_eq!(key(0xffff, 0xffff), u32::MAX);
    }

    #[test]
    fn sorts_long_and_short_lists() {
        for len in [0, 1, 100, 5000] {
            let mut random = Random::new(1);
            let mut pairs: Vec<u64> = (0..len)
                .map(|i| ((random.below(1 << 32) as u64) << 32) | i)
                .collect();
            let mut expected = pairs.clone();
            expected.sort_unstable();
            sort(&mut pairs, &mut Vec::new());
            assert_eq!(pairs, expected);
        }
    }
}
