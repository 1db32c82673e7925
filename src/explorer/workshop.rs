//! The layout engine in a web worker: jobs go in, positions come out while they get better.

// Without this the program would be linked without the engine, which only the worker calls.
use jejaring_layout as _;
use leptos::logging;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Array, Float32Array, Object, Reflect, Uint32Array};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// The same network is arranged the same way.
const SEED: u32 = 1;
const PROGRAM: &str = "/layout-worker.js";

#[wasm_bindgen]
extern "C" {
    /// Where this program's script came from: the worker loads the same one.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static SCRIPT: String;
}

/// Something to lay out.
pub struct Job {
    /// How many nodes.
    pub nodes: usize,
    /// The two ends of each link.
    pub links: Vec<[u32; 2]>,
    /// Where the nodes are, if they are to stay about there.
    pub known: Option<Vec<f32>>,
    /// Nodes that stay where they are put.
    pub pins: Vec<(u32, [f32; 2])>,
}

/// The worker.
pub struct Workshop {
    worker: Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Workshop {
    /// Starts the worker. `deliver` gets the positions, again and again, and whether they are the last.
    pub fn open(deliver: impl Fn(Vec<f32>, bool) + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(PROGRAM, &options)?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let said = event.data();
            let part = |name: &str| Reflect::get(&said, &name.into()).unwrap_or_default();
            match part("positions").dyn_into::<Float32Array>() {
                Ok(positions) => deliver(positions.to_vec(), part("done").is_truthy()),
                Err(_) => logging::error!("no layout: {:?}", part("failed")),
            }
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _heard: heard,
        })
    }

    /// Begins a job in place of the one under way.
    pub fn begin(&self, job: Job) -> Result<(), JsValue> {
        let order = Object::new();
        let edges = Uint32Array::from(job.links.as_flattened());
        let known = job.known.map_or(JsValue::UNDEFINED, |known| {
            Float32Array::from(known.as_slice()).into()
        });
        let pins = Array::new();
        for (node, [x, y]) in job.pins {
            pins.push(&node.into());
            pins.push(&x.into());
            pins.push(&y.into());
        }
        let parts: [(&str, JsValue); 7] = [
            ("script", SCRIPT.with(|script| script.as_str().into())),
            ("module", wasm_bindgen::module()),
            ("nodes", (job.nodes as u32).into()),
            ("edges", edges.into()),
            ("known", known),
            ("pins", pins.into()),
            ("seed", SEED.into()),
        ];
        for (name, value) in parts {
            Reflect::set(&order, &name.into(), &value)?;
        }
        self.worker.post_message(&order)
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
