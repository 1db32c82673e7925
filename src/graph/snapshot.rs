//! All that can be seen of the network, in columns: one compact array of bytes instead of a request per node.
//!
//! Organisations and partnerships that are put away are not in it. *Nodes* are the organisations, in the order of
//! their identifiers, and after them one *hub* for each partnership of more than two. *Links*: a partnership of two
//! is one link between its parties; one of more is a link from each party to the hub.

use crate::column::{Lists, Texts};
use crate::{NodeKind, day};
use jejaring_domain::{
    Answer, Benefit, Coded, Date, Finance, Form, Kind, Name, Network, OrganisationId, Origin,
    Partnership, PartnershipId, Party, Role, Scope, Seq, Status, Step,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The first byte of every encoded snapshot; raised whenever the columns change.
const FORMAT: u8 = 1;

/// Why bytes are not a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// They were written by another version of the program.
    #[error("the snapshot is in another format")]
    Format,
    /// They are cut off, damaged, or contradict themselves.
    #[error("the snapshot is damaged")]
    Damaged,
}

/// What stands behind a node: an organisation, or a partnership of more than two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NodeId {
    /// An organisation.
    Organisation(OrganisationId),
    /// The hub of a partnership.
    Partnership(PartnershipId),
}

impl NodeId {
    /// The identifier as a number, for instance to store the node's position under.
    pub fn key(self) -> u128 {
        match self {
            NodeId::Organisation(id) => id.to_u128(),
            NodeId::Partnership(id) => id.to_u128(),
        }
    }
}

impl From<OrganisationId> for NodeId {
    fn from(id: OrganisationId) -> Self {
        NodeId::Organisation(id)
    }
}

impl From<PartnershipId> for NodeId {
    fn from(id: PartnershipId) -> Self {
        NodeId::Partnership(id)
    }
}

/// The columns. Every index in them is within its bounds, whether they were taken or decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    pub(crate) columns: Columns,
    links: Vec<[u32; 2]>,
    partnership_of_link: Vec<u32>,
    partnership_of_hub: Vec<u32>,
    status_of_link: Vec<Status>,
    degrees: Vec<u32>,
}

