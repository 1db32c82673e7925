//! What the partners of a partnership do together and what came of it: plan, reports, evaluations, files.

use super::organisations::OrganisationRef;
use super::{ApiError, FormStart};
use jejaring_domain::work::{ActivityDraft, EvaluationDraft, ReportDraft};
use jejaring_domain::{
    Activity, ActivityState, Attachment, Benefit, Date, Evaluation, OrganisationId, PartnershipId,
    RecordId, Report, Seq, Status,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// All that the page of the work shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkView {
    /// Which partnership.
    pub id: PartnershipId,
    /// Its title.
    pub title: String,
    /// How it stands today.
    pub status: Status,
    /// Its parties that have not declined or left.
    pub parties: Vec<OrganisationRef>,
    /// Those that have left.
    pub left: Vec<OrganisationRef>,
    /// The first day of its present period, if it has one: a renewal begins another.
    pub period: Option<Date>,
    /// The benefits that are expected of it.
    pub expected: Vec<Benefit>,
    /// Its activities, by their first day.
    pub activities: Vec<Activity>,
    /// Its reports, the latest first.
    pub reports: Vec<Report>,
    /// What the parties made of it, one view each of every period.
    pub evaluations: Vec<Evaluation>,
    /// The files of its reports.
    pub files: Vec<Attachment>,
    /// The parties for which the reader may write.
    pub own: Vec<OrganisationId>,
    /// Those for which the reader may say what came of it, also once they have left.
    pub weighing: Vec<OrganisationId>,
    /// The day that it is.
    pub today: Date,
    /// The state of the network that this was read at.
    pub seen: Seq,
    /// Names the next submission of files.
    pub command: String,
}

impl WorkView {
    /// All its parties but those that declined.
    pub fn took_part(&self) -> Vec<OrganisationRef> {
        self.parties.iter().chain(&self.left).cloned().collect()
    }
}

/// The files of one use, and whether the reader may add to them. They are sent to `POST /partnerships/ID/files` and read
/// at `/files/ID`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilesView {
    /// The files, oldest first.
    pub files: Vec<Attachment>,
    /// Whether the reader may add and remove.
    pub may_edit: bool,
    /// Names the next submission.
    pub command: String,
}

/// What the form for an activity shows beside its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityForm {
    /// The values.
    pub start: FormStart<ActivityDraft>,
    /// The parties that can see to it and bring something.
    pub parties: Vec<OrganisationRef>,
}

/// A report as its form has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportFields {
    /// For which party.
    pub organisation: String,
    /// What it says.
    pub draft: ReportDraft,
}

/// What the form for a report shows beside its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportForm {
    /// The values.
    pub start: FormStart<ReportFields>,
    /// The parties for which the reader may write it.
    pub own: Vec<OrganisationRef>,
    /// The activities that it can be on.
    pub activities: Vec<(RecordId, String)>,
}

/// What the form for an evaluation shows beside its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvaluationForm {
    /// The values.
    pub start: FormStart<EvaluationDraft>,
    /// Whose view it is.
    pub party: OrganisationRef,
    /// The benefits that are expected of the partnership.
    pub expected: Vec<Benefit>,
}

/// The work of a partnership. Errors: [`ApiError::NotFound`]; refused to who is not concerned.
#[server(name = ReadWork, endpoint = "work", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn work(id: PartnershipId) -> Result<WorkView, ApiError> {
    crate::server::answers::work::work(id).await
}

/// What the form for an activity starts from: `id` none for a new one; `kept` names values that were sent by a form
/// without script and had mistakes.
#[server(name = ReadActivityForm, endpoint = "activity-form", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn activity_form(
    partnership: PartnershipId,
    id: Option<RecordId>,
    kept: Option<String>,
) -> Result<ActivityForm, ApiError> {
    crate::server::answers::work::activity_form(partnership, id, kept).await
}

/// Saves an activity, a new one where `id` is none, and leads to the plan. `command` is a ULID made with the form, so
/// that a form sent twice is done once.
#[server(endpoint = "save-activity", output = crate::api::Wire)]
pub async fn save_activity(
    partnership: PartnershipId,
    id: Option<RecordId>,
    command: String,
    seen: Seq,
    draft: ActivityDraft,
    #[server(default)] follows: bool,
) -> Result<(), ApiError> {
    use crate::server::answers::meanwhile::Seen;
    let seen = Seen { seq: seen, follows };
    crate::server::answers::work::save_activity(partnership, id, command, seen, draft).await
}

/// Says where an activity stands, and leads to the plan.
#[server(endpoint = "set-activity-state", output = crate::api::Wire)]
pub async fn set_activity_state(
    id: RecordId,
    state: ActivityState,
    seen: Seq,
    #[server(default)] command: String,
) -> Result<(), ApiError> {
    crate::server::answers::work::set_activity_state(id, state, seen, command).await
}

/// Takes an activity, a report or a file out, and leads to its page.
#[server(endpoint = "remove-work", output = crate::api::Wire)]
pub async fn remove_work(id: RecordId, #[server(default)] command: String) -> Result<(), ApiError> {
    crate::server::answers::work::remove(id, command).await
}

/// What the form for a report starts from: `id` none for a new one, `activity` what that is on; `kept` names values
/// that were sent and not saved. It is sent, with its photos, to `POST /partnerships/ID/reports`.
#[server(name = ReadReportForm, endpoint = "report-form", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn report_form(
    partnership: PartnershipId,
    id: Option<RecordId>,
    activity: Option<RecordId>,
    kept: Option<String>,
) -> Result<ReportForm, ApiError> {
    crate::server::answers::work::report_form(partnership, id, activity, kept).await
}

/// What the form for a party's evaluation starts from: its evaluation, if it has one.
#[server(name = ReadEvaluationForm, endpoint = "evaluation-form", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn evaluation_form(
    partnership: PartnershipId,
    organisation: Option<OrganisationId>,
    kept: Option<String>,
) -> Result<EvaluationForm, ApiError> {
    crate::server::answers::work::evaluation_form(partnership, organisation, kept).await
}

/// Saves a party's evaluation, and leads to where all stand side by side.
#[server(endpoint = "save-evaluation", output = crate::api::Wire)]
pub async fn save_evaluation(
    partnership: PartnershipId,
    organisation: OrganisationId,
    command: String,
    seen: Seq,
    draft: EvaluationDraft,
) -> Result<(), ApiError> {
    crate::server::answers::work::save_evaluation(partnership, organisation, command, seen, draft)
        .await
}
