//! The front page: the network as a picture and in figures, and the ways into it.

use crate::api::home::{home, picture};
use crate::api::organisations::OrganisationRef;
use crate::api::{ApiError, fetched};
use crate::i18n::{Locale, number, words};
use crate::ui::{
    EmptyState, ErrorView, Glyph, Icon, KindShape, Legend, Loading, NetworkPicture,
    OrganisationLink, locale,
};
use jejaring_domain::{Coded, Kind, Status};
use jejaring_graph::figures::Connected;
use jejaring_graph::{Figures, Picture};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;

/// The front page.
#[component]
pub fn Home() -> impl IntoView {
    let locale = locale();
    let start = fetched(
        || (),
        |()| async { Ok::<_, ApiError>((home().await?, picture().await?)) },
    );
    view! {
        <Title text=td_string!(locale, home.title) />
        <Suspense fallback=|| {
            view! {
                <div class="page">
                    <Loading />
                </div>
            }
        }>
            {move || Suspend::new(async move {
                match start.await {
                    Err(error) => {
                        view! {
                            <div class="page">
                                <ErrorView error />
                            </div>
                        }
                            .into_any()
                    }
                    Ok((home, _)) if home.figures.organisations == 0 => {
                        view! { <Beginning may_edit=home.may_edit /> }.into_any()
                    }
                    Ok((home, picture)) => {
                        view! {
                            <Hero picture may_edit=home.may_edit />
                            <div class="page">
                                {home
                                    .has_demo
                                    .then(|| {
                                        view! {
                                            <p class="notice info small">{td_string!(locale, home.demo)}</p>
                                        }
                                    })} <Numbers figures=home.figures.clone() /> <OpenMarket listings=home.listings /> <div class="columns">
                                    <Standing statuses=home.figures.statuses />
                                    <Best connected=home.figures.best_connected />
                                </div> <Ways may_edit=home.may_edit />
                            </div>
                        }
                            .into_any()
                    }
                }
            })}
        </Suspense>
    }
}

/// What this is, a search, and the network itself.
#[component]
fn Hero(picture: Picture, may_edit: bool) -> impl IntoView {
    let locale = locale();
    let left_out = (picture.left_out > 0).then(|| {
        let count = number(locale, picture.left_out as usize);
        view! { <p class="soft small">{td_string!(locale, home.left_out, count = count)}</p> }
    });
    view! {
        <section class="hero">
            <div>
                <h1>{td_string!(locale, home.heading)}</h1>
                <p class="lead">{td_string!(locale, home.lead)}</p>
                <Search />
                <div class="actions">
                    <a class="button primary" href="/explore">
                        <Icon glyph=Glyph::Explore />
                        {td_string!(locale, home.explore)}
                    </a>
                    {may_edit
                        .then(|| {
                            view! {
                                <a class="button" href="/organisations/new">
                                    <Icon glyph=Glyph::Add />
                                    {td_string!(locale, home.add)}
                                </a>
                            }
                        })}
                </div>
            </div>
            <figure class="hero-picture">
                <NetworkPicture picture />
                <figcaption>
                    <Legend />
                    {left_out}
                </figcaption>
            </figure>
        </section>
    }
}

#[component]
fn Search() -> impl IntoView {
    let locale = locale();
    view! {
        <form class="search" role="search" method="get" action="/organisations">
            <input
                type="search"
                name="text"
                aria-label=td_string!(locale, home.search)
                placeholder=td_string!(locale, home.search_hint)
            />
            <button type="submit" class="button primary">
                <Icon glyph=Glyph::Search />
                {td_string!(locale, home.find)}
            </button>
        </form>
    }
}

/// The network in figures; each leads to the list behind it.
#[component]
fn Numbers(figures: Figures) -> impl IntoView {
    let locale = locale();
    let kind = move |(kind, count): (Kind, u32)| {
        view! {
            <a href=format!("/organisations?kind={}", kind.code())>
                <span class="value">{number(locale, count as usize)}</span>
                <span class="what">
                    <KindShape kind />
                    {words::kinds(locale, kind)}
                </span>
            </a>
        }
    };
    view! {
        <section aria-labelledby="figures" class="figures-section">
            <h2 id="figures" class="visually-hidden">
                {td_string!(locale, home.figures)}
            </h2>
            <div class="figures">
                {figures.kinds.into_iter().map(kind).collect_view()}
                <a href="/partnerships">
                    <span class="value">{number(locale, figures.partnerships as usize)}</span>
                    <span class="what">{td_string!(locale, home.partnerships)}</span>
                </a>
                <div>
                    <span class="value">{number(locale, figures.multilateral as usize)}</span>
                    <span class="what">{td_string!(locale, home.multilateral)}</span>
                </div>
                <a href="/organisations?kind=school&sort=partnerships">
                    <span class="value">{number(locale, figures.schools_without_partner as usize)}</span>
                    <span class="what">{td_string!(locale, home.schools_without_partner)}</span>
                </a>
            </div>
        </section>
    }
}

