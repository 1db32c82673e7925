//! What waits for people: told by stories, and held against the rules for any order of commands.
#![allow(clippy::unwrap_used)]

use jejaring_domain::*;
use proptest::prelude::*;

const TODAY: Date = Date::constant(2026, 11, 25);
/// Noon of that day.
const NOW: Timestamp = Timestamp(1_795_582_800_000);
const SCHOOL: OrganisationId = OrganisationId::from_u128(1);
const COMPANY: OrganisationId = OrganisationId::from_u128(2);
const TEACHER: PersonId = PersonId::from_u128(1);
const MANAGER: PersonId = PersonId::from_u128(2);
const STEWARD: PersonId = PersonId::from_u128(4);
const STRANGER: PersonId = PersonId::from_u128(5);
const TOGETHER: PartnershipId = PartnershipId::from_u128(9);

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

struct World {
    network: Network,
    fresh: u128,
}

impl World {
    /// Three organisations with an admin each, a steward, and somebody who acts for nobody.
    fn begin() -> Self {
        let mut world = World {
            network: Network::default(),
            fresh: 1000,
        };
        for (n, kind) in (1..).zip([Kind::School, Kind::Company, Kind::Community]) {
            let organisation = NewOrganisation {
                id: OrganisationId::from_u128(n),
                profile: Profile::new(name(kind.code()), kind),
                archived: false,
            };
            let add = Command::Add {
                organisations: vec![organisation],
                partnerships: Vec::new(),
                origin: Origin::Entered,
            };
            let admit = Command::Admit {
                member: world.record(),
                organisation: OrganisationId::from_u128(n),
                person: PersonId::from_u128(n),
                role: MemberRole::Admin,
            };
            for command in [add, admit] {
                world.give(Actor::System, &command).unwrap();
            }
        }
        let appoint = Command::Appoint {
            person: STEWARD,
            steward: true,
        };
        world.give(Actor::System, &appoint).unwrap();
        world
    }

    fn record(&mut self) -> RecordId {
        self.fresh += 1;
        RecordId::from_u128(self.fresh)
    }

    fn give(&mut self, actor: Actor, command: &Command) -> Result<(), Refusal> {
        let changes = decide(&self.network, actor, NOW, command)?;
        let next = self.network.seq().next();
        self.network.apply(next, &changes).unwrap();
        Ok(())
    }

    fn by(&mut self, person: PersonId, command: &Command) -> Result<(), Refusal> {
        self.give(Actor::Person(person), command)
    }

    fn propose(
        &mut self,
        id: PartnershipId,
        form: Form,
        finance: Finance,
        parties: &[u128],
    ) -> Command {
        let parties = parties.iter().copied().map(OrganisationId::from_u128);
        let parties = parties.map(|id| Party::new(id, Role::Partner)).collect();
        let terms = Terms {
            form,
            finance,
            ..Terms::new(name("Magang"), parties)
        };
        Command::Add {
            organisations: Vec::new(),
            partnerships: vec![NewPartnership {
                id,
                terms,
                archived: false,
            }],
            origin: Origin::Entered,
        }
    }

    fn edit(&mut self, id: PartnershipId, by: OrganisationId, value: TermsValue) -> Command {
        Command::EditPartnership {
            id,
            edits: vec![Edit {
                value,
                base: self.network.seq(),
            }],
            by: Some(by),
            proposal: self.record(),
            note: Text::default(),
        }
    }

    fn waiting(&self, person: PersonId) -> Vec<Waiting> {
        desk::waiting(&self.network, person, TODAY)
    }

    fn tasks(&self, person: PersonId) -> Vec<Task> {
        self.waiting(person)
            .into_iter()
            .map(|one| one.task)
            .collect()
    }

