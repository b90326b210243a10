//! Exports a month of the history and drops it.

use super::history::being_dropped;
use crate::consent::Confirmed;
use crate::db::transfer::{ColumnShape, Kind, TableShape, logical_tables};
use crate::db::{Name, Row, Sql, Timeouts};
use crate::error::{Doing, Error, Result, SqlError};
use crate::jobs::Service;
use crate::jobs::model::history::{DropPlan, HistoryMonth, Month};
use crate::sql;
use migration::{MIGRATIONS, PARTITIONED_TABLES};
use serde_json::{Map, Value};
use std::time::Instant;

/// Rows that are read at once; results may have megabytes.
const PAGE: u64 = 100;
/// Rows that are deleted in one transaction, on engines without partitions.
const CHUNK: usize = 500;

impl Service {
    /// The plan to drop a month of the history.
    ///
    /// # Errors
    /// The history has nothing of the month, or the month is not over.
    pub async fn plan_drop(&mut self, month: Month, reason: Option<String>) -> Result<DropPlan> {
        let month = self.history_of(month).await?;
        if month.month.end() > self.database_time().await.doing("reading the database's time")? {
            return Err(Error::refused(format!("{} is not over: more jobs may be archived", month.month), "wait until the month is over"));
        }
        Ok(DropPlan { database: self.database_name(), month, reason })
    }

    /// Drops a month of the history: its jobs, their events and late results. A drop that was killed is finished by the next one.
    ///
    /// # Errors
    /// Jobs were moved to this month since the plan, or another process has dropped it; nothing is dropped then.
    pub async fn drop_month(&mut self, confirmed: Confirmed<DropPlan>) -> Result<()> {
        let confirmed_by = confirmed.by();
        let plan = confirmed.into_plan();
        let doing = format!("dropping the archive of {}", plan.month.month);
        let operation = uuid::Uuid::now_v7().to_string();
        let record = sql!(
            "INSERT INTO job_operations (id, action, actor, reason, planned, filter) \
             VALUES ({operation}, 'archive drop', {actor}, {reason}, {jobs}, {filter})",
            operation = &operation,
            actor = &self.actor,
            reason = plan.reason.as_deref(),
            jobs = i32::try_from(plan.month.jobs).unwrap_or(i32::MAX),
            filter = &serde_json::json!({"confirmed_by": confirmed_by, "filter": {"month": plan.month.month}})
        );
        let is_done = if self.session.drops_in_transaction() {
            self.with_retries(async |s| s.try_drop(&plan.month, &record, &operation).await).await.doing(&doing)?
        } else {
            // two drops at once: the second one would delete what is moved to the month after the first one
            let lock = self.session.lock_run(Timeouts::default()).await?;
            let done = self.drop_under_lock(&plan.month, &record, &operation).await.doing(&doing);
            self.session.unlock_run(lock, done).await?
        };
        if is_done {
            return Ok(());
        }
        Err(Error::refused(
            format!("the archive of {} changed after the plan was shown; nothing was dropped", plan.month.month),
            "run the command again; if it exported files, remove them first or give another folder",
        ))
    }

    /// In one transaction; `false` if the month is no longer as planned.
    async fn try_drop(&mut self, planned: &HistoryMonth, record: &Sql, operation: &str) -> std::result::Result<bool, SqlError> {
        if !self.mark(planned).await? {
            return Ok(false);
        }
        self.session.execute(record).await?;
        self.try_drop_rows(planned.month).await?;
        self.session.execute(&self.finish(planned, operation)).await?;
        Ok(true)
    }

    /// Step by step; the month is marked meanwhile.
    async fn drop_under_lock(&mut self, planned: &HistoryMonth, record: &Sql, operation: &str) -> std::result::Result<bool, SqlError> {
        let mark = async |s: &mut Service| {
            let is_marked = s.mark(planned).await?;
            if is_marked {
                s.session.execute(&Sql::batch([record.clone(), sql!("COMMIT")])).await?;
            }
            Ok(is_marked)
        };
        if !self.with_retries(mark).await? {
            return Ok(false);
        }
        self.with_retries(async |s| s.try_drop_rows(planned.month).await).await?;
        let finish = sql!("{begin}; {finish}", begin = self.session.begin_work(), finish = self.finish(planned, operation));
        self.with_retries(async |s| s.session.execute(&finish).await).await?;
        Ok(true)
    }

    /// Begins a transaction and marks the month as being dropped, so that no job is moved there; `false`, and no transaction, if the
    /// month is no longer as planned.
    async fn mark(&mut self, planned: &HistoryMonth) -> std::result::Result<bool, SqlError> {
        self.session.execute(&self.session.begin_work()).await?;
        let state = if planned.is_being_dropped { sql!("dropping_since IS NOT NULL") } else { sql!("dropping_since IS NULL") };
        let mark = sql!(
            "UPDATE job_history_months SET dropping_since = {now} WHERE month = {month} AND {state} \
             AND completed + failed + timed_out + cancelled = {jobs} AND events = {events} AND late_results = {late_results}",
            now = self.session.now(),
            month = planned.month.number(),
            state,
            jobs = Sql::number(planned.jobs),
            events = Sql::number(planned.events),
            late_results = Sql::number(planned.late_results)
        );
        let is_marked = self.session.execute(&mark).await? > 0;
        if !is_marked {
            self.session.execute(&sql!("ROLLBACK")).await?;
        }
        Ok(is_marked)
    }

