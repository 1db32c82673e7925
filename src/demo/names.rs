//! Names of villages, people's groups and companies: made of Javanese and Indonesian words, and of nobody in particular.

use crate::random::Random;
use jejaring_domain::Name;
use std::collections::BTreeSet;

const VILLAGE_STARTS: [&str; 14] = [
    "Karang", "Sumber", "Banyu", "Tirto", "Wono", "Giri", "Sido", "Argo", "Purwo", "Tegal", "Kali",
    "Ngestu", "Jati", "Umbul",
];
const VILLAGE_ENDS: [&str; 16] = [
    "lintang", "cendana", "menur", "semilir", "pelangi", "pitutur", "samodra", "wening", "pinilih",
    "embun", "kenanga", "pandan", "purnama", "teduh", "gumilang", "damar",
];
const GOOD_WORDS: [&str; 20] = [
    "Lintang",
    "Cendana",
    "Wening",
    "Embun",
    "Purnama",
    "Gumilang",
    "Cakrawala",
    "Pelita",
    "Sekar",
    "Kencana",
    "Samodra",
    "Mentari",
    "Anggrek",
    "Pijar",
    "Rimba",
    "Kenanga",
    "Mustika",
    "Saraswati",
    "Arunika",
    "Bahari",
];
const SECOND_WORDS: [&str; 14] = [
    "Abadi", "Sejati", "Lestari", "Utama", "Mandiri", "Nusa", "Raya", "Bersama", "Laras",
    "Kinasih", "Selaras", "Gemilang", "Kita", "Jaya",
];

/// The names given so far: none is given twice.
#[derive(Default)]
pub struct Names {
    given: BTreeSet<String>,
}

impl Names {
    /// A new name of those that `invent` comes up with.
    pub fn new_name(
        &mut self,
        random: &mut Random,
        mut invent: impl FnMut(&mut Random) -> String,
    ) -> String {
        // There are many times more names than are needed; should they run out, a number tells them apart.
        let mut name = invent(random);
        for again in 2.. {
            if self.given.insert(name.clone()) {
                break;
            }
            name = invent(random);
            if again > 60 {
                name = format!("{name} {again}");
            }
        }
        name
    }
}

/// A village that is on no map.
pub fn village(random: &mut Random) -> String {
    format!(
        "{}{}",
        random.text(&VILLAGE_STARTS),
        random.text(&VILLAGE_ENDS)
    )
}

/// A word that things are named by.
pub fn good_word(random: &mut Random) -> &'static str {
    random.text(&GOOD_WORDS)
}

/// Two words that things are named by.
pub fn good_words(random: &mut Random) -> String {
    format!("{} {}", good_word(random), random.text(&SECOND_WORDS))
}

/// A web address that leads nowhere: `.example` is kept free for examples.
pub fn website(name: &str) -> String {
    let mut host = String::new();
    for c in name.chars().filter(|c| !matches!(c, '\'' | '.')) {
        if c.is_ascii_alphanumeric() {
            host.push(c.to_ascii_lowercase());
        } else if !host.ends_with('-') {
            host.push('-');
        }
    }
    format!("https://{}.example", host.trim_matches('-'))
}

/// A name of a text of this crate; cut should it be too long.
pub fn name(text: &str) -> Name {
    let cut: String = text.chars().take(Name::MAX).collect();
    match Name::new(&cut) {
        Ok(name) => name,
        Err(problem) => unreachable!("an invented name {problem}: {text:?}"),
    }
}
