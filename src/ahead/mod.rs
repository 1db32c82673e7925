//! What a person sends is shown at once, ahead of the server's answer, and corrected where the server refuses it.
//!
//! ```text
//!   form ─ follow ──▶ on its way ──▶ pages: the server's answer, with what is on its way done to it
//!                        ├─ receipt ──▶ pages ask anew; the new answer has it
//!                        └─ refusal ──▶ the form again, with what was written and why; or a message
//! ```
//!
//! A form that has a page of its own is left as soon as it is sent, if what it holds can be what it says; so that one
//! goes on while it is on its way. The server decides all the same, on what it has then.
//!
//! | module | subject |
//! |---|---|
//! | [`foresee`] | what each page looks like once something is done |
//! | [`note`] | what is told of what is on its way or was refused |
//! | `waiting` | what waits for a connection, which is shown as done as well (browser only) |

pub mod foresee;
pub mod note;
#[cfg(feature = "hydrate")]
mod waiting;

pub use foresee::Foresee;
pub use note::OnItsWay;

use crate::api::{ApiError, Fetched, FormStart, fetched};
use crate::offline::Offline;
#[cfg(feature = "hydrate")]
use crate::offline::{Edit, Outcome};
use leptos::either::Either;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::future::Future;
use std::sync::Arc;

/// What was sent and is not in what pages show yet.
#[derive(Clone, Copy)]
pub struct Ahead {
    sent: RwSignal<Vec<Sent>>,
    /// How many answers there have been.
    answers: RwSignal<u32>,
    /// Counts what was sent.
    last: StoredValue<u32>,
    /// Lives as long as the page: what is on its way outlives its form.
    owner: StoredValue<Owner>,
    /// Where pages are led to from.
    router: StoredValue<Option<Owner>>,
}

/// More than are sent while a page is being read.
const MOST: usize = 100;

#[derive(Clone)]
struct Sent {
    number: u32,
    deed: Deed,
    /// The page that it was sent from.
    from: String,
    /// The page that was led to at once.
    to: Option<String>,
    state: State,
    /// Hears the answer.
    _watch: Option<Owner>,
}

#[derive(Clone, PartialEq)]
enum State {
    OnItsWay,
    /// By the answer with this number: what was asked for after that has it.
    Done(u32),
    Refused(ApiError),
}

/// What was sent: the input of a server function.
#[derive(Clone)]
pub struct Deed(Arc<dyn Any + Send + Sync>);

impl Deed {
    fn new(sent: impl Send + Sync + 'static) -> Self {
        Self(Arc::new(sent))
    }

    /// It, where it is for this server function.
    pub fn of<S: 'static>(&self) -> Option<&S> {
        self.0.downcast_ref()
    }
}

impl Ahead {
    /// Makes it known to all that is inside the present component.
    pub fn provide() {
        let ahead = Self {
            sent: RwSignal::default(),
            answers: RwSignal::default(),
            last: StoredValue::default(),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            router: StoredValue::default(),
        };
        provide_context(ahead);
        #[cfg(feature = "hydrate")]
        ahead.stay_where_one_is();
    }

    /// That of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Who was led ahead to a page, or has gone elsewhere since, is not led there by the answer once more.
    #[cfg(feature = "hydrate")]
    fn stay_where_one_is(self) {
        use leptos_router::location::{BrowserUrl, LocationProvider};
        let hook = move |to: &str| {
            let led = |sent: &Sent| {
                let page = sent.to.as_deref().filter(|page| to.ends_with(page));
                page.is_some() && sent.state == State::OnItsWay
            };
            if self.sent.with_untracked(|sent| sent.iter().any(led)) {
                return;
            }
            if let Some(router) = self.router.get_value() {
                router.with(|| BrowserUrl::redirect(to));
            }
        };
        // The first one stays, and the router comes later.
        let _ = leptos::server_fn::redirect::set_redirect_hook(hook);
    }

    /// Shows what an action sends as if it were done.
    pub fn follow<S>(self, action: ServerAction<S>)
    where
        S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
        S::Output: Clone + Send + Sync + 'static,
    {
        self.lead(action, |_| None);
    }

