//! Who is here, and what they look at.

use jejaring_domain::change::Subject;
use jejaring_domain::permission::may_know;
use jejaring_domain::{Action, Actor, Network, On, may, may_see};
use jejaring_sync::message::{Place, Present};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// So many are named at once; more tell a reader nothing.
const SHOWN: usize = 100;

/// Who is here. Visitors are not counted, and hear of nobody.
#[derive(Default)]
pub struct Here {
    guests: Mutex<BTreeMap<u64, Guest>>,
    /// Who is at other processes.
    elsewhere: Mutex<Vec<Guest>>,
    last: AtomicU64,
    changed: watch::Sender<()>,
}

/// Somebody who is here, as processes tell each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guest {
    actor: Actor,
    name: Option<String>,
    place: Place,
}

/// Somebody's stay: it ends when this is dropped.
pub struct Stay<'a> {
    here: &'a Here,
    number: u64,
    actor: Actor,
}

impl Here {
    /// Lets somebody in, who has a name if they have an account.
    pub fn enter(&self, actor: Actor, name: Option<String>) -> Stay<'_> {
        let number = self.last.fetch_add(1, Ordering::Relaxed);
        let stay = Stay {
            here: self,
            number,
            actor,
        };
        if actor != Actor::Visitor {
            self.change(|guests| {
                let place = Place::default();
                guests.insert(number, Guest { actor, name, place });
            });
        }
        stay
    }

    /// Who is at this process.
    pub fn guests(&self) -> Vec<Guest> {
        let guests = self.guests.lock();
        let guests = guests.unwrap_or_else(PoisonError::into_inner);
        guests.values().cloned().collect()
    }

    /// Takes in who is at the others.
    pub fn put_elsewhere(&self, guests: Vec<Guest>) {
        let elsewhere = self.elsewhere.lock();
        let mut elsewhere = elsewhere.unwrap_or_else(PoisonError::into_inner);
        if *elsewhere != guests {
            *elsewhere = guests;
            self.changed.send_replace(());
        }
    }

    fn change(&self, change: impl FnOnce(&mut BTreeMap<u64, Guest>)) {
        change(&mut self.guests.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.send_replace(());
    }
}

impl Stay<'_> {
    /// Tells whenever somebody comes, goes or moves.
    pub fn watch(&self) -> watch::Receiver<()> {
        self.here.changed.subscribe()
    }

    /// Goes somewhere.
    pub fn go(&self, place: Place) {
        if self.actor != Actor::Visitor {
            self.here.change(|guests| {
                if let Some(guest) = guests.get_mut(&self.number) {
                    guest.place = place;
                }
            });
        }
    }

    /// The others who are here, each once for each place, as far as this one may know.
    pub fn others(&self, network: &Network) -> Vec<Present> {
        if !may(network, self.actor, Action::Register, On::Network) {
            return Vec::new();
        }
        let sees = |place: &Place| match place.subject {
            None => true,
            Some(Subject::Organisation(id)) => network.organisation(id).is_some(),
            Some(Subject::Partnership(id)) => {
                let partnership = network.partnership(id);
                partnership.is_some_and(|p| may_see(network, self.actor, p))
            }
            Some(Subject::Record(_)) => false,
        };
        let guests = self
            .here
            .guests
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let elsewhere = self.here.elsewhere.lock();
        let elsewhere = elsewhere.unwrap_or_else(PoisonError::into_inner);
        let here = guests.iter().map(|(number, guest)| (Some(*number), guest));
        let all = here.chain(elsewhere.iter().map(|guest| (None, guest)));
        let mut known = BTreeSet::new();
        let others = all.filter(|(number, guest)| {
            // Without accounts, all are the same actor and each another person.
            let person = matches!(guest.actor, Actor::Person(_));
            let once = match person {
                true => guest.actor != self.actor && known.insert((guest.actor, guest.place)),
                false => *number != Some(self.number),
            };
            once && sees(&guest.place)
        });
        let others = others.map(|(_, guest)| Present {
            place: guest.place,
            name: guest
                .name
                .as_deref()
                .filter(|_| match guest.actor {
                    Actor::Person(person) => {
                        may_know(network, self.actor, person, guest.place.subject)
                    }
                    Actor::System | Actor::Visitor => false,
                })
                .map(str::to_owned),
        });
        others.take(SHOWN).collect()
    }
}

impl Drop for Stay<'_> {
    fn drop(&mut self) {
        if self.actor != Actor::Visitor {
            self.here.change(|guests| drop(guests.remove(&self.number)));
        }
    }
}
