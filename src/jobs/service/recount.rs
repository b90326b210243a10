//! Counts failed jobs anew, from their rows.

use super::failures::{Key, Sum, time_of};
use crate::db::Sql;
use crate::error::{Doing, Result, SqlError};
use crate::jobs::Service;
use crate::jobs::model::fingerprint::{READ, failure_of};
use crate::sql;
use std::collections::BTreeMap;

/// Jobs that are read at once.
const PAGE: usize = 2_000;

impl Service {
    /// Counts all failed jobs anew, by the errors that they have now. Needed after other applications deleted failed jobs or
    /// changed their errors. Returns the number of failed jobs whose error had another fingerprint.
    pub async fn recount_failures(&mut self) -> Result<u64> {
        let doing = "counting failed jobs";
        self.ensure_lock().await.doing(doing)?;
        let corrected = self.correct_fingerprints().await.doing(doing)?;
        self.with_retries(async |s| s.try_recount().await).await.doing(doing)?;
        Ok(corrected)
    }

    /// Gives failed jobs the fingerprint of the error that they have now; the counts are for the recount.
    async fn correct_fingerprints(&mut self) -> std::result::Result<u64, SqlError> {
        let (mut corrected, mut last) = (0, None::<String>);
        loop {
            let behind = last.as_ref().map_or(sql!("1 = 1"), |last| sql!("r.id > {last}", last));
            let page = sql!(
                "SELECT r.id, r.failure_fingerprint, SUBSTR(r.error_message, 1, {most}) AS error FROM remote_jobs r \
                 WHERE r.status IN ('failed', 'timeout') AND r.failure_fingerprint IS NOT NULL AND {behind} ORDER BY r.id LIMIT {page}",
                most = Sql::number(READ as u64),
                behind,
                page = Sql::number(PAGE as u64)
            );
            let rows = self.session.fetch(&page).await?;
            let mut wrong: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
            for row in &rows {
                let (id, recorded): (String, String) = (row.get("id")?, row.get("failure_fingerprint")?);
                let error: Option<String> = row.get("error")?;
                let failure = failure_of(error.as_deref().unwrap_or_default());
                if failure.fingerprint != recorded {
                    wrong.entry((recorded, failure.fingerprint)).or_default().push(id.clone());
                }
                last = Some(id);
            }
            for ((recorded, right), ids) in wrong {
                // a job that has changed since is left to the transaction that changed it
                let correct = sql!(
                    "UPDATE remote_jobs SET failure_fingerprint = {right} WHERE failure_fingerprint = {recorded} AND {these}",
                    right,
                    recorded,
                    these = self.session.is_one_of("id", &ids)
                );
                corrected += self.with_retries(async |s| s.session.execute(&correct).await).await?;
            }
            if rows.len() < PAGE {
                return Ok(corrected);
            }
        }
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
