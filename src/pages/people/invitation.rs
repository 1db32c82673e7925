//! An invitation, as whoever has its link sees it.

use super::renew_session;
use crate::api::people::{AcceptInvitation, InvitationView, invitation};
use crate::api::{ApiError, fetched};
use crate::i18n::{date, td_string, words};
use crate::ui::{EmptyState, ErrorView, Loading, OrganisationLink, address, locale, set_status};
use jejaring_domain::MemberRole;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// `/invitation/TOKEN`.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let shown = fetched(move || token.get(), invitation);
    view! {
        <Title text=td_string!(locale(), people.invitation_title) />
        <div class="page narrow">
            <Suspense fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok(shown) => {
                            let token = token.get_untracked();
                            view! { <Shown shown token /> }.into_any()
                        }
                        Err(ApiError::LinkSpent) => view! { <Gone /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
}

#[component]
fn Gone() -> impl IntoView {
    let locale = locale();
    set_status(&ApiError::LinkSpent);
    view! {
        <EmptyState title=td_string!(locale, people.invitation_gone)>
            <p>{td_string!(locale, people.invitation_gone_text)}</p>
        </EmptyState>
    }
}

#[component]
fn Shown(shown: InvitationView, token: String) -> impl IntoView {
    let locale = locale();
    let InvitationView {
        organisation,
        role,
        by,
        expires,
        signed_in,
        own,
    } = shown;
    let accept = ServerAction::<AcceptInvitation>::new();
    renew_session(accept);
    let word = words::member_role(locale, role);
    let text = match by {
        Some(who) => td_string!(locale, people.invitation_text, who = who, role = word),
        None => td_string!(locale, people.invitation_unsigned, role = word),
    };
    let meaning = match role {
        MemberRole::Viewer => td_string!(locale, people.invitation_viewer),
        MemberRole::Editor => td_string!(locale, people.invitation_editor),
        MemberRole::Admin => td_string!(locale, people.invitation_admin),
    };
    let page = format!("/organisations/{}", organisation.id);
    let way = match (signed_in, own) {
        (_, Some(own)) => {
            let own = words::member_role(locale, own);
            view! {
                <p class="notice info">{td_string!(locale, people.member_already, role = own)}</p>
                <p class="actions">
                    <a class="button primary" href=page>{td_string!(locale, people.to_organisation)}</a>
                </p>
            }
            .into_any()
        }
        (true, None) => view! {
            <ActionForm action=accept>
                <input type="hidden" name="token" value=token />
                <button class="button primary" disabled=move || accept.pending().get()>
                    {td_string!(locale, people.invitation_accept)}
                </button>
            </ActionForm>
        }
        .into_any(),
        (false, None) => {
            let here = format!("/invitation/{token}");
            let way = |path| address(path, [("back", here.as_str())]);
            view! {
                <p class="actions">
                    <a class="button primary" href=way("/sign-in")>
                        {td_string!(locale, people.invitation_sign_in)}
                    </a>
                    <a class="button" href=way("/sign-up")>
                        {td_string!(locale, people.invitation_sign_up)}
                    </a>
                </p>
            }
            .into_any()
        }
    };
    view! {
        <section class="card stack invitation">
            <h1>{td_string!(locale, people.invitation_title)}</h1>
            <p class="large"><OrganisationLink organisation /></p>
            <p>{text}</p>
            <p class="soft">{meaning}</p>
            <p class="soft small">
                {td_string!(locale, people.invitation_until, date = date(locale, expires))}
            </p>
            {move || accept.value().get().and_then(Result::err).map(|error| view! {
                <p class="notice error" role="alert">{words::error(locale, &error)}</p>
            })}
            {way}
        </section>
    }
}
