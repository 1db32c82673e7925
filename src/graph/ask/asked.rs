//! A question with all that it takes to answer it elsewhere, as in a worker of the browser, and its answer on the way back.

use super::{Answer, Ground, Marks, Question, answer};
use crate::{Filter, Index, Snapshot};
use serde::{Deserialize, Serialize};

/// A question to a part of the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// What is asked.
    pub filter: Filter,
    /// The organisations that the question is about: looked up by who asks, who has the index.
    pub ends: [Option<u32>; 2],
}

impl Asked {
    /// A question in an address, about organisations of a snapshot.
    pub fn new(question: &Question, filter: &Filter, snapshot: &Snapshot, index: &Index) -> Self {
        let ends = question.ends(snapshot, index);
        Self {
            question: question.clone(),
            filter: filter.clone(),
            ends: ends.map(|end| end.and_then(|end| u32::try_from(end).ok())),
        }
    }

    /// The answer of the same snapshot.
    pub fn answered(&self, snapshot: &Snapshot) -> Answer {
        let count = snapshot.organisation_count();
        let known = |end: Option<u32>| end.map(|end| end as usize).filter(|end| *end < count);
        let ground = Ground::new(snapshot, &self.filter);
        answer(&ground, self.ends.map(known), &self.question)
    }

    /// The question as bytes.
    pub fn encode(&self) -> Vec<u8> {
        // Writing to memory cannot fail, and there is nothing in it that cannot be written.
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Reads what [`Asked::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

impl Answer {
    /// The answer as bytes, with what it marks.
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(&(self, &self.marks)).unwrap_or_default()
    }

    /// Reads what [`Answer::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let (answer, marks): (Answer, Marks) = postcard::from_bytes(bytes).ok()?;
        Some(Answer { marks, ..answer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::Topic;
    use crate::sample;
    use jejaring_domain::Coded;

    #[test]
    fn what_is_answered_elsewhere_is_the_same() {
        let snapshot = sample::snapshot();
        let index = Index::new(&snapshot);
        let filter =
            Filter::from_query([("kind", "school,company,community"), ("day", "2026-06-01")]);
        for topic in Topic::ALL {
            let question = Question {
                topic: *topic,
                from: "smkn 1 bantul".into(),
                to: "maju".into(),
            };
            let asked = Asked::new(&question, &filter, &snapshot, &index);
            let there = Asked::decode(&asked.encode()).unwrap();
            assert_eq!(there, asked);
            let answer = there.answered(&snapshot);
            assert_eq!(Answer::decode(&answer.encode()), Some(answer));
        }
        assert!(Asked::decode(&[255; 9]).is_none() && Answer::decode(&[]).is_none());
    }
}
