//! Why a stage cannot be set up.

use crate::scene::SceneFault;

/// Why a stage cannot be set up. The caller keeps the picture that the server sent, with a note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StageError {
    /// The browser gives no WebGL2 context.
    #[error("this browser offers no WebGL2")]
    NoWebGl,
    /// The browser gives no 2D context for the labels.
    #[error("this browser offers no 2D canvas")]
    NoCanvas,
    /// The canvas is not in a document, so that there is nowhere to lay the labels.
    #[error("the canvas is not in a document")]
    NotInDocument,
    /// The graphics driver refused a program; its words are kept.
    #[error("the graphics driver refused a program: {0}")]
    Program(String),
    /// The scene contradicts itself.
    #[error(transparent)]
    Scene(#[from] SceneFault),
}
