//! What was done, told by the parties, with photos.

use super::files::{FileList, SendFiles};
use super::{Remove, name_of};
use crate::api::work::{RemoveWork, WorkView};
use crate::i18n::{date, number, td_string};
use crate::ui::{Glyph, Icon, locale};
use jejaring_domain::{FileUse, Report};
use leptos::prelude::*;

/// All reports, the latest first.
#[component]
pub fn Reports(work: WorkView, remove: ServerAction<RemoveWork>) -> impl IntoView {
    let locale = locale();
    let none = work.reports.is_empty().then(|| {
        view! { <p class="soft">{td_string!(locale, work.no_reports)}</p> }
    });
    let reports = work.reports.iter().map(|report| {
        view! { <One report=report.clone() work=work.clone() remove /> }
    });
    let reports = reports.collect_view();
    view! {
        <section class="card" id="reports">
            <h2>{td_string!(locale, work.reports)}</h2>
            {none}
            <ol class="rows">{reports}</ol>
        </section>
    }
}

#[component]
fn One(report: Report, work: WorkView, remove: ServerAction<RemoveWork>) -> impl IntoView {
    let locale = locale();
    let (of, id) = (work.id, report.id);
    let activity = work
        .activities
        .iter()
        .find(|a| report.activity == Some(a.id));
    let activity = activity.map(|activity| {
        view! {
            <a href=format!("#activity-{}", activity.id) rel="external">
                {activity.title.to_string()}
            </a>
        }
    });
    let participants = report.participants.map(|count| {
        let count = number(locale, count as usize);
        view! { <span>{td_string!(locale, work.participants, count = count)}</span> }
    });
    let files: Vec<_> = work
        .files
        .iter()
        .filter(|file| file.report == Some(id))
        .cloned()
        .collect();
    let may_edit = !work.own.is_empty();
    let edits = work.own.contains(&report.organisation).then(|| {
        view! {
            <a class="button small quiet" href=format!("/partnerships/{of}/work/report/{id}")>
                <Icon glyph=Glyph::Edit />
                {td_string!(locale, ui.edit)}
            </a>
            <Remove id question=td_string!(locale, work.remove_report) action=remove />
        }
    });
    let more = may_edit.then(|| {
        view! {
            <details class="confirm">
                <summary class="button small">{td_string!(locale, work.add_photos)}</summary>
                <SendFiles partnership=of purpose=FileUse::Report report=Some(id) command=work.command.clone() />
            </details>
        }
    });
    view! {
        <li id=format!("report-{id}") class="report">
            <h3>{report.title.to_string()}</h3>
            <div class="row-notes">
                <strong>{name_of(&work.took_part(), report.organisation)}</strong>
                <span>{date(locale, report.at.date())}</span>
                {activity}
                {participants}
            </div>
            <p class="prose">{report.text.to_string()}</p>
            <FileList files may_edit remove />
            <div class="actions">{more} {edits}</div>
        </li>
    }
}
