//! The typed server functions, between the pages and the network. Each first asks who calls and what they may do,
//! then calls the core, and answers with what one page shows.
//!
//! | module | what it answers |
//! |---|---|
//! | [`error`] | what can go wrong, with the HTTP status of each |
//! | [`wire`] | how answers are sent and fetched |
//! | [`explore`] | what the explorer shows beside the picture; what the palette finds |
//! | [`home`] | the picture and the figures of the network |
//! | [`organisations`], [`partnerships`] | lists, single records, saving and putting away |
//! | [`life`] | a partnership's steps, answers, proposals, votes and comments |
//! | [`work`] | plan, reports, evaluations and files of a partnership |
//! | [`calendar`] | what an organisation has ahead of it, and its feed |
//! | [`session`], [`account`] | who has signed in; signing up and in, and the own account |
//! | [`needs`] | needs and offers, and what goes together |
//! | [`people`] | an organisation's members, claims, invitations and contacts |
//! | [`steward`] | verifying claims, merging duplicates, blocking people |
//! | [`imports`] | the dry run of a file and its confirmation |
//! | [`form`], [`page`] | what a form starts from; one page of a longer list |
//! | [`history`] | what happened to a record, how it was, and bringing values back |
//! | [`undo`] | taking back what one did |
//! | [`views`] | what people keep of the explorer in their account |
//! | [`desk`] | what waits for a person, and what is new |
//! | [`insight`] | what the network adds up to; an organisation's report |

pub mod account;
pub mod calendar;
pub mod desk;
pub mod error;
pub mod explore;
pub mod form;
pub mod history;
pub mod home;
pub mod imports;
pub mod insight;
pub mod life;
pub mod needs;
pub mod organisations;
pub mod page;
pub mod partnerships;
pub mod people;
pub mod session;
pub mod steward;
pub mod undo;
pub mod views;
pub mod wire;
pub mod work;

pub use error::{ApiError, Why};
pub use form::FormStart;
pub use page::{Order, Page};
pub use wire::{Fetched, Wire, fetched};
