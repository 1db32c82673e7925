//! Organisations: the list, one of them, saving and putting away.

use super::meanwhile::{Seen, edits_of_form, since};
use super::needs::open_listings;
use super::people::own;
use super::{
    answer, answer_form, answer_kept, command_id, edits_sent_again, folded, kept_form, reference,
    state, submit, today,
};
use crate::api::organisations::{
    Exchange, OrganisationDraft, OrganisationQuery, OrganisationRef, OrganisationRow,
    OrganisationSort, OrganisationStart, OrganisationView, PartnershipOf,
};
use crate::api::{ApiError, FormStart, Order, Page};
use crate::server::identity;
use crate::server::state::{AppState, fresh_command};
use jejaring_domain::decide::profile_edits;
use jejaring_domain::draft::{ClaimDraft, ProfileDraft};
use jejaring_domain::{
    Action, Actor, Change, Command, Edit, Merger, Network, NewOrganisation, Npsn, On, Organisation,
    OrganisationId, Origin, Partnership, Party, Profile, ProfileValue, RecordId, Refusal, Status,
    may, may_see,
};
use std::collections::HashMap;

/// How many similar organisations are shown to who adds one.
const MOST_SIMILAR: usize = 5;

/// See [`crate::api::organisations::organisations`].
pub async fn list(query: OrganisationQuery) -> Result<Page<OrganisationRow>, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state, Action::Browse, On::Network)?;
            let found = found(&state, &query).await?;
            Ok(state.store.read(|network| {
                let shown = |o: &&Organisation| {
                    o.archived == query.archived
                        && query.kind.is_none_or(|kind| o.profile.kind == kind)
                        && found.as_ref().is_none_or(|found| found.contains_key(&o.id))
                };
                let mut rows: Vec<_> = network
                    .organisations()
                    .filter(shown)
                    .map(|o| (o, open(network, o.id)))
                    .collect();
                sort(&mut rows, &query, found.as_ref());
                Page::of(&rows, query.page, |(o, partnerships)| OrganisationRow {
                    id: o.id,
                    name: o.profile.name.to_string(),
                    kind: o.profile.kind,
                    regency: o.profile.place.regency.to_string(),
                    partnerships: *partnerships,
                    demo: o.origin == Origin::Demo,
                })
            }))
        }
        .await,
    )
}

/// The organisations that the words of the query could mean, each with its rank; none where it has no words.
async fn found(
    state: &AppState,
    query: &OrganisationQuery,
) -> Result<Option<HashMap<OrganisationId, usize>>, ApiError> {
    let text = query.text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if query.archived {
        let text = folded(text);
        let named = |o: &&Organisation| o.archived && folded(&o.profile.name).contains(&text);
        let ids = state.store.read(|network| {
            network
                .organisations()
                .filter(named)
                .map(|o| o.id)
                .collect::<Vec<_>>()
        });
        return Ok(Some(ids.into_iter().zip(0..).collect()));
    }
    let atlas = state.atlases.current(&state.store).await?;
    Ok(Some(
        atlas
            .search(text, usize::MAX)
            .into_iter()
            .zip(0..)
            .collect(),
    ))
}

fn sort(
    rows: &mut [(&Organisation, usize)],
    query: &OrganisationQuery,
    ranks: Option<&HashMap<OrganisationId, usize>>,
) {
    let name = |o: &Organisation| folded(&o.profile.name);
    match (query.sort, ranks) {
        (None, Some(ranks)) => rows.sort_by_key(|(o, _)| ranks.get(&o.id).copied()),
        (None | Some(OrganisationSort::Name), _) => rows.sort_by_cached_key(|(o, _)| name(o)),
        (Some(OrganisationSort::Kind), _) => {
            rows.sort_by_cached_key(|(o, _)| (o.profile.kind, name(o)))
        }
        (Some(OrganisationSort::Regency), _) => {
            rows.sort_by_cached_key(|(o, _)| (folded(&o.profile.place.regency), name(o)));
        }
        (Some(OrganisationSort::Partnerships), _) => {
            rows.sort_by_cached_key(|(o, count)| (*count, name(o)))
        }
    }
    if query.order == Order::Descending {
        rows.reverse();
    }
}

