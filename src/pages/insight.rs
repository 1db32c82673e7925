//! What the network adds up to, or one organisation's part of it: as charts and as tables.

use crate::api::insight::{AloneRow, DemandRow, HopeRow, InsightView, PartnershipRef, insight};
use crate::api::organisations::OrganisationRef;
use crate::api::{ApiError, fetched};
use crate::i18n::{Locale, date, number, words};
use crate::ui::chart::{Chart, Look, Series};
use crate::ui::{Badge, ErrorView, Glyph, Icon, Loading, OrganisationLink, RecordTabs, locale};
use jejaring_domain::change::Subject;
use jejaring_domain::insight::Support;
use jejaring_domain::{Coded, ContributionKind, Date, Kind, Mark, OrganisationId, Scope};
use leptos::prelude::*;
use leptos_i18n::td_string;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

/// The page `/insight`, or `/organisations/ID/insight`.
#[component]
pub fn InsightPage() -> impl IntoView {
    let params = use_params_map();
    let of = Memo::new(move |_| {
        let id = params.read().get("id");
        id.map(|id| id.parse::<OrganisationId>().ok())
    });
    let shown = fetched(
        move || of.get(),
        |of| async move {
            match of {
                None => insight(None).await,
                Some(Some(id)) => insight(Some(id)).await,
                Some(None) => Err(ApiError::NotFound),
            }
        },
    );
    view! {
        <div class="page">
            <Transition fallback=|| view! { <Loading /> }>
                {move || Suspend::new(async move {
                    match shown.await {
                        Ok(view) => view! { <Shown view /> }.into_any(),
                        Err(error) => view! { <ErrorView error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Shown(view: InsightView) -> impl IntoView {
    let locale = locale();
    let of = view.of.clone();
    let school = of.as_ref().is_some_and(|of| of.kind == Kind::School);
    let alone = match of.is_none() || school && view.alone_count > 0 {
        true => Some(view! {
            <Alone rows=view.alone count=view.alone_count schools=view.schools own=of.is_some() />
        }),
        false => None,
    };
    let head = td_string!(locale, insight.partnerships);
    view! {
        <Head of />
        <div class="columns">
            <Balance years=view.years />
            <Contributions contributions=view.contributions />
        </div>
        <BenefitsCame hopes=view.benefits />
        <Workers rows=view.workers demand=view.demand />
        <div class="columns">
            <Counted
                title=td_string!(locale, insight.steps)
                name=head
                counts=view
                    .steps
                    .into_iter()
                    .map(|(step, count)| (format!("{}. {}", step.number(), words::step(locale, step)), count))
                    .collect()
            />
            <div class="stack">
                <Counted
                    title=td_string!(locale, insight.forms)
                    name=head
                    counts=named(view.forms, |form| words::form(locale, form))
                />
                <Counted
                    title=td_string!(locale, insight.finances)
                    name=head
                    counts=named(view.finances, |finance| words::finance(locale, finance))
                />
            </div>
        </div>
        <Expiring rows=view.expiring />
        {alone}
    }
}

#[component]
fn Head(of: Option<OrganisationRef>) -> impl IntoView {
    let locale = locale();
    let title = match &of {
        None => td_string!(locale, insight.title).to_owned(),
        Some(of) => td_string!(locale, insight.of, name = of.name.clone()),
    };
    let (heading, lead, file) = match &of {
        None => (
            td_string!(locale, insight.title).to_owned(),
            td_string!(locale, insight.lead),
            "/export/insight.csv".to_owned(),
        ),
        Some(of) => (
            of.name.clone(),
            td_string!(locale, insight.of_lead),
            format!("/organisations/{}/insight.csv", of.id),
        ),
    };
    let id = of.map(|of| of.id);
    let crumb = id.map(|id| {
        view! {
            <a class="crumb" href=format!("/organisations/{id}")>
                <Icon glyph=Glyph::Back />
                {heading.clone()}
            </a>
        }
    });
    let report = id.map(|id| {
        view! {
            <a class="button primary" href=format!("/organisations/{id}/report")>
                {td_string!(locale, insight.report)}
            </a>
        }
    });
    let tabs = id.map(|id| view! { <RecordTabs of=Subject::Organisation(id) /> });
    let shown = match id {
        None => heading,
        Some(_) => td_string!(locale, insight.title).to_owned(),
    };
    view! {
        <Title text=title />
        {crumb}
        <div class="page-head">
            <div>
                <h1>{shown}</h1>
                <p class="soft">{lead}</p>
            </div>
            <div class="actions">
                <a class="button" href=file rel="external" download="">
                    <Icon glyph=Glyph::Export />
                    {td_string!(locale, insight.download)}
                </a>
                {report}
            </div>
        </div>
        {tabs}
    }
}

/// Labels and numbers of a closed list of values.
fn named<C: Coded>(
    counts: Vec<(C, usize)>,
    word: impl Fn(C) -> &'static str,
) -> Vec<(String, usize)> {
    let counts = counts.into_iter();
    counts
        .map(|(value, count)| (word(value).to_owned(), count))
        .collect()
}

/// A card with a bar for each value.
#[component]
fn Counted(title: &'static str, name: &'static str, counts: Vec<(String, usize)>) -> impl IntoView {
    // Where there is nothing, a bar of nothing would only take room.
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let (labels, values) = counts.unzip();
    view! {
        <section class="card">
            <h2>{title}</h2>
            <Chart title look=Look::Bars head=title labels series=vec![Series { name, values }] />
        </section>
    }
}

/// Physical and non-physical support over the years.
#[component]
fn Balance(years: Vec<(i16, [usize; 3])>) -> impl IntoView {
    let locale = locale();
    let title = td_string!(locale, insight.balance);
    // Years before the first partnership tell nothing.
    let years = years
        .into_iter()
        .skip_while(|(_, scopes)| *scopes == [0; 3]);
    let years: Vec<_> = years.collect();
    let series = Scope::ALL.iter().enumerate().map(|(place, scope)| Series {
        name: words::scope(locale, *scope),
        values: years.iter().map(|(_, scopes)| scopes[place]).collect(),
    });
    let series = series.collect();
    let labels = years.iter().map(|(year, _)| year.to_string()).collect();
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p class="soft small">{td_string!(locale, insight.balance_note)}</p>
            <Chart title look=Look::Bars head=td_string!(locale, insight.year) labels series />
        </section>
    }
}

/// What parties bring, by kind, and how much of it is physical.
#[component]
fn Contributions(contributions: Vec<(ContributionKind, usize)>) -> impl IntoView {
    let locale = locale();
    let title = td_string!(locale, insight.contributions);
    let support = [Support::NonPhysical, Support::Physical, Support::Money];
    let mut rows: Vec<_> = contributions
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect();
    rows.sort_by_key(|(kind, count)| {
        (
            kind.support() != Support::NonPhysical,
            kind.support(),
            std::cmp::Reverse(*count),
        )
    });
    let of = |support: Support| -> Vec<usize> {
        let rows = rows.iter();
        rows.map(|(kind, count)| if kind.support() == support { *count } else { 0 })
            .collect()
    };
    let [non_physical, physical, money] = support.map(|support| of(support).iter().sum::<usize>());
    let total = non_physical + physical + money;
    let sum = (total > 0).then(|| {
        let [total, non_physical, physical, money] =
            [total, non_physical, physical, money].map(|count| number(locale, count));
        td_string!(
            locale,
            insight.support_sum,
            total = total,
            non_physical = non_physical,
            physical = physical,
            money = money
        )
    });
    let series = support.map(|support| Series {
        name: match support {
            Support::NonPhysical => td_string!(locale, insight.support.non_physical),
            Support::Physical => td_string!(locale, insight.support.physical),
            Support::Money => td_string!(locale, insight.support.money),
        },
        values: of(support),
    });
    let labels = rows
        .iter()
        .map(|(kind, _)| words::contribution(locale, *kind).to_owned());
    let labels = labels.collect();
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p class="soft small">{td_string!(locale, insight.contributions_note)} " " {sum}</p>
            <Chart
                title
                look=Look::Bars
                head=td_string!(locale, insight.contribution)
                labels
                series=series.to_vec()
            />
        </section>
    }
}

/// What became of the six benefits, and where they did not come.
#[component]
fn BenefitsCame(hopes: Vec<HopeRow>) -> impl IntoView {
    let locale = locale();
    let title = td_string!(locale, insight.benefits);
    let labels = hopes
        .iter()
        .map(|hope| words::benefit(locale, hope.benefit).to_owned());
    let labels = labels.collect();
    let series = |name, value: fn(&HopeRow) -> usize| Series {
        name,
        values: hopes.iter().map(value).collect(),
    };
    let series = vec![
        series(
            words::benefit_state(locale, jejaring_domain::BenefitState::Realised),
            |hope| hope.realised,
        ),
        series(td_string!(locale, insight.still_expected), |hope| {
            hope.expected
        }),
        series(td_string!(locale, insight.missed), |hope| hope.missed),
    ];
    let missed: Vec<_> = hopes.into_iter().filter(|hope| hope.named > 0).collect();
    let where_missed = (!missed.is_empty()).then(|| {
        let items = missed.into_iter().map(|hope| {
            let more = hope.named - hope.partnerships.len();
            let more = (more > 0)
                .then(|| view! { <li class="soft">{td_string!(locale, insight.more, count = number(locale, more))}</li> });
            view! {
                <details class="missed">
                    <summary>
                        {words::benefit(locale, hope.benefit)} " "
                        <span class="count">{number(locale, hope.named)}</span>
                    </summary>
                    <ul>
                        {hope.partnerships.into_iter().map(|one| view! { <li>{partnership_link(one)}</li> }).collect_view()}
                        {more}
                    </ul>
                </details>
            }
        });
        view! {
            <h3>{td_string!(locale, insight.missed_where)}</h3>
            {items.collect_view()}
        }
    });
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p class="soft small">{td_string!(locale, insight.benefits_note)}</p>
            <div class="columns">
                <Chart title look=Look::Bars head=td_string!(locale, insight.benefit) labels series />
                <div class="stack">{where_missed}</div>
            </div>
        </section>
    }
}

fn partnership_link(partnership: PartnershipRef) -> impl IntoView {
    view! { <a href=format!("/partnerships/{}", partnership.id)>{partnership.title}</a> }
}

/// Skilled workers that are looked for, against those who are taught.
#[component]
fn Workers(rows: Vec<DemandRow>, demand: Vec<(i16, usize, usize)>) -> impl IntoView {
    let locale = locale();
    let title = td_string!(locale, insight.demand);
    if rows.is_empty() {
        return view! {
            <section class="card">
                <h2>{title}</h2>
                <p class="soft">{td_string!(locale, insight.no_demand)}</p>
            </section>
        }
        .into_any();
    }
    let [needed, offered] = [
        td_string!(locale, insight.needed),
        td_string!(locale, insight.offered),
    ];
    let series = vec![
        Series {
            name: needed,
            values: demand.iter().map(|(_, needed, _)| *needed).collect(),
        },
        Series {
            name: offered,
            values: demand.iter().map(|(_, _, offered)| *offered).collect(),
        },
    ];
    let labels = demand.iter().map(|(year, ..)| year.to_string()).collect();
    let heads = [
        td_string!(locale, insight.job),
        td_string!(locale, insight.year),
        needed,
        offered,
        td_string!(locale, insight.gap),
        td_string!(locale, insight.looked_for_by),
        td_string!(locale, insight.taught_by),
    ];
    let row = move |row: DemandRow| {
        let gap = row.needed.saturating_sub(row.offered) as usize;
        let [n, o] = [row.needed, row.offered].map(|count| number(locale, count as usize));
        let taught = match row.taught_by {
            0 => view! { <Badge look="bad">{td_string!(locale, insight.taught_nowhere)}</Badge> }
                .into_any(),
            _ => {
                let more = row.taught_by - row.schools.len();
                let more = (more > 0)
                    .then(|| td_string!(locale, insight.more, count = number(locale, more)));
                view! {
                    <span class="parties">{links(row.schools)} {more}</span>
                }
                .into_any()
            }
        };
        view! {
            <tr>
                <th scope="row">{row.job}</th>
                <td data-label=heads[1]>{row.year.to_string()}</td>
                <td class="number" data-label=heads[2]>{n}</td>
                <td class="number" data-label=heads[3]>{o}</td>
                <td class="number" data-label=heads[4]><strong>{number(locale, gap)}</strong></td>
                <td data-label=heads[5]><span class="parties">{links(row.companies)}</span></td>
                <td data-label=heads[6]>{taught}</td>
            </tr>
        }
    };
    let head_row = heads.iter().enumerate().map(|(place, head)| {
        view! { <th scope="col" class:number=(2..5).contains(&place)>{*head}</th> }
    });
    let head_row = head_row.collect_view();
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p class="soft small">{td_string!(locale, insight.demand_note)}</p>
            <Chart title look=Look::Lines head=heads[1] labels series />
            <h3>{td_string!(locale, insight.demand_jobs)}</h3>
            <div class="table-frame">
                <table class="data cards">
                    <thead>
                        <tr>{head_row}</tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn links(organisations: Vec<OrganisationRef>) -> impl IntoView {
    let links = organisations
        .into_iter()
        .map(|organisation| view! { <OrganisationLink organisation /> });
    links.collect_view()
}

/// What runs out soon.
#[component]
fn Expiring(rows: Vec<(PartnershipRef, Date, Mark)>) -> impl IntoView {
    let locale = locale();
    let row = |(partnership, day, mark): (PartnershipRef, Date, Mark)| {
        let look = match mark {
            Mark::Expired | Mark::Days7 => "bad",
            Mark::Days30 | Mark::Days90 => "",
        };
        view! {
            <li>
                <div class="row-head">
                    {partnership_link(partnership)} <span class="soft">{date(locale, day)}</span>
                    <Badge look>{self::mark(locale, mark)}</Badge>
                </div>
            </li>
        }
    };
    let list = match rows.is_empty() {
        true => view! { <p class="soft">{td_string!(locale, insight.no_expiring)}</p> }.into_any(),
        false => {
            view! { <ul class="rows">{rows.into_iter().map(row).collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <section class="card">
            <h2>{td_string!(locale, insight.expiring)}</h2>
            {list}
        </section>
    }
}

fn mark(locale: Locale, mark: Mark) -> &'static str {
    match mark {
        Mark::Days90 => td_string!(locale, insight.mark.days_90),
        Mark::Days30 => td_string!(locale, insight.mark.days_30),
        Mark::Days7 => td_string!(locale, insight.mark.days_7),
        Mark::Expired => td_string!(locale, insight.mark.expired),
    }
}

/// Schools without a partner, and who is near.
#[component]
fn Alone(rows: Vec<AloneRow>, count: usize, schools: usize, own: bool) -> impl IntoView {
    let locale = locale();
    let shown = rows.len();
    let near = move |near: Vec<(OrganisationRef, Option<u32>)>| {
        if near.is_empty() {
            return view! { <span class="soft">{td_string!(locale, insight.nobody_near)}</span> }
                .into_any();
        }
        let items = near.into_iter().map(|(organisation, km)| {
            let km = km.map(|km| td_string!(locale, insight.km, km = number(locale, km as usize)));
            view! {
                <li>
                    <OrganisationLink organisation /> " " <span class="soft small">{km}</span>
                </li>
            }
        });
        view! { <ul class="near">{items.collect_view()}</ul> }.into_any()
    };
    let title = td_string!(locale, insight.alone);
    if own {
        let suggestions = rows.into_iter().next().map(|row| near(row.near));
        return view! {
            <section class="card">
                <h2>{td_string!(locale, insight.near)}</h2>
                <p>{td_string!(locale, insight.alone_own)}</p>
                {suggestions}
            </section>
        }
        .into_any();
    }
    let sum = match count {
        0 => td_string!(locale, insight.no_alone).to_owned(),
        _ => {
            let [count, schools] = [count, schools].map(|count| number(locale, count));
            td_string!(locale, insight.alone_sum, count = count, schools = schools)
        }
    };
    let [school, regency, neighbours] = [
        td_string!(locale, insight.school),
        td_string!(locale, words.field.regency),
        td_string!(locale, insight.near),
    ];
    let row = move |row: AloneRow| {
        view! {
            <tr>
                <th scope="row"><OrganisationLink organisation=row.school /></th>
                <td data-label=regency>{row.regency}</td>
                <td data-label=neighbours>{near(row.near)}</td>
            </tr>
        }
    };
    let table = (shown > 0).then(|| {
        view! {
            <div class="table-frame">
                <table class="data cards">
                    <thead>
                        <tr>
                            <th scope="col">{school}</th>
                            <th scope="col">{regency}</th>
                            <th scope="col">{neighbours}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        }
    });
    let rest = (shown < count)
        .then(|| view! { <p class="soft small">{td_string!(locale, insight.all_in_file)}</p> });
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p>{sum}</p>
            {table}
            {rest}
        </section>
    }
    .into_any()
}
