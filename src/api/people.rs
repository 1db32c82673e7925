//! The people of an organisation: members, claims, invitations, and whom to reach there.

use super::organisations::OrganisationRef;
use super::{ApiError, FormStart};
use jejaring_domain::draft::{ClaimDraft, ContactDraft, InvitationDraft};
use jejaring_domain::{Contact, Date, MemberRole, OrganisationId, RecordId, Seq};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// All that the page on an organisation's people shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// The organisation.
    pub organisation: OrganisationRef,
    /// Put away: nothing can be changed.
    pub archived: bool,
    /// How many act for it.
    pub count: usize,
    /// The reader's own part in it.
    pub own: Option<Membership>,
    /// Who acts for it or claims to; none for those who may not know.
    pub members: Option<Vec<MemberRow>>,
    /// Whom to reach; none for those who may not know.
    pub contacts: Option<Vec<Contact>>,
    /// What an admin sees besides.
    pub invitations: Option<Invitations>,
    /// Whether the reader may write contacts.
    pub may_edit: bool,
}

/// The reader's own part in an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The member's record.
    pub member: RecordId,
    /// As what.
    pub role: MemberRole,
    /// It is a claim that waits.
    pub claimed: bool,
}

/// Somebody who acts for an organisation, or claims to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// The member's record.
    pub member: RecordId,
    /// The person's name; none where there is no account any more.
    pub name: Option<String>,
    /// As what.
    pub role: MemberRole,
    /// What supports a claim that waits; none for members.
    pub claim: Option<String>,
    /// It is the reader.
    pub own: bool,
}

/// Invitations, as an admin sees them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invitations {
    /// The form for a new one.
    pub form: FormStart<InvitationDraft>,
    /// The link that was made just now.
    pub link: Option<String>,
    /// Those that are open.
    pub open: Vec<InvitationRow>,
}

/// An open invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    /// Names it; this is not the link.
    pub id: String,
    /// To become what.
    pub role: MemberRole,
    /// The address that it is meant for; may be empty.
    pub email: String,
    /// Who invites.
    pub by: Option<String>,
    /// The last day on which it can be accepted.
    pub expires: Date,
}

/// An invitation, as whoever has the link sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// To act for whom.
    pub organisation: OrganisationRef,
    /// As what.
    pub role: MemberRole,
    /// Who invites.
    pub by: Option<String>,
    /// The last day on which it can be accepted.
    pub expires: Date,
    /// Whether the reader has signed in.
    pub signed_in: bool,
    /// What the reader is there already.
    pub own: Option<MemberRole>,
}

/// What the page starts from on which one claims to act for an organisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimStart {
    /// The organisation.
    pub organisation: OrganisationRef,
    /// Whether its school number has to be given.
    pub asks_number: bool,
    /// The reader's own part in it already.
    pub own: Option<Membership>,
    /// The form.
    pub form: FormStart<ClaimDraft>,
}

/// What the form for a contact starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContactStart {
    /// Of whom.
    pub organisation: OrganisationRef,
    /// The form.
    pub form: FormStart<ContactDraft>,
}

/// The people of an organisation. `link` names an invitation that was made just now, `kept` a form for one that was
/// sent without script and had mistakes. Errors: [`ApiError::NotFound`].
#[server(name = ReadPeople, endpoint = "people", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn people(
    id: OrganisationId,
    link: Option<String>,
    kept: Option<String>,
) -> Result<People, ApiError> {
    crate::server::answers::people::people(id, link, kept).await
}

/// Gives a member another role, or none where it is empty: then the member leaves. A claim that gets a role is admitted.
#[server(endpoint = "set-role", output = crate::api::Wire)]
pub async fn set_role(member: RecordId, role: String) -> Result<(), ApiError> {
    crate::server::answers::people::set_role(member, role).await
}

/// Makes a link by which one person becomes a member, within seven days, and leads to the page that shows it.
#[server(endpoint = "invite", output = crate::api::Wire)]
pub async fn invite(organisation: OrganisationId, draft: InvitationDraft) -> Result<(), ApiError> {
    crate::server::answers::invitations::invite(organisation, draft).await
}

/// Makes an invitation's link useless.
#[server(endpoint = "revoke-invitation", output = crate::api::Wire)]
pub async fn revoke_invitation(
    organisation: OrganisationId,
    invitation: String,
) -> Result<(), ApiError> {
    crate::server::answers::invitations::revoke(organisation, invitation).await
}

/// The invitation of a link. Errors: [`ApiError::LinkSpent`] where it was used, revoked, or is too old.
#[server(name = ReadInvitation, endpoint = "invitation", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn invitation(token: String) -> Result<InvitationView, ApiError> {
    crate::server::answers::invitations::view(token).await
}

/// Makes whoever asks a member, and leads to the organisation. Errors: [`ApiError::SignIn`]; [`ApiError::LinkSpent`] as
/// for [`invitation`]; [`ApiError::Refused`] where whoever invited may not any more.
#[server(endpoint = "accept-invitation", output = crate::api::Wire)]
pub async fn accept_invitation(token: String) -> Result<(), ApiError> {
    crate::server::answers::invitations::accept(token).await
}

/// What the page starts from on which one claims to act for an organisation. Errors: [`ApiError::SignIn`].
#[server(endpoint = "claim-form", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn claim_form(id: OrganisationId, kept: Option<String>) -> Result<ClaimStart, ApiError> {
    crate::server::answers::claims::form(id, kept).await
}

/// Claims to act for an organisation; a steward verifies it.
#[server(endpoint = "claim", output = crate::api::Wire)]
pub async fn claim(id: OrganisationId, command: String, draft: ClaimDraft) -> Result<(), ApiError> {
    crate::server::answers::claims::claim(id, command, draft).await
}

/// What the form for a contact starts from: a new one where `contact` is none.
#[server(endpoint = "contact-form", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn contact_form(
    id: OrganisationId,
    contact: Option<RecordId>,
    kept: Option<String>,
) -> Result<ContactStart, ApiError> {
    crate::server::answers::contacts::form(id, contact, kept).await
}

/// Saves a contact, a new one where `contact` is none, and leads to the organisation's people.
#[server(endpoint = "save-contact", output = crate::api::Wire)]
pub async fn save_contact(
    id: OrganisationId,
    contact: Option<RecordId>,
    command: String,
    seen: Seq,
    draft: ContactDraft,
    #[server(default)] follows: bool,
) -> Result<(), ApiError> {
    use crate::server::answers::meanwhile::Seen;
    let seen = Seen { seq: seen, follows };
    crate::server::answers::contacts::save(id, contact, command, seen, draft).await
}

/// Takes a contact out.
#[server(endpoint = "remove-contact", output = crate::api::Wire)]
pub async fn remove_contact(
    id: OrganisationId,
    contact: RecordId,
    #[server(default)] command: String,
) -> Result<(), ApiError> {
    crate::server::answers::contacts::remove(id, contact, command).await
}
