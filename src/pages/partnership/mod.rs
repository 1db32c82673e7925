//! One partnership: where it stands and who must act, who takes part, on what terms, what is proposed and said.

mod comments;
mod parties;
mod parts;
mod proposals;
mod stand;
mod terms;

use crate::ahead::{Ahead, Foreseen};
use crate::api::ApiError;
use crate::api::life::{
    AddComment, AskAgain, GiveAnswer, GiveVote, RemoveComment, TakeStep, WithdrawProposal,
};
use crate::api::partnerships::{ArchivePartnership, PartnershipView, SavePartnership, partnership};
use crate::i18n::words;
use crate::live::Live;
use crate::ui::{Badge, ErrorView, Glyph, Icon, Loading, Marks, RecordTabs, StatusBadge, locale};
use comments::Comments;
use jejaring_domain::change::Subject;
use jejaring_domain::draft::TermsDraft;
use jejaring_domain::{PartnershipId, ProposalState};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
pub use parties::Parties;
pub use parts::Reason;
use parts::Refused;
use proposals::Proposals;
use stand::Stand;
use std::sync::Arc;
pub use terms::{Benefits, Conditions};

/// What can be done on the page; known to all its parts by context.
#[derive(Clone, Copy)]
struct Deeds {
    archive: ServerAction<ArchivePartnership>,
    step: ServerAction<TakeStep>,
    answer: ServerAction<GiveAnswer>,
    ask: ServerAction<AskAgain>,
    vote: ServerAction<GiveVote>,
    withdraw: ServerAction<WithdrawProposal>,
    comment: ServerAction<AddComment>,
    remove: ServerAction<RemoveComment>,
}

impl Deeds {
    /// All of them; what they do is seen at once.
    fn new() -> Self {
        let deeds = Self {
            archive: ServerAction::new(),
            step: ServerAction::new(),
            answer: ServerAction::new(),
            ask: ServerAction::new(),
            vote: ServerAction::new(),
            withdraw: ServerAction::new(),
            comment: ServerAction::new(),
            remove: ServerAction::new(),
        };
        let ahead = Ahead::of_page();
        ahead.follow(deeds.archive);
        ahead.follow(deeds.step);
        ahead.follow(deeds.answer);
        ahead.follow(deeds.ask);
        ahead.follow(deeds.vote);
        ahead.follow(deeds.withdraw);
        ahead.follow(deeds.comment);
        ahead.follow(deeds.remove);
        deeds
    }
}

