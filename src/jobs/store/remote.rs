//! A row of `remote_jobs`, read as text; it is locked if it will be written.

use crate::db::Row;
use crate::error::SqlError;
use serde::Serialize;
use serde_json::Value;

/// A remote job.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct RemoteJob {
    /// Its id, as it stands in the table.
    pub id: String,
    /// The ingestion job that waits for it, or whatever its maker calls it.
    pub ingestion_task_id: String,
    /// What is to be converted.
    pub source_file_path: String,
    /// `audio`, `video`, `document`, `image`, `web`, `youtube`.
    pub content_type: String,
    /// Options for the worker.
    #[schema(value_type = Object)]
    pub task_options: Value,
    /// As it stands in the table.
    pub status: String,
    /// The worker that has it.
    pub worker_id: Option<String>,
    /// RFC 3339 in UTC, as all times here.
    pub created_at: Option<String>,
    /// When it was claimed.
    pub started_at: Option<String>,
    /// When it ended.
    pub completed_at: Option<String>,
    /// Why it failed.
    pub error_message: Option<String>,
    /// The result.
    #[schema(value_type = Option<Object>)]
    pub result_data: Option<Value>,
    /// Number of failures.
    pub retry_count: i64,
    /// Number of failures after which it is not retried.
    pub max_retries: i64,
    /// Its deadline.
    pub timeout_at: Option<String>,
    /// Number of claims; with the id, the token of the current claim.
    pub claim_seq: i64,
    /// When its worker was last heard of.
    pub heartbeat_at: Option<String>,
    /// Earliest time of the next claim.
    pub run_after: Option<String>,
    /// Whether `started_at` is still what the last claim set.
    #[serde(skip)]
    pub claim_is_current: bool,
    /// Whether a row of `jobs` waits for it.
    #[serde(skip)]
    pub has_ingestion: bool,
}

impl RemoteJob {
    /// Reads a row of [`remote_job`](crate::db::claims::remote_job).
    pub(in crate::jobs) fn of(mut row: Row) -> Result<RemoteJob, SqlError> {
        // invalid JSON is shown as text
        let json = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
        Ok(RemoteJob {
            id: row.take("id")?,
            ingestion_task_id: row.take("ingestion_task_id")?,
            source_file_path: row.take("source_file_path")?,
            content_type: row.take("content_type")?,
            task_options: row.take::<Option<String>>("task_options")?.map_or(Value::Null, json),
            status: row.take("status")?,
            worker_id: row.take("worker_id")?,
            created_at: row.take("created_at")?,
            started_at: row.take("started_at")?,
            completed_at: row.take("completed_at")?,
            error_message: row.take("error_message")?,
            result_data: row.take::<Option<String>>("result_data")?.map(json),
            retry_count: row.take("retry_count")?,
            max_retries: row.take("max_retries")?,
            timeout_at: row.take("timeout_at")?,
            claim_seq: row.take("claim_seq")?,
            heartbeat_at: row.take("heartbeat_at")?,
            run_after: row.take("run_after")?,
            claim_is_current: row.take("claim_is_current")?,
            // the rows of a claim do not have this column
            has_ingestion: row.has("has_ingestion") && row.take("has_ingestion")?,
        })
    }

    /// Reads several rows.
    pub(in crate::jobs) fn all_of(rows: Vec<Row>) -> Result<Vec<RemoteJob>, SqlError> {
        rows.into_iter().map(RemoteJob::of).collect()
    }
}
