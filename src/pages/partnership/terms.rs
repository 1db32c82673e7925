//! What the parties agreed on: what it is for, on what conditions, and what they hope for.

use crate::i18n::{date, words};
use crate::ui::{Badge, locale};
use jejaring_domain::benefit::BenefitState;
use jejaring_domain::{Benefit, Date, Outcome, Terms};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What was hoped for, and what came of it.
#[component]
pub fn Benefits(benefits: Vec<(Benefit, Outcome)>) -> impl IntoView {
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
pub fn Conditions(terms: Terms) -> impl IntoView {
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
