//! Laws of the life of partnerships, for any order of commands by anybody.
#![allow(clippy::unwrap_used)]

#[path = "life/asking.rs"]
mod asking;

use asking::{BEFORE, DAY, Dice, LATER, NOW, ask, beginning};
use jejaring_domain::change::Subject;
use jejaring_domain::life::lacks;
use jejaring_domain::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const CASES: u32 = 40;
fn rolls() -> impl Strategy<Value = Vec<[u16; 24]>> {
    prop::collection::vec(any::<[u16; 24]>(), 1..100)
}

/// One command that was carried out.
struct Deed {
    before: Network,
    actor: Actor,
    command: Command,
    changes: Vec<Change>,
    after: Network,
}

impl Deed {
    /// The partnerships that were there before, as they were and as they are.
    fn partnerships(&self) -> impl Iterator<Item = (&Partnership, &Partnership)> {
        let before = self.before.partnerships();
        before.filter_map(|was| Some((was, self.after.partnership(was.id)?)))
    }

    /// The proposals that were there before, as they were and as they are.
    fn proposals(&self) -> impl Iterator<Item = (&Proposal, &Proposal)> {
        proposals(&self.before).filter_map(|was| Some((was, self.after.kept(was.id)?)))
    }

    fn is_merge(&self) -> bool {
        matches!(self.command, Command::Merge { .. })
    }

    /// Whether the parties of one that was there before have agreed to what changed: all of them, or the only one.
    fn is_agreed(&self, was: &Partnership) -> bool {
        let accepted = was.terms.accepted();
        match &self.command {
            Command::EditPartnership { by: Some(by), .. } => accepted == BTreeSet::from([*by]),
            Command::Vote { proposal, .. } => {
                let proposal: &Proposal = self.after.kept(*proposal).unwrap();
                let agreed = |id| proposal.votes.get(id) == Some(&Vote::Agreed);
                accepted.iter().all(agreed)
            }
            _ => false,
        }
    }

    /// A steward edits for parties that have nobody.
    fn is_care(&self) -> bool {
        matches!(self.command, Command::EditPartnership { by: None, .. })
    }
}

fn all<R: Kept>(network: &Network) -> impl Iterator<Item = &R> {
    network.records().filter_map(|kept| R::of(&kept.record))
}

fn proposals(network: &Network) -> impl Iterator<Item = &Proposal> {
    all(network)
}

fn carry_out(
    network: &mut Network,
    actor: Actor,
    command: &Command,
) -> Result<Vec<Change>, Refusal> {
    let changes = decide(network, actor, NOW, command)?;
    network.apply(network.seq().next(), &changes).unwrap();
    Ok(changes)
}

/// A life: what was carried out of what was asked, beginning included.
fn life(rolls: &[[u16; 24]]) -> Vec<Deed> {
    let mut network = Network::default();
    let mut deeds = Vec::new();
    let mut give = |network: &mut Network, actor, command: Command| {
        let before = network.clone();
        if let Ok(changes) = carry_out(network, actor, &command) {
            let after = network.clone();
            deeds.push(Deed {
                before,
                actor,
                command,
                changes,
                after,
            });
        }
    };
    for (actor, command) in beginning() {
        give(&mut network, actor, command);
    }
    for roll in rolls {
        if let Some((actor, command)) = ask(&network, &mut Dice(roll.iter())) {
            give(&mut network, actor, command);
        }
    }
    deeds
}

/// A value without the answers, which are nobody's to edit.
fn unanswered(mut value: TermsValue) -> TermsValue {
    if let TermsValue::Parties(parties) = &mut value {
        decide::keep_answers(parties, &[]);
    }
    value
}

