//! What one did here, to undo and redo.

use super::Live;
use crate::api::ApiError;
use crate::api::undo::{Undone, undo};
use crate::part::part;
use jejaring_domain::change::Subject;
use jejaring_sync::message::Own;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What one did here, the latest last.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Deeds {
    done: Vec<Own>,
    undone: Vec<Own>,
    /// What has come in while something was being taken back.
    #[serde(skip)]
    pending: Option<Vec<Own>>,
    /// What taking back has led to; the server tells it once more.
    known: Vec<Own>,
    /// What is told of it.
    #[serde(skip)]
    message: Option<Message>,
    /// Counts the messages.
    #[serde(skip)]
    told: u32,
}

/// What is told of something that one did.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// It is kept, and can be undone.
    Saved(Subject),
    /// It is taken back, and can be done again.
    Undone(Subject),
    /// It is done again.
    Redone(Subject),
    /// The others have to agree that it is taken back.
    Proposed(Subject),
    /// It was so already.
    Nothing,
    /// Somebody has changed the same since.
    InTheWay(Subject),
    /// It is not done, for another reason.
    Failed(ApiError),
}

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Undo.
    Back,
    /// Redo.
    Forth,
}

/// How long a message stays.
const STAYS: Duration = Duration::from_secs(12);

impl Deeds {
    /// What is told.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    fn tell(&mut self, message: Message) {
        self.told += 1;
        self.message = Some(message);
    }

    /// Whether nothing is just being taken back.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub fn is_settled(&self) -> bool {
        self.pending.is_none()
    }

    /// Takes in what the server says that one did.
    fn add(&mut self, own: Vec<Own>) {
        if let Some(pending) = &mut self.pending {
            pending.extend(own);
            return;
        }
        for own in own {
            if self.known.contains(&own) {
                self.known.retain(|known| *known != own);
                continue;
            }
            // The page before had heard of it.
            if self.done.contains(&own) || self.undone.contains(&own) {
                continue;
            }
            // What was undone before is not done again over something newer.
            self.undone.clear();
            self.done.push(own);
            self.tell(Message::Saved(own.about));
        }
    }

    fn next(&mut self, way: Way) -> Option<Own> {
        if self.pending.is_some() {
            return None;
        }
        let own = match way {
            Way::Back => self.done.pop(),
            Way::Forth => self.undone.pop(),
        }?;
        self.pending = Some(Vec::new());
        Some(own)
    }

    /// It was not asked for: it can be another time.
    fn give_up(&mut self, way: Way, own: Own) {
        let pending = self.pending.take().unwrap_or_default();
        self.put_back(way, own);
        self.add(pending);
    }

    fn put_back(&mut self, way: Way, own: Own) {
        match way {
            Way::Back => self.done.push(own),
            Way::Forth => self.undone.push(own),
        }
    }

    fn settle(&mut self, way: Way, own: Own, answer: Result<Undone, ApiError>) {
        let pending = self.pending.take().unwrap_or_default();
        let about = own.about;
        match answer {
            Ok(Undone::Done(seq)) => {
                let own = Own { seq, about };
                self.known.push(own);
                match way {
                    Way::Back => self.undone.push(own),
                    Way::Forth => self.done.push(own),
                }
                self.tell(match way {
                    Way::Back => Message::Undone(about),
                    Way::Forth => Message::Redone(about),
                });
            }
            Ok(Undone::Proposed(_)) => self.tell(Message::Proposed(about)),
            Ok(Undone::Nothing) => self.tell(Message::Nothing),
            Err(error) if error.why().is_some_and(|why| why.is_conflict()) => {
                self.tell(Message::InTheWay(about));
            }
            Err(error) => {
                // It may succeed another time.
                if matches!(error, ApiError::Transport(_) | ApiError::Unavailable) {
                    self.put_back(way, own);
                }
                self.tell(Message::Failed(error));
            }
        }
        self.add(pending);
    }
}

part! {
    /// Asks the server to take it back, or to do it again.
    fn ask(live: Live, way: Way, own: Own) -> (), of told, loaded by load_ask {
        leptos::task::spawn_local(async move {
            // Its name is given where it may have to wait for a connection.
            let answer = undo(own.seq, String::new()).await;
            live.deeds.update(|deeds| deeds.settle(way, own, answer));
            live.forget_message();
        });
    }
}

