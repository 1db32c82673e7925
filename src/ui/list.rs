//! One page of a longer list: headers that sort it, and its other pages. All are plain links.

use super::asked::Sorted;
use super::{Glyph, Icon, locale};
use crate::api::Order;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The head of a column by which the list can be sorted.
#[component]
pub fn SortHeader(
    /// The column's name.
    label: &'static str,
    /// Where the list is sorted by this column: the other way round if it is already.
    href: String,
    /// How the list is sorted by this column, if it is.
    order: Option<Order>,
    /// Whether the column holds numbers.
    #[prop(optional)]
    number: bool,
) -> impl IntoView {
    let (sort, glyph) = match order {
        Some(Order::Ascending) => (Some("ascending"), Glyph::Up),
        Some(Order::Descending) => (Some("descending"), Glyph::Down),
        None => (None, Glyph::UpDown),
    };
    view! {
        <th scope="col" aria-sort=sort class:number=number>
            <a href=href data-noscroll="true">
                {label}
                <Icon glyph />
            </a>
        </th>
    }
}

/// Links to the pages of a list; nothing where there is only one.
#[component]
pub fn Pagination<F>(
    /// The page that is shown, from 1.
    number: usize,
    /// How many there are.
    pages: usize,
    /// The address of a page.
    href: F,
) -> impl IntoView
where
    F: Fn(usize) -> String + 'static,
{
    if pages < 2 {
        return None;
    }
    let locale = locale();
    // The first, the last and those near the present one; a gap stands for the others.
    let near = move |page: &usize| *page == 1 || *page == pages || page.abs_diff(number) <= 1;
    let mut last = 0;
    let mut links = Vec::new();
    for page in (1..=pages).filter(near) {
        let gap = page > last + 1;
        last = page;
        let current = (page == number).then_some("page");
        let label = td_string!(locale, ui.pages.page, number = page);
        links.push(view! {
            {gap.then(|| view! { <span aria-hidden="true">"…"</span> })}
            <a href=href(page) aria-current=current aria-label=label>
                {page}
            </a>
        });
    }
    let previous = (number > 1).then(|| {
        view! {
            <a href=href(number - 1) rel="prev">
                {td_string!(locale, ui.pages.previous)}
            </a>
        }
    });
    let next = (number < pages).then(|| {
        view! {
            <a href=href(number + 1) rel="next">
                {td_string!(locale, ui.pages.next)}
            </a>
        }
    });
    Some(view! {
        <nav class="pages" aria-label=td_string!(locale, ui.pages.label)>
            {previous}
            {links}
            {next}
        </nav>
    })
}

/// A column of a list.
#[derive(Clone, Copy)]
pub struct Column<S> {
    /// Its name.
    pub label: &'static str,
    /// What it sorts the list by, if it can.
    pub sort: Option<S>,
    /// Whether it holds numbers.
    pub number: bool,
}

impl<S> Column<S> {
    /// A column of words that the list can be sorted by.
    pub fn sorted(label: &'static str, sort: S) -> Self {
        Self {
            label,
            sort: Some(sort),
            number: false,
        }
    }
}

/// One page of a list that is sorted by its columns; on a phone the columns are links above it.
#[component]
pub fn ListTable<Q: Sorted>(
    /// What it is asked for.
    query: Q,
    /// What it lists.
    caption: &'static str,
    /// How many there are, in words.
    count: String,
    /// How many pages there are.
    pages: usize,
    /// The page that is shown.
    number: usize,
    /// Its columns.
    columns: Vec<Column<Q::Sort>>,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let head = |column: &Column<Q::Sort>| match column.sort {
        Some(sort) => {
            let (order, href) = query.sorting(sort);
            let Column { label, number, .. } = *column;
            view! { <SortHeader label href order number /> }.into_any()
        }
        None => view! { <th scope="col">{column.label}</th> }.into_any(),
    };
    let head = columns.iter().map(head).collect_view();
    let sorts = columns.iter().filter_map(|column| {
        let (order, href) = query.sorting(column.sort?);
        Some(view! {
            <a href=href aria-current=order.map(|_| "true") data-noscroll="true">
                {column.label}
            </a>
        })
    });
    let sorts = sorts.collect_view();
    let href = move |page| query.clone().at(page).link();
    view! {
        <div class="list-head">
            <p role="status">{count}</p>
            <div class="sorts">{td_string!(locale(), ui.list.sort)} {sorts}</div>
        </div>
        <div class="table-frame">
            <table class="data cards">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
        <Pagination number pages href />
    }
}
