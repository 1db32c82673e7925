//! Signing up and in, and the own account. An answer never tells whether an address has an account, nor does the time
//! that it takes: what depends on that happens afterwards, and reaches the address only.

use super::{answer_form, is_plain_form, state, submit};
use crate::api::ApiError;
use crate::api::account::{Done, Entry, EntryStart, PersonDraft, Sent};
use crate::i18n::{Locale, td_string};
use crate::server::installation::{self, SetUp};
use crate::server::limits::place;
use crate::server::preferences::{is_path, language};
use crate::server::sessions::{self, Credentials, User};
use crate::server::state::{AppState, fresh, fresh_command, now};
use crate::server::{demo_accounts, identity, links, password};
use crate::ui::address;
use axum::http::request::Parts;
use jejaring_domain::people::is_email;
use jejaring_domain::permission::blocked;
use jejaring_domain::{
    Action, Actor, Command, Fault, Field, Line, Name, On, PersonId, Problem, Refusal, decide,
};
use jejaring_store::{Account, StoreError};
use leptos::prelude::expect_context;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::time::Duration;

const RESET: &str = "reset";
const CONFIRM: &str = "confirm";
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What a link to choose a new password holds.
#[derive(Serialize, Deserialize)]
struct Reset {
    person: PersonId,
    /// The hash of what the password was: once that has changed, no link that was sent before is of use.
    mark: String,
}

/// What waits for an address to be confirmed.
#[derive(Serialize, Deserialize)]
enum Waiting {
    SignUp {
        name: String,
        email: String,
        password: String,
    },
    Email {
        person: PersonId,
        email: String,
        /// As of [`Reset`]: who chose a new password since did not want this.
        mark: String,
    },
}

/// Where a form leads when it is done, and what is said there.
struct Next {
    page: String,
    done: Option<Done>,
    email: String,
}

impl Next {
    fn page(page: &str) -> Self {
        Self {
            page: page.to_owned(),
            done: None,
            email: String::new(),
        }
    }

    fn done(page: &str, done: Done) -> Self {
        Self {
            done: Some(done),
            ..Self::page(page)
        }
    }
}

/// Leads to the next page, or back to the form's own with what was written but for the passwords.
fn lead(
    state: &AppState,
    form: &str,
    draft: PersonDraft,
    result: Result<Next, ApiError>,
) -> Result<(), ApiError> {
    let keep = |page: &str, draft, outcome| {
        let token = state.kept.keep_sent(Sent { draft, outcome });
        let sign = if page.contains('?') { '&' } else { '?' };
        leptos_axum::redirect(&format!("{page}{sign}kept={token}"));
    };
    match answer_form(result) {
        Ok(next) => match next.done {
            None => leptos_axum::redirect(&next.page),
            Some(done) => {
                let draft = PersonDraft {
                    email: next.email,
                    ..PersonDraft::default()
                };
                keep(&next.page, draft, Ok(done));
            }
        },
        Err(error) => {
            if is_plain_form() {
                let draft = PersonDraft {
                    password: String::new(),
                    current_password: String::new(),
                    ..draft
                };
                keep(form, draft, Err(error.clone()));
            }
            return Err(error);
        }
    }
    Ok(())
}

/// The page of a link; damaged ones have none.
fn link_page(page: &str, token: &str) -> String {
    match token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        true => format!("{page}/{token}"),
        false => page.to_owned(),
    }
}

/// From where the present request comes.
fn from(state: &AppState) -> IpAddr {
    place(&state.config, &expect_context::<Parts>())
}

/// In which language its sender reads.
fn locale() -> Locale {
    language(&expect_context::<Parts>().headers)
}

fn unavailable(cause: impl std::fmt::Display) -> ApiError {
    tracing::error!(%cause, "an account cannot be read or changed");
    ApiError::Unavailable
}

/// See [`crate::api::account::entry`].
pub async fn entry(
    entry: Entry,
    token: Option<String>,
    kept: Option<String>,
) -> Result<EntryStart, ApiError> {
    let state = state();
    super::answer(start(&state, entry, &token.unwrap_or_default(), kept).await)
}

