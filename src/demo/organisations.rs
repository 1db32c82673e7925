//! Who there is: 120 schools, 90 companies, 60 communities and institutions.

use crate::names::{self, Names};
use crate::places::{self, REGENCIES};
use crate::programmes::FIELDS;
use crate::random::Random;
use jejaring_domain::{Kind, Line, NewOrganisation, Npsn, OrganisationId, Profile, Text};

/// What sort of school, company, community or institution something is: decides on its name and on what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Primary,
    Lower,
    Upper,
    Vocational,
    Special,
    Madrasah,
    Company,
    Parents,
    Arts,
    Youth,
    Farmers,
    Readers,
    University,
    Foundation,
    Office,
    Training,
    Health,
    Abroad,
}

impl Sort {
    pub fn kind(self) -> Kind {
        use Sort::*;
        match self {
            Primary | Lower | Upper | Vocational | Special | Madrasah => Kind::School,
            Company => Kind::Company,
            Parents | Arts | Youth | Farmers | Readers => Kind::Community,
            University | Foundation | Office | Training | Health | Abroad => Kind::Institution,
        }
    }
}

/// How many of each sort there are.
const COUNTS: [(Sort, usize); 18] = [
    (Sort::Primary, 26),
    (Sort::Lower, 24),
    (Sort::Upper, 18),
    (Sort::Vocational, 34),
    (Sort::Special, 8),
    (Sort::Madrasah, 10),
    (Sort::Company, 90),
    (Sort::Parents, 9),
    (Sort::Arts, 8),
    (Sort::Youth, 7),
    (Sort::Farmers, 6),
    (Sort::Readers, 6),
    (Sort::University, 6),
    (Sort::Foundation, 5),
    (Sort::Office, 5),
    (Sort::Training, 4),
    (Sort::Health, 2),
    (Sort::Abroad, 2),
];

/// An organisation and what decides on its partners.
pub struct Body {
    pub organisation: NewOrganisation,
    pub sort: Sort,
    /// Indexes of [`FIELDS`].
    pub fields: Vec<usize>,
    /// Index of [`REGENCIES`].
    pub regency: usize,
    /// How strongly it attracts partners: a few do much more than most.
    pub pull: f64,
    /// The school that it belongs to.
    pub of: Option<usize>,
}

impl Body {
    pub fn kind(&self) -> Kind {
        self.sort.kind()
    }

    pub fn name(&self) -> &str {
        &self.organisation.profile.name
    }

    pub fn is_abroad(&self) -> bool {
        !REGENCIES[self.regency].country.is_empty()
    }
}

/// Milliseconds since 1970 of the invented records: the start of 2026.
pub const BORN: u64 = 1_767_200_400_000;

pub fn invent(random: &mut Random) -> Vec<Body> {
    let mut names = Names::default();
    let mut bodies: Vec<Body> = Vec::new();
    for (sort, count) in COUNTS {
        for number in 0..count {
            let body = body(random, &mut names, &bodies, sort, number);
            bodies.push(body);
        }
    }
    bodies
}

fn body(
    random: &mut Random,
    names: &mut Names,
    others: &[Body],
    sort: Sort,
    number: usize,
) -> Body {
    let of = (sort == Sort::Parents).then(|| number * 8 % 60);
    let regency = match (sort, number) {
        (Sort::Company, 0) => places::TOYOTA,
        (Sort::Company, 1) => places::JAKARTA,
        (Sort::Company, 2) => places::SEMARANG,
        (Sort::Training, 0) => places::BANDUNG,
        (Sort::Abroad, 0) => places::KANAZAWA,
        (Sort::Abroad, _) => places::CHEMNITZ,
        _ => of.map_or_else(
            || places::somewhere(random),
            |school| others[school].regency,
        ),
    };
    let fields = fields(random, sort, number);
    let school = of.map(|school| others[school].name());
    let (name, alias) = name(random, names, sort, &fields, regency, school);
    let mut profile = Profile::new(names::name(&name), sort.kind());
    profile
        .aliases
        .extend(alias.map(|alias| names::name(&alias)));
    if sort.kind() == Kind::School {
        // Numbers in use begin otherwise, so that none of a real school is taken.
        profile.npsn = Npsn::new(&format!("99{:02}{:04}", regency + 1, others.len() + 1)).ok();
    }
    profile.place = places::place(random, regency);
    profile.programmes = programmes(sort, &fields)
        .into_iter()
        .map(|name| names::name(&name))
        .collect();
    profile.about = Text::new(&about(random, sort, &fields, regency)).unwrap_or_default();
    let website = match sort {
        Sort::Youth | Sort::Farmers | Sort::Parents | Sort::Readers => 0.15,
        Sort::Company | Sort::University | Sort::Abroad => 0.8,
        _ => 0.55,
    };
    if random.chance(website) {
        profile.website = Line::new(&names::website(&name)).unwrap_or_default();
    }
    // Pareto: a handful of hubs, many with few partners.
    let mut pull = (1.0 - random.share()).powf(-0.7).min(10.0);
    if matches!(sort, Sort::Vocational | Sort::University | Sort::Office) {
        pull *= 1.8;
    }
    Body {
        organisation: NewOrganisation {
            id: OrganisationId::new(BORN + others.len() as u64, random.wide()),
            profile,
            archived: false,
        },
        sort,
        fields,
        regency,
        pull,
        of,
    }
}

