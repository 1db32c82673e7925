//! What stewards do: verify claims, find and merge duplicates, block people.

mod merge;
mod people;

pub use merge::MergePage;
pub use people::StewardPeople;

use crate::api::ApiError;
use crate::api::organisations::OrganisationRef;
use crate::api::steward::{
    ClaimRow, Distinguish, Likeness, NumberCheck, PairRow, SettleClaim, StewardDesk, steward_desk,
};
use crate::i18n::{Locale, date, number, td_string, words};
use crate::ui::{ErrorView, Loading, OrganisationLink, address, locale};
use jejaring_domain::OrganisationId;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

/// Heading and tabs of the stewards' pages.
#[component]
fn Head() -> impl IntoView {
    let locale = locale();
    view! {
        <Title text=td_string!(locale, steward.title) />
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, steward.title)}</h1>
                <p class="soft">{td_string!(locale, steward.lead)}</p>
            </div>
        </div>
        <nav class="tabs" aria-label=td_string!(locale, steward.nav)>
            <A href="/steward" exact=true>
                {td_string!(locale, steward.waiting)}
            </A>
            <A href="/steward/people" exact=true>
                {td_string!(locale, steward.people)}
            </A>
        </nav>
    }
}

/// `/steward`.
#[component]
pub fn StewardPage() -> impl IntoView {
    let settle = ServerAction::<SettleClaim>::new();
    let distinguish = ServerAction::<Distinguish>::new();
    let desk = Resource::new(
        move || (settle.version().get(), distinguish.version().get()),
        |_| steward_desk(),
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match desk.await {
                        Ok(desk) => view! { <Desk desk settle distinguish /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Desk(
    desk: StewardDesk,
    settle: ServerAction<SettleClaim>,
    distinguish: ServerAction<Distinguish>,
) -> impl IntoView {
    let locale = locale();
    let StewardDesk {
        claims,
        pairs,
        pair_count,
        told_apart,
    } = desk;
    let claim_count = number(locale, claims.len());
    let shown = pairs.len();
    let claim = move |row| view! { <Claim row settle /> };
    let pair = move |row| view! { <Pair row distinguish /> };
    let errors = move || {
        let errors = [
            settle.value().get().and_then(Result::err),
            distinguish.value().get().and_then(Result::err),
        ];
        let shown = |error: ApiError| view! { <p class="notice error" role="alert">{words::error(locale, &error)}</p> };
        errors.into_iter().flatten().map(shown).collect::<Vec<_>>()
    };
    let more = (shown < pair_count).then(|| {
        let (shown, count) = (number(locale, shown), number(locale, pair_count));
        view! {
            <p class="soft small">
                {td_string!(locale, steward.more_pairs, shown = shown, count = count)}
            </p>
        }
    });
    view! {
        <Head />
        {errors}
        <section class="card stack">
            <h2>
                {td_string!(locale, steward.claims)} " " <span class="count">{claim_count}</span>
            </h2>
            {claims.is_empty().then(|| view! { <p class="soft">{td_string!(locale, steward.no_claims)}</p> })}
            <ul class="people-list">{claims.into_iter().map(claim).collect_view()}</ul>
        </section>
        <section class="card stack">
            <h2>
                {td_string!(locale, steward.duplicates)} " "
                <span class="count">{number(locale, pair_count)}</span>
            </h2>
            {pairs.is_empty().then(|| view! { <p class="soft">{td_string!(locale, steward.no_duplicates)}</p> })}
            <ul class="people-list">{pairs.into_iter().map(pair).collect_view()}</ul>
            {more}
            {(!told_apart.is_empty()).then(|| view! { <ToldApart pairs=told_apart distinguish /> })}
        </section>
    }
}

#[component]
fn Claim(row: ClaimRow, settle: ServerAction<SettleClaim>) -> impl IntoView {
    let locale = locale();
    let name = row
        .name
        .unwrap_or_else(|| td_string!(locale, people.no_account).to_owned());
    let since = row
        .since
        .map(|day| td_string!(locale, steward.since, date = date(locale, day)));
    let members = match row.members {
        0 => td_string!(locale, steward.no_members).to_owned(),
        count => td_string!(locale, steward.members, count = number(locale, count)),
    };
    let number = match row.number {
        NumberCheck::NoSchool => td_string!(locale, steward.number_no_school),
        NumberCheck::Unknown => td_string!(locale, steward.number_unknown),
        NumberCheck::Matched => td_string!(locale, steward.number_matched),
        NumberCheck::Entered => td_string!(locale, steward.number_entered),
    };
    let who = name.clone();
    let decide = move |verified: bool, look: &'static str, word: &'static str| {
        let label = format!("{word}: {who}");
        view! {
            <ActionForm action=settle>
                <input type="hidden" name="member" value=row.member.to_string() />
                <input type="hidden" name="verified" value=verified.to_string() />
                <button class=look aria-label=label disabled=move || settle.pending().get()>
                    {word}
                </button>
            </ActionForm>
        }
    };
    let choices = match row.own {
        true => {
            view! { <p class="soft small">{td_string!(locale, steward.own_claim)}</p> }.into_any()
        }
        false => view! {
            {decide(true, "button small primary", td_string!(locale, steward.verify))}
            {decide(false, "button small danger", td_string!(locale, steward.refuse))}
        }
        .into_any(),
    };
    view! {
        <li>
            <div class="who">
                <p>
                    <strong>{name}</strong>
                    " "
                    <span class="soft">{td_string!(locale, steward.claims_to)}</span>
                    " "
                    <OrganisationLink organisation=row.organisation />
                </p>
                <blockquote>{row.note}</blockquote>
                <p class="soft small">{number} " " {members}</p>
                <p class="soft small">{row.email} {since.map(|since| format!(" · {since}"))}</p>
            </div>
            <div class="actions">{choices}</div>
        </li>
    }
}

#[component]
fn Pair(row: PairRow, distinguish: ServerAction<Distinguish>) -> impl IntoView {
    let locale = locale();
    let PairRow {
        first,
        second,
        likenesses,
    } = row;
    let reasons = likenesses
        .into_iter()
        .map(|likeness| reason(locale, likeness));
    let reasons = reasons.collect::<Vec<_>>().join(", ");
    // What came first goes on, unless the steward swaps them.
    let compare = address(
        "/steward/merge",
        [
            ("from", second.id.to_string()),
            ("into", first.id.to_string()),
        ],
    );
    let (a, b) = (first.name.clone(), second.name.clone());
    let label = td_string!(
        locale,
        steward.compare_of,
        first = a.clone(),
        second = b.clone()
    );
    let pair = (first.id, second.id);
    let distinct = td_string!(locale, steward.distinct_of, first = a, second = b);
    view! {
        <li>
            <div class="who">
                <p class="with">
                    <OrganisationLink organisation=first />
                    <OrganisationLink organisation=second />
                </p>
                <p class="soft small">{reasons}</p>
            </div>
            <div class="actions">
                <a class="button small" href=compare aria-label=label>
                    {td_string!(locale, steward.compare)}
                </a>
                <Tell pair distinct=true label=distinct action=distinguish>
                    {td_string!(locale, steward.distinct)}
                </Tell>
            </div>
        </li>
    }
}

/// The button that tells two organisations apart, or no longer.
#[component]
fn Tell(
    /// Which two.
    pair: (OrganisationId, OrganisationId),
    /// Whether they are two.
    distinct: bool,
    /// What the button does, by name.
    label: String,
    /// What does it.
    action: ServerAction<Distinguish>,
    /// What stands on the button.
    children: Children,
) -> impl IntoView {
    view! {
        <ActionForm action>
            <input type="hidden" name="first" value=pair.0.to_string() />
            <input type="hidden" name="second" value=pair.1.to_string() />
            <input type="hidden" name="distinct" value=distinct.to_string() />
            <button class="button small" aria-label=label disabled=move || action.pending().get()>
                {children()}
            </button>
        </ActionForm>
    }
}

/// Those that look like one and are two.
#[component]
fn ToldApart(
    pairs: Vec<(OrganisationRef, OrganisationRef)>,
    distinguish: ServerAction<Distinguish>,
) -> impl IntoView {
    let locale = locale();
    let count = number(locale, pairs.len());
    let rows = pairs.into_iter().map(|(first, second)| {
        let pair = (first.id, second.id);
        let (a, b) = (first.name.clone(), second.name.clone());
        let label = td_string!(locale, steward.not_distinct_of, first = a, second = b);
        view! {
            <li>
                <p class="who with">
                    <OrganisationLink organisation=first />
                    <OrganisationLink organisation=second />
                </p>
                <div class="actions">
                    <Tell pair distinct=false label action=distinguish>
                        {td_string!(locale, steward.not_distinct)}
                    </Tell>
                </div>
            </li>
        }
    });
    view! {
        <details>
            <summary>
                {td_string!(locale, steward.told_apart)} " " <span class="count">{count}</span>
            </summary>
            <p class="soft small">{td_string!(locale, steward.told_apart_hint)}</p>
            <ul class="people-list">{rows.collect_view()}</ul>
        </details>
    }
}

fn reason(locale: Locale, likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Number => td_string!(locale, steward.like_number),
        Likeness::SameName => td_string!(locale, steward.like_same_name),
        Likeness::SimilarName => td_string!(locale, steward.like_similar_name),
        Likeness::Website => td_string!(locale, steward.like_website),
    }
}
