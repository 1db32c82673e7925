//! Where the nodes go besides the layout by forces: rings, the map, columns by stage, a line of time. Each comes with
//! guides that say what its places mean.

use crate::paint::choices;
use crate::{Adjacency, Snapshot, day};
use jejaring_domain::{Date, Stage, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

choices! {
    /// How the nodes are arranged.
    Arrangement {
        /// What is linked lies together.
        Force = "force",
        /// Rings around the selected organisation, or around those with most partners.
        Rings = "rings",
        /// On the map.
        Map = "map",
        /// In columns by the stage reached.
        Stages = "stages",
        /// Along the years in which they began.
        Years = "years",
    }
}

/// What stands beside a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caption {
    /// So many steps from the one in the middle.
    Steps(u32),
    /// Not to be reached from the one in the middle.
    Apart,
    /// So many partnerships; without an end it goes on.
    Partners(u32, Option<u32>),
    /// A stage that goes on.
    Stage(Stage),
    /// All is over.
    Over,
    /// No partnership.
    Alone,
    /// A year.
    Year(i32),
    /// No beginning known.
    Undated,
    /// Abroad, or nobody knows where.
    Elsewhere,
}

/// Lines and words behind the network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Guides {
    /// Lines, as points.
    pub lines: Vec<Vec<[f32; 2]>>,
    /// Words, and the middle of where they stand.
    pub captions: Vec<([f32; 2], Caption)>,
    /// How the map lies.
    pub map: Option<Projection>,
}

/// From degrees to the layout's units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    /// Longitude and latitude of the origin.
    pub origin: [f32; 2],
    /// Units for each degree.
    pub scale: f32,
}

impl Projection {
    /// Where a place is, from its longitude and latitude.
    pub fn place(&self, longitude: f32, latitude: f32) -> [f32; 2] {
        [
            (longitude - self.origin[0]) * self.scale,
            (self.origin[1] - latitude) * self.scale,
        ]
    }
}

/// Where every node goes, x and y interleaved, and the guides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arranged {
    pub positions: Vec<f32>,
    pub guides: Guides,
    /// What to look at first, where all would be too much: left, top, right, bottom.
    pub frame: Option<[f32; 4]>,
}

/// What is arranged: the shown nodes by the partnerships that fit, each with its radius; who is in the middle.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub snapshot: &'a Snapshot,
    pub adjacency: &'a Adjacency,
    pub shown: &'a [bool],
    /// Of each partnership whether it fits: what else there is places nothing.
    pub partnerships: &'a [bool],
    /// How many partnerships each node has, today or on the day that is looked at.
    pub degrees: &'a [u32],
    /// Whether that is another day: what is over now was not then.
    pub past: bool,
    pub radii: &'a [f32],
    pub centre: Option<u32>,
}

/// Room for a node, in the layout's units.
const ROOM: f32 = 0.95;
/// Width by height of what is arranged freely.
const ASPECT: f32 = 1.7;
/// Indonesia lies within these longitudes and latitudes, with some water around.
const INDONESIA: ([f32; 2], [f32; 2]) = ([94.0, 142.0], [-12.0, 7.5]);

