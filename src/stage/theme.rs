//! In which colours the network is drawn.

use crate::scene::{kind, link_style};
use jejaring_graph::decimal::decimal;
use jejaring_graph::paint::PAINTS;

/// A colour: red, green, blue and alpha from 0 to 1, not premultiplied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Color(pub [f32; 4]);

impl Color {
    /// An opaque colour from `0xrrggbb`.
    pub const fn hex(rgb: u32) -> Color {
        Color([
            ((rgb >> 16) & 255) as f32 / 255.0,
            ((rgb >> 8) & 255) as f32 / 255.0,
            (rgb & 255) as f32 / 255.0,
            1.0,
        ])
    }

    /// The same colour with another alpha.
    pub const fn alpha(self, alpha: f32) -> Color {
        Color([self.0[0], self.0[1], self.0[2], alpha])
    }

    /// A colour written as `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb(…)` or `rgba(…)`.
    pub fn parse(css: &str) -> Option<Color> {
        let css = css.trim();
        if let Some(digits) = css.strip_prefix('#') {
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            let value = u32::from_str_radix(digits, 16).ok()?;
            // Each short digit stands for itself twice.
            let nibble = |shift: u32| (value >> shift & 15) as f32 / 15.0;
            return Some(match digits.len() {
                3 => Color([nibble(8), nibble(4), nibble(0), 1.0]),
                4 => Color([nibble(12), nibble(8), nibble(4), nibble(0)]),
                6 => Color::hex(value),
                8 => Color::hex(value >> 8).alpha((value & 255) as f32 / 255.0),
                _ => return None,
            });
        }
        let inside = css
            .strip_prefix("rgba(")
            .or_else(|| css.strip_prefix("rgb("))?;
        let inside = inside.strip_suffix(')')?;
        let mut channels = [0.0, 0.0, 0.0, 1.0];
        let mut count = 0;
        for part in inside
            .split([',', ' ', '/'])
            .filter(|part| !part.is_empty())
        {
            let whole = if count < 3 { 255.0 } else { 1.0 };
            let value = match part.strip_suffix('%') {
                Some(percent) => decimal(percent)? / 100.0,
                None => decimal(part)? / whole,
            };
            *channels.get_mut(count)? = value.clamp(0.0, 1.0) as f32;
            count += 1;
        }
        (count >= 3).then_some(Color(channels))
    }

    /// As written in CSS.
    pub fn css(self) -> String {
        let [red, green, blue, alpha] = self.0;
        let byte = |channel: f32| (channel * 255.0 + 0.5) as u8;
        format!(
            "rgba({},{},{},{})",
            byte(red),
            byte(green),
            byte(blue),
            alpha
        )
    }

    /// As the shaders blend it.
    pub(crate) fn premultiplied(self) -> [f32; 4] {
        let [red, green, blue, alpha] = self.0;
        [red * alpha, green * alpha, blue * alpha, alpha]
    }
}

/// The colours and the typeface of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// What everything lies on; also the thin outline of nodes and the halo of text.
    pub background: Color,
    /// By kind of node, in the order of [`kind`].
    pub nodes: [Color; kind::COUNT],
    /// By style of link, in the order of [`link_style`]; alpha counts.
    pub links: [Color; link_style::COUNT],
    /// The palette, from paint 1 on; see [`jejaring_graph::paint`].
    pub paints: [Color; PAINTS],
    /// Land on a map, and lines behind the network.
    pub land: Color,
    pub guide: Color,
    /// Text of labels.
    pub label: Color,
    /// The halo of the selected node and the ring of the one under the pointer.
    pub selection: Color,
    /// A CSS font family for labels.
    pub font: String,
}

impl Theme {
    /// The palette as the shaders take it.
    pub(crate) fn painted(&self) -> Vec<f32> {
        self.paints.map(Color::premultiplied).concat()
    }

    /// The colour of a node.
    pub(crate) fn node(&self, kind: u8, paint: u8) -> Color {
        match paint {
            0 => self.nodes[usize::from(kind)],
            paint => self.paints[usize::from(paint) - 1],
        }
    }

