//! A start from what is known already.

use std::collections::VecDeque;
use std::ops::Range;

use crate::graph::Graph;
use crate::random::Random;

/// How freely nodes move at 0, 1, 2, ... steps from a change; farther away they stay.
const FREEDOM: [f32; 4] = [1.0, 0.25, 0.06, 0.02];

/// Places the nodes of a component that have no position (NaN) beside their neighbours that do,
/// and lets each node move the less the farther it is from them. At least one must have one.
pub(crate) fn place(
    graph: &Graph,
    component: &Range<usize>,
    random: &mut Random,
    x: &mut [f32],
    y: &mut [f32],
    freedom: &mut [f32],
) {
    freedom[component.clone()].fill(0.0);
    let placed: Vec<usize> = component.clone().filter(|&i| x[i].is_finite()).collect();
    let new: Vec<usize> = component.clone().filter(|&i| !x[i].is_finite()).collect();
    if new.is_empty() {
        return;
    }
    let mut queue: VecDeque<usize> = placed.into();
    while let Some(node) = queue.pop_front() {
        for &n in graph.neighbours(node) {
            let n = n as usize;
            if x[n].is_finite() {
                continue;
            }
            let (mut sx, mut sy, mut count) = (0.0, 0.0, 0.0);
            for &m in graph.neighbours(n) {
                if x[m as usize].is_finite() {
                    sx += x[m as usize];
                    sy += y[m as usize];
                    count += 1.0;
                }
            }
            x[n] = sx / count + random.centred();
            y[n] = sy / count + random.centred();
            queue.push_back(n);
        }
    }
    for node in new {
        loosen(graph, node, freedom);
    }
}

/// Lets `node` and, less and less, what is near it move.
pub(crate) fn loosen(graph: &Graph, node: usize, freedom: &mut [f32]) {
    let mut reached = vec![node];
    for &allowed in &FREEDOM {
        let mut next = Vec::new();
        for &i in &reached {
            if freedom[i] < allowed {
                freedom[i] = allowed;
                next.extend(graph.neighbours(i).iter().map(|&n| n as usize));
            }
        }
        reached = next;
    }
}
