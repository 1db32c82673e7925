//! Inviting colleagues by link, and the invitations that are open.

use crate::api::people::{InvitationRow, Invitations, Invite as SendInvite, RevokeInvitation};
use crate::i18n::{date, td_string, words};
use crate::pages::organisation_form::inputs::{ChoiceInput, Failure, Mistakes, TextInput, all};
use crate::ui::{CopyText, locale};
use jejaring_domain::{Field, MemberRole, OrganisationId};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The form for an invitation, the link that was just made, and all that are open.
#[component]
pub fn Invite(
    /// The organisation.
    id: OrganisationId,
    /// What there is.
    invitations: Invitations,
    /// What makes a link useless.
    revoke: ServerAction<RevokeInvitation>,
) -> impl IntoView {
    let locale = locale();
    let Invitations { form, link, open } = invitations;
    let action = ServerAction::<SendInvite>::new();
    Failure::provide(move || action.value().get(), form.error);
    let row = move |row| view! { <Row id row revoke /> };
    let open = (!open.is_empty()).then(|| {
        view! {
            <h3>{td_string!(locale, people.open_invitations)}</h3>
            <ul class="people-list">{open.into_iter().map(row).collect_view()}</ul>
        }
    });
    view! {
        <section class="card stack">
            <h2>{td_string!(locale, people.invite)}</h2>
            <p class="soft">{td_string!(locale, people.invite_hint)}</p>
            {link.map(|link| view! { <Link link /> })}
            <ActionForm action attr:class="form">
                <Mistakes />
                <input type="hidden" name="organisation" value=id.to_string() />
                <div class="field-row">
                    <ChoiceInput
                        field=Field::Role
                        value=form.draft.role
                        groups={all::<MemberRole>()}
                        word=words::member_role
                    />
                    <TextInput field=Field::Email value=form.draft.email kind="email">
                        {td_string!(locale, people.invite_email_hint)}
                    </TextInput>
                </div>
                <div class="actions">
                    <button class="button primary" disabled=move || action.pending().get()>
                        {td_string!(locale, people.make_link)}
                    </button>
                </div>
            </ActionForm>
            {open}
        </section>
    }
}

/// The link that was just made, ready to be copied.
#[component]
fn Link(link: String) -> impl IntoView {
    let locale = locale();
    view! {
        <div class="notice success">
            <label for="invitation-link">
                <strong>{td_string!(locale, people.link)}</strong>
            </label>
            <CopyText id="invitation-link" text=link />
            <p class="small">{td_string!(locale, people.link_hint)}</p>
        </div>
    }
}

#[component]
fn Row(
    id: OrganisationId,
    row: InvitationRow,
    revoke: ServerAction<RevokeInvitation>,
) -> impl IntoView {
    let locale = locale();
    let role = words::member_role(locale, row.role);
    let whom = match row.email.is_empty() {
        true => role.to_owned(),
        false => format!("{}, {role}", row.email),
    };
    let by = row
        .by
        .map(|name| format!(" · {}", td_string!(locale, people.by, name = name)));
    let until = td_string!(locale, people.until, date = date(locale, row.expires));
    let label = td_string!(locale, people.revoke_for, whom = whom.clone());
    view! {
        <li>
            <div class="who">
                <strong>{whom}</strong>
                <p class="soft small">{until} {by}</p>
            </div>
            <div class="actions">
                <ActionForm action=revoke>
                    <input type="hidden" name="organisation" value=id.to_string() />
                    <input type="hidden" name="invitation" value=row.id />
                    <button class="button small danger" aria-label=label>
                        {td_string!(locale, people.revoke)}
                    </button>
                </ActionForm>
            </div>
        </li>
    }
}
