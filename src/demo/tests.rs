//! The network is what it is meant to be, whatever the seed and the day.

use super::*;
use jejaring_domain::{
    Activity, ActivityKind, ActivityState, Actor, Answer, BenefitState, Coded, ContributionKind,
    Finance, Form, Kind, Network, Report, Resource, Role, Scope, Side, Status, Step, Timestamp,
    decide,
};
use jejaring_domain::{Authority, Benefit, Evaluation, Terms};
use jejaring_graph::matching::{Closeness, Market, Offer};
use jejaring_graph::{Components, Figures, Snapshot};
use std::collections::BTreeSet;

const TODAY: Date = Date::constant(2026, 11, 25);

fn of(seed: u64, today: Date) -> Network {
    let mut network = Network::default();
    for command in commands(seed, today) {
        let changes = decide(&network, Actor::System, Timestamp::noon(today), &command).unwrap();
        network.apply(network.seq().next(), &changes).unwrap();
    }
    network
}

/// The days and seeds that the tests try: the shipped one first.
fn cases() -> impl Iterator<Item = (u64, Date)> {
    let days = [
        TODAY,
        Date::constant(2028, 2, 29),
        Date::constant(2031, 1, 1),
    ];
    let seeds = [SEED, 1, 2, 3, u64::MAX];
    seeds.into_iter().zip(days.into_iter().cycle())
}

#[test]
fn it_passes_the_rules_and_has_the_size() {
    for (seed, today) in cases() {
        let network = of(seed, today);
        let count = |kind| {
            network
                .organisations()
                .filter(|o| o.profile.kind == kind)
                .count()
        };
        assert_eq!(
            Kind::ALL
                .iter()
                .map(|kind| count(*kind))
                .collect::<Vec<_>>(),
            [120, 90, 36, 24]
        );
        assert_eq!(network.partnerships().len(), 450);
        let multilateral: Vec<_> = network
            .partnerships()
            .filter(|p| p.terms.is_multilateral())
            .collect();
        assert_eq!(multilateral.len(), 40);
        assert!(multilateral.iter().all(|p| p.terms.parties.len() <= 7));
        assert!(multilateral.iter().any(|p| p.terms.parties.len() == 7));
    }
}

#[test]
fn it_is_the_same_again() {
    assert_eq!(network(7, TODAY), network(7, TODAY));
    assert_ne!(network(7, TODAY).0, network(8, TODAY).0);
    assert_eq!(listings(7, TODAY), listings(7, TODAY));
}

