//! The change log: what happened, in order, chained so that no entry can be altered unseen.

use crate::{Actor, Change, CommandId, Seq, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// SHA-256 of an entry, in lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hash(pub String);

impl Hash {
    /// What the first entry has for its predecessor.
    pub fn origin() -> Hash {
        Hash("0".repeat(64))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One entry: all that one command changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number.
    pub seq: Seq,
    /// The command that led to it.
    pub command: CommandId,
    /// Who gave the command.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// What changed, as JSON: kept to the letter, since the hash is over it.
    pub changes: String,
    /// The hash of the entry before.
    pub previous: Hash,
    /// The hash of this one.
    pub hash: Hash,
}

impl Entry {
    /// The entry after `previous` for these changes. Errors: the changes cannot be written as JSON.
    pub fn seal(
        seq: Seq,
        previous: Hash,
        command: CommandId,
        actor: Actor,
        at: Timestamp,
        changes: &[Change],
    ) -> Result<Entry, serde_json::Error> {
        let changes = serde_json::to_string(changes)?;
        let mut entry = Entry {
            seq,
            command,
            actor,
            at,
            changes,
            previous,
            hash: Hash::origin(),
        };
        entry.hash = entry.digest()?;
        Ok(entry)
    }

    /// What changed. Errors: the entry was written by a newer program, or is damaged.
    pub fn changes(&self) -> Result<Vec<Change>, serde_json::Error> {
        serde_json::from_str(&self.changes)
    }

    /// Whether the entry follows one with this hash and is as it was sealed.
    pub fn follows(&self, previous: &Hash) -> bool {
        self.previous == *previous && self.digest().is_ok_and(|digest| digest == self.hash)
    }

    fn digest(&self) -> Result<Hash, serde_json::Error> {
        let actor = serde_json::to_string(&self.actor)?;
        let head = format!(
            "{}\n{}\n{}\n{}\n{}\n",
            self.previous, self.seq.0, self.command, actor, self.at.0
        );
        let mut sha = Sha256::new();
        sha.update(head.as_bytes());
        sha.update(self.changes.as_bytes());
        Ok(Hash(
            sha.finalize()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OrganisationId, PartnershipId};

    fn entry(seq: u64, previous: Hash) -> Entry {
        let changes = [Change::OrganisationArchived {
            id: OrganisationId::new(seq, 1),
            archived: true,
        }];
        Entry::seal(
            Seq(seq),
            previous,
            CommandId::new(seq, 2),
            Actor::Visitor,
            Timestamp(5),
            &changes,
        )
        .unwrap()
    }

    #[test]
    fn an_altered_entry_shows() {
        let first = entry(1, Hash::origin());
        let second = entry(2, first.hash.clone());
        assert!(first.follows(&Hash::origin()) && second.follows(&first.hash));
        let alter: [fn(&mut Entry); 5] = [
            |e| e.at = Timestamp(6),
            |e| e.seq = Seq(3),
            |e| e.actor = Actor::System,
            |e| e.command = CommandId::new(9, 9),
            |e| {
                let changes = [Change::PartnershipArchived {
                    id: PartnershipId::new(1, 1),
                    archived: false,
                }];
                e.changes = serde_json::to_string(&changes).unwrap();
            },
        ];
        for alter in alter {
            let mut altered = first.clone();
            alter(&mut altered);
            assert!(!altered.follows(&Hash::origin()));
        }
        assert!(!second.follows(&Hash::origin()));
    }
}
