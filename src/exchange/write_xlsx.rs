//! A network as a workbook of two sheets, for people: with headings in their language, which stay in sight and filter.
//!
//! The format is a ZIP file of XML parts (ECMA-376); these are all that spreadsheet programs ask for. Texts stand in
//! their cells as texts, so that none is ever taken for a formula.

use crate::cells::{ORGANISATION, PARTNERSHIP};
use crate::write_csv::{organisation_rows, partnership_rows};
use crate::xml_text::escape;
use jejaring_domain::{Field, Network};
use std::error::Error;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// Style 0 is plain, style 1 bold.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The most letters of a cell that Excel reads.
const MOST_LETTERS: usize = 32_767;

/// The workbook: organisations on the first sheet, partnerships on the second, with these names and headings.
/// Errors: memory runs out.
pub fn write_xlsx(
    network: &Network,
    sheets: [&str; 2],
    heading: impl Fn(Field) -> String,
) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let [first, second] = sheets.map(escape);
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"{first}\" sheetId=\"1\" r:id=\"rId1\"/>\
         <sheet name=\"{second}\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"
    );
    let organisations = sheet(&ORGANISATION.map(&heading), organisation_rows(network));
    let partnerships = sheet(&PARTNERSHIP.map(&heading), partnership_rows(network));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The same network gives the same file.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, part) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &organisations),
        ("xl/worksheets/sheet2.xml", &partnerships),
    ] {
        archive.start_file(name, options)?;
        archive.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn sheet<const N: usize>(heads: &[String; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut xml = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols><col min=\"1\" max=\"{N}\" width=\"24\" customWidth=\"1\"/></cols><sheetData>"
    );
    row(&mut xml, heads, " s=\"1\"");
    let mut count = 1;
    for cells in rows {
        row(&mut xml, &cells, "");
        count += 1;
    }
    let last = column(N);
    xml.push_str(&format!(
        "</sheetData><autoFilter ref=\"A1:{last}{count}\"/></worksheet>"
    ));
    xml
}

fn row<const N: usize>(xml: &mut String, cells: &[String; N], style: &str) {
    xml.push_str("<row>");
    for text in cells {
        if text.is_empty() {
            xml.push_str(&format!("<c{style}/>"));
            continue;
        }
        let text: String = text
            .chars()
            .filter(|c| allowed(*c))
            .take(MOST_LETTERS)
            .collect();
        let text = escape(&text);
        xml.push_str(&format!(
            "<c{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
        ));
    }
    xml.push_str("</row>");
}

/// Whether XML has a way to write it.
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// The letters of a column, the first being 1.
fn column(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'A' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejaring_domain::{Coded, Kind, Name, Organisation, OrganisationId, Origin, Profile, Seq};
    use std::io::Read;

    #[test]
    fn columns_have_letters() {
        assert_eq!(
            [1, 26, 27, 52, 703].map(column),
            ["A", "Z", "AA", "AZ", "AAA"]
        );
    }

    #[test]
    fn texts_stand_in_the_workbook_as_they_are() {
        let organisation = Organisation {
            id: OrganisationId::new(1, 1),
            profile: Profile::new(Name::new("=1+1 <PT> & Anak").unwrap(), Kind::Company),
            origin: Origin::Entered,
            archived: false,
            created: Seq(1),
            versions: Default::default(),
        };
        let network = Network::restore(Seq(1), [organisation], [], []);
        let heading = |field: Field| format!("«{}»", field.code());
        let bytes = write_xlsx(&network, ["Lembaga", "Kemitraan"], heading).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive
                .by_name(name)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        };
        let sheet = part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<t xml:space=\"preserve\">=1+1 &lt;PT&gt; &amp; Anak</t>"));
        assert!(sheet.contains("«name»") && !sheet.contains("<f>"));
        assert!(part("xl/workbook.xml").contains("name=\"Kemitraan\""));
        for name in [
            "[Content_Types].xml",
            "xl/styles.xml",
            "xl/worksheets/sheet2.xml",
        ] {
            assert!(part(name).starts_with("<?xml"));
        }
    }
}
