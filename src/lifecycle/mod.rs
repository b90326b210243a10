//! Creating and recreating a database: `init` creates what is missing, migrates, verifies the schema, and can be run
//! repeatedly; `reset` drops what morag-db created and creates it again.

mod checks;
mod reset;
mod scratch;
mod unfinished;

use crate::catalog::expected::expected;
use crate::consent::{Confirmation, Confirmed};
use crate::database_url::DatabaseUrl;
use crate::db::retry::delays;
use crate::db::{self, Access, Session};
use crate::error::{Doing, Error, Result, SqlErrorKind};
use crate::migrate::{self, AdoptOptions, AdoptReport, History, Known, Observer, RunReport, UpOptions};
use crate::sql;
use checks::{check, check_after, check_before};
pub use reset::{ResetOptions, ResetPlan, ResetReport, ResetScope, Resetting};
pub use scratch::Scratch;
use serde::Serialize;
use std::path::Path;
use std::time::{Duration, Instant};

/// Timeout of one connection attempt.
pub const CONNECT_LIMIT: Duration = Duration::from_secs(10);

/// Options of `init`.
#[derive(Clone, Debug)]
pub struct InitOptions {
    /// How long to wait for a server that is not available yet.
    pub wait: Duration,
    /// Options of the migration run.
    pub up: UpOptions,
    /// The environment to stamp the database with.
    pub environment: Option<String>,
    /// Application roles that are granted privileges on the tables.
    pub grant_to: Vec<String>,
    /// Options for adopting tables that another tool created; without them such tables are refused.
    pub adopt: Option<AdoptOptions>,
}

/// Result of `init`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InitReport {
    /// The database, without its password.
    pub target: String,
    /// The engine, e.g. `postgres`.
    pub backend: &'static str,
    /// Version, as the server reports it.
    pub server_version: String,
    /// Whether this run created the database.
    pub created: bool,
    /// What was adopted first, if adoption was requested and needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adopted: Option<AdoptReport>,
    /// The migrations that were applied.
    #[serde(flatten)]
    pub run: RunReport,
    /// The schema version afterwards.
    pub version: Option<String>,
    /// Number of tables compared with the expected schema.
    pub tables_checked: usize,
    /// Differences that do not matter: other names, extra objects.
    pub notes: Vec<String>,
    /// The environment stamp.
    pub environment: Option<String>,
    /// The GRANT statements that were run.
    pub granted: Vec<String>,
}

/// Connects, and retries for up to `wait` while the server is unreachable or starting up. A wrong password, an unknown
/// database or a TLS failure is not retried.
pub async fn connect(url: &DatabaseUrl, access: Access, wait: Duration) -> Result<Session> {
    let start = Instant::now();
    let mut pauses = delays(Duration::from_millis(100), Duration::from_secs(1), usize::MAX);
    loop {
        let pause = pauses.next().unwrap_or_default();
        match Session::connect(url, access, CONNECT_LIMIT).await {
            Err(Error::Connect { source, .. })
                if matches!(source.kind, SqlErrorKind::Unreachable | SqlErrorKind::Unavailable) && start.elapsed() + pause <= wait =>
            {
                tracing::info!(answer = %source, "the database is not there yet; waiting");
                tokio::time::sleep(pause).await;
            }
            other => return other,
        }
    }
}

/// Returns `error`, or [`Error::NotReady`] with the command to run, if a statement failed on a missing table, column or index
/// because the database is not at this program's version; [`Error::Migrating`] if another process migrates it, or has done so since
/// `begun`, when the command began.
pub async fn or_not_ready(url: &DatabaseUrl, site_folder: &Path, begun: Instant, error: Error) -> Error {
    let cause = match &error {
        Error::Sql { source, .. } if source.kind == SqlErrorKind::ObjectMissing => source.clone(),
        _ => return error,
    };
    match find_unready(url, site_folder, begun).await {
        Ok(Some(Error::Migrating { target, holder, .. })) => Error::Migrating { target, holder, source: Some(cause) },
        Ok(Some(unready)) => unready,
        Ok(None) => error,
        Err(cause) => {
            tracing::debug!(%cause, "looking at the history");
            error
        }
    }
}

