//! A network as the nodes and links of a graph, for the writers of graphs (see `graph` for what they mean).

use crate::cells::{ORGANISATION, OrganisationCells, PARTNERSHIP, PartnershipCells};
use crate::graph::{POSITION, RECORD};
use jejaring_domain::draft::PartyDraft;
use jejaring_domain::{Coded, Field, Kind, Network, OrganisationId, Partnership};
use std::collections::BTreeSet;

/// A node or link.
pub(crate) struct Item {
    pub id: String,
    pub label: String,
    /// For links: the identifiers of the nodes.
    pub ends: Option<[String; 2]>,
    /// The attributes that say something, by name.
    pub values: Vec<(&'static str, String)>,
    /// For nodes of organisations.
    pub organisation: Option<(OrganisationId, Kind)>,
}

/// The fields of an organisation that are attributes; the others are the node's own.
fn organisation_fields() -> impl Iterator<Item = Field> {
    let own = |field: &Field| !matches!(field, Field::Id | Field::Name);
    ORGANISATION.into_iter().filter(own)
}

/// The fields of a partnership that are attributes of its link.
fn link_fields() -> impl Iterator<Item = Field> {
    let own = |field: &Field| !matches!(field, Field::Id | Field::Title | Field::Parties);
    PARTNERSHIP.into_iter().filter(own)
}

/// The fields of a partnership that are attributes of its node, where it has one.
fn hub_fields() -> impl Iterator<Item = Field> {
    let parties = [Field::Roles, Field::Answers, Field::Contributions];
    link_fields().filter(move |field| !parties.contains(field))
}

/// The names of all attributes of nodes.
pub(crate) fn node_attributes() -> Vec<&'static str> {
    let fields = organisation_fields().chain(hub_fields()).map(Coded::code);
    unique([RECORD].into_iter().chain(fields))
}

/// The names of all attributes of links.
pub(crate) fn link_attributes() -> Vec<&'static str> {
    let fields = link_fields().map(Coded::code);
    unique([RECORD, POSITION].into_iter().chain(fields))
}

/// What kind of values an attribute has, in the words of both formats.
pub(crate) fn type_of(attribute: &str) -> &'static str {
    match attribute {
        "latitude" | "longitude" => "double",
        "archived" => "boolean",
        POSITION => "int",
        _ => "string",
    }
}

fn unique(names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(*name)).collect()
}

/// The nodes: organisations, then partnerships of more than two.
pub(crate) fn nodes(network: &Network) -> impl Iterator<Item = Item> {
    let organisations = network.organisations().map(|organisation| {
        let mut cells = OrganisationCells::from(organisation);
        let values = organisation_fields().map(|field| (field.code(), take(cells.cell(field))));
        Item {
            values: with_record("organisation", values),
            id: organisation.id.to_string(),
            label: organisation.profile.name.to_string(),
            ends: None,
            organisation: Some((organisation.id, organisation.profile.kind)),
        }
    });
    let hubs = network.partnerships().filter(|p| !is_link(p));
    let hubs = hubs.map(|partnership| partnership_item(partnership, None, hub_fields()));
    organisations.chain(hubs)
}

/// The links: partnerships of two, and the parties of those of more.
pub(crate) fn links(network: &Network) -> impl Iterator<Item = Item> {
    network.partnerships().flat_map(|partnership| {
        let parties = &partnership.terms.parties;
        if let [a, b] = parties.as_slice() {
            let ends = [a, b].map(|party| party.organisation.to_string());
            return vec![partnership_item(partnership, Some(ends), link_fields())];
        }
        let parties = parties.iter().zip(1..).map(|(party, position)| {
            let draft = PartyDraft::from(party);
            let values = [
                (POSITION, position.to_string()),
                (Field::Roles.code(), draft.role),
                (Field::Answers.code(), draft.answer),
                (Field::Contributions.code(), draft.contributions),
            ];
            Item {
                id: format!("{}-{position}", partnership.id),
                label: String::new(),
                ends: Some([partnership.id.to_string(), draft.organisation]),
                values: with_record("party", values.into_iter()),
                organisation: None,
            }
        });
        parties.collect()
    })
}

fn is_link(partnership: &Partnership) -> bool {
    partnership.terms.parties.len() == 2
}

fn partnership_item(
    partnership: &Partnership,
    ends: Option<[String; 2]>,
    fields: impl Iterator<Item = Field>,
) -> Item {
    let mut cells = PartnershipCells::new(partnership, String::from);
    let values = fields.map(|field| (field.code(), take(cells.cell(field))));
    Item {
        values: with_record("partnership", values),
        id: partnership.id.to_string(),
        label: partnership.terms.title.to_string(),
        ends,
        organisation: None,
    }
}

fn with_record(
    record: &str,
    values: impl Iterator<Item = (&'static str, String)>,
) -> Vec<(&'static str, String)> {
    let says = |(name, value): &(&str, String)| {
        !value.is_empty() && (*name, value.as_str()) != ("archived", "false")
    };
    let record = (RECORD, record.to_owned());
    std::iter::once(record).chain(values.filter(says)).collect()
}

fn take(cell: Option<&mut String>) -> String {
    cell.map(std::mem::take).unwrap_or_default()
}
