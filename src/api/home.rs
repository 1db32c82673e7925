//! The picture and the figures of the network.

use super::ApiError;
use jejaring_graph::{Figures, Picture};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the home page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// How many of what there are.
    pub figures: Figures,
    /// How many needs and how many offers are open.
    pub listings: [usize; 2],
    /// Whether any of it is invented for demonstration.
    pub has_demo: bool,
    /// Whether the reader may add and change.
    pub may_edit: bool,
}

/// The figures of the network as it is.
#[server(name = ReadHome, endpoint = "home", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn home() -> Result<Home, ApiError> {
    crate::server::answers::home::home().await
}

/// The picture of the network, drawn into the page before any script runs.
#[server(name = ReadPicture, endpoint = "picture", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn picture() -> Result<Picture, ApiError> {
    crate::server::answers::home::picture().await
}
