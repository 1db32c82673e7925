//! The form for a need or an offer; of skilled workers a company says less and clearer.

use super::workers::WorkerFields;
use crate::ahead::foresee::whole;
use crate::ahead::{Ahead, Deed, begun, given_back, unanswered};
use crate::api::needs::{CloseListing, ListingStart, RemoveListing, SaveListing, listing_form};
use crate::api::{ApiError, FormStart, fetched};
use crate::i18n::{Locale, td_string, words};
use crate::pages::organisation_form::conflict::{Conflict, Stored};
use crate::pages::organisation_form::inputs::{
    ChoiceInput, Failure, Group, Mistakes, ParagraphInput, SaveOrCancel, TextInput, all,
};
use crate::ui::{ErrorView, Glyph, Icon, Loading, locale};
use jejaring_domain::listing::ListingDraft;
use jejaring_domain::{
    Coded, Date, Field, Kind, Line, Name, OrganisationId, Record, RecordId, Refusal,
    Resource as Help, Side, Text,
};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

/// `/organisations/ID/needs/new`, also `?side=need&resource=expert`, and `/organisations/ID/needs/LISTING/edit`.
#[component]
pub fn ListingForm() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let given = move || {
        let (params, query) = (params.read(), query.read());
        let asked = ["side", "resource", "kept"].map(|name| query.get(name));
        (params.get("id"), params.get("listing"), asked)
    };
    let given_back = given_back::<SaveListing>();
    let start = fetched(given, move |(organisation, id, asked)| {
        load(organisation, id, asked, given_back())
    });
    let unanswered = unanswered();
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || {
                let unanswered = unanswered.get();
                Suspend::new(async move {
                    match start.await {
                        Ok((id, mut start, stored)) => {
                            let follows = start.start.go_on(&unanswered, |draft, deed| go_on(id, draft, deed));
                            Either::Left(begun(follows, view! { <Fields id start stored follows /> }))
                        }
                        Err(error) => Either::Right(view! { <ErrorView error /> }),
                    }
                })
            }}
        </Suspense>
    }
}

/// Writes into the form what one has sent of the same before.
fn go_on(id: Option<RecordId>, draft: &mut ListingDraft, deed: &Deed) -> bool {
    let Some(id) = id else {
        return false;
    };
    if let Some(sent) = deed.of::<SaveListing>().filter(|sent| sent.id == Some(id)) {
        return whole(sent).map(|sent| *draft = sent).is_some();
    }
    let closed = deed.of::<CloseListing>().filter(|sent| sent.id == id);
    let closed = closed.map(|sent| sent.closed.to_string());
    closed.map(|closed| draft.closed = closed).is_some()
}

/// The form's first values, and where others have changed the same, what they made of it.
async fn load(
    organisation: Option<String>,
    id: Option<String>,
    [side, resource, kept]: [Option<String>; 3],
    given_back: Option<(SaveListing, ApiError)>,
) -> Result<(Option<RecordId>, ListingStart, Option<ListingStart>), ApiError> {
    let organisation: OrganisationId = organisation
        .and_then(|id| id.parse().ok())
        .ok_or(ApiError::NotFound)?;
    let id = id
        .map(|id| id.parse().map_err(|_| ApiError::NotFound))
        .transpose()?;
    let mut start = listing_form(organisation, id, kept).await?;
    if let Some((sent, error)) = given_back {
        let draft = whole(&sent).unwrap_or(sent.draft);
        start.start.give_back(draft, sent.seen, error);
    }
    let draft = &mut start.start.draft;
    if id.is_none() && start.start.error.is_none() {
        draft.side = side.unwrap_or_default();
        draft.resource = resource.unwrap_or_default();
    }
    let stored = match &start.start.error {
        Some(error) if theirs(error).is_some() => Some(listing_form(organisation, id, None).await?),
        _ => None,
    };
    Ok((id, start, stored))
}

/// What others made of it in the meantime, where that is why it was refused.
fn theirs(error: &ApiError) -> Option<ListingDraft> {
    match error.refusal() {
        Some(Refusal::RecordConflict(Some(record))) => match &*record {
            Record::Listing(listing) => Some(listing.into()),
            _ => None,
        },
        _ => None,
    }
}

