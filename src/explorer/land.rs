//! The outline of Indonesia behind the map, fetched when it is first needed.

use jejaring_graph::Projection;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const FILE: &str = "/map/indonesia.5b9205f9.txt";
/// The file's units for each degree.
const UNITS: f32 = 500.0;

/// Points of a line.
type Line = Vec<[f32; 2]>;

/// Areas of land and borders of provinces, in degrees: longitude, latitude.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Land {
    pub areas: Vec<Line>,
    pub borders: Vec<Line>,
}

impl Land {
    /// Gets it from the server.
    pub async fn fetch() -> Result<Land, JsValue> {
        let response = JsFuture::from(window().fetch_with_str(FILE)).await?;
        let response: web_sys::Response = response.dyn_into()?;
        if !response.ok() {
            return Err(JsValue::from_f64(f64::from(response.status())));
        }
        let text = JsFuture::from(response.text()?).await?;
        Ok(Land::read(&text.as_string().unwrap_or_default()))
    }

    /// Reads the file: a line each, `P` for land, `L` for a border, then pairs of numbers, each pair a step from the
    /// point before it.
    fn read(text: &str) -> Land {
        let mut land = Land::default();
        for line in text.lines() {
            let Some((of, numbers)) = line.split_once(' ') else {
                continue;
            };
            let to = match of {
                "P" => &mut land.areas,
                "L" => &mut land.borders,
                _ => continue,
            };
            let numbers: Vec<i32> = numbers.split(' ').filter_map(|n| n.parse().ok()).collect();
            let mut at = [0, 0];
            let points = numbers.chunks_exact(2).map(|step| {
                at = [at[0] + step[0], at[1] + step[1]];
                [at[0] as f32 / UNITS, -at[1] as f32 / UNITS]
            });
            to.push(points.collect());
        }
        land
    }

    /// As it lies in an arrangement: areas closed, and borders.
    pub fn placed(&self, projection: Projection) -> (Vec<Line>, Vec<Line>) {
        let place = |lines: &[Line], closed: bool| {
            lines
                .iter()
                .map(|line| {
                    let ends = line.first().filter(|_| closed);
                    let points = line.iter().chain(ends);
                    points.map(|[x, y]| projection.place(*x, *y)).collect()
                })
                .collect()
        };
        (place(&self.areas, true), place(&self.borders, false))
    }
}
