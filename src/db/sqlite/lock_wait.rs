//! How long SQLite itself waits for a lock.

use std::time::Duration;

/// `PRAGMA busy_timeout` while BEGIN is retried by [`super::write_lock`]: SQLite tries after 0, 1 and 3 ms.
pub(super) const SHORT: Duration = Duration::from_millis(3);

/// The value of `PRAGMA busy_timeout` in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::db) enum LockWait {
    /// The URL's timeout, until the journal mode of the file is read.
    #[default]
    Unknown,
    /// The URL's timeout, for all statements: BEGIN is not retried.
    NoRetries,
    /// The URL's timeout, until the next transaction that writes begins.
    UrlTimeout,
    /// [`SHORT`]: the last message began a transaction that writes.
    Short,
}
