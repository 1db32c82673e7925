//! Where a partnership stands: what its present step asks, what is missing, whose turn it is, and what the reader can
//! do about it.

use super::Deeds;
use super::parts::{Refused, hidden, speaker};
use crate::api::partnerships::PartnershipView;
use crate::i18n::{Locale, date, words};
use crate::ui::{OrganisationLink, StepMeter, locale};
use jejaring_domain::life::voters;
use jejaring_domain::{
    Answer, Coded, Lack, Missing, OrganisationId, ProposalState, Stage, Status, Step, TermsValue,
};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use std::sync::Arc;

/// The panel.
#[component]
pub fn Stand(shown: Arc<PartnershipView>) -> impl IntoView {
    let locale = locale();
    let deeds = expect_context::<Deeds>();
    let terms = &shown.partnership.terms;
    let body = match shown.status {
        Status::Ended => over(locale, &shown).into_any(),
        _ => way_on(locale, &shown).into_any(),
    };
    view! {
        <section class="card stand" id="way">
            <h2>{td_string!(locale, partnerships.way)}</h2>
            <StepMeter step=terms.step signed=terms.form.is_written() />
            <Refused action=deeds.step />
            <div class="next">{body}</div>
        </section>
    }
}

/// That it is over, why, and the way to renew it.
fn over(locale: Locale, shown: &PartnershipView) -> impl IntoView + use<> {
    let terms = &shown.partnership.terms;
    let status_meaning = words::status_meaning(locale, Status::Ended);
    let why = match &terms.ended {
        Some(ending) if ending.on <= shown.today => {
            let date = date(locale, ending.on);
            match ending.reason.is_empty() {
                true => td_string!(locale, partnerships.ended_on, date = date),
                false => {
                    let reason = ending.reason.to_string();
                    td_string!(
                        locale,
                        partnerships.ended_because,
                        date = date,
                        reason = reason
                    )
                }
            }
        }
        _ => status_meaning.to_owned(),
    };
    view! {
        <p class="notice">{why}</p>
        {last_words(locale, shown)}
    }
}

/// What comes next, what is missing for it, and whose word is awaited.
fn way_on(locale: Locale, shown: &PartnershipView) -> impl IntoView + use<> {
    let terms = &shown.partnership.terms;
    let asked = td_string!(
        locale,
        life.step_of,
        number = terms.step.number(),
        step = words::step(locale, terms.step)
    );
    let ending = terms.ended.as_ref().map(|ending| {
        let date = date(locale, ending.on);
        view! { <p class="notice warning">{td_string!(locale, life.ends_on, date = date)}</p> }
    });
    let next = match terms.next_step() {
        None => view! {
            <div class="notice info">
                <strong>{td_string!(locale, partnerships.last_step)}</strong>
                <span>{td_string!(locale, partnerships.last_step_text)}</span>
                {lacking(locale, shown)}
            </div>
        }
        .into_any(),
        Some(next) => {
            let step = words::step(locale, next);
            let (look, title) = match shown.lacks.is_empty() {
                true => (
                    "notice success",
                    td_string!(locale, partnerships.next_ready, step = step),
                ),
                false => (
                    "notice warning",
                    td_string!(locale, partnerships.next_missing, step = step),
                ),
            };
            view! {
                <div class=look>
                    <strong>{title}</strong>
                    {lacking(locale, shown)}
                    {step_form(locale, shown, next)}
                </div>
            }
            .into_any()
        }
    };
    view! {
        <div class="asked">
            <h3>{asked}</h3>
            <p>{asks(locale, terms.step)}</p>
        </div>
        {ending}
        {awaited(locale, shown)}
        {next}
        {places(locale, shown)}
        {last_words(locale, shown)}
    }
}

/// What a step asks of those who take it, after the founding document and the national module.
fn asks(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::NeedsAnalysis => td_string!(locale, life.asks.needs_analysis),
        Step::PartnerAnalysis => td_string!(locale, life.asks.partner_analysis),
        Step::Planning => td_string!(locale, life.asks.planning),
        Step::Presentation => td_string!(locale, life.asks.presentation),
        Step::Approval => td_string!(locale, life.asks.approval),
        Step::Negotiation => td_string!(locale, life.asks.negotiation),
        Step::Signing => td_string!(locale, life.asks.signing),
        Step::Implementation => td_string!(locale, life.asks.implementation),
        Step::Reporting => td_string!(locale, life.asks.reporting),
        Step::Evaluation => td_string!(locale, life.asks.evaluation),
    }
}

