//! Results that were refused: kept, listed, and turned into the result by hand.

use super::event::NewEvent;
use super::{Kind, Service};
use crate::db::cells;
use crate::error::{Doing, Error, Result, SqlError};
use serde::Serialize;
use serde_json::Value;

/// A result that was refused.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct LateResult {
    /// Its own id.
    pub id: String,
    /// The job.
    pub job_id: String,
    /// The claim that it came under.
    pub claim_seq: Option<i64>,
    /// Whose.
    pub worker_id: Option<String>,
    /// `completed` or `failed`.
    pub outcome: String,
    /// The result.
    #[schema(value_type = Option<Object>)]
    pub result_data: Option<Value>,
    /// The error.
    pub error_message: Option<String>,
    /// How the job was then.
    pub refused_because: String,
    /// When it came.
    pub received_at: Option<String>,
    /// When it was accepted by hand.
    pub accepted_at: Option<String>,
}

impl Service {
    /// Refused results, newest first, of one job or of all.
    pub async fn late_results(&mut self, job_id: Option<&str>, limit: usize) -> Result<Vec<LateResult>> {
        let s = &self.session;
        let condition = job_id.map_or("1 = 1".into(), |id| format!("job_id = {}", s.text(id)));
        self.late_where(&condition, limit).await
    }

    async fn late_where(&mut self, condition: &str, limit: usize) -> Result<Vec<LateResult>> {
        let s = &self.session;
        let sql = format!(
            "SELECT id, job_id, claim_seq, worker_id, outcome, result_data, error_message, refused_because, {}, {} FROM job_late_results WHERE {condition} \
             ORDER BY id DESC LIMIT {limit}",
            s.iso_time("received_at"),
            s.iso_time("accepted_at")
        );
        let rows = self.session.query(&sql).await.doing("listing late results")?;
        let late = |row: crate::db::Row| {
            let mut cell = cells(row, 10);
            LateResult {
                id: cell().unwrap_or_default(),
                job_id: cell().unwrap_or_default(),
                claim_seq: cell().and_then(|n| n.parse().ok()),
                worker_id: cell(),
                outcome: cell().unwrap_or_default(),
                result_data: cell().and_then(|d| serde_json::from_str(&d).ok()),
                error_message: cell(),
                refused_because: cell().unwrap_or_default(),
                received_at: cell(),
                accepted_at: cell(),
            }
        };
        Ok(rows.into_iter().map(late).collect())
    }

    /// Makes a refused result the job's result, whatever its status is but processing, and writes down who and why.
    pub async fn accept_late(&mut self, late_id: &str, reason: &str) -> Result<String> {
        let condition = self.session.is_one_of("id", &[late_id.to_string()]);
        let late = self.late_where(&condition, 1).await?.pop();
        let late = late.ok_or_else(|| Error::NotFound { what: format!("late result {late_id}") })?;
        if late.accepted_at.is_some() {
            return Err(Error::Stale { reason: format!("late result {late_id} was accepted before") });
        }
        let refused = self.again(async |s| s.try_accept(&late, reason).await).await.doing("accepting a late result")?;
        match refused {
            None => Ok(late.job_id),
            Some(status) if status.is_empty() => Err(Error::NotFound { what: format!("remote job {}", late.job_id) }),
            Some(status) => Err(Error::Stale { reason: format!("job {} is {status}: a worker has it now", late.job_id) }),
        }
    }

    async fn try_accept(&mut self, late: &LateResult, reason: &str) -> std::result::Result<Option<String>, SqlError> {
        let job = self.locked(std::slice::from_ref(&late.job_id)).await?.pop();
        let Some(job) = job.filter(|j| j.status != "processing") else {
            self.session.execute("ROLLBACK").await?;
            return Ok(Some(self.status_of(&late.job_id).await?));
        };
        let s = &self.session;
        let now = s.backend().now();
        let maybe = |t: Option<String>| t.map_or("NULL".into(), |t| s.text(&t));
        let update = format!(
            "UPDATE remote_jobs SET status = '{}', result_data = {}, error_message = {}, completed_at = {now} WHERE {}; \
             UPDATE job_late_results SET accepted_at = {now} WHERE id = {}",
            if late.outcome == "failed" { "failed" } else { "completed" },
            maybe(late.result_data.as_ref().map(Value::to_string)),
            maybe(late.error_message.clone()),
            s.is_one_of("id", std::slice::from_ref(&job.id)),
            s.text(&late.id)
        );
        let event = NewEvent {
            job_id: job.id.clone(),
            action: "late-accept",
            from: Some(job.status.clone()),
            to: Some(late.outcome.clone()),
            claim_seq: late.claim_seq,
            worker_id: late.worker_id.clone(),
            reason: Some(reason.into()),
            detail: job.result_data.clone().map(|old| serde_json::json!({"replaced_result": old})),
            ..NewEvent::default()
        };
        self.session.execute(&format!("{update}; {}", self.events_sql(Kind::Remote, &[event]))).await?;
        if job.has_ingestion && late.outcome != "failed" {
            self.continue_ingestion(&job.ingestion_task_id, true, "").await?;
        }
        self.session.execute("COMMIT").await?;
        Ok(None)
    }

    async fn status_of(&mut self, id: &str) -> std::result::Result<String, SqlError> {
        let sql = format!("SELECT status FROM remote_jobs WHERE {}", self.session.is_one_of("id", &[id.to_string()]));
        Ok(self.session.query(&sql).await?.into_iter().flatten().flatten().next().unwrap_or_default())
    }
}
