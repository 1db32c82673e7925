//! What all forms are made of: inputs with their label, their hint and what is wrong with them, and the summary of
//! all mistakes. Nothing that was typed lives in the program: the page itself keeps it, so that nothing is lost when
//! the server finds a mistake, and nothing typed before the program has started.

use crate::api::ApiError;
use crate::i18n::{Locale, td_string, words};
use crate::ui::locale;
use jejaring_domain::{Coded, Fault, Field, Problem, Refusal};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// Why the form was not saved, if it was not: known to all inputs by context.
#[derive(Clone, Copy)]
pub struct Failure(Signal<Option<ApiError>>);

impl Failure {
    /// Tells the inputs inside the present component what the last answer says, or else what the form starts with.
    pub fn provide<T: Send + Sync + 'static>(
        answer: impl Fn() -> Option<Result<T, ApiError>> + Send + Sync + 'static,
        start: Option<ApiError>,
    ) -> Self {
        let failure = Self(Signal::derive(move || match answer() {
            Some(answer) => answer.err(),
            None => start.clone(),
        }));
        provide_context(failure);
        failure
    }

    /// The error itself.
    pub fn error(self) -> Option<ApiError> {
        self.0.get()
    }

    /// The refusal, where it is one.
    pub fn refusal(self) -> Option<Refusal> {
        self.0.get().and_then(|error| error.refusal())
    }

    /// All that is wrong with what was typed.
    pub fn faults(self) -> Vec<Fault> {
        match self.refusal() {
            Some(Refusal::Invalid(faults)) => faults,
            _ => Vec::new(),
        }
    }

    /// What is wrong with one input.
    pub fn problems(self, field: Field) -> Vec<Problem> {
        let faults = self.faults().into_iter();
        faults
            .filter(|fault| fault.field == field)
            .map(|fault| fault.problem)
            .collect()
    }
}

/// The `id` of a field's input.
pub fn input_id(field: Field) -> String {
    format!("field-{}", field.code())
}

/// The `name` under which a field is sent.
pub fn input_name(field: Field) -> String {
    format!("draft[{}]", field.code())
}

/// What is wrong with a field, below its input.
#[component]
pub fn Problems(
    /// The field.
    field: Field,
) -> impl IntoView {
    let locale = locale();
    let failure = expect_context::<Failure>();
    let lines = move || {
        let problems = failure.problems(field).into_iter();
        problems
            .map(|problem| problem_line(locale, &problem))
            .collect::<Vec<_>>()
    };
    view! { <div class="problems" id=format!("{}-problems", input_id(field))>{lines}</div> }
}

/// A problem in words. A number that is taken leads to who has it.
fn problem_line(locale: Locale, problem: &Problem) -> impl IntoView + use<> {
    let holder = match problem {
        Problem::Taken { by } => Some(format!("/organisations/{by}")),
        _ => None,
    };
    let words = words::problem(locale, problem);
    view! {
        <p class="field-error">
            {match holder {
                Some(page) => view! { <a href=page>{words}</a> }.into_any(),
                None => view! { <span>{words}</span> }.into_any(),
            }}
        </p>
    }
}

/// A label, an input, its hint and its problems.
#[component]
fn Labelled(
    field: Field,
    #[prop(default = None)] label: Option<&'static str>,
    required: bool,
    hint: Option<Children>,
    children: Children,
) -> impl IntoView {
    let locale = locale();
    let failure = expect_context::<Failure>();
    let hint = hint.map(
        |hint| view! { <p class="field-hint" id=format!("{}-hint", input_id(field))>{hint()}</p> },
    );
    view! {
        <div class="field" class:faulty=move || !failure.problems(field).is_empty()>
            <label class="field-label" for=input_id(field)>
                {label.unwrap_or(words::field(locale, field))}
                {required.then(|| view! { <span class="required">" "{td_string!(locale, form.required)}</span> })}
            </label>
            {hint}
            {children()}
            <Problems field />
        </div>
    }
}

/// The attributes that tie an input to what is said of it: whether it is wrong, and where its hint and problems are.
fn wrong(field: Field) -> impl Fn() -> Option<&'static str> + Send + Sync + Copy + 'static {
    let failure = expect_context::<Failure>();
    move || (!failure.problems(field).is_empty()).then_some("true")
}

