//! The pure difference of two catalogs. What a finding looks like, and the SQL that mends it, belong to `schema`.

use super::{Catalog, Table};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// How much a difference matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something more than expected.
    Extra,
    /// The same thing under another name.
    Name,
    /// Missing, or different in what it does.
    Drift,
}

/// One place where the live schema is not the expected one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is about, e.g. `column remote_jobs.status`.
    pub object: String,
    /// What should be there; `None` for an extra object.
    pub expected: Option<String>,
    /// What is there; `None` for a missing object.
    pub actual: Option<String>,
    /// How much it matters.
    pub severity: Severity,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.expected, &self.actual) {
            (Some(expected), None) => write!(f, "{} is missing (expected {expected})", self.object),
            (None, Some(actual)) => write!(f, "{} is not expected (found {actual})", self.object),
            (Some(expected), Some(actual)) if self.severity == Severity::Name => {
                write!(f, "{} has another name: expected {expected}, found {actual}", self.object)
            }
            (Some(expected), Some(actual)) => write!(f, "{}: expected {expected}, found {actual}", self.object),
            (None, None) => f.write_str(&self.object),
        }
    }
}

/// All differences of `actual` from `expected`, in the order of the tables. The order of columns does not count:
/// one that was added later stands last.
pub fn diff(expected: &Catalog, actual: &Catalog) -> Vec<Difference> {
    let mut found = Vec::new();
    for (name, table) in &expected.tables {
        match actual.tables.get(name) {
            Some(live) => diff_tables(name, table, live, &mut found),
            None => found.push(missing(format!("table {name}"), format!("{} columns", table.columns.len()))),
        }
    }
    for name in actual.tables.keys().filter(|n| !expected.tables.contains_key(*n)) {
        found.push(extra(format!("table {name}"), "a table".into()));
    }
    diff_maps("type ", &expected.enums, &actual.enums, |labels| labels.join(", "), &mut found);
    diff_maps("function ", &expected.functions, &actual.functions, Clone::clone, &mut found);
    found
}

fn diff_tables(name: &str, expected: &Table, actual: &Table, found: &mut Vec<Difference>) {
    let by_name = |table: &Table| table.columns.iter().map(|c| (c.name.clone(), c.clone())).collect::<BTreeMap<_, _>>();
    let (want, have) = (by_name(expected), by_name(actual));
    for (column, wanted) in &want {
        let object = format!("column {name}.{column}");
        let Some(live) = have.get(column) else {
            found.push(missing(object, wanted.ty.clone()));
            continue;
        };
        let mut property = |what: &str, expected: Option<String>, actual: Option<String>| {
            if expected != actual {
                let show = |value: Option<String>| value.unwrap_or_else(|| "none".into());
                found.push(changed(format!("{object} ({what})"), show(expected), show(actual)));
            }
        };
        let null = |nullable: bool| Some(if nullable { "null" } else { "not null" }.to_string());
        property("type", Some(wanted.ty.clone()), Some(live.ty.clone()));
        property("null", null(wanted.nullable), null(live.nullable));
        property("default", wanted.default.clone(), live.default.clone());
        property("generated", wanted.generated.clone(), live.generated.clone());
        property("collation", wanted.collation.clone(), live.collation.clone());
        property("extra", wanted.extra.clone(), live.extra.clone());
    }
    for column in have.values().filter(|c| !want.contains_key(&c.name)) {
        // a column that is required and has no default breaks every INSERT that does not know it
        let blocks = !column.nullable && column.default.is_none() && column.generated.is_none();
        let severity = if blocks { Severity::Drift } else { Severity::Extra };
        found.push(Difference { severity, ..extra(format!("column {name}.{}", column.name), column.ty.clone()) });
    }
    if expected.primary_key != actual.primary_key {
        let show = |table: &Table| table.primary_key.iter().map(|(_, c)| c.as_str()).collect::<Vec<_>>().join(", ");
        found.push(changed(format!("primary key of {name}"), show(expected), show(actual)));
    }
    diff_maps(&format!("index {name}."), &expected.indexes, &actual.indexes, show, found);
    diff_maps(&format!("foreign key {name}."), &expected.foreign_keys, &actual.foreign_keys, show, found);
    diff_maps(&format!("check {name}."), &expected.checks, &actual.checks, Clone::clone, found);
    diff_maps(&format!("trigger {name}."), &expected.triggers, &actual.triggers, Clone::clone, found);
    diff_maps(&format!("option {name}."), &expected.options, &actual.options, Clone::clone, found);
}

