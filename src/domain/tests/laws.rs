//! Laws that hold for any sequence of commands.
#![allow(clippy::unwrap_used)]

use jejaring_domain::change::Subject;
use jejaring_domain::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const TODAY: Date = Date::constant(2026, 11, 25);
/// Noon of that day.
const NOW: Timestamp = Timestamp(1_795_582_800_000);

fn organisation_id() -> impl Strategy<Value = OrganisationId> {
    (0..8u128).prop_map(|n| OrganisationId::new(1, n))
}

fn partnership_id() -> impl Strategy<Value = PartnershipId> {
    (0..8u128).prop_map(|n| PartnershipId::new(2, n))
}

fn any_of<C: Coded>() -> impl Strategy<Value = C> {
    prop::sample::select(C::ALL)
}

fn date() -> impl Strategy<Value = Option<Date>> {
    prop::option::of((-400i32..400).prop_map(|days| TODAY.plus_days(days).unwrap()))
}

fn profile() -> impl Strategy<Value = Profile> {
    let name = prop::sample::select(vec!["SMK Satu", "PT Dua", "Komunitas Tiga"]);
    let npsn = prop::option::of((0..4u32).prop_map(|n| Npsn::new(&format!("{n:08}")).unwrap()));
    (name, any_of::<Kind>(), npsn).prop_map(|(name, kind, npsn)| Profile {
        npsn,
        ..Profile::new(Name::new(name).unwrap(), kind)
    })
}

fn terms() -> impl Strategy<Value = Terms> {
    let party = (organisation_id(), any_of::<Role>(), any_of::<Answer>()).prop_map(
        |(organisation, role, answer)| Party {
            answer,
            ..Party::new(organisation, role)
        },
    );
    let agreement = prop::option::of((date(), date()).prop_map(|(signed, expires)| Agreement {
        number: Name::new("1/2026").unwrap(),
        title: Line::default(),
        signed,
        expires,
        signatories: Vec::new(),
    }));
    let consent = prop::option::of(any_of::<Authority>().prop_map(|authority| Consent {
        authority,
        reference: Name::new("7").unwrap(),
        date: None,
    }));
    let parties = prop::collection::vec(party, 1..4);
    (
        parties,
        any_of::<Form>(),
        any_of::<Finance>(),
        any_of::<Step>(),
        date(),
        date(),
        agreement,
        consent,
    )
        .prop_map(
            |(parties, form, finance, step, start, end, agreement, consent)| Terms {
                form,
                finance,
                step,
                start,
                end,
                agreement,
                consent,
                ..Terms::new(Name::new("Magang").unwrap(), parties)
            },
        )
}

fn seq() -> impl Strategy<Value = Seq> {
    (0..30u64).prop_map(Seq)
}

fn command() -> impl Strategy<Value = Command> {
    let new_organisation =
        (organisation_id(), profile(), any::<bool>()).prop_map(|(id, profile, archived)| {
            NewOrganisation {
                id,
                profile,
                archived,
            }
        });
    let new_partnership =
        (partnership_id(), terms(), any::<bool>()).prop_map(|(id, terms, archived)| {
            NewPartnership {
                id,
                terms,
                archived,
            }
        });
    let add = (
        prop::collection::vec(new_organisation, 0..4),
        prop::collection::vec(new_partnership, 0..2),
        any_of::<Origin>(),
    );
    let profile_edits =
        (profile(), seq(), any_of::<ProfileField>()).prop_map(|(profile, base, field)| {
            vec![Edit {
                value: profile.get(field),
                base,
            }]
        });
    let terms_edits = (
        terms(),
        seq(),
        prop::collection::vec(any_of::<TermsField>(), 1..4),
    )
        .prop_map(|(terms, base, fields)| {
            fields
                .into_iter()
                .map(|f| Edit {
                    value: terms.get(f),
                    base,
                })
                .collect()
        });
    prop_oneof![
        4 => add.prop_map(|(organisations, partnerships, origin)| Command::Add { organisations, partnerships, origin }),
        2 => (organisation_id(), profile_edits).prop_map(|(id, edits)| Command::EditOrganisation { id, edits }),
        2 => (partnership_id(), terms_edits).prop_map(|(id, edits)| Command::EditPartnership {
            id, edits, by: None, proposal: RecordId::from_u128(0), note: Text::default(),
        }),
        1 => (organisation_id(), any::<bool>()).prop_map(|(id, archived)| Command::ArchiveOrganisation { id, archived }),
        1 => (partnership_id(), any::<bool>()).prop_map(|(id, archived)| Command::ArchivePartnership { id, archived }),
        1 => Just(Command::RemoveDemo),
    ]
}

