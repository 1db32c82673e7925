//! The shared plan: what is to be done, by whom, when and where.

use super::timeline::Timeline;
use super::{Remove, name_of};
use crate::api::work::{RemoveWork, SetActivityState, WorkView};
use crate::i18n::{Locale, days, td_string, words};
use crate::ui::{Badge, EmptyState, Glyph, Icon, locale};
use jejaring_domain::{Activity, ActivityState, Coded, Date};
use leptos::form::ActionForm;
use leptos::prelude::*;

/// All activities by day, and along the months.
#[component]
pub fn Plan(
    work: WorkView,
    set_state: ServerAction<SetActivityState>,
    remove: ServerAction<RemoveWork>,
) -> impl IntoView {
    let locale = locale();
    if work.activities.is_empty() {
        let text = match work.own.is_empty() {
            true => td_string!(locale, work.no_plan_reader),
            false => td_string!(locale, work.no_plan_text),
        };
        return view! {
            <section id="plan">
                <EmptyState title=td_string!(locale, work.no_plan)>
                    <p>{text}</p>
                </EmptyState>
            </section>
        }
        .into_any();
    }
    let overdue = work
        .activities
        .iter()
        .filter(|a| a.is_overdue(work.today))
        .count();
    let overdue = (overdue > 0).then(|| {
        view! {
            <p class="notice warning">{td_string!(locale, work.overdue_count, count = overdue)}</p>
        }
    });
    let rows = work.activities.iter().map(|activity| {
        view! { <Row activity=activity.clone() work=work.clone() set_state remove /> }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card" id="plan">
            <h2>{td_string!(locale, work.plan)}</h2>
            {overdue}
            <Timeline activities=work.activities today=work.today />
            <ol class="rows">{rows}</ol>
        </section>
    }
    .into_any()
}

/// Where an activity stands on a day.
fn state_badge(locale: Locale, activity: &Activity, today: Date) -> impl IntoView + use<> {
    let (look, word) = match activity.state {
        _ if activity.is_overdue(today) => ("bad", td_string!(locale, work.overdue)),
        ActivityState::Done => ("good", words::activity_state(locale, activity.state)),
        ActivityState::Cancelled => ("archived", words::activity_state(locale, activity.state)),
        ActivityState::Planned => ("", words::activity_state(locale, activity.state)),
    };
    view! { <Badge look>{word}</Badge> }
}

#[component]
fn Row(
    activity: Activity,
    work: WorkView,
    set_state: ServerAction<SetActivityState>,
    remove: ServerAction<RemoveWork>,
) -> impl IntoView {
    let locale = locale();
    let responsible = match activity.responsible {
        Some(id) => name_of(&work.took_part(), id),
        None => td_string!(locale, work.all_parties).to_owned(),
    };
    let venue = (!activity.venue.is_empty()).then(|| {
        view! { <span>{activity.venue.to_string()}</span> }
    });
    let note = (!activity.note.is_empty()).then(|| {
        view! { <p class="prose small">{activity.note.to_string()}</p> }
    });
    let bring = (!activity.contributions.is_empty()).then(|| {
        let parties = work.took_part();
        let rows = activity.contributions.iter().map(|(party, what)| {
            view! { <li><strong>{name_of(&parties, *party)}</strong> ": " {what.to_string()}</li> }
        });
        view! {
            <ul class="bring small" aria-label=td_string!(locale, work.who_brings_what)>
                {rows.collect_view()}
            </ul>
        }
    });
    let reports = work
        .reports
        .iter()
        .filter(|report| report.activity == Some(activity.id));
    let reports = reports.map(|report| {
        view! {
            <a href=format!("#report-{}", report.id) rel="external">
                {td_string!(locale, work.its_report)}
            </a>
        }
    });
    let reports = reports.collect_view();
    let edits = (!work.own.is_empty()).then(|| {
        view! { <Edits activity=activity.clone() work=work.clone() set_state remove /> }
    });
    view! {
        <li id=format!("activity-{}", activity.id) class=format!("activity {}", activity.state.code())>
            <div class="row-head">
                <h3>{activity.title.to_string()}</h3>
                {state_badge(locale, &activity, work.today)}
            </div>
            <div class="row-notes">
                <strong>{days(locale, activity.start, activity.last_day())}</strong>
                <span>{words::activity_kind(locale, activity.kind)}</span>
                <span>{responsible}</span>
                {venue}
                {reports}
            </div>
            {bring}
            {note}
            {edits}
        </li>
    }
}

/// What may be done with an activity.
#[component]
fn Edits(
    activity: Activity,
    work: WorkView,
    set_state: ServerAction<SetActivityState>,
    remove: ServerAction<RemoveWork>,
) -> impl IntoView {
    let locale = locale();
    let (of, id) = (work.id, activity.id);
    let steps = match activity.state {
        ActivityState::Planned => vec![
            (ActivityState::Done, td_string!(locale, work.mark_done)),
            (ActivityState::Cancelled, td_string!(locale, work.cancel)),
        ],
        ActivityState::Done | ActivityState::Cancelled => {
            vec![(ActivityState::Planned, td_string!(locale, work.plan_again))]
        }
    };
    let steps = steps.into_iter().map(|(to, word)| {
        view! {
            <ActionForm action=set_state>
                <input type="hidden" name="command" />
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="state" value=to.code() />
                <input type="hidden" name="seen" value=work.seen.0.to_string() />
                <button type="submit" class="button small">
                    {word}
                </button>
            </ActionForm>
        }
    });
    let steps = steps.collect_view();
    let report = (activity.state != ActivityState::Cancelled).then(|| {
        view! {
            <a class="button small" href=format!("/partnerships/{of}/work/report?activity={id}")>
                {td_string!(locale, work.report_on_it)}
            </a>
        }
    });
    view! {
        <div class="actions">
            {steps}
            {report}
            <a class="button small quiet" href=format!("/partnerships/{of}/work/activity/{id}")>
                <Icon glyph=Glyph::Edit />
                {td_string!(locale, ui.edit)}
            </a>
            <Remove id question=td_string!(locale, work.remove_activity) action=remove />
        </div>
    }
}
