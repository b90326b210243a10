//! Runs an adoption: in one transaction where DDL can be rolled back; elsewhere a settings row records the progress, and
//! the next run computes a new plan from the live database.

use super::checksums::{checksums, compare};
use super::context::{PlanContext, plan_context};
use super::left::Left;
use super::marker::Marker;
use super::plan::{AdoptOptions, AdoptPlan, OnMisfit};
use super::rows::{Quarantined, kept_columns};
use super::statements::failed;
use crate::catalog::expected::scope;
use crate::catalog::{Severity, diff};
use crate::consent::Confirmed;
use crate::db::adopt::quarantine;
use crate::db::{Name, RunLock, Session, Sql, TableRows, Work};
use crate::error::{Doing, Error, Result};
use crate::migrate::retried::{fenced, retried};
use crate::migrate::{Event, History, Known, Observer, steps};
use crate::sql;
use migration::SETTINGS_TABLE;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Result of an adoption.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AdoptReport {
    /// Versions that were recorded.
    pub recorded: Vec<String>,
    /// Number of statements that changed the schema.
    pub statements: usize,
    /// Tables whose rows were counted and compared before and after.
    pub compared: Vec<TableRows>,
    /// Rows that were moved to quarantine tables.
    pub quarantined: Vec<Quarantined>,
    /// Differences from the expected schema that remain.
    pub left: Vec<Left>,
    /// Path of the copy of an SQLite file.
    pub backup: Option<PathBuf>,
}

/// Runs the confirmed plan.
pub async fn adopt(
    session: &mut Session,
    known: &[Known],
    options: &AdoptOptions,
    confirmed: Confirmed<AdoptPlan>,
    observer: &dyn Observer,
) -> Result<AdoptReport> {
    let plan = confirmed.into_plan();
    plan.permitted()?;
    if plan.is_empty() {
        return Ok(AdoptReport::default());
    }
    observer.notice(&Event::Locking);
    session.prepare(Work::Migrations(options.timeouts)).await?;
    let mut lock = session.lock_run(options.timeouts).await?;
    let mut work = Running { session, known, options, observer, plan: &plan, recorded: None };
    let result = work.run(&mut lock).await;
    let is_atomic = work.session.backend().has_transactional_ddl();
    if let (Err(error), true) = (&result, is_atomic)
        && !matches!(error, Error::ConnectionLost { .. })
        && let Err(answer) = work.session.execute(&sql!("ROLLBACK")).await
    {
        // fails if the server has ended the transaction already
        tracing::debug!(%answer, "rolling back");
    }
    let result = session.unlock_run(lock, result).await;
    // after an error too: `init` goes on with this session
    let restored = match &result {
        Err(Error::ConnectionLost { .. }) => Ok(()),
        _ => session.prepare(Work::AfterAdoption).await,
    };
    // of two errors the first one tells more
    result.and_then(|report| restored.map(|()| report))
}

struct Running<'a> {
    session: &'a mut Session,
    known: &'a [Known],
    options: &'a AdoptOptions,
    observer: &'a dyn Observer,
    plan: &'a AdoptPlan,
    /// The marker's text in the database.
    recorded: Option<String>,
}

