//! The written agreement of a partnership: what is on record of it, how long it holds, and a document to print and
//! sign.

mod document;

use crate::api::partnerships::{AgreementView, agreement};
use crate::api::work::RemoveWork;
use crate::api::{ApiError, fetched};
use crate::i18n::{Locale, date, td_string};
use crate::pages::work::files::Files;
use crate::ui::{Badge, EmptyState, ErrorView, Glyph, Icon, Loading, RecordTabs, locale};
use document::Document;
use jejaring_domain::change::Subject;
use jejaring_domain::{FileUse, Mark, PartnershipId, Status};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::sync::Arc;

/// `/partnerships/ID/agreement`, also `?language=en` for a document in another language than the page.
#[component]
pub fn AgreementPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.read().get("id")?.parse::<PartnershipId>().ok());
    let language = Memo::new(move |_| {
        let given = query.read().get("language");
        match given.as_deref() {
            Some("id") => Locale::id,
            Some("en") => Locale::en,
            _ => locale(),
        }
    });
    let remove = ServerAction::<RemoveWork>::new();
    let shown = fetched(
        move || (id.get(), remove.version().get()),
        |(id, _)| async move {
            match id {
                Some(id) => agreement(id).await,
                None => Err(ApiError::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok(shown) => view! { <Shown shown=Arc::new(shown) language remove /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(
    shown: Arc<AgreementView>,
    language: Memo<Locale>,
    remove: ServerAction<RemoveWork>,
) -> impl IntoView {
    let locale = locale();
    let id = shown.id;
    let title = td_string!(locale, agreement.title);
    let files = shown.files.clone().map(|files| {
        let lead = match shown.terms.form.is_written() {
            true => td_string!(locale, agreement.files_lead),
            false => td_string!(locale, agreement.informal_files_lead),
        };
        view! { <Files partnership=id purpose=FileUse::Agreement lead shown=files remove /> }
    });
    let body = match shown.terms.form.is_written() {
        false => view! {
            <EmptyState title=td_string!(locale, agreement.informal)>
                <p>{td_string!(locale, agreement.informal_text)}</p>
            </EmptyState>
            {files}
        }
        .into_any(),
        true => view! {
            <OnRecord shown=shown.clone() />
            {files}
            <ToPrint shown=shown.clone() language />
        }
        .into_any(),
    };
    view! {
        <Title text=format!("{title}: {}", shown.terms.title) />
        <a class="crumb" href=format!("/partnerships/{id}")>
            <Icon glyph=Glyph::Back />
            {shown.terms.title.to_string()}
        </a>
        <div class="page-head">
            <div>
                <h1>{title}</h1>
            </div>
        </div>
        <RecordTabs of=Subject::Partnership(id) />
        {body}
    }
}

/// Number, days and signatories, and how long it still holds.
#[component]
fn OnRecord(shown: Arc<AgreementView>) -> impl IntoView {
    let locale = locale();
    let id = shown.id;
    let agreement = shown.terms.agreement.as_ref();
    let is_signed = agreement.is_some_and(|agreement| agreement.signed.is_some());
    let state = match is_signed {
        true => view! { <Badge look="good">{td_string!(locale, agreement.signed)}</Badge> },
        false => view! { <Badge>{td_string!(locale, agreement.draft)}</Badge> },
    };
    // Only those who may see the files know that there is none.
    let files = shown.files.as_ref().map(|files| files.files.len());
    let unfiled = (is_signed && files == Some(0)).then(|| {
        view! { <p class="notice warning">{td_string!(locale, agreement.no_file)}</p> }
    });
    let facts = agreement.map(|agreement| {
        let day = |day| date(locale, day);
        let title = (!agreement.title.is_empty()).then(|| agreement.title.to_string());
        let facts = [
            (
                td_string!(locale, words.field.agreement_number),
                Some(agreement.number.to_string()),
            ),
            (td_string!(locale, words.field.agreement_title), title),
            (
                td_string!(locale, words.field.agreement_signed),
                agreement.signed.map(day),
            ),
            (
                td_string!(locale, words.field.agreement_expires),
                agreement.expires.map(day),
            ),
        ];
        let facts = facts.into_iter().filter_map(|(name, value)| {
            value.map(|value| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        });
        view! { <dl class="facts">{facts.collect_view()}</dl> }
    });
    let facts = match facts {
        Some(facts) => facts.into_any(),
        None => {
            view! { <p class="soft">{td_string!(locale, agreement.not_recorded)}</p> }.into_any()
        }
    };
    let signatory = |(party, _): &(crate::api::organisations::OrganisationRef, String)| {
        let mut signatories = agreement
            .into_iter()
            .flat_map(|agreement| &agreement.signatories);
        let signs = signatories.find(|signatory| signatory.organisation == party.id);
        let signs = match signs {
            Some(signatory) if signatory.function.is_empty() => signatory.name.to_string(),
            Some(signatory) => format!("{}, {}", signatory.name, signatory.function),
            None => td_string!(locale, agreement.unnamed).to_owned(),
        };
        view! { <div><dt>{party.name.clone()}</dt><dd>{signs}</dd></div> }
    };
    let edit = shown.may_edit.then(|| {
        let renew = matches!(shown.status, Status::Expiring | Status::Ended).then(|| {
            view! {
                <a class="button primary" href=format!("/partnerships/{id}/renew")>
                    {td_string!(locale, life.renew)}
                </a>
            }
        });
        view! {
            <div class="actions">
                {renew}
                <a class="button" href=format!("/partnerships/{id}/edit#field-agreement_number")>
                    <Icon glyph=Glyph::Edit />
                    {td_string!(locale, agreement.edit)}
                </a>
            </div>
        }
    });
    view! {
        <section class="card on-record">
            <div class="row-head">
                <h2>{td_string!(locale, agreement.record)}</h2>
                {state}
            </div>
            {expiry(locale, &shown)}
            {unfiled}
            {facts}
            <h3>{td_string!(locale, words.field.agreement_signatories)}</h3>
            <dl class="facts">{shown.parties.iter().map(signatory).collect_view()}</dl>
            {edit}
        </section>
    }
}

/// How long it still holds.
fn expiry(locale: Locale, shown: &AgreementView) -> Option<impl IntoView + use<>> {
    let day = date(locale, shown.terms.expires()?);
    let left = shown.days_left?;
    let (look, words) = match (left, shown.mark) {
        (0, _) => (
            "notice warning",
            td_string!(locale, agreement.last_day).to_owned(),
        ),
        (left, _) if left < 0 => (
            "notice error",
            td_string!(locale, agreement.expired, date = day),
        ),
        (_, None) => (
            "notice",
            td_string!(locale, agreement.holds_until, date = day),
        ),
        (_, Some(mark)) => {
            let look = match mark {
                Mark::Days90 => "notice info",
                _ => "notice warning",
            };
            (
                look,
                td_string!(locale, agreement.days_left, days = left, date = day),
            )
        }
    };
    Some(view! {
        <div class=look>
            <strong>{words}</strong>
            <span class="small">{td_string!(locale, agreement.reminded)}</span>
        </div>
    })
}

/// The document, its language and the way to print it.
#[component]
fn ToPrint(shown: Arc<AgreementView>, language: Memo<Locale>) -> impl IntoView {
    let locale = locale();
    let id = shown.id;
    let choice = move |of: Locale, code: &'static str, name: &'static str| {
        view! {
            <a
                class="button small"
                href=format!("/partnerships/{id}/agreement?language={code}")
                aria-current=move || (language.get() == of).then_some("true")
                lang=code
            >
                {name}
            </a>
        }
    };
    let document = move || view! { <Document shown=shown.clone() language=language.get() /> };
    view! {
        <section class="to-print">
            <div class="page-head">
                <div>
                    <h2>{td_string!(locale, agreement.text)}</h2>
                    <p class="soft small">{td_string!(locale, agreement.text_lead)}</p>
                </div>
                <div class="actions" role="group" aria-label=td_string!(locale, agreement.language)>
                    {choice(Locale::id, "id", "Bahasa Indonesia")}
                    {choice(Locale::en, "en", "English")}
                    <button
                        type="button"
                        class="button small primary with-script"
                        on:click=move |_| drop(window().print())
                    >
                        {td_string!(locale, agreement.print)}
                    </button>
                </div>
            </div>
            {document}
        </section>
    }
}
