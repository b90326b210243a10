//! How each engine writes an expression. A new one costs a line here and a function in the `dialect.rs` of each engine.

use super::statement::Sql;
use crate::error::SqlError;
use crate::sql;
use sqlparser::dialect::Dialect as Tokens;
use std::time::Duration;

/// What to do about rows that another session has locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locked {
    Wait,
    Skip,
}

impl Locked {
    /// The clause of the engines that lock rows.
    pub(super) fn clause(self) -> &'static str {
        match self {
            Locked::Wait => " FOR UPDATE",
            Locked::Skip => " FOR UPDATE SKIP LOCKED",
        }
    }
}

/// A UUID in both spellings that clients write; other text as it is.
pub(super) fn with_and_without_hyphens(id: &str) -> Vec<String> {
    match uuid::Uuid::parse_str(id) {
        Ok(uuid) => vec![uuid.to_string(), uuid.simple().to_string()],
        Err(_) => vec![id.to_string()],
    }
}

/// Expressions of SQL that the engines write differently. Pure: nothing is sent.
pub(crate) trait Dialect: Sync {
    /// How text is split into tokens.
    fn tokens(&self) -> &'static dyn Tokens;
    /// The statement that begins a transaction which will write.
    fn begin_work(&self) -> &'static str;
    /// The clause at the end of a SELECT that locks its rows.
    fn for_update(&self, locked: Locked) -> &'static str;
    /// The hint behind `remote_jobs` that makes the planner use the index for claims.
    fn claim_index(&self) -> &'static str;
    /// The hint behind `remote_jobs` that makes the planner use the index for the newest jobs of a status.
    fn newest_index(&self) -> &'static str;
    /// The hint behind `remote_jobs` that makes the planner use the index on the time of the end.
    fn ended_index(&self) -> &'static str;
    /// The condition that a row of `remote_jobs` with `status`, `pending` or `processing`, is past its deadline: a range of the index
    /// of deadlines. For `ORDER BY status, timeout_at` with a LIMIT in [`Dialect::in_index_order`].
    fn is_overdue(&self, status: &'static str, now: Sql) -> Sql {
        sql!("status = {status} AND timeout_at < {now}", status, now)
    }
    /// `select` with settings that make the planner read indexes in their order, instead of a whole table or more rows than a LIMIT
    /// asks for. Must be last in its message, and outside a transaction.
    fn in_index_order(&self, select: Sql) -> Sql {
        select
    }
    /// The hint behind `remote_jobs` that makes the planner use the index for failed jobs that are not grouped yet.
    fn ungrouped_index(&self) -> &'static str;
    /// Whether a claim of a limited type locks slots; otherwise it counts under the lock of the whole database.
    fn limits_by_slots(&self) -> bool;
    /// Expression of the lowest claim number since the last promotion (PostgreSQL).
    fn first_claim(&self) -> Option<&'static str>;
    /// The source, up to its WHERE, of the rows `r` of `remote_jobs` that have the fingerprint of a failure and are not failed, with
    /// what makes the planner use their index.
    fn obsolete_fingerprints(&self) -> &'static str;
    /// `statement` in a form that also makes its table anew, if it failed with `answer` only because the table keeps columns that were
    /// dropped.
    fn rebuilding(&self, _statement: &str, _answer: &SqlError) -> Option<Sql> {
        None
    }
    /// The smallest number of jobs in a transaction of a bulk operation, unless their rows are large. On servers, round trips take most
    /// of the time of a smaller one, so it is hardly shorter.
    fn smallest_chunk(&self) -> usize {
        100
    }
    /// The pause of a bulk operation after a transaction that took `took`, so that other sessions get their share of the server.
    fn pause_after(&self, took: Duration) -> Duration;
    /// The database's clock, as the argument of [`Dialect::moved`] and [`Dialect::seconds_between`].
    fn clock(&self) -> &'static str;
    /// `time` plus (`sign` is `+`) or minus (`-`) `seconds`.
    fn moved(&self, time: Sql, sign: Sql, seconds: Sql) -> Sql;
    /// Decimal places of a second that times keep.
    fn time_digits(&self) -> usize;
    /// Seconds from one time to another.
    fn seconds_between(&self, from: Sql, to: Sql) -> Sql;
    /// `time` as RFC 3339 text in UTC.
    fn iso_time(&self, time: Sql) -> Sql;
    /// The function that returns the least of its arguments, none of which is NULL.
    fn least(&self) -> &'static str;
    /// The spellings under which `id` can stand in a column of UUIDs; none if it can't.
    fn id_spellings(&self, id: &str) -> Vec<String>;
    /// `id`, a column of UUIDs, as text.
    fn id_as_text(&self, id: Sql) -> Sql;
    /// Whether a column of UUIDs accepts nothing else.
    fn has_uuid_type(&self) -> bool;
    /// `expression` as text of any length.
    fn as_text(&self, expression: &str) -> String;
    /// `expression` as text that is compared byte by byte, whatever its collation.
    fn as_bytes(&self, expression: &str) -> String;
    /// The condition that the value below `keys` in the JSON objects of `column` is `value`; see [`json`](super::json_filter).
    fn json_equals(&self, column: Sql, keys: &[String], value: &str) -> Sql;
}
