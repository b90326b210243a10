//! Jobs that wait or run longer than nearly all of their type do, in groups by what holds them up.

use super::{ALIVE, SILENT, Taker};
use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::read::timing::{SAMPLE, Timing};
use crate::jobs::store::filter::columns;
use crate::jobs::{Kind, Service, Status, TypeSetting};
use crate::sql;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// Window of the times that jobs are compared with.
const WINDOW: Duration = Duration::from_secs(24 * 3600);
/// What is long for a type of which no job ended in the window.
const UNKNOWN: Duration = Duration::from_secs(3600);

/// Jobs that are held up by the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct StuckGroup {
    /// Which table.
    pub kind: Kind,
    /// The type of the jobs.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// What holds them up, as `jobs why` calls it.
    pub reason: &'static str,
    /// How many.
    pub jobs: u64,
    /// Age of the oldest, in seconds.
    pub oldest_seconds: f64,
    /// Id of the oldest.
    pub example: String,
    /// Seconds that count as long for it: the 99th percentile of its type in the last 24 hours.
    pub longer_than_seconds: f64,
}

/// What is stuck.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Stuck {
    /// The groups, most jobs first.
    pub groups: Vec<StuckGroup>,
    /// Whether only the oldest 2,000 jobs of a status were looked at.
    pub is_capped: bool,
}

/// A job that has not ended; all times in seconds that have passed.
struct Open {
    kind: Kind,
    status: Status,
    id: String,
    ty: Option<String>,
    age: f64,
    run: Option<f64>,
    deadline: Option<f64>,
    not_before: Option<f64>,
    heard: Option<f64>,
    has_token: bool,
    /// Whether it waits for remote jobs, and whether there are any.
    waits: Option<bool>,
}

impl Open {
    fn of(row: &Row) -> std::result::Result<Open, SqlError> {
        Ok(Open {
            kind: row.get("kind")?,
            status: row.get("status")?,
            id: row.get("id")?,
            ty: row.get("type")?,
            age: row.get::<Option<f64>>("age")?.unwrap_or_default(),
            run: row.get("run")?,
            deadline: row.get("deadline")?,
            not_before: row.get("not_before")?,
            heard: row.get("heard")?,
            has_token: row.get("has_token")?,
            waits: row.get("waits")?,
        })
    }

    /// What holds it up, if it has taken longer than `wait` to be started, or `run` since.
    fn reason(&self, wait: f64, run: f64, workers: &[Taker], types: &[TypeSetting]) -> Option<&'static str> {
        let is_running = self.status == Status::Processing;
        let is_long = if is_running { self.run.is_none_or(|seconds| seconds > run) } else { self.age > wait };
        if self.kind != Kind::Remote {
            return is_long.then_some(match (self.waits, is_running) {
                (Some(true), _) => "waits_for_remote",
                (Some(false), _) => "waits_for_nothing",
                (None, true) => "runs_in_application",
                (None, false) => "waits_for_application",
            });
        }
        if self.deadline.is_some_and(|seconds| seconds > 0.0) {
            return Some("overdue");
        }
        let is_silent = self.has_token && self.heard.is_none_or(|seconds| seconds > SILENT.as_secs_f64());
        let is_alive =
            |taker: &Taker| taker.heard_seconds <= ALIVE.as_secs_f64() && self.ty.as_ref().is_some_and(|ty| taker.types.contains(ty));
        match is_running {
            true if is_silent => Some("claimed"),
            true if is_long => Some(if self.has_token { "claimed" } else { "claimed_without_token" }),
            false if is_long && self.not_before.is_some_and(|seconds| seconds < 0.0) => Some("backoff"),
            false if is_long => {
                let setting = types.iter().find(|setting| self.ty.as_ref() == Some(&setting.ty));
                Some(match setting {
                    Some(setting) if setting.pause.is_some() => "paused",
                    Some(setting) if setting.reached_limit().is_some() => "limited",
                    _ if workers.iter().any(is_alive) => "queued",
                    _ => "no_worker",
                })
            }
            _ => None,
        }
    }
}

