use proptest::prelude::*;

use crate::random::Random;
use crate::{Layout, LayoutError};

fn laid_out(nodes: usize, edges: &[[u32; 2]]) -> Layout {
    let mut layout = Layout::new(nodes, edges, 7).expect("edges are in range");
    layout.finish();
    assert_eq!(layout.positions().len(), 2 * nodes);
    assert!(
        layout.positions().iter().all(|v| v.is_finite()),
        "not finite"
    );
    layout
}

fn place(positions: &[f32], node: usize) -> [f32; 2] {
    [positions[2 * node], positions[2 * node + 1]]
}

fn distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn star(leaves: u32) -> Vec<[u32; 2]> {
    (1..=leaves).map(|leaf| [0, leaf]).collect()
}

fn path(nodes: u32) -> Vec<[u32; 2]> {
    (1..nodes).map(|node| [node - 1, node]).collect()
}

/// Clusters of about 20, tied together here and there.
fn clustered(nodes: u32) -> Vec<[u32; 2]> {
    let mut random = Random::new(3);
    let mut edges = Vec::new();
    for node in 1..nodes {
        let cluster = node / 20 * 20;
        let inside = (nodes - cluster).min(20) as usize;
        edges.push([node, (cluster + random.below(inside) as u32).min(nodes - 1)]);
        edges.push([node, cluster + random.below(inside) as u32]);
        if node % 10 == 0 {
            edges.push([node, random.below(node as usize) as u32]);
        }
    }
    edges
}

#[test]
fn nothing_and_next_to_nothing() {
    assert!(laid_out(0, &[]).positions().is_empty());
    assert_eq!(laid_out(1, &[]).positions(), [0.0, 0.0]);
    let two = laid_out(2, &[[0, 1], [1, 0], [1, 1]]);
    assert!((distance(place(two.positions(), 0), place(two.positions(), 1)) - 1.0).abs() < 0.5);
    laid_out(3, &[]);
}

#[test]
fn shapes_that_are_hard_to_lay_out() {
    laid_out(5001, &star(5000));
    laid_out(3000, &path(3000));
    laid_out(2000, &[]);
    let complete: Vec<[u32; 2]> = (0..60).flat_map(|a| (0..a).map(move |b| [a, b])).collect();
    laid_out(60, &complete);
    let pairs: Vec<[u32; 2]> = (0..500).map(|i| [2 * i, 2 * i + 1]).collect();
    laid_out(1000, &pairs);
}

#[test]
fn a_path_unrolls() {
    let layout = laid_out(100, &path(100));
    let ends = distance(place(layout.positions(), 0), place(layout.positions(), 99));
    assert!(
        ends > 40.0,
        "the ends of a path of 99 edges lie only {ends} apart"
    );
}

#[test]
fn pieces_lie_apart_but_near() {
    let mut edges = clustered(300);
    edges.extend([[300, 301], [301, 302], [302, 300]]);
    let layout = laid_out(330, &edges);
    let all = layout.positions();
    let reach = (0..300)
        .map(|i| distance(place(all, i), [0.0, 0.0]))
        .fold(0.0, f32::max);
    for single in 300..330 {
        let nearest = (0..300)
            .map(|i| distance(place(all, i), place(all, single)))
            .fold(f32::MAX, f32::min);
        assert!(nearest > 0.2, "node {single} lies on the large piece");
        assert!(
            distance(place(all, single), [0.0, 0.0]) < 1.5 * reach,
            "node {single} is flung out"
        );
    }
}

#[test]
fn refuses_what_does_not_fit() {
    assert_eq!(
        Layout::new(2, &[[0, 2]], 0).err(),
        Some(LayoutError::NoSuchNode { node: 2, nodes: 2 })
    );
    assert_eq!(
        Layout::resume(2, &[], &[0.0], 0).err(),
        Some(LayoutError::PositionsLength {
            expected: 4,
            found: 1
        })
    );
    let mut layout = laid_out(2, &[[0, 1]]);
    assert_eq!(
        layout.pin(2, 0.0, 0.0),
        Err(LayoutError::NoSuchNode { node: 2, nodes: 2 })
    );
    assert_eq!(
        layout.pin(1, f32::NAN, 0.0),
        Err(LayoutError::OutOfReach { node: 1 })
    );
    assert_eq!(
        layout.unpin(9),
        Err(LayoutError::NoSuchNode { node: 9, nodes: 2 })
    );
}

