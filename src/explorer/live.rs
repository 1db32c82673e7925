//! The canvas: what the stage draws, and what it says.

use super::arrange::{Bench, Kept, arrange, carried};
use super::land::Land;
use super::look::{Pin, read_pins, write_pins};
use super::network::LoadedNetwork;
use super::shown::{self, Shown};
use super::steps::Step;
use super::take::taken;
use super::tip::Pointed;
use super::url::View;
use super::{Panel, Progress, Shared, Wish, storage};
use crate::api::views::{keep_pins, own_views};
use crate::i18n::{td_string, words};
use crate::live::Live;
use crate::part::part;
use crate::ui::locale;
use jejaring_domain::change::Subject;
use jejaring_domain::{Coded, OrganisationId, Status};
use jejaring_graph::arrange::{Arranged, Wanted};
use jejaring_graph::ask::{Answer, Marks, Question};
use jejaring_graph::past::Then;
use jejaring_graph::{Arrangement, Filter, Guides, Mask, NodeId, Snapshot, paint, style};
use jejaring_stage::{
    Backdrop, Bounds, Callbacks, Camera, Edges, Look, LookAt, Marked, Scene, Stage, StageError,
    Target, Theme,
};
use leptos::ev;
use leptos::html::Canvas;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Uint8Array;

/// Arranges otherwise than by forces.
type Arranger = fn(&Wanted, Arrangement) -> Arranged;

part! {
    fn arranging() -> Arranger, of tools, loaded by load_arranging {
        |wanted, how| wanted.arranged(how)
    }
}

