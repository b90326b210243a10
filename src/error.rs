//! What can go wrong, by what the caller can do about it. One text each, lower case, the cause in `source()`.
//! Hints and exit codes do not belong here: the binary adds them.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// The result of everything in this library.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of answer a server gave, told from its code and never from its words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SqlErrorKind {
    /// Nobody listens there, or the name does not resolve.
    Unreachable,
    /// TLS can't be agreed on, or a certificate can't be trusted: no use in trying again.
    TlsFailed,
    /// The server is starting, stopping or out of connections: worth another try.
    Unavailable,
    /// Wrong password or unknown role.
    LoginRefused,
    /// The server answers, but has no such database (MySQL says the same of a forbidden one).
    DatabaseMissing,
    /// The connection ended in the middle of work.
    ConnectionLost,
    /// A lock was not free in time.
    LockTimeout,
    /// Deadlock or serialization failure: the transaction must be run again.
    Retry,
    /// The server, database or file takes no writes.
    ReadOnly,
    /// A right is missing.
    MissingRight,
    /// The thing to be made is there already.
    Exists,
    /// A table, column or other object does not exist.
    ObjectMissing,
    /// The disk is full, or a quota is used up.
    DiskFull,
    /// A statement is larger than the server accepts.
    TooLarge,
    /// The file is not a database.
    NotADatabase,
    /// The statement can't be read.
    Syntax,
    /// An answer holds what this program can't read.
    Unreadable,
    /// Anything else.
    Other,
}

/// An answer of a database: its kind, its own code and its own words, the password taken out.
#[derive(Clone, Debug)]
pub struct SqlError {
    /// What it means.
    pub kind: SqlErrorKind,
    /// SQLSTATE, or the number of MySQL, MariaDB or SQLite; empty where there is none.
    pub code: Box<str>,
    /// The server's words.
    pub message: Box<str>,
}

impl fmt::Display for SqlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.code.is_empty() { f.write_str(&self.message) } else { write!(f, "{} ({})", self.message, self.code) }
    }
}

impl std::error::Error for SqlError {}

impl SqlError {
    /// Whether a row of that key was there already. SQLite has no code of its own for a broken unique constraint, only words.
    pub fn is_duplicate(&self) -> bool {
        self.kind == SqlErrorKind::Exists || self.message.contains("UNIQUE constraint")
    }
}

