//! Without a connection: what can be done, and the edits that wait or were sent later.

use crate::i18n::{Locale, moment, number, words};
use crate::offline::{Edit, Message, Offline, Outcome};
use crate::ui::{EmptyState, Glyph, Icon, locale};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// `/offline`: shown instead of a page that the browser has not kept, too (with `?page=`), and after a form that was sent in
/// vain and is not kept (`?unsent=`); from here the browser's program also goes on to pages of which only the answers are
/// kept (`?open=`).
#[component]
pub fn OfflinePage() -> impl IntoView {
    let locale = locale();
    let offline = Offline::of_page();
    // The server never sees what the browser adds to the address.
    let missed = RwSignal::new(None::<String>);
    let unsent = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    Effect::new(move || {
        missed.set(in_address("page"));
        unsent.set(in_address("unsent"));
        // A page that is not kept itself, but all that it is made of.
        if let Some(page) = in_address("open") {
            let replace = NavigateOptions {
                replace: true,
                ..Default::default()
            };
            navigate(&page, replace);
        }
    });
    let edits = Memo::new(move |_| offline.outbox.with(|outbox| outbox.edits.clone()));
    let others = Memo::new(move |_| offline.outbox.with(|outbox| outbox.others));
    let none = move || edits.with(Vec::is_empty) && others.get() == 0;
    let to_sign_in = move || others.get() > 0 && !offline.signed_in.get();
    view! {
        <Title text=td_string!(locale, offline.title) />
        <div class="page narrow offline-page">
            <h1>{td_string!(locale, offline.title)}</h1>
            <section class="notice info" hidden=move || missed.read().is_none()>
                <p>
                    <strong>{td_string!(locale, offline.not_kept)}</strong>
                </p>
                <p>
                    <a class="button" rel="external" href=move || missed.get().unwrap_or_default()>
                        {td_string!(locale, offline.try_again)}
                    </a>
                </p>
            </section>
            <section class="notice error" role="alert" hidden=move || unsent.read().is_none()>
                <p>
                    <strong>{td_string!(locale, offline.unsent)}</strong>
                </p>
                <p>
                    <a class="button" rel="external" href=move || unsent.get().unwrap_or_default()>
                        {td_string!(locale, offline.to_page)}
                    </a>
                </p>
            </section>
            <section>
                <h2>{td_string!(locale, offline.edits)}</h2>
                <p class="soft">{td_string!(locale, offline.edits_lead)}</p>
                <ul class="edits">
                    <For each=move || edits.get() key=|edit| (edit.id.clone(), edit.outcome) let:edit>
                        <EditRow edit />
                    </For>
                </ul>
                <p hidden=move || others.get() == 0>
                    {move || td_string!(locale, offline.others, count = number(locale, others.get()))}
                </p>
                <p hidden=move || !to_sign_in()>
                    <a class="button" rel="external" href="/sign-in?back=/offline">
                        {td_string!(locale, offline.sign_in)}
                    </a>
                </p>
                <p class="soft" hidden=move || !none()>{td_string!(locale, offline.no_edits)}</p>
            </section>
            <EmptyState title=td_string!(locale, offline.meanwhile)>
                <p>{td_string!(locale, offline.meanwhile_text)}</p>
                <div class="actions">
                    <a class="button primary" href="/explore">
                        <Icon glyph=Glyph::Explore />
                        {td_string!(locale, ui.nav.explore)}
                    </a>
                    <a class="button" href="/organisations">
                        <Icon glyph=Glyph::Organisations />
                        {td_string!(locale, ui.nav.organisations)}
                    </a>
                    <a class="button" href="/partnerships">
                        <Icon glyph=Glyph::Partnerships />
                        {td_string!(locale, ui.nav.partnerships)}
                    </a>
                </div>
            </EmptyState>
        </div>
    }
}

/// A page that one wanted, as the service worker wrote it into the address.
fn in_address(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    let page = leptos::web_sys::UrlSearchParams::new_with_str(&search)
        .ok()?
        .get(name)?;
    page.starts_with('/').then_some(page)
}

