//! A picture to take away, in shapes that SVG, PDF and a 2D canvas all know: they show the same.

use std::fmt::Write;

use jejaring_graph::labels::{escaped, text_width};

use crate::theme::Color;

/// A picture of a size in CSS pixels, y downwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    pub background: Color,
    /// A CSS font family for texts.
    pub font: String,
    /// What is drawn, one upon the other.
    pub items: Vec<Item>,
}

/// A part of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Lines and areas.
    Path {
        ops: Vec<Op>,
        fill: Option<Color>,
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        x: f64,
        y: f64,
        radius: f64,
        fill: Option<Color>,
        stroke: Option<Stroke>,
    },
    /// A line of text, `x` being its start or middle, `y` the line that its letters stand on.
    Text {
        x: f64,
        y: f64,
        size: f64,
        text: String,
        color: Color,
        /// The colour that keeps it apart from what lies below.
        halo: Option<Color>,
        centred: bool,
        bold: bool,
    },
    /// From here on only what lies within a rectangle (x, y, width, height) shows, until the end of the clip.
    Clip(f64, f64, f64, f64),
    Unclip,
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Op {
    Move(f64, f64),
    Line(f64, f64),
    /// By a control point.
    Curve(f64, f64, f64, f64),
    Close,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    pub color: Color,
    pub width: f64,
    /// Length of dash and gap.
    pub dash: Option<(f64, f64)>,
}

impl Drawing {
    /// Moves all items by so much.
    pub(crate) fn shift(&mut self, dx: f64, dy: f64) {
        for item in &mut self.items {
            match item {
                Item::Path { ops, .. } => {
                    for op in ops {
                        match op {
                            Op::Move(x, y) | Op::Line(x, y) => (*x, *y) = (*x + dx, *y + dy),
                            Op::Curve(cx, cy, x, y) => {
                                (*cx, *cy) = (*cx + dx, *cy + dy);
                                (*x, *y) = (*x + dx, *y + dy);
                            }
                            Op::Close => {}
                        }
                    }
                }
                Item::Circle { x, y, .. } | Item::Text { x, y, .. } | Item::Clip(x, y, ..) => {
                    (*x, *y) = (*x + dx, *y + dy);
                }
                Item::Unclip => {}
            }
        }
    }

    /// As an SVG document.
    pub fn svg(&self, title: &str) -> String {
        let mut svg = String::with_capacity(self.items.len() * 90 + 500);
        // Writing to a string cannot fail.
        let _ = self.write_svg(&mut svg, title);
        svg
    }

