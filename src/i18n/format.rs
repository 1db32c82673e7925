//! Dates and numbers as the reader's language writes them.

use super::Locale;
use jejaring_domain::{Date, Timestamp};

const MONTHS: [(&str, &str); 12] = [
    ("Januari", "January"),
    ("Februari", "February"),
    ("Maret", "March"),
    ("April", "April"),
    ("Mei", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("Agustus", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Desember", "December"),
];

/// A day, such as `25 November 2026`; both languages write it in this order.
pub fn date(locale: Locale, date: Date) -> String {
    let month = MONTHS.get(usize::from(date.month().unsigned_abs()).saturating_sub(1));
    let month = month.map_or("", |(id, en)| match locale {
        Locale::id => id,
        Locale::en => en,
    });
    format!("{} {month} {}", date.day(), date.year())
}

/// A moment, as a day and a time in western Indonesia.
pub fn moment(locale: Locale, at: Timestamp) -> String {
    let minutes = (at.0 / 60_000 + 7 * 60).rem_euclid(24 * 60);
    let (hour, minute) = (minutes / 60, minutes % 60);
    format!("{} {hour:02}.{minute:02} WIB", date(locale, at.date()))
}

/// A month by its first three letters, such as `Agu`.
pub fn short_month(locale: Locale, date: Date) -> &'static str {
    let month = MONTHS.get(usize::from(date.month().unsigned_abs()).saturating_sub(1));
    let month = month.map_or("", |(id, en)| match locale {
        Locale::id => id,
        Locale::en => en,
    });
    month.get(..3).unwrap_or(month)
}

/// A day, or the days from the first to the last: `3–5 Maret 2026`.
pub fn days(locale: Locale, first: Date, last: Date) -> String {
    if first == last {
        date(locale, first)
    } else if first.first_of_month() == last.first_of_month() {
        format!("{}–{}", first.day(), date(locale, last))
    } else {
        format!("{} – {}", date(locale, first), date(locale, last))
    }
}

/// A size in bytes, in the unit that makes it short: `1,2 MB` in Indonesian, `1.2 MB` in English.
pub fn size(locale: Locale, bytes: u64) -> String {
    if bytes < 1_000_000 {
        return format!("{} kB", bytes.div_ceil(1000));
    }
    let tenths = bytes.div_ceil(100_000);
    let separator = match locale {
        Locale::id => ',',
        Locale::en => '.',
    };
    format!("{}{separator}{} MB", tenths / 10, tenths % 10)
}

/// A whole number with its thousands marked: `1.234` in Indonesian, `1,234` in English.
pub fn number(locale: Locale, number: usize) -> String {
    let separator = match locale {
        Locale::id => '.',
        Locale::en => ',',
    };
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_out() {
        let day = Date::constant(2026, 8, 17);
        assert_eq!(date(Locale::id, day), "17 Agustus 2026");
        assert_eq!(date(Locale::en, day), "17 August 2026");
    }

    #[test]
    fn several_days_are_written_short() {
        let day = |month, day| Date::constant(2026, month, day);
        for (first, last, text) in [
            (day(5, 3), day(5, 3), "3 Mei 2026"),
            (day(5, 3), day(5, 5), "3–5 Mei 2026"),
            (day(5, 3), day(6, 5), "3 Mei 2026 – 5 Juni 2026"),
        ] {
            assert_eq!(days(Locale::id, first, last), text);
        }
        assert_eq!(short_month(Locale::id, day(8, 1)), "Agu");
    }

    #[test]
    fn sizes_are_written_short() {
        assert_eq!(size(Locale::id, 12_345), "13 kB");
        assert_eq!(size(Locale::id, 1_234_567), "1,3 MB");
        assert_eq!(size(Locale::en, 10_000_000), "10.0 MB");
    }

    #[test]
    fn thousands_are_marked() {
        for (value, id, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1000, "1.000", "1,000"),
            (1234567, "1.234.567", "1,234,567"),
        ] {
            assert_eq!(
                (number(Locale::id, value), number(Locale::en, value)),
                (id.to_owned(), en.to_owned())
            );
        }
    }
}
