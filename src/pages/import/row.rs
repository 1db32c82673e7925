//! One row of a file: what would become of it, and why.

use crate::i18n::{Locale, td_string, words};
use crate::ui::{Badge, locale, page_of};
use jejaring_domain::Fault;
use jejaring_exchange::{Part, Row, RowFault, RowOutcome};
use leptos::prelude::*;

/// What becomes of a row, without the reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// It would be added.
    Added,
    /// It is there already.
    Matched,
    /// It would not be added.
    Refused,
}

impl Which {
    /// All three.
    pub const ALL: [Which; 3] = [Which::Added, Which::Matched, Which::Refused];

    /// How it is written in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Which::Added => "added",
            Which::Matched => "matched",
            Which::Refused => "refused",
        }
    }

    /// That with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|which| which.code() == code)
    }

    /// Its word.
    pub fn word(self, locale: Locale) -> &'static str {
        match self {
            Which::Added => td_string!(locale, import.added),
            Which::Matched => td_string!(locale, import.matched),
            Which::Refused => td_string!(locale, import.refused_rows),
        }
    }
}

/// What becomes of a row.
pub fn which(row: &Row) -> Which {
    match row.outcome {
        RowOutcome::Added { .. } => Which::Added,
        RowOutcome::Matched { .. } => Which::Matched,
        RowOutcome::Refused { .. } => Which::Refused,
    }
}

/// A row of the table.
#[component]
pub fn RowView(
    /// The row.
    row: Row,
) -> impl IntoView {
    let locale = locale();
    let outcome = which(&row);
    let look = match outcome {
        Which::Added => "good",
        Which::Matched => "",
        Which::Refused => "bad",
    };
    let part = match row.part {
        Part::Organisation => td_string!(locale, import.organisation),
        Part::Partnership => td_string!(locale, import.partnership),
    };
    let name = if row.name.is_empty() {
        td_string!(locale, import.nameless).to_owned()
    } else {
        row.name
    };
    let left_out = row.left_out.iter().map(|fault| {
        let words = td_string!(locale, import.left_out, fault = fault_words(locale, fault));
        view! { <p class="small soft">{words}</p> }
    });
    view! {
        <tr>
            <td class="number" data-label=td_string!(locale, import.line)>{row.line}</td>
            <th scope="row">{name}</th>
            <td data-label=td_string!(locale, import.what)>{part}</td>
            <td data-label=td_string!(locale, import.outcome)>
                <div class="outcome">
                    <Badge look>{outcome.word(locale)}</Badge>
                    <Reasons outcome=row.outcome />
                    {left_out.collect_view()}
                </div>
            </td>
        </tr>
    }
}

#[component]
fn Reasons(outcome: RowOutcome) -> impl IntoView {
    let locale = locale();
    match outcome {
        RowOutcome::Added { .. } => ().into_any(),
        RowOutcome::Matched {
            line: Some(line), ..
        } => {
            let words = td_string!(locale, import.repeats, line = line);
            view! { <p class="small soft">{words}</p> }.into_any()
        }
        RowOutcome::Matched { id, line: None } => {
            let page = page_of(id);
            view! {
                <a class="small" href=page>
                    {td_string!(locale, import.see_it)}
                </a>
            }
            .into_any()
        }
        RowOutcome::Refused { faults } => {
            let reasons = faults
                .iter()
                .map(|fault| view! { <li>{row_fault_words(locale, fault)}</li> });
            view! { <ul class="reasons small">{reasons.collect_view()}</ul> }.into_any()
        }
    }
}

fn fault_words(locale: Locale, fault: &Fault) -> String {
    format!(
        "{}: {}",
        words::field(locale, fault.field),
        words::problem(locale, &fault.problem)
    )
}

fn row_fault_words(locale: Locale, fault: &RowFault) -> String {
    match fault {
        RowFault::Invalid(fault) => fault_words(locale, fault),
        RowFault::PartyRefused { given, line } => {
            td_string!(
                locale,
                import.party_refused,
                given = given.clone(),
                line = *line
            )
        }
        RowFault::Ambiguous { given, count } => {
            td_string!(
                locale,
                import.ambiguous,
                given = given.clone(),
                count = *count
            )
        }
        RowFault::NotOwn => td_string!(locale, import.not_own).to_owned(),
        RowFault::TooManyCells { expected, found } => {
            td_string!(
                locale,
                import.too_many_cells,
                expected = *expected,
                found = *found
            )
        }
    }
}
