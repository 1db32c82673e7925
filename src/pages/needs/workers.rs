//! The skilled workers whom a company needs now and expects to need: a table by year, and a form of one line.

use super::own::Edits;
use crate::api::needs::{CloseListing, ListingView, SaveListing};
use crate::i18n::{number, td_string};
use crate::pages::organisation_form::inputs::{Failure, Mistakes, TextInput};
use crate::ui::{Badge, Glyph, Icon, MatchCard, locale};
use jejaring_domain::{Coded, Field, Line, Name, OrganisationId, Resource, Seq, Side};
use leptos::form::ActionForm;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many years ahead a company can look.
const AHEAD: i16 = 6;

/// The table, and the form below it.
#[component]
pub fn Workers(
    /// The company.
    id: OrganisationId,
    /// Its needs for skilled workers.
    workers: Vec<ListingView>,
    /// Whether the reader may write for it.
    may_write: bool,
    /// The state of the network that was read.
    seen: Seq,
    /// The present year.
    year: i16,
    /// Names the submission of the form.
    command: String,
    /// Closes one.
    close: ServerAction<CloseListing>,
    /// Adds one.
    save: ServerAction<SaveListing>,
) -> impl IntoView {
    let locale = locale();
    let mut years: BTreeMap<i16, Vec<ListingView>> = BTreeMap::new();
    for view in workers {
        let from = view.listing.from.map_or(i16::MAX, |from| from.year());
        years.entry(from).or_default().push(view);
    }
    let table = match years.is_empty() {
        true => view! { <p class="soft">{td_string!(locale, needs.workers.none)}</p> }.into_any(),
        false => {
            let groups = years.into_iter().map(|(of, views)| {
                let heading = match of {
                    i16::MAX => td_string!(locale, needs.workers.undated).to_owned(),
                    of if of <= year => td_string!(locale, needs.workers.now, year = of),
                    of => td_string!(locale, needs.workers.forecast, year = of),
                };
                let rows = views
                    .into_iter()
                    .map(|view| view! { <Row view may_write seen close /> });
                view! {
                    <tbody>
                        <tr class="group">
                            <th colspan=if may_write { "4" } else { "3" } scope="rowgroup">
                                {heading}
                            </th>
                        </tr>
                        {rows.collect_view()}
                    </tbody>
                }
            });
            let actions = may_write.then(
                || view! { <th scope="col">{td_string!(locale, needs.workers.actions)}</th> },
            );
            view! {
                <div class="table-frame">
                    <table class="data cards workers">
                        <caption class="visually-hidden">{td_string!(locale, needs.workers.title)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{td_string!(locale, needs.workers.job)}</th>
                                <th scope="col" class="number">
                                    {td_string!(locale, needs.workers.number)}
                                </th>
                                <th scope="col">{td_string!(locale, needs.workers.schools)}</th>
                                {actions}
                            </tr>
                        </thead>
                        {groups.collect_view()}
                    </table>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="card workers-card">
            <h2>{td_string!(locale, needs.workers.title)}</h2>
            <p class="soft under-heading">{td_string!(locale, needs.workers.lead)}</p>
            {table}
            {may_write.then(|| view! { <Add id seen year command save /> })}
        </section>
    }
}

#[component]
fn Row(
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
        view! {
            " "
            <Badge look="archived">{state}</Badge>
        }
    });
    let schools = match matches.is_empty() {
        true => view! { <span class="soft">{td_string!(locale, needs.workers.no_schools)}</span> }
            .into_any(),
        false => {
            let names: Vec<String> = matches
                .iter()
                .map(|found| found.offer.organisation.name.clone())
                .collect();
            let cards = matches
                .into_iter()
                .map(|found| view! { <MatchCard found of /> });
            view! {
                <details class="schools">
                    <summary>{names.join(", ")}</summary>
                    <div class="matches">{cards.collect_view()}</div>
                </details>
            }
            .into_any()
        }
    };
    let quantity = listing.quantity.map(|count| number(locale, count as usize));
    let programme = (!listing.programme.is_empty())
        .then(|| view! { <span class="under">{listing.programme.to_string()}</span> });
    let edits = may_write.then(|| {
        view! {
            <td data-label=td_string!(locale, needs.workers.actions)>
                <Edits listing=listing.clone() seen ahead close />
            </td>
        }
    });
    view! {
        <tr id=format!("listing-{}", listing.id)>
            <th scope="row">
                <span>
                    {listing.title.to_string()} {state}
                    {programme}
                </span>
            </th>
            <td class="number" data-label=td_string!(locale, needs.workers.number)>
                {quantity}
            </td>
            <td data-label=td_string!(locale, needs.workers.schools)>{schools}</td>
            {edits}
        </tr>
    }
}

/// A job, how many, and the year.
#[component]
fn Add(
    id: OrganisationId,
    seen: Seq,
    year: i16,
    command: String,
    save: ServerAction<SaveListing>,
) -> impl IntoView {
    let locale = locale();
    Failure::provide(move || save.value().get(), None);
    view! {
        <details class="folded add-worker" open=move || save.value().get().is_some_and(|answer| answer.is_err())>
            <summary>
                <Icon glyph=Glyph::Add />
                {td_string!(locale, needs.workers.add)}
            </summary>
            <ActionForm action=save attr:class="form">
                <Mistakes />
                <input type="hidden" name="organisation" value=id.to_string() />
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="seen" value=seen.0.to_string() />
                <WorkerFields year chosen=year title=String::new() quantity=String::new() />
                <div class="actions">
                    <button type="submit" class="button primary" disabled=move || save.pending().get()>
                        {td_string!(locale, needs.workers.save)}
                    </button>
                </div>
            </ActionForm>
        </details>
    }
}

/// The inputs for a job, how many, and the year; the rest of a need for skilled workers goes without saying.
#[component]
pub fn WorkerFields(
    /// The present year.
    year: i16,
    /// The year that is chosen at first.
    chosen: i16,
    /// The job.
    title: String,
    /// How many.
    quantity: String,
) -> impl IntoView {
    let locale = locale();
    let first = chosen.min(year);
    let option = move |year: i16| {
        view! {
            <option value=year.to_string() selected=year == chosen>
                {year.to_string()}
            </option>
        }
    };
    view! {
        <input type="hidden" name="draft[side]" value=Side::Need.code() />
        <input type="hidden" name="draft[resource]" value=Resource::SkilledWorker.code() />
        <div class="field-row">
            <TextInput
                field=Field::Title
                label=Some(td_string!(locale, needs.workers.job))
                value=title
                max=Name::MAX
                required=true
            >
                {td_string!(locale, needs.workers.job_hint)}
            </TextInput>
            <TextInput field=Field::Quantity value=quantity keys="numeric" max=Line::MAX />
            <div class="field">
                <label class="field-label" for="field-year">
                    {td_string!(locale, needs.workers.year)}
                </label>
                <select id="field-year" name="year">
                    {(first..=(year + AHEAD).max(chosen)).map(option).collect_view()}
                </select>
            </div>
        </div>
    }
}
