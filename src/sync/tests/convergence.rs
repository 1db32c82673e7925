//! However edits are mixed and messages are lost, doubled or late: in the end every browser holds what its reader may
//! see of the server's network, every edit that was taken is in the log once, and every other is shown as not done.

use crate::world::*;
use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_sync::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What happens next. Numbers are taken modulo what there is.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// A page is opened, whose form is sent later.
    Open(usize),
    /// Something is written: from the open page, or the present one.
    Write(usize, u8, u8),
    /// The browser sends its next command.
    Send(usize),
    /// The browser asks for what it lacks.
    Ask(usize),
    /// A message arrives.
    Arrive(usize),
    /// A message is lost.
    Lose(usize),
    /// A message arrives, and stays on the way.
    Double(usize),
    /// The browser is closed and opened again.
    Restart(usize),
    /// Somebody insists on a command that is in question, or lets a settled one go.
    Resolve(usize, u8),
    /// Somebody else's rights change, or the day.
    Govern(u8, u8),
    /// All send what waits and get what is lacking; pages stay open.
    Meet,
}

fn event() -> impl Strategy<Value = Event> {
    let byte = any::<u8>;
    let any = any::<usize>;
    prop_oneof![
        3 => any().prop_map(Event::Open),
        8 => (any(), byte(), byte()).prop_map(|(browser, what, n)| Event::Write(browser, what, n)),
        5 => any().prop_map(Event::Send),
        4 => any().prop_map(Event::Ask),
        10 => any().prop_map(Event::Arrive),
        2 => any().prop_map(Event::Lose),
        2 => any().prop_map(Event::Double),
        1 => any().prop_map(Event::Restart),
        2 => (any(), byte()).prop_map(|(browser, n)| Event::Resolve(browser, n)),
        2 => (byte(), byte()).prop_map(|(what, n)| Event::Govern(what, n)),
        2 => Just(Event::Meet),
    ]
}

enum Message {
    Submit(Submission),
    Answer(CommandId, Result<Receipt, Refusal>),
    Ask(Seq, Date),
    Update(Update),
}

/// A browser, and the page that is open in it: the network as it was shown, and as the server had it.
struct Browser {
    replica: Replica,
    page: Option<(Network, Network)>,
}

/// What the writer of a command had seen.
struct Written {
    browser: usize,
    seen: [Network; 2],
}

struct Story {
    server: Server,
    browsers: Vec<Browser>,
    line: Vec<(usize, Message)>,
    written: BTreeMap<CommandId, Written>,
    dismissed: BTreeSet<CommandId>,
    fresh: u128,
}

impl Story {
    fn new(browsers: usize) -> Story {
        let server = Server::new();
        let browsers = (0..browsers).map(|n| Browser {
            replica: server.browser(ACTORS[n % ACTORS.len()]),
            page: None,
        });
        Story {
            browsers: browsers.collect(),
            server,
            line: Vec::new(),
            written: BTreeMap::new(),
            dismissed: BTreeSet::new(),
            fresh: 5000,
        }
    }

    fn fresh(&mut self) -> u128 {
        self.fresh += 1;
        self.fresh
    }

