//! Failed jobs, grouped by what their errors have in common.

use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::model::fingerprint::{READ, failure_of};
use crate::jobs::service::failures::FEW_ROWS;
use crate::jobs::store::filter::columns;
use crate::jobs::{CAP, Filter, Kind, Service, Status};
use crate::sql;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many failed jobs of a kind that other applications process are read.
const OTHERS: u64 = 10_000;
/// How many types and workers are named of a group.
const NAMED: usize = 10;
/// Kinds whose failures no counts are kept of.
const UNCOUNTED: [Kind; 3] = [Kind::Ingest, Kind::Processing, Kind::TaskRun];

/// How many jobs of a group a type or a worker has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Share {
    /// Name of the type or worker.
    pub name: String,
    /// Number of jobs.
    pub jobs: u64,
}

/// Failed and timed-out jobs whose errors differ only in numbers, ids, paths and addresses.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct FailureGroup {
    /// Identifies the group: the same error has the same fingerprint on every database.
    pub fingerprint: String,
    /// The error, with placeholders for numbers, ids, paths and addresses.
    pub error: String,
    /// Number of jobs that are failed or timed out now.
    pub jobs: u64,
    /// Share of all failed jobs, from 0 to 1.
    pub share: f64,
    /// When the first of them failed, RFC 3339 in UTC.
    pub first_failed_at: Option<String>,
    /// When the last of them failed.
    pub last_failed_at: Option<String>,
    /// Kinds of the jobs.
    pub kinds: Vec<Kind>,
    /// Types of the jobs, the most frequent first, at most ten.
    pub types: Vec<Share>,
    /// Workers that had the jobs, likewise. Only remote jobs have workers.
    pub workers: Vec<Share>,
    /// Id of one of the jobs.
    pub example: Option<String>,
}

/// All failed and timed-out jobs, grouped.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Failures {
    /// Number of jobs in all groups.
    pub jobs: u64,
    /// Number of groups, also those that are not listed.
    pub groups_in_all: usize,
    /// Failed remote jobs that are not grouped yet because another application wrote their status; counted up to 10,001.
    pub not_grouped: u64,
    /// Whether more than the 10,000 newest failed jobs of another kind than `remote` exist: the older ones are not counted.
    pub is_capped: bool,
    /// The largest groups, largest first.
    pub groups: Vec<FailureGroup>,
}

/// A failed job of a kind whose failures are not counted.
struct Uncounted {
    kind: Kind,
    id: String,
    ty: Option<String>,
    ended: Option<String>,
    fingerprint: String,
    error: String,
}

/// A group that is being added up.
#[derive(Default)]
struct Sum {
    error: Option<String>,
    jobs: i64,
    first: Option<String>,
    last: Option<String>,
    kinds: BTreeSet<Kind>,
    types: BTreeMap<String, i64>,
    workers: BTreeMap<String, i64>,
    example: Option<String>,
}

impl Sum {
    fn add(&mut self, kind: Kind, jobs: i64, ty: Option<String>, first: Option<String>, last: Option<String>) {
        self.jobs += jobs;
        self.kinds.insert(kind);
        *self.types.entry(ty.unwrap_or_else(|| "-".into())).or_default() += jobs;
        self.first = [self.first.take(), first].into_iter().flatten().min();
        self.last = self.last.take().max(last);
    }

    fn group(self, fingerprint: String, of: u64) -> FailureGroup {
        let jobs = u64::try_from(self.jobs).unwrap_or_default();
        FailureGroup {
            fingerprint,
            error: self.error.unwrap_or_default(),
            jobs,
            share: jobs as f64 / of.max(1) as f64,
            first_failed_at: self.first,
            last_failed_at: self.last,
            kinds: self.kinds.into_iter().collect(),
            types: shares(self.types),
            workers: shares(self.workers),
            example: self.example,
        }
    }
}

fn shares(counts: BTreeMap<String, i64>) -> Vec<Share> {
    let share = |(name, jobs): (String, i64)| u64::try_from(jobs).ok().filter(|jobs| *jobs > 0).map(|jobs| Share { name, jobs });
    let mut shares: Vec<Share> = counts.into_iter().filter_map(share).collect();
    shares.sort_by(|a, b| b.jobs.cmp(&a.jobs).then_with(|| a.name.cmp(&b.name)));
    shares.truncate(NAMED);
    shares
}

