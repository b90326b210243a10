//! Rows of an adoption in SQL: their checksums, the conversions that no ALTER does, and how they are moved aside.

use super::Checksum;
use crate::catalog::expected::expected;
use crate::catalog::{Catalog, Column, Table};
use crate::db::engine;
use crate::db::row::{Row, first};
use crate::db::session::Session;
use crate::db::sqlite::adopt::lost_rows;
use crate::db::sqlite::fix::is_in_another_format;
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::error::{Doing, Result};
use crate::sql;
use migration::Backend;
use std::collections::BTreeMap;

/// The statement that moves times of another zone to UTC, where the type does not tell a zone; `None` where there is nothing to
/// move, or where the conversion itself does it.
pub(crate) fn shift_sql(backend: Backend, name: &str, table: &Table, columns: &[String], time_zone: &str) -> Option<String> {
    engine(backend).shift(name, table, columns, time_zone)
}

/// The columns of each table that hold a time, whatever the engine calls their type.
pub(crate) fn time_columns(version: &str) -> Result<BTreeMap<String, Vec<String>>> {
    // PostgreSQL alone has one type for them
    let tables = expected(Backend::Postgres, version)?.tables;
    let times = |table: Table| table.columns.into_iter().filter(|c| c.ty == "timestamp with time zone").map(|c| c.name).collect();
    Ok(tables.into_iter().map(|(name, table)| (name, times(table))).collect())
}

/// The type that [`Session::mark_text_times`] gives a column of SQLite.
const TEXT_TIME: &str = "datetime in another format";

impl Session {
    /// On SQLite, marks columns of `live` that hold times and are not declared as times (`TEXT`, `VARCHAR(30)`), where a row has
    /// another format than ours or times are not in UTC. From then on they are planned, checked and converted as times.
    pub(crate) async fn mark_text_times(&mut self, live: &mut Catalog, version: &str, time_zone: &str) -> Result<()> {
        let backend = self.backend();
        if !engine(backend).has_text_times() {
            return Ok(());
        }
        let times = time_columns(version)?;
        for (name, table) in &mut live.tables {
            let is_time = |c: &&mut Column| times.get(name).is_some_and(|t| t.contains(&c.name));
            let is_declared = |c: &&mut Column| ["datetime", "timestamp"].iter().any(|word| c.ty.starts_with(word));
            let mut columns: Vec<&mut Column> = table.columns.iter_mut().filter(|c| is_time(c) && !is_declared(c)).collect();
            if columns.is_empty() {
                continue;
            }
            let found = columns.iter().map(|c| format!("max({})", is_in_another_format(&backend.quote(&c.name))));
            let found = found.collect::<Vec<_>>().join(" || ',' || ");
            let sql = Sql::script(format!("SELECT {found} AS found FROM {}", backend.quote(name)));
            let doing = format!("checking the format of times in {name}");
            // NULL where the table is empty
            let found: Option<String> = first(&self.fetch(&sql).await.doing(&doing)?).doing(doing)?;
            let found = found.unwrap_or_default();
            for (column, other) in columns.iter_mut().zip(found.split(',')) {
                if other == "1" || (other == "0" && time_zone != "UTC") {
                    column.ty = TEXT_TIME.into();
                }
            }
        }
        Ok(())
    }
}

/// The statement that gives columns which became double the value that their float had. May run any number of times.
pub(crate) fn widen_sql(backend: Backend, name: &str, table: &Table, columns: &[String]) -> Option<String> {
    engine(backend).widen(name, table, columns)
}

/// Where rows that don't fit are moved to: the statements that create the table beside, move, and so commit both at once.
pub(crate) fn quarantine(backend: Backend, table: &str, condition: &str) -> (Sql, Vec<Sql>) {
    let (from, to) = (Name::of(table.to_string()), Name::of(quarantine_table(table)));
    let condition = Sql::script(condition);
    let create = sql!("CREATE TABLE IF NOT EXISTS {to} AS SELECT * FROM {from} WHERE 1 = 0", to = &to, from = &from);
    let copy = sql!("INSERT INTO {to} SELECT * FROM {from} t WHERE {condition}", to = &to, from = &from, condition = &condition);
    let delete = engine(backend).delete_copied(from, to, condition);
    (create, vec![copy, delete])
}

/// The name of the table beside `table`.
pub(crate) fn quarantine_table(table: &str) -> String {
    format!("{table}_quarantine")
}

impl Session {
    /// The number of rows of a table, and their checksum; which does not depend on their order. Before, the conversion is part of the query.
    pub(crate) async fn checksum(
        &mut self,
        table: &str,
        columns: &[(&Column, &Column)],
        floats: &[String],
        time_zone: &str,
        is_before: bool,
    ) -> Result<(String, String)> {
        let doing = format!("comparing the rows of {table}");
        let sql = self.engine().checksum(&Checksum { table, columns, floats, time_zone, is_before });
        let rows = self.fetch(&Sql::script(sql)).await.doing(&doing)?;
        let sum = |row: &Row| Ok((row.get("row_count")?, row.get::<Option<String>>("checksum")?.unwrap_or_default()));
        let sum = rows.first().map(sum).transpose();
        Ok(sum.doing(doing)?.unwrap_or_default())
    }

    /// Where SQLite's `statement` drops a table that was copied: how many rows the copy lacks or has otherwise.
    pub(crate) async fn lost_rows(&mut self, statement: &str, columns: &[(&Column, &Column)], id: &str, time_zone: &str) -> Result<i64> {
        let Some(sql) = lost_rows(statement, columns, id, time_zone) else { return Ok(0) };
        let doing = "comparing the copy of a table";
        Ok(first(&self.fetch(&Sql::script(sql)).await.doing(doing)?).doing(doing)?.unwrap_or(0))
    }
}
