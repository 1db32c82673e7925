//! What is known of what the address asks for: from the server at first, computed here once the network has arrived.

use super::network::LoadedNetwork;
use super::url::UrlState;
use crate::api::explore::Explored;
use jejaring_domain::OrganisationId;
use jejaring_graph::ask::{Answer, Ground, answer};
use jejaring_graph::filter::{Facets, facets};
use jejaring_graph::table::{Table, table};
use leptos::prelude::*;

/// Counts, rows and answers of the present address.
#[derive(Clone, Copy)]
pub struct Seen {
    /// What the server said of the address with which the page was opened.
    pub first: RwSignal<Option<Explored>>,
    /// How many there would be of each value of a filter.
    pub facets: Memo<Option<Facets>>,
    /// What is shown, as rows, and how much of it there is.
    pub table: Memo<Option<Table>>,
    /// The answer, where a question is asked.
    pub answer: Memo<Option<Answer>>,
    network: RwSignal<Option<LoadedNetwork>>,
}

impl Seen {
    /// Of an address and a network.
    pub fn of(state: Memo<UrlState>, network: RwSignal<Option<LoadedNetwork>>) -> Self {
        let first = RwSignal::new(None::<Explored>);
        let filter = Memo::new(move |_| state.with(|state| state.filter.clone()));
        let question = Memo::new(move |_| state.with(|state| state.question.clone()));
        let order = Memo::new(move |_| state.with(|state| (state.sort, state.page)));
        let known = move |here: &dyn Fn(&LoadedNetwork) -> Explored| {
            network.with(|network| match network {
                Some(network) => Some(here(network)),
                None => first.get(),
            })
        };
        let facets = Memo::new(move |_| {
            let counted = known(&|network| Explored {
                facets: filter.with(|filter| facets(network.snapshot(), filter)),
                ..Explored::default()
            });
            counted.map(|known| known.facets)
        });
        let table = Memo::new(move |_| {
            let (sort, page) = order.get();
            let rows = known(&|network| {
                let mask = filter.with(|filter| filter.mask(network.snapshot()));
                Explored {
                    table: table(network.snapshot(), &mask, sort, page - 1),
                    ..Explored::default()
                }
            });
            rows.map(|known| known.table)
        });
        let answer = Memo::new(move |_| {
            let asked = question.get()?;
            let known = known(&|network| {
                let ground = filter.with(|filter| Ground::new(network.snapshot(), filter));
                Explored {
                    answer: Some(answer(&ground, network.index(), &asked)),
                    ..Explored::default()
                }
            });
            known?.answer
        });
        Self {
            first,
            facets,
            table,
            answer,
            network,
        }
    }

    /// The name of an organisation that the address is about; empty if it is not known.
    pub fn name(self, id: OrganisationId) -> String {
        let here = self.network.with(|network| {
            let snapshot = network.as_ref()?.snapshot();
            let organisation = snapshot.find_organisation(id)?;
            Some(snapshot.name(organisation).to_owned())
        });
        let known = || {
            self.first.with(|first| {
                let names = &first.as_ref()?.names;
                let found = names.iter().find(|(known, _)| *known == id);
                found.map(|(_, name)| name.clone())
            })
        };
        here.or_else(known).unwrap_or_default()
    }
}
