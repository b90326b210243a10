//! Demo data of the agent: tasks and their runs.

use super::{Maker, RUN_ERRORS, SeedReport, TASKS};
use crate::{into, values};

pub(super) fn agent(m: &mut Maker) -> SeedReport {
    let mut report = SeedReport::default();
    let (mut tasks, mut runs, mut metrics, mut artifacts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (name, description) in TASKS {
        let task = m.id();
        let count = m.random.i64(3..=8);
        let (mut well, mut badly) = (0, 0);
        // seconds between two runs of the task, and since its newest run started
        let (every, offset) = (m.random.i64(3..30) * 3600, m.random.i64(900..9 * 3600));
        let (mut last_error, mut last_seconds) = (None, 0.0);
        for number in 1..=count {
            let run = m.id();
            let status = match m.random.u32(0..10) {
                0..8 => "COMPLETED",
                8 => "FAILED",
                _ => "TIMEOUT",
            };
            let is_well = status == "COMPLETED";
            (well, badly) = (well + i32::from(is_well), badly + i32::from(!is_well));
            let seconds = 20.0 + f64::from(m.random.u32(0..4000)) / 10.0;
            let started = offset + (count - number) * every;
            let created = started + m.random.i64(1..30);
            let error = match status {
                "COMPLETED" => None,
                "TIMEOUT" => Some(RUN_ERRORS[0]),
                _ => Some(m.pick(&RUN_ERRORS[1..])),
            };
            (last_error, last_seconds) = (error.or(last_error), seconds);
            let plan = "{\"steps\": [\"read\", \"think\", \"write\"]}";
            let ended = m.ago(started - seconds as i64);
            runs.push(values![&run, &task, number, status, plan, m.ago(created), m.ago(started), ended, seconds, error]);
            let (metric, value) = (m.id(), f64::from(m.random.u32(50..950)) / 10.0);
            let labels = "{\"host\": \"server1\"}";
            metrics.push(values![&metric, &task, &run, "cpu_usage", "GAUGE", value, "%", labels, m.ago(started),]);
            if is_well {
                let artifact = m.id();
                let file = format!("/reports/{}-{number}.md", name.to_lowercase().replace(' ', "-"));
                let size = m.random.u32(500..9000);
                artifacts.push(values![&artifact, &task, &run, "report.md", "REPORT", file, size]);
            }
        }
        let status = if badly > well { "FAILED" } else { "COMPLETED" };
        let config = "{\"model\": \"local\", \"temperature\": 0.7}";
        let created = m.ago(offset + count * every);
        tasks.push(values![&task, name, description, config, status, count, well, badly, m.ago(offset), last_seconds, last_error, created]);
        report.successful_runs += well as u64;
    }
    (report.tasks, report.task_runs) = (tasks.len() as u64, runs.len() as u64);
    (report.metrics, report.artifacts) = (metrics.len() as u64, artifacts.len() as u64);
    report.success_rate = 100.0 * report.successful_runs as f64 / report.task_runs.max(1) as f64;
    m.insert(into!(
        tasks: Id, Name, Description, Config, Status, TotalRuns, SuccessfulRuns, FailedRuns, LastRunAt, LastRunDuration, LastError, CreatedAt
    ), tasks);
    m.insert(into!(task_runs: Id, TaskId, RunNumber, Status, Plan, CreatedAt, StartedAt, CompletedAt, Duration, ErrorMessage), runs);
    m.insert(into!(metric_snapshots: Id, TaskId, TaskRunId, Name, MetricType, Value, Unit, Labels, Timestamp), metrics);
    m.insert(into!(artifacts: Id, TaskId, TaskRunId, Name, ArtifactType, FilePath, FileSize), artifacts);
    report
}
