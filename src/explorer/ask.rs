//! Questions as plain sentences. Each is a link, and the organisations that it is about stand in a form, so that all of
//! it works without script and a link shows the same answer.

use super::Shared;
use super::answers::AnswerView;
use super::url::UrlState;
use crate::i18n::{Locale, td_string};
use crate::part::{later, part};
use crate::ui::locale;
use jejaring_domain::Coded;
use jejaring_graph::ask::{Named, Question, Topic};
use leptos::ev::SubmitEvent;
use leptos::html::Details;
use leptos::prelude::*;

/// Names that are proposed while one types.
const PROPOSED: usize = 8;

/// The questions in their order, each group under its heading.
const GROUPS: [&[Topic]; 4] = [
    &[Topic::Paths, Topic::Common],
    &[Topic::Leaving, Topic::Keystones, Topic::Bridges],
    &[
        Topic::Communities,
        Topic::Degree,
        Topic::Betweenness,
        Topic::Closeness,
        Topic::PageRank,
    ],
    &[
        Topic::Isolated,
        Topic::NoCompany,
        Topic::NoPartner,
        Topic::BestLinks,
    ],
];

fn heading(locale: Locale, group: usize) -> &'static str {
    match group {
        0 => td_string!(locale, ask.group_ways),
        1 => td_string!(locale, ask.group_holds),
        2 => td_string!(locale, ask.group_matters),
        _ => td_string!(locale, ask.group_lacks),
    }
}

/// The question as a sentence.
pub fn sentence(locale: Locale, topic: Topic) -> &'static str {
    match topic {
        Topic::Paths => td_string!(locale, ask.topic.paths),
        Topic::Common => td_string!(locale, ask.topic.common),
        Topic::Leaving => td_string!(locale, ask.topic.leaving),
        Topic::Keystones => td_string!(locale, ask.topic.keystones),
        Topic::Bridges => td_string!(locale, ask.topic.bridges),
        Topic::Isolated => td_string!(locale, ask.topic.isolated),
        Topic::Communities => td_string!(locale, ask.topic.communities),
        Topic::Degree => td_string!(locale, ask.topic.degree),
        Topic::Betweenness => td_string!(locale, ask.topic.betweenness),
        Topic::Closeness => td_string!(locale, ask.topic.closeness),
        Topic::PageRank => td_string!(locale, ask.topic.pagerank),
        Topic::NoCompany => td_string!(locale, ask.topic.no_company),
        Topic::NoPartner => td_string!(locale, ask.topic.no_partner),
        Topic::BestLinks => td_string!(locale, ask.topic.best_links),
    }
}

/// The panel of questions, with the answer to the one that is asked.
#[component]
pub fn Ask(shared: Shared) -> impl IntoView {
    let locale = locale();
    let topic = Memo::new(move |_| {
        shared
            .state
            .with(|state| state.question.as_ref().map(|question| question.topic))
    });
    // A link with a question opens its panel, and so does asking from elsewhere.
    let open = RwSignal::new(topic.get_untracked().is_some());
    Effect::new(move |_| {
        if topic.get().is_some() {
            open.set(true);
        }
    });
    let details = NodeRef::<Details>::new();
    // Another panel that opens closes this one.
    let turned = move |_| {
        open.set(
            details
                .get_untracked()
                .is_some_and(|details| details.open()),
        )
    };
    view! {
        <details
            class="explorer-panel explorer-ask"
            name="explorer-panel"
            node_ref=details
            open=open.get_untracked()
            prop:open=open
            on:toggle=turned
        >
            <summary>{td_string!(locale, ask.title)}</summary>
            <div class="explorer-panel-body">
                {move || match topic.get() {
                    None => view! { <Questions shared /> }.into_any(),
                    Some(topic) => later(asked(shared, topic)).into_any(),
                }}
            </div>
        </details>
    }
}

#[component]
fn Questions(shared: Shared) -> impl IntoView {
    let locale = locale();
    let link = move |topic: Topic| {
        let href = move || {
            shared
                .state
                .with(|state| asking(state, Some(Question::about(topic))))
        };
        view! {
            <li>
                <a class="question" href=href data-noscroll="true">{sentence(locale, topic)}</a>
            </li>
        }
    };
    view! {
        <p class="small soft">{td_string!(locale, ask.lead)}</p>
        {GROUPS.into_iter().enumerate().map(|(group, topics)| view! {
            <h2 class="questions-head">{heading(locale, group)}</h2>
            <ul class="questions">{topics.iter().copied().map(link).collect_view()}</ul>
        }).collect_view()}
    }
}

/// The address with another question, or none.
fn asking(state: &UrlState, question: Option<Question>) -> String {
    state.with(|state| state.question = question).address()
}

