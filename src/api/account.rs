//! Signing up and in, and the own account. The forms are sent without script: who somebody is concerns the whole page,
//! so it is loaded anew. What became of a form is kept, and shown by the page that its sender is led to.

use super::ApiError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a person writes into one of the forms.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonDraft {
    /// The name that others see.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// A password, new where there is an old one.
    pub password: String,
    /// The password of the account as it is.
    pub current_password: String,
    /// Whether a weekly summary is wanted.
    pub digest: bool,
}

impl fmt::Debug for PersonDraft {
    // Passwords are for nobody's eyes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PersonDraft").finish_non_exhaustive()
    }
}

/// Which of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Signing in.
    SignIn,
    /// Signing up.
    SignUp,
    /// The password is forgotten.
    Forgotten,
    /// A new password, by a link.
    Reset,
    /// The account of a steward to be, by a link.
    SetUp,
    /// That an address is one's own, by a link.
    Confirm,
    /// The own account.
    Account,
    /// Its address, its password, its end.
    ChangeAccount,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// There is an account, if there was none.
    SignedUp,
    /// A link to confirm the address was sent.
    SignUpMailed,
    /// A link to choose a new password was sent, if the address is known.
    ResetMailed,
    /// A link to confirm the new address was sent.
    EmailMailed,
    /// The new address holds.
    EmailChanged,
    /// The new password holds.
    PasswordChanged,
    /// The profile is saved.
    Saved,
    /// The account is gone.
    Deleted,
}

/// What became of a form, and what was written into it but for the passwords.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// What was written.
    pub draft: PersonDraft,
    /// What was done, or why not.
    pub outcome: Result<Done, ApiError>,
}

/// What one of the forms starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntryStart {
    /// What stands in it.
    pub draft: PersonDraft,
    /// What became of it when it was sent.
    pub outcome: Option<Result<Done, ApiError>>,
    /// Whether the server sends mail, and not only writes it into its log.
    pub mail: bool,
    /// Whether the address cannot be chosen: the link is for this one, or the account is one of the demonstration's,
    /// whose address and password stay as they are.
    pub fixed: bool,
    /// To sign in: the accounts of the demonstration, where it is open.
    pub demo_accounts: Vec<DemoAccount>,
    /// Of the own account: why it is blocked, if it is.
    pub blocked: Option<String>,
}

/// An account of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    /// Its address.
    pub email: String,
    /// The name of the invented person.
    pub name: String,
    /// For whom the person acts; none for the steward.
    pub membership: Option<super::session::Membership>,
}

/// The password of the demonstration's accounts: no secret.
pub const DEMO_PASSWORD: &str = "mitra-bersama-2026";

/// What a form starts from: `token` is that of the link that leads to it, `kept` names what became of it when it was
/// sent. Errors: [`ApiError::LinkSpent`]; [`ApiError::SignIn`] for the own account.
#[server(name = ReadEntry, endpoint = "entry", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn entry(
    entry: Entry,
    token: Option<String>,
    kept: Option<String>,
) -> Result<EntryStart, ApiError> {
    crate::server::answers::account::entry(entry, token, kept).await
}

/// Signs in, and leads `back` to where one was. Errors: [`ApiError::SignInFailed`], [`ApiError::Wait`].
#[server(endpoint = "sign-in", output = crate::api::Wire)]
pub async fn sign_in(draft: PersonDraft, back: String) -> Result<(), ApiError> {
    crate::server::answers::account::sign_in(draft, back).await
}

/// Makes an account. The answer does not tell whether there was one. Errors: [`ApiError::Refused`] with all that is
/// wrong with what was typed; [`ApiError::Wait`].
#[server(endpoint = "sign-up", output = crate::api::Wire)]
pub async fn sign_up(draft: PersonDraft) -> Result<(), ApiError> {
    crate::server::answers::account::sign_up(draft).await
}

/// Sends a link to choose a new password. The answer does not tell whether there is an account.
#[server(endpoint = "forgotten", output = crate::api::Wire)]
pub async fn forgotten(draft: PersonDraft) -> Result<(), ApiError> {
    crate::server::answers::account::forgotten(draft).await
}

/// Chooses a new password by a link, and signs in. Errors: [`ApiError::LinkSpent`], [`ApiError::Refused`].
#[server(endpoint = "reset", output = crate::api::Wire)]
pub async fn reset(token: String, draft: PersonDraft) -> Result<(), ApiError> {
    crate::server::answers::account::reset(token, draft).await
}

/// Makes the account of a steward by a link, and signs in. Errors: [`ApiError::LinkSpent`], [`ApiError::Refused`].
#[server(endpoint = "set-up", output = crate::api::Wire)]
pub async fn set_up(token: String, draft: PersonDraft) -> Result<(), ApiError> {
    crate::server::answers::account::set_up(token, draft).await
}

/// Does what waited for an address to be confirmed by a link. Errors: [`ApiError::LinkSpent`].
#[server(endpoint = "confirm", output = crate::api::Wire)]
pub async fn confirm(token: String) -> Result<(), ApiError> {
    crate::server::answers::account::confirm(token).await
}

/// Saves name and wishes of the own account.
#[server(endpoint = "save-account", output = crate::api::Wire)]
pub async fn save_account(draft: PersonDraft) -> Result<(), ApiError> {
    crate::server::answers::account::save(draft).await
}

/// Sends a link by which another address becomes that of the own account.
#[server(endpoint = "change-email", output = crate::api::Wire)]
pub async fn change_email(draft: PersonDraft) -> Result<(), ApiError> {
    crate::server::answers::account::change_email(draft).await
}

/// Changes the own password, and ends all other sessions.
#[server(endpoint = "change-password", output = crate::api::Wire)]
pub async fn change_password(draft: PersonDraft) -> Result<(), ApiError> {
    crate::server::answers::account::change_password(draft).await
}

/// Deletes the own account: the person leaves all organisations; what was done stays in the history, without a name.
#[server(endpoint = "delete-account", output = crate::api::Wire)]
pub async fn delete_account(draft: PersonDraft) -> Result<(), ApiError> {
    crate::server::answers::account::delete(draft).await
}
