//! The history of a record: who changed what and when, and the way back.

use crate::api::history::{BringBack, History, HistoryEvent, history};
use crate::api::organisations::OrganisationRef;
use crate::api::{ApiError, fetched};
use crate::i18n::{Locale, moment, words};
use crate::live::Live;
use crate::pages::organisation_form::conflict as profile_values;
use crate::pages::partnership_form::conflict as terms_values;
use crate::pages::record_values;
use crate::ui::{EmptyState, ErrorView, Glyph, Icon, Loading, RecordTabs, locale, page_of};
use jejaring_domain::change::Subject;
use jejaring_domain::draft::{ProfileDraft, TermsDraft};
use jejaring_domain::{
    Actor, Change, Field, Kind, Name, PersonId, Profile, ProfileValue, Record, Seq, Terms,
    TermsValue,
};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};

/// The page of a record's history: `/organisations/ID/history` or `/partnerships/ID/history`; with `?before=N` what was
/// before that entry of the log.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let (params, query, location) = (use_params_map(), use_query_map(), use_location());
    let before = Memo::new(move |_| Some(Seq(query.read().get("before")?.parse().ok()?)));
    let subject = Memo::new(move |_| {
        let id = params.read().get("id")?;
        let of_organisation = location.pathname.read().starts_with("/organisations/");
        match of_organisation {
            true => id.parse().ok().map(Subject::Organisation),
            false => id.parse().ok().map(Subject::Partnership),
        }
    });
    let bring_back = ServerAction::<BringBack>::new();
    let news = Live::of_page().follow(move || subject.get());
    let shown = fetched(
        move || {
            (
                subject.get(),
                before.get(),
                bring_back.version().get(),
                news.get(),
            )
        },
        |(subject, before, ..)| async move {
            let subject = subject.ok_or(ApiError::NotFound)?;
            let history = history(subject, before).await?;
            Ok::<_, ApiError>((subject, history))
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok((subject, history)) => {
                            view! { <Shown subject history bring_back /> }.into_any()
                        }
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(subject: Subject, history: History, bring_back: ServerAction<BringBack>) -> impl IntoView {
    let locale = locale();
    let page = page_of(subject);
    let base = page.clone().unwrap_or_default();
    let events = history.events.iter().map(|HistoryEvent { event, back }| {
        let back = back
            .clone()
            .and_then(|back| way_back(locale, subject, event.seq, back, bring_back));
        view! {
            <li class="card">
                <p class="soft small">
                    {moment(locale, event.at)} " · " {who(locale, event.actor, &history.people)}
                </p>
                <p>{headline(locale, &history.organisations, &event.change, false)}</p>
                {values(locale, &history, &event.change)}
                <div class="actions">
                    <a class="button small" href=format!("{base}/history/{}", event.seq.0)>
                        {td_string!(locale, history.as_it_was)}
                    </a>
                    {back}
                </div>
            </li>
        }
    });
    let events = events.collect_view();
    let earlier = history.earlier.map(|before| {
        view! {
            <p class="actions">
                <a class="button" href=format!("{base}/history?before={}", before.0)>
                    {td_string!(locale, history.earlier)}
                </a>
            </p>
        }
    });
    view! {
        <Title text=format!("{}: {}", td_string!(locale, history.title), history.name) />
        <a class="crumb" href=page>
            <Icon glyph=Glyph::Back />
            {history.name.clone()}
        </a>
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, history.title)}</h1>
                <p class="soft">{td_string!(locale, history.lead)}</p>
            </div>
        </div>
        <RecordTabs of=subject />
        {move || bring_back.value().get().and_then(Result::err).map(|error| view! {
            <p class="notice error" role="alert">{words::error(locale, &error)}</p>
        })}
        {history.events.is_empty().then(|| view! {
            <EmptyState title=td_string!(locale, history.nothing)>""</EmptyState>
        })}
        <ol class="history">{events}</ol>
        {earlier}
    }
}

/// Who made a change: by name where the reader may know it.
pub(super) fn who(locale: Locale, actor: Actor, people: &[(PersonId, String)]) -> String {
    match actor {
        Actor::System => td_string!(locale, history.system).to_owned(),
        Actor::Visitor => td_string!(locale, history.visitor).to_owned(),
        Actor::Person(person) => {
            let mut known = people.iter().filter(|(id, _)| *id == person);
            let name = known.next().map(|(_, name)| name.clone());
            name.unwrap_or_else(|| td_string!(locale, history.person).to_owned())
        }
    }
}

/// What happened, in a line; `fields`: also which fields changed, where their values are not shown beside it.
pub(super) fn headline(
    locale: Locale,
    organisations: &[OrganisationRef],
    change: &Change,
    fields: bool,
) -> String {
    match change {
        Change::OrganisationAdded { .. } | Change::PartnershipAdded { .. } => {
            td_string!(locale, history.added).to_owned()
        }
        Change::OrganisationChanged { after, .. } => {
            changed(locale, profile_values::inputs_of(after.field()), fields)
        }
        Change::PartnershipChanged { after, .. } => {
            changed(locale, terms_values::inputs_of(after.field()), fields)
        }
        Change::OrganisationArchived { archived, .. }
        | Change::PartnershipArchived { archived, .. } => match archived {
            true => td_string!(locale, history.archived).to_owned(),
            false => td_string!(locale, history.restored).to_owned(),
        },
        Change::OrganisationRemoved { .. } | Change::PartnershipRemoved { .. } => {
            td_string!(locale, history.removed).to_owned()
        }
        Change::PartyAnswered {
            organisation,
            after,
            reason,
            ..
        } => {
            let mut named = organisations.iter();
            let name = named.find(|known| known.id == *organisation);
            let name = name.map_or_else(|| organisation.to_string(), |known| known.name.clone());
            let answer = words::answer(locale, *after);
            match reason.is_empty() {
                true => format!("{name}: {answer}"),
                false => format!("{name}: {answer} — {reason}"),
            }
        }
        Change::Recorded { before, after } => {
            let record = change.record();
            let kind = record.map_or("", |record| words::record_kind(locale, record.kind()));
            let title = record.map_or(String::new(), |record| {
                record_values::title(organisations, record)
            });
            let deed = match (before, after) {
                (None, _) => td_string!(locale, history.record_added),
                (Some(_), Some(_)) => td_string!(locale, history.record_changed),
                (Some(_), None) => td_string!(locale, history.record_removed),
            };
            match title.is_empty() {
                true => format!("{kind}: {deed}"),
                false => format!("{kind} – {title}: {deed}"),
            }
        }
    }
}