/// The parties whose answer is awaited; a draft is not put to them yet.
fn awaited(locale: Locale, shown: &PartnershipView) -> Option<impl IntoView + use<>> {
    let terms = &shown.partnership.terms;
    let pending = |id| {
        terms
            .party(id)
            .is_some_and(|party| party.answer == Answer::Pending)
    };
    let awaited: Vec<_> = shown
        .parties
        .iter()
        .filter(|party| pending(party.id))
        .cloned()
        .collect();
    if awaited.is_empty() {
        return None;
    }
    if shown.partnership.is_draft() {
        return Some(view! { <p class="notice">{td_string!(locale, life.draft)}</p> }.into_any());
    }
    let names = awaited
        .into_iter()
        .map(|organisation| view! { <li><OrganisationLink organisation /></li> });
    Some(
        view! {
            <div class="notice warning">
                <strong>{td_string!(locale, partnerships.awaited)}</strong>
                <ul>{names.collect_view()}</ul>
            </div>
        }
        .into_any(),
    )
}

/// What is missing, with whose turn it is and, for the reader, the way there.
fn lacking(locale: Locale, shown: &PartnershipView) -> Option<impl IntoView + use<>> {
    let id = shown.partnership.id;
    let speaking = shown.speaking(Answer::Accepted);
    let way = |lack: &Lack| {
        let mine = lack.by.iter().any(|party| shown.speaks_for.contains(party));
        let steward = shown.may_edit && speaking.is_empty();
        let place = match lack.missing {
            Missing::Purpose => format!("/partnerships/{id}/edit#field-purpose"),
            Missing::Benefits => format!("/partnerships/{id}/edit#field-benefits"),
            Missing::Answers => "#parties".to_owned(),
            Missing::Proposals => "#proposals".to_owned(),
            Missing::Signature => format!("/partnerships/{id}/edit#field-agreement_signed"),
            Missing::Signatories => format!("/partnerships/{id}/edit#field-agreement_signatories"),
            Missing::Consent => format!("/partnerships/{id}/edit#field-consent_reference"),
            Missing::Report | Missing::Evaluations => format!("/partnerships/{id}/work"),
        };
        (mine || steward).then(|| {
            let words = td_string!(locale, life.do_it);
            let what = words::missing(locale, lack.missing);
            view! { <a href=place aria-label=format!("{words}: {what}")>{words}</a> }
        })
    };
    let items = shown.lacks.iter().map(|lack| {
        let turn = (!lack.by.is_empty()).then(|| {
            td_string!(locale, partnerships.turn, names = shown.names(lack.by.iter().copied()))
        });
        view! {
            <li>
                {words::missing(locale, lack.missing)} " " <span class="soft small">{turn}</span> " "
                {way(lack)}
            </li>
        }
    });
    (!shown.lacks.is_empty()).then(|| view! { <ul>{items.collect_view()}</ul> })
}

