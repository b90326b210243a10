//! The rows of the bookkeeping tables: what is applied, and what runs or was broken off.

use crate::db::Row;
use crate::error::SqlError;
use serde::Serialize;

/// A row of `schema_migrations`: a row is there only when a migration is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// The migration.
    pub version: String,
    /// When it was recorded, RFC 3339 in UTC.
    pub applied_at: Option<String>,
    /// As recorded.
    pub description: Option<String>,
    /// As recorded; `None` where another tool wrote the row.
    pub checksum: Option<String>,
    /// How long it took, in milliseconds.
    pub execution_ms: Option<i64>,
}

/// Whether a migration that is not done was broken off or saw an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// It runs just now, or its process was killed.
    Running,
    /// It saw an error.
    Failed,
}

/// A row of `morag_migration_runs`: a migration that is under way where DDL can't be rolled back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The migration.
    pub version: String,
    /// `up` or `down`.
    pub direction: String,
    /// Running or failed.
    pub state: RunState,
    /// How many of its steps are done.
    pub done: usize,
    /// How many it has.
    pub steps: usize,
    /// What the next step does.
    pub step_name: Option<String>,
    /// Of the migration as it was then.
    pub checksum: String,
    /// The server's words.
    pub error: Option<String>,
    /// Who ran it.
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
