//! What is said over the live socket, as JSON.

use jejaring_domain::Seq;
use jejaring_domain::change::Subject;
use serde::{Deserialize, Serialize};

/// The version of these messages. A browser that speaks another has to load the app anew.
pub const VERSION: u32 = 1;

/// What a browser says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromBrowser {
    /// First: which messages it knows, and the last log entry that it knows of.
    Hello {
        /// [`VERSION`].
        version: u32,
        /// The entry.
        seq: Seq,
    },
    /// What its reader looks at.
    Here(Place),
}

/// What somebody looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The organisation or partnership; nothing where it is neither.
    pub subject: Option<Subject>,
    /// Whether in a form that changes it.
    pub editing: bool,
}

/// What the server says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromServer {
    /// What was touched after the entry said last, or that of the greeting: to be read anew where it is shown.
    News {
        /// The log is there now.
        seq: Seq,
        /// What was touched.
        touched: Touch,
    },
    /// The others who are here.
    Here(Vec<Present>),
    /// The socket is closed, and why.
    Bye(Reason),
}

/// What was touched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Touch {
    /// These.
    Only(Vec<Subject>),
    /// Too much to name, or what the reader may see and do.
    All,
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
    /// It did not read what it was sent, or did not answer: to come again.
    Slow,
    /// It sent more than is taken, or what is not understood.
    Unruly,
    /// Too many are here already: to come again later.
    Full,
    /// The server stops: to come again.
    Closing,
}
