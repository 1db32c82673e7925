//! Files of a partnership: those that are there, and the form that sends more. It works as a plain form; with script it
//! shows what is chosen and that it is on its way.

use super::Remove;
use crate::api::work::{FilesView, RemoveWork};
use crate::i18n::{Locale, size, td_string, words};
use crate::ui::{Glyph, Icon, locale};
use jejaring_domain::{Attachment, Coded, FileUse, Media, PartnershipId, Problem, RecordId};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::js_sys::{Array, Reflect};
use leptos::web_sys::{Blob, HtmlInputElement, Url};
use leptos_router::hooks::use_query_map;

/// The files of one use, with the way to add and remove for those who may.
#[component]
pub fn Files(
    /// Of which partnership.
    partnership: PartnershipId,
    /// Which of its files.
    purpose: FileUse,
    /// What they are for.
    #[prop(optional)]
    lead: Option<&'static str>,
    /// The files.
    shown: FilesView,
    /// Takes one out.
    remove: ServerAction<RemoveWork>,
) -> impl IntoView {
    let locale = locale();
    let FilesView {
        files,
        may_edit,
        command,
    } = shown;
    let none = files.is_empty().then(|| {
        view! { <p class="soft">{td_string!(locale, work.no_files)}</p> }
    });
    let send = may_edit.then(|| view! { <SendFiles partnership purpose report=None command /> });
    let failed = move || {
        let error = remove.value().get()?.err()?;
        Some(view! {
            <p class="notice error" role="alert">
                {words::error(locale, &error)}
            </p>
        })
    };
    view! {
        <section class="card files" id="files">
            <h2>{td_string!(locale, work.files)}</h2>
            {lead.map(|lead| view! { <p class="soft">{lead}</p> })}
            {failed}
            <NotTaken />
            {none}
            <FileList files may_edit remove />
            {send}
        </section>
    }
}

/// Why a file that was sent is not kept, where the address says so.
#[component]
pub fn NotTaken() -> impl IntoView {
    let locale = locale();
    let query = use_query_map();
    move || {
        let query = query.read();
        let max = Attachment::MAX_BYTES;
        let words = match query.get("refused")?.as_str() {
            "too_large" => words::problem(locale, &Problem::TooLarge { max }),
            "too_many" => {
                let max = Attachment::MAX_AT_ONCE;
                words::problem(locale, &Problem::TooMany { max })
            }
            "missing" => td_string!(locale, work.no_file_chosen).to_owned(),
            "unknown_media" => words::problem(locale, &Problem::UnknownMedia),
            _ => td_string!(locale, work.broken_off).to_owned(),
        };
        let file = query.get("file").filter(|file| !file.is_empty());
        Some(view! {
            <div class="notice error" role="alert">
                <strong>{td_string!(locale, work.not_taken)}</strong>
                {file.map(|file| view! { <p class="file-name">{file}</p> })}
                <p>{words}</p>
            </div>
        })
    }
}

/// Files that are there: photos as pictures, papers by their name.
#[component]
pub fn FileList(
    /// The files.
    files: Vec<Attachment>,
    /// Whether the reader may take them out.
    may_edit: bool,
    /// The action.
    remove: ServerAction<RemoveWork>,
) -> impl IntoView {
    let locale = locale();
    if files.is_empty() {
        return None;
    }
    let items = files.into_iter().map(|file| {
        let href = format!("/files/{}", file.id);
        let name = file.name.to_string();
        let shown = match file.media.is_image() {
            true => view! { <img src=href.clone() alt=name.clone() loading="lazy" /> }.into_any(),
            false => view! { <span class="file-kind" aria-hidden="true">"PDF"</span> }.into_any(),
        };
        let question = td_string!(locale, work.remove_file);
        let remove = may_edit.then(|| view! { <Remove id=file.id question action=remove /> });
        view! {
            <li>
                <a href=href rel="external" target="_blank">
                    {shown}
                    <span class="file-name">{name}</span>
                </a>
                <span class="soft small">{size(locale, file.size)}</span>
                {remove}
            </li>
        }
    });
    Some(view! { <ul class="file-list">{items.collect_view()}</ul> })
}

