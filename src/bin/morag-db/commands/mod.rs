//! The commands, one file each. They call the library, show its report and return the exit code.

mod accounts;
mod adopt;
mod archive;
mod archive_export;
mod backup;
mod bench;
mod bulk;
mod canary;
mod config;
mod copy;
mod failures;
mod health;
mod init;
mod job_types;
mod jobs;
mod late;
mod lint;
mod man;
mod migrate;
mod reading;
mod reset;
mod schema;
mod seed;
mod serve;
mod shell;
mod undo;
mod verify;
mod watch;

use crate::args::{Cli, Command, Format, Global, MigrateCommand};
use crate::exit::Exit;
use crate::output;
use crate::progress::Progress;
pub use config::apply_profile;
use morag_db::database_url::DatabaseUrl;
use morag_db::error::{Error, Result};
use morag_db::lifecycle::or_not_ready;
use morag_db::migrate::UpOptions;
use morag_db::seed::Bulk;
use morag_db::settings::{self, Flags, Settings, Variables};
use std::io::Read;
use std::time::{Duration, Instant};

pub fn run(cli: &Cli) -> Result<Exit> {
    // refuse a wrong MORAG_OUTPUT before anything is done
    let format = output::format(&cli.global)?;
    let has_form = match (&cli.command, format) {
        (Command::Verify(_), _) | (_, Format::Table | Format::Json | Format::Ndjson | Format::Csv) => true,
        (Command::Migrate { command: Some(MigrateCommand::Lint(_)) }, Format::Github) => true,
        (_, Format::Junit | Format::Github) => false,
    };
    if !has_form {
        return Err(output::no_such_form());
    }
    let global = &cli.global;
    match &cli.command {
        Command::Init(args) => init::run(global, args),
        Command::Reset(args) => reset::run(global, args),
        Command::Copy(args) => copy::run(global, args),
        Command::Backup(args) => backup::run(global, args),
        Command::Restore(args) => backup::restore(global, args),
        Command::Migrate { command: Some(command) } => migrate::run(global, command),
        Command::Migrate { command: None } => migrate::up(global, UpOptions::default()),
        Command::Schema { command } => schema::run(global, command),
        Command::Status => migrate::status(global, false),
        Command::Version => {
            output::show(global, &output::version::Version::of_this_program())?;
            Ok(Exit::Done)
        }
        Command::Verify(args) => verify::run(global, args),
        Command::Health { wait, timeout, watch } => health::run(global, *wait, *timeout, *watch),
        Command::Jobs { command } => jobs::run(global, command),
        Command::Serve(args) => serve::run(global, args),
        Command::Shell(args) => shell::run(global, args),
        Command::Seed { seed, remote_jobs, days, with_events } => {
            let bulk = remote_jobs.map(|count| Bulk { seed: *seed, count, days: *days, has_events: *with_events });
            seed::run(global, *seed, bulk)
        }
        Command::Tasks { command } => accounts::tasks(global, command),
        Command::Users { command } => accounts::users(global, command),
        Command::ApiKeys { command } => accounts::keys(global, command),
        Command::Config { command } => config::run(global, command),
        Command::Completions { shell, is_static } => man::completions(*shell, *is_static),
        Command::Man { dir } => man::pages(dir),
    }
}

/// Runs work that needs an initialised database; if the database is not initialised, the error says so.
fn run_on_ready<T>(global: &Global, settings: &Settings, progress: &Progress, work: impl Future<Output = Result<T>>) -> Result<T> {
    let begun = Instant::now();
    until_interrupted(progress, async {
        match work.await {
            Ok(done) => Ok(done),
            Err(error) => Err(or_not_ready(&settings.url, &global.migrations_dir, begun, error).await),
        }
    })
}

/// Maximum duration of what is done after an interruption.
const CLEANUP: Duration = Duration::from_secs(3);

/// The settings of this run.
fn resolve(global: &Global) -> Result<Settings> {
    resolve_flags(config::flags(global))
}

/// A URL that is an argument of its own; what it leaves out is taken from the environment, as for `--database-url`.
fn resolve_url(url: &str) -> Result<DatabaseUrl> {
    resolve_flags(Flags { database_url: Some(url.to_string()), ..Flags::default() }).map(|settings| settings.url)
}

fn resolve_flags(flags: Flags) -> Result<Settings> {
    let here = std::env::current_dir().map_err(|source| Error::Io { doing: "finding", path: "the working directory".into(), source })?;
    settings::resolve(&flags, &Variables::load(&here)?, || {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    })
}

/// Runs a command until it ends or SIGINT or SIGTERM interrupts it; the error of an interruption says what was done.
fn until_interrupted<T>(progress: &Progress, work: impl Future<Output = Result<T>>) -> Result<T> {
    run_on(tokio::runtime::Builder::new_current_thread(), progress, work)
}

/// The same on several threads.
fn on_threads<T>(progress: &Progress, work: impl Future<Output = Result<T>>) -> Result<T> {
    run_on(tokio::runtime::Builder::new_multi_thread(), progress, work)
}

fn run_on<T>(mut runtime: tokio::runtime::Builder, progress: &Progress, work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = runtime.worker_threads(2).enable_all().build().map_err(|source| Error::Io {
        doing: "starting",
        path: "the runtime".into(),
        source,
    })?;
    let interrupted = |signal| {
        let done = if progress.is_asking() { Some("nothing was changed".into()) } else { progress.done() };
        let next = if progress.is_asking() { "run the same command again and answer the question".into() } else { progress.next() };
        Error::Interrupted { signal, done, next }
    };
    let result = runtime.block_on(async {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).map_err(|source| Error::Io {
            doing: "listening for",
            path: "SIGTERM".into(),
            source,
        })?;
        let mut work = Box::pin(work);
        let result = tokio::select! {
            result = &mut work => result,
            _ = tokio::signal::ctrl_c() => {
                // a prompt reads Ctrl-C as a key and raises the signal too: then its answer comes first
                if progress.is_asking()
                    && let Ok(result) = tokio::time::timeout(Duration::from_millis(500), &mut work).await
                {
                    return result;
                }
                crate::prompt::leave();
                Err(interrupted("SIGINT"))
            }
            _ = terminate.recv() => {
                crate::prompt::leave();
                Err(interrupted("SIGTERM"))
            }
        };
        // its connections and locks first
        drop(work);
        if let (Err(Error::Interrupted { .. }), Some(cleanup)) = (&result, progress.take_cleanup())
            && tokio::time::timeout(CLEANUP, cleanup()).await.is_err()
        {
            tracing::debug!("cleaning up took too long");
        }
        result
    });
    progress.clear();
    // a DNS lookup or an SQLite statement may still be running in its own thread
    runtime.shutdown_background();
    result
}
