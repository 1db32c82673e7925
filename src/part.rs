//! The program in parts, so that a browser loads what it shows and no more.
//!
//! A part is what its functions reach and nothing else does; what several parts reach comes in a file of its own. Built
//! without `--split`, all is in one file and these functions are plain ones.

/// Makes functions of a part: in the browser's program it is loaded when one of them is called the first time.
///
/// ```ignore
/// part! {
///     /// What it does.
///     pub fn of_part(name: String) -> AnyView = "part", loaded_by load { … }
/// }
/// ```
macro_rules! part {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $type:ty),*) -> $returns:ty, of $part:ident, loaded by $load:ident $body:block) => {
        #[cfg(split)]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, preload($load))]
        $(#[$doc])*
        $vis fn $name($($arg: $type),*) -> $returns $body

        #[cfg(not(split))]
        $(#[$doc])*
        $vis async fn $name($($arg: $type),*) -> $returns $body

        /// Loads the part.
        #[cfg(not(split))]
        #[allow(dead_code, clippy::unused_async)]
        $vis async fn $load() {}
    };
}
pub(crate) use part;

/// The tool that cuts the program lays out the data of all parts anew, in the room that it had before, and leaves it all
/// in the first file where it does not fit any more, as each part's is aligned. This is room to spare, in no part.
#[cfg(split)]
#[used]
static SPARE: [u8; 32 * 1024] = [1; 32 * 1024];
