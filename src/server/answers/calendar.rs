//! What an organisation has ahead of it, and the link of its feed.

use super::{answer, answer_form, state, today};
use crate::api::ApiError;
use crate::api::calendar::CalendarView;
use crate::server::calendar::{happenings, new_secret, secret};
use crate::server::identity;
use jejaring_domain::{Action, On, OrganisationId, may};

/// How many of the coming events the page shows.
const SHOWN: usize = 50;

/// See [`crate::api::calendar::calendar`].
pub async fn calendar(id: OrganisationId) -> Result<CalendarView, ApiError> {
    let state = state();
    answer(
        async {
            let on = On::Organisation(id);
            let known = state
                .store
                .read(|network| network.organisation(id).is_some());
            known.then_some(()).ok_or(ApiError::NotFound)?;
            let actor = identity::require(&state, Action::SeeInside, on)?;
            let secret = secret(&state.store, id).await?;
            state.store.read(|network| {
                let organisation = network.organisation(id).ok_or(ApiError::NotFound)?;
                let coming = happenings(network, id).into_iter();
                Ok(CalendarView {
                    name: organisation.profile.name.to_string(),
                    link: format!("{}/calendar/{secret}.ics", state.config.url),
                    coming: coming
                        .filter(|happening| happening.last >= today())
                        .take(SHOWN)
                        .collect(),
                    may_renew: may(network, actor, Action::Manage, on),
                })
            })
        }
        .await,
    )
}

/// See [`crate::api::calendar::renew_calendar`].
pub async fn renew(id: OrganisationId) -> Result<(), ApiError> {
    let state = state();
    let renew = async {
        identity::require(&state, Action::Manage, On::Organisation(id))?;
        new_secret(&state.store, id).await
    };
    answer_form(renew.await)?;
    leptos_axum::redirect(&format!("/organisations/{id}/calendar"));
    Ok(())
}
