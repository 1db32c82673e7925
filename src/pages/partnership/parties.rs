//! Who takes part, as what, what each brings, and the parties' answers.

use super::Deeds;
use super::parts::{Reason, Refused, hidden, speaker};
use crate::api::organisations::OrganisationRef;
use crate::api::partnerships::PartnershipView;
use crate::i18n::{Locale, words};
use crate::ui::{Badge, OrganisationLink, locale};
use jejaring_domain::{Answer, Coded, OrganisationId, Party};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use std::sync::Arc;

/// The parties, each with its answer and, where the reader may speak for it, the ways to give one.
#[component]
pub fn Parties(
    /// In the order of the record.
    parties: Vec<Party>,
    /// What they are called.
    organisations: Vec<OrganisationRef>,
    /// What the reader can do; none where they are only shown, as they were.
    #[prop(optional)]
    shown: Option<Arc<PartnershipView>>,
) -> impl IntoView {
    let locale = locale();
    let refused = shown.as_ref().map(|_| {
        let Deeds { answer, ask, .. } = expect_context();
        view! {
            <Refused action=answer />
            <Refused action=ask />
        }
    });
    let rows = parties.iter().map(|party| {
        let own = shown.as_ref().filter(|shown| {
            shown.speaks_for.contains(&party.organisation) && !shown.partnership.archived
        });
        let answers = own.map(|shown| answers(locale, shown, party));
        let asking = shown
            .as_ref()
            .and_then(|shown| asking(locale, shown, party));
        row(locale, &organisations, party, (answers, asking))
    });
    let rows = rows.collect_view();
    view! {
        <section class="card" id="parties">
            <h2>{td_string!(locale, partnerships.parties)}</h2>
            {refused}
            <ul class="rows">{rows}</ul>
        </section>
    }
}

fn row(
    locale: Locale,
    organisations: &[OrganisationRef],
    party: &Party,
    deeds: (Option<AnyView>, Option<AnyView>),
) -> impl IntoView + use<> {
    let mut organisations = organisations.iter();
    let organisation = organisations.find(|o| o.id == party.organisation).cloned();
    let look = match party.answer {
        Answer::Accepted => "good",
        Answer::Declined | Answer::Left => "bad",
        Answer::Pending => "",
    };
    let brings = party.contributions.iter().map(|contribution| {
        let note = (!contribution.note.is_empty()).then(|| format!(": {}", contribution.note));
        view! {
            <li>
                <strong>{words::contribution(locale, contribution.kind)}</strong>
                {note}
            </li>
        }
    });
    let brings = match brings.len() {
        0 => view! { <p class="soft small">{td_string!(locale, partnerships.brings_nothing)}</p> }
            .into_any(),
        _ => view! { <ul class="exchanges">{brings.collect_view()}</ul> }.into_any(),
    };
    let word = words::answer(locale, party.answer);
    view! {
        <li>
            <div class="row-head">
                {organisation.map(|organisation| view! { <OrganisationLink organisation /> })}
                <span class="soft small">{words::role(locale, party.role)}</span>
                <Badge look>{word}</Badge>
            </div>
            {brings}
            {deeds.0}
            {deeds.1}
        </li>
    }
}

/// The answers that a party can give now.
fn answers(locale: Locale, shown: &PartnershipView, party: &Party) -> AnyView {
    let id = party.organisation;
    let accept = |word: &'static str| {
        form(
            shown,
            id,
            Answer::Accepted,
            view! { <button class="button primary">{word}</button> }.into_any(),
        )
    };
    match party.answer {
        Answer::Pending => {
            let decline = view! {
                <Reason />
                <button class="button danger">{td_string!(locale, life.decline)}</button>
            };
            view! {
                <div class="notice info answering">
                    <strong>{td_string!(locale, life.asked, name = shown.name(id))}</strong>
                    <p>{td_string!(locale, life.accept_means)}</p>
                    <div class="actions">{accept(td_string!(locale, life.accept))}</div>
                    <details>
                        <summary>{td_string!(locale, life.decline_instead)}</summary>
                        <p class="small">{td_string!(locale, life.decline_means)}</p>
                        {form(shown, id, Answer::Declined, decline.into_any())}
                    </details>
                </div>
            }
            .into_any()
        }
        Answer::Accepted => {
            let ends = shown.partnership.terms.staying().count() <= 2;
            let means = match ends {
                true => td_string!(locale, life.leave_ends),
                false => td_string!(locale, life.leave_goes_on),
            };
            let leave = view! {
                <Reason />
                <label class="check">
                    <input type="checkbox" required />
                    <span>{td_string!(locale, life.leave_sure)}</span>
                </label>
                <button class="button danger">{td_string!(locale, life.leave)}</button>
            };
            view! {
                <details class="leaving">
                    <summary>{td_string!(locale, life.leave_open, name = shown.name(id))}</summary>
                    <p class="small">{means}</p>
                    {form(shown, id, Answer::Left, leave.into_any())}
                </details>
            }
            .into_any()
        }
        _ if !shown.partnership.terms.may_confirm(party.answer) => view! {
            <p class="soft small">{td_string!(locale, life.ask_to_be_asked)}</p>
        }
        .into_any(),
        Answer::Declined | Answer::Left => view! {
            <details class="leaving">
                <summary>{td_string!(locale, life.accept_after_all)}</summary>
                <p class="small">{td_string!(locale, life.accept_means)}</p>
                {accept(td_string!(locale, life.accept))}
            </details>
        }
        .into_any(),
    }
}

/// The way to ask one that declined or left once more, for those who are in.
fn asking(locale: Locale, shown: &PartnershipView, party: &Party) -> Option<AnyView> {
    let by = shown.speaking(Answer::Accepted);
    if by.is_empty() || !party.answer.is_out() || shown.partnership.archived {
        return None;
    }
    let action = expect_context::<Deeds>().ask;
    let ahead = shown.ahead;
    let sent = hidden([
        ("id", shown.partnership.id.to_string()),
        ("organisation", party.organisation.to_string()),
        ("seen", shown.seen.0.to_string()),
        ("command", shown.command.clone()),
    ]);
    let by = speaker(shown, by, "by");
    let name = shown.name(party.organisation);
    Some(
        view! {
            <details class="leaving">
                <summary>{td_string!(locale, life.ask_again_open, name = name)}</summary>
                <p class="small">{td_string!(locale, life.ask_again_means)}</p>
                <ActionForm action attr:class="deed">
                    <fieldset disabled=move || action.pending().get() || ahead>
                        {sent}
                        {by}
                        <button class="button">{td_string!(locale, life.ask_again)}</button>
                    </fieldset>
                </ActionForm>
            </details>
        }
        .into_any(),
    )
}

fn form(
    shown: &PartnershipView,
    organisation: OrganisationId,
    answer: Answer,
    inputs: AnyView,
) -> impl IntoView + use<> {
    let action = expect_context::<Deeds>().answer;
    let ahead = shown.ahead;
    let sent = hidden([
        ("id", shown.partnership.id.to_string()),
        ("organisation", organisation.to_string()),
        ("answer", answer.code().to_owned()),
        ("seen", shown.seen.0.to_string()),
        ("command", shown.command.clone()),
    ]);
    view! {
        <ActionForm action attr:class="deed">
            <fieldset disabled=move || action.pending().get() || ahead>
                {sent}
                {inputs}
            </fieldset>
        </ActionForm>
    }
}
