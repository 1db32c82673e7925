//! What partnerships are about: their titles, purposes, what each side brings and hopes for.
//!
//! In the texts `{bidang}` stands for a field of work, `{keahlian}` for its skill, `{alat}` for its equipment and
//! `{tahun}` for the year.

use crate::organisations::{Body, Sort};
use crate::random::Random;
use jejaring_domain::Benefit::{self, *};
use jejaring_domain::ContributionKind::{self, *};
use jejaring_domain::Scope::{self, Both, Hardware, Software};
use jejaring_domain::{Finance, Kind};

/// Something brought, and which and how much of it.
pub type Gift = (ContributionKind, &'static str);

/// Something that partners do together.
pub struct Occasion {
    pub titles: &'static [&'static str],
    pub purpose: &'static str,
    /// How likely it is to be in writing.
    pub formal: f64,
    pub scope: Scope,
    pub finance: &'static [(Finance, f64)],
    pub benefits: &'static [Benefit],
    /// What the school brings, or whoever proposes.
    pub ours: &'static [Gift],
    /// What its partner brings.
    pub theirs: &'static [Gift],
}

const FREE: &[(Finance, f64)] = &[(Finance::None, 1.0)];
const PARTLY_GIVEN: &[(Finance, f64)] = &[(Finance::None, 2.0), (Finance::Grant, 1.0)];
const GIVEN: &[(Finance, f64)] = &[(Finance::Grant, 1.0)];
const LENT: &[(Finance, f64)] = &[(Finance::SoftLoan, 3.0), (Finance::Loan, 2.0)];