fn described_by(field: Field, hint: bool) -> String {
    let id = input_id(field);
    if hint {
        format!("{id}-hint {id}-problems")
    } else {
        format!("{id}-problems")
    }
}

/// One line of text, a number or a day. The children are its hint.
#[component]
pub fn TextInput(
    /// What it is for.
    field: Field,
    /// What stands in it at first.
    value: String,
    /// Its label, where that is not the field's own word.
    #[prop(default = None)]
    label: Option<&'static str>,
    /// Its type: `text`, `date`…
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keys a phone offers: `numeric`, `decimal`, `url`…
    #[prop(optional)]
    keys: Option<&'static str>,
    /// The most characters that it takes.
    #[prop(optional)]
    max: Option<usize>,
    /// Whether the browser asks for it.
    #[prop(optional)]
    required: bool,
    /// What the browser may fill in.
    #[prop(default = "off")]
    fill: &'static str,
    /// The hint.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let description = described_by(field, children.is_some());
    view! {
        <Labelled field label required hint=children>
            <input
                id=input_id(field)
                name=input_name(field)
                type=kind
                value=value
                inputmode=keys
                maxlength=max.map(|max| max.to_string())
                required=required
                autocomplete=fill
                aria-invalid=wrong(field)
                aria-describedby=description
            />
        </Labelled>
    }
}

/// Some paragraphs. The children are its hint.
#[component]
pub fn ParagraphInput(
    /// What it is for.
    field: Field,
    /// What stands in it at first.
    value: String,
    /// The most characters that it takes.
    max: usize,
    /// Whether the browser asks for it.
    #[prop(optional)]
    required: bool,
    /// The hint.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let description = described_by(field, children.is_some());
    view! {
        <Labelled field required hint=children>
            <textarea
                id=input_id(field)
                name=input_name(field)
                rows="5"
                required=required
                maxlength=max.to_string()
                aria-invalid=wrong(field)
                aria-describedby=description
            >
                {inside_textarea(value)}
            </textarea>
        </Labelled>
    }
}

/// The framework puts what is inside a `<textarea>` into the page as it is, without the escapes that keep it text.
pub fn inside_textarea(text: String) -> String {
    // A line break right after the tag would be swallowed.
    if cfg!(feature = "ssr") {
        format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
    } else {
        text
    }
}

/// One of several values. The children are its hint.
#[component]
pub fn ChoiceInput<C: Coded + Send + Sync>(
    /// What it is for.
    field: Field,
    /// The code that is chosen at first.
    value: String,
    /// The values to choose from, in groups.
    groups: Vec<Group<C>>,
    /// The word for a value.
    word: fn(Locale, C) -> &'static str,
    /// The number before that word, where values are counted.
    #[prop(optional)]
    number: Option<fn(C) -> u8>,
    /// Whether there is no value at first, and the browser asks for one.
    #[prop(optional)]
    blank: bool,
    /// Whether it may be left without a value.
    #[prop(optional)]
    optional: bool,
    /// The hint.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let locale = locale();
    let description = described_by(field, children.is_some());
    let known = C::from_code(&value);
    // What was sent and is not known stays, so that the mistake can be seen.
    let unknown = (known.is_none() && !value.is_empty()).then(|| {
        let words = value.clone();
        view! { <option value=value selected=true>{words}</option> }
    });
    let option = move |choice: C| {
        view! {
            <option value=choice.code() selected=known == Some(choice)>
                {number.map(|number| format!("{}. ", number(choice)))} {word(locale, choice)}
            </option>
        }
    };
    let groups = groups.into_iter().map(move |Group { label, values }| {
        let options = values.into_iter().map(option).collect_view();
        match label {
            None => options.into_any(),
            Some(label) => view! { <optgroup label=label>{options}</optgroup> }.into_any(),
        }
    });
    view! {
        <Labelled field required=blank hint=children>
            <select
                id=input_id(field)
                name=input_name(field)
                required=blank
                aria-invalid=wrong(field)
                aria-describedby=description
            >
                {(blank || optional).then(|| view! { <option value="">{td_string!(locale, form.choose)}</option> })}
                {unknown}
                {groups.collect_view()}
            </select>
        </Labelled>
    }
}

