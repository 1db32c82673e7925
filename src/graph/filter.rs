//! What is shown of the network, and how many of what there would be.
//!
//! - Facets of organisations (kind, region, programme, number of partnerships, text) decide which organisations are
//!   shown.
//! - Facets of partnerships (status, form, scope, finance, step, benefit, year) decide which partnerships are shown, and
//!   where any of them is set, only organisations are shown that are party of one that fits: `kind=school` with
//!   `status=expiring` are the schools that have to renew something, with whomever.
//! - Where days are looked at, only partnerships fit that were in force then: a facet of partnerships like the others, so
//!   that counts, rows, answers and files are of the same day as the picture.
//! - Where there is a focus, only those are shown that can be reached from one of its organisations in so many steps over
//!   partnerships that fit, whoever is on the way; its organisations themselves are always shown.
//! - A link is shown where its partnership fits and both of its ends are shown, a hub where two of its parties are.
//!
//! Values of one facet are alternatives; facets add up.

use crate::column::Texts;
use crate::few::Few;
use crate::fold::fold;
use crate::past::{Days, Span, Then};
use crate::{Adjacency, Snapshot, day};
use jejaring_domain::code::coded;
use jejaring_domain::{Benefit, Coded, Finance, Form, Kind, OrganisationId, Scope, Status, Step};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most names in a facet, and letters in a text, that are read from an address.
const MOST_NAMES: usize = 50;
const MOST_LETTERS: usize = 300;

/// The most steps around an organisation in the focus.
pub const MOST_STEPS: u8 = 3;
/// The most organisations in the focus that are read from an address.
const MOST_AROUND: usize = 30;

coded! {
    /// How many partnerships an organisation has, of whatever status.
    pub enum Degree {
        /// None.
        None = "0",
        /// One.
        One = "1",
        /// Two to four.
        Few = "2-4",
        /// Five to nine.
        Several = "5-9",
        /// Ten or more.
        Many = "10",
    }
}

impl Degree {
    /// Of a number of partnerships.
    pub fn of(partnerships: u32) -> Self {
        match partnerships {
            0 => Degree::None,
            1 => Degree::One,
            2..=4 => Degree::Few,
            5..=9 => Degree::Several,
            _ => Degree::Many,
        }
    }
}

/// What is to be shown; an empty facet does not limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Organisations of these kinds.
    pub kinds: Few<Kind>,
    /// Organisations in these regencies, cities, provinces or countries.
    pub regions: Few<String>,
    /// Organisations with one of these programmes or sectors.
    pub programmes: Few<String>,
    /// Organisations with so many partnerships.
    pub degrees: Few<Degree>,
    /// The focus: organisations, and how many steps around each of them.
    pub around: BTreeMap<OrganisationId, u8>,
    /// Organisations with all of these words, or words that begin so, in name, aliases, number, place or programmes.
    pub text: String,
    /// Partnerships that stand so.
    pub statuses: Few<Status>,
    /// Partnerships of these forms.
    pub forms: Few<Form>,
    /// Partnerships of these scopes.
    pub scopes: Few<Scope>,
    /// Partnerships that are paid for so.
    pub finances: Few<Finance>,
    /// Partnerships at these steps.
    pub steps: Few<Step>,
    /// Partnerships of which one of these benefits is hoped for.
    pub benefits: Few<Benefit>,
    /// Partnerships that were at work in one of these years.
    pub years: Few<i16>,
    /// Partnerships that were in force on these days.
    pub days: Option<Days>,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Of each node whether it is shown.
    pub nodes: Vec<bool>,
    /// Of each link whether it is shown.
    pub links: Vec<bool>,
    /// Of each partnership whether it fits and an organisation is party of it that fits: those that a list shows.
    pub partnerships: Vec<bool>,
}

/// What is judged by a question of what is lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Of each organisation whether it fits the facets of organisations, and is within the focus.
    pub organisations: Vec<bool>,
    /// Of each partnership whether it fits the facets of partnerships.
    pub partnerships: Vec<bool>,
}

