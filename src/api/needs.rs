//! Needs and offers: those of one organisation, all of the network, what goes together, and writing them.

use super::organisations::OrganisationRef;
use super::{ApiError, FormStart, Page};
use jejaring_domain::listing::ListingDraft;
use jejaring_domain::{Date, Listing, OrganisationId, RecordId, Resource, Seq, Side};
use jejaring_graph::matching::{Closeness, Distance, Supply};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// All that the page of an organisation's needs and offers shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedsView {
    /// The organisation.
    pub organisation: OrganisationRef,
    /// Its needs and offers, open ones first.
    pub listings: Vec<ListingView>,
    /// Companies that need skilled workers whom this school trains, best first.
    pub taught: Vec<MatchView>,
    /// Whether the reader may write for it.
    pub may_write: bool,
    /// The state of the network that was read.
    pub seen: Seq,
    /// The present year.
    pub year: i16,
    /// Names the submission of a form on the page, so that the form sent twice is done once.
    pub command: String,
}

/// A need or an offer on its organisation's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListingView {
    /// The record itself.
    pub listing: Listing,
    /// Whether it still counts today.
    pub open: bool,
    /// What goes best with it.
    pub matches: Vec<MatchView>,
    /// Whether it shows more than the server has answered; until that is there, nothing more is done to it.
    #[serde(skip)]
    pub ahead: bool,
}

impl ListingView {
    /// What lists are sorted by: open ones first, then by kind, the latest first.
    pub fn place(&self) -> impl Ord + use<> {
        let Listing {
            side, resource, id, ..
        } = self.listing;
        (!self.open, side, resource, Reverse(id))
    }
}

/// A need or an offer as the other side of a match shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SideOfMatch {
    /// The listing; none where it is what a school teaches.
    pub id: Option<RecordId>,
    /// What exactly; of a school, its programmes.
    pub title: String,
    /// Whose.
    pub organisation: OrganisationRef,
    /// Where that is: regency or city; may be empty.
    pub regency: String,
    /// How many, where it is counted.
    pub quantity: Option<u32>,
    /// From when on.
    pub from: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
}

/// A need and an offer that go together, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchView {
    /// What kind of help.
    pub resource: Resource,
    /// The need.
    pub need: SideOfMatch,
    /// The offer.
    pub offer: SideOfMatch,
    /// How good it is, from 0 to 100.
    pub score: u8,
    /// Its parts: how well it fits, how near it is, how close in the network; each from 0 to 100.
    pub parts: [u8; 3],
    /// The words in common.
    pub words: Vec<String>,
    /// Whether there is enough.
    pub supply: Supply,
    /// Whether both hold at the same time.
    pub in_time: bool,
    /// How far apart they are.
    pub distance: Distance,
    /// How close they are in the network.
    pub ties: Closeness<OrganisationRef>,
    /// Whether the reader may begin a partnership of the two.
    pub may_start: bool,
}

impl MatchView {
    /// Where a partnership is begun from it.
    pub fn start(&self) -> String {
        let giver = match self.offer.id {
            Some(offer) => format!("&offer={offer}"),
            None => format!("&with={}", self.offer.organisation.id),
        };
        let need = self.need.id.map(|id| id.to_string()).unwrap_or_default();
        format!("/partnerships/new?need={need}{giver}")
    }
}

/// Which needs and offers the market shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MarketQuery {
    /// Words that its title, note or programme, or its organisation's name, contains; all where empty.
    pub text: String,
    /// Only needs, or only offers.
    pub side: Option<Side>,
    /// Only this kind of help.
    pub resource: Option<Resource>,
    /// Only physical, or only non-physical help.
    pub physical: Option<bool>,
    /// Words that its programme contains.
    pub programme: String,
    /// Words that its organisation's regency or province contains.
    pub region: String,
    /// Nearest to this organisation first.
    pub near: Option<OrganisationId>,
    /// The page's number, from 1.
    pub page: usize,
}

