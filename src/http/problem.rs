//! What a client is told when something is wrong, in the shape that FastAPI gives: `{"detail": …}`.

use crate::error::{Error, SqlErrorKind};
use crate::http::pool::Unserved;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A refusal or a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    body: Value,
    retry_after: Option<u32>,
}

/// One field that can't be used, as pydantic names it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Invalid {
    /// Where: `body`, `query`, `path` or `header`, then names and places in lists.
    #[schema(value_type = Vec<Place>)]
    pub loc: Vec<Value>,
    /// What is wrong.
    pub msg: String,
    /// For programs.
    #[serde(rename = "type")]
    pub ty: String,
    /// What was given; a large value is cut.
    #[schema(required, value_type = Value)]
    pub input: Value,
    /// What the rule compares with, e.g. `{"ge": 1}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    pub ctx: Option<Value>,
}

/// Bytes of an input that is repeated to its sender.
const INPUT: usize = 4096;

impl Invalid {
    /// A field that can't be used, with what was given.
    pub fn new(loc: Vec<Value>, msg: impl Into<String>, ty: &str, input: &Value, ctx: Option<Value>) -> Self {
        let text = input.to_string();
        let input = if text.len() <= INPUT { input.clone() } else { text.chars().take(INPUT).collect::<String>().into() };
        Invalid { loc, msg: msg.into(), ty: ty.into(), input, ctx }
    }
}

/// A step on the way to a field.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code, missing_docs)]
pub enum Place {
    Name(String),
    At(u64),
}

/// `{"detail": "…"}`
#[derive(Debug, Serialize, ToSchema)]
pub struct Detail {
    /// What is wrong, in words.
    pub detail: String,
}

/// `{"detail": [{"loc": …, "msg": …, "type": …}]}`
#[derive(Debug, Serialize, ToSchema)]
pub struct ValidationDetail {
    /// Each field that can't be used.
    pub detail: Vec<Invalid>,
}

/// The claim is over; how the job is now.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaleDetail {
    /// What is wrong, in words.
    pub detail: String,
    /// The job's status now.
    pub status: Option<String>,
    /// How often it was claimed until now.
    pub claim_seq: Option<i64>,
}

impl Problem {
    /// `{"detail": …}` with a status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Problem { status, body: json!({"detail": detail.into()}), retry_after: None }
    }

    /// 404, as in MoRAG's original API.
    pub fn no_job(id: &str) -> Self {
        Problem::new(StatusCode::NOT_FOUND, format!("Job {id} not found"))
    }

    /// 422, field by field.
    pub fn invalid(fields: Vec<Invalid>) -> Self {
        Problem { status: StatusCode::UNPROCESSABLE_ENTITY, body: json!({"detail": fields}), retry_after: None }
    }

    /// 422 for one field.
    pub fn invalid_field(loc: &[&str], msg: impl Into<String>, ty: &str) -> Self {
        Problem::invalid(vec![Invalid::new(loc.iter().map(|l| json!(l)).collect(), msg, ty, &Value::Null, None)])
    }

    /// 409 with how the job is now.
    pub fn stale(detail: String, status: Option<String>, claim_seq: Option<i64>) -> Self {
        let body = json!(StaleDetail { detail, status, claim_seq });
        Problem { status: StatusCode::CONFLICT, body, retry_after: None }
    }

    /// 503, and when to come again.
    pub fn unavailable(detail: &str, retry_after: u32) -> Self {
        Problem { retry_after: Some(retry_after), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// 429
    pub fn too_many(detail: &str) -> Self {
        Problem { retry_after: Some(1), ..Problem::new(StatusCode::TOO_MANY_REQUESTS, detail) }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The fields that can't be used, each with what is wrong; none where the problem is another one.
    pub fn of_fields(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let field = |wrong: &Value| {
            let name = wrong["loc"].as_array().and_then(|loc| loc.last()).map(text).unwrap_or_default();
            (name, text(&wrong["msg"]))
        };
        self.body["detail"].as_array().into_iter().flatten().map(field).collect()
    }

    /// What is wrong, in words.
    pub fn words(&self) -> String {
        match &self.body["detail"] {
            Value::String(text) => text.clone(),
            other => other[0]["msg"].as_str().unwrap_or_default().to_string(),
        }
    }
}

impl From<Unserved> for Problem {
    fn from(unserved: Unserved) -> Self {
        match unserved {
            Unserved::Overloaded => Problem::unavailable("too many requests wait for the database: come again", 1),
            Unserved::TimedOut => Problem::unavailable("the database did not answer in time: whether it was done is not known", 2),
            Unserved::Failed(error) => Problem::from(error),
        }
    }
}

/// A server's own words are for the log alone: they may hold names, paths and values.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match &error {
            Error::NotFound { what } => Problem::new(StatusCode::NOT_FOUND, format!("there is no {what}")),
            Error::Stale { reason } => Problem::new(StatusCode::CONFLICT, reason.clone()),
            Error::Configuration { reason } => Problem::invalid_field(&["body"], reason.clone(), "value_error"),
            Error::Refused { reason, source: None, .. } => Problem::new(StatusCode::CONFLICT, reason.clone()),
            Error::Connect { source, .. } => {
                tracing::warn!(%error, cause = %source, "no database");
                Problem::unavailable("the database can't be reached: nothing was done", 2)
            }
            Error::ConnectionLost { source, .. } => {
                tracing::warn!(%error, cause = %source, "the database is gone");
                Problem::unavailable("the connection to the database was lost: whether it was done is not known", 2)
            }
            Error::Busy { source, .. } => {
                tracing::warn!(%error, cause = %source, "a lock was not free in time");
                Problem::unavailable("another session holds a lock: come again", 2)
            }
            Error::Refused { source: Some(source), .. } => {
                tracing::error!(%error, cause = %source, "the database refuses");
                // a failover takes seconds
                let seconds = if source.kind == SqlErrorKind::ReadOnly { 2 } else { 30 };
                Problem::unavailable("the database takes no such request now", seconds)
            }
            Error::Sql { source, .. } if source.kind == SqlErrorKind::ObjectMissing => {
                tracing::error!(%error, cause = %source, "the schema is not there: run morag-db init");
                Problem::unavailable("the database's schema is not ready", 30)
            }
            Error::Sql { source, .. } if source.kind == SqlErrorKind::TooLarge => {
                tracing::error!(%error, cause = %source, "the database server accepts no statement of that size");
                Problem::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "The database server accepts no statement of that size: raise max_allowed_packet",
                )
            }
            Error::Sql { source, .. } if matches!(source.kind, SqlErrorKind::DiskFull | SqlErrorKind::Retry) => {
                tracing::error!(%error, cause = %source, "the database can't write");
                Problem::unavailable("the database can't write now: nothing was done", 10)
            }
            other => {
                tracing::error!(error = %other, cause = ?std::error::Error::source(other).map(ToString::to_string), "a request failed");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
