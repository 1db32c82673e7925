//! What the latest entries of the log touched.

use jejaring_domain::{Actor, Change, Network, RecordId, Seq};
use jejaring_sync::message::Own;
use jejaring_sync::{Touched, inverse};
use std::collections::VecDeque;

/// How many entries are kept at most, and how far back somebody who was away is told what happened.
pub const ENTRIES: usize = 500;
/// So many things are more than is told one by one, see [`jejaring_sync::News::of`]; and twenty times as many are kept.
const MANY: usize = 1000;

/// What the latest entries of the log touched.
#[derive(Default)]
pub struct Recent {
    /// The last entry that is in it.
    pub seq: Seq,
    /// The last entry before those that are in it.
    from: Seq,
    stretches: VecDeque<Stretch>,
}

/// Some entries that were read at once.
struct Stretch {
    /// The last of them.
    seq: Seq,
    touched: Touched,
    /// Those that can be undone, and whose they are.
    undoable: Vec<(Actor, Own)>,
}

/// An entry that was read.
pub struct Read {
    /// Its number.
    pub seq: Seq,
    /// Who gave the command.
    pub actor: Actor,
    /// What it changed.
    pub changes: Vec<Change>,
}

impl Recent {
    /// Whether all is in it that happened after an entry.
    pub fn reaches(&self, after: Seq) -> bool {
        (self.from..=self.seq).contains(&after)
    }

    /// What was touched after an entry; nothing where it is not known.
    pub fn after(&self, after: Seq) -> Option<Touched> {
        let mut touched = Touched::default();
        for stretch in self.later(after) {
            touched.extend(&stretch.touched);
        }
        self.reaches(after).then_some(touched)
    }

    /// The entries after one that a person can undo. Whoever acts without an account is taken for nobody.
    pub fn own(&self, actor: Actor, after: Seq) -> Vec<Own> {
        if !matches!(actor, Actor::Person(_)) {
            return Vec::new();
        }
        let undoable = self.later(after).flat_map(|stretch| &stretch.undoable);
        undoable
            .filter(|(of, own)| *of == actor && own.seq > after)
            .map(|(_, own)| *own)
            .collect()
    }

    fn later(&self, after: Seq) -> impl Iterator<Item = &Stretch> {
        self.stretches
            .iter()
            .filter(move |stretch| stretch.seq > after)
    }

    /// Takes in the entries after `from`, which led to this state of the network.
    pub fn take(&mut self, network: &Network, from: Seq, entries: Vec<Read>) {
        if from != self.seq {
            *self = Recent {
                seq: from,
                from,
                stretches: VecDeque::new(),
            };
        }
        let Some(last) = entries.last().map(|entry| entry.seq) else {
            return;
        };
        let undoable = entries.iter().filter_map(|entry| {
            let (seq, changes) = (entry.seq, &entry.changes);
            let command = inverse(network, seq, changes, None, RecordId::from_u128(0));
            let about = changes.first()?.about();
            (!matches!(command, Ok(None))).then_some((entry.actor, Own { seq, about }))
        });
        let undoable = undoable.collect();
        let changes = entries.into_iter().flat_map(|entry| entry.changes);
        let changes: Vec<Change> = changes.collect();
        self.seq = last;
        self.stretches.push_back(Stretch {
            seq: last,
            touched: Touched::by(network, &changes),
            undoable,
        });
        let size = |stretch: &Stretch| stretch.touched.len();
        while self.stretches.len() > ENTRIES
            || self.stretches.iter().map(size).sum::<usize>() > 20 * MANY
        {
            let Some(oldest) = self.stretches.pop_front() else {
                break;
            };
            self.from = oldest.seq;
        }
    }
}