    /// The same for a form on a page of its own, that is left at once for the page that `to` says, if it says one.
    pub fn lead<S>(self, action: ServerAction<S>, to: impl Fn(&S) -> Option<String> + 'static)
    where
        S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
        S::Output: Clone + Send + Sync + 'static,
    {
        let (here, navigate) = (here(), use_navigate());
        let online = Offline::of_page().online;
        self.forget_shown::<S>(&here());
        let watch = self.owner.with_value(Owner::child);
        let watching = watch.downgrade();
        // What the action says goes on being heard once its form is left.
        let (input, value) = watch.with(|| (action.input(), action.value()));
        watch.with(move || {
            Effect::new(move |number: Option<Option<u32>>| {
                let number = number.flatten();
                match (number, input.get()) {
                    (None, Some(input)) => {
                        // Without a connection the browser says first whether it can keep it.
                        // And by the address of what it kept its worker knows which edit this settles.
                        let stays = !online.get_untracked() || here().contains("kept=");
                        let to = to(&input).filter(|_| !stays);
                        let deed = Deed::new(input);
                        let number = self.begin(deed, here(), to.clone(), watching.upgrade());
                        if let Some(to) = to {
                            navigate(&to, NavigateOptions::default());
                        }
                        Some(number)
                    }
                    (Some(number), None) => {
                        let error = value.get_untracked().and_then(Result::err);
                        if let Some(form) = self.settle(number, error, &here()) {
                            navigate(&form, NavigateOptions::default());
                        }
                        None
                    }
                    (number, _) => number,
                }
            });
        });
        on_cleanup(move || drop(watch));
    }

    fn begin(self, deed: Deed, from: String, to: Option<String>, watch: Option<Owner>) -> u32 {
        let number = self.last.get_value() + 1;
        self.last.set_value(number);
        self.sent.update(|all| {
            // What was refused of a page that is still there has been read; of one that was left, not yet.
            all.retain(|sent| !matches!(sent.state, State::Refused(_)) || sent.to.is_some());
            let done = |sent: &&mut Sent| matches!(sent.state, State::Done(_));
            all.iter_mut()
                .filter(done)
                .for_each(|sent| sent._watch = None);
            all.drain(..all.len().saturating_sub(MOST));
            all.push(Sent {
                number,
                deed,
                from,
                to,
                state: State::OnItsWay,
                _watch: watch,
            });
        });
        number
    }

    /// Takes the server's answer. The form to go back to, where it was left and its sender has not gone elsewhere.
    fn settle(self, number: u32, error: Option<ApiError>, here: &str) -> Option<String> {
        let nth = self.answers.get_untracked() + 1;
        let mut back = None;
        self.sent.update(|all| {
            let Some(at) = all.iter().position(|sent| sent.number == number) else {
                return;
            };
            match error {
                None => all[at].state = State::Done(nth),
                // The browser keeps it and shows that.
                Some(ApiError::Outbox) => drop(all.remove(at)),
                Some(error) => {
                    all[at].state = State::Refused(error);
                    let led = all[at].to.as_deref() == Some(here);
                    back = led.then(|| all[at].from.clone());
                }
            }
        });
        self.answers.set(nth);
        back
    }

    fn given_back<S: Clone + 'static>(self, page: &str) -> Option<(S, ApiError)> {
        let refused = |sent: &Sent| {
            let State::Refused(error) = &sent.state else {
                return None;
            };
            let sent = sent
                .to
                .as_ref()
                .filter(|_| sent.from == page)
                .and(sent.deed.of::<S>());
            Some((sent?.clone(), error.clone()))
        };
        self.sent.with_untracked(|all| all.iter().find_map(refused))
    }

    /// Forgets what was given back to a form once that shows it.
    fn forget_shown<S: 'static>(self, page: &str) {
        let shown = |sent: &Sent| {
            let refused = matches!(sent.state, State::Refused(_)) && sent.from == page;
            refused && sent.deed.of::<S>().is_some()
        };
        if self.sent.with_untracked(|all| all.iter().any(shown)) {
            self.sent.update(|all| all.retain(|sent| !shown(sent)));
        }
    }

    /// What was refused that a part of a page has sent: what was typed is to be there again.
    pub fn refused<S: 'static, T>(self, of: impl Fn(&S) -> Option<T>) -> Option<T> {
        self.sent.with_untracked(|all| {
            let mut refused = all
                .iter()
                .filter(|sent| matches!(sent.state, State::Refused(_)));
            refused.find_map(|sent| of(sent.deed.of::<S>()?))
        })
    }

    /// What was sent that a page is to begin with, and whether it is done.
    pub fn begun<S: 'static, T>(self, of: impl Fn(&S) -> Option<T>) -> Option<(T, bool)> {
        self.sent.with(|all| {
            all.iter().find_map(|sent| match sent.state {
                State::Refused(_) => None,
                State::OnItsWay => Some((of(sent.deed.of::<S>()?)?, false)),
                State::Done(_) => Some((of(sent.deed.of::<S>()?)?, true)),
            })
        })
    }

    fn forget(self, number: u32) {
        self.sent
            .update(|all| all.retain(|sent| sent.number != number));
    }
}

/// The present address.
fn here() -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let location = use_location();
    let (path, query) = (location.pathname, location.search);
    move || {
        let (path, query) = (path.get_untracked(), query.get_untracked());
        match query.trim_start_matches('?') {
            "" => path,
            query => format!("{path}?{query}"),
        }
    }
}

/// What a form was refused that had been sent from this page and left, and why.
pub fn given_back<S: Clone + 'static>()
-> impl Fn() -> Option<(S, ApiError)> + Copy + Send + Sync + 'static {
    let (ahead, here) = (Ahead::of_page(), here());
    move || ahead.given_back(&here())
}

