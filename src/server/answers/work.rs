//! What the partners of a partnership do together: plan, reports, evaluations, files.

use super::meanwhile::Seen;
use super::{
    answer, answer_form, answer_kept, command_id, folded, reference, save_record, seen_records,
    start, state, submit, today,
};
use crate::api::ApiError;
use crate::api::organisations::OrganisationRef;
use crate::api::work::{
    ActivityForm, EvaluationForm, FilesView, ReportFields, ReportForm, WorkView,
};
use crate::server::identity;
use crate::server::state::{AppState, fresh_command, now};
use jejaring_domain::change::Subject;
use jejaring_domain::life::evaluations;
use jejaring_domain::work::{ActivityDraft, EvaluationDraft, ReportDraft};
use jejaring_domain::{
    Action, Activity, ActivityState, Actor, Answer, Attachment, Change, Command, Evaluation,
    FileUse, Kept, Network, On, OrganisationId, Partnership, PartnershipId, Record, RecordId,
    RecordKind, Refusal, Report, Seq, may, may_see,
};
use std::collections::BTreeSet;

/// Where the work of a partnership is shown.
pub fn page(id: PartnershipId) -> String {
    format!("/partnerships/{id}/work")
}

/// Who asks, if they may do this inside a partnership that they know of. Errors: as [`identity::check`], and
/// [`ApiError::NotFound`].
pub fn require_inside(
    state: &AppState,
    actor: Actor,
    action: Action,
    id: PartnershipId,
) -> Result<(), ApiError> {
    let known = state.store.read(|network| {
        let partnership = network.partnership(id);
        partnership.is_some_and(|partnership| may_see(network, actor, partnership))
    });
    match known {
        true => identity::check(state, actor, action, On::Partnership(id)),
        false => Err(ApiError::NotFound),
    }
}

/// Looks at a partnership from the inside, for whoever asks.
fn inside<T>(
    state: &AppState,
    action: Action,
    id: PartnershipId,
    look: impl FnOnce(&Network, Actor, &Partnership) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let actor = identity::actor();
    require_inside(state, actor, action, id)?;
    state.store.read(|network| {
        let partnership = network.partnership(id).ok_or(ApiError::NotFound)?;
        look(network, actor, partnership)
    })
}

/// The parties that have not declined or left.
fn staying(network: &Network, partnership: &Partnership) -> Vec<OrganisationRef> {
    let parties = partnership.terms.staying();
    parties
        .filter_map(|party| reference(network, party.organisation))
        .collect()
}

/// The parties that have left.
fn left(network: &Network, partnership: &Partnership) -> Vec<OrganisationRef> {
    let parties = partnership.terms.parties.iter();
    parties
        .filter(|party| party.answer == Answer::Left)
        .filter_map(|party| reference(network, party.organisation))
        .collect()
}

/// The parties for which the actor may write records of a kind that is a party's word.
fn speaking(
    network: &Network,
    actor: Actor,
    partnership: &Partnership,
    kind: RecordKind,
) -> Vec<OrganisationRef> {
    let may = |id| may(network, actor, Action::Represent, On::Organisation(id));
    let parties = partnership.terms.parties.iter();
    parties
        .filter(|party| kind.spoken_by().contains(&party.answer) && !partnership.archived)
        .filter(|party| may(party.organisation))
        .filter_map(|party| reference(network, party.organisation))
        .collect()
}

/// Those that take part in the work.
fn own(network: &Network, actor: Actor, partnership: &Partnership) -> Vec<OrganisationRef> {
    speaking(network, actor, partnership, RecordKind::Report)
}

/// Those that may say what came of it.
fn weighing(network: &Network, actor: Actor, partnership: &Partnership) -> Vec<OrganisationRef> {
    speaking(network, actor, partnership, RecordKind::Evaluation)
}

