//! Waiting for the write lock of a file. SQLite tries again after 1, 2, 5, 10, 15, 20, 25, … 100 ms, so a session that has to wait
//! 9 ms for another session's transaction waits 18, and 33 or 78 if it misses the next gaps. Trying after 1 and 2 ms, and again, finds them.
//!
//! Only with a write-ahead log: there the transaction's first statement is the only one that waits. With a rollback journal, COMMIT
//! waits for readers too.

use super::lock_wait::{LockWait, SHORT};
use crate::database_url::DatabaseUrl;
use crate::db::session::{Connected, Session};
use crate::db::statement::Sql;
use crate::error::{SqlError, SqlErrorKind};
use crate::sql;
use std::time::{Duration, Instant};

/// Begins a transaction that will write.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";
/// The longest additional pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

impl Session {
    /// Sets how long SQLite waits for a lock in `text`. Returns whether `text` begins a transaction whose lock
    /// [`Session::take_write_lock`] waits for.
    pub(in crate::db) async fn set_lock_wait(&mut self, text: &str) -> Result<bool, SqlError> {
        let (Connected::Sqlite(_), DatabaseUrl::Sqlite(file)) = (&self.connected, &self.url) else { return Ok(false) };
        let limit = file.timeout;
        if !text.starts_with(BEGIN) {
            if self.lock_wait == LockWait::Short {
                self.run_itself(&busy_timeout(limit)).await?;
                self.lock_wait = LockWait::Long;
            }
            return Ok(false);
        }
        if self.lock_wait == LockWait::Unread {
            let has_log = self.read_itself(&sql!("PRAGMA journal_mode")).await?.as_deref() == Some("wal");
            self.lock_wait = if has_log { LockWait::Long } else { LockWait::Always };
        }
        if self.lock_wait == LockWait::Long {
            // first, in case the caller drops this future
            self.lock_wait = LockWait::Short;
            self.run_itself(&busy_timeout(SHORT)).await?;
        }
        Ok(self.lock_wait == LockWait::Short)
    }

    /// Takes the lock that `text` did not get at its beginning, when it failed with `first`. Returns the rest of `text`.
    ///
    /// # Errors
    /// The lock is still held after the URL's timeout; `first`, if another statement than the first one met a lock.
    pub(in crate::db) async fn take_write_lock<'t>(&mut self, text: &'t str, first: SqlError) -> Result<&'t str, SqlError> {
        let DatabaseUrl::Sqlite(file) = &self.url else { return Ok(text) };
        let (limit, start) = (file.timeout, Instant::now());
        loop {
            match self.run_itself(&sql!(BEGIN)).await {
                Err(answer) if answer.kind == SqlErrorKind::LockTimeout && start.elapsed() < limit => {
                    let pause = (start.elapsed() / 50).min(LONGEST_PAUSE);
                    if pause >= Duration::from_millis(1) {
                        tokio::time::sleep(pause).await;
                    }
                }
                Err(answer) if answer.kind == SqlErrorKind::LockTimeout => return Err(answer),
                // the transaction has begun
                Err(_) => return Err(first),
                Ok(()) => return Ok(text.trim_start_matches(BEGIN).trim_start_matches(';')),
            }
        }
    }
}

fn busy_timeout(limit: Duration) -> Sql {
    sql!("PRAGMA busy_timeout = {limit}", limit = Sql::number(u32::try_from(limit.as_millis()).unwrap_or(u32::MAX)))
}
