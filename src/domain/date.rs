//! Days and moments. The clock itself is the caller's.

use crate::fault::Problem;
use serde::{Deserialize, Serialize};

pub use jiff::civil::Date;

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
        Date::constant(1970, 1, 1)
            .checked_add(jiff::Span::new().try_days(days).unwrap_or_default())
            .unwrap_or(Date::constant(1970, 1, 1))
    }

    /// Noon of a day in western Indonesia: a moment that is on that day.
    pub fn noon(day: Date) -> Timestamp {
        let days = i64::from(days_between(Date::constant(1970, 1, 1), day));
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
    from.until(to).map(|span| span.get_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

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
