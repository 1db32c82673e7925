//! Whom and what the network hangs on: articulation points and bridges (Tarjan), and who would be cut off.

use super::Ties;
use crate::Adjacency;

/// What the network would fall apart without.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Of each node how many would be cut off from the largest of what is left of its piece; 0 where that holds
    /// together. `weight` says how much each node counts.
    pub nodes: Vec<u32>,
    /// Links whose end would cut a piece in two, and how many would be in the smaller part.
    pub links: Vec<(u32, u32)>,
}

/// Finds articulation points and bridges among the links that `open` lets pass, in one walk through everything.
pub fn cuts(
    adjacency: &Adjacency,
    open: impl Fn(u32) -> bool,
    weight: impl Fn(usize) -> u32,
) -> Cuts {
    const NONE: u32 = u32::MAX;
    let count = adjacency.node_count();
    let mut found = Cuts {
        nodes: vec![0; count],
        links: Vec::new(),
    };
    // When each was reached, the earliest that can be reached from what hangs below it, and how much hangs there.
    let mut reached = vec![NONE; count];
    let mut low = vec![0u32; count];
    let mut below = vec![0u32; count];
    // What would come off without the node: how much in all, and how much at most in one part.
    let mut off = vec![[0u32; 2]; count];
    // In the order in which they were reached; the weight of the piece is only known at its end.
    let mut piece: Vec<usize> = Vec::new();
    let mut time = 0;
    for root in 0..count {
        if reached[root] != NONE {
            continue;
        }
        piece.clear();
        let bridges = found.links.len();
        let mut way = vec![(root, NONE, adjacency.neighbours(root))];
        reached[root] = time;
        low[root] = time;
        below[root] = weight(root);
        time += 1;
        piece.push(root);
        while let Some((node, via, rest)) = way.last_mut() {
            let (node, via) = (*node, *via);
            if let Some((next, link)) = rest.next() {
                if link == via || !open(link) {
                    continue;
                }
                let next = next as usize;
                if reached[next] == NONE {
                    reached[next] = time;
                    low[next] = time;
                    below[next] = weight(next);
                    time += 1;
                    piece.push(next);
                    way.push((next, link, adjacency.neighbours(next)));
                } else {
                    low[node] = low[node].min(reached[next]);
                }
                continue;
            }
            way.pop();
            let Some((parent, _, _)) = way.last() else {
                continue;
            };
            let parent = *parent;
            low[parent] = low[parent].min(low[node]);
            below[parent] += below[node];
            if low[node] > reached[parent] {
                found.links.push((via, below[node]));
            }
            if low[node] >= reached[parent] {
                off[parent][0] += below[node];
                off[parent][1] = off[parent][1].max(below[node]);
            }
        }
        let all = below[root];
        for (_, smaller) in &mut found.links[bridges..] {
            *smaller = (*smaller).min(all - *smaller);
        }
        for node in piece.iter().copied() {
            let [comes_off, largest] = off[node];
            // The rest, on the side of the root; nothing for the root itself.
            let rest = all - comes_off - weight(node);
            found.nodes[node] = comes_off + rest - largest.max(rest);
        }
    }
    found.links.retain(|(_, smaller)| *smaller > 0);
    found
}

/// The parts that the piece of a node would fall into without it, the largest first.
pub fn without(ties: &Ties, node: usize) -> Vec<Vec<u32>> {
    let mut seen = vec![false; ties.len()];
    seen[node] = true;
    let mut parts = Vec::new();
    for start in ties.of(node) {
        if std::mem::replace(&mut seen[*start as usize], true) {
            continue;
        }
        let mut part = vec![*start];
        let mut at = 0;
        while let Some(member) = part.get(at).copied() {
            at += 1;
            for next in ties.of(member as usize) {
                if !std::mem::replace(&mut seen[*next as usize], true) {
                    part.push(*next);
                }
            }
        }
        parts.push(part);
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::tests::any_ties;
    use proptest::prelude::*;

    fn of(nodes: usize, links: &[[u32; 2]]) -> Cuts {
        cuts(&Adjacency::new(nodes, links), |_| true, |_| 1)
    }

    #[test]
    fn a_chain_and_a_ring() {
        let chain = of(5, &[[0, 1], [1, 2], [2, 3], [3, 4]]);
        assert_eq!(chain.nodes, [0, 1, 2, 1, 0]);
        let mut links = chain.links.clone();
        links.sort_unstable();
        assert_eq!(links, [(0, 1), (1, 2), (2, 2), (3, 1)]);
        let ring = of(4, &[[0, 1], [1, 2], [2, 3], [3, 0]]);
        assert_eq!(
            ring,
            Cuts {
                nodes: vec![0; 4],
                links: Vec::new()
            }
        );
        // Two links between the same two: neither is a bridge.
        assert_eq!(of(2, &[[0, 1], [1, 0]]).links, []);
        assert_eq!(of(0, &[]), Cuts::default());
    }

    #[test]
    fn closed_links_do_not_hold() {
        let adjacency = Adjacency::new(3, &[[0, 1], [1, 2], [2, 0]]);
        assert_eq!(cuts(&adjacency, |link| link != 2, |_| 1).nodes, [0, 1, 0]);
    }

    #[test]
    fn what_is_left_without_one() {
        let star = Ties::new(6, [[0, 1], [0, 2], [0, 3], [3, 4]]);
        assert_eq!(without(&star, 0), [vec![3, 4], vec![1], vec![2]]);
        assert!(without(&star, 5).is_empty());
    }

    proptest! {
        /// Taking out an articulation point leaves more pieces, taking out any other node does not.
        #[test]
        fn articulation_points_hold_pieces_together(ties in any_ties(10, 14)) {
            let links: Vec<[u32; 2]> = ties.pairs().collect();
            let found = of(ties.len(), &links);
            for node in 0..ties.len() {
                let parts = without(&ties, node);
                let others: usize = parts.iter().skip(1).map(Vec::len).sum();
                prop_assert_eq!(found.nodes[node] as usize, others, "node {}", node);
            }
        }

        #[test]
        fn bridges_hold_pieces_together(ties in any_ties(10, 12)) {
            let links: Vec<[u32; 2]> = ties.pairs().collect();
            let found = of(ties.len(), &links);
            let pieces = ties.pieces().count();
            for link in 0..links.len() {
                let rest = links.iter().enumerate().filter(|(at, _)| *at != link).map(|(_, pair)| *pair);
                let more = Ties::new(ties.len(), rest).pieces().count() > pieces;
                let bridge = found.links.iter().any(|(bridge, _)| *bridge as usize == link);
                prop_assert_eq!(bridge, more, "link {}", link);
            }
        }
    }
}
