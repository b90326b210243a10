//! The four kinds of jobs, each with its own table: the status labels of each table, and the allowed transitions, as
//! data.

use crate::db::{Cell, Piece};
use crate::entity::{jobs, processing_jobs, remote_jobs, task_runs};
use sea_orm::EntityName;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A table of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// `remote_jobs`
    Remote,
    /// `jobs`
    Ingest,
    /// `processing_jobs`
    Processing,
    /// `task_runs`
    TaskRun,
}

/// Status of a job, the same words for all kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Waits for a worker.
    Pending,
    /// A worker has it.
    Processing,
    /// Done.
    Completed,
    /// Failed.
    Failed,
    /// Its deadline passed.
    Timeout,
    /// Cancelled.
    Cancelled,
}

/// An action that changes a job's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// A worker claims the job.
    Claim,
    /// A worker reports that it is still processing the job.
    Heartbeat,
    /// The job is released because the worker never received its claim.
    Release,
    /// A worker submits a result.
    Complete,
    /// A worker submits an error.
    Fail,
    /// The job's deadline has passed.
    Expire,
    /// The sweeper retries the job.
    Retry,
    /// An operator requeues the job.
    Requeue,
    /// An operator cancels the job.
    Cancel,
    /// An operator deletes the job.
    Purge,
    /// An operator sets the job's priority.
    Prioritise,
    /// An operator undoes a bulk operation.
    Undo,
}

/// Whether an operator forces an action (`--force`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// Only transitions that the rules allow.
    #[default]
    No,
    /// Also transitions that only a person may decide on.
    Yes,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::Remote, Kind::Ingest, Kind::Processing, Kind::TaskRun];

    /// Name of the kind on the command line and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Remote => "remote",
            Kind::Ingest => "ingest",
            Kind::Processing => "processing",
            Kind::TaskRun => "task-run",
        }
    }

    /// Name of the kind's table.
    pub fn table(self) -> &'static str {
        match self {
            Kind::Remote => remote_jobs::Entity.table_name(),
            Kind::Ingest => jobs::Entity.table_name(),
            Kind::Processing => processing_jobs::Entity.table_name(),
            Kind::TaskRun => task_runs::Entity.table_name(),
        }
    }

    /// The labels that mean `status` in this kind's table; morag-db writes the first one.
    pub const fn labels(self, status: Status) -> &'static [&'static str] {
        use Status::{Cancelled, Completed, Failed, Pending, Processing, Timeout};
        match (self, status) {
            (Kind::Remote, Pending) => &["pending"],
            (Kind::Remote | Kind::Processing, Processing) => &["processing"],
            (Kind::Remote | Kind::Processing, Completed) => &["completed"],
            (Kind::Remote | Kind::Processing, Failed) => &["failed"],
            (Kind::Remote, Timeout) => &["timeout"],
            (Kind::Remote | Kind::Processing, Cancelled) => &["cancelled"],
            (Kind::Processing, Pending) => &["queued"],
            (Kind::Ingest, Pending) => &["PENDING", "WAITING_FOR_REMOTE_WORKER"],
            (Kind::Ingest, Processing) => &["PROCESSING"],
            (Kind::Ingest, Completed) => &["FINISHED"],
            (Kind::Ingest | Kind::TaskRun, Failed) => &["FAILED"],
            (Kind::Ingest | Kind::TaskRun, Cancelled) => &["CANCELLED"],
            (Kind::TaskRun, Pending) => &["PENDING"],
            (Kind::TaskRun, Processing) => &["RUNNING"],
            (Kind::TaskRun, Completed) => &["COMPLETED"],
            (Kind::TaskRun, Timeout) => &["TIMEOUT"],
            (Kind::Ingest | Kind::Processing, Timeout) => &[],
        }
    }

    /// The status that a label of this kind's table means; `None` for an unknown label of another client.
    pub fn status(self, label: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| self.labels(*status).contains(&label))
    }

    /// The status after `action` in status `from`: `Some(None)` if the job is deleted, `None` if the action is refused.
    pub fn transition(self, from: Status, action: Action, force: Force) -> Option<Option<Status>> {
        use Status::{Cancelled, Completed, Failed, Pending, Processing, Timeout};
        let to = match (self, action, from) {
            (Kind::Remote, Action::Claim, Pending) => Processing,
            (Kind::Remote, Action::Heartbeat, Processing) => Processing,
            (Kind::Remote, Action::Release, Processing) => Pending,
            (Kind::Remote, Action::Complete, Processing) => Completed,
            (Kind::Remote, Action::Fail, Processing) => Failed,
            (Kind::Remote, Action::Expire, Pending | Processing) => Timeout,
            (Kind::Remote, Action::Retry, Failed | Timeout) => Pending,
            (Kind::Remote, Action::Purge, Completed | Failed | Timeout | Cancelled) => return Some(None),
            (Kind::Remote, Action::Prioritise, Pending) => Pending,
            (Kind::Remote, Action::Requeue, Failed | Timeout | Cancelled) => Pending,
            (Kind::Remote, Action::Requeue, Pending | Completed | Processing) if force == Force::Yes => Pending,
            (Kind::Ingest | Kind::Processing, Action::Requeue, Failed | Cancelled) => Pending,
            (Kind::TaskRun, Action::Requeue, Failed | Cancelled | Timeout) => Pending,
            (_, Action::Cancel, Pending | Processing) => Cancelled,
            _ => return None,
        };
        Some(Some(to))
    }
}

