//! What the graphics processor is given: the nodes and links to draw, in the order of drawing.

use crate::scene::{Scene, Target};

/// How a node or link stands out; the shaders know these numbers.
pub(crate) mod state {
    pub const PLAIN: u32 = 0;
    /// Steps back, since something else is selected.
    pub const DIM: u32 = 1;
    /// Selected, or next to it.
    pub const LIT: u32 = 2;
    /// The selected node itself, with a halo.
    pub const SELECTED: u32 = 3;
}

/// Words (of 32 bits) for each node and each link: one entry of a table.
pub(crate) const NODE_WORDS: usize = 4;
pub(crate) const LINK_WORDS: usize = 4;

/// Which nodes and links are drawn.
#[derive(Debug, Clone)]
pub(crate) struct Visible {
    pub(crate) nodes: Vec<bool>,
    pub(crate) links: Vec<bool>,
}

impl Visible {
    pub(crate) fn all(scene: &Scene) -> Visible {
        Visible {
            nodes: vec![true; scene.node_count()],
            links: vec![true; scene.link_count()],
        }
    }

    pub(crate) fn node(&self, node: u32) -> bool {
        self.nodes.get(node as usize).copied().unwrap_or(false)
    }

    /// A link is drawn only between nodes that are.
    pub(crate) fn link(&self, scene: &Scene, link: u32) -> bool {
        let ends = scene.links[link as usize];
        self.links.get(link as usize).copied().unwrap_or(false)
            && self.node(ends[0])
            && self.node(ends[1])
    }

    pub(crate) fn target(&self, scene: &Scene, target: Target) -> bool {
        match target {
            Target::Node(node) => self.node(node),
            Target::Link(link) => (link as usize) < scene.link_count() && self.link(scene, link),
        }
    }
}

/// Orders that depend on the scene alone.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    /// Large nodes first, so that small ones lie on top of them and none is hidden.
    pub(crate) nodes: Vec<u32>,
    /// Links shuffled, so that any first part of them is a fair sample of all.
    pub(crate) links: Vec<u32>,
    /// Named nodes, the most important first.
    pub(crate) labels: Vec<u32>,
    /// The mean length of links in layout units.
    pub(crate) link_length: f64,
}

impl Orders {
    pub(crate) fn new(scene: &Scene) -> Orders {
        let count = scene.node_count() as u32;
        let by = |values: &[f32]| {
            let mut order: Vec<u32> = (0..count).collect();
            order.sort_by(|&one, &other| values[other as usize].total_cmp(&values[one as usize]));
            order
        };
        let mut labels = by(&scene.importance);
        labels.retain(|&node| !scene.labels[node as usize].is_empty());
        let mut links: Vec<u32> = (0..scene.link_count() as u32).collect();
        // A multiplication by an odd number permutes the 32-bit numbers: a shuffle without a seed.
        links.sort_unstable_by_key(|link| link.wrapping_add(1).wrapping_mul(0x9e37_79b1));
        Orders {
            nodes: by(&scene.radii),
            links,
            labels,
            link_length: link_length(scene),
        }
    }
}

/// The mean length of links.
fn link_length(scene: &Scene) -> f64 {
    let sum: f64 = scene
        .links
        .iter()
        .map(|&[from, to]| {
            let (x, y) = Scene::place(&scene.positions, from);
            let (end_x, end_y) = Scene::place(&scene.positions, to);
            (end_x - x).hypot(end_y - y)
        })
        .sum();
    sum / scene.link_count().max(1) as f64
}

/// What stands out for a reason of the page's own, such as an answer; nothing leaves all as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Marked {
    /// Nodes.
    pub nodes: Vec<u32>,
    /// Links.
    pub links: Vec<u32>,
    /// Pairs of nodes between which a link could be.
    pub wished: Vec<[u32; 2]>,
}

impl Marked {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.links.is_empty() && self.wished.is_empty()
    }
}

/// What is selected and next to it, or else what is marked.
#[derive(Debug, Default)]
pub(crate) struct Focus {
    pub(crate) selected: Option<Target>,
    neighbours: Vec<u32>,
    marked_links: Option<Vec<u32>>,
}

