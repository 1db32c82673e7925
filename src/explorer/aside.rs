//! What takes long is worked out in a worker, so that the page never waits for it: the answers to questions, and the
//! index of a large network. Without a worker the same is done here.

use super::Shared;
use super::arrange::Kept;
use super::network::LoadedNetwork;
use super::seen::Answered;
use super::work::answered;
use super::workshop::{Said, Workshop};
use jejaring_graph::Index;
use jejaring_graph::ask::{Answer, Asked};
use leptos::logging;
use leptos::prelude::*;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::JsValue;

/// Whom questions are put to.
#[derive(Default)]
struct Answerer {
    workshop: Option<Workshop>,
    /// The network that the worker has.
    has: Option<LoadedNetwork>,
    /// What the worker is at.
    at: Option<Asked>,
}

/// Answers what the address asks, and makes the index of what the browser has.
pub fn start(shared: Shared) {
    let indexer: Kept<Option<Workshop>> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let network = shared.network.get();
        if let Some(network) = network.filter(|network| !network.has_index()) {
            read_words(indexer, network);
        }
    });
    let answerer: Kept<Answerer> = StoredValue::new_local(Answerer::default());
    Effect::new(move |_| {
        let asked = shared.seen.asked.get();
        let network = shared.network.get();
        answerer.update_value(|answerer| {
            if answerer.at.take().is_some() {
                // It is at another question, and cannot be told to stop.
                answerer.workshop = None;
            }
        });
        if let Some((asked, network)) = asked.zip(network) {
            put(answerer, tell(shared), asked, network);
        }
    });
    // What colours and sizes go by: one after the other, and what is not wanted any more is given up.
    let measurer: Kept<Answerer> = StoredValue::new_local(Answerer::default());
    Effect::new(move |_| {
        let wanted = shared.seen.wanted.get();
        let Some(network) = shared.network.get() else {
            return;
        };
        let busy = measurer.with_value(|measurer| {
            let same = measurer.has.as_ref().is_some_and(|has| has.is(&network));
            let at = measurer.at.as_ref();
            same && at.is_some_and(|at| wanted.contains(at))
        });
        if busy {
            return;
        }
        measurer.update_value(|measurer| {
            if measurer.at.take().is_some() {
                measurer.workshop = None;
            }
        });
        if let Some(asked) = wanted.into_iter().next() {
            put(measurer, learn(shared), asked, network);
        }
    });
}

/// Takes in what was answered of a network.
type Take = Rc<dyn Fn(Answered)>;

/// Tells it.
fn tell(shared: Shared) -> Take {
    Rc::new(move |answered| _ = shared.seen.answered.try_set(Some(answered)))
}

/// Keeps it for colours and sizes; what was of another filter or network is of no use any more.
fn learn(shared: Shared) -> Take {
    Rc::new(move |answered| {
        let _ = shared.seen.known.try_update(|known| {
            known.retain(|known| {
                known.seq == answered.seq
                    && known.asked.filter == answered.asked.filter
                    && known.asked != answered.asked
            });
            known.push(answered);
        });
    })
}

/// Makes the index in a worker that is there for nothing else.
fn read_words(indexer: Kept<Option<Workshop>>, network: LoadedNetwork) {
    let made = network.clone();
    let opened = Workshop::open(move |said| {
        let index = match said {
            Said::Index(bytes) => Index::decode(&bytes),
            _ => None,
        };
        match index {
            Some(index) => made.set_index(index),
            None => made.read_words(),
        }
        set_timeout(move || _ = indexer.try_set_value(None), Duration::ZERO);
    });
    let begun = opened.and_then(|workshop| {
        workshop.bring(network.bytes())?;
        workshop.want_index()?;
        indexer.set_value(Some(workshop));
        Ok(())
    });
    if let Err(cause) = begun {
        logging::warn!("no worker for the index: {cause:?}");
        set_timeout(move || network.read_words(), Duration::ZERO);
    }
}

/// Puts a question to the worker.
fn put(answerer: Kept<Answerer>, take: Take, asked: Asked, network: LoadedNetwork) {
    let heard = take.clone();
    let begun = answerer.try_update_value(|desk| {
        let knows = desk.has.as_ref().is_some_and(|has| has.is(&network));
        let workshop = match desk.workshop.take().filter(|_| knows) {
            Some(workshop) => workshop,
            None => {
                let workshop = Workshop::open(move |said| hear(answerer, &heard, said))?;
                workshop.bring(network.bytes())?;
                workshop
            }
        };
        workshop.ask(&asked.encode())?;
        desk.workshop = Some(workshop);
        desk.has = Some(network.clone());
        desk.at = Some(asked.clone());
        Ok::<_, JsValue>(())
    });
    if let Some(Err(cause)) = begun {
        logging::warn!("no worker for questions: {cause:?}");
        answer_here(take, asked, network);
    }
}

/// Takes the worker's answer; where it has none, the question is answered here.
fn hear(answerer: Kept<Answerer>, take: &Take, said: Said) {
    let Some((asked, network)) = answerer
        .try_update_value(|answerer| answerer.at.take().zip(answerer.has.clone()))
        .flatten()
    else {
        return;
    };
    let answer = match said {
        Said::Answer(bytes) => Answer::decode(&bytes),
        _ => None,
    };
    if answer.is_none() {
        // One that could not answer is not asked again.
        set_timeout(
            move || {
                let _ = answerer.try_update_value(|desk| {
                    if desk.at.is_none() {
                        desk.workshop = None;
                    }
                });
            },
            Duration::ZERO,
        );
    }
    match answer {
        Some(answer) => take(Answered {
            seq: network.snapshot().seq(),
            asked,
            answer,
        }),
        None => answer_here(take.clone(), asked, network),
    }
}

/// Answers without the worker.
fn answer_here(take: Take, asked: Asked, network: LoadedNetwork) {
    leptos::task::spawn_local(async move {
        if let Ok(answer) = answered(asked.clone(), network.clone()).await {
            take(Answered {
                seq: network.snapshot().seq(),
                asked,
                answer,
            });
        }
    });
}
