//! What the worker does, in a part of the program that no page loads: it lays out, a slice of time after the other, and
//! answers questions about a network. `/workshop.js` brings the orders.

use super::network::LoadedNetwork;
use crate::part::part;
use jejaring_graph::ask::{Answer, Asked};
use jejaring_graph::{Index, Snapshot};
use jejaring_layout::Layout;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Date, Float32Array, Object, Reflect, Uint8Array, Uint32Array};

/// Does what is ordered; what there is to say of it.
///
/// # Errors
/// The order cannot be understood.
#[wasm_bindgen]
pub async fn work(order: JsValue) -> Result<JsValue, JsError> {
    let done = ordered(order).await;
    done.map_err(|_| JsError::new("the part that works cannot be loaded"))?
}

part! {
    fn ordered(order: JsValue) -> Result<JsValue, JsError>, of workshop, loaded by load_ordered {
        BENCH.with_borrow_mut(|bench| bench.take(&order))
    }
}

part! {
    /// The answer to a question, where there is no worker.
    pub fn answered(asked: Asked, network: LoadedNetwork) -> Answer, of workshop, loaded by load_answered {
        asked.answered(network.snapshot())
    }
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

/// What lies on the bench.
#[derive(Default)]
struct Bench {
    layout: Option<Layout>,
    network: Option<Snapshot>,
}

impl Bench {
    fn take(&mut self, order: &JsValue) -> Result<JsValue, JsError> {
        let part = |name: &str| Reflect::get(order, &name.into()).unwrap_or_default();
        let bytes = |name: &str| part(name).dyn_into::<Uint8Array>().ok();
        if let Some(nodes) = part("nodes").as_f64() {
            self.layout = Some(begun(nodes as usize, &part)?);
        } else if let Some(slice) = part("slice").as_f64() {
            return self.lay_out(slice);
        } else if let Some(network) = bytes("network") {
            self.network = Some(Snapshot::decode(&network.to_vec())?);
        } else if let (Some(asked), Some(network)) = (bytes("asked"), &self.network) {
            let asked = Asked::decode(&asked.to_vec());
            let asked = asked.ok_or_else(|| JsError::new("this is no question"))?;
            let answer = asked.answered(network).encode();
            return said([("answer", Uint8Array::from(&*answer).into())]);
        } else if let Some(network) = &self.network {
            let index = Index::new(network).encode();
            return said([("index", Uint8Array::from(&*index).into())]);
        } else {
            return Err(JsError::new("there is no network"));
        }
        Ok(JsValue::UNDEFINED)
    }

    /// Goes on with the layout for so many milliseconds: where everything is then, and whether that is final.
    fn lay_out(&mut self, slice: f64) -> Result<JsValue, JsError> {
        let layout = self.layout.as_mut();
        let layout = layout.ok_or_else(|| JsError::new("nothing is to be laid out"))?;
        let end = Date::now() + slice;
        let mut more = true;
        while more && Date::now() < end {
            more = layout.step();
        }
        said([
            ("positions", Float32Array::from(layout.positions()).into()),
            ("done", (!more).into()),
        ])
    }
}

/// A layout, with the positions that are known and the pins.
fn begun(nodes: usize, part: &impl Fn(&str) -> JsValue) -> Result<Layout, JsError> {
    let ends = part("edges").unchecked_into::<Uint32Array>().to_vec();
    let (edges, _) = ends.as_chunks();
    let seed = part("seed").as_f64().unwrap_or_default() as u64;
    let mut layout = match part("known").dyn_into::<Float32Array>() {
        Ok(known) => Layout::resume(nodes, edges, &known.to_vec(), seed)?,
        Err(_) => Layout::new(nodes, edges, seed)?,
    };
    let pins = part("pins").unchecked_into::<Float32Array>().to_vec();
    for [node, x, y] in pins.as_chunks().0 {
        layout.pin(*node as u32, *x, *y)?;
    }
    Ok(layout)
}

fn said<const N: usize>(parts: [(&str, JsValue); N]) -> Result<JsValue, JsError> {
    let said = Object::new();
    for (name, value) in parts {
        // A fresh object takes everything.
        let _ = Reflect::set(&said, &name.into(), &value);
    }
    Ok(said.into())
}
