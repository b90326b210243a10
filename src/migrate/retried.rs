//! Runs the statements of a migration; retries while a table is locked or a cluster regroups.

use super::steps::TRIES;
use crate::db::retry::delays;
use crate::db::{RunLock, Session, Sql};
use crate::error::{Doing, Error, SqlError, SqlErrorKind};
use crate::sql;
use std::time::Duration;

/// Runs a statement; retries if a table is locked or a cluster is regrouping, and returns any other error.
pub(super) async fn retried(session: &mut Session, statement: &Sql) -> Result<(), SqlError> {
    retry(session, Work::Statement(statement), AfterFailure::Nothing).await.map(drop)
}

/// Runs `fence` and then the statements in one transaction, with the retries of [`retried`]. Returns `false`, and changes nothing, if
/// `fence` changes no row.
pub(super) async fn fenced_transaction(session: &mut Session, fence: &Sql, statements: Vec<Sql>) -> Result<bool, SqlError> {
    if statements.is_empty() {
        return retry(session, Work::Change(fence), AfterFailure::Nothing).await;
    }
    let rest = Sql::batch(statements.into_iter().chain([sql!("COMMIT")]));
    retry(session, Work::Fenced { fence, rest: &rest }, AfterFailure::RollBack).await
}

/// Like [`fenced_transaction`], where `fence` changes a row unless another process has resumed what this one did.
///
/// # Errors
/// Another process has resumed it.
pub(super) async fn fenced(
    session: &mut Session,
    lock: &mut RunLock,
    fence: &Sql,
    statements: Vec<Sql>,
    doing: &str,
) -> crate::error::Result<()> {
    match fenced_transaction(session, fence, statements).await.doing(doing)? {
        true => Ok(()),
        false => Err(resumed_by_another(session, lock).await),
    }
}

/// The error if another process has resumed what this one did.
pub(super) async fn resumed_by_another(session: &mut Session, lock: &mut RunLock) -> Error {
    let resumed = Error::Migrating { target: session.url().to_string(), holder: None, source: None };
    session.renew(lock).await.err().unwrap_or(resumed)
}

#[derive(Clone, Copy)]
enum Work<'a> {
    Statement(&'a Sql),
    /// A statement that must change a row.
    Change(&'a Sql),
    /// A transaction whose first statement must change a row.
    Fenced {
        fence: &'a Sql,
        rest: &'a Sql,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum AfterFailure {
    Nothing,
    RollBack,
}

async fn attempt(session: &mut Session, work: Work<'_>) -> Result<bool, SqlError> {
    match work {
        Work::Statement(sql) => session.execute(sql).await.map(|_| true),
        Work::Change(sql) => session.execute(sql).await.map(|changed| changed > 0),
        Work::Fenced { fence, rest } => {
            session.execute(&sql!("BEGIN")).await?;
            if session.execute(fence).await? == 0 {
                session.execute(&sql!("ROLLBACK")).await?;
                return Ok(false);
            }
            session.execute(rest).await.map(|_| true)
        }
    }
}

async fn retry(session: &mut Session, work: Work<'_>, after_failure: AfterFailure) -> Result<bool, SqlError> {
    let mut waits = delays(Duration::from_millis(100), Duration::from_millis(400), TRIES - 1);
    let mut conflicts = delays(Duration::from_millis(100), Duration::from_secs(1), 3 * TRIES - 1);
    loop {
        let answer = match attempt(session, work).await {
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
