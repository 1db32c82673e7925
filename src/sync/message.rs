//! What is said over the live socket, as JSON.

use crate::News;
use jejaring_domain::change::Subject;
use jejaring_domain::{Date, Part, Seq};
use serde::{Deserialize, Serialize};

/// The version of these messages. A browser that speaks another has to load the app anew.
pub const VERSION: u32 = 1;

/// What a browser says.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromBrowser {
    /// First, and only then: what it knows.
    Hello {
        /// [`VERSION`].
        version: u32,
        /// The last log entry that is in what it shows.
        seq: Seq,
        /// The day that this is of; nothing where it does not depend on the day.
        day: Option<Date>,
    },
    /// What its reader looks at.
    Here(Place),
}

impl FromBrowser {
    /// As it is sent. Written by hand, as it is in what every page loads.
    pub fn text(&self) -> String {
        match self {
            FromBrowser::Hello { version, seq, day } => {
                let day = day.map_or("null".to_owned(), |day| format!("\"{day}\""));
                format!(
                    r#"{{"hello":{{"version":{version},"seq":{},"day":{day}}}}}"#,
                    seq.0
                )
            }
            FromBrowser::Here(Place { subject, editing }) => {
                let subject = match subject {
                    Some(Subject::Organisation(id)) => format!(r#"{{"organisation":"{id}"}}"#),
                    Some(Subject::Partnership(id)) => format!(r#"{{"partnership":"{id}"}}"#),
                    Some(Subject::Record(id)) => format!(r#"{{"record":"{id}"}}"#),
                    None => "null".to_owned(),
                };
                format!(r#"{{"here":{{"subject":{subject},"editing":{editing}}}}}"#)
            }
        }
    }
}

/// What somebody looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The organisation or partnership; nothing where it is neither.
    pub subject: Option<Subject>,
    /// Whether in a form that changes it.
    pub editing: bool,
}

/// What the server says. `P`: see [`News`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromServer<P = Part> {
    /// What was touched after the entry that was said last, or that of the greeting.
    News {
        /// It.
        news: News<P>,
        /// What the reader did among this.
        own: Vec<Own>,
    },
    /// More than is said here has changed until this entry, or what the reader may see: all is to be asked for anew.
    Anew(Seq),
    /// The others who are here.
    Here(Vec<Present>),
    /// The socket is closed, and why.
    Bye(Reason),
}

/// An entry that a command of the reader's led to, and that can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// The entry.
    pub seq: Seq,
    /// Whose history it is part of.
    pub about: Subject,
}

/// Somebody who is here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Present {
    /// What is looked at.
    pub place: Place,
    /// By whom; nothing where that is not for this reader to know.
    pub name: Option<String>,
}

/// Why a socket is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The browser runs another version of the app: to be loaded anew.
    Version,
    /// The session has ended: to be loaded anew.
    SignedOut,
    /// It sent more than is taken, or what is not understood.
    Unruly,
    /// The log cannot be read: to come again.
    Unavailable,
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejaring_domain::{OrganisationId, PartnershipId, RecordId};

    #[test]
    fn what_a_browser_says_is_understood() {
        let subjects = [
            None,
            Some(OrganisationId::from_u128(1).into()),
            Some(PartnershipId::from_u128(2).into()),
            Some(Subject::Record(RecordId::from_u128(3))),
        ];
        let here = subjects.map(|subject| {
            let editing = subject.is_some();
            FromBrowser::Here(Place { subject, editing })
        });
        let hello = [None, Some(Date::constant(2026, 11, 29))].map(|day| FromBrowser::Hello {
            version: VERSION,
            seq: Seq(u64::MAX),
            day,
        });
        for message in here.into_iter().chain(hello) {
            let text = message.text();
            let heard: FromBrowser = serde_json::from_str(&text).expect("understood");
            assert_eq!(heard, message);
        }
    }
}