/// Brings the live view to the canvas once the page is in the browser, and takes it away with the page.
pub fn start(shared: Shared, canvas: NodeRef<Canvas>) {
    let stage: Kept<Option<Stage>> = StoredValue::new_local(None);
    let bench: Kept<Bench> = StoredValue::new_local(Bench::default());
    let land = RwSignal::new(None::<Arc<Land>>);
    let arranger = RwSignal::new(None::<Arranger>);
    let dark = device_is_dark();
    let locale = locale();
    keep(shared);
    listen_to_keys(shared);

    let arrangement = Memo::new(move |_| shared.state.with(|state| state.look.arrangement));
    Effect::new(move |_| {
        if arrangement.get() != Arrangement::Force && arranger.with(Option::is_none) {
            leptos::task::spawn_local(async move {
                match arranging().await {
                    Ok(loaded) => _ = arranger.try_set(Some(loaded)),
                    Err(not_loaded) => not_loaded.reload(),
                }
            });
        }
    });

    let news = Live::of_page().follow_all();
    Effect::new(move |_| {
        news.track();
        leptos::task::spawn_local(async move {
            match fetch().await {
                Ok(network) => _ = shared.network.try_set(Some(network)),
                // What is shown already stays: it is asked for again with the next change.
                Err(_) if shared.network.try_with_untracked(Option::is_some) == Some(true) => {}
                Err(cause) => {
                    leptos::logging::error!("the network did not arrive: {cause:?}");
                    shared.progress.try_set(Progress::NotLoaded);
                }
            }
        });
    });

    Effect::new(move |before: Option<Option<LoadedNetwork>>| {
        let (Some(canvas), Some(network)) = (canvas.get(), shared.network.get()) else {
            return before.flatten();
        };
        let snapshot = network.snapshot();
        if stage.with_value(Option::is_some) {
            let Some((before, shown)) = before.flatten().zip(shared.shown.get_untracked()) else {
                return Some(network);
            };
            bench.update_value(|bench| bench.follow(&before, &network));
            stage.with_value(|stage| {
                let again = stage.as_ref().map(|stage| {
                    // From where things are now, so that nothing jumps because somebody changed something.
                    let positions = carried(&before, snapshot, &stage.positions());
                    let Mask { nodes, links, .. } = &shown.mask;
                    stage.set_scene(scene(snapshot, positions), nodes, links)
                });
                if let Some(Err(cause)) = again {
                    leptos::logging::warn!("the network is not drawn anew: {cause}");
                }
            });
            return Some(network);
        }
        // It begins where the picture in the page is, and so as that is arranged.
        if arrangement.get_untracked() != Arrangement::Force && arranger.with(Option::is_none) {
            return before.flatten();
        }
        match raise(shared, &network, canvas, stage) {
            Ok(raised) => {
                stage.set_value(Some(raised));
                shared.progress.set(Progress::Live);
            }
            Err(cause) => {
                leptos::logging::warn!("no live view: {cause}");
                shared.progress.set(Progress::NoWebGl);
            }
        }
        Some(network)
    });

    let with_stage = move |act: &dyn Fn(&Stage, &LoadedNetwork)| {
        shared.network.with_untracked(|network| {
            stage.with_value(|stage| {
                if let (Some(stage), Some(network)) = (stage, network) {
                    act(stage, network);
                }
            });
        });
    };

    let focus = Memo::new(move |_| shared.state.with(|state| state.filter.around.clone()));
    Effect::new(move |before: Option<_>| {
        shared.progress.track();
        shared.network.track();
        let focus = focus.get();
        let Some(shown) = shared.shown.get() else {
            return before.unwrap_or(focus);
        };
        let size = shared.state.with(|state| state.look.size);
        with_stage(&|stage, network| {
            stage.set_visible(&shown.mask.nodes, &shown.mask.links);
            if let Err(cause) = stage.set_look(look(network.snapshot(), &shown, size)) {
                leptos::logging::error!("the look does not fit: {cause}");
            }
            // What a focus leaves may lie anywhere, and what comes back too.
            if before.as_ref().is_some_and(|before| *before != focus) {
                stage.fit();
            }
        });
        focus
    });

    let selected = Memo::new(move |_| shared.state.with(|state| state.selected));
    Effect::new(move |_| {
        shared.progress.track();
        shared.network.track();
        // What was hidden is not selected on the stage any more; it may be shown again.
        shared.shown.track();
        let selected = selected.get();
        with_stage(&|stage, network| {
            stage.select(selected.and_then(|id| target(network.snapshot(), id)));
        });
    });
    // Once more of it is told, that must not lie over it.
    Effect::new(move |_| {
        shared.progress.track();
        if selected.get().is_some() {
            request_animation_frame(move || {
                let _ = stage.try_with_value(|stage| {
                    if let (Some(stage), Some(covered)) = (stage, covered()) {
                        stage.reveal(covered);
                    }
                });
            });
        }
    });

    let others = Live::of_page().looked_at();
    Effect::new(move |_| {
        shared.progress.track();
        shared.network.track();
        let others = others.get();
        with_stage(&|stage, network| {
            let nodes = others
                .iter()
                .filter_map(|subject| ringed(network, *subject));
            stage.ring(&nodes.collect::<Vec<_>>());
        });
    });

    Effect::new(move |_| {
        shared.progress.track();
        shared.network.track();
        let marks = shared.seen.answer.with(|answer| {
            let marks = answer.as_ref().map(|answer| answer.marks.clone());
            marks.unwrap_or_default()
        });
        with_stage(&|stage, network| stage.mark(marked(network, &marks)));
    });

    // What a question marks is brought into view, once; what a link asks is seen from where the link says.
    let linked = shared.state.with_untracked(|state| state.question.clone());
    Effect::new(move |shown: Option<Option<Question>>| {
        shared.progress.track();
        let shown = shown.unwrap_or_else(|| linked.clone());
        shared.seen.answer.with(|answer| match answer {
            Some(Answer {
                question, marks, ..
            }) if !marks.nodes.is_empty() && shown.as_ref() != Some(question) => {
                // Once it is told, as that may lie over it.
                request_animation_frame(move || {
                    let _ = stage.try_with_value(|stage| {
                        let covered = covered().unwrap_or_default();
                        stage.iter().for_each(|stage| stage.show_marked(covered));
                    });
                });
                Some(question.clone())
            }
            _ => shown,
        })
    });

    Effect::new(move |_| {
        shared.progress.track();
        dark.track();
        with_stage(&|stage, _| {
            canvas
                .get_untracked()
                .iter()
                .for_each(|canvas| stage.set_theme(Theme::from_css(canvas)));
        });
    });

    Effect::new(move |_| {
        let Some(wish) = shared.wish.get() else {
            return;
        };
        with_stage(&|on, network| match wish {
            Wish::FlyTo(id) => node(network, id)
                .into_iter()
                .for_each(|node| on.fly_to(node)),
            Wish::Fit => on.fit(),
            Wish::Zoom(factor) => on.zoom_by(factor),
            Wish::Back => {
                let places = bench.with_value(|bench| bench.places(network.snapshot()));
                on.set_positions(&places);
            }
            Wish::Pin => toggle_pin(shared, on, network, locale),
            Wish::Take(format) => {
                leptos::task::spawn_local(async move {
                    if taken(stage, shared, locale, format).await.is_err() {
                        shared.say(td_string!(locale, looks.share.failed).to_owned());
                    }
                });
            }
        });
        shared.wish.set(None);
    });

    // Other places for the nodes, and what lies behind them.
    let size = Memo::new(move |_| shared.state.with(|state| state.look.size));
    let timed = Memo::new(move |_| shared.days.with(Option::is_some));
    Effect::new(move |before: Option<bool>| {
        shared.progress.track();
        let (how, timed) = (arrangement.get_untracked(), timed.get());
        // Another arrangement is told when it is arranged.
        if how == Arrangement::Force || before.is_some_and(|before| before != timed) {
            with_stage(&|stage, _| stage.keep_clear(edges(how, timed)));
        }
        timed
    });
    Effect::new(move |before: Option<Option<Arrangement>>| {
        let before = before.flatten();
        if shared.progress.get() != Progress::Live {
            return before;
        }
        shared.network.track();
        let how = arrangement.get();
        let fit = before != Some(how);
        if how == Arrangement::Force {
            if fit && before.is_some() {
                with_stage(&|stage, network| {
                    let places = bench.with_value(|bench| bench.places(network.snapshot()));
                    let edges = edges(how, timed.get_untracked());
                    stage.arrange(&places, Backdrop::default(), LookAt::Whole, edges);
                });
            }
            with_stage(&|stage, _| stage.set_movable(!shared.embedded));
            return Some(how);
        }
        let (Some(shown), Some(arranger)) = (shared.shown.get(), arranger.get()) else {
            return before;
        };
        let centre = (how == Arrangement::Rings)
            .then(|| match selected.get() {
                Some(NodeId::Organisation(id)) => Some(id),
                Some(NodeId::Partnership(_)) | None => None,
            })
            .flatten();
        let land = (how == Arrangement::Map).then(|| land.get()).flatten();
        let (locale, size) = (locale, size.get());
        with_stage(&|stage, network| {
            let snapshot = network.snapshot();
            let wanted = Wanted {
                snapshot,
                adjacency: network.adjacency(),
                shown: &shown.mask.nodes,
                partnerships: &shown.mask.partnerships,
                degrees: &shown.values.degrees(snapshot),
                past: shown.values.is_past(),
                radii: &paint::radii(snapshot, size, &shown.values),
                centre: centre.and_then(|id| node(network, id)),
            };
            let arranged = arranger(&wanted, how);
            stage.set_movable(false);
            let backdrop = backdrop(&arranged.guides, land.as_deref(), locale);
            let look_at = match arranged.frame {
                _ if !fit => LookAt::Same,
                None => LookAt::Whole,
                Some(sides) => {
                    let [left, top, right, bottom] = sides.map(f64::from);
                    LookAt::Part(Bounds {
                        left,
                        top,
                        right,
                        bottom,
                    })
                }
            };
            if before.is_none() {
                // Where the picture in the page has them.
                stage.place(&arranged.positions);
            }
            let edges = edges(how, timed.get_untracked());
            stage.arrange(&arranged.positions, backdrop, look_at, edges);
            let view = shared.state.with_untracked(|state| state.view);
            if let (None, Some(view)) = (before, view) {
                stage.fly(camera(view));
            }
        });
        Some(how)
    });
    Effect::new(move |_| {
        if arrangement.get() == Arrangement::Map && land.with(Option::is_none) {
            leptos::task::spawn_local(async move {
                match Land::fetch().await {
                    Ok(fetched) => _ = land.try_set(Some(Arc::new(fetched))),
                    Err(cause) => leptos::logging::warn!("no land on the map: {cause:?}"),
                }
            });
        }
    });

    // What is shown is laid out by itself, if that is wanted; what is pinned stays, and what is about it gives way.
    let alone = Memo::new(move |_| {
        shared
            .state
            .with(|state| state.look.anew.then(|| state.filter.clone()))
    });
    Effect::new(move |before: Option<Option<Placed>>| {
        let before = before.flatten();
        let pins = shared.pinned();
        let now = shared.network.get().map(|network| Placed {
            alone: alone.get(),
            pins: pins.len(),
            network,
        });
        if shared.progress.get() != Progress::Live || arrangement.get() != Arrangement::Force {
            with_stage(&|stage, _| stage.set_pins(Vec::new()));
            return None;
        }
        let now = now?;
        let was_alone = before.as_ref().and_then(|before| before.alone.as_ref());
        with_stage(&|on, network| {
            let failed = move || shared.say(td_string!(locale, looks.layout.failed));
            let pins = pinned(shared, network);
            on.set_pins(pins.iter().map(|(node, _)| *node).collect());
            let unfinished = bench.with_value(Bench::is_laying_out_anew);
            if now.alone.is_some() && (was_alone != now.alone.as_ref() || unfinished) {
                let Some(shown) = shared.shown.get_untracked() else {
                    return;
                };
                // A link that says from where it is seen keeps that.
                let fit = shared.state.with_untracked(|state| state.view.is_none());
                let laid = Some((&shown.mask, fit));
                return arrange(stage, bench, network, laid, &pins, failed);
            }
            let back = was_alone.is_some() && now.alone.is_none();
            if back {
                bench.update_value(Bench::forget);
            }
            if !pins.is_empty() {
                arrange(stage, bench, network, None, &pins, failed);
            } else if before
                .as_ref()
                .is_some_and(|before| back || before.pins > 0 || !before.network.is(&now.network))
            {
                bench.update_value(Bench::forget_pins);
                let places = bench.with_value(|bench| bench.places(network.snapshot()));
                on.set_positions(&places);
            }
            if back {
                on.fit();
            }
        });
        Some(now)
    });

    Effect::new(move |_| {
        let mut view = shared.state.get();
        view.view = None;
        let pins = shared.pins.get();
        shared.steps.reach(Step { view, pins });
    });

    // Steps through the browser's history move the camera; its own moves are in the address already.
    let view = Memo::new(move |_| {
        shared
            .state
            .with(|state| (state.view, state.look.arrangement))
    });
    Effect::new(move |before: Option<(Option<View>, Arrangement)>| {
        let now = view.get();
        if let Some((seen_from, how)) = before {
            with_stage(&|stage, _| match now.0 {
                Some(view) if !same(&written(stage.camera()), &view) => {
                    stage.set_camera(camera(view));
                }
                None if seen_from.is_some() && how == now.1 && !stage.is_whole() => stage.fit(),
                _ => {}
            });
        }
        now
    });

    on_cleanup(move || stage.set_value(None));
}

