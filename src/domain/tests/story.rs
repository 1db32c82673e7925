//! The life of a partnership, told by commands of people.
#![allow(clippy::unwrap_used)]

use jejaring_domain::work::{ActivityDraft, ContributionDraft};
use jejaring_domain::*;

const SCHOOL: OrganisationId = organisation(1);
const COMPANY: OrganisationId = organisation(2);
const COMMUNITY: OrganisationId = organisation(3);
const TEACHER: PersonId = person(1);
const MANAGER: PersonId = person(2);
const VOLUNTEER: PersonId = person(3);
const STEWARD: PersonId = person(4);
/// Noon of 25 November 2026.
const NOW: Timestamp = Timestamp(1_795_582_800_000);
const TOGETHER: PartnershipId = PartnershipId::from_u128(9);

const fn organisation(n: u128) -> OrganisationId {
    OrganisationId::from_u128(n)
}

const fn person(n: u128) -> PersonId {
    PersonId::from_u128(n)
}

const fn record(n: u128) -> RecordId {
    RecordId::from_u128(100 + n)
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

/// A network with three organisations that have an admin each, and a steward.
#[derive(Clone)]
struct Story(Network);

impl Story {
    fn begin() -> Self {
        let mut story = Story(Network::default());
        let cast = [
            (SCHOOL, Kind::School, TEACHER),
            (COMPANY, Kind::Company, MANAGER),
            (COMMUNITY, Kind::Community, VOLUNTEER),
        ];
        let organisations = cast.map(|(id, kind, _)| NewOrganisation {
            id,
            profile: Profile::new(name(kind.code()), kind),
            archived: false,
        });
        let command = Command::Add {
            organisations: organisations.into(),
            partnerships: Vec::new(),
            origin: Origin::Entered,
        };
        story.system(command);
        for (n, (organisation, _, person)) in (0..).zip(cast) {
            let (member, role) = (record(60 + n), MemberRole::Admin);
            story.system(Command::Admit {
                member,
                organisation,
                person,
                role,
            });
        }
        story.system(Command::Appoint {
            person: STEWARD,
            steward: true,
        });
        story
    }

    /// And an informal partnership that the school proposed and the company accepted.
    fn agreed() -> Self {
        let mut story = Story::begin();
        story.propose(Form::Informal, Finance::None, &[COMPANY]);
        story.accept();
        story
    }

    fn give(&mut self, actor: Actor, command: Command) -> Result<(), Refusal> {
        let changes = decide(&self.0, actor, NOW, &command)?;
        self.0.apply(self.0.seq().next(), &changes).unwrap();
        Ok(())
    }

    fn system(&mut self, command: Command) {
        self.give(Actor::System, command).unwrap();
    }

    fn by(&mut self, person: PersonId, command: Command) -> Result<(), Refusal> {
        self.give(Actor::Person(person), command)
    }

    /// The teacher proposes a partnership of these parties.
    fn propose(&mut self, form: Form, finance: Finance, others: &[OrganisationId]) {
        let parties = std::iter::once(&SCHOOL).chain(others);
        let parties = parties.map(|id| Party::new(*id, Role::Partner)).collect();
        let terms = Terms {
            form,
            finance,
            ..Terms::new(name("Magang"), parties)
        };
        let command = Command::Add {
            organisations: Vec::new(),
            partnerships: vec![NewPartnership {
                id: TOGETHER,
                terms,
                archived: false,
            }],
            origin: Origin::Entered,
        };
        self.by(TEACHER, command).unwrap();
    }

    fn edit(
        &mut self,
        person: PersonId,
        by: OrganisationId,
        proposal: u128,
        value: TermsValue,
    ) -> Result<(), Refusal> {
        let base = self.0.seq();
        let command = Command::EditPartnership {
            id: TOGETHER,
            edits: vec![Edit { value, base }],
            by: Some(by),
            proposal: record(proposal),
            note: Text::default(),
        };
        self.by(person, command)
    }

    fn answer(
        &mut self,
        person: PersonId,
        organisation: OrganisationId,
        answer: Answer,
        reason: &str,
    ) -> Result<(), Refusal> {
        let (reason, seen) = (line(reason), self.0.seq());
        self.by(
            person,
            Command::Answer {
                id: TOGETHER,
                organisation,
                answer,
                reason,
                seen,
            },
        )
    }

    /// The company accepts.
    fn accept(&mut self) {
        self.answer(MANAGER, COMPANY, Answer::Accepted, "").unwrap();
    }

    fn vote(
        &mut self,
        person: PersonId,
        organisation: OrganisationId,
        proposal: u128,
        refusal: Option<&str>,
    ) -> Result<(), Refusal> {
        let refusal = refusal.map(line);
        self.by(
            person,
            Command::Vote {
                proposal: record(proposal),
                organisation,
                refusal,
            },
        )
    }

    /// Through the steps that the school takes alone, until the others are asked.
    fn present(&mut self) {
        let purpose = TermsValue::Purpose(Text::new("Siap kerja").unwrap());
        self.edit(TEACHER, SCHOOL, 10, purpose).unwrap();
        let outcome = benefit::Outcome {
            state: BenefitState::Expected,
            evidence: Line::default(),
        };
        let benefits = TermsValue::Benefits([(Benefit::JointProjects, outcome)].into());
        self.edit(TEACHER, SCHOOL, 11, benefits).unwrap();
        self.edit(TEACHER, SCHOOL, 12, TermsValue::Step(Step::Approval))
            .unwrap();
    }

    fn step(&self) -> Step {
        self.terms().step
    }

    fn terms(&self) -> &Terms {
        &self.0.partnership(TOGETHER).unwrap().terms
    }

    fn missing(&self) -> Vec<Missing> {
        let lacks = life::lacks(&self.0, self.0.partnership(TOGETHER).unwrap());
        lacks.into_iter().map(|lack| lack.missing).collect()
    }

    fn proposal(&self, n: u128) -> ProposalState {
        self.0.kept::<Proposal>(record(n)).unwrap().state
    }
}

fn not_yet(refused: Result<(), Refusal>) -> Vec<Missing> {
    match refused {
        Err(Refusal::NotYet(lacks)) => lacks.into_iter().map(|lack| lack.missing).collect(),
        other => panic!("not refused for what is missing: {other:?}"),
    }
}

#[test]
fn a_formal_one_goes_from_need_to_evaluation_by_agreement() {
    let mut story = Story::begin();
    story.propose(Form::Formal, Finance::None, &[COMPANY]);
    assert_eq!(story.missing(), [Missing::Purpose]);
    let early = story.edit(TEACHER, SCHOOL, 1, TermsValue::Step(Step::PartnerAnalysis));
    assert_eq!(not_yet(early), [Missing::Purpose]);
    story.present();
    assert_eq!(story.missing(), [Missing::Answers]);
    let early = story.edit(TEACHER, SCHOOL, 1, TermsValue::Step(Step::Negotiation));
    assert_eq!(not_yet(early), [Missing::Answers]);
    story.accept();
    story
        .edit(MANAGER, COMPANY, 1, TermsValue::Step(Step::Negotiation))
        .unwrap();

    // From here on a change of terms waits for the other side.
    story
        .edit(TEACHER, SCHOOL, 2, TermsValue::Step(Step::Signing))
        .unwrap();
    assert_eq!(
        (story.step(), story.proposal(2)),
        (Step::Negotiation, ProposalState::Open)
    );
    assert_eq!(
        story.vote(TEACHER, SCHOOL, 2, None),
        Err(Refusal::NoVote),
        "one vote each"
    );
    story.vote(MANAGER, COMPANY, 2, None).unwrap();
    assert_eq!(
        (story.step(), story.proposal(2)),
        (Step::Signing, ProposalState::Adopted)
    );

    assert_eq!(story.missing(), [Missing::Signature, Missing::Signatories]);
    let signatory = |organisation| Signatory {
        organisation,
        name: name("Siti, M.Pd."),
        function: line("Pimpinan"),
    };
    let agreement = Agreement {
        number: name("1/2026"),
        title: Line::default(),
        signed: Some(Date::constant(2026, 1, 5)),
        expires: None,
        signatories: vec![signatory(SCHOOL), signatory(COMPANY)],
    };
    story
        .edit(MANAGER, COMPANY, 3, TermsValue::Agreement(Some(agreement)))
        .unwrap();
    story.vote(TEACHER, SCHOOL, 3, None).unwrap();
    story
        .edit(TEACHER, SCHOOL, 4, TermsValue::Step(Step::Implementation))
        .unwrap();
    story.vote(MANAGER, COMPANY, 4, None).unwrap();
    let today = Date::constant(2026, 2, 1);
    assert_eq!(story.terms().status(today), Status::Running);

    // Reporting and weighing follow the work, without another vote.
    story
        .edit(MANAGER, COMPANY, 5, TermsValue::Step(Step::Reporting))
        .unwrap();
    assert_eq!(story.step(), Step::Reporting);
    let early = story.edit(MANAGER, COMPANY, 6, TermsValue::Step(Step::Evaluation));
    assert_eq!(not_yet(early), [Missing::Report]);
    let report = work::Report {
        id: record(7),
        partnership: TOGETHER,
        organisation: COMPANY,
        activity: None,
        title: name("Magang"),
        text: Text::new("Terlaksana").unwrap(),
        participants: Some(12),
        at: Timestamp(0),
    };
    let save = Command::Save {
        record: Box::new(report.into()),
        base: Seq(0),
    };
    story.by(MANAGER, save).unwrap();
    story
        .edit(MANAGER, COMPANY, 8, TermsValue::Step(Step::Evaluation))
        .unwrap();
    assert_eq!(story.missing(), [Missing::Evaluations]);
}

#[test]
fn a_refused_proposal_changes_nothing_and_keeps_its_reason() {
    let mut story = Story::agreed();
    story
        .edit(TEACHER, SCHOOL, 1, TermsValue::Title(name("Kunjungan")))
        .unwrap();
    assert!(matches!(
        story.vote(MANAGER, COMPANY, 1, Some("")),
        Err(Refusal::Invalid(_))
    ));
    story
        .vote(MANAGER, COMPANY, 1, Some("Terlalu jauh"))
        .unwrap();
    assert_eq!(story.terms().title, name("Magang"));
    let proposal = story.0.kept::<Proposal>(record(1)).unwrap();
    assert_eq!(proposal.state, ProposalState::Refused);
    assert_eq!(
        proposal.votes[&COMPANY],
        Vote::Refused(line("Terlalu jauh"))
    );
}

#[test]
fn a_proposal_is_outdated_by_another_agreement_on_the_same_field() {
    let mut story = Story::agreed();
    story
        .edit(TEACHER, SCHOOL, 1, TermsValue::Title(name("Kunjungan")))
        .unwrap();
    story
        .edit(MANAGER, COMPANY, 2, TermsValue::Title(name("Seminar")))
        .unwrap();
    story.vote(TEACHER, SCHOOL, 2, None).unwrap();
    story.vote(MANAGER, COMPANY, 1, None).unwrap();
    assert_eq!(story.proposal(1), ProposalState::Outdated);
    assert_eq!(story.terms().title, name("Seminar"));
}

#[test]
fn a_proposal_is_outdated_by_another_agreement_that_leaves_it_no_sense() {
    let mut story = Story::agreed();
    let start = TermsValue::Start(Some(Date::constant(2026, 5, 1)));
    let end = TermsValue::End(Some(Date::constant(2026, 3, 1)));
    story.edit(TEACHER, SCHOOL, 1, start).unwrap();
    story.edit(MANAGER, COMPANY, 2, end).unwrap();
    story.vote(TEACHER, SCHOOL, 2, None).unwrap();
    story.vote(MANAGER, COMPANY, 1, None).unwrap();
    assert_eq!(story.proposal(1), ProposalState::Outdated);
    assert_eq!(story.terms().start, None);
}

#[test]
fn an_informal_one_ends_at_once_by_either_side() {
    let mut story = Story::agreed();
    let on = Date::constant(2026, 3, 1);
    let ended = |reason| {
        let reason = line(reason);
        TermsValue::Ended(Some(Ending { on, reason }))
    };
    let silent = story.edit(MANAGER, COMPANY, 1, ended(""));
    let fault = Fault::new(Field::EndedReason, Problem::Missing);
    assert_eq!(silent, Err(Refusal::Invalid(vec![fault])));
    story
        .edit(MANAGER, COMPANY, 1, ended("Pimpinan berganti"))
        .unwrap();
    assert_eq!(story.terms().status(on), Status::Ended);
}

#[test]
fn a_multilateral_one_needs_every_party() {
    let mut story = Story::begin();
    story.propose(Form::Informal, Finance::None, &[COMPANY, COMMUNITY]);
    story.present();
    story.accept();
    let early = story.edit(TEACHER, SCHOOL, 1, TermsValue::Step(Step::Negotiation));
    assert_eq!(not_yet(early), [Missing::Answers]);
    assert!(
        story
            .answer(VOLUNTEER, COMMUNITY, Answer::Declined, "")
            .is_err(),
        "without a reason"
    );
    story
        .answer(VOLUNTEER, COMMUNITY, Answer::Declined, "Belum siap")
        .unwrap();
    story
        .edit(TEACHER, SCHOOL, 2, TermsValue::Step(Step::Negotiation))
        .unwrap();
}

#[test]
fn a_loan_does_not_start_without_the_authority() {
    let mut story = Story::begin();
    story.propose(Form::Informal, Finance::Loan, &[COMPANY]);
    story.present();
    story.accept();
    story
        .edit(TEACHER, SCHOOL, 1, TermsValue::Step(Step::Negotiation))
        .unwrap();
    assert_eq!(story.missing(), [Missing::Consent]);
    let start = story.edit(TEACHER, SCHOOL, 2, TermsValue::Step(Step::Implementation));
    assert!(matches!(start, Err(Refusal::Invalid(_))));
}

#[test]
fn nobody_speaks_for_another() {
    let mut story = Story::begin();
    story.propose(Form::Informal, Finance::None, &[COMPANY]);
    for person in [TEACHER, VOLUNTEER, STEWARD] {
        let given = story.answer(person, COMPANY, Answer::Accepted, "");
        assert_eq!(given, Err(Refusal::Forbidden));
    }
    let title = TermsValue::Title(name("Lain"));
    assert_eq!(
        story.edit(VOLUNTEER, SCHOOL, 1, title),
        Err(Refusal::Forbidden)
    );
    let block = |reason: Option<&str>| Command::Block {
        person: MANAGER,
        reason: reason.map(line),
    };
    let silent = story.by(STEWARD, block(Some("")));
    let unsaid = Fault::new(Field::Reason, Problem::Missing);
    assert_eq!(silent, Err(unsaid.into()));
    story.by(STEWARD, block(Some("Menyamar"))).unwrap();
    let given = story.answer(MANAGER, COMPANY, Answer::Accepted, "");
    assert_eq!(
        given,
        Err(Refusal::Blocked(line("Menyamar"))),
        "and is told why"
    );
    story.by(STEWARD, block(None)).unwrap();
    let title = TermsValue::Title(name("Lain"));
    let given = story.edit(MANAGER, COMPANY, 2, title);
    assert_eq!(given, Err(Refusal::Answered), "and may write again");
}

#[test]
fn a_draft_is_seen_by_its_writers_only() {
    let mut story = Story::begin();
    story.propose(Form::Informal, Finance::None, &[COMPANY]);
    let seen = |story: &Story, person| {
        may_see(
            &story.0,
            Actor::Person(person),
            story.0.partnership(TOGETHER).unwrap(),
        )
    };
    assert!(seen(&story, TEACHER) && !seen(&story, MANAGER) && !seen(&story, VOLUNTEER));
    assert_eq!(story.0.public().partnerships().len(), 0);
    story.present();
    assert!(seen(&story, MANAGER) && seen(&story, VOLUNTEER));
}

#[test]
fn terms_that_changed_since_are_not_accepted_unread() {
    let mut story = Story::begin();
    story.propose(Form::Informal, Finance::None, &[COMPANY]);
    let seen = story.0.seq();
    story
        .edit(TEACHER, SCHOOL, 1, TermsValue::Title(name("Kunjungan")))
        .unwrap();
    let accept = Command::Answer {
        id: TOGETHER,
        organisation: COMPANY,
        answer: Answer::Accepted,
        reason: Line::default(),
        seen,
    };
    let refused = story.by(MANAGER, accept);
    assert!(matches!(refused, Err(Refusal::PartnershipConflict(_))));
}

#[test]
fn the_last_admin_does_not_leave_others_alone() {
    let mut story = Story::begin();
    let (member, person) = (record(20), person(20));
    let role = MemberRole::Editor;
    story
        .by(
            TEACHER,
            Command::Admit {
                member,
                organisation: SCHOOL,
                person,
                role,
            },
        )
        .unwrap();
    let leave = Command::SetRole {
        member: record(60),
        role: None,
    };
    assert_eq!(story.by(TEACHER, leave.clone()), Err(Refusal::LastAdmin));
    let promote = Command::SetRole {
        member,
        role: Some(MemberRole::Admin),
    };
    story.by(TEACHER, promote).unwrap();
    story.by(TEACHER, leave).unwrap();
    assert_eq!(story.0.role(TEACHER, SCHOOL), None);
}

#[test]
fn a_steward_admits_people_only_where_nobody_else_can_and_never_oneself() {
    let mut story = Story::begin();
    let admit = |member, person| Command::Admit {
        member: record(member),
        organisation: SCHOOL,
        person,
        role: MemberRole::Editor,
    };
    let helper = person(9);
    assert_eq!(
        story.by(STEWARD, admit(20, helper)),
        Err(Refusal::Forbidden)
    );
    let block = Command::Block {
        person: TEACHER,
        reason: Some(line("Menyamar")),
    };
    story.by(STEWARD, block).unwrap();
    assert_eq!(
        story.by(STEWARD, admit(21, STEWARD)),
        Err(Refusal::Forbidden)
    );
    story.by(STEWARD, admit(20, helper)).unwrap();
    // Nor do stewards verify their own claims.
    let claim = Command::Claim {
        member: record(22),
        organisation: COMPANY,
        npsn: None,
        note: line("Direktur"),
    };
    story.by(STEWARD, claim).unwrap();
    let settle = |verified| Command::SettleClaim {
        member: record(22),
        verified,
    };
    assert_eq!(story.by(STEWARD, settle(true)), Err(Refusal::Forbidden));
    story.by(STEWARD, settle(false)).unwrap();
}

#[test]
fn a_file_that_was_sent_is_not_put_in_the_place_of_another() {
    let mut story = Story::agreed();
    let file = |sha256: &str, base| Command::Save {
        record: Box::new(
            Attachment {
                id: record(25),
                partnership: TOGETHER,
                r#use: FileUse::Agreement,
                report: None,
                name: name("mou.pdf"),
                media: Media::Pdf,
                size: 1,
                sha256: sha256.to_owned(),
            }
            .into(),
        ),
        base,
    };
    for (sha256, answer) in [
        ("one", Ok(())),
        ("other", Err(Refusal::IdTaken)),
        ("one", Ok(())),
    ] {
        let base = story.0.seq();
        assert_eq!(story.by(TEACHER, file(sha256, base)), answer, "{sha256}");
    }
}

#[test]
fn nobody_knows_what_is_yet_to_come() {
    let mut story = Story::begin();
    let edit = |text: &str, base| Command::EditOrganisation {
        id: SCHOOL,
        edits: vec![Edit {
            value: ProfileValue::Name(name(text)),
            base,
        }],
    };
    let (before, future) = (story.0.seq(), Seq(99_999));
    story.by(TEACHER, edit("SMK Satu", before)).unwrap();
    for base in [before, future] {
        let answer = story.by(TEACHER, edit("SMK Dua", base));
        assert!(matches!(answer, Err(Refusal::OrganisationConflict(_))));
    }
    let contact = |text: &str, base| Command::Save {
        record: Box::new(
            Contact {
                id: record(26),
                organisation: SCHOOL,
                name: name(text),
                function: line(""),
                email: line(""),
                phone: line("1"),
            }
            .into(),
        ),
        base,
    };
    story.by(TEACHER, contact("Bu Ani", future)).unwrap();
    let answer = story.by(TEACHER, contact("Bu Budi", future));
    assert!(matches!(answer, Err(Refusal::RecordConflict(Some(_)))));
    story
        .by(TEACHER, contact("Bu Budi", story.0.seq()))
        .unwrap();
}

#[test]
fn a_merge_keeps_every_edge_and_member() {
    let mut story = Story::begin();
    story.propose(Form::Informal, Finance::None, &[COMPANY]);
    let merge = Command::Merge {
        merger: record(30),
        from: COMPANY,
        into: COMMUNITY,
    };
    assert_eq!(story.by(MANAGER, merge.clone()), Err(Refusal::Forbidden));
    story.by(STEWARD, merge).unwrap();
    assert!(story.terms().party(COMMUNITY).is_some() && story.terms().party(COMPANY).is_none());
    assert_eq!(story.0.role(MANAGER, COMMUNITY), Some(MemberRole::Admin));
    assert!(story.0.organisation(COMPANY).unwrap().archived);
    let aliases = &story.0.organisation(COMMUNITY).unwrap().profile.aliases;
    assert!(aliases.contains("company"), "found by its old name");
}

#[test]
fn what_looks_like_one_is_told_apart_once_and_by_stewards() {
    let mut story = Story::begin();
    let tell = |number, first, second, distinct| Command::Distinguish {
        distinction: record(number),
        first,
        second,
        distinct,
    };
    let known = |story: &Story, first: OrganisationId| {
        let known = story.0.records_of::<Distinction>(first.into());
        known.map(|pair| pair.second).collect::<Vec<_>>()
    };
    let apart = tell(70, COMPANY, SCHOOL, true);
    assert_eq!(story.by(TEACHER, apart.clone()), Err(Refusal::Forbidden));
    story.by(STEWARD, apart).unwrap();
    story.by(STEWARD, tell(71, SCHOOL, COMPANY, true)).unwrap();
    assert_eq!(known(&story, SCHOOL), [COMPANY]);
    let same = tell(72, SCHOOL, SCHOOL, true);
    assert_eq!(story.by(STEWARD, same), Err(Refusal::IdTaken));
    let merge = Command::Merge {
        merger: record(73),
        from: COMPANY,
        into: COMMUNITY,
    };
    story.by(STEWARD, merge).unwrap();
    assert_eq!(known(&story, SCHOOL), [COMMUNITY]);
    story
        .by(STEWARD, tell(74, COMMUNITY, SCHOOL, false))
        .unwrap();
    assert!(known(&story, SCHOOL).is_empty());
}

#[test]
fn only_what_is_invented_is_furnished() {
    let mut story = Story::begin();
    let invented = organisation(7);
    story.system(Command::Add {
        organisations: vec![NewOrganisation {
            id: invented,
            profile: Profile::new(name("Contoh"), Kind::Community),
            archived: false,
        }],
        partnerships: Vec::new(),
        origin: Origin::Demo,
    });
    let listing = |number, organisation| Listing {
        id: record(number),
        organisation,
        side: Side::Offer,
        resource: Resource::Volunteer,
        title: name("Relawan"),
        note: Text::default(),
        quantity: Some(3),
        programme: Line::default(),
        from: None,
        until: None,
        closed: false,
    };
    let furnish = |listings: &[Listing]| Command::Furnish {
        records: listings.iter().cloned().map(Record::Listing).collect(),
    };
    let decided = |story: &Story, actor, listings: &[Listing]| {
        decide(&story.0, actor, Timestamp(0), &furnish(listings))
    };
    let [own, real] = [listing(80, invented), listing(81, SCHOOL)];
    let refused = |refusal| Err::<Vec<Change>, _>(refusal);
    let system = Actor::System;
    assert_eq!(
        decided(&story, system, &[own.clone(), real]),
        refused(Refusal::Forbidden)
    );
    assert_eq!(
        decided(&story, system, &[own.clone(), own.clone()]),
        refused(Refusal::IdTaken)
    );
    let teacher = Actor::Person(TEACHER);
    assert_eq!(
        decided(&story, teacher, std::slice::from_ref(&own)),
        refused(Refusal::Forbidden)
    );
    let nothing = Listing {
        quantity: Some(0),
        ..own.clone()
    };
    assert!(matches!(
        decided(&story, system, &[nothing]),
        Err(Refusal::Invalid(_))
    ));
    story.system(furnish(std::slice::from_ref(&own)));
    assert_eq!(story.0.kept::<Listing>(own.id), Some(&own));
    story.system(Command::RemoveDemo);
    assert_eq!(story.0.kept::<Listing>(own.id), None);
}

/// A partnership at work as a file has it, brought in by somebody.
fn brought_in(story: &mut Story, actor: Actor, parties: &[OrganisationId]) -> Vec<Answer> {
    let parties = parties.iter().map(|id| Party {
        answer: Answer::Accepted,
        ..Party::new(*id, Role::Partner)
    });
    let terms = Terms {
        step: Step::Implementation,
        ..Terms::new(name("Magang"), parties.collect())
    };
    let command = Command::Add {
        organisations: Vec::new(),
        partnerships: vec![NewPartnership {
            id: TOGETHER,
            terms,
            archived: false,
        }],
        origin: Origin::Imported,
    };
    story.give(actor, command).unwrap();
    let parties = story.terms().parties.iter();
    parties.map(|party| party.answer).collect()
}

#[test]
fn what_a_steward_brings_in_says_nothing_for_those_who_can_say_it_themselves() {
    use Answer::*;
    let mut story = Story::begin();
    let unattended = organisation(8);
    story.system(Command::Add {
        organisations: vec![NewOrganisation {
            id: unattended,
            profile: Profile::new(name("Lama"), Kind::Company),
            archived: false,
        }],
        partnerships: Vec::new(),
        origin: Origin::Entered,
    });
    let steward = Actor::Person(STEWARD);
    let parties = [SCHOOL, COMPANY, unattended];
    let answers = brought_in(&mut story.clone(), steward, &parties);
    assert_eq!(answers, [Pending, Pending, Accepted]);
    // Of the steward's own organisation the steward may say it.
    story.system(Command::Admit {
        member: record(50),
        organisation: SCHOOL,
        person: STEWARD,
        role: MemberRole::Editor,
    });
    let answers = brought_in(&mut story, steward, &parties);
    assert_eq!(answers, [Accepted, Pending, Accepted]);
    let today = Date::constant(2026, 11, 25);
    assert_eq!(story.terms().status(today), Status::Running);
    story.accept();
    assert_eq!(story.terms().accepted().len(), 3);
}

#[test]
fn who_left_comes_back_once_the_others_ask_and_it_answers() {
    let today = Date::constant(2026, 11, 25);
    let mut story = Story::begin();
    brought_in(&mut story, Actor::System, &[SCHOOL, COMPANY]);
    story
        .answer(MANAGER, COMPANY, Answer::Left, "Pindah kota")
        .unwrap();
    assert_eq!(story.terms().status(today), Status::Ended);
    let alone = story.answer(MANAGER, COMPANY, Answer::Accepted, "");
    assert_eq!(alone, Err(Refusal::Answered), "what is over stays over");
    let again = decide::asked_again(story.terms(), COMPANY).unwrap();
    assert_eq!(
        story.edit(MANAGER, COMPANY, 1, again.clone()),
        Err(Refusal::Answered),
        "nor does it ask itself"
    );
    story.edit(TEACHER, SCHOOL, 2, again).unwrap();
    assert_eq!(story.terms().status(today), Status::Claimed);
    story.accept();
    assert_eq!(story.terms().status(today), Status::Running);
    assert_eq!(decide::asked_again(story.terms(), COMPANY), None);
}

#[test]
fn who_declined_joins_what_is_at_work_when_all_ask() {
    let mut story = Story::begin();
    story.propose(Form::Informal, Finance::None, &[COMPANY, COMMUNITY]);
    story.present();
    story.accept();
    story
        .answer(VOLUNTEER, COMMUNITY, Answer::Declined, "Belum siap")
        .unwrap();
    let mut early = story.clone();
    early
        .answer(VOLUNTEER, COMMUNITY, Answer::Accepted, "")
        .unwrap();
    for (n, step) in [(1, Step::Negotiation), (2, Step::Implementation)] {
        story
            .edit(TEACHER, SCHOOL, n, TermsValue::Step(step))
            .unwrap();
    }
    story.vote(MANAGER, COMPANY, 2, None).unwrap();
    assert_eq!(story.step(), Step::Implementation);
    let late = story.answer(VOLUNTEER, COMMUNITY, Answer::Accepted, "");
    assert_eq!(late, Err(Refusal::Answered));
    let again = decide::asked_again(story.terms(), COMMUNITY).unwrap();
    story.edit(TEACHER, SCHOOL, 3, again).unwrap();
    assert_eq!(story.proposal(3), ProposalState::Open);
    story.vote(MANAGER, COMPANY, 3, None).unwrap();
    story
        .answer(VOLUNTEER, COMMUNITY, Answer::Accepted, "")
        .unwrap();
    assert_eq!(story.terms().accepted().len(), 3);
}

#[test]
fn a_proposal_on_the_parties_does_not_ask_again_who_declined_meanwhile() {
    let mut story = Story::begin();
    story.propose(Form::Informal, Finance::None, &[COMPANY, COMMUNITY]);
    story.present();
    story.accept();
    let mut parties = story.terms().parties.clone();
    parties[0].role = Role::Proposer;
    story
        .edit(TEACHER, SCHOOL, 1, TermsValue::Parties(parties))
        .unwrap();
    story
        .answer(VOLUNTEER, COMMUNITY, Answer::Declined, "Belum siap")
        .unwrap();
    assert_eq!(story.proposal(1), ProposalState::Outdated);
}

#[test]
fn who_left_sees_what_was_done_and_says_what_came_of_it() {
    let mut story = Story::begin();
    brought_in(&mut story, Actor::System, &[SCHOOL, COMPANY]);
    story
        .answer(MANAGER, COMPANY, Answer::Left, "Pindah kota")
        .unwrap();
    let manager = Actor::Person(MANAGER);
    let inside = |action| may(&story.0, manager, action, On::Partnership(TOGETHER));
    assert!(inside(Action::SeeInside) && !inside(Action::Represent));
    let save = |record: Record| Command::Save {
        record: Box::new(record),
        base: Seq(0),
    };
    let evaluation = Evaluation {
        id: record(5),
        partnership: TOGETHER,
        organisation: COMPANY,
        period: None,
        benefits: Default::default(),
        note: Text::default(),
        renew: false,
    };
    story.by(MANAGER, save(evaluation.into())).unwrap();
    let comment = Comment {
        id: record(6),
        partnership: TOGETHER,
        proposal: None,
        organisation: COMPANY,
        text: Text::new("Masih di sini").unwrap(),
        at: NOW,
    };
    assert!(story.by(MANAGER, save(comment.into())).is_err());
}

#[test]
fn who_left_sees_no_more_of_what_is_written_after() {
    let mut story = Story::begin();
    brought_in(&mut story, Actor::System, &[SCHOOL, COMPANY, COMMUNITY]);
    let say = |n, text: &str| {
        let comment = Comment {
            id: record(n),
            partnership: TOGETHER,
            proposal: None,
            organisation: SCHOOL,
            text: Text::new(text).unwrap(),
            at: NOW,
        };
        Command::Save {
            record: Box::new(comment.into()),
            base: Seq(0),
        }
    };
    let purpose = |text| TermsValue::Purpose(Text::new(text).unwrap());
    let seen = |story: &Story, person, n| {
        let actor = Actor::Person(person);
        let kept = story.0.record(record(n)).unwrap();
        permission::may_see_record(&story.0, actor, NOW.date(), &kept.record, kept.changed)
    };
    story.by(TEACHER, say(5, "Sebelum")).unwrap();
    story.edit(TEACHER, SCHOOL, 6, purpose("Lama")).unwrap();
    story
        .answer(MANAGER, COMPANY, Answer::Left, "Pindah kota")
        .unwrap();
    story.by(TEACHER, say(7, "Sesudah")).unwrap();
    story.edit(TEACHER, SCHOOL, 8, purpose("Baru")).unwrap();
    // By the list of parties nobody comes back to sight.
    let mut parties = story.terms().parties.clone();
    parties[0].role = Role::Proposer;
    let parties = TermsValue::Parties(parties);
    story.edit(TEACHER, SCHOOL, 9, parties).unwrap();
    story.vote(VOLUNTEER, COMMUNITY, 9, None).unwrap();
    assert_eq!(story.proposal(6), ProposalState::Outdated);
    for (n, still) in [(5, true), (6, true), (7, false), (8, false), (9, false)] {
        assert_eq!(seen(&story, MANAGER, n), still, "{n}");
        assert!(seen(&story, VOLUNTEER, n) && seen(&story, STEWARD, n));
    }
    let again = decide::asked_again(story.terms(), COMPANY).unwrap();
    story.edit(TEACHER, SCHOOL, 10, again).unwrap();
    story.vote(VOLUNTEER, COMMUNITY, 10, None).unwrap();
    assert!(seen(&story, MANAGER, 7), "who is asked again reads all");
}

#[test]
fn each_party_brings_what_it_says_to_an_activity() {
    let mut story = Story::begin();
    brought_in(&mut story, Actor::System, &[SCHOOL, COMPANY]);
    let rows = |rows: &[(OrganisationId, &str)]| ActivityDraft {
        kind: "training".to_owned(),
        title: "Pelatihan".to_owned(),
        start: "2026-12-01".to_owned(),
        contributions: rows
            .iter()
            .map(|(party, what)| ContributionDraft {
                organisation: party.to_string(),
                what: (*what).to_owned(),
            })
            .collect(),
        ..ActivityDraft::default()
    };
    let save = |story: &Story, draft: ActivityDraft| Command::Save {
        record: Box::new(draft.check(record(5), TOGETHER).unwrap().into()),
        base: story.0.seq(),
    };
    let stranger = save(&story, rows(&[(COMMUNITY, "Relawan")]));
    let fault = Fault::new(Field::Contributions, Problem::NotAnId);
    assert_eq!(story.by(TEACHER, stranger), Err(fault.into()));
    let both = rows(&[(SCHOOL, "Ruang"), (COMPANY, " ")]);
    let both = save(&story, both);
    story.by(TEACHER, both).unwrap();
    let said = |story: &Story| {
        let activity = story.0.kept::<Activity>(record(5)).unwrap();
        activity.contributions.clone()
    };
    assert_eq!(said(&story), [(SCHOOL, line("Ruang"))].into());

    // Merged, what both brought is one's.
    let both = rows(&[(SCHOOL, "Ruang"), (COMPANY, "Pelatih")]);
    let both = save(&story, both);
    story.by(MANAGER, both).unwrap();
    story.system(Command::Merge {
        merger: record(6),
        from: COMPANY,
        into: COMMUNITY,
    });
    let moved = [(SCHOOL, line("Ruang")), (COMMUNITY, line("Pelatih"))];
    assert_eq!(said(&story), moved.into());

    // One from before knows a note only.
    let mut old = serde_json::to_value(story.0.kept::<Activity>(record(5)).unwrap()).unwrap();
    old.as_object_mut().unwrap().remove("contributions");
    let old: Activity = serde_json::from_value(old).unwrap();
    assert!(old.contributions.is_empty());
}

#[test]
fn an_informal_one_is_ended_before_its_next_period_and_not_taken_up_again_alone() {
    let mut story = Story::agreed();
    let [today, next] = [Date::constant(2026, 11, 25), Date::constant(2027, 7, 1)];
    story
        .edit(TEACHER, SCHOOL, 1, TermsValue::Start(Some(next)))
        .unwrap();
    story.vote(MANAGER, COMPANY, 1, None).unwrap();
    let ended = |on| {
        let reason = line("Pimpinan berganti");
        TermsValue::Ended(Some(Ending { on, reason }))
    };
    story.edit(TEACHER, SCHOOL, 2, ended(today)).unwrap();
    assert_eq!(story.terms().status(today), Status::Ended);
    let never = Date::constant(2099, 1, 1);
    story.edit(MANAGER, COMPANY, 3, ended(never)).unwrap();
    assert_eq!(story.terms().status(today), Status::Ended);
    assert_eq!(story.proposal(3), ProposalState::Open);
    let sooner = Date::constant(2026, 10, 1);
    story.edit(MANAGER, COMPANY, 4, ended(sooner)).unwrap();
    assert_eq!(story.terms().ended.as_ref().map(|e| e.on), Some(sooner));
}

#[test]
fn a_day_still_to_come_is_no_signing() {
    let mut story = Story::begin();
    story.propose(Form::Formal, Finance::None, &[COMPANY]);
    let agreement = |signed| {
        TermsValue::Agreement(Some(Agreement {
            number: name("1/2026"),
            title: Line::default(),
            signed: Some(signed),
            expires: None,
            signatories: Vec::new(),
        }))
    };
    let tomorrow = agreement(Date::constant(2026, 11, 26));
    let fault = Fault::new(Field::AgreementSigned, Problem::InFuture);
    assert_eq!(story.edit(TEACHER, SCHOOL, 1, tomorrow), Err(fault.into()));
    let today = agreement(Date::constant(2026, 11, 25));
    story.edit(TEACHER, SCHOOL, 2, today).unwrap();
}

#[test]
fn a_new_period_is_reported_and_weighed_anew() {
    let mut story = Story::begin();
    brought_in(&mut story, Actor::System, &[SCHOOL, COMPANY]);
    let report = |n| {
        let report = Report {
            id: record(n),
            partnership: TOGETHER,
            organisation: SCHOOL,
            activity: None,
            title: name("Magang"),
            text: Text::new("Terlaksana").unwrap(),
            participants: None,
            at: NOW,
        };
        Command::Save {
            record: Box::new(report.into()),
            base: Seq(0),
        }
    };
    let view = |n, organisation, note: &str| {
        let evaluation = Evaluation {
            id: record(n),
            partnership: TOGETHER,
            organisation,
            period: None,
            benefits: Default::default(),
            note: Text::new(note).unwrap(),
            renew: true,
        };
        Command::Save {
            record: Box::new(evaluation.into()),
            base: Seq(0),
        }
    };
    story.by(TEACHER, report(10)).unwrap();
    story.by(TEACHER, view(11, SCHOOL, "Baik")).unwrap();
    story.by(MANAGER, view(12, COMPANY, "Baik")).unwrap();
    let again = story.by(TEACHER, view(13, SCHOOL, "Lain"));
    assert!(matches!(again, Err(Refusal::RecordConflict(Some(_)))));
    for (n, step) in [(1, Step::Reporting), (2, Step::Evaluation)] {
        let step = TermsValue::Step(step);
        story.edit(TEACHER, SCHOOL, n, step).unwrap();
    }
    assert_eq!(story.missing(), []);

    // From tomorrow on.
    let start = Date::constant(2026, 11, 26);
    let base = story.0.seq();
    let renewal = Command::EditPartnership {
        id: TOGETHER,
        edits: vec![
            Edit {
                value: TermsValue::Start(Some(start)),
                base,
            },
            Edit {
                value: TermsValue::Step(Step::Reporting),
                base,
            },
        ],
        by: Some(SCHOOL),
        proposal: record(3),
        note: Text::default(),
    };
    story.by(TEACHER, renewal).unwrap();
    story.vote(MANAGER, COMPANY, 3, None).unwrap();
    assert_eq!(story.missing(), [Missing::Report]);
    let later = |story: &mut Story, command| {
        let tomorrow = Timestamp(NOW.0 + 86_400_000);
        let changes = decide(&story.0, Actor::Person(TEACHER), tomorrow, &command).unwrap();
        story.0.apply(story.0.seq().next(), &changes).unwrap();
    };
    later(&mut story, report(14));
    let step = TermsValue::Step(Step::Evaluation);
    story.edit(TEACHER, SCHOOL, 4, step).unwrap();
    assert_eq!(story.missing(), [Missing::Evaluations]);
    later(&mut story, view(15, SCHOOL, "Lebih baik"));
    let views: Vec<_> = story.0.records_of::<Evaluation>(TOGETHER.into()).collect();
    let of_school = views.iter().filter(|view| view.organisation == SCHOOL);
    let notes: Vec<_> = of_school.map(|v| (v.period, v.note.as_str())).collect();
    assert_eq!(notes, [(None, "Baik"), (Some(start), "Lebih baik")]);
}

#[test]
fn a_merge_hands_the_number_of_a_school_on() {
    let number = Npsn::new("20499001").ok();
    let mut story = Story::begin();
    let twin = organisation(0);
    story.system(Command::Add {
        organisations: vec![NewOrganisation {
            id: twin,
            profile: Profile {
                npsn: number,
                ..Profile::new(name("SMKN 1"), Kind::School)
            },
            archived: false,
        }],
        partnerships: Vec::new(),
        origin: Origin::Entered,
    });
    let merge = |story: &mut Story, into| {
        let merge = Command::Merge {
            merger: record(30),
            from: twin,
            into,
        };
        story.by(STEWARD, merge).unwrap();
        let number = |id| story.0.organisation(id).unwrap().profile.npsn;
        (
            number(twin),
            number(into),
            story.0.by_npsn("20499001".to_owned().try_into().unwrap()),
        )
    };
    let by_mistake = merge(&mut story.clone(), COMPANY);
    assert_eq!(
        by_mistake,
        (number, None, Some(twin)),
        "no school, no number"
    );
    assert_eq!(merge(&mut story, SCHOOL), (None, number, Some(SCHOOL)));
}
