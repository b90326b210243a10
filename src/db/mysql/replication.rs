//! The age of a replica's data: of asynchronous replication, and of a secondary of a group.

use crate::db::Backend;
use crate::db::replication::DataAge;
use crate::db::row::Row;
use crate::db::session::Session;
use crate::error::{SqlError, SqlErrorKind};
use crate::sql;

/// After so long the members of a group suspect one that is silent: data without a backlog is not older.
/// <https://dev.mysql.com/doc/refman/8.4/en/group-replication-responses-failure-expel.html>
const SUSPECTED_AFTER: f64 = 5.0;

const NO_GROUP: &str = "this role can't read the state of the group; GRANT SELECT ON performance_schema.*";

pub(super) async fn data_age(session: &mut Session) -> Result<DataAge, SqlError> {
    // of all sources; a MySQL shows all its channels anyway
    let status = if session.backend() == Backend::MariaDb { sql!("SHOW ALL SLAVES STATUS") } else { sql!("SHOW REPLICA STATUS") };
    let rows = match session.fetch(&status).await {
        Err(answer) if answer.kind == SqlErrorKind::MissingRight => {
            let right = if session.backend() == Backend::MariaDb { "REPLICA MONITOR" } else { "REPLICATION CLIENT" };
            return Ok(DataAge::Unknown(format!("this role can't read the replication status; GRANT {right} ON *.*")));
        }
        rows => rows?,
    };
    let channels = rows.iter().map(Channel::of).collect::<Result<Vec<_>, _>>()?;
    // what a member of a group received while it joined is not a replica's channel
    let channels: Vec<_> = channels.into_iter().filter(|channel| !channel.name.starts_with("group_replication_")).collect();
    if !channels.is_empty() {
        return Ok(oldest(&channels));
    }
    if let Some(group) = session.group().await? {
        return match group.complaint() {
            Some(complaint) => Ok(DataAge::Unknown(complaint)),
            None if !group.shows_members() => Ok(DataAge::Unknown(NO_GROUP.into())),
            None if group.is_secondary() => age_in_group(session).await,
            None => Ok(DataAge::Current),
        };
    }
    let rows = session.fetch(&sql!("SELECT @@global.read_only AS is_read_only")).await?;
    let is_read_only = rows.first().map_or(Ok(false), |row| row.get("is_read_only"))?;
    Ok(if is_read_only { DataAge::Unknown("it is read-only and has no replication source".into()) } else { DataAge::Current })
}

/// A source that a replica receives changes from.
struct Channel {
    name: String,
    /// `None` while replication is stopped or connecting.
    seconds_behind: Option<f64>,
    error: String,
}

impl Channel {
    fn of(row: &Row) -> Result<Channel, SqlError> {
        let either = |new: &'static str, old: &'static str| if row.has(new) { new } else { old };
        let error = |column| row.get::<Option<String>>(column).map(Option::unwrap_or_default);
        let (receiving, applying) = (error("Last_IO_Error")?, error("Last_SQL_Error")?);
        Ok(Channel {
            name: row.get::<Option<String>>(either("Channel_Name", "Connection_name"))?.unwrap_or_default(),
            seconds_behind: row.get(either("Seconds_Behind_Source", "Seconds_Behind_Master"))?,
            error: if receiving.is_empty() { applying } else { receiving },
        })
    }
}

fn oldest(channels: &[Channel]) -> DataAge {
    match channels.iter().find(|channel| channel.seconds_behind.is_none()) {
        Some(stopped) if stopped.error.is_empty() => {
            DataAge::Unknown("replication is stopped, or is connecting to its source; see SHOW REPLICA STATUS".into())
        }
        Some(stopped) => DataAge::Unknown(format!("replication is stopped: {}", stopped.error)),
        // the server counts whole seconds
        None => DataAge::AtMost(channels.iter().filter_map(|channel| channel.seconds_behind).fold(0.0, f64::max) + 1.0),
    }
}

async fn age_in_group(session: &mut Session) -> Result<DataAge, SqlError> {
    let sql = sql!(
        "SELECT (SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, MAX(last_applied_transaction_original_commit_timestamp), NOW(6))) / 1e6 \
         FROM performance_schema.replication_applier_status_by_worker WHERE channel_name = 'group_replication_applier') AS since_last, \
         (SELECT count_transactions_in_queue + count_transactions_remote_in_applier_queue \
         FROM performance_schema.replication_group_member_stats WHERE member_id = @@server_uuid) AS backlog"
    );
    let rows = match session.fetch(&sql).await {
        Err(answer) if answer.kind == SqlErrorKind::MissingRight => {
            return Ok(DataAge::Unknown(NO_GROUP.into()));
        }
        rows => rows?,
    };
    let Some(row) = rows.first() else { return Ok(DataAge::Current) };
    let (since_last, backlog): (Option<f64>, Option<u64>) = (row.get("since_last")?, row.get("backlog")?);
    let without_backlog = (backlog == Some(0)).then_some(SUSPECTED_AFTER);
    let age = [since_last, without_backlog].into_iter().flatten().reduce(f64::min);
    Ok(age.map_or_else(|| DataAge::Unknown("this member has not applied anything yet".into()), DataAge::AtMost))
}