/// What its reader has written that the server does not have yet, for a form to begin with. It is asked once, and not of
/// who is writing already: nothing is taken away from under them.
pub fn unanswered() -> ReadSignal<Vec<Deed>> {
    let sent = Ahead::of_page().sent.with_untracked(|all| {
        let on_its_way = all.iter().filter(|sent| sent.state == State::OnItsWay);
        on_its_way.map(|sent| sent.deed.clone()).collect::<Vec<_>>()
    });
    let (deeds, set_deeds) = signal(sent.clone());
    #[cfg(feature = "hydrate")]
    {
        let heard = Offline::of_page().heard;
        // Whoever has chosen or ticked something, or added a row, is writing as well.
        let touched = StoredValue::new(false);
        let hand =
            window_event_listener(leptos::ev::input, move |_| _ = touched.try_set_value(true));
        let pressed = window_event_listener(leptos::ev::click, move |event| {
            use leptos::wasm_bindgen::JsCast;
            let pressed = event.target();
            let pressed =
                pressed.and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok());
            if pressed.is_some_and(|pressed| matches!(pressed.closest("main button"), Ok(Some(_))))
            {
                let _ = touched.try_set_value(true);
            }
        });
        on_cleanup(move || {
            hand.remove();
            pressed.remove();
        });
        Effect::new(move |asked: Option<bool>| {
            if asked == Some(true) || !heard.get() {
                return asked == Some(true);
            }
            let (waiting, sent) = (untrack(waiting), sent.clone());
            leptos::task::spawn_local(async move {
                let waiting = waiting.await;
                let untouched = touched.try_get_value() == Some(false);
                if !waiting.is_empty() && untouched && !crate::live::is_writing() {
                    set_deeds.try_set([waiting, sent].concat());
                }
            });
            true
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = set_deeds;
    deeds
}

impl<D> FormStart<D> {
    /// Begins with what its reader has written since; whether there is any. `write` writes what a deed does into the form's
    /// values, and says whether it is about them. What was refused is as it was sent.
    pub fn go_on(&mut self, deeds: &[Deed], write: impl Fn(&mut D, &Deed) -> bool) -> bool {
        if self.error.is_some() {
            return false;
        }
        let mut any = false;
        for deed in deeds {
            any |= write(&mut self.draft, deed);
        }
        any
    }
}

/// A form as it begins with the server's values, or with what its reader has written since: the one takes the place of the
/// other, and keeps none of its inputs.
pub fn begun<V>(follows: bool, form: V) -> Either<V, V> {
    match follows {
        false => Either::Left(form),
        true => Either::Right(form),
    }
}

/// What waits for a connection, now.
#[cfg(feature = "hydrate")]
fn waiting() -> impl Future<Output = Vec<Deed>> + Send {
    let edits: Vec<_> = Offline::of_page().outbox.with(|outbox| {
        let waiting = |edit: &&Edit| edit.outcome == Outcome::Waiting;
        outbox.edits.iter().filter(waiting).cloned().collect()
    });
    async move {
        match edits.is_empty() {
            true => Vec::new(),
            false => waiting::deeds(edits).await.unwrap_or_default(),
        }
    }
}

/// Nothing waits on the server.
#[cfg(not(feature = "hydrate"))]
async fn waiting() -> Vec<Deed> {
    Vec::new()
}

/// What the server answers, and what is on its way done to it.
pub struct Foreseen<V: Send + Sync + 'static, E: Send + Sync + 'static> {
    answer: Fetched<(u32, Result<V, E>)>,
    ahead: Ahead,
}

impl<V: Send + Sync, E: Send + Sync> Clone for Foreseen<V, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Send + Sync, E: Send + Sync> Copy for Foreseen<V, E> {}

impl<V, E> Foreseen<V, E>
where
    V: Foresee + Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
    E: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// Asks the server, and again whenever `of` changes or something that was sent is answered.
    pub fn new<K, F>(
        of: impl Fn() -> K + Send + Sync + 'static,
        ask: impl Fn(K) -> F + Send + Sync + 'static,
    ) -> Self
    where
        K: PartialEq + Clone + Send + Sync + 'static,
        F: Future<Output = Result<V, E>> + Send + 'static,
    {
        let ahead = Ahead::of_page();
        let answer = fetched(
            move || (of(), ahead.answers.get()),
            move |(of, answers)| {
                let answer = ask(of);
                async move { (answers, answer.await) }
            },
        );
        Self { answer, ahead }
    }

    /// What to show; heard anew whenever that changes.
    pub fn shown(self) -> impl Future<Output = Result<V, E>> + Send {
        let sent = self.ahead.sent.get();
        let waiting = waiting();
        async move {
            let (answers, answer) = self.answer.await;
            let waiting = waiting.await;
            let lacks = |sent: &&Sent| match sent.state {
                State::OnItsWay => true,
                State::Done(nth) => nth > answers,
                State::Refused(_) => false,
            };
            answer.map(|mut shown| {
                let sent = sent.iter().filter(lacks).map(|sent| &sent.deed);
                for deed in waiting.iter().chain(sent) {
                    shown.foresee(deed);
                }
                shown
            })
        }
    }
}
