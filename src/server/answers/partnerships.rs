//! Partnerships: the list, one of them, saving and putting away.

use super::meanwhile::{Seen, edits_of_form, since};
use super::work::agreement_files;
use super::{
    acting_party, answer, answer_form, command_id, edits_sent_again, folded, is_plain_form, life,
    may_write, reference, spoken_for, state, submit, today,
};
use crate::api::partnerships::{
    AgreementView, Motion, Part, PartnershipQuery, PartnershipRow, PartnershipSort,
    PartnershipStart, PartnershipView,
};
use crate::api::{ApiError, FormStart, Order, Page};
use crate::server::identity;
use crate::server::kept::KeptForm;
use crate::server::state::{AppState, fresh_command};
use jejaring_domain::date::days_between;
use jejaring_domain::decide::{keep_answers, terms_edits};
use jejaring_domain::draft::{BenefitDraft, PartyDraft, TermsDraft, join, signatory_text};
use jejaring_domain::life::{has_voice, lacks};
use jejaring_domain::reminder::mark;
use jejaring_domain::{
    Action, Actor, Answer, Change, Coded, Command, CommandId, Date, Fault, Field, Finance, Form,
    Listing, Network, NewPartnership, Npsn, On, OrganisationId, Origin, Partnership, PartnershipId,
    Party, Problem, Record, RecordId, Refusal, Role, Scope, Status, Step, Terms, TermsValue, Text,
    may, may_archive, may_see,
};

/// See [`crate::api::partnerships::partnerships`].
pub async fn list(query: PartnershipQuery) -> Result<Page<PartnershipRow>, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            let text = folded(query.text.trim());
            Ok(state.store.read(|network| {
                let shown = |p: &&Partnership| {
                    may_see(network, actor, p) && fits(p, &query) && mentions(network, p, &text)
                };
                let mut rows: Vec<_> = network
                    .partnerships()
                    .filter(shown)
                    .map(|p| (p, p.status(today())))
                    .collect();
                sort(&mut rows, &query);
                Page::of(&rows, query.page, |(p, status)| row(network, p, *status))
            }))
        }
        .await,
    )
}

fn fits(partnership: &Partnership, query: &PartnershipQuery) -> bool {
    let terms = &partnership.terms;
    partnership.archived == query.archived
        && query
            .status
            .is_none_or(|status| partnership.status(today()) == status)
        && query.form.is_none_or(|form| terms.form == form)
        && query.scope.is_none_or(|scope| terms.scope == scope)
        && query.finance.is_none_or(|finance| terms.finance == finance)
        && query.step.is_none_or(|step| terms.step == step)
}

/// Whether every word is in the title or in the name of a party.
fn mentions(network: &Network, partnership: &Partnership, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let parties = partnership
        .terms
        .parties
        .iter()
        .filter_map(|party| network.organisation(party.organisation));
    let names: Vec<_> = parties
        .map(|organisation| folded(&organisation.profile.name))
        .collect();
    let title = folded(&partnership.terms.title);
    words
        .split(' ')
        .all(|word| title.contains(word) || names.iter().any(|name| name.contains(word)))
}

fn sort(rows: &mut [(&Partnership, Status)], query: &PartnershipQuery) {
    let title = |p: &Partnership| folded(&p.terms.title);
    match query.sort {
        PartnershipSort::Title => rows.sort_by_cached_key(|(p, _)| title(p)),
        PartnershipSort::Status => rows.sort_by_cached_key(|(p, status)| (*status, title(p))),
        PartnershipSort::Step => rows.sort_by_cached_key(|(p, _)| (p.terms.step, title(p))),
        // Those without a day come last, whichever way the days are sorted.
        PartnershipSort::Start => rows.sort_by_cached_key(|(p, _)| (p.terms.start, title(p))),
        PartnershipSort::Expires => rows.sort_by_cached_key(|(p, _)| (p.terms.expires(), title(p))),
    }
    if query.order == Order::Descending {
        rows.reverse();
    }
    let dated = |p: &Partnership| match query.sort {
        PartnershipSort::Start => p.terms.start.is_some(),
        PartnershipSort::Expires => p.terms.expires().is_some(),
        _ => true,
    };
    rows.sort_by_key(|(p, _)| !dated(p));
}

