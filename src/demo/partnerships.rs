//! What they do together, and where it stands on the day.

use crate::names::name;
use crate::occasions::{self, Gift, Occasion};
use crate::organisations::{BORN, Body};
use crate::programmes::FIELDS;
use crate::random::Random;
use jejaring_domain::{
    Agreement, Answer, Authority, Benefit, BenefitState, Consent, Contribution, ContributionKind,
    Date, Ending, Finance, Form, Kind, Line, NewPartnership, Outcome, PartnershipId, Party, Role,
    Scope, Signatory, Stage, Step, Terms, Text, Timestamp, date,
};
use std::collections::BTreeMap;

/// What is to become of a partnership by the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Claimed,
    Preparing,
    Agreeing,
    Running,
    Expiring,
    /// Its end was announced.
    Closed,
    /// Its time is over.
    RunOut,
    /// The other side did not want it.
    Declined,
    /// One of two left it.
    Left,
}

const FATES: [(Fate, f64); 9] = [
    (Fate::Claimed, 14.0),
    (Fate::Preparing, 13.0),
    (Fate::Agreeing, 12.0),
    (Fate::Running, 34.0),
    (Fate::Expiring, 8.0),
    (Fate::Closed, 7.0),
    (Fate::RunOut, 6.0),
    (Fate::Declined, 3.0),
    (Fate::Left, 3.0),
];

pub fn invent(
    random: &mut Random,
    bodies: &[Body],
    groups: &[Vec<usize>],
    today: Date,
) -> Vec<NewPartnership> {
    let invent = |(number, group): (usize, &Vec<usize>)| {
        let parties: Vec<&Body> = group.iter().map(|index| &bodies[*index]).collect();
        NewPartnership {
            id: PartnershipId::new(BORN + 86_400_000 + number as u64, random.wide()),
            terms: terms(random, &parties, today),
            archived: false,
        }
    };
    groups.iter().enumerate().map(invent).collect()
}

fn terms(random: &mut Random, bodies: &[&Body], today: Date) -> Terms {
    let occasion = occasions::occasion(random, bodies);
    let mut fate = random.pick_weighed(&FATES);
    if bodies.len() > 2 && matches!(fate, Fate::Declined | Fate::Left) {
        fate = Fate::Running;
    }
    let form = if !random.chance(occasion.formal) {
        Form::Informal
    } else if random.chance(0.2) {
        Form::FormalAndInformal
    } else {
        Form::Formal
    };
    let step = step(random, fate, form);
    let [start, end] = dates(random, fate, step, today);
    let words = Words::new(random, bodies, start.unwrap_or(today));
    let finance = random.pick_weighed(occasion.finance);
    let answers = answers(random, bodies, fate);

    let title = words.fill(random.text(occasion.titles));
    let title = if random.chance(0.45) && bodies.len() == 2 {
        format!("{title} bersama {}", bodies[1].name())
    } else {
        title
    };
    let parties = bodies.iter().zip(answers).enumerate();
    let parties = parties.map(|(at, (body, answer))| Party {
        organisation: body.organisation.id,
        role: role(random, at, bodies, finance),
        answer,
        left: None,
        contributions: contributions(random, at, bodies, occasion, finance, &words),
    });
    let mut terms = Terms::new(name(&title), parties.collect());
    terms.purpose = Text::new(&words.fill(occasion.purpose)).unwrap_or_default();
    terms.form = form;
    terms.scope = if random.chance(0.85) {
        occasion.scope
    } else {
        *random.pick(&[Scope::Software, Scope::Hardware, Scope::Both])
    };
    terms.finance = finance;
    terms.step = step;
    terms.start = start;
    terms.end = end;
    terms.benefits = benefits(random, occasion, fate, step);
    if form.is_written() && step >= Step::Negotiation {
        let mut agreement = agreement(random, step, fate, start, end, today, &title);
        if agreement.signed.is_some() {
            let signed = bodies.iter().zip(&terms.parties);
            let signed = signed.filter(|(body, party)| {
                !body.is_abroad() && matches!(party.answer, Answer::Accepted | Answer::Left)
            });
            agreement.signatories = signed.map(|(body, _)| signatory(body)).collect();
        }
        terms.agreement = Some(agreement);
    }
    if finance.is_repayable() && step >= Step::Approval {
        terms.consent = Some(consent(random, start.unwrap_or(today)));
    }
    terms.ended = ending(random, fate, start, today);
    terms
}

