//! Groups of organisations that have more to do with each other than with the rest (Leiden), always the same ones for
//! the same network; and what to call them.

use super::Ties;
use crate::Snapshot;
use jejaring_domain::{Coded, Kind};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Which organisations belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// Of each node its group, numbered from the largest to the smallest; those without a tie are groups of one.
    pub group: Vec<u32>,
    /// How many nodes each group has.
    pub sizes: Vec<u32>,
    /// How much more ties there are within groups than chance would have it, from -0.5 to 1 (modularity).
    pub modularity: f64,
}

/// Finds groups. Every one of them is connected in itself.
pub fn communities(ties: &Ties) -> Communities {
    const ROUNDS: usize = 20;
    let mut graph = Weighted::of(ties);
    // Of each node of the present graph its group; of each of the network its node in the present graph.
    let mut group: Vec<u32> = (0..graph.len() as u32).collect();
    let mut part: Vec<u32> = group.clone();
    for _ in 0..ROUNDS {
        let moved = graph.move_nodes(&mut group);
        without_gaps(&mut group);
        let refined = graph.refine(&group);
        let parts = refined.iter().max().map_or(0, |last| *last as usize + 1);
        if !moved || parts == graph.len() {
            break;
        }
        // Refined parts become the nodes; they start out in the groups that they are of.
        let mut of_part = vec![0; parts];
        for (node, refined) in refined.iter().enumerate() {
            of_part[*refined as usize] = group[node];
        }
        graph = graph.gathered(&refined, parts);
        part.iter_mut()
            .for_each(|part| *part = refined[*part as usize]);
        group = of_part;
    }
    let found: Vec<u32> = part.iter().map(|part| group[*part as usize]).collect();
    numbered(ties, &connected(ties, &found))
}

/// A moved node may have held its group together: parts that have come apart are groups of their own.
fn connected(ties: &Ties, group: &[u32]) -> Vec<u32> {
    let within = ties
        .pairs()
        .filter(|[a, b]| group[*a as usize] == group[*b as usize]);
    crate::Components::of(ties.len(), within).piece
}

fn numbered(ties: &Ties, group: &[u32]) -> Communities {
    let mut members = vec![(0u32, 0u32); group.len()];
    for (node, group) in (0u32..).zip(group) {
        let (size, first) = &mut members[*group as usize];
        if *size == 0 {
            *first = node;
        }
        *size += 1;
    }
    let mut order: Vec<u32> = (0..group.len() as u32)
        .filter(|group| members[*group as usize].0 > 0)
        .collect();
    order.sort_by_key(|group| {
        let (size, first) = members[*group as usize];
        (std::cmp::Reverse(size), first)
    });
    let mut numbers = vec![0u32; group.len()];
    for (group, number) in order.iter().zip(0..) {
        numbers[*group as usize] = number;
    }
    let group: Vec<u32> = group.iter().map(|group| numbers[*group as usize]).collect();
    Communities {
        modularity: modularity(ties, &group),
        sizes: order
            .iter()
            .map(|group| members[*group as usize].0)
            .collect(),
        group,
    }
}

/// How much more ties there are within groups than chance would have it.
pub fn modularity(ties: &Ties, group: &[u32]) -> f64 {
    let all = 2.0 * ties.tie_count() as f64;
    if all == 0.0 {
        return 0.0;
    }
    let mut degrees = vec![0f64; group.len()];
    for node in 0..ties.len() {
        degrees[group[node] as usize] += ties.degree(node) as f64;
    }
    let within = ties
        .pairs()
        .filter(|[a, b]| group[*a as usize] == group[*b as usize]);
    let expected: f64 = degrees.iter().map(|degree| degree * degree).sum();
    2.0 * within.count() as f64 / all - expected / (all * all)
}

/// Numbers groups in the order in which they are met.
fn without_gaps(group: &mut [u32]) {
    let mut numbers = vec![u32::MAX; group.len()];
    let mut next = 0;
    for group in group {
        let number = &mut numbers[*group as usize];
        if *number == u32::MAX {
            *number = next;
            next += 1;
        }
        *group = *number;
    }
}

