//! What a file would change: counts, rows by outcome, and the one button that does it.

use super::refusal::refusal_words;
use super::row::{RowView, Which, which};
use crate::api::fetched;
use crate::api::imports::{ConfirmImport, DryRun, ROWS_SHOWN, Summary, dry_run};
use crate::i18n::{Locale, number, td_string, words};
use crate::ui::{ErrorView, Loading, address, locale};
use jejaring_exchange::plan::{Counts, Part};
use jejaring_exchange::{FileRefusal, Format};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The dry run with this token.
#[component]
pub fn DryRunView(
    /// The token.
    token: String,
) -> impl IntoView {
    let token = StoredValue::new(token);
    let run = fetched(move || token.get_value(), dry_run);
    view! {
        <Suspense fallback=|| view! { <Loading /> }>
            {move || Suspend::new(async move {
                let token = token.get_value();
                match run.await {
                    Ok(DryRun { file, outcome: Ok(summary), anew }) => EitherOf3::A(view! {
                        {anew.then(|| view! { <Anew /> })}
                        <Plan token file summary />
                    }),
                    Ok(DryRun { file, outcome: Err(refusal), .. }) => EitherOf3::B(view! { <Refused file refusal /> }),
                    Err(error) => EitherOf3::C(view! {
                        <ErrorView error />
                        <Again />
                    }),
                }
            })}
        </Suspense>
    }
}

/// That what was confirmed would do something else by now.
#[component]
fn Anew() -> impl IntoView {
    view! {
        <p class="notice warning" role="alert">{td_string!(locale(), import.anew)}</p>
    }
}

/// Why nothing of the file can be read, and what to do.
#[component]
fn Refused(file: String, refusal: FileRefusal) -> impl IntoView {
    let locale = locale();
    view! {
        <section class="notice error refused" role="alert">
            <h2>{td_string!(locale, import.not_readable, file = file)}</h2>
            <p>{refusal_words(locale, &refusal)}</p>
        </section>
        <Again />
    }
}

#[component]
fn Again() -> impl IntoView {
    let locale = locale();
    view! {
        <div class="actions">
            <a class="button primary" href="/import">
                {td_string!(locale, import.choose_again)}
            </a>
        </div>
    }
}

#[component]
fn Plan(token: String, file: String, summary: Summary) -> impl IntoView {
    let locale = locale();
    let Summary {
        format,
        counts,
        ignored,
        rows,
    } = summary;
    let query = use_query_map();
    let shown = Memo::new(move |_| {
        query
            .read()
            .get("outcome")
            .and_then(|code| Which::from_code(&code))
    });
    let rows = StoredValue::new(rows);
    let ignored = (!ignored.is_empty()).then(|| {
        view! {
            <div class="notice info">
                <p>{td_string!(locale, import.ignored, names = ignored.join(", "))}</p>
            </div>
        }
    });
    let capped = Which::ALL
        .iter()
        .any(|which| count(&counts, *which) > ROWS_SHOWN);
    let capped = capped.then(|| {
        view! { <p class="soft small">{td_string!(locale, import.capped, count = number(locale, ROWS_SHOWN))}</p> }
    });
    let table = move || {
        let shown = shown.get();
        let rows = rows.with_value(|rows| {
            let of_outcome = |row: &&_| shown.is_none_or(|shown| shown == which(row));
            rows.iter().filter(of_outcome).cloned().collect::<Vec<_>>()
        });
        if rows.is_empty() {
            Either::Left(view! { <p class="soft">{td_string!(locale, import.no_rows)}</p> })
        } else {
            Either::Right(view! { <Table rows /> })
        }
    };
    view! {
        <section class="card plan">
            <h2>{file}</h2>
            <p class="soft">{format_words(locale, format)}</p>
            <Totals counts />
            <Confirm token=token.clone() counts />
        </section>
        {ignored}
        <section class="plan-rows">
            <h2>{td_string!(locale, import.rows)}</h2>
            <Filter token counts shown />
            {table}
            {capped}
        </section>
    }
}

/// How many rows of each part there are of each outcome.
#[component]
fn Totals(counts: Counts) -> impl IntoView {
    let locale = locale();
    let row = |label: &'static str, tally: jejaring_exchange::Tally| {
        (tally.added + tally.matched + tally.refused > 0).then(|| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="number" data-label=td_string!(locale, import.added)>{number(locale, tally.added)}</td>
                    <td class="number" data-label=td_string!(locale, import.matched)>{number(locale, tally.matched)}</td>
                    <td class="number" data-label=td_string!(locale, import.refused_rows)>{number(locale, tally.refused)}</td>
                </tr>
            }
        })
    };
    view! {
        <div class="table-frame">
            <table class="data totals">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, import.what)}</th>
                        <th scope="col" class="number">{td_string!(locale, import.added)}</th>
                        <th scope="col" class="number">{td_string!(locale, import.matched)}</th>
                        <th scope="col" class="number">{td_string!(locale, import.refused_rows)}</th>
                    </tr>
                </thead>
                <tbody>
                    {row(td_string!(locale, import.organisations), counts.organisations)}
                    {row(td_string!(locale, import.partnerships), counts.partnerships)}
                </tbody>
            </table>
        </div>
    }
}

