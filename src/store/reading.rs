//! Reading rows: small conversions that say what is wrong.

use crate::StoreError;
use jejaring_domain::{Coded, Name, Problem, Seq};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::str::FromStr;
use surrealdb::types::{RecordId, RecordIdKey, ToSql};

/// Why a row cannot be read.
pub type Reason = Box<dyn Error + Send + Sync>;

/// The error for a row that cannot be read.
pub fn damaged(record: &RecordId, reason: Reason) -> StoreError {
    StoreError::Damaged {
        record: record.to_sql(),
        reason: reason.to_string(),
    }
}

/// The value with that code.
pub fn code<C: Coded>(text: &str) -> Result<C, Reason> {
    C::from_code(text).ok_or_else(|| format!("unknown code {text:?}").into())
}

/// A number of the log.
pub fn seq(number: i64) -> Result<Seq, Reason> {
    Ok(Seq(u64::try_from(number)?))
}

/// A number for the database.
pub fn number(seq: Seq) -> i64 {
    i64::try_from(seq.0).unwrap_or(i64::MAX)
}

/// The identifier of the domain in an identifier of the database.
pub fn id<I: FromStr<Err: Error + Send + Sync + 'static>>(record: &RecordId) -> Result<I, Reason> {
    match &record.key {
        RecordIdKey::String(key) => Ok(key.parse()?),
        _ => Err("its identifier is not text".into()),
    }
}

/// A set of names.
pub fn names(texts: &[String]) -> Result<BTreeSet<Name>, Problem> {
    texts.iter().map(|text| Name::new(text)).collect()
}

/// What [`names`] reads.
pub fn texts(names: &BTreeSet<Name>) -> Vec<String> {
    names.iter().map(|name| name.to_string()).collect()
}

/// Versions of fields.
pub fn versions<F: Coded>(map: &BTreeMap<String, i64>) -> Result<BTreeMap<F, Seq>, Reason> {
    let versions = map.iter();
    versions
        .map(|(field, number)| Ok((code(field)?, seq(*number)?)))
        .collect()
}

/// What [`versions`] reads.
pub fn numbers<F: Coded>(versions: &BTreeMap<F, Seq>) -> BTreeMap<String, i64> {
    let versions = versions.iter();
    versions
        .map(|(field, seq)| (field.code().to_owned(), number(*seq)))
        .collect()
}
