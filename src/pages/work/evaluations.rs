//! What the parties made of it, side by side, and what follows.

use crate::api::work::WorkView;
use crate::i18n::{Locale, td_string, words};
use crate::ui::{Badge, Glyph, Icon, KindShape, locale};
use jejaring_domain::benefit::BenefitState;
use jejaring_domain::{Benefit, Coded, Evaluation, Outcome};
use leptos::prelude::*;

/// A row for each benefit that was expected or weighed, a column for each party.
#[component]
pub fn Evaluations(work: WorkView) -> impl IntoView {
    let locale = locale();
    let id = work.id;
    let of = |party| work.evaluations.iter().find(|e| e.organisation == party);
    let views: Vec<Option<&Evaluation>> = work.parties.iter().map(|party| of(party.id)).collect();
    let weighed = |benefit: &&Benefit| {
        let expected = work.expected.contains(benefit);
        expected
            || views
                .iter()
                .flatten()
                .any(|e| e.benefits.contains_key(benefit))
    };
    let name = |place: usize| {
        work.parties
            .get(place)
            .map_or(String::new(), |party| party.name.clone())
    };
    let columns = work.parties.iter().map(|party| {
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
    let write = work
        .parties
        .iter()
        .filter(|party| work.own.contains(&party.id));
    let several = work.own.len() > 1;
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
    view! {
        <section class="card" id="evaluation">
            <h2>{td_string!(locale, work.evaluation)}</h2>
            <p class="soft">{td_string!(locale, work.evaluation_lead)}</p>
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
            <What evaluations=work.evaluations.clone() parties=work.parties.len() />
            <div class="actions">
                {write}
                {renew_or_end}
            </div>
        </section>
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
