//! Submission of results. The claim token is checked under the row's lock; a rejected result is stored as a late
//! result; submitting the same result twice has no effect.

use super::claim::{claimed, now_is};
use crate::db::Locked;
use crate::db::claims::{Exchanged, Failure, PlainResult};
use crate::db::{Sql, first};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::model::submission::{Answer, Ready, Submission, Verdict, plain_of, same_id};
use crate::jobs::store::event::NewEvent;
use crate::jobs::{ClaimEventPrefix, ClaimRequest, Kind, RemoteJob, Service};
use crate::sql;
use serde_json::{Value, json as object};

impl Service {
    /// Submits one result.
    ///
    /// # Errors
    /// No job has this id, or the claim is stale: the result is stored as a late result, and the error contains the job's
    /// current state.
    pub async fn submit(&mut self, submission: &Submission) -> Result<Answer> {
        let answer = self.submit_many(std::slice::from_ref(submission)).await?.pop();
        match answer {
            Some(answer) if answer.verdict == Verdict::NotFound => Err(Error::NotFound { what: format!("remote job {}", answer.id) }),
            Some(answer) if answer.verdict == Verdict::Stale => {
                Err(Error::stale(format!("refused, and kept as a late result: {}", answer.detail.unwrap_or_default()), &answer.id))
            }
            Some(answer) => Ok(answer),
            None => Err(Error::NotFound { what: "submission".into() }),
        }
    }

    /// Submits results in one transaction. Returns one answer per result, in the same order.
    pub async fn submit_many(&mut self, submissions: &[Submission]) -> Result<Vec<Answer>> {
        self.submit_and_claim(submissions, None).await.map(|(answers, _)| answers)
    }

    /// Submits results and claims the next jobs: one round trip and one commit instead of two if the results are plain and no
    /// type is limited. A rejected result does not prevent the claim.
    pub async fn submit_and_claim(
        &mut self,
        submissions: &[Submission],
        next: Option<&ClaimRequest>,
    ) -> Result<(Vec<Answer>, Vec<RemoteJob>)> {
        self.submit_and_claim_with_prefix(submissions, next, &ClaimEventPrefix::new()).await
    }

    /// Like [`Service::submit_and_claim`]; if the answer is lost, [`Service::release_by_prefix`] releases the claimed jobs.
    pub async fn submit_and_claim_with_prefix(
        &mut self,
        submissions: &[Submission],
        next: Option<&ClaimRequest>,
        mark: &ClaimEventPrefix,
    ) -> Result<(Vec<Answer>, Vec<RemoteJob>)> {
        // a job that ends makes room for the next one of its type
        if let Some(request) = next.filter(|_| !submissions.is_empty())
            && let known = self.known_types().await?
            && known.limited.iter().any(|one| request.types.contains(&one.ty))
        {
            let (answers, _) = Box::pin(self.submit_and_claim_with_prefix(submissions, None, mark)).await?;
            return Ok((answers, self.claim_with_prefix(request, mark).await?));
        }
        let ready: Vec<Ready> = submissions.iter().map(Ready::of).collect::<Result<_>>()?;
        for (at, one) in ready.iter().enumerate() {
            if ready[..at].iter().any(|other| other.id == one.id) {
                return Err(Error::configuration(format!("job {} appears twice in one request", one.id)));
            }
        }
        let texts: Vec<Option<String>> = ready.iter().map(|one| one.result.as_ref().map(Value::to_string)).collect();
        let plain: Vec<PlainResult<'_>> = ready.iter().zip(&texts).filter_map(|(one, text)| plain_of(one, text.as_deref())).collect();
        let exchanged = self.exchange(&plain, next.map(|request| (request, mark))).await?.doing("submitting results")?;
        let answer = |one: &Ready| {
            let status = if one.result.is_some() { "completed" } else { "failed" };
            exchanged.settled.contains(&one.id).then(|| one.answer(Verdict::Accepted, Some(status), None))
        };
        let mut answers: Vec<Option<Answer>> = ready.iter().map(answer).collect();
        let rest: Vec<&Ready> = ready.iter().zip(&answers).filter(|(_, answer)| answer.is_none()).map(|(one, _)| one).collect();
        if !rest.is_empty() {
            let submitted = self.with_retries(async |s| s.try_submit(&rest).await).await.doing("submitting results");
            let mut others = match submitted {
                Ok(others) => others.into_iter(),
                Err(error) => {
                    self.release_claimed(exchanged).await;
                    return Err(error);
                }
            };
            answers.iter_mut().filter(|answer| answer.is_none()).for_each(|answer| *answer = others.next());
        }
        Ok((answers.into_iter().flatten().collect(), claimed(exchanged).doing("claiming jobs")?))
    }

