//! Endpoints for operators, with the same functions as the command line.

use super::body::{Id, Query};
use super::fields::{Fields, Form};
use crate::error::Error;
use crate::http::auth::identity::Reads;
use crate::http::metrics::Metrics;
use crate::http::pool::{Lane, Pool, PoolError};
use crate::http::problem::ApiError;
use crate::http::reader::{Read, Reader};
use crate::jobs::{FINGERPRINT_LENGTH, Filter, JobDetails, Kind, StatsReport, Status, Stuck, Timings, Why, WorkerLine};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::sync::Arc;
use std::time::Duration;
use utoipa::{IntoParams, ToSchema};

pub type Answered<T> = Result<Json<T>, ApiError>;
/// An answer that may be from a replica.
pub type AnsweredWithAge<T> = Result<Read<T>, ApiError>;

/// Maximum jobs of a page, and maximum ids of one action.
pub const MOST: i64 = 500;
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
    /// Fingerprint of the error, as `/api/v1/failures` shows it
    #[param(max_length = 16)]
    #[schema(max_length = 16)]
    pub fingerprint: Option<String>,
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
    /// Past the deadline, and not ended; remote jobs only
    pub overdue: Option<bool>,
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
pub const FILTER: &[&str] = &[
    "kind",
    "status",
    "type",
    "worker",
    "ingestion_task",
    "error",
    "fingerprint",
    "created_after",
    "created_before",
    "ended_after",
    "ended_before",
    "older_than",
    "overdue",
];

impl Form for JobFilter {
    fn read(fields: &mut Fields) -> Option<Self> {
        fields.only(&[FILTER]);
        Some(JobFilter::among(fields))
    }
}

impl JobFilter {
    /// Reads a filter from fields that may include others.
    pub(super) fn among(fields: &mut Fields) -> JobFilter {
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
            fingerprint: fields.text("fingerprint", FINGERPRINT_LENGTH),
            overdue: fields.truth("overdue"),
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
            fingerprint: asked.fingerprint,
            created_after: asked.created_after,
            created_before: asked.created_before,
            ended_after: asked.ended_after,
            ended_before: asked.ended_before,
            options: Vec::new(),
            overdue: asked.overdue.unwrap_or(false),
            older_than: asked.older_than,
        }
    }
}

/// Get a job with its attempts, operators' actions and late results
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}", tag = "operators", params(("id" = String, Path, description = "Its id, or the beginning of it")),
    responses((status = 200, body = JobDetails))
)]
pub async fn show(State(pool): State<Arc<Pool>>, Reads(_): Reads, Id(id): Id) -> Answered<JobDetails> {
    let story = pool.run(Lane::Read, "", async move |s| s.show(&id).await).await;
    story.map(Json).map_err(or_ambiguous)
}

/// An id prefix may match several jobs.
fn or_ambiguous(unserved: PoolError) -> ApiError {
    match unserved {
        PoolError::Failed(Error::Configuration { reason }) => ApiError::invalid_field(&["path", "id"], reason, "value_error"),
        other => other.into(),
    }
}

/// Explain why a job is not done
#[utoipa::path(
    get, path = "/api/v1/jobs/{id}/why", tag = "operators", params(("id" = String, Path, description = "Its id, or the beginning of it")),
    responses((status = 200, body = Why))
)]
pub async fn why(State(pool): State<Arc<Pool>>, Reads(_): Reads, Id(id): Id) -> Answered<Why> {
    pool.run(Lane::Read, "", async move |s| s.why(&id).await).await.map(Json).map_err(or_ambiguous)
}

/// Group the jobs that wait or run longer than usual by what holds them up
#[utoipa::path(get, path = "/api/v1/stuck", tag = "operators", responses((status = 200, body = Stuck)))]
pub async fn stuck(State(pool): State<Arc<Pool>>, Reads(_): Reads) -> Answered<Stuck> {
    Ok(Json(pool.run(Lane::Read, "", async move |s| s.stuck().await).await?))
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
    State(reader): State<Arc<Reader>>,
    State(metrics): State<Arc<Metrics>>,
    Reads(_): Reads,
    Query(asked): Query<WindowQuery>,
) -> AnsweredWithAge<Figures> {
    // without a replica, the counts are those of the metrics, which are cached
    let kept = if reader.has_replica() { None } else { Some(metrics.jobs(&pool).await?) };
    let figures = reader.run(Lane::Read, async move |s| {
        let now = match kept {
            Some(now) => now,
            None => s.stats(&Kind::ALL, None).await?,
        };
        Ok(Figures { now, window: s.timings(&Kind::ALL, asked.window).await? })
    });
    Ok(figures.await?)
}

/// Workers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Workers {
    /// Those that were heard of longest ago first
    workers: Vec<WorkerLine>,
}

/// List the workers that have a job now or had one lately
#[utoipa::path(get, path = "/api/v1/workers", tag = "operators", params(WindowQuery), responses((status = 200, body = Workers)))]
pub async fn workers(State(reader): State<Arc<Reader>>, Reads(_): Reads, Query(asked): Query<WindowQuery>) -> AnsweredWithAge<Workers> {
    let workers = reader.run(Lane::Read, async move |s| s.workers(asked.window).await).await?;
    Ok(workers.map(|workers| Workers { workers }))
}
