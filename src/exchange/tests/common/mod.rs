//! Networks to try things with.
#![allow(dead_code, clippy::unwrap_used)]

use jejaring_domain::*;
use jejaring_exchange::{FileRefusal, Importer, Plan};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::{BTreeMap, BTreeSet};

/// A network with these organisations (name and kind), numbered from 1.
pub fn network(organisations: &[(&str, Kind)]) -> Network {
    let organisations = organisations.iter().zip(1..).map(|((name, kind), n)| {
        organisation(n, Profile::new(Name::new(name).unwrap(), *kind), false)
    });
    Network::restore(Seq(1), organisations, [], [])
}

pub fn organisation(n: u128, profile: Profile, archived: bool) -> Organisation {
    Organisation {
        id: OrganisationId::new(1, n),
        profile,
        origin: Origin::Entered,
        archived,
        created: Seq(1),
        versions: BTreeMap::new(),
    }
}

/// After all days that the tests sign on.
const NOW: Timestamp = Timestamp(1_893_456_000_000);

/// What taking in a file would do, for somebody who sees all of the network and brings in for everybody.
pub fn read(file_name: &str, bytes: &[u8], network: &Network) -> Result<Plan, FileRefusal> {
    let importer = Importer {
        network,
        hidden: &BTreeSet::new(),
        own: None,
        today: NOW.date(),
    };
    jejaring_exchange::read(file_name, bytes, &importer)
}

/// The network after what the plan would add; panics where the rules do not allow it.
pub fn take_in(network: &Network, plan: &Plan) -> Network {
    let changes = decide(network, Actor::System, NOW, &plan.command()).unwrap();
    let mut after = network.clone();
    after.apply(network.seq().next(), &changes).unwrap();
    after
}

/// What a round trip keeps.
pub type Kept = (
    Vec<(OrganisationId, Profile, bool)>,
    Vec<(PartnershipId, Terms, bool)>,
);

pub fn kept(network: &Network) -> Kept {
    let organisations = network.organisations();
    let organisations = organisations.map(|o| (o.id, o.profile.clone(), o.archived));
    let partnerships = network.partnerships();
    let partnerships = partnerships.map(|p| (p.id, p.terms.clone(), p.archived));
    (organisations.collect(), partnerships.collect())
}

/// Text with all that files find hard.
pub fn nasty(max: usize) -> impl Strategy<Value = String> {
    const HARD: &[&str] = &[
        "=", "+", "-", "@", "'", "\"", ";", ",", "\\", "\n", "&", "<", ">", "&#10;", "]]>", "é",
        "\u{FFFE}", "\u{FFFF}", "\u{FFFD}", "E", "F", "\u{2028}", "\u{a0}", ":", "|", "\t", "😀",
        "\u{301}", " ", "1", "0", "20100123", "=1+1", "＝", "a", "SMK", "%", "{", "#", "/",
    ];
    let hard = proptest::collection::vec(select(HARD), 0..max).prop_map(|parts| parts.concat());
    prop_oneof!["[a-zA-Z][a-z ]{0,10}", hard]
}

pub fn name() -> impl Strategy<Value = Name> {
    nasty(12).prop_filter_map("empty", |text| Name::new(&text).ok())
}

pub fn line() -> impl Strategy<Value = Line> {
    nasty(8).prop_filter_map("long", |text| Line::new(&text).ok())
}

pub fn text() -> impl Strategy<Value = Text> {
    nasty(20).prop_filter_map("long", |text| Text::new(&text).ok())
}

pub fn coded<C: Coded>() -> impl Strategy<Value = C> {
    select(C::ALL)
}

pub fn day() -> impl Strategy<Value = Date> {
    (0..300_i32).prop_map(|days| Timestamp(i64::from(days) * 86_400_000 * 40).date())
}

fn profile() -> impl Strategy<Value = Profile> {
    let names = || proptest::collection::btree_set(name(), 0..3);
    let degrees = proptest::option::of((-90.0..90.0_f64, -180.0..180.0_f64));
    (
        (name(), coded::<Kind>(), names(), names()),
        (line(), line(), line(), degrees),
        (text(), any::<bool>()),
    )
        .prop_map(
            |(
                (name, kind, aliases, programmes),
                (regency, province, country, degrees),
                (about, web),
            )| {
                let coordinates = degrees.and_then(|(lat, lon)| Coordinates::new(lat, lon).ok());
                let website = if web {
                    "https://contoh.id/?a=1&b=2"
                } else {
                    ""
                };
                Profile {
                    aliases,
                    programmes,
                    about,
                    website: Line::new(website).unwrap(),
                    place: Place {
                        regency,
                        province,
                        country,
                        coordinates,
                    },
                    ..Profile::new(name, kind)
                }
            },
        )
}

