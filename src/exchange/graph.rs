//! What a graph's nodes and links are to us.
//!
//! | in the graph | in the network |
//! |---|---|
//! | node | organisation, named by its label (see `naming`) |
//! | link of two nodes | partnership of two parties, titled by its label, else by their names; where the link has a direction, its source is the proposer |
//! | hyperedge | partnership of as many parties |
//!
//! Our own graphs mark each item with the attribute `record`, and hold each field in an attribute of that name:
//! `organisation` (a node), `partnership` (a link, or a node when there are more than two parties) and `party` (a link
//! between such a node and an organisation, with the attributes `position`, `roles`, `answers`, `contributions` of
//! that one party). Programs that draw graphs then show a partnership of many as a hub among its parties.
//!
//! In graphs of other programs, attributes that are named like our fields are read where their values fit.

use crate::cells::{OrganisationCells, PartnershipCells, complete};
use crate::identity::title_of;
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::naming::Naming;
use crate::plan::Part;
use crate::refusal::FileRefusal;
use crate::rows::{Each, OrganisationRow, PartnershipRow, Rows};
use crate::words::{self, plain};
use crate::xml_text::unescape;
use jejaring_domain::draft::{PartyDraft, join};
use jejaring_domain::{Coded, Field, Kind, Role};
use std::collections::{BTreeSet, HashMap};

/// The attribute by which our own graphs say what an item is.
pub(crate) const RECORD: &str = "record";
/// The attribute that gives the parties of a partnership of many their order.
pub(crate) const POSITION: &str = "position";

/// A kind of attribute.
pub(crate) struct Attribute {
    pub id: Box<str>,
    pub name: Box<str>,
    /// Whether its values are texts, as far as the file says.
    pub is_text: bool,
    /// The value of items that do not give one.
    pub default: Option<Box<str>>,
}

/// The kinds of attribute of nodes, or of links.
#[derive(Default)]
pub(crate) struct Attributes {
    list: Vec<Attribute>,
    by_id: HashMap<Box<str>, u32>,
}

impl Attributes {
    /// Declares a kind of attribute, or says more of one that has been used.
    pub fn declare(&mut self, attribute: Attribute) -> Result<(), FileRefusal> {
        let place = self.place(&attribute.id)?;
        if let Some(known) = self.list.get_mut(place as usize) {
            *known = attribute;
        }
        Ok(())
    }

    /// The place of a kind of attribute, which need not have been declared.
    pub fn place(&mut self, id: &str) -> Result<u32, FileRefusal> {
        if let Some(place) = self.by_id.get(id) {
            return Ok(*place);
        }
        let place = self.list.len();
        if place >= MAX_COLUMNS {
            return Err(FileRefusal::TooManyColumns { max: MAX_COLUMNS });
        }
        self.list.push(Attribute {
            id: id.into(),
            name: id.into(),
            is_text: true,
            default: None,
        });
        self.by_id.insert(id.into(), place as u32);
        Ok(place as u32)
    }

    /// Gives a kind of attribute its default.
    pub fn set_default(&mut self, id: &str, default: &str) {
        let place = self.by_id.get(id).copied();
        if let Some(known) = place.and_then(|place| self.list.get_mut(place as usize)) {
            known.default = Some(default.into());
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Attribute)> {
        (0..).zip(&self.list)
    }

    /// The one at a place.
    pub fn get(&self, place: u32) -> Option<&Attribute> {
        self.list.get(place as usize)
    }

    /// What each of them is to us.
    fn map<T>(&self, meaning: impl Fn(&Attribute) -> Option<T>) -> Vec<(u32, T)> {
        let meanings = self
            .iter()
            .filter_map(|(place, attribute)| Some((place, meaning(attribute)?)));
        meanings.collect()
    }

    fn named(&self, name: &str) -> Option<u32> {
        let mut named = self
            .iter()
            .filter(|(_, attribute)| &*attribute.name == name);
        named.next().map(|(place, _)| place)
    }
}

/// A node, or a link between nodes.
#[derive(Default)]
pub(crate) struct Item {
    pub line: u64,
    pub id: Box<str>,
    pub label: Box<str>,
    /// For links: the identifiers of the nodes.
    pub ends: Vec<Box<str>>,
    /// For links: whether it leads from the first to the second.
    pub directed: bool,
    /// Values of attributes.
    pub values: Vec<(u32, Box<str>)>,
}

impl Item {
    /// The value of an attribute, or its default; none where it is blank.
    pub fn value<'a>(&'a self, place: u32, attribute: &'a Attribute) -> Option<&'a str> {
        let own = self.values.iter().find(|(at, _)| *at == place);
        let value = own.map(|(_, value)| &**value);
        let value = value.or(attribute.default.as_deref());
        value.map(str::trim).filter(|value| !value.is_empty())
    }
}

/// What an item of one of our graphs says that it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Record {
    Organisation,
    Partnership,
    Party,
}

