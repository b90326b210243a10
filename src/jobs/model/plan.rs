//! Plans and reports of bulk operations as plain data, and the reasons to exclude a job.

use crate::consent::Plan;
use crate::db::Sql;
use crate::error::{Error, Result};
use crate::jobs::{Action, Filter, Force, Kind, Status, folded};
use crate::sql;
use crate::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Number of jobs above which a reason is required.
pub const REASON_ABOVE: usize = 100;

/// Beginning of the reason for which a job without attempts is left out: a requeue that resets the failures, or a forced one, takes it.
pub const NO_ATTEMPT_LEFT: &str = "no attempt is left";

/// End of the reason for which a job is left out that a forced operation takes.
pub const UNLESS_FORCED: &str = "only a forced requeue changes it";

/// The action of a bulk operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// Requeue the jobs.
    Requeue,
    /// Requeue the jobs and reset their failure counts.
    RequeueFresh,
    /// Cancel the jobs.
    Cancel,
    /// Delete the jobs.
    Purge,
    /// Set the priority of the jobs.
    Prioritise(i32),
}

impl BulkAction {
    /// The job action that this bulk action applies.
    pub fn action(self) -> Action {
        match self {
            BulkAction::Requeue | BulkAction::RequeueFresh => Action::Requeue,
            BulkAction::Cancel => Action::Cancel,
            BulkAction::Purge => Action::Purge,
            BulkAction::Prioritise(_) => Action::Prioritise,
        }
    }
}

/// The jobs that an operator selects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Ids or id prefixes; if there are any, the filter is ignored.
    pub ids: Vec<String>,
    /// Filter for jobs.
    pub filter: Filter,
    /// Maximum number of jobs, oldest first.
    pub limit: Option<usize>,
}

/// A job of a plan, as it was when the plan was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedJob {
    /// Kind of the job.
    pub kind: Kind,
    /// Id of the job.
    pub id: String,
    /// Status label at that time.
    pub native_status: String,
    /// Number of claims until that time.
    pub claim_seq: i64,
    /// Number of failures until that time; 0 for kinds that don't count them.
    #[serde(default)]
    pub failures: i64,
    /// Type of the job, e.g. the content type.
    #[serde(default, rename = "type")]
    pub ty: Option<String>,
    /// Age at that time, in seconds.
    #[serde(default)]
    pub age_seconds: Option<u64>,
    /// Beginning of the job's error, if any.
    #[serde(default)]
    pub error: Option<String>,
}

/// The plan of a bulk operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPlan {
    /// URL of the database, without the password.
    pub target: String,
    /// Name of the database, which the operator types to confirm.
    #[serde(default)]
    pub database: String,
    /// The action.
    pub action: BulkAction,
    /// Whether the operation is forced.
    pub force: Force,
    /// The operator's reason.
    pub reason: Option<String>,
    /// The filter that selected the jobs; `None` if they were named by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<serde_json::Value>,
    /// The jobs to change.
    pub jobs: Vec<PlannedJob>,
    /// Ids of excluded jobs, each with the reason.
    pub refused: Vec<(String, String)>,
    /// Requested ids that no job has.
    pub unknown: Vec<String>,
}

impl BulkPlan {
    /// The jobs by kind, type, status and folded error, the largest groups first.
    pub fn groups(&self) -> Vec<(String, usize)> {
        let group = |job: &PlannedJob| {
            let mut words = vec![job.kind.to_string()];
            words.extend(job.ty.clone());
            words.push(job.native_status.clone());
            let error = job.error.as_deref().map(|error| format!(": {}", folded(error))).unwrap_or_default();
            format!("{}{error}", words.join(", "))
        };
        counted(self.jobs.iter().map(group))
    }

    /// The reasons for which jobs are left out, and for how many each, the most frequent first.
    pub fn refusals(&self) -> Vec<(String, usize)> {
        counted(self.refused.iter().map(|(_, reason)| reason.clone()))
    }

