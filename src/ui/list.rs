//! One page of a longer list: headers that sort it, and its other pages. All are plain links.

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
