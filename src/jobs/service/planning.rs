//! The plan of a bulk operation: the selected jobs, and those that the action excludes.

use crate::db::{Name, Row, Sql};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::model::plan::{BulkAction, BulkPlan, PlannedJob, Selection, newer_run_waits, refusal};
use crate::jobs::store::filter::columns;
use crate::jobs::{Action, Force, Kind, Service, Status};
use crate::sql;
use std::collections::HashSet;

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

/// The condition that the action is for a job in the status of `t`.
fn may_change(kind: Kind, action: BulkAction, force: Force) -> Sql {
    let for_it = Status::ALL.into_iter().filter(|status| kind.transition(*status, action.action(), force).is_some());
    let labels: Vec<&str> = for_it.flat_map(|status| kind.labels(status).iter().copied()).collect();
    sql!("t.status IN ({labels})", labels = Sql::list(labels))
}

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
                let mut conditions = conditions;
                // with a limit, jobs in other statuses don't take the place of those that the action is for
                if selection.limit.is_some() && selection.filter.statuses.is_empty() {
                    conditions.push(may_change(kind, action, force));
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
            let (failures, most): (Option<i64>, Option<i64>) = (row.get("failures")?, row.get("most")?);
            let job = PlannedJob {
                kind,
                id: row.get("id")?,
                native_status: row.get("status")?,
                claim_seq: row.get("claim_seq")?,
                failures: failures.unwrap_or_default(),
                ty: row.get("type")?,
                age_seconds: age.map(|seconds| seconds.max(0.0) as u64),
                error: row.get("error")?,
            };
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
}