/// What is sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Columns {
    pub(crate) seq: u64,
    pub(crate) day: i32,
    pub(crate) regencies: Texts,
    pub(crate) provinces: Texts,
    pub(crate) countries: Texts,
    pub(crate) programmes: Texts,
    pub(crate) organisations: Organisations,
    pub(crate) partnerships: Partnerships,
    /// x and y of every node, interleaved.
    pub(crate) positions: Vec<f32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Organisations {
    pub(crate) id: Vec<u128>,
    pub(crate) name: Texts,
    /// Joined by line breaks, which a name cannot have.
    pub(crate) aliases: Texts,
    pub(crate) kind: Vec<Kind>,
    pub(crate) origin: Vec<Origin>,
    pub(crate) npsn: Vec<Option<u32>>,
    pub(crate) regency: Vec<u32>,
    pub(crate) province: Vec<u32>,
    pub(crate) country: Vec<u32>,
    pub(crate) programmes: Lists,
    pub(crate) coordinates: Vec<Option<[f32; 2]>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Partnerships {
    pub(crate) id: Vec<u128>,
    pub(crate) title: Texts,
    /// Of each partnership its parties; `role` and `answer` have an entry for each of its items.
    pub(crate) parties: Lists,
    pub(crate) role: Vec<Role>,
    pub(crate) answer: Vec<Answer>,
    pub(crate) form: Vec<Form>,
    pub(crate) scope: Vec<Scope>,
    pub(crate) finance: Vec<Finance>,
    pub(crate) step: Vec<Step>,
    pub(crate) status: Vec<Status>,
    pub(crate) origin: Vec<Origin>,
    pub(crate) benefits: Vec<u8>,
    pub(crate) start: Vec<Option<i32>>,
    pub(crate) end: Vec<Option<i32>>,
}

impl Snapshot {
    /// Takes the snapshot of a network on a day. Nodes for which `position` knows no place are put beside those that
    /// they are linked with, or in a spiral around the rest.
    pub fn of(
        network: &Network,
        today: Date,
        position: impl Fn(NodeId) -> Option<[f32; 2]>,
    ) -> Snapshot {
        let organisations: Vec<_> = network.organisations().filter(|o| !o.archived).collect();
        let index = |id: OrganisationId| organisations.binary_search_by_key(&id, |o| o.id).ok();
        let present = |partnership: &Partnership| {
            let parties = partnership.terms.parties.iter();
            let parties =
                parties.filter_map(|party| Some((index(party.organisation)?, party.clone())));
            parties.collect::<Vec<(usize, Party)>>()
        };
        let partnerships = network
            .partnerships()
            .filter(|p| !p.archived && !p.is_draft());
        let partnerships = partnerships.map(|p| (p, present(p)));
        let partnerships: Vec<_> = partnerships
            .filter(|(_, parties)| parties.len() >= 2)
            .collect();

        let mut columns = Columns {
            seq: network.seq().0,
            day: day::number(today),
            ..Columns::default()
        };
        let profiles = || organisations.iter().map(|o| &o.profile);
        columns.regencies = table(profiles().map(|p| p.place.regency.as_str()));
        columns.provinces = table(profiles().map(|p| p.place.province.as_str()));
        columns.countries = table(profiles().map(|p| p.place.country.as_str()));
        columns.programmes = table(profiles().flat_map(|p| p.programmes.iter().map(Name::as_str)));

        let rows = &mut columns.organisations;
        let at = |table: &Texts, text: &str| table.find_sorted(text).unwrap_or(0) as u32;
        for organisation in &organisations {
            let profile = &organisation.profile;
            let place = &profile.place;
            rows.id.push(organisation.id.to_u128());
            rows.name.push(&profile.name);
            let aliases: Vec<&str> = profile.aliases.iter().map(Name::as_str).collect();
            rows.aliases.push(&aliases.join("\n"));
            rows.kind.push(profile.kind);
            rows.origin.push(organisation.origin);
            rows.npsn
                .push(profile.npsn.and_then(|npsn| npsn.to_string().parse().ok()));
            rows.regency.push(at(&columns.regencies, &place.regency));
            rows.province.push(at(&columns.provinces, &place.province));
            rows.country.push(at(&columns.countries, &place.country));
            let programmes = profile.programmes.iter();
            rows.programmes
                .push(programmes.map(|programme| at(&columns.programmes, programme)));
            let coordinates = place.coordinates;
            rows.coordinates
                .push(coordinates.map(|c| [c.latitude() as f32, c.longitude() as f32]));
        }

        let rows = &mut columns.partnerships;
        for (partnership, parties) in &partnerships {
            let terms = &partnership.terms;
            rows.id.push(partnership.id.to_u128());
            rows.title.push(&terms.title);
            rows.parties
                .push(parties.iter().map(|(index, _)| *index as u32));
            rows.role
                .extend(parties.iter().map(|(_, party)| party.role));
            rows.answer
                .extend(parties.iter().map(|(_, party)| party.answer));
            rows.form.push(terms.form);
            rows.scope.push(terms.scope);
            rows.finance.push(terms.finance);
            rows.step.push(terms.step);
            rows.status.push(partnership.status(today));
            rows.origin.push(partnership.origin);
            let benefits = terms.benefits.keys();
            rows.benefits
                .push(benefits.fold(0, |set, benefit| set | 1 << benefit.index()));
            rows.start.push(terms.start.map(day::number));
            let ended = terms.ended.as_ref().map(|ending| ending.on);
            rows.end
                .push(ended.or_else(|| terms.expires()).map(day::number));
        }

        let mut snapshot = Snapshot::derive(columns);
        snapshot.place(position);
        snapshot
    }

    /// The snapshot as bytes. They compress well.
    pub fn encode(&self) -> Vec<u8> {
        // Writing to memory cannot fail, and there is nothing in the columns that cannot be written.
        postcard::to_extend(&self.columns, vec![FORMAT]).unwrap_or_default()
    }

    /// Reads what [`Snapshot::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
        let (format, bytes) = bytes.split_first().ok_or(SnapshotError::Damaged)?;
        if *format != FORMAT {
            return Err(SnapshotError::Format);
        }
        let (columns, rest) =
            postcard::take_from_bytes::<Columns>(bytes).map_err(|_| SnapshotError::Damaged)?;
        if !rest.is_empty() || !columns.hold_together() {
            return Err(SnapshotError::Damaged);
        }
        let snapshot = Snapshot::derive(columns);
        let positions = &snapshot.columns.positions;
        let placed = positions.len() == 2 * snapshot.node_count()
            && positions.iter().all(|number| number.is_finite());
        placed.then_some(snapshot).ok_or(SnapshotError::Damaged)
    }

    /// Builds nodes and links of columns that hold together.
    fn derive(columns: Columns) -> Snapshot {
        let organisations = columns.organisations.id.len();
        let rows = &columns.partnerships;
        let mut links = Vec::with_capacity(rows.id.len());
        let mut partnership_of_link = Vec::with_capacity(rows.id.len());
        let mut status_of_link = Vec::with_capacity(rows.id.len());
        let mut partnership_of_hub = Vec::new();
        for (partnership, status) in rows.status.iter().enumerate() {
            let parties = rows.parties.get(partnership);
            if let [a, b] = *parties {
                links.push([a, b]);
                partnership_of_link.push(partnership as u32);
                status_of_link.push(*status);
                continue;
            }
            let hub = (organisations + partnership_of_hub.len()) as u32;
            partnership_of_hub.push(partnership as u32);
            for (party, answer) in parties
                .iter()
                .zip(&rows.answer[rows.parties.range(partnership)])
            {
                links.push([*party, hub]);
                partnership_of_link.push(partnership as u32);
                // Within a partnership that goes on, some may not have answered yet or may have left.
                status_of_link.push(match (status, answer) {
                    (Status::Ended, _) | (_, Answer::Left | Answer::Declined) => Status::Ended,
                    (_, Answer::Pending) => Status::Claimed,
                    (Status::Claimed, Answer::Accepted) => stage_status(rows.step[partnership]),
                    (status, Answer::Accepted) => *status,
                });
            }
        }
        let mut degrees = vec![0; organisations + partnership_of_hub.len()];
        for node in links.iter().flatten() {
            degrees[*node as usize] += 1;
        }
        Snapshot {
            columns,
            links,
            partnership_of_link,
            partnership_of_hub,
            status_of_link,
            degrees,
        }
    }

    /// Puts every node at its known position, and the others where they are easily seen to belong.
    fn place(&mut self, position: impl Fn(NodeId) -> Option<[f32; 2]>) {
        let finite = |at: &[f32; 2]| at.iter().all(|number| number.is_finite());
        let nodes = 0..self.node_count();
        let mut known: Vec<Option<[f32; 2]>> = nodes
            .map(|node| position(self.node_id(node)).filter(finite))
            .collect();
        let reach = known.iter().flatten().flatten();
        let reach = reach.fold(0f32, |reach, number| reach.max(number.abs()));
        // Hubs know most of their parties, and organisations then find the hubs.
        for _ in 0..2 {
            let mut sums = vec![([0f32; 2], 0u16); known.len()];
            for [a, b] in self.links.iter().map(|ends| ends.map(|end| end as usize)) {
                for (here, there) in [(a, b), (b, a)] {
                    if let (None, Some([x, y])) = (known[here], known[there]) {
                        let ([sum_x, sum_y], count) = &mut sums[here];
                        *sum_x += x;
                        *sum_y += y;
                        *count = count.saturating_add(1);
                    }
                }
            }
            for (node, ([x, y], count)) in sums.into_iter().enumerate().filter(|(_, (_, n))| *n > 0)
            {
                // A little aside, so that nodes with the same neighbours do not hide each other.
                let [aside_x, aside_y] = spiral(node % 64);
                let count = f32::from(count);
                known[node] = Some([x / count + aside_x * 0.1, y / count + aside_y * 0.1]);
            }
        }
        let mut lost = 0;
        let mut outside = |from: f32| {
            let turn = spiral(lost + (from * from) as usize % 1_000_000);
            lost += 1;
            turn
        };
        let placed = known
            .into_iter()
            .map(|at| at.unwrap_or_else(|| outside(reach)));
        self.columns.positions = placed.flatten().collect();
    }

    /// Puts all nodes elsewhere: x and y of each, interleaved. Errors: not two finite numbers for each node.
    pub fn set_positions(&mut self, positions: Vec<f32>) -> Result<(), SnapshotError> {
        let fitting = positions.len() == 2 * self.node_count();
        if !fitting || !positions.iter().all(|number| number.is_finite()) {
            return Err(SnapshotError::Damaged);
        }
        self.columns.positions = positions;
        Ok(())
    }

    /// The last log entry that is in it.
    pub fn seq(&self) -> Seq {
        Seq(self.columns.seq)
    }

    /// The day on which the partnerships stand as they are said to.
    pub fn today(&self) -> Date {
        day::date(self.columns.day)
    }

    /// How many organisations there are.
    pub fn organisation_count(&self) -> usize {
        self.columns.organisations.id.len()
    }

    /// How many partnerships there are.
    pub fn partnership_count(&self) -> usize {
        self.columns.partnerships.id.len()
    }

    /// How many nodes there are: organisations and hubs.
    pub fn node_count(&self) -> usize {
        self.degrees.len()
    }

    /// The two ends of each link; a hub is always the second.
    pub fn links(&self) -> &[[u32; 2]] {
        &self.links
    }

    /// Of each link the partnership that it stands for or belongs to.
    pub fn link_partnerships(&self) -> &[u32] {
        &self.partnership_of_link
    }

    /// How each link stands: as its partnership; within one of several parties, as that party's part in it.
    pub fn link_statuses(&self) -> &[Status] {
        &self.status_of_link
    }

    /// Of each hub, in the order of the nodes, its partnership.
    pub fn hub_partnerships(&self) -> &[u32] {
        &self.partnership_of_hub
    }

    /// How many links end at each node: an organisation's partnerships, a hub's parties.
    pub fn degrees(&self) -> &[u32] {
        &self.degrees
    }

    /// x and y of each node, interleaved.
    pub fn positions(&self) -> &[f32] {
        &self.columns.positions
    }

    /// Where a node is.
    pub fn position(&self, node: usize) -> [f32; 2] {
        let positions = &self.columns.positions;
        [positions[2 * node], positions[2 * node + 1]]
    }

    /// The partnership that a node is the hub of.
    pub fn hub(&self, node: usize) -> Option<usize> {
        let hub = node.checked_sub(self.organisation_count())?;
        Some(*self.partnership_of_hub.get(hub)? as usize)
    }

    /// The node that is the hub of a partnership; none where it has two parties.
    pub fn hub_of(&self, partnership: usize) -> Option<usize> {
        let hub = self
            .partnership_of_hub
            .binary_search(&(partnership as u32))
            .ok()?;
        Some(self.organisation_count() + hub)
    }

    /// The link of a partnership of two; none where a hub stands for it.
    pub fn link_of(&self, partnership: usize) -> Option<usize> {
        let is_this = |of: &u32| *of as usize == partnership;
        match self.hub_of(partnership) {
            Some(_) => None,
            None => self.link_partnerships().iter().position(is_this),
        }
    }

    /// What stands behind a node.
    pub fn node_id(&self, node: usize) -> NodeId {
        match self.hub(node) {
            Some(partnership) => NodeId::Partnership(self.partnership_id(partnership)),
            None => NodeId::Organisation(self.organisation_id(node)),
        }
    }

    /// What a node is drawn as.
    pub fn node_kind(&self, node: usize) -> NodeKind {
        match self.hub(node) {
            Some(_) => NodeKind::Hub,
            None => NodeKind::Organisation(self.kind(node)),
        }
    }

    /// The name of an organisation, the title of a hub's partnership.
    pub fn node_name(&self, node: usize) -> &str {
        match self.hub(node) {
            Some(partnership) => self.title(partnership),
            None => self.name(node),
        }
    }

    /// The node of an organisation or of a partnership's hub.
    pub fn node(&self, id: NodeId) -> Option<usize> {
        match id {
            NodeId::Organisation(id) => self.find_organisation(id),
            NodeId::Partnership(id) => self.hub_of(self.find_partnership(id)?),
        }
    }

    /// An organisation's index.
    pub fn find_organisation(&self, id: OrganisationId) -> Option<usize> {
        let ids = &self.columns.organisations.id;
        ids.binary_search(&id.to_u128()).ok()
    }

    /// A partnership's index.
    pub fn find_partnership(&self, id: PartnershipId) -> Option<usize> {
        let ids = &self.columns.partnerships.id;
        ids.binary_search(&id.to_u128()).ok()
    }
}