/// Maximum accepted difference between the clocks of server and client.
const CLOCK_SKEW: Duration = Duration::from_secs(2);

/// Returns why the tables of this program's version are not there, or were not there a moment ago; `None` if they should be.
async fn find_unready(url: &DatabaseUrl, site_folder: &Path, begun: Instant) -> Result<Option<Error>> {
    let mut session = connect(url, Access::Read, Duration::ZERO).await?;
    let known = known_to_readers(&session, site_folder)?;
    let (history, assessment) = migrate::status(&mut session, &known).await?;
    let is_foreign = !migrate::unadopted(&mut session, &known, &history).await?.is_empty();
    let target = session.url().to_string();
    // what is still missing is missing for another reason
    let was_migrated = history.has_changed_within(begun.elapsed() + CLOCK_SKEW)
        && check(&mut session, &history, assessment.built_in_version()).await.is_ok();
    session.close().await;
    if history.overview.lock_holder.is_some() {
        return Ok(Some(Error::Migrating { target, holder: history.overview.lock_holder, source: None }));
    }
    let (reason, next) = match assessment.built_in_version() {
        _ if is_foreign => (
            "has tables that another tool created and morag-db did not take over yet",
            "see what it takes: morag-db migrate adopt --dry-run",
        ),
        None => ("was never initialised", "run: morag-db init"),
        Some(_) if assessment.pending() > 0 => ("is behind this program: migrations are pending", "run: morag-db init"),
        Some(_) if was_migrated => return Ok(Some(Error::Migrating { target, holder: None, source: None })),
        Some(_) => return Ok(None),
    };
    Ok(Some(Error::NotReady { target, reason, next }))
}

/// Returns the migrations for the engine of `session`: the built-in ones and, if the folder exists, the site's.
pub fn known_for(session: &Session, site_folder: &Path) -> Result<Vec<Known>> {
    migrate::known(session.backend(), Some(site_folder))
}

/// Returns the migrations for commands that apply none: a site file that can't be read is only a warning.
pub fn known_to_readers(session: &Session, site_folder: &Path) -> Result<Vec<Known>> {
    let (known, unreadable) = migrate::known_to_readers(session.backend(), site_folder)?;
    for error in &unreadable {
        tracing::warn!(%error, "a file in the folder of migrations is left out; commands that migrate will refuse it");
    }
    Ok(known)
}

/// Creates and migrates a database. Safe to run repeatedly, and from several hosts at the same time.
pub async fn init(url: &DatabaseUrl, site_folder: &Path, options: &InitOptions, observer: &dyn Observer) -> Result<InitReport> {
    if matches!(url, DatabaseUrl::Sqlite(_)) && !options.grant_to.is_empty() {
        return Err(Error::configuration(
            "SQLite has no roles: leave --grant-to out; the rights of the file are the rights of the database",
        ));
    }
    let (mut session, created) = connect_or_create(url, options.wait).await?;
    let known = known_for(&session, site_folder)?;
    session.ensure_schema().await?;
    let mut history = History::read(&mut session).await?;
    if history.reset.is_some() {
        unfinished::finish(&mut session, options.up.timeouts).await?;
        history = History::read(&mut session).await?;
    }
    refuse_other_stamp(&history, options.environment.as_deref())?;
    let mut adopted = None;
    if let Some(how) = &options.adopt {
        adopted = adopt(&mut session, &known, how, observer).await?;
        history = History::read(&mut session).await?;
    }
    check_before(&mut session, &known, &mut history, options.up.timeouts.lock).await?;
    let mut up = options.up.clone();
    if history.overview.tables.is_empty() {
        up.first = session.initial_statements().await?;
    }
    let is_done = migrate::assess(&known, &history).pending() == 0 && history.runs.is_empty();
    let run = migrate::up_from(&mut session, &known, history.clone(), &up, observer).await?;
    // another process may have applied what was pending
    if !is_done {
        history = History::read(&mut session).await?;
    }
    let (version, (tables_checked, notes)) = check_after(&mut session, &known, &mut history, &options.up).await?;
    let environment = stamp(&mut session, history.environment, options.environment.as_deref()).await?;
    let granted = grant(&mut session, version.as_deref(), &options.grant_to).await?;
    let report = InitReport {
        target: session.url().to_string(),
        backend: session.backend().as_str(),
        server_version: session.server_version().to_string(),
        created,
        adopted,
        run,
        version,
        tables_checked,
        notes,
        environment,
        granted,
    };
    session.close().await;
    Ok(report)
}

