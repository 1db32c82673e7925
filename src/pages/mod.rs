//! The screens, one file each; the explorer has a folder of its own.
//!
//! | module | address |
//! |---|---|
//! | [`home`] | `/` |
//! | [`organisations`], [`organisation`], [`organisation_form`] | `/organisations`, `/organisations/ID`, `/organisations/new` and `/organisations/ID/edit` |
//! | [`partnerships`], [`partnership`], [`partnership_form`] | the same below `/partnerships`, and `/partnerships/ID/renew` and `/end` |
//! | [`agreement`] | `/partnerships/ID/agreement` |
//! | [`history`], [`past`], `record_values` | `/organisations/ID/history`, `/partnerships/ID/history`, and below them `/N`: as it was then |
//! | [`desk`] | `/desk` |
//! | [`insight`], [`report`] | `/insight`, `/organisations/ID/insight`, `/organisations/ID/report` |
//! | [`people`] | `/organisations/ID/people`, `…/claim`, `…/contacts/new` and `…/contacts/ID`; `/invitation/TOKEN` |
//! | [`steward`] | `/steward`, `/steward/people`, `/steward/merge` |
//! | [`needs`] | `/needs`, `/needs/matches`, `/organisations/ID/needs` and what is below it |
//! | [`work`] | `/partnerships/ID/work`, and below it the forms `activity`, `report` and `evaluation` |
//! | [`calendar`] | `/organisations/ID/calendar` |
//! | [`import`] | `/import` |
//! | [`account`] | `/sign-in`, `/sign-up`, `/account` and what belongs to them |
//! | [`offline`] | `/offline` |
//! | [`not_found`] | every address that leads nowhere |

pub mod account;
pub mod agreement;
pub mod calendar;
pub mod desk;
pub mod history;
pub mod home;
pub mod import;
pub mod insight;
pub mod needs;
pub mod not_found;
pub mod offline;
pub mod organisation;
pub mod organisation_form;
pub mod organisations;
pub mod partnership;
pub mod partnership_form;
pub mod partnerships;
pub mod past;
pub mod people;
mod record_values;
pub mod report;
pub mod steward;

pub use agreement::AgreementPage;
pub use desk::DeskPage;
pub mod work;

pub use calendar::CalendarPage;
pub use history::HistoryPage;
pub use home::Home;
pub use import::Import;
pub use insight::InsightPage;
pub use needs::{BestMatches, ListingForm, Market, OrganisationNeeds};
pub use not_found::NotFound;
pub use offline::OfflinePage;
pub use organisation::OrganisationPage;
pub use organisation_form::OrganisationForm;
pub use organisations::Organisations;
pub use partnership::PartnershipPage;
pub use partnership_form::PartnershipForm;
pub use partnerships::Partnerships;
pub use past::PastPage;
pub use people::{ClaimPage, ContactForm, InvitationPage, PeoplePage};
pub use report::ReportPage;
pub use steward::{MergePage, StewardPage, StewardPeople};
pub use work::WorkPage;
pub use work::activity_form::ActivityFormPage;
pub use work::evaluation_form::EvaluationFormPage;
pub use work::report_form::ReportFormPage;
