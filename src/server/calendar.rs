//! The calendar feed of each organisation (RFC 5545), at a secret address.
//!
//! The secret is made from the organisation's identifier with a key of this installation, so no table keeps it. Whoever
//! has the address reads the feed: calendar programs cannot sign in.

use super::state::{AppState, now};
use crate::api::ApiError;
use crate::api::calendar::Happening;
use crate::i18n::{Locale, td_string, words};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use hmac::{Hmac, Mac};
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike, EventStatus, Property};
use jejaring_domain::{
    Activity, ActivityState, Answer, Date, Network, OrganisationId, Partnership, Status, Timestamp,
};
use jejaring_store::{Store, StoreError};
use serde::Deserialize;
use sha2::Sha256;

/// The setting that holds the key of all links.
const KEY: &str = "calendar-key";

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn random() -> String {
    hexadecimal(&rand::random::<[u8; 32]>())
}

fn unavailable(cause: StoreError) -> ApiError {
    tracing::error!(%cause, "the secret of a calendar cannot be read");
    ApiError::Unavailable
}

/// What changes when an organisation's link is made anew.
fn turn(organisation: OrganisationId) -> String {
    format!("calendar-{organisation}")
}

/// The secret in the link of an organisation's feed: its identifier and a keyed hash of it.
pub async fn secret(store: &Store, organisation: OrganisationId) -> Result<String, ApiError> {
    let mut key = store.setting(KEY).await.map_err(unavailable)?;
    if key.is_none() {
        let made = store.set_setting(KEY, &random()).await;
        made.map_err(unavailable)?;
        // Where two made one at once, the later one holds.
        key = store.setting(KEY).await.map_err(unavailable)?;
    }
    let turn = store.setting(&turn(organisation)).await;
    let turn = turn.map_err(unavailable)?.unwrap_or_default();
    let key = key.unwrap_or_default();
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_err(|cause| {
        tracing::error!(%cause, "the key of the calendars cannot be used");
        ApiError::Unavailable
    })?;
    mac.update(format!("{organisation}\n{turn}").as_bytes());
    let hash = hexadecimal(&mac.finalize().into_bytes()[..20]);
    Ok(format!("{organisation}-{hash}"))
}

/// Gives an organisation's feed another secret.
pub async fn new_secret(store: &Store, organisation: OrganisationId) -> Result<(), ApiError> {
    let set = store.set_setting(&turn(organisation), &random()).await;
    set.map_err(unavailable)
}

/// Whether two texts are the same, in a time that does not tell how much of them is.
fn same(a: &str, b: &str) -> bool {
    let differences = a
        .bytes()
        .zip(b.bytes())
        .fold(0, |all, (a, b)| all | (a ^ b));
    a.len() == b.len() && differences == 0
}

/// In which language the feed is wanted.
#[derive(Deserialize)]
pub struct Wanted {
    lang: Option<String>,
}

/// The feed at `/calendar/SECRET.ics`.
pub async fn feed(
    State(state): State<AppState>,
    Path(file): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, ApiError> {
    let given = file.strip_suffix(".ics").ok_or(ApiError::NotFound)?;
    let organisation = given.split('-').next().unwrap_or_default();
    let organisation = organisation.parse().map_err(|_| ApiError::NotFound)?;
    if !same(given, &secret(&state.store, organisation).await?) {
        return Err(ApiError::NotFound);
    }
    let locale = match wanted.lang.as_deref() {
        Some("en") => Locale::en,
        _ => Locale::id,
    };
    let text = state.store.read(|network| {
        let name = &network.organisation(organisation)?.profile.name;
        Some(write(
            locale,
            name,
            &happenings(network, organisation),
            now(),
        ))
    });
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "inline; filename=\"jejaring.ics\""),
    ];
    Ok((headers, text.ok_or(ApiError::NotFound)?).into_response())
}

/// What has a day in the partnerships that an organisation has confirmed, by day. What is cancelled has none.
pub fn happenings(network: &Network, organisation: OrganisationId) -> Vec<Happening> {
    let confirmed = |p: &&Partnership| {
        let party = p.terms.party(organisation);
        !p.archived && party.is_some_and(|party| party.answer == Answer::Accepted)
    };
    let partnerships = network.partnerships_of(organisation).filter(confirmed);
    let mut happenings: Vec<_> = partnerships
        .flat_map(|partnership| {
            let activities = network.records_of::<Activity>(partnership.id.into());
            let activities = activities.filter(|a| a.state != ActivityState::Cancelled);
            let ends = end(partnership);
            activities
                .map(|activity| of_activity(network, partnership, activity))
                .chain(ends)
                .collect::<Vec<_>>()
        })
        .collect();
    happenings.sort_by_key(|happening| (happening.first, happening.last, happening.partnership));
    happenings
}

