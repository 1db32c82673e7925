//! Who lacks what another can give: pairs of an open need and an open offer of two organisations, ranked.
//!
//! ```text
//! score = fit × (0.6 + 0.2 nearness + 0.2 closeness)          each part is between 0 and 1
//! fit   = 0.6 words + 0.2 quantity + 0.2 period
//! ```
//!
//! Only the same kind of help is a pair, and only if the two have a word in common or one of them says nothing more
//! than its kind. Where a company needs skilled workers, a school that teaches the job is an offer too.

mod closeness;
mod place;
mod words;

#[cfg(test)]
mod tests;

pub use closeness::Closeness;
pub use place::{Distance, nearest};

use closeness::{Ties, goodness};
use jejaring_domain::{
    Coded, Date, Kind, Listing, Network, Organisation, OrganisationId, RecordId, Resource, Side,
};
use place::Spot;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

/// What is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// A listed offer.
    Listed(RecordId),
    /// What a school teaches: its graduates.
    Taught(OrganisationId),
}

/// Whether there is as much as is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supply {
    /// The need names no number.
    NoQuestion,
    /// The offer names none.
    Unknown,
    /// So many of those needed; all where the numbers are equal.
    Covered {
        /// How many of the needed are covered.
        covered: u32,
        /// How many are needed.
        needed: u32,
    },
}

impl Supply {
    fn of(needed: Option<u32>, offered: Option<u32>) -> Self {
        match (needed, offered) {
            (None | Some(0), _) => Supply::NoQuestion,
            (Some(_), None) => Supply::Unknown,
            (Some(needed), Some(offered)) => Supply::Covered {
                covered: offered.min(needed),
                needed,
            },
        }
    }

    fn share(self) -> f32 {
        match self {
            Supply::NoQuestion => 1.0,
            Supply::Unknown => 0.7,
            Supply::Covered { covered, needed } => covered as f32 / needed as f32,
        }
    }
}

/// A need and an offer that go together, with what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The need.
    pub need: RecordId,
    /// Who has it.
    pub seeker: OrganisationId,
    /// The offer.
    pub offer: Offer,
    /// Whose it is.
    pub giver: OrganisationId,
    /// From 0 to 1.
    pub score: f32,
    /// How well what is offered is what is needed, from 0 to 1.
    pub fit: f32,
    /// How near the two are, from 0 to 1.
    pub nearness: f32,
    /// How close they are in the network, from 0 to 1.
    pub closeness: f32,
    /// The words in common, as the need has them.
    pub words: Vec<String>,
    /// Whether there is enough.
    pub supply: Supply,
    /// Whether there is a day on which both hold; unknown days do.
    pub in_time: bool,
    /// How far apart they are.
    pub distance: Distance,
    /// How close they are in the network, from the seeker on.
    pub ties: Closeness,
}

impl Match {
    /// Whether the listing is one of its two sides.
    pub fn is_of(&self, listing: RecordId) -> bool {
        self.need == listing || self.offer == Offer::Listed(listing)
    }
}

/// One side of a pair, ready to be compared with thousands.
struct Item {
    source: Offer,
    /// Index of the organisation.
    of: usize,
    /// What it is about: ascending keys, and the words as they were written.
    words: Vec<(u32, String)>,
    /// A bit for each of the words: without one in common there is no word in common.
    signature: u64,
    quantity: Option<u32>,
    from: Option<Date>,
    until: Option<Date>,
}

/// A pair that may become a [`Match`].
struct Pair<'a> {
    need: &'a Item,
    offer: &'a Item,
    fit: f32,
    nearness: f32,
    closeness: f32,
}

impl Pair<'_> {
    fn score(&self) -> f32 {
        score(self.fit, self.nearness, self.closeness)
    }

    /// The best first; where two are as good, always the same one.
    fn order(&self, other: &Self) -> Ordering {
        let sides = |pair: &Self| (pair.need.source, pair.offer.source);
        let scores = other.score().total_cmp(&self.score());
        scores.then_with(|| sides(self).cmp(&sides(other)))
    }
}

fn score(fit: f32, nearness: f32, closeness: f32) -> f32 {
    fit * (0.6 + 0.2 * nearness + 0.2 * closeness)
}

/// All open needs and offers on a day, and what is needed to compare them.
pub struct Market {
    ids: Vec<OrganisationId>,
    spots: Vec<Spot>,
    ties: Ties,
    /// Needs and offers of each resource.
    shelves: Vec<[Vec<Item>; 2]>,
}

