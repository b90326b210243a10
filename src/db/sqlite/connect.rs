//! SQLite: how a file is opened, and what its errors mean.

use crate::database_url::SqliteUrl;
use crate::db::access::Access;
use crate::error::{Error, Result, SqlErrorKind};
use sqlx::error::DatabaseError;
use sqlx::sqlite::SqliteConnectOptions;
use std::path::Path;

/// Readers go on while one writes, and the mode stays with the file.
pub(in crate::db) const DDL_SETTINGS: &str = "PRAGMA journal_mode = WAL";

/// SQLITE_READONLY_ROLLBACK: a journal must be rolled back first, and this connection may not write.
pub(in crate::db) const NEEDS_ROLLBACK: &str = "776";

pub(in crate::db) fn options(url: &SqliteUrl, access: Access) -> Result<SqliteConnectOptions> {
    let path = &url.path;
    if path.is_dir() {
        return Err(Error::configuration(format!(
            "{} is a directory: name a file in it, e.g. sqlite:///{}/morag.db",
            path.display(),
            path.display()
        )));
    }
    if access == Access::Create {
        check_parent(path)?;
    }
    Ok(SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(access == Access::Create && !url.read_only && !url.must_exist)
        .read_only(url.read_only || access == Access::Read)
        .immutable(url.immutable)
        .foreign_keys(true)
        .busy_timeout(url.timeout))
}

/// A missing folder is a typing error more often than a wish, so it is not made.
pub(in crate::db) fn check_parent(path: &Path) -> Result<()> {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() && !parent.is_dir() => Err(Error::configuration(format!(
            "the folder {} does not exist: make it first (mkdir -p {})",
            parent.display(),
            parent.display()
        ))),
        _ => Ok(()),
    }
}

pub(in crate::db) fn classify(answer: &dyn DatabaseError) -> (SqlErrorKind, String) {
    let code = answer.code().unwrap_or_default().into_owned();
    let extended: u32 = code.parse().unwrap_or(0);
    (kind_of(extended, answer.message()), code)
}

/// What an extended result code means.
pub(in crate::db) fn kind_of(extended: u32, message: &str) -> SqlErrorKind {
    // https://www.sqlite.org/rescode.html: the low byte is the primary code
    match extended & 0xff {
        5 | 6 => SqlErrorKind::LockTimeout,
        8 => SqlErrorKind::ReadOnly,
        3 | 23 => SqlErrorKind::MissingRight,
        13 => SqlErrorKind::DiskFull,
        11 | 26 => SqlErrorKind::NotADatabase,
        14 => SqlErrorKind::DatabaseMissing,
        1 if message.contains("already exists") || message.contains("duplicate column") => SqlErrorKind::Exists,
        1 if message.contains("no such") => SqlErrorKind::ObjectMissing,
        1 if message.contains("syntax error") || message.contains("incomplete input") => SqlErrorKind::Syntax,
        _ => SqlErrorKind::Other,
    }
}
