//! Operators' bulk operations: requeue, cancel and purge. A plan is computed first; applying it changes only jobs
//! that still are as planned, in chunks short enough that workers can keep claiming.

use super::other;
use super::sweep::Cleared;
use crate::consent::Confirmed;
use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::model::plan::{BulkAction, BulkPlan, BulkReport, ChunkDone, PlannedJob, Selection, newer_run_waits, refusal};
use crate::jobs::store::event::NewEvent;
use crate::jobs::store::filter::columns;
use crate::jobs::{Action, Force, Kind, RemoteJob, Service, Status};
use crate::sql;
use std::collections::{HashMap, HashSet};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// Maximum rows per transaction; fewer if they take longer than `CHUNK_TIME`.
const CHUNK: usize = 500;
/// Intended duration of a transaction, for which other sessions may have to wait.
const CHUNK_TIME: Duration = Duration::from_millis(8);
/// A job that an action may apply to.
struct Candidate {
    job: PlannedJob,
    /// Failures so far and the maximum; only remote jobs count failures.
    failures: Option<(i64, i64)>,
    /// Whether it was already requeued and the new run has not ended.
    is_waiting: bool,
    created_at: Option<String>,
}

/// Maximum characters of an error in a plan.
const ERROR_START: usize = 160;

impl Service {
    /// Computes the plan of an operation; changes nothing.
    pub async fn plan(&mut self, action: BulkAction, selection: &Selection, force: Force, reason: Option<String>) -> Result<BulkPlan> {
        let mut plan = BulkPlan {
            target: self.session.url().to_string(),
            database: self.database_name(),
            action,
            force,
            reason,
            filter: if selection.ids.is_empty() { serde_json::to_value(&selection.filter).ok() } else { None },
            jobs: Vec::new(),
            refused: Vec::new(),
            unknown: Vec::new(),
        };
        let is_possible = |kind: Kind| Status::ALL.into_iter().any(|s| kind.transition(s, action.action(), force).is_some());
        let asked_for = &selection.filter.kinds;
        if !asked_for.is_empty() && !asked_for.iter().copied().any(is_possible) {
            let possible: Vec<&str> = Kind::ALL.into_iter().filter(|kind| is_possible(*kind)).map(Kind::as_str).collect();
            let (verb, asked_for) = (action.action().as_str(), asked_for.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(", "));
            let reason = format!("there is no {verb} for jobs of kind {asked_for}: it is for {}", possible.join(", "));
            return Err(Error::configuration(reason));
        }
        let mut found: Vec<Candidate> = Vec::new();
        if selection.ids.is_empty() {
            let same_failure = self.jobs_of_fingerprint(&selection.filter).await?;
            for kind in Kind::ALL {
                let Some(conditions) = selection.filter.conditions(self, kind, same_failure.as_deref())? else { continue };
                // no query for a kind that does not have this transition
                if !is_possible(kind) {
                    continue;
                }
                found.extend(self.candidates(kind, conditions, selection.limit).await?);
            }
            // jobs without a creation time come last, as in a list
            found.sort_by(|a, b| (a.created_at.is_none(), &a.created_at).cmp(&(b.created_at.is_none(), &b.created_at)));
        } else {
            for id in &selection.ids {
                match self.resolve(id).await {
                    Ok(line) => {
                        let this = sql!("t.id = {id}", id = &line.id);
                        found.extend(self.candidates(line.kind, vec![this], None).await?)
                    }
                    Err(Error::NotFound { .. }) => plan.unknown.push(id.clone()),
                    Err(error) => return Err(error),
                }
            }
            // a prefix and the whole id may name the same job
            let mut seen = HashSet::new();
            found.retain(|candidate| seen.insert((candidate.job.kind, candidate.job.id.clone())));
        }
        found.truncate(selection.limit.unwrap_or(usize::MAX));
        for Candidate { job, failures, is_waiting, .. } in found {
            let waits =
                (is_waiting && plan.action.action() == Action::Requeue).then(|| "a newer run of its task has not ended".to_string());
            match waits.or_else(|| refusal(&plan, &job, failures)) {
                Some(why) => plan.refused.push((job.id, why)),
                None => plan.jobs.push(job),
            }
        }
        Ok(plan)
    }

