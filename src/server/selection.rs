//! What the explorer shows, as a file: the part of the network that a filter leaves.

use super::identity::{self, Identified};
use super::preferences;
use super::state::AppState;
use crate::api::ApiError;
use crate::explorer::url::UrlState;
use crate::i18n::{td_string, words};
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jejaring_domain::{Action, Network, On, OrganisationId, PartnershipId};
use jejaring_exchange::{Format, write, write_xlsx};
use jejaring_graph::{Filter, NodeId, Snapshot};
use std::collections::BTreeSet;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The file `export.…` of what an address of the explorer shows.
pub async fn export(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    identity::check(&state, actor, Action::Export, On::Network)?;
    let ending = file.strip_prefix("export.").unwrap_or_default().to_owned();
    let format = match ending.as_str() {
        "csv" => Some(Format::CsvZip),
        "gexf" => Some(Format::Gexf),
        "graphml" => Some(Format::GraphMl),
        "json" => Some(Format::Json),
        "xlsx" => None,
        _ => return Err(ApiError::NotFound),
    };
    let filter = UrlState::of_query(&query.unwrap_or_default()).filter;
    let locale = preferences::language(&headers);
    let atlas = state.atlases.current(&state.store).await?;
    let day = atlas.day;
    let written = tokio::task::spawn_blocking(move || {
        let shown = Shown::of(&atlas.snapshot, &filter);
        let network = state.store.read(|network| shown.of_network(network));
        let position = |id| {
            let node = atlas.snapshot.node(NodeId::Organisation(id))?;
            Some(atlas.snapshot.position(node))
        };
        match format {
            Some(format) => write(format, &network, Some(&position)).map_err(Into::into),
            None => {
                let sheets = [
                    td_string!(locale, organisations.title),
                    td_string!(locale, partnerships.title),
                ];
                write_xlsx(&network, sheets, |field| {
                    words::field(locale, field).to_owned()
                })
            }
        }
    });
    let bytes = match written.await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(cause)) => return Err(failed(&*cause)),
        Err(cause) => return Err(failed(&cause)),
    };
    let ending = if ending == "csv" { "csv.zip" } else { &ending };
    let disposition = format!("attachment; filename=\"jejaring-{day}.{ending}\"");
    let kind = format.map_or(XLSX, Format::media_type).to_owned();
    Ok((
        [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response())
}

fn failed(cause: &dyn std::error::Error) -> ApiError {
    tracing::error!(%cause, "what is shown could not be written as a file");
    ApiError::Unavailable
}

/// The records that a filter shows.
struct Shown {
    organisations: BTreeSet<OrganisationId>,
    partnerships: BTreeSet<PartnershipId>,
}

impl Shown {
    /// Organisations that are shown, and the partnerships between at least two of them with all their parties: a record
    /// is only whole with them.
    fn of(snapshot: &Snapshot, filter: &Filter) -> Self {
        let mask = filter.mask(snapshot);
        let mut organisations: BTreeSet<OrganisationId> = (0..snapshot.organisation_count())
            .filter(|organisation| mask.nodes[*organisation])
            .map(|organisation| snapshot.organisation_id(organisation))
            .collect();
        let mut partnerships = BTreeSet::new();
        for partnership in 0..snapshot.partnership_count() {
            let parties = snapshot.party_organisations(partnership);
            let shown = parties.iter().filter(|party| mask.nodes[**party as usize]);
            if mask.partnerships[partnership] && shown.count() > 1 {
                partnerships.insert(snapshot.partnership_id(partnership));
                let parties = parties
                    .iter()
                    .map(|party| snapshot.organisation_id(*party as usize));
                organisations.extend(parties);
            }
        }
        Self {
            organisations,
            partnerships,
        }
    }

    fn of_network(&self, network: &Network) -> Network {
        let public = network.public();
        Network::restore(
            public.seq(),
            public
                .organisations()
                .filter(|organisation| self.organisations.contains(&organisation.id))
                .cloned(),
            public
                .partnerships()
                .filter(|partnership| self.partnerships.contains(&partnership.id))
                .cloned(),
            [],
        )
    }
}
