//! What they lack and what they can give.
//!
//! In the texts `{bidang}` stands for a field of work, `{keahlian}` for its skill and `{alat}` for its equipment.

use crate::names::name;
use crate::organisations::{BORN, Body, Sort};
use crate::programmes::FIELDS;
use crate::random::Random;
use jejaring_domain::Resource::{self, *};
use jejaring_domain::Side::{self, Need, Offer};
use jejaring_domain::{Date, Line, Listing, RecordId, Text};
use jejaring_domain::{Timestamp, date};

/// Something that organisations of a sort list, some of them.
struct Wish {
    side: Side,
    resource: Resource,
    title: &'static str,
    note: &'static str,
    /// The least and the most; none where it is not counted.
    quantity: Option<(i32, i32)>,
    /// How likely it is.
    chance: f64,
}

const fn wish(
    side: Side,
    resource: Resource,
    title: &'static str,
    note: &'static str,
    quantity: Option<(i32, i32)>,
    chance: f64,
) -> Wish {
    Wish {
        side,
        resource,
        title,
        note,
        quantity,
        chance,
    }
}

#[rustfmt::skip]
const VOCATIONAL: &[Wish] = &[
    wish(Need, InternshipPlace, "Tempat magang {bidang}", "Untuk murid kelas XI, didampingi guru pembimbing.", Some((10, 36)), 0.6),
    wish(Need, Expert, "Guru tamu {bidang}", "Sehari dalam sebulan, berbagi tentang {keahlian}.", Some((1, 3)), 0.35),
    wish(Need, Equipment, "Peralatan praktik {bidang}", "Bekas pun boleh, asal masih layak untuk latihan.", None, 0.3),
    wish(Need, Scholarship, "Beasiswa bagi lulusan berprestasi", "Lulusan yang diterima kuliah tetapi kurang mampu.", Some((3, 10)), 0.2),
    wish(Offer, JointProject, "Produk {bidang} bersama", "Ruang praktik dan murid kami siap mengerjakan pesanan kecil.", None, 0.25),
    wish(Offer, Experience, "Berbagi pengalaman kelas {bidang}", "Sekolah lain boleh berkunjung dan meniru.", None, 0.2),
];
#[rustfmt::skip]
const SMALL_SCHOOL: &[Wish] = &[
    wish(Need, TeachingMaterial, "Buku bacaan anak", "Untuk pojok baca di tiap kelas.", Some((100, 400)), 0.35),
    wish(Need, Volunteer, "Relawan mendongeng dan mendampingi membaca", "Seminggu sekali, pagi hari.", Some((2, 6)), 0.25),
    wish(Need, Experience, "Belajar mengelola kebun sekolah", "Lahannya sudah ada, caranya belum tahu.", None, 0.2),
    wish(Need, Equipment, "Komputer untuk laboratorium", "Dipakai bergantian oleh tiga kelas.", Some((8, 20)), 0.25),
    wish(Offer, Experience, "Berbagi pengalaman proyek literasi", "Terbuka bagi guru sekolah lain.", None, 0.1),
];
#[rustfmt::skip]
const UPPER: &[Wish] = &[
    wish(Need, Information, "Pengenalan profesi dan kuliah", "Cerita langsung dari yang menjalaninya.", None, 0.4),
    wish(Need, Scholarship, "Beasiswa kuliah bagi lulusan berprestasi", "Terutama anak petani dan buruh.", Some((3, 12)), 0.4),
    wish(Need, Equipment, "Komputer untuk laboratorium", "Untuk ujian dan pelajaran informatika.", Some((10, 30)), 0.25),
    wish(Offer, JointProject, "Pameran karya murid", "Halaman sekolah terbuka untuk bersama.", None, 0.2),
];
#[rustfmt::skip]
const SPECIAL: &[Wish] = &[
    wish(Need, Volunteer, "Pendamping kelas seni dan olahraga", "Sabar dan suka anak-anak.", Some((2, 5)), 0.6),
    wish(Need, Equipment, "Alat bantu dengar dan alat peraga", "Sesuai daftar yang ada di sekolah.", Some((5, 15)), 0.5),
    wish(Need, Expert, "Pelatih tari dan karawitan", "Dua minggu sekali.", Some((1, 2)), 0.4),
];
#[rustfmt::skip]
const COMPANY: &[Wish] = &[
    wish(Offer, InternshipPlace, "Tempat magang {bidang}", "Enam bulan, dengan pembimbing dari perusahaan.", Some((4, 24)), 0.6),
    wish(Offer, Expert, "Instruktur {bidang}", "Mengajar {keahlian}, dua hari sebulan.", Some((1, 3)), 0.3),
    wish(Offer, Equipment, "Peralatan {bidang}", "{alat}.", None, 0.25),
    wish(Offer, Information, "Kabar lowongan {bidang}", "Dikirim ke sekolah tiap semester.", None, 0.15),
    wish(Need, JointProject, "Produk {bidang} bersama", "Mencari sekolah yang murid-muridnya suka mencoba.", None, 0.15),
];
#[rustfmt::skip]
const ARTS: &[Wish] = &[
    wish(Offer, Expert, "Pelatih tari dan karawitan", "Bisa datang ke sekolah pada sore hari.", Some((1, 4)), 0.8),
    wish(Need, Volunteer, "Relawan panggung pentas", "Dua kali setahun.", Some((5, 15)), 0.4),
];
#[rustfmt::skip]
const YOUTH: &[Wish] = &[
    wish(Offer, Volunteer, "Relawan olahraga dan kerja bakti", "Hari Sabtu dan Minggu.", Some((5, 20)), 0.8),
    wish(Need, Experience, "Pelatihan usaha kecil", "Untuk dua puluh pemuda.", None, 0.4),
];
#[rustfmt::skip]
const FARMERS: &[Wish] = &[
    wish(Offer, Experience, "Belajar bertani dan mengelola kebun", "Datang ke kebun, atau kami yang ke sekolah.", None, 0.9),
    wish(Offer, InternshipPlace, "Tempat magang agribisnis", "Musim tanam dan musim panen.", Some((2, 8)), 0.4),
];
#[rustfmt::skip]
const READERS: &[Wish] = &[
    wish(Offer, TeachingMaterial, "Buku bacaan anak pinjaman", "Berganti tiap bulan.", Some((60, 250)), 0.8),
    wish(Offer, Volunteer, "Relawan mendongeng", "Membawa buku dan boneka sendiri.", Some((2, 6)), 0.7),
];
#[rustfmt::skip]
const PARENTS: &[Wish] = &[
    wish(Offer, Volunteer, "Orang tua pendamping membaca", "Pagi hari, bergiliran.", Some((3, 10)), 0.5),
    wish(Offer, Experience, "Cerita profesi orang tua", "Petani, perawat, pedagang, sopir.", None, 0.3),
];
#[rustfmt::skip]
const UNIVERSITY: &[Wish] = &[
    wish(Offer, Scholarship, "Beasiswa kuliah bagi lulusan berprestasi", "Bebas biaya kuliah delapan semester.", Some((5, 20)), 0.8),
    wish(Offer, Volunteer, "Mahasiswa pendamping membaca dan belajar", "Selama kuliah kerja nyata.", Some((8, 30)), 0.6),
    wish(Offer, Experience, "Pelatihan guru {bidang}", "Oleh dosen, di kampus.", None, 0.5),
    wish(Offer, Information, "Pengenalan kuliah dan profesi", "Hari terbuka di kampus.", None, 0.5),
];
#[rustfmt::skip]
const FOUNDATION: &[Wish] = &[
    wish(Offer, Scholarship, "Beasiswa bagi murid kurang mampu", "Sampai lulus, dengan pendamping.", Some((5, 25)), 0.9),
    wish(Offer, Equipment, "Komputer bekas layak pakai", "Sudah diperiksa dan bergaransi setahun.", Some((10, 30)), 0.6),
];
#[rustfmt::skip]
const OFFICE: &[Wish] = &[
    wish(Offer, Information, "Kabar lowongan dan pelatihan", "Terbit tiap bulan.", None, 0.9),
    wish(Need, JointProject, "Pameran karya murid", "Pada hari jadi daerah.", None, 0.5),
];
#[rustfmt::skip]
const TRAINING: &[Wish] = &[
    wish(Offer, Experience, "Pelatihan guru {bidang}", "Lima hari, dengan sertifikat.", Some((10, 24)), 0.9),
    wish(Offer, Expert, "Penguji kompetensi {bidang}", "Untuk ujian akhir kejuruan.", Some((1, 4)), 0.8),
];
#[rustfmt::skip]
const HEALTH: &[Wish] = &[
    wish(Offer, Experience, "Pembinaan usaha kesehatan sekolah", "Termasuk melatih dokter kecil.", None, 1.0),
    wish(Offer, InternshipPlace, "Tempat magang kesehatan", "Di ruang pendaftaran dan farmasi.", Some((2, 6)), 0.9),
];
#[rustfmt::skip]
const ABROAD: &[Wish] = &[
    wish(Offer, InternshipPlace, "Tempat magang {bidang} di luar negeri", "Setahun, dengan kursus bahasa.", Some((4, 12)), 1.0),
    wish(Offer, JointProject, "Produk {bidang} bersama, daring", "Dua sekolah di dua negara.", None, 0.8),
];

