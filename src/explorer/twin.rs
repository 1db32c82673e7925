//! What is shown as a table, for who reads it instead of seeing it: the same filters, selection and answers.

use super::Shared;
use super::files::Files;
use crate::api::Order;
use crate::i18n::td_string;
use crate::i18n::{number, t, use_i18n, words};
use crate::ui::{KindShape, Pagination, SortHeader};
use jejaring_graph::table::{ROWS, Row, Sort, Table};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The table, where the address asks for it.
#[component]
pub fn Twin(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let twin = Memo::new(move |_| shared.state.with(|state| state.twin));
    view! {
        <section class="explorer-twin" aria-labelledby="explorer-twin" hidden=move || !twin.get()>
            <h2 id="explorer-twin" class="visually-hidden">{t!(i18n, explore.table)}</h2>
            {move || twin.get().then(|| shared.seen.table.get().map(|table| view! { <Rows shared table /> }))}
        </section>
    }
}

#[component]
fn Rows(shared: Shared, table: Table) -> impl IntoView {
    let i18n = use_i18n();
    let locale = i18n.get_locale_untracked();
    let state = shared.state.get_untracked();
    let columns = [
        (Sort::Name, td_string!(locale, explore.column_name)),
        (Sort::Kind, td_string!(locale, explorer.filter_kind)),
        (Sort::Place, td_string!(locale, explore.region)),
        (Sort::Partners, td_string!(locale, explore.column_partners)),
    ];
    let head = columns.map(|(sort, label)| {
        let order = (state.sort == sort).then_some(match sort {
            Sort::Partners => Order::Descending,
            _ => Order::Ascending,
        });
        let href = state.with(|state| {
            state.sort = sort;
            state.page = 1;
        });
        let numbers = sort == Sort::Partners;
        view! { <SortHeader label href=href.address() order number=numbers /> }
    });
    let pages = (table.organisations as usize).div_ceil(ROWS);
    let page = state.page.min(pages.max(1));
    let turned = state.clone();
    let row = move |row: Row| {
        let Row {
            id,
            name,
            kind,
            place,
            partners,
        } = row;
        let choose = move |event: MouseEvent| {
            let plain =
                event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key());
            if plain && shared.network.with_untracked(Option::is_some) {
                event.prevent_default();
                event.stop_propagation();
                // A key clicks without a pointer.
                shared
                    .reading
                    .set((event.detail() == 0).then_some(id.into()));
                shared.go(false, |state| state.selected = Some(id.into()));
            }
        };
        let selected = move || shared.state.with(|state| state.organisation() == Some(id));
        view! {
            <tr class:selected=selected>
                <th scope="row">
                    <a href=format!("/organisations/{id}") on:click=choose aria-current=move || selected().then_some("true")>
                        {name}
                    </a>
                </th>
                <td>
                    <span class="explorer-kind">
                        <KindShape kind />
                        {words::kind(locale, kind)}
                    </span>
                </td>
                <td>{place}</td>
                <td class="number">{number(locale, partners as usize)}</td>
            </tr>
        }
    };
    view! {
        <div class="table-frame">
            <table class="data">
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{table.rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <Pagination
            number=page
            pages
            href=move |page| turned.with(|state| state.page = page).address()
        />
        <Files shared />
    }
}
