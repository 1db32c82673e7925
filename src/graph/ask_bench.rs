//! Times every question over 10,000 organisations with 30,000 partnerships, and over ten times as many of both.

use jejaring_domain::{
    Answer, Coded, Date, Kind, Line, Name, Network, Organisation, OrganisationId, Origin,
    Partnership, PartnershipId, Party, Problem, Profile, Role, Seq, Step, Terms,
};
use jejaring_graph::ask::{Ground, Question, Topic, answer};
use jejaring_graph::filter::facets;
use jejaring_graph::{Filter, Index, Snapshot};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const TODAY: Date = Date::constant(2026, 11, 25);

/// Numbers that look random and are always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

fn organisation(number: u64, numbers: &mut Numbers) -> Result<Organisation, Problem> {
    let kind = Kind::ALL[numbers.below(4) as usize];
    let mut profile = Profile::new(Name::new(&format!("Lembaga {number}"))?, kind);
    profile.place.regency = Line::new(&format!("Kabupaten {}", number / 40 % 500))?;
    profile.place.province = Line::new(&format!("Provinsi {}", number / 1000 % 38))?;
    let programme = format!("Program {}", numbers.below(150));
    profile.programmes = [Name::new(&programme)?].into();
    Ok(Organisation {
        id: OrganisationId::new(number, 0),
        profile,
        origin: Origin::Demo,
        archived: false,
        created: Seq(1),
        versions: BTreeMap::new(),
    })
}

/// Most partners are near; some are anywhere.
fn partnership(number: u64, count: u64, numbers: &mut Numbers) -> Result<Partnership, Problem> {
    let one = numbers.below(count);
    let other = match numbers.below(10) {
        0 => numbers.below(count),
        _ => (one + 1 + numbers.below(40)) % count,
    };
    let other = if other == one {
        (one + 1) % count
    } else {
        other
    };
    let parties = [one, other].map(|number| Party {
        answer: Answer::Accepted,
        ..Party::new(OrganisationId::new(number, 0), Role::Partner)
    });
    let mut terms = Terms::new(Name::new(&format!("Kemitraan {number}"))?, parties.into());
    terms.step = Step::Implementation;
    Ok(Partnership {
        id: PartnershipId::new(number, 1),
        terms,
        origin: Origin::Demo,
        archived: false,
        created: Seq(1),
        versions: BTreeMap::new(),
    })
}

fn main() -> Result<(), Problem> {
    for count in [10_000u64, 100_000] {
        let mut numbers = Numbers(7);
        let organisations: Vec<_> = (0..count)
            .map(|number| organisation(number, &mut numbers))
            .collect::<Result<_, _>>()?;
        let partnerships: Vec<_> = (0..3 * count)
            .map(|number| partnership(number, count, &mut numbers))
            .collect::<Result<_, _>>()?;
        let network = Network::restore(Seq(1), organisations, partnerships, []);
        let snapshot = Snapshot::of(&network, TODAY, |_| None);
        let index = Index::new(&snapshot);
        println!("{count} organisations, {} partnerships", 3 * count);
        time("facets", || {
            facets(&snapshot, &Filter::from_query([("kind", "school")]))
        });
        time("ground", || Ground::new(&snapshot, &Filter::default()));
        let ground = Ground::new(&snapshot, &Filter::default());
        for topic in Topic::ALL {
            let question = Question {
                topic: *topic,
                from: "lembaga 17".into(),
                to: format!("lembaga {}", count / 2),
            };
            let ends = question.ends(&snapshot, &index);
            time(topic.code(), || answer(&ground, ends, &question));
        }
    }
    Ok(())
}

/// The median of five runs.
fn time<T>(what: &str, run: impl Fn() -> T) {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    println!("{:>10.2?}  {what}", times[2]);
}
