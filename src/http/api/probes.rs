//! Health probes and metrics. The probes need no key and reveal nothing confidential.

use super::ready::Ready;
use crate::http::app::Shutdown;
use crate::http::auth::identity::Reads;
use crate::http::background::waiters::Waiters;
use crate::http::metrics::{Metrics, OPEN_METRICS, classic};
use crate::http::pool::Pool;
use crate::http::problem::ApiError;
use crate::http::reader::Reader;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// As in MoRAG's original API.
#[derive(Debug, Serialize, ToSchema)]
pub struct DatabaseHealth {
    /// `healthy` or `unhealthy`
    pub status: &'static str,
    /// `connected`
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub database: Option<&'static str>,
    /// Why not
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub error: Option<String>,
}

/// One word.
#[derive(Debug, Serialize, ToSchema)]
pub struct Probe {
    /// `ok`
    pub status: &'static str,
}

/// Whether the database answers; always 200, as in MoRAG's original API
#[utoipa::path(get, path = "/health/db", tag = "probes", security(()), responses((status = 200, body = DatabaseHealth)))]
pub async fn health_db(State(ready): State<Arc<Ready>>, State(pool): State<Arc<Pool>>) -> Json<DatabaseHealth> {
    match ready.check(&pool).await {
        Ok(()) => Json(DatabaseHealth { status: "healthy", database: Some("connected"), error: None }),
        Err(problem) => Json(DatabaseHealth { status: "unhealthy", database: None, error: Some(problem.words()) }),
    }
}

/// Whether this server serves, as MoRAG's own server says it: its remote workers ask before they start
#[utoipa::path(get, path = "/health", tag = "probes", security(()), responses((status = 200, body = DatabaseHealth)))]
pub async fn health(State(ready): State<Arc<Ready>>, State(pool): State<Arc<Pool>>) -> Result<Json<DatabaseHealth>, ApiError> {
    ready.check(&pool).await?;
    Ok(Json(DatabaseHealth { status: "healthy", database: Some("connected"), error: None }))
}

/// Whether this process lives
#[utoipa::path(get, path = "/livez", tag = "probes", security(()), responses((status = 200, body = Probe)))]
pub async fn livez() -> Json<Probe> {
    Json(Probe { status: "ok" })
}

/// Whether this instance can serve now: the database answers, its jobs can be read, and nobody told it to stop
#[utoipa::path(get, path = "/readyz", tag = "probes", security(()), responses((status = 200, body = Probe)))]
pub async fn readyz(
    State(shutdown): State<Arc<Shutdown>>,
    State(ready): State<Arc<Ready>>,
    State(pool): State<Arc<Pool>>,
) -> Result<Json<Probe>, ApiError> {
    if shutdown.has_begun() {
        return Err(ApiError::unavailable("this instance is stopping", 5));
    }
    ready.check(&pool).await?;
    Ok(Json(Probe { status: "ok" }))
}

/// Figures for Prometheus
#[utoipa::path(get, path = "/metrics", tag = "probes", responses((status = 200, description = "In Prometheus' text format", body = String, content_type = "text/plain")))]
pub async fn metrics(
    State(metrics): State<Arc<Metrics>>,
    State(pool): State<Arc<Pool>>,
    State(reader): State<Arc<Reader>>,
    State(waiters): State<Arc<Waiters>>,
    Reads(_): Reads,
    headers: HeaderMap,
) -> impl IntoResponse {
    let text = metrics.text(&pool, &reader, waiters.count()).await;
    let takes_open =
        headers.get(header::ACCEPT).is_some_and(|accept| accept.to_str().is_ok_and(|a| a.contains("application/openmetrics-text")));
    if takes_open {
        return ([(header::CONTENT_TYPE, OPEN_METRICS)], text);
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], classic(&text))
}
