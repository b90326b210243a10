//! A remote job, as a row of `remote_jobs` is read. A new column that is shown as it stands is a line of `model!`.

use crate::db::row::Row;
use crate::error::SqlError;
use serde::Serialize;
use serde_json::Value;

/// Reads a cell; JSON that is invalid is shown as text.
trait Field: Sized {
    fn of(row: &mut Row, column: &str) -> Result<Self, SqlError>;
}

macro_rules! read_as_it_is {
    ($($ty:ty),*) => {
        $(impl Field for $ty {
            fn of(row: &mut Row, column: &str) -> Result<Self, SqlError> {
                row.take(column)
            }
        })*
    };
}
read_as_it_is!(String, Option<String>, i64, bool);

impl Field for Option<Value> {
    fn of(row: &mut Row, column: &str) -> Result<Self, SqlError> {
        let text: Option<String> = row.take(column)?;
        Ok(text.map(|text| serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }
}

impl Field for Value {
    fn of(row: &mut Row, column: &str) -> Result<Self, SqlError> {
        <Option<Value> as Field>::of(row, column).map(Option::unwrap_or_default)
    }
}

/// Whether a SELECT takes a column as it stands; a computed one is an expression in [`columns`](super::columns).
macro_rules! is_plain {
    (plain) => {
        true
    };
    (computed) => {
        false
    };
}

/// Defines the model, the list of its columns, and the reading of a row.
macro_rules! model {
    ($($(#[$meta:meta])* $name:ident: $ty:ty = $source:ident,)*) => {
        /// A remote job.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
        pub struct RemoteJob {
            $($(#[$meta])* pub $name: $ty,)*
            /// Whether a row of `jobs` waits for it.
            #[serde(skip)]
            pub has_ingestion: bool,
        }

        /// Each column, and whether a SELECT takes it as it stands.
        pub(super) const COLUMNS: &[(&str, bool)] = &[$((stringify!($name), is_plain!($source))),*];

        impl RemoteJob {
            /// Reads a row of [`remote_job`](super::columns::remote_job).
            pub(crate) fn of(mut row: Row) -> Result<RemoteJob, SqlError> {
                Ok(RemoteJob {
                    $($name: Field::of(&mut row, stringify!($name))?,)*
                    // the rows of a claim do not have this column
                    has_ingestion: row.has("has_ingestion") && row.take("has_ingestion")?,
                })
            }
        }
    };
}

model! {
    /// Id, as stored in the table.
    id: String = plain,
    /// Id of the ingestion job that waits for this job, or any other name that the client chose.
    ingestion_task_id: String = plain,
    /// Path or URL of the source to convert.
    source_file_path: String = plain,
    /// `audio`, `video`, `document`, `image`, `web`, `youtube`.
    content_type: String = plain,
    /// Options for the worker.
    #[schema(value_type = Object)]
    task_options: Value = plain,
    /// Jobs with a smaller number are claimed first; 0 unless it was set.
    priority: i64 = plain,
    /// Status, as stored in the table.
    status: String = computed,
    /// Name of the worker that claimed it last.
    worker_id: Option<String> = computed,
    /// RFC 3339 in UTC, as all times here.
    created_at: Option<String> = computed,
    /// When it was claimed.
    started_at: Option<String> = computed,
    /// When it ended.
    completed_at: Option<String> = computed,
    /// Error message of the last failure.
    error_message: Option<String> = plain,
    /// Fingerprint of the error, while the job is failed or timed out: `jobs failures` groups by it.
    failure_fingerprint: Option<String> = plain,
    /// The result.
    #[schema(value_type = Option<Object>)]
    result_data: Option<Value> = plain,
    /// Number of failures.
    retry_count: i64 = computed,
    /// Number of failures after which it is not retried.
    max_retries: i64 = computed,
    /// Its deadline.
    timeout_at: Option<String> = computed,
    /// Number of claims; with the id, the token of the current claim.
    claim_seq: i64 = computed,
    /// Time of the last heartbeat.
    heartbeat_at: Option<String> = computed,
    /// Earliest time of the next claim.
    run_after: Option<String> = computed,
    /// Whether `started_at` is still what the last claim set.
    #[serde(skip)]
    claim_is_current: bool = computed,
}

impl RemoteJob {
    /// Reads several rows.
    pub(crate) fn all_of(rows: Vec<Row>) -> Result<Vec<RemoteJob>, SqlError> {
        rows.into_iter().map(RemoteJob::of).collect()
    }
}
