//! Rows in an adoption: finding misfits, moving them to quarantine, and the columns to compare before and after.

use crate::catalog::{Catalog, Column};
use crate::db::adopt::{Moving, Rule, quarantine_table, rules};
use crate::db::{Session, TableRows};
use crate::error::Result;
use serde::Serialize;

/// Number of sample rows per misfit.
const SAMPLE: usize = 5;

/// Rows that violate a rule of the wanted schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misfit {
    /// The table.
    pub table: String,
    /// The key, check or column they violate.
    pub object: String,
    /// What is wrong with them.
    pub fault: String,
    /// Number of rows.
    pub rows: u64,
    /// Primary keys of some of the rows, each with the invalid value.
    pub sample: Vec<(String, Option<String>)>,
    #[serde(skip)]
    pub(super) rule: Rule,
}

/// Rows that are moved to a quarantine table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quarantined {
    /// The table that they are in.
    pub table: String,
    /// The table that they are moved to.
    pub into: String,
    /// Number of rows, including rows that refer to moved rows.
    pub rows: u64,
    #[serde(skip)]
    pub(super) condition: String,
}

/// Counts the rows of each live table of `wanted`, and the rows that violate a rule which is not enforced yet. Reads each
/// table once for the counts.
pub(super) async fn count_misfits(session: &mut Session, wanted: &Catalog, live: &Catalog) -> Result<(Vec<TableRows>, Vec<Misfit>)> {
    let (mut counts, mut misfits) = (Vec::new(), Vec::new());
    for name in wanted.tables.keys().filter(|name| live.tables.contains_key(*name)) {
        let rules = rules(session.backend(), name, wanted, live);
        let (rows, broken) = session.count_broken(name, &rules).await?;
        counts.push(TableRows { table: name.clone(), rows });
        for (rule, rows) in rules.into_iter().zip(broken).filter(|(_, rows)| *rows > 0) {
            let sample = session.sample_broken(&rule, live, SAMPLE).await?;
            misfits.push(Misfit { table: name.clone(), object: rule.object.clone(), fault: rule.fault.clone(), rows, sample, rule });
        }
    }
    Ok((counts, misfits))
}

/// Counts the rows of each live table of `wanted`, without checking rules.
pub(super) async fn counts(session: &mut Session, wanted: &Catalog, live: &Catalog) -> Result<Vec<TableRows>> {
    let mut counts = Vec::new();
    for name in wanted.tables.keys().filter(|name| live.tables.contains_key(*name)) {
        let (rows, _) = session.count_broken(name, &[]).await?;
        counts.push(TableRows { table: name.clone(), rows });
    }
    Ok(counts)
}

/// Returns the rows to move to quarantine: the misfits and all rows that refer to them; referencing tables come first.
pub(super) async fn quarantine(session: &mut Session, wanted: &Catalog, live: &Catalog, misfits: &[Misfit]) -> Result<Vec<Quarantined>> {
    let moving = Moving { backend: session.backend(), wanted, live, rules: misfits.iter().map(|m| &m.rule).collect() };
    let mut found = Vec::new();
    for table in children_first(wanted) {
        let Some(condition) = moving.condition(&table) else { continue };
        let rows = session.count_where(&table, &condition).await?;
        if rows > 0 {
            found.push(Quarantined { into: quarantine_table(&table), table, rows, condition });
        }
    }
    Ok(found)
}

/// Returns the tables of `catalog`, each before those it refers to, unless foreign keys form a cycle.
fn children_first(catalog: &Catalog) -> Vec<String> {
    fn visit(catalog: &Catalog, table: &str, seen: &mut Vec<String>, parents_first: &mut Vec<String>) {
        if seen.iter().any(|t| t == table) {
            return;
        }
        seen.push(table.to_string());
        for key in catalog.tables.get(table).iter().flat_map(|t| t.foreign_keys.values()) {
            visit(catalog, &key.table, seen, parents_first);
        }
        parents_first.push(table.to_string());
    }
    let (mut seen, mut order) = (Vec::new(), Vec::new());
    for table in catalog.tables.keys() {
        visit(catalog, table, &mut seen, &mut order);
    }
    order.reverse();
    order
}

/// Returns all live columns of a table, as pairs of wanted and live column.
pub(super) fn kept_columns<'a>(wanted: &'a Catalog, live: &'a Catalog, table: &str) -> Vec<(&'a Column, &'a Column)> {
    let (Some(wanted), Some(live)) = (wanted.tables.get(table), live.tables.get(table)) else { return Vec::new() };
    let of = |column: &'a Column| wanted.columns.iter().find(|w| w.name == column.name).unwrap_or(column);
    live.columns.iter().map(|column| (of(column), column)).collect()
}
