//! Late results: stored when they are rejected, listed, and accepted by operators.

use crate::db::{Row, Sql, first};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::model::fingerprint::failure_of;
use crate::jobs::store::event::NewEvent;
use crate::jobs::{Kind, Service};
use crate::sql;
use serde::Serialize;
use serde_json::Value;

/// A result that was refused.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct LateResult {
    /// Its own id.
    pub id: String,
    /// The job.
    pub job_id: String,
    /// Token of the claim that it was submitted for.
    pub claim_seq: Option<i64>,
    /// The worker.
    pub worker_id: Option<String>,
    /// `completed` or `failed`.
    pub outcome: String,
    /// The result.
    #[schema(value_type = Option<Object>)]
    pub result_data: Option<Value>,
    /// The error.
    pub error_message: Option<String>,
    /// Why it was refused: the status of the job at that time.
    pub refused_because: String,
    /// When it was received.
    pub received_at: Option<String>,
    /// When an operator accepted it.
    pub accepted_at: Option<String>,
}

impl LateResult {
    fn of(row: &Row) -> std::result::Result<LateResult, SqlError> {
        Ok(LateResult {
            id: row.get("id")?,
            job_id: row.get("job_id")?,
            claim_seq: row.get("claim_seq")?,
            worker_id: row.get("worker_id")?,
            outcome: row.get("outcome")?,
            result_data: row.get("result_data")?,
            error_message: row.get("error_message")?,
            refused_because: row.get("refused_because")?,
            received_at: row.get("received")?,
            accepted_at: row.get("accepted")?,
        })
    }
}

impl Service {
    /// Late results of one job or of all jobs, newest first.
    pub async fn late_results(&mut self, job_id: Option<&str>, limit: usize) -> Result<Vec<LateResult>> {
        let condition = job_id.map_or(sql!("1 = 1"), |id| sql!("job_id = {id}", id));
        self.late_where(condition, limit).await
    }

    /// Late results of an archived job, newest first.
    pub(in crate::jobs) async fn archived_late_results(&mut self, job_id: &str) -> Result<Vec<LateResult>> {
        let theirs = self.session.is_one_of("job_id", &[job_id.to_string()]);
        self.late_in(sql!("job_late_result_history"), theirs, 100).await
    }

    async fn late_where(&mut self, condition: Sql, limit: usize) -> Result<Vec<LateResult>> {
        self.late_in(sql!("job_late_results"), condition, limit).await
    }

    async fn late_in(&mut self, table: Sql, condition: Sql, limit: usize) -> Result<Vec<LateResult>> {
        let s = &self.session;
        let sql = sql!(
            "SELECT id, job_id, claim_seq, worker_id, outcome, result_data, error_message, refused_because, {received} AS received, {accepted} AS accepted \
             FROM {table} WHERE {condition} ORDER BY id DESC LIMIT {limit}",
            table,
            received = s.iso_time("received_at"),
            accepted = s.iso_time("accepted_at"),
            condition,
            limit = Sql::number(limit as u64)
        );
        let doing = "listing late results";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        rows.iter().map(LateResult::of).collect::<std::result::Result<_, _>>().doing(doing)
    }

    /// Full id of the only late result whose id begins with `prefix`.
    pub async fn late_id(&mut self, prefix: &str) -> Result<String> {
        let mut found = self.late_where(self.session.id_begins("id", prefix), 4).await?;
        if found.len() > 1 {
            let of = |late: &LateResult| format!("{} (of job {})", late.id, late.job_id);
            let ids: Vec<String> = found.iter().map(of).collect();
            return Err(Error::configuration(format!(
                "'{prefix}' is the beginning of more than one id: {}; give more characters",
                ids.join(", ")
            )));
        }
        found.pop().map(|late| late.id).ok_or_else(|| Error::NotFound { what: format!("late result {prefix}") })
    }