impl Columns {
    /// Whether all columns are of one length and all indexes within bounds.
    fn hold_together(&self) -> bool {
        let organisations = &self.organisations;
        let count = organisations.id.len();
        let lengths = [
            organisations.name.len(),
            organisations.aliases.len(),
            organisations.kind.len(),
            organisations.origin.len(),
            organisations.npsn.len(),
            organisations.regency.len(),
            organisations.province.len(),
            organisations.country.len(),
            organisations.programmes.len(),
            organisations.coordinates.len(),
        ];
        let coordinates = organisations.coordinates.iter().flatten().flatten();
        let organisations_hold = lengths.iter().all(|length| *length == count)
            && ascending(&organisations.id)
            && below(&organisations.regency, self.regencies.len())
            && below(&organisations.province, self.provinces.len())
            && below(&organisations.country, self.countries.len())
            && below(organisations.programmes.items(), self.programmes.len())
            && organisations
                .npsn
                .iter()
                .flatten()
                .all(|npsn| *npsn < 100_000_000)
            && coordinates.copied().all(f32::is_finite);

        let partnerships = &self.partnerships;
        let lengths = [
            partnerships.title.len(),
            partnerships.parties.len(),
            partnerships.form.len(),
            partnerships.scope.len(),
            partnerships.finance.len(),
            partnerships.step.len(),
            partnerships.status.len(),
            partnerships.origin.len(),
            partnerships.benefits.len(),
            partnerships.start.len(),
            partnerships.end.len(),
        ];
        let parties = partnerships.parties.items();
        let partnerships_hold = lengths
            .iter()
            .all(|length| *length == partnerships.id.len())
            && ascending(&partnerships.id)
            && partnerships.role.len() == parties.len()
            && partnerships.answer.len() == parties.len()
            && below(parties, count)
            && partnerships
                .benefits
                .iter()
                .all(|set| *set < 1 << Benefit::ALL.len());
        organisations_hold && partnerships_hold && self.parties_differ()
    }

