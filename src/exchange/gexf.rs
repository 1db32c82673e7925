//! Reads GEXF, versions 1.1 to 1.3.
//!
//! Nodes within nodes are read as nodes like others. What is said of time, and of how things are drawn, is passed over.

use crate::Format;
use crate::graph::{Attribute, Graph, Item};
use crate::plan::Part;
use crate::refusal::FileRefusal;
use crate::xml::{Element, Xml, XmlEvent};

/// An element that is open.
enum Open {
    /// A node or link, and its place.
    Item(Part, usize),
    /// Kinds of attribute, of nodes or of links.
    Attributes(Part),
    /// One of them, and its identifier.
    Attribute(Part, Box<str>),
    /// Its default.
    Default(Part, Box<str>),
    /// Anything else.
    Other,
}

/// Reads a graph. Errors: it is not well-formed, or beyond a limit.
pub(crate) fn read(text: &str) -> Result<Graph, FileRefusal> {
    let mut xml = Xml::new(text, Format::Gexf);
    let mut graph = Graph::default();
    let mut open = Vec::new();
    let mut gathered = String::new();
    let mut directed = false;
    loop {
        match xml.next()? {
            XmlEvent::Start(element) => {
                if element.name() == "graph" {
                    let default = element.value("defaultedgetype")?;
                    directed = default.eq_ignore_ascii_case("directed");
                }
                let next = start(&element, &mut graph, &open, directed)?;
                gathered.clear();
                open.push(next);
            }
            XmlEvent::Text(text) => {
                if let Some(Open::Default(..)) = open.last() {
                    xml.gather(&mut gathered, &text)?;
                }
            }
            XmlEvent::End => {
                if let Some(Open::Default(part, id)) = open.pop() {
                    attributes(&mut graph, part).set_default(&id, &gathered);
                }
            }
            XmlEvent::Eof => return Ok(graph.finish()),
        }
    }
}

fn start(
    element: &Element,
    graph: &mut Graph,
    open: &[Open],
    directed: bool,
) -> Result<Open, FileRefusal> {
    match (element.name(), open.last()) {
        ("node", _) => {
            let item = Item {
                line: element.line,
                id: element.value("id")?,
                label: element.value("label")?,
                ..Item::default()
            };
            let place = graph.push(Part::Organisation, item)?;
            Ok(Open::Item(Part::Organisation, place))
        }
        ("edge", _) => {
            let direction = element.value("type")?;
            let item = Item {
                line: element.line,
                id: element.value("id")?,
                label: element.value("label")?,
                ends: vec![element.value("source")?, element.value("target")?],
                directed: match direction.to_ascii_lowercase().as_str() {
                    "directed" => true,
                    "undirected" | "mutual" => false,
                    _ => directed,
                },
                values: Vec::new(),
            };
            let place = graph.push(Part::Partnership, item)?;
            Ok(Open::Item(Part::Partnership, place))
        }
        ("attributes", _) => Ok(match &*element.value("class")? {
            "edge" => Open::Attributes(Part::Partnership),
            _ => Open::Attributes(Part::Organisation),
        }),
        ("attribute", Some(Open::Attributes(part))) => {
            let id = element.value("id")?;
            let title = element.value("title")?;
            attributes(graph, *part).declare(Attribute {
                id: id.clone(),
                name: if title.trim().is_empty() {
                    id.clone()
                } else {
                    title
                },
                is_text: element.value("type")?.eq_ignore_ascii_case("string"),
                default: None,
            })?;
            Ok(Open::Attribute(*part, id))
        }
        ("default", Some(Open::Attribute(part, id))) => Ok(Open::Default(*part, id.clone())),
        ("attvalue", _) => {
            let item = open.iter().rev().find_map(|open| match open {
                Open::Item(part, place) => Some((*part, *place)),
                _ => None,
            });
            if let Some((part, place)) = item {
                // Early versions wrote `id` for what is now `for`.
                let kind = match element.attribute("for")? {
                    Some(kind) => kind.into(),
                    None => element.value("id")?,
                };
                let kind = attributes(graph, part).place(&kind)?;
                let value = element.value("value")?;
                let items = match part {
                    Part::Organisation => &mut graph.nodes,
                    Part::Partnership => &mut graph.links,
                };
                items
                    .get_mut(place)
                    .into_iter()
                    .for_each(|item| item.values.push((kind, value.clone())));
            }
            Ok(Open::Other)
        }
        _ => Ok(Open::Other),
    }
}

fn attributes(graph: &mut Graph, part: Part) -> &mut crate::graph::Attributes {
    match part {
        Part::Organisation => &mut graph.node_attributes,
        Part::Partnership => &mut graph.link_attributes,
    }
}