    fn happen(&mut self, event: Event) {
        let browsers = self.browsers.len();
        match event {
            Event::Open(b) => {
                let browser = &mut self.browsers[b % browsers];
                let replica = &browser.replica;
                browser.page = Some((replica.view().network, replica.confirmed().clone()));
            }
            Event::Write(b, what, n) => self.write(b % browsers, what, n),
            Event::Send(b) => {
                let replica = &mut self.browsers[b % browsers].replica;
                let reader = replica.reader();
                let next = replica.outbox_mut().next(reader);
                self.line
                    .extend(next.map(|s| (b % browsers, Message::Submit(s))));
            }
            Event::Ask(b) => {
                let replica = &self.browsers[b % browsers].replica;
                let ask = Message::Ask(replica.seq(), replica.day());
                self.line.push((b % browsers, ask));
            }
            Event::Arrive(_) | Event::Lose(_) | Event::Double(_) if self.line.is_empty() => {}
            Event::Arrive(n) => {
                let (browser, message) = self.line.swap_remove(n % self.line.len());
                self.arrive(browser, &message);
            }
            Event::Lose(n) => drop(self.line.swap_remove(n % self.line.len())),
            Event::Double(n) => {
                let (browser, message) = self.line.swap_remove(n % self.line.len());
                self.arrive(browser, &message);
                self.line.push((browser, message));
            }
            Event::Restart(b) => {
                let browser = &mut self.browsers[b % browsers];
                let whole = serde_json::to_string(&browser.replica.whole()).unwrap();
                let outbox = serde_json::to_string(browser.replica.outbox()).unwrap();
                browser.replica = Replica::open(
                    serde_json::from_str(&whole).unwrap(),
                    serde_json::from_str(&outbox).unwrap(),
                );
            }
            Event::Resolve(b, n) => self.resolve(b % browsers, n),
            Event::Govern(what, n) => self.govern(what, u128::from(n)),
            Event::Meet => self.meet(),
        }
    }

    fn arrive(&mut self, browser: usize, message: &Message) {
        let replica = &mut self.browsers[browser].replica;
        match message {
            Message::Submit(submission) => {
                let answer = self.server.submit(submission);
                self.line
                    .push((browser, Message::Answer(submission.id, answer)));
            }
            Message::Answer(id, answer) => replica.settle(*id, answer.clone()),
            Message::Ask(after, day) => {
                let update = self.server.update(replica.reader(), *after, *day);
                let actor = replica.reader();
                self.assert_discreet(actor, &update);
                self.line.push((browser, Message::Update(update)));
            }
            Message::Update(update) => replica.update(update.clone()).unwrap(),
        }
    }

    /// Nobody hears of a partnership that was never to be seen.
    fn assert_discreet(&self, actor: Actor, update: &Update) {
        let Update::News(News { parts, .. }) = update else {
            return;
        };
        for (subject, _) in parts {
            if let Subject::Partnership(id) = subject {
                assert!(
                    self.server.known[&actor].contains(id),
                    "{actor:?} hears of {id}"
                );
            }
        }
    }

    fn write(&mut self, browser: usize, what: u8, n: u8) {
        let id = CommandId::from_u128(self.fresh());
        let Browser { replica, page } = &mut self.browsers[browser];
        let seen = page
            .take()
            .unwrap_or_else(|| (replica.view().network, replica.confirmed().clone()));
        let actor = replica.reader();
        let command = command(&seen.0, actor, what, u128::from(n), id.to_u128());
        let replica = &mut self.browsers[browser].replica;
        match replica.put(id, NOW, command) {
            Ok(foreseen) if !foreseen.changes.is_empty() => {
                let seen = seen.into();
                self.written.insert(id, Written { browser, seen });
            }
            _ => {}
        }
    }

    fn resolve(&mut self, browser: usize, n: u8) {
        let again = CommandId::from_u128(self.fresh());
        let replica = &mut self.browsers[browser].replica;
        let fates = replica.fates();
        let Some((item, fate)) = fates.get(usize::from(n) % fates.len().max(1)) else {
            return;
        };
        let id = item.id;
        match fate {
            Fate::InQuestion(_) => {
                let seen = [replica.view().network, replica.confirmed().clone()];
                if let Ok(Some(foreseen)) = replica.insist(id, again, NOW) {
                    self.dismissed.insert(id);
                    if !foreseen.changes.is_empty() {
                        self.written.insert(again, Written { browser, seen });
                    }
                }
            }
            Fate::Done | Fate::Merged | Fate::Refused(_) => {
                if replica.outbox_mut().dismiss(id) {
                    self.dismissed.insert(id);
                }
            }
            Fate::Waiting | Fate::Sent => {}
        }
    }

