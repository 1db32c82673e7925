//! A network as GraphML (see `graph` for what its nodes and links mean).

use crate::outline::{self, Item};
use crate::write::Positions;
use crate::xml_text::escape;
use jejaring_domain::Network;

/// Writes the network; organisations have, where known, their place in the picture.
pub(crate) fn write(network: &Network, positions: Positions) -> Vec<u8> {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    ));
    declare(&mut xml, "node", &outline::node_attributes());
    for name in ["x", "y"] {
        key(&mut xml, "node", name, "double");
    }
    declare(&mut xml, "edge", &outline::link_attributes());
    xml.push_str("  <graph id=\"network\" edgedefault=\"undirected\">\n");
    for node in outline::nodes(network) {
        xml.push_str(&format!("    <node id=\"{}\">\n", node.id));
        data(&mut xml, "node", &node);
        let position = node.organisation.and_then(|(id, _)| positions(id));
        if let Some([x, y]) = position.filter(|place| place.iter().all(|n| n.is_finite())) {
            value(&mut xml, "node", "x", &x.to_string());
            value(&mut xml, "node", "y", &(-y).to_string());
        }
        xml.push_str("    </node>\n");
    }
    for link in outline::links(network) {
        let [source, target] = link.ends.clone().unwrap_or_default();
        let line = format!(
            "    <edge id=\"{}\" source=\"{source}\" target=\"{target}\">\n",
            link.id
        );
        xml.push_str(&line);
        data(&mut xml, "edge", &link);
        xml.push_str("    </edge>\n");
    }
    xml.push_str("  </graph>\n</graphml>\n");
    xml.into_bytes()
}

fn declare(xml: &mut String, class: &str, names: &[&str]) {
    key(xml, class, "label", "string");
    for name in names {
        key(xml, class, name, outline::type_of(name));
    }
}

/// Keys of nodes and of links share one space of identifiers, so each has its class in its own.
fn key(xml: &mut String, class: &str, name: &str, kind: &str) {
    let line = format!(
        "  <key id=\"{class}_{name}\" for=\"{class}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
    );
    xml.push_str(&line);
}

fn data(xml: &mut String, class: &str, item: &Item) {
    if !item.label.is_empty() {
        value(xml, class, "label", &item.label);
    }
    for (name, text) in &item.values {
        value(xml, class, name, text);
    }
}

fn value(xml: &mut String, class: &str, name: &str, text: &str) {
    let text = escape(text);
    xml.push_str(&format!(
        "      <data key=\"{class}_{name}\">{text}</data>\n"
    ));
}
