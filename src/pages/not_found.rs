//! Every address that leads to no page.

use crate::api::ApiError;
use crate::api::wire::Packed;
use crate::ui::ErrorView;
use leptos::prelude::*;

/// Why what is at an address, which is no page, is not given.
#[derive(Clone)]
pub struct Instead(pub ApiError);

/// Says that nothing is here, with status 404, or why it is not given, and leads on.
#[component]
pub fn NotFound() -> impl IntoView {
    // Only the server knows more than that it is no page.
    let error = SharedValue::<_, Packed>::new_with_encoding(|| {
        use_context::<Instead>().map_or(ApiError::NotFound, |Instead(error)| error)
    });
    view! {
        <div class="page">
            <ErrorView error=error.into_inner() />
        </div>
    }
}
