//! What anybody might ask for, drawn by dice: a small network, and commands that fit how it is just then.

use jejaring_domain::life::lacks;
use jejaring_domain::*;

pub const BEFORE: Date = Date::constant(2025, 11, 25);
pub const DAY: Date = Date::constant(2026, 11, 25);
pub const LATER: Date = Date::constant(2027, 11, 25);
/// Noon of the day in the middle.
pub const NOW: Timestamp = Timestamp(1_795_582_800_000);
const STEWARD: PersonId = person(8);

/// Apart from all other identifiers, so that it is known wherever it stands.
const fn organisation(n: u128) -> OrganisationId {
    OrganisationId::from_u128(n + (1 << 64))
}

fn newcomer(n: RecordId) -> NewOrganisation {
    new_organisation(organisation(n.to_u128()))
}

pub const fn person(n: u128) -> PersonId {
    PersonId::from_u128(n)
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

/// Numbers that stand for choices: what cannot be chosen is nothing, and what shrinks is the first.
pub struct Dice<'a>(pub std::slice::Iter<'a, u16>);

impl Dice<'_> {
    fn below(&mut self, n: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % n.max(1)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) + 1 == n
    }

    fn of<T>(&mut self, all: impl IntoIterator<Item = T>) -> Option<T> {
        let mut all: Vec<_> = all.into_iter().collect();
        let n = self.below(all.len());
        (!all.is_empty()).then(|| all.swap_remove(n))
    }

    fn coded<C: Coded>(&mut self) -> C {
        C::ALL[self.below(C::ALL.len())]
    }
}

fn owned(network: &Network, id: PartnershipId) -> impl Iterator<Item = RecordId> {
    let records = network.records().map(|kept| &kept.record);
    let owned = records.filter(move |record| record.owner() == Some(id.into()));
    owned.map(Record::id)
}

fn new_organisation(id: OrganisationId) -> NewOrganisation {
    NewOrganisation {
        id,
        profile: Profile::new(name(&id.to_string()), Kind::Company),
        archived: false,
    }
}

/// Four organisations with members of every role, a steward, a partnership that all have agreed on and a draft of two of three.
pub fn beginning() -> Vec<(Actor, Command)> {
    use MemberRole::*;
    let members = [
        (1, 1, Admin),
        (1, 2, Editor),
        (1, 3, Viewer),
        (2, 4, Admin),
        (2, 2, Editor),
        (3, 5, Admin),
        (3, 3, Admin),
        (4, 6, Admin),
    ];
    let agreed = |n| Party {
        answer: Answer::Accepted,
        ..Party::new(organisation(n), Role::Partner)
    };
    let together = NewPartnership {
        id: PartnershipId::from_u128(1),
        terms: Terms {
            step: Step::Negotiation,
            ..Terms::new(name("Magang"), vec![agreed(1), agreed(2), agreed(3)])
        },
        archived: false,
    };
    let mut commands = vec![
        Command::Add {
            organisations: (1..=4).map(|n| new_organisation(organisation(n))).collect(),
            partnerships: vec![together],
            origin: Origin::Imported,
        },
        Command::Appoint {
            person: STEWARD,
            steward: true,
        },
    ];
    commands.extend(
        members
            .into_iter()
            .zip(100..)
            .map(|((of, who, role), n)| Command::Admit {
                member: RecordId::from_u128(n),
                organisation: organisation(of),
                person: person(who),
                role,
            }),
    );
    let draft = NewPartnership {
        id: PartnershipId::from_u128(2),
        terms: Terms::new(name("Kunjungan"), vec![agreed(1), agreed(2), agreed(4)]),
        archived: false,
    };
    let draft = Command::Add {
        organisations: Vec::new(),
        partnerships: vec![draft],
        origin: Origin::Entered,
    };
    let commands = commands.into_iter().map(|command| (Actor::System, command));
    commands
        .chain([(Actor::Person(person(2)), draft)])
        .collect()
}