    /// Whether every partnership has at least two parties, none of them twice.
    fn parties_differ(&self) -> bool {
        let mut last_seen = vec![usize::MAX; self.organisations.id.len()];
        (0..self.partnerships.id.len()).all(|partnership| {
            let parties = self.partnerships.parties.get(partnership);
            let mut differ = parties.iter().map(|party| {
                std::mem::replace(&mut last_seen[*party as usize], partnership) != partnership
            });
            parties.len() >= 2 && differ.all(|new| new)
        })
    }
}

/// What a partnership would be if all its parties had confirmed it.
fn stage_status(step: Step) -> Status {
    use jejaring_domain::Stage;
    match step.stage() {
        Stage::Prepare => Status::Preparing,
        Stage::Agree => Status::Agreeing,
        Stage::CarryOut => Status::Running,
    }
}

/// The different texts, in order.
fn table<'a>(texts: impl Iterator<Item = &'a str>) -> Texts {
    texts.collect::<BTreeSet<_>>().into_iter().collect()
}

fn ascending(numbers: &[u128]) -> bool {
    numbers.windows(2).all(|pair| pair[0] < pair[1])
}

fn below(indexes: &[u32], limit: usize) -> bool {
    indexes.iter().all(|index| (*index as usize) < limit)
}

/// Points about one unit apart, from the middle outwards.
fn spiral(index: usize) -> [f32; 2] {
    const GOLDEN_ANGLE: f32 = 2.399_963_2;
    let radius = (index as f32).sqrt() * 0.6;
    let angle = index as f32 * GOLDEN_ANGLE;
    [radius * angle.cos(), radius * angle.sin()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, TODAY};
    use proptest::prelude::*;

    #[test]
    fn what_is_put_away_is_not_in_it() {
        let snapshot = sample::snapshot();
        assert_eq!(
            (snapshot.organisation_count(), snapshot.partnership_count()),
            (8, 6)
        );
        assert!(snapshot.find_organisation(sample::id(9)).is_none());
        assert!(snapshot.node_count() == 9 && snapshot.links().len() == 5 + 4);
    }

    #[test]
    fn a_partnership_of_more_than_two_has_a_hub() {
        let snapshot = sample::snapshot();
        let partnership = snapshot.find_partnership(PartnershipId::new(2, 3)).unwrap();
        let hub = snapshot.hub_of(partnership).unwrap();
        assert_eq!((hub, snapshot.hub(hub)), (8, Some(partnership)));
        assert_eq!(snapshot.node_kind(hub), NodeKind::Hub);
        assert_eq!(snapshot.node(snapshot.node_id(hub)), Some(hub));
        assert_eq!(snapshot.degrees()[hub], 4);
        let links = snapshot.links().iter().zip(snapshot.link_statuses());
        let spokes: Vec<_> = links.filter(|(ends, _)| ends[1] == hub as u32).collect();
        assert_eq!(
            spokes,
            [
                (&[4, 8], &Status::Running),
                (&[0, 8], &Status::Running),
                (&[1, 8], &Status::Running),
                // One that left, while the others go on.
                (&[7, 8], &Status::Ended)
            ]
        );
        assert!((0..8).all(|organisation| snapshot.hub(organisation).is_none()));
    }

    #[test]
    fn the_columns_say_what_the_network_says() {
        let network = sample::network();
        let snapshot = Snapshot::of(&network, TODAY, |_| None);
        assert_eq!((snapshot.seq(), snapshot.today()), (Seq(12), TODAY));
        for index in 0..snapshot.organisation_count() {
            let profile = &network
                .organisation(snapshot.organisation_id(index))
                .unwrap()
                .profile;
            assert_eq!(snapshot.name(index), profile.name.as_str());
            assert_eq!(snapshot.kind(index), profile.kind);
            assert_eq!(snapshot.regency(index), profile.place.regency.as_str());
            assert_eq!(snapshot.province(index), profile.place.province.as_str());
            assert!(
                snapshot
                    .aliases(index)
                    .eq(profile.aliases.iter().map(Name::as_str))
            );
            assert!(
                snapshot
                    .programmes(index)
                    .eq(profile.programmes.iter().map(Name::as_str))
            );
        }
        assert_eq!(snapshot.npsn(0), Some(20_499_001));
        assert_eq!(snapshot.coordinates(0), Some([-7.9, 110.33]));
        for index in 0..snapshot.partnership_count() {
            let partnership = network.partnership(snapshot.partnership_id(index)).unwrap();
            let terms = &partnership.terms;
            assert_eq!(snapshot.title(index), terms.title.as_str());
            assert_eq!(snapshot.status(index), partnership.status(TODAY));
            assert_eq!(
                (snapshot.form(index), snapshot.step(index)),
                (terms.form, terms.step)
            );
            assert!(snapshot.benefits(index).eq(terms.benefits.keys().copied()));
            let parties = snapshot.parties(index).zip(&terms.parties);
            assert_eq!(parties.len(), terms.parties.len());
            for (row, party) in parties {
                let id = snapshot.organisation_id(row.organisation as usize);
                assert_eq!(
                    (id, row.role, row.answer),
                    (party.organisation, party.role, party.answer)
                );
            }
        }
        assert_eq!(
            snapshot.end(0).map(day::date),
            Some(Date::constant(2029, 1, 4))
        );
        assert_eq!(
            snapshot.end(5).map(day::date),
            Some(Date::constant(2025, 6, 30))
        );
    }

    #[test]
    fn known_positions_are_kept_and_the_others_found() {
        let network = sample::network();
        let known = |id: NodeId| match id {
            NodeId::Organisation(id) if id == sample::id(5) => Some([7.0, -3.0]),
            NodeId::Organisation(id) if id == sample::id(1) => Some([f32::NAN, 0.0]),
            _ => None,
        };
        let snapshot = Snapshot::of(&network, TODAY, known);
        assert_eq!(snapshot.position(4), [7.0, -3.0]);
        let [x, y] = snapshot.position(0);
        assert!((x - 7.0).hypot(y + 3.0) < 2.0, "near its partner: {x}, {y}");
        assert!(snapshot.positions().iter().all(|number| number.is_finite()));
        let [x, y] = snapshot.position(3);
        assert!(x.hypot(y) > 3.0, "outside: {x}, {y}");
    }

    #[test]
    fn bytes_go_there_and_back() {
        for snapshot in [sample::snapshot(), sample::empty()] {
            assert_eq!(Snapshot::decode(&snapshot.encode()), Ok(snapshot));
        }
    }

    #[test]
    fn another_format_is_told_from_damage() {
        let mut bytes = sample::snapshot().encode();
        assert_eq!(
            Snapshot::decode(&bytes[..bytes.len() - 1]),
            Err(SnapshotError::Damaged)
        );
        bytes.push(0);
        assert_eq!(Snapshot::decode(&bytes), Err(SnapshotError::Damaged));
        bytes[0] = FORMAT + 1;
        assert_eq!(Snapshot::decode(&bytes), Err(SnapshotError::Format));
        assert_eq!(Snapshot::decode(&[]), Err(SnapshotError::Damaged));
    }

    #[test]
    fn contradictions_are_refused() {
        let spoil: [fn(&mut Columns); 9] = [
            |c| c.organisations.regency[0] = 99,
            |c| c.organisations.id[1] = 0,
            |c| c.organisations.npsn.truncate(2),
            |c| c.organisations.coordinates[0] = Some([f32::NAN, 0.0]),
            |c| c.partnerships.benefits[0] = 64,
            |c| c.partnerships.parties.push([0]),
            |c| c.partnerships.role.truncate(2),
            |c| c.positions[0] = f32::INFINITY,
            |c| c.positions.truncate(4),
        ];
        for (at, spoil) in spoil.iter().enumerate() {
            let mut snapshot = sample::snapshot();
            spoil(&mut snapshot.columns);
            assert_eq!(
                Snapshot::decode(&snapshot.encode()),
                Err(SnapshotError::Damaged),
                "{at}"
            );
        }
        // A party that comes twice.
        let mut snapshot = sample::snapshot();
        let rows = &mut snapshot.columns.partnerships;
        let parties: Vec<Vec<u32>> = (0..6).map(|at| rows.parties.get(at).to_vec()).collect();
        rows.parties = Lists::default();
        for list in parties {
            rows.parties.push(list.iter().map(|_| list[0]));
        }
        assert_eq!(
            Snapshot::decode(&snapshot.encode()),
            Err(SnapshotError::Damaged)
        );
    }

    /// Goes through all that a snapshot can be asked for.
    fn walk(snapshot: &Snapshot) {
        for node in 0..snapshot.node_count() {
            let _ = (
                snapshot.node_id(node),
                snapshot.node_name(node),
                snapshot.position(node),
            );
        }
        for organisation in 0..snapshot.organisation_count() {
            let _ = (
                snapshot.regency(organisation),
                snapshot.country(organisation),
            );
            let _ = (
                snapshot.programmes(organisation).count(),
                snapshot.aliases(organisation).count(),
            );
        }
        for partnership in 0..snapshot.partnership_count() {
            let _ = (
                snapshot.parties(partnership).count(),
                snapshot.end(partnership),
            );
        }
        let _ = (crate::Figures::of(snapshot), crate::Picture::of(snapshot));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut bytes = bytes;
            bytes.insert(0, FORMAT);
            if let Ok(snapshot) = Snapshot::decode(&bytes) {
                walk(&snapshot);
            }
        }

        #[test]
        fn no_damage_makes_it_panic(at in any::<prop::sample::Index>(), with: u8, cut in any::<prop::sample::Index>()) {
            let mut bytes = sample::snapshot().encode();
            let at = at.index(bytes.len());
            bytes[at] = with;
            if let Ok(snapshot) = Snapshot::decode(&bytes) {
                walk(&snapshot);
            }
            prop_assert!(Snapshot::decode(&bytes[..cut.index(bytes.len())]).is_err());
        }
    }
}