/// How many partnerships an organisation has that are not over.
fn open(network: &Network, id: OrganisationId) -> usize {
    let today = today();
    network
        .partnerships_of(id)
        .filter(|p| !p.archived && p.status(today) != Status::Ended)
        .count()
}

/// See [`crate::api::organisations::organisation`].
pub async fn one(id: OrganisationId) -> Result<OrganisationView, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            state.store.read(|network| {
                let organisation = network.organisation(id).ok_or(ApiError::NotFound)?.clone();
                let mut partnerships: Vec<_> = network
                    .partnerships_of(id)
                    .filter(|p| !p.archived && may_see(network, actor, p))
                    .collect();
                partnerships.sort_by_cached_key(|p| {
                    (p.status(today()) == Status::Ended, folded(&p.terms.title))
                });
                let exchanges = partnerships
                    .iter()
                    .flat_map(|p| exchanges(network, p, id))
                    .collect();
                let partnerships = partnerships
                    .into_iter()
                    .filter_map(|p| partnership_of(network, p, id))
                    .collect();
                Ok(OrganisationView {
                    organisation,
                    partnerships,
                    exchanges,
                    listings: open_listings(network, id),
                    may_edit: may(
                        network,
                        actor,
                        Action::EditOrganisation,
                        On::Organisation(id),
                    ),
                    may_archive: may(network, actor, Action::Manage, On::Organisation(id)),
                    own: own(network, actor, id),
                    may_claim: actor != Actor::System,
                    merged_into: network
                        .records_of::<Merger>(id.into())
                        .last()
                        .and_then(|merger| reference(network, merger.into)),
                })
            })
        }
        .await,
    )
}

fn partnership_of(
    network: &Network,
    partnership: &Partnership,
    id: OrganisationId,
) -> Option<PartnershipOf> {
    let party = partnership.terms.party(id)?;
    let others = partnership
        .terms
        .parties
        .iter()
        .filter(|other| other.organisation != id);
    Some(PartnershipOf {
        id: partnership.id,
        title: partnership.terms.title.to_string(),
        status: partnership.status(today()),
        form: partnership.terms.form,
        step: partnership.terms.step,
        role: party.role,
        answer: party.answer,
        partners: others
            .filter_map(|other| reference(network, other.organisation))
            .collect(),
    })
}

fn exchanges(network: &Network, partnership: &Partnership, id: OrganisationId) -> Vec<Exchange> {
    let of_party = |party: &Party| {
        let from = (party.organisation != id)
            .then(|| reference(network, party.organisation))
            .flatten();
        let exchange = move |c: &jejaring_domain::Contribution| Exchange {
            kind: c.kind,
            note: c.note.to_string(),
            from: from.clone(),
            partnership: partnership.id,
            title: partnership.terms.title.to_string(),
        };
        party.contributions.iter().map(exchange).collect::<Vec<_>>()
    };
    partnership
        .terms
        .parties
        .iter()
        .flat_map(of_party)
        .collect()
}

/// See [`crate::api::organisations::suggestions`].
pub async fn suggestions(text: String) -> Result<Vec<OrganisationRef>, ApiError> {
    const MOST: usize = 10;
    let state = state();
    answer(
        async {
            identity::require(&state, Action::Browse, On::Network)?;
            let found = state
                .atlases
                .current(&state.store)
                .await?
                .search(&text, MOST);
            Ok(state.store.read(|network| {
                found
                    .into_iter()
                    .filter_map(|id| reference(network, id))
                    .collect()
            }))
        }
        .await,
    )
}

