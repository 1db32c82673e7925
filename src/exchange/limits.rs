//! How much a file may ask of the program.

/// The largest file, and the largest sum of what a ZIP file unpacks to: 50 MB.
pub const MAX_BYTES: u64 = 50_000_000;
/// The most organisations and partnerships in one file.
pub const MAX_ROWS: usize = 200_000;
/// The longest text of one cell or attribute, in bytes.
pub const MAX_TEXT: usize = 1 << 20;
/// The deepest nesting of XML elements, or of JSON objects and lists.
pub const MAX_DEPTH: usize = 64;
/// The most objects and lists in a JSON file.
pub const MAX_JSON_VALUES: usize = 1_000_000;
/// The most columns of a table, and kinds of attribute in a graph.
pub const MAX_COLUMNS: usize = 1_000;
/// The most files in a ZIP file.
pub const MAX_ENTRIES: usize = 64;
