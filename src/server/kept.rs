//! What is kept for half an hour: forms with mistakes that were sent without script, and dry runs of files.

use super::state::fresh_command;
use crate::api::ApiError;
use crate::api::account::Sent;
use crate::api::imports::DryRun;
use bytes::Bytes;
use jejaring_domain::{Actor, Command, CommandId, OrganisationId, Seq};
use moka::sync::Cache;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

const TIME: Duration = Duration::from_secs(30 * 60);
const FORMS: u64 = 1_000;
/// About the memory that all kept dry runs may take, in rows of a file.
const ROWS: u64 = 600_000;
/// About what a row takes, in bytes.
const ROW: usize = 300;

/// A form as it was sent, and what was wrong with it.
#[derive(Clone)]
pub struct KeptForm<D> {
    /// The values.
    pub draft: D,
    /// The state of the network that they were based on.
    pub seen: Seq,
    /// What was wrong.
    pub error: ApiError,
}

/// A file that was read, and what confirming it would do.
pub struct KeptRun {
    /// For whom.
    pub actor: Actor,
    /// The state of the network that it was read against.
    pub seq: Seq,
    /// What the file holds.
    pub bytes: Bytes,
    /// What the reader sees.
    pub view: DryRun,
    /// What to carry out; none where the file was refused.
    pub command: Option<Command>,
    /// Names the submission, so that confirming twice is done once.
    pub id: CommandId,
    /// Whether it was carried out; locked while it is.
    pub done: Mutex<bool>,
}

/// What is kept, by random tokens that only the sender learns.
pub struct Kept {
    forms: Cache<String, KeptForm<serde_json::Value>>,
    links: Cache<String, (OrganisationId, String)>,
    runs: Cache<String, Arc<KeptRun>>,
    accounts: Cache<String, Sent>,
}

impl Default for Kept {
    fn default() -> Self {
        let weigh = |_: &String, run: &Arc<KeptRun>| {
            let rows = run.view.outcome.as_ref().map_or(0, |plan| plan.rows.len());
            let weight = rows + run.bytes.len() / ROW + 100;
            u32::try_from(weight).unwrap_or(u32::MAX)
        };
        Self {
            forms: Cache::builder()
                .max_capacity(FORMS)
                .time_to_live(TIME)
                .build(),
            links: Cache::builder()
                .max_capacity(FORMS)
                .time_to_live(TIME)
                .build(),
            accounts: Cache::builder()
                .max_capacity(FORMS)
                .time_to_live(TIME)
                .build(),
            runs: Cache::builder()
                .max_capacity(ROWS)
                .weigher(weigh)
                .time_to_live(TIME)
                .build(),
        }
    }
}

impl Kept {
    /// Keeps a form; its token.
    pub fn keep_form<D: Serialize>(&self, form: KeptForm<D>) -> String {
        // Drafts are plain text, which can always be written.
        let draft = serde_json::to_value(&form.draft).unwrap_or_default();
        let KeptForm { seen, error, .. } = form;
        keep(&self.forms, KeptForm { draft, seen, error })
    }

    /// The form with that token, if it is of this kind.
    pub fn form<D: DeserializeOwned>(&self, token: &str) -> Option<KeptForm<D>> {
        let KeptForm { draft, seen, error } = self.forms.get(token)?;
        let draft = serde_json::from_value(draft).ok()?;
        Some(KeptForm { draft, seen, error })
    }

    /// Keeps an invitation's link, which is shown to who made it only; its token.
    pub fn keep_link(&self, organisation: OrganisationId, link: String) -> String {
        keep(&self.links, (organisation, link))
    }

    /// The link with that token, if it is for this organisation.
    pub fn link(&self, organisation: OrganisationId, token: &str) -> Option<String> {
        let (of, link) = self.links.get(token)?;
        (of == organisation).then_some(link)
    }

    /// Keeps what became of a form about an account; its token.
    pub fn keep_sent(&self, sent: Sent) -> String {
        keep(&self.accounts, sent)
    }

    /// What became of the form about an account with that token.
    pub fn sent(&self, token: &str) -> Option<Sent> {
        self.accounts.get(token)
    }

    /// Keeps a dry run; its token.
    pub fn keep_run(&self, run: KeptRun) -> String {
        keep(&self.runs, Arc::new(run))
    }

    /// The dry run with that token. Errors: [`ApiError::Expired`].
    pub fn run(&self, token: &str) -> Result<Arc<KeptRun>, ApiError> {
        self.runs.get(token).ok_or(ApiError::Expired)
    }
}

fn keep<V: Clone + Send + Sync + 'static>(cache: &Cache<String, V>, value: V) -> String {
    let token = fresh_command().to_string();
    cache.insert(token.clone(), value);
    token
}
