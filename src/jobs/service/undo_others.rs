//! `undo` for the kinds of jobs that other applications process: their previous values are in the events.

use super::context::OperationContext;
use crate::db::{Locked, Name, Row, Sql};
use crate::error::SqlError;
use crate::jobs::model::undo::{UndoPlan, UndoneJob};
use crate::jobs::store::event::NewEvent;
use crate::jobs::{Action, Kind, Operation, Service, Status};
use crate::sql;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};

/// Status of an ingestion job that waits for remote jobs.
const WAITING: &str = "WAITING_FOR_REMOTE_WORKER";
/// Jobs that are read at once.
const CHUNK: usize = 500;

/// A job as the event of an operation has it.
pub(super) struct Recorded {
    id: String,
    /// Status that the operation set.
    to: Option<String>,
    /// The replaced values; `None` if they were not kept.
    before: Option<Map<String, Value>>,
    kept_until: Option<DateTime<Utc>>,
    /// The run that the requeue of a task run created.
    new_run: Option<String>,
}

impl Recorded {
    /// The job of an event with this detail.
    pub(super) fn of(id: String, to: Option<String>, detail: Value) -> Recorded {
        let before = detail["before"].as_object().cloned();
        let kept_until = detail["kept_until"].as_str().and_then(|time| time.parse().ok());
        Recorded { id, to, before, kept_until, new_run: detail["new_run"].as_str().map(String::from) }
    }

    /// Status after the undo.
    fn status_after(&self) -> Option<String> {
        self.before.as_ref()?.get("status")?.as_str().map(String::from)
    }

    /// Whether all previous times can be written.
    fn has_valid_times(&self, kind: Kind) -> bool {
        let is_valid = |name: &str| {
            let text = self.before.as_ref().and_then(|before| before.get(name)).and_then(Value::as_str);
            text.is_none_or(|text| DateTime::parse_from_rfc3339(text).is_ok())
        };
        changed(kind).iter().all(|column| if let Changed::Time(name) = column { is_valid(name) } else { true })
    }
}

/// A column that a bulk operation changes.
#[derive(Clone, Copy)]
enum Changed {
    Plain(&'static str),
    Time(&'static str),
}

/// Columns that a requeue or cancel of this kind changes, besides the time of the last change.
fn changed(kind: Kind) -> &'static [Changed] {
    use Changed::{Plain, Time};
    match kind {
        Kind::Ingest => &[Plain("status"), Plain("percentage"), Time("end_date")],
        Kind::Processing => &[
            Plain("status"),
            Plain("progress"),
            Plain("processed_items"),
            Plain("processed_batches"),
            Plain("failed_batches"),
            Plain("current_phase"),
            Time("completed_at"),
            Plain("error_message"),
            Plain("error_details"),
        ],
        Kind::TaskRun => &[Plain("status"), Time("completed_at")],
        Kind::Remote => &[],
    }
}

impl Service {
    /// The columns of a SELECT from `t` that a bulk operation changes, each named `before_` and its name.
    pub(in crate::jobs) fn before_columns(&self, kind: Kind) -> Sql {
        let column = |column: &Changed| {
            let name = match column {
                Changed::Plain(name) | Changed::Time(name) => *name,
            };
            let own = sql!("t.{name}", name = Name::of(name));
            let value = if matches!(column, Changed::Time(_)) { self.session.iso_time(own) } else { own };
            sql!("{value} AS {alias}", value, alias = Name::of(format!("before_{name}")))
        };
        Sql::list(changed(kind).iter().map(column))
    }

