//! Organisations: schools, companies, communities and other institutions.

use crate::code::coded;
use crate::fault::{Fault, Field, Problem};
use crate::record::record;
use crate::text::{Line, Name, Text};
use crate::{OrganisationId, Seq};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

coded! {
    /// The four kinds of organisation.
    pub enum Kind {
        /// A school.
        School = "school",
        /// A company: business and industry.
        Company = "company",
        /// A community: society's own groups.
        Community = "community",
        /// Another institution: university, agency, religious or foreign body.
        Institution = "institution",
    }
}

coded! {
    /// How a record came into the network.
    pub enum Origin {
        /// Someone entered it.
        Entered = "entered",
        /// It came with a file.
        Imported = "imported",
        /// It is invented, part of the demonstration.
        Demo = "demo",
    }
}

/// A school's national number (Nomor Pokok Sekolah Nasional): 8 digits, unique in the network.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Npsn(u32);

impl Npsn {
    /// Reads 8 digits; blanks, dots and dashes between them are passed over. Errors: [`Problem::NotEightDigits`].
    pub fn new(text: &str) -> Result<Self, Problem> {
        let digits: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '.' | '-' | '\u{a0}'))
            .collect();
        if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Problem::NotEightDigits);
        }
        digits
            .parse()
            .map(Self)
            .map_err(|_| Problem::NotEightDigits)
    }
}

impl fmt::Display for Npsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}

impl fmt::Debug for Npsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Npsn({self})")
    }
}

impl TryFrom<String> for Npsn {
    type Error = Problem;
    fn try_from(text: String) -> Result<Self, Problem> {
        Self::new(&text)
    }
}

impl From<Npsn> for String {
    fn from(npsn: Npsn) -> String {
        npsn.to_string()
    }
}

/// A point on the earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct Coordinates {
    latitude: f64,
    longitude: f64,
}

impl Coordinates {
    /// Latitude -90 to 90, longitude -180 to 180. Errors: [`Problem::OutOfRange`].
    pub fn new(latitude: f64, longitude: f64) -> Result<Self, Problem> {
        let inside = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        inside
            .then_some(Self {
                latitude,
                longitude,
            })
            .ok_or(Problem::OutOfRange)
    }

    /// Degrees north.
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east.
    pub fn longitude(self) -> f64 {
        self.longitude
    }
}

impl TryFrom<(f64, f64)> for Coordinates {
    type Error = Problem;
    fn try_from((latitude, longitude): (f64, f64)) -> Result<Self, Problem> {
        Self::new(latitude, longitude)
    }
}

impl From<Coordinates> for (f64, f64) {
    fn from(c: Coordinates) -> Self {
        (c.latitude, c.longitude)
    }
}

/// Where an organisation is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Regency or city (kabupaten/kota); may be empty.
    pub regency: Line,
    /// Province, or what corresponds to it abroad; may be empty.
    pub province: Line,
    /// The country's name; empty for Indonesia.
    pub country: Line,
    /// The point on the map, where known.
    pub coordinates: Option<Coordinates>,
}

record! {
    /// What an organisation says of itself.
    pub struct Profile, ProfileField, ProfileValue {
        /// Its official name.
        name / Name ("name"): Name,
        /// Which of the four kinds it is.
        kind / Kind ("kind"): Kind,
        /// A school's number; only schools have one.
        npsn / Npsn ("npsn"): Option<Npsn>,
        /// Other names under which people look for it.
        aliases / Aliases ("aliases"): BTreeSet<Name>,
        /// Where it is.
        place / Place ("place"): Place,
        /// Programmes taught, or sectors worked in.
        programmes / Programmes ("programmes"): BTreeSet<Name>,
        /// A few paragraphs on it.
        about / About ("about"): Text,
        /// Its web address; empty or starting with `http://` or `https://`.
        website / Website ("website"): Line,
    }
}

impl Profile {
    /// The largest number of aliases, and of programmes.
    pub const MAX_LIST: usize = 50;

    /// A profile that says no more than a name and a kind.
    pub fn new(name: Name, kind: Kind) -> Self {
        Self {
            name,
            kind,
            npsn: None,
            aliases: BTreeSet::new(),
            place: Place::default(),
            programmes: BTreeSet::new(),
            about: Text::default(),
            website: Line::default(),
        }
    }

    /// What in it does not fit together.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.npsn.is_some() && self.kind != Kind::School {
            faults.push(Fault::new(Field::Npsn, Problem::OnlyForSchools));
        }
        for (field, list) in [
            (Field::Aliases, &self.aliases),
            (Field::Programmes, &self.programmes),
        ] {
            if list.len() > Self::MAX_LIST {
                faults.push(Fault::new(
                    field,
                    Problem::TooMany {
                        max: Self::MAX_LIST,
                    },
                ));
            }
        }
        let web = ["http://", "https://"]
            .iter()
            .any(|scheme| self.website.starts_with(scheme));
        if !self.website.is_empty() && (!web || self.website.contains(' ')) {
            faults.push(Fault::new(Field::Website, Problem::NotAWebAddress));
        }
        faults
    }
}

/// An organisation of the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its identifier.
    pub id: OrganisationId,
    /// What it says of itself.
    pub profile: Profile,
    /// How it came in.
    pub origin: Origin,
    /// Put away: kept with its history, shown only to who looks for it.
    pub archived: bool,
    /// The log entry that created it.
    pub created: Seq,
    /// For fields that changed since: the log entry that last did.
    pub versions: BTreeMap<ProfileField, Seq>,
}

impl Organisation {
    /// The log entry that last changed a field.
    pub fn version(&self, field: ProfileField) -> Seq {
        self.versions.get(&field).copied().unwrap_or(self.created)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_npsn_is_eight_digits() {
        assert_eq!(
            Npsn::new(" 2010-0123 ").map(|n| n.to_string()),
            Ok("20100123".into())
        );
        assert_eq!(
            Npsn::new("00000007").map(|n| n.to_string()),
            Ok("00000007".into())
        );
        for text in ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨"] {
            assert_eq!(Npsn::new(text), Err(Problem::NotEightDigits), "{text}");
        }
    }

    #[test]
    fn coordinates_are_on_the_earth() {
        assert!(Coordinates::new(-7.8, 110.4).is_ok());
        for (latitude, longitude) in [
            (91.0, 0.0),
            (0.0, -181.0),
            (f64::NAN, 0.0),
            (0.0, f64::INFINITY),
        ] {
            assert_eq!(
                Coordinates::new(latitude, longitude),
                Err(Problem::OutOfRange)
            );
        }
    }

    #[test]
    fn only_schools_have_an_npsn() {
        let mut profile = Profile::new(Name::new("PT Maju").unwrap(), Kind::Company);
        profile.npsn = Npsn::new("20100123").ok();
        assert_eq!(
            profile.faults(),
            [Fault::new(Field::Npsn, Problem::OnlyForSchools)]
        );
    }

    #[test]
    fn a_website_is_one_that_a_browser_opens() {
        let mut profile = Profile::new(Name::new("PT Maju").unwrap(), Kind::Company);
        for (address, fine) in [
            ("", true),
            ("https://maju.example", true),
            ("javascript:alert(1)", false),
            ("https://a b", false),
        ] {
            profile.website = Line::new(address).unwrap();
            assert_eq!(profile.faults().is_empty(), fine, "{address}");
        }
    }
}
