//! Draws a network on a canvas in the browser: WebGL2, instanced, with shaders of its own.
//!
//! Pure parts, compiled and tested everywhere:
//! [`scene`] what is drawn, [`theme`] in which colours, [`camera`] from where, `flight` and
//! `motion` how the camera moves, `gesture` what pointers mean, `grid` and `lines` what lies under one,
//! `labels` which names fit, `captions` where words about places stand, `lists` what the GPU is given, `detail` how much of it while moving,
//! `capture` and [`drawing`] a picture to take away.
//!
//! Browser parts: `stage` owns everything and the frame loop, `input` listens, `gpu` holds the
//! context, `nodes` and `links` a program each beside their shaders, `overlay` the text above,
//! `ground` what lies behind.
//!
//! Nothing is done at rest: a frame is asked for only when something changed.

// Natively only the pure parts exist, so what the browser parts use of them looks unused.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

pub mod camera;
mod captions;
mod capture;
mod detail;
pub mod drawing;
mod error;
mod flight;
mod gesture;
mod grid;
mod labels;
mod lines;
mod lists;
mod motion;
pub mod scene;
pub mod theme;

#[cfg(target_arch = "wasm32")]
mod css;
#[cfg(target_arch = "wasm32")]
mod gpu;
#[cfg(target_arch = "wasm32")]
mod ground;
#[cfg(target_arch = "wasm32")]
mod input;
#[cfg(target_arch = "wasm32")]
mod links;
#[cfg(target_arch = "wasm32")]
mod nodes;
#[cfg(target_arch = "wasm32")]
mod overlay;
#[cfg(target_arch = "wasm32")]
mod stage;

pub use camera::{Bounds, Camera, Edges, MARGIN, Viewport};
pub use capture::{Key, Mark};
pub use drawing::Drawing;
pub use error::StageError;
pub use lists::Marked;
pub use scene::{Backdrop, Look, Scene, SceneFault, Target};
pub use theme::{Color, Theme};

#[cfg(target_arch = "wasm32")]
pub use stage::{Callbacks, LookAt, Stage};
