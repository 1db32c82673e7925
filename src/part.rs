//! The program in parts, so that a browser loads what it shows and no more.
//!
//! A part is what its functions reach and nothing else does; what several parts reach comes in files of its own. Built
//! without `--split`, all is in one file and these functions are plain ones.

use leptos::prelude::*;
use std::future::Future;

/// A part could not be loaded: the connection broke, or there is a newer release.
#[derive(Clone, Copy, Debug)]
pub struct NotLoaded;

impl NotLoaded {
    /// Loads the page anew: of the present release, with its parts. Without a connection what is there stays.
    pub fn reload(&self) {
        if window().navigator().on_line() {
            let _ = window().location().reload();
        }
    }
}

#[cfg(split)]
impl From<leptos::wasm_split::SplitLoaderError> for NotLoaded {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// Shows what a part makes: at once where that is loaded, as on the server, else as soon as it is.
pub fn later(
    view: impl Future<Output = Result<AnyView, NotLoaded>> + Send + 'static,
) -> impl IntoView {
    Suspend::new(async move { view.await.inspect_err(NotLoaded::reload).ok() })
}

/// Makes a function of a part, which is loaded when it is first wanted, and one that loads the part.
///
/// ```ignore
/// part! {
///     /// What it does.
///     pub fn name(argument: Type) -> Type, of part, loaded by load { … }
/// }
/// ```
macro_rules! part {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),*) -> $returns:ty, of $part:ident, loaded by $load:ident $body:block) => {
        #[cfg(split)]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, preload($load), fallible)]
        $(#[$doc])*
        #[allow(clippy::redundant_closure_call)]
        $vis fn $name($($arg: $type),*) -> Result<$returns, $crate::part::NotLoaded> {
            Ok((move || -> $returns { $body })())
        }

        #[cfg(not(split))]
        $(#[$doc])*
        #[allow(clippy::redundant_closure_call)]
        $vis async fn $name($($arg: $type),*) -> Result<$returns, $crate::part::NotLoaded> {
            Ok((move || -> $returns { $body })())
        }

        /// Loads the part.
        #[cfg(not(split))]
        #[allow(dead_code, clippy::unused_async)]
        $vis async fn $load() -> Result<(), $crate::part::NotLoaded> {
            Ok(())
        }
    };
}
pub(crate) use part;

/// The tool that cuts the program lays out the data of all parts anew, in the room that it had before, and leaves it all
/// in the first file where it does not fit any more, as each part's is aligned. This is room to spare, in no part.
#[cfg(split)]
#[used]
static SPARE: [u8; 32 * 1024] = [1; 32 * 1024];
