//! What the network adds up to, or one organisation's part of it; and the report of an organisation.

use super::ApiError;
use super::organisations::OrganisationRef;
use jejaring_domain::{
    Activity, Benefit, ContributionKind, Date, Evaluation, Finance, Form, Mark, Organisation,
    OrganisationId, Outcome, Partnership, PartnershipId, Report, Status, Step,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What a network adds up to, with the names that it takes to tell of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InsightView {
    /// Whose part of the network it is; none for the whole.
    pub of: Option<OrganisationRef>,
    /// Partnerships at work in each year: non-physical, physical, both.
    pub years: Vec<(i16, [usize; 3])>,
    /// What parties bring, by kind.
    pub contributions: Vec<(ContributionKind, usize)>,
    /// Partnerships that are not over, by step.
    pub steps: Vec<(Step, usize)>,
    /// The same by form.
    pub forms: Vec<(Form, usize)>,
    /// The same by finance.
    pub finances: Vec<(Finance, usize)>,
    /// What became of benefits.
    pub benefits: Vec<HopeRow>,
    /// Skilled workers that are looked for, at most [`ROWS_SHOWN`].
    pub workers: Vec<DemandRow>,
    /// For each year, how many workers are looked for and how many are offered.
    pub demand: Vec<(i16, usize, usize)>,
    /// Partnerships that run out, at most [`ROWS_SHOWN`].
    pub expiring: Vec<(PartnershipRef, Date, Mark)>,
    /// Schools without a partner, at most [`ROWS_SHOWN`].
    pub alone: Vec<AloneRow>,
    /// How many there are of these.
    pub alone_count: usize,
    /// How many schools there are.
    pub schools: usize,
}

/// How many rows of a list are shown; the file has all.
pub const ROWS_SHOWN: usize = 25;

/// A partnership that is named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartnershipRef {
    /// Its identifier.
    pub id: PartnershipId,
    /// Its title.
    pub title: String,
}

/// What became of a benefit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HopeRow {
    /// Which.
    pub benefit: Benefit,
    /// How often it came.
    pub realised: usize,
    /// How often it is still hoped for.
    pub expected: usize,
    /// How often it did not come.
    pub missed: usize,
    /// In how many partnerships not, as their terms alone say; how parties weighed theirs is not told one by one.
    pub named: usize,
    /// Which these are, at most [`ROWS_SHOWN`].
    pub partnerships: Vec<PartnershipRef>,
}

/// Skilled workers of one job that are looked for in one year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DemandRow {
    /// The year.
    pub year: i16,
    /// The job.
    pub job: String,
    /// How many are looked for.
    pub needed: u32,
    /// How many schools offer.
    pub offered: u32,
    /// By whom they are looked for.
    pub companies: Vec<OrganisationRef>,
    /// How many schools teach for it.
    pub taught_by: usize,
    /// Some of these.
    pub schools: Vec<OrganisationRef>,
}

/// A school without a partner, and who is near.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AloneRow {
    /// The school.
    pub school: OrganisationRef,
    /// Its regency or city; may be empty.
    pub regency: String,
    /// The nearest companies and communities, with the kilometres where both places are known.
    pub near: Vec<(OrganisationRef, Option<u32>)>,
}

/// What an organisation shows of its partnerships for its accreditation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccreditationReport {
    /// The organisation.
    pub organisation: Organisation,
    /// The day.
    pub day: Date,
    /// Its partnerships that are confirmed, those at work first.
    pub partnerships: Vec<ReportedPartnership>,
    /// Those that are claimed: named as such, and counted nowhere.
    pub claimed: Vec<ReportedPartnership>,
    /// Every organisation that is named.
    pub organisations: Vec<OrganisationRef>,
    /// How many benefits came in all of them, as their parties weighed it.
    pub realised: usize,
    /// Whether what only those concerned see is in it.
    pub inside: bool,
}

/// A partnership in a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportedPartnership {
    /// The partnership.
    pub partnership: Partnership,
    /// How it stands.
    pub status: Status,
    /// What became of its benefits: as its terms say, for those who see inside also as its parties weighed it.
    pub benefits: Vec<(Benefit, Outcome)>,
    /// Its work plan; empty for those who may not see inside.
    pub activities: Vec<Activity>,
    /// Its reports; likewise.
    pub reports: Vec<Report>,
    /// Its evaluations; likewise.
    pub evaluations: Vec<Evaluation>,
}

/// What the network adds up to, or one organisation's part of it. Errors: [`ApiError::NotFound`].
#[server(name = ReadInsight, endpoint = "insight", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn insight(of: Option<OrganisationId>) -> Result<InsightView, ApiError> {
    crate::server::answers::insight::insight(of).await
}

/// The report of an organisation. Errors: [`ApiError::NotFound`].
#[server(name = ReadReport, endpoint = "report", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn report(id: OrganisationId) -> Result<AccreditationReport, ApiError> {
    crate::server::answers::insight::report(id).await
}