fn of_activity(network: &Network, partnership: &Partnership, activity: &Activity) -> Happening {
    let name = |id| {
        let known = network.organisation(id);
        known.map_or(String::new(), |known| known.profile.name.to_string())
    };
    let bring = activity.contributions.iter();
    Happening {
        partnership: partnership.id,
        title: partnership.terms.title.to_string(),
        activity: Some(activity.clone()),
        responsible: activity.responsible.map_or(String::new(), name),
        contributions: bring
            .map(|(id, what)| (name(*id), what.to_string()))
            .collect(),
        first: activity.start,
        last: activity.last_day(),
        changed: network
            .record(activity.id)
            .map_or(partnership.created, |kept| kept.changed),
    }
}

/// The last day of a partnership that is not over.
fn end(partnership: &Partnership) -> Option<Happening> {
    let day = partnership.terms.expires()?;
    // As it stands on that day, not today: the feed is the same whenever it is asked for.
    let open = partnership.status(day) != Status::Ended;
    open.then(|| Happening {
        partnership: partnership.id,
        title: partnership.terms.title.to_string(),
        activity: None,
        responsible: String::new(),
        contributions: Vec::new(),
        first: day,
        last: day,
        changed: partnership
            .versions
            .values()
            .copied()
            .max()
            .unwrap_or(partnership.created),
    })
}

/// The feed's text.
fn write(locale: Locale, name: &str, happenings: &[Happening], now: Timestamp) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Jejaring//Jejaring//ID"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.name(&format!("Jejaring: {name}"));
    // The days are whole days of western Indonesia; none of the events has an hour.
    calendar.append_property(Property::new("X-WR-TIMEZONE", "Asia/Jakarta"));
    calendar.ttl(&Duration::hours(6));
    calendar.extend(
        happenings
            .iter()
            .map(|happening| event(locale, happening, now)),
    );
    folded(&calendar.to_string())
}

/// The text with no line longer than RFC 5545 has it, the blank before what goes on counted: the crate leaves it out.
fn folded(text: &str) -> String {
    const LIMIT: usize = 75;
    let mut folded = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_inclusive("\r\n") {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LIMIT && !letter.is_control() {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(letter);
            length += letter.len_utf8();
        }
    }
    folded
}

fn event(locale: Locale, happening: &Happening, now: Timestamp) -> Event {
    let stamp = DateTime::<Utc>::from_timestamp_millis(now.0).unwrap_or_default();
    let mut event = Event::new();
    let (uid, summary, reminders) = match &happening.activity {
        Some(activity) => (
            activity.id.to_string(),
            activity.title.to_string(),
            match activity.state {
                ActivityState::Planned => &[1][..],
                ActivityState::Done | ActivityState::Cancelled => &[],
            },
        ),
        None => (
            format!("{}-end", happening.partnership),
            td_string!(locale, calendar.ends, title = happening.title.clone()),
            &[90, 30, 7][..],
        ),
    };
    event
        .uid(&format!("{uid}@jejaring"))
        .timestamp(stamp)
        .sequence(u32::try_from(happening.changed.0).unwrap_or(u32::MAX))
        .summary(&summary)
        .description(&description(locale, happening))
        .class(Class::Private)
        .starts(day(happening.first))
        // The day after the last one: an end is not part of what it ends.
        .ends(day(happening.last) + Duration::days(1))
        .add_property("TRANSP", "TRANSPARENT")
        .status(EventStatus::Confirmed);
    if let Some(activity) = &happening.activity {
        event.categories([words::activity_kind(locale, activity.kind)]);
        if !activity.venue.is_empty() {
            event.location(&activity.venue);
        }
    }
    for days in reminders {
        // At nine in the morning, that many days before.
        let before = Duration::hours(9) - Duration::days(*days);
        let alarm = Alarm::display(&summary, before)
            .uid(&format!("{uid}-{days}@jejaring"))
            .timestamp(stamp)
            .clone();
        event.alarm(alarm);
    }
    event.done()
}

fn description(locale: Locale, happening: &Happening) -> String {
    let mut lines = Vec::new();
    if let Some(activity) = &happening.activity {
        if !activity.note.is_empty() {
            lines.push(activity.note.to_string());
        }
        if !happening.responsible.is_empty() {
            let label = td_string!(locale, words.field.responsible);
            lines.push(format!("{label}: {}", happening.responsible));
        }
        let bring = happening.contributions.iter();
        lines.extend(bring.map(|(party, what)| {
            td_string!(
                locale,
                calendar.brings,
                party = party.clone(),
                what = what.clone()
            )
        }));
    }
    lines.push(td_string!(
        locale,
        calendar.partnership,
        title = happening.title.clone()
    ));
    lines.join("\n")
}

