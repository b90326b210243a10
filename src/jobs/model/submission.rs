//! A submitted result, and the answer to it.

use super::fingerprint::failure_of;
use super::json;
use crate::db::claims::{Failure, PlainResult};
use crate::error::{Error, Result};
use crate::jobs::{Action, RemoteJob};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json as object};

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase", tag = "outcome")]
pub enum Outcome {
    /// The conversion succeeded.
    Success {
        /// The converted text.
        #[serde(default)]
        content: Option<String>,
        /// Additional data from the worker, a JSON object.
        #[serde(default)]
        metadata: Option<Value>,
        /// Processing time in seconds.
        #[serde(default)]
        processing_time: Option<f64>,
    },
    /// The conversion failed.
    Failure {
        /// The error message.
        error: String,
    },
}

/// A result that a worker submits.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Submission {
    /// Id of the job.
    pub id: String,
    /// Claim token; `None` from a worker without tokens, for which the job's status and the worker's name are checked.
    #[serde(default)]
    pub claim_seq: Option<i64>,
    /// Name of the worker, if given.
    #[serde(default)]
    pub worker_id: Option<String>,
    /// The outcome of the job.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// How a submission was handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The submission is now the job's result.
    Accepted,
    /// The same result was already accepted; nothing was written.
    Repeated,
    /// The claim is stale, or another result was accepted before; stored as a late result.
    Stale,
    /// No job has this id.
    NotFound,
}

/// The answer to a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Id of the job.
    pub id: String,
    /// How the submission was handled.
    pub verdict: Verdict,
    /// Current status of the job.
    pub status: Option<String>,
    /// Explanation of a stale submission.
    pub detail: Option<String>,
    /// Whether the waiting ingestion job continues.
    pub ingestion_continued: bool,
    /// Whether something was replaced to store the result: NUL by U+FFFD, values nested too deep by their JSON text.
    pub has_replaced_nul: bool,
}

/// A submission in a form that can be stored.
pub(in crate::jobs) struct Ready {
    pub(in crate::jobs) id: String,
    pub(in crate::jobs) claim_seq: Option<i64>,
    pub(in crate::jobs) worker_id: Option<String>,
    pub(in crate::jobs) result: Option<Value>,
    pub(in crate::jobs) error: Option<String>,
    pub(in crate::jobs) failure: Option<Failure>,
    pub(in crate::jobs) hash: String,
    pub(in crate::jobs) has_nul: bool,
}

impl Ready {
    pub(in crate::jobs) fn of(submission: &Submission) -> Result<Ready> {
        let (result, error, has_nul) = match &submission.outcome {
            Outcome::Success { content, metadata, processing_time } => {
                let metadata = metadata.clone().unwrap_or_else(|| object!({}));
                if !metadata.is_object() {
                    return Err(Error::configuration("metadata must be a JSON object"));
                }
                let whole = object!({"content": content, "metadata": metadata, "processing_time": processing_time});
                let (value, has_nul) = json::make_storable(&whole);
                (Some(value), None, has_nul)
            }
            Outcome::Failure { error } => (None, Some(error.replace('\0', "\u{fffd}")), error.contains('\0')),
        };
        let text = result.as_ref().map(Value::to_string).unwrap_or_default();
        Ok(Ready {
            id: submission.id.clone(),
            claim_seq: submission.claim_seq,
            worker_id: submission.worker_id.clone(),
            hash: json::hash(&[if result.is_some() { "success" } else { "failure" }, &text, error.as_deref().unwrap_or("")]),
            result,
            failure: error.as_deref().map(failure_of),
            error,
            has_nul,
        })
    }

    pub(in crate::jobs) fn answer(&self, verdict: Verdict, status: Option<&str>, detail: Option<String>) -> Answer {
        Answer {
            id: self.id.clone(),
            verdict,
            status: status.map(String::from),
            detail,
            ingestion_continued: false,
            has_replaced_nul: self.has_nul,
        }
    }

    pub(in crate::jobs) fn action(&self) -> Action {
        if self.result.is_some() { Action::Complete } else { Action::Fail }
    }

    /// Whether this submission's claim on the job is still valid.
    pub(in crate::jobs) fn holds(&self, job: &RemoteJob) -> bool {
        job.status == "processing"
            && match self.claim_seq {
                Some(seq) => job.claim_seq == seq && job.claim_is_current,
                // a worker without a token, e.g. one that claims with its own SQL
                None => self.worker_id.is_none() || self.worker_id == job.worker_id,
            }
    }
}

pub(in crate::jobs) fn plain_of<'a>(one: &'a Ready, text: Option<&'a str>) -> Option<PlainResult<'a>> {
    // only ids in canonical form; `try_submit` handles other spellings
    let is_usual = uuid::Uuid::parse_str(&one.id).is_ok_and(|id| id.to_string() == one.id);
    let claim_seq = one.claim_seq.filter(|_| is_usual)?;
    Some(PlainResult { id: &one.id, claim_seq, result: text, error: one.error.as_deref(), failure: one.failure.as_ref(), hash: &one.hash })
}

/// Whether two ids are equal, regardless of case and, for UUIDs, hyphens.
pub(in crate::jobs) fn same_id(a: &str, b: &str) -> bool {
    a == b || matches!((uuid::Uuid::parse_str(a), uuid::Uuid::parse_str(b)), (Ok(x), Ok(y)) if x == y)
}
