//! What is shown, as rows: the view for who reads it instead of seeing it.

use crate::{Mask, Snapshot};
use jejaring_domain::code::coded;
use jejaring_domain::{Kind, OrganisationId};
use serde::{Deserialize, Serialize};

coded! {
    /// What rows go by.
    pub enum Sort {
        /// The name, in alphabetical order.
        Name = "name",
        /// The kind.
        Kind = "kind",
        /// The place, in alphabetical order.
        Place = "place",
        /// The number of partners, the most first.
        Partners = "partners",
    }
}

/// One organisation that is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Which of the four kinds it is.
    pub kind: Kind,
    /// Its regency or city; may be empty.
    pub place: String,
    /// How many of those that are shown it is linked with.
    pub partners: u32,
}

/// A page of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Of this page.
    pub rows: Vec<Row>,
    /// How many organisations are shown in all.
    pub organisations: u32,
    /// How many partnerships are shown in all.
    pub partnerships: u32,
}

/// How many rows a page has.
pub const ROWS: usize = 50;

/// A page, the first being 0; the last where there are not as many.
pub fn table(snapshot: &Snapshot, mask: &Mask, sort: Sort, page: usize) -> Table {
    let count = snapshot.organisation_count();
    let mut partners = vec![0u32; snapshot.node_count()];
    let links = snapshot.links().iter().zip(&mask.links);
    for ([a, b], _) in links.filter(|(_, shown)| **shown) {
        partners[*a as usize] += 1;
        partners[*b as usize] += 1;
    }
    let mut shown: Vec<usize> = (0..count).filter(|o| mask.nodes[*o]).collect();
    let name = |o: &usize| snapshot.name(*o);
    match sort {
        Sort::Name => shown.sort_by_key(name),
        Sort::Kind => shown.sort_by_key(|o| (snapshot.kind(*o), snapshot.name(*o))),
        Sort::Place => shown.sort_by_key(|o| (snapshot.regency(*o), snapshot.name(*o))),
        Sort::Partners => {
            shown.sort_by_key(|o| (std::cmp::Reverse(partners[*o]), snapshot.name(*o)))
        }
    }
    let first = page.min(shown.len().saturating_sub(1) / ROWS) * ROWS;
    let row = |organisation: &usize| Row {
        id: snapshot.organisation_id(*organisation),
        name: snapshot.name(*organisation).to_owned(),
        kind: snapshot.kind(*organisation),
        place: snapshot.regency(*organisation).to_owned(),
        partners: partners[*organisation],
    };
    let rows = shown.iter().skip(first).take(ROWS).map(row).collect();
    let partnerships = mask.partnerships.iter().filter(|shown| **shown);
    Table {
        rows,
        organisations: shown.len() as u32,
        partnerships: partnerships.count() as u32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Filter, sample};

    #[test]
    fn rows_are_what_is_shown_in_order() {
        let snapshot = sample::snapshot();
        let names = |query: &[(&str, &str)], sort, page| {
            let mask = Filter::from_query(query.iter().copied()).mask(&snapshot);
            let found = table(&snapshot, &mask, sort, page);
            let names: Vec<String> = found.rows.into_iter().map(|row| row.name).collect();
            (names, found.organisations, found.partnerships)
        };
        let schools = names(
            &[("kind", "school"), ("status", "running,claimed")],
            Sort::Name,
            0,
        );
        assert_eq!(schools.0, ["SMK Negeri 1 Bantul", "SMK Negeri 2 Sleman"]);
        let all = names(&[], Sort::Partners, 0);
        assert_eq!((all.0[0].as_str(), all.1, all.2), ("PT Maju Bersama", 8, 6));
        assert_eq!(names(&[], Sort::Kind, 0).0[0], "SD Tunas Bangsa");
        assert_eq!(names(&[], Sort::Place, 0).0[0], "SLB Kasih Ibu");
        // Beyond the last page is the last page.
        assert_eq!(names(&[], Sort::Name, 9), names(&[], Sort::Name, 0));
        assert_eq!(names(&[("q", "tidak ada")], Sort::Name, 0).1, 0);
    }
}
