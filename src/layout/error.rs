use std::fmt;

/// What the caller handed in that does not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayoutError {
    /// An edge or a pin names a node that is not there.
    NoSuchNode { node: u32, nodes: usize },
    /// Known positions must be two numbers a node.
    PositionsLength { expected: usize, found: usize },
    /// Nodes and edges are counted in `u32`, with room for a mark.
    TooLarge { nodes: usize, edges: usize },
    /// A pin must lie at a finite place, at most [`REACH`](crate::REACH) from the middle.
    OutOfReach { node: u32 },
}

impl fmt::Display for LayoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchNode { node, nodes } => {
                write!(f, "node {node} is not among the {nodes} nodes")
            }
            Self::PositionsLength { expected, found } => {
                write!(f, "{found} coordinates given where {expected} are needed")
            }
            Self::TooLarge { nodes, edges } => {
                write!(f, "{nodes} nodes and {edges} edges are more than fit")
            }
            Self::OutOfReach { node } => write!(f, "the place for node {node} is out of reach"),
        }
    }
}

impl std::error::Error for LayoutError {}
