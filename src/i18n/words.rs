//! The words for the core's values, in the reader's language.

use super::Locale;
use crate::api::desk::WaitingRow;
use crate::api::{ApiError, Why};
use jejaring_domain::benefit::BenefitState;
use jejaring_domain::{
    ActivityKind, ActivityState, Answer, Authority, Benefit, ContributionKind, Field, FileUse,
    Finance, Form, Kind, Mark, MemberRole, Missing, Origin, Problem, ProposalState, RecordKind,
    Resource, Role, Scope, Side, Stage, Status, Step, Task,
};
use leptos_i18n::td_string;

/// One function for each of the core's enums: the value's word in a language.
macro_rules! words {
    ($($(#[$doc:meta])* $function:ident: $type:ident, $group:ident { $($variant:ident => $key:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        pub fn $function(locale: Locale, value: $type) -> &'static str {
            match value { $($type::$variant => td_string!(locale, words.$group.$key)),+ }
        }
    )+};
}

words! {
    /// A kind of organisation, one of it.
    kind: Kind, kind { School => school, Company => company, Community => community, Institution => institution }
    /// A kind of organisation, several of it.
    kinds: Kind, kinds { School => school, Company => company, Community => community, Institution => institution }
    /// A form.
    form: Form, form { Formal => formal, Informal => informal, FormalAndInformal => formal_and_informal }
    /// A scope.
    scope: Scope, scope { Software => software, Hardware => hardware, Both => both }
    /// A way of paying.
    finance: Finance, finance { None => none, Grant => grant, SoftLoan => soft_loan, Loan => loan }
    /// A step.
    step: Step, step { NeedsAnalysis => needs_analysis, PartnerAnalysis => partner_analysis, Planning => planning, Presentation => presentation, Approval => approval, Negotiation => negotiation, Signing => signing, Implementation => implementation, Reporting => reporting, Evaluation => evaluation }
    /// A stage.
    stage: Stage, stage { Prepare => prepare, Agree => agree, CarryOut => carry_out }
    /// A status.
    status: Status, status { Claimed => claimed, Preparing => preparing, Agreeing => agreeing, Running => running, Expiring => expiring, Ended => ended }
    /// What a status means, in a sentence.
    status_meaning: Status, status_meaning { Claimed => claimed, Preparing => preparing, Agreeing => agreeing, Running => running, Expiring => expiring, Ended => ended }
    /// A role.
    role: Role, role { Proposer => proposer, Partner => partner, Funder => funder, Facilitator => facilitator }
    /// A party's answer.
    answer: Answer, answer { Pending => pending, Accepted => accepted, Declined => declined, Left => left }
    /// A kind of contribution.
    contribution: ContributionKind, contribution { Funds => funds, Effort => effort, Thought => thought, Labour => labour, Equipment => equipment, TeachingMaterial => teaching_material, Expert => expert, Volunteer => volunteer, InternshipPlace => internship_place, Scholarship => scholarship, JobInformation => job_information }
    /// A benefit.
    benefit: Benefit, benefit { Information => information, Resources => resources, Experience => experience, JointProjects => joint_projects, Scholarships => scholarships, Creativity => creativity }
    /// What became of a benefit.
    benefit_state: BenefitState, benefit_state { Expected => expected, Realised => realised, NotRealised => not_realised }
    /// An authority.
    authority: Authority, authority { Central => central, Regional => regional }
    /// How a record came in.
    origin: Origin, origin { Entered => entered, Imported => imported, Demo => demo }
    /// What a member may do.
    member_role: MemberRole, member_role { Viewer => viewer, Editor => editor, Admin => admin }
    /// Need or offer.
    side: Side, side { Need => need, Offer => offer }
    /// What is lacking or can be given.
    resource: Resource, resource { Equipment => equipment, TeachingMaterial => teaching_material, Expert => expert, Volunteer => volunteer, InternshipPlace => internship_place, Scholarship => scholarship, Experience => experience, JointProject => joint_project, Information => information, SkilledWorker => skilled_worker }
    /// A kind of activity.
    activity_kind: ActivityKind, activity_kind { Visit => visit, Seminar => seminar, Training => training, JointProject => joint_project, Internship => internship, Donation => donation, Repayment => repayment, Meeting => meeting, Other => other }
    /// Where an activity stands.
    activity_state: ActivityState, activity_state { Planned => planned, Done => done, Cancelled => cancelled }
    /// What a file is for.
    file_use: FileUse, file_use { Agreement => agreement, Report => report }
    /// What became of a proposal.
    proposal_state: ProposalState, proposal_state { Open => open, Adopted => adopted, Refused => refused, Withdrawn => withdrawn, Outdated => outdated }
    /// What is missing for the next step, and what to do.
    missing: Missing, missing { Purpose => purpose, Benefits => benefits, Answers => answers, Proposals => proposals, Signature => signature, Signatories => signatories, Consent => consent, Report => report, Evaluations => evaluations }
    /// A kind of smaller record.
    record_kind: RecordKind, record_kind { Member => member, Person => person, Contact => contact, Merger => merger, Distinction => distinction, Listing => listing, Proposal => proposal, Comment => comment, Activity => activity, Report => report, Evaluation => evaluation, Attachment => attachment }
    /// The label of an input.
    field: Field, field { Id => id, Name => name, Kind => kind, Npsn => npsn, Aliases => aliases, Regency => regency, Province => province, Country => country, Latitude => latitude, Longitude => longitude, Programmes => programmes, About => about, Website => website, Archived => archived, Title => title, Purpose => purpose, Parties => parties, Roles => roles, Answers => answers, Contributions => contributions, Form => form, Scope => scope, Finance => finance, Step => step, Start => start, End => end, Benefits => benefits, AgreementNumber => agreement_number, AgreementTitle => agreement_title, AgreementSigned => agreement_signed, AgreementExpires => agreement_expires, ConsentAuthority => consent_authority, ConsentReference => consent_reference, ConsentDate => consent_date, Ended => ended, EndedReason => ended_reason, AgreementSignatories => agreement_signatories, Side => side, Resource => resource, Note => note, Quantity => quantity, Programme => programme, From => from, Until => until, ActivityKind => activity_kind, ActivityState => activity_state, Responsible => responsible, Venue => venue, Activity => activity, ReportText => report_text, Participants => participants, Reason => reason, Comment => comment, Email => email, Phone => phone, Function => function, Role => role, Password => password, File => file, CurrentPassword => current_password, Renew => renew }
}

