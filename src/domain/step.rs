//! The ten steps of a partnership, in three stages (national partnership module, Ditjen GTK, 2013).

use crate::code::coded;

coded! {
    /// Where a partnership stands on its way.
    pub enum Step {
        /// What does the school lack?
        NeedsAnalysis = "needs_analysis",
        /// Who could help?
        PartnerAnalysis = "partner_analysis",
        /// What shall be done together?
        Planning = "planning",
        /// The proposal is put to the partner.
        Presentation = "presentation",
        /// The partner agrees in principle.
        Approval = "approval",
        /// Terms are worked out by all parties.
        Negotiation = "negotiation",
        /// The agreement is signed; informal partnerships skip this step.
        Signing = "signing",
        /// The work is done.
        Implementation = "implementation",
        /// What was done is reported.
        Reporting = "reporting",
        /// What came of it is weighed; then renewal or end.
        Evaluation = "evaluation",
    }
}

coded! {
    /// The three stages that the steps fall into.
    pub enum Stage {
        /// Steps 1 to 4.
        Prepare = "prepare",
        /// Steps 5 to 7.
        Agree = "agree",
        /// Steps 8 to 10.
        CarryOut = "carry_out",
    }
}

impl Step {
    /// The stage that the step belongs to.
    pub fn stage(self) -> Stage {
        match self {
            Step::NeedsAnalysis | Step::PartnerAnalysis | Step::Planning | Step::Presentation => {
                Stage::Prepare
            }
            Step::Approval | Step::Negotiation | Step::Signing => Stage::Agree,
            Step::Implementation | Step::Reporting | Step::Evaluation => Stage::CarryOut,
        }
    }

    /// The step's number, 1 to 10.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}
