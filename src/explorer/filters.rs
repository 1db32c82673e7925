//! What is shown: each facet with the number of what its values would show. Without script it is a form.

use super::Shared;
use crate::i18n::{number, td_string, words};
use crate::ui::{KindShape, StatusBadge, locale};
use jejaring_domain::{Benefit, Coded, Finance, Form, Kind, Scope, Status, Step};
use jejaring_graph::Filter;
use jejaring_graph::few::Few;
use jejaring_graph::filter::{Degree, Facets};
use jejaring_graph::fold::fold;
use leptos::prelude::*;

/// Names of places and programmes that are listed before one looks for others.
const NAMES: usize = 8;

/// The filters with the number of what each value would show, and how much is shown in all.
#[component]
pub fn Filters(shared: Shared) -> impl IntoView {
    let locale = locale();
    let filter = Memo::new(move |_| shared.state.with(|state| state.filter.clone()));
    // On a phone they would hide the network.
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let asked = shared
            .state
            .with_untracked(|state| state.question.is_some());
        open.set(super::is_wide() && !asked);
    });
    let facet = Facet { shared, filter };
    view! {
        <details class="explorer-panel explorer-filters" name="explorer-panel" prop:open=open>
            <summary>{td_string!(locale, explorer.filters)}</summary>
            <form class="explorer-panel-body" method="get" action="/explore">
                {facet.coded("kind", true, td_string!(locale, explorer.filter_kind), Kind::ALL,
                    |kind| view! { <KindShape kind /> {words::kind(crate::ui::locale(), kind)} }.into_any(),
                    |filter| &filter.kinds, |filter| &mut filter.kinds, |facets| &facets.kinds)}
                {facet.coded("status", true, td_string!(locale, explorer.filter_status), Status::ALL,
                    |status| view! { <StatusBadge status /> }.into_any(),
                    |filter| &filter.statuses, |filter| &mut filter.statuses, |facets| &facets.statuses)}
                {facet.named("region", td_string!(locale, explore.region),
                    |filter| &filter.regions, |filter| &mut filter.regions, |facets| &facets.regions)}
                {facet.named("programme", td_string!(locale, explore.programme),
                    |filter| &filter.programmes, |filter| &mut filter.programmes, |facets| &facets.programmes)}
                {facet.coded("form", false, td_string!(locale, explorer.filter_form), Form::ALL,
                    |form| words::form(crate::ui::locale(), form).into_any(),
                    |filter| &filter.forms, |filter| &mut filter.forms, |facets| &facets.forms)}
                {facet.coded("scope", false, td_string!(locale, explore.scope), Scope::ALL,
                    |scope| words::scope(crate::ui::locale(), scope).into_any(),
                    |filter| &filter.scopes, |filter| &mut filter.scopes, |facets| &facets.scopes)}
                {facet.coded("finance", false, td_string!(locale, explore.finance), Finance::ALL,
                    |finance| words::finance(crate::ui::locale(), finance).into_any(),
                    |filter| &filter.finances, |filter| &mut filter.finances, |facets| &facets.finances)}
                {facet.coded("step", false, td_string!(locale, explore.step), Step::ALL,
                    |step| words::step(crate::ui::locale(), step).into_any(),
                    |filter| &filter.steps, |filter| &mut filter.steps, |facets| &facets.steps)}
                {facet.coded("benefit", false, td_string!(locale, explore.benefit), Benefit::ALL,
                    |benefit| words::benefit(crate::ui::locale(), benefit).into_any(),
                    |filter| &filter.benefits, |filter| &mut filter.benefits, |facets| &facets.benefits)}
                {facet.years()}
                {facet.coded("degree", false, td_string!(locale, explore.degree), Degree::ALL,
                    |degree| degree_words(degree).into_any(),
                    |filter| &filter.degrees, |filter| &mut filter.degrees, |facets| &facets.degrees)}
                // What the form does not show stays as it is.
                {move || shared.state.with(|state| {
                    let kept = state.with(|state| {
                        let around = std::mem::take(&mut state.filter.around);
                        let text = std::mem::take(&mut state.filter.text);
                        state.filter = Filter { around, text, days: state.filter.days, ..Filter::default() };
                        state.page = 1;
                    });
                    kept.parameters().into_iter().map(|(name, value)| view! {
                        <input type="hidden" name=name value=value />
                    }).collect_view()
                })}
                <button type="submit" class="button primary without-script">{td_string!(locale, explore.apply)}</button>
            </form>
        </details>
    }
}

/// A number of partnerships in signs that both languages read.
pub fn degree_words(degree: Degree) -> &'static str {
    match degree {
        Degree::None => "0",
        Degree::One => "1",
        Degree::Few => "2–4",
        Degree::Several => "5–9",
        Degree::Many => "10+",
    }
}

/// What all facets share.
#[derive(Clone, Copy)]
struct Facet {
    shared: Shared,
    filter: Memo<Filter>,
}

impl Facet {
    /// Changes the filter, and goes to the first page of what it shows.
    fn choose(self, change: impl FnOnce(&mut Filter)) {
        self.shared.go(false, |state| {
            change(&mut state.filter);
            state.page = 1;
        });
    }

