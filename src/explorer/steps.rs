//! Undo and redo: the views that a person has gone through, without where they were seen from.

use super::url::UrlState;
use leptos::prelude::*;

/// Views before and after the present one.
#[derive(Clone, Debug, Default)]
struct Trail {
    past: Vec<UrlState>,
    future: Vec<UrlState>,
    present: Option<UrlState>,
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
    pub fn reach(self, view: UrlState) {
        self.0.update(|trail| trail.reach(view));
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
    pub fn undo(self) -> Option<UrlState> {
        self.0.try_update(Trail::undo).flatten()
    }

    /// The view after, which becomes the present one.
    pub fn redo(self) -> Option<UrlState> {
        self.0.try_update(Trail::redo).flatten()
    }
}

impl Trail {
    fn reach(&mut self, view: UrlState) {
        if self.present.as_ref() == Some(&view) {
            return;
        }
        if let Some(before) = self.present.replace(view) {
            self.past.push(before);
            if self.past.len() > MOST {
                self.past.remove(0);
            }
            self.future.clear();
        }
    }

    fn undo(&mut self) -> Option<UrlState> {
        let to = self.past.pop()?;
        self.future.extend(self.present.replace(to.clone()));
        Some(to)
    }

    fn redo(&mut self) -> Option<UrlState> {
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
        let view = |page| UrlState {
            page,
            ..UrlState::default()
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
}
