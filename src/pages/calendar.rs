//! What an organisation has ahead of it, and how to follow it in a calendar of one's own.

use crate::api::calendar::{CalendarView, Happening, RenewCalendar, calendar};
use crate::api::{ApiError, fetched};
use crate::i18n::{Locale, days, td_string, words};
use crate::ui::{CopyText, EmptyState, Glyph, Icon, Loading, Outside, RecordTabs, locale};
use jejaring_domain::OrganisationId;
use jejaring_domain::change::Subject;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// `/organisations/ID/calendar`.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let locale = locale();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse().ok()));
    let renew = ServerAction::<RenewCalendar>::new();
    let shown = fetched(
        move || (id.get(), renew.version().get()),
        |(id, _)| async move {
            match id {
                Some(id) => calendar(id).await.map(|view| (id, view)),
                None => Err(ApiError::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok((id, calendar)) => view! { <Shown id calendar renew /> }.into_any(),
                        Err(error) => view! {
                            <Outside
                                of=id.get_untracked().map(Subject::Organisation)
                                error
                                title=td_string!(locale, calendar.title)
                                only=td_string!(locale, calendar.outside)
                                advice=td_string!(locale, calendar.outside_text)
                                to_record=td_string!(locale, calendar.to_organisation)
                            />
                        }
                        .into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(
    id: OrganisationId,
    calendar: CalendarView,
    renew: ServerAction<RenewCalendar>,
) -> impl IntoView {
    let locale = locale();
    let CalendarView {
        name,
        link,
        coming,
        may_renew,
    } = calendar;
    let link = match locale {
        Locale::id => link,
        Locale::en => format!("{link}?lang=en"),
    };
    let list = match coming.is_empty() {
        true => view! {
            <EmptyState title=td_string!(locale, calendar.nothing)>
                <p>{td_string!(locale, calendar.nothing_text)}</p>
            </EmptyState>
        }
        .into_any(),
        false => {
            let rows = coming.into_iter().map(|happening| row(locale, happening));
            view! {
                <section class="card">
                    <h2>{td_string!(locale, calendar.coming)}</h2>
                    <ol class="rows">{rows.collect_view()}</ol>
                </section>
            }
            .into_any()
        }
    };
    view! {
        <Title text=format!("{}: {name}", td_string!(locale, calendar.title)) />
        <a class="crumb" href=format!("/organisations/{id}")>
            <Icon glyph=Glyph::Back />
            {name}
        </a>
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, calendar.title)}</h1>
                <p class="soft">{td_string!(locale, calendar.lead)}</p>
            </div>
        </div>
        <RecordTabs of=Subject::Organisation(id) />
        {move || renew.value().get().and_then(Result::err).map(|error| view! {
            <p class="notice error" role="alert">{words::error(locale, &error)}</p>
        })}
        <div class="record">
            <div>{list}</div>
            <div>
                <Subscribe link />
                {may_renew.then(|| view! { <Renew id action=renew /> })}
            </div>
        </div>
    }
}

fn row(locale: Locale, happening: Happening) -> impl IntoView {
    let page = format!("/partnerships/{}", happening.partnership);
    let (href, title, what) = match &happening.activity {
        Some(activity) => (
            format!("{page}/work#activity-{}", activity.id),
            activity.title.to_string(),
            words::activity_kind(locale, activity.kind),
        ),
        None => (
            format!("{page}/agreement"),
            td_string!(locale, calendar.ends, title = happening.title.clone()),
            td_string!(locale, calendar.end),
        ),
    };
    let of = happening
        .activity
        .is_some()
        .then(|| view! { <a href=page>{happening.title}</a> });
    let responsible = happening.responsible;
    let responsible = (!responsible.is_empty()).then(|| view! { <span>{responsible}</span> });
    view! {
        <li>
            <div class="row-head">
                <a class="main-link" href=href>
                    {title}
                </a>
            </div>
            <div class="row-notes">
                <strong>{days(locale, happening.first, happening.last)}</strong>
                <span>{what}</span>
                {responsible}
                {of}
            </div>
        </li>
    }
}

/// The address of the feed, and what to do with it.
#[component]
fn Subscribe(link: String) -> impl IntoView {
    let locale = locale();
    let direct = link
        .replacen("http://", "webcal://", 1)
        .replacen("https://", "webcal://", 1);
    view! {
        <section class="card subscribe">
            <h2>{td_string!(locale, calendar.subscribe)}</h2>
            <p>{td_string!(locale, calendar.subscribe_text)}</p>
            <div class="field">
                <label class="field-label" for="calendar-address">
                    {td_string!(locale, calendar.address)}
                </label>
                <CopyText id="calendar-address" text=link />
            </div>
            <div class="actions">
                <a class="button" href=direct rel="external">
                    {td_string!(locale, calendar.open)}
                </a>
            </div>
            <h3>"Google Calendar"</h3>
            <p class="small">{td_string!(locale, calendar.google)}</p>
            <h3>"Thunderbird"</h3>
            <p class="small">{td_string!(locale, calendar.thunderbird)}</p>
            <p class="small soft">{td_string!(locale, calendar.secret)}</p>
        </section>
    }
}

/// Another address, where the old one has come into wrong hands.
#[component]
fn Renew(id: OrganisationId, action: ServerAction<RenewCalendar>) -> impl IntoView {
    let locale = locale();
    view! {
        <section class="card">
            <h2>{td_string!(locale, calendar.renew)}</h2>
            <p class="small">{td_string!(locale, calendar.renew_text)}</p>
            <details class="confirm">
                <summary class="button small">{td_string!(locale, calendar.renew_button)}</summary>
                <ActionForm action>
                    <input type="hidden" name="id" value=id.to_string() />
                    <p>{td_string!(locale, calendar.renew_question)}</p>
                    <button type="submit" class="button small danger">
                        {td_string!(locale, calendar.renew_confirm)}
                    </button>
                </ActionForm>
            </details>
        </section>
    }
}