impl Focus {
    pub(crate) fn new(scene: &Scene, visible: &Visible, selected: Option<Target>) -> Focus {
        let mut neighbours = Vec::new();
        if let Some(Target::Link(link)) = selected {
            neighbours.extend(scene.links[link as usize]);
            neighbours.sort_unstable();
        }
        if let Some(Target::Node(selected)) = selected {
            let mut reach = vec![selected];
            // Partners in one partnership of many are two links apart, over its hub.
            for step in 0..2 {
                let from = std::mem::take(&mut reach);
                for (link, ends) in scene.links.iter().enumerate() {
                    for (one, other) in [(ends[0], ends[1]), (ends[1], ends[0])] {
                        if from.contains(&one) && visible.link(scene, link as u32) {
                            neighbours.push(other);
                            if step == 0 && scene.kinds[other as usize] == crate::scene::kind::HUB {
                                reach.push(other);
                            }
                        }
                    }
                }
            }
            neighbours.sort_unstable();
            neighbours.dedup();
        }
        Focus {
            selected,
            neighbours,
            marked_links: None,
        }
    }

    /// Of what is marked, in place of what is next to the selected node.
    pub(crate) fn of_marked(marked: &Marked, selected: Option<Target>) -> Focus {
        let sorted = |list: &[u32]| {
            let mut list = list.to_vec();
            list.sort_unstable();
            list.dedup();
            list
        };
        Focus {
            selected,
            neighbours: sorted(&marked.nodes),
            marked_links: Some(sorted(&marked.links)),
        }
    }

    /// Whether anything stands out.
    pub(crate) fn is_any(&self) -> bool {
        self.selected.is_some() || self.marked_links.is_some()
    }

    /// Whether the node steps back.
    pub(crate) fn dims(&self, node: u32) -> bool {
        self.is_any() && self.node(node) == state::DIM
    }

    /// Whether the link steps back.
    pub(crate) fn dims_link(&self, scene: &Scene, link: u32) -> bool {
        self.link(scene, link, scene.links[link as usize]) == state::DIM
    }

    fn node(&self, node: u32) -> u32 {
        match self.selected {
            Some(Target::Node(selected)) if selected == node => state::SELECTED,
            _ if !self.is_any() => state::PLAIN,
            _ if self.neighbours.binary_search(&node).is_ok() => state::LIT,
            _ => state::DIM,
        }
    }

    fn link(&self, scene: &Scene, link: u32, ends: [u32; 2]) -> u32 {
        let lit = |lit: bool| if lit { state::LIT } else { state::DIM };
        let itself = self.selected == Some(Target::Link(link));
        if let Some(marked) = &self.marked_links {
            return lit(itself || marked.binary_search(&link).is_ok());
        }
        let selected = match self.selected {
            None => return state::PLAIN,
            Some(Target::Link(_)) => return lit(itself),
            Some(Target::Node(node)) => node,
        };
        let hub = |node: u32| scene.kinds[node as usize] == crate::scene::kind::HUB;
        // Its own links, and those that lead on from a hub next to it.
        let near = ends.contains(&selected)
            || ends
                .iter()
                .any(|&end| hub(end) && self.node(end) == state::LIT);
        lit(near)
    }
}

/// The nodes to draw: for each its number, its kind and state, its radius, its paint.
pub(crate) fn node_words(
    scene: &Scene,
    orders: &Orders,
    visible: &Visible,
    focus: &Focus,
) -> Vec<u32> {
    let mut words = Vec::with_capacity(orders.nodes.len() * NODE_WORDS);
    // Two rounds, so that what stands out lies on top of what steps back.
    for on_top in [false, true] {
        for &node in &orders.nodes {
            let state = focus.node(node);
            if visible.node(node) && (state >= state::LIT) == on_top {
                let at = node as usize;
                words.extend([
                    node,
                    u32::from(scene.kinds[at]) | state << 8,
                    scene.radii[at].to_bits(),
                    u32::from(scene.node_paints[at]),
                ]);
            }
        }
    }
    words
}

/// The links to draw, in four parts that each take one call.
#[derive(Debug, Default)]
pub(crate) struct LinkWords {
    pub(crate) words: Vec<u32>,
    /// How many links each part has: straight, curved, and the same for those that stand out.
    pub(crate) parts: [usize; 4],
}

