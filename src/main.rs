//! Starts the server: see [`jejaring::server`].

#[cfg(feature = "ssr")]
fn main() -> std::process::ExitCode {
    use std::io::IsTerminal;
    use std::process::ExitCode;
    use tracing_subscriber::EnvFilter;

    let filter = EnvFilter::try_from_env("JEJARING_LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,surrealdb=warn,surrealkv=warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match std::env::var("JEJARING_LOG_FORMAT").as_deref() {
        Ok("json") => log.json().init(),
        _ => log.init(),
    }

    // SurrealDB's query engine needs deep stacks.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(10 * 1024 * 1024)
        .build();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match runtime {
        Ok(runtime) => {
            let done = runtime.block_on(async {
                // On a worker, which has the deep stack.
                let run = tokio::spawn(async move { jejaring::server::run::run(&words).await });
                run.await
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()))
            });
            // Whoever stops the program does not wait for a file that is being read.
            runtime.shutdown_timeout(std::time::Duration::from_secs(5));
            done
        }
        Err(cause) => {
            tracing::error!(%cause, "the program cannot start its threads");
            return ExitCode::FAILURE;
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The browser's program starts at [`jejaring::hydrate`].
#[cfg(not(feature = "ssr"))]
fn main() {}
