//! What the explorer shows beside the picture, before the browser has the network: counts, rows and answers.

use super::ApiError;
use jejaring_domain::{Kind, OrganisationId, PartnershipId};
use jejaring_graph::Picture;
use jejaring_graph::ask::Answer;
use jejaring_graph::filter::Facets;
use jejaring_graph::table::Table;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What an address of the explorer asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Explored {
    /// How many there would be of each value of a filter.
    pub facets: Facets,
    /// What is shown, as rows; none where the address does not ask for the table.
    pub table: Table,
    /// The answer, where a question is asked.
    pub answer: Option<Answer>,
    /// The names of the organisations that the filter is about.
    pub names: Vec<(OrganisationId, String)>,
}

/// The picture of what an address of the explorer shows, drawn into the page before any script runs. From where it is
/// seen is left out: that goes by the size of the window.
#[server(name = ReadPictured, endpoint = "pictured", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn pictured(
    /// The address's query, without the question mark.
    query: String,
) -> Result<Picture, ApiError> {
    crate::server::answers::explore::pictured(query).await
}

/// What an address of the explorer asks for: its query, without the question mark.
#[server(name = ReadExplored, endpoint = "explored", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn explored(
    /// The query.
    query: String,
) -> Result<Explored, ApiError> {
    crate::server::answers::explore::explored(query).await
}

/// What the palette finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hit {
    /// An organisation: its name and place.
    Organisation(OrganisationId, Kind, String, String),
    /// A partnership: its title and the names of its parties.
    Partnership(PartnershipId, String, String),
}

/// The organisations and partnerships that some words could mean, best first.
#[server(name = Find, endpoint = "find", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn find(
    /// The words.
    text: String,
) -> Result<Vec<Hit>, ApiError> {
    crate::server::answers::explore::find(text).await
}
