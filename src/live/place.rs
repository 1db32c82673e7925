//! What an address shows, for others to see.

use jejaring_domain::change::Subject;
use jejaring_sync::message::Place;

/// What is looked at under an address, with what is selected in its query.
pub fn place(path: &str, selected: Option<&str>) -> Place {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    let subject = match (parts.next(), parts.next()) {
        (Some("organisations"), Some(id)) => id.parse().ok().map(Subject::Organisation),
        (Some("partnerships"), Some(id)) => id.parse().ok().map(Subject::Partnership),
        (Some("explore"), None) => {
            selected.and_then(|id| id.parse().ok().map(Subject::Organisation))
        }
        _ => None,
    };
    let editing = matches!(
        (parts.next(), parts.next_back()),
        (Some("edit" | "renew" | "end"), None)
            | (Some(_), Some("edit" | "new"))
            | (Some("contacts" | "work"), Some(_))
    );
    Place {
        subject,
        editing: editing && subject.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejaring_domain::OrganisationId;

    #[test]
    fn an_address_says_what_is_looked_at() {
        let id = OrganisationId::from_u128(7);
        let at = |rest: &str| place(&format!("/organisations/{id}{rest}"), None);
        let of = |editing| Place {
            subject: Some(id.into()),
            editing,
        };
        for (rest, editing) in [
            ("", false),
            ("/needs", false),
            ("/history/3", false),
            ("/edit", true),
            ("/needs/new", true),
            ("/needs/1/edit", true),
            ("/contacts/1", true),
            ("/work", false),
            ("/work/activity", true),
        ] {
            assert_eq!(at(rest), of(editing), "{rest}");
        }
        assert_eq!(place("/explore", Some(&id.to_string())), of(false));
        for path in ["/", "/organisations", "/organisations/new", "/desk"] {
            assert_eq!(place(path, None), Place::default(), "{path}");
        }
    }
}