/// The jobs for which the companies of each field look for people, as many as [`FIELDS`].
const JOBS: [[&str; 2]; FIELDS.len()] = [
    ["Teknisi jaringan komputer", "Pemrogram perangkat lunak"],
    ["Mekanik kendaraan ringan", "Mekanik sepeda motor"],
    ["Operator mesin bubut", "Juru las"],
    ["Teknisi instalasi listrik", "Teknisi panel surya"],
    ["Juru masak", "Pembuat roti dan kue"],
    ["Penjahit busana", "Perajin batik"],
    ["Petugas kamar hotel", "Pemandu wisata"],
    ["Pengelola kebun hortikultura", "Perawat ternak unggas"],
    ["Asisten keperawatan", "Asisten farmasi"],
    ["Staf akuntansi", "Tenaga pemasaran daring"],
    ["Perajin mebel kayu", "Perajin keramik"],
    ["Desainer komunikasi visual", "Pembuat animasi"],
    ["Juru gambar bangunan", "Juru ukur geomatika"],
];

fn wishes(sort: Sort) -> &'static [Wish] {
    match sort {
        Sort::Primary | Sort::Lower | Sort::Madrasah => SMALL_SCHOOL,
        Sort::Upper => UPPER,
        Sort::Vocational => VOCATIONAL,
        Sort::Special => SPECIAL,
        Sort::Company => COMPANY,
        Sort::Parents => PARENTS,
        Sort::Arts => ARTS,
        Sort::Youth => YOUTH,
        Sort::Farmers => FARMERS,
        Sort::Readers => READERS,
        Sort::University => UNIVERSITY,
        Sort::Foundation => FOUNDATION,
        Sort::Office => OFFICE,
        Sort::Training => TRAINING,
        Sort::Health => HEALTH,
        Sort::Abroad => ABROAD,
    }
}