    fn write_svg(&self, svg: &mut String, title: &str) -> std::fmt::Result {
        let (width, height) = (Short(self.width), Short(self.height));
        write!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"{}\" font-weight=\"500\"><title>{}</title><rect width=\"100%\" height=\"100%\" fill=\"{}\"/>",
            escaped(&self.font),
            escaped(title),
            hex(self.background),
        )?;
        let mut clips = 0;
        for item in &self.items {
            match item {
                Item::Path { ops, fill, stroke } => {
                    svg.push_str("<path d=\"");
                    for op in ops {
                        match *op {
                            Op::Move(x, y) => write!(svg, "M{} {}", Short(x), Short(y))?,
                            Op::Line(x, y) => write!(svg, "L{} {}", Short(x), Short(y))?,
                            Op::Curve(cx, cy, x, y) => write!(
                                svg,
                                "Q{} {} {} {}",
                                Short(cx),
                                Short(cy),
                                Short(x),
                                Short(y)
                            )?,
                            Op::Close => svg.push('Z'),
                        }
                    }
                    svg.push('"');
                    write_paint(svg, *fill, *stroke)?;
                    svg.push_str("/>");
                }
                Item::Circle {
                    x,
                    y,
                    radius,
                    fill,
                    stroke,
                } => {
                    write!(
                        svg,
                        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"",
                        Short(*x),
                        Short(*y),
                        Short(*radius)
                    )?;
                    write_paint(svg, *fill, *stroke)?;
                    svg.push_str("/>");
                }
                Item::Text {
                    x,
                    y,
                    size,
                    text,
                    color,
                    halo,
                    centred,
                    bold,
                } => {
                    write!(
                        svg,
                        "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{}{}",
                        Short(*x),
                        Short(*y),
                        Short(*size),
                        if *centred {
                            " text-anchor=\"middle\""
                        } else {
                            ""
                        },
                        if *bold { " font-weight=\"700\"" } else { "" },
                    )?;
                    write_paint(
                        svg,
                        Some(*color),
                        halo.map(|color| Stroke {
                            color,
                            width: size * 0.28,
                            dash: None,
                        }),
                    )?;
                    if halo.is_some() {
                        svg.push_str(" paint-order=\"stroke\" stroke-linejoin=\"round\"");
                    }
                    write!(svg, ">{}</text>", escaped(text))?;
                }
                Item::Clip(x, y, width, height) => {
                    clips += 1;
                    write!(
                        svg,
                        "<clipPath id=\"clip{clips}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>\
                         <g clip-path=\"url(#clip{clips})\">",
                        Short(*x),
                        Short(*y),
                        Short(*width),
                        Short(*height)
                    )?;
                }
                Item::Unclip => svg.push_str("</g>"),
            }
        }
        svg.push_str("</svg>");
        Ok(())
    }

    /// As a PDF document of one page. Its letters are those that every reader of PDF has (Helvetica).
    pub fn pdf(&self, title: &str) -> Vec<u8> {
        let mut page = Page::default();
        page.fill(self.background);
        // PDF counts from the bottom, in points, of which a CSS pixel is three quarters.
        page.line(&format!(
            "{POINTS} 0 0 -{POINTS} 0 {} cm",
            Short(self.height * POINTS)
        ));
        page.line(&format!(
            "0 0 {} {} re f",
            Short(self.width),
            Short(self.height)
        ));
        for item in &self.items {
            page.item(item);
        }
        page.document(self.width, self.height, title)
    }

    /// Draws it on a canvas of `scale` times its size.
    #[cfg(target_arch = "wasm32")]
    pub fn paint(&self, canvas: &web_sys::CanvasRenderingContext2d, scale: f64) {
        use wasm_bindgen::JsValue;
        let _ = canvas.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        canvas.set_fill_style_str(&self.background.css());
        canvas.fill_rect(0.0, 0.0, self.width, self.height);
        let stroke_with = |stroke: &Stroke| {
            canvas.set_stroke_style_str(&stroke.color.css());
            canvas.set_line_width(stroke.width);
            let dash = js_sys::Array::new();
            if let Some((on, off)) = stroke.dash {
                dash.push(&JsValue::from_f64(on));
                dash.push(&JsValue::from_f64(off));
            }
            let _ = canvas.set_line_dash(&dash);
        };
        let finish = |fill: &Option<Color>, stroke: &Option<Stroke>| {
            if let Some(color) = fill {
                canvas.set_fill_style_str(&color.css());
                canvas.fill();
            }
            if let Some(stroke) = stroke {
                stroke_with(stroke);
                canvas.stroke();
            }
        };
        for item in &self.items {
            match item {
                Item::Path { ops, fill, stroke } => {
                    canvas.begin_path();
                    for op in ops {
                        match *op {
                            Op::Move(x, y) => canvas.move_to(x, y),
                            Op::Line(x, y) => canvas.line_to(x, y),
                            Op::Curve(cx, cy, x, y) => canvas.quadratic_curve_to(cx, cy, x, y),
                            Op::Close => canvas.close_path(),
                        }
                    }
                    finish(fill, stroke);
                }
                Item::Circle {
                    x,
                    y,
                    radius,
                    fill,
                    stroke,
                } => {
                    canvas.begin_path();
                    let _ = canvas.arc(*x, *y, *radius, 0.0, std::f64::consts::TAU);
                    finish(fill, stroke);
                }
                Item::Text {
                    x,
                    y,
                    size,
                    text,
                    color,
                    halo,
                    centred,
                    bold,
                } => {
                    let weight = if *bold { 700 } else { 500 };
                    canvas.set_font(&format!("{weight} {size}px {}", self.font));
                    canvas.set_text_align(if *centred { "center" } else { "left" });
                    canvas.set_text_baseline("alphabetic");
                    canvas.set_line_join("round");
                    if let Some(color) = halo {
                        stroke_with(&Stroke {
                            color: *color,
                            width: size * 0.28,
                            dash: None,
                        });
                        let _ = canvas.stroke_text(text, *x, *y);
                    }
                    canvas.set_fill_style_str(&color.css());
                    let _ = canvas.fill_text(text, *x, *y);
                }
                Item::Clip(x, y, width, height) => {
                    canvas.save();
                    canvas.begin_path();
                    canvas.rect(*x, *y, *width, *height);
                    canvas.clip();
                }
                Item::Unclip => canvas.restore(),
            }
        }
    }
}

