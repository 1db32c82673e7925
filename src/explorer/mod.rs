//! The network to move through: find, narrow, select, open.
//!
//! The server sends the picture; in the browser the live view takes its place. What is shown stands in the address.
//!
//! | module | subject |
//! |---|---|
//! | [`url`] | filters, selection and camera in the address |
//! | [`network`] | the snapshot in the browser, with its search index |
//! | [`look`], [`shown`], [`legend`] | how it is shown; what that makes of the network; what it means |
//! | [`seen`] | counts, rows and answers: from the server at first, then computed here |
//! | `live`, `arrange`, `workshop` | the canvas: what the stage draws and what it says; moving the nodes, in a worker (browser only) |
//! | `land`, `take` | the map behind it; the view as a file (browser only) |
//! | [`panels`] | what lies around the live view |
//! | [`search`], [`filters`], [`chips`] | finding; narrowing; what has been chosen |
//! | [`ask`], [`answers`] | questions, and their answers in words |
//! | `lend` | what the palette has of it (browser only) |
//! | `aside`, `work` | what takes long, worked out in a worker; what that does (browser only) |
//! | [`details`], [`walk`], [`tip`] | what is selected; the partners of an organisation as a tree; what the pointer is over |
//! | [`twin`], [`files`] | what is shown as a table, and as files for other programs |
//! | [`bar`], [`tune`], [`time`], [`share`], [`views`] | the tools above it |
//! | [`steps`], [`storage`], [`help`] | undo and redo; what the browser keeps; shortcuts and tour |

mod answers;
#[cfg(feature = "hydrate")]
mod arrange;
#[cfg(feature = "hydrate")]
mod aside;
mod ask;
mod bar;
mod chips;
mod details;
mod files;
mod filters;
mod help;
#[cfg(feature = "hydrate")]
mod land;
mod legend;
#[cfg(feature = "hydrate")]
mod lend;
#[cfg(feature = "hydrate")]
mod live;
pub mod look;
mod network;
mod panels;
mod search;
mod seen;
mod share;
mod shown;
mod steps;
mod storage;
#[cfg(feature = "hydrate")]
mod take;
mod time;
mod tip;
mod tune;
mod twin;
pub mod url;
mod views;
mod walk;
#[cfg(feature = "hydrate")]
mod work;
#[cfg(feature = "hydrate")]
mod workshop;

use crate::api::explore::pictured;
use crate::api::fetched;
use crate::api::views::View;
use crate::i18n::{Locale, number, td_string};
use crate::part::NotLoaded;
use crate::ui::{ErrorView, Loading, NetworkPicture, locale};
use bar::Bar;
use details::{Details, Meeting};
use help::{Help, Tour};
use jejaring_domain::OrganisationId;
use jejaring_graph::Arrangement;
use jejaring_graph::Filter;
use jejaring_graph::NodeId;
use jejaring_graph::ask::{Answer, Topic};
use jejaring_graph::paint::NodeColour;
use jejaring_graph::past::{Days, Span};
use legend::Legend;
use leptos::html::Canvas;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use look::Pin;
use network::LoadedNetwork;
use panels::Panels;
use seen::Seen;
use shown::Shown;
use std::sync::Arc;
use steps::{Step, Steps};
use time::TimeBar;
use tip::{Pointed, Tip};
use url::UrlState;

pub use ask::sentence;
pub use shown::colour;
pub use tune::layout;

/// What the parts of the explorer share.
#[derive(Clone, Copy)]
struct Shared {
    /// What the address says.
    state: Memo<UrlState>,
    /// The network, once it is there.
    network: RwSignal<Option<LoadedNetwork>>,
    /// Counts, rows and answers.
    seen: Seen,
    /// The partnership that the pointer is over.
    pointed: RwSignal<Option<Pointed>>,
    /// What the live view is to do next.
    wish: RwSignal<Option<Wish>>,
    /// How far the live view is.
    progress: RwSignal<Progress>,
    /// What is shown, in which colours.
    shown: Memo<Option<Arc<Shown>>>,
    /// The days that are looked at: those of the address, or those that are being dragged or played through.
    days: Memo<Option<Days>>,
    passing: RwSignal<Option<Days>>,
    /// Whether they are played through.
    playing: RwSignal<bool>,
    /// The panel that is open, whether the help is, and where the tour is.
    panel: RwSignal<Option<Panel>>,
    helping: RwSignal<bool>,
    touring: RwSignal<Option<usize>>,
    /// Whether keys without Ctrl are shortcuts: not everybody can keep from pressing one.
    letters: RwSignal<bool>,
    /// What has been selected by keyboard: whoever did is to be led to what is told of it.
    reading: RwSignal<Option<NodeId>>,
    /// What the person has put somewhere; whether the pins of a link were changed here, which is a copy.
    pins: RwSignal<Vec<Pin>>,
    copied: RwSignal<bool>,
    /// The views in the person's account; none for a visitor, and until it is known who that is.
    account: RwSignal<Option<Vec<View>>>,
    /// What was done, for everybody to know.
    said: RwSignal<String>,
    steps: Steps,
    /// Whether another site shows it: for looking only.
    embedded: bool,
    navigate: StoredValue<Navigate>,
}

