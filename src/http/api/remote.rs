//! Endpoints for remote workers: MoRAG's original API and its extensions.

use super::body::{Body, Id, Query};
use super::estimate::Estimates;
use super::remote_models::{
    ClaimedJob, CreateRemoteJobRequest, CreateRemoteJobResponse, PollJobsResponse, PollQuery, REPLACED, SubmitResultRequest,
    SubmitResultResponse, as_offset,
};
use super::remote_results::{ResultAnswer, SubmitResultsRequest, SubmitResultsResponse};
use super::status_models::{HeartbeatRequest, HeartbeatResponse, JobStatusResponse};
use super::workers::{Workers, idempotency_key};
use crate::error::Error;
use crate::http::auth::identity::{Identity, Reads, Works};
use crate::http::background::lost::{Claim, is_unsure};
use crate::http::pool::{Lane, Pool, PoolError};
use crate::http::problem::{ApiError, StaleDetail};
use crate::jobs::{ClaimRequest, IdempotentJob, NewJob, RemoteJob, Submission, Verdict};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use std::sync::Arc;
use std::time::{Duration, Instant};

type Answered<T> = Result<Json<T>, ApiError>;

/// Maximum attempts to submit results while the database connection fails.
const TRIES: u32 = 3;

/// Create a remote conversion job
///
/// With an `Idempotency-Key` the same request again gets the same answer, and makes nothing.
#[utoipa::path(
    post, path = "/api/v1/remote-jobs/", tag = "remote jobs", request_body = CreateRemoteJobRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes the request safe to send again", min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    responses((status = 200, body = CreateRemoteJobResponse))
)]
pub async fn create(
    State(workers): State<Workers>,
    Works(who): Works,
    headers: HeaderMap,
    Body(asked): Body<CreateRemoteJobRequest>,
) -> Answered<CreateRemoteJobResponse> {
    let key = idempotency_key(&headers)?;
    let job = NewJob::from(asked);
    let ty = job.content_type.clone();
    let made = workers.pool.run(Lane::Write, &who.name, async move |s| match key {
        Some(key) => s.create_once(&job, &key).await,
        None => {
            let id = s.create(std::slice::from_ref(&job)).await?.ids.pop().unwrap_or_default();
            let created_at = s.remote_job(&id).await?.and_then(|job| job.created_at);
            Ok(IdempotentJob { id, created_at, is_new: true })
        }
    });
    let made = made.await?;
    if made.is_new {
        workers.metrics.created.inc();
        workers.waiters.hint(Some(&ty));
    }
    Ok(Json(CreateRemoteJobResponse { job_id: made.id, status: "pending".into(), created_at: as_offset(made.created_at) }))
}

/// Submits results and claims jobs, in one transaction. Jobs whose claim does not reach the worker, or may have been
/// committed without an answer, are released later.
async fn submit_and_claim(
    workers: &Workers,
    who: &Identity,
    results: Arc<[Submission]>,
    next: Option<ClaimRequest>,
) -> Result<(Vec<crate::jobs::Answer>, Vec<RemoteJob>), PoolError> {
    let claim = Claim::new(&who.name);
    let is_claiming = next.is_some();
    let (mark, lost, on_abandoned) = (claim.mark().clone(), workers.lost.clone(), claim.clone());
    let work = async move |s: &mut crate::jobs::Service| s.submit_and_claim_with_prefix(&results, next.as_ref(), &mark).await;
    let on_abandoned = move |turned: Result<(Vec<crate::jobs::Answer>, Vec<RemoteJob>), PoolError>| {
        if turned.map_or_else(|unserved| is_claiming && is_unsure(&unserved), |(_, jobs)| !jobs.is_empty()) {
            lost.note(on_abandoned);
        }
    };
    let turned = workers.pool.run_or_else(Lane::Write, &who.name, work, on_abandoned).await;
    match &turned {
        Ok((_, jobs)) => {
            workers.metrics.claimed.inc_by(jobs.len() as u64);
        }
        Err(unserved) if is_claiming && is_unsure(unserved) => workers.lost.note(claim),
        Err(_) => {}
    }
    turned
}

