//! Writes what a merge adds and replaces, in one transaction.

use super::order::{Placed, in_order};
use super::report::{MergeReport, MergedTable};
use super::statements::{Once, execute, update};
use crate::catalog::expected::{expected, scope};
use crate::consent::Confirmed;
use crate::copy::changes::Changes;
use crate::copy::counts::{WrongCounts, add_partitions};
use crate::copy::fits::key_text;
use crate::copy::matching::{By, Known, Match, Matches, Share, Side, count, find, known};
use crate::copy::options::OnConflict;
use crate::copy::pipeline::{CopyEvent, CopyObserver, Counter};
use crate::copy::plan::{CopyPlan, Copying};
use crate::copy::target::TargetState;
use crate::db::transfer::{Batch, Cell, Consumer, Part};
use crate::db::{Access, Session, Sql, Work};
use crate::error::{Doing, Error, Result, SqlError};
use crate::lifecycle::connect;
use crate::sql;
use futures_util::future::BoxFuture;
use std::collections::HashSet;
use std::time::{Duration, Instant};

/// Writes the rows of one table.
struct Merging<'a, 'b> {
    side: Side<'a>,
    placed: &'a Placed,
    changes: &'a Changes,
    known: Known,
    on_conflict: OnConflict,
    target: &'a mut Session,
    /// Keys of rows whose late columns are to be set.
    unfinished: &'a mut HashSet<u128>,
    matches: &'a mut Matches,
    counter: &'a mut Counter<'b>,
}

impl Merging<'_, '_> {
    async fn rows(&mut self, batch: &Batch) -> Result<()> {
        let shape = &self.placed.shape;
        let mut new = Batch::new(shape.columns.len());
        let mut updates = Vec::new();
        for row in 0..batch.rows() {
            let hashed = self.side.hash(batch, row);
            let Some(found) = find(&self.known, &hashed) else { continue };
            self.matches.count(found, || key_text(shape, batch, row));
            let is_written = found == Match::New || (matches!(found, Match::Conflicting(_)) && self.on_conflict == OnConflict::Replace);
            if !is_written {
                continue;
            }
            if !self.placed.late.is_empty() {
                self.unfinished.insert(hashed.key);
            }
            match found {
                Match::New => {
                    for (at, cell) in batch.row(row).enumerate() {
                        new.push(if self.placed.late.contains(&at) { Cell::Null } else { cell });
                    }
                }
                _ => {
                    let columns = (0..shape.columns.len()).filter(|at| !shape.key.contains(at) && !self.placed.late.contains(at));
                    updates.push(update(self.target, shape, batch, row, columns));
                }
            }
        }
        execute(self.target, &shape.name, updates).await?;
        if new.rows() > 0 {
            self.target.write_rows(shape, &mut Once(Some(new))).await?;
        }
        Ok(())
    }
}

impl Consumer for Merging<'_, '_> {
    fn take(&mut self, batch: Batch) -> BoxFuture<'_, Result<Batch>> {
        Box::pin(async move {
            let mut batch = self.changes.rows(&self.placed.shape, batch);
            self.counter.add(&self.placed.shape, &batch);
            self.rows(&batch).await?;
            batch.clear();
            Ok(batch)
        })
    }
}

/// Sets the late columns of rows that were written before.
struct Finishing<'a> {
    side: Side<'a>,
    placed: &'a Placed,
    changes: &'a Changes,
    target: &'a mut Session,
    unfinished: &'a HashSet<u128>,
}

impl Consumer for Finishing<'_> {
    fn take(&mut self, batch: Batch) -> BoxFuture<'_, Result<Batch>> {
        Box::pin(async move {
            let shape = &self.placed.shape;
            let mut batch = self.changes.rows(shape, batch);
            let mut updates = Vec::new();
            for row in 0..batch.rows() {
                if self.unfinished.contains(&self.side.hash(&batch, row).key) {
                    updates.push(update(self.target, shape, &batch, row, self.placed.late.iter().copied()));
                }
            }
            execute(self.target, &shape.name, updates).await?;
            batch.clear();
            Ok(batch)
        })
    }
}

