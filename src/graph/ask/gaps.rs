//! What the network lacks: schools without a company, programmes without a partner, and the links that would do most.

use super::{Communities, Ground};
use jejaring_domain::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Schools that have no company as a partner, those with the most partners of other kinds first.
pub fn schools_without_company(ground: &Ground) -> Vec<u32> {
    let mut schools: Vec<u32> = without(ground, Kind::School, Kind::Company).collect();
    schools.sort_by_key(|school| std::cmp::Reverse(ground.partners.degree(*school as usize)));
    schools
}

/// Organisations of a kind that have none of the other kind as a partner.
fn without(ground: &Ground, kind: Kind, lacked: Kind) -> impl Iterator<Item = u32> {
    let of_kind = ground
        .judged()
        .filter(move |o| ground.snapshot.kind(*o) == kind);
    let has = move |o: &usize| {
        let mut partners = ground.partners.of(*o).iter();
        partners.any(|partner| ground.snapshot.kind(*partner as usize) == lacked)
    };
    of_kind.filter(move |o| !has(o)).map(|o| o as u32)
}

/// Schools without any partner.
pub fn isolated_schools(ground: &Ground) -> Vec<u32> {
    let schools = ground
        .judged()
        .filter(|o| ground.snapshot.kind(*o) == Kind::School);
    let alone = schools.filter(|o| ground.partners.degree(*o) == 0);
    alone.map(|o| o as u32).collect()
}

/// A programme that schools teach and none of them has a company as a partner for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LonelyProgramme {
    /// Its place in the table of programmes.
    pub programme: u32,
    /// The schools that teach it.
    pub schools: Vec<u32>,
    /// Companies that work in it, and could be asked: those that the filter chooses first, then all others.
    pub companies: Vec<u32>,
}

/// Programmes of schools that have no company as a partner; those of the most schools first.
pub fn lonely_programmes(ground: &Ground) -> Vec<LonelyProgramme> {
    let snapshot = ground.snapshot;
    let mut schools: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut companies: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for organisation in 0..snapshot.organisation_count() {
        let of = match snapshot.kind(organisation) {
            Kind::School if ground.judged[organisation] => &mut schools,
            Kind::Company => &mut companies,
            _ => continue,
        };
        for programme in snapshot.programme_indexes(organisation) {
            of.entry(*programme).or_default().push(organisation as u32);
        }
    }
    for companies in companies.values_mut() {
        companies.sort_by_key(|company| !ground.judged[*company as usize]);
    }
    let mut alone = vec![false; snapshot.organisation_count()];
    for school in without(ground, Kind::School, Kind::Company) {
        alone[school as usize] = true;
    }
    let mut lonely: Vec<LonelyProgramme> = schools
        .into_iter()
        .filter(|(_, schools)| schools.iter().all(|school| alone[*school as usize]))
        .map(|(programme, schools)| LonelyProgramme {
            companies: companies.remove(&programme).unwrap_or_default(),
            programme,
            schools,
        })
        .collect();
    lonely.sort_by_key(|found| std::cmp::Reverse(found.schools.len()));
    lonely
}

/// Two organisations that would do well to become partners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The two.
    pub pair: [u32; 2],
    /// How many organisations it would bring together with how many.
    pub joins: [u32; 2],
    /// Whether these could not reach each other so far; else they are groups without a direct link.
    pub apart: bool,
    /// What they have in common: a programme or sector.
    pub programme: Option<u32>,
    /// They are in the same regency or city.
    pub near: bool,
}

/// How many parts, and how many members of each, are looked at; enough for any network that people can survey.
const PARTS: usize = 64;
const MEMBERS: usize = 400;

/// The links that would connect the most, each chosen as if those before it were there: first between pieces that
/// cannot reach each other, by whomever, then between groups that have no direct link; of all pairs the two that fit
/// best.
pub fn best_links(ground: &Ground, groups: &Communities, most: usize) -> Vec<Suggestion> {
    let pieces = ground.partners.pieces();
    let mut found = Vec::new();
    let mut parts = parts(ground, &pieces.piece, pieces.count());
    while found.len() < most && parts.len() > 1 {
        // The largest, and of the next largest the one with the pair that fits best.
        let size = parts[1].len();
        let alike = (1..parts.len()).take_while(|part| parts[*part].len() == size);
        let pairs =
            alike.filter_map(|part| Some((part, best_pair(ground, &parts[0], &parts[part])?)));
        let best = pairs.max_by_key(|(part, [a, b])| {
            let fit = fit(ground, *a as usize, *b as usize);
            (fit, std::cmp::Reverse(*part))
        });
        let Some((part, pair)) = best else {
            break;
        };
        let other = parts.remove(part);
        found.push(suggestion(
            ground,
            pair,
            [parts[0].len(), other.len()],
            true,
        ));
        parts[0].extend(other);
    }
    if found.len() < most {
        found.extend(between_groups(ground, groups, most - found.len()));
    }
    found
}

