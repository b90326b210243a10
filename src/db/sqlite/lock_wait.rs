//! How long SQLite itself waits for a lock.

use std::time::Duration;

/// SQLite sleeps for 1 and for 2 ms.
pub(super) const SHORT: Duration = Duration::from_millis(3);

/// How long SQLite itself waits for a lock in this session (`PRAGMA busy_timeout`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::db) enum LockWait {
    /// As long as the URL says; whether the file has a write-ahead log was not read yet.
    #[default]
    Unread,
    /// As long as the URL says, always: the file has a rollback journal.
    Always,
    /// As long as the URL says, until the next transaction that writes.
    Long,
    /// [`SHORT`]: a transaction that writes was begun last.
    Short,
}
