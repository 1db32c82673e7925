//! Undo and redo: the views that a person has gone through, without where they were seen from, and the pins in them.

use super::look::Pin;
use super::url::UrlState;
use leptos::prelude::*;

/// A view, and the person's own pins by then.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// The view.
    pub view: UrlState,
    /// The pins.
    pub pins: Vec<Pin>,
}

/// Views before and after the present one.
#[derive(Clone, Debug, Default)]
struct Trail {
    past: Vec<Step>,
    future: Vec<Step>,
    present: Option<Step>,
}

const MOST: usize = 100;

/// The trail of views, shared.
#[derive(Clone, Copy)]
pub struct Steps(RwSignal<Trail>);

impl Steps {
    /// Without any.
    pub fn new() -> Self {
        Self(RwSignal::new(Trail::default()))
    }

    /// The view is another one now.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub fn reach(self, step: Step) {
        self.0.update(|trail| trail.reach(step));
    }

    /// The pins that were kept before have come: they were there all along.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub fn had(self, pins: &[Pin]) {
        let _ = self.0.try_update(|trail| trail.had(pins));
    }

    /// Whether there is a view to go back to.
    pub fn can_undo(self) -> bool {
        self.0.with(|trail| !trail.past.is_empty())
    }

    /// Whether there is one to go forward to.
    pub fn can_redo(self) -> bool {
        self.0.with(|trail| !trail.future.is_empty())
    }

    /// The view before, which becomes the present one.
    pub fn undo(self) -> Option<Step> {
        self.0.try_update(Trail::undo).flatten()
    }

    /// The view after, which becomes the present one.
    pub fn redo(self) -> Option<Step> {
        self.0.try_update(Trail::redo).flatten()
    }
}

impl Trail {
    fn reach(&mut self, step: Step) {
        if self.present.as_ref() == Some(&step) {
            return;
        }
        if let Some(before) = self.present.replace(step) {
            self.past.push(before);
            if self.past.len() > MOST {
                self.past.remove(0);
            }
            self.future.clear();
        }
    }

    fn had(&mut self, pins: &[Pin]) {
        let steps = self.past.iter_mut().chain(&mut self.future);
        for step in steps.chain(&mut self.present) {
            step.pins = pins.to_vec();
        }
    }

    fn undo(&mut self) -> Option<Step> {
        let to = self.past.pop()?;
        self.future.extend(self.present.replace(to.clone()));
        Some(to)
    }

    fn redo(&mut self) -> Option<Step> {
        let to = self.future.pop()?;
        self.past.extend(self.present.replace(to.clone()));
        Some(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_back_and_forth_until_a_new_way_is_taken() {
        let view = |page| Step {
            view: UrlState {
                page,
                ..UrlState::default()
            },
            ..Step::default()
        };
        let mut trail = Trail::default();
        for day in [1, 2, 2, 3] {
            trail.reach(view(day));
        }
        assert_eq!(trail.undo(), Some(view(2)));
        // The address changes because of the undoing: no new step.
        trail.reach(view(2));
        assert_eq!(trail.undo(), Some(view(1)));
        assert_eq!(trail.undo(), None);
        assert_eq!(trail.redo(), Some(view(2)));
        trail.reach(view(4));
        assert_eq!(trail.redo(), None);
        assert_eq!(trail.undo(), Some(view(2)));
    }

    #[test]
    fn pins_are_undone_but_not_what_was_kept_before() {
        let pin = |number| (jejaring_domain::OrganisationId::new(1, number), [0.0, 1.0]);
        let step = |pins: &[Pin]| Step {
            pins: pins.to_vec(),
            ..Step::default()
        };
        let mut trail = Trail::default();
        trail.reach(step(&[]));
        // They come from the account, a moment after the page.
        trail.had(&[pin(1)]);
        trail.reach(step(&[pin(1)]));
        assert_eq!(trail.past, []);
        trail.reach(step(&[pin(1), pin(2)]));
        assert_eq!(trail.undo(), Some(step(&[pin(1)])));
        assert_eq!(trail.redo(), Some(step(&[pin(1), pin(2)])));
    }
}
