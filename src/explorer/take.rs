//! The present view as a file: picture, title and legend.

use super::arrange::Kept;
use super::look::Look;
use super::shown::{self, Shown, says};
use super::{Format, Shared};
use crate::i18n::{Locale, date, number, td_string, words};
use crate::part::part;
use jejaring_domain::{Coded, Kind, Status};
use jejaring_graph::paint::{self, Entry, LinkColour, NodeColour, Says};
use jejaring_graph::past::Then;
use jejaring_graph::{Snapshot, day};
use jejaring_stage::{Key, Mark, Stage};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

part! {
    /// Makes a file of what the stage shows; whether it shows something.
    pub fn taken(stage: Kept<Option<Stage>>, shared: Shared, locale: Locale, format: Format) -> bool, of tools, loaded by load_taken {
        // Whoever has left the explorer before the part was loaded wants no picture of it any more.
        let network = shared.network.try_get_untracked().flatten();
        let shown = shared.shown.try_get_untracked().flatten();
        let look = shared.state.try_with_untracked(|state| state.look.clone());
        let Some(((network, shown), look)) = network.zip(shown).zip(look) else {
            return false;
        };
        let tell = move |said: String| shared.say(said);
        let made = stage.try_with_value(|stage| {
            let stage = stage.as_ref()?;
            take(stage, network.snapshot(), &shown, &look, locale, format, tell);
            Some(())
        });
        made.flatten().is_some()
    }
}

/// Makes the file and hands it to the person; says how it went by `tell`.
fn take(
    stage: &Stage,
    snapshot: &Snapshot,
    shown: &Shown,
    look: &Look,
    locale: Locale,
    format: Format,
    tell: impl Fn(String) + 'static,
) {
    let title = td_string!(locale, looks.share.title);
    let (organisations, links) = shown.counts(snapshot.organisation_count());
    let on = shown.day.unwrap_or(day::number(snapshot.today()));
    let subtitle = td_string!(
        locale,
        looks.share.subtitle,
        counts = shown::counted(locale, organisations, links),
        day = date(locale, day::date(on))
    );
    let keys = keys(stage, snapshot, shown, look, locale);
    let drawing = stage
        .drawing()
        .framed(&stage.theme(), title, &subtitle, &keys);
    let file = format!("jejaring-{}.{}", day::written(on), format.extension());
    let failed = td_string!(locale, looks.share.failed);
    let done = {
        let file = file.clone();
        move |made: Result<Blob, JsValue>| match made.and_then(|blob| download(&blob, &file)) {
            Ok(()) => tell(td_string!(locale, looks.share.done, file = file.as_str())),
            Err(cause) => {
                leptos::logging::error!("no picture: {cause:?}");
                tell(failed.to_owned());
            }
        }
    };
    match format {
        Format::Svg => done(blob(drawing.svg(title).as_bytes(), "image/svg+xml")),
        Format::Pdf => done(blob(&drawing.pdf(title), "application/pdf")),
        Format::Png(scale) => match canvas(&drawing, f64::from(scale)) {
            Ok(canvas) => {
                let given = Closure::once_into_js(move |blob: Option<Blob>| {
                    done(blob.ok_or(JsValue::NULL));
                });
                // Refused only for a canvas with pictures from elsewhere, of which there are none.
                let _ = canvas.to_blob(given.unchecked_ref());
            }
            Err(cause) => done(Err(cause)),
        },
    }
}

fn canvas(drawing: &jejaring_stage::Drawing, scale: f64) -> Result<HtmlCanvasElement, JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width((drawing.width * scale).round() as u32);
    canvas.set_height((drawing.height * scale).round() as u32);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    drawing.paint(context.unchecked_ref(), scale);
    Ok(canvas)
}

fn blob(bytes: &[u8], media_type: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)
}

fn download(blob: &Blob, name: &str) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data by then.
    set_timeout(
        move || _ = Url::revoke_object_url(&url),
        std::time::Duration::from_secs(60),
    );
    Ok(())
}

/// The same legend as beside the network.
fn keys(
    stage: &Stage,
    snapshot: &Snapshot,
    shown: &Shown,
    look: &Look,
    locale: Locale,
) -> Vec<Key> {
    let row = |mark: Mark, entry: &Entry| {
        let count = number(locale, entry.count as usize);
        (mark, format!("{} ({count})", says(locale, &entry.says)))
    };
    let node = |entry: &Entry| match entry.says {
        Says::Kind(kind) => row(
            Mark::Node {
                kind: kind.index(),
                paint: 0,
            },
            entry,
        ),
        _ => row(
            Mark::Node {
                kind: 0,
                paint: entry.paint,
            },
            entry,
        ),
    };
    let link = |entry: &Entry| {
        let (style, paint) = match entry.says {
            Says::Status(status) => (status.index(), 0),
            Says::InForce => (Status::Running.index(), 0),
            Says::Then(Then::Ended) => (Status::Claimed.index(), entry.paint),
            _ => (Status::Running.index(), entry.paint),
        };
        row(Mark::Link { style, paint }, entry)
    };
    let mut keys = vec![Key {
        title: if shown.grouped {
            td_string!(locale, ask.groups_found)
        } else {
            shown::colour(locale, look.colour)
        }
        .to_owned(),
        rows: shown.nodes.legend.iter().map(node).collect(),
    }];
    if shown.grouped || look.colour != NodeColour::Kind {
        let shape = |kind: &Kind| {
            let mark = Mark::Node {
                kind: kind.index(),
                paint: paint::REST,
            };
            (mark, words::kind(locale, *kind).to_owned())
        };
        keys.push(Key {
            title: td_string!(locale, looks.legend.shape).to_owned(),
            rows: Kind::ALL.iter().map(shape).collect(),
        });
    }
    let changes = shown.fates.is_some();
    let mut rows: Vec<(Mark, String)> = shown
        .links
        .legend
        .iter()
        .filter(|entry| entry.count > 0)
        .map(link)
        .collect();
    if look.lines != LinkColour::Status && !changes {
        rows.push((
            Mark::Link {
                style: Status::Claimed.index(),
                paint: paint::REST,
            },
            td_string!(locale, looks.legend.dashed).to_owned(),
        ));
    }
    keys.push(Key {
        title: if changes {
            td_string!(locale, looks.legend.change)
        } else {
            shown::lines(locale, look.lines)
        }
        .to_owned(),
        rows,
    });
    let sizes = paint::sizes(snapshot, &shown.mask, look.size, &shown.values);
    keys.push(Key {
        title: shown::size(locale, look.size).to_owned(),
        rows: sizes
            .into_iter()
            .map(|(value, radius)| {
                (
                    Mark::Size(stage.screen_radius(radius)),
                    shown::amount(locale, value),
                )
            })
            .collect(),
    });
    keys
}
