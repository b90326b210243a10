//! A schema as the statements that create it. Definitions are those that the server printed, so they are written back as they
//! are; what a server prints without its quotes gets them again.

use super::Backend;
use crate::catalog::{Catalog, Column, Index, PARTITIONED_BY, Table};

/// The statements that create `catalog` in an empty database, in order.
pub fn statements(backend: Backend, catalog: &Catalog) -> Vec<String> {
    let q = |name: &str| backend.quote(name);
    let mut all: Vec<String> = Vec::new();
    for (name, labels) in &catalog.enums {
        let labels: Vec<String> = labels.iter().map(|label| backend.literal(label)).collect();
        all.push(format!("CREATE TYPE {} AS ENUM ({})", q(name), labels.join(", ")));
    }
    all.extend(catalog.functions.iter().filter_map(|(name, definition)| function(&q(name), definition)));
    all.extend(catalog.tables.iter().map(|(name, table)| create_table(backend, name, table)));
    for (name, table) in &catalog.tables {
        let indexes = table.indexes.iter().filter(|(index, definition)| !is_inline(backend, table, index, definition));
        all.extend(indexes.map(|(index, definition)| create_index(backend, name, table, index, definition)));
    }
    if backend != Backend::Sqlite {
        for (name, table) in &catalog.tables {
            all.extend(table.foreign_keys.keys().map(|key| format!("ALTER TABLE {} ADD {}", q(name), foreign_key(backend, table, key))));
        }
    }
    for table in catalog.tables.values() {
        all.extend(table.triggers.iter().map(|(name, definition)| table.sources.get(name).unwrap_or(definition).clone()));
        all.extend(table.rules.values().cloned());
    }
    all
}

/// A function without arguments, of which a catalog has `RETURNS … LANGUAGE … AS BODY`.
fn function(name: &str, definition: &str) -> Option<String> {
    let (head, body) = definition.split_once(" AS ")?;
    Some(format!("CREATE FUNCTION {name}() {head} AS $body$\n{body}\n$body$"))
}

/// Whether an index is part of its table: on SQLite a unique constraint, which has no statement of its own.
fn is_inline(backend: Backend, table: &Table, name: &str, index: &Index) -> bool {
    backend == Backend::Sqlite && index.unique && !table.sources.contains_key(name)
}

fn create_table(backend: Backend, name: &str, table: &Table) -> String {
    let q = |name: &str| backend.quote(name);
    let list = |names: &[String]| names.iter().map(|name| q(name)).collect::<Vec<_>>().join(", ");
    let mut lines: Vec<String> = table.columns.iter().map(|c| column(backend, c)).collect();
    let mut key = table.primary_key.clone();
    key.sort();
    if !key.is_empty() {
        let columns: Vec<String> = key.into_iter().map(|(_, name)| name).collect();
        lines.push(format!("PRIMARY KEY ({})", list(&columns)));
    }
    for (index, definition) in &table.indexes {
        if is_inline(backend, table, index, definition) {
            lines.push(format!("CONSTRAINT {} UNIQUE ({})", q(index), list(&definition.columns)));
        }
    }
    for (check, definition) in &table.checks {
        let condition = if definition.starts_with("CHECK ") { definition.clone() } else { format!("CHECK ({definition})") };
        lines.push(format!("CONSTRAINT {} {condition}", q(check)));
    }
    if backend == Backend::Sqlite {
        lines.extend(table.foreign_keys.keys().map(|key| foreign_key(backend, table, key)));
    }
    let option = |name: &str| table.options.get(name);
    let options = match (backend, option("engine"), option("collation")) {
        (Backend::MySql | Backend::MariaDb, Some(engine), Some(collation)) => format!(" ENGINE={engine} DEFAULT COLLATE={collation}"),
        _ => String::new(),
    };
    let partitions = option(PARTITIONED_BY).map(|key| partitions(backend, key)).unwrap_or_default();
    format!("CREATE TABLE {} (\n    {}\n){options}{partitions}", q(name), lines.join(",\n    "))
}

