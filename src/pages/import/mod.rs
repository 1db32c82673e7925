//! Bringing in a file: choose it, look at what it would change, confirm.

mod dry_run;
mod refusal;
mod row;

use crate::api::fetched;
use crate::api::imports::may_import;
use crate::i18n::{Locale, number, td_string};
use crate::ui::{ErrorView, Glyph, Icon, Loading, locale};
use dry_run::DryRunView;
use jejaring_exchange::limits::MAX_BYTES;
use leptos::either::{Either, EitherOf3};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlInputElement;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// `/import`: the file chooser; with `?dry_run=TOKEN` what the file would change; with `?refused=…` why it was not read;
/// with `?organisations=…&partnerships=…` what has been added.
#[component]
pub fn Import() -> impl IntoView {
    let query = use_query_map();
    let state = Memo::new(move |_| {
        let query = query.read();
        let count = |key| query.get(key).and_then(|text| text.parse::<usize>().ok());
        match (
            query.get("dry_run"),
            count("organisations").zip(count("partnerships")),
        ) {
            (Some(token), _) => State::DryRun(token),
            (None, Some((organisations, partnerships))) => State::Imported {
                organisations,
                partnerships,
            },
            (None, None) => State::Choose {
                refused: query.get("refused"),
            },
        }
    });
    // Who may not is told before the work of choosing a file, not after it.
    let may = fetched(|| (), |()| may_import());
    view! {
        <div class="page">
            <Suspense fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match may.await {
                        Ok(()) => view! { <Steps state /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Suspense>
        </div>
    }
}

/// The page for those who may.
#[component]
fn Steps(state: Memo<State>) -> impl IntoView {
    let locale = locale();
    view! {
        <Title text=td_string!(locale, import.title) />
        <div class="page-head">
            <div>
                <h1>{td_string!(locale, import.title)}</h1>
                <p class="soft">{td_string!(locale, import.lead)}</p>
            </div>
        </div>
        {move || match state.get() {
            State::DryRun(token) => EitherOf3::A(view! { <DryRunView token /> }),
            State::Imported { organisations, partnerships } => {
                EitherOf3::B(view! { <Imported organisations partnerships /> })
            }
            State::Choose { refused } => EitherOf3::C(view! { <Choose refused /> }),
        }}
    }
}

/// What the address asks for.
#[derive(Clone, PartialEq)]
enum State {
    Choose {
        refused: Option<String>,
    },
    DryRun(String),
    Imported {
        organisations: usize,
        partnerships: usize,
    },
}

/// The file chooser, and what files can be read.
#[component]
fn Choose(refused: Option<String>) -> impl IntoView {
    let locale = locale();
    let refused = refused.map(|reason| {
        let words = match reason.as_str() {
            "too_large" => td_string!(locale, import.refused.too_large),
            "no_file" => td_string!(locale, import.refused.no_file),
            "unavailable" => td_string!(locale, words.error.unavailable),
            _ => td_string!(locale, import.refused.broken_off),
        };
        view! {
            <div class="notice error" role="alert">
                <p>{words}</p>
            </div>
        }
    });
    view! {
        {refused}
        <Chooser />
        <Formats />
    }
}

/// Where a file is dropped or chosen: with script it is sent at once.
#[component]
fn Chooser() -> impl IntoView {
    let locale = locale();
    let file = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let too_large = RwSignal::new(false);
    let input = NodeRef::<Input>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        if let Some(input) = input.get() {
            crate::offline::launch::choose_launched(input);
        }
    });
    let chosen = move |event: leptos::ev::Event| {
        over.set(false);
        let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        // The browser gives a made-up folder before the name.
        let name = input
            .value()
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned();
        if name.is_empty() {
            return file.set(None);
        }
        // The server would read it to its end to say no more than this.
        let size = input
            .files()
            .and_then(|files| files.get(0))
            .map(|file| file.size());
        too_large.set(size.is_some_and(|size| size > MAX_BYTES as f64));
        if too_large.get() {
            input.set_value("");
            return file.set(None);
        }
        file.set(Some(name));
        if let Some(form) = input.form() {
            let _ = form.request_submit();
        }
    };
    view! {
        {move || too_large.get().then(|| view! {
            <p class="notice error" role="alert">{td_string!(locale, import.not_sent)}</p>
        })}
        <form class="card chooser" method="post" action="/import" enctype="multipart/form-data">
            <div class="drop" class:over=over>
                <Icon glyph=Glyph::Import />
                <strong>{td_string!(locale, import.drop)}</strong>
                <span class="soft small">{td_string!(locale, import.drop_hint)}</span>
                <input
                    node_ref=input
                    type="file"
                    name="file"
                    required
                    accept=".csv,.txt,.tsv,.zip,.gexf,.graphml,.xml,.json"
                    aria-label=td_string!(locale, import.file)
                    on:change=chosen
                    on:dragenter=move |_| over.set(true)
                    on:dragleave=move |_| over.set(false)
                    on:drop=move |_| over.set(false)
                />
            </div>
            <div class="actions">
                <button type="submit" class="button primary">
                    {td_string!(locale, import.check)}
                </button>
                <span class="soft small" role="status">
                    {move || file.get().map(|name| td_string!(locale, import.reading, name = name))}
                </span>
            </div>
        </form>
    }
}

