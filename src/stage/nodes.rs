//! Draws the nodes.

use web_sys::WebGl2RenderingContext as Gl;

use crate::camera::RADIUS_RANGE;
use crate::error::StageError;
use crate::gpu::{Frame, Program, Table};
use crate::lists::NODE_WORDS;

/// The order in which [`Nodes::draw`] sets them.
const UNIFORMS: [&str; 11] = [
    "u_clip_from_world",
    "u_viewport",
    "u_radius_scale",
    "u_radius_range",
    "u_ratio",
    "u_focus",
    "u_colours",
    "u_background",
    "u_selection",
    "u_nodes",
    "u_paints",
];

pub(crate) struct Nodes {
    gl: Gl,
    program: Program,
    table: Table,
    count: usize,
}

impl Nodes {
    pub(crate) fn new(gl: &Gl) -> Result<Nodes, StageError> {
        let program = Program::new(
            gl,
            include_str!("node.vert"),
            include_str!("node.frag"),
            &UNIFORMS,
        )?;
        Ok(Nodes {
            gl: gl.clone(),
            program,
            table: Table::new(gl, 1)?,
            count: 0,
        })
    }

    pub(crate) fn upload(&mut self, words: &[u32]) {
        self.count = words.len() / NODE_WORDS;
        self.table.upload_words(words);
    }

    pub(crate) fn draw(&self, frame: &Frame) {
        if self.count == 0 {
            return;
        }
        let program = &self.program;
        program.begin();
        let theme = frame.theme;
        program.set(0, &frame.clip_from_world);
        program.set(1, &frame.viewport);
        program.set(2, &[frame.radius_scale * frame.ratio]);
        program.set(
            3,
            &[RADIUS_RANGE.0 * frame.ratio, RADIUS_RANGE.1 * frame.ratio],
        );
        program.set(4, &[frame.ratio]);
        program.set(5, &[frame.focus]);
        program.set(6, &theme.nodes.map(|color| color.premultiplied()).concat());
        program.set(7, &theme.background.premultiplied());
        program.set(8, &theme.selection.premultiplied());
        program.set_whole(9, 1);
        program.set(10, &theme.painted());
        self.table.bind();
        let vertices = self.count as i32 * 6;
        self.gl.draw_arrays(Gl::TRIANGLES, 0, vertices);
    }
}