/// For each link its ends, its style, state and paint, its bend.
pub(crate) fn link_words(
    scene: &Scene,
    orders: &Orders,
    visible: &Visible,
    focus: &Focus,
) -> LinkWords {
    let mut parts: [Vec<u32>; 4] = Default::default();
    for &link in &orders.links {
        if !visible.link(scene, link) {
            continue;
        }
        let at = link as usize;
        let ends = scene.links[at];
        let state = focus.link(scene, link, ends);
        let curved = usize::from(scene.is_curved(link));
        let part = usize::from(state >= state::LIT) * 2 + curved;
        parts[part].extend([
            ends[0],
            ends[1],
            u32::from(scene.link_styles[at])
                | state << 8
                | u32::from(scene.link_paints[at]) << 16
                | u32::from(scene.link_wide[at]) << 24,
            scene.link_bends[at].to_bits(),
        ]);
    }
    LinkWords {
        parts: [0, 1, 2, 3].map(|part| parts[part].len() / LINK_WORDS),
        words: parts.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::tests::row;

    fn states(words: &[u32], size: usize, at: usize) -> Vec<u32> {
        words.chunks(size).map(|item| item[at] >> 8 & 255).collect()
    }

    #[test]
    fn without_selection_everything_is_plain_and_large_nodes_come_first() {
        let scene = row();
        let (orders, visible) = (Orders::new(&scene), Visible::all(&scene));
        let focus = Focus::default();
        let nodes = node_words(&scene, &orders, &visible, &focus);
        assert_eq!(nodes[0], 0);
        assert_eq!(states(&nodes, NODE_WORDS, 1), [0; 4]);
        let links = link_words(&scene, &orders, &visible, &focus);
        assert_eq!(links.parts, [2, 2, 0, 0]);
        assert_eq!(orders.labels, [0, 3, 2, 1]);
        assert_eq!(orders.link_length, 1.0);
    }

    #[test]
    fn selection_lights_partners_and_dims_the_rest() {
        let scene = row();
        let (orders, visible) = (Orders::new(&scene), Visible::all(&scene));
        let focus = Focus::new(&scene, &visible, Some(Target::Node(2)));
        let nodes = node_words(&scene, &orders, &visible, &focus);
        assert_eq!(states(&nodes, NODE_WORDS, 1)[..1], [state::DIM]);
        assert!(focus.dims(0) && !focus.dims(1) && !focus.dims(2) && !focus.dims(3));
        let links = link_words(&scene, &orders, &visible, &focus);
        assert_eq!(links.parts, [0, 2, 2, 0]);
    }

    #[test]
    fn what_is_marked_stands_out_in_place_of_neighbours() {
        let scene = row();
        let (orders, visible) = (Orders::new(&scene), Visible::all(&scene));
        let marked = Marked {
            nodes: vec![3, 0],
            links: vec![1],
            ..Marked::default()
        };
        let focus = Focus::of_marked(&marked, None);
        assert!(!focus.dims(0) && focus.dims(1) && focus.dims(2) && !focus.dims(3));
        let links = link_words(&scene, &orders, &visible, &focus);
        assert_eq!(links.parts[2] + links.parts[3], 1);
        let focus = Focus::of_marked(&marked, Some(Target::Node(2)));
        assert!(!focus.dims(2) && focus.dims(1));
    }

    #[test]
    fn a_selected_link_lights_itself_and_its_ends_alone() {
        let scene = row();
        let (orders, visible) = (Orders::new(&scene), Visible::all(&scene));
        let focus = Focus::new(&scene, &visible, Some(Target::Link(0)));
        assert!(!focus.dims(0) && !focus.dims(1) && focus.dims(2) && focus.dims(3));
        assert!(!focus.dims_link(&scene, 0) && focus.dims_link(&scene, 1));
        let links = link_words(&scene, &orders, &visible, &focus);
        assert_eq!(links.parts, [2, 1, 0, 1]);
        let marked = Marked {
            links: vec![2],
            ..Marked::default()
        };
        let focus = Focus::of_marked(&marked, Some(Target::Link(0)));
        assert!(!focus.dims_link(&scene, 0) && focus.dims_link(&scene, 1));
    }

    #[test]
    fn selection_reaches_over_a_hub() {
        let mut scene = row();
        scene.kinds[2] = crate::scene::kind::HUB;
        let visible = Visible::all(&scene);
        let focus = Focus::new(&scene, &visible, Some(Target::Node(3)));
        assert!(!focus.dims(2) && !focus.dims(1) && focus.dims(0));
    }

    #[test]
    fn hidden_nodes_take_their_links_along() {
        let scene = row();
        let (orders, mut visible) = (Orders::new(&scene), Visible::all(&scene));
        visible.nodes[1] = false;
        let focus = Focus::default();
        assert_eq!(
            node_words(&scene, &orders, &visible, &focus).len(),
            3 * NODE_WORDS
        );
        assert_eq!(
            link_words(&scene, &orders, &visible, &focus).parts,
            [1, 0, 0, 0]
        );
    }
}
