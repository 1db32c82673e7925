//! The screens, one file each; the explorer has a folder of its own.
//!
//! | module | address |
//! |---|---|
//! | [`home`] | `/` |
//! | [`organisations`], [`organisation`], [`organisation_form`] | `/organisations`, `/organisations/ID`, `/organisations/new` and `/organisations/ID/edit` |
//! | [`partnerships`], [`partnership`], [`partnership_form`] | the same below `/partnerships` |
//! | [`history`] | `/organisations/ID/history`, `/partnerships/ID/history` |
//! | [`work`] | `/partnerships/ID/work`, and below it the forms `activity`, `report` and `evaluation` |
//! | [`calendar`] | `/organisations/ID/calendar` |
//! | [`import`] | `/import` |
//! | [`account`] | `/sign-in`, `/sign-up`, `/account` and what belongs to them |
//! | [`not_found`] | every address that leads nowhere |

pub mod account;
pub mod calendar;
pub mod history;
pub mod home;
pub mod import;
pub mod not_found;
pub mod organisation;
pub mod organisation_form;
pub mod organisations;
pub mod partnership;
pub mod partnership_form;
pub mod partnerships;
pub mod work;

pub use calendar::CalendarPage;
pub use history::HistoryPage;
pub use home::Home;
pub use import::Import;
pub use not_found::NotFound;
pub use organisation::OrganisationPage;
pub use organisation_form::OrganisationForm;
pub use organisations::Organisations;
pub use partnership::PartnershipPage;
pub use partnership_form::PartnershipForm;
pub use partnerships::Partnerships;
pub use work::WorkPage;
pub use work::activity_form::ActivityFormPage;
pub use work::evaluation_form::EvaluationFormPage;
pub use work::report_form::ReportFormPage;
