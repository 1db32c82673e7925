//! What each page looks like once something is done. Only the server decides: what cannot be foreseen is left as it is.

use super::Deed;
use crate::api::life::{
    AddComment, AskAgain, CommentView, GiveAnswer, GiveVote, ProposalView, RemoveComment, TakeStep,
    WithdrawProposal,
};
use crate::api::needs::{CloseListing, ListingView, NeedsView, RemoveListing, SaveListing};
use crate::api::organisations::{ArchiveOrganisation, OrganisationView, SaveOrganisation};
use crate::api::partnerships::{ArchivePartnership, PartnershipView, SavePartnership};
use crate::api::people::{People, RemoveContact, SaveContact};
use crate::api::work::{RemoveWork, SaveActivity, SetActivityState, WorkView};
use jejaring_domain::decide::asked_again;
use jejaring_domain::life::voters;
use jejaring_domain::listing::ListingDraft;
use jejaring_domain::{
    Answer, CommandId, Comment, Line, OrganisationId, Problem, ProposalState, RecordId, Terms,
    TermsValue, Text, Timestamp, Vote,
};

/// What shows something that can be done.
pub trait Foresee {
    /// Does it.
    fn foresee(&mut self, deed: &Deed);
}

impl Foresee for OrganisationView {
    fn foresee(&mut self, deed: &Deed) {
        let id = self.organisation.id;
        if let Some(sent) = deed
            .of::<SaveOrganisation>()
            .filter(|sent| sent.id == Some(id))
            && let Ok(profile) = sent.draft.profile.check()
        {
            self.organisation.profile = profile;
        } else if let Some(sent) = deed
            .of::<ArchiveOrganisation>()
            .filter(|sent| sent.id == id)
        {
            self.organisation.archived = sent.archived;
        }
    }
}

impl Foresee for NeedsView {
    fn foresee(&mut self, deed: &Deed) {
        let of = self.organisation.id;
        if let Some(sent) = deed
            .of::<SaveListing>()
            .filter(|sent| sent.organisation == of)
        {
            let Some(id) = sent.id.or_else(|| named(&sent.command)) else {
                return;
            };
            let Some(draft) = whole(sent) else {
                return;
            };
            let Ok(listing) = draft.check(id, of) else {
                return;
            };
            let open = listing.is_open(now().date());
            match self.listings.iter_mut().find(|view| view.listing.id == id) {
                Some(view) => (view.listing, view.open, view.ahead) = (listing, open, true),
                None => self.listings.insert(
                    0,
                    ListingView {
                        listing,
                        open,
                        matches: Vec::new(),
                        ahead: true,
                    },
                ),
            }
        } else if let Some(sent) = deed.of::<CloseListing>() {
            for view in &mut self.listings {
                if view.listing.id == sent.id {
                    view.listing.closed = sent.closed;
                    view.ahead = true;
                    view.open = view.listing.is_open(now().date());
                }
            }
        } else if let Some(sent) = deed.of::<RemoveListing>() {
            self.listings.retain(|view| view.listing.id != sent.id);
        }
        // No row moves when the answer comes: whoever aims at it would hit another one.
        self.listings.sort_by_key(ListingView::place);
    }
}

/// A need or an offer as it is sent, with the days of its year.
pub fn whole(sent: &SaveListing) -> Option<ListingDraft> {
    let mut draft = sent.draft.clone();
    draft.set_year(sent.year.as_deref()).ok()?;
    Some(draft)
}

impl Foresee for People {
    fn foresee(&mut self, deed: &Deed) {
        let of = self.organisation.id;
        let Some(contacts) = &mut self.contacts else {
            return;
        };
        if let Some(sent) = deed.of::<SaveContact>().filter(|sent| sent.id == of) {
            let id = sent.contact.or_else(|| named(&sent.command));
            let Some(Ok(contact)) = id.map(|id| sent.draft.check(id, of)) else {
                return;
            };
            match contacts.iter_mut().find(|known| known.id == contact.id) {
                Some(known) => *known = contact,
                None => contacts.push(contact),
            }
        } else if let Some(sent) = deed.of::<RemoveContact>() {
            contacts.retain(|contact| contact.id != sent.contact);
        }
    }
}

impl Foresee for WorkView {
    fn foresee(&mut self, deed: &Deed) {
        if let Some(sent) = deed
            .of::<SaveActivity>()
            .filter(|sent| sent.partnership == self.id)
        {
            let id = sent.id.or_else(|| named(&sent.command));
            let Some(Ok(activity)) = id.map(|id| sent.draft.check(id, self.id)) else {
                return;
            };
            self.activities.retain(|known| known.id != activity.id);
            self.activities.push(activity);
            self.activities.sort_by_key(|activity| activity.start);
        } else if let Some(sent) = deed.of::<SetActivityState>() {
            for activity in self
                .activities
                .iter_mut()
                .filter(|known| known.id == sent.id)
            {
                activity.state = sent.state;
            }
        } else if let Some(sent) = deed.of::<RemoveWork>() {
            self.activities.retain(|activity| activity.id != sent.id);
            self.reports.retain(|report| report.id != sent.id);
            self.files.retain(|file| file.id != sent.id);
        }
    }
}

