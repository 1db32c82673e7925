//! What the explorer shows beside the picture, and what the palette finds.

use super::{answer, state};
use crate::api::ApiError;
use crate::api::explore::{Explored, Hit};
use crate::explorer::url::UrlState;
use crate::server::atlas::Atlas;
use crate::server::identity;
use jejaring_domain::{Action, On};
use jejaring_graph::arrange::Wanted;
use jejaring_graph::ask::Asked;
use jejaring_graph::filter::facets;
use jejaring_graph::fold::fold;
use jejaring_graph::past::Span;
use jejaring_graph::table::table;
use jejaring_graph::{Adjacency, Arrangement, Picture, paint};

/// Regions and programmes of which the page of the server tells; the browser counts all of them.
const NAMES: usize = 24;
/// What the palette lists of each.
const HITS: usize = 6;

/// See [`crate::api::explore::explored`].
pub async fn explored(query: String) -> Result<Explored, ApiError> {
    looked(move |atlas| explore(atlas, &UrlState::of_query(&query))).await
}

/// See [`crate::api::explore::pictured`].
pub async fn pictured(query: String) -> Result<Picture, ApiError> {
    looked(move |atlas| draw(atlas, &UrlState::of_query(&query))).await
}

/// See [`crate::api::explore::find`].
pub async fn find(text: String) -> Result<Vec<Hit>, ApiError> {
    looked(move |atlas| hits(atlas, &text)).await
}

/// What somebody who may browse finds in the network as it is now.
async fn looked<T: Send + 'static>(
    look: impl FnOnce(&Atlas) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state, Action::Browse, On::Network)?;
            let atlas = state.atlases.current(&state.store).await?;
            let looked = tokio::task::spawn_blocking(move || look(&atlas)).await;
            looked.map_err(|cause| {
                tracing::error!(%cause, "the network could not be asked");
                ApiError::Unavailable
            })
        }
        .await,
    )
}

fn draw(atlas: &Atlas, asked: &UrlState) -> Picture {
    if asked.filter.is_empty() && asked.look.arrangement == Arrangement::Force {
        return atlas.picture.clone();
    }
    let snapshot = &atlas.snapshot;
    let mask = asked.filter.held(Span::of(snapshot)).mask(snapshot);
    let values = paint::Values::on(snapshot, asked.filter.days);
    let selected = asked.selected.and_then(|id| snapshot.find_organisation(id));
    let arranged = Wanted {
        snapshot,
        adjacency: &Adjacency::of(snapshot),
        shown: &mask.nodes,
        partnerships: &mask.partnerships,
        degrees: &values.degrees(snapshot),
        past: values.is_past(),
        radii: &paint::radii(snapshot, asked.look.size, &values),
        centre: selected.and_then(|node| u32::try_from(node).ok()),
    }
    .arranged(asked.look.arrangement);
    Picture::of_view(snapshot, &mask, &arranged.positions)
}

fn explore(atlas: &Atlas, asked: &UrlState) -> Explored {
    let snapshot = &atlas.snapshot;
    let filter = asked.filter.held(Span::of(snapshot));
    let mask = filter.mask(snapshot);
    let mut facets = facets(snapshot, &filter);
    for names in [
        (&mut facets.regions, &filter.regions),
        (&mut facets.programmes, &filter.programmes),
    ] {
        let (counted, chosen) = names;
        let mut place = 0;
        counted.retain(|(name, _)| {
            place += 1;
            place <= NAMES || chosen.contains(name)
        });
    }
    let mut table = table(snapshot, &mask, asked.sort, asked.page.saturating_sub(1));
    if !asked.twin {
        table.rows.clear();
    }
    let around = filter.around.keys();
    let name = |id: &_| {
        let organisation = snapshot.find_organisation(*id)?;
        Some((*id, snapshot.name(organisation).to_owned()))
    };
    Explored {
        facets,
        table,
        answer: asked.question.as_ref().map(|question| {
            let asked = Asked::new(question, &filter, snapshot, atlas.index());
            asked.answered(snapshot)
        }),
        names: around.filter_map(name).collect(),
    }
}

fn hits(atlas: &Atlas, text: &str) -> Vec<Hit> {
    let snapshot = &atlas.snapshot;
    let found = atlas.index().search(text, HITS).into_iter().map(|hit| {
        let organisation = hit.organisation as usize;
        Hit::Organisation(
            snapshot.organisation_id(organisation),
            snapshot.kind(organisation),
            snapshot.name(organisation).to_owned(),
            snapshot.regency(organisation).to_owned(),
        )
    });
    let mut hits: Vec<Hit> = found.collect();
    let words = fold(text);
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.is_empty() {
        return hits;
    }
    let named = |partnership: &usize| {
        let title = format!(" {}", fold(snapshot.title(*partnership)));
        words.iter().all(|word| title.contains(&format!(" {word}")))
    };
    let partnerships = (0..snapshot.partnership_count()).filter(named).take(HITS);
    hits.extend(partnerships.map(|partnership| {
        let parties = snapshot.party_organisations(partnership).iter();
        let parties: Vec<&str> = parties.map(|o| snapshot.name(*o as usize)).collect();
        Hit::Partnership(
            snapshot.partnership_id(partnership),
            snapshot.title(partnership).to_owned(),
            parties.join(" · "),
        )
    }));
    hits
}
