//! 001, remote conversion jobs. On PostgreSQL exactly the schema of MoRAG's own `001_create_remote_jobs_table.sql`, so
//! that a database created with that file can be migrated further; the equivalent on the other engines.

use crate::Migration;
use crate::backend::Backend;
use crate::dialect::{create_table, drop_table};
use crate::step::Step;
use crate::table::{PLAIN, Table, Type, Value, col, index, now};

pub(crate) const MIGRATION: Migration =
    Migration { version: "001", description: "Create remote_jobs table for remote conversion tracking", up, down };

const REMOTE_JOBS: Table = Table {
    name: "remote_jobs",
    columns: &[
        col("id", Type::Uuid).default(Value::RandomUuid),
        col("ingestion_task_id", Type::Key(255)),
        col("source_file_path", Type::Text),
        col("content_type", Type::Key(50)),
        col("task_options", Type::Json).default(Value::EmptyObject),
        col("status", Type::Key(20)).default(Value::Text("pending")),
        col("worker_id", Type::Key(255)).null(),
        now("created_at").null(),
        col("started_at", Type::Timestamp).null(),
        col("completed_at", Type::Timestamp).null(),
        col("error_message", Type::LongText).null(),
        col("result_data", Type::Json).null(),
        col("retry_count", Type::Integer).null().default(Value::Integer(0)),
        col("max_retries", Type::Integer).null().default(Value::Integer(3)),
        col("timeout_at", Type::Timestamp).null(),
    ],
    checks: &[
        ("valid_status", "status IN ('pending', 'processing', 'completed', 'failed', 'timeout', 'cancelled')"),
        ("valid_retry_count", "retry_count >= 0"),
        ("valid_max_retries", "max_retries >= 0"),
        ("valid_content_type", "content_type IN ('audio', 'video', 'document', 'image', 'web', 'youtube')"),
    ],
    indexes: &[
        index("idx_remote_jobs_status", &["status"]),
        index("idx_remote_jobs_content_type", &["content_type"]),
        index("idx_remote_jobs_created_at", &["created_at"]),
        index("idx_remote_jobs_ingestion_task", &["ingestion_task_id"]),
        index("idx_remote_jobs_worker_id", &["worker_id"]),
        index("idx_remote_jobs_timeout", &["timeout_at"]).only_where("timeout_at IS NOT NULL"),
        index("idx_remote_jobs_status_content_type", &["status", "content_type"]),
        index("idx_remote_jobs_pending_timeout", &["status", "timeout_at"]).only_where("status IN ('pending', 'processing')"),
    ],
    ..PLAIN
};

fn up(backend: Backend) -> Vec<Step> {
    create_table(backend, &REMOTE_JOBS)
}

fn down(backend: Backend) -> Vec<Step> {
    vec![drop_table(backend, REMOTE_JOBS.name)]
}
