//! Start, serve, shut down; and the commands that are given instead of serving.

use super::atlas::Atlases;
use super::attachments;
use super::config::{Config, ConfigError};
use super::kept::Kept;
use super::router::router;
use super::state::{AppState, fresh_command, now};
use super::vault::{NoVault, Vault};
use jejaring_domain::{Actor, Command};
use jejaring_store::{Options, Store, StoreError, SubmitError};
use leptos::prelude::LeptosOptions;
use std::sync::Arc;
use tokio::net::TcpListener;

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
        addr: std::net::SocketAddr,
        /// Why not.
        cause: std::io::Error,
    },
    /// Serving failed.
    #[error("serving failed: {0}")]
    Serve(std::io::Error),
    /// The log or the records are damaged.
    #[error("the log or the records are damaged: {0}")]
    Damaged(jejaring_store::Flaw),
    /// The command is not known.
    #[error("there is no command “{0}”: use serve, verify or remove-demo")]
    UnknownCommand(String),
}

/// Does what the program was started for: `serve` (also without a word), `verify`, `remove-demo`.
pub async fn run(command: Option<&str>) -> Result<(), RunError> {
    let config = Config::from_env()?;
    match command {
        None | Some("serve") => serve(config).await,
        Some("verify") => verify(&config).await,
        Some("remove-demo") => remove_demo(&config).await,
        Some(other) => Err(RunError::UnknownCommand(other.to_owned())),
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
    if config.demo && store.read(|network| network.seq()).0 == 0 {
        tracing::info!("the network is empty: filling it with the demonstration");
        for command in jejaring_demo::commands(jejaring_demo::SEED, now().date()) {
            store
                .submit(Actor::System, fresh_command(), now(), &command)
                .await?;
        }
    }
    let state = app_state(config, store.clone())?;
    let forgetting = tokio::spawn(attachments::forget_daily(state.clone()));
    // The first reader shall not wait for the layout.
    if let Err(cause) = state.atlases.current(&store).await {
        tracing::error!(%cause, "the network could not be drawn");
    }
    tracing::info!("Jejaring is at http://{addr}");
    axum::serve(listener, router(state))
        .with_graceful_shutdown(stopped())
        .await
        .map_err(RunError::Serve)?;
    forgetting.abort();
    store.close().await;
    tracing::info!("stopped");
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
    })
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
    tracing::info!("stopping: finishing what is in flight");
}