fn show<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Compares by name, then pairs what is missing with what is extra and the same but for its name.
fn diff_maps<T: PartialEq + Debug>(
    prefix: &str,
    expected: &BTreeMap<String, T>,
    actual: &BTreeMap<String, T>,
    show: impl Fn(&T) -> String,
    found: &mut Vec<Difference>,
) {
    let mut extras: Vec<(&String, &T)> = actual.iter().filter(|(name, _)| !expected.contains_key(*name)).collect();
    for (name, wanted) in expected {
        let object = format!("{prefix}{name}");
        match actual.get(name) {
            Some(live) if live == wanted => {}
            Some(live) => found.push(changed(object, show(wanted), show(live))),
            None => match extras.iter().position(|(_, live)| *live == wanted) {
                Some(at) => {
                    let (live_name, _) = extras.swap_remove(at);
                    found.push(Difference { severity: Severity::Name, ..changed(object, name.clone(), live_name.clone()) });
                }
                None => found.push(missing(object, show(wanted))),
            },
        }
    }
    found.extend(extras.into_iter().map(|(name, live)| extra(format!("{prefix}{name}"), show(live))));
}

fn missing(object: String, expected: String) -> Difference {
    Difference { object, expected: Some(expected), actual: None, severity: Severity::Drift }
}

fn extra(object: String, actual: String) -> Difference {
    Difference { object, expected: None, actual: Some(actual), severity: Severity::Extra }
}

fn changed(object: String, expected: String, actual: String) -> Difference {
    Difference { object, expected: Some(expected), actual: Some(actual), severity: Severity::Drift }
}

#[cfg(test)]
mod tests {
    use super::super::{Column, Index};
    use super::*;

    fn catalog(change: impl FnOnce(&mut Table)) -> Catalog {
        let column = |name: &str| Column { name: name.into(), ty: "text".into(), nullable: true, ..Column::default() };
        let mut table = Table { columns: vec![column("a"), column("b")], primary_key: vec![(1, "a".into())], ..Table::default() };
        table.indexes.insert("ix".into(), Index { columns: vec!["b".into()], ..Index::default() });
        table.checks.insert("ck".into(), "b > 0".into());
        change(&mut table);
        Catalog { tables: [("t".to_string(), table)].into(), ..Catalog::default() }
    }

    fn found(change: impl FnOnce(&mut Table)) -> Vec<(String, Severity)> {
        diff(&catalog(|_| {}), &catalog(change)).into_iter().map(|d| (d.object, d.severity)).collect()
    }

    #[test]
    fn equal_catalogs_differ_in_nothing() {
        assert_eq!(found(|_| {}), []);
        assert_eq!(found(|t| t.columns.reverse()), []);
    }

    #[test]
    fn each_change_is_named() {
        assert_eq!(found(|t| t.columns[1].nullable = false), [("column t.b (null)".into(), Severity::Drift)]);
        assert_eq!(found(|t| t.columns[1].ty = "int".into()), [("column t.b (type)".into(), Severity::Drift)]);
        assert_eq!(found(|t| drop(t.columns.pop())), [("column t.b".into(), Severity::Drift)]);
        assert_eq!(found(|t| drop(t.checks.remove("ck"))), [("check t.ck".into(), Severity::Drift)]);
        assert_eq!(found(|t| t.primary_key.clear()), [("primary key of t".into(), Severity::Drift)]);
        assert_eq!(found(|t| drop(t.triggers.insert("tr".into(), "x".into()))), [("trigger t.tr".into(), Severity::Extra)]);
    }

    #[test]
    fn another_name_alone_is_no_drift() {
        let renamed = found(|t| {
            let index = t.indexes.remove("ix").unwrap();
            t.indexes.insert("idx_t_b".into(), index);
        });
        assert_eq!(renamed, [("index t.ix".into(), Severity::Name)]);
    }

    #[test]
    fn an_extra_column_matters_only_where_it_blocks_inserts() {
        let add = |nullable: bool| move |t: &mut Table| t.columns.push(Column { name: "c".into(), nullable, ..Column::default() });
        assert_eq!(found(add(true)), [("column t.c".into(), Severity::Extra)]);
        assert_eq!(found(add(false)), [("column t.c".into(), Severity::Drift)]);
    }
}
