//! The rows of an adoption: which would not fit, where they are moved, and whether all are still the same afterwards.

use super::look::Look;
use crate::catalog::{Catalog, Column};
use crate::db::adopt::{Rule, as_text, checksum_sql, quarantine_table, rules};
use crate::db::{Backend, Session, TableRows};
use crate::error::{Doing, Result};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of the rows are shown.
const SAMPLE: usize = 5;

/// Rows that would not fit into the wanted schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misfit {
    /// The table.
    pub table: String,
    /// The key, check or column that they break.
    pub object: String,
    /// What is wrong with them.
    pub fault: String,
    /// How many there are.
    pub rows: u64,
    /// The primary keys of a few of them, each with the value that does not fit.
    pub sample: Vec<(String, Option<String>)>,
    #[serde(skip)]
    pub(super) rule: Rule,
}

/// Rows that are moved to a table beside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quarantined {
    /// The table that they are in.
    pub table: String,
    /// The table that they are moved to.
    pub into: String,
    /// How many there are, with those that refer to rows which are moved.
    pub rows: u64,
    #[serde(skip)]
    pub(super) condition: String,
}

/// Counts the rows of each live table of `wanted`, and those that break a rule that nothing enforces yet. Reads each table once.
pub(super) async fn look(session: &mut Session, wanted: &Catalog, live: &Catalog) -> Result<(Vec<TableRows>, Vec<Misfit>)> {
    let backend = session.backend();
    let (mut counts, mut misfits) = (Vec::new(), Vec::new());
    for name in wanted.tables.keys().filter(|name| live.tables.contains_key(*name)) {
        let rules = rules(backend, name, wanted, live);
        let sums = rules.iter().map(|rule| format!(", COALESCE(SUM(CASE WHEN {} THEN 1 ELSE 0 END), 0)", rule.broken_by("t")));
        let sql = format!("SELECT COUNT(*){} FROM {} t", sums.collect::<String>(), backend.quote(name));
        let row = session.query(&sql).await.doing(format!("looking at the rows of {name}"))?.into_iter().next().unwrap_or_default();
        let number = |at: usize| row.get(at).and_then(|cell| cell.as_deref()).and_then(|n| n.parse::<u64>().ok());
        counts.push(TableRows { table: name.clone(), rows: number(0).unwrap_or(0) });
        for (at, rule) in rules.into_iter().enumerate() {
            let Some(rows) = number(at + 1).filter(|rows| *rows > 0) else { continue };
            let sample = sample(session, live, &rule).await?;
            misfits.push(Misfit { table: name.clone(), object: rule.object.clone(), fault: rule.fault.clone(), rows, sample, rule });
        }
    }
    Ok((counts, misfits))
}

async fn sample(session: &mut Session, live: &Catalog, rule: &Rule) -> Result<Vec<(String, Option<String>)>> {
    let backend = session.backend();
    let key =
        live.tables.get(&rule.table).and_then(|t| t.primary_key.first()).map(|(_, c)| as_text(backend, &format!("t.{}", backend.quote(c))));
    let sql = format!(
        "SELECT {}, {} FROM {} t WHERE {} LIMIT {SAMPLE}",
        key.unwrap_or_else(|| "'?'".into()),
        rule.shown("t"),
        backend.quote(&rule.table),
        rule.broken_by("t")
    );
    let rows = session.query(&sql).await.doing(format!("looking at the rows of {}", rule.table))?;
    let pair = |row: Vec<Option<String>>| (row.first().cloned().flatten().unwrap_or_default(), row.get(1).cloned().flatten());
    Ok(rows.into_iter().map(pair).collect())
}