/// The page of one partnership.
#[component]
pub fn PartnershipPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .read()
            .get("id")
            .and_then(|id| id.parse::<PartnershipId>().ok())
    });
    let ahead = Ahead::of_page();
    provide_context(Deeds::new());
    let news = Live::of_page().follow(move || id.get().map(Subject::Partnership));
    let shown = Foreseen::new(
        move || (id.get(), news.get()),
        move |(id, _)| {
            // What the server does not have yet, it is not asked for.
            let begun = untrack(|| begun(ahead, id));
            let waits = begun.is_some_and(|(_, done)| !done);
            async move {
                match id.filter(|_| !waits) {
                    Some(id) => partnership(id).await,
                    None => Err(ApiError::NotFound),
                }
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || {
                    let begun = begun(ahead, id.get());
                    let shown = shown.shown();
                    Suspend::new(async move {
                        match (shown.await, begun) {
                            (Ok(shown), _) => view! { <Shown shown=Arc::new(shown) /> }.into_any(),
                            (Err(ApiError::NotFound), Some((draft, _))) => view! { <Begun draft /> }.into_any(),
                            (Err(error), _) => view! { <ErrorView error /> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
}

/// What a partnership is to be that was sent, and whether it is done.
fn begun(ahead: Ahead, id: Option<PartnershipId>) -> Option<(TermsDraft, bool)> {
    ahead.begun(|sent: &SavePartnership| {
        let new = sent.id.is_none().then(|| sent.command.parse().ok())?;
        (new.is_some() && new == id).then(|| sent.draft.clone())
    })
}

/// A partnership that is on its way to the server.
#[component]
fn Begun(draft: TermsDraft) -> impl IntoView {
    let locale = locale();
    let parties = draft.parties.into_iter().map(|party| party.organisation);
    let parties = parties.filter(|name| !name.trim().is_empty());
    let parties = parties.map(|name| view! { <li>{name}</li> }).collect_view();
    view! {
        <Title text=draft.title.clone() />
        <a class="crumb" href="/partnerships">
            <Icon glyph=Glyph::Back />
            {td_string!(locale, partnerships.title)}
        </a>
        <h1>{draft.title}</h1>
        <p class="notice info">{td_string!(locale, ahead.begun)}</p>
        <section class="card">
            <h2>{td_string!(locale, ahead.with)}</h2>
            <ul>{parties}</ul>
            <p class="prose">{draft.purpose}</p>
        </section>
    }
}

#[component]
fn Shown(shown: Arc<PartnershipView>) -> impl IntoView {
    let locale = locale();
    let deeds = expect_context::<Deeds>();
    let (id, terms) = (shown.partnership.id, shown.partnership.terms.clone());
    let count = terms.parties.len();
    let form = words::form(locale, terms.form);
    let several = terms.is_multilateral().then(
        || view! { <Badge>{td_string!(locale, partnerships.multilateral, count = count)}</Badge> },
    );
    let purpose = (!terms.purpose.is_empty()).then(|| {
        view! {
            <section class="card">
                <h2>{td_string!(locale, words.field.purpose)}</h2>
                <p class="prose">{terms.purpose.to_string()}</p>
            </section>
        }
    });
    let mut all = shown.inside.iter().flat_map(|inside| &inside.proposals);
    let open = all.any(|view| view.proposal.state == ProposalState::Open);
    // What waits for votes comes before what is agreed on already.
    let proposals = || {
        shown
            .inside
            .is_some()
            .then(|| view! { <Proposals shown=shown.clone() /> })
    };
    let above = open.then(proposals);
    let below = (!open).then(proposals);
    let comments = shown
        .inside
        .is_some()
        .then(|| view! { <Comments shown=shown.clone() /> });
    view! {
        <Title text=terms.title.to_string() />
        <a class="crumb" href="/partnerships">
            <Icon glyph=Glyph::Back />
            {td_string!(locale, partnerships.title)}
        </a>
        <div class="page-head">
            <div>
                <h1>{terms.title.to_string()}</h1>
                <p class="badges under-title">
                    <StatusBadge status=shown.status />
                    <Badge>{form}</Badge>
                    {several}
                    <Marks origin=shown.partnership.origin archived=shown.partnership.archived />
                </p>
                <p class="soft">{words::status_meaning(locale, shown.status)}</p>
            </div>
            <Edits shown=shown.clone() />
        </div>
        <RecordTabs of=Subject::Partnership(id) />
        <Refused action=deeds.archive />
        <Stand shown=shown.clone() />
        {above}
        <div class="record">
            <div>
                <Parties
                    parties=terms.parties.clone()
                    organisations=shown.parties.clone()
                    shown=shown.clone()
                />
                {purpose}
                <Benefits benefits=terms.benefits.clone().into_iter().collect() />
            </div>
            <div>
                <Conditions terms />
            </div>
        </div>
        {below}
        {comments}
    }
}

/// What may be done with it as a whole.
#[component]
fn Edits(shown: Arc<PartnershipView>) -> impl IntoView {
    let locale = locale();
    let archive = expect_context::<Deeds>().archive;
    let ahead = shown.ahead;
    let (id, archived) = (shown.partnership.id, shown.partnership.archived);
    let (look, glyph, word) = match archived {
        true => ("button", Glyph::Restore, td_string!(locale, ui.restore)),
        false => (
            "button quiet",
            Glyph::Archive,
            td_string!(locale, ui.archive),
        ),
    };
    let change = (shown.may_edit && !archived).then(|| {
        view! {
            <a class="button primary" href=format!("/partnerships/{id}/edit")>
                <Icon glyph=Glyph::Edit />
                {td_string!(locale, ui.edit)}
            </a>
        }
    });
    let put_away = shown.may_archive.then(|| {
        view! {
            <ActionForm action=archive>
                <input type="hidden" name="command" />
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="archived" value=(!archived).to_string() />
                <button type="submit" class=look disabled=move || archive.pending().get() || ahead>
                    <Icon glyph />
                    {word}
                </button>
            </ActionForm>
        }
    });
    view! {
        <div class="actions">
            {change}
            {put_away}
        </div>
    }
}