/// An edit: what it is, how it stands, and what its sender can do.
#[component]
fn EditRow(edit: Edit) -> impl IntoView {
    let locale = locale();
    let offline = Offline::of_page();
    let (mark, word) = stands(locale, &edit);
    let why = edit.failure().map(|error| words::error(locale, &error));
    let failed = edit.outcome == Outcome::Failed;
    let forget = match edit.outcome {
        Outcome::Done | Outcome::Merged => td_string!(locale, offline.dismiss),
        Outcome::Waiting | Outcome::Failed => td_string!(locale, offline.discard),
    };
    let open = if edit.was_failed_at() {
        Some(view! { <SendAgain id=edit.id.clone() /> }.into_any())
    } else {
        failed.then(|| view! { <OpenAgain edit=edit.clone() /> }.into_any())
    };
    let Edit {
        id, at, path, from, ..
    } = edit.clone();
    let kept = matches!(edit.outcome, Outcome::Waiting | Outcome::Failed);
    let dismiss = move |_| {
        let sure = !kept
            || window()
                .confirm_with_message(td_string!(locale, offline.discard_sure))
                .unwrap_or(true);
        if sure {
            offline.say(Message::Dismiss { id: id.clone() });
        }
    };
    view! {
        <li class="card edit">
            <p class="edit-head">
                <span class=format!("edit-mark {mark}")>{word}</span>
                <time class="small soft">{moment(locale, at)}</time>
            </p>
            <p>
                <strong>{kind(locale, &path)}</strong>
                {edit.gist().map(|gist| format!(": {gist}"))}
            </p>
            {why.map(|why| view! { <p>{why}</p> })}
            <div class="actions">
                {open}
                <a class="button small" href=from>{td_string!(locale, offline.to_page)}</a>
                <button type="button" class="button small quiet" on:click=dismiss>{forget}</button>
            </div>
        </li>
    }
}

/// Lets an edit wait once more that the server has failed at, with its files.
#[component]
fn SendAgain(id: String) -> impl IntoView {
    let offline = Offline::of_page();
    let again = move |_| offline.say(Message::Again { id: id.clone() });
    view! {
        <button type="button" class="button small primary" on:click=again>
            {td_string!(locale(), offline.again)}
        </button>
    }
}

/// The form of an edit that was not done, sent again the way a form without script is: the server leads to its page,
/// which shows what is wrong, or both values of what others have changed too, with what was typed.
#[component]
fn OpenAgain(edit: Edit) -> impl IntoView {
    let locale = locale();
    let word = if edit.is_in_question() {
        td_string!(locale, offline.choose)
    } else {
        td_string!(locale, offline.open)
    };
    if let Some(back) = edit.back {
        return view! { <a class="button small primary" rel="external" href=back>{word}</a> }
            .into_any();
    }
    if !edit.files.is_empty() {
        return ().into_any();
    }
    let inputs = edit.fields.into_iter();
    let inputs =
        inputs.map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    view! {
        <form method="post" action=edit.path>
            {inputs.collect_view()}
            <button type="submit" class="button small primary">{word}</button>
        </form>
    }
    .into_any()
}

/// How an edit stands, for the eye and in words.
fn stands(locale: Locale, edit: &Edit) -> (&'static str, &'static str) {
    match edit.outcome {
        Outcome::Waiting => ("waits", td_string!(locale, offline.outcome.waiting)),
        Outcome::Done => ("done", td_string!(locale, offline.outcome.done)),
        Outcome::Merged => ("done", td_string!(locale, offline.outcome.merged)),
        Outcome::Failed if edit.is_in_question() => {
            ("asks", td_string!(locale, offline.outcome.in_question))
        }
        Outcome::Failed if edit.was_failed_at() => {
            ("refused", td_string!(locale, offline.outcome.failed))
        }
        Outcome::Failed => ("refused", td_string!(locale, offline.outcome.refused)),
    }
}

/// What kind of edit is sent to an address.
fn kind(locale: Locale, path: &str) -> &'static str {
    match path.trim_start_matches("/api/") {
        "save-organisation" | "archive-organisation" => {
            td_string!(locale, offline.kind.organisation)
        }
        "save-partnership" | "archive-partnership" => td_string!(locale, offline.kind.partnership),
        "take-step" => td_string!(locale, offline.kind.step),
        "give-answer" | "ask-again" | "give-vote" | "withdraw-proposal" => {
            td_string!(locale, offline.kind.answer)
        }
        "add-comment" | "remove-comment" => td_string!(locale, offline.kind.comment),
        "save-listing" | "close-listing" | "remove-listing" => {
            td_string!(locale, offline.kind.listing)
        }
        "save-activity" | "set-activity-state" | "save-evaluation" | "remove-work" => {
            td_string!(locale, offline.kind.work)
        }
        "save-contact" | "remove-contact" | "claim" | "invite" | "set-role" => {
            td_string!(locale, offline.kind.people)
        }
        "undo" => td_string!(locale, offline.kind.undo),
        path if path.contains("/files") => td_string!(locale, offline.kind.files),
        path if path.contains("/reports") => td_string!(locale, offline.kind.report),
        _ => td_string!(locale, offline.kind.other),
    }
}
