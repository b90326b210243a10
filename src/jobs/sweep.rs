//! What happens by itself: claims and jobs whose time is over, and trying again what failed.

use super::event::NewEvent;
use super::{Action, Kind, RemoteJob, Service};
use crate::db::jobs::Locked;
use crate::error::{Doing, Result, SqlError};
use serde::Serialize;
use std::time::Duration;

/// Rows of one transaction: short enough that workers go on claiming.
const CHUNK: usize = 200;
const EXPIRED: &str = "Job exceeded maximum processing time";

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Swept {
    /// Jobs whose time was over.
    pub expired: u64,
    /// Jobs that are tried again.
    pub retried: u64,
}

/// Which failures are retried without anybody asking: those that morag-db recorded on a claim that it made, not long ago. What
/// another application failed, or what had failed before, is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryScope {
    /// Failures older than this are left alone.
    pub window: Duration,
}

impl Default for RetryScope {
    fn default() -> Self {
        RetryScope { window: Duration::from_secs(3600) }
    }
}

/// More than this many failures at once are retried only where somebody said so.
pub const RETRY_BACKLOG: u64 = 100;

/// What a sweep would do now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Due {
    /// Jobs past their deadline.
    pub to_expire: u64,
    /// Failures that would be retried.
    pub to_retry: u64,
}

/// 30 s, doubled by each failure, at most an hour, give or take a half.
fn backoff(failures: i64) -> Duration {
    let base = 30.0 * 2f64.powi(failures.clamp(1, 8) as i32 - 1);
    let jitter = 0.5 + f64::from(uuid::Uuid::new_v4().as_bytes()[0]) / 255.0;
    Duration::from_secs_f64(base.min(3600.0) * jitter)
}

impl Service {
    /// Ends every job and claim whose time is over.
    pub async fn expire(&mut self) -> Result<u64> {
        let mut total = 0;
        loop {
            let done = self.again(async |s| s.try_expire().await).await.doing("ending jobs whose time is over")?;
            total += done;
            if done < CHUNK as u64 {
                return Ok(total);
            }
        }
    }

    /// Counts what a sweep would do now; writes nothing.
    pub async fn due(&mut self, scope: RetryScope) -> Result<Due> {
        let (expired, failed) = (self.expired_condition(), self.retry_condition(scope));
        let sql =
            format!("SELECT (SELECT COUNT(*) FROM remote_jobs r WHERE {expired}), (SELECT COUNT(*) FROM remote_jobs r WHERE {failed})");
        let row = self.session.query(&sql).await.doing("counting what is due")?.into_iter().next().unwrap_or_default();
        let count = |at: usize| row.get(at).and_then(|cell| cell.as_deref()).and_then(|n| n.parse().ok()).unwrap_or(0);
        Ok(Due { to_expire: count(0), to_retry: count(1) })
    }

    fn expired_condition(&self) -> String {
        format!("r.status IN ('pending', 'processing') AND r.timeout_at < {}", self.session.backend().now())
    }

    fn retry_condition(&self, scope: RetryScope) -> String {
        let s = &self.session;
        let since = s.in_past(scope.window);
        format!(
            "r.status IN ('failed', 'timeout') AND COALESCE(r.retry_count, 0) < COALESCE(r.max_retries, 3) AND COALESCE(r.claim_seq, 0) > 0 \
             AND r.completed_at >= {since} AND EXISTS (SELECT 1 FROM job_events e WHERE e.job_id = {} AND e.at >= {since} \
             AND e.action IN ('fail', 'expire') AND e.from_status = 'processing' AND e.claim_seq = r.claim_seq)",
            s.id_as_text("r.id")
        )
    }

    /// Retries what failed or timed out within `scope`, as far as its attempts allow.
    pub async fn retry(&mut self, scope: RetryScope) -> Result<u64> {
        let mut total = 0;
        loop {
            let done = self.again(async |s| s.try_retry(scope).await).await.doing("trying failed jobs again")?;
            total += done;
            if done < CHUNK as u64 {
                return Ok(total);
            }
        }
    }

