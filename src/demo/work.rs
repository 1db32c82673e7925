//! What some of them have planned and done, told of it, and made of it.

use crate::names::name;
use crate::organisations::BORN;
use crate::partnerships::{after, line};
use crate::random::Random;
use jejaring_domain::ActivityKind::{self, *};
use jejaring_domain::benefit::BenefitState;
use jejaring_domain::{
    Activity, ActivityState, Answer, Date, Evaluation, NewPartnership, OrganisationId, Outcome,
    Record, RecordId, Report, Stage, Status, Step, Text, Timestamp, date,
};

/// How many of those that are or were at work have their work on record.
const SHARE: f64 = 0.35;

/// An activity as it occurs: how long it takes, what is brought to it, where it is.
struct Kind {
    kind: ActivityKind,
    title: &'static str,
    note: &'static str,
    venue: &'static str,
    days: i32,
    /// What is told of it afterwards.
    told: &'static str,
}

const fn kind(
    kind: ActivityKind,
    days: i32,
    title: &'static str,
    note: &'static str,
    venue: &'static str,
    told: &'static str,
) -> Kind {
    Kind {
        kind,
        title,
        note,
        venue,
        days,
        told,
    }
}

/// In the order in which they make sense.
const KINDS: [Kind; 10] = [
    kind(
        Meeting,
        1,
        "Pertemuan pertama",
        "Setiap pihak membawa nama penghubung dan jadwal tahun ini.",
        "Ruang guru",
        "Tugas dibagi dan jadwal setahun disepakati. Setiap pihak menunjuk satu penghubung.",
    ),
    kind(
        Visit,
        1,
        "Kunjungan ke tempat mitra",
        "Tiga puluh murid dan dua guru; mitra menyiapkan pemandu.",
        "Di tempat mitra",
        "Murid melihat sendiri cara kerja di sana dan banyak bertanya. Waktu tanya jawab perlu diperpanjang lain kali.",
    ),
    kind(
        Seminar,
        1,
        "Kelas tamu tentang dunia kerja",
        "Narasumber dari mitra; sekolah menyiapkan ruang dan konsumsi.",
        "Aula sekolah",
        "Dua narasumber bercerita tentang pekerjaan mereka. Murid paling tertarik pada kisah kegagalan yang jujur.",
    ),
    kind(
        Training,
        3,
        "Pelatihan guru",
        "Dua pelatih dari mitra; guru membawa rancangan pelajaran masing-masing.",
        "Ruang praktik",
        "Semua guru peserta pulang dengan satu rancangan pelajaran baru yang sudah dicoba.",
    ),
    kind(
        Donation,
        1,
        "Serah terima alat praktik",
        "Mitra mengantar alat; sekolah menyiapkan daftar inventaris.",
        "Ruang praktik",
        "Alat diterima dalam keadaan baik, dicatat di inventaris, dan langsung dicoba bersama teknisi mitra.",
    ),
    kind(
        Internship,
        75,
        "Magang gelombang pertama",
        "Delapan murid; satu pembimbing dari tiap pihak.",
        "Di tempat mitra",
        "Semua murid menyelesaikan masa magang. Buku kegiatan terisi, dan tiga di antaranya ditawari kembali.",
    ),
    kind(
        Meeting,
        1,
        "Rapat pemantauan",
        "Membahas laporan dan yang perlu diperbaiki.",
        "Daring",
        "Jadwal berjalan. Disepakati agar laporan ditulis paling lambat seminggu setelah kegiatan.",
    ),
    kind(
        JointProject,
        28,
        "Karya bersama untuk hari terbuka",
        "Murid merancang, mitra membantu bahan dan penilaian.",
        "Bengkel sekolah",
        "Karya selesai tepat waktu dan dipamerkan. Warga sekitar ikut menilai.",
    ),
    kind(
        Internship,
        75,
        "Magang gelombang kedua",
        "Delapan murid berikutnya; pembimbing tetap sama.",
        "Di tempat mitra",
        "Berjalan lebih lancar daripada gelombang pertama karena pembimbing sudah saling kenal.",
    ),
    kind(
        Other,
        1,
        "Pameran hasil dan temu orang tua",
        "Setiap pihak menampilkan satu hasil; orang tua diundang.",
        "Halaman sekolah",
        "Lebih dari seratus orang tua datang. Beberapa menawarkan bantuan untuk tahun depan.",
    ),
];

/// What is lent is paid back: in place of the training.
const INSTALMENT: Kind = kind(
    Repayment,
    1,
    "Angsuran pertama",
    "Menurut jadwal dalam naskah; bukti setor dibawa.",
    "Bank daerah",
    "Angsuran pertama dibayar tepat waktu. Bukti setor disimpan kedua pihak.",
);

const NOTES: [&str; 5] = [
    "Komunikasi berjalan baik; jadwal perlu disusun lebih awal.",
    "Manfaatnya nyata bagi murid. Sebaiknya jumlah tempat ditambah.",
    "Terbantu oleh penghubung yang tetap. Laporan masih sering terlambat.",
    "Hasilnya ada, tetapi belum sebanyak yang diharapkan.",
    "",
];

