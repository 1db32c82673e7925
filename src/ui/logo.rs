//! The mark of Jejaring.

use leptos::prelude::*;

/// A kawung, the batik motif of four petals around a middle: the four kinds of organisation, held together.
#[component]
pub fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
            <ellipse class="school" cx="9.6" cy="9.6" rx="8.2" ry="4.4" transform="rotate(45 9.6 9.6)" />
            <ellipse class="company" cx="22.4" cy="9.6" rx="8.2" ry="4.4" transform="rotate(-45 22.4 9.6)" />
            <ellipse class="institution" cx="22.4" cy="22.4" rx="8.2" ry="4.4" transform="rotate(45 22.4 22.4)" />
            <ellipse class="community" cx="9.6" cy="22.4" rx="8.2" ry="4.4" transform="rotate(-45 9.6 22.4)" />
            <circle class="middle" cx="16" cy="16" r="3.2" />
        </svg>
    }
}