impl Service {
    /// The largest `limit` groups of failed and timed-out jobs of these kinds. Reads counts that are kept of remote jobs, so that
    /// the number of jobs does not matter; failed jobs of other kinds are read.
    pub async fn failures(&mut self, kinds: &[Kind], limit: usize) -> Result<Failures> {
        let doing = "grouping failed jobs";
        let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
        let mut not_grouped = 0;
        if kinds.contains(&Kind::Remote) {
            not_grouped = self.add_counted(&mut sums).await.doing(doing)?;
        }
        let (others, is_capped) = self.uncounted(kinds).await.doing(doing)?;
        for job in others {
            let sum = sums.entry(job.fingerprint).or_default();
            sum.error.get_or_insert(job.error);
            sum.add(job.kind, 1, job.ty, job.ended.clone(), job.ended);
            sum.example.get_or_insert(job.id);
        }
        sums.retain(|_, sum| sum.jobs > 0);
        let jobs: u64 = sums.values().map(|sum| sum.jobs.unsigned_abs()).sum();
        let groups_in_all = sums.len();
        let mut groups: Vec<FailureGroup> = sums.into_iter().map(|(fingerprint, sum)| sum.group(fingerprint, jobs)).collect();
        groups.sort_by(|a, b| b.jobs.cmp(&a.jobs).then_with(|| b.last_failed_at.cmp(&a.last_failed_at)));
        groups.truncate(limit);
        self.add_examples(&mut groups).await.doing(doing)?;
        Ok(Failures { jobs, groups_in_all, not_grouped, is_capped, groups })
    }

