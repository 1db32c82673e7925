//! The laws of matching, on networks of all shapes, and what people expect of it on small ones.

use super::*;
use crate::sample::{TODAY, id, name, organisation, partnership};
use jejaring_domain::{Answer, Coordinates, Line, Partnership, Record, Seq, Text, Versioned};
use proptest::prelude::*;

fn listing(number: u128, of: u128, side: Side, resource: Resource, title: &str) -> Listing {
    Listing {
        id: RecordId::new(1, number),
        organisation: id(of),
        side,
        resource,
        title: name(title),
        note: Text::default(),
        quantity: None,
        programme: Line::default(),
        from: None,
        until: None,
        closed: false,
    }
}

fn need(number: u128, of: u128, title: &str) -> Listing {
    listing(number, of, Side::Need, Resource::InternshipPlace, title)
}

fn offer(number: u128, of: u128, title: &str) -> Listing {
    listing(number, of, Side::Offer, Resource::InternshipPlace, title)
}

fn network(
    organisations: Vec<Organisation>,
    partnerships: Vec<Partnership>,
    listings: Vec<Listing>,
) -> Network {
    let listings = listings.into_iter().map(|listing| Versioned {
        record: Record::Listing(listing),
        changed: Seq(3),
    });
    Network::restore(Seq(3), organisations, partnerships, listings)
}

/// Two schools, a company and a community, the first school at a known place.
fn four() -> Vec<Organisation> {
    vec![
        organisation(1, Kind::School, "SMK Satu", "Bantul"),
        organisation(2, Kind::School, "SMK Dua", "Bantul"),
        organisation(3, Kind::Company, "PT Tiga", "Bantul"),
        organisation(4, Kind::Community, "Sanggar Empat", "Sleman"),
    ]
}

fn matches(
    organisations: Vec<Organisation>,
    partnerships: Vec<Partnership>,
    listings: Vec<Listing>,
) -> Vec<Match> {
    Market::of(&network(organisations, partnerships, listings), TODAY).best(100)
}

#[test]
fn a_need_meets_an_offer_of_the_same_kind_and_words() {
    let found = matches(
        four(),
        vec![],
        vec![
            need(1, 1, "Tempat magang jaringan komputer"),
            offer(2, 3, "Magang bagian komputer"),
            offer(3, 4, "Magang menari"),
            listing(
                4,
                3,
                Side::Offer,
                Resource::Expert,
                "Ahli jaringan komputer",
            ),
        ],
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].offer, Offer::Listed(RecordId::new(1, 2)));
    assert_eq!(found[0].words, ["komputer"]);
    assert_eq!((found[0].seeker, found[0].giver), (id(1), id(3)));
    assert_eq!(found[0].distance, Distance::SameRegency);
}

#[test]
fn who_says_no_more_than_the_kind_fits_all_but_less() {
    let found = matches(
        four(),
        vec![],
        vec![
            need(1, 1, "Tempat magang perhotelan"),
            offer(2, 3, "Tempat magang"),
            offer(3, 2, "Magang hotel"),
        ],
    );
    let offers: Vec<_> = found.iter().map(|found| found.offer).collect();
    let listed = |number| Offer::Listed(RecordId::new(1, number));
    assert_eq!(offers, [listed(3), listed(2)]);
    assert!(found[1].words.is_empty());
}

#[test]
fn quantity_and_period_count() {
    let with = |quantity, from: Option<Date>| Listing {
        quantity,
        from,
        ..offer(2, 3, "Magang komputer")
    };
    let sought = || Listing {
        quantity: Some(20),
        until: Some(Date::constant(2027, 6, 30)),
        ..need(1, 1, "Magang komputer")
    };
    let one = |offer: Listing| matches(four(), vec![], vec![sought(), offer]).remove(0);
    let enough = one(with(Some(30), None));
    let part = one(with(Some(12), None));
    let late = one(with(Some(30), Some(Date::constant(2027, 7, 1))));
    let (covered, needed) = (20, 20);
    assert_eq!(enough.supply, Supply::Covered { covered, needed });
    assert_eq!(
        part.supply,
        Supply::Covered {
            covered: 12,
            needed
        }
    );
    assert!(enough.score > part.score && enough.score > late.score);
    assert!(enough.in_time && !late.in_time);
}

#[test]
fn the_network_introduces() {
    use Answer::*;
    let listings = || {
        vec![
            need(1, 1, "Magang komputer"),
            offer(2, 3, "Magang komputer"),
        ]
    };
    let ties = |partnerships| matches(four(), partnerships, listings()).remove(0).ties;
    let pair = |number, a, b| partnership(number, "Kerja sama", &[(a, Accepted), (b, Accepted)]);
    assert_eq!(ties(vec![]), Closeness::Apart);
    assert_eq!(ties(vec![pair(1, 1, 3)]), Closeness::Partners);
    assert_eq!(
        ties(vec![pair(1, 1, 4), pair(2, 3, 4)]),
        Closeness::OverOne(vec![id(4)])
    );
    assert_eq!(
        ties(vec![pair(1, 1, 2), pair(2, 2, 4), pair(3, 4, 3)]),
        Closeness::OverTwo([id(2), id(4)])
    );
    // Who has not confirmed introduces nobody.
    let claimed = partnership(2, "Kerja sama", &[(3, Accepted), (4, Pending)]);
    assert_eq!(ties(vec![pair(1, 1, 4), claimed]), Closeness::Apart);
    // Among many, those who have confirmed know each other.
    let many = partnership(1, "Forum", &[(1, Accepted), (3, Accepted), (4, Pending)]);
    assert_eq!(ties(vec![many]), Closeness::Partners);
}