const VOCATIONAL: &[Occasion] = &[
    Occasion {
        titles: &[
            "Magang industri {bidang} {tahun}",
            "Praktik kerja lapangan {bidang} {tahun}",
            "Magang guru dan murid {bidang}",
        ],
        purpose: "Murid belajar {keahlian} di tempat kerja sesungguhnya, didampingi pembimbing dari perusahaan dan guru.",
        formal: 0.75,
        scope: Software,
        finance: FREE,
        benefits: &[Experience, Information, Creativity],
        ours: &[
            (Labour, "Murid magang selama enam bulan"),
            (Thought, "Guru pembimbing dan buku kegiatan"),
        ],
        theirs: &[
            (InternshipPlace, "8 tempat magang, Januari sampai Juni"),
            (Expert, "Satu pembimbing untuk tiap empat murid"),
            (InternshipPlace, "3 tempat magang guru saat libur sekolah"),
        ],
    },
    Occasion {
        titles: &["Kelas industri {bidang}", "Kelas binaan {bidang} {tahun}"],
        purpose: "Menyusun dan menjalankan kurikulum bersama agar lulusan menguasai {keahlian} yang dipakai di industri.",
        formal: 0.95,
        scope: Both,
        finance: PARTLY_GIVEN,
        benefits: &[Experience, Resources, Information, JointProjects],
        ours: &[
            (Effort, "Ruang praktik dan dua guru tetap"),
            (Thought, "Penyelarasan kurikulum"),
        ],
        theirs: &[
            (Expert, "Instruktur dua hari sebulan"),
            (TeachingMaterial, "Modul pelatihan dan lembar kerja"),
            (Equipment, "{alat}"),
            (JobInformation, "Kebutuhan tenaga terampil tiap semester"),
        ],
    },
    Occasion {
        titles: &[
            "Guru tamu {bidang}",
            "Berbagi pengalaman {bidang}",
            "Kuliah tamu {bidang} {tahun}",
        ],
        purpose: "Praktisi mengajar {keahlian} di kelas dan bercerita tentang dunia kerja.",
        formal: 0.15,
        scope: Software,
        finance: FREE,
        benefits: &[Information, Experience],
        ours: &[(Effort, "Aula dan perlengkapan suara")],
        theirs: &[
            (Expert, "Guru tamu sebulan sekali"),
            (Volunteer, "Dua karyawan muda, alumni sekolah"),
        ],
    },
    Occasion {
        titles: &[
            "Uji kompetensi {bidang} {tahun}",
            "Sertifikasi keahlian {bidang}",
        ],
        purpose: "Menguji {keahlian} murid kelas akhir dengan ukuran industri.",
        formal: 0.85,
        scope: Software,
        finance: PARTLY_GIVEN,
        benefits: &[Information, Experience],
        ours: &[
            (Effort, "Tempat uji kompetensi"),
            (Funds, "Biaya bahan uji Rp6 juta"),
        ],
        theirs: &[
            (Expert, "Empat penguji"),
            (TeachingMaterial, "Perangkat uji dan rubrik"),
        ],
    },
    Occasion {
        titles: &[
            "Pabrik belajar {bidang}",
            "Unit produksi {bidang}",
            "Produk bersama {bidang} {tahun}",
        ],
        purpose: "Murid mengerjakan pesanan sungguhan dengan bahan dan baku mutu perusahaan.",
        formal: 0.8,
        scope: Both,
        finance: PARTLY_GIVEN,
        benefits: &[JointProjects, Creativity, Resources],
        ours: &[
            (Labour, "Dua kelompok kerja murid"),
            (Effort, "Bengkel sekolah"),
        ],
        theirs: &[
            (Equipment, "{alat}"),
            (Thought, "Pengendalian mutu dan pemasaran"),
            (Funds, "Bagi hasil penjualan"),
        ],
    },
    Occasion {
        titles: &[
            "Bursa kerja khusus {tahun}",
            "Rekrutmen lulusan {bidang} {tahun}",
        ],
        purpose: "Mempertemukan lulusan dengan lowongan, dan memberi tahu sekolah tenaga apa yang dibutuhkan.",
        formal: 0.5,
        scope: Software,
        finance: FREE,
        benefits: &[Information, Scholarships],
        ours: &[(Effort, "Data lulusan dan ruang wawancara")],
        theirs: &[
            (JobInformation, "Daftar lowongan tiap tiga bulan"),
            (Scholarship, "Satu beasiswa bagi lulusan terbaik"),
        ],
    },
    Occasion {
        titles: &[
            "Hibah alat praktik {bidang}",
            "Ruang praktik {bidang} yang layak",
        ],
        purpose: "Melengkapi ruang praktik agar murid berlatih {keahlian} dengan alat yang sesuai.",
        formal: 0.9,
        scope: Hardware,
        finance: GIVEN,
        benefits: &[Resources],
        ours: &[
            (Effort, "Ruang, listrik, dan perawatan"),
            (Labour, "Pemasangan oleh guru dan murid"),
        ],
        theirs: &[
            (Equipment, "{alat}"),
            (Expert, "Pelatihan pemakaian alat dua hari"),
        ],
    },
    Occasion {
        titles: &[
            "Modal unit produksi {bidang}",
            "Dana bergulir {bidang}",
            "Cicilan alat praktik {bidang}",
        ],
        purpose: "Membiayai alat unit produksi sekolah, yang dikembalikan dari hasil penjualannya.",
        formal: 1.0,
        scope: Hardware,
        finance: LENT,
        benefits: &[Resources, JointProjects],
        ours: &[
            (Labour, "Pengelola unit produksi"),
            (Funds, "Angsuran dari hasil usaha"),
        ],
        theirs: &[
            (Funds, "Pinjaman Rp60 juta, tiga tahun"),
            (Thought, "Pendampingan pembukuan"),
        ],
    },
];

