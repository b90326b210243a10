//! 006, groups of failed remote jobs: `failure_fingerprint` of a failed job, which old clients ignore, and the table
//! `job_failures`, whose rows are changes of counts: their sum is the number of failed jobs of a group. A transaction that
//! changes a failed job adds a row instead of updating a common counter, so that workers don't wait for each other.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{add_column, create_index, create_table, drop_column, drop_index, drop_table};
use crate::step::Step;
use crate::table::{Column, Index, PLAIN, Table, Type, col, index};

pub(crate) const MIGRATION: Migration = Migration {
    version: "006",
    description: "Group failed jobs by error; builds an index on remote_jobs (three on PostgreSQL and SQLite)",
    up,
    down,
};

const REMOTE_JOBS: &str = "remote_jobs";

/// `NULL` unless the job is failed or timed out. Old clients leave it as it is, which the sweep corrects.
const COLUMN: Column = col("failure_fingerprint", Type::Key(16)).null();

/// Where there are partial indexes, none of them changes while a job waits, runs and completes. The last two are of jobs that
/// other applications changed and that are not counted yet: nearly empty, but planners would read all failed jobs without them.
const PARTIAL: [Index; 3] = [
    index("ix_remote_jobs_failure_fingerprint", &["failure_fingerprint"]).only_where("failure_fingerprint IS NOT NULL"),
    index("ix_remote_jobs_uncounted_failure", &["status"]).only_where("failure_fingerprint IS NULL AND status IN ('failed', 'timeout')"),
    index("ix_remote_jobs_obsolete_fingerprint", &["status"])
        .only_where("failure_fingerprint IS NOT NULL AND status NOT IN ('failed', 'timeout')"),
];

/// On MySQL and MariaDB, for the same queries.
const WHOLE: [Index; 1] = [index("ix_remote_jobs_status_failure_fingerprint", &["status", "failure_fingerprint"])];

const JOB_FAILURES: Table = Table {
    name: "job_failures",
    columns: &[
        col("id", Type::Uuid),
        col("fingerprint", Type::Key(16)),
        col("error", Type::Text).null(),
        col("content_type", Type::Key(255)).null(),
        col("worker_id", Type::Key(255)).null(),
        col("jobs", Type::Integer),
        col("first_failed_at", Type::Timestamp).null(),
        col("last_failed_at", Type::Timestamp).null(),
    ],
    ..PLAIN
};

fn indexes(backend: Backend) -> &'static [Index] {
    if backend.is_mysql_like() { &WHOLE } else { &PARTIAL }
}

fn up(backend: Backend) -> Vec<Step> {
    let mut steps = vec![add_column(backend, REMOTE_JOBS, &COLUMN)];
    steps.extend(indexes(backend).iter().map(|i| create_index(backend, REMOTE_JOBS, i)));
    steps.extend(create_table(backend, &JOB_FAILURES));
    steps
}

fn down(backend: Backend) -> Vec<Step> {
    let mut steps = vec![drop_table(backend, JOB_FAILURES.name)];
    steps.extend(indexes(backend).iter().rev().map(|i| drop_index(backend, REMOTE_JOBS, i.name)));
    steps.push(drop_column(backend, REMOTE_JOBS, COLUMN.name));
    steps
}