part! {
    pub(super) fn asked(shared: Shared, topic: Topic) -> AnyView, of told, loaded by load_asked {
        view! { <Asked shared topic /> }.into_any()
    }
}

#[component]
fn Asked(shared: Shared, topic: Topic) -> impl IntoView {
    let locale = locale();
    let back = move || shared.state.with(|state| asking(state, None));
    let narrowed = move || shared.state.with(|state| !state.filter.is_empty());
    view! {
        <p class="question-back">
            <a href=back data-noscroll="true">{td_string!(locale, ask.others)}</a>
        </p>
        <h2 class="question-asked">{sentence(locale, topic)}</h2>
        {(topic.ends() > 0).then(|| view! { <Ends shared topic /> })}
        <p class="answer-working" role="status">
            {move || (shared.seen.working.get() || shared.seen.answer.with(Option::is_none))
                .then(|| view! { <span>{td_string!(locale, ask.waiting)}</span> })}
        </p>
        <div class="answer" role="status" aria-busy=move || shared.seen.working.get().to_string()>
            {move || shared.seen.answer.get().filter(|answer| answer.question.topic == topic)
                .map(|answer| view! { <AnswerView shared answer /> })}
        </div>
        <p class="small soft" hidden=move || !narrowed()>{td_string!(locale, ask.narrowed)}</p>
    }
}

/// The organisations that the question is about.
#[component]
fn Ends(shared: Shared, topic: Topic) -> impl IntoView {
    let locale = locale();
    let question = move || shared.state.with(|state| state.question.clone());
    // An identifier stands for its name.
    let written = move |end: usize| {
        let words = question().map_or_else(String::new, |question| {
            [question.from, question.to][end].clone()
        });
        let known = shared.seen.answer.with(|answer| {
            let answer = answer.as_ref()?;
            answer.ends[end].as_ref().map(full_name)
        });
        match known {
            Some(name) if words.parse::<jejaring_domain::OrganisationId>().is_ok() => name,
            _ => words,
        }
    };
    let texts = [0, 1].map(|end| RwSignal::new(untrack(|| written(end))));
    for (end, text) in texts.into_iter().enumerate() {
        // An answer that comes while one writes takes nothing away.
        let written = Memo::new(move |_| written(end));
        Effect::new(move |_| text.set(written.get()));
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let [from, to] = texts.map(|text| text.get_untracked());
        shared.go(false, |state| {
            state.question = Some(Question { topic, from, to });
        });
    };
    let turn = move |_| {
        shared.go(false, |state| {
            if let Some(question) = &mut state.question {
                std::mem::swap(&mut question.from, &mut question.to);
            }
        });
    };
    let kept = move || {
        shared.state.with(|state| {
            let others = state.with(|state| state.question = None).parameters();
            let hidden = |(name, value)| view! { <input type="hidden" name=name value=value /> };
            others.into_iter().map(hidden).collect_view()
        })
    };
    view! {
        <form class="ask-ends" method="get" action="/explore" on:submit=submit>
            {kept}
            <input type="hidden" name="ask" value=topic.code() />
            {end_input(shared, "from", td_string!(locale, ask.from), texts[0])}
            {(topic.ends() > 1).then(|| end_input(shared, "to", td_string!(locale, ask.to), texts[1]))}
            <p class="actions">
                <button type="submit" class="button primary">{td_string!(locale, ask.answer)}</button>
                {(topic.ends() > 1).then(|| view! {
                    <button type="button" class="button" on:click=turn>{td_string!(locale, ask.turn)}</button>
                })}
            </p>
        </form>
    }
}

fn full_name(named: &Named) -> String {
    if named.place.is_empty() || named.name.contains(&named.place) {
        named.name.clone()
    } else {
        format!("{}, {}", named.name, named.place)
    }
}

fn end_input(
    shared: Shared,
    name: &'static str,
    label: &'static str,
    text: RwSignal<String>,
) -> impl IntoView {
    let id = format!("ask-{name}");
    let list = format!("ask-{name}-list");
    let proposed = Memo::new(move |_| {
        let text = text.get();
        shared.network.with(|network| {
            let Some(network) = network else {
                return Vec::new();
            };
            let snapshot = network.snapshot();
            let hits = network.search(&text, PROPOSED).into_iter();
            let named = hits.map(|hit| {
                let organisation = hit.organisation as usize;
                full_name(&Named {
                    id: snapshot.organisation_id(organisation),
                    name: snapshot.name(organisation).to_owned(),
                    kind: snapshot.kind(organisation),
                    place: snapshot.regency(organisation).to_owned(),
                })
            });
            named.collect::<Vec<_>>()
        })
    });
    view! {
        <p class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                type="text"
                autocomplete="off"
                spellcheck="false"
                list=list.clone()
                value=text.get_untracked()
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
            <datalist id=list>
                {move || proposed.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
        </p>
    }
}
