//! Needs and offers: what organisations lack, and what they can give.

use crate::code::coded;
use crate::draft::{Faults, code, day, optional, whole};
use crate::text::{Line, Name, Text};
use crate::{
    Benefit, Coded, ContributionKind, Date, Fault, Field, OrganisationId, Problem, RecordId, date,
};
use serde::{Deserialize, Serialize};

coded! {
    /// The two sides of a match.
    pub enum Side {
        /// Something that is lacking.
        Need = "need",
        /// Something that can be given.
        Offer = "offer",
    }
}

coded! {
    /// What can be lacking or given (founding document, part B), and the skilled workers that companies look for.
    pub enum Resource {
        /// Equipment.
        Equipment = "equipment",
        /// Teaching material.
        TeachingMaterial = "teaching_material",
        /// Experts.
        Expert = "expert",
        /// Volunteers.
        Volunteer = "volunteer",
        /// Internship places.
        InternshipPlace = "internship_place",
        /// Scholarships.
        Scholarship = "scholarship",
        /// Shared experience: management, curriculum, training.
        Experience = "experience",
        /// Joint projects.
        JointProject = "joint_project",
        /// Current information.
        Information = "information",
        /// Skilled workers, by job and year: a company needs them, a school's graduates are the offer.
        SkilledWorker = "skilled_worker",
    }
}

impl Resource {
    /// Whether it is physical support; else it is non-physical.
    pub fn is_physical(self) -> bool {
        matches!(self, Resource::Equipment | Resource::TeachingMaterial)
    }

    /// As what it is brought into a partnership.
    pub fn contribution(self) -> ContributionKind {
        match self {
            Resource::Equipment => ContributionKind::Equipment,
            Resource::TeachingMaterial => ContributionKind::TeachingMaterial,
            Resource::Expert => ContributionKind::Expert,
            Resource::Volunteer => ContributionKind::Volunteer,
            Resource::InternshipPlace => ContributionKind::InternshipPlace,
            Resource::Scholarship => ContributionKind::Scholarship,
            Resource::Experience => ContributionKind::Thought,
            Resource::JointProject => ContributionKind::Effort,
            Resource::Information => ContributionKind::JobInformation,
            Resource::SkilledWorker => ContributionKind::Labour,
        }
    }

    /// Which of the six benefits it brings first of all.
    pub fn benefit(self) -> Benefit {
        match self {
            Resource::Equipment
            | Resource::TeachingMaterial
            | Resource::Expert
            | Resource::Volunteer => Benefit::Resources,
            Resource::InternshipPlace | Resource::Experience => Benefit::Experience,
            Resource::JointProject => Benefit::JointProjects,
            Resource::Scholarship => Benefit::Scholarships,
            Resource::Information | Resource::SkilledWorker => Benefit::Information,
        }
    }
}

/// A need or an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Its identifier.
    pub id: RecordId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Need or offer.
    pub side: Side,
    /// What kind of thing.
    pub resource: Resource,
    /// What exactly; of skilled workers, the job.
    pub title: Name,
    /// More on it; may be empty.
    pub note: Text,
    /// How many; none where that is no question.
    pub quantity: Option<u32>,
    /// The programme or sector that it is for; may be empty.
    pub programme: Line,
    /// From when.
    pub from: Option<Date>,
    /// Until when; after it the listing counts as closed.
    pub until: Option<Date>,
    /// Met, given away, or no longer wanted.
    pub closed: bool,
}

impl Listing {
    /// Whether it still counts on a day.
    pub fn is_open(&self, today: Date) -> bool {
        !self.closed && self.until.is_none_or(|until| until >= today)
    }

    /// What in it does not fit together.
    pub fn faults(&self) -> Vec<Fault> {
        let reversed = matches!((self.from, self.until), (Some(from), Some(until)) if until < from);
        let faults = [
            reversed.then(|| Fault::new(Field::Until, Problem::EndBeforeStart)),
            (self.quantity == Some(0)).then(|| Fault::new(Field::Quantity, Problem::OutOfRange)),
        ];
        faults.into_iter().flatten().collect()
    }
}

/// A [`Listing`] as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListingDraft {
    pub side: String,
    pub resource: String,
    pub title: String,
    pub note: String,
    pub quantity: String,
    pub programme: String,
    pub from: String,
    pub until: String,
    /// `true` where it is closed.
    pub closed: String,
}

impl ListingDraft {
    /// Skilled workers are needed in a year: from its first to its last day. Nothing where none is given.
    pub fn set_year(&mut self, year: Option<&str>) -> Result<(), Problem> {
        let Some(year) = year.map(str::trim).filter(|year| !year.is_empty()) else {
            return Ok(());
        };
        let year: i16 = year.parse().map_err(|_| Problem::NotADate)?;
        let day = |month, day| Date::new(year, month, day).map_err(|_| Problem::NotADate);
        self.from = day(1, 1)?.to_string();
        self.until = day(12, 31)?.to_string();
        Ok(())
    }

    /// The listing, or all that is wrong with the draft.
    pub fn check(&self, id: RecordId, organisation: OrganisationId) -> Result<Listing, Vec<Fault>> {
        let mut faults = Faults::default();
        let side = faults.take(Field::Side, code(&self.side));
        let resource = faults.take(Field::Resource, code(&self.resource));
        let title = faults.take(Field::Title, Name::new(&self.title));
        let note = faults.take(Field::Note, Text::new(&self.note));
        let quantity = faults.take(Field::Quantity, optional(&self.quantity, whole));
        let programme = faults.take(Field::Programme, Line::new(&self.programme));
        let from = faults.take(Field::From, optional(&self.from, date::parse));
        let until = faults.take(Field::Until, optional(&self.until, date::parse));
        let (Some(side), Some(resource), Some(title)) = (side, resource, title) else {
            return Err(faults.0);
        };
        let listing = Listing {
            id,
            organisation,
            side,
            resource,
            title,
            note: note.unwrap_or_default(),
            quantity: quantity.flatten(),
            programme: programme.unwrap_or_default(),
            from: from.flatten(),
            until: until.flatten(),
            closed: self.closed == "true",
        };
        faults.0.extend(listing.faults());
        faults.or(listing)
    }
}

impl From<&Listing> for ListingDraft {
    fn from(listing: &Listing) -> Self {
        Self {
            side: listing.side.code().to_owned(),
            resource: listing.resource.code().to_owned(),
            title: listing.title.to_string(),
            note: listing.note.to_string(),
            quantity: listing.quantity.map(|n| n.to_string()).unwrap_or_default(),
            programme: listing.programme.to_string(),
            from: day(listing.from),
            until: day(listing.until),
            closed: if listing.closed {
                "true".to_owned()
            } else {
                String::new()
            },
        }
    }
}
