//! Answers in words and numbers, with links to what they tell of.

use super::{Shared, Wish};
use crate::i18n::{Locale, number, td_string, words};
use crate::ui::{KindShape, locale};
use jejaring_domain::OrganisationId;
use jejaring_graph::ask::answer::{Group, LinkToMake, Programme, Several, Stride, Titled};
use jejaring_graph::ask::{Answer, Finding, Measure, Named, Topic};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// An answer.
#[component]
pub fn AnswerView(shared: Shared, answer: Answer) -> impl IntoView {
    let tell = Tell {
        shared,
        locale: locale(),
    };
    let [from, to] = answer
        .ends
        .clone()
        .map(|end| end.map(|end| end.name).unwrap_or_default());
    match answer.finding {
        Finding::Who(missing) => tell.who(
            answer.question.topic,
            missing,
            [&answer.question.from, &answer.question.to],
        ),
        Finding::Same => tell.said(td_string!(tell.locale, ask.same).to_owned()),
        Finding::Routes(routes) => tell.routes(answer.ends, &from, &to, routes),
        Finding::Common(common, partners) => tell.common(&from, &to, common, partners),
        Finding::Leaving(parts, stay) => tell.leaving(&from, parts, stay),
        Finding::Keystones(found) => tell.keystones(found),
        Finding::Bridges(found) => tell.bridges(found),
        Finding::Isolated(schools, all) => {
            let said = tell.share(schools.count, all, |count, all, percent| {
                td_string!(tell.locale, ask.isolated, count, all, percent).to_string()
            });
            tell.listed(said, td_string!(tell.locale, ask.isolated_none), schools)
        }
        Finding::NoCompany(schools, all) => {
            let said = tell.share(schools.count, all, |count, all, percent| {
                td_string!(tell.locale, ask.no_company, count, all, percent).to_string()
            });
            tell.listed(said, td_string!(tell.locale, ask.no_company_none), schools)
        }
        Finding::Communities(groups, modularity) => tell.communities(groups, modularity),
        Finding::Central(best, sampled, all) => {
            tell.central(answer.question.topic, best, sampled, all)
        }
        Finding::NoPartner(programmes) => tell.programmes(programmes),
        Finding::BestLinks(links) => tell.links(links),
    }
}

/// What to call a group: what its members share; where they share nothing, whom they are around.
fn called(locale: Locale, group: &Group) -> String {
    let theme = &group.theme;
    let kind = theme.kind.map(|kind| words::kinds(locale, kind).to_owned());
    let parts: Vec<String> = [kind, theme.programme.clone(), theme.place.clone()]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        let name = group.around.name.clone();
        td_string!(locale, ask.around, name).to_string()
    } else {
        parts.join(" · ")
    }
}

/// What to call each of several groups: those that share the same are told apart by whom they are around.
fn all_called(locale: Locale, groups: &[Group]) -> Vec<String> {
    let names: Vec<String> = groups.iter().map(|group| called(locale, group)).collect();
    let telling = |(name, group): (&String, &Group)| {
        let same = names.iter().filter(|other| *other == name).count();
        if same > 1 {
            format!("{name} ({})", group.around.name)
        } else {
            name.clone()
        }
    };
    names.iter().zip(groups).map(telling).collect()
}

/// The groups of an answer with what they are called; none where it is about something else.
pub fn groups(locale: Locale, answer: &Answer) -> Vec<(String, Vec<u32>)> {
    match &answer.finding {
        Finding::Communities(told, _) => {
            let names = all_called(locale, &told.first).into_iter();
            names.zip(answer.marks.groups.iter().cloned()).collect()
        }
        _ => Vec::new(),
    }
}

#[derive(Clone, Copy)]
struct Tell {
    shared: Shared,
    locale: Locale,
}

impl Tell {
    fn said(self, text: String) -> AnyView {
        view! { <p class="answer-said">{text}</p> }.into_any()
    }

    fn count(self, count: u32) -> String {
        number(self.locale, count as usize)
    }

    fn share(self, part: u32, all: u32, said: impl Fn(String, String, String) -> String) -> String {
        let percent = self.percent(if all == 0 {
            0.0
        } else {
            part as f32 / all as f32
        });
        said(self.count(part), self.count(all), percent)
    }

    /// A share of 1 in percent, with one place after the comma where it is small.
    fn percent(self, share: f32) -> String {
        let percent = share * 100.0;
        let places = usize::from(percent < 10.0 && percent > 0.0);
        self.decimal(percent, places)
    }

