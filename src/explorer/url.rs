//! What the explorer shows, as it stands in the address: a link shows the same view.

use super::look::Look;
use crate::ui::address;
use jejaring_domain::{Coded, OrganisationId, PartnershipId};
use jejaring_graph::ask::Question;
use jejaring_graph::decimal::decimal;
use jejaring_graph::table::Sort;
use jejaring_graph::{Filter, NodeId};
use leptos_router::params::ParamsMap;

/// Where the live view looks from: the middle in layout units, and pixels for each unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Middle, to the right.
    pub x: f64,
    /// Middle, downwards.
    pub y: f64,
    /// Pixels for each unit.
    pub zoom: f64,
}

/// All that the address says.
#[derive(Clone, Debug, PartialEq)]
pub struct UrlState {
    /// What is left out.
    pub filter: Filter,
    /// The organisation or partnership in the panel.
    pub selected: Option<NodeId>,
    /// How it is shown.
    pub look: Look,
    /// Where from; none shows all.
    pub view: Option<View>,
    /// What is asked.
    pub question: Option<Question>,
    /// Whether what is shown stands there as a table instead of being drawn.
    pub twin: bool,
    /// What the table goes by.
    pub sort: Sort,
    /// The page of the table, from 1.
    pub page: usize,
}

impl Default for UrlState {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            selected: None,
            look: Look::default(),
            view: None,
            question: None,
            twin: false,
            sort: Sort::Name,
            page: 1,
        }
    }
}

/// Where the explorer is.
pub const PATH: &str = "/explore";
const SELECTED: &str = "select";
const SELECTED_PARTNERSHIP: &str = "partnership";
const VIEW: &str = "view";
const AS: &str = "as";
const TABLE: &str = "table";
const SORT: &str = "sort";
const PAGE: &str = "page";

impl UrlState {
    /// Reads an address's parameters; what is not understood is passed over.
    pub fn read(query: &ParamsMap) -> Self {
        Self {
            filter: Filter::from_query(query),
            look: Look::read(query),
            selected: selected(query),
            view: query.get(VIEW).and_then(|text| View::read(&text)),
            question: Question::from_query(query),
            twin: query.get(AS).is_some_and(|view| view == TABLE),
            sort: query
                .get(SORT)
                .and_then(|code| Sort::from_code(&code))
                .unwrap_or(Sort::Name),
            page: query
                .get(PAGE)
                .and_then(|page| page.parse().ok())
                .filter(|page| (1..100_000).contains(page))
                .unwrap_or(1),
        }
    }

    /// Reads the query of an address, without its question mark.
    #[cfg(feature = "ssr")]
    pub fn of_query(query: &str) -> Self {
        let url = leptos_router::location::RequestUrl::new(&format!("/explore?{query}")).parse();
        url.map(|url| Self::read(url.search_params()))
            .unwrap_or_default()
    }

    /// The same with something changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut state = self.clone();
        change(&mut state);
        state
    }

    /// The selected organisation.
    pub fn organisation(&self) -> Option<OrganisationId> {
        match self.selected? {
            NodeId::Organisation(id) => Some(id),
            NodeId::Partnership(_) => None,
        }
    }

    /// The selected partnership.
    pub fn partnership(&self) -> Option<PartnershipId> {
        match self.selected? {
            NodeId::Partnership(id) => Some(id),
            NodeId::Organisation(_) => None,
        }
    }

    /// The address of this view.
    pub fn address(&self) -> String {
        address(PATH, self.parameters())
    }

    /// The address of a file with what is shown, by its ending.
    pub fn export(&self, ending: &str) -> String {
        address(&format!("/explore/export.{ending}"), self.filter.to_query())
    }

    /// The parameters of its address.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let selected = self.selected.map(|selected| match selected {
            NodeId::Organisation(id) => (SELECTED, id.to_string()),
            NodeId::Partnership(id) => (SELECTED_PARTNERSHIP, id.to_string()),
        });
        let view = self.view.map(|view| (VIEW, view.written()));
        let question = self.question.iter().flat_map(Question::to_query);
        let twin = self.twin.then(|| (AS, TABLE.to_owned()));
        let sort = (self.sort != Sort::Name).then(|| (SORT, self.sort.code().to_owned()));
        let page = (self.page > 1).then(|| (PAGE, self.page.to_string()));
        let filter = self.filter.to_query().into_iter();
        filter
            .chain(question)
            .chain(self.look.to_query())
            .chain(twin)
            .chain(sort)
            .chain(page)
            .chain(selected)
            .chain(view)
            .collect()
    }
}

/// One thing at most is selected: an organisation where an address names both.
fn selected(query: &ParamsMap) -> Option<NodeId> {
    let organisation = query.get(SELECTED).and_then(|id| id.parse().ok());
    let partnership = query
        .get(SELECTED_PARTNERSHIP)
        .and_then(|id| id.parse().ok());
    organisation
        .map(NodeId::Organisation)
        .or(partnership.map(NodeId::Partnership))
}

impl View {
    fn read(text: &str) -> Option<Self> {
        let numbers: Vec<f64> = text.split('_').map(decimal).collect::<Option<_>>()?;
        let [x, y, zoom] = numbers.as_slice() else {
            return None;
        };
        let usable = [x, y].iter().all(|n| n.abs() < 1e6) && (1e-4..1e6).contains(zoom);
        usable.then_some(Self {
            x: *x,
            y: *y,
            zoom: *zoom,
        })
    }

    fn written(&self) -> String {
        format!("{:.2}_{:.2}_{:.2}", self.x, self.y, self.zoom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> UrlState {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        UrlState::read(
            &pairs
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    #[test]
    fn an_address_shows_the_same_view() {
        let state = read(
            "kind=school&ask=paths&from=a&to=b&as=table&sort=place&page=3&select=01ARZ3NDEKTSV4RRFFQ69G5FAV&view=1.50_-2.25_40.00",
        );
        assert!(state.selected.is_some() && !state.filter.is_empty());
        assert_eq!(
            state.view,
            Some(View {
                x: 1.5,
                y: -2.25,
                zoom: 40.0
            })
        );
        let address = state.address();
        assert_eq!(
            read(address.split_once('?').map_or("", |(_, query)| query)),
            state
        );
    }

    #[test]
    fn a_partnership_is_selected_by_an_address_too() {
        let state = read("partnership=01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assert!(state.partnership().is_some() && state.organisation().is_none());
        assert!(
            state
                .address()
                .ends_with("?partnership=01ARZ3NDEKTSV4RRFFQ69G5FAV")
        );
        let both = read("partnership=01ARZ3NDEKTSV4RRFFQ69G5FAV&select=01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assert!(both.organisation().is_some() && both.partnership().is_none());
    }

    #[test]
    fn a_damaged_address_shows_all() {
        for query in [
            "view=1_2",
            "view=1_2_0",
            "view=nan_0_1",
            "view=1_2_3_4",
            "select=x",
            "partnership=x",
        ] {
            assert_eq!(read(query), UrlState::default(), "{query}");
        }
    }
}
