//! Wait and run times, throughput and most frequent errors in a time window. Only the newest jobs are read, up to a
//! cap, and the report says if there were more: of most kinds no index has the end time.

use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::model::fingerprint::folded;
use crate::jobs::store::filter::columns;
use crate::jobs::{Kind, Service, Status};
use crate::sql;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// Maximum number of jobs read per kind and status: if the status is rare, each job is another page to read.
pub const SAMPLE: u64 = 2_000;
/// Statuses of jobs that ended without an operator.
const ENDED: [Status; 3] = [Status::Completed, Status::Failed, Status::Timeout];
/// Maximum characters read of an error.
const ERROR_START: usize = 2_000;
/// Maximum number of reported error groups.
const GROUPS: usize = 10;

/// Jobs of a kind and a type that ended in the window.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Timing {
    /// Which table.
    pub kind: Kind,
    /// What kind of work.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// How many are done.
    pub completed: u64,
    /// How many failed or took too long.
    pub failed: u64,
    /// Done in an hour.
    pub completed_per_hour: f64,
    /// Seconds from being made to being started: p50, p95, p99.
    pub wait_seconds: Option<[f64; 3]>,
    /// Seconds from being started to the end: p50, p95, p99.
    pub run_seconds: Option<[f64; 3]>,
}

/// Errors that are the same but for numbers, ids and paths.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ErrorGroup {
    /// What they have in common.
    pub error: String,
    /// How many.
    pub jobs: u64,
    /// The newest of them.
    pub example: String,
}

/// What the window shows.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Timings {
    /// How long it is, in seconds.
    pub window_seconds: f64,
    /// Whether older jobs than those that were looked at may have ended in it.
    pub is_capped: bool,
    /// By kind and type.
    pub timings: Vec<Timing>,
    /// The most frequent first.
    pub errors: Vec<ErrorGroup>,
}

#[derive(Default)]
struct Group {
    completed: u64,
    failed: u64,
    waits: Vec<f64>,
    runs: Vec<f64>,
}

/// A job that has ended; all times in seconds.
struct Ended {
    kind: Kind,
    status: Status,
    id: String,
    ty: Option<String>,
    age: Option<f64>,
    ended: Option<f64>,
    wait: Option<f64>,
    run: Option<f64>,
    error: Option<String>,
}

impl Ended {
    fn of(row: &Row) -> std::result::Result<Ended, SqlError> {
        Ok(Ended {
            kind: row.get("kind")?,
            status: row.get("status")?,
            id: row.get("id")?,
            ty: row.get("type")?,
            age: row.get("age")?,
            ended: row.get("ended")?,
            wait: row.get("wait")?,
            run: row.get("run")?,
            error: row.get("error")?,
        })
    }
}

impl Service {
    /// Statistics of the jobs of these kinds that ended in the last `window`.
    pub async fn timings(&mut self, kinds: &[Kind], window: Duration) -> Result<Timings> {
        let mut groups: BTreeMap<(Kind, Option<String>), Group> = BTreeMap::new();
        let mut errors: BTreeMap<String, ErrorGroup> = BTreeMap::new();
        let mut is_capped = false;
        let rows = self.ended(kinds).await?;
        let mut counted: BTreeMap<(Kind, Status), u64> = BTreeMap::new();
        for job in rows {
            let count = counted.entry((job.kind, job.status)).or_default();
            *count += 1;
            if *count > SAMPLE {
                // one job more than the sample, created in the window: older jobs may have ended in it too
                is_capped |= job.age.is_some_and(|age| age < window.as_secs_f64());
                continue;
            }
            if job.ended.is_none_or(|age| age > window.as_secs_f64()) {
                continue;
            }
            let group = groups.entry((job.kind, job.ty)).or_default();
            group.waits.extend(job.wait.map(|s| s.max(0.0)));
            group.runs.extend(job.run.map(|s| s.max(0.0)));
            if job.status == Status::Completed {
                group.completed += 1;
                continue;
            }
            group.failed += 1;
            let error = folded(job.error.as_deref().unwrap_or_default());
            errors.entry(error.clone()).or_insert(ErrorGroup { error, jobs: 0, example: job.id }).jobs += 1;
        }
        let hours = window.as_secs_f64() / 3600.0;
        let timing = |((kind, ty), group): ((Kind, Option<String>), Group)| Timing {
            kind,
            ty,
            completed: group.completed,
            failed: group.failed,
            completed_per_hour: if hours > 0.0 { group.completed as f64 / hours } else { 0.0 },
            wait_seconds: percentiles(group.waits),
            run_seconds: percentiles(group.runs),
        };
        let mut errors: Vec<ErrorGroup> = errors.into_values().collect();
        errors.sort_by(|a, b| b.jobs.cmp(&a.jobs).then_with(|| a.error.cmp(&b.error)));
        errors.truncate(GROUPS);
        Ok(Timings { window_seconds: window.as_secs_f64(), is_capped, timings: groups.into_iter().map(timing).collect(), errors })
    }

    /// The newest ended jobs, one query per status so that an index serves both filter and order.
    async fn ended(&mut self, kinds: &[Kind]) -> Result<Vec<Ended>> {
        let s = &self.session;
        let mut looks = Vec::new();
        for kind in kinds.iter().copied() {
            for status in ENDED {
                let c = columns(kind);
                let error = match status {
                    Status::Completed => sql!("NULL"),
                    _ => sql!("SUBSTR({error}, 1, {most})", error = Sql::constant(c.error), most = Sql::number(ERROR_START as u64)),
                };
                looks.extend(kind.labels(status).iter().map(|label| {
                    sql!(
                        "SELECT {kind} AS kind, {status} AS status, t.id, {ty} AS type, {age} AS age, {ended} AS ended, {wait} AS wait, {run} AS run, \
                         {error} AS error FROM {table} t{index} WHERE t.status = {label} ORDER BY t.created_at DESC, t.id DESC LIMIT {most}",
                        kind,
                        status,
                        index = if kind == Kind::Remote { s.newest_index() } else { Sql::default() },
                        ty = Sql::constant(c.ty.unwrap_or("NULL")),
                        age = s.age_seconds("t.created_at"),
                        ended = s.age_seconds(c.ended),
                        wait = s.seconds_between("t.created_at", c.started),
                        run = s.seconds_between(c.started, c.ended),
                        error = &error,
                        table = Name::of(kind.table()),
                        label = *label,
                        most = Sql::number(SAMPLE + 1)
                    )
                }));
            }
        }
        let doing = "looking at what has ended";
        let rows = self.session.fetch(&Sql::batch(looks)).await.doing(doing)?;
        rows.iter().map(Ended::of).collect::<std::result::Result<_, _>>().doing(doing)
    }
}

/// The 50th, 95th and 99th percentile by nearest rank; `None` without values.
fn percentiles(mut values: Vec<f64>) -> Option<[f64; 3]> {
    values.sort_by(f64::total_cmp);
    let rank = |p: f64| (p * values.len() as f64).ceil() as usize;
    let at = |p: f64| values.get(rank(p).clamp(1, values.len()) - 1).copied();
    if values.is_empty() { None } else { Some([at(0.5)?, at(0.95)?, at(0.99)?]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        assert_eq!(percentiles((1..=100).map(f64::from).collect()), Some([50.0, 95.0, 99.0]));
        assert_eq!(percentiles(vec![7.0]), Some([7.0, 7.0, 7.0]));
        assert_eq!(percentiles(Vec::new()), None);
    }
}
