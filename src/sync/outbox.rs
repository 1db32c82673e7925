//! Commands on their way into the log.
//!
//! What a command foresees to change gets a number of its own as its version, greater than that of any log entry (see
//! [`Seq::foreseen`]), and keeps it until the command is in the log. Whoever edits a field again before that bases the
//! edit on this number. Once the first command is an entry of the log, the number stands for that entry; where it was
//! refused, for how far the log was when it was written, since that is what its writer had seen of the field. So the
//! second edit overwrites the first, which its writer has seen, and never what somebody else wrote meanwhile.

use crate::based::{Basis, rebase};
use jejaring_domain::{Actor, Change, Command, CommandId, Network, Refusal, Seq, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// What was written in this browser and is not in the log yet, and what became of it, until that is dismissed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outbox {
    /// How many commands there have been.
    count: u64,
    items: Vec<Item>,
    /// The log entries that the latest commands led to, for forms that were opened before they did.
    own: VecDeque<(Seq, u64)>,
}

/// A form is not left open for longer than this many commands; where it is, it asks once too often.
const OWN: usize = 500;

/// A command and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The command's name.
    pub id: CommandId,
    /// Who gave it.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// The version of what it changes, before the log has one.
    pub version: Seq,
    /// The command.
    pub command: Command,
    /// What became of it.
    pub state: State,
}

/// How far a command has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not sent yet.
    Waiting,
    /// Sent, perhaps more than once; the answer is not known.
    Sent,
    /// In the log as this entry, which is not in the replica yet.
    Accepted(Receipt),
    /// In the log, and in the replica.
    Done {
        /// Others had changed other fields of the same record meanwhile.
        merged: bool,
    },
    /// Not carried out.
    Refused(Refusal),
}

/// The server's word that a command is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The log entry; where nothing had to change, the last that there was.
    pub seq: Seq,
    /// Whether anything had to change.
    pub changed: bool,
}

/// A command on its way to the server, which refuses it from anybody but its actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The command's name.
    pub id: CommandId,
    /// Who gave it.
    pub actor: Actor,
    /// The command.
    pub command: Command,
}

/// What to tell of a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It waits for a connection.
    Waiting,
    /// It is on its way.
    Sent,
    /// It is done.
    Done,
    /// It is done, and so is what others changed in other fields of the same record meanwhile.
    Merged,
    /// Others changed the same meanwhile: a person has to choose.
    InQuestion(Refusal),
    /// It is not done.
    Refused(Refusal),
}

impl Item {
    /// What to tell of it; `doubt` is why it could not be carried out as things stand.
    pub fn fate(&self, doubt: Option<&Refusal>) -> Fate {
        match (&self.state, doubt) {
            (State::Waiting, Some(refusal)) | (State::Refused(refusal), _) => {
                let refusal = refusal.clone();
                match refusal {
                    Refusal::OrganisationConflict(_)
                    | Refusal::PartnershipConflict(_)
                    | Refusal::RecordConflict(_) => Fate::InQuestion(refusal),
                    _ => Fate::Refused(refusal),
                }
            }
            (State::Waiting, None) => Fate::Waiting,
            (State::Sent, _) => Fate::Sent,
            (State::Accepted(_) | State::Done { merged: false }, _) => Fate::Done,
            (State::Done { merged: true }, _) => Fate::Merged,
        }
    }

    /// Whether the replica does not have what it leads to.
    pub fn is_pending(&self) -> bool {
        matches!(
            self.state,
            State::Waiting | State::Sent | State::Accepted(_)
        )
    }
}

