//! Which partnerships run out soon, told at fixed marks before their last day.

use crate::{Date, Network, PartnershipId, Status, date};
use serde::{Deserialize, Serialize};

/// So many days before the last day both sides are reminded, at each mark once; the nearest first.
pub const MARKS: [i32; 3] = [7, 30, 90];

/// That a partnership has come to a mark before its last day. A renewed one has another last day, and is reminded anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reminder {
    /// Which.
    pub partnership: PartnershipId,
    /// Its last day.
    pub expires: Date,
    /// The mark that it has come to: 90, 30 or 7 days.
    pub mark: i32,
}

/// The mark that a last day has come to; none where it is over, or further away than any of them.
pub fn mark(today: Date, expires: Date) -> Option<i32> {
    let left = date::days_between(today, expires);
    let mut marks = MARKS.into_iter();
    (left >= 0)
        .then(|| marks.find(|mark| left <= *mark))
        .flatten()
}

/// Where the partnerships at work that run out soon stand today. A mark holds until the next one is reached, so that
/// none is missed on a day when nobody asked.
pub fn reminders(network: &Network, today: Date) -> Vec<Reminder> {
    let running = network.partnerships().filter(|partnership| {
        !partnership.archived && partnership.status(today) == Status::Expiring
    });
    let reminders = running.filter_map(|partnership| {
        let expires = partnership.terms.expires()?;
        Some(Reminder {
            partnership: partnership.id,
            expires,
            mark: mark(today, expires)?,
        })
    });
    reminders.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Answer, Change, Name, NewPartnership, OrganisationId, Origin, Party, Role, Seq, Step, Terms,
    };

    const TODAY: Date = Date::constant(2026, 11, 25);

    #[test]
    fn a_mark_holds_until_the_next() {
        let day = |days: i64| TODAY.saturating_add(jiff::Span::new().days(days));
        let found = [-1, 0, 7, 8, 30, 31, 90, 91].map(|days| mark(TODAY, day(days)));
        let expected = [
            None,
            Some(7),
            Some(7),
            Some(30),
            Some(30),
            Some(90),
            Some(90),
            None,
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn only_those_at_work_are_reminded_of() {
        let partnership = |n: u128, step, answer| NewPartnership {
            id: PartnershipId::from_u128(n),
            terms: Terms {
                step,
                end: Some(Date::constant(2026, 12, 20)),
                ..Terms::new(
                    Name::new("Magang").unwrap(),
                    [1, 2]
                        .map(|n| Party {
                            answer,
                            ..Party::new(OrganisationId::from_u128(n), Role::Partner)
                        })
                        .into(),
                )
            },
            archived: false,
        };
        let cast = [
            (1, Step::Implementation, Answer::Accepted),
            (2, Step::Negotiation, Answer::Accepted),
            (3, Step::Implementation, Answer::Pending),
        ];
        let changes = cast.map(|(n, step, answer)| Change::PartnershipAdded {
            partnership: partnership(n, step, answer),
            origin: Origin::Entered,
        });
        let mut network = Network::default();
        network.apply(Seq(1), &changes).unwrap();
        let reminder = Reminder {
            partnership: PartnershipId::from_u128(1),
            expires: Date::constant(2026, 12, 20),
            mark: 30,
        };
        assert_eq!(reminders(&network, TODAY), [reminder]);
        assert_eq!(reminders(&network, Date::constant(2027, 1, 1)), []);
    }
}