/// How the nodes were placed by forces: what was laid out by itself, how many pins there were, and of which network.
struct Placed {
    alone: Option<Filter>,
    pins: usize,
    network: LoadedNetwork,
}

/// What the person keeps: from the browser at once, from the account when it has come.
fn keep(shared: Shared) {
    let locale = locale();
    let kept = StoredValue::new(None::<String>);
    let found = move |pins: Vec<Pin>| {
        shared.steps.had(&pins);
        shared.pins.try_set(pins);
    };
    Effect::new(move |_| {
        found(storage::pins());
        if shared.embedded {
            return;
        }
        leptos::task::spawn_local(async move {
            // Whoever cannot be asked is a visitor.
            let Ok(Some(own)) = own_views().await else {
                return;
            };
            if let Some(pins) = &own.pins {
                found(read_pins(pins));
            }
            let here = shared.pins.try_with_untracked(|pins| write_pins(pins));
            kept.try_set_value(here);
            shared.account.try_set(Some(own.views));
        });
    });
    // Keys move a pin step by step: it is kept where it comes to rest.
    Effect::new(move |_| {
        let pins = shared.pins.with(|pins| write_pins(pins));
        if kept.with_value(|kept| kept.as_ref().is_none_or(|kept| *kept == pins)) {
            return;
        }
        let send = move || {
            kept.set_value(Some(pins.clone()));
            leptos::task::spawn_local(async move {
                if let Err(cause) = keep_pins(pins).await {
                    leptos::logging::warn!("pins are not kept: {cause}");
                    let why = words::error(locale, &cause);
                    shared.say(td_string!(locale, looks.pins.failed, why).to_string());
                }
            });
        };
        if let Ok(waiting) = set_timeout_with_handle(send, AT_REST) {
            on_cleanup(move || waiting.clear());
        }
    });
}

