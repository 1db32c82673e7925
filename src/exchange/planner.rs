//! From rows to a plan: what is there already, what would be added, what is refused.
//!
//! Whatever the plan would add, [`jejaring_domain::decide`] allows: the rules that look beyond one record are checked
//! here row by row, so that one bad row does not keep the others out.

use crate::identity::{normal, of_organisation, of_partnership};
use crate::index::{Found, Index};
use crate::limits::MAX_ROWS;
use crate::plan::{Part, Plan, Row, RowFault, RowOutcome};
use crate::read::Importer;
use crate::refusal::FileRefusal;
use crate::rows::{OrganisationRow, PartnershipRow, Rows};
use crate::{Format, cells, words};
use jejaring_domain::change::Subject;
use jejaring_domain::draft::TermsDraft;
use jejaring_domain::{
    Date, Fault, Field, Network, NewOrganisation, NewPartnership, OrganisationId, PartnershipId,
    Problem, Terms,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most faults of one row that are told.
const MAX_FAULTS: usize = 16;
/// The longest name in a row or fault.
const MAX_NAME: usize = 200;

/// The plan for a file.
pub(crate) fn plan(
    format: Format,
    rows: &dyn Rows,
    importer: &Importer<'_>,
    ignored: Vec<String>,
) -> Result<Plan, FileRefusal> {
    let mut planner = Planner::new(format, importer, ignored);
    planner.claim(rows)?;
    rows.organisations(&mut |row| planner.organisation(row))?;
    planner.index_partnerships();
    rows.partnerships(&mut |row| planner.partnership(row))?;
    Ok(planner.plan)
}

struct Planner<'a> {
    network: &'a Network,
    hidden: &'a BTreeSet<PartnershipId>,
    own: Option<&'a BTreeSet<OrganisationId>>,
    today: Date,
    plan: Plan,
    /// The organisations of the network.
    there: Index,
    /// The organisations of the file, added and matched.
    here: Index,
    /// What the file's own identifiers stand for: an organisation, or the line of a refused row.
    keys: HashMap<String, Result<OrganisationId, u64>>,
    /// The names of refused organisations, in the form in which names are compared, and their lines.
    refused: HashMap<String, u64>,
    /// Records of the network that rows of the file name by identifier: no other row is matched to them by name.
    claimed_organisations: HashSet<OrganisationId>,
    claimed_partnerships: HashSet<PartnershipId>,
    /// Partnerships by what their title and parties add up to, and their lines in the file.
    partnerships: HashMap<PartnershipId, (PartnershipId, Option<u64>)>,
    /// The partnerships of the file, and their lines.
    taken: HashMap<PartnershipId, u64>,
}

/// What a row turns out to be.
type Judged<I> = Result<Judgement<I>, Vec<RowFault>>;

enum Judgement<I> {
    New(I),
    Known(I, Option<u64>),
}

impl<'a> Planner<'a> {
    fn new(format: Format, importer: &Importer<'a>, ignored: Vec<String>) -> Self {
        let Importer {
            network,
            hidden,
            own,
            today,
        } = *importer;
        let plan = Plan {
            format,
            rows: Vec::new(),
            ignored,
            organisations: Vec::new(),
            partnerships: Vec::new(),
        };
        Self {
            network,
            hidden,
            own,
            today,
            plan,
            there: Index::of(network.organisations()),
            here: Index::default(),
            keys: HashMap::new(),
            refused: HashMap::new(),
            claimed_organisations: HashSet::new(),
            claimed_partnerships: HashSet::new(),
            partnerships: HashMap::new(),
            taken: HashMap::new(),
        }
    }

    /// Notes which records of the network the file names by identifier.
    fn claim(&mut self, rows: &dyn Rows) -> Result<(), FileRefusal> {
        if self.network.organisations().len() == 0 {
            return Ok(());
        }
        rows.organisations(&mut |row| {
            let id = row.id.parse().ok();
            let id = id.filter(|id| self.network.organisation(*id).is_some());
            self.claimed_organisations.extend(id);
            Ok(())
        })?;
        rows.partnerships(&mut |row| {
            let id = row.id.parse().ok();
            let id = id.filter(|id| self.network.partnership(*id).is_some());
            self.claimed_partnerships.extend(id);
            Ok(())
        })
    }

