//! Presentational components: they show what they are given, and know no server function.
//!
//! | module | what it shows |
//! |---|---|
//! | [`frame`] | what surrounds every page: navigation, language, theme |
//! | [`account_menu`] | who has signed in, and where that leads |
//! | [`icon`], [`logo`] | pictures of a few strokes |
//! | [`badge`] | kinds, statuses and other marks; an organisation's name as a link |
//! | [`steps`] | the ten steps, and where a partnership stands among them |
//! | [`tabs`] | the pages that belong to one record |
//! | [`chart`] | numbers as bars and lines, and as a table |
//! | [`list`] | one page of a longer list: its headers, its other pages |
//! | [`asked`] | what a list is asked for by its address, and the form that asks |
//! | [`state`] | nothing there, not there yet, gone wrong |
//! | [`outside`] | a page that is for those concerned only, as others find it |
//! | [`match_card`] | a need and an offer that go together, and why |
//! | [`network_picture`] | the network as a drawing, and its legend |
//! | [`address`] | links with their query |

pub mod account_menu;
pub mod address;
pub mod asked;
pub mod badge;
pub mod chart;
pub mod copy;
pub mod frame;
pub mod icon;
pub mod list;
pub mod logo;
pub mod match_card;
pub mod network_picture;
pub mod outside;
pub mod state;
pub mod steps;
pub mod tabs;

pub use account_menu::AccountMenu;
pub use address::{address, encoded, page_of, sign_in_address};
pub use asked::{AskForm, Asked, Choice, Sorted, asked};
pub use badge::{Badge, KindBadge, KindShape, Marks, OrganisationLink, StatusBadge};
pub use copy::{CopyText, copy_text};
pub use frame::Frame;
pub use icon::{Glyph, Icon};
pub use list::{Column, ListTable, Pagination, SortHeader};
pub use logo::Logo;
pub use match_card::MatchCard;
pub use network_picture::{Legend, NetworkPicture};
pub use outside::Outside;
pub use state::{EmptyState, ErrorView, Loading, set_status};
pub use steps::{StepBar, StepMeter};
pub use tabs::RecordTabs;

use crate::i18n::Locale;
use leptos::prelude::expect_context;

/// The reader's language. Choosing another one loads the page anew, so it does not change while a page is shown.
pub fn locale() -> Locale {
    expect_context()
}
