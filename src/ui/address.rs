//! Links with their query.

/// A path with the values that are not empty as its query.
pub fn address<K: AsRef<str>, V: AsRef<str>>(
    path: &str,
    values: impl IntoIterator<Item = (K, V)>,
) -> String {
    let mut address = path.to_owned();
    for (key, value) in values {
        let value = value.as_ref();
        if !value.is_empty() {
            address.push(if address.len() == path.len() {
                '?'
            } else {
                '&'
            });
            address.push_str(key.as_ref());
            address.push('=');
            encode(value, &mut address);
        }
    }
    address
}

/// Percent-encodes all but letters, digits and `-`, `.`, `_`, `~`.
fn encode(text: &str, into: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                into.push(byte.into())
            }
            _ => {
                let [high, low] =
                    [byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)]));
                into.extend(['%', high, low]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn empty_values_are_left_out_and_others_encoded() {
        let values = [("text", "Ketut & é"), ("kind", ""), ("page", "2")];
        assert_eq!(
            address("/organisations", values),
            "/organisations?text=Ketut%20%26%20%C3%A9&page=2"
        );
        assert_eq!(address("/", [("a", "")]), "/");
    }
}
