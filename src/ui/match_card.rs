//! A need and an offer that go together, and why in words.

use super::{Glyph, Icon, OrganisationLink, locale};
use crate::api::needs::{MatchView, SideOfMatch};
use crate::i18n::{Locale, number, words};
use crate::pages::needs::period;
use jejaring_domain::{OrganisationId, Resource};
use jejaring_graph::matching::{Closeness, Distance, Supply};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// A match. Below a listing, or on the page of one of the two, only the other side is shown.
#[component]
pub fn MatchCard(
    /// The match.
    found: MatchView,
    /// On whose page it is shown, if on that of one of the two.
    #[prop(optional_no_strip)]
    of: Option<OrganisationId>,
) -> impl IntoView {
    let locale = locale();
    let start = found.may_start.then(|| {
        view! {
            <a class="button small" href=found.start()>
                <Icon glyph=Glyph::Partnerships />
                {td_string!(locale, needs.start)}
            </a>
        }
    });
    let offers = match found.offer.id {
        Some(_) => td_string!(locale, needs.offers_this),
        None => td_string!(locale, needs.teaches),
    };
    let side = |label, side| side_of(locale, label, found.resource, side);
    let need = (of != Some(found.need.organisation.id))
        .then(|| side(td_string!(locale, needs.needs_this), &found.need));
    let offer = (of != Some(found.offer.organisation.id)).then(|| side(offers, &found.offer));
    let [fit, nearness, closeness] = found.parts;
    let parts = td_string!(
        locale,
        needs.why.parts,
        fit = fit,
        nearness = nearness,
        closeness = closeness
    );
    let score = found.score;
    view! {
        <article class="match">
            <div class="match-score" title=parts.clone()>
                <span class="visually-hidden">{td_string!(locale, needs.why.score, score = score)}</span>
                <strong aria-hidden="true">{score}</strong>
                <span class="track" aria-hidden="true">
                    <span class="fill" style=format!("width:{score}%")></span>
                </span>
            </div>
            <div class="match-body">
                <div class="match-sides">{need} {offer}</div>
                <ul class="reasons">
                    {reasons(locale, &found)
                        .into_iter()
                        .map(|reason| view! { <li>{reason}</li> })
                        .collect_view()}
                    <li>{ties(locale, found.ties)}</li>
                </ul>
                <div class="match-foot">
                    <span class="soft small">{parts}</span>
                    {start}
                </div>
            </div>
        </article>
    }
}

fn side_of(
    locale: Locale,
    label: &'static str,
    resource: Resource,
    side: &SideOfMatch,
) -> impl IntoView + use<> {
    let SideOfMatch {
        id,
        title,
        organisation,
        regency,
        quantity,
        from,
        until,
    } = side.clone();
    let quantity = quantity.map(|count| {
        let count = number(locale, count as usize);
        td_string!(locale, needs.quantity, count = count)
    });
    // Workers are looked for by the year.
    let when = match (resource, from) {
        (Resource::SkilledWorker, Some(from)) => from.year().to_string(),
        _ => period(locale, from, until),
    };
    let when = Some(when).filter(|when| !when.is_empty());
    let amount = quantity.into_iter().chain(when).collect::<Vec<_>>();
    let amount = (!amount.is_empty())
        .then(|| view! { <span class="soft small">{amount.join(" · ")}</span> });
    let page = match id {
        Some(id) => format!("/organisations/{}/needs#listing-{id}", organisation.id),
        None => format!("/organisations/{}", organisation.id),
    };
    let regency = (!regency.is_empty()).then(|| format!(" · {regency}"));
    view! {
        <p class="match-side">
            <span class="under">{label}</span>
            <a class="main-link" href=page>
                {title}
            </a>
            {amount}
            <span class="small">
                <OrganisationLink organisation />
                <span class="soft">{regency}</span>
            </span>
        </p>
    }
}

/// What speaks for a match and what against, save for who could introduce the two.
fn reasons(locale: Locale, found: &MatchView) -> Vec<String> {
    let in_common = found.words.join(", ");
    let about = match (found.words.is_empty(), found.offer.id) {
        (true, _) => td_string!(locale, needs.why.same_kind).to_owned(),
        (false, Some(_)) => td_string!(locale, needs.why.words, words = in_common),
        (false, None) => td_string!(locale, needs.why.taught, words = in_common),
    };
    let supply = match (found.supply, found.offer.id) {
        // How many graduates there are, no school can say in advance.
        (Supply::NoQuestion, _) | (Supply::Unknown, None) => None,
        (Supply::Unknown, Some(_)) => {
            Some(td_string!(locale, needs.why.unknown_quantity).to_owned())
        }
        (Supply::Covered { covered, needed }, _) if covered == needed => {
            let needed = number(locale, needed as usize);
            Some(td_string!(locale, needs.why.enough, needed = needed))
        }
        (Supply::Covered { covered, needed }, _) => {
            let [covered, needed] = [covered, needed].map(|count| number(locale, count as usize));
            Some(td_string!(
                locale,
                needs.why.covers,
                covered = covered,
                needed = needed
            ))
        }
    };
    let period = (!found.in_time).then(|| td_string!(locale, needs.why.not_in_time).to_owned());
    let distance = match found.distance {
        Distance::Km(km) if km < 1.0 => td_string!(locale, needs.why.under_a_km).to_owned(),
        Distance::Km(km) => {
            let km = number(locale, km.round() as usize);
            td_string!(locale, needs.why.km, km = km)
        }
        Distance::SameRegency => td_string!(locale, needs.why.same_regency).to_owned(),
        Distance::SameProvince => td_string!(locale, needs.why.same_province).to_owned(),
        Distance::Unknown => td_string!(locale, needs.why.unknown_distance).to_owned(),
    };
    let kind = format!("{}.", words::resource(locale, found.resource));
    let reasons = [Some(kind), Some(about), supply, period, Some(distance)];
    reasons.into_iter().flatten().collect()
}

/// How close the two are, with those who could introduce them as links.
fn ties(
    locale: Locale,
    ties: Closeness<crate::api::organisations::OrganisationRef>,
) -> impl IntoView {
    let (words, through, then) = match ties {
        Closeness::Partners => (td_string!(locale, needs.why.partners), Vec::new(), ""),
        Closeness::OverOne(through) => (td_string!(locale, needs.why.over_one), through, ", "),
        Closeness::OverMore(through) => (td_string!(locale, needs.why.over_more), through, " → "),
        Closeness::Apart => (td_string!(locale, needs.why.apart), Vec::new(), ""),
    };
    let links = through
        .into_iter()
        .enumerate()
        .map(|(place, organisation)| {
            let before = if place == 0 { " " } else { then };
            view! {
                {before}
                <OrganisationLink organisation />
            }
        });
    view! {
        {words}
        {links.collect_view()}
    }
}
