//! Signing up and in, links that came by mail, and the own account.
//!
//! | module | address |
//! |---|---|
//! | [`entry`] | `/sign-in`, `/sign-up`, `/forgotten`, `/reset/TOKEN`, `/set-up/TOKEN`, `/confirm/TOKEN` |
//! | [`own`] | `/account`, and below it `/email`, `/password`, `/delete` |
//! | [`form`] | what all of these are made of |

pub mod entry;
pub mod form;
pub mod own;

pub use entry::{Confirm, Forgotten, Reset, SetUp, SignIn, SignUp};
pub use own::{ChangeEmail, ChangePassword, DeleteAccount, OwnAccount};
