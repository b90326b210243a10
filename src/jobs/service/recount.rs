//! Counts failed jobs anew, from their rows.

use super::failures::{Key, Sum, time_of};
use crate::db::Sql;
use crate::error::{Doing, Result, SqlError};
use crate::jobs::Service;
use crate::jobs::model::fingerprint::{READ, failure_of};
use crate::sql;
use std::collections::BTreeMap;

impl Service {
    /// Counts all failed jobs anew. Needed after other applications deleted failed jobs.
    pub async fn recount_failures(&mut self) -> Result<()> {
        let doing = "counting failed jobs";
        self.ensure_lock().await.doing(doing)?;
        self.with_retries(async |s| s.try_recount().await).await.doing(doing)
    }

    async fn try_recount(&mut self) -> std::result::Result<(), SqlError> {
        self.session.fetch(&self.lock_counts()).await?;
        let s = &self.session;
        // one statement sees one state of both tables; a transaction that commits later adds its own change
        let look = sql!(
            "SELECT {row} AS id, NULL AS fingerprint, NULL AS content_type, NULL AS worker_id, 0 AS jobs, NULL AS first, NULL AS last FROM job_failures \
             UNION ALL SELECT NULL, failure_fingerprint, content_type, worker_id, count(*), {first}, {last} FROM remote_jobs \
             WHERE status IN ('failed', 'timeout') AND failure_fingerprint IS NOT NULL GROUP BY failure_fingerprint, content_type, worker_id",
            row = s.id_as_text("id"),
            first = s.iso_time(sql!("MIN(completed_at)")),
            last = s.iso_time(sql!("MAX(completed_at)"))
        );
        let rows = self.session.fetch(&look).await?;
        let (mut ids, mut sums) = (Vec::new(), BTreeMap::new());
        for row in &rows {
            match row.get::<Option<String>>("id")? {
                Some(id) => ids.push(id),
                None => {
                    let sum = Sum { jobs: row.get("jobs")?, error: None, first: time_of(row, "first")?, last: time_of(row, "last")? };
                    sums.insert((row.get("fingerprint")?, row.get("content_type")?, row.get("worker_id")?), sum);
                }
            }
        }
        self.fill_in_errors(&mut sums).await?;
        self.replace_counts(ids, sums).await
    }

    /// Gives each group the folded error of one of its jobs.
    async fn fill_in_errors(&mut self, sums: &mut BTreeMap<Key, Sum>) -> std::result::Result<(), SqlError> {
        let mut errors: BTreeMap<String, String> = BTreeMap::new();
        for (fingerprint, _, _) in sums.keys() {
            if errors.contains_key(fingerprint) {
                continue;
            }
            let example = sql!(
                "SELECT SUBSTR(error_message, 1, {most}) AS error FROM remote_jobs \
                 WHERE status IN ('failed', 'timeout') AND failure_fingerprint = {fingerprint} LIMIT 1",
                most = Sql::number(READ as u64),
                fingerprint
            );
            let rows = self.session.fetch(&example).await?;
            let error = rows.first().map(|row| row.get::<Option<String>>("error")).transpose()?.flatten();
            errors.insert(fingerprint.clone(), failure_of(error.as_deref().unwrap_or_default()).error);
        }
        for ((fingerprint, _, _), sum) in sums {
            sum.error = errors.get(fingerprint).cloned();
        }
        Ok(())
    }
}
