//! Shell completion with values from the database: ids, types and workers of the newest jobs, tasks, API keys, operations,
//! late results. Offers nothing if the database does not answer within 100 ms.

use clap_complete::CompletionCandidate;
use clap_complete::engine::ArgValueCandidates;
use morag_db::accounts;
use morag_db::database_url::DatabaseUrl;
use morag_db::db::{Access, Session};
use morag_db::error::Result;
use morag_db::jobs::{ContentType, Filter, JobLine, Kind, Order, Position, Service, Status};
use morag_db::moment::age;
use morag_db::profiles::Commands;
use morag_db::settings::{self, Flags, Variables};
use morag_db::tasks;
use morag_db::words::counted;
use std::path::Path;
use std::time::Duration;

/// Environment variable with which a shell's completion script requests candidates; its value is the name of the shell.
pub const VARIABLE: &str = "MORAG_COMPLETE";
/// Timeout for connecting and querying; short, since a person waits at the prompt.
const LIMIT: Duration = Duration::from_millis(100);
/// Maximum number of newest jobs, tasks, operations or late results that are read.
const NEWEST: usize = 200;

/// Ids of jobs, newest first, with one of `statuses`; with any status if `statuses` is empty.
pub fn jobs(statuses: &'static [Status]) -> ArgValueCandidates {
    ArgValueCandidates::new(move || described(&newest(statuses)))
}

fn described(jobs: &[JobLine]) -> Vec<CompletionCandidate> {
    let described = |job: &JobLine| {
        let age = job.age_seconds.map_or(String::new(), |seconds| format!(", {}", age(seconds)));
        let error = job.error.as_deref().and_then(|error| error.lines().next()).map_or(String::new(), |error| format!(": {error}"));
        CompletionCandidate::new(&job.id).help(Some(format!("{}, {}{age}{error}", job.kind, job.native_status).into()))
    };
    jobs.iter().map(described).collect()
}

/// Ids of jobs that the `jobs` subcommand being completed can change.
pub fn jobs_to_change() -> ArgValueCandidates {
    use Status::{Cancelled, Completed, Failed, Pending, Processing, Timeout};
    ArgValueCandidates::new(|| {
        let words: Vec<String> = std::env::args().collect();
        let action = words.iter().skip_while(|word| *word != "jobs").nth(1).map_or("", String::as_str);
        described(&newest(match action {
            "requeue" => &[Failed, Timeout, Cancelled],
            "cancel" => &[Pending, Processing],
            "purge" => &[Completed, Failed, Timeout, Cancelled],
            _ => &[],
        }))
    })
}

/// Types of the newest jobs.
pub fn types() -> ArgValueCandidates {
    ArgValueCandidates::new(|| distinct(newest(&[]).into_iter().filter_map(|job| job.ty)))
}

/// Types of content that a remote job can have.
pub fn content_types() -> ArgValueCandidates {
    ArgValueCandidates::new(|| ContentType::ALL.iter().map(|ty| CompletionCandidate::new(ty.as_str())).collect())
}

/// Names of workers that claimed one of the newest jobs.
pub fn workers() -> ArgValueCandidates {
    ArgValueCandidates::new(|| distinct(newest(&[]).into_iter().filter_map(|job| job.worker_id)))
}

/// Fingerprints of failed jobs, the largest groups first.
pub fn fingerprints() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let found = ask(async |session| Service::reading(session, String::new()).failures(&[Kind::Remote], NEWEST).await);
        let of = |group: &morag_db::jobs::FailureGroup| {
            CompletionCandidate::new(&group.fingerprint)
                .help(Some(format!("{}: {}", counted(group.jobs as usize, "job"), group.error).into()))
        };
        found.map(|found| found.groups).unwrap_or_default().iter().map(of).collect()
    })
}

/// Kinds of jobs.
pub fn kinds() -> ArgValueCandidates {
    ArgValueCandidates::new(|| Kind::ALL.iter().map(|kind| CompletionCandidate::new(kind.as_str())).collect())
}

/// Job statuses; the same names for all kinds of jobs.
pub fn statuses() -> ArgValueCandidates {
    ArgValueCandidates::new(|| Status::ALL.iter().map(|status| CompletionCandidate::new(status.as_str())).collect())
}