fn row(network: &Network, partnership: &Partnership, status: Status) -> PartnershipRow {
    let terms = &partnership.terms;
    PartnershipRow {
        id: partnership.id,
        title: terms.title.to_string(),
        parties: terms
            .parties
            .iter()
            .filter_map(|party| reference(network, party.organisation))
            .collect(),
        status,
        form: terms.form,
        step: terms.step,
        start: terms.start.map(|day| day.to_string()),
        expires: terms.expires().map(|day| day.to_string()),
    }
}

/// See [`crate::api::partnerships::partnership`].
pub async fn one(id: PartnershipId) -> Result<PartnershipView, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            // Looked up first: what is inside is read from the log, and may be newer than what is shown, never older.
            let visible = |network: &Network| {
                let known = network.partnership(id)?;
                may_see(network, actor, known).then_some(())
            };
            state.store.read(visible).ok_or(ApiError::NotFound)?;
            let inside = life::inside(&state, actor, id).await?;
            state.store.read(|network| {
                let partnership = network.partnership(id).ok_or(ApiError::NotFound)?;
                let parties = partnership.terms.parties.iter();
                Ok(PartnershipView {
                    parties: parties
                        .filter_map(|party| reference(network, party.organisation))
                        .collect(),
                    status: partnership.status(today()),
                    lacks: lacks(network, partnership),
                    may_edit: may_write(network, actor, partnership),
                    may_archive: may_archive(network, actor, partnership),
                    speaks_for: spoken_for(network, actor, &partnership.terms),
                    voiceless: match inside {
                        Some(_) => voiceless(network, partnership),
                        None => Vec::new(),
                    },
                    today: today(),
                    seen: network.seq(),
                    command: fresh_command().to_string(),
                    inside,
                    ahead: false,
                    partnership: partnership.clone(),
                })
            })
        }
        .await,
    )
}

/// The parties that have a vote and nobody who could give it.
fn voiceless(network: &Network, partnership: &Partnership) -> Vec<OrganisationId> {
    let voters = partnership.terms.accepted().into_iter();
    voters.filter(|id| !has_voice(network, *id)).collect()
}

/// See [`crate::api::partnerships::agreement`].
pub async fn agreement(id: PartnershipId) -> Result<AgreementView, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Browse, On::Network)?;
            state.store.read(|network| {
                let partnership = network
                    .partnership(id)
                    .filter(|partnership| may_see(network, actor, partnership))
                    .ok_or(ApiError::NotFound)?;
                let terms = &partnership.terms;
                let parties = terms.staying().filter_map(|party| {
                    let place = &network.organisation(party.organisation)?.profile.place;
                    let place = [&place.regency, &place.province, &place.country];
                    let place: Vec<_> = place
                        .into_iter()
                        .map(|part| part.as_str())
                        .filter(|part| !part.is_empty())
                        .collect();
                    Some((reference(network, party.organisation)?, place.join(", ")))
                });
                let expires = terms.expires();
                Ok(AgreementView {
                    id,
                    parties: parties.collect(),
                    status: partnership.status(today()),
                    mark: mark(partnership, today()),
                    days_left: expires.map(|day| days_between(today(), day)),
                    files: agreement_files(network, actor, partnership),
                    may_edit: may_write(network, actor, partnership) && !partnership.archived,
                    terms: terms.clone(),
                })
            })
        }
        .await,
    )
}

