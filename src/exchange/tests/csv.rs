//! Tables as people write them.
#![allow(clippy::unwrap_used)]

mod common;

use common::{network, read, take_in};
use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_exchange::{Content, FileRefusal, Format, Plan, RowFault, RowOutcome, write};
use std::io::Write;

fn plan(text: &str, network: &Network) -> Plan {
    let plan = read("a.csv", text.as_bytes(), network).unwrap();
    take_in(network, &plan);
    plan
}

fn refusal(bytes: &[u8]) -> FileRefusal {
    read("a.csv", bytes, &Network::default()).unwrap_err()
}

fn faults(plan: &Plan, row: usize) -> Vec<RowFault> {
    match &plan.rows[row].outcome {
        RowOutcome::Refused { faults } => faults.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn organisations_in_indonesian() {
    let text = "\u{feff}Kabupaten/Kota;NAMA;Jenis;Lintang;Bujur;Program;Telepon\r\n\
        Bantul;SMK Negeri 1;Sekolah;-7,88;110,33;\"Tata Boga; Kriya\";0274\r\n\
        \r\n\
        ;;;;;;\r\n\
        Sleman;\"PT \"\"Maju\"\"\nJaya\";dunia usaha/industri;;;;\r\n\
        ;Karang Taruna;komunitas\r\n";
    let plan = plan(text, &Network::default());
    assert_eq!(plan.format, Format::OrganisationsCsv);
    assert_eq!(plan.ignored, ["Telepon"]);
    let lines: Vec<u64> = plan.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 5, 7]);
    let profile = |n: usize| &plan.organisations[n].profile;
    assert_eq!(&*profile(0).place.regency, "Bantul");
    assert_eq!(
        profile(0).place.coordinates,
        Coordinates::new(-7.88, 110.33).ok()
    );
    assert_eq!(profile(0).programmes.len(), 2);
    assert_eq!(
        (profile(1).name.as_str(), profile(1).kind),
        ("PT \"Maju\" Jaya", Kind::Company)
    );
    assert_eq!(profile(2).kind, Kind::Community);
}

#[test]
fn a_list_of_schools_needs_no_kind() {
    let one = plan(
        "npsn\tNama Satuan Pendidikan\n20400123\tSMA 1\n\tSMA 2\n",
        &Network::default(),
    );
    let kinds: Vec<Kind> = one.organisations.iter().map(|o| o.profile.kind).collect();
    assert_eq!(kinds, [Kind::School, Kind::School]);
    let two = plan("nama,npsn\nSMA 1,20400123\nPT X,\n", &Network::default());
    assert_eq!(
        faults(&two, 1),
        [Fault::new(Field::Kind, Problem::Missing).into()]
    );
}

#[test]
fn rows_are_matched_to_the_network_and_to_each_other() {
    let mut school = Profile::new(Name::new("SMK Negeri 1 Bantul").unwrap(), Kind::School);
    school.npsn = Npsn::new("20400123").ok();
    let mut regency = Profile::new(Name::new("SMA 2").unwrap(), Kind::School);
    regency.place.regency = Line::new("Kab. Bantul").unwrap();
    let organisations = [school, regency].into_iter().zip(1..);
    let organisations = organisations.map(|(profile, n)| common::organisation(n, profile, false));
    let network = Network::restore(Seq(1), organisations, [], []);
    let id = |n| Subject::Organisation(OrganisationId::new(1, n));

    let text = "id,name,kind,npsn,regency\n\
        00000000010000000000000001,anything,,,\n\
        ,SMKN 1,school,20400123,\n\
        ,smk negeri 1  BANTUL.,school,,\n\
        ,SMA 2,school,,Kab Bantul\n\
        ,SMA 2,school,,Sleman\n\
        ,SMA 2,company,,\n\
        ,sma-2,company,,\n";
    let plan = plan(text, &network);
    let outcome = |n: usize| plan.rows[n].outcome.clone();
    assert_eq!(
        outcome(0),
        RowOutcome::Matched {
            id: id(1),
            line: None
        }
    );
    // The same organisation as in the row before.
    assert_eq!(
        outcome(1),
        RowOutcome::Matched {
            id: id(1),
            line: Some(2)
        }
    );
    assert_eq!(
        outcome(2),
        RowOutcome::Matched {
            id: id(1),
            line: Some(2)
        }
    );
    assert_eq!(
        outcome(3),
        RowOutcome::Matched {
            id: id(2),
            line: None
        }
    );
    assert!(matches!(outcome(4), RowOutcome::Added { .. }));
    assert!(matches!(outcome(5), RowOutcome::Added { .. }));
    assert!(matches!(
        outcome(6),
        RowOutcome::Matched { line: Some(7), .. }
    ));
}

