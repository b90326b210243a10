//! Applying one migration, up or down. Where DDL can be rolled back it is one transaction; elsewhere every step is
//! recorded when it is done, and after a kill the catalog is asked whether the step in question was.

use super::history::{History, RunState};
use super::known::Known;
use super::{Event, Observer};
use crate::backend::{RunLock, Session, Timeouts, holder_name};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use migration::{Backend, Object, Probe, Step};
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
const TRIES: u32 = 4;

pub(super) fn record_sql(backend: Backend, migration: &Known, took: Option<Duration>) -> String {
    format!(
        "INSERT INTO schema_migrations (version, description, checksum, execution_ms) VALUES ({}, {}, {}, {})",
        backend.literal(&migration.version),
        backend.literal(&migration.description),
        backend.literal(&migration.checksum),
        took.map_or("NULL".into(), |t| t.as_millis().to_string())
    )
}

fn settle_sql(backend: Backend, migration: &Known, direction: Direction, took: Duration) -> String {
    match direction {
        Direction::Up => record_sql(backend, migration, Some(took)),
        Direction::Down => format!("DELETE FROM schema_migrations WHERE version = {}", backend.literal(&migration.version)),
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
        session.execute(&step.sql).await.doing(step.name)?;
    }
    for (version, checksum) in adopted {
        let sql = format!(
            "UPDATE schema_migrations SET checksum = {} WHERE version = {} AND checksum IS NULL",
            backend.literal(checksum),
            backend.literal(version)
        );
        session.execute(&sql).await.doing("adopting the record of another tool")?;
    }
    Ok(())
}

/// Whether the catalog shows `step` as done; `None` where it can't tell.
pub(super) async fn is_done(session: &mut Session, step: &Step) -> Result<Option<bool>> {
    match &step.probe {
        Some(probe) => Ok(Some(session.has(&probe.object).await? == probe.present)),
        None => Ok(None),
    }
}

/// Runs `migration` unless it is done meanwhile. `history` was read under the run's lock; where the lock is each
/// transaction's own it is read again. Returns how long it took, `None` where somebody else was first.
pub(super) async fn run(
    session: &mut Session,
    lock: &mut RunLock,
    migration: &Known,
    direction: Direction,
    history: &mut History,
    context: &Context<'_>,
) -> Result<Option<Duration>> {
    let held = if matches!(lock, RunLock::PerTransaction) { None } else { Some(&*history) };
    let took = if migration.is_atomic(session.backend()) {
        run_atomic(session, migration, direction, held, context).await
    } else {
        let guard = session.guard_connection(context.timeouts).await?;
        let result = run_journaled(session, lock, migration, direction, held, context).await;
        if let Some(guard) = guard {
            guard.close().await;
        }
        result
    }?;
    history.note(&migration.version, direction == Direction::Up);
    Ok(took)
}

/// What a run has beside its connection.
pub(super) struct Context<'a> {
    pub timeouts: Timeouts,
    pub observer: &'a dyn Observer,
    /// Rows of another tool that were found right, with the checksum to give them.
    pub adopted: &'a [(String, String)],
    /// Whether a failed run may be gone on with (`repair`).
    pub may_resume: bool,
}