/// How many needs and offers are open, with the way to who matches whom.
#[component]
fn OpenMarket(listings: [usize; 2]) -> impl IntoView {
    let locale = locale();
    let [needs, offers] = listings.map(|count| number(locale, count));
    view! {
        <a class="open-market" href="/needs/matches">
            <Icon glyph=Glyph::Needs />
            <strong>{td_string!(locale, needs.home.line, needs = needs, offers = offers)}</strong>
            <span>{td_string!(locale, needs.home.text)}</span>
        </a>
    }
}

/// How many partnerships stand how.
#[component]
fn Standing(statuses: Vec<(Status, u32)>) -> impl IntoView {
    let locale = locale();
    let most = statuses
        .iter()
        .map(|(_, count)| *count)
        .max()
        .unwrap_or(0)
        .max(1);
    let bar = move |(status, count): (Status, u32)| {
        let share = u64::from(count) * 100 / u64::from(most);
        view! {
            <li>
                <a
                    class=format!("status-{}", status.code())
                    href=format!("/partnerships?status={}", status.code())
                    title=words::status_meaning(locale, status)
                >
                    <span>{words::status(locale, status)}</span>
                    <span class="track">
                        <span class="fill" style=format!("width:{share}%")></span>
                    </span>
                    <span class="number">{number(locale, count as usize)}</span>
                </a>
            </li>
        }
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, home.standing)}</h2>
            <ul class="bars">{statuses.into_iter().map(bar).collect_view()}</ul>
        </section>
    }
}

/// Who has the most partners.
#[component]
fn Best(connected: Vec<Connected>) -> impl IntoView {
    let locale = locale();
    let item = move |Connected {
                         id,
                         name,
                         kind,
                         partners,
                     }: Connected| {
        let count = number(locale, partners as usize);
        view! {
            <li>
                <OrganisationLink organisation=OrganisationRef { id, name, kind } />
                <span class="number">{td_string!(locale, home.partners, count = count)}</span>
            </li>
        }
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, home.best)}</h2>
            {if connected.is_empty() {
                view! { <p class="soft">{td_string!(locale, home.none_connected)}</p> }.into_any()
            } else {
                view! { <ol class="ranking">{connected.into_iter().map(item).collect_view()}</ol> }.into_any()
            }}
        </section>
    }
}

/// What one can do here.
#[component]
fn Ways(may_edit: bool) -> impl IntoView {
    let locale = locale();
    let way = |href: &'static str, glyph: Glyph, title: &'static str, text: &'static str| {
        view! {
            <a href=href>
                <Icon glyph />
                <strong>{title}</strong>
                <span>{text}</span>
            </a>
        }
    };
    let edits = may_edit.then(|| {
        (
            way(
                "/partnerships/new",
                Glyph::Partnerships,
                td_string!(locale, home.ways.partnership),
                td_string!(locale, home.ways.partnership_text),
            ),
            way(
                "/import",
                Glyph::Import,
                td_string!(locale, home.ways.import),
                td_string!(locale, home.ways.import_text),
            ),
        )
    });
    view! {
        <nav class="ways" aria-label=td_string!(locale, home.ways.label)>
            {way("/explore", Glyph::Explore, td_string!(locale, home.ways.explore), td_string!(locale, home.ways.explore_text))}
            {way(
                "/organisations",
                Glyph::Search,
                td_string!(locale, home.ways.find),
                td_string!(locale, home.ways.find_text),
            )} {edits}
        </nav>
    }
}

/// The front page of a network that has no organisation yet.
#[component]
fn Beginning(may_edit: bool) -> impl IntoView {
    let locale: Locale = locale();
    view! {
        <div class="page">
            <EmptyState title=td_string!(locale, home.empty.title)>
                <p>{td_string!(locale, home.empty.text)}</p>
                {may_edit
                    .then(|| {
                        view! {
                            <div class="actions">
                                <a class="button primary" href="/organisations/new">
                                    <Icon glyph=Glyph::Add />
                                    {td_string!(locale, home.empty.add)}
                                </a>
                                <a class="button" href="/import">
                                    <Icon glyph=Glyph::Import />
                                    {td_string!(locale, home.empty.import)}
                                </a>
                            </div>
                        }
                    })}
            </EmptyState>
        </div>
    }
}
