//! 005, what morag-db needs to operate jobs: columns of `remote_jobs` for fencing tokens, heartbeats and retry backoff,
//! which old clients ignore; tables of job events, late results and operations; and indexes that serve both filter and
//! order of its claim and list queries. The query plan tests show which index serves which query.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{add_column, create_index, create_table, drop_column, drop_index, drop_table};
use crate::step::Step;
use crate::table::{Column, Index, PLAIN, Table, Type, Value, col, index, now};

pub(crate) const MIGRATION: Migration = Migration {
    version: "005",
    description: "Operate jobs: claims, events, late results, operations; builds three indexes on remote_jobs",
    up,
    down,
};

const REMOTE_JOBS: &str = "remote_jobs";

/// Columns added to `remote_jobs`. A claim sets `claim_started_at` to the same value as `started_at`; if they differ, an old
/// client has claimed the job with its own SQL.
const COLUMNS: [Column; 4] = [
    col("claim_seq", Type::BigInt).null().default(Value::Integer(0)),
    col("claim_started_at", Type::Timestamp).null(),
    col("heartbeat_at", Type::Timestamp).null(),
    col("run_after", Type::Timestamp).null(),
];

const INDEXES: [Index; 3] = [
    index("ix_remote_jobs_claim", &["status", "content_type", "created_at", "id"]).only_where("status = 'pending'"),
    index("ix_remote_jobs_status_created_at_id", &["status", "created_at", "id"]),
    index("ix_remote_jobs_worker_id_created_at_id", &["worker_id", "created_at", "id"]),
];

const JOB_EVENTS: Table = Table {
    name: "job_events",
    columns: &[
        col("id", Type::Uuid),
        col("kind", Type::Key(20)),
        col("job_id", Type::Id),
        now("at"),
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
    indexes: &[index("ix_job_events_job_id_at", &["job_id", "at"])],
    ..PLAIN
};

const JOB_LATE_RESULTS: Table = Table {
    name: "job_late_results",
    columns: &[
        col("id", Type::Uuid),
        col("job_id", Type::Id),
        col("claim_seq", Type::BigInt).null(),
        col("worker_id", Type::Key(255)).null(),
        col("outcome", Type::Key(20)),
        col("result_data", Type::Json).null(),
        col("error_message", Type::LongText).null(),
        col("hash", Type::Key(64)),
        col("refused_because", Type::Text),
        now("received_at"),
        col("accepted_at", Type::Timestamp).null(),
    ],
    indexes: &[index("ix_job_late_results_job_id", &["job_id"])],
    ..PLAIN
};

const JOB_OPERATIONS: Table = Table {
    name: "job_operations",
    columns: &[
        col("id", Type::Uuid),
        col("action", Type::Key(30)),
        col("actor", Type::Varchar(255)),
        col("filter", Type::Json).null(),
        col("reason", Type::LongText).null(),
        col("planned", Type::Integer),
        col("changed", Type::Integer).default(Value::Integer(0)),
        col("skipped", Type::Integer).default(Value::Integer(0)),
        now("started_at"),
        col("finished_at", Type::Timestamp).null(),
    ],
    indexes: &[index("ix_job_operations_started_at", &["started_at"])],
    ..PLAIN
};

const TABLES: [Table; 3] = [JOB_EVENTS, JOB_LATE_RESULTS, JOB_OPERATIONS];

fn up(backend: Backend) -> Vec<Step> {
    let mut steps: Vec<Step> = COLUMNS.iter().map(|c| add_column(backend, REMOTE_JOBS, c)).collect();
    steps.extend(INDEXES.iter().map(|i| create_index(backend, REMOTE_JOBS, i)));
    steps.extend(TABLES.iter().flat_map(|t| create_table(backend, t)));
    steps
}

fn down(backend: Backend) -> Vec<Step> {
    let mut steps: Vec<Step> = TABLES.iter().rev().map(|t| drop_table(backend, t.name)).collect();
    steps.extend(INDEXES.iter().rev().map(|i| drop_index(backend, REMOTE_JOBS, i.name)));
    steps.extend(COLUMNS.iter().rev().map(|c| drop_column(backend, REMOTE_JOBS, c.name)));
    steps
}
