//! The people of an organisation: its members, invitations to become one, and whom to reach.

mod claim;
mod contact_form;
mod contacts;
mod invitation;
mod invitations;
mod members;

pub use claim::ClaimPage;
pub use contact_form::ContactForm;
pub use invitation::InvitationPage;

use crate::ahead::{Ahead, Foreseen};
use crate::api::ApiError;
use crate::api::people::{People, RemoveContact, RevokeInvitation, SetRole, people};
use crate::api::session::Session;
use crate::i18n::{td_string, words};
use crate::live::Live;
use crate::ui::{ErrorView, Glyph, Icon, Loading, RecordTabs, locale};
use contacts::Contacts;
use invitations::Invite;
use jejaring_domain::OrganisationId;
use jejaring_domain::change::Subject;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use members::Members;

/// The organisation in the address.
fn organisation_id() -> Memo<Option<OrganisationId>> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("id")?.parse().ok())
}

/// Once the action is done, asks anew for whom the reader acts: the header tells.
pub fn renew_session<S>(action: ServerAction<S>)
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    let session = Session::of_page();
    Effect::new(move || {
        if action.value().get().is_some_and(|done| done.is_ok()) {
            session.refetch();
        }
    });
}

/// `/organisations/ID/people`.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let (id, query) = (organisation_id(), use_query_map());
    let acts = Acts {
        role: ServerAction::new(),
        revoke: ServerAction::new(),
        contact: ServerAction::new(),
    };
    renew_session(acts.role);
    Ahead::of_page().follow(acts.contact);
    let news = Live::of_page().follow(move || id.get().map(Subject::Organisation));
    let shown = Foreseen::new(
        move || {
            let query = query.read();
            let asked = (id.get(), query.get("link"), query.get("kept"));
            (asked, acts.versions(), news.get())
        },
        |((id, link, kept), ..)| async move {
            match id {
                Some(id) => people(id, link, kept).await,
                None => Err(ApiError::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || {
                    let shown = shown.shown();
                    Suspend::new(async move {
                        match shown.await {
                            Ok(shown) => view! { <Shown shown acts /> }.into_any(),
                            Err(error) => view! { <ErrorView error /> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
}

/// What can be done on the page by one press.
#[derive(Clone, Copy)]
struct Acts {
    role: ServerAction<SetRole>,
    revoke: ServerAction<RevokeInvitation>,
    contact: ServerAction<RemoveContact>,
}

impl Acts {
    fn versions(self) -> [usize; 2] {
        [self.role.version().get(), self.revoke.version().get()]
    }

    /// Why the last of each was not done.
    fn errors(self) -> Vec<ApiError> {
        let results = [
            self.role.value().get(),
            self.revoke.value().get(),
            self.contact.value().get(),
        ];
        results
            .into_iter()
            .flatten()
            .filter_map(Result::err)
            .collect()
    }
}

#[component]
fn Shown(shown: People, acts: Acts) -> impl IntoView {
    let locale = locale();
    let People {
        organisation,
        archived,
        count,
        own,
        members,
        contacts,
        invitations,
        may_edit,
    } = shown;
    let id = organisation.id;
    let manages = invitations.is_some();
    let errors = move || {
        let errors = acts.errors().into_iter();
        errors
            .map(|error| view! { <p class="notice error" role="alert">{words::error(locale, &error)}</p> })
            .collect::<Vec<_>>()
    };
    view! {
        <Title text=format!("{}: {}", td_string!(locale, people.title), organisation.name) />
        <a class="crumb" href=format!("/organisations/{id}")>
            <Icon glyph=Glyph::Back />
            {organisation.name.clone()}
        </a>
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, people.title)}</h1>
                <p class="soft">{td_string!(locale, people.lead)}</p>
            </div>
        </div>
        <RecordTabs of=Subject::Organisation(id) />
        {errors}
        <div class="record people">
            <div>
                <Members members count own id manages archived action=acts.role />
                {invitations.map(|invitations| view! { <Invite id invitations revoke=acts.revoke /> })}
            </div>
            <div>
                <Contacts contacts id may_write=may_edit && !archived remove=acts.contact />
            </div>
        </div>
    }
}