pub fn invent(random: &mut Random, bodies: &[Body], today: Date) -> Vec<Listing> {
    let mut listings = Vec::new();
    for body in bodies {
        for wish in wishes(body.sort) {
            if random.chance(wish.chance) {
                listings.push(listing(random, body, wish, today));
            }
        }
        if body.sort == Sort::Company && random.chance(0.55) {
            workers(random, body, today, &mut listings);
        }
    }
    for (listing, number) in listings.iter_mut().zip(0..) {
        listing.id = RecordId::new(BORN + number, random.wide());
    }
    listings
}

fn listing(random: &mut Random, body: &Body, wish: &Wish, today: Date) -> Listing {
    let field = match body.fields.len() {
        0 => None,
        count => Some(&FIELDS[body.fields[random.below(count)]]),
    };
    let fill = |text: &str| {
        let [title, skill, equipment] = field.map_or(["", "", ""], |field| {
            [field.title, field.skill, field.equipment]
        });
        text.replace("{bidang}", title)
            .replace("{keahlian}", skill)
            .replace("{alat}", equipment)
    };
    let about_field = wish.title.contains("{bidang}");
    let programme = field.filter(|_| about_field).map_or("", |field| {
        let names = match wish.side {
            Need => field.programmes,
            Offer => field.sectors,
        };
        names[0]
    });
    let (from, until) = period(random, today);
    Listing {
        side: wish.side,
        resource: wish.resource,
        title: name(&fill(wish.title)),
        note: Text::new(&fill(wish.note)).unwrap_or_default(),
        quantity: wish
            .quantity
            .map(|(least, most)| random.between(least, most).unsigned_abs()),
        programme: line(programme),
        from,
        until,
        closed: random.chance(0.1),
        ..blank(body)
    }
}

/// Most hold for some months to come, some without an end, a few are over.
fn period(random: &mut Random, today: Date) -> (Option<Date>, Option<Date>) {
    let from = random
        .chance(0.5)
        .then(|| after(today, random.between(-90, 90)));
    let until = random.chance(0.6).then(|| {
        let start = from.unwrap_or(today);
        after(start, random.between(60, 400))
    });
    (from, until)
}

/// The people whom a company needs now and expects to need.
fn workers(random: &mut Random, body: &Body, today: Date, into: &mut Vec<Listing>) {
    let Some(field) = body.fields.first() else {
        return;
    };
    for job in &JOBS[*field][..random.between(1, 2) as usize] {
        let first = random.between(2, 8);
        for ahead in 0..random.between(1, 3) {
            let year = today.year() + ahead as i16;
            let quantity = first + ahead * random.between(0, 3);
            into.push(Listing {
                side: Need,
                resource: SkilledWorker,
                title: name(job),
                quantity: Some(quantity.unsigned_abs()),
                programme: line(FIELDS[*field].sectors[0]),
                from: Date::new(year, 1, 1).ok(),
                until: Date::new(year, 12, 31).ok(),
                ..blank(body)
            });
        }
    }
}

fn blank(body: &Body) -> Listing {
    Listing {
        id: RecordId::from_u128(0),
        organisation: body.organisation.id,
        side: Need,
        resource: Equipment,
        title: body.organisation.profile.name.clone(),
        note: Text::default(),
        quantity: None,
        programme: Line::default(),
        from: None,
        until: None,
        closed: false,
    }
}

fn after(day: Date, days: i32) -> Date {
    let number = date::days_between(Date::constant(1970, 1, 1), day) + days;
    Timestamp(i64::from(number) * 86_400_000).date()
}

fn line(text: &str) -> Line {
    Line::new(text).unwrap_or_default()
}
