//! The canvas: what the stage draws, and what it says.

use super::arrange::arrange;
use super::network::LoadedNetwork;
use super::url::View;
use super::{Progress, Shared, Wish};
use crate::live::Live;
use jejaring_domain::change::Subject;
use jejaring_domain::{Coded, OrganisationId};
use jejaring_graph::{NodeId, Snapshot};
use jejaring_stage::{Callbacks, Camera, Scene, Stage, StageError, Theme};
use leptos::html::Canvas;
use leptos::prelude::*;
use leptos_use::use_preferred_dark;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Uint8Array;

/// Brings the live view to the canvas once the page is in the browser, and takes it away with the page.
pub fn start(shared: Shared, canvas: NodeRef<Canvas>) {
    let stage = StoredValue::new_local(None::<Stage>);
    let dark = use_preferred_dark();

    let news = Live::of_page().follow_all();
    Effect::new(move |_| {
        news.track();
        leptos::task::spawn_local(async move {
            match fetch().await {
                Ok(snapshot) => _ = shared.network.try_set(Some(LoadedNetwork::new(snapshot))),
                // What is shown already stays: it is asked for again with the next change.
                Err(_) if shared.network.try_with_untracked(Option::is_some) == Some(true) => {}
                Err(cause) => {
                    leptos::logging::error!("the network did not arrive: {cause:?}");
                    shared.progress.try_set(Progress::NotLoaded);
                }
            }
        });
    });

    Effect::new(move |_| {
        let (Some(canvas), Some(network)) = (canvas.get(), shared.network.get()) else {
            return;
        };
        if stage.with_value(Option::is_some) {
            stage.with_value(|stage| {
                let again = stage
                    .as_ref()
                    .map(|stage| stage.set_scene(scene(network.snapshot())));
                if let Some(Err(cause)) = again {
                    leptos::logging::warn!("the network is not drawn anew: {cause}");
                }
            });
            return;
        }
        match raise(shared, &network, canvas) {
            Ok(raised) => {
                stage.set_value(Some(raised));
                shared.progress.set(Progress::Live);
            }
            Err(cause) => {
                leptos::logging::warn!("no live view: {cause}");
                shared.progress.set(Progress::NoWebGl);
            }
        }
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

    let filter = Memo::new(move |_| shared.state.with(|state| state.filter.clone()));
    Effect::new(move |_| {
        shared.progress.track();
        shared.network.track();
        let filter = filter.get();
        with_stage(&|stage, network| {
            let mask = filter.mask(network.snapshot());
            stage.set_visible(&mask.nodes, &mask.links);
        });
    });

    let selected = Memo::new(move |_| shared.state.with(|state| state.selected));
    Effect::new(move |_| {
        shared.progress.track();
        shared.network.track();
        let selected = selected.get();
        with_stage(&|stage, network| stage.select(selected.and_then(|id| node(network, id))));
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
        with_stage(&|stage, network| match wish {
            Wish::FlyTo(id) => node(network, id)
                .into_iter()
                .for_each(|node| stage.fly_to(node)),
            Wish::Fit => stage.fit(),
            Wish::Zoom(factor) => stage.zoom_by(factor),
            Wish::Arrange => {}
        });
        if wish == Wish::Arrange {
            let mask = |network: &LoadedNetwork| {
                shared
                    .state
                    .with_untracked(|state| state.filter.mask(network.snapshot()))
            };
            shared.network.with_untracked(|network| {
                network
                    .iter()
                    .for_each(|network| arrange(stage, network, &mask(network)));
            });
        }
        shared.wish.set(None);
    });

    // Steps through the browser's history move the camera; its own moves are in the address already.
    let view = Memo::new(move |_| shared.state.with(|state| state.view));
    Effect::new(move |before: Option<Option<View>>| {
        let view = view.get();
        if let (Some(view), true) = (view, before.is_some()) {
            with_stage(&|stage, _| {
                if !same(&written(stage.camera()), &view) {
                    stage.set_camera(camera(view));
                }
            });
        }
        view
    });

    on_cleanup(move || stage.set_value(None));
}

/// Gets the snapshot from the server.
async fn fetch() -> Result<Snapshot, JsValue> {
    let response = JsFuture::from(window().fetch_with_str("/network.bin")).await?;
    let response: web_sys::Response = response.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_f64(f64::from(response.status())));
    }
    let bytes = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec();
    Snapshot::decode(&bytes).map_err(|cause| JsValue::from_str(&cause.to_string()))
}

fn raise(
    shared: Shared,
    network: &LoadedNetwork,
    canvas: web_sys::HtmlCanvasElement,
) -> Result<Stage, StageError> {
    // Of the network that is drawn by then.
    let at = move |node: u32| {
        shared.network.with_untracked(|network| {
            let snapshot = network.as_ref()?.snapshot();
            let known = (node as usize) < snapshot.node_count();
            known.then(|| snapshot.node_id(node as usize))
        })
    };
    let organisation = move |node: u32| match at(node) {
        Some(NodeId::Organisation(id)) => Some(id),
        Some(NodeId::Partnership(_)) | None => None,
    };
    let open = move |node: u32| match at(node) {
        Some(NodeId::Organisation(id)) => shared.leave(&format!("/organisations/{id}")),
        Some(NodeId::Partnership(id)) => shared.leave(&format!("/partnerships/{id}")),
        None => {}
    };
    let callbacks = Callbacks {
        on_select: Box::new(move |node| {
            let selected = node.and_then(organisation);
            shared.go(false, |state| state.selected = selected);
        }),
        on_open: Box::new(open),
        on_camera: Box::new(move |camera| {
            shared.go(true, |state| state.view = Some(written(camera)))
        }),
        ..Callbacks::default()
    };
    let theme = Theme::from_css(&canvas);
    let stage = Stage::new(canvas, scene(network.snapshot()), theme, callbacks)?;
    if let Some(view) = shared.state.with_untracked(|state| state.view) {
        stage.set_camera(camera(view));
    }
    Ok(stage)
}

fn scene(snapshot: &Snapshot) -> Scene {
    let nodes = 0..snapshot.node_count();
    let degrees = snapshot.degrees();
    Scene {
        positions: snapshot.positions().to_vec(),
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
        links: snapshot.links().to_vec(),
        link_styles: snapshot
            .link_statuses()
            .iter()
            .map(|status| status.index())
            .collect(),
        link_bends: jejaring_graph::style::bends(snapshot.links()),
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