    /// The statements that record the end of a drop, up to the commit.
    fn finish(&self, planned: &HistoryMonth, operation: &str) -> Sql {
        Sql::batch([
            sql!("DELETE FROM job_history_months WHERE month = {month} AND dropping_since IS NOT NULL", month = planned.month.number()),
            sql!(
                "UPDATE job_operations SET changed = {jobs}, finished_at = {now} WHERE id = {operation}",
                jobs = i32::try_from(planned.jobs).unwrap_or(i32::MAX),
                now = self.session.now(),
                operation
            ),
            sql!("COMMIT"),
        ])
    }

    async fn try_drop_rows(&mut self, month: Month) -> std::result::Result<(), SqlError> {
        let Some(statements) = self.session.drop_partitions(month.number()).await? else { return self.delete_month(month).await };
        for statement in statements {
            self.session.execute(&statement).await?;
        }
        Ok(())
    }

    async fn delete_month(&mut self, month: Month) -> std::result::Result<(), SqlError> {
        for table in PARTITIONED_TABLES {
            let mut last = String::new();
            loop {
                let page = sql!(
                    "SELECT id FROM {table} WHERE month = {month} AND id > {last} ORDER BY id LIMIT {chunk}",
                    table = Name::of(table),
                    month = month.number(),
                    last = &last,
                    chunk = Sql::number(CHUNK as u64)
                );
                let ids: Vec<String> =
                    self.session.fetch(&page).await?.iter().map(|row| row.get("id")).collect::<std::result::Result<_, _>>()?;
                let Some(end) = ids.last() else { break };
                last.clone_from(end);
                let delete = sql!(
                    "DELETE FROM {table} WHERE month = {month} AND id IN ({ids})",
                    table = Name::of(table),
                    month = month.number(),
                    ids = Sql::list(&ids)
                );
                let begun = Instant::now();
                self.session.execute(&delete).await?;
                tokio::time::sleep(self.session.pause_after(begun.elapsed())).await;
            }
        }
        Ok(())
    }

    /// Reads the rows of a month in `table`, each as an object of JSON, and hands them to `write`. Returns their number.
    ///
    /// # Errors
    /// `table` is not part of the history, or the month is being dropped.
    pub async fn export_month(&mut self, month: Month, table: &str, write: &mut (dyn FnMut(&Value) -> Result<()> + Send)) -> Result<u64> {
        if self.history_of(month).await?.is_being_dropped {
            return Err(being_dropped(month));
        }
        let newest = MIGRATIONS.last().map_or("", |migration| migration.version);
        let shape = logical_tables(newest)?.into_iter().find(|shape| shape.name == table && shape.is_partitioned);
        let shape = shape.ok_or_else(|| Error::configuration(format!("{table} is not a table of the archive")))?;
        let doing = format!("reading {table}");
        let (mut exported, mut last) = (0, None::<String>);
        loop {
            let rows = self.session.fetch(&self.page_of_month(&shape, month, last.as_deref())).await.doing(&doing)?;
            for row in &rows {
                write(&object(&shape, row).doing(&doing)?)?;
            }
            exported += rows.len() as u64;
            let Some(row) = rows.last() else { return Ok(exported) };
            last = Some(row.get("id").doing(&doing)?);
        }
    }

    fn page_of_month(&self, shape: &TableShape, month: Month, last: Option<&str>) -> Sql {
        let column = |column: &ColumnShape| {
            let name = Name::of(column.name.clone());
            if column.kind != Kind::Time {
                return sql!("{name}", name);
            }
            sql!("{time} AS {name}", time = self.session.iso_time(sql!("{name}", name = name.clone())), name)
        };
        sql!(
            "SELECT {columns} FROM {table} WHERE month = {month}{behind} ORDER BY id LIMIT {page}",
            columns = Sql::list(shape.columns.iter().map(column)),
            table = Name::of(shape.name.clone()),
            month = month.number(),
            behind = last.map_or(Sql::default(), |last| sql!(" AND id > {last}", last)),
            page = Sql::number(PAGE)
        )
    }
}

/// A row as an object of JSON: times in RFC 3339.
fn object(shape: &TableShape, row: &Row) -> std::result::Result<Value, SqlError> {
    let mut object = Map::new();
    for column in &shape.columns {
        let name = column.name.as_str();
        let value = match column.kind {
            Kind::Json => row.get::<Option<Value>>(name)?,
            Kind::Integer => row.get::<Option<i64>>(name)?.map(Value::from),
            _ => row.get::<Option<String>>(name)?.map(Value::from),
        };
        object.insert(column.name.clone(), value.unwrap_or(Value::Null));
    }
    Ok(Value::Object(object))
}
