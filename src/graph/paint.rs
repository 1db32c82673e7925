//! What colours and sizes say: a field or measure of organisations and of partnerships, with the legend that holds for
//! what is shown.
//!
//! A *paint* is a place in the stage's palette; 0 leaves things as they are: by kind, by status.

use crate::past::Then;
use crate::{Mask, Snapshot, day, style};
use jejaring_domain::{Coded, Finance, Form, Kind, Scope, Status, Step};
use std::collections::BTreeMap;

/// The first of the paints that only tell apart, and how many there are.
pub const HUE: u8 = 1;
pub const HUES: u8 = 10;
/// The first of the paints from little to much, and how many there are.
pub const RAMP: u8 = HUE + HUES;
pub const RAMPS: u8 = 6;
/// For what has no value, or one that too few have.
pub const REST: u8 = RAMP + RAMPS;
/// For what is new, over, and neither.
pub const ADDED: u8 = REST + 1;
pub const ENDED: u8 = REST + 2;
pub const KEPT: u8 = REST + 3;
/// How many paints there are, without 0.
pub const PAINTS: usize = KEPT as usize;

/// Values with codes for addresses; the first is the default.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { #[default] $($(#[$value_doc])* $value),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// Its code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$value => $code),+ }
            }

            /// The one with that code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }
    )+};
}
pub(crate) use choices;

choices! {
    /// What the colour of an organisation says.
    NodeColour {
        /// Its kind.
        Kind = "kind",
        /// Its province, or its country abroad.
        Province = "province",
        /// Its regency or city.
        Regency = "regency",
        /// Its first programme or sector.
        Programme = "programme",
        /// How many partnerships it has.
        Partners = "partners",
        /// How many of them are at work.
        Running = "running",
        /// Whether its partnerships are confirmed.
        Confirmed = "confirmed",
    }
    /// What the colour of a partnership's line says.
    LinkColour {
        /// How it stands.
        Status = "status",
        /// Its form.
        Form = "form",
        /// Its scope.
        Scope = "scope",
        /// How it is paid for.
        Finance = "finance",
        /// Its step.
        Step = "step",
        /// The year in which it began.
        Year = "year",
    }
    /// What the size of an organisation says.
    Size {
        /// How many partnerships it has.
        Partners = "partners",
        /// How many of them are at work.
        Running = "running",
        /// How many organisations it reaches directly.
        Reach = "reach",
        /// Nothing.
        Equal = "equal",
    }
}

/// What an entry of a legend stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// A kind.
    Kind(Kind),
    /// A region or programme.
    Name(String),
    /// A number, or a range of numbers; without an end it goes on.
    Count(u32, Option<u32>),
    /// Years, both included.
    Years(i32, i32),
    /// A status.
    Status(Status),
    /// A form.
    Form(Form),
    /// A scope.
    Scope(Scope),
    /// A way of paying.
    Finance(Finance),
    /// A step.
    Step(Step),
    /// All partnerships are confirmed, some are, none is.
    Confirmed(Share),
    /// All that have values of their own but no paint.
    Others,
    /// No value.
    Nothing,
    /// In force on the day that is looked at.
    InForce,
    /// What became of it between two days.
    Then(Then),
}

/// All, some or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Share {
    All,
    Some,
    None,
}

/// A line of a legend: a paint, what it says, and of how many that are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub paint: u8,
    pub says: Says,
    pub count: u32,
}

/// Paints of nodes or links, and their legend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coding {
    pub paints: Vec<u8>,
    pub legend: Vec<Entry>,
}

/// Paints the nodes; hubs stay as they are.
pub fn nodes(snapshot: &Snapshot, mask: &Mask, by: NodeColour) -> Coding {
    let organisations = snapshot.organisation_count();
    let shown = &mask.nodes[..organisations];
    let mut coding = match by {
        NodeColour::Kind => kinds(snapshot, shown),
        NodeColour::Province => names(shown, |o| {
            let country = snapshot.country(o);
            if country.is_empty() {
                snapshot.province(o)
            } else {
                country
            }
        }),
        NodeColour::Regency => names(shown, |o| snapshot.regency(o)),
        NodeColour::Programme => names(shown, |o| snapshot.programmes(o).next().unwrap_or("")),
        NodeColour::Partners => counts(shown, |o| snapshot.degrees()[o]),
        NodeColour::Running => {
            let running = running(snapshot);
            counts(shown, |o| running[o])
        }
        NodeColour::Confirmed => confirmed(snapshot, shown),
    };
    coding.paints.resize(snapshot.node_count(), 0);
    coding
}

