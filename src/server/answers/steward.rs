//! What stewards do: claims, duplicates, people.

use super::history::shown;
use super::{
    answer, answer_form, command_id, folded, fresh_record, people_names, reference, state, submit,
};
use crate::api::ApiError;
use crate::api::organisations::OrganisationRef;
use crate::api::steward::{
    ClaimRow, DEEDS_SHOWN, Deeds, Likeness, MergeOutcome, MergeView, NumberCheck, PAIRS_SHOWN,
    PEOPLE_SHOWN, PairRow, PersonRow, StewardDesk,
};
use crate::server::identity;
use crate::server::state::{AppState, fresh_command, now};
use jejaring_domain::change::Subject;
use jejaring_domain::permission::blocked;
use jejaring_domain::{
    Action, Actor, Change, Command, Distinction, Entry, Fault, Field, Kind, Line, Member, Network,
    On, OrganisationId, PersonId, ProfileField, Record, RecordId, Refusal, Seq, decide,
};
use jejaring_store::{Account, StoreError};
use std::collections::BTreeSet;

fn require(state: &AppState) -> Result<Actor, ApiError> {
    identity::require(state, Action::Steward, On::Network)
}

fn unavailable(cause: StoreError) -> ApiError {
    tracing::error!(%cause, "what waits for the stewards cannot be read");
    ApiError::Unavailable
}

/// See [`crate::api::steward::steward_desk`].
pub async fn desk() -> Result<StewardDesk, ApiError> {
    let state = state();
    answer(
        async {
            let actor = require(&state)?;
            let (waiting, pairs) = state.store.read(|network| {
                let records = network.records().map(|kept| (&kept.record, kept.changed));
                let waiting = records.filter_map(|(record, changed)| match record {
                    Record::Member(member) if !member.is_active() => {
                        Some((member.clone(), changed))
                    }
                    _ => None,
                });
                let mut waiting: Vec<_> = waiting.collect();
                waiting.sort_by_key(|(_, changed)| *changed);
                (waiting, jejaring_graph::duplicates(network))
            });
            let mut claims = Vec::new();
            for (member, changed) in waiting {
                claims.extend(claim_row(&state, actor, member, changed).await?);
            }
            let pair_count = pairs.len();
            Ok(state.store.read(|network| {
                let pairs = pairs.into_iter().take(PAIRS_SHOWN);
                StewardDesk {
                    claims,
                    pairs: pairs.filter_map(|pair| pair_row(network, pair)).collect(),
                    pair_count,
                    told_apart: told_apart(network),
                }
            }))
        }
        .await,
    )
}

async fn claim_row(
    state: &AppState,
    actor: Actor,
    member: Member,
    changed: Seq,
) -> Result<Option<ClaimRow>, ApiError> {
    let account = state
        .store
        .account(member.person)
        .await
        .map_err(unavailable)?;
    let (name, email) = account.map(|account| (account.name, account.email)).unzip();
    let before = Seq(changed.0.saturating_sub(1));
    let entries = state.store.entries_after(before, 1).await;
    let entry = entries.map_err(unavailable)?.into_iter().next();
    Ok(state.store.read(|network| {
        Some(ClaimRow {
            organisation: reference(network, member.organisation)?,
            members: network.members_of(member.organisation).count(),
            number: number_check(network, &member, changed, entry.as_ref()),
            since: entry.map(|entry| entry.at.date()),
            member: member.id,
            person: member.person,
            own: actor == Actor::Person(member.person),
            name,
            email,
            note: member.claim.map(String::from).unwrap_or_default(),
        })
    }))
}

