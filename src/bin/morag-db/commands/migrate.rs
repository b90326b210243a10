//! `migrate` and its subcommands.

use super::{resolve, until_interrupted};
use crate::args::{ConfirmArgs, Global, LockArgs, MigrateCommand, RepairWay};
use crate::exit::Exit;
use crate::output::reports::{self, WithTarget};
use crate::output::show;
use crate::progress::Progress;
use crate::prompt::{Question, confirm};
use migration::Backend;
use morag_db::db::{Access, Session};
use morag_db::error::Result;
use morag_db::lifecycle::{connect, known_for, known_to_readers};
use morag_db::migrate::{self, History, Known, Remedy, State, Target, Tolerance, UpOptions};
use std::path::Path;
use std::time::Duration;

pub fn run(global: &Global, command: &MigrateCommand) -> Result<Exit> {
    match command {
        MigrateCommand::Up { reach, dry_run: true, tolerance, .. } => plan(global, reach.target(), tolerance.tolerance()),
        MigrateCommand::Up { reach, locks, tolerance, .. } => up(
            global,
            UpOptions { target: reach.target(), timeouts: locks.timeouts(), tolerance: tolerance.tolerance(), first: Vec::new() },
        ),
        MigrateCommand::Down { reach, confirm, locks } => down(global, &reach.target(), confirm, locks),
        MigrateCommand::Status { exit_code } => status(global, *exit_code),
        MigrateCommand::Check => status(global, true),
        MigrateCommand::Plan { backend: Some(backend), reach, .. } => offline(global, *backend, &reach.target()),
        MigrateCommand::Plan { reach, tolerance, .. } => plan(global, reach.target(), tolerance.tolerance()),
        MigrateCommand::Baseline { version, locks } => baseline(global, version, locks),
        MigrateCommand::Adopt { dry_run, plan_out, how, no_backup, confirm, locks } => {
            let options = how.options(!no_backup, locks.timeouts());
            super::adopt::run(global, &options, *dry_run, plan_out.as_deref(), confirm)
        }
        MigrateCommand::Repair { way, confirm, locks } => repair(global, way, confirm, locks),
        MigrateCommand::Unlock { break_leases, confirm } => unlock(global, *break_leases, confirm),
        MigrateCommand::Lint(args) => super::lint::run(global, args),
        MigrateCommand::New { description } => {
            let path = migrate::site::new(&global.migrations_dir, description)?;
            crate::output::write(&format!("{}\n", path.display()))?;
            Ok(Exit::Done)
        }
    }
}

/// Connects; returns the session and the migrations for its engine, built-in ones and those in `folder`.
pub(super) async fn open(url: &morag_db::database_url::DatabaseUrl, folder: &Path, access: Access) -> Result<(Session, Vec<Known>)> {
    let session = connect(url, access, Duration::ZERO).await?;
    let known = known_for(&session, folder)?;
    Ok((session, known))
}

pub(super) fn up(global: &Global, options: UpOptions) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let report = until_interrupted(&progress, async {
        let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Write).await?;
        let report = migrate::up(&mut session, &known, &options, &progress).await?;
        session.close().await;
        Ok(report)
    })?;
    show(global, &WithTarget::new(&settings, reports::Run { report, direction: "up" }))?;
    Ok(Exit::Done)
}

fn down(global: &Global, target: &Target, answer: &ConfirmArgs, locks: &LockArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let plan = until_interrupted(&progress, async {
        let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Read).await?;
        migrate::plan_down(&mut session, &known, target, locks.timeouts().lock).await
    })?;
    if plan.migrations.is_empty() {
        show(global, &WithTarget::new(&settings, reports::Run { report: Default::default(), direction: "down" }))?;
        return Ok(Exit::Done);
    }
    let mut consequences: Vec<String> = plan.migrations.iter().map(|(version, what)| format!("will undo {version} ({what})")).collect();
    consequences.extend(losses(&plan.loss));
    let (target, database, environment) = (plan.target.clone(), plan.database.clone(), plan.environment.clone());
    let question = Question { target, database, environment, consequences, flags: None };
    let confirmed = until_interrupted(&progress, confirm(plan, question, answer, &progress))?;
    let report = until_interrupted(&progress, async {
        let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Write).await?;
        migrate::down(&mut session, &known, confirmed, locks.timeouts(), &progress).await
    })?;
    show(global, &WithTarget::new(&settings, reports::Run { report, direction: "down" }))?;
    Ok(Exit::Done)
}

/// What will be dropped, one line per table or other object.
fn losses(loss: &migrate::Loss) -> Vec<String> {
    let rows = |n: u64| if n == 1 { "1 row".to_string() } else { format!("{n} rows") };
    let width = loss.tables.iter().map(|t| t.table.len()).max().unwrap_or(0);
    let tables = loss.tables.iter().map(|t| format!("will drop table {:<width$}  {}", t.table, rows(t.rows)));
    tables.chain(loss.objects.iter().map(|object| format!("will drop {object}"))).collect()
}

pub(super) fn status(global: &Global, wants_exit_code: bool) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let report = until_interrupted(&progress, async {
        let mut session = connect(&settings.url, Access::Read, Duration::ZERO).await?;
        // a check for CI fails on a file that `up` could not read
        let known = if wants_exit_code {
            known_for(&session, &global.migrations_dir)?
        } else {
            known_to_readers(&session, &global.migrations_dir)?
        };
        let (history, assessment) = migrate::status(&mut session, &known).await?;
        let report = reports::Status {
            unadopted: migrate::unadopted(&mut session, &known, &history).await?,
            target: session.url().to_string(),
            source: settings.source.clone(),
            backend: session.backend().as_str(),
            server_version: session.server_version().to_string(),
            environment: history.environment.clone(),
            lock_holder: history.overview.lock_holder.clone(),
            pending: assessment.pending(),
            migrations: assessment.entries,
        };
        session.close().await;
        Ok(report)
    })?;
    show(global, &report)?;
    Ok(if wants_exit_code { exit_of(&report) } else { Exit::Done })
}

