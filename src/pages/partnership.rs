//! One partnership: who takes part, on what terms, where it stands and what it needs to go on.

use crate::api::ApiError;
use crate::api::organisations::OrganisationRef;
use crate::api::partnerships::{ArchivePartnership, PartnershipView, partnership};
use crate::i18n::{date, words};
use crate::ui::{
    Badge, ErrorView, Glyph, Icon, Loading, Marks, OrganisationLink, RecordTabs, StatusBadge,
    StepMeter, locale,
};
use jejaring_domain::benefit::BenefitState;
use jejaring_domain::change::Subject;
use jejaring_domain::{
    Answer, Benefit, Date, Lack, Outcome, Partnership, PartnershipId, Party, Status, Terms,
};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page of one partnership.
#[component]
pub fn PartnershipPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<PartnershipId>().ok())
    });
    let archive = ServerAction::<ArchivePartnership>::new();
    let shown = Resource::new(
        move || (id.get(), archive.version().get()),
        |(id, _)| async move {
            match id {
                Some(id) => partnership(id).await,
                None => Err(ApiError::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok(shown) => view! { <Shown shown archive /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(shown: PartnershipView, archive: ServerAction<ArchivePartnership>) -> impl IntoView {
    let locale = locale();
    let PartnershipView {
        partnership,
        parties,
        status,
        lacks,
        may_edit,
    } = shown;
    let Partnership {
        id,
        terms,
        origin,
        archived,
        ..
    } = partnership;
    let count = terms.parties.len();
    let several = terms.is_multilateral().then(
        || view! { <Badge>{td_string!(locale, partnerships.multilateral, count = count)}</Badge> },
    );
    let purpose = (!terms.purpose.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{td_string!(locale, words.field.purpose)}</h2>
                <p class="prose">{terms.purpose.to_string()}</p>
            </section>
        }
    });
    view! {
        <Title text=terms.title.to_string() />
        <a class="crumb" href="/partnerships">
            <Icon glyph=Glyph::Back />
            {td_string!(locale, partnerships.title)}
        </a>
        <div class="page-head">
            <div>
                <h1>{terms.title.to_string()}</h1>
                <p class="badges under-title">
                    <StatusBadge status />
                    <Badge>{words::form(locale, terms.form)}</Badge>
                    {several}
                    <Marks origin archived />
                </p>
                <p class="soft">{words::status_meaning(locale, status)}</p>
            </div>
            <div class="actions">
                {may_edit.then(|| view! { <Edits id archived archive /> })}
            </div>
        </div>
        <RecordTabs of=Subject::Partnership(id) />
        {move || archive.value().get().and_then(Result::err).map(|error| view! {
            <p class="notice error" role="alert">{words::error(locale, &error)}</p>
        })}
        <section class="card">
            <h2>{td_string!(locale, partnerships.way)}</h2>
            <StepMeter step=terms.step signed=terms.form.is_written() />
            <Next terms=terms.clone() parties=parties.clone() status lacks />
        </section>
        <div class="record">
            <div>
                <Parties parties=terms.parties.clone() organisations=parties />
                {purpose}
                <Benefits benefits=terms.benefits.clone().into_iter().collect() />
            </div>
            <div>
                <Conditions terms />
            </div>
        </div>
    }
}

/// What may be done with it.
#[component]
fn Edits(
    id: PartnershipId,
    archived: bool,
    archive: ServerAction<ArchivePartnership>,
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
    let change = (!archived).then(|| {
        view! {
            <a class="button primary" href=format!("/partnerships/{id}/edit")>
                <Icon glyph=Glyph::Edit />
                {td_string!(locale, ui.edit)}
            </a>
        }
    });
    view! {
        <div class="actions">
            {change}
            <ActionForm action=archive>
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="archived" value=(!archived).to_string() />
                <button type="submit" class=look disabled=move || archive.pending().get()>
                    <Icon glyph />
                    {word}
                </button>
            </ActionForm>
        </div>
    }
}

/// What comes next, what is missing for it, and whose word is awaited.
#[component]
fn Next(
    terms: Terms,
    parties: Vec<OrganisationRef>,
    status: Status,
    lacks: Vec<Lack>,
) -> impl IntoView {
    let locale = locale();
    if status == Status::Ended {
        let why = match &terms.ended {
            Some(ending) if ending.reason.is_empty() => {
                td_string!(
                    locale,
                    partnerships.ended_on,
                    date = date(locale, ending.on)
                )
            }
            Some(ending) => {
                let (date, reason) = (date(locale, ending.on), ending.reason.to_string());
                td_string!(
                    locale,
                    partnerships.ended_because,
                    date = date,
                    reason = reason
                )
            }
            None => words::status_meaning(locale, status).to_owned(),
        };
        return view! { <p class="notice">{why}</p> }.into_any();
    }
    let awaited = terms
        .parties
        .iter()
        .filter(|party| party.answer == Answer::Pending);
    let awaited: Vec<_> = awaited
        .filter_map(|party| parties.iter().find(|o| o.id == party.organisation))
        .cloned()
        .collect();
    let awaited = (!awaited.is_empty()).then(|| {
        let names = awaited
            .into_iter()
            .map(|organisation| view! { <li><OrganisationLink organisation /></li> });
        view! {
            <div class="notice warning">
                <strong>{td_string!(locale, partnerships.awaited)}</strong>
                <ul>{names.collect_view()}</ul>
            </div>
        }
    });
    let next = match terms.next_step() {
        None => view! {
            <div class="notice info">
                <strong>{td_string!(locale, partnerships.last_step)}</strong>
                <span>{td_string!(locale, partnerships.last_step_text)}</span>
            </div>
        }
        .into_any(),
        Some(next) => {
            let step = words::step(locale, next);
            let (look, title) = match lacks.is_empty() {
                true => (
                    "notice success",
                    td_string!(locale, partnerships.next_ready, step = step),
                ),
                false => (
                    "notice warning",
                    td_string!(locale, partnerships.next_missing, step = step),
                ),
            };
            let list = (!lacks.is_empty()).then(|| {
                let items = lacks.iter().map(|lack| {
                    let by = parties.iter().filter(|o| lack.by.contains(&o.id));
                    let by: Vec<_> = by.map(|organisation| organisation.name.clone()).collect();
                    let turn = td_string!(locale, partnerships.turn, names = by.join(", "));
                    let turn = (!by.is_empty()).then_some(turn);
                    view! {
                        <li>
                            {words::missing(locale, lack.missing)} " "
                            <span class="soft small">{turn}</span>
                        </li>
                    }
                });
                view! { <ul>{items.collect_view()}</ul> }
            });
            view! {
                <div class=look>
                    <strong>{title}</strong>
                    {list}
                </div>
            }
            .into_any()
        }
    };
    view! { <div class="next">{awaited} {next}</div> }.into_any()
}

/// Who takes part, as what, and what each brings.
#[component]
pub(super) fn Parties(parties: Vec<Party>, organisations: Vec<OrganisationRef>) -> impl IntoView {
    let locale = locale();
    let item = move |party: Party| {
        let organisation = organisations
            .iter()
            .find(|o| o.id == party.organisation)
            .cloned();
        let look = match party.answer {
            Answer::Accepted => "good",
            Answer::Declined | Answer::Left => "bad",
            Answer::Pending => "",
        };
        let brings = party.contributions.into_iter().map(|contribution| {
            let note = (!contribution.note.is_empty()).then(|| format!(": {}", contribution.note));
            view! {
                <li>
                    <strong>{words::contribution(locale, contribution.kind)}</strong>
                    {note}
                </li>
            }
        });
        let brings = match brings.len() {
            0 => view! { <p class="soft small">{td_string!(locale, partnerships.brings_nothing)}</p> }.into_any(),
            _ => view! { <ul class="exchanges">{brings.collect_view()}</ul> }.into_any(),
        };
        view! {
            <li>
                <div class="row-head">
                    {organisation.map(|organisation| view! { <OrganisationLink organisation /> })}
                    <span class="soft small">{words::role(locale, party.role)}</span>
                    <Badge look>{words::answer(locale, party.answer)}</Badge>
                </div>
                {brings}
            </li>
        }
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, partnerships.parties)}</h2>
            <ul class="rows">{parties.into_iter().map(item).collect_view()}</ul>
        </section>
    }
}

/// What was hoped for, and what came of it.
#[component]
pub(super) fn Benefits(benefits: Vec<(Benefit, Outcome)>) -> impl IntoView {
    let locale = locale();
    let item = move |(benefit, outcome): (Benefit, Outcome)| {
        let look = match outcome.state {
            BenefitState::Expected => "",
            BenefitState::Realised => "good",
            BenefitState::NotRealised => "bad",
        };
        let evidence = (!outcome.evidence.is_empty())
            .then(|| view! { <p class="small">{outcome.evidence.to_string()}</p> });
        view! {
            <li>
                <div class="row-head">
                    <strong>{words::benefit(locale, benefit)}</strong>
                    <Badge look>{words::benefit_state(locale, outcome.state)}</Badge>
                </div>
                {evidence}
            </li>
        }
    };
    let list = match benefits.is_empty() {
        true => {
            view! { <p class="soft">{td_string!(locale, partnerships.no_benefits)}</p> }.into_any()
        }
        false => view! { <ul class="rows">{benefits.into_iter().map(item).collect_view()}</ul> }
            .into_any(),
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, partnerships.benefits)}</h2>
            {list}
        </section>
    }
}