fn changed(locale: Locale, inputs: &[Field], fields: bool) -> String {
    let changed = td_string!(locale, history.changed);
    match inputs.first().filter(|_| fields) {
        Some(field) => format!("{changed}: {}", words::field(locale, *field)),
        None => changed.to_owned(),
    }
}

/// What was there and what is, for each input in which they differ.
fn values(locale: Locale, history: &History, change: &Change) -> Option<impl IntoView + use<>> {
    let (before, after) = match change {
        Change::OrganisationChanged { before, after, .. } => {
            (of_profile(locale, before), of_profile(locale, after))
        }
        Change::PartnershipChanged { before, after, .. } => (
            of_terms(locale, &history.organisations, before),
            of_terms(locale, &history.organisations, after),
        ),
        Change::Recorded { before, after } => {
            of_records(locale, history, before.as_deref(), after.as_deref())
        }
        _ => return None,
    };
    (before != after).then(|| differences(locale, before, after))
}

/// Each input with what it says.
pub type Values = Vec<(Field, String)>;

/// What a smaller record said and says; nothing in its inputs where it is not there.
fn of_records(
    locale: Locale,
    history: &History,
    before: Option<&Record>,
    after: Option<&Record>,
) -> (Values, Values) {
    let values = |record| record_values::values(locale, &history.organisations, record);
    let blank = |values: &[(Field, String)]| {
        let fields = values.iter().map(|(field, _)| (*field, String::new()));
        fields.collect::<Vec<_>>()
    };
    match (before.map(values), after.map(values)) {
        (Some(before), Some(after)) => (before, after),
        (Some(before), None) => (before.clone(), blank(&before)),
        (None, Some(after)) => (blank(&after), after),
        (None, None) => (Vec::new(), Vec::new()),
    }
}

/// What was there and what is to be, for each input in which they differ.
pub fn differences(locale: Locale, before: Values, after: Values) -> impl IntoView + use<> {
    let nothing = td_string!(locale, form.nothing);
    let or_nothing = move |text: String| {
        if text.is_empty() {
            nothing.to_owned()
        } else {
            text
        }
    };
    let pairs = before.into_iter().zip(after).filter(|(was, is)| was != is);
    let rows = pairs.map(|((field, was), (_, is))| {
        view! {
            <div>
                <dt>{words::field(locale, field)}</dt>
                <dd>
                    <del class="prose">{or_nothing(was)}</del>
                    <ins class="prose">{or_nothing(is)}</ins>
                </dd>
            </div>
        }
    });
    view! { <dl class="facts difference">{rows.collect_view()}</dl> }
}

fn of_profile(locale: Locale, value: &ProfileValue) -> Values {
    let Ok(name) = Name::new("-") else {
        return Vec::new();
    };
    let mut profile = Profile::new(name, Kind::School);
    profile.set(value.clone());
    let draft = ProfileDraft::from(&profile);
    let inputs = profile_values::inputs_of(value.field()).iter();
    inputs
        .map(|field| {
            (
                *field,
                profile_values::stored_field(locale, &draft, *field).shown,
            )
        })
        .collect()
}

/// What a value of the terms says, for each input that it is written in, with the organisations by name.
pub fn of_terms(locale: Locale, organisations: &[OrganisationRef], value: &TermsValue) -> Values {
    let Ok(title) = Name::new("-") else {
        return Vec::new();
    };
    let mut terms = Terms::new(title, Vec::new());
    terms.set(value.clone());
    let mut draft = TermsDraft::from(&terms);
    for organisation in organisations {
        let id = organisation.id.to_string();
        let parties = draft
            .parties
            .iter_mut()
            .map(|party| &mut party.organisation);
        for text in parties.chain([&mut draft.agreement_signatories]) {
            *text = text.replace(&id, &organisation.name);
        }
    }
    let inputs = terms_values::inputs_of(value.field()).iter();
    inputs
        .map(|field| {
            (
                *field,
                terms_values::stored_field(locale, &draft, *field).shown,
            )
        })
        .collect()
}

/// The button that gives a field, or a smaller record, the value from before a change.
fn way_back(
    locale: Locale,
    subject: Subject,
    seq: Seq,
    field: String,
    action: ServerAction<BringBack>,
) -> Option<impl IntoView + use<>> {
    let (kind, id) = match subject {
        Subject::Organisation(id) => ("subject[organisation]", id.to_string()),
        Subject::Partnership(id) => ("subject[partnership]", id.to_string()),
        Subject::Record(_) => return None,
    };
    let seq = seq.0.to_string();
    Some(view! {
        <ActionForm action>
            <input type="hidden" name=kind value=id />
            <input type="hidden" name="seq" value=seq />
            <input type="hidden" name="field" value=field />
            <button class="button small">{td_string!(locale, history.bring_back)}</button>
        </ActionForm>
    })
}
