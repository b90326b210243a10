//! Operators' bulk operations: requeue, cancel and purge. A plan is computed first; applying it changes only jobs
//! that still are as planned, in chunks short enough that workers can keep claiming.

use super::context::OperationContext;
use super::other;
use super::pacing::Pacing;
use super::sweep::Cleared;
use crate::consent::Confirmed;
use crate::db::Sql;
use crate::error::{Doing, Result, SqlError};
use crate::jobs::model::plan::{BulkAction, BulkPlan, BulkReport, ChunkDone, PlannedJob};
use crate::jobs::model::undo::Keep;
use crate::jobs::store::event::NewEvent;
use crate::jobs::{Kind, RemoteJob, Service};
use crate::sql;
use std::collections::{HashMap, HashSet};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// Expired rows of the archive that an operation deletes before it begins, about.
const EXPIRED: u64 = 5_000;

/// How a bulk operation is carried out.
#[derive(Clone, Copy, Debug, Default)]
pub struct ApplyOptions {
    /// Maximum number of jobs per second.
    pub rate: Option<NonZeroU32>,
    /// What is kept for an undo.
    pub keep: Keep,
    /// Id of the operation; a new one if there is none.
    pub id: Option<uuid::Uuid>,
}

impl Service {
    /// Applies a confirmed plan. After each chunk, calls `notice` with the number of jobs
    /// processed so far.
    pub async fn apply(
        &mut self,
        confirmed: Confirmed<BulkPlan>,
        options: ApplyOptions,
        notice: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BulkReport> {
        let confirmed_by = confirmed.by();
        let mut plan = confirmed.into_plan();
        plan.refuse_without_reason()?;
        let mut seen = HashSet::new();
        plan.jobs.retain(|job| seen.insert((job.kind, job.id.clone())));
        self.refuse_plan_of_another(&plan)?;
        let archives = !options.keep.time.is_zero() && plan.jobs.iter().any(|job| job.kind == Kind::Remote);
        let mut archived_bytes = if archives { self.room_in_archive().await.doing("deleting expired rows of the archive")? } else { 0 };
        let operation = options.id.unwrap_or_else(uuid::Uuid::now_v7).to_string();
        let begin = sql!(
            "INSERT INTO job_operations (id, action, actor, reason, planned, filter) \
             VALUES ({operation}, {action}, {actor}, {reason}, {planned}, {selection})",
            operation = &operation,
            action = plan.action.action().as_str(),
            actor = &self.actor,
            reason = plan.reason.as_deref(),
            planned = plan.jobs.len() as i64,
            selection = &serde_json::json!({"confirmed_by": confirmed_by, "force": plan.force, "filter": plan.filter})
        );
        self.session.execute(&begin).await.doing("recording the operation")?;
        let mut report = BulkReport {
            operation_id: operation.clone(),
            planned: plan.jobs.len(),
            refused: plan.refused.clone(),
            unknown: plan.unknown.clone(),
            kept_for_seconds: options.keep.time.as_secs(),
            ..BulkReport::default()
        };
        let context = OperationContext { operation: &operation, keep: options.keep, step: None };
        let mut pacing = Pacing::start(options.rate, self.session.smallest_chunk());
        for kind in Kind::ALL {
            let jobs: Vec<&PlannedJob> = plan.jobs.iter().filter(|j| j.kind == kind).collect();
            let mut rest = &jobs[..];
            while !rest.is_empty() {
                let (chunk, later) = rest.split_at(pacing.size().min(rest.len()));
                let begun = Instant::now();
                let done = self.with_retries(async |s| s.try_chunk(&plan, kind, chunk, &context).await).await.doing("changing jobs")?;
                let took = begun.elapsed();
                report.changed += chunk.len() - done.skipped.len();
                report.skipped.extend(done.skipped);
                report.new_runs.extend(done.new_runs);
                notice(report.changed + report.skipped.len());
                archived_bytes += done.archived_bytes;
                if archived_bytes > options.keep.bytes {
                    self.make_room(options.keep.bytes).await.doing("deleting the oldest rows of the archive")?;
                    archived_bytes = self.archived_bytes().await.doing("looking how full the archive is")?;
                }
                rest = later;
                let pause = pacing.pause(report.changed + report.skipped.len(), chunk.len(), took, self.session.pause_after(took));
                if !rest.is_empty() {
                    tokio::time::sleep(pause).await;
                }
            }
        }
        if archives {
            report.kept_jobs = self.kept_jobs(&operation).await.doing("counting the archived jobs")?;
        }
        Ok(report)
    }

    /// Deletes some expired rows of the archive. Returns the size of the others.
    async fn room_in_archive(&mut self) -> std::result::Result<u64, SqlError> {
        self.prune_expired(EXPIRED).await?;
        self.archived_bytes().await
    }

    pub(in crate::jobs) async fn try_chunk(
        &mut self,
        plan: &BulkPlan,
        kind: Kind,
        chunk: &[&PlannedJob],
        context: &OperationContext<'_>,
    ) -> std::result::Result<ChunkDone, SqlError> {
        if kind != Kind::Remote {
            return self.try_others(plan, kind, chunk, context).await;
        }
        let ids: Vec<String> = chunk.iter().map(|j| j.id.clone()).collect();
        let live = self.locked(&ids).await?;
        let planned: HashMap<&str, &PlannedJob> = chunk.iter().map(|p| (p.id.as_str(), *p)).collect();
        let is_as_planned =
            |job: &&RemoteJob| planned.get(job.id.as_str()).is_some_and(|p| p.native_status == job.status && p.claim_seq == job.claim_seq);
        let changing: Vec<&RemoteJob> = live.iter().filter(is_as_planned).collect();
        let found: HashSet<&str> = changing.iter().map(|job| job.id.as_str()).collect();
        let skipped: Vec<String> = ids.into_iter().filter(|id| !found.contains(id.as_str())).collect();
        let progress = self.record_progress(context, kind, changing.iter().map(|job| job.id.as_str()), &skipped, &[]);
        if changing.is_empty() {
            self.session.execute(&Sql::batch([progress, sql!("COMMIT")])).await?;
            return Ok(ChunkDone { skipped, ..ChunkDone::default() });
        }
        let all: Vec<String> = changing.iter().map(|job| job.id.clone()).collect();
        let mut statements = self.archive(&all, context.operation, plan.action.action(), context.keep);
        let s = &self.session;
        let these = s.is_one_of("id", &all);
        match plan.action {
            BulkAction::Requeue | BulkAction::RequeueFresh => {
                let is_fresh = plan.action == BulkAction::RequeueFresh;
                let cleared = if is_fresh { Cleared::OutcomeAndFailures } else { Cleared::Outcome };
                statements.push(self.back_to_pending(&all, Duration::ZERO, cleared));
            }
            BulkAction::Cancel => {
                let now = s.now();
                statements.push(sql!("UPDATE remote_jobs SET status = 'cancelled', completed_at = {now} WHERE {these}", now, these))
            }
            BulkAction::Purge => statements.push(sql!("DELETE FROM remote_jobs WHERE {these}", these)),
            BulkAction::Prioritise(priority) => {
                statements.push(sql!("UPDATE remote_jobs SET priority = {priority} WHERE {these}", priority, these))
            }
        }
        let event = |job: &&RemoteJob| NewEvent {
            from: Some(job.status.clone()),
            to: other::label_after(Kind::Remote, &job.status, plan.action, plan.force),
            claim_seq: Some(job.claim_seq),
            worker_id: job.worker_id.clone(),
            operation: Some(context.operation.to_string()),
            reason: plan.reason.clone(),
            detail: what_goes(job, plan.action),
            ..NewEvent::of(&job.id, plan.action.action())
        };
        statements.push(self.insert_events(Kind::Remote, &changing.iter().map(event).collect::<Vec<_>>()));
        statements.extend(self.uncount_failed(changing.iter().copied().filter(|_| ends_failure(plan.action))));
        statements.push(progress);
        statements.push(sql!("COMMIT"));
        self.session.execute(&Sql::batch(statements)).await?;
        let archived_bytes = if context.keep.time.is_zero() { 0 } else { changing.iter().map(|job| approximate_size(job)).sum() };
        Ok(ChunkDone { skipped, archived_bytes, ..ChunkDone::default() })
    }
}

/// Approximate size of a job's row in the archive, in bytes.
fn approximate_size(job: &RemoteJob) -> u64 {
    let result = job.result_data.as_ref().map_or(0, |result| result.to_string().len());
    let options = job.task_options.to_string().len();
    (300 + job.source_file_path.len() + options + result + job.error_message.as_ref().map_or(0, String::len)) as u64
}

/// Whether a job that is counted as failed no longer is after `action`.
fn ends_failure(action: BulkAction) -> bool {
    matches!(action, BulkAction::Requeue | BulkAction::RequeueFresh | BulkAction::Purge)
}

/// The error and result that `action` removes from the row, to be recorded in the event.
fn what_goes(job: &RemoteJob, action: BulkAction) -> Option<serde_json::Value> {
    if let BulkAction::Prioritise(priority) = action {
        return Some(serde_json::json!({"priority": {"from": job.priority, "to": priority}}));
    }
    let is_lost = action != BulkAction::Cancel && (job.result_data.is_some() || job.error_message.is_some());
    is_lost.then(|| serde_json::json!({"error_message": job.error_message, "result_data": job.result_data}))
}