impl Wanted<'_> {
    /// Arranges. By forces, nodes stay where the snapshot has them.
    pub fn arranged(&self, how: Arrangement) -> Arranged {
        let mut arranged = match how {
            Arrangement::Force => return self.by_forces(),
            Arrangement::Rings => self.rings(),
            Arrangement::Map => self.map(),
            Arrangement::Stages => self.stages(),
            Arrangement::Years => self.years(),
        };
        self.gather_hidden(&mut arranged.positions);
        arranged
    }

    fn by_forces(&self) -> Arranged {
        Arranged {
            positions: self.snapshot.positions().to_vec(),
            ..Arranged::default()
        }
    }

    fn shown(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.shown.len()).filter(|node| self.shown[*node])
    }

    fn degree(&self, node: usize) -> u32 {
        self.degrees[node]
    }

    /// Organisations by kind, the best connected first; hubs last.
    fn rank(&self, node: usize) -> (u8, Reverse<u32>, usize) {
        let kind = self.snapshot.node_kind(node).index();
        (kind, Reverse(self.degree(node)), node)
    }

    /// Nodes that are not shown wait in the middle, so that they count for nothing.
    fn gather_hidden(&self, positions: &mut [f32]) {
        let mut sum = [0f64; 2];
        let mut count = 0f64;
        for node in self.shown() {
            sum[0] += f64::from(positions[2 * node]);
            sum[1] += f64::from(positions[2 * node + 1]);
            count += 1.0;
        }
        let middle = sum.map(|sum| (sum / count.max(1.0)) as f32);
        for node in (0..self.shown.len()).filter(|node| !self.shown[*node]) {
            positions[2 * node..2 * node + 2].copy_from_slice(&middle);
        }
    }

    fn rings(&self) -> Arranged {
        let centre = self
            .centre
            .map(|node| node as usize)
            .filter(|node| self.shown.get(*node) == Some(&true));
        let bands: Vec<(Caption, Vec<usize>)> = match centre {
            Some(centre) => self.steps_from(centre),
            None => self.by_degree(),
        };
        let mut positions = vec![0.0; 2 * self.shown.len()];
        let mut guides = Guides::default();
        let mut radius = 0.0f32;
        for (caption, mut nodes) in bands {
            if nodes == [centre.unwrap_or(usize::MAX)] {
                radius = 1.4;
                continue;
            }
            // In the order in which they lie around the middle already: less of a journey.
            nodes.sort_by(|a, b| self.angle(*a).total_cmp(&self.angle(*b)));
            let inner = radius + 0.6;
            let mut left = nodes.as_slice();
            let mut row = inner;
            while !left.is_empty() {
                let room = ((std::f32::consts::TAU * row / ROOM) as usize).max(1);
                let rest = left.len().div_ceil(room);
                // Rows of one band take turns, so that each is full all around.
                let (here, next): (Vec<usize>, Vec<usize>) = (
                    left.iter().copied().step_by(rest).collect(),
                    left.iter()
                        .copied()
                        .enumerate()
                        .filter(|(place, _)| place % rest != 0)
                        .map(|(_, node)| node)
                        .collect(),
                );
                let turn = self.angle(here[0]);
                for (place, node) in here.iter().enumerate() {
                    let angle = turn + std::f32::consts::TAU * place as f32 / here.len() as f32;
                    positions[2 * node] = row * angle.cos();
                    positions[2 * node + 1] = row * angle.sin();
                }
                nodes = next;
                left = nodes.as_slice();
                row += ROOM;
            }
            let outer = row - ROOM;
            guides.lines.push(circle(outer + 0.55));
            guides.captions.push(([0.0, -(outer + 0.55)], caption));
            radius = outer + 0.55;
        }
        Arranged {
            positions,
            guides,
            frame: None,
        }
    }

    fn angle(&self, node: usize) -> f32 {
        let [x, y] = self.snapshot.position(node);
        y.atan2(x)
    }

    fn steps_from(&self, centre: usize) -> Vec<(Caption, Vec<usize>)> {
        let hub = |node: usize| self.snapshot.hub(node).is_some();
        // A step goes from organisation to organisation; hubs lie on the way.
        let mut steps: Vec<Option<u32>> = vec![None; self.shown.len()];
        steps[centre] = Some(0);
        let mut queue = VecDeque::from([centre]);
        while let Some(node) = queue.pop_front() {
            let here = steps[node].unwrap_or(0);
            for (next, link) in self.adjacency.neighbours(node) {
                let next = next as usize;
                let partnership = self.snapshot.link_partnerships()[link as usize];
                let fits = self.partnerships[partnership as usize];
                if fits && self.shown[next] && steps[next].is_none() {
                    let free = hub(node) && node != centre;
                    steps[next] = Some(here + u32::from(!free));
                    // What costs nothing more is looked at first.
                    if free {
                        queue.push_front(next);
                    } else {
                        queue.push_back(next);
                    }
                }
            }
        }
        let mut bands: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for node in self.shown() {
            bands
                .entry(steps[node].unwrap_or(u32::MAX))
                .or_default()
                .push(node);
        }
        let caption = |steps| match steps {
            u32::MAX => Caption::Apart,
            steps => Caption::Steps(steps),
        };
        bands
            .into_iter()
            .map(|(steps, nodes)| (caption(steps), nodes))
            .collect()
    }

    fn by_degree(&self) -> Vec<(Caption, Vec<usize>)> {
        const LEAST: [u32; 6] = [16, 8, 4, 2, 1, 0];
        let mut bands = vec![Vec::new(); LEAST.len()];
        for node in self.shown() {
            let band = LEAST.iter().position(|least| self.degree(node) >= *least);
            // Hubs stand among those that they hold together.
            bands[if self.snapshot.hub(node).is_some() {
                2
            } else {
                band.unwrap_or(5)
            }]
            .push(node);
        }
        let caption = |band: usize| {
            let above = band.checked_sub(1).map(|above| LEAST[above] - 1);
            Caption::Partners(LEAST[band], above)
        };
        bands
            .into_iter()
            .enumerate()
            .filter(|(_, nodes)| !nodes.is_empty())
            .map(|(band, nodes)| (caption(band), nodes))
            .collect()
    }

    fn stages(&self) -> Arranged {
        let mut columns: Vec<(Caption, Vec<usize>)> = [
            Caption::Alone,
            Caption::Stage(Stage::Prepare),
            Caption::Stage(Stage::Agree),
            Caption::Stage(Stage::CarryOut),
            Caption::Over,
        ]
        .map(|caption| (caption, Vec::new()))
        .into();
        let mut furthest = vec![0usize; self.shown.len()];
        for (ends, partnership) in self
            .snapshot
            .links()
            .iter()
            .zip(self.snapshot.link_partnerships())
        {
            let partnership = *partnership as usize;
            if !self.partnerships[partnership] {
                continue;
            }
            let column = match self.snapshot.status(partnership) {
                Status::Ended if !self.past => 4,
                _ => match self.snapshot.step(partnership).stage() {
                    Stage::Prepare => 1,
                    Stage::Agree => 2,
                    Stage::CarryOut => 3,
                },
            };
            for end in ends.map(|end| end as usize) {
                // What goes on says more than what is over.
                furthest[end] = match (furthest[end], column) {
                    (0, column) => column,
                    (4, column) => column,
                    (before, 4) => before,
                    (before, column) => before.max(column),
                };
            }
        }
        for node in self.shown() {
            columns[furthest[node]].1.push(node);
        }
        columns.retain(|(_, nodes)| !nodes.is_empty());
        let count = columns.iter().map(|(_, nodes)| nodes.len()).sum::<usize>();
        let rows = ((count.max(1) as f32).sqrt().ceil() as usize).max(3);
        let mut positions = vec![0.0; 2 * self.shown.len()];
        let mut guides = Guides::default();
        let mut left = 0.0;
        let bottom = (rows as f32 - 0.4) * ROOM;
        let columns_count = columns.len();
        for (place, (caption, mut nodes)) in columns.into_iter().enumerate() {
            nodes.sort_by_key(|node| self.rank(*node));
            let across = nodes.len().div_ceil(rows).max(3);
            for (at, node) in nodes.iter().enumerate() {
                let (row, column) = (at / across, at % across);
                positions[2 * node] = left + column as f32 * ROOM;
                positions[2 * node + 1] = row as f32 * ROOM;
            }
            let right = left + (across - 1) as f32 * ROOM;
            guides
                .captions
                .push(([(left + right) / 2.0, -1.3], caption));
            if place + 1 < columns_count {
                let line = right + 1.6 * ROOM;
                guides.lines.push(vec![[line, -1.7], [line, bottom]]);
            }
            left = right + 3.2 * ROOM;
        }
        Arranged {
            positions,
            guides,
            frame: None,
        }
    }

    fn years(&self) -> Arranged {
        let mut began: Vec<Option<i32>> = vec![None; self.shown.len()];
        for (ends, partnership) in self
            .snapshot
            .links()
            .iter()
            .zip(self.snapshot.link_partnerships())
        {
            if !self.partnerships[*partnership as usize] {
                continue;
            }
            let start = self.snapshot.start(*partnership as usize);
            for end in ends.map(|end| end as usize) {
                began[end] = match (began[end], start) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
            }
        }
        let dated = || self.shown().filter_map(|node| began[node]);
        let (first, last) = (dated().min().unwrap_or(0), dated().max().unwrap_or(0));
        let count = self.shown().count().max(1) as f32;
        let wide = (count * ASPECT * 1.6).sqrt().max(8.0);
        let scale = wide * ROOM / ((last - first).max(365) as f32);
        let slot =
            |node: usize| began[node].map(|day| ((day - first) as f32 * scale / ROOM) as i32);
        let mut slots: BTreeMap<Option<i32>, Vec<usize>> = BTreeMap::new();
        for node in self.shown() {
            slots.entry(slot(node)).or_default().push(node);
        }
        let mut positions = vec![0.0; 2 * self.shown.len()];
        let mut highest = 2.0f32;
        let undated = slots.get(&None).map_or(0, Vec::len);
        for (slot, mut nodes) in slots {
            nodes.sort_by_key(|node| (Reverse(self.degree(*node)), *node));
            // Those without a date stand in a block of their own before the line.
            let across = if slot.is_none() {
                ((undated as f32 / 3.0).sqrt().ceil() as usize).max(1)
            } else {
                1
            };
            for (place, node) in nodes.iter().enumerate() {
                let (row, column) = (place / across, place % across);
                let away = row.div_ceil(2) as f32 * ROOM;
                let up = if row % 2 == 0 { away } else { -away };
                let x = match slot {
                    Some(slot) => (slot as f32 + 0.5) * ROOM,
                    None => -(column as f32 + 3.0) * ROOM,
                };
                positions[2 * node] = x;
                positions[2 * node + 1] = up;
                highest = highest.max(away);
            }
        }
        let mut guides = Guides::default();
        let (top, bottom) = (-(highest + 1.0), highest + 1.0);
        let of = |number| i32::from(day::date(number).year());
        if last > first {
            // Not more years than can be read.
            let every = ((of(last) - of(first)) / 14 + 1).max(1);
            for year in (of(first)..=of(last) + 1).filter(|year| year % every == 0) {
                let day = year_start(year);
                let x = (day - first) as f32 * scale;
                if (-1.0..=wide * ROOM + 1.0).contains(&x) {
                    guides.lines.push(vec![[x, top], [x, bottom]]);
                    guides.captions.push(([x, top - 0.5], Caption::Year(year)));
                }
            }
        }
        if undated > 0 {
            let across = ((undated as f32 / 3.0).sqrt().ceil()).max(1.0);
            guides
                .captions
                .push(([-(2.5 + across / 2.0) * ROOM, top - 0.5], Caption::Undated));
        }
        Arranged {
            positions,
            guides,
            frame: None,
        }
    }

    fn map(&self) -> Arranged {
        let places = self.places();
        // Few far away must not squeeze the others: the scale goes by where most of them are.
        let ranges = [(0, INDONESIA.0), (1, INDONESIA.1)].map(|(axis, all)| {
            let known = self.shown().filter_map(|node| places[node]);
            let mut values: Vec<f32> = known.map(|at| at[axis]).collect();
            values.sort_by(f32::total_cmp);
            match values.len() {
                0 => (all[0], all[1]),
                count => (values[count / 25], values[count - 1 - count / 25]),
            }
        });
        let extent = ranges.map(|(low, high)| (high - low).max(0.2));
        let count = self.shown().count().max(1) as f32;
        // As much ground as the nodes need to be told apart.
        let side = (count * 4.0).sqrt().max(6.0);
        let projection = Projection {
            origin: ranges.map(|(low, high)| (low + high) / 2.0),
            scale: side / (extent[0] * extent[1]).sqrt(),
        };
        let mut positions = vec![0.0; 2 * self.shown.len()];
        let mut placed = Vec::new();
        let mut lost = Vec::new();
        for node in self.shown() {
            match places[node] {
                Some([longitude, latitude]) => {
                    let at = projection.place(longitude, latitude);
                    positions[2 * node..2 * node + 2].copy_from_slice(&at);
                    placed.push(node);
                }
                None => lost.push(node),
            }
        }
        self.spread(&placed, &mut positions);
        let mut guides = Guides {
            map: Some(projection),
            ..Guides::default()
        };
        if !lost.is_empty() {
            let bottom = placed
                .iter()
                .map(|node| positions[2 * node + 1])
                .fold(extent[1] * projection.scale / 2.0, f32::max);
            lost.sort_by_key(|node| self.rank(*node));
            let across = ((lost.len() as f32 * 4.0).sqrt().ceil() as usize).max(1);
            let left = -((across - 1) as f32) * ROOM / 2.0;
            for (place, node) in lost.iter().enumerate() {
                positions[2 * node] = left + (place % across) as f32 * ROOM;
                positions[2 * node + 1] = bottom + 3.2 + (place / across) as f32 * ROOM;
            }
            guides
                .captions
                .push(([0.0, bottom + 2.2], Caption::Elsewhere));
        }
        let [half_width, half_height] = extent.map(|extent| extent * projection.scale * 0.6 + 1.0);
        let outside = placed.iter().any(|node| {
            positions[2 * node].abs() > half_width || positions[2 * node + 1].abs() > half_height
        });
        Arranged {
            positions,
            guides,
            frame: outside.then_some([-half_width, -half_height, half_width, half_height]),
        }
    }

    /// Longitude and latitude of each node: its own, or the middle of those in its regency or province; a hub's is the
    /// middle of its parties.
    fn places(&self) -> Vec<Option<[f32; 2]>> {
        let inside = |[latitude, longitude]: [f32; 2]| {
            let within = |value: f32, range: [f32; 2]| (range[0]..=range[1]).contains(&value);
            (within(longitude, INDONESIA.0) && within(latitude, INDONESIA.1))
                .then_some([longitude, latitude])
        };
        let snapshot = self.snapshot;
        let count = snapshot.organisation_count();
        let mut places: Vec<Option<[f32; 2]>> = (0..count)
            .map(|o| snapshot.coordinates(o).and_then(inside))
            .collect();
        let own = places.clone();
        for level in [1usize, 2] {
            let name = |o: usize| match level {
                1 => (snapshot.regency(o), snapshot.province(o)),
                _ => ("", snapshot.province(o)),
            };
            let mut middles: BTreeMap<(&str, &str), ([f32; 2], f32)> = BTreeMap::new();
            for (o, at) in own.iter().enumerate() {
                if let Some([x, y]) = at {
                    let (sum, count) = middles.entry(name(o)).or_default();
                    sum[0] += x;
                    sum[1] += y;
                    *count += 1.0;
                }
            }
            for (o, place) in places.iter_mut().enumerate() {
                let (regency, province) = name(o);
                let named = if level == 1 { regency } else { province };
                if place.is_none() && !named.is_empty() && snapshot.country(o).is_empty() {
                    *place = middles
                        .get(&name(o))
                        .map(|([x, y], count)| [x / count, y / count]);
                }
            }
        }
        for partnership in snapshot.hub_partnerships() {
            let parties = snapshot.party_organisations(*partnership as usize).iter();
            let at: Vec<[f32; 2]> = parties.filter_map(|o| places[*o as usize]).collect();
            let sum = at
                .iter()
                .fold([0.0, 0.0], |sum, at| [sum[0] + at[0], sum[1] + at[1]]);
            let count = at.len() as f32;
            places.push((count > 0.0).then(|| sum.map(|sum| sum / count)));
        }
        places
    }

    /// Moves what overlaps a little apart.
    fn spread(&self, nodes: &[usize], positions: &mut [f32]) {
        const ROUNDS: usize = 24;
        const CELL: f32 = 1.1;
        for round in 0..ROUNDS {
            let mut cells: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
            let cell = |at: f32| (at / CELL).floor() as i32;
            for node in nodes {
                let at = (cell(positions[2 * node]), cell(positions[2 * node + 1]));
                cells.entry(at).or_default().push(*node);
            }
            let mut moved = false;
            for node in nodes {
                let (column, row) = (cell(positions[2 * node]), cell(positions[2 * node + 1]));
                for near in (column - 1..=column + 1)
                    .flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)))
                    .filter_map(|at| cells.get(&at))
                    .flatten()
                    .filter(|near| *near > node)
                {
                    let apart = self.radii[*node] + self.radii[*near] + 0.08;
                    let (mut dx, mut dy) = (
                        positions[2 * near] - positions[2 * node],
                        positions[2 * near + 1] - positions[2 * node + 1],
                    );
                    let mut distance = dx.hypot(dy);
                    if distance >= apart {
                        continue;
                    }
                    if distance < 1e-3 {
                        // On the same spot: each in a direction of its own.
                        let angle = (node * 7 + near * 13 + round) as f32;
                        (dx, dy, distance) = (angle.cos(), angle.sin(), 1.0);
                    }
                    let push = (apart - dx.hypot(dy).min(apart)).max(apart * 0.1) / 2.0 / distance;
                    positions[2 * node] -= dx * push;
                    positions[2 * node + 1] -= dy * push;
                    positions[2 * near] += dx * push;
                    positions[2 * near + 1] += dy * push;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
    }
}

