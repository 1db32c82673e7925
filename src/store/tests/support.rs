//! What the tests share: a runtime, databases, and a small cast of organisations and partnerships.

use jejaring_domain::*;
use jejaring_store::{Options, Receipt, Store, SubmitError};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use surrealdb::Surreal;
use surrealdb::engine::any::Any;
use tokio::runtime::{Builder, Runtime};

/// Runs a test on threads with the stack that SurrealDB needs.
pub fn run<T: Send + 'static>(test: impl Future<Output = T> + Send + 'static) -> T {
    // All tests share the threads: the database has some for the whole process, which would be left waiting if the
    // test that woke them took its own away.
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        Builder::new_multi_thread()
            .thread_stack_size(10 << 20)
            .enable_all()
            .build()
            .unwrap()
    });
    RUNTIME.block_on(RUNTIME.spawn(test)).unwrap()
}

/// A database in memory, without a store on it yet.
pub async fn memory() -> Surreal<Any> {
    let db = surrealdb::engine::any::connect("mem://").await.unwrap();
    db.use_ns("test").use_db("test").await.unwrap();
    db
}

/// A store on a database of its own in memory, and the database.
pub async fn store() -> (Store, Surreal<Any>) {
    let db = memory().await;
    (Store::on(db.clone()).await.unwrap(), db)
}

/// Options for a folder.
pub fn on_disk(folder: &tempfile::TempDir) -> Options {
    Options::at(format!(
        "surrealkv://{}",
        folder.path().join("data").display()
    ))
}

static NEXT: AtomicU64 = AtomicU64::new(1);

/// An identifier for a command that no other has.
pub fn command_id() -> CommandId {
    let process = u128::from(std::process::id()) << 64;
    CommandId::new(
        1,
        process | u128::from(NEXT.fetch_add(1, Ordering::Relaxed)),
    )
}

/// Submits as the program itself.
pub async fn submit(store: &Store, command: Command) -> Result<Receipt, SubmitError> {
    store
        .submit(
            Actor::System,
            command_id(),
            Timestamp(1_795_582_800_000),
            &command,
        )
        .await
}

/// The n-th organisation's identifier.
pub fn oid(n: u64) -> OrganisationId {
    OrganisationId::new(n, 7)
}

/// The n-th partnership's identifier.
pub fn pid(n: u64) -> PartnershipId {
    PartnershipId::new(n, 8)
}

/// A school with everything that a profile can have.
pub fn school(n: u64) -> NewOrganisation {
    let mut profile = Profile::new(
        name(&format!("SMK Negeri {n} \"Karya's\" \\ é 学校")),
        Kind::School,
    );
    profile.npsn = Npsn::new(&format!("{n:08}")).ok();
    profile.aliases = ["SMEA", "STM Lama"].map(name).into();
    profile.place.regency = Line::new("Kabupaten Sleman").unwrap();
    profile.place.coordinates = Coordinates::new(-7.716_512_345, 110.355_398).ok();
    profile.programmes = ["Teknik Mesin"].map(name).into();
    profile.about = Text::new("Satu.\n\nDua.").unwrap();
    profile.website = Line::new("https://smk.example").unwrap();
    NewOrganisation {
        id: oid(n),
        profile,
        archived: false,
    }
}

/// A company with nothing but a name.
pub fn company(n: u64) -> NewOrganisation {
    NewOrganisation {
        id: oid(n),
        profile: Profile::new(name(&format!("PT Maju {n}")), Kind::Company),
        archived: false,
    }
}

/// A partnership with everything that terms can have.
pub fn partnership(n: u64, parties: &[u64]) -> NewPartnership {
    let parties = parties.iter().map(|party| Party {
        contributions: vec![Contribution {
            kind: ContributionKind::InternshipPlace,
            note: Line::new("12 siswa").unwrap(),
        }],
        ..Party::new(oid(*party), Role::Partner)
    });
    let mut terms = Terms::new(name(&format!("Magang {n}")), parties.collect());
    let day = |day| Some(Date::constant(2026, 7, day));
    terms.purpose = Text::new("Siap kerja.").unwrap();
    terms.form = Form::Formal;
    terms.finance = Finance::SoftLoan;
    terms.step = Step::Implementation;
    terms.start = day(1);
    terms.end = day(31);
    let outcome = Outcome {
        state: BenefitState::Realised,
        evidence: Line::new("laporan").unwrap(),
    };
    terms.benefits = [(Benefit::Information, outcome)].into();
    terms.agreement = Some(Agreement {
        number: name("421/07/2026"),
        title: Line::default(),
        signed: day(1),
        expires: None,
        signatories: terms.parties.first().map(signatory).into_iter().collect(),
    });
    terms.consent = Some(Consent {
        authority: Authority::Regional,
        reference: name("900/12"),
        date: None,
    });
    terms.ended = Some(Ending {
        on: Date::constant(2026, 7, 30),
        reason: Line::new("selesai").unwrap(),
    });
    NewPartnership {
        id: pid(n),
        terms,
        archived: false,
    }
}

fn signatory(party: &Party) -> Signatory {
    Signatory {
        organisation: party.organisation,
        name: name("Siti Aminah, M.Pd. | Sleman"),
        function: Line::new("Kepala sekolah").unwrap(),
    }
}

/// A command that adds these.
pub fn add(
    organisations: impl IntoIterator<Item = NewOrganisation>,
    partnerships: impl IntoIterator<Item = NewPartnership>,
) -> Command {
    Command::Add {
        organisations: organisations.into_iter().collect(),
        partnerships: partnerships.into_iter().collect(),
        origin: Origin::Entered,
    }
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// A copy of the replica.
pub fn network(store: &Store) -> Network {
    store.read(Network::clone)
}

/// That log, records and replica agree.
pub async fn assert_sound(store: &Store) {
    let verification = store.verify().await.unwrap();
    assert_eq!(verification.flaw, None);
    let (seq, replica) = store.read(|network| (network.seq(), network.clone()));
    assert_eq!(verification.entries, seq.0);
    let mut replay = Network::default();
    for entry in store.entries_after(Seq(0), usize::MAX).await.unwrap() {
        replay.apply(entry.seq, &entry.changes().unwrap()).unwrap();
    }
    assert_eq!(replay, replica);
}
