//! `reset`: drops everything that morag-db manages and creates it again. The lock is held from the plan to the end, so only
//! what was shown is dropped. One transaction where DDL can be rolled back; elsewhere a settings row lists what remains to
//! drop, and the next `init` or `reset` completes the reset.

mod managed;
mod plan;

use super::connect;
use super::unfinished::{drop_marked, mark};
use crate::consent::Confirmed;
use crate::database_url::DatabaseUrl;
use crate::db::{Access, Inventory, Name, ObjectKind, RunLock, Scope, Session, Sql, TableRows, Work};
use crate::error::{Doing, Error, Result};
use crate::migrate::{self, History, Known, Observer, RunReport, Stream, Target, UpOptions};
use crate::sql;
pub use managed::ResetScope;
use managed::{additions, managed, refuse, site_migrations};
use migration::SETTINGS_TABLE;
pub use plan::ResetPlan;
use plan::dropped;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Options of `reset`.
#[derive(Clone, Debug)]
pub struct ResetOptions {
    /// Scope of the reset.
    pub reach: ResetScope,
    /// Whether to copy an SQLite file first.
    pub wants_backup: bool,
    /// Options of the migration run, including lock timeouts.
    pub up: UpOptions,
}

/// Result of a reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResetReport {
    /// The database, without its password.
    pub target: String,
    /// What was dropped.
    pub dropped: Vec<String>,
    /// Number of rows in the dropped tables when the plan was computed.
    pub rows: u64,
    /// Unmanaged objects that were kept.
    pub kept: Vec<String>,
    /// Path of the copy of an SQLite file.
    pub backup: Option<PathBuf>,
    /// The migrations that were applied afterwards.
    #[serde(flatten)]
    pub run: RunReport,
    /// The schema version afterwards.
    pub version: Option<String>,
    /// The environment stamp.
    pub environment: Option<String>,
    /// Harmless problems.
    pub notes: Vec<String>,
}

/// Reset in progress: holds the lock and the plan.
#[derive(Debug)]
pub struct Resetting {
    session: Session,
    lock: RunLock,
    known: Vec<Known>,
    history: History,
    ours: Scope,
    inventory: Inventory,
    options: ResetOptions,
    shown: ResetPlan,
}

impl Resetting {
    /// Connects, takes the lock and computes the plan; changes nothing.
    pub async fn begin(url: &DatabaseUrl, site_folder: &Path, options: ResetOptions) -> Result<Resetting> {
        let mut session = connect(url, Access::Write, Duration::ZERO).await?;
        let known = super::known_for(&session, site_folder)?;
        session.prepare(Work::Migrations(options.up.timeouts)).await?;
        let lock = session.lock_run(options.up.timeouts).await?;
        if matches!(lock, RunLock::PerTransaction) {
            session.begin_patient(options.up.timeouts).await?;
        }
        let found = Self::compute_plan(&mut session, &known, &options).await;
        match found {
            Ok((history, ours, inventory, shown)) => Ok(Resetting { session, lock, known, history, ours, inventory, options, shown }),
            Err(error) => session.unlock_run(lock, Err(error)).await,
        }
    }

    async fn compute_plan(
        session: &mut Session,
        known: &[Known],
        options: &ResetOptions,
    ) -> Result<(History, Scope, Inventory, ResetPlan)> {
        let history = History::read(session).await?;
        let ours = managed(session.backend(), known, &history)?;
        let inventory = session.inventory(&ours, options.reach == ResetScope::AllObjects).await?;
        refuse(session, known, &history, &ours, &inventory, options.reach).await?;
        let is_everything = options.reach == ResetScope::AllObjects;
        let named: Vec<String> = inventory.others.iter().map(|(kind, name)| format!("{kind} {name}")).collect();
        let undone = if is_everything { Vec::new() } else { site_migrations(known, &history)? };
        let additions = additions(session, known, &history, &ours).await?;
        let functions = inventory.functions.iter().map(|f| format!("function {f}"));
        let plan = ResetPlan {
            target: session.url().to_string(),
            database: session.url().database_name(),
            environment: history.environment.clone(),
            undone,
            tables: inventory.tables.iter().map(|(table, rows)| TableRows { table: table.clone(), rows: *rows }).collect(),
            functions_and_types: functions.chain(inventory.enums.iter().map(|t| format!("type {t}"))).collect(),
            additions,
            dependents: inventory.dependents.clone(),
            others_dropped: if is_everything { named.clone() } else { Vec::new() },
            other_tables: inventory.other_rows.iter().map(|(table, rows)| TableRows { table: table.clone(), rows: *rows }).collect(),
            others_kept: if is_everything { Vec::new() } else { named },
            backup: session.backup_path().filter(|_| options.wants_backup),
        };
        Ok((history, ours, inventory, plan))
    }