/// How many there would be of each value, all other facets being as they are: organisations of a kind, region or
/// programme, partnerships of the others; in a focus, among those that it reaches now. Values of which there are none
/// stand with 0; regions and programmes are left out then, unless chosen, and come in the order of their number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facets {
    /// By kind.
    pub kinds: Vec<(Kind, u32)>,
    /// By regency or city.
    pub regions: Vec<(String, u32)>,
    /// By programme or sector.
    pub programmes: Vec<(String, u32)>,
    /// By number of partnerships.
    pub degrees: Vec<(Degree, u32)>,
    /// By status.
    pub statuses: Vec<(Status, u32)>,
    /// By form.
    pub forms: Vec<(Form, u32)>,
    /// By scope.
    pub scopes: Vec<(Scope, u32)>,
    /// By finance.
    pub finances: Vec<(Finance, u32)>,
    /// By step.
    pub steps: Vec<(Step, u32)>,
    /// By benefit.
    pub benefits: Vec<(Benefit, u32)>,
    /// By year, the latest first.
    pub years: Vec<(i16, u32)>,
}

impl Filter {
    /// Whether it shows everything.
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// Whether a facet of organisations is set.
    pub fn limits_organisations(&self) -> bool {
        !self.kinds.is_empty()
            || !self.regions.is_empty()
            || !self.programmes.is_empty()
            || !self.degrees.is_empty()
            || !self.around.is_empty()
            || !self.text.is_empty()
    }

    /// Whether a facet of partnerships is set.
    pub fn limits_partnerships(&self) -> bool {
        !self.statuses.is_empty()
            || !self.forms.is_empty()
            || !self.scopes.is_empty()
            || !self.finances.is_empty()
            || !self.steps.is_empty()
            || !self.benefits.is_empty()
            || !self.years.is_empty()
            || self.days.is_some()
    }

    /// The same on whatever day.
    pub fn at_any_time(&self) -> Filter {
        Filter {
            days: None,
            ..self.clone()
        }
    }

    /// The same, and of two days that are compared only the later.
    pub fn on_its_day(&self) -> Filter {
        Filter {
            days: self.days.map(|days| Days::on(days.day)),
            ..self.clone()
        }
    }

    /// The same with its days held within those of a network: an address may name any.
    pub fn held(&self, span: Option<Span>) -> Filter {
        Filter {
            days: self
                .days
                .map(|days| span.map_or(days, |span| span.held(days))),
            ..self.clone()
        }
    }

    /// The filter as parameters of an address, always in the same order. Codes are joined by commas; regions and
    /// programmes come one by one, since names may have commas in them.
    pub fn to_query(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut put = |key, value: String| {
            if !value.is_empty() {
                pairs.push((key, value));
            }
        };
        put("q", self.text.clone());
        put("kind", codes(&self.kinds));
        self.regions
            .iter()
            .for_each(|name| put("region", name.clone()));
        self.programmes
            .iter()
            .for_each(|name| put("programme", name.clone()));
        put("degree", codes(&self.degrees));
        let around = self.around.iter().map(|(id, steps)| match steps {
            1 => id.to_string(),
            steps => format!("{id}_{steps}"),
        });
        put("around", around.collect::<Vec<_>>().join(","));
        put("status", codes(&self.statuses));
        put("form", codes(&self.forms));
        put("scope", codes(&self.scopes));
        put("finance", codes(&self.finances));
        put("step", codes(&self.steps));
        put("benefit", codes(&self.benefits));
        let years: Vec<String> = self.years.iter().map(i16::to_string).collect();
        put("year", years.join(","));
        if let Some(Days { since, day }) = self.days {
            put("since", since.map_or_else(String::new, day::written));
            put("day", day::written(day));
        }
        pairs
    }