/// What the kinds of attribute are to us, worked out once.
#[derive(Default)]
struct Meanings {
    /// In other programs' graphs.
    foreign_nodes: Vec<(u32, Field)>,
    foreign_links: Vec<(u32, Field)>,
    titles: Vec<(u32, ())>,
    /// In our own.
    organisations: HashMap<u32, Field>,
    hubs: HashMap<u32, Field>,
    links: HashMap<u32, Field>,
    /// Those of links to parties.
    roles: Option<u32>,
    answers: Option<u32>,
    contributions: Option<u32>,
}

impl Meanings {
    fn of(nodes: &Attributes, links: &Attributes) -> Self {
        let own = |part| {
            move |attribute: &Attribute| {
                words::column(&attribute.name, part).map(|column| column.field)
            }
        };
        let (organisation, partnership) = (own(Part::Organisation), own(Part::Partnership));
        Self {
            foreign_nodes: nodes.map(organisation_field),
            foreign_links: links.map(partnership_field),
            titles: links.map(|attribute| is_title(&attribute.name).then_some(())),
            organisations: nodes.map(organisation).into_iter().collect(),
            hubs: nodes.map(partnership).into_iter().collect(),
            links: links.map(partnership).into_iter().collect(),
            roles: links.named(Field::Roles.code()),
            answers: links.named(Field::Answers.code()),
            contributions: links.named(Field::Contributions.code()),
        }
    }
}

/// A graph as it was read.
#[derive(Default)]
pub(crate) struct Graph {
    pub nodes: Vec<Item>,
    pub links: Vec<Item>,
    pub node_attributes: Attributes,
    pub link_attributes: Attributes,
    /// How nodes without a label are named.
    naming: Naming,
    node_record: Option<u32>,
    link_record: Option<u32>,
    meanings: Meanings,
    /// The nodes by identifier.
    by_id: HashMap<Box<str>, u32>,
    /// The links to the parties of each node that is a partnership.
    parties: HashMap<Box<str>, Vec<u32>>,
}

impl Graph {
    /// Adds a node or link.
    pub fn push(&mut self, part: Part, item: Item) -> Result<usize, FileRefusal> {
        // Links to parties are no rows, so there may be more of them.
        if self.nodes.len() + self.links.len() >= 2 * MAX_ROWS {
            return Err(FileRefusal::TooManyRows { max: MAX_ROWS });
        }
        let items = match part {
            Part::Organisation => &mut self.nodes,
            Part::Partnership => &mut self.links,
        };
        items.push(item);
        Ok(items.len() - 1)
    }

    /// Looks the whole graph over, once it has been read.
    pub fn finish(mut self) -> Self {
        self.node_record = self.node_attributes.named(RECORD);
        self.link_record = self.link_attributes.named(RECORD);
        self.meanings = Meanings::of(&self.node_attributes, &self.link_attributes);
        let foreign = self
            .nodes
            .iter()
            .filter(|node| self.node_record(node).is_none());
        self.naming = Naming::choose(foreign, &self.node_attributes);
        for (node, place) in self.nodes.iter().zip(0..) {
            self.by_id.entry(node.id.clone()).or_insert(place);
        }
        let mut parties: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        for (link, place) in self.links.iter().zip(0..) {
            if let Some((partnership, _)) = self.party(link) {
                parties.entry(partnership.into()).or_default().push(place);
            }
        }
        let position = self.link_attributes.named(POSITION);
        for links in parties.values_mut() {
            links.sort_by_key(|link| {
                let link = self.links.get(*link as usize);
                let position = link.and_then(|link| self.link_value(link, position?));
                position.and_then(|position| position.parse::<f64>().ok().map(|n| n as u32))
            });
        }
        self.parties = parties;
        self
    }

    /// The names of attributes that are not read.
    pub fn ignored(&self) -> Vec<String> {
        let ours = self.node_record.is_some();
        let known = |name: &str, part| words::column(name, part).is_some();
        let nodes = self.node_attributes.iter().filter(|(place, attribute)| {
            let name = &*attribute.name;
            let own = known(name, Part::Organisation)
                || known(name, Part::Partnership)
                || [RECORD, "x", "y"].contains(&name);
            !self.naming.uses(*place)
                && plain(name) != "label"
                && organisation_field(attribute).is_none()
                && !(ours && own)
        });
        let links = self.link_attributes.iter().filter(|(_, attribute)| {
            let name = &*attribute.name;
            let own = known(name, Part::Partnership) || [RECORD, POSITION].contains(&name);
            !is_title(name) && partnership_field(attribute).is_none() && !(ours && own)
        });
        let names = nodes.chain(links).map(|(_, attribute)| &*attribute.name);
        let names: BTreeSet<&str> = names.filter(|name| !name.is_empty()).collect();
        let short = |name: &str| name.chars().take(60).collect();
        names.into_iter().map(short).collect()
    }

