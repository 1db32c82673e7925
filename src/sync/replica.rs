//! What a browser holds: the network as its reader may see it, and what the reader has written since.

use crate::based::rebase;
use crate::{Fate, Item, Outbox, Receipt, Update, Whole};
use jejaring_domain::{
    Actor, Change, Command, CommandId, Date, Network, Part, Refusal, Seq, Timestamp, decide,
};
use std::collections::{BTreeMap, BTreeSet};

/// The network as its reader may see it, and what the reader has written since.
#[derive(Clone, Debug)]
pub struct Replica {
    reader: Actor,
    day: Date,
    confirmed: Network,
    outbox: Outbox,
}

/// The network as it will be once all that waits is done.
#[derive(Clone, Debug)]
pub struct View {
    /// The network.
    pub network: Network,
    /// The commands that could not be carried out as things stand, and why.
    pub doubts: BTreeMap<CommandId, Refusal>,
}

/// What a command will lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreseen {
    /// The version of what it changes.
    pub version: Seq,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// An update that leaves something out between what the replica has and itself: to be asked for anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap;

impl Replica {
    /// What was kept of the network, and of what was written.
    pub fn open(whole: Whole, outbox: Outbox) -> Replica {
        let mut replica = Replica {
            reader: whole.reader,
            day: whole.day,
            confirmed: Network::default(),
            outbox,
        };
        replica.replace(whole);
        replica
    }

    /// What to keep of the network. What was written is kept apart: it must outlive a network that is damaged.
    pub fn whole(&self) -> Whole {
        Whole {
            reader: self.reader,
            day: self.day,
            seq: self.seq(),
            part: Part {
                organisations: self.confirmed.organisations().cloned().collect(),
                partnerships: self.confirmed.partnerships().cloned().collect(),
                records: self.confirmed.records().cloned().collect(),
            },
        }
    }

    /// Who may see it.
    pub fn reader(&self) -> Actor {
        self.reader
    }

    /// The day that it is of.
    pub fn day(&self) -> Date {
        self.day
    }

    /// The last log entry that is in it.
    pub fn seq(&self) -> Seq {
        self.confirmed.seq()
    }

    /// The network as the server has it.
    pub fn confirmed(&self) -> &Network {
        &self.confirmed
    }

    /// What was written.
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// What was written, to send and to dismiss.
    pub fn outbox_mut(&mut self) -> &mut Outbox {
        &mut self.outbox
    }

    /// Takes an update in; an old one changes nothing. Errors: [`Gap`].
    pub fn update(&mut self, update: Update) -> Result<(), Gap> {
        match update {
            Update::Whole(whole) => {
                if whole.reader != self.reader || whole.seq >= self.seq() {
                    self.replace(whole);
                }
            }
            Update::News(news) if news.after > self.seq() => return Err(Gap),
            Update::News(news) if news.seq <= self.seq() => {}
            Update::News(news) => self.confirmed.replace(news.seq, news.parts),
        }
        self.outbox.reached(&self.confirmed);
        Ok(())
    }

    fn replace(&mut self, whole: Whole) {
        (self.reader, self.day) = (whole.reader, whole.day);
        let Part {
            organisations,
            partnerships,
            records,
        } = whole.part;
        self.confirmed = Network::restore(whole.seq, organisations, partnerships, records);
        self.outbox.reached(&self.confirmed);
    }

    /// The network with all that waits carried out. What another person wrote in this browser is left out.
    pub fn view(&self) -> View {
        let mut network = self.confirmed.clone();
        let mut doubts = BTreeMap::new();
        let mut foreseen = BTreeSet::new();
        let pending = self.outbox.items().iter();
        let pending = pending.filter(|item| item.actor == self.reader && item.is_pending());
        for item in pending {
            let mut command = item.command.clone();
            // On what could not be carried out nothing rests.
            rebase(&mut command, |_, base| {
                match base.nth() == 0 || foreseen.contains(&base) {
                    true => base,
                    false => base.logged(),
                }
            });
            match decide(&network, item.actor, item.at, &command) {
                Ok(changes) => {
                    // What was decided on this network fits it.
                    let _ = network.foresee(item.version, &changes);
                }
                Err(refusal) if item.state == crate::State::Waiting => {
                    doubts.insert(item.id, refusal);
                    continue;
                }
                // It may be in the replica already, and its receipt on the way.
                Err(_) => {}
            }
            foreseen.insert(item.version);
        }
        View { network, doubts }
    }

    /// Puts a command in, if it could be carried out as things stand; one that changes nothing is done. The same
    /// command put in twice is put in once.
    pub fn put(
        &mut self,
        id: CommandId,
        now: Timestamp,
        mut command: Command,
    ) -> Result<Foreseen, Refusal> {
        if let Some(item) = self.outbox.item(id) {
            let changes = Vec::new();
            let version = item.version;
            return Ok(Foreseen { version, changes });
        }
        let network = self.view().network;
        rebase(&mut command, |on, base| {
            self.outbox.seen(base, &on.versions(&network))
        });
        let changes = decide(&network, self.reader, now, &command)?;
        let version = match changes.is_empty() {
            true => network.seq(),
            false => self
                .outbox
                .put(id, self.reader, now, self.confirmed.seq(), command),
        };
        Ok(Foreseen { version, changes })
    }

    /// Takes the server's answer to a command.
    pub fn settle(&mut self, id: CommandId, answer: Result<Receipt, Refusal>) {
        self.outbox.settle(id, answer);
        self.outbox.reached(&self.confirmed);
    }

    /// Gives a command in question once more, under a new name, by somebody who has seen what others wrote and wants
    /// it all the same. Errors: it is refused nevertheless, and stays as it was.
    pub fn insist(
        &mut self,
        id: CommandId,
        again: CommandId,
        now: Timestamp,
    ) -> Result<Option<Foreseen>, Refusal> {
        let Some(mut command) = self.outbox.item(id).map(|item| item.command.clone()) else {
            return Ok(None);
        };
        let mut without = self.clone();
        if !without.outbox.dismiss(id) {
            return Ok(None);
        }
        let seen = without.view().network.seq();
        rebase(&mut command, |_, _| seen);
        let foreseen = without.put(again, now, command)?;
        *self = without;
        Ok(Some(foreseen))
    }

    /// All commands of the reader and what to tell of each.
    pub fn fates(&self) -> Vec<(&Item, Fate)> {
        let doubts = self.view().doubts;
        let items = self.outbox.items().iter();
        items
            .filter(|item| item.actor == self.reader)
            .map(|item| (item, item.fate(doubts.get(&item.id))))
            .collect()
    }
}
