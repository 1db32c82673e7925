//! Draws the links.

use jejaring_graph::style;
use web_sys::WebGl2RenderingContext as Gl;

use crate::error::StageError;
use crate::gpu::{Frame, Program, Table};
use crate::lists::LinkWords;
use crate::scene::CURVE_PIECES;

/// The order in which [`Links::draw`] sets them.
const UNIFORMS: [&str; 11] = [
    "u_clip_from_world",
    "u_viewport",
    "u_width",
    "u_alpha",
    "u_focus",
    "u_colours",
    "u_dash",
    "u_segments",
    "u_first",
    "u_links",
    "u_paints",
];
/// The share of the picture that links may cover before they are drawn fainter.
const COVERAGE: f32 = 0.10;

pub(crate) struct Links {
    gl: Gl,
    program: Program,
    table: Table,
    parts: [usize; 4],
}

impl Links {
    pub(crate) fn new(gl: &Gl) -> Result<Links, StageError> {
        let program = Program::new(
            gl,
            include_str!("link.vert"),
            include_str!("link.frag"),
            &UNIFORMS,
        )?;
        Ok(Links {
            gl: gl.clone(),
            program,
            table: Table::new(gl, 1)?,
            parts: [0; 4],
        })
    }

    pub(crate) fn upload(&mut self, links: &LinkWords) {
        self.parts = links.parts;
        self.table.upload_words(&links.words);
    }

    /// How many links there are to draw.
    pub(crate) fn count(&self) -> usize {
        self.parts.iter().sum()
    }

    /// Draws about `most` links, always with those that stand out. `coverage` is the share of the
    /// picture that one pixel wide links would cover if all were drawn.
    pub(crate) fn draw(&self, frame: &Frame, most: usize, coverage: f32) {
        let base = self.parts[0] + self.parts[1];
        if self.count() == 0 {
            return;
        }
        let share = (most as f32 / base.max(1) as f32).min(1.0);
        let program = &self.program;
        program.begin();
        let nearness = (frame.zoom / frame.fit_zoom).max(1.0);
        // At first as wide as in the picture of the server.
        let (least, most) = style::LINE;
        let width = (style::LINK_WIDTH * frame.fit_zoom).clamp(least, most) * nearness.powf(0.3);
        let width = width.min(2.5);
        // Fewer links are drawn stronger, so that thinning out does not change the grey of the whole.
        let alpha = (COVERAGE / (coverage * share).max(1e-6))
            .sqrt()
            .clamp(0.16, 1.0);
        program.set(0, &frame.clip_from_world);
        program.set(1, &frame.viewport);
        program.set(2, &[width * frame.ratio]);
        program.set(3, &[alpha]);
        program.set(4, &[frame.focus]);
        program.set(
            5,
            &frame
                .theme
                .links
                .map(|color| color.premultiplied())
                .concat(),
        );
        program.set(6, &[8.0 * frame.ratio * nearness.powf(0.3), 0.55]);
        program.set_whole(9, 1);
        program.set(10, &frame.theme.painted());
        self.table.bind();
        let mut first = 0;
        for (part, &count) in self.parts.iter().enumerate() {
            let drawn = if part < 2 {
                (count as f32 * share).ceil() as usize
            } else {
                count
            };
            if drawn > 0 {
                let segments = if part % 2 == 0 {
                    1
                } else {
                    CURVE_PIECES as i32
                };
                program.set_whole(7, segments);
                program.set_whole(8, first as i32);
                let vertices = drawn as i32 * segments * 6;
                self.gl.draw_arrays(Gl::TRIANGLES, 0, vertices);
            }
            first += count;
        }
    }
}
