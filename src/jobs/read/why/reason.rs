//! The reasons, and each in a sentence.

use super::workers::{Taker, in_queue, last_if_silent};
use crate::jobs::{JobLine, Kept, Pause, RETRY_BACKLOG, Status};
use crate::moment::{age, whole_seconds};
use crate::words::counted;
use serde::Serialize;

/// What an operator or another program did.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Act {
    /// Who.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: Option<String>,
    /// Why, in their words.
    pub because: Option<String>,
    /// The bulk operation.
    pub operation: Option<String>,
}

/// Why a job is not done.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// It is done.
    Completed,
    /// It ended and was archived.
    Archived,
    /// It was deleted.
    Deleted {
        /// By whom; `None` if no event says so.
        deleted: Option<Act>,
        /// The operation that purged it, whose undo brings it back; `None` if its row is not kept.
        #[serde(skip_serializing_if = "Option::is_none")]
        kept: Option<Kept>,
    },
    /// It was cancelled.
    Cancelled {
        /// By whom; `None` if another application did it.
        cancelled: Option<Act>,
    },
    /// Its status is a label that morag-db does not know.
    UnknownStatus {
        /// The label.
        label: String,
    },
    /// Its deadline has passed, and no sweeper has expired it yet.
    Overdue {
        /// Seconds since the deadline.
        overdue_seconds: f64,
        /// The worker that has it, if one has.
        worker: Option<String>,
    },
    /// It failed before and may not be claimed yet.
    Backoff {
        /// Seconds until it may be claimed.
        seconds: f64,
        /// Failures so far.
        failures: i64,
        /// Failures after which it is not retried.
        max_retries: i64,
    },
    /// Its type is paused: workers get none of its jobs.
    Paused {
        /// Who paused it, until when and why.
        pause: Pause,
        /// Maximum number of running jobs of its type, if as many run: it would have to wait anyway.
        running_limit: Option<u32>,
        /// Number of running jobs of its type, if `running_limit` is set.
        running: Option<u64>,
    },
    /// As many jobs of its type run as may.
    Limited {
        /// Maximum number of running jobs of its type.
        running_limit: u32,
        /// Number of running jobs of its type.
        running: u64,
    },
    /// It may be claimed, and no worker of its type was heard of in the last hour.
    NoWorker {
        /// Workers and the types that they took, the last one heard of first.
        workers: Vec<Taker>,
    },
    /// It may be claimed, and others come before it.
    Queued {
        /// Claimable jobs of its type that are older.
        ahead: u64,
        /// Whether counting stopped there.
        is_capped: bool,
        /// Workers and the types that they took, the last one heard of first.
        workers: Vec<Taker>,
    },
    /// A worker has it.
    Claimed {
        /// The worker.
        worker: Option<String>,
        /// The claim token.
        claim_seq: i64,
        /// Seconds since the claim.
        since_seconds: Option<f64>,
        /// Seconds since the worker was heard of.
        heard_seconds: Option<f64>,
        /// Seconds until the claim times out.
        deadline_seconds: Option<f64>,
        /// Whether the worker was not heard of for five minutes.
        is_silent: bool,
    },
    /// A worker has it that does not use claim tokens, so nothing is heard of it until it ends.
    ClaimedWithoutToken {
        /// The worker.
        worker: Option<String>,
        /// Seconds since it was started.
        since_seconds: Option<f64>,
        /// Seconds until its deadline.
        deadline_seconds: Option<f64>,
    },
    /// It failed, and the next sweep retries it, unless too many failures are due at once.
    RetryDue {
        /// Failures that a sweep would retry, counted up to 101; it leaves more than 100 alone unless it is told otherwise.
        due: u64,
        /// Failures so far.
        failures: i64,
        /// Failures after which it is not retried.
        max_retries: i64,
    },
    /// It failed with attempts left, and is not retried by itself: the failure is too old, or another application recorded it.
    NotRetried {
        /// Failures so far.
        failures: i64,
        /// Failures after which it is not retried.
        max_retries: i64,
        /// Seconds since the failure.
        ended_seconds: Option<f64>,
    },
    /// It failed as often as it may.
    OutOfAttempts {
        /// Failures so far.
        failures: i64,
        /// Failures after which it is not retried.
        max_retries: i64,
    },
    /// It failed; its application decides what follows.
    Failed {
        /// Whether a newer run of its task waits or runs.
        is_requeued: bool,
    },
    /// An ingestion job waits for its remote jobs.
    WaitsForRemote {
        /// The oldest of them.
        jobs: Vec<JobLine>,
    },
    /// An ingestion job waits for a remote job, and there is none.
    WaitsForNothing,
    /// The application that owns it has not begun it.
    WaitsForApplication,
    /// The application that owns it runs it.
    RunsInApplication,
}