    /// Returns the plan.
    pub fn plan(&self) -> &ResetPlan {
        &self.shown
    }

    /// Renews the lease while the user decides; call it about once a second.
    pub async fn keep(&mut self) -> Result<()> {
        self.session.renew(&mut self.lock).await
    }

    /// Cancels the reset: releases the lock without changing anything.
    pub async fn abandon(mut self) -> Result<()> {
        if matches!(self.lock, RunLock::PerTransaction) {
            self.session.execute(&sql!("ROLLBACK")).await.doing("rolling back")?;
        }
        self.session.unlock_run(self.lock, Ok(())).await?;
        self.session.close().await;
        Ok(())
    }

    /// Drops what the plan showed and creates it again.
    pub async fn carry_out(mut self, confirmed: Confirmed<ResetPlan>, observer: &dyn Observer) -> Result<ResetReport> {
        let plan = confirmed.into_plan();
        let result = self.drop_and_make(&plan, observer).await;
        if let (Err(error), true) = (&result, self.session.backend().has_transactional_ddl())
            && !matches!(error, Error::ConnectionLost { .. })
        {
            // fails if the transaction was committed already; there is nothing to roll back then
            if let Err(answer) = self.session.execute(&sql!("ROLLBACK")).await {
                tracing::debug!(%answer, "rolling back");
            }
        }
        let run = self.session.unlock_run(self.lock, result).await?;
        let mut session = self.session;
        let rest = migrate::up(&mut session, &self.known, &self.options.up, observer).await?;
        let mut history = History::read(&mut session).await?;
        let (version, _) = super::checks::check_after(&mut session, &self.known, &mut history, &self.options.up).await?;
        let mut notes = Vec::new();
        if let Err(answer) = session.compact().await {
            notes.push(format!("the file was not made smaller: {answer}"));
        }
        let done = run.done.into_iter().chain(rest.done).collect();
        let report = ResetReport {
            target: plan.target.clone(),
            dropped: dropped(&plan),
            rows: plan.rows(),
            kept: plan.others_kept.clone(),
            backup: plan.backup.clone(),
            run: RunReport { done, done_by_others: rest.done_by_others },
            version,
            environment: history.environment,
            notes,
        };
        session.close().await;
        Ok(report)
    }

    async fn drop_and_make(&mut self, plan: &ResetPlan, observer: &dyn Observer) -> Result<RunReport> {
        if self.session.backend().has_transactional_ddl() {
            self.in_one_transaction(plan, observer).await
        } else {
            self.step_by_step(plan, observer).await
        }
    }

    /// Returns an error if an object was created or dropped since the plan was shown; row counts may differ.
    async fn compare(&mut self, plan: &ResetPlan) -> Result<()> {
        let (history, ours, inventory, now) = Self::compute_plan(&mut self.session, &self.known, &self.options).await?;
        if now.shape() == plan.shape() {
            (self.history, self.ours, self.inventory) = (history, ours, inventory);
            return Ok(());
        }
        let (before, now) = (dropped(plan), dropped(&now));
        let gone = before.iter().filter(|o| !now.contains(o)).map(|o| format!("{o} is gone"));
        let new = now.iter().filter(|o| !before.contains(o)).map(|o| format!("{o} is new"));
        Err(Error::Differs {
            reason: "the database has changed since the plan was shown; nothing was dropped".into(),
            findings: gone.chain(new).collect(),
            next: "run it again to see the plan as it is now",
        })
    }

    fn drops(&self, tables: &[String]) -> Vec<String> {
        let others: &[(ObjectKind, String)] = if self.options.reach == ResetScope::AllObjects { &self.inventory.others } else { &[] };
        self.session.drop_statements(&self.inventory, tables, others)
    }

