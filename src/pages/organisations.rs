//! The list of organisations: find, filter, sort. Everything that is chosen is in the address.

use crate::api::organisations::{
    OrganisationQuery, OrganisationRow, OrganisationSort, organisations,
};
use crate::api::{Order, Page, fetched};
use crate::i18n::{number, words};
use crate::live::Live;
use crate::ui::asked::{archived_word, order_of, order_word, page_of, page_word};
use crate::ui::{
    AskForm, Asked, Badge, Choice, Column, EmptyState, ErrorView, Glyph, Icon, KindBadge,
    ListTable, Loading, Sorted, asked, locale,
};
use jejaring_domain::{Coded, Kind};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::params::ParamsMap;

impl Asked for OrganisationQuery {
    const PATH: &'static str = "/organisations";

    fn of(params: &ParamsMap) -> Self {
        let value = |key: &str| params.get(key).unwrap_or_default();
        Self {
            text: value("text").trim().to_owned(),
            kind: Kind::from_code(&value("kind")),
            archived: value("archived") == "true",
            sort: Self::sort_of(&value("sort")),
            order: order_of(params),
            page: page_of(params),
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        vec![
            ("text", self.text.clone()),
            ("kind", self.kind.map_or("", Kind::code).to_owned()),
            ("archived", archived_word(self.archived)),
            ("sort", self.sort.map_or(String::new(), Self::sort_word)),
            ("order", order_word(self.order)),
            ("page", page_word(self.page)),
        ]
    }

    fn at(self, page: usize) -> Self {
        Self { page, ..self }
    }
}

impl Sorted for OrganisationQuery {
    type Sort = OrganisationSort;
    const SORTS: &'static [(OrganisationSort, &'static str)] = &[
        (OrganisationSort::Name, "name"),
        (OrganisationSort::Kind, "kind"),
        (OrganisationSort::Regency, "regency"),
        (OrganisationSort::Partnerships, "partnerships"),
    ];

    fn sort(&self) -> Option<OrganisationSort> {
        match self.sort {
            None if !self.text.is_empty() => None,
            sort => Some(sort.unwrap_or_default()),
        }
    }

    fn order(&self) -> Order {
        self.order
    }

    fn sorted(self, sort: OrganisationSort, order: Order) -> Self {
        let sort = Some(sort);
        Self {
            sort,
            order,
            ..self
        }
    }

    fn first(sort: OrganisationSort) -> Order {
        match sort {
            OrganisationSort::Partnerships => Order::Descending,
            _ => Order::Ascending,
        }
    }
}

/// The list of organisations.
#[component]
pub fn Organisations() -> impl IntoView {
    let locale = locale();
    let query = asked::<OrganisationQuery>();
    let news = Live::of_page().follow_all();
    let found = fetched(
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

#[component]
fn Filters(query: Memo<OrganisationQuery>) -> impl IntoView {
    let locale = locale();
    let archived = move || query.read().archived;
    view! {
        <AskForm
            query
            search=td_string!(locale, organisations.search)
            hint=td_string!(locale, organisations.search_hint)
        >
            <Choice
                name="kind"
                label=td_string!(locale, organisations.kind)
                word=words::kinds
                chosen=move || query.read().kind
            />
            <label class="check">
                <input type="checkbox" name="archived" value="true" checked=archived prop:checked=archived />
                {td_string!(locale, organisations.archived)}
            </label>
        </AskForm>
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
                    <a class="button" href=OrganisationQuery::PATH>
                        {td_string!(locale, ui.list.reset)}
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
    let columns = vec![
        Column::sorted(
            td_string!(locale, organisations.name),
            OrganisationSort::Name,
        ),
        Column::sorted(
            td_string!(locale, organisations.kind),
            OrganisationSort::Kind,
        ),
        Column::sorted(
            td_string!(locale, organisations.regency),
            OrganisationSort::Regency,
        ),
        Column {
            label: td_string!(locale, organisations.partnerships),
            sort: Some(OrganisationSort::Partnerships),
            number: true,
        },
    ];
    let count = td_string!(
        locale,
        organisations.count,
        count = number(locale, page.total)
    );
    view! {
        <ListTable
            query
            caption=td_string!(locale, organisations.title)
            count
            pages=page.pages()
            number=page.number
            columns
        >
            {page.rows.into_iter().map(|row| view! { <Row row /> }).collect_view()}
        </ListTable>
    }
    .into_any()
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
                <a class="main-link" href=format!("/organisations/{}", row.id)>
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
        let link = query.link();
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
        assert_eq!(OrganisationQuery::of(&params), query);
    }

    #[test]
    fn a_header_turns_the_order_round() {
        let query = OrganisationQuery {
            page: 4,
            ..OrganisationQuery::default()
        };
        let (order, href) = query.sorting(OrganisationSort::Name);
        assert_eq!(
            (order, href.as_str()),
            (
                Some(Order::Ascending),
                "/organisations?sort=name&order=descending"
            )
        );
        let (order, href) = query.sorting(OrganisationSort::Partnerships);
        assert_eq!(
            (order, href.as_str()),
            (None, "/organisations?sort=partnerships&order=descending")
        );
    }
}
