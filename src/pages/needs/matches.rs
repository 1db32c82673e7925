//! What goes together best, in the whole network or for the organisations for which the reader acts.

use super::MarketTabs;
use crate::api::fetched;
use crate::api::needs::{Matches, matches};
use crate::ui::{EmptyState, ErrorView, Loading, MatchCard, locale};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/needs/matches`, also `?of=own`.
#[component]
pub fn BestMatches() -> impl IntoView {
    let locale = locale();
    let params = use_query_map();
    let own = Memo::new(move |_| params.read().get("of").as_deref() == Some("own"));
    let found = fetched(move || own.get(), matches);
    view! {
        <Title text=td_string!(locale, needs.tabs.matches) />
        <div class="page">
            <div class="page-head">
                <div>
                    <h1>{td_string!(locale, needs.tabs.matches)}</h1>
                    <p class="soft">{td_string!(locale, needs.matches.lead)}</p>
                </div>
            </div>
            <MarketTabs />
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(found) => view! { <Found found only_own=own.get_untracked() /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Found(found: Matches, only_own: bool) -> impl IntoView {
    let locale = locale();
    let Matches { matches, own } = found;
    let choice = (!own.is_empty()).then(|| {
        let link = |href: &'static str, word: &'static str, chosen: bool| {
            view! {
                <a href=href aria-current=chosen.then_some("true")>
                    {word}
                </a>
            }
        };
        view! {
            <div class="switch" role="group" aria-label=td_string!(locale, needs.matches.which)>
                {link("/needs/matches", td_string!(locale, needs.matches.whole), !only_own)}
                {link("/needs/matches?of=own", td_string!(locale, needs.matches.own), only_own)}
            </div>
        }
    });
    let cards = match matches.is_empty() {
        true => view! {
            <EmptyState title=td_string!(locale, needs.matches.none)>
                <p>{td_string!(locale, needs.matches.none_text)}</p>
            </EmptyState>
        }
        .into_any(),
        false => {
            let cards = matches.into_iter().map(|found| {
                view! { <li class="card"><MatchCard found of=None /></li> }
            });
            view! { <ol class="best-matches">{cards.collect_view()}</ol> }.into_any()
        }
    };
    view! {
        {choice}
        {cards}
    }
}