/// After so long a pin has come to rest.
const AT_REST: Duration = Duration::from_millis(300);

/// Gets the snapshot from the server.
async fn fetch() -> Result<LoadedNetwork, JsValue> {
    let response = JsFuture::from(window().fetch_with_str("/network.bin")).await?;
    let response: web_sys::Response = response.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_f64(f64::from(response.status())));
    }
    let bytes = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec();
    let snapshot = Snapshot::decode(&bytes);
    let snapshot = snapshot.map_err(|cause| JsValue::from_str(&cause.to_string()))?;
    Ok(LoadedNetwork::new(bytes, snapshot))
}

fn raise(
    shared: Shared,
    network: &LoadedNetwork,
    canvas: web_sys::HtmlCanvasElement,
    here: Kept<Option<Stage>>,
) -> Result<Stage, StageError> {
    let locale = locale();
    // Of the network that is drawn by then.
    let at = move |target: Target| {
        shared
            .network
            .with_untracked(|network| behind(network.as_ref()?.snapshot(), target))
    };
    let open = move |target: Target| match at(target) {
        Some(NodeId::Organisation(id)) => shared.leave(&format!("/organisations/{id}")),
        Some(NodeId::Partnership(id)) => shared.leave(&format!("/partnerships/{id}")),
        None => {}
    };
    let callbacks = Callbacks {
        on_select: Box::new(move |target| {
            let selected = target.and_then(at);
            shared.go(false, |state| state.selected = selected);
        }),
        on_open: Box::new(open),
        on_hover: Box::new({
            let canvas = canvas.clone();
            move |target, place| {
                let pointed = target.and_then(|target| match at(target)? {
                    NodeId::Partnership(id) => Some(Pointed {
                        id,
                        at: place,
                        within: [canvas.client_width(), canvas.client_height()].map(f64::from),
                    }),
                    NodeId::Organisation(_) => None,
                });
                shared.pointed.set(pointed);
            }
        }),
        on_camera: Box::new(move |camera| {
            shared.go(true, |state| state.view = camera.map(written))
        }),
        on_move: Box::new(move |node, place| {
            if let Some(NodeId::Organisation(id)) = at(Target::Node(node))
                && !shared.pin(locale, id, place)
            {
                shared.wish.set(Some(Wish::Back));
            }
        }),
        on_lost: Box::new(move || {
            leptos::logging::warn!("the graphics processor does not come back");
            // Once nothing of the stage is under way any more.
            let fall_back = move || {
                here.try_set_value(None);
                shared.progress.try_set(Progress::NoWebGl);
            };
            set_timeout(fall_back, Duration::ZERO);
        }),
    };
    let theme = Theme::from_css(&canvas);
    let snapshot = network.snapshot();
    let whole = scene(snapshot, snapshot.positions().to_vec());
    let stage = Stage::new(canvas, whole, theme, callbacks)?;
    if let Some(shown) = shared.shown.get_untracked() {
        stage.set_visible(&shown.mask.nodes, &shown.mask.links);
        stage.frame();
    }
    // From the whole, which the picture in the page shows.
    let view = shared.state.with_untracked(|state| {
        // Other arrangements come first.
        let force = state.look.arrangement == Arrangement::Force;
        state.view.filter(|_| force)
    });
    if let Some(view) = view {
        stage.fly(camera(view));
    }
    Ok(stage)
}

