//! What partnership the pointer is over, beside the pointer.

use super::Shared;
use super::details::{Met, met};
use crate::i18n::{use_i18n, words};
use jejaring_domain::PartnershipId;
use leptos::prelude::*;

/// A partnership, where the pointer is over it and how large the canvas is, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointed {
    pub id: PartnershipId,
    pub at: [f64; 2],
    pub within: [f64; 2],
}

impl Pointed {
    /// How far the tip is from the edge of the canvas where the pointer has more room before it, or else none; of an axis.
    fn before(self, axis: usize) -> Option<String> {
        (self.at[axis] <= self.within[axis] / 2.0).then(|| format!("{}px", self.at[axis] + AWAY))
    }

    /// The same from the other edge.
    fn behind(self, axis: usize) -> Option<String> {
        let left = self.within[axis] - self.at[axis];
        (left < self.within[axis] / 2.0).then(|| format!("{}px", left + AWAY))
    }
}

/// CSS pixels between the pointer and the tip.
const AWAY: f64 = 14.0;

/// The tip. Who does not see it selects the partnership, which is told aside.
#[component]
pub fn Tip(shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let id = Memo::new(move |_| shared.pointed.get().map(|pointed| pointed.id));
    let shown = Memo::new(move |_| {
        let id = id.get()?;
        shared.network.with(|network| met(network.as_ref()?, id))
    });
    let place = move |place: fn(Pointed, usize) -> Option<String>, axis| {
        move || {
            shared
                .pointed
                .get()
                .and_then(|pointed| place(pointed, axis))
        }
    };
    view! {
        <div class="explorer-tip" aria-hidden="true" hidden=move || shown.with(Option::is_none)
            style:left=place(Pointed::before, 0) style:right=place(Pointed::behind, 0)
            style:top=place(Pointed::before, 1) style:bottom=place(Pointed::behind, 1)>
            {move || shown.get().map(|Met { title, status, form, parties, .. }| {
                let names: Vec<String> = parties.into_iter().map(|(_, _, name)| name).collect();
                let locale = i18n.get_locale();
                view! {
                    <b>{title}</b>
                    <span>{names.join(" – ")}</span>
                    <span class="soft">{words::form(locale, form)} " · " {words::status(locale, status)}</span>
                }
            })}
        </div>
    }
}