/// The members that count of each part, the largest part first.
fn parts(ground: &Ground, part: &[u32], count: usize) -> Vec<Vec<u32>> {
    let mut parts = vec![Vec::new(); count];
    for organisation in ground.organisations() {
        parts[part[organisation] as usize].push(organisation as u32);
    }
    parts.retain(|part| !part.is_empty());
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts.truncate(PARTS);
    parts
}

fn between_groups(ground: &Ground, groups: &Communities, most: usize) -> Vec<Suggestion> {
    let mut parts = parts(ground, &groups.group, groups.sizes.len());
    parts.retain(|part| part.len() > 2);
    let mut place = vec![usize::MAX; ground.ties.len()];
    for (at, part) in parts.iter().enumerate() {
        part.iter().for_each(|member| place[*member as usize] = at);
    }
    let mut tied = vec![false; parts.len() * parts.len()];
    for [a, b] in ground.ties.pairs() {
        let [a, b] = [place[a as usize], place[b as usize]];
        if a < parts.len() && b < parts.len() {
            tied[a * parts.len() + b] = true;
            tied[b * parts.len() + a] = true;
        }
    }
    let mut pairs: Vec<(usize, usize)> = (0..parts.len())
        .flat_map(|a| (a + 1..parts.len()).map(move |b| (a, b)))
        .filter(|(a, b)| !tied[a * parts.len() + b])
        .collect();
    pairs.sort_by_key(|(a, b)| (std::cmp::Reverse(parts[*a].len() * parts[*b].len()), *a, *b));
    let suggest = |(a, b): (usize, usize)| {
        let best = best_pair(ground, &parts[a], &parts[b])?;
        Some(suggestion(
            ground,
            best,
            [parts[a].len(), parts[b].len()],
            false,
        ))
    };
    pairs.into_iter().filter_map(suggest).take(most).collect()
}

fn suggestion(ground: &Ground, pair: [u32; 2], joins: [usize; 2], apart: bool) -> Suggestion {
    let [a, b] = pair.map(|o| o as usize);
    Suggestion {
        pair,
        joins: joins.map(|size| size as u32),
        apart,
        programme: common_programme(ground, a, b),
        near: same_place(ground, a, b, 0),
    }
}

/// The two that fit best, one of each part; of equals those with the most partners.
fn best_pair(ground: &Ground, part: &[u32], other: &[u32]) -> Option<[u32; 2]> {
    let well_connected = |part: &[u32]| {
        let mut part = part.to_vec();
        part.sort_by_key(|o| (std::cmp::Reverse(ground.ties.degree(*o as usize)), *o));
        part.truncate(MEMBERS);
        part
    };
    let (part, other) = (well_connected(part), well_connected(other));
    let pairs = part
        .iter()
        .flat_map(|a| other.iter().map(move |b| [*a, *b]));
    pairs.max_by_key(|[a, b]| {
        let [one, two] = [*a, *b].map(|o| o as usize);
        let degrees = ground.ties.degree(one) + ground.ties.degree(two);
        (fit(ground, one, two), degrees, std::cmp::Reverse([*a, *b]))
    })
}

/// How well two would go together.
fn fit(ground: &Ground, a: usize, b: usize) -> u32 {
    let kinds = match (ground.snapshot.kind(a), ground.snapshot.kind(b)) {
        (Kind::School, Kind::Company) | (Kind::Company, Kind::School) => 3,
        (one, two) if one != two => 1,
        _ => 0,
    };
    let programme = 4 * u32::from(common_programme(ground, a, b).is_some());
    let near = 2 * u32::from(same_place(ground, a, b, 0));
    kinds + programme + near + u32::from(same_place(ground, a, b, 1))
}

fn common_programme(ground: &Ground, a: usize, b: usize) -> Option<u32> {
    let [a, b] = [a, b].map(|o| ground.snapshot.programme_indexes(o));
    a.iter().copied().find(|programme| b.contains(programme))
}

