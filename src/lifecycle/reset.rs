//! `reset`: drops everything that morag-db manages and creates it again. The lock is held from the plan to the end, so only
//! what was shown is dropped. One transaction where DDL can be rolled back; elsewhere a settings row lists what remains to
//! drop, and the next `init` or `reset` completes the reset.

use super::connect;
use super::unfinished::{drop_marked, mark, marked};
use crate::catalog::expected::{expected, scope, tables_touched_by};
use crate::catalog::{Difference, diff};
use crate::consent::{Confirmed, Plan};
use crate::database_url::DatabaseUrl;
use crate::db::{Access, Backend, Dependent, Inventory, Name, RunLock, Scope, Session, Sql, TableRows};
use crate::error::{Doing, Error, Result};
use crate::migrate::{self, History, Known, Observer, RunReport, Stream, UpOptions};
use crate::sql;
use migration::{BOOKKEEPING_TABLES, Object, SETTINGS_TABLE};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Scope of a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// What morag-db manages; refused if unmanaged objects depend on it.
    Managed,
    /// What morag-db manages, and unmanaged objects that depend on it.
    Dependents,
    /// Every object of the schema, managed or not.
    AllObjects,
}

/// Options of `reset`.
#[derive(Clone, Debug)]
pub struct ResetOptions {
    /// Scope of the reset.
    pub reach: Reach,
    /// Whether to copy an SQLite file first.
    pub wants_backup: bool,
    /// Options of the migration run, including lock timeouts.
    pub up: UpOptions,
}

/// Plan of a reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResetPlan {
    /// The database, without its password.
    pub target: String,
    /// Database name, which the user types to confirm.
    pub database: String,
    /// The environment stamp, which is kept.
    pub environment: Option<String>,
    /// Site migrations that are undone first, newest first.
    pub undone: Vec<String>,
    /// Managed tables that are dropped, with their rows.
    pub tables: Vec<TableRows>,
    /// Functions and types that are dropped.
    pub functions_and_types: Vec<String>,
    /// Unmanaged parts of these tables, which are dropped with them: columns, indexes, checks, policies and the like.
    pub additions: Vec<String>,
    /// Unmanaged objects that depend on the tables and are dropped or detached with them.
    pub dependents: Vec<Dependent>,
    /// Unmanaged objects that are dropped too (`--all-objects`).
    pub others_dropped: Vec<String>,
    /// The tables in `others_dropped`, with their rows.
    pub other_tables: Vec<TableRows>,
    /// Unmanaged objects that are kept.
    pub others_kept: Vec<String>,
    /// Path to which an SQLite file is copied first.
    pub backup: Option<PathBuf>,
}

impl Plan for ResetPlan {
    fn database(&self) -> &str {
        &self.database
    }

    fn is_harmless(&self) -> bool {
        self.is_empty()
    }
}

