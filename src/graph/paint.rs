//! What colours and sizes say: a field or measure of organisations and of partnerships, with the legend that holds for
//! what is shown.
//!
//! A *paint* is a place in the stage's palette; 0 leaves things as they are: by kind, by status.

use crate::ask::Topic;
use crate::past::{Days, Then};
use crate::{Mask, Snapshot, day, style};
use jejaring_domain::{Benefit, Coded, Finance, Form, Kind, Scope, Status, Step};
use std::collections::BTreeMap;
use std::sync::Arc;

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
        /// How much it stands between others.
        Betweenness = "betweenness",
        /// How near it is to all.
        Closeness = "closeness",
        /// How well connected its partners are.
        PageRank = "pagerank",
        /// The group that it belongs to.
        Community = "community",
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
        /// The first benefit that is hoped for.
        Benefit = "benefit",
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
        /// How much it stands between others.
        Betweenness = "betweenness",
        /// How near it is to all.
        Closeness = "closeness",
        /// How well connected its partners are.
        PageRank = "pagerank",
        /// Nothing.
        Equal = "equal",
    }
}

impl NodeColour {
    /// The question whose answer it shows, for what takes long to work out.
    pub fn topic(self) -> Option<Topic> {
        match self {
            NodeColour::Betweenness => Some(Topic::Betweenness),
            NodeColour::Closeness => Some(Topic::Closeness),
            NodeColour::PageRank => Some(Topic::PageRank),
            NodeColour::Community => Some(Topic::Communities),
            _ => None,
        }
    }
}

impl Size {
    /// The question whose answer it shows, for what takes long to work out.
    pub fn topic(self) -> Option<Topic> {
        match self {
            Size::Betweenness => Some(Topic::Betweenness),
            Size::Closeness => Some(Topic::Closeness),
            Size::PageRank => Some(Topic::PageRank),
            _ => None,
        }
    }
}

/// What the values of organisations come from, besides the snapshot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// On a day that is looked at, of each partnership whether it was in force; none where it is today.
    on_day: Option<Vec<bool>>,
    /// Measures of all organisations that were worked out elsewhere.
    worked_out: BTreeMap<Topic, Arc<Vec<f32>>>,
}

impl Values {
    /// Of the day that is looked at, if any; of two that are compared, the later.
    pub fn on(snapshot: &Snapshot, days: Option<Days>) -> Self {
        let on_day = days.map(|days| {
            let day = Days::on(days.day);
            let partnerships = 0..snapshot.partnership_count();
            partnerships
                .map(|partnership| day.fate(snapshot, partnership) != Then::Absent)
                .collect()
        });
        Self {
            on_day,
            ..Self::default()
        }
    }

    /// With a measure of all organisations.
    pub fn with(mut self, topic: Topic, values: Arc<Vec<f32>>) -> Self {
        self.worked_out.insert(topic, values);
        self
    }

    /// Whether they are of a day that is looked at.
    pub fn is_past(&self) -> bool {
        self.on_day.is_some()
    }

    fn counts(&self, partnership: usize) -> bool {
        self.on_day
            .as_ref()
            .is_none_or(|on_day| on_day[partnership])
    }

    fn measure(&self, topic: Option<Topic>) -> Option<&[f32]> {
        self.worked_out.get(&topic?).map(|values| values.as_slice())
    }

    /// How many partnerships each node has.
    pub fn degrees(&self, snapshot: &Snapshot) -> Vec<u32> {
        match self.on_day {
            None => snapshot.degrees().to_vec(),
            Some(_) => self.links(snapshot, |_| true),
        }
    }

    /// How many partnerships at work each node has: on a day, all that were in force.
    fn running(&self, snapshot: &Snapshot) -> Vec<u32> {
        self.links(snapshot, |status| {
            self.is_past() || matches!(status, Status::Running | Status::Expiring)
        })
    }

    /// How many links of a status each node has.
    fn links(&self, snapshot: &Snapshot, wanted: impl Fn(Status) -> bool) -> Vec<u32> {
        let mut counts = vec![0; snapshot.node_count()];
        let of = snapshot.link_statuses().iter();
        let of = of.zip(snapshot.link_partnerships());
        for (ends, (status, partnership)) in snapshot.links().iter().zip(of) {
            if wanted(*status) && self.counts(*partnership as usize) {
                ends.iter().for_each(|end| counts[*end as usize] += 1);
            }
        }
        counts
    }
}

