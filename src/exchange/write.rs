//! From a network to a file.

use crate::{Format, json, write_csv, write_gexf, write_graphml};
use jejaring_domain::{Network, OrganisationId};

/// A file could not be put together. It is in memory only, so this does not happen unless that runs out.
#[derive(Debug, thiserror::Error)]
#[error("the network could not be written as {format:?}")]
pub struct WriteError {
    /// As what.
    pub format: Format,
    /// Why.
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

/// Where organisations are drawn, for formats that say so.
pub type Positions<'a> = &'a dyn Fn(OrganisationId) -> Option<[f32; 2]>;

/// The network as a file of that format, archived records too. Positions go into graphs.
pub fn write(
    format: Format,
    network: &Network,
    positions: Option<Positions>,
) -> Result<Vec<u8>, WriteError> {
    let positions = positions.unwrap_or(&|_| None);
    let written = match format {
        Format::OrganisationsCsv => write_csv::organisations(network),
        Format::PartnershipsCsv => write_csv::partnerships(network),
        Format::CsvZip => write_csv::both(network),
        Format::Gexf => Ok(write_gexf::write(network, positions)),
        Format::GraphMl => Ok(write_graphml::write(network, positions)),
        Format::Json => json::write(network).map_err(Into::into),
    };
    written.map_err(|source| WriteError { format, source })
}