/// The exit code of a status; if several apply, 7 before 6 before 4 before 3.
fn exit_of(report: &reports::Status) -> Exit {
    let any = |states: &[State]| report.migrations.iter().any(|m| states.contains(&m.state));
    if any(&[State::Failed]) {
        Exit::RepairNeeded
    } else if report.lock_holder.is_some() {
        Exit::Locked
    } else if any(&[State::Modified, State::Unknown, State::OutOfOrder, State::Foreign]) {
        Exit::CheckFailed
    } else if report.pending > 0 {
        Exit::Pending
    } else {
        Exit::Done
    }
}

fn plan(global: &Global, target: Target, tolerance: Tolerance) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let report = until_interrupted(&progress, async {
        let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Read).await?;
        let (history, assessment) = migrate::status(&mut session, &known).await?;
        history.refuse_running(&session.url().to_string())?;
        migrate::check_history(&assessment, &history, tolerance)?;
        let backend = session.backend();
        let migrations = planned(backend, &known, migrate::script(backend, &known, &history, &target)?);
        let report = reports::Plan { backend: backend.as_str(), migrations };
        session.close().await;
        Ok(report)
    })?;
    show(global, &report)?;
    Ok(Exit::Done)
}

fn offline(global: &Global, backend: Backend, target: &Target) -> Result<Exit> {
    let known = migrate::known(backend, Some(&global.migrations_dir))?;
    let script = migrate::script(backend, &known, &History::default(), target)?;
    show(global, &reports::Plan { backend: backend.as_str(), migrations: planned(backend, &known, script) })?;
    Ok(Exit::Done)
}

fn planned(backend: Backend, known: &[Known], script: Vec<migrate::Planned>) -> Vec<reports::PlannedMigration> {
    let is_atomic =
        |version: &str| known.iter().find(|k| k.version == version).is_none_or(|k| k.is_transactional) && backend.has_transactional_ddl();
    let title =
        |p: &migrate::Planned| if p.version.is_empty() { p.description.clone() } else { format!("{} {}", p.version, p.description) };
    script.into_iter().map(|p| reports::PlannedMigration { title: title(&p), is_atomic: is_atomic(&p.version), steps: p.steps }).collect()
}

fn baseline(global: &Global, version: &str, locks: &LockArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let report = until_interrupted(&progress, async {
        let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Write).await?;
        let report = migrate::baseline(&mut session, &known, version, locks.timeouts()).await?;
        session.close().await;
        Ok(report)
    })?;
    show(global, &WithTarget::new(&settings, report))?;
    Ok(Exit::Done)
}

fn repair(global: &Global, way: &RepairWay, answer: &ConfirmArgs, locks: &LockArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let report = if way.roll_back {
        let plan = until_interrupted(&progress, async {
            let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Read).await?;
            migrate::plan_roll_back(&mut session, &known, locks.timeouts()).await
        })?;
        let Some(plan) = plan else {
            show(global, &WithTarget::new(&settings, migrate::RepairReport { version: None, outcome: "nothing_to_repair" }))?;
            return Ok(Exit::Done);
        };
        let mut consequences: Vec<String> = plan.steps.iter().map(|step| format!("will {step}")).collect();
        consequences.extend(losses(&plan.loss));
        consequences.extend(plan.left_alone.iter().map(|object| format!("will keep {object}: this migration did not create it")));
        let (target, database, environment) = (plan.target.clone(), plan.database.clone(), plan.environment.clone());
        let question = Question { target, database, environment, consequences, flags: None };
        let confirmed = until_interrupted(&progress, confirm(plan, question, answer, &progress))?;
        until_interrupted(&progress, async {
            let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Write).await?;
            migrate::roll_back(&mut session, &known, confirmed, locks.timeouts()).await
        })?
    } else {
        let remedy = if way.resume { Remedy::Resume } else { Remedy::MarkApplied };
        until_interrupted(&progress, async {
            let (mut session, known) = open(&settings.url, &global.migrations_dir, Access::Write).await?;
            migrate::repair(&mut session, &known, remedy, locks.timeouts(), &progress).await
        })?
    };
    show(global, &WithTarget::new(&settings, report))?;
    Ok(Exit::Done)
}

fn unlock(global: &Global, wants_break: bool, answer: &ConfirmArgs) -> Result<Exit> {
    let settings = resolve(global)?;
    let progress = Progress::new();
    let found = until_interrupted(&progress, async {
        let mut session = connect(&settings.url, Access::Read, Duration::ZERO).await?;
        migrate::locks(&mut session).await
    })?;
    if !wants_break || found.leases.is_empty() {
        show(global, &found)?;
        return Ok(Exit::Done);
    }
    let consequences = found.leases.iter().map(|l| format!("will break the lease '{}' of {}", l.name, l.holder)).collect();
    let (target, database, environment) = (found.target.clone(), found.database.clone(), found.environment.clone());
    let question = Question { target, database, environment, consequences, flags: None };
    let confirmed = until_interrupted(&progress, confirm(found, question, answer, &progress))?;
    let report = until_interrupted(&progress, async {
        let mut session = connect(&settings.url, Access::Write, Duration::ZERO).await?;
        migrate::break_leases(&mut session, confirmed).await
    })?;
    show(global, &report)?;
    Ok(Exit::Done)
}