fn assert_all<T: Coded>(found: impl Iterator<Item = T>) {
    let found: BTreeSet<T> = found.collect();
    let missing: Vec<_> = T::ALL
        .iter()
        .filter(|value| !found.contains(value))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_value_occurs() {
    for (seed, today) in cases() {
        let network = of(seed, today);
        let terms: Vec<&Terms> = network.partnerships().map(|p| &p.terms).collect();
        let parties = || terms.iter().flat_map(|terms| &terms.parties);
        let outcomes = || terms.iter().flat_map(|terms| &terms.benefits);
        assert_all::<Form>(terms.iter().map(|terms| terms.form));
        assert_all::<Scope>(terms.iter().map(|terms| terms.scope));
        assert_all::<Finance>(terms.iter().map(|terms| terms.finance));
        assert_all::<Step>(terms.iter().map(|terms| terms.step));
        assert_all::<Status>(terms.iter().map(|terms| terms.status(today)));
        assert_all::<Role>(parties().map(|party| party.role));
        assert_all::<Answer>(parties().map(|party| party.answer));
        assert_all::<ContributionKind>(
            parties()
                .flat_map(|party| &party.contributions)
                .map(|c| c.kind),
        );
        assert_all::<Benefit>(outcomes().map(|(benefit, _)| *benefit));
        assert_all::<BenefitState>(outcomes().map(|(_, outcome)| outcome.state));
        assert_all::<Authority>(
            terms
                .iter()
                .filter_map(|terms| Some(terms.consent.as_ref()?.authority)),
        );
        assert_all::<Kind>(network.organisations().map(|o| o.profile.kind));
        for status in Status::ALL {
            let count = terms
                .iter()
                .filter(|terms| terms.status(today) == *status)
                .count();
            assert!(count >= 15, "{status:?}: {count}");
        }
    }
}

#[test]
fn needs_meet_offers() {
    for (seed, today) in cases() {
        let listings = listings(seed, today);
        assert_all::<Side>(listings.iter().map(|listing| listing.side));
        assert_all::<Resource>(listings.iter().map(|listing| listing.resource));
        let open = listings.iter().filter(|listing| listing.is_open(today));
        let open = open.count();
        assert!(open >= 200 && open < listings.len(), "{open}");
        for listing in &listings {
            let texts = [listing.title.as_str(), &listing.note, &listing.programme];
            assert!(texts.iter().all(|text| !text.contains('{')));
            assert!(!listing.title.contains("  ") && listing.faults().is_empty());
        }
        let market = Market::of(&of(seed, today), today);
        let matches = market.best(usize::MAX);
        let met: BTreeSet<_> = matches.iter().map(|found| found.need).collect();
        assert!(met.len() >= 100, "{} needs are met", met.len());
        let taught = matches
            .iter()
            .filter(|found| matches!(found.offer, Offer::Taught(_)));
        assert!(taught.count() >= 20);
        assert!(
            matches
                .iter()
                .any(|found| matches!(found.ties, Closeness::OverOne(_)))
        );
    }
}

#[test]
fn it_has_hubs_pieces_and_schools_alone() {
    for (seed, today) in cases() {
        let snapshot = Snapshot::of(&of(seed, today), today, |_| None);
        let figures = Figures::of(&snapshot);
        assert_eq!(figures.isolated, 12);
        assert_eq!(figures.pieces, 5);
        let alone = (0..snapshot.organisation_count()).filter(|o| snapshot.degrees()[*o] == 0);
        assert!(alone.into_iter().all(|o| snapshot.kind(o) == Kind::School));
        let components = Components::of(snapshot.node_count(), snapshot.links().iter().copied());
        assert!(components.sizes[0] > 250, "{:?}", components.sizes);
        let degrees = snapshot.degrees().iter().copied();
        assert!(degrees.max() >= Some(20), "no hub");
        assert!(figures.regions >= 12);
    }
}

#[test]
fn names_and_numbers_are_unique_and_no_blank_is_left() {
    for (seed, today) in cases() {
        let (organisations, partnerships) = network(seed, today);
        let names: BTreeSet<_> = organisations.iter().map(|o| &o.profile.name).collect();
        assert_eq!(names.len(), organisations.len());
        let numbers: BTreeSet<_> = organisations
            .iter()
            .filter_map(|o| o.profile.npsn)
            .collect();
        assert_eq!(numbers.len(), 120);
        let titles: BTreeSet<_> = partnerships.iter().map(|p| &p.terms.title).collect();
        assert!(titles.len() > 250, "{} titles", titles.len());
        for terms in partnerships.iter().map(|p| &p.terms) {
            let notes = terms.parties.iter().flat_map(|party| &party.contributions);
            let mut texts = notes.map(|contribution| contribution.note.as_str());
            assert!(!terms.title.contains('{') && !terms.purpose.contains('{'));
            assert!(texts.all(|note| !note.is_empty() && !note.contains('{')));
        }
    }
}

#[test]
fn some_have_their_work_on_record() {
    for (seed, today) in cases() {
        let network = of(seed, today);
        let records = network.records().map(|kept| &kept.record);
        let kept: Vec<&Record> = records
            .filter(|record| record.kind() != RecordKind::Listing)
            .collect();
        let activities = || {
            kept.iter()
                .filter_map(|record| <Activity as jejaring_domain::Kept>::of(record))
        };
        assert_all::<ActivityKind>(activities().map(|activity| activity.kind));
        assert_all::<ActivityState>(activities().map(|activity| activity.state));
        assert!(activities().any(|activity| activity.is_overdue(today)));
        assert!(activities().any(|activity| activity.start > today));
        let count = |kind| kept.iter().filter(|record| record.kind() == kind).count();
        assert!((150..900).contains(&activities().count()));
        assert!(count(RecordKind::Report) > 60);
        assert!(count(RecordKind::Evaluation) > 30);
        for record in &kept {
            let jejaring_domain::change::Subject::Partnership(id) = record.owner().unwrap() else {
                panic!("{record:?}");
            };
            let partnership = network.partnership(id).unwrap();
            let by = match record {
                Record::Report(Report { organisation, .. })
                | Record::Evaluation(Evaluation { organisation, .. }) => Some(*organisation),
                Record::Activity(activity) => activity.responsible,
                _ => None,
            };
            assert!(by.is_none_or(|by| partnership.terms.accepted().contains(&by)));
        }
        let all = commands(seed, today);
        assert_eq!(all, commands(seed, today), "it is the same again");
    }
}