impl Copying {
    /// Carries out the plan of a merge. After an error the target is as it was before, unless the comparison after SQLite's commit
    /// found a difference.
    pub async fn merge(mut self, confirmed: Confirmed<CopyPlan>, observer: &dyn CopyObserver) -> Result<MergeReport> {
        let (started, plan) = (Instant::now(), confirmed.into_plan());
        plan.refuse()?;
        let Some(on_conflict) = plan.merge.as_ref().map(|merge| merge.on_conflict).filter(|_| plan.state == TargetState::Merged) else {
            return Err(Error::internal("merging", "the plan is of a copy"));
        };
        let mut target = connect(&self.options.to, Access::Write, Duration::ZERO).await?;
        target.prepare(Work::Migrations(self.options.timeouts)).await?;
        let guard = target.guard_connection(self.options.timeouts).await?;
        let lock = target.lock_run(self.options.timeouts).await?;
        let done = match add_partitions(&mut self.source, &mut target, &self.shapes).await {
            Ok(()) => self.in_transaction(&mut target, &plan, on_conflict, observer).await.map_err(explained),
            Err(error) => Err(error),
        };
        if done.is_err()
            && let Err(error) = target.execute(&sql!("ROLLBACK")).await
        {
            tracing::debug!(%error, "rolling back");
        }
        let done = target.unlock_run(lock, done).await;
        if let Some(guard) = guard {
            guard.close().await;
        }
        target.close().await;
        self.source.close().await;
        let tables = done?;
        if let Some(counts) = WrongCounts::of(&self.shapes) {
            counts.count_anew(&self.options).await?;
        }
        Ok(MergeReport {
            source: plan.source,
            target: plan.target,
            version: plan.version,
            tables,
            seconds: started.elapsed().as_secs_f64(),
            not_copied: plan.not_copied,
        })
    }

    async fn in_transaction(
        &mut self,
        target: &mut Session,
        plan: &CopyPlan,
        on_conflict: OnConflict,
        observer: &dyn CopyObserver,
    ) -> Result<Vec<MergedTable>> {
        let catalog = expected(target.backend(), &plan.version)?;
        let live = target.introspect(&scope(&catalog)).await?;
        let placed = in_order(&self.shapes, &catalog);
        let mut counter = Counter::new(observer, "written", plan.rows());
        let (mut written, mut unfinished) = (Vec::new(), Vec::new());
        target.execute(&target.begin_merge()).await.doing("beginning to write")?;
        for table in &placed {
            let (pause, resume) = match on_conflict {
                OnConflict::Replace if planned(plan, &table.shape.name).is_some_and(|planned| planned.conflicting > 0) => {
                    target.pause_triggers(&table.shape.name, &catalog, &live)
                }
                _ => Default::default(),
            };
            run(target, &pause, "pausing triggers").await?;
            let (matches, keys) = self.write_table(target, table, on_conflict, &mut counter).await?;
            run(target, &resume, "resuming triggers").await?;
            refuse_other_conflicts(plan, &table.shape.name, &matches, on_conflict)?;
            written.push((table, matches));
            unfinished.push(keys);
        }
        for (table, keys) in placed.iter().zip(&unfinished).filter(|(_, keys)| !keys.is_empty()) {
            let side = Side::new(&table.shape, &By::Key, Share { number: 0, of: 1 });
            let mut finishing = Finishing { side, placed: table, changes: &self.changes, target, unfinished: keys };
            self.source.read_rows(&table.shape, &Part::Whole, &mut finishing).await?;
        }
        self.prove_and_commit(target, &written, on_conflict, observer).await?;
        let report = |(table, matches): (&Placed, Matches)| {
            let (skipped, replaced) = if on_conflict == OnConflict::Replace { (0, matches.conflicting) } else { (matches.conflicting, 0) };
            MergedTable { table: table.shape.name.clone(), inserted: matches.new, replaced, skipped, equal: matches.equal }
        };
        Ok(written.into_iter().map(report).collect())
    }