/// What must hold for any network that commands can lead to.
fn assert_valid(network: &Network) {
    let mut numbers = BTreeSet::new();
    for organisation in network.organisations() {
        assert_eq!(organisation.profile.faults(), []);
        assert!(
            organisation
                .profile
                .npsn
                .is_none_or(|npsn| numbers.insert(npsn)),
            "an NPSN twice"
        );
        assert!(organisation.created <= network.seq());
    }
    for partnership in network.partnerships() {
        assert_eq!(partnership.terms.faults(), []);
        assert_eq!(partnership.terms.not_yet_signed(TODAY), None);
        for party in &partnership.terms.parties {
            let organisation = network
                .organisation(party.organisation)
                .expect("a party that is nowhere");
            assert!(
                partnership.archived || !organisation.archived,
                "a partnership with an archived party"
            );
            assert!(
                network
                    .partnerships_of(party.organisation)
                    .any(|p| p.id == partnership.id)
            );
        }
    }
    let restored = Network::restore(
        network.seq(),
        network.organisations().cloned(),
        network.partnerships().cloned(),
        network.records().cloned(),
    );
    assert_eq!(&restored, network, "look-ups differ from those made anew");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is decided can be applied, and keeps the network valid; what is refused changes nothing.
    #[test]
    fn what_is_decided_can_be_applied_and_keeps_the_network_valid(commands in prop::collection::vec(command(), 1..40)) {
        let mut network = Network::default();
        for command in &commands {
            if let Ok(changes) = decide(&network, Actor::System, NOW, command) {
                network.apply(network.seq().next(), &changes).unwrap();
                assert_valid(&network);
            }
        }
    }

    /// The log alone gives the network: its entries, written as JSON and read again, lead to the same state.
    #[test]
    fn the_log_gives_the_network(commands in prop::collection::vec(command(), 1..40)) {
        let (mut network, mut replayed) = (Network::default(), Network::default());
        let mut previous = Hash::origin();
        for (command, n) in commands.iter().zip(0..) {
            let Ok(changes) = decide(&network, Actor::System, NOW, command) else { continue };
            let seq = network.seq().next();
            let id = CommandId::new(n, 0);
            let entry = Entry::seal(seq, previous.clone(), id, Actor::System, NOW, &changes).unwrap();
            let entry: Entry = serde_json::from_str(&serde_json::to_string(&entry).unwrap()).unwrap();
            prop_assert!(entry.follows(&previous));
            network.apply(seq, &changes).unwrap();
            replayed.apply(entry.seq, &entry.changes().unwrap()).unwrap();
            previous = entry.hash;
        }
        prop_assert_eq!(network, replayed);
    }

    /// A change says what was there before it, so that it can be taken back.
    #[test]
    fn a_change_knows_what_was_before(commands in prop::collection::vec(command(), 1..40)) {
        let mut network = Network::default();
        for command in &commands {
            let Ok(changes) = decide(&network, Actor::System, NOW, command) else { continue };
            for change in &changes {
                match (change, change.subject()) {
                    (Change::OrganisationChanged { before, after, .. }, Subject::Organisation(id)) => {
                        prop_assert_eq!(&network.organisation(id).unwrap().profile.get(after.field()), before);
                        prop_assert_ne!(before, after);
                    }
                    (Change::PartnershipChanged { before, after, .. }, Subject::Partnership(id)) => {
                        prop_assert_eq!(&network.partnership(id).unwrap().terms.get(after.field()), before);
                        prop_assert_ne!(before, after);
                    }
                    _ => {}
                }
            }
            network.apply(network.seq().next(), &changes).unwrap();
        }
    }

    /// Who may only look changes nothing.
    #[test]
    fn a_reader_changes_nothing(command in command()) {
        prop_assert_eq!(decide(&Network::default(), Actor::Visitor, NOW, &command), Err(Refusal::Forbidden));
    }

    /// Drafts go there and back, so that a form or a file shows what it was given.
    #[test]
    fn a_draft_gives_back_what_it_was_made_from(profile in profile(), terms in terms()) {
        if profile.faults().is_empty() {
            prop_assert_eq!(draft::ProfileDraft::from(&profile).check(), Ok(profile));
        }
        if terms.faults().is_empty() {
            let find = |text: &str| text.parse().map_err(|_| Problem::Missing);
            prop_assert_eq!(draft::TermsDraft::from(&terms).check(find), Ok(terms));
        }
    }

    /// Lists in one text go there and back, whatever the items contain.
    #[test]
    fn a_joined_list_splits_again(items in prop::collection::vec("[a-z;\\\\ ]{1,8}", 0..5)) {
        let items: Vec<String> = items.iter().map(|item| item.trim().to_owned()).filter(|i| !i.is_empty()).collect();
        prop_assert_eq!(draft::split(&draft::join(&items)), items);
    }
}

fn school(network: &mut Network) -> OrganisationId {
    let id = OrganisationId::new(1, 1);
    let profile = Profile::new(Name::new("SMK Satu").unwrap(), Kind::School);
    let organisations = vec![NewOrganisation {
        id,
        profile,
        archived: false,
    }];
    let command = Command::Add {
        organisations,
        partnerships: Vec::new(),
        origin: Origin::Entered,
    };
    let changes = decide(network, Actor::System, NOW, &command).unwrap();
    network.apply(network.seq().next(), &changes).unwrap();
    id
}

fn edit(
    network: &mut Network,
    id: OrganisationId,
    value: ProfileValue,
    base: u64,
) -> Result<(), Refusal> {
    let command = Command::EditOrganisation {
        id,
        edits: vec![Edit {
            value,
            base: Seq(base),
        }],
    };
    let changes = decide(network, Actor::System, NOW, &command)?;
    network.apply(network.seq().next(), &changes).unwrap();
    Ok(())
}

#[test]
fn edits_of_different_fields_merge_and_of_the_same_field_ask() {
    let mut network = Network::default();
    let id = school(&mut network);
    let name = |name: &str| ProfileValue::Name(Name::new(name).unwrap());
    let about = |about: &str| ProfileValue::About(Text::new(about).unwrap());
    edit(&mut network, id, name("SMK Negeri Satu"), 1).unwrap();
    edit(&mut network, id, about("Di kaki gunung."), 1).unwrap();
    let refusal = edit(&mut network, id, name("SMK 1"), 1).unwrap_err();
    let conflict = fault::Conflict {
        theirs: name("SMK Negeri Satu"),
        yours: name("SMK 1"),
    };
    assert_eq!(refusal, Refusal::OrganisationConflict(vec![conflict]));
    // Writing what stands there already is no conflict, and knowing what stands there is none either.
    edit(&mut network, id, name("SMK Negeri Satu"), 1).unwrap();
    let seen = network.seq().0;
    edit(&mut network, id, name("SMK 1"), seen).unwrap();
}
