//! The typed server functions, between the pages and the network. Each first asks who calls and what they may do,
//! then calls the core, and answers with what one page shows.
//!
//! | module | what it answers |
//! |---|---|
//! | [`error`] | what can go wrong, with the HTTP status of each |
//! | [`home`] | the picture and the figures of the network |
//! | [`organisations`], [`partnerships`] | lists, single records, saving and putting away |
//! | [`history`] | what happened to a record, and bringing values back |
//! | [`work`] | plan, reports, evaluations and files of a partnership |
//! | [`calendar`] | what an organisation has ahead of it, and its feed |
//! | [`session`], [`account`] | who has signed in; signing up and in, and the own account |
//! | [`imports`] | the dry run of a file and its confirmation |
//! | [`form`], [`page`] | what a form starts from; one page of a longer list |

pub mod account;
pub mod calendar;
pub mod error;
pub mod form;
pub mod history;
pub mod home;
pub mod imports;
pub mod organisations;
pub mod page;
pub mod partnerships;
pub mod session;
pub mod work;

pub use error::ApiError;
pub use form::FormStart;
pub use page::{Order, Page};