/// What somebody asks for: mostly somebody who may.
pub fn ask(network: &Network, dice: &mut Dice) -> Option<(Actor, Command)> {
    let anybody = [Actor::Visitor, Actor::System].into_iter();
    let mut actor = dice.of(anybody.chain((1..=9).map(|n| Actor::Person(person(n)))))?;
    let likely = !dice.one_in(5);
    let steward = if likely {
        Actor::Person(STEWARD)
    } else {
        actor
    };
    let mut act_for = |dice: &mut Dice, of: OrganisationId| {
        let members = network.members_of(of).map(|m| Actor::Person(m.person));
        if let (true, Some(member)) = (likely, dice.of(members)) {
            actor = member;
        }
    };
    let fresh = RecordId::from_u128(u128::from(1000 + network.seq().0));
    let partnership = dice.of(network.partnerships())?;
    let member_of = dice.of(partnership
        .terms
        .parties
        .iter()
        .map(|party| party.organisation))?;
    let anyone = dice.of(network.organisations())?.id;
    let party = if dice.one_in(8) { anyone } else { member_of };
    let decided_too = dice.one_in(20);
    let proposals = network
        .records()
        .filter_map(|kept| Proposal::of(&kept.record));
    let open = proposals.filter(|p| decided_too || p.state == ProposalState::Open);
    let open: Vec<_> = open.collect();
    let command = match dice.below(40) {
        0..=13 => {
            act_for(dice, party);
            let count = 1 + dice.below(2);
            Command::EditPartnership {
                id: partnership.id,
                edits: (0..count)
                    .map(|_| edit(network, partnership, dice))
                    .collect(),
                by: Some(party),
                proposal: fresh,
                note: Text::default(),
            }
        }
        14..=21 => {
            let proposal = dice.of(open)?;
            let voters = proposal.voters.iter().copied();
            let waiting = voters.filter(|v| decided_too || proposal.waits_for(*v));
            let organisation = dice.of(waiting)?;
            act_for(dice, organisation);
            Command::Vote {
                proposal: proposal.id,
                organisation,
                refusal: dice.one_in(8).then(|| line("Tidak")),
            }
        }
        22 => {
            let proposal = dice.of(open)?;
            act_for(dice, proposal.by);
            Command::Withdraw {
                proposal: proposal.id,
            }
        }
        23..=25 => {
            act_for(dice, party);
            Command::Answer {
                id: partnership.id,
                organisation: party,
                answer: if dice.one_in(3) {
                    dice.coded()
                } else {
                    Answer::Accepted
                },
                reason: line("Begitulah"),
                seen: read(network, dice),
            }
        }
        26..=30 => {
            act_for(dice, party);
            let known = dice.of(owned(network, partnership.id));
            let known = known.filter(|_| dice.one_in(3));
            let (record, base) = (
                record(network, partnership, party, known.unwrap_or(fresh), dice),
                network.seq(),
            );
            Command::Save {
                record: Box::new(record),
                base,
            }
        }
        31 | 32 => {
            act_for(dice, party);
            let owned: Vec<_> = owned(network, partnership.id).collect();
            let id = dice.of(owned)?;
            Command::Remove { id }
        }
        33 => {
            act_for(dice, anyone);
            Command::Add {
                organisations: Vec::new(),
                partnerships: vec![new_partnership(network, anyone, dice)],
                origin: Origin::Entered,
            }
        }
        34 => {
            let from = if dice.one_in(2) { party } else { anyone };
            actor = steward;
            let other = dice.of(network.organisations())?.id;
            match dice.below(3) {
                0 => Command::Distinguish {
                    distinction: fresh,
                    first: from,
                    second: other,
                    distinct: !dice.one_in(3),
                },
                _ => Command::Merge {
                    merger: fresh,
                    from,
                    into: other,
                },
            }
        }
        35 => {
            act_for(dice, anyone);
            let archived = dice.one_in(2);
            if dice.one_in(2) {
                Command::ArchiveOrganisation {
                    id: anyone,
                    archived,
                }
            } else {
                actor = steward;
                Command::ArchivePartnership {
                    id: partnership.id,
                    archived,
                }
            }
        }
        36 => {
            actor = steward;
            Command::EditPartnership {
                id: partnership.id,
                edits: vec![edit(network, partnership, dice)],
                by: None,
                proposal: fresh,
                note: Text::default(),
            }
        }
        _ if dice.one_in(2) => {
            act_for(dice, anyone);
            about_people(network, anyone, fresh, dice)?
        }
        _ => {
            actor = steward;
            about_people(network, anyone, fresh, dice)?
        }
    };
    Some((actor, command))
}

