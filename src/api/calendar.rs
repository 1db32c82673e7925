//! What an organisation has ahead of it, and the link by which calendars of other programs follow it.

use super::ApiError;
use jejaring_domain::{Activity, Date, OrganisationId, PartnershipId, Seq};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the page of an organisation's calendar shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarView {
    /// The organisation's name.
    pub name: String,
    /// The address of the feed; whoever has it reads it.
    pub link: String,
    /// What is ahead, by day.
    pub coming: Vec<Happening>,
    /// Whether the reader may make the link anew.
    pub may_renew: bool,
}

/// Something with a day: an activity, or the last day of a partnership or its agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    /// Of which partnership.
    pub partnership: PartnershipId,
    /// That partnership's title.
    pub title: String,
    /// The activity; none where it is the partnership that ends.
    pub activity: Option<Activity>,
    /// Who sees to the activity, by name; empty where all do.
    pub responsible: String,
    /// Who brings what to the activity, by name.
    pub contributions: Vec<(String, String)>,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// The log entry that last changed it.
    pub changed: Seq,
}

/// An organisation's calendar, for its members.
#[server(name = ReadCalendar, endpoint = "calendar", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn calendar(id: OrganisationId) -> Result<CalendarView, ApiError> {
    crate::server::answers::calendar::calendar(id).await
}

/// Gives the feed another address; who has the old one reads nothing any more.
#[server(endpoint = "renew-calendar", output = crate::api::Wire)]
pub async fn renew_calendar(id: OrganisationId) -> Result<(), ApiError> {
    crate::server::answers::calendar::renew(id).await
}