#[component]
fn Fields(
    id: Option<RecordId>,
    start: ListingStart,
    stored: Option<ListingStart>,
    follows: bool,
) -> impl IntoView {
    let locale = locale();
    let ListingStart {
        organisation,
        start,
        year,
    } = start;
    let FormStart {
        draft,
        seen,
        command,
        error,
    } = start;
    let of = organisation.id;
    let save = ServerAction::<SaveListing>::new();
    Ahead::of_page().lead(save, move |sent| {
        let valid = whole(sent)?.check(RecordId::from_u128(0), sent.organisation);
        valid
            .is_ok()
            .then(|| format!("/organisations/{}/needs", sent.organisation))
    });
    let failure = Failure::provide(move || save.value().get(), error);
    let stored = RwSignal::new(stored);
    let seen =
        move || stored.with(|stored| stored.as_ref().map_or(seen, |s| s.start.seen).0.to_string());
    let first = draft.clone();
    let conflict = Signal::derive(move || {
        let theirs = theirs(&failure.error()?)?;
        stored
            .with(Option::is_some)
            .then(|| differences(locale, &first, &theirs))
    });
    // Where others have changed it in between, what they made of it is shown and can be overruled knowingly.
    Effect::new(move || {
        let refused = save.value().get().and_then(Result::err);
        if refused.is_some_and(|error| theirs(&error).is_some()) {
            leptos::task::spawn_local(async move {
                if let Ok(now) = listing_form(of, id, None).await {
                    stored.set(Some(now));
                }
            });
        }
    });
    let side = Side::from_code(&draft.side);
    let workers = organisation.kind == Kind::Company
        && side == Some(Side::Need)
        && Help::from_code(&draft.resource) == Some(Help::SkilledWorker);
    let title = match (id, workers, side) {
        (None, true, _) => td_string!(locale, needs.workers.new),
        (Some(_), true, _) => td_string!(locale, needs.workers.edit),
        (None, _, Some(Side::Offer)) => td_string!(locale, needs.form.new_offer),
        (None, ..) => td_string!(locale, needs.form.new_need),
        (Some(_), ..) => td_string!(locale, needs.form.edit),
    };
    let page = format!("/organisations/{of}/needs");
    let again = id.map(|id| format!("{page}/{id}/edit"));
    let inputs = match workers {
        true => view! { <OfWorkers draft year /> }.into_any(),
        false => view! { <OfAny draft /> }.into_any(),
    };
    view! {
        <Title text=title />
        <div class="page narrow">
            <a class="crumb" href=page.clone()>
                <Icon glyph=Glyph::Back />
                {organisation.name}
            </a>
            <h1>{title}</h1>
            <ActionForm action=save attr:class="form listing-form">
                <Mistakes />
                <Conflict fields=conflict again />
                <input type="hidden" name="organisation" value=of.to_string() />
                {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string() /> })}
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="seen" value=seen />
                <input type="hidden" name="follows" value=follows.to_string() />
                {inputs}
                <SaveOrCancel saving=save.pending() back=page />
            </ActionForm>
            {id.map(|id| view! { <Remove id of /> })}
        </div>
    }
}

#[component]
fn OfAny(draft: ListingDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, needs.form.what)}</legend>
            <div class="field-row">
                <ChoiceInput field=Field::Side value=draft.side groups={all::<Side>()} word=words::side blank=true />
                <ChoiceInput
                    field=Field::Resource
                    value=draft.resource
                    groups=resources(locale)
                    word=words::resource
                    blank=true
                />
            </div>
            <TextInput field=Field::Title value=draft.title max=Name::MAX required=true>
                {td_string!(locale, needs.form.title_hint)}
            </TextInput>
            <TextInput field=Field::Programme value=draft.programme max=Line::MAX>
                {td_string!(locale, needs.form.programme_hint)}
            </TextInput>
            <ParagraphInput field=Field::Note value=draft.note max=Text::MAX>
                {td_string!(locale, needs.form.note_hint)}
            </ParagraphInput>
        </fieldset>
        <fieldset class="card">
            <legend>{td_string!(locale, needs.form.when)}</legend>
            <div class="field-row">
                <TextInput field=Field::Quantity value=draft.quantity keys="numeric">
                    {td_string!(locale, needs.form.quantity_hint)}
                </TextInput>
                <TextInput field=Field::From value=draft.from kind="date">
                    {td_string!(locale, needs.form.from_hint)}
                </TextInput>
                <TextInput field=Field::Until value=draft.until kind="date">
                    {td_string!(locale, needs.form.until_hint)}
                </TextInput>
            </div>
        </fieldset>
        <input type="hidden" name="draft[closed]" value=draft.closed />
    }
}

