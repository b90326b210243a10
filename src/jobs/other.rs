//! Requeue and cancel for the kinds that other applications work on.

use super::event::NewEvent;
use super::{BulkAction, BulkPlan, BulkReport, Force, Kind, PlannedJob, Service};
use crate::db::jobs::Locked;
use crate::error::SqlError;

/// The label that a job has after `action`; `None` where it is gone.
pub(super) fn label_after(kind: Kind, from: &str, action: BulkAction, force: Force) -> Option<String> {
    let to = kind.transition(kind.status(from)?, action.action(), force)??;
    kind.labels(to).first().map(|label| label.to_string())
}

impl Service {
    pub(super) async fn try_others(
        &mut self,
        plan: &BulkPlan,
        kind: Kind,
        chunk: &[&PlannedJob],
        so_far: &BulkReport,
    ) -> std::result::Result<Vec<String>, SqlError> {
        let s = &self.session;
        let literals: Vec<String> = chunk.iter().map(|j| s.text(&j.id)).collect();
        let error = if kind == Kind::Ingest { "summary" } else { "error_message" };
        let lock = format!(
            "{}; SELECT id, status, {error} FROM {} WHERE id IN ({}) ORDER BY id{}",
            s.begin_work(),
            kind.table(),
            literals.join(", "),
            s.for_update(Locked::Wait)
        );
        let rows = self.session.query(&lock).await?;
        let (mut statements, mut events, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for mut row in rows {
            row.resize(3, None);
            let (id, status) = (row[0].take().unwrap_or_default(), row[1].take().unwrap_or_default());
            if !chunk.iter().any(|p| p.id == id && p.native_status == status) {
                continue;
            }
            let Some(to) = label_after(kind, &status, plan.action, plan.force) else { continue };
            statements.extend(self.other_sql(kind, plan.action, &id));
            events.push(NewEvent {
                from: Some(status),
                to: Some(to),
                operation: Some(so_far.operation_id.clone()),
                reason: plan.reason.clone(),
                detail: row[2].take().map(|text| serde_json::json!({ error: text })),
                ..NewEvent::of(&id, plan.action.action())
            });
            changed.push(id);
        }
        let skipped: Vec<String> = chunk.iter().map(|j| j.id.clone()).filter(|id| !changed.contains(id)).collect();
        statements.extend((!events.is_empty()).then(|| self.events_sql(kind, &events)));
        statements.push(self.progress_sql(so_far, changed.len(), skipped.len()));
        statements.push("COMMIT".into());
        self.session.execute(&statements.join("; ")).await?;
        Ok(skipped)
    }

    fn other_sql(&self, kind: Kind, action: BulkAction, id: &str) -> Vec<String> {
        let s = &self.session;
        let (row, now) = (s.text(id), s.backend().now());
        let update = |change: &str| vec![format!("UPDATE {} SET {change} WHERE id = {row}", kind.table())];
        let is_cancel = action == BulkAction::Cancel;
        match kind {
            Kind::Ingest if is_cancel => update(&format!("status = 'CANCELLED', end_date = {now}, updated_at = {now}")),
            Kind::Ingest => update(&format!("status = 'PENDING', percentage = 0, end_date = NULL, updated_at = {now}")),
            Kind::Processing if is_cancel => update(&format!("status = 'cancelled', completed_at = {now}")),
            Kind::Processing => update(
                "status = 'queued', progress = 0, processed_items = 0, processed_batches = 0, failed_batches = 0, current_phase = 'queued', \
                 completed_at = NULL, error_message = NULL, error_details = NULL",
            ),
            Kind::TaskRun if is_cancel => update(&format!("status = 'CANCELLED', completed_at = {now}, updated_at = {now}")),
            // the old run stays: it is the record of what happened
            Kind::TaskRun => {
                let task = format!("(SELECT task_id FROM (SELECT task_id FROM task_runs WHERE id = {row}) old)");
                vec![
                    format!("UPDATE tasks SET total_runs = COALESCE(total_runs, 0) + 1, updated_at = {now} WHERE id = {task}"),
                    format!(
                        "INSERT INTO task_runs (id, task_id, run_number, status, plan) SELECT '{}', o.task_id, \
                         (SELECT max(n.run_number) + 1 FROM task_runs n WHERE n.task_id = o.task_id), 'PENDING', o.plan FROM task_runs o WHERE o.id = {row}",
                        uuid::Uuid::now_v7()
                    ),
                ]
            }
            // remote jobs have a way of their own
            Kind::Remote => Vec::new(),
        }
    }
}
