//! From a file to a plan.

use crate::limits::MAX_BYTES;
use crate::plan::Plan;
use crate::planner::plan;
use crate::refusal::FileRefusal;
use crate::sniff::{self, TextKind};
use crate::{Format, bundle, decode, gexf, graphml, json, table};
use jejaring_domain::{Date, Network, OrganisationId, PartnershipId};
use std::collections::BTreeSet;

/// Who brings in a file: what is there for them, and what they may add.
#[derive(Clone, Copy)]
pub struct Importer<'a> {
    /// The network as they see it.
    pub network: &'a Network,
    /// Partnerships that are there and that they do not see: their identifiers are taken, and nothing is said of it.
    pub hidden: &'a BTreeSet<PartnershipId>,
    /// Those of whom one must be a party of each partnership; none for who brings in for everybody.
    pub own: Option<&'a BTreeSet<OrganisationId>>,
    /// The day that it is.
    pub today: Date,
}

/// What taking in a file would do to the network. Nothing is done yet: [`Plan::command`] is what does it.
///
/// What the file is, is told by its content; `file_name` only helps where that says nothing. Errors: the file as a
/// whole cannot be read; single rows that cannot are in the plan, each with what is wrong.
pub fn read(file_name: &str, bytes: &[u8], importer: &Importer<'_>) -> Result<Plan, FileRefusal> {
    let size = bytes.len() as u64;
    if size > MAX_BYTES {
        return Err(FileRefusal::TooLarge {
            bytes: size,
            max: MAX_BYTES,
        });
    }
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if sniff::is_zip(bytes) {
        return bundle::unpack(bytes)?
            .open(|rows, ignored| plan(Format::CsvZip, rows, importer, ignored));
    }
    sniff::refuse_other(bytes)?;
    let text = decode::text(bytes)?;
    match sniff::text_kind(file_name, &text)? {
        TextKind::Table => {
            let table = table::Table::open(&text)?;
            plan(table.format(), &table, importer, table.ignored.clone())
        }
        TextKind::Json => plan(
            Format::Json,
            &json::Json::open(&text)?,
            importer,
            Vec::new(),
        ),
        TextKind::Gexf => {
            let graph = gexf::read(&text)?;
            plan(Format::Gexf, &graph, importer, graph.ignored())
        }
        TextKind::GraphMl => {
            let graph = graphml::read(&text)?;
            plan(Format::GraphMl, &graph, importer, graph.ignored())
        }
    }
}
