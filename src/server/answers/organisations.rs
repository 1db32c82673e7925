//! Organisations: the list, one of them, saving and putting away.

use super::needs::open_listings;
use super::{
    answer, answer_form, changes_since, command_id, edits_of_form, folded, is_plain_form,
    reference, state, submit, today,
};
use crate::api::organisations::{
    Exchange, OrganisationQuery, OrganisationRef, OrganisationRow, OrganisationSort,
    OrganisationView, PartnershipOf,
};
use crate::api::{ApiError, FormStart, Order, Page};
use crate::server::identity;
use crate::server::kept::KeptForm;
use crate::server::state::{AppState, fresh_command};
use jejaring_domain::decide::profile_edits;
use jejaring_domain::draft::ProfileDraft;
use jejaring_domain::{
    Action, Change, Command, Network, NewOrganisation, On, Organisation, OrganisationId, Origin,
    Partnership, Party, Profile, Refusal, Seq, Status, may, may_see,
};
use std::collections::HashMap;

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
) -> Result<FormStart<ProfileDraft>, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state, Action::Register, On::Network)?;
            let command = fresh_command().to_string();
            if let Some(KeptForm { draft, seen, error }) =
                kept.and_then(|token| state.kept.profile(&token))
            {
                return Ok(FormStart {
                    draft,
                    seen,
                    command,
                    error: Some(error),
                });
            }
            state.store.read(|network| {
                let draft = match id {
                    None => ProfileDraft::default(),
                    Some(id) => {
                        (&network.organisation(id).ok_or(ApiError::NotFound)?.profile).into()
                    }
                };
                Ok(FormStart {
                    draft,
                    seen: network.seq(),
                    command,
                    error: None,
                })
            })
        }
        .await,
    )
}

/// See [`crate::api::organisations::save_organisation`].
pub async fn save(
    id: Option<OrganisationId>,
    command: String,
    seen: Seq,
    draft: ProfileDraft,
) -> Result<OrganisationId, ApiError> {
    let state = state();
    let saved = answer(try_save(&state, id, &command, seen, &draft).await);
    match &saved {
        Ok(id) => leptos_axum::redirect(&format!("/organisations/{id}")),
        Err(error) if is_plain_form() => {
            let token = state.kept.keep_profile(KeptForm {
                draft,
                seen,
                error: error.clone(),
            });
            let page = id.map_or("/organisations/new".to_owned(), |id| {
                format!("/organisations/{id}/edit")
            });
            leptos_axum::redirect(&format!("{page}?kept={token}"));
        }
        Err(_) => {}
    }
    saved
}

async fn try_save(
    state: &AppState,
    id: Option<OrganisationId>,
    command: &str,
    seen: Seq,
    draft: &ProfileDraft,
) -> Result<OrganisationId, ApiError> {
    identity::require(state, Action::Register, On::Network)?;
    let profile = draft.check().map_err(Refusal::Invalid)?;
    let submission = command_id(command);
    // A new record takes its identifier from the submission, so that a form sent twice names the same record.
    let new = OrganisationId::from_u128(submission.to_u128());
    let (id, command) = match id {
        Some(id) => (id, edit(state, id, seen, &profile).await?),
        None => {
            let organisations = vec![NewOrganisation {
                id: new,
                profile: profile.clone(),
                archived: false,
            }];
            (
                new,
                Command::Add {
                    organisations,
                    partnerships: Vec::new(),
                    origin: Origin::Entered,
                },
            )
        }
    };
    let receipt = submit(state, submission, &command).await?;
    if receipt.repeated {
        // A second click changes nothing more; but who went back and wrote something else must not lose it.
        submit(
            state,
            fresh_command(),
            &edit(state, id, seen, &profile).await?,
        )
        .await?;
    }
    Ok(id)
}

/// The command that makes a profile what was sent, based on what its sender saw.
async fn edit(
    state: &AppState,
    id: OrganisationId,
    seen: Seq,
    profile: &Profile,
) -> Result<Command, ApiError> {
    let later = changes_since(state, id.into(), seen).await?;
    let before = later.into_iter().filter_map(|change| match change {
        Change::OrganisationChanged { before, .. } => Some(before),
        _ => None,
    });
    let edits = state.store.read(|network| {
        let was = network
            .organisation(id)
            .ok_or(Refusal::NoOrganisation(id))?;
        Ok::<_, Refusal>(profile_edits(was, profile))
    })?;
    let edits = edits_of_form(edits, seen, before, |a, b| a.field() == b.field());
    Ok(Command::EditOrganisation { id, edits })
}

/// See [`crate::api::organisations::archive_organisation`].
pub async fn archive(id: OrganisationId, archived: bool) -> Result<(), ApiError> {
    let state = state();
    let command = Command::ArchiveOrganisation { id, archived };
    answer_form(submit(&state, fresh_command(), &command).await)?;
    leptos_axum::redirect(&format!("/organisations/{id}"));
    Ok(())
}
