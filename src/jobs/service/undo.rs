//! `undo`: restores the jobs of a bulk operation, if nobody has changed them since.

use super::context::OperationContext;
use super::pacing::Pacing;
use super::undone::Archived;
use crate::consent::Confirmed;
use crate::db::{Locked, Name, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::model::submission::same_id;
use crate::jobs::model::undo::{Keep, UndoPlan, UndoReport, UndoneJob};
use crate::jobs::store::archive::shared_columns;
use crate::jobs::store::event::{NewEvent, before_events_of};
use crate::jobs::store::failures::count_restored;
use crate::jobs::{Action, CanaryState, Kind, Operation, RemoteJob, Service};
use crate::sql;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::num::NonZeroU32;
use std::time::Instant;

/// Actions that can be undone.
const UNDONE: [Action; 4] = [Action::Requeue, Action::Cancel, Action::Purge, Action::Prioritise];
/// The reason where the archive has no row of the operation.
const NOT_KEPT: &str = "its previous row is not kept (it expired, or --keep-for was 0), or a later operation has changed the job";

impl Service {
    /// Computes the plan to undo an operation, given by its id or an id prefix; changes nothing.
    ///
    /// # Errors
    /// The operation does not exist, or is of a kind that can't be undone.
    pub async fn plan_undo(&mut self, operation: &str, reason: Option<String>) -> Result<UndoPlan> {
        let operation = self.operation(operation, 0).await?.0;
        refuse_others(&operation)?;
        if operation.is_carried_out && operation.state.is_some_and(|state| state == CanaryState::Running) {
            let advice = format!("pause or abort it first: morag-db jobs operations pause {}", operation.id);
            return Err(Error::refused(format!("operation {} is still being carried out", operation.id), advice));
        }
        let doing = "planning the undo";
        let earlier = self.undos_of(&operation.id).await?;
        let recorded = self.recorded(&operation.id, &earlier).await.doing(doing)?;
        let mut plan = UndoPlan {
            target: self.session.url().to_string(),
            database: self.database_name(),
            operation_id: operation.id.clone(),
            action: operation.action.clone(),
            reason,
            jobs: Vec::new(),
            refused: Vec::new(),
            undone_before: recorded.undone.len(),
        };
        let mut archived: HashMap<String, Archived> = HashMap::new();
        for row in self.session.fetch(&self.archived_jobs(&operation.id, None)).await.doing(doing)? {
            let one = Archived::of(&row).doing(doing)?;
            archived.insert(one.id.clone(), one);
        }
        for id in &recorded.remote {
            match archived.remove(id) {
                None => plan.refused.push((id.clone(), NOT_KEPT.into())),
                Some(one) => match one.refusal() {
                    Some(why) => plan.refused.push((one.id, why)),
                    None => plan.jobs.push(UndoneJob { kind: Kind::Remote, id: one.id, from: one.now, to: one.before }),
                },
            }
        }
        // their events went into the archive with them
        let moved = archived.into_values().filter(|one| one.now.is_none() && !recorded.undone.contains(&(Kind::Remote, one.id.clone())));
        plan.refused.extend(moved.map(|one| (one.id, "it was archived meanwhile".into())));
        self.plan_others(&operation, recorded.others, &mut plan).await.doing(doing)?;
        Ok(plan)
    }

    /// Ids of the operations that undid this one.
    async fn undos_of(&mut self, operation: &str) -> Result<Vec<String>> {
        let since = sql!("action = 'undo' AND id > {first}", first = before_events_of(operation));
        let all = self.operations_where(since, i32::MAX as usize).await?;
        let is_of = |undo: &Operation| undo.undoes.as_deref().is_some_and(|undone| same_id(undone, operation));
        Ok(all.into_iter().filter(is_of).map(|undo| undo.id).collect())
    }

    /// Applies a confirmed plan, at most `rate` jobs per second. After each chunk, calls `notice` with the number of jobs processed
    /// so far. If it is interrupted, a new plan has the remaining jobs.
    pub async fn undo(
        &mut self,
        confirmed: Confirmed<UndoPlan>,
        rate: Option<NonZeroU32>,
        notice: &mut (dyn FnMut(usize) + Send),
    ) -> Result<UndoReport> {
        let confirmed_by = confirmed.by();
        let plan = confirmed.into_plan();
        let operation = uuid::Uuid::now_v7().to_string();
        let begin = sql!(
            "INSERT INTO job_operations (id, action, actor, reason, planned, filter) \
             VALUES ({operation}, 'undo', {actor}, {reason}, {planned}, {selection})",
            operation = &operation,
            actor = &self.actor,
            reason = plan.reason.as_deref(),
            planned = plan.jobs.len() as i64,
            selection = &serde_json::json!({"confirmed_by": confirmed_by, "undoes": plan.operation_id})
        );
        self.session.execute(&begin).await.doing("recording the operation")?;
        let (mut changed, mut all_skipped) = (0, Vec::new());
        let context = OperationContext { operation: &operation, keep: Keep::default(), step: None };
        let mut pacing = Pacing::start(rate, self.session.smallest_chunk());
        for kind in Kind::ALL {
            let jobs: Vec<&UndoneJob> = plan.jobs.iter().filter(|job| job.kind == kind).collect();
            let mut rest = &jobs[..];
            while !rest.is_empty() {
                let (chunk, later) = rest.split_at(pacing.size().min(rest.len()));
                let begun = Instant::now();
                let skipped = self
                    .with_retries(async |s| match kind {
                        Kind::Remote => s.try_undo(&plan, chunk, &context).await,
                        _ => s.try_undo_others(&plan, kind, chunk, &context).await,
                    })
                    .await
                    .doing("undoing")?;
                let took = begun.elapsed();
                changed += chunk.len() - skipped.len();
                all_skipped.extend(skipped);
                let done = changed + all_skipped.len();
                notice(done);
                rest = later;
                let pause = pacing.pause(done, chunk.len(), took, self.session.pause_after(took));
                if !rest.is_empty() {
                    tokio::time::sleep(pause).await;
                }
            }
        }
        Ok(UndoReport {
            operation_id: operation,
            undoes: plan.operation_id,
            planned: plan.jobs.len(),
            changed,
            skipped: all_skipped,
            refused: plan.refused,
        })
    }

    /// Restores remote jobs. Returns the ids of those that have changed since the plan.
    async fn try_undo(
        &mut self,
        plan: &UndoPlan,
        chunk: &[&UndoneJob],
        context: &OperationContext<'_>,
    ) -> std::result::Result<Vec<String>, SqlError> {
        let ids: Vec<String> = chunk.iter().map(|job| job.id.clone()).collect();
        let live: HashMap<String, RemoteJob> = self.locked(&ids).await?.into_iter().map(|job| (job.id.clone(), job)).collect();
        let s = &self.session;
        let lock = sql!(
            "SELECT id FROM job_archive WHERE operation_id = {operation} AND {these} ORDER BY id{lock}",
            operation = &plan.operation_id,
            these = s.is_one_of("id", &ids),
            lock = s.for_update(Locked::Wait)
        );
        self.session.fetch(&lock).await?;
        let rows = self.session.fetch(&self.archived_jobs(&plan.operation_id, Some(&ids))).await?;
        let found: Vec<Archived> = rows.iter().map(Archived::of).collect::<std::result::Result<_, _>>()?;
        let back: Vec<&Archived> = found.iter().filter(|one| one.refusal().is_none()).collect();
        let changing: HashSet<&str> = back.iter().map(|one| one.id.as_str()).collect();
        let skipped: Vec<String> = ids.iter().filter(|id| !changing.contains(id.as_str())).cloned().collect();
        let progress = self.record_progress(context, Kind::Remote, back.iter().map(|one| one.id.as_str()), &skipped, &[]);
        if back.is_empty() {
            self.session.execute(&Sql::batch([progress, sql!("COMMIT")])).await?;
            return Ok(skipped);
        }
        let all: Vec<String> = back.iter().map(|one| one.id.clone()).collect();
        let failed = self.session.fetch(&self.failed_archived(&all)).await?;
        let counted = count_restored(&failed)?;
        let uncounted = self.uncount_failed(live.values().filter(|job| changing.contains(job.id.as_str())));
        let is_purge = plan.action == Action::Purge.as_str();
        let mut statements = vec![if is_purge { self.insert_archived(&all) } else { self.restore_archived(&all, &plan.action) }];
        let event = |one: &&Archived| {
            let job = live.get(&one.id);
            NewEvent {
                from: one.now.clone(),
                to: Some(one.before.clone()),
                claim_seq: job.map(|job| job.claim_seq),
                operation: Some(context.operation.to_string()),
                reason: plan.reason.clone(),
                detail: Some(serde_json::json!({"undoes": plan.operation_id})),
                ..NewEvent::of(&one.id, Action::Undo)
            }
        };
        statements.push(self.insert_events(Kind::Remote, &back.iter().map(event).collect::<Vec<_>>()));
        statements.extend(uncounted);
        statements.extend(counted);
        statements.push(sql!("DELETE FROM job_archive WHERE {these}", these = self.session.is_one_of("id", &all)));
        statements.push(progress);
        self.session.execute(&Sql::batch(statements)).await?;
        // an ingestion job may have waited for a job that has ended again
        let ended = back.iter().filter(|one| one.before == "completed").filter_map(|one| live.get(&one.id));
        let parents: BTreeSet<&String> = ended.filter(|job| job.has_ingestion).map(|job| &job.ingestion_task_id).collect();
        for parent in parents {
            self.continue_ingestion(parent, true, "").await?;
        }
        self.session.execute(&sql!("COMMIT")).await?;
        Ok(skipped)
    }

    /// The statement that creates purged jobs again.
    fn insert_archived(&self, ids: &[String]) -> Sql {
        sql!(
            "INSERT INTO remote_jobs (id, {columns}, failure_fingerprint) SELECT id, {columns}, {fingerprint} FROM job_archive WHERE {these}",
            columns = Sql::list(shared_columns().filter(|column| *column != fingerprint_column())),
            fingerprint = counted_fingerprint(),
            these = self.session.is_one_of("id", ids)
        )
    }

    /// The statement that sets jobs to their archived values; of an operation that set the priority, only the priority.
    fn restore_archived(&self, ids: &[String], action: &str) -> Sql {
        let set = |column: Name| {
            let archived =
                if column == fingerprint_column() { counted_fingerprint() } else { sql!("job_archive.{column}", column = &column) };
            sql!("{column} = (SELECT {archived} FROM job_archive WHERE job_archive.id = remote_jobs.id)", column, archived)
        };
        let is_priority = action == Action::Prioritise.as_str();
        let columns = shared_columns().filter(|column| !is_priority || *column == Name::of("priority"));
        let these = self.session.is_one_of("id", ids);
        sql!("UPDATE remote_jobs SET {set} WHERE {these}", set = Sql::list(columns.map(set)), these)
    }
}

fn fingerprint_column() -> Name {
    Name::of("failure_fingerprint")
}

/// The archived fingerprint of a job that counts as failed; the fingerprint of another one is a leftover of an old client.
fn counted_fingerprint() -> Sql {
    sql!("CASE WHEN job_archive.status IN ('failed', 'timeout') THEN job_archive.failure_fingerprint END")
}

fn refuse_others(operation: &Operation) -> Result<()> {
    if UNDONE.iter().any(|action| action.as_str() == operation.action) {
        return Ok(());
    }
    let advice = match operation.action.as_str() {
        "undo" => "repeat the operation that it undid",
        "pause" | "resume" | "limits set" | "limits clear" => "change it with: morag-db jobs pause, resume or limits",
        _ => "list the operations with: morag-db jobs audit",
    };
    let names: Vec<&str> = UNDONE.iter().map(|action| action.as_str()).collect();
    Err(Error::refused(
        format!("operation {} is of kind {}: only {} can be undone", operation.id, operation.action, names.join(", ")),
        advice,
    ))
}
