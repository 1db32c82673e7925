//! Questions to the network, and their answers.
//!
//! | module | what is asked |
//! |---|---|
//! | [`ties`] | who has whom as a partner: what all of them rest on |
//! | [`question`] | which questions there are, and their address |
//! | [`asked`] | a question that is answered elsewhere |
//! | [`answer`](mod@answer) | the answers, with all that it takes to tell and to show them |
//! | [`routes`](mod@routes) | who can introduce us |
//! | [`cuts`](mod@cuts) | who would be cut off without somebody |
//! | [`communities`](mod@communities) | who belongs together |
//! | [`centrality`](mod@centrality) | who matters |
//! | [`gaps`] | what is missing |

pub mod answer;
pub mod asked;
pub mod centrality;
pub mod communities;
pub mod cuts;
pub mod gaps;
pub mod question;
pub mod routes;
pub mod ties;

pub use answer::{Answer, Finding, Marks, Named, answer};
pub use asked::Asked;
pub use centrality::{Centrality, Measure, centrality};
pub use communities::{Communities, Theme, communities};
pub use cuts::{Cuts, cuts};
pub use question::{Question, Topic};
pub use routes::routes;
pub use ties::{Ground, Ties};

#[cfg(test)]
pub(crate) mod tests {
    use super::Ties;
    use proptest::prelude::*;
    use std::collections::VecDeque;

    /// Networks of so many nodes and at most so many ties.
    pub fn any_ties(nodes: u32, most: usize) -> impl Strategy<Value = Ties> {
        prop::collection::vec([0..nodes, 0..nodes], 0..most)
            .prop_map(move |pairs| Ties::new(nodes as usize, pairs))
    }

    /// The number of steps from one to each other.
    pub fn distances(ties: &Ties, from: usize) -> Vec<Option<usize>> {
        let mut distances = vec![None; ties.len()];
        distances[from] = Some(0);
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            for next in ties.of(node).iter().map(|next| *next as usize) {
                if distances[next].is_none() {
                    distances[next] = distances[node].map(|distance| distance + 1);
                    queue.push_back(next);
                }
            }
        }
        distances
    }
}
