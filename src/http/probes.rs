//! Whether this process lives, and whether it can serve. They need no key, and say nothing that a stranger may not know.

use super::app::App;
use super::pool::Lane;
use super::problem::Problem;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use std::time::{Duration, Instant};
use utoipa::ToSchema;

/// What a look at the database found counts for so long: strangers may ask as often as they like.
const VALID: Duration = Duration::from_secs(1);

type Look = Option<(Instant, Result<(), Problem>)>;

/// The last look.
#[derive(Debug, Default)]
pub struct Ready(tokio::sync::Mutex<Look>);

/// Whether the table that all is about can be read, by an index with no row to be found, and whether the database takes writes.
async fn look(app: &App) -> Result<(), Problem> {
    let mut last = app.ready.0.lock().await;
    if let Some((_, found)) = last.as_ref().filter(|(at, _)| at.elapsed() < VALID) {
        return found.clone();
    }
    let read = app
        .pool
        .run(Lane::Read, "", async |s| {
            s.session().refuse_read_only().await?;
            s.remote_job("00000000-0000-0000-0000-000000000000").await
        })
        .await;
    let found = read.map(drop).map_err(Problem::from);
    *last = Some((Instant::now(), found.clone()));
    found
}

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
pub async fn health_db(State(app): State<Arc<App>>) -> Json<DatabaseHealth> {
    match look(&app).await {
        Ok(()) => Json(DatabaseHealth { status: "healthy", database: Some("connected"), error: None }),
        Err(problem) => Json(DatabaseHealth { status: "unhealthy", database: None, error: Some(problem.words()) }),
    }
}

/// Whether this server serves, as MoRAG's own server says it: its remote workers ask before they start
#[utoipa::path(get, path = "/health", tag = "probes", security(()), responses((status = 200, body = DatabaseHealth)))]
pub async fn health(State(app): State<Arc<App>>) -> Result<Json<DatabaseHealth>, Problem> {
    look(&app).await?;
    Ok(Json(DatabaseHealth { status: "healthy", database: Some("connected"), error: None }))
}

/// Whether this process lives
#[utoipa::path(get, path = "/livez", tag = "probes", security(()), responses((status = 200, body = Probe)))]
pub async fn livez() -> Json<Probe> {
    Json(Probe { status: "ok" })
}

/// Whether this instance can serve now: the database answers, its jobs can be read, and nobody told it to stop
#[utoipa::path(get, path = "/readyz", tag = "probes", security(()), responses((status = 200, body = Probe)))]
pub async fn readyz(State(app): State<Arc<App>>) -> Result<Json<Probe>, Problem> {
    if app.is_stopping() {
        return Err(Problem::unavailable("this instance is stopping", 5));
    }
    look(&app).await?;
    Ok(Json(Probe { status: "ok" }))
}