/// See [`crate::api::organisations::organisation_form`].
pub async fn form(
    id: Option<OrganisationId>,
    kept: Option<String>,
) -> Result<OrganisationStart, ApiError> {
    let state = state();
    answer(
        async {
            let actor = match id {
                None => identity::require(&state, Action::Register, On::Network)?,
                Some(id) => {
                    let on = On::Organisation(id);
                    identity::require(&state, Action::EditOrganisation, on)?
                }
            };
            let kept = kept_form(&state, kept.as_deref());
            state.store.read(|network| {
                let profile = match id {
                    None => ProfileDraft::default(),
                    Some(id) => {
                        (&network.organisation(id).ok_or(ApiError::NotFound)?.profile).into()
                    }
                };
                let fresh = || FormStart {
                    draft: OrganisationDraft {
                        profile,
                        note: String::new(),
                    },
                    seen: network.seq(),
                    command: fresh_command().to_string(),
                    error: None,
                };
                let FormStart {
                    draft: OrganisationDraft { profile, note },
                    seen,
                    command,
                    error,
                } = kept.unwrap_or_else(fresh);
                Ok(OrganisationStart {
                    form: FormStart {
                        draft: profile,
                        seen,
                        command,
                        error,
                    },
                    claims: id.is_none() && registers(network, actor),
                    note,
                })
            })
        }
        .await,
    )
}

/// Whether who adds an organisation also claims to act for it: all do but those who look after the network.
fn registers(network: &Network, actor: Actor) -> bool {
    !may(network, actor, Action::Steward, On::Network)
}

/// See [`crate::api::organisations::similar_organisations`].
pub async fn similar(
    name: String,
    regency: String,
    npsn: String,
) -> Result<Vec<OrganisationRef>, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state, Action::Register, On::Network)?;
            let npsn = Npsn::new(&npsn).ok();
            Ok(state.store.read(|network| {
                let ids = jejaring_graph::similar(network, &name, &regency, npsn, MOST_SIMILAR);
                let ids = ids.into_iter();
                ids.filter_map(|id| reference(network, id)).collect()
            }))
        }
        .await,
    )
}

/// See [`crate::api::organisations::save_organisation`].
pub async fn save(
    id: Option<OrganisationId>,
    command: String,
    seen: Seen,
    draft: OrganisationDraft,
    sure: bool,
) -> Result<OrganisationId, ApiError> {
    let state = state();
    let saved = try_save(&state, id, &command, seen, &draft, sure).await;
    let page = id.map_or("/organisations/new".to_owned(), |id| {
        format!("/organisations/{id}/edit")
    });
    answer_kept(&state, saved, (draft, seen.seq), &page, |id| {
        format!("/organisations/{id}")
    })
}

async fn try_save(
    state: &AppState,
    id: Option<OrganisationId>,
    command: &str,
    seen: Seen,
    draft: &OrganisationDraft,
    sure: bool,
) -> Result<OrganisationId, ApiError> {
    let actor = identity::require(state, Action::Register, On::Network)?;
    let submission = command_id(command);
    let (id, command, profile) = match id {
        Some(id) => {
            let profile = draft.profile.check().map_err(Refusal::Invalid)?;
            let edits = edits(state, id, seen, &profile).await?;
            (id, Command::EditOrganisation { id, edits }, profile)
        }
        None => {
            // A new record takes its identifier from the submission, so that a form sent twice names the same record.
            let id = OrganisationId::from_u128(submission.to_u128());
            let (command, profile) = addition(state, actor, id, draft)?;
            if !sure {
                ask_about_similar(state, id, &profile)?;
            }
            (id, command, profile)
        }
    };
    let receipt = submit(state, submission, &command).await?;
    if receipt.repeated {
        // A second click changes nothing more; but who went back and wrote something else must not lose it. Who has
        // only registered it cannot change it before the claim is verified.
        let edits = edits(state, id, seen, &profile).await?;
        let edits = edits_sent_again(edits, &receipt, |change, value| match change {
            Change::OrganisationAdded { organisation, .. } => {
                Some(organisation.profile.get(value.field()) == *value)
            }
            Change::OrganisationChanged { after, .. } if after.field() == value.field() => {
                Some(after == value)
            }
            _ => None,
        });
        let on = On::Organisation(id);
        let may_edit = |network: &Network| may(network, actor, Action::EditOrganisation, on);
        if !edits.is_empty() && state.store.read(may_edit) {
            let command = Command::EditOrganisation { id, edits };
            submit(state, fresh_command(), &command).await?;
        }
    }
    Ok(id)
}