impl Reason {
    /// Of a job that may be claimed: the worker of its type that was heard of last, if that was more than five minutes ago.
    pub fn silent_workers(&self) -> Option<&Taker> {
        if let Reason::Queued { workers, .. } = self { last_if_silent(workers) } else { None }
    }

    /// The reason in a sentence or two.
    pub(super) fn explanation(&self, job: &JobLine) -> String {
        let ty = job.ty.as_deref().unwrap_or("its type");
        match self {
            Reason::Completed => "It is done.".into(),
            Reason::Archived => format!("It ended ({}) and was archived: nothing changes it any more.", job.native_status),
            Reason::Deleted { deleted, .. } => format!("It was deleted{}.", by(deleted.as_ref())),
            Reason::Cancelled { cancelled: None } => "Another application cancelled it.".into(),
            Reason::Cancelled { cancelled } => format!("It was cancelled{}.", by(cancelled.as_ref())),
            Reason::UnknownStatus { label } => {
                format!("Its status '{label}' is unknown: another application wrote it. No worker, sweeper or command changes the job.")
            }
            Reason::Overdue { overdue_seconds, worker: Some(worker) } => {
                format!(
                    "Worker {worker} did not finish it in time: its deadline passed {} ago. No sweeper has expired it yet.",
                    age(*overdue_seconds)
                )
            }
            Reason::Overdue { overdue_seconds, worker: None } => {
                format!("No worker claimed it in time: its deadline passed {} ago. No sweeper has expired it yet.", age(*overdue_seconds))
            }
            Reason::Backoff { seconds, failures, max_retries } => {
                format!("It failed {failures} of {max_retries} times and waits before the next attempt: for {} more.", age(*seconds))
            }
            Reason::Paused { pause, running_limit, running } => {
                let until = pause.until.as_ref().map_or_else(String::new, |until| format!(" until {}", whole_seconds(until)));
                let because = pause.reason.as_ref().map(|reason| format!(": {}", in_one_line(reason))).unwrap_or_default();
                let limit = running_limit.zip(*running).map(|(limit, running)| format!(" Besides: {}", at_limit(ty, limit, running)));
                format!("Jobs of type {ty} are paused{until}, by {}{because}.{}", pause.by, limit.unwrap_or_default())
            }
            Reason::Limited { running_limit, running } => at_limit(ty, *running_limit, *running),
            Reason::NoWorker { workers } => format!("No worker is known that takes jobs of type {ty} now; {}.", seen(workers)),
            Reason::Queued { ahead, is_capped, workers } => in_queue(ty, *ahead, *is_capped, workers),
            Reason::Claimed { worker, since_seconds, heard_seconds, deadline_seconds, is_silent, .. } => {
                let heard = match is_silent {
                    true => format!("nothing was heard of it for {}", ago(*heard_seconds)),
                    false => format!("last heard of {} ago", ago(*heard_seconds)),
                };
                let worker = worker.as_deref().unwrap_or("without a name");
                format!("Worker {worker} has had it for {}, {heard}; {}.", ago(*since_seconds), deadline(*deadline_seconds))
            }
            Reason::ClaimedWithoutToken { worker, since_seconds, deadline_seconds } => {
                let worker = worker.as_deref().unwrap_or("without a name");
                let (since, deadline) = (ago(*since_seconds), deadline(*deadline_seconds));
                format!("Worker {worker} has had it for {since}, without a claim token, so it sends no heartbeats; {deadline}.")
            }
            Reason::RetryDue { .. } | Reason::NotRetried { .. } | Reason::OutOfAttempts { .. } | Reason::Failed { .. } => {
                self.of_failure(job)
            }
            Reason::WaitsForRemote { jobs } => of_waiting(jobs),
            Reason::WaitsForNothing => "It waits for a remote job, and there is none that names it: nothing will wake it.".into(),
            Reason::WaitsForApplication => "Its application has not begun it. morag-db does not run jobs of this kind.".into(),
            Reason::RunsInApplication => "Its application runs it. morag-db does not run jobs of this kind.".into(),
        }
    }

