//! How answers are sent, those that come with a page as well: without the names of their fields, which both sides know.
//! The program that reads them is so a good deal smaller than with JSON. Who asks for JSON gets that.

use super::ApiError;
use bytes::Bytes;
use leptos::prelude::*;
use leptos::server::codee;
use leptos::server_fn::codec::Post;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;

/// What answers are sent as.
pub type Wire = Post<Packed>;

/// What the server was asked, see [`fetched`].
pub type Fetched<T> = Resource<T, Packed>;

/// Asks the server, and again whenever what `of` says changes. What was asked for a page comes with it.
pub fn fetched<K, T, F>(
    of: impl Fn() -> K + Send + Sync + 'static,
    ask: impl Fn(K) -> F + Send + Sync + 'static,
) -> Fetched<T>
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(of, ask, false)
}

/// Postcard, with a character for each of its bytes: pages are text. What is text in it stays that, and compresses as well
/// as the rest of the page; all else is letters from U+0100 on, which need no escapes in a script. Nor does it hold `<`,
/// which leptos escapes in a way that only JSON undoes.
pub struct Packed;

/// Writes a value. Errors: it has a map or list whose length is not known beforehand.
pub fn pack<T: Serialize>(value: &T) -> Result<String, postcard::Error> {
    let bytes = postcard::to_stdvec(value)?;
    Ok(bytes.into_iter().map(letter).collect())
}

/// Reads a value. Errors: it is not what was expected.
pub fn unpack<T: DeserializeOwned>(text: &str) -> Result<T, postcard::Error> {
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    postcard::from_bytes(&bytes.ok_or(postcard::Error::DeserializeBadEncoding)?)
}

fn letter(byte: u8) -> char {
    match byte {
        b' '..=b'~' if byte != b'<' => char::from(byte),
        _ => char::from_u32(0x100 + u32::from(byte)).unwrap_or_default(),
    }
}

fn byte(letter: char) -> Option<u8> {
    let code = match u32::from(letter) {
        code @ 0x20..=0x7e => code,
        code => code.checked_sub(0x100)?,
    };
    u8::try_from(code).ok()
}

/// What is answered to who asks for JSON; nothing to others.
#[cfg(feature = "ssr")]
fn as_json<T: Serialize>(answer: &T) -> Option<serde_json::Result<Vec<u8>>> {
    let mut parts = use_context::<axum::http::request::Parts>()?;
    let accepts = parts.headers.remove(axum::http::header::ACCEPT)?;
    (accepts == "application/json").then(|| serde_json::to_vec(answer))
}

#[cfg(not(feature = "ssr"))]
fn as_json<T>(_: &T) -> Option<serde_json::Result<Vec<u8>>> {
    None
}

impl<T: Serialize> codee::Encoder<T> for Packed {
    type Error = postcard::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        pack(value)
    }
}

impl<T: DeserializeOwned> codee::Decoder<T> for Packed {
    type Error = postcard::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        unpack(text)
    }
}

impl ContentType for Packed {
    const CONTENT_TYPE: &'static str = "text/plain; charset=utf-8";
}

impl FormatType for Packed {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Packed {
    type Error = postcard::Error;

    fn encode(answer: &T) -> Result<Bytes, Self::Error> {
        match as_json(answer) {
            Some(json) => json
                .map(Bytes::from)
                .map_err(|_| postcard::Error::SerdeSerCustom),
            None => pack(answer).map(Bytes::from),
        }
    }
}

impl<T: DeserializeOwned> Decodes<T> for Packed {
    type Error = postcard::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = std::str::from_utf8(&bytes);
        unpack(text.map_err(|_| postcard::Error::DeserializeBadUtf8)?)
    }
}

/// What errors are sent as: like answers. Those of the browser's own worker come as words.
pub struct PackedError;

impl ContentType for PackedError {
    const CONTENT_TYPE: &'static str = Packed::CONTENT_TYPE;
}

impl FormatType for PackedError {
    const FORMAT_TYPE: Format = Packed::FORMAT_TYPE;
}

impl Encodes<ApiError> for PackedError {
    type Error = postcard::Error;

    fn encode(error: &ApiError) -> Result<Bytes, Self::Error> {
        Packed::encode(error)
    }
}

impl Decodes<ApiError> for PackedError {
    type Error = postcard::Error;

    fn decode(bytes: Bytes) -> Result<ApiError, Self::Error> {
        match ApiError::of_worker(&bytes) {
            Some(error) => Ok(error),
            None => Packed::decode(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ApiError;
    use jejaring_domain::Refusal;

    #[test]
    fn what_is_packed_is_unpacked() {
        type Value = (String, f64, Vec<Option<i64>>, Result<u8, ApiError>);
        let refused = ApiError::from(Refusal::HasPartnerships(3));
        let value: Value = (
            "Sekolah é 学校".into(),
            -0.5,
            vec![None, Some(i64::MIN)],
            Err(refused),
        );
        let packed = pack(&value).expect("packed");
        assert!(packed.contains("Sekolah "));
        assert_eq!(unpack::<Value>(&packed), Ok(value));
        assert!(unpack::<Value>("学校").is_err());
    }

    #[test]
    fn what_is_packed_needs_no_escapes_in_a_script() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        let letters: String = bytes.iter().copied().map(letter).collect();
        assert_eq!(
            letters.chars().map(byte).collect::<Option<Vec<_>>>(),
            Some(bytes)
        );
        let written = format!("{letters:?}")
            .replace("\\\\", "")
            .replace("\\\"", "");
        assert!(!written.contains(['\\', '<']), "{written}");
    }
}
