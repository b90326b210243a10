//! Keeps the counts of failed jobs right: counts what old clients changed with their own SQL, and joins rows of counts.

use crate::db::claims::{FailureChange, insert_failures};
use crate::db::{Locked, Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::model::fingerprint::{READ, failure_of};
use crate::jobs::{RemoteJob, Service};
use crate::sql;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;

/// Maximum jobs per transaction.
const CHUNK: usize = 500;
/// Maximum rows of counts that are joined in one transaction.
const JOINED: usize = 5_000;
/// Minimum number of rows that joining must save.
const MIN_SAVED: usize = 100;
/// Number of rows of counts that are left alone: reading them takes a few milliseconds.
pub(in crate::jobs) const FEW_ROWS: u64 = 1_000;
/// Name of the lease whose row is locked while rows of counts are replaced.
const LOCK: &str = "failures";

/// What bringing the counts up to date did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Grouped {
    /// Failed jobs that were not counted yet: other applications had set them to failed.
    pub added: u64,
    /// Jobs that were counted as failed although another application had requeued them.
    pub removed: u64,
}

/// Counts of one group: fingerprint, content type and worker.
pub(super) type Key = (String, String, Option<String>);

/// What the rows of a group add up to.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    pub jobs: i64,
    pub error: Option<String>,
    pub first: Option<DateTime<Utc>>,
    pub last: Option<DateTime<Utc>>,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.jobs += other.jobs;
        self.error = self.error.take().max(other.error);
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }
}

impl Service {
    /// Counts failed jobs that other applications changed with their own SQL, at most about `most`, and joins rows of counts.
    pub async fn group_failures(&mut self, most: u64) -> Result<Grouped> {
        let doing = "grouping failed jobs";
        let mut grouped = Grouped::default();
        while grouped.added < most {
            let added = self.with_retries(async |s| s.try_group().await).await.doing(doing)?;
            grouped.added += added;
            if added < CHUNK as u64 {
                break;
            }
        }
        while grouped.removed < most {
            let removed = self.with_retries(async |s| s.try_ungroup().await).await.doing(doing)?;
            grouped.removed += removed;
            if removed < CHUNK as u64 {
                break;
            }
        }
        while self.count_rows().await.doing(doing)? > FEW_ROWS {
            self.ensure_lock().await.doing(doing)?;
            if !self.with_retries(async |s| s.try_join().await).await.doing(doing)? {
                break;
            }
        }
        Ok(grouped)
    }

    /// Number of rows of counts, up to a little more than are left alone.
    async fn count_rows(&mut self) -> std::result::Result<u64, SqlError> {
        let sql = sql!("SELECT count(*) AS n FROM (SELECT 1 FROM job_failures LIMIT {most}) t", most = Sql::number(FEW_ROWS + 1));
        self.session.fetch(&sql).await?.first().map_or(Ok(0), |row| row.get("n"))
    }

    /// The rows of a statement that begins a transaction, which is over if there are none.
    async fn picked(&mut self, pick: &Sql) -> std::result::Result<Vec<Row>, SqlError> {
        let rows = self.session.fetch(pick).await?;
        if rows.is_empty() {
            self.session.execute(&sql!("ROLLBACK")).await?;
        }
        Ok(rows)
    }

    async fn try_group(&mut self) -> std::result::Result<u64, SqlError> {
        let s = &self.session;
        let pick = sql!(
            "{begin}; SELECT r.id, r.content_type, r.worker_id, {ended} AS ended, SUBSTR(r.error_message, 1, {most}) AS error FROM remote_jobs r{index} \
             WHERE r.status IN ('failed', 'timeout') AND r.failure_fingerprint IS NULL LIMIT {chunk}{lock}",
            begin = s.begin_work(),
            ended = s.iso_time("r.completed_at"),
            index = s.ungrouped_index(),
            most = Sql::number(READ as u64),
            chunk = Sql::number(CHUNK as u64),
            lock = s.for_update(Locked::Skip)
        );
        let rows = self.picked(&pick).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
        for row in &rows {
            let error: Option<String> = row.get("error")?;
            let failure = failure_of(error.as_deref().unwrap_or_default());
            let ended = time_of(row, "ended")?;
            ids.entry(failure.fingerprint.clone()).or_default().push(row.get("id")?);
            let sum = Sum { jobs: 1, error: Some(failure.error), first: ended, last: ended };
            sums.entry((failure.fingerprint, row.get("content_type")?, row.get("worker_id")?)).or_default().add(sum);
        }
        let set = |(fingerprint, ids): (String, Vec<String>)| {
            sql!(
                "UPDATE remote_jobs SET failure_fingerprint = {fingerprint} WHERE {these}",
                fingerprint,
                these = self.session.is_one_of("id", &ids)
            )
        };
        let mut statements: Vec<Sql> = ids.into_iter().map(set).collect();
        statements.extend([self.insert_sums(sums), sql!("COMMIT")]);
        self.session.execute(&Sql::batch(statements)).await?;
        Ok(rows.len() as u64)
    }

    async fn try_ungroup(&mut self) -> std::result::Result<u64, SqlError> {
        let s = &self.session;
        let pick = sql!(
            "{begin}; SELECT r.id, r.content_type, r.worker_id, r.failure_fingerprint FROM {obsolete} LIMIT {chunk}{lock}",
            begin = s.begin_work(),
            obsolete = s.obsolete_fingerprints(),
            chunk = Sql::number(CHUNK as u64),
            lock = s.for_update(Locked::Skip)
        );
        let rows = self.picked(&pick).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let job = |row: &Row| {
            Ok(RemoteJob {
                id: row.get("id")?,
                content_type: row.get("content_type")?,
                worker_id: row.get("worker_id")?,
                failure_fingerprint: row.get("failure_fingerprint")?,
                ..RemoteJob::default()
            })
        };
        let jobs: Vec<RemoteJob> = rows.iter().map(job).collect::<std::result::Result<_, SqlError>>()?;
        let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
        let clear = sql!("UPDATE remote_jobs SET failure_fingerprint = NULL WHERE {these}", these = self.session.is_one_of("id", &ids));
        let statements = [clear].into_iter().chain(self.uncount_failed(&jobs)).chain([sql!("COMMIT")]);
        self.session.execute(&Sql::batch(statements)).await?;
        Ok(jobs.len() as u64)
    }

