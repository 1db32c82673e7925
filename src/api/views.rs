//! What people keep of the explorer in their account: views with names, which they may share, and their pins.

use super::ApiError;
use jejaring_domain::RecordId;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A view with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its identifier.
    pub id: RecordId,
    /// What its owner calls it.
    pub name: String,
    /// The query of its address, without the question mark.
    pub query: String,
    /// Whether who has its link may open it.
    pub shared: bool,
}

impl View {
    /// Where it can be opened by its owner, and by others if it is shared.
    pub fn link(&self) -> String {
        format!("/views/{}", self.id)
    }
}

/// What a person keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// The views, the latest first.
    pub views: Vec<View>,
    /// Where the person has put organisations; none where that was never kept.
    pub pins: Option<String>,
}

/// What whoever asks keeps; none for a visitor, who keeps it in the browser.
#[server(name = ReadOwn, endpoint = "own-views", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn own_views() -> Result<Option<Own>, ApiError> {
    crate::server::answers::views::own_views().await
}

/// Keeps a view under a name, in place of the one that has it. Errors: [`ApiError::Refused`] for a name or a number of
/// views that cannot be.
#[server(endpoint = "keep-view", output = crate::api::Wire)]
pub async fn keep_view(name: String, query: String) -> Result<View, ApiError> {
    crate::server::answers::views::keep(name, query).await
}

/// Calls one's own view otherwise, shares it or no longer. Errors: [`ApiError::NotFound`] for another's.
#[server(endpoint = "change-view", output = crate::api::Wire)]
pub async fn change_view(view: RecordId, name: String, shared: bool) -> Result<View, ApiError> {
    crate::server::answers::views::change(view, name, shared).await
}

/// Forgets one's own view. Errors: [`ApiError::NotFound`] for another's.
#[server(endpoint = "remove-view", output = crate::api::Wire)]
pub async fn remove_view(view: RecordId) -> Result<(), ApiError> {
    crate::server::answers::views::remove(view).await
}

/// Keeps where one has put organisations.
#[server(endpoint = "keep-pins", output = crate::api::Wire)]
pub async fn keep_pins(pins: String) -> Result<(), ApiError> {
    crate::server::answers::views::keep_pins(pins).await
}
