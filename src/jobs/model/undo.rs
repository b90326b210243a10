//! Plans and reports of `undo` as plain data, and what a bulk operation keeps for it.

use crate::consent::Plan;
use crate::jobs::Kind;
use serde::Serialize;
use std::time::Duration;

/// For how long a bulk operation keeps remote jobs as they were before, and how much is kept of all operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// How long; zero keeps nothing.
    pub time: Duration,
    /// Maximum size of all rows that are kept, in bytes of their texts. Above it, the oldest rows are deleted: first those of jobs
    /// that still exist, then those of purged jobs.
    pub bytes: u64,
}

impl Default for Keep {
    fn default() -> Self {
        Keep { time: Duration::from_secs(7 * 24 * 3600), bytes: 1 << 30 }
    }
}

/// The plan to delete rows of the archive that have not expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrunePlan {
    /// Name of the database, which the operator types to confirm.
    pub database: String,
    /// The rows to delete.
    pub what: Prune,
}

impl Plan for PrunePlan {
    fn database(&self) -> &str {
        &self.database
    }

    fn is_harmless(&self) -> bool {
        self.what == Prune::Expired
    }
}

/// Which rows of the archive are deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prune {
    /// Those that have expired.
    Expired,
    /// Those, and then the oldest until the rest has no more bytes than this.
    Above(u64),
    /// All of one operation.
    Operation(String),
}

/// A job that an undo changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UndoneJob {
    /// Kind of the job.
    pub kind: Kind,
    /// Id of the job.
    pub id: String,
    /// Status label now; `None` if the job was purged.
    pub from: Option<String>,
    /// Status label after the undo.
    pub to: String,
}

/// The plan of an undo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UndoPlan {
    /// URL of the database, without the password.
    pub target: String,
    /// Name of the database, which the operator types to confirm.
    pub database: String,
    /// Id of the operation that is undone.
    pub operation_id: String,
    /// Its action.
    pub action: String,
    /// The operator's reason.
    pub reason: Option<String>,
    /// The jobs to restore.
    pub jobs: Vec<UndoneJob>,
    /// Ids of jobs that stay as they are, each with the reason.
    pub refused: Vec<(String, String)>,
    /// Number of jobs that an earlier undo of the operation has restored.
    pub undone_before: usize,
}

impl Plan for UndoPlan {
    fn database(&self) -> &str {
        &self.database
    }

    fn named(&self) -> Vec<&str> {
        self.jobs.iter().map(|job| job.id.as_str()).collect()
    }
}

/// The report of an applied undo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UndoReport {
    /// Id of the undo, as `jobs audit` lists it.
    pub operation_id: String,
    /// Id of the operation that it undid.
    pub undoes: String,
    /// Number of jobs in the plan.
    pub planned: usize,
    /// Number of jobs that were restored.
    pub changed: usize,
    /// Ids of jobs that had changed since the plan.
    pub skipped: Vec<String>,
    /// Ids of jobs that the plan excluded, each with the reason.
    pub refused: Vec<(String, String)>,
}
