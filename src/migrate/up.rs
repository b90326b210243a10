//! Run loop: read the history, lock, read it again, apply, record. If nothing is pending, no lock is taken and nothing is
//! written.

use super::apply;
use super::history::{History, MAX_READS};
use super::known::Known;
use super::plan::{self, Assessment, State, Target};
use super::records::RunState;
use super::steps::{Context, Direction};
use super::{Event, Observer, baseline, guard, journal};
use crate::db::{Session, Sql, Timeouts, Work};
use crate::error::{Error, Result};
use serde::Serialize;

/// Deviations of the history that are accepted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tolerance {
    /// `--allow-out-of-order`: a migration is pending although a later one is applied.
    pub out_of_order: bool,
    /// `--allow-newer`: the database is newer than this binary.
    pub newer: bool,
}

/// Options of `migrate up`.
#[derive(Clone, Debug, Default)]
pub struct UpOptions {
    /// Target of the run.
    pub target: Target,
    /// How long to wait for locks.
    pub timeouts: Timeouts,
    /// Accepted deviations of the history.
    pub tolerance: Tolerance,
    /// Statements to run in the transaction that creates the bookkeeping tables ([`Session::initial_statements`]).
    pub first: Vec<Sql>,
}

/// Migration that this run applied or undid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AppliedNow {
    /// The migration.
    pub version: String,
    /// What it does.
    pub description: String,
    /// Number of steps.
    pub steps: usize,
    /// Duration in milliseconds.
    pub execution_ms: u64,
}

/// Result of a migration run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RunReport {
    /// Migrations that this run applied or undid, in order.
    pub done: Vec<AppliedNow>,
    /// Migrations that another process completed in the meantime.
    pub done_by_others: Vec<String>,
}

impl AppliedNow {
    pub(crate) fn of(migration: &Known, steps: usize, took: std::time::Duration) -> Self {
        AppliedNow {
            version: migration.version.clone(),
            description: migration.description.clone(),
            steps,
            execution_ms: took.as_millis() as u64,
        }
    }
}

/// Returns the history and its assessment; versions recorded by another tool are verified. Never writes.
pub async fn status(session: &mut Session, known: &[Known]) -> Result<(History, Assessment)> {
    let history = History::read(session).await?;
    assess_settled(session, known, history).await
}

/// Like [`assess`]. If the schema does not fit the history, and the history has changed since it was read, both are read again.
pub(super) async fn assess_settled(session: &mut Session, known: &[Known], mut history: History) -> Result<(History, Assessment)> {
    let mut reads = 1;
    loop {
        let assessment = assess(session, known, &history).await?;
        if reads == MAX_READS || !assessment.entries.iter().any(|e| e.state == State::Foreign) {
            return Ok((history, assessment));
        }
        let now = History::read(session).await?;
        if now.is_same_as(&history) {
            return Ok((history, assessment));
        }
        (history, reads) = (now, reads + 1);
    }
}

async fn assess(session: &mut Session, known: &[Known], history: &History) -> Result<Assessment> {
    let mut assessment = plan::assess(known, history);
    let verified = baseline::verify_foreign(session, &assessment).await?;
    for entry in assessment.entries.iter_mut().filter(|e| verified.iter().any(|(version, found)| *version == e.version && found.is_empty()))
    {
        entry.state = State::Applied;
        entry.note = Some("recorded by another tool; the schema is what this version makes".into());
    }
    Ok(assessment)
}

/// Returns an error if this binary can't continue the history: an interrupted reset or adoption, or failed, edited, unknown,
/// late or foreign migrations.
pub fn check_history(assessment: &Assessment, history: &History, tolerance: Tolerance) -> Result<()> {
    if history.reset.is_some() {
        return Err(Error::ResetUnfinished);
    }
    history.refuse_unfinished_copy()?;
    if history.adopting.is_some() {
        return Err(Error::refused(
            format!("an adoption of this database {}", history.interrupted()),
            "see what is left to do with: morag-db migrate adopt --dry-run",
        ));
    }
    if let Some(run) = history.runs.iter().find(|r| r.state == RunState::Failed) {
        return Err(journal::repair_needed(run));
    }
    let mut findings = Vec::new();
    for entry in &assessment.entries {
        let (version, description) = (&entry.version, &entry.description);
        match entry.state {
            State::Modified => {
                findings.push(format!("migration {version} ({description}) was edited after it was applied: restore its file as it was"))
            }
            State::Unknown if !tolerance.newer => {
                findings.push(format!("migration {version} ({description}) is applied, but this binary and its site files do not know it"))
            }
            State::OutOfOrder if !tolerance.out_of_order => {
                findings.push(format!("migration {version} ({description}) is pending, though a later one is applied"))
            }
            State::Foreign => findings.push(format!(
                "migration {version} ({description}) was recorded by another tool, and the schema is not what {version} makes"
            )),
            _ => {}
        }
    }
    match findings.first() {
        None => Ok(()),
        Some(first) => {
            let more = findings.len() - 1;
            let reason = if more == 0 { first.clone() } else { format!("{first} (and {more} more)") };
            if assessment.entries.iter().any(|e| e.state == State::Foreign) {
                let next = "see what would be converted, changing nothing: morag-db migrate adopt --dry-run";
                return Err(Error::Differs { reason, findings, next });
            }
            Err(Error::CheckFailed { reason, findings })
        }
    }
}

