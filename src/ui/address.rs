//! Links with their query, and forms that lead to them.

use jejaring_domain::change::Subject;
use leptos::ev::SubmitEvent;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FormData, HtmlFormElement};
use leptos_router::params::ParamsMap;

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

/// The way to sign in, and back to where one was.
pub fn sign_in_address(path: &str, search: &str) -> String {
    let search = search.trim_start_matches('?');
    // Who signs in where one signs in, up or out does not want to come back there.
    let back = match path {
        "/" | "/sign-in" | "/sign-up" | "/forgotten" => String::new(),
        _ if search.is_empty() => path.to_owned(),
        _ => format!("{path}?{search}"),
    };
    address("/sign-in", [("back", back)])
}

/// The page of a record; none for the smaller ones, which are shown on the page of what they belong to.
pub fn page_of(subject: Subject) -> Option<String> {
    match subject {
        Subject::Organisation(id) => Some(format!("/organisations/{id}")),
        Subject::Partnership(id) => Some(format!("/partnerships/{id}")),
        Subject::Record(_) => None,
    }
}

/// What stands in the inputs of these names when their form is sent.
pub fn submitted(
    event: &SubmitEvent,
    names: impl IntoIterator<Item = &'static str>,
) -> Option<ParamsMap> {
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let mut params = ParamsMap::new();
    for name in names {
        if let Some(value) = data.get(name).as_string() {
            params.insert(name, value);
        }
    }
    Some(params)
}

/// The text as it stands in an address.
pub fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    encode(text, &mut encoded);
    encoded
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
