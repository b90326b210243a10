//! Four tables hold jobs; one vocabulary reads them all. What a status is called in each, and which transitions there are,
//! as data.

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

/// Where a job stands, in one vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Waits.
    Pending,
    /// A worker has it.
    Processing,
    /// Done.
    Completed,
    /// Failed.
    Failed,
    /// Took too long.
    Timeout,
    /// Called off.
    Cancelled,
}

/// What moves a job from one status to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// A worker takes it.
    Claim,
    /// A worker says that it is still at it.
    Heartbeat,
    /// A claim that its worker never heard of is put back.
    Release,
    /// A worker hands in a result.
    Complete,
    /// A worker hands in an error.
    Fail,
    /// Its time is over.
    Expire,
    /// It is tried again by itself.
    Retry,
    /// An operator has it done again.
    Requeue,
    /// An operator calls it off.
    Cancel,
    /// An operator removes it.
    Purge,
}

/// Whether an operator insists (`--force`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// What the rules allow.
    #[default]
    No,
    /// What only a person may decide.
    Yes,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::Remote, Kind::Ingest, Kind::Processing, Kind::TaskRun];

    /// Its name on the command line and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Remote => "remote",
            Kind::Ingest => "ingest",
            Kind::Processing => "processing",
            Kind::TaskRun => "task-run",
        }
    }

    /// Its table.
    pub fn table(self) -> &'static str {
        match self {
            Kind::Remote => remote_jobs::Entity.table_name(),
            Kind::Ingest => jobs::Entity.table_name(),
            Kind::Processing => processing_jobs::Entity.table_name(),
            Kind::TaskRun => task_runs::Entity.table_name(),
        }
    }

    /// The labels of this table that mean `status`, the one that is written first.
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

    /// What a label of this table means; `None` for one that another client made up.
    pub fn status(self, label: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| self.labels(*status).contains(&label))
    }

    /// Where `action` leads from `from`, inside `None` for a job that is removed; `None` where it is refused.
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
            (Kind::Remote, Action::Requeue, Failed | Timeout | Cancelled) => Pending,
            (Kind::Remote, Action::Requeue, Completed | Processing) if force == Force::Yes => Pending,
            (Kind::Ingest | Kind::Processing, Action::Requeue, Failed | Cancelled) => Pending,
            (Kind::TaskRun, Action::Requeue, Failed | Cancelled | Timeout) => Pending,
            (_, Action::Cancel, Pending | Processing) => Cancelled,
            _ => return None,
        };
        Some(Some(to))
    }
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 6] =
        [Status::Pending, Status::Processing, Status::Completed, Status::Failed, Status::Timeout, Status::Cancelled];

    /// Its name.
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
    /// All of them.
    pub const ALL: [Action; 10] = [
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
    ];

    /// Its name.
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

    /// The table of the design, counted: what is not in it is refused.
    #[test]
    fn there_are_no_other_transitions() {
        let count = |kind: Kind, force: Force| {
            let pairs = Status::ALL.into_iter().flat_map(|s| Action::ALL.map(|a| (s, a)));
            pairs.filter(|(s, a)| kind.transition(*s, *a, force).is_some()).count()
        };
        assert_eq!(Kind::ALL.map(|kind| count(kind, Force::No)), [18, 4, 4, 5]);
        assert_eq!(Kind::ALL.map(|kind| count(kind, Force::Yes)), [20, 4, 4, 5]);
    }
}
