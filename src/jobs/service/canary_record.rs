//! The record of a canary: its plan, its state, and how far it is.

use crate::db::{Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::model::canary::{CanaryProgress, CanaryState, CanaryStatus, Outcomes};
use crate::jobs::model::plan::{BulkAction, PlannedJob};
use crate::jobs::{Force, Service};
use crate::sql;
use serde_json::Value;

/// What is read from the record of an operation.
pub(super) struct Record {
    pub action: BulkAction,
    pub force: Force,
    pub reason: Option<String>,
    pub progress: CanaryProgress,
}

impl Service {
    pub(super) async fn record_of(&mut self, operation: &str) -> Result<Record> {
        let doing = "reading the operation";
        let sql = sql!("SELECT reason, filter, progress FROM job_operations WHERE id = {operation}", operation);
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let missing = || Error::NotFound { what: format!("operation {operation}") };
        let row = rows.first().ok_or_else(missing)?;
        let how: Value = row.get::<Option<Value>>("filter").doing(doing)?.unwrap_or_default();
        let progress: Value = row.get::<Option<Value>>("progress").doing(doing)?.unwrap_or_default();
        let read = |what: &str, e: serde_json::Error| Error::internal(format!("reading the {what} of an operation"), e);
        Ok(Record {
            action: serde_json::from_value(how["action"].clone()).map_err(|e| read("action", e))?,
            force: serde_json::from_value(how["force"].clone()).map_err(|e| read("force", e))?,
            reason: row.get("reason").doing(doing)?,
            progress: serde_json::from_value(progress).map_err(|e| read("progress", e))?,
        })
    }

    /// The next planned jobs, each with its row's id.
    pub(super) async fn unreleased(&mut self, operation: &str, most: usize) -> Result<Vec<(String, PlannedJob)>> {
        let sql = sql!(
            "SELECT id, kind, job_id, status, claim_seq, failures FROM job_operation_jobs \
             WHERE operation_id = {operation} AND step IS NULL ORDER BY position LIMIT {most}",
            operation,
            most = Sql::number(most as u64)
        );
        let planned = |row: &Row| {
            let job = PlannedJob {
                kind: row.get("kind")?,
                id: row.get("job_id")?,
                native_status: row.get("status")?,
                claim_seq: row.get("claim_seq")?,
                failures: row.get("failures")?,
                ty: None,
                age_seconds: None,
                error: None,
            };
            Ok((row.get("id")?, job))
        };
        let doing = "reading the plan of the operation";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        rows.iter().map(planned).collect::<std::result::Result<_, SqlError>>().doing(doing)
    }

    /// Numbers of released, skipped and remaining jobs.
    pub(super) async fn canary_counts(&mut self, operation: &str) -> Result<(u64, u64, u64)> {
        let sql = sql!(
            "SELECT COUNT(watched_id) AS released, SUM(CASE WHEN step IS NOT NULL AND watched_id IS NULL THEN 1 ELSE 0 END) AS skipped, \
             SUM(CASE WHEN step IS NULL THEN 1 ELSE 0 END) AS remaining FROM job_operation_jobs WHERE operation_id = {operation}",
            operation
        );
        let doing = "counting the jobs of the operation";
        let rows = self.session.fetch(&sql).await.doing(doing)?;
        let counts = |row: &Row| {
            let skipped: Option<u64> = row.get("skipped")?;
            let remaining: Option<u64> = row.get("remaining")?;
            Ok((row.get("released")?, skipped.unwrap_or_default(), remaining.unwrap_or_default()))
        };
        rows.first().map_or(Ok((0, 0, 0)), counts).doing(doing)
    }

    /// Status of an operation that runs in steps, by its id or an id prefix.
    ///
    /// # Errors
    /// It does not exist, or was applied at once.
    pub async fn canary_status(&mut self, operation: &str) -> Result<CanaryStatus> {
        let operation = self.operation(operation, 0).await?.0;
        let Some(state) = operation.state else {
            let advice = format!("see what it did with: morag-db jobs audit {}", operation.id);
            return Err(Error::refused(format!("operation {} was applied at once: it has no steps", operation.id), advice));
        };
        let id = operation.id;
        let progress = self.record_of(&id).await?.progress;
        let (released, skipped, remaining) = self.canary_counts(&id).await?;
        let (mut current, mut all) = (Outcomes::default(), Outcomes::default());
        let mut watched = self.watched(&id, Some(progress.step)).await?;
        current = self.look_at(&id, &mut watched, &mut current).await?;
        let mut watched = self.watched(&id, None).await?;
        all = self.look_at(&id, &mut watched, &mut all).await?;
        Ok(CanaryStatus {
            operation_id: id,
            action: operation.action,
            actor: operation.actor,
            reason: operation.reason,
            state,
            is_carried_out: operation.is_carried_out,
            stopped_because: progress.stopped_because,
            planned: operation.planned,
            released,
            skipped,
            remaining,
            step: progress.step,
            current,
            all,
            max_failure_rate: progress.options.max_failure_rate,
        })
    }

    /// Pauses or aborts an operation that runs in steps. Jobs that are released already go on.
    ///
    /// # Errors
    /// It has ended, or does not run in steps.
    pub async fn end_canary(&mut self, operation: &str, state: CanaryState) -> Result<CanaryStatus> {
        let status = self.canary_status(operation).await?;
        let may = match state {
            CanaryState::Paused => status.state == CanaryState::Running,
            _ => status.state.is_open() || status.state == CanaryState::Preparing,
        };
        let by = Some(format!("{} by {}", state.as_str(), self.actor));
        let progress = CanaryProgress { stopped_because: by, ..self.record_of(&status.operation_id).await?.progress };
        let set = sql!(
            "UPDATE job_operations SET state = {state}, progress = {progress}, runner_until = NULL WHERE id = {id} AND state = {before}",
            state = state.as_str(),
            progress = &json(&progress)?,
            id = &status.operation_id,
            before = status.state.as_str()
        );
        let doing = "changing the state of the operation";
        if !may || self.with_retries(async |s| s.session.execute(&set).await).await.doing(doing)? == 0 {
            let advice = format!("see where it stands with: morag-db jobs operations show {}", status.operation_id);
            let verb = if state == CanaryState::Paused { "paused" } else { "aborted" };
            return Err(Error::refused(
                format!("operation {} can't be {verb}: it is {}", status.operation_id, status.state.as_str()),
                advice,
            ));
        }
        self.canary_status(&status.operation_id).await
    }
}

pub(super) fn json(progress: &CanaryProgress) -> Result<Value> {
    serde_json::to_value(progress).map_err(|e| Error::internal("writing the progress of an operation", e))
}
