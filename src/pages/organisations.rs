//! The list of organisations: find, filter, sort. Everything that is chosen is in the address.

use crate::api::organisations::{
    OrganisationQuery, OrganisationRow, OrganisationSort, organisations,
};
use crate::api::{Order, Page};
use crate::i18n::{number, words};
use crate::live::Live;
use crate::ui::{
    Badge, EmptyState, ErrorView, Glyph, Icon, KindBadge, Loading, Pagination, SortHeader, address,
    address::submitted, locale,
};
use jejaring_domain::{Coded, Kind};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

const PATH: &str = "/organisations";
/// What the filters ask for.
const NAMES: [&str; 3] = ["text", "kind", "archived"];
const SORTS: [(OrganisationSort, &str); 4] = [
    (OrganisationSort::Name, "name"),
    (OrganisationSort::Kind, "kind"),
    (OrganisationSort::Regency, "regency"),
    (OrganisationSort::Partnerships, "partnerships"),
];

/// The list of organisations.
#[component]
pub fn Organisations() -> impl IntoView {
    let locale = locale();
    let params = use_query_map();
    let query = Memo::new(move |_| params.with(asked));
    let news = Live::of_page().follow_all();
    let found = Resource::new(
        move || (query.get(), news.get()),
        |(query, _)| organisations(query),
    );
    view! {
        <Title text=td_string!(locale, organisations.title) />
        <div class="page">
            <div class="page-head">
                <div>
                    <h1>{td_string!(locale, organisations.title)}</h1>
                    <p class="soft">{td_string!(locale, organisations.lead)}</p>
                </div>
                <div class="actions">
                    <a class="button primary" href="/organisations/new">
                        <Icon glyph=Glyph::Add />
                        {td_string!(locale, organisations.add)}
                    </a>
                </div>
            </div>
            <Filters query />
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(page) => view! { <Found page query=query.get_untracked() /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// What the address asks for; what it misspells is passed over.
fn asked(params: &ParamsMap) -> OrganisationQuery {
    let value = |key: &str| params.get(key).unwrap_or_default();
    OrganisationQuery {
        text: value("text").trim().to_owned(),
        kind: Kind::from_code(&value("kind")),
        archived: value("archived") == "true",
        sort: SORTS
            .into_iter()
            .find(|(_, code)| *code == value("sort"))
            .map(|(sort, _)| sort),
        order: if value("order") == "descending" {
            Order::Descending
        } else {
            Order::Ascending
        },
        page: value("page").parse().unwrap_or(1).max(1),
    }
}

/// The address that asks for it.
fn link(query: &OrganisationQuery) -> String {
    let sort = SORTS
        .into_iter()
        .find(|(sort, _)| Some(*sort) == query.sort)
        .map_or("", |(_, code)| code);
    let page = if query.page > 1 {
        query.page.to_string()
    } else {
        String::new()
    };
    address(
        PATH,
        [
            ("text", query.text.as_str()),
            ("kind", query.kind.map_or("", Kind::code)),
            ("archived", if query.archived { "true" } else { "" }),
            ("sort", sort),
            (
                "order",
                if query.order == Order::Descending {
                    "descending"
                } else {
                    ""
                },
            ),
            ("page", &page),
        ],
    )
}

/// How the list is sorted by a column, if it is, and the address that sorts it so or turns it round.
fn sorting(query: &OrganisationQuery, sort: OrganisationSort) -> (Option<Order>, String) {
    let by_fit = query.sort.is_none() && !query.text.is_empty();
    let order = (!by_fit && query.sort.unwrap_or_default() == sort).then_some(query.order);
    let order_then = match (order, sort) {
        (Some(Order::Ascending), _) | (None, OrganisationSort::Partnerships) => Order::Descending,
        _ => Order::Ascending,
    };
    (
        order,
        link(&OrganisationQuery {
            sort: Some(sort),
            order: order_then,
            page: 1,
            ..query.clone()
        }),
    )
}

#[component]
fn Filters(query: Memo<OrganisationQuery>) -> impl IntoView {
    let locale = locale();
    let option = move |kind: &Kind| {
        let kind = *kind;
        let chosen = move || query.read().kind == Some(kind);
        view! {
            <option value=kind.code() selected=chosen prop:selected=chosen>
                {words::kinds(locale, kind)}
            </option>
        }
    };
    let text = move || query.read().text.clone();
    let archived = move || query.read().archived;
    let navigate = use_navigate();
    // The same as the browser does without script, but to an address without empty values, and in place.
    let filter = move |event: SubmitEvent| {
        if let Some(params) = submitted(&event, &NAMES) {
            event.prevent_default();
            navigate(
                &link(&asked(&params)),
                NavigateOptions {
                    scroll: false,
                    ..Default::default()
                },
            );
        }
    };
    view! {
        <form method="get" action=PATH class="filters" role="search" on:submit=filter>
            <label class="wide">
                {td_string!(locale, organisations.search)}
                <input
                    type="search"
                    name="text"
                    value=text
                    prop:value=text
                    placeholder=td_string!(locale, organisations.search_hint)
                />
            </label>
            <label>
                {td_string!(locale, organisations.kind)} <select name="kind">
                    <option value="">{td_string!(locale, organisations.all_kinds)}</option>
                    {Kind::ALL.iter().map(option).collect_view()}
                </select>
            </label>
            <label class="check">
                <input type="checkbox" name="archived" value="true" checked=archived prop:checked=archived />
                {td_string!(locale, organisations.archived)}
            </label>
            <div class="actions">
                <button type="submit" class="button primary">
                    <Icon glyph=Glyph::Search />
                    {td_string!(locale, organisations.apply)}
                </button>
                <a class="button quiet" href=PATH>
                    {td_string!(locale, organisations.reset)}
                </a>
            </div>
        </form>
    }
}

#[component]
fn Found(page: Page<OrganisationRow>, query: OrganisationQuery) -> impl IntoView {
    let locale = locale();
    if page.total == 0 {
        let title = match query.archived {
            true => td_string!(locale, organisations.none_archived),
            false => td_string!(locale, organisations.none),
        };
        return view! {
            <EmptyState title>
                <p>{td_string!(locale, organisations.none_text)}</p>
                <div class="actions">
                    <a class="button" href=PATH>
                        {td_string!(locale, organisations.reset)}
                    </a>
                    <a class="button primary" href="/organisations/new">
                        <Icon glyph=Glyph::Add />
                        {td_string!(locale, organisations.add)}
                    </a>
                </div>
            </EmptyState>
        }
        .into_any();
    }
    let (number_shown, pages) = (page.number, page.pages());
    let header = |sort: OrganisationSort, label: &'static str| {
        let (order, href) = sorting(&query, sort);
        let number = sort == OrganisationSort::Partnerships;
        view! { <SortHeader label href order number /> }
    };
    let headers = (
        header(
            OrganisationSort::Name,
            td_string!(locale, organisations.name),
        ),
        header(
            OrganisationSort::Kind,
            td_string!(locale, organisations.kind),
        ),
        header(
            OrganisationSort::Regency,
            td_string!(locale, organisations.regency),
        ),
        header(
            OrganisationSort::Partnerships,
            td_string!(locale, organisations.partnerships),
        ),
    );
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <Row row /> })
        .collect_view();
    let total = number(locale, page.total);
    let other_pages = {
        let query = query.clone();
        move |page| {
            link(&OrganisationQuery {
                page,
                ..query.clone()
            })
        }
    };
    view! {
        <div class="list-head">
            <p role="status">{td_string!(locale, organisations.count, count = total)}</p>
            <Sorts query />
        </div>
        <div class="table-frame">
            <table class="data cards">
                <caption class="visually-hidden">{td_string!(locale, organisations.title)}</caption>
                <thead>
                    <tr>{headers}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Pagination number=number_shown pages href=other_pages />
    }
    .into_any()
}

