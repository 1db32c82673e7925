//! What happened to a record while a form of it was open. A form is sent whole: in a field that has what it began with it
//! says nothing, and that field stays what others have made of it; in another it asks where others have changed the same.
//! What its sender has written since, in another form, is known to its sender and asks nothing.

use super::MERGED;
use crate::api::ApiError;
use crate::server::state::AppState;
use axum::http::header::HeaderValue;
use jejaring_domain::change::Subject;
use jejaring_domain::{Actor, Change, Edit, Record, Seq};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What the sender of a form had seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The state of the network that the form began with.
    pub seq: Seq,
    /// Whether it also began with what its sender had written before and the server did not have then.
    pub follows: bool,
}

impl From<Seq> for Seen {
    fn from(seq: Seq) -> Self {
        let follows = false;
        Self { seq, follows }
    }
}

/// Something that has changed since a form began.
pub struct Later<T> {
    seq: Seq,
    /// Whether the form's sender did it.
    own: bool,
    what: T,
}

/// The changes of a record that the sender of a form had not seen, the earliest first; `of` is the record that it belongs
/// to, or itself: the log has them there. Says so to the browser, where others made some of them: its outbox shows that what
/// is saved now joins these.
pub async fn since(
    state: &AppState,
    actor: Actor,
    subject: Subject,
    of: Subject,
    seen: Seen,
) -> Result<Vec<Later<Change>>, ApiError> {
    if state.store.read(|network| network.seq()) <= seen.seq {
        return Ok(Vec::new());
    }
    let events = state.store.history_since(seen.seq, &[of], usize::MAX).await;
    let events = events.map_err(|cause| {
        tracing::error!(%cause, "what happened to a record meanwhile cannot be read");
        ApiError::Unavailable
    })?;
    let later = events
        .into_iter()
        .filter(|event| event.change.subject() == subject);
    let later = later.map(|event| Later {
        seq: event.seq,
        // Whoever acts without an account is anybody.
        own: matches!(actor, Actor::Person(_)) && event.actor == actor,
        what: event.change,
    });
    let mut later: Vec<_> = later.collect();
    later.reverse();
    let others = later.iter().any(|change| !change.own);
    if let (true, Some(response)) = (others, use_context::<ResponseOptions>()) {
        response.insert_header(MERGED, HeaderValue::from_static("true"));
    }
    Ok(later)
}

/// What a form had in a field that has changed since, and the last entry about it that its sender knew.
fn began<V: Clone>(changes: &[Later<(V, V)>], seen: Seen) -> Option<(V, Seq)> {
    let first = changes.first()?;
    let own = changes.iter().rev().find(|change| change.own);
    let had = match own.filter(|_| seen.follows) {
        Some(own) => &own.what.1,
        None => &first.what.0,
    };
    Some((had.clone(), own.map_or(seen.seq, |own| own.seq)))
}

/// The edits of a form that is sent whole: without those of fields in which it repeats what it began with, and each based
/// on what its sender knew. `values` tells of a change the values of a field before and after.
pub fn edits_of_form<V: PartialEq + Clone>(
    edits: Vec<Edit<V>>,
    seen: Seen,
    later: &[Later<Change>],
    values: impl Fn(&Change) -> Option<(&V, &V)>,
    same_field: impl Fn(&V, &V) -> bool,
) -> Vec<Edit<V>> {
    let edits = edits.into_iter().filter_map(|Edit { value, .. }| {
        let changes = later.iter().filter_map(|change| {
            let (before, after) = values(&change.what)?;
            same_field(before, &value).then(|| Later {
                seq: change.seq,
                own: change.own,
                what: (before.clone(), after.clone()),
            })
        });
        match began(&changes.collect::<Vec<_>>(), seen) {
            Some((had, _)) if had == value => None,
            Some((_, base)) => Some(Edit { value, base }),
            None => Some(Edit {
                value,
                base: seen.seq,
            }),
        }
    });
    edits.collect()
}

/// A smaller record as its form makes it, with what others have made of its other fields meanwhile, and what it is then
/// based on. Where others have changed the same it is left as it was sent, for the rules to refuse.
pub async fn joined(
    state: &AppState,
    actor: Actor,
    sent: Record,
    seen: Seen,
) -> Result<(Record, Seq), ApiError> {
    let id = sent.id();
    let now = state.store.read(|network| {
        let kept = network.record(id)?;
        Some((kept.record.clone(), kept.changed))
    });
    let Some((now, changed)) = now.filter(|(_, changed)| *changed > seen.seq) else {
        return Ok((sent, seen.seq));
    };
    let subject = Subject::Record(id);
    let of = sent.owner().unwrap_or(subject);
    let later = since(state, actor, subject, of, seen).await?;
    Ok(match join(&sent, &now, &later, seen) {
        Some(joined) => (joined, changed),
        None => (sent, seen.seq),
    })
}

fn join(sent: &Record, now: &Record, later: &[Later<Change>], seen: Seen) -> Option<Record> {
    let later = later.iter().map(|change| {
        let Change::Recorded { before, after } = &change.what else {
            return None;
        };
        let fields = (fields(before.as_deref()?)?, fields(after.as_deref()?)?);
        Some((change.seq, change.own, fields))
    });
    let later: Vec<_> = later.collect::<Option<_>>()?;
    let (kind, sent) = whole(sent)?;
    let (_, mut joined) = whole(now)?;
    let value_in = |fields: &Map<String, Value>, name: &str| fields.get(name).cloned();
    let names: BTreeSet<String> = sent.keys().chain(joined.keys()).cloned().collect();
    for name in names {
        let changes = later.iter().filter_map(|(seq, own, (before, after))| {
            let what = (value_in(before, &name), value_in(after, &name));
            let (seq, own) = (*seq, *own);
            (what.0 != what.1).then_some(Later { seq, own, what })
        });
        let changes: Vec<_> = changes.collect();
        let value = value_in(&sent, &name);
        if value == value_in(&joined, &name) {
            continue;
        }
        if let Some((had, known)) = began(&changes, seen) {
            if had == value {
                continue;
            }
            if changes.iter().any(|change| change.seq > known) {
                return None;
            }
        }
        match value {
            Some(value) => joined.insert(name, value),
            None => joined.remove(&name),
        };
    }
    serde_json::from_value(Value::Object(
        [(kind, Value::Object(joined))].into_iter().collect(),
    ))
    .ok()
}

fn fields(record: &Record) -> Option<Map<String, Value>> {
    whole(record).map(|(_, fields)| fields)
}

/// A record as its kind and its fields.
fn whole(record: &Record) -> Option<(String, Map<String, Value>)> {
    match serde_json::to_value(record).ok()? {
        Value::Object(record) => match record.into_iter().next()? {
            (kind, Value::Object(fields)) => Some((kind, fields)),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(
        seq: u64,
        own: bool,
        before: &'static str,
        after: &'static str,
    ) -> Later<(&'static str, &'static str)> {
        Later {
            seq: Seq(seq),
            own,
            what: (before, after),
        }
    }

    fn seen(follows: bool) -> Seen {
        Seen {
            seq: Seq(1),
            follows,
        }
    }

    #[test]
    fn a_form_began_with_what_its_sender_had_written_before_where_it_says_so() {
        let changes = [change(2, true, "a", "b"), change(3, false, "b", "c")];
        assert_eq!(began(&changes, seen(false)), Some(("a", Seq(2))));
        assert_eq!(began(&changes, seen(true)), Some(("b", Seq(2))));
        assert_eq!(began(&changes[1..], seen(true)), Some(("b", Seq(1))));
        assert_eq!(began::<()>(&[], seen(true)), None);
    }
}