    /// What a person does about something that waits.
    fn deed(&mut self, waiting: &Waiting) -> Command {
        let by = waiting.organisation;
        let id = waiting.partnership.unwrap_or(TOGETHER);
        let terms = self.network.partnership(id).map(|p| p.terms.clone());
        let record = waiting.record.unwrap_or(RecordId::from_u128(0));
        match waiting.task {
            Task::Answer => Command::Answer {
                id,
                organisation: by,
                answer: Answer::Accepted,
                reason: Line::default(),
                seen: self.network.seq(),
            },
            Task::Vote => Command::Vote {
                proposal: record,
                organisation: by,
                refusal: Some(line("Belum")),
            },
            Task::Expiry(_) => {
                let ending = Ending {
                    on: terms.unwrap().start.unwrap_or(TODAY).max(TODAY),
                    reason: line("Selesai"),
                };
                self.edit(id, by, TermsValue::Ended(Some(ending)))
            }
            Task::Step(step) => self.edit(id, by, TermsValue::Step(step)),
            Task::Lack(missing) => {
                let value = filled(terms.unwrap(), missing);
                self.edit(id, by, value)
            }
            Task::Activity => {
                let mut activity = self.network.kept::<Activity>(record).unwrap().clone();
                activity.state = ActivityState::Done;
                self.save(activity)
            }
            Task::Report => {
                let record = self.record();
                self.save(Report {
                    id: record,
                    partnership: id,
                    organisation: by,
                    activity: None,
                    title: name("Laporan"),
                    text: Text::new("Selesai").unwrap(),
                    participants: None,
                    at: NOW,
                })
            }
            Task::Evaluation => {
                let record = self.record();
                self.save(Evaluation {
                    id: record,
                    partnership: id,
                    organisation: by,
                    period: None,
                    benefits: Default::default(),
                    note: Text::default(),
                    renew: true,
                })
            }
            Task::Claim => Command::SettleClaim {
                member: record,
                verified: true,
            },
            Task::Voiceless => Command::Admit {
                member: self.record(),
                organisation: by,
                person: PersonId::from_u128(50),
                role: MemberRole::Admin,
            },
            Task::OwnClaim => Command::SetRole {
                member: record,
                role: None,
            },
        }
    }

    fn save(&self, record: impl Into<Record>) -> Command {
        Command::Save {
            record: Box::new(record.into()),
            base: self.network.seq(),
        }
    }

    fn plan(
        &mut self,
        id: PartnershipId,
        responsible: Option<OrganisationId>,
        start: Date,
    ) -> Command {
        let activity = Activity {
            id: self.record(),
            partnership: id,
            kind: ActivityKind::Visit,
            title: name("Kunjungan"),
            contributions: Default::default(),
            note: Text::default(),
            responsible,
            venue: Line::default(),
            start,
            end: None,
            state: ActivityState::Planned,
        };
        self.save(activity)
    }

    /// Does the first thing that waits for a person.
    fn first(&mut self, person: PersonId) -> Task {
        let one = self.waiting(person).remove(0);
        let deed = self.deed(&one);
        self.by(person, &deed).unwrap();
        one.task
    }
}

/// The terms with something in the field that something is missing in.
fn filled(terms: Terms, missing: Missing) -> TermsValue {
    match missing {
        Missing::Purpose => TermsValue::Purpose(Text::new("Siap kerja").unwrap()),
        Missing::Benefits => {
            let outcome = Outcome {
                state: BenefitState::Expected,
                evidence: Line::default(),
            };
            TermsValue::Benefits([(Benefit::Information, outcome)].into())
        }
        Missing::Consent => TermsValue::Consent(Some(Consent {
            authority: Authority::Regional,
            reference: name("7/2026"),
            date: None,
        })),
        _ => {
            let parties = terms.parties.iter().map(|party| Signatory {
                organisation: party.organisation,
                name: name("Kepala"),
                function: Line::default(),
            });
            TermsValue::Agreement(Some(Agreement {
                number: name("1/2026"),
                title: Line::default(),
                signed: Some(TODAY),
                expires: None,
                signatories: parties.collect(),
            }))
        }
    }
}

#[test]
fn an_informal_partnership_is_led_from_need_to_evaluation() {
    let mut world = World::begin();
    let propose = world.propose(TOGETHER, Form::Informal, Finance::None, &[1, 2]);
    world.by(TEACHER, &propose).unwrap();
    assert_eq!(
        world.tasks(MANAGER),
        [],
        "a draft is nobody else's business"
    );
    let expected = [
        Task::Lack(Missing::Purpose),
        Task::Step(Step::PartnerAnalysis),
        Task::Step(Step::Planning),
        Task::Lack(Missing::Benefits),
        Task::Step(Step::Presentation),
        Task::Step(Step::Approval),
    ];
    for task in expected {
        assert_eq!(world.first(TEACHER), task);
    }
    assert_eq!(world.tasks(TEACHER), [], "the company has to answer");
    assert_eq!(world.first(MANAGER), Task::Answer);
    assert_eq!(world.tasks(MANAGER), [Task::Step(Step::Negotiation)]);

    assert_eq!(world.first(TEACHER), Task::Step(Step::Negotiation));
    assert_eq!(world.first(TEACHER), Task::Step(Step::Implementation));
    assert_eq!(
        world.tasks(TEACHER),
        [],
        "one's own proposal waits for others"
    );
    let [vote] = &world.waiting(MANAGER)[..] else {
        panic!("{:?}", world.waiting(MANAGER))
    };
    assert_eq!((vote.task, vote.since), (Task::Vote, Since::Day(TODAY)));
    let agree = Command::Vote {
        proposal: vote.record.unwrap(),
        organisation: COMPANY,
        refusal: None,
    };
    world.by(MANAGER, &agree).unwrap();
    assert_eq!(world.tasks(MANAGER), [], "the work takes its time");
    assert_eq!(world.tasks(STEWARD), []);
    assert_eq!(world.tasks(STRANGER), []);
}