fn step(random: &mut Random, fate: Fate, form: Form) -> Step {
    let prepare = [
        (Step::NeedsAnalysis, 2.0),
        (Step::PartnerAnalysis, 2.0),
        (Step::Planning, 3.0),
        (Step::Presentation, 3.0),
    ];
    let signing = if form.is_written() { 3.0 } else { 0.0 };
    let agree = [
        (Step::Approval, 3.0),
        (Step::Negotiation, 4.0),
        (Step::Signing, signing),
    ];
    let carry_out = [
        (Step::Implementation, 7.0),
        (Step::Reporting, 2.0),
        (Step::Evaluation, 2.0),
    ];
    match fate {
        Fate::Preparing => random.pick_weighed(&prepare),
        Fate::Agreeing => random.pick_weighed(&agree),
        Fate::Running | Fate::Expiring | Fate::Left => random.pick_weighed(&carry_out),
        Fate::Closed | Fate::RunOut => {
            random.pick_weighed(&[(Step::Evaluation, 3.0), (Step::Reporting, 1.0)])
        }
        Fate::Declined => Step::Presentation,
        Fate::Claimed => match random.below(3) {
            0 => random.pick_weighed(&prepare),
            1 => random.pick_weighed(&agree),
            _ => random.pick_weighed(&carry_out),
        },
    }
}

/// The first and the last planned day.
fn dates(random: &mut Random, fate: Fate, step: Step, today: Date) -> [Option<Date>; 2] {
    let at_work = step.stage() == Stage::CarryOut;
    let start = match fate {
        Fate::Closed | Fate::RunOut => -random.between(500, 1500),
        _ if at_work => -random.between(20, 900),
        _ => random.between(20, 240),
    };
    let end = match fate {
        Fate::Expiring => random.between(0, 90),
        Fate::RunOut => -random.between(5, 400),
        Fate::Closed => random.between(-60, 500),
        _ => start.max(100) + random.between(150, 1000),
    };
    // Some have set no date: the early ones not even for the start.
    let started = at_work || random.chance(0.6);
    let bounded = matches!(fate, Fate::Expiring | Fate::RunOut) || random.chance(0.6);
    [
        started.then(|| after(today, start)),
        (started && bounded).then(|| after(today, end)),
    ]
}

fn answers(random: &mut Random, bodies: &[&Body], fate: Fate) -> Vec<Answer> {
    let mut answers = vec![Answer::Accepted; bodies.len()];
    let last = bodies.len() - 1;
    match fate {
        Fate::Claimed => {
            // Who proposes agrees; of several others at least one has not answered.
            answers[1..].iter_mut().for_each(|answer| {
                if random.chance(0.6) {
                    *answer = Answer::Pending;
                }
            });
            answers[last] = Answer::Pending;
        }
        Fate::Declined => answers[last] = Answer::Declined,
        Fate::Left => answers[last] = Answer::Left,
        _ if bodies.len() > 3 && random.chance(0.35) => {
            answers[last] = *random.pick(&[Answer::Left, Answer::Declined]);
        }
        _ => {}
    }
    answers
}

fn role(random: &mut Random, at: usize, bodies: &[&Body], finance: Finance) -> Role {
    let kind = bodies[at].kind();
    if at == 0 {
        Role::Proposer
    } else if finance != Finance::None && kind != Kind::School && random.chance(0.75) {
        Role::Funder
    } else if bodies.len() > 2 && kind == Kind::Institution && random.chance(0.7) {
        Role::Facilitator
    } else {
        Role::Partner
    }
}

