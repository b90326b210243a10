//! Carries out a copy: creates the target, writes the rows, adds the indexes, and compares both sides.

use super::changes::Changes;
use super::checksum::{Sum, Sums};
use super::compare::differing_keys;
use super::counts::{WrongCounts, add_partitions};
use super::journal::{Journal, Progress};
use super::load::Load;
use super::pipeline::{CopyEvent, CopyObserver, Counter, Reader, sums};
use super::plan::{CopyPlan, Copying};
use super::schema::{add_indexes, drop_indexes};
use super::target::{Target as Found, TargetState};
use crate::catalog::Catalog;
use crate::catalog::expected::expected;
use crate::consent::Confirmed;
use crate::db::transfer::{Part, TableShape};
use crate::db::{Access, RunLock, Session, Sql, Work};
use crate::error::{Doing, Error, Result};
use crate::lifecycle::{InitOptions, connect, init};
use crate::migrate::{Silent, Target, Tolerance, UpOptions};
use crate::sql;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::channel;

/// Batches that wait for the writer.
const WAITING: usize = 1;

/// A table that was copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CopiedTable {
    /// Its name.
    pub table: String,
    /// Its rows, the same number on both sides.
    pub rows: u64,
    /// The checksum of its rows, the same on both sides.
    pub checksum: Sum,
}

/// Result of a copy. Both sides are equal; otherwise there is an error instead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CopyReport {
    /// The source, without its password.
    pub source: String,
    /// The target, without its password.
    pub target: String,
    /// The version of the schema.
    pub version: String,
    /// Whether this run created the target's schema.
    pub created: bool,
    /// The tables.
    pub tables: Vec<CopiedTable>,
    /// Rows that this run wrote.
    pub rows_written: u64,
    /// Bytes of their values.
    pub bytes_written: u64,
    /// Seconds that writing took, without indexes and comparison.
    pub write_seconds: f64,
    /// Seconds that adding indexes and foreign keys took.
    pub index_seconds: f64,
    /// Seconds of the whole run.
    pub seconds: f64,
    /// Tables whose rows an interrupted run had written, and that were kept.
    pub kept: Vec<String>,
    /// Tables that an interrupted run had begun, and that were started over because the source has changed since.
    pub started_over: Vec<String>,
    /// What is not copied.
    pub not_copied: Vec<String>,
}

/// Sums of the rows that are in the target already, by table, and what of the source is still to be read.
#[derive(Default)]
struct Rest {
    work: Vec<(TableShape, Part)>,
    /// Sums of rows of the source that need not be read again.
    known: BTreeMap<String, Sums>,
    kept: Vec<String>,
    started_over: Vec<String>,
}

impl Copying {
    /// Carries out the plan.
    pub async fn carry_out(self, confirmed: Confirmed<CopyPlan>, observer: &dyn CopyObserver) -> Result<CopyReport> {
        let (started, plan) = (Instant::now(), confirmed.into_plan());
        plan.refuse_misfits()?;
        if matches!(plan.state, TargetState::Replaced | TargetState::Merged) {
            return Err(Error::refused("the target still has rows", "empty it first: morag-db reset"));
        }
        let created = plan.state == TargetState::Missing;
        if created {
            observer.notice(&CopyEvent::Step { name: "create the target".into() });
            self.create_target().await?;
        }
        let mut target = connect(&self.options.to, Access::Write, Duration::ZERO).await?;
        target.prepare(Work::Migrations(self.options.timeouts)).await?;
        // on PostgreSQL another connection holds the lock, because rows are committed many times
        let guard = target.guard_connection(self.options.timeouts).await?;
        let mut lock = target.lock_run(self.options.timeouts).await?;
        let counts = WrongCounts::of(&self.shapes).map(|counts| (counts, self.options.clone()));
        let done = self.fill(&mut target, &mut lock, &plan, observer).await;
        let done = target.unlock_run(lock, done).await;
        if let Some(guard) = guard {
            guard.close().await;
        }
        target.close().await;
        let mut report = done?;
        if let Some((counts, options)) = counts {
            counts.count_anew(&options).await?;
        }
        (report.created, report.seconds) = (created, started.elapsed().as_secs_f64());
        Ok(report)
    }

