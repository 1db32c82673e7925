//! What lies around the live view: on a wide screen at its side, on a phone sheets that come up from below.

use super::ask::Ask;
use super::chips::Chips;
use super::filters::Filters;
use super::search::Search;
use super::twin::Twin;
use super::{Shared, ask, chips, filters, search, twin};
use crate::api::explore::explored;
use crate::i18n::{t_string, use_i18n};
use crate::ui::{Glyph, Icon};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Search, filters and questions; what is chosen of them; and the table.
#[component]
pub fn Panels(shared: Shared) -> impl IntoView {
    let search = use_location().search;
    let query = move || search.get_untracked().trim_start_matches('?').to_owned();
    // Of the address with which the page was opened; all others are answered here.
    let first = Resource::new(|| (), move |()| explored(query()));
    view! {
        <Suspense fallback=|| view! { <aside class="explorer-side"></aside> }>
            {move || Suspend::new(async move {
                // Without it the panels fill once the network has arrived.
                shared.seen.first.set(first.await.ok());
                view! { <Filled shared /> }
            })}
        </Suspense>
    }
}

#[component]
fn Filled(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let twin = move || shared.state.with(|state| state.twin);
    let other = move || {
        shared.state.with(|state| {
            state.with(|state| {
                state.twin = !state.twin;
                state.page = 1;
            })
        })
    };
    view! {
        <aside class="explorer-side">
            {Search(search::SearchProps { shared }).into_any()}
            <p class="explorer-views">
                <a class="button" href=move || other().address() data-noscroll="true">
                    {move || view! { <Icon glyph=if twin() { Glyph::Explore } else { Glyph::Table } /> }}
                    {move || if twin() { t_string!(i18n, explore.as_picture) } else { t_string!(i18n, explore.as_table) }}
                </a>
            </p>
            {Filters(filters::FiltersProps { shared }).into_any()}
            {Ask(ask::AskProps { shared }).into_any()}
        </aside>
        {Chips(chips::ChipsProps { shared }).into_any()}
        {Twin(twin::TwinProps { shared }).into_any()}
    }
}
