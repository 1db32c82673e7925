//! What organisations lack and what they can give: the page of one, the market of all, and what goes together.
//!
//! | module | what it shows |
//! |---|---|
//! | [`own`] | the needs and offers of one organisation, each with its best matches |
//! | [`workers`] | the skilled workers whom a company needs, by year |
//! | [`form`] | the form for a need or an offer |
//! | [`market`] | all open needs and offers |
//! | [`matches`] | the best matches of all |

pub mod form;
pub mod market;
pub mod matches;
pub mod own;
pub mod workers;

pub use form::ListingForm;
pub use market::Market;
pub use matches::BestMatches;
pub use own::OrganisationNeeds;

use crate::i18n::{Locale, date};
use crate::ui::locale;
use jejaring_domain::Date;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::components::A;

/// When a need or an offer holds, in words; empty where that is open.
pub fn period(locale: Locale, from: Option<Date>, until: Option<Date>) -> String {
    match (from, until) {
        (None, None) => String::new(),
        (Some(from), None) => td_string!(locale, needs.from, from = date(locale, from)),
        (None, Some(until)) => td_string!(locale, needs.until, until = date(locale, until)),
        (Some(from), Some(until)) => {
            let (from, until) = (date(locale, from), date(locale, until));
            td_string!(locale, needs.from_until, from = from, until = until)
        }
    }
}

/// All needs and offers, or the best matches.
#[component]
fn MarketTabs() -> impl IntoView {
    let locale = locale();
    view! {
        <nav class="tabs" aria-label=td_string!(locale, needs.tabs.label)>
            <A href="/needs" exact=true>
                {td_string!(locale, needs.tabs.all)}
            </A>
            <A href="/needs/matches" exact=true>
                {td_string!(locale, needs.tabs.matches)}
            </A>
        </nav>
    }
}
