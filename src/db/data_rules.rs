//! What the data itself data_rules beyond the schema, as queries for the rows that break it: keys and checks that were
//! added later or switched off for a while, statuses that nobody knows, times in a text format that sorts wrong.

use super::adopt::time_columns;
use super::engine;
use super::sqlite::fix::{canonical_time, is_in_another_format, is_readable_time};
use crate::catalog::{Catalog, Table};
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::error::Result;
use crate::sql;
use migration::Backend;

/// A promise, and the query for what breaks it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DataRule {
    /// What it is about, e.g. `foreign key messages.messages_user_id_fkey`.
    pub object: String,
    /// What is wrong with the rows found.
    pub fault: String,
    /// Answers with the key of each row that breaks it and with what breaks it.
    pub query: Sql,
    /// Whether such a row is a fault, or only unfortunate.
    pub is_fault: bool,
    /// The statement that repairs all such rows, where one can.
    pub fix: Option<String>,
}

/// Statuses of a column that no check guards.
const STATUSES: [(&str, &str, &[&str]); 1] = [("processing_jobs", "status", &["queued", "processing", "completed", "failed", "cancelled"])];

/// The query for rows `t` of a table for which a condition of ours holds.
fn query(key: &str, value: &str, table: &str, condition: &str, limit: u64) -> Sql {
    sql!(
        "SELECT {key} AS row_key, {value} AS found FROM {table} t WHERE {condition} LIMIT {limit}",
        key = Sql::script(key),
        value = Sql::script(value),
        table = Name::of(table.to_string()),
        condition = Sql::script(condition),
        limit = Sql::number(limit)
    )
}

/// All data_rules of `catalog`, the expected one of `version`; each query stops at `limit` rows.
pub(crate) fn data_rules(backend: Backend, catalog: &Catalog, version: &str, limit: u64) -> Result<Vec<DataRule>> {
    let q = |name: &str| backend.quote(name);
    let text = |column: &str| engine(backend).as_text(column);
    let key = |table: &Table| table.primary_key.first().map_or("1".into(), |(_, c)| text(&format!("t.{}", q(c))));
    let mut found = Vec::new();
    let mut add = |name: &str, table: &Table, object: String, fault: &str, value: String, condition: String| {
        let query = query(&key(table), &value, name, &condition, limit);
        found.push(DataRule { object, fault: fault.to_string(), query, is_fault: true, fix: None });
    };
    for (name, table) in &catalog.tables {
        for (key_name, foreign) in &table.foreign_keys {
            let pairs: Vec<(&String, &String)> = foreign.columns.iter().zip(&foreign.referenced).collect();
            let set = pairs.iter().map(|(c, _)| format!("t.{} IS NOT NULL", q(c))).collect::<Vec<_>>().join(" AND ");
            let same = pairs.iter().map(|(c, r)| format!("p.{} = t.{}", q(r), q(c))).collect::<Vec<_>>().join(" AND ");
            let condition = format!("{set} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {same})", q(&foreign.table));
            let value = foreign.columns.first().map_or("NULL".into(), |c| text(&format!("t.{}", q(c))));
            let fault = format!("refers to no row of {}", foreign.table);
            add(name, table, format!("foreign key {name}.{key_name}"), &fault, value, condition);
        }
        for (check_name, check) in &table.checks {
            let condition = check.strip_prefix("CHECK ").unwrap_or(check);
            add(name, table, format!("check {name}.{check_name}"), "breaks the check", "NULL".into(), format!("NOT ({condition})"));
        }
        // a server that is not strict writes the empty label for one that it does not know
        let enums = table.columns.iter().filter(|c| c.ty.starts_with("enum("));
        for column in enums {
            let value = text(&format!("t.{}", q(&column.name)));
            add(name, table, format!("column {name}.{}", column.name), "is no known label", value.clone(), format!("{value} = ''"));
        }
    }
    for (name, column, known) in STATUSES {
        let Some(table) = catalog.tables.get(name) else { continue };
        let labels = known.iter().map(|l| backend.literal(l)).collect::<Vec<_>>().join(", ");
        let value = format!("t.{}", q(column));
        add(name, table, format!("column {name}.{column}"), "is no known status", value.clone(), format!("{value} NOT IN ({labels})"));
    }
    if engine(backend).has_text_times() {
        found.extend(text_times(catalog, version, limit)?);
    }
    Ok(found)
}

/// Times are text on SQLite. With and without a fraction they sort as times do; another form that SQLite reads sorts wrong
/// beside them and can be rewritten; anything else is no time.
fn text_times(catalog: &Catalog, version: &str, limit: u64) -> Result<Vec<DataRule>> {
    let q = |name: &str| Backend::Sqlite.quote(name);
    let mut found = Vec::new();
    for (name, columns) in time_columns(version)? {
        let Some(table) = catalog.tables.get(&name) else { continue };
        let key = table.primary_key.first().map_or("1".into(), |(_, c)| format!("CAST(t.{} AS text)", q(c)));
        for column in columns {
            let value = format!("t.{}", q(&column));
            let query = |condition: String| query(&key, &format!("CAST({value} AS text)"), &name, &condition, limit);
            let object = format!("column {name}.{column}");
            let bare = q(&column);
            let fix = format!(
                "UPDATE {} SET {bare} = {} WHERE {} AND {}",
                q(&name),
                canonical_time(&bare, "UTC"),
                is_in_another_format(&bare),
                is_readable_time(&bare)
            );
            found.push(DataRule {
                object: object.clone(),
                fault: "is no time as YYYY-MM-DD HH:MM:SS.ffffff, and sorts wrong".into(),
                query: query(format!("{} AND {}", is_in_another_format(&value), is_readable_time(&value))),
                is_fault: false,
                fix: Some(fix),
            });
            let query = query(format!("{} AND NOT ({})", is_in_another_format(&value), is_readable_time(&value)));
            found.push(DataRule { object, fault: "is no time".into(), query, is_fault: true, fix: None });
        }
    }
    Ok(found)
}