/// How the school's number speaks for a claim: the rules ask for it where there was one on record.
fn number_check(
    network: &Network,
    claim: &Member,
    changed: Seq,
    entry: Option<&Entry>,
) -> NumberCheck {
    let Some(organisation) = network.organisation(claim.organisation) else {
        return NumberCheck::Unknown;
    };
    if organisation.profile.kind != Kind::School {
        return NumberCheck::NoSchool;
    }
    // A claim that came from elsewhere by a merger was not about this school's number, nor one from before it.
    let changes = entry
        .and_then(|entry| entry.changes().ok())
        .unwrap_or_default();
    let made = changes.iter().any(|change| match change {
        Change::Recorded {
            before: None,
            after: Some(after),
        } => after.id() == claim.id,
        _ => false,
    });
    let since = organisation.version(ProfileField::Npsn);
    match organisation.profile.npsn.is_some() && made && since <= changed {
        false => NumberCheck::Unknown,
        true if organisation.created == changed => NumberCheck::Entered,
        true => NumberCheck::Matched,
    }
}

fn pair_row(network: &Network, pair: jejaring_graph::Pair) -> Option<PairRow> {
    use jejaring_graph::Likeness as Found;
    let likenesses = pair.likenesses.into_iter().map(|likeness| match likeness {
        Found::Number => Likeness::Number,
        Found::SameName => Likeness::SameName,
        Found::SimilarName => Likeness::SimilarName,
        Found::Website => Likeness::Website,
    });
    Some(PairRow {
        first: reference(network, pair.first)?,
        second: reference(network, pair.second)?,
        likenesses: likenesses.collect(),
    })
}

/// The organisations that look like one and were told apart, as long as none of them is put away.
fn told_apart(network: &Network) -> Vec<(OrganisationRef, OrganisationRef)> {
    let there = |id| {
        let organisation = network.organisation(id)?;
        (!organisation.archived).then(|| reference(network, id))?
    };
    let distinctions = network.records().filter_map(|kept| match &kept.record {
        Record::Distinction(Distinction { first, second, .. }) => Some((*first, *second)),
        _ => None,
    });
    let pairs = distinctions.filter_map(|(first, second)| there(first).zip(there(second)));
    pairs.collect()
}

/// See [`crate::api::steward::distinguish`].
pub async fn distinguish(
    first: OrganisationId,
    second: OrganisationId,
    distinct: bool,
) -> Result<(), ApiError> {
    let command = Command::Distinguish {
        distinction: fresh_record(),
        first,
        second,
        distinct,
    };
    act(Ok(command), "/steward").await
}

/// See [`crate::api::steward::steward_deeds`].
pub async fn deeds() -> Result<Deeds, ApiError> {
    let state = state();
    answer(
        async {
            require(&state)?;
            let known: Vec<Subject> = state.store.read(|network| {
                let records = network.records().map(|kept| &kept.record);
                let people = records.filter(|record| matches!(record, Record::Person(_)));
                people.map(|person| person.id().into()).collect()
            });
            let store = &state.store;
            let events = store.history_since(Seq(0), &known, DEEDS_SHOWN).await;
            let events = events.map_err(unavailable)?;
            let actors = events.iter().filter_map(|event| match event.actor {
                Actor::Person(person) => Some(person),
                Actor::System | Actor::Visitor => None,
            });
            let concerned = events.iter().filter_map(|event| {
                let record = event.change.record()?;
                Some(PersonId::from_u128(record.id().to_u128()))
            });
            let people: BTreeSet<_> = actors.chain(concerned).collect();
            Ok(Deeds {
                people: people_names(&state, people).await.into_iter().collect(),
                events: events.into_iter().map(shown).collect(),
            })
        }
        .await,
    )
}

/// See [`crate::api::steward::settle_claim`].
pub async fn settle_claim(member: RecordId, verified: bool) -> Result<(), ApiError> {
    act(Ok(Command::SettleClaim { member, verified }), "/steward").await
}

/// See [`crate::api::steward::block_person`].
pub async fn block(person: PersonId, blocked: bool, reason: String) -> Result<(), ApiError> {
    let reason = blocked.then(|| Line::new(&reason)).transpose();
    let reason = reason.map_err(|problem| Refusal::from(Fault::new(Field::Reason, problem)).into());
    let command = reason.map(|reason| Command::Block { person, reason });
    act(command, "/steward/people").await
}

/// See [`crate::api::steward::appoint_person`].
pub async fn appoint(person: PersonId, steward: bool) -> Result<(), ApiError> {
    act(Ok(Command::Appoint { person, steward }), "/steward/people").await
}

