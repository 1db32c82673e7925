//! Invitations: links by which one person each becomes a member.

use super::people::own;
use super::{
    answer, answer_form, answer_kept, fresh_record, kept_form, people_names, reference, state,
    submit_as,
};
use crate::api::people::{InvitationRow, InvitationView, Invitations};
use crate::api::{ApiError, FormStart};
use crate::i18n::{Locale, td_string, words};
use crate::server::identity;
use crate::server::limits::place;
use crate::server::links::{self, seconds};
use crate::server::preferences;
use crate::server::state::{AppState, fresh_command};
use axum::http::request::Parts;
use jejaring_domain::draft::InvitationDraft;
use jejaring_domain::{
    Action, Actor, Coded, Command, Date, MemberRole, On, OrganisationId, PersonId, Refusal, Seq,
    Timestamp,
};
use jejaring_store::{Seconds, StoreError, Token};
use leptos::prelude::expect_context;
use serde::{Deserialize, Serialize};
use std::time::Duration;

const PURPOSE: &str = "invitation";
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What an invitation's link holds.
#[derive(Serialize, Deserialize)]
struct Invitation {
    organisation: OrganisationId,
    role: MemberRole,
    by: Actor,
    email: String,
    expires: Seconds,
}

impl Invitation {
    fn inviter(&self) -> Option<PersonId> {
        match self.by {
            Actor::Person(person) => Some(person),
            _ => None,
        }
    }

    fn last_day(&self) -> Date {
        Timestamp(self.expires * 1000).date()
    }
}

/// What an admin of an organisation sees of its invitations.
pub(super) async fn of(
    state: &AppState,
    id: OrganisationId,
    link: Option<String>,
    kept: Option<String>,
) -> Result<Invitations, ApiError> {
    let tokens = state.store.tokens(PURPOSE, seconds()).await;
    let tokens = tokens.map_err(unavailable)?.into_iter();
    let open = tokens.filter_map(|Token { hash, data, .. }| Some((hash, read(&data)?)));
    let open: Vec<_> = open.filter(|(_, open)| open.organisation == id).collect();
    let names = people_names(state, open.iter().filter_map(|(_, open)| open.inviter())).await;
    let row = |(hash, open): (String, Invitation)| InvitationRow {
        id: hash,
        role: open.role,
        by: open.inviter().and_then(|by| names.get(&by).cloned()),
        expires: open.last_day(),
        email: open.email,
    };
    let form = kept_form(state, kept.as_deref()).unwrap_or_else(|| FormStart {
        draft: InvitationDraft {
            role: MemberRole::Editor.code().to_owned(),
            ..InvitationDraft::default()
        },
        ..FormStart::default()
    });
    Ok(Invitations {
        form,
        link: link.and_then(|token| state.kept.link(id, &token)),
        open: open.into_iter().map(row).collect(),
    })
}

/// See [`crate::api::people::invite`].
pub async fn invite(organisation: OrganisationId, draft: InvitationDraft) -> Result<(), ApiError> {
    let state = state();
    let made = try_invite(&state, organisation, &draft).await;
    let page = format!("/organisations/{organisation}/people");
    let made = made.map(|link| state.kept.keep_link(organisation, link));
    answer_kept(&state, made, (draft, Seq::default()), &page, |token| {
        format!("{page}?link={token}")
    })?;
    Ok(())
}

async fn try_invite(
    state: &AppState,
    organisation: OrganisationId,
    draft: &InvitationDraft,
) -> Result<String, ApiError> {
    let by = identity::require(state, Action::Manage, On::Organisation(organisation))?;
    let known = state
        .store
        .read(|network| network.organisation(organisation).map(|o| o.archived));
    match known {
        None => return Err(Refusal::NoOrganisation(organisation).into()),
        Some(true) => return Err(Refusal::Archived.into()),
        Some(false) => {}
    }
    let (role, email) = draft.check().map_err(Refusal::Invalid)?;
    let mails = !email.is_empty() && state.config.mailer.delivers();
    if mails {
        let from = place(&state.config, &expect_context::<Parts>());
        state.limits.try_mail(from, &email)?;
    }
    let invitation = Invitation {
        organisation,
        role,
        by,
        email,
        expires: seconds().saturating_add_unsigned(WEEK.as_secs()),
    };
    let secret = links::make(state, PURPOSE, &invitation, WEEK).await;
    let link = format!(
        "{}/invitation/{}",
        state.config.url,
        secret.map_err(unavailable)?
    );
    if mails {
        tokio::spawn(mail(state.clone(), language(), invitation, link.clone()));
    }
    Ok(link)
}