/// One of several records, each by its identifier and name. The children are its hint.
#[component]
pub fn RecordInput(
    /// What it is for.
    field: Field,
    /// The identifier that is chosen at first.
    value: String,
    /// The records to choose from.
    options: Vec<(String, String)>,
    /// The word for none of them.
    none: &'static str,
    /// The hint.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let description = described_by(field, children.is_some());
    let options = options.into_iter().map(move |(id, name)| {
        let chosen = id == value;
        view! {
            <option value=id selected=chosen>
                {name}
            </option>
        }
    });
    view! {
        <Labelled field required=false hint=children>
            <select
                id=input_id(field)
                name=input_name(field)
                aria-invalid=wrong(field)
                aria-describedby=description
            >
                <option value="">{none}</option>
                {options.collect_view()}
            </select>
        </Labelled>
    }
}

/// Values that belong together, below a heading if they have one.
pub struct Group<C> {
    /// The heading.
    pub label: Option<&'static str>,
    /// The values.
    pub values: Vec<C>,
}

/// All values of an enum, without headings.
pub fn all<C: Coded>() -> Vec<Group<C>> {
    vec![Group {
        label: None,
        values: C::ALL.to_vec(),
    }]
}

/// Why the form was not saved and all that is wrong, with a link to each input. Takes the focus when it appears.
#[component]
pub fn Mistakes() -> impl IntoView {
    let locale = locale();
    let failure = expect_context::<Failure>();
    let frame = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        if failure.error().is_some()
            && let Some(frame) = frame.get()
        {
            // Once the page shows it.
            request_animation_frame(move || drop(frame.focus()));
        }
    });
    let line = move |fault: Fault| {
        let label = words::field(locale, fault.field);
        let problem = words::problem(locale, &fault.problem);
        let field = fault.field;
        view! {
            <li>
                <a
                    href=format!("#{}", input_id(field))
                    rel="external"
                    on:click=move |event| {
                        event.prevent_default();
                        focus(field);
                    }
                >
                    {label}
                </a>
                ": "
                {problem}
            </li>
        }
    };
    let view = move || {
        let error = failure.error()?;
        let lines = failure.faults().into_iter().map(line).collect::<Vec<_>>();
        let lines = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
        Some(view! {
            <div class="notice error mistakes" role="alert" tabindex="-1" autofocus node_ref=frame>
                <p>
                    <strong>{words::error(locale, &error)}</strong>
                </p>
                {lines}
            </div>
        })
    };
    view! { {view} }
}

/// Shows a field's input and puts the cursor in it.
fn focus(field: Field) {
    let Some(element) = document().get_element_by_id(&input_id(field)) else {
        return;
    };
    if let Ok(Some(folded)) = element.closest("details:not([open])") {
        let _ = folded.set_attribute("open", "");
    }
    // A group of inputs has no cursor of its own: its first wrong input does, or its first.
    let inside = ["[aria-invalid='true']", "input, select, textarea"]
        .into_iter()
        .find_map(|which| element.query_selector(which).ok().flatten());
    if let Ok(element) = inside.unwrap_or(element).dyn_into::<HtmlElement>() {
        element.scroll_into_view();
        let _ = element.focus();
    }
}

/// Writes into an input, whichever kind it is.
pub fn write_into(id: &str, value: &str) {
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(value);
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    } else if let Some(paragraphs) = element.dyn_ref::<HtmlTextAreaElement>() {
        paragraphs.set_value(value);
    }
}

/// The buttons at the end of a form.
#[component]
pub fn SaveOrCancel(
    /// Whether it is being saved.
    #[prop(into)]
    saving: Signal<bool>,
    /// Where to go instead.
    back: String,
    /// What the button says, where it does not only save.
    #[prop(optional_no_strip)]
    word: Option<&'static str>,
) -> impl IntoView {
    let locale = locale();
    let word = word.unwrap_or(td_string!(locale, form.save));
    view! {
        <div class="actions">
            <button type="submit" class="button primary" disabled=saving>
                {move || if saving.get() { td_string!(locale, form.saving) } else { word }}
            </button>
            <a class="button" href=back>
                {td_string!(locale, form.cancel)}
            </a>
        </div>
    }
}
