//! Finding organisations as one types: whatever the case and accents, by the beginnings of words, despite typing errors.
//!
//! All words of the query must be found, each anywhere in an organisation's name, its other names, number, place or
//! programmes. Then a whole word counts more than the beginning of one, and that more than one with errors; a name more
//! than an alias, and that more than a place or programme; last, who has more partners comes first.

use crate::Snapshot;
use crate::column::{Lists, Texts};
use crate::fold::fold;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Words of a query beyond this many do not count, nor do letters beyond this many of a word.
const MOST_WORDS: usize = 8;
const MOST_LETTERS: usize = 32;

/// In what a word of the query was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// The name.
    Name,
    /// A school's number.
    Number,
    /// Another name.
    Alias,
    /// Regency, province or country.
    Place,
    /// A programme or sector.
    Programme,
}

const FOUND: [(Found, f32); 5] = [
    (Found::Name, 1.0),
    (Found::Number, 0.95),
    (Found::Alias, 0.85),
    (Found::Place, 0.5),
    (Found::Programme, 0.45),
];

/// An organisation that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its index in the snapshot.
    pub organisation: u32,
    /// How well it fits; only good for comparing hits of one query.
    pub score: f32,
    /// In what the words were found; the least obvious of it, so that it can be shown as the reason.
    pub found: Found,
}

/// All words of a snapshot and where they occur.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// The different words in order.
    words: Texts,
    /// Of each word its [`letters`].
    letters: Vec<u128>,
    /// Of each word its number of letters.
    lengths: Vec<u8>,
    /// Of each word the organisations, as `organisation * 8 + found`, once each.
    places: Lists,
    /// The folded name of each organisation.
    names: Texts,
    degrees: Vec<u32>,
}

impl Index {
    /// Reads a snapshot.
    pub fn new(snapshot: &Snapshot) -> Index {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut number = |word: &str| {
            // Words come again and again: one is only copied when it is new.
            numbers.get(word).copied().unwrap_or_else(|| {
                let next = numbers.len() as u32;
                numbers.insert(word.to_owned(), next);
                next
            })
        };
        let mut all = |text: &str| {
            let text = fold(text);
            words(&text)
                .iter()
                .map(|word| number(word))
                .collect::<Vec<u32>>()
        };
        let mut of_table = |table: &Texts| table.iter().map(&mut all).collect::<Vec<_>>();
        let places = [
            of_table(snapshot.regencies()),
            of_table(snapshot.provinces()),
            of_table(snapshot.countries()),
        ];
        let programmes = of_table(snapshot.programme_table());

        let mut names = Texts::default();
        // Word in the upper half, organisation and where it was found in the lower.
        let mut entries: Vec<u64> = Vec::new();
        for organisation in 0..snapshot.organisation_count() {
            let mut put = |words: &[u32], found: Found| {
                let place = (organisation as u64) << 3 | found as u64;
                entries.extend(words.iter().map(|word| u64::from(*word) << 32 | place));
            };
            let name = fold(snapshot.name(organisation));
            let mut of_name: Vec<u32> = words(&name).iter().map(|word| number(word)).collect();
            of_name.extend(school_forms(&words(&name)).iter().map(|word| number(word)));
            put(&of_name, Found::Name);
            let others = written_otherwise(&words(&name));
            let others: Vec<u32> = others.iter().map(|word| number(word)).collect();
            put(&others, Found::Alias);
            names.push(&name);
            for alias in snapshot.aliases(organisation) {
                let alias = fold(alias);
                let words: Vec<u32> = words(&alias).iter().map(|word| number(word)).collect();
                put(&words, Found::Alias);
            }
            if let Some(npsn) = snapshot.npsn(organisation) {
                put(&[number(&format!("{npsn:08}"))], Found::Number);
            }
            for (table, index) in places.iter().zip(snapshot.place_indexes(organisation)) {
                put(&table[index], Found::Place);
            }
            for programme in snapshot.programme_indexes(organisation) {
                put(&programmes[*programme as usize], Found::Programme);
            }
        }

        // Words were numbered as they came; from here on they go by their order.
        let mut sorted: Vec<(String, u32)> = numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut order = vec![0u32; sorted.len()];
        for ((_, number), at) in sorted.iter().zip(0..) {
            order[*number as usize] = at;
        }
        for entry in &mut entries {
            *entry = u64::from(order[(*entry >> 32) as usize]) << 32 | (*entry & 0xFFFF_FFFF);
        }
        entries.sort_unstable();
        // Of several places in one organisation the best, which is the first.
        entries.dedup_by_key(|entry| *entry >> 3);
        let mut lists = Lists::default();
        let mut at = 0;
        for word in 0..sorted.len() as u64 {
            let end = at + entries[at..].partition_point(|entry| entry >> 32 == word);
            lists.push(entries[at..end].iter().map(|entry| *entry as u32));
            at = end;
        }
        let words: Texts = sorted.iter().map(|(word, _)| word.as_str()).collect();
        Index {
            letters: words.iter().map(letters).collect(),
            lengths: words
                .iter()
                .map(|word| word.chars().count().min(255) as u8)
                .collect(),
            words,
            places: lists,
            names,
            degrees: snapshot.degrees()[..snapshot.organisation_count()].to_vec(),
        }
    }