/// In which language the sender of the present request reads.
fn language() -> Locale {
    preferences::language(&expect_context::<Parts>().headers)
}

/// Sends the link to whom it is meant for.
async fn mail(state: AppState, locale: Locale, invitation: Invitation, link: String) {
    let names = people_names(&state, invitation.inviter()).await;
    let id = invitation.organisation;
    let organisation = state.store.read(|network| reference(network, id));
    let name = organisation.map(|known| known.name).unwrap_or_default();
    let who = names.into_values().next().unwrap_or_else(|| name.clone());
    let subject = td_string!(locale, people.mail_subject, name = name.clone());
    let role = words::member_role(locale, invitation.role);
    let text = td_string!(
        locale,
        people.mail_text,
        who = who,
        name = name,
        role = role,
        link = link
    );
    state
        .config
        .mailer
        .send(&invitation.email, &subject, &text)
        .await;
}

/// See [`crate::api::people::revoke_invitation`].
pub async fn revoke(organisation: OrganisationId, invitation: String) -> Result<(), ApiError> {
    let state = state();
    answer_form(
        async {
            identity::require(&state, Action::Manage, On::Organisation(organisation))?;
            let known = state.store.token(&invitation, PURPOSE, seconds()).await;
            let known = known.map_err(unavailable)?.and_then(|data| read(&data));
            if known.is_none_or(|known| known.organisation != organisation) {
                return Err(ApiError::NotFound);
            }
            let taken = state
                .store
                .take_token(&invitation, PURPOSE, seconds())
                .await;
            taken.map_err(unavailable)
        }
        .await,
    )?;
    leptos_axum::redirect(&format!("/organisations/{organisation}/people"));
    Ok(())
}

/// See [`crate::api::people::invitation`].
pub async fn view(secret: String) -> Result<InvitationView, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            let invitation: Invitation = links::look(&state, PURPOSE, &secret).await?;
            let id = invitation.organisation;
            let names = people_names(&state, invitation.inviter()).await;
            state.store.read(|network| {
                let own = own(network, actor, id).filter(|own| !own.claimed);
                Ok(InvitationView {
                    organisation: reference(network, id).ok_or(ApiError::NotFound)?,
                    role: invitation.role,
                    by: names.into_values().next(),
                    expires: invitation.last_day(),
                    signed_in: matches!(actor, Actor::Person(_)),
                    own: own.map(|own| own.role),
                })
            })
        }
        .await,
    )
}

/// See [`crate::api::people::accept_invitation`].
pub async fn accept(secret: String) -> Result<(), ApiError> {
    let state = state();
    let organisation = answer_form(try_accept(&state, &secret).await)?;
    leptos_axum::redirect(&format!("/organisations/{organisation}"));
    Ok(())
}

async fn try_accept(state: &AppState, secret: &str) -> Result<OrganisationId, ApiError> {
    let actor = identity::require(state, Action::Register, On::Network)?;
    let Actor::Person(person) = actor else {
        return Err(Refusal::Forbidden.into());
    };
    let Invitation {
        organisation, by, ..
    } = links::look(state, PURPOSE, secret).await?;
    // It is for somebody else, and stays good for them.
    if by == actor {
        return Err(Refusal::Forbidden.into());
    }
    if state
        .store
        .read(|network| network.role(person, organisation).is_some())
    {
        return Err(Refusal::MemberAlready.into());
    }
    let invitation: Invitation = links::take(state, PURPOSE, secret).await?;
    let command = Command::Admit {
        member: fresh_record(),
        organisation,
        person,
        role: invitation.role,
    };
    // Decided for whoever invited: who has lost the right to admit people does not.
    let admitted = submit_as(state, invitation.by, fresh_command(), &command).await;
    if matches!(admitted, Err(ApiError::Unavailable)) {
        // Nothing has come of it, so it can be tried again.
        let data = serde_json::json!(invitation).to_string();
        let hash = links::hash(secret);
        let again = state
            .store
            .keep_token(&hash, PURPOSE, &data, invitation.expires);
        again.await.map_err(unavailable)?;
    }
    admitted?;
    Ok(organisation)
}

fn read(data: &str) -> Option<Invitation> {
    serde_json::from_str(data).ok()
}

fn unavailable(cause: StoreError) -> ApiError {
    tracing::error!(%cause, "the database cannot keep or find an invitation");
    ApiError::Unavailable
}
