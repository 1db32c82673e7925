//! How a partnership stands on a given day: derived, never stored.

use crate::code::coded;
use crate::{Answer, Date, Partnership, Stage, Terms, date};

coded! {
    /// What a partnership is on a given day.
    pub enum Status {
        /// Not yet confirmed by all its parties; at work, by fewer than two.
        Claimed = "claimed",
        /// Confirmed; steps 1 to 4.
        Preparing = "preparing",
        /// Confirmed; steps 5 to 7.
        Agreeing = "agreeing",
        /// Confirmed and at work.
        Running = "running",
        /// At work, and it or its agreement runs out within [`EXPIRY_NOTICE_DAYS`].
        Expiring = "expiring",
        /// Over: ended, run out, or left with fewer than two parties.
        Ended = "ended",
    }
}

/// How many days ahead an expiry is announced.
pub const EXPIRY_NOTICE_DAYS: i32 = 90;

impl Terms {
    /// The last day on which it or its agreement holds, whichever is first.
    pub fn expires(&self) -> Option<Date> {
        let agreement = self
            .agreement
            .as_ref()
            .and_then(|agreement| agreement.expires);
        self.end.into_iter().chain(agreement).min()
    }

    /// How it stands on a day.
    pub fn status(&self, today: Date) -> Status {
        let ended = self.ended.as_ref().is_some_and(|ending| ending.on <= today);
        let expires = self.expires();
        if ended || self.staying().count() < 2 || expires.is_some_and(|day| day < today) {
            return Status::Ended;
        }
        // Whoever is asked to join the work of others does not put that in doubt.
        let claimed = match self.step.stage() {
            Stage::CarryOut => self.confirmed().is_empty(),
            _ => self.staying().any(|party| party.answer == Answer::Pending),
        };
        if claimed {
            return Status::Claimed;
        }
        match self.step.stage() {
            Stage::Prepare => Status::Preparing,
            Stage::Agree => Status::Agreeing,
            Stage::CarryOut => {
                let soon = |day| date::days_between(today, day) <= EXPIRY_NOTICE_DAYS;
                if expires.is_some_and(soon) {
                    Status::Expiring
                } else {
                    Status::Running
                }
            }
        }
    }
}

impl Partnership {
    /// How it stands on a day.
    pub fn status(&self, today: Date) -> Status {
        self.terms.status(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Ending, Line, Name, OrganisationId, Party, Role, Step};

    const TODAY: Date = Date::constant(2026, 11, 25);

    fn terms(answers: &[Answer]) -> Terms {
        let parties = answers.iter().zip(1..).map(|(answer, n)| Party {
            answer: *answer,
            ..Party::new(OrganisationId::new(0, n), Role::Partner)
        });
        let mut terms = Terms::new(Name::new("Kunjungan").unwrap(), parties.collect());
        terms.step = Step::Implementation;
        terms
    }

    #[test]
    fn it_is_claimed_until_every_party_confirms() {
        use Answer::*;
        assert_eq!(terms(&[Accepted, Pending]).status(TODAY), Status::Claimed);
        assert_eq!(terms(&[Accepted, Accepted]).status(TODAY), Status::Running);
        let mut many = terms(&[Accepted, Accepted, Pending]);
        many.step = Step::Negotiation;
        assert_eq!(many.status(TODAY), Status::Claimed);
    }

    #[test]
    fn an_invitation_does_not_make_the_work_of_others_unconfirmed() {
        use Answer::*;
        let invited = terms(&[Accepted, Accepted, Pending]);
        assert_eq!(invited.status(TODAY), Status::Running);
        let alone = terms(&[Accepted, Left, Pending]);
        assert_eq!(alone.status(TODAY), Status::Claimed);
    }

    #[test]
    fn leaving_ends_a_bilateral_one_only() {
        use Answer::*;
        assert_eq!(terms(&[Accepted, Left]).status(TODAY), Status::Ended);
        assert_eq!(terms(&[Accepted, Declined]).status(TODAY), Status::Ended);
        assert_eq!(
            terms(&[Accepted, Accepted, Left]).status(TODAY),
            Status::Running
        );
    }

    #[test]
    fn it_runs_out() {
        let mut terms = terms(&[Answer::Accepted, Answer::Accepted]);
        for (end, status) in [
            (Date::constant(2026, 11, 24), Status::Ended),
            (TODAY, Status::Expiring),
            (Date::constant(2027, 2, 23), Status::Expiring),
            (Date::constant(2027, 2, 24), Status::Running),
        ] {
            terms.end = Some(end);
            assert_eq!(terms.status(TODAY), status, "{end}");
        }
        terms.ended = Some(Ending {
            on: TODAY,
            reason: Line::default(),
        });
        assert_eq!(terms.status(TODAY), Status::Ended);
    }
}
