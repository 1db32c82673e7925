//! What the forms of the page are made of.

use crate::ahead::Ahead;
use crate::api::ApiError;
use crate::api::life::{GiveAnswer, GiveVote};
use crate::api::partnerships::PartnershipView;
use crate::i18n::{Locale, td_string, words};
use crate::ui::locale;
use jejaring_domain::{Line, OrganisationId, Refusal};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Why what was asked for was not done.
#[component]
pub fn Refused<S>(
    /// What was asked for.
    action: ServerAction<S>,
) -> impl IntoView
where
    S: ServerFn<Output = (), Error = ApiError> + Clone + Send + Sync + 'static,
{
    let locale = locale();
    let line = move || {
        let error = action.value().get()?.err()?;
        Some(view! {
            <p class="notice error" role="alert">
                {refusal(locale, &error)}
            </p>
        })
    };
    view! { {line} }
}

fn refusal(locale: Locale, error: &ApiError) -> String {
    match error.refusal() {
        // Nothing was typed that could be compared: the page shows what stands now.
        Some(Refusal::PartnershipConflict(_)) => td_string!(locale, life.changed_since).to_owned(),
        Some(Refusal::Invalid(faults)) => {
            let faults = faults.iter().map(|fault| {
                let field = words::field(locale, fault.field);
                format!("{field}: {}", words::problem(locale, &fault.problem))
            });
            faults.collect::<Vec<_>>().join(" ")
        }
        _ => words::error(locale, error),
    }
}

/// For which of these parties one acts: a choice where there are several.
pub fn speaker(
    shown: &PartnershipView,
    parties: Vec<OrganisationId>,
    name: &'static str,
) -> impl IntoView + use<> {
    let locale = locale();
    if let [only] = parties.as_slice() {
        return view! { <input type="hidden" name=name value=only.to_string() /> }.into_any();
    }
    let options = parties
        .into_iter()
        .map(|id| view! { <option value=id.to_string()>{shown.name(id)}</option> });
    view! {
        <label class="field">
            <span class="field-label">{td_string!(locale, life.on_behalf_of)}</span>
            <select name=name>{options.collect_view()}</select>
        </label>
    }
    .into_any()
}

/// A reason, which must be given.
#[component]
pub fn Reason() -> impl IntoView {
    let locale = locale();
    // What was refused is not lost.
    let ahead = Ahead::of_page();
    let refused = ahead
        .refused(|sent: &GiveVote| Some(sent.reason.clone()))
        .or_else(|| ahead.refused(|sent: &GiveAnswer| Some(sent.reason.clone())));
    view! {
        <label class="field">
            <span class="field-label">{td_string!(locale, words.field.reason)}</span>
            <input name="reason" value=refused required maxlength=Line::MAX.to_string() autocomplete="off" />
        </label>
    }
}

/// What a form sends besides what is typed.
pub fn hidden<const N: usize>(values: [(&'static str, String); N]) -> impl IntoView + use<N> {
    values.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
}