/// Carries out a command of a steward, and leads to a page where it was sent without script.
async fn act(command: Result<Command, ApiError>, page: &str) -> Result<(), ApiError> {
    let state = state();
    answer_form(
        async {
            require(&state)?;
            submit(&state, fresh_command(), &command?).await
        }
        .await,
    )?;
    if super::is_plain_form() {
        leptos_axum::redirect(page);
    }
    Ok(())
}

/// See [`crate::api::steward::steward_people`].
pub async fn people(text: String) -> Result<Vec<PersonRow>, ApiError> {
    let state = state();
    answer(
        async {
            let actor = require(&state)?;
            let accounts = state.store.accounts().await.map_err(unavailable)?;
            let text = folded(text.trim());
            let fits = |account: &Account| {
                folded(&account.name).contains(&text) || account.email.contains(&text)
            };
            let accounts = accounts.into_iter().filter(fits).take(PEOPLE_SHOWN);
            Ok(state.store.read(|network| {
                let row = |account: Account| {
                    let person = account.person;
                    let members = network.memberships(person).filter(|m| m.is_active());
                    PersonRow {
                        person,
                        name: account.name,
                        email: account.email,
                        steward: network.is_steward(person),
                        blocked: blocked(network, Actor::Person(person)).map(Line::to_string),
                        own: actor == Actor::Person(person),
                        memberships: members
                            .filter_map(|m| Some((reference(network, m.organisation)?, m.role)))
                            .collect(),
                    }
                };
                accounts.map(row).collect()
            }))
        }
        .await,
    )
}

/// See [`crate::api::steward::merge_view`].
pub async fn merge_view(from: OrganisationId, into: OrganisationId) -> Result<MergeView, ApiError> {
    let state = state();
    answer(
        async {
            let actor = require(&state)?;
            state.store.read(|network| {
                let known = |id| network.organisation(id).cloned().ok_or(ApiError::NotFound);
                let merger = fresh_record();
                let command = Command::Merge { merger, from, into };
                let outcome = decide(network, actor, now(), &command);
                Ok(MergeView {
                    from: known(from)?,
                    into: known(into)?,
                    outcome: outcome.map(|changes| outcome_of(network, from, into, &changes)),
                    command: fresh_command().to_string(),
                })
            })
        }
        .await,
    )
}

fn outcome_of(
    network: &Network,
    from: OrganisationId,
    into: OrganisationId,
    changes: &[Change],
) -> MergeOutcome {
    let mut outcome = MergeOutcome::default();
    let (mut moved, mut between) = (BTreeSet::new(), BTreeSet::new());
    for change in changes {
        match change {
            Change::OrganisationChanged { id, after, .. } if *id == into => {
                outcome.after.push(after.clone());
            }
            Change::PartnershipChanged { id, .. } => drop(moved.insert(*id)),
            Change::PartnershipArchived { id, .. } => drop(between.insert(*id)),
            Change::Recorded {
                before: Some(before),
                ..
            } if before.owner() == Some(from.into()) => match **before {
                Record::Member(_) => outcome.members += 1,
                Record::Contact(_) => outcome.contacts += 1,
                Record::Listing(_) => outcome.listings += 1,
                _ => {}
            },
            _ => {}
        }
    }
    let titles = |ids: BTreeSet<_>| {
        let known = ids.into_iter().filter_map(|id| network.partnership(id));
        known.map(|known| known.terms.title.to_string()).collect()
    };
    outcome.partnerships = titles(moved);
    outcome.between = titles(between);
    outcome
}

/// See [`crate::api::steward::merge`].
pub async fn merge(
    command: String,
    from: OrganisationId,
    into: OrganisationId,
) -> Result<(), ApiError> {
    let state = state();
    answer_form(
        async {
            require(&state)?;
            let submission = command_id(&command);
            let merger = RecordId::from_u128(submission.to_u128());
            let command = Command::Merge { merger, from, into };
            submit(&state, submission, &command).await
        }
        .await,
    )?;
    leptos_axum::redirect(&format!("/organisations/{into}"));
    Ok(())
}
