//! The list of partnerships: find, filter, sort. Everything that is chosen is in the address.

use crate::api::partnerships::{PartnershipQuery, PartnershipRow, PartnershipSort, partnerships};
use crate::api::{Order, Page};
use crate::i18n::{Locale, date, number, words};
use crate::live::Live;
use crate::ui::{
    EmptyState, ErrorView, Glyph, Icon, Loading, OrganisationLink, Pagination, SortHeader,
    StatusBadge, StepBar, address, address::submitted, locale,
};
use jejaring_domain::{Coded, Finance, Form as Binding, Scope, Status, Step};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

const PATH: &str = "/partnerships";
/// What the filters ask for.
const NAMES: [&str; 7] = [
    "text", "status", "form", "scope", "finance", "step", "archived",
];
const SORTS: [(PartnershipSort, &str); 5] = [
    (PartnershipSort::Title, "title"),
    (PartnershipSort::Status, "status"),
    (PartnershipSort::Step, "step"),
    (PartnershipSort::Start, "start"),
    (PartnershipSort::Expires, "expires"),
];

/// The list of partnerships.
#[component]
pub fn Partnerships() -> impl IntoView {
    let locale = locale();
    let params = use_query_map();
    let query = Memo::new(move |_| params.with(asked));
    let news = Live::of_page().follow_all();
    let found = Resource::new(
        move || (query.get(), news.get()),
        |(query, _)| partnerships(query),
    );
    view! {
        <Title text=td_string!(locale, partnerships.title) />
        <div class="page">
            <div class="page-head">
                <div>
                    <h1>{td_string!(locale, partnerships.title)}</h1>
                    <p class="soft">{td_string!(locale, partnerships.lead)}</p>
                </div>
                <div class="actions">
                    <a class="button primary" href="/partnerships/new">
                        <Icon glyph=Glyph::Add />
                        {td_string!(locale, partnerships.add)}
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
fn asked(params: &ParamsMap) -> PartnershipQuery {
    let value = |key: &str| params.get(key).unwrap_or_default();
    let sort = SORTS.into_iter().find(|(_, code)| *code == value("sort"));
    PartnershipQuery {
        text: value("text").trim().to_owned(),
        status: Status::from_code(&value("status")),
        form: Binding::from_code(&value("form")),
        scope: Scope::from_code(&value("scope")),
        finance: Finance::from_code(&value("finance")),
        step: Step::from_code(&value("step")),
        archived: value("archived") == "true",
        sort: sort.map(|(sort, _)| sort).unwrap_or_default(),
        order: if value("order") == "descending" {
            Order::Descending
        } else {
            Order::Ascending
        },
        page: value("page").parse().unwrap_or(1).max(1),
    }
}

/// The address that asks for it.
fn link(query: &PartnershipQuery) -> String {
    let sort = SORTS
        .into_iter()
        .find(|(sort, _)| *sort == query.sort && query.sort != PartnershipSort::default());
    let page = if query.page > 1 {
        query.page.to_string()
    } else {
        String::new()
    };
    address(
        PATH,
        [
            ("text", query.text.as_str()),
            ("status", query.status.map_or("", Status::code)),
            ("form", query.form.map_or("", Binding::code)),
            ("scope", query.scope.map_or("", Scope::code)),
            ("finance", query.finance.map_or("", Finance::code)),
            ("step", query.step.map_or("", Step::code)),
            ("archived", if query.archived { "true" } else { "" }),
            ("sort", sort.map_or("", |(_, code)| code)),
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
fn sorting(query: &PartnershipQuery, sort: PartnershipSort) -> (Option<Order>, String) {
    let order = (query.sort == sort).then_some(query.order);
    let order_then = match order {
        Some(Order::Ascending) => Order::Descending,
        _ => Order::Ascending,
    };
    (
        order,
        link(&PartnershipQuery {
            sort,
            order: order_then,
            page: 1,
            ..query.clone()
        }),
    )
}

#[component]
fn Filters(query: Memo<PartnershipQuery>) -> impl IntoView {
    let locale = locale();
    let text = move || query.read().text.clone();
    let archived = move || query.read().archived;
    let more = {
        let query = query.read_untracked();
        query.scope.is_some() || query.finance.is_some() || query.step.is_some() || query.archived
    };
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
                {td_string!(locale, partnerships.search)}
                <input
                    type="search"
                    name="text"
                    value=text
                    prop:value=text
                    placeholder=td_string!(locale, partnerships.search_hint)
                />
            </label>
            <Choice
                name="status"
                label=td_string!(locale, partnerships.status)
                word=words::status
                chosen=move || query.read().status
            />
            <Choice
                name="form"
                label=td_string!(locale, partnerships.form)
                word=words::form
                chosen=move || query.read().form
            />
            <div class="actions">
                <button type="submit" class="button primary">
                    <Icon glyph=Glyph::Search />
                    {td_string!(locale, partnerships.apply)}
                </button>
                <a class="button quiet" href=PATH>
                    {td_string!(locale, partnerships.reset)}
                </a>
            </div>
            <details class="more" open=more>
                <summary>{td_string!(locale, partnerships.more)}</summary>
                <div class="more-filters">
                    <Choice
                        name="step"
                        label=td_string!(locale, partnerships.step)
                        word=words::step
                        chosen=move || query.read().step
                    />
                    <Choice
                        name="scope"
                        label=td_string!(locale, partnerships.scope)
                        word=words::scope
                        chosen=move || query.read().scope
                    />
                    <Choice
                        name="finance"
                        label=td_string!(locale, partnerships.finance)
                        word=words::finance
                        chosen=move || query.read().finance
                    />
                    <label class="check">
                        <input type="checkbox" name="archived" value="true" checked=archived prop:checked=archived />
                        {td_string!(locale, partnerships.archived)}
                    </label>
                </div>
            </details>
        </form>
    }
}

/// A filter by one of the core's values.
#[component]
pub fn Choice<C, F>(
    /// Under which it is sent.
    name: &'static str,
    /// What it is.
    label: &'static str,
    /// The word for a value.
    word: fn(Locale, C) -> &'static str,
    /// The value that is chosen.
    chosen: F,
) -> impl IntoView
where
    C: Coded + Send + Sync,
    F: Fn() -> Option<C> + Copy + Send + Sync + 'static,
{
    let locale = locale();
    let option = move |value: &C| {
        let value = *value;
        let selected = move || chosen() == Some(value);
        view! {
            <option value=value.code() selected=selected prop:selected=selected>
                {word(locale, value)}
            </option>
        }
    };
    view! {
        <label>
            {label} <select name=name>
                <option value="">{td_string!(locale, partnerships.all)}</option>
                {C::ALL.iter().map(option).collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Found(page: Page<PartnershipRow>, query: PartnershipQuery) -> impl IntoView {
    let locale = locale();
    if page.total == 0 {
        let title = match query.archived {
            true => td_string!(locale, partnerships.none_archived),
            false => td_string!(locale, partnerships.none),
        };
        return view! {
            <EmptyState title>
                <p>{td_string!(locale, partnerships.none_text)}</p>
                <div class="actions">
                    <a class="button" href=PATH>
                        {td_string!(locale, partnerships.reset)}
                    </a>
                    <a class="button primary" href="/partnerships/new">
                        <Icon glyph=Glyph::Add />
                        {td_string!(locale, partnerships.add)}
                    </a>
                </div>
            </EmptyState>
        }
        .into_any();
    }
    let (number_shown, pages) = (page.number, page.pages());
    let header = |sort: PartnershipSort, label: &'static str| {
        let (order, href) = sorting(&query, sort);
        view! { <SortHeader label href order /> }
    };
    let headers = (
        header(
            PartnershipSort::Title,
            td_string!(locale, partnerships.name),
        ),
        view! { <th scope="col">{td_string!(locale, partnerships.parties)}</th> },
        header(
            PartnershipSort::Status,
            td_string!(locale, partnerships.status),
        ),
        header(PartnershipSort::Step, td_string!(locale, partnerships.step)),
        header(
            PartnershipSort::Expires,
            td_string!(locale, partnerships.expires),
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
            link(&PartnershipQuery {
                page,
                ..query.clone()
            })
        }
    };
    view! {
        <div class="list-head">
            <p role="status">{td_string!(locale, partnerships.count, count = total)}</p>
            <Sorts query />
        </div>
        <div class="table-frame">
            <table class="data cards">
                <caption class="visually-hidden">{td_string!(locale, partnerships.title)}</caption>
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
fn Sorts(query: PartnershipQuery) -> impl IntoView {
    let locale = locale();
    let link = |sort: PartnershipSort, label: &'static str| {
        let (order, href) = sorting(&query, sort);
        view! {
            <a href=href aria-current=order.map(|_| "true") data-noscroll="true">
                {label}
            </a>
        }
    };
    view! {
        <div class="sorts">
            {td_string!(locale, partnerships.sort)}
            {link(PartnershipSort::Title, td_string!(locale, partnerships.name))}
            {link(PartnershipSort::Status, td_string!(locale, partnerships.status))}
            {link(PartnershipSort::Step, td_string!(locale, partnerships.step))}
            {link(PartnershipSort::Expires, td_string!(locale, partnerships.expires))}
        </div>
    }
}

#[component]
fn Row(row: PartnershipRow) -> impl IntoView {
    /// More parties than these are only counted.
    const SHOWN: usize = 3;
    let locale = locale();
    let expires = row
        .expires
        .as_deref()
        .and_then(|day| jejaring_domain::date::parse(day).ok());
    let others = row.parties.len().saturating_sub(SHOWN);
    let parties = row.parties.into_iter().take(SHOWN);
    view! {
        <tr>
            <th scope="row">
                <span>
                    <a class="main-link" href=format!("{PATH}/{}", row.id)>
                        {row.title}
                    </a>
                    <span class="under">{words::form(locale, row.form)}</span>
                </span>
            </th>
            <td data-label=td_string!(locale, partnerships.parties)>
                <span class="parties">
                    {parties.map(|organisation| view! { <OrganisationLink organisation /> }).collect_view()}
                    {(others > 0)
                        .then(|| {
                            view! {
                                <span class="soft">
                                    {td_string!(locale, partnerships.others, count = number(locale, others))}
                                </span>
                            }
                        })}
                </span>
            </td>
            <td data-label=td_string!(locale, partnerships.status)>
                <StatusBadge status=row.status />
            </td>
            <td data-label=td_string!(locale, partnerships.step)>
                <StepBar step=row.step />
            </td>
            <td class="date" data-label=td_string!(locale, partnerships.expires)>
                {expires.map(|day| date(locale, day))}
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        let query = PartnershipQuery {
            text: "magang".into(),
            status: Some(Status::Running),
            form: Some(Binding::FormalAndInformal),
            scope: Some(Scope::Both),
            finance: Some(Finance::SoftLoan),
            step: Some(Step::Implementation),
            archived: true,
            sort: PartnershipSort::Expires,
            order: Order::Descending,
            page: 2,
        };
        let link = link(&query);
        let mut params = ParamsMap::new();
        let pairs = link
            .split_once('?')
            .map(|(_, pairs)| pairs)
            .unwrap_or_default();
        for (key, value) in pairs.split('&').filter_map(|pair| pair.split_once('=')) {
            params.insert(key.to_owned(), value.to_owned());
        }
        assert_eq!(asked(&params), query);
        assert_eq!(super::link(&PartnershipQuery::default()), PATH);
    }
}
