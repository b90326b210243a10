//! Rows of the bookkeeping tables: applied migrations, and running, interrupted or failed ones.

use crate::db::Row;
use crate::error::SqlError;
use serde::Serialize;

/// Row of `schema_migrations`; it exists only if the migration is complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// The migration.
    pub version: String,
    /// Time of the record, RFC 3339 in UTC.
    pub applied_at: Option<String>,
    /// The recorded description.
    pub description: Option<String>,
    /// The recorded checksum; `None` if another tool wrote the row.
    pub checksum: Option<String>,
    /// Duration in milliseconds.
    pub execution_ms: Option<i64>,
}

/// State of an unfinished run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// It is running, or its process was killed.
    Running,
    /// It failed with an error.
    Failed,
}

/// Row of `morag_migration_runs`: an unfinished migration on an engine that can't roll back DDL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The migration.
    pub version: String,
    /// `up` or `down`.
    pub direction: String,
    /// Running or failed.
    pub state: RunState,
    /// Number of steps that are done.
    pub done: usize,
    /// Number of all steps.
    pub steps: usize,
    /// What the next step does.
    pub step_name: Option<String>,
    /// Checksum of the migration when it was run.
    pub checksum: String,
    /// The server's error message.
    pub error: Option<String>,
    /// Process that ran it.
    pub holder: String,
}

impl Applied {
    pub(super) fn of(row: &Row) -> std::result::Result<Applied, SqlError> {
        Ok(Applied {
            version: row.get("applied")?,
            applied_at: row.get("time")?,
            description: row.get("description")?,
            checksum: row.get("checksum")?,
            execution_ms: row.get("execution_ms")?,
        })
    }
}

impl Run {
    pub(super) fn of(row: &Row) -> std::result::Result<Run, SqlError> {
        let state: String = row.get("state")?;
        Ok(Run {
            version: row.get("run")?,
            direction: row.get("direction")?,
            state: if state == "failed" { RunState::Failed } else { RunState::Running },
            done: row.get("step")?,
            steps: row.get("steps")?,
            step_name: row.get("step_name")?,
            checksum: row.get("checksum")?,
            error: row.get("error")?,
            holder: row.get("holder")?,
        })
    }
}
