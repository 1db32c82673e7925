//! Whom to reach at an organisation.

use crate::api::people::RemoveContact;
use crate::i18n::td_string;
use crate::ui::{Glyph, Icon, locale};
use jejaring_domain::{Contact, OrganisationId};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The contact persons; for those who may not know them, who may.
#[component]
pub fn Contacts(
    /// The contacts, for those who may know.
    contacts: Option<Vec<Contact>>,
    /// The organisation.
    id: OrganisationId,
    /// Whether the reader may change them.
    may_write: bool,
    /// What takes one out.
    remove: ServerAction<RemoveContact>,
) -> impl IntoView {
    let locale = locale();
    let content = match contacts {
        None => {
            view! { <p class="soft">{td_string!(locale, people.contacts_hidden)}</p> }.into_any()
        }
        Some(contacts) => {
            let nobody = contacts.is_empty();
            let item = move |contact| view! { <Item contact id may_write remove /> };
            view! {
                <p class="soft small">{td_string!(locale, people.contacts_hint)}</p>
                {nobody.then(|| view! { <p>{td_string!(locale, people.no_contacts)}</p> })}
                <ul class="people-list">{contacts.into_iter().map(item).collect_view()}</ul>
            }
            .into_any()
        }
    };
    view! {
        <section class="card stack">
            <h2>{td_string!(locale, people.contacts)}</h2>
            {content}
            {may_write.then(|| view! {
                <p class="actions">
                    <a class="button" href=format!("/organisations/{id}/contacts/new")>
                        <Icon glyph=Glyph::Add />
                        {td_string!(locale, people.new_contact)}
                    </a>
                </p>
            })}
        </section>
    }
}

#[component]
fn Item(
    contact: Contact,
    id: OrganisationId,
    may_write: bool,
    remove: ServerAction<RemoveContact>,
) -> impl IntoView {
    let locale = locale();
    let name = contact.name.to_string();
    let or_none = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let function =
        or_none(&contact.function).map(|function| view! { <p class="small">{function}</p> });
    let email = or_none(&contact.email).map(|email| {
        let address = format!("mailto:{email}");
        view! { <p class="small"><a href=address rel="external">{email}</a></p> }
    });
    let phone = or_none(&contact.phone).map(|phone| {
        let digits = phone.replace(|c: char| !c.is_ascii_digit() && c != '+', "");
        view! { <p class="small"><a href=format!("tel:{digits}") rel="external">{phone}</a></p> }
    });
    let acts = may_write.then(|| {
        let edit_label = td_string!(locale, people.edit_of, name = name.clone());
        let remove_label = td_string!(locale, people.remove_of, name = name.clone());
        view! {
            <div class="actions">
                <a class="button small" href=format!("/organisations/{id}/contacts/{}", contact.id) aria-label=edit_label>
                    {td_string!(locale, ui.edit)}
                </a>
                <ActionForm action=remove>
                    <input type="hidden" name="command" />
                    <input type="hidden" name="id" value=id.to_string() />
                    <input type="hidden" name="contact" value=contact.id.to_string() />
                    <button class="button small danger" aria-label=remove_label>
                        {td_string!(locale, people.remove_contact)}
                    </button>
                </ActionForm>
            </div>
        }
    });
    view! {
        <li class="contact">
            <div class="who">
                <strong>{name}</strong>
                {function} {email} {phone}
            </div>
            {acts}
        </li>
    }
}
