//! Answers: what was found, with the names that it takes to tell of it, and what to mark in the view.

use super::centrality::best;
use super::communities::theme;
use super::cuts::without;
use super::gaps::{best_links, isolated_schools, lonely_programmes, schools_without_company};
use super::{Ground, Question, Theme, Topic, centrality, communities, cuts, routes};
use jejaring_domain::{Kind, OrganisationId, PartnershipId, Status};
use serde::{Deserialize, Serialize};

/// How many of each are told of.
const ROUTES: usize = 4;
const GROUPS: usize = 10;
const ROWS: usize = 20;
const NAMES: usize = 5;
const LINKS: usize = 3;

/// An organisation that is told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Which of the four kinds it is.
    pub kind: Kind,
    /// Its regency or city; may be empty.
    pub place: String,
}

/// A partnership that is told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Titled {
    /// Its identifier.
    pub id: PartnershipId,
    /// What it is called.
    pub title: String,
    /// How it stands.
    pub status: Status,
}

/// One step on a way: by which partnerships, and to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stride {
    /// What connects the two, at least one.
    pub by: Vec<Titled>,
    /// Who is reached.
    pub to: Named,
}

/// Some of many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Several<T> {
    /// How many there are.
    pub count: u32,
    /// The first of them.
    pub first: Vec<T>,
}

/// A group of organisations that have more to do with each other than with the rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// How many they are.
    pub size: u32,
    /// What to call it.
    pub theme: Theme,
    /// The best connected of them.
    pub around: Named,
}

/// Two organisations that would do well to become partners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkToMake {
    /// The two.
    pub pair: [Named; 2],
    /// How many organisations it would bring together with how many.
    pub joins: [u32; 2],
    /// Whether these cannot reach each other now; else they are groups without a direct link.
    pub apart: bool,
    /// A programme or sector that both have.
    pub programme: Option<String>,
    /// They are in the same regency or city.
    pub near: bool,
}

/// A programme of schools for which none of them has a company.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// What it is called.
    pub name: String,
    /// The schools that teach it.
    pub schools: Several<Named>,
    /// Companies that work in it.
    pub companies: Several<Named>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Finding {
    /// The question needs organisations that have not been chosen, or are not known: the first, the second.
    Who([bool; 2]),
    /// Both ends are the same organisation.
    Same,
    /// The ways from the first to the second, the shortest first; none where there is none.
    Routes(Vec<Vec<Stride>>),
    /// Partners of both, and whether they are partners of each other.
    Common(Several<Named>, bool),
    /// The parts that would come off if it left, the largest first, each with its size; and how many would stay
    /// together.
    Leaving(Vec<Several<Named>>, u32),
    /// Those without whom others would be cut off, and how many.
    Keystones(Several<(Named, u32)>),
    /// Partnerships without which others would be cut off: between whom, and how many.
    Bridges(Several<(Titled, Vec<Named>, u32)>),
    /// Schools without a partner, and how many schools there are.
    Isolated(Several<Named>, u32),
    /// The groups of three or more, and how clearly they stand apart (modularity).
    Communities(Several<Group>, f64),
    /// The best by a measure with their values; from how many the values are estimated, where they are; and how many
    /// organisations there are.
    Central(Vec<(Named, f32)>, Option<u32>, u32),
    /// Schools without a company as a partner, and how many schools there are.
    NoCompany(Several<Named>, u32),
    /// Programmes without a company.
    NoPartner(Several<Programme>),
    /// The best links to make.
    BestLinks(Vec<LinkToMake>),
}

/// What an answer marks in the view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// Nodes that stand out.
    pub nodes: Vec<u32>,
    /// Links that stand out.
    pub links: Vec<u32>,
    /// Pairs between which a link could be.
    pub wished: Vec<[u32; 2]>,
    /// Nodes by group, the largest group first, where the answer is about groups.
    pub groups: Vec<Vec<u32>>,
    /// The measure of every organisation, where the answer is about one.
    pub values: Vec<f32>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// To which question.
    pub question: Question,
    /// The organisations that it is about.
    pub ends: [Option<Named>; 2],
    /// What was found.
    pub finding: Finding,
    /// What to mark in the view: not for the page that the server sends.
    #[serde(skip)]
    pub marks: Marks,
}

/// Answers a question about organisations that have been looked up: see [`Question::ends`].
pub fn answer(ground: &Ground, ends: [Option<usize>; 2], question: &Question) -> Answer {
    let mut marks = Marks::default();
    let ends_marked = ends.iter().flatten().map(|end| *end as u32);
    marks.nodes.extend(ends_marked);
    let teller = Teller { ground };
    let finding = match (question.topic.ends(), ends) {
        (2, [Some(from), Some(to)]) if from == to => Finding::Same,
        (2, [Some(from), Some(to)]) => teller.of_two(question.topic, from, to, &mut marks),
        (2, [from, to]) => Finding::Who([from.is_none(), to.is_none()]),
        (1, [Some(one), _]) => teller.leaving(one, &mut marks),
        (1, [None, _]) => Finding::Who([true, false]),
        _ => teller.of_all(question.topic, &mut marks),
    };
    Answer {
        question: question.clone(),
        ends: ends.map(|end| end.map(|end| teller.named(end as u32))),
        finding,
        marks,
    }
}

