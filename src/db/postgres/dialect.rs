//! Expressions as PostgreSQL writes them.

use super::Postgres;
use crate::db::dialect::{Dialect, Locked};
use crate::db::json_filter::{Number, truth};
use crate::db::statement::Sql;
use crate::sql;
use sqlparser::dialect::{Dialect as Tokens, PostgreSqlDialect};
use std::time::Duration;

impl Dialect for Postgres {
    fn tokens(&self) -> &'static dyn Tokens {
        &PostgreSqlDialect {}
    }

    fn begin_work(&self) -> &'static str {
        "BEGIN ISOLATION LEVEL READ COMMITTED"
    }

    fn for_update(&self, locked: Locked) -> &'static str {
        locked.clause()
    }

    fn limits_by_slots(&self) -> bool {
        true
    }

    fn first_claim(&self) -> Option<&'static str> {
        Some(super::timeline::FIRST_CLAIM)
    }

    fn ungrouped_index(&self) -> &'static str {
        ""
    }

    fn newest_index(&self) -> &'static str {
        ""
    }

    // with a plain comparison the planner estimates that most pending jobs are overdue, because most other rows are, and scans all of
    // them; the row comparison is a range of the index
    fn is_overdue(&self, status: &'static str, now: Sql) -> Sql {
        sql!(
            "status IN ('pending', 'processing') AND (status, timeout_at) >= ({status}, '-infinity'::timestamptz) \
             AND (status, timeout_at) < ({status}, {now})",
            status,
            now
        )
    }

    fn in_index_order(&self, select: Sql) -> Sql {
        // Statements of one message are one transaction, which an error also ends. A sequential scan finds the first rows of a LIMIT late
        // if the oldest rows were deleted: it reads all of their empty pages.
        sql!(
            "SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off; SET LOCAL enable_seqscan = off; \
             SET LOCAL enable_bitmapscan = off; SET LOCAL jit = off; {select}",
            select
        )
    }

    fn ended_index(&self) -> &'static str {
        ""
    }

    fn claim_index(&self) -> &'static str {
        ""
    }

    fn obsolete_fingerprints(&self) -> &'static str {
        "remote_jobs r WHERE r.failure_fingerprint IS NOT NULL AND r.status NOT IN ('failed', 'timeout')"
    }

    fn pause_after(&self, took: Duration) -> Duration {
        took
    }

    fn clock(&self) -> &'static str {
        "now()"
    }

    fn moved(&self, time: Sql, sign: Sql, seconds: Sql) -> Sql {
        sql!("({time} {sign} interval '{seconds} seconds')", time, sign, seconds)
    }

    fn time_digits(&self) -> usize {
        6
    }

    fn seconds_between(&self, from: Sql, to: Sql) -> Sql {
        sql!("extract(epoch FROM {to} - {from})", to, from)
    }

    fn iso_time(&self, time: Sql) -> Sql {
        sql!("to_char({time} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')", time)
    }

    fn least(&self) -> &'static str {
        "LEAST"
    }

    /// Anything but a UUID would be an error.
    fn id_spellings(&self, id: &str) -> Vec<String> {
        uuid::Uuid::parse_str(id).iter().map(ToString::to_string).collect()
    }

    fn id_as_text(&self, id: Sql) -> Sql {
        sql!("CAST({id} AS text)", id)
    }

    fn has_uuid_type(&self) -> bool {
        true
    }

    fn as_text(&self, expression: &str) -> String {
        format!("CAST({expression} AS text)")
    }

    fn as_bytes(&self, expression: &str) -> String {
        self.as_text(expression)
    }

    fn json_equals(&self, column: Sql, keys: &[String], value: &str) -> Sql {
        // by name alone: #> would count the elements of arrays too
        let steps = Sql::join(keys.iter().map(|key| sql!(" -> {key}::text", key)), "");
        let found = sql!("({column}::jsonb{steps})", column, steps);
        let plain = sql!("({found} #>> '{{}}')", found = &found);
        let numbers = Number::of(value).map(|n| {
            let numeric = sql!("{plain}::numeric", plain = &plain);
            let float = n.equals_float(sql!("{numeric}::float8", numeric = &numeric));
            let integer = n.equals_integer(&numeric);
            sql!(
                "WHEN 'number' THEN CASE WHEN scale({numeric}) = 0 AND abs({numeric}) <= 9223372036854775807 THEN {integer} \
                 WHEN abs({numeric}) < 1e308 THEN {float} ELSE false END",
                numeric,
                integer,
                float
            )
        });
        sql!(
            "CASE jsonb_typeof({found}) WHEN 'string' THEN {plain} = {value} WHEN 'boolean' THEN {plain} = {value} \
             WHEN 'null' THEN {is_null} {numbers} ELSE false END",
            found,
            plain,
            value,
            is_null = truth(value == "null"),
            numbers = numbers.unwrap_or_default()
        )
    }
}
