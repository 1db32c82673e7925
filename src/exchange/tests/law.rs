//! What is exported, imported again, is the same; what a plan would add, the rules allow.
#![allow(clippy::unwrap_used)]

mod common;

use common::{read, *};
use jejaring_domain::*;
use jejaring_exchange::*;
use proptest::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn a_network_survives_every_format(network in networks()) {
        for format in Format::WHOLE {
            let bytes = write(format, &network, None).unwrap();
            let empty = Network::default();
            let plan = read("", &bytes, &empty).unwrap();
            prop_assert_eq!(plan.format, format);
            prop_assert!(plan.ignored.is_empty(), "{:?} {:?}", format, plan.ignored);
            for row in &plan.rows {
                prop_assert!(matches!(row.outcome, RowOutcome::Added { .. }), "{:?} {:?}", format, row);
            }
            prop_assert_eq!(kept(&take_in(&empty, &plan)), kept(&network), "{:?}", format);
        }
    }

    #[test]
    fn what_is_there_already_is_matched(network in networks()) {
        for format in Format::WHOLE {
            let bytes = write(format, &network, None).unwrap();
            let plan = read("", &bytes, &network).unwrap();
            for row in &plan.rows {
                prop_assert!(matches!(row.outcome, RowOutcome::Matched { .. }), "{:?}", row);
            }
            prop_assert!(plan.organisations.is_empty() && plan.partnerships.is_empty());
        }
    }

    #[test]
    fn whatever_a_plan_adds_is_allowed(one in networks(), other in networks(), shift in 0..3_u128) {
        // The other network has some of the same records, some under other identifiers.
        let renumber = |id: OrganisationId| OrganisationId::from_u128(id.to_u128() + shift);
        let organisations = other.organisations().cloned().map(|o| Organisation { id: renumber(o.id), ..o });
        let partnerships = other.partnerships().cloned().map(|mut p| {
            p.terms.parties.iter_mut().for_each(|party| party.organisation = renumber(party.organisation));
            p
        });
        let organisations: Vec<_> = organisations.collect();
        let partnerships: Vec<_> = partnerships.collect();
        let other = Network::restore(Seq(1), organisations, partnerships, []);
        for format in Format::ALL {
            let bytes = write(format, &one, None).unwrap();
            let plan = read("", &bytes, &other).unwrap();
            let after = take_in(&other, &plan);
            // Done again, it finds all that it has added.
            let again = read("", &bytes, &after).unwrap();
            prop_assert!(again.organisations.is_empty() && again.partnerships.is_empty());
        }
    }

    #[test]
    fn whatever_a_table_of_nonsense_adds_is_allowed(
        rows in proptest::collection::vec(proptest::collection::vec(select_cell(), 6), 0..12),
        links in proptest::collection::vec(proptest::collection::vec(select_cell(), 6), 0..12),
        network in networks(),
    ) {
        let table = |header: &str, rows: &[Vec<String>]| {
            let rows: Vec<String> = rows.iter().map(|row| row.join("|")).collect();
            format!("{header}\n{}", rows.join("\n"))
        };
        let organisations = table("nama|jenis|npsn|kabupaten|id|arsip", &rows);
        let plan = read("a.csv", organisations.as_bytes(), &network).unwrap();
        let network = take_in(&network, &plan);
        let partnerships = table("judul|mitra|langkah|bentuk|id|arsip", &links);
        let plan = read("b.csv", partnerships.as_bytes(), &network).unwrap();
        take_in(&network, &plan);
    }
}

fn select_cell() -> impl Strategy<Value = String> {
    const CELLS: &[&str] = &[
        "",
        "a",
        "b",
        "A!",
        "sekolah",
        "school",
        "perusahaan",
        "20100121",
        "20100122",
        "x; y",
        "a; b",
        "a; a",
        "b; A",
        "ya",
        "formal",
        "7",
        "8",
        "00000000010000000000000001",
        "00000000010000000000000002",
        "00000000020000000000000001",
        "Bantul",
        "Sleman",
    ];
    proptest::sample::select(CELLS).prop_map(str::to_owned)
}

#[test]
fn the_same_network_gives_the_same_file() {
    let network = network(&[("SMK 1", Kind::School), ("PT X", Kind::Company)]);
    for format in Format::ALL {
        let once = write(format, &network, None).unwrap();
        assert_eq!(once, write(format, &network, None).unwrap());
    }
}
