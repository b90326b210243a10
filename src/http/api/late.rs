//! Late results: results that were rejected because their claim was stale.

use super::body::{Body, Id, Query};
use super::fields::{Fields, Form};
use crate::http::auth::identity::{Operates, Reads};
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::jobs::LateResult;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

type Answered<T> = Result<Json<T>, ApiError>;

/// Which late results.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LateQuery {
    /// Of this job
    #[param(max_length = 255)]
    pub job_id: Option<String>,
    /// Maximum number
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<i64>,
}

impl Form for LateQuery {
    fn read(fields: &mut Fields) -> Option<Self> {
        Some(LateQuery { job_id: fields.text("job_id", 255), limit: fields.number("limit", 1, 500) })
    }
}

/// Late results.
#[derive(Debug, Serialize, ToSchema)]
pub struct LateResults {
    /// Newest first
    late_results: Vec<LateResult>,
}

/// List results that were refused because their claim was over
#[utoipa::path(get, path = "/api/v1/late-results", tag = "operators", params(LateQuery), responses((status = 200, body = LateResults)))]
pub async fn late_results(State(pool): State<Arc<Pool>>, Reads(_): Reads, Query(asked): Query<LateQuery>) -> Answered<LateResults> {
    let limit = asked.limit.unwrap_or(50) as usize;
    let found = pool.run(Lane::Read, "", async move |s| s.late_results(asked.job_id.as_deref(), limit).await);
    Ok(Json(LateResults { late_results: found.await? }))
}

/// Why.
#[derive(Debug, ToSchema)]
pub struct ReasonRequest {
    /// Why; it stands in the events
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
    /// Replace the result of a job that is completed already
    pub replace: Option<bool>,
}

impl Form for ReasonRequest {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[&["reason", "replace"]]);
        let replace = fields.truth("replace");
        Some(ReasonRequest { reason: fields.required_text("reason", 1000)?, replace })
    }
}

/// A late result that is the job's result now.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcceptedLate {
    /// The job
    job_id: String,
}

/// Make a late result the job's result
#[utoipa::path(
    post, path = "/api/v1/late-results/{id}/accept", tag = "operators", request_body = ReasonRequest,
    params(("id" = String, Path, description = "The late result")),
    responses((status = 200, body = AcceptedLate), (status = 409, body = crate::http::problem::Detail, description = "It was accepted before, a worker has the job, or the job has a result and `replace` is not set"))
)]
pub async fn accept_late(
    State(pool): State<Arc<Pool>>,
    Operates(who): Operates,
    Id(id): Id,
    Body(asked): Body<ReasonRequest>,
) -> Answered<AcceptedLate> {
    let replaces = asked.replace == Some(true);
    let job_id = pool.run(Lane::Write, &who.name, async move |s| s.accept_late(&id, &asked.reason, replaces).await).await?;
    Ok(Json(AcceptedLate { job_id }))
}
