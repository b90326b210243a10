//! Recorded bulk operations, for operators: list, look at one, undo one.

use super::body::{Body, Id, Query};
use super::bulk::{Operator, RefusedJob};
use super::fields::{Fields, Form};
use super::operate::Answered;
use crate::consent::{Confirmation, Confirmed};
use crate::error::Error;
use crate::http::auth::identity::{Operates, Reads};
use crate::http::pool::{Lane, Pool};
use crate::http::problem::{ApiError, Detail};
use crate::jobs::{CanaryState, CanaryStatus, ChangedJob, Operation, UndoPlan};
use crate::words::counted;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Maximum number of operations, or of jobs of one.
const MOST: i64 = 500;

/// Maximum number of jobs of an operation that is undone over HTTP.
const LARGEST: u64 = 20_000;

/// How many operations.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OperationsQuery {
    /// Maximum number of operations, or of jobs of one; 50 unless given
    #[param(minimum = 1, maximum = 500, value_type = Option<i64>)]
    pub limit: usize,
}

impl Form for OperationsQuery {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[&["limit"]]);
        Some(OperationsQuery { limit: fields.number("limit", 1, MOST).unwrap_or(50) as usize })
    }
}

/// Operations, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Operations {
    /// Operations of operators
    operations: Vec<Operation>,
}

/// An operation, and the jobs that it changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct OperationJobs {
    /// The operation
    operation: Operation,
    /// The jobs, in the order in which they were changed
    jobs: Vec<ChangedJob>,
    /// Where an operation that runs in steps stands
    steps: Option<CanaryStatus>,
}

/// How an operation is undone.
#[derive(Debug, ToSchema)]
pub struct UndoRequest {
    /// Why, recorded in the jobs' history
    #[schema(max_length = 1000)]
    pub reason: Option<String>,
    /// Only say what would be done
    pub dry_run: Option<bool>,
    /// How many jobs the dry run planned; another number now is refused
    #[schema(minimum = 0)]
    pub confirm: Option<i64>,
}

impl Form for UndoRequest {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[&["reason", "dry_run", "confirm"]]);
        let asked = UndoRequest {
            reason: fields.text("reason", 1000),
            dry_run: fields.truth("dry_run"),
            confirm: fields.number("confirm", 0, i64::MAX),
        };
        if asked.confirm.is_none() && asked.dry_run != Some(true) {
            fields.refuse("confirm", "Say how many jobs: those that a dry run planned", "missing");
        }
        Some(asked)
    }
}

/// What was, or would be, undone.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct UndoAnswer {
    /// Whether nothing was done
    pub dry_run: bool,
    /// How many jobs the plan has
    pub planned: usize,
    /// Some of them: 20 at most
    pub sample: Vec<String>,
    /// How many were restored
    pub changed: usize,
    /// Those that were no longer as planned
    pub skipped: Vec<String>,
    /// Those that stay as they are, and why: 100 at most
    pub refused: Vec<RefusedJob>,
    /// How many an earlier undo has restored
    pub undone_before: usize,
    /// As the audit lists it
    pub operation_id: Option<String>,
}

impl UndoAnswer {
    fn of(plan: &UndoPlan) -> Self {
        let refused = plan.refused.iter().take(100).map(|(id, reason)| RefusedJob { id: id.clone(), reason: reason.clone() });
        UndoAnswer {
            dry_run: true,
            planned: plan.jobs.len(),
            sample: plan.jobs.iter().take(20).map(|job| job.id.clone()).collect(),
            refused: refused.collect(),
            undone_before: plan.undone_before,
            ..UndoAnswer::default()
        }
    }
}

/// Plans an undo and applies it if the number of jobs is the confirmed one.
pub async fn undo(operator: &Operator, actor: &str, id: String, asked: UndoRequest) -> Result<UndoAnswer, ApiError> {
    let is_dry = asked.dry_run == Some(true);
    let done = operator.pool.run(Lane::Bulk, actor, async move |s| {
        let operation = s.operation(&id, 0).await?.0;
        if operation.changed > LARGEST {
            let reason = format!("the operation changed {} jobs: more than {LARGEST} are undone on the command line", operation.changed);
            return Err(Error::refused(reason, format!("morag-db jobs undo {}", operation.id)));
        }
        let plan = s.plan_undo(&id, asked.reason).await?;
        let mut answer = UndoAnswer::of(&plan);
        let confirmed = asked.confirm.unwrap_or(-1);
        answer.dry_run = is_dry;
        if is_dry || (plan.jobs.is_empty() && confirmed == 0) {
            return Ok((answer, true));
        }
        let Ok(plan) = Confirmed::new(plan, Confirmation::Count(confirmed)) else { return Ok((answer, false)) };
        let report = s.undo(plan, None, &mut |_| {}).await?;
        (answer.changed, answer.skipped) = (report.changed, report.skipped);
        answer.operation_id = Some(report.operation_id);
        Ok((answer, true))
    });
    let (answer, is_as_confirmed) = done.await?;
    if !is_as_confirmed {
        let detail = format!("the plan has {}: look at the plan again, and confirm its number", counted(answer.planned, "job"));
        return Err(ApiError::new(StatusCode::CONFLICT, detail));
    }
    operator.waiters.hint(None);
    Ok(answer)
}