fn scene(snapshot: &Snapshot, positions: Vec<f32>) -> Scene {
    let nodes = 0..snapshot.node_count();
    let degrees = snapshot.degrees();
    Scene {
        positions,
        radii: nodes
            .clone()
            .map(|node| snapshot.node_kind(node).radius(degrees[node]))
            .collect(),
        kinds: nodes
            .clone()
            .map(|node| snapshot.node_kind(node).index())
            .collect(),
        labels: nodes
            .clone()
            .map(|node| {
                snapshot
                    .hub(node)
                    .map_or(snapshot.node_name(node), |_| "")
                    .to_owned()
            })
            .collect(),
        importance: degrees.iter().map(|degree| *degree as f32).collect(),
        node_paints: vec![0; snapshot.node_count()],
        link_paints: vec![0; snapshot.links().len()],
        links: snapshot.links().to_vec(),
        link_styles: snapshot
            .link_statuses()
            .iter()
            .map(|status| status.index())
            .collect(),
        link_bends: style::bends(snapshot.links()),
        link_wide: snapshot
            .link_partnerships()
            .iter()
            .map(|partnership| style::is_wide(snapshot.form(*partnership as usize)))
            .collect(),
    }
}

/// What stands behind a node or a line.
fn behind(snapshot: &Snapshot, target: Target) -> Option<NodeId> {
    match target {
        Target::Node(node) => {
            let known = (node as usize) < snapshot.node_count();
            known.then(|| snapshot.node_id(node as usize))
        }
        Target::Link(link) => {
            let partnership = snapshot.link_partnerships().get(link as usize)?;
            Some(snapshot.partnership_id(*partnership as usize).into())
        }
    }
}

