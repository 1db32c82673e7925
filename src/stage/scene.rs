//! What is drawn: the network as flat arrays.

use jejaring_graph::paint::PAINTS;

/// Kinds of nodes, each with a shape of its own.
pub mod kind {
    /// A school: circle.
    pub const SCHOOL: u8 = 0;
    /// A company: square.
    pub const COMPANY: u8 = 1;
    /// A community: triangle.
    pub const COMMUNITY: u8 = 2;
    /// Another institution: diamond.
    pub const INSTITUTION: u8 = 3;
    /// The middle of a partnership of more than two: small dot.
    pub const HUB: u8 = 4;
    /// How many kinds there are.
    pub const COUNT: usize = 5;
}

/// Styles of links, each told apart by more than its colour where that matters.
pub mod link_style {
    /// Claimed by one side only: dashed.
    pub const CLAIMED: u8 = 0;
    pub const PREPARING: u8 = 1;
    pub const AGREEING: u8 = 2;
    pub const RUNNING: u8 = 3;
    /// About to expire: fading towards its middle.
    pub const EXPIRING: u8 = 4;
    /// Ended: grey.
    pub const ENDED: u8 = 5;
    /// How many styles there are.
    pub const COUNT: usize = 6;
}

/// Straight pieces that a curved link is drawn in.
pub(crate) const CURVE_PIECES: usize = 12;

/// What can be pointed at, by its place among the nodes or the links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A node.
    Node(u32),
    /// A link.
    Link(u32),
}

/// What of a scene changes with what its colours and sizes say: an entry for each node or link.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Look {
    /// See [`Scene::radii`].
    pub radii: Vec<f32>,
    /// See [`Scene::node_paints`].
    pub node_paints: Vec<u8>,
    /// See [`Scene::link_styles`].
    pub link_styles: Vec<u8>,
    /// See [`Scene::link_paints`].
    pub link_paints: Vec<u8>,
}

/// What lies behind the network, in layout units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Backdrop {
    /// Areas of land.
    pub land: Vec<Vec<[f32; 2]>>,
    /// Lines.
    pub lines: Vec<Vec<[f32; 2]>>,
    /// Words, and the middle of where they stand.
    pub captions: Vec<([f32; 2], String)>,
}

impl Backdrop {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.land.is_empty() && self.lines.is_empty() && self.captions.is_empty()
    }
}

/// A network to draw. Nodes and links are known by their place in these arrays.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// x and y of each node, interleaved, in layout units (about one per mean link).
    pub positions: Vec<f32>,
    /// Radius of each node in layout units.
    pub radii: Vec<f32>,
    /// Kind of each node, of [`kind`].
    pub kinds: Vec<u8>,
    /// Name of each node; an empty one gets no label.
    pub labels: Vec<String>,
    /// What decides whose label appears first; any scale.
    pub importance: Vec<f32>,
    /// The two ends of each link.
    pub links: Vec<[u32; 2]>,
    /// Style of each link, of [`link_style`].
    pub link_styles: Vec<u8>,
    /// Paint of each node, a place in the theme's palette; 0 is the colour of its kind.
    pub node_paints: Vec<u8>,
    /// Paint of each link; 0 is the colour of its style.
    pub link_paints: Vec<u8>,
    /// How far each link bulges to the left of its way from first to second end, as a share of
    /// its length; 0 is straight. Tells parallel links apart.
    pub link_bends: Vec<f32>,
    /// Whether each link is drawn wide: what is written and signed.
    pub link_wide: Vec<bool>,
}