/// Claim the oldest pending job of the types that a worker can do
///
/// With `wait` the answer comes when there is a job, or at the end of that time.
#[utoipa::path(get, path = "/api/v1/remote-jobs/poll", tag = "remote jobs", params(PollQuery), responses((status = 200, body = PollJobsResponse)))]
pub async fn poll(
    State(workers): State<Workers>,
    Works(who): Works,
    method: Method,
    Query(asked): Query<PollQuery>,
) -> Answered<PollJobsResponse> {
    if method != Method::GET {
        // axum serves HEAD like GET: the job would be claimed, but the client would not receive it
        return Err(ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"));
    }
    let is_batch = asked.batch.unwrap_or(false);
    let request = ClaimRequest {
        worker: asked.worker_id,
        types: asked.content_types,
        max: if is_batch { asked.max_jobs.unwrap_or(1) as usize } else { 1 },
        limits: workers.config.time_limits.clone(),
    };
    if !is_batch && asked.max_jobs.is_some_and(|most| most <= 0) {
        // MoRAG's own server returns no job then
        return Ok(Json(PollJobsResponse::default()));
    }
    let wait = asked.wait.unwrap_or_default().min(workers.config.limits.wait);
    let until = Instant::now() + wait;
    let mut jobs = Vec::new();
    while !workers.shutdown.has_begun() {
        if wait.is_zero() || !workers.waiters.nothing_of(&request.types) {
            (_, jobs) = submit_and_claim(&workers, &who, Arc::default(), Some(request.clone())).await?;
        }
        if !jobs.is_empty() || Instant::now() >= until || workers.shutdown.has_begun() {
            break;
        }
        if !workers.waiters.wait(&request.types, until).await {
            break;
        }
    }
    Ok(Json(if is_batch { PollJobsResponse::many(jobs) } else { PollJobsResponse::one(jobs) }))
}

/// Submits results and retries after a lost connection: submitting the same result twice under one claim has no effect.
async fn submit(
    workers: &Workers,
    who: &Identity,
    submissions: Vec<Submission>,
    next: Option<ClaimRequest>,
) -> Result<(Vec<crate::jobs::Answer>, Vec<RemoteJob>), ApiError> {
    let submissions: Arc<[Submission]> = submissions.into();
    let mut tries = 0;
    loop {
        tries += 1;
        match submit_and_claim(workers, who, submissions.clone(), next.clone()).await {
            Err(PoolError::Failed(Error::ConnectionLost { .. } | Error::Connect { .. }))
                if tries < TRIES && !workers.shutdown.has_begun() =>
            {
                tokio::time::sleep(Duration::from_millis(400)).await;
            }
            Ok((answers, jobs)) => {
                for answer in &answers {
                    workers.metrics.result(answer.verdict);
                }
                return Ok((answers, jobs));
            }
            Err(unserved) => return Err(unserved.into()),
        }
    }
}

/// Submit the result of a job
///
/// 409 when the claim is stale: the result is kept as a late result, and an operator may accept it.
#[utoipa::path(
    put, path = "/api/v1/remote-jobs/{job_id}/result", tag = "remote jobs", request_body = SubmitResultRequest,
    params(("job_id" = String, Path, description = "The job")),
    responses((status = 200, body = SubmitResultResponse), (status = 409, body = StaleDetail, description = "The claim is stale"))
)]
pub async fn submit_result(
    State(workers): State<Workers>,
    Works(who): Works,
    Id(id): Id,
    Body(result): Body<SubmitResultRequest>,
) -> Answered<SubmitResultResponse> {
    let is_repaired = result.is_repaired;
    let (answers, _) = submit(&workers, &who, vec![result.of_job(id.clone())], None).await?;
    let Some(answer) = answers.into_iter().next() else { return Err(ApiError::no_job(&id)) };
    match answer.verdict {
        Verdict::NotFound => Err(ApiError::no_job(&id)),
        Verdict::Stale => {
            let asked = id.clone();
            let job = workers.pool.run(Lane::Read, "", async move |s| s.remote_job(&asked).await).await?;
            let detail =
                format!("the claim on job {id} is stale: {}; the result was kept as a late result", answer.detail.unwrap_or_default());
            Err(ApiError::stale(detail, job.as_ref().map(|j| j.status.clone()), job.as_ref().map(|j| j.claim_seq)))
        }
        Verdict::Accepted | Verdict::Repeated => Ok(Json(SubmitResultResponse {
            status: answer.status.unwrap_or_default(),
            ingestion_continued: answer.ingestion_continued,
            note: (is_repaired || answer.has_replaced_nul).then_some(REPLACED),
        })),
    }
}

