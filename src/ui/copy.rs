//! A text to take elsewhere: selected where it stands, and copied by a button where the browser lets a script do that.

use super::locale;
use crate::i18n::td_string;
use leptos::html::Input;
use leptos::prelude::*;

/// The text, and the button.
#[component]
pub fn CopyText(
    /// Names the input, for its label.
    id: &'static str,
    /// The text.
    text: String,
) -> impl IntoView {
    let locale = locale();
    let input = NodeRef::<Input>::new();
    let select = move || {
        if let Some(input) = input.get() {
            input.select();
        }
    };
    let offered = RwSignal::new(false);
    Effect::new(move || offered.set(window().is_secure_context()));
    let copied = RwSignal::new(false);
    let value = text.clone();
    let button = move || {
        let text = text.clone();
        let copy = move |_| {
            select();
            copy_text(text.clone(), move || copied.set(true));
        };
        view! {
            <button type="button" class="button" on:click=copy>
                {td_string!(locale, ui.copy)}
            </button>
        }
    };
    view! {
        <span class="copy-line">
            <input id=id readonly value=value node_ref=input on:focus=move |_| select() />
            {move || offered.get().then(&button)}
        </span>
        <span class="small" role="status">
            {move || copied.get().then(|| td_string!(locale, ui.copied))}
        </span>
    }
}

/// Copies a text; `done` is told of it.
pub fn copy_text(text: String, done: impl FnOnce() + 'static) {
    #[cfg(feature = "hydrate")]
    {
        // Elsewhere browsers offer no clipboard; the text is selected by then.
        if !window().is_secure_context() {
            return;
        }
        let copying = window().navigator().clipboard().write_text(&text);
        leptos::task::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(copying).await.is_ok() {
                done();
            }
        });
    }
    #[cfg(not(feature = "hydrate"))]
    drop((text, done));
}
