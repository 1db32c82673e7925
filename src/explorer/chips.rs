//! What has been chosen, as chips that can be taken away, and how much is shown.

use super::Shared;
use super::filters::degree_words;
use super::shown;
use super::url::UrlState;
use crate::i18n::{Locale, date, t, t_string, td_string, use_i18n, words};
use jejaring_domain::OrganisationId;
use jejaring_graph::Filter;
use jejaring_graph::day;
use jejaring_graph::filter::MOST_STEPS;
use jejaring_graph::past::{Days, Span};
use leptos::prelude::*;

/// One thing that has been chosen: what it is called, and the view without it.
struct Chip {
    text: String,
    without: UrlState,
}

/// The chips; each is a link to the view without it, so that they work without script.
#[component]
pub fn Chips(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let span = Memo::new(move |_| {
        shared
            .network
            .with(|network| Span::of(network.as_ref()?.snapshot()))
    });
    let chips = move || {
        shared.state.with(|state| {
            // The days that are shown, which are never beyond those that there are.
            let held = state.with(|state| state.filter = state.filter.held(span.get()));
            chips(&held, i18n.get_locale())
                .into_iter()
                .map(|Chip { text, without }| {
                    let label = t_string!(i18n, explore.without, what = text.clone());
                    view! {
                        <li>
                            <a class="chip" href=without.address() data-noscroll="true" aria-label=label.to_string()>
                                <span>{text}</span>
                                <span aria-hidden="true">"×"</span>
                            </a>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    let around = move || {
        let centres = shared.state.with(|state| state.filter.around.clone());
        centres
            .into_iter()
            .map(|(id, steps)| centre(shared, id, steps))
            .collect_view()
    };
    let any = move || shared.state.with(|state| state.filter != Filter::default());
    view! {
        <div class="explorer-chips">
            // While days pass it would talk without end.
            <p class="explorer-shown" role="status"
                aria-live=move || if shared.passing.with(Option::is_some) { "off" } else { "polite" }>
                {move || shared.seen.table.with(|table| table.as_ref().map(|table| {
                    let locale = i18n.get_locale();
                    if table.organisations == 0 {
                        t_string!(i18n, explorer.nothing_shown).to_owned()
                    } else {
                        shown::counted(locale, table.organisations as usize, table.partnerships as usize)
                    }
                }))}
            </p>
            <ul class="chips" hidden=move || !any() aria-label=move || t_string!(i18n, explore.chosen)>
                {around}
                {chips}
                <li>
                    <a
                        class="chip clear"
                        data-noscroll="true"
                        href=move || shared.state.with(|state| state.with(|state| {
                            state.filter = Filter::default();
                            state.page = 1;
                        }).address())
                    >
                        {t!(i18n, explorer.clear)}
                    </a>
                </li>
            </ul>
        </div>
    }
}

/// An organisation in the focus: fewer or more steps around it, or none.
fn centre(shared: Shared, id: OrganisationId, steps: u8) -> impl IntoView {
    let i18n = use_i18n();
    let to = move |steps: u8| {
        shared.state.with_untracked(|state| {
            state
                .with(|state| {
                    if (1..=MOST_STEPS).contains(&steps) {
                        state.filter.around.insert(id, steps);
                    } else {
                        state.filter.around.remove(&id);
                    }
                    state.page = 1;
                })
                .address()
        })
    };
    let name = move || shared.seen.name(id);
    let label = move |steps: u8| {
        let label = t_string!(i18n, explore.steps_around, steps = steps, name = name());
        label.to_string()
    };
    view! {
        <li class="chip around">
            <span>{move || t_string!(i18n, explore.around, name = name()).to_string()}</span>
            <span class="steps" role="group" aria-label=move || t_string!(i18n, explore.steps)>
                {(1..=MOST_STEPS).map(|number| view! {
                    <a
                        href=move || to(number)
                        data-noscroll="true"
                        aria-label=move || label(number)
                        aria-current=(number == steps).then_some("true")
                    >{number}</a>
                }).collect_view()}
            </span>
            <a href=move || to(0) data-noscroll="true"
                aria-label=move || t_string!(i18n, explore.without, what = name()).to_string()>
                <span aria-hidden="true">"×"</span>
            </a>
        </li>
    }
}

fn chips(state: &UrlState, locale: Locale) -> Vec<Chip> {
    let mut chips = Vec::new();
    macro_rules! each {
        ($facet:ident, $legend:expr, $word:expr) => {
            for value in &state.filter.$facet {
                let word = $word(value);
                chips.push(Chip {
                    text: format!("{}: {word}", $legend),
                    without: state.with(|state| {
                        state.filter.$facet.remove(value);
                        state.page = 1;
                    }),
                });
            }
        };
    }
    if !state.filter.text.is_empty() {
        chips.push(Chip {
            text: format!("“{}”", state.filter.text),
            without: state.with(|state| state.filter.text.clear()),
        });
    }
    if let Some(Days { since, day }) = state.filter.days {
        let written = |number| date(locale, day::date(number));
        let text = match since {
            Some(since) => format!("{} – {}", written(since), written(day)),
            None => written(day),
        };
        chips.push(Chip {
            text: format!("{}: {text}", td_string!(locale, looks.time.day)),
            without: state.with(|state| {
                state.filter.days = None;
                state.page = 1;
            }),
        });
    }
    each!(
        kinds,
        td_string!(locale, explorer.filter_kind),
        |kind: &_| words::kind(locale, *kind)
    );
    each!(
        statuses,
        td_string!(locale, explorer.filter_status),
        |status: &_| words::status(locale, *status)
    );
    each!(
        regions,
        td_string!(locale, explore.region),
        |name: &String| name.clone()
    );
    each!(
        programmes,
        td_string!(locale, explore.programme),
        |name: &String| name.clone()
    );
    each!(
        forms,
        td_string!(locale, explorer.filter_form),
        |form: &_| words::form(locale, *form)
    );
    each!(scopes, td_string!(locale, explore.scope), |scope: &_| {
        words::scope(locale, *scope)
    });
    each!(
        finances,
        td_string!(locale, explore.finance),
        |finance: &_| words::finance(locale, *finance)
    );
    each!(steps, td_string!(locale, explore.step), |step: &_| {
        words::step(locale, *step)
    });
    each!(
        benefits,
        td_string!(locale, explore.benefit),
        |benefit: &_| words::benefit(locale, *benefit)
    );
    each!(years, td_string!(locale, explore.year), |year: &i16| year
        .to_string());
    each!(degrees, td_string!(locale, explore.degree), |degree: &_| {
        degree_words(*degree)
    });
    chips
}
