//! Counts and workers. Counts on big tables stop at a cap, and say so.

use super::timing::SAMPLE;
use super::{Kind, Service, Status};
use crate::db::cells;
use crate::error::{Doing, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// Counts stop here unless they are asked for exactly.
pub const CAP: u64 = 10_000;
/// A worker that was not heard of for so long is stale.
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
    /// Claims and jobs whose time is over and that nobody has swept; capped as well.
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
    /// How many of its jobs are done that ended in the window; of the 2,000 of all workers that were made last.
    pub completed: u64,
    /// How many failed or took too long, likewise.
    pub failed: u64,
}

/// What an operator did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Its id, as the events name it.
    pub id: String,
    /// What.
    pub action: String,
    /// Who.
    pub actor: String,
    /// Why.
    pub reason: Option<String>,
    /// How many jobs its plan had.
    pub planned: u64,
    /// How many it has changed.
    pub changed: u64,
    /// How many were no longer as planned.
    pub skipped: u64,
    /// RFC 3339 in UTC.
    pub started_at: Option<String>,
    /// After its last chunk, RFC 3339 in UTC; `None` where it was broken off before the first.
    pub finished_at: Option<String>,
}

impl Service {
    /// What operators did, newest first.
    pub async fn operations(&mut self, limit: usize) -> Result<Vec<Operation>> {
        let s = &self.session;
        let sql = format!(
            "SELECT id, action, actor, reason, planned, changed, skipped, {}, {} FROM job_operations ORDER BY started_at DESC, id DESC LIMIT {limit}",
            s.iso_time("started_at"),
            s.iso_time("finished_at")
        );
        let operation = |row: crate::db::Row| {
            let mut cell = cells(row, 9);
            let number = |text: Option<String>| text.and_then(|n| n.parse().ok()).unwrap_or(0);
            Operation {
                id: cell().unwrap_or_default(),
                action: cell().unwrap_or_default(),
                actor: cell().unwrap_or_default(),
                reason: cell(),
                planned: number(cell()),
                changed: number(cell()),
                skipped: number(cell()),
                started_at: cell(),
                finished_at: cell(),
            }
        };
        let rows = self.session.query(&sql).await.doing("listing operations")?;
        Ok(rows.into_iter().map(operation).collect())
    }

    /// Counts by kind and status, up to `cap` each; 10,000 unless given.
    pub async fn stats(&mut self, cap: Option<u64>) -> Result<StatsReport> {
        let cap = cap.unwrap_or(CAP);
        let s = &self.session;
        let mut looks = Vec::new();
        for kind in Kind::ALL {
            for status in Status::ALL {
                let labels: Vec<String> = kind.labels(status).iter().map(|l| format!("'{l}'")).collect();
                if !labels.is_empty() {
                    looks.push(format!(
                        "SELECT '{kind}', '{status}', count(*) FROM (SELECT 1 FROM {} WHERE status IN ({}) LIMIT {}) t",
                        kind.table(),
                        labels.join(", "),
                        cap.saturating_add(1).min(i64::MAX as u64)
                    ));
                }
            }
        }
        let now = s.backend().now();
        looks.push(format!(
            "SELECT 'oldest', (SELECT {} FROM remote_jobs WHERE status = 'pending' ORDER BY created_at LIMIT 1), 0",
            s.age_seconds("created_at")
        ));
        looks.push(format!(
            "SELECT 'expired', '', count(*) FROM (SELECT 1 FROM remote_jobs WHERE status IN ('pending', 'processing') AND timeout_at < {now} LIMIT {}) t",
            CAP + 1
        ));
        let mut report = StatsReport { counts: Vec::new(), oldest_pending_seconds: None, expired: 0 };
        for mut row in self.session.query(&looks.join("; ")).await.doing("counting jobs")? {
            row.resize(3, None);
            let text = |i: usize| row[i].as_deref().unwrap_or_default();
            let count: u64 = text(2).parse().unwrap_or(0);
            match text(0) {
                "oldest" => report.oldest_pending_seconds = row[1].as_deref().and_then(|n| n.parse().ok()),
                "expired" => report.expired = count,
                name => {
                    let kind = Kind::ALL.into_iter().find(|k| k.as_str() == name);
                    let status = Status::ALL.into_iter().find(|s| s.as_str() == text(1));
                    if let (Some(kind), Some(status), true) = (kind, status, count > 0) {
                        report.counts.push(StatusCount { kind, status, jobs: count, is_capped: count > cap });
                    }
                }
            }
        }
        Ok(report)
    }

    /// Workers that have a job now or had one that ended in the last `window`, those that were heard of longest ago first.
    pub async fn workers(&mut self, window: Duration) -> Result<Vec<WorkerLine>> {
        let s = &self.session;
        let mut looks = vec![format!(
            "SELECT worker_id, 'now', count(*), min({}), max({}) FROM remote_jobs WHERE status = 'processing' AND worker_id IS NOT NULL GROUP BY worker_id",
            s.age_seconds("COALESCE(heartbeat_at, started_at)"),
            s.age_seconds("started_at")
        )];
        looks.extend(["completed", "failed", "timeout"].map(|status| {
            format!(
                "SELECT worker_id, '{status}', count(*), NULL, NULL FROM (SELECT worker_id, completed_at FROM remote_jobs WHERE status = '{status}' \
                 ORDER BY created_at DESC, id DESC LIMIT {SAMPLE}) t WHERE worker_id IS NOT NULL AND {} <= {} GROUP BY worker_id",
                s.age_seconds("completed_at"),
                window.as_secs_f64()
            )
        }));
        let mut workers: BTreeMap<String, WorkerLine> = BTreeMap::new();
        for row in self.session.query(&looks.join("; ")).await.doing("listing workers")? {
            let mut cell = cells(row, 5);
            let (worker_id, what) = (cell().unwrap_or_default(), cell());
            let count = cell().and_then(|n| n.parse().ok()).unwrap_or(0);
            let mut number = || cell().and_then(|n| n.parse::<f64>().ok());
            let line = workers.entry(worker_id.clone()).or_insert_with(|| WorkerLine { worker_id, ..WorkerLine::default() });
            match what.as_deref() {
                Some("now") => {
                    line.running = count;
                    line.heartbeat_age_seconds = number();
                    line.oldest_claim_seconds = number();
                    line.is_stale = line.heartbeat_age_seconds.is_none_or(|age| age > STALE.as_secs_f64());
                }
                Some("completed") => line.completed += count,
                _ => line.failed += count,
            }
        }
        let mut workers: Vec<WorkerLine> = workers.into_values().collect();
        // those without a job last
        let age = |w: &WorkerLine| if w.running == 0 { -1.0 } else { w.heartbeat_age_seconds.unwrap_or(f64::MAX) };
        workers.sort_by(|a, b| age(b).total_cmp(&age(a)));
        Ok(workers)
    }
}
