//! The picture and the figures of the network.

use super::{answer, state};
use crate::api::ApiError;
use crate::api::home::Home;
use crate::server::identity;
use jejaring_domain::{Action, Origin, may};
use jejaring_graph::Picture;

/// See [`crate::api::home::home`].
pub async fn home() -> Result<Home, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state.config, Action::Browse)?;
            let atlas = state.atlases.current(&state.store).await?;
            let has_demo = state
                .store
                .read(|network| network.organisations().any(|o| o.origin == Origin::Demo));
            Ok(Home {
                figures: atlas.figures.clone(),
                has_demo,
                may_edit: may(&actor, Action::Edit),
            })
        }
        .await,
    )
}

/// See [`crate::api::home::picture`].
pub async fn picture() -> Result<Picture, ApiError> {
    let state = state();
    answer(
        async {
            identity::require(&state.config, Action::Browse)?;
            Ok(state.atlases.current(&state.store).await?.picture.clone())
        }
        .await,
    )
}
