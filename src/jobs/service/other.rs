//! Requeue and cancel for the kinds of jobs that other applications process.

use super::context::OperationContext;
use super::undo_others::before;
use crate::db::Locked;
use crate::db::{Name, Sql, first};
use crate::error::{Doing, Result, SqlError};
use crate::jobs::model::plan::{ChunkDone, NewRun, newer_run_waits};
use crate::jobs::store::event::NewEvent;
use crate::jobs::{Action, BulkAction, BulkPlan, Force, Kind, PlannedJob, Service};
use crate::sql;
use std::collections::HashSet;

/// Status label of a job after `action`; `None` if the job is deleted or the action is not allowed.
pub(in crate::jobs) fn label_after(kind: Kind, from: &str, action: BulkAction, force: Force) -> Option<String> {
    let to = kind.transition(kind.status(from)?, action.action(), force)??;
    kind.labels(to).first().map(|label| label.to_string())
}

impl Service {
    pub(in crate::jobs) async fn try_others(
        &mut self,
        plan: &BulkPlan,
        kind: Kind,
        chunk: &[&PlannedJob],
        context: &OperationContext<'_>,
    ) -> std::result::Result<ChunkDone, SqlError> {
        let s = &self.session;
        let is_run = kind == Kind::TaskRun;
        let error = if kind == Kind::Ingest { "summary" } else { "error_message" };
        let lock = sql!(
            "{begin}; SELECT t.id, t.status, t.{error} AS error, {task} AS task, {is_waiting} AS is_waiting, {before} FROM {table} t \
             WHERE t.id IN ({ids}) ORDER BY t.id{lock}",
            begin = s.begin_work(),
            error = Name::of(error),
            task = if is_run { sql!("t.task_id") } else { sql!("NULL") },
            is_waiting = if is_run { newer_run_waits() } else { sql!("0") },
            before = self.before_columns(kind),
            table = Name::of(kind.table()),
            ids = Sql::list(chunk.iter().map(|job| &job.id)),
            lock = s.for_update(Locked::Wait)
        );
        let rows = self.session.fetch(&lock).await?;
        let (mut statements, mut events, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        let (mut tasks, mut new_runs) = (HashSet::new(), Vec::new());
        for row in rows {
            let (id, status): (String, String) = (row.get("id")?, row.get("status")?);
            if !chunk.iter().any(|p| p.id == id && p.native_status == status) {
                continue;
            }
            let Some(to) = label_after(kind, &status, plan.action, plan.force) else { continue };
            let task: Option<String> = row.get("task")?;
            if plan.action.action() == Action::Requeue
                && let Some(task) = task
            {
                // at most one new run per task
                if row.get("is_waiting")? || !tasks.insert(task) {
                    continue;
                }
                new_runs.push(NewRun { requeued: id.clone(), id: uuid::Uuid::now_v7().to_string() });
            }
            statements.extend(self.change(kind, plan.action, &id, new_runs.last().map(|run| run.id.as_str())));
            let mut detail = serde_json::Map::new();
            detail.extend(row.get::<Option<String>>("error")?.map(|text| (error.to_string(), text.into())));
            let new_run = new_runs.last().filter(|run| run.requeued == id);
            detail.extend(new_run.map(|run| ("new_run".to_string(), run.id.clone().into())));
            if new_run.is_none() && !context.keep.time.is_zero() {
                detail.insert("before".into(), before(kind, &row)?);
                detail.insert("kept_until".into(), (chrono::Utc::now() + context.keep.time).to_rfc3339().into());
            }
            events.push(NewEvent {
                from: Some(status),
                to: Some(to),
                operation: Some(context.operation.to_string()),
                reason: plan.reason.clone(),
                detail: (!detail.is_empty()).then(|| detail.into()),
                ..NewEvent::of(&id, plan.action.action())
            });
            changed.push(id);
        }
        let skipped: Vec<String> = chunk.iter().map(|j| j.id.clone()).filter(|id| !changed.contains(id)).collect();
        statements.extend((!events.is_empty()).then(|| self.insert_events(kind, &events)));
        statements.push(self.record_progress(context, kind, changed.iter().map(String::as_str), &skipped, &new_runs));
        statements.push(sql!("COMMIT"));
        self.session.execute(&Sql::batch(statements)).await?;
        Ok(ChunkDone { skipped, new_runs, archived_bytes: 0 })
    }

    /// Whether a newer run of the same task is pending or running, so that requeueing this run would be refused.
    pub async fn is_requeued_already(&mut self, run_id: &str) -> Result<bool> {
        let newer = newer_run_waits();
        let sql = sql!("SELECT {newer} AS newer FROM task_runs t WHERE t.id = {run_id}", newer, run_id);
        let doing = "searching for a newer run";
        Ok(first::<bool>(&self.session.fetch(&sql).await.doing(doing)?).doing(doing)?.unwrap_or(false))
    }

    /// The statements that apply `action` to one job; `new_run` is the id of the run to create for a requeued task run.
    fn change(&self, kind: Kind, action: BulkAction, id: &str, new_run: Option<&str>) -> Vec<Sql> {
        let now = self.session.now();
        let update = |change: Sql| vec![sql!("UPDATE {table} SET {change} WHERE id = {id}", table = Name::of(kind.table()), change, id)];
        let is_cancel = action == BulkAction::Cancel;
        match kind {
            Kind::Ingest if is_cancel => update(sql!("status = 'CANCELLED', end_date = {now}, updated_at = {now}", now)),
            Kind::Ingest => update(sql!("status = 'PENDING', percentage = 0, end_date = NULL, updated_at = {now}", now)),
            Kind::Processing if is_cancel => update(sql!("status = 'cancelled', completed_at = {now}", now)),
            Kind::Processing => update(sql!(
                "status = 'queued', progress = 0, processed_items = 0, processed_batches = 0, failed_batches = 0, current_phase = 'queued', \
                 completed_at = NULL, error_message = NULL, error_details = NULL"
            )),
            Kind::TaskRun if is_cancel => update(sql!("status = 'CANCELLED', completed_at = {now}, updated_at = {now}", now)),
            // the old run stays, as history
            Kind::TaskRun => vec![
                sql!(
                    "UPDATE tasks SET total_runs = COALESCE(total_runs, 0) + 1, updated_at = {now} \
                     WHERE id = (SELECT task_id FROM (SELECT task_id FROM task_runs WHERE id = {id}) old)",
                    now,
                    id
                ),
                sql!(
                    "INSERT INTO task_runs (id, task_id, run_number, status, plan) SELECT {run}, o.task_id, \
                     (SELECT max(n.run_number) + 1 FROM task_runs n WHERE n.task_id = o.task_id), 'PENDING', o.plan FROM task_runs o WHERE o.id = {id}",
                    run = new_run,
                    id
                ),
            ],
            // remote jobs are changed by `try_chunk`
            Kind::Remote => Vec::new(),
        }
    }
}
