//! Endpoints for operators, with the same functions as the command line.

use super::body::{Body, Id, Query};
use super::fields::{Fields, Form};
use crate::consent::{Confirmation, Confirmed};
use crate::error::Error;
use crate::http::app::App;
use crate::http::auth::identity::{Operates, Reads};
use crate::http::background::waiters::Waiters;
use crate::http::metrics::Metrics;
use crate::http::pool::{Lane, Pool, PoolError};
use crate::http::problem::ApiError;
use crate::jobs::{
    BulkAction, BulkPlan, BulkReport, Filter, Force, JobDetails, Kind, Order, Page, Selection, StatsReport, Status, Timings, WorkerLine,
};
use axum::Json;
use axum::extract::{FromRef, State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use utoipa::{IntoParams, ToSchema};

type Answered<T> = Result<Json<T>, ApiError>;

/// Maximum jobs of a page, and maximum ids of one action.
const MOST: i64 = 500;
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Which jobs.
#[derive(Debug, Default, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub struct JobFilter {
    /// Kinds, separated by commas: remote, ingest, processing, task-run
    #[param(value_type = Option<String>)]
    #[schema(value_type = Option<Vec<String>>)]
    pub kind: Option<Vec<Kind>>,
    /// Statuses, separated by commas: pending, processing, completed, failed, timeout, cancelled
    #[param(value_type = Option<String>)]
    #[schema(value_type = Option<Vec<String>>)]
    pub status: Option<Vec<Status>>,
    /// Types, separated by commas
    #[param(value_type = Option<String>)]
    pub r#type: Option<Vec<String>>,
    /// A worker's name
    #[param(max_length = 255)]
    #[schema(max_length = 255)]
    pub worker: Option<String>,
    /// An ingestion job's id
    #[param(max_length = 255)]
    #[schema(max_length = 255)]
    pub ingestion_task: Option<String>,
    /// A part of the error, in any case
    #[param(max_length = 1000)]
    #[schema(max_length = 1000)]
    pub error: Option<String>,
    /// Created after this time: RFC 3339, a date with or without a time in UTC, `yesterday`, `2h ago`
    #[param(max_length = 64, value_type = Option<String>)]
    #[schema(max_length = 64, value_type = Option<String>)]
    pub created_after: Option<DateTime<Utc>>,
    /// Created before this time, likewise
    #[param(max_length = 64, value_type = Option<String>)]
    #[schema(max_length = 64, value_type = Option<String>)]
    pub created_before: Option<DateTime<Utc>>,
    /// Ended after this time, likewise; jobs that have not ended never match
    #[param(max_length = 64, value_type = Option<String>)]
    #[schema(max_length = 64, value_type = Option<String>)]
    pub ended_after: Option<DateTime<Utc>>,
    /// Ended before this time, likewise
    #[param(max_length = 64, value_type = Option<String>)]
    #[schema(max_length = 64, value_type = Option<String>)]
    pub ended_before: Option<DateTime<Utc>>,
    /// Created at least so long ago, e.g. `2h` or `7d`
    #[param(pattern = r"^[0-9]{1,6}(\.[0-9]{1,3})?(ms|s|m|h|d|w)?$", value_type = Option<String>)]
    #[schema(pattern = r"^[0-9]{1,6}(\.[0-9]{1,3})?(ms|s|m|h|d|w)?$", value_type = Option<String>)]
    pub older_than: Option<Duration>,
}

/// Reads a list of names and maps them to the values in `all`.
fn named<T: Copy>(fields: &mut Fields, name: &str, all: &[T], word: fn(T) -> &'static str) -> Option<Vec<T>> {
    let texts = fields.texts(name, 20)?;
    let found: Vec<T> = texts.iter().filter_map(|text| all.iter().copied().find(|one| word(*one) == text)).collect();
    if found.len() == texts.len() {
        return Some(found);
    }
    let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
    fields.refuse(name, format!("Input should be one of {}", words.join(", ")), "enum");
    None
}

