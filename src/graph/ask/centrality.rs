//! Who matters in the network, in four meanings of the word.

use super::Ties;
use jejaring_domain::code::coded;

coded! {
    /// A measure of how much somebody matters.
    pub enum Measure {
        /// How many partners one has.
        Degree = "degree",
        /// The share of shortest ways between two others that lead over one.
        Betweenness = "betweenness",
        /// How near the others are.
        Closeness = "closeness",
        /// How well connected one's partners are, and theirs, and so on.
        PageRank = "pagerank",
    }
}

/// The measure of every organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Centrality {
    /// Degree: partners. Betweenness: the share of all pairs of others, from 0 to 1. Closeness: the share of the
    /// network that is reached, divided by the mean number of steps to it, from 0 to 1. PageRank: times the mean.
    pub values: Vec<f32>,
    /// From how many organisations ways were followed, where not from all: the values are estimates then.
    pub sampled: Option<u32>,
}

/// Computes a measure. What takes a walk through the whole network from every organisation is estimated from walks from
/// some of them once that would take long; always from the same ones.
pub fn centrality(ties: &Ties, measure: Measure) -> Centrality {
    let sources = sources(ties);
    let sampled = (sources.len() < ties.len()).then_some(sources.len() as u32);
    match measure {
        Measure::Degree => Centrality {
            values: (0..ties.len())
                .map(|node| ties.degree(node) as f32)
                .collect(),
            sampled: None,
        },
        Measure::Betweenness => Centrality {
            values: betweenness(ties, &sources),
            sampled,
        },
        Measure::Closeness => Centrality {
            values: closeness(ties, &sources),
            sampled,
        },
        Measure::PageRank => Centrality {
            values: page_rank(ties),
            sampled: None,
        },
    }
}

/// Where walks start: everywhere up to about two thousand organisations, then from fewer the longer a walk is.
fn sources(ties: &Ties) -> Vec<usize> {
    const STEPS: usize = 24_000_000;
    const LEAST: usize = 64;
    let length = ties.len() + 2 * ties.tie_count();
    let walks = STEPS.checked_div(length).unwrap_or(0).max(LEAST);
    let count = ties.len();
    if walks >= count {
        return (0..count).collect();
    }
    // Spread evenly; a step that is odd against the order in which organisations came.
    (0..walks).map(|walk| walk * count / walks).collect()
}

/// One walk from a source outwards.
struct Walk {
    distance: Vec<u32>,
    /// In the order in which they were reached.
    order: Vec<u32>,
}

const FAR: u32 = u32::MAX;

impl Walk {
    fn new(nodes: usize) -> Self {
        Self {
            distance: vec![FAR; nodes],
            order: Vec::with_capacity(nodes),
        }
    }

    /// Walks from a source; `step` is told of each tie to the next distance.
    fn from(&mut self, ties: &Ties, source: usize, mut step: impl FnMut(usize, usize)) {
        for node in self.order.drain(..) {
            self.distance[node as usize] = FAR;
        }
        self.distance[source] = 0;
        self.order.push(source as u32);
        let mut at = 0;
        while let Some(node) = self.order.get(at).copied() {
            at += 1;
            let next = self.distance[node as usize] + 1;
            for other in ties.of(node as usize) {
                let distance = &mut self.distance[*other as usize];
                if *distance == FAR {
                    *distance = next;
                    self.order.push(*other);
                }
                if *distance == next {
                    step(node as usize, *other as usize);
                }
            }
        }
    }
}

/// Brandes: on the way back from the farthest, each passes on to those before it what it has gathered.
fn betweenness(ties: &Ties, sources: &[usize]) -> Vec<f32> {
    let count = ties.len();
    let mut walk = Walk::new(count);
    let mut ways = vec![0f64; count];
    let mut gathered = vec![0f64; count];
    let mut between = vec![0f64; count];
    for source in sources {
        ways.fill(0.0);
        ways[*source] = 1.0;
        walk.from(ties, *source, |from, to| ways[to] += ways[from]);
        for node in &walk.order {
            gathered[*node as usize] = 0.0;
        }
        for node in walk.order.iter().rev() {
            let node = *node as usize;
            let before = walk.distance[node].wrapping_sub(1);
            let share = (1.0 + gathered[node]) / ways[node];
            for other in ties.of(node) {
                let other = *other as usize;
                if walk.distance[other] == before {
                    gathered[other] += ways[other] * share;
                }
            }
            if node != *source {
                between[node] += gathered[node];
            }
        }
    }
    // From each of the others to each other one, both directions counted.
    let pairs = sources.len() as f64 / count.max(1) as f64
        * count.saturating_sub(1) as f64
        * count.saturating_sub(2) as f64;
    let share = |sum: f64| {
        if pairs > 0.0 {
            (sum / pairs) as f32
        } else {
            0.0
        }
    };
    between.into_iter().map(share).collect()
}

/// As Wasserman and Faust have it for networks in pieces: who is near to a few only is not near to all.
fn closeness(ties: &Ties, sources: &[usize]) -> Vec<f32> {
    let count = ties.len();
    let mut walk = Walk::new(count);
    let mut sums = vec![0u64; count];
    let mut reached = vec![0u32; count];
    for source in sources {
        walk.from(ties, *source, |_, _| {});
        for node in walk.order.iter().filter(|node| **node as usize != *source) {
            sums[*node as usize] += u64::from(walk.distance[*node as usize]);
            reached[*node as usize] += 1;
        }
    }
    let chosen = |node: usize| u32::from(sources.binary_search(&node).is_ok());
    let near = |node: usize| {
        let others = (sources.len() as u32).saturating_sub(chosen(node));
        if sums[node] == 0 || others == 0 {
            return 0.0;
        }
        let reached = f64::from(reached[node]);
        (reached / f64::from(others) * reached / sums[node] as f64) as f32
    };
    (0..count).map(near).collect()
}

