//! Start, serve, shut down; and the commands that are given instead of serving.

use super::atlas::Atlases;
use super::attachments;
use super::config::{Config, ConfigError};
use super::demo_accounts::{self, DemoError};
use super::digest;
use super::imports::Turns;
use super::installation::{self, SetUp};
use super::kept::Kept;
use super::limits::Limits;
use super::links;
use super::live::{Live, elsewhere};
use super::remind;
use super::router::router;
use super::state::{AppState, fresh_command, now};
use super::vault::{NoVault, Vault};
use jejaring_domain::people::is_email;
use jejaring_domain::{Actor, Command, Network, Origin, Refusal, Seq};
use jejaring_store::{Options, Store, StoreError, SubmitError};
use leptos::prelude::LeptosOptions;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// Why the program stops before its time.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A setting cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A command was refused or could not be stored.
    #[error(transparent)]
    Submit(#[from] SubmitError),
    /// Files cannot be kept.
    #[error(transparent)]
    Vault(#[from] NoVault),
    /// The address cannot be listened on.
    #[error(
        "cannot listen on {addr}: {cause}. Is Jejaring running already? Set JEJARING_ADDR to use another address."
    )]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// Why not.
        cause: std::io::Error,
    },
    /// Serving failed.
    #[error("serving failed: {0}")]
    Serve(std::io::Error),
    /// The log or the records are damaged.
    #[error("the log or the records are damaged: {0}")]
    Damaged(jejaring_store::Flaw),
    /// The demonstration's accounts could not be made or taken out.
    #[error(transparent)]
    Demo(#[from] DemoError),
    /// The command is not known.
    #[error("there is no command “{0}”: use serve, verify, set-up EMAIL NAME, or remove-demo")]
    UnknownCommand(String),
}

/// Does what the program was started for: `serve` (also without a word), `verify`, `set-up EMAIL NAME`, `remove-demo`.
pub async fn run(words: &[String]) -> Result<(), RunError> {
    let config = Config::from_env()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        [] | ["serve"] => serve(config).await,
        ["verify"] => verify(&config).await,
        ["set-up", email, ref name @ ..] if is_email(email) && !name.is_empty() => {
            set_up(config, email, &name.join(" ")).await
        }
        ["remove-demo"] => remove_demo(&config).await,
        _ => Err(RunError::UnknownCommand(words.join(" "))),
    }
}

async fn open(config: &Config) -> Result<Store, StoreError> {
    let (username, password) = config.credentials.clone().unzip();
    let options = Options {
        url: config.database.clone(),
        namespace: config.namespace.clone(),
        database: config.database_name.clone(),
        username,
        password,
    };
    Store::open(&options).await
}

async fn serve(config: Config) -> Result<(), RunError> {
    let addr = config.addr;
    let listener = TcpListener::bind(addr)
        .await
        .map_err(|cause| RunError::Listen { addr, cause })?;
    let store = open(&config).await?;
    if config.demo {
        fill(&store).await?;
    }
    let state = app_state(config, store.clone())?;
    tokio::spawn(attachments::forget_daily(state.clone()));
    demo_accounts::make(&state).await?;
    installation::announce(&state).await?;
    tokio::spawn(forget(state.clone()));
    if state.config.database.starts_with("ws") {
        tokio::spawn(elsewhere::share(state.clone()));
    }
    tokio::spawn(remind::keep_reminding(state.clone()));
    tokio::spawn(digest::keep_sending(state.clone()));
    // The first reader shall not wait for the layout.
    if let Err(cause) = state.atlases.current(&store).await {
        tracing::error!(%cause, "the network could not be drawn");
    }
    tracing::info!("Jejaring is at http://{addr}");
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let asked = Arc::new(Notify::new());
    let stopping = Arc::clone(&asked);
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stopped().await;
        tracing::info!("stopping: finishing what is in flight");
        stopping.notify_one();
    });
    tokio::select! {
        served = serving.into_future() => served.map_err(RunError::Serve)?,
        () = long_enough(&asked) => tracing::warn!("some requests were not finished"),
    }
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Fills an empty network with the demonstration, or goes on where that was interrupted. Done again, or by two servers at
/// once, it is done once.
pub async fn fill(store: &Store) -> Result<(), SubmitError> {
    let invented = |network: &Network| {
        let mut organisations = network.organisations();
        organisations.any(|organisation| organisation.origin == Origin::Demo)
    };
    let empty = store.read(|network| network.seq() == Seq::default());
    if !empty && !store.read(invented) {
        return Ok(());
    }
    if empty {
        tracing::info!("the network is empty: filling it with the demonstration");
    }
    let commands = jejaring_demo::commands(jejaring_demo::SEED, now().date());
    for (id, command) in jejaring_demo::command_ids(jejaring_demo::SEED).zip(commands) {
        match store.submit(Actor::System, id, now(), &command).await {
            // A release that gave its commands other names has done all of it.
            Err(SubmitError::Refused(Refusal::IdTaken)) => return Ok(()),
            done => drop(done?),
        }
    }
    Ok(())
}

