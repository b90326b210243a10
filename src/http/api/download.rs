//! Downloads of source files, only from below the configured roots: links and `..` are resolved, and the file is opened
//! relative to the root's handle, so that concurrent changes cannot lead out of it. URLs are redirected.

use super::body::Id;
use super::remote;
use super::roots::{Source, SourceRoots};
use crate::http::auth::identity::{Role, Works};
use crate::http::pool::Pool;
use crate::http::problem::ApiError;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::io::{Seek, SeekFrom};
use std::sync::Arc;
use tokio::io::AsyncReadExt;

/// A file.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes a body of bytes in the OpenAPI document")]
struct Bytes(Vec<u8>);

/// Get the source file of a remote job
///
/// Ranges are understood. A source that is a URL is answered with a redirection there; it is never fetched. Follow it without
/// `Authorization`: the key is for this server alone.
#[utoipa::path(
    get, path = "/api/v1/remote-jobs/{job_id}/download", tag = "remote jobs",
    params(("job_id" = String, Path, description = "The job"), ("Range" = Option<String>, Header, description = "e.g. bytes=0-1023")),
    responses(
        (status = 200, description = "The file", body = inline(Bytes), content_type = "application/octet-stream"),
        (status = 206, description = "A part of it", body = inline(Bytes), content_type = "application/octet-stream"),
        (status = 307, description = "The source is a URL, see Location"),
        (status = 403, description = "The job is not claimed, and who asks is no operator", body = crate::http::problem::Detail),
        (status = 416, description = "There is no such part", body = crate::http::problem::Detail)
    )
)]
pub async fn download(
    State(pool): State<Arc<Pool>>,
    State(roots): State<Arc<SourceRoots>>,
    Works(who): Works,
    Id(id): Id,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let job = remote::job(&pool, &id).await?;
    // MoRAG's own server serves only the sources of claimed jobs; operators may get all
    if job.status != "processing" && who.role < Role::Admin {
        return Err(ApiError::new(StatusCode::FORBIDDEN, format!("Job {id} is not in processing state")));
    }
    let path = job.source_file_path;
    let lower = path.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        let no_url = |(): ()| ApiError::new(StatusCode::NOT_FOUND, format!("The source of job {id} is no URL that can be handed on"));
        const PLAIN: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');
        let location = match path.contains(|c: char| c.is_control()) {
            true => return Err(no_url(())),
            false => percent_encoding::utf8_percent_encode(&path, PLAIN).to_string(),
        };
        let location = HeaderValue::from_str(&location).map_err(|_| no_url(()))?;
        return Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response());
    }
    let job_path = path.clone();
    let opened = tokio::task::spawn_blocking(move || roots.source(&path)).await;
    let absent = || ApiError::new(StatusCode::NOT_FOUND, format!("The source file of job {id} is not under a source root of this server"));
    match opened {
        Ok(Ok(source)) => {
            let name = std::path::Path::new(&job_path).file_name().map(|name| name.to_string_lossy().into_owned());
            answer(source, name.as_deref().unwrap_or_default(), &headers)
        }
        Ok(Err(error)) => {
            tracing::info!(job_id = %job.id, %error, "a source file can't be handed out");
            Err(absent())
        }
        Err(error) => {
            tracing::error!(job_id = %job.id, %error, "opening a source file");
            Err(absent())
        }
    }
}

/// A Content-Disposition value by RFC 6266: an ASCII name in quotes, any other name percent-encoded.
fn attachment(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ';
    if name.chars().all(is_plain) {
        return format!("attachment; filename=\"{name}\"");
    }
    // characters that need no encoding in an extended value
    const ATTR: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    format!("attachment; filename*=utf-8''{}", percent_encoding::utf8_percent_encode(name, ATTR))
}

fn answer(mut source: Source, name: &str, headers: &HeaderMap) -> Result<Response, ApiError> {
    let length = source.length;
    let modified = source.modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let tag = format!("\"{:x}-{length:x}\"", modified.map_or(0, |since| since.as_nanos()));
    // if the file has changed since the first part, send all of it
    let is_same = headers.get(header::IF_RANGE).is_none_or(|value| value.to_str().is_ok_and(|v| v == tag));
    let range = headers.get(header::RANGE).filter(|_| is_same).and_then(|value| value.to_str().ok());
    let part = range.and_then(|range| http_range_header::parse_range_header(range).ok());
    let part = part.map(|parsed| parsed.validate(length));
    let (status, from, to) = match part {
        None => (StatusCode::OK, 0, length),
        Some(Ok(ranges)) => match ranges.as_slice() {
            [range] => (StatusCode::PARTIAL_CONTENT, *range.start(), range.end() + 1),
            // several ranges are answered with the whole file, as RFC 9110 allows
            _ => (StatusCode::OK, 0, length),
        },
        Some(Err(_)) => {
            let problem = ApiError::new(StatusCode::RANGE_NOT_SATISFIABLE, format!("the file has {length} bytes"));
            let mut response = problem.into_response();
            response.headers_mut().extend(HeaderValue::from_str(&format!("bytes */{length}")).map(|v| (header::CONTENT_RANGE, v)));
            return Ok(response);
        }
    };
    source.file.seek(SeekFrom::Start(from)).map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "the source file can't be read"))?;
    let file = tokio::fs::File::from_std(source.file).take(to - from);
    let body = Body::from_stream(tokio_util::io::ReaderStream::with_capacity(file, 64 << 10));
    let text = |value: String| HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static(""));
    let mut response = (status, body).into_response();
    let named = response.headers_mut();
    // a browser must never show the file as a page of this site
    named.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    named.insert(header::CONTENT_DISPOSITION, text(attachment(name)));
    named.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    named.insert(header::ETAG, text(tag));
    named.insert(header::CONTENT_LENGTH, HeaderValue::from(to - from));
    if status == StatusCode::PARTIAL_CONTENT {
        named.insert(header::CONTENT_RANGE, text(format!("bytes {from}-{}/{length}", to.saturating_sub(1))));
    }
    Ok(response)
}
