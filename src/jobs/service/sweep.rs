//! The sweep: expires claims and jobs past their deadline, and retries failed jobs.

use crate::db::Locked;
use crate::db::claims::remote_job_with_ingestion;
use crate::db::{Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::model::fingerprint::failure_of;
use crate::jobs::store::event::NewEvent;
use crate::jobs::store::failures::with_failures;
use crate::jobs::{Action, Kind, RemoteJob, Service};
use crate::sql;
use serde::Serialize;
use std::time::Duration;

/// Maximum rows per transaction, so that it is short and workers can keep claiming.
const CHUNK: usize = 200;
const EXPIRED: &str = "Job exceeded maximum processing time";
const NEVER_CLAIMED: &str = "No worker claimed the job in time";

/// The result of a sweep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Swept {
    /// Number of expired jobs.
    pub expired: u64,
    /// Number of retried jobs.
    pub retried: u64,
}

/// The failures that are retried automatically: recent ones that morag-db recorded for its own claims. Jobs that another
/// application marked as failed, and older failures, are not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryScope {
    /// Maximum age of a failure to retry.
    pub window: Duration,
}

impl Default for RetryScope {
    fn default() -> Self {
        RetryScope { window: Duration::from_secs(3600) }
    }
}

/// Maximum number of failures that are retried at once without an explicit option.
pub const RETRY_BACKLOG: u64 = 100;

/// The jobs that a sweep would change now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Number of jobs past their deadline.
    pub to_expire: u64,
    /// Number of failures to retry.
    pub to_retry: u64,
}

/// The columns of the last attempt that are cleared when a job returns to pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::jobs) enum Cleared {
    /// The outcome.
    Outcome,
    /// The outcome and the failure count.
    OutcomeAndFailures,
    /// The result only; the error stays until the next attempt ends and shows why the job is pending.
    OutcomeButError,
}

/// Delay before a retry: 30 s, doubled by each failure, at most an hour, with ±50 % jitter.
fn backoff(failures: i64) -> Duration {
    let base = 30.0 * 2f64.powi(failures.clamp(1, 8) as i32 - 1);
    let jitter = 0.5 + fastrand::f64();
    Duration::from_secs_f64(base.min(3600.0) * jitter)
}

impl Service {
    /// Expires all jobs and claims past their deadline. Returns their number.
    pub async fn expire(&mut self) -> Result<u64> {
        let mut total = 0;
        loop {
            let done = self.with_retries(async |s| s.try_expire().await).await.doing("expiring jobs")?;
            total += done;
            if done < CHUNK as u64 {
                return Ok(total);
            }
        }
    }

    /// Counts the jobs that a sweep would change now; writes nothing.
    pub async fn due(&mut self, scope: RetryScope) -> Result<Due> {
        let sql = sql!(
            "SELECT (SELECT COUNT(*) FROM remote_jobs r WHERE {expired}) AS to_expire, (SELECT COUNT(*) FROM remote_jobs r WHERE {failed}) AS to_retry",
            expired = self.expired_condition(),
            failed = self.retry_condition(scope)
        );
        let doing = "counting what is due";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let due = |row: &Row| Ok(Due { to_expire: row.get("to_expire")?, to_retry: row.get("to_retry")? });
        rows.first().map_or(Ok(Due::default()), due).doing(doing)
    }

    fn expired_condition(&self) -> Sql {
        sql!("r.status IN ('pending', 'processing') AND r.timeout_at < {now}", now = self.session.now())
    }

    /// The condition that a sweep would retry the row `r` now.
    pub(in crate::jobs) fn retry_condition(&self, scope: RetryScope) -> Sql {
        let s = &self.session;
        sql!(
            "r.status IN ('failed', 'timeout') AND COALESCE(r.retry_count, 0) < COALESCE(r.max_retries, 3) AND COALESCE(r.claim_seq, 0) > 0 \
             AND r.completed_at >= {since} AND EXISTS (SELECT 1 FROM job_events e WHERE e.job_id = {id} AND e.at >= {since} \
             AND e.action IN ('fail', 'expire') AND e.from_status = 'processing' AND e.claim_seq = r.claim_seq)",
            since = s.in_past(scope.window),
            id = s.id_as_text("r.id")
        )
    }

    /// Retries jobs that failed or timed out within `scope` and have attempts left. Returns their number.
    pub async fn retry(&mut self, scope: RetryScope) -> Result<u64> {
        let mut total = 0;
        loop {
            let done = self.with_retries(async |s| s.try_retry(scope).await).await.doing("retrying failed jobs")?;
            total += done;
            if done < CHUNK as u64 {
                return Ok(total);
            }
        }
    }

    async fn pick(&mut self, condition: Sql) -> std::result::Result<Vec<RemoteJob>, SqlError> {
        let s = &self.session;
        let sql = sql!(
            "{begin}; SELECT {columns} FROM remote_jobs r WHERE {condition} LIMIT {chunk}{lock}",
            begin = s.begin_work(),
            columns = remote_job_with_ingestion(s),
            condition,
            chunk = Sql::number(CHUNK as u64),
            lock = s.for_update(Locked::Skip)
        );
        let jobs = RemoteJob::all_of(self.session.fetch(&sql).await?)?;
        if jobs.is_empty() {
            self.session.execute(&sql!("ROLLBACK")).await?;
        }
        Ok(jobs)
    }

