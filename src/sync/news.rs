//! What a browser is told of what has happened.

use crate::{Sight, Touched};
use jejaring_domain::change::Subject;
use jejaring_domain::{Part, Seq};
use serde::{Deserialize, Serialize};

/// What was touched after a log entry. `P` is what is read of each thing: who only wants to know which ones they are
/// need not take in the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News<P = Part> {
    /// The entry that the browser is at, or an earlier one.
    pub after: Seq,
    /// The entry that it then is at.
    pub seq: Seq,
    /// All that is to be seen of each after that entry.
    pub parts: Vec<(Subject, P)>,
}

/// So many things are not told one by one.
const MANY: usize = 1000;

impl News {
    /// What was touched after an entry; nothing where it is too much, or where the reader may see other things than
    /// before: then all is to be asked for anew.
    pub fn of(sight: Sight<'_>, after: Seq, touched: &Touched) -> Option<News> {
        if touched.concerns(sight.actor) || touched.len() > MANY {
            return None;
        }
        let parts = touched
            .seen(sight)
            .map(|subject| (subject, sight.of(subject)));
        Some(News {
            after,
            seq: sight.network.seq(),
            parts: parts.collect(),
        })
    }
}
