//! However edits are mixed, and requests, answers and sockets are lost: in the end every page that is open anywhere
//! shows what its reader may see of the server's network, every edit that was taken is in the log once, no edit
//! overwrites what its writer had not seen, and every other is shown as not done.
//!
//! What browsers do here is what they do (`src/live`, `src/offline`, `src/server/worker`): pages ask anew for what the
//! socket names; forms say how far the log was when they were opened; what could not be sent waits in a line.

use crate::world::*;
use jejaring_domain::change::Subject;
use jejaring_domain::*;
use jejaring_sync::message::FromServer;
use jejaring_sync::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};

/// What happens next. Numbers are taken modulo what there is.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// A form is opened, which is sent later.
    Open(usize),
    /// Something is written: in the open form, or in one that is opened now.
    Write(usize, u8, u8),
    /// The browser sends what is first in its line, perhaps once more.
    Send(usize),
    /// The server tells a browser what has happened.
    Tell(usize),
    /// The browser hears what comes next by its socket.
    Hear(usize),
    /// The socket breaks, with what is on its way; the browser connects again.
    Break(usize),
    /// A request or an answer arrives, whichever.
    Arrive(usize),
    /// One is lost.
    Lose(usize),
    /// A request arrives, and stays on the way.
    Double(usize),
    /// The browser loads its pages anew.
    Load(usize),
    /// Somebody sends again what is in question, having seen what others wrote, or lets a settled edit go.
    Resolve(usize, u8),
    /// Somebody else's rights change, or the day.
    Govern(u8, u8),
    /// All are connected, send what waits and see what is lacking; forms stay open.
    Meet,
}

fn event() -> impl Strategy<Value = Event> {
    let byte = any::<u8>;
    let any = any::<usize>;
    prop_oneof![
        3 => any().prop_map(Event::Open),
        8 => (any(), byte(), byte()).prop_map(|(browser, what, n)| Event::Write(browser, what, n)),
        5 => any().prop_map(Event::Send),
        5 => any().prop_map(Event::Tell),
        5 => any().prop_map(Event::Hear),
        2 => any().prop_map(Event::Break),
        10 => any().prop_map(Event::Arrive),
        2 => any().prop_map(Event::Lose),
        2 => any().prop_map(Event::Double),
        1 => any().prop_map(Event::Load),
        2 => (any(), byte()).prop_map(|(browser, n)| Event::Resolve(browser, n)),
        2 => (byte(), byte()).prop_map(|(what, n)| Event::Govern(what, n)),
        2 => Just(Event::Meet),
    ]
}

enum Message {
    Submit(Submission),
    Settled(CommandId, Result<Receipt, Refusal>),
    /// The `nth` time that a page asks.
    Ask(Subject, u64),
    Shown(Subject, u64, Part),
}

/// An edit in a browser's line, and what became of it.
struct Written {
    submission: Submission,
    outcome: Outcome,
    /// What its writer had seen.
    seen: Network,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    Waiting,
    Done,
    Failed,
}

/// A page: the last time that it asked, and what it shows.
#[derive(Default)]
struct Page {
    asked: u64,
    shown: Option<Part>,
}

struct Browser {
    reader: Actor,
    /// How far it has heard of the log, and on which day.
    at: (Seq, Date),
    /// What is on its way to it, and how far that goes.
    socket: VecDeque<((Seq, Date), FromServer)>,
    told: (Seq, Date),
    pages: BTreeMap<Subject, Page>,
    form: Option<Network>,
    line: Vec<Written>,
}

struct Story {
    server: Server,
    browsers: Vec<Browser>,
    ways: Vec<(usize, Message)>,
    fresh: u128,
}

impl Story {
    fn new(browsers: usize) -> Story {
        let server = Server::new();
        let browsers = (0..browsers).map(|n| Browser {
            reader: ACTORS[n % ACTORS.len()],
            at: (server.network.seq(), server.today),
            socket: VecDeque::new(),
            told: (server.network.seq(), server.today),
            pages: BTreeMap::new(),
            form: None,
            line: Vec::new(),
        });
        let mut story = Story {
            browsers: browsers.collect(),
            server,
            ways: Vec::new(),
            fresh: 5000,
        };
        for browser in 0..story.browsers.len() {
            story.load(browser);
        }
        story
    }

    fn fresh(&mut self) -> u128 {
        self.fresh += 1;
        self.fresh
    }

