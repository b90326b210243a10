//! Repairs a failed migration on engines that can't roll back DDL: resume it, mark it as applied, or roll it back.

use super::apply;
use super::evidence::Evidence;
use super::history::History;
use super::known::{Known, Stream};
use super::loss::{Loss, droppable};
use super::records::Run;
use super::retried::fenced;
use super::steps::{self, Context, Direction};
use super::{Observer, baseline, journal};
use crate::consent::{Confirmed, Plan};
use crate::db::{RunLock, Session, Sql, Timeouts, Work};
use crate::error::{Doing, Error, Result};
use migration::Step;
use serde::Serialize;

/// Ways to repair a failed migration, except rolling back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Continue at the failed step; the catalog shows what is done.
    Resume,
    /// Record it as applied; the schema must be what it creates.
    MarkApplied,
}

/// Result of `migrate repair`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepairReport {
    /// The migration; `None` if there was nothing to repair.
    pub version: Option<String>,
    /// `resumed`, `marked_applied`, `rolled_back` or `nothing_to_repair`.
    pub outcome: &'static str,
}

/// Plan of `migrate repair --roll-back`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RollBackPlan {
    /// The database, without its password.
    pub target: String,
    /// Database name, which the user types to confirm.
    pub database: String,
    /// The environment stamp.
    pub environment: Option<String>,
    /// The migration.
    pub version: String,
    /// Steps to run; they undo only what the journal shows as done by this run.
    pub steps: Vec<String>,
    /// What is dropped.
    #[serde(flatten)]
    pub loss: Loss,
    /// Objects that the migration would have created but another tool created; they are kept.
    pub left_alone: Vec<String>,
}

impl Plan for RollBackPlan {
    fn database(&self) -> &str {
        &self.database
    }
}

/// Hint if a migration can't be marked as applied.
const REPAIR: &str = "go on with: morag-db migrate repair --resume; or, if another tool created the tables, forget this run \
     (morag-db migrate repair --roll-back, which leaves them alone) and take them over: morag-db migrate adopt --dry-run";

const NOTHING: RepairReport = RepairReport { version: None, outcome: "nothing_to_repair" };

async fn unfinished<'a>(session: &mut Session, known: &'a [Known]) -> Result<Option<(Run, &'a Known, History)>> {
    let history = History::read(session).await?;
    let Some(run) = history.runs.first().cloned() else { return Ok(None) };
    match known.iter().find(|k| k.version == run.version) {
        Some(migration) => Ok(Some((run, migration, history))),
        None => Err(Error::CheckFailed {
            reason: format!("migration {} is recorded as failed, but this binary and its site files do not know it", run.version),
            findings: vec![],
        }),
    }
}

/// Resumes a failed migration or marks it as applied.
pub async fn repair(
    session: &mut Session,
    known: &[Known],
    remedy: Remedy,
    timeouts: Timeouts,
    observer: &dyn Observer,
) -> Result<RepairReport> {
    if unfinished(session, known).await?.is_none() {
        return Ok(NOTHING);
    }
    session.prepare(Work::Migrations(timeouts)).await?;
    let mut lock = session.lock_run(timeouts).await?;
    let result = repair_locked(session, &mut lock, known, remedy, timeouts, observer).await;
    session.unlock_run(lock, result).await
}

async fn repair_locked(
    session: &mut Session,
    lock: &mut RunLock,
    known: &[Known],
    remedy: Remedy,
    timeouts: Timeouts,
    observer: &dyn Observer,
) -> Result<RepairReport> {
    let Some((run, migration, mut history)) = unfinished(session, known).await? else { return Ok(NOTHING) };
    let direction = if run.direction == "down" { Direction::Down } else { Direction::Up };
    match remedy {
        Remedy::Resume => {
            let context = Context { timeouts, observer, adopted: &[], first: &[], may_resume: true, pending: &[] };
            apply::run(session, lock, migration, direction, &mut history, &context).await?;
            Ok(RepairReport { version: Some(run.version), outcome: "resumed" })
        }
        Remedy::MarkApplied => {
            let guard = session.guard_connection(timeouts).await?;
            let mut missing = Vec::new();
            let steps = if direction == Direction::Up { &migration.up } else { migration.down.as_ref().unwrap_or(&migration.up) };
            for step in steps {
                if steps::is_done(session, step).await? == Some(false) {
                    missing.push(format!("not done: {}", step.name));
                }
            }
            if direction == Direction::Up && migration.stream == Stream::BuiltIn {
                missing.extend(baseline::drift_of(session, &migration.version).await?);
            }
            if !missing.is_empty() {
                let reason = format!("migration {} can't be marked as applied: the schema is not what it makes", run.version);
                return Err(Error::Differs { reason, findings: missing, next: REPAIR });
            }
            let record = match direction {
                Direction::Up => steps::record(&Sql::default(), migration, None),
                Direction::Down => steps::forget(&Sql::default(), &run.version),
            };
            end_run(session, lock, &run, record).await?;
            if let Some(guard) = guard {
                guard.close().await;
            }
            Ok(RepairReport { version: Some(run.version), outcome: "marked_applied" })
        }
    }
}