/// What one party may change without the others.
fn alone(terms: &Terms, value: &TermsValue) -> bool {
    match value {
        TermsValue::Step(to) => {
            let at_work = |step: Step| step.stage() == Stage::CarryOut;
            at_work(terms.step) && at_work(*to)
                || terms.step < Step::Negotiation && *to <= Step::Negotiation
        }
        TermsValue::Ended(ending) => terms.form == Form::Informal && ending.is_some(),
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, ..ProptestConfig::default() })]

    #[test]
    fn what_is_allowed_fits_and_the_log_gives_the_network(rolls in rolls()) {
        let mut replayed = Network::default();
        for deed in life(&rolls) {
            replayed.apply(replayed.seq().next(), &deed.changes).unwrap();
            let kept = Network::restore(
                deed.after.seq(),
                deed.after.organisations().cloned(),
                deed.after.partnerships().cloned(),
                deed.after.records().cloned(),
            );
            assert!(replayed == deed.after && kept == deed.after);
            for partnership in deed.after.partnerships() {
                assert_eq!(partnership.terms.faults(), []);
                let away = |party: &Party| deed.after.organisation(party.organisation).unwrap().archived;
                assert!(partnership.archived || !partnership.terms.parties.iter().any(away));
            }
        }
    }

    #[test]
    fn what_is_asked_twice_is_done_once(rolls in rolls()) {
        for Deed { after, actor, command, .. } in life(&rolls) {
            let again = decide(&after, actor, NOW, &command).unwrap_or_default();
            assert_eq!(again, [], "{command:?}");
        }
    }

    #[test]
    fn a_step_is_passed_only_when_nothing_is_missing_for_it(rolls in rolls()) {
        for deed in life(&rolls).iter().filter(|deed| !deed.is_care()) {
            for (was, is) in deed.partnerships() {
                let terms = &is.terms;
                let passed = Step::ALL.iter().filter(|step| (was.terms.step..terms.step).contains(step));
                for step in passed.filter(|step| **step != Step::Signing || terms.form.is_written()) {
                    let there = Partnership { terms: Terms { step: *step, ..terms.clone() }, ..was.clone() };
                    assert_eq!(lacks(&deed.before, &there), []);
                }
                let at_work = terms.step.stage() == Stage::CarryOut;
                let signed = terms.agreement.as_ref().is_some_and(|a| a.signed.is_some());
                assert!(terms.form.is_written() || terms.step != Step::Signing);
                assert!(!at_work || !terms.form.is_written() || signed);
                assert_eq!(terms.not_yet_signed(DAY), None);
                assert!(!at_work || !terms.finance.is_repayable() || terms.consent.is_some());
            }
        }
    }

    #[test]
    fn with_fewer_than_two_left_it_is_over_and_takes_no_step(rolls in rolls()) {
        for deed in life(&rolls).iter().filter(|deed| !deed.is_care()) {
            for (was, is) in deed.partnerships().filter(|(was, _)| was.terms.staying().count() < 2) {
                assert_eq!(was.status(DAY), Status::Ended);
                assert!(is.terms.step <= was.terms.step || is.terms.staying().count() > 1);
            }
        }
    }

    #[test]
    fn terms_change_by_agreement_or_by_what_a_party_may_do_alone(rolls in rolls()) {
        for deed in life(&rolls).iter().filter(|deed| !deed.is_merge()) {
            for change in &deed.changes {
                let Change::PartnershipChanged { id, after, .. } = change else { continue };
                let was = deed.before.partnership(*id).unwrap();
                let accepted = was.terms.accepted();
                match &deed.command {
                    Command::EditPartnership { by: None, .. } => {
                        assert!(decide::looked_after_by_stewards(&deed.before, was));
                    }
                    Command::EditPartnership { by: Some(by), .. } => {
                        assert!(accepted == BTreeSet::from([*by]) || alone(&was.terms, after));
                    }
                    Command::Vote { proposal, .. } => {
                        let proposal: &Proposal = deed.after.kept(*proposal).unwrap();
                        assert!(proposal.state == ProposalState::Adopted && proposal.is_agreed());
                        assert_eq!(&proposal.voters, &accepted);
                        let is_it = |value: &TermsValue| unanswered(value.clone()) == unanswered(after.clone());
                        assert!(proposal.edits.iter().any(|edit| is_it(&edit.value)));
                    }
                    other => panic!("terms changed by {other:?}"),
                }
            }
        }
    }

    #[test]
    fn what_is_over_by_a_day_goes_on_beyond_it_by_agreement_only(rolls in rolls()) {
        for deed in life(&rolls).iter().filter(|deed| !deed.is_care()) {
            for (was, is) in deed.partnerships() {
                let over = |terms: &Terms, day| terms.ended.as_ref().is_some_and(|ending| ending.on <= day);
                let mut days = [BEFORE, DAY, LATER].into_iter();
                let longer = days.any(|day| over(&was.terms, day) && !over(&is.terms, day));
                assert!(!longer || deed.is_agreed(was), "{:?}", deed.command);
            }
        }
    }

    #[test]
    fn who_is_out_is_in_again_once_the_others_asked_and_it_answered(rolls in rolls()) {
        for deed in life(&rolls).iter().filter(|deed| !deed.is_merge() && !deed.is_care()) {
            for (was, is) in deed.partnerships() {
                let out = was.terms.parties.iter();
                let out = out.filter(|party| matches!(party.answer, Answer::Declined | Answer::Left));
                for party in out {
                    let now = is.terms.party(party.organisation).map(|party| party.answer);
                    assert!(now != Some(Answer::Pending) || deed.is_agreed(was), "{:?}", deed.command);
                    let at_work = was.terms.step.stage() == Stage::CarryOut;
                    let signed = was.terms.agreement.as_ref().is_some_and(|a| a.signed.is_some());
                    let bound = party.answer == Answer::Left || at_work || signed;
                    let alone = was.terms.accepted().is_empty();
                    assert!(now != Some(Answer::Accepted) || !bound || alone, "{:?}", deed.command);
                }
            }
        }
    }

    #[test]
    fn each_party_has_one_view_of_each_period(rolls in rolls()) {
        for Deed { after, command, .. } in life(&rolls) {
            let mut views = BTreeMap::new();
            for view in all::<Evaluation>(&after) {
                let period = (view.partnership, view.organisation, view.period);
                let other = views.insert(period, view.id);
                assert!(other.is_none(), "{command:?}");
            }
        }
    }

    #[test]
    fn an_adopted_proposal_changes_what_it_said_and_nothing_that_was_agreed_since(rolls in rolls()) {
        for deed in life(&rolls) {
            let decided = deed.proposals().filter(|(was, is)| was.state != is.state);
            for (was, is) in decided.filter(|(_, is)| is.state == ProposalState::Adopted) {
                let [before, after] = [&deed.before, &deed.after].map(|n| &n.partnership(is.partnership).unwrap().terms);
                for (edit, first) in is.edits.iter().zip(&was.before) {
                    let field = edit.value.field();
                    let (target, now) = (unanswered(edit.value.clone()), unanswered(before.get(field)));
                    assert_eq!(&unanswered(after.get(field)), &target);
                    assert!(now == unanswered(first.clone()) || now == target);
                }
            }
        }
    }

    #[test]
    fn a_vote_is_given_once_and_what_is_decided_stays_decided(rolls in rolls()) {
        for deed in life(&rolls).iter().filter(|deed| !deed.is_merge()) {
            for (was, is) in deed.proposals().filter(|(was, is)| was != is) {
                assert_eq!(was.state, ProposalState::Open);
                assert!(was.votes.iter().all(|(who, vote)| is.votes.get(who) == Some(vote)));
                let new: Vec<_> = is.votes.keys().filter(|who| !was.votes.contains_key(who)).collect();
                match &deed.command {
                    Command::Vote { organisation, proposal, .. } if *proposal == is.id => assert_eq!(new, [organisation]),
                    _ => assert!(new.is_empty() && is.state != ProposalState::Open),
                }
                assert_eq!((&was.edits, &was.voters, was.by), (&is.edits, &is.voters, is.by));
                if is.state == ProposalState::Refused {
                    assert!(is.votes.values().any(|vote| *vote != Vote::Agreed));
                }
            }
        }
    }

    #[test]
    fn an_open_proposal_waits_for_the_agreed_parties_and_can_be_decided(rolls in rolls()) {
        for Deed { after, command, .. } in life(&rolls) {
            for proposal in proposals(&after).filter(|p| p.state == ProposalState::Open) {
                let partnership = after.partnership(proposal.partnership).unwrap();
                if partnership.archived {
                    continue;
                }
                assert_eq!(proposal.voters, partnership.terms.accepted(), "{command:?}");
                assert!(proposal.voters.contains(&proposal.by) && !proposal.is_agreed());
                for organisation in proposal.voters.iter().copied().filter(|v| proposal.waits_for(*v)) {
                    let vote = Command::Vote { proposal: proposal.id, organisation, refusal: None };
                    let may = |m: &&Member| may(&after, Actor::Person(m.person), Action::Represent, On::Organisation(organisation));
                    let Some(member) = after.members_of(organisation).find(may) else { continue };
                    let given = decide(&after, Actor::Person(member.person), NOW, &vote);
let in_its_own_way = match &given {
                        Ok(_) => false,
                        Err(Refusal::NotYet(lacks)) => {
                            let mut others = after.records_of::<Proposal>(proposal.partnership.into());
                            lacks.iter().any(|lack| lack.missing == Missing::Proposals)
                                && !others.any(|p| p.id != proposal.id && p.state == ProposalState::Open)
                        }
                        Err(_) => true,
                    };
                    assert!(!in_its_own_way, "{given:?} {proposal:?}");
                }
            }
        }
    }

    #[test]
    fn a_party_is_neither_put_out_nor_spoken_for(rolls in rolls()) {
        for deed in life(&rolls).iter().filter(|deed| !deed.is_merge()) {
            for (was, is) in deed.partnerships() {
                for party in &was.terms.parties {
                    let own = match &deed.command {
                        Command::Answer { organisation, .. } => *organisation == party.organisation,
                        _ => false,
                    };
                    let Some(now) = is.terms.party(party.organisation) else {
                        let agreed = match &deed.command {
                            Command::EditPartnership { by, .. } => *by == Some(party.organisation),
                            Command::Vote { proposal, .. } => {
                                let proposal: &Proposal = deed.after.kept(*proposal).unwrap();
                                proposal.votes.get(&party.organisation) == Some(&Vote::Agreed)
                            }
                            _ => false,
                        };
                        assert!(party.answer != Answer::Accepted || agreed || deed.is_care());
                        continue;
                    };
                    let out = matches!(party.answer, Answer::Declined | Answer::Left);
                    let asked = out && now.answer == Answer::Pending;
                    assert!(now.answer == party.answer || own || asked);
                }
                let new = is.terms.parties.iter().filter(|party| was.terms.party(party.organisation).is_none());
                new.for_each(|party| assert_eq!(party.answer, Answer::Pending));
            }
        }
    }

    #[test]
    fn terms_are_accepted_as_they_were_read(rolls in rolls()) {
        let deeds = life(&rolls);
        for deed in &deeds {
            let Command::Answer { id, answer: Answer::Accepted, .. } = &deed.command else { continue };
            let earlier = deeds.iter().filter(|earlier| earlier.after.seq() < deed.after.seq());
            let mut changed = earlier.filter(|earlier| {
                let terms = |change: &Change| matches!(change, Change::PartnershipChanged { id: of, .. } if of == id);
                earlier.changes.iter().any(terms)
            });
            let last = changed.next_back().map_or(Seq(0), |changed| changed.after.seq());
let answered = |seen| {
                let mut command = deed.command.clone();
                if let Command::Answer { seen: read, .. } = &mut command {
                    *read = seen;
                }
                decide(&deed.before, deed.actor, NOW, &command)
            };
            assert!(answered(last).is_ok(), "answers are no terms");
            if last > Seq(0) && !deed.changes.is_empty() {
                assert!(answered(Seq(last.0 - 1)).is_err(), "unread");
            }
        }
    }

    #[test]
    fn members_keep_an_admin(rolls in rolls()) {
        for deed in life(&rolls) {
            for id in deed.before.organisations().map(|o| o.id) {
                let admin = |network: &Network| network.members_of(id).any(|m| m.role == MemberRole::Admin);
                let kept = deed.after.members_of(id).next().is_none() || admin(&deed.after);
                assert!(kept || !admin(&deed.before), "{:?}", deed.command);
            }
        }
    }

    #[test]
    fn a_merge_keeps_all_and_leaves_nothing_with_the_duplicate(rolls in rolls()) {
        for deed in life(&rolls) {
            if let Command::Merge { from, into, .. } = deed.command {
                assert_merged(&deed, from, into);
            }
        }
    }

    #[test]
    fn visitors_and_the_blocked_change_nothing_and_strangers_only_come_in(rolls in rolls()) {
        for Deed { before, actor, command, changes, .. } in life(&rolls) {
            assert_eq!(decide(&before, Actor::Visitor, NOW, &command), Err(Refusal::Forbidden));
            let Actor::Person(person) = actor else { continue };
            let mut blocked = before.clone();
            let reason = Line::new("Menyamar").unwrap();
            let block = Command::Block { person, reason: Some(reason.clone()) };
            carry_out(&mut blocked, Actor::System, &block).unwrap();
            assert_eq!(decide(&blocked, actor, NOW, &command), Err(Refusal::Blocked(reason)), "{command:?}");
            let active = before.memberships(person).any(Member::is_active);
            if !active && !before.is_steward(person) {
                let comes_in = |change: &Change| match change {
                    Change::OrganisationAdded { origin, .. } => *origin == Origin::Entered,
                    Change::Recorded { before, after } => before.iter().chain(after).all(|record| {
                        matches!(&**record, Record::Member(m) if m.person == person && !m.is_active())
                    }),
                    _ => false,
                };
                assert!(changes.iter().all(comes_in), "{changes:?}");
            }
        }
    }

    #[test]
    fn a_draft_is_its_writers_own(rolls in rolls()) {
        for deed in life(&rolls) {
            let accepts = matches!(deed.command, Command::Answer { answer: Answer::Accepted | Answer::Declined, .. });
            for change in &deed.changes {
                let Subject::Partnership(id) = change.about() else { continue };
                let seen = deed.before.partnership(id).is_none_or(|p| may_see(&deed.before, deed.actor, p));
                assert!(seen || accepts, "{change:?}");
            }
            for (was, is) in deed.partnerships().filter(|(was, _)| was.is_draft()) {
                assert!(!may_see(&deed.before, Actor::Visitor, was));
                let leaves = matches!(deed.command, Command::Answer { answer: Answer::Left, .. });
                assert!(is.is_draft() || !leaves, "who leaves publishes nothing");
            }
        }
    }

    #[test]
    fn what_a_record_names_is_there_or_was_removed(rolls in rolls()) {
        let mut known = BTreeSet::new();
        for Deed { after, command, .. } in life(&rolls) {
            known.extend(after.records().map(|kept| kept.record.id()));
            let there = |id: &RecordId| assert!(known.contains(id), "{command:?}");
            all::<Report>(&after).filter_map(|r| r.activity.as_ref()).for_each(there);
            all::<Attachment>(&after).filter_map(|r| r.report.as_ref()).for_each(there);
            all::<Comment>(&after).filter_map(|r| r.proposal.as_ref()).for_each(there);
        }
    }
}

