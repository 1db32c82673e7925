//! What waits in the browser for a connection, as what it does once it is sent.

use super::Deed;
use crate::api::life::{
    AddComment, AskAgain, GiveAnswer, GiveVote, RemoveComment, TakeStep, WithdrawProposal,
};
use crate::api::needs::{CloseListing, RemoveListing, SaveListing};
use crate::api::organisations::{ArchiveOrganisation, SaveOrganisation};
use crate::api::partnerships::{ArchivePartnership, SavePartnership};
use crate::api::people::{RemoveContact, SaveContact};
use crate::api::work::{RemoveWork, SaveActivity, SetActivityState};
use crate::offline::Edit;
use crate::part::part;
use leptos::form::FromFormData;
use leptos::server_fn::ServerFn;
use leptos::web_sys::FormData;

part! {
    /// What edits do, where a page can foresee it.
    pub fn deeds(edits: Vec<Edit>) -> Vec<Deed>, of forms, loaded by load_deeds {
        edits.iter().filter_map(deed).collect()
    }
}

fn deed(edit: &Edit) -> Option<Deed> {
    type Read = fn(&Edit) -> Option<Deed>;
    const KNOWN: [Read; 19] = [
        read::<SaveOrganisation>,
        read::<ArchiveOrganisation>,
        read::<SavePartnership>,
        read::<ArchivePartnership>,
        read::<SaveListing>,
        read::<CloseListing>,
        read::<RemoveListing>,
        read::<SaveContact>,
        read::<RemoveContact>,
        read::<SaveActivity>,
        read::<SetActivityState>,
        read::<RemoveWork>,
        read::<TakeStep>,
        read::<GiveAnswer>,
        read::<AskAgain>,
        read::<GiveVote>,
        read::<WithdrawProposal>,
        read::<AddComment>,
        read::<RemoveComment>,
    ];
    KNOWN.iter().find_map(|read| read(edit))
}

/// It, where it is for this server function.
fn read<S>(edit: &Edit) -> Option<Deed>
where
    S: ServerFn + FromFormData + Send + Sync + 'static,
{
    if edit.path != S::PATH {
        return None;
    }
    let form = FormData::new().ok()?;
    for (name, value) in &edit.fields {
        form.append_with_str(name, value).ok()?;
    }
    Some(Deed::new(S::from_form_data(&form).ok()?))
}
