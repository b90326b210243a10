//! Claims that their worker never heard of are put back: an answer that nobody waited for, or a claim that a stopping worker
//! gives up before it began, or one whose answer was lost on its way from the database.

use super::event::NewEvent;
use super::{Action, ClaimMark, Kind, RemoteJob, Service};
use crate::db::Row;
use crate::error::{Doing, Result, SqlError};
use std::time::Duration;

impl Service {
    /// Puts claimed jobs back, those whose token still holds. Returns how many.
    pub async fn release(&mut self, tokens: &[(String, i64)]) -> Result<u64> {
        if tokens.is_empty() {
            return Ok(0);
        }
        self.again(async |s| s.try_release(tokens).await).await.doing("putting claims back")
    }

    /// Puts back what the claim with this mark claimed, and nobody was told. Returns how many jobs. None is no proof that there
    /// will be none: a server may still be at the transaction of a client that it lost.
    pub async fn release_marked(&mut self, mark: &ClaimMark) -> Result<u64> {
        let [least, greatest] = mark.events();
        let sql = format!("SELECT job_id, claim_seq FROM job_events WHERE id BETWEEN '{least}' AND '{greatest}'");
        let rows = self.session.query(&sql).await.doing("looking for a claim whose answer was lost")?;
        let token = |row: Row| match <[Option<String>; 2]>::try_from(row) {
            Ok([Some(id), Some(seq)]) => Some((id, seq.parse().ok()?)),
            _ => None,
        };
        let tokens: Vec<(String, i64)> = rows.into_iter().filter_map(token).collect();
        self.release(&tokens).await
    }

    async fn try_release(&mut self, tokens: &[(String, i64)]) -> std::result::Result<u64, SqlError> {
        let ids: Vec<String> = tokens.iter().map(|(id, _)| id.clone()).collect();
        let mut jobs = self.locked(&ids).await?;
        let holds = |job: &RemoteJob| {
            job.status == "processing" && job.is_fenced && tokens.iter().any(|(id, seq)| *id == job.id && *seq == job.claim_seq)
        };
        jobs.retain(holds);
        if jobs.is_empty() {
            self.session.execute("ROLLBACK").await?;
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
        let sql = format!("{}; {}; COMMIT", self.pending_again_sql(&ids, Duration::ZERO, None), self.events_sql(Kind::Remote, &events));
        self.session.execute(&sql).await?;
        Ok(jobs.len() as u64)
    }
}
