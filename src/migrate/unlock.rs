//! Who holds the migration lock, and breaking a lease by hand. A lock of a connection or of the operating system needs no
//! breaking: it ends with its holder.

use super::history::History;
use crate::consent::{Confirmed, Plan};
use crate::db::{Row, Session};
use crate::error::{Doing, Result, SqlError};
use crate::sql;
use serde::Serialize;

/// A leased row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeaseRow {
    /// What it is for: `migrate`, or a probe of somebody who waits.
    pub name: String,
    /// Who holds it.
    pub holder: String,
    /// How often it was renewed or taken over.
    pub epoch: i64,
    /// When it was renewed, RFC 3339 in UTC.
    pub renewed_at: Option<String>,
}

/// What holds migrations back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LockReport {
    /// The database, without its password.
    pub target: String,
    /// What must be typed to break a lease.
    pub database: String,
    /// The environment stamp.
    pub environment: Option<String>,
    /// Who holds the engine's own lock.
    pub lock_holder: Option<String>,
    /// Leased rows, on clusters.
    pub leases: Vec<LeaseRow>,
    /// How many leases this run broke.
    pub broken: u64,
}

impl Plan for LockReport {
    fn database(&self) -> &str {
        &self.database
    }
}

/// Looks; never writes.
pub async fn locks(session: &mut Session) -> Result<LockReport> {
    let history = History::read(session).await?;
    let mut leases: Vec<LeaseRow> = Vec::new();
    if history.overview.tables.contains_key("morag_leases") {
        let sql = sql!(
            "SELECT name, holder, epoch, {time} AS renewed FROM morag_leases WHERE name <> 'sweep' ORDER BY name",
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

/// Breaks the leases that were shown, where their epochs have not moved since. A holder that is alive after all notices
/// before its next step, and stops.
pub async fn break_leases(session: &mut Session, confirmed: Confirmed<LockReport>) -> Result<LockReport> {
    let mut report = confirmed.into_plan();
    for lease in &report.leases {
        let sql = sql!("DELETE FROM morag_leases WHERE name = {name} AND epoch = {epoch}", name = &lease.name, epoch = lease.epoch);
        report.broken += session.execute(&sql).await.doing("breaking a lease")?;
    }
    Ok(report)
}
