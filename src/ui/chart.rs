//! Charts drawn by the server as SVG, each with the same numbers as a table. Lengths are shares of the width, so that
//! text keeps its size on a phone; what colours tell is told by words and numbers too.

use super::locale;
use crate::i18n::number;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// One row of numbers under a name; the place gives the colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What the numbers count.
    pub name: &'static str,
    /// A number for each label.
    pub values: Vec<usize>,
}

/// How numbers are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A bar for each label; several series are stacked.
    Bars,
    /// A line for each series, over labels that follow each other.
    Lines,
}

/// A chart with its legend, its text alternative, and the same numbers as a table.
#[component]
pub fn Chart(
    /// What it shows; its heading stands around it.
    title: &'static str,
    /// How.
    look: Look,
    /// What the labels are: the head of the table's first column.
    head: &'static str,
    /// What is counted.
    labels: Vec<String>,
    /// The numbers.
    series: Vec<Series>,
) -> impl IntoView {
    let locale = locale();
    let most = match look {
        Look::Bars => totals(&labels, &series).into_iter().max(),
        Look::Lines => series
            .iter()
            .flat_map(|one| one.values.iter().copied())
            .max(),
    };
    let Some(most) = most.filter(|most| *most > 0) else {
        return view! { <p class="soft">{td_string!(locale, insight.no_data)}</p> }.into_any();
    };
    let told = format!("{title}. {}", told(&labels, &series));
    let picture = match look {
        Look::Bars => bars(&labels, &series, most).into_any(),
        Look::Lines => lines(&labels, &series, most).into_any(),
    };
    let legend = (series.len() > 1).then(|| {
        let names = series.iter().zip(1..).map(|(one, n)| {
            view! {
                <li>
                    <svg class=format!("series-{n}") viewBox="0 0 12 12" aria-hidden="true">
                        {mark(n, "50%".to_owned(), 6.0)}
                    </svg>
                    {one.name}
                </li>
            }
        });
        view! { <ul class="chart-legend">{names.collect_view()}</ul> }
    });
    let height = match look {
        Look::Bars => labels.len() as f64 * ROW,
        Look::Lines => TOP + PLOT + BOTTOM,
    };
    view! {
        <figure class="chart">
            {legend}
            <svg class="chart-picture" role="img" aria-label=told width="100%" height=height.to_string()>
                {picture}
            </svg>
            <details>
                <summary>{td_string!(locale, insight.as_table)}</summary>
                <Numbers head labels series />
            </details>
        </figure>
    }
    .into_any()
}

