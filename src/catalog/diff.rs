//! Compares two catalogs, without a database. The SQL that fixes a difference belongs to `db::fix`, the decision what to do
//! about it to `schema`.

use super::{Catalog, Column, ForeignKey, Index, Table};
use serde::Serialize;
use std::collections::BTreeMap;

/// How much a difference matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// An extra object.
    Extra,
    /// The expected object under another name.
    Name,
    /// A missing object, or one with a different definition.
    Drift,
}

/// Kind and name of the object that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The whole table.
    Table,
    /// A column.
    Column(String),
    /// The primary key.
    PrimaryKey,
    /// An index, or the unique constraint behind it.
    Index(String),
    /// A foreign key.
    ForeignKey(String),
    /// A check constraint.
    Check(String),
    /// A trigger.
    Trigger(String),
    /// A rewrite rule (PostgreSQL).
    Rule(String),
    /// A table option, such as the storage engine or collation.
    Setting(String),
    /// A native enum type; belongs to no table.
    Type,
    /// A function; belongs to no table.
    Function,
}

/// Difference between the expected and the live schema.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The object that differs, e.g. `column remote_jobs.status`.
    pub object: String,
    /// Expected definition; `None` for an extra object.
    pub expected: Option<String>,
    /// Live definition; `None` for a missing object.
    pub actual: Option<String>,
    /// How much the difference matters.
    pub severity: Severity,
    /// Statements that fix it, in order; empty until `schema` adds them.
    pub fix: Vec<String>,
    /// Name of the table, type or function.
    #[serde(skip)]
    pub owner: String,
    /// The part of the table that differs.
    #[serde(skip)]
    pub part: Part,
    /// Name in the live schema, if that differs from the expected one.
    #[serde(skip)]
    pub renamed_from: Option<String>,
    /// Whether an adoption kept it on purpose; then no fix is generated.
    #[serde(skip)]
    pub is_adopted: bool,
}

/// Returns all differences of `actual` from `expected`, in the order of the tables. The order of columns is ignored, because
/// a column that was added later comes last.
pub fn diff(expected: &Catalog, actual: &Catalog) -> Vec<Difference> {
    let mut found = Vec::new();
    for (name, table) in &expected.tables {
        let at = DiffContext { table: name, part: |_| Part::Table, prefix: "table ".into() };
        match actual.tables.get(name) {
            Some(live) => diff_tables(name, table, live, &mut found),
            None => found.push(at.missing(name, format!("{} columns", table.columns.len()))),
        }
    }
    for name in actual.tables.keys().filter(|n| !expected.tables.contains_key(*n)) {
        let at = DiffContext { table: name, part: |_| Part::Table, prefix: "table ".into() };
        found.push(at.extra(name, "a table".into()));
    }
    let types = DiffContext { table: "", part: |_| Part::Type, prefix: "type ".into() };
    types.diff_maps(&expected.enums, &actual.enums, |labels| labels.join(", "), &mut found);
    let functions = DiffContext { table: "", part: |_| Part::Function, prefix: "function ".into() };
    functions.diff_maps(&expected.functions, &actual.functions, Clone::clone, &mut found);
    found
}

/// Returns missing tables of `expected`, each with its live name: the only table of `others` that has the same columns.
pub fn renamed_tables(expected: &Catalog, others: &Catalog) -> Vec<(String, String)> {
    let columns = |t: &Table| t.columns.iter().map(|c| (c.name.clone(), c.clone())).collect::<BTreeMap<_, _>>();
    let twins = |table: &Table| -> Vec<&String> {
        let wanted = columns(table);
        others.tables.iter().filter(|(_, live)| columns(live) == wanted).map(|(name, _)| name).collect()
    };
    let missing = expected.tables.iter().filter(|(name, _)| !others.tables.contains_key(*name));
    let pairs = missing.filter_map(|(name, table)| match twins(table).as_slice() {
        [only] => Some((name.clone(), (*only).clone())),
        _ => None,
    });
    pairs.filter(|(_, live)| !expected.tables.contains_key(live)).collect()
}

impl Difference {
    /// Creates the difference for table `name`, which the live schema has under the name `actual`.
    pub fn renamed_table(name: &str, actual: &str) -> Difference {
        DiffContext { table: name, part: |_| Part::Table, prefix: "table ".into() }.renamed(name, actual, Severity::Drift)
    }
}

