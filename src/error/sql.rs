//! What a database server answers when something fails.

use super::{Error, Result};
use std::fmt;

/// Kind of a database error, derived from its code, never from its message alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlErrorKind {
    /// Nothing listens at the address, or the name does not resolve.
    Unreachable,
    /// The TLS handshake failed, or a certificate is not trusted: retrying does not help.
    TlsFailed,
    /// The server is starting, stopping or out of connections: retrying may help.
    Unavailable,
    /// Wrong password or unknown role.
    LoginRefused,
    /// The server has no such database (MySQL reports the same for one that the login may not access).
    DatabaseMissing,
    /// The connection was lost during an operation.
    ConnectionLost,
    /// A lock was not released in time.
    LockTimeout,
    /// Deadlock or serialization failure: the transaction must be run again.
    Retry,
    /// The server, database or file is read-only.
    ReadOnly,
    /// A privilege is missing.
    MissingRight,
    /// The object or row to create already exists.
    Exists,
    /// A table, column or other object does not exist.
    ObjectMissing,
    /// The disk is full, or a quota is used up.
    DiskFull,
    /// A statement is larger than the server allows.
    TooLarge,
    /// The file is not a database.
    NotADatabase,
    /// Syntax error in a statement.
    Syntax,
    /// A result contains a value that this program can't decode.
    Unreadable,
    /// Anything else.
    Other,
}

/// Error reported by a database: kind, code and message, with the password removed.
#[derive(Clone, Debug)]
pub struct SqlError {
    /// Kind of the error.
    pub kind: SqlErrorKind,
    /// SQLSTATE, or the error number of MySQL, MariaDB or SQLite; empty if there is none.
    pub code: Box<str>,
    /// The server's message.
    pub message: Box<str>,
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.code.is_empty() { f.write_str(&self.message) } else { write!(f, "{} ({})", self.message, self.code) }
    }
}

impl std::error::Error for SqlError {}

impl SqlError {
    /// Whether a row with the same key already exists. SQLite reports a unique violation only in the message, not as a code.
    pub fn is_duplicate(&self) -> bool {
        self.kind == SqlErrorKind::Exists || self.message.contains("UNIQUE constraint")
    }
}

/// MySQL: a plugin refused the commit. Group Replication does so without saying why.
const GROUP_REFUSED: &str = "3100";

/// Adds the failed operation to a database error.
pub trait Doing<T> {
    /// Converts the database error into an [`Error`]; `what` names the operation.
    fn doing(self, what: impl Into<String>) -> Result<T>;
}

impl<T> Doing<T> for std::result::Result<T, SqlError> {
    fn doing(self, what: impl Into<String>) -> Result<T> {
        self.map_err(|source| Error::from_sql(what, source))
    }
}

impl Error {
    /// Converts a database error that occurred while `doing` something.
    pub fn from_sql(doing: impl Into<String>, source: SqlError) -> Self {
        let doing = doing.into();
        match source.kind {
            // MySQL has one error for both causes
            SqlErrorKind::ReadOnly if *source.code == *GROUP_REFUSED => Error::Refused {
                reason: format!("{doing} is not possible: the MySQL group did not accept the transaction"),
                hint: Some(
                    "read the server's error log: this server has left the group, or the transaction is larger than \
                     group_replication_transaction_size_limit"
                        .into(),
                ),
                source: Some(source),
            },
            SqlErrorKind::ReadOnly => Error::Refused {
                reason: format!("{doing} is not possible: the database accepts no writes"),
                hint: Some("connect to the primary, or make the database or file writable".into()),
                source: Some(source),
            },
            SqlErrorKind::MissingRight => {
                Error::Refused { reason: format!("{doing} is not allowed for this role"), hint: None, source: Some(source) }
            }
            SqlErrorKind::ConnectionLost | SqlErrorKind::Unreachable | SqlErrorKind::Unavailable => Error::ConnectionLost { doing, source },
            SqlErrorKind::LockTimeout => Error::Busy { doing, source },
            SqlErrorKind::NotADatabase => Error::NotADatabase { target: "the file".into(), source },
            _ => Error::Sql { doing, source },
        }
    }

    /// Returns this error and the database's message behind it, if there is one, in one line.
    pub fn with_cause(&self) -> String {
        self.sql().map_or_else(|| self.to_string(), |answer| format!("{self}: {answer}"))
    }

    /// Returns the database error behind this error, if there is one.
    pub fn sql(&self) -> Option<&SqlError> {
        match self {
            Error::Connect { source, .. }
            | Error::ConnectionLost { source, .. }
            | Error::Busy { source, .. }
            | Error::NotADatabase { source, .. }
            | Error::Sql { source, .. }
            | Error::TableLocked { source, .. }
            | Error::RepairNeeded { source, .. }
            | Error::MigrationFailed { source, .. } => Some(source),
            Error::Refused { source, .. } | Error::Migrating { source, .. } => source.as_ref(),
            Error::PartlyCreated { source, .. } => source.sql(),
            _ => None,
        }
    }
}
