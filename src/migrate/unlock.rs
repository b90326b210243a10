//! Shows who holds the migration lock, and breaks leases on request. Locks of a connection or the operating system never
//! need breaking: they end with their holder.

use super::history::History;
use crate::consent::{Confirmed, Plan};
use crate::db::{Row, Session};
use crate::error::{Doing, Error, Result, SqlError};
use crate::sql;
use serde::Serialize;
use std::time::Duration;

/// Row of the lease table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeaseRow {
    /// Name of the lease: `migrate`, or `probe-…` for a process that waits for the lease.
    pub name: String,
    /// Holder of the lease.
    pub holder: String,
    /// Counter that every renewal or takeover increments.
    pub epoch: i64,
    /// Time of the last renewal, RFC 3339 in UTC.
    pub renewed_at: Option<String>,
}

/// Locks and leases that block migrations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LockReport {
    /// The database, without its password.
    pub target: String,
    /// Database name, which the user types to confirm breaking a lease.
    pub database: String,
    /// The environment stamp.
    pub environment: Option<String>,
    /// Holder of the engine's own lock.
    pub lock_holder: Option<String>,
    /// Leases; used on clusters.
    pub leases: Vec<LeaseRow>,
    /// Number of leases that this run broke.
    pub broken: u64,
}

impl Plan for LockReport {
    fn database(&self) -> &str {
        &self.database
    }
}

/// Reads locks and leases. Never writes.
pub async fn locks(session: &mut Session) -> Result<LockReport> {
    let history = History::read(session).await?;
    let mut leases: Vec<LeaseRow> = Vec::new();
    if history.overview.tables.contains_key("morag_leases") {
        let sql = sql!(
            "SELECT name, holder, epoch, {time} AS renewed FROM morag_leases WHERE name NOT IN ('sweep', 'failures') ORDER BY name",
            time = session.iso_time("renewed_at")
        );
        let lease = |row: &Row| {
            Ok(LeaseRow { name: row.get("name")?, holder: row.get("holder")?, epoch: row.get("epoch")?, renewed_at: row.get("renewed")? })
        };
        let rows = session.fetch(&sql).await.doing("reading the leases")?;
        leases = rows.iter().map(lease).collect::<std::result::Result<_, SqlError>>().doing("reading the leases")?;
    }
    Ok(LockReport {
        target: session.url().to_string(),
        database: session.url().database_name(),
        environment: history.environment,
        lock_holder: history.overview.lock_holder,
        leases,
        broken: 0,
    })
}

/// A living holder renews its lease within this time.
const RENEWED_WITHIN: Duration = Duration::from_millis(3500);

/// Breaks the leases that were shown and are not renewed. A holder that is still alive notices this before its next step, and stops.
///
/// # Errors
/// A lease was renewed since it was shown: its holder is alive.
pub async fn break_leases(session: &mut Session, confirmed: Confirmed<LockReport>) -> Result<LockReport> {
    let mut report = confirmed.into_plan();
    tokio::time::sleep(RENEWED_WITHIN).await;
    for lease in &report.leases {
        let sql = sql!("DELETE FROM morag_leases WHERE name = {name} AND epoch = {epoch}", name = &lease.name, epoch = lease.epoch);
        report.broken += session.execute_with_retries(&sql).await.doing("breaking a lease")?;
    }
    // `probe-…` belongs to a process that waits for the lease
    let is_shown = |lease: &LeaseRow| report.leases.iter().any(|shown| shown.name == lease.name && shown.holder == lease.holder);
    let renewed = |lease: &&LeaseRow| !lease.name.starts_with("probe-") && is_shown(lease);
    match locks(session).await?.leases.iter().find(renewed) {
        Some(lease) => Err(Error::refused(
            format!("{} is alive: it has renewed the lease '{}', which was not broken", lease.holder, lease.name),
            "wait for it, or end that process: 3 s later the next migration takes the lease over",
        )),
        None => Ok(report),
    }
}