    fn node_value<'a>(&'a self, node: &'a Item, place: u32) -> Option<&'a str> {
        node.value(place, self.node_attributes.get(place)?)
    }

    fn link_value<'a>(&'a self, link: &'a Item, place: u32) -> Option<&'a str> {
        link.value(place, self.link_attributes.get(place)?)
    }

    fn node_record(&self, node: &Item) -> Option<Record> {
        record(self.node_value(node, self.node_record?))
    }

    fn link_record(&self, link: &Item) -> Option<Record> {
        record(self.link_value(link, self.link_record?))
    }

    fn node(&self, id: &str) -> Option<&Item> {
        let place = self.by_id.get(id)?;
        self.nodes.get(*place as usize)
    }

    /// For a link to a party: the identifiers of the partnership and of the party.
    fn party<'a>(&'a self, link: &'a Item) -> Option<(&'a str, &'a str)> {
        let [a, b] = link.ends.as_slice() else {
            return None;
        };
        let is_partnership = |id: &str| {
            let node = self.node(id);
            node.and_then(|node| self.node_record(node)) == Some(Record::Partnership)
        };
        match (is_partnership(a), is_partnership(b)) {
            (true, _) => Some((a, b)),
            (false, true) => Some((b, a)),
            (false, false) if self.link_record(link) == Some(Record::Party) => Some((a, b)),
            (false, false) => None,
        }
    }

    /// What a node of another program's graph is called.
    fn name<'a>(&'a self, node: &'a Item) -> &'a str {
        self.naming.name(node, &self.node_attributes)
    }

    fn foreign_organisation(&self, node: &Item) -> OrganisationRow {
        let mut cells = OrganisationCells::default();
        let mut kind = None;
        for (place, field) in self.meanings.foreign_nodes.iter().copied() {
            let Some(value) = self.node_value(node, place) else {
                continue;
            };
            if field == Field::Kind {
                kind = kind.or(words::value::<Kind>(value));
            } else if let Some(cell) = cells.cell(field)
                && cell.is_empty()
            {
                value.clone_into(cell);
            }
        }
        cells.id = node.id.to_string();
        cells.draft.name = self.name(node).to_owned();
        cells.draft.kind = kind.map(|kind| kind.code().to_owned()).unwrap_or_default();
        let mut row = cells.row(node.line);
        if row.draft.kind.is_empty() {
            row.draft.kind = Kind::Institution.code().to_owned();
        }
        row.lenient = true;
        row
    }

    fn own_organisation(&self, node: &Item) -> OrganisationRow {
        let mut cells = OrganisationCells::default();
        for (place, value) in &node.values {
            let field = self.meanings.organisations.get(place);
            if let Some(cell) = field.and_then(|field| cells.cell(*field)) {
                *cell = unescape(value);
            }
        }
        cells.id = node.id.to_string();
        cells.draft.name = unescape(&node.label);
        cells.row(node.line)
    }

    fn foreign_partnership(&self, link: &Item) -> PartnershipRow {
        let mut cells = PartnershipCells::default();
        for (place, field) in self.meanings.foreign_links.iter().copied() {
            if let Some(value) = self.link_value(link, place)
                && let Some(cell) = cells.cell(field)
                && cell.is_empty()
            {
                value.clone_into(cell);
            }
        }
        let titles = self.meanings.titles.iter();
        let titles = titles.filter_map(|(place, ())| self.link_value(link, *place));
        // Programs put weights and numbers of their own where a label belongs.
        let telling = |title: &&str| title.chars().any(char::is_alphabetic) && **title != *link.id;
        let title = std::iter::once(&*link.label).chain(titles).find(telling);
        cells.draft.title = match title {
            Some(title) => title.to_string(),
            None => {
                let names = link.ends.iter().map(|end| match self.node(end) {
                    Some(node) => self.name(node),
                    None => end,
                });
                title_of(names)
            }
        };
        let mut row = cells.row(link.line);
        row.id = link.id.to_string();
        row.draft.parties = link
            .ends
            .iter()
            .zip(0..)
            .map(|(end, place)| {
                let role = match (link.directed, place) {
                    (true, 0) => Role::Proposer,
                    _ => Role::Partner,
                };
                PartyDraft {
                    organisation: end.to_string(),
                    role: role.code().to_owned(),
                    ..PartyDraft::default()
                }
            })
            .collect();
        complete(&mut row.draft);
        row.by_key = true;
        row.lenient = true;
        row
    }

    /// The cells of a partnership of one of our graphs.
    fn own_cells(item: &Item, fields: &HashMap<u32, Field>) -> PartnershipCells {
        let mut cells = PartnershipCells::default();
        for (place, value) in &item.values {
            let field = fields.get(place);
            if let Some(cell) = field.and_then(|field| cells.cell(*field)) {
                *cell = unescape(value);
            }
        }
        cells.id = item.id.to_string();
        cells.draft.title = unescape(&item.label);
        cells
    }

    fn own_link(&self, link: &Item) -> PartnershipRow {
        let mut cells = Self::own_cells(link, &self.meanings.links);
        if let Some(parties) = cells.cell(Field::Parties) {
            *parties = join(&link.ends);
        }
        let mut row = cells.row(link.line);
        row.by_key = true;
        row
    }

    fn own_hub(&self, node: &Item) -> PartnershipRow {
        let mut row = Self::own_cells(node, &self.meanings.hubs).row(node.line);
        let links = self.parties.get(&node.id).into_iter().flatten();
        let links = links.filter_map(|link| self.links.get(*link as usize));
        let parties = links.filter_map(|link| {
            let (_, organisation) = self.party(link)?;
            let value = |place: Option<u32>| {
                let value = place.and_then(|place| self.link_value(link, place));
                value.map(unescape).unwrap_or_default()
            };
            Some(PartyDraft {
                organisation: organisation.to_owned(),
                role: value(self.meanings.roles),
                answer: value(self.meanings.answers),
                contributions: value(self.meanings.contributions),
            })
        });
        row.draft.parties = parties.collect();
        row.complete();
        row.by_key = true;
        row
    }
}

