//! Waiting for the write lock of a file.

use super::connect::classify;
use crate::error::SqlErrorKind;
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::time::{Duration, Instant};

/// The statement that takes the write lock.
const BEGIN: &str = "BEGIN IMMEDIATE";
/// After this time in vain, attempts are ten times as rare.
const SOON: Duration = Duration::from_secs(1);

/// If `sql` begins with a transaction that writes, the rest of it.
pub(in crate::db) fn after_begin(sql: &str) -> Option<&str> {
    let rest = sql.strip_prefix(BEGIN)?;
    rest.strip_prefix(';').or_else(|| rest.is_empty().then_some(rest)).map(str::trim_start)
}

/// Begins a transaction that writes. Waits up to `limit` for the write lock.
///
/// SQLite's own busy handler sleeps up to 100 ms between its attempts (<https://www.sqlite.org/c3ref/busy_timeout.html>), and mostly
/// misses the moments in which a busy writer does not hold the lock. This one tries every few milliseconds.
pub(in crate::db) async fn begin(connection: &mut SqliteConnection, limit: Duration) -> sqlx::Result<()> {
    let start = Instant::now();
    let restored = format!("PRAGMA busy_timeout = {}", i32::try_from(limit.as_millis()).unwrap_or(i32::MAX));
    let attempt = format!("PRAGMA busy_timeout = 0; {BEGIN}; {restored}");
    loop {
        let Err(error) = sqlx::raw_sql(AssertSqlSafe(attempt.clone())).execute(&mut *connection).await else { return Ok(()) };
        let is_busy = error.as_database_error().is_some_and(|answer| classify(answer).0 == SqlErrorKind::LockTimeout);
        if !is_busy || start.elapsed() >= limit {
            sqlx::raw_sql(AssertSqlSafe(restored)).execute(connection).await?;
            return Err(error);
        }
        let pause = Duration::from_micros(fastrand::u64(500..2_500));
        tokio::time::sleep(if start.elapsed() < SOON { pause } else { pause * 10 }).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_transactions_that_write_are_recognised() {
        assert_eq!(after_begin("BEGIN IMMEDIATE; UPDATE t SET a = 1; COMMIT"), Some("UPDATE t SET a = 1; COMMIT"));
        assert_eq!(after_begin("BEGIN IMMEDIATE"), Some(""));
        assert_eq!(after_begin("BEGIN; SELECT 1"), None);
        assert_eq!(after_begin("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE"), None);
        assert_eq!(after_begin("BEGIN IMMEDIATELY"), None);
    }
}
