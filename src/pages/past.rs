//! An organisation or a partnership as it was after an entry of the log: to read, not to change.

use super::history::who;
use super::organisation::{About, place};
use super::partnership::{Benefits, Conditions, Parties};
use super::record_values;
use crate::api::history::{Past, PastRecord, past};
use crate::api::organisations::OrganisationRef;
use crate::api::{ApiError, fetched};
use crate::i18n::{Locale, moment, words};
use crate::ui::{
    Badge, ErrorView, Glyph, Icon, KindBadge, Loading, Marks, RecordTabs, StepMeter, locale,
    page_of,
};
use jejaring_domain::change::Subject;
use jejaring_domain::{Organisation, Partnership, Record, Seq};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

/// The page `/organisations/ID/history/N` or `/partnerships/ID/history/N`.
#[component]
pub fn PastPage() -> impl IntoView {
    let (params, location) = (use_params_map(), use_location());
    let wanted = Memo::new(move |_| {
        let params = params.read();
        let (id, seq) = (params.get("id")?, params.get("seq")?);
        let subject = match location.pathname.read().starts_with("/organisations/") {
            true => Subject::Organisation(id.parse().ok()?),
            false => Subject::Partnership(id.parse().ok()?),
        };
        Some((subject, Seq(seq.parse().ok()?)))
    });
    let shown = fetched(
        move || wanted.get(),
        |wanted| async move {
            match wanted {
                Some((subject, seq)) => past(subject, seq).await.map(|past| (subject, past)),
                None => Err(ApiError::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok((subject, past)) => view! { <Shown subject past /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(subject: Subject, past: Past) -> impl IntoView {
    let locale = locale();
    let page = page_of(subject).unwrap_or_default();
    let then = td_string!(locale, history.then, moment = moment(locale, past.event.at));
    let by = who(locale, past.event.actor, &past.people);
    let by = td_string!(locale, history.then_by, name = by);
    let name = match &past.record {
        PastRecord::Organisation(organisation) => organisation.profile.name.to_string(),
        PastRecord::Partnership(partnership) => partnership.terms.title.to_string(),
    };
    let records = past.records.iter();
    let records = records.map(|record| record_then(locale, &past.organisations, record));
    let records = (!past.records.is_empty()).then(|| {
        view! {
            <section class="card stack">
                <h2>{td_string!(locale, history.records)}</h2>
                {records.collect_view()}
            </section>
        }
    });
    let record = match past.record {
        PastRecord::Organisation(organisation) => {
            view! { <OrganisationThen organisation=*organisation /> }.into_any()
        }
        PastRecord::Partnership(partnership) => {
            view! { <PartnershipThen partnership=*partnership organisations=past.organisations /> }
                .into_any()
        }
    };
    view! {
        <Title text=format!("{name}: {then}") />
        <a class="crumb" href=format!("{page}/history")>
            <Icon glyph=Glyph::Back />
            {td_string!(locale, history.to_history)}
        </a>
        <div class="page-head">
            <h1>{name}</h1>
        </div>
        <RecordTabs of=subject />
        <div class="notice warning" id="then">
            <strong>{then}</strong>
            <span>
                {by} " " <a href=page>{td_string!(locale, history.to_now)}</a>
            </span>
        </div>
        {record}
        {records}
    }
}

/// A smaller record as it was: what it is called, and what it said.
fn record_then(
    locale: Locale,
    organisations: &[OrganisationRef],
    record: &Record,
) -> impl IntoView + use<> {
    let kind = words::record_kind(locale, record.kind());
    let title = record_values::title(organisations, record);
    let values = record_values::values(locale, organisations, record);
    let said = values.into_iter().filter(|(_, value)| !value.is_empty());
    let said = said.map(|(field, value)| {
        view! {
            <div>
                <dt>{words::field(locale, field)}</dt>
                <dd class="prose">{value}</dd>
            </div>
        }
    });
    view! {
        <section>
            <h3>{kind} ": " {title}</h3>
            <dl class="facts">{said.collect_view()}</dl>
        </section>
    }
}

#[component]
fn OrganisationThen(organisation: Organisation) -> impl IntoView {
    let Organisation {
        profile,
        origin,
        archived,
        ..
    } = organisation;
    view! {
        <p class="badges">
            <KindBadge kind=profile.kind />
            <Marks origin archived />
            <span class="soft">{place(&profile.place)}</span>
        </p>
        <About profile />
    }
}

#[component]
fn PartnershipThen(partnership: Partnership, organisations: Vec<OrganisationRef>) -> impl IntoView {
    let locale = locale();
    let Partnership {
        terms,
        origin,
        archived,
        ..
    } = partnership;
    let purpose = (!terms.purpose.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{td_string!(locale, words.field.purpose)}</h2>
                <p class="prose">{terms.purpose.to_string()}</p>
            </section>
        }
    });
    view! {
        <p class="badges">
            <Badge>{words::form(locale, terms.form)}</Badge>
            <Marks origin archived />
        </p>
        <section class="card">
            <h2>{td_string!(locale, partnerships.way)}</h2>
            <StepMeter step=terms.step signed=terms.form.is_written() />
        </section>
        <div class="record">
            <div>
                <Parties parties=terms.parties.clone() organisations />
                {purpose}
                <Benefits benefits=terms.benefits.clone().into_iter().collect() />
            </div>
            <div>
                <Conditions terms />
            </div>
        </div>
    }
}
