//! JSON models for remote workers: MoRAG's original API and backward-compatible extensions.

use super::fields::{Fields, Form};
use crate::jobs::{ContentType, NewJob, Outcome, RemoteJob, Submission};
use serde::Serialize;
use serde_json::{Value, json};
use std::time::Duration;
use utoipa::{IntoParams, ToSchema};

/// Maximum results or claims of one request.
pub const MOST: usize = 500;

/// A time in FastAPI's form, with `+00:00` instead of `Z`.
pub fn as_offset(time: Option<String>) -> Option<String> {
    time.map(|t| t.strip_suffix('Z').map(|t| format!("{t}+00:00")).unwrap_or(t))
}

/// A job to be made.
#[derive(Debug, ToSchema)]
pub struct CreateRemoteJobRequest {
    /// Path or URL of the source file
    #[schema(min_length = 1, max_length = 32768, example = "/data/in/a.mp3")]
    pub source_file_path: String,
    /// What it is
    pub content_type: ContentType,
    /// Options for the worker
    #[schema(value_type = Option<Object>, nullable = false)]
    pub task_options: Option<Value>,
    /// The ingestion job that waits for it
    #[schema(min_length = 1, max_length = 255, example = "42")]
    pub ingestion_task_id: String,
    /// Jobs with a smaller number are claimed first; 0 unless given
    #[schema(minimum = -2147483648, maximum = 2147483647, nullable = false)]
    pub priority: Option<i64>,
}

impl Form for CreateRemoteJobRequest {
    fn read(fields: &mut Fields) -> Option<Self> {
        let source_file_path = fields.required_text("source_file_path", 32_768);
        let content_type = fields.required_one_of("content_type", &ContentType::ALL, ContentType::as_str);
        if fields.is_null("task_options") {
            fields.refuse("task_options", "Input should be a valid dictionary", "dict_type");
        }
        let task_options = fields.object("task_options");
        let ingestion_task_id = fields.required_text("ingestion_task_id", 255);
        let priority = fields.number("priority", i32::MIN.into(), i32::MAX.into());
        Some(CreateRemoteJobRequest {
            source_file_path: source_file_path?,
            content_type: content_type?,
            task_options,
            ingestion_task_id: ingestion_task_id?,
            priority,
        })
    }
}

impl From<CreateRemoteJobRequest> for NewJob {
    fn from(asked: CreateRemoteJobRequest) -> Self {
        NewJob {
            ingestion_task_id: asked.ingestion_task_id,
            source_file_path: asked.source_file_path,
            content_type: asked.content_type.as_str().into(),
            task_options: asked.task_options,
            priority: asked.priority.and_then(|priority| i32::try_from(priority).ok()),
            max_retries: None,
            timeout_seconds: None,
        }
    }
}

/// A job that was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct CreateRemoteJobResponse {
    /// Its id
    pub job_id: String,
    /// `pending`
    pub status: String,
    /// When it was made
    #[schema(format = DateTime)]
    pub created_at: Option<String>,
}

/// What a worker can do.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PollQuery {
    /// The worker's name
    #[param(min_length = 1, max_length = 255)]
    pub worker_id: String,
    /// The types that it can do, separated by commas
    #[param(value_type = String, min_length = 1, example = "audio,video")]
    pub content_types: Vec<String>,
    /// Jobs at most, 1 to 500 with `batch`; without it one job is claimed, whatever this says
    pub max_jobs: Option<i64>,
    /// Several jobs at once, in `jobs`
    pub batch: Option<bool>,
    /// Maximum time to wait for a job, e.g. `30s`
    #[param(value_type = Option<String>, pattern = r"^[0-9]{1,4}(\.[0-9]{1,3})?(ms|s|m|h)?$", example = "30s")]
    pub wait: Option<Duration>,
}

impl Form for PollQuery {
    fn read(fields: &mut Fields) -> Option<Self> {
        let worker_id = fields.required_text("worker_id", 255);
        let content_types = fields.required_texts("content_types", 50);
        let batch = fields.truth("batch");
        // without `batch`, any number is accepted, since existing clients may send it
        let (least, most) = if batch == Some(true) { (1, MOST as i64) } else { (i64::MIN, i64::MAX) };
        let max_jobs = fields.number("max_jobs", least, most);
        let wait = fields.duration("wait");
        Some(PollQuery { worker_id: worker_id?, content_types: content_types?, max_jobs, batch, wait })
    }
}