/// Submit several results, and claim the next jobs
///
/// One transaction. Each result has its own answer: a stale result does not affect the others or the claim.
#[utoipa::path(
    post, path = "/api/v1/remote-jobs/results", tag = "remote jobs", request_body = SubmitResultsRequest,
    responses((status = 200, body = SubmitResultsResponse))
)]
pub async fn submit_results(
    State(workers): State<Workers>,
    Works(who): Works,
    Body(asked): Body<SubmitResultsRequest>,
) -> Answered<SubmitResultsResponse> {
    let is_repaired = asked.results.iter().any(|one| one.result.is_repaired);
    let submissions = asked.results.into_iter().map(|one| one.result.of_job(one.job_id)).collect();
    let next = asked.claim_next.filter(|_| !workers.shutdown.has_begun()).map(|next| next.request(&workers.config.time_limits));
    let (answers, jobs) = submit(&workers, &who, submissions, next).await?;
    Ok(Json(SubmitResultsResponse {
        results: answers
            .into_iter()
            .map(|answer| {
                let mut answer = ResultAnswer::from(answer);
                answer.note = answer.note.or(is_repaired.then_some(REPLACED));
                answer
            })
            .collect(),
        jobs: jobs.into_iter().map(ClaimedJob::from).collect(),
    }))
}

/// Extend the deadline of a claim
///
/// 409 when the claim is stale, with the job's status: here a worker learns that its job was cancelled.
#[utoipa::path(
    post, path = "/api/v1/remote-jobs/{job_id}/heartbeat", tag = "remote jobs", request_body = HeartbeatRequest,
    params(("job_id" = String, Path, description = "The job")),
    responses((status = 200, body = HeartbeatResponse), (status = 409, body = StaleDetail, description = "The claim is stale"))
)]
pub async fn heartbeat(
    State(workers): State<Workers>,
    Works(who): Works,
    Id(id): Id,
    Body(asked): Body<HeartbeatRequest>,
) -> Answered<HeartbeatResponse> {
    let limits = workers.config.time_limits.clone();
    let (job, missing) = (id.clone(), id.clone());
    let outcome = workers.pool.run(Lane::Write, &who.name, async move |s| match s.heartbeat(&job, asked.claim_seq, &limits).await {
        Err(Error::Stale { reason, .. }) => Ok(Err((reason, s.remote_job(&job).await?))),
        other => other.map(Ok),
    });
    match outcome.await {
        Ok(Ok(heartbeat)) => Ok(Json(heartbeat.into())),
        Ok(Err((reason, now))) => Err(ApiError::stale(reason, now.as_ref().map(|j| j.status.clone()), now.as_ref().map(|j| j.claim_seq))),
        Err(PoolError::Failed(Error::NotFound { .. })) => Err(ApiError::no_job(&missing)),
        Err(unserved) => Err(unserved.into()),
    }
}

/// A remote job, or 404.
pub async fn job(pool: &Pool, id: &str) -> Result<RemoteJob, ApiError> {
    let asked = id.to_string();
    let job = pool.run(Lane::Read, "", async move |s| s.remote_job(&asked).await).await?;
    job.ok_or_else(|| ApiError::new(StatusCode::NOT_FOUND, format!("Job {id} not found")))
}

/// How a remote job stands
#[utoipa::path(
    get, path = "/api/v1/remote-jobs/{job_id}/status", tag = "remote jobs",
    params(("job_id" = String, Path, description = "The job")),
    responses((status = 200, body = JobStatusResponse))
)]
pub async fn status(
    State(pool): State<Arc<Pool>>,
    State(estimates): State<Arc<Estimates>>,
    Reads(_): Reads,
    Id(id): Id,
) -> Answered<JobStatusResponse> {
    let job = job(&pool, &id).await?;
    let estimated_completion = estimates.completion(&pool, &job).await?;
    Ok(Json(JobStatusResponse {
        job_id: job.id,
        status: job.status,
        worker_id: job.worker_id,
        created_at: as_offset(job.created_at),
        started_at: as_offset(job.started_at),
        completed_at: as_offset(job.completed_at),
        error_message: job.error_message,
        retry_count: job.retry_count,
        estimated_completion,
    }))
}
