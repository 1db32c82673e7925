//! What a smaller record says, in words: for its history.

use crate::api::organisations::OrganisationRef;
use crate::i18n::{Locale, date, size, words};
use jejaring_domain::{Date, Evaluation, Field, Line, OrganisationId, Record};
use leptos_i18n::td_string;
use std::collections::BTreeMap;

/// What it is called: what its writer calls it, else whose it is; empty where there is no word for it.
pub fn title(organisations: &[OrganisationRef], record: &Record) -> String {
    match record {
        Record::Contact(contact) => contact.name.to_string(),
        Record::Listing(listing) => listing.title.to_string(),
        Record::Activity(activity) => activity.title.to_string(),
        Record::Report(report) => report.title.to_string(),
        Record::Attachment(file) => file.name.to_string(),
        Record::Evaluation(evaluation) => name_of(organisations, evaluation.organisation),
        Record::Comment(comment) => name_of(organisations, comment.organisation),
        Record::Proposal(proposal) => name_of(organisations, proposal.by),
        Record::Member(_) | Record::Person(_) | Record::Merger(_) | Record::Distinction(_) => {
            String::new()
        }
    }
}

/// What it says in each of its inputs; the same inputs for all of a kind.
pub fn values(
    locale: Locale,
    organisations: &[OrganisationRef],
    record: &Record,
) -> Vec<(Field, String)> {
    let day = |day: Option<Date>| day.map_or(String::new(), |day| date(locale, day));
    let count = |count: Option<u32>| count.map_or(String::new(), |count| count.to_string());
    match record {
        Record::Contact(contact) => vec![
            (Field::Name, contact.name.to_string()),
            (Field::Function, contact.function.to_string()),
            (Field::Email, contact.email.to_string()),
            (Field::Phone, contact.phone.to_string()),
        ],
        Record::Listing(listing) => {
            let side = words::side(locale, listing.side);
            let closed = td_string!(locale, needs.is_closed);
            vec![
                (
                    Field::Side,
                    match listing.closed {
                        true => format!("{side} ({closed})"),
                        false => side.to_owned(),
                    },
                ),
                (
                    Field::Resource,
                    words::resource(locale, listing.resource).to_owned(),
                ),
                (Field::Title, listing.title.to_string()),
                (Field::Note, listing.note.to_string()),
                (Field::Quantity, count(listing.quantity)),
                (Field::Programme, listing.programme.to_string()),
                (Field::From, day(listing.from)),
                (Field::Until, day(listing.until)),
            ]
        }
        Record::Activity(activity) => vec![
            (Field::Title, activity.title.to_string()),
            (
                Field::ActivityKind,
                words::activity_kind(locale, activity.kind).to_owned(),
            ),
            (
                Field::Responsible,
                activity
                    .responsible
                    .map_or(String::new(), |id| name_of(organisations, id)),
            ),
            (
                Field::Contributions,
                contributions(organisations, &activity.contributions),
            ),
            (Field::Note, activity.note.to_string()),
            (Field::Start, date(locale, activity.start)),
            (Field::End, day(activity.end)),
            (Field::Venue, activity.venue.to_string()),
            (
                Field::ActivityState,
                words::activity_state(locale, activity.state).to_owned(),
            ),
        ],
        Record::Report(report) => vec![
            (Field::Title, report.title.to_string()),
            (Field::ReportText, report.text.to_string()),
            (Field::Participants, count(report.participants)),
        ],
        Record::Evaluation(evaluation) => {
            let go_on = match evaluation.renew {
                true => td_string!(locale, work.renew),
                false => td_string!(locale, work.end),
            };
            vec![
                (Field::Benefits, benefits(locale, evaluation)),
                (Field::Renew, go_on.to_owned()),
                (Field::Note, evaluation.note.to_string()),
            ]
        }
        Record::Attachment(file) => {
            let bytes = size(locale, file.size);
            vec![(Field::File, format!("{} ({bytes})", file.name))]
        }
        Record::Comment(comment) => vec![(Field::Comment, comment.text.to_string())],
        Record::Member(member) => vec![(
            Field::Role,
            words::member_role(locale, member.role).to_owned(),
        )],
        Record::Proposal(_) | Record::Person(_) | Record::Merger(_) | Record::Distinction(_) => {
            Vec::new()
        }
    }
}

/// What a party says became of each benefit, one a line.
pub fn benefits(locale: Locale, evaluation: &Evaluation) -> String {
    let lines = evaluation.benefits.iter().map(|(benefit, outcome)| {
        let (benefit, state) = (
            words::benefit(locale, *benefit),
            words::benefit_state(locale, outcome.state),
        );
        match outcome.evidence.is_empty() {
            true => format!("{benefit}: {state}"),
            false => format!("{benefit}: {state} ({})", outcome.evidence),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What each party brings, one a line.
pub fn contributions(
    organisations: &[OrganisationRef],
    contributions: &BTreeMap<OrganisationId, Line>,
) -> String {
    let lines = contributions.iter();
    let lines = lines.map(|(party, what)| format!("{}: {what}", name_of(organisations, *party)));
    lines.collect::<Vec<_>>().join("\n")
}

fn name_of(organisations: &[OrganisationRef], id: OrganisationId) -> String {
    let mut named = organisations.iter().filter(|known| known.id == id);
    named
        .next()
        .map_or(String::new(), |known| known.name.clone())
}