    fn happen(&mut self, event: Event) {
        let browsers = self.browsers.len();
        match event {
            Event::Open(b) => self.open(b % browsers),
            Event::Write(b, what, n) => self.write(b % browsers, what, n),
            Event::Send(b) => self.send(b % browsers),
            Event::Tell(b) => self.tell(b % browsers),
            Event::Hear(b) => self.hear(b % browsers),
            Event::Break(b) => self.connect(b % browsers),
            Event::Arrive(_) | Event::Lose(_) | Event::Double(_) if self.ways.is_empty() => {}
            Event::Arrive(n) => {
                let (browser, message) = self.ways.swap_remove(n % self.ways.len());
                self.arrive(browser, &message);
            }
            Event::Lose(n) => {
                let (browser, message) = self.ways.swap_remove(n % self.ways.len());
                self.lose(browser, &message);
            }
            Event::Double(n) => {
                let (browser, message) = self.ways.swap_remove(n % self.ways.len());
                self.arrive(browser, &message);
                self.ways.push((browser, message));
            }
            Event::Load(b) => self.load(b % browsers),
            Event::Resolve(b, n) => self.resolve(b % browsers, n),
            Event::Govern(what, n) => self.govern(what, u128::from(n)),
            Event::Meet => self.meet(),
        }
    }

