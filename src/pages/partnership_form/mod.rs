//! The form for a partnership: a new one, a change to one, its renewal or its end.

mod benefits;
pub mod conflict;
mod contributions;
mod parties;
mod proposing;
mod signatories;

use super::organisation_form::conflict::Conflict;
use super::organisation_form::inputs::{
    ChoiceInput, Failure, Group, Mistakes, ParagraphInput, SaveOrCancel, TextInput, all,
};
use crate::ahead::{Ahead, Deed, begun, given_back, unanswered};
use crate::api::FormStart;
use crate::api::partnerships::{Part, PartnershipStart, SavePartnership, partnership_form};
use crate::api::{ApiError, Why, fetched};
use crate::i18n::{Locale, td_string, words};
use crate::ui::{ErrorView, Loading, locale};
use benefits::Benefits;
use conflict::stored_in;
use jejaring_domain::draft::TermsDraft;
use jejaring_domain::{
    Authority, Coded, Field, Finance, Form, Line, Name, OrganisationId, PartnershipId, Refusal,
    Scope, Stage, Step, Text,
};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};
use parties::Parties;
use proposing::Proposing;
use signatories::Signatories;

/// `/partnerships/new`, also `?with=ORGANISATION`, `?need=LISTING` and `?offer=LISTING`, and below `/partnerships/ID` `/edit`,
/// `/renew` and `/end`.
#[component]
pub fn PartnershipForm() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let location = use_location();
    let given = move || {
        let part = match location.pathname.read().rsplit('/').next() {
            Some("renew") => Part::Renewal,
            Some("end") => Part::Ending,
            _ => Part::Whole,
        };
        let id = params.read().get("id");
        let asked = ["with", "need", "offer", "kept"].map(|name| query.read().get(name));
        (id, asked, part)
    };
    let given_back = given_back::<SavePartnership>();
    let start = fetched(given, move |(id, asked, part)| {
        load(id, asked, part, given_back())
    });
    let unanswered = unanswered();
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || {
                let unanswered = unanswered.get();
                Suspend::new(async move {
                    match start.await {
                        Ok(mut loaded) => {
                            let (id, part) = (loaded.id, loaded.part);
                            let form = &mut loaded.start.form;
                            let follows = form.go_on(&unanswered, |draft, deed| go_on(id, part, draft, deed));
                            Either::Left(begun(follows, view! { <Fields loaded follows /> }))
                        }
                        Err(error) => Either::Right(view! { <ErrorView error /> }),
                    }
                })
            }}
        </Suspense>
    }
}

/// Writes into the form what one has sent of the same before.
fn go_on(id: Option<PartnershipId>, part: Part, draft: &mut TermsDraft, deed: &Deed) -> bool {
    let sent = deed.of::<SavePartnership>();
    let sent = sent.filter(|sent| id.is_some() && (sent.id, sent.part) == (id, part));
    sent.map(|sent| draft.clone_from(&sent.draft)).is_some()
}

/// What the form shows at first.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
struct Loaded {
    id: Option<PartnershipId>,
    part: Part,
    start: PartnershipStart,
    /// Where others have changed the same, what they made of it.
    stored: Option<FormStart<TermsDraft>>,
}

async fn load(
    id: Option<String>,
    [with, need, offer, kept]: [Option<String>; 4],
    part: Part,
    given_back: Option<(SavePartnership, ApiError)>,
) -> Result<Loaded, ApiError> {
    let id = id
        .map(|id| id.parse().map_err(|_| ApiError::NotFound))
        .transpose()?;
    let with = with.and_then(|with| with.parse().ok());
    let [need, offer] = [need, offer].map(|listing| listing.and_then(|id| id.parse().ok()));
    let mut start = partnership_form(id, with, need, offer, kept, part).await?;
    if let Some((sent, error)) = given_back {
        start.form.give_back(sent.draft, sent.seen, error);
        start.motion = sent.motion;
    }
    let stored = match &start.form.error {
        Some(error) if is_conflict(error) => Some(stored_now(id).await?),
        _ => None,
    };
    Ok(Loaded {
        id,
        part,
        start,
        stored,
    })
}

async fn stored_now(id: Option<PartnershipId>) -> Result<FormStart<TermsDraft>, ApiError> {
    let start = partnership_form(id, None, None, None, None, Part::Whole);
    Ok(start.await?.form)
}

fn is_conflict(error: &ApiError) -> bool {
    matches!(error.why(), Some(Why::PartnershipConflict))
}