/// What requests share, for these settings and this network. Errors: files cannot be kept where the settings say.
pub fn app_state(config: Config, store: Store) -> Result<AppState, NoVault> {
    let leptos = LeptosOptions::builder()
        .output_name("jejaring")
        .site_root(config.site.to_string_lossy().into_owned())
        .site_addr(config.addr)
        .hash_files(hashed())
        .build();
    Ok(AppState {
        leptos,
        vault: Vault::open(&config.files)?,
        config: Arc::new(config),
        store,
        atlases: Arc::new(Atlases::default()),
        kept: Arc::new(Kept::default()),
        imports: Arc::new(Turns::default()),
        limits: Arc::new(Limits::default()),
        live: Arc::new(Live::default()),
    })
}

/// Forgets each hour what has expired.
async fn forget(state: AppState) {
    const HOUR: Duration = Duration::from_secs(60 * 60);
    loop {
        state.limits.forget();
        match state.store.forget_expired(links::seconds()).await {
            Ok(()) => {}
            Err(StoreError::Closed) => return,
            Err(cause) => tracing::warn!(%cause, "expired sessions could not be forgotten"),
        }
        tokio::time::sleep(HOUR).await;
    }
}

async fn set_up(config: Config, email: &str, name: &str) -> Result<(), RunError> {
    let state = app_state(config.clone(), open(&config).await?)?;
    let given = SetUp {
        name: name.to_owned(),
        email: email.to_lowercase(),
    };
    let link = installation::link(&state, &given).await?;
    state.store.close().await;
    println!(
        "With this link {email} chooses a password and is a steward. It is good for 7 days:\n{link}"
    );
    Ok(())
}

/// Whether the browser's files have names with hashes: the build then puts a list of them beside the program.
fn hashed() -> bool {
    std::env::current_exe().is_ok_and(|exe| exe.with_file_name("hash.txt").is_file())
}

async fn verify(config: &Config) -> Result<(), RunError> {
    let store = open(config).await?;
    let verification = store.verify().await?;
    store.close().await;
    match verification.flaw {
        None => {
            println!(
                "The change log is whole: {} entries, and the records are what they add up to.",
                verification.entries
            );
            Ok(())
        }
        Some(flaw) => Err(RunError::Damaged(flaw)),
    }
}

async fn remove_demo(config: &Config) -> Result<(), RunError> {
    let store = open(config).await?;
    let before =
        store.read(|network| (network.organisations().len(), network.partnerships().len()));
    store
        .submit(Actor::System, fresh_command(), now(), &Command::RemoveDemo)
        .await?;
    demo_accounts::remove(&store).await?;
    let after = store.read(|network| (network.organisations().len(), network.partnerships().len()));
    store.close().await;
    println!(
        "Removed {} organisations and {} partnerships.",
        before.0 - after.0,
        before.1 - after.1
    );
    Ok(())
}

/// Waits until the program is asked to stop: Ctrl+C, or the terminate signal of whatever runs it.
async fn stopped() {
    let interrupt = async {
        if let Err(cause) = tokio::signal::ctrl_c().await {
            tracing::error!(%cause, "Ctrl+C is not heard");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(cause) => {
                tracing::error!(%cause, "the terminate signal is not heard");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}

/// Waits until nobody wants to wait any longer for what is in flight: who asked for the stop has asked again, or it takes
/// too long.
async fn long_enough(asked: &Notify) {
    const PATIENCE: Duration = Duration::from_secs(30);
    asked.notified().await;
    tokio::select! { () = stopped() => {}, () = tokio::time::sleep(PATIENCE) => {} }
}
