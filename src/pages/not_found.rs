//! Every address that leads nowhere.

use crate::api::ApiError;
use crate::ui::ErrorView;
use leptos::prelude::*;

/// Says that nothing is here, with status 404, and leads on.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div class="page">
            <ErrorView error=ApiError::NotFound />
        </div>
    }
}
