//! The server: what answers requests.
//!
//! | module | subject |
//! |---|---|
//! | [`config`] | settings from the environment |
//! | [`state`] | what requests share; the clock and fresh identifiers |
//! | [`identity`] | who asks and what they may do |
//! | [`sessions`], [`password`], [`limits`] | signing in: sessions, passwords, how often one may try |
//! | [`links`], [`mail`] | one-time links, and what brings them |
//! | [`digest`] | the weekly summary of what waits |
//! | [`installation`], [`demo_accounts`] | the first account; the demonstration's accounts |
//! | [`atlas`] | what is derived from the network, once for each of its states |
//! | [`answers`] | the work behind each server function |
//! | [`kept`] | what is kept for a while for people without script: forms with mistakes, dry runs |
//! | [`files`] | import, export and the network's snapshot over plain HTTP |
//! | [`imports`] | what a sent file would change |
//! | [`live`] | news of the log and who is here, over one socket for each browser |
//! | [`commands`] | commands of programs that write to the network |
//! | [`selection`] | what the explorer shows, as a file |
//! | [`refused`] | what people see who are refused something that is no page |
//! | [`remind`] | mails before a partnership runs out |
//! | [`attachments`], [`vault`] | files of partnerships and reports with photos: sent, checked, given out; where they are kept |
//! | [`calendar`] | each organisation's calendar feed and the secret in its link |
//! | [`preferences`] | language and theme |
//! | [`router`], [`guard`] | routes; headers, limits and refusal of foreign posts |
//! | [`worker`] | the service worker: the app without a connection |
//! | [`run`] | start, serve, shut down |

pub mod answers;
pub mod atlas;
pub mod attachments;
pub mod calendar;
pub mod commands;
pub mod config;
pub mod demo_accounts;
pub mod digest;
pub mod files;
pub mod guard;
pub mod identity;
pub mod imports;
pub mod installation;
pub mod kept;
pub mod limits;
pub mod links;
pub mod live;
pub mod mail;
pub mod password;
pub mod preferences;
pub mod refused;
pub mod remind;
pub mod router;
pub mod run;
pub mod selection;
pub mod sessions;
pub mod state;
pub mod vault;
pub mod worker;
