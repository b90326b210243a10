//! The schema wanted after an adoption: the expected one, except for what the application needs unchanged. No database access.

use crate::catalog::{Catalog, Column, Part, Table};
use crate::db::Backend;
use crate::db::adopt::{Pinned, column_labels};
use migration::{Object, Step};
use std::collections::{BTreeMap, BTreeSet};

/// Labels in the rows that the schema does not list, by table and column.
pub(super) type LabelsInUse = BTreeMap<(String, String), Vec<String>>;

/// Wanted schema, and the steps that create it.
pub(super) struct Wanted {
    pub catalog: Catalog,
    pub steps: Vec<Step>,
    /// Reasons for differences from the expected schema, one sentence each.
    pub reasons: Vec<String>,
}

/// Defaults for required columns of newer application releases, so that an INSERT without them works: table, column, default.
const DEFAULTS: [(&str, &str, bool); 1] = [("users", "is_active", true)];

impl Wanted {
    pub(super) fn of(
        backend: Backend,
        expected: &Catalog,
        live: &Catalog,
        steps: Vec<Step>,
        pinned: &[Pinned],
        in_use: &LabelsInUse,
    ) -> Wanted {
        let mut wanted = Wanted { catalog: expected.clone(), steps, reasons: Vec::new() };
        wanted.keep_labels(backend, live, in_use);
        wanted.give_defaults(backend, live);
        wanted.pin(live, pinned);
        wanted
    }

    /// Keeps labels that only the application has, and adds the missing ones after them.
    fn keep_labels(&mut self, backend: Backend, live: &Catalog, in_use: &LabelsInUse) {
        for (name, labels) in &mut self.catalog.enums {
            if let Some(old) = live.enums.get(name)
                && let Some(all) = union(old, labels)
            {
                self.reasons.push(format!("type {name} keeps the application's labels: {}", old.join(", ")));
                *labels = all;
            }
        }
        for (table_name, table) in &mut self.catalog.tables {
            let Some(old) = live.tables.get(table_name) else { continue };
            for column in &mut table.columns {
                let was = old.columns.iter().find(|c| c.name == column.name);
                if let (Some(labels), Some(old)) = (column_labels(&column.ty), was.and_then(|c| column_labels(&c.ty)))
                    && let Some(all) = union(&old, &labels)
                {
                    self.reasons.push(format!("column {table_name}.{} keeps the application's labels: {}", column.name, old.join(", ")));
                    column.ty = format!("enum({})", all.iter().map(|l| backend.literal(l)).collect::<Vec<_>>().join(","));
                }
            }
            for (check_name, check) in &mut table.checks {
                let Some((column, labels)) = labels_of_check(check) else { continue };
                let Some(old) = in_use.get(&(table_name.clone(), column.clone())) else { continue };
                // a lower-case label such as 'pending' for 'PENDING' is kept; any other unknown label is a misfit
                let is_spelling = |label: &String| labels.iter().any(|l| l.to_lowercase() == *label && l.to_uppercase() == *l);
                let new: Vec<String> = old.iter().filter(|l| !labels.contains(l) && is_spelling(l)).cloned().collect();
                if new.is_empty() {
                    continue;
                }
                // all lower-case labels: the rows may not contain every one
                let lower: Vec<String> = labels.iter().map(|l| l.to_lowercase()).collect();
                let all: Vec<String> = labels.iter().cloned().chain(lower).chain(new).collect::<BTreeSet<_>>().into_iter().collect();
                self.reasons.push(format!("check {table_name}.{check_name} takes the application's lower-case labels too"));
                let list =
                    |labels: &[String], separator: &str| labels.iter().map(|l| backend.literal(l)).collect::<Vec<_>>().join(separator);
                let in_step = (format!("\"{column}\" IN ({})", list(&labels, ", ")), format!("\"{column}\" IN ({})", list(&all, ", ")));
                let of_table = |step: &&mut Step| matches!(step.creates_object(), Some(Object::Table { name }) if name == table_name);
                for step in self.steps.iter_mut().filter(|step| of_table(step)) {
                    step.sql = step.sql.replace(&in_step.0, &in_step.1);
                }
                *check = format!("{column} in ( {} )", list(&all, " , "));
            }
        }
    }

    fn give_defaults(&mut self, backend: Backend, live: &Catalog) {
        for (table, column, value) in DEFAULTS {
            let found = live.tables.get(table).and_then(|t| t.columns.iter().find(|c| c.name == column));
            if let (Some(live), Some(table)) = (found.filter(|c| c.is_required_on_insert()), self.catalog.tables.get_mut(table)) {
                table.columns.push(Column { default: Some(backend.truth(value).to_string()), ..live.clone() });
            }
        }
    }

