//! Request bodies and queries, with limits: bytes per body, time, and bytes of all bodies together.

use super::fields::{Fields, Form};
use super::repair::repair;
use crate::http::problem::{ApiError, Invalid};
use axum::extract::{FromRef, FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Limits of request bodies.
#[derive(Clone, Debug)]
pub struct BodyLimits {
    /// Maximum bytes of one body.
    pub one: usize,
    /// Free portions, shared by all bodies.
    all: Arc<Semaphore>,
}

/// Maximum bytes of all bodies that are being read.
const BODIES: usize = 512 << 20;
/// Bytes of a portion, the unit in which bodies are counted.
const PORTION: usize = 4 << 10;

impl BodyLimits {
    /// Limits with `one` as the maximum bytes of a body.
    pub fn new(one: usize) -> Self {
        BodyLimits { one, all: Arc::new(Semaphore::new(BODIES / PORTION)) }
    }
}

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// The query string of a request.
#[derive(Debug)]
pub struct Query<T>(pub T);

/// A submitted HTML form.
#[derive(Debug)]
pub struct PageForm(pub Vec<(String, String)>);

/// Maximum bytes of a form, which can be sent without a key.
const FORM: usize = 64 << 10;
/// Timeout between two pieces of a body.
const PIECE: Duration = Duration::from_secs(10);
/// Timeout of a whole body.
const WHOLE: Duration = Duration::from_secs(300);

async fn read(request: Request, limits: &BodyLimits, most: usize) -> Result<Bytes, ApiError> {
    let too_large = || ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, format!("the body has more than {most} bytes"));
    let mut body = request.into_body();
    if http_body::Body::size_hint(&body).lower() > most as u64 {
        return Err(too_large());
    }
    let (mut bytes, mut held) = (BytesMut::new(), Vec::new());
    let end = Instant::now() + WHOLE;
    loop {
        let late = || ApiError::new(StatusCode::REQUEST_TIMEOUT, "the body came too slowly");
        let until = (Instant::now() + PIECE).min(end);
        let Some(frame) = tokio::time::timeout_at(until.into(), body.frame()).await.map_err(|_| late())? else { break };
        let frame = frame.map_err(|_| ApiError::new(StatusCode::BAD_REQUEST, "the body ended before its end"))?;
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len() + data.len() > most {
            return Err(too_large());
        }
        let portions = (bytes.len() + data.len()).div_ceil(PORTION) - bytes.len().div_ceil(PORTION);
        let taken = limits.all.clone().try_acquire_many_owned(portions as u32);
        held.push(taken.map_err(|_| ApiError::unavailable("too many large bodies at once: retry later", 2))?);
        bytes.extend_from_slice(&data);
    }
    Ok(bytes.freeze())
}

impl<T: Form, S: Send + Sync> FromRequest<S> for Body<T>
where
    BodyLimits: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let limits = BodyLimits::from_ref(state);
        let bytes = read(request, &limits, limits.one).await?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(ApiError::invalid(vec![Invalid::new(vec!["body".into()], "Field required", "missing", &Value::Null, None)]));
        }
        match serde_json::from_slice(&bytes) {
            Ok(value) => Fields::of_body(value, false).map(Body),
            Err(error) => {
                let repaired = if T::IS_RESULT { serde_json::from_str(&repair(&bytes)).ok() } else { None };
                let value = repaired.ok_or_else(|| no_json(&bytes, &error))?;
                Fields::of_body(value, true).map(Body)
            }
        }
    }
}

impl<T: Form, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Fields::of_query(pairs_of(parts.uri.query().unwrap_or_default())).map(Query)
    }
}

impl<S: Send + Sync> FromRequest<S> for PageForm
where
    BodyLimits: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = read(request, &BodyLimits::from_ref(state), FORM).await?;
        Ok(PageForm(form_urlencoded::parse(&bytes).into_owned().collect()))
    }
}

/// A JSON syntax error in FastAPI's form, with the position in characters.
fn no_json(bytes: &[u8], error: &serde_json::Error) -> ApiError {
    let lines = bytes.split_inclusive(|b| *b == b'\n');
    let before: usize = lines.take(error.line().saturating_sub(1)).map(|line| String::from_utf8_lossy(line).chars().count()).sum();
    let at = before + error.column().saturating_sub(1);
    let reason = json!({"error": error.to_string()});
    ApiError::invalid(vec![Invalid::new(vec!["body".into(), at.into()], "JSON decode error", "json_invalid", &json!({}), Some(reason))])
}

/// The name and value pairs of a query string.
pub fn pairs_of(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// The id in a path; 404 if it is not UTF-8.
#[derive(Debug)]
pub struct Id(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = axum::extract::Path::<String>::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(id)| Id(id)).map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "Not Found"))
    }
}
