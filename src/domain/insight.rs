//! What the network adds up to, or one organisation's part of it: the balance of support, who is left out, what was
//! hoped for and did not come, which workers are looked for and taught. Public facts only.

use crate::benefit::BenefitState;
use crate::code::coded;
use crate::network::Network;
use crate::reminder::{Mark, mark};
use crate::{
    Answer, Benefit, Coded, ContributionKind, Date, Finance, Form, Kind, Listing, Name,
    OrganisationId, Partnership, PartnershipId, Record, Resource, Side, Status, Step,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

coded! {
    /// What kind of support a contribution is.
    pub enum Support {
        /// Things.
        Physical = "physical",
        /// Money.
        Money = "money",
        /// People, what they know and what they do.
        NonPhysical = "non_physical",
    }
}

impl ContributionKind {
    /// What kind of support it is.
    pub fn support(self) -> Support {
        match self {
            ContributionKind::Equipment | ContributionKind::TeachingMaterial => Support::Physical,
            ContributionKind::Funds | ContributionKind::Scholarship => Support::Money,
            _ => Support::NonPhysical,
        }
    }
}

/// How many years back the balance of support is shown.
const YEARS: i16 = 10;

/// What a network adds up to on a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Insight {
    /// Partnerships at work in each year, by scope in the order of [`Scope`](crate::Scope)'s values.
    pub years: Vec<(i16, [usize; 3])>,
    /// What parties bring in partnerships that are not over, by kind in the order of [`ContributionKind::ALL`].
    pub contributions: Vec<(ContributionKind, usize)>,
    /// Partnerships that are not over, by step in the order of [`Step::ALL`].
    pub steps: Vec<(Step, usize)>,
    /// The same by form.
    pub forms: Vec<(Form, usize)>,
    /// The same by finance.
    pub finances: Vec<(Finance, usize)>,
    /// What became of benefits, in the order of [`Benefit::ALL`].
    pub benefits: Vec<Hope>,
    /// Skilled workers that are looked for, by year and job.
    pub workers: Vec<Demand>,
    /// Partnerships that run out soon or just did, the first first.
    pub expiring: Vec<(PartnershipId, Date, Mark)>,
    /// Schools without a partner, by name.
    pub alone: Vec<OrganisationId>,
    /// How many schools there are.
    pub schools: usize,
}

/// What became of a benefit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hope {
    /// Which.
    pub benefit: Benefit,
    /// How often it came.
    pub realised: usize,
    /// How often it is still hoped for, in partnerships that are not over.
    pub expected: usize,
    /// Where it did not come: said to be not realised, or never said to be where the partnership is over.
    pub missed: Vec<PartnershipId>,
}

/// Skilled workers of one job that are looked for in one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// The year; that of the day itself where a listing says none.
    pub year: i16,
    /// The job.
    pub job: Name,
    /// How many.
    pub needed: u32,
    /// How many schools offer for that job and year.
    pub offered: u32,
    /// Who looks for them.
    pub companies: BTreeSet<OrganisationId>,
    /// The schools that teach for it: one of their programmes has a word in common with the job, or with what is asked for.
    pub schools: BTreeSet<OrganisationId>,
}

/// What the network adds up to on a day; of one organisation, only what it takes part in. `words` are what a text is
/// about, in one spelling: a programme and a job of one field need not bear the same name.
pub fn insight(
    network: &Network,
    of: Option<OrganisationId>,
    today: Date,
    words: impl Fn(&str) -> Vec<String>,
) -> Insight {
    let mut sums = Sums::new(today);
    match of {
        None => network.partnerships().for_each(|p| sums.add(p)),
        Some(id) => network.partnerships_of(id).for_each(|p| sums.add(p)),
    }
    let schools = network.organisations().filter(|organisation| {
        organisation.profile.kind == Kind::School
            && !organisation.archived
            && of.is_none_or(|id| organisation.id == id)
    });
    let schools: Vec<_> = schools.collect();
    let mut alone: Vec<_> = schools
        .iter()
        .filter(|school| !sums.partnered.contains(&school.id))
        .collect();
    alone.sort_by_key(|school| school.profile.name.to_lowercase());
    sums.insight.alone = alone.into_iter().map(|school| school.id).collect();
    sums.insight.schools = schools.len();
    sums.insight.workers = demand(network, of, today, words);
    sums.insight.expiring.sort_by_key(|(_, day, _)| *day);
    sums.insight
}

struct Sums {
    today: Date,
    insight: Insight,
    partnered: BTreeSet<OrganisationId>,
}

impl Sums {
    fn new(today: Date) -> Self {
        let hope = |benefit: &Benefit| Hope {
            benefit: *benefit,
            realised: 0,
            expected: 0,
            missed: Vec::new(),
        };
        let years = today.year() - YEARS + 1..=today.year();
        let insight = Insight {
            years: years.map(|year| (year, [0; 3])).collect(),
            contributions: zeros(),
            steps: zeros(),
            forms: zeros(),
            finances: zeros(),
            benefits: Benefit::ALL.iter().map(hope).collect(),
            ..Insight::default()
        };
        Sums {
            today,
            insight,
            partnered: BTreeSet::new(),
        }
    }