    async fn write_table(
        &mut self,
        target: &mut Session,
        placed: &Placed,
        on_conflict: OnConflict,
        counter: &mut Counter<'_>,
    ) -> Result<(Matches, HashSet<u128>)> {
        let (mut matches, mut unfinished) = (Matches::default(), HashSet::new());
        for share in Share::all(target.count_rows(&placed.shape.name).await?) {
            let known = known(target, &placed.shape, &By::Key, share).await?;
            let side = Side::new(&placed.shape, &By::Key, share);
            let (unfinished, matches) = (&mut unfinished, &mut matches);
            let mut merging =
                Merging { side, placed, changes: &self.changes, known, on_conflict, target: &mut *target, unfinished, matches, counter };
            self.source.read_rows(&placed.shape, &Part::Whole, &mut merging).await?;
        }
        Ok((matches, unfinished))
    }

    /// Compares the target with the source again, before the commit where the engine can read what it has not committed.
    async fn prove_and_commit(
        &mut self,
        target: &mut Session,
        written: &[(&Placed, Matches)],
        on_conflict: OnConflict,
        observer: &dyn CopyObserver,
    ) -> Result<()> {
        let reads_own_writes = target.reads_own_writes();
        if !reads_own_writes {
            target.execute(&sql!("COMMIT")).await.doing("committing rows")?;
        }
        let mut findings = Vec::new();
        for (table, before) in written {
            observer.notice(&CopyEvent::Step { name: format!("compare {}", table.shape.name) });
            let rows = target.count_rows(&table.shape.name).await?.max(before.new + before.equal + before.conflicting);
            let after = count(&mut self.source, target, (&table.shape, &By::Key), rows, &self.changes).await?;
            let kept = if on_conflict == OnConflict::Replace { 0 } else { before.conflicting };
            if after.new > 0 || after.conflicting > kept {
                let keys = after.first_conflicts.join(", ");
                findings.push(format!("{}: {} rows are missing, {} differ: {keys}", table.shape.name, after.new, after.conflicting));
            }
        }
        if !findings.is_empty() {
            return Err(Error::Differs {
                reason: "the target does not have the rows of the source after the merge".into(),
                findings,
                next: "keep applications from writing to the target, and run the same command again",
            });
        }
        if reads_own_writes {
            target.execute(&sql!("COMMIT")).await.doing("committing rows")?;
        }
        Ok(())
    }
}

async fn run(target: &mut Session, sql: &Sql, doing: &str) -> Result<()> {
    if sql.is_empty() { Ok(()) } else { target.execute(sql).await.map(drop).doing(doing) }
}

/// What the plan has shown of a table.
fn planned<'a>(plan: &'a CopyPlan, table: &str) -> Option<&'a Matches> {
    plan.tables.iter().find(|planned| planned.table == table)?.matches.as_ref()
}

/// Rows that the plan did not show as they are now are not overwritten, nor left out.
fn refuse_other_conflicts(plan: &CopyPlan, table: &str, found: &Matches, on_conflict: OnConflict) -> Result<()> {
    let is_as_planned = |planned: &Matches| planned.conflicting_rows == found.conflicting_rows;
    if on_conflict == OnConflict::Skip || planned(plan, table).is_some_and(is_as_planned) {
        return Ok(());
    }
    Err(Error::refused(
        format!("the target's rows in {table} have changed since the plan; nothing was written"),
        "run the same command again",
    ))
}

/// Source: https://www.postgresql.org/docs/current/errcodes-appendix.html (23503), MySQL's and MariaDB's error 1452,
/// https://www.sqlite.org/rescode.html (SQLITE_CONSTRAINT_FOREIGNKEY)
fn breaks_foreign_key(error: &SqlError) -> bool {
    matches!(&*error.code, "23503" | "1452" | "787")
}

/// Rows that the target's own rules refuse, in words.
fn explained(error: Error) -> Error {
    match error {
        Error::Sql { doing, source } if breaks_foreign_key(&source) => Error::Refused {
            reason: format!("{doing} failed: a row refers to a row that the target does not have; nothing was written"),
            hint: Some("merge the table that it refers to as well, or look for such rows in the source: morag-db verify --data".into()),
            source: Some(source),
        },
        Error::Sql { doing, source } if source.is_duplicate() => Error::Refused {
            reason: format!("{doing} failed: another row has the same unique value; nothing was written"),
            hint: Some("run the same command again: it lists such rows".into()),
            source: Some(source),
        },
        error => error,
    }
}
