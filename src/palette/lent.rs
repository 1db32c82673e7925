//! What the open page lends to the palette: things that only it can do or knows, and the network where it has it.

use crate::api::explore::Hit;
use crate::i18n::Locale;
use crate::ui::Glyph;
use std::cell::RefCell;
use std::rc::Rc;

/// A line that the page lends.
pub struct Lent {
    /// What it is called.
    pub label: String,
    /// Its picture.
    pub glyph: Glyph,
    /// Other words by which it is found.
    pub words: &'static str,
    /// What it does.
    pub does: Does,
}

/// What a line does.
pub enum Does {
    /// Leads to an address.
    Lead(String),
    /// Does something on the page, known to it by this number.
    Act(usize),
}

/// A page that lends.
pub trait Lender {
    /// Its lines.
    fn lines(&self, locale: Locale) -> Vec<Lent>;
    /// Does what a line says.
    fn act(&self, what: usize);
    /// Looks words up in what the page has of the network; none where it has nothing.
    fn find(&self, words: &str) -> Option<Vec<Hit>>;
}

thread_local! {
    static LENDER: RefCell<Option<Rc<dyn Lender>>> = const { RefCell::new(None) };
}

/// Lends until [`take_back`].
pub fn lend(lender: Rc<dyn Lender>) {
    LENDER.set(Some(lender));
}

/// Ends it.
pub fn take_back() {
    LENDER.set(None);
}

/// Asks the page that lends, if any.
pub(super) fn ask<T>(what: impl FnOnce(&dyn Lender) -> T) -> Option<T> {
    // Its own hold on it, so that the page may be left by what it does.
    let lender = LENDER.with_borrow(Clone::clone)?;
    Some(what(&*lender))
}
