//! What the network adds up to, or one organisation's part of it: the balance of support, who is left out, what was
//! hoped for and did not come, which workers are looked for and taught. Public facts only.

use crate::benefit::{BenefitState, Outcome};
use crate::code::coded;
use crate::network::Network;
use crate::reminder::{Mark, mark};
use crate::{
    Benefit, Coded, ContributionKind, Date, Evaluation, Finance, Form, Kind, Listing, Name,
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
    /// What parties that have confirmed bring in partnerships that are not over, by kind in the order of
    /// [`ContributionKind::ALL`].
    pub contributions: Vec<(ContributionKind, usize)>,
    /// Partnerships that are not over, by step in the order of [`Step::ALL`].
    pub steps: Vec<(Step, usize)>,
    /// The same by form.
    pub forms: Vec<(Form, usize)>,
    /// The same by finance.
    pub finances: Vec<(Finance, usize)>,
    /// What became of benefits in partnerships that both sides confirmed, in the order of [`Benefit::ALL`].
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
    /// How often it did not come: weighed so, or never said to have come where the partnership is over.
    pub missed: usize,
    /// Where not, as the terms alone say: how the parties weighed one partnership is theirs to know.
    pub missed_in: Vec<PartnershipId>,
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
        None => network.partnerships().for_each(|p| sums.add(network, p)),
        Some(id) => network
            .partnerships_of(id)
            .for_each(|p| sums.add(network, p)),
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
            missed: 0,
            missed_in: Vec::new(),
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

    fn add(&mut self, network: &Network, partnership: &Partnership) {
        if partnership.archived || partnership.is_draft() {
            return;
        }
        let terms = &partnership.terms;
        let status = partnership.status(self.today);
        let over = status == Status::Ended;
        self.year(partnership, status);
        if terms.was_confirmed() {
            self.hopes(network, partnership, over);
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
        for id in terms.confirmed() {
            self.partnered.insert(id);
            let brought = terms.party(id).map(|party| &party.contributions);
            for contribution in brought.into_iter().flatten() {
                count(&mut self.insight.contributions, contribution.kind);
            }
        }
    }

    fn hopes(&mut self, network: &Network, partnership: &Partnership, over: bool) {
        let missed = |state| match state {
            BenefitState::Realised => false,
            BenefitState::NotRealised => true,
            BenefitState::Expected => over,
        };
        let evaluations = network.records_of(partnership.id.into());
        for (benefit, outcome) in outcomes(partnership, evaluations) {
            let hope = &mut self.insight.benefits[usize::from(benefit.index())];
            match outcome.state {
                BenefitState::Realised => hope.realised += 1,
                state if missed(state) => {
                    hope.missed += 1;
                    let said = partnership.terms.benefits.get(&benefit);
                    if said.is_some_and(|said| missed(said.state)) {
                        hope.missed_in.push(partnership.id);
                    }
                }
                _ => hope.expected += 1,
            }
        }
    }

    /// Counts it in the years in which it was at work: one that a party has not confirmed is not.
    fn year(&mut self, partnership: &Partnership, status: Status) {
        let terms = &partnership.terms;
        let worked = match status {
            Status::Running | Status::Expiring => true,
            Status::Ended => terms.step >= Step::Implementation && terms.was_confirmed(),
            _ => false,
        };
        let signed = terms.agreement.as_ref().and_then(|a| a.signed);
        let Some(start) = terms.start.or(signed).filter(|_| worked) else {
            return;
        };
        let ended = terms.ended.as_ref().map(|ending| ending.on);
        let end = ended.or(terms.expires()).unwrap_or(self.today);
        if end < start {
            return;
        }
        let years = start.year()..=end.min(self.today).year();
        let scope = usize::from(terms.scope.index());
        for (year, scopes) in &mut self.insight.years {
            if years.contains(year) {
                scopes[scope] += 1;
            }
        }
    }
}

/// What became of the benefits of a partnership. As its parties weighed it: it came where one says so, and did not where
/// one says that and none that it came. What none of them weighed is as the terms have it.
pub fn outcomes<'a>(
    partnership: &Partnership,
    evaluations: impl Iterator<Item = &'a Evaluation>,
) -> BTreeMap<Benefit, Outcome> {
    let mut outcomes = partnership.terms.benefits.clone();
    for evaluation in evaluations {
        for (benefit, weighed) in &evaluation.benefits {
            let known = outcomes.get(benefit).map(|outcome| outcome.state);
            let tells = match (weighed.state, known) {
                (BenefitState::Realised, known) => known != Some(BenefitState::Realised),
                (BenefitState::NotRealised, Some(BenefitState::Expected)) => true,
                // What nobody hoped for is not missed.
                (BenefitState::NotRealised | BenefitState::Expected, _) => false,
            };
            if tells {
                outcomes.insert(*benefit, weighed.clone());
            }
        }
    }
    outcomes
}