struct Teller<'a> {
    ground: &'a Ground<'a>,
}

impl Teller<'_> {
    fn of_two(&self, topic: Topic, from: usize, to: usize, marks: &mut Marks) -> Finding {
        let ties = &self.ground.ties;
        if topic == Topic::Common {
            let of_to = ties.of(to);
            let common = ties.of(from).iter().copied();
            let common: Vec<u32> = common.filter(|o| of_to.binary_search(o).is_ok()).collect();
            for one in &common {
                marks.nodes.push(*one);
                self.mark_between(from, *one as usize, marks);
                self.mark_between(to, *one as usize, marks);
            }
            return Finding::Common(self.names(&common, ROWS), ties.has(from, to));
        }
        let found = routes(ties, from, to, ROUTES);
        let told = found.iter().map(|route| {
            let strides = route.windows(2).map(|pair| {
                let [a, b] = [pair[0], pair[1]].map(|o| o as usize);
                marks.nodes.push(pair[1]);
                self.mark_between(a, b, marks);
                let shared = self.ground.shared(a, b);
                Stride {
                    by: shared
                        .iter()
                        .map(|(partnership, _)| self.titled(*partnership))
                        .collect(),
                    to: self.named(pair[1]),
                }
            });
            strides.collect()
        });
        Finding::Routes(told.collect())
    }

    fn mark_between(&self, a: usize, b: usize, marks: &mut Marks) {
        let shared = self.ground.shared(a, b);
        marks
            .links
            .extend(shared.into_iter().flat_map(|(_, links)| links));
    }

    fn leaving(&self, one: usize, marks: &mut Marks) -> Finding {
        let mut parts = without(&self.ground.ties, one);
        let stay = if parts.is_empty() {
            0
        } else {
            parts.remove(0).len()
        };
        for part in &parts {
            marks.nodes.extend(part);
        }
        Finding::Leaving(
            parts.iter().map(|part| self.names(part, NAMES)).collect(),
            stay as u32,
        )
    }

    fn of_all(&self, topic: Topic, marks: &mut Marks) -> Finding {
        let ground = self.ground;
        match topic {
            Topic::Keystones => {
                let organisations = ground.ties.len();
                let found = self.cuts();
                let values: Vec<f32> = found.nodes[..organisations]
                    .iter()
                    .map(|cut| *cut as f32)
                    .collect();
                let all = best(&values, usize::MAX);
                marks.nodes.extend(all.iter().take(ROWS).map(|(o, _)| *o));
                let told = all
                    .iter()
                    .take(ROWS)
                    .map(|(o, cut)| (self.named(*o), *cut as u32));
                Finding::Keystones(Several {
                    count: all.len() as u32,
                    first: told.collect(),
                })
            }
            Topic::Bridges => self.bridges(marks),
            Topic::Isolated => {
                let alone = isolated_schools(ground);
                marks.nodes.extend(&alone);
                Finding::Isolated(self.names(&alone, ROWS), self.schools())
            }
            Topic::Communities => self.groups(marks),
            Topic::NoCompany => {
                let schools = schools_without_company(ground);
                marks.nodes.extend(&schools);
                Finding::NoCompany(self.names(&schools, ROWS), self.schools())
            }
            Topic::NoPartner => {
                let programmes = lonely_programmes(ground);
                for programme in &programmes {
                    marks.nodes.extend(&programme.schools);
                }
                marks.nodes.sort_unstable();
                marks.nodes.dedup();
                let told = programmes.iter().take(ROWS).map(|programme| Programme {
                    name: ground
                        .snapshot
                        .programme_table()
                        .get(programme.programme as usize)
                        .to_owned(),
                    schools: self.names(&programme.schools, NAMES),
                    companies: self.names(&programme.companies, NAMES),
                });
                Finding::NoPartner(Several {
                    count: programmes.len() as u32,
                    first: told.collect(),
                })
            }
            Topic::BestLinks => {
                let found = best_links(ground, &communities(&ground.ties), LINKS);
                let told = found.iter().map(|link| {
                    marks.nodes.extend(link.pair);
                    marks.wished.push(link.pair);
                    let programme = |index: u32| {
                        ground
                            .snapshot
                            .programme_table()
                            .get(index as usize)
                            .to_owned()
                    };
                    LinkToMake {
                        pair: link.pair.map(|o| self.named(o)),
                        joins: link.joins,
                        apart: link.apart,
                        programme: link.programme.map(programme),
                        near: link.near,
                    }
                });
                Finding::BestLinks(told.collect())
            }
            _ => self.central(topic, marks),
        }
    }

    fn central(&self, topic: Topic, marks: &mut Marks) -> Finding {
        let measure = topic.measure().unwrap_or(super::Measure::Degree);
        let found = centrality(&self.ground.ties, measure);
        let best = best(&found.values, ROWS);
        marks.nodes.extend(best.iter().map(|(o, _)| *o));
        let told = best
            .iter()
            .map(|(o, value)| (self.named(*o), *value))
            .collect();
        marks.values = found.values;
        Finding::Central(told, found.sampled, self.ground.size() as u32)
    }

    fn cuts(&self) -> super::Cuts {
        let organisations = self.ground.ties.len();
        cuts(
            &self.ground.adjacency,
            |link| self.ground.open[link as usize],
            |node| u32::from(node < organisations),
        )
    }

    /// Partnerships of two that are bridges, and those of several without whose hub something would come off.
    fn bridges(&self, marks: &mut Marks) -> Finding {
        let snapshot = self.ground.snapshot;
        let organisations = self.ground.ties.len();
        let found = self.cuts();
        let of_two = found.links.iter().filter(|(link, _)| {
            let [_, b] = snapshot.links()[*link as usize];
            (b as usize) < organisations
        });
        let mut bridges: Vec<(u32, u32)> = of_two
            .map(|(link, cut)| (snapshot.link_partnerships()[*link as usize], *cut))
            .collect();
        let hubs = found.nodes[organisations..]
            .iter()
            .zip(snapshot.hub_partnerships());
        bridges.extend(
            hubs.filter(|(cut, _)| **cut > 0)
                .map(|(cut, partnership)| (*partnership, *cut)),
        );
        bridges.sort_by_key(|(partnership, cut)| (std::cmp::Reverse(*cut), *partnership));
        let count = bridges.len() as u32;
        bridges.truncate(ROWS);
        let told = bridges.iter().map(|(partnership, cut)| {
            let parties = snapshot.party_organisations(*partnership as usize);
            let parties = parties
                .iter()
                .filter(|party| self.ground.nodes[**party as usize]);
            let parties: Vec<u32> = parties.copied().collect();
            marks.nodes.extend(&parties);
            (
                self.titled(*partnership),
                parties.iter().map(|o| self.named(*o)).collect(),
                *cut,
            )
        });
        let told = told.collect();
        let told_of = |link: &u32| {
            bridges
                .iter()
                .any(|(p, _)| *p == snapshot.link_partnerships()[*link as usize])
        };
        marks.links = (0..snapshot.links().len() as u32).filter(told_of).collect();
        Finding::Bridges(Several { count, first: told })
    }

    fn groups(&self, marks: &mut Marks) -> Finding {
        const LEAST: u32 = 3;
        let ground = self.ground;
        let found = communities(&ground.ties);
        let count = found.sizes.iter().filter(|size| **size >= LEAST).count();
        let mut groups = vec![Vec::new(); count];
        for (organisation, group) in (0u32..).zip(&found.group) {
            if let Some(group) = groups.get_mut(*group as usize) {
                group.push(organisation);
            }
        }
        let told = groups.iter().take(GROUPS).filter_map(|members| {
            let theme = theme(ground.snapshot, &ground.ties, members)?;
            Some(Group {
                size: members.len() as u32,
                around: self.named(theme.around),
                theme,
            })
        });
        let told = Several {
            count: count as u32,
            first: told.collect(),
        };
        groups.truncate(GROUPS);
        marks.groups = groups;
        Finding::Communities(told, found.modularity)
    }

    fn schools(&self) -> u32 {
        let organisations = self.ground.judged();
        organisations
            .filter(|o| self.ground.snapshot.kind(*o) == Kind::School)
            .count() as u32
    }

    fn names(&self, organisations: &[u32], most: usize) -> Several<Named> {
        let first = organisations.iter().take(most);
        Several {
            count: organisations.len() as u32,
            first: first.map(|o| self.named(*o)).collect(),
        }
    }

    fn named(&self, organisation: u32) -> Named {
        let (snapshot, organisation) = (self.ground.snapshot, organisation as usize);
        Named {
            id: snapshot.organisation_id(organisation),
            name: snapshot.name(organisation).to_owned(),
            kind: snapshot.kind(organisation),
            place: snapshot.regency(organisation).to_owned(),
        }
    }

    fn titled(&self, partnership: u32) -> Titled {
        let (snapshot, partnership) = (self.ground.snapshot, partnership as usize);
        Titled {
            id: snapshot.partnership_id(partnership),
            title: snapshot.title(partnership).to_owned(),
            status: snapshot.status(partnership),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::Asked;
    use crate::{Filter, Index, Snapshot, sample};
    use jejaring_domain::Coded;

    fn ask(snapshot: &Snapshot, query: &[(&str, &str)]) -> Answer {
        let filter = Filter::from_query(query.iter().copied());
        let question = Question::from_query(query.iter().copied()).unwrap();
        Asked::new(&question, &filter, snapshot, &Index::new(snapshot)).answered(snapshot)
    }

    fn names(some: &Several<Named>) -> Vec<&str> {
        some.first.iter().map(|named| named.name.as_str()).collect()
    }

    #[test]
    fn every_question_has_an_answer() {
        for snapshot in [sample::snapshot(), sample::empty()] {
            for topic in Topic::ALL {
                let found = ask(
                    &snapshot,
                    &[
                        ("ask", topic.code()),
                        ("from", "smkn 1 bantul"),
                        ("to", "komite"),
                    ],
                );
                let text = postcard::to_allocvec(&found).unwrap();
                let sent: Answer = postcard::from_bytes(&text).unwrap();
                assert_eq!(sent.finding, found.finding);
                assert!(
                    found
                        .marks
                        .nodes
                        .iter()
                        .all(|node| (*node as usize) < snapshot.node_count())
                );
                let alone = ask(&snapshot, &[("ask", topic.code())]);
                assert_eq!(matches!(alone.finding, Finding::Who(_)), topic.ends() > 0);
            }
        }
    }

    #[test]
    fn a_way_is_told_with_its_partnerships() {
        let snapshot = sample::snapshot();
        let found = ask(
            &snapshot,
            &[
                ("ask", "paths"),
                ("from", "sleman smk"),
                ("to", "komite tunas"),
            ],
        );
        let Finding::Routes(routes) = found.finding else {
            panic!()
        };
        let told: Vec<(&str, Vec<&str>)> = routes[0]
            .iter()
            .map(|s| {
                (
                    s.to.name.as_str(),
                    s.by.iter().map(|p| p.title.as_str()).collect(),
                )
            })
            .collect();
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].1, ["Bursa kerja bersama"]);
        assert_eq!(told[1].0, "Komite Tunas Bangsa");
        // Over a hub both its links are marked.
        assert!(found.marks.links.len() >= 3);
        let none = ask(
            &snapshot,
            &[("ask", "paths"), ("from", "slb"), ("to", "komite")],
        );
        assert_eq!(none.finding, Finding::Routes(Vec::new()));
        let same = ask(
            &snapshot,
            &[("ask", "paths"), ("from", "slb"), ("to", "slb")],
        );
        assert_eq!(same.finding, Finding::Same);
    }

    #[test]
    fn common_partners_and_who_would_be_cut_off() {
        let snapshot = sample::snapshot();
        let found = ask(
            &snapshot,
            &[("ask", "common"), ("from", "maju"), ("to", "smkn 1 bantul")],
        );
        let Finding::Common(common, partners) = &found.finding else {
            panic!()
        };
        assert_eq!(
            names(common),
            ["SMK Negeri 2 Sleman", "Komite Tunas Bangsa"]
        );
        assert!(*partners);
        let left = ask(&snapshot, &[("ask", "leaving"), ("from", "smkn 1 bantul")]);
        assert_eq!(left.finding, Finding::Leaving(Vec::new(), 3));
        // The hub holds the second school, nobody else does.
        let bridges = ask(&snapshot, &[("ask", "bridges")]);
        let Finding::Bridges(found) = bridges.finding else {
            panic!()
        };
        assert_eq!(
            (
                found.count,
                found.first[0].0.title.as_str(),
                found.first[0].2
            ),
            (1, "Bursa kerja bersama", 1)
        );
    }

    #[test]
    fn answers_keep_to_the_filter() {
        let snapshot = sample::snapshot();
        let all = ask(&snapshot, &[("ask", "isolated")]);
        let Finding::Isolated(alone, schools) = &all.finding else {
            panic!()
        };
        assert_eq!(
            (names(alone), *schools),
            (vec!["SD Tunas Bangsa", "SLB Kasih Ibu"], 4)
        );
        let bantul = ask(&snapshot, &[("ask", "isolated"), ("region", "Bantul")]);
        let Finding::Isolated(alone, schools) = &bantul.finding else {
            panic!()
        };
        assert_eq!((names(alone), *schools), (vec!["SD Tunas Bangsa"], 2));
        // What is not shown is no reason to lack it.
        let schools = ask(&snapshot, &[("ask", "no_company"), ("kind", "school")]);
        let Finding::NoCompany(without, all) = &schools.finding else {
            panic!()
        };
        assert_eq!((without.count, *all), (2, 4));
    }
}
