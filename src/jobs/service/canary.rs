//! `requeue --canary`: releases jobs in growing steps and watches each step to its end. The plan and the progress are in the
//! database, so that another process can go on after a kill.

use super::canary_record::{Record, json};
use super::context::{OperationContext, ReleasedStep};
use crate::consent::Confirmed;
use crate::db::Sql;
use crate::error::{Doing, Error, Result};
use crate::jobs::model::canary::{CanaryOptions, CanaryProgress, CanaryState, CanaryStatus, Outcomes, percentage};
use crate::jobs::model::plan::{BulkAction, BulkPlan, PlannedJob};
use crate::jobs::model::undo::Keep;
use crate::jobs::service::pacing::Pacing;
use crate::jobs::{Action, Kind, Service};
use crate::sql;
use std::time::{Duration, Instant};

/// Time after which another process may resume an operation whose process has not renewed its lease.
const LEASE: Duration = Duration::from_secs(30);
/// Interval at which the jobs of a step are looked at.
const POLL: Duration = Duration::from_millis(500);
/// Rows of the plan that are written in one statement.
const ROWS: usize = 500;

/// The right to carry an operation out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanaryRun {
    /// Id of the operation.
    pub operation_id: String,
    /// Token of the lease.
    runner: String,
}

impl Service {
    /// Records a confirmed requeue that runs in steps, and takes the lease for it. Nothing is released yet.
    pub async fn begin_canary(&mut self, confirmed: Confirmed<BulkPlan>, options: CanaryOptions) -> Result<CanaryRun> {
        let confirmed_by = confirmed.by();
        let plan = confirmed.into_plan();
        plan.refuse_without_reason()?;
        self.refuse_plan_of_another(&plan)?;
        if plan.action.action() != Action::Requeue {
            return Err(Error::configuration("only a requeue can run in steps"));
        }
        let run = CanaryRun { operation_id: uuid::Uuid::now_v7().to_string(), runner: uuid::Uuid::now_v7().to_string() };
        let doing = "recording the operation";
        let begin = sql!(
            "INSERT INTO job_operations (id, action, actor, reason, planned, filter, state, progress, runner, runner_until) \
             VALUES ({operation}, {action}, {actor}, {reason}, {planned}, {selection}, {state}, {progress}, {runner}, {until})",
            operation = &run.operation_id,
            action = plan.action.action().as_str(),
            actor = &self.actor,
            reason = plan.reason.as_deref(),
            planned = plan.jobs.len() as i64,
            selection = &serde_json::json!({
                "confirmed_by": confirmed_by, "force": plan.force, "filter": plan.filter, "action": plan.action,
            }),
            state = CanaryState::Preparing.as_str(),
            progress = &json(&CanaryProgress::new(options))?,
            runner = &run.runner,
            until = self.session.in_future(LEASE)
        );
        self.session.execute(&begin).await.doing(doing)?;
        let mut position = 0;
        for chunk in plan.jobs.chunks(ROWS) {
            let row = |(at, job): (usize, &PlannedJob)| {
                crate::values![
                    uuid::Uuid::now_v7(),
                    &run.operation_id,
                    (position + at) as i64,
                    job.kind.as_str(),
                    &job.id,
                    &job.native_status,
                    job.claim_seq,
                    if plan.action == BulkAction::RequeueFresh { 0 } else { job.failures },
                ]
            };
            let into = crate::into!(job_operation_jobs: Id, OperationId, Position, Kind, JobId, Status, ClaimSeq, Failures);
            let insert = Sql::insert(into, chunk.iter().enumerate().map(row));
            self.with_retries(async |s| s.session.execute(&insert).await).await.doing(doing)?;
            position += chunk.len();
        }
        let start = sql!(
            "UPDATE job_operations SET state = {running}, runner_until = {until} WHERE id = {operation} AND state = {preparing}",
            running = CanaryState::Running.as_str(),
            until = self.session.in_future(LEASE),
            operation = &run.operation_id,
            preparing = CanaryState::Preparing.as_str()
        );
        if self.with_retries(async |s| s.session.execute(&start).await).await.doing(doing)? == 0 {
            let advice = format!("see who aborted it with: morag-db jobs operations show {}", run.operation_id);
            return Err(Error::refused(format!("operation {} was aborted before it began; no job was changed", run.operation_id), advice));
        }
        Ok(run)
    }

