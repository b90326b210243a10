//! Rows of an adoption in SQL: their checksums, the conversions that no ALTER does, and how they are moved aside.

use crate::catalog::expected::expected;
use crate::catalog::{Catalog, Column, Table};
use crate::db::fix::sqlite::is_in_another_format;
use crate::db::fix::{postgres, sqlite};
use crate::db::row::{Row, first};
use crate::db::session::Session;
use crate::db::statement::{Name, Sql};
use crate::error::{Doing, Result};
use crate::sql;
use migration::Backend;
use std::collections::BTreeMap;

/// The query whose answer is the same before and after a conversion: how many rows there are, and a sum over all of them that
/// does not depend on their order. `columns` are pairs of wanted and live ones; before, the conversion is part of the query.
fn checksum_sql(
    backend: Backend,
    table: &str,
    columns: &[(&Column, &Column)],
    floats: &[String],
    time_zone: &str,
    is_before: bool,
) -> String {
    let t = backend.quote(table);
    match backend {
        Backend::Postgres => {
            let value = |(wanted, live): &(&Column, &Column)| {
                let column = backend.quote(&wanted.name);
                let value = if is_before { postgres::converted(&column, wanted, live, time_zone) } else { column };
                // labels of the old and the new type are the same as text
                let is_plain =
                    ["jsonb", "timestamp", "uuid", "integer", "bigint", "boolean", "double"].iter().any(|ty| wanted.ty.starts_with(ty));
                if is_plain { value } else { format!("({value})::text") }
            };
            let values: Vec<String> = columns.iter().map(value).collect();
            format!(
                "SELECT count(*) AS row_count, coalesce(bit_xor(hash_record_extended(ROW({}), 0)), 0) AS checksum FROM {t}",
                values.join(", ")
            )
        }
        Backend::MySql | Backend::MariaDb => {
            let value = |(wanted, live): &(&Column, &Column)| {
                let column = backend.quote(&wanted.name);
                // by what it will be: a run that resumes must compute the same
                let is_long = wanted.ty.contains("text") || wanted.ty == "json";
                let text = match wanted.ty.as_str() {
                    ty if ty.starts_with("datetime") || ty.starts_with("timestamp") => format!("CAST({column} AS datetime(6))"),
                    "double" if is_before && live.ty.starts_with("float") => widened(&column),
                    // it was one, before an adoption was broken off
                    "double" if is_before && floats.contains(&wanted.name) => rounded(&column),
                    "double" => format!("CAST({column} AS double)"),
                    ty if ty.contains("char") || ty.contains("text") || ty.starts_with("enum") => {
                        format!("CONVERT({column} USING utf8mb4)")
                    }
                    _ => format!("CAST({column} AS char)"),
                };
                if is_long { format!("CONCAT(LENGTH({text}), ':', CRC32({text}))") } else { text }
            };
            let values: Vec<String> = columns.iter().map(|pair| format!("IFNULL({}, '-')", value(pair))).collect();
            // a sum, not an exclusive or: with that, values that changed places between rows would cancel out in a CRC
            format!("SELECT COUNT(*) AS row_count, CAST(SUM(CRC32(CONCAT_WS('|', {}))) AS char) AS checksum FROM {t}", values.join(", "))
        }
        // there the copy is compared with the original, before that is dropped
        Backend::Sqlite => format!("SELECT count(*) AS row_count, '' AS checksum FROM {t}"),
    }
}

/// Where SQLite's `statement` drops a table that was copied: the query for rows that the copy lacks or has otherwise.
fn lost_rows_sql(statement: &str, columns: &[(&Column, &Column)], id: &str, time_zone: &str) -> Option<String> {
    let table = statement.strip_prefix("DROP TABLE \"")?.strip_suffix('"')?;
    let q = |name: &str| Backend::Sqlite.quote(name);
    let differs: Vec<String> = columns
        .iter()
        .map(|(wanted, live)| {
            let old = sqlite::converted(&format!("o.{}", q(&live.name)), wanted, live, time_zone);
            // a number in a column that was declared as JSON is text now
            if wanted.ty == "text" {
                format!("CAST({old} AS text) IS NOT n.{}", q(&wanted.name))
            } else {
                format!("{old} IS NOT n.{}", q(&wanted.name))
            }
        })
        .collect();
    Some(format!(
        "SELECT (SELECT count(*) FROM {old}) - (SELECT count(*) FROM {new}) + \
         (SELECT count(*) FROM {old} o LEFT JOIN {new} n ON n.{id} IS o.{id} WHERE {}) AS lost",
        differs.join(" OR "),
        old = q(table),
        new = q(&format!("{table}_mended")),
        id = q(id)
    ))
}

