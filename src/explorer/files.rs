//! What is shown, as files for other programs.

use super::Shared;
use crate::i18n::td_string;
use crate::ui::{Glyph, Icon, locale};
use leptos::prelude::*;

/// The files that what is shown can be taken away in, by their endings.
const FILES: [(&str, &str); 5] = [
    ("csv", "CSV"),
    ("xlsx", "Excel"),
    ("gexf", "GEXF"),
    ("graphml", "GraphML"),
    ("json", "JSON"),
];

/// Links to these files; they work without script.
#[component]
pub fn Files(shared: Shared) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="share-pictures explorer-files">
            <legend>{td_string!(locale, explore.take)}</legend>
            <p class="field-hint">{td_string!(locale, explore.take_lead)}</p>
            <p class="actions">
                {FILES.map(|(ending, name)| view! {
                    <a
                        class="button"
                        rel="external"
                        download=""
                        href=move || shared.state.with(|state| state.export(ending))
                    >
                        <Icon glyph=Glyph::Export />
                        {name}
                    </a>
                }).collect_view()}
            </p>
        </fieldset>
    }
}