/// Nodes with weights, and weighted links between them.
struct Weighted {
    starts: Vec<u32>,
    nodes: Vec<u32>,
    weights: Vec<f64>,
    /// Of each node the sum of its links, those within itself twice.
    degrees: Vec<f64>,
    /// The sum of all degrees.
    all: f64,
}

impl Weighted {
    fn of(ties: &Ties) -> Self {
        let mut graph = Weighted {
            starts: vec![0],
            nodes: Vec::with_capacity(2 * ties.tie_count()),
            weights: vec![1.0; 2 * ties.tie_count()],
            degrees: (0..ties.len())
                .map(|node| ties.degree(node) as f64)
                .collect(),
            all: 2.0 * ties.tie_count() as f64,
        };
        for node in 0..ties.len() {
            graph.nodes.extend(ties.of(node));
            graph.starts.push(graph.nodes.len() as u32);
        }
        graph
    }

    fn len(&self) -> usize {
        self.degrees.len()
    }

    fn links(&self, node: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.starts[node] as usize..self.starts[node + 1] as usize;
        let nodes = self.nodes[range.clone()].iter().map(|node| *node as usize);
        nodes.zip(self.weights[range].iter().copied())
    }

    /// Moves nodes to the groups around them while that makes the groups better. False where nothing moved.
    fn move_nodes(&self, group: &mut [u32]) -> bool {
        let mut total = vec![0f64; self.len()];
        for (node, group) in group.iter().enumerate() {
            total[*group as usize] += self.degrees[node];
        }
        let mut near = Near::new(self.len());
        let mut queue: std::collections::VecDeque<usize> = (0..self.len()).collect();
        let mut queued = vec![true; self.len()];
        let mut any = false;
        while let Some(node) = queue.pop_front() {
            queued[node] = false;
            let own = group[node];
            near.gather(self.links(node).map(|(next, weight)| (group[next], weight)));
            total[own as usize] -= self.degrees[node];
            let gain =
                |to: u32, weight: f64| weight - self.degrees[node] * total[to as usize] / self.all;
            let stay = gain(own, near.weight(own));
            let mut best = (own, stay);
            for to in near.groups.iter().copied() {
                let gain = gain(to, near.weight(to));
                if gain > best.1 + 1e-9 {
                    best = (to, gain);
                }
            }
            total[best.0 as usize] += self.degrees[node];
            if best.0 != own {
                any = true;
                group[node] = best.0;
                for (next, _) in self.links(node) {
                    if group[next] != best.0 && !std::mem::replace(&mut queued[next], true) {
                        queue.push_back(next);
                    }
                }
            }
        }
        any
    }

    /// Parts of groups: each node that is still alone joins the part of its own group where that is worth the most.
    fn refine(&self, group: &[u32]) -> Vec<u32> {
        let mut part: Vec<u32> = (0..self.len() as u32).collect();
        let mut total = self.degrees.clone();
        let mut alone = vec![true; self.len()];
        let mut near = Near::new(self.len());
        for node in 0..self.len() {
            if !alone[node] {
                continue;
            }
            let within = self
                .links(node)
                .filter(|(next, _)| group[*next] == group[node] && *next != node);
            near.gather(within.map(|(next, weight)| (part[next], weight)));
            let mut best = (node as u32, 0.0);
            for to in near.groups.iter().copied().filter(|to| *to != node as u32) {
                let gain = near.weight(to) - self.degrees[node] * total[to as usize] / self.all;
                if gain > best.1 + 1e-9 {
                    best = (to, gain);
                }
            }
            let (to, _) = best;
            if to != node as u32 {
                part[node] = to;
                total[to as usize] += self.degrees[node];
                total[node] = 0.0;
                alone[to as usize] = false;
                alone[node] = false;
            }
        }
        without_gaps(&mut part);
        part
    }

