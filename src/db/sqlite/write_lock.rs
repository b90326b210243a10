//! Waiting for the write lock of a file. SQLite tries after 0, 1, 3, 8, 18, 33, 53, 78, … ms, so a session that could have had the lock
//! after 9 ms gets it after 18, or later if another session takes it in between. Here BEGIN is tried every 1 to 2 ms for 50 ms, then less
//! often.
//!
//! Only with a write-ahead log: there BEGIN is the only statement of a transaction that waits. With a rollback journal, COMMIT waits for
//! readers too.

use super::lock_wait::{LockWait, SHORT};
use crate::database_url::DatabaseUrl;
use crate::db::session::{Connected, Session};
use crate::db::statement::Sql;
use crate::error::{SqlError, SqlErrorKind};
use crate::sql;
use std::time::{Duration, Instant};

/// Begins a transaction that will write.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";
/// The longest additional pause between two attempts: a lock that is held for seconds needs no attempt every millisecond.
const LONGEST_PAUSE: Duration = Duration::from_millis(5);

impl Session {
    /// Sets `PRAGMA busy_timeout` for the message `text`. Returns whether `text` begins a transaction, and [`Session::take_write_lock`]
    /// is to be called if its first statement fails because of a lock.
    pub(in crate::db) async fn set_lock_wait(&mut self, text: &str) -> Result<bool, SqlError> {
        let (Connected::Sqlite(_), DatabaseUrl::Sqlite(file)) = (&self.connected, &self.url) else { return Ok(false) };
        let limit = file.timeout;
        let begins = text.strip_prefix(BEGIN).is_some_and(|rest| rest.is_empty() || rest.starts_with(';'));
        if !begins {
            if self.lock_wait == LockWait::Short {
                self.run_directly(&busy_timeout(limit)).await?;
                self.lock_wait = LockWait::UrlTimeout;
            }
            return Ok(false);
        }
        if self.lock_wait == LockWait::Unknown {
            let has_log = self.first_value_directly(&sql!("PRAGMA journal_mode")).await?.as_deref() == Some("wal");
            self.lock_wait = if has_log && limit > SHORT { LockWait::UrlTimeout } else { LockWait::NoRetries };
        }
        if self.lock_wait == LockWait::UrlTimeout {
            // first, in case the caller drops this future
            self.lock_wait = LockWait::Short;
            self.run_directly(&busy_timeout(SHORT)).await?;
        }
        Ok(self.lock_wait == LockWait::Short)
    }

    /// Begins the transaction that the first statement of `text` could not begin because of a lock. Returns the rest of `text`.
    ///
    /// # Errors
    /// The lock is still held after the URL's timeout.
    pub(in crate::db) async fn take_write_lock<'t>(&mut self, text: &'t str) -> Result<&'t str, SqlError> {
        let DatabaseUrl::Sqlite(file) = &self.url else { return Ok(text) };
        let (limit, start) = (file.timeout, Instant::now());
        loop {
            match self.run_directly(&sql!(BEGIN)).await {
                Err(answer) if answer.kind == SqlErrorKind::LockTimeout && start.elapsed() < limit => {
                    let pause = (start.elapsed() / 50).min(LONGEST_PAUSE);
                    if pause >= Duration::from_millis(1) {
                        tokio::time::sleep(pause).await;
                    }
                }
                begun => return begun.map(|()| text.strip_prefix(BEGIN).unwrap_or(text).trim_start_matches(';')),
            }
        }
    }
}

fn busy_timeout(limit: Duration) -> Sql {
    sql!("PRAGMA busy_timeout = {limit}", limit = Sql::number(u32::try_from(limit.as_millis()).unwrap_or(u32::MAX)))
}
