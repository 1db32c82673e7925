//! What a snapshot says of one organisation or one partnership.

use crate::Snapshot;
use crate::column::Texts;
use jejaring_domain::{
    Answer, Benefit, Coded, Finance, Form, Kind, OrganisationId, Origin, PartnershipId, Role,
    Scope, Status, Step,
};

/// One party of a partnership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartyRow {
    /// The organisation's index.
    pub organisation: u32,
    /// As what.
    pub role: Role,
    /// Whether it confirms.
    pub answer: Answer,
}

/// Columns of organisations, by index. Indexes beyond the last are the caller's mistake and panic.
impl Snapshot {
    /// Its identifier.
    pub fn organisation_id(&self, organisation: usize) -> OrganisationId {
        OrganisationId::from_u128(self.columns.organisations.id[organisation])
    }

    /// Its official name.
    pub fn name(&self, organisation: usize) -> &str {
        self.columns.organisations.name.get(organisation)
    }

    /// Its other names.
    pub fn aliases(&self, organisation: usize) -> impl Iterator<Item = &str> {
        let aliases = self.columns.organisations.aliases.get(organisation);
        aliases.split('\n').filter(|alias| !alias.is_empty())
    }

    /// Which of the four kinds it is.
    pub fn kind(&self, organisation: usize) -> Kind {
        self.columns.organisations.kind[organisation]
    }

    /// How it came in.
    pub fn origin(&self, organisation: usize) -> Origin {
        self.columns.organisations.origin[organisation]
    }

    /// A school's number, which is written with 8 digits.
    pub fn npsn(&self, organisation: usize) -> Option<u32> {
        self.columns.organisations.npsn[organisation]
    }

    /// Its regency or city; may be empty.
    pub fn regency(&self, organisation: usize) -> &str {
        let index = self.columns.organisations.regency[organisation];
        self.columns.regencies.get(index as usize)
    }

    /// Its province, or what corresponds to it abroad; may be empty.
    pub fn province(&self, organisation: usize) -> &str {
        let index = self.columns.organisations.province[organisation];
        self.columns.provinces.get(index as usize)
    }

    /// Its country; empty for Indonesia.
    pub fn country(&self, organisation: usize) -> &str {
        let index = self.columns.organisations.country[organisation];
        self.columns.countries.get(index as usize)
    }

    /// Its programmes or sectors.
    pub fn programmes(&self, organisation: usize) -> impl Iterator<Item = &str> {
        let indexes = self.programme_indexes(organisation).iter();
        indexes.map(|index| self.columns.programmes.get(*index as usize))
    }

    /// Latitude and longitude, where known.
    pub fn coordinates(&self, organisation: usize) -> Option<[f32; 2]> {
        self.columns.organisations.coordinates[organisation]
    }

    /// All regencies and cities, in alphabetical order; the first may be empty.
    pub fn regencies(&self) -> &Texts {
        &self.columns.regencies
    }

    /// All provinces, in alphabetical order; the first may be empty.
    pub fn provinces(&self) -> &Texts {
        &self.columns.provinces
    }

    /// All countries, in alphabetical order; Indonesia is the empty one.
    pub fn countries(&self) -> &Texts {
        &self.columns.countries
    }

    /// All programmes and sectors, in alphabetical order.
    pub fn programme_table(&self) -> &Texts {
        &self.columns.programmes
    }

    pub(crate) fn programme_indexes(&self, organisation: usize) -> &[u32] {
        self.columns.organisations.programmes.get(organisation)
    }

    pub(crate) fn place_indexes(&self, organisation: usize) -> [usize; 3] {
        let rows = &self.columns.organisations;
        [&rows.regency, &rows.province, &rows.country].map(|column| column[organisation] as usize)
    }
}

/// Columns of partnerships, by index. Indexes beyond the last are the caller's mistake and panic.
impl Snapshot {
    /// Its identifier.
    pub fn partnership_id(&self, partnership: usize) -> PartnershipId {
        PartnershipId::from_u128(self.columns.partnerships.id[partnership])
    }

    /// What it is called.
    pub fn title(&self, partnership: usize) -> &str {
        self.columns.partnerships.title.get(partnership)
    }

    /// The indexes of its organisations.
    pub fn party_organisations(&self, partnership: usize) -> &[u32] {
        self.columns.partnerships.parties.get(partnership)
    }

    /// Its parties.
    pub fn parties(&self, partnership: usize) -> impl ExactSizeIterator<Item = PartyRow> {
        let rows = &self.columns.partnerships;
        rows.parties.range(partnership).map(|at| PartyRow {
            organisation: rows.parties.items()[at],
            role: rows.role[at],
            answer: rows.answer[at],
        })
    }

    /// Whether it has more than two parties.
    pub fn is_multilateral(&self, partnership: usize) -> bool {
        self.party_organisations(partnership).len() > 2
    }

    /// How binding it is.
    pub fn form(&self, partnership: usize) -> Form {
        self.columns.partnerships.form[partnership]
    }

    /// Physical or non-physical support.
    pub fn scope(&self, partnership: usize) -> Scope {
        self.columns.partnerships.scope[partnership]
    }

    /// How it is paid for.
    pub fn finance(&self, partnership: usize) -> Finance {
        self.columns.partnerships.finance[partnership]
    }

    /// Where it stands.
    pub fn step(&self, partnership: usize) -> Step {
        self.columns.partnerships.step[partnership]
    }

    /// What it is on [`Snapshot::today`].
    pub fn status(&self, partnership: usize) -> Status {
        self.columns.partnerships.status[partnership]
    }

    /// How it came in.
    pub fn partnership_origin(&self, partnership: usize) -> Origin {
        self.columns.partnerships.origin[partnership]
    }

    /// The benefits that were hoped for, whatever became of them.
    pub fn benefits(&self, partnership: usize) -> impl Iterator<Item = Benefit> {
        let set = self.columns.partnerships.benefits[partnership];
        let all = Benefit::ALL.iter().copied();
        all.filter(move |benefit| set & 1 << benefit.index() != 0)
    }

    /// The first day of the work, as a [`day`].
    pub fn start(&self, partnership: usize) -> Option<i32> {
        self.columns.partnerships.start[partnership]
    }

    /// The last day, as a [`day`]: the one on which it ended, or else the one on which it or its agreement runs out.
    pub fn end(&self, partnership: usize) -> Option<i32> {
        self.columns.partnerships.end[partnership]
    }
}
