//! The search box: as one types, tolerant of typing errors; choosing an organisation flies to it.

use super::{Shared, Wish};
use crate::i18n::{t, t_string, use_i18n, words};
use crate::ui::KindShape;
use jejaring_domain::{Kind, OrganisationId};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

const MOST: usize = 8;

/// An organisation that was found.
#[derive(Clone, PartialEq)]
struct Found {
    id: OrganisationId,
    name: String,
    kind: Kind,
    regency: String,
}

/// The search box with its list. Without script it looks in the list of organisations.
#[component]
pub fn Search(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let text = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let text = text.get();
        let network = shared.network.get();
        network
            .filter(|_| !text.trim().is_empty())
            .map_or_else(Vec::new, |network| {
                let snapshot = network.snapshot();
                let hits = network.search(&text, MOST).into_iter();
                hits.map(|hit| {
                    let organisation = hit.organisation as usize;
                    Found {
                        id: snapshot.organisation_id(organisation),
                        name: snapshot.name(organisation).to_owned(),
                        kind: snapshot.kind(organisation),
                        regency: snapshot.regency(organisation).to_owned(),
                    }
                })
                .collect()
            })
    });
    let choose = move |id: OrganisationId| {
        open.set(false);
        shared.go(false, |state| state.selected = Some(id.into()));
        shared.wish.set(Some(Wish::FlyTo(id)));
    };
    let on_key = move |event: KeyboardEvent| {
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                open.set(true);
                active.update(|active| *active = (*active + 1) % count);
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                active.update(|active| *active = (*active + count - 1) % count);
            }
            "Enter" if open.get() && count > 0 => {
                event.prevent_default();
                let id = found.with(|found| found.get(active.get()).map(|found| found.id));
                id.into_iter().for_each(choose);
            }
            "Escape" => open.set(false),
            _ => {}
        }
    };
    let nothing = move || {
        open.get()
            && shared.network.with(|network| {
                network
                    .as_ref()
                    .is_some_and(|network| network.index().is_some())
            })
            && !text.with(|t| t.trim().is_empty())
            && found.with(Vec::is_empty)
    };
    view! {
        <form class="explorer-search" role="search" action="/organisations" method="get" on:submit=move |event| event.prevent_default()>
            <label class="field-label" for="explorer-search">{t!(i18n, explorer.search)}</label>
            <input
                id="explorer-search"
                name="text"
                type="search"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                placeholder=move || t_string!(i18n, explorer.search_hint)
                aria-controls="explorer-found"
                aria-autocomplete="list"
                aria-expanded=move || (open.get() && !found.with(Vec::is_empty)).to_string()
                aria-activedescendant=move || {
                    (open.get() && !found.with(Vec::is_empty)).then(|| format!("explorer-found-{}", active.get()))
                }
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    active.set(0);
                    open.set(true);
                }
                on:focus=move |_| open.set(true)
                on:blur=move |_| open.set(false)
                on:keydown=on_key
            />
            <ul id="explorer-found" class="explorer-found" role="listbox" aria-label=move || t_string!(i18n, explorer.found)
                hidden=move || !open.get() || found.with(Vec::is_empty)>
                {move || found.get().into_iter().enumerate().map(|(place, found)| {
                    let Found { id, name, kind, regency } = found;
                    view! {
                        <li
                            id=format!("explorer-found-{place}")
                            role="option"
                            aria-selected=move || (active.get() == place).to_string()
                            // Before the input loses the focus and the list closes.
                            on:mousedown=move |event| {
                                event.prevent_default();
                                choose(id);
                            }
                        >
                            <KindShape kind />
                            <span class="explorer-found-name">{name}</span>
                            <span class="explorer-found-place">{regency}</span>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <p class="field-hint" role="status">
                {move || nothing().then(|| t_string!(i18n, explorer.nothing_found))}
            </p>
            <span class="visually-hidden" aria-live="polite">
                {move || (open.get() && !found.with(Vec::is_empty)).then(|| {
                    let first = found.with(|found| found.first().map(|f| (f.name.clone(), f.kind)));
                    first.map(|(name, kind)| format!("{name}, {}", words::kind(i18n.get_locale(), kind)))
                })}
            </span>
        </form>
    }
}
