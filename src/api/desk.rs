//! What waits for whoever has signed in, and what is new.

use super::ApiError;
use super::history::Event;
use super::organisations::OrganisationRef;
use jejaring_domain::{Date, Missing, PartnershipId, PersonId, Seq, Since, Task, Urgency, Waiting};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// All that a desk shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// What waits, the most urgent first.
    pub waiting: Vec<WaitingRow>,
    /// For whom the person acts.
    pub organisations: Vec<Own>,
    /// What is new.
    pub news: News,
}

/// Something that waits, with the names that it takes to tell of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitingRow {
    /// What waits.
    pub waiting: Waiting,
    /// For whom the person does it.
    pub organisation: OrganisationRef,
    /// The title of the partnership.
    pub title: Option<String>,
    /// Those with whom.
    pub others: Vec<OrganisationRef>,
    /// The title of the activity, or the name of who claims.
    pub about: Option<String>,
    /// Since when, where that is known.
    pub since: Option<Date>,
}

impl WaitingRow {
    /// The page on which it is done.
    pub fn page(&self) -> String {
        let inside = |page: &str| {
            let of = self.waiting.partnership;
            of.map(|id: PartnershipId| format!("/partnerships/{id}{page}"))
        };
        let page = match self.waiting.task {
            Task::Answer | Task::Vote | Task::Step(_) => inside(""),
            Task::Lack(Missing::Purpose | Missing::Benefits) => inside(""),
            Task::Lack(_) | Task::Expiry(_) => inside("/agreement"),
            Task::Activity | Task::Report | Task::Evaluation => inside("/work"),
            Task::Claim => Some("/steward".to_owned()),
            // There a steward invites somebody.
            Task::Voiceless => Some(format!("/organisations/{}/people", self.organisation.id)),
            Task::OwnClaim => None,
        };
        page.unwrap_or_else(|| format!("/organisations/{}", self.organisation.id))
    }

    /// How much it presses.
    pub fn urgency(&self) -> Urgency {
        self.waiting.task.urgency()
    }

    /// Whether [`WaitingRow::since`] says since when it waits, and not when it runs out.
    pub fn waits_since(&self) -> bool {
        !matches!(self.waiting.task, Task::Expiry(_))
    }

    /// The entry that says since when, where a day does not.
    pub fn entry(&self) -> Option<Seq> {
        match self.waiting.since {
            Since::Entry(seq) => Some(seq),
            Since::Day(_) => None,
        }
    }
}

/// An organisation that the person acts for, at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Own {
    /// Which.
    pub organisation: OrganisationRef,
    /// As what; none while the claim is not verified.
    pub role: Option<jejaring_domain::MemberRole>,
    /// Its partnerships that are at work.
    pub running: usize,
    /// Its partnerships that are on their way.
    pub under_way: usize,
    /// Its needs that are open.
    pub needs: usize,
}

/// What others did with the records of one's organisations since one last said to have read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// What happened, the latest first; at most [`NEWS_SHOWN`].
    pub events: Vec<NewsEvent>,
    /// Up to which entry of the log this is.
    pub until: Seq,
    /// The organisations that the changes name.
    pub organisations: Vec<OrganisationRef>,
    /// The people who made them, as far as the reader may know.
    pub people: Vec<(PersonId, String)>,
}

/// How many news a desk shows.
pub const NEWS_SHOWN: usize = 30;

/// A change, and the record whose history it is part of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewsEvent {
    /// The change.
    pub event: Event,
    /// The name of the record.
    pub name: String,
    /// Its page.
    pub page: String,
}

/// The desk of whoever asks. Errors: [`ApiError::SignIn`].
#[server(name = ReadDesk, endpoint = "desk", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn desk() -> Result<Desk, ApiError> {
    crate::server::answers::desk::desk().await
}

/// How much waits for whoever asks; nothing for those who have not signed in.
#[server(name = CountDesk, endpoint = "desk-count", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn desk_count() -> Result<usize, ApiError> {
    crate::server::answers::desk::count().await
}

/// Keeps that the person has read the news up to an entry of the log, and leads back to the desk.
#[server(endpoint = "read-news", output = crate::api::Wire)]
pub async fn read_news(until: Seq) -> Result<(), ApiError> {
    crate::server::answers::desk::read(until).await
}