#[test]
fn a_name_that_fits_several_is_refused() {
    let text = "name,kind,regency\nSMA 1,school,Bantul\nSMA 1,school,Sleman\nSMA 1,school,\n";
    let plan = plan(text, &Network::default());
    assert_eq!(
        faults(&plan, 2),
        [RowFault::Ambiguous {
            given: "SMA 1".into(),
            count: 2
        }]
    );
}

#[test]
fn all_mistakes_of_a_row_are_told_and_the_others_stay() {
    let text = "name,kind,npsn,website,archived\n,toko,12,x,mungkin\nPT X,company,20400123,,\nSMA 1,school,,,\na,school,,,,,7\n";
    let plan = plan(text, &Network::default());
    let unknown = |given: &str| Problem::UnknownCode {
        given: given.into(),
    };
    let expected: Vec<RowFault> = [
        Fault::new(Field::Name, Problem::Missing),
        Fault::new(Field::Kind, unknown("toko")),
        Fault::new(Field::Npsn, Problem::NotEightDigits),
        Fault::new(Field::Archived, unknown("mungkin")),
    ]
    .map(RowFault::Invalid)
    .into();
    assert_eq!(faults(&plan, 0), expected);
    assert_eq!(
        faults(&plan, 1),
        [Fault::new(Field::Npsn, Problem::OnlyForSchools).into()]
    );
    assert_eq!(plan.organisations.len(), 1);
    assert_eq!(
        faults(&plan, 3),
        [RowFault::TooManyCells {
            expected: 5,
            found: 7
        }]
    );
}

#[test]
fn partnerships_in_everyday_words() {
    let there = network(&[
        ("SMK Negeri 1", Kind::School),
        ("PT Maju; Jaya", Kind::Company),
        ("Karang Taruna", Kind::Community),
    ]);
    let text = "judul,mitra,peran,jawaban,sumbangan,bentuk,langkah,mulai,selesai,manfaat,nomor MoU,tanggal MoU,berlaku sampai,pembiayaan\n\
        Magang,SMK Negeri 1; pt maju\\; jaya,pengusul;;,setuju;diterima,2 dana: Rp 5 juta; 2 tenaga ahli; 1: tempat magang: 10 orang,Formal,8,1/2/2026,31-12-2026,informasi=terwujud: laporan; creativity,421/07,5/1/2026,5/1/2029,hibah\n\
        Kunjungan,Karang Taruna;00000000010000000000000001,,,,,,,,,,,,\n";
    let plan = plan(text, &there);
    assert_eq!(plan.format, Format::PartnershipsCsv);
    let terms = &plan.partnerships[0].terms;
    let ids: Vec<OrganisationId> = terms
        .parties
        .iter()
        .map(|party| party.organisation)
        .collect();
    assert_eq!(ids, [OrganisationId::new(1, 1), OrganisationId::new(1, 2)]);
    assert_eq!(
        (terms.parties[0].role, terms.parties[1].role),
        (Role::Proposer, Role::Partner)
    );
    assert!(
        terms
            .parties
            .iter()
            .all(|party| party.answer == Answer::Accepted)
    );
    let brings = |n: usize| -> Vec<(ContributionKind, &str)> {
        let contributions = terms.parties[n].contributions.iter();
        contributions.map(|c| (c.kind, c.note.as_str())).collect()
    };
    assert_eq!(brings(0), [(ContributionKind::InternshipPlace, "10 orang")]);
    assert_eq!(
        brings(1),
        [
            (ContributionKind::Funds, "Rp 5 juta"),
            (ContributionKind::Expert, "")
        ]
    );
    assert_eq!(
        (terms.form, terms.step, terms.finance),
        (Form::Formal, Step::Implementation, Finance::Grant)
    );
    assert_eq!(
        terms.benefits[&Benefit::Information].evidence.as_str(),
        "laporan"
    );
    assert_eq!(
        terms.benefits[&Benefit::Creativity].state,
        BenefitState::Expected
    );
    assert_eq!(
        terms.agreement.as_ref().unwrap().signed,
        Some(Date::constant(2026, 1, 5))
    );

    let second = &plan.partnerships[1].terms;
    assert_eq!(
        (second.form, second.step),
        (Form::Informal, Step::Implementation)
    );
    assert!(
        second
            .parties
            .iter()
            .all(|party| party.answer == Answer::Pending)
    );
}

