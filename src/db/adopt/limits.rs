//! What an adoption does not convert or move, because something could be lost on the way: said before anything is changed.

use super::adoption::Family;
use crate::catalog::Catalog;
use crate::db::{ObjectKind, Scope, Session, engine};
use crate::error::Result;
use migration::Backend;

fn family(backend: Backend, ty: &str, schema: &Catalog) -> Family {
    let starts = |words: &[&str]| words.iter().any(|word| ty.starts_with(word));
    match engine(backend).own_family(ty, schema) {
        Some(family) => family,
        _ if starts(&["character", "varchar", "char", "text", "longtext", "mediumtext", "tinytext", "clob"]) => Family::Text,
        _ if starts(&["timestamp", "datetime"]) => Family::Time,
        _ if starts(&["jsonb"]) => Family::Json(2),
        _ if starts(&["json"]) => Family::Json(1),
        _ if starts(&["bool"]) => Family::Bool,
        _ if starts(&["tinyint"]) => Family::Integer(1),
        _ if starts(&["smallint"]) => Family::Integer(2),
        _ if starts(&["mediumint"]) => Family::Integer(3),
        _ if starts(&["int"]) => Family::Integer(4),
        _ if starts(&["bigint"]) => Family::Integer(5),
        _ if starts(&["real", "float"]) => Family::Float(1),
        _ if starts(&["double"]) => Family::Float(2),
        _ if starts(&["uuid"]) => Family::Uuid,
        _ => Family::Other,
    }
}

/// Whether every value of the live type is one of the wanted type, apart from what the rules check.
fn converts(backend: Backend, live: Family, wanted: Family) -> bool {
    use Family::{Enum, Float, Integer, Json, Text};
    match (live, wanted) {
        _ if engine(backend).converts(live, wanted) => true,
        (Integer(a), Integer(b)) | (Float(a), Float(b)) | (Json(a), Json(b)) => a <= b,
        (Text, Enum) | (Enum, Text) => true,
        (a, b) => a == b,
    }
}

/// Columns of a table whose type is not converted, and structures that a copy of the table would not keep.
pub(crate) fn inconvertible(backend: Backend, name: &str, wanted: &Catalog, live: &Catalog) -> Vec<String> {
    let (Some(table), Some(now)) = (wanted.tables.get(name), live.tables.get(name)) else { return Vec::new() };
    let mut found = Vec::new();
    for column in &table.columns {
        let old = now.columns.iter().find(|c| c.name == column.name);
        if let Some(old) = old.filter(|old| old.ty != column.ty)
            && (old.generated.is_some() || !converts(backend, family(backend, &old.ty, live), family(backend, &column.ty, wanted)))
        {
            found.push(format!(
                "column {name}.{} is {}, which may hold what {} does not: convert it yourself, then run this again",
                column.name, old.ty, column.ty
            ));
        }
        let other = now.columns.iter().find(|c| c.name != column.name && c.name.eq_ignore_ascii_case(&column.name));
        if let Some(other) = other.filter(|_| engine(backend).ignores_case() && old.is_none()) {
            found.push(format!("column {name}.{} differs from ours in case alone: rename it to {}", other.name, column.name));
        }
    }
    found.extend(engine(backend).not_copied(name, now));
    found
}

/// What is about to be done to tables, as far as it matters to what depends on them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Intentions {
    /// Tables with a column whose type changes.
    pub retyped: Vec<String>,
    /// Tables of which rows are changed by UPDATE.
    pub updated: Vec<String>,
    /// Tables of which rows are moved away.
    pub emptied: Vec<String>,
}

impl Session {
    /// What depends on tables and would be changed along, or stop the adoption half-way.
    pub(crate) async fn hindrances(&mut self, live: &Catalog, intentions: &Intentions) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let tables: Vec<String> = live.tables.keys().cloned().collect();
        let scope = Scope { tables: tables.clone(), ..Scope::default() };
        let dependents = self.dependents(&scope).await?;
        for dependent in &dependents {
            match &dependent.kind {
                ObjectKind::View | ObjectKind::MaterializedView if !intentions.retyped.is_empty() => found.push(format!(
                    "{} {} depends on tables whose columns change their type: drop it, and create it again afterwards",
                    dependent.kind, dependent.name
                )),
                ObjectKind::Column if !intentions.retyped.is_empty() => found.push(format!(
                    "column {} has the row type of a table whose columns change their type: drop it first, or keep it as text",
                    dependent.name
                )),
                ObjectKind::ForeignKey if !intentions.emptied.is_empty() => found.push(format!(
                    "rows of {} are to be moved, and a table that morag-db does not manage refers to adopted tables (foreign key {}): \
                     repair the rows yourself, or drop that key first",
                    intentions.emptied.join(", "),
                    dependent.name
                )),
                _ => {}
            }
        }
        for (name, table) in &live.tables {
            let fires = |words: &[&str]| {
                table
                    .triggers
                    .iter()
                    .filter(|(_, text)| words.iter().any(|w| text.to_uppercase().contains(w)))
                    .map(|(n, _)| n.clone())
                    .collect::<Vec<_>>()
            };
            let mut triggers = Vec::new();
            if intentions.updated.contains(name) {
                triggers.extend(fires(&["UPDATE"]));
            }
            if intentions.emptied.contains(name) {
                triggers.extend(fires(&["DELETE"]));
            }
            for trigger in triggers {
                found.push(format!(
                    "trigger {name}.{trigger} would fire while rows are converted or moved: drop it, and create it again afterwards"
                ));
            }
        }
        Ok(found)
    }

    /// Tables of our names in another case, where names are compared without it.
    pub(crate) async fn in_another_case(&mut self, names: &[String]) -> Result<Vec<String>> {
        let Some(sql) = self.engine().in_another_case(names).filter(|_| !names.is_empty()) else { return Ok(Vec::new()) };
        self.column(&sql, "searching for tables").await
    }
}
