//! What the parties say to each other, on the partnership as a whole and on its proposals.

use super::Deeds;
use super::parts::{Refused, hidden, speaker};
use crate::ahead::Ahead;
use crate::api::life::{AddComment, CommentView};
use crate::api::partnerships::PartnershipView;
use crate::i18n::{Locale, moment};
use crate::ui::locale;
use jejaring_domain::{Answer, RecordId, Text};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use std::sync::Arc;

/// What is said on the partnership as a whole, the latest last.
#[component]
pub fn Comments(shown: Arc<PartnershipView>) -> impl IntoView {
    let locale = locale();
    let deeds = expect_context::<Deeds>();
    let comments = shown.inside.iter().flat_map(|inside| &inside.comments);
    let comments = comments.filter(|view| view.comment.proposal.is_none());
    let comments: Vec<_> = comments.map(|view| said(locale, &shown, view)).collect();
    let list = match comments.is_empty() {
        true => view! { <p class="soft">{td_string!(locale, life.no_comments)}</p> }.into_any(),
        false => view! { <ul class="comments">{comments}</ul> }.into_any(),
    };
    let say = may_say(&shown).then(|| view! { <Say shown=shown.clone() proposal=None /> });
    view! {
        <section class="card" id="comments">
            <h2>{td_string!(locale, life.comments)}</h2>
            <p class="soft small">{td_string!(locale, life.comments_lead)}</p>
            <Refused action=deeds.comment />
            <Refused action=deeds.remove />
            {list}
            {say}
        </section>
    }
}

fn may_say(shown: &PartnershipView) -> bool {
    let answers = [Answer::Accepted, Answer::Pending].into_iter();
    !shown.partnership.archived
        && answers
            .map(|answer| shown.speaking(answer))
            .any(|parties| !parties.is_empty())
}

/// One comment, with its writer's way to take it out.
pub fn said(locale: Locale, shown: &PartnershipView, view: &CommentView) -> impl IntoView + use<> {
    let CommentView {
        comment,
        author,
        own,
    } = view;
    let action = expect_context::<Deeds>().remove;
    let party = shown.name(comment.organisation);
    let author = author
        .clone()
        .map(|author| view! { <strong>{author}</strong> ", " });
    let ahead = shown.ahead;
    let sent = hidden([
        ("comment", comment.id.to_string()),
        ("command", shown.command.clone()),
    ]);
    let remove = own.then(|| {
        view! {
            <ActionForm action>
                {sent}
                <button class="button small quiet" disabled=move || action.pending().get() || ahead>
                    {td_string!(locale, life.remove_comment)}
                </button>
            </ActionForm>
        }
    });
    view! {
        <li>
            <p class="small soft">{author} {party} " · " {moment(locale, comment.at)}</p>
            <p class="prose">{comment.text.to_string()}</p>
            {remove}
        </li>
    }
}

/// The way to say something.
#[component]
pub fn Say(shown: Arc<PartnershipView>, proposal: Option<RecordId>) -> impl IntoView {
    let locale = locale();
    let action = expect_context::<Deeds>().comment;
    let mut parties = shown.speaking(Answer::Accepted);
    parties.extend(shown.speaking(Answer::Pending));
    let sent = hidden([
        ("id", shown.partnership.id.to_string()),
        ("command", shown.command.clone()),
    ]);
    // What was refused is not lost.
    let id = shown.partnership.id;
    let refused = Ahead::of_page().refused(|sent: &AddComment| {
        ((sent.id, sent.proposal) == (id, proposal)).then(|| sent.text.clone())
    });
    let ahead = shown.ahead;
    let about = proposal.map(|id| hidden([("proposal", id.to_string())]));
    let party = speaker(&shown, parties, "organisation");
    let label = match proposal {
        Some(_) => td_string!(locale, life.say_on_proposal),
        None => td_string!(locale, life.say),
    };
    view! {
        <ActionForm action attr:class="deed saying">
            <fieldset disabled=move || action.pending().get() || ahead>
                {sent}
                {about}
                {party}
                <label class="field">
                    <span class="field-label">{label}</span>
                    <textarea name="text" rows="2" required maxlength=Text::MAX.to_string()>{refused}</textarea>
                </label>
                <button class="button">{td_string!(locale, life.send)}</button>
            </fieldset>
        </ActionForm>
    }
}
