//! The selected organisation: what it is, its partners, the way to its page.

use super::network::LoadedNetwork;
use super::tune::PinButton;
use super::{Shared, Wish};
use crate::i18n::{number, t, t_string, use_i18n};
use crate::ui::{KindBadge, KindShape, StatusBadge};
use jejaring_domain::{Kind, OrganisationId, PartnershipId, Status};
use leptos::prelude::*;

/// What the panel shows.
#[derive(Clone, PartialEq)]
struct Selected {
    id: OrganisationId,
    name: String,
    kind: Kind,
    place: String,
    programmes: String,
    partners: Vec<Partner>,
}

/// A partner, and the partnership with it.
#[derive(Clone, PartialEq)]
struct Partner {
    id: OrganisationId,
    name: String,
    kind: Kind,
    partnership: PartnershipId,
    title: String,
    status: Status,
}

fn selected(network: &LoadedNetwork, id: OrganisationId) -> Option<Selected> {
    let snapshot = network.snapshot();
    let organisation = snapshot.find_organisation(id)?;
    let place = [
        snapshot.regency(organisation),
        snapshot.province(organisation),
        snapshot.country(organisation),
    ];
    let mut partners = Vec::new();
    for partnership in network.partnerships(organisation) {
        let parties = snapshot
            .party_organisations(partnership)
            .iter()
            .map(|party| *party as usize);
        partners.extend(
            parties
                .filter(|party| *party != organisation)
                .map(|party| Partner {
                    id: snapshot.organisation_id(party),
                    name: snapshot.name(party).to_owned(),
                    kind: snapshot.kind(party),
                    partnership: snapshot.partnership_id(partnership),
                    title: snapshot.title(partnership).to_owned(),
                    status: snapshot.status(partnership),
                }),
        );
    }
    partners.sort_by(|a, b| {
        (a.status == Status::Ended, &a.name).cmp(&(b.status == Status::Ended, &b.name))
    });
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
        partners,
    })
}

/// The panel of the selected organisation; nothing where none is.
#[component]
pub fn Details(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let shown = Memo::new(move |_| {
        let id = shared.state.with(|state| state.selected)?;
        shared
            .network
            .with(|network| selected(network.as_ref()?, id))
    });
    let go_to = move |id| {
        shared.go(false, |state| state.selected = Some(id));
        shared.wish.set(Some(Wish::FlyTo(id)));
    };
    view! {
        <section class="explorer-details" aria-live="polite" hidden=move || shown.with(Option::is_none)>
            {move || shown.get().map(|Selected { id, name, kind, place, programmes, partners }| view! {
                <header>
                    <KindBadge kind />
                    <button type="button" class="button icon close" aria-label=move || t_string!(i18n, explorer.close)
                        on:click=move |_| shared.go(false, |state| state.selected = None)>"×"</button>
                    <h2>{name}</h2>
                    <p class="explorer-place">{place}</p>
                    {(!programmes.is_empty()).then(|| view! { <p class="explorer-programmes">{programmes}</p> })}
                </header>
                <p class="actions">
                    <a class="button primary" href=format!("/organisations/{id}")>{t!(i18n, explorer.open)}</a>
                    <button type="button" class="button" on:click=move |_| shared.wish.set(Some(Wish::FlyTo(id)))>
                        {t!(i18n, explorer.fly)}
                    </button>
                    <PinButton shared id />
                </p>
                <h3>{t!(i18n, explorer.partners)} " " <span class="count">{number(i18n.get_locale(), partners.len())}</span></h3>
                {partners.is_empty().then(|| view! { <p class="field-hint">{t!(i18n, explorer.no_partners)}</p> })}
                <ul class="explorer-partners">
                    {partners.into_iter().map(|partner| view! {
                        <li>
                            <button type="button" class="explorer-partner" on:click=move |_| go_to(partner.id)>
                                <KindShape kind=partner.kind />
                                <span>{partner.name}</span>
                            </button>
                            <a href=format!("/partnerships/{}", partner.partnership)>{partner.title}</a>
                            <StatusBadge status=partner.status />
                        </li>
                    }).collect_view()}
                </ul>
            })}
        </section>
    }
}