/// What is wrong with a value, and what to do.
pub fn problem(locale: Locale, problem: &Problem) -> String {
    match problem {
        Problem::Missing => td_string!(locale, words.problem.missing).to_owned(),
        Problem::TooLong { max } => td_string!(locale, words.problem.too_long, max = *max),
        Problem::TooMany { max } => td_string!(locale, words.problem.too_many, max = *max),
        Problem::UnknownCode { given } => {
            td_string!(locale, words.problem.unknown_code, given = given.clone())
        }
        Problem::NotEightDigits => td_string!(locale, words.problem.not_eight_digits).to_owned(),
        Problem::OtherNumber => td_string!(locale, words.problem.other_number).to_owned(),
        Problem::OnlyForSchools => td_string!(locale, words.problem.only_for_schools).to_owned(),
        Problem::Taken { .. } => td_string!(locale, words.problem.taken).to_owned(),
        Problem::NotANumber => td_string!(locale, words.problem.not_a_number).to_owned(),
        Problem::OutOfRange => td_string!(locale, words.problem.out_of_range).to_owned(),
        Problem::NotADate => td_string!(locale, words.problem.not_a_date).to_owned(),
        Problem::NotAWebAddress => td_string!(locale, words.problem.not_a_web_address).to_owned(),
        Problem::NotAnId => td_string!(locale, words.problem.not_an_id).to_owned(),
        Problem::EndBeforeStart => td_string!(locale, words.problem.end_before_start).to_owned(),
        Problem::InFuture => td_string!(locale, words.problem.in_future).to_owned(),
        Problem::PartyTwice => td_string!(locale, words.problem.party_twice).to_owned(),
        Problem::FewerThanTwoParties => {
            td_string!(locale, words.problem.fewer_than_two_parties).to_owned()
        }
        Problem::UnknownOrganisation { given } => {
            td_string!(
                locale,
                words.problem.unknown_organisation,
                given = given.clone()
            )
        }
        Problem::ArchivedOrganisation { .. } => {
            td_string!(locale, words.problem.archived_organisation).to_owned()
        }
        Problem::InformalIsUnwritten => {
            td_string!(locale, words.problem.informal_is_unwritten).to_owned()
        }
        Problem::NeedsSignedAgreement => {
            td_string!(locale, words.problem.needs_signed_agreement).to_owned()
        }
        Problem::NeedsConsent => td_string!(locale, words.problem.needs_consent).to_owned(),
        Problem::NotAnEmailAddress => {
            td_string!(locale, words.problem.not_an_email_address).to_owned()
        }
        Problem::TooShort { min } => td_string!(locale, words.problem.too_short, min = *min),
        Problem::UnknownMedia => td_string!(locale, words.problem.unknown_media).to_owned(),
        Problem::TooLarge { max } => {
            td_string!(locale, words.problem.too_large, max = *max / (1024 * 1024))
        }
        Problem::NotAParty => td_string!(locale, words.problem.not_a_party).to_owned(),
        Problem::Guessable => td_string!(locale, words.problem.guessable).to_owned(),
        Problem::NotRight => td_string!(locale, words.problem.not_right).to_owned(),
    }
}