    /// The index as bytes, for whoever has the same snapshot.
    pub fn encode(&self) -> Vec<u8> {
        // Writing to memory cannot fail, and there is nothing in it that cannot be written.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads what [`Index::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Option<Index> {
        postcard::from_bytes(bytes).ok()
    }

    /// The organisations that fit the query best, at most `limit`; none for an empty query.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query = fold(query);
        let words = words(&query);
        let words = &words[..words.len().min(MOST_WORDS)];
        let alike: Vec<_> = words.iter().map(|word| self.beginning_with(word)).collect();
        // A word that occurs is taken to be meant, so that others are not even looked at; unless nothing is found.
        let unknown: Vec<bool> = alike.iter().map(|tokens| tokens.is_empty()).collect();
        let hits = self.find(&query, words, limit, |place| unknown[place]);
        if hits.is_empty() && limit > 0 && unknown.contains(&false) {
            return self.find(&query, words, limit, |_| true);
        }
        hits
    }

    /// As [`Index::search`], where some of the words may have errors.
    fn find(
        &self,
        query: &str,
        words: &[&str],
        limit: usize,
        may_err: impl Fn(usize) -> bool,
    ) -> Vec<Hit> {
        let count = self.names.len();
        let mut scores = vec![0f32; count];
        let mut found = vec![0u8; count];
        let mut matched = vec![0u8; count];
        let mut of_word = vec![(0f32, 0u8); count];
        for (place, word) in (0u8..).zip(words) {
            let mut touched = Vec::new();
            for (token, quality) in self.alike(word, may_err(usize::from(place))) {
                for entry in self.places.get(token) {
                    let (organisation, where_found) = ((entry >> 3) as usize, (entry & 7) as u8);
                    if matched[organisation] != place {
                        continue;
                    }
                    let score = quality * FOUND[usize::from(where_found)].1;
                    let best = &mut of_word[organisation];
                    if best.0 == 0.0 {
                        touched.push(organisation);
                    }
                    if score > best.0 {
                        *best = (score, where_found);
                    }
                }
            }
            for organisation in touched {
                let (score, where_found) = std::mem::take(&mut of_word[organisation]);
                matched[organisation] += 1;
                scores[organisation] += score;
                found[organisation] = found[organisation].max(where_found);
            }
        }
        let all = words.len() as u8;
        let full = (0..count).filter(|organisation| all > 0 && matched[*organisation] == all);
        let mut hits: Vec<Hit> = full
            .map(|organisation| Hit {
                organisation: organisation as u32,
                score: scores[organisation] / f32::from(all) + self.whole(organisation, query, all),
                found: FOUND[usize::from(found[organisation])].0,
            })
            .collect();
        let order = |a: &Hit, b: &Hit| {
            let degree = |hit: &Hit| self.degrees[hit.organisation as usize];
            let scores = b.score.total_cmp(&a.score);
            scores
                .then_with(|| degree(b).cmp(&degree(a)))
                .then(a.organisation.cmp(&b.organisation))
        };
        if limit < hits.len() {
            hits.select_nth_unstable_by(limit, order);
            hits.truncate(limit);
        }
        hits.sort_unstable_by(order);
        hits
    }

    /// What the name as a whole adds: that it is the query, begins with it, or has little else in it.
    fn whole(&self, organisation: usize, query: &str, words: u8) -> f32 {
        let name = self.names.get(organisation);
        let beginning = match name.strip_prefix(query) {
            Some("") => 0.6,
            Some(_) => 0.15,
            None => 0.0,
        };
        let length = 1 + name.bytes().filter(|byte| *byte == b' ').count();
        // In steps: a name is not better for one word less among many.
        let share = f32::from(words) / length as f32;
        beginning + if share >= 0.75 { 0.05 } else { 0.0 }
    }

    /// The words of the network that a word of a query can mean, and how sure that is.
    fn alike(&self, word: &str, may_err: bool) -> Vec<(usize, f32)> {
        let length = word.chars().count();
        let begun = self.beginning_with(word);
        let mut alike: Vec<(usize, f32)> = begun
            .clone()
            .map(|token| match usize::from(self.lengths[token]) {
                same if same == length => (token, 1.0),
                longer => (token, 0.7 + 0.2 * length as f32 / longer as f32),
            })
            .collect();
        let errors = errors(word, length);
        if errors == 0 || !may_err {
            return alike;
        }
        let wanted = letters(word);
        let word: Vec<char> = word.chars().take(MOST_LETTERS).collect();
        let mut near = Near::default();
        for token in (0..self.words.len()).filter(|token| !begun.contains(token)) {
            // An error takes away or adds a letter at most, so most words need no closer look.
            let length = usize::from(self.lengths[token]);
            let missing = (wanted & !self.letters[token]).count_ones();
            if missing as usize > errors || length + errors < word.len() {
                continue;
            }
            let text = self.words.get(token);
            // The beginning of a longer word has to begin right: there are too many of them otherwise.
            let longer = length > word.len() + errors;
            if longer && text.chars().next() != word.first().copied() {
                continue;
            }
            if let Some((distance, whole)) = near.distance(&word, text, errors) {
                let quality = if whole { 0.55 } else { 0.4 };
                alike.push((token, quality - 0.1 * (distance - 1) as f32));
            }
        }
        alike
    }

    /// The words that begin with a text: they stand together.
    fn beginning_with(&self, text: &str) -> std::ops::Range<usize> {
        let first = |above: &dyn Fn(&str) -> bool| {
            let (mut low, mut high) = (0, self.words.len());
            while low < high {
                let middle = low + (high - low) / 2;
                if above(self.words.get(middle)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            low
        };
        let start = first(&|word| word >= text);
        let end = first(&|word| word > text && !word.starts_with(text));
        start..end
    }
}

/// The words of folded text; letters and digits are apart, so that `smkn1` is `smkn 1`.
pub(crate) fn words(folded: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in folded.split(' ') {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != digits);
            let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
            words.push(word);
            rest = after;
        }
    }
    words
}