    async fn create_target(&self) -> Result<()> {
        let target = Target::Version(self.plan.version.clone());
        let up = UpOptions { target, timeouts: self.options.timeouts, tolerance: Tolerance::default(), first: Vec::new() };
        let options = InitOptions { wait: Duration::ZERO, up, environment: None, grant_to: Vec::new(), adopt: None };
        // the site's migrations are for the site to apply
        init(&self.options.to, Path::new("/nonexistent"), &options, &Silent).await.map(drop)
    }

    async fn fill(mut self, target: &mut Session, lock: &mut RunLock, plan: &CopyPlan, observer: &dyn CopyObserver) -> Result<CopyReport> {
        let expected = expected(target.backend(), &plan.version)?;
        // again, under the lock: another process may have filled it since the plan
        let found = Found::look(&self.options, &plan.version, self.source.url(), &self.shapes).await?;
        let mut journal = found.journal.unwrap_or_else(|| Journal {
            source: plan.source.clone(),
            version: plan.version.clone(),
            selected: self.shapes.iter().map(|table| table.name.clone()).collect(),
            salt: self.changes.salt(),
            tables: BTreeMap::new(),
        });
        // before anything is recorded: what is refused here leaves no interrupted copy behind
        let begun = |table: &str| journal.tables.contains_key(table);
        self.unmanaged.create(target, &self.shapes, &begun).await?;
        add_partitions(&mut self.source, target, &self.shapes).await?;
        target.execute(&journal.record()).await.doing("recording the start of the copy")?;
        self.without_indexes(target, &expected, plan).await?;
        let rest = self.rest(target, &mut journal, observer).await?;
        let total = plan.rows().saturating_sub(journal.tables.values().map(|progress| progress.rows).sum());
        let (started, counter) = (Instant::now(), Counter::new(observer, "written", total));
        let mut load = Load { target, lock, journal: &mut journal, counter, rate: self.options.rate };
        let (sender, receiver) = channel(WAITING);
        let reader = Reader { source: self.source, work: rest.work.clone(), changes: self.changes.clone() };
        // a task of its own, so that both sides are busy at once
        let reading = tokio::spawn(reader.send_all(sender));
        let written = load.write_all(&rest.work, receiver).await;
        let (source, reading) = reading.await.map_err(|e| Error::internal("reading the source", e))?;
        self.source = source;
        let (rows_written, bytes_written) = (load.counter.done, load.counter.bytes);
        let read = match (written, reading) {
            // the reader's own error explains why fewer rows were written
            (_, Err(error)) if !matches!(error, Error::Internal { .. }) => return Err(error),
            (written, reading) => {
                let sums = written?;
                reading?;
                sums
            }
        };
        let write_seconds = started.elapsed().as_secs_f64();
        target.end_load().await?;
        target.execute(&journal.record()).await.doing("recording the end of the rows")?;
        let index_seconds = timed_indexes(target, &expected, &plan.version, observer).await?;
        let mut source_sums = rest.known;
        for ((table, _), read) in rest.work.iter().zip(read) {
            source_sums.entry(table.name.clone()).or_insert_with(Sums::new).merge(&read);
        }
        let tables = self.compare(target, &source_sums, plan, observer).await?;
        Journal::remove(target).await?;
        Ok(CopyReport {
            source: plan.source.clone(),
            target: target.url().to_string(),
            version: plan.version.clone(),
            created: false,
            tables,
            rows_written,
            bytes_written,
            write_seconds,
            index_seconds,
            seconds: 0.0,
            kept: rest.kept,
            started_over: rest.started_over,
            not_copied: plan.not_copied.clone(),
        })
    }