impl Foresee for PartnershipView {
    fn foresee(&mut self, deed: &Deed) {
        let id = self.partnership.id;
        if let Some(sent) = deed
            .of::<SavePartnership>()
            .filter(|sent| sent.id == Some(id))
        {
            if let Some(terms) = self.at_once(sent) {
                let known = std::mem::take(&mut self.parties);
                let ids = terms.parties.iter().map(|party| party.organisation);
                let parties = ids.filter_map(|id| known.iter().find(|known| known.id == id));
                self.parties = parties.cloned().collect();
                self.partnership.terms = terms;
            }
        } else if let Some(sent) = deed.of::<ArchivePartnership>().filter(|sent| sent.id == id) {
            self.partnership.archived = sent.archived;
        } else if let Some(sent) = deed.of::<TakeStep>().filter(|sent| sent.id == id) {
            let step = TermsValue::Step(sent.step);
            let others = sent.by.is_some_and(|by| self.others_vote(&[step], by));
            if !others {
                self.partnership.terms.step = sent.step;
            }
        } else if let Some(sent) = deed.of::<GiveAnswer>().filter(|sent| sent.id == id) {
            for party in &mut self.partnership.terms.parties {
                if party.organisation == sent.organisation {
                    party.answer = sent.answer;
                }
            }
        } else if let Some(sent) = deed.of::<AskAgain>().filter(|sent| sent.id == id) {
            let parties = asked_again(&self.partnership.terms, sent.organisation);
            let parties = parties.filter(|value| {
                let value = std::slice::from_ref(value);
                !self.others_vote(value, sent.by)
            });
            if let Some(parties) = parties {
                self.partnership.terms.set(parties);
            }
        } else {
            self.foresee_inside(deed);
        }
        self.status = self.partnership.status(self.today);
        self.ahead |= named_as(deed) == Some(&*self.command);
    }
}

/// The name under which something was sent from a partnership's page.
fn named_as(deed: &Deed) -> Option<&str> {
    let step = deed.of().map(|sent: &TakeStep| &sent.command);
    let answer = deed.of().map(|sent: &GiveAnswer| &sent.command);
    let again = deed.of().map(|sent: &AskAgain| &sent.command);
    let vote = deed.of().map(|sent: &GiveVote| &sent.command);
    let withdrawal = deed.of().map(|sent: &WithdrawProposal| &sent.command);
    let comment = deed.of().map(|sent: &AddComment| &sent.command);
    let removal = deed.of().map(|sent: &RemoveComment| &sent.command);
    let name = step
        .or(answer)
        .or(again)
        .or(vote)
        .or(withdrawal)
        .or(comment);
    name.or(removal).map(String::as_str)
}

impl PartnershipView {
    /// The terms that a form leads to without others' votes.
    fn at_once(&self, sent: &SavePartnership) -> Option<Terms> {
        let mut draft = sent.draft.clone();
        draft.leave_out_blanks();
        let terms = draft.check(|given| {
            let mut parties = self.parties.iter();
            let known = parties.find(|known| known.name == given || known.id.to_string() == given);
            known.map(|known| known.id).ok_or(Problem::NotAnId)
        });
        let terms = terms.ok()?;
        let values = self.partnership.terms.differences(&terms);
        let by = sent
            .motion
            .by
            .or_else(|| self.speaking(Answer::Accepted).first().copied());
        (!by.is_some_and(|by| self.others_vote(&values, by))).then_some(terms)
    }

    fn others_vote(&self, values: &[TermsValue], by: OrganisationId) -> bool {
        let voters = voters(&self.partnership, values, by);
        voters.into_iter().any(|voter| voter != by)
    }

    fn foresee_inside(&mut self, deed: &Deed) {
        let Some(inside) = &mut self.inside else {
            return;
        };
        let id = self.partnership.id;
        let proposal = |id: RecordId| move |known: &&mut ProposalView| known.proposal.id == id;
        if let Some(sent) = deed.of::<AddComment>().filter(|sent| sent.id == id) {
            let Ok(text) = Text::new(&sent.text) else {
                return;
            };
            let comment = Comment {
                id: named(&sent.command).unwrap_or(RecordId::from_u128(0)),
                partnership: id,
                proposal: sent.proposal,
                organisation: sent.organisation,
                text,
                at: now(),
            };
            // It may have come back already by way of others.
            let is_it = |known: &CommentView| {
                let known = &known.comment;
                (known.proposal, known.organisation, &known.text)
                    == (comment.proposal, comment.organisation, &comment.text)
            };
            if !inside.comments.last().is_some_and(is_it) {
                inside.comments.push(CommentView {
                    comment,
                    author: None,
                    own: false,
                });
            }
        } else if let Some(sent) = deed.of::<RemoveComment>() {
            inside
                .comments
                .retain(|view| view.comment.id != sent.comment);
        } else if let Some(sent) = deed.of::<GiveVote>() {
            let Some(view) = inside.proposals.iter_mut().find(proposal(sent.proposal)) else {
                return;
            };
            let vote = match (sent.agree, Line::new(&sent.reason)) {
                (true, _) => Vote::Agreed,
                (false, Ok(reason)) if !reason.is_empty() => Vote::Refused(reason),
                (false, _) => return,
            };
            view.proposal.votes.insert(sent.organisation, vote);
        } else if let Some(sent) = deed.of::<WithdrawProposal>()
            && let Some(view) = inside.proposals.iter_mut().find(proposal(sent.proposal))
        {
            view.proposal.state = ProposalState::Withdrawn;
        }
    }
}

/// The record that is new with a form: it takes its identifier from the submission.
fn named(command: &str) -> Option<RecordId> {
    let command: CommandId = command.parse().ok()?;
    Some(RecordId::from_u128(command.to_u128()))
}

/// The browser's clock.
fn now() -> Timestamp {
    #[cfg(feature = "hydrate")]
    return Timestamp(web_sys::js_sys::Date::now() as i64);
    #[cfg(not(feature = "hydrate"))]
    Timestamp(0)
}
