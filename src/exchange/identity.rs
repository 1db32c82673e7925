//! Identifiers of what comes without one: made from what it says, so that the same row of the same file is the same
//! record each time, even where its name has been changed in the network since.

use crate::words::plain;
use jejaring_domain::{Coded, Kind, Name, OrganisationId, PartnershipId, Profile, Terms};
use sha2::{Digest, Sha256};

/// A name in the form in which names are compared.
pub(crate) fn normal(name: &str) -> String {
    match plain(name) {
        // A name of nothing but punctuation is compared as it stands.
        plain if plain.is_empty() => name.trim().to_lowercase(),
        plain => plain,
    }
}

/// The identifier that follows from an organisation's name, kind, number and regency.
pub(crate) fn of_organisation(profile: &Profile) -> OrganisationId {
    let npsn = profile.npsn.map(String::from).unwrap_or_default();
    let parts = [
        "organisation",
        &normal(&profile.name),
        profile.kind.code(),
        &npsn,
        &normal(&profile.place.regency),
    ];
    OrganisationId::new(0, digest(parts))
}

/// The identifier that follows from a partnership's title and set of parties.
pub(crate) fn of_partnership(terms: &Terms) -> PartnershipId {
    let parties = terms.parties.iter().map(|party| party.organisation);
    let mut parties: Vec<String> = parties.map(String::from).collect();
    parties.sort_unstable();
    let head = ["partnership".to_owned(), normal(&terms.title)];
    let parts: Vec<String> = head.into_iter().chain(parties).collect();
    PartnershipId::new(0, digest(parts.iter().map(String::as_str)))
}

/// The names under which an organisation of some kind is found.
pub(crate) fn name_key(name: &str, kind: Kind) -> (Kind, String) {
    (kind, normal(name))
}

/// The title of a partnership that has none: its parties' names, in alphabetical order so that it does not depend on
/// the direction in which the link was drawn.
pub(crate) fn title_of<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SEPARATOR: &str = " – ";
    const MOST: usize = 5;
    let count = names.len().clamp(1, MOST);
    let room = (Name::MAX + SEPARATOR.chars().count()) / count - SEPARATOR.chars().count();
    let mut names: Vec<String> = names
        .take(MOST)
        .map(|name| match name.chars().count() > room {
            true => name.chars().take(room - 1).chain(['…']).collect(),
            false => name.to_owned(),
        })
        .collect();
    names.sort();
    names.join(SEPARATOR)
}

/// 80 bits of the hash of the parts, each with its length before it.
fn digest<'a>(parts: impl IntoIterator<Item = &'a str>) -> u128 {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part.as_bytes());
    }
    let hash = sha.finalize();
    hash.iter()
        .take(10)
        .fold(0, |number, byte| number << 8 | u128::from(*byte))
}
