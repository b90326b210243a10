//! Steps and records of a migration: code shared by transactional and journaled runs, up and down.

use super::history::History;
use super::known::{Known, Stream};
use super::{Event, Observer};
use crate::db::{Session, Sql, Timeouts};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::sql;
use migration::Step;
use std::time::Duration;

/// Direction of a migration run.
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

/// Number of attempts for a statement that fails on a table lock; three times as many for cluster conflicts.
pub(super) const TRIES: usize = 4;

/// Returns the statement that records a migration as applied; `schema` is the prefix of the table name.
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

/// Returns the statement that deletes a migration from the history; `schema` is the prefix of the table name.
pub(super) fn forget(schema: &Sql, version: &str) -> Sql {
    sql!("DELETE FROM {schema}schema_migrations WHERE version = {version}", schema, version)
}

/// Returns the statement that records the end of a run; `schema` is the prefix of the table name.
pub(super) fn record_end(schema: &Sql, migration: &Known, direction: Direction, took: Duration) -> Sql {
    match direction {
        Direction::Up => record(schema, migration, Some(took)),
        Direction::Down => forget(schema, &migration.version),
    }
}

/// Creates missing bookkeeping tables and columns, and adds checksums to verified rows of another tool.
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

/// Returns the statement that adds the checksum to a verified record of another tool.
pub(super) fn adopt_record(version: &str, checksum: &str) -> Sql {
    sql!("UPDATE schema_migrations SET checksum = {checksum} WHERE version = {version} AND checksum IS NULL", checksum, version)
}

/// Returns whether the catalog shows `step` as done; `None` if it can't tell.
pub(super) async fn is_done(session: &mut Session, step: &Step) -> Result<Option<bool>> {
    match &step.probe {
        Some(probe) => Ok(Some(session.has(&probe.object).await? == probe.present)),
        None => Ok(None),
    }
}

/// Context of a migration run, besides its connection.
pub(super) struct Context<'a> {
    pub timeouts: Timeouts,
    pub observer: &'a dyn Observer,
    /// Verified versions recorded by another tool, with the checksum to add.
    pub adopted: &'a [(String, String)],
    /// Statements to run in the transaction that creates the bookkeeping tables.
    pub first: &'a [Sql],
    /// Whether a failed run may be resumed (`repair`).
    pub may_resume: bool,
    /// Migrations that this run will apply, in order.
    pub pending: &'a [&'a Known],
}

impl<'a> Context<'a> {
    /// Returns `migration` and those that this run applies after it.
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

/// Whether the migration still has to run. An unfinished run up is undone too, although it is not recorded as applied.
pub(super) fn is_wanted(history: &History, migration: &Known, direction: Direction) -> bool {
    let is_applied = history.find(&migration.version).is_some();
    match direction {
        Direction::Up => !is_applied,
        Direction::Down => is_applied || history.run(&migration.version).is_some(),
    }
}

/// Joins all steps into one script.
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
            let is_site = migration.stream == Stream::Site;
            Error::MigrationFailed { version, step: index + 1, step_name, is_site, direction: direction.as_str(), source }
        }
    }
}