async fn start(
    state: &AppState,
    entry: Entry,
    token: &str,
    kept: Option<String>,
) -> Result<EntryStart, ApiError> {
    let mut start = EntryStart {
        draft: PersonDraft::default(),
        outcome: None,
        mail: state.config.mailer.delivers(),
        fixed: false,
        demo_accounts: Vec::new(),
        blocked: None,
    };
    match entry {
        Entry::SignIn => start.demo_accounts = demo_accounts::open(state).await,
        Entry::SignUp | Entry::Forgotten => {}
        Entry::Reset => drop(resetting(state, token).await?),
        Entry::SetUp => {
            let SetUp { name, email } = installation::look(state, token).await?;
            start.fixed = !email.is_empty();
            (start.draft.name, start.draft.email) = (name, email);
        }
        Entry::Confirm => drop(links::look::<Waiting>(state, CONFIRM, token).await?),
        Entry::Account | Entry::ChangeAccount => {
            if entry == Entry::ChangeAccount {
                require_own(state)?;
            }
            let account = own(state).await?;
            start.blocked = state.store.read(|network| {
                let reason = blocked(network, Actor::Person(account.person));
                reason.map(Line::to_string)
            });
            start.fixed = account.demo;
            start.draft = PersonDraft {
                name: account.name,
                email: account.email,
                digest: account.digest,
                ..PersonDraft::default()
            };
        }
    }
    if let Some(sent) = kept.and_then(|token| state.kept.sent(&token)) {
        // What was done is to be seen as it is now.
        if sent.outcome.is_err() || !matches!(entry, Entry::Account | Entry::ChangeAccount) {
            let email = start.fixed.then_some(start.draft.email);
            start.draft = sent.draft;
            start.draft.email = email.unwrap_or(start.draft.email);
        }
        start.outcome = Some(sent.outcome);
    }
    Ok(start)
}

/// See [`crate::api::account::sign_in`].
pub async fn sign_in(draft: PersonDraft, back: String) -> Result<(), ApiError> {
    let state = state();
    let back = Some(back).filter(|back| is_path(back));
    let form = address("/sign-in", [("back", back.as_deref().unwrap_or(""))]);
    let result = try_sign_in(&state, &draft).await;
    let next = result.map(|()| Next::page(back.as_deref().unwrap_or(HOME)));
    lead(&state, &form, draft, next)
}

/// Where who has signed in goes on.
const HOME: &str = "/desk";

async fn try_sign_in(state: &AppState, draft: &PersonDraft) -> Result<(), ApiError> {
    let email = draft.email.trim();
    state.limits.try_password(from(state), email)?;
    let mut session = sessions::of_request()?;
    let given = Credentials {
        email: email.to_owned(),
        password: draft.password.clone(),
    };
    let user = session.authenticate(given).await;
    let user = user.map_err(sessions::failed)?;
    sessions::sign_in(&mut session, &user.ok_or(ApiError::SignInFailed)?).await
}

/// See [`crate::api::account::sign_up`].
pub async fn sign_up(draft: PersonDraft) -> Result<(), ApiError> {
    let state = state();
    let result = try_sign_up(&state, &draft).await;
    lead(&state, "/sign-up", draft, result)
}

async fn try_sign_up(state: &AppState, draft: &PersonDraft) -> Result<Next, ApiError> {
    let (name, email) = checked(draft)?;
    state.limits.try_mail(from(state), &email)?;
    let hash = password::hash(draft.password.clone()).await;
    let hash = hash.map_err(unavailable)?;
    if state.config.mailer.delivers() {
        let waiting = Waiting::SignUp {
            name,
            email: email.clone(),
            password: hash,
        };
        in_background(ask_to_confirm(state.clone(), locale(), email, waiting));
        return Ok(Next::done("/sign-up", Done::SignUpMailed));
    }
    // Nobody could confirm anything: the account is there at once, if there was none.
    let added = add(state, name, email.clone(), hash).await?;
    if added.is_none() {
        in_background(tell_known(state.clone(), locale(), email.clone()));
    }
    Ok(Next {
        email,
        ..Next::done("/sign-in", Done::SignedUp)
    })
}

/// The name and the address that somebody wrote. Errors: all that is wrong with them and with the password.
fn checked(draft: &PersonDraft) -> Result<(String, String), ApiError> {
    let mut faults: Vec<Fault> = Vec::new();
    let name = Name::new(&draft.name);
    let (name, problem) = (
        name.as_ref().map_or("", Name::as_str).to_owned(),
        name.err(),
    );
    faults.extend(problem.map(|problem| Fault::new(Field::Name, problem)));
    let email = draft.email.trim().to_lowercase();
    faults.extend(email_fault(&email));
    faults.extend(password::fault(&draft.password, &name, &email));
    match faults.is_empty() {
        true => Ok((name, email)),
        false => Err(Refusal::Invalid(faults).into()),
    }
}