#[component]
fn Fields(loaded: Loaded, follows: bool) -> impl IntoView {
    let locale = locale();
    let Loaded {
        id,
        part,
        start,
        stored,
    } = loaded;
    let PartnershipStart {
        form,
        motion,
        acting,
        voters,
    } = start;
    let FormStart {
        draft,
        seen,
        command,
        error,
    } = form;
    let save = ServerAction::<SavePartnership>::new();
    // What others have to agree to is not to be seen at once.
    let at_once = part == Part::Whole && voters.len() <= 1;
    Ahead::of_page().lead(save, move |sent| ahead(sent).filter(|_| at_once));
    let failure = Failure::provide(move || save.value().get(), error);
    let stored = RwSignal::new(stored);
    let seen = move || {
        stored.with(|stored| {
            stored
                .as_ref()
                .map_or(seen, |stored| stored.seen)
                .0
                .to_string()
        })
    };
    let conflict = Signal::derive(move || match failure.refusal() {
        Some(Refusal::PartnershipConflict(conflicts)) => {
            stored.with(|stored| Some(stored_in(locale, &stored.as_ref()?.draft, &conflicts)))
        }
        _ => None,
    });
    // Where others have changed the same in between, what they made of it is shown and can be overruled knowingly.
    Effect::new(move || {
        if save
            .value()
            .get()
            .is_some_and(|answer| answer.is_err_and(|error| is_conflict(&error)))
        {
            leptos::task::spawn_local(async move {
                if let Ok(now) = stored_now(id).await {
                    stored.set(Some(now));
                }
            });
        }
    });
    let (title, page) = match (id, part) {
        (None, _) => (td_string!(locale, form.new_partnership), "new"),
        (_, Part::Whole) => (td_string!(locale, form.edit_partnership), "edit"),
        (_, Part::Renewal) => (td_string!(locale, life.renew), "renew"),
        (_, Part::Ending) => (td_string!(locale, life.end), "end"),
    };
    let back = id.map_or("/partnerships".to_owned(), |id| {
        format!("/partnerships/{id}")
    });
    let again = id.map(|_| format!("{back}/{page}"));
    let word = (voters.len() > 1).then_some(td_string!(locale, life.send_proposal));
    let part_code = match part {
        Part::Whole => "whole",
        Part::Renewal => "renewal",
        Part::Ending => "ending",
    };
    let fields = match part {
        Part::Whole => view! { <Everything draft /> }.into_any(),
        Part::Renewal => view! { <Renewal draft /> }.into_any(),
        Part::Ending => view! { <Ending draft /> }.into_any(),
    };
    view! {
        <Title text=title />
        <div class="page narrow">
            <h1>{title}</h1>
            <ActionForm action=save attr:class="form partnership-form">
                <Mistakes />
                <Conflict fields=conflict again />
                {id.map(|id| view! { <input type="hidden" name="id" value=id.to_string() /> })}
                <input type="hidden" name="command" value=command />
                <input type="hidden" name="seen" value=seen />
                <input type="hidden" name="follows" value=follows.to_string() />
                <input type="hidden" name="part" value=part_code />
                {fields}
                <Proposing motion acting voters />
                <SaveOrCancel saving=save.pending() back word />
            </ActionForm>
        </div>
    }
}

/// The page that a form leads to at once, where what it says can be so.
fn ahead(sent: &SavePartnership) -> Option<String> {
    let mut draft = sent.draft.clone();
    draft.leave_out_blanks();
    // Who the parties are is for the server to find out.
    let count = std::cell::Cell::new(0);
    let found = draft.check(|_| {
        count.set(count.get() + 1);
        Ok(OrganisationId::from_u128(count.get()))
    });
    let new = || sent.command.parse().ok();
    let id: PartnershipId = found.ok().and(sent.id.or_else(new))?;
    Some(format!("/partnerships/{id}"))
}

/// All terms.
#[component]
fn Everything(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, form.what_for)}</legend>
            <TextInput field=Field::Title value=draft.title.clone() max=Name::MAX required=true>
                {td_string!(locale, form.title_hint)}
            </TextInput>
            <ParagraphInput field=Field::Purpose value=draft.purpose.clone() max=Text::MAX>
                {td_string!(locale, form.purpose_hint)}
            </ParagraphInput>
        </fieldset>
        <Parties parties=draft.parties.clone() />
        <Nature draft=draft.clone() />
        <Course draft=draft.clone() />
        <Papers draft=draft.clone() />
        <Benefits benefits=draft.benefits.clone() />
        <End draft />
    }
}

/// Another period, and the agreement for it.
#[component]
fn Renewal(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    let written = Form::from_code(&draft.form).is_some_and(Form::is_written);
    let period = view! {
        <fieldset class="card">
            <legend>{td_string!(locale, life.new_period)}</legend>
            <p class="field-hint">{td_string!(locale, life.renew_hint)}</p>
            <div class="field-row">
                <TextInput field=Field::Start value=draft.start.clone() kind="date" />
                <TextInput field=Field::End value=draft.end.clone() kind="date" />
            </div>
        </fieldset>
    };
    let agreement = written.then(|| {
        view! {
            <fieldset class="card">
                <legend>{td_string!(locale, life.new_agreement)}</legend>
                <p class="field-hint">{td_string!(locale, life.renew_agreement_hint)}</p>
                <Agreement draft />
            </fieldset>
        }
    });
    view! {
        {period}
        {agreement}
    }
}