fn zeros<C: Coded>() -> Vec<(C, usize)> {
    C::ALL.iter().map(|value| (*value, 0)).collect()
}

fn count<C: Coded>(counts: &mut [(C, usize)], value: C) {
    counts[usize::from(value.index())].1 += 1;
}

/// Skilled workers that are looked for, against those who are taught and offered. Of a company, its own demand; of a
/// school, the demand for what it teaches or offers. Jobs of the same words are one, however they are spelled.
fn demand(
    network: &Network,
    of: Option<OrganisationId>,
    today: Date,
    words: impl Fn(&str) -> Vec<String>,
) -> Vec<Demand> {
    let listings = network.records().filter_map(|kept| match &kept.record {
        Record::Listing(listing) => Some(listing),
        _ => None,
    });
    let (needs, offers): (Vec<_>, Vec<_>) = listings
        .filter(|l| l.resource == Resource::SkilledWorker && l.is_open(today))
        .partition(|listing| listing.side == Side::Need);
    let job = |listing: &Listing| match BTreeSet::from_iter(words(&listing.title)) {
        none if none.is_empty() => BTreeSet::from([listing.title.to_lowercase()]),
        job => job,
    };
    let about = |listing: &Listing| {
        let text = format!("{} {}", listing.title, listing.programme);
        words(&text).into_iter().chain(job(listing))
    };
    let mut demands: BTreeMap<Job, Demand> = BTreeMap::new();
    let mut asked: BTreeMap<Job, BTreeSet<String>> = BTreeMap::new();
    for need in needs {
        let key = (year(need, today), job(need));
        asked.entry(key.clone()).or_default().extend(about(need));
        let demand = demands.entry(key).or_insert_with_key(|(year, _)| Demand {
            year: *year,
            job: need.title.clone(),
            needed: 0,
            offered: 0,
            companies: BTreeSet::new(),
            schools: BTreeSet::new(),
        });
        demand.needed = demand.needed.saturating_add(need.quantity.unwrap_or(1));
        demand.companies.insert(need.organisation);
    }
    for offer in offers {
        // Of the same job, or else of the one with which it has most in common: nobody is offered twice.
        let year = year(offer, today);
        let own: BTreeSet<String> = about(offer).collect();
        let same = Some((year, job(offer))).filter(|key| asked.contains_key(key));
        let near = asked.iter().filter(|((of, _), _)| *of == year);
        let near = near.map(|(key, words)| (words.intersection(&own).count(), key));
        let near = near
            .filter(|(common, _)| *common > 0)
            .max_by_key(|(common, _)| *common);
        let meant = same.or_else(|| near.map(|(_, key)| key.clone()));
        if let Some(demand) = meant.and_then(|key| demands.get_mut(&key)) {
            demand.offered = demand.offered.saturating_add(offer.quantity.unwrap_or(1));
            demand.schools.insert(offer.organisation);
        }
    }
    let taught = taught(network, &words);
    for (key, demand) in &mut demands {
        for word in asked.get(key).into_iter().flatten() {
            let schools = taught.get(word).into_iter().flatten();
            demand.schools.extend(schools);
        }
    }
    let concerns = |demand: &Demand| {
        of.is_none_or(|id| demand.companies.contains(&id) || demand.schools.contains(&id))
    };
    let mut demands: Vec<_> = demands.into_values().filter(concerns).collect();
    demands.sort_by_cached_key(|demand| (demand.year, demand.job.to_lowercase()));
    demands
}

/// A year, and the words of what is looked for in it.
type Job = (i16, BTreeSet<String>);

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
