//! The words that people use for columns and values, in Indonesian and English, beside the program's own codes.

use jejaring_domain::{
    Authority, Benefit, BenefitState, Coded, ContributionKind, Field, Finance, Form, Kind, Role,
    Scope, Step,
};

use crate::plan::Part;

/// A word in the form in which words are compared: lower case, words joined by one blank, without punctuation.
pub(crate) fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a column's header, or an attribute's name, says of its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub field: Field,
    /// The kind that all organisations named in such a column are of.
    pub kind: Option<Kind>,
}

/// The column that a header means in a table of organisations or of partnerships.
pub(crate) fn column(header: &str, part: Part) -> Option<Column> {
    let header = plain(header);
    let (fields, synonyms): (&[Field], &[(Field, &[&str])]) = match part {
        Part::Organisation => (&crate::cells::ORGANISATION, ORGANISATION),
        Part::Partnership => (&crate::cells::PARTNERSHIP, PARTNERSHIP),
    };
    let own = fields.iter().find(|field| plain(field.code()) == header);
    let field = own.copied().or_else(|| {
        let known = |words: &&(Field, &[&str])| words.1.contains(&header.as_str());
        synonyms.iter().find(known).map(|(field, _)| *field)
    });
    let field = field.map(|field| Column { field, kind: None });
    field.or_else(|| {
        let kind = KIND_NAMES
            .iter()
            .find(|(_, words)| words.contains(&header.as_str()));
        let kind = kind.filter(|_| part == Part::Organisation);
        kind.map(|(kind, _)| Column {
            field: Field::Name,
            kind: Some(*kind),
        })
    })
}

const ORGANISATION: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "nama",
            "nama lembaga",
            "nama organisasi",
            "nama instansi",
            "lembaga",
            "organisasi",
            "instansi",
            "organisation",
            "organization",
            "organisation name",
            "organization name",
            "nama mitra",
            "mitra",
        ],
    ),
    (
        Field::Kind,
        &[
            "jenis",
            "jenis lembaga",
            "tipe",
            "type",
            "kategori",
            "category",
        ],
    ),
    (
        Field::Npsn,
        &["nomor pokok sekolah nasional", "nomor npsn", "no npsn"],
    ),
    (
        Field::Aliases,
        &[
            "alias",
            "nama lain",
            "singkatan",
            "akronim",
            "other names",
            "acronym",
        ],
    ),
    (
        Field::Regency,
        &[
            "kabupaten",
            "kota",
            "kabupaten kota",
            "kab kota",
            "kota kabupaten",
            "kab",
            "nama kabupaten",
            "city",
            "regency city",
            "town",
        ],
    ),
    (
        Field::Province,
        &["provinsi", "propinsi", "prov", "nama provinsi", "state"],
    ),
    (Field::Country, &["negara"]),
    (Field::Latitude, &["lintang", "garis lintang", "lat"]),
    (
        Field::Longitude,
        &["bujur", "garis bujur", "lon", "long", "lng"],
    ),
    (
        Field::Programmes,
        &[
            "program",
            "programs",
            "programme",
            "jurusan",
            "program keahlian",
            "kompetensi keahlian",
            "bidang",
            "bidang usaha",
            "sektor",
            "sector",
            "sectors",
        ],
    ),
    (
        Field::About,
        &[
            "tentang",
            "keterangan",
            "deskripsi",
            "description",
            "profil",
        ],
    ),
    (
        Field::Website,
        &["situs", "situs web", "web", "laman", "url", "homepage"],
    ),
    (Field::Archived, &["arsip", "diarsipkan"]),
];

/// Columns whose name tells both that they hold names and of what.
const KIND_NAMES: &[(Kind, &[&str])] = &[
    (
        Kind::School,
        &[
            "nama sekolah",
            "sekolah",
            "nama satuan pendidikan",
            "satuan pendidikan",
            "school",
            "school name",
        ],
    ),
    (
        Kind::Company,
        &[
            "nama perusahaan",
            "perusahaan",
            "nama industri",
            "nama dudi",
            "nama iduka",
            "company",
            "company name",
        ],
    ),
    (
        Kind::Community,
        &["nama komunitas", "komunitas", "community", "community name"],
    ),
];

