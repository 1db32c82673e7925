//! What all forms about an account are made of. They are plain forms, with script too: each changes who the reader is,
//! so that the whole page is loaded anew.

use crate::api::account::{Done, Entry, EntryStart, entry};
use crate::api::{ApiError, fetched};
use crate::i18n::{td_string, words};
use crate::pages::organisation_form::inputs::{Failure, Mistakes, TextInput, input_id};
use crate::ui::{ErrorView, Loading, locale, set_status};
use jejaring_domain::{Field, Line, Name};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Loads what a form starts from, and shows it.
#[component]
pub fn Started(
    /// Which form.
    of: Entry,
    /// What to show.
    show: fn(EntryStart) -> AnyView,
) -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let given = move || (params.read().get("token"), query.read().get("kept"));
    let start = fetched(given, move |(token, kept)| entry(of, token, kept));
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || Suspend::new(async move {
                match start.await {
                    Ok(start) => show(start),
                    Err(error) => view! { <div class="page narrow"><ErrorView error /></div> }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// The token in the address of the page.
pub fn token() -> String {
    let params = use_params_map().get_untracked();
    params.get("token").unwrap_or_default()
}

/// A page with one form: heading, what was done, the form itself.
#[component]
pub fn FormPage(
    /// The heading.
    title: &'static str,
    /// What it is for.
    intro: &'static str,
    /// What became of it when it was sent.
    outcome: Option<Result<Done, ApiError>>,
    /// Whether the server sends mail.
    mail: bool,
    /// Where it is sent.
    action: &'static str,
    /// What is sent with it, unseen.
    #[prop(optional)]
    hidden: Option<(&'static str, String)>,
    /// What its button says.
    button: &'static str,
    /// Whether pressing it destroys something.
    #[prop(optional)]
    danger: bool,
    /// What follows the form.
    after: AnyView,
    /// The inputs.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (done, error) = match outcome {
        Some(Ok(done)) => (Some(done), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    if let Some(error) = &error {
        set_status(error);
    }
    Failure::provide(|| None::<Result<(), ApiError>>, error);
    let look = if danger {
        "button danger"
    } else {
        "button primary"
    };
    view! {
        <Title text=title />
        <div class="page entry">
            <header>
                <h1>{title}</h1>
                <p class="soft">{intro}</p>
            </header>
            {done.map(|done| view! { <DoneNotice done mail /> })}
            <form class="card form" method="post" action=action>
                <Mistakes />
                {hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })}
                {children.map(|inputs| inputs())}
                <div class="actions">
                    <button type="submit" class=look>
                        {button}
                    </button>
                </div>
            </form>
            {after}
        </div>
    }
}

/// Says what was done.
#[component]
pub fn DoneNotice(
    /// What.
    done: Done,
    /// Whether the server sends mail.
    mail: bool,
) -> impl IntoView {
    let locale = locale();
    let words = match done {
        Done::SignedUp => td_string!(locale, account.done.signed_up),
        Done::SignUpMailed => td_string!(locale, account.done.sign_up_mailed),
        Done::ResetMailed => td_string!(locale, account.done.reset_mailed),
        Done::EmailMailed => td_string!(locale, account.done.email_mailed),
        Done::EmailChanged => td_string!(locale, account.done.email_changed),
        Done::PasswordChanged => td_string!(locale, account.done.password_changed),
        Done::Saved => td_string!(locale, account.done.saved),
        Done::Deleted => td_string!(locale, account.done.deleted),
    };
    let unsent = !mail && matches!(done, Done::ResetMailed | Done::EmailMailed);
    view! {
        <div class="notice success" role="status">
            <p>{words}</p>
            {unsent.then(|| view! { <p class="soft small">{td_string!(locale, account.no_mail)}</p> })}
        </div>
    }
}

/// The name that others see.
#[component]
pub fn NameInput(value: String) -> impl IntoView {
    view! {
        <TextInput field=Field::Name value max=Name::MAX required=true fill="name">
            {td_string!(locale(), account.name_hint)}
        </TextInput>
    }
}

/// An e-mail address.
#[component]
pub fn EmailInput(value: String) -> impl IntoView {
    view! {
        <TextInput field=Field::Email value kind="email" keys="email" max=Line::MAX required=true fill="username" />
    }
}

/// The e-mail address of an account to be.
#[component]
pub fn NewEmailInput(value: String) -> impl IntoView {
    view! {
        <TextInput field=Field::Email value kind="email" keys="email" max=Line::MAX required=true fill="username">
            {td_string!(locale(), account.email_hint)}
        </TextInput>
    }
}

/// An e-mail address that cannot be chosen, for whoever signs in with it later.
#[component]
pub fn FixedEmail(value: String) -> impl IntoView {
    let id = input_id(Field::Email);
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {words::field(locale(), Field::Email)}
            </label>
            <input id=id type="email" value=value readonly autocomplete="username" />
        </div>
    }
}

/// A password to be.
#[component]
pub fn NewPasswordInput() -> impl IntoView {
    view! {
        <TextInput field=Field::Password value=String::new() kind="password" required=true fill="new-password">
            {td_string!(locale(), account.password_hint)}
        </TextInput>
    }
}

/// The password of the account as it is.
#[component]
pub fn CurrentPasswordInput() -> impl IntoView {
    view! {
        <TextInput
            field=Field::CurrentPassword
            value=String::new()
            kind="password"
            required=true
            fill="current-password"
        />
    }
}
