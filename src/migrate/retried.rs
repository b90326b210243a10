//! Runs the statements of a migration; retries while a table is locked or a cluster regroups.

use super::steps::TRIES;
use crate::db::retry::delays;
use crate::db::{Session, Sql};
use crate::error::{SqlError, SqlErrorKind};
use crate::sql;
use std::time::Duration;

/// Runs a statement; retries if a table is locked or a cluster is regrouping, and returns any other error.
pub(super) async fn retried(session: &mut Session, statement: &Sql) -> std::result::Result<(), SqlError> {
    retry(session, None, statement, AfterFailure::Nothing).await.map(drop)
}

/// Runs statements in one transaction, with the retries of [`retried`].
pub(super) async fn transaction(session: &mut Session, statements: Vec<Sql>) -> std::result::Result<(), SqlError> {
    let all = [sql!("BEGIN")].into_iter().chain(statements).chain([sql!("COMMIT")]);
    retry(session, None, &Sql::batch(all), AfterFailure::RollBack).await.map(drop)
}

/// Like [`transaction`], if `fence`, which begins the transaction, changes a row. Returns `false` and changes nothing if it does not.
pub(super) async fn fenced_transaction(session: &mut Session, fence: &Sql, statements: Vec<Sql>) -> std::result::Result<bool, SqlError> {
    let rest = statements.into_iter().chain([sql!("COMMIT")]);
    retry(session, Some(fence), &Sql::batch(rest), AfterFailure::RollBack).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum AfterFailure {
    Nothing,
    RollBack,
}

async fn attempt(session: &mut Session, fence: Option<&Sql>, sql: &Sql) -> std::result::Result<bool, SqlError> {
    if let Some(fence) = fence {
        session.execute(&sql!("BEGIN")).await?;
        if session.execute(fence).await? == 0 {
            session.execute(&sql!("ROLLBACK")).await?;
            return Ok(false);
        }
    }
    session.execute(sql).await.map(|_| true)
}

async fn retry(session: &mut Session, fence: Option<&Sql>, sql: &Sql, after_failure: AfterFailure) -> std::result::Result<bool, SqlError> {
    let mut waits = delays(Duration::from_millis(100), Duration::from_millis(400), TRIES - 1);
    let mut conflicts = delays(Duration::from_millis(100), Duration::from_secs(1), 3 * TRIES - 1);
    loop {
        let answer = match attempt(session, fence, sql).await {
            Ok(is_done) => return Ok(is_done),
            Err(answer) => answer,
        };
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