    /// The graph whose nodes are parts.
    fn gathered(&self, part: &[u32], parts: usize) -> Weighted {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); parts];
        for (node, part) in part.iter().enumerate() {
            members[*part as usize].push(node);
        }
        let mut graph = Weighted {
            starts: vec![0],
            nodes: Vec::new(),
            weights: Vec::new(),
            degrees: Vec::with_capacity(parts),
            all: self.all,
        };
        let mut near = Near::new(parts);
        for (own, members) in (0u32..).zip(&members) {
            let links = members.iter().flat_map(|node| self.links(*node));
            near.gather(links.map(|(next, weight)| (part[next], weight)));
            for to in near.groups.iter().copied().filter(|to| *to != own) {
                graph.nodes.push(to);
                graph.weights.push(near.weight(to));
            }
            graph.starts.push(graph.nodes.len() as u32);
            graph
                .degrees
                .push(members.iter().map(|node| self.degrees[*node]).sum());
        }
        graph
    }
}

/// The weight of the links to each group nearby.
struct Near {
    weights: Vec<f64>,
    groups: Vec<u32>,
}

impl Near {
    fn new(groups: usize) -> Self {
        Self {
            weights: vec![0.0; groups],
            groups: Vec::new(),
        }
    }

    fn gather(&mut self, links: impl Iterator<Item = (u32, f64)>) {
        for group in self.groups.drain(..) {
            self.weights[group as usize] = 0.0;
        }
        for (group, weight) in links {
            let sum = &mut self.weights[group as usize];
            if *sum == 0.0 {
                self.groups.push(group);
            }
            *sum += weight;
        }
    }

    fn weight(&self, group: u32) -> f64 {
        self.weights[group as usize]
    }
}

/// What a group can be called: what most of its members share, and the best connected of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// The regency or city of at least two fifths, else the province of at least half.
    pub place: Option<String>,
    /// The programme or sector of at least a third of those that have any, and of two at least.
    pub programme: Option<String>,
    /// The kind of at least four fifths.
    pub kind: Option<Kind>,
    /// The one with the most partners.
    pub around: u32,
}

/// What to call a group of these members; none for nobody.
pub fn theme(snapshot: &Snapshot, ties: &Ties, members: &[u32]) -> Option<Theme> {
    let around = members
        .iter()
        .copied()
        .max_by_key(|member| (ties.degree(*member as usize), std::cmp::Reverse(*member)))?;
    let all = members.len();
    let place = |column: usize, names: &crate::column::Texts, least: f64| {
        let places = members
            .iter()
            .map(|member| snapshot.place_indexes(*member as usize)[column] as u32);
        let (place, count) = most(places.filter(|place| !names.get(*place as usize).is_empty()))?;
        (count as f64 >= least * all as f64).then(|| names.get(place as usize).to_owned())
    };
    let taught = |member: &u32| snapshot.programme_indexes(*member as usize);
    let with_programme = members
        .iter()
        .filter(|member| !taught(member).is_empty())
        .count();
    let programme = most(
        members
            .iter()
            .flat_map(|member| taught(member).iter().copied()),
    )
    .filter(|(_, count)| *count >= 2 && 3 * *count >= with_programme)
    .map(|(programme, _)| {
        snapshot
            .programme_table()
            .get(programme as usize)
            .to_owned()
    });
    let kind = most(
        members
            .iter()
            .map(|member| u32::from(snapshot.kind(*member as usize).index())),
    )
    .filter(|(_, count)| 5 * *count >= 4 * all)
    .and_then(|(kind, _)| Kind::from_index(kind as u8));
    Some(Theme {
        place: place(0, snapshot.regencies(), 0.4).or_else(|| place(1, snapshot.provinces(), 0.5)),
        programme,
        kind,
        around,
    })
}