fn fields(random: &mut Random, sort: Sort, number: usize) -> Vec<usize> {
    let weights: Vec<f64> = FIELDS.iter().map(|field| field.weight).collect();
    let count = match sort {
        Sort::Vocational => random.between(1, 3),
        Sort::University => 3,
        Sort::Company | Sort::Training | Sort::Abroad => 1,
        _ => 0,
    };
    let mut fields = Vec::new();
    for _ in 0..count {
        // The partner abroad is in the car industry, as much there is.
        let field = match (sort, number) {
            (Sort::Company, 0) => Some(1),
            (Sort::Abroad, 1) => Some(2),
            _ => random.weighed(&weights),
        };
        fields.extend(field.filter(|field| !fields.contains(field)));
    }
    fields
}

fn name(
    random: &mut Random,
    names: &mut Names,
    sort: Sort,
    fields: &[usize],
    regency: usize,
    of: Option<&str>,
) -> (String, Option<String>) {
    let mut alias = None;
    let name = names.new_name(random, |random| {
        let (name, other) = invent_name(random, sort, fields, regency, of);
        alias = other;
        name
    });
    (name, alias)
}

fn invent_name(
    random: &mut Random,
    sort: Sort,
    fields: &[usize],
    regency: usize,
    of: Option<&str>,
) -> (String, Option<String>) {
    let village = names::village(random);
    let word = names::good_word(random);
    let words = names::good_words(random);
    // State schools are numbered within their village and have a short form that everybody uses.
    let state = |level: &str, short: &str, number: i32| {
        (
            format!("{level} Negeri {number} {village}"),
            Some(format!("{short} {number} {village}")),
        )
    };
    let number = random.between(1, 3);
    let private = random.chance(0.45);
    let plain = |name: String| (name, None);
    match sort {
        Sort::Primary if private => plain(format!(
            "SD {} {village}",
            random.text(&["Tunas", "Pelita", "Budi"])
        )),
        Sort::Primary => (
            format!("SD Negeri {village}"),
            Some(format!("SDN {village}")),
        ),
        Sort::Lower if private => plain(format!("SMP {word} {village}")),
        Sort::Lower => state("SMP", "SMPN", number),
        Sort::Upper if private => plain(format!("SMA {words}")),
        Sort::Upper => state("SMA", "SMAN", number),
        Sort::Vocational if private => plain(format!(
            "SMK {} {word} {village}",
            random.text(&["Bina", "Karya", "Cipta"])
        )),
        Sort::Vocational => state("SMK", "SMKN", number),
        Sort::Special => plain(format!(
            "SLB {} {word}",
            random.text(&["Kasih", "Bina", "Cahaya"])
        )),
        Sort::Madrasah if private => plain(format!("MA Nurul {word} {village}")),
        Sort::Madrasah => (
            format!("Madrasah Aliyah {village}"),
            Some(format!("MA {village}")),
        ),
        Sort::Company if regency == places::TOYOTA => plain(format!("{word} Seiki K.K.")),
        Sort::Company => {
            let trade = random.text(FIELDS[fields[0]].trades);
            let form =
                random.pick_weighed(&[("PT", 5.0), ("CV", 5.0), ("UD", 2.0), ("Koperasi", 1.0)]);
            plain(format!("{form} {trade} {words}"))
        }
        Sort::Parents => plain(format!("Komite Sekolah {}", of.unwrap_or(&village))),
        Sort::Arts => plain(format!(
            "Sanggar {} {word}",
            random.text(&["Tari", "Seni", "Karawitan", "Teater"])
        )),
        Sort::Youth => plain(format!("Karang Taruna {word} {village}")),
        Sort::Farmers => plain(format!("Kelompok Tani {words}")),
        Sort::Readers => plain(format!(
            "{} {word}",
            random.text(&["Taman Bacaan", "Rumah Baca", "Komunitas Dongeng"])
        )),
        Sort::University => {
            let level = random.pick_weighed(&[
                ("Universitas", 4.0),
                ("Politeknik", 2.0),
                ("Institut Seni", 1.0),
            ]);
            plain(format!("{level} {words}"))
        }
        Sort::Foundation => plain(format!("Yayasan {words}")),
        Sort::Office => {
            let of = random.text(&["Pendidikan", "Ketenagakerjaan", "Pariwisata", "Pertanian"]);
            plain(format!("Dinas {of} Wilayah {village}"))
        }
        Sort::Training => plain(format!(
            "{} {word}",
            random.text(&["Balai Latihan Kerja", "Lembaga Sertifikasi Profesi"])
        )),
        Sort::Health => plain(format!("Puskesmas {village}")),
        Sort::Abroad if regency == places::KANAZAWA => plain(format!("{word} Gakuen")),
        Sort::Abroad => plain(format!("Bildungswerk {word} e. V.")),
    }
}