    /// Releases the claimed jobs, since the results submitted with the claim failed and the worker gets only an error.
    async fn release_claimed(&mut self, exchanged: Exchanged) {
        let count = exchanged.claimed.len();
        let released = async {
            let jobs = claimed(exchanged).doing("claiming jobs")?;
            let tokens: Vec<(String, i64)> = jobs.into_iter().map(|job| (job.id, job.claim_seq)).collect();
            self.release(&tokens).await
        };
        if let Err(error) = released.await {
            tracing::warn!(%error, jobs = count, "claimed jobs could not be released: they wait for their deadline");
        }
    }

    async fn try_submit(&mut self, ready: &[&Ready]) -> std::result::Result<Vec<Answer>, SqlError> {
        let ids: Vec<String> = ready.iter().map(|r| r.id.clone()).collect();
        let jobs = self.locked(&ids).await?;
        let find = |id: &str| jobs.iter().find(|j| same_id(&j.id, id));
        let mut answers = Vec::new();
        let (mut statements, mut events, mut settled) = (Vec::new(), Vec::new(), Vec::new());
        for one in ready.iter().copied() {
            let answer = |verdict, status: Option<&str>, detail: Option<String>| one.answer(verdict, status, detail);
            let Some(job) = find(&one.id) else {
                answers.push(answer(Verdict::NotFound, None, None));
                continue;
            };
            if one.holds(job) {
                let to = if one.result.is_some() { "completed" } else { "failed" };
                statements.push(self.settle_statement(job, one, to));
                events.push(NewEvent {
                    from: Some(job.status.clone()),
                    to: Some(to.into()),
                    claim_seq: Some(job.claim_seq),
                    worker_id: job.worker_id.clone(),
                    reason: one.error.clone(),
                    detail: Some(object!({"hash": one.hash})),
                    ..NewEvent::of(&job.id, one.action())
                });
                settled.push((job, one));
                answers.push(answer(Verdict::Accepted, Some(to), None));
            } else if self.is_repeated(job, one).await? {
                answers.push(answer(Verdict::Repeated, Some(&job.status), None));
            } else {
                statements.push(self.keep_late(job, one));
                answers.push(answer(Verdict::Stale, Some(&job.status), Some(now_is(job))));
            }
        }
        if !events.is_empty() {
            statements.push(self.insert_events(Kind::Remote, &events));
        }
        let failed: Vec<(&RemoteJob, Failure)> = settled.iter().filter_map(|(job, one)| Some((*job, one.failure.clone()?))).collect();
        statements.extend(self.count_failed(&failed));
        statements.extend(self.uncount_failed(settled.iter().filter(|(_, one)| one.failure.is_none()).map(|(job, _)| *job)));
        let parents: Vec<(String, bool, String)> = settled
            .iter()
            .filter(|(job, one)| job.has_ingestion && (one.result.is_some() || job.retry_count + 1 >= job.max_retries))
            .map(|(job, one)| (job.ingestion_task_id.clone(), one.result.is_some(), one.error.clone().unwrap_or_default()))
            .collect();
        if parents.is_empty() {
            statements.push(sql!("COMMIT"));
            self.session.execute(&Sql::batch(statements)).await?;
            return Ok(answers);
        }
        self.session.execute(&Sql::batch(statements)).await?;
        for (parent, is_success, error) in parents {
            let went_on = self.continue_ingestion(&parent, is_success, &error).await?;
            for (answer, one) in answers.iter_mut().zip(ready) {
                let is_its = find(&one.id).is_some_and(|job| job.ingestion_task_id == parent);
                answer.ingestion_continued |= is_its && went_on && answer.verdict == Verdict::Accepted;
            }
        }
        self.session.execute(&sql!("COMMIT")).await?;
        Ok(answers)
    }