/// The columns to sort by where the table has no head: on a phone.
#[component]
fn Sorts(query: OrganisationQuery) -> impl IntoView {
    let locale = locale();
    let link = |sort: OrganisationSort, label: &'static str| {
        let (order, href) = sorting(&query, sort);
        view! {
            <a href=href aria-current=order.map(|_| "true") data-noscroll="true">
                {label}
            </a>
        }
    };
    view! {
        <div class="sorts">
            {td_string!(locale, organisations.sort)}
            {link(OrganisationSort::Name, td_string!(locale, organisations.name))}
            {link(OrganisationSort::Regency, td_string!(locale, organisations.regency))}
            {link(OrganisationSort::Partnerships, td_string!(locale, organisations.partnerships))}
        </div>
    }
}

#[component]
fn Row(row: OrganisationRow) -> impl IntoView {
    let locale = locale();
    let demo = row
        .demo
        .then(|| view! { <Badge look="demo">{td_string!(locale, ui.demo)}</Badge> });
    view! {
        <tr>
            <th scope="row">
                <a class="main-link" href=format!("{PATH}/{}", row.id)>
                    {row.name}
                </a>
                " "
                {demo}
            </th>
            <td data-label=td_string!(locale, organisations.kind)>
                <KindBadge kind=row.kind />
            </td>
            <td data-label=td_string!(locale, organisations.regency)>{row.regency}</td>
            <td class="number" data-label=td_string!(locale, organisations.partnerships)>
                {number(locale, row.partnerships)}
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        let query = OrganisationQuery {
            text: "smk & co".into(),
            kind: Some(Kind::School),
            archived: true,
            sort: Some(OrganisationSort::Regency),
            order: Order::Descending,
            page: 3,
        };
        let link = link(&query);
        assert_eq!(
            link,
            "/organisations?text=smk%20%26%20co&kind=school&archived=true&sort=regency&order=descending&page=3"
        );
        let mut params = ParamsMap::new();
        for (key, value) in [
            ("text", "smk & co"),
            ("kind", "school"),
            ("archived", "true"),
            ("sort", "regency"),
            ("order", "descending"),
            ("page", "3"),
        ] {
            params.insert(key, value.to_owned());
        }
        assert_eq!(asked(&params), query);
    }

    #[test]
    fn a_header_turns_the_order_round() {
        let query = OrganisationQuery {
            page: 4,
            ..OrganisationQuery::default()
        };
        let (order, href) = sorting(&query, OrganisationSort::Name);
        assert_eq!(
            (order, href.as_str()),
            (
                Some(Order::Ascending),
                "/organisations?sort=name&order=descending"
            )
        );
        let (order, href) = sorting(&query, OrganisationSort::Partnerships);
        assert_eq!(
            (order, href.as_str()),
            (None, "/organisations?sort=partnerships&order=descending")
        );
    }
}
