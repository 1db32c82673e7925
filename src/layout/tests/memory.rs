//! How much memory a layout takes at most: under 200 bytes a node and 40 an edge.

use std::alloc::{GlobalAlloc, Layout as Block, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use jejaring_layout::Layout;

/// Counts what is allocated; alone in this binary, so that nothing else is counted.
struct Counting;

static NOW: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

// SAFETY: all work is done by the system's allocator, under the same contract.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, block: Block) -> *mut u8 {
        let now = NOW.fetch_add(block.size(), Relaxed) + block.size();
        MOST.fetch_max(now, Relaxed);
        // SAFETY: as above.
        unsafe { System.alloc(block) }
    }

    unsafe fn dealloc(&self, start: *mut u8, block: Block) {
        NOW.fetch_sub(block.size(), Relaxed);
        // SAFETY: as above.
        unsafe { System.dealloc(start, block) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[test]
fn a_layout_takes_little_memory() {
    for (nodes, edges_a_node) in [(50_000u32, 1u32), (50_000, 3), (20_000, 10)] {
        let edges: Vec<[u32; 2]> = (1..nodes)
            .flat_map(|node| (1..=edges_a_node).map(move |k| [node, node * 7 / (7 + k)]))
            .collect();
        let before = NOW.load(Relaxed);
        MOST.store(before, Relaxed);
        let mut layout = Layout::new(nodes as usize, &edges, 1).expect("edges are in range");
        // The first iterations make all that the later ones use.
        while layout.iterations() < 3 {
            layout.step();
        }
        let most = MOST.load(Relaxed) - before;
        let allowed = 200 * nodes as usize + 40 * edges.len();
        assert!(
            most < allowed,
            "{most} bytes for {nodes} nodes and {} edges, {allowed} allowed",
            edges.len()
        );
    }
}
