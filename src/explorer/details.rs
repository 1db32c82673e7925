//! What is selected: an organisation, what can be asked of it, its partners; or a partnership and its parties; and the
//! way to its page.

use super::network::LoadedNetwork;
use super::tune::PinButton;
use super::url::UrlState;
use super::walk::Walk;
use super::{Shared, Wish};
use crate::i18n::{t, t_string, use_i18n, words};
use crate::ui::{KindBadge, KindShape};
use jejaring_domain::{Form, Kind, OrganisationId, PartnershipId, Status};
use jejaring_graph::NodeId;
use jejaring_graph::ask::{Question, Topic};
use jejaring_graph::filter::MOST_STEPS;
use leptos::ev::KeyboardEvent;
use leptos::html::Section;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Where an organisation was chosen: its row in the table, or the picture.
const CHOSEN: &str = ".explorer-twin [aria-current=\"true\"], .explorer-canvas";

/// What the panel shows.
#[derive(Clone, PartialEq)]
struct Selected {
    id: OrganisationId,
    name: String,
    kind: Kind,
    place: String,
    programmes: String,
}

fn selected(network: &LoadedNetwork, id: OrganisationId) -> Option<Selected> {
    let snapshot = network.snapshot();
    let organisation = snapshot.find_organisation(id)?;
    let place = [
        snapshot.regency(organisation),
        snapshot.province(organisation),
        snapshot.country(organisation),
    ];
    Some(Selected {
        id,
        name: snapshot.name(organisation).to_owned(),
        kind: snapshot.kind(organisation),
        place: place
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        programmes: snapshot
            .programmes(organisation)
            .collect::<Vec<_>>()
            .join(", "),
    })
}

/// What there is to say of a partnership.
#[derive(Clone, PartialEq)]
pub struct Met {
    id: PartnershipId,
    pub title: String,
    pub status: Status,
    pub form: Form,
    pub parties: Vec<(OrganisationId, Kind, String)>,
    /// The other partnerships of the same parties.
    others: Vec<(PartnershipId, String)>,
}

/// Says what there is to say of a partnership.
pub fn met(network: &LoadedNetwork, id: PartnershipId) -> Option<Met> {
    let snapshot = network.snapshot();
    let partnership = snapshot.find_partnership(id)?;
    let sorted = |partnership: usize| {
        let mut parties = snapshot.party_organisations(partnership).to_vec();
        parties.sort_unstable();
        parties
    };
    let same = sorted(partnership);
    let first = *same.first()? as usize;
    let others = network
        .partnerships(first)
        .filter(|other| *other != partnership && sorted(*other) == same)
        .map(|other| {
            (
                snapshot.partnership_id(other),
                snapshot.title(other).to_owned(),
            )
        });
    let parties = snapshot.party_organisations(partnership).iter();
    let parties = parties.map(|party| {
        let party = *party as usize;
        let name = snapshot.name(party).to_owned();
        (snapshot.organisation_id(party), snapshot.kind(party), name)
    });
    Some(Met {
        id,
        title: snapshot.title(partnership).to_owned(),
        status: snapshot.status(partnership),
        form: snapshot.form(partnership),
        parties: parties.collect(),
        others: others.collect(),
    })
}

/// Leads whoever has selected something by keyboard to the panel that tells of it.
fn lead(
    shared: Shared,
    panel: NodeRef<Section>,
    told: impl Fn() -> Option<NodeId> + Send + Sync + 'static,
) {
    Effect::new(move |_| {
        let told = told();
        if told.is_some() && told == shared.reading.get() {
            shared.reading.set(None);
            request_animation_frame(move || {
                if let Some(Some(panel)) = panel.try_get_untracked() {
                    let _ = panel.focus();
                }
            });
        }
    });
}