    /// The filter that an address asks for. Parameters that are not of a filter and values that are not known are
    /// passed over: an address may be old, or written by hand.
    pub fn from_query<K: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Filter {
        let mut filter = Filter::default();
        let (mut since, mut on) = (None, None);
        for (key, value) in pairs {
            let value = value.as_ref().trim();
            match key.as_ref() {
                "q" => filter.text = value.chars().take(MOST_LETTERS).collect(),
                "kind" => read(&mut filter.kinds, value),
                "region" => keep(&mut filter.regions, value),
                "programme" => keep(&mut filter.programmes, value),
                "degree" => read(&mut filter.degrees, value),
                "around" => value
                    .split(',')
                    .filter_map(around)
                    .take(MOST_AROUND)
                    .for_each(|(id, steps)| {
                        filter.around.insert(id, steps);
                    }),
                "status" => read(&mut filter.statuses, value),
                "form" => read(&mut filter.forms, value),
                "scope" => read(&mut filter.scopes, value),
                "finance" => read(&mut filter.finances, value),
                "step" => read(&mut filter.steps, value),
                "benefit" => read(&mut filter.benefits, value),
                "year" => {
                    let years = value
                        .split(',')
                        .filter_map(|year| year.trim().parse::<i16>().ok());
                    filter.years.extend(years.take(MOST_NAMES));
                }
                "since" => since = day::read(value),
                "day" => on = day::read(value),
                _ => {}
            }
        }
        filter.days = on.map(|day| Days {
            since: since.filter(|since| *since < day),
            day,
        });
        filter
    }

    /// What it shows of a snapshot.
    pub fn mask(&self, snapshot: &Snapshot) -> Mask {
        let organisations = self.organisations(snapshot, &self.texts(snapshot));
        self.mask_of(snapshot, &organisations)
    }

    /// Whom a question of what is lacking judges, and by which partnerships. An organisation without a partnership that
    /// fits is judged too, and partners count that are not shown themselves: a school whose company is elsewhere has one.
    pub fn judged(&self, snapshot: &Snapshot) -> Judged {
        let fits = self.organisations(snapshot, &self.texts(snapshot));
        let partnerships = self.partnerships(snapshot);
        let reach = self.reach(snapshot, &partnerships).into_iter();
        Judged {
            organisations: fits
                .iter()
                .zip(reach)
                .map(|(fits, (reached, centre))| centre || (*fits && reached))
                .collect(),
            partnerships,
        }
    }

    /// Of each organisation whether it fits the text.
    fn texts(&self, snapshot: &Snapshot) -> Vec<bool> {
        let words = fold(&self.text);
        let words: Vec<&str> = words.split_whitespace().collect();
        let fits = |organisation: usize| {
            if words.is_empty() {
                return true;
            }
            let mut text = String::from(" ");
            let mut put = |part: &str| {
                text.push_str(&fold(part));
                text.push(' ');
            };
            put(snapshot.name(organisation));
            snapshot.aliases(organisation).for_each(&mut put);
            put(snapshot.regency(organisation));
            put(snapshot.province(organisation));
            put(snapshot.country(organisation));
            snapshot.programmes(organisation).for_each(&mut put);
            if let Some(npsn) = snapshot.npsn(organisation) {
                put(&format!("{npsn:08}"));
            }
            words.iter().all(|word| text.contains(&format!(" {word}")))
        };
        (0..snapshot.organisation_count()).map(fits).collect()
    }

    /// Of each organisation whether it fits the facets of organisations.
    fn organisations(&self, snapshot: &Snapshot, texts: &[bool]) -> Vec<bool> {
        let chosen = |table: &Texts, names: &Few<String>| -> Vec<bool> {
            table.iter().map(|name| names.contains(name)).collect()
        };
        let regions = [
            snapshot.regencies(),
            snapshot.provinces(),
            snapshot.countries(),
        ];
        let regions = regions.map(|table| chosen(table, &self.regions));
        let programmes = chosen(snapshot.programme_table(), &self.programmes);
        let fits = |organisation: usize| {
            let mut places = regions.iter().zip(snapshot.place_indexes(organisation));
            let mut taught = snapshot.programme_indexes(organisation).iter();
            let degree = || Degree::of(snapshot.degrees()[organisation]);
            texts[organisation]
                && allows(&self.kinds, snapshot.kind(organisation))
                && (self.degrees.is_empty() || self.degrees.contains(&degree()))
                && (self.regions.is_empty() || places.any(|(chosen, index)| chosen[index]))
                && (self.programmes.is_empty() || taught.any(|index| programmes[*index as usize]))
        };
        (0..snapshot.organisation_count()).map(fits).collect()
    }

