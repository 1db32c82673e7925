//! The program's own file: one JSON object.
//!
//! ```json
//! {"format": "jejaring", "version": 1,
//!  "organisations": [{"id": "01J…", "archived": false, "name": "SMK Negeri 1", "kind": "school", …}],
//!  "partnerships": [{"id": "01J…", "archived": false, "title": "Magang",
//!                    "parties": [{"organisation": "01J…", "role": "proposer", "answer": "accepted",
//!                                 "contributions": "funds: Rp 5 juta; expert"}, …], …}]}
//! ```
//!
//! The fields are those of [`ProfileDraft`] and [`TermsDraft`], all of them texts; those that are empty may be left
//! out. Both lists are read one item at a time, in two passes, so that the items are never all in memory as drafts.

use crate::Format;
use crate::limits::{MAX_DEPTH, MAX_JSON_VALUES};
use crate::refusal::FileRefusal;
use crate::rows::{Each, OrganisationRow, PartnershipRow, Rows};
use jejaring_domain::Network;
use jejaring_domain::draft::{ProfileDraft, TermsDraft};
use serde::de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the member `format` says.
const FORMAT: &str = "jejaring";
/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;

/// A record with its identifier.
#[derive(Serialize, Deserialize)]
struct Item<D> {
    #[serde(default)]
    id: String,
    #[serde(default)]
    archived: bool,
    #[serde(flatten)]
    draft: D,
}

#[derive(Serialize)]
struct File {
    format: &'static str,
    version: u64,
    organisations: Vec<Item<ProfileDraft>>,
    partnerships: Vec<Item<TermsDraft>>,
}

/// The network as such a file.
pub(crate) fn write(network: &Network) -> Result<Vec<u8>, serde_json::Error> {
    let organisations = network.organisations().map(|organisation| Item {
        id: organisation.id.to_string(),
        archived: organisation.archived,
        draft: ProfileDraft::from(&organisation.profile),
    });
    let partnerships = network.partnerships().map(|partnership| Item {
        id: partnership.id.to_string(),
        archived: partnership.archived,
        draft: TermsDraft::from(&partnership.terms),
    });
    serde_json::to_vec_pretty(&File {
        format: FORMAT,
        version: VERSION,
        organisations: organisations.collect(),
        partnerships: partnerships.collect(),
    })
}

/// A file that has been found to be one of ours.
pub(crate) struct Json<'t> {
    text: &'t str,
}

impl<'t> Json<'t> {
    /// Looks whether it is one of ours. Errors: it is not, or is too deep or too large for memory.
    pub fn open(text: &'t str) -> Result<Self, FileRefusal> {
        measure(text)?;
        #[derive(Deserialize)]
        struct Head {
            #[serde(default)]
            format: serde_json::Value,
            #[serde(default)]
            version: serde_json::Value,
        }
        // A list is well-formed, and another kind of file.
        if text.trim_start().starts_with('[') {
            return Err(FileRefusal::OtherJson);
        }
        let head: Head = serde_json::from_str(text).map_err(|error| malformed(&error))?;
        if head.format != FORMAT {
            return Err(FileRefusal::OtherJson);
        }
        match head.version.as_u64() {
            Some(version) if version > VERSION => Err(FileRefusal::NewerVersion {
                version,
                known: VERSION,
            }),
            Some(_) => Ok(Self { text }),
            None => Err(FileRefusal::OtherJson),
        }
    }

    /// Goes through one of the lists.
    fn list<D: DeserializeOwned>(
        &self,
        name: &'static str,
        mut each: impl FnMut(u64, Item<D>) -> Result<(), FileRefusal>,
    ) -> Result<(), FileRefusal> {
        let mut refusal = None;
        let mut place = 0;
        let mut take = |item: Item<D>| {
            place += 1;
            each(place, item).map_err(|why| refusal = Some(why))
        };
        let mut deserializer = serde_json::Deserializer::from_str(self.text);
        let members = Members {
            name,
            take: &mut take,
        };
        let read = members.deserialize(&mut deserializer);
        let read = read.and_then(|()| deserializer.end());
        match (refusal, read) {
            (Some(refusal), _) => Err(refusal),
            (None, Err(error)) => Err(malformed(&error)),
            (None, Ok(())) => Ok(()),
        }
    }
}

impl Rows for Json<'_> {
    fn organisations(&self, each: Each<OrganisationRow>) -> Result<(), FileRefusal> {
        self.list("organisations", |line, item: Item<ProfileDraft>| {
            each(OrganisationRow {
                line,
                id: item.id,
                archived: item.archived.to_string(),
                draft: item.draft,
                faults: Vec::new(),
                lenient: false,
            })
        })
    }

    fn partnerships(&self, each: Each<PartnershipRow>) -> Result<(), FileRefusal> {
        self.list("partnerships", |line, item: Item<TermsDraft>| {
            let mut row = PartnershipRow {
                line,
                id: item.id,
                archived: item.archived.to_string(),
                draft: item.draft,
                faults: Vec::new(),
                by_key: false,
                lenient: false,
            };
            row.complete();
            each(row)
        })
    }
}

/// The members of the object, of which one is a list whose items are taken.
struct Members<'a, D> {
    name: &'static str,
    take: Take<'a, D>,
}

type Take<'a, D> = &'a mut dyn FnMut(Item<D>) -> Result<(), ()>;

impl<'de, D: DeserializeOwned> DeserializeSeed<'de> for Members<'_, D> {
    type Value = ();
    fn deserialize<R: serde::Deserializer<'de>>(self, reader: R) -> Result<(), R::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de, D: DeserializeOwned> Visitor<'de> for Members<'_, D> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            if name == self.name {
                members.next_value_seed(Items(&mut *self.take))?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct Items<'a, D>(Take<'a, D>);

impl<'de, D: DeserializeOwned> DeserializeSeed<'de> for Items<'_, D> {
    type Value = ();
    fn deserialize<R: serde::Deserializer<'de>>(self, reader: R) -> Result<(), R::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de, D: DeserializeOwned> Visitor<'de> for Items<'_, D> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(item) = items.next_element()? {
            (self.0)(item).map_err(|()| serde::de::Error::custom("stopped"))?;
        }
        Ok(())
    }
}

fn malformed(error: &serde_json::Error) -> FileRefusal {
    FileRefusal::Malformed {
        format: Format::Json,
        line: error.line().max(1) as u64,
    }
}

/// Refuses what would take much memory before any of it is built: objects and lists too deep or too many.
fn measure(text: &str) -> Result<(), FileRefusal> {
    let (mut depth, mut values, mut line) = (0_usize, 0_usize, 1_u64);
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'\n' => line += 1,
            b'{' | b'[' if !quoted => {
                depth += 1;
                values += 1;
            }
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(FileRefusal::TooDeep {
                line,
                max: MAX_DEPTH,
            });
        }
        if values > MAX_JSON_VALUES {
            return Err(FileRefusal::TooManyRows {
                max: crate::limits::MAX_ROWS,
            });
        }
    }
    Ok(())
}
