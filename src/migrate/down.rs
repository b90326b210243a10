//! Undoes migrations, newest first. Undoing loses data, so `down` takes a confirmed plan.

use super::apply;
use super::history::History;
use super::known::Known;
use super::loss::Loss;
use super::plan::{Target, same_version};
use super::steps::{Context, Direction};
use super::up::{AppliedNow, RunReport, assess_settled, check_history, status};
use super::{Event, Observer, Tolerance};
use crate::consent::{Confirmed, Plan};
use crate::db::{Session, Timeouts, Work};
use crate::error::{Error, Result};
use serde::Serialize;
use std::time::Duration;

/// Plan of `migrate down`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DownPlan {
    /// The database, without its password.
    pub target: String,
    /// Database name, which the user types to confirm.
    pub database: String,
    /// The environment stamp.
    pub environment: Option<String>,
    /// Versions and descriptions, in the order of undoing.
    pub migrations: Vec<(String, String)>,
    /// What is dropped.
    #[serde(flatten)]
    pub loss: Loss,
}

impl Plan for DownPlan {
    fn database(&self) -> &str {
        &self.database
    }
}

/// Computes the plan of `migrate down`. Reads only. Waits up to `timeout` for another process that migrates.
pub async fn plan_down(session: &mut Session, known: &[Known], target: &Target, timeout: Duration) -> Result<DownPlan> {
    let history = History::read(session).await?.when_settled(session, timeout).await?;
    let (history, assessment) = assess_settled(session, known, history).await?;
    check_history(&assessment, &history, Tolerance { out_of_order: true, newer: false })?;
    let migrations = to_undo(known, &history, target)?;
    if let Some(stuck) = migrations.iter().find(|k| k.down.is_none()) {
        return Err(Error::refused(
            format!("migration {} has no down section", stuck.version),
            "write one (-- migrate:down), or restore a backup",
        ));
    }
    let loss = Loss::of(session, &migrations, &history).await?;
    Ok(DownPlan {
        loss,
        target: session.url().to_string(),
        database: session.url().database_name(),
        environment: history.environment.clone(),
        migrations: migrations.iter().map(|k| (k.version.clone(), k.description.clone())).collect(),
    })
}

/// Undoes `versions` in the given order; the caller holds the lock.
pub(crate) async fn undo_under_lock(
    session: &mut Session,
    lock: &mut crate::db::RunLock,
    known: &[Known],
    versions: &[String],
    timeouts: Timeouts,
    observer: &dyn Observer,
) -> Result<()> {
    let mut history = History::read(session).await?;
    let context = Context { timeouts, observer, adopted: &[], first: &[], may_resume: true, pending: &[] };
    for migration in versions.iter().filter_map(|v| known.iter().find(|k| k.version == *v)) {
        apply::run(session, lock, migration, Direction::Down, &mut history, &context).await?;
    }
    Ok(())
}

fn to_undo<'a>(known: &'a [Known], history: &History, target: &Target) -> Result<Vec<&'a Known>> {
    // an unfinished run up has created objects too
    let applied = known.iter().rev().filter(|k| history.find(&k.version).is_some() || history.run(&k.version).is_some());
    Ok(match target {
        Target::Newest => Vec::new(),
        Target::Steps(n) => applied.take(*n).collect(),
        Target::Version(wanted) if wanted.parse::<u64>() == Ok(0) => applied.collect(),
        Target::Version(wanted) => {
            if !known.iter().any(|k| same_version(&k.version, wanted)) {
                return Err(Error::configuration(format!("there is no migration {wanted}")));
            }
            applied.take_while(|k| !same_version(&k.version, wanted)).filter(|k| plan_is_above(&k.version, wanted)).collect()
        }
    })
}

fn plan_is_above(version: &str, wanted: &str) -> bool {
    version.parse::<u64>().ok() > wanted.parse::<u64>().ok()
}

/// Undoes the migrations of the confirmed plan.
pub async fn down(
    session: &mut Session,
    known: &[Known],
    confirmed: Confirmed<DownPlan>,
    timeouts: Timeouts,
    observer: &dyn Observer,
) -> Result<RunReport> {
    let plan = confirmed.into_plan();
    let mut report = RunReport::default();
    observer.notice(&Event::Locking);
    session.prepare(Work::Migrations(timeouts)).await?;
    let mut lock = session.lock_run(timeouts).await?;
    let result = undo(session, &mut lock, known, &plan, timeouts, observer, &mut report).await;
    session.unlock_run(lock, result).await.map(|()| report)
}

async fn undo(
    session: &mut Session,
    lock: &mut crate::db::RunLock,
    known: &[Known],
    plan: &DownPlan,
    timeouts: Timeouts,
    observer: &dyn Observer,
    report: &mut RunReport,
) -> Result<()> {
    let (mut history, assessment) = status(session, known).await?;
    check_history(&assessment, &history, Tolerance { out_of_order: true, newer: false })?;
    let newest = to_undo(known, &history, &Target::Steps(1))?;
    if newest.first().map(|k| &k.version) != plan.migrations.first().map(|(version, _)| version) {
        return Err(Error::Differs {
            reason: "the history has changed since the plan was shown; nothing was undone".into(),
            findings: vec![],
            next: "run it again to see the plan as it is now",
        });
    }
    let wanted: Vec<&Known> = plan.migrations.iter().filter_map(|(version, _)| known.iter().find(|k| k.version == *version)).collect();
    Loss::of(session, &wanted, &history).await?.refuse_more_than(&plan.loss)?;
    let context = Context { timeouts, observer, adopted: &[], first: &[], may_resume: false, pending: &[] };
    for (version, _) in &plan.migrations {
        let Some(migration) = known.iter().find(|k| k.version == *version) else { continue };
        match apply::run(session, lock, migration, Direction::Down, &mut history, &context).await? {
            Some(took) => report.done.push(AppliedNow::of(migration, migration.down.as_ref().map_or(0, Vec::len), took)),
            None => report.done_by_others.push(version.clone()),
        }
    }
    Ok(())
}
