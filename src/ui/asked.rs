//! Lists whose every choice is in the address: what is asked for, and the form that asks.

use crate::api::Order;
use crate::i18n::Locale;
use crate::ui::address::submitted;
use crate::ui::{Glyph, Icon, address, locale};
use jejaring_domain::Coded;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

/// What a list is asked for.
pub trait Asked: Clone + PartialEq + Send + Sync + 'static {
    /// Where the list is.
    const PATH: &'static str;

    /// From the parameters of an address; what it misspells is passed over.
    fn of(params: &ParamsMap) -> Self;

    /// The parameters, in the address's order; empty where nothing is chosen.
    fn params(&self) -> Vec<(&'static str, String)>;

    /// The same list at another page, from 1.
    fn at(self, page: usize) -> Self;

    /// The address that asks for it.
    fn link(&self) -> String {
        address(Self::PATH, self.params())
    }
}

/// A list that can be sorted by its columns.
pub trait Sorted: Asked {
    /// What it can be sorted by.
    type Sort: Copy + PartialEq + Send + Sync + 'static;
    /// Each with its word in the address.
    const SORTS: &'static [(Self::Sort, &'static str)];

    /// What it is sorted by; none where it is in order of fit.
    fn sort(&self) -> Option<Self::Sort>;

    /// Sorted which way.
    fn order(&self) -> Order;

    /// The same list, sorted so.
    fn sorted(self, sort: Self::Sort, order: Order) -> Self;

    /// Which way a column sorts at first.
    fn first(_sort: Self::Sort) -> Order {
        Order::Ascending
    }

    /// How it is sorted by a column, if it is, and the address that sorts it so or turns it round.
    fn sorting(&self, sort: Self::Sort) -> (Option<Order>, String) {
        let order = (self.sort() == Some(sort)).then(|| self.order());
        let then = match order {
            Some(Order::Ascending) => Order::Descending,
            Some(Order::Descending) => Order::Ascending,
            None => Self::first(sort),
        };
        (order, self.clone().sorted(sort, then).at(1).link())
    }

    /// A column by its word in an address.
    fn sort_of(word: &str) -> Option<Self::Sort> {
        let mut sorts = Self::SORTS.iter();
        sorts.find(|(_, code)| *code == word).map(|(sort, _)| *sort)
    }

    /// A column's word in an address.
    fn sort_word(sort: Self::Sort) -> String {
        let mut sorts = Self::SORTS.iter();
        let found = sorts.find(|(one, _)| *one == sort);
        found.map_or(String::new(), |(_, code)| (*code).to_owned())
    }
}

/// The parameter `page`: from 1.
pub fn page_of(params: &ParamsMap) -> usize {
    let page = params.get_str("page").and_then(|page| page.parse().ok());
    page.unwrap_or(1).max(1)
}

/// As [`page_of`] reads it.
pub fn page_word(page: usize) -> String {
    if page > 1 {
        page.to_string()
    } else {
        String::new()
    }
}

/// The parameter `order`.
pub fn order_of(params: &ParamsMap) -> Order {
    match params.get_str("order") {
        Some("descending") => Order::Descending,
        _ => Order::Ascending,
    }
}

/// As [`order_of`] reads it.
pub fn order_word(order: Order) -> String {
    match order {
        Order::Ascending => String::new(),
        Order::Descending => "descending".to_owned(),
    }
}

/// The parameter `archived`: only what was put away.
pub fn archived_word(archived: bool) -> String {
    if archived { "true" } else { "" }.to_owned()
}

/// What the page's address asks for.
pub fn asked<Q: Asked>() -> Memo<Q> {
    let params = use_query_map();
    Memo::new(move |_| params.with(Q::of))
}

/// The form that asks: its children are the inputs, then come its buttons, then what else may be chosen.
#[component]
pub fn AskForm<Q: Asked>(
    /// What is asked for now.
    query: Memo<Q>,
    /// The label of the search for words, which stands first.
    search: &'static str,
    /// What may be searched for.
    hint: &'static str,
    /// The other inputs.
    children: Children,
    /// Inputs that few need, folded away unless one of them is chosen.
    #[prop(optional, into)]
    more: Option<ViewFn>,
    /// Whether one of those is chosen.
    #[prop(optional, into)]
    unfolded: Signal<bool>,
) -> impl IntoView {
    let locale = locale();
    let navigate = use_navigate();
    // The same as the browser does without script, but to an address without empty values, and in place.
    let ask = move |event: SubmitEvent| {
        let names = query.read_untracked().params();
        let names = names.into_iter().map(|(name, _)| name);
        if let Some(params) = submitted(&event, names) {
            event.prevent_default();
            let in_place = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&Q::of(&params).link(), in_place);
        }
    };
    let text = move || {
        let params = query.read().params();
        let text = params.into_iter().find(|(name, _)| *name == "text");
        text.map(|(_, text)| text)
    };
    view! {
        <form method="get" action=Q::PATH class="filters" role="search" on:submit=ask>
            <label class="wide">
                {search}
                <input type="search" name="text" value=text prop:value=text placeholder=hint />
            </label>
            {children()}
            <div class="actions">
                <button type="submit" class="button primary">
                    <Icon glyph=Glyph::Search />
                    {td_string!(locale, ui.list.apply)}
                </button>
                <a class="button quiet" href=Q::PATH>
                    {td_string!(locale, ui.list.reset)}
                </a>
            </div>
            {more
                .map(|more| {
                    view! {
                        <details class="more" open=unfolded>
                            <summary>{td_string!(locale, ui.list.more)}</summary>
                            <div class="more-filters">{more.run()}</div>
                        </details>
                    }
                })}
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
                <option value="">{td_string!(locale, ui.list.all)}</option>
                {C::ALL.iter().map(option).collect_view()}
            </select>
        </label>
    }
}
