//! The network as a drawing in the page: there before any script is, and without it.

use super::{KindShape, locale};
use crate::i18n::{Locale, words};
use jejaring_domain::{Coded, Kind, Status};
use jejaring_graph::labels::{Area, Space, escaped, shorten, text_width};
use jejaring_graph::picture::{Label, Mark};
use jejaring_graph::{NodeId, NodeKind, Picture};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use leptos_i18n::td_string;
use leptos_router::hooks::use_navigate;
use std::fmt::Write;

/// Organisations that can be reached with the keyboard; the others are in the list of organisations.
const REACHABLE: usize = 12;
/// On a phone the drawing is about two fifths as large: fewer labels, of larger letters.
const FEW_LABELS: usize = 9;
const LARGE_LETTERS: f32 = 29.0;
const FEW_CHARACTERS: usize = 18;

/// The network. Every organisation in it is a link to its page.
#[component]
pub fn NetworkPicture(
    /// The drawing.
    picture: Picture,
) -> impl IntoView {
    let navigate = use_navigate();
    // The router follows links of HTML only, so a plain click on one of SVG is handed to it.
    let follow = move |event: MouseEvent| {
        let plain = event.button() == 0
            && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        let element = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let link = element.and_then(|element| element.closest("a").ok().flatten());
        if let (true, Some(href)) = (plain, link.and_then(|link| link.get_attribute("href"))) {
            event.prevent_default();
            navigate(&href, Default::default());
        }
    };
    // One text instead of thousands of elements: smaller in the program, and nothing to hydrate.
    view! { <div class="network-frame" on:click=follow inner_html=svg(&picture, locale())></div> }
}

/// What the shapes and the lines mean.
#[component]
pub fn Legend() -> impl IntoView {
    let locale = locale();
    let kind = move |kind: &Kind| {
        view! {
            <li>
                <KindShape kind=*kind />
                {words::kind(locale, *kind)}
            </li>
        }
    };
    let line = move |status: Status| {
        view! {
            <li>
                <svg class=format!("stroke status-{}", status.code()) viewBox="0 0 18 6" aria-hidden="true">
                    <path d="M0 3H18" />
                </svg>
                {words::status(locale, status)}
            </li>
        }
    };
    view! {
        <ul class="legend" aria-label=td_string!(locale, ui.network.legend)>
            {Kind::ALL.iter().map(kind).collect_view()}
            {[Status::Running, Status::Claimed, Status::Expiring].map(line).collect_view()}
        </ul>
    }
}

fn svg(picture: &Picture, locale: Locale) -> String {
    let mut svg = String::with_capacity(picture.nodes.len() * 260 + 4096);
    // Writing to a string cannot fail.
    let _ = write_svg(&mut svg, picture, locale);
    svg
}

fn write_svg(svg: &mut String, picture: &Picture, locale: Locale) -> std::fmt::Result {
    let organisations = picture
        .nodes
        .iter()
        .filter(|mark| mark.kind != NodeKind::Hub)
        .count();
    let title = td_string!(locale, ui.network.title);
    let description = td_string!(locale, ui.network.description, count = organisations);
    write!(
        svg,
        "<svg class=\"network\" viewBox=\"{}\" role=\"group\" aria-labelledby=\"network-title\" \
         aria-describedby=\"network-description\"><title id=\"network-title\">{title}</title>\
         <desc id=\"network-description\">{description}</desc>\
         <g class=\"links\" stroke-width=\"{}\" aria-hidden=\"true\">",
        picture.view_box(),
        picture.line,
    )?;
    for strokes in &picture.strokes {
        write!(
            svg,
            "<path class=\"{}\" stroke-width=\"{}\" d=\"{}\"/>",
            strokes.status.code(),
            strokes.width,
            strokes.path
        )?;
    }
    svg.push_str("</g><g class=\"nodes\">");
    let mut reachable = REACHABLE;
    for mark in &picture.nodes {
        write_mark(svg, mark, locale, &mut reachable)?;
    }
    svg.push_str("</g>");
    write_labels(svg, "labels many", picture.label_size, &picture.labels)?;
    write_labels(svg, "labels few", LARGE_LETTERS, &few_labels(picture))?;
    svg.push_str("</svg>");
    Ok(())
}

