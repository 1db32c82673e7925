//! What a form starts from.

use super::ApiError;
use jejaring_domain::Seq;
use serde::{Deserialize, Serialize};

/// What a form starts from: a new record, a stored one, or what was typed before a mistake was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormStart<D> {
    /// The values to show.
    pub draft: D,
    /// The state of the network that the values were read at: edits of others since then are not overwritten.
    pub seen: Seq,
    /// Names the submission, so that the form sent twice is done once.
    pub command: String,
    /// What was wrong with the values, where they were sent before.
    pub error: Option<ApiError>,
}

impl<D> FormStart<D> {
    /// Starts from what was sent and refused.
    pub fn give_back(&mut self, draft: D, seen: Seq, error: ApiError) {
        (self.draft, self.seen, self.error) = (draft, seen, Some(error));
    }
}
