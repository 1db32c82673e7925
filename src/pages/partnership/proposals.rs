//! Changes to the terms that are proposed: as a difference, with the parties' votes and what is said about them.

use super::Deeds;
use super::comments::{Say, said};
use super::parts::{Reason, Refused, hidden, speaker};
use crate::api::life::{Inside, ProposalView};
use crate::api::partnerships::PartnershipView;
use crate::i18n::{Locale, moment, words};
use crate::pages::history::{differences, of_terms};
use crate::ui::{Badge, locale};
use jejaring_domain::{Answer, OrganisationId, Proposal, ProposalState, Vote};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::td_string;
use std::sync::Arc;

/// The open proposals, and folded away those that are decided.
#[component]
pub fn Proposals(shown: Arc<PartnershipView>) -> impl IntoView {
    let locale = locale();
    let deeds = expect_context::<Deeds>();
    let inside = shown.inside.as_ref()?;
    let (open, decided): (Vec<_>, Vec<_>) = inside
        .proposals
        .iter()
        .partition(|view| view.proposal.state == ProposalState::Open);
    let item = |view: &&ProposalView| item(locale, &shown, inside, view);
    let none = open.is_empty().then(|| {
        view! { <p class="soft">{td_string!(locale, life.no_proposals)}</p> }
    });
    let count = decided.len();
    let decided = (count > 0).then(|| {
        view! {
            <details class="decided">
                <summary>{td_string!(locale, life.decided, count = count)}</summary>
                <ul class="rows proposals">{decided.iter().map(item).collect_view()}</ul>
            </details>
        }
    });
    let open = open.iter().map(item).collect_view();
    Some(view! {
        <section class="card" id="proposals">
            <h2>{td_string!(locale, life.proposals)}</h2>
            <p class="soft small">{td_string!(locale, life.proposals_lead)}</p>
            <Refused action=deeds.vote />
            <Refused action=deeds.withdraw />
            {none}
            <ul class="rows proposals">{open}</ul>
            {decided}
        </section>
    })
}

fn item(
    locale: Locale,
    shown: &Arc<PartnershipView>,
    inside: &Inside,
    view: &ProposalView,
) -> impl IntoView + use<> {
    let ProposalView {
        proposal,
        author,
        decided,
    } = view;
    let look = match proposal.state {
        ProposalState::Adopted => "good",
        ProposalState::Refused => "bad",
        _ => "",
    };
    let by = match author {
        Some(author) => format!("{} ({author})", shown.name(proposal.by)),
        None => shown.name(proposal.by),
    };
    let made = td_string!(
        locale,
        life.proposed_by,
        name = by,
        moment = moment(locale, proposal.at)
    );
    let state = words::proposal_state(locale, proposal.state);
    let settled = decided.map(|at| {
        view! { <p class="soft small">{state} ": " {moment(locale, at)}</p> }
    });
    let note = (!proposal.note.is_empty())
        .then(|| view! { <blockquote class="prose">{proposal.note.to_string()}</blockquote> });
    let known: Vec<_> = shown
        .parties
        .iter()
        .chain(&inside.organisations)
        .cloned()
        .collect();
    let of = |value| of_terms(locale, &known, value);
    let before = proposal.before.iter().flat_map(of).collect();
    let after = proposal
        .edits
        .iter()
        .flat_map(|edit| of(&edit.value))
        .collect();
    let comments = inside.comments.iter();
    let comments = comments.filter(|view| view.comment.proposal == Some(proposal.id));
    let comments: Vec<_> = comments.map(|view| said(locale, shown, view)).collect();
    let speaking = shown.speaking(Answer::Accepted);
    let open = proposal.state == ProposalState::Open;
    let say = (open && !speaking.is_empty())
        .then(|| view! { <Say shown=shown.clone() proposal=Some(proposal.id) /> });
    view! {
        <li id=format!("proposal-{}", proposal.id)>
            <div class="row-head">
                <span class="small">{made}</span>
                <Badge look>{state}</Badge>
            </div>
            {settled}
            {note}
            {differences(locale, before, after)}
            {votes(locale, shown, proposal)}
            {stuck(locale, shown, proposal)}
            {open.then(|| ballot(locale, shown, proposal))}
            {(!comments.is_empty()).then(|| view! { <ul class="comments">{comments}</ul> })}
            {say}
        </li>
    }
}

