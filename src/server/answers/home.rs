//! The picture and the figures of the network.

use super::{answer, state};
use crate::api::ApiError;
use crate::api::home::Home;
use crate::server::identity;
use jejaring_domain::{Action, On, Origin, may};
use jejaring_graph::Picture;

/// See [`crate::api::home::home`].
pub async fn home() -> Result<Home, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            let atlas = state.atlases.current(&state.store).await?;
            let (has_demo, may_edit) = state.store.read(|network| {
                let mut organisations = network.organisations();
                let has_demo = organisations.any(|o| o.origin == Origin::Demo);
                (has_demo, may(network, actor, Action::Register, On::Network))
            });
            Ok(Home {
                figures: atlas.figures.clone(),
                listings: atlas.market.counts(),
                has_demo,
                may_edit,
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
            identity::require(&state, Action::Browse, On::Network)?;
            Ok(state.atlases.current(&state.store).await?.picture.clone())
        }
        .await,
    )
}
