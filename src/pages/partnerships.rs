//! The list of partnerships: find, filter, sort. Everything that is chosen is in the address.

use crate::api::partnerships::{PartnershipQuery, PartnershipRow, PartnershipSort, partnerships};
use crate::api::{Order, Page, fetched};
use crate::i18n::{date, number, words};
use crate::live::Live;
use crate::ui::asked::{archived_word, order_of, order_word, page_of, page_word};
use crate::ui::{
    AskForm, Asked, Choice, Column, EmptyState, ErrorView, Glyph, Icon, ListTable, Loading,
    OrganisationLink, Sorted, StatusBadge, StepBar, asked, locale,
};
use jejaring_domain::{Coded, Finance, Form as Binding, Scope, Status, Step};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::params::ParamsMap;

impl Asked for PartnershipQuery {
    const PATH: &'static str = "/partnerships";

    fn of(params: &ParamsMap) -> Self {
        let value = |key: &str| params.get(key).unwrap_or_default();
        Self {
            text: value("text").trim().to_owned(),
            status: Status::from_code(&value("status")),
            form: Binding::from_code(&value("form")),
            scope: Scope::from_code(&value("scope")),
            finance: Finance::from_code(&value("finance")),
            step: Step::from_code(&value("step")),
            archived: value("archived") == "true",
            sort: Self::sort_of(&value("sort")).unwrap_or_default(),
            order: order_of(params),
            page: page_of(params),
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        let sort = match self.sort {
            sort if sort == PartnershipSort::default() => String::new(),
            sort => Self::sort_word(sort),
        };
        vec![
            ("text", self.text.clone()),
            ("status", self.status.map_or("", Status::code).to_owned()),
            ("form", self.form.map_or("", Binding::code).to_owned()),
            ("scope", self.scope.map_or("", Scope::code).to_owned()),
            ("finance", self.finance.map_or("", Finance::code).to_owned()),
            ("step", self.step.map_or("", Step::code).to_owned()),
            ("archived", archived_word(self.archived)),
            ("sort", sort),
            ("order", order_word(self.order)),
            ("page", page_word(self.page)),
        ]
    }

    fn at(self, page: usize) -> Self {
        Self { page, ..self }
    }
}

impl Sorted for PartnershipQuery {
    type Sort = PartnershipSort;
    const SORTS: &'static [(PartnershipSort, &'static str)] = &[
        (PartnershipSort::Title, "title"),
        (PartnershipSort::Status, "status"),
        (PartnershipSort::Step, "step"),
        (PartnershipSort::Start, "start"),
        (PartnershipSort::Expires, "expires"),
    ];

    fn sort(&self) -> Option<PartnershipSort> {
        Some(self.sort)
    }

    fn order(&self) -> Order {
        self.order
    }

    fn sorted(self, sort: PartnershipSort, order: Order) -> Self {
        Self {
            sort,
            order,
            ..self
        }
    }
}

/// The list of partnerships.
#[component]
pub fn Partnerships() -> impl IntoView {
    let locale = locale();
    let query = asked::<PartnershipQuery>();
    let news = Live::of_page().follow_all();
    let found = fetched(
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

#[component]
fn Filters(query: Memo<PartnershipQuery>) -> impl IntoView {
    let locale = locale();
    let archived = move || query.read().archived;
    let unfolded = {
        let query = query.read_untracked();
        query.scope.is_some() || query.finance.is_some() || query.step.is_some() || query.archived
    };
    let more = move || {
        view! {
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
        }
    };
    view! {
        <AskForm
            query
            search=td_string!(locale, partnerships.search)
            hint=td_string!(locale, partnerships.search_hint)
            more
            unfolded
        >
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
        </AskForm>
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
                    <a class="button" href=PartnershipQuery::PATH>
                        {td_string!(locale, ui.list.reset)}
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
    let columns = vec![
        Column::sorted(
            td_string!(locale, partnerships.name),
            PartnershipSort::Title,
        ),
        Column {
            label: td_string!(locale, partnerships.parties),
            sort: None,
            number: false,
        },
        Column::sorted(
            td_string!(locale, partnerships.status),
            PartnershipSort::Status,
        ),
        Column::sorted(td_string!(locale, partnerships.step), PartnershipSort::Step),
        Column::sorted(
            td_string!(locale, partnerships.expires),
            PartnershipSort::Expires,
        ),
    ];
    let count = td_string!(
        locale,
        partnerships.count,
        count = number(locale, page.total)
    );
    view! {
        <ListTable
            query
            caption=td_string!(locale, partnerships.title)
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
                    <a class="main-link" href=format!("/partnerships/{}", row.id)>
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
        let link = query.link();
        let mut params = ParamsMap::new();
        let pairs = link
            .split_once('?')
            .map(|(_, pairs)| pairs)
            .unwrap_or_default();
        for (key, value) in pairs.split('&').filter_map(|pair| pair.split_once('=')) {
            params.insert(key.to_owned(), value.to_owned());
        }
        assert_eq!(PartnershipQuery::of(&params), query);
        assert_eq!(PartnershipQuery::default().link(), PartnershipQuery::PATH);
    }
}
