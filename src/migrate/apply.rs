//! Applying one migration, up or down, in one transaction where DDL can be rolled back. Elsewhere `journal` does it, step
//! by step.

use super::history::History;
use super::known::Known;
use super::{Event, Observer, guard, journal};
use crate::db::{RunLock, Session, Sql, Timeouts};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::sql;
use migration::Step;
use std::time::{Duration, Instant};

/// Which way a migration is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

impl Direction {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
        }
    }
}

/// How often a statement that could not get its table's lock, or lost a certification, is tried again.
pub(super) const TRIES: u32 = 4;

/// The statement that records a migration as applied; `schema` stands before the table's name.
pub(crate) fn record(schema: &Sql, migration: &Known, took: Option<Duration>) -> Sql {
    sql!(
        "INSERT INTO {schema}schema_migrations (version, description, checksum, execution_ms) VALUES ({version}, {description}, {checksum}, {took})",
        schema,
        version = &migration.version,
        description = &migration.description,
        checksum = &migration.checksum,
        took = took.map(|t| i64::try_from(t.as_millis()).unwrap_or(i64::MAX))
    )
}

/// The statement that takes a migration out of the history; `schema` stands before the table's name.
pub(super) fn forget(schema: &Sql, version: &str) -> Sql {
    sql!("DELETE FROM {schema}schema_migrations WHERE version = {version}", schema, version)
}

/// The statement that records the end of a run; `schema` stands before the table's name.
pub(super) fn record_end(schema: &Sql, migration: &Known, direction: Direction, took: Duration) -> Sql {
    match direction {
        Direction::Up => record(schema, migration, Some(took)),
        Direction::Down => forget(schema, &migration.version),
    }
}

/// Makes what is missing of the bookkeeping tables, and gives rows of another tool that were checked our checksum.
pub(super) async fn ensure_bookkeeping(session: &mut Session, history: &History, adopted: &[(String, String)]) -> Result<()> {
    let backend = session.backend();
    let tables = &history.overview.tables;
    let mut steps = Vec::new();
    if migration::BOOKKEEPING_TABLES.iter().any(|t| !tables.contains_key(*t)) {
        steps.extend(migration::create_bookkeeping(backend));
    }
    if tables.get("schema_migrations").is_some_and(|columns| *columns < 2) {
        for step in migration::bookkeeping_upgrade(backend) {
            if !is_done(session, &step).await?.unwrap_or(false) {
                steps.push(step);
            }
        }
    }
    for step in steps {
        session.execute(&Sql::script(step.sql)).await.doing(step.name)?;
    }
    for (version, checksum) in adopted {
        session.execute(&adopt_record(version, checksum)).await.doing("adopting the record of another tool")?;
    }
    Ok(())
}

/// Gives the record of another tool that was checked our checksum.
pub(super) fn adopt_record(version: &str, checksum: &str) -> Sql {
    sql!("UPDATE schema_migrations SET checksum = {checksum} WHERE version = {version} AND checksum IS NULL", checksum, version)
}

/// Whether the catalog shows `step` as done; `None` where it can't tell.
pub(super) async fn is_done(session: &mut Session, step: &Step) -> Result<Option<bool>> {
    match &step.probe {
        Some(probe) => Ok(Some(session.has(&probe.object).await? == probe.present)),
        None => Ok(None),
    }
}

/// Runs `migration` unless it is done meanwhile. `history` was read under the run's lock; where a
/// transaction locks the database it is read again. Returns how long it took, `None` where somebody else was first.
pub(super) async fn run(
    session: &mut Session,
    lock: &mut RunLock,
    migration: &Known,
    direction: Direction,
    history: &mut History,
    context: &Context<'_>,
) -> Result<Option<Duration>> {
    let is_site = migration.stream == super::Stream::Site;
    let mut own = if is_site { Some(session.for_site_migration(context.timeouts).await?) } else { None };
    let took = if migration.is_atomic(session.backend()) {
        // an SQLite file may have been locked under another name: what its transaction reads is certain
        let held = if matches!(lock, RunLock::Connection { .. }) { Some(&*history) } else { None };
        run_atomic(own.as_mut().unwrap_or(session), migration, direction, held, context).await
    } else {
        let held = if matches!(lock, RunLock::PerTransaction) { None } else { Some(&*history) };
        let guard = session.guard_connection(context.timeouts).await?;
        let result = journal::run(session, own.as_mut(), lock, migration, direction, held, context).await;
        if let Some(guard) = guard {
            guard.close().await;
        }
        result
    };
    if let Some(own) = own {
        own.close().await;
    }
    let took = took?;
    history.note(&migration.version, direction == Direction::Up);
    Ok(took)
}

/// What a run has beside its connection.
pub(super) struct Context<'a> {
    pub timeouts: Timeouts,
    pub observer: &'a dyn Observer,
    /// Rows of another tool that were found right, with the checksum to give them.
    pub adopted: &'a [(String, String)],
    /// What belongs into the transaction that makes the bookkeeping tables.
    pub first: &'a [Sql],
    /// Whether a failed run may be resumed (`repair`).
    pub may_resume: bool,
    /// What this run is going to apply, in order.
    pub pending: &'a [&'a Known],
}

impl<'a> Context<'a> {
    /// `migration` and what this run applies after it.
    pub(super) fn pending_from(&self, migration: &Known) -> Vec<&'a Known> {
        self.pending.iter().skip_while(|k| k.version != migration.version).copied().collect()
    }
}

