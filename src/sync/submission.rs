//! Commands on their way into the log. A command has a name, by which it is done once however often it is sent, and says
//! on which entry of the log it is based: what others have written since is not overwritten.

use jejaring_domain::{Actor, Change, Command, CommandId, Seq};
use serde::{Deserialize, Serialize};

/// A command on its way to the server, which refuses it from anybody but its actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The command's name.
    pub id: CommandId,
    /// Who gave it.
    pub actor: Actor,
    /// The command.
    pub command: Command,
}

/// The server's word that a command is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The log entry; where nothing had to change, the last that there was.
    pub seq: Seq,
    /// Whether anything had to change.
    pub changed: bool,
}

impl Receipt {
    /// For a command that led to these changes.
    pub fn new(seq: Seq, changes: &[Change]) -> Receipt {
        Receipt {
            seq,
            changed: !changes.is_empty(),
        }
    }
}
