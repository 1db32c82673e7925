//! A believable network of one region, invented from a seed: every screen has something to show on the first day.
//!
//! The region is Yogyakarta and what surrounds it. Its regencies are real; the villages in the names of schools, and
//! with them all organisations, are invented.
//!
//! | module | subject |
//! |---|---|
//! | [`organisations`], [`partnerships`] | who there is and what they do together |
//! | [`listings`] | what they lack and what they can give |
//! | [`work`] | what some of them planned, did and made of it |
//! | [`parties`] | who goes together with whom: clusters, hubs, bridges, separate pieces |
//! | [`occasions`] | what partnerships are about: titles, purposes, contributions, benefits |
//! | [`names`], [`places`], [`programmes`] | the words that they are made of |
//! | [`random`] | the one source of chance |
//!
//! The same seed and day give the same network, to the letter. Pure.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod listings;
mod names;
mod occasions;
mod organisations;
mod parties;
mod partnerships;
mod places;
mod programmes;
mod random;
mod work;

#[cfg(test)]
mod tests;

use jejaring_domain::{
    Command, CommandId, Date, Listing, NewOrganisation, NewPartnership, Origin, Record, RecordKind,
};
use random::Random;

/// The seed of the network that comes with the program.
pub const SEED: u64 = 20_261_125;

/// The organisations and partnerships that a seed gives, as they stand on a day.
pub fn network(seed: u64, today: Date) -> (Vec<NewOrganisation>, Vec<NewPartnership>) {
    let mut random = Random::new(seed);
    let bodies = organisations::invent(&mut random);
    let groups = parties::group(&mut random, &bodies);
    let partnerships = partnerships::invent(&mut random, &bodies, &groups, today);
    let organisations = bodies.into_iter().map(|body| body.organisation).collect();
    (organisations, partnerships)
}

/// The needs and offers of these organisations on a day. They have a chance of their own, so that a change to them leaves
/// the rest of the network as it is.
pub fn listings(seed: u64, today: Date) -> Vec<Listing> {
    let bodies = organisations::invent(&mut Random::new(seed));
    listings::invent(&mut Random::new(!seed), &bodies, today)
}

/// What these commands are called: the same seed has the same names, so that each is carried out once.
pub fn command_ids(seed: u64) -> impl Iterator<Item = CommandId> {
    (1..).map(move |n: u128| CommandId::from_u128((u128::from(seed) << 64) | n))
}

/// The commands that bring all of it into a network, in their order.
pub fn commands(seed: u64, today: Date) -> Vec<Command> {
    let (organisations, partnerships) = network(seed, today);
    let listings = listings(seed, today).into_iter();
    // Of its own chance too.
    let mut random = Random::new(seed.rotate_left(32));
    let work = work::invent(&mut random, &partnerships, today).into_iter();
    // Reports name the activities that they are on.
    let (plan, told) = work.partition(|record| record.kind() == RecordKind::Activity);
    vec![
        Command::Add {
            organisations,
            partnerships,
            origin: Origin::Demo,
        },
        Command::Furnish {
            records: listings.map(Record::Listing).collect(),
        },
        Command::Furnish { records: plan },
        Command::Furnish { records: told },
    ]
}
