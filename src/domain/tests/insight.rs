//! What a small network adds up to.
#![allow(clippy::unwrap_used)]

use jejaring_domain::change::Change;
use jejaring_domain::insight::insight;
use jejaring_domain::*;
use std::collections::BTreeSet;

/// The words of a text as they are.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(' ').map(str::to_owned).collect()
}

const TODAY: Date = Date::constant(2026, 11, 25);
const SCHOOL: OrganisationId = OrganisationId::from_u128(1);
const ALONE: OrganisationId = OrganisationId::from_u128(2);
const NEAR: OrganisationId = OrganisationId::from_u128(3);
const FAR: OrganisationId = OrganisationId::from_u128(4);

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn added(id: OrganisationId, kind: Kind, at: (f64, f64), programme: &str) -> Change {
    let mut profile = Profile::new(name(&format!("{} {id}", kind.code())), kind);
    profile.place.coordinates = Coordinates::new(at.0, at.1).ok();
    profile.programmes.extend(Name::new(programme).ok());
    Change::OrganisationAdded {
        organisation: NewOrganisation {
            id,
            profile,
            archived: false,
        },
        origin: Origin::Entered,
    }
}

fn together(n: u128, change: impl FnOnce(&mut Terms)) -> Change {
    let party = |id| Party {
        answer: Answer::Accepted,
        ..Party::new(id, Role::Partner)
    };
    let mut terms = Terms::new(name("Magang"), vec![party(SCHOOL), party(NEAR)]);
    terms.step = Step::Implementation;
    terms.start = Some(Date::constant(2025, 7, 1));
    change(&mut terms);
    Change::PartnershipAdded {
        partnership: NewPartnership {
            id: PartnershipId::from_u128(n),
            terms,
            archived: false,
        },
        origin: Origin::Imported,
    }
}

fn workers(n: u128, organisation: OrganisationId, side: Side, number: u32) -> Change {
    let listing = Listing {
        id: RecordId::from_u128(n),
        organisation,
        side,
        resource: Resource::SkilledWorker,
        title: name("Teknisi Jaringan"),
        note: Text::default(),
        quantity: Some(number),
        programme: Line::new("Teknik Komputer").unwrap(),
        from: Some(Date::constant(2027, 1, 1)),
        until: None,
        closed: false,
    };
    Change::recorded(None, Some(listing.into()))
}

fn network() -> Network {
    let outcome = |state| Outcome {
        state,
        evidence: Line::default(),
    };
    let changes = [
        added(SCHOOL, Kind::School, (-7.8, 110.4), "teknik komputer"),
        added(ALONE, Kind::School, (-7.7, 110.4), "Tata Boga"),
        added(NEAR, Kind::Company, (-7.71, 110.4), ""),
        added(FAR, Kind::Community, (-6.2, 106.8), ""),
        together(1, |terms| {
            terms.scope = Scope::Hardware;
            terms.parties[1].contributions.push(Contribution {
                kind: ContributionKind::Equipment,
                note: Line::default(),
            });
            terms
                .benefits
                .insert(Benefit::Information, outcome(BenefitState::Realised));
            terms
                .benefits
                .insert(Benefit::Creativity, outcome(BenefitState::NotRealised));
        }),
        together(2, |terms| {
            terms.end = Some(Date::constant(2026, 12, 1));
            terms
                .benefits
                .insert(Benefit::Creativity, outcome(BenefitState::Expected));
        }),
        together(3, |terms| {
            terms.end = Some(Date::constant(2025, 12, 31));
            terms
                .benefits
                .insert(Benefit::Creativity, outcome(BenefitState::Expected));
        }),
        // Not yet confirmed by the company: no partnership at work, but one that is under way.
        together(4, |terms| terms.parties[1].answer = Answer::Pending),
        workers(11, NEAR, Side::Need, 12),
        workers(12, NEAR, Side::Need, 3),
        workers(13, SCHOOL, Side::Offer, 5),
    ];
    let mut network = Network::default();
    network.apply(Seq(1), &changes).unwrap();
    network
}

#[test]
fn support_is_counted_in_the_years_of_the_work() {
    let insight = insight(&network(), None, TODAY, words);
    assert_eq!(insight.years.len(), 10);
    let year = |wanted| {
        insight
            .years
            .iter()
            .find(|(year, _)| *year == wanted)
            .unwrap()
            .1
    };
    assert_eq!(year(2024), [0, 0, 0]);
    assert_eq!(year(2025), [2, 1, 0], "software, hardware, both");
    assert_eq!(year(2026), [1, 1, 0], "the one that is over counts no more");
    let equipment = insight
        .contributions
        .iter()
        .find(|(kind, _)| *kind == ContributionKind::Equipment);
    assert_eq!(equipment.unwrap().1, 1);
    assert_eq!(insight.steps.iter().map(|(_, n)| n).sum::<usize>(), 3);
}

#[test]
fn a_hope_is_missed_when_it_did_not_come_or_time_ran_out() {
    let insight = insight(&network(), None, TODAY, words);
    let hope = |benefit: Benefit| &insight.benefits[usize::from(benefit.index())];
    assert_eq!(hope(Benefit::Information).realised, 1);
    let creativity = hope(Benefit::Creativity);
    assert_eq!((creativity.realised, creativity.expected), (0, 1));
    let missed = [1, 3].map(PartnershipId::from_u128);
    assert_eq!(creativity.missed, missed);
    let [(expiring, _, mark)] = insight.expiring[..] else {
        panic!("{:?}", insight.expiring)
    };
    assert_eq!((expiring, mark), (PartnershipId::from_u128(2), Mark::Days7));
}

#[test]
fn a_school_alone_is_named() {
    let network = network();
    let insight = insight(&network, None, TODAY, words);
    assert_eq!((insight.schools, &insight.alone[..]), (2, &[ALONE][..]));
}

#[test]
fn demand_is_set_against_what_is_taught_and_offered() {
    let network = network();
    let all = insight(&network, None, TODAY, words).workers;
    let [demand] = &all[..] else {
        panic!("{all:?}")
    };
    assert_eq!((demand.year, demand.needed, demand.offered), (2027, 15, 5));
    assert_eq!(demand.companies, BTreeSet::from([NEAR]));
    assert_eq!(demand.schools, BTreeSet::from([SCHOOL]));
    assert_eq!(insight(&network, Some(SCHOOL), TODAY, words).workers, all);
    assert!(
        insight(&network, Some(ALONE), TODAY, words)
            .workers
            .is_empty()
    );
}

#[test]
fn of_one_organisation_only_its_own_counts() {
    let network = network();
    let alone = insight(&network, Some(ALONE), TODAY, words);
    assert!(alone.years.iter().all(|(_, scopes)| *scopes == [0; 3]));
    assert_eq!(alone.alone, [ALONE]);
    let school = insight(&network, Some(SCHOOL), TODAY, words);
    assert_eq!(school.steps.iter().map(|(_, n)| n).sum::<usize>(), 3);
}