    fn index_partnerships(&mut self) {
        let network = self.network;
        let unclaimed = network
            .partnerships()
            .filter(|partnership| !self.claimed_partnerships.contains(&partnership.id));
        let keyed = unclaimed.map(|p| (of_partnership(&p.terms), (p.id, None)));
        self.partnerships = keyed.collect();
    }

    fn organisation(&mut self, mut row: OrganisationRow) -> Result<(), FileRefusal> {
        self.room()?;
        let mut left_out = Vec::new();
        let outcome = match self.judge_organisation(&mut row, &mut left_out) {
            Ok(judgement) => {
                let (id, outcome) = match judgement {
                    Judgement::New(id) => (id, added(Subject::Organisation(id))),
                    Judgement::Known(id, line) => (id, matched(Subject::Organisation(id), line)),
                };
                if !row.id.is_empty() {
                    self.keys.insert(row.id.trim().to_owned(), Ok(id));
                }
                self.note_matched(id, row.line);
                outcome
            }
            Err(faults) => {
                if !row.id.is_empty() {
                    let key = row.id.trim().to_owned();
                    self.keys.entry(key).or_insert(Err(row.line));
                }
                let name = normal(&row.draft.name);
                self.refused.entry(name).or_insert(row.line);
                refused(faults)
            }
        };
        self.push(
            Part::Organisation,
            row.line,
            &row.draft.name,
            outcome,
            left_out,
        );
        Ok(())
    }

    /// Makes an organisation of the network that the file speaks of one of the file's, for its partnerships.
    fn note_matched(&mut self, id: OrganisationId, line: u64) {
        if let (false, Some(known)) = (self.here.has(id), self.network.organisation(id)) {
            self.here
                .put(id, &known.profile, known.archived, Some(line));
        }
    }

    fn judge_organisation(
        &mut self,
        row: &mut OrganisationRow,
        left_out: &mut Vec<Fault>,
    ) -> Judged<OrganisationId> {
        let given = row.id.parse::<OrganisationId>().ok();
        if let Some(id) = given {
            if self.network.organisation(id).is_some() {
                return Ok(Judgement::Known(id, self.here.line(id)));
            }
            if self.here.has(id) {
                return Ok(Judgement::Known(id, self.here.line(id)));
            }
        }
        let archived = archived(&row.archived);
        let checked = row.draft.check().or_else(|faults| {
            if !row.lenient {
                return Err(faults);
            }
            for fault in faults {
                if fault.field == Field::Name || fault.field == Field::Kind {
                    continue;
                }
                for field in with_its_pair(fault.field) {
                    if let Some(cell) = cells::profile_cell(&mut row.draft, field) {
                        cell.clear();
                    }
                }
                left_out.push(fault);
            }
            row.draft.check()
        });
        let faults = std::mem::take(&mut row.faults);
        let (profile, archived) = all(faults, checked, archived)?;

        if let Some(npsn) = profile.npsn {
            if let Some(id) = self.here.by_npsn(npsn) {
                return Ok(Judgement::Known(id, self.here.line(id)));
            }
            if let Some(id) = self.network.by_npsn(npsn) {
                return Ok(Judgement::Known(id, None));
            }
        }
        // A row with an identifier of ours is its own organisation, whatever other rows are called.
        let here = match given {
            Some(_) => Found::None,
            None => self.here.namesake(&profile, &HashSet::new()),
        };
        let there = self.there.namesake(&profile, &self.claimed_organisations);
        match (here, there) {
            (Found::One(id), _) => return Ok(Judgement::Known(id, self.here.line(id))),
            (Found::None, Found::One(id)) => return Ok(Judgement::Known(id, None)),
            (Found::None, Found::None) => {}
            (Found::Many(count), _) | (_, Found::Many(count)) => {
                let given = cut(&row.draft.name);
                return Err(vec![RowFault::Ambiguous { given, count }]);
            }
        }
        let id = given.unwrap_or_else(|| of_organisation(&profile));
        if self.here.has(id) || self.network.organisation(id).is_some() {
            return Ok(Judgement::Known(id, self.here.line(id)));
        }
        self.here.put(id, &profile, archived, Some(row.line));
        self.plan.organisations.push(NewOrganisation {
            id,
            profile,
            archived,
        });
        Ok(Judgement::New(id))
    }