impl Outbox {
    /// All commands, in the order in which they were given.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// One of them.
    pub fn item(&self, id: CommandId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Puts a command in that was decided when the log was at `seq`. Its version.
    pub(crate) fn put(
        &mut self,
        id: CommandId,
        actor: Actor,
        at: Timestamp,
        seq: Seq,
        command: Command,
    ) -> Seq {
        self.count += 1;
        let version = Seq::foreseen(self.count, seq);
        self.items.push(Item {
            id,
            actor,
            at,
            version,
            command,
            state: State::Waiting,
        });
        version
    }

    /// The version that whoever wrote `base` had seen of something that has these versions now. Where that is not the
    /// present one, it is less, so that it is asked.
    pub(crate) fn seen(&self, base: Seq, versions: &[Seq]) -> Seq {
        let own = |version| {
            let entry = self.own.iter().find(|(seq, _)| *seq == version);
            entry.map_or(u64::MAX, |(_, nth)| *nth)
        };
        let seen = |version: &Seq| match version.nth() {
            0 => *version <= base.logged() || own(*version) <= base.nth(),
            nth => nth <= base.nth(),
        };
        match versions.iter().all(seen) {
            true => versions.iter().copied().fold(base.logged(), Seq::max),
            false => base.logged(),
        }
    }

    /// The next command that the actor has to send, or to send again as there was no answer: one at a time, in order.
    pub fn next(&mut self, actor: Actor) -> Option<Submission> {
        let unsettled =
            |item: &Item| item.actor == actor && matches!(item.state, State::Waiting | State::Sent);
        let at = self.items.iter().position(unsettled)?;
        self.items[at].state = State::Sent;
        let Item { id, command, .. } = &self.items[at];
        let (id, mut command) = (*id, command.clone());
        rebase(&mut command, |on, base| {
            let mut earlier = self.items.iter();
            match earlier.find(|item| item.version == base).map(|i| &i.state) {
                Some(State::Accepted(receipt)) => stands_for(on, base, Some(*receipt)),
                _ => base.logged(),
            }
        });
        Some(Submission { id, actor, command })
    }

    /// Takes the server's answer. One that is known already changes nothing.
    pub(crate) fn settle(&mut self, id: CommandId, answer: Result<Receipt, Refusal>) {
        let mut items = self.items.iter_mut();
        let Some(item) = items.find(|item| item.id == id) else {
            return;
        };
        if !matches!(item.state, State::Waiting | State::Sent) {
            return;
        }
        let version = item.version;
        match answer {
            Ok(receipt) => item.state = State::Accepted(receipt),
            Err(refusal) => {
                item.state = State::Refused(refusal);
                self.resolve(version, None);
            }
        }
    }

    /// Takes note of how far the replica is.
    pub(crate) fn reached(&mut self, network: &Network) {
        for at in 0..self.items.len() {
            let State::Accepted(receipt) = self.items[at].state else {
                continue;
            };
            if receipt.seq > network.seq() {
                continue;
            }
            let version = self.items[at].version;
            let merged = self.is_merged(network, &self.items[at], receipt);
            self.items[at].state = State::Done { merged };
            if receipt.changed {
                self.own.push_back((receipt.seq, version.nth()));
                self.own.drain(..self.own.len().saturating_sub(OWN));
            }
            self.resolve(version, Some(receipt));
        }
    }

    /// Whether others changed the record between the writing of a command and its entry in the log.
    fn is_merged(&self, network: &Network, item: &Item, receipt: Receipt) -> bool {
        let versions: Vec<Seq> = match &item.command {
            Command::EditOrganisation { id, .. } => {
                let organisation = network.organisation(*id).into_iter();
                organisation
                    .flat_map(|o| o.versions.values().copied())
                    .collect()
            }
            Command::EditPartnership { id, .. } => Basis::Terms(*id).versions(network),
            _ => Vec::new(),
        };
        let meanwhile = |seq: &&Seq| **seq > item.version.logged() && **seq < receipt.seq;
        let own = |seq: &Seq| self.own.iter().any(|(own, _)| own == seq);
        versions.iter().filter(meanwhile).any(|seq| !own(seq))
    }

    /// Forgets a command and what became of it. False where it is on its way: what becomes of it is yet to be told.
    pub fn dismiss(&mut self, id: CommandId) -> bool {
        let Some(at) = self.items.iter().position(|item| item.id == id) else {
            return true;
        };
        if matches!(self.items[at].state, State::Sent | State::Accepted(_)) {
            return false;
        }
        let item = self.items.remove(at);
        self.resolve(item.version, None);
        true
    }

    /// Puts what a foreseen version has come to stand for in its place.
    fn resolve(&mut self, version: Seq, receipt: Option<Receipt>) {
        for item in &mut self.items {
            rebase(&mut item.command, |on, base| match base == version {
                true => stands_for(on, base, receipt),
                false => base,
            });
        }
    }
}

/// The version in the log that a foreseen one has come to stand for.
fn stands_for(on: Basis, foreseen: Seq, receipt: Option<Receipt>) -> Seq {
    match (on, receipt) {
        // Whoever answers has read all the terms, and the entry says of the edited ones only that they were seen.
        (Basis::Terms(_), _) | (_, None) => foreseen.logged(),
        (_, Some(receipt)) => receipt.seq,
    }
}

impl Receipt {
    /// For a command that led to these changes.
    pub fn new(seq: Seq, changes: &[Change]) -> Receipt {
        Receipt {
            seq,
            changed: !changes.is_empty(),
        }
    }
}