    /// A facet of the domain's values.
    #[allow(clippy::too_many_arguments)]
    fn coded<V: Coded + Send + Sync>(
        self,
        name: &'static str,
        open: bool,
        legend: &'static str,
        values: &'static [V],
        label: fn(V) -> AnyView,
        chosen: fn(&Filter) -> &Few<V>,
        choose: fn(&mut Filter) -> &mut Few<V>,
        counts: fn(&Facets) -> &Vec<(V, u32)>,
    ) -> AnyView {
        let seen = self.shared.seen;
        let count = move |value: V| {
            let number = seen.facets.with(|facets| {
                let counts = counts(facets.as_ref()?).iter();
                counts
                    .clone()
                    .find(|(of, _)| *of == value)
                    .map(|(_, count)| *count)
            });
            number.map(|number| number as usize)
        };
        let rows = values
            .iter()
            .map(|value| {
                let value = *value;
                let is_chosen = move || self.filter.with(|filter| chosen(filter).contains(&value));
                let toggle = move |()| self.choose(|filter| toggle(choose(filter), value));
                choice(
                    name,
                    value.code().to_owned(),
                    label(value),
                    Signal::derive(is_chosen),
                    Signal::derive(move || count(value)),
                    Callback::new(toggle),
                )
            })
            .collect_view();
        let number = move || self.filter.with(|filter| chosen(filter).len());
        framed(open, legend, Signal::derive(number), rows.into_any())
    }

    /// A facet of names: those with the most first, others are looked for.
    fn named(
        self,
        name: &'static str,
        legend: &'static str,
        chosen: fn(&Filter) -> &Few<String>,
        choose: fn(&mut Filter) -> &mut Few<String>,
        counts: fn(&Facets) -> &Vec<(String, u32)>,
    ) -> AnyView {
        let locale = locale();
        let wanted = RwSignal::new(String::new());
        let seen = self.shared.seen;
        let listed = Memo::new(move |_| {
            let wanted = wanted.with(|wanted| fold(wanted));
            let chosen = self.filter.with(|filter| chosen(filter).clone());
            seen.facets.with(|facets| {
                let counts = facets.as_ref().map(counts).into_iter().flatten();
                let fits = |name: &str| {
                    wanted.is_empty() || format!(" {}", fold(name)).contains(&format!(" {wanted}"))
                };
                let (mut first, rest): (Vec<_>, Vec<_>) = counts
                    .filter(|(name, _)| chosen.contains(name) || fits(name))
                    .cloned()
                    .partition(|(name, _)| chosen.contains(name));
                first.extend(rest.into_iter().take(NAMES));
                first
            })
        });
        let rows = view! {
            <input
                type="search"
                class="explorer-narrow"
                autocomplete="off"
                aria-label=format!("{}: {legend}", td_string!(locale, explore.look_for))
                placeholder=td_string!(locale, explore.look_for)
                on:input=move |event| wanted.set(event_target_value(&event))
            />
            {move || listed.get().into_iter().map(|(value, count)| {
                let label = value.clone().into_any();
                let is_chosen = {
                    let value = value.clone();
                    move || self.filter.with(|filter| chosen(filter).contains(&value))
                };
                let toggle = {
                    let value = value.clone();
                    move |()| self.choose(|filter| toggle(choose(filter), value.clone()))
                };
                choice(name, value, label, Signal::derive(is_chosen), Signal::stored(Some(count as usize)), Callback::new(toggle))
            }).collect_view()}
        };
        let number = move || self.filter.with(|filter| chosen(filter).len());
        framed(false, legend, Signal::derive(number), rows.into_any())
    }

    fn years(self) -> AnyView {
        let locale = locale();
        let seen = self.shared.seen;
        let listed = Memo::new(move |_| {
            seen.facets.with(|facets| {
                facets
                    .as_ref()
                    .map(|facets| facets.years.clone())
                    .unwrap_or_default()
            })
        });
        let rows = move || {
            let row = |(year, count): (i16, u32)| {
                let is_chosen = move || self.filter.with(|filter| filter.years.contains(&year));
                let toggle = move |()| self.choose(|filter| toggle(&mut filter.years, year));
                choice(
                    "year",
                    year.to_string(),
                    year.into_any(),
                    Signal::derive(is_chosen),
                    Signal::stored(Some(count as usize)),
                    Callback::new(toggle),
                )
            };
            listed.get().into_iter().map(row).collect_view()
        };
        let number = move || self.filter.with(|filter| filter.years.len());
        framed(
            false,
            td_string!(locale, explore.year),
            Signal::derive(number),
            rows.into_any(),
        )
    }
}

/// One value: its box, what it is called, how many there would be.
fn choice(
    name: &'static str,
    value: String,
    label: AnyView,
    chosen: Signal<bool>,
    count: Signal<Option<usize>>,
    toggle: Callback<()>,
) -> AnyView {
    let locale = crate::ui::locale();
    view! {
        <label class="choice">
            <input type="checkbox" name=name value=value prop:checked=chosen checked=chosen.get_untracked() on:change=move |_| toggle.run(()) />
            <span class="choice-label">{label}</span>
            <span class="count">{move || count.get().map(|count| number(locale, count))}</span>
        </label>
    }
    .into_any()
}

/// A facet that can be folded away; how many of its values are chosen stands beside its name.
fn framed(open: bool, legend: &'static str, chosen: Signal<usize>, rows: AnyView) -> AnyView {
    let open = open || chosen.get_untracked() > 0;
    view! {
        <details class="facet" open=open>
            <summary>
                <span class="facet-name">{legend}</span>
                <span class="facet-chosen" hidden=move || chosen.get() == 0>{chosen}</span>
            </summary>
            <div class="facet-values" role="group">{rows}</div>
        </details>
    }
    .into_any()
}

fn toggle<V: Ord>(set: &mut Few<V>, value: V) {
    if !set.remove(&value) {
        set.insert(value);
    }
}