    fn partnership(&mut self, mut row: PartnershipRow) -> Result<(), FileRefusal> {
        self.room()?;
        let mut left_out = Vec::new();
        let outcome = match self.judge_partnership(&mut row, &mut left_out) {
            Ok(Judgement::New(id)) => added(Subject::Partnership(id)),
            Ok(Judgement::Known(id, line)) => matched(Subject::Partnership(id), line),
            Err(faults) => refused(faults),
        };
        self.push(
            Part::Partnership,
            row.line,
            &row.draft.title,
            outcome,
            left_out,
        );
        Ok(())
    }

    fn judge_partnership(
        &mut self,
        row: &mut PartnershipRow,
        left_out: &mut Vec<Fault>,
    ) -> Judged<PartnershipId> {
        let given = row.id.parse::<PartnershipId>().ok();
        let given = given.filter(|id| !self.hidden.contains(id));
        if let Some(id) = given {
            if self.network.partnership(id).is_some() {
                return Ok(Judgement::Known(id, None));
            }
            if let Some(line) = self.taken.get(&id) {
                return Ok(Judgement::Known(id, Some(*line)));
            }
        }
        let find = |key: &str| {
            self.resolve(key, row.by_key)
                .map_err(|_| Problem::UnknownOrganisation {
                    given: key.to_owned(),
                })
        };
        let archived = archived(&row.archived);
        let draft = &mut row.draft;
        let check = |draft: &TermsDraft| {
            let terms = draft.check(find)?;
            let early = terms.not_yet_signed(self.today);
            early.map_or(Ok(terms), |fault| Err(vec![fault]))
        };
        let checked = check(draft).or_else(|faults| {
            if !row.lenient {
                return Err(faults);
            }
            for fault in faults {
                if fault.field == Field::Benefits {
                    draft.benefits.clear();
                } else if fault.field != Field::Title
                    && let Some(cell) = cells::terms_cell(draft, fault.field)
                {
                    cell.clear();
                } else {
                    continue;
                }
                left_out.push(fault);
            }
            cells::complete(draft);
            check(draft)
        });
        let faults = std::mem::take(&mut row.faults);
        let (terms, archived) = match all(faults, checked, archived) {
            Ok(whole) => whole,
            Err(faults) => {
                let explain = |fault| self.explain(fault, row.by_key);
                return Err(faults.into_iter().map(explain).collect());
            }
        };
        self.standing(&terms, archived)?;

        let key = of_partnership(&terms);
        match self.partnerships.get(&key) {
            // As for organisations: what has an identifier of ours is not what another row says.
            Some((_, Some(_))) if given.is_some() => {}
            Some((id, line)) => return Ok(Judgement::Known(*id, *line)),
            None => {}
        }
        let id = given.unwrap_or_else(|| self.free(key));
        if self.network.partnership(id).is_some() {
            return Ok(Judgement::Known(id, None));
        }
        if let Some(line) = self.taken.get(&id) {
            return Ok(Judgement::Known(id, Some(*line)));
        }
        if let Some(own) = self.own
            && !terms
                .parties
                .iter()
                .any(|party| own.contains(&party.organisation))
        {
            return Err(vec![RowFault::NotOwn]);
        }
        self.taken.insert(id, row.line);
        self.partnerships.insert(key, (id, Some(row.line)));
        self.plan.partnerships.push(NewPartnership {
            id,
            terms,
            archived,
        });
        Ok(Judgement::New(id))
    }

    /// The identifier that a partnership would have, or the next that is not taken by one that is not to be seen.
    fn free(&self, key: PartnershipId) -> PartnershipId {
        let mut id = key;
        while self.hidden.contains(&id) {
            id = PartnershipId::from_u128(id.to_u128().wrapping_add(1));
        }
        id
    }