/// See [`crate::api::partnerships::partnership_form`].
pub async fn form(
    id: Option<PartnershipId>,
    begun: Begun,
    kept: Option<String>,
    part: Part,
) -> Result<PartnershipStart, ApiError> {
    let state = state();
    answer(
        async {
            let actor = identity::require(&state, Action::Register, On::Network)?;
            let command = fresh_command().to_string();
            let kept = kept.and_then(|token| state.kept.form::<(TermsDraft, Motion)>(&token));
            state.store.read(|network| {
                let mut start = PartnershipStart::default();
                let draft = match id {
                    None => blank(network, actor, begun),
                    Some(id) => {
                        let known = network.partnership(id);
                        let known = known.filter(|known| may_see(network, actor, known));
                        let known = known.ok_or(ApiError::NotFound)?;
                        if !may_write(network, actor, known) {
                            return Err(Refusal::Forbidden.into());
                        }
                        let accepted = known.terms.accepted();
                        let acting = spoken_for(network, actor, &known.terms).into_iter();
                        let refer = |id| reference(network, id);
                        start.acting = acting
                            .filter(|id| accepted.contains(id))
                            .filter_map(refer)
                            .collect();
                        start.voters = match start.acting.is_empty() || may_alone(known, part) {
                            true => Vec::new(),
                            false => accepted.into_iter().filter_map(refer).collect(),
                        };
                        first_draft(named(network, &known.terms), part)
                    }
                };
                start.form = FormStart {
                    draft,
                    seen: network.seq(),
                    command,
                    error: None,
                };
                if let Some(KeptForm {
                    draft: (draft, motion),
                    seen,
                    error,
                }) = kept
                {
                    start.form = FormStart {
                        draft,
                        seen,
                        error: Some(error),
                        ..start.form
                    };
                    start.motion = motion;
                }
                Ok(start)
            })
        }
        .await,
    )
}

/// Whether a party does this without asking the others: an informal partnership ends by either side, once.
fn may_alone(known: &Partnership, part: Part) -> bool {
    let terms = &known.terms;
    part == Part::Ending && terms.form == Form::Informal && terms.ended.is_none()
}

/// What a form about a part of the terms starts from.
fn first_draft(mut draft: TermsDraft, part: Part) -> TermsDraft {
    match part {
        Part::Whole => {}
        Part::Renewal => {
            // A period begins after the one before it, so that each is reported and weighed for itself.
            let last = draft.end.parse::<Date>().unwrap_or(today());
            let next = last.tomorrow();
            draft.start = next.map_or(String::new(), |day| day.to_string());
            draft.end = String::new();
            draft.agreement_number = String::new();
            draft.agreement_signed = String::new();
            draft.agreement_expires = String::new();
        }
        Part::Ending if draft.ended.is_empty() => draft.ended = today().to_string(),
        Part::Ending => {}
    }
    draft
}

/// The whole draft of what a form about a part of the terms has sent.
fn completed(stored: TermsDraft, sent: TermsDraft, part: Part) -> TermsDraft {
    match part {
        Part::Whole => sent,
        Part::Renewal => {
            // A written one whose new agreement is not signed yet goes back to the signing; else the work goes on.
            let written = Form::from_code(&stored.form).is_some_and(Form::is_written);
            let step = match written && sent.agreement_signed.trim().is_empty() {
                true => Step::Signing,
                false => Step::Implementation,
            };
            TermsDraft {
                step: step.code().to_owned(),
                start: sent.start,
                end: sent.end,
                agreement_number: sent.agreement_number,
                agreement_title: sent.agreement_title,
                agreement_signed: sent.agreement_signed,
                agreement_expires: sent.agreement_expires,
                agreement_signatories: sent.agreement_signatories,
                ended: String::new(),
                ended_reason: String::new(),
                ..stored
            }
        }
        Part::Ending => TermsDraft {
            ended: sent.ended,
            ended_reason: sent.ended_reason,
            ..stored
        },
    }
}

