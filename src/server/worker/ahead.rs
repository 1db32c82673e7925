//! What the service worker keeps ahead of time, so that all that one may see opens without a connection: which answers
//! these are and which of them have changed, and many answers at once.

use crate::api::ApiError;
use crate::api::wire::Packed;
use crate::server::commands::unreadable;
use crate::server::identity::{self, Identified};
use crate::server::state::{AppState, now};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Query, State};
use axum::http::header::{ACCEPT, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, Request, StatusCode, Uri};
use axum::response::IntoResponse;
use jejaring_domain::change::Subject;
use jejaring_domain::{
    Action, Actor, Date, Network, On, OrganisationId, Partnership, Refusal, Seq, may, may_see,
};
use leptos::prelude::provide_context;
use leptos::server_fn::ContentType;
use leptos_axum::handle_server_fns_with_context;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Of so many organisations and partnerships each all is kept; of larger networks, one's own, their partners and the
/// best connected.
const MOST: usize = 2000;
/// So many answers are given at once.
const AT_ONCE: usize = 50;
/// The largest answer that is kept, in bytes.
const LARGEST: usize = 1024 * 1024;

/// What a browser has.
#[derive(Deserialize)]
pub struct Known {
    /// The last log entry in it.
    after: Option<Seq>,
    /// The day that it is of.
    day: Option<Date>,
}

/// What a browser is to keep.
#[derive(Serialize)]
pub struct Wanted {
    /// The last log entry in it.
    seq: Seq,
    /// The day that it is of.
    day: Date,
    /// Whether this is all; else what has changed.
    all: bool,
    /// The addresses of the answers, those first that are wanted most.
    paths: Vec<String>,
}

/// `GET /answers`: the addresses of all answers that are to be kept, or of those that have changed since.
pub async fn wanted(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Query(known): Query<Known>,
) -> Result<Json<Wanted>, ApiError> {
    identity::check(&state, actor, Action::Browse, On::Network)?;
    let day = now().date();
    let touched = state
        .live
        .touched(&state.store, actor, day, known.after.zip(known.day));
    let (seq, touched) = touched.await.map_err(unreadable)?;
    let all = touched.is_none();
    let paths = state.store.read(|network| {
        let chosen = Chosen::of(network, actor);
        let subjects = touched.unwrap_or_else(|| chosen.subjects.clone());
        let paths = subjects
            .into_iter()
            .flat_map(|subject| chosen.paths(network, actor, subject));
        paths.collect()
    });
    Ok(Json(Wanted {
        seq,
        day,
        all,
        paths,
    }))
}

/// `POST /answers`: what each of these addresses answers whoever asks; nothing where it is not to be seen.
pub async fn answers(
    State(state): State<AppState>,
    parts: Parts,
    Json(paths): Json<Vec<String>>,
) -> Result<Json<Vec<(String, Option<String>)>>, ApiError> {
    identity::check(&state, identity::of(&parts), Action::Browse, On::Network)?;
    if paths.len() > AT_ONCE {
        return Err(Refusal::Forbidden.into());
    }
    let _turn = state.live.turns.acquire().await;
    let mut answers = Vec::new();
    for path in paths {
        let answer = answer(&state, &parts, &path).await;
        answers.push((path, answer));
    }
    Ok(Json(answers))
}

/// What a server function answers that only reads.
async fn answer(state: &AppState, parts: &Parts, path: &str) -> Option<String> {
    let uri: Uri = path.parse().ok()?;
    if !uri.path().starts_with("/api/") {
        return None;
    }
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri;
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    let packed = HeaderValue::from_static(Packed::CONTENT_TYPE);
    request.headers_mut().insert(ACCEPT, packed);
    let state = state.clone();
    let context = move || provide_context(state.clone());
    let response = handle_server_fns_with_context(context, request).await;
    let response = response.into_response();
    if response.status() != StatusCode::OK {
        return None;
    }
    let bytes = to_bytes(response.into_body(), LARGEST).await.ok()?;
    String::from_utf8(bytes.to_vec()).ok()
}

/// What is kept, and what is the reader's own of it.
struct Chosen {
    own: BTreeSet<OrganisationId>,
    subjects: Vec<Subject>,
}

impl Chosen {
    fn of(network: &Network, actor: Actor) -> Chosen {
        let own: BTreeSet<_> = match actor {
            Actor::Person(person) => network
                .memberships(person)
                .filter(|member| member.is_active())
                .map(|member| member.organisation)
                .collect(),
            Actor::System | Actor::Visitor => BTreeSet::new(),
        };
        let visible = network
            .partnerships()
            .filter(|p| may_see(network, actor, p));
        let mut partnerships: Vec<_> = visible.filter(|p| !p.archived).collect();
        let mut near = own.clone();
        let mut ties: BTreeMap<OrganisationId, usize> = BTreeMap::new();
        for partnership in &partnerships {
            let is_own = is_party(partnership, &own);
            for party in &partnership.terms.parties {
                *ties.entry(party.organisation).or_default() += 1;
                if is_own {
                    near.insert(party.organisation);
                }
            }
        }
        let first = |id: &OrganisationId| {
            let ties = ties.get(id).copied().unwrap_or_default();
            (!own.contains(id), !near.contains(id), Reverse(ties), *id)
        };
        let organisations = network.organisations().filter(|o| !o.archived);
        let mut organisations: Vec<_> = organisations.map(|o| o.id).collect();
        organisations.sort_by_key(first);
        organisations.truncate(MOST);
        partnerships.sort_by_key(|p| (!is_party(p, &own), !is_party(p, &near), p.id));
        partnerships.truncate(MOST);
        let partnerships = partnerships.into_iter().map(|p| Subject::Partnership(p.id));
        let organisations = organisations.into_iter().map(Subject::Organisation);
        Chosen {
            own,
            subjects: organisations.chain(partnerships).collect(),
        }
    }

    /// What the pages of a record ask for; of what one may change, its forms too.
    fn paths(&self, network: &Network, actor: Actor, subject: Subject) -> Vec<String> {
        match subject {
            Subject::Organisation(id) => {
                let mut paths = vec![
                    format!("/api/organisation?id={id}"),
                    format!("/api/needs?organisation={id}"),
                    format!("/api/people?id={id}"),
                ];
                if self.own.contains(&id)
                    && may(
                        network,
                        actor,
                        Action::EditOrganisation,
                        On::Organisation(id),
                    )
                {
                    paths.extend([
                        format!("/api/organisation-form?id={id}"),
                        format!("/api/listing-form?organisation={id}"),
                        format!("/api/contact-form?id={id}"),
                    ]);
                }
                paths
            }
            Subject::Partnership(id) => {
                let mut paths = vec![
                    format!("/api/partnership?id={id}"),
                    format!("/api/agreement?id={id}"),
                ];
                if network
                    .partnership(id)
                    .is_some_and(|p| is_party(p, &self.own))
                {
                    paths.extend([
                        format!("/api/work?id={id}"),
                        format!("/api/partnership-form?id={id}&part=whole"),
                        format!("/api/activity-form?partnership={id}"),
                        format!("/api/report-form?partnership={id}"),
                    ]);
                }
                paths
            }
            // It is on the page of what it belongs to.
            Subject::Record(_) => Vec::new(),
        }
    }
}

fn is_party(partnership: &Partnership, organisations: &BTreeSet<OrganisationId>) -> bool {
    let mut parties = partnership.terms.parties.iter();
    parties.any(|party| organisations.contains(&party.organisation))
}
