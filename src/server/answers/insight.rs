//! What the network adds up to, and the report of an organisation.

use super::{answer, folded, reference, seen_records, state, today};
use crate::api::ApiError;
use crate::api::insight::{
    AccreditationReport, AloneRow, DemandRow, HopeRow, InsightView, PartnershipRef, ROWS_SHOWN,
    ReportedPartnership,
};
use crate::api::organisations::OrganisationRef;
use crate::server::identity;
use jejaring_domain::insight::{Demand, Hope, outcomes};
use jejaring_domain::{
    Action, Actor, BenefitState, Date, Insight, Kept, Network, On, OrganisationId, Partnership,
    PartnershipId, Status, may,
};
use jejaring_graph::matching::{Distance, subject_words};
use std::collections::{BTreeMap, BTreeSet};

/// See [`crate::api::insight::insight`].
pub async fn insight(of: Option<OrganisationId>) -> Result<InsightView, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state, Action::Browse, On::Network)?;
            state.store.read(|network| {
                let known = of.is_none_or(|id| network.organisation(id).is_some());
                known
                    .then(|| shown(network, of, today()))
                    .ok_or(ApiError::NotFound)
            })
        }
        .await,
    )
}

fn shown(network: &Network, of: Option<OrganisationId>, today: Date) -> InsightView {
    let Insight {
        years,
        contributions,
        steps,
        forms,
        finances,
        benefits,
        workers,
        expiring,
        alone,
        schools,
    } = jejaring_domain::insight::insight(network, of, today, subject_words);
    let mut demand: BTreeMap<i16, (usize, usize)> = BTreeMap::new();
    for row in &workers {
        let (needed, offered) = demand.entry(row.year).or_default();
        *needed += row.needed as usize;
        *offered += row.offered as usize;
    }
    let expiring = expiring.into_iter().take(ROWS_SHOWN);
    InsightView {
        of: of.and_then(|id| reference(network, id)),
        years,
        contributions,
        steps,
        forms,
        finances,
        benefits: benefits
            .into_iter()
            .map(|hope| hope_row(network, hope))
            .collect(),
        demand: demand
            .into_iter()
            .map(|(year, (needed, offered))| (year, needed, offered))
            .collect(),
        workers: workers
            .into_iter()
            .take(ROWS_SHOWN)
            .map(|demand| demand_row(network, demand))
            .collect(),
        expiring: expiring
            .filter_map(|(id, day, mark)| Some((partnership(network, id)?, day, mark)))
            .collect(),
        alone_count: alone.len(),
        alone: alone
            .into_iter()
            .take(ROWS_SHOWN)
            .filter_map(|id| alone_row(network, id))
            .collect(),
        schools,
    }
}

fn partnership(network: &Network, id: PartnershipId) -> Option<PartnershipRef> {
    let title = network.partnership(id)?.terms.title.to_string();
    Some(PartnershipRef { id, title })
}

fn hope_row(network: &Network, hope: Hope) -> HopeRow {
    let missed = hope.missed_in.iter().take(ROWS_SHOWN);
    HopeRow {
        benefit: hope.benefit,
        realised: hope.realised,
        expected: hope.expected,
        missed: hope.missed,
        named: hope.missed_in.len(),
        partnerships: missed.filter_map(|id| partnership(network, *id)).collect(),
    }
}

fn demand_row(network: &Network, demand: Demand) -> DemandRow {
    const NAMED: usize = 3;
    let named = |ids: BTreeSet<OrganisationId>, most| -> Vec<OrganisationRef> {
        let ids = ids.into_iter().take(most);
        ids.filter_map(|id| reference(network, id)).collect()
    };
    DemandRow {
        year: demand.year,
        job: demand.job.to_string(),
        needed: demand.needed,
        offered: demand.offered,
        companies: named(demand.companies, ROWS_SHOWN),
        taught_by: demand.schools.len(),
        schools: named(demand.schools, NAMED),
    }
}

fn alone_row(network: &Network, id: OrganisationId) -> Option<AloneRow> {
    const SUGGESTED: usize = 3;
    let school = network.organisation(id)?;
    let near = jejaring_graph::nearest(network, school, SUGGESTED).into_iter();
    Some(AloneRow {
        school: reference(network, id)?,
        regency: school.profile.place.regency.to_string(),
        near: near
            .filter_map(|(id, away)| {
                let km = match away {
                    Distance::Km(km) => Some(km.round() as u32),
                    _ => None,
                };
                Some((reference(network, id)?, km))
            })
            .collect(),
    })
}

/// See [`crate::api::insight::report`].
pub async fn report(id: OrganisationId) -> Result<AccreditationReport, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            state.store.read(|network| {
                let organisation = network.organisation(id).ok_or(ApiError::NotFound)?;
                let inside = may(network, actor, Action::SeeInside, On::Organisation(id));
                let (confirmed, claimed) = of_report(network, id);
                let weighed = confirmed.iter();
                let weighed = weighed
                    .flat_map(|p| outcomes(p, network.records_of(p.id.into())).into_values());
                let realised = weighed.filter(|one| one.state == BenefitState::Realised);
                let realised = realised.count();
                let shown = |all: Vec<&Partnership>, member| -> Vec<_> {
                    let all = all.into_iter();
                    all.map(|p| reported(network, member, p)).collect()
                };
                let partnerships = shown(confirmed, inside.then_some(actor));
                let claimed = shown(claimed, None);
                let named = partnerships.iter().chain(&claimed).flat_map(|one| {
                    let parties = &one.partnership.terms.parties;
                    parties.iter().map(|party| party.organisation)
                });
                let named: BTreeSet<_> = named.collect();
                Ok(AccreditationReport {
                    organisation: organisation.clone(),
                    day: today(),
                    organisations: named
                        .into_iter()
                        .filter_map(|id| reference(network, id))
                        .collect(),
                    realised,
                    partnerships,
                    claimed,
                    inside,
                })
            })
        }
        .await,
    )
}

/// The partnerships that an organisation and a partner confirmed, and those that still wait for it: each those at work
/// first, then by title.
fn of_report(network: &Network, id: OrganisationId) -> (Vec<&Partnership>, Vec<&Partnership>) {
    let status = |p: &Partnership| p.status(today());
    let all = network.partnerships_of(id);
    let mut all: Vec<_> = all.filter(|p| !p.archived && !p.is_draft()).collect();
    all.sort_by_cached_key(|p| (status(p) == Status::Ended, folded(&p.terms.title)));
    let (claimed, others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|p| status(p) == Status::Claimed || !p.terms.was_confirmed_by(id));
    let waits = |p: &&Partnership| {
        let stays = p.terms.staying().any(|party| party.organisation == id);
        stays && status(p) != Status::Ended
    };
    (others, claimed.into_iter().filter(waits).collect())
}

/// A partnership with what `member`, who acts for the organisation of the report, sees inside of it.
fn reported(
    network: &Network,
    member: Option<Actor>,
    partnership: &Partnership,
) -> ReportedPartnership {
    let evaluations: Vec<_> = inside(network, member, partnership.id);
    ReportedPartnership {
        status: partnership.status(today()),
        benefits: outcomes(partnership, evaluations.iter())
            .into_iter()
            .collect(),
        activities: inside(network, member, partnership.id),
        reports: inside(network, member, partnership.id),
        evaluations,
        partnership: partnership.clone(),
    }
}

fn inside<R: Kept + Clone>(network: &Network, member: Option<Actor>, id: PartnershipId) -> Vec<R> {
    let seen = member.map(|actor| seen_records(network, actor, id));
    seen.into_iter().flatten().cloned().collect()
}
