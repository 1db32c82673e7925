//! One organisation: who it is, with whom it works, what it brings and gets.

use crate::ahead::{Ahead, Foreseen};
use crate::api::ApiError;
use crate::api::needs::OpenListings;
use crate::api::organisations::{
    ArchiveOrganisation, Exchange, OrganisationRef, OrganisationView, PartnershipOf, organisation,
};
use crate::i18n::{number, words};
use crate::live::Live;
use crate::ui::{
    Badge, ErrorView, Glyph, Icon, KindBadge, Loading, Marks, OrganisationLink, RecordTabs,
    StatusBadge, StepBar, locale,
};
use jejaring_domain::change::Subject;
use jejaring_domain::{
    Answer, Listing, Organisation, OrganisationId, Place, Profile, Role, Status,
};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use std::collections::BTreeMap;

/// The page of one organisation.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<OrganisationId>().ok())
    });
    let archive = ServerAction::<ArchiveOrganisation>::new();
    Ahead::of_page().follow(archive);
    let news = Live::of_page().follow(move || id.get().map(Subject::Organisation));
    let shown = Foreseen::new(
        move || (id.get(), news.get()),
        |(id, _)| async move {
            match id {
                Some(id) => organisation(id).await,
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
                            Ok(shown) => view! { <Shown shown archive /> }.into_any(),
                            Err(error) => view! { <ErrorView error /> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(shown: OrganisationView, archive: ServerAction<ArchiveOrganisation>) -> impl IntoView {
    let locale = locale();
    let OrganisationView {
        organisation,
        partnerships,
        exchanges,
        listings,
        may_edit,
        may_archive,
        own,
        may_claim,
        merged_into,
    } = shown;
    let Organisation {
        id,
        profile,
        origin,
        archived,
        ..
    } = organisation;
    let partners = partners(&partnerships);
    view! {
        <Title text=profile.name.to_string() />
        <a class="crumb" href="/organisations">
            <Icon glyph=Glyph::Back />
            {td_string!(locale, organisations.title)}
        </a>
        <div class="page-head">
            <div>
                <h1>{profile.name.to_string()}</h1>
                <p class="badges under-title">
                    <KindBadge kind=profile.kind />
                    <Marks origin archived />
                    <span class="soft">{place(&profile.place)}</span>
                </p>
            </div>
            <div class="actions">
                {(!archived)
                    .then(|| {
                        view! {
                            <a class="button" href=format!("/explore?select={id}")>
                                <Icon glyph=Glyph::Explore />
                                {td_string!(locale, organisations.in_network)}
                            </a>
                        }
                    })}
                {(may_claim && own.is_none() && !archived)
                    .then(|| {
                        view! {
                            <a class="button" href=format!("/organisations/{id}/claim")>
                                {td_string!(locale, people.i_act)}
                            </a>
                        }
                    })}
                {(may_edit && !archived).then(|| view! { <Edits id /> })}
                {may_archive.then(|| view! { <PutAway id archived archive /> })}
            </div>
        </div>
        <RecordTabs of=Subject::Organisation(id) />
        {own.is_some_and(|own| own.claimed).then(|| view! {
            <p class="notice info">
                {td_string!(locale, people.claim_waits)}
                <a href=format!("/organisations/{id}/claim")>{td_string!(locale, people.claim_see)}</a>
            </p>
        })}
        {merged_into.filter(|_| archived).map(|organisation| view! {
            <p class="notice info">
                {td_string!(locale, people.merged)}
                <OrganisationLink organisation />
            </p>
        })}
        {move || archive.value().get().and_then(Result::err).map(|error| view! {
            <p class="notice error" role="alert">{words::error(locale, &error)}</p>
        })}
        <div class="record">
            <div>
                <section class="card">
                    <h2>
                        {td_string!(locale, organisations.partnerships)} " "
                        <span class="count">{number(locale, partnerships.len())}</span>
                    </h2>
                    <Together partnerships id may_start=may_edit && !archived />
                </section>
                <NeedsAndOffers listings id />
                <GiveAndGet exchanges />
            </div>
            <div>
                <About profile />
                <Partners partners />
            </div>
        </div>
    }
}

/// What is written about it.
#[component]
fn Edits(id: OrganisationId) -> impl IntoView {
    let locale = locale();
    view! {
        <a class="button" href=format!("/organisations/{id}/edit")>
            <Icon glyph=Glyph::Edit />
            {td_string!(locale, ui.edit)}
        </a>
        <a class="button primary" href=format!("/partnerships/new?with={id}")>
            <Icon glyph=Glyph::Add />
            {td_string!(locale, organisations.new_partnership)}
        </a>
    }
}

/// The way into the archive, or back.
#[component]
fn PutAway(
    id: OrganisationId,
    archived: bool,
    archive: ServerAction<ArchiveOrganisation>,
) -> impl IntoView {
    let locale = locale();
    let (look, glyph, word) = match archived {
        true => ("button", Glyph::Restore, td_string!(locale, ui.restore)),
        false => (
            "button quiet",
            Glyph::Archive,
            td_string!(locale, ui.archive),
        ),
    };
    view! {
        <ActionForm action=archive>
            <input type="hidden" name="command" />
            <input type="hidden" name="id" value=id.to_string() />
            <input type="hidden" name="archived" value=(!archived).to_string() />
            <button type="submit" class=look disabled=move || archive.pending().get()>
                <Icon glyph />
                {word}
            </button>
        </ActionForm>
    }
}

/// What it says of itself.
#[component]
pub(super) fn About(profile: Profile) -> impl IntoView {
    let locale = locale();
    let fact = |label: &'static str, value: AnyView| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let tags = |names: &std::collections::BTreeSet<jejaring_domain::Name>| {
        let names = names
            .iter()
            .map(|name| view! { <li>{name.to_string()}</li> })
            .collect_view();
        view! { <ul class="tags">{names}</ul> }.into_any()
    };
    let where_it_is = place(&profile.place);
    let npsn = profile.npsn.map(|npsn| {
        fact(
            td_string!(locale, words.field.npsn),
            npsn.to_string().into_any(),
        )
    });
    let place = (!where_it_is.is_empty()).then(|| {
        fact(
            td_string!(locale, organisations.place),
            where_it_is.into_any(),
        )
    });
    let programmes = (!profile.programmes.is_empty()).then(|| {
        fact(
            td_string!(locale, words.field.programmes),
            tags(&profile.programmes),
        )
    });
    let aliases = (!profile.aliases.is_empty()).then(|| {
        fact(
            td_string!(locale, words.field.aliases),
            tags(&profile.aliases),
        )
    });
    let website = web_address(&profile.website).map(|(address, shown)| {
        let link = view! {
            <a href=address rel="noopener nofollow external" target="_blank">
                {shown}
                "\u{a0}↗"
            </a>
        };
        fact(td_string!(locale, words.field.website), link.into_any())
    });
    let about = (!profile.about.is_empty())
        .then(|| view! { <p class="prose">{profile.about.to_string()}</p> });
    let nothing = npsn.is_none()
        && place.is_none()
        && programmes.is_none()
        && aliases.is_none()
        && website.is_none()
        && about.is_none();
    view! {
        <section class="card">
            <h2>{td_string!(locale, organisations.about)}</h2>
            {about}
            <dl class="facts">{place} {npsn} {programmes} {aliases} {website}</dl>
            {nothing.then(|| view! { <p class="soft">{td_string!(locale, organisations.nothing_said)}</p> })}
        </section>
    }
}

/// Regency, province and country, as far as known.
pub(super) fn place(place: &Place) -> String {
    let parts = [&place.regency, &place.province, &place.country].map(|part| part.as_str());
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A web address that may be linked, and how it reads; none unless it is one of the web.
fn web_address(website: &str) -> Option<(String, String)> {
    let rest = website
        .strip_prefix("https://")
        .or_else(|| website.strip_prefix("http://"))?;
    Some((website.to_owned(), rest.trim_end_matches('/').to_owned()))
}

/// Its partners, with the number of partnerships with each; those that are over do not count.
fn partners(partnerships: &[PartnershipOf]) -> Vec<(OrganisationRef, usize)> {
    let mut partners: BTreeMap<OrganisationId, (OrganisationRef, usize)> = BTreeMap::new();
    let going_on = partnerships
        .iter()
        .filter(|partnership| partnership.status != Status::Ended && !partnership.answer.is_out());
    for partner in going_on.flat_map(|partnership| &partnership.partners) {
        partners
            .entry(partner.id)
            .or_insert_with(|| (partner.clone(), 0))
            .1 += 1;
    }
    let mut partners: Vec<_> = partners.into_values().collect();
    partners.sort_by(|(a, a_count), (b, b_count)| {
        b_count.cmp(a_count).then_with(|| a.name.cmp(&b.name))
    });
    partners
}

#[component]
fn Partners(partners: Vec<(OrganisationRef, usize)>) -> impl IntoView {
    let locale = locale();
    let count = number(locale, partners.len());
    let item = move |(organisation, times): (OrganisationRef, usize)| {
        let times =
            (times > 1).then(|| view! { <span class="number">{number(locale, times)} "×"</span> });
        view! { <li><OrganisationLink organisation /> {times}</li> }
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, organisations.partners)} " " <span class="count">{count}</span></h2>
            {if partners.is_empty() {
                view! { <p class="soft">{td_string!(locale, organisations.no_partners)}</p> }.into_any()
            } else {
                view! { <ul class="partners">{partners.into_iter().map(item).collect_view()}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Together(
    partnerships: Vec<PartnershipOf>,
    id: OrganisationId,
    may_start: bool,
) -> impl IntoView {
    let locale = locale();
    if partnerships.is_empty() {
        let start = may_start.then(|| {
            view! {
                <p class="actions">
                    <a class="button primary" href=format!("/partnerships/new?with={id}")>
                        <Icon glyph=Glyph::Add />
                        {td_string!(locale, organisations.new_partnership)}
                    </a>
                </p>
            }
        });
        return view! {
            <p class="soft">{td_string!(locale, organisations.no_partnerships)}</p>
            {start}
        }
        .into_any();
    }
    let item = move |partnership: PartnershipOf| {
        let answer = (partnership.answer != Answer::Accepted)
            .then(|| view! { <Badge>{words::answer(locale, partnership.answer)}</Badge> });
        // Being a partner goes without saying.
        let role = (partnership.role != Role::Partner)
            .then(|| view! { <span>{words::role(locale, partnership.role)}</span> });
        view! {
            <li>
                <div class="row-head">
                    <a class="main-link" href=format!("/partnerships/{}", partnership.id)>
                        {partnership.title}
                    </a>
                    <StatusBadge status=partnership.status />
                    {answer}
                </div>
                <div class="with">
                    {partnership
                        .partners
                        .into_iter()
                        .map(|organisation| view! { <OrganisationLink organisation /> })
                        .collect_view()}
                </div>
                <div class="row-notes">
                    <StepBar step=partnership.step />
                    <span>{words::form(locale, partnership.form)}</span>
                    {role}
                </div>
            </li>
        }
    };
    view! { <ul class="rows">{partnerships.into_iter().map(item).collect_view()}</ul> }.into_any()
}

/// What it lacks and what it can give, in short.
#[component]
fn NeedsAndOffers(listings: OpenListings, id: OrganisationId) -> impl IntoView {
    const SHOWN: usize = 4;
    let locale = locale();
    let item = move |listing: Listing| {
        let quantity = listing
            .quantity
            .map(|count| format!(" ({})", number(locale, count as usize)));
        view! {
            <li>
                <strong>{listing.title.to_string()}</strong>
                {quantity}
                <small>{words::resource(locale, listing.resource)}</small>
            </li>
        }
    };
    let side = move |title: &'static str, listings: Vec<Listing>| {
        let more = listings.len().saturating_sub(SHOWN);
        let more = (more > 0).then(|| {
            let count = number(locale, more);
            view! { <li class="soft">{td_string!(locale, needs.short.more, count = count)}</li> }
        });
        let list = match listings.is_empty() {
            true => view! { <p class="soft small">{td_string!(locale, needs.short.none)}</p> }
                .into_any(),
            false => view! {
                <ul class="exchanges">
                    {listings.into_iter().take(SHOWN).map(item).collect_view()} {more}
                </ul>
            }
            .into_any(),
        };
        view! {
            <div>
                <h3>{title}</h3>
                {list}
            </div>
        }
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, needs.heading)}</h2>
            <div class="give-and-get">
                {side(td_string!(locale, needs.needs), listings.needs)}
                {side(td_string!(locale, needs.offers), listings.offers)}
            </div>
            <p class="after-list">
                <a href=format!("/organisations/{id}/needs")>{td_string!(locale, needs.short.all)}</a>
            </p>
        </section>
    }
}

/// So many contributions are shown of each side; the others are folded away.
const EXCHANGES: usize = 8;

/// What it brings to partners, and what they bring to it.
#[component]
fn GiveAndGet(exchanges: Vec<Exchange>) -> impl IntoView {
    let locale = locale();
    let (brings, gets): (Vec<_>, Vec<_>) = exchanges
        .into_iter()
        .partition(|exchange| exchange.from.is_none());
    let item = move |exchange: Exchange| {
        let what = words::contribution(locale, exchange.kind);
        let note = (!exchange.note.is_empty()).then(|| format!(": {}", exchange.note));
        let from = exchange
            .from
            .map(|organisation| view! { <OrganisationLink organisation /> " · " });
        view! {
            <li>
                <strong>{what}</strong>
                {note}
                <small>
                    {from} <a class="quiet-link" href=format!("/partnerships/{}", exchange.partnership)>
                        {exchange.title}
                    </a>
                </small>
            </li>
        }
    };
    let side = move |glyph: Glyph,
                     title: &'static str,
                     none: &'static str,
                     exchanges: Vec<Exchange>| {
        let list = |exchanges: Vec<Exchange>| view! { <ul class="exchanges">{exchanges.into_iter().map(item).collect_view()}</ul> };
        let mut exchanges = exchanges;
        let others = exchanges.split_off(exchanges.len().min(EXCHANGES));
        let others = (!others.is_empty()).then(|| {
            let count = number(locale, others.len());
            view! {
                <details class="folded others">
                    <summary>{td_string!(locale, partnerships.others, count)}</summary>
                    {list(others)}
                </details>
            }
        });
        let list = match exchanges.is_empty() {
            true => view! { <p class="soft small">{none}</p> }.into_any(),
            false => view! { {list(exchanges)} {others} }.into_any(),
        };
        view! {
            <div>
                <h3>
                    <Icon glyph />
                    {title}
                </h3>
                {list}
            </div>
        }
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, organisations.give_and_get)}</h2>
            <div class="give-and-get">
                {side(
                    Glyph::Give,
                    td_string!(locale, organisations.brings),
                    td_string!(locale, organisations.brings_nothing),
                    brings,
                )}
                {side(
                    Glyph::Get,
                    td_string!(locale, organisations.gets),
                    td_string!(locale, organisations.gets_nothing),
                    gets,
                )}
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert_eq!(
            web_address("https://smk.id/"),
            Some(("https://smk.id/".into(), "smk.id".into()))
        );
        assert_eq!(web_address("javascript:alert(1)"), None);
        assert_eq!(web_address(""), None);
    }
}