const PARTNERSHIP: &[(Field, &[&str])] = &[
    (
        Field::Title,
        &[
            "judul",
            "nama",
            "name",
            "kemitraan",
            "nama kemitraan",
            "judul kemitraan",
            "nama kerja sama",
            "nama kerjasama",
            "partnership",
        ],
    ),
    (Field::Purpose, &["tujuan", "maksud", "maksud dan tujuan"]),
    (
        Field::Parties,
        &[
            "pihak",
            "para pihak",
            "mitra",
            "nama mitra",
            "lembaga",
            "partners",
            "organisations",
            "organizations",
        ],
    ),
    (Field::Roles, &["peran", "role"]),
    (Field::Answers, &["jawaban", "answer"]),
    (Field::Contributions, &["sumbangan", "kontribusi"]),
    (Field::Form, &["bentuk", "bentuk kemitraan"]),
    (Field::Scope, &["ruang lingkup", "lingkup"]),
    (Field::Finance, &["pembiayaan", "pendanaan"]),
    (Field::Step, &["langkah", "tahap", "tahapan"]),
    (
        Field::Start,
        &["mulai", "tanggal mulai", "tgl mulai", "start date"],
    ),
    (
        Field::End,
        &[
            "selesai",
            "tanggal selesai",
            "tgl selesai",
            "sampai",
            "end date",
        ],
    ),
    (Field::Benefits, &["manfaat"]),
    (
        Field::AgreementNumber,
        &[
            "nomor naskah",
            "nomor mou",
            "no mou",
            "nomor pks",
            "no pks",
            "nomor perjanjian",
        ],
    ),
    (
        Field::AgreementTitle,
        &["judul naskah", "judul mou", "judul pks"],
    ),
    (
        Field::AgreementSigned,
        &[
            "ditandatangani",
            "tanggal tanda tangan",
            "tanggal penandatanganan",
            "tanggal mou",
            "tanggal pks",
        ],
    ),
    (
        Field::AgreementExpires,
        &["berlaku sampai", "berlaku hingga", "masa berlaku"],
    ),
    (
        Field::AgreementSignatories,
        &["penandatangan", "penanda tangan"],
    ),
    (Field::ConsentAuthority, &["pemberi persetujuan"]),
    (Field::ConsentReference, &["nomor persetujuan"]),
    (Field::ConsentDate, &["tanggal persetujuan"]),
    (Field::Ended, &["diakhiri", "berakhir", "tanggal berakhir"]),
    (Field::EndedReason, &["alasan berakhir", "alasan diakhiri"]),
    (Field::Archived, &["arsip", "diarsipkan"]),
];

/// Values that have everyday words.
pub(crate) trait Worded: Coded {
    /// The words, in the form of [`plain`].
    const WORDS: &'static [(Self, &'static [&'static str])];
}

/// The value that a word means.
pub(crate) fn value<W: Worded>(word: &str) -> Option<W> {
    W::from_code(word).or_else(|| {
        let word = plain(word);
        let known = W::WORDS
            .iter()
            .find(|(_, words)| words.contains(&word.as_str()));
        known.map(|(value, _)| *value)
    })
}

/// The code of the value that a word means, or the word where it means none.
pub(crate) fn code<W: Worded>(word: String) -> String {
    value::<W>(&word).map_or(word, |value| value.code().to_owned())
}

impl Worded for Kind {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (
            Kind::School,
            &[
                "sekolah",
                "satuan pendidikan",
                "madrasah",
                "sd",
                "mi",
                "smp",
                "mts",
                "sma",
                "ma",
                "smk",
                "slb",
                "schools",
            ],
        ),
        (
            Kind::Company,
            &[
                "perusahaan",
                "dunia usaha",
                "industri",
                "dunia industri",
                "dunia usaha industri",
                "dudi",
                "iduka",
                "du di",
                "usaha",
                "business",
                "industry",
                "companies",
            ],
        ),
        (
            Kind::Community,
            &[
                "komunitas",
                "masyarakat",
                "kelompok masyarakat",
                "ngo",
                "lsm",
                "communities",
            ],
        ),
        (
            Kind::Institution,
            &[
                "lembaga",
                "lembaga lain",
                "institusi",
                "instansi",
                "universitas",
                "perguruan tinggi",
                "university",
                "dinas",
                "agency",
                "yayasan",
                "institutions",
            ],
        ),
    ];
}

impl Worded for Form {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (Form::Formal, &["resmi", "tertulis"]),
        (
            Form::Informal,
            &["nonformal", "non formal", "tidak resmi", "tak resmi"],
        ),
        (
            Form::FormalAndInformal,
            &[
                "formal dan informal",
                "formal informal",
                "campuran",
                "both",
                "keduanya",
            ],
        ),
    ];
}

impl Worded for Scope {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (
            Scope::Software,
            &["perangkat lunak", "lunak", "nonfisik", "non fisik"],
        ),
        (Scope::Hardware, &["perangkat keras", "keras", "fisik"]),
        (
            Scope::Both,
            &[
                "keduanya",
                "lunak dan keras",
                "fisik dan nonfisik",
                "perangkat lunak dan keras",
            ],
        ),
    ];
}

impl Worded for Finance {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (
            Finance::None,
            &["tidak ada", "tanpa", "tanpa biaya", "nihil"],
        ),
        (Finance::Grant, &["hibah"]),
        (Finance::SoftLoan, &["pinjaman lunak"]),
        (Finance::Loan, &["pinjaman", "pinjaman komersial"]),
    ];
}

