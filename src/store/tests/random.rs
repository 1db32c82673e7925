//! Whatever happens, the log, the records and the replica say the same.

use crate::support::*;
use jejaring_domain::*;
use jejaring_store::{Store, SubmitError};
use proptest::prelude::*;

/// What somebody does, to records chosen by number among those that there are.
#[derive(Clone, Debug)]
enum Deed {
    Add {
        organisations: u8,
        parties: Vec<u8>,
        demo: bool,
    },
    Rename {
        which: u8,
        to: u8,
    },
    Number {
        which: u8,
        npsn: Option<u8>,
    },
    Archive {
        which: u8,
        archived: bool,
    },
    Retitle {
        which: u8,
        to: u8,
    },
    Regroup {
        which: u8,
        parties: Vec<u8>,
    },
    Sign {
        which: u8,
        number: Option<u8>,
    },
    ArchivePartnership {
        which: u8,
        archived: bool,
    },
    RemoveDemo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let few = || 0_u8..12;
    let parties = || proptest::collection::vec(0_u8..12, 0..5);
    prop_oneof![
        4 => (0_u8..4, parties(), any::<bool>())
            .prop_map(|(organisations, parties, demo)| Deed::Add { organisations, parties, demo }),
        2 => (few(), few()).prop_map(|(which, to)| Deed::Rename { which, to }),
        2 => (few(), proptest::option::of(few())).prop_map(|(which, npsn)| Deed::Number { which, npsn }),
        1 => (few(), any::<bool>()).prop_map(|(which, archived)| Deed::Archive { which, archived }),
        2 => (few(), few()).prop_map(|(which, to)| Deed::Retitle { which, to }),
        3 => (few(), parties()).prop_map(|(which, parties)| Deed::Regroup { which, parties }),
        2 => (few(), proptest::option::of(few())).prop_map(|(which, number)| Deed::Sign { which, number }),
        1 => (few(), any::<bool>()).prop_map(|(which, archived)| Deed::ArchivePartnership { which, archived }),
        1 => Just(Deed::RemoveDemo),
    ]
}

/// The command for a deed; none where there is nothing to do it to.
fn command(network: &Network, fresh: &mut u64, deed: &Deed) -> Option<Command> {
    let organisation = |which: u8| {
        let count = network.organisations().len().max(1);
        network.organisations().nth(usize::from(which) % count)
    };
    let partnership_of = |which: u8| {
        let count = network.partnerships().len().max(1);
        network.partnerships().nth(usize::from(which) % count)
    };
    let base = network.seq();
    let profile = |which, value| {
        let edits = vec![Edit { value, base }];
        Some(Command::EditOrganisation {
            id: organisation(which)?.id,
            edits,
        })
    };
    let terms = |which, value| {
        let edits = vec![Edit { value, base }];
        Some(Command::EditPartnership {
            id: partnership_of(which)?.id,
            edits,
            by: None,
            proposal: RecordId::from_u128(1),
            note: Text::default(),
        })
    };
    let parties = |chosen: &[u8]| {
        let chosen = chosen.iter().filter_map(|which| organisation(*which));
        let roles = Role::ALL.iter().copied().cycle();
        chosen
            .zip(roles)
            .map(|(o, role)| Party::new(o.id, role))
            .collect::<Vec<_>>()
    };
    match deed {
        Deed::Add {
            organisations,
            parties: chosen,
            demo,
        } => {
            let mut next = || {
                *fresh += 1;
                *fresh
            };
            let organisations = (0..*organisations).map(|n| {
                let new = next();
                if n % 2 == 0 {
                    school(new)
                } else {
                    company(new)
                }
            });
            let organisations = organisations.collect();
            let mut new = partnership(next(), &[]);
            new.terms.parties = parties(chosen);
            let partnerships = if new.terms.parties.is_empty() {
                vec![]
            } else {
                vec![new]
            };
            let origin = if *demo { Origin::Demo } else { Origin::Entered };
            Some(Command::Add {
                organisations,
                partnerships,
                origin,
            })
        }
        Deed::Rename { which, to } => {
            profile(*which, ProfileValue::Name(name(&format!("Nama {to}"))))
        }
        Deed::Number { which, npsn } => {
            let npsn = npsn.and_then(|npsn| Npsn::new(&format!("9999{npsn:04}")).ok());
            profile(*which, ProfileValue::Npsn(npsn))
        }
        Deed::Archive { which, archived } => {
            let id = organisation(*which)?.id;
            Some(Command::ArchiveOrganisation {
                id,
                archived: *archived,
            })
        }
        Deed::Retitle { which, to } => {
            terms(*which, TermsValue::Title(name(&format!("Judul {to}"))))
        }
        Deed::Regroup {
            which,
            parties: chosen,
        } => terms(*which, TermsValue::Parties(parties(chosen))),
        Deed::Sign { which, number } => {
            let agreement = number.map(|number| Agreement {
                number: name(&format!("{number}/2026")),
                title: Line::default(),
                signed: Some(Date::constant(2026, 1, 1)),
                expires: None,
                signatories: Vec::new(),
            });
            terms(*which, TermsValue::Agreement(agreement))
        }
        Deed::ArchivePartnership { which, archived } => {
            let id = partnership_of(*which)?.id;
            Some(Command::ArchivePartnership {
                id,
                archived: *archived,
            })
        }
        Deed::RemoveDemo => Some(Command::RemoveDemo),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn log_records_and_replica_agree(deeds in proptest::collection::vec(deed(), 1..40)) {
        run(async move {
            let (store, db) = store().await;
            let mut fresh = 0;
            for deed in &deeds {
                let Some(command) = store.read(|network| command(network, &mut fresh, deed)) else {
                    continue;
                };
                match submit(&store, command).await {
                    Ok(_) | Err(SubmitError::Refused(_)) => {}
                    Err(SubmitError::Store(error)) => panic!("{deed:?}: {error:?}"),
                }
            }
            assert_sound(&store).await;
            assert_eq!(network(&Store::on(db).await.unwrap()), network(&store));
        });
    }
}
