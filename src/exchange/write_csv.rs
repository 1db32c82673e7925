//! A network as tables: one of organisations, one of partnerships, both in a ZIP file.
//!
//! UTF-8 with a byte order mark, without which Excel takes it for another encoding. Cells that a spreadsheet would
//! take for formulas are neutralised (see `formula`).

use crate::cells::{ORGANISATION, OrganisationCells, PARTNERSHIP, PartnershipCells};
use crate::formula;
use crate::index::{Found, Index};
use jejaring_domain::{Coded, Field, Network};
use std::error::Error;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

type Written = Result<Vec<u8>, Box<dyn Error + Send + Sync>>;

/// The table of organisations.
pub(crate) fn organisations(network: &Network) -> Written {
    table(&ORGANISATION, organisation_rows(network))
}

/// The table of partnerships.
pub(crate) fn partnerships(network: &Network) -> Written {
    table(&PARTNERSHIP, partnership_rows(network))
}

/// A row for each organisation.
pub(crate) fn organisation_rows(
    network: &Network,
) -> impl Iterator<Item = [String; ORGANISATION.len()]> {
    network.organisations().map(|organisation| {
        let mut cells = OrganisationCells::from(organisation);
        ORGANISATION.map(|field| cells.cell(field).map(std::mem::take).unwrap_or_default())
    })
}

/// A row for each partnership. Parties are named by name where that is enough to tell which is meant.
pub(crate) fn partnership_rows(
    network: &Network,
) -> impl Iterator<Item = [String; PARTNERSHIP.len()]> {
    let index = Index::of(network.organisations());
    let name = move |id| {
        let organisation = network.organisation(id);
        let name = organisation.map(|organisation| organisation.profile.name.as_str());
        let telling = name.filter(|name| index.find(name) == Found::One(id));
        telling.map_or_else(|| String::from(id), str::to_owned)
    };
    network.partnerships().map(move |partnership| {
        let mut cells = PartnershipCells::new(partnership, &name);
        PARTNERSHIP.map(|field| cells.cell(field).map(std::mem::take).unwrap_or_default())
    })
}

/// Both tables in a ZIP file.
pub(crate) fn both(network: &Network) -> Written {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The same network gives the same file.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    archive.start_file("organisations.csv", options)?;
    archive.write_all(&organisations(network)?)?;
    archive.start_file("partnerships.csv", options)?;
    archive.write_all(&partnerships(network)?)?;
    Ok(archive.finish()?.into_inner())
}

fn table<const N: usize>(fields: &[Field; N], rows: impl Iterator<Item = [String; N]>) -> Written {
    let mut writer = csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(fields.map(Coded::code))?;
    for row in rows {
        writer.write_record(
            row.iter()
                .map(|cell| formula::neutralise(cell).into_owned()),
        )?;
    }
    Ok(writer.into_inner().map_err(|error| error.into_error())?)
}
