//! A member's desk: what waits, what is new, and the member's organisations.

use crate::api::desk::{Desk, News, NewsEvent, Own, ReadNews, WaitingRow, desk};
use crate::api::fetched;
use crate::i18n::{Locale, date, moment, number, words};
use crate::live::Live;
use crate::pages::history::{headline, who};
use crate::ui::{Badge, EmptyState, ErrorView, Glyph, Icon, Loading, OrganisationLink, locale};
use jejaring_domain::{Coded, Urgency};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;

/// The page `/desk`.
#[component]
pub fn DeskPage() -> impl IntoView {
    let read = ServerAction::<ReadNews>::new();
    let news = Live::of_page().follow_all();
    let shown = fetched(move || (read.version().get(), news.get()), |_| desk());
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok(desk) => view! { <Shown desk read /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(desk: Desk, read: ServerAction<ReadNews>) -> impl IntoView {
    let locale = locale();
    let Desk {
        waiting,
        organisations,
        news,
    } = desk;
    view! {
        <Title text=td_string!(locale, desk.title) />
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, desk.title)}</h1>
                <p class="soft">{td_string!(locale, desk.lead)}</p>
            </div>
        </div>
        <div class="record">
            <div>
                {organisations.is_empty().then(|| view! { <Nobody /> })}
                <WaitingList waiting organisations=organisations.len() />
                <NewsList news read />
            </div>
            <div>
                {(!organisations.is_empty()).then(|| view! { <Owned organisations /> })}
            </div>
        </div>
    }
}

/// What to do for who acts for nobody yet.
#[component]
fn Nobody() -> impl IntoView {
    let locale = locale();
    view! {
        <EmptyState title=td_string!(locale, desk.nobody)>
            <p>{td_string!(locale, desk.nobody_text)}</p>
            <div class="actions">
                <a class="button primary" href="/organisations">
                    <Icon glyph=Glyph::Search />
                    {td_string!(locale, desk.find)}
                </a>
                <a class="button" href="/organisations/new">
                    <Icon glyph=Glyph::Add />
                    {td_string!(locale, desk.register)}
                </a>
            </div>
        </EmptyState>
    }
}

/// What waits, the most urgent first.
#[component]
fn WaitingList(waiting: Vec<WaitingRow>, organisations: usize) -> impl IntoView {
    let locale = locale();
    if waiting.is_empty() {
        return (organisations > 0)
            .then(|| {
                view! {
                    <section class="card">
                        <h2>{td_string!(locale, desk.waiting)}</h2>
                        <p>
                            <strong>{td_string!(locale, desk.nothing)}</strong>
                        </p>
                        <p class="soft">{td_string!(locale, desk.nothing_text)}</p>
                    </section>
                }
            })
            .into_any();
    }
    let count = number(locale, waiting.len());
    let groups = Urgency::ALL.iter().filter_map(|urgency| {
        let rows = waiting.iter().filter(|row| row.urgency() == *urgency);
        let rows: Vec<_> = rows.cloned().collect();
        let name = match urgency {
            Urgency::Urgent => td_string!(locale, desk.urgency.urgent),
            Urgency::Soon => td_string!(locale, desk.urgency.soon),
            Urgency::Later => td_string!(locale, desk.urgency.later),
        };
        (!rows.is_empty()).then(|| {
            view! {
                <div class=format!("waiting {}", urgency.code())>
                    <h3>{name} " " <span class="count">{number(locale, rows.len())}</span></h3>
                    <ul class="rows">{rows.into_iter().map(|row| waiting_row(locale, row, organisations > 1)).collect_view()}</ul>
                </div>
            }
        })
    });
    let groups = groups.collect_view();
    view! {
        <section class="card" id="waiting">
            <h2>{td_string!(locale, desk.waiting)} " " <span class="count">{count}</span></h2>
            {groups}
        </section>
    }
    .into_any()
}

fn waiting_row(locale: Locale, row: WaitingRow, several: bool) -> impl IntoView {
    let page = row.page();
    let text = words::task(locale, &row);
    let since = row
        .since
        .filter(|_| row.waits_since())
        .map(|day| td_string!(locale, desk.since, date = date(locale, day)));
    let others = row
        .others
        .into_iter()
        .map(|organisation| view! { <OrganisationLink organisation /> })
        .collect_view();
    // Who acts for one organisation only knows for which; a claim is about nothing else.
    let acting = (several || row.title.is_none())
        .then(|| td_string!(locale, desk.acting_for, name = row.organisation.name));
    view! {
        <li>
            <a class="main-link" href=page>
                {text}
            </a>
            {row.title.map(|title| view! { <span>{title}</span> })}
            <div class="row-notes">
                {acting.map(|acting| view! { <span>{acting}</span> })}
                {others}
                {since.map(|since| view! { <span>{since}</span> })}
            </div>
        </li>
    }
}

/// The organisations at a glance.
#[component]
fn Owned(organisations: Vec<Own>) -> impl IntoView {
    let locale = locale();
    let item = move |own: Own| {
        let role = match own.role {
            Some(role) => view! { <Badge>{words::member_role(locale, role)}</Badge> }.into_any(),
            None => {
                view! { <Badge look="demo">{td_string!(locale, desk.claimed)}</Badge> }.into_any()
            }
        };
        let [running, under_way, needs] =
            [own.running, own.under_way, own.needs].map(|count| number(locale, count));
        let id = own.organisation.id;
        view! {
            <li>
                <div class="row-head">
                    <OrganisationLink organisation=own.organisation />
                    {role}
                </div>
                <div class="row-notes">
                    <span>{td_string!(locale, desk.running, count = running)}</span>
                    <span>{td_string!(locale, desk.under_way, count = under_way)}</span>
                    <a href=format!("/organisations/{id}/needs")>
                        {td_string!(locale, desk.needs, count = needs)}
                    </a>
                </div>
            </li>
        }
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, desk.own)}</h2>
            <ul class="rows">{organisations.into_iter().map(item).collect_view()}</ul>
        </section>
    }
}

/// What others did.
#[component]
fn NewsList(news: News, read: ServerAction<ReadNews>) -> impl IntoView {
    let locale = locale();
    let News {
        events,
        until,
        organisations,
        people,
    } = news;
    let empty = events.is_empty();
    let items = events.into_iter().map(|NewsEvent { event, name, page }| {
        view! {
            <li>
                <p class="soft small">{moment(locale, event.at)} " · " {who(locale, event.actor, &people)}</p>
                <p>
                    <a href=format!("{page}/history")>{name}</a>
                    ": "
                    {headline(locale, &organisations, &event.change, true)}
                </p>
            </li>
        }
    });
    let items = items.collect_view();
    let body = match empty {
        true => view! { <p class="soft">{td_string!(locale, desk.no_news)}</p> }.into_any(),
        false => view! {
            <p class="soft small">{td_string!(locale, desk.news_lead)}</p>
            <ul class="rows news">{items}</ul>
            <ActionForm action=read>
                <input type="hidden" name="until" value=until.0.to_string() />
                <button type="submit" class="button small" disabled=move || read.pending().get()>
                    {td_string!(locale, desk.mark_read)}
                </button>
            </ActionForm>
        }
        .into_any(),
    };
    view! {
        <section class="card" id="news">
            <h2>{td_string!(locale, desk.news)}</h2>
            {body}
            {move || read.value().get().and_then(Result::err).map(|error| view! {
                <p class="notice error" role="alert">{words::error(locale, &error)}</p>
            })}
        </section>
    }
}
