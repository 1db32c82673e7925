//! Needs and offers: of one organisation, of all, what goes together, and writing them.

use super::meanwhile::Seen;
use super::{
    answer, answer_form, command_id, folded, is_plain_form, reference, save_record, state, submit,
    today,
};
use crate::api::needs::{
    ListingStart, ListingView, MarketQuery, MarketRow, MarketView, MatchView, Matches, NeedsView,
    OpenListings, SideOfMatch,
};
use crate::api::organisations::OrganisationRef;
use crate::api::{ApiError, FormStart, Page};
use crate::server::identity;
use crate::server::kept::KeptForm;
use crate::server::state::{AppState, fresh_command};
use jejaring_domain::listing::ListingDraft;
use jejaring_domain::{
    Action, Actor, Change, Command, Fault, Field, Kind, Listing, Network, On, OrganisationId,
    Record, RecordId, Refusal, Seq, Side, may,
};
use jejaring_graph::Match;
use jejaring_graph::fold::fold;
use jejaring_graph::matching::{Distance, Offer, is_alike};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many matches stand below a need or an offer.
const BELOW: usize = 3;
/// How many the page of the best of all shows.
const BEST: usize = 50;
/// Out of how many these are chosen.
const MANY: usize = 400;

/// See [`crate::api::needs::needs`].
pub async fn of(id: OrganisationId) -> Result<NeedsView, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            let atlas = state.atlases.current(&state.store).await?;
            let today = today();
            state.store.read(|network| {
                let organisation = reference(network, id).ok_or(ApiError::NotFound)?;
                let archived = network.organisation(id).is_some_and(|o| o.archived);
                let views = |matches: Vec<Match>| {
                    let views = matches.into_iter();
                    let views = views.filter_map(|found| match_view(network, actor, found));
                    views.collect::<Vec<_>>()
                };
                let mut listings: Vec<_> = network
                    .records_of::<Listing>(id.into())
                    .map(|listing| ListingView {
                        open: listing.is_open(today),
                        matches: views(atlas.market.of_listing(listing.id, BELOW)),
                        ahead: false,
                        listing: listing.clone(),
                    })
                    .collect();
                listings.sort_by_key(ListingView::place);
                let mut taught = match organisation.kind {
                    Kind::School => atlas.market.of_organisations(&[id].into(), BEST),
                    _ => Vec::new(),
                };
                taught.retain(|found| found.offer == Offer::Taught(id));
                taught.truncate(BELOW);
                Ok(NeedsView {
                    organisation,
                    listings,
                    taught: views(taught),
                    may_write: !archived && may_write(network, actor, id),
                    seen: network.seq(),
                    year: today.year(),
                    command: fresh_command().to_string(),
                })
            })
        }
        .await,
    )
}

fn may_write(network: &Network, actor: Actor, id: OrganisationId) -> bool {
    may(network, actor, Action::Represent, On::Organisation(id))
}

/// The match in the words of the network; none where part of it has gone in the meantime.
fn match_view(network: &Network, actor: Actor, found: Match) -> Option<MatchView> {
    let need = network.kept::<Listing>(found.need)?;
    let percent = |part: f32| (part * 100.0).round() as u8;
    let may_start = may(network, actor, Action::Steward, On::Network)
        || may_write(network, actor, found.seeker)
        || may_write(network, actor, found.giver);
    let taught = |id| {
        // Of all that a school teaches, what the need is about.
        let job = format!("{} {}", need.title, need.programme);
        let programmes = &network.organisation(id)?.profile.programmes;
        let names = programmes.iter().map(|name| name.as_str());
        let names: Vec<&str> = names.filter(|name| is_alike(name, &job)).collect();
        side_of_match(network, names.join(", "), id)
    };
    Some(MatchView {
        resource: need.resource,
        need: listed(network, need)?,
        offer: match found.offer {
            Offer::Listed(id) => listed(network, network.kept(id)?)?,
            Offer::Taught(id) => taught(id)?,
        },
        score: percent(found.score),
        parts: [found.fit, found.nearness, found.closeness].map(percent),
        words: found
            .words
            .iter()
            .map(|word| as_written(need, word))
            .collect(),
        supply: found.supply,
        in_time: found.in_time,
        distance: found.distance,
        ties: found.ties.named(|id| reference(network, id))?,
        may_start,
    })
}