/// Applies the pending migrations.
pub async fn up(session: &mut Session, known: &[Known], options: &UpOptions, observer: &dyn Observer) -> Result<RunReport> {
    let history = History::read(session).await?;
    up_from(session, known, history, options, observer).await
}

/// Applies the pending migrations; `history` was just read.
pub async fn up_from(
    session: &mut Session,
    known: &[Known],
    history: History,
    options: &UpOptions,
    observer: &dyn Observer,
) -> Result<RunReport> {
    let history = history.when_settled(session, options.timeouts.lock).await?;
    let (history, assessment) = assess_settled(session, known, history).await?;
    check_history(&assessment, &history, options.tolerance)?;
    let mut report = RunReport::default();
    if plan::pending(known, &history, &options.target)?.is_empty() && history.runs.is_empty() {
        return Ok(report);
    }
    if history.overview.tables.is_empty() {
        session.refuse_unsuitable().await?;
    }
    refuse_foreign(session, known, history, &options.target).await?;
    observer.notice(&Event::Locking);
    session.prepare(Work::Migrations(options.timeouts)).await?;
    let mut lock = session.lock_run(options.timeouts).await?;
    let result = run_pending(session, &mut lock, known, options, observer, &mut report).await;
    session.unlock_run(lock, result).await.map(|()| report)
}

/// Refuses foreign objects before the lock is taken, so that a refusal leaves nothing behind, not even bookkeeping tables.
/// If another process has applied migrations in the meantime, which the history shows, it checks again.
async fn refuse_foreign(session: &mut Session, known: &[Known], mut history: History, target: &Target) -> Result<()> {
    loop {
        let pending = plan::pending(known, &history, target)?;
        let refused = guard::refuse_foreign(session, &pending, &history).await;
        let now = if refused.is_err() { History::read(session).await? } else { return Ok(()) };
        if now.applied == history.applied && now.runs.len() == history.runs.len() {
            return refused;
        }
        history = now;
    }
}

/// Applies the pending migrations; the caller holds the lock.
pub(crate) async fn run_pending(
    session: &mut Session,
    lock: &mut crate::db::RunLock,
    known: &[Known],
    options: &UpOptions,
    observer: &dyn Observer,
    report: &mut RunReport,
) -> Result<()> {
    let (mut history, assessment) = status(session, known).await?;
    check_history(&assessment, &history, options.tolerance)?;
    let adopted = adopted(&assessment, known, &history);
    let context =
        Context { timeouts: options.timeouts, observer, adopted: &adopted, first: &options.first, may_resume: false, pending: &[] };
    // an interrupted undo is completed first, because some of its tables are dropped already
    for run in history.runs.clone().iter().filter(|run| run.direction == "down") {
        if let Some(migration) = known.iter().find(|k| k.version == run.version) {
            apply::run(session, lock, migration, Direction::Down, &mut history, &context).await?;
        }
    }
    let pending = plan::pending(known, &history, &options.target)?;
    let context = Context { pending: &pending, ..context };
    for migration in &pending {
        match apply::run(session, lock, migration, Direction::Up, &mut history, &context).await? {
            Some(took) => report.done.push(AppliedNow::of(migration, migration.up.len(), took)),
            None => report.done_by_others.push(migration.version.clone()),
        }
    }
    Ok(())
}

/// Returns verified versions whose records have no checksum, with the checksum to add.
fn adopted(assessment: &Assessment, known: &[Known], history: &History) -> Vec<(String, String)> {
    let verified = assessment.entries.iter().filter(|e| e.state == State::Applied);
    verified
        .filter(|e| history.find(&e.version).is_some_and(|a| a.checksum.is_none()))
        .filter_map(|e| known.iter().find(|k| k.version == e.version).map(|k| (k.version.clone(), k.checksum.clone())))
        .collect()
}
