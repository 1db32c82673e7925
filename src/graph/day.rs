//! Days as numbers, for columns.

use jejaring_domain::{Date, Timestamp, date};

const FIRST: Date = Date::constant(1970, 1, 1);
const MILLISECONDS: i64 = 86_400_000;

/// A day's number: 0 for 1970-01-01.
pub fn number(day: Date) -> i32 {
    date::days_between(FIRST, day)
}

/// The day with that number; 1970-01-01 for numbers outside the calendar.
pub fn date(number: i32) -> Date {
    // A moment's day is that in western Indonesia, which is ahead: the start of the day is still the same day there.
    Timestamp(i64::from(number) * MILLISECONDS).date()
}

/// The day as it stands in an address.
pub fn written(number: i32) -> String {
    let day = date(number);
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// Reads a day in an address.
pub fn read(text: &str) -> Option<i32> {
    date::parse(text).ok().map(self::number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for day in [
            Date::constant(1900, 1, 1),
            FIRST,
            Date::constant(2026, 11, 25),
            Date::constant(2200, 12, 31),
        ] {
            assert_eq!(date(number(day)), day);
            assert_eq!(read(&written(number(day))), Some(number(day)));
        }
        assert_eq!(number(Date::constant(1970, 2, 1)), 31);
        assert_eq!(date(i32::MAX), FIRST);
    }
}
