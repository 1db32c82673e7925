//! What people keep of the explorer in their account. A view is its owner's; others see one that is shared, and of all
//! others not even that there are any.

use super::{answer, state};
use crate::api::ApiError;
use crate::api::views::{Own, View};
use crate::explorer::look::{read_pins, write_pins};
use crate::explorer::url::UrlState;
use crate::server::identity::{self, Identified};
use crate::server::state::{AppState, fresh};
use axum::extract::{Path, State};
use axum::response::Redirect;
use jejaring_domain::{
    Action, Actor, Fault, Field, Name, On, PersonId, Problem, RecordId, Refusal,
};
use jejaring_store::StoreError;

/// The most views that a person keeps.
const MOST: usize = 200;

/// See [`crate::api::views::own_views`].
pub async fn own_views() -> Result<Option<Own>, ApiError> {
    let state = state();
    answer(
        async {
            let Actor::Person(person) = identity::require(&state, Action::Browse, On::Network)?
            else {
                return Ok(None);
            };
            let views = state.store.views(person).await.map_err(unavailable)?;
            let pins = state.store.pins(person).await.map_err(unavailable)?;
            let views = views.into_iter().map(View::from).collect();
            Ok(Some(Own { views, pins }))
        }
        .await,
    )
}

/// See [`crate::api::views::keep_view`].
pub async fn keep(name: String, query: String) -> Result<View, ApiError> {
    let state = state();
    answer(
        async {
            let person = owner(&state)?;
            let name = called(&name)?;
            let views = state.store.views(person).await.map_err(unavailable)?;
            let same = views.iter().find(|view| view.name == name);
            if same.is_none() && views.len() >= MOST {
                return Err(refused(Problem::TooMany { max: MOST }));
            }
            let view = jejaring_store::View {
                id: same.map_or_else(fresh_view, |view| view.id),
                owner: person,
                name,
                // What it means, and nothing else that was sent with it.
                query: query_of(&UrlState::of_query(&query)),
                shared: same.is_some_and(|view| view.shared),
            };
            state.store.save_view(&view).await.map_err(unavailable)?;
            Ok(view.into())
        }
        .await,
    )
}

/// See [`crate::api::views::change_view`].
pub async fn change(id: RecordId, name: String, shared: bool) -> Result<View, ApiError> {
    let state = state();
    answer(
        async {
            let person = owner(&state)?;
            let mut view = own(&state, person, id).await?;
            view.name = called(&name)?;
            view.shared = shared;
            state.store.save_view(&view).await.map_err(unavailable)?;
            Ok(view.into())
        }
        .await,
    )
}

/// See [`crate::api::views::remove_view`].
pub async fn remove(id: RecordId) -> Result<(), ApiError> {
    let state = state();
    answer(
        async {
            let person = owner(&state)?;
            let view = own(&state, person, id).await?;
            state.store.remove_view(view.id).await.map_err(unavailable)
        }
        .await,
    )
}

/// See [`crate::api::views::keep_pins`].
pub async fn keep_pins(pins: String) -> Result<(), ApiError> {
    let state = state();
    answer(
        async {
            let person = owner(&state)?;
            let pins = write_pins(&read_pins(&pins));
            state
                .store
                .save_pins(person, &pins)
                .await
                .map_err(unavailable)
        }
        .await,
    )
}

/// Leads to what a view shows.
pub async fn open(
    State(state): State<AppState>,
    Identified(actor): Identified,
    Path(id): Path<String>,
) -> Result<Redirect, ApiError> {
    identity::check(&state, actor, Action::Browse, On::Network)?;
    let id: RecordId = id.parse().map_err(|_| ApiError::NotFound)?;
    let view = state.store.view(id).await.map_err(unavailable)?;
    let view = view.filter(|view| view.shared || actor == Actor::Person(view.owner));
    let view = view.ok_or(ApiError::NotFound)?;
    Ok(Redirect::to(&UrlState::of_query(&view.query).address()))
}

impl From<jejaring_store::View> for View {
    fn from(view: jejaring_store::View) -> Self {
        let jejaring_store::View {
            id,
            name,
            query,
            shared,
            ..
        } = view;
        Self {
            id,
            name,
            query,
            shared,
        }
    }
}

fn owner(state: &AppState) -> Result<PersonId, ApiError> {
    let person = identity::person()?;
    identity::require(state, Action::Browse, On::Network)?;
    Ok(person)
}

async fn own(
    state: &AppState,
    person: PersonId,
    id: RecordId,
) -> Result<jejaring_store::View, ApiError> {
    let view = state.store.view(id).await.map_err(unavailable)?;
    let own = view.filter(|view| view.owner == person);
    own.ok_or(ApiError::NotFound)
}

fn called(name: &str) -> Result<String, ApiError> {
    let name = Name::new(name).map_err(refused)?;
    Ok(name.to_string())
}

fn refused(problem: Problem) -> ApiError {
    Refusal::Invalid(vec![Fault::new(Field::Name, problem)]).into()
}

fn query_of(view: &UrlState) -> String {
    let address = view.address();
    let query = address.split_once('?').map(|(_, query)| query);
    query.unwrap_or_default().to_owned()
}

fn fresh_view() -> RecordId {
    let (milliseconds, random) = fresh();
    RecordId::new(milliseconds, random)
}

fn unavailable(cause: StoreError) -> ApiError {
    tracing::error!(%cause, "what a person keeps of the explorer cannot be read or written");
    ApiError::Unavailable
}
