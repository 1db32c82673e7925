//! A small network that the tests share.

use crate::Snapshot;
use jejaring_domain::{
    Agreement, Answer, Benefit, BenefitState, Coordinates, Date, Ending, Form, Kind, Line, Name,
    Network, Npsn, Organisation, OrganisationId, Origin, Outcome, Partnership, PartnershipId,
    Party, Profile, Role, Seq, Step, Terms,
};
use std::collections::BTreeMap;

pub const TODAY: Date = Date::constant(2026, 11, 25);

pub fn id(number: u128) -> OrganisationId {
    OrganisationId::new(1, number)
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn organisation(number: u128, kind: Kind, called: &str, regency: &str) -> Organisation {
    let mut profile = Profile::new(name(called), kind);
    profile.place.regency = Line::new(regency).unwrap();
    profile.place.province = Line::new("Daerah Istimewa Yogyakarta").unwrap();
    Organisation {
        id: id(number),
        profile,
        origin: Origin::Demo,
        archived: false,
        created: Seq(1),
        versions: BTreeMap::new(),
    }
}

pub fn partnership(number: u128, title: &str, parties: &[(u128, Answer)]) -> Partnership {
    let parties = parties.iter().map(|(number, answer)| Party {
        answer: *answer,
        ..Party::new(id(*number), Role::Partner)
    });
    let mut terms = Terms::new(name(title), parties.collect());
    terms.step = Step::Implementation;
    Partnership {
        id: PartnershipId::new(2, number),
        terms,
        origin: Origin::Demo,
        archived: false,
        created: Seq(2),
        versions: BTreeMap::new(),
    }
}

pub fn network() -> Network {
    use Answer::*;
    let mut organisations = vec![
        organisation(1, Kind::School, "SMK Negeri 1 Bantul", "Bantul"),
        organisation(2, Kind::School, "SMK Negeri 2 Sleman", "Sleman"),
        organisation(3, Kind::School, "SD Tunas Bangsa", "Bantul"),
        organisation(4, Kind::School, "SLB Kasih Ibu", ""),
        organisation(5, Kind::Company, "PT Maju Bersama", "Kota Yogyakarta"),
        organisation(6, Kind::Company, "CV Batik Ayu", "Bantul"),
        organisation(7, Kind::Community, "Komite Tunas Bangsa", "Bantul"),
        organisation(8, Kind::Institution, "Universitas Nusantara", "Sleman"),
        organisation(9, Kind::Company, "Sudah Tutup", "Klaten"),
    ];
    organisations[8].archived = true;
    let first = &mut organisations[0].profile;
    first.npsn = Some(Npsn::new("20499001").unwrap());
    first.aliases = ["Stemba", "Sekolah Teknik Bantul"].map(name).into();
    first.programmes = ["Teknik Komputer dan Jaringan", "Tata Boga"]
        .map(name)
        .into();
    first.place.coordinates = Some(Coordinates::new(-7.9, 110.33).unwrap());
    organisations[1].profile.programmes = [name("Tata Boga")].into();

    let mut partnerships = vec![
        partnership(1, "Magang industri", &[(1, Accepted), (5, Accepted)]),
        partnership(2, "Kunjungan belajar", &[(5, Accepted), (1, Pending)]),
        partnership(
            3,
            "Bursa kerja bersama",
            &[(5, Accepted), (1, Accepted), (2, Accepted), (8, Left)],
        ),
        partnership(4, "Beasiswa", &[(5, Accepted), (7, Accepted)]),
        partnership(5, "Kebun sekolah", &[(1, Accepted), (7, Accepted)]),
        partnership(6, "Kelas batik", &[(3, Accepted), (6, Accepted)]),
        partnership(7, "Salah catat", &[(4, Accepted), (6, Accepted)]),
    ];
    partnerships[6].archived = true;
    let formal = &mut partnerships[0].terms;
    formal.form = Form::Formal;
    formal.agreement = Some(Agreement {
        number: name("421.5/07/2026"),
        title: Line::default(),
        signed: Some(Date::constant(2026, 1, 5)),
        expires: Some(Date::constant(2029, 1, 4)),
        signatories: Vec::new(),
    });
    formal.start = Some(Date::constant(2026, 1, 6));
    let outcome = Outcome {
        state: BenefitState::Expected,
        evidence: Line::default(),
    };
    formal.benefits = [(Benefit::Creativity, outcome)].into();
    partnerships[3].terms.step = Step::Planning;
    partnerships[5].terms.ended = Some(Ending {
        on: Date::constant(2025, 6, 30),
        reason: Line::default(),
    });
    Network::restore(Seq(12), organisations, partnerships, [])
}

pub fn snapshot() -> Snapshot {
    Snapshot::of(&network(), TODAY, |_| None)
}

pub fn empty() -> Snapshot {
    Snapshot::of(&Network::default(), TODAY, |_| None)
}