/// The node or the line that stands for something: a partnership of two is a line.
fn target(snapshot: &Snapshot, id: NodeId) -> Option<Target> {
    let number = |place: usize| u32::try_from(place).ok();
    if let Some(node) = snapshot.node(id) {
        return number(node).map(Target::Node);
    }
    match id {
        NodeId::Partnership(id) => {
            let link = snapshot.link_of(snapshot.find_partnership(id)?)?;
            number(link).map(Target::Link)
        }
        NodeId::Organisation(_) => None,
    }
}

/// The node of what somebody looks at; none for a partnership of two, which is a line.
fn ringed(network: &LoadedNetwork, subject: Subject) -> Option<u32> {
    let id = match subject {
        Subject::Organisation(id) => NodeId::Organisation(id),
        Subject::Partnership(id) => NodeId::Partnership(id),
        Subject::Record(_) => return None,
    };
    network
        .snapshot()
        .node(id)
        .and_then(|node| u32::try_from(node).ok())
}

/// How the stage draws what is shown.
fn look(snapshot: &Snapshot, shown: &Shown, size: paint::Size) -> Look {
    let statuses = snapshot.link_statuses().iter();
    let partnerships = snapshot.link_partnerships().iter();
    let style = |(status, partnership): (&Status, &u32)| match (&shown.fates, shown.tally) {
        (None, None) => status.index(),
        // What is over is dashed, and not told by its colour alone.
        (Some(fates), _) if fates[*partnership as usize] == Then::Ended => Status::Claimed.index(),
        _ => Status::Running.index(),
    };
    Look {
        radii: paint::radii(snapshot, size, &shown.values),
        node_paints: shown.nodes.paints.clone(),
        link_styles: statuses.zip(partnerships).map(style).collect(),
        link_paints: shown.links.paints.clone(),
    }
}

