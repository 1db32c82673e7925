//! The market: all open needs and offers. Everything that is chosen is in the address.

use super::{MarketTabs, period};
use crate::api::fetched;
use crate::api::needs::{MarketQuery, MarketRow, MarketView, market};
use crate::api::organisations::OrganisationRef;
use crate::i18n::{Locale, number, words};
use crate::live::Live;
use crate::ui::asked::{page_of, page_word};
use crate::ui::{
    AskForm, Asked, Choice, EmptyState, ErrorView, Loading, OrganisationLink, Pagination, asked,
    locale,
};
use jejaring_domain::{Coded, Resource as Help, Side};
use jejaring_graph::matching::Distance;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::params::ParamsMap;

impl Asked for MarketQuery {
    const PATH: &'static str = "/needs";

    fn of(params: &ParamsMap) -> Self {
        let value = |key: &str| params.get(key).unwrap_or_default().trim().to_owned();
        Self {
            text: value("text"),
            side: Side::from_code(&value("side")),
            resource: Help::from_code(&value("resource")),
            physical: value("physical").parse().ok(),
            programme: value("programme"),
            region: value("region"),
            near: value("near").parse().ok(),
            page: page_of(params),
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        let physical = self.physical.map(|physical| physical.to_string());
        let near = self.near.map(|id| id.to_string());
        vec![
            ("text", self.text.clone()),
            ("side", self.side.map_or("", Side::code).to_owned()),
            ("resource", self.resource.map_or("", Help::code).to_owned()),
            ("physical", physical.unwrap_or_default()),
            ("programme", self.programme.clone()),
            ("region", self.region.clone()),
            ("near", near.unwrap_or_default()),
            ("page", page_word(self.page)),
        ]
    }

    fn at(self, page: usize) -> Self {
        Self { page, ..self }
    }
}

/// `/needs`.
#[component]
pub fn Market() -> impl IntoView {
    let locale = locale();
    let query = asked::<MarketQuery>();
    let news = Live::of_page().follow_all();
    let found = fetched(
        move || (query.get(), news.get()),
        |(query, _)| market(query),
    );
    view! {
        <Title text=td_string!(locale, needs.heading) />
        <div class="page">
            <div class="page-head">
                <div>
                    <h1>{td_string!(locale, needs.heading)}</h1>
                    <p class="soft">{td_string!(locale, needs.lead)}</p>
                </div>
            </div>
            <MarketTabs />
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(view) => view! { <Found view query /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Filters(query: Memo<MarketQuery>, own: Vec<OrganisationRef>) -> impl IntoView {
    let locale = locale();
    let programme = move || query.read().programme.clone();
    let region = move || query.read().region.clone();
    let unfolded = Signal::derive(move || {
        let query = query.read();
        query.physical.is_some() || !query.programme.is_empty() || !query.region.is_empty()
    });
    let physical = move |value: bool, word: &'static str| {
        let chosen = move || query.read().physical == Some(value);
        view! {
            <option value=value.to_string() selected=chosen prop:selected=chosen>
                {word}
            </option>
        }
    };
    let near = (!own.is_empty()).then(|| {
        let options = own.into_iter().map(|OrganisationRef { id, name, .. }| {
            let chosen = move || query.read().near == Some(id);
            view! {
                <option value=id.to_string() selected=chosen prop:selected=chosen>
                    {name}
                </option>
            }
        });
        view! {
            <label>
                {td_string!(locale, needs.market.near)} <select name="near">
                    <option value="">{td_string!(locale, needs.market.anywhere)}</option>
                    {options.collect_view()}
                </select>
            </label>
        }
    });
    let more = move || {
        view! {
            <label>
                {td_string!(locale, needs.market.physical)} <select name="physical">
                    <option value="">{td_string!(locale, ui.list.all)}</option>
                    {physical(true, td_string!(locale, needs.form.physical))}
                    {physical(false, td_string!(locale, needs.form.non_physical))}
                </select>
            </label>
            <label>
                {td_string!(locale, needs.market.programme)}
                <input name="programme" value=programme prop:value=programme />
            </label>
            <label>
                {td_string!(locale, needs.market.region)}
                <input name="region" value=region prop:value=region />
            </label>
        }
    };
    view! {
        <AskForm
            query
            search=td_string!(locale, needs.market.search)
            hint=td_string!(locale, needs.market.search_hint)
            more
            unfolded
        >
            <Choice
                name="side"
                label=td_string!(locale, needs.market.side)
                word=words::side
                chosen=move || query.read().side
            />
            <Choice
                name="resource"
                label=td_string!(locale, needs.market.resource)
                word=words::resource
                chosen=move || query.read().resource
            />
            {near}
        </AskForm>
    }
}

#[component]
fn Found(view: MarketView, query: Memo<MarketQuery>) -> impl IntoView {
    let locale = locale();
    let MarketView { page, own } = view;
    let writes = (!own.is_empty()).then(|| {
        let links = own
            .clone()
            .into_iter()
            .map(|OrganisationRef { id, name, .. }| {
                view! {
                    <a class="button small" href=format!("/organisations/{id}/needs")>
                        {name}
                    </a>
                }
            });
        view! {
            <p class="actions">
                <span class="soft small">{td_string!(locale, needs.market.add_for)}</span>
                {links.collect_view()}
            </p>
        }
    });
    let rows = match page.total {
        0 => view! {
            <EmptyState title=td_string!(locale, needs.market.none)>
                <p>{td_string!(locale, needs.market.none_text)}</p>
                <div class="actions">
                    <a class="button" href=MarketQuery::PATH>
                        {td_string!(locale, ui.list.reset)}
                    </a>
                </div>
            </EmptyState>
        }
        .into_any(),
        total => {
            let now = query.get_untracked();
            let near = now.near.is_some();
            let (number_shown, pages) = (page.number, page.pages());
            let other_pages = move |page| now.clone().at(page).link();
            let distance = near
                .then(|| view! { <th scope="col" class="number">{td_string!(locale, needs.market.distance)}</th> });
            let rows = page.rows.into_iter().map(|row| view! { <Row row /> });
            view! {
                <div class="list-head">
                    <p role="status">
                        {td_string!(locale, needs.market.count, count = number(locale, total))}
                    </p>
                </div>
                <div class="table-frame">
                    <table class="data cards market">
                        <caption class="visually-hidden">{td_string!(locale, needs.heading)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{td_string!(locale, needs.market.what)}</th>
                                <th scope="col">{td_string!(locale, needs.market.resource)}</th>
                                <th scope="col">{td_string!(locale, needs.market.organisation)}</th>
                                <th scope="col" class="number">
                                    {td_string!(locale, needs.market.quantity)}
                                </th>
                                <th scope="col">{td_string!(locale, needs.market.period)}</th>
                                {distance}
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
                <Pagination number=number_shown pages href=other_pages />
            }
            .into_any()
        }
    };
    view! {
        <Filters query own />
        {writes}
        {rows}
    }
}

#[component]
fn Row(row: MarketRow) -> impl IntoView {
    let locale = locale();
    let MarketRow {
        listing,
        organisation,
        regency,
        distance,
    } = row;
    let page = format!(
        "/organisations/{}/needs#listing-{}",
        organisation.id, listing.id
    );
    let distance = distance.map(|distance| {
        view! {
            <td class="number" data-label=td_string!(locale, needs.market.distance)>
                {far(locale, distance)}
            </td>
        }
    });
    let side = format!("side-{}", listing.side.code());
    let programme = (!listing.programme.is_empty())
        .then(|| view! { <span class="under">{listing.programme.to_string()}</span> });
    let quantity = listing.quantity.map(|count| number(locale, count as usize));
    view! {
        <tr>
            <th scope="row">
                <span class="market-what">
                    <span class=format!("badge {side}")>{words::side(locale, listing.side)}</span>
                    <a class="main-link" href=page>
                        {listing.title.to_string()}
                    </a>
                    {programme}
                </span>
            </th>
            <td data-label=td_string!(locale, needs.market.resource)>
                {words::resource(locale, listing.resource)}
            </td>
            <td data-label=td_string!(locale, needs.market.organisation)>
                <span>
                    <OrganisationLink organisation />
                    <span class="under">{regency}</span>
                </span>
            </td>
            <td class="number" data-label=td_string!(locale, needs.market.quantity)>
                {quantity}
            </td>
            <td data-label=td_string!(locale, needs.market.period)>{period(locale, listing.from, listing.until)}</td>
            {distance}
        </tr>
    }
}

/// How far it is, in few words.
fn far(locale: Locale, distance: Distance) -> String {
    match distance {
        Distance::Km(km) => {
            let km = number(locale, km.round() as usize);
            td_string!(locale, needs.market.km, km = km)
        }
        Distance::SameRegency => td_string!(locale, needs.why.same_regency).to_owned(),
        Distance::SameProvince => td_string!(locale, needs.why.same_province).to_owned(),
        Distance::Unknown => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejaring_domain::OrganisationId;

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        let query = MarketQuery {
            text: "las & cat".into(),
            side: Some(Side::Need),
            resource: Some(Help::Expert),
            physical: Some(false),
            programme: "Teknik".into(),
            region: "Bantul".into(),
            near: Some(OrganisationId::new(1, 2)),
            page: 3,
        };
        let link = query.link();
        let (path, values) = link.split_once('?').unwrap();
        assert_eq!(path, "/needs");
        let mut params = ParamsMap::new();
        for pair in values.split('&') {
            let (key, value) = pair.split_once('=').unwrap();
            params.insert(
                key.to_owned(),
                value.replace("%20", " ").replace("%26", "&"),
            );
        }
        assert_eq!(MarketQuery::of(&params), query);
        assert_eq!(MarketQuery::default().at(1).link(), "/needs");
    }
}