    /// Of each partnership whether it fits the facets of partnerships.
    fn partnerships(&self, snapshot: &Snapshot) -> Vec<bool> {
        (0..snapshot.partnership_count())
            .map(|partnership| self.fits(snapshot, partnership))
            .collect()
    }

    /// Whether a partnership fits the facets of partnerships.
    fn fits(&self, snapshot: &Snapshot, partnership: usize) -> bool {
        let mut benefits = snapshot.benefits(partnership);
        allows(&self.statuses, snapshot.status(partnership))
            && allows(&self.forms, snapshot.form(partnership))
            && allows(&self.scopes, snapshot.scope(partnership))
            && allows(&self.finances, snapshot.finance(partnership))
            && allows(&self.steps, snapshot.step(partnership))
            && (self.benefits.is_empty()
                || benefits.any(|benefit| self.benefits.contains(&benefit)))
            && (self.years.is_empty()
                || years(snapshot, partnership).any(|year| self.years.contains(&year)))
            && self
                .days
                .is_none_or(|days| days.fate(snapshot, partnership) != Then::Absent)
    }

    /// Of each organisation whether the focus reaches it, and whether it is in the focus.
    fn reach(&self, snapshot: &Snapshot, fits: &[bool]) -> Vec<(bool, bool)> {
        let count = snapshot.organisation_count();
        if self.around.is_empty() {
            return vec![(true, false); count];
        }
        let adjacency = Adjacency::of(snapshot);
        let mut reach = vec![(false, false); count];
        // Half steps that are left at each node: over a hub it takes two, as over a link.
        let mut left = vec![-1i16; snapshot.node_count()];
        let mut queue = std::collections::VecDeque::new();
        for (id, steps) in &self.around {
            if let Some(one) = snapshot.find_organisation(*id) {
                reach[one].1 = true;
                left[one] = 2 * i16::from(*steps);
                queue.push_back(one);
            }
        }
        while let Some(node) = queue.pop_front() {
            for (next, link) in adjacency.neighbours(node) {
                let next = next as usize;
                let length = if node < count && next < count { 2 } else { 1 };
                let fits = fits[snapshot.link_partnerships()[link as usize] as usize];
                if fits && left[node] - length > left[next] {
                    left[next] = left[node] - length;
                    queue.push_back(next);
                }
            }
        }
        for (reach, left) in reach.iter_mut().zip(left) {
            reach.0 = left >= 0;
        }
        reach
    }

    fn mask_of(&self, snapshot: &Snapshot, organisations: &[bool]) -> Mask {
        let limited = self.limits_partnerships();
        let fits = self.partnerships(snapshot);
        let mut concerned = vec![!limited; organisations.len()];
        let of = |partnership: usize| {
            snapshot
                .party_organisations(partnership)
                .iter()
                .map(|o| *o as usize)
        };
        if limited {
            let fitting = (0..fits.len()).filter(|partnership| fits[*partnership]);
            fitting
                .flat_map(of)
                .for_each(|organisation| concerned[organisation] = true);
        }
        let reach = self.reach(snapshot, &fits);
        let mut nodes: Vec<bool> = organisations
            .iter()
            .zip(concerned)
            .zip(reach)
            .map(|((fits, concerned), (reached, centre))| centre || (*fits && concerned && reached))
            .collect();
        let hubs = snapshot.hub_partnerships().iter().map(|partnership| {
            let partnership = *partnership as usize;
            fits[partnership]
                && of(partnership)
                    .filter(|organisation| nodes[*organisation])
                    .count()
                    > 1
        });
        let hubs: Vec<bool> = hubs.collect();
        let partnerships = fits
            .iter()
            .enumerate()
            .map(|(partnership, fits)| {
                *fits && of(partnership).any(|organisation| nodes[organisation])
            })
            .collect();
        nodes.extend(hubs);
        let links = snapshot.links().iter().zip(snapshot.link_partnerships());
        let links = links
            .map(|(ends, partnership)| {
                fits[*partnership as usize] && ends.iter().all(|end| nodes[*end as usize])
            })
            .collect();
        Mask {
            nodes,
            links,
            partnerships,
        }
    }
}