#[test]
fn pins_hold_from_the_start_and_after_it() {
    let mut layout = Layout::new(200, &clustered(200), 1).expect("edges are in range");
    layout.pin(3, 40.0, -2.0).expect("it is there");
    layout.pin(150, 44.0, 1.0).expect("it is there");
    layout.finish();
    assert_eq!(place(layout.positions(), 3), [40.0, -2.0]);
    assert_eq!(place(layout.positions(), 150), [44.0, 1.0]);

    layout.pin(8, 50.0, 5.0).expect("it is there");
    let mut steps = 0;
    while layout.step() {
        assert_eq!(place(layout.positions(), 8), [50.0, 5.0]);
        steps += 1;
    }
    assert!(steps > 5, "its surroundings follow");
    assert_eq!(place(layout.positions(), 3), [40.0, -2.0]);
    layout.unpin(8).expect("it is there");
    layout.finish();
    assert_ne!(place(layout.positions(), 8), [50.0, 5.0]);
}

#[test]
fn dragging_a_node_leaves_the_far_ones() {
    let mut layout = laid_out(400, &clustered(400));
    let before = layout.positions().to_vec();
    let [x, y] = place(&before, 5);
    layout.pin(5, x + 3.0, y).expect("it is there");
    layout.finish();
    let mut moved: Vec<f32> = (0..400)
        .map(|i| distance(place(&before, i), place(layout.positions(), i)))
        .collect();
    moved.sort_by(f32::total_cmp);
    assert!(
        moved[200] < 0.2,
        "half of the nodes moved by {} or more",
        moved[200]
    );
}

#[test]
fn a_new_node_hardly_moves_the_others() {
    let mut edges = clustered(1000);
    let before = laid_out(1000, &edges).positions().to_vec();
    edges.extend([[1000, 4], [1000, 9], [1000, 15]]);
    let mut known = before.clone();
    known.extend([f32::NAN, f32::NAN]);
    let mut layout = Layout::resume(1001, &edges, &known, 7).expect("it fits");
    layout.finish();
    let mut moved: Vec<f32> = (0..1000)
        .map(|i| distance(place(&before, i), place(layout.positions(), i)))
        .collect();
    moved.sort_by(f32::total_cmp);
    assert!(
        moved[500] < 0.1,
        "half of the nodes moved by {} or more",
        moved[500]
    );
    assert!(
        moved[950] < 0.25,
        "one in twenty moved by {} or more",
        moved[950]
    );
    assert!(moved[999] < 5.0, "one moved by {}", moved[999]);
    let near = [4, 9, 15].map(|i| {
        distance(
            place(layout.positions(), 1000),
            place(layout.positions(), i),
        )
    });
    assert!(
        near.iter().all(|&d| d < 10.0),
        "the new node lies {near:?} from its neighbours"
    );
}

#[test]
fn resuming_at_one_place_or_at_unheard_of_ones() {
    let edges = clustered(100);
    for known in [
        vec![1.5; 200],
        vec![f32::MAX; 200],
        vec![f32::INFINITY; 200],
        vec![f32::NAN; 200],
    ] {
        let mut layout = Layout::resume(100, &edges, &known, 7).expect("it fits");
        layout.finish();
        assert!(layout.positions().iter().all(|v| v.is_finite()));
    }
}

fn any_network() -> impl Strategy<Value = (usize, Vec<[u32; 2]>)> {
    (1usize..80).prop_flat_map(|nodes| {
        let node = 0..nodes as u32;
        (
            Just(nodes),
            prop::collection::vec([node.clone(), node], 0..160),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_network_gets_finite_places((nodes, edges) in any_network(), seed: u64) {
        let mut layout = Layout::new(nodes, &edges, seed).unwrap();
        while layout.step() {
            prop_assert!(layout.positions().iter().all(|v| v.is_finite()));
        }
        prop_assert!(layout.positions().iter().all(|v| v.is_finite()));
    }

    #[test]
    fn the_same_seed_gives_the_same_bits((nodes, edges) in any_network(), seed: u64) {
        let run = || {
            let mut layout = Layout::new(nodes, &edges, seed).unwrap();
            layout.finish();
            layout.positions().iter().map(|v| v.to_bits()).collect::<Vec<u32>>()
        };
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn a_pin_holds((nodes, edges) in any_network(), at in prop::array::uniform2(-100f32..100.0)) {
        let mut layout = Layout::new(nodes, &edges, 1).unwrap();
        layout.pin(0, at[0], at[1]).unwrap();
        layout.finish();
        prop_assert_eq!(place(layout.positions(), 0), at);
    }

    #[test]
    fn any_known_positions_are_borne(
        (nodes, edges) in any_network(),
        some in prop::collection::vec(prop_oneof![Just(f32::NAN), any::<f32>(), -9f32..9.0], 160),
    ) {
        let mut layout = Layout::resume(nodes, &edges, &some[..2 * nodes], 1).unwrap();
        layout.finish();
        prop_assert!(layout.positions().iter().all(|v| v.is_finite()));
    }
}
