//! Marks: what kind an organisation is, how a partnership stands; and organisations' names as links.

use super::locale;
use crate::api::organisations::OrganisationRef;
use crate::i18n::words;
use jejaring_domain::{Coded, Kind, Origin, Status};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The shape of a kind, in its colour. What it says must be said in words beside it.
#[component]
pub fn KindShape(
    /// The kind.
    kind: Kind,
) -> impl IntoView {
    let corners = match kind {
        Kind::School => "M8 0.6A7.4 7.4 0 1 1 8 15.4 7.4 7.4 0 1 1 8 0.6Z",
        Kind::Company => "M1.4 1.4H14.6V14.6H1.4Z",
        Kind::Community => "M8 0.6 15.8 14.6H0.2Z",
        Kind::Institution => "M8 0 16 8 8 16 0 8Z",
    };
    view! {
        <svg class=format!("shape kind-{}", kind.code()) viewBox="0 0 16 16" aria-hidden="true">
            <path d=corners />
        </svg>
    }
}

/// A kind: its shape, colour and word.
#[component]
pub fn KindBadge(
    /// The kind.
    kind: Kind,
) -> impl IntoView {
    view! {
        <span class=format!("badge kind kind-{}", kind.code())>
            <KindShape kind />
            {words::kind(locale(), kind)}
        </span>
    }
}

/// How a partnership stands; the sentence that explains it shows under the pointer.
#[component]
pub fn StatusBadge(
    /// The status.
    status: Status,
) -> impl IntoView {
    let locale = locale();
    view! {
        <span class=format!("badge status status-{}", status.code()) title=words::status_meaning(locale, status)>
            {words::status(locale, status)}
        </span>
    }
}

/// Any other mark.
#[component]
pub fn Badge(
    /// A class for its colours: `good`, `bad`, `demo`, `archived`.
    #[prop(optional)]
    look: &'static str,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! { <span class=format!("badge {look}")>{children()}</span> }
}

/// What is out of the ordinary about a record: invented, put away.
#[component]
pub fn Marks(
    /// How it came in.
    origin: Origin,
    /// Whether it is put away.
    archived: bool,
) -> impl IntoView {
    let locale = locale();
    let demo = (origin == Origin::Demo).then(|| {
        view! { <Badge look="demo">{td_string!(locale, ui.demo)}</Badge> }
    });
    let archived = archived.then(|| {
        view! { <Badge look="archived">{td_string!(locale, ui.archived)}</Badge> }
    });
    (demo, archived)
}

/// An organisation's name, with the shape of its kind, as a link to its page.
#[component]
pub fn OrganisationLink(
    /// The organisation.
    organisation: OrganisationRef,
) -> impl IntoView {
    let OrganisationRef { id, name, kind } = organisation;
    view! {
        <a class="organisation-link" href=format!("/organisations/{id}")>
            <KindShape kind />
            <span>
                <span class="visually-hidden">{words::kind(locale(), kind)} ": "</span>
                {name}
            </span>
        </a>
    }
}
