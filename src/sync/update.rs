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
    /// What was touched.
    News(News),
}

/// What was touched after a log entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// The entry that the browser is at, or an earlier one.
    pub after: Seq,
    /// The entry that it then is at.
    pub seq: Seq,
    /// All that is to be seen of each after that entry.
    pub parts: Vec<(Subject, Part)>,
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

    /// What was touched after an entry, or else all.
    pub fn since(sight: Sight<'_>, after: Seq, touched: &Touched) -> Update {
        News::of(sight, after, touched).map_or_else(|| Self::whole(sight), Update::News)
    }
}

impl News {
    /// What was touched after an entry; nothing where it is too much, or where the reader may see other things than
    /// before: then all is to be sent.
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