    /// Takes the lease of an operation that was paused, stopped or interrupted; a stopped one goes on with a new first step.
    ///
    /// # Errors
    /// A process carries it out; it has ended; or it does not run in steps.
    pub async fn resume_canary(&mut self, operation: &str) -> Result<CanaryRun> {
        let status = self.canary_status(operation).await?;
        let id = &status.operation_id;
        if status.is_carried_out && status.state == CanaryState::Running {
            let advice =
                format!("if its process has ended, try again in 30 s; otherwise stop it with: morag-db jobs operations pause {id}");
            return Err(Error::refused(format!("operation {id} is carried out by another process, or was within the last 30 s"), advice));
        }
        if !status.state.is_open() {
            let advice = format!("see what it did with: morag-db jobs operations show {id}");
            return Err(Error::refused(format!("operation {id} can't be resumed: it is {}", status.state.as_str()), advice));
        }
        let mut progress = CanaryProgress { stopped_because: None, ..self.record_of(id).await?.progress };
        if status.state == CanaryState::Stopped {
            // the failed step is over: it is not watched again
            progress = CanaryProgress { step: progress.step, ..CanaryProgress::new(progress.options) };
        }
        let run = CanaryRun { operation_id: id.clone(), runner: uuid::Uuid::now_v7().to_string() };
        let take = sql!(
            "UPDATE job_operations SET state = {running}, progress = {progress}, runner = {runner}, runner_until = {until} \
             WHERE id = {id} AND state = {before} AND (state <> {running} OR runner_until IS NULL OR runner_until < {now})",
            running = CanaryState::Running.as_str(),
            progress = &json(&progress)?,
            runner = &run.runner,
            until = self.session.in_future(LEASE),
            id,
            before = status.state.as_str(),
            now = self.session.now()
        );
        let taken = self.with_retries(async |s| s.session.execute(&take).await).await.doing("resuming the operation")?;
        if taken == 0 {
            return Err(Error::stale(format!("another process has resumed operation {id}"), id));
        }
        Ok(run)
    }

    /// Releases and watches steps until the operation ends, stops or is paused. After each look at the jobs, calls `notice` with the
    /// number of jobs released and the outcomes of the current step. After a lost connection it can be called again on a new one.
    pub async fn run_canary(&mut self, run: &CanaryRun, notice: &mut (dyn FnMut(u64, Outcomes) + Send)) -> Result<CanaryStatus> {
        let id = &run.operation_id;
        let Record { action, force, reason, mut progress } = self.record_of(id).await?;
        let plan = BulkPlan {
            target: self.session.url().to_string(),
            database: self.database_name(),
            action,
            force,
            reason,
            filter: None,
            jobs: Vec::new(),
            refused: Vec::new(),
            unknown: Vec::new(),
        };
        let mut released = self.canary_counts(id).await?.0;
        loop {
            if progress.step_size > 0 {
                let Some(outcomes) = self.watch_step(run, &progress, released, notice).await? else { break };
                if outcomes.is_above(progress.options.max_failure_rate) {
                    let (failed, of) = (outcomes.failed, outcomes.completed + outcomes.failed + outcomes.open);
                    let limit = percentage(progress.options.max_failure_rate);
                    let why = format!("{failed} of {of} jobs of step {} failed, more than {limit} %", progress.step);
                    self.stop(run, progress, why).await?;
                    break;
                }
                if outcomes.open > 0 {
                    let why = format!("{} of the jobs of step {} did not end within the timeout", outcomes.open, progress.step);
                    self.stop(run, progress, why).await?;
                    break;
                }
            }
            if self.unreleased(id, 1).await?.is_empty() {
                self.set_state(run, CanaryState::Finished, &progress).await?;
                break;
            }
            progress.advance();
            if !self.set_state(run, CanaryState::Running, &progress).await? {
                break;
            }
            released += self.release_step(run, &plan, &progress).await?;
        }
        self.canary_status(id).await
    }

    /// Watches the jobs of the current step until they end, the limit is exceeded or the timeout is over. `None` if the operation was
    /// paused, aborted or taken over meanwhile.
    async fn watch_step(
        &mut self,
        run: &CanaryRun,
        progress: &CanaryProgress,
        released: u64,
        notice: &mut (dyn FnMut(u64, Outcomes) + Send),
    ) -> Result<Option<Outcomes>> {
        let begun = Instant::now();
        let mut watched = self.watched(&run.operation_id, Some(progress.step)).await?;
        let mut done = Outcomes::default();
        loop {
            let mut outcomes = self.look_at(&run.operation_id, &mut watched, &mut done).await?;
            notice(released, outcomes);
            if outcomes.open == 0 || outcomes.is_above(progress.options.max_failure_rate) || begun.elapsed() >= progress.options.timeout {
                // jobs that fail and are retried meanwhile count once
                outcomes = self.look_at(&run.operation_id, &mut watched, &mut done).await?;
                return Ok(Some(outcomes));
            }
            if !self.renew_canary(run).await? {
                return Ok(None);
            }
            tokio::time::sleep(POLL).await;
        }
    }