fn page_rank(ties: &Ties) -> Vec<f32> {
    const DAMPING: f64 = 0.85;
    const ROUNDS: usize = 100;
    const ENOUGH: f64 = 1e-7;
    let count = ties.len();
    let mut rank = vec![1f64; count];
    for _ in 0..ROUNDS {
        // Who has no partner gives to all alike.
        let alone: f64 = (0..count)
            .filter(|node| ties.degree(*node) == 0)
            .map(|node| rank[node])
            .sum();
        let base = 1.0 - DAMPING + DAMPING * alone / count as f64;
        let given: Vec<f64> = (0..count)
            .map(|node| rank[node] / ties.degree(node).max(1) as f64)
            .collect();
        let next: Vec<f64> = (0..count)
            .map(|node| {
                let got = ties.of(node).iter().map(|other| given[*other as usize]);
                base + DAMPING * got.sum::<f64>()
            })
            .collect();
        let moved = rank.iter().zip(&next).map(|(a, b)| (a - b).abs());
        let moved = moved.fold(0.0, f64::max);
        rank = next;
        if moved < ENOUGH {
            break;
        }
    }
    rank.into_iter().map(|rank| rank as f32).collect()
}

/// The best by a measure, at most `most`, none with 0; of equals the first in the snapshot.
pub fn best(values: &[f32], most: usize) -> Vec<(u32, f32)> {
    let mut best: Vec<(u32, f32)> = (0..).zip(values.iter().copied()).collect();
    best.retain(|(_, value)| *value > 0.0);
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    best.truncate(most);
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::tests::{any_ties, distances};
    use jejaring_domain::Coded;
    use proptest::prelude::*;

    fn of(ties: &Ties, measure: Measure) -> Vec<f32> {
        centrality(ties, measure).values
    }

    fn near(a: &[f32], b: &[f32]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4)
    }

    #[test]
    fn a_chain_of_five() {
        let chain = Ties::new(5, [[0, 1], [1, 2], [2, 3], [3, 4]]);
        assert_eq!(of(&chain, Measure::Degree), [1.0, 2.0, 2.0, 2.0, 1.0]);
        // Of 6 pairs of others, 3 pass the second, 4 the middle.
        assert!(near(
            &of(&chain, Measure::Betweenness),
            &[0.0, 0.5, 4.0 / 6.0, 0.5, 0.0]
        ));
        assert!(near(
            &of(&chain, Measure::Closeness),
            &[0.4, 4.0 / 7.0, 4.0 / 6.0, 4.0 / 7.0, 0.4]
        ));
        let rank = of(&chain, Measure::PageRank);
        assert!(
            (rank.iter().sum::<f32>() - 5.0).abs() < 1e-3 && rank[1] > rank[2] && rank[2] > rank[0]
        );
        assert_eq!(best(&of(&chain, Measure::Degree), 2), [(1, 2.0), (2, 2.0)]);
    }

    #[test]
    fn pieces_and_nothing() {
        let ties = Ties::new(5, [[0, 1], [2, 3]]);
        assert!(near(
            &of(&ties, Measure::Closeness),
            &[0.25, 0.25, 0.25, 0.25, 0.0]
        ));
        for measure in Measure::ALL {
            assert_eq!(of(&Ties::default(), *measure), [0f32; 0]);
            assert!(
                of(&Ties::new(2, []), *measure)
                    .iter()
                    .all(|value| value.is_finite())
            );
        }
    }

    #[test]
    fn a_large_network_is_estimated_well() {
        // A ring of 6,000 with a hub that every tenth belongs to.
        let ring = (0..6000).map(|node| [node, (node + 1) % 6000]);
        let hub = (0..600).map(|node| [6000, node * 10]);
        let ties = Ties::new(6001, ring.chain(hub));
        for measure in [Measure::Betweenness, Measure::Closeness] {
            let found = centrality(&ties, measure);
            assert!(found.sampled.is_some_and(|sampled| sampled < 6001));
            assert_eq!(best(&found.values, 1)[0].0, 6000);
        }
        let between = of(&ties, Measure::Betweenness)[6000];
        assert!((0.9..=1.01).contains(&between), "{between}");
    }

    proptest! {
        /// All ways between two have together as many inner stops as the distance less one.
        #[test]
        fn betweenness_adds_up(ties in any_ties(9, 14)) {
            let count = ties.len();
            let pairs = ((count - 1) * (count - 2)) as f32;
            let sum: f32 = of(&ties, Measure::Betweenness).iter().map(|share| share * pairs).sum();
            let mut inner = 0;
            for from in 0..count {
                inner += distances(&ties, from).into_iter().flatten().filter(|d| *d > 0).map(|d| d - 1).sum::<usize>();
            }
            prop_assert!((sum - inner as f32).abs() < 0.05, "{} {}", sum, inner);
        }

        #[test]
        fn page_rank_adds_up(ties in any_ties(9, 14)) {
            let sum: f32 = of(&ties, Measure::PageRank).iter().sum();
            prop_assert!((sum - ties.len() as f32).abs() < 1e-3);
        }

        #[test]
        fn closeness_is_that_of_its_definition(ties in any_ties(9, 14)) {
            let found = of(&ties, Measure::Closeness);
            for (node, value) in found.iter().enumerate() {
                let reached: Vec<usize> = distances(&ties, node).into_iter().flatten().filter(|d| *d > 0).collect();
                let sum: usize = reached.iter().sum();
                let share = reached.len() as f32 / 8.0;
                let expected = if sum == 0 { 0.0 } else { share * reached.len() as f32 / sum as f32 };
                prop_assert!((value - expected).abs() < 1e-5);
            }
        }
    }
}