/// Whether two are in the same regency (column 0) or province (column 1), and it is known which.
fn same_place(ground: &Ground, a: usize, b: usize, column: usize) -> bool {
    let [one, two] = [a, b].map(|o| ground.snapshot.place_indexes(o)[column]);
    let known = match column {
        0 => ground.snapshot.regency(a),
        _ => ground.snapshot.province(a),
    };
    one == two && !known.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::communities;
    use crate::{Filter, Snapshot, sample};

    #[test]
    fn who_lacks_what_in_the_sample() {
        let snapshot = sample::snapshot();
        let ground = Ground::new(&snapshot, &Filter::default());
        assert_eq!(isolated_schools(&ground), [2, 3]);
        assert_eq!(schools_without_company(&ground), [2, 3]);
        assert_eq!(lonely_programmes(&ground), []);
    }

    #[test]
    fn a_filter_chooses_who_is_judged_but_hides_no_partner() {
        let snapshot = sample::snapshot();
        let lacking = |query: &[(&str, &str)]| {
            let filter = Filter::from_query(query.iter().copied());
            let ground = Ground::new(&snapshot, &filter);
            (schools_without_company(&ground), isolated_schools(&ground))
        };
        let all = lacking(&[]);
        assert_eq!(all, (vec![2, 3], vec![2, 3]));
        // The companies are not shown, and still are partners.
        assert_eq!(lacking(&[("kind", "school")]), all);
        let only = Filter::from_query([("kind", "school")]);
        let only = Ground::new(&snapshot, &only);
        assert_eq!(lonely_programmes(&only), []);
        // Who has no partnership that fits is not shown, and lacks a partner all the more.
        let (_, isolated) = lacking(&[("status", "running")]);
        assert!([2, 3].iter().all(|school| isolated.contains(school)));
        // In a place only its schools are judged, by partners from anywhere.
        let place = snapshot.regency(0).to_owned();
        let (without, isolated) = lacking(&[("region", place.as_str())]);
        let here = |schools: &[u32]| {
            let mut schools = schools.iter().map(|o| snapshot.regency(*o as usize));
            schools.all(|regency| regency == place)
        };
        assert!(here(&without) && here(&isolated) && !isolated.contains(&0));
    }

    #[test]
    fn each_link_connects_more() {
        let snapshot = sample::snapshot();
        let ground = Ground::new(&snapshot, &Filter::default());
        let groups = communities(&ground.ties);
        let found = best_links(&ground, &groups, 3);
        assert_eq!(found.len(), 3);
        let mut pairs: Vec<[u32; 2]> = ground.ties.pairs().collect();
        for suggestion in found {
            assert!(suggestion.apart);
            let before = crate::ask::Ties::new(8, pairs.iter().copied()).pieces();
            let sizes = suggestion
                .pair
                .map(|o| before.sizes[before.piece[o as usize] as usize]);
            assert_eq!(suggestion.joins, sizes);
            pairs.push(suggestion.pair);
            let after = crate::ask::Ties::new(8, pairs.iter().copied()).pieces();
            assert_eq!(after.count() + 1, before.count());
        }
        assert_eq!(
            best_links(
                &Ground::new(&sample::empty(), &Filter::default()),
                &groups,
                3
            ),
            []
        );
    }

    #[test]
    fn groups_without_a_direct_link_are_joined() {
        // Three schools each around two companies, in a row.
        use jejaring_domain::{Answer::Accepted, Network, Seq};
        let kinds = [Kind::School, Kind::Company, Kind::Company];
        let organisations = (0..9).map(|number| {
            sample::organisation(
                number,
                kinds[number as usize % 3],
                &format!("Nomor {number}"),
                "Bantul",
            )
        });
        let pairs = [
            [0, 1],
            [1, 2],
            [0, 2],
            [3, 4],
            [4, 5],
            [3, 5],
            [6, 7],
            [7, 8],
            [6, 8],
            [2, 3],
            [5, 6],
        ];
        let partnerships = (0u128..).zip(pairs).map(|(number, [a, b])| {
            sample::partnership(number, "Magang", &[(a, Accepted), (b, Accepted)])
        });
        let network = Network::restore(Seq(1), organisations, partnerships, []);
        let snapshot = Snapshot::of(&network, sample::TODAY, |_| None);
        let ground = Ground::new(&snapshot, &Filter::default());
        let groups = communities(&ground.ties);
        assert_eq!(groups.sizes, [3, 3, 3]);
        let found = best_links(&ground, &groups, 3);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].joins, found[0].apart, found[0].near),
            ([3, 3], false, true)
        );
        let kinds = found[0].pair.map(|o| snapshot.kind(o as usize));
        assert!(kinds.contains(&Kind::School) && kinds.contains(&Kind::Company));
    }
}
