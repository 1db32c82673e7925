//! The engine for a web worker that loads the app's own WASM.

use wasm_bindgen::prelude::*;

use crate::Layout;

/// [`Layout`] with plain arrays, as JavaScript has them.
#[wasm_bindgen]
pub struct NetworkLayout(Layout);

#[wasm_bindgen]
impl NetworkLayout {
    /// See [`Layout::new`]. `edges` holds two node indices an edge.
    ///
    /// # Errors
    /// As there.
    #[wasm_bindgen(constructor)]
    pub fn new(nodes: u32, edges: &[u32], seed: u32) -> Result<Self, JsError> {
        Ok(Self(Layout::new(
            nodes as usize,
            pairs(edges)?,
            seed.into(),
        )?))
    }

    /// See [`Layout::resume`]. `known` holds x and y of each node, or NaN.
    ///
    /// # Errors
    /// As there.
    pub fn resume(nodes: u32, edges: &[u32], known: &[f32], seed: u32) -> Result<Self, JsError> {
        Ok(Self(Layout::resume(
            nodes as usize,
            pairs(edges)?,
            known,
            seed.into(),
        )?))
    }

    /// See [`Layout::pin`].
    ///
    /// # Errors
    /// As there.
    pub fn pin(&mut self, node: u32, x: f32, y: f32) -> Result<(), JsError> {
        Ok(self.0.pin(node, x, y)?)
    }

    /// See [`Layout::unpin`].
    ///
    /// # Errors
    /// As there.
    pub fn unpin(&mut self, node: u32) -> Result<(), JsError> {
        Ok(self.0.unpin(node)?)
    }

    /// See [`Layout::step`].
    pub fn step(&mut self) -> bool {
        self.0.step()
    }

    /// See [`Layout::finish`].
    pub fn finish(&mut self) {
        self.0.finish();
    }

    /// See [`Layout::positions`]; a copy that can be handed over to the page.
    pub fn positions(&self) -> Box<[f32]> {
        self.0.positions().into()
    }

    /// See [`Layout::iterations`].
    pub fn iterations(&self) -> u32 {
        self.0.iterations()
    }
}

fn pairs(ends: &[u32]) -> Result<&[[u32; 2]], JsError> {
    match ends.as_chunks() {
        (pairs, []) => Ok(pairs),
        _ => Err(JsError::new("an edge has two ends")),
    }
}