/// A word of a need the way that it stands there: `TKJ`, not `tkj`.
fn as_written(need: &Listing, word: &str) -> String {
    let text = format!("{} {}", need.title, need.programme);
    let mut written = text.split(|letter: char| !letter.is_alphanumeric());
    let written = written.find(|written| fold(written) == word);
    written.unwrap_or(word).to_owned()
}

fn listed(network: &Network, listing: &Listing) -> Option<SideOfMatch> {
    let title = listing.title.to_string();
    Some(SideOfMatch {
        id: Some(listing.id),
        quantity: listing.quantity,
        from: listing.from,
        until: listing.until,
        ..side_of_match(network, title, listing.organisation)?
    })
}

fn side_of_match(network: &Network, title: String, of: OrganisationId) -> Option<SideOfMatch> {
    let place = &network.organisation(of)?.profile.place;
    Some(SideOfMatch {
        id: None,
        quantity: None,
        from: None,
        until: None,
        title,
        regency: place.regency.to_string(),
        organisation: reference(network, of)?,
    })
}

/// The organisations for which the actor acts.
fn own(network: &Network, actor: Actor) -> Vec<OrganisationRef> {
    let Actor::Person(person) = actor else {
        return Vec::new();
    };
    let members = network.memberships(person).filter(|m| m.is_active());
    members
        .filter_map(|member| reference(network, member.organisation))
        .collect()
}

/// See [`crate::api::needs::market`].
pub async fn market(query: MarketQuery) -> Result<MarketView, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            let atlas = state.atlases.current(&state.store).await?;
            let (today, filter) = (today(), Filter::of(&query));
            Ok(state.store.read(|network| {
                let distance = |listing: &Listing| {
                    let near = query.near?;
                    Some(atlas.market.between(near, listing.organisation))
                };
                let listings = network.records().filter_map(|kept| match &kept.record {
                    Record::Listing(listing) => Some(listing),
                    _ => None,
                });
                let mut rows: Vec<_> = listings
                    .filter(|listing| listing.is_open(today) && filter.lets(network, listing))
                    .map(|listing| (listing, distance(listing)))
                    .collect();
                // The newest first; where it is to be near, the nearest.
                rows.sort_by_key(|(listing, _)| Reverse(listing.id));
                let nearness =
                    |distance: &Option<Distance>| distance.map_or(0.0, Distance::nearness);
                rows.sort_by(|(_, a), (_, b)| nearness(b).total_cmp(&nearness(a)));
                let rows: Vec<_> = rows
                    .into_iter()
                    .filter_map(|(listing, distance)| {
                        let place = &network.organisation(listing.organisation)?.profile.place;
                        let organisation = reference(network, listing.organisation)?;
                        Some((listing, organisation, &place.regency, distance))
                    })
                    .collect();
                MarketView {
                    page: Page::of(
                        &rows,
                        query.page,
                        |(listing, organisation, regency, distance)| MarketRow {
                            listing: (*listing).clone(),
                            organisation: organisation.clone(),
                            regency: regency.to_string(),
                            distance: *distance,
                        },
                    ),
                    own: own(network, actor),
                }
            }))
        }
        .await,
    )
}

/// What a query asks for, ready to be compared.
struct Filter<'a> {
    query: &'a MarketQuery,
    words: Vec<String>,
    programme: String,
    region: String,
}

