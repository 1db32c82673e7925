//! The pages that belong to one record, as links above each of them.

use super::locale;
use crate::live::Others;
use jejaring_domain::change::Subject;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_router::components::A;

/// The pages of an organisation or a partnership.
#[component]
pub fn RecordTabs(
    /// Which record.
    of: Subject,
) -> impl IntoView {
    let locale = locale();
    let overview = td_string!(locale, ui.tabs.overview);
    let history = td_string!(locale, ui.tabs.history);
    let (base, pages) = match of {
        Subject::Organisation(id) => (
            format!("/organisations/{id}"),
            vec![
                ("", overview),
                ("/needs", td_string!(locale, ui.tabs.needs)),
                ("/people", td_string!(locale, ui.tabs.people)),
                ("/calendar", td_string!(locale, calendar.title)),
                ("/insight", td_string!(locale, ui.tabs.insight)),
                ("/history", history),
            ],
        ),
        Subject::Partnership(id) => (
            format!("/partnerships/{id}"),
            vec![
                ("", overview),
                ("/work", td_string!(locale, ui.tabs.work)),
                ("/agreement", td_string!(locale, ui.tabs.agreement)),
                ("/history", history),
            ],
        ),
        Subject::Record(_) => (String::new(), Vec::new()),
    };
    let links = pages.into_iter().map(|(path, label)| {
        view! {
            <A href=format!("{base}{path}") exact=true>
                {label}
            </A>
        }
    });
    view! {
        <nav class="tabs" aria-label=td_string!(locale, ui.tabs.label)>
            {links.collect_view()}
        </nav>
        <Others of />
    }
}
