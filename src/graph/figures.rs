//! The network in numbers, for the home page.

use crate::{Components, Snapshot};
use jejaring_domain::{Answer, Coded, Form, Kind, OrganisationId, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How many of the best connected are named.
const BEST: usize = 5;

/// How many of what there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// All organisations.
    pub organisations: u32,
    /// All partnerships.
    pub partnerships: u32,
    /// Organisations of each kind, in the order of [`Kind::ALL`].
    pub kinds: Vec<(Kind, u32)>,
    /// Partnerships of each status, in the order of [`Status::ALL`].
    pub statuses: Vec<(Status, u32)>,
    /// Partnerships of each form, in the order of [`Form::ALL`].
    pub forms: Vec<(Form, u32)>,
    /// Partnerships of more than two parties.
    pub multilateral: u32,
    /// Schools without a [partner](partners).
    pub schools_without_partner: u32,
    /// Organisations of any kind that are in no partnership at all, not even one that ended.
    pub isolated: u32,
    /// Separate pieces of the network with at least two organisations, whatever the status of their partnerships.
    pub pieces: u32,
    /// Different regencies and cities.
    pub regions: u32,
    /// Those with the most partners, at most five.
    pub best_connected: Vec<Connected>,
}

/// A well connected organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connected {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Which of the four kinds it is.
    pub kind: Kind,
    /// How many [partners](partners) it has.
    pub partners: u32,
}

impl Figures {
    /// The figures of a snapshot.
    pub fn of(snapshot: &Snapshot) -> Figures {
        let organisations = 0..snapshot.organisation_count();
        let partnerships = 0..snapshot.partnership_count();
        let partners = partners(snapshot);
        let school = |o: &usize| snapshot.kind(*o) == Kind::School;
        let alone = organisations
            .clone()
            .filter(|o| partners[*o] == 0 && school(o));
        let pieces = Components::of(snapshot.node_count(), snapshot.links().iter().copied());
        let mut best: Vec<usize> = organisations.clone().filter(|o| partners[*o] > 0).collect();
        best.sort_by_key(|o| (std::cmp::Reverse(partners[*o]), snapshot.name(*o)));
        best.truncate(BEST);
        let connected = |o: usize| Connected {
            id: snapshot.organisation_id(o),
            name: snapshot.name(o).to_owned(),
            kind: snapshot.kind(o),
            partners: partners[o],
        };
        Figures {
            organisations: organisations.len() as u32,
            partnerships: partnerships.len() as u32,
            kinds: count(organisations.clone().map(|o| snapshot.kind(o))),
            statuses: count(partnerships.clone().map(|p| snapshot.status(p))),
            forms: count(partnerships.map(|p| snapshot.form(p))),
            multilateral: snapshot.hub_partnerships().len() as u32,
            schools_without_partner: alone.count() as u32,
            isolated: organisations
                .filter(|o| snapshot.degrees()[*o] == 0)
                .count() as u32,
            pieces: pieces.sizes.iter().filter(|size| **size > 1).count() as u32,
            regions: snapshot
                .regencies()
                .iter()
                .filter(|name| !name.is_empty())
                .count() as u32,
            best_connected: best.into_iter().map(connected).collect(),
        }
    }
}

/// How many partners each organisation has: others that have confirmed, as it has, a partnership that is not over.
pub fn partners(snapshot: &Snapshot) -> Vec<u32> {
    let mut partners = vec![BTreeSet::new(); snapshot.organisation_count()];
    let going_on =
        (0..snapshot.partnership_count()).filter(|p| snapshot.status(*p) != Status::Ended);
    for partnership in going_on {
        let confirmed = snapshot
            .parties(partnership)
            .filter(|party| party.answer == Answer::Accepted);
        let confirmed: Vec<u32> = confirmed.map(|party| party.organisation).collect();
        for one in &confirmed {
            let others = confirmed.iter().copied().filter(|other| other != one);
            partners[*one as usize].extend(others);
        }
    }
    partners.iter().map(|set| set.len() as u32).collect()
}

fn count<T: Coded>(values: impl Iterator<Item = T>) -> Vec<(T, u32)> {
    let mut counts: Vec<(T, u32)> = T::ALL.iter().map(|value| (*value, 0)).collect();
    for value in values {
        counts[usize::from(value.index())].1 += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn the_figures_of_the_sample() {
        let figures = Figures::of(&sample::snapshot());
        assert_eq!((figures.organisations, figures.partnerships), (8, 6));
        assert_eq!(
            figures.kinds,
            [
                (Kind::School, 4),
                (Kind::Company, 2),
                (Kind::Community, 1),
                (Kind::Institution, 1)
            ]
        );
        assert_eq!(figures.statuses.iter().map(|(_, n)| n).sum::<u32>(), 6);
        assert_eq!(figures.multilateral, 1);
        assert_eq!(figures.schools_without_partner, 2);
        assert_eq!(figures.isolated, 1);
        assert_eq!(figures.pieces, 2);
        assert_eq!(figures.regions, 3);
        let best: Vec<_> = figures
            .best_connected
            .iter()
            .map(|best| (best.name.as_str(), best.partners))
            .collect();
        assert_eq!(
            best,
            [
                ("PT Maju Bersama", 3),
                ("SMK Negeri 1 Bantul", 3),
                ("Komite Tunas Bangsa", 2),
                ("SMK Negeri 2 Sleman", 2)
            ]
        );
    }
}