/// See [`crate::api::work::work`].
pub async fn work(id: PartnershipId) -> Result<WorkView, ApiError> {
    let state = state();
    answer(inside(
        &state,
        Action::SeeInside,
        id,
        |network, actor, partnership| {
            let ids = |parties: Vec<OrganisationRef>| parties.into_iter().map(|party| party.id);
            let mut reports: Vec<Report> = seen_records(network, actor, id).cloned().collect();
            reports.sort_by_key(|report| std::cmp::Reverse((report.at, report.id)));
            Ok(WorkView {
                id,
                title: partnership.terms.title.to_string(),
                status: partnership.status(today()),
                parties: staying(network, partnership),
                left: left(network, partnership),
                period: partnership.terms.start,
                expected: partnership.terms.benefits.keys().copied().collect(),
                activities: activities(network, actor, id),
                reports,
                evaluations: by_period(network, actor, partnership),
                files: attachments(network, actor, id, FileUse::Report),
                own: ids(own(network, actor, partnership)).collect(),
                weighing: ids(weighing(network, actor, partnership)).collect(),
                today: today(),
                seen: network.seq(),
                command: fresh_command().to_string(),
            })
        },
    ))
}

/// The activities of a partnership, by day.
fn activities(network: &Network, actor: Actor, id: PartnershipId) -> Vec<Activity> {
    let mut activities: Vec<Activity> = seen_records(network, actor, id).cloned().collect();
    activities.sort_by_cached_key(|a| (a.start, a.last_day(), folded(&a.title)));
    activities
}

