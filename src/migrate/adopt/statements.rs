//! The statements of an adoption, and what they change.

use super::marker::Marker;
use super::plan::{AdoptOptions, AdoptPlan, Keys};
use super::wanted::{self, Wanted};
use crate::catalog::{Catalog, Column, Difference, ForeignKey, Severity, Table};
use crate::db::Backend;
use crate::db::adopt::{Intentions, shift_sql, time_columns};
use crate::db::fix::{self, Schemas};
use crate::error::{Error, Result, SqlError, SqlErrorKind};
use std::collections::BTreeMap;

pub(super) fn statements(
    backend: Backend,
    wanted: &Wanted,
    live: &Catalog,
    differences: &[Difference],
    lost: &[(String, String, ForeignKey)],
    time_zone: &str,
) -> Vec<String> {
    let schemas = Schemas { expected: &wanted.catalog, actual: live, steps: &wanted.steps, time_zone, is_adoption: true };
    let drift = differences.iter().filter(|d| d.severity == Severity::Drift);
    let mut fixes: Vec<_> = drift.flat_map(|d| fix::fixes(backend, schemas, d)).collect();
    for (name, table) in &wanted.catalog.tables {
        let Some(now) = live.tables.get(name) else { continue };
        for key in wanted::replaced_keys(table, now) {
            fixes.extend(fix::drop_foreign_key(backend, name, &key));
        }
    }
    // keys that an interrupted adoption has dropped already: not dropped again, but added back
    for (table, name, key) in lost {
        let gone: Vec<_> = fix::drop_foreign_key(backend, table, name);
        fixes.retain(|m| !gone.contains(m));
        fixes.extend(fix::add_foreign_key(backend, table, name, key));
    }
    // a key that is replaced is not added again
    let replaced: Vec<String> = wanted
        .catalog
        .tables
        .iter()
        .filter_map(|(name, table)| live.tables.get(name).map(|now| (name, wanted::replaced_keys(table, now))))
        .flat_map(|(name, keys)| {
            keys.into_iter().map(move |key| format!("ALTER TABLE {} ADD CONSTRAINT {} ", backend.quote(name), backend.quote(&key)))
        })
        .collect();
    fixes.retain(|m| !m.statements.iter().any(|sql| replaced.iter().any(|head| sql.starts_with(head))));
    fix::joined(backend, fixes)
}

/// Adds original foreign keys that an interrupted adoption dropped back to `live`, and returns them.
pub(super) fn restore_dropped_keys(live: &mut Catalog, keys: &Keys) -> Vec<(String, String, ForeignKey)> {
    let mut lost = Vec::new();
    for (name, keys) in keys {
        let Some(table) = live.tables.get_mut(name) else { continue };
        for (key_name, key) in keys.iter().filter(|(key_name, _)| !table.foreign_keys.contains_key(*key_name)).collect::<Vec<_>>() {
            table.foreign_keys.insert(key_name.clone(), key.clone());
            lost.push((name.clone(), key_name.clone(), key.clone()));
        }
    }
    lost
}

/// Returns the table after the adoption, with the application's extra columns.
pub(super) fn after(wanted: &Catalog, live: &Catalog, name: &str) -> Table {
    let mut table = wanted.tables.get(name).cloned().unwrap_or_default();
    let more = live.tables.get(name).into_iter().flat_map(|t| &t.columns).filter(|c| !table.columns.iter().any(|w| w.name == c.name));
    let more: Vec<Column> = more.cloned().collect();
    table.columns.extend(more);
    table
}

/// Returns which tables the statements will retype, update or empty.
pub(super) fn intentions(plan: &AdoptPlan, wanted: &Catalog, live: &Catalog, updated: Vec<String>) -> Intentions {
    let is_retyped = |(name, table): &(&String, &Table)| {
        let now = live.tables.get(*name);
        table.columns.iter().any(|c| now.is_some_and(|t| t.columns.iter().any(|l| l.name == c.name && l.ty != c.ty)))
    };
    Intentions {
        retyped: wanted.tables.iter().filter(is_retyped).map(|(name, _)| name.clone()).collect(),
        updated,
        emptied: plan.quarantined.iter().map(|q| q.table.clone()).collect(),
    }
}

/// Returns columns that are floats and will become doubles, by table.
pub(super) fn floats(wanted: &Catalog, live: &Catalog) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for (name, table) in &wanted.tables {
        let is_float =
            |column: &str| live.tables.get(name).is_some_and(|t| t.columns.iter().any(|c| c.name == column && c.ty.starts_with("float")));
        let columns: Vec<String> = table.columns.iter().filter(|c| c.ty == "double" && is_float(&c.name)).map(|c| c.name.clone()).collect();
        if !columns.is_empty() {
            found.insert(name.clone(), columns);
        }
    }
    found
}

/// Returns the statements that convert times to UTC, for live tables that are not converted yet.
pub(super) fn shifts(
    backend: Backend,
    expected: &Catalog,
    live: &Catalog,
    options: &AdoptOptions,
    marker: Option<&Marker>,
) -> Result<Vec<(String, String)>> {
    let newest = migration::MIGRATIONS.last().map_or("", |m| m.version);
    let twin = time_columns(newest)?;
    let mut found = Vec::new();
    for name in expected.tables.keys().filter(|name| !marker.is_some_and(|m| m.shifted.contains(name))) {
        let Some(table) = live.tables.get(name) else { continue };
        let is_time = |column: &&String| table.columns.iter().any(|c| c.name == **column && c.ty.starts_with("datetime"));
        let columns: Vec<String> = twin.get(name).into_iter().flatten().filter(is_time).cloned().collect();
        found.extend(shift_sql(backend, name, table, &columns, &options.time_zone).map(|sql| (name.clone(), sql)));
    }
    Ok(found)
}

/// Converts the failure of a statement into an error. It includes the whole statement, because its end may have failed.
pub(super) fn failed(is_atomic: bool, sql: &str, source: SqlError) -> Error {
    match source.kind {
        SqlErrorKind::ConnectionLost | SqlErrorKind::Unavailable | SqlErrorKind::LockTimeout | SqlErrorKind::DiskFull => {
            Error::from_sql("adopting", source)
        }
        _ => {
            let state = match is_atomic {
                true => "everything is rolled back",
                false => "the adoption is interrupted, and can be resumed",
            };
            Error::Differs {
                reason: format!("a statement of the adoption failed: {source}; {state}"),
                findings: vec![sql.to_string()],
                next: "repair the value or drop the object that the server names, then run migrate adopt again with the same options",
            }
        }
    }
}
