//! What brings a browser up to date.

use crate::{Sight, Touched};
use jejaring_domain::change::Subject;
use jejaring_domain::{Actor, Date, Part, Seq};
use serde::{Deserialize, Serialize};

/// What has become of the network since a browser last asked, as its reader may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Update {
    /// All of it.
    Whole(Whole),
    /// What was touched after the log entry `after`: all that is to be seen of it after the entry `seq`.
    Since {
        /// The entry that the browser is at, or a later one than.
        after: Seq,
        /// The entry that it then is at.
        seq: Seq,
        /// What was touched.
        parts: Vec<(Subject, Part)>,
    },
}

/// All that a reader may see: what a browser begins with, and what it keeps for the next time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    /// Who may see it.
    pub reader: Actor,
    /// On which day. Some things may be seen for a time only: a new day begins with all anew.
    pub day: Date,
    /// After which log entry.
    pub seq: Seq,
    /// It.
    pub part: Part,
}

/// So many things are not sent one by one.
const MANY: usize = 1000;

impl Update {
    /// All that is to be seen.
    pub fn whole(sight: Sight<'_>) -> Update {
        Update::Whole(Whole {
            reader: sight.actor,
            day: sight.today,
            seq: sight.network.seq(),
            part: sight.all(),
        })
    }

    /// What was touched after an entry. It is all that is to be seen where the reader may see other things than before.
    pub fn since(sight: Sight<'_>, after: Seq, touched: &Touched) -> Update {
        if touched.concerns(sight.actor) || touched.len() > MANY {
            return Self::whole(sight);
        }
        let parts = touched
            .seen(sight)
            .map(|subject| (subject, sight.of(subject)));
        Update::Since {
            after,
            seq: sight.network.seq(),
            parts: parts.collect(),
        }
    }
}