/// Form, scope, money and time; the written agreement and the authority's consent.
#[component]
pub(super) fn Conditions(terms: Terms) -> impl IntoView {
    let locale = locale();
    let day = |day: Option<Date>| day.map(|day| date(locale, day));
    let common = [
        (
            td_string!(locale, words.field.form),
            Some(words::form(locale, terms.form).to_owned()),
        ),
        (
            td_string!(locale, words.field.scope),
            Some(words::scope(locale, terms.scope).to_owned()),
        ),
        (
            td_string!(locale, words.field.finance),
            Some(words::finance(locale, terms.finance).to_owned()),
        ),
        (td_string!(locale, words.field.start), day(terms.start)),
        (td_string!(locale, words.field.end), day(terms.end)),
    ];
    let agreement = terms.agreement.as_ref().map(|agreement| {
        let signed = day(agreement.signed)
            .unwrap_or_else(|| td_string!(locale, partnerships.unsigned).to_owned());
        let expires = day(agreement.expires)
            .unwrap_or_else(|| td_string!(locale, partnerships.no_expiry).to_owned());
        vec![
            (
                td_string!(locale, words.field.agreement_number),
                Some(agreement.number.to_string()),
            ),
            (
                td_string!(locale, words.field.agreement_title),
                some(&agreement.title),
            ),
            (
                td_string!(locale, words.field.agreement_signed),
                Some(signed),
            ),
            (
                td_string!(locale, words.field.agreement_expires),
                Some(expires),
            ),
        ]
    });
    let consent = terms.consent.as_ref().map(|consent| {
        vec![
            (
                td_string!(locale, words.field.consent_authority),
                Some(words::authority(locale, consent.authority).to_owned()),
            ),
            (
                td_string!(locale, words.field.consent_reference),
                Some(consent.reference.to_string()),
            ),
            (
                td_string!(locale, words.field.consent_date),
                day(consent.date),
            ),
        ]
    });
    let no_agreement = (terms.form.is_written() && agreement.is_none()).then(|| {
        absent(
            td_string!(locale, partnerships.agreement),
            td_string!(locale, partnerships.no_agreement),
        )
    });
    let no_consent = (terms.finance.is_repayable() && consent.is_none()).then(|| {
        absent(
            td_string!(locale, partnerships.consent),
            td_string!(locale, partnerships.no_consent),
        )
    });
    view! {
        <Facts title=td_string!(locale, partnerships.terms) facts=common.to_vec() />
        {agreement.map(|facts| view! { <Facts title=td_string!(locale, partnerships.agreement) facts /> })}
        {no_agreement}
        {consent.map(|facts| view! { <Facts title=td_string!(locale, partnerships.consent) facts /> })}
        {no_consent}
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn absent(title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p class="soft">{text}</p>
        </section>
    }
}

/// A card of names and values; what is not known is left out.
#[component]
fn Facts(title: &'static str, facts: Vec<(&'static str, Option<String>)>) -> impl IntoView {
    let facts = facts.into_iter().filter_map(|(name, value)| {
        let value = value?;
        Some(view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        })
    });
    view! {
        <section class="card">
            <h2>{title}</h2>
            <dl class="facts">{facts.collect_view()}</dl>
        </section>
    }
}