fn about_people(
    network: &Network,
    organisation: OrganisationId,
    fresh: RecordId,
    dice: &mut Dice,
) -> Option<Command> {
    let member = dice.of(network.records_of::<Member>(organisation.into()));
    let somebody = person(1 + dice.below(9) as u128);
    Some(match dice.below(8) {
        0 => Command::Admit {
            member: fresh,
            organisation,
            person: somebody,
            role: dice.coded(),
        },
        1 | 2 => Command::SetRole {
            member: member?.id,
            role: dice.one_in(2).then(|| dice.coded()),
        },
        3 => Command::Claim {
            member: fresh,
            organisation,
            npsn: None,
            note: line("Saya"),
        },
        4 => Command::SettleClaim {
            member: member?.id,
            verified: dice.one_in(2),
        },
        5 => Command::Block {
            person: somebody,
            reason: dice.one_in(2).then(|| line("Menyamar")),
        },
        6 => Command::Register {
            organisation: Box::new(newcomer(fresh)),
            member: fresh,
            note: line("Saya"),
        },
        _ => Command::Appoint {
            person: somebody,
            steward: somebody == STEWARD,
        },
    })
}

fn new_partnership(network: &Network, by: OrganisationId, dice: &mut Dice) -> NewPartnership {
    let others = network.organisations().map(|o| o.id).filter(|id| *id != by);
    let mut parties = vec![Party::new(by, Role::Proposer)];
    let mut others: Vec<_> = others.collect();
    for _ in 0..1 + dice.below(2) {
        let Some(other) = dice.of(others.clone()) else {
            break;
        };
        others.retain(|id| *id != other);
        parties.push(Party::new(other, Role::Partner));
    }
    NewPartnership {
        id: PartnershipId::from_u128(u128::from(network.seq().0)),
        terms: Terms {
            form: dice.coded(),
            finance: dice.coded(),
            step: if dice.one_in(3) {
                Step::Negotiation
            } else {
                Step::NeedsAnalysis
            },
            ..Terms::new(name("Kunjungan"), parties)
        },
        archived: false,
    }
}

/// An edit of the terms; often the one that leads on.
fn edit(network: &Network, partnership: &Partnership, dice: &mut Dice) -> Edit<TermsValue> {
    let terms = &partnership.terms;
    let signatory = |party: &Party| Signatory {
        organisation: party.organisation,
        name: name("Siti"),
        function: Line::default(),
    };
    let agreement = Agreement {
        number: name("1"),
        title: Line::default(),
        signed: [Some(DAY), Some(BEFORE), Some(LATER), None][dice.below(4)],
        expires: None,
        signatories: terms.parties.iter().map(signatory).collect(),
    };
    let consent = Consent {
        authority: dice.coded(),
        reference: name("7"),
        date: None,
    };
    let outcome = Outcome {
        state: BenefitState::Expected,
        evidence: Line::default(),
    };
    let ending = Ending {
        on: [DAY, BEFORE, LATER][dice.below(3)],
        reason: Line::new(["Selesai", ""][dice.below(2)]).unwrap(),
    };
    let gone = dice.one_in(5);
    let missing = dice
        .of(lacks(network, partnership))
        .map(|lack| lack.missing);
    let choice = match (dice.below(28), missing) {
        (19.., Some(Missing::Purpose)) => 6,
        (19.., Some(Missing::Benefits)) => 7,
        (19.., Some(Missing::Signature | Missing::Signatories)) => 10,
        (19.., Some(Missing::Consent)) => 11,
        (19.., _) => 0,
        (any, _) => any,
    };
    let value = match choice {
        0..=3 => TermsValue::Step(terms.next_step().unwrap_or(Step::Evaluation)),
        4 => TermsValue::Step(dice.coded()),
        5 => TermsValue::Title(name(["Satu", "Dua", "Tiga"][dice.below(3)])),
        6 => TermsValue::Purpose(Text::new(["Siap kerja", ""][dice.below(2)]).unwrap()),
        7 => TermsValue::Benefits([(dice.coded(), outcome)].into()),
        8 => TermsValue::Form(dice.coded()),
        9 => TermsValue::Finance(dice.coded()),
        10 => TermsValue::Agreement((!gone).then_some(agreement)),
        11 => TermsValue::Consent((!gone).then_some(consent)),
        12 | 13 => TermsValue::Ended(dice.one_in(2).then_some(ending)),
        14 => TermsValue::Start([None, Some(DAY), Some(LATER), Some(BEFORE)][dice.below(4)]),
        15 => TermsValue::End([None, Some(BEFORE), Some(LATER)][dice.below(3)]),
        _ => TermsValue::Parties(other_parties(network, terms, dice)),
    };
    let base = read(network, dice);
    Edit { value, base }
}