impl Market {
    /// Of a network on a day.
    pub fn of(network: &Network, today: Date) -> Self {
        let present = || network.organisations().filter(|o| !o.archived);
        let ids: Vec<OrganisationId> = present().map(|o| o.id).collect();
        let mut keys = HashMap::new();
        let mut shelves: Vec<[Vec<Item>; 2]> = Vec::new();
        shelves.resize_with(Resource::ALL.len(), Default::default);
        for (of, organisation) in present().enumerate() {
            let listings = network.records_of::<Listing>(organisation.id.into());
            for listing in listings.filter(|listing| listing.is_open(today)) {
                let shelf = &mut shelves[usize::from(listing.resource.index())];
                shelf[usize::from(listing.side.index())].push(listed(listing, of, &mut keys));
            }
            let workers = &mut shelves[usize::from(Resource::SkilledWorker.index())];
            workers[usize::from(Side::Offer.index())].extend(taught(organisation, of, &mut keys));
        }
        Self {
            spots: present().map(|o| Spot::of(&o.profile.place)).collect(),
            ties: Ties::of(network, today, &ids),
            ids,
            shelves,
        }
    }

    /// How many listed needs and how many offers are open.
    pub fn counts(&self) -> [usize; 2] {
        [Side::Need, Side::Offer].map(|side| {
            let items = self.shelves.iter();
            let items = items.flat_map(|shelf| &shelf[usize::from(side.index())]);
            items
                .filter(|item| matches!(item.source, Offer::Listed(_)))
                .count()
        })
    }

    /// How far apart two organisations are.
    pub fn between(&self, one: OrganisationId, other: OrganisationId) -> Distance {
        let spot = |id| Some(&self.spots[self.ids.binary_search(&id).ok()?]);
        match (spot(one), spot(other)) {
            (Some(one), Some(other)) => one.distance(other),
            _ => Distance::Unknown,
        }
    }

    /// The best pairs of the whole network.
    pub fn best(&self, limit: usize) -> Vec<Match> {
        self.search(limit, |_| true)
    }

    /// The best pairs in which one of these organisations takes part.
    pub fn of_organisations(
        &self,
        organisations: &BTreeSet<OrganisationId>,
        limit: usize,
    ) -> Vec<Match> {
        let own: BTreeSet<usize> = organisations
            .iter()
            .filter_map(|id| self.ids.binary_search(id).ok())
            .collect();
        self.search(limit, |item| own.contains(&item.of))
    }

    /// The best pairs of which a listing is one side.
    pub fn of_listing(&self, listing: RecordId, limit: usize) -> Vec<Match> {
        self.search(limit, |item| item.source == Offer::Listed(listing))
    }

    /// The best pairs of which one side is asked for.
    fn search(&self, limit: usize, asked: impl Fn(&Item) -> bool) -> Vec<Match> {
        let mut best: Vec<Pair> = Vec::new();
        // What a pair has to surpass to be among the best.
        let mut least = f32::NEG_INFINITY;
        let mut steps: Option<(usize, Vec<u8>)> = None;
        for [needs, offers] in &self.shelves {
            let all: Vec<&Item> = offers.iter().collect();
            let some: Vec<&Item> = offers.iter().filter(|offer| asked(offer)).collect();
            for need in needs {
                for offer in if asked(need) { &all } else { &some } {
                    let may_pair = need.signature & offer.signature != 0
                        || need.words.is_empty()
                        || offer.words.is_empty();
                    if !may_pair || need.of == offer.of {
                        continue;
                    }
                    // Neither nearness nor closeness makes the score higher than this.
                    let Some(fit) = fit(need, offer).filter(|fit| *fit > least) else {
                        continue;
                    };
                    let nearness = self.distance(need, offer).nearness();
                    if score(fit, nearness, 1.0) <= least {
                        continue;
                    }
                    let steps = match &mut steps {
                        Some((from, steps)) if *from == need.of => steps,
                        other => &mut other.insert((need.of, self.ties.steps(need.of))).1,
                    };
                    let pair = Pair {
                        need,
                        offer,
                        fit,
                        nearness,
                        closeness: goodness(steps[offer.of]),
                    };
                    if pair.score() > least {
                        best.push(pair);
                    }
                    if limit > 0 && best.len() >= limit.saturating_mul(4) {
                        best.sort_by(Pair::order);
                        best.truncate(limit);
                        least = best[limit - 1].score();
                    }
                }
            }
        }
        best.sort_by(Pair::order);
        best.truncate(limit);
        best.iter()
            .filter_map(|pair| self.explained(pair))
            .collect()
    }