#[test]
fn a_day_still_to_come_is_no_signing() {
    let there = network(&[("A", Kind::School), ("B", Kind::Company)]);
    let text = "title,parties,form,agreement_number,agreement_signed\n\
        Soon,A;B,formal,1/2099,2099-01-05\n\
        Done,A;B,formal,1/2026,2026-01-05\n";
    let plan = plan(text, &there);
    let early = Fault::new(Field::AgreementSigned, Problem::InFuture);
    assert_eq!(faults(&plan, 0), [early.into()]);
    assert_eq!(plan.counts().partnerships.added, 1);
}

#[test]
fn partnerships_that_are_there_are_matched() {
    let there = network(&[("A", Kind::School), ("B", Kind::Company)]);
    let text = "title,parties\nMagang,A; B\nmagang!,B;A\nLain,A;B\n";
    let first = plan(text, &there);
    assert!(matches!(
        first.rows[1].outcome,
        RowOutcome::Matched { line: Some(2), .. }
    ));
    assert_eq!(first.partnerships.len(), 2);
    let after = take_in(&there, &first);
    let again = plan(text, &after);
    assert!(again.partnerships.is_empty());
}

#[test]
fn what_is_wrong_with_a_party_is_said() {
    let mut away = Profile::new(Name::new("D").unwrap(), Kind::School);
    away.aliases.insert(Name::new("Sekolah D").unwrap());
    let away = common::organisation(9, away, true);
    let twins = [1, 2].map(|n| {
        let mut twin = Profile::new(Name::new("Kembar").unwrap(), Kind::School);
        twin.place.regency = Line::new(["", "Bantul", "Sleman"][n as usize]).unwrap();
        common::organisation(n, twin, false)
    });
    let there = Network::restore(Seq(1), twins.into_iter().chain([away]), [], []);
    let text = "title,parties,roles,contributions\n\
        x,Kembar; D,,\n\
        y,Tiada; Sekolah D,,\n\
        z,D; D,,\n\
        w,00000000010000000000000001; 00000000010000000000000002,a;b;c,9 funds\n\
        v,00000000010000000000000001; Sekolah D,,\n";
    let plan = plan(text, &there);
    assert_eq!(
        faults(&plan, 0),
        [RowFault::Ambiguous {
            given: "Kembar".into(),
            count: 2
        }]
    );
    let parties = |problem| RowFault::Invalid(Fault::new(Field::Parties, problem));
    assert_eq!(
        faults(&plan, 1),
        [parties(Problem::UnknownOrganisation {
            given: "Tiada".into()
        })]
    );
    assert_eq!(
        faults(&plan, 2),
        [
            parties(Problem::PartyTwice),
            parties(Problem::FewerThanTwoParties)
        ]
    );
    let fields: Vec<Field> = faults(&plan, 3)
        .iter()
        .map(|fault| match fault {
            RowFault::Invalid(fault) => fault.field,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        fields,
        [
            Field::Roles,
            Field::Contributions,
            Field::Roles,
            Field::Roles
        ]
    );
    let organisation = OrganisationId::new(1, 9);
    assert_eq!(
        faults(&plan, 4),
        [parties(Problem::ArchivedOrganisation { organisation })]
    );
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn both_tables_in_one_zip_file() {
    let bytes = zip(&[
        (
            "data/Kemitraan.csv",
            b"judul;mitra\nMagang;A;B\nKunjungan;\"A; C\"\nLain;\"A; B\"\n",
        ),
        (
            "data/Lembaga.csv",
            b"id;nama;jenis\n1;A;sekolah\n2;B;perusahaan\n3;C;toko\n",
        ),
        ("__MACOSX/data/._Lembaga.csv", b"\0\0\0"),
        ("catatan.txt", b"Dari dinas."),
        ("foto.png", b"\x89PNG"),
    ]);
    let empty = Network::default();
    let plan = read("x.zip", &bytes, &empty).unwrap();
    take_in(&empty, &plan);
    assert_eq!(plan.format, Format::CsvZip);
    assert_eq!(plan.ignored, ["foto.png", "catatan.txt"]);
    assert_eq!((plan.organisations.len(), plan.partnerships.len()), (2, 1));
    // The delimiter of the table ends the cell here, as it would in a spreadsheet.
    assert_eq!(
        faults(&plan, 3)[0],
        RowFault::TooManyCells {
            expected: 2,
            found: 3
        }
    );
    assert_eq!(
        faults(&plan, 4),
        [RowFault::PartyRefused {
            given: "C".into(),
            line: 4
        }]
    );
}

#[test]
fn a_table_that_lacks_columns_says_which() {
    let FileRefusal::MissingColumns {
        format,
        missing,
        expected,
        found,
    } = refusal(b"nama,alamat\nA,B\n")
    else {
        panic!();
    };
    assert_eq!(
        (format, missing),
        (Format::OrganisationsCsv, vec![Field::Kind])
    );
    assert!(expected.contains(&Field::Npsn));
    assert_eq!(found, ["nama", "alamat"]);
    let FileRefusal::MissingColumns {
        format, missing, ..
    } = refusal(b"judul;bentuk;langkah\n")
    else {
        panic!();
    };
    assert_eq!(
        (format, missing),
        (Format::PartnershipsCsv, vec![Field::Parties])
    );
}

#[test]
fn broken_tables_are_refused_with_their_line() {
    let malformed = |line| FileRefusal::Malformed {
        format: Format::OrganisationsCsv,
        line,
    };
    assert_eq!(
        refusal(b"name,kind\na,school\n\"b,school\nc,school\n"),
        malformed(3)
    );
    let bad = FileRefusal::BadText {
        line: 2,
        encoding: "UTF-8".into(),
    };
    assert_eq!(refusal(b"name,kind\n\xe9cole,school\n"), bad);
    assert_eq!(
        refusal(b"name,kind\na\0,school\n"),
        FileRefusal::Nul { line: 2 }
    );
    assert_eq!(refusal(b" \n \n"), FileRefusal::Empty);
}

#[test]
fn utf_16_and_sep_are_understood() {
    let text = "\u{feff}sep=;\r\nnama;jenis\r\nÉcole, satu;sekolah\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let plan = read("a.csv", &bytes, &Network::default()).unwrap();
    assert_eq!(plan.organisations[0].profile.name.as_str(), "École, satu");
    assert_eq!(plan.rows[0].line, 3);
}

#[test]
fn exported_tables_are_safe_in_spreadsheets() {
    let network = network(&[
        ("=HYPERLINK(\"http://x\")", Kind::Company),
        ("B", Kind::School),
    ]);
    let bytes = write(Format::OrganisationsCsv, &network, None).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with('\u{feff}'));
    assert!(
        text.contains(",\"'=HYPERLINK(\"\"http://x\"\")\","),
        "{text}"
    );
}

#[test]
fn other_zip_files_are_told_from_ours() {
    let wrong = |found| FileRefusal::WrongContent { found };
    let sheet = zip(&[
        ("[Content_Types].xml", b"<a/>"),
        ("xl/workbook.xml", b"<a/>"),
    ]);
    assert_eq!(refusal(&sheet), wrong(Content::Spreadsheet));
    assert_eq!(refusal(&zip(&[("a.jpg", b"x")])), wrong(Content::Archive));
    let twice = zip(&[("a.csv", b"name,kind\n"), ("b.csv", b"nama,jenis\n")]);
    assert_eq!(
        refusal(&twice),
        FileRefusal::SameTableTwice {
            first: "a.csv".into(),
            second: "b.csv".into()
        }
    );
    let bad = zip(&[("a.csv", b"nama\n")]);
    assert!(matches!(refusal(&bad), FileRefusal::Within { entry, .. } if entry == "a.csv"));
}