    /// Keeps the type of columns that unmanaged tables refer to, and of every column connected to them by foreign keys.
    fn pin(&mut self, live: &Catalog, pinned: &[Pinned]) {
        let mut stuck: BTreeMap<(String, String), String> =
            pinned.iter().map(|(table, column, by)| ((table.clone(), column.clone()), by.clone())).collect();
        loop {
            let mut more = BTreeMap::new();
            for (name, table) in &live.tables {
                for key in table.foreign_keys.values() {
                    for (column, referenced) in key.columns.iter().zip(&key.referenced) {
                        let (child, parent) = ((name.clone(), column.clone()), (key.table.clone(), referenced.clone()));
                        for (from, to) in [(&child, &parent), (&parent, &child)] {
                            if let Some(by) = stuck.get(from).filter(|_| !stuck.contains_key(to)) {
                                more.insert(to.clone(), by.clone());
                            }
                        }
                    }
                }
            }
            if more.is_empty() {
                break;
            }
            stuck.extend(more);
        }
        for ((table, column), by) in stuck {
            let old = live.tables.get(&table).and_then(|t| t.columns.iter().find(|c| c.name == column));
            let new = self.catalog.tables.get_mut(&table).and_then(|t| t.columns.iter_mut().find(|c| c.name == column));
            if let (Some(old), Some(new)) = (old, new)
                && (old.ty != new.ty || old.collation != new.collation)
            {
                (new.ty, new.collation) = (old.ty.clone(), old.collation.clone());
                self.reasons.push(format!(
                    "column {table}.{column} keeps its type and collation: {by}, which morag-db does not manage, refers to it"
                ));
            }
        }
    }

    /// Leaves out a rule that rows violate; a column `part` keeps its live definition.
    pub(super) fn relax(&mut self, table: &str, part: &Part, live: &Catalog) {
        let Some(wanted) = self.catalog.tables.get_mut(table) else { return };
        match part {
            Part::Column(name) => {
                let old = live.tables.get(table).and_then(|t| t.columns.iter().find(|c| c.name == *name)).cloned();
                let new = wanted.columns.iter_mut().find(|c| c.name == *name);
                if let (Some(old), Some(new)) = (old, new) {
                    *new = old;
                }
            }
            Part::Check(name) => drop(wanted.checks.remove(name)),
            Part::Index(name) => drop(wanted.indexes.remove(name)),
            Part::ForeignKey(name) => drop(wanted.foreign_keys.remove(name)),
            _ => {}
        }
    }
}

/// Returns `old` followed by the labels that only `new` has; `None` if `new` has all labels of `old`.
fn union(old: &[String], new: &[String]) -> Option<Vec<String>> {
    if old.iter().all(|label| new.contains(label)) {
        return None;
    }
    Some(old.iter().chain(new.iter().filter(|label| !old.contains(label))).cloned().collect())
}

/// Parses the column and labels of a check such as `status in ( 'a' , 'b' )`, in the form of the SQLite catalog.
pub(super) fn labels_of_check(check: &str) -> Option<(String, Vec<String>)> {
    let (column, rest) = check.split_once(" in ( ")?;
    let labels =
        rest.strip_suffix(" )")?.split(" , ").map(|label| label.strip_prefix('\'')?.strip_suffix('\'').map(|l| l.replace("''", "'")));
    Some((column.to_string(), labels.collect::<Option<Vec<_>>>()?))
}

/// Returns live foreign keys on the columns of a wanted key that differ from it. They are replaced, because otherwise both
/// keys would be enforced.
pub(super) fn replaced_keys(wanted: &Table, live: &Table) -> Vec<String> {
    let is_replaced = |name: &String, key: &crate::catalog::ForeignKey| {
        !wanted.foreign_keys.contains_key(name)
            && !wanted.foreign_keys.values().any(|w| w == key)
            && wanted.foreign_keys.values().any(|w| w.columns == key.columns && w.table == key.table)
    };
    live.foreign_keys.iter().filter(|(name, key)| is_replaced(name, key)).map(|(name, _)| name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_out_of_a_check() {
        let labels = vec!["A".to_string(), "it's".to_string()];
        assert_eq!(labels_of_check("status in ( 'A' , 'it''s' )"), Some(("status".into(), labels)));
        assert_eq!(labels_of_check("percentage between 0 and 100"), None);
    }

    #[test]
    fn a_union_keeps_the_order_of_the_application() {
        let list = |labels: &[&str]| labels.iter().map(|l| l.to_string()).collect::<Vec<_>>();
        assert_eq!(union(&list(&["a", "b"]), &list(&["A", "b"])), Some(list(&["a", "b", "A"])));
        assert_eq!(union(&list(&["b"]), &list(&["A", "b"])), None);
    }
}