fn day(date: Date) -> NaiveDate {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    NaiveDate::from_ymd_opt(date.year().into(), month.into(), day.into()).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jejaring_domain::{ActivityKind, Line, Name, PartnershipId, RecordId, Seq, Text};

    fn activity(title: &str, first: Date, last: Option<Date>) -> Happening {
        let partnership = PartnershipId::new(1, 1);
        Happening {
            partnership,
            title: "Magang; bersama".to_owned(),
            activity: Some(Activity {
                id: RecordId::new(1, 2),
                partnership,
                kind: ActivityKind::Visit,
                title: Name::new(title).unwrap(),
                contributions: Default::default(),
                note: Text::new("Dua hal:\nbus, dan \\ makan").unwrap(),
                responsible: None,
                venue: Line::new("Aula; lantai 2, Bantul").unwrap(),
                start: first,
                end: last,
                state: ActivityState::Planned,
            }),
            responsible: "SMK Satu".to_owned(),
            contributions: vec![("PT Dua".to_owned(), "dua pelatih; modul".to_owned())],
            first,
            last: last.unwrap_or(first),
            changed: Seq(7),
        }
    }

    fn end(day: Date) -> Happening {
        Happening {
            activity: None,
            ..activity("-", day, None)
        }
    }

    /// The lines of a feed, each put together again from where it was folded.
    fn lines(feed: &str) -> Vec<String> {
        assert!(feed.ends_with("\r\n"));
        assert!(
            !feed.replace("\r\n", "").contains(['\r', '\n']),
            "lines end by CRLF only"
        );
        for line in feed.split("\r\n") {
            assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        let unfolded = feed.replace("\r\n ", "");
        unfolded.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_feed_keeps_the_rules() {
        let long = format!(
            "Kunjungan industri ke pabrik — {}",
            "gelombang kedua é ".repeat(9)
        );
        let first = Date::constant(2026, 12, 30);
        let happenings = [
            activity(&long, first, Some(Date::constant(2027, 1, 2))),
            end(Date::constant(2028, 2, 28)),
        ];
        let feed = write(
            Locale::id,
            "SMK Satu, Bantul",
            &happenings,
            Timestamp(1_795_000_000_123),
        );
        let lines = lines(&feed);
        let has = |line: &str| assert!(lines.iter().any(|l| l == line), "{line} is not in\n{feed}");
        assert_eq!(
            lines[..3],
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Jejaring//Jejaring//ID"
            ]
        );
        assert_eq!(lines.last().unwrap(), "END:VCALENDAR");
        has("METHOD:PUBLISH");
        has("X-WR-CALNAME:Jejaring: SMK Satu\\, Bantul");
        has("DTSTART;VALUE=DATE:20261230");
        has("DTEND;VALUE=DATE:20270103");
        has("DTSTART;VALUE=DATE:20280228");
        has("DTEND;VALUE=DATE:20280229");
        has("LOCATION:Aula\\; lantai 2\\, Bantul");
        has(
            "DESCRIPTION:Dua hal:\\nbus\\, dan \\\\ makan\\nPenanggung jawab: SMK Satu\\nPT Dua membawa: dua pelatih\\; modul\\nKemitraan: Magang\\; bersama",
        );
        has(&format!("SUMMARY:{}", long.trim()));
        has("SUMMARY:Berakhir: Magang\\; bersama");
        has("DTSTAMP:20261118T110640Z");
        let count = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
        assert_eq!(count("BEGIN:VEVENT"), 2);
        assert_eq!(count("BEGIN:VALARM"), 4);
        assert_eq!(count("UID:"), 6, "each event and each alarm is told apart");
        let events = feed.split("BEGIN:VEVENT").skip(1);
        for event in events {
            let own = event.split("BEGIN:VALARM").next().unwrap();
            for needed in [
                "DTSTAMP:",
                "UID:",
                "DTSTART;",
                "DTEND;",
                "SUMMARY:",
                "SEQUENCE:7\r\n",
            ] {
                assert_eq!(own.matches(&format!("\r\n{needed}")).count(), 1, "{needed}");
            }
        }
        let alarms: Vec<_> = lines
            .iter()
            .filter(|line| line.starts_with("TRIGGER"))
            .collect();
        assert!(
            alarms.iter().all(|alarm| alarm.contains(":-P")),
            "{alarms:?}"
        );
        let again = write(
            Locale::id,
            "SMK Satu, Bantul",
            &happenings,
            Timestamp(1_795_000_000_123),
        );
        assert_eq!(feed, again, "nothing in it is by chance");
    }

    #[test]
    fn an_empty_feed_is_a_calendar_too() {
        let feed = write(Locale::en, "SMK", &[], Timestamp(0));
        assert_eq!(lines(&feed).first().unwrap(), "BEGIN:VCALENDAR");
    }

    #[test]
    fn texts_are_compared_whole() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("", "a"));
    }
}
