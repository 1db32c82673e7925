//! The graphics context and what is uploaded to it.

use js_sys::{Float32Array, Uint32Array};
use wasm_bindgen::JsCast;
use web_sys::{
    HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlContextAttributes, WebGlProgram,
    WebGlTexture, WebGlUniformLocation,
};

use crate::error::StageError;

/// Entries in a row of a table; the shaders know it.
const TABLE_WIDTH: usize = 1024;

/// The WebGL2 context of a canvas, without anything that the programs do not use.
pub(crate) fn context(canvas: &HtmlCanvasElement) -> Result<Gl, StageError> {
    let wanted = WebGlContextAttributes::new();
    // What lies behind the network shows through.
    wanted.set_alpha(true);
    // The shaders soften edges themselves, which costs far less than multisampling in software.
    wanted.set_antialias(false);
    wanted.set_depth(false);
    wanted.set_stencil(false);
    canvas
        .get_context_with_context_options("webgl2", &wanted)
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into().ok())
        .ok_or(StageError::NoWebGl)
}

/// Compiles a program; `uniforms` are found by name, in the order given.
pub(crate) struct Program {
    gl: Gl,
    program: WebGlProgram,
    uniforms: Vec<Option<WebGlUniformLocation>>,
}

impl Program {
    pub(crate) fn new(
        gl: &Gl,
        vertex: &str,
        fragment: &str,
        uniforms: &[&str],
    ) -> Result<Program, StageError> {
        let refused = |words: Option<String>| StageError::Program(words.unwrap_or_default());
        let program = gl.create_program().ok_or_else(|| refused(None))?;
        for (kind, source) in [(Gl::VERTEX_SHADER, vertex), (Gl::FRAGMENT_SHADER, fragment)] {
            let shader = gl.create_shader(kind).ok_or_else(|| refused(None))?;
            gl.shader_source(&shader, source);
            gl.compile_shader(&shader);
            if gl
                .get_shader_parameter(&shader, Gl::COMPILE_STATUS)
                .is_falsy()
            {
                return Err(refused(gl.get_shader_info_log(&shader)));
            }
            gl.attach_shader(&program, &shader);
            // Lives on as long as the program does.
            gl.delete_shader(Some(&shader));
        }
        gl.link_program(&program);
        if gl
            .get_program_parameter(&program, Gl::LINK_STATUS)
            .is_falsy()
        {
            return Err(refused(gl.get_program_info_log(&program)));
        }
        let uniforms = uniforms
            .iter()
            .map(|name| gl.get_uniform_location(&program, name))
            .collect();
        Ok(Program {
            gl: gl.clone(),
            program,
            uniforms,
        })
    }

    pub(crate) fn begin(&self) {
        self.gl.use_program(Some(&self.program));
    }

    /// Sets a whole number, or the unit of a table.
    pub(crate) fn set_whole(&self, at: usize, value: i32) {
        self.gl
            .uniform1i(self.uniforms.get(at).and_then(Option::as_ref), value);
    }

    /// Sets the uniform at a place of the list that the program was made with: one to four
    /// numbers, or many colours.
    pub(crate) fn set(&self, at: usize, values: &[f32]) {
        let place = self.uniforms.get(at).and_then(Option::as_ref);
        match values.len() {
            1 => self.gl.uniform1fv_with_f32_array(place, values),
            2 => self.gl.uniform2fv_with_f32_array(place, values),
            3 => self.gl.uniform3fv_with_f32_array(place, values),
            _ => self.gl.uniform4fv_with_f32_array(place, values),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.gl.delete_program(Some(&self.program));
    }
}

/// Rows of numbers that the vertex shaders look up by place, in a texture.
///
/// Nodes and links are drawn without instancing: every vertex finds from its number which node or
/// link it belongs to. Software rendering treats each instance as a draw call of its own, which
/// takes twenty times as long.
pub(crate) struct Table {
    gl: Gl,
    texture: WebGlTexture,
    unit: u32,
}

impl Table {
    /// A table that shaders see in the given texture unit.
    pub(crate) fn new(gl: &Gl, unit: u32) -> Result<Table, StageError> {
        let texture = gl
            .create_texture()
            .ok_or_else(|| StageError::Program("no texture".into()))?;
        let table = Table {
            gl: gl.clone(),
            texture,
            unit,
        };
        table.bind();
        // Whole numbers and single precision are fetched, never filtered.
        for side in [Gl::TEXTURE_MIN_FILTER, Gl::TEXTURE_MAG_FILTER] {
            gl.tex_parameteri(Gl::TEXTURE_2D, side, Gl::NEAREST as i32);
        }
        Ok(table)
    }

    pub(crate) fn bind(&self) {
        self.gl.active_texture(Gl::TEXTURE0 + self.unit);
        self.gl.bind_texture(Gl::TEXTURE_2D, Some(&self.texture));
    }

    /// Fills it with entries of four words each.
    pub(crate) fn upload_words(&self, words: &[u32]) {
        let rows = words.len().div_ceil(TABLE_WIDTH * 4).max(1);
        let whole = Uint32Array::new_with_length((rows * TABLE_WIDTH * 4) as u32);
        whole.subarray(0, words.len() as u32).copy_from(words);
        self.upload(
            rows,
            Gl::RGBA32UI,
            Gl::RGBA_INTEGER,
            Gl::UNSIGNED_INT,
            &whole,
        );
    }

    /// Fills it with pairs of numbers.
    pub(crate) fn upload_pairs(&self, numbers: &[f32]) {
        let rows = numbers.len().div_ceil(TABLE_WIDTH * 2).max(1);
        let whole = Float32Array::new_with_length((rows * TABLE_WIDTH * 2) as u32);
        whole.subarray(0, numbers.len() as u32).copy_from(numbers);
        self.upload(rows, Gl::RG32F, Gl::RG, Gl::FLOAT, &whole);
    }

    fn upload(&self, rows: usize, inside: u32, format: u32, number: u32, data: &js_sys::Object) {
        self.bind();
        // Refused only by a lost context, and once it is restored all is uploaded again.
        let _ = self
            .gl
            .tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_array_buffer_view(
                Gl::TEXTURE_2D,
                0,
                inside as i32,
                TABLE_WIDTH as i32,
                rows as i32,
                0,
                format,
                number,
                Some(data),
            );
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        self.gl.delete_texture(Some(&self.texture));
    }
}

/// What every program needs to know of a frame.
pub(crate) struct Frame<'a> {
    pub(crate) theme: &'a crate::theme::Theme,
    pub(crate) clip_from_world: [f32; 4],
    /// In device pixels.
    pub(crate) viewport: [f32; 2],
    /// Device pixels for each CSS pixel.
    pub(crate) ratio: f32,
    /// How far what is not selected has stepped back.
    pub(crate) focus: f32,
    /// CSS pixels for each unit of radius.
    pub(crate) radius_scale: f32,
    /// CSS pixels for each unit of distance, and for the fitted network.
    pub(crate) zoom: f32,
    pub(crate) fit_zoom: f32,
}
