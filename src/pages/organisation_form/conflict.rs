//! What to do when others changed the same record while the form was open.

use super::Start;
use super::inputs::{input_id, write_into};
use crate::i18n::{Locale, td_string, words};
use crate::ui::locale;
use jejaring_domain::draft::ProfileDraft;
use jejaring_domain::fault::Conflict as Both;
use jejaring_domain::{Coded, Field, Kind, ProfileField, ProfileValue};
use leptos::prelude::*;

/// What is stored now in a field that was changed on both sides.
#[derive(Clone)]
pub struct Stored {
    /// The field.
    pub field: Field,
    /// Its value in words.
    pub shown: String,
    /// What to write into the field's input to take the value over; none where the field has several inputs.
    pub value: Option<String>,
}

/// What is stored now in the fields that were changed on both sides, and the ways to go on.
#[component]
pub fn Conflict(
    /// The fields; none while there is no conflict.
    #[prop(into)]
    fields: Signal<Option<Vec<Stored>>>,
    /// Where the form starts anew from what is stored.
    again: Option<String>,
) -> impl IntoView {
    let locale = locale();
    move || {
        let rows = fields.with(|fields| {
            Some(
                fields
                    .as_ref()?
                    .iter()
                    .map(|stored| row(locale, stored))
                    .collect::<Vec<_>>(),
            )
        })?;
        Some(view! {
            <section class="card conflict">
                <h2>{td_string!(locale, form.conflict)}</h2>
                <p>{td_string!(locale, form.conflict_choices)}</p>
                <dl class="facts">{rows}</dl>
                <div class="actions">
                    <button type="submit" class="button primary">
                        {td_string!(locale, form.save_mine)}
                    </button>
                    <a class="button" href=again.clone() rel="external">
                        {td_string!(locale, form.drop_mine)}
                    </a>
                </div>
            </section>
        })
    }
}

fn row(locale: Locale, stored: &Stored) -> impl IntoView + use<> {
    let field = stored.field;
    let take = stored.value.clone().map(|value| {
        view! {
            <button type="button" class="button small with-script" on:click=move |_| write_into(&input_id(field), &value)>
                {td_string!(locale, form.take_stored)}
            </button>
        }
    });
    let shown = if stored.shown.is_empty() {
        td_string!(locale, form.nothing).to_owned()
    } else {
        stored.shown.clone()
    };
    view! {
        <div>
            <dt>{words::field(locale, field)}</dt>
            <dd>
                <span class="prose">{shown}</span>
                {take}
            </dd>
        </div>
    }
}

/// What is stored of an organisation's profile in the fields that were changed on both sides.
pub fn stored_in(locale: Locale, stored: &Start, conflicts: &[Both<ProfileValue>]) -> Vec<Stored> {
    let fields = conflicts
        .iter()
        .flat_map(|conflict| inputs_of(conflict.theirs.field()))
        .copied();
    fields
        .map(|field| stored_field(locale, &stored.draft, field))
        .collect()
}

/// What a draft has in an input.
pub fn stored_field(locale: Locale, draft: &ProfileDraft, field: Field) -> Stored {
    let value = value_of(draft, field);
    let kind = Kind::from_code(&value).filter(|_| field == Field::Kind);
    let shown = kind.map_or(value.clone(), |kind| words::kind(locale, kind).to_owned());
    Stored {
        field,
        shown,
        value: Some(value),
    }
}

/// The inputs in which a field of the record is written.
pub fn inputs_of(field: ProfileField) -> &'static [Field] {
    match field {
        ProfileField::Name => &[Field::Name],
        ProfileField::Kind => &[Field::Kind],
        ProfileField::Npsn => &[Field::Npsn],
        ProfileField::Aliases => &[Field::Aliases],
        ProfileField::Place => &[
            Field::Regency,
            Field::Province,
            Field::Country,
            Field::Latitude,
            Field::Longitude,
        ],
        ProfileField::Programmes => &[Field::Programmes],
        ProfileField::About => &[Field::About],
        ProfileField::Website => &[Field::Website],
    }
}

fn value_of(draft: &ProfileDraft, field: Field) -> String {
    let text = match field {
        Field::Name => &draft.name,
        Field::Kind => &draft.kind,
        Field::Npsn => &draft.npsn,
        Field::Aliases => &draft.aliases,
        Field::Regency => &draft.regency,
        Field::Province => &draft.province,
        Field::Country => &draft.country,
        Field::Latitude => &draft.latitude,
        Field::Longitude => &draft.longitude,
        Field::Programmes => &draft.programmes,
        Field::About => &draft.about,
        Field::Website => &draft.website,
        _ => return String::new(),
    };
    text.clone()
}