/// Selects nothing any more; who came by keyboard goes back to where it was chosen.
fn close(shared: Shared, by_keys: bool) {
    let chosen = document().query_selector(CHOSEN).ok().flatten();
    shared.go(false, |state| state.selected = None);
    let chosen = chosen.and_then(|chosen| chosen.dyn_into::<HtmlElement>().ok());
    if let Some(chosen) = chosen.filter(|_| by_keys) {
        let _ = chosen.focus();
    }
}

fn close_by_escape(shared: Shared, event: KeyboardEvent) {
    if event.key() == "Escape" {
        event.prevent_default();
        close(shared, true);
    }
}

/// The panel of the selected partnership; nothing where none is.
#[component]
pub fn Meeting(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let shown = Memo::new(move |_| {
        let id = shared.state.with(UrlState::partnership)?;
        shared.network.with(|network| met(network.as_ref()?, id))
    });
    let said = move || {
        let Met {
            title,
            status,
            form,
            parties,
            ..
        } = shown.get()?;
        let locale = i18n.get_locale();
        let kind = format!(
            "{}, {}",
            words::form(locale, form),
            words::status(locale, status)
        );
        let names: Vec<String> = parties.into_iter().map(|(_, _, name)| name).collect();
        let said = t_string!(
            i18n,
            explore.selected_now,
            name = title,
            kind,
            place = names.join(", ")
        );
        Some(said.to_string())
    };
    let panel = NodeRef::<Section>::new();
    lead(shared, panel, move || {
        shown.with(|shown| Some(shown.as_ref()?.id.into()))
    });
    // Who goes on by keyboard is led on.
    let select = move |id: NodeId, by_keys: bool| {
        shared.reading.set(by_keys.then_some(id));
        shared.go(false, |state| state.selected = Some(id));
    };
    view! {
        <p class="visually-hidden" role="status">{said}</p>
        <section class="explorer-meeting" node_ref=panel tabindex="-1"
            on:keydown=move |event| close_by_escape(shared, event)
            aria-label=move || t_string!(i18n, explore.selected_partnership)
            hidden=move || shown.with(Option::is_none)>
            {move || shown.get().map(|Met { id, title, status, form, parties, others }| view! {
                <header>
                    <button type="button" class="button icon close" aria-label=move || t_string!(i18n, explorer.close)
                        on:click=move |event| close(shared, event.detail() == 0)>"×"</button>
                    <h2>{title}</h2>
                    <p class="explorer-place">
                        {words::form(i18n.get_locale(), form)} " · " {words::status(i18n.get_locale(), status)}
                    </p>
                </header>
                <ul class="explorer-partners">
                    {parties.into_iter().map(|(id, kind, name)| view! {
                        <li>
                            <button type="button" class="explorer-partner"
                                on:click=move |event| select(id.into(), event.detail() == 0)>
                                <KindShape kind />
                                {name}
                            </button>
                        </li>
                    }).collect_view()}
                </ul>
                {(!others.is_empty()).then(|| view! {
                    <h3>{t!(i18n, explore.other_partnerships)}</h3>
                    <ul class="explorer-partners">
                        {others.into_iter().map(|(id, title)| view! {
                            <li>
                                <button type="button" class="explorer-partner"
                                    on:click=move |event| select(id.into(), event.detail() == 0)>
                                    {title}
                                </button>
                            </li>
                        }).collect_view()}
                    </ul>
                })}
                <p class="actions">
                    <a class="button primary" href=format!("/partnerships/{id}")
                        target=shared.embedded.then_some("_blank") rel=shared.embedded.then_some("noopener")>
                        {t!(i18n, explorer.open)}
                    </a>
                </p>
            })}
        </section>
    }
}

