//! The sweep lease: a row, timed by the database's clock, so that only one of many instances sweeps. Concurrent sweeps
//! are safe too (each locks the rows it changes and skips locked ones): the lease only avoids double work.

use crate::db::holder_name;
use crate::error::{Error, Result};
use crate::jobs::Service;
use crate::sql;
use std::time::Duration;

const NAME: &str = "sweep";

/// This process's request for the sweep lease; the token stays the same while the process runs.
#[derive(Clone, Debug)]
pub struct SweepLease {
    token: String,
    ttl: Duration,
}

impl SweepLease {
    /// A lease that other instances can take if it is not renewed for `ttl`.
    pub fn new(ttl: Duration) -> Self {
        SweepLease { token: uuid::Uuid::now_v7().to_string(), ttl }
    }
}

impl Service {
    /// Takes or renews the lease; `false` if another instance holds it.
    pub async fn hold_sweep_lease(&mut self, lease: &SweepLease) -> Result<bool> {
        let s = &self.session;
        let holder: String = holder_name().chars().take(255).collect();
        let (token, ttl_ms, now) = (&lease.token, i64::try_from(lease.ttl.as_millis()).unwrap_or(i64::MAX), s.now());
        let take = sql!(
            "UPDATE morag_leases SET holder = {holder}, token = {token}, epoch = epoch + 1, ttl_ms = {ttl_ms}, renewed_at = {now} \
             WHERE name = {name} AND (token = {token} OR {age} * 1000 > ttl_ms)",
            holder = &holder,
            token,
            ttl_ms,
            now = &now,
            name = NAME,
            age = s.age_seconds("renewed_at")
        );
        let make = sql!(
            "INSERT INTO morag_leases (name, holder, token, epoch, ttl_ms, renewed_at) VALUES ({name}, {holder}, {token}, 1, {ttl_ms}, {now})",
            name = NAME,
            holder,
            token,
            ttl_ms,
            now
        );
        let failed = |answer| Error::from_sql("taking the lease for sweeping", answer);
        let read = sql!("SELECT 1 AS one FROM morag_leases WHERE name = {name}", name = NAME);
        if self.with_retries(async |s| s.session.execute(&take).await).await.map_err(failed)? > 0 {
            return Ok(true);
        }
        // query first: a failed insert would be logged as an error by the server
        if !self.session.fetch(&read).await.map_err(failed)?.is_empty() {
            return Ok(false);
        }
        match self.with_retries(async |s| s.session.execute(&make).await).await {
            Ok(_) => Ok(true),
            Err(answer) if answer.is_duplicate() => Ok(false),
            Err(answer) => Err(failed(answer)),
        }
    }

    /// Releases the lease, so that the next instance does not have to wait.
    pub async fn release_sweep_lease(&mut self, lease: &SweepLease) -> Result<()> {
        let sql = sql!("DELETE FROM morag_leases WHERE name = {name} AND token = {token}", name = NAME, token = &lease.token);
        let released = self.with_retries(async |s| s.session.execute(&sql).await).await;
        released.map(drop).map_err(|answer| Error::from_sql("giving the lease for sweeping back", answer))
    }
}