    async fn in_one_transaction(&mut self, plan: &ResetPlan, observer: &dyn Observer) -> Result<RunReport> {
        let backend = self.session.backend();
        if !matches!(self.lock, RunLock::PerTransaction) {
            self.session.prepare(Work::Drops).await?;
            self.session.begin_migration(self.options.up.timeouts).await?;
        }
        self.compare(plan).await?;
        if let Some(path) = &plan.backup {
            self.session.copy_to(path).await?;
        }
        for migration in plan.undone.iter().filter_map(|v| self.known.iter().find(|k| k.version == *v)) {
            for step in migration.down.iter().flatten() {
                self.session
                    .execute(&Sql::script(&step.sql))
                    .await
                    .doing(format!("undoing site migration {} ({})", migration.version, step.name))?;
            }
            self.session.execute(&self.session.restore_settings()).await.doing("restoring the settings of the session")?;
        }
        if !plan.undone.is_empty() {
            self.inventory = self.session.inventory(&self.ours, self.options.reach == ResetScope::AllObjects).await?;
        }
        let mut statements = Vec::new();
        let grants = self.session.grants_of(&self.ours.tables).await?;
        let tables: Vec<String> = plan.tables.iter().map(|t| t.table.clone()).collect();
        statements.extend(self.drops(&tables).into_iter().map(Sql::script));
        statements.extend(migration::create_bookkeeping(backend).into_iter().map(|step| Sql::script(step.sql)));
        if let Some(value) = &plan.environment {
            let settings = Name::of(SETTINGS_TABLE);
            statements.push(sql!("INSERT INTO {settings} (name, value) VALUES ('environment', {value})", settings, value));
        }
        for sql in &statements {
            let head = sql.label().split('(').next().unwrap_or_default().trim().to_string();
            self.session.execute(sql).await.doing(format!("resetting ({head})"))?;
        }
        let mut report = RunReport::default();
        let is_wanted = |version: &str| !matches!(&self.options.up.target, Target::Version(last) if version > last.as_str());
        let built_in: Vec<&Known> = self.known.iter().filter(|k| k.stream == Stream::BuiltIn && is_wanted(&k.version)).collect();
        for migration in built_in {
            observer.notice(&migrate::Event::Started { version: migration.version.clone(), steps: migration.up.len() });
            let start = std::time::Instant::now();
            self.session.execute(&migrate::script_of(&migration.up)).await.doing(format!("applying migration {}", migration.version))?;
            let record = migrate::record(&Sql::default(), migration, Some(start.elapsed()));
            self.session.execute(&record).await.doing("recording a migration")?;
            observer.notice(&migrate::Event::Finished { version: migration.version.clone(), direction: "up" });
            report.done.push(migrate::AppliedNow::of(migration, migration.up.len(), start.elapsed()));
        }
        if !grants.is_empty() {
            self.session.execute(&Sql::batch(grants.into_iter().map(Sql::script))).await.doing("giving roles their rights again")?;
        }
        self.session.execute(&sql!("COMMIT")).await.doing("committing the reset")?;
        self.session.prepare(Work::AfterDrops).await?;
        Ok(report)
    }

    async fn step_by_step(&mut self, plan: &ResetPlan, observer: &dyn Observer) -> Result<RunReport> {
        self.compare(plan).await?;
        let timeouts = self.options.up.timeouts;
        migrate::undo_under_lock(&mut self.session, &mut self.lock, &self.known, &plan.undone, timeouts, observer).await?;
        let tables: Vec<String> = plan.tables.iter().map(|t| t.table.clone()).collect();
        let marker = mark(&mut self.session, &tables).await?;
        // unmanaged objects are not listed in the settings row, so they are dropped first
        let first = self.drops(&[]);
        self.session.prepare(Work::Drops).await?;
        for sql in &first {
            self.session.renew(&mut self.lock).await?;
            self.session.execute(&Sql::script(sql)).await.doing(format!("resetting ({sql})"))?;
        }
        drop_marked(&mut self.session, &mut self.lock, &marker).await?;
        let mut report = RunReport::default();
        migrate::run_pending(&mut self.session, &mut self.lock, &self.known, &self.options.up, observer, &mut report).await?;
        Ok(report)
    }
}