    fn add(&mut self, partnership: &Partnership) {
        if partnership.archived || partnership.is_draft() {
            return;
        }
        let terms = &partnership.terms;
        let status = partnership.status(self.today);
        let over = status == Status::Ended;
        self.year(partnership, status);
        for (benefit, outcome) in &terms.benefits {
            let hope = &mut self.insight.benefits[usize::from(benefit.index())];
            match outcome.state {
                BenefitState::Realised => hope.realised += 1,
                BenefitState::Expected if !over => hope.expected += 1,
                BenefitState::Expected | BenefitState::NotRealised => {
                    hope.missed.push(partnership.id)
                }
            }
        }
        if let (Some(mark), Some(day)) = (mark(partnership, self.today), terms.expires()) {
            self.insight.expiring.push((partnership.id, day, mark));
        }
        if over {
            return;
        }
        count(&mut self.insight.steps, terms.step);
        count(&mut self.insight.forms, terms.form);
        count(&mut self.insight.finances, terms.finance);
        for party in terms.staying() {
            self.partnered.insert(party.organisation);
            for contribution in &party.contributions {
                count(&mut self.insight.contributions, contribution.kind);
            }
        }
    }

    /// Counts it in the years in which it was at work: one that a party has not confirmed is not.
    fn year(&mut self, partnership: &Partnership, status: Status) {
        let terms = &partnership.terms;
        let worked = match status {
            Status::Running | Status::Expiring => true,
            Status::Ended => terms.step >= Step::Implementation && terms.accepted_ever() >= 2,
            _ => false,
        };
        let signed = terms.agreement.as_ref().and_then(|a| a.signed);
        let Some(start) = terms.start.or(signed).filter(|_| worked) else {
            return;
        };
        let ended = terms.ended.as_ref().map(|ending| ending.on);
        let end = ended.or(terms.expires()).unwrap_or(self.today);
        let years = start.year()..=end.min(self.today).year();
        let scope = usize::from(terms.scope.index());
        for (year, scopes) in &mut self.insight.years {
            if years.contains(year) {
                scopes[scope] += 1;
            }
        }
    }
}

impl crate::Terms {
    /// How many parties confirmed it, those who left since among them.
    fn accepted_ever(&self) -> usize {
        let parties = self.parties.iter();
        parties
            .filter(|party| matches!(party.answer, Answer::Accepted | Answer::Left))
            .count()
    }
}

fn zeros<C: Coded>() -> Vec<(C, usize)> {
    C::ALL.iter().map(|value| (*value, 0)).collect()
}

fn count<C: Coded>(counts: &mut [(C, usize)], value: C) {
    counts[usize::from(value.index())].1 += 1;
}

/// Skilled workers that are looked for, against those who are taught and offered. Of a company, its own demand; of a
/// school, the demand for what it teaches or offers.
fn demand(
    network: &Network,
    of: Option<OrganisationId>,
    today: Date,
    words: impl Fn(&str) -> Vec<String>,
) -> Vec<Demand> {
    let mut needs: BTreeMap<(i16, String), Demand> = BTreeMap::new();
    let mut asked: BTreeMap<(i16, String), BTreeSet<String>> = BTreeMap::new();
    let mut offers: BTreeMap<(i16, String), (u32, BTreeSet<OrganisationId>)> = BTreeMap::new();
    let listings = network.records().filter_map(|kept| match &kept.record {
        Record::Listing(listing) => Some(listing),
        _ => None,
    });
    for listing in listings.filter(|l| l.resource == Resource::SkilledWorker && l.is_open(today)) {
        let key = (year(listing, today), listing.title.to_lowercase());
        let number = listing.quantity.unwrap_or(1);
        if listing.side == Side::Offer {
            let (offered, by) = offers.entry(key).or_default();
            *offered = offered.saturating_add(number);
            by.insert(listing.organisation);
            continue;
        }
        let text = format!("{} {}", listing.title, listing.programme);
        asked.entry(key.clone()).or_default().extend(words(&text));
        let demand = needs.entry(key).or_insert_with_key(|(year, _)| Demand {
            year: *year,
            job: listing.title.clone(),
            needed: 0,
            offered: 0,
            companies: BTreeSet::new(),
            schools: BTreeSet::new(),
        });
        demand.needed = demand.needed.saturating_add(number);
        demand.companies.insert(listing.organisation);
    }
    let taught = taught(network, words);
    for (key, demand) in &mut needs {
        if let Some((offered, by)) = offers.remove(key) {
            demand.offered = offered;
            demand.schools.extend(by);
        }
        for word in asked.get(key).into_iter().flatten() {
            demand
                .schools
                .extend(taught.get(word).into_iter().flatten());
        }
    }
    let concerns = |demand: &Demand| {
        of.is_none_or(|id| demand.companies.contains(&id) || demand.schools.contains(&id))
    };
    needs.into_values().filter(concerns).collect()
}

/// Which schools have a programme that is about a word.
fn taught(
    network: &Network,
    words: impl Fn(&str) -> Vec<String>,
) -> BTreeMap<String, BTreeSet<OrganisationId>> {
    let mut taught: BTreeMap<String, BTreeSet<OrganisationId>> = BTreeMap::new();
    let schools = network
        .organisations()
        .filter(|o| o.profile.kind == Kind::School && !o.archived);
    for school in schools {
        for word in school.profile.programmes.iter().flat_map(|p| words(p)) {
            taught.entry(word).or_default().insert(school.id);
        }
    }
    taught
}

fn year(listing: &Listing, today: Date) -> i16 {
    let day = listing.from.or(listing.until).unwrap_or(today);
    day.year().max(today.year())
}
