//! The weekly summary by e-mail of what waits for a person, for those who asked for it.

use super::answers::desk::rows;
use super::state::{AppState, now};
use crate::api::ApiError;
use crate::api::desk::WaitingRow;
use crate::i18n::{Locale, number, words};
use jejaring_domain::Timestamp;
use jejaring_store::StoreError;
use leptos_i18n::td_string;
use std::time::Duration;

/// At most one in this time for each person.
const WEEK: i64 = 7 * 24 * 60 * 60 * 1000;

/// Sends each hour what is due.
pub async fn keep_sending(state: AppState) {
    const HOUR: Duration = Duration::from_secs(60 * 60);
    loop {
        match send_due(&state, now()).await {
            Ok(()) => {}
            Err(StoreError::Closed) => return,
            Err(cause) => tracing::error!(%cause, "weekly summaries could not be sent"),
        }
        tokio::time::sleep(HOUR).await;
    }
}

/// Sends a summary to everybody who wants one, got none for a week, and for whom something waits. One that cannot be sent
/// is due again.
pub async fn send_due(state: &AppState, now: Timestamp) -> Result<(), StoreError> {
    let accounts = state.store.accounts().await?;
    for account in accounts.iter().filter(|account| account.digest) {
        let sent = format!("digest:{}", account.person);
        let last = state.store.setting(&sent).await?;
        let last = last.and_then(|last| last.parse::<i64>().ok());
        if last.is_some_and(|last| now.0 - last < WEEK) {
            continue;
        }
        let waiting = match rows(state, account.person, now.date()).await {
            Ok(waiting) if !waiting.is_empty() => waiting,
            // Why not is in the log already.
            Ok(_) | Err(ApiError::Unavailable) => continue,
            Err(cause) => {
                tracing::error!(%cause, "a weekly summary could not be written");
                continue;
            }
        };
        // Kept first: a second server, or this one started anew, sends no second one.
        state.store.set_setting(&sent, &now.0.to_string()).await?;
        let (subject, text) = letter(&account.name, &waiting, &state.config.url);
        let mailer = &state.config.mailer;
        if !mailer.send(&account.email, &subject, &text).await {
            // In an hour again.
            let last = last.unwrap_or_default().to_string();
            state.store.set_setting(&sent, &last).await?;
        }
    }
    Ok(())
}

/// The subject and the text, in both languages: which one a person reads is not known here.
fn letter(name: &str, waiting: &[WaitingRow], url: &str) -> (String, String) {
    let parts = [Locale::id, Locale::en].map(|locale| part(locale, name, waiting, url));
    let count = number(Locale::id, waiting.len());
    let subject = td_string!(Locale::id, desk.mail.subject, count = count);
    (subject, parts.join("\n\n– – –\n\n"))
}

fn part(locale: Locale, name: &str, waiting: &[WaitingRow], url: &str) -> String {
    let lines = waiting.iter().map(|row| {
        let title = row.title.as_ref().unwrap_or(&row.organisation.name);
        let (task, page) = (words::task(locale, row), row.page());
        format!("• {task}\n  {title}\n  {url}{page}")
    });
    let link = format!("{url}/desk");
    let paragraphs = [
        td_string!(locale, desk.mail.hello, name = name.to_owned()),
        td_string!(locale, desk.mail.lead).to_owned(),
        lines.collect::<Vec<_>>().join("\n"),
        td_string!(locale, desk.mail.open, link = link),
        td_string!(locale, desk.mail.stop).to_owned(),
    ];
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::organisations::OrganisationRef;
    use jejaring_domain::{Date, Kind, OrganisationId, PartnershipId, Since, Task, Waiting};

    #[test]
    fn a_letter_says_in_both_languages_what_waits_and_where() {
        let id = OrganisationId::from_u128(1);
        let partnership = PartnershipId::from_u128(2);
        let row = WaitingRow {
            waiting: Waiting {
                task: Task::Vote,
                organisation: id,
                partnership: Some(partnership),
                record: None,
                since: Since::Day(Date::constant(2026, 11, 25)),
            },
            organisation: OrganisationRef {
                id,
                name: "SMK Satu".to_owned(),
                kind: Kind::School,
            },
            title: Some("Magang".to_owned()),
            others: Vec::new(),
            about: None,
            since: None,
        };
        let (subject, text) = letter("Sri", &[row], "https://jejaring.example");
        assert_eq!(subject, "Jejaring: 1 hal menunggu Anda");
        let page = format!("https://jejaring.example/partnerships/{partnership}");
        for part in [
            "Halo Sri,",
            "Hello Sri,",
            "• Beri suara",
            "• Vote on",
            "Magang",
            &page,
        ] {
            assert!(text.contains(part), "{part} is not in:\n{text}");
        }
    }
}
