//! Finding organisations by what people write: an identifier, an NPSN, a name, another name.

use crate::identity::{name_key, normal};
use jejaring_domain::{Kind, Npsn, Organisation, OrganisationId, Profile};
use std::collections::{HashMap, HashSet};

/// Organisations by what names them.
#[derive(Default)]
pub(crate) struct Index {
    known: HashMap<OrganisationId, Known>,
    by_npsn: HashMap<Npsn, OrganisationId>,
    by_kind: HashMap<(Kind, String), Vec<OrganisationId>>,
    by_name: HashMap<String, Vec<OrganisationId>>,
    by_alias: HashMap<String, Vec<OrganisationId>>,
}

/// What is to be known of an organisation to tell it from its namesakes.
struct Known {
    npsn: Option<Npsn>,
    regency: String,
    archived: bool,
    line: Option<u64>,
}

/// What came of looking something up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    One(OrganisationId),
    None,
    Many(usize),
}

impl Index {
    /// The organisations of a network.
    pub fn of<'a>(organisations: impl Iterator<Item = &'a Organisation>) -> Self {
        let mut index = Index::default();
        for organisation in organisations {
            index.put(
                organisation.id,
                &organisation.profile,
                organisation.archived,
                None,
            );
        }
        index
    }

    /// Puts an organisation in; `line` is where the file has it.
    pub fn put(
        &mut self,
        id: OrganisationId,
        profile: &Profile,
        archived: bool,
        line: Option<u64>,
    ) {
        let known = Known {
            npsn: profile.npsn,
            regency: normal(&profile.place.regency),
            archived,
            line,
        };
        if self.known.insert(id, known).is_some() {
            return;
        }
        if let Some(npsn) = profile.npsn {
            self.by_npsn.insert(npsn, id);
        }
        let key = name_key(&profile.name, profile.kind);
        self.by_name.entry(key.1.clone()).or_default().push(id);
        self.by_kind.entry(key).or_default().push(id);
        for alias in &profile.aliases {
            self.by_alias.entry(normal(alias)).or_default().push(id);
        }
    }

    /// Whether there is one with that identifier.
    pub fn has(&self, id: OrganisationId) -> bool {
        self.known.contains_key(&id)
    }

    /// Whether it is archived; none where it is not in.
    pub fn archived(&self, id: OrganisationId) -> Option<bool> {
        self.known.get(&id).map(|known| known.archived)
    }

    /// The line of the file that put it in.
    pub fn line(&self, id: OrganisationId) -> Option<u64> {
        self.known.get(&id).and_then(|known| known.line)
    }

    /// The one with that number.
    pub fn by_npsn(&self, npsn: Npsn) -> Option<OrganisationId> {
        self.by_npsn.get(&npsn).copied()
    }

    /// The one that a profile most likely speaks of: of the same name and kind, and not of another regency or number.
    /// Of several, the one of the very same regency.
    pub fn namesake(&self, profile: &Profile, except: &HashSet<OrganisationId>) -> Found {
        let regency = normal(&profile.place.regency);
        let key = name_key(&profile.name, profile.kind);
        let namesakes = self.by_kind.get(&key).into_iter().flatten();
        let namesakes = namesakes.filter(|id| !except.contains(id));
        let namesakes = namesakes.filter_map(|id| Some((*id, self.known.get(id)?)));
        let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
        let fitting: Vec<_> = namesakes
            .filter(|(_, known)| {
                !differ(&known.regency, &regency)
                    && !matches!((known.npsn, profile.npsn), (Some(a), Some(b)) if a != b)
            })
            .collect();
        match fitting.as_slice() {
            [] => Found::None,
            [(id, _)] => Found::One(*id),
            many => {
                let mut same = many.iter().filter(|(_, known)| known.regency == regency);
                match (same.next(), same.next()) {
                    (Some((id, _)), None) => Found::One(*id),
                    _ => Found::Many(many.len()),
                }
            }
        }
    }

    /// The one that somebody means who writes this: its identifier, NPSN, name or, failing these, another name.
    pub fn find(&self, given: &str) -> Found {
        if let Ok(id) = given.parse::<OrganisationId>()
            && self.has(id)
        {
            return Found::One(id);
        }
        if let Ok(npsn) = Npsn::new(given)
            && let Some(id) = self.by_npsn(npsn)
        {
            return Found::One(id);
        }
        let name = normal(given);
        let named = self.by_name.get(&name).or_else(|| self.by_alias.get(&name));
        match named.map(Vec::as_slice) {
            None | Some([]) => Found::None,
            Some([id]) => Found::One(*id),
            Some(many) => Found::Many(many.len()),
        }
    }
}