/// Paints the links.
pub fn links(snapshot: &Snapshot, mask: &Mask, by: LinkColour) -> Coding {
    let partnerships = snapshot.partnership_count();
    let coded = |says: &dyn Fn(usize) -> (u8, Says)| {
        let mut legend: BTreeMap<u8, (Says, u32)> = BTreeMap::new();
        let mut paints = Vec::with_capacity(partnerships);
        for partnership in 0..partnerships {
            let (index, says) = says(partnership);
            let paint = HUE + index.min(HUES - 1);
            paints.push(paint);
            if mask.partnerships[partnership] {
                legend.entry(paint).or_insert((says, 0)).1 += 1;
            }
        }
        let legend = legend
            .into_iter()
            .map(|(paint, (says, count))| Entry { paint, says, count });
        (paints, legend.collect::<Vec<_>>())
    };
    let (of, legend) = match by {
        LinkColour::Status => {
            let (_, mut legend) =
                coded(&|p| (snapshot.status(p).index(), Says::Status(snapshot.status(p))));
            legend.iter_mut().for_each(|entry| entry.paint = 0);
            (vec![0; partnerships], legend)
        }
        LinkColour::Form => coded(&|p| (snapshot.form(p).index(), Says::Form(snapshot.form(p)))),
        LinkColour::Scope => {
            coded(&|p| (snapshot.scope(p).index(), Says::Scope(snapshot.scope(p))))
        }
        LinkColour::Finance => coded(&|p| {
            (
                snapshot.finance(p).index(),
                Says::Finance(snapshot.finance(p)),
            )
        }),
        LinkColour::Step => coded(&|p| (snapshot.step(p).index(), Says::Step(snapshot.step(p)))),
        LinkColour::Year => years(snapshot, mask),
    };
    let paints = snapshot.link_partnerships().iter();
    Coding {
        paints: paints
            .map(|partnership| of[*partnership as usize])
            .collect(),
        legend,
    }
}

/// Leaves the links alike: all of them were in force on a day.
pub fn in_force(snapshot: &Snapshot, mask: &Mask) -> Coding {
    let count = mask.partnerships.iter().filter(|listed| **listed).count();
    Coding {
        paints: vec![0; snapshot.links().len()],
        legend: vec![Entry {
            paint: 0,
            says: Says::InForce,
            count: count as u32,
        }],
    }
}

/// Paints the links by what became of their partnerships between two days.
pub fn changes(snapshot: &Snapshot, mask: &Mask, fates: &[Then]) -> Coding {
    let paint = |fate: Then| match fate {
        Then::Added => ADDED,
        Then::Ended => ENDED,
        Then::Kept | Then::Absent => KEPT,
    };
    let legend = [Then::Added, Then::Ended, Then::Kept].map(|fate| Entry {
        paint: paint(fate),
        says: Says::Then(fate),
        count: fates
            .iter()
            .zip(&mask.partnerships)
            .filter(|(of, listed)| **listed && **of == fate)
            .count() as u32,
    });
    let paints = snapshot.link_partnerships().iter();
    Coding {
        paints: paints
            .map(|partnership| paint(fates[*partnership as usize]))
            .collect(),
        legend: legend.into(),
    }
}

/// The radius of every node.
pub fn radii(snapshot: &Snapshot, by: Size) -> Vec<f32> {
    let values = match by {
        Size::Partners => snapshot.degrees().to_vec(),
        Size::Running => running(snapshot),
        Size::Reach => reach(snapshot),
        Size::Equal => vec![2; snapshot.node_count()],
    };
    let nodes = 0..snapshot.node_count();
    nodes
        .map(|node| {
            let value = values.get(node).copied().unwrap_or(0);
            snapshot.node_kind(node).radius(value)
        })
        .collect()
}

/// Values worth showing in a legend of sizes, with their radii: a small, a middling and the largest one that is shown.
pub fn sizes(snapshot: &Snapshot, mask: &Mask, by: Size) -> Vec<(u32, f32)> {
    let values = match by {
        Size::Partners => snapshot.degrees().to_vec(),
        Size::Running => running(snapshot),
        Size::Reach => reach(snapshot),
        Size::Equal => return Vec::new(),
    };
    let shown = values
        .iter()
        .zip(&mask.nodes[..snapshot.organisation_count()])
        .filter(|(_, shown)| **shown);
    let most = shown.map(|(value, _)| *value).max().unwrap_or(0);
    let mut picked = vec![1, round(most / 3), round(most)];
    picked.retain(|value| *value > 0 && *value <= most);
    picked.dedup();
    let radius = |value| style::NodeKind::Organisation(Kind::School).radius(value);
    picked
        .into_iter()
        .map(|value| (value, radius(value)))
        .collect()
}