fn email_fault(email: &str) -> Option<Fault> {
    let problem = match Line::new(email) {
        Err(problem) => problem,
        Ok(email) if email.is_empty() => Problem::Missing,
        Ok(email) if !is_email(&email) => Problem::NotAnEmailAddress,
        Ok(_) => return None,
    };
    Some(Fault::new(Field::Email, problem))
}

/// Adds an account; none where the address has one.
async fn add(
    state: &AppState,
    name: String,
    email: String,
    password: String,
) -> Result<Option<Account>, ApiError> {
    let (milliseconds, random) = fresh();
    let account = Account {
        person: PersonId::new(milliseconds, random),
        email,
        name,
        password,
        created: now(),
        digest: false,
        demo: false,
    };
    let added = state.store.add_account(&account).await;
    Ok(added.map_err(unavailable)?.then_some(account))
}

/// What shall not make an answer later.
fn in_background(work: impl Future<Output = Result<(), StoreError>> + Send + 'static) {
    tokio::spawn(async move {
        if let Err(cause) = work.await {
            tracing::error!(%cause, "a mail about an account was not sent");
        }
    });
}

/// Sends a link to confirm an address; to one that has an account, that it has one.
async fn ask_to_confirm(
    state: AppState,
    locale: Locale,
    email: String,
    waiting: Waiting,
) -> Result<(), StoreError> {
    if state.store.account_by_email(&email).await?.is_some() {
        return tell_known(state, locale, email).await;
    }
    let token = links::make(&state, CONFIRM, &waiting, DAY).await?;
    let link = format!("{}/confirm/{token}", state.config.url);
    let subject = td_string!(locale, account.mail.confirm_subject);
    let text = td_string!(locale, account.mail.confirm_text, link = link);
    state.config.mailer.send(&email, subject, &text).await;
    Ok(())
}

/// Tells the address that an account has of the one that it is to have, and what to do where that was somebody else.
async fn warn_of_change(state: &AppState, locale: Locale, old: &str, new: &str) {
    let link = format!("{}/forgotten", state.config.url);
    let subject = td_string!(locale, account.mail.change_subject);
    let text = td_string!(
        locale,
        account.mail.change_text,
        new = new.to_owned(),
        link = link
    );
    state.config.mailer.send(old, subject, &text).await;
}

/// Tells who has an account that somebody wanted another one for the address.
async fn tell_known(state: AppState, locale: Locale, email: String) -> Result<(), StoreError> {
    let link = format!("{}/forgotten", state.config.url);
    let subject = td_string!(locale, account.mail.known_subject);
    let text = td_string!(locale, account.mail.known_text, link = link);
    state.config.mailer.send(&email, subject, &text).await;
    Ok(())
}

/// See [`crate::api::account::forgotten`].
pub async fn forgotten(draft: PersonDraft) -> Result<(), ApiError> {
    let state = state();
    let result = ask_for_reset(&state, &draft);
    lead(&state, "/forgotten", draft, result)
}

fn ask_for_reset(state: &AppState, draft: &PersonDraft) -> Result<Next, ApiError> {
    let email = draft.email.trim().to_lowercase();
    if let Some(fault) = email_fault(&email) {
        return Err(Refusal::from(fault).into());
    }
    state.limits.try_mail(from(state), &email)?;
    in_background(send_reset(state.clone(), locale(), email));
    Ok(Next::done("/forgotten", Done::ResetMailed))
}

async fn send_reset(state: AppState, locale: Locale, email: String) -> Result<(), StoreError> {
    let account = state.store.account_by_email(&email).await?;
    // The demonstration's password is everybody's.
    let Some(account) = account.filter(|account| !account.demo) else {
        return Ok(());
    };
    let reset = Reset {
        person: account.person,
        mark: links::hash(&account.password),
    };
    let token = links::make(&state, RESET, &reset, HOUR).await?;
    let link = format!("{}/reset/{token}", state.config.url);
    let subject = td_string!(locale, account.mail.reset_subject);
    let text = td_string!(locale, account.mail.reset_text, link = link);
    state.config.mailer.send(&email, subject, &text).await;
    Ok(())
}

/// The account whose password a link is to change. Errors: [`ApiError::LinkSpent`].
async fn resetting(state: &AppState, token: &str) -> Result<Account, ApiError> {
    let reset: Reset = links::look(state, RESET, token).await?;
    let account = state.store.account(reset.person).await;
    let account = account.map_err(unavailable)?;
    let account = account.filter(|account| links::hash(&account.password) == reset.mark);
    account.ok_or(ApiError::LinkSpent)
}

