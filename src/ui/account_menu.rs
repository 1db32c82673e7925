//! Who has signed in, and where that leads. Works without script.

use super::{Glyph, Icon, locale, page_of, sign_in_address};
use crate::api::session::{Me, Session};
use jejaring_domain::change::Subject;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::hooks::use_location;

/// In the header: the way to sign in, or the menu of who has.
#[component]
pub fn AccountMenu() -> impl IntoView {
    let session = Session::of_page();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match session.me().await {
                    Some(me) => view! { <Menu me /> }.into_any(),
                    None => view! { <Visitor /> }.into_any(),
                }
            })}
        </Suspense>
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
fn Menu(me: Me) -> impl IntoView {
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
    view! {
        <details class="menu account-menu">
            <summary aria-label=td_string!(locale, account.menu.label, name = me.name.clone())>
                <Icon glyph=Glyph::Person />
                <span class="menu-word">{first_name}</span>
            </summary>
            <div class="menu-list">
                <p class="menu-title">{me.name}</p>
                <a href="/desk">{td_string!(locale, account.menu.desk)}</a>
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
