//! The system identifier and the timeline of a server. A promotion increments the timeline: of two servers of a cluster that both
//! accept writes, the one with the lower timeline was replaced by the other
//! (<https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-TIMELINES>).

use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::error::{SqlError, SqlErrorKind};

/// The timeline that a server writes to. `pg_control_checkpoint()` returns the old one until the first checkpoint after a promotion.
macro_rules! timeline {
    () => {
        "CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL ELSE ('x' || substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8))::bit(32)::bigint END"
    };
}

/// The lowest claim number on a server's timeline. A job is never claimed a million times.
pub(super) const FIRST_CLAIM: &str = concat!("(COALESCE(", timeline!(), ", 1) - 1) * 1000000 + 1");

const ROLE: &str = concat!(
    "SELECT ",
    timeline!(),
    " AS timeline, (SELECT system_identifier FROM pg_catalog.pg_control_system())::text AS cluster, pg_catalog.pg_postmaster_start_time()::text AS started, \
     current_setting('default_transaction_read_only')::boolean AS is_read_only"
);

/// Identity and role of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Role {
    /// `None` on a standby.
    pub(super) timeline: Option<i64>,
    /// The system identifier, which standbys share with their primary.
    pub(super) cluster: String,
    /// Time of its start, which tells whether two names mean the same server.
    pub(super) started: String,
    /// Whether new transactions are read-only, as on a primary that was fenced.
    pub(super) is_read_only: bool,
}

/// Whether the answer says that the server does not let this role read the timeline, or does not have it; not that it is short of
/// resources, was stopped or ran into a timeout (SQLSTATE classes 53, 57 and 58).
pub(crate) fn has_no_timeline(answer: &SqlError) -> bool {
    let is_passing = answer.code.is_empty() || ["53", "57", "58"].iter().any(|class| answer.code.starts_with(class));
    match answer.kind {
        SqlErrorKind::MissingRight | SqlErrorKind::ObjectMissing => true,
        SqlErrorKind::Other => !is_passing,
        _ => false,
    }
}

impl Session {
    /// The server's role; `None` if this role may not read it, or if the server has no timelines.
    pub(super) async fn role(&mut self) -> Result<Option<Role>, SqlError> {
        let rows = match self.fetch(&Sql::constant(ROLE)).await {
            Err(answer) if has_no_timeline(&answer) => {
                tracing::info!(%answer, "could not read the timeline: the servers are not compared");
                return Ok(None);
            }
            rows => rows?,
        };
        let role = |row: &crate::db::Row| {
            Ok(Role {
                timeline: row.get("timeline")?,
                cluster: row.get("cluster")?,
                started: row.get("started")?,
                is_read_only: row.get("is_read_only")?,
            })
        };
        rows.first().map(role).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_does_not_say_that_there_is_no_timeline() {
        let of = |kind, code: &str| has_no_timeline(&SqlError { kind, code: code.into(), message: "".into() });
        assert!(of(SqlErrorKind::MissingRight, "42501") && of(SqlErrorKind::ObjectMissing, "42883"));
        assert!(of(SqlErrorKind::Other, "0A000") && of(SqlErrorKind::Other, "55000") && of(SqlErrorKind::Other, "XX000"));
        assert!(!of(SqlErrorKind::Other, "57014") && !of(SqlErrorKind::Other, "53200") && !of(SqlErrorKind::Other, ""));
        assert!(!of(SqlErrorKind::ConnectionLost, "57P01") && !of(SqlErrorKind::Retry, "40001"));
    }
}