/// The command that adds an organisation, and for most, claims to act for it.
fn addition(
    state: &AppState,
    actor: Actor,
    id: OrganisationId,
    draft: &OrganisationDraft,
) -> Result<(Command, Profile), ApiError> {
    let registers = state.store.read(|network| registers(network, actor));
    let claim = ClaimDraft {
        note: draft.note.clone(),
        ..ClaimDraft::default()
    };
    let (profile, note) = match (draft.profile.check(), registers.then(|| claim.check())) {
        (Ok(profile), None) => (profile, None),
        (Ok(profile), Some(Ok((_, note)))) => (profile, Some(note)),
        (profile, claim) => {
            let mut faults = profile.err().unwrap_or_default();
            faults.extend(claim.and_then(Result::err).into_iter().flatten());
            return Err(Refusal::Invalid(faults).into());
        }
    };
    let organisation = NewOrganisation {
        id,
        profile: profile.clone(),
        archived: false,
    };
    let command = match note {
        Some(note) => Command::Register {
            organisation: Box::new(organisation),
            // Another kind of record, so it may have the same name.
            member: RecordId::from_u128(id.to_u128()),
            note,
        },
        None => Command::Add {
            organisations: vec![organisation],
            partnerships: Vec::new(),
            origin: Origin::Entered,
        },
    };
    Ok((command, profile))
}

/// Asks whether one that is in the network already is meant. Errors: [`ApiError::Similar`] if there are any. Who has
/// the same number is told by the rules.
fn ask_about_similar(
    state: &AppState,
    new: OrganisationId,
    profile: &Profile,
) -> Result<(), ApiError> {
    let similar: Vec<_> = state.store.read(|network| {
        let (name, regency) = (&profile.name, &profile.place.regency);
        let ids = jejaring_graph::similar(network, name, regency, None, MOST_SIMILAR);
        let ids = ids.into_iter().filter(|id| *id != new);
        ids.filter_map(|id| reference(network, id)).collect()
    });
    match similar.is_empty() {
        true => Ok(()),
        false => Err(ApiError::Similar(similar)),
    }
}

/// The values of a field before and after a change.
fn values(change: &Change) -> Option<(&ProfileValue, &ProfileValue)> {
    match change {
        Change::OrganisationChanged { before, after, .. } => Some((before, after)),
        _ => None,
    }
}

/// The edits that make a profile what was sent, based on what its sender saw.
async fn edits(
    state: &AppState,
    id: OrganisationId,
    seen: Seen,
    profile: &Profile,
) -> Result<Vec<Edit<ProfileValue>>, ApiError> {
    let later = since(state, identity::actor(), id.into(), id.into(), seen).await?;
    let edits = state.store.read(|network| {
        let was = network
            .organisation(id)
            .ok_or(Refusal::NoOrganisation(id))?;
        Ok::<_, Refusal>(profile_edits(was, profile))
    })?;
    Ok(edits_of_form(edits, seen, &later, values, |a, b| {
        a.field() == b.field()
    }))
}

/// See [`crate::api::organisations::archive_organisation`].
pub async fn archive(id: OrganisationId, archived: bool, command: String) -> Result<(), ApiError> {
    let state = state();
    let submission = command_id(&command);
    let command = Command::ArchiveOrganisation { id, archived };
    answer_form(submit(&state, submission, &command).await)?;
    leptos_axum::redirect(&format!("/organisations/{id}"));
    Ok(())
}
