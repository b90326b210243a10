//! Expressions that each engine writes differently: transactions that write, locks on rows, times, ids.

use super::dialect::Locked;
use super::session::Session;
use super::statement::Sql;
use crate::error::{SqlError, SqlErrorKind};
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

impl Session {
    /// Begins a transaction that will write.
    pub(crate) fn begin_work(&self) -> Sql {
        Sql::constant(self.engine().begin_work())
    }

    /// The smallest number of jobs in a transaction of a bulk operation.
    pub(crate) fn smallest_chunk(&self) -> usize {
        self.engine().smallest_chunk()
    }

    /// The pause of a bulk operation after a transaction that took so long.
    pub(crate) fn pause_after(&self, took: Duration) -> Duration {
        self.engine().pause_after(took)
    }

    /// Locks the rows of a SELECT.
    pub(crate) fn for_update(&self, locked: Locked) -> Sql {
        Sql::constant(self.engine().for_update(locked))
    }

    /// Whether a claim of a limited type locks slots.
    pub(crate) fn limits_by_slots(&self) -> bool {
        self.engine().limits_by_slots()
    }

    /// Expression of the lowest claim number since the last promotion (PostgreSQL).
    pub(crate) fn first_claim(&self) -> Option<Sql> {
        self.engine().first_claim().map(Sql::constant)
    }

    /// The hint behind `remote_jobs` that makes the planner use the index for claims.
    pub(crate) fn claim_index(&self) -> Sql {
        Sql::constant(self.engine().claim_index())
    }

    /// The hint behind `remote_jobs` that makes the planner use the index for the newest jobs of a status.
    pub(crate) fn newest_index(&self) -> Sql {
        Sql::constant(self.engine().newest_index())
    }

    /// SELECT of the age of the oldest pending job, in seconds. For [`Session::in_index_order`].
    pub(crate) fn oldest_pending(&self, index: Sql) -> Sql {
        sql!(
            "SELECT (SELECT {age} FROM remote_jobs{index} WHERE status = 'pending' ORDER BY created_at, id LIMIT 1) AS oldest",
            age = self.age_seconds("created_at"),
            index
        )
    }

    /// SELECTs of `column` of the pending and of the processing jobs past their deadline, up to `most` each, the earliest deadline first.
    fn overdue(&self, column: &'static str, most: u64) -> [Sql; 2] {
        ["pending", "processing"].map(|status| {
            sql!(
                "SELECT {column} FROM remote_jobs WHERE {condition} ORDER BY status, timeout_at LIMIT {most}",
                column = Sql::constant(column),
                condition = self.engine().is_overdue(status, self.now()),
                most = Sql::number(most)
            )
        })
    }

    /// The statements that read the ids of jobs past their deadline, up to `most` of each status. Not inside a transaction.
    pub(crate) fn ids_overdue(&self, most: u64) -> Sql {
        let [pending, processing] = self.overdue("id", most);
        self.engine().in_index_order(sql!("SELECT id FROM ({pending}) p UNION ALL SELECT id FROM ({processing}) q", pending, processing))
    }

    /// SELECT of the number of jobs past their deadline, `expired`, up to `most` of each status. For [`Session::in_index_order`].
    pub(crate) fn count_overdue(&self, most: u64) -> Sql {
        let [pending, processing] = self.overdue("1", most);
        sql!("SELECT (SELECT count(*) FROM ({pending}) p) + (SELECT count(*) FROM ({processing}) q) AS expired", pending, processing)
    }

    /// `select` with settings that make the planner read indexes in their order. Must be last in its message, and outside a transaction.
    pub(crate) fn in_index_order(&self, select: Sql) -> Sql {
        self.engine().in_index_order(select)
    }

    /// The hint behind `remote_jobs` that makes the planner use the index on the time of the end.
    pub(crate) fn ended_index(&self) -> Sql {
        Sql::constant(self.engine().ended_index())
    }

    /// The hint behind `remote_jobs` that makes the planner use the index for failed jobs that are not grouped yet.
    pub(crate) fn ungrouped_index(&self) -> Sql {
        Sql::constant(self.engine().ungrouped_index())
    }