fn contributions(
    random: &mut Random,
    at: usize,
    bodies: &[&Body],
    occasion: &Occasion,
    finance: Finance,
    words: &Words,
) -> Vec<Contribution> {
    let school = bodies[at].kind() == Kind::School;
    let schools_only = bodies.iter().all(|body| body.kind() == Kind::School);
    let no_school = !bodies.iter().any(|body| body.kind() == Kind::School);
    let ours = if schools_only || no_school {
        at == 0
    } else {
        school
    };
    let gifts: &[Gift] = if ours { occasion.ours } else { occasion.theirs };
    let mut gifts: Vec<&Gift> = gifts.iter().collect();
    random.shuffle(&mut gifts);
    // Money is named where there is any, and only there.
    let money = |gift: &&Gift| gift.0 == ContributionKind::Funds;
    if finance == Finance::None {
        gifts.retain(|gift| !money(gift));
    } else {
        gifts.sort_by_key(|gift| !money(gift));
    }
    let count = random.between(1, 2) as usize;
    let gifts = gifts.into_iter().take(count);
    gifts
        .map(|(kind, note)| Contribution {
            kind: *kind,
            note: line(&words.fill(note)),
        })
        .collect()
}

fn benefits(
    random: &mut Random,
    occasion: &Occasion,
    fate: Fate,
    step: Step,
) -> BTreeMap<Benefit, Outcome> {
    let realised = match fate {
        Fate::Closed | Fate::RunOut => 0.65,
        Fate::Running | Fate::Expiring if step > Step::Implementation => 0.6,
        Fate::Running | Fate::Expiring => 0.25,
        _ => 0.0,
    };
    let over = matches!(fate, Fate::Closed | Fate::RunOut | Fate::Left);
    let count = random.between(1, occasion.benefits.len() as i32) as usize;
    let hoped = occasion.benefits.iter().take(count);
    let outcome = |benefit: &Benefit| {
        let state = if random.chance(realised) {
            BenefitState::Realised
        } else if over {
            BenefitState::NotRealised
        } else {
            BenefitState::Expected
        };
        let evidence = match state {
            BenefitState::Realised => evidence(*benefit),
            _ => "",
        };
        let outcome = Outcome {
            state,
            evidence: line(evidence),
        };
        (*benefit, outcome)
    };
    hoped.map(outcome).collect()
}

fn evidence(benefit: Benefit) -> &'static str {
    match benefit {
        Benefit::Information => "Daftar kebutuhan tenaga terampil dibahas tiap semester",
        Benefit::Resources => "Alat tercatat di inventaris sekolah dan dipakai tiap minggu",
        Benefit::Experience => "Laporan magang dan catatan pembimbing",
        Benefit::JointProjects => "Satu produk bersama dipamerkan pada hari terbuka",
        Benefit::Scholarships => "Penerima beasiswa diumumkan dan didampingi",
        Benefit::Creativity => "Karya murid dipamerkan di balai kota",
    }
}

fn agreement(
    random: &mut Random,
    step: Step,
    fate: Fate,
    start: Option<Date>,
    end: Option<Date>,
    today: Date,
    title: &str,
) -> Agreement {
    let at_work = step.stage() == Stage::CarryOut;
    // Signed some weeks before the work began; until then it is a draft.
    let signed = start
        .filter(|_| at_work)
        .map(|start| after(start, -random.between(3, 40)));
    let year = signed.unwrap_or(today).year();
    let number = format!("421.5/{:03}/PKS/{year}", random.between(1, 480));
    let longest = |signed| after(signed, 3 * 365);
    let expires = match fate {
        Fate::Running => end.map(|end| after(end, random.between(0, 30))),
        Fate::Expiring | Fate::RunOut => end,
        _ => signed
            .map(longest)
            .filter(|day| date::days_between(today, *day) > 0),
    };
    Agreement {
        number: name(&number),
        title: line(&format!("Perjanjian kerja sama {title}")),
        signed,
        expires,
        signatories: Vec::new(),
    }
}