    fn govern(&mut self, what: u8, n: u128) {
        let person = person(1 + n % 4);
        let command = match what % 6 {
            0 => Command::Block {
                person,
                reason: n.is_multiple_of(3).then(|| Line::new("Menyamar").unwrap()),
            },
            1 => Command::Appoint {
                person,
                steward: n.is_multiple_of(3),
            },
            2 => Command::SetRole {
                member: member(1 + n % 4),
                role: [None, Some(MemberRole::Viewer), Some(MemberRole::Editor)][n as usize % 3],
            },
            3 => Command::Admit {
                member: record(self.fresh()),
                organisation: organisation(n % 3),
                person,
                role: MemberRole::Editor,
            },
            4 => Command::Merge {
                merger: record(self.fresh()),
                from: organisation(n % 3),
                into: organisation((n + 1) % 3),
            },
            _ => {
                self.server.today = self.server.today.tomorrow().unwrap();
                return;
            }
        };
        // A merger leaves little to tell of.
        if what % 6 != 4 || n.is_multiple_of(8) {
            let _ = self.server.run(command);
        }
    }

    /// Everybody sends what waits and gets what is lacking.
    fn meet(&mut self) {
        for Browser { replica, .. } in &mut self.browsers {
            let reader = replica.reader();
            while let Some(submission) = replica.outbox_mut().next(reader) {
                replica.settle(submission.id, self.server.submit(&submission));
            }
        }
        for Browser { replica, .. } in &mut self.browsers {
            let update = self
                .server
                .update(replica.reader(), replica.seq(), replica.day());
            replica.update(update).unwrap();
        }
    }

    fn assert_converged(&self) {
        for Browser { replica, .. } in &self.browsers {
            let seen = self.server.sight(replica.reader()).all();
            let network = Network::restore(
                self.server.network.seq(),
                seen.organisations,
                seen.partnerships,
                seen.records,
            );
            assert_eq!(replica.confirmed(), &network);
            let view = replica.view();
            assert_eq!(view.network, network);
            assert_eq!(view.doubts, BTreeMap::new());
        }
    }

    fn assert_nothing_lost(&self) {
        for (id, Written { browser, seen }) in &self.written {
            let entries: Vec<_> = self.server.log.iter().filter(|(of, _)| of == id).collect();
            assert!(entries.len() <= 1);
            match self.browsers[*browser].replica.outbox().item(*id) {
                None => assert!(self.dismissed.contains(id), "a command is nowhere"),
                Some(item) => match item.state {
                    State::Done { .. } => {
                        assert!(entries.len() == 1 || self.server.idle.contains(id));
                    }
                    State::Refused(_) => {}
                    _ => panic!("a command is not settled"),
                },
            }
            for change in entries.iter().flat_map(|(_, changes)| changes) {
                assert_seen(change, seen);
            }
        }
    }
}

/// What a command overwrote is what its writer had seen.
fn assert_seen(change: &Change, seen: &[Network; 2]) {
    match change {
        Change::OrganisationChanged { id, before, .. } => assert!(
            seen.iter().any(|network| {
                let organisation = network.organisation(*id).unwrap();
                organisation.profile.get(before.field()) == *before
            }),
            "{before:?} was overwritten unseen"
        ),
        Change::Recorded {
            before: Some(before),
            after: Some(_),
        } if matches!(**before, Record::Listing(_) | Record::Contact(_)) => assert!(
            seen.iter().any(|network| {
                network.record(before.id()).map(|kept| &kept.record) == Some(&**before)
            }),
            "{before:?} was overwritten unseen"
        ),
        _ => {}
    }
}