const GENERAL: &[Occasion] = &[
    Occasion {
        titles: &[
            "Kunjungan belajar {bidang}",
            "Hari profesi {tahun}",
            "Mengenal dunia {bidang}",
        ],
        purpose: "Murid melihat orang bekerja dan mengenal {keahlian} sejak dini.",
        formal: 0.05,
        scope: Software,
        finance: FREE,
        benefits: &[Information, Creativity],
        ours: &[(Effort, "Bus sekolah dan guru pendamping")],
        theirs: &[
            (Expert, "Pemandu selama setengah hari"),
            (TeachingMaterial, "Lembar pengamatan dan contoh produk"),
        ],
    },
    Occasion {
        titles: &[
            "Beasiswa anak berprestasi {tahun}",
            "Orang tua asuh {tahun}",
        ],
        purpose: "Membantu murid yang berprestasi atau kurang mampu agar terus bersekolah.",
        formal: 0.6,
        scope: Software,
        finance: GIVEN,
        benefits: &[Scholarships],
        ours: &[(Thought, "Seleksi dan laporan perkembangan murid")],
        theirs: &[
            (Scholarship, "10 beasiswa setahun"),
            (Funds, "Dana seragam dan buku Rp12 juta"),
        ],
    },
    Occasion {
        titles: &[
            "Perbaikan ruang kelas",
            "Perpustakaan yang nyaman",
            "Air bersih sekolah",
        ],
        purpose: "Memperbaiki sarana sekolah bersama-sama.",
        formal: 0.7,
        scope: Hardware,
        finance: &[(Finance::Grant, 8.0), (Finance::SoftLoan, 1.0)],
        benefits: &[Resources],
        ours: &[(Labour, "Kerja bakti guru dan orang tua")],
        theirs: &[
            (Funds, "Dana bahan bangunan Rp25 juta"),
            (Equipment, "Rak, meja baca, dan pompa air"),
        ],
    },
    Occasion {
        titles: &[
            "Kantin sehat",
            "Wirausaha cilik {tahun}",
            "Pasar Jumat sekolah",
        ],
        purpose: "Belajar berusaha dan makan sehat di sekolah.",
        formal: 0.2,
        scope: Both,
        finance: PARTLY_GIVEN,
        benefits: &[Creativity, JointProjects],
        ours: &[
            (Effort, "Kantin dan halaman"),
            (Labour, "Murid sebagai penjual"),
        ],
        theirs: &[
            (Thought, "Pendampingan usaha"),
            (Funds, "Modal awal Rp3 juta"),
            (Equipment, "Etalase dan alat masak"),
        ],
    },
];

const COMMUNITY: &[Occasion] = &[
    Occasion {
        titles: &[
            "Karawitan Sabtu pagi",
            "Kelas tari sore",
            "Teater sekolah {tahun}",
            "Kunjungan belajar batik",
        ],
        purpose: "Mengenalkan seni daerah kepada murid dan menyiapkan pentas bersama.",
        formal: 0.1,
        scope: Software,
        finance: FREE,
        benefits: &[Creativity, Experience, JointProjects],
        ours: &[(Effort, "Pendapa dan gamelan"), (Labour, "Panitia pentas")],
        theirs: &[
            (Expert, "Dua pelatih seni"),
            (Volunteer, "Enam anggota sanggar"),
            (TeachingMaterial, "Notasi dan rekaman gerak"),
        ],
    },
    Occasion {
        titles: &[
            "Kebun sekolah",
            "Bank sampah sekolah",
            "Panen raya {tahun}",
            "Taman obat keluarga",
        ],
        purpose: "Belajar merawat tanaman dan lingkungan di halaman sekolah.",
        formal: 0.1,
        scope: Both,
        finance: FREE,
        benefits: &[JointProjects, Creativity, Resources],
        ours: &[
            (Effort, "Lahan 200 meter persegi"),
            (Labour, "Piket kebun tiap kelas"),
        ],
        theirs: &[
            (Volunteer, "Lima warga pendamping"),
            (Equipment, "Bibit, pupuk, dan perkakas kebun"),
            (Thought, "Jadwal tanam"),
        ],
    },
    Occasion {
        titles: &[
            "Gerakan membaca",
            "Kelas mendongeng",
            "Pojok baca kampung",
            "Perpustakaan keliling {tahun}",
        ],
        purpose: "Menumbuhkan kebiasaan membaca di sekolah dan di rumah.",
        formal: 0.05,
        scope: Software,
        finance: FREE,
        benefits: &[Experience, Resources],
        ours: &[(Effort, "Ruang baca tiap Rabu")],
        theirs: &[
            (Volunteer, "12 relawan membaca"),
            (TeachingMaterial, "300 buku cerita bergilir"),
        ],
    },
    Occasion {
        titles: &[
            "Kerja bakti sekolah",
            "Sekolah tangguh bencana",
            "Liga persahabatan {tahun}",
            "Pemuda mengajar {tahun}",
        ],
        purpose: "Warga dan sekolah saling membantu: menjaga gedung, keselamatan, dan kegiatan anak.",
        formal: 0.15,
        scope: Both,
        finance: PARTLY_GIVEN,
        benefits: &[Resources, JointProjects],
        ours: &[(Effort, "Halaman dan alat olahraga")],
        theirs: &[
            (Labour, "Kerja bakti dua kali sebulan"),
            (Funds, "Hasil pentas amal Rp4 juta"),
            (Volunteer, "Regu siaga 10 orang"),
        ],
    },
    Occasion {
        titles: &[
            "Paguyuban orang tua {tahun}",
            "Dana gotong royong {tahun}",
            "Orang tua mengajar",
            "Makan siang sehat",
        ],
        purpose: "Orang tua ikut memikirkan, menyumbang, dan mengawasi kegiatan sekolah.",
        formal: 0.2,
        scope: Both,
        finance: PARTLY_GIVEN,
        benefits: &[Resources, JointProjects, Experience],
        ours: &[
            (Thought, "Laporan keuangan terbuka tiap semester"),
            (Effort, "Ruang rapat komite"),
        ],
        theirs: &[
            (Funds, "Iuran sukarela Rp9 juta"),
            (Labour, "Piket dapur dan jaga gerbang"),
            (Expert, "Orang tua bercerita tentang pekerjaannya"),
            (Thought, "Usul untuk rencana sekolah"),
        ],
    },
];

