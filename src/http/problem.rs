//! Error responses in FastAPI's form: `{"detail": …}`.

use crate::error::{Error, SqlErrorKind};
use crate::http::pool::PoolError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// An error response.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    status: StatusCode,
    body: Value,
    retry_after: Option<u32>,
}

/// One field that can't be used, as pydantic names it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Invalid {
    /// Where: `body`, `query`, `path` or `header`, then names and places in lists.
    pub loc: Vec<Place>,
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

/// Maximum size of an input that is repeated in the response.
const INPUT: usize = 4096;

impl Invalid {
    /// An invalid field with its input, which is cut if it is large.
    pub fn new(loc: Vec<Place>, msg: impl Into<String>, ty: &str, input: &Value, ctx: Option<Value>) -> Self {
        let text = input.to_string();
        let input = if text.len() <= INPUT { input.clone() } else { text.chars().take(INPUT).collect::<String>().into() };
        Invalid { loc, msg: msg.into(), ty: ty.into(), input, ctx }
    }
}

/// A step on the way to a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Place {
    /// The name of a field, or `body`, `query`, `path`, `header`
    Name(String),
    /// The place in a list
    At(u64),
}

impl From<&str> for Place {
    fn from(name: &str) -> Self {
        Place::Name(name.into())
    }
}

impl From<usize> for Place {
    fn from(at: usize) -> Self {
        Place::At(at as u64)
    }
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

/// The claim is stale; the current state of the job.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaleDetail {
    /// What is wrong, in words.
    pub detail: String,
    /// The job's status now.
    pub status: Option<String>,
    /// Number of claims so far.
    pub claim_seq: Option<i64>,
}

impl ApiError {
    /// A response with a status and `{"detail": …}`.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        ApiError { status, body: json!({"detail": detail.into()}), retry_after: None }
    }

    /// 404 for an unknown job, as in MoRAG's original API.
    pub fn no_job(id: &str) -> Self {
        ApiError::new(StatusCode::NOT_FOUND, format!("Job {id} not found"))
    }

    /// 422 with all invalid fields.
    pub fn invalid(fields: Vec<Invalid>) -> Self {
        ApiError { status: StatusCode::UNPROCESSABLE_ENTITY, body: json!({"detail": fields}), retry_after: None }
    }

    /// 422 with one invalid field.
    pub fn invalid_field(loc: &[&str], msg: impl Into<String>, ty: &str) -> Self {
        ApiError::invalid(vec![Invalid::new(loc.iter().map(|l| Place::from(*l)).collect(), msg, ty, &Value::Null, None)])
    }

    /// 409 with the job's current status.
    pub fn stale(detail: String, status: Option<String>, claim_seq: Option<i64>) -> Self {
        let body = json!(StaleDetail { detail, status, claim_seq });
        ApiError { status: StatusCode::CONFLICT, body, retry_after: None }
    }

    /// 503 with Retry-After, in seconds.
    pub fn unavailable(detail: &str, retry_after: u32) -> Self {
        ApiError { retry_after: Some(retry_after), ..ApiError::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// 429 with Retry-After of one second.
    pub fn too_many(detail: &str) -> Self {
        ApiError { retry_after: Some(1), ..ApiError::new(StatusCode::TOO_MANY_REQUESTS, detail) }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Names of the invalid fields, each with its message; empty for other errors.
    pub fn of_fields(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let field = |wrong: &Value| {
            let name = wrong["loc"].as_array().and_then(|loc| loc.last()).map(text).unwrap_or_default();
            (name, text(&wrong["msg"]))
        };
        self.body["detail"].as_array().into_iter().flatten().map(field).collect()
    }

    /// The error message.
    pub fn words(&self) -> String {
        match &self.body["detail"] {
            Value::String(text) => text.clone(),
            other => other[0]["msg"].as_str().unwrap_or_default().to_string(),
        }
    }
}

impl From<PoolError> for ApiError {
    fn from(unserved: PoolError) -> Self {
        match unserved {
            PoolError::Overloaded => ApiError::unavailable("too many requests wait for the database: retry later", 1),
            PoolError::TimedOut => ApiError::unavailable("the database did not answer in time: whether it was done is not known", 2),
            PoolError::Failed(error) => ApiError::from(error),
        }
    }
}

/// Messages of the database server only go to the log: they may contain names, paths and values.
impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match &error {
            Error::NotFound { what } => ApiError::new(StatusCode::NOT_FOUND, format!("there is no {what}")),
            Error::Stale { reason, .. } => ApiError::new(StatusCode::CONFLICT, reason.clone()),
            Error::Configuration { reason } => ApiError::invalid_field(&["body"], reason.clone(), "value_error"),
            Error::Refused { reason, source: None, .. } => ApiError::new(StatusCode::CONFLICT, reason.clone()),
            Error::Connect { source, .. } => {
                tracing::warn!(%error, cause = %source, "no database");
                ApiError::unavailable("the database can't be reached: nothing was done", 2)
            }
            Error::ConnectionLost { source, .. } => {
                tracing::warn!(%error, cause = %source, "the database is gone");
                ApiError::unavailable("the connection to the database was lost: whether it was done is not known", 2)
            }
            Error::Busy { source, .. } => {
                tracing::warn!(%error, cause = %source, "a lock was not free in time");
                ApiError::unavailable("another session holds a lock: retry later", 2)
            }
            Error::Refused { source: Some(source), .. } => {
                tracing::error!(%error, cause = %source, "the database refuses");
                // read-only: probably a failover, which takes seconds
                let seconds = if source.kind == SqlErrorKind::ReadOnly { 2 } else { 30 };
                ApiError::unavailable("the database does not accept this request now", seconds)
            }
            Error::Sql { source, .. } if source.kind == SqlErrorKind::ObjectMissing => {
                tracing::error!(%error, cause = %source, "the schema is not there: run morag-db init");
                ApiError::unavailable("the database's schema is not ready", 30)
            }
            Error::Sql { source, .. } if source.kind == SqlErrorKind::TooLarge => {
                tracing::error!(%error, cause = %source, "the database server accepts no statement of that size");
                ApiError::new(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "The database server accepts no statement of that size: raise max_allowed_packet",
                )
            }
            Error::Sql { source, .. } if matches!(source.kind, SqlErrorKind::DiskFull | SqlErrorKind::Retry) => {
                tracing::error!(%error, cause = %source, "the database can't write");
                ApiError::unavailable("the database can't write now: nothing was done", 10)
            }
            other => {
                tracing::error!(error = %other, cause = ?std::error::Error::source(other).map(ToString::to_string), "a request failed");
                ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
            }
        }
    }
}

impl IntoResponse for ApiError {
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
