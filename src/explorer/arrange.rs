//! Arranging what is shown anew, by the same layout engine as on the server, a little in each frame.

use super::network::LoadedNetwork;
use jejaring_graph::Mask;
use jejaring_layout::Layout;
use jejaring_stage::Stage;
use leptos::prelude::*;

/// The same network is arranged the same way.
const SEED: u64 = 1;

/// An arrangement under way.
struct Arranging {
    layout: Layout,
    /// The place in the snapshot of each node that is arranged.
    shown: Vec<usize>,
    /// Where all nodes are; those that are not shown stay.
    positions: Vec<f32>,
}

/// Arranges the nodes and links that the mask shows, without regard to the rest, and then shows all of them.
pub fn arrange(
    stage: StoredValue<Option<Stage>, LocalStorage>,
    network: &LoadedNetwork,
    mask: &Mask,
) {
    let shown: Vec<usize> = (0..mask.nodes.len())
        .filter(|node| mask.nodes[*node])
        .collect();
    let place = |node: u32| {
        shown
            .binary_search(&(node as usize))
            .ok()
            .and_then(|place| u32::try_from(place).ok())
    };
    let links = network
        .snapshot()
        .links()
        .iter()
        .zip(&mask.links)
        .filter(|(_, shown)| **shown);
    let links: Vec<[u32; 2]> = links
        .filter_map(|([a, b], _)| Some([place(*a)?, place(*b)?]))
        .collect();
    match Layout::new(shown.len(), &links, SEED) {
        Ok(layout) => {
            let positions = network.snapshot().positions().to_vec();
            frame(
                stage,
                Arranging {
                    layout,
                    shown,
                    positions,
                },
            );
        }
        Err(cause) => leptos::logging::error!("the network cannot be arranged: {cause}"),
    }
}

/// Does some of the work, shows it, and goes on in the next frame; ends with the work, or with the stage.
fn frame(stage: StoredValue<Option<Stage>, LocalStorage>, mut arranging: Arranging) {
    request_animation_frame(move || {
        let more = arranging.layout.step();
        let arranged = arranging.layout.positions().chunks_exact(2);
        for (node, at) in arranging.shown.iter().zip(arranged) {
            arranging.positions[2 * node..2 * node + 2].copy_from_slice(at);
        }
        let there = stage.try_with_value(|stage| {
            stage.as_ref().map(|stage| {
                stage.set_positions(&arranging.positions);
                stage.fit();
            })
        });
        if let (true, Some(Some(()))) = (more, there) {
            frame(stage, arranging);
        }
    });
}