/// Adopts the tables of another tool, if there are any. `--adopt` confirms whatever plan there is: if another process adopts first, what
/// it left is planned again.
async fn adopt(session: &mut Session, known: &[Known], how: &AdoptOptions, observer: &dyn Observer) -> Result<Option<AdoptReport>> {
    loop {
        let before = History::read(session).await?.when_settled(session, how.timeouts.lock).await?;
        if !before.runs.is_empty() {
            // an interrupted migration comes first: `init` continues it, or says how to repair it
            return Ok(None);
        }
        let plan = migrate::plan_adoption(session, known, how).await?;
        if plan.is_empty() {
            return Ok(None);
        }
        let plan = Confirmed::new(plan, Confirmation::Flag(None)).map_err(|_| Error::configuration("the plan was not confirmed"))?;
        match migrate::adopt::adopt(session, known, how, plan, observer).await {
            Err(Error::PlanChanged) if !History::read(session).await?.is_same_as(&before) => {}
            adopted => return adopted.map(Some),
        }
    }
}

/// How long a new database may not be there yet for other connections.
const AFTER_CREATE: Duration = Duration::from_secs(5);

async fn connect_or_create(url: &DatabaseUrl, wait: Duration) -> Result<(Session, bool)> {
    if let DatabaseUrl::Sqlite(_) = url {
        let created = db::create_database(url).await?;
        return connect(url, Access::Create, wait).await.map(|session| (session, created));
    }
    match connect(url, Access::Create, wait).await {
        Err(Error::Connect { source, .. }) if source.kind == SqlErrorKind::DatabaseMissing => {
            let created = db::create_database(url).await?;
            // pgpool-II refuses connections until the standbys have the database too
            connect(url, Access::Create, wait.max(AFTER_CREATE)).await.map(|session| (session, created))
        }
        other => other.map(|session| (session, false)),
    }
}

fn refuse_other_stamp(history: &History, wanted: Option<&str>) -> Result<()> {
    match (history.environment.as_deref(), wanted) {
        (Some(stamped), Some(wanted)) if stamped != wanted => Err(Error::refused(
            format!("this database is stamped '{stamped}', not '{wanted}'"),
            "leave --environment out, or check that this is the database you mean",
        )),
        _ => Ok(()),
    }
}

async fn stamp(session: &mut Session, stamped: Option<String>, wanted: Option<&str>) -> Result<Option<String>> {
    let (None, Some(wanted)) = (&stamped, wanted) else { return Ok(stamped) };
    match session.execute(&sql!("INSERT INTO morag_settings (name, value) VALUES ('environment', {wanted})", wanted)).await {
        Ok(_) => Ok(Some(wanted.into())),
        // another init was faster: no error if it set the same stamp
        Err(answer) => {
            let history = History::read(session).await?;
            refuse_other_stamp(&history, Some(wanted))?;
            if history.environment.is_some() { Ok(history.environment) } else { Err(answer).doing("stamping the environment") }
        }
    }
}

async fn grant(session: &mut Session, version: Option<&str>, roles: &[String]) -> Result<Vec<String>> {
    let mut granted = Vec::new();
    let Some(version) = version.filter(|_| !roles.is_empty()) else { return Ok(granted) };
    let tables: Vec<String> = expected(session.backend(), version)?.tables.into_keys().collect();
    for role in roles {
        granted.extend(session.grant(role, &tables).await?);
    }
    Ok(granted)
}
