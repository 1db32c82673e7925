//! Who acts for an organisation, as what, and who claims to.

use crate::api::people::{MemberRow, Membership, SetRole};
use crate::i18n::{number, td_string, words};
use crate::ui::{Badge, locale};
use jejaring_domain::{Coded, MemberRole, OrganisationId};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The members; how many there are for those who may not know who.
#[component]
pub fn Members(
    /// Who, for those who may know.
    members: Option<Vec<MemberRow>>,
    /// How many act for it.
    count: usize,
    /// The reader's own part in it.
    own: Option<Membership>,
    /// The organisation.
    id: OrganisationId,
    /// Whether the reader looks after the members.
    manages: bool,
    /// Put away.
    archived: bool,
    /// What changes roles.
    action: ServerAction<SetRole>,
) -> impl IntoView {
    let locale = locale();
    let how_many = match count {
        0 => td_string!(locale, people.nobody).to_owned(),
        count => td_string!(locale, people.count, count = number(locale, count)),
    };
    let hidden = members.is_none() && count > 0;
    let (members, claims): (Vec<_>, Vec<_>) = members
        .unwrap_or_default()
        .into_iter()
        .partition(|member| member.claim.is_none());
    let list = move |members: Vec<MemberRow>| {
        let row = move |member| view! { <Row member manages=manages && !archived action /> };
        view! { <ul class="people-list">{members.into_iter().map(row).collect_view()}</ul> }
    };
    let claims = (!claims.is_empty()).then(|| {
        view! {
            <h3>{td_string!(locale, people.claims_waiting)}</h3>
            <p class="soft small">{td_string!(locale, people.claims_hint)}</p>
            {list(claims)}
        }
    });
    let claim = match own {
        None if !archived => Some(view! {
            <p class="actions">
                <a class="button" href=format!("/organisations/{id}/claim")>
                    {td_string!(locale, people.i_act)}
                </a>
            </p>
        }),
        _ => None,
    };
    view! {
        <section class="card stack">
            <h2>
                {td_string!(locale, people.members)} " "
                <span class="count">{number(locale, count)}</span>
            </h2>
            {(members.is_empty()).then(|| view! { <p>{how_many}</p> })}
            {hidden.then(|| view! { <p class="soft small">{td_string!(locale, people.hidden)}</p> })}
            {(!members.is_empty()).then(|| list(members))}
            {manages.then(|| view! { <p class="soft small">{td_string!(locale, people.roles_hint)}</p> })}
            {claims}
            {(!manages).then_some(claim)}
        </section>
    }
}

#[component]
fn Row(member: MemberRow, manages: bool, action: ServerAction<SetRole>) -> impl IntoView {
    let locale = locale();
    let MemberRow {
        member,
        name,
        role,
        claim,
        own,
    } = member;
    let name = name.unwrap_or_else(|| td_string!(locale, people.no_account).to_owned());
    let claims = claim.is_some();
    let (give, take) = match (claims, own) {
        (true, _) => (
            td_string!(locale, people.admit),
            td_string!(locale, people.reject),
        ),
        (false, false) => (
            td_string!(locale, people.change),
            td_string!(locale, people.remove),
        ),
        (false, true) => (
            td_string!(locale, people.change),
            td_string!(locale, people.leave),
        ),
    };
    let roles = {
        let (label, name) = (format!("{give}: {name}"), name.clone());
        move || {
            let option = move |value: &MemberRole| {
                let value = *value;
                view! {
                    <option value=value.code() selected=value == role>
                        {words::member_role(locale, value)}
                    </option>
                }
            };
            view! {
                <ActionForm action attr:class="with-button">
                    <input type="hidden" name="member" value=member.to_string() />
                    <select name="role" aria-label=td_string!(locale, people.role_of, name = name)>
                        {MemberRole::ALL.iter().map(option).collect_view()}
                    </select>
                    <button class="button small" aria-label=label>
                        {give}
                    </button>
                </ActionForm>
            }
        }
    };
    let leave = {
        let label = format!("{take}: {name}");
        move || {
            view! {
                <ActionForm action>
                    <input type="hidden" name="member" value=member.to_string() />
                    <input type="hidden" name="role" value="" />
                    <button class="button small danger" aria-label=label>
                        {take}
                    </button>
                </ActionForm>
            }
        }
    };
    view! {
        <li>
            <div class="who">
                <strong>{name}</strong>
                {own.then(|| view! { <Badge look="good">{td_string!(locale, people.you)}</Badge> })}
                {(!claims && !manages).then(|| view! { <Badge>{words::member_role(locale, role)}</Badge> })}
                {claim.map(|note| view! { <p class="soft small">{note}</p> })}
            </div>
            <div class="actions">
                {manages.then(roles)}
                {(manages || own).then(leave)}
            </div>
        </li>
    }
}
