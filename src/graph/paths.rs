//! Who can introduce us: the shortest way between two organisations.

use crate::{Adjacency, Snapshot};

/// A way from one organisation to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The nodes from the first to the last, hubs among them.
    pub nodes: Vec<u32>,
    /// The links between them.
    pub links: Vec<u32>,
    /// How many partnerships it takes: from party to party over a hub is one.
    pub steps: u32,
}

/// The shortest way between two nodes over those links that `open` lets pass; none where there is no way.
/// Of ways of equal length it is always the same one.
pub fn shortest_path(
    snapshot: &Snapshot,
    adjacency: &Adjacency,
    from: usize,
    to: usize,
    open: impl Fn(u32) -> bool,
) -> Option<Route> {
    const FAR: u32 = u32::MAX;
    let organisations = snapshot.organisation_count();
    // Half steps: to a hub and away from it is as long as a link between two.
    let length = |a: usize, b: usize| {
        if a < organisations && b < organisations {
            2
        } else {
            1
        }
    };
    let mut distance = vec![FAR; adjacency.node_count()];
    let mut came = vec![[FAR; 2]; adjacency.node_count()];
    *distance.get_mut(from)? = 0;
    // Nodes at the present distance, at one more and at two more; links are no longer than that.
    let mut rounds = [vec![from], Vec::new(), Vec::new()];
    let mut now = 0;
    while rounds.iter().any(|round| !round.is_empty()) {
        let round = std::mem::take(&mut rounds[0]);
        rounds.rotate_left(1);
        for node in round {
            if distance[node] != now {
                // It has been reached by a shorter way since.
                continue;
            }
            if node == to {
                return Some(trace(from, to, &came, now.div_ceil(2)));
            }
            for (next, link) in adjacency.neighbours(node).filter(|(_, link)| open(*link)) {
                let next = next as usize;
                let length = length(node, next);
                if now + length < distance[next] {
                    distance[next] = now + length;
                    came[next] = [node as u32, link];
                    // The rounds have moved on by one already.
                    rounds[length as usize - 1].push(next);
                }
            }
        }
        now += 1;
    }
    None
}

fn trace(from: usize, to: usize, came: &[[u32; 2]], steps: u32) -> Route {
    let mut nodes = vec![to as u32];
    let mut links = Vec::new();
    let mut node = to;
    while node != from {
        let [before, link] = came[node];
        nodes.push(before);
        links.push(link);
        node = before as usize;
    }
    nodes.reverse();
    links.reverse();
    Route {
        nodes,
        links,
        steps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn route(from: usize, to: usize) -> Option<(Vec<u32>, u32)> {
        let snapshot = sample::snapshot();
        let adjacency = Adjacency::of(&snapshot);
        let route = shortest_path(&snapshot, &adjacency, from, to, |_| true)?;
        for (link, ends) in route.links.iter().zip(route.nodes.windows(2)) {
            let link = snapshot.links()[*link as usize];
            assert!(link == [ends[0], ends[1]] || link == [ends[1], ends[0]]);
        }
        Some((route.nodes, route.steps))
    }

    #[test]
    fn over_a_hub_is_one_step() {
        assert_eq!(route(0, 1), Some((vec![0, 8, 1], 1)));
        assert_eq!(route(1, 6), Some((vec![1, 8, 4, 6], 2)));
        assert_eq!(route(3, 3), Some((vec![3], 0)));
    }

    #[test]
    fn there_may_be_no_way() {
        assert_eq!(route(0, 2), None);
        assert_eq!(route(0, 99), None);
        assert_eq!(route(99, 0), None);
        let snapshot = sample::snapshot();
        let adjacency = Adjacency::of(&snapshot);
        assert_eq!(shortest_path(&snapshot, &adjacency, 0, 1, |_| false), None);
    }
}