/// The button that takes the next step or proposes it; who else can, where the reader cannot.
fn step_form(locale: Locale, shown: &PartnershipView, next: Step) -> Option<AnyView> {
    let action = expect_context::<Deeds>().step;
    let terms = &shown.partnership.terms;
    if !shown.lacks.is_empty() || shown.partnership.archived {
        return None;
    }
    let parties = shown.speaking(Answer::Accepted);
    if parties.is_empty() && !shown.may_edit {
        let names = shown.names(terms.accepted());
        let words = td_string!(locale, life.others_act, names = names);
        return (!terms.accepted().is_empty())
            .then(|| view! { <p class="small">{words}</p> }.into_any());
    }
    let value = TermsValue::Step(next);
    let open = shown.inside.iter().flat_map(|inside| &inside.proposals);
    let mut open = open.filter(|view| view.proposal.state == ProposalState::Open);
    if open.any(|view| view.proposal.edits.iter().any(|edit| edit.value == value)) {
        let words = td_string!(locale, life.step_proposed);
        return Some(view! { <p><a href="#proposals">{words}</a></p> }.into_any());
    }
    let others = |by: OrganisationId| {
        let voters = voters(&shown.partnership, std::slice::from_ref(&value), by);
        voters
            .into_iter()
            .filter(|id| *id != by)
            .collect::<Vec<_>>()
    };
    let others = parties.first().map(|by| others(*by)).unwrap_or_default();
    let step = words::step(locale, next);
    let (word, hint) = match (next, others.is_empty()) {
        (Step::Approval, true) => (
            td_string!(locale, life.present).to_owned(),
            Some(td_string!(locale, life.present_hint).to_owned()),
        ),
        (_, true) => (td_string!(locale, life.take_step, step = step), None),
        (_, false) => (
            td_string!(locale, life.propose_step, step = step),
            Some(td_string!(
                locale,
                life.propose_step_hint,
                names = shown.names(others)
            )),
        ),
    };
    let sent = hidden([
        ("id", shown.partnership.id.to_string()),
        ("step", next.code().to_owned()),
        ("seen", shown.seen.0.to_string()),
        ("command", shown.command.clone()),
    ]);
    let ahead = shown.ahead;
    let by = (!parties.is_empty()).then(|| speaker(shown, parties, "by"));
    Some(
        view! {
            <ActionForm action attr:class="deed">
                <fieldset disabled=move || action.pending().get() || ahead>
                    {sent}
                    {by}
                    <button class="button primary">{word}</button>
                    {hint.map(|hint| view! { <p class="small">{hint}</p> })}
                </fieldset>
            </ActionForm>
        }
        .into_any(),
    )
}

/// The pages where the present step is worked on.
fn places(locale: Locale, shown: &PartnershipView) -> Option<impl IntoView + use<>> {
    let id = shown.partnership.id;
    let link = |path: &str, words: &'static str| {
        view! { <a class="button" href=format!("/partnerships/{id}{path}")>{words}</a> }.into_any()
    };
    if !shown.may_edit || shown.partnership.archived {
        return None;
    }
    let links = match shown.partnership.terms.step {
        Step::NeedsAnalysis | Step::Planning | Step::Presentation => {
            vec![link("/edit", td_string!(locale, life.edit_terms))]
        }
        Step::PartnerAnalysis => {
            let own = shown.speaking(Answer::Accepted).into_iter().take(1);
            let seek = own.map(|party| {
                let words = td_string!(locale, life.find_partners);
                view! { <a class="button" href=format!("/organisations/{party}/needs")>{words}</a> }
            });
            let parties = link("/edit#field-parties", td_string!(locale, life.edit_parties));
            seek.map(IntoAny::into_any).chain([parties]).collect()
        }
        Step::Approval => Vec::new(),
        Step::Negotiation => vec![
            link("/edit", td_string!(locale, life.propose_change)),
            link("/agreement", td_string!(locale, life.see_agreement)),
        ],
        Step::Signing => vec![
            link("/agreement", td_string!(locale, life.see_agreement)),
            link(
                "/edit#field-agreement_number",
                td_string!(locale, life.record_signing),
            ),
        ],
        Step::Implementation => vec![link("/work", td_string!(locale, life.see_work))],
        Step::Reporting => vec![link("/work", td_string!(locale, life.write_report))],
        Step::Evaluation => vec![link("/work", td_string!(locale, life.write_evaluation))],
    };
    (!links.is_empty()).then(|| view! { <div class="actions">{links}</div> })
}

/// The ways to renew it and to end it, for those who may.
fn last_words(locale: Locale, shown: &PartnershipView) -> Option<impl IntoView + use<>> {
    let terms = &shown.partnership.terms;
    let id = shown.partnership.id;
    let at_work = terms.step.stage() == Stage::CarryOut && terms.staying().count() > 1;
    let renew = at_work.then(|| {
        view! { <a class="button" href=format!("/partnerships/{id}/renew")>{td_string!(locale, life.renew)}</a> }
    });
    let end = (shown.status != Status::Ended && terms.ended.is_none()).then(|| {
        view! { <a class="button quiet" href=format!("/partnerships/{id}/end")>{td_string!(locale, life.end)}</a> }
    });
    let may = shown.may_edit && !shown.partnership.archived && !shown.partnership.is_draft();
    may.then(|| view! { <div class="actions last-words">{renew} {end}</div> })
}
