//! Which questions there are, and how they stand in an address.

use super::Measure;
use crate::{Index, Snapshot};
use jejaring_domain::Coded;
use jejaring_domain::code::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// What is asked.
    pub enum Topic {
        /// Who can introduce one to the other?
        Paths = "paths",
        /// Which partners do two have in common?
        Common = "common",
        /// Who would be cut off if one left?
        Leaving = "leaving",
        /// On whom does the network hang?
        Keystones = "keystones",
        /// On which partnerships does it hang?
        Bridges = "bridges",
        /// Which schools have no partner?
        Isolated = "isolated",
        /// Who belongs together?
        Communities = "communities",
        /// Who has the most partners?
        Degree = "degree",
        /// Who stands between others?
        Betweenness = "betweenness",
        /// Who is near to all?
        Closeness = "closeness",
        /// Who is well connected with the well connected?
        PageRank = "pagerank",
        /// Which schools have no company?
        NoCompany = "no_company",
        /// Which programmes have no partner?
        NoPartner = "no_partner",
        /// Which links should be made?
        BestLinks = "best_links",
    }
}

impl Topic {
    /// How many organisations it is about.
    pub fn ends(self) -> usize {
        match self {
            Topic::Paths | Topic::Common => 2,
            Topic::Leaving => 1,
            _ => 0,
        }
    }

    /// The measure that it asks for.
    pub fn measure(self) -> Option<Measure> {
        match self {
            Topic::Degree => Some(Measure::Degree),
            Topic::Betweenness => Some(Measure::Betweenness),
            Topic::Closeness => Some(Measure::Closeness),
            Topic::PageRank => Some(Measure::PageRank),
            _ => None,
        }
    }
}

/// A question. The organisations that it is about are given by their identifiers, or in words that are looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub topic: Topic,
    /// Of whom; empty where nobody has been chosen yet.
    pub from: String,
    /// And of whom else.
    pub to: String,
}

/// The most letters of an organisation's words that are read.
const MOST_LETTERS: usize = 200;

impl Question {
    /// A question about the network as a whole.
    pub fn about(topic: Topic) -> Self {
        Self {
            topic,
            from: String::new(),
            to: String::new(),
        }
    }

    /// The question in an address; none where there is none, or one that is not known.
    pub fn from_query<K: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Option<Self> {
        let (mut topic, mut ends) = (None, [String::new(), String::new()]);
        for (key, value) in pairs {
            let value = value.as_ref().trim();
            match key.as_ref() {
                "ask" => topic = Topic::from_code(value),
                "from" => ends[0] = value.chars().take(MOST_LETTERS).collect(),
                "to" => ends[1] = value.chars().take(MOST_LETTERS).collect(),
                _ => {}
            }
        }
        let topic = topic?;
        let used = topic.ends();
        ends[used..].iter_mut().for_each(String::clear);
        let [from, to] = ends;
        Some(Self { topic, from, to })
    }

    /// The question as parameters of an address.
    pub fn to_query(&self) -> Vec<(&'static str, String)> {
        let ends = [("from", &self.from), ("to", &self.to)];
        let ends = ends.into_iter().take(self.topic.ends());
        let ends = ends.filter(|(_, end)| !end.is_empty());
        std::iter::once(("ask", self.topic.code().to_owned()))
            .chain(ends.map(|(key, end)| (key, end.clone())))
            .collect()
    }

    /// The organisations that it is about, as far as they are known.
    pub fn ends(&self, snapshot: &Snapshot, index: &Index) -> [Option<usize>; 2] {
        [&self.from, &self.to].map(|words| {
            let by_id = words
                .parse()
                .ok()
                .and_then(|id| snapshot.find_organisation(id));
            let found = || {
                let hits = index.search(words, 1);
                hits.first().map(|hit| hit.organisation as usize)
            };
            by_id.or_else(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn of(query: &str) -> Option<Question> {
        Question::from_query(query.split('&').filter_map(|pair| pair.split_once('=')))
    }

    #[test]
    fn addresses_go_there_and_back() {
        for query in [
            "ask=paths&from=smkn 1&to=maju",
            "ask=leaving&from=x",
            "ask=betweenness",
            "ask=common",
        ] {
            let question = of(query).unwrap();
            let pairs: Vec<String> = question
                .to_query()
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect();
            assert_eq!(pairs.join("&"), query);
        }
        assert_eq!(
            of("ask=degree&from=x"),
            Some(Question::about(Topic::Degree))
        );
        assert_eq!(of("ask=why"), None);
        assert_eq!(of("from=x"), None);
    }

    #[test]
    fn organisations_are_found_by_identifier_or_words() {
        let snapshot = sample::snapshot();
        let index = Index::new(&snapshot);
        let mut question = Question::about(Topic::Paths);
        assert_eq!(question.ends(&snapshot, &index), [None, None]);
        question.from = snapshot.organisation_id(4).to_string();
        question.to = "smkn 1 bantul".into();
        assert_eq!(question.ends(&snapshot, &index), [Some(4), Some(0)]);
    }
}