    /// What the server lets a browser's reader see now.
    fn sight(&self, browser: usize) -> Sight<'_> {
        self.server.sight(self.browsers[browser].reader)
    }

    /// A form is made by the server, of what it has then.
    fn open(&mut self, browser: usize) {
        let form = self.server.seen_by(self.browsers[browser].reader);
        self.browsers[browser].form = Some(form);
    }

    fn write(&mut self, browser: usize, what: u8, n: u8) {
        let id = CommandId::from_u128(self.fresh());
        if self.browsers[browser].form.is_none() {
            self.open(browser);
        }
        let Browser {
            reader, form, line, ..
        } = &mut self.browsers[browser];
        let Some(seen) = form.take() else {
            return;
        };
        let command = command(&seen, *reader, what, u128::from(n), id.to_u128());
        line.push(Written {
            submission: Submission {
                id,
                actor: *reader,
                command,
            },
            outcome: Outcome::Waiting,
            seen,
        });
    }

    /// One at a time, in order: the next only once the one before is settled.
    fn send(&mut self, browser: usize) {
        let line = self.browsers[browser].line.iter();
        let mut waiting = line.filter(|written| written.outcome == Outcome::Waiting);
        if let Some(written) = waiting.next() {
            let submit = Message::Submit(written.submission.clone());
            self.ways.push((browser, submit));
        }
    }

    fn tell(&mut self, browser: usize) {
        let Browser { reader, told, .. } = self.browsers[browser];
        let to = (self.server.network.seq(), self.server.today);
        let same_day = told.1 == to.1;
        let news = self.server.news(reader, told.0).filter(|_| same_day);
        let message = match news {
            Some(news) => {
                self.assert_discreet(reader, &news);
                let own = Vec::new();
                FromServer::News { news, own }
            }
            None => FromServer::Anew(to.0),
        };
        let browser = &mut self.browsers[browser];
        browser.socket.push_back((to, message));
        browser.told = to;
    }

    fn hear(&mut self, browser: usize) {
        let Some((to, message)) = self.browsers[browser].socket.pop_front() else {
            return;
        };
        self.browsers[browser].at = to;
        let subjects: Vec<_> = match message {
            FromServer::News { news, .. } => news.parts.into_iter().map(|(of, _)| of).collect(),
            _ => SUBJECTS.to_vec(),
        };
        for subject in subjects {
            self.ask(browser, subject);
        }
    }

    /// A new socket: the browser says how far it is.
    fn connect(&mut self, browser: usize) {
        let browser = &mut self.browsers[browser];
        browser.socket.clear();
        browser.told = browser.at;
    }

    fn ask(&mut self, browser: usize, subject: Subject) {
        if !SUBJECTS.contains(&subject) {
            return;
        }
        let page = self.browsers[browser].pages.entry(subject).or_default();
        page.asked += 1;
        let asked = page.asked;
        self.ways.push((browser, Message::Ask(subject, asked)));
    }

    /// Pages come whole, with how far the log was before they were made.
    fn load(&mut self, browser: usize) {
        let at = (self.server.network.seq(), self.server.today);
        for subject in SUBJECTS {
            let part = self.sight(browser).of(subject);
            let page = self.browsers[browser].pages.entry(subject).or_default();
            page.asked += 1;
            page.shown = Some(part);
        }
        self.browsers[browser].at = at;
        self.connect(browser);
    }

    fn arrive(&mut self, browser: usize, message: &Message) {
        match message {
            Message::Submit(submission) => {
                let answer = self.server.submit(submission);
                let settled = Message::Settled(submission.id, answer);
                self.ways.push((browser, settled));
            }
            Message::Settled(id, answer) => self.settle(browser, *id, answer),
            Message::Ask(subject, asked) => {
                let part = self.sight(browser).of(*subject);
                let shown = Message::Shown(*subject, *asked, part);
                self.ways.push((browser, shown));
            }
            Message::Shown(subject, asked, part) => {
                let page = self.browsers[browser].pages.entry(*subject).or_default();
                // An answer to an earlier question is passed over.
                if page.asked == *asked {
                    page.shown = Some(part.clone());
                }
            }
        }
    }

    /// A page whose question or answer is lost says that it cannot be shown.
    fn lose(&mut self, browser: usize, message: &Message) {
        if let Message::Ask(subject, asked) | Message::Shown(subject, asked, _) = message {
            let page = self.browsers[browser].pages.entry(*subject).or_default();
            if page.asked == *asked {
                page.shown = None;
            }
        }
    }

    fn settle(&mut self, browser: usize, id: CommandId, answer: &Result<Receipt, Refusal>) {
        let line = self.browsers[browser].line.iter_mut();
        let mut waiting = line.filter(|written| written.outcome == Outcome::Waiting);
        if let Some(written) = waiting.find(|written| written.submission.id == id) {
            written.outcome = match answer {
                Ok(_) => Outcome::Done,
                Err(_) => Outcome::Failed,
            };
        }
    }

    /// Nobody hears of a partnership that was never to be seen.
    fn assert_discreet(&self, actor: Actor, news: &News) {
        for (subject, _) in &news.parts {
            if let Subject::Partnership(id) = subject {
                let known = &self.server.known[&actor];
                assert!(known.contains(id), "{actor:?} hears of {id}");
            }
        }
    }

    fn resolve(&mut self, browser: usize, n: u8) {
        let again = CommandId::from_u128(self.fresh());
        let now = self.server.seen_by(self.browsers[browser].reader);
        let line = &mut self.browsers[browser].line;
        let at = usize::from(n) % line.len().max(1);
        let Some(written) = line.get(at).filter(|w| w.outcome != Outcome::Waiting) else {
            return;
        };
        if written.outcome == Outcome::Failed && n.is_multiple_of(2) {
            // The form shows what others made of it, and is sent as of then.
            let mut submission = written.submission.clone();
            submission.id = again;
            based_on(&mut submission.command, now.seq());
            line.push(Written {
                submission,
                outcome: Outcome::Waiting,
                seen: now,
            });
        }
        line.remove(at);
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

    /// Everybody is connected, sends what waits and sees what is lacking.
    fn meet(&mut self) {
        for (browser, message) in std::mem::take(&mut self.ways) {
            self.lose(browser, &message);
        }
        for browser in 0..self.browsers.len() {
            loop {
                self.send(browser);
                let Some((_, Message::Submit(submission))) = self.ways.pop() else {
                    break;
                };
                let answer = self.server.submit(&submission);
                self.settle(browser, submission.id, &answer);
            }
        }
        for browser in 0..self.browsers.len() {
            // Who is told that a page cannot be shown opens it again.
            for subject in SUBJECTS {
                let page = &self.browsers[browser].pages[&subject];
                if page.shown.is_none() {
                    self.ask(browser, subject);
                }
            }
            self.connect(browser);
            self.tell(browser);
            self.hear(browser);
            while let Some((browser, message)) = self.ways.pop() {
                self.arrive(browser, &message);
            }
        }
    }

    fn assert_converged(&self) {
        for (browser, Browser { pages, .. }) in self.browsers.iter().enumerate() {
            for (subject, page) in pages {
                let seen = self.sight(browser).of(*subject);
                assert_eq!(page.shown.as_ref(), Some(&seen), "{subject:?}");
            }
        }
    }

    fn assert_nothing_lost(&self) {
        let lines = self.browsers.iter().flat_map(|browser| &browser.line);
        for Written {
            submission,
            outcome,
            seen,
        } in lines
        {
            let id = submission.id;
            let entries: Vec<_> = self.server.log.iter().filter(|(of, _)| *of == id).collect();
            let idle = self.server.idle.contains(&id);
            assert!(entries.len() <= 1, "it is done twice");
            match outcome {
                Outcome::Done => assert!(entries.len() == 1 || idle),
                Outcome::Failed => {}
                Outcome::Waiting => panic!("a command is not settled"),
            }
            for change in entries.iter().flat_map(|(_, changes)| changes) {
                assert_seen(change, seen);
            }
        }
    }
}

/// Says that what others wrote until this entry was seen.
fn based_on(command: &mut Command, seen: Seq) {
    match command {
        Command::EditOrganisation { edits, .. } => edits.iter_mut().for_each(|e| e.base = seen),
        Command::EditPartnership { edits, .. } => edits.iter_mut().for_each(|e| e.base = seen),
        Command::Answer { seen: base, .. } | Command::Save { base, .. } => *base = seen,
        _ => {}
    }
}

/// What a command overwrote is what its writer had seen.
fn assert_seen(change: &Change, seen: &Network) {
    match change {
        Change::OrganisationChanged { id, before, .. } => {
            let organisation = seen.organisation(*id).unwrap();
            let known = organisation.profile.get(before.field());
            assert_eq!(known, *before, "overwritten unseen");
        }
        Change::Recorded {
            before: Some(before),
            after: Some(_),
        } if matches!(**before, Record::Listing(_) | Record::Contact(_)) => {
            let known = seen.record(before.id()).map(|kept| &kept.record);
            assert_eq!(known, Some(&**before), "overwritten unseen");
        }
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
        story.meet();
        story.assert_converged();
        story.assert_nothing_lost();
    }
}
