//! The activities along the months: where the year is full and what lies ahead, at one glance.

use crate::i18n::{Locale, days, short_month, td_string};
use crate::ui::locale;
use jejaring_domain::{Activity, Coded, Date, date::days_between};
use leptos::prelude::*;

/// At most so many months have their name.
const NAMES: usize = 12;

/// A bar for each activity, from its first to its last day, and a line for today. The list below says the same in words.
#[component]
pub fn Timeline(
    /// The activities, by day.
    activities: Vec<Activity>,
    /// The day that it is.
    today: Date,
) -> impl IntoView {
    let locale = locale();
    let Some(scale) = Scale::of(&activities) else {
        return ().into_any();
    };
    let names = scale.names(locale).into_iter().map(|(at, name)| {
        view! {
            <span class="month" style=format!("left: {at:.2}%")>
                {name}
            </span>
        }
    });
    let now = scale.place(today).map(|at| {
        view! {
            <span class="today" style=format!("left: {at:.2}%")>
                <span class="visually-hidden">{td_string!(locale, work.today)}</span>
            </span>
        }
    });
    let rows = activities.iter().map(|activity| {
        let (left, width) = scale.bar(activity);
        let overdue = activity.is_overdue(today);
        let look = if overdue { "overdue" } else { activity.state.code() };
        let when = days(locale, activity.start, activity.last_day());
        let title = when.clone();
        view! {
            <li>
                <a href=format!("#activity-{}", activity.id) rel="external" title=title>
                    <span class="what">{activity.title.to_string()}</span>
                    <span class="visually-hidden">": " {when}</span>
                </a>
                <span class="track" aria-hidden="true">
                    <span class=format!("bar {look}") style=format!("left: {left:.2}%; width: {width:.2}%")></span>
                </span>
            </li>
        }
    });
    view! {
        <figure class="timeline" aria-label=td_string!(locale, work.timeline)>
            <div class="months" aria-hidden="true">
                {names.collect_view()}
                {now}
            </div>
            <ol>{rows.collect_view()}</ol>
        </figure>
    }
    .into_any()
}

/// Whole months, from that of the first activity to that of the last.
struct Scale {
    first: Date,
    days: f64,
}

impl Scale {
    fn of(activities: &[Activity]) -> Option<Scale> {
        let first = activities.iter().map(|a| a.start).min()?.first_of_month();
        let last = activities.iter().map(Activity::last_day).max()?;
        let days = days_between(first, last.last_of_month()) + 1;
        Some(Scale {
            first,
            days: days.into(),
        })
    }

    fn percent(&self, days: i32) -> f64 {
        f64::from(days) / self.days * 100.0
    }

    /// Where a day is, if it is within.
    fn place(&self, day: Date) -> Option<f64> {
        let at = self.percent(days_between(self.first, day));
        (0.0..=100.0).contains(&at).then_some(at)
    }

    /// Where the bar of an activity begins and how long it is.
    fn bar(&self, activity: &Activity) -> (f64, f64) {
        let days = days_between(activity.start, activity.last_day()) + 1;
        let left = self.percent(days_between(self.first, activity.start));
        (left, self.percent(days))
    }

    /// Where the months begin, as many as have room for their name; January says its year.
    fn names(&self, locale: Locale) -> Vec<(f64, String)> {
        let mut months = Vec::new();
        let mut month = self.first;
        while let Some(at) = self.place(month).filter(|at| *at < 100.0) {
            months.push((at, month));
            match month.last_of_month().tomorrow() {
                Ok(next) => month = next,
                Err(_) => break,
            }
        }
        let every = months.len().div_ceil(NAMES).max(1);
        let named = months.into_iter().enumerate().step_by(every);
        named
            .map(|(place, (at, month))| {
                let name = short_month(locale, month);
                let year = place == 0 || usize::from(month.month().unsigned_abs()) <= every;
                let year = if year {
                    format!(" {}", month.year() % 100)
                } else {
                    String::new()
                };
                (at, format!("{name}{year}"))
            })
            .collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jejaring_domain::work::ActivityDraft;
    use jejaring_domain::{PartnershipId, RecordId};

    fn activity(start: &str, end: &str) -> Activity {
        let draft = ActivityDraft {
            kind: "visit".to_owned(),
            title: "Kunjungan".to_owned(),
            start: start.to_owned(),
            end: end.to_owned(),
            ..ActivityDraft::default()
        };
        draft
            .check(RecordId::new(1, 1), PartnershipId::new(1, 1))
            .unwrap()
    }

    #[test]
    fn bars_are_where_their_days_are() {
        let activities = [
            activity("2026-01-01", ""),
            activity("2026-02-01", "2026-02-28"),
        ];
        let scale = Scale::of(&activities).unwrap();
        assert_eq!(scale.days, 59.0);
        let (left, width) = scale.bar(&activities[1]);
        assert!((left - 52.54).abs() < 0.01 && (left + width - 100.0).abs() < 0.01);
        assert_eq!(scale.place(Date::constant(2025, 12, 31)), None);
        let names = scale.names(Locale::id).into_iter().map(|(_, name)| name);
        assert_eq!(names.collect::<Vec<_>>(), ["Jan 26", "Feb"]);
    }

    #[test]
    fn of_many_months_some_are_named() {
        let activities = [activity("2023-03-01", ""), activity("2026-06-01", "")];
        let names = Scale::of(&activities).unwrap().names(Locale::id);
        assert!(names.len() <= NAMES);
        assert_eq!(names[0].1, "Mar 23");
        assert!(names.iter().filter(|(_, name)| name.contains(' ')).count() >= 3);
    }

    #[test]
    fn nothing_has_no_months() {
        assert!(Scale::of(&[]).is_none());
    }
}
