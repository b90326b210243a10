//! What happens by itself: claims and jobs whose time is over, and trying again what failed.

use super::event::NewEvent;
use super::{Action, Kind, RemoteJob, Service};
use crate::backend::jobs::Locked;
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

    /// Tries again what failed or took too long, where it may.
    pub async fn retry(&mut self) -> Result<u64> {
        let mut total = 0;
        loop {
            let done = self.again(async |s| s.try_retry().await).await.doing("trying failed jobs again")?;
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
        let jobs = self.pick(&format!("r.status IN ('pending', 'processing') AND r.timeout_at < {now}")).await?;
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

    async fn try_retry(&mut self) -> std::result::Result<u64, SqlError> {
        let jobs = self.pick("r.status IN ('failed', 'timeout') AND COALESCE(r.retry_count, 0) < COALESCE(r.max_retries, 3)").await?;
        if jobs.is_empty() {
            return Ok(0);
        }
        let mut statements = Vec::new();
        for job in &jobs {
            statements.push(self.pending_again_sql(std::slice::from_ref(&job.id), backoff(job.retry_count), None));
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
