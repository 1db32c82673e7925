//! What is shown, in which colours and sizes: filter, days and look put together, and the words for its legend.

use super::look::Look;
use super::network::LoadedNetwork;
use super::seen::Answered;
use crate::i18n::{Locale, date, number, td_string, words};
use jejaring_graph::ask::Topic;
use jejaring_graph::paint::{
    self, Amount, Coding, Entry, LinkColour, NodeColour, Says, Share, Size, Values,
};
use jejaring_graph::past::{self, Days, Tally, Then};
use jejaring_graph::{Caption, Filter, Mask, day};
use std::sync::Arc;

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Which nodes, links and partnerships.
    pub mask: Mask,
    /// The day that is looked at; none for what the network knows.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub day: Option<i32>,
    /// How many partnerships began and ended, where days are looked at.
    pub tally: Option<Tally>,
    /// What colours and sizes of the nodes come from.
    pub values: Values,
    /// Paints of the nodes.
    pub nodes: Coding,
    /// Paints of the links.
    pub links: Coding,
    /// Whether nodes are painted by the groups of an answer instead of by what is chosen.
    pub grouped: bool,
    /// Of each partnership what became of it between two days.
    pub fates: Option<Vec<Then>>,
}

impl Shown {
    /// Puts together what the network shows.
    pub fn of(network: &LoadedNetwork, filter: &Filter, look: &Look, known: &[Answered]) -> Self {
        let snapshot = network.snapshot();
        let mask = filter.mask(snapshot);
        let measures = known
            .iter()
            .filter(|known| known.seq == snapshot.seq() && !known.answer.marks.values.is_empty());
        let values = measures.fold(Values::on(snapshot, filter.days), |values, known| {
            let measure = known.answer.marks.values.clone();
            values.with(known.asked.question.topic, Arc::new(measure))
        });
        let (fates, tally) = match filter.days {
            None => (None, None),
            Some(days) => {
                let listed = filter.at_any_time().mask(snapshot).partnerships;
                let (fates, tally) = past::told(snapshot, &listed, days);
                (days.since.map(|_| fates), Some(tally))
            }
        };
        let links = match &fates {
            Some(fates) => paint::changes(snapshot, &mask, fates),
            // Statuses are those of today.
            None if tally.is_some() && look.lines == LinkColour::Status => {
                paint::in_force(snapshot, &mask)
            }
            None => paint::links(snapshot, &mask, look.lines),
        };
        Self {
            nodes: paint::nodes(snapshot, &mask, look.colour, &values),
            values,
            mask,
            day: filter.days.map(|days| days.day),
            tally,
            grouped: false,
            links,
            fates,
        }
    }

    /// The same with nodes painted by groups, where there are any.
    pub fn grouped_by(mut self, groups: Vec<(String, Vec<u32>)>) -> Self {
        if groups.is_empty() {
            return self;
        }
        self.grouped = true;
        self.nodes.paints.fill(paint::REST);
        self.nodes.legend.clear();
        for ((name, members), paint) in groups.into_iter().zip(paint::HUE..) {
            for member in &members {
                // Of another state of the network there may be one too many.
                if let Some(of) = self.nodes.paints.get_mut(*member as usize) {
                    *of = paint;
                }
            }
            self.nodes.legend.push(Entry {
                paint,
                says: Says::Name(name),
                count: members.len() as u32,
            });
        }
        self
    }

    /// How many organisations are shown, and partnerships.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
    pub fn counts(&self, organisations: usize) -> (usize, usize) {
        let count = |shown: &[bool]| shown.iter().filter(|shown| **shown).count();
        (
            count(&self.mask.nodes[..organisations]),
            count(&self.mask.partnerships),
        )
    }
}

/// How many are shown, in words.
pub fn counted(locale: Locale, organisations: usize, partnerships: usize) -> String {
    let organisations = match organisations {
        1 => td_string!(locale, explorer.single_organisation).to_owned(),
        count => {
            let count = number(locale, count);
            td_string!(locale, explorer.some_organisations, count).to_string()
        }
    };
    let partnerships = match partnerships {
        1 => td_string!(locale, explorer.single_partnership).to_owned(),
        count => {
            let count = number(locale, count);
            td_string!(locale, explorer.some_partnerships, count).to_string()
        }
    };
    format!("{organisations}, {partnerships}")
}

/// What an entry of a legend stands for, in words.
pub fn says(locale: Locale, says: &Says) -> String {
    let count = |count: u32| number(locale, count as usize);
    match says {
        Says::Kind(kind) => words::kind(locale, *kind).to_owned(),
        Says::Name(name) => name.clone(),
        Says::Count(from, None) => td_string!(locale, looks.legend.from, from = count(*from)),
        Says::Count(from, Some(to)) if from == to => count(*from),
        Says::Count(from, Some(to)) => format!("{}–{}", count(*from), count(*to)),
        Says::Measure(_, [from, to]) if from == to => measure(locale, says, *from),
        Says::Measure(_, [from, to]) => {
            format!(
                "{} – {}",
                measure(locale, says, *from),
                measure(locale, says, *to)
            )
        }
        Says::Years(from, to) if from == to => from.to_string(),
        Says::Years(from, to) => format!("{from}–{to}"),
        Says::Status(status) => words::status(locale, *status).to_owned(),
        Says::Form(form) => words::form(locale, *form).to_owned(),
        Says::Scope(scope) => words::scope(locale, *scope).to_owned(),
        Says::Finance(finance) => words::finance(locale, *finance).to_owned(),
        Says::Step(step) => words::step(locale, *step).to_owned(),
        Says::Benefit(benefit) => words::benefit(locale, *benefit).to_owned(),
        Says::Confirmed(share) => match share {
            Share::All => td_string!(locale, looks.legend.all),
            Share::Some => td_string!(locale, looks.legend.some),
            Share::None => td_string!(locale, looks.legend.none),
        }
        .to_owned(),
        Says::Others => td_string!(locale, looks.legend.others).to_owned(),
        Says::Nothing => td_string!(locale, looks.legend.nothing).to_owned(),
        Says::InForce => td_string!(locale, looks.legend.in_force).to_owned(),
        Says::Then(then) => match then {
            Then::Added => td_string!(locale, looks.legend.added),
            Then::Ended => td_string!(locale, looks.legend.ended),
            Then::Kept | Then::Absent => td_string!(locale, looks.legend.kept),
        }
        .to_owned(),
    }
}