/// The form that sends files.
#[component]
pub fn SendFiles(
    /// To which partnership.
    partnership: PartnershipId,
    /// What for.
    purpose: FileUse,
    /// To which report, if to one.
    report: Option<RecordId>,
    /// Names the submission.
    command: String,
) -> impl IntoView {
    let locale = locale();
    let sending = RwSignal::new(false);
    let mut action = format!("/partnerships/{partnership}/files?use={}", purpose.code());
    if let Some(report) = report {
        action.push_str(&format!("&report={report}"));
    }
    let id = report.map_or("files-input".to_owned(), |report| format!("files-{report}"));
    view! {
        <form
            class="send-files"
            method="post"
            action=action
            enctype="multipart/form-data"
            on:submit=move |_| sending.set(true)
        >
            <input type="hidden" name="command" value=command />
            <FileInput id required=true />
            <div class="actions">
                <button type="submit" class="button primary">
                    <Icon glyph=Glyph::Import />
                    {td_string!(locale, work.send)}
                </button>
                <Sending sending />
            </div>
        </form>
    }
}

/// That files are on their way.
#[component]
pub fn Sending(
    /// Whether they are.
    sending: RwSignal<bool>,
) -> impl IntoView {
    let locale = locale();
    // Back on a page that the browser kept, nothing is on its way any more.
    Effect::new(move |_| {
        let shown = window_event_listener(leptos::ev::pageshow, move |_| sending.set(false));
        on_cleanup(move || shown.remove());
    });
    view! {
        <span class="sending" role="status">
            {move || sending.get().then(|| view! {
                <progress aria-label=td_string!(locale, work.sending)></progress>
                {td_string!(locale, work.sending)}
            })}
        </span>
    }
}

/// A file that is chosen and not sent yet.
#[derive(Clone)]
struct Chosen {
    name: String,
    size: u64,
    /// Where the browser holds it, if it is a picture.
    picture: Option<String>,
}

/// An input for files, and below it what is chosen.
#[component]
pub fn FileInput(
    /// Its `id`.
    #[prop(into)]
    id: String,
    /// Whether the browser asks for one.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let locale = locale();
    let chosen = RwSignal::new(Vec::<Chosen>::new());
    let forget = move || {
        for file in chosen.get_untracked() {
            file.picture.map(|url| Url::revoke_object_url(&url));
        }
    };
    let choose = move |event: leptos::ev::Event| {
        forget();
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let files = input.and_then(|input| input.files());
        chosen.set(files.map_or(Vec::new(), |files| {
            Array::from(&files).iter().filter_map(look).collect()
        }));
    };
    let accept = Media::ALL.iter().map(|media| media.media_type());
    let accept = accept.collect::<Vec<_>>().join(",");
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {td_string!(locale, work.choose_files)}
            </label>
            <p class="field-hint" id=format!("{id}-hint")>
                {td_string!(
                    locale,
                    work.files_hint,
                    size = Attachment::MAX_BYTES / (1024 * 1024),
                    count = Attachment::MAX_AT_ONCE
                )}
            </p>
            <input
                id=id.clone()
                type="file"
                name="file"
                multiple
                required=required
                accept=accept
                aria-describedby=format!("{id}-hint")
                on:change=choose
            />
            <ul class="file-list previews">
                {move || chosen.get().into_iter().map(|file| preview(locale, file)).collect_view()}
            </ul>
        </div>
    }
}

fn preview(locale: Locale, file: Chosen) -> impl IntoView {
    let Chosen {
        name,
        size: bytes,
        picture,
    } = file;
    let max = Attachment::MAX_BYTES;
    let problem = (bytes > max).then(|| words::problem(locale, &Problem::TooLarge { max }));
    let problem = problem.map(|problem| view! { <span class="field-error">{problem}</span> });
    view! {
        <li>
            {picture.map(|url| view! { <img src=url alt="" /> })}
            <span class="file-name">{name}</span>
            <span class="soft small">{size(locale, bytes)}</span>
            {problem}
        </li>
    }
}

fn look(file: JsValue) -> Option<Chosen> {
    let name = Reflect::get(&file, &"name".into()).ok()?.as_string()?;
    let blob = file.dyn_into::<Blob>().ok()?;
    let picture = blob.type_().starts_with("image/");
    let picture = picture.then(|| Url::create_object_url_with_blob(&blob).ok());
    Some(Chosen {
        name,
        size: blob.size() as u64,
        picture: picture.flatten(),
    })
}
