//! The ways in: signing in and up, a forgotten password, and the links that lead on from there.

use super::form::{
    EmailInput, FixedEmail, FormPage, NameInput, NewEmailInput, NewPasswordInput, Started, token,
};
use crate::api::account as api;
use crate::api::account::{DEMO_PASSWORD, DemoAccount, Entry, EntryStart};
use crate::i18n::{td_string, words};
use crate::pages::organisation_form::inputs::{TextInput, input_name};
use crate::ui::locale;
use jejaring_domain::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// `/sign-in`.
#[component]
pub fn SignIn() -> impl IntoView {
    view! { <Started of=Entry::SignIn show=sign_in /> }
}

/// Where to go on after signing in, as the address of the page says.
fn back() -> String {
    let query = use_query_map().get_untracked();
    query.get("back").unwrap_or_default()
}

fn sign_in(start: EntryStart) -> AnyView {
    let locale = locale();
    let back = back();
    let after = view! {
        <p class="entry-links">
            <span>{td_string!(locale, account.entry.no_account)}</span>
            " "
            <a href="/sign-up">{td_string!(locale, account.sign_up)}</a>
        </p>
        <DemoAccounts accounts=start.demo_accounts back=back.clone() />
    };
    view! {
        <FormPage
            title=td_string!(locale, account.entry.sign_in_title)
            intro=td_string!(locale, account.entry.sign_in_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::SignIn::url()
            hidden=("back", back)
            button=td_string!(locale, account.sign_in)
            after=after.into_any()
        >
            <EmailInput value=start.draft.email />
            <TextInput
                field=Field::Password
                value=String::new()
                kind="password"
                required=true
                fill="current-password"
            />
            <a class="small" href="/forgotten">
                {td_string!(locale, account.entry.forgotten_link)}
            </a>
        </FormPage>
    }
    .into_any()
}

/// A button for each of the demonstration's accounts.
#[component]
fn DemoAccounts(accounts: Vec<DemoAccount>, back: String) -> impl IntoView {
    let locale = locale();
    let row = move |account: DemoAccount| {
        let what = match account.membership {
            None => td_string!(locale, account.demo.steward).to_owned(),
            Some(own) => format!(
                "{} · {}",
                words::member_role(locale, own.role),
                own.organisation.name
            ),
        };
        let label = td_string!(locale, account.demo.sign_in_as, name = account.name);
        view! {
            <li>
                <form method="post" action=api::SignIn::url()>
                    <input type="hidden" name="back" value=back.clone() />
                    <input type="hidden" name=input_name(Field::Email) value=account.email.clone() />
                    <input type="hidden" name=input_name(Field::Password) value=DEMO_PASSWORD />
                    <button type="submit" class="demo-account">
                        <strong>{label}</strong>
                        <span>{what}</span>
                        <span class="soft">{account.email}</span>
                    </button>
                </form>
            </li>
        }
    };
    (!accounts.is_empty()).then(|| {
        view! {
            <section class="card demo-accounts">
                <h2>{td_string!(locale, account.demo.title)}</h2>
                <p class="soft small">
                    {td_string!(locale, account.demo.intro)} " " <code>{DEMO_PASSWORD}</code>
                </p>
                <ul class="demo-list">{accounts.into_iter().map(row).collect_view()}</ul>
            </section>
        }
    })
}

/// `/sign-up`.
#[component]
pub fn SignUp() -> impl IntoView {
    view! { <Started of=Entry::SignUp show=sign_up /> }
}

fn sign_up(start: EntryStart) -> AnyView {
    let locale = locale();
    let after = view! {
        <p class="entry-links">
            <span>{td_string!(locale, account.entry.has_account)}</span>
            " "
            <a href="/sign-in">{td_string!(locale, account.sign_in)}</a>
        </p>
    };
    view! {
        <FormPage
            title=td_string!(locale, account.entry.sign_up_title)
            intro=td_string!(locale, account.entry.sign_up_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::SignUp::url()
            button=td_string!(locale, account.entry.sign_up_button)
            after=after.into_any()
        >
            <NameInput value=start.draft.name />
            <NewEmailInput value=start.draft.email />
            <NewPasswordInput />
        </FormPage>
    }
    .into_any()
}

/// `/forgotten`.
#[component]
pub fn Forgotten() -> impl IntoView {
    view! { <Started of=Entry::Forgotten show=forgotten /> }
}

fn forgotten(start: EntryStart) -> AnyView {
    let locale = locale();
    let after = view! {
        <p class="entry-links">
            <a href="/sign-in">{td_string!(locale, account.entry.back_to_sign_in)}</a>
        </p>
    };
    view! {
        <FormPage
            title=td_string!(locale, account.entry.forgotten_title)
            intro=td_string!(locale, account.entry.forgotten_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::Forgotten::url()
            button=td_string!(locale, account.entry.forgotten_button)
            after=after.into_any()
        >
            <EmailInput value=start.draft.email />
        </FormPage>
    }
    .into_any()
}

/// `/reset/TOKEN`.
#[component]
pub fn Reset() -> impl IntoView {
    view! { <Started of=Entry::Reset show=reset /> }
}

fn reset(start: EntryStart) -> AnyView {
    let locale = locale();
    view! {
        <FormPage
            title=td_string!(locale, account.entry.reset_title)
            intro=td_string!(locale, account.entry.reset_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::Reset::url()
            hidden=("token", token())
            button=td_string!(locale, account.entry.save_password)
            after=().into_any()
        >
            <NewPasswordInput />
        </FormPage>
    }
    .into_any()
}

/// `/set-up/TOKEN`.
#[component]
pub fn SetUp() -> impl IntoView {
    view! { <Started of=Entry::SetUp show=set_up /> }
}

fn set_up(start: EntryStart) -> AnyView {
    let locale = locale();
    view! {
        <FormPage
            title=td_string!(locale, account.entry.set_up_title)
            intro=td_string!(locale, account.entry.set_up_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::SetUp::url()
            hidden=("token", token())
            button=td_string!(locale, account.entry.set_up_button)
            after=().into_any()
        >
            <NameInput value=start.draft.name />
            {match start.fixed {
                true => view! { <FixedEmail value=start.draft.email /> }.into_any(),
                false => view! { <NewEmailInput value=start.draft.email /> }.into_any(),
            }}
            <NewPasswordInput />
        </FormPage>
    }
    .into_any()
}

/// `/confirm/TOKEN`: by a button, as programs that look into mail follow its links.
#[component]
pub fn Confirm() -> impl IntoView {
    view! { <Started of=Entry::Confirm show=confirm /> }
}

fn confirm(start: EntryStart) -> AnyView {
    let locale = locale();
    view! {
        <FormPage
            title=td_string!(locale, account.entry.confirm_title)
            intro=td_string!(locale, account.entry.confirm_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::Confirm::url()
            hidden=("token", token())
            button=td_string!(locale, account.entry.confirm_button)
            after=().into_any()
        />
    }
    .into_any()
}