    /// The state of jobs of a kind since the operation.
    async fn since(
        &mut self,
        kind: Kind,
        operation: &str,
        jobs: &[&Recorded],
        is_locked: bool,
    ) -> std::result::Result<HashMap<String, Since>, SqlError> {
        let s = &self.session;
        let changed_tracks = match kind {
            Kind::Ingest => sql!(
                "t.percentage <> 0 OR EXISTS (SELECT 1 FROM job_events o WHERE o.job_id = t.id AND o.operation_id = {operation} AND {later} > 2)",
                operation,
                later = s.seconds_between("o.at", "t.updated_at")
            ),
            Kind::Processing => sql!("t.progress <> 0 OR t.completed_at IS NOT NULL"),
            Kind::TaskRun | Kind::Remote => sql!("1 = 0"),
        };
        let look = sql!(
            "SELECT t.id, t.status, CASE WHEN {changed} THEN 1 ELSE 0 END AS has_progress, \
             CASE WHEN EXISTS (SELECT 1 FROM job_events e JOIN job_events o ON o.job_id = e.job_id AND o.operation_id = {operation} \
             WHERE e.job_id = {id} AND e.kind = {kind} AND e.at >= o.at AND (e.operation_id IS NULL OR e.operation_id <> {operation})) \
             THEN 1 ELSE 0 END AS is_changed_since FROM {table} t WHERE t.id IN ({ids}) ORDER BY t.id{lock}",
            changed = changed_tracks,
            operation,
            id = s.id_as_text("t.id"),
            kind,
            table = Name::of(kind.table()),
            ids = Sql::list(jobs.iter().map(|job| &job.id)),
            lock = if is_locked { s.for_update(Locked::Wait) } else { Sql::default() }
        );
        let runs: Vec<&String> = jobs.iter().filter_map(|job| job.new_run.as_ref()).collect();
        let waiting = (!runs.is_empty()).then(|| {
            sql!(
                "SELECT t.id, t.status, CASE WHEN t.status <> 'PENDING' OR t.started_at IS NOT NULL THEN 1 ELSE 0 END AS has_progress, \
                 0 AS is_changed_since FROM task_runs t WHERE t.id IN ({runs}) ORDER BY t.id{lock}",
                runs = Sql::list(runs),
                lock = if is_locked { s.for_update(Locked::Wait) } else { Sql::default() }
            )
        });
        let mut since = HashMap::new();
        for row in self.session.fetch(&Sql::batch(std::iter::once(look).chain(waiting))).await? {
            since.insert(row.get("id")?, Since::of(&row)?);
        }
        Ok(since)
    }

    /// Adds jobs of other kinds to the plan.
    pub(super) async fn plan_others(
        &mut self,
        operation: &Operation,
        recorded: BTreeMap<Kind, Vec<Recorded>>,
        plan: &mut UndoPlan,
    ) -> std::result::Result<(), SqlError> {
        for (kind, jobs) in recorded {
            for chunk in jobs.chunks(CHUNK) {
                let chunk: Vec<&Recorded> = chunk.iter().collect();
                let since = self.since(kind, &operation.id, &chunk, false).await?;
                for job in chunk {
                    match standing(kind, job, &since) {
                        Ok((from, to)) => plan.jobs.push(UndoneJob { kind, id: job.id.clone(), from: Some(from), to }),
                        Err(why) => plan.refused.push((job.id.clone(), why)),
                    }
                }
            }
        }
        Ok(())
    }

    /// Restores jobs of another kind. Returns the ids of those that have changed since the plan.
    pub(super) async fn try_undo_others(
        &mut self,
        plan: &UndoPlan,
        kind: Kind,
        chunk: &[&UndoneJob],
        context: &OperationContext<'_>,
    ) -> std::result::Result<Vec<String>, SqlError> {
        let ids: Vec<&String> = chunk.iter().map(|job| &job.id).collect();
        let events = sql!(
            "{begin}; SELECT job_id, to_status, detail FROM job_events WHERE job_id IN ({ids}) AND kind = {kind} AND operation_id = {operation}",
            begin = self.session.begin_work(),
            ids = Sql::list(ids.iter().copied()),
            kind,
            operation = &plan.operation_id
        );
        let read = |row: &Row| {
            Ok::<_, SqlError>(Recorded::of(
                row.get("job_id")?,
                row.get("to_status")?,
                row.get::<Option<Value>>("detail")?.unwrap_or_default(),
            ))
        };
        let recorded: Vec<Recorded> = self.session.fetch(&events).await?.iter().map(read).collect::<std::result::Result<_, _>>()?;
        let all: Vec<&Recorded> = recorded.iter().collect();
        let since = self.since(kind, &plan.operation_id, &all, true).await?;
        let (mut statements, mut events, mut done, mut waiting) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for job in &all {
            let Ok((from, to)) = standing(kind, job, &since) else { continue };
            statements.push(self.restore(kind, job));
            waiting.extend((to == WAITING).then_some(&job.id));
            events.push(NewEvent {
                from: Some(from),
                to: Some(to),
                operation: Some(context.operation.to_string()),
                reason: plan.reason.clone(),
                detail: Some(serde_json::json!({"undoes": plan.operation_id})),
                ..NewEvent::of(&job.id, Action::Undo)
            });
            done.push(&job.id);
        }
        let skipped: Vec<String> = ids.into_iter().filter(|id| !done.contains(id)).cloned().collect();
        statements.extend((!events.is_empty()).then(|| self.insert_events(kind, &events)));
        statements.push(self.record_progress(context, kind, done.iter().map(|id| id.as_str()), &skipped, &[]));
        self.session.execute(&Sql::batch(statements)).await?;
        // their last remote job may have ended meanwhile
        for id in waiting {
            self.continue_ingestion(id, true, "").await?;
        }
        self.session.execute(&sql!("COMMIT")).await?;
        Ok(skipped)
    }

