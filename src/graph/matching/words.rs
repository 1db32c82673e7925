//! What a text is about, so that two can be compared: its words in one spelling, Indonesian and English alike, without
//! those that say nothing.

use crate::fold::fold;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is compared by.
    pub key: String,
    /// As it was written, in lower case.
    pub written: String,
}

/// Words that join others, and words that say no more than what kind of help it is anyway.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "a", "ada", "agar", "an", "and", "are", "atau", "bagi", "baru", "beberapa", "bekas", "beserta", "bisa", "buah",
    "bulan", "butuh", "dalam", "dan", "dari", "dapat", "dengan", "di", "dua", "enam", "empat", "for", "from", "hari",
    "in", "is", "jam", "kami", "ke", "kebutuhan", "kelas", "kepada", "kurang", "layak", "lima", "mencari", "minggu",
    "month", "months", "needed", "new", "of", "oleh", "on", "or", "orang", "our", "pada", "pakai", "para", "people",
    "per", "perlu", "program", "programme", "saat", "satu", "school", "schools", "sebagai", "sekolah", "selama",
    "semester", "seperti", "serta", "set", "setiap", "siap", "siswa", "sma", "smk", "smp", "student", "students",
    "tahun", "tamu", "tata", "teacher", "teachers", "tehnik", "teknik", "tempat", "the", "tiap", "tiga", "to", "unit",
    "untuk", "used", "with", "yang", "year", "murid", "guru", "lulusan", "graduate", "graduates", "tenaga", "ahli",
    "expert", "experts", "sukarela", "relawan", "volunteer", "volunteers", "magang", "internship", "internships",
    "prakerin", "pkl", "praktik", "praktek", "kerja", "lapangan", "place", "places", "beasiswa", "scholarship",
    "scholarships", "alat", "peralatan", "equipment", "bahan", "ajar", "pembelajaran", "material", "materials",
    "belajar", "learning", "pengalaman", "experience", "berbagi", "bersama", "joint", "project", "projects", "proyek",
    "informasi", "information", "terkini", "terampil", "skilled", "worker", "workers", "operator", "teknisi",
    "technician", "staf", "staff", "juru",
];

/// Words that stand for one field; the first of each group stands for all. Words that differ in spelling or affixes
/// only need not be here.
#[rustfmt::skip]
const ALIKE: &[&[&str]] = &[
    &["jaringan", "network", "networks", "networking"],
    &["lunak", "software", "aplikasi", "pemrograman", "programmer", "programming", "developer"],
    &["akuntansi", "akuntan", "accounting", "accountant", "pembukuan", "bookkeeping", "keuangan", "finance"],
    &["pemasaran", "marketing", "penjualan", "sales", "retail", "ritel", "niaga"],
    &["boga", "masak", "memasak", "koki", "chef", "cook", "cooking", "kuliner", "culinary", "dapur", "kitchen", "roti",
        "bakery", "kue", "makanan", "food"],
    &["busana", "jahit", "menjahit", "penjahit", "tailor", "sewing", "konveksi", "fashion", "garmen", "garment"],
    &["hotel", "perhotelan", "hospitality", "penginapan", "kamar", "housekeeping"],
    &["wisata", "pariwisata", "tourism", "travel", "perjalanan"],
    &["otomotif", "automotive", "kendaraan", "vehicle", "vehicles", "motor", "mobil", "car", "bengkel", "mekanik",
        "mechanic"],
    &["mesin", "pemesinan", "permesinan", "machine", "machines", "machining", "bubut", "cnc"],
    &["las", "pengelasan", "welder", "welding"],
    &["listrik", "kelistrikan", "electrical", "electricity", "electrician"],
    &["surya", "solar", "energi", "energy"],
    &["tani", "pertanian", "petani", "agribisnis", "agribusiness", "agriculture", "farming", "hortikultura",
        "kebun", "perkebunan", "tanaman"],
    &["ternak", "peternakan", "livestock", "unggas", "poultry"],
    &["rawat", "keperawatan", "perawat", "nurse", "nursing"],
    &["sehat", "kesehatan", "health"],
    &["kayu", "wood", "mebel", "furniture", "carpenter", "carpentry"],
    &["bangunan", "konstruksi", "construction", "building"],
    &["desain", "design", "designer", "desainer", "merancang"],
    &["film", "video", "animasi", "animation", "animator", "kamera", "camera"],
    &["buku", "book", "books", "bacaan", "literasi", "literacy", "perpustakaan", "library"],
    &["bahasa", "language", "languages"],
    &["inggris", "english"],
    &["komputer", "laptop", "pc"],
];

