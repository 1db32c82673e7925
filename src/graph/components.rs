//! The pieces that a network falls into.

/// Which nodes can reach each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    /// Of each node its piece; pieces are numbered from the largest to the smallest.
    pub piece: Vec<u32>,
    /// How many nodes each piece has.
    pub sizes: Vec<u32>,
}

impl Components {
    /// Of links between nodes below `nodes`.
    pub fn of(nodes: usize, links: impl IntoIterator<Item = [u32; 2]>) -> Self {
        let mut parents: Vec<u32> = (0..nodes as u32).collect();
        for [a, b] in links {
            let (a, b) = (root(&mut parents, a), root(&mut parents, b));
            parents[a.max(b) as usize] = a.min(b);
        }
        let roots: Vec<u32> = (0..nodes as u32)
            .map(|node| root(&mut parents, node))
            .collect();
        let mut sizes = vec![0u32; nodes];
        roots.iter().for_each(|root| sizes[*root as usize] += 1);
        let mut order: Vec<u32> = (0..nodes as u32)
            .filter(|node| sizes[*node as usize] > 0)
            .collect();
        order.sort_by_key(|root| (std::cmp::Reverse(sizes[*root as usize]), *root));
        let mut numbers = vec![0u32; nodes];
        for (root, number) in order.iter().zip(0..) {
            numbers[*root as usize] = number;
        }
        Self {
            piece: roots.iter().map(|root| numbers[*root as usize]).collect(),
            sizes: order.iter().map(|root| sizes[*root as usize]).collect(),
        }
    }

    /// How many pieces there are.
    pub fn count(&self) -> usize {
        self.sizes.len()
    }
}

fn root(parents: &mut [u32], mut node: u32) -> u32 {
    while parents[node as usize] != node {
        // Halving the way for whoever comes next keeps all ways short.
        parents[node as usize] = parents[parents[node as usize] as usize];
        node = parents[node as usize];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_numbered_by_size() {
        let components = Components::of(7, [[5, 6], [6, 4], [1, 2]]);
        assert_eq!(components.sizes, [3, 2, 1, 1]);
        assert_eq!(components.piece, [2, 1, 1, 3, 0, 0, 0]);
        assert_eq!(Components::of(0, []).count(), 0);
    }
}