/// How many there would be of each value.
pub fn facets(snapshot: &Snapshot, filter: &Filter) -> Facets {
    let texts = filter.texts(snapshot);
    let mask = |filter: &Filter| filter.mask_of(snapshot, &filter.organisations(snapshot, &texts));
    let base = mask(filter);
    // What a facet's own values would be is seen without it; where it is not set that is the same.
    let without = |set: bool, clear: fn(&mut Filter)| {
        if !set {
            return base.clone();
        }
        let mut others = filter.clone();
        clear(&mut others);
        mask(&others)
    };
    let organisations = snapshot.organisation_count();
    let shown =
        |mask: Mask| (0..organisations).filter(move |organisation| mask.nodes[*organisation]);
    let listed = |mask: Mask| {
        let partnerships = 0..snapshot.partnership_count();
        partnerships.filter(move |partnership| mask.partnerships[*partnership])
    };

    let kinds = without(!filter.kinds.is_empty(), |filter| filter.kinds.clear());
    let regions = without(!filter.regions.is_empty(), |filter| filter.regions.clear());
    let programmes = without(!filter.programmes.is_empty(), |filter| {
        filter.programmes.clear()
    });
    let degrees = without(!filter.degrees.is_empty(), |filter| filter.degrees.clear());
    let at_work = without(!filter.years.is_empty(), |filter| filter.years.clear());
    let statuses = without(!filter.statuses.is_empty(), |filter| {
        filter.statuses.clear()
    });
    let forms = without(!filter.forms.is_empty(), |filter| filter.forms.clear());
    let scopes = without(!filter.scopes.is_empty(), |filter| filter.scopes.clear());
    let finances = without(!filter.finances.is_empty(), |filter| {
        filter.finances.clear()
    });
    let steps = without(!filter.steps.is_empty(), |filter| filter.steps.clear());
    let benefits = without(!filter.benefits.is_empty(), |filter| {
        filter.benefits.clear()
    });
    Facets {
        kinds: count(shown(kinds).map(|o| snapshot.kind(o))),
        regions: count_names(
            snapshot.regencies(),
            &filter.regions,
            shown(regions).map(|o| snapshot.place_indexes(o)[0]),
        ),
        programmes: count_names(
            snapshot.programme_table(),
            &filter.programmes,
            shown(programmes).flat_map(|o| {
                snapshot
                    .programme_indexes(o)
                    .iter()
                    .map(|index| *index as usize)
            }),
        ),
        degrees: count(shown(degrees).map(|o| Degree::of(snapshot.degrees()[o]))),
        statuses: count(listed(statuses).map(|p| snapshot.status(p))),
        forms: count(listed(forms).map(|p| snapshot.form(p))),
        scopes: count(listed(scopes).map(|p| snapshot.scope(p))),
        finances: count(listed(finances).map(|p| snapshot.finance(p))),
        steps: count(listed(steps).map(|p| snapshot.step(p))),
        benefits: count(listed(benefits).flat_map(|p| snapshot.benefits(p))),
        years: count_years(
            &filter.years,
            listed(at_work).flat_map(|p| years(snapshot, p)),
        ),
    }
}

/// The years in which a partnership was at work, up to now; none where it is not known when it began.
pub fn years(snapshot: &Snapshot, partnership: usize) -> impl Iterator<Item = i16> {
    // More than a human life is a mistake that would make lists endless.
    const MOST: i16 = 120;
    let today = snapshot.today().year();
    let year = |day: i32| day::date(day).year();
    let years = snapshot.start(partnership).map(|start| {
        let end = snapshot.end(partnership).map_or(today, year);
        year(start).max(today - MOST)..=end.min(today)
    });
    years.into_iter().flatten()
}

fn count_years(chosen: &Few<i16>, years: impl Iterator<Item = i16>) -> Vec<(i16, u32)> {
    let mut counts: BTreeMap<i16, u32> = chosen.iter().map(|year| (*year, 0)).collect();
    years.for_each(|year| *counts.entry(year).or_default() += 1);
    counts.into_iter().rev().collect()
}

