//! What an actor may see of the network.

use jejaring_domain::change::Subject;
use jejaring_domain::permission::may_see_record;
use jejaring_domain::{Actor, Date, Network, Part, Versioned, may_see};

/// The network as an actor may see it on a day: whom to reach is seen as long as a partnership lasts.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The network.
    pub network: &'a Network,
    /// Who looks.
    pub actor: Actor,
    /// The day.
    pub today: Date,
}

impl Sight<'_> {
    /// All of it.
    pub fn all(&self) -> Part {
        let partnerships = self.network.partnerships();
        Part {
            organisations: self.network.organisations().cloned().collect(),
            partnerships: partnerships
                .filter(|partnership| may_see(self.network, self.actor, partnership))
                .cloned()
                .collect(),
            records: self.seen(self.network.records()),
        }
    }

    /// All of one thing, with its smaller records; nothing of what is not there or not to be seen.
    pub fn of(&self, subject: Subject) -> Part {
        let mut part = Part::default();
        match subject {
            Subject::Organisation(id) => {
                let organisation = self.network.organisation(id);
                part.organisations.extend(organisation.cloned());
            }
            Subject::Partnership(id) => {
                let partnership = self.network.partnership(id);
                let seen = partnership.filter(|p| may_see(self.network, self.actor, p));
                part.partnerships.extend(seen.cloned());
            }
            Subject::Record(id) => part.records = self.seen(self.network.record(id)),
        }
        part.records
            .extend(self.seen(self.network.all_records_of(subject)));
        part
    }

    fn seen<'r>(&self, records: impl IntoIterator<Item = &'r Versioned>) -> Vec<Versioned> {
        let seen = |kept: &&Versioned| {
            let (record, written) = (&kept.record, kept.changed);
            may_see_record(self.network, self.actor, self.today, record, written)
        };
        records.into_iter().filter(seen).cloned().collect()
    }
}