    /// Releases the jobs of the current step that are not released yet. Returns the number of changed jobs.
    async fn release_step(&mut self, run: &CanaryRun, plan: &BulkPlan, progress: &CanaryProgress) -> Result<u64> {
        let doing = "releasing jobs";
        let keep = Keep { time: progress.options.keep_for, ..Keep::default() };
        let planned = self.unreleased(&run.operation_id, progress.step_size).await?;
        let rows = planned.iter().map(|(row, job)| ((job.kind, job.id.clone()), row.clone())).collect();
        let step = ReleasedStep { number: progress.step, rows };
        let context = OperationContext { operation: &run.operation_id, keep, step: Some(&step) };
        let mut pacing = Pacing::start(progress.options.rate, self.session.smallest_chunk());
        let (mut done, mut released) = (0, 0);
        for kind in Kind::ALL {
            let jobs: Vec<&PlannedJob> = planned.iter().map(|(_, job)| job).filter(|job| job.kind == kind).collect();
            let mut rest = &jobs[..];
            while !rest.is_empty() {
                // paused between two transactions: the next step of `run_canary` sees it
                if !self.renew_canary(run).await? {
                    return Ok(released);
                }
                let (chunk, later) = rest.split_at(pacing.size().min(rest.len()));
                let begun = Instant::now();
                let skipped = self.with_retries(async |s| s.try_chunk(plan, kind, chunk, &context).await).await.doing(doing)?.skipped;
                let took = begun.elapsed();
                done += chunk.len();
                released += (chunk.len() - skipped.len()) as u64;
                rest = later;
                let pause = pacing.pause(done, chunk.len(), took, self.session.pause_after(took));
                if !rest.is_empty() {
                    tokio::time::sleep(pause).await;
                }
            }
        }
        self.make_room(keep.bytes).await.doing("deleting the oldest rows of the archive")?;
        Ok(released)
    }

    /// Renews the lease. False if the operation is not running any more, or another process has it.
    async fn renew_canary(&mut self, run: &CanaryRun) -> Result<bool> {
        let renew = sql!(
            "UPDATE job_operations SET runner_until = {until} WHERE id = {id} AND runner = {runner} AND state = {running}",
            until = self.session.in_future(LEASE),
            id = &run.operation_id,
            runner = &run.runner,
            running = CanaryState::Running.as_str()
        );
        Ok(self.with_retries(async |s| s.session.execute(&renew).await).await.doing("renewing the lease of the operation")? > 0)
    }

    /// Gives the lease back, so that another process can resume the operation at once.
    pub async fn release_canary(&mut self, run: &CanaryRun) -> Result<()> {
        let release = sql!(
            "UPDATE job_operations SET runner_until = NULL WHERE id = {id} AND runner = {runner} AND state = {running}",
            id = &run.operation_id,
            runner = &run.runner,
            running = CanaryState::Running.as_str()
        );
        self.with_retries(async |s| s.session.execute(&release).await).await.doing("releasing the lease of the operation").map(drop)
    }

    async fn stop(&mut self, run: &CanaryRun, progress: CanaryProgress, why: String) -> Result<()> {
        let progress = CanaryProgress { stopped_because: Some(why), ..progress };
        self.set_state(run, CanaryState::Stopped, &progress).await.map(drop)
    }

    /// Sets the state and the progress if the operation is running under this lease. Returns whether it is.
    async fn set_state(&mut self, run: &CanaryRun, state: CanaryState, progress: &CanaryProgress) -> Result<bool> {
        let set = sql!(
            "UPDATE job_operations SET state = {state}, progress = {progress}, runner_until = {until} \
             WHERE id = {id} AND runner = {runner} AND state = {running}",
            state = state.as_str(),
            progress = &json(progress)?,
            until = if state == CanaryState::Running { self.session.in_future(LEASE) } else { sql!("NULL") },
            id = &run.operation_id,
            runner = &run.runner,
            running = CanaryState::Running.as_str()
        );
        Ok(self.with_retries(async |s| s.session.execute(&set).await).await.doing("recording the state of the operation")? > 0)
    }
}
