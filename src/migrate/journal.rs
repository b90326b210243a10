//! Applying one migration where DDL commits by itself: every step is recorded when it is done, and after a kill the catalog
//! is asked whether the step in doubt was.

use super::apply::{Context, Direction, TRIES, ensure_bookkeeping, is_done, is_wanted, notice_step, settle_sql, step_error, steps_of};
use super::evidence::Evidence;
use super::history::{History, RunState};
use super::known::Known;
use super::{Event, Run, guard};
use crate::db::{Backend, RunLock, Session, holder_literal};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use migration::{Object, Probe, Step};
use std::time::{Duration, Instant};

/// The record of a run where DDL commits by itself.
struct Journal<'a> {
    migration: &'a Known,
    direction: Direction,
    backend: Backend,
    steps: usize,
    /// What stands before the name of a table of ours in a statement of the connection that runs the steps.
    schema: String,
}

impl Journal<'_> {
    fn version(&self) -> String {
        self.backend.literal(&self.migration.version)
    }

    fn begin_sql(&self) -> String {
        format!(
            "INSERT INTO morag_migration_runs (version, direction, state, step, steps, step_name, checksum, holder) \
             VALUES ({}, '{}', 'running', 0, {}, NULL, {}, {})",
            self.version(),
            self.direction.as_str(),
            self.steps,
            self.backend.literal(&self.migration.checksum),
            holder_literal(self.backend)
        )
    }

    /// The steps may have been edited since the run began.
    fn resume_sql(&self) -> String {
        format!(
            "UPDATE morag_migration_runs SET state = 'running', error = NULL, steps = {}, checksum = {}, holder = {}, updated_at = {} WHERE version = {}",
            self.steps,
            self.backend.literal(&self.migration.checksum),
            holder_literal(self.backend),
            self.backend.now(),
            self.version()
        )
    }

    fn done_sql(&self, done: usize, next: Option<&Step>) -> String {
        format!(
            "UPDATE {}morag_migration_runs SET step = {done}, step_name = {}, updated_at = {} WHERE version = {}",
            self.schema,
            next.map_or("NULL".into(), |s| self.backend.literal(&s.name)),
            self.backend.now(),
            self.version()
        )
    }

    fn failed_sql(&self, step: &Step, error: &SqlError) -> String {
        format!(
            "UPDATE morag_migration_runs SET state = 'failed', step_name = {}, error = {}, updated_at = {} WHERE version = {}",
            self.backend.literal(&step.name),
            self.backend.literal(&error.to_string()),
            self.backend.now(),
            self.version()
        )
    }

    fn end_sql(&self) -> String {
        format!("DELETE FROM morag_migration_runs WHERE version = {}", self.version())
    }
}

/// Runs the steps on `own`, where there is one, and keeps the books on `session`.
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
    let schema = if own.is_some() { session.schema_prefix().await? } else { String::new() };
    let journal = Journal { migration, direction, backend: session.backend(), steps: steps.len(), schema };
    let earlier = history.run(&migration.version);
    if let Some(run) = earlier.filter(|r| r.state == RunState::Failed && !context.may_resume) {
        return Err(repair_needed(run));
    }
    // a run of the other direction was broken off: this one begins at its own first step
    let resumed = earlier.filter(|run| run.direction == direction.as_str());
    let was_edited = resumed.is_some_and(|run| run.checksum != migration.checksum);
    let mut evidence = gather_evidence(session, migration, direction, &history, context).await?;
    if let Some(run) = resumed {
        evidence.refuse_edited(migration, steps, run.done)?;
    }
    evidence.note_steps(steps);
    context.observer.notice(&Event::Started { version: migration.version.clone(), steps: steps.len() });
    let begin = match (resumed, earlier) {
        (Some(_), _) => journal.resume_sql(),
        (None, Some(_)) => format!("{}; {}", journal.end_sql(), journal.begin_sql()),
        (None, None) => journal.begin_sql(),
    };
    let begin = format!("BEGIN; {begin}; {}; COMMIT", evidence.record_sql(session, &migration.version));
    retried(session, &begin).await.doing("recording the start of a migration")?;
    for (index, step) in steps.iter().enumerate() {
        session.renew(lock).await?;
        notice_step(context.observer, migration, index, steps.len(), step);
        let is_behind = resumed.is_some_and(|run| index < run.done);
        let is_in_doubt = resumed.is_some_and(|run| index == run.done || (was_edited && step.probe.is_some()));
        let skip = match is_in_doubt {
            true => is_settled(session, migration, direction, step, &evidence).await?,
            false => is_behind || !evidence.permits(step) || (evidence.is_partial() && is_done(session, step).await?.unwrap_or(false)),
        };
        let recorded = journal.done_sql(index + 1, steps.get(index + 1));
        if skip {
            // what an earlier step set for the session is needed by those that follow
            if let (Some(own), true) = (own.as_deref_mut(), sets_session(&step.sql)) {
                retried(own, &step.sql).await.doing(&step.name)?;
            }
            session.execute_text(&recorded).await.doing("recording a step")?;
            continue;
        }
        if let Err(source) = run_step(session, own.as_deref_mut(), step, &recorded).await {
            return Err(journal_failure(session, &journal, index, step, source).await?);
        }
        if direction == Direction::Down
            && matches!(step.drops_object(), Some(Object::Column { .. } | Object::ForeignKey { .. } | Object::Index { .. }))
        {
            evidence.note_altered(session).await?;
            let record = format!("BEGIN; {}; COMMIT", evidence.record_sql(session, &migration.version));
            retried(session, &record).await.doing("recording a step")?;
        }
    }
    let settle = settle_sql(journal.backend, migration, direction, start.elapsed(), "");
    let end = format!("BEGIN; {settle}; {}; {}; COMMIT", journal.end_sql(), Evidence::forget_sql(session, &migration.version));
    retried(session, &end).await.doing(format!("recording migration {}", migration.version))?;
    context.observer.notice(&Event::Finished { version: migration.version.clone(), direction: direction.as_str() });
    Ok(Some(start.elapsed()))
}

