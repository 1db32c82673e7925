//! An organisation's partnerships as a document for its accreditation: made to be printed.

use super::organisation::place;
use crate::api::ApiError;
use crate::api::insight::{AccreditationReport, ReportedPartnership, report};
use crate::api::organisations::OrganisationRef;
use crate::i18n::{Locale, date, number, words};
use crate::ui::{ErrorView, Glyph, Icon, Loading, StatusBadge, locale};
use jejaring_domain::{Activity, Answer, Evaluation, Organisation, OrganisationId, Report, Status};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page `/organisations/ID/report`.
#[component]
pub fn ReportPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id")?.parse::<OrganisationId>().ok());
    let shown = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => report(id).await,
                None => Err(ApiError::NotFound),
            }
        },
    );
    view! {
        <div class="page narrow">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok(report) => view! { <Shown report /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(report: AccreditationReport) -> impl IntoView {
    let locale = locale();
    let AccreditationReport {
        organisation,
        day,
        partnerships,
        claimed,
        organisations,
        realised,
        inside,
    } = report;
    let id = organisation.id;
    let name = organisation.profile.name.to_string();
    let public = (!inside).then(|| {
        view! { <p class="notice info no-print">{td_string!(locale, insight.report_page.public)}</p> }
    });
    let none = partnerships
        .is_empty()
        .then(|| view! { <p>{td_string!(locale, insight.report_page.none)}</p> });
    let table = (!partnerships.is_empty())
        .then(|| view! { <Table partnerships=partnerships.clone() organisations=organisations.clone() id /> });
    let claimed = (!claimed.is_empty()).then(|| {
        view! {
            <h2>{td_string!(locale, insight.report_page.claimed)}</h2>
            <p class="soft">{td_string!(locale, insight.report_page.claimed_note)}</p>
            <Table partnerships=claimed organisations=organisations.clone() id />
        }
    });
    let work: Vec<_> = partnerships
        .iter()
        .filter(|one| {
            !one.activities.is_empty() || !one.reports.is_empty() || !one.evaluations.is_empty()
        })
        .cloned()
        .collect();
    let work = (!work.is_empty()).then(|| {
        let parts = work
            .into_iter()
            .map(|one| work_of(locale, one, &organisations));
        view! {
            <h2>{td_string!(locale, insight.report_page.work)}</h2>
            {parts.collect_view()}
        }
    });
    view! {
        <Title text=format!("{}: {name}", td_string!(locale, insight.report_page.title)) />
        <div class="actions no-print">
            <a class="button" href=format!("/organisations/{id}/insight")>
                <Icon glyph=Glyph::Back />
                {td_string!(locale, insight.report_page.back)}
            </a>
            <button type="button" class="button primary" on:click=|_| print()>
                {td_string!(locale, insight.report_page.print)}
            </button>
        </div>
        {public}
        <article class="report">
            <header>
                <p class="soft">{td_string!(locale, insight.report_page.title)} " · " {td_string!(locale, insight.report_page.purpose)}</p>
                <h1>{name}</h1>
                <p class="soft">{td_string!(locale, insight.report_page.day, date = date(locale, day))}</p>
            </header>
            <Profile organisation />
            <Summary partnerships=partnerships.clone() realised id />
            <h2>{td_string!(locale, insight.report_page.partnerships)}</h2>
            {none}
            {table}
            <Benefits partnerships />
            {work}
            {claimed}
            <footer class="signature">
                <p>{td_string!(locale, insight.report_page.signature)}</p>
                <p class="line"></p>
            </footer>
        </article>
    }
}

/// Opens the browser's print dialogue.
fn print() {
    // One that refuses has a menu of its own.
    let _ = window().print();
}

#[component]
fn Profile(organisation: Organisation) -> impl IntoView {
    let locale = locale();
    let profile = organisation.profile;
    let programmes: Vec<_> = profile
        .programmes
        .iter()
        .map(|name| name.to_string())
        .collect();
    let facts = [
        (
            td_string!(locale, words.field.kind),
            words::kind(locale, profile.kind).to_owned(),
        ),
        (
            td_string!(locale, words.field.npsn),
            profile
                .npsn
                .map(|npsn| npsn.to_string())
                .unwrap_or_default(),
        ),
        (
            td_string!(locale, organisations.place),
            place(&profile.place),
        ),
        (
            td_string!(locale, words.field.programmes),
            programmes.join(", "),
        ),
        (
            td_string!(locale, words.field.website),
            profile.website.to_string(),
        ),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    // More than a third of a line has one of its own.
    const LONG: usize = 40;
    let facts = facts.map(|(name, value)| {
        let long = value.len() > LONG;
        view! {
            <div class:long=long>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    let about = (!profile.about.is_empty())
        .then(|| view! { <p class="prose">{profile.about.to_string()}</p> });
    view! {
        <h2>{td_string!(locale, insight.report_page.profile)}</h2>
        <dl class="facts wide">{facts.collect_view()}</dl>
        {about}
    }
}

/// The report in a few numbers.
#[component]
fn Summary(
    partnerships: Vec<ReportedPartnership>,
    realised: usize,
    id: OrganisationId,
) -> impl IntoView {
    let locale = locale();
    let going = partnerships
        .iter()
        .filter(|one| one.status != Status::Ended);
    let running = partnerships
        .iter()
        .filter(|one| matches!(one.status, Status::Running | Status::Expiring))
        .count();
    let partners: std::collections::BTreeSet<_> = going
        .map(|one| one.partnership.terms.confirmed())
        .filter(|confirmed| confirmed.contains(&id))
        .flatten()
        .filter(|party| *party != id)
        .collect();
    let figure = |count: usize, name: &'static str| {
        view! {
            <div>
                <span class="value">{number(locale, count)}</span>
                <span class="what">{name}</span>
            </div>
        }
    };
    view! {
        <h2>{td_string!(locale, insight.report_page.summary)}</h2>
        <div class="figures">
            {figure(partnerships.len(), td_string!(locale, insight.report_page.partnerships))}
            {figure(running, words::status(locale, Status::Running))}
            {figure(partners.len(), td_string!(locale, insight.report_page.partners))}
            {figure(realised, td_string!(locale, insight.report_page.realised))}
        </div>
    }
}

#[component]
fn Table(
    partnerships: Vec<ReportedPartnership>,
    organisations: Vec<OrganisationRef>,
    id: OrganisationId,
) -> impl IntoView {
    let locale = locale();
    let [with, form, period, agreement, state] = [
        td_string!(locale, insight.report_page.partners),
        td_string!(locale, words.field.form),
        td_string!(locale, insight.report_page.period),
        td_string!(locale, insight.report_page.agreement),
        td_string!(locale, insight.report_page.state),
    ];
    let row = move |one: ReportedPartnership| {
        let terms = one.partnership.terms;
        let parties = terms
            .parties
            .iter()
            .filter(|party| party.organisation != id && party.answer != Answer::Declined);
        let parties = parties.map(|party| {
            let name = name(&organisations, party.organisation);
            match party.answer {
                Answer::Pending => format!("{name} ({})", words::answer(locale, party.answer)),
                _ => name,
            }
        });
        let days = [terms.start, terms.expires()].map(|day| day.map(|day| date(locale, day)));
        let days = match days {
            [None, None] => String::new(),
            [Some(start), None] => td_string!(locale, needs.from, from = start),
            [None, Some(end)] => td_string!(locale, needs.until, until = end),
            [Some(start), Some(end)] => format!("{start} – {end}"),
        };
        let number = terms.agreement.as_ref().map(|a| a.number.to_string());
        view! {
            <tr>
                <th scope="row">{terms.title.to_string()}</th>
                <td data-label=with>{parties.collect::<Vec<_>>().join(", ")}</td>
                <td data-label=form>{words::form(locale, terms.form)}</td>
                <td data-label=period>{days}</td>
                <td data-label=agreement>{number}</td>
                <td data-label=state><StatusBadge status=one.status /></td>
            </tr>
        }
    };
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-label=td_string!(locale, insight.report_page.table)>
            <table class="data cards partnerships">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, words.field.title)}</th>
                        <th scope="col">{with}</th>
                        <th scope="col">{form}</th>
                        <th scope="col">{period}</th>
                        <th scope="col">{agreement}</th>
                        <th scope="col">{state}</th>
                    </tr>
                </thead>
                <tbody>{partnerships.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn name(organisations: &[OrganisationRef], id: OrganisationId) -> String {
    let mut known = organisations.iter().filter(|known| known.id == id);
    known
        .next()
        .map(|known| known.name.clone())
        .unwrap_or_default()
}

/// What became of the benefits, with what shows it.
#[component]
fn Benefits(partnerships: Vec<ReportedPartnership>) -> impl IntoView {
    let locale = locale();
    let items = partnerships.iter().flat_map(|one| {
        let title = one.partnership.terms.title.to_string();
        one.benefits.iter().map(move |(benefit, outcome)| {
            let evidence = outcome.evidence.to_string();
            view! {
                <tr>
                    <th scope="row">{words::benefit(locale, *benefit)}</th>
                    <td>{words::benefit_state(locale, outcome.state)}</td>
                    <td>{title.clone()}</td>
                    <td>{evidence}</td>
                </tr>
            }
        })
    });
    let items: Vec<_> = items.collect();
    if items.is_empty() {
        return None;
    }
    Some(view! {
        <h2>{td_string!(locale, insight.report_page.benefits)}</h2>
        <div class="table-frame" tabindex="0" role="group" aria-label=td_string!(locale, insight.report_page.table)>
            <table class="data">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, insight.benefit)}</th>
                        <th scope="col">{td_string!(locale, insight.report_page.state)}</th>
                        <th scope="col">{td_string!(locale, insight.report_page.partnership)}</th>
                        <th scope="col">{td_string!(locale, insight.report_page.evidence)}</th>
                    </tr>
                </thead>
                <tbody>{items}</tbody>
            </table>
        </div>
    })
}

/// The inside of a partnership: what was planned, told and weighed.
fn work_of(
    locale: Locale,
    one: ReportedPartnership,
    organisations: &[OrganisationRef],
) -> impl IntoView + use<> {
    let list = |title: &'static str, items: Vec<AnyView>| {
        (!items.is_empty()).then(|| {
            view! {
                <h4>{title}</h4>
                <ul>{items}</ul>
            }
        })
    };
    let activities = one.activities.iter().map(|a| activity(locale, a)).collect();
    let reports = one.reports.iter().map(|r| told(locale, r)).collect();
    let evaluations = one
        .evaluations
        .iter()
        .map(|e| weighed(locale, e, name(organisations, e.organisation)))
        .collect();
    view! {
        <section class="work">
            <h3>{one.partnership.terms.title.to_string()}</h3>
            {list(td_string!(locale, insight.report_page.activities), activities)}
            {list(td_string!(locale, insight.report_page.reports), reports)}
            {list(td_string!(locale, insight.report_page.evaluations), evaluations)}
        </section>
    }
}

fn activity(locale: Locale, activity: &Activity) -> AnyView {
    let kind = words::activity_kind(locale, activity.kind);
    let state = words::activity_state(locale, activity.state);
    let day = date(locale, activity.start);
    let title = activity.title.to_string();
    view! { <li><strong>{title}</strong> {format!(": {kind}, {day}, {state}")}</li> }.into_any()
}

fn told(locale: Locale, report: &Report) -> AnyView {
    let people = report.participants.map(|count| {
        let count = number(locale, count as usize);
        format!(
            ", {}",
            td_string!(locale, insight.report_page.participants, count = count)
        )
    });
    let day = date(locale, report.at.date());
    let (title, text) = (report.title.to_string(), report.text.to_string());
    view! {
        <li>
            <strong>{title}</strong> {format!(" ({day})")} {people}
            <p class="prose">{text}</p>
        </li>
    }
    .into_any()
}

fn weighed(locale: Locale, evaluation: &Evaluation, by: String) -> AnyView {
    let renew = match evaluation.renew {
        true => td_string!(locale, insight.report_page.would_renew),
        false => td_string!(locale, insight.report_page.would_not_renew),
    };
    let benefits = evaluation.benefits.iter().map(|(benefit, outcome)| {
        let (benefit, state) = (
            words::benefit(locale, *benefit),
            words::benefit_state(locale, outcome.state),
        );
        format!("{benefit}: {state}")
    });
    let benefits = benefits.collect::<Vec<_>>().join("; ");
    let note = evaluation.note.to_string();
    view! {
        <li>
            <strong>{by}</strong> {format!(": {renew}. {benefits}")}
            <p class="prose">{note}</p>
        </li>
    }
    .into_any()
}