/// The number of a year's first day.
fn year_start(year: i32) -> i32 {
    let year = i16::try_from(year).unwrap_or(1970);
    Date::new(year, 1, 1).map_or(0, day::number)
}

fn circle(radius: f32) -> Vec<[f32; 2]> {
    const POINTS: usize = 96;
    (0..=POINTS)
        .map(|point| {
            let angle = std::f32::consts::TAU * point as f32 / POINTS as f32;
            [radius * angle.cos(), radius * angle.sin()]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Filter, sample};

    fn arranged(how: Arrangement, centre: Option<u32>, filter: &Filter) -> (Snapshot, Arranged) {
        let snapshot = sample::snapshot();
        let adjacency = Adjacency::of(&snapshot);
        let mask = filter.mask(&snapshot);
        let radii = vec![0.2; snapshot.node_count()];
        let wanted = Wanted {
            snapshot: &snapshot,
            adjacency: &adjacency,
            shown: &mask.nodes,
            partnerships: &mask.partnerships,
            degrees: snapshot.degrees(),
            past: false,
            radii: &radii,
            centre,
        };
        let arranged = wanted.arranged(how);
        (snapshot, arranged)
    }

    #[test]
    fn every_node_gets_a_place_of_its_own() {
        for how in Arrangement::ALL
            .iter()
            .filter(|how| **how != Arrangement::Force)
        {
            let (snapshot, arranged) = arranged(*how, None, &Filter::default());
            assert_eq!(arranged.positions.len(), 2 * snapshot.node_count());
            let points: Vec<&[f32]> = arranged.positions.chunks(2).collect();
            for (at, one) in points.iter().enumerate() {
                assert!(one.iter().all(|number| number.is_finite()));
                for other in &points[..at] {
                    let apart = (one[0] - other[0]).hypot(one[1] - other[1]);
                    assert!(apart > 0.3, "{how:?}: {one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn rings_are_steps_from_the_selected_one() {
        let snapshot = sample::snapshot();
        let centre = snapshot.find_organisation(sample::id(5)).unwrap() as u32;
        let (snapshot, arranged) = arranged(Arrangement::Rings, Some(centre), &Filter::default());
        let away = |number| {
            let at = 2 * snapshot.find_organisation(sample::id(number)).unwrap();
            arranged.positions[at].hypot(arranged.positions[at + 1])
        };
        assert_eq!(away(5), 0.0);
        assert!(away(1) > 0.0 && away(1) < away(3));
        let captions: Vec<Caption> = arranged.guides.captions.iter().map(|c| c.1).collect();
        assert_eq!(captions, [Caption::Steps(1), Caption::Apart]);
    }

    #[test]
    fn columns_go_by_the_stage_reached() {
        let (snapshot, arranged) = arranged(Arrangement::Stages, None, &Filter::default());
        let x = |number| {
            arranged.positions[2 * snapshot.find_organisation(sample::id(number)).unwrap()]
        };
        // Alone, at work, over.
        assert!(x(4) < x(1) && x(1) < x(3));
        assert!(x(3).max(x(6)) > x(5));
    }

    #[test]
    fn the_map_keeps_the_points_of_the_compass() {
        let (snapshot, arranged) = arranged(Arrangement::Map, None, &Filter::default());
        assert!(arranged.guides.map.is_some());
        let captions: Vec<Caption> = arranged.guides.captions.iter().map(|c| c.1).collect();
        assert!(captions.is_empty() || captions == [Caption::Elsewhere]);
        let projection = Projection {
            origin: [110.0, -7.0],
            scale: 10.0,
        };
        let [east, south] = projection.place(111.0, -8.0);
        assert_eq!([east, south], [10.0, 10.0]);
        assert_eq!(snapshot.node_count() * 2, arranged.positions.len());
    }

    #[test]
    fn an_empty_network_and_an_empty_filter_do_no_harm() {
        let snapshot = sample::empty();
        let adjacency = Adjacency::of(&snapshot);
        let wanted = Wanted {
            snapshot: &snapshot,
            adjacency: &adjacency,
            shown: &[],
            partnerships: &[],
            degrees: &[],
            past: false,
            radii: &[],
            centre: Some(3),
        };
        for how in Arrangement::ALL {
            assert!(wanted.arranged(*how).positions.is_empty());
            let nothing = Filter {
                text: "nowhere".into(),
                ..Filter::default()
            };
            arranged(*how, Some(0), &nothing);
        }
    }
}
