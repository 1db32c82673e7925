//! The written side of a partnership: the parties' agreement and an authority's consent.

use crate::code::coded;
use crate::text::{Line, Name};
use crate::{Date, Fault, Field, OrganisationId, Problem};
use serde::{Deserialize, Serialize};

/// Who signs, or signed, for a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Signatory {
    /// The party.
    pub organisation: OrganisationId,
    /// The person's name.
    pub name: Name,
    /// What the person is there; may be empty.
    pub function: Line,
}

/// The document of a formal partnership (MoU, PKS).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Its number, as the parties filed it.
    pub number: Name,
    /// Its title; may be empty.
    pub title: Line,
    /// The day it was signed; none while it is a draft.
    pub signed: Option<Date>,
    /// The last day on which it holds; none when it holds until ended.
    pub expires: Option<Date>,
    /// Who signs for the parties.
    #[serde(default)]
    pub signatories: Vec<Signatory>,
}

impl Agreement {
    /// The largest number of signatories.
    pub const MAX_SIGNATORIES: usize = 100;

    /// See [`Terms::not_yet_signed`](crate::Terms::not_yet_signed).
    pub(crate) fn not_yet_signed(&self, today: Date) -> Option<Fault> {
        let early = self.signed.is_some_and(|signed| signed > today);
        early.then(|| Fault::new(Field::AgreementSigned, Problem::InFuture))
    }

    /// What is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let reversed = matches!((self.signed, self.expires), (Some(signed), Some(expires)) if expires < signed);
        let many = self.signatories.len() > Self::MAX_SIGNATORIES;
        let max = Self::MAX_SIGNATORIES;
        let faults = [
            reversed.then(|| Fault::new(Field::AgreementExpires, Problem::EndBeforeStart)),
            many.then(|| Fault::new(Field::AgreementSignatories, Problem::TooMany { max })),
        ];
        faults.into_iter().flatten().collect()
    }
}

coded! {
    /// Whose consent a repayable partnership needs.
    pub enum Authority {
        /// The central government.
        Central = "central",
        /// The province, regency or city.
        Regional = "regional",
    }
}

/// The consent of an authority to help that must be paid back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Who consented.
    pub authority: Authority,
    /// The letter's number.
    pub reference: Name,
    /// The day of the letter; none where not recorded.
    pub date: Option<Date>,
}
