//! Times matching over 10,000 organisations and 20,000 needs and offers: all matches of one organisation must take less
//! than 50 ms, the best 50 of the whole network less than a second.

use jejaring_domain::{
    Answer, Coded, Coordinates, Date, Kind, Line, Listing, Name, Network, Organisation,
    OrganisationId, Origin, Partnership, PartnershipId, Party, Problem, Profile, Record, RecordId,
    Resource, Role, Seq, Side, Step, Terms, Text, Versioned,
};
use jejaring_graph::Market;
use std::collections::BTreeMap;
use std::time::Instant;

const ORGANISATIONS: u64 = 10_000;
const LISTINGS: u64 = 20_000;
const PARTNERSHIPS: u64 = 30_000;
const TODAY: Date = Date::constant(2026, 11, 25);
const FIELDS: [&str; 12] = [
    "jaringan komputer",
    "kendaraan ringan",
    "mesin bubut",
    "instalasi listrik",
    "tata boga",
    "busana",
    "perhotelan",
    "hortikultura",
    "keperawatan",
    "akuntansi",
    "mebel kayu",
    "bangunan",
];

/// A number that looks like chance, always the same for the same two.
fn mixed(number: u64, salt: u64) -> u64 {
    let mut z =
        number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 30)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn id(number: u64) -> OrganisationId {
    OrganisationId::new(number % ORGANISATIONS, 0)
}

fn field(number: u64) -> &'static str {
    FIELDS[mixed(number, 1) as usize % FIELDS.len()]
}

fn organisation(number: u64) -> Result<Organisation, Problem> {
    let kind = Kind::ALL[(mixed(number, 2) % 4) as usize];
    let mut profile = Profile::new(Name::new(&format!("Lembaga {number}"))?, kind);
    profile.programmes = [Name::new(field(number))?, Name::new(field(number + 1))?].into();
    let degrees = |salt| (mixed(number, salt) % 10_000) as f64 / 10_000.0;
    profile.place.coordinates = Some(Coordinates::new(
        -8.0 + degrees(3),
        109.0 + 3.0 * degrees(4),
    )?);
    Ok(Organisation {
        id: id(number),
        profile,
        origin: Origin::Imported,
        archived: false,
        created: Seq(1),
        versions: BTreeMap::new(),
    })
}

fn partnership(number: u64) -> Result<Partnership, Problem> {
    let party = |salt| Party {
        answer: Answer::Accepted,
        ..Party::new(id(mixed(number, salt)), Role::Partner)
    };
    let mut terms = Terms::new(Name::new("Kerja sama")?, vec![party(5), party(6)]);
    terms.step = Step::Implementation;
    Ok(Partnership {
        id: PartnershipId::new(1, number.into()),
        terms,
        origin: Origin::Imported,
        archived: false,
        created: Seq(1),
        versions: BTreeMap::new(),
    })
}

fn listing(number: u64) -> Result<Versioned, Problem> {
    let resource = Resource::ALL[(mixed(number, 7) % 10) as usize];
    let side = Side::ALL[(mixed(number, 8) % 2) as usize];
    let listing = Listing {
        id: RecordId::new(1, number.into()),
        organisation: id(mixed(number, 9)),
        side,
        resource,
        title: Name::new(&format!("{} {}", field(number), number % 900))?,
        note: Text::default(),
        quantity: Some(1 + (mixed(number, 10) % 30) as u32),
        programme: Line::new(field(number + 3))?,
        from: None,
        until: None,
        closed: false,
    };
    Ok(Versioned {
        record: Record::Listing(listing),
        changed: Seq(1),
    })
}

fn main() {
    let network = Network::restore(
        Seq(1),
        (0..ORGANISATIONS).filter_map(|number| organisation(number).ok()),
        (0..PARTNERSHIPS).filter_map(|number| partnership(number).ok()),
        (0..LISTINGS).filter_map(|number| listing(number).ok()),
    );
    let start = Instant::now();
    let market = Market::of(&network, TODAY);
    println!(
        "market of {:?} needs and offers in {:?}",
        market.counts(),
        start.elapsed()
    );
    let mut times: Vec<_> = (0..50)
        .map(|number| {
            let start = Instant::now();
            let found = market.of_organisations(&[id(number * 197)].into(), 1000);
            (start.elapsed(), found.len())
        })
        .collect();
    times.sort();
    println!(
        "of one organisation: median {:?}, worst {:?}",
        times[25], times[49]
    );
    let start = Instant::now();
    let best = market.best(50);
    let ends = best.first().zip(best.last());
    let scores = ends.map(|(first, last)| (first.score, last.score));
    println!(
        "best {} of all in {:?}, scores {scores:?}",
        best.len(),
        start.elapsed()
    );
}