    /// The statement that restores one job; of a requeued task run, the one that cancels the new run.
    fn restore(&self, kind: Kind, job: &Recorded) -> Sql {
        let now = self.session.now();
        if let Some(run) = &job.new_run {
            return sql!("UPDATE task_runs SET status = 'CANCELLED', completed_at = {now}, updated_at = {now} WHERE id = {run}", now, run);
        }
        let before = job.before.as_ref();
        let set = |column: &Changed| {
            let (Changed::Plain(name) | Changed::Time(name)) = column;
            let value = before.and_then(|before| before.get(*name)).and_then(Value::as_str);
            let time = value.and_then(|text| DateTime::parse_from_rfc3339(text).ok()).map(|time| time.with_timezone(&Utc));
            let value = match (column, time) {
                (Changed::Time(_), Some(time)) => sql!("{time}", time),
                _ => sql!("{value}", value),
            };
            sql!("{name} = {value}", name = Name::of(*name), value)
        };
        let touched = if kind == Kind::Processing { Sql::default() } else { sql!(", updated_at = {now}", now) };
        sql!(
            "UPDATE {table} SET {set}{touched} WHERE id = {id}",
            table = Name::of(kind.table()),
            set = Sql::list(changed(kind).iter().map(set)),
            touched,
            id = &job.id
        )
    }
}

/// A job since the operation.
struct Since {
    status: String,
    has_progress: bool,
    is_changed: bool,
}

impl Since {
    fn of(row: &Row) -> std::result::Result<Since, SqlError> {
        Ok(Since { status: row.get("status")?, has_progress: row.get("has_progress")?, is_changed: row.get("is_changed_since")? })
    }
}

/// The status of a job now and after the undo, or why it can't be restored.
fn standing(kind: Kind, job: &Recorded, since: &HashMap<String, Since>) -> std::result::Result<(String, String), String> {
    let Some(now) = since.get(&job.id) else { return Err("it was deleted since".into()) };
    if let Some(run) = &job.new_run {
        return match since.get(run) {
            None => Err(format!("its new run {run} was deleted since")),
            Some(new) if new.has_progress => Err(format!("its new run {run} is {} now", new.status)),
            Some(_) if now.is_changed => Err("it was changed since".into()),
            Some(_) => Ok((now.status.clone(), now.status.clone())),
        };
    }
    let is_kept = job.kept_until.is_some_and(|until| until > Utc::now());
    let Some(to) = job.status_after().filter(|_| is_kept) else {
        return Err("its previous values are not kept (they expired, or --keep-for was 0)".into());
    };
    if job.to.as_ref() != Some(&now.status) {
        return Err(format!("it is {} now", now.status));
    }
    let is_waiting = job.to.as_deref().is_some_and(|to| to.eq_ignore_ascii_case("pending") || to == "queued");
    if now.is_changed || (is_waiting && now.has_progress) {
        return Err("it was changed since".into());
    }
    if kind.status(&to) == Some(Status::Processing) {
        return Err(format!("it was {to}, and its application may have stopped it: requeue it with: morag-db jobs requeue {}", job.id));
    }
    if !job.has_valid_times(kind) {
        return Err("a previous time can't be read".into());
    }
    Ok((now.status.clone(), to))
}

/// The values of a row read with [`Service::before_columns`].
pub(super) fn before(kind: Kind, row: &Row) -> std::result::Result<Value, SqlError> {
    let mut values = Map::new();
    for column in changed(kind) {
        let (Changed::Plain(name) | Changed::Time(name)) = column;
        let value: Option<String> = row.get(&format!("before_{name}"))?;
        values.insert((*name).into(), value.into());
    }
    Ok(values.into())
}