/// Points for each CSS pixel.
const POINTS: f64 = 0.75;

/// A number with at most two decimals.
struct Short(f64);

impl std::fmt::Display for Short {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Rounding may leave a negative zero, which reads badly.
        write!(f, "{}", (self.0 * 100.0).round() / 100.0 + 0.0)
    }
}

fn hex(color: Color) -> String {
    let [red, green, blue, _] = color.0.map(|channel| (channel * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn write_paint(svg: &mut String, fill: Option<Color>, stroke: Option<Stroke>) -> std::fmt::Result {
    match fill {
        Some(color) => {
            write!(svg, " fill=\"{}\"", hex(color))?;
            if color.0[3] < 1.0 {
                write!(svg, " fill-opacity=\"{}\"", Short(color.0[3].into()))?;
            }
        }
        None => svg.push_str(" fill=\"none\""),
    }
    if let Some(Stroke { color, width, dash }) = stroke {
        write!(
            svg,
            " stroke=\"{}\" stroke-width=\"{}\"",
            hex(color),
            Short(width)
        )?;
        if color.0[3] < 1.0 {
            write!(svg, " stroke-opacity=\"{}\"", Short(color.0[3].into()))?;
        }
        if let Some((on, off)) = dash {
            write!(svg, " stroke-dasharray=\"{} {}\"", Short(on), Short(off))?;
        }
    }
    Ok(())
}

/// What stands on the page of a PDF, and the transparencies that it uses, in hundredths.
#[derive(Default)]
struct Page {
    content: Vec<u8>,
    alphas: Vec<u8>,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.content.extend_from_slice(text.as_bytes());
        self.content.push(b'\n');
    }

    fn fill(&mut self, color: Color) {
        self.colour(color, "rg");
    }

    fn colour(&mut self, color: Color, operator: &str) {
        let [red, green, blue, alpha] = color.0.map(f64::from);
        let alpha = (alpha * 100.0).round() as u8;
        if !self.alphas.contains(&alpha) {
            self.alphas.push(alpha);
        }
        self.line(&format!(
            "{} {} {} {operator} /A{alpha} gs",
            Short(red),
            Short(green),
            Short(blue)
        ));
    }

    fn stroke(&mut self, stroke: Stroke) {
        self.colour(stroke.color, "RG");
        let dash = stroke.dash.map_or(String::new(), |(on, off)| {
            format!("{} {}", Short(on), Short(off))
        });
        self.line(&format!("{} w [{dash}] 0 d", Short(stroke.width)));
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Path { ops, fill, stroke } => {
                let mut path = String::new();
                let mut here = (0.0, 0.0);
                for op in ops {
                    // Writing to a string cannot fail.
                    let _ = match *op {
                        Op::Move(x, y) => {
                            here = (x, y);
                            write!(path, "{} {} m ", Short(x), Short(y))
                        }
                        Op::Line(x, y) => {
                            here = (x, y);
                            write!(path, "{} {} l ", Short(x), Short(y))
                        }
                        Op::Curve(cx, cy, x, y) => {
                            // PDF only knows cubic curves.
                            let third = |from: f64, to: f64| from + (to - from) * 2.0 / 3.0;
                            let curve = write!(
                                path,
                                "{} {} {} {} {} {} c ",
                                Short(third(here.0, cx)),
                                Short(third(here.1, cy)),
                                Short(third(x, cx)),
                                Short(third(y, cy)),
                                Short(x),
                                Short(y)
                            );
                            here = (x, y);
                            curve
                        }
                        Op::Close => write!(path, "h "),
                    };
                }
                self.finish(&path, *fill, *stroke);
            }
            Item::Circle {
                x,
                y,
                radius,
                fill,
                stroke,
            } => {
                const ROUND: f64 = 0.552_284_75;
                let at = |dx: f64, dy: f64| {
                    format!("{} {}", Short(x + dx * radius), Short(y + dy * radius))
                };
                let mut path = format!("{} m ", at(1.0, 0.0));
                for [a, b, c] in [
                    [(1.0, ROUND), (ROUND, 1.0), (0.0, 1.0)],
                    [(-ROUND, 1.0), (-1.0, ROUND), (-1.0, 0.0)],
                    [(-1.0, -ROUND), (-ROUND, -1.0), (0.0, -1.0)],
                    [(ROUND, -1.0), (1.0, -ROUND), (1.0, 0.0)],
                ] {
                    let _ = write!(
                        path,
                        "{} {} {} c ",
                        at(a.0, a.1),
                        at(b.0, b.1),
                        at(c.0, c.1)
                    );
                }
                path.push_str("h ");
                self.finish(&path, *fill, *stroke);
            }
            Item::Text {
                x,
                y,
                size,
                text,
                color,
                halo,
                centred,
                bold,
            } => {
                let wide = text_width(text, *size as f32) as f64 * 0.93;
                let x = if *centred { x - wide / 2.0 } else { *x };
                let font = if *bold { "F2" } else { "F1" };
                let show = |page: &mut Page, mode: u8| {
                    page.line(&format!(
                        "BT /{font} {} Tf {mode} Tr 1 0 0 -1 {} {} Tm",
                        Short(*size),
                        Short(x),
                        Short(*y)
                    ));
                    page.content.push(b'(');
                    page.content.extend(latin(text));
                    page.line(") Tj ET");
                };
                if let Some(color) = halo {
                    self.stroke(Stroke {
                        color: *color,
                        width: size * 0.28,
                        dash: None,
                    });
                    self.line("1 j");
                    show(self, 1);
                }
                self.fill(*color);
                show(self, 0);
            }
            Item::Clip(x, y, width, height) => self.line(&format!(
                "q {} {} {} {} re W n",
                Short(*x),
                Short(*y),
                Short(*width),
                Short(*height)
            )),
            Item::Unclip => self.line("Q"),
        }
    }

    fn finish(&mut self, path: &str, fill: Option<Color>, stroke: Option<Stroke>) {
        if let Some(color) = fill {
            self.fill(color);
            self.line(&format!("{path}f"));
        }
        if let Some(stroke) = stroke {
            self.stroke(stroke);
            self.line(&format!("{path}S"));
        }
    }

    /// The whole file: its objects, the table of where they begin, the trailer.
    fn document(self, width: f64, height: f64, title: &str) -> Vec<u8> {
        let mut states = String::new();
        for alpha in &self.alphas {
            let share = f64::from(*alpha) / 100.0;
            let _ = write!(states, "/A{alpha} << /ca {share} /CA {share} >> ");
        }
        let font = |name: &str| {
            format!(
                "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
            )
        };
        let mut info = b"<< /Producer (Jejaring) /Title (".to_vec();
        info.extend(latin(title));
        info.extend_from_slice(b") >>");
        let mut stream = format!("<< /Length {} >>\nstream\n", self.content.len()).into_bytes();
        stream.extend_from_slice(&self.content);
        stream.extend_from_slice(b"\nendstream");
        let objects: [Vec<u8>; 7] = [
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 4 0 R /Resources << /Font << \
                 /F1 5 0 R /F2 6 0 R >> /ExtGState << {states}>> >> >>",
                Short(width * POINTS),
                Short(height * POINTS)
            )
            .into_bytes(),
            stream,
            font("Helvetica").into_bytes(),
            font("Helvetica-Bold").into_bytes(),
            info,
        ];
        let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut starts = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            starts.push(file.len());
            file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
        let table = file.len();
        let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for start in starts {
            let _ = writeln!(end, "{start:010} 00000 n ");
        }
        let _ = writeln!(
            end,
            "trailer\n<< /Size {} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{table}\n%%EOF",
            objects.len() + 1
        );
        file.extend_from_slice(end.as_bytes());
        file
    }
}

