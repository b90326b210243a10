//! Why a job is not done: one answer, from the job's row, its history, its worker and the jobs around it.

mod reason;
mod stuck;
mod workers;

use crate::db::claims::ready;
use crate::db::{Name, Row, Sql, first};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::read::list::Source;
use crate::jobs::read::stats::CAP;
use crate::jobs::service::sweep::RetryScope;
use crate::jobs::{Action, Event, JobDetails, JobLine, Kind, RETRY_BACKLOG, RemoteJob, Service, Status};
use crate::sql;
use chrono::{DateTime, Utc};
pub use reason::{Act, Reason};
use serde::Serialize;
use std::time::Duration;
pub use stuck::{Stuck, StuckGroup};
pub use workers::Taker;

/// Time without a heartbeat after which a claim's worker is called silent.
pub(in crate::jobs) const SILENT: Duration = Duration::from_secs(300);
/// Time since a worker has last been heard of, within which it counts as alive.
const ALIVE: Duration = Duration::from_secs(3600);
/// Most remote jobs that are named of an ingestion job.
const NAMED: u64 = 20;

/// Why a job is not done.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Why {
    /// The job.
    pub job: JobLine,
    /// The reason, and what belongs to it.
    #[serde(flatten)]
    pub reason: Reason,
    /// The reason in a sentence or two.
    pub explanation: String,
    /// Attempts that failed or timed out, oldest first.
    pub attempts: Vec<Attempt>,
}

/// An attempt that failed or timed out.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Attempt {
    /// When it ended, RFC 3339 in UTC.
    pub at: Option<String>,
    /// The worker.
    pub worker_id: Option<String>,
    /// The claim.
    pub claim_seq: Option<i64>,
    /// Its error.
    pub error: Option<String>,
}

/// Times of a remote job as ages: seconds that have passed, negative in the future.
struct Ages {
    deadline: Option<f64>,
    not_before: Option<f64>,
    heard: Option<f64>,
    started: Option<f64>,
    ended: Option<f64>,
    /// Whether the sweeper would retry it now.
    is_retried: bool,
    /// Jobs before it in the queue, counted up to a cap.
    ahead: u64,
}

impl Ages {
    fn of(row: &Row) -> std::result::Result<Ages, SqlError> {
        Ok(Ages {
            deadline: row.get("deadline")?,
            not_before: row.get("not_before")?,
            heard: row.get("heard")?,
            started: row.get("started")?,
            ended: row.get("ended")?,
            is_retried: row.get("is_retried")?,
            ahead: row.get("ahead")?,
        })
    }
}

impl Service {
    /// Why the job with this id, or id prefix, is not done.
    pub async fn why(&mut self, prefix: &str) -> Result<Why> {
        let story = self.show(prefix).await?;
        self.explain(&story).await
    }

    /// Why the job that `story` is about is not done.
    pub async fn explain(&mut self, story: &JobDetails) -> Result<Why> {
        let reason = self.reason(story).await?;
        Ok(Why { explanation: reason.explanation(&story.job), job: story.job.clone(), reason, attempts: attempts(&story.events) })
    }

    async fn reason(&mut self, story: &JobDetails) -> Result<Reason> {
        let job = &story.job;
        if job.is_archived {
            return Ok(Reason::Archived);
        }
        let Some(status) = job.status else {
            return Ok(match job.native_status.as_str() {
                "purged" => Reason::Deleted { deleted: last(&story.events, Action::Purge), kept: story.kept.clone() },
                label => Reason::UnknownStatus { label: label.into() },
            });
        };
        match (status, &story.remote) {
            (Status::Completed, _) => Ok(Reason::Completed),
            (Status::Cancelled, _) => Ok(Reason::Cancelled { cancelled: last(&story.events, Action::Cancel) }),
            (_, Some(remote)) => self.reason_of_remote(remote, status).await,
            (Status::Failed | Status::Timeout, None) => {
                let is_requeued = job.kind == Kind::TaskRun && self.is_requeued_already(&job.id).await?;
                Ok(Reason::Failed { is_requeued })
            }
            (Status::Pending | Status::Processing, None) if job.kind == Kind::Ingest => self.reason_of_ingestion(job).await,
            (Status::Pending, None) => Ok(Reason::WaitsForApplication),
            (Status::Processing, None) => Ok(Reason::RunsInApplication),
        }
    }

