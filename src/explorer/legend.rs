//! The legend: what colours, shapes, lines and sizes mean in the present view, and of how many.

use super::Shared;
use super::shown::{self, says};
use crate::i18n::{number, td_string, words};
use crate::ui::{KindShape, locale};
use jejaring_domain::{Coded, Kind, Status};
use jejaring_graph::paint::{self, Entry, LinkColour, NodeColour, Says};
use leptos::prelude::*;

/// The greatest circle of the legend of sizes, in pixels.
const LARGEST: f32 = 11.0;

/// The legend; it can be folded away.
#[component]
pub fn Legend(shared: Shared) -> impl IntoView {
    let locale = locale();
    let look = Memo::new(move |_| shared.state.with(|state| state.look.clone()));
    // On a phone it would hide the network.
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(super::is_wide()));
    let nodes = move || {
        let by = look.with(|look| look.colour);
        shared.shown.get().map(|shown| {
            let rows = shown.nodes.legend.iter().map(|entry| {
                let swatch = match &entry.says {
                    Says::Kind(kind) => view! { <KindShape kind=*kind /> }.into_any(),
                    _ => view! { <i class=format!("swatch paint-{}", entry.paint)></i> }.into_any(),
                };
                row(swatch, says(locale, &entry.says), entry.count, locale)
            });
            view! {
                <section>
                    <h2>{if shown.grouped { td_string!(locale, ask.groups_found) } else { shown::colour(locale, by) }}</h2>
                    <ul>{rows.collect_view()}</ul>
                    {(shown.grouped || by != NodeColour::Kind).then(|| view! {
                        <p class="legend-shapes">
                            {Kind::ALL.iter().map(|kind| view! {
                                <span><KindShape kind=*kind /> {words::kind(locale, *kind)}</span>
                            }).collect_view()}
                        </p>
                    })}
                </section>
            }
        })
    };
    let links = move || {
        let by = look.with(|look| look.lines);
        shared.shown.get().map(|shown| {
            let changes = shown.fates.is_some();
            let title = if changes {
                td_string!(locale, looks.legend.change)
            } else {
                shown::lines(locale, by)
            };
            let rows = shown.links.legend.iter().filter(|entry| entry.count > 0);
            let rows =
                rows.map(|entry| row(line(entry), says(locale, &entry.says), entry.count, locale));
            view! {
                <section>
                    <h2>{title}</h2>
                    <ul>{rows.collect_view()}</ul>
                    {(by != LinkColour::Status && !changes).then(|| view! {
                        <p class="legend-shapes">{td_string!(locale, looks.legend.dashed)}</p>
                    })}
                    <p class="legend-shapes">{td_string!(locale, looks.legend.wide)}</p>
                </section>
            }
        })
    };
    let sizes = move || {
        let by = look.with(|look| look.size);
        let network = shared.network.get()?;
        let shown = shared.shown.get()?;
        let sizes = paint::sizes(network.snapshot(), &shown.mask, by, &shown.values);
        let most = sizes.last().map_or(1.0, |(_, radius)| *radius);
        (!sizes.is_empty()).then(|| {
            view! {
                <section>
                    <h2>{shown::size(locale, by)}</h2>
                    <p class="legend-sizes">
                        {sizes.into_iter().map(|(value, radius)| {
                            let radius = (radius / most * LARGEST).max(2.5);
                            view! {
                                <span>
                                    <svg viewBox="-12 -12 24 24" aria-hidden="true"><circle r=radius.to_string() /></svg>
                                    {shown::amount(locale, value)}
                                </span>
                            }
                        }).collect_view()}
                    </p>
                </section>
            }
        })
    };
    view! {
        <details class="explorer-legend" prop:open=open>
            <summary>{td_string!(locale, looks.legend.title)}</summary>
            <div class="legend-body" tabindex="0">{nodes} {links} {sizes}</div>
        </details>
    }
}

fn row(swatch: AnyView, says: String, count: u32, locale: crate::i18n::Locale) -> impl IntoView {
    view! {
        <li>
            {swatch}
            <span>{says}</span>
            <span class="count">{number(locale, count as usize)}</span>
        </li>
    }
}

fn line(entry: &Entry) -> AnyView {
    let class = match &entry.says {
        Says::Status(status) => format!("stroke status-{}", status.code()),
        Says::InForce => format!("stroke status-{}", Status::Running.code()),
        Says::Then(jejaring_graph::past::Then::Ended) => {
            format!(
                "stroke status-{} paint-{}",
                Status::Claimed.code(),
                entry.paint
            )
        }
        _ => format!("stroke paint-{}", entry.paint),
    };
    view! {
        <svg class=class viewBox="0 0 18 6" aria-hidden="true">
            <path d="M0 3H18" />
        </svg>
    }
    .into_any()
}
