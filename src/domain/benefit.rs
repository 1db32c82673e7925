//! The six benefits that a partnership can bring (founding document, part B).

use crate::code::coded;
use crate::text::Line;
use serde::{Deserialize, Serialize};

coded! {
    /// What the parties hope for.
    pub enum Benefit {
        /// Current information: science, technology, the skilled workers needed now and to come.
        Information = "information",
        /// Help with equipment, experts and volunteers.
        Resources = "resources",
        /// Shared experience: management, curriculum, training.
        Experience = "experience",
        /// Joint projects.
        JointProjects = "joint_projects",
        /// Scholarships for graduates who did very well.
        Scholarships = "scholarships",
        /// Creativity, for quality and productivity at work.
        Creativity = "creativity",
    }
}

coded! {
    /// What became of a hoped-for benefit.
    pub enum BenefitState {
        /// Hoped for; not yet known.
        Expected = "expected",
        /// It came.
        Realised = "realised",
        /// It did not come.
        NotRealised = "not_realised",
    }
}

/// A benefit's state and what shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Expected, realised or not.
    pub state: BenefitState,
    /// What shows that it was realised; empty where nothing was recorded.
    pub evidence: Line,
}