    fn decimal(self, value: f32, places: usize) -> String {
        let text = format!("{value:.places$}");
        match self.locale {
            Locale::id => text.replace('.', ","),
            Locale::en => text,
        }
    }

    /// An organisation: in the live view it is selected and flown to, else the link leads to its page.
    fn name(self, named: Named) -> AnyView {
        let Named {
            id,
            name,
            kind,
            place,
        } = named;
        let place =
            (!place.is_empty()).then(|| view! { <span class="answer-place">{place}</span> });
        view! {
            <a class="answer-name" href=format!("/organisations/{id}") on:click=move |event| self.choose(&event, id)>
                <KindShape kind />
                <span>{name} " " {place}</span>
            </a>
        }
        .into_any()
    }

    fn choose(self, event: &MouseEvent, id: OrganisationId) {
        let plain =
            event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key());
        if plain && self.shared.network.with_untracked(Option::is_some) {
            event.prevent_default();
            event.stop_propagation();
            self.shared
                .go(false, |state| state.selected = Some(id.into()));
            self.shared.wish.set(Some(Wish::FlyTo(id)));
        }
    }

    fn names(self, several: Several<Named>) -> AnyView {
        let more = several.count as usize - several.first.len();
        let more = (more > 0).then(|| {
            let count = number(self.locale, more);
            view! { <li class="soft small">{td_string!(self.locale, ask.more, count).to_string()}</li> }
        });
        view! {
            <ul class="answer-list">
                {several.first.into_iter().map(|named| view! { <li>{self.name(named)}</li> }).collect_view()}
                {more}
            </ul>
        }
        .into_any()
    }

    fn listed(self, said: String, none: &'static str, several: Several<Named>) -> AnyView {
        if several.count == 0 {
            return self.said(none.to_owned());
        }
        view! {
            {self.said(said)}
            {self.names(several)}
        }
        .into_any()
    }

    fn titled(self, titled: Titled) -> AnyView {
        view! { <a href=format!("/partnerships/{}", titled.id)>{titled.title}</a> }.into_any()
    }

    fn who(self, topic: Topic, missing: [bool; 2], words: [&String; 2]) -> AnyView {
        let unknown = words
            .into_iter()
            .zip(missing)
            .find(|(words, missing)| *missing && !words.is_empty());
        if let Some((words, _)) = unknown {
            let name = words.clone();
            return self.said(td_string!(self.locale, ask.unknown, name).to_string());
        }
        self.said(
            match topic.ends() {
                1 => td_string!(self.locale, ask.who_one),
                _ => td_string!(self.locale, ask.who_two),
            }
            .to_owned(),
        )
    }

    fn routes(
        self,
        ends: [Option<Named>; 2],
        from: &str,
        to: &str,
        routes: Vec<Vec<Stride>>,
    ) -> AnyView {
        let (from, to) = (from.to_owned(), to.to_owned());
        let said = match routes.first() {
            None => td_string!(self.locale, ask.routes_none, from, to).to_string(),
            Some(first) if first.len() == 1 => {
                td_string!(self.locale, ask.routes_direct, from, to).to_string()
            }
            Some(first) => {
                let steps = first.len();
                let via = first[0].to.name.clone();
                td_string!(self.locale, ask.routes_steps, from, to, steps, via).to_string()
            }
        };
        let [start, _] = ends;
        let told = routes.into_iter().enumerate().map(|(place, strides)| {
            let (way, steps) = (place + 1, strides.len());
            view! {
                <section class="answer-route">
                    <h3>{td_string!(self.locale, ask.route, way, steps).to_string()}</h3>
                    <ol>
                        {start.clone().map(|start| view! { <li>{self.name(start)}</li> })}
                        {strides.into_iter().map(|Stride { mut by, to }| {
                            let more = by.len() - 1;
                            let first = by.swap_remove(0);
                            view! {
                                <li>
                                    <span class="answer-by">
                                        {self.titled(first)}
                                        {(more > 0).then(|| format!(" +{more}"))}
                                    </span>
                                    {self.name(to)}
                                </li>
                            }
                        }).collect_view()}
                    </ol>
                </section>
            }
        });
        view! {
            {self.said(said)}
            {told.collect_view()}
        }
        .into_any()
    }

    fn common(self, from: &str, to: &str, common: Several<Named>, partners: bool) -> AnyView {
        let (from, to, count) = (from.to_owned(), to.to_owned(), self.count(common.count));
        let said = match (common.count, partners) {
            (0, false) => td_string!(self.locale, ask.common_none, from, to).to_string(),
            (0, true) => td_string!(self.locale, ask.common_none_partners, from, to).to_string(),
            (_, false) => td_string!(self.locale, ask.common_some, from, to, count).to_string(),
            (_, true) => td_string!(self.locale, ask.common_partners, from, to, count).to_string(),
        };
        view! {
            {self.said(said)}
            {self.names(common)}
        }
        .into_any()
    }

    fn leaving(self, name: &str, parts: Vec<Several<Named>>, stay: u32) -> AnyView {
        let name = name.to_owned();
        let off: u32 = parts.iter().map(|part| part.count).sum();
        let said = match (off, stay) {
            (0, 0) => td_string!(self.locale, ask.leaving_alone, name).to_string(),
            (0, _) => td_string!(self.locale, ask.leaving_none, name).to_string(),
            _ => {
                let (count, parts, stay) = (self.count(off), parts.len(), self.count(stay));
                td_string!(self.locale, ask.leaving_some, name, count, parts, stay).to_string()
            }
        };
        view! {
            {self.said(said)}
            {parts.into_iter().map(|part| self.names(part)).collect_view()}
        }
        .into_any()
    }

    fn keystones(self, found: Several<(Named, u32)>) -> AnyView {
        if found.count == 0 {
            return self.said(td_string!(self.locale, ask.keystones_none).to_owned());
        }
        let count = self.count(found.count);
        let rows = found.first.into_iter().map(|(named, off)| {
            let count = self.count(off);
            (
                named,
                td_string!(self.locale, ask.cut_off, count).to_string(),
            )
        });
        view! {
            {self.said(td_string!(self.locale, ask.keystones, count).to_string())}
            {self.ranked(rows.collect())}
        }
        .into_any()
    }

    /// Organisations with what makes them stand there.
    fn ranked(self, rows: Vec<(Named, String)>) -> AnyView {
        let row = |(named, value): (Named, String)| {
            view! {
                <li>
                    {self.name(named)}
                    <span class="answer-value">{value}</span>
                </li>
            }
        };
        view! { <ol class="answer-ranks">{rows.into_iter().map(row).collect_view()}</ol> }
            .into_any()
    }

    fn bridges(self, found: Several<(Titled, Vec<Named>, u32)>) -> AnyView {
        if found.count == 0 {
            return self.said(td_string!(self.locale, ask.bridges_none).to_owned());
        }
        let count = self.count(found.count);
        let row = |(titled, parties, off): (Titled, Vec<Named>, u32)| {
            let count = self.count(off);
            let parties: Vec<String> = parties.into_iter().map(|named| named.name).collect();
            view! {
                <li>
                    <span>
                        {self.titled(titled)}
                        <span class="answer-place">{parties.join(" · ")}</span>
                    </span>
                    <span class="answer-value">{td_string!(self.locale, ask.cut_off, count).to_string()}</span>
                </li>
            }
        };
        view! {
            {self.said(td_string!(self.locale, ask.bridges, count).to_string())}
            <ol class="answer-ranks">{found.first.into_iter().map(row).collect_view()}</ol>
        }
        .into_any()
    }

    fn communities(self, groups: Several<Group>, modularity: f64) -> AnyView {
        if groups.count == 0 {
            return self.said(td_string!(self.locale, ask.communities_none).to_owned());
        }
        let count = self.count(groups.count);
        let clear = match modularity {
            m if m >= 0.6 => td_string!(self.locale, ask.clear_very),
            m if m >= 0.35 => td_string!(self.locale, ask.clear_rather),
            _ => td_string!(self.locale, ask.clear_little),
        };
        let names = all_called(self.locale, &groups.first);
        let row = |(place, (group, called)): (usize, (Group, String))| {
            let size = self.count(group.size);
            view! {
                <li>
                    <span class=format!("swatch paint-{}", place + 1) aria-hidden="true"></span>
                    <span>
                        <strong>{called}</strong>
                        <span class="answer-place">{td_string!(self.locale, ask.group_size, size).to_string()}</span>
                        {self.name(group.around)}
                    </span>
                </li>
            }
        };
        view! {
            {self.said(td_string!(self.locale, ask.communities, count, clear).to_string())}
            <ol class="answer-groups">{groups.first.into_iter().zip(names).enumerate().map(row).collect_view()}</ol>
        }
        .into_any()
    }

    fn central(
        self,
        topic: Topic,
        best: Vec<(Named, f32)>,
        sampled: Option<u32>,
        all: u32,
    ) -> AnyView {
        let measure = topic.measure().unwrap_or(Measure::Degree);
        let meaning = match measure {
            Measure::Degree => td_string!(self.locale, ask.meaning.degree),
            Measure::Betweenness => td_string!(self.locale, ask.meaning.betweenness),
            Measure::Closeness => td_string!(self.locale, ask.meaning.closeness),
            Measure::PageRank => td_string!(self.locale, ask.meaning.pagerank),
        };
        let value = |value: f32| match measure {
            Measure::Degree => {
                let count = self.count(value as u32);
                td_string!(self.locale, ask.value.degree, count).to_string()
            }
            Measure::Betweenness => {
                let percent = self.percent(value);
                td_string!(self.locale, ask.value.betweenness, percent).to_string()
            }
            Measure::Closeness => {
                let percent = self.percent(value);
                td_string!(self.locale, ask.value.closeness, percent).to_string()
            }
            Measure::PageRank => {
                let times = self.decimal(value, 1);
                td_string!(self.locale, ask.value.pagerank, times).to_string()
            }
        };
        if best.is_empty() {
            return self.said(td_string!(self.locale, ask.central_none).to_owned());
        }
        let rows = best.into_iter().map(|(named, of)| (named, value(of)));
        let sampled = sampled.map(|from| {
            let (from, all) = (self.count(from), self.count(all));
            view! { <p class="small soft">{td_string!(self.locale, ask.sampled, from, all).to_string()}</p> }
        });
        view! {
            {self.said(meaning.to_owned())}
            {self.ranked(rows.collect())}
            {sampled}
        }
        .into_any()
    }

    fn programmes(self, programmes: Several<Programme>) -> AnyView {
        if programmes.count == 0 {
            return self.said(td_string!(self.locale, ask.no_partner_none).to_owned());
        }
        let count = self.count(programmes.count);
        let row = |programme: Programme| {
            let schools = self.count(programme.schools.count);
            let companies = programme.companies;
            let could = if companies.count == 0 {
                view! { <p class="small soft">{td_string!(self.locale, ask.no_partner_nobody)}</p> }
                    .into_any()
            } else {
                view! {
                    <p class="small soft">{td_string!(self.locale, ask.no_partner_could)}</p>
                    {self.names(companies)}
                }
                .into_any()
            };
            view! {
                <li>
                    <strong>{programme.name}</strong>
                    <span class="answer-place">{td_string!(self.locale, ask.no_partner_schools, schools).to_string()}</span>
                    {self.names(programme.schools)}
                    {could}
                </li>
            }
        };
        view! {
            {self.said(td_string!(self.locale, ask.no_partner, count).to_string())}
            <ul class="answer-groups">{programmes.first.into_iter().map(row).collect_view()}</ul>
        }
        .into_any()
    }

    fn links(self, links: Vec<LinkToMake>) -> AnyView {
        if links.is_empty() {
            return self.said(td_string!(self.locale, ask.best_links_none).to_owned());
        }
        let row = |link: LinkToMake| {
            let [few, many] = {
                let mut joins = link.joins;
                joins.sort_unstable();
                joins.map(|size| self.count(size))
            };
            let does = if link.apart {
                td_string!(self.locale, ask.joins_apart, few, many).to_string()
            } else {
                td_string!(self.locale, ask.joins_groups, few, many).to_string()
            };
            let programme = link
                .programme
                .map(|name| td_string!(self.locale, ask.fits_programme, name).to_string());
            let near = link
                .near
                .then(|| td_string!(self.locale, ask.fits_near).to_owned());
            let fits: Vec<String> = programme.into_iter().chain(near).collect();
            let [a, b] = link.pair;
            let new = format!("/partnerships/new?with={}", b.id);
            view! {
                <li>
                    {self.name(a)}
                    {self.name(b)}
                    <p class="small">{does}</p>
                    {(!fits.is_empty()).then(|| view! { <p class="small soft">{fits.join(" · ")}</p> })}
                    <a class="small" href=new>{td_string!(self.locale, ask.propose)}</a>
                </li>
            }
        };
        view! {
            {self.said(td_string!(self.locale, ask.best_links).to_owned())}
            <ol class="answer-groups">{links.into_iter().map(row).collect_view()}</ol>
        }
        .into_any()
    }
}