/// What kinds of schools are called for short.
pub(crate) const SCHOOL_LEVELS: [&str; 8] = ["tk", "sd", "smp", "sma", "smk", "slb", "ma", "mts"];

/// What the short words stand for, in the same order.
const LONG_LEVELS: [&[&str]; 8] = [
    &["taman", "kanak", "kanak"],
    &["sekolah", "dasar"],
    &["sekolah", "menengah", "pertama"],
    &["sekolah", "menengah", "atas"],
    &["sekolah", "menengah", "kejuruan"],
    &["sekolah", "luar", "biasa"],
    &["madrasah", "aliyah"],
    &["madrasah", "tsanawiyah"],
];

/// What a school's name says in other words: `SMK` for `Sekolah Menengah Kejuruan`, and the other way round.
fn written_otherwise(words: &[&str]) -> Vec<&'static str> {
    let mut others = Vec::new();
    for (short, long) in SCHOOL_LEVELS.iter().zip(LONG_LEVELS) {
        let state = |word: &str| word.strip_suffix('n') == Some(*short);
        if words.iter().any(|word| word == short || state(word)) {
            others.extend(long);
        } else if words.windows(long.len()).any(|part| part == long) {
            others.push(*short);
        }
    }
    others
}

/// The usual short forms of state schools: who looks for `SMKN 1` means `SMK Negeri 1`, and the other way round.
fn school_forms(words: &[&str]) -> Vec<String> {
    let level = |word: &str| SCHOOL_LEVELS.contains(&word);
    let short = words
        .windows(2)
        .filter(|pair| level(pair[0]) && pair[1] == "negeri");
    let mut forms: Vec<String> = short.map(|pair| format!("{}n", pair[0])).collect();
    for word in words {
        if let Some(long) = word.strip_suffix('n').filter(|word| level(word)) {
            forms.extend([long.to_owned(), "negeri".to_owned()]);
        }
    }
    forms
}

