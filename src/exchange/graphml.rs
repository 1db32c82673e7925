//! Reads GraphML, with what yEd adds to it.
//!
//! Graphs within nodes are read as if their nodes stood outside; hyperedges are links of several ends; ports are
//! passed over. Labels come from an attribute named `label`, or from yEd's `y:NodeLabel` and `y:EdgeLabel`.

use crate::Format;
use crate::graph::{Attribute, Attributes, Graph, Item, RECORD};
use crate::plan::Part;
use crate::refusal::FileRefusal;
use crate::words::plain;
use crate::xml::{Element, Xml, XmlEvent};
use std::collections::HashSet;

/// An element that is open.
enum Open {
    /// A node or link, and its place.
    Item(Part, usize),
    /// A port, whose data are nobody's.
    Port,
    /// A declaration: of what, and under which identifier.
    Key(Vec<Part>, Box<str>),
    /// Its default.
    Default(Vec<Part>, Box<str>),
    /// A value: of which item, and its key.
    Data(Part, usize, Box<str>),
    /// A label as yEd draws it, of which item.
    Label(Part, usize),
    /// Anything else.
    Other,
}

/// Reads a graph. Errors: it is not well-formed, or beyond a limit.
pub(crate) fn read(text: &str) -> Result<Graph, FileRefusal> {
    let mut reader = Reader {
        graph: Graph::default(),
        open: Vec::new(),
        directed: Vec::new(),
    };
    let mut xml = Xml::new(text, Format::GraphMl);
    // Only the innermost element's own text is gathered, so what it had before its children is let go.
    let mut gathered = String::new();
    loop {
        match xml.next()? {
            XmlEvent::Start(element) => {
                let next = reader.start(&element)?;
                if !matches!(next, Open::Other) {
                    gathered.clear();
                }
                reader.open.push(next);
            }
            XmlEvent::Text(text) => {
                if let Some(Open::Default(..) | Open::Data(..) | Open::Label(..)) =
                    reader.open.last()
                {
                    xml.gather(&mut gathered, &text)?;
                }
            }
            XmlEvent::End => reader.end(&mut gathered)?,
            XmlEvent::Eof => return Ok(reader.finish()),
        }
    }
}

struct Reader {
    graph: Graph,
    open: Vec<Open>,
    /// The direction of links in each open graph.
    directed: Vec<bool>,
}

impl Reader {
    fn start(&mut self, element: &Element) -> Result<Open, FileRefusal> {
        match (element.name(), self.open.last()) {
            ("graph", _) => {
                let default = element.value("edgedefault")?;
                self.directed.push(default.eq_ignore_ascii_case("directed"));
                Ok(Open::Other)
            }
            ("node", _) => {
                let item = Item {
                    line: element.line,
                    id: element.value("id")?,
                    ..Item::default()
                };
                let place = self.graph.push(Part::Organisation, item)?;
                Ok(Open::Item(Part::Organisation, place))
            }
            ("edge" | "hyperedge", _) => {
                let hyper = element.name() == "hyperedge";
                let directed = element.value("directed")?;
                let default = self.directed.last().copied().unwrap_or(false);
                let item = Item {
                    line: element.line,
                    id: element.value("id")?,
                    ends: match hyper {
                        true => Vec::new(),
                        false => vec![element.value("source")?, element.value("target")?],
                    },
                    directed: !hyper
                        && match &*directed {
                            "true" => true,
                            "false" => false,
                            _ => default,
                        },
                    ..Item::default()
                };
                let place = self.graph.push(Part::Partnership, item)?;
                Ok(Open::Item(Part::Partnership, place))
            }
            ("endpoint", Some(Open::Item(Part::Partnership, place))) => {
                let end = element.value("node")?;
                let link = self.graph.links.get_mut(*place);
                link.into_iter()
                    .for_each(|link| link.ends.push(end.clone()));
                Ok(Open::Other)
            }
            ("port", _) => Ok(Open::Port),
            ("key", _) => self.key(element),
            ("default", Some(Open::Key(parts, id))) => Ok(Open::Default(parts.clone(), id.clone())),
            ("data", Some(Open::Item(part, place))) => {
                Ok(Open::Data(*part, *place, element.value("key")?))
            }
            ("NodeLabel" | "EdgeLabel" | "Label.Text", _) => Ok(match self.item() {
                Some((part, place)) => Open::Label(part, place),
                None => Open::Other,
            }),
            ("Label", _) => {
                if let (Some((part, place)), Some(text)) = (self.item(), element.attribute("Text")?)
                {
                    self.label(part, place, &text);
                }
                Ok(Open::Other)
            }
            _ => Ok(Open::Other),
        }
    }