fn steps_of(migration: &Known, direction: Direction) -> Result<&[Step]> {
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

fn is_wanted(history: &History, migration: &Known, direction: Direction) -> bool {
    history.find(&migration.version).is_some() == (direction == Direction::Down)
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
            if let Err(answer) = session.execute("ROLLBACK").await {
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
        session.execute("ROLLBACK").await.doing("rolling back")?;
        return Ok(None);
    }
    let start = Instant::now();
    ensure_bookkeeping(session, &history, context.adopted).await?;
    context.observer.notice(&Event::Started { version: migration.version.clone(), steps: steps.len() });
    if pace == Pace::Together
        && let Some(first) = steps.first()
    {
        notice_step(context.observer, migration, 0, steps.len(), first);
        let all: Vec<&str> = steps.iter().map(|step| step.sql.as_str()).collect();
        session.execute(&all.join(";\n")).await.map_err(|source| step_error(migration, 0, first, source))?;
    } else {
        for (index, step) in steps.iter().enumerate() {
            notice_step(context.observer, migration, index, steps.len(), step);
            session.execute(&step.sql).await.map_err(|source| step_error(migration, index, step, source))?;
        }
    }
    let settle = settle_sql(session.backend(), migration, direction, start.elapsed());
    session.execute(&format!("{settle}; COMMIT")).await.doing(format!("recording migration {}", migration.version))?;
    context.observer.notice(&Event::Finished { version: migration.version.clone(), direction: direction.as_str() });
    Ok(Some(start.elapsed()))
}

fn notice_step(observer: &dyn Observer, migration: &Known, index: usize, steps: usize, step: &Step) {
    observer.notice(&Event::Step { version: migration.version.clone(), step: index + 1, steps, name: step.name.clone() });
}

fn step_error(migration: &Known, index: usize, step: &Step, source: SqlError) -> Error {
    let (version, step_name) = (migration.version.clone(), step.name.clone());
    match source.kind {
        SqlErrorKind::LockTimeout => Error::TableLocked { version, step: index + 1, step_name, source },
        SqlErrorKind::ConnectionLost | SqlErrorKind::Unavailable | SqlErrorKind::ReadOnly | SqlErrorKind::MissingRight => {
            Error::from_sql(format!("migration {version}, step {} ({step_name})", index + 1), source)
        }
        _ => {
            let is_site = migration.stream == super::Stream::Site;
            Error::MigrationFailed { version, step: index + 1, step_name, is_site, source }
        }
    }
}

/// The record of a run where DDL commits by itself.
struct Journal<'a> {
    migration: &'a Known,
    direction: Direction,
    backend: Backend,
    steps: usize,
}

impl Journal<'_> {
    fn version(&self) -> String {
        self.backend.literal(&self.migration.version)
    }

    fn begin_sql(&self) -> String {
        format!(
            "INSERT INTO morag_migration_runs (version, direction, state, step, steps, step_name, checksum, holder) \
             VALUES ({}, '{}', 'running', 0, {}, NULL, {}, {})",
            self.version(),
            self.direction.as_str(),
            self.steps,
            self.backend.literal(&self.migration.checksum),
            self.backend.literal(&holder_name().chars().take(255).collect::<String>())
        )
    }

    /// The steps may have been mended since the run began.
    fn resume_sql(&self) -> String {
        format!(
            "UPDATE morag_migration_runs SET state = 'running', error = NULL, steps = {}, checksum = {}, holder = {}, updated_at = {} WHERE version = {}",
            self.steps,
            self.backend.literal(&self.migration.checksum),
            self.backend.literal(&holder_name().chars().take(255).collect::<String>()),
            self.backend.now(),
            self.version()
        )
    }

    fn done_sql(&self, done: usize, next: Option<&Step>) -> String {
        format!(
            "UPDATE morag_migration_runs SET step = {done}, step_name = {}, updated_at = {} WHERE version = {}",
            next.map_or("NULL".into(), |s| self.backend.literal(&s.name)),
            self.backend.now(),
            self.version()
        )
    }

    fn failed_sql(&self, step: &Step, error: &SqlError) -> String {
        format!(
            "UPDATE morag_migration_runs SET state = 'failed', step_name = {}, error = {}, updated_at = {} WHERE version = {}",
            self.backend.literal(&step.name),
            self.backend.literal(&error.to_string()),
            self.backend.now(),
            self.version()
        )
    }

    fn end_sql(&self) -> String {
        format!("DELETE FROM morag_migration_runs WHERE version = {}", self.version())
    }
}

async fn run_journaled(
    session: &mut Session,
    lock: &mut RunLock,
    migration: &Known,
    direction: Direction,
    held: Option<&History>,
    context: &Context<'_>,
) -> Result<Option<Duration>> {
    let steps = steps_of(migration, direction)?;
    let history = match held {
        Some(history) => history.clone(),
        None => History::read(session).await?,
    };
    if !is_wanted(&history, migration, direction) {
        return Ok(None);
    }
    let start = Instant::now();
    ensure_bookkeeping(session, &history, context.adopted).await?;
    let journal = Journal { migration, direction, backend: session.backend(), steps: steps.len() };
    let earlier = history.run(&migration.version);
    if let Some(run) = earlier.filter(|r| r.state == RunState::Failed && !context.may_resume) {
        return Err(repair_needed(run));
    }
    context.observer.notice(&Event::Started { version: migration.version.clone(), steps: steps.len() });
    let begin = if earlier.is_some() { journal.resume_sql() } else { journal.begin_sql() };
    session.execute(&begin).await.doing("recording the start of a migration")?;
    let resumes_at = earlier.map(|r| if r.direction == direction.as_str() { r.done } else { 0 });
    let was_mended = earlier.is_some_and(|r| r.checksum != migration.checksum || r.direction != direction.as_str());
    for (index, step) in steps.iter().enumerate() {
        session.renew(lock).await?;
        notice_step(context.observer, migration, index, steps.len(), step);
        let is_behind = resumes_at.is_some_and(|done| index < done);
        let is_in_doubt = resumes_at.is_some_and(|done| index == done) || (was_mended && step.probe.is_some());
        let skip = match is_in_doubt {
            true => is_done(session, step).await?.unwrap_or(false),
            false => is_behind,
        };
        if skip {
            let recorded = journal.done_sql(index + 1, steps.get(index + 1));
            session.execute(&recorded).await.doing("recording a step")?;
            continue;
        }
        let recorded = journal.done_sql(index + 1, steps.get(index + 1));
        if let Err(source) = run_step(session, step, &recorded).await {
            return Err(journal_failure(session, &journal, index, step, source).await?);
        }
    }
    let settle = settle_sql(journal.backend, migration, direction, start.elapsed());
    let end = format!("BEGIN; {settle}; {}; COMMIT", journal.end_sql());
    retried(session, &end).await.doing(format!("recording migration {}", migration.version))?;
    context.observer.notice(&Event::Finished { version: migration.version.clone(), direction: direction.as_str() });
    Ok(Some(start.elapsed()))
}

