//! Organisations that may be one and the same, entered twice.
//!
//! Two names are the same when they have the same words and numbers, whatever their order, the case, the short forms of
//! schools (`SMKN 1`), what says only the legal form (`PT`, `Yayasan`), and the place where they both are. They are
//! similar when the words differ by typing errors only. A name is compared with the other names of the other, too.

use crate::fold::fold;
use crate::search::{Near, SCHOOL_LEVELS, errors, words};
use jejaring_domain::{Distinction, Kind, Network, Npsn, Organisation, OrganisationId};
use std::collections::{BTreeMap, BTreeSet};

/// Words that say only what legal form something has.
const LEGAL_FORMS: [&str; 10] = [
    "pt", "cv", "ud", "pd", "tbk", "persero", "perum", "yayasan", "koperasi", "ltd",
];
/// Words that say only what kind of place something is.
const PLACE_FORMS: [&str; 4] = ["kabupaten", "kab", "kota", "kotamadya"];
/// A website that more organisations than these share says nothing.
const MOST_OF_ONE_WEBSITE: usize = 5;

/// In what two organisations are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// One of them has the other's school number in one of its names.
    Number,
    /// They have the same name.
    SameName,
    /// They have names that differ by typing errors.
    SimilarName,
    /// They have the same website.
    Website,
}

/// Two organisations that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The one that came first.
    pub first: OrganisationId,
    /// The other one.
    pub second: OrganisationId,
    /// Why they may be one; never empty.
    pub likenesses: BTreeSet<Likeness>,
}

/// All pairs that may be one, among those that are not put away and were not told apart: those alike in most first.
pub fn duplicates(network: &Network) -> Vec<Pair> {
    let known: Vec<_> = network.organisations().filter(|o| !o.archived).collect();
    let mut found = Found::default();
    by_name(&known, &mut found);
    by_website(&known, &mut found);
    for organisation in &known {
        for holder in holders(network, organisation) {
            found.add(organisation.id, holder, Likeness::Number);
        }
    }
    let told_apart = |first: OrganisationId, second| {
        let mut known = network.records_of::<Distinction>(first.into());
        known.any(|known| known.second == second)
    };
    let pairs = found.0.into_iter();
    let pairs = pairs.filter(|((first, second), _)| !told_apart(*first, *second));
    let mut pairs: Vec<_> = pairs
        .map(|((first, second), likenesses)| Pair {
            first,
            second,
            likenesses,
        })
        .collect();
    pairs.sort_by_key(|pair| {
        let first = pair.likenesses.first().copied();
        (std::cmp::Reverse(pair.likenesses.len()), first)
    });
    pairs
}

/// The organisations that somebody may mean who is about to add one, at most `limit`.
pub fn similar(
    network: &Network,
    name: &str,
    regency: &str,
    npsn: Option<Npsn>,
    limit: usize,
) -> Vec<OrganisationId> {
    let holder = npsn.and_then(|npsn| network.by_npsn(npsn));
    let regency = fold(regency);
    let mut near = Near::default();
    let mut alike = |organisation: &Organisation| {
        let there = fold(&organisation.profile.place.regency);
        if !regency.is_empty() && !there.is_empty() && regency != there {
            return None;
        }
        let place = format!("{regency} {there}");
        // A place may be misspelt in the name, so that it is not known to be one.
        let likenesses = [place.as_str(), ""].into_iter().filter_map(|place| {
            let typed = Named::new(name, place);
            let known = names(organisation).map(|name| Named::new(name, place));
            known
                .filter_map(|known| typed.likeness(&known, &mut near))
                .min()
        });
        likenesses.min()
    };
    let others = network
        .organisations()
        .filter(|o| !o.archived && Some(o.id) != holder);
    let mut hits: Vec<_> = others
        .filter_map(|o| alike(o).map(|likeness| (likeness, o.id)))
        .collect();
    hits.sort();
    let ids = hits.into_iter().map(|(_, id)| id);
    holder.into_iter().chain(ids).take(limit).collect()
}

