//! Who holds the migration lock, and breaking a lease by hand. A lock of a connection or of the operating system needs no
//! breaking: it ends with its holder.

use super::history::History;
use crate::consent::Confirmed;
use crate::db::Session;
use crate::error::{Doing, Result};
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

/// Looks; never writes.
pub async fn locks(session: &mut Session) -> Result<LockReport> {
    let history = History::read(session).await?;
    let mut leases = Vec::new();
    if history.overview.tables.contains_key("morag_leases") {
        let time = session.iso_time("renewed_at");
        let sql = format!("SELECT name, holder, epoch, {time} FROM morag_leases WHERE name <> 'sweep' ORDER BY name");
        for mut row in session.query(&sql).await.doing("reading the leases")? {
            row.resize(4, None);
            leases.push(LeaseRow {
                name: row[0].take().unwrap_or_default(),
                holder: row[1].take().unwrap_or_default(),
                epoch: row[2].take().and_then(|n| n.parse().ok()).unwrap_or(0),
                renewed_at: row[3].take(),
            });
        }
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
    let backend = session.backend();
    for lease in &report.leases {
        let sql = format!("DELETE FROM morag_leases WHERE name = {} AND epoch = {}", backend.literal(&lease.name), lease.epoch);
        report.broken += session.execute(&sql).await.doing("breaking a lease")?;
    }
    Ok(report)
}