    /// Creates the row that [`Service::lock_counts`] locks.
    pub(super) async fn ensure_lock(&mut self) -> std::result::Result<(), SqlError> {
        let now = self.session.now();
        let read = sql!("SELECT 1 AS one FROM morag_leases WHERE name = {name}", name = LOCK);
        if !self.session.fetch(&read).await?.is_empty() {
            return Ok(());
        }
        let make = sql!(
            "INSERT INTO morag_leases (name, holder, token, epoch, ttl_ms, renewed_at) VALUES ({name}, '', '', 1, 0, {now})",
            name = LOCK,
            now
        );
        match self.session.execute(&make).await {
            Err(answer) if !answer.is_duplicate() => Err(answer),
            _ => Ok(()),
        }
    }

    /// The statements that begin a transaction which replaces rows of counts; no other one can until it ends.
    pub(super) fn lock_counts(&self) -> Sql {
        sql!(
            "{begin}; SELECT name AS locked FROM morag_leases WHERE name = {name}{lock}",
            begin = self.session.begin_work(),
            name = LOCK,
            lock = self.session.for_update(Locked::Wait)
        )
    }

    /// Joins rows of counts of the same group. Returns whether there may be more.
    async fn try_join(&mut self) -> std::result::Result<bool, SqlError> {
        self.session.fetch(&self.lock_counts()).await?;
        let s = &self.session;
        // only groups of several rows: those of one row could fill each page
        let pick = sql!(
            "SELECT f.id, f.fingerprint, f.content_type, f.worker_id, f.jobs, f.error, {first} AS first, {last} AS last FROM job_failures f \
             JOIN (SELECT fingerprint, COALESCE(content_type, '') AS ty, COALESCE(worker_id, '') AS worker FROM job_failures \
             GROUP BY fingerprint, COALESCE(content_type, ''), COALESCE(worker_id, '') HAVING count(*) > 1) g \
             ON f.fingerprint = g.fingerprint AND COALESCE(f.content_type, '') = g.ty AND COALESCE(f.worker_id, '') = g.worker LIMIT {most}",
            first = s.iso_time("f.first_failed_at"),
            last = s.iso_time("f.last_failed_at"),
            most = Sql::number(JOINED as u64)
        );
        let rows = self.session.fetch(&pick).await?;
        let (ids, sums) = joined(&rows)?;
        if ids.len() < sums.len() + MIN_SAVED {
            self.session.execute(&sql!("ROLLBACK")).await?;
            return Ok(false);
        }
        self.replace_counts(ids, sums).await?;
        Ok(rows.len() == JOINED)
    }

    /// Replaces the rows `ids` by `sums`, and commits.
    pub(super) async fn replace_counts(&mut self, ids: Vec<String>, sums: BTreeMap<Key, Sum>) -> std::result::Result<(), SqlError> {
        let delete = |ids: &[String]| sql!("DELETE FROM job_failures WHERE {these}", these = self.session.is_one_of("id", ids));
        let mut statements: Vec<Sql> = ids.chunks(CHUNK).map(delete).collect();
        let sums: Vec<(Key, Sum)> = sums.into_iter().filter(|(_, sum)| sum.jobs != 0).collect();
        statements.extend(sums.chunks(CHUNK).map(|part| self.insert_sums(part.iter().cloned())));
        statements.push(sql!("COMMIT"));
        for part in statements.chunks(20) {
            self.session.execute(&Sql::batch(part.to_vec())).await?;
        }
        Ok(())
    }

    fn insert_sums(&self, sums: impl IntoIterator<Item = (Key, Sum)>) -> Sql {
        let time = |time: Option<DateTime<Utc>>| time.map_or(sql!("NULL"), |time| sql!("{time}", time));
        let change = |((fingerprint, content_type, worker_id), sum): (Key, Sum)| FailureChange {
            fingerprint,
            error: sum.error,
            content_type,
            worker_id,
            jobs: sum.jobs,
            first_failed_at: time(sum.first),
            last_failed_at: time(sum.last),
        };
        insert_failures(&sums.into_iter().map(change).collect::<Vec<_>>())
    }
}

/// A time as [`iso_time`](crate::db::Session::iso_time) writes it; `None` for one that is not a time.
pub(super) fn time_of(row: &Row, column: &str) -> std::result::Result<Option<DateTime<Utc>>, SqlError> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// The ids of rows of counts, and what they add up to.
fn joined(rows: &[Row]) -> std::result::Result<(Vec<String>, BTreeMap<Key, Sum>), SqlError> {
    let (mut ids, mut sums) = (Vec::new(), BTreeMap::<Key, Sum>::new());
    for row in rows {
        ids.push(row.get("id")?);
        let sum = Sum { jobs: row.get("jobs")?, error: row.get("error")?, first: time_of(row, "first")?, last: time_of(row, "last")? };
        let content_type: Option<String> = row.get("content_type")?;
        sums.entry((row.get("fingerprint")?, content_type.unwrap_or_default(), row.get("worker_id")?)).or_default().add(sum);
    }
    Ok((ids, sums))
}