fn write_mark(
    svg: &mut String,
    mark: &Mark,
    locale: Locale,
    reachable: &mut usize,
) -> std::fmt::Result {
    let (address, what) = match (mark.id, mark.kind) {
        (NodeId::Organisation(id), NodeKind::Organisation(kind)) => {
            (format!("/organisations/{id}"), words::kind(locale, kind))
        }
        (NodeId::Organisation(id), NodeKind::Hub) => (format!("/organisations/{id}"), ""),
        (NodeId::Partnership(id), _) => (
            format!("/partnerships/{id}"),
            td_string!(locale, ui.network.hub),
        ),
    };
    let within_reach = mark.kind != NodeKind::Hub && *reachable > 0;
    if within_reach {
        *reachable -= 1;
    }
    let code = mark.kind.code();
    let tab = if within_reach { "" } else { " tabindex=\"-1\"" };
    let name = escaped(&mark.name);
    write!(
        svg,
        "<a href=\"{address}\" class=\"kind-{code}\"{tab}><title>{name} · {what}</title>"
    )?;
    match mark.points() {
        Some(points) => write!(svg, "<polygon class=\"node\" points=\"{points}\"/>")?,
        None => write!(
            svg,
            "<circle class=\"node\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            mark.x, mark.y, mark.radius
        )?,
    }
    svg.push_str("</a>");
    Ok(())
}

fn write_labels(svg: &mut String, class: &str, size: f32, labels: &[Label]) -> std::fmt::Result {
    write!(
        svg,
        "<g class=\"{class}\" font-size=\"{size}\" stroke-width=\"{}\" aria-hidden=\"true\">",
        size * 0.28
    )?;
    for label in labels {
        write!(
            svg,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            label.x,
            label.y,
            escaped(&label.text)
        )?;
    }
    svg.push_str("</g>");
    Ok(())
}

/// The largest organisations' names in large letters, below or above them where there is room.
fn few_labels(picture: &Picture) -> Vec<Label> {
    let mut space = Space::new(Area {
        left: 0.0,
        top: 0.0,
        right: picture.width,
        bottom: picture.height,
    });
    let mut labels = Vec::new();
    for mark in picture
        .nodes
        .iter()
        .filter(|mark| mark.kind != NodeKind::Hub)
        .take(4 * FEW_LABELS)
    {
        if labels.len() == FEW_LABELS {
            break;
        }
        let text = shorten(&mark.name, FEW_CHARACTERS);
        let half = text_width(&text, LARGE_LETTERS) / 2.0;
        let height = LARGE_LETTERS * 1.25;
        let x = mark.x.clamp(half, (picture.width - half).max(half));
        let away = mark.radius * 1.25 + 3.0;
        let mut take = |top: f32| {
            let area = Area {
                left: x - half,
                top,
                right: x + half,
                bottom: top + height,
            };
            space.take(area).then_some(Label {
                text: text.clone(),
                x: x.round(),
                y: (top + height * 0.78).round(),
            })
        };
        let label = take(mark.y + away).or_else(|| take(mark.y - away - height));
        labels.extend(label);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;
    use jejaring_domain::OrganisationId;

    #[test]
    fn names_cannot_break_out() {
        let mark = Mark {
            id: NodeId::Organisation(OrganisationId::new(0, 1)),
            kind: NodeKind::Organisation(Kind::School),
            name: "<script>\"&".into(),
            x: 500.0,
            y: 300.0,
            radius: 9.0,
        };
        let picture = Picture {
            width: 1000.0,
            height: 600.0,
            nodes: vec![mark],
            ..Picture::default()
        };
        let svg = svg(&picture, Locale::id);
        assert!(svg.contains("&lt;script&gt;&quot;&amp; · Sekolah"));
        assert!(!svg.contains("<script"));
    }
}