#[test]
fn a_school_that_teaches_the_job_is_an_offer() {
    let mut organisations = four();
    organisations[0].profile.programmes = [name("Teknik Komputer dan Jaringan")].into();
    organisations[1].profile.programmes = [name("Tata Boga")].into();
    organisations[3].profile.programmes = [name("Teknik Komputer dan Jaringan")].into();
    let job = listing(
        1,
        3,
        Side::Need,
        Resource::SkilledWorker,
        "Network technician",
    );
    let found = matches(organisations, vec![], vec![job]);
    assert_eq!(found.len(), 1, "only schools teach");
    assert_eq!(found[0].offer, Offer::Taught(id(1)));
    assert_eq!(found[0].words, ["network"]);
}

#[test]
fn neither_closed_nor_expired_nor_put_away() {
    let sought = || need(1, 1, "Magang komputer");
    let open = || offer(2, 3, "Magang komputer");
    assert_eq!(matches(four(), vec![], vec![sought(), open()]).len(), 1);
    let closed = Listing {
        closed: true,
        ..open()
    };
    let until = Some(Date::constant(2026, 11, 24));
    let expired = Listing { until, ..open() };
    for offer in [closed, expired] {
        assert_eq!(matches(four(), vec![], vec![sought(), offer]), []);
    }
    let mut organisations = four();
    organisations[2].archived = true;
    assert_eq!(matches(organisations, vec![], vec![sought(), open()]), []);
}

const TITLES: [&str; 6] = [
    "Magang komputer",
    "Magang jaringan komputer",
    "Tempat magang",
    "Magang perhotelan",
    "Computer network",
    "Guru tamu batik",
];

/// A listing of one of eight organisations.
fn any_listing() -> impl Strategy<Value = Listing> {
    let day = |year: i16| Date::constant(year, 6, 1);
    let years = || proptest::option::of(2025i16..2029);
    (
        (1u128..9, any::<bool>(), 0..3usize, 0..TITLES.len()),
        (
            proptest::option::of(1u32..30),
            years(),
            years(),
            any::<bool>(),
        ),
    )
        .prop_map(
            move |((of, need, resource, title), (quantity, from, until, closed))| Listing {
                side: if need { Side::Need } else { Side::Offer },
                resource: [
                    Resource::InternshipPlace,
                    Resource::Expert,
                    Resource::SkilledWorker,
                ][resource],
                quantity,
                from: from.map(day),
                until: until.map(day),
                closed,
                ..need_of(of, TITLES[title])
            },
        )
}

fn need_of(of: u128, title: &str) -> Listing {
    need(0, of, title)
}

fn any_network() -> impl Strategy<Value = Network> {
    let tie = (1u128..9, 1u128..9, any::<bool>());
    let ties = proptest::collection::vec(tie, 0..14);
    let place = proptest::option::of((-9.0..-6.0f64, 106.0..112.0f64));
    let places = proptest::collection::vec((place, any::<bool>(), any::<bool>()), 8);
    let listings = proptest::collection::vec(any_listing(), 0..16);
    (places, ties, listings).prop_map(|(places, ties, mut listings)| {
        let organisations = (1u128..)
            .zip(places)
            .map(|(number, (place, school, archived))| {
                let kind = if school { Kind::School } else { Kind::Company };
                let mut organisation = organisation(number, kind, "Lembaga", "Bantul");
                organisation.profile.place.coordinates = place
                    .and_then(|(latitude, longitude)| Coordinates::new(latitude, longitude).ok());
                organisation.profile.programmes = [name("Teknik Komputer dan Jaringan")].into();
                organisation.archived = archived && number > 5;
                organisation
            });
        let ties = ties.into_iter().filter(|(a, b, _)| a != b);
        let partnerships = (1u128..).zip(ties).map(|(number, (a, b, confirmed))| {
            let answer = if confirmed {
                Answer::Accepted
            } else {
                Answer::Pending
            };
            partnership(number, "Kerja sama", &[(a, Answer::Accepted), (b, answer)])
        });
        for (number, listing) in (1u128..).zip(&mut listings) {
            listing.id = RecordId::new(1, number);
        }
        network(organisations.collect(), partnerships.collect(), listings)
    })
}