/// See [`crate::api::account::reset`].
pub async fn reset(token: String, draft: PersonDraft) -> Result<(), ApiError> {
    let state = state();
    let result = try_reset(&state, &token, &draft).await;
    lead(&state, &link_page("/reset", &token), draft, result)
}

async fn try_reset(state: &AppState, token: &str, draft: &PersonDraft) -> Result<Next, ApiError> {
    state.limits.try_password(from(state), token)?;
    let mut account = resetting(state, token).await?;
    account.password = new_password(draft, &account.name, &account.email).await?;
    links::take::<Reset>(state, RESET, token).await?;
    let saved = state.store.save_account(&account).await;
    saved.map_err(unavailable)?;
    enter(&account).await?;
    Ok(Next::done("/account", Done::PasswordChanged))
}

/// The hash of the password that was chosen. Errors: what is wrong with it.
async fn new_password(draft: &PersonDraft, name: &str, email: &str) -> Result<String, ApiError> {
    if let Some(fault) = password::fault(&draft.password, name, email) {
        return Err(Refusal::from(fault).into());
    }
    let hash = password::hash(draft.password.clone()).await;
    hash.map_err(unavailable)
}

/// Signs in who sent the present request, by something better than a password.
async fn enter(account: &Account) -> Result<(), ApiError> {
    let mut session = sessions::of_request()?;
    sessions::sign_in(&mut session, &User::from(account)).await
}

/// See [`crate::api::account::set_up`].
pub async fn set_up(token: String, draft: PersonDraft) -> Result<(), ApiError> {
    let state = state();
    let result = try_set_up(&state, &token, &draft).await;
    lead(&state, &link_page("/set-up", &token), draft, result)
}

async fn try_set_up(state: &AppState, token: &str, draft: &PersonDraft) -> Result<Next, ApiError> {
    state.limits.try_password(from(state), token)?;
    let given = installation::look(state, token).await?;
    let mut draft = draft.clone();
    if !given.email.is_empty() {
        draft.email = given.email;
    }
    let (name, email) = checked(&draft)?;
    let hash = password::hash(draft.password).await.map_err(unavailable)?;
    installation::take(state, token).await?;
    let known = state.store.account_by_email(&email).await;
    let account = match known.map_err(unavailable)? {
        // Whoever runs the server may give an account a new password.
        Some(account) => {
            let account = Account {
                name,
                password: hash,
                ..account
            };
            let saved = state.store.save_account(&account).await;
            saved.map_err(unavailable)?;
            account
        }
        None => {
            let added = add(state, name, email, hash).await?;
            added.ok_or(ApiError::LinkSpent)?
        }
    };
    let appointed = installation::appoint(state, account.person, true).await;
    appointed.map_err(unavailable)?;
    enter(&account).await?;
    Ok(Next::page(HOME))
}

/// See [`crate::api::account::confirm`].
pub async fn confirm(token: String) -> Result<(), ApiError> {
    let state = state();
    let result = try_confirm(&state, &token).await;
    let form = link_page("/confirm", &token);
    lead(&state, &form, PersonDraft::default(), result)
}

async fn try_confirm(state: &AppState, token: &str) -> Result<Next, ApiError> {
    match links::take(state, CONFIRM, token).await? {
        Waiting::SignUp {
            name,
            email,
            password,
        } => {
            let account = add(state, name, email, password).await?;
            enter(&account.ok_or(ApiError::LinkSpent)?).await?;
            Ok(Next::page(HOME))
        }
        Waiting::Email {
            person,
            email,
            mark,
        } => {
            let known = state.store.account_by_email(&email).await;
            let account = state.store.account(person).await.map_err(unavailable)?;
            let account = account.filter(|account| links::hash(&account.password) == mark);
            let (None, Some(account)) = (known.map_err(unavailable)?, account) else {
                return Err(ApiError::LinkSpent);
            };
            let account = Account { email, ..account };
            let saved = state.store.save_account(&account).await;
            saved.map_err(unavailable)?;
            Ok(Next::done("/account", Done::EmailChanged))
        }
    }
}

/// The account of who asks. Errors: [`ApiError::SignIn`].
async fn own(state: &AppState) -> Result<Account, ApiError> {
    let account = state.store.account(identity::person()?).await;
    account.map_err(unavailable)?.ok_or(ApiError::SignIn)
}

