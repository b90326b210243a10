//! Tasks of the MGX agent: success rates, runs, metrics and artifacts. Reads only.

use crate::db::{Name, Row, Session, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::sql;
use serde::Serialize;

/// Task with its counters, as stored in its row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// As stored in the table.
    pub status: String,
    /// Number of runs.
    pub total_runs: i64,
    /// Number of successful runs.
    pub successful_runs: i64,
    /// Number of failed runs.
    pub failed_runs: i64,
    /// Successful runs in percent of the runs that have ended; `None` if none has.
    pub success_rate: Option<f64>,
    /// RFC 3339 in UTC.
    pub last_run_at: Option<String>,
    /// The last error.
    pub last_error: Option<String>,
}

/// A run of a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskRun {
    /// Number of the run within the task.
    pub run_number: i64,
    /// Its id.
    pub id: String,
    /// As stored in the table.
    pub status: String,
    /// RFC 3339 in UTC.
    pub started_at: Option<String>,
    /// Duration in seconds.
    pub duration_seconds: Option<f64>,
    /// Error message of a failed run.
    pub error: Option<String>,
}

/// The newest value of a metric.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metric {
    /// Name of the metric.
    pub name: String,
    /// The value.
    pub value: Option<f64>,
    /// Unit of the value.
    pub unit: Option<String>,
    /// RFC 3339 in UTC.
    pub at: Option<String>,
}

/// File or text that a run produced.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Artifact {
    /// Its name.
    pub name: String,
    /// As stored in the table.
    #[serde(rename = "type")]
    pub ty: String,
    /// Path of the file.
    pub file_path: Option<String>,
    /// Size in bytes.
    pub file_size: Option<i64>,
}

/// Task with its runs, metrics and artifacts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskDetails {
    /// The task.
    pub task: Task,
    /// Runs, newest first, at most 50.
    pub runs: Vec<TaskRun>,
    /// The newest value of each metric.
    pub metrics: Vec<Metric>,
    /// Artifacts, newest first, at most 50.
    pub artifacts: Vec<Artifact>,
}

/// Maximum number of runs and of artifacts shown with a task.
const MOST: usize = 50;

/// Returns tasks ordered by name: all, or those whose name or id is `one` or whose id begins with it.
pub async fn tasks(session: &mut Session, one: Option<&str>, limit: usize) -> Result<Vec<Task>> {
    let condition = one.map_or(Sql::default(), |one| {
        sql!(" WHERE t.id = {one} OR t.name = {one} OR {begins}", one, begins = session.id_begins("t.id", one))
    });
    let sql = sql!(
        "SELECT t.id, t.name, t.status, COALESCE(t.total_runs, 0) AS total_runs, COALESCE(t.successful_runs, 0) AS successful_runs, \
         COALESCE(t.failed_runs, 0) AS failed_runs, {last_run} AS last_run, t.last_error FROM tasks t{condition} ORDER BY t.name, t.id LIMIT {limit}",
        last_run = session.iso_time("t.last_run_at"),
        condition,
        limit = Sql::number(limit as u64)
    );
    let task = |row: &Row| {
        let (successful_runs, failed_runs): (i64, i64) = (row.get("successful_runs")?, row.get("failed_runs")?);
        let ended = successful_runs + failed_runs;
        Ok(Task {
            id: row.get("id")?,
            name: row.get("name")?,
            status: row.get("status")?,
            total_runs: row.get("total_runs")?,
            successful_runs,
            failed_runs,
            success_rate: (ended > 0).then(|| 100.0 * successful_runs as f64 / ended as f64),
            last_run_at: row.get("last_run")?,
            last_error: row.get("last_error")?,
        })
    };
    all(session, &sql, "listing tasks", task).await
}

/// Runs a query and converts each row with `read`.
async fn all<T>(session: &mut Session, sql: &Sql, doing: &str, read: impl Fn(&Row) -> std::result::Result<T, SqlError>) -> Result<Vec<T>> {
    session.fetch(sql).await.doing(doing)?.iter().map(read).collect::<std::result::Result<_, _>>().doing(doing)
}

/// The one task that has this id, beginning of an id, or name.
async fn find(session: &mut Session, one: &str) -> Result<Task> {
    let mut found = tasks(session, Some(one), 3).await?;
    // an exact id or name takes precedence over the beginning of another id
    if let Some(at) = found.iter().position(|t| t.id == one || t.name == one)
        && found.iter().filter(|t| t.name == one).count() < 2
    {
        found = vec![found.swap_remove(at)];
    }
    if found.len() > 1 {
        let ids: Vec<String> = found.into_iter().map(|t| t.id).collect();
        let more = if ids.len() > 2 { " and perhaps others" } else { "" };
        return Err(Error::configuration(format!("'{one}' is more than one task ({}{more}): give an id", ids.join(", "))));
    }
    found.pop().ok_or_else(|| Error::NotFound { what: format!("task {one}") })
}

/// Returns one task with its runs, metrics and artifacts, by id, beginning of an id, or name.
pub async fn show(session: &mut Session, one: &str) -> Result<TaskDetails> {
    let task = find(session, one).await?;
    let id = &task.id;
    let most = Sql::number(MOST as u64);
    let sql = sql!(
        "SELECT run_number, id, status, {started} AS started, duration, error_message FROM task_runs WHERE task_id = {id} \
         ORDER BY run_number DESC LIMIT {most}",
        started = session.iso_time("started_at"),
        id,
        most = &most
    );
    let run = |row: &Row| {
        Ok(TaskRun {
            run_number: row.get("run_number")?,
            id: row.get("id")?,
            status: row.get("status")?,
            started_at: row.get("started")?,
            duration_seconds: row.get("duration")?,
            error: row.get("error_message")?,
        })
    };
    let runs = all(session, &sql, "reading the runs of a task", run).await?;
    let timestamp = Name::of("timestamp");
    let sql = sql!(
        "SELECT m.name, m.value, m.unit, {measured} AS measured FROM metric_snapshots m WHERE m.task_id = {id} AND NOT EXISTS (SELECT 1 \
         FROM metric_snapshots n WHERE n.task_id = m.task_id AND n.name = m.name \
         AND (n.{timestamp} > m.{timestamp} OR (n.{timestamp} = m.{timestamp} AND n.id > m.id))) ORDER BY m.name",
        measured = session.iso_time(sql!("m.{timestamp}", timestamp = &timestamp)),
        id,
        timestamp = &timestamp
    );
    let metric =
        |row: &Row| Ok(Metric { name: row.get("name")?, value: row.get("value")?, unit: row.get("unit")?, at: row.get("measured")? });
    let metrics = all(session, &sql, "reading the metrics of a task", metric).await?;
    let sql = sql!(
        "SELECT name, artifact_type, file_path, file_size FROM artifacts WHERE task_id = {id} ORDER BY created_at DESC, id DESC LIMIT {most}",
        id,
        most
    );
    let artifact = |row: &Row| {
        Ok(Artifact {
            name: row.get("name")?,
            ty: row.get("artifact_type")?,
            file_path: row.get("file_path")?,
            file_size: row.get("file_size")?,
        })
    };
    let artifacts = all(session, &sql, "reading the artifacts of a task", artifact).await?;
    Ok(TaskDetails { task, runs, metrics, artifacts })
}