/// What this run may take for its own: recorded earlier, or looked at now, before its first step.
async fn gather_evidence(
    session: &mut Session,
    migration: &Known,
    direction: Direction,
    history: &History,
    context: &Context<'_>,
) -> Result<Evidence> {
    match (direction, history.run(&migration.version)) {
        (Direction::Up, Some(run)) if run.direction == "up" => {
            let mut evidence = Evidence::of(history, &migration.version);
            // of steps that were added since; what is behind can't have been absent
            evidence.extend(session, &migration.up[run.done.min(migration.up.len())..]).await?;
            Ok(evidence)
        }
        (Direction::Up, _) => {
            guard::refuse_foreign(session, &context.pending_from(migration), history).await?;
            Evidence::before_up(session, &migration.up).await
        }
        (Direction::Down, Some(run)) if run.direction == "down" => Ok(Evidence::of(history, &migration.version)),
        (Direction::Down, _) => Evidence::before_down(session, migration, history).await,
    }
}

/// Whether the step in doubt needs no run: the catalog shows it as done, and what it shows is our own work.
async fn is_settled(session: &mut Session, migration: &Known, direction: Direction, step: &Step, evidence: &Evidence) -> Result<bool> {
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

/// Whether a statement changes nothing but its session. `/*!40101 SET … */` is one too.
fn sets_session(sql: &str) -> bool {
    let inside =
        sql.trim_start().strip_prefix("/*").map(|rest| rest.trim_start_matches(|c: char| c == 'M' || c == '!' || c.is_ascii_digit()));
    ["set", "use", "pragma", "reset"].contains(&first_word(inside.unwrap_or(sql)).as_str())
}

/// A step with its record: together where the engine can, in that order where the statement commits by itself.
async fn run_step(session: &mut Session, own: Option<&mut Session>, step: &Step, recorded: &str) -> std::result::Result<(), SqlError> {
    if is_data_change(&step.sql) {
        return retried(own.unwrap_or(session), &format!("BEGIN; {}; {recorded}; COMMIT", step.sql)).await;
    }
    if let Some(Probe { object: Object::Index { name, .. }, present: true }) = &step.probe {
        session.clear_invalid_index(name).await?;
    }
    match own {
        Some(own) => retried(own, &step.sql).await?,
        None => retried(session, &step.sql).await?,
    }
    retried(session, recorded).await
}

/// Waits for table locks and for clusters that regroup; any other answer is final.
pub(super) async fn retried(session: &mut Session, sql: &str) -> std::result::Result<(), SqlError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match session.execute_text(sql).await {
            Ok(_) => return Ok(()),
            Err(answer) => {
                if sql.starts_with("BEGIN") && answer.kind != SqlErrorKind::ConnectionLost {
                    session.execute_text("ROLLBACK").await?;
                }
                let limit = match answer.kind {
                    SqlErrorKind::LockTimeout => TRIES,
                    SqlErrorKind::Retry | SqlErrorKind::Unavailable => 3 * TRIES,
                    _ => 0,
                };
                if tries >= limit {
                    return Err(answer);
                }
                tracing::info!(%answer, "trying the step again");
                tokio::time::sleep(Duration::from_millis(100 * u64::from(tries))).await;
            }
        }
    }
}

/// Records what can be recorded, and says what the failure means.
async fn journal_failure(session: &mut Session, journal: &Journal<'_>, index: usize, step: &Step, source: SqlError) -> Result<Error> {
    let version = journal.migration.version.clone();
    match source.kind {
        // counts as killed: the next run asks the catalog
        SqlErrorKind::ConnectionLost | SqlErrorKind::Unavailable => {
            return Ok(Error::ConnectionLost { doing: format!("running migration {version}, step {} ({})", index + 1, step.name), source });
        }
        // nothing of it is committed: as if it had never begun
        SqlErrorKind::LockTimeout | SqlErrorKind::ReadOnly | SqlErrorKind::MissingRight if index == 0 => {
            let forget = format!("BEGIN; {}; {}; COMMIT", journal.end_sql(), Evidence::forget_sql(session, &version));
            session.execute_text(&forget).await.doing("taking back the record of a migration")?;
            return Ok(step_error(journal.migration, journal.direction, index, step, source));
        }
        _ => {}
    }
    session.execute_text(&journal.failed_sql(step, &source)).await.doing("recording a failed migration")?;
    Ok(Error::RepairNeeded { version, step: index + 1, steps: journal.steps, step_name: step.name.clone(), source })
}

/// The error of a run that is recorded as failed.
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