/// The guides as the stage draws them.
fn backdrop(guides: &Guides, land: Option<&Land>, locale: crate::i18n::Locale) -> Backdrop {
    let captions = guides.captions.iter();
    let captions = captions.map(|(at, caption)| (*at, shown::caption(locale, *caption)));
    let (areas, borders) = match (land, guides.map) {
        (Some(land), Some(projection)) => land.placed(projection),
        _ => Default::default(),
    };
    Backdrop {
        land: areas,
        lines: guides.lines.iter().cloned().chain(borders).collect(),
        captions: captions.collect(),
    }
}

/// What lies over the edges of the canvas: tools and legend, which the layout by forces lies under as the picture in
/// the page does, and the bar of days.
fn edges(how: Arrangement, timed: bool) -> Edges {
    let wide = super::is_wide();
    let tools = match (how, wide) {
        (Arrangement::Force, _) => Edges::default(),
        (_, true) => Edges {
            top: 56.0,
            right: 250.0,
            bottom: 0.0,
            left: 40.0,
        },
        (_, false) => Edges {
            top: 60.0,
            bottom: 50.0,
            ..Edges::default()
        },
    };
    let days = match (timed, wide) {
        (false, _) => 0.0,
        (true, true) => 150.0,
        (true, false) => 200.0,
    };
    Edges {
        bottom: tools.bottom.max(days),
        ..tools
    }
}

/// What the panel of what is selected covers of the canvas, or on a phone the sheet that is open; none where there is none.
fn covered() -> Option<Edges> {
    let find = |what: &str| document().query_selector(what).ok().flatten();
    let wide = super::is_wide();
    let panel = find(PANEL).or_else(|| find(SHEET).filter(|_| !wide))?;
    let panel = panel.get_bounding_client_rect();
    let canvas = find(".explorer-canvas")?.get_bounding_client_rect();
    Some(if wide {
        Edges {
            right: canvas.right() - panel.left(),
            ..Edges::default()
        }
    } else {
        Edges {
            bottom: canvas.bottom() - panel.top(),
            ..Edges::default()
        }
    })
}

/// Where it is told what is selected.
const PANEL: &str = ".explorer-details:not([hidden]), .explorer-meeting:not([hidden])";

const SHEET: &str = ".explorer-panel[open] > .explorer-panel-body";

/// The pinned nodes and where they are.
fn pinned(shared: Shared, network: &LoadedNetwork) -> Vec<(u32, [f32; 2])> {
    let pins = untrack(move || shared.pinned());
    pins.into_iter()
        .filter_map(|(id, at)| Some((node(network, id)?, at)))
        .collect()
}

/// Pins the selected organisation where it is, or lets it go; says so.
fn toggle_pin(shared: Shared, stage: &Stage, network: &LoadedNetwork, locale: crate::i18n::Locale) {
    let selected = shared.state.with_untracked(|state| {
        let force = state.look.arrangement == Arrangement::Force;
        state.organisation().filter(|_| force)
    });
    let Some((id, node)) = selected.and_then(|id| Some((id, node(network, id)?))) else {
        return;
    };
    let name = network.snapshot().name(node as usize);
    let mut pins = untrack(move || shared.pinned());
    if pins.iter().any(|(pinned, _)| *pinned == id) {
        pins.retain(|(pinned, _)| *pinned != id);
        shared.say(td_string!(locale, looks.pins.unpinned, name = name));
        shared.keep_pins(locale, pins);
        return;
    }
    let at = 2 * node as usize;
    if let Some(&[x, y]) = stage.positions().get(at..at + 2)
        && shared.pin(locale, id, [x, y])
    {
        shared.say(td_string!(locale, looks.pins.pinned, name = name));
    }
}

