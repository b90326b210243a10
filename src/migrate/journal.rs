//! Runs one migration on engines where DDL commits implicitly: every completed step is recorded, and after a kill the
//! catalog shows whether the unrecorded step is done.

mod statements;

use super::evidence::Evidence;
use super::history::History;
use super::known::Known;
use super::records::{Run, RunState};
use super::retried::{fenced, fenced_transaction, resumed_by_another, retried};
use super::steps::{Context, Direction, ensure_bookkeeping, is_done, is_wanted, notice_step, record_end, step_error, steps_of};
use super::{Event, guard};
use crate::db::{RunLock, Session, Sql};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use migration::{Object, Probe, Step};
use statements::Journal;
pub(super) use statements::end_of_run;
use std::time::{Duration, Instant};

/// Runs the steps on `own` if given, and records them on `session`.
pub(super) async fn run(
    session: &mut Session,
    mut own: Option<&mut Session>,
    lock: &mut RunLock,
    migration: &Known,
    direction: Direction,
    held: Option<&History>,
    context: &Context<'_>,
) -> Result<Option<Duration>> {
    let steps = steps_of(migration, direction)?;
    let history = match held {
        Some(history) => history.clone(),
        None => History::read(session).await?,
    };
    if !is_wanted(&history, migration, direction) {
        return Ok(None);
    }
    let start = Instant::now();
    ensure_bookkeeping(session, &history, context.adopted).await?;
    let schema = if own.is_some() { session.schema_prefix().await? } else { Sql::default() };
    let journal = Journal::new(migration, direction, steps.len(), schema, session.now());
    let earlier = history.run(&migration.version);
    if let Some(run) = earlier.filter(|r| r.state == RunState::Failed && !context.may_resume) {
        return Err(repair_needed(run));
    }
    // an unfinished run in the other direction is not resumed: this run begins at its first step
    let resumed = earlier.filter(|run| run.direction == direction.as_str());
    let was_edited = resumed.is_some_and(|run| run.checksum != migration.checksum);
    let mut evidence = gather_evidence(session, migration, direction, &history, context).await?;
    if let Some(run) = resumed {
        evidence.refuse_edited(migration, steps, run.done)?;
    }
    evidence.note_steps(steps);
    context.observer.notice(&Event::Started { version: migration.version.clone(), steps: steps.len() });
    let (fence, mut begin) = journal.start(earlier, resumed.is_some());
    begin.extend(evidence.record(&migration.version));
    fenced(session, lock, &fence, begin, "recording the start of a migration").await?;
    for (index, step) in steps.iter().enumerate() {
        session.renew(lock).await?;
        notice_step(context.observer, migration, index, steps.len(), step);
        let is_in_doubt = resumed.is_some_and(|run| index == run.done || (was_edited && step.probe.is_some()));
        let skip = if is_in_doubt {
            can_skip(session, migration, direction, step, &evidence).await?
        } else {
            resumed.is_some_and(|run| index < run.done) || is_needless(session, step, &evidence).await?
        };
        let recorded = journal.done(index + 1, steps.get(index + 1));
        if skip {
            // later steps need the session settings of earlier ones
            if let (Some(own), true) = (own.as_deref_mut(), sets_session(&step.sql)) {
                retried(own, &Sql::script(&step.sql)).await.doing(&step.name)?;
            }
            fenced(session, lock, &recorded, Vec::new(), "recording a step").await?;
            continue;
        }
        match run_step(session, own.as_deref_mut(), step, &journal.fence(), &recorded).await {
            Ok(true) => {}
            Ok(false) => return Err(resumed_by_another(session, lock).await),
            Err(source) => return Err(journal_failure(session, lock, &journal, index, step, source).await?),
        }
        if direction == Direction::Down && drops_part_of_table(step) {
            evidence.note_altered(session).await?;
            fenced(session, lock, &journal.fence(), evidence.record(&migration.version), "recording a step").await?;
        }
    }
    let end = vec![record_end(&Sql::default(), migration, direction, start.elapsed()), Evidence::forget(&migration.version)];
    fenced(session, lock, &journal.end(), end, &format!("recording migration {}", migration.version)).await?;
    context.observer.notice(&Event::Finished { version: migration.version.clone(), direction: direction.as_str() });
    Ok(Some(start.elapsed()))
}

/// Whether a step that was not recorded concerns an object that this run does not change, or is done.
async fn is_needless(session: &mut Session, step: &Step, evidence: &Evidence) -> Result<bool> {
    Ok(!evidence.permits(step) || (evidence.is_partial() && is_done(session, step).await?.unwrap_or(false)))
}

fn drops_part_of_table(step: &Step) -> bool {
    matches!(step.drops_object(), Some(Object::Column { .. } | Object::ForeignKey { .. } | Object::Index { .. }))
}