impl Worded for Step {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (Step::NeedsAnalysis, &["analisis kebutuhan", "1"]),
        (Step::PartnerAnalysis, &["analisis mitra", "2"]),
        (Step::Planning, &["perencanaan", "rencana", "3"]),
        (Step::Presentation, &["presentasi", "penyajian", "4"]),
        (Step::Approval, &["persetujuan", "5"]),
        (Step::Negotiation, &["negosiasi", "perundingan", "6"]),
        (
            Step::Signing,
            &["penandatanganan", "penandatanganan mou", "7"],
        ),
        (Step::Implementation, &["pelaksanaan", "implementasi", "8"]),
        (Step::Reporting, &["pelaporan", "laporan", "9"]),
        (
            Step::Evaluation,
            &[
                "evaluasi",
                "monitoring dan evaluasi",
                "pemantauan dan evaluasi",
                "10",
            ],
        ),
    ];
}

impl Worded for Role {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (Role::Proposer, &["pengusul", "pemrakarsa"]),
        (Role::Partner, &["mitra"]),
        (Role::Funder, &["penyandang dana", "pendana", "donatur"]),
        (Role::Facilitator, &["fasilitator"]),
    ];
}

impl Worded for jejaring_domain::Answer {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (Self::Pending, &["menunggu", "belum"]),
        (Self::Accepted, &["diterima", "setuju", "ya", "yes"]),
        (Self::Declined, &["ditolak", "menolak", "tidak", "no"]),
        (Self::Left, &["keluar"]),
    ];
}

impl Worded for ContributionKind {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (Self::Funds, &["dana", "money"]),
        (Self::Effort, &["daya"]),
        (Self::Thought, &["pikiran"]),
        (Self::Labour, &["tenaga", "labor"]),
        (Self::Equipment, &["peralatan", "alat"]),
        (Self::TeachingMaterial, &["bahan ajar"]),
        (Self::Expert, &["tenaga ahli", "ahli"]),
        (Self::Volunteer, &["relawan", "sukarelawan"]),
        (
            Self::InternshipPlace,
            &["tempat magang", "magang", "internship"],
        ),
        (Self::Scholarship, &["beasiswa"]),
        (
            Self::JobInformation,
            &["informasi kerja", "informasi lowongan", "lowongan kerja"],
        ),
    ];
}

impl Worded for Benefit {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (Self::Information, &["informasi", "informasi mutakhir"]),
        (Self::Resources, &["sumber daya", "bantuan peralatan"]),
        (Self::Experience, &["pengalaman", "berbagi pengalaman"]),
        (Self::JointProjects, &["proyek bersama", "kegiatan bersama"]),
        (Self::Scholarships, &["beasiswa"]),
        (Self::Creativity, &["kreativitas"]),
    ];
}

impl Worded for BenefitState {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (Self::Expected, &["diharapkan"]),
        (Self::Realised, &["terwujud", "tercapai", "realized"]),
        (
            Self::NotRealised,
            &["tidak terwujud", "tidak tercapai", "not realized"],
        ),
    ];
}

impl Worded for Authority {
    const WORDS: &'static [(Self, &'static [&'static str])] = &[
        (Self::Central, &["pusat", "pemerintah pusat"]),
        (Self::Regional, &["daerah", "pemerintah daerah"]),
    ];
}

/// Whether a record is archived, in words. None: not a known word.
pub(crate) fn archived(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "" | "0" | "false" | "no" | "tidak" => Some(false),
        "1" | "true" | "yes" | "ya" | "x" | "archived" | "arsip" | "diarsipkan" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_code_and_by_everyday_words() {
        let field = |header, part| column(header, part).map(|column| column.field);
        assert_eq!(
            field("\"Kabupaten/Kota\"", Part::Organisation),
            Some(Field::Regency)
        );
        assert_eq!(
            field("AGREEMENT_SIGNED", Part::Partnership),
            Some(Field::AgreementSigned)
        );
        assert_eq!(field("Nama", Part::Organisation), Some(Field::Name));
        assert_eq!(field("Nama", Part::Partnership), Some(Field::Title));
        assert_eq!(field("telepon", Part::Organisation), None);
        assert_eq!(
            column("Nama Satuan Pendidikan", Part::Organisation),
            Some(Column {
                field: Field::Name,
                kind: Some(Kind::School)
            })
        );
    }

    #[test]
    fn a_word_means_one_value() {
        fn check<W: Worded>() {
            let words = W::WORDS.iter().flat_map(|(_, words)| words.iter());
            let mut seen = std::collections::BTreeSet::new();
            for word in words {
                assert_eq!(plain(word), *word);
                assert!(seen.insert(word), "{word}");
            }
        }
        check::<Kind>();
        check::<Form>();
        check::<Scope>();
        check::<Finance>();
        check::<Step>();
        check::<Role>();
        check::<ContributionKind>();
        check::<Benefit>();
        check::<BenefitState>();
        check::<Authority>();
        assert_eq!(value::<Kind>("Dunia Usaha/Industri"), Some(Kind::Company));
        assert_eq!(
            value::<Form>("formal and informal"),
            Some(Form::FormalAndInformal)
        );
        assert_eq!(value::<Step>("8"), Some(Step::Implementation));
    }
}
