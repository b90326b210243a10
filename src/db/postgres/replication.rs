//! The age of a standby's data.

use crate::db::replication::DataAge;
use crate::db::session::Session;
use crate::error::SqlError;
use crate::sql;

/// The time since the last commit that was replayed; or, if all of the log is replayed that the primary had when it sent its last
/// message, the time since that message, which only roles with pg_read_all_stats see. If nothing is committed, the standby asks for a
/// message every half `wal_receiver_timeout`. A standby of a standby knows only the messages of that one.
/// <https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-WAL-RECEIVER-VIEW>
pub(super) async fn data_age(session: &mut Session) -> Result<DataAge, SqlError> {
    let sql = sql!(
        "SELECT pg_catalog.pg_is_in_recovery() AS is_replica, CASE WHEN pg_catalog.pg_is_in_recovery() THEN LEAST(\
         EXTRACT(EPOCH FROM clock_timestamp() - pg_catalog.pg_last_xact_replay_timestamp()), \
         (SELECT EXTRACT(EPOCH FROM clock_timestamp() - w.last_msg_send_time) FROM pg_catalog.pg_stat_wal_receiver w \
         WHERE w.latest_end_lsn <= pg_catalog.pg_last_wal_replay_lsn())) END AS age"
    );
    let rows = session.fetch(&sql).await?;
    let Some(row) = rows.first() else { return Ok(DataAge::Current) };
    if !row.get::<bool>("is_replica")? {
        return Ok(DataAge::Current);
    }
    Ok(match row.get::<Option<f64>>("age")? {
        // the clocks of the servers may differ
        Some(age) => DataAge::AtMost(age.max(0.0)),
        None => DataAge::Unknown("no commit has been replayed since this standby started; with GRANT pg_read_all_stats this role sees the last message of the primary".into()),
    })
}
