//! Releases claims that never reached their worker: the worker had disconnected, it stopped before it began, or the
//! database's answer was lost.

use super::sweep::Cleared;
use crate::db::{Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::store::event::NewEvent;
use crate::jobs::{Action, ClaimEventPrefix, Kind, RemoteJob, Service};
use crate::sql;
use std::time::Duration;

impl Service {
    /// Releases the claimed jobs whose claim token is still valid. Returns their number.
    pub async fn release(&mut self, tokens: &[(String, i64)]) -> Result<u64> {
        if tokens.is_empty() {
            return Ok(0);
        }
        self.with_retries(async |s| s.try_release(tokens).await).await.doing("releasing claims")
    }

    /// Releases the jobs of the claim with this mark, whose answer was lost. Returns their number. 0 is not final: the
    /// server may still commit the transaction of a client that disconnected.
    pub async fn release_by_prefix(&mut self, mark: &ClaimEventPrefix) -> Result<u64> {
        let [least, greatest] = mark.events();
        let doing = "searching for a claim whose answer was lost";
        let sql = sql!("SELECT job_id, claim_seq FROM job_events WHERE id BETWEEN {least} AND {greatest}", least, greatest);
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let token = |row: &Row| Ok((row.get("job_id")?, row.get("claim_seq")?));
        let tokens: Vec<(String, i64)> = rows.iter().map(token).collect::<std::result::Result<_, SqlError>>().doing(doing)?;
        self.release(&tokens).await
    }

    async fn try_release(&mut self, tokens: &[(String, i64)]) -> std::result::Result<u64, SqlError> {
        let ids: Vec<String> = tokens.iter().map(|(id, _)| id.clone()).collect();
        let mut jobs = self.locked(&ids).await?;
        let holds = |job: &RemoteJob| {
            job.status == "processing" && job.claim_is_current && tokens.iter().any(|(id, seq)| *id == job.id && *seq == job.claim_seq)
        };
        jobs.retain(holds);
        if jobs.is_empty() {
            self.session.execute(&sql!("ROLLBACK")).await?;
            return Ok(0);
        }
        let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
        let event = |job: &RemoteJob| NewEvent {
            from: Some(job.status.clone()),
            to: Some("pending".into()),
            claim_seq: Some(job.claim_seq),
            worker_id: job.worker_id.clone(),
            ..NewEvent::of(&job.id, Action::Release)
        };
        let events: Vec<NewEvent> = jobs.iter().map(event).collect();
        let mut statements = vec![self.back_to_pending(&ids, Duration::ZERO, Cleared::Outcome), self.insert_events(Kind::Remote, &events)];
        statements.extend(self.uncount_failed(&jobs));
        statements.push(sql!("COMMIT"));
        self.session.execute(&Sql::batch(statements)).await?;
        Ok(jobs.len() as u64)
    }
}