    async fn reason_of_remote(&mut self, job: &RemoteJob, status: Status) -> Result<Reason> {
        let ages = self.ages(job).await?;
        let past = |age: Option<f64>| age.filter(|age| *age > 0.0);
        let (failures, max_retries) = (job.retry_count, job.max_retries);
        Ok(match status {
            Status::Pending | Status::Processing if past(ages.deadline).is_some() => Reason::Overdue {
                overdue_seconds: ages.deadline.unwrap_or_default(),
                worker: job.worker_id.clone().filter(|_| status == Status::Processing),
            },
            Status::Pending => match ages.not_before.filter(|age| *age < 0.0) {
                Some(age) => Reason::Backoff { seconds: -age, failures, max_retries },
                None => {
                    if let Some(held_back) = self.held_back(&job.content_type).await? {
                        return Ok(held_back);
                    }
                    let workers = self.takers(&job.content_type).await?;
                    let is_alive = |taker: &Taker| taker.takes_type && taker.heard_seconds <= ALIVE.as_secs_f64();
                    match workers.iter().any(is_alive) {
                        true => Reason::Queued { ahead: ages.ahead.min(CAP), is_capped: ages.ahead > CAP, workers },
                        false => Reason::NoWorker { workers },
                    }
                }
            },
            Status::Processing if !job.claim_is_current => Reason::ClaimedWithoutToken {
                worker: job.worker_id.clone(),
                since_seconds: ages.started,
                deadline_seconds: ages.deadline.map(|age| -age),
            },
            Status::Processing => Reason::Claimed {
                worker: job.worker_id.clone(),
                claim_seq: job.claim_seq,
                since_seconds: ages.started,
                heard_seconds: ages.heard,
                deadline_seconds: ages.deadline.map(|age| -age),
                is_silent: ages.heard.is_none_or(|age| age > SILENT.as_secs_f64()),
            },
            _ if failures >= max_retries => Reason::OutOfAttempts { failures, max_retries },
            _ if ages.is_retried => Reason::RetryDue { failures, max_retries, due: self.due_retries().await? },
            _ => Reason::NotRetried { failures, max_retries, ended_seconds: ages.ended },
        })
    }

    /// Whether what is set for a type holds its jobs back.
    async fn held_back(&mut self, ty: &str) -> Result<Option<Reason>> {
        let settings = self.type_settings().await?;
        let Some(setting) = settings.into_iter().find(|setting| setting.ty == ty) else { return Ok(None) };
        let (limit, running) = (setting.reached_limit(), setting.running);
        Ok(match (setting.pause, limit) {
            (Some(pause), running_limit) => Some(Reason::Paused { pause, running_limit, running: running_limit.map(|_| running) }),
            (None, Some(running_limit)) => Some(Reason::Limited { running_limit, running }),
            (None, None) => None,
        })
    }