async fn end_run(session: &mut Session, lock: &mut RunLock, run: &Run, record: Sql) -> Result<()> {
    fenced(session, lock, &journal::end_of_run(run), vec![record, Evidence::forget(&run.version)], "recording the repair").await
}

/// Computes the plan of a rollback; `None` if there is nothing to repair. Reads only. Waits if the migration is still running.
pub async fn plan_roll_back(session: &mut Session, known: &[Known], timeouts: Timeouts) -> Result<Option<RollBackPlan>> {
    History::read(session).await?.when_settled(session, timeouts.lock).await?;
    let Some((run, migration, history)) = unfinished(session, known).await? else { return Ok(None) };
    let Some(down) = &migration.down else {
        return Err(Error::refused(
            format!("migration {} has no down section", run.version),
            "write one (-- migrate:down), or fix the schema by hand and use --mark-applied or --resume",
        ));
    };
    let (steps, left_alone) = to_roll_back(session, migration, down, &history).await?;
    let loss = Loss::of(session, &[migration], &history).await?;
    Ok(Some(RollBackPlan {
        target: session.url().to_string(),
        database: session.url().database_name(),
        environment: history.environment,
        version: run.version,
        steps: steps.into_iter().map(|step| step.name.clone()).collect(),
        loss,
        left_alone,
    }))
}

/// Returns the steps of `down` that undo what this run did, and the existing objects that it did not create.
async fn to_roll_back<'a>(
    session: &mut Session,
    migration: &Known,
    down: &'a [Step],
    history: &History,
) -> Result<(Vec<&'a Step>, Vec<String>)> {
    let ours = droppable(migration, history);
    let (mut steps, mut left_alone) = (Vec::new(), Vec::new());
    for step in down {
        match step.drops_object() {
            _ if steps::is_done(session, step).await? == Some(true) => {}
            Some(object) if !ours.contains(object) => left_alone.push(object.to_string()),
            _ => steps.push(step),
        }
    }
    Ok((steps, left_alone))
}

/// Rolls a failed migration back, as shown in the confirmed plan.
pub async fn roll_back(
    session: &mut Session,
    known: &[Known],
    confirmed: Confirmed<RollBackPlan>,
    timeouts: Timeouts,
) -> Result<RepairReport> {
    session.prepare(Work::Migrations(timeouts)).await?;
    let mut lock = session.lock_run(timeouts).await?;
    let result = roll_back_locked(session, &mut lock, known, confirmed.plan(), timeouts).await;
    session.unlock_run(lock, result).await
}

async fn roll_back_locked(
    session: &mut Session,
    lock: &mut RunLock,
    known: &[Known],
    plan: &RollBackPlan,
    timeouts: Timeouts,
) -> Result<RepairReport> {
    let Some((run, migration, history)) = unfinished(session, known).await?.filter(|(run, _, _)| run.version == plan.version) else {
        return Ok(NOTHING);
    };
    Loss::of(session, &[migration], &history).await?.refuse_more_than(&plan.loss)?;
    let guard = session.guard_connection(timeouts).await?;
    let down = migration.down.as_deref().unwrap_or_default();
    // a separate connection, so that session settings of a site's statements do not affect the record
    let mut own = if migration.stream == Stream::Site { Some(session.for_site_migration(timeouts).await?) } else { None };
    for step in to_roll_back(session, migration, down, &history).await?.0 {
        session.renew(lock).await?;
        own.as_mut()
            .unwrap_or(session)
            .execute(&Sql::script(&step.sql))
            .await
            .doing(format!("rolling back migration {}: {}", run.version, step.name))?;
    }
    if let Some(own) = own {
        own.close().await;
    }
    end_run(session, lock, &run, steps::forget(&Sql::default(), &run.version)).await?;
    if let Some(guard) = guard {
        guard.close().await;
    }
    Ok(RepairReport { version: Some(run.version), outcome: "rolled_back" })
}