/// A value of a measure: a share in percent, or how many times the mean.
fn measure(locale: Locale, says: &Says, value: f32) -> String {
    let (value, unit) = match says {
        Says::Measure(Topic::PageRank, _) => (value, " ×"),
        _ => (value * 100.0, " %"),
    };
    let places = match value {
        0.0 => 0,
        value if value < 0.1 => 3,
        value if value < 10.0 => 1,
        _ => 0,
    };
    let text = format!("{value:.places$}{unit}");
    match locale {
        Locale::id => text.replace('.', ","),
        Locale::en => text,
    }
}

/// What a circle of the legend of sizes stands for, in words.
pub fn amount(locale: Locale, amount: Amount) -> String {
    match amount {
        Amount::Count(count) => number(locale, count as usize),
        Amount::Percent(percent) => format!("{percent} %"),
    }
}

/// What stands beside a guide, in words.
#[cfg_attr(not(feature = "hydrate"), allow(dead_code))]
pub fn caption(locale: Locale, caption: Caption) -> String {
    let count = |count: u32| number(locale, count as usize);
    match caption {
        Caption::Steps(1) => td_string!(locale, looks.caption.one).to_owned(),
        Caption::Steps(steps) => td_string!(locale, looks.caption.step, count = count(steps)),
        Caption::Apart => td_string!(locale, looks.caption.apart).to_owned(),
        Caption::Partners(1, Some(1)) => td_string!(locale, looks.caption.partner).to_owned(),
        Caption::Partners(from, to) => {
            let range = says(locale, &Says::Count(from, to));
            td_string!(locale, looks.caption.partners, count = range)
        }
        Caption::Stage(stage) => words::stage(locale, stage).to_owned(),
        Caption::Over => td_string!(locale, looks.caption.over).to_owned(),
        Caption::Alone => td_string!(locale, looks.caption.alone).to_owned(),
        Caption::Year(year) => year.to_string(),
        Caption::Undated => td_string!(locale, looks.caption.undated).to_owned(),
        Caption::Elsewhere => td_string!(locale, looks.caption.elsewhere).to_owned(),
    }
}

/// What a tally says, in a sentence or two.
pub fn tally(locale: Locale, days: Days, tally: Tally) -> String {
    let written = |number| date(locale, day::date(number));
    let Days { since, day: on } = days;
    let said = match since {
        Some(since) => td_string!(
            locale,
            looks.time.between,
            since = written(since),
            day = written(on),
            added = number(locale, tally.added),
            ended = number(locale, tally.ended),
            kept = number(locale, tally.kept)
        ),
        None => td_string!(
            locale,
            looks.time.on,
            day = written(on),
            count = number(locale, tally.added)
        ),
    };
    if tally.undated == 0 {
        return said;
    }
    let undated = td_string!(
        locale,
        looks.time.undated,
        count = number(locale, tally.undated)
    );
    format!("{said} {undated}")
}

/// The word for a colour's field.
pub fn colour(locale: Locale, by: NodeColour) -> &'static str {
    match by {
        NodeColour::Kind => td_string!(locale, looks.colour.kind),
        NodeColour::Province => td_string!(locale, looks.colour.province),
        NodeColour::Regency => td_string!(locale, looks.colour.regency),
        NodeColour::Programme => td_string!(locale, looks.colour.programme),
        NodeColour::Partners => td_string!(locale, looks.colour.partners),
        NodeColour::Running => td_string!(locale, looks.colour.running),
        NodeColour::Confirmed => td_string!(locale, looks.colour.confirmed),
        NodeColour::Betweenness => td_string!(locale, looks.measure.betweenness),
        NodeColour::Closeness => td_string!(locale, looks.measure.closeness),
        NodeColour::PageRank => td_string!(locale, looks.measure.pagerank),
        NodeColour::Community => td_string!(locale, looks.measure.community),
    }
}

/// The word for the field of lines.
pub fn lines(locale: Locale, by: LinkColour) -> &'static str {
    match by {
        LinkColour::Status => td_string!(locale, looks.lines.status),
        LinkColour::Form => td_string!(locale, looks.lines.form),
        LinkColour::Scope => td_string!(locale, looks.lines.scope),
        LinkColour::Finance => td_string!(locale, looks.lines.finance),
        LinkColour::Step => td_string!(locale, looks.lines.step),
        LinkColour::Benefit => td_string!(locale, looks.lines.benefit),
        LinkColour::Year => td_string!(locale, looks.lines.year),
    }
}

/// The word for a measure.
pub fn size(locale: Locale, by: Size) -> &'static str {
    match by {
        Size::Partners => td_string!(locale, looks.size.partners),
        Size::Running => td_string!(locale, looks.size.running),
        Size::Reach => td_string!(locale, looks.size.reach),
        Size::Betweenness => td_string!(locale, looks.measure.betweenness),
        Size::Closeness => td_string!(locale, looks.measure.closeness),
        Size::PageRank => td_string!(locale, looks.measure.pagerank),
        Size::Equal => td_string!(locale, looks.size.equal),
    }
}
