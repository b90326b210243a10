//! Requeue and cancel over the API: plan, confirm by the number of jobs, apply.

use super::body::Body;
use super::fields::{Fields, Form};
use super::operate::{Answered, JobFilter, MOST};
use crate::consent::{Confirmation, Confirmed};
use crate::http::app::App;
use crate::http::auth::identity::Operates;
use crate::http::background::waiters::Waiters;
use crate::http::pool::{Lane, Pool};
use crate::http::problem::ApiError;
use crate::jobs::{ApplyOptions, BulkAction, BulkPlan, BulkReport, Force, Selection};
use axum::Json;
use axum::extract::{FromRef, State};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A bulk operation: the jobs and the action.
#[derive(Debug, ToSchema)]
pub struct ActionRequest {
    /// Ids, or their beginnings
    #[schema(max_items = 500)]
    pub ids: Option<Vec<String>>,
    /// Which jobs, where no ids are given
    pub filter: Option<JobFilter>,
    /// Maximum number of jobs, oldest first
    #[schema(minimum = 1, maximum = 1000000)]
    pub limit: Option<i64>,
    /// Why; needed with `force` and for more than 100 jobs
    #[schema(max_length = 1000)]
    pub reason: Option<String>,
    /// Past the last retry, and completed or running ones too (requeue)
    pub force: Option<bool>,
    /// As if they had never failed (requeue)
    pub reset_retries: Option<bool>,
    /// Only say what would be done
    pub dry_run: Option<bool>,
    /// With `filter`: how many jobs the dry run planned; another number now is refused
    #[schema(minimum = 0)]
    pub confirm: Option<i64>,
}

impl Form for ActionRequest {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[&["ids", "filter", "limit", "reason", "force", "reset_retries", "dry_run", "confirm"]]);
        let (ids, filter) = (fields.texts("ids", MOST as usize), fields.form("filter"));
        let asked = ActionRequest {
            limit: fields.number("limit", 1, 1_000_000),
            reason: fields.text("reason", 1000),
            force: fields.truth("force"),
            reset_retries: fields.truth("reset_retries"),
            dry_run: fields.truth("dry_run"),
            confirm: fields.number("confirm", 0, i64::MAX),
            ids,
            filter,
        };
        if asked.ids.as_ref().is_some_and(|ids| !ids.is_empty()) == asked.filter.is_some() {
            fields.refuse("ids", "Give either ids or a filter; an empty filter means all jobs", "value_error");
        } else if asked.filter.is_some() && asked.confirm.is_none() && asked.dry_run != Some(true) {
            fields.refuse("confirm", "With a filter, say how many jobs: those that a dry run planned", "missing");
        }
        Some(asked)
    }
}

/// What was, or would be, done.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct ActionAnswer {
    /// Whether nothing was done
    pub dry_run: bool,
    /// How many jobs the plan has
    pub planned: usize,
    /// Some of them: 20 at most
    pub sample: Vec<String>,
    /// How many were changed
    pub changed: usize,
    /// Those that were no longer as planned
    pub skipped: Vec<String>,
    /// The planned jobs by kind, type, status and error: the 20 largest groups
    pub groups: Vec<JobGroup>,
    /// Those for which it is not allowed, and why: 100 at most
    pub refused: Vec<RefusedJob>,
    /// All those, by reason
    pub refused_by_reason: Vec<JobGroup>,
    /// Ids that nothing has
    pub unknown: Vec<String>,
    /// As the audit lists it
    pub operation_id: Option<String>,
}

/// Jobs that have something in common.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobGroup {
    /// What they have in common
    pub name: String,
    /// How many they are
    pub jobs: usize,
}

/// A job that is left out.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedJob {
    /// Its id
    pub id: String,
    /// Why
    pub reason: String,
}

impl ActionAnswer {
    fn of(plan: &BulkPlan, report: Option<BulkReport>) -> Self {
        let refused = plan.refused.iter().take(100).map(|(id, reason)| RefusedJob { id: id.clone(), reason: reason.clone() });
        let groups = |all: Vec<(String, usize)>| all.into_iter().take(20).map(|(name, jobs)| JobGroup { name, jobs }).collect();
        let mut answer = ActionAnswer {
            dry_run: report.is_none(),
            groups: groups(plan.groups()),
            refused_by_reason: groups(plan.refusals()),
            planned: plan.jobs.len(),
            sample: plan.jobs.iter().take(20).map(|job| job.id.clone()).collect(),
            refused: refused.collect(),
            unknown: plan.unknown.clone(),
            ..ActionAnswer::default()
        };
        if let Some(report) = report {
            answer.changed = report.changed;
            answer.skipped = report.skipped;
            answer.operation_id = Some(report.operation_id);
        }
        answer
    }
}