impl ResetPlan {
    /// Whether the plan drops nothing.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.functions_and_types.is_empty() && self.others_dropped.is_empty() && self.undone.is_empty()
    }

    /// Returns the number of rows in all dropped tables.
    pub fn rows(&self) -> u64 {
        let of_dependents = self.dependents.iter().filter(|d| d.kind == "table").filter_map(|d| d.rows);
        self.tables.iter().chain(&self.other_tables).map(|t| t.rows).chain(of_dependents).sum()
    }

    /// Returns the plan without row counts, which applications may change in the meantime.
    fn shape(&self) -> ResetPlan {
        let tables = self.tables.iter().map(|t| TableRows { table: t.table.clone(), rows: 0 }).collect();
        let dependents = self.dependents.iter().map(|d| Dependent { rows: None, ..d.clone() }).collect();
        ResetPlan { tables, dependents, other_tables: Vec::new(), others_kept: Vec::new(), backup: None, ..self.clone() }
    }
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
        session.prepare_for_ddl(options.up.timeouts).await?;
        let lock = session.lock_run(options.up.timeouts).await?;
        if matches!(lock, RunLock::PerTransaction) {
            session.begin_patient(options.up.timeouts).await?;
        }
        let found = Self::look(&mut session, &known, &options).await;
        match found {
            Ok((history, ours, inventory, shown)) => Ok(Resetting { session, lock, known, history, ours, inventory, options, shown }),
            Err(error) => session.unlock_run(lock, Err(error)).await,
        }
    }

    async fn look(session: &mut Session, known: &[Known], options: &ResetOptions) -> Result<(History, Scope, Inventory, ResetPlan)> {
        let history = History::read(session).await?;
        let ours = managed(session.backend(), known, &history)?;
        let inventory = session.inventory(&ours, options.reach == Reach::AllObjects).await?;
        refuse(session, known, &history, &ours, &inventory, options.reach).await?;
        let is_everything = options.reach == Reach::AllObjects;
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
        let history = History::read(&mut session).await?;
        let version = migrate::assess(&self.known, &history).built_in_version().map(String::from);
        super::check(&mut session, &history, version.as_deref()).await?;
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
        let (history, ours, inventory, now) = Self::look(&mut self.session, &self.known, &self.options).await?;
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
        let others: &[(String, String)] = if self.options.reach == Reach::AllObjects { &self.inventory.others } else { &[] };
        self.session.drop_statements(&self.inventory, tables, others)
    }

    async fn in_one_transaction(&mut self, plan: &ResetPlan, observer: &dyn Observer) -> Result<RunReport> {
        let backend = self.session.backend();
        if !matches!(self.lock, RunLock::PerTransaction) {
            self.session.prepare_for_drop().await?;
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
            self.inventory = self.session.inventory(&self.ours, self.options.reach == Reach::AllObjects).await?;
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
        let built_in: Vec<&Known> = self.known.iter().filter(|k| k.stream == Stream::BuiltIn).collect();
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
        self.session.finish_drop().await?;
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
        self.session.prepare_for_drop().await?;
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

fn dropped(plan: &ResetPlan) -> Vec<String> {
    let undone = plan.undone.iter().map(|v| format!("site migration {v}"));
    let tables = plan.tables.iter().map(|t| format!("table {}", t.table));
    let dependents = plan.dependents.iter().map(|d| format!("{} {}", d.kind, d.name));
    undone.chain(tables).chain(plan.functions_and_types.clone()).chain(dependents).chain(plan.others_dropped.clone()).collect()
}

/// Returns what the live tables have in addition to what their migrations created.
async fn additions(session: &mut Session, known: &[Known], history: &History, ours: &Scope) -> Result<Vec<String>> {
    let assessment = migrate::assess(known, history);
    let Some(version) = assessment.built_in_version() else { return Ok(Vec::new()) };
    let expected = expected(session.backend(), version)?;
    let live = session.introspect(&scope(&expected)).await?;
    let is_added = |d: &Difference| d.expected.is_none() && d.actual.is_some() && !d.object.starts_with("trigger ");
    let mut found: Vec<String> = diff(&expected, &live).into_iter().filter(is_added).map(|d| d.object).collect();
    found.extend(session.attached(&ours.tables).await?);
    Ok(found)
}

/// Returns the names of objects that the applied migrations created. A table with a migration's name counts only if the
/// history shows that morag-db created it.
fn managed(backend: Backend, known: &[Known], history: &History) -> Result<Scope> {
    let mut ours = Scope { tables: BOOKKEEPING_TABLES.iter().map(|t| t.to_string()).collect(), ..Scope::default() };
    for migration in known.iter().filter(|k| k.stream == Stream::BuiltIn && history.find(&k.version).is_some()) {
        ours.tables.extend(tables_touched_by(backend, &migration.version)?);
        let made = scope(&expected(backend, &migration.version)?);
        (ours.functions, ours.enums) = (made.functions, made.enums);
    }
    ours.triggers = super::full_scope(backend)?.triggers;
    for run in &history.runs {
        let Some(migration) = known.iter().find(|k| k.stream == Stream::BuiltIn && k.version == run.version) else { continue };
        ours.tables.extend(migrate::droppable(migration, history).into_iter().filter_map(|object| match object {
            Object::Table { name } => Some(name),
            _ => None,
        }));
    }
    if let Some(text) = &history.reset {
        ours.tables.extend(marked(text)?.tables);
    }
    ours.tables.sort();
    ours.tables.dedup();
    Ok(ours)
}

async fn refuse(
    session: &mut Session,
    known: &[Known],
    history: &History,
    ours: &Scope,
    inventory: &Inventory,
    reach: Reach,
) -> Result<()> {
    if reach == Reach::AllObjects {
        return Ok(());
    }
    let unknown: Vec<&str> =
        history.applied.iter().map(|a| a.version.as_str()).filter(|v| !known.iter().any(|k| k.version == *v)).collect();
    if !unknown.is_empty() {
        return Err(Error::refused(
            format!("this binary and its site files do not know migration {}, and so not what it made", unknown.join(", ")),
            "use the binary that made it, put the site's files back (--migrations-dir), or drop everything with --all-objects",
        ));
    }
    // these tables would not be dropped, and creating the migration's tables would fail
    let names: Vec<String> = super::full_scope(session.backend())?.tables;
    let names: Vec<String> = names.into_iter().filter(|t| !ours.tables.contains(t)).collect();
    let found = session.existing_tables(&names).await?;
    if !found.is_empty() {
        return Err(Error::refused(
            format!("the migration history does not show that morag-db created these tables: {}; nothing was changed", found.join(", ")),
            "take them over first (morag-db migrate adopt --dry-run), or drop everything with --all-objects",
        ));
    }
    if reach == Reach::Managed && !inventory.dependents.is_empty() {
        let list: Vec<String> = inventory.dependents.iter().map(|d| format!("{} {}", d.kind, d.name)).collect();
        return Err(Error::refused(
            format!("others depend on these tables: {}; nothing was changed", list.join(", ")),
            "drop them yourself, or let them go with the tables: --cascade",
        ));
    }
    Ok(())
}

/// Returns the applied site migrations, newest first; refuses if one can't be undone in a transaction.
fn site_migrations(known: &[Known], history: &History) -> Result<Vec<String>> {
    let is_there = |k: &&Known| history.find(&k.version).is_some() || history.run(&k.version).is_some();
    let site: Vec<&Known> = known.iter().rev().filter(|k| k.stream == Stream::Site).filter(is_there).collect();
    for migration in &site {
        if migration.down.is_none() {
            return Err(Error::refused(
                format!("site migration {} has no down section, so it can't be undone first", migration.version),
                "write one (-- migrate:down), or drop everything with --all-objects",
            ));
        }
        if !migration.is_transactional {
            return Err(Error::refused(
                format!("site migration {} stands outside a transaction, so it can't be part of a reset", migration.version),
                "undo it first: morag-db migrate down --steps 1",
            ));
        }
    }
    Ok(site.into_iter().map(|k| k.version.clone()).collect())
}