    /// Returns an error if the plan has no reason although it is forced or has more than [`REASON_ABOVE`] jobs.
    pub fn refuse_without_reason(&self) -> Result<()> {
        let takes_a_reason = self.force == Force::Yes || self.jobs.len() > REASON_ABOVE;
        if !takes_a_reason || self.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty()) {
            return Ok(());
        }
        let forced = if self.force == Force::Yes { ", forced" } else { "" };
        Err(Error::refused(
            format!("a reason is required for {}{forced}", words::counted(self.jobs.len(), "job")),
            "say why: --reason TEXT",
        ))
    }
}

fn counted(all: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    all.for_each(|one| *groups.entry(one).or_default() += 1);
    let mut groups: Vec<(String, usize)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups
}

impl Plan for BulkPlan {
    fn database(&self) -> &str {
        &self.database
    }

    fn named(&self) -> Vec<&str> {
        self.jobs.iter().map(|job| job.id.as_str()).collect()
    }
}

/// The report of a bulk operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct BulkReport {
    /// Id of the operation, as `jobs audit` lists it.
    pub operation_id: String,
    /// Number of jobs in the plan.
    pub planned: usize,
    /// Number of changed jobs.
    pub changed: usize,
    /// Ids of jobs that had changed since the plan.
    pub skipped: Vec<String>,
    /// Ids of jobs that the plan excluded, each with the reason.
    pub refused: Vec<(String, String)>,
    /// Requested ids that no job has.
    pub unknown: Vec<String>,
    /// For how many seconds the jobs are kept as they were, for `undo`; 0 if they are not kept.
    pub kept_for_seconds: u64,
    /// Number of changed remote jobs that are kept as they were.
    pub kept_jobs: u64,
    /// New runs that were created for requeued task runs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub new_runs: Vec<NewRun>,
}

/// A task run that was created because an older run was requeued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewRun {
    /// Id of the requeued run, which stays unchanged.
    pub requeued: String,
    /// Id of the new run.
    pub id: String,
}

/// The result of one chunk.
#[derive(Debug, Default)]
pub(in crate::jobs) struct ChunkDone {
    /// Ids of jobs that had changed since the plan.
    pub skipped: Vec<String>,
    pub new_runs: Vec<NewRun>,
    /// Approximate number of bytes that were added to the archive.
    pub archived_bytes: u64,
}

/// SQL that is 1 if the task of the run `t` has a newer run that has not ended, else 0.
pub(in crate::jobs) fn newer_run_waits() -> Sql {
    sql!(
        "CASE WHEN EXISTS (SELECT 1 FROM task_runs n WHERE n.task_id = t.task_id AND n.run_number > t.run_number \
         AND n.status IN ('PENDING', 'RUNNING')) THEN 1 ELSE 0 END"
    )
}

/// The reason to exclude a job from the plan, if any. `failures` are the failures so far and the maximum.
pub(in crate::jobs) fn refusal(plan: &BulkPlan, job: &PlannedJob, failures: Option<(i64, i64)>) -> Option<String> {
    let Some(status) = job.kind.status(&job.native_status) else {
        return Some(format!("its status '{}' is unknown to morag-db: another application wrote it", job.native_status));
    };
    let action = plan.action.action();
    let is_for = |kind: Kind| Status::ALL.into_iter().any(|status| kind.transition(status, action, Force::Yes).is_some());
    if !is_for(job.kind) {
        let kinds: Vec<&str> = Kind::ALL.into_iter().filter(|kind| is_for(*kind)).map(Kind::as_str).collect();
        return Some(format!("it is of kind {}: {} is for {}", job.kind.as_str(), action.as_str(), kinds.join(", ")));
    }
    if job.kind.transition(status, action, plan.force).is_none() {
        let may_be_forced = plan.force == Force::No && job.kind.transition(status, action, Force::Yes).is_some();
        let forced = if may_be_forced { format!("; {UNLESS_FORCED}") } else { String::new() };
        return Some(format!("it is {}{forced}", job.native_status));
    }
    match failures {
        Some((count, most))
            if plan.action == BulkAction::Requeue && plan.force == Force::No && count >= most && status != Status::Cancelled =>
        {
            Some(format!("{NO_ATTEMPT_LEFT}: it has failed {count} of {most} times"))
        }
        _ => None,
    }
}