/// Something that could be written on a page that shows this.
fn command(network: &Network, actor: Actor, what: u8, n: u128, fresh: u128) -> Command {
    let own = match actor {
        Actor::Person(person) => network.memberships(person).map(|m| m.organisation).next(),
        _ => None,
    };
    let own = own.unwrap_or(organisation(n % 3));
    let of = partnership(n % 3);
    let line = Line::new(&format!("baris {fresh}")).unwrap();
    let text = Text::new(&format!("teks {fresh}")).unwrap();
    let base = network.seq();
    let records = |kind: RecordKind| {
        let records = network.records().map(|kept| &kept.record);
        records.filter(move |record| record.kind() == kind)
    };
    // One that is there, or a new one.
    let pick = |kind| records(kind).nth(n as usize % 4).map(Record::id);
    let id = |kind| pick(kind).unwrap_or(record(fresh));
    let save = |record: Record| Command::Save {
        record: Box::new(record),
        base,
    };
    let terms = |values: Vec<TermsValue>| Command::EditPartnership {
        id: of,
        edits: values
            .into_iter()
            .map(|value| Edit { value, base })
            .collect(),
        by: Some(own),
        proposal: record(fresh),
        note: Text::default(),
    };
    match what % 14 {
        0..=3 => {
            let id = if n.is_multiple_of(2) {
                own
            } else {
                organisation(n % 3)
            };
            let mut values = vec![match n % 3 {
                0 => ProfileValue::Name(name(&format!("Nama {fresh}"))),
                1 => ProfileValue::About(text),
                _ => ProfileValue::Website(Line::new(&format!("https://{fresh}.id")).unwrap()),
            }];
            if n.is_multiple_of(5) {
                values.push(ProfileValue::Kind(Kind::ALL[n as usize % 4]));
            }
            let exact = n.is_multiple_of(7);
            let version = |value: &ProfileValue| {
                let organisation = network.organisation(id).filter(|_| exact);
                organisation.map_or(base, |o| o.version(value.field()))
            };
            let edits = values.into_iter().map(|value| Edit {
                base: version(&value),
                value,
            });
            Command::EditOrganisation {
                id,
                edits: edits.collect(),
            }
        }
        4 => terms(vec![TermsValue::Title(name(&format!("Judul {fresh}")))]),
        5 => terms(vec![
            TermsValue::Purpose(text),
            TermsValue::Benefits(benefits()),
            TermsValue::Step(
                [Step::NeedsAnalysis, Step::Presentation, Step::Approval][n as usize % 3],
            ),
        ]),
        6 => Command::Vote {
            proposal: pick(RecordKind::Proposal).unwrap_or(record(0)),
            organisation: own,
            refusal: n.is_multiple_of(3).then_some(line),
        },
        7 | 8 => save(
            Listing {
                id: id(RecordKind::Listing),
                organisation: own,
                side: Side::ALL[n as usize % 2],
                resource: Resource::ALL[0],
                title: name(&format!("Perlu {fresh}")),
                note: text,
                quantity: None,
                programme: Line::default(),
                from: None,
                until: None,
                closed: n.is_multiple_of(5),
            }
            .into(),
        ),
        9 => save(
            Contact {
                id: id(RecordKind::Contact),
                organisation: own,
                name: name("Bu Siti"),
                function: line,
                email: Line::new("siti@sekolah.example").unwrap(),
                phone: Line::default(),
            }
            .into(),
        ),
        10 => save(
            Comment {
                id: record(fresh),
                partnership: of,
                organisation: own,
                proposal: None,
                text,
                at: NOW,
            }
            .into(),
        ),
        11 => Command::Remove {
            id: pick(RecordKind::Listing).unwrap_or(record(0)),
        },
        12 => Command::Answer {
            id: of,
            organisation: own,
            answer: Answer::ALL[n as usize % 4],
            reason: line,
            seen: base,
        },
        _ => Command::Add {
            organisations: Vec::new(),
            partnerships: vec![NewPartnership {
                id: PartnershipId::from_u128(fresh),
                terms: Terms::new(
                    name("Baru"),
                    vec![
                        Party::new(own, Role::Proposer),
                        Party::new(organisation(n % 3), Role::Partner),
                    ],
                ),
                archived: false,
            }],
            origin: Origin::Entered,
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn all_browsers_come_to_agree(browsers in 2..7usize, events in prop::collection::vec(event(), 1..60)) {
        let mut story = Story::new(browsers);
        events.into_iter().for_each(|event| story.happen(event));
        story.line.clear();
        story.meet();
        story.assert_converged();
        story.assert_nothing_lost();
    }
}
