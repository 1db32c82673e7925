//! Identifiers: ULIDs made by whoever creates the record, so that a client can name it before the server has seen it.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use ulid::Ulid;

/// The text is not a ULID (26 characters of Crockford's base 32).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Ulid);

        impl $name {
            /// A new identifier from the time (milliseconds since 1970) and 80 random bits.
            pub fn new(milliseconds: u64, random: u128) -> Self {
                Self(Ulid::from_parts(milliseconds, random))
            }

            /// The identifier as a number, for compact binary data.
            pub fn to_u128(self) -> u128 {
                self.0.0
            }

            /// The identifier with that number.
            pub const fn from_u128(number: u128) -> Self {
                Self(Ulid(number))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Ulid::from_string(text.trim()).map(Self).map_err(|_| NotAnId)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;
            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }
    )+};
}

id! {
    /// Names an [`Organisation`](crate::Organisation).
    OrganisationId,
    /// Names a [`Partnership`](crate::Partnership).
    PartnershipId,
    /// Names a [`Record`](crate::Record): a need, a proposal, an activity, …
    RecordId,
    /// Names a person who can sign in. The domain knows nothing else of them.
    PersonId,
    /// Names one submission of a [`Command`](crate::Command): sent twice, it is done once.
    CommandId,
}
