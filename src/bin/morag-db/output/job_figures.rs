//! Text output of `jobs stats`, `jobs workers`, `jobs watch` and `jobs bench`.

use super::jobs::{dash, lines, rows};
use super::reports::facts;
use super::{Report, TextStyle, table, visible};
use morag_db::jobs::{CAP, ErrorGroup, JobLine, Pace, SAMPLE, StatsReport, StatusCount, Timing, Timings, WorkerLine};
use morag_db::moment::age;
use serde::Serialize;
use serde_json::Value;

/// `jobs stats`
#[derive(Serialize)]
pub struct Stats {
    /// Whether remote jobs are among the requested kinds.
    #[serde(skip)]
    pub has_remote: bool,
    #[serde(flatten)]
    pub now: StatsReport,
    /// Counts of archived jobs, if they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<Vec<StatusCount>>,
    #[serde(flatten)]
    pub window: Timings,
}

impl Report for Stats {
    fn text(&self, look: TextStyle) -> String {
        let most = self.now.counts.iter().map(|c| c.jobs).max().unwrap_or(1).max(1);
        let bar = |n: u64| "█".repeat(((n * 20).div_ceil(most)) as usize);
        let row = |c: &StatusCount| {
            let count = if c.is_capped { format!("more than {}", c.jobs - 1) } else { c.jobs.to_string() };
            vec![c.kind.to_string(), c.status.to_string(), count, bar(c.jobs)]
        };
        let mut text = table(look, &["KIND", "STATUS", "JOBS", ""], self.now.counts.iter().map(row).collect());
        if let Some(archived) = &self.archived {
            let row = |c: &StatusCount| vec![c.kind.to_string(), c.status.to_string(), c.jobs.to_string()];
            let counts = table(look, &["KIND", "STATUS", "JOBS"], archived.iter().map(row).collect());
            text.push_str(&if archived.is_empty() { "\nNo jobs are archived.\n".into() } else { format!("\nArchived\n{counts}") });
        }
        let oldest = self.now.oldest_pending_seconds.map_or("none".into(), |s| format!("{} old", age(s)));
        let expired = if self.now.expired > CAP { format!("more than {CAP}") } else { self.now.expired.to_string() };
        if self.has_remote {
            text.push_str(&format!("\nOldest pending remote job: {oldest}\nExpired jobs not yet swept: {expired}\n"));
        }
        text + &self.window_text(look)
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.now.counts)
    }
}

impl Stats {
    fn window_text(&self, look: TextStyle) -> String {
        let mut text = format!("\nEnded in the last {}", age(self.window.window_seconds));
        if self.window.is_capped {
            text.push_str(&format!(" (counts only the {SAMPLE} newest jobs of each status)"));
        }
        text.push('\n');
        if self.window.timings.is_empty() {
            return text + "  no jobs\n";
        }
        let times = |times: Option<[f64; 3]>| times.map_or("-".into(), |t| t.map(duration).join("/"));
        let row = |t: &Timing| {
            let ty = dash(t.ty.as_ref());
            let rate = format!("{:.1}", t.completed_per_hour);
            vec![t.kind.to_string(), ty, t.completed.to_string(), t.failed.to_string(), rate, times(t.wait_seconds), times(t.run_seconds)]
        };
        text.insert_str(text.len() - 1, "; WAIT and RUN times as p50/p95/p99");
        let header = ["KIND", "TYPE", "COMPLETED", "FAILED OR TIMED OUT", "PER HOUR", "WAIT", "RUN"];
        text.push_str(&table(look, &header, self.window.timings.iter().map(row).collect()));
        if !self.window.errors.is_empty() {
            let row = |e: &ErrorGroup| vec![e.jobs.to_string(), e.error.clone(), e.example.clone()];
            text.push('\n');
            text.push_str(&table(look, &["JOBS", "ERROR", "EXAMPLE JOB"], self.window.errors.iter().map(row).collect()));
        }
        text
    }
}

/// `350ms` below 1 s, `4.2s` below 10 s, otherwise as [`age`] writes it.
fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 => format!("{:.0}ms", s * 1000.0),
        s if s < 10.0 => format!("{s:.1}s"),
        s => age(s),
    }
}

/// `jobs workers`
#[derive(Serialize)]
pub struct Workers {
    pub window_seconds: f64,
    pub workers: Vec<WorkerLine>,
}

impl Report for Workers {
    fn text(&self, look: TextStyle) -> String {
        if self.workers.is_empty() {
            return format!("No worker has a job now, or had one that ended in the last {}.\n", age(self.window_seconds));
        }
        let seconds = |s: Option<f64>| s.map_or("-".into(), age);
        let row = |w: &WorkerLine| {
            let state = match (w.running, w.is_stale) {
                (0, _) => "idle",
                (_, true) => "stale",
                (_, false) => "alive",
            };
            vec![
                w.worker_id.clone(),
                state.into(),
                w.running.to_string(),
                seconds(w.heartbeat_age_seconds),
                seconds(w.oldest_claim_seconds),
                w.completed.to_string(),
                w.failed.to_string(),
            ]
        };
        let header = ["WORKER", "STATE", "RUNNING", "LAST HEARTBEAT", "OLDEST CLAIM", "COMPLETED", "FAILED OR TIMED OUT"];
        table(look, &header, self.workers.iter().map(row).collect())
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.workers)
    }
}

/// One update of `jobs watch`.
#[derive(Serialize)]
pub struct Watched {
    pub target: String,
    /// The jobs in their current state.
    pub jobs: Vec<JobLine>,
    /// Ids of jobs that no longer exist.
    pub gone: Vec<String>,
}

impl Report for Watched {
    fn text(&self, look: TextStyle) -> String {
        let mut text = format!("{}\n\n", visible(&self.target));
        text.push_str(&if self.jobs.is_empty() { "No job matches.\n".into() } else { lines(look, &self.jobs) });
        text.extend(self.gone.iter().map(|id| format!("{} no longer exists\n", visible(id))));
        text
    }

    fn rows(&self) -> Vec<Value> {
        let gone = self.gone.iter().map(|id| serde_json::json!({"id": id, "status": "gone"}));
        rows(&self.jobs).into_iter().chain(gone).collect()
    }
}

/// `jobs bench`
#[derive(Serialize)]
pub struct Bench {
    pub target: String,
    pub jobs: usize,
    pub rows: Vec<BenchRow>,
}

#[derive(Serialize)]
pub struct BenchRow {
    pub workers: usize,
    /// Batch size: jobs per claim and per submission.
    pub batch: usize,
    pub pace: Pace,
    /// Throughput of jobs claimed and submitted.
    pub jobs_per_second: f64,
    /// Throughput of one-row updates on the same number of connections.
    pub commits_per_second: f64,
}

impl Report for Bench {
    fn text(&self, look: TextStyle) -> String {
        let row = |r: &BenchRow| {
            let pace = match r.pace {
                Pace::Separate => "claim, submit",
                Pace::WithNextClaim => "submit with the next claim",
            };
            vec![
                r.workers.to_string(),
                r.batch.to_string(),
                pace.into(),
                format!("{:.0}", r.jobs_per_second),
                format!("{:.0}", r.commits_per_second),
            ]
        };
        let head = facts(&[
            ("Database", format!("a scratch database next to {}", self.target)),
            ("Jobs", format!("{} for each measurement", self.jobs)),
        ]);
        format!("{head}\n{}", table(look, &["WORKERS", "BATCH", "ROUND TRIPS", "JOBS/S", "COMMITS/S"], self.rows.iter().map(row).collect()))
    }

    fn rows(&self) -> Vec<Value> {
        rows(&self.rows)
    }
}