const INSTITUTION: &[Occasion] = &[
    Occasion {
        titles: &[
            "Pengenalan lapangan mahasiswa {tahun}",
            "Pelatihan guru {tahun}",
            "Penelitian tindakan kelas",
            "KKN literasi digital {tahun}",
        ],
        purpose: "Mahasiswa dan dosen belajar bersama guru, dan sekolah mendapat gagasan baru.",
        formal: 0.7,
        scope: Software,
        finance: PARTLY_GIVEN,
        benefits: &[Experience, Information, JointProjects],
        ours: &[
            (Effort, "Kelas sebagai tempat belajar"),
            (Thought, "Guru pamong"),
        ],
        theirs: &[
            (Volunteer, "15 mahasiswa tiap semester"),
            (Expert, "Dosen pendamping"),
            (TeachingMaterial, "Modul pelatihan guru"),
        ],
    },
    Occasion {
        titles: &[
            "Pelatihan kecakapan hidup",
            "Sekolah adiwiyata {tahun}",
            "Pendampingan mutu sekolah {tahun}",
        ],
        purpose: "Membina sekolah dan membekali murid dengan kecakapan yang dibutuhkan daerah.",
        formal: 0.65,
        scope: Software,
        finance: PARTLY_GIVEN,
        benefits: &[Experience, Information, Resources],
        ours: &[(Labour, "Tim pelaksana sekolah")],
        theirs: &[
            (Expert, "Petugas pembina tiap bulan"),
            (Funds, "Dana pelatihan Rp10 juta"),
            (JobInformation, "Peta kebutuhan tenaga kerja daerah"),
        ],
    },
    Occasion {
        titles: &[
            "Beasiswa yayasan {tahun}",
            "Asrama pelajar",
            "Rumah belajar sore",
        ],
        purpose: "Menopang murid dari keluarga kurang mampu sampai lulus.",
        formal: 0.6,
        scope: Both,
        finance: &[(Finance::Grant, 6.0), (Finance::SoftLoan, 1.0)],
        benefits: &[Scholarships, Resources],
        ours: &[(Thought, "Pendataan dan pendampingan murid")],
        theirs: &[
            (Scholarship, "15 beasiswa sampai lulus"),
            (Effort, "Rumah belajar dan pengasuh"),
        ],
    },
    Occasion {
        titles: &[
            "Pelatihan {bidang} {tahun}",
            "Uji kompetensi {bidang}",
            "Latihan kerja singkat {bidang}",
        ],
        purpose: "Membekali murid dan lulusan dengan {keahlian} yang diakui di dunia kerja.",
        formal: 0.8,
        scope: Software,
        finance: PARTLY_GIVEN,
        benefits: &[Information, Experience],
        ours: &[(Labour, "Panitia dan pendamping peserta")],
        theirs: &[
            (Expert, "Tiga pelatih bersertifikat"),
            (TeachingMaterial, "Modul dan perangkat uji"),
            (Equipment, "{alat}"),
        ],
    },
    Occasion {
        titles: &[
            "Sekolah sehat {tahun}",
            "Usaha kesehatan sekolah",
            "Dokter kecil {tahun}",
        ],
        purpose: "Menjaga kesehatan murid dan mengajarkan pertolongan pertama.",
        formal: 0.5,
        scope: Both,
        finance: FREE,
        benefits: &[Resources, Experience],
        ours: &[(Effort, "Ruang kesehatan sekolah")],
        theirs: &[
            (Expert, "Perawat berkunjung tiap bulan"),
            (Equipment, "Timbangan dan kotak obat"),
            (TeachingMaterial, "Buku saku hidup sehat"),
        ],
    },
];