/// Everything that ends a command. Boxed where it is large, so that a `Result` stays small.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting, option or URL can't be used.
    #[error("{reason}")]
    Configuration {
        /// What is wrong with it.
        reason: String,
    },
    /// The migrations themselves can't be used: two of one number, a file that can't be read.
    #[error("{}: {reason}", path.display())]
    SiteMigration {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The database can't be reached, or refused the login.
    #[error("can't connect to {target}")]
    Connect {
        /// The database, without its password.
        target: String,
        /// The server's or the system's answer.
        source: SqlError,
    },
    /// The connection ended in the middle of work.
    #[error("the connection was lost while {doing}")]
    ConnectionLost {
        /// What was being done.
        doing: String,
        /// The last that was heard.
        source: SqlError,
    },
    /// Another session was in the way for too long; nothing was changed.
    #[error("{doing} gave up: another session holds a lock")]
    Busy {
        /// What was being done.
        doing: String,
        /// The server's answer.
        source: SqlError,
    },
    /// A file that is no database was given.
    #[error("{target} is not an SQLite database")]
    NotADatabase {
        /// The path.
        target: String,
        /// SQLite's answer.
        source: SqlError,
    },
    /// A statement failed.
    #[error("{doing} failed")]
    Sql {
        /// What was being done.
        doing: String,
        /// The server's answer.
        source: SqlError,
    },
    /// Something forbids it: a guard, a missing right, a read-only server.
    #[error("{reason}")]
    Refused {
        /// What forbids it.
        reason: String,
        /// What to do instead, where that is known.
        hint: Option<String>,
        /// The server's answer, where one forbade it.
        #[source]
        source: Option<SqlError>,
    },
    /// A plan needs a yes, and there is nobody to ask.
    #[error("not confirmed: there is no terminal to ask at; nothing was changed")]
    NotConfirmed {
        /// What would be done, one line each.
        plan: Vec<String>,
        /// How to agree.
        hint: String,
    },
    /// Objects that pending migrations would create are there already, and another tool created them.
    #[error(
        "{target} already has what pending migrations would create, and morag-db did not create it: {}; nothing was changed",
        objects.join(", ")
    )]
    Foreign {
        /// The database, without its password.
        target: String,
        /// The objects, e.g. `table users`.
        objects: Vec<String>,
    },
    /// Rows would not fit into the schema that an adoption makes.
    #[error("rows would not fit into the schema; nothing was changed{}", if *resumes { " this time" } else { "" })]
    Misfits {
        /// Whether an adoption that was broken off has changed something before.
        resumes: bool,
        /// The findings, one a line.
        findings: Vec<String>,
    },
    /// The history or the schema is not what it should be.
    #[error("{reason}")]
    CheckFailed {
        /// What differs.
        reason: String,
        /// The findings, one a line.
        findings: Vec<String>,
    },
    /// Something is not as it should be, and one step leads on.
    #[error("{reason}")]
    Differs {
        /// What differs.
        reason: String,
        /// The findings, one a line.
        findings: Vec<String>,
        /// What to do next.
        next: &'static str,
    },
    /// The migration lock was not free in time.
    #[error("the migration lock was not free within {waited:?}: held by {holder}")]
    Locked {
        /// Who holds it, as far as the engine tells.
        holder: String,
        /// How long it was waited for.
        waited: Duration,
    },
    /// A migration could not lock a table of its own in time; nothing of it is committed.
    #[error("migration {version} gave up at step {step} ({step_name}): another session holds a lock on the table")]
    TableLocked {
        /// The migration.
        version: String,
        /// Its step, from 1.
        step: usize,
        /// What the step does.
        step_name: String,
        /// The server's answer.
        source: SqlError,
    },
    /// A migration failed and left something behind, or the record says that one did.
    #[error("migration {version} failed at step {step} of {steps} ({step_name}) and is recorded as failed")]
    RepairNeeded {
        /// The migration.
        version: String,
        /// The step that failed, from 1.
        step: usize,
        /// How many steps it has.
        steps: usize,
        /// What the step does.
        step_name: String,
        /// The server's answer.
        source: SqlError,
    },
    /// A reset was broken off where DDL can't be rolled back: half of the tables are gone.
    #[error("a reset of this database was broken off, or runs just now")]
    ResetUnfinished,
    /// A migration failed and was rolled back.
    #[error("migration {version} failed at step {step} ({step_name}); everything that it did is rolled back")]
    MigrationFailed {
        /// The migration.
        version: String,
        /// The step that failed, from 1.
        step: usize,
        /// What the step does.
        step_name: String,
        /// Whether the migration is a file of this site.
        is_site: bool,
        /// `up` or `down`.
        direction: &'static str,
        /// The server's answer.
        source: SqlError,
    },
    /// The row is no longer what the caller takes it for; nothing of it was changed.
    #[error("{reason}")]
    Stale {
        /// How it now is.
        reason: String,
    },
    /// Some of many jobs were created, or it can't be known whether they were.
    #[error("{done} of {of} jobs were created")]
    PartlyCreated {
        /// How many are known to exist.
        done: usize,
        /// How many there were to be.
        of: usize,
        /// What names this creation, to finish it.
        key: String,
        /// What ended it.
        source: Box<Error>,
    },
    /// What a command needs is not in the database yet.
    #[error("{target} {reason}")]
    NotReady {
        /// The database, without its password.
        target: String,
        /// How far it is, e.g. `was never initialised`.
        reason: &'static str,
        /// What to run.
        next: &'static str,
    },
    /// There is no such job, user or key.
    #[error("there is no {what}")]
    NotFound {
        /// What was looked for.
        what: String,
    },
    /// A file of ours can't be read or written.
    #[error("{doing} {} failed", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
    /// A fault of this program.
    #[error("internal error: {doing} failed")]
    Internal {
        /// What was being done.
        doing: String,
        /// What went wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The person or the system asked for an end.
    #[error("interrupted by {signal}{}", done.as_ref().map(|d| format!(": {d}")).unwrap_or_default())]
    Interrupted {
        /// `SIGINT` or `SIGTERM`.
        signal: &'static str,
        /// What was done until then.
        done: Option<String>,
        /// How to go on.
        next: String,
    },
}

impl Error {
    /// A setting that can't be used.
    pub fn configuration(reason: impl Into<String>) -> Self {
        Error::Configuration { reason: reason.into() }
    }

    /// A fault of this program while `doing` something.
    pub fn internal(doing: impl Into<String>, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Error::Internal { doing: doing.into(), source: source.into() }
    }

    /// A guard's refusal, with what to do instead.
    pub fn refused(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Error::Refused { reason: reason.into(), hint: Some(hint.into()), source: None }
    }

    /// What an answer of the database means while `doing` something.
    pub fn from_sql(doing: impl Into<String>, source: SqlError) -> Self {
        let doing = doing.into();
        match source.kind {
            SqlErrorKind::ReadOnly => Error::Refused {
                reason: format!("{doing} is not possible: the database takes no writes"),
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

    /// The answer of the database behind this error, if there is one.
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
            Error::Refused { source, .. } => source.as_ref(),
            Error::PartlyCreated { source, .. } => source.sql(),
            _ => None,
        }
    }
}

/// Says what was being done when the database answered with an error.
pub trait Doing<T> {
    /// Turns the answer into an [`Error`].
    fn doing(self, what: impl Into<String>) -> Result<T>;
}

impl<T> Doing<T> for std::result::Result<T, SqlError> {
    fn doing(self, what: impl Into<String>) -> Result<T> {
        self.map_err(|source| Error::from_sql(what, source))
    }
}