/// Names of the agent's tasks.
pub fn task_names() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let found = ask(async |mut session| tasks::tasks(&mut session, None, NEWEST).await);
        let of = |task: &tasks::Task| {
            let (name, status) = (&task.name, &task.status);
            // a shell would split a name with spaces into several arguments
            if name.contains(char::is_whitespace) {
                return CompletionCandidate::new(&task.id).help(Some(format!("{name}, {status}").into()));
            }
            CompletionCandidate::new(name).help(Some(status.clone().into()))
        };
        found.unwrap_or_default().iter().map(of).collect()
    })
}

/// Ids of API keys.
pub fn key_ids() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let found = ask(async |mut session| accounts::keys(&mut session).await);
        let of = |key: &accounts::ApiKey| CompletionCandidate::new(&key.id).help(Some(format!("{}, {}", key.name, key.email).into()));
        found.unwrap_or_default().iter().map(of).collect()
    })
}

/// Ids of operations, newest first.
pub fn operations() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let found = ask(async |session| Service::reading(session, String::new()).operations(NEWEST).await);
        let of = |o: &morag_db::jobs::Operation| {
            CompletionCandidate::new(&o.id).help(Some(format!("{}, {}, {}", o.action, counted(o.changed as usize, "job"), o.actor).into()))
        };
        found.unwrap_or_default().iter().map(of).collect()
    })
}

/// Names of the profiles.
pub fn profiles() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let config = Variables::load(Path::new(".")).and_then(|variables| settings::config_file(&variables)).ok().flatten();
        let names = config.into_iter().flat_map(|config| config.profiles.into_keys());
        names.map(CompletionCandidate::new).collect()
    })
}

/// Ids of late results, newest first.
pub fn late_results() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let found = ask(async |session| Service::reading(session, String::new()).late_results(None, NEWEST).await);
        let of = |late: &morag_db::jobs::LateResult| {
            CompletionCandidate::new(&late.id).help(Some(format!("job {}, {}", late.job_id, late.outcome).into()))
        };
        found.unwrap_or_default().iter().map(of).collect()
    })
}

fn newest(statuses: &[Status]) -> Vec<JobLine> {
    let filter = Filter { statuses: statuses.to_vec(), ..Filter::default() };
    let page =
        ask(async |session| Service::reading(session, String::new()).list(&filter, Order::NewestFirst, NEWEST, Position::Start).await);
    page.map(|page| page.jobs).unwrap_or_default()
}

fn distinct(words: impl Iterator<Item = String>) -> Vec<CompletionCandidate> {
    let words: std::collections::BTreeSet<String> = words.collect();
    words.into_iter().map(CompletionCandidate::new).collect()
}

/// The result of a query on the configured database; `None` on an error or after [`LIMIT`]. Errors are not shown, since they
/// would appear in the middle of the line being typed; the command itself reports them.
fn ask<T>(question: impl AsyncFnOnce(Session) -> Result<T>) -> Option<T> {
    let url = configured()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let answer = runtime.block_on(async {
        let work = async { question(Session::connect(&url, Access::Read, LIMIT).await.ok()?).await.ok() };
        tokio::time::timeout(LIMIT, work).await.ok().flatten()
    });
    runtime.shutdown_background();
    answer
}

/// The database of the command line that is being completed.
fn configured() -> Option<DatabaseUrl> {
    let words: Vec<String> = std::env::args().collect();
    let named = |option: &str| {
        words.iter().enumerate().find_map(|(at, word)| match word.strip_prefix(option) {
            Some("") => words.get(at + 1).cloned(),
            Some(rest) => rest.strip_prefix('=').map(String::from),
            None => None,
        })
    };
    // `-` is standard input, which can't be read twice
    let database_url = named("--database-url").filter(|url| url != "-");
    let flags = Flags { database_url, profile: named("--profile"), commands: Commands::Refuse, ..Flags::default() };
    let variables = Variables::load(Path::new(".")).ok()?;
    settings::resolve(&flags, &variables, || Err(std::io::ErrorKind::Unsupported.into())).ok().map(|settings| settings.url)
}
