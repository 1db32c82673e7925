//! Numbers in addresses and style sheets: decimal ones with few digits. The standard reader takes any number, by tables
//! that are larger than all that reads an address.

/// Reads a decimal number such as `-2.25` or `.5`, with up to nine digits on each side of the point; nothing if it is none.
pub fn decimal(text: &str) -> Option<f64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1.0, text),
        None => (1.0, text),
    };
    let (whole, part) = match text.split_once('.') {
        Some(("", part)) => ("0", part),
        Some(both) => both,
        None => (text, "0"),
    };
    let digits = |text: &str| {
        let few = (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        few.then(|| text.parse::<u32>().ok()).flatten()
    };
    let size = 10_f64.powi(part.len() as i32);
    Some(sign * (f64::from(digits(whole)?) + f64::from(digits(part)?) / size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_number_is_read_and_nothing_else() {
        for (text, number) in [
            ("0", 0.0),
            ("-2.25", -2.25),
            ("40.00", 40.0),
            ("0.07", 0.07),
            (".5", 0.5),
            (".0", 0.0),
        ] {
            assert_eq!(decimal(text), Some(number), "{text}");
        }
        for text in [
            "",
            "-",
            ".",
            "1.",
            "1e3",
            "NaN",
            "inf",
            "--1",
            "+1",
            "1.2.3",
            "1234567890",
        ] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
