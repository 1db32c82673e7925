//! Who has signed in, kept in the database; the browser has the session's name in a cookie.

use super::links::{hash, seconds};
use super::password;
use super::state::AppState;
use crate::api::ApiError;
use async_trait::async_trait;
use axum::http::request::Parts;
use axum::response::Redirect;
use axum_login::tower_sessions::cookie::SameSite;

use axum_login::tower_sessions::session::{Id, Record};
use axum_login::tower_sessions::session_store::{Error as KeepError, Result as Kept};
use axum_login::tower_sessions::{Expiry, SessionManagerLayer, SessionStore};
use axum_login::{AuthManagerLayer, AuthManagerLayerBuilder, AuthSession, AuthUser, AuthnBackend};
use jejaring_domain::{Origin, PersonId};
use jejaring_store::{Account, Store, StoreError};
use leptos::prelude::use_context;
use std::fmt;
use time::{Duration, OffsetDateTime};

/// The cookie.
pub const COOKIE: &str = "session";
/// How long a session lasts.
const LIFETIME: Duration = Duration::days(30);

/// The session of a request.
pub type Session = AuthSession<Accounts>;

/// Tells of each request whose session it belongs to.
pub fn layer(state: &AppState) -> AuthManagerLayer<Accounts, Sessions> {
    let sessions = SessionManagerLayer::new(Sessions(state.store.clone()))
        .with_name(COOKIE)
        .with_same_site(SameSite::Lax)
        .with_secure(state.config.secure_cookies)
        .with_expiry(Expiry::OnInactivity(LIFETIME));
    let accounts = Accounts {
        state: state.clone(),
    };
    AuthManagerLayerBuilder::new(accounts, sessions).build()
}

/// `POST /sign-out`.
pub async fn sign_out(mut session: Session) -> Result<Redirect, ApiError> {
    session.logout().await.map_err(failed)?;
    Ok(Redirect::to("/"))
}

/// The session of the request that a server function answers.
pub fn of_request() -> Result<Session, ApiError> {
    let session = use_context::<Parts>().and_then(|parts| parts.extensions.get().cloned());
    session.ok_or_else(|| {
        tracing::error!("a request has come by without passing the sessions' layer");
        ApiError::Unavailable
    })
}

/// Signs a person in, in a session with a new name: whoever knew the old one is left behind.
pub async fn sign_in(session: &mut Session, user: &User) -> Result<(), ApiError> {
    let cycled = session.session.cycle_id().await;
    cycled.map_err(|cause| failed(cause.into()))?;
    session.login(user).await.map_err(failed)
}

/// Ends the session.
pub async fn end(session: &mut Session) -> Result<(), ApiError> {
    session.logout().await.map(drop).map_err(failed)
}

/// Whether a session goes on: it was not ended, and its person may sign in as then.
pub async fn goes_on(state: &AppState, session: &Session) -> bool {
    let (Some(user), Some(id)) = (&session.user, session.session.id()) else {
        return true;
    };
    let accounts = Accounts {
        state: state.clone(),
    };
    let kept = Sessions(state.store.clone()).load(&id).await;
    let known = accounts.get_user(&user.person).await;
    match (kept, known) {
        (Ok(kept), Ok(known)) => {
            kept.is_some() && known.is_some_and(|known| known.mark == user.mark)
        }
        // A database that does not answer says nothing.
        _ => true,
    }
}

/// Logs why a session could not be read or changed.
pub fn failed(cause: axum_login::Error<Accounts>) -> ApiError {
    tracing::error!(%cause, "a session could not be changed");
    ApiError::Unavailable
}

/// The accounts, as sessions ask for them.
#[derive(Clone)]
pub struct Accounts {
    state: AppState,
}

/// Who has signed in.
#[derive(Clone)]
pub struct User {
    /// Who.
    pub person: PersonId,
    /// A session that knows another one ends: the password has changed since.
    mark: Vec<u8>,
}

impl From<&Account> for User {
    fn from(account: &Account) -> Self {
        Self {
            person: account.person,
            mark: hash(&account.password).into_bytes(),
        }
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.person.fmt(f)
    }
}

impl AuthUser for User {
    type Id = PersonId;

    fn id(&self) -> PersonId {
        self.person
    }

    fn session_auth_hash(&self) -> &[u8] {
        &self.mark
    }
}

/// An e-mail address and a password.
pub struct Credentials {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// Why it is not known who asks.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The hash.
    #[error(transparent)]
    Password(#[from] password::PasswordError),
}

impl AuthnBackend for Accounts {
    type User = User;
    type Credentials = Credentials;
    type Error = AccountsError;

    async fn authenticate(&self, given: Credentials) -> Result<Option<User>, AccountsError> {
        let account = self.state.store.account_by_email(&given.email).await?;
        let account = account.filter(|account| may_sign_in(&self.state, account));
        let hash = account.as_ref().map(|account| account.password.clone());
        // As long for an address that has no account.
        let same = password::verify(given.password, hash).await?;
        Ok(account.filter(|_| same).as_ref().map(User::from))
    }

    async fn get_user(&self, person: &PersonId) -> Result<Option<User>, AccountsError> {
        let account = self.state.store.account(*person).await?;
        let account = account.filter(|account| may_sign_in(&self.state, account));
        Ok(account.as_ref().map(User::from))
    }
}

/// Everybody with an account; the demonstration's accounts, whose password everybody knows, as long as there is a
/// demonstration and the settings want one.
pub fn may_sign_in(state: &AppState, account: &Account) -> bool {
    !account.demo || has_demo(state)
}

/// Whether the settings want the demonstration and the network still has it.
pub fn has_demo(state: &AppState) -> bool {
    state.config.demo
        && state.store.read(|network| {
            let mut organisations = network.organisations();
            organisations.any(|organisation| organisation.origin == Origin::Demo)
        })
}

/// The sessions in the database, by the hashes of their names: who reads the database cannot take one over.
#[derive(Clone, Debug)]
pub struct Sessions(Store);

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Kept<()> {
        // Names are 128 random bits: no two are the same.
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Kept<()> {
        let expires = record.expiry_date.unix_timestamp();
        let data = serde_json::to_string(&(&record.data, expires));
        let data = data.map_err(|cause| KeepError::Encode(cause.to_string()))?;
        let key = key(&record.id);
        let saved = self.0.save_session(&key, &data, expires).await;
        saved.map_err(unreadable)
    }

    async fn load(&self, id: &Id) -> Kept<Option<Record>> {
        let data = self.0.load_session(&key(id), seconds()).await;
        let Some(data) = data.map_err(unreadable)? else {
            return Ok(None);
        };
        let decode = |cause: String| KeepError::Decode(cause);
        let (data, expires) = serde_json::from_str(&data).map_err(|e| decode(e.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date: OffsetDateTime::from_unix_timestamp(expires)
                .map_err(|e| decode(e.to_string()))?,
        }))
    }

    async fn delete(&self, id: &Id) -> Kept<()> {
        self.0.delete_session(&key(id)).await.map_err(unreadable)
    }
}

fn key(id: &Id) -> String {
    hash(&id.to_string())
}

fn unreadable(cause: StoreError) -> KeepError {
    KeepError::Backend(cause.to_string())
}
