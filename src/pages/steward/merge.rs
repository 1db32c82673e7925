//! Two organisations side by side, and what merging them would do.

use crate::api::steward::{Merge, MergeOutcome, MergeView, merge_view};
use crate::api::{ApiError, fetched};
use crate::i18n::{Locale, number, td_string, words};
use crate::pages::organisation_form::conflict::stored_field;
use crate::ui::{ErrorView, Glyph, Icon, KindShape, Loading, Marks, address, locale};
use jejaring_domain::draft::ProfileDraft;
use jejaring_domain::{Field, Organisation, OrganisationId};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// What is compared.
const FIELDS: [Field; 10] = [
    Field::Name,
    Field::Kind,
    Field::Npsn,
    Field::Aliases,
    Field::Regency,
    Field::Province,
    Field::Country,
    Field::Programmes,
    Field::About,
    Field::Website,
];

/// `/steward/merge?from=ID&into=ID`.
#[component]
pub fn MergePage() -> impl IntoView {
    let query = use_query_map();
    let pair = Memo::new(move |_| {
        let query = query.read();
        let id = |key| query.get(key)?.parse::<OrganisationId>().ok();
        id("from").zip(id("into"))
    });
    let shown = fetched(
        move || pair.get(),
        |pair| async move {
            let (from, into) = pair.ok_or(ApiError::NotFound)?;
            merge_view(from, into).await
        },
    );
    view! {
        <div class="page">
            <Suspense fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok(shown) => view! { <Shown shown /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
}

#[component]
fn Shown(shown: MergeView) -> impl IntoView {
    let locale = locale();
    let MergeView {
        from,
        into,
        outcome,
        command,
    } = shown;
    let merge = ServerAction::<Merge>::new();
    let swap = address(
        "/steward/merge",
        [("from", into.id.to_string()), ("into", from.id.to_string())],
    );
    let (from_id, into_id) = (from.id.to_string(), into.id.to_string());
    let after = outcome.as_ref().ok().map(|outcome| {
        let mut after = into.profile.clone();
        outcome
            .after
            .iter()
            .cloned()
            .for_each(|value| after.set(value));
        ProfileDraft::from(&after)
    });
    let table = view! { <Comparison from into after /> };
    let way = match outcome {
        Err(refusal) => {
            let why = words::error(locale, &refusal.into());
            view! { <p class="notice error">{td_string!(locale, steward.cannot)} " " {why}</p> }
                .into_any()
        }
        Ok(outcome) => view! {
            <Moves outcome />
            {move || merge.value().get().and_then(Result::err).map(|error| view! {
                <p class="notice error" role="alert">{words::error(locale, &error)}</p>
            })}
            <ActionForm action=merge attr:class="actions">
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="from" value=from_id />
                <input type="hidden" name="into" value=into_id />
                <button class="button primary" disabled=move || merge.pending().get()>
                    {move || match merge.pending().get() {
                        true => td_string!(locale, steward.merging),
                        false => td_string!(locale, steward.merge),
                    }}
                </button>
                <a class="button" href="/steward">{td_string!(locale, form.cancel)}</a>
                <span class="soft small">{td_string!(locale, steward.merge_note)}</span>
            </ActionForm>
        }
        .into_any(),
    };
    view! {
        <Title text=td_string!(locale, steward.merge_title) />
        <a class="crumb" href="/steward">
            <Icon glyph=Glyph::Back />
            {td_string!(locale, steward.title)}
        </a>
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, steward.merge_title)}</h1>
                <p class="soft">{td_string!(locale, steward.merge_lead)}</p>
            </div>
            <div class="actions">
                <a class="button" href=swap>
                    <Icon glyph=Glyph::UpDown />
                    {td_string!(locale, steward.swap)}
                </a>
            </div>
        </div>
        {table}
        {way}
    }
}

/// Both as they are, and the one that goes on as it will be.
#[component]
fn Comparison(
    from: Organisation,
    into: Organisation,
    after: Option<ProfileDraft>,
) -> impl IntoView {
    let locale = locale();
    let shown = move |draft: &ProfileDraft, field| stored_field(locale, draft, field).shown;
    let drafts = (
        ProfileDraft::from(&from.profile),
        ProfileDraft::from(&into.profile),
    );
    let rows = FIELDS.into_iter().filter_map(|field| {
        let (was, is) = (shown(&drafts.0, field), shown(&drafts.1, field));
        let will = after.as_ref().map(|after| shown(after, field));
        if was.is_empty() && is.is_empty() {
            return None;
        }
        let changes = will.as_ref().is_some_and(|will| *will != is);
        Some(view! {
            <tr>
                <th scope="row">{words::field(locale, field)}</th>
                <td data-label=td_string!(locale, steward.from)>{was}</td>
                <td data-label=td_string!(locale, steward.into)>{is}</td>
                <td data-label=td_string!(locale, steward.after) class:changed=changes>{will}</td>
            </tr>
        })
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-frame">
            <table class="data cards merge">
                <caption class="visually-hidden">{td_string!(locale, steward.merge_title)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, steward.what)}</th>
                        {head(locale, td_string!(locale, steward.from), &from)}
                        {head(locale, td_string!(locale, steward.into), &into)}
                        <th scope="col">{td_string!(locale, steward.after)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn head(locale: Locale, title: &'static str, organisation: &Organisation) -> impl IntoView + use<> {
    let kind = organisation.profile.kind;
    let href = format!("/organisations/{}", organisation.id);
    let name = organisation.profile.name.to_string();
    view! {
        <th scope="col">
            <span class="badges">
                <KindShape kind />
                <span class="visually-hidden">{words::kind(locale, kind)} ": "</span>
                {title}
                <Marks origin=organisation.origin archived=organisation.archived />
            </span>
            <a href=href>{name}</a>
        </th>
    }
}

#[component]
fn Moves(outcome: MergeOutcome) -> impl IntoView {
    let locale = locale();
    let fact = move |label: &'static str, value: AnyView| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let titles = |titles: Vec<String>| {
        let items = titles.into_iter().map(|title| view! { <li>{title}</li> });
        view! { <ul class="tags">{items.collect_view()}</ul> }.into_any()
    };
    let count = move |label, count: usize| {
        (count > 0).then(|| fact(label, number(locale, count).into_any()))
    };
    let list =
        move |label, list: Vec<String>| (!list.is_empty()).then(|| fact(label, titles(list)));
    let nothing = outcome
        == MergeOutcome {
            after: outcome.after.clone(),
            ..MergeOutcome::default()
        };
    view! {
        <section class="card">
            <h2>{td_string!(locale, steward.moves)}</h2>
            {nothing.then(|| view! { <p class="soft">{td_string!(locale, steward.nothing_moves)}</p> })}
            <dl class="facts">
                {list(td_string!(locale, steward.moves_partnerships), outcome.partnerships)}
                {list(td_string!(locale, steward.between), outcome.between)}
                {count(td_string!(locale, steward.moves_members), outcome.members)}
                {count(td_string!(locale, steward.moves_contacts), outcome.contacts)}
                {count(td_string!(locale, steward.moves_listings), outcome.listings)}
            </dl>
        </section>
    }
}