    /// Makes a late result the job's result, and records the actor and the reason. Returns the job's id.
    ///
    /// # Errors
    /// A worker has the job; or the job has a result already, which only `replaces` allows to replace. The event keeps the
    /// replaced result.
    pub async fn accept_late(&mut self, late_id: &str, reason: &str, replaces: bool) -> Result<String> {
        let condition = self.session.is_one_of("id", &[late_id.to_string()]);
        let late = self.late_where(condition, 1).await?.pop();
        let late = late.ok_or_else(|| Error::NotFound { what: format!("late result {late_id}") })?;
        if late.accepted_at.is_some() {
            return Err(Error::stale(format!("late result {late_id} was accepted before"), &late.job_id));
        }
        let refused = self.with_retries(async |s| s.try_accept(&late, reason, replaces).await).await.doing("accepting a late result")?;
        match refused {
            None => Ok(late.job_id),
            Some(status) if status.is_empty() => Err(Error::NotFound { what: format!("remote job {}", late.job_id) }),
            Some(status) if status == "completed" => Err(Error::refused(
                format!("job {} is completed: accepting late result {late_id} would replace its result; nothing was changed", late.job_id),
                format!("compare both with: morag-db jobs show {} --output json; to replace the result, add --replace", late.job_id),
            )),
            Some(status) => Err(Error::stale(format!("job {} is {status}: a worker has it now", late.job_id), &late.job_id)),
        }
    }

    async fn try_accept(&mut self, late: &LateResult, reason: &str, replaces: bool) -> std::result::Result<Option<String>, SqlError> {
        let job = self.locked(std::slice::from_ref(&late.job_id)).await?.pop();
        let may_change = |status: &str| status != "processing" && (replaces || status != "completed");
        let Some(job) = job.filter(|j| may_change(&j.status)) else {
            self.session.execute(&sql!("ROLLBACK")).await?;
            return Ok(Some(self.status_of(&late.job_id).await?));
        };
        let s = &self.session;
        let failure = (late.outcome == "failed").then(|| failure_of(late.error_message.as_deref().unwrap_or_default()));
        let update = sql!(
            "UPDATE remote_jobs SET status = {status}, result_data = {result}, error_message = {error}, completed_at = {now}, \
             failure_fingerprint = {fingerprint} WHERE {job}; \
             UPDATE job_late_results SET accepted_at = {now} WHERE id = {late}",
            status = if late.outcome == "failed" { "failed" } else { "completed" },
            result = late.result_data.as_ref(),
            error = late.error_message.as_deref(),
            now = s.now(),
            fingerprint = failure.as_ref().map(|failure| &failure.fingerprint),
            job = s.is_one_of("id", std::slice::from_ref(&job.id)),
            late = &late.id
        );
        let operation = uuid::Uuid::now_v7().to_string();
        let record = sql!(
            "INSERT INTO job_operations (id, action, actor, reason, planned, changed, finished_at, filter) \
             VALUES ({operation}, 'late-accept', {actor}, {reason}, 1, 1, {now}, {selection})",
            operation = &operation,
            actor = &self.actor,
            reason,
            now = s.now(),
            selection = &serde_json::json!({"confirmed_by": "listed_ids"})
        );
        let event = NewEvent {
            job_id: job.id.clone(),
            action: "late-accept",
            operation: Some(operation),
            from: Some(job.status.clone()),
            to: Some(late.outcome.clone()),
            claim_seq: late.claim_seq,
            worker_id: late.worker_id.clone(),
            reason: Some(reason.into()),
            detail: job.result_data.clone().map(|old| serde_json::json!({"replaced_result": old})),
            ..NewEvent::default()
        };
        let counted = match failure {
            Some(failure) => self.count_failed(&[(&job, failure)]),
            None => self.uncount_failed([&job]),
        };
        let statements = [update, record, self.insert_events(Kind::Remote, &[event])].into_iter().chain(counted);
        self.session.execute(&Sql::batch(statements)).await?;
        if job.has_ingestion && late.outcome != "failed" {
            self.continue_ingestion(&job.ingestion_task_id, true, "").await?;
        }
        self.session.execute(&sql!("COMMIT")).await?;
        Ok(None)
    }

    async fn status_of(&mut self, id: &str) -> std::result::Result<String, SqlError> {
        let sql = sql!("SELECT status FROM remote_jobs WHERE {job}", job = self.session.is_one_of("id", &[id.to_string()]));
        Ok(first(&self.session.fetch(&sql).await?)?.unwrap_or_default())
    }
}