/// What a new partnership is begun from, all of it optional.
#[derive(Clone, Copy, Default)]
pub struct Begun {
    /// The organisation on whose page it was begun.
    pub with: Option<OrganisationId>,
    /// The need that it is to meet.
    pub need: Option<RecordId>,
    /// The offer that meets it.
    pub offer: Option<RecordId>,
}

/// A new partnership's draft: of whoever lacks something and whoever can give it, for that purpose and with that
/// contribution, as far as it is begun from them; the party for which the actor writes proposes it.
fn blank(network: &Network, actor: Actor, begun: Begun) -> TermsDraft {
    let listing = |id: Option<RecordId>| network.kept::<Listing>(id?);
    let (need, offer) = (listing(begun.need), listing(begun.offer));
    let about = need.or(offer);
    let contributions = |offer: &Listing| {
        let counted = offer.quantity.map(|quantity| format!("{quantity} × "));
        let kind = offer.resource.contribution().code();
        join([format!(
            "{kind}: {}{}",
            counted.unwrap_or_default(),
            offer.title
        )])
    };
    let [seeker, giver] = [need, offer].map(|listing| listing.map(|listing| listing.organisation));
    let parties = [
        (seeker, String::new()),
        (giver, offer.map(contributions).unwrap_or_default()),
        (begun.with, String::new()),
    ];
    let mut parties: Vec<_> = parties
        .into_iter()
        .filter_map(|(id, brings)| Some((network.organisation(id?)?.id, brings)))
        .collect();
    let mine = |id| may(network, actor, Action::Represent, On::Organisation(id));
    parties.sort_by_key(|(id, _)| !mine(*id));
    let named = parties.into_iter().enumerate();
    let parties = named.map(|(place, (id, contributions))| PartyDraft {
        organisation: label(network, id),
        role: match place {
            0 => Role::Proposer.code().to_owned(),
            _ => Role::Partner.code().to_owned(),
        },
        contributions,
        ..PartyDraft::default()
    });
    let days = |day: fn(&Listing) -> Option<Date>| {
        let listings = [need, offer].into_iter().flatten();
        listings.filter_map(day).collect::<Vec<_>>()
    };
    let (start, end) = (
        days(|l| l.from).into_iter().max(),
        days(|l| l.until).into_iter().min(),
    );
    let in_time = start.zip(end).is_none_or(|(start, end)| start <= end);
    let day = |date: Option<Date>| {
        let date = date.filter(|_| in_time);
        date.map(|date| date.to_string()).unwrap_or_default()
    };
    let physical = about.is_some_and(|listing| listing.resource.is_physical());
    TermsDraft {
        title: about.map(|l| l.title.to_string()).unwrap_or_default(),
        purpose: about.map(purpose).unwrap_or_default(),
        parties: parties.collect(),
        form: Form::Informal.code().to_owned(),
        scope: match physical {
            true => Scope::Hardware.code().to_owned(),
            false => Scope::Software.code().to_owned(),
        },
        finance: Finance::None.code().to_owned(),
        step: Step::NeedsAnalysis.code().to_owned(),
        start: day(start),
        end: day(end),
        benefits: about
            .map(|listing| BenefitDraft {
                benefit: listing.resource.benefit().code().to_owned(),
                ..BenefitDraft::default()
            })
            .into_iter()
            .collect(),
        ..TermsDraft::default()
    }
}

/// What a partnership for a need, or an offer, is for, in the words of who wrote it.
fn purpose(listing: &Listing) -> String {
    let counted = listing.quantity.map(|quantity| format!(" ({quantity})"));
    let programme = Some(&listing.programme).filter(|programme| !programme.is_empty());
    let programme = programme.map(|programme| format!(", {programme}"));
    let first = [Some(listing.title.to_string()), counted, programme];
    let first: String = first.into_iter().flatten().collect();
    match listing.note.as_str() {
        "" => first,
        note => format!("{first}\n\n{note}"),
    }
}

