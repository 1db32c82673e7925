//! A first picture by landmark multidimensional scaling (de Silva and Tenenbaum 2004): classical
//! scaling of the pivots alone, then every node is placed by its distances to them.

use crate::pivots::Pivots;
use crate::random::Random;

const POWER_ITERATIONS: usize = 60;

/// Places the nodes of a component into `x` and `y`, in units of steps in the network.
pub(crate) fn scale(pivots: &Pivots, random: &mut Random, x: &mut [f32], y: &mut [f32]) {
    let count = pivots.len();
    let squared = |p: usize, q: usize| {
        let d = f32::from(pivots.row(p)[pivots.nodes[q] as usize]) * pivots.unit();
        f64::from(d * d)
    };
    let mut gram = vec![0f64; count * count];
    for p in 0..count {
        for q in 0..count {
            gram[p * count + q] = squared(p, q);
        }
    }
    let mean: Vec<f64> = (0..count)
        .map(|p| gram[p * count..][..count].iter().sum::<f64>() / count as f64)
        .collect();
    let overall = mean.iter().sum::<f64>() / count as f64;
    for p in 0..count {
        for q in 0..count {
            gram[p * count + q] = -0.5 * (gram[p * count + q] - mean[p] - mean[q] + overall);
        }
    }
    let first = eigenvector(&gram, count, None, random);
    let second = eigenvector(&gram, count, Some(&first.0), random);
    for ((vector, value), out) in [(first, x), (second, y)] {
        // A flat direction (a path has one) is left to the jitter that stress needs anyway.
        let scale = if value > 1e-9 {
            1.0 / value.sqrt()
        } else {
            0.0
        };
        out.fill(0.0);
        for p in 0..count {
            let weight = (-0.5 * scale * vector[p]) as f32;
            let shift = (mean[p]) as f32;
            for (out, &d) in out.iter_mut().zip(pivots.row(p)) {
                let d = f32::from(d) * pivots.unit();
                *out += weight * (d * d - shift);
            }
        }
        for out in out.iter_mut() {
            *out += random.centred();
        }
    }
}

/// The leading eigenvector and eigenvalue of a symmetric matrix, by power iteration, in the
/// space orthogonal to `before`.
fn eigenvector(
    matrix: &[f64],
    size: usize,
    before: Option<&[f64]>,
    random: &mut Random,
) -> (Vec<f64>, f64) {
    let mut vector: Vec<f64> = (0..size).map(|_| f64::from(random.centred())).collect();
    let mut value = 0.0;
    for _ in 0..POWER_ITERATIONS {
        let mut next: Vec<f64> = matrix
            .chunks_exact(size)
            .map(|row| row.iter().zip(&vector).map(|(a, b)| a * b).sum())
            .collect();
        if let Some(before) = before {
            let along: f64 = next.iter().zip(before).map(|(a, b)| a * b).sum();
            next.iter_mut()
                .zip(before)
                .for_each(|(n, b)| *n -= along * b);
        }
        value = next.iter().map(|v| v * v).sum::<f64>().sqrt();
        if value < 1e-12 {
            return (vec![0.0; size], 0.0);
        }
        next.iter_mut().for_each(|v| *v /= value);
        vector = next;
    }
    (vector, value)
}
