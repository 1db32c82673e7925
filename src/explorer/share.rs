//! The panel that takes the view elsewhere: a link, a view with a name, a picture, a frame in another site.

use super::files::Files;
use super::views::SavedViews;
use super::{Format, Shared, Wish};
use crate::i18n::td_string;
use crate::ui::locale;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;

/// The panel.
#[component]
pub fn SharePanel(shared: Shared) -> impl IntoView {
    let locale = locale();
    let origin = window().location().origin().unwrap_or_default();
    let link = {
        let origin = origin.clone();
        Memo::new(move |_| format!("{origin}{}", shared.shared_state().address()))
    };
    let frame = Memo::new(move |_| {
        let address = shared.shared_state().address();
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let query = query.replace('"', "%22");
        let title = td_string!(locale, looks.share.title);
        format!(
            "<iframe src=\"{origin}/embed?{query}\" title=\"{title}\" width=\"100%\" height=\"600\" style=\"border:0\" loading=\"lazy\"></iframe>"
        )
    });
    let link_input = NodeRef::<Input>::new();
    let frame_input = NodeRef::<Textarea>::new();
    let copy = move |text: String, select: Box<dyn Fn()>| {
        // Where copying is refused, the person does it by hand.
        select();
        shared.copy(text, td_string!(locale, looks.share.copied));
    };
    view! {
        <p class="share-row">
            <label class="field-label" for="share-link">{td_string!(locale, looks.share.link)}</label>
            <span class="share-line">
                <input id="share-link" node_ref=link_input type="text" readonly prop:value=move || link.get() />
                <button type="button" class="button" on:click=move |_| copy(link.get(), Box::new(move || {
                    link_input.get().iter().for_each(|input| input.select());
                }))>{td_string!(locale, looks.share.copy)}</button>
            </span>
        </p>
        <SavedViews shared />
        <fieldset class="share-pictures">
            <legend>{td_string!(locale, looks.share.picture)}</legend>
            <p class="field-hint">{td_string!(locale, looks.share.picture_hint)}</p>
            <p class="actions">
                {Format::ALL.into_iter().map(|format| view! {
                    <button type="button" class="button" on:click=move |_| shared.wish.set(Some(Wish::Take(format)))>
                        {format.name()}
                    </button>
                }).collect_view()}
            </p>
        </fieldset>
        <Files shared />
        <div class="share-row">
            <label class="field-label" for="share-frame">{td_string!(locale, looks.share.embed)}</label>
            <textarea id="share-frame" node_ref=frame_input rows="3" readonly prop:value=move || frame.get()></textarea>
            <p class="field-hint">{td_string!(locale, looks.share.embed_hint)}</p>
            <p class="actions">
                <button type="button" class="button" on:click=move |_| copy(frame.get(), Box::new(move || {
                    frame_input.get().iter().for_each(|input| input.select());
                }))>{td_string!(locale, looks.share.copy)}</button>
            </p>
        </div>
    }
}
