//! From a file to a plan.

use crate::limits::MAX_BYTES;
use crate::plan::Plan;
use crate::planner::plan;
use crate::refusal::FileRefusal;
use crate::sniff::{self, TextKind};
use crate::{Format, bundle, decode, gexf, graphml, json, table};
use jejaring_domain::Network;

/// What taking in a file would do to the network. Nothing is done yet: [`Plan::command`] is what does it.
///
/// What the file is, is told by its content; `file_name` only helps where that says nothing. Errors: the file as a
/// whole cannot be read; single rows that cannot are in the plan, each with what is wrong.
pub fn read(file_name: &str, bytes: &[u8], network: &Network) -> Result<Plan, FileRefusal> {
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
            .open(|rows, ignored| plan(Format::CsvZip, rows, network, ignored));
    }
    sniff::refuse_other(bytes)?;
    let text = decode::text(bytes)?;
    match sniff::text_kind(file_name, &text)? {
        TextKind::Table => {
            let table = table::Table::open(&text)?;
            plan(table.format(), &table, network, table.ignored.clone())
        }
        TextKind::Json => plan(Format::Json, &json::Json::open(&text)?, network, Vec::new()),
        TextKind::Gexf => {
            let graph = gexf::read(&text)?;
            plan(Format::Gexf, &graph, network, graph.ignored())
        }
        TextKind::GraphMl => {
            let graph = graphml::read(&text)?;
            plan(Format::GraphMl, &graph, network, graph.ignored())
        }
    }
}
