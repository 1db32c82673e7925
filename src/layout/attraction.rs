//! The ends of an edge pull each other, and what lies beyond pulls as well.

use std::ops::Range;

use crate::graph::Graph;
use crate::law::Law;
use crate::middle::Middle;
use crate::motion::Bodies;

/// What acts on the nodes of a component.
#[derive(Debug, Default)]
pub(crate) struct Forces {
    pub(crate) x: Vec<f32>,
    pub(crate) y: Vec<f32>,
    /// How stiffly its edges hold each node.
    pub(crate) stiff: Vec<f32>,
}

impl Forces {
    pub(crate) fn resize(&mut self, nodes: usize) {
        for each in [&mut self.x, &mut self.y, &mut self.stiff] {
            each.resize(nodes, 0.0);
        }
    }
}

/// How strongly the edges of each node hold at least: the more, the fewer there are, so that a
/// node with a single edge is not pushed far out along it. On average over a component the edges
/// of a node have a strength of 1 together, so that it is as dense however many edges it has.
pub(crate) fn grips(graph: &Graph, components: &[Range<usize>]) -> Vec<f32> {
    let mut grips: Vec<f32> = (0..graph.len())
        .map(|node| 1.0 / (graph.degree(node).max(1) as f32).sqrt())
        .collect();
    for component in components.iter().filter(|component| component.len() > 1) {
        let grip = |node: usize| {
            graph
                .neighbours(node)
                .iter()
                .map(|&other| grips[node].max(grips[other as usize]))
                .sum::<f32>()
        };
        let mean = component.clone().map(grip).sum::<f32>() / component.len() as f32;
        grips[component.clone()]
            .iter_mut()
            .for_each(|grip| *grip /= mean);
    }
    grips
}

/// Adds the pull on each node of `component` that may move. Each node gathers from its neighbours,
/// so that nothing is scattered.
pub(crate) fn attract(
    graph: &Graph,
    component: &Range<usize>,
    law: &Law,
    bodies: &Bodies<'_>,
    middles: &[Middle],
    forces: &mut Forces,
) {
    for node in 0..component.len() {
        if bodies.freedom[node] > 0.0 {
            let neighbours = graph.neighbours(component.start + node);
            let neighbours = neighbours
                .iter()
                .map(|&other| other as usize - component.start);
            let [fx, fy, stiff] = pull(neighbours, law, bodies, middles, node);
            forces.x[node] += fx;
            forces.y[node] += fy;
            forces.stiff[node] = stiff;
        }
    }
}

/// The pull on a node, and how stiff it is.
fn pull(
    neighbours: impl Iterator<Item = usize>,
    law: &Law,
    bodies: &Bodies<'_>,
    middles: &[Middle],
    node: usize,
) -> [f32; 3] {
    let Bodies { x, y, grip, .. } = bodies;
    let (mut fx, mut fy, mut stiff) = (0.0, 0.0, 0.0);
    for other in neighbours {
        let grip = grip[node].max(grip[other]);
        let (dx, dy) = (x[other] - x[node], y[other] - y[node]);
        let pull = grip * law.pull(dx * dx + dy * dy);
        let [mx, my] = middles[other].from(x[node], y[node]);
        let far = grip * middles[other].weight * law.pull_on;
        fx += dx * pull + mx * far;
        fy += dy * pull + my * far;
        stiff += pull + far;
    }
    [fx, fy, stiff]
}