/// How much an answer binds.
fn binding(answer: Answer) -> u8 {
    match answer {
        Answer::Accepted => 2,
        Answer::Pending => 1,
        Answer::Declined | Answer::Left => 0,
    }
}

fn assert_merged(deed: &Deed, from: OrganisationId, into: OrganisationId) {
    let Deed { before, after, .. } = deed;
    for was in before.partnerships_of(from) {
        let is = after.partnership(was.id).unwrap();
        match is.terms.party(into) {
            Some(party) if is.terms.party(from).is_none() => {
                let both = was.terms.parties.iter();
                let both = both.filter(|party| [from, into].contains(&party.organisation));
                assert_eq!(
                    both.map(|p| binding(p.answer)).max(),
                    Some(binding(party.answer))
                );
            }
            _ => assert!(is.archived, "it was between the two"),
        }
    }
    for member in before
        .records_of::<Member>(from.into())
        .filter(|m| m.is_active())
    {
        assert!(after.role(member.person, into) >= Some(member.role));
    }
    for kept in before.records().map(|kept| &kept.record) {
        let gone = after.record(kept.id()).is_none();
        // Where both have one, that of the organisation that goes on counts.
        let one_each = match kept {
            Record::Member(member) => after
                .memberships(member.person)
                .any(|m| m.organisation == into),
            Record::Evaluation(gone) => after
                .records_of::<Evaluation>(gone.partnership.into())
                .any(|e| e.organisation == into && e.period == gone.period),
            Record::Merger(merger) => merger.from == into,
            Record::Distinction(pair) => [pair.first, pair.second].contains(&from),
            _ => false,
        };
        assert!(!gone || one_each, "{kept:?}");
    }
    for (was, is) in deed.proposals() {
        assert!(is.state == was.state || is.state == ProposalState::Outdated);
        let fit = |network: &Network, proposal: &Proposal| {
            let partnership = network.partnership(proposal.partnership).unwrap();
            let mut edits = proposal.edits.iter();
            partnership.archived
                || edits.all(|edit| partnership.version(edit.value.field()) <= edit.base)
        };
        let open = was.state == ProposalState::Open;
        assert!(!open || !fit(before, was) || fit(after, is));
        let voted = |p: &Proposal, id| p.votes.contains_key(&id);
        assert!(!voted(is, into) || voted(was, into) || voted(was, from));
    }
    // Nothing that lives speaks of the duplicate, but for the record of the merge itself.
    let id = from.to_string();
    let away = |id: PartnershipId| {
        after
            .partnership(id)
            .is_some_and(|p| p.archived && p.terms.party(from).is_some())
    };
    for partnership in after.partnerships().filter(|p| !away(p.id)) {
        assert!(!serde_json::to_string(partnership).unwrap().contains(&id));
    }
    for kept in after.records().map(|kept| &kept.record) {
        let aside = match kept.owner() {
            Some(Subject::Partnership(id)) => away(id),
            _ => matches!(kept, Record::Merger(merger) if merger.from == from),
        };
        assert!(
            aside || !serde_json::to_string(kept).unwrap().contains(&id),
            "{kept:?}"
        );
    }
}
