//! Fields of work: what vocational schools teach, the sectors of the companies that need it, and its words.

/// A field in which schools and companies meet.
pub struct Field {
    /// As it stands in titles: `Magang … 2026`.
    pub title: &'static str,
    /// What vocational schools call it, by the national list of programmes.
    pub programmes: &'static [&'static str],
    /// The sectors of its companies.
    pub sectors: &'static [&'static str],
    /// Words for a company's name.
    pub trades: &'static [&'static str],
    /// What a company may give or lend to a school.
    pub equipment: &'static str,
    /// What there is to learn.
    pub skill: &'static str,
    /// How many companies and vocational schools have it, as a weight.
    pub weight: f64,
}

pub const FIELDS: [Field; 13] = [
    Field {
        title: "TKJ",
        programmes: &["Teknik Komputer dan Jaringan", "Rekayasa Perangkat Lunak"],
        sectors: &["Teknologi informasi", "Telekomunikasi"],
        trades: &["Data", "Jaringan", "Solusi Digital", "Teknologi"],
        equipment: "20 komputer dan dua perute bekas layak pakai",
        skill: "jaringan dan perangkat lunak",
        weight: 13.0,
    },
    Field {
        title: "otomotif",
        programmes: &["Teknik Kendaraan Ringan", "Teknik dan Bisnis Sepeda Motor"],
        sectors: &["Otomotif", "Bengkel dan suku cadang"],
        trades: &["Motor", "Otomotif", "Auto Servis", "Karoseri"],
        equipment: "Dua mesin kendaraan dan satu set perkakas bengkel",
        skill: "perawatan kendaraan",
        weight: 11.0,
    },
    Field {
        title: "pemesinan",
        programmes: &["Teknik Pemesinan", "Teknik Pengelasan"],
        sectors: &["Manufaktur", "Logam dan mesin"],
        trades: &["Presisi", "Logam", "Teknik", "Baja"],
        equipment: "Satu mesin bubut dan bahan praktik",
        skill: "pemesinan dan pengelasan",
        weight: 8.0,
    },
    Field {
        title: "kelistrikan",
        programmes: &[
            "Teknik Instalasi Tenaga Listrik",
            "Teknik Energi Surya, Hidro, dan Angin",
        ],
        sectors: &["Kelistrikan", "Energi terbarukan"],
        trades: &["Elektrika", "Energi", "Surya", "Daya"],
        equipment: "Panel surya 2 kWp untuk praktik",
        skill: "pemasangan listrik dan panel surya",
        weight: 6.0,
    },
    Field {
        title: "tata boga",
        programmes: &["Tata Boga", "Agribisnis Pengolahan Hasil Pertanian"],
        sectors: &["Makanan dan minuman", "Roti dan kue"],
        trades: &["Boga", "Roti", "Pangan", "Dapur"],
        equipment: "Oven dan pengaduk adonan untuk dapur praktik",
        skill: "memasak dan mengolah pangan",
        weight: 9.0,
    },
    Field {
        title: "busana dan batik",
        programmes: &["Tata Busana", "Kriya Kreatif Batik dan Tekstil"],
        sectors: &["Batik", "Konveksi dan busana"],
        trades: &["Batik", "Busana", "Tenun", "Konveksi"],
        equipment: "Lima mesin jahit dan kain untuk latihan",
        skill: "membatik dan menjahit",
        weight: 10.0,
    },
    Field {
        title: "perhotelan",
        programmes: &["Perhotelan", "Usaha Layanan Wisata"],
        sectors: &["Hotel dan penginapan", "Perjalanan wisata"],
        trades: &["Hotel", "Wisata", "Griya Inap", "Tamasya"],
        equipment: "Perlengkapan kamar contoh dan seragam",
        skill: "melayani tamu",
        weight: 10.0,
    },
    Field {
        title: "agribisnis",
        programmes: &[
            "Agribisnis Tanaman Pangan dan Hortikultura",
            "Agribisnis Ternak Unggas",
        ],
        sectors: &["Pertanian", "Peternakan"],
        trades: &["Tani", "Agro", "Ternak", "Kebun"],
        equipment: "Bibit, pupuk, dan sebuah rumah tanam",
        skill: "bercocok tanam dan beternak",
        weight: 9.0,
    },
    Field {
        title: "kesehatan",
        programmes: &["Farmasi Klinis dan Komunitas", "Asisten Keperawatan"],
        sectors: &["Kesehatan", "Farmasi dan jamu"],
        trades: &["Medika", "Farma", "Jamu", "Klinik"],
        equipment: "Alat peraga dan perlengkapan ruang rawat",
        skill: "merawat pasien dan meracik obat",
        weight: 6.0,
    },
    Field {
        title: "akuntansi",
        programmes: &[
            "Akuntansi dan Keuangan Lembaga",
            "Bisnis Daring dan Pemasaran",
        ],
        sectors: &["Jasa keuangan", "Perdagangan"],
        trades: &["Niaga", "Mitra Usaha", "Artha", "Swalayan"],
        equipment: "Mesin kasir dan perangkat lunak pembukuan",
        skill: "pembukuan dan pemasaran",
        weight: 9.0,
    },
    Field {
        title: "kriya kayu",
        programmes: &["Kriya Kreatif Kayu dan Rotan", "Kriya Kreatif Keramik"],
        sectors: &["Mebel dan kerajinan", "Keramik"],
        trades: &["Mebel", "Kriya", "Gerabah", "Kayu"],
        equipment: "Mesin gergaji meja dan kayu sisa produksi",
        skill: "membuat mebel dan gerabah",
        weight: 6.0,
    },
    Field {
        title: "desain dan media",
        programmes: &["Desain Komunikasi Visual", "Animasi"],
        sectors: &["Percetakan dan penerbitan", "Film dan animasi"],
        trades: &["Grafika", "Kreatif", "Animasi", "Media"],
        equipment: "Kamera, lampu, dan pencetak besar",
        skill: "merancang gambar dan film",
        weight: 7.0,
    },
    Field {
        title: "konstruksi",
        programmes: &[
            "Desain Pemodelan dan Informasi Bangunan",
            "Teknik Geomatika",
        ],
        sectors: &["Konstruksi", "Bahan bangunan"],
        trades: &["Bangun", "Konstruksi", "Graha", "Beton"],
        equipment: "Alat ukur tanah dan bahan bangunan untuk latihan",
        skill: "mengukur, menggambar, dan membangun",
        weight: 5.0,
    },
];