/// Every party's vote, in the order of the parties, none before another.
fn votes(locale: Locale, shown: &PartnershipView, proposal: &Proposal) -> impl IntoView + use<> {
    let vote = |voter: OrganisationId| {
        let (look, word, reason) = match proposal.votes.get(&voter) {
            Some(Vote::Agreed) => ("good", td_string!(locale, life.agreed), None),
            Some(Vote::Refused(reason)) => (
                "bad",
                td_string!(locale, life.refused),
                Some(reason.to_string()),
            ),
            None if proposal.state == ProposalState::Open => {
                ("", td_string!(locale, life.not_voted), None)
            }
            None => ("", td_string!(locale, life.no_vote), None),
        };
        view! {
            <li>
                <span>{shown.name(voter)}</span>
                <Badge look>{word}</Badge>
                {reason.map(|reason| view! { <q>{reason}</q> })}
            </li>
        }
    };
    let parties = shown
        .partnership
        .terms
        .parties
        .iter()
        .map(|party| party.organisation);
    let (mut voters, gone): (Vec<_>, Vec<_>) = proposal
        .voters
        .iter()
        .copied()
        .partition(|voter| parties.clone().any(|party| party == *voter));
    voters.sort_by_key(|voter| parties.clone().position(|party| party == *voter));
    voters.extend(gone);
    view! {
        <ul class="votes" aria-label=td_string!(locale, life.votes)>
            {voters.into_iter().map(vote).collect_view()}
        </ul>
    }
}

/// The parties that it waits for in vain, and what can be done about it.
fn stuck(
    locale: Locale,
    shown: &PartnershipView,
    proposal: &Proposal,
) -> Option<impl IntoView + use<>> {
    let mute = shown.voiceless.iter().copied();
    let mute: Vec<_> = mute.filter(|id| proposal.waits_for(*id)).collect();
    (!mute.is_empty()).then(|| {
        let words = td_string!(locale, life.voiceless, names = shown.names(mute));
        view! { <p class="notice warning">{words}</p> }
    })
}

/// The ways to agree, to refuse with a reason, and to take an own proposal back.
fn ballot(locale: Locale, shown: &PartnershipView, proposal: &Proposal) -> impl IntoView + use<> {
    let Deeds { vote, withdraw, .. } = expect_context::<Deeds>();
    let ahead = shown.ahead;
    let sent = || {
        hidden([
            ("proposal", proposal.id.to_string()),
            ("command", shown.command.clone()),
        ])
    };
    let asked = shown.speaking(Answer::Accepted).into_iter();
    let asked: Vec<_> = asked.filter(|party| proposal.waits_for(*party)).collect();
    let voting = (!asked.is_empty()).then(|| {
        let (agreeing, refusing) = (sent(), sent());
        let by = speaker(shown, asked.clone(), "organisation");
        let against = speaker(shown, asked, "organisation");
        view! {
            <div class="ballot">
                <ActionForm action=vote attr:class="deed">
                    <fieldset disabled=move || vote.pending().get() || ahead>
                        {agreeing}
                        <input type="hidden" name="agree" value="true" />
                        {by}
                        <button class="button primary">{td_string!(locale, life.agree)}</button>
                    </fieldset>
                </ActionForm>
                <details>
                    <summary>{td_string!(locale, life.refuse_instead)}</summary>
                    <ActionForm action=vote attr:class="deed">
                        <fieldset disabled=move || vote.pending().get() || ahead>
                            {refusing}
                            <input type="hidden" name="agree" value="false" />
                            {against}
                            <Reason />
                            <button class="button danger">{td_string!(locale, life.refuse)}</button>
                        </fieldset>
                    </ActionForm>
                </details>
            </div>
        }
    });
    let own = shown.speaks_for.contains(&proposal.by);
    let taking_back = own.then(|| {
        let sent = sent();
        view! {
            <ActionForm action=withdraw attr:class="deed">
                <fieldset disabled=move || withdraw.pending().get() || ahead>
                    {sent}
                    <button class="button small quiet">{td_string!(locale, life.withdraw)}</button>
                </fieldset>
            </ActionForm>
        }
    });
    view! {
        {voting}
        {taking_back}
    }
}
