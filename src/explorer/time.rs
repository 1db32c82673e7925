//! The network on any day, and what changed between two: a slider to drag or to play.

use super::Shared;
use super::shown;
use crate::i18n::{date, td_string};
use crate::part::{later, part};
use crate::ui::locale;
use jejaring_graph::day;
use jejaring_graph::past::{Days, Span};
use leptos::prelude::*;
use std::time::Duration;

/// Days between two pictures while it plays, and how long each stays.
const STRIDE: i32 = 30;
const PACE: Duration = Duration::from_millis(220);
/// Where reduced motion is wanted, years one by one, and slower.
const CALM_STRIDE: i32 = 365;
const CALM_PACE: Duration = Duration::from_millis(1500);

/// The bar; nothing where no day is looked at.
#[component]
pub fn TimeBar(shared: Shared) -> impl IntoView {
    let locale = locale();
    let shown = Memo::new(move |_| shared.days.get().is_some());
    view! {
        <section class="explorer-time" aria-label=td_string!(locale, looks.time.title) hidden=move || !shown.get()>
            {move || shown.get().then(|| later(days_chosen(shared)))}
        </section>
    }
}

part! {
    fn days_chosen(shared: Shared) -> AnyView, of told, loaded by load_days_chosen {
        view! { <Choosing shared /> }.into_any()
    }
}

/// What days are chosen by, and what they show.
#[component]
fn Choosing(shared: Shared) -> impl IntoView {
    let locale = locale();
    let span = Memo::new(move |_| {
        shared
            .network
            .with(|network| Span::of(network.as_ref()?.snapshot()))
    });
    let playing = shared.playing;
    let days = move || shared.days.get().unwrap_or(Days::on(0));
    let set = move |since: Option<i32>, day: i32| {
        if let Some(span) = span.get_untracked() {
            let day = span.hold(day);
            let since = since.map(|since| span.hold(since).min(day - 1));
            shared.passing.set(Some(Days { since, day }));
        }
    };
    // What was dragged or played stays in the address once it has come to rest.
    let keep = move || {
        if let Some(days) = shared.passing.get_untracked() {
            // One step in the browser's history for all days.
            shared.go(true, |state| {
                state.page = 1;
                state.filter.days = Some(days);
            });
            shared.passing.set(None);
        }
    };
    Effect::new(move |_| {
        if !playing.get() {
            return;
        }
        let (stride, pace) = if is_calm() {
            (CALM_STRIDE, CALM_PACE)
        } else {
            (STRIDE, PACE)
        };
        let ticking = set_interval_with_handle(
            move || {
                let Some(span) = span.get_untracked() else {
                    return;
                };
                let Some(Days { since, day }) = shared.days.get_untracked() else {
                    return playing.set(false);
                };
                if day >= span.last {
                    playing.set(false);
                    keep();
                } else {
                    set(since, day + stride);
                }
            },
            pace,
        );
        if let Ok(ticking) = ticking {
            on_cleanup(move || ticking.clear());
        }
    });
    let toggle = move |_| {
        if playing.get_untracked() {
            playing.set(false);
            keep();
            return;
        }
        if let Some(span) = span.get_untracked() {
            let Days { since, day } = days();
            if day >= span.last {
                set(since, since.map_or(span.first, |since| since + 1));
            }
            playing.set(true);
        }
    };
    let compare = move |_| {
        let Days { since, day } = days();
        let first = span.get_untracked().map_or(day, |span| span.first);
        // A year before, as far as there is one.
        let since = match since {
            Some(_) => None,
            None => Some((day - 365).max(first)).filter(|since| *since < day),
        };
        shared.passing.set(None);
        shared.go(false, |state| {
            state.page = 1;
            state.filter.days = Some(Days { since, day });
        });
    };
    let said = move || {
        let shown = shared.shown.get()?;
        Some(shown::tally(locale, shared.days.get()?, shown.tally?))
    };
    let written = move |number: i32| date(locale, day::date(number));
    // A screen reader is told when it has come to rest, not at each picture.
    let told = Memo::new(move |_| {
        (!playing.get() && shared.passing.get().is_none())
            .then(said)
            .flatten()
    });
    view! {
        {move || (span.get().is_none() && shared.network.with(Option::is_some)).then(|| view! {
            <p>{td_string!(locale, looks.time.none)}</p>
        })}
        {move || span.get().map(|span| view! {
            <div class="time-row">
                <button type="button" class="button icon" aria-pressed=move || playing.get().to_string()
                    aria-label=move || if playing.get() { td_string!(locale, looks.time.pause) } else { td_string!(locale, looks.time.play) }
                    on:click=toggle>
                    <svg viewBox="0 0 24 24" aria-hidden="true">
                        <path d=move || if playing.get() { "M7 5h3.5v14H7ZM13.5 5H17v14h-3.5Z" } else { "M8 5v14l11-7Z" } />
                    </svg>
                </button>
                <div class="time-sliders">
                    <label class="time-slider" hidden=move || days().since.is_none()>
                        <span>{td_string!(locale, looks.time.since)} " " <b>{move || days().since.map(written)}</b></span>
                        <input type="range" min=span.first max=span.last step="1"
                            prop:value=move || days().since.unwrap_or(span.first).to_string()
                            aria-valuetext=move || days().since.map(written)
                            on:input=move |event| {
                                if let Ok(since) = event_target_value(&event).parse() {
                                    set(Some(since), days().day);
                                }
                            }
                            on:change=move |_| keep() />
                    </label>
                    <label class="time-slider">
                        <span>{td_string!(locale, looks.time.day)} " " <b>{move || written(days().day)}</b></span>
                        <input type="range" min=span.first max=span.last step="1"
                            prop:value=move || days().day.to_string()
                            aria-valuetext=move || written(days().day)
                            on:input=move |event| {
                                playing.set(false);
                                if let Ok(day) = event_target_value(&event).parse() {
                                    set(days().since, day);
                                }
                            }
                            on:change=move |_| keep() />
                    </label>
                    <Years span />
                </div>
                <button type="button" class="button icon close" aria-label=td_string!(locale, looks.time.close)
                    title=td_string!(locale, looks.time.close)
                    on:click=move |_| shared.toggle_time()>"×"</button>
            </div>
        })}
        <p class="time-said">
            <label class="choice">
                <input type="checkbox" prop:checked=move || days().since.is_some() on:change=compare />
                <span>{td_string!(locale, looks.time.compare)}</span>
            </label>
            <span class="time-tally">{said}</span>
        </p>
        <p class="visually-hidden" role="status">{move || told.get()}</p>
    }
}

/// Ticks below the slider, where years begin.
#[component]
fn Years(span: Span) -> impl IntoView {
    let year = |number| i32::from(day::date(number).year());
    let (first, last) = (year(span.first), year(span.last));
    let every = ((last - first) / 8 + 1).max(1);
    let marks = (first + 1..=last).filter(move |year| (last - year) % every == 0);
    let place = move |year: i32| {
        let start = jejaring_domain::Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
        let share = (day::number(start) - span.first) as f32 / (span.last - span.first) as f32;
        Some((year, share * 100.0))
    };
    view! {
        <div class="time-years" aria-hidden="true">
            {marks.filter_map(place).map(|(year, share)| view! {
                <span style=format!("left:{share:.1}%")>{year}</span>
            }).collect_view()}
        </div>
    }
}

fn is_calm() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}
