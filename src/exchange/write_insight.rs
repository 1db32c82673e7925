//! What a network adds up to, as one long table: a number a line, for spreadsheets and statistics programs.

use crate::formula;
use jejaring_domain::{Coded, Insight, Network, OrganisationId, PartnershipId, Scope};
use std::error::Error;

/// The columns: which figure, of what, split by what, how many.
const HEAD: [&str; 4] = ["figure", "item", "series", "value"];

/// The table. Errors: memory runs out.
pub fn write_insight(
    insight: &Insight,
    network: &Network,
) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let mut table = Table(csv::Writer::from_writer("\u{FEFF}".as_bytes().to_vec()));
    table.0.write_record(HEAD)?;
    for (year, scopes) in &insight.years {
        for (scope, count) in Scope::ALL.iter().zip(scopes) {
            table.row("support", &year.to_string(), scope.code(), count)?;
        }
    }
    for (kind, count) in &insight.contributions {
        table.row("contributions", kind.code(), kind.support().code(), count)?;
    }
    for (step, count) in &insight.steps {
        table.row("steps", step.code(), "", count)?;
    }
    for (form, count) in &insight.forms {
        table.row("forms", form.code(), "", count)?;
    }
    for (finance, count) in &insight.finances {
        table.row("finances", finance.code(), "", count)?;
    }
    let title = |id: PartnershipId| {
        let partnership = network.partnership(id);
        partnership.map_or_else(|| id.to_string(), |p| p.terms.title.to_string())
    };
    for hope in &insight.benefits {
        let benefit = hope.benefit.code();
        table.row("benefits", benefit, "realised", &hope.realised)?;
        table.row("benefits", benefit, "expected", &hope.expected)?;
        table.row("benefits", benefit, "not_realised", &hope.missed)?;
        for id in &hope.missed_in {
            table.row("not_realised", benefit, &title(*id), &1)?;
        }
    }
    for demand in &insight.workers {
        let (job, year) = (demand.job.as_str(), demand.year);
        table.row("workers_needed", job, &year.to_string(), &demand.needed)?;
        table.row("workers_offered", job, &year.to_string(), &demand.offered)?;
        let schools = demand.schools.len();
        table.row("schools_teaching", job, &year.to_string(), &schools)?;
    }
    for (id, day, _) in &insight.expiring {
        table.row("expiring", &title(*id), &day.to_string(), &1)?;
    }
    let named = |id: OrganisationId| {
        let profile = &network.organisation(id)?.profile;
        let npsn = profile.npsn.map(|npsn| npsn.to_string());
        Some((profile.name.to_string(), npsn.unwrap_or_default()))
    };
    for (name, npsn) in insight.alone.iter().filter_map(|id| named(*id)) {
        table.row("schools_without_partner", &name, &npsn, &1)?;
    }
    Ok(table.0.into_inner().map_err(|error| error.into_error())?)
}

struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn row(
        &mut self,
        figure: &str,
        item: &str,
        series: &str,
        value: &impl ToString,
    ) -> Result<(), csv::Error> {
        let value = value.to_string();
        let cells = [figure, item, series, &value];
        self.0
            .write_record(cells.map(|cell| formula::neutralise(cell).into_owned()))
    }
}