/// Whether who asks may change the own account.
fn require_own(state: &AppState) -> Result<Actor, ApiError> {
    identity::require(state, Action::KeepAccount, On::Network)
}

/// The account of who asks, to be changed: who does knows its password, and it is no demonstration's.
async fn own_to_change(state: &AppState, draft: &PersonDraft) -> Result<Account, ApiError> {
    require_own(state)?;
    let account = own(state).await?;
    if account.demo {
        return Err(Refusal::Forbidden.into());
    }
    state.limits.try_password(from(state), &account.email)?;
    let given = draft.current_password.clone();
    let same = password::verify(given, Some(account.password.clone())).await;
    match same.map_err(unavailable)? {
        true => Ok(account),
        false => Err(Refusal::from(Fault::new(Field::CurrentPassword, Problem::NotRight)).into()),
    }
}

/// See [`crate::api::account::save_account`].
pub async fn save(draft: PersonDraft) -> Result<(), ApiError> {
    let state = state();
    let result = try_save(&state, &draft).await;
    lead(&state, "/account", draft, result)
}

async fn try_save(state: &AppState, draft: &PersonDraft) -> Result<Next, ApiError> {
    require_own(state)?;
    let account = own(state).await?;
    let name = Name::new(&draft.name);
    let name = name.map_err(|problem| Refusal::from(Fault::new(Field::Name, problem)))?;
    let account = Account {
        name: name.to_string(),
        digest: draft.digest,
        ..account
    };
    let saved = state.store.save_account(&account).await;
    saved.map_err(unavailable)?;
    Ok(Next::done("/account", Done::Saved))
}

/// See [`crate::api::account::change_email`].
pub async fn change_email(draft: PersonDraft) -> Result<(), ApiError> {
    let state = state();
    let result = try_change_email(&state, &draft).await;
    lead(&state, "/account/email", draft, result)
}

async fn try_change_email(state: &AppState, draft: &PersonDraft) -> Result<Next, ApiError> {
    let account = own_to_change(state, draft).await?;
    let email = draft.email.trim().to_lowercase();
    if let Some(fault) = email_fault(&email) {
        return Err(Refusal::from(fault).into());
    }
    state.limits.try_mail(from(state), &email)?;
    let waiting = Waiting::Email {
        person: account.person,
        email: email.clone(),
        mark: links::hash(&account.password),
    };
    let (state, locale) = (state.clone(), locale());
    in_background(async move {
        warn_of_change(&state, locale, &account.email, &email).await;
        ask_to_confirm(state, locale, email, waiting).await
    });
    Ok(Next::done("/account", Done::EmailMailed))
}

/// See [`crate::api::account::change_password`].
pub async fn change_password(draft: PersonDraft) -> Result<(), ApiError> {
    let state = state();
    let result = try_change_password(&state, &draft).await;
    lead(&state, "/account/password", draft, result)
}

async fn try_change_password(state: &AppState, draft: &PersonDraft) -> Result<Next, ApiError> {
    let mut account = own_to_change(state, draft).await?;
    account.password = new_password(draft, &account.name, &account.email).await?;
    let saved = state.store.save_account(&account).await;
    saved.map_err(unavailable)?;
    // All sessions end by the change; this one goes on.
    enter(&account).await?;
    Ok(Next::done("/account", Done::PasswordChanged))
}

/// See [`crate::api::account::delete_account`].
pub async fn delete(draft: PersonDraft) -> Result<(), ApiError> {
    let state = state();
    let result = try_delete(&state, &draft).await;
    lead(&state, "/account/delete", draft, result)
}

async fn try_delete(state: &AppState, draft: &PersonDraft) -> Result<Next, ApiError> {
    let account = own_to_change(state, draft).await?;
    let person = account.person;
    let leave: Vec<_> = state.store.read(|network| {
        let own = network.memberships(person).map(|member| Command::SetRole {
            member: member.id,
            role: None,
        });
        own.collect()
    });
    // All or none: an organisation that would be left without an admin keeps the account.
    for command in &leave {
        let decided = state
            .store
            .read(|network| decide(network, Actor::Person(person), now(), command));
        decided?;
    }
    for command in &leave {
        submit(state, fresh_command(), command).await?;
    }
    let appointed = installation::appoint(state, person, false).await;
    appointed.map_err(unavailable)?;
    let removed = state.store.remove_account(person).await;
    removed.map_err(unavailable)?;
    let mut session = sessions::of_request()?;
    sessions::end(&mut session).await?;
    Ok(Next::done("/sign-in", Done::Deleted))
}
