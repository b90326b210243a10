//! Failures of remote jobs, as they are counted: a transaction that changes failed jobs adds rows with the changes of the
//! counts.

use crate::db::statement::Sql;
use crate::{into, sql, values};

/// What an error has in common with others of its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// Sixteen hexadecimal digits.
    pub fingerprint: String,
    /// The error without numbers, ids, paths and addresses.
    pub error: String,
}

/// A change of the number of failed jobs.
#[derive(Clone, Debug)]
pub(crate) struct FailureChange {
    pub fingerprint: String,
    /// `None` where jobs are no longer failed.
    pub error: Option<String>,
    pub content_type: String,
    pub worker_id: Option<String>,
    pub jobs: i64,
    /// Times of the first and the last failure, as SQL; NULL where jobs are no longer failed.
    pub first_failed_at: Sql,
    pub last_failed_at: Sql,
}

/// The statement that records `changes`.
pub(crate) fn insert_failures(changes: &[FailureChange]) -> Sql {
    let row = |change: &FailureChange| {
        values![
            uuid::Uuid::now_v7(),
            &change.fingerprint,
            change.error.as_deref(),
            &change.content_type,
            change.worker_id.as_deref(),
            change.jobs,
            change.first_failed_at.clone(),
            change.last_failed_at.clone(),
        ]
    };
    let into = into!(job_failures: Id, Fingerprint, Error, ContentType, WorkerId, Jobs, FirstFailedAt, LastFailedAt);
    Sql::insert(into, changes.iter().map(row))
}

/// What stands before the source of failures that a statement computes.
pub(in crate::db) fn insert_computed_failures() -> Sql {
    sql!("INSERT INTO job_failures (id, fingerprint, error, content_type, worker_id, jobs, first_failed_at, last_failed_at)")
}