/// Moves times that were written in another zone to UTC, where the type does not tell a zone; none where there is nothing to
/// move, or where the conversion itself does it.
pub(crate) fn shift_sql(backend: Backend, name: &str, table: &Table, columns: &[String], time_zone: &str) -> Option<String> {
    match backend {
        Backend::Sqlite | Backend::Postgres => None,
        Backend::MySql | Backend::MariaDb if time_zone == "UTC" || columns.is_empty() => None,
        Backend::MySql | Backend::MariaDb => {
            let zone = backend.literal(time_zone);
            let set = columns.iter().map(|c| format!("{c} = CONVERT_TZ({c}, {zone}, '+00:00')", c = backend.quote(c)));
            let kept = kept_as_is(backend, table, columns);
            Some(format!("UPDATE {} SET {}", backend.quote(name), set.chain(kept).collect::<Vec<_>>().join(", ")))
        }
    }
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
        if self.backend() != Backend::Sqlite {
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
            let found = columns.iter().map(|c| format!("max({})", is_in_another_format(&Backend::Sqlite.quote(&c.name))));
            let found = found.collect::<Vec<_>>().join(" || ',' || ");
            let sql = Sql::script(format!("SELECT {found} AS found FROM {}", Backend::Sqlite.quote(name)));
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

/// A float as the double that a client has read of it: 0.1, not 0.10000000149011612. Servers show six digits; where these are
/// not all of it, the value itself.
fn widened(column: &str) -> String {
    format!("IF(CAST(CAST({column} AS char) AS float) = {column}, CAST({column} AS char) + 0e0, CAST({column} AS double))")
}

/// The same of a column that an ALTER has made a double already.
fn rounded(column: &str) -> String {
    let float = format!("CAST({column} AS float)");
    let is_float = format!("{float} = {column} AND CAST(CAST({float} AS char) AS float) = {float}");
    format!("IF({is_float}, CAST({float} AS char) + 0e0, {column})")
}

/// After columns of `table` became double: gives what came from a float its value. May run any number of times.
pub(crate) fn widen_sql(backend: Backend, name: &str, table: &Table, columns: &[String]) -> Option<String> {
    match backend {
        Backend::Sqlite | Backend::Postgres => None,
        Backend::MySql | Backend::MariaDb if columns.is_empty() => None,
        Backend::MySql | Backend::MariaDb => {
            let set = columns.iter().map(|column| {
                let c = backend.quote(column);
                format!("{c} = {}", rounded(&c))
            });
            let kept = kept_as_is(backend, table, columns);
            Some(format!("UPDATE {} SET {}", backend.quote(name), set.chain(kept).collect::<Vec<_>>().join(", ")))
        }
    }
}

/// Assignments that keep columns as they are which an UPDATE would move on by itself.
fn kept_as_is(backend: Backend, table: &Table, changed: &[String]) -> Vec<String> {
    let moves_on = |c: &&Column| c.extra.as_deref().is_some_and(|e| e.contains("on update")) && !changed.contains(&c.name);
    table.columns.iter().filter(moves_on).map(|c| format!("{c} = {c}", c = backend.quote(&c.name))).collect()
}

/// Where rows that don't fit are moved to: the statements that create the table beside, move, and so commit both at once.
pub(crate) fn quarantine(backend: Backend, table: &str, condition: &str) -> (Sql, Vec<Sql>) {
    let (from, to) = (Name::of(table.to_string()), Name::of(quarantine_table(table)));
    let condition = Sql::script(condition);
    let create = sql!("CREATE TABLE IF NOT EXISTS {to} AS SELECT * FROM {from} WHERE 1 = 0", to = &to, from = &from);
    let copy = sql!("INSERT INTO {to} SELECT * FROM {from} t WHERE {condition}", to = &to, from = &from, condition = &condition);
    let delete = match backend {
        Backend::Sqlite | Backend::Postgres => sql!("DELETE FROM {from} AS t WHERE {condition}", from, condition),
        // it can't look at the table that it deletes from
        Backend::MySql | Backend::MariaDb => {
            sql!("DELETE t FROM {from} t JOIN {to} q ON q.{id} = t.{id}", from, to, id = Name::of("id"))
        }
    };
    (create, vec![copy, delete])
}

/// The name of the table beside `table`.
pub(crate) fn quarantine_table(table: &str) -> String {
    format!("{table}_quarantine")
}

impl Session {
    /// The number of rows of a table, and their checksum; see [`checksum_sql`].
    pub(crate) async fn checksum(
        &mut self,
        table: &str,
        columns: &[(&Column, &Column)],
        floats: &[String],
        time_zone: &str,
        is_before: bool,
    ) -> Result<(String, String)> {
        let doing = format!("comparing the rows of {table}");
        let sql = checksum_sql(self.backend(), table, columns, floats, time_zone, is_before);
        let rows = self.fetch(&Sql::script(sql)).await.doing(&doing)?;
        let sum = |row: &Row| Ok((row.get("row_count")?, row.get::<Option<String>>("checksum")?.unwrap_or_default()));
        let sum = rows.first().map(sum).transpose();
        Ok(sum.doing(doing)?.unwrap_or_default())
    }

    /// Where SQLite's `statement` drops a table that was copied: how many rows the copy lacks or has otherwise.
    pub(crate) async fn lost_rows(&mut self, statement: &str, columns: &[(&Column, &Column)], id: &str, time_zone: &str) -> Result<i64> {
        let Some(sql) = lost_rows_sql(statement, columns, id, time_zone) else { return Ok(0) };
        let doing = "comparing the copy of a table";
        Ok(first(&self.fetch(&Sql::script(sql)).await.doing(doing)?).doing(doing)?.unwrap_or(0))
    }
}
