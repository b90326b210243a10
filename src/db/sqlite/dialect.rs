//! Expressions as SQLite writes them. Times are text, to the millisecond where SQLite computes them.

use super::Sqlite;
use super::write_lock::BEGIN;
use crate::db::dialect::{Dialect, Locked, with_and_without_hyphens};
use crate::db::json_filter::{Number, path, truth};
use crate::db::statement::Sql;
use crate::sql;
use sqlparser::dialect::{Dialect as Tokens, SQLiteDialect};
use std::time::Duration;

impl Dialect for Sqlite {
    fn tokens(&self) -> &'static dyn Tokens {
        &SQLiteDialect {}
    }

    /// A deferred transaction that turns into a writer fails at once.
    fn begin_work(&self) -> &'static str {
        BEGIN
    }

    /// There is one writer anyway.
    fn for_update(&self, _: Locked) -> &'static str {
        ""
    }

    fn limits_by_slots(&self) -> bool {
        false
    }

    fn first_claim(&self) -> Option<&'static str> {
        None
    }

    fn ungrouped_index(&self) -> &'static str {
        ""
    }

    /// A partial index serves only a query that repeats the index's own condition.
    fn is_overdue(&self, status: &'static str, now: Sql) -> Sql {
        sql!("status IN ('pending', 'processing') AND status = {status} AND timeout_at < {now}", status, now)
    }

    /// Without it, after ANALYZE, all pending jobs are read from the index for claims and sorted.
    fn newest_index(&self) -> &'static str {
        " INDEXED BY ix_remote_jobs_status_created_at_id"
    }

    /// Without it all jobs of a status are sorted for each chunk of the archive.
    fn ended_index(&self) -> &'static str {
        " INDEXED BY ix_remote_jobs_completed_at"
    }

    fn claim_index(&self) -> &'static str {
        ""
    }

    /// The planner would rather read the larger index of all failed jobs.
    fn obsolete_fingerprints(&self) -> &'static str {
        "remote_jobs r INDEXED BY ix_remote_jobs_obsolete_fingerprint \
         WHERE r.failure_fingerprint IS NOT NULL AND r.status NOT IN ('failed', 'timeout')"
    }

    /// There are no round trips, and all other writers wait until a transaction ends.
    fn smallest_chunk(&self) -> usize {
        10
    }

    /// Writers don't queue: other programs retry after 1 to 100 ms, and would seldom find the file free.
    fn pause_after(&self, took: Duration) -> Duration {
        took.mul_f64(1.5).max(Duration::from_millis(15))
    }

    fn clock(&self) -> &'static str {
        "'now'"
    }

    fn moved(&self, time: Sql, sign: Sql, seconds: Sql) -> Sql {
        sql!("(strftime('%Y-%m-%d %H:%M:%f', {time}, '{sign}{seconds} seconds') || '000')", time, sign, seconds)
    }

    fn time_digits(&self) -> usize {
        3
    }

    fn seconds_between(&self, from: Sql, to: Sql) -> Sql {
        sql!("((julianday({to}) - julianday({from})) * 86400.0)", to, from)
    }

    fn iso_time(&self, time: Sql) -> Sql {
        sql!("replace(substr({time}, 1, 26), ' ', 'T') || 'Z'", time)
    }

    fn least(&self) -> &'static str {
        "min"
    }

    /// SQLAlchemy 2 writes them without hyphens.
    fn id_spellings(&self, id: &str) -> Vec<String> {
        with_and_without_hyphens(id)
    }

    fn id_as_text(&self, id: Sql) -> Sql {
        id
    }

    fn has_uuid_type(&self) -> bool {
        false
    }

    fn as_text(&self, expression: &str) -> String {
        format!("CAST({expression} AS text)")
    }

    fn as_bytes(&self, expression: &str) -> String {
        self.as_text(expression)
    }

    fn json_equals(&self, column: Sql, keys: &[String], value: &str) -> Sql {
        let path = path(keys, |key| format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\"")));
        let found = sql!("json_extract({column}, {path})", column = &column, path = &path);
        let numbers = Number::of(value).map(|n| {
            let float = n.equals_float(sql!("CAST({found} AS REAL)", found = &found));
            let integer = n.equals_integer(&found);
            sql!(
                "WHEN 'integer' THEN CASE typeof({found}) WHEN 'integer' THEN {integer} ELSE {float} END WHEN 'real' THEN {float}",
                found = &found,
                integer,
                float
            )
        });
        sql!(
            "CASE WHEN json_valid({column}) THEN CASE json_type({column}, {path}) WHEN 'text' THEN {found} = {value} WHEN 'true' THEN {is_true} \
             WHEN 'false' THEN {is_false} WHEN 'null' THEN {is_null} {numbers} ELSE 1 = 0 END ELSE 1 = 0 END",
            column,
            path,
            found,
            value,
            is_true = truth(value == "true"),
            is_false = truth(value == "false"),
            is_null = truth(value == "null"),
            numbers = numbers.unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use migration::Backend;

    #[test]
    fn the_index_of_deadlines_serves_what_is_overdue() {
        let database = rusqlite::Connection::open_in_memory().unwrap();
        let schema = "CREATE TABLE remote_jobs (id, status, content_type, created_at, timeout_at); \
                      CREATE INDEX deadlines ON remote_jobs (status, timeout_at) WHERE status IN ('pending', 'processing'); \
                      CREATE INDEX all_deadlines ON remote_jobs (timeout_at) WHERE timeout_at IS NOT NULL; \
                      CREATE INDEX claims ON remote_jobs (status, content_type, id) WHERE status = 'pending'; \
                      CREATE INDEX statuses ON remote_jobs (status); \
                      CREATE INDEX types ON remote_jobs (status, content_type); \
                      CREATE INDEX newest ON remote_jobs (status, created_at, id)";
        database.execute_batch(schema).unwrap();
        for status in ["pending", "processing"] {
            let overdue = Sqlite.is_overdue(status, sql!("'2026-01-01'"));
            let select =
                sql!("EXPLAIN QUERY PLAN SELECT id FROM remote_jobs WHERE {overdue} ORDER BY status, timeout_at LIMIT 10", overdue);
            let mut statement = database.prepare(&select.render(Backend::Sqlite)).unwrap();
            let plan: Vec<String> = statement.query_map([], |row| row.get("detail")).unwrap().map(Result::unwrap).collect();
            assert_eq!(plan, ["SEARCH remote_jobs USING INDEX deadlines (status=? AND timeout_at<?)"]);
        }
    }
}
