//! The ten steps of a partnership, in three stages.

use super::locale;
use crate::i18n::words;
use jejaring_domain::{Coded, Stage, Step};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// All ten steps by name, with the present one marked.
#[component]
pub fn StepMeter(
    /// The present step.
    step: Step,
    /// Whether the signing is part of the way; informal partnerships skip it.
    signed: bool,
) -> impl IntoView {
    let locale = locale();
    let item = move |this: Step| {
        let skipped = this == Step::Signing && !signed;
        let class = if skipped {
            "skipped"
        } else if this == step {
            "now"
        } else if this < step {
            "done"
        } else {
            "later"
        };
        let state = match class {
            "skipped" => td_string!(locale, ui.steps.skipped),
            "now" => td_string!(locale, ui.steps.now),
            "done" => td_string!(locale, ui.steps.done),
            _ => td_string!(locale, ui.steps.later),
        };
        view! {
            <li class=class aria-current=(this == step).then_some("step")>
                <span class="number" aria-hidden="true">{this.number()}</span>
                <span>
                    {words::step(locale, this)} <span class="visually-hidden">" (" {state} ")"</span>
                </span>
            </li>
        }
    };
    let stage = move |stage: &Stage| {
        let stage = *stage;
        let steps = Step::ALL
            .iter()
            .copied()
            .filter(move |step| step.stage() == stage);
        let start = if let Some(first) = steps.clone().next() {
            first.number()
        } else {
            1
        };
        view! {
            <div class="stage" class:now=step.stage() == stage>
                <span class="stage-name">{words::stage(locale, stage)}</span>
                <ol class="stage-steps" start=start.to_string()>
                    {steps.map(item).collect_view()}
                </ol>
            </div>
        }
    };
    view! { <div class="steps">{Stage::ALL.iter().map(stage).collect_view()}</div> }
}

/// The present step in little room: ten small bars and its name.
#[component]
pub fn StepBar(
    /// The present step.
    step: Step,
) -> impl IntoView {
    let locale = locale();
    let part = move |this: &Step| {
        let first = matches!(this, Step::Approval | Step::Implementation);
        view! { <i class:done=*this <= step class:gap=first></i> }
    };
    view! {
        <span class="meter">
            <span class="bar" aria-hidden="true">
                {Step::ALL.iter().map(part).collect_view()}
            </span>
            <span>
                <span class="number">{step.number()}</span>
                ". "
                {words::step(locale, step)}
            </span>
        </span>
    }
}
