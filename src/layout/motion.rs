//! One iteration of the forces on one component.

use std::ops::Range;

use crate::attraction::{Forces, attract};
use crate::graph::Graph;
use crate::law::Law;
use crate::middle::{self, Middle};
use crate::repulsion::{Repulsion, Walk};
use crate::tree::Tree;

/// How much of its last move a node makes again.
const MOMENTUM: f32 = 0.88;

/// Scratch space that all components share.
#[derive(Debug, Default)]
pub(crate) struct Motion {
    tree: Tree,
    walk: Walk,
    middles: Vec<Middle>,
    forces: Forces,
}

/// What moves.
pub(crate) struct Bodies<'a> {
    pub(crate) x: &'a mut [f32],
    pub(crate) y: &'a mut [f32],
    /// Their last moves.
    pub(crate) dx: &'a mut [f32],
    pub(crate) dy: &'a mut [f32],
    /// Where they are wanted, but for the forces.
    pub(crate) to_x: &'a [f32],
    pub(crate) to_y: &'a [f32],
    /// How strongly the edges of each node hold at least.
    pub(crate) grip: &'a [f32],
    /// 0 for a node that stays, 1 for one that is free to move.
    pub(crate) freedom: &'a [f32],
}

impl Motion {
    /// Moves the nodes of `component`, none by more than `longest`.
    pub(crate) fn iterate(
        &mut self,
        graph: &Graph,
        component: &Range<usize>,
        law: &Law,
        longest: f32,
        bodies: Bodies<'_>,
    ) {
        self.forces.resize(component.len());
        self.tree.build(bodies.x, bodies.y);
        let repulsion = Repulsion {
            tree: &self.tree,
            law,
            freedom: bodies.freedom,
        };
        repulsion.act(&mut self.walk, &mut self.forces);
        middle::find(graph, component, bodies.x, bodies.y, &mut self.middles);
        attract(
            graph,
            component,
            law,
            &bodies,
            &self.middles,
            &mut self.forces,
        );
        for node in 0..component.len() {
            if bodies.freedom[node] > 0.0 {
                let [dx, dy] = self.step(node, law, longest, &bodies);
                (bodies.dx[node], bodies.dy[node]) = (dx, dy);
                bodies.x[node] += bodies.freedom[node] * dx;
                bodies.y[node] += bodies.freedom[node] * dy;
            }
        }
    }

    /// Turns the force on a node into its move: to where its edges would hold it if its neighbours
    /// stayed (Jacobi's method), and a little on from its last move.
    fn step(&self, node: usize, law: &Law, longest: f32, bodies: &Bodies<'_>) -> [f32; 2] {
        let rate = (1.0 - law.stress) / (self.forces.stiff[node] + law.push_far);
        let wish = [
            bodies.to_x[node] - bodies.x[node],
            bodies.to_y[node] - bodies.y[node],
        ];
        let x = MOMENTUM * bodies.dx[node] + rate * self.forces.x[node] + law.stress * wish[0];
        let y = MOMENTUM * bodies.dy[node] + rate * self.forces.y[node] + law.stress * wish[1];
        let length = (x * x + y * y).sqrt();
        let share = if length > longest {
            longest / length
        } else {
            1.0
        };
        [share * x, share * y]
    }
}