/// The table and kind of object being compared.
struct DiffContext<'a> {
    table: &'a str,
    part: fn(String) -> Part,
    prefix: String,
}

impl DiffContext<'_> {
    fn difference(&self, name: &str, expected: Option<String>, actual: Option<String>, severity: Severity) -> Difference {
        let owner = if self.table.is_empty() { name } else { self.table };
        Difference {
            object: format!("{}{name}", self.prefix),
            expected,
            actual,
            severity,
            fix: Vec::new(),
            owner: owner.to_string(),
            part: (self.part)(name.to_string()),
            renamed_from: None,
            is_adopted: false,
        }
    }

    fn missing(&self, name: &str, expected: String) -> Difference {
        self.difference(name, Some(expected), None, Severity::Drift)
    }

    fn extra(&self, name: &str, actual: String) -> Difference {
        self.difference(name, None, Some(actual), Severity::Extra)
    }

    fn changed(&self, name: &str, expected: String, actual: String) -> Difference {
        self.difference(name, Some(expected), Some(actual), Severity::Drift)
    }

    fn renamed(&self, name: &str, live: &str, severity: Severity) -> Difference {
        let difference = self.difference(name, Some(name.to_string()), Some(live.to_string()), severity);
        Difference { renamed_from: Some(live.to_string()), ..difference }
    }

    /// Compares objects by name, then reports a missing and an extra object with the same definition as renamed.
    fn diff_maps<T: PartialEq>(
        &self,
        expected: &BTreeMap<String, T>,
        actual: &BTreeMap<String, T>,
        show: impl Fn(&T) -> String,
        found: &mut Vec<Difference>,
    ) {
        let mut extras: Vec<(&String, &T)> = actual.iter().filter(|(name, _)| !expected.contains_key(*name)).collect();
        for (name, wanted) in expected {
            match actual.get(name) {
                Some(live) if live == wanted => {}
                Some(live) => found.push(self.changed(name, show(wanted), show(live))),
                None => match extras.iter().position(|(_, live)| *live == wanted) {
                    Some(at) => {
                        let (live_name, _) = extras.swap_remove(at);
                        found.push(self.renamed(name, live_name, Severity::Name));
                    }
                    None => found.push(self.missing(name, show(wanted))),
                },
            }
        }
        found.extend(extras.into_iter().map(|(name, live)| self.extra(name, show(live))));
    }
}

fn diff_tables(name: &str, expected: &Table, actual: &Table, found: &mut Vec<Difference>) {
    let first = found.len();
    diff_columns(name, expected, actual, found);
    let renamed = found[first..].iter().filter_map(|d| match (&d.part, &d.renamed_from) {
        (Part::Column(column), Some(live)) => Some((live.clone(), column.clone())),
        _ => None,
    });
    // indexes, keys and checks follow when the column is renamed back
    let actual = &renamed.fold(actual.clone(), |table, (live, column)| table.with_column_called(&live, &column));
    let at = |part: fn(String) -> Part, kind: &str| DiffContext { table: name, part, prefix: format!("{kind} {name}.") };
    if expected.primary_key != actual.primary_key {
        let show = |table: &Table| table.primary_key.iter().map(|(_, c)| c.as_str()).collect::<Vec<_>>().join(", ");
        let at = DiffContext { table: name, part: |_| Part::PrimaryKey, prefix: "primary key of ".into() };
        found.push(at.changed(name, show(expected), show(actual)));
    }
    at(Part::Index, "index").diff_maps(&expected.indexes, &actual.indexes, Index::to_string, found);
    at(Part::ForeignKey, "foreign key").diff_maps(&expected.foreign_keys, &actual.foreign_keys, ForeignKey::to_string, found);
    at(Part::Check, "check").diff_maps(&expected.checks, &actual.checks, Clone::clone, found);
    at(Part::Trigger, "trigger").diff_maps(&expected.triggers, &actual.triggers, Clone::clone, found);
    at(Part::Rule, "rule").diff_maps(&expected.rules, &actual.rules, Clone::clone, found);
    let settings = at(Part::Setting, "option");
    let names: std::collections::BTreeSet<&String> = expected.options.keys().chain(actual.options.keys()).collect();
    for setting in names {
        let show = |table: &Table| table.options.get(setting).cloned().unwrap_or_else(|| "none".into());
        if show(expected) != show(actual) {
            found.push(settings.changed(setting, show(expected), show(actual)));
        }
    }
}