/// The partitions of a new table: none yet, where that is possible.
fn partitions(backend: Backend, key: &str) -> String {
    let first = if backend == Backend::Postgres { "" } else { " (PARTITION m0 VALUES IN (0))" };
    format!(" PARTITION BY {key}{first}")
}

fn column(backend: Backend, column: &Column) -> String {
    let mut text = format!("{} {}", backend.quote(&column.name), column.ty);
    let collation = column.collation.as_deref().map(|name| if backend == Backend::Postgres { backend.quote(name) } else { name.into() });
    text.extend(collation.map(|name| format!(" COLLATE {name}")));
    text.extend(column.generated.iter().map(|expression| format!(" GENERATED ALWAYS AS ({expression}) STORED")));
    text.push_str(if column.nullable { " NULL" } else { " NOT NULL" });
    text.extend(column.default.iter().map(|value| format!(" DEFAULT {}", default(backend, column, value))));
    let update = column.extra.as_deref().and_then(|extra| extra.find("on update").map(|at| extra[at..].to_string()));
    text.extend(update.map(|update| format!(" {update}")));
    text
}

/// A default as a statement writes it.
fn default(backend: Backend, column: &Column, value: &str) -> String {
    let is_timestamp = value.to_ascii_lowercase().starts_with("current_timestamp");
    match backend {
        Backend::Postgres | Backend::MariaDb => value.to_string(),
        Backend::Sqlite if value.parse::<f64>().is_ok() => value.to_string(),
        Backend::Sqlite => match value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
            // a catalog has text with its quotes, and quotes within it once
            Some(text) if !text.contains("' ") => backend.literal(&text.replace("''", "'")),
            _ => format!("({value})"),
        },
        Backend::MySql if is_timestamp => value.to_string(),
        Backend::MySql if column.extra.as_deref().is_some_and(|extra| extra.contains("default_generated")) => format!("({value})"),
        Backend::MySql if value.parse::<f64>().is_ok() => value.to_string(),
        Backend::MySql => backend.literal(value),
    }
}

fn create_index(backend: Backend, table_name: &str, table: &Table, name: &str, index: &Index) -> String {
    if let Some(source) = table.sources.get(name) {
        return source.clone();
    }
    let q = |name: &str| backend.quote(name);
    let columns: Vec<String> = index.columns.iter().map(|column| index_column(backend, table, column)).collect();
    let columns = columns.join(", ");
    if index.is_constraint {
        return format!("ALTER TABLE {} ADD CONSTRAINT {} UNIQUE ({columns})", q(table_name), q(name));
    }
    let unique = if index.unique { "UNIQUE " } else { "" };
    let what = match &index.detail {
        Some(detail) if backend == Backend::Postgres => format!("USING {detail}"),
        _ => format!("({columns})"),
    };
    let mut text = format!("CREATE {unique}INDEX {} ON {} {what}", q(name), q(table_name));
    if let Some(predicate) = index.predicate.as_ref().filter(|_| !what.contains(" WHERE ")) {
        text.push_str(&format!(" WHERE {predicate}"));
    }
    text
}

/// A column of an index, quoted if it is one of the table; otherwise an expression, or a column with a prefix or a direction.
fn index_column(backend: Backend, table: &Table, text: &str) -> String {
    if table.columns.iter().any(|column| column.name == text) { backend.quote(text) } else { text.to_string() }
}

fn foreign_key(backend: Backend, table: &Table, name: &str) -> String {
    let Some(key) = table.foreign_keys.get(name) else { return String::new() };
    let list = |names: &[String]| names.iter().map(|name| backend.quote(name)).collect::<Vec<_>>().join(", ");
    let named = if backend == Backend::Sqlite { String::new() } else { format!("CONSTRAINT {} ", backend.quote(name)) };
    let mut text =
        format!("{named}FOREIGN KEY ({}) REFERENCES {} ({})", list(&key.columns), backend.quote(&key.table), list(&key.referenced));
    for (event, action) in [("UPDATE", &key.on_update), ("DELETE", &key.on_delete)] {
        if !matches!(action.as_str(), "" | "NO ACTION") {
            text.push_str(&format!(" ON {event} {action}"));
        }
    }
    if !key.detail.is_empty() {
        text.push_str(&format!(" {}", key.detail));
    }
    text
}
