//! Four numbers at a time: the browser's SIMD128, or what the compiler makes of arrays elsewhere.

#[cfg(target_arch = "wasm32")]
pub(crate) use wasm::F4;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use portable::F4;

/// Four numbers from `at` on, or as many as there are.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(crate) fn read(from: &[f32], at: usize) -> F4 {
    if let Some(four) = from[at..].first_chunk() {
        return F4::load(four);
    }
    let mut four = [0.0; 4];
    four[..from.len() - at].copy_from_slice(&from[at..]);
    F4::load(&four)
}

/// As [`read`], of bytes.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(crate) fn read_bytes(from: &[u8], at: usize) -> F4 {
    if let Some(four) = from[at..].first_chunk() {
        return F4::widen(four);
    }
    let mut four = [0; 4];
    four[..from.len() - at].copy_from_slice(&from[at..]);
    F4::widen(&four)
}

/// Writes four numbers from `at` on, or as many as there is room for.
#[inline]
#[cfg_attr(target_arch = "wasm32", target_feature(enable = "simd128"))]
pub(crate) fn write(to: &mut [f32], at: usize, four: F4) {
    let end = to.len().min(at + 4);
    to[at..end].copy_from_slice(&four.array()[..end - at]);
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use core::arch::wasm32::{
        f32x4_add, f32x4_convert_u32x4, f32x4_div, f32x4_extract_lane, f32x4_max, f32x4_min,
        f32x4_mul, f32x4_splat, f32x4_sqrt, f32x4_sub, u16x8_extend_low_u8x16,
        u32x4_extend_low_u16x8, v128, v128_load, v128_load32_zero,
    };

    #[derive(Clone, Copy)]
    pub(crate) struct F4(v128);

    #[rustfmt::skip]
    impl F4 {
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn splat(v: f32) -> Self { Self(f32x4_splat(v)) }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn load(v: &[f32; 4]) -> Self {
            // SAFETY: an array of four floats is 16 readable bytes, which is all that the load asks for.
            Self(unsafe { v128_load(v.as_ptr().cast()) })
        }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn widen(v: &[u8; 4]) -> Self {
            // SAFETY: an array of four bytes is all that the load asks for.
            let bytes = unsafe { v128_load32_zero(v.as_ptr().cast()) };
            Self(f32x4_convert_u32x4(u32x4_extend_low_u16x8(u16x8_extend_low_u8x16(bytes))))
        }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn plus(self, other: Self) -> Self { Self(f32x4_add(self.0, other.0)) }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn minus(self, other: Self) -> Self { Self(f32x4_sub(self.0, other.0)) }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn times(self, other: Self) -> Self { Self(f32x4_mul(self.0, other.0)) }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn over(self, other: Self) -> Self { Self(f32x4_div(self.0, other.0)) }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn least(self, other: Self) -> Self { Self(f32x4_min(self.0, other.0)) }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn most(self, other: Self) -> Self { Self(f32x4_max(self.0, other.0)) }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn root(self) -> Self { Self(f32x4_sqrt(self.0)) }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn sum(self) -> f32 {
            let v = self.array();
            (v[0] + v[1]) + (v[2] + v[3])
        }
        #[inline] #[target_feature(enable = "simd128")]
        pub(crate) fn array(self) -> [f32; 4] {
            let v = self.0;
            [f32x4_extract_lane::<0>(v), f32x4_extract_lane::<1>(v), f32x4_extract_lane::<2>(v), f32x4_extract_lane::<3>(v)]
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod portable {
    #[derive(Clone, Copy)]
    pub(crate) struct F4([f32; 4]);

    #[inline(always)]
    fn lanes(a: F4, b: F4, f: impl Fn(f32, f32) -> f32) -> F4 {
        F4([
            f(a.0[0], b.0[0]),
            f(a.0[1], b.0[1]),
            f(a.0[2], b.0[2]),
            f(a.0[3], b.0[3]),
        ])
    }

    #[rustfmt::skip]
    impl F4 {
        #[inline(always)]
        pub(crate) fn splat(v: f32) -> Self { Self([v; 4]) }
        #[inline(always)]
        pub(crate) fn load(v: &[f32; 4]) -> Self { Self(*v) }
        #[inline(always)]
        pub(crate) fn widen(v: &[u8; 4]) -> Self { Self(v.map(f32::from)) }
        #[inline(always)]
        pub(crate) fn plus(self, other: Self) -> Self { lanes(self, other, |a, b| a + b) }
        #[inline(always)]
        pub(crate) fn minus(self, other: Self) -> Self { lanes(self, other, |a, b| a - b) }
        #[inline(always)]
        pub(crate) fn times(self, other: Self) -> Self { lanes(self, other, |a, b| a * b) }
        #[inline(always)]
        pub(crate) fn over(self, other: Self) -> Self { lanes(self, other, |a, b| a / b) }
        #[inline(always)]
        pub(crate) fn least(self, other: Self) -> Self { lanes(self, other, |a, b| if a < b { a } else { b }) }
        #[inline(always)]
        pub(crate) fn most(self, other: Self) -> Self { lanes(self, other, |a, b| if a > b { a } else { b }) }
        #[inline(always)]
        pub(crate) fn root(self) -> Self { Self(self.0.map(f32::sqrt)) }
        #[inline(always)]
        pub(crate) fn sum(self) -> f32 { (self.0[0] + self.0[1]) + (self.0[2] + self.0[3]) }
        #[inline(always)]
        pub(crate) fn array(self) -> [f32; 4] { self.0 }
    }
}
