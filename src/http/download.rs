//! Source files, from under the roots that were named and from nowhere else: links and `..` are resolved, and the file is
//! opened below the root's own handle, so that nothing that changes meanwhile leads out of it. URLs are handed on.

use super::app::App;
use super::body::Id;
use super::identity::{Role, Works};
use super::problem::Problem;
use super::remote;
use crate::error::{Error, Result as LibraryResult};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions, OpenOptionsExt};
use std::io::{Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::io::AsyncReadExt;

/// Folders under which source files lie.
#[derive(Debug)]
pub struct SourceRoots(Vec<(PathBuf, Dir)>);

/// A file that may be handed out.
struct Source {
    file: std::fs::File,
    length: u64,
    modified: Option<std::time::SystemTime>,
}

/// A path that is a pipe must not be waited for.
const NONBLOCK: i32 = 0o4000;

impl SourceRoots {
    /// Opens them; one that is missing is refused.
    pub fn open(roots: &[PathBuf]) -> LibraryResult<SourceRoots> {
        let open = |root: &PathBuf| {
            let path = root.canonicalize()?;
            Dir::open_ambient_dir(&path, ambient_authority()).map(|dir| (path, dir))
        };
        let failed = |path: &PathBuf, source| {
            Error::configuration(format!("the folder {} of --source-root can't be opened: {source}", path.display()))
        };
        roots.iter().map(|root| open(root).map_err(|e| failed(root, e))).collect::<LibraryResult<_>>().map(SourceRoots)
    }

    /// Opens a source file. What may not be seen is as if it were not there.
    fn source(&self, path: &str) -> std::io::Result<Source> {
        let missing = || std::io::Error::from(std::io::ErrorKind::NotFound);
        let path = PathBuf::from(path);
        for (root, dir) in &self.0 {
            // a path that is relative is so to each root
            let Ok(real) = root.join(&path).canonicalize() else { continue };
            let Ok(below) = real.strip_prefix(root) else { continue };
            let Ok(file) = dir.open_with(below, OpenOptions::new().read(true).custom_flags(NONBLOCK)) else { continue };
            let metadata = file.metadata()?;
            if metadata.is_file() {
                let modified = metadata.modified().ok().map(|time| time.into_std());
                return Ok(Source { length: metadata.len(), modified, file: file.into_std() });
            }
        }
        Err(missing())
    }
}

/// A file.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String, format = Binary)]
#[allow(dead_code)]
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
        (status = 403, description = "The job is not claimed, and who asks is no operator", body = super::problem::Detail),
        (status = 416, description = "There is no such part", body = super::problem::Detail)
    )
)]
pub async fn download(State(app): State<Arc<App>>, Works(who): Works, Id(id): Id, headers: HeaderMap) -> Result<Response, Problem> {
    let job = remote::job(&app, &id).await?;
    // MoRAG's own server hands out the sources of claimed jobs alone; operators look at others too
    if job.status != "processing" && who.role < Role::Admin {
        return Err(Problem::new(StatusCode::FORBIDDEN, format!("Job {id} is not in processing state")));
    }
    let path = job.source_file_path;
    let lower = path.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        let no_url = |(): ()| Problem::new(StatusCode::NOT_FOUND, format!("The source of job {id} is no URL that can be handed on"));
        const PLAIN: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');
        let location = match path.contains(|c: char| c.is_control()) {
            true => return Err(no_url(())),
            false => percent_encoding::utf8_percent_encode(&path, PLAIN).to_string(),
        };
        let location = HeaderValue::from_str(&location).map_err(|_| no_url(()))?;
        return Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response());
    }
    let shared = app.clone();
    let job_path = path.clone();
    let opened = tokio::task::spawn_blocking(move || shared.roots.source(&path)).await;
    let absent = || Problem::new(StatusCode::NOT_FOUND, format!("The source file of job {id} is not under a source root of this server"));
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

/// As RFC 6266 has it: an ASCII name in quotes, any other one percent-encoded.
fn attachment(name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ';
    if name.chars().all(is_plain) {
        return format!("attachment; filename=\"{name}\"");
    }
    // what may stand unencoded in an extended value
    const ATTR: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    format!("attachment; filename*=utf-8''{}", percent_encoding::utf8_percent_encode(name, ATTR))
}

fn answer(mut source: Source, name: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let length = source.length;
    let modified = source.modified.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let tag = format!("\"{:x}-{length:x}\"", modified.map_or(0, |since| since.as_nanos()));
    // a part of another file than the one that was begun would be worse than all of it
    let is_same = headers.get(header::IF_RANGE).is_none_or(|value| value.to_str().is_ok_and(|v| v == tag));
    let range = headers.get(header::RANGE).filter(|_| is_same).and_then(|value| value.to_str().ok());
    let part = range.and_then(|range| http_range_header::parse_range_header(range).ok());
    let part = part.map(|parsed| parsed.validate(length));
    let (status, from, to) = match part {
        None => (StatusCode::OK, 0, length),
        Some(Ok(ranges)) => match ranges.as_slice() {
            [range] => (StatusCode::PARTIAL_CONTENT, *range.start(), range.end() + 1),
            // several at once are answered with all of it, as RFC 9110 allows
            _ => (StatusCode::OK, 0, length),
        },
        Some(Err(_)) => {
            let problem = Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, format!("the file has {length} bytes"));
            let mut response = problem.into_response();
            response.headers_mut().extend(HeaderValue::from_str(&format!("bytes */{length}")).map(|v| (header::CONTENT_RANGE, v)));
            return Ok(response);
        }
    };
    source.file.seek(SeekFrom::Start(from)).map_err(|_| Problem::new(StatusCode::NOT_FOUND, "the source file can't be read"))?;
    let file = tokio::fs::File::from_std(source.file).take(to - from);
    let body = Body::from_stream(tokio_util::io::ReaderStream::with_capacity(file, 64 << 10));
    let text = |value: String| HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static(""));
    let mut response = (status, body).into_response();
    let named = response.headers_mut();
    // whatever it is, no browser is to show it as a page of this site
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn nothing_leads_out_of_a_root() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("in");
        std::fs::create_dir_all(root.join("deep")).unwrap();
        std::fs::write(root.join("deep/a.txt"), "inside").unwrap();
        std::fs::write(folder.path().join("secret"), "outside").unwrap();
        symlink(root.join("deep/a.txt"), root.join("good")).unwrap();
        symlink(folder.path().join("secret"), root.join("bad")).unwrap();
        symlink(folder.path(), root.join("up")).unwrap();
        let roots = SourceRoots::open(std::slice::from_ref(&root)).unwrap();
        let length = |path: &str| roots.source(path).map(|s| s.length).ok();
        let inside = |path: &str| length(&root.join(path).display().to_string());
        assert_eq!(inside("deep/a.txt"), Some(6));
        assert_eq!(inside("deep/../deep/a.txt"), Some(6));
        assert_eq!(inside("good"), Some(6));
        assert_eq!(length("deep/a.txt"), Some(6));
        for path in ["bad", "up/secret", "../secret", "deep", "", "missing", "deep/a.txt/x"] {
            assert_eq!(inside(path), None, "{path}");
        }
        for path in ["/etc/passwd", "../secret", "/dev/zero", "a\0b"] {
            assert_eq!(length(path), None, "{path}");
        }
        assert!(SourceRoots::open(&[folder.path().join("none")]).is_err());
    }
}
