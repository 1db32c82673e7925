//! The form for a contact person.

use super::organisation_id;
use crate::ahead::{Ahead, Deed, begun, given_back, unanswered};
use crate::api::people::{ContactStart, SaveContact, contact_form};
use crate::api::{ApiError, FormStart, fetched};
use crate::i18n::td_string;
use crate::pages::organisation_form::conflict::{Conflict, Stored};
use crate::pages::organisation_form::inputs::{Failure, Mistakes, SaveOrCancel, TextInput};
use crate::ui::{ErrorView, Glyph, Icon, Loading, locale};
use jejaring_domain::draft::ContactDraft;
use jejaring_domain::{Contact, Field, Line, Name, Record, RecordId, Refusal};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// `/organisations/ID/contacts/new` and `/organisations/ID/contacts/CONTACT`.
#[component]
pub fn ContactForm() -> impl IntoView {
    let (id, params, query) = (organisation_id(), use_params_map(), use_query_map());
    let given_back = given_back::<SaveContact>();
    let start = fetched(
        move || {
            (
                id.get(),
                params.read().get("contact"),
                query.read().get("kept"),
            )
        },
        move |(id, contact, kept)| {
            let given_back = given_back();
            async move {
                let id = id.ok_or(ApiError::NotFound)?;
                let contact = contact
                    .map(|contact| contact.parse::<RecordId>().map_err(|_| ApiError::NotFound))
                    .transpose()?;
                let mut start = contact_form(id, contact, kept).await?;
                if let Some((sent, error)) = given_back {
                    start.form.give_back(sent.draft, sent.seen, error);
                }
                Ok::<_, ApiError>((contact, start))
            }
        },
    );
    let unanswered = unanswered();
    view! {
        <div class="page narrow">
            <Suspense fallback=|| view! { <Loading /> }>
                {move || {
                    let unanswered = unanswered.get();
                    Suspend::new(async move {
                        match start.await {
                            Ok((contact, mut start)) => {
                                let follows = start.form.go_on(&unanswered, |draft, deed| go_on(contact, draft, deed));
                                begun(follows, view! { <Fields contact start follows /> }).into_any()
                            }
                            Err(error) => view! { <ErrorView error /> }.into_any(),
                        }
                    })
                }}
            </Suspense>
        </div>
    }
}

/// Writes into the form what one has sent of the same before.
fn go_on(contact: Option<RecordId>, draft: &mut ContactDraft, deed: &Deed) -> bool {
    let sent = deed.of::<SaveContact>();
    let sent = sent.filter(|sent| contact.is_some() && sent.contact == contact);
    sent.map(|sent| draft.clone_from(&sent.draft)).is_some()
}

/// What is stored in the inputs that others have changed.
fn changed(mine: &ContactDraft, theirs: &Contact) -> Vec<Stored> {
    let theirs = ContactDraft::from(theirs);
    let rows = [
        (Field::Name, &mine.name, theirs.name),
        (Field::Function, &mine.function, theirs.function),
        (Field::Email, &mine.email, theirs.email),
        (Field::Phone, &mine.phone, theirs.phone),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, mine, theirs)| **mine != *theirs);
    rows.map(|(field, _, theirs)| Stored {
        field,
        shown: theirs.clone(),
        value: Some(theirs),
    })
    .collect()
}

#[component]
fn Fields(contact: Option<RecordId>, start: ContactStart, follows: bool) -> impl IntoView {
    let locale = locale();
    let ContactStart { organisation, form } = start;
    let FormStart {
        draft,
        seen,
        command,
        error,
    } = form;
    let save = ServerAction::<SaveContact>::new();
    Ahead::of_page().lead(save, |sent| {
        let valid = sent.draft.check(RecordId::from_u128(0), sent.id);
        valid
            .is_ok()
            .then(|| format!("/organisations/{}/people", sent.id))
    });
    let failure = Failure::provide(move || save.value().get(), error);
    let seen = RwSignal::new(seen);
    let conflict = {
        let draft = draft.clone();
        Signal::derive(move || match failure.refusal() {
            Some(Refusal::RecordConflict(Some(record))) => match *record {
                Record::Contact(theirs) => Some(changed(&draft, &theirs)),
                _ => None,
            },
            _ => None,
        })
    };
    let of = organisation.id;
    // What others made of it is shown by now, and can be overruled knowingly.
    Effect::new(move || {
        if conflict.with(Option::is_some) {
            leptos::task::spawn_local(async move {
                if let Ok(now) = contact_form(of, contact, None).await {
                    seen.set(now.form.seen);
                }
            });
        }
    });
    let title = match contact {
        None => td_string!(locale, people.new_contact),
        Some(_) => td_string!(locale, people.edit_contact),
    };
    let back = format!("/organisations/{of}/people");
    let again = contact.map(|contact| format!("/organisations/{of}/contacts/{contact}"));
    view! {
        <Title text=format!("{title}: {}", organisation.name) />
        <a class="crumb" href=back.clone()>
            <Icon glyph=Glyph::Back />
            {organisation.name}
        </a>
        <h1>{title}</h1>
        <ActionForm action=save attr:class="form">
            <Mistakes />
            <Conflict fields=conflict again />
            <input type="hidden" name="id" value=of.to_string() />
            {contact.map(|contact| view! { <input type="hidden" name="contact" value=contact.to_string() /> })}
            <input type="hidden" name="command" value=command />
            <input type="hidden" name="seen" value=move || seen.get().0.to_string() />
            <input type="hidden" name="follows" value=follows.to_string() />
            <fieldset class="card">
                <legend class="visually-hidden">{title}</legend>
                <TextInput field=Field::Name value=draft.name max=Name::MAX required=true />
                <TextInput field=Field::Function value=draft.function max=Line::MAX>
                    {td_string!(locale, people.function_hint)}
                </TextInput>
                <p class="soft small">{td_string!(locale, people.reach_hint)}</p>
                <div class="field-row">
                    <TextInput field=Field::Email value=draft.email kind="email" max=Line::MAX />
                    <TextInput field=Field::Phone value=draft.phone kind="tel" max=Line::MAX />
                </div>
            </fieldset>
            <SaveOrCancel saving=save.pending() back />
        </ActionForm>
    }
}
