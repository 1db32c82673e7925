//! Who has signed in, and where that leads. Works without script.

use super::{Glyph, Icon, locale, page_of, sign_in_address};
use crate::api::desk::desk_count;
use crate::api::fetched;
use crate::api::session::{Me, Session};
use crate::i18n::number;
use jejaring_domain::change::Subject;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_location;

/// In the header: the way to sign in, or the menu of who has.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let session = Session::of_page();
    let path = use_location().pathname;
    // What waits may be done on any page: asked anew on each.
    let waiting = fetched(move || path.get(), |_| desk_count());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match session.me().await {
                    Some(me) => {
                        let waiting = waiting.await.unwrap_or_default();
                        view! { <Menu me waiting /> }.into_any()
                    }
                    None => view! { <Visitor /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Visitor() -> impl IntoView {
    let location = use_location();
    let back = move || sign_in_address(&location.pathname.read(), &location.search.read());
    view! {
        <a class="sign-in" href=back>
            <Icon glyph=Glyph::Person />
            <span>{td_string!(locale(), account.sign_in)}</span>
        </a>
    }
}

#[component]
fn Menu(me: Me, waiting: usize) -> impl IntoView {
    let locale = locale();
    let own = me.organisations.into_iter().filter(|own| own.active);
    let own = own.map(|own| {
        let organisation = own.organisation;
        view! { <a href=page_of(Subject::Organisation(organisation.id))>{organisation.name}</a> }
    });
    let own: Vec<_> = own.collect();
    let first_name = me
        .name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_owned();
    let mut label = td_string!(locale, account.menu.label, name = me.name.clone());
    let count = (waiting > 0).then(|| number(locale, waiting));
    if let Some(count) = &count {
        label.push_str(", ");
        label.push_str(&td_string!(locale, desk.count, count = count.clone()));
    }
    // The summary's label tells it already.
    let badge = |told: bool| {
        let (count, told) = (count.clone(), told.then_some("true"));
        count.map(
            |count| view! { <span class="waiting-count number" aria-hidden=told>{count}</span> },
        )
    };
    view! {
        <details class="menu account-menu">
            <summary>
                <Icon glyph=Glyph::Person />
                <span class="visually-hidden">{label}</span>
                <span class="menu-word" aria-hidden="true">
                    {first_name}
                </span>
                {badge(true)}
            </summary>
            <div class="menu-list">
                <p class="menu-title">{me.name}</p>
                <a href="/desk">{td_string!(locale, account.menu.desk)} {badge(false)}</a>
                {own}
                {me.steward.then(|| view! { <a href="/steward">{td_string!(locale, account.menu.steward)}</a> })}
                <a href="/account">{td_string!(locale, account.menu.account)}</a>
                <form method="post" action="/sign-out">
                    <button type="submit">{td_string!(locale, account.sign_out)}</button>
                </form>
            </div>
        </details>
    }
}
