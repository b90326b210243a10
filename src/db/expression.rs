//! Expressions that each engine writes differently: transactions that write, locks on rows, times, ids.

use super::session::Session;
use super::statement::{Piece, Sql};
use super::{Backend, mysql};
use crate::error::{Doing, Result, SqlError, SqlErrorKind};
use crate::sql;
use std::time::Duration;

/// What stands where a statement wants a column: the name of one as constant text, or an expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(Sql);

impl From<&'static str> for Expression {
    fn from(column: &'static str) -> Expression {
        Expression(Sql::constant(column))
    }
}

impl From<Sql> for Expression {
    fn from(sql: Sql) -> Expression {
        Expression(sql)
    }
}

impl From<Expression> for Piece {
    fn from(expression: Expression) -> Piece {
        Piece::Sql(expression.0)
    }
}

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
            Backend::MySql | Backend::MariaDb => Sql::constant(mysql::JOB_SETTINGS),
        };
        self.execute(&sql).await.map(drop).doing("preparing the connection")
    }

    /// Begins a transaction that will write. On SQLite a deferred one that turns into a writer fails at once.
    pub(crate) fn begin_work(&self) -> Sql {
        Sql::constant(match self.backend() {
            Backend::Sqlite => "BEGIN IMMEDIATE",
            Backend::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
            Backend::MySql | Backend::MariaDb => "START TRANSACTION",
        })
    }

    /// The pause of a bulk operation after a transaction that took so long, so that others get their share of the server.
    /// SQLite's writers don't queue: they look again after 1 to 100 ms, and would seldom find the file free.
    pub(crate) fn pause_after(&self, took: Duration) -> Duration {
        match self.backend() {
            Backend::Sqlite => took.mul_f64(1.5).max(Duration::from_millis(15)),
            Backend::Postgres | Backend::MySql | Backend::MariaDb => took,
        }
    }

    /// Locks the rows of a SELECT; SQLite has one writer anyway.
    pub(crate) fn for_update(&self, locked: Locked) -> Sql {
        Sql::constant(match (self.backend(), locked) {
            (Backend::Sqlite, _) => "",
            (_, Locked::Wait) => " FOR UPDATE",
            (_, Locked::Skip) => " FOR UPDATE SKIP LOCKED",
        })
    }

    /// The planners of MySQL and MariaDB would rather walk created_at through all that is finished.
    pub(crate) fn claim_index(&self) -> Sql {
        Sql::constant(match self.backend() {
            Backend::Sqlite | Backend::Postgres => "",
            Backend::MySql | Backend::MariaDb => " FORCE INDEX (ix_remote_jobs_claim)",
        })
    }

    /// The database's time.
    pub(crate) fn now(&self) -> Sql {
        Sql::constant(self.backend().now())
    }

    /// The database's time `after` from now.
    pub(crate) fn in_future(&self, after: Duration) -> Sql {
        let seconds = self.sub_second(after);
        match self.backend() {
            Backend::Sqlite => sql!("(strftime('%Y-%m-%d %H:%M:%f', 'now', '+{seconds} seconds') || '000')", seconds),
            Backend::Postgres => sql!("(now() + interval '{seconds} seconds')", seconds),
            Backend::MySql | Backend::MariaDb => sql!("(UTC_TIMESTAMP(6) + INTERVAL {seconds} SECOND)", seconds),
        }
    }

    /// The database's time `before` now.
    pub(crate) fn in_past(&self, before: Duration) -> Sql {
        let seconds = self.sub_second(before);
        match self.backend() {
            Backend::Sqlite => sql!("(strftime('%Y-%m-%d %H:%M:%f', 'now', '-{seconds} seconds') || '000')", seconds),
            Backend::Postgres => sql!("(now() - interval '{seconds} seconds')", seconds),
            Backend::MySql | Backend::MariaDb => sql!("(UTC_TIMESTAMP(6) - INTERVAL {seconds} SECOND)", seconds),
        }
    }

    fn sub_second(&self, duration: Duration) -> Sql {
        // SQLite's times end at the millisecond
        Sql::seconds(duration.as_secs_f64(), if self.backend() == Backend::Sqlite { 3 } else { 6 })
    }

    /// The earlier of two times, neither of which may be NULL: the engines disagree about that.
    pub(crate) fn earlier_of(&self, a: Sql, b: Sql) -> Sql {
        match self.backend() {
            Backend::Sqlite => sql!("min({a}, {b})", a, b),
            Backend::Postgres | Backend::MySql | Backend::MariaDb => sql!("LEAST({a}, {b})", a, b),
        }
    }

    /// The time in `column`, moved on by whole seconds.
    pub(crate) fn after_column(&self, column: impl Into<Expression>, after: Duration) -> Sql {
        let (column, seconds) = (column.into(), Sql::number(after.as_secs()));
        match self.backend() {
            Backend::Sqlite => sql!("(strftime('%Y-%m-%d %H:%M:%f', {column}, '+{seconds} seconds') || '000')", column, seconds),
            Backend::Postgres => sql!("({column} + interval '{seconds} seconds')", column, seconds),
            Backend::MySql | Backend::MariaDb => sql!("({column} + INTERVAL {seconds} SECOND)", column, seconds),
        }
    }

    /// Seconds from one time to another.
    pub(crate) fn seconds_between(&self, from: impl Into<Expression>, to: impl Into<Expression>) -> Sql {
        let (from, to) = (from.into(), to.into());
        match self.backend() {
            Backend::Sqlite => sql!("((julianday({to}) - julianday({from})) * 86400.0)", to, from),
            Backend::Postgres => sql!("extract(epoch FROM {to} - {from})", to, from),
            Backend::MySql | Backend::MariaDb => sql!("TIMESTAMPDIFF(MICROSECOND, {from}, {to}) / 1000000", to, from),
        }
    }

    /// Seconds since the time in `column`, by the database's clock.
    pub fn age_seconds(&self, column: impl Into<Expression>) -> Sql {
        let column = column.into();
        match self.backend() {
            Backend::Sqlite => sql!("((julianday('now') - julianday({column})) * 86400.0)", column),
            Backend::Postgres => sql!("extract(epoch FROM now() - {column})", column),
            Backend::MySql | Backend::MariaDb => sql!("TIMESTAMPDIFF(SECOND, {column}, UTC_TIMESTAMP(6))", column),
        }
    }

    /// The time in `column` as RFC 3339 text in UTC.
    pub fn iso_time(&self, column: impl Into<Expression>) -> Sql {
        let column = column.into();
        match self.backend() {
            Backend::Sqlite => sql!("replace(substr({column}, 1, 26), ' ', 'T') || 'Z'", column),
            Backend::Postgres => sql!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')", column),
            Backend::MySql | Backend::MariaDb => sql!("DATE_FORMAT({column}, '%Y-%m-%dT%H:%i:%s.%fZ')", column),
        }
    }

    /// The condition that `column`, a uuid, is one of `ids`. Off PostgreSQL SQLAlchemy 2 writes them without hyphens.
    pub(crate) fn is_one_of(&self, column: impl Into<Expression>, ids: &[String]) -> Sql {
        let mut values: Vec<String> = Vec::new();
        for id in ids {
            match (self.backend(), uuid::Uuid::parse_str(id)) {
                (Backend::Postgres, Ok(uuid)) => values.push(uuid.to_string()),
                // it can't be there, and would be an error
                (Backend::Postgres, Err(_)) => {}
                (_, Ok(uuid)) => values.extend([uuid.to_string(), uuid.simple().to_string()]),
                (_, Err(_)) => values.push(id.clone()),
            }
        }
        if values.is_empty() {
            return Sql::constant("1 = 0");
        }
        sql!("{column} IN ({values})", column = column.into(), values = Sql::list(values))
    }

    /// An id in `column` as text, as events and late results have it.
    pub(crate) fn id_as_text(&self, column: impl Into<Expression>) -> Sql {
        let column = column.into();
        match self.backend() {
            Backend::Postgres => sql!("CAST({column} AS text)", column),
            Backend::Sqlite | Backend::MySql | Backend::MariaDb => column.0,
        }
    }

    /// The condition that an id begins with `prefix`, with or without hyphens, in letters of any case.
    pub(crate) fn id_begins(&self, column: &'static str, prefix: &str) -> Sql {
        let plain = prefix.to_lowercase().replace('-', "");
        let escaped = plain.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        // no id begins with nothing
        let pattern = if escaped.is_empty() { escaped } else { format!("{escaped}%") };
        sql!("REPLACE(LOWER({id}), '-', '') LIKE {pattern} ESCAPE '!'", id = self.id_as_text(column), pattern)
    }

    /// Whether ids of this table are of a type that takes nothing but UUIDs.
    pub(crate) fn takes_only_uuids(&self, is_uuid: bool) -> bool {
        self.backend() == Backend::Postgres && is_uuid
    }

    /// Ends a transaction that failed, so that the session can be used again.
    pub(crate) async fn give_up(&mut self, error: &SqlError) {
        if matches!(error.kind, SqlErrorKind::ConnectionLost | SqlErrorKind::Unreachable) {
            return;
        }
        // after a deadlock it is over already, and SQLite says so
        if let Err(answer) = self.execute(&sql!("ROLLBACK")).await {
            tracing::debug!(%answer, "rolling back");
        }
    }
}