/// Physical help and the other.
fn resources(locale: Locale) -> Vec<Group<Help>> {
    let group = |label, physical| Group {
        label: Some(label),
        values: Help::ALL
            .iter()
            .copied()
            .filter(|resource| resource.is_physical() == physical)
            .collect(),
    };
    vec![
        group(td_string!(locale, needs.form.physical), true),
        group(td_string!(locale, needs.form.non_physical), false),
    ]
}

#[component]
fn OfWorkers(draft: ListingDraft, year: i16) -> impl IntoView {
    let locale = locale();
    let chosen = draft.from.parse::<Date>().map_or(year, Date::year);
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, needs.workers.title)}</legend>
            <WorkerFields year chosen title=draft.title quantity=draft.quantity />
            <TextInput field=Field::Programme value=draft.programme max=Line::MAX>
                {td_string!(locale, needs.form.programme_hint)}
            </TextInput>
            <ParagraphInput field=Field::Note value=draft.note max=Text::MAX />
        </fieldset>
        <input type="hidden" name="draft[closed]" value=draft.closed />
    }
}

/// Taking it out, apart from the form so that it is not done by mistake.
#[component]
fn Remove(id: RecordId, of: OrganisationId) -> impl IntoView {
    let locale = locale();
    let remove = ServerAction::<RemoveListing>::new();
    Ahead::of_page().lead(remove, move |_| Some(format!("/organisations/{of}/needs")));
    view! {
        <details class="card folded">
            <summary>{td_string!(locale, needs.remove)}</summary>
            <p class="soft small">{td_string!(locale, needs.remove_hint)}</p>
            {move || remove.value().get().and_then(Result::err).map(|error| view! {
                <p class="notice error" role="alert">{words::error(locale, &error)}</p>
            })}
            <ActionForm action=remove>
                <input type="hidden" name="command" />
                <input type="hidden" name="id" value=id.to_string() />
                <button type="submit" class="button danger" disabled=move || remove.pending().get()>
                    {td_string!(locale, needs.remove)}
                </button>
            </ActionForm>
        </details>
    }
}

/// What is stored now in the inputs in which it is not what the form began with.
fn differences(locale: Locale, mine: &ListingDraft, theirs: &ListingDraft) -> Vec<Stored> {
    let plain = |value: &String| value.clone();
    let code =
        |value: &String, word: Option<&'static str>| word.map_or(value.clone(), str::to_owned);
    let day = |value: &String| match value.parse() {
        Ok(day) => crate::i18n::date(locale, day),
        Err(_) => value.clone(),
    };
    let side = Side::from_code(&theirs.side).map(|side| words::side(locale, side));
    let resource = Help::from_code(&theirs.resource).map(|r| words::resource(locale, r));
    let fields = [
        (
            Field::Side,
            &mine.side,
            &theirs.side,
            code(&theirs.side, side),
        ),
        (
            Field::Resource,
            &mine.resource,
            &theirs.resource,
            code(&theirs.resource, resource),
        ),
        (
            Field::Title,
            &mine.title,
            &theirs.title,
            plain(&theirs.title),
        ),
        (
            Field::Programme,
            &mine.programme,
            &theirs.programme,
            plain(&theirs.programme),
        ),
        (Field::Note, &mine.note, &theirs.note, plain(&theirs.note)),
        (
            Field::Quantity,
            &mine.quantity,
            &theirs.quantity,
            plain(&theirs.quantity),
        ),
        (Field::From, &mine.from, &theirs.from, day(&theirs.from)),
        (Field::Until, &mine.until, &theirs.until, day(&theirs.until)),
    ];
    let fields = fields
        .into_iter()
        .filter(|(_, mine, theirs, _)| mine != theirs);
    fields
        .map(|(field, _, value, shown)| Stored {
            field,
            shown,
            value: Some(value.clone()),
        })
        .collect()
}