proptest! {
    #[test]
    fn what_is_found_keeps_the_rules(network in any_network()) {
        let found = Market::of(&network, TODAY).best(1000);
        prop_assert!(found.is_sorted_by(|a, b| a.score >= b.score));
        for found in found {
            let need = network.kept::<Listing>(found.need).unwrap();
            prop_assert_ne!(found.seeker, found.giver);
            prop_assert_eq!((need.side, need.organisation), (Side::Need, found.seeker));
            prop_assert!(need.is_open(TODAY));
            match found.offer {
                Offer::Listed(id) => {
                    let offer = network.kept::<Listing>(id).unwrap();
                    prop_assert_eq!((offer.side, offer.organisation), (Side::Offer, found.giver));
                    prop_assert_eq!(offer.resource, need.resource);
                    prop_assert!(offer.is_open(TODAY));
                }
                Offer::Taught(school) => {
                    prop_assert_eq!(school, found.giver);
                    prop_assert_eq!(need.resource, Resource::SkilledWorker);
                    prop_assert!(!found.words.is_empty());
                }
            }
            for organisation in [found.seeker, found.giver] {
                prop_assert!(!network.organisation(organisation).unwrap().archived);
            }
            for part in [found.score, found.fit, found.nearness, found.closeness] {
                prop_assert!((0.0..=1.0).contains(&part));
            }
        }
    }

    #[test]
    fn both_sides_see_the_same_match(network in any_network()) {
        let market = Market::of(&network, TODAY);
        let all = market.best(1000);
        for organisation in network.organisations() {
            let found = market.of_organisations(&[organisation.id].into(), 1000);
            let own = all.iter().filter(|m| [m.seeker, m.giver].contains(&organisation.id));
            prop_assert_eq!(found, own.cloned().collect::<Vec<_>>());
        }
        for listing in network.records().filter_map(|kept| match &kept.record {
            Record::Listing(listing) => Some(listing),
            _ => None,
        }) {
            let found = market.of_listing(listing.id, 1000);
            let own = all.iter().filter(|m| m.is_of(listing.id));
            prop_assert_eq!(found, own.cloned().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_best_are_the_best_of_all(network in any_network(), limit in 1..6usize) {
        let market = Market::of(&network, TODAY);
        let scores = |found: Vec<Match>| found.into_iter().map(|m| m.score).collect::<Vec<_>>();
        let all = scores(market.best(1000));
        let best = scores(market.best(limit));
        prop_assert_eq!(&best[..], &all[..limit.min(all.len())]);
    }

    #[test]
    fn closeness_is_the_same_from_both_ends(network in any_network()) {
        let ids: Vec<_> = network.organisations().map(|o| o.id).collect();
        let ties = Ties::of(&network, TODAY, &ids);
        for a in 0..ids.len() {
            for b in 0..ids.len() {
                let (there, back) = (ties.steps(a), ties.steps(b));
                prop_assert_eq!(there[b], back[a]);
                let turned = match ties.closeness(&back, a) {
                    Closeness::OverTwo(_) => matches!(ties.closeness(&there, b), Closeness::OverTwo(_)),
                    same => same == ties.closeness(&there, b),
                };
                prop_assert!(turned);
            }
        }
    }

    #[test]
    fn farther_away_is_never_better(near in 0.0..1.0f64, more in 0.0..2.0f64) {
        let at = |east: f64| {
            let mut organisations = four();
            organisations[0].profile.place.coordinates = Coordinates::new(-7.8, 110.0).ok();
            organisations[2].profile.place.coordinates = Coordinates::new(-7.8, 110.0 + east).ok();
            let listings = vec![need(1, 1, "Magang komputer"), offer(2, 3, "Magang komputer")];
            matches(organisations, vec![], listings).remove(0).score
        };
        prop_assert!(at(near) >= at(near + more));
    }
}

#[test]
fn the_nearest_come_by_distance_then_by_region_and_others_not_at_all() {
    let at = |mut organisation: Organisation, latitude, longitude| {
        organisation.profile.place.coordinates = Coordinates::new(latitude, longitude).ok();
        organisation
    };
    let mut elsewhere = organisation(7, Kind::Company, "PT Lain", "");
    elsewhere.profile.place.province = Line::default();
    let network = network(
        vec![
            elsewhere,
            at(
                organisation(1, Kind::School, "SMK Satu", "Bantul"),
                -7.8,
                110.36,
            ),
            at(organisation(2, Kind::Company, "PT Jauh", ""), -6.99, 110.42),
            at(
                organisation(3, Kind::Company, "PT Dekat", "Sleman"),
                -7.79,
                110.36,
            ),
            organisation(4, Kind::Community, "Sanggar Bantul", "Bantul"),
            organisation(5, Kind::Company, "PT Entah", ""),
            at(
                organisation(6, Kind::School, "SMK Dekat", "Bantul"),
                -7.8,
                110.36,
            ),
        ],
        vec![],
        vec![],
    );
    let near = nearest(&network, network.organisation(id(1)).unwrap(), 5);
    let found: Vec<_> = near.iter().map(|(id, _)| *id).collect();
    assert_eq!(found, [id(3), id(2), id(4), id(5)]);
    assert!(
        matches!(near[0].1, Distance::Km(km) if (km - 1.1).abs() < 0.1),
        "{near:?}"
    );
    assert_eq!(
        (near[2].1, near[3].1),
        (Distance::SameRegency, Distance::SameProvince)
    );
}
