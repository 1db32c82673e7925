//! Views with names: in the account of who has signed in, where they can be shared by a link; else in this browser.

use super::storage::{self, SavedView};
use super::{Shared, url};
use crate::api::ApiError;
use crate::api::views::{View, change_view, keep_view, remove_view};
use crate::i18n::{Locale, td_string, words};
use crate::ui::locale;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The form that keeps the present view, and the lists of those that are kept.
#[component]
pub fn SavedViews(shared: Shared) -> impl IntoView {
    let locale = locale();
    let here = RwSignal::new(storage::views());
    let name = NodeRef::<Input>::new();
    let signed_in = move || shared.account.with(Option::is_some);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(input) = name.get() else { return };
        let called = input.value().trim().to_owned();
        if called.is_empty() {
            let _ = input.focus();
            return;
        }
        let address = shared.shared_state().address();
        input.set_value("");
        if shared.account.with_untracked(Option::is_some) {
            keep_in_account(shared, locale, called, &address, || {});
            return;
        }
        here.update(|views| {
            views.retain(|view| view.name != called);
            let name = called.clone();
            views.insert(0, SavedView { name, address });
        });
        here.with_untracked(|views| storage::keep_views(views));
        shared.say(td_string!(locale, views.kept, name = called.as_str()));
    };
    let remove = move |called: &str| {
        here.update(|views| views.retain(|view| view.name != called));
        here.with_untracked(|views| storage::keep_views(views));
    };
    let in_account = move || {
        let views = shared.account.get()?;
        let none = views.is_empty();
        let rows = views.into_iter().map(|view| view! { <Row shared view /> });
        Some(view! {
            <div class="saved-views">
                <h3>{td_string!(locale, views.in_account)}</h3>
                {none.then(|| view! { <p class="field-hint">{td_string!(locale, views.none)}</p> })}
                <ul>{rows.collect_view()}</ul>
            </div>
        })
    };
    let in_browser = move || {
        let views = here.get();
        let none = views.is_empty();
        if none && signed_in() {
            return None;
        }
        let rows = views.into_iter().map(|SavedView { name, address }| {
            let (removed, called) = (name.clone(), name.clone());
            let to = address.clone();
            let label = td_string!(locale, views.remove, name = name.as_str());
            let move_up = move |_| {
                let called = called.clone();
                let moved = called.clone();
                keep_in_account(shared, locale, called, &to, move || remove(&moved));
            };
            view! {
                <li>
                    <a href=address>{name}</a>
                    <span class="view-does">
                        {signed_in().then(|| view! {
                            <button type="button" class="button small" on:click=move_up>{td_string!(locale, views.to_account)}</button>
                        })}
                        <button type="button" class="button icon close" aria-label=label
                            on:click=move |_| remove(&removed)>"×"</button>
                    </span>
                </li>
            }
        });
        Some(view! {
            <div class="saved-views">
                <h3>{td_string!(locale, views.in_browser)}</h3>
                {none.then(|| view! { <p class="field-hint">{td_string!(locale, views.none)}</p> })}
                <ul>{rows.collect_view()}</ul>
                {(!signed_in()).then(|| view! {
                    <p class="field-hint">
                        <a href="/sign-in?back=/explore" rel="external">{td_string!(locale, views.sign_in)}</a>
                        " " {td_string!(locale, views.sign_in_why)}
                    </p>
                })}
            </div>
        })
    };
    view! {
        <form class="share-row" on:submit=save>
            <label class="field-label" for="view-name">{td_string!(locale, views.save)}</label>
            <span class="share-line">
                <input id="view-name" node_ref=name type="text" maxlength="80" autocomplete="off"
                    placeholder=td_string!(locale, views.name) />
                <button type="submit" class="button">{td_string!(locale, views.keep)}</button>
            </span>
        </form>
        {in_account}
        {in_browser}
    }
}