/// The state of the network in which something was read: mostly the present one.
fn read(network: &Network, dice: &mut Dice) -> Seq {
    match dice.below(6) {
        0 => Seq(u64::MAX),
        1 => Seq(dice.below(40) as u64),
        _ => network.seq(),
    }
}

fn other_parties(network: &Network, terms: &Terms, dice: &mut Dice) -> Vec<Party> {
    let mut parties = terms.parties.clone();
    let n = dice.below(parties.len());
    match dice.below(4) {
        0 => drop(parties.remove(n)),
        1 => parties[n].role = dice.coded(),
        // One that is out is asked again.
        2 => parties
            .iter_mut()
            .for_each(|party| party.answer = Answer::Pending),
        _ => {
            let one = dice.of(network.organisations()).unwrap().id;
            parties.push(Party::new(one, dice.coded()));
        }
    }
    parties
}

fn record(
    network: &Network,
    partnership: &Partnership,
    organisation: OrganisationId,
    id: RecordId,
    dice: &mut Dice,
) -> Record {
    let (partnership, terms) = (partnership.id, &partnership.terms);
    let named = |dice: &mut Dice, kind| {
        let all = network.records().map(|kept| &kept.record);
        let all = all.filter(|r| r.kind() == kind && r.owner() == Some(partnership.into()));
        dice.of(all.map(Record::id))
    };
    let (title, text) = (name("Pelatihan"), Text::new("Baik").unwrap());
    match dice.below(7) {
        0 => Record::Comment(Comment {
            id,
            partnership,
            proposal: named(dice, RecordKind::Proposal),
            organisation,
            text,
            at: NOW,
        }),
        1 => Record::Activity(Activity {
            id,
            partnership,
            kind: dice.coded(),
            title,
            contributions: dice
                .of(terms.parties.iter().map(|party| party.organisation))
                .map(|party| (party, Line::new("Ruang").unwrap()))
                .into_iter()
                .collect(),
            note: text,
            responsible: dice.of(terms.parties.iter().map(|party| party.organisation)),
            venue: Line::default(),
            start: DAY,
            end: None,
            state: dice.coded(),
        }),
        2 => Record::Report(Report {
            id,
            partnership,
            organisation,
            activity: named(dice, RecordKind::Activity),
            title,
            text,
            participants: None,
            at: NOW,
        }),
        3 => Record::Evaluation(Evaluation {
            id,
            partnership,
            organisation,
            period: None,
            benefits: [].into(),
            note: text,
            renew: dice.one_in(2),
        }),
        4 => Record::Attachment(Attachment {
            id,
            partnership,
            r#use: dice.coded(),
            report: named(dice, RecordKind::Report),
            name: title,
            media: dice.coded(),
            size: 1,
            sha256: String::new(),
        }),
        5 => Record::Contact(Contact {
            id,
            organisation,
            name: title,
            function: Line::default(),
            email: line("a@b.example"),
            phone: Line::default(),
        }),
        _ => Record::Listing(Listing {
            id,
            organisation,
            side: dice.coded(),
            resource: dice.coded(),
            title,
            note: text,
            quantity: None,
            programme: Line::default(),
            from: None,
            until: None,
            closed: false,
        }),
    }
}