    async fn pick(&mut self, condition: &str) -> std::result::Result<Vec<RemoteJob>, SqlError> {
        let s = &self.session;
        let sql = format!(
            "{}; SELECT {} FROM remote_jobs r WHERE {condition} LIMIT {CHUNK}{}",
            s.begin_work(),
            RemoteJob::columns(s),
            s.for_update(Locked::Skip)
        );
        let jobs: Vec<RemoteJob> = self.session.query(&sql).await?.into_iter().map(RemoteJob::of).collect();
        if jobs.is_empty() {
            self.session.execute("ROLLBACK").await?;
        }
        Ok(jobs)
    }

    async fn try_expire(&mut self) -> std::result::Result<u64, SqlError> {
        let now = self.session.backend().now();
        let jobs = self.pick(&self.expired_condition()).await?;
        if jobs.is_empty() {
            return Ok(0);
        }
        let ids: Vec<String> = jobs.iter().map(|j| j.id.clone()).collect();
        let update = format!(
            "UPDATE remote_jobs SET status = 'timeout', error_message = '{EXPIRED}', completed_at = {now}, \
             retry_count = COALESCE(retry_count, 0) + 1 WHERE {}",
            self.session.is_one_of("id", &ids)
        );
        let event = |job: &RemoteJob| NewEvent {
            from: Some(job.status.clone()),
            to: Some("timeout".into()),
            claim_seq: Some(job.claim_seq),
            worker_id: job.worker_id.clone(),
            ..NewEvent::of(&job.id, Action::Expire)
        };
        let events: Vec<NewEvent> = jobs.iter().map(event).collect();
        self.session.execute(&format!("{update}; {}", self.events_sql(Kind::Remote, &events))).await?;
        for job in jobs.iter().filter(|j| j.has_ingestion && j.retry_count + 1 >= j.max_retries) {
            self.continue_ingestion(&job.ingestion_task_id, false, EXPIRED).await?;
        }
        self.session.execute("COMMIT").await?;
        Ok(jobs.len() as u64)
    }

    async fn try_retry(&mut self, scope: RetryScope) -> std::result::Result<u64, SqlError> {
        let jobs = self.pick(&self.retry_condition(scope)).await?;
        if jobs.is_empty() {
            return Ok(0);
        }
        let mut statements = Vec::new();
        for job in &jobs {
            // its last error stays until the next attempt ends: whoever asks learns that it failed before, and why
            let again = self.pending_again_sql(std::slice::from_ref(&job.id), backoff(job.retry_count), None);
            statements.push(again.replacen(" error_message = NULL,", "", 1));
        }
        let event = |job: &RemoteJob| NewEvent {
            from: Some(job.status.clone()),
            to: Some("pending".into()),
            claim_seq: Some(job.claim_seq),
            reason: job.error_message.clone(),
            ..NewEvent::of(&job.id, Action::Retry)
        };
        statements.push(self.events_sql(Kind::Remote, &jobs.iter().map(event).collect::<Vec<_>>()));
        statements.push("COMMIT".into());
        self.session.execute(&statements.join("; ")).await?;
        Ok(jobs.len() as u64)
    }

    /// Back to pending, not before `delay` is over; what the last attempt left is cleared, `claim_seq` is not.
    pub(super) fn pending_again_sql(&self, ids: &[String], delay: Duration, retry_count: Option<i64>) -> String {
        let s = &self.session;
        let counter = retry_count.map(|n| format!(", retry_count = {n}")).unwrap_or_default();
        format!(
            "UPDATE remote_jobs SET status = 'pending', run_after = {}, timeout_at = {}, worker_id = NULL, started_at = NULL, claim_started_at = NULL, \
             heartbeat_at = NULL, completed_at = NULL, error_message = NULL, result_data = NULL{counter} WHERE {}",
            s.in_future(delay),
            s.in_future(delay + Duration::from_secs(3600)),
            s.is_one_of("id", ids)
        )
    }
}
