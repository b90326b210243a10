//! 012, the archive: ended jobs that were moved out of `remote_jobs`, with their events and late results, in a partition for each
//! month. `job_history_months` has one row for each month: the numbers of its jobs, events and late results, and whether it is
//! being dropped.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{create_table, drop_table};
use crate::step::Step;
use crate::table::{PLAIN, Table, Type, Value, col, index, now};

pub(crate) const MIGRATION: Migration = Migration { version: "012", description: "Archive: ended jobs, by month", up, down };

/// Month in which the job ended, in UTC: year * 100 + month.
const MONTH: &str = "month";

/// The columns of `remote_jobs` under their names, and two of its own.
const JOB_HISTORY: Table = Table {
    name: "job_history",
    columns: &[
        col("id", Type::Uuid),
        col(MONTH, Type::Integer),
        col("archived_at", Type::Timestamp),
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
    indexes: &[index("ix_job_history_created_at_id", &["created_at", "id"])],
    partitioned_by: Some(MONTH),
    ..PLAIN
};

/// The columns of `job_events`, and the month of the job.
const JOB_EVENT_HISTORY: Table = Table {
    name: "job_event_history",
    columns: &[
        col("id", Type::Uuid),
        col(MONTH, Type::Integer),
        col("kind", Type::Key(20)),
        col("job_id", Type::Id),
        col("at", Type::Timestamp),
        col("action", Type::Key(30)),
        col("from_status", Type::Key(30)).null(),
        col("to_status", Type::Key(30)).null(),
        col("claim_seq", Type::BigInt).null(),
        col("worker_id", Type::Key(255)).null(),
        col("actor", Type::Varchar(255)),
        col("operation_id", Type::Uuid).null(),
        col("reason", Type::LongText).null(),
        col("detail", Type::Json).null(),
    ],
    indexes: &[index("ix_job_event_history_job_id_at", &["job_id", "at"])],
    partitioned_by: Some(MONTH),
    ..PLAIN
};

/// The columns of `job_late_results`, and the month of the job.
const JOB_LATE_RESULT_HISTORY: Table = Table {
    name: "job_late_result_history",
    columns: &[
        col("id", Type::Uuid),
        col(MONTH, Type::Integer),
        col("job_id", Type::Id),
        col("claim_seq", Type::BigInt).null(),
        col("worker_id", Type::Key(255)).null(),
        col("outcome", Type::Key(20)),
        col("result_data", Type::Json).null(),
        col("error_message", Type::LongText).null(),
        col("hash", Type::Key(64)),
        col("refused_because", Type::Text),
        col("received_at", Type::Timestamp),
        col("accepted_at", Type::Timestamp).null(),
    ],
    indexes: &[index("ix_job_late_result_history_job_id", &["job_id"])],
    partitioned_by: Some(MONTH),
    ..PLAIN
};

/// Counts are exact: they change in the transactions that move the jobs.
const JOB_HISTORY_MONTHS: Table = Table {
    name: "job_history_months",
    columns: &[
        col(MONTH, Type::Integer),
        col("completed", Type::BigInt).default(Value::Integer(0)),
        col("failed", Type::BigInt).default(Value::Integer(0)),
        col("timed_out", Type::BigInt).default(Value::Integer(0)),
        col("cancelled", Type::BigInt).default(Value::Integer(0)),
        col("events", Type::BigInt).default(Value::Integer(0)),
        col("late_results", Type::BigInt).default(Value::Integer(0)),
        col("bytes", Type::BigInt).default(Value::Integer(0)),
        now("archived_at"),
        col("dropping_since", Type::Timestamp).null(),
    ],
    ..PLAIN
};

/// Tables with a partition for each month, on engines that have partitions.
pub const PARTITIONED_TABLES: [&str; 3] = [JOB_HISTORY.name, JOB_EVENT_HISTORY.name, JOB_LATE_RESULT_HISTORY.name];

const TABLES: [Table; 4] = [JOB_HISTORY, JOB_EVENT_HISTORY, JOB_LATE_RESULT_HISTORY, JOB_HISTORY_MONTHS];

fn up(backend: Backend) -> Vec<Step> {
    TABLES.iter().flat_map(|table| create_table(backend, table)).collect()
}

fn down(backend: Backend) -> Vec<Step> {
    TABLES.iter().rev().map(|table| drop_table(backend, table.name)).collect()
}
