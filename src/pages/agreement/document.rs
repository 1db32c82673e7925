//! The document that the parties sign, made from their terms: laid out as an Indonesian agreement is.

use crate::api::organisations::OrganisationRef;
use crate::api::partnerships::AgreementView;
use crate::i18n::{Locale, date, td_string, words};
use jejaring_domain::{Finance, Scope, Signatory, Terms};
use leptos::prelude::*;
use std::sync::Arc;

/// The document in a language; marked as a draft until it is signed.
#[component]
pub fn Document(
    /// What it is made from.
    shown: Arc<AgreementView>,
    /// Its language, whichever the page has.
    language: Locale,
) -> impl IntoView {
    let terms = &shown.terms;
    let code = match language {
        Locale::id => "id",
        Locale::en => "en",
    };
    let agreement = terms.agreement.as_ref();
    let signed = agreement.and_then(|agreement| agreement.signed);
    let blank = td_string!(language, agreement.document.blank);
    let number = agreement.map_or(blank.to_owned(), |agreement| agreement.number.to_string());
    let title = agreement.map(|agreement| agreement.title.to_string());
    let title = title.filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| terms.title.to_string());
    let and = td_string!(language, agreement.document.and);
    let names = shown.parties.iter().enumerate().map(|(place, (party, _))| {
        let joined = (place > 0).then(|| view! { <span>{and}</span> });
        view! {
            {joined}
            <strong>{party.name.clone()}</strong>
        }
    });
    let opening = match signed {
        Some(day) => {
            td_string!(
                language,
                agreement.document.opening_signed,
                date = date(language, day)
            )
        }
        None => td_string!(language, agreement.document.opening).to_owned(),
    };
    let mark = signed.is_none().then(|| {
        view! { <p class="draft-mark">{td_string!(language, agreement.mark)}</p> }
    });
    let articles = articles(language, &shown).into_iter().zip(1..);
    let articles = articles.map(|((heading, body), number)| {
        view! {
            <section>
                <h4>
                    {td_string!(language, agreement.document.article, number = number)} <br /> {heading}
                </h4>
                {body}
            </section>
        }
    });
    view! {
        <article class="paper" class:draft=signed.is_none() lang=code>
            {mark}
            <header>
                <h3>{td_string!(language, agreement.document.heading)}</h3>
                <p>{td_string!(language, agreement.document.between)}</p>
                <p class="paper-parties">{names.collect_view()}</p>
                <p>{td_string!(language, agreement.document.about)}</p>
                <p>
                    <strong>{title}</strong>
                </p>
                <p>{td_string!(language, agreement.document.number)} ": " {number}</p>
            </header>
            <p>{opening}</p>
            <ol>{parties(language, &shown)}</ol>
            <p>{td_string!(language, agreement.document.agree)}</p>
            {articles.collect_view()}
            <div class="paper-signatures">{signatures(language, &shown)}</div>
        </article>
    }
}

/// What a party is called in the document, by its place.
fn called(language: Locale, place: usize) -> String {
    match place {
        0 => td_string!(language, agreement.document.called.first).to_owned(),
        1 => td_string!(language, agreement.document.called.second).to_owned(),
        2 => td_string!(language, agreement.document.called.third).to_owned(),
        3 => td_string!(language, agreement.document.called.fourth).to_owned(),
        4 => td_string!(language, agreement.document.called.fifth).to_owned(),
        _ => td_string!(language, agreement.document.called.nth, number = place + 1),
    }
}

fn signatory<'a>(terms: &'a Terms, party: &OrganisationRef) -> Option<&'a Signatory> {
    let mut signatories = terms.agreement.as_ref()?.signatories.iter();
    signatories.find(|signatory| signatory.organisation == party.id)
}

/// Name and function of who signs for a party, or room to write them.
fn signs(language: Locale, terms: &Terms, party: &OrganisationRef) -> (String, String) {
    let blank = || td_string!(language, agreement.document.blank).to_owned();
    let signatory = signatory(terms, party);
    let function = signatory.map(|signatory| signatory.function.to_string());
    (
        signatory.map_or_else(blank, |signatory| signatory.name.to_string()),
        function
            .filter(|function| !function.is_empty())
            .unwrap_or_else(blank),
    )
}

fn parties(language: Locale, shown: &AgreementView) -> impl IntoView + use<> {
    let parties = shown
        .parties
        .iter()
        .enumerate()
        .map(|(number, (party, place))| {
            let (name, function) = signs(language, &shown.terms, party);
            let organisation = party.name.clone();
            let called = called(language, number);
            let text = match place.is_empty() {
                true => td_string!(
                    language,
                    agreement.document.party,
                    name = name,
                    function = function,
                    organisation = organisation,
                    called = called
                ),
                false => td_string!(
                    language,
                    agreement.document.party_at,
                    name = name,
                    function = function,
                    organisation = organisation,
                    place = place.clone(),
                    called = called
                ),
            };
            view! { <li>{text}</li> }
        });
    parties.collect_view()
}

