//! What others do while a page is open: it follows their changes, shows who is here, and takes back one's own.
//!
//! | module | subject |
//! |---|---|
//! | [`place`] | what an address shows, for others to see |
//! | `socket` | the conversation with the server (browser only) |
//! | [`deeds`] | what one did here, to undo and redo |
//! | `memory` | keeping that while pages are loaded (browser only) |
//! | [`view`] | what the frame and record pages show of all this |
//!
//! The server renders pages without any of it, and without script they stay as they were sent.

pub mod deeds;
#[cfg(feature = "hydrate")]
mod heard;
#[cfg(feature = "hydrate")]
mod memory;
pub mod place;
#[cfg(feature = "hydrate")]
mod socket;
pub mod view;

use deeds::Deeds;
use jejaring_domain::change::Subject;
use jejaring_sync::message::{Place, Present, Reason};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::time::Duration;
pub use view::{Beside, Others, Pulse, Told, tell_place};

/// What the page knows of what happens elsewhere.
#[derive(Clone, Copy)]
pub struct Live {
    connection: RwSignal<Connection>,
    changes: RwSignal<Changes>,
    others: RwSignal<Vec<Present>>,
    /// What the reader looks at.
    place: RwSignal<Place>,
    deeds: RwSignal<Deeds>,
    /// Whether something that is shown has changed and waits until the reader has done writing.
    waiting: RwSignal<bool>,
    /// Counts how often the reader has asked to see it.
    asked: RwSignal<u32>,
}

/// How the socket is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Not opened yet.
    #[default]
    Starting,
    /// What happens is told.
    Live,
    /// Broken; it is tried again.
    Away,
    /// Not to be tried again.
    Ended(Reason),
}

/// How often each thing has changed since the page was loaded.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What concerns all.
    all: u64,
    /// All news.
    any: u64,
    of: BTreeMap<Subject, u64>,
}

/// So many things are counted one by one.
const MANY: usize = 5000;

impl Changes {
    /// How often one has changed.
    fn of(&self, subject: Subject) -> u64 {
        self.all + self.of.get(&subject).copied().unwrap_or_default()
    }

    /// Some have changed.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn some(&mut self, subjects: impl IntoIterator<Item = Subject>) {
        let subjects: Vec<_> = subjects.into_iter().collect();
        if self.of.len() + subjects.len() > MANY {
            self.of.clear();
            self.all();
        } else if !subjects.is_empty() {
            self.any += 1;
            for subject in subjects {
                *self.of.entry(subject).or_default() += 1;
            }
        }
    }

    /// All may have changed.
    fn all(&mut self) {
        // More than each has been counted to.
        self.all += 1 + self.of.values().max().copied().unwrap_or_default();
        self.any += 1;
    }
}

impl Live {
    /// Makes it known to all that is inside the present component, and starts listening once the page is taken over.
    pub fn provide() {
        let live = Self {
            connection: RwSignal::default(),
            changes: RwSignal::default(),
            others: RwSignal::default(),
            place: RwSignal::default(),
            deeds: RwSignal::default(),
            waiting: RwSignal::new(false),
            asked: RwSignal::new(0),
        };
        provide_context(live);
        #[cfg(feature = "hydrate")]
        {
            use crate::api::session::Session;
            let (session, owner) = (Session::of_page(), Owner::current());
            Effect::new(move |started: Option<()>| {
                if started.is_some() {
                    return;
                }
                let owner = owner.clone().unwrap_or_default();
                leptos::task::spawn_local(async move {
                    let who = session.me().await.map(|me| me.person);
                    owner.with(|| socket::start(live, who));
                });
            });
        }
    }

    /// That of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Counts up whenever something has changed, for the source of the resource that shows it.
    pub fn follow(self, of: impl Fn() -> Option<Subject> + Send + Sync + 'static) -> Signal<u32> {
        self.counted(Duration::ZERO, move |changes| {
            let subject = of();
            let count = subject.map_or(0, |subject| changes.of(subject));
            (subject, count)
        })
    }

    /// Counts up when anything has changed, soon after: for what is drawn from all of the network.
    pub fn follow_all(self) -> Signal<u32> {
        const SOON: Duration = Duration::from_millis(1500);
        self.counted(SOON, |changes| (None, changes.any))
    }

    /// How often anything has changed.
    #[cfg(feature = "hydrate")]
    pub fn count(self) -> Memo<u64> {
        Memo::new(move |_| self.changes.with(|changes| changes.any))
    }

    fn counted(
        self,
        pause: Duration,
        of: impl Fn(&Changes) -> (Option<Subject>, u64) + Send + Sync + 'static,
    ) -> Signal<u32> {
        let count = RwSignal::new(0);
        let shown = move || {
            // The page may have been left.
            count.try_update(|count| *count += 1);
        };
        let paused = StoredValue::new(false);
        let now = Memo::new(move |_| self.changes.with(&of));
        Effect::new(move |before: Option<(Option<Subject>, u64)>| {
            let now = now.get();
            // Another page begins with what is so now.
            let changed = before.is_some_and(|before| before.0 == now.0 && before.1 != now.1);
            if changed && is_writing() {
                self.waiting.set(true);
            } else if changed && pause.is_zero() {
                shown();
            } else if changed && !paused.get_value() {
                paused.set_value(true);
                set_timeout(
                    move || {
                        paused.try_set_value(false);
                        shown();
                    },
                    pause,
                );
            }
            now
        });
        Effect::new(move |before: Option<u32>| {
            let asked = self.asked.get();
            if before.is_some_and(|before| before != asked) {
                shown();
            }
            asked
        });
        on_cleanup(move || {
            self.waiting.try_set(false);
        });
        count.into()
    }

    /// What the others look at.
    pub fn looked_at(self) -> Memo<Vec<Subject>> {
        Memo::new(move |_| {
            let others = self.others.read();
            let mut subjects: Vec<_> = others.iter().filter_map(|p| p.place.subject).collect();
            subjects.sort();
            subjects.dedup();
            subjects
        })
    }

    /// Shows what has changed, although the reader was writing.
    fn show(self) {
        self.waiting.set(false);
        self.asked.update(|asked| *asked += 1);
    }
}

/// Whether the reader is writing something on this page, which showing it anew would take away.
pub fn is_writing() -> bool {
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::{HtmlInputElement, HtmlTextAreaElement};
    // What only slides or shows is not written in.
    const FIELDS: &str = "#main textarea:not([readonly]), \
        #main input:not([type=hidden], [type=search], [type=checkbox], [type=radio], [type=range], [readonly])";
    let document = document();
    let focused = document.active_element();
    let Ok(fields) = document.query_selector_all(FIELDS) else {
        return false;
    };
    (0..fields.length())
        .filter_map(|at| fields.item(at))
        .any(|field| {
            let written = match field.dyn_ref::<HtmlTextAreaElement>() {
                Some(area) => Ok(area.value()) != area.default_value(),
                None => field
                    .dyn_ref::<HtmlInputElement>()
                    .is_some_and(|input| input.value() != input.default_value()),
            };
            written || focused.is_some() && field.is_same_node(focused.as_deref())
        })
}
