//! Whether there is anything to claim: a look without a lock, for many workers that wait at once. And single rows.

use super::{RemoteJob, Service};
use crate::error::{Doing, Result};

impl Service {
    /// How many jobs of each of `types` could be claimed now, counted up to `most` each; types without any are left out.
    pub async fn claimable(&mut self, types: &[String], most: usize) -> Result<Vec<(String, usize)>> {
        let s = &self.session;
        let now = s.backend().now();
        let looks: Vec<String> = types
            .iter()
            .map(|ty| {
                let ty = s.text(ty);
                format!(
                    "SELECT {ty}, count(*) FROM (SELECT 1 FROM remote_jobs{} WHERE status = 'pending' AND content_type = {ty} \
                     AND (run_after IS NULL OR run_after <= {now}) AND (timeout_at IS NULL OR timeout_at > {now}) LIMIT {most}) t",
                    s.claim_index()
                )
            })
            .collect();
        if looks.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.session.query(&looks.join("; ")).await.doing("looking for jobs to claim")?;
        let pair = |mut row: crate::db::Row| {
            let count = row.get(1)?.as_deref()?.parse().ok()?;
            Some((row.first_mut()?.take()?, count))
        };
        Ok(rows.into_iter().filter_map(pair).filter(|(_, count)| *count > 0).collect())
    }

    /// A remote job by its whole id.
    pub async fn remote_job(&mut self, id: &str) -> Result<Option<RemoteJob>> {
        let s = &self.session;
        let sql = format!("SELECT {} FROM remote_jobs r WHERE {}", RemoteJob::columns(s), s.is_one_of("r.id", &[id.to_string()]));
        Ok(self.session.query(&sql).await.doing("reading a job")?.pop().map(RemoteJob::of))
    }

    /// Makes sure that the connection is alive.
    pub async fn ping(&mut self) -> Result<()> {
        self.session.query("SELECT 1").await.map(drop).doing("asking the database for anything")
    }
}
