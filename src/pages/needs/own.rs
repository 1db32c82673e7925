//! The needs and offers of one organisation, each with what goes best with it.

use super::period;
use super::workers::Workers;
use crate::ahead::{Ahead, Foreseen};
use crate::api::ApiError;
use crate::api::needs::{CloseListing, ListingView, MatchView, NeedsView, SaveListing, needs};
use crate::i18n::{number, words};
use crate::live::Live;
use crate::ui::{
    Badge, EmptyState, ErrorView, Glyph, Icon, Loading, MatchCard, RecordTabs, locale,
};
use jejaring_domain::change::Subject;
use jejaring_domain::{Kind, Listing, OrganisationId, Resource as Help, Seq, Side};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// `/organisations/ID/needs`.
#[component]
pub fn OrganisationNeeds() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id")?.parse::<OrganisationId>().ok());
    let close = ServerAction::<CloseListing>::new();
    let save = ServerAction::<SaveListing>::new();
    Ahead::of_page().follow(close);
    let news = Live::of_page().follow(move || id.get().map(Subject::Organisation));
    let shown = Foreseen::new(
        move || (id.get(), save.version().get(), news.get()),
        |(id, ..)| async move {
            match id {
                Some(id) => needs(id).await,
                None => Err(ApiError::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || {
                    let shown = shown.shown();
                    Suspend::new(async move {
                        match shown.await {
                            Ok(shown) => view! { <Shown shown close save /> }.into_any(),
                            Err(error) => view! { <ErrorView error /> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(
    shown: NeedsView,
    close: ServerAction<CloseListing>,
    save: ServerAction<SaveListing>,
) -> impl IntoView {
    let locale = locale();
    let NeedsView {
        organisation,
        listings,
        taught,
        may_write,
        seen,
        year,
        command,
    } = shown;
    let id = organisation.id;
    let name = organisation.name.clone();
    let nothing = listings.is_empty();
    let is_company = organisation.kind == Kind::Company;
    let is_worker = move |view: &ListingView| {
        let listing = &view.listing;
        is_company && (listing.side, listing.resource) == (Side::Need, Help::SkilledWorker)
    };
    let (workers, listings): (Vec<_>, Vec<_>) = listings.into_iter().partition(is_worker);
    let (open, closed): (Vec<_>, Vec<_>) = listings.into_iter().partition(|view| view.open);
    let (needs, offers): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|view| view.listing.side == Side::Need);
    let item = move |view: ListingView| view! { <Item view may_write seen close /> };
    let shelf = move |title: &'static str, none: &'static str, listings: Vec<ListingView>| {
        let count = number(locale, listings.len());
        let list = match listings.is_empty() {
            true => view! { <p class="soft">{none}</p> }.into_any(),
            false => {
                view! { <ul class="rows">{listings.into_iter().map(item).collect_view()}</ul> }
                    .into_any()
            }
        };
        view! {
            <section class="card">
                <h2>{title} " " <span class="count">{count}</span></h2>
                {list}
            </section>
        }
    };
    let add = may_write.then(|| {
        view! {
            <div class="actions">
                <a class="button primary" href=format!("/organisations/{id}/needs/new?side=need")>
                    <Icon glyph=Glyph::Add />
                    {td_string!(locale, needs.add_need)}
                </a>
                <a class="button" href=format!("/organisations/{id}/needs/new?side=offer")>
                    <Icon glyph=Glyph::Add />
                    {td_string!(locale, needs.add_offer)}
                </a>
            </div>
        }
    });
    let folded = (!closed.is_empty()).then(|| {
        let count = number(locale, closed.len());
        view! {
            <details class="card folded">
                <summary>
                    {td_string!(locale, needs.closed)} " " <span class="count">{count}</span>
                </summary>
                <ul class="rows">{closed.into_iter().map(item).collect_view()}</ul>
            </details>
        }
    });
    let shelves = match nothing && taught.is_empty() {
        // Of a company that says no more than whom it needs, the table is all.
        false if needs.is_empty() && offers.is_empty() && !workers.is_empty() => ().into_any(),
        true => {
            let text = match may_write {
                true => td_string!(locale, needs.nothing_own),
                false => td_string!(locale, needs.nothing_text),
            };
            view! {
                <EmptyState title=td_string!(locale, needs.nothing)>
                    <p>{text}</p>
                </EmptyState>
            }
            .into_any()
        }
        false => view! {
            <div class="columns">
                {shelf(td_string!(locale, needs.needs), td_string!(locale, needs.no_needs), needs)}
                {shelf(td_string!(locale, needs.offers), td_string!(locale, needs.no_offers), offers)}
            </div>
        }
        .into_any(),
    };
    view! {
        <Title text=format!("{}: {name}", td_string!(locale, needs.heading)) />
        <a class="crumb" href=format!("/organisations/{id}")>
            <Icon glyph=Glyph::Back />
            {name.clone()}
        </a>
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, needs.heading)}</h1>
                <p class="soft">{td_string!(locale, needs.own_lead, name = name)}</p>
            </div>
            {add}
        </div>
        <RecordTabs of=Subject::Organisation(id) />
        {move || close.value().get().and_then(Result::err).map(|error| view! {
            <p class="notice error" role="alert">{words::error(locale, &error)}</p>
        })}
        {shelves}
        {(is_company && (may_write || !workers.is_empty())).then(|| view! {
            <Workers id workers may_write seen year command close save />
        })}
        {(!taught.is_empty()).then(|| view! { <Taught taught of=id /> })}
        {folded}
    }
}

/// Companies that look for people whom the school trains.
#[component]
fn Taught(taught: Vec<MatchView>, of: OrganisationId) -> impl IntoView {
    let locale = locale();
    let of = Some(of);
    let cards = taught
        .into_iter()
        .map(|found| view! { <MatchCard found of /> });
    view! {
        <section class="card">
            <h2>{td_string!(locale, needs.taught.title)}</h2>
            <p class="soft under-heading">{td_string!(locale, needs.taught.lead)}</p>
            <div class="matches">{cards.collect_view()}</div>
        </section>
    }
}

/// A need or an offer with what may be done with it, and what goes best with it.
#[component]
fn Item(
    view: ListingView,
    may_write: bool,
    seen: Seq,
    close: ServerAction<CloseListing>,
) -> impl IntoView {
    let locale = locale();
    let ListingView {
        listing,
        open,
        matches,
        ahead,
    } = view;
    let of = Some(listing.organisation);
    let state = (!open).then(|| {
        let state = match listing.closed {
            true => td_string!(locale, needs.is_closed),
            false => td_string!(locale, needs.is_over),
        };
        view! { <Badge look="archived">{state}</Badge> }
    });
    let quantity = listing.quantity.map(|quantity| {
        let count = number(locale, quantity as usize);
        view! { <span>{td_string!(locale, needs.quantity, count = count)}</span> }
    });
    let note = (!listing.note.is_empty())
        .then(|| view! { <p class="prose small">{listing.note.to_string()}</p> });
    let text = |text: String| (!text.is_empty()).then(|| view! { <span>{text}</span> });
    let programme = text(listing.programme.to_string());
    let when = text(period(locale, listing.from, listing.until));
    let cards = (!matches.is_empty()).then(|| {
        let cards = matches
            .into_iter()
            .map(|found| view! { <MatchCard found of /> });
        view! {
            <h3 class="matches-title">{td_string!(locale, needs.matches_below)}</h3>
            <div class="matches">{cards.collect_view()}</div>
        }
        .into_any()
    });
    let below = open.then(|| {
        cards.unwrap_or_else(|| {
            view! { <p class="soft small">{td_string!(locale, needs.no_matches)}</p> }.into_any()
        })
    });
    view! {
        <li class="listing" id=format!("listing-{}", listing.id)>
            <div class="row-head">
                <strong>{listing.title.to_string()}</strong>
                <Badge>{words::resource(locale, listing.resource)}</Badge>
                {state}
            </div>
            <div class="row-notes">{quantity} {programme} {when}</div>
            {note}
            {may_write.then(|| view! { <Edits listing=listing.clone() seen ahead close /> })}
            {below}
        </li>
    }
}

/// Changing it, and closing it or opening it again.
#[component]
pub fn Edits(
    listing: Listing,
    seen: Seq,
    ahead: bool,
    close: ServerAction<CloseListing>,
) -> impl IntoView {
    let locale = locale();
    let Listing {
        id,
        organisation,
        closed,
        title,
        ..
    } = listing;
    let word = match closed {
        true => td_string!(locale, needs.reopen),
        false => td_string!(locale, needs.close),
    };
    // Several buttons of the same words stand on the page: each says what it is for.
    let label = move |action: &'static str| {
        td_string!(
            locale,
            needs.of_listing,
            action = action,
            title = title.to_string()
        )
    };
    let edit = td_string!(locale, ui.edit);
    view! {
        <div class="actions">
            <a
                class="button small quiet"
                href=format!("/organisations/{organisation}/needs/{id}/edit")
                aria-label=label(edit)
            >
                <Icon glyph=Glyph::Edit />
                {edit}
            </a>
            <ActionForm action=close>
                <input type="hidden" name="command" />
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="closed" value=(!closed).to_string() />
                <input type="hidden" name="seen" value=seen.0.to_string() />
                <button
                    type="submit"
                    class="button small quiet"
                    aria-label=label(word)
                    disabled=move || close.pending().get() || ahead
                >
                    <Icon glyph=if closed { Glyph::Restore } else { Glyph::Archive } />
                    {word}
                </button>
            </ActionForm>
        </div>
    }
}