/// The button that takes the file in, where there is anything to take in.
#[component]
fn Confirm(token: String, counts: Counts) -> impl IntoView {
    let locale = locale();
    let confirm = ServerAction::<ConfirmImport>::new();
    let error = move || {
        let error = confirm.value().get()?.err()?;
        Some(view! {
            <div class="notice error" role="alert">
                <p>{words::error(locale, &error)}</p>
            </div>
        })
    };
    let (organisations, partnerships) = (counts.organisations.added, counts.partnerships.added);
    if organisations + partnerships == 0 {
        return Either::Left(view! {
            <p>
                <strong>{td_string!(locale, import.nothing_new)}</strong>
            </p>
            <Again />
        });
    }
    let label = td_string!(
        locale,
        import.confirm,
        count = number(locale, organisations + partnerships)
    );
    let refused = counts.organisations.refused + counts.partnerships.refused;
    let refused = (refused > 0).then(|| {
        view! { <p class="small soft">{td_string!(locale, import.refused_stay_out, count = number(locale, refused))}</p> }
    });
    Either::Right(view! {
        {error}
        {refused}
        <div class="actions">
            <ActionForm action=confirm>
                <input type="hidden" name="token" value=token />
                <button type="submit" class="button primary" disabled=confirm.pending()>
                    {label}
                </button>
            </ActionForm>
            <a class="button" href="/import">
                {td_string!(locale, import.cancel)}
            </a>
        </div>
        <p class="small soft">{td_string!(locale, import.whole_or_not)}</p>
    })
}

/// Links that show the rows of one outcome only.
#[component]
fn Filter(
    token: String,
    counts: Counts,
    #[prop(into)] shown: Signal<Option<Which>>,
) -> impl IntoView {
    let locale = locale();
    let link = |this: Option<Which>| {
        let (word, rows) = match this {
            None => (
                td_string!(locale, import.all),
                Which::ALL.iter().map(|which| count(&counts, *which)).sum(),
            ),
            Some(this) => (this.word(locale), count(&counts, this)),
        };
        let code = this.map_or("", Which::code);
        let href = address("/import", [("dry_run", token.as_str()), ("outcome", code)]);
        view! {
            <li>
                <a href=href data-noscroll="true" aria-current=move || (shown.get() == this).then_some("true")>
                    {word} " "
                    <span class="number">{number(locale, rows)}</span>
                </a>
            </li>
        }
    };
    let links = std::iter::once(None).chain(Which::ALL.map(Some)).map(link);
    view! {
        <nav aria-label=td_string!(locale, import.filter)>
            <ul class="outcomes">{links.collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Table(rows: Vec<jejaring_exchange::Row>) -> impl IntoView {
    let locale = locale();
    let lines = rows.into_iter().map(|row| view! { <RowView row /> });
    view! {
        <div class="table-frame">
            <table class="data cards import-rows">
                <thead>
                    <tr>
                        <th scope="col" class="number">{td_string!(locale, import.line)}</th>
                        <th scope="col">{td_string!(locale, import.name)}</th>
                        <th scope="col">{td_string!(locale, import.what)}</th>
                        <th scope="col">{td_string!(locale, import.outcome)}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn count(counts: &Counts, which: Which) -> usize {
    let of = |part: Part| match (part, which) {
        (Part::Organisation, Which::Added) => counts.organisations.added,
        (Part::Organisation, Which::Matched) => counts.organisations.matched,
        (Part::Organisation, Which::Refused) => counts.organisations.refused,
        (Part::Partnership, Which::Added) => counts.partnerships.added,
        (Part::Partnership, Which::Matched) => counts.partnerships.matched,
        (Part::Partnership, Which::Refused) => counts.partnerships.refused,
    };
    of(Part::Organisation) + of(Part::Partnership)
}

/// What a kind of file is called.
pub fn format_words(locale: Locale, format: Format) -> &'static str {
    match format {
        Format::OrganisationsCsv => td_string!(locale, import.format.organisations_csv),
        Format::PartnershipsCsv => td_string!(locale, import.format.partnerships_csv),
        Format::CsvZip => td_string!(locale, import.format.csv_zip),
        Format::Gexf => td_string!(locale, import.format.gexf),
        Format::GraphMl => td_string!(locale, import.format.graphml),
        Format::Json => td_string!(locale, import.format.json),
    }
}