const ABROAD: &[Occasion] = &[Occasion {
    titles: &[
        "Pertukaran guru {tahun}",
        "Magang luar negeri {bidang}",
        "Kelas bahasa dan budaya kerja",
        "Vokasi lintas negara {bidang}",
    ],
    purpose: "Guru dan murid belajar {keahlian} serta budaya kerja di luar negeri, dan sebaliknya.",
    formal: 0.85,
    scope: Software,
    finance: PARTLY_GIVEN,
    benefits: &[Experience, Scholarships, Information],
    ours: &[
        (Effort, "Persiapan bahasa selama enam bulan"),
        (Labour, "Tuan rumah bagi guru tamu"),
    ],
    theirs: &[
        (InternshipPlace, "4 tempat magang selama setahun"),
        (Expert, "Guru tamu dua minggu"),
        (Scholarship, "Dua beasiswa bahasa"),
    ],
}];

const SCHOOLS: &[Occasion] = &[Occasion {
    titles: &[
        "Sekolah imbas {tahun}",
        "Pertukaran pelajar {tahun}",
        "Musyawarah guru bersama",
        "Kakak asuh",
        "Kelas inklusi bersama",
    ],
    purpose: "Sekolah saling belajar: berbagi guru, sarana, dan cara mengajar.",
    formal: 0.25,
    scope: Software,
    finance: FREE,
    benefits: &[Experience, JointProjects, Creativity],
    ours: &[
        (Expert, "Guru penggerak"),
        (TeachingMaterial, "Perangkat ajar"),
    ],
    theirs: &[
        (Effort, "Ruang dan jadwal bersama"),
        (Thought, "Bahan refleksi guru"),
    ],
}];

const OTHERS: &[Occasion] = &[Occasion {
    titles: &[
        "Riset terapan {bidang}",
        "Pameran {bidang} {tahun}",
        "Pelatihan warga {tahun}",
        "Desa wisata edukasi",
        "Bantuan usaha kecil",
    ],
    purpose: "Menggabungkan pengetahuan dan tenaga untuk kemajuan warga sekitar.",
    formal: 0.5,
    scope: Both,
    finance: &[
        (Finance::None, 6.0),
        (Finance::Grant, 3.0),
        (Finance::Loan, 1.0),
    ],
    benefits: &[JointProjects, Information, Creativity],
    ours: &[
        (Thought, "Rancangan kegiatan"),
        (Volunteer, "Delapan relawan"),
    ],
    theirs: &[
        (Funds, "Dana kegiatan Rp20 juta"),
        (Effort, "Tempat dan kendaraan"),
        (Expert, "Satu pendamping"),
    ],
}];