impl Rows for Graph {
    fn organisations(&self, each: Each<OrganisationRow>) -> Result<(), FileRefusal> {
        self.nodes
            .iter()
            .try_for_each(|node| match self.node_record(node) {
                None => each(self.foreign_organisation(node)),
                Some(Record::Organisation) => each(self.own_organisation(node)),
                Some(_) => Ok(()),
            })
    }

    fn partnerships(&self, each: Each<PartnershipRow>) -> Result<(), FileRefusal> {
        let hubs = self.nodes.iter();
        let mut hubs = hubs.filter(|node| self.node_record(node) == Some(Record::Partnership));
        hubs.try_for_each(|hub| each(self.own_hub(hub)))?;
        let links = self.links.iter();
        let mut links = links.filter(|link| self.party(link).is_none());
        links.try_for_each(|link| match self.link_record(link) {
            Some(Record::Partnership) => each(self.own_link(link)),
            _ => each(self.foreign_partnership(link)),
        })
    }
}

fn record(value: Option<&str>) -> Option<Record> {
    match value? {
        "organisation" => Some(Record::Organisation),
        "partnership" => Some(Record::Partnership),
        "party" => Some(Record::Party),
        _ => None,
    }
}

/// The field of an organisation that an attribute of another program's graph can give.
fn organisation_field(attribute: &Attribute) -> Option<Field> {
    let column = words::column(&attribute.name, Part::Organisation)?;
    // "Community" is what programs call the part of the graph that they have found a node to belong to.
    if column.kind.is_some() {
        return None;
    }
    match column.field {
        Field::Id | Field::Name | Field::Archived => None,
        field @ (Field::Latitude | Field::Longitude | Field::Npsn) => Some(field),
        // A number called "state" or "class" is no place.
        field => attribute.is_text.then_some(field),
    }
}

/// The field of a partnership that an attribute of another program's graph can give.
fn partnership_field(attribute: &Attribute) -> Option<Field> {
    use Field::{Answers, Archived, Contributions, Id, Parties, Roles, Title};
    let field = words::column(&attribute.name, Part::Partnership)?.field;
    let ours = [Answers, Archived, Contributions, Id, Parties, Roles, Title].contains(&field);
    (attribute.is_text && !ours).then_some(field)
}

/// Whether an attribute of a link is one that programs keep its name in.
fn is_title(name: &str) -> bool {
    let name = plain(name);
    let known = [
        "label",
        "name",
        "title",
        "edge label",
        "judul",
        "nama",
        "relationship",
        "relation",
    ];
    known.contains(&name.as_str())
}
