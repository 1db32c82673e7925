//! Files of partnerships over plain HTTP: sent by a form, checked by what they hold, given to those concerned only.

use super::answers::meanwhile::joined;
use super::answers::work::{checked_report, page, require_inside};
use super::answers::{seen_records, submit_as};
use super::identity::{self, Identified};
use super::kept::KeptForm;
use super::state::{AppState, fresh_command, now};
use crate::api::ApiError;
use crate::api::work::ReportFields;
use crate::ui::{address, encoded};
use axum::extract::multipart::{Field as Part, MultipartError};
use axum::extract::{Multipart, Path, Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use jejaring_domain::work::ReportDraft;
use jejaring_domain::{
    Action, Actor, Attachment, Coded, Command, CommandId, Fault, Field, FileUse, Media, Name, On,
    PartnershipId, Problem, Record, RecordId, Refusal, Seq,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// What is sent by a form with files.
#[derive(Default)]
struct Sent {
    /// The values of its other inputs.
    values: BTreeMap<String, String>,
    /// Its files: the name and the content, if that is not too large.
    files: Vec<(String, Option<Vec<u8>>)>,
}

/// A file that is taken.
struct Taken {
    name: Name,
    media: Media,
    content: Bytes,
}

/// A file that is not taken, and why.
struct NotTaken {
    file: String,
    problem: Problem,
}

impl Sent {
    /// Reads a form. What a file has beyond the limit is passed over, so that the browser can be told.
    async fn read(mut form: Multipart) -> Result<Sent, MultipartError> {
        let mut sent = Sent::default();
        while let Some(part) = form.next_field().await? {
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name().map(str::to_owned) {
                None => drop(sent.values.insert(name, part.text().await?)),
                // An input without a file is sent as one without a name.
                Some(file) if file.is_empty() => {}
                Some(file) => {
                    let content = content(part, Attachment::MAX_BYTES).await?;
                    sent.files.push((file, content));
                }
            }
        }
        Ok(sent)
    }

    fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    /// The name that the form gave its submission.
    fn command(&self) -> CommandId {
        let given = self.values.get("command");
        given
            .and_then(|text| text.parse().ok())
            .unwrap_or_else(fresh_command)
    }

    /// Its files, each with its name and kind; or the first that is not taken.
    fn taken(&mut self) -> Result<Vec<Taken>, NotTaken> {
        let max = Attachment::MAX_AT_ONCE;
        if self.files.len() > max {
            return Err(NotTaken {
                file: String::new(),
                problem: Problem::TooMany { max },
            });
        }
        let files = std::mem::take(&mut self.files).into_iter();
        files
            .map(|(file, content)| {
                take(&file, content).map_err(|problem| NotTaken { file, problem })
            })
            .collect()
    }
}

/// What a sent file holds; nothing where that is more than `max`, which is read to its end all the same.
pub async fn content(mut part: Part<'_>, max: u64) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut content = Some(Vec::new());
    while let Some(chunk) = part.chunk().await? {
        content = content.filter(|held| (held.len() + chunk.len()) as u64 <= max);
        if let Some(held) = &mut content {
            held.extend_from_slice(&chunk);
        }
    }
    Ok(content)
}

/// A file as it is kept: what it is by its first bytes, whatever it is said to be.
fn take(file: &str, content: Option<Vec<u8>>) -> Result<Taken, Problem> {
    let content = content.ok_or(Problem::TooLarge {
        max: Attachment::MAX_BYTES,
    })?;
    let found = infer::get(&content).ok_or(Problem::UnknownMedia)?;
    let mut media = Media::ALL.iter().copied();
    let media = media.find(|media| media.media_type() == found.mime_type());
    let media = media.ok_or(Problem::UnknownMedia)?;
    Ok(Taken {
        name: Attachment::name_of(file, media)?,
        media,
        content: content.into(),
    })
}

/// What a sent file is for.
#[derive(Deserialize)]
pub struct Purpose {
    r#use: FileUse,
    report: Option<RecordId>,
}

/// Takes the files of a form for a partnership, all or none, and leads back to where they are shown; if none, with why.
pub async fn upload(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Path(id): Path<String>,
    Query(purpose): Query<Purpose>,
    form: Multipart,
) -> Result<Redirect, ApiError> {
    let id: PartnershipId = id.parse().map_err(|_| ApiError::NotFound)?;
    require_inside(&state, actor, Action::Represent, id)?;
    let (back, place) = match (purpose.r#use, purpose.report) {
        (FileUse::Agreement, _) => (format!("/partnerships/{id}/agreement"), "files".to_owned()),
        (FileUse::Report, None) => (page(id), "files".to_owned()),
        (FileUse::Report, Some(report)) => (page(id), format!("report-{report}")),
    };
    let refused = |code: &str, file: &str| {
        let back = address(&back, [("refused", code), ("file", file)]);
        Ok(Redirect::to(&format!("{back}#{place}")))
    };
    let mut sent = match Sent::read(form).await {
        Ok(sent) => sent,
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return refused("too_large", "");
        }
        Err(_) => return refused("broken_off", ""),
    };
    match sent.taken() {
        Ok(files) if files.is_empty() => return refused("missing", ""),
        Ok(files) => keep(&state, actor, id, &purpose, sent.command(), files).await?,
        Err(NotTaken { file, problem }) => {
            let code = match problem {
                Problem::TooLarge { .. } => "too_large",
                Problem::TooMany { .. } => "too_many",
                _ => "unknown_media",
            };
            return refused(code, &file);
        }
    }
    Ok(Redirect::to(&format!("{back}#{place}")))
}

/// Keeps files and writes them down. Each is named after the submission, so that a form sent twice is done once.
async fn keep(
    state: &AppState,
    actor: Actor,
    partnership: PartnershipId,
    purpose: &Purpose,
    submission: CommandId,
    files: Vec<Taken>,
) -> Result<(), ApiError> {
    for (place, file) in (1..).zip(files) {
        let number = submission.to_u128().wrapping_add(place);
        let size = file.content.len() as u64;
        let sha256 = state.vault.put(file.content).await.map_err(|cause| {
            tracing::error!(%cause, "a file could not be kept");
            ApiError::Unavailable
        })?;
        let record = Box::new(Record::Attachment(Attachment {
            id: RecordId::from_u128(number),
            partnership,
            r#use: purpose.r#use,
            report: purpose.report,
            name: file.name,
            media: file.media,
            size,
            sha256,
        }));
        let base = Seq::default();
        let command = Command::Save { record, base };
        submit_as(state, actor, CommandId::from_u128(number), &command).await?;
    }
    Ok(())
}

/// Takes a report with its photos, and leads to it; where something is wrong, back to its form, and nothing is kept.
pub async fn report(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Redirect, ApiError> {
    let partnership: PartnershipId = id.parse().map_err(|_| ApiError::NotFound)?;
    require_inside(&state, actor, Action::Represent, partnership)?;
    let wrong = |problem| ApiError::from(Refusal::from(Fault::new(Field::File, problem)));
    let mut sent = match Sent::read(form).await {
        Ok(sent) => sent,
        Err(error) => {
            let max = Attachment::MAX_BYTES;
            let error = match error.status() {
                StatusCode::PAYLOAD_TOO_LARGE => wrong(Problem::TooLarge { max }),
                _ => ApiError::Transport(error.body_text()),
            };
            let empty = (ReportFields::default(), Seq::default());
            return Ok(back_to_form(&state, partnership, None, empty, error));
        }
    };
    let fields = ReportFields {
        organisation: sent.value("organisation"),
        draft: ReportDraft {
            activity: sent.value("draft[activity]"),
            title: sent.value("draft[title]"),
            text: sent.value("draft[report_text]"),
            participants: sent.value("draft[participants]"),
        },
    };
    // What is wrong with a report in another's name is not the sender's to learn.
    if let Ok(organisation) = fields.organisation.parse() {
        let on = On::Organisation(organisation);
        identity::check(&state, actor, Action::Represent, on)?;
    }
    let known: Option<RecordId> = sent.value("id").parse().ok();
    let seen = Seq(sent.value("seen").parse().unwrap_or_default());
    let submission = sent.command();
    let record = known.unwrap_or(RecordId::from_u128(submission.to_u128()));
    let save = async {
        let photos = sent.taken().map_err(|not| wrong(not.problem));
        let report = match (checked_report(&fields, record, partnership), photos) {
            (Ok(report), Ok(photos)) => (report, photos),
            // All that is wrong is told at once.
            (Err(error), Ok(_)) | (Ok(_), Err(error)) => return Err(error),
            (Err(one), Err(other)) => return Err(both(one, other)),
        };
        let (report, photos) = report;
        let (report, base) = joined(&state, actor, report.into(), seen.into()).await?;
        let command = Command::Save {
            record: Box::new(report),
            base,
        };
        submit_as(&state, actor, submission, &command).await?;
        let purpose = Purpose {
            r#use: FileUse::Report,
            report: Some(record),
        };
        keep(&state, actor, partnership, &purpose, submission, photos).await
    };
    Ok(match save.await {
        Ok(()) => Redirect::to(&format!("{}#report-{record}", page(partnership))),
        Err(error) => back_to_form(&state, partnership, known, (fields, seen), error),
    })
}

/// The faults of both together.
fn both(one: ApiError, other: ApiError) -> ApiError {
    match (one.refusal(), other.refusal()) {
        (Some(Refusal::Invalid(one)), Some(Refusal::Invalid(other))) => {
            Refusal::Invalid([one, other].concat()).into()
        }
        _ => one,
    }
}

/// Leads back to the form of a report, which has what was typed and tells what is wrong.
fn back_to_form(
    state: &AppState,
    partnership: PartnershipId,
    known: Option<RecordId>,
    (draft, seen): (ReportFields, Seq),
    error: ApiError,
) -> Redirect {
    let form = match known {
        Some(id) => format!("{}/report/{id}", page(partnership)),
        None => format!("{}/report", page(partnership)),
    };
    let token = state.kept.keep_form(KeptForm { draft, seen, error });
    Redirect::to(&address(&form, [("kept", token)]))
}

/// A file, for those concerned: `GET /files/ID`. What it holds is shown or saved, never run.
pub async fn download(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let id: RecordId = id.parse().map_err(|_| ApiError::NotFound)?;
    let file = state
        .store
        .read(|network| network.kept::<Attachment>(id).cloned());
    let file = file.ok_or(ApiError::NotFound)?;
    require_inside(&state, actor, Action::SeeInside, file.partnership)?;
    let seen = state.store.read(|network| {
        let mut seen = seen_records::<Attachment>(network, actor, file.partnership);
        seen.any(|seen| seen.id == id)
    });
    if !seen {
        return Err(Refusal::Forbidden.into());
    }
    let etag = format!("\"{}\"", file.sha256);
    let headers_of_both = [
        (ETAG, etag.clone()),
        // Whoever leaves does not go on reading: each time it is asked anew.
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
    ];
    if headers
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes())
    {
        return Ok((StatusCode::NOT_MODIFIED, headers_of_both).into_response());
    }
    let content = state.vault.get(&file.sha256).await.map_err(|cause| {
        tracing::error!(%cause, file = %file.id, "the content of a file cannot be read");
        ApiError::Unavailable
    })?;
    let headers_of_content = [
        (CONTENT_TYPE, file.media.media_type().to_owned()),
        (CONTENT_DISPOSITION, disposition(&file)),
    ];
    Ok((headers_of_both, headers_of_content, content).into_response())
}

/// Pictures are shown in the page, papers are saved; under the name that the file has, also where only ASCII is read.
fn disposition(file: &Attachment) -> String {
    let how = if file.media.is_image() {
        "inline"
    } else {
        "attachment"
    };
    let plain = file.name.replace(
        |c: char| !(c == ' ' || c.is_ascii_graphic()) || c == '\\',
        "_",
    );
    let coded = encoded(&file.name);
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

/// Once a day takes out content that was sent and never written down, or was refused. What the log names stays, also
/// where the file was taken out since: the history can be read.
pub async fn forget_daily(state: AppState) {
    let mut days = tokio::time::interval(Duration::from_secs(24 * 60 * 60));
    loop {
        days.tick().await;
        match forget(&state).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "took out contents that belong to nothing"),
            Err(cause) => tracing::error!(%cause, "contents that belong to nothing stay"),
        }
    }
}

async fn forget(state: &AppState) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    let now = now();
    let old = state.vault.old(now).await?;
    if old.is_empty() {
        return Ok(0);
    }
    let known = state.store.files_ever_named().await?;
    Ok(state.vault.forget(now, old, &known).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_holds() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        let take =
            |file, content: &[u8]| take(file, Some(content.to_vec())).map(|taken| taken.media);
        assert_eq!(take("a.png", &png), Ok(Media::Png));
        assert_eq!(take("a.pdf", b"%PDF-1.7\n"), Ok(Media::Pdf));
        assert_eq!(take("a.JPEG", b"\xff\xd8\xff\xe0"), Ok(Media::Jpeg));
        assert_eq!(take("a.webp", b"RIFF\0\0\0\0WEBPVP8 "), Ok(Media::Webp));
        for (file, content) in [
            ("a.pdf", &png[..]),
            ("a.png.exe", &png),
            (
                "a.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            ),
            ("a.pdf", b"<html><script>alert(1)</script>"),
            ("a.jpg", b"GIF89a"),
            ("a.jpg", b"MZ\x90\0"),
            ("a.pdf", b""),
        ] {
            assert_eq!(take(file, content), Err(Problem::UnknownMedia), "{file}");
        }
    }
}