/// An informal partnership of school and company, at work.
fn at_work() -> World {
    let mut world = World::begin();
    let party = |id| Party {
        answer: Answer::Accepted,
        ..Party::new(id, Role::Partner)
    };
    let mut terms = Terms::new(name("Magang"), vec![party(SCHOOL), party(COMPANY)]);
    terms.step = Step::Implementation;
    let command = Command::Add {
        organisations: Vec::new(),
        partnerships: vec![NewPartnership {
            id: TOGETHER,
            terms,
            archived: false,
        }],
        origin: Origin::Imported,
    };
    world.give(Actor::System, &command).unwrap();
    world
}

#[test]
fn overdue_work_waits_for_who_is_responsible() {
    let mut world = at_work();
    assert_eq!(world.tasks(TEACHER), [], "the work takes its time");
    let past = Date::constant(2026, 11, 20);
    let later = Date::constant(2026, 12, 20);
    for (responsible, day) in [(Some(COMPANY), past), (None, later)] {
        let plan = world.plan(TOGETHER, responsible, day);
        world.by(TEACHER, &plan).unwrap();
    }
    assert_eq!(world.tasks(TEACHER), []);
    let waiting = world.waiting(MANAGER);
    assert_eq!(waiting[0].task, Task::Activity);
    assert_eq!(waiting[0].since, Since::Day(past));
    assert_eq!(world.first(MANAGER), Task::Activity);
    assert_eq!(world.tasks(MANAGER), [], "done, it waits no more");
}

#[test]
fn reports_and_evaluations_are_owed() {
    let mut world = at_work();
    let report = world.edit(TOGETHER, SCHOOL, TermsValue::Step(Step::Reporting));
    world.by(TEACHER, &report).unwrap();
    assert_eq!(world.tasks(MANAGER), [Task::Report]);
    assert_eq!(world.first(TEACHER), Task::Report);
    assert_eq!(world.tasks(MANAGER), [Task::Step(Step::Evaluation)]);
    assert_eq!(world.first(MANAGER), Task::Step(Step::Evaluation));
    assert_eq!(world.first(MANAGER), Task::Evaluation);
    assert_eq!(world.tasks(MANAGER), []);
    assert_eq!(world.tasks(TEACHER), [Task::Evaluation]);
}

#[test]
fn what_runs_out_presses_more_the_nearer_it_is() {
    let mut world = at_work();
    for (end, mark, urgency) in [
        (Date::constant(2027, 2, 1), Mark::Days90, Urgency::Later),
        (Date::constant(2026, 12, 20), Mark::Days30, Urgency::Soon),
        (Date::constant(2026, 11, 30), Mark::Days7, Urgency::Urgent),
        (Date::constant(2026, 11, 1), Mark::Expired, Urgency::Urgent),
    ] {
        let edit = world.edit(TOGETHER, SCHOOL, TermsValue::End(Some(end)));
        world.by(TEACHER, &edit).unwrap();
        let proposal = world.waiting(MANAGER).remove(0);
        let agree = Command::Vote {
            proposal: proposal.record.unwrap(),
            organisation: COMPANY,
            refusal: None,
        };
        world.by(MANAGER, &agree).unwrap();
        let [expiry] = &world.waiting(TEACHER)[..] else {
            panic!("{:?}", world.waiting(TEACHER))
        };
        assert_eq!(expiry.task, Task::Expiry(mark));
        assert_eq!(expiry.task.urgency(), urgency);
        assert_eq!(expiry.since, Since::Day(end));
    }
    assert_eq!(world.first(TEACHER), Task::Expiry(Mark::Expired));
    assert_eq!(world.tasks(TEACHER), [], "its end is on record");
}