    /// The colour of a link; the shader says the same.
    pub(crate) fn link(&self, style: u8, paint: u8) -> Color {
        match paint {
            0 => self.links[usize::from(style)],
            paint => {
                let color = self.paints[usize::from(paint) - 1];
                color.alpha(color.0[3] * 0.72)
            }
        }
    }
}

/// The same in both themes: the typeface of the system.
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

impl Theme {
    /// Colours for daylight.
    pub fn light() -> Theme {
        Theme {
            background: Color::hex(0xf8f9fb),
            nodes: [0x2f6fde, 0xe07a1f, 0x179e86, 0x9553c9, 0x8a94a6].map(Color::hex),
            links: [
                Color::hex(0x6b7a90).alpha(0.75),
                Color::hex(0x8fa3bf).alpha(0.75),
                Color::hex(0x7a8fd0).alpha(0.8),
                Color::hex(0x5b7fb5).alpha(0.8),
                Color::hex(0xc98a1b).alpha(0.9),
                Color::hex(0xb4bac4).alpha(0.6),
            ],
            paints: [
                0x2f6fde, 0xd9690c, 0x0d8a74, 0xb0439a, 0xb8860b, 0x6a4fc4, 0x3d8f2f, 0xc2334d,
                0x1592a8, 0x8a5a2b, 0xcfd4ee, 0xa3b1e4, 0x7389d6, 0x4a5fc2, 0x3340a0, 0x1d2470,
                0xa3a6b5, 0x13754f, 0xc4420c, 0xa3a6b5,
            ]
            .map(Color::hex),
            land: Color::hex(0xe9e6db),
            guide: Color::hex(0xd0ccbe),
            label: Color::hex(0x1d2736),
            selection: Color::hex(0x1f2a44),
            font: FONT.into(),
        }
    }

    /// Colours for the dark.
    pub fn dark() -> Theme {
        Theme {
            background: Color::hex(0x11151c),
            nodes: [0x6ea4ff, 0xf3a04f, 0x45c9ae, 0xc08bf0, 0x76829a].map(Color::hex),
            links: [
                Color::hex(0x8391a8).alpha(0.65),
                Color::hex(0x66788f).alpha(0.7),
                Color::hex(0x6d80bd).alpha(0.75),
                Color::hex(0x6286bb).alpha(0.75),
                Color::hex(0xd9a13f).alpha(0.85),
                Color::hex(0x4b5361).alpha(0.6),
            ],
            paints: [
                0x6ea4ff, 0xf39a45, 0x3fc9ad, 0xe48ad0, 0xe3bf4a, 0xa995ff, 0x86d06f, 0xff8a94,
                0x5fd0e6, 0xcf9f73, 0x2f3766, 0x46529a, 0x6472c8, 0x8a98ea, 0xb5bfff, 0xe2e6ff,
                0x6c7086, 0x57cf9d, 0xff8a4d, 0x5a5f78,
            ]
            .map(Color::hex),
            land: Color::hex(0x1c2033),
            guide: Color::hex(0x343a56),
            label: Color::hex(0xe4e9f2),
            selection: Color::hex(0xf2f5fb),
            font: FONT.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_colours_are_read() {
        assert_eq!(Color::parse("#fff"), Some(Color([1.0; 4])));
        assert_eq!(Color::parse(" #0000ff "), Some(Color([0.0, 0.0, 1.0, 1.0])));
        assert_eq!(
            Color::parse("#f008"),
            Some(Color([1.0, 0.0, 0.0, 8.0 / 15.0]))
        );
        assert_eq!(
            Color::parse("rgb(255, 0, 51)"),
            Some(Color([1.0, 0.0, 0.2, 1.0]))
        );
        assert_eq!(
            Color::parse("rgb(255 0 51 / 50%)"),
            Some(Color([1.0, 0.0, 0.2, 0.5]))
        );
        for wrong in [
            "",
            "red",
            "#12",
            "#+12",
            "rgb(1,2)",
            "rgb(1,2,3,4,5)",
            "#ééé",
        ] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn css_is_read_back() {
        let color = Color::hex(0x336699).alpha(0.5);
        assert_eq!(Color::parse(&color.css()), Some(color));
    }
}
