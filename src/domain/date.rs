//! Days and moments. The clock itself is the caller's.

use crate::fault::Problem;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A day of the calendar, from year 0 to 9999; written `2026-11-25`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    const EPOCH: Date = Date::constant(1970, 1, 1);

    /// A day that is known to be in the calendar.
    ///
    /// # Panics
    /// It is not.
    pub const fn constant(year: i16, month: i8, day: i8) -> Self {
        match Self::of(year, month, day) {
            Some(date) => date,
            None => panic!("no such day"),
        }
    }

    /// A day by its numbers.
    ///
    /// # Errors
    /// It is not in the calendar.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, Problem> {
        Self::of(year, month, day).ok_or(Problem::NotADate)
    }

    const fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        if year < 0 || month < 1 || month > 12 || day < 1 {
            return None;
        }
        let month = time::Month::January.nth_next(month as u8 - 1);
        match time::Date::from_calendar_date(year as i32, month, day as u8) {
            Ok(date) => Some(Self(date)),
            Err(_) => None,
        }
    }

    /// Its year.
    pub const fn year(self) -> i16 {
        self.0.year() as i16
    }

    /// Its month, from 1.
    pub const fn month(self) -> i8 {
        self.0.month() as i8
    }

    /// Its day of the month, from 1.
    pub const fn day(self) -> i8 {
        self.0.day() as i8
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Self {
        Self(self.0.replace_day(1).unwrap_or(self.0))
    }

    /// The last day of its month.
    pub fn last_of_month(self) -> Self {
        let length = self.0.month().length(self.0.year());
        Self(self.0.replace_day(length).unwrap_or(self.0))
    }

    /// The day after it.
    ///
    /// # Errors
    /// The calendar ends with it.
    pub fn tomorrow(self) -> Result<Self, Problem> {
        self.plus_days(1).ok_or(Problem::NotADate)
    }

    /// The day so many days later, or earlier; none outside the calendar.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let number = self.0.to_julian_day().checked_add(days)?;
        let date = time::Date::from_julian_day(number).ok()?;
        (date.year() >= 0).then_some(Self(date))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let number = |part: &str, length: usize| {
            let digits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<i16>().ok()).flatten()
        };
        let mut parts = text.splitn(3, '-');
        let mut next = |length| number(parts.next()?, length);
        let date = next(4).zip(next(2)).zip(next(2));
        let date = date.and_then(|((year, month), day)| {
            Self::of(year, month.try_into().ok()?, day.try_into().ok()?)
        });
        date.ok_or(Problem::NotADate)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(|_| E::custom("no such day"))
            }
        }

        deserializer.deserialize_str(Written)
    }
}

/// A moment in milliseconds since 1970, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// Western Indonesia Time, in which the network's days begin.
const OFFSET_HOURS: i64 = 7;

impl Timestamp {
    /// The day in western Indonesia (UTC+7) at this moment.
    pub fn date(self) -> Date {
        let days = (self.0 + OFFSET_HOURS * 3_600_000).div_euclid(86_400_000);
        let days = i32::try_from(days).unwrap_or(0);
        Date::EPOCH.plus_days(days).unwrap_or(Date::EPOCH)
    }

    /// Noon of a day in western Indonesia: a moment that is on that day.
    pub fn noon(day: Date) -> Timestamp {
        let days = i64::from(days_between(Date::EPOCH, day));
        Timestamp(days * 86_400_000 + (12 - OFFSET_HOURS) * 3_600_000)
    }
}

/// Reads a day written `2026-11-25`, or the usual Indonesian `25/11/2026` and `25-11-2026`; years 1900 to 2200.
pub fn parse(text: &str) -> Result<Date, Problem> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [a, b, c] = parts.as_slice() else {
        return Err(Problem::NotADate);
    };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    let number = |part: &str| match part.bytes().all(|b| b.is_ascii_digit()) {
        true => part.parse::<i16>().ok(),
        false => None,
    };
    let narrow = |part: &str| number(part).and_then(|n| i8::try_from(n).ok());
    let date = number(year)
        .filter(|year| (1900..=2200).contains(year))
        .zip(narrow(month))
        .zip(narrow(day))
        .and_then(|((year, month), day)| Date::new(year, month, day).ok());
    date.ok_or(Problem::NotADate)
}

/// Whole days from one day to another; negative when the second is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    to.0.to_julian_day() - from.0.to_julian_day()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other() {
        let mut day = Date::constant(1896, 1, 1);
        assert_eq!(days_between(day, Date::EPOCH), 27_028);
        while day < Date::constant(2204, 12, 31) {
            let next = day.tomorrow().unwrap();
            assert!(day < next && days_between(day, next) == 1, "{day}");
            assert_eq!(next.day() == 1, day == day.last_of_month(), "{day}");
            assert_eq!(next.to_string().parse(), Ok(next));
            day = next;
        }
        let days = [(1900, 2, 28), (2000, 2, 29), (2024, 2, 29), (2023, 2, 28)];
        for (year, month, day) in days {
            let first = Date::constant(year, month, 1);
            assert_eq!(first.last_of_month(), Date::constant(year, month, day));
        }
        assert_eq!(
            Date::constant(9999, 12, 31).tomorrow(),
            Err(Problem::NotADate)
        );
        assert_eq!(Date::constant(0, 1, 1).plus_days(-1), None);
        assert_eq!(Date::EPOCH.plus_days(i32::MAX), None);
    }

    #[test]
    fn a_day_is_sent_in_one_spelling() {
        let day = Date::constant(2026, 11, 5);
        let sent = serde_json::to_string(&day).unwrap();
        assert_eq!(sent, "\"2026-11-05\"");
        assert_eq!(serde_json::from_str::<Date>(&sent).unwrap(), day);
        for text in [
            "2026-11-5",
            "2026-02-30",
            "20261105",
            "2026-11-05T00:00",
            "+026-11-05",
            "26-11-05",
            "",
        ] {
            assert_eq!(text.parse::<Date>(), Err(Problem::NotADate), "{text}");
        }
    }

    #[test]
    fn days_are_read_in_the_usual_spellings() {
        let day = Date::constant(2026, 11, 5);
        for text in ["2026-11-05", "5/11/2026", "05-11-2026", " 5.11.2026 "] {
            assert_eq!(parse(text), Ok(day), "{text}");
        }
        for text in [
            "",
            "2026-13-01",
            "30/2/2026",
            "2026",
            "0026-01-01",
            "2026-+1-01",
            "a-b-c",
        ] {
            assert_eq!(parse(text), Err(Problem::NotADate), "{text}");
        }
    }

    #[test]
    fn the_day_begins_in_western_indonesia() {
        assert_eq!(Timestamp(0).date(), Date::constant(1970, 1, 1));
        assert_eq!(Timestamp(17 * 3_600_000).date(), Date::constant(1970, 1, 2));
        assert_eq!(
            Timestamp(-8 * 3_600_000).date(),
            Date::constant(1969, 12, 31)
        );
        for day in [Date::constant(1969, 12, 31), Date::constant(2026, 11, 25)] {
            assert_eq!(Timestamp::noon(day).date(), day);
        }
    }
}