fn organisations() -> impl Strategy<Value = Vec<Organisation>> {
    let one = (profile(), any::<bool>(), proptest::bool::weighted(0.2));
    proptest::collection::vec(one, 2..8).prop_map(|list| {
        let list = list.into_iter().zip(1..);
        list.map(|((mut profile, numbered, archived), n)| {
            if numbered && profile.kind == Kind::School {
                profile.npsn = Npsn::new(&format!("{:08}", 20_100_120 + n)).ok();
            }
            organisation(n, profile, archived)
        })
        .collect()
    })
}

fn party(id: OrganisationId) -> impl Strategy<Value = Party> {
    let contribution = (coded(), line()).prop_map(|(kind, note)| Contribution { kind, note });
    let contributions = proptest::collection::vec(contribution, 0..3);
    (coded(), coded(), contributions).prop_map(move |(role, answer, contributions)| Party {
        organisation: id,
        role,
        answer,
        left: None,
        contributions,
    })
}

fn terms(ids: Vec<OrganisationId>) -> impl Strategy<Value = Terms> {
    let most = ids.len().min(5);
    let parties = proptest::sample::subsequence(ids, 2..=most)
        .prop_shuffle()
        .prop_flat_map(|ids| ids.into_iter().map(party).collect::<Vec<_>>());
    let outcome = (coded(), line()).prop_map(|(state, evidence)| Outcome { state, evidence });
    let benefits = proptest::collection::btree_map(coded::<Benefit>(), outcome, 0..4);
    let signatory = (name(), line()).prop_map(|(name, function)| Signatory {
        organisation: OrganisationId::from_u128(0),
        name,
        function,
    });
    let agreement = (
        name(),
        line(),
        proptest::option::of(day()),
        proptest::option::of(day()),
        proptest::collection::vec(signatory, 0..3),
    )
        .prop_map(|(number, title, signed, expires, signatories)| Agreement {
            number,
            title,
            signed,
            expires,
            signatories,
        });
    let consent =
        (coded(), name(), proptest::option::of(day())).prop_map(|(authority, reference, date)| {
            Consent {
                authority,
                reference,
                date,
            }
        });
    let ending = (day(), line()).prop_map(|(on, reason)| Ending { on, reason });
    (
        (name(), text(), parties, benefits),
        (coded(), coded(), coded(), coded()),
        (
            proptest::option::of(day()),
            proptest::option::of(day()),
            proptest::option::of(agreement),
            proptest::option::of(consent),
            proptest::option::of(ending),
        ),
    )
        .prop_map(
            |(
                (title, purpose, parties, benefits),
                (form, scope, finance, step),
                (start, end, agreement, consent, ended),
            )| Terms {
                title,
                purpose,
                parties,
                form,
                scope,
                finance,
                step,
                start,
                end,
                benefits,
                agreement,
                consent,
                ended,
            },
        )
        .prop_map(mend)
}

/// Changes what is against the rules, so that few cases are thrown away.
fn mend(mut terms: Terms) -> Terms {
    if matches!((terms.start, terms.end), (Some(a), Some(b)) if b < a) {
        std::mem::swap(&mut terms.start, &mut terms.end);
    }
    if matches!((terms.start, &terms.ended), (Some(a), Some(b)) if b.on < a) {
        terms.ended = None;
    }
    if let Some(agreement) = &mut terms.agreement
        && matches!((agreement.signed, agreement.expires), (Some(a), Some(b)) if b < a)
    {
        std::mem::swap(&mut agreement.signed, &mut agreement.expires);
    }
    if !terms.form.is_written() {
        terms.agreement = None;
    }
    if let Some(agreement) = &mut terms.agreement {
        agreement.signatories.truncate(terms.parties.len());
        for (signatory, party) in agreement.signatories.iter_mut().zip(&terms.parties) {
            signatory.organisation = party.organisation;
        }
    }
    if !terms.faults().is_empty() {
        terms.step = Step::Negotiation;
    }
    terms
}

/// Any valid network, with namesakes, archived records, and partnerships of two and more.
pub fn networks() -> impl Strategy<Value = Network> {
    organisations()
        .prop_flat_map(|organisations| {
            let ids: Vec<_> = organisations.iter().map(|o| o.id).collect();
            let one = (terms(ids), proptest::bool::weighted(0.2));
            let partnerships = proptest::collection::vec(one, 0..6);
            (Just(organisations), partnerships)
        })
        .prop_map(|(organisations, partnerships)| {
            let away: BTreeSet<_> = organisations
                .iter()
                .filter(|o| o.archived)
                .map(|o| o.id)
                .collect();
            let partnerships = partnerships
                .into_iter()
                .zip(1..)
                .map(|((terms, archived), n)| {
                    let archived = archived
                        || terms
                            .parties
                            .iter()
                            .any(|party| away.contains(&party.organisation));
                    Partnership {
                        id: PartnershipId::new(2, n),
                        terms,
                        origin: Origin::Entered,
                        archived,
                        created: Seq(1),
                        versions: BTreeMap::new(),
                    }
                });
            let partnerships: Vec<_> = partnerships.collect();
            Network::restore(Seq(1), organisations, partnerships, [])
        })
}