/// A claimed job; all fields are null when there is nothing to do.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct PollJobsResponse {
    /// Its id
    #[schema(required)]
    pub job_id: Option<String>,
    /// Where to get the source file, below this server's address
    #[schema(required)]
    pub source_file_url: Option<String>,
    /// What it is
    #[schema(required)]
    pub content_type: Option<String>,
    /// Options for the worker
    #[schema(required, value_type = Option<Object>)]
    pub task_options: Option<Value>,
    /// Claim token; send it with heartbeats and the result
    #[schema(required)]
    pub claim_seq: Option<i64>,
    /// Deadline of the claim; heartbeats extend it
    #[schema(required, format = DateTime)]
    pub timeout_at: Option<String>,
    /// The claimed jobs, with `batch=true`
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub jobs: Option<Vec<ClaimedJob>>,
}

/// One of several claimed jobs.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClaimedJob {
    /// Its id
    pub job_id: String,
    /// Where to get the source file, below this server's address
    pub source_file_url: String,
    /// What it is
    pub content_type: String,
    /// Options for the worker
    #[schema(value_type = Object)]
    pub task_options: Value,
    /// Claim token; send it with heartbeats and the result
    pub claim_seq: i64,
    /// Deadline of the claim; heartbeats extend it
    #[schema(format = DateTime)]
    pub timeout_at: Option<String>,
}

impl From<RemoteJob> for ClaimedJob {
    fn from(job: RemoteJob) -> Self {
        ClaimedJob {
            source_file_url: format!("/api/v1/remote-jobs/{}/download", job.id),
            job_id: job.id,
            content_type: job.content_type,
            // may be null in rows of old clients
            task_options: if job.task_options.is_null() { json!({}) } else { job.task_options },
            claim_seq: job.claim_seq,
            timeout_at: as_offset(job.timeout_at),
        }
    }
}

impl PollJobsResponse {
    /// A response with one job, for a poll without `batch`.
    pub fn one(mut jobs: Vec<RemoteJob>) -> Self {
        let Some(job) = jobs.pop().map(ClaimedJob::from) else { return PollJobsResponse::default() };
        PollJobsResponse {
            job_id: Some(job.job_id),
            source_file_url: Some(job.source_file_url),
            content_type: Some(job.content_type),
            task_options: Some(job.task_options),
            claim_seq: Some(job.claim_seq),
            timeout_at: job.timeout_at,
            jobs: None,
        }
    }

    /// A response with all jobs, for a poll with `batch`.
    pub fn many(jobs: Vec<RemoteJob>) -> Self {
        PollJobsResponse { jobs: Some(jobs.into_iter().map(ClaimedJob::from).collect()), ..PollJobsResponse::default() }
    }
}

/// How a job ended.
#[derive(Debug, ToSchema)]
pub struct SubmitResultRequest {
    /// Whether it is done
    pub success: bool,
    /// The converted text
    pub content: Option<String>,
    /// What else the worker knows
    #[schema(value_type = Option<Object>)]
    pub metadata: Option<Value>,
    /// Why it failed
    pub error_message: Option<String>,
    /// Seconds
    pub processing_time: Option<f64>,
    /// Claim token from the poll; without it, the job's status and the worker's name are checked
    #[schema(minimum = 0)]
    pub claim_seq: Option<i64>,
    /// The worker's name
    #[schema(max_length = 255)]
    pub worker_id: Option<String>,
    /// Whether the body had to be repaired before it could be read
    #[schema(ignore)]
    pub is_repaired: bool,
}

impl Form for SubmitResultRequest {
    const IS_RESULT: bool = true;

    /// Reads leniently: a worker sends a result once and only logs a refusal, so as much as possible is stored.
    fn read(fields: &mut Fields) -> Option<Self> {
        let success = fields.required_truth("success");
        Some(SubmitResultRequest {
            content: fields.lenient_text("content"),
            metadata: fields.lenient_object("metadata"),
            error_message: fields.lenient_text("error_message"),
            processing_time: fields.lenient_float("processing_time"),
            claim_seq: fields.number("claim_seq", 0, i64::MAX),
            worker_id: fields.text("worker_id", 255),
            is_repaired: fields.is_repaired(),
            success: success?,
        })
    }
}

impl SubmitResultRequest {
    /// Converts the request to a submission for the job `id`.
    pub fn of_job(self, id: String) -> Submission {
        let outcome = if self.success {
            Outcome::Success { content: self.content, metadata: self.metadata, processing_time: self.processing_time }
        } else {
            let error = self.error_message.filter(|e| !e.trim().is_empty());
            Outcome::Failure { error: error.unwrap_or_else(|| "the worker gave no error message".into()) }
        };
        Submission { id, claim_seq: self.claim_seq, worker_id: self.worker_id, outcome }
    }
}

/// What a result has made of its job.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubmitResultResponse {
    /// The job's status now
    pub status: String,
    /// Whether the ingestion job that waited for it goes on
    pub ingestion_continued: bool,
    /// What was changed so that the result could be kept
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub note: Option<&'static str>,
}

/// The note for a result that was changed to be stored.
pub const REPLACED: &str = "characters and values that can't be kept were replaced (U+FFFD, null, or JSON text)";
