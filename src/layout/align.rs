//! Turning and shifting a piece so that it lies where some of its nodes are wanted.

/// Moves all points, without changing the piece's shape, so that those in `wanted` come as near to
/// their places as they can (least squares; Kabsch 1976), mirrored if that is nearer.
pub(crate) fn meet(wanted: &[(usize, [f32; 2])], x: &mut [f32], y: &mut [f32]) {
    let count = wanted.len() as f32;
    if wanted.is_empty() {
        return;
    }
    let (mut px, mut py, mut qx, mut qy) = (0.0, 0.0, 0.0, 0.0);
    for &(i, [ax, ay]) in wanted {
        px += x[i] / count;
        py += y[i] / count;
        qx += ax / count;
        qy += ay / count;
    }
    // Sums for the turn as it is and for the turn of the mirror image.
    let (mut c, mut s, mut mc, mut ms) = (0.0, 0.0, 0.0, 0.0);
    for &(i, [ax, ay]) in wanted {
        let (ux, uy, vx, vy) = (x[i] - px, y[i] - py, ax - qx, ay - qy);
        c += ux * vx + uy * vy;
        s += ux * vy - uy * vx;
        mc += ux * vx - uy * vy;
        ms += ux * vy + uy * vx;
    }
    let (plain, mirrored) = ((c * c + s * s).sqrt(), (mc * mc + ms * ms).sqrt());
    let (turn, mirror) = if mirrored > plain {
        ([mc / mirrored, ms / mirrored], -1.0)
    } else {
        ([c / plain, s / plain], 1.0)
    };
    let [c, s] = if turn[0].is_finite() && turn[1].is_finite() {
        turn
    } else {
        [1.0, 0.0]
    };
    for (x, y) in x.iter_mut().zip(y) {
        let (ux, uy) = (*x - px, mirror * (*y - py));
        *x = qx + c * ux - s * uy;
        *y = qy + s * ux + c * uy;
    }
}