    fn settle_statement(&self, job: &RemoteJob, one: &Ready, to: &str) -> Sql {
        let s = &self.session;
        let outcome = match (&one.result, &one.error) {
            (Some(result), _) => sql!("result_data = {result}, error_message = NULL, failure_fingerprint = NULL", result),
            (None, error) => {
                let error = error.as_deref().unwrap_or_default();
                let fingerprint = one.failure.as_ref().map(|failure| &failure.fingerprint);
                sql!(
                    "error_message = {error}, retry_count = COALESCE(retry_count, 0) + 1, failure_fingerprint = {fingerprint}",
                    error,
                    fingerprint
                )
            }
        };
        // the token is checked again in the statement that writes
        sql!(
            "UPDATE remote_jobs SET status = {to}, completed_at = {now}, {outcome} \
             WHERE {id} AND status = 'processing' AND COALESCE(claim_seq, 0) = {seq}",
            to,
            now = s.now(),
            outcome,
            id = s.is_one_of("id", std::slice::from_ref(&job.id)),
            seq = job.claim_seq
        )
    }

    /// The statement that stores a late result, once even if it is repeated; the job's row must be locked.
    fn keep_late(&self, job: &RemoteJob, one: &Ready) -> Sql {
        let seq = one.claim_seq;
        sql!(
            "INSERT INTO job_late_results (id, job_id, claim_seq, worker_id, outcome, result_data, error_message, hash, refused_because) \
             SELECT {late}, {id}, {seq}, {worker}, {outcome}, {result}, {error}, {hash}, {why} FROM (SELECT 1 AS one) o \
             WHERE NOT EXISTS (SELECT 1 FROM job_late_results k WHERE k.job_id = {id} AND k.hash = {hash} AND {is_its})",
            late = uuid::Uuid::now_v7(),
            id = &job.id,
            seq,
            worker = one.worker_id.as_deref(),
            outcome = if one.result.is_some() { "completed" } else { "failed" },
            result = one.result.as_ref(),
            error = one.error.as_deref(),
            hash = &one.hash,
            why = now_is(job),
            is_its = seq.map_or(sql!("k.claim_seq IS NULL"), |seq| sql!("k.claim_seq = {seq}", seq))
        )
    }

    /// Whether the same result was accepted under the same claim and is still the job's result.
    async fn is_repeated(&mut self, job: &RemoteJob, one: &Ready) -> std::result::Result<bool, SqlError> {
        let seq = one.claim_seq.unwrap_or(job.claim_seq);
        let sql = sql!(
            "SELECT detail FROM job_events WHERE job_id = {id} AND action IN ('complete', 'fail') AND claim_seq = {seq} ORDER BY at DESC LIMIT 1",
            id = &job.id,
            seq
        );
        let detail: Option<Value> = first(&self.session.fetch(&sql).await?)?;
        let recorded = detail.and_then(|d| d["hash"].as_str().map(String::from));
        // if the job was requeued since, the result belongs to an earlier attempt
        Ok(recorded.as_deref() == Some(one.hash.as_str()) && job.claim_seq == seq && matches!(job.status.as_str(), "completed" | "failed"))
    }

    /// Continues the ingestion job if it waits for no other remote job, or fails it with `error`. Returns whether it
    /// continues. Its row is locked before the remote jobs are read, so that of two jobs that end at the same time the
    /// second sees the first.
    pub(in crate::jobs) async fn continue_ingestion(
        &mut self,
        parent: &str,
        is_success: bool,
        error: &str,
    ) -> std::result::Result<bool, SqlError> {
        let s = &self.session;
        let lock = sql!("SELECT id FROM jobs WHERE id = {parent}{lock}", parent, lock = s.for_update(Locked::Wait));
        let (change, guard) = if is_success {
            let unfinished = "SELECT 1 FROM remote_jobs r WHERE r.ingestion_task_id = jobs.id AND (r.status IN ('pending', 'processing') \
                              OR (r.status IN ('failed', 'timeout') AND COALESCE(r.retry_count, 0) < COALESCE(r.max_retries, 3)))";
            (sql!("status = 'PENDING'"), sql!(" AND NOT EXISTS ({unfinished})", unfinished = Sql::constant(unfinished)))
        } else {
            let summary: String = error.chars().take(10_000).collect();
            (sql!("status = 'FAILED', end_date = {now}, summary = {summary}", now = s.now(), summary), Sql::default())
        };
        let sql = sql!(
            "UPDATE jobs SET {change}, updated_at = {now} WHERE id = {parent} AND status = 'WAITING_FOR_REMOTE_WORKER'{guard}",
            change,
            now = s.now(),
            parent,
            guard
        );
        self.session.fetch(&lock).await?;
        Ok(self.session.execute(&sql).await? > 0 && is_success)
    }
}