pub(super) fn steps_of(migration: &Known, direction: Direction) -> Result<&[Step]> {
    match direction {
        Direction::Up => Ok(&migration.up),
        Direction::Down => migration.down.as_deref().ok_or_else(|| {
            Error::refused(
                format!("migration {} has no down section", migration.version),
                "write one (-- migrate:down) and undo by it, or restore a backup",
            )
        }),
    }
}

/// Whether there is still something to do. What a run up left behind is to be undone too, though it is not recorded.
pub(super) fn is_wanted(history: &History, migration: &Known, direction: Direction) -> bool {
    let is_applied = history.find(&migration.version).is_some();
    match direction {
        Direction::Up => !is_applied,
        Direction::Down => is_applied || history.run(&migration.version).is_some(),
    }
}

/// How the steps of a transaction are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// All in one message. An error does not tell the step; but all is rolled back then, and run again step by step.
    Together,
    /// One by one. A site's own data change may take long, and its step is then to be seen.
    StepByStep,
}

async fn run_atomic(
    session: &mut Session,
    migration: &Known,
    direction: Direction,
    held: Option<&History>,
    context: &Context<'_>,
) -> Result<Option<Duration>> {
    let mut tries = 0;
    let mut pace = if migration.stream == super::Stream::Site { Pace::StepByStep } else { Pace::Together };
    loop {
        tries += 1;
        let result = try_atomic(session, migration, direction, pace, held, context).await;
        if let Err(error) = &result
            && !matches!(error, Error::ConnectionLost { .. })
        {
            // on PostgreSQL it may be over already; a second ROLLBACK is a warning there and an error on SQLite
            if let Err(answer) = session.execute(&sql!("ROLLBACK")).await {
                tracing::debug!(%answer, "rolling back");
            }
        }
        match result {
            Err(Error::TableLocked { .. } | Error::MigrationFailed { .. }) if pace == Pace::Together => pace = Pace::StepByStep,
            Err(Error::TableLocked { .. }) if tries < TRIES => {
                tracing::info!(version = %migration.version, "a table is locked by another session; trying again");
                tokio::time::sleep(Duration::from_millis(250) * 2u32.pow(tries)).await;
            }
            other => return other,
        }
    }
}

async fn try_atomic(
    session: &mut Session,
    migration: &Known,
    direction: Direction,
    pace: Pace,
    held: Option<&History>,
    context: &Context<'_>,
) -> Result<Option<Duration>> {
    let steps = steps_of(migration, direction)?;
    session.begin_migration(context.timeouts).await?;
    let history = match held {
        Some(history) => history.clone(),
        None => History::read(session).await?,
    };
    if !is_wanted(&history, migration, direction) {
        session.execute(&sql!("ROLLBACK")).await.doing("rolling back")?;
        return Ok(None);
    }
    if direction == Direction::Up {
        guard::refuse_foreign(session, &context.pending_from(migration), &history).await?;
    }
    let start = Instant::now();
    let is_site = migration.stream == super::Stream::Site;
    // a temporary table of the same name must not take the record
    let schema = if is_site { session.schema_prefix().await? } else { Sql::default() };
    ensure_bookkeeping(session, &history, context.adopted).await?;
    if history.overview.tables.is_empty() {
        for sql in context.first {
            session.execute(sql).await.doing("preparing an empty database")?;
        }
    }
    context.observer.notice(&Event::Started { version: migration.version.clone(), steps: steps.len() });
    if pace == Pace::Together
        && let Some(first) = steps.first()
    {
        notice_step(context.observer, migration, 0, steps.len(), first);
        session.execute(&script_of(steps)).await.map_err(|source| step_error(migration, direction, 0, first, source))?;
    } else {
        for (index, step) in steps.iter().enumerate() {
            notice_step(context.observer, migration, index, steps.len(), step);
            session.execute(&Sql::script(&step.sql)).await.map_err(|source| step_error(migration, direction, index, step, source))?;
        }
    }
    let recorded = record_end(&schema, migration, direction, start.elapsed());
    // a record goes where this program looks for it, whatever the migration set
    let restore = if is_site { session.restore_settings() } else { Sql::default() };
    session
        .execute(&restore.and_then(Sql::batch([recorded, sql!("COMMIT")])))
        .await
        .doing(format!("recording migration {}", migration.version))?;
    context.observer.notice(&Event::Finished { version: migration.version.clone(), direction: direction.as_str() });
    Ok(Some(start.elapsed()))
}

/// All steps in one message.
pub(crate) fn script_of(steps: &[Step]) -> Sql {
    Sql::join(steps.iter().map(|step| Sql::script(&step.sql)), ";\n")
}

pub(super) fn notice_step(observer: &dyn Observer, migration: &Known, index: usize, steps: usize, step: &Step) {
    observer.notice(&Event::Step { version: migration.version.clone(), step: index + 1, steps, name: step.name.clone() });
}

pub(super) fn step_error(migration: &Known, direction: Direction, index: usize, step: &Step, source: SqlError) -> Error {
    let (version, step_name) = (migration.version.clone(), step.name.clone());
    match source.kind {
        SqlErrorKind::LockTimeout => Error::TableLocked { version, step: index + 1, step_name, source },
        SqlErrorKind::ConnectionLost | SqlErrorKind::Unavailable | SqlErrorKind::ReadOnly | SqlErrorKind::MissingRight => {
            Error::from_sql(format!("migration {version}, step {} ({step_name})", index + 1), source)
        }
        _ => {
            let is_site = migration.stream == super::Stream::Site;
            Error::MigrationFailed { version, step: index + 1, step_name, is_site, direction: direction.as_str(), source }
        }
    }
}