/// The records of the work of some of the partnerships, as they stand on a day.
pub fn invent(random: &mut Random, partnerships: &[NewPartnership], today: Date) -> Vec<Record> {
    let mut records = Records {
        random,
        today,
        all: Vec::new(),
    };
    for partnership in partnerships {
        let terms = &partnership.terms;
        let mut parties = terms.parties.iter();
        let confirmed = parties.all(|party| party.answer != Answer::Pending);
        if terms.step.stage() == Stage::CarryOut && confirmed && records.random.chance(SHARE) {
            records.of(partnership);
        }
    }
    records.all
}

struct Records<'a> {
    random: &'a mut Random,
    today: Date,
    all: Vec<Record>,
}

impl Records<'_> {
    fn of(&mut self, partnership: &NewPartnership) {
        let terms = &partnership.terms;
        let parties: Vec<_> = terms.accepted().into_iter().collect();
        let Some(mut start) = terms.start.filter(|_| !parties.is_empty()) else {
            return;
        };
        let over = terms.status(self.today) == Status::Ended;
        let last = match &terms.ended {
            Some(ending) => ending.on,
            None => terms.expires().unwrap_or(after(self.today, 200)),
        };
        let mut told = 0;
        let count = self.random.between(4, KINDS.len() as i32) as usize;
        for kind in KINDS.iter().take(count) {
            let kind = match kind.kind {
                Training if terms.finance.is_repayable() => &INSTALMENT,
                _ => kind,
            };
            start = after(start, self.random.between(5, 45));
            let end = after(start, kind.days - 1);
            if end > last {
                break;
            }
            let state = match end < self.today {
                _ if self.random.chance(0.06) => ActivityState::Cancelled,
                true if over || self.random.chance(0.93) => ActivityState::Done,
                _ => ActivityState::Planned,
            };
            let activity = self.activity(partnership, kind, (start, end), &parties, state);
            if state == ActivityState::Done && (told == 0 || self.random.chance(0.6)) {
                told += 1;
                self.report(partnership, kind, activity, end, &parties);
            }
            start = after(end, 10);
        }
        if over || terms.step == Step::Evaluation {
            for party in parties {
                if self.random.chance(0.75) {
                    self.evaluation(partnership, party, over);
                }
            }
        }
    }

    fn id(&mut self) -> RecordId {
        RecordId::new(
            BORN + 172_800_000 + self.all.len() as u64,
            self.random.wide(),
        )
    }

    fn activity(
        &mut self,
        partnership: &NewPartnership,
        kind: &Kind,
        (start, end): (Date, Date),
        parties: &[OrganisationId],
        state: ActivityState,
    ) -> RecordId {
        let id = self.id();
        let together = self.random.chance(0.3);
        let responsible = *self.random.pick(parties);
        let taking_part = partnership.terms.parties.iter();
        let taking_part = taking_part.filter(|party| parties.contains(&party.organisation));
        // Of what they bring to the partnership, one after another.
        let turn = self.all.len();
        let bring = taking_part.filter_map(|party| {
            let place = turn.checked_rem(party.contributions.len())?;
            let what = &party.contributions.get(place)?.note;
            (!what.is_empty()).then(|| (party.organisation, what.clone()))
        });
        self.all.push(Record::Activity(Activity {
            id,
            partnership: partnership.id,
            kind: kind.kind,
            title: name(kind.title),
            contributions: bring.collect(),
            note: text(kind.note),
            responsible: (!together).then_some(responsible),
            venue: line(kind.venue),
            start,
            end: (end > start).then_some(end),
            state,
        }));
        id
    }

    fn report(
        &mut self,
        partnership: &NewPartnership,
        kind: &Kind,
        activity: RecordId,
        end: Date,
        parties: &[OrganisationId],
    ) {
        let id = self.id();
        let written = after(end, self.random.between(1, 12)).min(self.today);
        let counted = self.random.chance(0.7);
        let participants = self.random.between(8, 140) as u32;
        let organisation = *self.random.pick(parties);
        self.all.push(Record::Report(Report {
            id,
            partnership: partnership.id,
            organisation,
            activity: Some(activity),
            title: name(kind.title),
            text: text(kind.told),
            participants: counted.then_some(participants),
            at: morning(written),
        }));
    }

    fn evaluation(&mut self, partnership: &NewPartnership, party: OrganisationId, over: bool) {
        let id = self.id();
        let terms = &partnership.terms;
        // Partners mostly see it the same way, as the terms have it.
        let seen = terms.benefits.iter().map(|(benefit, outcome)| {
            let outcome = match self.random.below(5) {
                0 => Outcome {
                    state: BenefitState::NotRealised,
                    evidence: line(""),
                },
                _ => outcome.clone(),
            };
            (*benefit, outcome)
        });
        let benefits = seen.collect();
        let note = text(self.random.text(&NOTES));
        let renew = self.random.chance(if over { 0.4 } else { 0.85 });
        self.all.push(Record::Evaluation(Evaluation {
            id,
            partnership: partnership.id,
            organisation: party,
            period: terms.start,
            benefits,
            note,
            renew,
        }));
    }
}

/// Ten in the morning of a day in western Indonesia.
fn morning(day: Date) -> Timestamp {
    let days = date::days_between(Date::constant(1970, 1, 1), day);
    Timestamp(i64::from(days) * 86_400_000 + 3 * 3_600_000)
}

fn text(text: &str) -> Text {
    Text::new(text).unwrap_or_default()
}
