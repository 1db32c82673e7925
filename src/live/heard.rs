//! What the server says, as a page takes it in: which things were touched, and nothing of what they are now, as it asks for
//! what it shows of them.

use crate::said::Said;
use jejaring_domain::Seq;
use jejaring_domain::change::Subject;
use jejaring_sync::News;
use jejaring_sync::message::{FromServer, Own, Place, Present, Reason};

/// Reads a message; nothing where it is of another version.
pub fn heard(text: &str) -> Option<FromServer<()>> {
    let said = Said::json(text)?;
    if let Some(told) = said.get("news") {
        let news = told.get("news")?;
        let touched = news.list("parts").into_iter().map(|part| {
            let subject = part.items().first().and_then(subject)?;
            Some((subject, ()))
        });
        let own = told.list("own").into_iter().map(|own| {
            let about = subject(&own.get("about")?)?;
            Some(Own {
                seq: seq(&own, "seq")?,
                about,
            })
        });
        return Some(FromServer::News {
            news: News {
                after: seq(&news, "after")?,
                seq: seq(&news, "seq")?,
                parts: touched.collect::<Option<_>>()?,
            },
            own: own.collect::<Option<_>>()?,
        });
    }
    if said.get("here").is_some() {
        let others = said.list("here").into_iter().map(|present| {
            let place = present.get("place")?;
            Some(Present {
                place: Place {
                    subject: place.get("subject").and_then(|of| subject(&of)),
                    editing: place.is("editing"),
                },
                name: present.text("name"),
            })
        });
        return others.collect::<Option<_>>().map(FromServer::Here);
    }
    if let Some(reason) = said.text("bye") {
        return Some(FromServer::Bye(match reason.as_str() {
            "version" => Reason::Version,
            "signed_out" => Reason::SignedOut,
            "unruly" => Reason::Unruly,
            _ => Reason::Unavailable,
        }));
    }
    seq(&said, "anew").map(FromServer::Anew)
}

fn seq(of: &Said, name: &str) -> Option<Seq> {
    of.number(name).map(|number| Seq(number as u64))
}

fn subject(said: &Said) -> Option<Subject> {
    if let Some(id) = said.text("organisation") {
        return id.parse().ok().map(Subject::Organisation);
    }
    if let Some(id) = said.text("partnership") {
        return id.parse().ok().map(Subject::Partnership);
    }
    said.text("record")?.parse().ok().map(Subject::Record)
}
