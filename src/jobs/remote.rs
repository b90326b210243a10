//! A row of `remote_jobs`, read as text and locked where it will be written.

use crate::db::claims::Shown;
use crate::db::{Row, Session, cells};
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
    /// For the worker.
    #[schema(value_type = Object)]
    pub task_options: Value,
    /// As it stands in the table.
    pub status: String,
    /// Who has it.
    pub worker_id: Option<String>,
    /// RFC 3339 in UTC, as all times here.
    pub created_at: Option<String>,
    /// When it was claimed.
    pub started_at: Option<String>,
    /// When it ended.
    pub completed_at: Option<String>,
    /// Why it failed.
    pub error_message: Option<String>,
    /// What came out.
    #[schema(value_type = Option<Object>)]
    pub result_data: Option<Value>,
    /// How often it failed.
    pub retry_count: i64,
    /// How often it may.
    pub max_retries: i64,
    /// When its time is over.
    pub timeout_at: Option<String>,
    /// How often it was claimed; with the id, the token of a claim.
    pub claim_seq: i64,
    /// When its worker was last heard of.
    pub heartbeat_at: Option<String>,
    /// Not to be claimed before.
    pub run_after: Option<String>,
    /// Whether `started_at` is still what the last claim set.
    #[serde(skip)]
    pub is_fenced: bool,
    /// Whether a row of `jobs` waits for it.
    #[serde(skip)]
    pub has_ingestion: bool,
}

impl RemoteJob {
    /// The columns of a SELECT from `remote_jobs r`, and whether an ingestion job waits for it.
    pub(super) fn columns(session: &Session) -> String {
        let waits = "CASE WHEN EXISTS (SELECT 1 FROM jobs j WHERE j.id = r.ingestion_task_id) THEN 1 ELSE 0 END";
        format!("{}, {waits}", Self::own_columns(session))
    }

    /// The same without a look at ingestion jobs.
    pub(super) fn own_columns(session: &Session) -> String {
        Self::columns_shown(session, Shown::AsItStands)
    }

    /// The row as it stands, or as a claim leaves it.
    pub(super) fn columns_shown(session: &Session, shown: Shown<'_>) -> String {
        let r = if matches!(shown, Shown::Returned) { "" } else { "r." };
        let time = |column: &str| session.iso_time(&format!("{r}{column}"));
        let (claim, started_at, completed_at, timeout_at, claim_seq, heartbeat_at, is_fenced) = match shown {
            Shown::AsItStands | Shown::Returned => (
                format!("{r}status, {r}worker_id"),
                time("started_at"),
                time("completed_at"),
                time("timeout_at"),
                format!("COALESCE({r}claim_seq, 0)"),
                time("heartbeat_at"),
                format!("CASE WHEN {r}claim_started_at = {r}started_at THEN 1 ELSE 0 END"),
            ),
            Shown::Claimed { worker, now, end } => (
                format!("'processing', {worker}"),
                session.iso_time(now),
                "NULL".into(),
                session.iso_time(end),
                "COALESCE(r.claim_seq, 0) + 1".into(),
                session.iso_time(now),
                "1".into(),
            ),
        };
        [
            format!("{r}id, {r}ingestion_task_id, {r}source_file_path, {r}content_type, {r}task_options"),
            claim,
            time("created_at"),
            started_at,
            completed_at,
            format!("{r}error_message, {r}result_data, COALESCE({r}retry_count, 0), COALESCE({r}max_retries, 3)"),
            timeout_at,
            claim_seq,
            heartbeat_at,
            time("run_after"),
            is_fenced,
        ]
        .join(", ")
    }

    /// A row of such a SELECT.
    pub(super) fn of(row: Row) -> RemoteJob {
        let mut cell = cells(row, 20);
        // JSON of the wrong shape is shown as the text that it is
        let json = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
        let number = |text: Option<String>| text.and_then(|n| n.parse().ok()).unwrap_or(0);
        RemoteJob {
            id: cell().unwrap_or_default(),
            ingestion_task_id: cell().unwrap_or_default(),
            source_file_path: cell().unwrap_or_default(),
            content_type: cell().unwrap_or_default(),
            task_options: cell().map_or(Value::Null, json),
            status: cell().unwrap_or_default(),
            worker_id: cell(),
            created_at: cell(),
            started_at: cell(),
            completed_at: cell(),
            error_message: cell(),
            result_data: cell().map(json),
            retry_count: number(cell()),
            max_retries: number(cell()),
            timeout_at: cell(),
            claim_seq: number(cell()),
            heartbeat_at: cell(),
            run_after: cell(),
            is_fenced: cell().as_deref() == Some("1"),
            has_ingestion: cell().as_deref() == Some("1"),
        }
    }
}
