//! Runs the statements of a migration; retries while a table is locked or a cluster regroups.

use super::steps::TRIES;
use crate::db::retry::delays;
use crate::db::{Session, Sql};
use crate::error::{SqlError, SqlErrorKind};
use crate::sql;
use std::time::Duration;

/// Runs a statement; retries if a table is locked or a cluster is regrouping, and returns any other error.
pub(super) async fn retried(session: &mut Session, statement: &Sql) -> std::result::Result<(), SqlError> {
    retry(session, statement, AfterFailure::Nothing).await
}

/// Runs statements in one transaction, with the retries of [`retried`].
pub(super) async fn transaction(session: &mut Session, statements: Vec<Sql>) -> std::result::Result<(), SqlError> {
    let all = [sql!("BEGIN")].into_iter().chain(statements).chain([sql!("COMMIT")]);
    retry(session, &Sql::batch(all), AfterFailure::RollBack).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum AfterFailure {
    Nothing,
    RollBack,
}

async fn retry(session: &mut Session, sql: &Sql, after_failure: AfterFailure) -> std::result::Result<(), SqlError> {
    let mut waits = delays(Duration::from_millis(100), Duration::from_millis(400), TRIES - 1);
    let mut conflicts = delays(Duration::from_millis(100), Duration::from_secs(1), 3 * TRIES - 1);
    loop {
        let Err(answer) = session.execute(sql).await else { return Ok(()) };
        if after_failure == AfterFailure::RollBack && answer.kind != SqlErrorKind::ConnectionLost {
            session.execute(&sql!("ROLLBACK")).await?;
        }
        let pause = match answer.kind {
            SqlErrorKind::LockTimeout => waits.next(),
            SqlErrorKind::Retry | SqlErrorKind::Unavailable => conflicts.next(),
            _ => None,
        };
        let Some(pause) = pause else { return Err(answer) };
        tracing::info!(%answer, "trying the step again");
        tokio::time::sleep(pause).await;
    }
}
