//! What the parties made of it, side by side, and what follows.

use crate::api::organisations::OrganisationRef;
use crate::api::work::WorkView;
use crate::i18n::{Locale, date, td_string, words};
use crate::ui::{Badge, Glyph, Icon, KindShape, locale};
use jejaring_domain::benefit::BenefitState;
use jejaring_domain::{Benefit, Coded, Date, Evaluation, Outcome};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The present period's, with the way to write one, and below those of earlier periods.
#[component]
pub fn Evaluations(work: WorkView) -> impl IntoView {
    let locale = locale();
    let id = work.id;
    let evaluations = work.evaluations.iter().cloned();
    let (present, earlier): (Vec<_>, Vec<_>) = evaluations.partition(|e| e.period == work.period);
    let of = |party| present.iter().find(|e| e.organisation == party);
    // Who has left is not waited for, and shown once it has said something or may.
    let left = work.left.iter().cloned();
    let left = left.filter(|party| of(party.id).is_some() || work.weighing.contains(&party.id));
    let columns: Vec<_> = work.parties.iter().cloned().chain(left).collect();
    let write = columns
        .iter()
        .filter(|party| work.weighing.contains(&party.id));
    let several = work.weighing.len() > 1;
    let write = write.map(|party| {
        let word = match of(party.id) {
            Some(_) => td_string!(locale, work.change_evaluation),
            None => td_string!(locale, work.write_evaluation),
        };
        let whose = several.then(|| format!(": {}", party.name));
        view! {
            <a class="button" href=format!("/partnerships/{id}/work/evaluation?for={}", party.id)>
                <Icon glyph=Glyph::Edit />
                {word}
                {whose}
            </a>
        }
    });
    let write = write.collect_view();
    let renew_or_end = (!work.own.is_empty()).then(|| {
        view! {
            <a class="button" href=format!("/partnerships/{id}/renew")>
                {td_string!(locale, work.renew_or_end)}
            </a>
        }
    });
    let staying = |e: &&Evaluation| work.parties.iter().any(|party| party.id == e.organisation);
    let views: Vec<_> = present.iter().filter(staying).cloned().collect();
    let took_part = work.took_part();
    let mut periods: BTreeMap<Option<Date>, Vec<Evaluation>> = BTreeMap::new();
    for evaluation in earlier {
        let period = periods.entry(evaluation.period).or_default();
        period.push(evaluation);
    }
    let periods = periods.into_iter().rev().map(|(from, views)| {
        let of = |party: &&OrganisationRef| views.iter().any(|e| e.organisation == party.id);
        let columns: Vec<_> = took_part.iter().filter(of).cloned().collect();
        let title = match from {
            Some(day) => td_string!(locale, work.period_from, date = date(locale, day)),
            None => td_string!(locale, work.earlier_period).to_owned(),
        };
        view! {
            <details class="decided">
                <summary>{title}</summary>
                {side_by_side(locale, &columns, &views, &[])}
            </details>
        }
    });
    let periods = periods.collect_view();
    view! {
        <section class="card" id="evaluation">
            <h2>{td_string!(locale, work.evaluation)}</h2>
            <p class="soft">{td_string!(locale, work.evaluation_lead)}</p>
            {side_by_side(locale, &columns, &present, &work.expected)}
            <What evaluations=views parties=work.parties.len() />
            <div class="actions">
                {write}
                {renew_or_end}
            </div>
            {periods}
        </section>
    }
}

/// A row for each benefit that was expected or weighed, a column for each party.
fn side_by_side(
    locale: Locale,
    parties: &[OrganisationRef],
    evaluations: &[Evaluation],
    expected: &[Benefit],
) -> impl IntoView + use<> {
    let of = |party| evaluations.iter().find(|e| e.organisation == party);
    let views: Vec<Option<&Evaluation>> = parties.iter().map(|party| of(party.id)).collect();
    let weighed = |benefit: &&Benefit| {
        let mut views = views.iter().flatten();
        expected.contains(benefit) || views.any(|e| e.benefits.contains_key(benefit))
    };
    let name = |place: usize| {
        parties
            .get(place)
            .map_or(String::new(), |party| party.name.clone())
    };
    let columns = parties.iter().map(|party| {
        view! {
            <th scope="col">
                <KindShape kind=party.kind />
                " "
                {party.name.clone()}
            </th>
        }
    });
    let columns = columns.collect_view();
    let rows = Benefit::ALL.iter().filter(weighed).map(|benefit| {
        let cells = views.iter().enumerate().map(|(place, view)| {
            let outcome = view.and_then(|view| view.benefits.get(benefit));
            view! { <td data-label=name(place)>{outcome_cell(locale, outcome)}</td> }
        });
        view! {
            <tr>
                <th scope="row">{words::benefit(locale, *benefit)}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let verdicts = views.iter().enumerate().map(|(place, view)| {
        view! { <td data-label=name(place)>{verdict(locale, *view)}</td> }
    });
    let verdicts = verdicts.collect_view();
    let notes = views
        .iter()
        .any(|view| view.is_some_and(|view| !view.note.is_empty()));
    let notes = notes.then(|| {
        let cells = views.iter().enumerate().map(|(place, view)| {
            let note = view.map_or(String::new(), |view| view.note.to_string());
            view! {
                <td data-label=name(place)>
                    <span class="prose small">{note}</span>
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">{td_string!(locale, words.field.note)}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <div class="table-frame">
            <table class="data cards evaluations">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, work.benefit)}</th>
                        {columns}
                    </tr>
                </thead>
                <tbody>
                    {rows}
                    <tr>
                        <th scope="row">{td_string!(locale, words.field.renew)}</th>
                        {verdicts}
                    </tr>
                    {notes}
                </tbody>
            </table>
        </div>
    }
}

fn outcome_cell(locale: Locale, outcome: Option<&Outcome>) -> AnyView {
    let Some(outcome) = outcome else {
        return view! { <span class="soft">{td_string!(locale, work.not_weighed)}</span> }
            .into_any();
    };
    let look = match outcome.state {
        BenefitState::Expected => "",
        BenefitState::Realised => "good",
        BenefitState::NotRealised => "bad",
    };
    let word = words::benefit_state(locale, outcome.state);
    let evidence = (!outcome.evidence.is_empty())
        .then(|| view! { <span class="under">{outcome.evidence.to_string()}</span> });
    view! {
        <div>
            <Badge look>{word}</Badge>
            {evidence}
        </div>
    }
    .into_any()
}

fn verdict(locale: Locale, view: Option<&Evaluation>) -> AnyView {
    match view.map(|view| view.renew) {
        None => view! { <span class="soft">{td_string!(locale, work.no_view)}</span> }.into_any(),
        Some(true) => view! { <strong>{td_string!(locale, work.renew)}</strong> }.into_any(),
        Some(false) => view! { <strong>{td_string!(locale, work.end)}</strong> }.into_any(),
    }
}

/// What follows from the parties' views.
#[component]
fn What(evaluations: Vec<Evaluation>, parties: usize) -> impl IntoView {
    let locale = locale();
    let renewing = evaluations
        .iter()
        .filter(|evaluation| evaluation.renew)
        .count();
    let (look, words) = match (evaluations.len(), renewing) {
        (0, _) => return None,
        (all, _) if all < parties => ("info", td_string!(locale, work.views_missing)),
        (all, renewing) if all == renewing => ("success", td_string!(locale, work.all_renew)),
        (_, 0) => ("info", td_string!(locale, work.all_end)),
        _ => ("warning", td_string!(locale, work.views_differ)),
    };
    Some(view! { <p class=format!("notice {look}")>{words}</p> })
}
