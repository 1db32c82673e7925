//! The region: real regencies and cities with about the coordinates of their centres.

use crate::random::Random;
use jejaring_domain::{Coordinates, Line, Place};

/// A regency, a city, or a place abroad.
pub struct Regency {
    pub name: &'static str,
    pub province: &'static str,
    /// Empty for Indonesia.
    pub country: &'static str,
    pub latitude: f64,
    pub longitude: f64,
    /// How many of the region's organisations are here, as a weight.
    pub weight: f64,
}

const YOGYAKARTA: &str = "Daerah Istimewa Yogyakarta";

const fn home(name: &'static str, province: &'static str, at: [f64; 2], weight: f64) -> Regency {
    Regency {
        name,
        province,
        country: "",
        latitude: at[0],
        longitude: at[1],
        weight,
    }
}

const fn away(
    name: &'static str,
    province: &'static str,
    country: &'static str,
    at: [f64; 2],
) -> Regency {
    Regency {
        name,
        province,
        country,
        latitude: at[0],
        longitude: at[1],
        weight: 0.0,
    }
}

/// The region, the first ones, and where partners from elsewhere are.
pub const REGENCIES: [Regency; 13] = [
    home("Kota Yogyakarta", YOGYAKARTA, [-7.8014, 110.3647], 24.0),
    home("Sleman", YOGYAKARTA, [-7.7156, 110.3556], 26.0),
    home("Bantul", YOGYAKARTA, [-7.8881, 110.3288], 22.0),
    home("Kulon Progo", YOGYAKARTA, [-7.8568, 110.1594], 11.0),
    home("Gunungkidul", YOGYAKARTA, [-7.9653, 110.6017], 13.0),
    home("Klaten", "Jawa Tengah", [-7.7058, 110.6064], 9.0),
    home("Magelang", "Jawa Tengah", [-7.5942, 110.2194], 7.0),
    away("Kota Semarang", "Jawa Tengah", "", [-6.9904, 110.4229]),
    away("Jakarta Selatan", "DKI Jakarta", "", [-6.2615, 106.8106]),
    away("Kota Bandung", "Jawa Barat", "", [-6.9147, 107.6098]),
    away("Toyota", "Aichi", "Jepang", [35.0833, 137.1561]),
    away("Kanazawa", "Ishikawa", "Jepang", [36.5613, 136.6562]),
    away("Chemnitz", "Sachsen", "Jerman", [50.8278, 12.9214]),
];

/// Places outside the region, by their index.
pub const SEMARANG: usize = 7;
pub const JAKARTA: usize = 8;
pub const BANDUNG: usize = 9;
pub const TOYOTA: usize = 10;
pub const KANAZAWA: usize = 11;
pub const CHEMNITZ: usize = 12;

/// One of the region's regencies.
pub fn somewhere(random: &mut Random) -> usize {
    let weights: Vec<f64> = REGENCIES.iter().map(|regency| regency.weight).collect();
    random.weighed(&weights).unwrap_or(0)
}

/// A point near the centre of a regency; a few organisations have not said where they are.
pub fn place(random: &mut Random, regency: usize) -> Place {
    let Regency {
        name,
        province,
        country,
        latitude,
        longitude,
        ..
    } = REGENCIES[regency];
    // Cities are smaller than regencies; the mean of three draws is densest in the middle.
    let spread = if name.starts_with("Kota") { 0.03 } else { 0.1 };
    let mut aside = || {
        let sum = random.share() + random.share() + random.share();
        (sum / 1.5 - 1.0) * spread
    };
    // Four decimals are some ten metres.
    let around = |degrees: f64| (degrees * 1e4).round() / 1e4;
    let (latitude, longitude) = (around(latitude + aside()), around(longitude + aside()));
    let known = random.chance(0.93);
    Place {
        regency: Line::new(name).unwrap_or_default(),
        province: Line::new(province).unwrap_or_default(),
        country: Line::new(country).unwrap_or_default(),
        coordinates: Coordinates::new(latitude, longitude).ok().filter(|_| known),
    }
}
