//! Which tables and columns are copied: those of the schema, as far as the source has them.

use crate::catalog::Catalog;
use crate::db::transfer::{TableShape, logical_tables};
use crate::error::{Error, Result};

/// Which tables to copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these; all if it is empty.
    pub tables: Vec<String>,
    /// All but these.
    pub exclude: Vec<String>,
}

impl Selection {
    fn has(&self, table: &str) -> bool {
        let is_in = |names: &[String]| names.iter().any(|name| name == table);
        (self.tables.is_empty() || is_in(&self.tables)) && !is_in(&self.exclude)
    }
}

/// The selected tables of `version`, in the order of their names.
///
/// # Errors
/// A selected table is not part of the schema, or `live` lacks a table or column of it.
pub(super) fn shapes(version: &str, live: &Catalog, selection: &Selection) -> Result<Vec<TableShape>> {
    let all = logical_tables(version)?;
    for name in selection.tables.iter().chain(&selection.exclude) {
        if !all.iter().any(|table| table.name == *name) {
            let known: Vec<&str> = all.iter().map(|table| table.name.as_str()).collect();
            return Err(Error::configuration(format!("there is no table '{name}' to copy; there are: {}", known.join(", "))));
        }
    }
    let selected: Vec<TableShape> = all.into_iter().filter(|table| selection.has(&table.name)).collect();
    selected.iter().try_for_each(|table| require(table, live))?;
    Ok(selected)
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
pub(super) fn extra_columns(shapes: &[TableShape], live: &Catalog) -> Vec<String> {
    let of = |shape: &TableShape| {
        let columns = live.tables.get(&shape.name).map(|table| table.columns.clone()).unwrap_or_default();
        let extra = columns.into_iter().filter(|c| !shape.columns.iter().any(|known| known.name == c.name));
        extra.map(|c| format!("column {}.{}", shape.name, c.name)).collect::<Vec<_>>()
    };
    shapes.iter().flat_map(of).collect()
}
