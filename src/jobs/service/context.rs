//! What a transaction needs to know of the operation that it belongs to, and how it records its part.

use crate::db::Sql;
use crate::jobs::model::plan::NewRun;
use crate::jobs::model::undo::Keep;
use crate::jobs::{Kind, Service};
use crate::sql;
use std::collections::HashMap;

/// The operation that a transaction belongs to.
#[derive(Clone, Copy, Debug)]
pub(in crate::jobs) struct OperationContext<'a> {
    /// Id of the operation.
    pub operation: &'a str,
    /// What is kept for an undo.
    pub keep: Keep,
    /// The step of a canary.
    pub step: Option<&'a ReleasedStep>,
}

/// A step of a canary.
#[derive(Debug)]
pub(in crate::jobs) struct ReleasedStep {
    /// Number of the step.
    pub number: i64,
    /// Ids of the rows of `job_operation_jobs`, by kind and id of the job.
    pub rows: HashMap<(Kind, String), String>,
}

impl Service {
    /// The statements that record what a chunk has changed and skipped, for the chunk's transaction.
    pub(in crate::jobs) fn record_progress<'a>(
        &self,
        context: &OperationContext<'_>,
        kind: Kind,
        changed: impl IntoIterator<Item = &'a str>,
        skipped: &[String],
        new_runs: &[NewRun],
    ) -> Sql {
        let changed: Vec<&str> = changed.into_iter().collect();
        let mut statements = vec![sql!(
            "UPDATE job_operations SET changed = changed + {changed}, skipped = skipped + {skipped}, finished_at = {now} WHERE id = {operation}",
            changed = changed.len() as i64,
            skipped = skipped.len() as i64,
            now = self.session.now(),
            operation = context.operation
        )];
        let Some(step) = context.step else { return Sql::batch(statements) };
        let rows = |ids: &mut dyn Iterator<Item = &str>| -> Vec<String> {
            ids.filter_map(|id| step.rows.get(&(kind, id.to_string())).cloned()).collect()
        };
        let mut release = |ids: Vec<String>, watched: Sql| {
            if !ids.is_empty() {
                statements.push(sql!(
                    "UPDATE job_operation_jobs SET step = {number}, watched_id = {watched} WHERE {these}",
                    number = step.number,
                    watched,
                    these = self.session.is_one_of("id", &ids)
                ));
            }
        };
        let new_run = |id: &str| new_runs.iter().find(|run| run.requeued == id);
        release(rows(&mut changed.iter().copied().filter(|id| new_run(id).is_none())), sql!("job_id"));
        release(rows(&mut skipped.iter().map(String::as_str)), sql!("NULL"));
        for run in new_runs {
            release(rows(&mut std::iter::once(run.requeued.as_str())), sql!("{run}", run = &run.id));
        }
        Sql::batch(statements)
    }
}