    fn distance(&self, need: &Item, offer: &Item) -> Distance {
        self.spots[need.of].distance(&self.spots[offer.of])
    }

    /// The pair with what speaks for it. None where it has no listed need, which no pair has.
    fn explained(&self, pair: &Pair) -> Option<Match> {
        let Pair { need, offer, .. } = pair;
        let Offer::Listed(id) = need.source else {
            return None;
        };
        let steps = self.ties.steps(need.of);
        let ties = self.ties.closeness(&steps, offer.of);
        Some(Match {
            need: id,
            seeker: self.ids[need.of],
            offer: offer.source,
            giver: self.ids[offer.of],
            score: pair.score(),
            fit: pair.fit,
            nearness: pair.nearness,
            closeness: pair.closeness,
            words: common(need, offer).map(str::to_owned).collect(),
            supply: Supply::of(need.quantity, offer.quantity),
            in_time: in_time(need, offer),
            distance: self.distance(need, offer),
            ties: ties.named(|index| self.ids.get(index).copied())?,
        })
    }
}

/// What a text is about: its words, each in the one spelling by which it is compared.
pub fn subject_words(text: &str) -> Vec<String> {
    let words = words::words(text).into_iter();
    words.map(|word| word.key).collect()
}

/// Whether two texts have a word in common, however it is spelled.
pub fn is_alike(one: &str, other: &str) -> bool {
    let others = subject_words(other);
    subject_words(one).iter().any(|word| others.contains(word))
}

fn listed(listing: &Listing, of: usize, keys: &mut HashMap<String, u32>) -> Item {
    let text = format!("{} {}", listing.title, listing.programme);
    Item {
        quantity: listing.quantity,
        from: listing.from,
        until: listing.until,
        ..item(Offer::Listed(listing.id), of, &text, keys)
    }
}

/// What a school offers by what it teaches.
fn taught(organisation: &Organisation, of: usize, keys: &mut HashMap<String, u32>) -> Option<Item> {
    let profile = &organisation.profile;
    let programmes: Vec<&str> = profile
        .programmes
        .iter()
        .map(|name| name.as_str())
        .collect();
    let item = item(
        Offer::Taught(organisation.id),
        of,
        &programmes.join(" "),
        keys,
    );
    (profile.kind == Kind::School && !item.words.is_empty()).then_some(item)
}

fn item(source: Offer, of: usize, text: &str, keys: &mut HashMap<String, u32>) -> Item {
    let mut words: Vec<(u32, String)> = words::words(text)
        .into_iter()
        .map(|word| {
            let next = keys.len() as u32;
            (*keys.entry(word.key).or_insert(next), word.written)
        })
        .collect();
    words.sort_unstable();
    Item {
        source,
        of,
        signature: words
            .iter()
            .fold(0, |bits, (key, _)| bits | 1 << (key % 64)),
        words,
        quantity: None,
        from: None,
        until: None,
    }
}

/// The words of the need that the offer has too.
fn common<'a>(need: &'a Item, offer: &Item) -> impl Iterator<Item = &'a str> {
    let keys = &offer.words;
    let words = need.words.iter();
    words
        .filter(|(key, _)| keys.binary_search_by_key(key, |(key, _)| *key).is_ok())
        .map(|(_, written)| written.as_str())
}

/// How well the two go together; none where they do not.
fn fit(need: &Item, offer: &Item) -> Option<f32> {
    let fewest = need.words.len().min(offer.words.len());
    let words = match common(need, offer).count() {
        // A school that teaches something else is no offer, whatever the need says.
        0 if fewest > 0 || matches!(offer.source, Offer::Taught(_)) => return None,
        0 => 0.4,
        common => 0.5 + 0.5 * common as f32 / fewest as f32,
    };
    let supply = Supply::of(need.quantity, offer.quantity).share();
    let period = if in_time(need, offer) { 1.0 } else { 0.0 };
    Some(0.6 * words + 0.2 * supply + 0.2 * period)
}

fn in_time(need: &Item, offer: &Item) -> bool {
    let after = |from: Option<Date>, until: Option<Date>| matches!((from, until), (Some(from), Some(until)) if from > until);
    !after(need.from, offer.until) && !after(offer.from, need.until)
}