const GIVEN_NAMES: [&str; 12] = [
    "Endang", "Sri", "Wahyu", "Tri", "Slamet", "Retno", "Joko", "Yuliana", "Ahmad", "Kristina",
    "Bambang", "Nur",
];
const FAMILY_NAMES: [&str; 10] = [
    "Wibowo",
    "Handayani",
    "Saputra",
    "Kusuma",
    "Rahayu",
    "Nugroho",
    "Widodo",
    "Hidayat",
    "Pratiwi",
    "Santoso",
];

/// Who signs for it: one person for all that it signs, by its identifier.
fn signatory(body: &Body) -> Signatory {
    let organisation = body.organisation.id;
    let mut own = Random::new(organisation.to_u128() as u64);
    let signs = format!("{} {}", own.text(&GIVEN_NAMES), own.text(&FAMILY_NAMES));
    Signatory {
        organisation,
        name: name(&signs),
        function: line(match body.kind() {
            Kind::School => "Kepala Sekolah",
            Kind::Company => "Direktur",
            Kind::Community => "Ketua",
            Kind::Institution => "Pimpinan",
        }),
    }
}

fn consent(random: &mut Random, near: Date) -> Consent {
    let central = random.chance(0.35);
    let (authority, office) = if central {
        (Authority::Central, "KEU")
    } else {
        (Authority::Regional, "BPKAD")
    };
    let day = after(near, -random.between(30, 90));
    Consent {
        authority,
        reference: name(&format!(
            "900/{}/{office}/{}",
            random.between(10, 900),
            day.year()
        )),
        date: random.chance(0.9).then_some(day),
    }
}

fn ending(random: &mut Random, fate: Fate, start: Option<Date>, today: Date) -> Option<Ending> {
    const REASONS: [&str; 4] = [
        "Semua kegiatan selesai, akan dilanjutkan dengan bentuk baru",
        "Perusahaan pindah ke kota lain",
        "Pembimbing pensiun dan belum ada penggantinya",
        "",
    ];
    let on = after(today, -random.between(0, 300));
    let on = start.map_or(on, |start| start.max(on));
    (fate == Fate::Closed).then(|| Ending {
        on,
        reason: line(random.text(&REASONS)),
    })
}

/// What stands for the blanks in the texts of an occasion.
struct Words {
    field: usize,
    year: i16,
}

impl Words {
    fn new(random: &mut Random, bodies: &[&Body], start: Date) -> Words {
        // The field that most parties share; where they share none, that of a company, whose trade it is.
        let mut counts = vec![0.0; FIELDS.len()];
        for body in bodies {
            let share = if body.kind() == Kind::School {
                1.0
            } else {
                1.5
            };
            body.fields.iter().for_each(|field| counts[*field] += share);
        }
        let most = counts.iter().copied().fold(0.0, f64::max);
        let shared: Vec<f64> = counts
            .iter()
            .map(|count| if *count == most { 1.0 } else { 0.0 })
            .collect();
        Words {
            field: random.weighed(&shared).unwrap_or(0),
            year: start.year(),
        }
    }

    fn fill(&self, text: &str) -> String {
        let field = &FIELDS[self.field];
        text.replace("{bidang}", field.title)
            .replace("{keahlian}", field.skill)
            .replace("{alat}", field.equipment)
            .replace("{tahun}", &self.year.to_string())
    }
}

pub fn after(day: Date, days: i32) -> Date {
    let number = date::days_between(Date::constant(1970, 1, 1), day) + days;
    Timestamp(i64::from(number) * 86_400_000).date()
}

pub fn line(text: &str) -> Line {
    Line::new(text).unwrap_or_default()
}