fn attachments(
    network: &Network,
    actor: Actor,
    id: PartnershipId,
    r#use: FileUse,
) -> Vec<Attachment> {
    let files = seen_records::<Attachment>(network, actor, id);
    files.filter(|file| file.r#use == r#use).cloned().collect()
}

/// The files of an agreement, for those who may see them.
pub fn agreement_files(
    network: &Network,
    actor: Actor,
    partnership: &Partnership,
) -> Option<FilesView> {
    let on = On::Partnership(partnership.id);
    may(network, actor, Action::SeeInside, on).then(|| FilesView {
        files: attachments(network, actor, partnership.id, FileUse::Agreement),
        may_edit: !own(network, actor, partnership).is_empty(),
        command: fresh_command().to_string(),
    })
}

/// One of the records of a partnership. Errors: [`ApiError::NotFound`].
fn record_in<R: Kept>(network: &Network, id: RecordId, of: PartnershipId) -> Result<&R, ApiError> {
    let record = network.record(id).map(|kept| &kept.record);
    let record = record.filter(|record| record.owner() == Some(of.into()));
    record.and_then(R::of).ok_or(ApiError::NotFound)
}

/// See [`crate::api::work::activity_form`].
pub async fn activity_form(
    of: PartnershipId,
    id: Option<RecordId>,
    kept: Option<String>,
) -> Result<ActivityForm, ApiError> {
    let state = state();
    answer(inside(
        &state,
        Action::Represent,
        of,
        |network, _, partnership| {
            let known = id
                .map(|id| record_in::<Activity>(network, id, of))
                .transpose()?;
            let draft = || known.map_or_else(ActivityDraft::default, ActivityDraft::from);
            // One that has left keeps its part in what names it.
            let named = |id| known.is_some_and(|a| a.organisations().any(|named| named == id));
            let gone = left(network, partnership).into_iter();
            let gone = gone.filter(|party| named(party.id));
            Ok(ActivityForm {
                start: start(&state, network, kept, id, draft),
                parties: staying(network, partnership)
                    .into_iter()
                    .chain(gone)
                    .collect(),
            })
        },
    ))
}

/// See [`crate::api::work::save_activity`].
pub async fn save_activity(
    of: PartnershipId,
    id: Option<RecordId>,
    command: String,
    seen: Seen,
    draft: ActivityDraft,
) -> Result<(), ApiError> {
    let state = state();
    let command = command_id(&command);
    let save = async {
        require_inside(&state, identity::actor(), Action::Represent, of)?;
        let record = id.unwrap_or(RecordId::from_u128(command.to_u128()));
        let activity = draft.check(record, of).map_err(Refusal::Invalid)?;
        save_record(&state, command, activity, seen).await
    };
    let form = match id {
        None => format!("{}/activity", page(of)),
        Some(id) => format!("{}/activity/{id}", page(of)),
    };
    answer_kept(&state, save.await, (draft, seen.seq), &form, |()| page(of))
}

/// See [`crate::api::work::set_activity_state`].
pub async fn set_activity_state(
    id: RecordId,
    to: ActivityState,
    seen: Seq,
    command: String,
) -> Result<(), ApiError> {
    let state = state();
    let set = async {
        let of = owner(&state, id)?;
        require_inside(&state, identity::actor(), Action::Represent, of)?;
        let activity = state
            .store
            .read(|network| record_in::<Activity>(network, id, of).cloned())?;
        let activity = Activity {
            state: to,
            ..activity
        };
        save_record(&state, command_id(&command), activity, seen.into()).await?;
        Ok(format!("{}#activity-{id}", page(of)))
    };
    leptos_axum::redirect(&answer_form(set.await)?);
    Ok(())
}

/// The partnership that a record belongs to. Errors: [`ApiError::NotFound`].
fn owner(state: &AppState, id: RecordId) -> Result<PartnershipId, ApiError> {
    let of = |record: &Record| match record {
        Record::Activity(activity) => Some(activity.partnership),
        Record::Report(report) => Some(report.partnership),
        Record::Attachment(file) => Some(file.partnership),
        _ => None,
    };
    state
        .store
        .read(|network| of(&network.record(id)?.record))
        .ok_or(ApiError::NotFound)
}

/// See [`crate::api::work::remove_work`].
pub async fn remove(id: RecordId, command: String) -> Result<(), ApiError> {
    let state = state();
    let remove = async {
        let actor = identity::require(&state, Action::Represent, On::Anywhere)?;
        // What is gone may have been taken out by the same form, whose answer did not arrive.
        if let Ok(of) = owner(&state, id) {
            require_inside(&state, actor, Action::Represent, of)?;
        }
        submit(&state, command_id(&command), &Command::Remove { id }).await
    };
    let removed = answer_form(remove.await)?;
    let record = removed.changes.last().and_then(Change::record);
    let page = match (record, record.and_then(Record::owner)) {
        (Some(Record::Attachment(file)), Some(Subject::Partnership(of)))
            if file.r#use == FileUse::Agreement =>
        {
            format!("/partnerships/{of}/agreement")
        }
        (_, Some(Subject::Partnership(of))) => page(of),
        _ => return Ok(()),
    };
    leptos_axum::redirect(&page);
    Ok(())
}

/// See [`crate::api::work::report_form`].
pub async fn report_form(
    of: PartnershipId,
    id: Option<RecordId>,
    activity: Option<RecordId>,
    kept: Option<String>,
) -> Result<ReportForm, ApiError> {
    let state = state();
    answer(inside(
        &state,
        Action::Represent,
        of,
        |network, actor, partnership| {
            let known = id
                .map(|id| record_in::<Report>(network, id, of))
                .transpose()?;
            let mut own = own(network, actor, partnership);
            if let Some(report) = known {
                // A report stays whose it is.
                own.retain(|party| party.id == report.organisation);
            }
            let fields = || match known {
                Some(report) => ReportFields {
                    organisation: report.organisation.to_string(),
                    draft: ReportDraft::from(report),
                },
                None => ReportFields {
                    draft: ReportDraft {
                        activity: activity.map(|id| id.to_string()).unwrap_or_default(),
                        ..ReportDraft::default()
                    },
                    ..ReportFields::default()
                },
            };
            let start = start(&state, network, kept, id, fields);
            let activities = activities(network, actor, of).into_iter();
            match own.is_empty() {
                true => Err(Refusal::Forbidden.into()),
                false => Ok(ReportForm {
                    start,
                    own,
                    activities: activities.map(|a| (a.id, a.title.to_string())).collect(),
                }),
            }
        },
    ))
}

/// A report from its form, with its photos not yet.
pub fn checked_report(
    fields: &ReportFields,
    id: RecordId,
    of: PartnershipId,
) -> Result<Report, ApiError> {
    let organisation = fields
        .organisation
        .parse()
        .map_err(|_| ApiError::NotFound)?;
    let report = fields.draft.check(id, of, organisation, now());
    Ok(report.map_err(Refusal::Invalid)?)
}

/// See [`crate::api::work::evaluation_form`].
pub async fn evaluation_form(
    of: PartnershipId,
    organisation: Option<OrganisationId>,
    kept: Option<String>,
) -> Result<EvaluationForm, ApiError> {
    let state = state();
    // Who has left sees inside and no more, but may still weigh.
    answer(inside(
        &state,
        Action::SeeInside,
        of,
        |network, actor, partnership| {
            let mut asked = weighing(network, actor, partnership)
                .into_iter()
                .filter(|party| organisation.is_none_or(|id| party.id == id));
            let party = asked.next().ok_or(Refusal::Forbidden)?;
            let known = evaluation_of(network, partnership, party.id);
            let stored = known.map(|known| known.id);
            let draft = || known.map_or_else(EvaluationDraft::default, EvaluationDraft::from);
            Ok(EvaluationForm {
                start: start(&state, network, kept, stored, draft),
                party,
                expected: partnership.terms.benefits.keys().copied().collect(),
            })
        },
    ))
}

/// What the parties made of each period, those that count for the present one as of it.
fn by_period(network: &Network, actor: Actor, partnership: &Partnership) -> Vec<Evaluation> {
    let terms = &partnership.terms;
    let present: BTreeSet<_> = evaluations(network, partnership.id, terms)
        .map(|evaluation| evaluation.id)
        .collect();
    let mut all: Vec<Evaluation> = seen_records(network, actor, partnership.id)
        .cloned()
        .collect();
    for evaluation in &mut all {
        if present.contains(&evaluation.id) {
            evaluation.period = terms.start;
        }
    }
    all
}

/// What a party made of the present period.
fn evaluation_of<'a>(
    network: &'a Network,
    of: &'a Partnership,
    organisation: OrganisationId,
) -> Option<&'a Evaluation> {
    let mut evaluations = evaluations(network, of.id, &of.terms);
    evaluations.find(|evaluation| evaluation.organisation == organisation)
}

