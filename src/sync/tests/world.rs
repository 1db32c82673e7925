//! A small network and the server that keeps it.

use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_sync::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Who sits at the browsers: a steward, three members of three organisations, another of the first, and a visitor.
pub const ACTORS: [Actor; 6] = [
    Actor::Person(person(0)),
    Actor::Person(person(1)),
    Actor::Person(person(2)),
    Actor::Person(person(3)),
    Actor::Person(person(4)),
    Actor::Visitor,
];
pub const TODAY: Date = Date::constant(2026, 11, 25);
pub const NOW: Timestamp = Timestamp(1_764_000_000_000);
/// The partnership that only its writers, the members of the first organisation, know of.
pub const DRAFT: PartnershipId = PartnershipId::from_u128(202);

/// What every browser has a page of.
pub const SUBJECTS: [Subject; 6] = [
    Subject::Organisation(organisation(0)),
    Subject::Organisation(organisation(1)),
    Subject::Organisation(organisation(2)),
    Subject::Partnership(partnership(0)),
    Subject::Partnership(partnership(1)),
    Subject::Partnership(DRAFT),
];

pub const fn person(n: u128) -> PersonId {
    PersonId::from_u128(1 + n)
}

pub const fn organisation(n: u128) -> OrganisationId {
    OrganisationId::from_u128(100 + n)
}

pub const fn partnership(n: u128) -> PartnershipId {
    PartnershipId::from_u128(200 + n)
}

pub const fn record(n: u128) -> RecordId {
    RecordId::from_u128(1000 + n)
}

pub const fn member(n: u128) -> RecordId {
    RecordId::from_u128(300 + n)
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn benefits() -> BTreeMap<Benefit, Outcome> {
    let outcome = Outcome {
        state: BenefitState::Expected,
        evidence: Line::default(),
    };
    [(Benefit::Experience, outcome)].into()
}

/// The server: the network, the log that leads to it, and what each entry touched.
#[derive(Clone)]
pub struct Server {
    pub network: Network,
    pub log: Vec<(CommandId, Vec<Change>)>,
    /// Commands that had nothing to change.
    pub idle: BTreeSet<CommandId>,
    pub touched: Vec<Touched>,
    pub today: Date,
    /// The partnerships that each could see at any time.
    pub known: BTreeMap<Actor, BTreeSet<PartnershipId>>,
}

impl Server {
    /// The network that every story begins with.
    pub fn new() -> Server {
        static FIRST: LazyLock<Server> = LazyLock::new(first);
        FIRST.clone()
    }

    pub fn submit(&mut self, submission: &Submission) -> Result<Receipt, Refusal> {
        let Submission { id, actor, command } = submission;
        let known = self.log.iter().position(|(known, _)| known == id);
        if let Some(at) = known {
            return Ok(Receipt::new(Seq(at as u64 + 1), &self.log[at].1));
        }
        let changes = decide(&self.network, *actor, NOW, command)?;
        if changes.is_empty() {
            self.idle.insert(*id);
            return Ok(Receipt::new(self.network.seq(), &changes));
        }
        let seq = self.network.seq().next();
        self.network.apply(seq, &changes).unwrap();
        self.touched.push(Touched::by(&self.network, &changes));
        let receipt = Receipt::new(seq, &changes);
        self.log.push((*id, changes));
        for actor in ACTORS {
            let seen = self.sight(actor).all().partnerships;
            let known = self.known.entry(actor).or_default();
            known.extend(seen.iter().map(|partnership| partnership.id));
        }
        Ok(receipt)
    }

    /// Carries out a command of the program itself, if it can be.
    pub fn run(&mut self, command: Command) -> Result<Receipt, Refusal> {
        let id = CommandId::from_u128(1 << 100 | self.log.len() as u128);
        let actor = Actor::System;
        self.submit(&Submission { id, actor, command })
    }

    pub fn sight(&self, actor: Actor) -> Sight<'_> {
        let (network, today) = (&self.network, self.today);
        Sight {
            network,
            actor,
            today,
        }
    }

    /// All that an actor may see.
    pub fn seen_by(&self, actor: Actor) -> Network {
        let Part {
            organisations,
            partnerships,
            records,
        } = self.sight(actor).all();
        Network::restore(self.network.seq(), organisations, partnerships, records)
    }

    /// What a browser is told that has heard of all until an entry; nothing where all is to be asked for anew.
    pub fn news(&self, actor: Actor, after: Seq) -> Option<News> {
        let after_it = after.0 as usize..;
        // Entry by entry, as a server that follows the log knows it, or all at once, as one that reads it later does.
        let touched = if after.0.is_multiple_of(2) {
            let mut touched = Touched::default();
            self.touched[after_it]
                .iter()
                .for_each(|t| touched.extend(t));
            touched
        } else {
            let changes = self.log[after_it].iter();
            let changes: Vec<Change> = changes.flat_map(|(_, changes)| changes.clone()).collect();
            Touched::by(&self.network, &changes)
        };
        News::of(self.sight(actor), after, &touched)
    }
}

fn first() -> Server {
    let mut server = Server {
        network: Network::default(),
        log: Vec::new(),
        idle: BTreeSet::new(),
        touched: Vec::new(),
        today: TODAY,
        known: BTreeMap::new(),
    };
    let kinds = [Kind::School, Kind::Company, Kind::Community];
    let organisations = (0..).zip(kinds).map(|(n, kind)| NewOrganisation {
        id: organisation(n),
        profile: Profile::new(name(&format!("Lembaga {n}")), kind),
        archived: false,
    });
    let terms = |title: &str, answers: [Answer; 3]| {
        let parties = (0..).zip(answers).map(|(n, answer)| Party {
            answer,
            ..Party::new(organisation(n), Role::Partner)
        });
        Terms::new(name(title), parties.collect())
    };
    let all = [Answer::Accepted; 3];
    let known = (0..2).map(|n| NewPartnership {
        id: partnership(n),
        terms: terms(&format!("Kemitraan {n}"), all),
        archived: false,
    });
    let mut commands = vec![Command::Add {
        organisations: organisations.collect(),
        partnerships: known.collect(),
        origin: Origin::Imported,
    }];
    commands.push(Command::Appoint {
        person: person(0),
        steward: true,
    });
    for (n, (of, role)) in (1..).zip([
        (0, MemberRole::Admin),
        (1, MemberRole::Admin),
        (2, MemberRole::Editor),
        (0, MemberRole::Editor),
    ]) {
        commands.push(Command::Admit {
            member: member(n),
            organisation: organisation(of),
            person: person(n),
            role,
        });
    }
    for command in commands {
        server.run(command).unwrap();
    }
    let draft = NewPartnership {
        id: DRAFT,
        terms: Terms {
            purpose: Text::new("Magang").unwrap(),
            benefits: benefits(),
            ..terms("Rancangan", [Answer::Pending; 3])
        },
        archived: false,
    };
    let command = Command::Add {
        organisations: Vec::new(),
        partnerships: vec![draft],
        origin: Origin::Entered,
    };
    let id = CommandId::from_u128(7);
    let actor = ACTORS[1];
    server.submit(&Submission { id, actor, command }).unwrap();
    server
}
