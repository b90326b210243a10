//! JSON models for the status of a remote job and for heartbeats.

use super::fields::{Fields, Form};
use super::remote_models::as_offset;
use crate::jobs::Heartbeat;
use serde::Serialize;
use utoipa::ToSchema;

/// A job's status.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobStatusResponse {
    /// Its id
    pub job_id: String,
    /// Its status
    pub status: String,
    /// The worker that has it
    #[schema(required)]
    pub worker_id: Option<String>,
    /// When it was made
    #[schema(required, format = DateTime)]
    pub created_at: Option<String>,
    /// When it was claimed
    #[schema(required, format = DateTime)]
    pub started_at: Option<String>,
    /// When it ended
    #[schema(required, format = DateTime)]
    pub completed_at: Option<String>,
    /// Why it failed
    #[schema(required)]
    pub error_message: Option<String>,
    /// Number of failures
    pub retry_count: i64,
    /// When it may be done, while it runs
    #[schema(required, format = DateTime)]
    pub estimated_completion: Option<String>,
}

/// A worker's heartbeat.
#[derive(Debug, ToSchema)]
pub struct HeartbeatRequest {
    /// The claim, as the poll gave it
    #[schema(minimum = 0)]
    pub claim_seq: i64,
}

impl Form for HeartbeatRequest {
    fn read(fields: &mut Fields) -> Option<Self> {
        Some(HeartbeatRequest { claim_seq: fields.required_number("claim_seq", 0, i64::MAX)? })
    }
}

/// The claim goes on.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeartbeatResponse {
    /// The job
    pub job_id: String,
    /// `processing`
    pub status: &'static str,
    /// When the claim ends now
    #[schema(format = DateTime)]
    pub timeout_at: Option<String>,
}

impl From<Heartbeat> for HeartbeatResponse {
    fn from(heartbeat: Heartbeat) -> Self {
        HeartbeatResponse { job_id: heartbeat.id, status: "processing", timeout_at: as_offset(heartbeat.timeout_at) }
    }
}
