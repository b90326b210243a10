//! What the job service needs to say differently on each engine: transactions that write, locks on rows, times, literals.

use super::session::Session;
use super::{Backend, mysql};
use crate::error::{Doing, Result, SqlError, SqlErrorKind};
use std::time::Duration;

/// What to do about rows that somebody else has locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locked {
    Wait,
    Skip,
}

impl Session {
    /// Settings of this connection that jobs rely on.
    pub async fn prepare_for_jobs(&mut self) -> Result<()> {
        let sql = match self.backend() {
            Backend::Sqlite => return self.use_wal(Duration::from_secs(10)).await,
            Backend::Postgres => return Ok(()),
            Backend::MySql | Backend::MariaDb => mysql::JOB_SETTINGS,
        };
        self.execute(sql).await.map(drop).doing("preparing the connection")
    }

    /// Begins a transaction that will write. On SQLite a deferred one that turns into a writer fails at once.
    pub(crate) fn begin_work(&self) -> &'static str {
        match self.backend() {
            Backend::Sqlite => "BEGIN IMMEDIATE",
            Backend::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
            Backend::MySql | Backend::MariaDb => "START TRANSACTION",
        }
    }

    /// How long one that writes again and again stands back after a transaction that took so long: servers have processors and
    /// a log to share. SQLite's writers don't queue: they look again after 1 to 100 ms, and would seldom find the file free.
    pub(crate) fn stands_back(&self, took: Duration) -> Duration {
        match self.backend() {
            Backend::Sqlite => took.mul_f64(1.5).max(Duration::from_millis(15)),
            Backend::Postgres | Backend::MySql | Backend::MariaDb => took,
        }
    }

    /// Locks the rows of a SELECT; SQLite has one writer anyway.
    pub(crate) fn for_update(&self, locked: Locked) -> &'static str {
        match (self.backend(), locked) {
            (Backend::Sqlite, _) => "",
            (_, Locked::Wait) => " FOR UPDATE",
            (_, Locked::Skip) => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// The planners of MySQL and MariaDB would rather walk created_at through all that is finished.
    pub(crate) fn claim_index(&self) -> &'static str {
        match self.backend() {
            Backend::Sqlite | Backend::Postgres => "",
            Backend::MySql | Backend::MariaDb => " FORCE INDEX (ix_remote_jobs_claim)",
        }
    }

    /// The database's time `after` from now, in SQL.
    pub(crate) fn in_future(&self, after: Duration) -> String {
        let seconds = after.as_secs_f64();
        match self.backend() {
            Backend::Sqlite => format!("(strftime('%Y-%m-%d %H:%M:%f', 'now', '+{seconds:.3} seconds') || '000')"),
            Backend::Postgres => format!("(now() + interval '{seconds:.6} seconds')"),
            Backend::MySql | Backend::MariaDb => format!("(UTC_TIMESTAMP(6) + INTERVAL {seconds:.6} SECOND)"),
        }
    }

    /// The database's time `before` now, in SQL.
    pub(crate) fn in_past(&self, before: Duration) -> String {
        let seconds = before.as_secs_f64();
        match self.backend() {
            Backend::Sqlite => format!("(strftime('%Y-%m-%d %H:%M:%f', 'now', '-{seconds:.3} seconds') || '000')"),
            Backend::Postgres => format!("(now() - interval '{seconds:.6} seconds')"),
            Backend::MySql | Backend::MariaDb => format!("(UTC_TIMESTAMP(6) - INTERVAL {seconds:.6} SECOND)"),
        }
    }

    /// The earlier of two times, neither of which may be NULL: the engines disagree about that.
    pub(crate) fn earlier_of(&self, a: &str, b: &str) -> String {
        match self.backend() {
            Backend::Sqlite => format!("min({a}, {b})"),
            Backend::Postgres | Backend::MySql | Backend::MariaDb => format!("LEAST({a}, {b})"),
        }
    }

    /// `seconds` after the time in `column`, in SQL.
    pub(crate) fn after_column(&self, column: &str, after: Duration) -> String {
        let seconds = after.as_secs();
        match self.backend() {
            Backend::Sqlite => format!("(strftime('%Y-%m-%d %H:%M:%f', {column}, '+{seconds} seconds') || '000')"),
            Backend::Postgres => format!("({column} + interval '{seconds} seconds')"),
            Backend::MySql | Backend::MariaDb => format!("({column} + INTERVAL {seconds} SECOND)"),
        }
    }

    /// Seconds from one time to another, in SQL.
    pub(crate) fn seconds_between(&self, from: &str, to: &str) -> String {
        match self.backend() {
            Backend::Sqlite => format!("((julianday({to}) - julianday({from})) * 86400.0)"),
            Backend::Postgres => format!("extract(epoch FROM {to} - {from})"),
            Backend::MySql | Backend::MariaDb => format!("TIMESTAMPDIFF(MICROSECOND, {from}, {to}) / 1000000"),
        }
    }

    /// `text` as a literal that no setting of a server can turn into something else; the one place in which a value of a
    /// job becomes SQL. Statements are not prepared, since poolers in transaction mode mix prepared ones up.
    pub(crate) fn text(&self, text: &str) -> String {
        // no engine here keeps a NUL in text; what it stands for is shown
        let text = if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text.to_string() };
        self.backend().literal(&text)
    }

    /// The condition that `column`, a uuid, is one of `ids`. Off PostgreSQL SQLAlchemy 2 writes them without hyphens.
    pub(crate) fn is_one_of(&self, column: &str, ids: &[String]) -> String {
        let mut literals = Vec::new();
        for id in ids {
            match (self.backend(), uuid::Uuid::parse_str(id)) {
                (Backend::Postgres, Ok(uuid)) => literals.push(format!("'{uuid}'")),
                // it can't be there, and would be an error
                (Backend::Postgres, Err(_)) => {}
                (_, Ok(uuid)) => literals.extend([format!("'{uuid}'"), format!("'{}'", uuid.simple())]),
                (_, Err(_)) => literals.push(self.text(id)),
            }
        }
        if literals.is_empty() { "1 = 0".into() } else { format!("{column} IN ({})", literals.join(", ")) }
    }

    /// An id in `column` as events and late results have it.
    pub(crate) fn id_as_text(&self, column: &str) -> String {
        match self.backend() {
            Backend::Postgres => format!("CAST({column} AS text)"),
            Backend::Sqlite | Backend::MySql | Backend::MariaDb => column.to_string(),
        }
    }

    /// Ends a transaction that failed, so that the session can be used again.
    pub(crate) async fn give_up(&mut self, error: &SqlError) {
        if matches!(error.kind, SqlErrorKind::ConnectionLost | SqlErrorKind::Unreachable) {
            return;
        }
        // after a deadlock it is over already, and SQLite says so
        if let Err(answer) = self.execute("ROLLBACK").await {
            tracing::debug!(%answer, "rolling back");
        }
    }
}

/// SQL of a time that was read as RFC 3339 in UTC.
pub(crate) fn time_literal(backend: Backend, time: chrono::DateTime<chrono::Utc>) -> String {
    let text = time.format("%Y-%m-%d %H:%M:%S%.6f");
    match backend {
        Backend::Postgres => format!("'{text}+00'"),
        Backend::Sqlite | Backend::MySql | Backend::MariaDb => format!("'{text}'"),
    }
}

/// A column of any type as text, to be compared with the beginning of an id.
pub(crate) fn as_text(backend: Backend, column: &str) -> String {
    match backend {
        Backend::Postgres => format!("{column}::text"),
        Backend::Sqlite | Backend::MySql | Backend::MariaDb => column.to_string(),
    }
}

/// Whether ids of this table are of a type that takes nothing but UUIDs.
pub(crate) fn takes_only_uuids(backend: Backend, is_uuid: bool) -> bool {
    backend == Backend::Postgres && is_uuid
}