const TOGETHER: &[Occasion] = &[
    Occasion {
        titles: &[
            "Bursa kerja bersama {tahun}",
            "Forum vokasi {bidang}",
            "Jejaring kelas industri {bidang}",
            "Kurikulum bersama {bidang}",
        ],
        purpose: "Sekolah dan perusahaan sebidang menyelaraskan kurikulum, tempat magang, dan lowongan.",
        formal: 0.7,
        scope: Software,
        finance: PARTLY_GIVEN,
        benefits: &[Information, Experience, JointProjects, Resources],
        ours: &[
            (Effort, "Tempat pertemuan"),
            (Thought, "Rancangan kurikulum bersama"),
        ],
        theirs: &[
            (JobInformation, "Perkiraan kebutuhan tenaga dua tahun"),
            (InternshipPlace, "5 tempat magang"),
            (Expert, "Satu praktisi tiap pertemuan"),
        ],
    },
    Occasion {
        titles: &[
            "Pekan budaya pelajar {tahun}",
            "Kampung literasi",
            "Gotong royong sekolah tangguh bencana",
            "Festival inovasi pelajar {tahun}",
            "Kawasan belajar bersama",
        ],
        purpose: "Sekolah, warga, dan lembaga setempat menyelenggarakan kegiatan yang tidak sanggup dilakukan sendiri.",
        formal: 0.3,
        scope: Both,
        finance: PARTLY_GIVEN,
        benefits: &[Creativity, JointProjects, Resources],
        ours: &[
            (Labour, "Panitia bersama"),
            (Effort, "Gedung dan lapangan"),
            (Thought, "Acara yang dirancang murid"),
            (Labour, "Regu kebersihan dan tamu"),
        ],
        theirs: &[
            (Volunteer, "20 relawan"),
            (Funds, "Sumbangan kegiatan Rp8 juta"),
            (Equipment, "Panggung dan tenda"),
            (Expert, "Juri dan pelatih"),
            (Effort, "Kendaraan dan perizinan"),
            (TeachingMaterial, "Buku dan bahan lokakarya"),
        ],
    },
    Occasion {
        titles: &["Pusat unggulan {bidang}", "Bengkel bersama {bidang}"],
        purpose: "Membangun satu ruang praktik {keahlian} yang dipakai bergantian oleh beberapa sekolah.",
        formal: 1.0,
        scope: Hardware,
        finance: &[
            (Finance::Grant, 3.0),
            (Finance::SoftLoan, 2.0),
            (Finance::Loan, 1.0),
        ],
        benefits: &[Resources, JointProjects, Experience],
        ours: &[(Effort, "Lahan dan gedung"), (Funds, "Patungan Rp15 juta")],
        theirs: &[
            (Equipment, "{alat}"),
            (Funds, "Dana pembangunan Rp90 juta"),
            (Expert, "Penyelia bengkel"),
        ],
    },
];

/// What some organisations would do together; the first proposes.
pub fn occasion(random: &mut Random, parties: &[&Body]) -> &'static Occasion {
    let has = |kind: Kind| parties.iter().any(|body| body.kind() == kind);
    let any = |sort: Sort| parties.iter().any(|body| body.sort == sort);
    let (school, company) = (has(Kind::School), has(Kind::Company));
    let abroad = parties.iter().any(|body| body.is_abroad());
    if parties.len() > 2 {
        // Workshops and curricula are for those who teach or practise a trade.
        let trade = parties.iter().all(|body| !body.fields.is_empty());
        return match trade && company {
            true if random.chance(0.35) => &TOGETHER[2],
            true => &TOGETHER[0],
            false => &TOGETHER[1],
        };
    }
    if parties.iter().all(|body| body.kind() == Kind::School) {
        return random.pick(SCHOOLS);
    }
    if !school {
        return random.pick(OTHERS);
    }
    if abroad {
        return random.pick(ABROAD);
    }
    if company {
        return random.pick(if any(Sort::Vocational) {
            VOCATIONAL
        } else {
            GENERAL
        });
    }
    // The others do mostly what they are there for.
    let sort = parties
        .iter()
        .map(|body| body.sort)
        .find(|sort| sort.kind() != Kind::School);
    match sort {
        Some(Sort::University) => &INSTITUTION[0],
        Some(Sort::Foundation) => &INSTITUTION[2],
        Some(Sort::Training) => &INSTITUTION[3],
        Some(Sort::Health) => &INSTITUTION[4],
        Some(Sort::Office) => &INSTITUTION[1],
        _ if random.chance(0.1) => random.pick(COMMUNITY),
        Some(Sort::Arts) => &COMMUNITY[0],
        Some(Sort::Farmers) => &COMMUNITY[1],
        Some(Sort::Readers) => &COMMUNITY[2],
        Some(Sort::Parents) => &COMMUNITY[4],
        _ => &COMMUNITY[3],
    }
}
