//! Everybody who has an account: found, blocked, made a steward.

use super::Head;
use crate::api::steward::{
    AppointPerson, BlockPerson, Deeds, PEOPLE_SHOWN, PersonRow, steward_deeds, steward_people,
};
use crate::api::{ApiError, fetched};
use crate::i18n::{Locale, moment, number, td_string, words};
use crate::pages::history::who;
use crate::pages::partnership::Reason;
use crate::ui::{Badge, ErrorView, Glyph, Icon, Loading, OrganisationLink, locale};
use jejaring_domain::{Change, PersonId, Record};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// `/steward/people`.
#[component]
pub fn StewardPeople() -> impl IntoView {
    let locale = locale();
    let query = use_query_map();
    let text = Memo::new(move |_| query.read().get("text").unwrap_or_default());
    let (block, appoint) = (ServerAction::new(), ServerAction::new());
    let found = fetched(
        move || (text.get(), block.version().get(), appoint.version().get()),
        |(text, ..)| async move {
            Ok::<_, ApiError>((steward_people(text).await?, steward_deeds().await?))
        },
    );
    let errors = move || {
        let errors = [
            block.value().get().and_then(Result::err),
            appoint.value().get().and_then(Result::err),
        ];
        let shown = |error: ApiError| view! { <p class="notice error" role="alert">{words::error(locale, &error)}</p> };
        errors.into_iter().flatten().map(shown).collect::<Vec<_>>()
    };
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok((found, deeds)) => {
                            let text = text.get_untracked();
                            view! {
                                <Head />
                                <p class="soft">{td_string!(locale, steward.people_lead)}</p>
                                {errors}
                                <Found found text block appoint />
                                <DeedsOf deeds />
                            }
                                .into_any()
                        }
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Found(
    found: Vec<PersonRow>,
    text: String,
    block: ServerAction<BlockPerson>,
    appoint: ServerAction<AppointPerson>,
) -> impl IntoView {
    let locale = locale();
    let count = match found.len() {
        0 => td_string!(locale, steward.found_none).to_owned(),
        all if all >= PEOPLE_SHOWN => {
            td_string!(locale, steward.first_only, count = number(locale, all))
        }
        some => td_string!(locale, steward.found, count = number(locale, some)),
    };
    let row = move |row| view! { <Row row block appoint /> };
    view! {
        <form method="get" action="/steward/people" class="filters" role="search">
            <label class="wide">
                {td_string!(locale, steward.search)}
                <input type="search" name="text" value=text />
            </label>
            <div class="actions">
                <button class="button primary">
                    <Icon glyph=Glyph::Search />
                    {td_string!(locale, steward.find)}
                </button>
            </div>
        </form>
        <section class="card stack">
            <p role="status">{count}</p>
            <ul class="people-list">{found.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Row(
    row: PersonRow,
    block: ServerAction<BlockPerson>,
    appoint: ServerAction<AppointPerson>,
) -> impl IntoView {
    let locale = locale();
    let PersonRow {
        person,
        name,
        email,
        steward,
        blocked,
        own,
        memberships,
    } = row;
    let nobody = memberships.is_empty();
    let memberships = memberships.into_iter().map(|(organisation, role)| {
        view! {
            <li>
                <OrganisationLink organisation />
                " "
                <span class="soft">{words::member_role(locale, role)}</span>
            </li>
        }
    });
    let (stand_look, stand, stand_label) = match steward {
        true => (
            "button small danger",
            td_string!(locale, steward.dismiss),
            td_string!(locale, steward.dismiss_of, name = name.clone()),
        ),
        false => (
            "button small",
            td_string!(locale, steward.appoint),
            td_string!(locale, steward.appoint_of, name = name.clone()),
        ),
    };
    let is_blocked = blocked.is_some();
    let blocking = match is_blocked {
        true => {
            let label = td_string!(locale, steward.unblock_of, name = name.clone());
            view! {
                <ActionForm action=block>
                    <input type="hidden" name="person" value=person.to_string() />
                    <input type="hidden" name="blocked" value="false" />
                    <button class="button small" aria-label=label>
                        {td_string!(locale, steward.unblock)}
                    </button>
                </ActionForm>
            }
            .into_any()
        }
        false => {
            let label = td_string!(locale, steward.block_of, name = name.clone());
            view! {
                <details class="blocking">
                    <summary class="button small danger" aria-label=label>
                        {td_string!(locale, steward.block)}
                    </summary>
                    <ActionForm action=block attr:class="deed">
                        <input type="hidden" name="person" value=person.to_string() />
                        <input type="hidden" name="blocked" value="true" />
                        <fieldset disabled=move || block.pending().get()>
                            <Reason />
                            <p class="field-hint">{td_string!(locale, steward.block_hint)}</p>
                            <button class="button small danger">{td_string!(locale, steward.block)}</button>
                        </fieldset>
                    </ActionForm>
                </details>
            }
            .into_any()
        }
    };
    // Nobody locks themselves out by a slip.
    let acts = (!own).then(|| {
        view! {
            <div class="actions">
                {(!is_blocked).then(|| view! {
                    <ActionForm action=appoint>
                        <input type="hidden" name="person" value=person.to_string() />
                        <input type="hidden" name="steward" value=(!steward).to_string() />
                        <button class=stand_look aria-label=stand_label>{stand}</button>
                    </ActionForm>
                })}
                {blocking}
            </div>
        }
    });
    view! {
        <li>
            <div class="who">
                <p class="badges">
                    <strong>{name}</strong>
                    {own.then(|| view! { <Badge look="good">{td_string!(locale, steward.you)}</Badge> })}
                    {steward.then(|| view! { <Badge look="good">{td_string!(locale, steward.is_steward)}</Badge> })}
                    {is_blocked.then(|| view! { <Badge look="bad">{td_string!(locale, steward.is_blocked)}</Badge> })}
                </p>
                {blocked.map(|reason| view! { <blockquote>{reason}</blockquote> })}
                <p class="soft small">{email}</p>
                {nobody.then(|| view! { <p class="soft small">{td_string!(locale, steward.no_membership)}</p> })}
                <ul class="plain small">{memberships.collect_view()}</ul>
            </div>
            {acts}
        </li>
    }
}

/// What stewards did about people, the latest first.
#[component]
fn DeedsOf(deeds: Deeds) -> impl IntoView {
    let locale = locale();
    let Deeds { events, people } = deeds;
    let nothing = events.is_empty();
    let rows = events.into_iter().map(|event| {
        let by = who(locale, event.actor, &people);
        let deeds = deeds_of(locale, &event.change, &people);
        view! {
            <li>
                <p>
                    <strong>{by}</strong>
                    " "
                    {deeds}
                </p>
                <p class="soft small">{moment(locale, event.at)}</p>
            </li>
        }
    });
    view! {
        <section class="card stack">
            <h2>{td_string!(locale, steward.deeds)}</h2>
            <p class="soft small">{td_string!(locale, steward.deeds_lead)}</p>
            {nothing.then(|| view! { <p class="soft">{td_string!(locale, steward.no_deeds)}</p> })}
            <ol class="people-list">{rows.collect_view()}</ol>
        </section>
    }
}

/// What a change did to a person, in words.
fn deeds_of(locale: Locale, change: &Change, people: &[(PersonId, String)]) -> String {
    let Change::Recorded { before, after } = change else {
        return String::new();
    };
    let stands = |record: &Option<Box<Record>>| match record.as_deref() {
        Some(Record::Person(person)) => (person.steward, person.blocked),
        _ => (false, false),
    };
    let id = change.record().map(|record| record.id().to_u128());
    let named = people
        .iter()
        .find(|(person, _)| Some(person.to_u128()) == id);
    let name = named.map_or_else(
        || td_string!(locale, people.no_account).to_owned(),
        |(_, name)| name.clone(),
    );
    let ((steward, blocked), (is_steward, is_blocked)) = (stands(before), stands(after));
    let reason = match after.as_deref() {
        Some(Record::Person(person)) => person.reason.to_string(),
        _ => String::new(),
    };
    let mut deeds = Vec::new();
    match (steward, is_steward) {
        (false, true) => deeds.push(td_string!(
            locale,
            steward.deed_appointed,
            name = name.clone()
        )),
        (true, false) => deeds.push(td_string!(
            locale,
            steward.deed_dismissed,
            name = name.clone()
        )),
        _ => {}
    }
    match (blocked, is_blocked) {
        (false, true) => {
            let blocked = td_string!(locale, steward.deed_blocked, name = name);
            deeds.push(format!("{blocked}: {reason}"));
        }
        (true, false) => deeds.push(td_string!(locale, steward.deed_unblocked, name = name)),
        _ => {}
    }
    deeds.join(", ")
}
