//! What is stored of a partnership's terms where others changed the same fields.

use crate::i18n::{Locale, words};
use crate::pages::organisation_form::conflict::Stored;
use jejaring_domain::draft::{TermsDraft, signatory_parts, split};
use jejaring_domain::fault::Conflict as Both;
use jejaring_domain::{
    Authority, Benefit, BenefitState, Coded, ContributionKind, Date, Field, Finance, Form, Role,
    Scope, Step, TermsField, TermsValue,
};

/// What is stored in the fields that were changed on both sides.
pub fn stored_in(
    locale: Locale,
    stored: &TermsDraft,
    conflicts: &[Both<TermsValue>],
) -> Vec<Stored> {
    let fields = conflicts
        .iter()
        .flat_map(|conflict| inputs_of(conflict.theirs.field()))
        .copied();
    fields
        .map(|field| stored_field(locale, stored, field))
        .collect()
}

/// The inputs in which a field of the record is written.
pub fn inputs_of(field: TermsField) -> &'static [Field] {
    match field {
        TermsField::Title => &[Field::Title],
        TermsField::Purpose => &[Field::Purpose],
        TermsField::Parties => &[Field::Parties],
        TermsField::Form => &[Field::Form],
        TermsField::Scope => &[Field::Scope],
        TermsField::Finance => &[Field::Finance],
        TermsField::Step => &[Field::Step],
        TermsField::Start => &[Field::Start],
        TermsField::End => &[Field::End],
        TermsField::Benefits => &[Field::Benefits],
        TermsField::Agreement => &[
            Field::AgreementNumber,
            Field::AgreementTitle,
            Field::AgreementSigned,
            Field::AgreementExpires,
            Field::AgreementSignatories,
        ],
        TermsField::Consent => &[
            Field::ConsentAuthority,
            Field::ConsentReference,
            Field::ConsentDate,
        ],
        TermsField::Ended => &[Field::Ended, Field::EndedReason],
    }
}

/// What a draft has in an input.
pub fn stored_field(locale: Locale, draft: &TermsDraft, field: Field) -> Stored {
    let text = |value: &String| (value.clone(), Some(value.clone()));
    let day = |value: &String| {
        let date = value.parse::<Date>();
        (
            date.map_or(value.clone(), |date| crate::i18n::date(locale, date)),
            Some(value.clone()),
        )
    };
    let (shown, value) = match field {
        Field::Title => text(&draft.title),
        Field::Purpose => text(&draft.purpose),
        Field::Parties => (parties(locale, draft), None),
        Field::Form => code::<Form>(locale, &draft.form, words::form),
        Field::Scope => code::<Scope>(locale, &draft.scope, words::scope),
        Field::Finance => code::<Finance>(locale, &draft.finance, words::finance),
        Field::Step => code::<Step>(locale, &draft.step, words::step),
        Field::Start => day(&draft.start),
        Field::End => day(&draft.end),
        Field::Benefits => (benefits(locale, draft), None),
        Field::AgreementNumber => text(&draft.agreement_number),
        Field::AgreementTitle => text(&draft.agreement_title),
        Field::AgreementSigned => day(&draft.agreement_signed),
        Field::AgreementExpires => day(&draft.agreement_expires),
        Field::AgreementSignatories => (signatories(draft), None),
        Field::ConsentAuthority => {
            code::<Authority>(locale, &draft.consent_authority, words::authority)
        }
        Field::ConsentReference => text(&draft.consent_reference),
        Field::ConsentDate => day(&draft.consent_date),
        Field::Ended => day(&draft.ended),
        Field::EndedReason => text(&draft.ended_reason),
        _ => (String::new(), None),
    };
    Stored {
        field,
        shown,
        value,
    }
}

fn code<C: Coded>(
    locale: Locale,
    code: &str,
    word: fn(Locale, C) -> &'static str,
) -> (String, Option<String>) {
    (
        C::from_code(code)
            .map_or(code, |value| word(locale, value))
            .to_owned(),
        Some(code.to_owned()),
    )
}

fn parties(locale: Locale, draft: &TermsDraft) -> String {
    let parties = draft.parties.iter().map(|party| {
        let name = match Role::from_code(&party.role) {
            Some(role) => format!("{} ({})", party.organisation, words::role(locale, role)),
            None => party.organisation.clone(),
        };
        let brings = split(&party.contributions);
        let brings = brings.iter().map(|item| {
            let (kind, note) = item.split_once(':').unwrap_or((item, ""));
            let kind = ContributionKind::from_code(kind.trim())
                .map_or(kind, |kind| words::contribution(locale, kind));
            match note.trim() {
                "" => kind.to_owned(),
                note => format!("{kind} – {note}"),
            }
        });
        let brings: Vec<_> = brings.collect();
        match brings.is_empty() {
            true => name,
            false => format!("{name}: {}", brings.join("; ")),
        }
    });
    parties.collect::<Vec<_>>().join("\n")
}

fn signatories(draft: &TermsDraft) -> String {
    let signatories = split(&draft.agreement_signatories).into_iter().map(|item| {
        let [organisation, name, function] = signatory_parts(&item);
        match function.is_empty() {
            true => format!("{name} ({organisation})"),
            false => format!("{name}, {function} ({organisation})"),
        }
    });
    signatories.collect::<Vec<_>>().join("\n")
}

fn benefits(locale: Locale, draft: &TermsDraft) -> String {
    let benefits = draft.benefits.iter().filter_map(|drafted| {
        let benefit = words::benefit(locale, Benefit::from_code(&drafted.benefit)?);
        let state = BenefitState::from_code(&drafted.state);
        let state = state.map_or("", |state| words::benefit_state(locale, state));
        Some(match drafted.evidence.is_empty() {
            true => format!("{benefit}: {state}"),
            false => format!("{benefit}: {state} – {}", drafted.evidence),
        })
    });
    benefits.collect::<Vec<_>>().join("\n")
}
