//! Errors, grouped by what the caller can do about them. Messages are lower case; the cause is in `source()`.
//! Hints and exit codes do not belong here: the binary adds them.

mod sql;

pub use sql::{Doing, SqlError, SqlErrorKind};
use std::path::PathBuf;
use std::time::Duration;

/// Result type of this library.
pub type Result<T> = std::result::Result<T, Error>;

/// Error that ends a command. Large parts are boxed, so that a `Result` stays small.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting, option or URL is invalid.
    #[error("{reason}")]
    Configuration {
        /// What is wrong with it.
        reason: String,
    },
    /// A site migration is invalid: two files have the same number, or a file can't be parsed.
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
        /// Error from the server or the operating system.
        source: SqlError,
    },
    /// The connection was lost during an operation.
    #[error("the connection was lost while {doing}")]
    ConnectionLost {
        /// The operation that failed.
        doing: String,
        /// Error that ended the connection.
        source: SqlError,
    },
    /// Another session held a lock for too long; nothing was changed.
    #[error("{doing} gave up: another session holds a lock")]
    Busy {
        /// The operation that failed.
        doing: String,
        /// Error from the server.
        source: SqlError,
    },
    /// The file is not an SQLite database.
    #[error("{target} is not an SQLite database")]
    NotADatabase {
        /// The path.
        target: String,
        /// Error from SQLite.
        source: SqlError,
    },
    /// A statement failed.
    #[error("{doing} failed")]
    Sql {
        /// The operation that failed.
        doing: String,
        /// Error from the server.
        source: SqlError,
    },
    /// The operation was refused: by a check of this program, a missing privilege or a read-only server.
    #[error("{reason}")]
    Refused {
        /// Why it was refused.
        reason: String,
        /// What to do instead, if known.
        hint: Option<String>,
        /// Error from the server, if the server refused it.
        #[source]
        source: Option<SqlError>,
    },
    /// A plan needs confirmation, and there is no terminal to ask at.
    #[error("not confirmed: there is no terminal to ask at; nothing was changed")]
    NotConfirmed {
        /// The plan, one change per line.
        plan: Vec<String>,
        /// How to confirm.
        hint: String,
    },
    /// Objects that pending migrations would create already exist; another tool created them.
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
    /// Existing rows violate the schema that the adoption would create.
    #[error("rows would not fit into the schema; nothing was changed{}", if *resumes { " this time" } else { "" })]
    Misfits {
        /// Whether an interrupted adoption has already changed something.
        resumes: bool,
        /// The findings, one per line.
        findings: Vec<String>,
    },
    /// The migration history or the schema is not as expected; there is no single next step.
    #[error("{reason}")]
    CheckFailed {
        /// What differs.
        reason: String,
        /// The findings, one per line.
        findings: Vec<String>,
    },
    /// Something is not as expected, and there is one next step.
    #[error("{reason}")]
    Differs {
        /// What differs.
        reason: String,
        /// The findings, one per line.
        findings: Vec<String>,
        /// What to do next.
        next: &'static str,
    },
    /// The database changed after the plan of an adoption was computed.
    #[error(
        "the database changed after the plan was shown (by another session, or by a statement of a killed run that finished late); nothing was changed"
    )]
    PlanChanged,
    /// Another process migrates the database, or has done so during this command.
    #[error("{target} {}", holder.as_ref().map_or("was migrated during this command".to_string(), |holder| format!("is being migrated by {holder}")))]
    Migrating {
        /// The database, without the password.
        target: String,
        /// Holder of the migration lock, as far as the engine reports it; `None` if nobody holds it any more.
        holder: Option<String>,
        /// What the server answered.
        source: Option<SqlError>,
    },
    /// The migration lock was not released in time.
    #[error("the migration lock was not free within {waited:?}: held by {holder}")]
    Locked {
        /// Holder of the lock, as far as the engine reports it.
        holder: String,
        /// How long this process waited.
        waited: Duration,
    },
    /// A migration could not lock a table in time; none of its changes are committed.
    #[error("migration {version} gave up at step {step} ({step_name}): another session holds a lock on the table")]
    TableLocked {
        /// The migration.
        version: String,
        /// The step that failed, from 1.
        step: usize,
        /// What the step does.
        step_name: String,
        /// Error from the server.
        source: SqlError,
    },
    /// A migration failed and left changes behind, now or in an earlier run.
    #[error("migration {version} failed at step {step} of {steps} ({step_name}) and is recorded as failed")]
    RepairNeeded {
        /// The migration.
        version: String,
        /// The step that failed, from 1.
        step: usize,
        /// Number of steps of the migration.
        steps: usize,
        /// What the step does.
        step_name: String,
        /// Error from the server.
        source: SqlError,
    },
    /// A reset was interrupted on an engine that can't roll back DDL: some tables are dropped already.
    #[error("a reset of this database was interrupted or is still running")]
    ResetUnfinished,
    /// A copy into this database is not complete: rows, indexes or foreign keys are missing.
    #[error("a copy into this database was interrupted or is still running (from {copied_from})")]
    CopyUnfinished {
        /// What is copied, without a password.
        copied_from: String,
    },
    /// A migration failed and was rolled back.
    #[error("migration {version} failed at step {step} ({step_name}); everything that it did is rolled back")]
    MigrationFailed {
        /// The migration.
        version: String,
        /// The step that failed, from 1.
        step: usize,
        /// What the step does.
        step_name: String,
        /// Whether it is a site migration.
        is_site: bool,
        /// `up` or `down`.
        direction: &'static str,
        /// Error from the server.
        source: SqlError,
    },
    /// The row has changed since the caller read it; it was left unchanged.
    #[error("{reason}")]
    Stale {
        /// The row's present state.
        reason: String,
        /// The job's id.
        job: String,
    },
    /// Only some jobs of a batch were created, or it is unknown whether they were.
    #[error("{done} of {of} jobs were created")]
    PartlyCreated {
        /// Number of jobs known to exist.
        done: usize,
        /// Number of jobs to create.
        of: usize,
        /// Key of the batch, needed to create the remaining jobs.
        key: String,
        /// Error that ended the creation.
        source: Box<Error>,
    },
    /// The database is not yet at the schema version that the command needs.
    #[error("{target} {reason}")]
    NotReady {
        /// The database, without its password.
        target: String,
        /// State of the database, e.g. `was never initialised`.
        reason: &'static str,
        /// The command to run next.
        next: &'static str,
    },
    /// No such job, user, key or other record.
    #[error("there is no {what}")]
    NotFound {
        /// Kind and id of the missing record.
        what: String,
    },
    /// A file can't be read or written.
    #[error("{doing} {} failed", path.display())]
    Io {
        /// The operation that failed.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Error from the operating system.
        source: std::io::Error,
    },
    /// A bug in this program.
    #[error("internal error: {doing} failed")]
    Internal {
        /// The operation that failed.
        doing: String,
        /// The cause.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The program was interrupted by a signal.
    #[error("interrupted by {signal}{}", done.as_ref().map(|d| format!(": {d}")).unwrap_or_default())]
    Interrupted {
        /// `SIGINT` or `SIGTERM`.
        signal: &'static str,
        /// What was completed before.
        done: Option<String>,
        /// How to continue.
        next: String,
    },
}

impl Error {
    /// Creates the error for an invalid setting, option or URL.
    pub fn configuration(reason: impl Into<String>) -> Self {
        Error::Configuration { reason: reason.into() }
    }

    /// Creates the error for a bug in this program, found while `doing` something.
    pub fn internal(doing: impl Into<String>, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Error::Internal { doing: doing.into(), source: source.into() }
    }

    /// A change that the row's present state does not allow.
    pub fn stale(reason: impl Into<String>, job: &str) -> Error {
        Error::Stale { reason: reason.into(), job: job.to_string() }
    }

    /// Creates the error for a refused operation, with a hint what to do instead.
    pub fn refused(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Error::Refused { reason: reason.into(), hint: Some(hint.into()), source: None }
    }
}