fn is_data_change(sql: &str) -> bool {
    let word: String = sql.trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
    ["insert", "update", "delete", "replace"].contains(&word.to_ascii_lowercase().as_str())
}

/// A step with its record: together where the engine can, in that order where the statement commits by itself.
async fn run_step(session: &mut Session, step: &Step, recorded: &str) -> std::result::Result<(), SqlError> {
    if is_data_change(&step.sql) {
        return retried(session, &format!("BEGIN; {}; {recorded}; COMMIT", step.sql)).await;
    }
    if let Some(Probe { object: Object::Index { name, .. }, present: true }) = &step.probe {
        session.clear_invalid_index(name).await?;
    }
    retried(session, &step.sql).await?;
    retried(session, recorded).await
}

/// Waits for table locks and for clusters that regroup; any other answer is final.
async fn retried(session: &mut Session, sql: &str) -> std::result::Result<(), SqlError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match session.execute(sql).await {
            Ok(_) => return Ok(()),
            Err(answer) => {
                if sql.starts_with("BEGIN") && answer.kind != SqlErrorKind::ConnectionLost {
                    session.execute("ROLLBACK").await?;
                }
                let limit = match answer.kind {
                    SqlErrorKind::LockTimeout => TRIES,
                    SqlErrorKind::Retry | SqlErrorKind::Unavailable => 3 * TRIES,
                    _ => 0,
                };
                if tries >= limit {
                    return Err(answer);
                }
                tracing::info!(%answer, "trying the step again");
                tokio::time::sleep(Duration::from_millis(100 * u64::from(tries))).await;
            }
        }
    }
}

/// Records what can be recorded, and says what the failure means.
async fn journal_failure(session: &mut Session, journal: &Journal<'_>, index: usize, step: &Step, source: SqlError) -> Result<Error> {
    let version = journal.migration.version.clone();
    match source.kind {
        // counts as killed: the next run asks the catalog
        SqlErrorKind::ConnectionLost | SqlErrorKind::Unavailable => {
            return Ok(Error::ConnectionLost { doing: format!("running migration {version}, step {} ({})", index + 1, step.name), source });
        }
        // nothing of it is committed: as if it had never begun
        SqlErrorKind::LockTimeout | SqlErrorKind::ReadOnly | SqlErrorKind::MissingRight if index == 0 => {
            session.execute(&journal.end_sql()).await.doing("taking back the record of a migration")?;
            return Ok(step_error(journal.migration, index, step, source));
        }
        _ => {}
    }
    session.execute(&journal.failed_sql(step, &source)).await.doing("recording a failed migration")?;
    Ok(Error::RepairNeeded { version, step: index + 1, steps: journal.steps, step_name: step.name.clone(), source })
}

/// The error of a run that is recorded as failed.
pub(super) fn repair_needed(run: &super::Run) -> Error {
    Error::RepairNeeded {
        version: run.version.clone(),
        step: (run.done + 1).min(run.steps.max(1)),
        steps: run.steps,
        step_name: run.step_name.clone().unwrap_or_default(),
        source: SqlError {
            kind: SqlErrorKind::Other,
            code: "".into(),
            message: run.error.as_deref().unwrap_or("no error was recorded").into(),
        },
    }
}
