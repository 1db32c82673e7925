//! Writes an invented network with the links and places of an edge list, as the browser gets it:
//! `network_bin FILE.el FILE.pos OUT.bin`. For the benchmarks of the explorer.

use jejaring_domain::{
    Answer, Date, Ending, Kind, Line, Name, Network, Organisation, OrganisationId, Origin,
    Partnership, PartnershipId, Party, Problem, Profile, Role, Seq, Step, Terms,
};
use jejaring_graph::{NodeId, Snapshot};
use std::collections::BTreeMap;
use std::error::Error;

const TODAY: Date = Date::constant(2026, 11, 25);
const SYLLABLES: [&str; 16] = [
    "ka", "rang", "su", "ber", "ban", "tul", "wo", "no", "gi", "ri", "sa", "mo", "teng", "pu",
    "ro", "ning",
];

/// A number that looks random and is always the same.
fn mixed(seed: usize, salt: u64) -> usize {
    let mut number = (seed as u64 ^ salt << 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    number ^= number >> 29;
    number = number.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (number >> 33) as usize
}

fn organisation(number: usize) -> Result<Organisation, Problem> {
    let (kind, begins) = match mixed(number, 1) % 8 {
        0..4 => (Kind::School, "SMK Negeri"),
        4 | 5 => (Kind::Company, "PT"),
        6 => (Kind::Community, "Komunitas"),
        _ => (Kind::Institution, "Balai"),
    };
    let syllable = |place: u64| SYLLABLES[mixed(number, 2 + place) % SYLLABLES.len()];
    let word: String = (0..3).map(syllable).collect();
    let mut profile = Profile::new(Name::new(&format!("{begins} {word} {number}"))?, kind);
    profile.place.regency = Line::new(&format!("Kabupaten {}", number / 200))?;
    profile.place.province = Line::new(&format!("Provinsi {}", number / 3000))?;
    profile.programmes = [Name::new(&format!("Program {}", mixed(number, 9) % 120))?].into();
    Ok(Organisation {
        id: id(number),
        profile,
        origin: Origin::Demo,
        archived: false,
        created: Seq(1),
        versions: BTreeMap::new(),
    })
}

fn id(number: usize) -> OrganisationId {
    OrganisationId::new(number as u64, 0)
}

fn partnership(number: usize, ends: [usize; 2]) -> Result<Partnership, Problem> {
    let lot = mixed(number, 20) % 20;
    let mut parties = ends.map(|end| Party {
        answer: Answer::Accepted,
        ..Party::new(id(end), Role::Partner)
    });
    if lot < 3 {
        parties[1].answer = Answer::Pending;
    }
    let mut terms = Terms::new(Name::new(&format!("Kemitraan {number}"))?, parties.into());
    terms.step = Step::Implementation;
    let year = 2012 + (mixed(number, 21) % 14) as i16;
    terms.start = Date::new(year, 1 + (mixed(number, 22) % 12) as i8, 5).ok();
    if lot == 3 {
        terms.ended = Some(Ending {
            on: Date::constant(2026, 6, 30),
            reason: Line::default(),
        });
    }
    Ok(Partnership {
        id: PartnershipId::new(number as u64, 1),
        terms,
        origin: Origin::Demo,
        archived: false,
        created: Seq(1),
        versions: BTreeMap::new(),
    })
}

/// The first two numbers of each line that does not begin with a sign.
fn pairs<T: std::str::FromStr>(text: &str) -> Vec<[T; 2]> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pair = |line: &str| {
        let mut words = line.split_whitespace().map(str::parse);
        Some([words.next()?.ok()?, words.next()?.ok()?])
    };
    lines.filter_map(pair).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [links, places, out] = arguments.as_slice() else {
        return Err("network_bin FILE.el FILE.pos OUT.bin".into());
    };
    let links: Vec<[usize; 2]> = pairs(&std::fs::read_to_string(links)?);
    let places: Vec<[f32; 2]> = pairs(&std::fs::read_to_string(places)?);
    let organisations = (0..places.len()).map(organisation);
    let partnerships = links.into_iter().enumerate();
    let partnerships = partnerships.map(|(number, ends)| partnership(number, ends));
    let network = Network::restore(
        Seq(1),
        organisations.collect::<Result<Vec<_>, _>>()?,
        partnerships.collect::<Result<Vec<_>, _>>()?,
        [],
    );
    let at: BTreeMap<u128, [f32; 2]> = (0..)
        .map(|number| id(number).to_u128())
        .zip(places)
        .collect();
    let snapshot = Snapshot::of(&network, TODAY, |node: NodeId| at.get(&node.key()).copied());
    std::fs::write(out, snapshot.encode())?;
    Ok(())
}