    fn end(&mut self, gathered: &mut String) -> Result<(), FileRefusal> {
        match self.open.pop() {
            Some(Open::Default(parts, id)) => {
                for part in parts {
                    self.attributes(part).set_default(&id, gathered.trim());
                }
            }
            Some(Open::Data(part, place, key)) if !gathered.trim().is_empty() => {
                let kind = self.attributes(part).place(&key)?;
                if let Some(item) = self.item_at(part, place) {
                    item.values.push((kind, gathered.trim().into()));
                }
            }
            Some(Open::Label(part, place)) => self.label(part, place, gathered),
            _ => return Ok(()),
        }
        gathered.clear();
        Ok(())
    }

    fn key(&mut self, element: &Element) -> Result<Open, FileRefusal> {
        let id = element.value("id")?;
        let parts = match &*element.value("for")? {
            "node" => vec![Part::Organisation],
            "edge" | "hyperedge" => vec![Part::Partnership],
            "all" | "" => vec![Part::Organisation, Part::Partnership],
            _ => Vec::new(),
        };
        let name = element.value("attr.name")?;
        let kind = element.value("attr.type")?;
        // What yEd keeps drawings in has neither name nor type; others leave them out where the identifier says it all.
        let drawing = element.attribute("yfiles.type")?.is_some();
        let name = match name.trim().is_empty() && !drawing {
            true => id.clone(),
            false => name,
        };
        for part in &parts {
            self.attributes(*part).declare(Attribute {
                id: id.clone(),
                name: name.clone(),
                is_text: !drawing && (kind.is_empty() || kind.eq_ignore_ascii_case("string")),
                default: None,
            })?;
        }
        Ok(Open::Key(parts, id))
    }

    /// The innermost node or link that is open, unless there is a port in between.
    fn item(&self) -> Option<(Part, usize)> {
        let owner = self.open.iter().rev().find_map(|open| match open {
            Open::Item(part, place) => Some(Some((*part, *place))),
            Open::Port => Some(None),
            _ => None,
        });
        owner.flatten()
    }

    fn item_at(&mut self, part: Part, place: usize) -> Option<&mut Item> {
        match part {
            Part::Organisation => self.graph.nodes.get_mut(place),
            Part::Partnership => self.graph.links.get_mut(place),
        }
    }

    fn attributes(&mut self, part: Part) -> &mut Attributes {
        match part {
            Part::Organisation => &mut self.graph.node_attributes,
            Part::Partnership => &mut self.graph.link_attributes,
        }
    }

    /// Labels an item, unless it has a label.
    fn label(&mut self, part: Part, place: usize, text: &str) {
        if let Some(item) = self.item_at(part, place)
            && item.label.is_empty()
        {
            item.label = text.trim().into();
        }
    }

    /// Labels are attributes like others in GraphML: those named so are put where they belong.
    fn finish(mut self) -> Graph {
        for part in [Part::Organisation, Part::Partnership] {
            let attributes = self.attributes(part);
            let ours = attributes
                .iter()
                .any(|(_, attribute)| &*attribute.name == RECORD);
            let labels = attributes
                .iter()
                .filter(|(_, attribute)| plain(&attribute.name) == "label");
            let labels: Vec<u32> = labels.map(|(place, _)| place).collect();
            let label = |item: &Item| {
                let label = item.values.iter().find(|(kind, _)| labels.contains(kind));
                label.map(|(_, label)| label.clone())
            };
            let items = match part {
                Part::Organisation => &mut self.graph.nodes,
                Part::Partnership => &mut self.graph.links,
            };
            // Where nodes are sorted into classes, "label" may be the class and is no name.
            if part == Part::Organisation && !ours {
                let all = items.iter().filter_map(label).count();
                let distinct: HashSet<_> = items.iter().filter_map(label).collect();
                if distinct.len() * 2 < all {
                    continue;
                }
            }
            for item in items.iter_mut().filter(|item| item.label.is_empty()) {
                item.label = label(item).unwrap_or_default();
            }
        }
        self.graph.finish()
    }
}