/// Field names of a filter.
const FILTER: &[&str] = &[
    "kind",
    "status",
    "type",
    "worker",
    "ingestion_task",
    "error",
    "created_after",
    "created_before",
    "ended_after",
    "ended_before",
    "older_than",
];

impl Form for JobFilter {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[FILTER]);
        Some(JobFilter::among(fields))
    }
}

impl JobFilter {
    /// Reads a filter from fields that may include others.
    fn among(fields: &mut Fields) -> JobFilter {
        JobFilter {
            created_after: fields.time("created_after"),
            created_before: fields.time("created_before"),
            ended_after: fields.time("ended_after"),
            ended_before: fields.time("ended_before"),
            kind: named(fields, "kind", &Kind::ALL, Kind::as_str),
            status: named(fields, "status", &Status::ALL, Status::as_str),
            r#type: fields.texts("type", 20),
            worker: fields.text("worker", 255),
            ingestion_task: fields.text("ingestion_task", 255),
            error: fields.text("error", 1000),
            older_than: fields.duration("older_than"),
        }
    }
}

impl From<JobFilter> for Filter {
    fn from(asked: JobFilter) -> Self {
        Filter {
            kinds: asked.kind.unwrap_or_default(),
            statuses: asked.status.unwrap_or_default(),
            types: asked.r#type.unwrap_or_default(),
            worker: asked.worker,
            ingestion_task: asked.ingestion_task,
            error: asked.error,
            created_after: asked.created_after,
            created_before: asked.created_before,
            ended_after: asked.ended_after,
            ended_before: asked.ended_before,
            options: Vec::new(),
            older_than: asked.older_than,
        }
    }
}

/// Which page of them.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Jobs of a page
    #[param(minimum = 1, maximum = 500, value_type = Option<i64>)]
    pub limit: usize,
    /// Which end comes first
    #[param(inline, value_type = Option<Order>)]
    pub sort: Order,
    /// What the page before named as `next`
    #[param(max_length = 500)]
    pub after: Option<String>,
    /// Which jobs
    #[param(ignore)]
    pub filter: JobFilter,
}

impl Form for PageQuery {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[FILTER, &["limit", "sort", "after"]]);
        let limit = fields.number("limit", 1, MOST);
        let sort = fields.one_of("sort", &[Order::NewestFirst, Order::OldestFirst], Order::as_str).unwrap_or_default();
        let after = fields.text("after", 500);
        Some(PageQuery { limit: limit.unwrap_or(50) as usize, sort, after, filter: JobFilter::among(fields) })
    }
}

/// A page of jobs.
pub async fn page_of(pool: &Pool, asked: PageQuery) -> Result<Page, ApiError> {
    let filter = Filter::from(asked.filter);
    let page = pool.run(Lane::Read, "", async move |s| s.list(&filter, asked.sort, asked.limit, asked.after.as_deref()).await);
    page.await.map_err(|unserved| match unserved {
        // the only field that the service validates is the cursor
        PoolError::Failed(Error::Configuration { .. }) => {
            ApiError::invalid_field(&["query", "after"], "Input should be what a page before named as next", "value_error")
        }
        other => other.into(),
    })
}

/// List jobs of all kinds
#[utoipa::path(get, path = "/api/v1/jobs", tag = "operators", params(JobFilter, PageQuery), responses((status = 200, body = Page)))]
pub async fn list(State(pool): State<Arc<Pool>>, Reads(_): Reads, Query(asked): Query<PageQuery>) -> Answered<Page> {
    Ok(Json(page_of(&pool, asked).await?))
}

/// Get a job with its attempts, operators' actions and late results
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}", tag = "operators", params(("id" = String, Path, description = "Its id, or the beginning of it")),
    responses((status = 200, body = JobDetails))
)]
pub async fn show(State(pool): State<Arc<Pool>>, Reads(_): Reads, Id(id): Id) -> Answered<JobDetails> {
    let story = pool.run(Lane::Read, "", async move |s| s.show(&id).await).await;
    story.map(Json).map_err(|unserved| match unserved {
        // an id prefix that matches several jobs
        PoolError::Failed(Error::Configuration { reason }) => ApiError::invalid_field(&["path", "id"], reason, "value_error"),
        other => other.into(),
    })
}

