//! How near two organisations are.

use crate::fold::fold;
use jejaring_domain::{Kind, Network, Organisation, OrganisationId, Place};
use serde::{Deserialize, Serialize};

/// How far apart two organisations are, as well as is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distance {
    /// Along the great circle, in kilometres.
    Km(f32),
    /// Unknown, but both are in one regency or city.
    SameRegency,
    /// Unknown, but both are in one province.
    SameProvince,
    /// Unknown.
    Unknown,
}

impl Distance {
    /// How good that is, from 0 to 1: at 25 km one half.
    pub fn nearness(self) -> f32 {
        const HALF_KM: f32 = 25.0;
        match self {
            Distance::Km(km) => HALF_KM / (HALF_KM + km),
            Distance::SameRegency => 0.65,
            Distance::SameProvince => 0.3,
            Distance::Unknown => 0.0,
        }
    }

    /// By what places are told apart that are near: known distances first, farther than anything on the earth what is not
    /// known.
    fn rank(self) -> f32 {
        match self {
            Distance::Km(km) => km,
            Distance::SameRegency => 50_000.0,
            Distance::SameProvince => 60_000.0,
            Distance::Unknown => f32::INFINITY,
        }
    }
}

/// A place, ready to be compared with thousands.
#[derive(Clone, Debug, Default)]
pub struct Spot {
    /// The direction from the centre of the earth.
    direction: Option<[f32; 3]>,
    /// Regency and province as they are compared; empty where unknown.
    regency: String,
    province: String,
}

impl Spot {
    /// Of a place.
    pub fn of(place: &Place) -> Self {
        let direction = place.coordinates.map(|at| {
            let (latitude, longitude) = (at.latitude().to_radians(), at.longitude().to_radians());
            let flat = latitude.cos();
            [
                flat * longitude.cos(),
                flat * longitude.sin(),
                latitude.sin(),
            ]
            .map(|x| x as f32)
        });
        let country = fold(&place.country);
        let within = |part: &str, whole: &str| match part.is_empty() {
            true => String::new(),
            false => format!("{part}/{whole}"),
        };
        let province = within(&fold(&place.province), &country);
        Self {
            direction,
            regency: within(&fold(&place.regency), &province),
            province,
        }
    }

    /// How far it is to another.
    pub fn distance(&self, other: &Spot) -> Distance {
        const EARTH_KM: f32 = 6371.0;
        if let (Some(a), Some(b)) = (self.direction, other.direction) {
            let chord = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
            return Distance::Km(2.0 * EARTH_KM * (chord.sqrt() / 2.0).min(1.0).asin());
        }
        let same = |a: &str, b: &str| !a.is_empty() && a == b;
        if same(&self.regency, &other.regency) {
            Distance::SameRegency
        } else if same(&self.province, &other.province) {
            Distance::SameProvince
        } else {
            Distance::Unknown
        }
    }
}

/// The companies and communities nearest to an organisation, at most `limit`: by the distance where it is known, then those
/// of the same regency, then of the same province.
pub fn nearest(
    network: &Network,
    to: &Organisation,
    limit: usize,
) -> Vec<(OrganisationId, Distance)> {
    let here = Spot::of(&to.profile.place);
    let others = network.organisations().filter(|other| {
        let partner = matches!(other.profile.kind, Kind::Company | Kind::Community);
        partner && !other.archived && other.id != to.id
    });
    let mut near: Vec<_> = others
        .map(|other| (here.distance(&Spot::of(&other.profile.place)), other.id))
        .filter(|(distance, _)| *distance != Distance::Unknown)
        .collect();
    near.sort_by(|(a, one), (b, other)| a.rank().total_cmp(&b.rank()).then(one.cmp(other)));
    near.truncate(limit);
    near.into_iter().map(|(away, id)| (id, away)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejaring_domain::{Coordinates, Line};
    use proptest::prelude::*;

    fn at(latitude: f64, longitude: f64) -> Spot {
        Spot::of(&Place {
            coordinates: Coordinates::new(latitude, longitude).ok(),
            ..Place::default()
        })
    }

    fn named(regency: &str, province: &str) -> Spot {
        Spot::of(&Place {
            regency: Line::new(regency).unwrap(),
            province: Line::new(province).unwrap(),
            ..Place::default()
        })
    }

    #[test]
    fn yogyakarta_and_semarang_are_ninety_kilometres_apart() {
        let Distance::Km(km) = at(-7.8014, 110.3647).distance(&at(-6.9904, 110.4229)) else {
            panic!("coordinates are known");
        };
        assert!((90.0..91.5).contains(&km), "{km}");
    }

    #[test]
    fn without_coordinates_the_region_counts() {
        let bantul = named("Bantul", "DI Yogyakarta");
        for (other, expected) in [
            (named("BANTUL", "DI Yogyakarta"), Distance::SameRegency),
            (named("Sleman", "DI Yogyakarta"), Distance::SameProvince),
            (named("", "DI Yogyakarta"), Distance::SameProvince),
            (named("Bantul", "Jawa Timur"), Distance::Unknown),
            (named("", ""), Distance::Unknown),
            (at(-7.9, 110.3), Distance::Unknown),
        ] {
            assert_eq!(bantul.distance(&other), expected);
            assert_eq!(other.distance(&bantul), expected);
        }
    }

    proptest! {
        #[test]
        fn distance_is_symmetric_and_on_the_earth(
            a in (-90.0..90.0, -180.0..180.0), b in (-90.0..90.0, -180.0..180.0)
        ) {
            let (a, b) = (at(a.0, a.1), at(b.0, b.1));
            prop_assert_eq!(a.distance(&b), b.distance(&a));
            let Distance::Km(km) = a.distance(&b) else { panic!("coordinates are known") };
            prop_assert!((0.0..=20_016.0).contains(&km));
            prop_assert!((0.0..=1.0).contains(&a.distance(&b).nearness()));
        }

        #[test]
        fn nearer_is_better(a in 0f32..20_000.0, b in 0f32..20_000.0) {
            let (near, far) = (a.min(b), a.max(b));
            prop_assert!(Distance::Km(near).nearness() >= Distance::Km(far).nearness());
        }
    }
}
