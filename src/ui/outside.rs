//! A page of a record that is for those concerned only, as others find it.

use super::{EmptyState, ErrorView, RecordTabs, locale, page_of, set_status, sign_in_address};
use crate::api::{ApiError, Why};
use jejaring_domain::change::Subject;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// Why it is not shown: kindly to who is not concerned, and as any other error else.
#[component]
pub fn Outside(
    /// The record, where the address names one.
    of: Option<Subject>,
    /// Why.
    error: ApiError,
    /// What the page is called.
    title: &'static str,
    /// For whom it is.
    only: &'static str,
    /// What they may do who think that they are concerned.
    advice: &'static str,
    /// The words of the way to the record itself.
    to_record: &'static str,
) -> impl IntoView {
    let forbidden = matches!(error.why(), Some(Why::Forbidden));
    let (of, sign_in) = match (of, &error) {
        (Some(of), ApiError::SignIn) => (of, true),
        (Some(of), _) if forbidden => (of, false),
        _ => return view! { <ErrorView error /> }.into_any(),
    };
    set_status(&error);
    let sign_in = sign_in.then(|| {
        let location = use_location();
        let back = move || sign_in_address(&location.pathname.read(), &location.search.read());
        view! {
            <a class="button primary" href=back>
                {td_string!(locale(), account.sign_in)}
            </a>
        }
    });
    view! {
        <Title text=title />
        <h1>{title}</h1>
        <RecordTabs of />
        <EmptyState title=only>
            <p>{advice}</p>
            <div class="actions">
                {sign_in}
                <a class="button" href=page_of(of)>
                    {to_record}
                </a>
            </div>
        </EmptyState>
    }
    .into_any()
}
