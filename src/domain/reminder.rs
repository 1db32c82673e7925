//! When partnerships are about to run out: the marks at which people are reminded.

use crate::code::coded;
use crate::status::EXPIRY_NOTICE_DAYS;
use crate::{Date, Partnership, Stage, date};

coded! {
    /// How near the end is, from far to past.
    pub enum Mark {
        /// At most 90 days are left.
        Days90 = "days_90",
        /// At most 30 days are left.
        Days30 = "days_30",
        /// At most 7 days are left.
        Days7 = "days_7",
        /// It ran out, and nobody has said whether it ends or goes on.
        Expired = "expired",
    }
}

/// The mark that a partnership has reached on a day; none where there is nothing to be reminded of: it is not at work,
/// ended on record, has more time left, or ran out so long ago that it is history.
pub fn mark(partnership: &Partnership, today: Date) -> Option<Mark> {
    let terms = &partnership.terms;
    let at_work = terms.step.stage() == Stage::CarryOut && terms.staying().count() >= 2;
    if partnership.archived || terms.ended.is_some() || !at_work {
        return None;
    }
    match date::days_between(today, terms.expires()?) {
        left if left.abs() > EXPIRY_NOTICE_DAYS => None,
        ..0 => Some(Mark::Expired),
        0..=7 => Some(Mark::Days7),
        8..=30 => Some(Mark::Days30),
        _ => Some(Mark::Days90),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Ending, Line, Name, OrganisationId, Origin, PartnershipId, Party, Role, Seq, Step, Terms,
    };
    use std::collections::BTreeMap;

    const TODAY: Date = Date::constant(2026, 11, 25);

    fn ending(days: i32) -> Partnership {
        let party = |n| Party::new(OrganisationId::from_u128(n), Role::Partner);
        let mut terms = Terms::new(Name::new("Magang").unwrap(), vec![party(1), party(2)]);
        terms.step = Step::Implementation;
        terms.end = TODAY.plus_days(days);
        Partnership {
            id: PartnershipId::from_u128(1),
            terms,
            origin: Origin::Entered,
            archived: false,
            created: Seq(1),
            versions: BTreeMap::new(),
        }
    }

    #[test]
    fn marks_are_at_90_30_and_7_days_and_past_the_end() {
        for (days, expected) in [
            (91, None),
            (90, Some(Mark::Days90)),
            (31, Some(Mark::Days90)),
            (30, Some(Mark::Days30)),
            (8, Some(Mark::Days30)),
            (7, Some(Mark::Days7)),
            (0, Some(Mark::Days7)),
            (-1, Some(Mark::Expired)),
            (-90, Some(Mark::Expired)),
            (-91, None),
        ] {
            assert_eq!(mark(&ending(days), TODAY), expected, "{days} days");
        }
    }

    #[test]
    fn there_is_no_reminder_of_what_is_not_at_work_or_over() {
        let mut early = ending(5);
        early.terms.step = Step::Negotiation;
        let mut ended = ending(5);
        ended.terms.ended = Some(Ending {
            on: TODAY,
            reason: Line::default(),
        });
        let mut archived = ending(5);
        archived.archived = true;
        let mut endless = ending(5);
        endless.terms.end = None;
        for partnership in [early, ended, archived, endless] {
            assert_eq!(mark(&partnership, TODAY), None);
        }
    }
}