/// The panel of the selected organisation; nothing where none is.
#[component]
pub fn Details(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let shown = Memo::new(move |_| {
        let id = shared.state.with(UrlState::organisation)?;
        shared
            .network
            .with(|network| selected(network.as_ref()?, id))
    });
    let said = move || {
        shown.with(|shown| {
            let Selected {
                name, kind, place, ..
            } = shown.as_ref()?;
            let kind = words::kind(i18n.get_locale(), *kind);
            let (name, place) = (name.as_str(), place.as_str());
            let said = t_string!(i18n, explore.selected_now, name, kind, place);
            Some(said.to_string())
        })
    };
    let panel = NodeRef::<Section>::new();
    lead(shared, panel, move || {
        shown.with(|shown| Some(shown.as_ref()?.id.into()))
    });
    view! {
        // There before it says something, which is when it is heard.
        <p class="visually-hidden" role="status">{said}</p>
        <section class="explorer-details" node_ref=panel tabindex="-1" on:keydown=move |event| close_by_escape(shared, event)
            aria-label=move || t_string!(i18n, explore.selected) hidden=move || shown.with(Option::is_none)>
            {move || shown.get().map(|Selected { id, name, kind, place, programmes }| view! {
                <header>
                    <KindBadge kind />
                    <button type="button" class="button icon close" aria-label=move || t_string!(i18n, explorer.close)
                        on:click=move |event| close(shared, event.detail() == 0)>"×"</button>
                    <h2>{name}</h2>
                    <p class="explorer-place">{place}</p>
                    {(!programmes.is_empty()).then(|| view! { <p class="explorer-programmes">{programmes}</p> })}
                </header>
                <p class="actions">
                    // The frame in another site stays as it is.
                    <a class="button primary" href=format!("/organisations/{id}")
                        target=shared.embedded.then_some("_blank") rel=shared.embedded.then_some("noopener")>{t!(i18n, explorer.open)}</a>
                    <button type="button" class="button" on:click=move |_| shared.wish.set(Some(Wish::FlyTo(id)))>
                        {t!(i18n, explorer.fly)}
                    </button>
                    <PinButton shared id />
                </p>
                <Focus shared id />
                // Answers are told beside the network, where a frame has no room.
                <p class="actions explorer-asks" hidden=shared.embedded>
                    {[(Topic::Paths, t_string!(i18n, explore.ask_paths)), (Topic::Leaving, t_string!(i18n, explore.ask_leaving))].map(|(topic, label)| {
                        let question = Question { topic, from: id.to_string(), to: String::new() };
                        view! {
                            <button type="button" class="button small" on:click=move |_| shared.go(false, |state| state.question = Some(question.clone()))>
                                {label}
                            </button>
                        }
                    })}
                </p>
                <Walk shared of=id />
            })}
        </section>
    }
}

/// How much around it is shown: everything, or so many steps around it and the others in the focus.
#[component]
fn Focus(shared: Shared, id: OrganisationId) -> impl IntoView {
    let i18n = use_i18n();
    let steps = Memo::new(move |_| {
        shared
            .state
            .with(|state| state.filter.around.get(&id).copied())
    });
    let set = move |steps: Option<u8>| {
        shared.go(false, |state| {
            match steps {
                Some(steps) => drop(state.filter.around.insert(id, steps)),
                None => drop(state.filter.around.remove(&id)),
            }
            state.page = 1;
        });
    };
    view! {
        <div class="explorer-focus" role="group" aria-label=move || t_string!(i18n, explore.focus)>
            <span class="small soft">{t!(i18n, explore.focus)}</span>
            <span class="segments">
                <button type="button" aria-pressed=move || steps.get().is_none().to_string() on:click=move |_| set(None)>
                    {t!(i18n, explore.focus_off)}
                </button>
                {(1..=MOST_STEPS).map(|number| view! {
                    <button
                        type="button"
                        aria-pressed=move || (steps.get() == Some(number)).to_string()
                        aria-label=move || t_string!(i18n, explore.focus_steps, steps = number).to_string()
                        on:click=move |_| set(Some(number))
                    >{number}</button>
                }).collect_view()}
            </span>
        </div>
    }
}
