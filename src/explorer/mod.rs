//! The network to move through: find, narrow, select, open.
//!
//! The server sends the picture; in the browser the live view takes its place. What is shown stands in the address.
//!
//! | module | subject |
//! |---|---|
//! | [`url`] | filters, selection and camera in the address |
//! | [`network`] | the snapshot in the browser, with its search index |
//! | `live`, `arrange` | the canvas: what the stage draws and what it says; moving the nodes (browser only) |
//! | [`seen`] | counts, rows and answers: from the server at first, then computed here |
//! | [`panels`] | what lies around the live view |
//! | [`search`], [`filters`], [`chips`] | finding; narrowing; what has been chosen |
//! | [`ask`], [`answers`] | questions, and their answers in words |
//! | [`details`], [`walk`] | the selected organisation, and its partners as a tree |
//! | [`twin`] | what is shown as a table |

mod answers;
#[cfg(feature = "hydrate")]
mod arrange;
mod ask;
mod chips;
mod details;
mod filters;
#[cfg(feature = "hydrate")]
mod live;
mod network;
mod panels;
mod search;
mod seen;
mod twin;
pub mod url;
mod walk;

use crate::api::home::picture;
use crate::i18n::{t, t_string, use_i18n};
use crate::ui::{ErrorView, Loading, NetworkPicture};
use details::Details;
use leptos::html::Canvas;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use network::LoadedNetwork;
use panels::Panels;
use seen::Seen;
use url::UrlState;

/// What the parts of the explorer share.
#[derive(Clone, Copy)]
struct Shared {
    /// What the address says.
    state: Memo<UrlState>,
    /// The network, once it is there.
    network: RwSignal<Option<LoadedNetwork>>,
    /// Counts, rows and answers.
    seen: Seen,
    /// What the live view is to do next.
    wish: RwSignal<Option<Wish>>,
    /// How far the live view is.
    progress: RwSignal<Progress>,
    navigate: StoredValue<Navigate>,
}

/// What the buttons and panels around the live view ask of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wish {
    /// Fly to an organisation.
    FlyTo(jejaring_domain::OrganisationId),
    /// Show all.
    Fit,
    /// Come closer, or go back.
    Zoom(f64),
    /// Arrange what is shown anew.
    Arrange,
}

/// How far the live view is. The server only knows the picture.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    /// The picture is shown.
    Picture,
    /// The live view is shown.
    Live,
    /// The browser cannot draw it: the picture stays.
    NoWebGl,
    /// The network did not arrive: the picture stays.
    NotLoaded,
}

impl Shared {
    /// Goes to another view: a step of its own in the browser's history, or in place of the present one.
    fn go(self, replace: bool, change: impl FnOnce(&mut UrlState)) {
        let mut state = self.state.get_untracked();
        change(&mut state);
        if state != self.state.get_untracked() {
            let options = NavigateOptions {
                replace,
                scroll: false,
                resolve: false,
                ..NavigateOptions::default()
            };
            self.navigate
                .with_value(|navigate| navigate(&state.address(), options));
        }
    }

    /// Goes to another page.
    fn leave(self, address: &str) {
        self.navigate
            .with_value(|navigate| navigate(address, NavigateOptions::default()));
    }
}

/// Leads to another address.
type Navigate = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// The explorer's page.
#[component]
pub fn Explorer() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let navigate: Navigate = Box::new(use_navigate());
    let state = Memo::new(move |_| query.with(UrlState::read));
    let network = RwSignal::new(None);
    let shared = Shared {
        state,
        network,
        seen: Seen::of(state, network),
        wish: RwSignal::new(None),
        progress: RwSignal::new(Progress::Picture),
        navigate: StoredValue::new(navigate),
    };
    let canvas = NodeRef::<Canvas>::new();
    let drawn = Resource::new(|| (), |()| picture());
    #[cfg(feature = "hydrate")]
    live::start(shared, canvas);

    view! {
        <Title text=move || t_string!(i18n, explorer.title) />
        <div class="explorer" data-progress=move || shared.progress.get().code()
            data-as=move || shared.state.with(|state| state.twin).then_some("table")>
            <h1 class="visually-hidden">{t!(i18n, explorer.title)}</h1>
            {Panels(panels::PanelsProps { shared }).into_any()}
            <div class="explorer-stage">
                <div class="explorer-picture">
                    <Suspense fallback=|| view! { <Loading /> }>
                        {move || Suspend::new(async move {
                            match drawn.await {
                                Ok(picture) => view! { <NetworkPicture picture /> }.into_any(),
                                Err(error) => view! { <ErrorView error /> }.into_any(),
                            }
                        })}
                    </Suspense>
                </div>
                <canvas
                    node_ref=canvas
                    class="explorer-canvas"
                    tabindex="0"
                    role="application"
                    aria-label=move || t_string!(i18n, explorer.canvas_label)
                ></canvas>
                <div class="explorer-tools">
                    <button type="button" class="button icon" on:click=move |_| shared.wish.set(Some(Wish::Zoom(1.5)))
                        aria-label=move || t_string!(i18n, explorer.closer)
                        title=move || t_string!(i18n, explorer.closer)>"+"</button>
                    <button type="button" class="button icon" on:click=move |_| shared.wish.set(Some(Wish::Zoom(1.0 / 1.5)))
                        aria-label=move || t_string!(i18n, explorer.farther)
                        title=move || t_string!(i18n, explorer.farther)>"−"</button>
                    <button type="button" class="button icon" on:click=move |_| shared.wish.set(Some(Wish::Fit))
                        aria-label=move || t_string!(i18n, explorer.all)
                        title=move || t_string!(i18n, explorer.all)>"⤢"</button>
                    <button type="button" class="button icon" on:click=move |_| shared.wish.set(Some(Wish::Arrange))
                        aria-label=move || t_string!(i18n, explorer.arrange)
                        title=move || t_string!(i18n, explorer.arrange)>"↻"</button>
                </div>
                <p class="explorer-note notice info" role="status" hidden=move || shared.progress.get().note(i18n.get_locale()).is_none()>
                    {move || shared.progress.get().note(i18n.get_locale())}
                </p>
            </div>
            {Details(details::DetailsProps { shared }).into_any()}
        </div>
    }
}

impl Progress {
    fn code(self) -> &'static str {
        match self {
            Progress::Picture => "picture",
            Progress::Live => "live",
            Progress::NoWebGl => "no-webgl",
            Progress::NotLoaded => "not-loaded",
        }
    }

    /// Why there is no live view, where there is none.
    fn note(self, locale: crate::i18n::Locale) -> Option<&'static str> {
        use crate::i18n::td_string;
        match self {
            Progress::Picture | Progress::Live => None,
            Progress::NoWebGl => Some(td_string!(locale, explorer.no_webgl)),
            Progress::NotLoaded => Some(td_string!(locale, explorer.not_loaded)),
        }
    }
}
