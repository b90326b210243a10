//! Expressions as MySQL and MariaDB write them.

use super::MySql;
use crate::db::dialect::{Dialect, Locked, with_and_without_hyphens};
use crate::db::json_filter::{Number, ascii_json, path, truth};
use crate::db::statement::Sql;
use crate::error::SqlError;
use crate::sql;
use sqlparser::dialect::{Dialect as Tokens, MySqlDialect};
use std::time::Duration;

impl Dialect for MySql {
    fn tokens(&self) -> &'static dyn Tokens {
        &MySqlDialect {}
    }

    fn begin_work(&self) -> &'static str {
        "START TRANSACTION"
    }

    fn for_update(&self, locked: Locked) -> &'static str {
        locked.clause()
    }

    fn limits_by_slots(&self) -> bool {
        true
    }

    fn first_claim(&self) -> Option<&'static str> {
        None
    }

    /// Without it the planners choose the index on `status`, and each chunk reads all jobs that are already grouped.
    fn ungrouped_index(&self) -> &'static str {
        " FORCE INDEX (ix_remote_jobs_status_failure_fingerprint)"
    }

    /// Without it MySQL sorts all jobs of a rare status.
    fn newest_index(&self) -> &'static str {
        " FORCE INDEX (ix_remote_jobs_status_created_at_id)"
    }

    /// Without it a chunk of the archive may lock all jobs of a status.
    fn ended_index(&self) -> &'static str {
        " FORCE INDEX (ix_remote_jobs_completed_at)"
    }

    /// The planners would rather walk created_at through all jobs that have ended.
    fn claim_index(&self) -> &'static str {
        " FORCE INDEX (ix_remote_jobs_claim_priority)"
    }

    /// Without partial indexes: ranges of the index on both columns.
    fn obsolete_fingerprints(&self) -> &'static str {
        "remote_jobs r WHERE r.status IN ('pending', 'processing', 'completed', 'cancelled') AND r.failure_fingerprint IS NOT NULL"
    }

    /// ALTER TABLE drops columns from the definition only; the rows keep them, and they count for the maximum size of a row (MariaDB).
    fn rebuilding(&self, statement: &str, answer: &SqlError) -> Option<Sql> {
        let is_row_too_large = &*answer.code == "1118" && statement.starts_with("ALTER TABLE ");
        is_row_too_large.then(|| Sql::script(format!("{statement}, FORCE")))
    }

    fn pause_after(&self, took: Duration) -> Duration {
        took
    }

    fn clock(&self) -> &'static str {
        "UTC_TIMESTAMP(6)"
    }

    fn moved(&self, time: Sql, sign: Sql, seconds: Sql) -> Sql {
        sql!("({time} {sign} INTERVAL {seconds} SECOND)", time, sign, seconds)
    }

    fn time_digits(&self) -> usize {
        6
    }

    fn seconds_between(&self, from: Sql, to: Sql) -> Sql {
        sql!("TIMESTAMPDIFF(MICROSECOND, {from}, {to}) / 1000000", to, from)
    }

    fn iso_time(&self, time: Sql) -> Sql {
        sql!("DATE_FORMAT({time}, '%Y-%m-%dT%H:%i:%s.%fZ')", time)
    }

    fn least(&self) -> &'static str {
        "LEAST"
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
        format!("CAST({expression} AS char)")
    }

    /// A collation would leave out spaces at the end.
    fn as_bytes(&self, expression: &str) -> String {
        format!("CAST(CONVERT({expression} USING utf8mb4) AS binary)")
    }

    fn json_equals(&self, column: Sql, keys: &[String], value: &str) -> Sql {
        let plain_path = path(keys, |key| serde_json::Value::from(key).to_string());
        let ascii_path = path(keys, ascii_json);
        // MariaDB compares a key as it is spelled, and Python's json writes all but ASCII as escapes
        let found = if self.is_mariadb && ascii_path != plain_path {
            sql!("COALESCE(JSON_EXTRACT({column}, {plain_path}), JSON_EXTRACT({column}, {ascii_path}))", column, plain_path, ascii_path)
        } else {
            sql!("JSON_EXTRACT({column}, {plain_path})", column, plain_path)
        };
        let plain = sql!("JSON_UNQUOTE({found})", found = &found);
        let numbers = Number::of(value).map(|n| {
            let exact = sql!("CAST({plain} AS DECIMAL(65, 0))", plain = &plain);
            let float = n.equals_float(sql!("CAST({plain} AS DOUBLE)", plain = &plain));
            let whole = n.equals_integer(&exact);
            let integer = sql!("IF(ABS({exact}) <= 9223372036854775807, {whole}, {float})", exact, whole, float = &float);
            sql!(
                "WHEN 'INTEGER' THEN {integer} WHEN 'UNSIGNED INTEGER' THEN {integer} WHEN 'DOUBLE' THEN {float} WHEN 'DECIMAL' THEN {float}",
                integer,
                float
            )
        });
        sql!(
            "CASE JSON_TYPE({found}) WHEN 'STRING' THEN CAST({plain} AS BINARY) = CAST({value} AS BINARY) \
             WHEN 'BOOLEAN' THEN {plain} = {value} WHEN 'NULL' THEN {is_null} {numbers} ELSE 1 = 0 END",
            found,
            plain,
            value,
            is_null = truth(value == "null"),
            numbers = numbers.unwrap_or_default()
        )
    }
}