/// How many typing errors a word may have. A wrong digit makes another number, not the same one badly typed.
pub(crate) fn errors(word: &str, length: usize) -> usize {
    match length {
        _ if word.bytes().any(|byte| byte.is_ascii_digit()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Which letters occur in a word and how often, up to four times: a bit each; others than a to z share theirs.
fn letters(word: &str) -> u128 {
    let mut set = 0u128;
    for c in word.chars() {
        match c {
            'a'..='z' => {
                let first = (c as u32 - 'a' as u32) * 4;
                let times = (set >> first & 0xF).count_ones();
                set |= 1 << (first + times.min(3));
            }
            _ => set |= 1 << (104 + c as u32 % 24),
        }
    }
    set
}

/// Rows of the table that edit distances are computed in, kept from word to word.
#[derive(Default)]
pub(crate) struct Near {
    rows: [Vec<usize>; 3],
    text: Vec<char>,
}

impl Near {
    /// The least number of letters left out, put in, replaced or swapped with the next, that turns the word into the
    /// text (true) or its beginning (false); none if it takes more than `most`.
    pub(crate) fn distance(
        &mut self,
        word: &[char],
        text: &str,
        most: usize,
    ) -> Option<(usize, bool)> {
        self.text.clear();
        // What stands further behind does not matter for the beginning.
        self.text.extend(text.chars().take(word.len() + most + 1));
        let text = &self.text;
        let [before, last, row] = &mut self.rows;
        // Only a band along the diagonal can be near enough; what lies outside counts as too far.
        let far = most + 1;
        for line in [&mut *before, last, row] {
            line.clear();
            line.resize(text.len() + 1, far);
        }
        (0..=text.len().min(most)).for_each(|j| last[j] = j);
        for (i, letter) in word.iter().enumerate() {
            row.fill(far);
            if i < most {
                row[0] = i + 1;
            }
            let mut least = row[0];
            for j in i.saturating_sub(most)..text.len().min(i + most + 1) {
                let replaced = last[j] + usize::from(*letter != text[j]);
                let mut value = replaced.min(last[j + 1] + 1).min(row[j] + 1);
                let swapped = i > 0 && j > 0 && *letter == text[j - 1] && word[i - 1] == text[j];
                if swapped {
                    value = value.min(before[j - 1] + 1);
                }
                least = least.min(value);
                row[j + 1] = value;
            }
            if least > most {
                return None;
            }
            std::mem::swap(before, last);
            std::mem::swap(last, row);
        }
        let whole = (text.len() <= word.len() + most).then(|| last[text.len()]);
        if let Some(distance) = whole.filter(|distance| *distance <= most) {
            return Some((distance, true));
        }
        let beginning = last
            .iter()
            .copied()
            .min()
            .filter(|distance| *distance <= most);
        let right_start = word.first() == text.first();
        beginning
            .filter(|_| right_start)
            .map(|distance| (distance.max(1), false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use proptest::prelude::*;

    fn found(query: &str) -> Vec<String> {
        let snapshot = sample::snapshot();
        let hits = Index::new(&snapshot).search(query, 10);
        let name = |hit: &Hit| snapshot.name(hit.organisation as usize).to_owned();
        hits.iter().map(name).collect()
    }

    #[test]
    fn it_finds_despite_typing_errors() {
        for query in [
            "SMK Negeri 1 Bantul",
            "smk negri 1 bantol",
            "smkn 1 bantul",
            "smkn1 bantul",
            "bantul smk",
            "smk 1 bnatul",
            "20499001",
            "2049",
            "stemba",
            "tehnik komputer",
            "jaringn kompuetr",
            "sekolah teknk",
            "sekolah menengah kejuruan negeri 1 bantul",
            "sekolah menengah kej 1",
        ] {
            assert_eq!(
                found(query).first().map(String::as_str),
                Some("SMK Negeri 1 Bantul"),
                "{query}"
            );
        }
        assert_eq!(found("univeritas nusantra"), ["Universitas Nusantara"]);
        assert_eq!(found("mju"), [""; 0]);
    }

    #[test]
    fn all_words_must_be_found() {
        assert_eq!(found("smk bantul boga"), ["SMK Negeri 1 Bantul"]);
        assert_eq!(found("smk tidakada"), [""; 0]);
        assert_eq!(found(" . "), [""; 0]);
        assert_eq!(found(""), [""; 0]);
    }

    #[test]
    fn the_best_comes_first() {
        // In the name before in the place; of equals the one with more partners.
        assert_eq!(found("bantul")[0], "SMK Negeri 1 Bantul");
        assert_eq!(found("bantul").len(), 4);
        assert_eq!(
            found("tunas bangsa"),
            ["Komite Tunas Bangsa", "SD Tunas Bangsa"]
        );
        assert_eq!(found("sd tunas bangsa")[0], "SD Tunas Bangsa");
        assert_eq!(
            found("tata boga"),
            ["SMK Negeri 1 Bantul", "SMK Negeri 2 Sleman"]
        );
        let snapshot = sample::snapshot();
        let hits = Index::new(&snapshot).search("smk boga", 1);
        assert_eq!((hits.len(), hits[0].found), (1, Found::Programme));
    }

    #[test]
    fn distances() {
        let near = |word: &str, text: &str, most| {
            Near::default().distance(&word.chars().collect::<Vec<_>>(), text, most)
        };
        assert_eq!(near("bantol", "bantul", 1), Some((1, true)));
        assert_eq!(near("bnatul", "bantul", 1), Some((1, true)));
        assert_eq!(near("negri", "negeri", 1), Some((1, true)));
        assert_eq!(near("unverst", "universitas", 2), Some((2, false)));
        assert_eq!(near("sleman", "klaten", 2), None);
        assert_eq!(near("yogya", "bogyakarta", 1), None);
    }

    #[test]
    fn an_empty_network_has_no_hits() {
        assert_eq!(Index::new(&sample::empty()).search("smk", 5), []);
        assert_eq!(Index::default().search("smk", 5), []);
    }

    proptest! {
        #[test]
        fn any_query_is_answered(query in "\\PC{0,60}", limit in 0usize..4) {
            let snapshot = sample::snapshot();
            let hits = Index::new(&snapshot).search(&query, limit);
            prop_assert!(hits.len() <= limit);
            prop_assert!(hits.is_sorted_by(|a, b| a.score >= b.score));
        }

        #[test]
        fn one_error_in_a_long_word_does_no_harm(at in 0usize..9, kind in 0..3, letter in prop::char::range('a', 'z')) {
            let mut word: Vec<char> = "nusantara".chars().collect();
            match kind {
                0 => word[at] = letter,
                1 => { word.remove(at); }
                _ => word.insert(at, letter),
            }
            let query: String = word.into_iter().collect();
            prop_assert_eq!(found(&query), ["Universitas Nusantara"], "{}", query);
        }
    }
}