    async fn without_indexes(&self, target: &mut Session, expected: &Catalog, plan: &CopyPlan) -> Result<()> {
        target.execute(&Sql::batch([target.begin_load(), sql!("COMMIT")])).await.doing("preparing to write")?;
        let rows = |name: &str| plan.tables.iter().find(|table| table.table == name).map_or(0, |table| table.rows);
        drop_indexes(target, expected, &rows).await
    }

    /// What is left to copy: of a table that an interrupted run began, the rows behind its last commit, if the rows before are
    /// still the same.
    async fn rest(&mut self, target: &mut Session, journal: &mut Journal, observer: &dyn CopyObserver) -> Result<Rest> {
        let mut rest = Rest::default();
        let total = journal.tables.values().map(|progress| 2 * progress.rows).sum();
        let mut counter = Counter::new(observer, "compared", total);
        for table in &self.shapes {
            let Some(progress) = journal.tables.get(&table.name).cloned() else {
                rest.work.push((table.clone(), Part::Whole));
                continue;
            };
            let before = match &progress {
                Progress { is_complete: true, .. } => Some(Part::Whole),
                Progress { position: Some(position), .. } => Some(Part::UpTo(position.clone())),
                Progress { .. } => None,
            };
            let mut known = None;
            let written = sums(target, table, &Part::Whole, &Changes::NONE, &mut counter).await?;
            // none are left where a run was killed while it started the table over
            if written.total().rows != 0 && written.total().rows != progress.rows {
                return Err(Error::refused(
                    format!(
                        "table {} of the target has {} rows, of which the copy wrote {}",
                        table.name,
                        written.total().rows,
                        progress.rows
                    ),
                    format!(
                        "move the other rows away and run the same command again, or drop all: morag-db --database-url {} reset",
                        self.options.to
                    ),
                ));
            }
            if let Some(part) = &before {
                let source = sums(&mut self.source, table, part, &self.changes, &mut counter).await?;
                known = (source == written).then_some(source);
            }
            match (known, progress.position) {
                (Some(sums), position) => {
                    rest.known.insert(table.name.clone(), sums);
                    rest.kept.push(table.name.clone());
                    if let (Some(position), false) = (position, progress.is_complete) {
                        rest.work.push((table.clone(), Part::Behind(position)));
                    }
                }
                (None, _) => {
                    journal.tables.remove(&table.name);
                    let statements = [target.empty_table(&table.name), journal.record()];
                    for sql in statements {
                        target.execute(&sql).await.doing(format!("emptying {}", table.name))?;
                    }
                    rest.started_over.push(table.name.clone());
                    rest.work.push((table.clone(), Part::Whole));
                }
            }
        }
        Ok(rest)
    }

    /// Reads the target and compares it with what was read from the source.
    async fn compare(
        &mut self,
        target: &mut Session,
        source_sums: &BTreeMap<String, Sums>,
        plan: &CopyPlan,
        observer: &dyn CopyObserver,
    ) -> Result<Vec<CopiedTable>> {
        let mut counter = Counter::new(observer, "compared", plan.rows());
        let (mut tables, mut findings) = (Vec::new(), Vec::new());
        for table in &self.shapes {
            let written = sums(target, table, &Part::Whole, &Changes::NONE, &mut counter).await?;
            let total = written.total();
            tables.push(CopiedTable { table: table.name.clone(), rows: total.rows, checksum: total });
            let Some(read) = source_sums.get(&table.name).filter(|read| **read != written) else { continue };
            let parts = read.differing(&written);
            findings.extend(differing_keys(&mut self.source, target, table, &parts, &self.changes).await?);
        }
        if findings.is_empty() {
            return Ok(tables);
        }
        Err(Error::Differs {
            reason: "the target does not have the rows of the source".into(),
            findings,
            next: "keep applications from writing to the target, and run the same command again",
        })
    }
}

/// Adds indexes and foreign keys; returns the seconds that it took.
async fn timed_indexes(target: &mut Session, expected: &Catalog, version: &str, observer: &dyn CopyObserver) -> Result<f64> {
    let started = Instant::now();
    add_indexes(target, expected, version, observer).await?;
    Ok(started.elapsed().as_secs_f64())
}