/// Which rows are moved aside, those that refer to others first: the misfits, and whatever refers to them.
pub(super) async fn quarantine(session: &mut Session, wanted: &Catalog, live: &Catalog, misfits: &[Misfit]) -> Result<Vec<Quarantined>> {
    let backend = session.backend();
    let moving = Moving { backend, wanted, live, misfits };
    let mut found = Vec::new();
    for table in children_first(wanted) {
        let condition = moving.condition(&table, "t", &mut Vec::new());
        if condition.is_empty() {
            continue;
        }
        let sql = format!("SELECT COUNT(*) FROM {} t WHERE {condition}", backend.quote(&table));
        let rows = session.query(&sql).await.doing(format!("counting rows of {table}"))?;
        let rows = rows.into_iter().flatten().flatten().next().and_then(|n| n.parse().ok()).unwrap_or(0);
        if rows > 0 {
            found.push(Quarantined { into: quarantine_table(&table), table, rows, condition });
        }
    }
    Ok(found)
}

struct Moving<'a> {
    backend: Backend,
    wanted: &'a Catalog,
    live: &'a Catalog,
    misfits: &'a [Misfit],
}

impl Moving<'_> {
    /// True for a row of `alias` that is moved; empty where none is.
    fn condition(&self, table: &str, alias: &str, path: &mut Vec<String>) -> String {
        if path.iter().any(|t| t == table) || !self.live.tables.contains_key(table) {
            return String::new();
        }
        path.push(table.to_string());
        let own = self.misfits.iter().filter(|m| m.table == table).map(|m| format!("({})", m.rule.broken_by(alias)));
        let mut any: Vec<String> = own.collect();
        let keys = self.wanted.tables.get(table).map(|t| t.foreign_keys.values().collect::<Vec<_>>()).unwrap_or_default();
        for key in keys.into_iter().filter(|key| key.table != table) {
            let parent = format!("p{}", path.len());
            let moved = self.condition(&key.table, &parent, path);
            if !moved.is_empty() {
                let q = |name: &String| self.backend.quote(name);
                let same: Vec<String> =
                    key.columns.iter().zip(&key.referenced).map(|(c, r)| format!("{parent}.{} = {alias}.{}", q(r), q(c))).collect();
                any.push(format!("EXISTS (SELECT 1 FROM {} {parent} WHERE {} AND ({moved}))", q(&key.table), same.join(" AND ")));
            }
        }
        path.pop();
        any.join(" OR ")
    }
}

/// The tables of `catalog`, each before those that it refers to, as far as keys do not go round in a circle.
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

/// Columns that stay, as pairs of the wanted and the live one.
pub(super) fn kept_columns<'a>(wanted: &'a Catalog, live: &'a Catalog, table: &str) -> Vec<(&'a Column, &'a Column)> {
    let (Some(wanted), Some(live)) = (wanted.tables.get(table), live.tables.get(table)) else { return Vec::new() };
    let of = |column: &'a Column| wanted.columns.iter().find(|w| w.name == column.name).unwrap_or(column);
    live.columns.iter().map(|column| (of(column), column)).collect()
}

/// The count and the checksum of each of `tables`, the conversion applied where it is still to come. A time that is moved to
/// UTC by itself is left out.
pub(super) async fn checksums(
    session: &mut Session,
    look: &Look,
    tables: &[String],
    time_zone: &str,
    is_before: bool,
) -> Result<BTreeMap<String, (String, String)>> {
    let backend = session.backend();
    let mut sums = BTreeMap::new();
    for table in tables {
        let all = kept_columns(&look.wanted, &look.live, table);
        let names = look.columns.get(table).map_or(&[][..], Vec::as_slice);
        let columns: Vec<(&Column, &Column)> =
            names.iter().filter_map(|name| all.iter().find(|(_, live)| live.name == *name).copied()).collect();
        let floats = look.floats.get(table).map_or(&[][..], Vec::as_slice);
        let sql = checksum_sql(backend, table, &columns, floats, time_zone, is_before);
        let row = session.query(&sql).await.doing(format!("comparing the rows of {table}"))?.into_iter().next().unwrap_or_default();
        let cell = |at: usize| row.get(at).cloned().flatten().unwrap_or_default();
        sums.insert(table.clone(), (cell(0), cell(1)));
    }
    Ok(sums)
}
