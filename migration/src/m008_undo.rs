//! 008, rows of `remote_jobs` as a bulk operation found them (`job_archive`): what `jobs undo` restores, and what is left of
//! purged jobs until they expire. A job has one row here at most, of the last operation that changed it, since only that one can
//! be undone.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{create_index, create_table, drop_index, drop_table};
use crate::step::Step;
use crate::table::{Index, PLAIN, Table, Type, col, index};

pub(crate) const MIGRATION: Migration =
    Migration { version: "008", description: "Keep jobs as they were before a bulk operation, to undo it", up, down };

/// The columns of `remote_jobs` under their names, and five of its own.
const JOB_ARCHIVE: Table = Table {
    name: "job_archive",
    columns: &[
        col("id", Type::Uuid),
        col("operation_id", Type::Uuid),
        col("action", Type::Key(30)),
        col("archived_at", Type::Timestamp),
        col("kept_until", Type::Timestamp),
        col("bytes", Type::BigInt),
        col("ingestion_task_id", Type::Key(255)),
        col("source_file_path", Type::Text),
        col("content_type", Type::Key(50)),
        col("task_options", Type::Json).null(),
        col("status", Type::Key(20)),
        col("worker_id", Type::Key(255)).null(),
        col("created_at", Type::Timestamp).null(),
        col("started_at", Type::Timestamp).null(),
        col("completed_at", Type::Timestamp).null(),
        col("error_message", Type::LongText).null(),
        col("result_data", Type::Json).null(),
        col("retry_count", Type::Integer).null(),
        col("max_retries", Type::Integer).null(),
        col("timeout_at", Type::Timestamp).null(),
        col("claim_seq", Type::BigInt).null(),
        col("claim_started_at", Type::Timestamp).null(),
        col("heartbeat_at", Type::Timestamp).null(),
        col("run_after", Type::Timestamp).null(),
        col("failure_fingerprint", Type::Key(16)).null(),
        col("priority", Type::Integer).null(),
    ],
    indexes: &[
        index("ix_job_archive_operation_id", &["operation_id", "id"]),
        // the size of all rows is read from the index alone
        index("ix_job_archive_kept_until_bytes", &["kept_until", "bytes"]),
    ],
    ..PLAIN
};

const JOB_EVENTS: &str = "job_events";

/// Only where there are partial indexes: events of workers are not in it. Elsewhere the events of an operation are found by their
/// ids, which are ordered by time.
const OPERATION: Index = index("ix_job_events_operation_id", &["operation_id", "id"]).only_where("operation_id IS NOT NULL");

fn up(backend: Backend) -> Vec<Step> {
    let mut steps = create_table(backend, &JOB_ARCHIVE);
    if !backend.is_mysql_like() {
        steps.push(create_index(backend, JOB_EVENTS, &OPERATION));
    }
    steps
}

fn down(backend: Backend) -> Vec<Step> {
    let mut steps = Vec::new();
    if !backend.is_mysql_like() {
        steps.push(drop_index(backend, JOB_EVENTS, OPERATION.name));
    }
    steps.push(drop_table(backend, JOB_ARCHIVE.name));
    steps
}