fn programmes(sort: Sort, fields: &[usize]) -> Vec<String> {
    let of = |list: fn(&'static crate::programmes::Field) -> &'static [&'static str]| {
        let names = fields.iter().flat_map(move |field| list(&FIELDS[*field]));
        names.map(|name| (*name).to_owned()).collect::<Vec<_>>()
    };
    let plain = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match sort {
        Sort::Vocational | Sort::Training => of(|field| field.programmes),
        Sort::Company | Sort::Abroad => of(|field| field.sectors),
        Sort::University => {
            let mut names = of(|field| &field.sectors[..1]);
            names.push("Pendidikan guru".into());
            names
        }
        Sort::Upper => plain(&["Ilmu Alam", "Ilmu Sosial"]),
        Sort::Madrasah => plain(&["Ilmu Keagamaan", "Ilmu Alam"]),
        Sort::Special => plain(&["Tunagrahita", "Tunarungu"]),
        Sort::Arts => plain(&["Seni dan budaya"]),
        Sort::Youth => plain(&["Kepemudaan"]),
        Sort::Farmers => plain(&["Pertanian"]),
        Sort::Readers => plain(&["Literasi"]),
        Sort::Health => plain(&["Kesehatan"]),
        Sort::Office => plain(&["Pemerintahan"]),
        Sort::Foundation => plain(&["Sosial dan pendidikan"]),
        Sort::Primary | Sort::Lower | Sort::Parents => Vec::new(),
    }
}

fn about(random: &mut Random, sort: Sort, fields: &[usize], regency: usize) -> String {
    let place = REGENCIES[regency].name;
    let skill = fields.first().map_or("", |field| FIELDS[*field].skill);
    let people = random.between(6, 48) * 10;
    let sentence = match sort {
        Sort::Primary => format!(
            "Sekolah dasar di {place} dengan {people} murid. Dekat dengan warga dan suka belajar di luar kelas."
        ),
        Sort::Lower => format!(
            "Sekolah menengah pertama di {place} dengan {people} murid. Sedang memperkuat literasi dan proyek bersama."
        ),
        Sort::Upper => format!(
            "Sekolah menengah atas di {place} dengan {people} murid. Mencari mitra untuk kunjungan belajar dan pengenalan profesi."
        ),
        Sort::Vocational => format!(
            "Sekolah kejuruan di {place} dengan {people} murid. Unggulannya {skill}; lulusannya bekerja, berwirausaha, atau kuliah."
        ),
        Sort::Special => format!(
            "Sekolah luar biasa di {place}. Mendampingi {} anak agar mandiri dan berkarya.",
            people / 5
        ),
        Sort::Madrasah => format!(
            "Madrasah di {place} dengan {people} murid. Memadukan ilmu agama, sains, dan keterampilan."
        ),
        Sort::Company => format!(
            "Usaha di {place} yang mempekerjakan {} orang. Menerima murid dan guru yang ingin mengenal {skill}.",
            people / 4
        ),
        Sort::Parents => format!(
            "Wadah orang tua dan wali murid di {place} untuk mendukung sekolah dengan dana, tenaga, dan pikiran."
        ),
        Sort::Arts => format!(
            "Sanggar di {place} yang terbuka bagi anak dan remaja. Pentas rutin dua kali setahun."
        ),
        Sort::Youth => format!(
            "Perkumpulan pemuda di {place}. Menggerakkan kerja bakti, olahraga, dan usaha kecil."
        ),
        Sort::Farmers => format!(
            "Kelompok petani di {place}. Berbagi lahan belajar dan hasil panen dengan sekolah sekitar."
        ),
        Sort::Readers => format!(
            "Perkumpulan pencinta buku di {place}. Meminjamkan buku dan mendongeng dari sekolah ke sekolah."
        ),
        Sort::University => format!(
            "Perguruan tinggi di {place}. Dosen dan mahasiswanya mengabdi di sekolah, antara lain dalam {skill}."
        ),
        Sort::Foundation => {
            format!("Yayasan di {place} yang memberi beasiswa dan mendampingi sekolah kecil.")
        }
        Sort::Office => format!("Kantor dinas yang melayani sekolah dan usaha di {place}."),
        Sort::Training => format!("Tempat pelatihan dan uji kompetensi {skill} di {place}."),
        Sort::Health => {
            format!("Pusat kesehatan masyarakat di {place}. Membina usaha kesehatan sekolah.")
        }
        Sort::Abroad => format!(
            "Lembaga pendidikan vokasi di {place}. Menerima peserta magang dan guru dari Indonesia."
        ),
    };
    format!("{sentence} (Data contoh.)")
}
