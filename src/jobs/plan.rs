//! A bulk action as it is planned and reported: plain data, and when a job is left out.

use super::{Action, Filter, Force, Kind, Status};
use crate::consent::Plan;
use crate::db::Sql;
use crate::error::{Error, Result};
use crate::sql;
use serde::{Deserialize, Serialize};

/// Above so many a reason is required.
pub const REASON_ABOVE: usize = 100;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// Do them again.
    Requeue,
    /// Do them again, as if they had never failed.
    RequeueFresh,
    /// Call them off.
    Cancel,
    /// Remove them.
    Purge,
}

impl BulkAction {
    /// As a transition.
    pub fn action(self) -> Action {
        match self {
            BulkAction::Requeue | BulkAction::RequeueFresh => Action::Requeue,
            BulkAction::Cancel => Action::Cancel,
            BulkAction::Purge => Action::Purge,
        }
    }
}

/// Which jobs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// By id or the beginning of one; if there are any, the filter does not count.
    pub ids: Vec<String>,
    /// By what they are.
    pub filter: Filter,
    /// At most so many, oldest first.
    pub limit: Option<usize>,
}

/// A job as the plan has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedJob {
    /// Which table.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its status then.
    pub native_status: String,
    /// How often it had been claimed then.
    pub claim_seq: i64,
    /// What kind of work.
    #[serde(default, rename = "type")]
    pub ty: Option<String>,
    /// How old it was then, in seconds.
    #[serde(default)]
    pub age_seconds: Option<u64>,
    /// The beginning of its error, where it has one.
    #[serde(default)]
    pub error: Option<String>,
}

/// What would be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPlan {
    /// The database, without its password.
    pub target: String,
    /// What must be typed to agree.
    #[serde(default)]
    pub database: String,
    /// What.
    pub action: BulkAction,
    /// Whether the operator insists.
    pub force: Force,
    /// Why.
    pub reason: Option<String>,
    /// To which jobs.
    pub jobs: Vec<PlannedJob>,
    /// Which jobs are left out, and why.
    pub refused: Vec<(String, String)>,
    /// Ids that nothing has.
    pub unknown: Vec<String>,
}

impl BulkPlan {
    /// Refuses a plan that is forced, or of more than [`REASON_ABOVE`] jobs, and has no reason.
    pub fn refuse_without_reason(&self) -> Result<()> {
        let takes_a_reason = self.force == Force::Yes || self.jobs.len() > REASON_ABOVE;
        if !takes_a_reason || self.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty()) {
            return Ok(());
        }
        let forced = if self.force == Force::Yes { ", forced" } else { "" };
        Err(Error::refused(format!("{} jobs{forced}: a reason is required", self.jobs.len()), "say why: --reason TEXT"))
    }
}

impl Plan for BulkPlan {
    fn database(&self) -> &str {
        &self.database
    }

    fn named(&self) -> Vec<&str> {
        self.jobs.iter().map(|job| job.id.as_str()).collect()
    }
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BulkReport {
    /// The operation, as `jobs audit` lists it.
    pub operation_id: String,
    /// How many jobs the plan had.
    pub planned: usize,
    /// How many were changed.
    pub changed: usize,
    /// Those that were no longer as planned.
    pub skipped: Vec<String>,
    /// Those that were left out from the start, and why.
    pub refused: Vec<(String, String)>,
    /// Ids that nothing has.
    pub unknown: Vec<String>,
    /// Of requeued task runs, the run that each of them led to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub new_runs: Vec<NewRun>,
}

/// A run of a task that was created because another one was requeued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewRun {
    /// The run that was requeued; it stays as it is.
    pub requeued: String,
    /// The run that was created.
    pub id: String,
}

/// What came of a chunk.
#[derive(Debug, Default)]
pub(super) struct ChunkDone {
    /// Jobs that were no longer as planned.
    pub skipped: Vec<String>,
    pub new_runs: Vec<NewRun>,
}

/// The condition that the task of the run `t` has a newer run which has not ended.
pub(super) fn newer_run_waits() -> Sql {
    sql!(
        "CASE WHEN EXISTS (SELECT 1 FROM task_runs n WHERE n.task_id = t.task_id AND n.run_number > t.run_number \
         AND n.status IN ('PENDING', 'RUNNING')) THEN 1 ELSE 0 END"
    )
}

/// Why a job is left out, if it is.
pub(super) fn refusal(plan: &BulkPlan, job: &PlannedJob, failures: Option<(i64, i64)>) -> Option<String> {
    let Some(status) = job.kind.status(&job.native_status) else {
        return Some(format!("its status '{}' is another client's", job.native_status));
    };
    let action = plan.action.action();
    if job.kind.transition(status, action, plan.force).is_none() {
        let may_be_forced = plan.force == Force::No && job.kind.transition(status, action, Force::Yes).is_some();
        return Some(format!("it is {}{}", job.native_status, if may_be_forced { " (--force insists)" } else { "" }));
    }
    match failures {
        Some((count, most))
            if plan.action == BulkAction::Requeue && plan.force == Force::No && count >= most && status != Status::Cancelled =>
        {
            Some(format!("it has failed {count} times of {most} (--reset-retries or --force)"))
        }
        _ => None,
    }
}