/// A rounder number, not above.
fn round(number: u32) -> u32 {
    match number {
        0..=9 => number,
        10..=49 => number - number % 5,
        _ => number - number % 10,
    }
}

/// How many partnerships at work each node has.
fn running(snapshot: &Snapshot) -> Vec<u32> {
    let mut counts = vec![0; snapshot.node_count()];
    for (ends, status) in snapshot.links().iter().zip(snapshot.link_statuses()) {
        if matches!(status, Status::Running | Status::Expiring) {
            ends.iter().for_each(|end| counts[*end as usize] += 1);
        }
    }
    counts
}

/// How many different organisations each organisation has a partnership with.
fn reach(snapshot: &Snapshot) -> Vec<u32> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for partnership in 0..snapshot.partnership_count() {
        let parties = snapshot.party_organisations(partnership);
        for one in parties {
            pairs.extend(
                parties
                    .iter()
                    .filter(|other| *other != one)
                    .map(|other| (*one, *other)),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = vec![0; snapshot.organisation_count()];
    pairs
        .into_iter()
        .for_each(|(one, _)| counts[one as usize] += 1);
    counts
}

fn kinds(snapshot: &Snapshot, shown: &[bool]) -> Coding {
    let count = |kind: Kind| {
        let of = |(o, shown): (usize, &bool)| *shown && snapshot.kind(o) == kind;
        shown.iter().enumerate().filter(|pair| of(*pair)).count() as u32
    };
    Coding {
        paints: vec![0; shown.len()],
        legend: Kind::ALL
            .iter()
            .map(|kind| Entry {
                paint: 0,
                says: Says::Kind(*kind),
                count: count(*kind),
            })
            .filter(|entry| entry.count > 0)
            .collect(),
    }
}

/// The names that most of the shown have get paints of their own.
fn names<'a>(shown: &[bool], name: impl Fn(usize) -> &'a str) -> Coding {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (organisation, _) in shown.iter().enumerate().filter(|(_, shown)| **shown) {
        *counts.entry(name(organisation)).or_default() += 1;
    }
    let nothing = counts.remove("").unwrap_or(0);
    let mut ranked: Vec<(&str, u32)> = counts.into_iter().collect();
    ranked.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let own = ranked.len().min(usize::from(HUES));
    let paint: BTreeMap<&str, u8> = ranked[..own]
        .iter()
        .zip(HUE..)
        .map(|((name, _), paint)| (*name, paint))
        .collect();
    let mut legend: Vec<Entry> = ranked[..own]
        .iter()
        .zip(HUE..)
        .map(|((name, count), paint)| Entry {
            paint,
            says: Says::Name((*name).to_owned()),
            count: *count,
        })
        .collect();
    let others = ranked[own..].iter().map(|(_, count)| count).sum();
    for (says, count) in [(Says::Others, others), (Says::Nothing, nothing)] {
        if count > 0 {
            legend.push(Entry {
                paint: REST,
                says,
                count,
            });
        }
    }
    Coding {
        paints: (0..shown.len())
            .map(|o| paint.get(name(o)).copied().unwrap_or(REST))
            .collect(),
        legend,
    }
}

/// The least number of each step of the ramp.
const STEPS: [u32; RAMPS as usize] = [0, 1, 2, 4, 8, 16];

fn counts(shown: &[bool], count: impl Fn(usize) -> u32) -> Coding {
    let step = |count: u32| STEPS.iter().rposition(|least| *least <= count).unwrap_or(0);
    let paints: Vec<u8> = (0..shown.len())
        .map(|o| RAMP + step(count(o)) as u8)
        .collect();
    let legend = STEPS.iter().enumerate().map(|(place, least)| {
        let paint = RAMP + place as u8;
        let of = paints.iter().zip(shown);
        Entry {
            paint,
            says: Says::Count(*least, STEPS.get(place + 1).map(|next| next - 1)),
            count: of.filter(|(of, shown)| **of == paint && **shown).count() as u32,
        }
    });
    Coding {
        legend: legend.filter(|entry| entry.count > 0).collect(),
        paints,
    }
}

fn confirmed(snapshot: &Snapshot, shown: &[bool]) -> Coding {
    let mut counts = vec![(0u32, 0u32); shown.len()];
    for partnership in 0..snapshot.partnership_count() {
        let claimed = snapshot.status(partnership) == Status::Claimed;
        for party in snapshot.party_organisations(partnership) {
            let (all, firm) = &mut counts[*party as usize];
            *all += 1;
            *firm += u32::from(!claimed);
        }
    }
    let share = |organisation: usize| match counts[organisation] {
        (0, _) => None,
        (all, firm) if all == firm => Some(Share::All),
        (_, 0) => Some(Share::None),
        _ => Some(Share::Some),
    };
    let paint = |share: Option<Share>| match share {
        Some(Share::All) => ADDED,
        Some(Share::Some) => HUE + 4,
        Some(Share::None) => ENDED,
        None => REST,
    };
    let of = |wanted: Option<Share>| {
        let fits = |(o, shown): (usize, &bool)| *shown && share(o) == wanted;
        shown.iter().enumerate().filter(|pair| fits(*pair)).count() as u32
    };
    let values = [Some(Share::All), Some(Share::Some), Some(Share::None), None];
    Coding {
        paints: (0..shown.len()).map(|o| paint(share(o))).collect(),
        legend: values
            .map(|value| Entry {
                paint: paint(value),
                says: value.map_or(Says::Nothing, Says::Confirmed),
                count: of(value),
            })
            .into_iter()
            .filter(|entry| entry.count > 0)
            .collect(),
    }
}

/// Years from first to last in steps of a ramp.
fn years(snapshot: &Snapshot, mask: &Mask) -> (Vec<u8>, Vec<Entry>) {
    let year = |p: usize| {
        snapshot
            .start(p)
            .map(|number| i32::from(day::date(number).year()))
    };
    let shown = || (0..mask.partnerships.len()).filter(|p| mask.partnerships[*p]);
    let known = || shown().filter_map(year);
    let (first, last) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
    let wide = (last - first) / i32::from(RAMPS) + 1;
    let paint = |year: Option<i32>| match year {
        None => REST,
        Some(year) => RAMP + ((year - first) / wide).clamp(0, i32::from(RAMPS) - 1) as u8,
    };
    let paints = (0..mask.partnerships.len()).map(|p| paint(year(p)));
    let mut legend: Vec<Entry> = (0..i32::from(RAMPS))
        .map(|step| {
            (
                first + step * wide,
                (first + (step + 1) * wide - 1).min(last),
            )
        })
        .filter(|(from, to)| from <= to)
        .map(|(from, to)| Entry {
            paint: paint(Some(from)),
            says: Says::Years(from, to),
            count: known().filter(|year| (from..=to).contains(year)).count() as u32,
        })
        .collect();
    legend.push(Entry {
        paint: REST,
        says: Says::Nothing,
        count: shown().filter(|p| year(*p).is_none()).count() as u32,
    });
    legend.retain(|entry| entry.count > 0);
    (paints.collect(), legend)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Filter, sample};

    /// Whether the legend accounts for all that is shown.
    fn total(coding: &Coding) -> u32 {
        coding.legend.iter().map(|entry| entry.count).sum()
    }

    #[test]
    fn every_legend_counts_all_that_is_shown_and_names_its_paints() {
        let snapshot = sample::snapshot();
        for query in [vec![], vec![("kind", "school")]] {
            let mask = Filter::from_query(query).mask(&snapshot);
            let organisations = &mask.nodes[..snapshot.organisation_count()];
            let shown = organisations.iter().filter(|shown| **shown).count() as u32;
            for by in NodeColour::ALL {
                let coding = nodes(&snapshot, &mask, *by);
                assert_eq!(total(&coding), shown, "{by:?}");
                assert_eq!(coding.paints.len(), snapshot.node_count());
                for (node, _) in organisations.iter().enumerate().filter(|(_, s)| **s) {
                    let paint = coding.paints[node];
                    assert!(coding.legend.iter().any(|entry| entry.paint == paint));
                }
            }
            let listed = mask.partnerships.iter().filter(|shown| **shown).count() as u32;
            for by in LinkColour::ALL {
                let coding = links(&snapshot, &mask, *by);
                assert_eq!(total(&coding), listed, "{by:?}");
                assert_eq!(coding.paints.len(), snapshot.links().len());
                assert!(
                    coding
                        .paints
                        .iter()
                        .all(|paint| usize::from(*paint) <= PAINTS)
                );
            }
        }
    }

    #[test]
    fn the_usual_size_is_that_of_the_picture() {
        let snapshot = sample::snapshot();
        let usual: Vec<f32> = (0..snapshot.node_count())
            .map(|node| snapshot.node_kind(node).radius(snapshot.degrees()[node]))
            .collect();
        assert_eq!(radii(&snapshot, Size::default()), usual);
        let mask = Filter::default().mask(&snapshot);
        let sizes = sizes(&snapshot, &mask, Size::Reach);
        assert!(sizes.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1) && !sizes.is_empty());
    }

    #[test]
    fn codes_go_there_and_back() {
        for value in NodeColour::ALL {
            assert_eq!(NodeColour::from_code(value.code()), Some(*value));
        }
        assert_eq!(LinkColour::default(), LinkColour::Status);
        assert_eq!(Size::from_code("huge"), None);
    }
}
