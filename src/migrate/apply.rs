//! Runs one migration, up or down, in one transaction where DDL can be rolled back; elsewhere `journal` runs it step by
//! step.

use super::history::History;
use super::known::Known;
use super::steps::{Context, Direction, TRIES, ensure_bookkeeping, is_wanted, notice_step, record_end, script_of, step_error, steps_of};
use super::{Event, guard, journal};
use crate::db::retry::delays;
use crate::db::{RunLock, Session, Sql};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::sql;
use std::time::{Duration, Instant};

/// Runs `migration` unless another process has run it in the meantime. `history` was read under the run's lock; where each
/// transaction takes the lock, it is read again. Returns the duration; `None` if another process was first.
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
        // an SQLite file may be locked under another path, so its history is read again in the transaction
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

/// How the steps of a migration are sent within its transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SendMode {
    /// All in one message. An error does not tell which step failed, so after a rollback the steps are sent one by one.
    Together,
    /// One by one. A site's data change may take long, and the progress shows its step.
    StepByStep,
}

async fn run_atomic(
    session: &mut Session,
    migration: &Known,
    direction: Direction,
    held: Option<&History>,
    context: &Context<'_>,
) -> Result<Option<Duration>> {
    let mut pauses = delays(Duration::from_millis(500), Duration::from_secs(4), TRIES - 1);
    let mut pace = if migration.stream == super::Stream::Site { SendMode::StepByStep } else { SendMode::Together };
    loop {
        let result = try_atomic(session, migration, direction, pace, held, context).await;
        if let Err(error) = &result
            && !matches!(error, Error::ConnectionLost { .. })
        {
            // the transaction may have ended already; then ROLLBACK is a warning on PostgreSQL and an error on SQLite
            if let Err(answer) = session.execute(&sql!("ROLLBACK")).await {
                tracing::debug!(%answer, "rolling back");
            }
        }
        match result {
            Err(Error::TableLocked { .. } | Error::MigrationFailed { .. }) if pace == SendMode::Together => pace = SendMode::StepByStep,
            Err(error @ Error::TableLocked { .. }) => {
                let Some(pause) = pauses.next() else { return Err(error) };
                tracing::info!(version = %migration.version, "a table is locked by another session; trying again");
                tokio::time::sleep(pause).await;
            }
            other => return other,
        }
    }
}

async fn try_atomic(
    session: &mut Session,
    migration: &Known,
    direction: Direction,
    pace: SendMode,
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
    // the schema prefix prevents a temporary table of the same name from receiving the record
    let schema = if is_site { session.schema_prefix().await? } else { Sql::default() };
    ensure_bookkeeping(session, &history, context.adopted).await?;
    if history.overview.tables.is_empty() {
        for sql in context.first {
            let failed = |source: SqlError| match source.kind {
                // `run_atomic` tries again
                SqlErrorKind::LockTimeout => {
                    let (version, step_name) = (migration.version.clone(), "prepare an empty database".into());
                    Error::TableLocked { version, step: 1, step_name, source }
                }
                _ => Error::from_sql("preparing an empty database", source),
            };
            session.execute(sql).await.map_err(failed)?;
        }
    }
    context.observer.notice(&Event::Started { version: migration.version.clone(), steps: steps.len() });
    if pace == SendMode::Together
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
    // undo session settings of the migration, so that the record goes to the right schema
    let restore = if is_site { session.restore_settings() } else { Sql::default() };
    session
        .execute(&restore.and_then(Sql::batch([recorded, sql!("COMMIT")])))
        .await
        .doing(format!("recording migration {}", migration.version))?;
    context.observer.notice(&Event::Finished { version: migration.version.clone(), direction: direction.as_str() });
    Ok(Some(start.elapsed()))
}
