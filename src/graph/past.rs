//! The network as it was on any day, and what changed between two days, by the days on which partnerships begin and end.

use crate::Snapshot;
use jejaring_domain::Status;
use serde::{Deserialize, Serialize};

/// The days that are looked at, as [`crate::day`] numbers: one, and perhaps an earlier one to compare it with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The earlier.
    pub since: Option<i32>,
    /// The one.
    pub day: i32,
}

impl Days {
    /// One day.
    pub fn on(day: i32) -> Self {
        Self { since: None, day }
    }

    /// What became of a partnership: from the earlier day to the later, or whether it was in force on the one.
    pub fn fate(self, snapshot: &Snapshot, partnership: usize) -> Then {
        let on = |day| in_force(snapshot, partnership, day) == Some(true);
        match (self.since.is_some_and(on), on(self.day)) {
            (false, true) => Then::Added,
            (true, false) => Then::Ended,
            (true, true) => Then::Kept,
            (false, false) => Then::Absent,
        }
    }
}

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

    /// Both days, held within.
    pub fn held(&self, Days { since, day }: Days) -> Days {
        let day = self.hold(day);
        let since = since.map(|since| self.hold(since));
        Days {
            since: since.filter(|since| *since < day),
            day,
        }
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

/// What became of each partnership, and how many of those in a list had which fate.
pub fn told(snapshot: &Snapshot, listed: &[bool], days: Days) -> (Vec<Then>, Tally) {
    let mut tally = Tally::default();
    let partnerships = 0..snapshot.partnership_count();
    let fates: Vec<Then> = partnerships.map(|p| days.fate(snapshot, p)).collect();
    for (partnership, fate) in fates.iter().enumerate() {
        if !listed[partnership] {
            continue;
        }
        match fate {
            Then::Added => tally.added += 1,
            Then::Ended => tally.ended += 1,
            Then::Kept => tally.kept += 1,
            Then::Absent if in_force(snapshot, partnership, days.day).is_none() => {
                tally.undated += 1;
            }
            Then::Absent => {}
        }
    }
    (fates, tally)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::Ground;
    use crate::filter::facets;
    use crate::table::{Sort, table};
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
        let (before, now) = (
            day::number(Date::constant(2025, 1, 1)),
            day::number(sample::TODAY),
        );
        let days = Days {
            since: Some(before),
            day: now,
        };
        let all = Filter::default().mask(&snapshot).partnerships;
        let (fates, tally) = told(&snapshot, &all, days);
        assert_eq!((tally.added, tally.ended, tally.kept), (1, 0, 0));
        assert_eq!(
            tally.undated + tally.added,
            all.iter().filter(|listed| **listed).count()
        );
        assert_eq!(fates.iter().filter(|fate| **fate == Then::Added).count(), 1);
        let span = Span::of(&snapshot).unwrap();
        assert_eq!(span.first, day::number(Date::constant(2026, 1, 6)));
        let all_over = Days {
            since: Some(before - 9),
            day: before,
        };
        assert_eq!(span.held(all_over), Days::on(span.first));
        assert!(Span::of(&sample::empty()).is_none());
    }

    #[test]
    fn counts_rows_and_answers_are_of_the_day_that_is_looked_at() {
        let snapshot = sample::snapshot();
        let on = |day: &str| Filter::from_query([("day", day)]);
        let [before, during] = ["2025-01-01", "2026-06-01"].map(on);
        assert!(before.mask(&snapshot).nodes.iter().all(|shown| !shown));
        let mask = during.mask(&snapshot);
        assert_eq!(mask.nodes.iter().filter(|shown| **shown).count(), 2);
        let rows = table(&snapshot, &mask, Sort::Name, 0);
        assert_eq!((rows.organisations, rows.partnerships), (2, 1));
        let counts = facets(&snapshot, &during);
        let sum = |counts: &[(_, u32)]| counts.iter().map(|(_, count)| count).sum::<u32>();
        assert_eq!(sum(&counts.kinds), 2);
        assert_eq!(
            counts.statuses.iter().map(|(_, count)| count).sum::<u32>(),
            1
        );
        let ground = Ground::new(&snapshot, &during);
        assert_eq!((ground.size(), ground.ties.tie_count()), (2, 1));
        assert_eq!(Ground::new(&snapshot, &before).size(), 0);
    }
}
