//! JSON models for submitting several results and claiming the next jobs in one request.

use super::fields::{Fields, Form};
use super::remote_models::{ClaimedJob, MOST, REPLACED, SubmitResultRequest};
use crate::jobs::{Answer, ClaimRequest, TimeLimits, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

/// Results of several jobs, and what to do next.
#[derive(Debug, ToSchema)]
pub struct SubmitResultsRequest {
    /// Each with its job
    #[schema(min_items = 1, max_items = 500)]
    pub results: Vec<JobResult>,
    /// Jobs to be claimed in the same transaction
    pub claim_next: Option<ClaimNext>,
}

/// The result of one of several jobs.
#[derive(Debug, ToSchema)]
pub struct JobResult {
    /// The job
    #[schema(min_length = 1, max_length = 64)]
    pub job_id: String,
    /// How it ended
    #[schema(inline)]
    #[serde(flatten)]
    pub result: SubmitResultRequest,
}

/// Which jobs to claim.
#[derive(Debug, ToSchema)]
pub struct ClaimNext {
    /// The worker's name
    #[schema(min_length = 1, max_length = 255)]
    pub worker_id: String,
    /// The types that it can do
    #[schema(min_items = 1, max_items = 50)]
    pub content_types: Vec<String>,
    /// Maximum number of jobs; default 1
    #[schema(minimum = 1, maximum = 500)]
    pub max_jobs: Option<i64>,
}

impl ClaimNext {
    /// Converts it to a claim request of the job service.
    pub fn request(self, limits: &TimeLimits) -> ClaimRequest {
        let max = self.max_jobs.unwrap_or(1) as usize;
        ClaimRequest { worker: self.worker_id, types: self.content_types, max, limits: limits.clone() }
    }
}

impl Form for SubmitResultsRequest {
    const IS_RESULT: bool = true;

    fn read(fields: &mut Fields) -> Option<Self> {
        let results = fields.required_forms("results", MOST);
        let claim_next = fields.form("claim_next");
        Some(SubmitResultsRequest { results: results?, claim_next })
    }
}

impl Form for JobResult {
    fn read(fields: &mut Fields) -> Option<Self> {
        let job_id = fields.required_text("job_id", 64);
        let result = SubmitResultRequest::read(fields);
        Some(JobResult { job_id: job_id?, result: result? })
    }
}

impl Form for ClaimNext {
    fn read(fields: &mut Fields) -> Option<Self> {
        let worker_id = fields.required_text("worker_id", 255);
        let content_types = fields.required_texts("content_types", 50);
        let max_jobs = fields.number("max_jobs", 1, MOST as i64);
        Some(ClaimNext { worker_id: worker_id?, content_types: content_types?, max_jobs })
    }
}

/// What became of several results, in the order of the request, and the jobs that were claimed.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubmitResultsResponse {
    /// In the order of the request
    pub results: Vec<ResultAnswer>,
    /// With `claim_next`
    pub jobs: Vec<ClaimedJob>,
}

/// What became of one result.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResultAnswer {
    /// The job
    pub job_id: String,
    /// `accepted`; `repeated`: the same result was accepted before; `stale`: the claim is stale, and the result is kept as a late
    /// one; `not_found`
    pub verdict: Verdict,
    /// The job's status now
    #[schema(required)]
    pub status: Option<String>,
    /// Why, in words
    #[schema(required)]
    pub detail: Option<String>,
    /// Whether the ingestion job that waited for it goes on
    pub ingestion_continued: bool,
    /// What was changed so that the result could be kept
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub note: Option<&'static str>,
}

impl From<Answer> for ResultAnswer {
    fn from(answer: Answer) -> Self {
        ResultAnswer {
            job_id: answer.id,
            verdict: answer.verdict,
            status: answer.status,
            detail: answer.detail,
            ingestion_continued: answer.ingestion_continued,
            note: answer.has_replaced_nul.then_some(REPLACED),
        }
    }
}
