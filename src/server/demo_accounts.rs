//! The demonstration's accounts: one for each role, on organisations that work with each other. Their password is no
//! secret, so they can sign in only while the network has the demonstration and the settings want it, and go with it.

use super::answers::session::memberships;
use super::password::{self, PasswordError};
use super::sessions::has_demo;
use super::state::{AppState, fresh, fresh_command, now};
use crate::api::account::{DEMO_PASSWORD, DemoAccount};
use jejaring_domain::{
    Actor, Command, Kind, MemberRole, Network, OrganisationId, Origin, PersonId, RecordId,
};
use jejaring_store::{Account, Store, StoreError, SubmitError};
use std::collections::BTreeSet;

/// Why they could not be made or taken out.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A membership.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// The password.
    #[error(transparent)]
    Password(#[from] PasswordError),
}

/// For whom the demonstration's people act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The school that most happens to.
    pub school: OrganisationId,
    /// A company that is its partner.
    pub company: OrganisationId,
    /// A community that is its partner.
    pub community: OrganisationId,
    /// Another school that works with the company.
    pub other_school: OrganisationId,
}

/// Makes the accounts where there is a demonstration and they are not there yet.
pub async fn make(state: &AppState) -> Result<(), DemoError> {
    let store = &state.store;
    if !has_demo(state) || store.accounts().await?.iter().any(|account| account.demo) {
        return Ok(());
    }
    let Some(stage) = store.read(Stage::of) else {
        tracing::warn!("what is left of the demonstration is too little for its accounts");
        return Ok(());
    };
    let password = password::hash(DEMO_PASSWORD.to_owned()).await?;
    let people = [
        ("pengelola", "Ratna Wulandari", None),
        (
            "admin",
            "Siti Aminah",
            Some((stage.school, MemberRole::Admin)),
        ),
        (
            "penyunting",
            "Bayu Prasetyo",
            Some((stage.school, MemberRole::Editor)),
        ),
        (
            "pembaca",
            "Dewi Lestari",
            Some((stage.school, MemberRole::Viewer)),
        ),
        (
            "perusahaan",
            "Hendra Gunawan",
            Some((stage.company, MemberRole::Admin)),
        ),
        (
            "komunitas",
            "Maria Kristiani",
            Some((stage.community, MemberRole::Admin)),
        ),
        (
            "sekolah",
            "Agus Setiawan",
            Some((stage.other_school, MemberRole::Admin)),
        ),
    ];
    for (who, name, role) in people {
        let (milliseconds, random) = fresh();
        let person = PersonId::new(milliseconds, random);
        let command = match role {
            None => Command::Appoint {
                person,
                steward: true,
            },
            Some((organisation, role)) => Command::Admit {
                member: RecordId::from_u128(fresh_command().to_u128()),
                organisation,
                person,
                role,
            },
        };
        store
            .submit(Actor::System, fresh_command(), now(), &command)
            .await?;
        let account = Account {
            person,
            email: format!("{who}@demo.example"),
            name: name.to_owned(),
            password: password.clone(),
            created: now(),
            digest: false,
            demo: true,
        };
        store.add_account(&account).await?;
    }
    Ok(())
}

/// Takes the accounts out.
pub async fn remove(store: &Store) -> Result<(), DemoError> {
    for account in store
        .accounts()
        .await?
        .iter()
        .filter(|account| account.demo)
    {
        let person = account.person;
        if store.read(|network| network.is_steward(person)) {
            let command = Command::Appoint {
                person,
                steward: false,
            };
            store
                .submit(Actor::System, fresh_command(), now(), &command)
                .await?;
        }
        store.remove_account(person).await?;
    }
    Ok(())
}

/// The accounts, oldest first, where they can sign in. Ones that cannot be read are logged, and not offered.
pub async fn open(state: &AppState) -> Vec<DemoAccount> {
    if !has_demo(state) {
        return Vec::new();
    }
    let accounts = state.store.accounts().await.unwrap_or_else(|cause| {
        tracing::error!(%cause, "the demonstration's accounts cannot be read");
        Vec::new()
    });
    let mut accounts: Vec<_> = accounts
        .into_iter()
        .filter(|account| account.demo)
        .collect();
    accounts.sort_by_key(|account| account.person);
    state.store.read(|network| {
        let offered = accounts.into_iter().map(|account| DemoAccount {
            membership: memberships(network, account.person).into_iter().next(),
            email: account.email,
            name: account.name,
        });
        offered.collect()
    })
}

impl Stage {
    /// The organisations of a network's demonstration that have most to show together; none where it has too few.
    pub fn of(network: &Network) -> Option<Self> {
        let demo = |id: &OrganisationId| {
            network
                .organisation(*id)
                .is_some_and(|o| o.origin == Origin::Demo && !o.archived)
        };
        let is = |id: OrganisationId, kind| {
            network
                .organisation(id)
                .is_some_and(|o| o.profile.kind == kind)
        };
        let best = |ids: Vec<OrganisationId>| {
            ids.into_iter()
                .max_by_key(|id| (liveliness(network, *id), *id))
        };
        let partners = |of: OrganisationId, kind: Kind| -> Vec<OrganisationId> {
            let parties = network.partnerships_of(of).filter(|p| !p.archived);
            let parties = parties
                .flat_map(|p| &p.terms.parties)
                .map(|party| party.organisation);
            let others: BTreeSet<_> = parties.filter(|id| *id != of).collect();
            let others = others.into_iter().filter(|id| is(*id, kind) && demo(id));
            others.collect()
        };
        let around = |school: OrganisationId| {
            let company = best(partners(school, Kind::Company))?;
            let others = partners(company, Kind::School).into_iter();
            Some(Self {
                school,
                company,
                community: best(partners(school, Kind::Community))?,
                other_school: best(others.filter(|other| *other != school).collect())?,
            })
        };
        let schools = network.organisations().map(|organisation| organisation.id);
        let stages = schools
            .filter(|id| is(*id, Kind::School) && demo(id))
            .filter_map(around);
        stages.max_by_key(|stage| (liveliness(network, stage.school), stage.school))
    }
}

/// In how many ways an organisation's partnerships stand, and how many there are.
fn liveliness(network: &Network, id: OrganisationId) -> (usize, usize) {
    let today = now().date();
    let partnerships: Vec<_> = network
        .partnerships_of(id)
        .filter(|p| !p.archived)
        .collect();
    let statuses: BTreeSet<_> = partnerships.iter().map(|p| p.status(today)).collect();
    (statuses.len(), partnerships.len())
}