/// The value that comes most often, of equals the smallest, and how often.
fn most(values: impl Iterator<Item = u32>) -> Option<(u32, usize)> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts
        .into_iter()
        .max_by_key(|(value, count)| (*count, std::cmp::Reverse(*value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::tests::any_ties;
    use crate::{Filter, ask::Ground, sample};
    use proptest::prelude::*;

    /// Rings of cliques: `cliques` of `size`, each tied to the next by one tie.
    fn cliques(cliques: u32, size: u32) -> Ties {
        let mut pairs = Vec::new();
        for clique in 0..cliques {
            for a in 0..size {
                pairs.extend((a + 1..size).map(|b| [clique * size + a, clique * size + b]));
            }
            pairs.push([clique * size, (clique + 1) % cliques * size + 1]);
        }
        Ties::new((cliques * size) as usize, pairs)
    }

    #[test]
    fn cliques_are_found() {
        let found = communities(&cliques(6, 5));
        assert_eq!(found.sizes, [5; 6]);
        let expected: Vec<u32> = (0..30).map(|node| node / 5).collect();
        assert_eq!(found.group, expected);
        assert!(found.modularity > 0.7);
        // Far fewer than there are nodes, also when there are many.
        let many = communities(&cliques(300, 6));
        assert!(
            many.modularity > 0.9 && many.sizes.len() <= 300,
            "{}",
            many.sizes.len()
        );
    }

    #[test]
    fn zachary_s_karate_club() {
        // The best modularity that is known for it is 0.4198.
        let club = [
            (1, 2),
            (1, 3),
            (2, 3),
            (1, 4),
            (2, 4),
            (3, 4),
            (1, 5),
            (1, 6),
            (1, 7),
            (5, 7),
            (6, 7),
            (1, 8),
            (2, 8),
            (3, 8),
            (4, 8),
            (1, 9),
            (3, 9),
            (3, 10),
            (1, 11),
            (5, 11),
            (6, 11),
            (1, 12),
            (1, 13),
            (4, 13),
            (1, 14),
            (2, 14),
            (3, 14),
            (4, 14),
            (6, 17),
            (7, 17),
            (1, 18),
            (2, 18),
            (1, 20),
            (2, 20),
            (1, 22),
            (2, 22),
            (24, 26),
            (25, 26),
            (3, 28),
            (24, 28),
            (25, 28),
            (3, 29),
            (24, 30),
            (27, 30),
            (2, 31),
            (9, 31),
            (1, 32),
            (25, 32),
            (26, 32),
            (29, 32),
            (3, 33),
            (9, 33),
            (15, 33),
            (16, 33),
            (19, 33),
            (21, 33),
            (23, 33),
            (24, 33),
            (30, 33),
            (31, 33),
            (32, 33),
            (9, 34),
            (10, 34),
            (14, 34),
            (15, 34),
            (16, 34),
            (19, 34),
            (20, 34),
            (21, 34),
            (23, 34),
            (24, 34),
            (27, 34),
            (28, 34),
            (29, 34),
            (30, 34),
            (31, 34),
            (32, 34),
            (33, 34),
        ];
        let ties = Ties::new(34, club.map(|(a, b)| [a - 1, b - 1]));
        assert_eq!(ties.tie_count(), 78);
        let found = communities(&ties);
        assert!(found.modularity > 0.41, "{}", found.modularity);
    }

    #[test]
    fn groups_are_called_by_what_they_share() {
        let snapshot = sample::snapshot();
        let ground = Ground::new(&snapshot, &Filter::default());
        let found = theme(&snapshot, &ground.ties, &[0, 1]).unwrap();
        assert_eq!(found.programme.as_deref(), Some("Tata Boga"));
        assert_eq!(found.kind, Some(Kind::School));
        assert_eq!(found.around, 0);
        let mixed = theme(&snapshot, &ground.ties, &[1, 4, 6]).unwrap();
        assert_eq!(mixed.place.as_deref(), Some("Daerah Istimewa Yogyakarta"));
        assert_eq!((mixed.programme, mixed.kind, mixed.around), (None, None, 4));
        assert_eq!(theme(&snapshot, &ground.ties, &[]), None);
    }

    proptest! {
        #[test]
        fn groups_are_connected_and_no_worse_than_none(ties in any_ties(12, 24)) {
            let found = communities(&ties);
            prop_assert_eq!(&found, &communities(&ties));
            prop_assert!(found.sizes.is_sorted_by(|a, b| a >= b));
            prop_assert_eq!(found.sizes.iter().sum::<u32>() as usize, ties.len());
            let within = ties.pairs().filter(|[a, b]| found.group[*a as usize] == found.group[*b as usize]);
            let pieces = crate::Components::of(ties.len(), within);
            prop_assert_eq!(pieces.count(), found.sizes.len());
            let alone: Vec<u32> = (0..ties.len() as u32).collect();
            prop_assert!(found.modularity >= modularity(&ties, &alone) - 1e-9);
        }
    }
}
