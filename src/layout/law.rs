//! The law of the forces.
//!
//! An edge pulls like a spring without a length of its own, and more strongly while it is short;
//! nodes push each other away like charges in the plane, and more strongly while they are near.
//! The far parts alone are those of ForceAtlas2 (Jacomy, Venturini, Heymann and Bastian 2014) and
//! spread the clusters out; the near parts, bounded like a t-distribution (Zhong and others,
//! Force-directed graph layouts revisited, 2023), then draw each node to its neighbours and to
//! theirs. A little stress keeps the whole in the shape that the distances in the network ask for.

/// Far pull on a node by all of its edges together, for each unit of distance.
const PULL_FAR: f32 = 0.85;
/// The near pull at no distance, as a multiple of the far one.
const PULL_NEAR: f32 = 12.0;
/// Square of the distance at which half of the near pull is left.
const PULL_REACH: f32 = 19.0;
/// The pull to the middle of a neighbour's neighbours, if there are two of them.
const PULL_ON: f32 = 0.5;
/// Nodes of a component at which half of the near pull is enough to draw them together.
const FEW: f32 = 10.0;
/// Far push, times distance.
const PUSH_FAR: f32 = 0.11;
/// Near push, times distance cubed.
const PUSH_NEAR: f32 = 43.0;
/// Square of the distance within which both pushes level off.
const PUSH_SOFT: f32 = 3.6;
/// When the near parts set in, and when they are at their full strength.
const NEAR_FROM: f32 = 0.28;
const NEAR_TO: f32 = 0.7;
/// Above this number of nodes the near parts grow weaker by this power of it, or they would cost too
/// much of the outline.
const MANY: f32 = 10_000.0;
const MANY_POWER: f32 = 0.4;
/// Share of stress in each move at first, and by how much more it is at last.
const STRESS: f32 = 0.04;
const STRESS_GROWTH: f32 = 0.4;
/// Below this number of nodes that share grows by this power of it: what is seen there is the outline.
const SMALL: f32 = 1000.0;
const SMALL_POWER: f32 = 0.5;

/// Strengths at one moment of a layout.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Law {
    pull_far: f32,
    pull_near: f32,
    pull_reach: f32,
    pub(crate) pull_on: f32,
    pub(crate) push_far: f32,
    pub(crate) push_near: f32,
    pub(crate) push_soft: f32,
    /// How much of each move goes to where stress wants a node, 0 to 1.
    pub(crate) stress: f32,
}

impl Law {
    /// The law for a component of `nodes`, a `progress` of 0 to 1 into the layout.
    pub(crate) fn new(nodes: usize, progress: f32) -> Self {
        let near = ((progress - NEAR_FROM) / (NEAR_TO - NEAR_FROM)).clamp(0.0, 1.0);
        let nodes = nodes as f32;
        let near = near * (MANY / nodes).powf(MANY_POWER).min(1.0);
        let few = nodes / (nodes + FEW);
        let small = (SMALL / nodes).powf(SMALL_POWER).max(1.0);
        Self {
            pull_far: PULL_FAR,
            pull_near: PULL_FAR * PULL_NEAR * near * few * PULL_REACH,
            pull_reach: PULL_REACH,
            pull_on: PULL_ON * near * few,
            push_far: PUSH_FAR,
            push_near: PUSH_NEAR * near,
            push_soft: PUSH_SOFT,
            stress: STRESS * (1.0 + STRESS_GROWTH * progress) * small,
        }
    }

    /// Pull of an edge for each unit of its length, whose square is `square`.
    #[inline]
    pub(crate) fn pull(&self, square: f32) -> f32 {
        self.pull_far + self.pull_near / (self.pull_reach + square)
    }
}