#[derive(Default)]
struct Found(BTreeMap<(OrganisationId, OrganisationId), BTreeSet<Likeness>>);

impl Found {
    fn add(&mut self, a: OrganisationId, b: OrganisationId, likeness: Likeness) {
        if a != b {
            let pair = (a.min(b), a.max(b));
            self.0.entry(pair).or_default().insert(likeness);
        }
    }
}

/// The name and the other names of an organisation.
fn names(organisation: &Organisation) -> impl Iterator<Item = &str> {
    let aliases = organisation.profile.aliases.iter();
    std::iter::once(&organisation.profile.name)
        .chain(aliases)
        .map(|name| name.as_str())
}

/// Names are compared within a kind and a place only, and by their numbers: who is anywhere else is somebody else.
fn by_name(known: &[&Organisation], found: &mut Found) {
    type Block<'a> = (Kind, String, Vec<String>);
    let mut blocks: BTreeMap<Block, Vec<(OrganisationId, Named)>> = BTreeMap::new();
    let mut anywhere: BTreeMap<(Kind, Named), Vec<(OrganisationId, bool)>> = BTreeMap::new();
    for organisation in known {
        let (kind, place) = (
            organisation.profile.kind,
            fold(&organisation.profile.place.regency),
        );
        for name in names(organisation) {
            let named = Named::new(name, &place);
            let without_place = Named::new(name, "");
            let entry = anywhere.entry((kind, without_place)).or_default();
            entry.push((organisation.id, place.is_empty()));
            let block = (kind, place.clone(), named.numbers.clone());
            blocks
                .entry(block)
                .or_default()
                .push((organisation.id, named));
        }
    }
    let mut near = Near::default();
    let placed = blocks.iter().filter(|((_, place, _), _)| !place.is_empty());
    for (_, block) in placed {
        for (at, (a, name)) in block.iter().enumerate() {
            for (b, other) in block.iter().skip(at + 1).filter(|(b, _)| a != b) {
                if let Some(likeness) = name.likeness(other, &mut near) {
                    found.add(*a, *b, likeness);
                }
            }
        }
    }
    // Where it is not said where one of them is, only the very same name counts.
    for same in anywhere.values() {
        for (at, (a, placeless)) in same.iter().enumerate() {
            for (b, other) in &same[at + 1..] {
                if *placeless || *other {
                    found.add(*a, *b, Likeness::SameName);
                }
            }
        }
    }
}

fn by_website(known: &[&Organisation], found: &mut Found) {
    let mut websites: BTreeMap<String, Vec<OrganisationId>> = BTreeMap::new();
    for organisation in known {
        let website = organisation.profile.website.to_lowercase();
        let host = website.split_once("://").map_or("", |(_, host)| host);
        let host = host
            .strip_prefix("www.")
            .unwrap_or(host)
            .trim_end_matches('/');
        if !host.is_empty() {
            websites
                .entry(host.to_owned())
                .or_default()
                .push(organisation.id);
        }
    }
    for same in websites
        .values()
        .filter(|same| same.len() <= MOST_OF_ONE_WEBSITE)
    {
        for (at, a) in same.iter().enumerate() {
            for b in &same[at + 1..] {
                found.add(*a, *b, Likeness::Website);
            }
        }
    }
}

/// Who has the school numbers that stand in the names of an organisation.
fn holders(network: &Network, organisation: &Organisation) -> Vec<OrganisationId> {
    let numbers = names(organisation).flat_map(|name| {
        let folded = fold(name);
        let mut numbers = words(&folded);
        numbers.retain(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        // `2040 0001` is one number, too.
        let joined = numbers.concat();
        let numbers = numbers.into_iter().chain([joined.as_str()]);
        numbers
            .filter_map(|number| Npsn::new(number).ok())
            .collect::<BTreeSet<_>>()
    });
    let holders = numbers.filter_map(|npsn| network.by_npsn(npsn));
    holders
        .filter(|id| network.organisation(*id).is_some_and(|o| !o.archived))
        .collect()
}

/// What counts in a name: its words and its numbers, each in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    numbers: Vec<String>,
    words: Vec<String>,
}