impl Live {
    /// Takes in what the server says that one did.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub(super) fn add_deeds(self, own: Vec<Own>) {
        if !own.is_empty() {
            self.deeds.update(|deeds| deeds.add(own));
            self.forget_message();
        }
    }

    /// Takes back the last thing that one did, or does again what was taken back.
    pub(super) fn go(self, way: Way) {
        let Some(own) = self.deeds.try_update(|deeds| deeds.next(way)).flatten() else {
            return;
        };
        leptos::task::spawn_local(async move {
            if let Err(not_loaded) = ask(self, way, own).await {
                self.deeds.update(|deeds| deeds.give_up(way, own));
                not_loaded.reload();
            }
        });
    }

    /// Takes the message away, by and by, unless there is another one then.
    fn forget_message(self) {
        let told = self.deeds.with_untracked(|deeds| deeds.told);
        let forget = move || {
            let same = self.deeds.try_with_untracked(|deeds| deeds.told == told);
            if same == Some(true) {
                self.deeds.update(|deeds| deeds.message = None);
            }
        };
        set_timeout(forget, STAYS);
    }

    /// Takes the message away.
    pub(super) fn dismiss(self) {
        self.deeds.update(|deeds| deeds.message = None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::wire::{pack, unpack};
    use jejaring_domain::{OrganisationId, Refusal, Seq};

    fn own(seq: u64) -> Own {
        Own {
            seq: Seq(seq),
            about: OrganisationId::from_u128(1).into(),
        }
    }

    #[test]
    fn what_taking_back_led_to_is_not_taken_for_something_new() {
        let mut deeds = Deeds::default();
        deeds.add(vec![own(1), own(2)]);
        // The news of it come before the answer, and what somebody did elsewhere with them.
        assert_eq!(deeds.next(Way::Back), Some(own(2)));
        assert_eq!(deeds.next(Way::Back), None, "one at a time");
        deeds.add(vec![own(3)]);
        deeds.settle(Way::Back, own(2), Ok(Undone::Done(Seq(3))));
        assert_eq!(deeds.message(), Some(&Message::Undone(own(2).about)));
        // And after it.
        assert_eq!(deeds.next(Way::Forth), Some(own(3)));
        deeds.settle(Way::Forth, own(3), Ok(Undone::Done(Seq(4))));
        deeds.add(vec![own(4)]);
        assert_eq!(
            (&*deeds.done, &*deeds.undone),
            (&[own(1), own(4)][..], &[][..])
        );
    }

    #[test]
    fn what_was_done_outlives_the_page_and_is_not_done_twice() {
        let mut deeds = Deeds::default();
        deeds.add(vec![own(1), own(2)]);
        deeds.next(Way::Back);
        assert!(!deeds.is_settled());
        deeds.settle(Way::Back, own(2), Ok(Undone::Done(Seq(3))));
        let kept = pack(&deeds).expect("written");
        let mut deeds: Deeds = unpack(&kept).expect("read");
        assert_eq!(deeds.message(), None);
        // The page that follows asks after the last entry that this one had heard of.
        deeds.add(vec![own(1), own(3)]);
        assert_eq!(deeds.message(), None, "all of it is known");
        assert_eq!(deeds.next(Way::Forth), Some(own(3)));
    }

    #[test]
    fn something_new_ends_what_can_be_done_again() {
        let mut deeds = Deeds::default();
        deeds.add(vec![own(1)]);
        deeds.next(Way::Back);
        deeds.settle(Way::Back, own(1), Ok(Undone::Done(Seq(2))));
        deeds.add(vec![own(2), own(3)]);
        assert_eq!(deeds.next(Way::Forth), None);
        assert_eq!(deeds.next(Way::Back), Some(own(3)));
        let conflict = Refusal::OrganisationConflict(Vec::new());
        deeds.settle(Way::Back, own(3), Err(conflict.into()));
        assert_eq!(deeds.message(), Some(&Message::InTheWay(own(3).about)));
        assert_eq!(
            deeds.next(Way::Back),
            None,
            "what is in the way stays there"
        );
    }
}
