//! Which tables and columns are copied: those of the schema, as far as the source has them.

use super::unmanaged::Unmanaged;
use crate::catalog::Catalog;
use crate::db::transfer::{TableShape, logical_tables};
use crate::db::{ObjectKind, Scope, Session};
use crate::error::{Doing, Error, Result};

/// Which tables to copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these; all if it is empty.
    pub tables: Vec<String>,
    /// All but these.
    pub exclude: Vec<String>,
}

impl Selection {
    pub(super) fn has(&self, table: &str) -> bool {
        let is_in = |names: &[String]| names.iter().any(|name| name == table);
        (self.tables.is_empty() || is_in(&self.tables)) && !is_in(&self.exclude)
    }
}

/// The selected tables of `version` and unmanaged ones, in the order of their names.
///
/// # Errors
/// No table is selected, a selected one is not part of the schema, or `live` lacks a table or column of it.
pub(super) fn shapes(version: &str, live: &Catalog, selection: &Selection, unmanaged: &Unmanaged) -> Result<Vec<TableShape>> {
    let mut all = logical_tables(version)?;
    all.iter().filter(|table| selection.has(&table.name)).try_for_each(|table| require(table, live))?;
    all.iter_mut().for_each(|table| table.columns.extend(unmanaged.columns_of(&table.name)));
    all.extend(unmanaged.shapes());
    all.sort_by(|a, b| a.name.cmp(&b.name));
    for name in selection.tables.iter().chain(&selection.exclude) {
        if !all.iter().any(|table| table.name == *name) {
            let known: Vec<&str> = all.iter().map(|table| table.name.as_str()).collect();
            return Err(Error::configuration(format!("there is no table '{name}' to copy; there are: {}", known.join(", "))));
        }
    }
    all.retain(|table| selection.has(&table.name));
    if all.is_empty() {
        return Err(Error::configuration("no table is left to copy: --exclude names every table that --tables selects"));
    }
    Ok(all)
}

fn require(table: &TableShape, live: &Catalog) -> Result<()> {
    let missing = |what: String| Error::Differs {
        reason: format!("the source has no {what}, which its version of the schema has"),
        findings: Vec::new(),
        next: "repair the source first: morag-db verify --fix-sql",
    };
    let name = &table.name;
    let found = live.tables.get(name).ok_or_else(|| missing(format!("table {name}")))?;
    let lacks = |column: &&str| !found.columns.iter().any(|c| c.name == **column);
    match table.columns.iter().map(|column| column.name.as_str()).find(lacks) {
        Some(column) => Err(missing(format!("column {name}.{column}"))),
        None => Ok(()),
    }
}

/// Columns of copied tables that are not part of the schema.
fn extra_columns(shapes: &[TableShape], live: &Catalog) -> Vec<String> {
    let of = |shape: &TableShape| {
        let columns = live.tables.get(&shape.name).map(|table| table.columns.clone()).unwrap_or_default();
        let extra = columns.into_iter().filter(|c| !shape.columns.iter().any(|known| known.name == c.name));
        extra.map(|c| format!("column {}.{}", shape.name, c.name)).collect::<Vec<_>>()
    };
    shapes.iter().flat_map(of).collect()
}

/// What of the source is not copied.
pub(super) async fn left_out(
    source: &mut Session,
    scope: &Scope,
    shapes: &[TableShape],
    live: &Catalog,
    (unmanaged, selection): (&Unmanaged, &Selection),
) -> Result<Vec<String>> {
    let is_copied = |name: &str| shapes.iter().any(|shape| shape.name == name);
    let mut others = source.unmanaged_objects(scope, 1000).await.doing("listing objects of others")?;
    others.retain(|(kind, name)| *kind != ObjectKind::Table || !is_copied(name));
    let mut names: Vec<String> = others.into_iter().map(|(kind, name)| format!("{kind} {name}")).collect();
    names.sort();
    names.extend(extra_columns(shapes, live));
    // those that can't be copied are named with the reason
    let reasons = unmanaged.left(&|table| selection.has(table));
    names.retain(|name| !reasons.iter().any(|line| line.starts_with(&format!("{name} ("))));
    names.extend(reasons);
    let is_left = |name: &&String| !is_copied(name) && !migration::BOOKKEEPING_TABLES.contains(&name.as_str());
    match scope.tables.iter().filter(is_left).count() {
        0 => {}
        1 => names.push("1 table that is not selected".into()),
        n => names.push(format!("{n} tables that are not selected")),
    }
    Ok(names)
}
