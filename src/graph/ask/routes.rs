//! Who can introduce us: the shortest ways between two organisations, several of them (Yen's algorithm).

use super::Ties;
use std::collections::{BTreeSet, VecDeque};

/// The shortest ways between two, at most `most`, the shortest first; of equal ones that over those with more
/// partners, who are more likely to know somebody. No way comes twice, and none passes anyone twice.
pub fn routes(ties: &Ties, from: usize, to: usize, most: usize) -> Vec<Vec<u32>> {
    if from >= ties.len() || to >= ties.len() {
        return Vec::new();
    }
    let mut search = Search::new(ties.len());
    let Some(first) = search.shortest(ties, from, to, &BTreeSet::new()) else {
        return Vec::new();
    };
    let mut found = vec![first];
    // By what is to come first.
    let mut waiting: BTreeSet<(usize, usize, Vec<u32>)> = BTreeSet::new();
    while found.len() < most {
        let last = found[found.len() - 1].clone();
        for turn in 0..last.len() - 1 {
            let start = &last[..=turn];
            let closed: BTreeSet<u32> = found
                .iter()
                .filter(|route| route.starts_with(start) && route.len() > turn + 1)
                .map(|route| route[turn + 1])
                .collect();
            search.close(&start[..turn]);
            if let Some(rest) = search.shortest(ties, last[turn] as usize, to, &closed) {
                let route = [&start[..turn], &rest].concat();
                let known = usize::MAX - degrees(ties, &route);
                waiting.insert((route.len(), known, route));
            }
            search.open(&start[..turn]);
        }
        let Some((_, _, route)) = waiting.pop_first() else {
            break;
        };
        found.push(route);
    }
    found
}

fn degrees(ties: &Ties, route: &[u32]) -> usize {
    route.iter().map(|node| ties.degree(*node as usize)).sum()
}

/// The arrays of a search, used again and again.
struct Search {
    came: Vec<u32>,
    /// In which round a node was last reached; closed ones are so for all rounds.
    round: Vec<u32>,
    now: u32,
}

const CLOSED: u32 = u32::MAX;

impl Search {
    fn new(nodes: usize) -> Self {
        Self {
            came: vec![0; nodes],
            round: vec![0; nodes],
            now: 0,
        }
    }

    fn close(&mut self, nodes: &[u32]) {
        nodes
            .iter()
            .for_each(|node| self.round[*node as usize] = CLOSED);
    }

    fn open(&mut self, nodes: &[u32]) {
        nodes.iter().for_each(|node| self.round[*node as usize] = 0);
    }

    /// A shortest way that passes nothing closed and does not begin with a step to one of `not_first`.
    fn shortest(
        &mut self,
        ties: &Ties,
        from: usize,
        to: usize,
        not_first: &BTreeSet<u32>,
    ) -> Option<Vec<u32>> {
        self.now += 1;
        self.round[from] = self.now;
        let mut queue = VecDeque::from([from as u32]);
        while let Some(node) = queue.pop_front() {
            if node as usize == to {
                let mut route = vec![node];
                let mut at = node as usize;
                while at != from {
                    at = self.came[at] as usize;
                    route.push(at as u32);
                }
                route.reverse();
                return Some(route);
            }
            for next in ties.of(node as usize) {
                let round = &mut self.round[*next as usize];
                let closed = *round == CLOSED || *round == self.now;
                if closed || (node as usize == from && not_first.contains(next)) {
                    continue;
                }
                *round = self.now;
                self.came[*next as usize] = node;
                queue.push_back(*next);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::tests::{any_ties, distances};
    use proptest::prelude::*;

    #[test]
    fn several_ways_the_shortest_first() {
        // 0 to 3 over 1, over 2, and the long way over 4 and 5.
        let ties = Ties::new(
            7,
            [
                [0, 1],
                [1, 3],
                [0, 2],
                [2, 3],
                [0, 4],
                [4, 5],
                [5, 3],
                [2, 6],
            ],
        );
        let found = routes(&ties, 0, 3, 5);
        assert_eq!(found, [vec![0, 1, 3], vec![0, 2, 3], vec![0, 4, 5, 3]]);
        assert_eq!(routes(&ties, 0, 3, 1).len(), 1);
        assert_eq!(routes(&ties, 0, 0, 3), [vec![0]]);
        assert!(routes(&Ties::new(2, []), 0, 1, 3).is_empty());
        assert!(routes(&ties, 0, 99, 3).is_empty());
    }

    proptest! {
        #[test]
        fn ways_are_simple_different_and_in_order(ties in any_ties(9, 16), from in 0usize..9, to in 0usize..9) {
            let found = routes(&ties, from, to, 4);
            let shortest = distances(&ties, from)[to];
            prop_assert_eq!(found.first().map(|route| route.len() - 1), shortest);
            prop_assert!(found.is_sorted_by_key(Vec::len));
            let different: BTreeSet<_> = found.iter().collect();
            prop_assert_eq!(different.len(), found.len());
            for route in &found {
                prop_assert_eq!((route[0] as usize, route[route.len() - 1] as usize), (from, to));
                prop_assert!(route.windows(2).all(|pair| ties.has(pair[0] as usize, pair[1] as usize)));
                let passed: BTreeSet<_> = route.iter().collect();
                prop_assert_eq!(passed.len(), route.len());
            }
        }

        #[test]
        fn all_ways_are_found(ties in any_ties(6, 9)) {
            // As many as there are, when counted one by one.
            fn count(ties: &Ties, at: usize, to: usize, passed: &mut Vec<usize>) -> usize {
                if at == to {
                    return 1;
                }
                passed.push(at);
                let mut ways = 0;
                for next in ties.of(at) {
                    if !passed.contains(&(*next as usize)) {
                        ways += count(ties, *next as usize, to, passed);
                    }
                }
                passed.pop();
                ways
            }
            prop_assert_eq!(routes(&ties, 0, 5, 1000).len(), count(&ties, 0, 5, &mut Vec::new()));
        }
    }
}