/// The words that say what a text is about, each key once, in the order of the text.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for written in fold(text).split(' ') {
        let counts = written.len() > 1 && !written.bytes().all(|b| b.is_ascii_digit());
        if !counts || EMPTY.contains(&written) {
            continue;
        }
        let key = key(written);
        if words.iter().all(|word| word.key != key) {
            let written = written.to_owned();
            words.push(Word { key, written });
        }
    }
    words
}

fn key(word: &str) -> String {
    let group = |word: &str| {
        let group = ALIKE.iter().find(|group| group.contains(&word));
        group.map(|group| group[0].to_owned())
    };
    let stem = stem(word);
    group(word)
        .or_else(|| group(stem))
        .unwrap_or_else(|| spelling(stem))
}

/// An Indonesian word without its commonest affixes: `pertanian` is `tani`.
fn stem(word: &str) -> &str {
    const LONG: [&str; 4] = ["menge", "penge", "meng", "peng"];
    const SHORT: [&str; 9] = ["mem", "pem", "men", "pen", "per", "ber", "me", "pe", "ke"];
    let mut stem = word;
    for suffix in ["nya", "kan", "an"] {
        if let Some(rest) = stem.strip_suffix(suffix).filter(|rest| rest.len() >= 4) {
            stem = rest;
            break;
        }
    }
    for _ in 0..2 {
        let long = LONG.iter().map(|prefix| (prefix, 3));
        let short = SHORT.iter().map(|prefix| (prefix, 4));
        let rest = long.chain(short).find_map(|(prefix, least)| {
            let rest = stem.strip_prefix(prefix)?;
            (rest.chars().count() >= least).then_some(rest)
        });
        let Some(rest) = rest else { break };
        stem = rest;
    }
    stem
}

/// The Indonesian spelling of a word that both languages have from elsewhere: `mechanic` and `mekanik`, `pharmacy` and
/// `farmasi`.
fn spelling(word: &str) -> String {
    let word = word
        .replace("tion", "si")
        .replace("ph", "f")
        .replace("th", "t")
        .replace("auto", "oto")
        .replace("ch", "k")
        .replace("ck", "k")
        .replace("qu", "k")
        .replace('x', "ks")
        .replace('v', "f")
        .replace('y', "i");
    let mut spelled = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            'c' if matches!(letters.peek(), Some('e' | 'i')) => 's',
            'c' => 'k',
            other => other,
        };
        if !spelled.ends_with(letter) {
            spelled.push(letter);
        }
    }
    // Endings are where the two differ: logistics and logistik, robotics and robotika.
    while spelled.chars().count() > 4 && spelled.ends_with(['a', 'e', 'i', 's']) {
        spelled.pop();
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn common(a: &str, b: &str) -> Vec<String> {
        let others = words(b);
        let mut words = words(a);
        words.retain(|word| others.iter().any(|other| other.key == word.key));
        words.into_iter().map(|word| word.written).collect()
    }

    #[test]
    fn both_languages_and_spellings_are_one() {
        for (a, b) in [
            ("Computers", "20 komputer bekas"),
            ("Network technician", "Teknik Komputer dan Jaringan"),
            ("Welder", "Teknik Pengelasan"),
            ("Automotive workshop", "Bengkel otomotif"),
            ("Pharmacy assistant", "Farmasi Klinis"),
            ("Logistics", "logistik"),
            ("robotics", "Robotika"),
            ("Aktivitas seni", "aktifitas"),
            ("Juru masak", "Tata Boga"),
            ("Mekanik sepeda motor", "Teknik dan Bisnis Sepeda Motor"),
            ("Pertanian", "tani"),
            ("Hotel staff", "Perhotelan"),
        ] {
            assert!(!common(a, b).is_empty(), "{a} / {b}");
        }
    }

    #[test]
    fn what_differs_stays_apart() {
        for (a, b) in [
            ("Teknik Pemesinan", "Teknik Komputer"),
            ("Tata Boga", "Tata Busana"),
            ("Tempat magang perhotelan", "Tempat magang otomotif"),
            ("12 siswa untuk 2 semester", "12 guru, 2 semester"),
        ] {
            assert_eq!(common(a, b), Vec::<String>::new(), "{a} / {b}");
        }
    }

    #[test]
    fn a_word_counts_once_and_as_it_was_written() {
        let words = words("Laptop dan Komputer, computers");
        let written: Vec<_> = words.iter().map(|word| word.written.as_str()).collect();
        assert_eq!(written, ["laptop"]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "\\PC{0,40}") {
            prop_assert!(words(&text).iter().all(|word| !word.key.is_empty()));
        }

        #[test]
        fn it_is_the_same_in_capitals(text in "[a-z ]{0,40}") {
            prop_assert_eq!(words(&text), words(&text.to_uppercase()));
        }
    }
}