/// The headings and texts of the articles.
fn articles(language: Locale, shown: &AgreementView) -> Vec<(&'static str, AnyView)> {
    let terms = &shown.terms;
    let plain = |text: &'static str| view! { <p>{text}</p> }.into_any();
    vec![
        (
            td_string!(language, agreement.document.aim),
            aim(language, terms),
        ),
        (
            td_string!(language, agreement.document.scope),
            plain(match terms.scope {
                Scope::Software => td_string!(language, agreement.document.scope_software),
                Scope::Hardware => td_string!(language, agreement.document.scope_hardware),
                Scope::Both => td_string!(language, agreement.document.scope_both),
            }),
        ),
        (
            td_string!(language, agreement.document.duties),
            duties(language, shown),
        ),
        (
            td_string!(language, agreement.document.money),
            money(language, terms),
        ),
        (
            td_string!(language, agreement.document.time),
            time(language, terms),
        ),
        (
            td_string!(language, agreement.document.change),
            plain(td_string!(language, agreement.document.change_text)),
        ),
        (
            td_string!(language, agreement.document.dispute),
            plain(td_string!(language, agreement.document.dispute_text)),
        ),
        (td_string!(language, agreement.document.closing), {
            let count = shown.parties.len();
            let text = td_string!(language, agreement.document.closing_text, count = count);
            view! { <p>{text}</p> }.into_any()
        }),
    ]
}

fn aim(language: Locale, terms: &Terms) -> AnyView {
    let purpose = match terms.purpose.is_empty() {
        true => td_string!(language, agreement.document.no_purpose).to_owned(),
        false => terms.purpose.to_string(),
    };
    let benefits = terms.benefits.keys();
    let benefits = benefits.map(|benefit| view! { <li>{words::benefit(language, *benefit)}</li> });
    let benefits = (benefits.len() > 0).then(|| {
        view! {
            <p>{td_string!(language, agreement.document.benefits)}</p>
            <ul>{benefits.collect_view()}</ul>
        }
    });
    view! {
        <p class="prose">{purpose}</p>
        {benefits}
    }
    .into_any()
}

fn duties(language: Locale, shown: &AgreementView) -> AnyView {
    let party = |(place, (party, _)): (usize, &(OrganisationRef, String))| {
        let called = called(language, place);
        let contributions = shown
            .terms
            .party(party.id)
            .map(|party| &party.contributions);
        let items = contributions.into_iter().flatten().map(|contribution| {
            let kind = words::contribution(language, contribution.kind);
            let note = contribution.note.to_string();
            let text = if note.is_empty() {
                kind.to_owned()
            } else {
                format!("{kind}: {note}")
            };
            view! { <li>{text}</li> }
        });
        let items = items.collect::<Vec<_>>();
        match items.is_empty() {
            true => view! {
                <p>{td_string!(language, agreement.document.brings_nothing, called = called)}</p>
            }
            .into_any(),
            false => view! {
                <p>{td_string!(language, agreement.document.brings, called = called)}</p>
                <ul>{items}</ul>
            }
            .into_any(),
        }
    };
    let parties = shown.parties.iter().enumerate().map(party);
    view! {
        {parties.collect_view()}
        <p>{td_string!(language, agreement.document.rights)}</p>
    }
    .into_any()
}

fn money(language: Locale, terms: &Terms) -> AnyView {
    let text = match terms.finance {
        Finance::None => td_string!(language, agreement.document.money_none),
        Finance::Grant => td_string!(language, agreement.document.money_grant),
        Finance::SoftLoan => td_string!(language, agreement.document.money_soft_loan),
        Finance::Loan => td_string!(language, agreement.document.money_loan),
    };
    let consent = terms.finance.is_repayable().then(|| match &terms.consent {
        Some(consent) => td_string!(
            language,
            agreement.document.consent,
            authority = words::authority(language, consent.authority),
            reference = consent.reference.to_string()
        ),
        None => td_string!(language, agreement.document.consent_missing).to_owned(),
    });
    view! {
        <p>{text}</p>
        {consent.map(|consent| view! { <p>{consent}</p> })}
    }
    .into_any()
}

fn time(language: Locale, terms: &Terms) -> AnyView {
    let day = |day| date(language, day);
    let text = match (terms.start.map(day), terms.expires().map(day)) {
        (Some(start), Some(end)) => {
            td_string!(
                language,
                agreement.document.time_both,
                start = start,
                end = end
            )
        }
        (Some(start), None) => td_string!(language, agreement.document.time_start, start = start),
        (None, Some(end)) => td_string!(language, agreement.document.time_end, end = end),
        (None, None) => td_string!(language, agreement.document.time_none).to_owned(),
    };
    view! { <p>{text}</p> }.into_any()
}

fn signatures(language: Locale, shown: &AgreementView) -> impl IntoView + use<> {
    let parties = shown.parties.iter().enumerate().map(|(place, (party, _))| {
        let (name, function) = signs(language, &shown.terms, party);
        view! {
            <div>
                <p>
                    <strong>{called(language, place)}</strong>
                    <br />
                    {party.name.clone()}
                </p>
                <p class="room">
                    <span class="visually-hidden">
                        {td_string!(language, agreement.document.signature)}
                    </span>
                </p>
                <p>
                    <strong>{name}</strong>
                    <br />
                    {function}
                </p>
            </div>
        }
    });
    parties.collect_view()
}
