//! Edits that the server did not have when they were made, and what became of them.

use crate::api::{ApiError, Why};
use jejaring_domain::Timestamp;

/// How things stand, as the service worker tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    /// Whether the server answered the last time it was asked.
    pub online: bool,
    /// Whether the browser has no room left.
    pub full: bool,
    /// The reader's edits, the oldest first.
    pub edits: Vec<Edit>,
    /// How many edits others have left in this browser.
    pub others: usize,
}

/// An edit that was made without a connection.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Its name.
    pub id: String,
    /// When it was made.
    pub at: Timestamp,
    /// Where it is sent to.
    pub path: String,
    /// The page that it was made on.
    pub from: String,
    /// What its form holds besides files.
    pub fields: Vec<(String, String)>,
    /// The names of the files that it holds.
    pub files: Vec<String>,
    /// How it stands.
    pub outcome: Outcome,
    /// Why it was not done, as the server said it.
    pub error: Option<String>,
    /// The page that says why it was not done.
    pub back: Option<String>,
}

/// How an edit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It waits for a connection.
    Waiting,
    /// It is on the server.
    Done,
    /// It is on the server, beside what others changed in the same record meanwhile.
    Merged,
    /// It is not done: others have changed the same, or the rules do not allow it.
    Failed,
}

impl Outbox {
    /// How many of the reader's edits wait.
    pub fn waiting(&self) -> usize {
        let edits = self.edits.iter();
        edits
            .filter(|edit| edit.outcome == Outcome::Waiting)
            .count()
    }

    /// How many edits wait, whoever made them.
    pub fn unsent(&self) -> usize {
        self.waiting() + self.others
    }

    /// The edits that were sent.
    pub fn settled(&self) -> impl Iterator<Item = &Edit> {
        self.edits
            .iter()
            .filter(|edit| edit.outcome != Outcome::Waiting)
    }
}

impl Edit {
    /// Why it was not done.
    pub fn failure(&self) -> Option<ApiError> {
        let said = self.error.as_deref()?;
        let known = serde_json::from_str(said);
        Some(known.unwrap_or_else(|_| ApiError::Transport(said.to_owned())))
    }

    /// Whether others have changed the same, so that its sender has to choose.
    pub fn is_in_question(&self) -> bool {
        let error = self.failure();
        let why = error.as_ref().and_then(ApiError::why);
        why.is_some_and(Why::is_conflict)
    }

    /// Whether the server has failed at it, so that it may be taken another time as it is.
    pub fn was_failed_at(&self) -> bool {
        let failed = |error| matches!(error, ApiError::Transport(_) | ApiError::Unavailable);
        self.outcome == Outcome::Failed && self.failure().is_some_and(failed)
    }

    /// What it calls its subject or says, shortened.
    pub fn gist(&self) -> Option<String> {
        const SAYING: [&str; 8] = [
            "draft[name]",
            "draft[title]",
            "draft[what]",
            "draft[text]",
            "text",
            "reason",
            "note",
            "name",
        ];
        const LONGEST: usize = 80;
        let value = |key: &&str| {
            let mut fields = self.fields.iter();
            let (_, value) =
                fields.find(|(name, value)| name == key && !value.trim().is_empty())?;
            Some(value.trim())
        };
        let file = self
            .files
            .iter()
            .map(|name| name.as_str())
            .find(|name| !name.is_empty());
        let value = SAYING.iter().find_map(value).or(file)?;
        let short: String = value.chars().take(LONGEST).collect();
        Some(if short.len() < value.len() {
            format!("{short}…")
        } else {
            short
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejaring_domain::Refusal;

    fn edit(error: Option<&ApiError>, fields: &[(&str, &str)]) -> Edit {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        Edit {
            id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".into(),
            at: Timestamp(0),
            path: "/api/save-organisation".into(),
            from: "/organisations/new".into(),
            fields: fields.iter().map(own).collect(),
            files: Vec::new(),
            outcome: Outcome::Failed,
            error: error.map(|error| serde_json::to_string(error).expect("written")),
            back: None,
        }
    }

    #[test]
    fn a_conflict_is_a_question_and_other_refusals_are_none() {
        let conflict = ApiError::from(Refusal::OrganisationConflict(Vec::new()));
        assert!(edit(Some(&conflict), &[]).is_in_question());
        let refused = ApiError::from(Refusal::Forbidden);
        assert!(!edit(Some(&refused), &[]).is_in_question());
        assert_eq!(edit(Some(&refused), &[]).failure(), Some(refused));
        assert!(!edit(None, &[]).is_in_question());
        assert!(edit(Some(&ApiError::Unavailable), &[]).was_failed_at());
        assert!(!edit(Some(&conflict), &[]).was_failed_at());
    }

    #[test]
    fn it_is_called_by_what_it_names() {
        let named = edit(None, &[("command", "X"), ("draft[name]", " SMK 1 ")]);
        assert_eq!(named.gist().as_deref(), Some("SMK 1"));
        let long = "é".repeat(100);
        let said = edit(None, &[("text", &long)]).gist();
        assert_eq!(said, Some(format!("{}…", "é".repeat(80))));
        assert_eq!(edit(None, &[("seen", "1")]).gist(), None);
    }
}