/// What an entry of a legend stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// A kind.
    Kind(Kind),
    /// A region or programme.
    Name(String),
    /// A number, or a range of numbers; without an end it goes on.
    Count(u32, Option<u32>),
    /// A measure, from and to.
    Measure(Topic, [f32; 2]),
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
    /// A benefit.
    Benefit(Benefit),
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
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub paint: u8,
    pub says: Says,
    pub count: u32,
}

/// Paints of nodes or links, and their legend.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coding {
    pub paints: Vec<u8>,
    pub legend: Vec<Entry>,
}

/// Paints the nodes; hubs stay as they are, and all of them what has not been worked out yet.
pub fn nodes(snapshot: &Snapshot, mask: &Mask, by: NodeColour, values: &Values) -> Coding {
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
        NodeColour::Partners => {
            let degrees = values.degrees(snapshot);
            counts(shown, |o| degrees[o])
        }
        NodeColour::Running => {
            let running = values.running(snapshot);
            counts(shown, |o| running[o])
        }
        NodeColour::Confirmed => confirmed(snapshot, shown, values),
        // Its groups come with their names, see the answer to the question for them.
        NodeColour::Community => kinds(snapshot, shown),
        NodeColour::Betweenness | NodeColour::Closeness | NodeColour::PageRank => {
            match by.topic().zip(values.measure(by.topic())) {
                Some((topic, measure)) => measured(shown, topic, measure),
                None => kinds(snapshot, shown),
            }
        }
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
            let paint = match index {
                u8::MAX => REST,
                index => HUE + index.min(HUES - 1),
            };
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
        LinkColour::Benefit => coded(&|p| match snapshot.benefits(p).next() {
            Some(benefit) => (benefit.index(), Says::Benefit(benefit)),
            None => (u8::MAX, Says::Nothing),
        }),
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
pub fn radii(snapshot: &Snapshot, by: Size, values: &Values) -> Vec<f32> {
    let of = amounts(snapshot, by, values);
    let nodes = 0..snapshot.node_count();
    nodes
        .map(|node| {
            let value = of.get(node).copied().unwrap_or(0);
            snapshot.node_kind(node).radius(value)
        })
        .collect()
}

/// The amount that stands for the greatest of a measure.
const GREATEST: f32 = 24.0;

/// What the sizes of nodes go by, as the number of partnerships that would make them as large.
fn amounts(snapshot: &Snapshot, by: Size, values: &Values) -> Vec<u32> {
    match by {
        Size::Partners => values.degrees(snapshot),
        Size::Running => values.running(snapshot),
        Size::Reach => reach(snapshot, values),
        Size::Equal => vec![2; snapshot.node_count()],
        Size::Betweenness | Size::Closeness | Size::PageRank => {
            let Some(measure) = values.measure(by.topic()) else {
                return vec![2; snapshot.node_count()];
            };
            let most = measure.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
            let amount = |value: &f32| (value / most * GREATEST).round() as u32;
            measure.iter().map(amount).collect()
        }
    }
}

/// What a circle of a legend of sizes stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    /// So many.
    Count(u32),
    /// So many percent of the greatest.
    Percent(u32),
}