#[test]
fn claims_wait_for_stewards_and_their_makers() {
    let mut world = World::begin();
    let claim = Command::Claim {
        member: world.record(),
        organisation: SCHOOL,
        npsn: None,
        note: line("Wakil kepala"),
    };
    world.by(STRANGER, &claim).unwrap();
    assert_eq!(world.tasks(STRANGER), [Task::OwnClaim]);
    assert_eq!(world.tasks(TEACHER), []);
    assert_eq!(world.first(STEWARD), Task::Claim);
    assert_eq!(world.tasks(STRANGER), []);
    let block = Command::Block {
        person: TEACHER,
        reason: Some(line("Menyamar")),
    };
    let propose = world.propose(TOGETHER, Form::Informal, Finance::None, &[1, 2]);
    world.by(TEACHER, &propose).unwrap();
    assert_ne!(world.tasks(TEACHER), []);
    world.by(STEWARD, &block).unwrap();
    assert_eq!(world.tasks(TEACHER), []);
}

#[test]
fn a_vote_that_nobody_can_give_waits_for_a_steward() {
    let mut world = at_work();
    let title = world.edit(TOGETHER, SCHOOL, TermsValue::Title(name("Kunjungan")));
    world.by(TEACHER, &title).unwrap();
    assert_eq!(world.tasks(STEWARD), []);
    let member = world.network.memberships(MANAGER).next().unwrap().id;
    let leave = Command::SetRole { member, role: None };
    world.by(MANAGER, &leave).unwrap();
    let [waiting] = &world.waiting(STEWARD)[..] else {
        panic!("{:?}", world.waiting(STEWARD))
    };
    assert_eq!(
        (waiting.task, waiting.organisation),
        (Task::Voiceless, COMPANY)
    );
    assert_eq!(world.first(STEWARD), Task::Voiceless);
    assert_eq!(world.tasks(STEWARD), []);
    let newcomer = PersonId::from_u128(50);
    assert_eq!(world.tasks(newcomer), [Task::Vote]);
}

#[test]
fn what_was_done_before_a_renewal_does_not_end_the_new_period() {
    let mut world = at_work();
    let done = world.plan(TOGETHER, None, Date::constant(2026, 10, 1));
    world.by(TEACHER, &done).unwrap();
    assert_eq!(world.first(TEACHER), Task::Activity);
    assert_eq!(world.tasks(TEACHER), [Task::Step(Step::Reporting)]);
    let start = world.edit(TOGETHER, SCHOOL, TermsValue::Start(Some(TODAY)));
    world.by(TEACHER, &start).unwrap();
    let proposal = world.waiting(MANAGER).remove(0);
    let agree = Command::Vote {
        proposal: proposal.record.unwrap(),
        organisation: COMPANY,
        refusal: None,
    };
    world.by(MANAGER, &agree).unwrap();
    assert_eq!(world.tasks(TEACHER), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_waits_that_the_rules_would_refuse(
        deeds in prop::collection::vec((0..12u8, 1..6u128, 1..4u128, 0..10usize), 0..40)
    ) {
        let mut world = World::begin();
        for (kind, person, n, pick) in deeds {
            let actor = PersonId::from_u128(person);
            let id = PartnershipId::from_u128(n);
            let organisation = OrganisationId::from_u128(n);
            let own = OrganisationId::from_u128(person);
            let day = TODAY.plus_days(pick as i32 * 30 - 100).unwrap();
            let command = match kind {
                0 => {
                    let parties: Vec<u128> = [1, 2, 3][..2 + pick % 2].to_vec();
                    let form = Form::ALL[pick % 3];
                    world.propose(id, form, Finance::ALL[pick % 4], &parties)
                }
                1 => Command::Answer {
                    id,
                    organisation: own,
                    answer: Answer::ALL[pick % 4],
                    reason: line("Ya"),
                    seen: world.network.seq(),
                },
                2 => world.plan(id, (pick % 2 == 0).then_some(own), day),
                3 => world.edit(id, own, TermsValue::End(Some(day))),
                4 => Command::Claim { member: world.record(), organisation, npsn: None, note: line("Saya") },
                5 => Command::Block { person: PersonId::from_u128(n), reason: (pick > 7).then(|| line("Menyamar")) },
                6 => Command::ArchivePartnership { id, archived: pick > 5 },
                // Mostly people do what waits for them; votes agree.
                _ => {
                    let waiting = world.waiting(actor);
                    let Some(one) = waiting.get(pick % waiting.len().max(1)) else { continue };
                    match (one.task, one.record) {
                        (Task::Vote, Some(proposal)) => Command::Vote {
                            proposal,
                            organisation: one.organisation,
                            refusal: None,
                        },
                        _ => world.deed(one),
                    }
                }
            };
            let _ = world.by(actor, &command);
        }
        for person in (1..6).map(PersonId::from_u128) {
            for one in world.waiting(person) {
                let deed = world.deed(&one);
                let done = decide(&world.network, Actor::Person(person), NOW, &deed);
                prop_assert!(done.is_ok(), "{one:?}: {done:?}");
            }
        }
    }
}
