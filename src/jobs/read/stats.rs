//! Job counts and workers. Counts stop at a cap and report that they did.

use super::timing::SAMPLE;
use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::{CanaryState, Kind, Service, Status};
use crate::sql;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// Default cap of counts.
pub const CAP: u64 = 10_000;
/// Time without a heartbeat after which a worker is stale.
const STALE: Duration = Duration::from_secs(300);

/// How many jobs of a kind are in a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct StatusCount {
    /// Which table.
    pub kind: Kind,
    /// In which status.
    pub status: Status,
    /// How many; one more than the cap where counting stopped.
    pub jobs: u64,
    /// Whether counting stopped.
    pub is_capped: bool,
}

/// How the jobs stand.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StatsReport {
    /// By kind and status, those that there are.
    pub counts: Vec<StatusCount>,
    /// Age of the oldest pending remote job, in seconds.
    pub oldest_pending_seconds: Option<f64>,
    /// Expired jobs and claims not yet swept; capped as well.
    pub expired: u64,
}

/// A worker, as its claims show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct WorkerLine {
    /// Its name.
    pub worker_id: String,
    /// Jobs that it has now.
    pub running: u64,
    /// Seconds since it was last heard of.
    pub heartbeat_age_seconds: Option<f64>,
    /// Seconds since the oldest of its claims.
    pub oldest_claim_seconds: Option<f64>,
    /// Whether it has jobs and was not heard of for five minutes.
    pub is_stale: bool,
    /// Completed jobs of this worker that ended in the window, among the 2,000 jobs of all workers that ended last.
    pub completed: u64,
    /// How many failed or took too long, likewise.
    pub failed: u64,
}

/// A recorded operation of an operator.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Operation {
    /// Id of the operation, as in the events.
    pub id: String,
    /// Name of the action.
    pub action: String,
    /// The operator.
    pub actor: String,
    /// The operator's reason.
    pub reason: Option<String>,
    /// How the plan was confirmed: `typed_name` (at the prompt), `flag` (`--yes`), `count` (the number of a dry run, over HTTP) or
    /// `listed_ids`; `None` if an older release recorded it.
    pub confirmed_by: Option<String>,
    /// Id of the operation that it undid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<String>,
    /// The filter that selected the jobs; `None` if they were named by id.
    #[schema(value_type = Option<Object>)]
    pub filter: Option<Value>,
    /// Whether it was forced.
    pub forced: bool,
    /// Number of jobs in the plan.
    pub planned: u64,
    /// Number of jobs changed so far.
    pub changed: u64,
    /// Number of jobs skipped because they had changed since the plan.
    pub skipped: u64,
    /// State of an operation that runs in steps; `None` if it was applied at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<CanaryState>,
    /// Whether a process carries out the steps now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_carried_out: bool,
    /// Start time, RFC 3339 in UTC.
    pub started_at: Option<String>,
    /// Time of the last chunk, RFC 3339 in UTC; `None` if the operation was interrupted before the first.
    pub finished_at: Option<String>,
}

impl StatsReport {
    fn of(rows: &[Row], cap: u64) -> std::result::Result<StatsReport, SqlError> {
        let mut report = StatsReport { counts: Vec::new(), oldest_pending_seconds: None, expired: 0 };
        for row in rows {
            if row.has("oldest") {
                report.oldest_pending_seconds = row.get("oldest")?;
            } else if row.has("expired") {
                report.expired = row.get("expired")?;
            } else {
                let jobs = row.get("jobs")?;
                if jobs > 0 {
                    report.counts.push(StatusCount { kind: row.get("kind")?, status: row.get("status")?, jobs, is_capped: jobs > cap });
                }
            }
        }
        Ok(report)
    }
}

impl WorkerLine {
    /// Adds the counts of a row to its worker.
    fn add(workers: &mut BTreeMap<String, WorkerLine>, row: &Row) -> std::result::Result<(), SqlError> {
        let worker_id: String = row.get("worker_id")?;
        let line = workers.entry(worker_id.clone()).or_insert_with(|| WorkerLine { worker_id, ..WorkerLine::default() });
        let jobs: u64 = row.get("jobs")?;
        match row.get::<String>("what")?.as_str() {
            "now" => {
                line.running = jobs;
                line.heartbeat_age_seconds = row.get("heard")?;
                line.oldest_claim_seconds = row.get("claimed")?;
                line.is_stale = line.heartbeat_age_seconds.is_none_or(|age| age > STALE.as_secs_f64());
            }
            "completed" => line.completed += jobs,
            _ => line.failed += jobs,
        }
        Ok(())
    }
}

impl Service {
    /// Operations of operators, newest first.
    pub async fn operations(&mut self, limit: usize) -> Result<Vec<Operation>> {
        self.operations_where(sql!("1 = 1"), limit).await
    }

