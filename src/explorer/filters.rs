//! What is shown: kinds of organisations, status and form of partnerships.

use super::Shared;
use crate::i18n::{number, t, use_i18n, words};
use crate::ui::{KindBadge, StatusBadge};
use jejaring_domain::{Coded, Form, Kind, Status};
use jejaring_graph::Filter;
use jejaring_graph::filter::facets;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The width of the widest phone, in CSS pixels: as in the style sheet.
const PHONE: f64 = 832.0;

/// The filters with the number of what each value would show, and how much is shown in all.
#[component]
pub fn Filters(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let filter = Memo::new(move |_| shared.state.with(|state| state.filter.clone()));
    let facets = Memo::new(move |_| {
        shared.network.with(|network| {
            filter.with(|filter| Some(facets(network.as_ref()?.snapshot(), filter)))
        })
    });
    let shown = Memo::new(move |_| {
        shared.network.with(|network| {
            let mask = filter.with(|filter| Some(filter.mask(network.as_ref()?.snapshot())))?;
            let snapshot = network.as_ref()?.snapshot();
            let organisations = &mask.nodes[..snapshot.organisation_count()];
            Some((count(organisations), count(&mask.partnerships)))
        })
    });
    // On a phone they would hide the network.
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        open.set(
            window()
                .inner_width()
                .is_ok_and(|width| width.as_f64() > Some(PHONE)),
        )
    });
    view! {
        <details class="explorer-filters" prop:open=open>
            <summary>{t!(i18n, explorer.filters)}</summary>
            <Choices
                legend=move || t!(i18n, explorer.filter_kind).into_any()
                values=Kind::ALL
                label=|kind| view! { <KindBadge kind /> }.into_any()
                chosen=move |kind| filter.with(|filter| filter.kinds.contains(&kind))
                count=move |kind| facets.with(|facets| number_of(&facets.as_ref()?.kinds, kind))
                choose=move |kind| shared.go(false, |state| toggle(&mut state.filter.kinds, kind))
            />
            <Choices
                legend=move || t!(i18n, explorer.filter_status).into_any()
                values=Status::ALL
                label=|status| view! { <StatusBadge status /> }.into_any()
                chosen=move |status| filter.with(|filter| filter.statuses.contains(&status))
                count=move |status| facets.with(|facets| number_of(&facets.as_ref()?.statuses, status))
                choose=move |status| shared.go(false, |state| toggle(&mut state.filter.statuses, status))
            />
            <Choices
                legend=move || t!(i18n, explorer.filter_form).into_any()
                values=Form::ALL
                label=move |form| (move || words::form(i18n.get_locale(), form)).into_any()
                chosen=move |form| filter.with(|filter| filter.forms.contains(&form))
                count=move |form| facets.with(|facets| number_of(&facets.as_ref()?.forms, form))
                choose=move |form| shared.go(false, |state| toggle(&mut state.filter.forms, form))
            />
            <p class="explorer-shown" role="status">
                {move || shown.get().map(|(organisations, links)| {
                    let locale = i18n.get_locale();
                    let (organisations, links) = (number(locale, organisations), number(locale, links));
                    t!(i18n, explorer.shown, organisations, links)
                })}
            </p>
            <button type="button" class="button" hidden=move || filter.with(Filter::is_empty)
                on:click=move |_| shared.go(false, |state| state.filter = Filter::default())>
                {t!(i18n, explorer.clear)}
            </button>
        </details>
    }
}

fn count(shown: &[bool]) -> usize {
    shown.iter().filter(|shown| **shown).count()
}

fn number_of<V: PartialEq>(facet: &[(V, u32)], value: V) -> Option<usize> {
    facet
        .iter()
        .find(|(known, _)| *known == value)
        .map(|(_, number)| *number as usize)
}

fn toggle<V: Ord>(set: &mut BTreeSet<V>, value: V) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

/// Some values to choose from; none chosen shows all.
#[component]
fn Choices<V, L, C, N, T, G>(
    legend: G,
    values: &'static [V],
    label: L,
    chosen: C,
    count: N,
    choose: T,
) -> impl IntoView
where
    V: Coded + Send + Sync,
    G: Fn() -> AnyView + Send + 'static,
    L: Fn(V) -> AnyView + Send + 'static,
    C: Fn(V) -> bool + Copy + Send + Sync + 'static,
    N: Fn(V) -> Option<usize> + Copy + Send + Sync + 'static,
    T: Fn(V) + Copy + Send + Sync + 'static,
{
    let i18n = use_i18n();
    view! {
        <fieldset class="choices">
            <legend>{legend()}</legend>
            {values.iter().copied().map(|value| view! {
                <label class="choice">
                    <input type="checkbox" value=value.code() prop:checked=move || chosen(value) checked=chosen(value)
                        on:change=move |_| choose(value) />
                    <span class="choice-label">{label(value)}</span>
                    <span class="count">{move || count(value).map(|count| number(i18n.get_locale(), count))}</span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}