    /// A partnership that is not archived has no archived party.
    fn standing(&self, terms: &Terms, archived: bool) -> Result<(), Vec<RowFault>> {
        if archived {
            return Ok(());
        }
        let parties = terms.parties.iter().map(|party| party.organisation);
        let away = parties.filter(|id| {
            let here = self.here.archived(*id);
            here.or_else(|| self.there.archived(*id)) == Some(true)
        });
        let faults: Vec<RowFault> = away
            .map(|organisation| {
                let problem = Problem::ArchivedOrganisation { organisation };
                Fault::new(Field::Parties, problem).into()
            })
            .collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// The organisation that names a party, or what is wrong.
    fn resolve(&self, given: &str, by_key: bool) -> Result<OrganisationId, RowFault> {
        let cut_given = || cut(given);
        let key = self.keys.get(given);
        if by_key {
            return match key {
                Some(Ok(id)) => Ok(*id),
                Some(Err(line)) => Err(RowFault::PartyRefused {
                    given: cut_given(),
                    line: *line,
                }),
                None => Err(unknown(given)),
            };
        }
        let mut many = None;
        for index in [&self.here, &self.there] {
            match index.find(given) {
                Found::One(id) => return Ok(id),
                Found::Many(count) => many = many.or(Some(count)),
                Found::None => {}
            }
        }
        let line = match key {
            Some(Ok(id)) => return Ok(*id),
            Some(Err(line)) => Some(line),
            None => self.refused.get(&normal(given)),
        };
        Err(match (many, line) {
            (Some(count), _) => RowFault::Ambiguous {
                given: cut_given(),
                count,
            },
            (None, Some(line)) => RowFault::PartyRefused {
                given: cut_given(),
                line: *line,
            },
            (None, None) => unknown(given),
        })
    }

    /// Says of a party that is not found why it is not.
    fn explain(&self, fault: RowFault, by_key: bool) -> RowFault {
        match &fault {
            RowFault::Invalid(Fault {
                problem: Problem::UnknownOrganisation { given },
                ..
            }) => self.resolve(given, by_key).err().unwrap_or(fault),
            _ => fault,
        }
    }

    fn room(&self) -> Result<(), FileRefusal> {
        if self.plan.rows.len() < MAX_ROWS {
            Ok(())
        } else {
            Err(FileRefusal::TooManyRows { max: MAX_ROWS })
        }
    }

    fn push(
        &mut self,
        part: Part,
        line: u64,
        name: &str,
        outcome: RowOutcome,
        mut left_out: Vec<Fault>,
    ) {
        left_out.truncate(MAX_FAULTS);
        self.plan.rows.push(Row {
            part,
            line,
            name: cut(name),
            outcome,
            left_out,
        });
    }
}

fn added(id: Subject) -> RowOutcome {
    RowOutcome::Added { id }
}

fn matched(id: Subject, line: Option<u64>) -> RowOutcome {
    RowOutcome::Matched { id, line }
}

fn refused(mut faults: Vec<RowFault>) -> RowOutcome {
    faults.truncate(MAX_FAULTS);
    RowOutcome::Refused { faults }
}

/// The checked value and its standing, or all that is wrong.
fn all<T>(
    mut faults: Vec<RowFault>,
    checked: Result<T, Vec<Fault>>,
    archived: Result<bool, Fault>,
) -> Result<(T, bool), Vec<RowFault>> {
    match (checked, archived) {
        (Ok(value), Ok(archived)) if faults.is_empty() => Ok((value, archived)),
        (checked, archived) => {
            faults.extend(checked.err().into_iter().flatten().map(RowFault::from));
            faults.extend(archived.err().map(RowFault::from));
            Err(faults)
        }
    }
}

fn archived(word: &str) -> Result<bool, Fault> {
    words::archived(word).ok_or_else(|| {
        let given = word.chars().take(60).collect();
        Fault::new(Field::Archived, Problem::UnknownCode { given })
    })
}

/// A coordinate says nothing without the other.
fn with_its_pair(field: Field) -> Vec<Field> {
    match field {
        Field::Latitude | Field::Longitude => vec![Field::Latitude, Field::Longitude],
        field => vec![field],
    }
}

fn unknown(given: &str) -> RowFault {
    let given = cut(given);
    Fault::new(Field::Parties, Problem::UnknownOrganisation { given }).into()
}

fn cut(name: &str) -> String {
    let name = name.trim();
    name.chars().take(MAX_NAME).collect()
}