impl Service {
    /// Jobs that wait or run longer than 99 % of their type did in the last day, and remote jobs past their deadline, by what
    /// holds them up.
    pub async fn stuck(&mut self) -> Result<Stuck> {
        let timings = self.timings(&Kind::ALL, WINDOW).await?.timings;
        let workers = self.all_takers("").await?;
        let types = self.type_settings().await?;
        let rows = self.open_jobs().await?;
        let mut seen: BTreeMap<(Kind, Status), u64> = BTreeMap::new();
        let mut groups: BTreeMap<(Kind, Option<String>, &'static str), StuckGroup> = BTreeMap::new();
        for job in &rows {
            *seen.entry((job.kind, job.status)).or_default() += 1;
            let (wait, run) = limits(&timings, job);
            let Some(reason) = job.reason(wait, run, &workers, &types) else { continue };
            let new = || StuckGroup {
                kind: job.kind,
                ty: job.ty.clone(),
                reason,
                jobs: 0,
                oldest_seconds: job.age,
                example: job.id.clone(),
                longer_than_seconds: if job.status == Status::Processing { run } else { wait },
            };
            // the oldest comes first
            groups.entry((job.kind, job.ty.clone(), reason)).or_insert_with(new).jobs += 1;
        }
        let mut groups: Vec<StuckGroup> = groups.into_values().collect();
        groups.sort_by(|a, b| b.jobs.cmp(&a.jobs).then(b.oldest_seconds.total_cmp(&a.oldest_seconds)));
        Ok(Stuck { groups, is_capped: seen.values().any(|rows| *rows >= SAMPLE) })
    }

    /// The oldest jobs that have not ended.
    async fn open_jobs(&mut self) -> Result<Vec<Open>> {
        let s = &self.session;
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            let c = columns(kind);
            let is_remote = kind == Kind::Remote;
            let age = |column: &'static str| if is_remote { s.age_seconds(column) } else { sql!("NULL") };
            let waits = match kind {
                Kind::Ingest => sql!(
                    "CASE WHEN t.status <> 'WAITING_FOR_REMOTE_WORKER' THEN NULL WHEN EXISTS (SELECT 1 FROM remote_jobs r \
                     WHERE r.ingestion_task_id = t.id) THEN 1 ELSE 0 END"
                ),
                _ => sql!("NULL"),
            };
            for status in [Status::Pending, Status::Processing] {
                looks.extend(kind.labels(status).iter().map(|label| {
                    sql!(
                        "SELECT {kind} AS kind, {status} AS status, t.id, {ty} AS type, {age} AS age, {run} AS run, {deadline} AS deadline, \
                         {not_before} AS not_before, {heard} AS heard, {has_token} AS has_token, {waits} AS waits FROM {table} t{index} \
                         WHERE t.status = {label} ORDER BY t.created_at, t.id LIMIT {most}",
                        kind,
                        status,
                        index = if is_remote { s.newest_index() } else { Sql::default() },
                        ty = Sql::constant(c.ty.unwrap_or("NULL")),
                        age = s.age_seconds("t.created_at"),
                        run = s.age_seconds(c.started),
                        deadline = age("t.timeout_at"),
                        not_before = age("t.run_after"),
                        heard = age("COALESCE(t.heartbeat_at, t.started_at)"),
                        has_token = match is_remote {
                            true => sql!("CASE WHEN t.claim_started_at = t.started_at THEN 1 ELSE 0 END"),
                            false => sql!("0"),
                        },
                        waits = &waits,
                        table = Name::of(kind.table()),
                        label = *label,
                        most = Sql::number(SAMPLE)
                    )
                }));
            }
        }
        let doing = "looking for stuck jobs";
        let rows = self.session.fetch(&Sql::batch(looks)).await.doing(doing)?;
        rows.iter().map(Open::of).collect::<std::result::Result<_, _>>().doing(doing)
    }
}

/// What is long for jobs of this type: to wait, and to run.
fn limits(timings: &[Timing], job: &Open) -> (f64, f64) {
    let timing = timings.iter().find(|timing| timing.kind == job.kind && timing.ty == job.ty);
    let p99 = |times: Option<[f64; 3]>| times.map_or(UNKNOWN.as_secs_f64(), |times| times[2]);
    (p99(timing.and_then(|timing| timing.wait_seconds)), p99(timing.and_then(|timing| timing.run_seconds)))
}