fn diff_columns(name: &str, expected: &Table, actual: &Table, found: &mut Vec<Difference>) {
    let by_name = |table: &Table| table.columns.iter().map(|c| (c.name.clone(), c.clone())).collect::<BTreeMap<_, _>>();
    let (want, have) = (by_name(expected), by_name(actual));
    let at = DiffContext { table: name, part: Part::Column, prefix: format!("column {name}.") };
    let is_twin = |a: &Column, b: &Column| Column { name: String::new(), ..a.clone() } == Column { name: String::new(), ..b.clone() };
    let missing: Vec<&Column> = want.values().filter(|c| !have.contains_key(&c.name)).collect();
    let mut extras: Vec<&Column> = have.values().filter(|c| !want.contains_key(&c.name)).collect();
    for wanted in &missing {
        let twins: Vec<&Column> = extras.iter().copied().filter(|live| is_twin(wanted, live)).collect();
        match twins.as_slice() {
            // a rename keeps the data; with several candidates it is unclear which one was renamed
            [live] if missing.iter().filter(|m| is_twin(m, live)).count() == 1 => {
                found.push(at.renamed(&wanted.name, &live.name, Severity::Drift));
                let gone = live.name.clone();
                extras.retain(|c| c.name != gone);
            }
            _ => found.push(at.missing(&wanted.name, wanted.ty.clone())),
        }
    }
    for (column, wanted) in &want {
        let Some(live) = have.get(column) else { continue };
        let mut property = |what: &str, expected: Option<String>, actual: Option<String>| {
            if expected != actual {
                let show = |value: Option<String>| value.unwrap_or_else(|| "none".into());
                let mut difference = at.changed(column, show(expected), show(actual));
                difference.object = format!("{} ({what})", difference.object);
                found.push(difference);
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
    for column in extras {
        let difference = at.extra(&column.name, column.ty.clone());
        found.push(Difference { severity: if column.is_required_on_insert() { Severity::Drift } else { Severity::Extra }, ..difference });
    }
}

impl Table {
    fn with_column_called(mut self, live: &str, name: &str) -> Table {
        let rename = |text: &mut String| *text = replace_word(text, live, name);
        self.primary_key.iter_mut().for_each(|(_, column)| rename(column));
        for index in self.indexes.values_mut() {
            index.columns.iter_mut().for_each(rename);
            index.predicate.iter_mut().for_each(rename);
            index.detail.iter_mut().for_each(rename);
        }
        self.foreign_keys.values_mut().for_each(|key| key.columns.iter_mut().for_each(rename));
        self.checks.values_mut().for_each(rename);
        self
    }
}

/// Replaces each whole word `from` in `text` with `to`.
fn replace_word(text: &str, from: &str, to: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from).filter(|_| !from.is_empty()) {
        let end = at + from.len();
        let before = rest[..at].chars().next_back().or_else(|| result.chars().next_back());
        let stands_alone = !before.is_some_and(is_part) && !rest[end..].starts_with(is_part);
        result.push_str(&rest[..at]);
        result.push_str(if stands_alone { to } else { from });
        rest = &rest[end..];
    }
    result + rest
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
    fn a_renamed_column_takes_along_what_refers_to_it() {
        let renamed = found(|t| {
            t.columns[1].name = "bee".into();
            t.indexes.get_mut("ix").unwrap().columns = vec!["bee".into()];
            t.checks.insert("ck".into(), "bee > 0".into());
        });
        assert_eq!(renamed, [("column t.b".into(), Severity::Drift)]);
        assert_eq!(replace_word("ab + b + b_ + (b)", "b", "x"), "ab + x + b_ + (x)");
    }

    #[test]
    fn a_renamed_table_is_found_by_its_columns() {
        let mut others = Catalog::default();
        others.tables.insert("t_old".into(), catalog(|_| {}).tables["t"].clone());
        assert_eq!(renamed_tables(&catalog(|_| {}), &others), [("t".to_string(), "t_old".to_string())]);
        others.tables.insert("t_older".into(), catalog(|_| {}).tables["t"].clone());
        assert_eq!(renamed_tables(&catalog(|_| {}), &others), []);
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
