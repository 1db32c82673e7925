//! Who has signed in: asked once for each page that is loaded, and known to all of it.

use super::organisations::OrganisationRef;
use super::{ApiError, Fetched, fetched};
use jejaring_domain::{MemberRole, OrganisationId, PersonId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who has signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Who the network knows this person as.
    pub person: PersonId,
    /// The name that others see.
    pub name: String,
    /// Whether the person looks after the whole network.
    pub steward: bool,
    /// For whom the person acts, or claims to.
    pub organisations: Vec<Membership>,
}

/// For whom a person acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The organisation.
    pub organisation: OrganisationRef,
    /// As what.
    pub role: MemberRole,
    /// Whether it counts: a claim does once a steward has verified it.
    pub active: bool,
}

impl Me {
    /// What the person is to an organisation; claims do not count.
    pub fn role(&self, organisation: OrganisationId) -> Option<MemberRole> {
        let mut own = self.organisations.iter().filter(|own| own.active);
        let own = own.find(|own| own.organisation.id == organisation)?;
        Some(own.role)
    }
}

/// Who has signed in, for every part of the page. Signing in and out load the page anew.
#[derive(Clone, Copy)]
pub struct Session(Fetched<Option<Me>>);

impl Session {
    /// Asks who it is, and makes it known to all that is inside the present component.
    pub fn provide() {
        // A visitor can do all that one can do without knowing who it is.
        let me = fetched(|| (), |()| async { session().await.unwrap_or_default() });
        provide_context(Self(me));
    }

    /// That of the page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Who has signed in; none for a visitor.
    pub async fn me(self) -> Option<Me> {
        self.0.await
    }

    /// Asks again: after the person has joined or left an organisation.
    pub fn refetch(self) {
        self.0.refetch();
    }
}

/// Who has signed in; none for a visitor.
#[server(name = ReadSession, endpoint = "session", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn session() -> Result<Option<Me>, ApiError> {
    crate::server::answers::session::session().await
}
