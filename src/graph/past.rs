//! The network as it was on any day, and what changed between two days, by the days on which partnerships begin and end.

use crate::{Mask, Snapshot};
use jejaring_domain::Status;

/// The days that can be looked at, as [`crate::day`] numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day on which a partnership began.
    pub first: i32,
    /// The snapshot's own day.
    pub last: i32,
}

impl Span {
    /// Of a snapshot; none where no partnership has a beginning before its day.
    pub fn of(snapshot: &Snapshot) -> Option<Span> {
        let last = snapshot.columns.day;
        let first = (0..snapshot.partnership_count()).filter_map(|p| snapshot.start(p));
        first
            .min()
            .filter(|first| *first < last)
            .map(|first| Span { first, last })
    }

    /// The day, held within.
    pub fn hold(&self, day: i32) -> i32 {
        day.clamp(self.first, self.last)
    }
}

/// What became of a partnership between two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// In force on the later day only.
    Added,
    /// In force on the earlier day only.
    Ended,
    /// In force on both.
    Kept,
    /// In force on neither.
    Absent,
}

/// How many partnerships there were of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In force on the later day only; all of that day where there is no earlier one.
    pub added: usize,
    /// In force on the earlier day only.
    pub ended: usize,
    /// In force on both.
    pub kept: usize,
    /// Without a known beginning, so that they cannot be shown.
    pub undated: usize,
}

/// Whether a partnership was in force on a day; none where its days are not known.
pub fn in_force(snapshot: &Snapshot, partnership: usize, day: i32) -> Option<bool> {
    let start = snapshot.start(partnership)?;
    match snapshot.end(partnership) {
        Some(end) => Some((start..=end).contains(&day)),
        None if snapshot.status(partnership) == Status::Ended => None,
        None => Some(start <= day),
    }
}

/// What became of a partnership from one day to another.
pub fn between(snapshot: &Snapshot, partnership: usize, since: i32, day: i32) -> Then {
    let on = |day| in_force(snapshot, partnership, day) == Some(true);
    match (on(since), on(day)) {
        (false, true) => Then::Added,
        (true, false) => Then::Ended,
        (true, true) => Then::Kept,
        (false, false) => Then::Absent,
    }
}

/// What of a mask was there on a day, or on either of two days, and how many partnerships of which kind. Organisations
/// without a partnership then are left out.
pub fn narrowed(
    snapshot: &Snapshot,
    mask: &Mask,
    since: Option<i32>,
    day: i32,
) -> (Mask, Vec<Then>, Tally) {
    let mut tally = Tally::default();
    let mut fates = Vec::with_capacity(mask.partnerships.len());
    let mut partnerships = Vec::with_capacity(mask.partnerships.len());
    for (partnership, listed) in mask.partnerships.iter().enumerate() {
        let fate = match since {
            Some(since) => between(snapshot, partnership, since, day),
            None if in_force(snapshot, partnership, day) == Some(true) => Then::Added,
            None => Then::Absent,
        };
        if *listed {
            match fate {
                Then::Added => tally.added += 1,
                Then::Ended => tally.ended += 1,
                Then::Kept => tally.kept += 1,
                Then::Absent if in_force(snapshot, partnership, day).is_none() => {
                    tally.undated += 1;
                }
                Then::Absent => {}
            }
        }
        fates.push(fate);
        partnerships.push(*listed && fate != Then::Absent);
    }
    let mut nodes = vec![false; mask.nodes.len()];
    let links: Vec<bool> = snapshot
        .links()
        .iter()
        .zip(snapshot.link_partnerships())
        .zip(&mask.links)
        .map(|((ends, partnership), shown)| {
            let there = *shown && fates[*partnership as usize] != Then::Absent;
            if there {
                ends.iter().for_each(|end| nodes[*end as usize] = true);
            }
            there
        })
        .collect();
    let mask = Mask {
        nodes,
        links,
        partnerships,
    };
    (mask, fates, tally)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Filter, day, sample};
    use jejaring_domain::{Date, PartnershipId};

    #[test]
    fn a_partnership_is_there_from_its_first_day_to_its_last() {
        let snapshot = sample::snapshot();
        let formal = snapshot.find_partnership(PartnershipId::new(2, 1)).unwrap();
        let on = |year, month, date| {
            in_force(
                &snapshot,
                formal,
                day::number(Date::constant(year, month, date)),
            )
        };
        assert_eq!(on(2026, 1, 5), Some(false));
        assert_eq!(on(2026, 1, 6), Some(true));
        assert_eq!(on(2029, 1, 4), Some(true));
        assert_eq!(on(2029, 1, 5), Some(false));
        let informal = snapshot.find_partnership(PartnershipId::new(2, 2)).unwrap();
        assert_eq!(in_force(&snapshot, informal, 20_000), None);
    }

    #[test]
    fn two_days_differ_by_what_began_and_ended() {
        let snapshot = sample::snapshot();
        let mask = Filter::default().mask(&snapshot);
        let (before, now) = (
            day::number(Date::constant(2025, 1, 1)),
            day::number(sample::TODAY),
        );
        let (narrow, fates, tally) = narrowed(&snapshot, &mask, Some(before), now);
        assert_eq!((tally.added, tally.ended, tally.kept), (1, 0, 0));
        assert_eq!(
            tally.undated + tally.added,
            mask.partnerships.iter().filter(|p| **p).count()
        );
        assert_eq!(fates.iter().filter(|fate| **fate == Then::Added).count(), 1);
        assert_eq!(narrow.nodes.iter().filter(|shown| **shown).count(), 2);
        assert_eq!(
            Span::of(&snapshot).unwrap().first,
            day::number(Date::constant(2026, 1, 6))
        );
        assert!(Span::of(&sample::empty()).is_none());
    }
}
