//! A network as GEXF 1.3 (see `graph` for what its nodes and links mean).

use crate::outline::{self, Item};
use crate::write::Positions;
use crate::xml_text::escape;
use jejaring_domain::{Kind, Network};

/// Writes the network; organisations have the colour of their kind and, where known, their place in the picture.
pub(crate) fn write(network: &Network, positions: Positions) -> Vec<u8> {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n",
        "  <meta>\n    <creator>Jejaring</creator>\n  </meta>\n",
        "  <graph defaultedgetype=\"undirected\" mode=\"static\">\n",
    ));
    declare(&mut xml, "node", &outline::node_attributes());
    declare(&mut xml, "edge", &outline::link_attributes());
    xml.push_str("    <nodes>\n");
    for node in outline::nodes(network) {
        item(&mut xml, "node", &node);
        xml.push_str(&colour(node.organisation.map(|(_, kind)| kind)));
        let position = node.organisation.and_then(|(id, _)| positions(id));
        let position = position.filter(|place| place.iter().all(|number| number.is_finite()));
        if let Some([x, y]) = position {
            // In the picture y grows downwards, in Gephi upwards.
            let position = format!("        <viz:position x=\"{x}\" y=\"{}\" z=\"0\"/>\n", -y);
            xml.push_str(&position);
        }
        xml.push_str("      </node>\n");
    }
    xml.push_str("    </nodes>\n    <edges>\n");
    for link in outline::links(network) {
        item(&mut xml, "edge", &link);
        xml.push_str("      </edge>\n");
    }
    xml.push_str("    </edges>\n  </graph>\n</gexf>\n");
    xml.into_bytes()
}

fn declare(xml: &mut String, class: &str, names: &[&str]) {
    xml.push_str(&format!("    <attributes class=\"{class}\">\n"));
    for name in names {
        let kind = match outline::type_of(name) {
            "int" => "integer",
            kind => kind,
        };
        let line = format!("      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>\n");
        xml.push_str(&line);
    }
    xml.push_str("    </attributes>\n");
}

/// The start of an item, and its attributes.
fn item(xml: &mut String, element: &str, item: &Item) {
    xml.push_str(&format!("      <{element} id=\"{}\"", item.id));
    if let Some([source, target]) = &item.ends {
        xml.push_str(&format!(" source=\"{source}\" target=\"{target}\""));
    }
    if !item.label.is_empty() {
        xml.push_str(&format!(" label=\"{}\"", escape(&item.label)));
    }
    xml.push_str(">\n        <attvalues>\n");
    for (name, value) in &item.values {
        let value = escape(value);
        let line = format!("          <attvalue for=\"{name}\" value=\"{value}\"/>\n");
        xml.push_str(&line);
    }
    xml.push_str("        </attvalues>\n");
}

/// Four colours that colour-blind people too can tell apart (Okabe and Ito), and grey for partnerships of many.
fn colour(kind: Option<Kind>) -> String {
    let (r, g, b) = match kind {
        Some(Kind::School) => (0, 114, 178),
        Some(Kind::Company) => (213, 94, 0),
        Some(Kind::Community) => (0, 158, 115),
        Some(Kind::Institution) => (204, 121, 167),
        None => (120, 120, 120),
    };
    format!("        <viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"/>\n")
}