/// A panel of the tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Panel {
    /// How the network is shown.
    Look,
    /// Taking the view elsewhere.
    Share,
}

/// A file of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// Pixels, so many for each on screen.
    Png(u8),
    /// Shapes.
    Svg,
    /// A page to print.
    Pdf,
}

impl Format {
    const ALL: [Format; 4] = [Format::Png(2), Format::Png(4), Format::Svg, Format::Pdf];

    fn name(self) -> String {
        match self {
            Format::Png(scale) => format!("PNG {scale}×"),
            Format::Svg => "SVG".to_owned(),
            Format::Pdf => "PDF".to_owned(),
        }
    }

    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn extension(self) -> &'static str {
        match self {
            Format::Png(_) => "png",
            Format::Svg => "svg",
            Format::Pdf => "pdf",
        }
    }
}

/// What the buttons and panels around the live view ask of it.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wish {
    /// Fly to an organisation.
    FlyTo(OrganisationId),
    /// Show all.
    Fit,
    /// Come closer, or go back.
    Zoom(f64),
    /// Pin the selected organisation where it is, or let it go.
    Pin,
    /// Let what was moved go back.
    Back,
    /// Make a file of the view.
    Take(Format),
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
            self.go_to(replace, &state.address());
        }
    }

    fn go_to(self, replace: bool, address: &str) {
        let options = NavigateOptions {
            replace,
            scroll: false,
            resolve: false,
            ..NavigateOptions::default()
        };
        let address = match address.strip_prefix(url::PATH) {
            Some(query) if self.embedded => format!("{EMBEDDED}{query}"),
            _ => address.to_owned(),
        };
        self.navigate
            .with_value(|navigate| navigate(&address, options));
    }

    /// Goes to another page.
    fn leave(self, address: &str) {
        if self.embedded {
            // The frame in the other site stays as it is.
            let _ = window().open_with_url_and_target(address, "_blank");
        } else {
            self.navigate
                .with_value(|navigate| navigate(address, NavigateOptions::default()));
        }
    }

    fn undo(self) {
        self.return_to(self.steps.undo());
    }

    fn redo(self) {
        self.return_to(self.steps.redo());
    }

    /// Shows a view again, from where the network is seen now.
    fn return_to(self, step: Option<Step>) {
        if let Some(Step { mut view, pins }) = step {
            let now = self.state.get_untracked();
            let same = view.look.arrangement == now.look.arrangement;
            view.view = now.view.filter(|_| same);
            self.rest();
            if pins != self.pins.get_untracked() {
                self.keep_own_pins(pins);
            }
            self.go_to(false, &view.address());
        }
    }

    /// Arranges the nodes in another way, with all of them in view.
    fn arrange(self, arrangement: Arrangement) {
        self.go(false, |state| {
            state.look.arrangement = arrangement;
            state.view = None;
        });
    }

    /// Lays out what is shown by itself, or puts everything back in its usual place; all of it in view.
    fn lay_out(self, anew: bool) {
        self.go(false, |state| {
            state.look.anew = anew;
            state.view = None;
        });
    }

    /// Days neither pass nor are dragged any more.
    fn rest(self) {
        self.playing.set(false);
        self.passing.set(None);
    }

    /// Looks at days, or no longer.
    fn toggle_time(self) {
        self.rest();
        let today = self.network.with_untracked(|network| {
            let snapshot = network.as_ref()?.snapshot();
            Some(Days::on(Span::of(snapshot).map_or(0, |span| span.last)))
        });
        self.go(false, |state| {
            state.page = 1;
            state.filter.days = match state.filter.days {
                Some(_) => None,
                None => today,
            };
        });
    }

    /// What is pinned: as the link says, or as the person did.
    fn pinned(self) -> Vec<Pin> {
        let given = self.state.with(|state| state.look.pins.clone());
        given.unwrap_or_else(|| self.pins.get())
    }

    /// Pins an organisation somewhere. False where there is no room for another pin, which is said.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    fn pin(self, locale: Locale, id: OrganisationId, at: [f32; 2]) -> bool {
        let mut pins = untrack(move || self.pinned());
        pins.retain(|(pinned, _)| *pinned != id);
        if pins.len() >= look::MOST_PINS {
            let most = number(locale, look::MOST_PINS);
            self.say(td_string!(locale, looks.pins.full, most).to_string());
            return false;
        }
        pins.push((id, at));
        self.keep_pins(locale, pins);
        true
    }

    /// Keeps other pins: as the person's own; where a link brought pins, only in the address, and the own stay.
    fn keep_pins(self, locale: Locale, pins: Vec<Pin>) {
        if self.state.with_untracked(|state| state.look.pins.is_none()) {
            return self.keep_own_pins(pins);
        }
        self.go(true, |state| state.look.pins = Some(pins));
        if !self.copied.get_untracked() {
            self.copied.set(true);
            self.say(td_string!(locale, looks.pins.copied));
        }
    }

    /// Keeps pins as the person's own.
    fn keep_own_pins(self, pins: Vec<Pin>) {
        if self.account.with_untracked(Option::is_none) {
            storage::keep_pins(&pins);
        }
        self.pins.set(pins);
    }

    /// The view with all that another person needs to see it so; that nothing is pinned is said too.
    fn shared_state(self) -> UrlState {
        let mut state = self.state.get();
        if state.look.arrangement == Arrangement::Force {
            state.look.pins = Some(self.pinned());
        }
        state
    }

    /// Says what was done.
    fn say(self, what: impl Into<String>) {
        // What is told late may find the explorer gone.
        let _ = self.said.try_set(what.into());
    }

    /// Copies a text, and says so.
    fn copy(self, text: String, done: &'static str) {
        crate::ui::copy_text(text, move || self.say(done));
    }
}

