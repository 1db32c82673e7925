//! How close two organisations are in the network, and who could introduce them to each other.

use crate::Adjacency;
use jejaring_domain::{Answer, Date, Network, OrganisationId, Status};
use serde::{Deserialize, Serialize};

/// How close two organisations are over confirmed partnerships.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closeness<O = OrganisationId> {
    /// They are partners already.
    Partners,
    /// These are partners of both.
    OverOne(Vec<O>),
    /// A chain of partners, as short as there is one: the first is a partner of the one, the last of the other.
    OverMore(Vec<O>),
    /// No way of [`MOST_INTRODUCED`] steps leads from one to the other.
    Apart,
}

impl<O> Closeness<O> {
    /// The same with organisations named otherwise; none where one cannot be.
    pub fn named<N>(self, name: impl Fn(O) -> Option<N>) -> Option<Closeness<N>> {
        let all = |through: Vec<O>| through.into_iter().map(name).collect::<Option<_>>();
        Some(match self {
            Closeness::Partners => Closeness::Partners,
            Closeness::OverOne(through) => Closeness::OverOne(all(through)?),
            Closeness::OverMore(through) => Closeness::OverMore(all(through)?),
            Closeness::Apart => Closeness::Apart,
        })
    }
}

/// Most organisations that are named as those who could introduce two to each other.
const MOST_NAMED: usize = 3;
/// Beyond so many steps closeness does not count.
pub const MOST_STEPS: u8 = 3;
/// Beyond so many steps, over four partners, nobody is introduced.
pub const MOST_INTRODUCED: u8 = 5;
/// The steps to what cannot be reached.
const FAR: u8 = u8::MAX;

/// How good a number of steps is, from 0 to 1. Who is a partner already is easy to ask, but no new partner: that counts
/// less than to be introduced by a common partner.
pub fn goodness(steps: u8) -> f32 {
    match steps {
        1 => 0.7,
        2 => 1.0,
        3 => 0.5,
        _ => 0.0,
    }
}

/// Who works with whom: each organisation is tied to its partnerships, so that a partnership of many is no clique.
pub struct Ties {
    organisations: usize,
    adjacency: Adjacency,
}

impl Ties {
    /// The confirmed partnerships that are not over, among organisations in order of their identifiers.
    pub fn of(network: &Network, today: Date, organisations: &[OrganisationId]) -> Self {
        let mut links = Vec::new();
        let mut next = organisations.len();
        for partnership in network.partnerships() {
            if partnership.archived || partnership.status(today) == Status::Ended {
                continue;
            }
            let parties = partnership.terms.parties.iter();
            let parties = parties.filter(|party| party.answer == Answer::Accepted);
            let parties =
                parties.filter_map(|party| organisations.binary_search(&party.organisation).ok());
            let parties: Vec<usize> = parties.collect();
            if parties.len() > 1 {
                links.extend(parties.iter().map(|party| [*party as u32, next as u32]));
                next += 1;
            }
        }
        Self {
            organisations: organisations.len(),
            adjacency: Adjacency::new(next, &links),
        }
    }

    /// The partners of an organisation, one as often as there are partnerships with it.
    fn partners(&self, organisation: usize) -> impl Iterator<Item = usize> {
        let partnerships = self.adjacency.neighbours(organisation);
        partnerships
            .flat_map(|(hub, _)| self.adjacency.neighbours(hub as usize))
            .map(|(partner, _)| partner as usize)
            .filter(move |partner| *partner != organisation)
    }

    /// The steps from an organisation to every other that `most` steps lead to.
    pub fn steps(&self, from: usize, most: u8) -> Vec<u8> {
        let mut steps = vec![FAR; self.organisations];
        let mut seen = vec![false; self.adjacency.node_count()];
        steps[from] = 0;
        let mut round = vec![from];
        for step in 1..=most {
            let mut next = Vec::new();
            for organisation in round {
                for (hub, _) in self.adjacency.neighbours(organisation) {
                    if std::mem::replace(&mut seen[hub as usize], true) {
                        continue;
                    }
                    for (partner, _) in self.adjacency.neighbours(hub as usize) {
                        let reached = &mut steps[partner as usize];
                        if *reached == FAR {
                            *reached = step;
                            next.push(partner as usize);
                        }
                    }
                }
            }
            round = next;
        }
        steps
    }

    /// How close `to` is to where the steps begin, with organisations as indexes.
    pub fn closeness(&self, steps: &[u8], to: usize) -> Closeness<usize> {
        match steps[to] {
            1 => Closeness::Partners,
            2 => {
                let mut through: Vec<_> = self.partners(to).filter(|p| steps[*p] == 1).collect();
                through.sort_unstable();
                through.dedup();
                through.truncate(MOST_NAMED);
                Closeness::OverOne(through)
            }
            FAR | 0 => Closeness::Apart,
            far => {
                let mut last = to;
                let chain = (1..far).rev().map_while(|step| {
                    last = self.partners(last).filter(|p| steps[*p] == step).min()?;
                    Some(last)
                });
                let mut through: Vec<_> = chain.collect();
                through.reverse();
                Closeness::OverMore(through)
            }
        }
    }
}