/// List operations of operators, newest first
#[utoipa::path(get, path = "/api/v1/operations", tag = "operators", params(OperationsQuery), responses((status = 200, body = Operations)))]
pub async fn operations(State(pool): State<Arc<Pool>>, Reads(_): Reads, Query(asked): Query<OperationsQuery>) -> Answered<Operations> {
    Ok(Json(Operations { operations: pool.run(Lane::Read, "", async move |s| s.operations(asked.limit).await).await? }))
}

/// Look at an operation and the jobs that it changed
#[utoipa::path(
    get, path = "/api/v1/operations/{id}", tag = "operators", params(("id" = String, Path, description = "Id, or a unique prefix of it"), OperationsQuery),
    responses((status = 200, body = OperationJobs), (status = 404, body = Detail, description = "There is no such operation"))
)]
pub async fn operation(
    State(pool): State<Arc<Pool>>,
    Reads(_): Reads,
    Id(id): Id,
    Query(asked): Query<OperationsQuery>,
) -> Answered<OperationJobs> {
    let found = pool.run(Lane::Read, "", async move |s| {
        let (operation, jobs) = s.operation(&id, asked.limit).await?;
        let steps = if operation.state.is_some() { Some(s.canary_status(&operation.id).await?) } else { None };
        Ok(OperationJobs { operation, jobs, steps })
    });
    Ok(Json(found.await?))
}

/// Ends the steps of an operation, for a time or for good.
pub async fn end(operator: &Operator, actor: &str, id: String, to: CanaryState) -> Result<CanaryStatus, ApiError> {
    Ok(operator.pool.run(Lane::Bulk, actor, async move |s| s.end_canary(&id, to).await).await?)
}

/// Pause an operation that runs in steps; the command line resumes it
#[utoipa::path(
    post, path = "/api/v1/operations/{id}/pause", tag = "operators", params(("id" = String, Path, description = "Id, or a unique prefix of it")),
    responses(
        (status = 200, body = CanaryStatus), (status = 404, body = Detail, description = "There is no such operation"),
        (status = 409, body = Detail, description = "It does not run, or not in steps")
    )
)]
pub async fn pause_operation(State(operator): State<Operator>, Operates(who): Operates, Id(id): Id) -> Answered<CanaryStatus> {
    Ok(Json(end(&operator, &who.name, id, CanaryState::Paused).await?))
}

/// Abort an operation that runs in steps; jobs that are released already go on
#[utoipa::path(
    post, path = "/api/v1/operations/{id}/abort", tag = "operators", params(("id" = String, Path, description = "Id, or a unique prefix of it")),
    responses(
        (status = 200, body = CanaryStatus), (status = 404, body = Detail, description = "There is no such operation"),
        (status = 409, body = Detail, description = "It has ended, or does not run in steps")
    )
)]
pub async fn abort_operation(State(operator): State<Operator>, Operates(who): Operates, Id(id): Id) -> Answered<CanaryStatus> {
    Ok(Json(end(&operator, &who.name, id, CanaryState::Aborted).await?))
}

/// Undo an operation: restore the jobs that nobody has changed since
#[utoipa::path(
    post, path = "/api/v1/operations/{id}/undo", tag = "operators", params(("id" = String, Path, description = "Id, or a unique prefix of it")), request_body = UndoRequest,
    responses(
        (status = 200, body = UndoAnswer), (status = 404, body = Detail, description = "There is no such operation"),
        (status = 409, body = Detail, description = "It is not as confirmed, or this operation can't be undone")
    )
)]
pub async fn undo_operation(
    State(operator): State<Operator>,
    Operates(who): Operates,
    Id(id): Id,
    Body(asked): Body<UndoRequest>,
) -> Answered<UndoAnswer> {
    Ok(Json(undo(&operator, &who.name, id, asked).await?))
}
