//! Times search over 100,000 organisations with invented names: the worst and the median query must stay below 20 ms.

use jejaring_domain::{
    Date, Kind, Line, Name, Network, Npsn, Organisation, OrganisationId, Origin, Problem, Profile,
    Seq,
};
use jejaring_graph::{Index, Snapshot};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const COUNT: u64 = 100_000;
const QUERIES: [&str; 12] = [
    "s",
    "smk",
    "smk negeri 1",
    "smkn 1 bantul",
    "smk negri 1 bantol",
    "sekolah menengah kejuruan",
    "univeritas nusantra",
    "teknik komputer dan jaringan",
    "tehnik komputr jaringn kejuruan",
    "yogyakrta",
    "99001234",
    "zzzzzzzz",
];

/// Syllables make some ten thousands of different words, as many as the names of the country's villages and companies.
fn word(mut seed: u64) -> String {
    const SYLLABLES: [&str; 24] = [
        "ka", "rang", "su", "ber", "ban", "tul", "wo", "no", "gi", "ri", "sa", "mo", "dra", "len",
        "teng", "pu", "ro", "je", "yu", "ma", "ta", "ning", "kus", "di",
    ];
    let mut word = String::new();
    for _ in 0..3 + seed % 2 {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        word.push_str(SYLLABLES[(seed >> 33) as usize % SYLLABLES.len()]);
    }
    word
}

fn organisation(number: u64) -> Result<Organisation, Problem> {
    let (kind, name) = match number % 4 {
        0 => (
            Kind::School,
            format!("SMK Negeri {} {}", number % 7 + 1, word(number)),
        ),
        1 => (
            Kind::School,
            format!("Sekolah Dasar {} {}", word(number), word(number + 7)),
        ),
        2 => (
            Kind::Company,
            format!("PT {} {}", word(number), word(number + 9)),
        ),
        _ => (
            Kind::Institution,
            format!("Universitas {} {}", word(number), word(number + 5)),
        ),
    };
    let mut profile = Profile::new(Name::new(&name)?, kind);
    if kind == Kind::School {
        profile.npsn = Npsn::new(&format!("99{number:06}")).ok();
        profile.programmes = [Name::new("Teknik Komputer dan Jaringan")?].into();
    }
    profile.place.regency =
        Line::new(["Bantul", "Sleman", "Klaten", "Yogyakarta"][number as usize / 4 % 4])?;
    Ok(Organisation {
        id: OrganisationId::new(number, 0),
        profile,
        origin: Origin::Imported,
        archived: false,
        created: Seq(1),
        versions: BTreeMap::new(),
    })
}

fn main() {
    let organisations = (0..COUNT).filter_map(|number| organisation(number).ok());
    let network = Network::restore(Seq(1), organisations, [], []);
    let snapshot = Snapshot::of(&network, Date::constant(2026, 11, 25), |_| None);
    let start = Instant::now();
    let index = Index::new(&snapshot);
    println!(
        "{} organisations, index built in {:?}",
        snapshot.organisation_count(),
        start.elapsed()
    );
    println!("{:>9} {:>9} {:>9}", "least", "median", "worst");
    for query in QUERIES {
        let mut times: Vec<Duration> = (0..21)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(index.search(query, 20));
                start.elapsed()
            })
            .collect();
        times.sort();
        let hits = index.search(query, usize::MAX);
        let best = hits
            .first()
            .map_or("", |hit| snapshot.name(hit.organisation as usize));
        let [least, median, worst] = [0, 10, 20].map(|at| times[at]);
        println!(
            "{least:>9.2?} {median:>9.2?} {worst:>9.2?}  {:>6} hits  {query:?} -> {best}",
            hits.len()
        );
    }
}
