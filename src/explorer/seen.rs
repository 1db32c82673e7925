//! What is known of what the address asks for: from the server at first, worked out here once the network has arrived.

use super::network::LoadedNetwork;
use super::url::UrlState;
use crate::api::explore::Explored;
use jejaring_domain::{OrganisationId, Seq};
use jejaring_graph::Filter;
use jejaring_graph::ask::{Answer, Asked, Marks, Question, Topic};
use jejaring_graph::filter::{Facets, facets};
use jejaring_graph::table::{Table, table};
use leptos::prelude::*;

/// An answer, to what, and of which state of the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The state of the network.
    pub seq: Seq,
    /// The question.
    pub asked: Asked,
    /// The answer.
    pub answer: Answer,
}

/// Counts, rows and answers of the present address.
#[derive(Clone, Copy)]
pub struct Seen {
    /// What the server said of the address with which the page was opened.
    pub first: RwSignal<Option<Explored>>,
    /// How many there would be of each value of a filter.
    pub facets: Memo<Option<Facets>>,
    /// What is shown, as rows, and how much of it there is.
    pub table: Memo<Option<Table>>,
    /// What is asked of the network that is here.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub asked: Memo<Option<Asked>>,
    /// What was answered last, to what, and of which state of the network.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub answered: RwSignal<Option<Answered>>,
    /// The answer to the question in the address; while filter or network have just changed, the one before. What it
    /// marks is left out then if the network was another: its places are not those of this one.
    pub answer: Memo<Option<Answer>>,
    /// Whether an answer is being worked out.
    pub working: Memo<bool>,
    /// Questions of which colours and sizes need the answers, and have none yet.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub wanted: Memo<Vec<Asked>>,
    /// The answers that colours and sizes have.
    pub known: RwSignal<Vec<Answered>>,
    network: RwSignal<Option<LoadedNetwork>>,
}

impl Seen {
    /// Of an address and a network: `filter` is what is shown, `rest` where the days have come to rest.
    pub fn of(
        state: Memo<UrlState>,
        network: RwSignal<Option<LoadedNetwork>>,
        rest: Memo<Filter>,
        filter: Memo<Filter>,
    ) -> Self {
        let first = RwSignal::new(None::<Explored>);
        let answered = RwSignal::new(None::<Answered>);
        let question = Memo::new(move |_| state.with(|state| state.question.clone()));
        let order = Memo::new(move |_| state.with(|state| (state.sort, state.page)));
        let facets = Memo::new(move |_| {
            network.with(|network| match network {
                Some(network) => Some(rest.with(|filter| facets(network.snapshot(), filter))),
                None => first.with(|first| Some(first.as_ref()?.facets.clone())),
            })
        });
        let table = Memo::new(move |_| {
            let (sort, page) = order.get();
            network.with(|network| match network {
                Some(network) => {
                    let mask = filter.with(|filter| filter.mask(network.snapshot()));
                    Some(table(network.snapshot(), &mask, sort, page - 1))
                }
                None => first.with(|first| Some(first.as_ref()?.table.clone())),
            })
        });
        let asked = Memo::new(move |_| {
            let question = question.get()?;
            network.with(|network| {
                let network = network.as_ref()?;
                let index = network.index()?;
                let asked =
                    rest.with(|rest| Asked::new(&question, rest, network.snapshot(), &index));
                Some(asked)
            })
        });
        let seq = Memo::new(move |_| {
            network.with(|network| network.as_ref().map(|network| network.snapshot().seq()))
        });
        let answer = Memo::new(move |_| {
            let question = question.get()?;
            let known = answered.with(|answered| {
                let known = answered.as_ref()?;
                let mut answer =
                    (known.answer.question == question).then(|| known.answer.clone())?;
                if seq.get() != Some(known.seq) {
                    answer.marks = Marks::default();
                }
                Some(answer)
            });
            known.or_else(|| {
                first.with(|first| {
                    let answer = first.as_ref()?.answer.as_ref()?;
                    (answer.question == question).then(|| answer.clone())
                })
            })
        });
        let working = Memo::new(move |_| {
            network.with(Option::is_some)
                && question.with(Option::is_some)
                && asked.with(|asked| {
                    answered.with(|answered| {
                        let known = answered
                            .as_ref()
                            .filter(|known| Some(known.seq) == seq.get());
                        asked.is_none() || asked.as_ref() != known.map(|known| &known.asked)
                    })
                })
        });
        let known = RwSignal::new(Vec::<Answered>::new());
        let look = Memo::new(move |_| {
            let topics = state.with(|state| [state.look.colour.topic(), state.look.size.topic()]);
            let mut topics: Vec<Topic> = topics.into_iter().flatten().collect();
            topics.dedup();
            topics
        });
        let wanted = Memo::new(move |_| {
            let filter = rest.get();
            let wanted = look.get().into_iter().map(|topic| Asked {
                question: Question::about(topic),
                filter: filter.clone(),
                ends: [None, None],
            });
            known.with(|known| {
                let has = |asked: &Asked| {
                    let mut known = known.iter();
                    known.any(|known| Some(known.seq) == seq.get() && known.asked == *asked)
                };
                wanted.filter(|asked| !has(asked)).collect()
            })
        });
        Self {
            wanted,
            known,
            first,
            facets,
            table,
            asked,
            answered,
            answer,
            working,
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