/// Values worth showing in a legend of sizes, with their radii: a small, a middling and the largest one that is shown.
pub fn sizes(snapshot: &Snapshot, mask: &Mask, by: Size, values: &Values) -> Vec<(Amount, f32)> {
    let radius = |value| style::NodeKind::Organisation(Kind::School).radius(value);
    if by == Size::Equal {
        return Vec::new();
    }
    if by.topic().is_some() {
        let known = values.measure(by.topic()).map(|_| [10u32, 40, 100]);
        return known
            .into_iter()
            .flatten()
            .map(|percent| {
                let amount = (percent as f32 / 100.0 * GREATEST).round() as u32;
                (Amount::Percent(percent), radius(amount))
            })
            .collect();
    }
    let of = amounts(snapshot, by, values);
    let shown = of
        .iter()
        .zip(&mask.nodes[..snapshot.organisation_count()])
        .filter(|(_, shown)| **shown);
    let most = shown.map(|(value, _)| *value).max().unwrap_or(0);
    let mut picked = vec![1, round(most / 3), round(most)];
    picked.retain(|value| *value > 0 && *value <= most);
    picked.dedup();
    picked
        .into_iter()
        .map(|value| (Amount::Count(value), radius(value)))
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

/// How many different organisations each organisation has a partnership with.
fn reach(snapshot: &Snapshot, values: &Values) -> Vec<u32> {
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for partnership in (0..snapshot.partnership_count()).filter(|p| values.counts(*p)) {
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

/// The measure in steps that about as many of the shown fall into; those without any stand apart.
fn measured(shown: &[bool], topic: Topic, measure: &[f32]) -> Coding {
    let of = |o: usize| measure.get(o).copied().unwrap_or(0.0);
    let mut some: Vec<f32> = (0..shown.len())
        .filter(|o| shown[*o] && of(*o) > 0.0)
        .map(of)
        .collect();
    some.sort_by(f32::total_cmp);
    let steps = usize::from(RAMPS) - 1;
    let mut least: Vec<f32> = (0..steps)
        .filter_map(|step| some.get(step * some.len() / steps).copied())
        .collect();
    least.dedup();
    let paint = |o: usize| match of(o) {
        value if value > 0.0 => {
            let step = least.iter().rposition(|least| *least <= value).unwrap_or(0);
            RAMP + 1 + step as u8
        }
        _ => RAMP,
    };
    let paints: Vec<u8> = (0..shown.len()).map(paint).collect();
    let count = |paint: u8| {
        let of = paints.iter().zip(shown);
        of.filter(|(of, shown)| **shown && **of == paint).count() as u32
    };
    let mut legend = vec![Entry {
        paint: RAMP,
        says: Says::Measure(topic, [0.0; 2]),
        count: count(RAMP),
    }];
    for (step, from) in least.iter().enumerate() {
        let next = least.get(step + 1).copied().unwrap_or(f32::INFINITY);
        let within = some.iter().rev().find(|value| **value < next);
        legend.push(Entry {
            paint: RAMP + 1 + step as u8,
            says: Says::Measure(topic, [*from, within.copied().unwrap_or(*from)]),
            count: count(RAMP + 1 + step as u8),
        });
    }
    legend.retain(|entry| entry.count > 0);
    Coding { paints, legend }
}

fn confirmed(snapshot: &Snapshot, shown: &[bool], values: &Values) -> Coding {
    let mut counts = vec![(0u32, 0u32); shown.len()];
    for partnership in (0..snapshot.partnership_count()).filter(|p| values.counts(*p)) {
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
                let measure = Arc::new(vec![0.0, 0.5, 2.0, 1.0, 0.0, 3.0, 0.1, 0.2, 9.0]);
                let values = by
                    .topic()
                    .into_iter()
                    .fold(Values::default(), |values, topic| {
                        values.with(topic, measure.clone())
                    });
                let coding = nodes(&snapshot, &mask, *by, &values);
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
        let today = Values::default();
        assert_eq!(radii(&snapshot, Size::default(), &today), usual);
        let mask = Filter::default().mask(&snapshot);
        let sizes = sizes(&snapshot, &mask, Size::Reach, &today);
        assert!(sizes.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1) && !sizes.is_empty());
    }

    #[test]
    fn on_a_day_only_what_was_in_force_counts() {
        let snapshot = sample::snapshot();
        let day = crate::day::read("2026-06-01").unwrap();
        let values = Values::on(&snapshot, Some(Days::on(day)));
        // One partnership of two is in force on that day.
        assert_eq!(values.degrees(&snapshot).iter().sum::<u32>(), 2);
        assert_eq!(reach(&snapshot, &values).iter().sum::<u32>(), 2);
        let today = Values::on(&snapshot, None);
        assert_eq!(today.degrees(&snapshot), snapshot.degrees());
        assert!(!today.is_past() && values.is_past());
    }

    #[test]
    fn a_measure_is_painted_and_sized_from_little_to_much() {
        let snapshot = sample::snapshot();
        let mask = Filter::default().mask(&snapshot);
        let measure: Vec<f32> = (0..snapshot.organisation_count())
            .map(|o| o as f32)
            .collect();
        let values = Values::default().with(Topic::Closeness, Arc::new(measure));
        let paints = nodes(&snapshot, &mask, NodeColour::Closeness, &values).paints;
        let organisations = snapshot.organisation_count();
        assert!(paints[..organisations].is_sorted() && paints[0] < paints[organisations - 1]);
        let radii = radii(&snapshot, Size::Closeness, &values);
        assert!(radii[..organisations].is_sorted());
        // Until it has been worked out, everything is as usual.
        let coding = nodes(&snapshot, &mask, NodeColour::PageRank, &values);
        assert!(coding.paints.iter().all(|paint| *paint == 0));
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
