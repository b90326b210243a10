//! The MGX agent's tasks: how often they succeed, their runs, metrics and artifacts. Reads only.

use crate::db::{Row, Session, cells};
use crate::error::{Doing, Error, Result};
use serde::Serialize;

/// A task with what its own counters say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// As it stands in the table.
    pub status: String,
    /// How often it was run.
    pub total_runs: i64,
    /// How often well.
    pub successful_runs: i64,
    /// How often not.
    pub failed_runs: i64,
    /// Successful of total runs, in percent; `None` where it was never run.
    pub success_rate: Option<f64>,
    /// RFC 3339 in UTC.
    pub last_run_at: Option<String>,
    /// What went wrong last.
    pub last_error: Option<String>,
}

/// A run of a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskRun {
    /// Its number within the task.
    pub run_number: i64,
    /// Its id.
    pub id: String,
    /// As it stands in the table.
    pub status: String,
    /// RFC 3339 in UTC.
    pub started_at: Option<String>,
    /// Seconds.
    pub duration_seconds: Option<f64>,
    /// What went wrong.
    pub error: Option<String>,
}

/// A measured value, the newest of its name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metric {
    /// What.
    pub name: String,
    /// How much.
    pub value: Option<f64>,
    /// Of what.
    pub unit: Option<String>,
    /// RFC 3339 in UTC.
    pub at: Option<String>,
}

/// Something that a run has made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Artifact {
    /// Its name.
    pub name: String,
    /// As it stands in the table.
    #[serde(rename = "type")]
    pub ty: String,
    /// Where it is.
    pub file_path: Option<String>,
    /// Bytes.
    pub file_size: Option<i64>,
}

/// A task with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskStory {
    /// The task.
    pub task: Task,
    /// Newest first, at most 50.
    pub runs: Vec<TaskRun>,
    /// The newest of each name.
    pub metrics: Vec<Metric>,
    /// Newest first, at most 50.
    pub artifacts: Vec<Artifact>,
}

/// More of a kind are not shown with a task.
const MOST: usize = 50;

/// Tasks by name, or the one of that id or name.
pub async fn tasks(session: &mut Session, one: Option<&str>, limit: usize) -> Result<Vec<Task>> {
    let condition = one.map(|one| format!(" WHERE t.id = {0} OR t.name = {0}", session.text(one))).unwrap_or_default();
    let sql = format!(
        "SELECT t.id, t.name, t.status, COALESCE(t.total_runs, 0), COALESCE(t.successful_runs, 0), COALESCE(t.failed_runs, 0), {}, t.last_error \
         FROM tasks t{condition} ORDER BY t.name, t.id LIMIT {limit}",
        session.iso_time("t.last_run_at")
    );
    let rows = session.query(&sql).await.doing("listing tasks")?;
    let task = |row: Row| {
        let mut cell = cells(row, 8);
        let (id, name, status) = (cell().unwrap_or_default(), cell().unwrap_or_default(), cell().unwrap_or_default());
        let mut number = || cell().and_then(|n| n.parse::<i64>().ok()).unwrap_or(0);
        let (total_runs, successful_runs, failed_runs) = (number(), number(), number());
        let success_rate = (total_runs > 0).then(|| 100.0 * successful_runs as f64 / total_runs as f64);
        Task { id, name, status, total_runs, successful_runs, failed_runs, success_rate, last_run_at: cell(), last_error: cell() }
    };
    Ok(rows.into_iter().map(task).collect())
}

/// One task with its runs, metrics and artifacts, by id or by name.
pub async fn show(session: &mut Session, one: &str) -> Result<TaskStory> {
    let mut found = tasks(session, Some(one), 2).await?;
    if found.len() > 1 {
        let ids: Vec<String> = found.into_iter().map(|t| t.id).collect();
        return Err(Error::configuration(format!("more than one task is called '{one}' ({}, …): give an id", ids.join(", "))));
    }
    let task = found.pop().ok_or_else(|| Error::NotFound { what: format!("task {one}") })?;
    let id = session.text(&task.id);
    let time = |session: &Session, column: &str| session.iso_time(column);
    let sql = format!(
        "SELECT run_number, id, status, {}, duration, error_message FROM task_runs WHERE task_id = {id} ORDER BY run_number DESC LIMIT {MOST}",
        time(session, "started_at")
    );
    let run = |row: Row| {
        let mut cell = cells(row, 6);
        TaskRun {
            run_number: cell().and_then(|n| n.parse().ok()).unwrap_or(0),
            id: cell().unwrap_or_default(),
            status: cell().unwrap_or_default(),
            started_at: cell(),
            duration_seconds: cell().and_then(|n| n.parse().ok()),
            error: cell(),
        }
    };
    let runs = session.query(&sql).await.doing("reading the runs of a task")?.into_iter().map(run).collect();
    let stamp = session.backend().quote("timestamp");
    let sql = format!(
        "SELECT m.name, m.value, m.unit, {} FROM metric_snapshots m WHERE m.task_id = {id} AND NOT EXISTS (SELECT 1 FROM metric_snapshots n \
         WHERE n.task_id = m.task_id AND n.name = m.name AND (n.{stamp} > m.{stamp} OR (n.{stamp} = m.{stamp} AND n.id > m.id))) ORDER BY m.name",
        time(session, &format!("m.{stamp}"))
    );
    let metric = |row: Row| {
        let mut cell = cells(row, 4);
        Metric { name: cell().unwrap_or_default(), value: cell().and_then(|n| n.parse().ok()), unit: cell(), at: cell() }
    };
    let metrics = session.query(&sql).await.doing("reading the metrics of a task")?.into_iter().map(metric).collect();
    let sql = format!(
        "SELECT name, artifact_type, file_path, file_size FROM artifacts WHERE task_id = {id} ORDER BY created_at DESC, id DESC LIMIT {MOST}"
    );
    let artifact = |row: Row| {
        let mut cell = cells(row, 4);
        Artifact {
            name: cell().unwrap_or_default(),
            ty: cell().unwrap_or_default(),
            file_path: cell(),
            file_size: cell().and_then(|n| n.parse().ok()),
        }
    };
    let artifacts = session.query(&sql).await.doing("reading the artifacts of a task")?.into_iter().map(artifact).collect();
    Ok(TaskStory { task, runs, metrics, artifacts })
}