impl Running<'_> {
    async fn run(&mut self, lock: &mut RunLock) -> Result<AdoptReport> {
        let is_atomic = self.session.backend().has_transactional_ddl();
        self.session.prepare(Work::Adoption).await?;
        if self.options.on_misfit == OnMisfit::KeepUnchecked {
            self.session.prepare(Work::UncheckedRows).await?;
        }
        self.session.begin_migration(self.options.timeouts).await?;
        let look = self.recompute_plan().await?;
        let tables: Vec<String> = look.columns.keys().filter(|t| look.live.tables.contains_key(*t)).cloned().collect();
        if let Some(path) = &self.plan.backup {
            self.session.copy_to(path).await?;
        }
        self.session.lock_tables(&tables).await.doing("locking the tables")?;
        steps::ensure_bookkeeping(self.session, &look.history, &[]).await?;
        self.recorded.clone_from(&look.history.adopting);
        let mut marker = Marker {
            run: uuid::Uuid::now_v7().to_string(),
            time_zone: self.options.time_zone.clone(),
            on_misfit: self.options.on_misfit,
            shifted: Marker::of(&look.history)?.map(|m| m.shifted).unwrap_or_default(),
            keys: look.keys.clone(),
            floats: look.floats.clone(),
            columns: look.columns.clone(),
            sums: Marker::of(&look.history)?.map(|m| m.sums).unwrap_or_default(),
        };
        if !is_atomic {
            self.record_progress(&marker, lock, Vec::new(), "recording the start of the adoption").await?;
        }
        self.quarantine(&look, lock, is_atomic).await?;
        self.shift(&look, lock, &mut marker).await?;
        let before = match marker.sums.is_empty() || self.options.accepts_changed_rows {
            true => self.sums(&look, &tables, true).await?,
            // rows that an interrupted run has changed must not count as the original rows
            false => marker.sums.clone(),
        };
        if !is_atomic {
            marker.sums = before.clone();
            self.record_progress(&marker, lock, Vec::new(), "recording the rows as they are").await?;
        }
        self.change(&look, lock).await?;
        let after = self.sums(&look, &tables, false).await?;
        compare(&before, &after)?;
        let left = self.inspect(&look).await?;
        self.record(&look, lock, &left, is_atomic).await?;
        Ok(AdoptReport {
            recorded: look.plan.records.clone(),
            statements: look.plan.changes.len(),
            compared: after.into_iter().map(|(table, (rows, _))| TableRows { table, rows: rows.parse().unwrap_or(0) }).collect(),
            quarantined: look.plan.quarantined.clone(),
            left: look.plan.left.clone(),
            backup: self.plan.backup.clone(),
        })
    }

    /// Records the versions that the tables now have, and what is left in another form.
    async fn record(&mut self, look: &PlanContext, lock: &mut RunLock, left: &[Left], is_atomic: bool) -> Result<()> {
        let new = look.plan.records.iter().filter(|v| look.history.find(v).is_none());
        let new = new.filter_map(|version| self.known.iter().find(|k| k.version == *version));
        let mut script: Vec<Sql> = Vec::new();
        script.extend(new.map(|migration| steps::record(&Sql::default(), migration, None)));
        script.extend(self.recorded_by_others(look));
        let settings = Name::of(SETTINGS_TABLE);
        script.push(sql!("DELETE FROM {settings} WHERE name IN ('adopting', 'adopted')", settings = &settings));
        if !left.is_empty() {
            let text = serde_json::to_string(left).map_err(|e| Error::internal("writing what is left as JSON", e))?;
            script.push(sql!("INSERT INTO {settings} (name, value) VALUES ('adopted', {text})", settings, text));
        }
        let doing = "recording the adoption";
        if let Some(last) = self.recorded.as_deref().filter(|_| !is_atomic) {
            return fenced(self.session, lock, &Marker::delete(last), script, doing).await;
        }
        script.push(sql!("COMMIT"));
        self.session.execute(&Sql::batch(script)).await.doing(doing).map(drop)
    }

    /// Computes the plan again under the lock; returns an error if it differs from the one that was shown.
    async fn recompute_plan(&mut self) -> Result<PlanContext> {
        let history = History::read(self.session).await?;
        let look = plan_context(self.session, self.known, self.options, history, Some(self.plan)).await?;
        if look.plan.shape() == self.plan.shape() { Ok(look) } else { Err(Error::PlanChanged) }
    }

    /// Returns the statements that add checksums to the versions recorded by another tool.
    fn recorded_by_others(&self, look: &PlanContext) -> Vec<Sql> {
        let recorded = self.known.iter().filter(|k| look.plan.records.contains(&k.version) && look.history.find(&k.version).is_some());
        recorded.map(|k| steps::adopt_record(&k.version, &k.checksum)).collect()
    }

    async fn quarantine(&mut self, look: &PlanContext, lock: &mut RunLock, is_atomic: bool) -> Result<()> {
        for moved in &look.plan.quarantined {
            self.session.renew(lock).await?;
            let (create, statements) = quarantine(self.session.backend(), &moved.table, &moved.condition);
            self.session.execute(&create).await.doing(format!("creating {}", moved.into))?;
            let all = Sql::batch(statements);
            let sql = if is_atomic { all } else { Sql::batch([sql!("BEGIN"), all, sql!("COMMIT")]) };
            self.session.execute(&sql).await.doing(format!("moving rows of {}", moved.table))?;
        }
        Ok(())
    }

    /// Records the progress, and runs `statements` in the same transaction, unless another process has resumed the adoption.
    async fn record_progress(&mut self, marker: &Marker, lock: &mut RunLock, statements: Vec<Sql>, doing: &str) -> Result<()> {
        let fence = marker.record(self.recorded.as_deref())?;
        fenced(self.session, lock, &fence, statements, doing).await?;
        self.recorded = Some(marker.text()?);
        Ok(())
    }

    /// Converts times to UTC. Each statement is recorded in the same transaction, so that no time is converted twice.
    async fn shift(&mut self, look: &PlanContext, lock: &mut RunLock, marker: &mut Marker) -> Result<()> {
        for (table, sql) in &look.shifts {
            marker.shifted.push(table.clone());
            self.record_progress(marker, lock, vec![Sql::script(sql)], &format!("moving the times of {table} to UTC")).await?;
        }
        Ok(())
    }

    async fn sums(&mut self, look: &PlanContext, tables: &[String], is_before: bool) -> Result<BTreeMap<String, (String, String)>> {
        checksums(self.session, look, tables, &self.options.time_zone, is_before).await
    }

    async fn change(&mut self, look: &PlanContext, lock: &mut RunLock) -> Result<()> {
        let is_atomic = self.session.backend().has_transactional_ddl();
        let steps = look.statements.len();
        self.observer.notice(&Event::Started { version: "adoption".into(), steps });
        let mut checks_keys = false;
        for (at, sql) in look.statements.iter().enumerate() {
            self.session.renew(lock).await?;
            let name: String = sql.split('(').next().unwrap_or_default().chars().take(100).collect();
            self.observer.notice(&Event::Step { version: "adoption".into(), step: at + 1, steps, name: name.clone() });
            if !checks_keys && sql.contains(" FOREIGN KEY (") && !sql.starts_with("CREATE") {
                self.session.prepare(Work::ForeignKeys).await?;
                checks_keys = true;
            }
            self.refuse_lost_rows(look, sql).await?;
            let statement = Sql::script(sql);
            let result = match is_atomic {
                true => self.session.execute(&statement).await.map(drop),
                false => retried(self.session, &statement).await,
            };
            result.map_err(|source| failed(is_atomic, sql, source))?;
        }
        Ok(())
    }

    /// Before a copied table is dropped (SQLite), returns an error unless the copy has every row.
    async fn refuse_lost_rows(&mut self, look: &PlanContext, sql: &str) -> Result<()> {
        let tables = look.live.tables.iter().filter(|(name, _)| look.wanted.tables.contains_key(*name));
        for (name, table) in tables {
            let id = table.primary_key.first().map_or("id", |(_, column)| column.as_str());
            let columns = kept_columns(&look.wanted, &look.live, name);
            let lost = match sql.ends_with(&format!("\"{name}\"")) {
                true => self.session.lost_rows(sql, &columns, id, &self.options.time_zone).await?,
                false => 0,
            };
            if lost != 0 {
                return Err(Error::Differs {
                    reason: format!("{lost} rows of {name} are not the same after the conversion; everything is rolled back"),
                    findings: Vec::new(),
                    next: "nothing was changed; please report it with the output of: morag-db migrate adopt --dry-run",
                });
            }
        }
        Ok(())
    }

    /// Compares the result with the expected schema; returns an error if there is drift that the plan does not keep.
    async fn inspect(&mut self, look: &PlanContext) -> Result<Vec<Left>> {
        let tables: Vec<String> = look.expected.tables.keys().cloned().collect();
        let broken = self.session.broken_keys(&tables).await?;
        if !broken.is_empty() && self.options.on_misfit != OnMisfit::KeepUnchecked {
            return Err(Error::Differs {
                reason: "foreign keys refer to missing rows after the adoption".into(),
                findings: broken,
                next: "see what is left to do with: morag-db migrate adopt --dry-run",
            });
        }
        let mut live = self.session.introspect(&scope(&look.expected)).await?;
        live.tables.retain(|name, _| look.expected.tables.contains_key(name));
        let found = diff(&look.expected, &live);
        let drift: Vec<Left> = found.iter().map(Left::of).collect();
        // by object name only: a column that was made nullable remains as an extra column
        let planned: Vec<&str> = look.plan.left.iter().map(|left| left.object.as_str()).collect();
        let unplanned: Vec<String> = found
            .iter()
            .filter(|d| d.severity == Severity::Drift && !planned.contains(&d.object.as_str()))
            .map(ToString::to_string)
            .collect();
        if !unplanned.is_empty() {
            return Err(Error::Differs {
                reason: "the schema differs from the adoption's plan; no version was recorded".into(),
                findings: unplanned,
                next: "see what is left to do with: morag-db migrate adopt --dry-run",
            });
        }
        Ok(drift)
    }
}
