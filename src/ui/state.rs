//! What is shown instead of content: nothing there, not there yet, gone wrong.

use super::{Glyph, Icon, Logo, locale, sign_in_address};
use crate::api::{ApiError, Why};
use crate::i18n::words;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// Nothing is there (yet): a heading, and what to do about it.
#[component]
pub fn EmptyState(
    /// What is not there.
    title: &'static str,
    /// Words and buttons that lead on.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="empty kawung">
            <Logo />
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

/// The content is on its way.
#[component]
pub fn Loading() -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span></span>
            <span></span>
            <span></span>
            <span class="visually-hidden">{td_string!(locale(), ui.loading)}</span>
            <span></span>
        </div>
    }
}

/// Something went wrong: what, and what to do. On the server the page gets the status that says the same.
#[component]
pub fn ErrorView(
    /// What went wrong.
    error: ApiError,
) -> impl IntoView {
    let locale = locale();
    set_status(&error);
    let title = match &error {
        ApiError::NotFound => td_string!(locale, ui.not_found.title),
        ApiError::SignIn => td_string!(locale, account.sign_in_first),
        error if matches!(error.why(), Some(Why::Blocked(_))) => {
            td_string!(locale, account.blocked)
        }
        _ => td_string!(locale, ui.error.title),
    };
    let sign_in = (error == ApiError::SignIn).then(|| {
        let location = use_location();
        let back = move || sign_in_address(&location.pathname.read(), &location.search.read());
        view! {
            <a class="button primary" href=back>
                <Icon glyph=Glyph::Person />
                {td_string!(locale, account.sign_in)}
            </a>
        }
    });
    // The explorer has the network with it, and its table what lists have.
    let table = (error == ApiError::Offline).then(|| {
        view! {
            <a class="button" href="/explore?as=table" rel="external">
                <Icon glyph=Glyph::Explore />
                {td_string!(locale, offline.to_table)}
            </a>
        }
    });
    let home = if sign_in.is_some() {
        "button"
    } else {
        "button primary"
    };
    view! {
        <Title text=title />
        <section class="empty kawung" role="alert">
            <Logo />
            <h1>{title}</h1>
            <p>{words::error(locale, &error)}</p>
            <div class="actions">
                {sign_in}
                {table}
                <a class=home href="/">
                    <Icon glyph=Glyph::Home />
                    {td_string!(locale, ui.to_home)}
                </a>
                <a class="button" href="/organisations">
                    <Icon glyph=Glyph::Search />
                    {td_string!(locale, ui.to_organisations)}
                </a>
            </div>
        </section>
    }
}

/// Gives the page that is being rendered the HTTP status of an error; in the browser there is nothing to do.
pub fn set_status(error: &ApiError) {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(error.status());
    }
    #[cfg(not(feature = "ssr"))]
    let _ = error;
}