/// The text in the letters of western Europe, as a string of PDF holds it.
fn latin(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '(' | ')' | '\\' => bytes.extend([b'\\', letter as u8]),
            '…' => bytes.push(0x85),
            '‘' => bytes.push(0x91),
            '’' => bytes.push(0x92),
            '“' => bytes.push(0x93),
            '”' => bytes.push(0x94),
            '–' => bytes.push(0x96),
            '—' => bytes.push(0x97),
            ' '..='~' | '\u{A0}'..='\u{FF}' => bytes.push(letter as u32 as u8),
            // Without its mark; what no Latin letter stands for stays open.
            _ => match jejaring_graph::fold::latin(letter) {
                Some(plain) => bytes.extend(plain.bytes().filter(u8::is_ascii_alphanumeric)),
                None => bytes.push(b'?'),
            },
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing() -> Drawing {
        let black = Color::hex(0);
        Drawing {
            width: 200.0,
            height: 100.0,
            background: Color::hex(0xffffff),
            font: "sans-serif".into(),
            items: vec![
                Item::Clip(0.0, 0.0, 200.0, 90.0),
                Item::Path {
                    ops: vec![
                        Op::Move(0.0, 0.0),
                        Op::Curve(5.0, 5.0, 10.0, 0.0),
                        Op::Line(7.12159, -0.0001),
                        Op::Close,
                    ],
                    fill: None,
                    stroke: Some(Stroke {
                        color: black.alpha(0.5),
                        width: 2.0,
                        dash: Some((4.0, 2.0)),
                    }),
                },
                Item::Unclip,
                Item::Circle {
                    x: 10.0,
                    y: 20.0,
                    radius: 5.0,
                    fill: Some(black),
                    stroke: None,
                },
                Item::Text {
                    x: 50.0,
                    y: 60.0,
                    size: 12.0,
                    text: "<Temu & (sapa)>…".into(),
                    color: black,
                    halo: Some(Color::hex(0xffffff)),
                    centred: true,
                    bold: false,
                },
            ],
        }
    }

    #[test]
    fn svg_is_short_and_text_cannot_break_out() {
        let svg = drawing().svg("A \"title\"");
        assert!(svg.contains("<title>A &quot;title&quot;</title>"));
        assert!(svg.contains("M0 0Q5 5 10 0L7.12 0Z"));
        assert!(svg.contains("&lt;Temu &amp; (sapa)&gt;…"));
        assert!(svg.contains("stroke-opacity=\"0.5\"") && svg.contains("stroke-dasharray=\"4 2\""));
        assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
    }

    #[test]
    fn a_pdf_says_where_its_objects_begin() {
        let pdf = drawing().pdf("Title");
        // A letter for each byte, so that places in the text are places in the file.
        let text: String = pdf
            .iter()
            .map(|byte| if byte.is_ascii() { *byte as char } else { '~' })
            .collect();
        assert!(text.starts_with("%PDF-1.7") && text.ends_with("%%EOF\n"));
        let table: usize = text
            .split("startxref\n")
            .nth(1)
            .and_then(|rest| rest.lines().next()?.parse().ok())
            .expect("a place");
        assert!(text[table..].starts_with("xref\n0 8\n"));
        for (number, line) in text[table..].lines().skip(3).take(7).enumerate() {
            let start: usize = line[..10].parse().expect("a number");
            assert!(text[start..].starts_with(&format!("{} 0 obj", number + 1)));
        }
        assert!(text.contains("(<Temu & \\(sapa\\)>~) Tj"));
        assert!(text.contains("/A50 << /ca 0.5 /CA 0.5 >>"));
    }

    #[test]
    fn shifting_moves_everything() {
        let mut moved = drawing();
        moved.shift(10.0, 20.0);
        assert!(moved.svg("").contains("M10 20Q15 25 20 20L17.12 20Z"));
        assert!(matches!(
            moved.items[0],
            Item::Clip(10.0, 20.0, 200.0, 90.0)
        ));
        assert!(matches!(
            moved.items[3],
            Item::Circle {
                x: 20.0,
                y: 40.0,
                ..
            }
        ));
    }
}