    pub(in crate::jobs) async fn operations_where(&mut self, condition: Sql, limit: usize) -> Result<Vec<Operation>> {
        let s = &self.session;
        let sql = sql!(
            "SELECT id, action, actor, reason, planned, changed, skipped, filter, state, \
             CASE WHEN runner_until > {now} THEN 1 ELSE 0 END AS is_carried_out, {started} AS started, {finished} AS finished FROM job_operations \
             WHERE {condition} ORDER BY started_at DESC, id DESC LIMIT {limit}",
            now = s.now(),
            started = s.iso_time("started_at"),
            finished = s.iso_time("finished_at"),
            condition,
            limit = Sql::number(limit as u64)
        );
        let operation = |row: &Row| {
            let how = row.get::<Option<Value>>("filter")?.unwrap_or_default();
            Ok(Operation {
                confirmed_by: how["confirmed_by"].as_str().map(String::from),
                filter: Some(how["filter"].clone()).filter(|filter| !filter.is_null()),
                undoes: how["undoes"].as_str().map(String::from),
                forced: how["force"] == "yes",
                id: row.get("id")?,
                action: row.get("action")?,
                actor: row.get("actor")?,
                reason: row.get("reason")?,
                planned: row.get("planned")?,
                changed: row.get("changed")?,
                skipped: row.get("skipped")?,
                state: row.get::<Option<String>>("state")?.as_deref().and_then(CanaryState::of),
                is_carried_out: row.get("is_carried_out")?,
                started_at: row.get("started")?,
                finished_at: row.get("finished")?,
            })
        };
        let rows = self.session.fetch(&sql).await.doing("listing operations")?;
        rows.iter().map(operation).collect::<std::result::Result<_, SqlError>>().doing("listing operations")
    }

    /// Counts of these kinds by kind and status, up to `cap` each; default 10,000.
    pub async fn stats(&mut self, kinds: &[Kind], cap: Option<u64>) -> Result<StatsReport> {
        let cap = cap.unwrap_or(CAP);
        let s = &self.session;
        let mut looks = Vec::new();
        for kind in kinds.iter().copied() {
            for status in Status::ALL.into_iter().filter(|status| !kind.labels(*status).is_empty()) {
                looks.push(sql!(
                    "SELECT {kind} AS kind, {status} AS status, count(*) AS jobs FROM (SELECT 1 FROM {table} WHERE status IN ({labels}) LIMIT {most}) t",
                    kind,
                    status,
                    table = Name::of(kind.table()),
                    labels = Sql::list(kind.labels(status).iter().copied()),
                    most = Sql::number(cap.saturating_add(1).min(i64::MAX as u64))
                ));
            }
        }
        looks.push(s.oldest_pending(s.newest_index()));
        looks.push(s.count_overdue(CAP + 1));
        let rows = self.session.fetch(&s.in_index_order(Sql::batch(looks))).await.doing("counting jobs")?;
        StatsReport::of(&rows, cap).doing("counting jobs")
    }

    /// Workers that have a job now, or had one of the 2,000 jobs that ended last, within `window`; the longest time without a heartbeat
    /// first.
    pub async fn workers(&mut self, window: Duration) -> Result<Vec<WorkerLine>> {
        let s = &self.session;
        let mut looks = vec![sql!(
            // the limit keeps SQLite from reading all jobs in the order of an index on the worker
            "SELECT worker_id, 'now' AS what, count(*) AS jobs, min(heard) AS heard, max(claimed) AS claimed \
             FROM (SELECT worker_id, {heard} AS heard, {claimed} AS claimed FROM remote_jobs \
             WHERE status = 'processing' AND worker_id IS NOT NULL LIMIT {all}) t GROUP BY worker_id",
            all = Sql::number(i64::MAX.unsigned_abs()),
            heard = s.age_seconds("COALESCE(heartbeat_at, started_at)"),
            claimed = s.age_seconds("started_at")
        )];
        looks.push(sql!(
            "SELECT worker_id, status AS what, count(*) AS jobs FROM (SELECT worker_id, status FROM remote_jobs WHERE completed_at >= {since} \
             ORDER BY completed_at DESC LIMIT {sample}) t \
             WHERE worker_id IS NOT NULL AND status IN ('completed', 'failed', 'timeout') GROUP BY worker_id, status",
            since = s.in_past(window),
            sample = Sql::number(SAMPLE)
        ));
        let mut workers: BTreeMap<String, WorkerLine> = BTreeMap::new();
        for row in self.session.fetch(&Sql::batch(looks)).await.doing("listing workers")? {
            WorkerLine::add(&mut workers, &row).doing("listing workers")?;
        }
        let mut workers: Vec<WorkerLine> = workers.into_values().collect();
        // workers without a running job come last
        let age = |w: &WorkerLine| if w.running == 0 { -1.0 } else { w.heartbeat_age_seconds.unwrap_or(f64::MAX) };
        workers.sort_by(|a, b| age(b).total_cmp(&age(a)));
        Ok(workers)
    }
}