impl Status {
    /// All statuses.
    pub const ALL: [Status; 6] =
        [Status::Pending, Status::Processing, Status::Completed, Status::Failed, Status::Timeout, Status::Cancelled];

    /// Name of the status on the command line and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Processing => "processing",
            Status::Completed => "completed",
            Status::Failed => "failed",
            Status::Timeout => "timeout",
            Status::Cancelled => "cancelled",
        }
    }
}

impl Action {
    /// All actions.
    pub const ALL: [Action; 12] = [
        Action::Claim,
        Action::Heartbeat,
        Action::Release,
        Action::Complete,
        Action::Fail,
        Action::Expire,
        Action::Retry,
        Action::Requeue,
        Action::Cancel,
        Action::Purge,
        Action::Prioritise,
        Action::Undo,
    ];

    /// Name of the action, as in events.
    pub const fn as_str(self) -> &'static str {
        match self {
            Action::Claim => "claim",
            Action::Heartbeat => "heartbeat",
            Action::Release => "release",
            Action::Complete => "complete",
            Action::Fail => "fail",
            Action::Expire => "expire",
            Action::Retry => "retry",
            Action::Requeue => "requeue",
            Action::Cancel => "cancel",
            Action::Purge => "purge",
            Action::Prioritise => "prioritise",
            Action::Undo => "undo",
        }
    }
}

impl From<Kind> for Piece {
    fn from(kind: Kind) -> Piece {
        kind.as_str().into()
    }
}

impl From<Status> for Piece {
    fn from(status: Status) -> Piece {
        status.as_str().into()
    }
}

impl Cell for Kind {
    const NAME: &'static str = "a kind of job";

    fn read(cell: Option<&str>) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| Some(kind.as_str()) == cell)
    }
}

impl Cell for Status {
    const NAME: &'static str = "a status";

    fn read(cell: Option<&str>) -> Option<Self> {
        Status::ALL.into_iter().find(|status| Some(status.as_str()) == cell)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_means_one_status_and_every_status_writes_one_label() {
        for kind in Kind::ALL {
            for status in Status::ALL {
                for label in kind.labels(status) {
                    assert_eq!(kind.status(label), Some(status));
                }
            }
            assert_eq!(kind.status("exploded"), None);
        }
    }

    /// Counts the allowed transitions: all others are refused.
    #[test]
    fn there_are_no_other_transitions() {
        let count = |kind: Kind, force: Force| {
            let pairs = Status::ALL.into_iter().flat_map(|s| Action::ALL.map(|a| (s, a)));
            pairs.filter(|(s, a)| kind.transition(*s, *a, force).is_some()).count()
        };
        assert_eq!(Kind::ALL.map(|kind| count(kind, Force::No)), [19, 4, 4, 5]);
        assert_eq!(Kind::ALL.map(|kind| count(kind, Force::Yes)), [22, 4, 4, 5]);
    }
}
