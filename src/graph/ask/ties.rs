//! Who has whom as a partner: the network that questions are asked of.

use crate::{Adjacency, Components, Filter, Snapshot};
use jejaring_domain::Status;

/// For each organisation its partners, each once and in order, in two flat arrays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    starts: Vec<u32>,
    partners: Vec<u32>,
}

impl Ties {
    /// Of pairs of nodes below `nodes`, in any order and direction; pairs of one node are passed over.
    pub fn new(nodes: usize, pairs: impl IntoIterator<Item = [u32; 2]>) -> Self {
        let pairs = pairs.into_iter().filter(|[a, b]| a != b);
        let mut both: Vec<u64> = pairs.flat_map(|[a, b]| [join(a, b), join(b, a)]).collect();
        both.sort_unstable();
        both.dedup();
        let mut starts = vec![0u32; nodes + 1];
        for pair in &both {
            starts[(pair >> 32) as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        Self {
            starts,
            partners: both.iter().map(|pair| *pair as u32).collect(),
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many ties there are.
    pub fn tie_count(&self) -> usize {
        self.partners.len() / 2
    }

    /// The partners of one, in order.
    pub fn of(&self, node: usize) -> &[u32] {
        &self.partners[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// How many partners one has.
    pub fn degree(&self, node: usize) -> usize {
        (self.starts[node + 1] - self.starts[node]) as usize
    }

    /// Whether two are partners.
    pub fn has(&self, a: usize, b: usize) -> bool {
        self.of(a).binary_search(&(b as u32)).is_ok()
    }

    /// All ties, each once.
    pub fn pairs(&self) -> impl Iterator<Item = [u32; 2]> {
        let all = (0..self.len()).flat_map(|a| self.of(a).iter().map(move |b| [a as u32, *b]));
        all.filter(|[a, b]| a < b)
    }

    /// The pieces that they fall into.
    pub fn pieces(&self) -> Components {
        Components::of(self.len(), self.pairs())
    }
}

fn join(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// A snapshot as it is asked. Questions about the network as a whole go by what a filter shows; those about what
/// somebody lacks judge whom the filter chooses by all partners, shown or not. Of partnerships only those count that are
/// not over, with parties that have not declined or left; unless the filter asks for what has ended.
pub struct Ground<'a> {
    /// What is asked.
    pub snapshot: &'a Snapshot,
    /// Of each node whether it is shown.
    pub nodes: Vec<bool>,
    /// Of each link whether it is shown and counts.
    pub open: Vec<bool>,
    /// The links of each node.
    pub adjacency: Adjacency,
    /// The partners of each organisation, among those that are shown.
    pub ties: Ties,
    /// Of each organisation whether it is judged by what it lacks.
    pub judged: Vec<bool>,
    /// The partners of each organisation, shown or not.
    pub partners: Ties,
}

impl<'a> Ground<'a> {
    /// What a filter leaves of a snapshot.
    pub fn new(snapshot: &'a Snapshot, filter: &Filter) -> Self {
        let filter = filter.on_its_day();
        let mask = filter.mask(snapshot);
        let judged = filter.judged(snapshot);
        let past = filter.statuses.contains(&Status::Ended) || filter.days.is_some();
        let counts = |link: usize| {
            let partnership = snapshot.link_partnerships()[link] as usize;
            let goes_on = snapshot.link_statuses()[link] != Status::Ended;
            goes_on || past && snapshot.status(partnership) == Status::Ended
        };
        let links = 0..snapshot.links().len();
        let open: Vec<bool> = links
            .clone()
            .map(|link| mask.links[link] && counts(link))
            .collect();
        let fitting: Vec<bool> = links
            .map(|link| {
                let partnership = snapshot.link_partnerships()[link] as usize;
                judged.partnerships[partnership] && counts(link)
            })
            .collect();
        let adjacency = Adjacency::of(snapshot);
        let partners = ties(snapshot, &adjacency, &fitting);
        let ties = if open == fitting {
            partners.clone()
        } else {
            ties(snapshot, &adjacency, &open)
        };
        Self {
            snapshot,
            nodes: mask.nodes,
            open,
            adjacency,
            ties,
            judged: judged.organisations,
            partners,
        }
    }

    /// The organisations that are judged by what they lack.
    pub fn judged(&self) -> impl Iterator<Item = usize> {
        (0..self.judged.len()).filter(|organisation| self.judged[*organisation])
    }

    /// The organisations that are shown.
    pub fn organisations(&self) -> impl Iterator<Item = usize> {
        (0..self.ties.len()).filter(|organisation| self.nodes[*organisation])
    }

    /// How many organisations are shown.
    pub fn size(&self) -> usize {
        self.organisations().count()
    }

    /// The partnerships in which two are together, with the links that stand for that.
    pub fn shared(&self, a: usize, b: usize) -> Vec<(u32, Vec<u32>)> {
        let mut shared = Vec::new();
        for (next, link) in self.links(a) {
            let partnership = self.snapshot.link_partnerships()[link as usize];
            if next as usize == b {
                shared.push((partnership, vec![link]));
            } else if self.snapshot.hub(next as usize).is_some() {
                let on = self
                    .links(next as usize)
                    .find(|(party, _)| *party as usize == b);
                shared.extend(on.map(|(_, on)| (partnership, vec![link, on])));
            }
        }
        shared
    }

    /// The links of a node that count, and the nodes at their other ends.
    pub fn links(&self, node: usize) -> impl Iterator<Item = (u32, u32)> {
        let links = self.adjacency.neighbours(node);
        links.filter(|(_, link)| self.open[*link as usize])
    }
}

/// Who is tied to whom by the links that are marked; over a hub all of its parties are.
fn ties(snapshot: &Snapshot, adjacency: &Adjacency, open: &[bool]) -> Ties {
    let organisations = snapshot.organisation_count();
    let mut pairs = Vec::new();
    let links = snapshot.links().iter().zip(open);
    pairs.extend(
        links
            .filter(|([_, b], open)| **open && (*b as usize) < organisations)
            .map(|(pair, _)| *pair),
    );
    for hub in organisations..snapshot.node_count() {
        let parties: Vec<u32> = adjacency
            .neighbours(hub)
            .filter(|(_, link)| open[*link as usize])
            .map(|(party, _)| party)
            .collect();
        for (place, a) in parties.iter().enumerate() {
            pairs.extend(parties[place + 1..].iter().map(|b| [*a, *b]));
        }
    }
    Ties::new(organisations, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn partners_come_once_and_in_order() {
        let ties = Ties::new(4, [[2, 0], [0, 2], [0, 1], [3, 3]]);
        assert_eq!(ties.of(0), [1, 2]);
        assert_eq!(ties.of(3), [0; 0]);
        assert!(ties.has(2, 0) && !ties.has(1, 2));
        assert_eq!(ties.pairs().collect::<Vec<_>>(), [[0, 1], [0, 2]]);
        assert_eq!((ties.len(), ties.tie_count(), ties.degree(0)), (4, 2, 2));
        assert!(Ties::default().is_empty());
    }

    #[test]
    fn what_is_over_does_not_count_unless_asked_for() {
        let snapshot = sample::snapshot();
        let now = Ground::new(&snapshot, &Filter::default());
        // The school of the batik class has no partner any more.
        assert_eq!(now.ties.of(2), [0; 0]);
        // Parties of a partnership of several are partners, but for who left it.
        assert_eq!(now.ties.of(4), [0, 1, 6]);
        assert_eq!(now.ties.of(7), [0; 0]);
        let ended = Filter::from_query([("status", "ended")]);
        let past = Ground::new(&snapshot, &ended);
        assert_eq!(past.ties.of(2), [5]);
        assert_eq!(past.size(), 2);
    }

    #[test]
    fn what_two_share() {
        let snapshot = sample::snapshot();
        let ground = Ground::new(&snapshot, &Filter::default());
        let shared = ground.shared(0, 4);
        let partnerships: Vec<u32> = shared.iter().map(|(partnership, _)| *partnership).collect();
        assert_eq!(partnerships, [0, 1, 2]);
        assert_eq!(shared[2].1.len(), 2);
        assert_eq!(ground.shared(0, 7), []);
    }
}
