//! The rows of organisations.

use crate::StoreError;
use crate::reading::{Reason, code, damaged, id, names, number, numbers, seq, texts, versions};
use jejaring_domain::{
    Coded, Coordinates, Line, Name, Npsn, Organisation, OrganisationId, Place, Profile, Text,
};
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct OrganisationRow {
    pub id: RecordId,
    name: String,
    kind: String,
    npsn: Option<String>,
    aliases: Vec<String>,
    regency: String,
    province: String,
    country: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    programmes: Vec<String>,
    about: String,
    website: String,
    origin: String,
    archived: bool,
    created: i64,
    versions: BTreeMap<String, i64>,
}

/// The identifier of an organisation's row.
pub fn record(id: OrganisationId) -> RecordId {
    RecordId::new("organisation", id.to_string())
}

impl From<&Organisation> for OrganisationRow {
    fn from(organisation: &Organisation) -> Self {
        let Profile {
            name,
            kind,
            npsn,
            aliases,
            place,
            programmes,
            about,
            website,
        } = &organisation.profile;
        Self {
            id: record(organisation.id),
            name: name.to_string(),
            kind: kind.code().to_owned(),
            npsn: npsn.map(|npsn| npsn.to_string()),
            aliases: texts(aliases),
            regency: place.regency.to_string(),
            province: place.province.to_string(),
            country: place.country.to_string(),
            latitude: place.coordinates.map(Coordinates::latitude),
            longitude: place.coordinates.map(Coordinates::longitude),
            programmes: texts(programmes),
            about: about.to_string(),
            website: website.to_string(),
            origin: organisation.origin.code().to_owned(),
            archived: organisation.archived,
            created: number(organisation.created),
            versions: numbers(&organisation.versions),
        }
    }
}

impl TryFrom<OrganisationRow> for Organisation {
    type Error = StoreError;

    fn try_from(row: OrganisationRow) -> Result<Self, StoreError> {
        read(&row).map_err(|reason| damaged(&row.id, reason))
    }
}

fn read(row: &OrganisationRow) -> Result<Organisation, Reason> {
    let coordinates = match (row.latitude, row.longitude) {
        (Some(latitude), Some(longitude)) => Some(Coordinates::new(latitude, longitude)?),
        (None, None) => None,
        _ => return Err("half of its coordinates is missing".into()),
    };
    Ok(Organisation {
        id: id(&row.id)?,
        profile: Profile {
            name: Name::new(&row.name)?,
            kind: code(&row.kind)?,
            npsn: row.npsn.as_deref().map(Npsn::new).transpose()?,
            aliases: names(&row.aliases)?,
            place: Place {
                regency: Line::new(&row.regency)?,
                province: Line::new(&row.province)?,
                country: Line::new(&row.country)?,
                coordinates,
            },
            programmes: names(&row.programmes)?,
            about: Text::new(&row.about)?,
            website: Line::new(&row.website)?,
        },
        origin: code(&row.origin)?,
        archived: row.archived,
        created: seq(row.created)?,
        versions: versions(&row.versions)?,
    })
}