/// The numbers of a chart as a table.
#[component]
fn Numbers(head: &'static str, labels: Vec<String>, series: Vec<Series>) -> impl IntoView {
    let locale = locale();
    let heads = series
        .iter()
        .map(|one| view! { <th scope="col" class="number">{one.name}</th> })
        .collect_view();
    let rows = labels.into_iter().enumerate().map(|(place, label)| {
        let cells = series.iter().map(|one| {
            let value = one.values.get(place).copied().unwrap_or(0);
            view! { <td class="number">{number(locale, value)}</td> }
        });
        view! {
            <tr>
                <th scope="row">{label}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        // Nothing in it takes the focus, so the frame does: it scrolls on a phone.
        <div class="table-frame" tabindex="0" role="group" aria-label=td_string!(locale, insight.as_table)>
            <table class="data">
                <thead>
                    <tr>
                        <th scope="col">{head}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn totals(labels: &[String], series: &[Series]) -> Vec<usize> {
    let places = 0..labels.len();
    let at = |place: usize| series.iter().filter_map(move |one| one.values.get(place));
    places.map(|place| at(place).sum()).collect()
}

/// The chart in words, for those who do not see it.
fn told(labels: &[String], series: &[Series]) -> String {
    let locale = locale();
    let told = labels.iter().enumerate().map(|(place, label)| {
        let numbers = series.iter().map(|one| {
            let value = number(locale, one.values.get(place).copied().unwrap_or(0));
            match series.len() {
                1 => value,
                _ => format!("{} {value}", one.name),
            }
        });
        format!("{label}: {}", numbers.collect::<Vec<_>>().join(", "))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// The height of a bar with its label.
const ROW: f64 = 46.0;
/// The width that the longest bar takes; the rest is for its number.
const WIDEST: f64 = 86.0;
/// A part narrower than this has no room for its number.
const ROOMY: f64 = 6.0;
/// A part narrower than this has no room for a line around it.
const THIN: f64 = 1.0;

fn bars(labels: &[String], series: &[Series], most: usize) -> impl IntoView + use<> {
    let locale = locale();
    let share = |value: usize| value as f64 / most as f64 * WIDEST;
    let rows = labels.iter().zip(totals(labels, series)).enumerate();
    let rows = rows.map(|(place, (label, total))| {
        let top = place as f64 * ROW;
        let mut left = 0.0;
        let parts = series.iter().zip(1..).filter_map(|(one, n)| {
            let value = one.values.get(place).copied().filter(|value| *value > 0)?;
            let (x, width) = (left, share(value));
            left += width;
            let thin = width < THIN;
            let inside = (series.len() > 1 && width >= ROOMY).then(|| {
                let middle = format!("{:.2}%", x + width / 2.0);
                let y = (top + 33.5).to_string();
                view! {
                    <text class="inside" x=middle y=y text-anchor="middle">
                        {number(locale, value)}
                    </text>
                }
            });
            Some(view! {
                <g class=format!("series-{n}")>
                    <rect
                        x=format!("{x:.2}%")
                        y=(top + 20.0).to_string()
                        width=format!("{width:.2}%")
                        class:thin=thin
                        height="18"
                    />
                    {inside}
                </g>
            })
        });
        let parts = parts.collect_view();
        view! {
            <text class="label" x="0" y=(top + 14.0).to_string()>
                {label.clone()}
            </text>
            {parts}
            <text class="value" x=format!("{:.2}%", share(total)) dx="6" y=(top + 34.0).to_string()>
                {number(locale, total)}
            </text>
        }
    });
    rows.collect_view()
}

/// The heights of what a chart of lines is made of.
const TOP: f64 = 24.0;
const PLOT: f64 = 150.0;
const BOTTOM: f64 = 28.0;

fn lines(labels: &[String], series: &[Series], most: usize) -> impl IntoView + use<> {
    let locale = locale();
    // A single label stands in the middle.
    let last = labels.len().saturating_sub(1).max(1) as f64;
    let across = move |place: usize| 6.0 + place as f64 / last * 88.0;
    let down = move |value: usize| PLOT * (1.0 - value as f64 / most as f64);
    let drawn = series.iter().zip(1..).map(|(one, n)| {
        let points = one.values.iter().enumerate();
        let points =
            points.map(|(place, value)| format!("{:.2},{:.2}", across(place), down(*value)));
        let points = points.collect::<Vec<_>>().join(" ");
        let marks = one.values.iter().enumerate().map(|(place, value)| {
            let (x, y) = (format!("{:.2}%", across(place)), TOP + down(*value));
            // Two lines that meet have their numbers above and below.
            let beside = if n == 1 { y - 9.0 } else { y + 18.0 };
            view! {
                {mark(n, x.clone(), y)}
                <text class="value" x=x y=beside.to_string() text-anchor="middle">
                    {number(locale, *value)}
                </text>
            }
        });
        let marks = marks.collect_view();
        view! {
            <g class=format!("series-{n}")>
                <svg
                    y=TOP.to_string()
                    width="100%"
                    height=PLOT.to_string()
                    viewBox=format!("0 0 100 {PLOT}")
                    preserveAspectRatio="none"
                    overflow="visible"
                >
                    <polyline points=points vector-effect="non-scaling-stroke" />
                </svg>
                {marks}
            </g>
        }
    });
    let drawn = drawn.collect_view();
    let names = labels.iter().enumerate().map(|(place, label)| {
        let x = format!("{:.2}%", across(place));
        view! {
            <text class="label" x=x y=(TOP + PLOT + 24.0).to_string() text-anchor="middle">
                {label.clone()}
            </text>
        }
    });
    let base = (TOP + PLOT).to_string();
    view! {
        <line class="base" x1="0" x2="100%" y1=base.clone() y2=base />
        {drawn}
        {names.collect_view()}
    }
}

/// The mark of a series: told apart by shape as well as by colour.
fn mark(series: usize, x: String, y: f64) -> impl IntoView {
    match series {
        2 => view! { <rect class="mark" x=x y=(y - 4.5).to_string() width="9" height="9" transform="translate(-4.5 0)" /> }
            .into_any(),
        _ => view! { <circle class="mark" cx=x cy=y.to_string() r="5" /> }.into_any(),
    }
}