/// A need or an offer in the market.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarketRow {
    /// The record itself.
    pub listing: Listing,
    /// Whose.
    pub organisation: OrganisationRef,
    /// Where that is: regency or city; may be empty.
    pub regency: String,
    /// How far from the organisation that was asked for.
    pub distance: Option<Distance>,
}

/// The market.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarketView {
    /// The needs and offers.
    pub page: Page<MarketRow>,
    /// The organisations for which the reader acts: near to them can be asked for, and for them it can be written.
    pub own: Vec<OrganisationRef>,
}

/// What goes together best.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Matches {
    /// The pairs, best first.
    pub matches: Vec<MatchView>,
    /// The organisations for which the reader acts.
    pub own: Vec<OrganisationRef>,
}

/// What the form for a need or an offer starts from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListingStart {
    /// Whose it is to be, or is.
    pub organisation: OrganisationRef,
    /// The values.
    pub start: FormStart<ListingDraft>,
    /// The present year.
    pub year: i16,
}

/// The open needs and offers of an organisation in short, for its own page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenListings {
    /// The needs.
    pub needs: Vec<Listing>,
    /// The offers.
    pub offers: Vec<Listing>,
}

/// The needs and offers of an organisation. Errors: [`ApiError::NotFound`].
#[server(name = ReadNeeds, endpoint = "needs", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn needs(organisation: OrganisationId) -> Result<NeedsView, ApiError> {
    crate::server::answers::needs::of(organisation).await
}

/// Some of all open needs and offers, in order.
#[server(name = ReadMarket, endpoint = "market", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn market(query: MarketQuery) -> Result<MarketView, ApiError> {
    crate::server::answers::needs::market(query).await
}

/// What goes together best in the whole network, or with `own` for the organisations for which the reader acts.
#[server(name = ReadMatches, endpoint = "matches", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn matches(own: bool) -> Result<Matches, ApiError> {
    crate::server::answers::needs::matches(own).await
}

/// What the form for a need or an offer starts from: `id` none for a new one; `kept` names values that were sent by a
/// form without script and had mistakes.
#[server(endpoint = "listing-form", input = server_fn::codec::GetUrl, output = crate::api::Wire)]
pub async fn listing_form(
    organisation: OrganisationId,
    id: Option<RecordId>,
    kept: Option<String>,
) -> Result<ListingStart, ApiError> {
    crate::server::answers::needs::form(organisation, id, kept).await
}

/// Saves a need or an offer, a new one where `id` is none, and leads to the page of its organisation's. `year` stands
/// for the first and the last day of skilled workers. Errors: [`ApiError::Refused`] with all that is wrong.
#[server(endpoint = "save-listing", output = crate::api::Wire)]
pub async fn save_listing(
    organisation: OrganisationId,
    id: Option<RecordId>,
    command: String,
    seen: Seq,
    year: Option<String>,
    draft: ListingDraft,
    #[server(default)] follows: bool,
) -> Result<RecordId, ApiError> {
    use crate::server::answers::meanwhile::Seen;
    let seen = Seen { seq: seen, follows };
    crate::server::answers::needs::save(organisation, id, command, seen, year, draft).await
}

/// Closes a need or an offer as it was `seen`, or opens it again, and leads to the page of its organisation's.
#[server(endpoint = "close-listing", output = crate::api::Wire)]
pub async fn close_listing(
    id: RecordId,
    closed: bool,
    seen: Seq,
    #[server(default)] command: String,
) -> Result<(), ApiError> {
    crate::server::answers::needs::close(id, closed, seen, command).await
}

/// Takes a need or an offer out, and leads to the page of its organisation's.
#[server(endpoint = "remove-listing", output = crate::api::Wire)]
pub async fn remove_listing(
    id: RecordId,
    #[server(default)] command: String,
) -> Result<(), ApiError> {
    crate::server::answers::needs::remove(id, command).await
}