/// The draft of stored terms, with its parties written by name.
fn named(network: &Network, terms: &Terms) -> TermsDraft {
    let mut draft = TermsDraft::from(terms);
    for (party, draft) in terms.parties.iter().zip(&mut draft.parties) {
        draft.organisation = label(network, party.organisation);
    }
    let signatories = terms.agreement.iter().flat_map(|a| &a.signatories);
    draft.agreement_signatories = join(signatories.map(|signatory| {
        let party = label(network, signatory.organisation);
        signatory_text(&party, &signatory.name, &signatory.function)
    }));
    draft
}

/// What names an organisation in a form: its name, or its identifier where others have the same name.
fn label(network: &Network, id: OrganisationId) -> String {
    let name = network
        .organisation(id)
        .map(|organisation| organisation.profile.name.to_string());
    name.filter(|name| find(network, name) == Ok(id))
        .unwrap_or_else(|| id.to_string())
}

/// The organisation that a form names by its identifier, NPSN or name.
fn find(network: &Network, given: &str) -> Result<OrganisationId, Problem> {
    let unknown = || Problem::UnknownOrganisation {
        given: given.chars().take(100).collect(),
    };
    if given.is_empty() {
        return Err(Problem::Missing);
    }
    let by_id = given
        .parse()
        .ok()
        .filter(|id| network.organisation(*id).is_some());
    let by_npsn = || Npsn::new(given).ok().and_then(|npsn| network.by_npsn(npsn));
    if let Some(id) = by_id.or_else(by_npsn) {
        return Ok(id);
    }
    let wanted = folded(given);
    let mut named = network
        .organisations()
        .filter(|o| !o.archived && folded(&o.profile.name) == wanted);
    match (named.next(), named.next()) {
        (Some(organisation), None) => Ok(organisation.id),
        _ => Err(unknown()),
    }
}

/// See [`crate::api::partnerships::save_partnership`].
pub async fn save(
    id: Option<PartnershipId>,
    command: String,
    seen: Seen,
    mut draft: TermsDraft,
    motion: Motion,
    part: Part,
) -> Result<PartnershipId, ApiError> {
    let state = state();
    draft.leave_out_blanks();
    let sent = Sent {
        id,
        seen,
        draft: &draft,
        motion: &motion,
        part,
    };
    let saved = answer(try_save(&state, &command, &sent).await);
    match &saved {
        Ok(id) => leptos_axum::redirect(&format!("/partnerships/{id}")),
        Err(error) if is_plain_form() => {
            let token = state.kept.keep_form(KeptForm {
                draft: (draft, motion),
                seen: seen.seq,
                error: error.clone(),
            });
            let page = match (id, part) {
                (None, _) => "/partnerships/new".to_owned(),
                (Some(id), Part::Whole) => format!("/partnerships/{id}/edit"),
                (Some(id), Part::Renewal) => format!("/partnerships/{id}/renew"),
                (Some(id), Part::Ending) => format!("/partnerships/{id}/end"),
            };
            leptos_axum::redirect(&format!("{page}?kept={token}"));
        }
        Err(_) => {}
    }
    saved
}

/// A form for terms, as it was sent.
struct Sent<'a> {
    id: Option<PartnershipId>,
    seen: Seen,
    draft: &'a TermsDraft,
    motion: &'a Motion,
    part: Part,
}

