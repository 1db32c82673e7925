//! Reminds the people of the parties, by mail, that a partnership runs out: 90, 30 and 7 days before, each once.

use super::state::{AppState, now};
use crate::i18n::{Locale, date, td_string};
use jejaring_domain::reminder::mark;
use jejaring_domain::{Date, Mark, Network, Partnership, PartnershipId, PersonId};
use jejaring_store::{Reminder, StoreError};
use std::collections::BTreeSet;
use std::time::Duration;

/// What to remind of, and whom.
struct Due {
    partnership: PartnershipId,
    title: String,
    expires: Date,
    mark: Mark,
    people: BTreeSet<PersonId>,
}

/// Looks each hour for what is due, as long as the database is open.
pub async fn keep_reminding(state: AppState) {
    const HOUR: Duration = Duration::from_secs(60 * 60);
    loop {
        match remind(&state, now().date()).await {
            Ok(()) => {}
            Err(StoreError::Closed) => return,
            Err(cause) => tracing::error!(%cause, "people could not be reminded of what runs out"),
        }
        tokio::time::sleep(HOUR).await;
    }
}

/// Sends what is due on a day and was not sent yet. What cannot be sent is due again.
pub async fn remind(state: &AppState, today: Date) -> Result<(), StoreError> {
    let due: Vec<_> = state.store.read(|network| {
        let partnerships = network.partnerships();
        partnerships
            .filter_map(|partnership| due(network, partnership, today))
            .collect()
    });
    for due in due {
        send(state, &due).await?;
    }
    Ok(())
}

fn due(network: &Network, partnership: &Partnership, today: Date) -> Option<Due> {
    let mark = mark(partnership, today).filter(|mark| *mark != Mark::Expired)?;
    let parties = partnership.terms.accepted().into_iter();
    let members = parties.flat_map(|party| network.members_of(party));
    let people = members.map(|member| member.person);
    Some(Due {
        partnership: partnership.id,
        title: partnership.terms.title.to_string(),
        expires: partnership.terms.expires()?,
        mark,
        // What the terms are is no more a blocked person's to learn.
        people: people
            .filter(|person| !network.is_blocked(*person))
            .collect(),
    })
}

async fn send(state: &AppState, due: &Due) -> Result<(), StoreError> {
    let url = format!("{}/partnerships/{}", state.config.url, due.partnership);
    let text = |locale| {
        td_string!(
            locale,
            life.remind_text,
            title = due.title.clone(),
            date = date(locale, due.expires),
            url = url.clone()
        )
    };
    // Which language somebody reads is known only while they read.
    let text = format!("{}\n\n—\n\n{}\n", text(Locale::id), text(Locale::en));
    let subject = td_string!(Locale::id, life.remind_subject, title = due.title.clone());
    for person in &due.people {
        let account = state.store.account(*person).await?;
        let Some(account) = account.filter(|account| !account.demo) else {
            continue;
        };
        let reminder = Reminder {
            partnership: due.partnership,
            expires: due.expires,
            mark: due.mark,
            person: *person,
        };
        // Kept first: a second server sends no second one.
        if state.store.remind_once(&reminder).await? {
            let mailer = &state.config.mailer;
            if !mailer.send(&account.email, &subject, &text).await {
                state.store.forget_reminder(&reminder).await?;
            }
        }
    }
    Ok(())
}
