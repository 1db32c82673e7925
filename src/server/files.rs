//! Import, export and the network's snapshot over plain HTTP.

use super::attachments::content;
use super::identity::{self, Identified};
use super::imports::read;
use super::state::{AppState, now};
use crate::api::ApiError;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, State};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jejaring_domain::{Action, Actor, Network, On, OrganisationId};
use jejaring_exchange::Format;
use jejaring_exchange::limits::MAX_BYTES;
use jejaring_graph::NodeId;

/// The network's snapshot for the browser: binary, see [`jejaring_graph::Snapshot`].
pub async fn snapshot(
    State(state): State<AppState>,
    Identified(actor): Identified,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    identity::check(&state, actor, Action::Browse, On::Network)?;
    let atlas = state.atlases.current(&state.store).await?;
    let etag = format!("\"{}-{}\"", atlas.seq.0, atlas.day);
    if headers
        .get(IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes())
    {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response());
    }
    let accepts = headers
        .get("accept-encoding")
        .and_then(|value| value.to_str().ok());
    let kind = (CONTENT_TYPE, "application/octet-stream".to_owned());
    Ok(if accepts.is_some_and(|accepts| accepts.contains("br")) {
        let encoding = (CONTENT_ENCODING, "br".to_owned());
        ([kind, encoding, (ETAG, etag)], atlas.compressed.clone()).into_response()
    } else {
        ([kind, (ETAG, etag)], atlas.snapshot.encode()).into_response()
    })
}

/// The whole network as a file: `network.csv.zip`, `network.gexf`, `network.graphml` or `network.json`.
pub async fn export(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Path(file): Path<String>,
) -> Result<Response, ApiError> {
    identity::check(&state, actor, Action::Export, On::Network)?;
    let named = |format: &Format| file == format!("network.{}", ending(*format));
    let format = Format::WHOLE
        .into_iter()
        .find(named)
        .ok_or(ApiError::NotFound)?;
    let atlas = state.atlases.current(&state.store).await?;
    let positions = atlas.positions();
    let store = state.store.clone();
    let written = tokio::task::spawn_blocking(move || {
        let position = |id| positions.get(&NodeId::Organisation(id).key()).copied();
        let network = store.read(Network::public);
        jejaring_exchange::write(format, &network, Some(&position))
    });
    let bytes = match written.await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(cause)) => return Err(failed(&cause)),
        Err(cause) => return Err(failed(&cause)),
    };
    let disposition = format!(
        "attachment; filename=\"jejaring-{}.{}\"",
        atlas.day,
        ending(format)
    );
    let kind = format.media_type().to_owned();
    Ok((
        [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response())
}

/// What the network adds up to, as a table.
pub async fn insight(
    State(state): State<AppState>,
    Identified(actor): Identified,
) -> Result<Response, ApiError> {
    insight_of(state, actor, None).await
}

/// What one organisation's part of the network adds up to, as a table.
pub async fn organisation_insight(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let id = id.parse().map_err(|_| ApiError::NotFound)?;
    insight_of(state, actor, Some(id)).await
}

async fn insight_of(
    state: AppState,
    actor: Actor,
    of: Option<OrganisationId>,
) -> Result<Response, ApiError> {
    identity::check(&state, actor, Action::Export, On::Network)?;
    let today = now().date();
    let written = tokio::task::spawn_blocking(move || {
        state.store.read(|network| {
            let known = of.is_none_or(|id| network.organisation(id).is_some());
            known.then(|| {
                let insight = jejaring_domain::insight::insight(
                    network,
                    of,
                    today,
                    jejaring_graph::matching::subject_words,
                );
                jejaring_exchange::write_insight(&insight, network)
            })
        })
    });
    let bytes = match written.await {
        Ok(Some(Ok(bytes))) => bytes,
        Ok(Some(Err(cause))) => return Err(failed(&*cause)),
        Ok(None) => return Err(ApiError::NotFound),
        Err(cause) => return Err(failed(&cause)),
    };
    let disposition = format!("attachment; filename=\"jejaring-insight-{today}.csv\"");
    let kind = Format::OrganisationsCsv.media_type().to_owned();
    Ok((
        [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response())
}

/// How a file of the whole network is named after its dot.
fn ending(format: Format) -> &'static str {
    if format == Format::CsvZip {
        "csv.zip"
    } else {
        format.extension()
    }
}

fn failed(cause: &dyn std::error::Error) -> ApiError {
    tracing::error!(%cause, "the network could not be written as a file");
    ApiError::Unavailable
}

/// Reads a sent file, keeps what it would change, and leads to the page that shows it.
pub async fn import(
    State(state): State<AppState>,
    Identified(actor): Identified,
    form: Multipart,
) -> Result<Redirect, ApiError> {
    identity::check(&state, actor, Action::Import, On::Anywhere)?;
    let (file, bytes) = match sent_file(form).await {
        Ok(Some((file, Some(bytes)))) => (file, bytes),
        Ok(Some((_, None))) => return Ok(Redirect::to("/import?refused=too_large")),
        Ok(None) => return Ok(Redirect::to("/import?refused=no_file")),
        Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Ok(Redirect::to("/import?refused=too_large"));
        }
        Err(_) => return Ok(Redirect::to("/import?refused=broken_off")),
    };
    Ok(match read(&state, actor, file, bytes.into()).await {
        Ok(run) => Redirect::to(&format!("/import?dry_run={}", state.kept.keep_run(run))),
        Err(ApiError::Unavailable) => Redirect::to("/import?refused=unavailable"),
        Err(error) => return Err(error),
    })
}

/// The first file of the form that has anything in it or a name, with what it holds, if that is not too large.
async fn sent_file(
    mut form: Multipart,
) -> Result<Option<(String, Option<Vec<u8>>)>, MultipartError> {
    let mut sent = None;
    // Browsers hear an answer only once they have sent all.
    while let Some(field) = form.next_field().await? {
        let name = field.file_name().map(str::to_owned);
        let name = name.filter(|name| sent.is_none() && !name.is_empty());
        let content = content(field, MAX_BYTES).await?;
        sent = sent.or(name.map(|name| (name, content)));
    }
    Ok(sent)
}