    async fn try_expire(&mut self) -> std::result::Result<u64, SqlError> {
        let overdue = self.session.ids_overdue(5 * CHUNK as u64);
        let rows = self.session.fetch(&overdue).await?;
        let overdue: Vec<String> = rows.iter().map(Row::only).collect::<std::result::Result<_, SqlError>>()?;
        if overdue.is_empty() {
            return Ok(0);
        }
        // checked again when they are locked
        let condition = sql!("{expired} AND {these}", expired = self.expired_condition(), these = self.session.is_one_of("r.id", &overdue));
        let jobs = self.pick(condition).await?;
        if jobs.is_empty() {
            return Ok(0);
        }
        let ids: Vec<String> = jobs.iter().map(|j| j.id.clone()).collect();
        let error_of = |job: &RemoteJob| if job.status == "pending" { NEVER_CLAIMED } else { EXPIRED };
        let failures = self.count_failed(&with_failures(jobs.iter().map(|job| (job, error_of(job)))));
        let chosen = |waited: &str, ran: &str| sql!("CASE status WHEN 'pending' THEN {waited} ELSE {ran} END", waited, ran);
        // MySQL assigns from left to right: the status is still the old one when the error is chosen
        let update = sql!(
            "UPDATE remote_jobs SET error_message = {error}, failure_fingerprint = {fingerprint}, status = 'timeout', completed_at = {now}, \
             retry_count = COALESCE(retry_count, 0) + 1 WHERE {these}",
            error = chosen(NEVER_CLAIMED, EXPIRED),
            fingerprint = chosen(&failure_of(NEVER_CLAIMED).fingerprint, &failure_of(EXPIRED).fingerprint),
            now = self.session.now(),
            these = self.session.is_one_of("id", &ids)
        );
        let event = |job: &RemoteJob| NewEvent {
            from: Some(job.status.clone()),
            to: Some("timeout".into()),
            claim_seq: Some(job.claim_seq),
            worker_id: job.worker_id.clone(),
            ..NewEvent::of(&job.id, Action::Expire)
        };
        let events: Vec<NewEvent> = jobs.iter().map(event).collect();
        let statements = [update, self.insert_events(Kind::Remote, &events)].into_iter().chain(failures);
        self.session.execute(&Sql::batch(statements)).await?;
        for job in jobs.iter().filter(|j| j.has_ingestion && j.retry_count + 1 >= j.max_retries) {
            self.continue_ingestion(&job.ingestion_task_id, false, error_of(job)).await?;
        }
        self.session.execute(&sql!("COMMIT")).await?;
        Ok(jobs.len() as u64)
    }

    async fn try_retry(&mut self, scope: RetryScope) -> std::result::Result<u64, SqlError> {
        let jobs = self.pick(self.retry_condition(scope)).await?;
        if jobs.is_empty() {
            return Ok(0);
        }
        let retry =
            |job: &RemoteJob| self.back_to_pending(std::slice::from_ref(&job.id), backoff(job.retry_count), Cleared::OutcomeButError);
        let mut statements: Vec<Sql> = jobs.iter().map(retry).collect();
        let event = |job: &RemoteJob| NewEvent {
            from: Some(job.status.clone()),
            to: Some("pending".into()),
            claim_seq: Some(job.claim_seq),
            reason: job.error_message.clone(),
            ..NewEvent::of(&job.id, Action::Retry)
        };
        statements.push(self.insert_events(Kind::Remote, &jobs.iter().map(event).collect::<Vec<_>>()));
        statements.extend(self.uncount_failed(&jobs));
        statements.push(sql!("COMMIT"));
        self.session.execute(&Sql::batch(statements)).await?;
        Ok(jobs.len() as u64)
    }

    /// The statement that returns jobs to pending, claimable after `delay`; `claim_seq` stays. Goes with
    /// [`Service::uncount_failed`].
    pub(in crate::jobs) fn back_to_pending(&self, ids: &[String], delay: Duration, cleared: Cleared) -> Sql {
        let s = &self.session;
        sql!(
            "UPDATE remote_jobs SET status = 'pending', run_after = {run_after}, timeout_at = {timeout_at}, worker_id = NULL, started_at = NULL, \
             claim_started_at = NULL, heartbeat_at = NULL, completed_at = NULL, result_data = NULL, failure_fingerprint = NULL{more} WHERE {these}",
            run_after = s.in_future(delay),
            timeout_at = s.in_future(delay + Duration::from_secs(3600)),
            more = match cleared {
                Cleared::Outcome => sql!(", error_message = NULL"),
                Cleared::OutcomeAndFailures => sql!(", error_message = NULL, retry_count = 0"),
                Cleared::OutcomeButError => Sql::default(),
            },
            these = s.is_one_of("id", ids)
        )
    }
}