/// That it is over, and why.
#[component]
fn Ending(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    let hint = match Form::from_code(&draft.form) {
        Some(Form::Informal) => td_string!(locale, life.end_informal),
        _ => td_string!(locale, life.end_formal),
    };
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, life.end_when)}</legend>
            <p class="field-hint">{hint}</p>
            <div class="field-row">
                <TextInput field=Field::Ended value=draft.ended kind="date" required=true />
                <TextInput field=Field::EndedReason value=draft.ended_reason max=Line::MAX required=true>
                    {td_string!(locale, life.end_reason_hint)}
                </TextInput>
            </div>
        </fieldset>
    }
}

/// How binding it is, what it is about, how it is paid for.
#[component]
fn Nature(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, form.nature)}</legend>
            <div class="field-row">
                <ChoiceInput field=Field::Form value=draft.form groups={all::<Form>()} word=words::form>
                    {td_string!(locale, form.form_hint)}
                </ChoiceInput>
                <ChoiceInput field=Field::Scope value=draft.scope groups={all::<Scope>()} word=words::scope>
                    {td_string!(locale, form.scope_hint)}
                </ChoiceInput>
                <ChoiceInput field=Field::Finance value=draft.finance groups={all::<Finance>()} word=words::finance>
                    {td_string!(locale, form.finance_hint)}
                </ChoiceInput>
            </div>
        </fieldset>
    }
}

/// Where it stands, and when the work is done.
#[component]
fn Course(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card">
            <legend>{td_string!(locale, form.course)}</legend>
            <ChoiceInput field=Field::Step value=draft.step groups=steps(locale) word=words::step number=Step::number>
                {td_string!(locale, form.step_hint)}
            </ChoiceInput>
            <div class="field-row">
                <TextInput field=Field::Start value=draft.start kind="date">
                    {td_string!(locale, form.start_hint)}
                </TextInput>
                <TextInput field=Field::End value=draft.end kind="date">
                    {td_string!(locale, form.end_hint)}
                </TextInput>
            </div>
        </fieldset>
    }
}

/// The ten steps below their three stages.
fn steps(locale: Locale) -> Vec<Group<Step>> {
    let of_stage = |stage: &Stage| Group {
        label: Some(words::stage(locale, *stage)),
        values: Step::ALL
            .iter()
            .copied()
            .filter(|step| step.stage() == *stage)
            .collect(),
    };
    Stage::ALL.iter().map(of_stage).collect()
}

/// The written agreement and the authority's consent, each shown where it is needed.
#[component]
fn Papers(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    view! {
        <fieldset class="card when-written">
            <legend>{td_string!(locale, form.agreement)}</legend>
            <p class="field-hint">{td_string!(locale, form.agreement_hint)}</p>
            <Agreement draft=draft.clone() />
        </fieldset>
        <fieldset class="card when-repayable">
            <legend>{td_string!(locale, form.consent)}</legend>
            <p class="field-hint">{td_string!(locale, form.consent_hint)}</p>
            <div class="field-row">
                <ChoiceInput
                    field=Field::ConsentAuthority
                    value=draft.consent_authority
                    groups={all::<Authority>()}
                    word=words::authority
                    optional=true
                />
                <TextInput field=Field::ConsentReference value=draft.consent_reference max=Name::MAX />
                <TextInput field=Field::ConsentDate value=draft.consent_date kind="date" />
            </div>
        </fieldset>
    }
}

/// Number, title, days and signatories of the written agreement.
#[component]
fn Agreement(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    let parties: Vec<_> = draft
        .parties
        .into_iter()
        .map(|party| party.organisation)
        .collect();
    view! {
        <div class="field-row">
            <TextInput field=Field::AgreementNumber value=draft.agreement_number max=Name::MAX />
            <TextInput field=Field::AgreementTitle value=draft.agreement_title max=Line::MAX />
        </div>
        <div class="field-row">
            <TextInput field=Field::AgreementSigned value=draft.agreement_signed kind="date">
                {td_string!(locale, form.signed_hint)}
            </TextInput>
            <TextInput field=Field::AgreementExpires value=draft.agreement_expires kind="date">
                {td_string!(locale, form.expires_hint)}
            </TextInput>
        </div>
        <Signatories text=draft.agreement_signatories parties />
    }
}

/// That it is over: folded away until it is.
#[component]
fn End(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    let failure = expect_context::<Failure>();
    let over = !draft.ended.is_empty() || !draft.ended_reason.is_empty();
    let wrong = move || {
        [Field::Ended, Field::EndedReason]
            .iter()
            .any(|field| !failure.problems(*field).is_empty())
    };
    view! {
        <details class="card end" open=move || over || wrong()>
            <summary>{td_string!(locale, form.ending)}</summary>
            <p class="field-hint">{td_string!(locale, form.ending_hint)}</p>
            <div class="field-row">
                <TextInput field=Field::Ended value=draft.ended kind="date" />
                <TextInput field=Field::EndedReason value=draft.ended_reason max=Line::MAX />
            </div>
        </details>
    }
}
