//! SQLite URLs as SQLAlchemy and SQLite itself write them.

use super::{DatabaseUrl, decode, query_pairs};
use crate::error::{Error, Result};
use std::path::PathBuf;
use std::time::Duration;

/// An SQLite file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqliteUrl {
    /// The path, resolved against the working directory.
    pub path: PathBuf,
    /// `mode=ro` or `immutable=1`
    pub read_only: bool,
    /// `mode=rw`: a missing file is not created.
    pub must_exist: bool,
    /// `immutable=1`: no process changes the file, so it is not locked.
    pub immutable: bool,
    /// How long a statement waits for a lock; 5 s unless given.
    pub timeout: Duration,
    /// What forbids commands that write, e.g. `profile prod`.
    pub read_only_by: Option<String>,
}

/// Parameters of Python's sqlite3 and of SQLAlchemy that concern only those clients; ignored.
const HARMLESS: &[&str] =
    &["check_same_thread", "cached_statements", "detect_types", "isolation_level", "uri", "cache", "charset", "autocommit", "echo"];
const KNOWN: &[&str] = &["mode", "timeout", "immutable", "nolock", "vfs", "psow"];

pub(super) fn parse(rest: &str) -> Result<DatabaseUrl> {
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let path = match path.strip_prefix("//") {
        // SQLAlchemy: three slashes begin a relative path, four an absolute one
        Some(after) => after.strip_prefix('/').unwrap_or(after),
        None => path,
    };
    let pairs = query_pairs(query)?;
    let path = match path.strip_prefix("file:") {
        // an SQLite URI: percent-encoded, with an empty authority or localhost
        Some(uri) => {
            let uri = uri.strip_prefix("//localhost/").map(|p| format!("/{p}")).unwrap_or_else(|| match uri.strip_prefix("//") {
                Some(absolute) => absolute.to_string(),
                None => uri.to_string(),
            });
            decode(&uri, "the path")?
        }
        None => path.to_string(),
    };
    let is_memory = pairs.iter().any(|(key, value)| key == "mode" && value == "memory");
    if path.is_empty() || path == ":memory:" || is_memory {
        return Err(Error::configuration(
            "an SQLite database in memory ends with the command: name a file, e.g. sqlite:///./morag.db (relative) or sqlite:////var/lib/morag.db (absolute)",
        ));
    }
    let path = std::path::absolute(&path).map_err(|source| Error::Io { doing: "resolving", path: path.into(), source })?;
    // `./` is dropped, so that every report shows one spelling of a path
    let path = path.components().collect();
    let mut url =
        SqliteUrl { path, read_only: false, must_exist: false, immutable: false, timeout: Duration::from_secs(5), read_only_by: None };
    for (key, value) in pairs {
        apply(&mut url, &key, &value)?;
    }
    Ok(DatabaseUrl::Sqlite(url))
}

fn apply(url: &mut SqliteUrl, key: &str, value: &str) -> Result<()> {
    let refuse = |why: &str| Err(Error::configuration(format!("{key}={value} in the database URL {why}")));
    let is_true = matches!(value.to_ascii_lowercase().as_str(), "1" | "true" | "yes" | "on");
    match key {
        "mode" => match value {
            "ro" => url.read_only = true,
            "rw" => url.must_exist = true,
            "rwc" => {}
            _ => return refuse("is not supported: expected ro, rw or rwc"),
        },
        "timeout" => match value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) {
            Some(timeout) if timeout <= Duration::from_secs(24 * 3600) => url.timeout = timeout,
            _ => return refuse("is not a number of seconds up to 86400"),
        },
        "immutable" if is_true => (url.immutable, url.read_only) = (true, true),
        "nolock" if is_true => return refuse("is refused: without locks two processes destroy the file"),
        "vfs" => return refuse("is not supported: the file is opened through the system's own"),
        "immutable" | "nolock" | "psow" => {}
        harmless if HARMLESS.contains(&harmless) => {
            tracing::info!(parameter = key, "a parameter of the database URL that concerns other clients only")
        }
        _ => return Err(super::parameters::unknown(key, KNOWN.iter().chain(HARMLESS).copied())),
    }
    Ok(())
}