/// How a scene contradicts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SceneFault {
    /// An array has not one entry per node (two for positions).
    #[error("`{0}` has not one entry for each node")]
    Nodes(&'static str),
    /// An array has not one entry per link.
    #[error("`{0}` has not one entry for each link")]
    Links(&'static str),
    /// A link ends at a node that does not exist.
    #[error("link {0} ends at a node that does not exist")]
    End(usize),
    /// A number is infinite or no number, a kind or style unknown.
    #[error("`{0}` holds a value that cannot be drawn")]
    Value(&'static str),
}

impl Scene {
    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.kinds.len()
    }

    /// How many links there are.
    pub fn link_count(&self) -> usize {
        self.links.len()
    }

    /// Whether a link is drawn as a curve.
    pub(crate) fn is_curved(&self, link: u32) -> bool {
        self.link_bends[link as usize].abs() > 1e-3
    }

    /// Takes another look. Errors: it does not fit; nothing changes then.
    pub(crate) fn take(&mut self, look: Look) -> Result<(), SceneFault> {
        let Look {
            radii,
            node_paints,
            link_styles,
            link_paints,
        } = look;
        let before = Look {
            radii: std::mem::replace(&mut self.radii, radii),
            node_paints: std::mem::replace(&mut self.node_paints, node_paints),
            link_styles: std::mem::replace(&mut self.link_styles, link_styles),
            link_paints: std::mem::replace(&mut self.link_paints, link_paints),
        };
        self.check().inspect_err(|_| {
            self.radii = before.radii;
            self.node_paints = before.node_paints;
            self.link_styles = before.link_styles;
            self.link_paints = before.link_paints;
        })
    }

    /// Where a node is.
    pub(crate) fn place(positions: &[f32], node: u32) -> (f64, f64) {
        let at = node as usize * 2;
        (f64::from(positions[at]), f64::from(positions[at + 1]))
    }

    /// Refuses what cannot be drawn, so that nothing behind it needs to check again.
    pub fn check(&self) -> Result<(), SceneFault> {
        let nodes = self.node_count();
        let per_node = [
            ("positions", self.positions.len(), nodes * 2),
            ("radii", self.radii.len(), nodes),
            ("labels", self.labels.len(), nodes),
            ("importance", self.importance.len(), nodes),
            ("node_paints", self.node_paints.len(), nodes),
        ];
        for (name, length, expected) in per_node {
            if length != expected {
                return Err(SceneFault::Nodes(name));
            }
        }
        if self.link_styles.len() != self.links.len() {
            return Err(SceneFault::Links("link_styles"));
        }
        if self.link_paints.len() != self.links.len() {
            return Err(SceneFault::Links("link_paints"));
        }
        if self.link_bends.len() != self.links.len() {
            return Err(SceneFault::Links("link_bends"));
        }
        if self.link_wide.len() != self.links.len() {
            return Err(SceneFault::Links("link_wide"));
        }
        if let Some(link) = self
            .links
            .iter()
            .position(|ends| ends.iter().any(|&end| end as usize >= nodes))
        {
            return Err(SceneFault::End(link));
        }
        let numbers = [
            ("positions", &self.positions),
            ("radii", &self.radii),
            ("importance", &self.importance),
            ("link_bends", &self.link_bends),
        ];
        for (name, values) in numbers {
            if values.iter().any(|value| !value.is_finite()) {
                return Err(SceneFault::Value(name));
            }
        }
        if self.kinds.iter().any(|&of| of as usize >= kind::COUNT) {
            return Err(SceneFault::Value("kinds"));
        }
        if self
            .link_styles
            .iter()
            .any(|&of| of as usize >= link_style::COUNT)
        {
            return Err(SceneFault::Value("link_styles"));
        }
        for (name, paints) in [
            ("node_paints", &self.node_paints),
            ("link_paints", &self.link_paints),
        ] {
            if paints.iter().any(|&paint| paint as usize > PAINTS) {
                return Err(SceneFault::Value(name));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Four nodes in a row, all kinds, with two parallel links between the first two.
    pub(crate) fn row() -> Scene {
        Scene {
            positions: vec![0.0, 0.0, 1.0, 0.0, 2.0, 0.0, 3.0, 0.0],
            radii: vec![0.2, 0.1, 0.1, 0.1],
            kinds: vec![0, 1, 2, 3],
            labels: ["A", "B", "C", "D"].map(String::from).to_vec(),
            importance: vec![4.0, 1.0, 2.0, 3.0],
            links: vec![[0, 1], [0, 1], [1, 2], [2, 3]],
            link_styles: vec![3, 0, 4, 5],
            node_paints: vec![0; 4],
            link_paints: vec![0; 4],
            link_bends: vec![0.1, -0.1, 0.0, 0.0],
            link_wide: vec![true, false, false, false],
        }
    }

    #[test]
    fn a_sound_scene_passes_and_each_fault_is_named() {
        assert_eq!(row().check(), Ok(()));
        let broken = |change: fn(&mut Scene)| {
            let mut scene = row();
            change(&mut scene);
            scene.check()
        };
        assert_eq!(
            broken(|scene| scene.positions.truncate(5)),
            Err(SceneFault::Nodes("positions"))
        );
        assert_eq!(
            broken(|scene| scene.link_styles.truncate(1)),
            Err(SceneFault::Links("link_styles"))
        );
        assert_eq!(
            broken(|scene| scene.links[2] = [1, 9]),
            Err(SceneFault::End(2))
        );
        assert_eq!(
            broken(|scene| scene.radii[0] = f32::NAN),
            Err(SceneFault::Value("radii"))
        );
        assert_eq!(
            broken(|scene| scene.link_paints[1] = 99),
            Err(SceneFault::Value("link_paints"))
        );
        assert_eq!(
            broken(|scene| scene.kinds[0] = 9),
            Err(SceneFault::Value("kinds"))
        );
    }

    #[test]
    fn a_look_that_does_not_fit_changes_nothing() {
        let mut scene = row();
        let fault = scene.take(Look {
            radii: vec![1.0],
            ..Look::default()
        });
        assert_eq!(fault, Err(SceneFault::Nodes("radii")));
        assert_eq!(scene.radii, row().radii);
        let look = Look {
            radii: vec![0.3; 4],
            node_paints: vec![1; 4],
            link_styles: vec![0; 4],
            link_paints: vec![2; 4],
        };
        assert_eq!(scene.take(look), Ok(()));
        assert_eq!(scene.node_paints, [1; 4]);
    }
}