/// What files can be read, with samples.
#[component]
fn Formats() -> impl IntoView {
    let locale = locale();
    view! {
        <div class="columns">
            <section class="card">
                <h2>{td_string!(locale, import.tables)}</h2>
                <p>{td_string!(locale, import.tables_lead)}</p>
                <h3>{td_string!(locale, import.organisations_table)}</h3>
                <Columns columns=COLUMNS_OF_ORGANISATIONS />
                <p>
                    <a href="/samples/lembaga.csv" download rel="external">
                        {td_string!(locale, import.sample_organisations)}
                    </a>
                </p>
                <h3>{td_string!(locale, import.partnerships_table)}</h3>
                <Columns columns=COLUMNS_OF_PARTNERSHIPS />
                <p>
                    <a href="/samples/kemitraan.csv" download rel="external">
                        {td_string!(locale, import.sample_partnerships)}
                    </a>
                </p>
                <p class="small soft">{td_string!(locale, import.order_hint)}</p>
            </section>
            <section class="card">
                <h2>{td_string!(locale, import.graphs)}</h2>
                <p>{td_string!(locale, import.graphs_lead)}</p>
                <h2>{td_string!(locale, import.whole)}</h2>
                <p>{td_string!(locale, import.whole_lead)}</p>
                <ul class="links">
                    <li>
                        <a href="/export/network.csv.zip" download rel="external">
                            {td_string!(locale, import.format.csv_zip)}
                        </a>
                    </li>
                    <li>
                        <a href="/export/network.gexf" download rel="external">
                            {td_string!(locale, import.format.gexf)}
                        </a>
                    </li>
                    <li>
                        <a href="/export/network.graphml" download rel="external">
                            {td_string!(locale, import.format.graphml)}
                        </a>
                    </li>
                    <li>
                        <a href="/export/network.json" download rel="external">
                            {td_string!(locale, import.format.json)}
                        </a>
                    </li>
                </ul>
                <p class="small soft">{td_string!(locale, import.limits)}</p>
            </section>
        </div>
    }
}

const COLUMNS_OF_ORGANISATIONS: &[Column] = &[
    Column::Name,
    Column::Kind,
    Column::Npsn,
    Column::Regency,
    Column::Province,
    Column::Coordinates,
    Column::Programmes,
];

const COLUMNS_OF_PARTNERSHIPS: &[Column] = &[
    Column::Title,
    Column::Parties,
    Column::Form,
    Column::Step,
    Column::Days,
    Column::Agreement,
];

/// A column that is explained.
#[derive(Clone, Copy)]
enum Column {
    Name,
    Kind,
    Npsn,
    Regency,
    Province,
    Coordinates,
    Programmes,
    Title,
    Parties,
    Form,
    Step,
    Days,
    Agreement,
}

impl Column {
    /// Its header, and what to write in it.
    fn words(self, locale: Locale) -> (&'static str, &'static str) {
        match self {
            Column::Name => (
                td_string!(locale, import.header.name),
                td_string!(locale, import.column.name),
            ),
            Column::Kind => (
                td_string!(locale, import.header.kind),
                td_string!(locale, import.column.kind),
            ),
            Column::Npsn => (
                td_string!(locale, import.header.npsn),
                td_string!(locale, import.column.npsn),
            ),
            Column::Regency => (
                td_string!(locale, import.header.regency),
                td_string!(locale, import.column.regency),
            ),
            Column::Province => (
                td_string!(locale, import.header.province),
                td_string!(locale, import.column.province),
            ),
            Column::Coordinates => (
                td_string!(locale, import.header.coordinates),
                td_string!(locale, import.column.coordinates),
            ),
            Column::Programmes => (
                td_string!(locale, import.header.programmes),
                td_string!(locale, import.column.programmes),
            ),
            Column::Title => (
                td_string!(locale, import.header.title),
                td_string!(locale, import.column.title),
            ),
            Column::Parties => (
                td_string!(locale, import.header.parties),
                td_string!(locale, import.column.parties),
            ),
            Column::Form => (
                td_string!(locale, import.header.form),
                td_string!(locale, import.column.form),
            ),
            Column::Step => (
                td_string!(locale, import.header.step),
                td_string!(locale, import.column.step),
            ),
            Column::Days => (
                td_string!(locale, import.header.days),
                td_string!(locale, import.column.days),
            ),
            Column::Agreement => (
                td_string!(locale, import.header.agreement),
                td_string!(locale, import.column.agreement),
            ),
        }
    }
}

#[component]
fn Columns(columns: &'static [Column]) -> impl IntoView {
    let locale = locale();
    let rows = columns.iter().map(|column| {
        let (header, meaning) = column.words(locale);
        view! {
            <div>
                <dt>
                    <code>{header}</code>
                </dt>
                <dd>{meaning}</dd>
            </div>
        }
    });
    view! { <dl class="column-list">{rows.collect_view()}</dl> }
}

/// What has been added, and where to see it.
#[component]
fn Imported(organisations: usize, partnerships: usize) -> impl IntoView {
    let locale = locale();
    let words = td_string!(
        locale,
        import.imported,
        organisations = number(locale, organisations),
        partnerships = number(locale, partnerships)
    );
    let link = if organisations >= partnerships {
        Either::Left(view! {
            <a class="button primary" href="/organisations">
                {td_string!(locale, import.see_organisations)}
            </a>
        })
    } else {
        Either::Right(view! {
            <a class="button primary" href="/partnerships">
                {td_string!(locale, import.see_partnerships)}
            </a>
        })
    };
    view! {
        <div class="notice success" role="status">
            <p>
                <strong>{words}</strong>
            </p>
        </div>
        <div class="actions">
            {link}
            <a class="button" href="/explore">
                {td_string!(locale, import.see_network)}
            </a>
            <a class="button" href="/import">
                {td_string!(locale, import.another)}
            </a>
        </div>
    }
}