impl<'a> Filter<'a> {
    fn of(query: &'a MarketQuery) -> Self {
        let words = folded(&query.text);
        Self {
            query,
            words: words.split_whitespace().map(str::to_owned).collect(),
            programme: folded(query.programme.trim()),
            region: folded(query.region.trim()),
        }
    }

    fn lets(&self, network: &Network, listing: &Listing) -> bool {
        let Self { query, .. } = self;
        let organisation = network.organisation(listing.organisation);
        let Some(organisation) = organisation.filter(|organisation| !organisation.archived) else {
            return false;
        };
        let profile = &organisation.profile;
        let text = || {
            let texts: [&str; 4] = [
                &listing.title,
                &listing.note,
                &listing.programme,
                &profile.name,
            ];
            folded(&texts.join("\n"))
        };
        let place = || {
            folded(&format!(
                "{}\n{}",
                profile.place.regency, profile.place.province
            ))
        };
        let physical = listing.resource.is_physical();
        query.side.is_none_or(|side| listing.side == side)
            && query
                .resource
                .is_none_or(|resource| listing.resource == resource)
            && query.physical.is_none_or(|asked| asked == physical)
            && (self.region.is_empty() || place().contains(&self.region))
            && (self.programme.is_empty() || folded(&listing.programme).contains(&self.programme))
            && (self.words.is_empty() || {
                let text = text();
                self.words.iter().all(|word| text.contains(word))
            })
    }
}

/// See [`crate::api::needs::matches`].
pub async fn matches(only_own: bool) -> Result<Matches, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            let atlas = state.atlases.current(&state.store).await?;
            Ok(state.store.read(|network| {
                let own = own(network, actor);
                let ids: BTreeSet<_> = own.iter().map(|organisation| organisation.id).collect();
                let found = match only_own {
                    true => atlas.market.of_organisations(&ids, MANY),
                    false => atlas.market.best(MANY),
                };
                let views = found.into_iter();
                let views = views.filter_map(|found| match_view(network, actor, found));
                // A need that many meet, or that is stated for several years, leaves room for others.
                let mut times: BTreeMap<(OrganisationId, String), usize> = BTreeMap::new();
                let views = views.filter(|view| {
                    let need = (view.need.organisation.id, folded(&view.need.title));
                    let times = times.entry(need).or_default();
                    *times += 1;
                    *times <= BELOW
                });
                Matches {
                    matches: views.take(BEST).collect(),
                    own,
                }
            }))
        }
        .await,
    )
}

/// The open needs and offers of an organisation.
pub fn open_listings(network: &Network, id: OrganisationId) -> OpenListings {
    let today = today();
    let listings = network.records_of::<Listing>(id.into());
    let (needs, offers) = listings
        .filter(|listing| listing.is_open(today))
        .cloned()
        .partition(|listing| listing.side == Side::Need);
    OpenListings { needs, offers }
}

/// See [`crate::api::needs::listing_form`].
pub async fn form(
    organisation: OrganisationId,
    id: Option<RecordId>,
    kept: Option<String>,
) -> Result<ListingStart, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state, Action::Represent, On::Organisation(organisation))?;
            let kept = kept.and_then(|token| state.kept.form::<ListingDraft>(&token));
            state.store.read(|network| {
                let start = match kept {
                    Some(KeptForm { draft, seen, error }) => FormStart {
                        draft,
                        seen,
                        command: fresh_command().to_string(),
                        error: Some(error),
                    },
                    None => FormStart {
                        draft: match id {
                            None => ListingDraft::default(),
                            Some(id) => stored(network, organisation, id)
                                .ok_or(ApiError::NotFound)?
                                .into(),
                        },
                        seen: network.seq(),
                        command: fresh_command().to_string(),
                        error: None,
                    },
                };
                Ok(ListingStart {
                    organisation: reference(network, organisation).ok_or(ApiError::NotFound)?,
                    start,
                    year: today().year(),
                })
            })
        }
        .await,
    )
}

