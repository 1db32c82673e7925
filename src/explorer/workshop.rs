//! A web worker that runs this program beside the page: a layout goes in and positions come out while they get better;
//! a network goes in, and the answers to questions or its index come out.

use leptos::logging;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Float32Array, Object, Reflect, Uint8Array, Uint32Array};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// The same network is arranged the same way.
const SEED: u32 = 1;
const PROGRAM: &str = "/workshop.js";

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

/// What the worker has to say.
pub enum Said {
    /// Where the nodes are, again and again, and whether that is final.
    Positions(Vec<f32>, bool),
    /// An answer, as bytes.
    Answer(Vec<u8>),
    /// An index, as bytes.
    Index(Vec<u8>),
    /// It could not be done; the cause is in the log.
    Failed,
}

/// The worker.
pub struct Workshop {
    worker: Worker,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Workshop {
    /// Starts the worker. `hear` gets what it says.
    pub fn open(hear: impl Fn(Said) + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(PROGRAM, &options)?;
        let hear = Rc::new(hear);
        let heard = {
            let hear = hear.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                hear(read(&event.data()));
            })
        };
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        let failed = Closure::<dyn FnMut(Event)>::new(move |_| {
            logging::error!("the worker's program does not run");
            hear(Said::Failed);
        });
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            _heard: heard,
            _failed: failed,
        })
    }

    /// Begins a job in place of the one under way.
    pub fn begin(&self, job: Job) -> Result<(), JsValue> {
        let known = job.known.map_or(JsValue::UNDEFINED, |known| {
            Float32Array::from(known.as_slice()).into()
        });
        // Nodes are counted exactly up to 2²⁴.
        let pins = job
            .pins
            .iter()
            .flat_map(|(node, [x, y])| [*node as f32, *x, *y]);
        let pins: Vec<f32> = pins.collect();
        self.order([
            ("nodes", (job.nodes as u32).into()),
            ("edges", Uint32Array::from(job.links.as_flattened()).into()),
            ("known", known),
            ("pins", Float32Array::from(&*pins).into()),
            ("seed", SEED.into()),
        ])
    }

    /// Gives it the network that questions and the index are about.
    pub fn bring(&self, network: &[u8]) -> Result<(), JsValue> {
        self.order([("network", Uint8Array::from(network).into())])
    }

    /// Asks about the network that it was given.
    pub fn ask(&self, asked: &[u8]) -> Result<(), JsValue> {
        self.order([("asked", Uint8Array::from(asked).into())])
    }

    /// Wants the index of the network that it was given.
    pub fn want_index(&self) -> Result<(), JsValue> {
        self.order([("index", true.into())])
    }

    fn order<const N: usize>(&self, parts: [(&str, JsValue); N]) -> Result<(), JsValue> {
        let order = Object::new();
        let program = [
            ("script", SCRIPT.with(|script| script.as_str().into())),
            ("module", wasm_bindgen::module()),
        ];
        for (name, value) in program.into_iter().chain(parts) {
            Reflect::set(&order, &name.into(), &value)?;
        }
        self.worker.post_message(&order)
    }
}

fn read(said: &JsValue) -> Said {
    let part = |name: &str| Reflect::get(said, &name.into()).unwrap_or_default();
    let bytes = |name: &str| part(name).dyn_into::<Uint8Array>().ok();
    if let Ok(positions) = part("positions").dyn_into::<Float32Array>() {
        Said::Positions(positions.to_vec(), part("done").is_truthy())
    } else if let Some(answer) = bytes("answer") {
        Said::Answer(answer.to_vec())
    } else if let Some(index) = bytes("index") {
        Said::Index(index.to_vec())
    } else {
        logging::error!("the worker has failed: {:?}", part("failed"));
        Said::Failed
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What is on its way already is not heard any more.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