    fn of_failure(&self, job: &JobLine) -> String {
        match self {
            Reason::RetryDue { failures, max_retries, due } if *due > RETRY_BACKLOG => format!(
                "It {} (failure {failures} of {max_retries}). More than {RETRY_BACKLOG} failures are due, which a sweep retries only with --retry-backlog.",
                failed(job)
            ),
            Reason::RetryDue { failures, max_retries, .. } => {
                format!("It {} (failure {failures} of {max_retries}). The next sweep with retries returns it to pending.", failed(job))
            }
            Reason::NotRetried { failures, max_retries, ended_seconds } => format!(
                "It {} (failure {failures} of {max_retries}) {} ago. It is not retried by itself: that is for failures of the last hour under a claim \
                 token.",
                failed(job),
                ago(*ended_seconds)
            ),
            Reason::OutOfAttempts { max_retries: ..=0, .. } => format!("It {}, and its max_retries of 0 allows no retry.", failed(job)),
            Reason::OutOfAttempts { max_retries, .. } => {
                format!("It {}, and all {max_retries} attempts are used up.", failed(job))
            }
            Reason::Failed { is_requeued: true } => format!("It {}, and a newer run of its task waits or runs.", failed(job)),
            Reason::Failed { is_requeued: false } => format!("It {}. Its application does not retry it by itself.", failed(job)),
            _ => String::new(),
        }
    }
}

fn at_limit(ty: &str, limit: u32, running: u64) -> String {
    let run = if running == 1 { "runs" } else { "run" };
    format!("At most {} of type {ty} may run at once, and {running} {run} now.", counted(limit as usize, "job"))
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of_waiting(jobs: &[JobLine]) -> String {
    let is_open = |job: &&JobLine| !matches!(job.status, Some(Status::Completed));
    let open: Vec<&str> = jobs.iter().filter(is_open).map(|job| job.native_status.as_str()).collect();
    match open.as_slice() {
        [] => "All its remote jobs are done, and its application has not gone on yet.".into(),
        [one] => format!("It waits for a remote job, which is {one}."),
        several => format!("It waits for {} remote jobs: {}.", several.len(), several.join(", ")),
    }
}

fn failed(job: &JobLine) -> &'static str {
    if job.status == Some(Status::Timeout) { "timed out" } else { "failed" }
}

fn ago(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| "an unknown time".into(), age)
}

fn deadline(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| "it has no deadline".into(), |seconds| format!("its claim times out in {}", age(seconds)))
}

fn by(act: Option<&Act>) -> String {
    let Some(act) = act else { return String::new() };
    let because = act.because.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!(" by {}{because}", act.by)
}

/// What workers there are.
fn seen(workers: &[Taker]) -> String {
    let of_type = workers.iter().find(|taker| taker.takes_type);
    match (of_type, workers.first()) {
        (Some(taker), _) => format!("the last one was {}, {} ago", taker.worker_id, age(taker.heard_seconds)),
        (None, Some(taker)) => {
            let (worker, types) = (&taker.worker_id, taker.types.join(", "));
            format!("the last one of another type was {worker} ({types}), {} ago", age(taker.heard_seconds))
        }
        (None, None) => "no job shows a worker".into(),
    }
}