/// The stored need or offer of an organisation.
fn stored(network: &Network, organisation: OrganisationId, id: RecordId) -> Option<&Listing> {
    network
        .kept::<Listing>(id)
        .filter(|listing| listing.organisation == organisation)
}

/// See [`crate::api::needs::save_listing`].
pub async fn save(
    organisation: OrganisationId,
    id: Option<RecordId>,
    command: String,
    seen: Seen,
    year: Option<String>,
    mut draft: ListingDraft,
) -> Result<RecordId, ApiError> {
    let state = state();
    let result = try_save(&state, organisation, id, &command, seen, year, &mut draft).await;
    let page = page(organisation);
    let saved = answer(result);
    match &saved {
        Ok(_) => leptos_axum::redirect(&page),
        Err(error) if is_plain_form() => {
            let side = draft.side.clone();
            let resource = draft.resource.clone();
            let token = state.kept.keep_form(KeptForm {
                draft,
                seen: seen.seq,
                error: error.clone(),
            });
            let form = match id {
                None => format!("{page}/new?side={side}&resource={resource}&kept={token}"),
                Some(id) => format!("{page}/{id}/edit?kept={token}"),
            };
            leptos_axum::redirect(&form);
        }
        Err(_) => {}
    }
    saved
}

/// The page of an organisation's needs and offers.
fn page(organisation: OrganisationId) -> String {
    format!("/organisations/{organisation}/needs")
}

async fn try_save(
    state: &AppState,
    organisation: OrganisationId,
    id: Option<RecordId>,
    command: &str,
    seen: Seen,
    year: Option<String>,
    draft: &mut ListingDraft,
) -> Result<RecordId, ApiError> {
    identity::require(state, Action::Represent, On::Organisation(organisation))?;
    let set = draft.set_year(year.as_deref());
    set.map_err(|problem| Refusal::from(Fault::new(Field::From, problem)))?;
    let submission = command_id(command);
    if let Some(id) = id {
        // What was taken out in the meantime does not come back by being changed.
        let known = state
            .store
            .read(|network| stored(network, organisation, id).is_some());
        if !known {
            return Err(Refusal::RecordConflict(None).into());
        }
    }
    // A new record takes its identifier from the submission, so that a form sent twice names the same record.
    let id = id.unwrap_or(RecordId::from_u128(submission.to_u128()));
    let listing = draft.check(id, organisation).map_err(Refusal::Invalid)?;
    save_record(state, submission, listing, seen).await?;
    Ok(id)
}

/// See [`crate::api::needs::close_listing`].
pub async fn close(id: RecordId, closed: bool, seen: Seq, command: String) -> Result<(), ApiError> {
    let state = state();
    let listing = answer_form(own_listing(&state, id))?;
    let page = page(listing.organisation);
    let listing = Listing { closed, ..listing };
    answer_form(save_record(&state, command_id(&command), listing, seen.into()).await)?;
    leptos_axum::redirect(&page);
    Ok(())
}

/// See [`crate::api::needs::remove_listing`].
pub async fn remove(id: RecordId, command: String) -> Result<(), ApiError> {
    let state = state();
    let remove = async {
        identity::require(&state, Action::Represent, On::Anywhere)?;
        submit(&state, command_id(&command), &Command::Remove { id }).await
    };
    let removed = answer_form(remove.await)?;
    if let Some(Record::Listing(listing)) = removed.changes.last().and_then(Change::record) {
        leptos_axum::redirect(&page(listing.organisation));
    }
    Ok(())
}

/// The need or offer with that identifier, for somebody who writes for any organisation; whether for this one, its
/// command asks.
fn own_listing(state: &AppState, id: RecordId) -> Result<Listing, ApiError> {
    identity::require(state, Action::Represent, On::Anywhere)?;
    let listing = state.store.read(|network| network.kept(id).cloned());
    listing.ok_or(Refusal::NoRecord(id).into())
}