/// Returns the evidence of this run: the recorded one, or new evidence gathered before its first step.
async fn gather_evidence(
    session: &mut Session,
    migration: &Known,
    direction: Direction,
    history: &History,
    context: &Context<'_>,
) -> Result<Evidence> {
    match (direction, history.run(&migration.version)) {
        (Direction::Up, Some(run)) if run.direction == "up" => {
            let mut evidence = history.evidence_of(&migration.version);
            // only for steps that are not done: objects of steps already done exist
            evidence.extend(session, &migration.up[run.done.min(migration.up.len())..]).await?;
            Ok(evidence)
        }
        (Direction::Up, _) => {
            guard::refuse_foreign(session, &context.pending_from(migration), history).await?;
            Evidence::before_up(session, &migration.up).await
        }
        (Direction::Down, Some(run)) if run.direction == "down" => Ok(history.evidence_of(&migration.version)),
        (Direction::Down, _) => {
            let unfinished = history.run(&migration.version).map(|run| (run, history.evidence_of(&migration.version)));
            Evidence::before_down(session, migration, unfinished).await
        }
    }
}

/// Whether the step in doubt can be skipped: it is done, and this run did it. Returns an error if another tool created the
/// object.
async fn can_skip(session: &mut Session, migration: &Known, direction: Direction, step: &Step, evidence: &Evidence) -> Result<bool> {
    let is_done = is_done(session, step).await?.unwrap_or(false);
    match (direction, step.creates_object()) {
        (Direction::Up, Some(object)) if is_done && !evidence.was_absent(object) => Err(Error::refused(
            format!(
                "migration {} can't go on: {object} exists, and its journal does not show that this migration created it; nothing was changed",
                migration.version
            ),
            "if another tool created it: morag-db migrate repair --roll-back (which leaves it alone), then morag-db migrate adopt --dry-run",
        )),
        (Direction::Down, _) if !is_done && evidence.is_another_table(session, step).await? => Err(Error::refused(
            format!(
                "undoing migration {} can't go on: the table of the step '{}' was created after the undo began; it was not dropped",
                migration.version, step.name
            ),
            "another tool created it: rename it or drop it yourself, then run: morag-db migrate up",
        )),
        _ => Ok(is_done || !evidence.permits(step)),
    }
}

fn first_word(sql: &str) -> String {
    sql.trim_start().chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase()
}

fn is_data_change(sql: &str) -> bool {
    ["insert", "update", "delete", "replace"].contains(&first_word(sql).as_str())
}

/// Whether a statement changes only session settings; includes `/*!40101 SET … */`.
fn sets_session(sql: &str) -> bool {
    let inside =
        sql.trim_start().strip_prefix("/*").map(|rest| rest.trim_start_matches(|c: char| c == 'M' || c == '!' || c.is_ascii_digit()));
    ["set", "use", "pragma", "reset"].contains(&first_word(inside.unwrap_or(sql)).as_str())
}

/// Runs a step and records it: in one transaction for data changes, one after the other where the statement commits
/// implicitly. Returns `false` without a data change if another process has resumed the run.
async fn run_step(
    session: &mut Session,
    own: Option<&mut Session>,
    step: &Step,
    fence: &Sql,
    recorded: &Sql,
) -> std::result::Result<bool, SqlError> {
    if is_data_change(&step.sql) {
        return fenced_transaction(own.unwrap_or(session), fence, vec![Sql::script(&step.sql), recorded.clone()]).await;
    }
    if let Some(Probe { object: Object::Index { name, .. }, present: true }) = &step.probe {
        session.clear_invalid_index(name).await?;
    }
    let statement = Sql::script(&step.sql);
    match own {
        Some(own) => retried(own, &statement).await?,
        None => {
            if let Err(answer) = retried(session, &statement).await {
                let rebuilding = session.rebuilding(&step.sql, &answer).ok_or(answer)?;
                retried(session, &rebuilding).await?;
            }
        }
    }
    fenced_transaction(session, recorded, Vec::new()).await
}

/// Records the failure of a step, if possible, and returns its error.
async fn journal_failure(
    session: &mut Session,
    lock: &mut RunLock,
    journal: &Journal<'_>,
    index: usize,
    step: &Step,
    source: SqlError,
) -> Result<Error> {
    let version = journal.migration.version.clone();
    match source.kind {
        // same as a kill: the next run checks the catalog
        SqlErrorKind::ConnectionLost | SqlErrorKind::Unavailable => {
            return Ok(Error::ConnectionLost { doing: format!("running migration {version}, step {} ({})", index + 1, step.name), source });
        }
        // nothing was committed: remove the record of the run
        SqlErrorKind::LockTimeout | SqlErrorKind::ReadOnly | SqlErrorKind::MissingRight if index == 0 => {
            fenced(session, lock, &journal.end(), vec![Evidence::forget(&version)], "taking back the record of a migration").await?;
            return Ok(step_error(journal.migration, journal.direction, index, step, source));
        }
        _ => {}
    }
    fenced(session, lock, &journal.failed(step, &source), Vec::new(), "recording a failed migration").await?;
    Ok(Error::RepairNeeded { version, step: index + 1, steps: journal.steps, step_name: step.name.clone(), source })
}

/// Returns the error for a run that is recorded as failed.
pub(super) fn repair_needed(run: &Run) -> Error {
    Error::RepairNeeded {
        version: run.version.clone(),
        step: (run.done + 1).min(run.steps.max(1)),
        steps: run.steps,
        step_name: run.step_name.clone().unwrap_or_default(),
        source: SqlError {
            kind: SqlErrorKind::Other,
            code: "".into(),
            message: run.error.as_deref().unwrap_or("no error was recorded").into(),
        },
    }
}