    /// Whether the counts of failed remote jobs should be brought up to date before they are read.
    pub async fn failures_are_behind(&mut self) -> Result<bool> {
        let s = &self.session;
        let sql = sql!(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM remote_jobs r WHERE r.status IN ('failed', 'timeout') AND r.failure_fingerprint IS NULL) \
             OR EXISTS (SELECT 1 FROM {obsolete}) \
             OR (SELECT count(*) FROM (SELECT 1 FROM job_failures LIMIT {most}) t) > {few} THEN 1 ELSE 0 END AS is_behind",
            obsolete = s.obsolete_fingerprints(),
            most = Sql::number(10 * FEW_ROWS + 1),
            few = Sql::number(10 * FEW_ROWS)
        );
        let doing = "grouping failed jobs";
        let rows = self.session.fetch(&s.in_index_order(sql)).await.doing(doing)?;
        rows.first().map_or(Ok(false), |row| row.get("is_behind")).doing(doing)
    }

    /// Adds the counts that are kept. Returns the number of failed jobs that are not counted.
    async fn add_counted(&mut self, sums: &mut BTreeMap<String, Sum>) -> std::result::Result<u64, SqlError> {
        let s = &self.session;
        let sql = sql!(
            "SELECT fingerprint, content_type, worker_id, SUM(jobs) AS jobs, MAX(error) AS error, {first} AS first, {last} AS last \
             FROM job_failures GROUP BY fingerprint, content_type, worker_id HAVING SUM(jobs) <> 0; \
             SELECT count(*) AS not_grouped FROM (SELECT 1 FROM remote_jobs \
             WHERE status IN ('failed', 'timeout') AND failure_fingerprint IS NULL LIMIT {most}) t",
            first = s.iso_time(sql!("MIN(first_failed_at)")),
            last = s.iso_time(sql!("MAX(last_failed_at)")),
            most = Sql::number(CAP + 1)
        );
        let mut not_grouped = 0;
        for row in self.session.fetch(&s.in_index_order(sql)).await? {
            if row.has("not_grouped") {
                not_grouped = row.get("not_grouped")?;
                continue;
            }
            let sum = sums.entry(row.get("fingerprint")?).or_default();
            let jobs: i64 = row.get("jobs")?;
            sum.error = sum.error.take().max(row.get("error")?);
            sum.add(Kind::Remote, jobs, row.get("content_type")?, row.get("first")?, row.get("last")?);
            if let Some(worker) = row.get::<Option<String>>("worker_id")? {
                *sum.workers.entry(worker).or_default() += jobs;
            }
        }
        Ok(not_grouped)
    }

    /// Failed jobs of the kinds of other applications, and whether there are more than are read.
    async fn uncounted(&mut self, kinds: &[Kind]) -> std::result::Result<(Vec<Uncounted>, bool), SqlError> {
        let s = &self.session;
        let look = |kind: Kind| {
            let c = columns(kind);
            sql!(
                "SELECT {kind} AS kind, t.id, {ty} AS type, {ended} AS ended, SUBSTR({error}, 1, {most}) AS error FROM {table} t \
                 WHERE t.status IN ({labels}) ORDER BY t.created_at DESC LIMIT {limit}",
                kind,
                ty = Sql::constant(c.ty.unwrap_or("NULL")),
                ended = s.iso_time(c.ended),
                error = Sql::constant(c.error),
                most = Sql::number(READ as u64),
                table = Name::of(kind.table()),
                labels = Sql::list(failed_labels(kind)),
                limit = Sql::number(OTHERS + 1)
            )
        };
        let looks: Vec<Sql> = UNCOUNTED.into_iter().filter(|kind| kinds.contains(kind)).map(look).collect();
        if looks.is_empty() {
            return Ok((Vec::new(), false));
        }
        let rows = self.session.fetch(&Sql::batch(looks)).await?;
        let job = |row: &Row| {
            let error: Option<String> = row.get("error")?;
            let failure = failure_of(error.as_deref().unwrap_or_default());
            Ok(Uncounted {
                kind: row.get("kind")?,
                id: row.get("id")?,
                ty: row.get("type")?,
                ended: row.get("ended")?,
                fingerprint: failure.fingerprint,
                error: failure.error,
            })
        };
        let mut jobs: Vec<Uncounted> = rows.iter().map(job).collect::<std::result::Result<_, SqlError>>()?;
        let mut counts: BTreeMap<Kind, u64> = BTreeMap::new();
        let mut is_capped = false;
        jobs.retain(|job| {
            let count = counts.entry(job.kind).or_default();
            *count += 1;
            is_capped |= *count > OTHERS;
            *count <= OTHERS
        });
        Ok((jobs, is_capped))
    }

    /// Names one job of each group that has none yet.
    async fn add_examples(&mut self, groups: &mut [FailureGroup]) -> std::result::Result<(), SqlError> {
        let look = |group: &FailureGroup| {
            sql!(
                "SELECT {fingerprint} AS fingerprint, id FROM (SELECT {id} AS id FROM remote_jobs r \
                 WHERE r.status IN ('failed', 'timeout') AND r.failure_fingerprint = {fingerprint} LIMIT 1) t",
                fingerprint = &group.fingerprint,
                id = self.session.id_as_text("r.id")
            )
        };
        let looks: Vec<Sql> = groups.iter().filter(|group| group.example.is_none()).map(look).collect();
        if looks.is_empty() {
            return Ok(());
        }
        for row in self.session.fetch(&self.session.in_index_order(Sql::batch(looks))).await? {
            let fingerprint: String = row.get("fingerprint")?;
            if let Some(group) = groups.iter_mut().find(|group| group.fingerprint == fingerprint) {
                group.example = Some(row.get("id")?);
            }
        }
        Ok(())
    }

    /// The jobs of a filter's fingerprint whose kind has no column for it; `None` if the filter has no fingerprint.
    pub(in crate::jobs) async fn jobs_of_fingerprint(&mut self, filter: &Filter) -> Result<Option<Vec<(Kind, String)>>> {
        let Some(fingerprint) = &filter.fingerprint else { return Ok(None) };
        let kinds = if filter.kinds.is_empty() { Kind::ALL.to_vec() } else { filter.kinds.clone() };
        let (jobs, _) = self.uncounted(&kinds).await.doing("searching for jobs with this fingerprint")?;
        Ok(Some(jobs.into_iter().filter(|job| job.fingerprint == *fingerprint).map(|job| (job.kind, job.id)).collect()))
    }
}

/// The labels that mean failed or timed out in the table of a kind.
fn failed_labels(kind: Kind) -> impl Iterator<Item = &'static str> {
    [Status::Failed, Status::Timeout].into_iter().flat_map(move |status| kind.labels(status)).copied()
}