    /// Jobs of one kind, oldest first, at most `limit`.
    async fn candidates(&mut self, kind: Kind, conditions: Vec<Sql>, limit: Option<usize>) -> Result<Vec<Candidate>> {
        let condition = Sql::all_of(conditions);
        let counters = Sql::constant(if kind == Kind::Remote {
            "COALESCE(t.claim_seq, 0) AS claim_seq, COALESCE(t.retry_count, 0) AS failures, COALESCE(t.max_retries, 3) AS most"
        } else {
            "0 AS claim_seq, NULL AS failures, NULL AS most"
        });
        let c = columns(kind);
        let is_waiting = if kind == Kind::TaskRun { newer_run_waits() } else { sql!("0") };
        // two queries, each in index order: NULL sorts first on some engines and last on others
        let half = |part: &'static str| {
            sql!(
                "SELECT t.id, t.status, {counters}, {ty} AS type, {age} AS age, SUBSTR({error}, 1, {most}) AS error, {is_waiting} AS is_waiting, \
                 {created} AS created FROM {table} t WHERE {condition} AND t.created_at {part} ORDER BY t.created_at, t.id{limit}",
                counters = &counters,
                ty = Sql::constant(c.ty.unwrap_or("NULL")),
                age = self.session.age_seconds("t.created_at"),
                error = Sql::constant(c.error),
                most = Sql::number(ERROR_START as u64),
                is_waiting = &is_waiting,
                created = self.session.iso_time("t.created_at"),
                table = Name::of(kind.table()),
                condition = &condition,
                part = Sql::constant(part),
                limit = limit.map_or(Sql::default(), |n| sql!(" LIMIT {n}", n = Sql::number(n as u64)))
            )
        };
        let candidate = |row: &Row| {
            let age: Option<f64> = row.get("age")?;
            let job = PlannedJob {
                kind,
                id: row.get("id")?,
                native_status: row.get("status")?,
                claim_seq: row.get("claim_seq")?,
                ty: row.get("type")?,
                age_seconds: age.map(|seconds| seconds.max(0.0) as u64),
                error: row.get("error")?,
            };
            let (failures, most): (Option<i64>, Option<i64>) = (row.get("failures")?, row.get("most")?);
            Ok(Candidate { job, failures: failures.zip(most), is_waiting: row.get("is_waiting")?, created_at: row.get("created")? })
        };
        let sql = Sql::batch([half("IS NOT NULL"), half("IS NULL")]);
        let rows = self.session.fetch(&sql).await.doing("planning")?;
        rows.iter().map(candidate).collect::<std::result::Result<_, SqlError>>().doing("planning")
    }

    /// Refuses a plan that was computed on another database.
    pub fn refuse_plan_of_another(&self, plan: &BulkPlan) -> Result<()> {
        if plan.target != self.session.url().to_string() {
            return Err(Error::refused(
                format!("this plan is for {}, not for {}", plan.target, self.session.url()),
                "connect to the database that it was made on",
            ));
        }
        Ok(())
    }

    /// Applies a confirmed plan, at most `rate` jobs per second. After each chunk, calls `notice` with the number of jobs
    /// processed so far.
    pub async fn apply(
        &mut self,
        confirmed: Confirmed<BulkPlan>,
        rate: Option<NonZeroU32>,
        notice: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BulkReport> {
        let confirmed_by = confirmed.by();
        let mut plan = confirmed.into_plan();
        plan.refuse_without_reason()?;
        let mut seen = HashSet::new();
        plan.jobs.retain(|job| seen.insert((job.kind, job.id.clone())));
        self.refuse_plan_of_another(&plan)?;
        let operation = uuid::Uuid::now_v7().to_string();
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
            ..BulkReport::default()
        };
        let (start, mut size) = (Instant::now(), 50);
        for kind in Kind::ALL {
            let jobs: Vec<&PlannedJob> = plan.jobs.iter().filter(|j| j.kind == kind).collect();
            let mut rest = &jobs[..];
            while !rest.is_empty() {
                let most = rate.map_or(CHUNK, |rate| (rate.get() as usize).min(CHUNK));
                let (chunk, later) = rest.split_at(size.clamp(1, most).min(rest.len()));
                let begun = Instant::now();
                let done = self.with_retries(async |s| s.try_chunk(&plan, kind, chunk, &report).await).await.doing("changing jobs")?;
                let took = begun.elapsed();
                report.changed += chunk.len() - done.skipped.len();
                report.skipped.extend(done.skipped);
                report.new_runs.extend(done.new_runs);
                let done = report.changed + report.skipped.len();
                notice(done);
                let fitting = chunk.len() as f64 * CHUNK_TIME.as_secs_f64() / took.as_secs_f64().max(1e-6);
                size = (fitting as usize).clamp(size / 2, size * 2).clamp(10, CHUNK);
                rest = later;
                if !rest.is_empty() {
                    let due = rate.map_or(0.0, |rate| done as f64 / f64::from(rate.get()));
                    let until_due = Duration::from_secs_f64(due).saturating_sub(start.elapsed());
                    tokio::time::sleep(until_due.max(self.session.pause_after(took))).await;
                }
            }
        }
        Ok(report)
    }

    /// The statement that adds a chunk's changed and skipped jobs to the operation's record, for the chunk's transaction.
    pub(in crate::jobs) fn record_progress(&self, so_far: &BulkReport, changed: usize, skipped: usize) -> Sql {
        sql!(
            "UPDATE job_operations SET changed = {changed}, skipped = {skipped}, finished_at = {now} WHERE id = {operation}",
            changed = (so_far.changed + changed) as i64,
            skipped = (so_far.skipped.len() + skipped) as i64,
            now = self.session.now(),
            operation = &so_far.operation_id
        )
    }

    async fn try_chunk(
        &mut self,
        plan: &BulkPlan,
        kind: Kind,
        chunk: &[&PlannedJob],
        so_far: &BulkReport,
    ) -> std::result::Result<ChunkDone, SqlError> {
        if kind != Kind::Remote {
            return self.try_others(plan, kind, chunk, so_far).await;
        }
        let ids: Vec<String> = chunk.iter().map(|j| j.id.clone()).collect();
        let live = self.locked(&ids).await?;
        let planned: HashMap<&str, &PlannedJob> = chunk.iter().map(|p| (p.id.as_str(), *p)).collect();
        let is_as_planned =
            |job: &&RemoteJob| planned.get(job.id.as_str()).is_some_and(|p| p.native_status == job.status && p.claim_seq == job.claim_seq);
        let changing: Vec<&RemoteJob> = live.iter().filter(is_as_planned).collect();
        let found: HashSet<&str> = changing.iter().map(|job| job.id.as_str()).collect();
        let skipped: Vec<String> = ids.into_iter().filter(|id| !found.contains(id.as_str())).collect();
        let progress = self.record_progress(so_far, changing.len(), skipped.len());
        if changing.is_empty() {
            self.session.execute(&Sql::batch([progress, sql!("COMMIT")])).await?;
            return Ok(ChunkDone { skipped, ..ChunkDone::default() });
        }
        let mut statements = Vec::new();
        let all: Vec<String> = changing.iter().map(|job| job.id.clone()).collect();
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
            operation: Some(so_far.operation_id.clone()),
            reason: plan.reason.clone(),
            detail: what_goes(job, plan.action),
            ..NewEvent::of(&job.id, plan.action.action())
        };
        statements.push(self.insert_events(Kind::Remote, &changing.iter().map(event).collect::<Vec<_>>()));
        statements.extend(self.uncount_failed(changing.iter().copied().filter(|_| ends_failure(plan.action))));
        statements.push(progress);
        statements.push(sql!("COMMIT"));
        self.session.execute(&Sql::batch(statements)).await?;
        Ok(ChunkDone { skipped, ..ChunkDone::default() })
    }
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