/// What waits, and what there is to do about it.
pub fn task(locale: Locale, row: &WaitingRow) -> String {
    let about = || row.about.clone().unwrap_or_default();
    let day = || {
        row.since
            .map(|day| super::date(locale, day))
            .unwrap_or_default()
    };
    match row.waiting.task {
        Task::Answer => td_string!(locale, desk.task.answer).to_owned(),
        Task::Vote => td_string!(locale, desk.task.vote).to_owned(),
        Task::Expiry(Mark::Expired) => td_string!(locale, desk.task.expired, date = day()),
        Task::Expiry(_) => td_string!(locale, desk.task.expiring, date = day()),
        Task::Activity => td_string!(locale, desk.task.activity, title = about()),
        Task::Claim => match &row.about {
            Some(name) => td_string!(locale, desk.task.claim, name = name.clone()),
            None => td_string!(locale, desk.task.claim_unnamed).to_owned(),
        },
        Task::Voiceless => {
            let name = row.organisation.name.clone();
            td_string!(locale, desk.task.voiceless, name = name)
        }
        Task::Report => td_string!(locale, desk.task.report).to_owned(),
        Task::Evaluation => td_string!(locale, desk.task.evaluation).to_owned(),
        Task::Lack(lacking) => missing(locale, lacking).to_owned(),
        Task::Step(step) => td_string!(locale, desk.task.step, step = self::step(locale, step)),
        Task::OwnClaim => td_string!(locale, desk.task.own_claim).to_owned(),
    }
}

/// Why something was not done, and what to do.
pub fn error(locale: Locale, error: &ApiError) -> String {
    match error {
        ApiError::Refused(refused) => match refused.why() {
            Why::Invalid => td_string!(locale, words.error.invalid).to_owned(),
            Why::Forbidden => td_string!(locale, words.error.forbidden).to_owned(),
            Why::Blocked(reason) => {
                // The sentence goes on after it.
                let reason = reason.trim_end_matches('.').to_owned();
                td_string!(locale, words.error.blocked, reason = reason)
            }
            Why::NoOrganisation | Why::NoPartnership | Why::NoRecord => {
                td_string!(locale, words.error.not_found).to_owned()
            }
            Why::IdTaken => td_string!(locale, words.error.id_taken).to_owned(),
            Why::Archived => td_string!(locale, words.error.archived).to_owned(),
            Why::HasPartnerships(count) => {
                td_string!(locale, words.error.has_partnerships, count = *count)
            }
            Why::OrganisationConflict | Why::PartnershipConflict => {
                td_string!(locale, words.error.conflict).to_owned()
            }
            Why::RecordConflict => td_string!(locale, words.error.record_conflict).to_owned(),
            Why::NotYet(lacks) => {
                let lacks = lacks.iter().map(|lack| missing(locale, lack.missing));
                let lacks: Vec<_> = lacks.collect();
                format!(
                    "{} {}",
                    td_string!(locale, words.error.not_yet),
                    lacks.join(" ")
                )
            }
            Why::NoVote => td_string!(locale, words.error.no_vote).to_owned(),
            Why::Answered => td_string!(locale, words.error.answered).to_owned(),
            Why::LastAdmin => td_string!(locale, words.error.last_admin).to_owned(),
            Why::MemberAlready => td_string!(locale, words.error.member_already).to_owned(),
        },
        ApiError::SignIn => td_string!(locale, words.error.sign_in).to_owned(),
        ApiError::SignInFailed => td_string!(locale, words.error.sign_in_failed).to_owned(),
        ApiError::Wait { seconds } if *seconds < 90 => {
            td_string!(locale, words.error.wait_seconds, count = *seconds)
        }
        ApiError::Wait { seconds } => {
            td_string!(
                locale,
                words.error.wait_minutes,
                count = seconds.div_ceil(60)
            )
        }
        ApiError::LinkSpent => td_string!(locale, words.error.link_spent).to_owned(),
        ApiError::NotFound => td_string!(locale, words.error.not_found).to_owned(),
        ApiError::Similar(_) => td_string!(locale, words.error.similar).to_owned(),
        ApiError::Unavailable => td_string!(locale, words.error.unavailable).to_owned(),
        ApiError::Expired => td_string!(locale, words.error.expired).to_owned(),
        ApiError::Offline => td_string!(locale, offline.not_kept).to_owned(),
        ApiError::Unsent => td_string!(locale, offline.unsent).to_owned(),
        ApiError::Outbox => td_string!(locale, offline.outbox).to_owned(),
        ApiError::StorageFull => td_string!(locale, offline.storage_full).to_owned(),
        ApiError::Transport(_) => td_string!(locale, words.error.transport).to_owned(),
    }
}