/// Shortcuts that work wherever nothing is being written.
fn listen_to_keys(shared: Shared) {
    if shared.embedded {
        return;
    }
    let listener = window_event_listener(ev::keydown, move |event| {
        if shared.helping.get_untracked() || event.alt_key() || event.default_prevented() {
            return;
        }
        let writing = event.target().is_some_and(|target| {
            target
                .dyn_into::<web_sys::Element>()
                .is_ok_and(|element| element.matches(WRITING).unwrap_or(false))
        });
        if writing {
            return;
        }
        let key = event.key();
        let letter = key.chars().count() == 1;
        if event.ctrl_key() || event.meta_key() {
            match (key.to_lowercase().as_str(), event.shift_key()) {
                ("z", false) => shared.undo(),
                ("z", true) | ("y", _) => shared.redo(),
                _ => return,
            }
            event.prevent_default();
            return;
        }
        if letter && !shared.letters.get_untracked() {
            return;
        }
        let layout = key
            .parse::<usize>()
            .ok()
            .and_then(|number| Arrangement::ALL.get(number.checked_sub(1)?));
        let toggle = |panel: Panel| {
            shared
                .panel
                .update(|open| *open = (*open != Some(panel)).then_some(panel));
        };
        match key.as_str() {
            "?" => shared.helping.set(true),
            "l" | "L" => toggle(Panel::Look),
            "s" | "S" => toggle(Panel::Share),
            "t" | "T" => shared.toggle_time(),
            "p" | "P" => shared.wish.set(Some(Wish::Pin)),
            "Escape" => shared.panel.set(None),
            _ => match layout {
                Some(layout) => shared.arrange(*layout),
                None => return,
            },
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

/// Where keys write.
const WRITING: &str =
    "input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]";

/// What an answer marks; hubs stand out with the links that are.
fn marked(network: &LoadedNetwork, marks: &Marks) -> Marked {
    let links = network.snapshot().links();
    let ends = marks
        .links
        .iter()
        .filter_map(|link| links.get(*link as usize));
    let hubs = ends.map(|[_, end]| *end);
    let hubs = hubs.filter(|node| network.snapshot().hub(*node as usize).is_some());
    Marked {
        nodes: marks.nodes.iter().copied().chain(hubs).collect(),
        links: marks.links.clone(),
        wished: marks.wished.clone(),
    }
}

fn node(network: &LoadedNetwork, id: OrganisationId) -> Option<u32> {
    network
        .snapshot()
        .find_organisation(id)
        .and_then(|node| u32::try_from(node).ok())
}

fn written(camera: Camera) -> View {
    View {
        x: camera.x,
        y: camera.y,
        zoom: camera.zoom,
    }
}

fn camera(view: View) -> Camera {
    Camera {
        x: view.x,
        y: view.y,
        zoom: view.zoom,
    }
}

/// Whether two views are the same as far as an address tells.
fn same(a: &View, b: &View) -> bool {
    [(a.x, b.x), (a.y, b.y), (a.zoom, b.zoom)]
        .iter()
        .all(|(a, b)| (a - b).abs() < 0.011)
}

/// Whether the device is set to dark colours; changes with it.
fn device_is_dark() -> ReadSignal<bool> {
    let (dark, set_dark) = signal(false);
    let query = window().match_media("(prefers-color-scheme: dark)");
    let Some(query) = query.ok().flatten() else {
        return dark;
    };
    set_dark.set(query.matches());
    let asked = query.clone();
    let changed = Closure::<dyn Fn()>::new(move || _ = set_dark.try_set(asked.matches()));
    query.set_onchange(Some(changed.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((query, changed));
    on_cleanup(move || {
        kept.with_value(|(query, _)| query.set_onchange(None));
        kept.dispose();
    });
    dark
}