/// See [`crate::api::work::save_evaluation`].
pub async fn save_evaluation(
    of: PartnershipId,
    organisation: OrganisationId,
    command: String,
    seen: Seq,
    mut draft: EvaluationDraft,
) -> Result<(), ApiError> {
    let state = state();
    draft.benefits.retain(|benefit| !benefit.state.is_empty());
    let command = command_id(&command);
    let save = async {
        let actor = identity::actor();
        require_inside(&state, actor, Action::SeeInside, of)?;
        identity::check(
            &state,
            actor,
            Action::Represent,
            On::Organisation(organisation),
        )?;
        let (known, start) = state
            .store
            .read(|network| {
                let partnership = network.partnership(of)?;
                let known = evaluation_of(network, partnership, organisation);
                Some((
                    known.map(|known| (known.id, known.period)),
                    partnership.terms.start,
                ))
            })
            .ok_or(ApiError::NotFound)?;
        let fresh = (RecordId::from_u128(command.to_u128()), start);
        let (record, period) = known.unwrap_or(fresh);
        let evaluation = draft.check(record, of, organisation);
        let mut evaluation = evaluation.map_err(Refusal::Invalid)?;
        evaluation.period = period;
        save_record(&state, command, evaluation, seen.into()).await
    };
    let form = format!("{}/evaluation?for={organisation}", page(of));
    let shown = |_: &()| format!("{}#evaluation", page(of));
    answer_kept(&state, save.await, (draft, seen), &form, shown)
}