/// What operators' actions use.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Connections to the database.
    pub pool: Arc<Pool>,
    /// Long polls, which are told of requeued jobs.
    pub waiters: Arc<Waiters>,
}

impl FromRef<App> for Operator {
    fn from_ref(app: &App) -> Self {
        Operator { pool: app.pool.clone(), waiters: app.waiters.clone() }
    }
}

/// Plans a bulk operation and applies it as operation `id`, unless it is a dry run.
pub async fn act(
    operator: &Operator,
    actor: &str,
    action: BulkAction,
    asked: ActionRequest,
    id: uuid::Uuid,
) -> Result<ActionAnswer, ApiError> {
    let force = if asked.force == Some(true) { Force::Yes } else { Force::No };
    let is_dry = asked.dry_run == Some(true);
    let ids = asked.ids.unwrap_or_default();
    let named = ids.len();
    let has_ids = named > 0;
    let selection = Selection { ids, filter: asked.filter.unwrap_or_default().into(), limit: asked.limit.map(|n| n as usize) };
    let confirmed = asked.confirm;
    let reason = asked.reason;
    let done = operator.pool.run(Lane::Bulk, actor, async move |s| {
        let plan = s.plan(action, &selection, force, reason).await?;
        let mut answer = ActionAnswer::of(&plan, None);
        let is_as_confirmed = confirmed.is_none_or(|n| n == plan.jobs.len() as i64);
        if is_dry || !is_as_confirmed || plan.jobs.is_empty() {
            return Ok((answer, is_as_confirmed));
        }
        // ids may be given as prefixes: the confirmed ids are the resolved ones
        let resolved: Vec<String> = plan.jobs.iter().map(|job| job.id.clone()).collect();
        let evidence = confirmed.map_or(Confirmation::ListedIds(if has_ids { &resolved } else { &[] }), Confirmation::Count);
        let Ok(plan) = Confirmed::new(plan, evidence) else { return Ok((answer, false)) };
        let report = s.apply(plan, ApplyOptions { id: Some(id), ..ApplyOptions::default() }, &mut |_| {}).await?;
        (answer.dry_run, answer.changed, answer.skipped) = (false, report.changed, report.skipped);
        answer.operation_id = Some(report.operation_id);
        Ok((answer, true))
    });
    let (answer, is_as_confirmed) = done.await?;
    if named > 0 && answer.unknown.len() == named {
        return Err(ApiError::new(axum::http::StatusCode::NOT_FOUND, format!("there is no job {}", answer.unknown.join(", "))));
    }
    if !is_as_confirmed && !is_dry {
        let typed = confirmed.filter(|number| *number >= 0).map_or_else(String::new, |number| format!(", not {number}"));
        let jobs = if answer.planned == 1 { "job" } else { "jobs" };
        let detail = format!("the plan has {} {jobs}{typed}: look at the plan again, and confirm its number", answer.planned);
        return Err(ApiError::new(axum::http::StatusCode::CONFLICT, detail));
    }
    operator.waiters.hint(None);
    Ok(ActionAnswer { dry_run: is_dry, ..answer })
}

/// Requeue failed, timed-out or cancelled jobs
#[utoipa::path(
    post, path = "/api/v1/jobs/requeue", tag = "operators", request_body = ActionRequest,
    responses((status = 200, body = ActionAnswer), (status = 409, body = crate::http::problem::Detail, description = "It is not as confirmed, or needs a reason"))
)]
pub async fn requeue(
    State(operator): State<Operator>,
    Operates(who): Operates,
    Body(asked): Body<ActionRequest>,
) -> Answered<ActionAnswer> {
    let action = if asked.reset_retries == Some(true) { BulkAction::RequeueFresh } else { BulkAction::Requeue };
    Ok(Json(act(&operator, &who.name, action, asked, uuid::Uuid::now_v7()).await?))
}

/// Cancel pending or running jobs
#[utoipa::path(
    post, path = "/api/v1/jobs/cancel", tag = "operators", request_body = ActionRequest,
    responses((status = 200, body = ActionAnswer), (status = 409, body = crate::http::problem::Detail, description = "It is not as confirmed, or needs a reason"))
)]
pub async fn cancel(State(operator): State<Operator>, Operates(who): Operates, Body(asked): Body<ActionRequest>) -> Answered<ActionAnswer> {
    Ok(Json(act(&operator, &who.name, BulkAction::Cancel, ActionRequest { force: None, ..asked }, uuid::Uuid::now_v7()).await?))
}
