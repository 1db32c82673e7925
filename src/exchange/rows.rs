//! What the readers of all formats hand to the planner.

use crate::plan::RowFault;
use crate::refusal::FileRefusal;
use jejaring_domain::draft::{ProfileDraft, TermsDraft};

/// An organisation as a file has it.
pub(crate) struct OrganisationRow {
    pub line: u64,
    /// Our identifier, or whatever the file itself uses to refer to it; may be empty.
    pub id: String,
    /// Whether it is archived, in words.
    pub archived: String,
    pub draft: ProfileDraft,
    /// What was found wrong while reading it.
    pub faults: Vec<RowFault>,
    /// From another program's graph: optional values that are not ours are left out rather than refused.
    pub lenient: bool,
}

/// A partnership as a file has it.
pub(crate) struct PartnershipRow {
    pub line: u64,
    /// Our identifier or anything else; may be empty.
    pub id: String,
    /// Whether it is archived, in words.
    pub archived: String,
    pub draft: TermsDraft,
    /// What was found wrong while reading it.
    pub faults: Vec<RowFault>,
    /// Its parties are named by the identifiers of the file's rows and by nothing else.
    pub by_key: bool,
    /// As for organisations.
    pub lenient: bool,
}

impl PartnershipRow {
    /// Turns words into codes, and what is not said into what it usually is.
    pub fn complete(&mut self) {
        crate::cells::complete(&mut self.draft);
    }
}

/// Takes rows one by one, so that a file's rows are never all in memory as drafts.
pub(crate) type Each<'a, R> = &'a mut dyn FnMut(R) -> Result<(), FileRefusal>;

/// A file whose rows can be gone through, more than once.
pub(crate) trait Rows {
    /// Goes through the organisations.
    fn organisations(&self, each: Each<OrganisationRow>) -> Result<(), FileRefusal>;
    /// Goes through the partnerships.
    fn partnerships(&self, each: Each<PartnershipRow>) -> Result<(), FileRefusal>;
}