/// Where other sites find the view.
pub const EMBEDDED: &str = "/embed";

/// The width of the widest phone, in CSS pixels: as in the style sheet.
const PHONE: f64 = 832.0;

/// Whether the window has room for panels beside the network.
fn is_wide() -> bool {
    window()
        .inner_width()
        .is_ok_and(|width| width.as_f64() > Some(PHONE))
}

/// Leads to another address.
type Navigate = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// The explorer's page.
#[component]
pub fn Explorer() -> impl IntoView {
    view! { <Exploring embedded=false /> }
}

/// The explorer in a frame of another site: for looking only.
#[component]
pub fn Embedded() -> impl IntoView {
    view! { <Exploring embedded=true /> }
}

/// Loads what tells of a choice, where the server has told of the one in the address already.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
pub async fn load_told(query: &str) -> Result<(), NotLoaded> {
    let pairs = query.trim_start_matches('?').split('&');
    let mut keys = pairs.filter_map(|pair| pair.split('=').next());
    if keys.any(|key| matches!(key, "ask" | "as" | "day")) {
        ask::load_asked().await?;
    }
    Ok(())
}

#[component]
fn Exploring(embedded: bool) -> impl IntoView {
    let locale = locale();
    let query = use_query_map();
    let navigate: Navigate = Box::new(use_navigate());
    let state = Memo::new(move |_| query.with(UrlState::read));
    let network = RwSignal::new(None::<LoadedNetwork>);
    let passing = RwSignal::new(None);
    let span = Memo::new(move |_| network.with(|network| Span::of(network.as_ref()?.snapshot())));
    let asked = Memo::new(move |_| state.with(|state| state.filter.held(span.get())));
    let filter = Memo::new(move |_| {
        let asked = asked.get();
        // No days pass where none is looked at.
        let days = asked.days.map(|days| passing.get().unwrap_or(days));
        Filter { days, ..asked }
    });
    let days = Memo::new(move |_| filter.with(|filter| filter.days));
    // What changes what is shown, without camera and selection.
    let look = Memo::new(move |_| state.with(|state| state.look.clone()));
    let seen = Seen::of(state, network, asked, filter);
    // What colours and sizes go by, of the filter that is chosen.
    let known = Memo::new(move |_| {
        let filter = asked.get();
        let mut known = seen.known.get();
        known.retain(|known| known.asked.filter == filter);
        known
    });
    // The groups that the answer tells of; else those that colours are to show.
    let groups = Memo::new(move |_| {
        let named = |answer: &Answer| answers::groups(locale, answer);
        let told = seen.answer.with(|answer| answer.as_ref().map(named));
        let told = told.filter(|groups| !groups.is_empty());
        told.unwrap_or_else(|| {
            let wanted = look.with(|look| look.colour == NodeColour::Community);
            let seq = network.with(|network| Some(network.as_ref()?.snapshot().seq()));
            known.with(|known| {
                let of_groups = known.iter().find(|known| {
                    wanted
                        && Some(known.seq) == seq
                        && known.asked.question.topic == Topic::Communities
                });
                of_groups.map_or_else(Vec::new, |known| named(&known.answer))
            })
        })
    });
    let shown = Memo::new(move |_| {
        network.with(|network| {
            let network = network.as_ref()?;
            let shown = look.with(|look| {
                filter.with(|filter| known.with(|known| Shown::of(network, filter, look, known)))
            });
            Some(Arc::new(shown.grouped_by(groups.get())))
        })
    });
    let shared = Shared {
        state,
        network,
        seen,
        pointed: RwSignal::new(None),
        wish: RwSignal::new(None),
        progress: RwSignal::new(Progress::Picture),
        shown,
        days,
        passing,
        playing: RwSignal::new(false),
        panel: RwSignal::new(None),
        helping: RwSignal::new(false),
        touring: RwSignal::new(None),
        letters: RwSignal::new(true),
        reading: RwSignal::new(None),
        pins: RwSignal::new(Vec::new()),
        copied: RwSignal::new(false),
        account: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        steps: Steps::new(),
        embedded,
        navigate: StoredValue::new(navigate),
    };
    let canvas = NodeRef::<Canvas>::new();
    // What the page is opened with; what comes after it is drawn here.
    let search = use_location().search;
    let drawn = fetched(
        || (),
        move |()| pictured(search.get_untracked().trim_start_matches('?').to_owned()),
    );
    Effect::new(move |_| {
        if state.with(|state| state.filter.days.is_none()) {
            shared.rest();
        }
    });
    #[cfg(feature = "hydrate")]
    {
        aside::start(shared);
        live::start(shared, canvas);
        lend::start(shared);
    }

    view! {
        <Title text=td_string!(locale, explorer.title) />
        <div class="explorer" data-progress=move || shared.progress.get().code() data-embedded=embedded.then_some("")
            data-as=move || shared.state.with(|state| state.twin).then_some("table")>
            <h1 class="visually-hidden">{td_string!(locale, explorer.title)}</h1>
            {(!embedded).then(|| Panels(panels::PanelsProps { shared }).into_any())}
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
                    aria-label=td_string!(locale, explorer.canvas_label)
                ></canvas>
                {if embedded {
                    Credit(CreditProps { shared }).into_any()
                } else {
                    Bar(bar::BarProps { shared }).into_any()
                }}
                <div class="explorer-tools">
                    <button type="button" class="button icon" on:click=move |_| shared.wish.set(Some(Wish::Zoom(1.5)))
                        aria-label=td_string!(locale, explorer.closer)
                        title=td_string!(locale, explorer.closer)>"+"</button>
                    <button type="button" class="button icon" on:click=move |_| shared.wish.set(Some(Wish::Zoom(1.0 / 1.5)))
                        aria-label=td_string!(locale, explorer.farther)
                        title=td_string!(locale, explorer.farther)>"−"</button>
                    <button type="button" class="button icon" on:click=move |_| shared.wish.set(Some(Wish::Fit))
                        aria-label=td_string!(locale, explorer.all)
                        title=td_string!(locale, explorer.all)>"⤢"</button>
                </div>
                {Tip(tip::TipProps { shared }).into_any()}
                {Legend(legend::LegendProps { shared }).into_any()}
                {(!embedded).then(|| TimeBar(time::TimeBarProps { shared }).into_any())}
                {(!embedded).then(|| Tour(help::TourProps { shared }).into_any())}
                <p class="explorer-said" role="status" class:shown=move || shared.said.with(|said| !said.is_empty())>
                    {move || shared.said.get()}
                </p>
                <p class="explorer-note notice info" role="status" hidden=move || shared.progress.get().note(locale).is_none()>
                    {move || shared.progress.get().note(locale)}
                </p>
            </div>
            {Details(details::DetailsProps { shared }).into_any()}
            {Meeting(details::MeetingProps { shared }).into_any()}
            {(!embedded).then(|| Help(help::HelpProps { shared }).into_any())}
        </div>
    }
}

/// In a frame of another site: where it comes from, and the way there.
#[component]
fn Credit(shared: Shared) -> impl IntoView {
    let locale = locale();
    view! {
        <a class="explorer-credit" target="_blank" rel="noopener"
            href=move || shared.state.with(UrlState::address)>
            <b>"Jejaring"</b>
            {td_string!(locale, looks.share.open)}
        </a>
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
    fn note(self, locale: Locale) -> Option<&'static str> {
        match self {
            Progress::Picture | Progress::Live => None,
            Progress::NoWebGl => Some(td_string!(locale, explorer.no_webgl)),
            Progress::NotLoaded => Some(td_string!(locale, explorer.not_loaded)),
        }
    }
}