    /// The source, up to its WHERE, of the rows `r` of `remote_jobs` that have the fingerprint of a failure and are not failed.
    pub(crate) fn obsolete_fingerprints(&self) -> Sql {
        Sql::constant(self.engine().obsolete_fingerprints())
    }

    /// The database's time.
    pub(crate) fn now(&self) -> Sql {
        Sql::constant(self.backend().now())
    }

    /// The database's time `after` from now.
    pub(crate) fn in_future(&self, after: Duration) -> Sql {
        self.clock_moved(sql!("+"), after)
    }

    /// The database's time `before` now.
    pub(crate) fn in_past(&self, before: Duration) -> Sql {
        self.clock_moved(sql!("-"), before)
    }

    fn clock_moved(&self, sign: Sql, duration: Duration) -> Sql {
        let seconds = Sql::seconds(duration.as_secs_f64(), self.engine().time_digits());
        self.engine().moved(Sql::constant(self.engine().clock()), sign, seconds)
    }

    /// The earlier of two times, neither of which may be NULL: the engines disagree about that.
    pub(crate) fn earlier_of(&self, a: Sql, b: Sql) -> Sql {
        sql!("{least}({a}, {b})", least = Sql::constant(self.engine().least()), a, b)
    }

    /// The time in `column` plus whole seconds.
    pub(crate) fn after_column(&self, column: impl Into<Expression>, after: Duration) -> Sql {
        self.engine().moved(column.into().0, sql!("+"), Sql::number(after.as_secs()))
    }

    /// Seconds from one time to another.
    pub(crate) fn seconds_between(&self, from: impl Into<Expression>, to: impl Into<Expression>) -> Sql {
        self.engine().seconds_between(from.into().0, to.into().0)
    }

    /// Seconds since the time in `column`, by the database's clock.
    pub fn age_seconds(&self, column: impl Into<Expression>) -> Sql {
        self.engine().seconds_between(column.into().0, Sql::constant(self.engine().clock()))
    }

    /// The time in `column` as RFC 3339 text in UTC.
    pub fn iso_time(&self, column: impl Into<Expression>) -> Sql {
        self.engine().iso_time(column.into().0)
    }

    /// The condition that `column`, a UUID, is one of `ids`.
    pub(crate) fn is_one_of(&self, column: impl Into<Expression>, ids: &[String]) -> Sql {
        let spellings: Vec<String> = ids.iter().flat_map(|id| self.engine().id_spellings(id)).collect();
        if spellings.is_empty() {
            return Sql::constant("1 = 0");
        }
        sql!("{column} IN ({spellings})", column = column.into().0, spellings = Sql::list(spellings))
    }

    /// An id in `column` as text, as events and late results have it.
    pub(crate) fn id_as_text(&self, column: impl Into<Expression>) -> Sql {
        self.engine().id_as_text(column.into().0)
    }

    /// The length of the text or JSON in `column`, in bytes.
    pub(crate) fn octets(&self, column: &'static str) -> Sql {
        sql!("OCTET_LENGTH({text})", text = Sql::script(self.engine().as_text(column)))
    }

    /// The condition that an id begins with `prefix`, with or without hyphens, in letters of any case.
    pub(crate) fn id_begins(&self, column: &'static str, prefix: &str) -> Sql {
        let plain = prefix.to_lowercase().replace('-', "");
        let escaped = plain.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        // no id begins with nothing
        let pattern = if escaped.is_empty() { escaped } else { format!("{escaped}%") };
        sql!("REPLACE(LOWER({id}), '-', '') LIKE {pattern} ESCAPE '!'", id = self.id_as_text(column), pattern)
    }

    /// Whether ids of this table are of a type that accepts nothing but UUIDs.
    pub(crate) fn takes_only_uuids(&self, is_uuid: bool) -> bool {
        self.engine().has_uuid_type() && is_uuid
    }

    /// The condition that the value below `keys` in the JSON objects of `column` is `value`. A string is compared with the text
    /// of `value`; `true`, `false`, `null` and numbers are also compared as JSON. Arrays, objects and absent keys never match.
    pub(crate) fn json_equals(&self, column: &'static str, keys: &[String], value: &str) -> Sql {
        self.engine().json_equals(Sql::constant(column), keys, value)
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