    async fn ages(&mut self, job: &RemoteJob) -> Result<Ages> {
        let s = &self.session;
        let created_at = job.created_at.as_deref().and_then(|at| at.parse::<DateTime<Utc>>().ok());
        // a literal, so that an index serves the range
        let ahead = created_at.map(|at| {
            sql!(
                "(SELECT count(*) FROM (SELECT 1 FROM remote_jobs r WHERE r.content_type = {ty} AND {ready} AND r.priority <= {priority} \
                 AND (r.priority < {priority} OR (r.created_at <= {at} AND (r.created_at < {at} OR r.id < {id}))) LIMIT {most}) t)",
                ty = &job.content_type,
                ready = ready(s),
                priority = job.priority,
                at,
                id = &job.id,
                most = Sql::number(CAP + 1)
            )
        });
        let sql = sql!(
            "SELECT {deadline} AS deadline, {not_before} AS not_before, {heard} AS heard, {started} AS started, {ended} AS ended, \
             CASE WHEN {retry} THEN 1 ELSE 0 END AS is_retried, \
             {ahead} AS ahead FROM remote_jobs r WHERE r.{this}",
            deadline = s.age_seconds("r.timeout_at"),
            not_before = s.age_seconds("r.run_after"),
            heard = s.age_seconds("COALESCE(r.heartbeat_at, r.started_at)"),
            started = s.age_seconds("r.started_at"),
            ended = s.age_seconds("r.completed_at"),
            retry = self.retry_condition(RetryScope::default()),
            this = s.is_one_of("id", std::slice::from_ref(&job.id)),
            ahead = ahead.unwrap_or_else(|| sql!("0"))
        );
        let doing = "looking at a job";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        // deleted since its row was read
        let gone = Ages { deadline: None, not_before: None, heard: None, started: None, ended: None, is_retried: false, ahead: 0 };
        rows.first().map_or(Ok(gone), Ages::of).doing(doing)
    }

    /// Failures that a sweep would retry now, counted as far as it matters.
    async fn due_retries(&mut self) -> Result<u64> {
        let sql = sql!(
            "SELECT count(*) AS due FROM (SELECT 1 FROM remote_jobs r WHERE {retry} LIMIT {most}) t",
            retry = self.retry_condition(RetryScope::default()),
            most = Sql::number(RETRY_BACKLOG + 1)
        );
        let doing = "counting what is due";
        Ok(first(&self.session.fetch(&sql).await.doing(doing)?).doing(doing)?.unwrap_or(0))
    }

    /// An ingestion job waits for its remote jobs, or for its application.
    async fn reason_of_ingestion(&mut self, job: &JobLine) -> Result<Reason> {
        let sql = sql!(
            "SELECT {columns} FROM {table} t WHERE t.ingestion_task_id = {id} ORDER BY t.created_at, t.id LIMIT {most}",
            columns = self.line_columns(Kind::Remote, Source::Live),
            table = Name::of(Kind::Remote.table()),
            id = &job.id,
            most = Sql::number(NAMED)
        );
        let jobs = self.lines(&sql).await?;
        let waits = job.native_status == "WAITING_FOR_REMOTE_WORKER";
        Ok(match (jobs.is_empty(), waits, job.status) {
            (false, true, _) => Reason::WaitsForRemote { jobs },
            (true, true, _) => Reason::WaitsForNothing,
            (_, false, Some(Status::Processing)) => Reason::RunsInApplication,
            (_, false, _) => Reason::WaitsForApplication,
        })
    }
}

/// The last action of this name: who did it, when and why.
fn last(events: &[Event], action: Action) -> Option<Act> {
    let event = events.iter().rev().find(|event| event.action == action.as_str())?;
    Some(Act { by: event.actor.clone(), at: event.at.clone(), because: event.reason.clone(), operation: event.operation_id.clone() })
}

fn attempts(events: &[Event]) -> Vec<Attempt> {
    // a job that expires before a worker claims it was not attempted
    let is_end = |event: &&Event| {
        let has_failed = event.action == Action::Fail.as_str() || event.action == Action::Expire.as_str();
        has_failed && event.from.as_deref() != Some("pending")
    };
    let ended = events.iter().filter(is_end);
    let attempt = |event: &Event| Attempt {
        at: event.at.clone(),
        worker_id: event.worker_id.clone(),
        claim_seq: event.claim_seq,
        error: event.reason.clone().or_else(|| (event.action == Action::Expire.as_str()).then(|| "its deadline passed".to_string())),
    };
    ended.map(attempt).collect()
}
