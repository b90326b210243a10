//! Counts of claimable jobs, without locks, for all waiting workers at once; and single rows.

use crate::db::claims::{is_paused, remote_job_with_ingestion, room};
use crate::db::{Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::{RemoteJob, Service};
use crate::sql;

impl Service {
    /// Number of claimable jobs of each of `types`, counted up to `most`; types without jobs are omitted, as are paused types and
    /// those of which no further job may run.
    pub async fn claimable(&mut self, types: &[String], most: usize) -> Result<Vec<(String, usize)>> {
        let known = self.known_types().await?;
        let types: Vec<&String> = types.iter().filter(|ty| !known.paused.contains(ty)).collect();
        let s = &self.session;
        let look = |ty: &&String| {
            sql!(
                "SELECT {ty} AS content_type, count(*) AS jobs FROM (SELECT 1 FROM remote_jobs{index} WHERE status = 'pending' AND content_type = {ty} \
                 AND (run_after IS NULL OR run_after <= {now}) AND (timeout_at IS NULL OR timeout_at > {now}) \
                 AND NOT EXISTS (SELECT 1 FROM job_types y WHERE y.content_type = {ty} AND (({paused}) OR (y.running_limit IS NOT NULL AND {room} = 0))) \
                 LIMIT {most}) t",
                ty = *ty,
                index = s.claim_index(),
                now = s.now(),
                paused = is_paused(s.now()),
                room = room(),
                most = Sql::number(most as u64)
            )
        };
        if types.is_empty() {
            return Ok(Vec::new());
        }
        let doing = "searching for jobs to claim";
        let rows = self.session.fetch(&s.in_index_order(Sql::batch(types.iter().map(look)))).await.doing(doing)?;
        let pair = |row: &Row| Ok((row.get("content_type")?, row.get("jobs")?));
        let counts: Vec<(String, usize)> = rows.iter().map(pair).collect::<std::result::Result<_, SqlError>>().doing(doing)?;
        Ok(counts.into_iter().filter(|(_, count)| *count > 0).collect())
    }

    /// A remote job by its full id.
    pub async fn remote_job(&mut self, id: &str) -> Result<Option<RemoteJob>> {
        let s = &self.session;
        let sql = sql!(
            "SELECT {columns} FROM remote_jobs r WHERE {job}",
            columns = remote_job_with_ingestion(s),
            job = s.is_one_of("r.id", &[id.to_string()])
        );
        let rows = self.session.fetch(&sql).await.doing("reading a job")?;
        rows.into_iter().next().map(RemoteJob::of).transpose().doing("reading a job")
    }

    /// Checks that the connection is alive.
    pub async fn ping(&mut self) -> Result<()> {
        self.session.fetch(&sql!("SELECT 1")).await.map(drop).doing("running a test query")
    }
}