/// An organisation in the focus and the steps around it, as it stands in an address.
fn around(text: &str) -> Option<(OrganisationId, u8)> {
    let (id, steps) = text.trim().split_once('_').unwrap_or((text.trim(), "1"));
    let steps: u8 = steps.parse().ok()?;
    Some((id.parse().ok()?, steps.clamp(1, MOST_STEPS)))
}

fn allows<T: Ord>(chosen: &Few<T>, value: T) -> bool {
    chosen.is_empty() || chosen.contains(&value)
}

fn codes<T: Coded>(values: &Few<T>) -> String {
    let codes: Vec<&str> = values.iter().map(|value| value.code()).collect();
    codes.join(",")
}

fn read<T: Coded>(values: &mut Few<T>, codes: &str) {
    values.extend(codes.split(',').filter_map(T::from_code));
}

fn keep(names: &mut Few<String>, name: &str) {
    if !name.is_empty() && names.len() < MOST_NAMES {
        names.insert(name.chars().take(MOST_LETTERS).collect());
    }
}

fn count<T: Coded>(values: impl Iterator<Item = T>) -> Vec<(T, u32)> {
    let mut counts: Vec<(T, u32)> = T::ALL.iter().map(|value| (*value, 0)).collect();
    values.for_each(|value| counts[usize::from(value.index())].1 += 1);
    counts
}