/// Over which time.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WindowQuery {
    /// What ended in so long; `24h` unless given
    #[param(value_type = Option<String>, pattern = r"^[0-9]{1,6}(\.[0-9]{1,3})?(ms|s|m|h|d|w)?$")]
    pub window: Duration,
}

impl Form for WindowQuery {
    fn read(fields: &mut Fields) -> Option<Self> {
        Some(WindowQuery { window: fields.duration("window").unwrap_or(DAY) })
    }
}

/// How the jobs stand, and how long they waited and ran.
#[derive(Debug, Serialize, ToSchema)]
pub struct Figures {
    #[serde(flatten)]
    now: StatsReport,
    #[serde(flatten)]
    window: Timings,
}

/// Count jobs by kind and status; how long they waited and ran, and what went wrong most
#[utoipa::path(get, path = "/api/v1/stats", tag = "operators", params(WindowQuery), responses((status = 200, body = Figures)))]
pub async fn stats(
    State(pool): State<Arc<Pool>>,
    State(metrics): State<Arc<Metrics>>,
    Reads(_): Reads,
    Query(asked): Query<WindowQuery>,
) -> Answered<Figures> {
    let now = metrics.jobs(&pool).await?;
    let window = pool.run(Lane::Read, "", async move |s| s.timings(&Kind::ALL, asked.window).await).await?;
    Ok(Json(Figures { now, window }))
}

/// Workers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Workers {
    /// Those that were heard of longest ago first
    workers: Vec<WorkerLine>,
}

/// List the workers that have a job now or had one lately
#[utoipa::path(get, path = "/api/v1/workers", tag = "operators", params(WindowQuery), responses((status = 200, body = Workers)))]
pub async fn workers(State(pool): State<Arc<Pool>>, Reads(_): Reads, Query(asked): Query<WindowQuery>) -> Answered<Workers> {
    let workers = pool.run(Lane::Read, "", async move |s| s.workers(asked.window).await).await?;
    Ok(Json(Workers { workers }))
}

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
    /// Those for which it is not allowed, and why: 100 at most
    pub refused: Vec<RefusedJob>,
    /// Ids that nothing has
    pub unknown: Vec<String>,
    /// As the audit lists it
    pub operation_id: Option<String>,
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
        let mut answer = ActionAnswer {
            dry_run: report.is_none(),
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

/// Plans a bulk operation and applies it, unless it is a dry run.
pub async fn act(operator: &Operator, actor: &str, action: BulkAction, asked: ActionRequest) -> Result<ActionAnswer, ApiError> {
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
        let report = s.apply(plan, None, &mut |_| {}).await?;
        (answer.dry_run, answer.changed, answer.skipped) = (false, report.changed, report.skipped);
        answer.operation_id = Some(report.operation_id);
        Ok((answer, true))
    });
    let (answer, is_as_confirmed) = done.await?;
    if named > 0 && answer.unknown.len() == named {
        return Err(ApiError::new(axum::http::StatusCode::NOT_FOUND, format!("there is no job {}", answer.unknown.join(", "))));
    }
    if !is_as_confirmed && !is_dry {
        let detail = format!("the plan now has {} jobs: repeat the dry run and confirm the new number", answer.planned);
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
    Ok(Json(act(&operator, &who.name, action, asked).await?))
}

/// Cancel pending or running jobs
#[utoipa::path(
    post, path = "/api/v1/jobs/cancel", tag = "operators", request_body = ActionRequest,
    responses((status = 200, body = ActionAnswer), (status = 409, body = crate::http::problem::Detail, description = "It is not as confirmed, or needs a reason"))
)]
pub async fn cancel(State(operator): State<Operator>, Operates(who): Operates, Body(asked): Body<ActionRequest>) -> Answered<ActionAnswer> {
    Ok(Json(act(&operator, &who.name, BulkAction::Cancel, ActionRequest { force: None, ..asked }).await?))
}