impl Named {
    /// What counts in a name of somebody at a (folded) place.
    fn new(name: &str, place: &str) -> Named {
        let folded = fold(name);
        let mut all = Vec::new();
        for word in words(&folded) {
            match word
                .strip_suffix('n')
                .filter(|level| SCHOOL_LEVELS.contains(level))
            {
                Some(level) => all.extend([level, "negeri"]),
                None => all.push(word),
            }
        }
        let place: BTreeSet<_> = words(place).into_iter().collect();
        let passed_over = |word: &str| {
            LEGAL_FORMS.contains(&word) || PLACE_FORMS.contains(&word) || place.contains(word)
        };
        let telling: Vec<_> = all
            .iter()
            .copied()
            .filter(|word| !passed_over(word))
            .collect();
        // A name of nothing else is all that there is.
        let telling = if telling.is_empty() { all } else { telling };
        let is_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
        let (numbers, words): (Vec<_>, Vec<_>) = telling.into_iter().partition(is_number);
        let sorted = |words: Vec<&str>| {
            let mut words: Vec<_> = words.into_iter().map(str::to_owned).collect();
            words.sort();
            words
        };
        Named {
            numbers: sorted(numbers),
            words: sorted(words),
        }
    }

    fn likeness(&self, other: &Named, near: &mut Near) -> Option<Likeness> {
        if self.numbers != other.numbers {
            return None;
        }
        if self.words == other.words {
            return Some(Likeness::SameName);
        }
        if self.words.len() != other.words.len() {
            return None;
        }
        let mut left: Vec<&str> = other.words.iter().map(String::as_str).collect();
        let all_near = self.words.iter().all(|word| {
            let letters: Vec<char> = word.chars().collect();
            let most = errors(word, letters.len());
            let fits = |text: &&str| {
                *text == word || matches!(near.distance(&letters, text, most), Some((_, true)))
            };
            let at = left.iter().position(fits);
            at.map(|at| left.swap_remove(at)).is_some()
        });
        all_near.then_some(Likeness::SimilarName)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejaring_domain::{Change, RecordId, Seq};
    use jejaring_domain::{Line, Name, NewOrganisation, Origin, Profile};

    struct Sample(Network);

    impl Sample {
        fn new() -> Self {
            Sample(Network::default())
        }

        fn add(&mut self, n: u128, name: &str, place: &str, more: impl FnOnce(&mut Profile)) {
            let mut profile = Profile::new(Name::new(name).unwrap(), Kind::School);
            profile.place.regency = Line::new(place).unwrap();
            more(&mut profile);
            let organisation = NewOrganisation {
                id: OrganisationId::from_u128(n),
                profile,
                archived: false,
            };
            let change = Change::OrganisationAdded {
                organisation,
                origin: Origin::Entered,
            };
            let next: Seq = self.0.seq().next();
            self.0.apply(next, &[change]).unwrap();
        }

        fn found(&self) -> Vec<(u128, u128, Vec<Likeness>)> {
            let pairs = duplicates(&self.0).into_iter();
            pairs
                .map(|pair| {
                    let likenesses = pair.likenesses.into_iter().collect();
                    (pair.first.to_u128(), pair.second.to_u128(), likenesses)
                })
                .collect()
        }

        fn similar(&self, name: &str, place: &str) -> Vec<u128> {
            let ids = similar(&self.0, name, place, None, 5).into_iter();
            ids.map(OrganisationId::to_u128).collect()
        }
    }

    #[test]
    fn names_are_the_same_however_they_are_written() {
        let mut sample = Sample::new();
        sample.add(1, "SMK Negeri 1 Bantul", "Kabupaten Bantul", |_| {});
        sample.add(2, "smkn1", "Kabupaten Bantul", |_| {});
        sample.add(3, "SMK Negeri 2 Bantul", "Kabupaten Bantul", |_| {});
        sample.add(4, "SMK Negeri 1 Bantul", "Kabupaten Sleman", |_| {});
        assert_eq!(sample.found(), [(1, 2, vec![Likeness::SameName])]);
    }

    #[test]
    fn what_was_told_apart_is_no_pair() {
        let mut sample = Sample::new();
        for n in 1..4 {
            sample.add(n, "SMK Tunas Bangsa", "Kota Solo", |_| {});
        }
        let [first, second] = [1, 3].map(OrganisationId::from_u128);
        let id = RecordId::from_u128(1);
        let told = Distinction { id, first, second };
        let change = Change::recorded(None, Some(told.into()));
        let next = sample.0.seq().next();
        sample.0.apply(next, &[change]).unwrap();
        let same = |a, b| (a, b, vec![Likeness::SameName]);
        assert_eq!(sample.found(), [same(1, 2), same(2, 3)]);
    }

    #[test]
    fn typing_errors_make_names_similar_but_no_other_word_or_number_does() {
        let mut sample = Sample::new();
        sample.add(1, "SMK Tunas Bangsa", "Kota Solo", |_| {});
        sample.add(2, "SMK Tunas Bangssa", "Kota Solo", |_| {});
        sample.add(3, "SMK Tunas Harapan", "Kota Solo", |_| {});
        sample.add(4, "SMK Tunas Bangsa 2", "Kota Solo", |_| {});
        assert_eq!(sample.found(), [(1, 2, vec![Likeness::SimilarName])]);
    }

    #[test]
    fn without_a_place_only_the_same_name_counts() {
        let mut sample = Sample::new();
        sample.add(1, "SMK Tunas Bangsa", "Kota Solo", |_| {});
        sample.add(2, "SMK Tunas Bangsa", "", |_| {});
        sample.add(3, "SMK Tunas Bangssa", "", |_| {});
        assert_eq!(sample.found(), [(1, 2, vec![Likeness::SameName])]);
    }

    #[test]
    fn a_website_or_a_number_among_the_names_tells_too() {
        let mut sample = Sample::new();
        sample.add(1, "SMK Satu", "Kota Solo", |p| {
            p.website = Line::new("https://www.satu.sch.id/").unwrap();
            p.npsn = Npsn::new("20400001").ok();
        });
        sample.add(2, "Sekolah Pertama", "", |p| {
            p.website = Line::new("http://satu.sch.id").unwrap();
        });
        sample.add(3, "STM 2040-0001", "", |_| {});
        sample.add(4, "Sekolah 20400001", "", |_| {});
        let website = (1, 2, vec![Likeness::Website]);
        let number = |n| (1, n, vec![Likeness::Number]);
        assert_eq!(sample.found(), [number(3), number(4), website]);
    }

    #[test]
    fn whoever_adds_one_is_asked_about_those_that_may_be_meant() {
        let mut sample = Sample::new();
        sample.add(1, "SMK Negeri 1 Bantul", "Kabupaten Bantul", |p| {
            p.aliases.insert(Name::new("STM Bantul").unwrap());
        });
        sample.add(2, "SMK Negeri 1 Sleman", "Kabupaten Sleman", |_| {});
        assert_eq!(sample.similar("SMKN 1 Bantul", ""), [1]);
        assert_eq!(sample.similar("stm bantull", "Kabupaten Bantul"), [1]);
        assert_eq!(sample.similar("SMKN 1 Bantul", "Kabupaten Sleman"), []);
        assert_eq!(sample.similar("SMK Negeri 3 Bantul", ""), []);
        assert_eq!(sample.similar("", ""), []);
    }
}