/// A view in the account: opened, called otherwise, shared, forgotten.
#[component]
fn Row(shared: Shared, view: View) -> impl IntoView {
    let locale = locale();
    let renaming = RwSignal::new(false);
    let input = NodeRef::<Input>::new();
    let View {
        id,
        name,
        query,
        shared: is_shared,
    } = view.clone();
    let link = view.link();
    let change = move |name: String, is_shared: bool| {
        spawn_local(async move {
            let changed = change_view(id, name, is_shared).await;
            done(shared, locale, changed, move |views, changed: View| {
                if let Some(view) = views.iter_mut().find(|view| view.id == changed.id) {
                    *view = changed;
                }
            });
        });
    };
    let rename = move |event: SubmitEvent| {
        event.prevent_default();
        let called = input.get().map(|input| input.value()).unwrap_or_default();
        if !called.trim().is_empty() {
            change(called, is_shared);
        }
    };
    let forget = move |_| {
        spawn_local(async move {
            let removed = remove_view(id).await;
            done(shared, locale, removed, move |views, ()| {
                views.retain(|view| view.id != id)
            });
        });
    };
    let copy = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        shared.copy(
            format!("{origin}{link}"),
            td_string!(locale, looks.share.copied),
        );
    };
    let (old, toggled, label) = (name.clone(), name.clone(), name.clone());
    let address = format!("{}?{query}", url::PATH);
    view! {
        <li>
            {move || if renaming.get() {
                view! {
                    <form class="share-line" on:submit=rename>
                        <input node_ref=input type="text" maxlength="80" autocomplete="off" value=old.clone()
                            aria-label=td_string!(locale, views.new_name) />
                        <button type="submit" class="button small">{td_string!(locale, views.keep)}</button>
                        <button type="button" class="button small" on:click=move |_| renaming.set(false)>
                            {td_string!(locale, views.cancel)}
                        </button>
                    </form>
                }.into_any()
            } else {
                view! { <a href=address.clone()>{name.clone()}</a> }.into_any()
            }}
            <span class="view-does" hidden=move || renaming.get()>
                <button type="button" class="button small" on:click=move |_| renaming.set(true)
                    aria-label=td_string!(locale, views.rename, name = label.as_str())>
                    {td_string!(locale, views.rename_short)}
                </button>
                <button type="button" class="button icon close" on:click=forget
                    aria-label=td_string!(locale, views.remove, name = label.as_str())>"×"</button>
            </span>
            <span class="view-shared" hidden=move || renaming.get()>
                <label class="choice">
                    <input type="checkbox" checked=is_shared
                        aria-label=td_string!(locale, views.share_label, name = label.as_str())
                        on:change=move |_| change(toggled.clone(), !is_shared) />
                    <span>{td_string!(locale, views.share)}</span>
                </label>
                {is_shared.then(|| view! {
                    <button type="button" class="button small" on:click=copy>{td_string!(locale, views.copy_link)}</button>
                })}
            </span>
        </li>
    }
}

/// Keeps an address under a name in the account; then something more.
fn keep_in_account(
    shared: Shared,
    locale: Locale,
    name: String,
    address: &str,
    then: impl FnOnce() + 'static,
) {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let query = query.to_owned();
    spawn_local(async move {
        let kept = keep_view(name, query).await;
        let said = kept
            .as_ref()
            .ok()
            .map(|view| td_string!(locale, views.kept, name = view.name.as_str()).to_string());
        done(shared, locale, kept, |views, kept: View| {
            views.retain(|view| view.id != kept.id);
            views.insert(0, kept);
        });
        if let Some(said) = said {
            then();
            shared.say(said);
        }
    });
}

/// Takes in what the server did with a view, or says why it did not.
fn done<T>(
    shared: Shared,
    locale: Locale,
    result: Result<T, ApiError>,
    take: impl FnOnce(&mut Vec<View>, T),
) {
    match result {
        Ok(done) => {
            _ = shared.account.try_update(|views| {
                if let Some(views) = views {
                    take(views, done);
                }
            })
        }
        Err(error) => shared.say(words::error(locale, &error)),
    }
}