fn count_names(
    table: &Texts,
    chosen: &Few<String>,
    indexes: impl Iterator<Item = usize>,
) -> Vec<(String, u32)> {
    let mut counts = vec![0u32; table.len()];
    indexes.for_each(|index| counts[index] += 1);
    let named = table
        .iter()
        .zip(counts)
        .filter(|(name, _)| !name.is_empty());
    let mut named: Vec<(String, u32)> = named
        .filter(|(name, count)| *count > 0 || chosen.contains(*name))
        .map(|(name, count)| (name.to_owned(), count))
        .collect();
    // The table is in alphabetical order, and so stay those of equal number.
    named.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use proptest::prelude::*;

    fn of(query: &str) -> Filter {
        Filter::from_query(query.split('&').filter_map(|pair| pair.split_once('=')))
    }

    /// The names of the organisations shown, and how many links.
    fn shown(query: &str) -> (Vec<String>, usize) {
        let snapshot = sample::snapshot();
        let mask = of(query).mask(&snapshot);
        let organisations = (0..snapshot.organisation_count()).filter(|o| mask.nodes[*o]);
        let names = organisations.map(|o| snapshot.name(o).to_owned()).collect();
        (names, mask.links.iter().filter(|shown| **shown).count())
    }

    #[test]
    fn addresses_are_short_and_stable() {
        let filter = of(
            "status=running,claimed&kind=school&region=Bantul&region=Kota A, B&page=2&form=odd&q= maju ",
        );
        let query: Vec<String> = filter
            .to_query()
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(
            query.join("&"),
            "q=maju&kind=school&region=Bantul&region=Kota A, B&status=claimed,running"
        );
        assert!(of("page=2").is_empty() && of("page=2").to_query().is_empty());
    }

    #[test]
    fn facets_of_organisations_limit_nodes() {
        assert_eq!(
            shown("kind=company,community"),
            (
                vec![
                    "PT Maju Bersama".into(),
                    "CV Batik Ayu".into(),
                    "Komite Tunas Bangsa".into()
                ],
                1
            )
        );
        assert_eq!(
            shown("programme=Tata Boga").0,
            ["SMK Negeri 1 Bantul", "SMK Negeri 2 Sleman"]
        );
        // Both and the hub that they share.
        assert_eq!(shown("programme=Tata Boga").1, 2);
        assert_eq!(shown("kind=institution&region=Bantul").0, [""; 0]);
        assert_eq!(shown("region=Daerah Istimewa Yogyakarta").0.len(), 8);
        assert_eq!(
            shown("q=TUN bang").0,
            ["SD Tunas Bangsa", "Komite Tunas Bangsa"]
        );
        assert_eq!(shown("q=204990").0, ["SMK Negeri 1 Bantul"]);
    }

    #[test]
    fn a_focus_shows_so_many_steps_around() {
        let snapshot = sample::snapshot();
        let id = |organisation| snapshot.organisation_id(organisation);
        let names = |query: &str| shown(query).0;
        // The second school's only partnership that holds is that of several, over a hub.
        let near = names(&format!("around={}", id(1)));
        assert_eq!(
            near,
            [
                "SMK Negeri 1 Bantul",
                "SMK Negeri 2 Sleman",
                "PT Maju Bersama",
                "Universitas Nusantara"
            ]
        );
        assert_eq!(names(&format!("around={}_2", id(1))).len(), 5);
        // Two at once; facets narrow what is around, but not the focus itself.
        let both = names(&format!("around={}_2,{}&kind=company", id(1), id(2)));
        assert_eq!(
            both,
            [
                "SMK Negeri 2 Sleman",
                "SD Tunas Bangsa",
                "PT Maju Bersama",
                "CV Batik Ayu"
            ]
        );
        let steps = of(&format!("around={}_9,x", id(1)));
        assert_eq!(steps.around.values().copied().collect::<Vec<_>>(), [3]);
        assert_eq!(steps.to_query(), [("around", format!("{}_3", id(1)))]);
    }

    #[test]
    fn years_and_numbers_of_partnerships() {
        assert_eq!(shown("year=2026").1, 1);
        assert_eq!(shown("year=2020,2019").0, [""; 0]);
        assert_eq!(shown("degree=0").0, ["SLB Kasih Ibu"]);
        assert_eq!(shown("degree=0,2-4").0.len(), 4);
        let facets = facets(&sample::snapshot(), &of("year=1999"));
        assert_eq!(facets.years, [(2026, 1), (1999, 0)]);
        assert_eq!(
            of("year=2024,2023").to_query(),
            [("year", "2023,2024".to_owned())]
        );
    }

    #[test]
    fn facets_of_partnerships_limit_links_and_hide_who_has_none() {
        assert_eq!(
            shown("status=ended"),
            (vec!["SD Tunas Bangsa".into(), "CV Batik Ayu".into()], 1)
        );
        assert_eq!(
            shown("status=ended&kind=school"),
            (vec!["SD Tunas Bangsa".into()], 0)
        );
        assert_eq!(
            shown("form=formal").0,
            ["SMK Negeri 1 Bantul", "PT Maju Bersama"]
        );
        assert_eq!(shown("benefit=creativity").1, 1);
        assert_eq!(shown("finance=loan"), (vec![], 0));
    }

    #[test]
    fn each_facet_is_counted_with_the_others() {
        let snapshot = sample::snapshot();
        let facets = facets(&snapshot, &of("kind=school&status=ended"));
        assert_eq!(
            facets.kinds,
            [
                (Kind::School, 1),
                (Kind::Company, 1),
                (Kind::Community, 0),
                (Kind::Institution, 0)
            ]
        );
        let counted: Vec<u32> = facets.statuses.iter().map(|(_, count)| *count).collect();
        assert_eq!(counted, [1, 0, 0, 3, 0, 1]);
        assert_eq!(facets.regions, [("Bantul".to_owned(), 1)]);
        assert_eq!(facets.programmes, []);
        let all = super::facets(&snapshot, &Filter::default());
        assert_eq!(
            all.regions,
            [
                ("Bantul".to_owned(), 4),
                ("Sleman".to_owned(), 2),
                ("Kota Yogyakarta".to_owned(), 1)
            ]
        );
        assert_eq!(all.programmes[0], ("Tata Boga".to_owned(), 2));
    }

    fn some<T: Coded>() -> impl Strategy<Value = Few<T>> {
        prop::sample::subsequence(T::ALL, 0..=T::ALL.len())
            .prop_map(|values| values.into_iter().collect())
    }

    fn names() -> impl Strategy<Value = Few<String>> {
        let known = prop::sample::select(vec!["Bantul", "Sleman", "Tata Boga", "Klaten, Jawa"]);
        let name = prop_oneof![known.prop_map(String::from), "[a-zé&=,]{1,9}"];
        prop::collection::vec(name, 0..3).prop_map(Few::from)
    }

    prop_compose! {
        fn filters()(
            kinds in some(), regions in names(), programmes in names(), text in "([a-z]{1,5}( [a-z]{1,5})?)?",
            statuses in some(), forms in some(), scopes in some(), finances in some(), steps in some(), benefits in some(),
            degrees in some(), years in prop::collection::vec(1990i16..2030, 0..3).prop_map(Few::from),
            around in prop::collection::btree_map((1u128..12).prop_map(sample::id), 1..=MOST_STEPS, 0..3),
            days in prop::option::of((prop::option::of(18_000..20_000), 20_000..21_000)),
        ) -> Filter {
            let days = days.map(|(since, day)| Days { since, day });
            Filter { kinds, regions, programmes, degrees, around, text, statuses, forms, scopes, finances, steps, benefits, years, days }
        }
    }

    proptest! {
        #[test]
        fn an_address_gives_the_filter_back(filter in filters()) {
            prop_assert_eq!(Filter::from_query(filter.to_query()), filter.clone());
            prop_assert_eq!(filter.is_empty(), filter.to_query().is_empty());
        }

        #[test]
        fn the_mask_keeps_its_laws(filter in filters(), kind in prop::sample::select(Kind::ALL)) {
            let snapshot = sample::snapshot();
            let mask = filter.mask(&snapshot);
            prop_assert_eq!((mask.nodes.len(), mask.links.len()), (snapshot.node_count(), snapshot.links().len()));
            for (link, ends) in snapshot.links().iter().enumerate().filter(|(link, _)| mask.links[*link]) {
                prop_assert!(ends.iter().all(|end| mask.nodes[*end as usize]));
                prop_assert!(mask.partnerships[snapshot.link_partnerships()[link] as usize]);
            }
            for hub in (snapshot.organisation_count()..snapshot.node_count()).filter(|hub| mask.nodes[*hub]) {
                let links = snapshot.links().iter().zip(&mask.links);
                prop_assert!(links.filter(|(ends, shown)| **shown && ends[1] == hub as u32).count() > 1);
            }
            // One more facet never shows more.
            let mut narrower = filter.clone();
            narrower.kinds = [kind].into();
            if filter.kinds.is_empty() || filter.kinds.contains(&kind) {
                let narrower = narrower.mask(&snapshot);
                prop_assert!(narrower.nodes.iter().zip(&mask.nodes).all(|(narrow, wide)| !narrow || *wide));
                prop_assert!(narrower.links.iter().zip(&mask.links).all(|(narrow, wide)| !narrow || *wide));
            }
        }

        #[test]
        fn a_facets_count_is_what_choosing_it_alone_shows(filter in filters(), kind in prop::sample::select(Kind::ALL), status in prop::sample::select(Status::ALL)) {
            let snapshot = sample::snapshot();
            let facets = facets(&snapshot, &filter);
            let mut one = filter.clone();
            one.kinds = [kind].into();
            // Organisations in the focus are shown whatever their kind.
            let nodes = one.mask(&snapshot).nodes;
            let of_kind = (0..snapshot.organisation_count()).filter(|o| nodes[*o] && snapshot.kind(*o) == kind);
            let counted = facets.kinds.iter().find(|(of, _)| *of == kind).unwrap().1;
            prop_assert_eq!(of_kind.count(), counted as usize);
            let mut one = filter.clone();
            one.statuses = [status].into();
            let listed = one.mask(&snapshot).partnerships;
            let counted = facets.statuses.iter().find(|(of, _)| *of == status).unwrap().1;
            let listed = listed.iter().filter(|shown| **shown).count();
            // Choosing it may cut the ways by which a focus reaches some of them.
            prop_assert!(listed <= counted as usize);
            prop_assert!(!filter.around.is_empty() || listed == counted as usize);
        }
    }

    #[test]
    fn an_empty_filter_shows_everything() {
        let snapshot = sample::snapshot();
        let mask = Filter::default().mask(&snapshot);
        assert!(
            mask.nodes
                .iter()
                .chain(&mask.links)
                .chain(&mask.partnerships)
                .all(|shown| *shown)
        );
    }
}
