//! The own account.

use super::form::{
    CurrentPasswordInput, DoneNotice, EmailInput, FormPage, NameInput, NewPasswordInput, Started,
};
use crate::api::ApiError;
use crate::api::account as api;
use crate::api::account::{Entry, EntryStart};
use crate::api::session::{Me, Membership, Session};
use crate::i18n::{td_string, words};
use crate::pages::organisation_form::inputs::{Failure, Mistakes};
use crate::ui::{Badge, Glyph, Icon, OrganisationLink, locale, set_status};
use jejaring_domain::{Line, Refusal};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;

/// `/account`.
#[component]
pub fn OwnAccount() -> impl IntoView {
    view! { <Started of=Entry::Account show=own /> }
}

fn own(start: EntryStart) -> AnyView {
    let locale = locale();
    let title = td_string!(locale, account.own.title);
    let (done, error) = match start.outcome {
        Some(Ok(done)) => (Some(done), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    if let Some(error) = &error {
        set_status(error);
    }
    if let Some(reason) = start.blocked {
        let refusal = Refusal::Blocked(Line::new(&reason).unwrap_or_default());
        return view! {
            <Title text=title />
            <div class="page narrow">
                <h1>{title}</h1>
                <p class="notice error">{words::error(locale, &refusal.into())}</p>
                <section class="card own-ways">
                    <h2>{start.draft.name}</h2>
                    <p>{start.draft.email}</p>
                </section>
            </div>
        }
        .into_any();
    }
    Failure::provide(|| None::<Result<(), ApiError>>, error);
    view! {
        <Title text=title />
        <div class="page narrow">
            <h1>{title}</h1>
            {done.map(|done| view! { <DoneNotice done mail=start.mail /> })}
            <form class="card form" method="post" action=api::SaveAccount::url()>
                <h2>{td_string!(locale, account.own.profile)}</h2>
                <Mistakes />
                <NameInput value=start.draft.name />
                <label class="choice">
                    <input type="checkbox" name="draft[digest]" value="true" checked=start.draft.digest />
                    <span>
                        {td_string!(locale, account.own.digest)}
                        <span class="field-hint">{td_string!(locale, account.own.digest_hint)}</span>
                    </span>
                </label>
                <div class="actions">
                    <button type="submit" class="button primary">
                        {td_string!(locale, form.save)}
                    </button>
                </div>
            </form>
            <Organisations />
            <section class="card own-ways">
                <h2>{td_string!(locale, account.own.sign_in)}</h2>
                <p>{start.draft.email}</p>
                {match start.fixed {
                    true => view! { <p class="soft">{td_string!(locale, account.demo.fixed)}</p> }.into_any(),
                    false => view! { <Ways /> }.into_any(),
                }}
            </section>
        </div>
    }
    .into_any()
}

/// The pages on which address and password are changed, and the account deleted.
#[component]
fn Ways() -> impl IntoView {
    let locale = locale();
    view! {
        <div class="actions">
            <a class="button" href="/account/email">
                {td_string!(locale, account.own.change_email)}
            </a>
            <a class="button" href="/account/password">
                {td_string!(locale, account.own.change_password)}
            </a>
            <a class="button danger" href="/account/delete">
                {td_string!(locale, account.own.delete)}
            </a>
        </div>
    }
}

/// For whom the person acts.
#[component]
fn Organisations() -> impl IntoView {
    let locale = locale();
    let session = Session::of_page();
    let shown = move |me: Me| {
        let steward = me
            .steward
            .then(|| view! { <p>{td_string!(locale, account.own.steward)}</p> });
        let rows = me.organisations.into_iter().map(membership).collect_view();
        let none = rows.is_empty().then(|| {
            view! {
                <p class="soft">{td_string!(locale, account.own.none)}</p>
                <div class="actions">
                    <a class="button" href="/organisations">
                        <Icon glyph=Glyph::Search />
                        {td_string!(locale, account.own.find)}
                    </a>
                </div>
            }
        });
        view! {
            {steward}
            <ul class="own-organisations">{rows}</ul>
            {none}
        }
    };
    view! {
        <section class="card own-ways">
            <h2>{td_string!(locale, account.own.organisations)}</h2>
            <Suspense>
                {move || Suspend::new(async move { session.me().await.map(shown) })}
            </Suspense>
        </section>
    }
}

fn membership(own: Membership) -> impl IntoView {
    let locale = locale();
    let waiting = td_string!(locale, account.own.waiting);
    view! {
        <li>
            <OrganisationLink organisation=own.organisation />
            <Badge>{if own.active { words::member_role(locale, own.role) } else { waiting }}</Badge>
        </li>
    }
}

/// `/account/email`.
#[component]
pub fn ChangeEmail() -> impl IntoView {
    view! { <Started of=Entry::ChangeAccount show=email /> }
}

fn email(start: EntryStart) -> AnyView {
    let locale = locale();
    let sent = matches!(start.outcome, Some(Err(_)));
    view! {
        <FormPage
            title=td_string!(locale, account.own.change_email)
            intro=td_string!(locale, account.own.change_email_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::ChangeEmail::url()
            button=td_string!(locale, account.own.new_email)
            after=back()
        >
            <EmailInput value=if sent { start.draft.email } else { String::new() } />
            <CurrentPasswordInput />
        </FormPage>
    }
    .into_any()
}

/// `/account/password`.
#[component]
pub fn ChangePassword() -> impl IntoView {
    view! { <Started of=Entry::ChangeAccount show=password /> }
}

fn password(start: EntryStart) -> AnyView {
    let locale = locale();
    view! {
        <FormPage
            title=td_string!(locale, account.own.change_password)
            intro=td_string!(locale, account.entry.reset_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::ChangePassword::url()
            button=td_string!(locale, account.entry.save_password)
            after=back()
        >
            <CurrentPasswordInput />
            <NewPasswordInput />
        </FormPage>
    }
    .into_any()
}

/// `/account/delete`.
#[component]
pub fn DeleteAccount() -> impl IntoView {
    view! { <Started of=Entry::ChangeAccount show=delete /> }
}

fn delete(start: EntryStart) -> AnyView {
    let locale = locale();
    view! {
        <FormPage
            title=td_string!(locale, account.own.delete)
            intro=td_string!(locale, account.own.delete_intro)
            outcome=start.outcome
            mail=start.mail
            action=api::DeleteAccount::url()
            button=td_string!(locale, account.own.delete_button)
            danger=true
            after=back()
        >
            <CurrentPasswordInput />
        </FormPage>
    }
    .into_any()
}

/// The way back to the account.
fn back() -> AnyView {
    view! {
        <a class="crumb" href="/account">
            <Icon glyph=Glyph::Back />
            {td_string!(locale(), account.own.title)}
        </a>
    }
    .into_any()
}