async fn try_save(
    state: &AppState,
    command: &str,
    sent: &Sent<'_>,
) -> Result<PartnershipId, ApiError> {
    identity::require(state, Action::Register, On::Network)?;
    let checked = state.store.read(|network| {
        let stored = sent.id.and_then(|id| network.partnership(id));
        let draft = match stored {
            None => sent.draft.clone(),
            Some(stored) => completed(
                TermsDraft::from(&stored.terms),
                sent.draft.clone(),
                sent.part,
            ),
        };
        draft.check(|given| find(network, given))
    });
    let terms = checked.map_err(Refusal::Invalid)?;
    let submission = command_id(command);
    // A new record takes its identifier from the submission, so that a form sent twice names the same record.
    let new = PartnershipId::from_u128(submission.to_u128());
    let (id, command) = match sent.id {
        Some(id) => (id, edit(state, id, sent, submission, terms.clone()).await?),
        None => {
            let partnerships = vec![NewPartnership {
                id: new,
                terms: terms.clone(),
                archived: false,
            }];
            (
                new,
                Command::Add {
                    organisations: Vec::new(),
                    partnerships,
                    origin: Origin::Entered,
                },
            )
        }
    };
    let receipt = submit(state, submission, &command).await?;
    if receipt.repeated {
        // A second click changes nothing more; but who went back and wrote something else must not lose it.
        let again = fresh_command();
        let mut command = edit(state, id, sent, again, terms).await?;
        if let Command::EditPartnership { edits, .. } = &mut command {
            *edits = edits_sent_again(std::mem::take(edits), &receipt, made);
            if edits.is_empty() {
                return Ok(id);
            }
        }
        submit(state, again, &command).await?;
    }
    Ok(id)
}

/// Whether a change, or what it proposes, has that value of the terms; nothing where it is about other fields.
fn made(change: &Change, value: &TermsValue) -> Option<bool> {
    // The parties' answers are theirs, and not what a form says.
    let unanswered = |value: &TermsValue| match value {
        TermsValue::Parties(parties) => TermsValue::Parties(
            parties
                .iter()
                .cloned()
                .map(|party| Party {
                    answer: Answer::Pending,
                    ..party
                })
                .collect(),
        ),
        other => other.clone(),
    };
    let same = |made: &TermsValue| {
        let about = made.field() == value.field();
        about.then(|| unanswered(made) == unanswered(value))
    };
    match change {
        Change::PartnershipAdded { partnership, .. } => same(&partnership.terms.get(value.field())),
        Change::PartnershipChanged { after, .. } => same(after),
        Change::Recorded { after, .. } => match after.as_deref() {
            Some(Record::Proposal(proposal)) => {
                proposal.edits.iter().find_map(|edit| same(&edit.value))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The values of a term before and after a change.
fn values(change: &Change) -> Option<(&TermsValue, &TermsValue)> {
    match change {
        Change::PartnershipChanged { before, after, .. } => Some((before, after)),
        _ => None,
    }
}

/// The command that makes the terms what was sent, based on what their sender saw.
async fn edit(
    state: &AppState,
    id: PartnershipId,
    sent: &Sent<'_>,
    submission: CommandId,
    mut terms: Terms,
) -> Result<Command, ApiError> {
    let note = Text::new(&sent.motion.note)
        .map_err(|problem| Refusal::from(Fault::new(Field::Note, problem)))?;
    let actor = identity::actor();
    let later = since(state, actor, id.into(), id.into(), sent.seen).await?;
    let (edits, by) = state.store.read(|network| {
        let was = network.partnership(id).ok_or(Refusal::NoPartnership(id))?;
        // A form does not carry the parties' answers: they are no difference.
        keep_answers(&mut terms.parties, &was.terms.parties);
        let by = acting_party(network, actor, &was.terms);
        Ok::<_, Refusal>((terms_edits(was, &terms), by))
    })?;
    let edits = edits_of_form(edits, sent.seen, &later, values, |a, b| {
        a.field() == b.field()
    });
    Ok(Command::EditPartnership {
        id,
        edits,
        by: sent.motion.by.or(by),
        proposal: RecordId::from_u128(submission.to_u128()),
        note,
    })
}

/// See [`crate::api::partnerships::archive_partnership`].
pub async fn archive(id: PartnershipId, archived: bool, command: String) -> Result<(), ApiError> {
    let state = state();
    let submission = command_id(&command);
    let command = Command::ArchivePartnership { id, archived };
    answer_form(submit(&state, submission, &command).await)?;
    leptos_axum::redirect(&format!("/partnerships/{id}"));
    Ok(())
}
