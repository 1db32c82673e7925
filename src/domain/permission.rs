//! Who may do what: the one table, and the one place that asks it.

use crate::code::coded;
use serde::{Deserialize, Serialize};

/// Who acts, as the change log records it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// The program itself, or whoever runs it, by a command.
    System,
    /// Somebody who has not signed in.
    Visitor,
}

coded! {
    /// What an actor is to the network.
    pub enum Standing {
        /// May look.
        Reader = "reader",
        /// May look and edit.
        Editor = "editor",
        /// Looks after the whole network.
        Steward = "steward",
    }
}

/// Who acts and what they are to the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// For the record.
    pub identity: Identity,
    /// For the table.
    pub standing: Standing,
}

impl Actor {
    /// The program itself.
    pub const SYSTEM: Actor = Actor {
        identity: Identity::System,
        standing: Standing::Steward,
    };

    /// Somebody not signed in, on an installation that lets visitors edit or does not.
    pub fn visitor(may_edit: bool) -> Actor {
        let standing = if may_edit {
            Standing::Editor
        } else {
            Standing::Reader
        };
        Actor {
            identity: Identity::Visitor,
            standing,
        }
    }
}

coded! {
    /// What there is to do.
    pub enum Action {
        /// See confirmed and claimed facts.
        Browse = "browse",
        /// Take the network away as a file.
        Export = "export",
        /// Add, change, put away and bring back organisations and partnerships.
        Edit = "edit",
        /// Bring in a file.
        Import = "import",
        /// Take the demonstration out.
        RemoveDemo = "remove_demo",
    }
}

/// Whether the actor may do it.
pub fn may(actor: &Actor, action: Action) -> bool {
    let needed = match action {
        Action::Browse | Action::Export => Standing::Reader,
        Action::Edit | Action::Import => Standing::Editor,
        Action::RemoveDemo => Standing::Steward,
    };
    actor.standing >= needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coded;

    #[test]
    fn the_table() {
        let allowed = |actor: &Actor| {
            Action::ALL
                .iter()
                .copied()
                .filter(|a| may(actor, *a))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            allowed(&Actor::visitor(false)),
            [Action::Browse, Action::Export]
        );
        assert_eq!(
            allowed(&Actor::visitor(true)),
            [Action::Browse, Action::Export, Action::Edit, Action::Import]
        );
        assert_eq!(allowed(&Actor::SYSTEM), Action::ALL);
    }
}
