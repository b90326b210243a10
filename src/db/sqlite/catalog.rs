//! SQLite's catalog: sqlite_master, its PRAGMAs as tables, and what stands only in the text of CREATE.

use super::super::Scope;
use super::super::row::{Row, Shape, first};
use super::super::session::Session;
use super::super::statement::Sql;
use super::super::value::Name;
use crate::catalog::{Catalog, Column, ForeignKey, Index, Table, sqlite_sql};
use crate::error::SqlError;
use crate::sql;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// All rows as one JSON value: each row of its own would wake a thread, which costs more than the query.
pub(in crate::db) async fn all_rows(session: &mut Session, columns: &'static [&'static str], rows: Sql) -> Result<Vec<Row>, SqlError> {
    let names = Sql::list(columns.iter().copied().map(Name::of));
    let statement = rows.label();
    let sql = sql!("WITH t({names}) AS ({rows}) SELECT json_group_array(json_array({names})) AS packed FROM t", names, rows);
    let packed: serde_json::Value = first(&session.fetch(&sql).await?)?.unwrap_or_default();
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    let columns = columns.iter().map(|name| name.to_string()).collect();
    let shape = Arc::new(Shape { statement: statement.into(), columns });
    let row = |row: &serde_json::Value| Row { shape: shape.clone(), cells: row.as_array().into_iter().flatten().map(cell).collect() };
    Ok(packed.as_array().into_iter().flatten().map(row).collect())
}

pub(in crate::db) async fn introspect(session: &mut Session, scope: &Scope) -> Result<Catalog, SqlError> {
    let master = sql!(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name IN ({tables}) ORDER BY name",
        tables = Sql::list(&scope.tables)
    );
    let master = all_rows(session, &["type", "name", "table", "sql"], master).await?;
    // named one by one: to look through sqlite_master again costs more, where others have many tables
    let mut found = Vec::new();
    for row in &master {
        if row.get::<String>("type")? == "table" {
            found.push(sql!("({name})", name = row.get::<String>("name")?));
        }
    }
    if found.is_empty() {
        return Ok(Catalog::default());
    }
    let ours = sql!("(SELECT column1 AS name FROM (VALUES {found})) m", found = Sql::list(found));
    let columns = sql!(
        "SELECT m.name, p.name, p.type, p.\"notnull\", p.dflt_value, p.pk, p.hidden FROM {ours}, pragma_table_xinfo(m.name) p \
         ORDER BY m.name, p.cid",
        ours = &ours
    );
    let columns = all_rows(session, &["table", "name", "type", "not_null", "default", "key_place", "hidden"], columns).await?;
    let indexes = sql!(
        "SELECT m.name, l.name, l.\"unique\", l.origin, x.name, x.desc, x.coll FROM {ours}, pragma_index_list(m.name) l, \
         pragma_index_xinfo(l.name) x WHERE x.key = 1 ORDER BY m.name, l.name, x.seqno",
        ours = &ours
    );
    let indexes = all_rows(session, &["table", "name", "unique", "origin", "column", "descending", "collation"], indexes).await?;
    let keys = sql!(
        "SELECT m.name, f.id, f.\"from\", f.\"table\", f.\"to\", f.on_update, f.on_delete FROM {ours}, \
         pragma_foreign_key_list(m.name) f ORDER BY m.name, f.id, f.seq",
        ours
    );
    let keys = all_rows(session, &["table", "id", "column", "referenced_table", "referenced", "on_update", "on_delete"], keys).await?;
    assemble(&master, &columns, &indexes, &keys)
}

fn assemble(master: &[Row], columns: &[Row], indexes: &[Row], keys: &[Row]) -> Result<Catalog, SqlError> {
    let mut catalog = Catalog::default();
    let mut details = HashMap::new();
    let mut sources: HashMap<String, String> = HashMap::new();
    for row in master {
        let (name, source): (String, Option<String>) = (row.get("name")?, row.get("sql")?);
        // an index that a constraint created has no text of its own
        let Some(source) = source else { continue };
        if row.get::<String>("type")? == "table" {
            let (checks, unique_names) = sqlite_sql::table_constraints(&source);
            let (column_details, options) = sqlite_sql::table_details(&source);
            details.insert(name.clone(), column_details);
            catalog.tables.insert(name.clone(), Table { checks, unique_names, options, ..Table::default() });
        }
        sources.insert(name, source);
    }
    add_columns(&mut catalog, columns, &details)?;
    add_indexes(&mut catalog, indexes, &sources)?;
    for table in catalog.tables.values_mut() {
        table.primary_key.sort();
        table.name_unique_constraints();
    }
    add_keys(&mut catalog, keys)?;
    for row in master {
        let name: String = row.get("name")?;
        if row.get::<String>("type")? == "trigger"
            && let Some(table) = catalog.tables.get_mut(&row.get::<String>("table")?)
            && let Some(source) = sources.get(&name)
        {
            table.triggers.insert(name.clone(), sqlite_sql::normalise(source));
            table.sources.insert(name, source.clone());
        }
    }
    Ok(catalog)
}

fn add_columns(
    catalog: &mut Catalog,
    columns: &[Row],
    details: &HashMap<String, BTreeMap<String, sqlite_sql::ColumnDetail>>,
) -> Result<(), SqlError> {
    // many columns have the same few defaults
    let mut spellings: HashMap<String, String> = HashMap::new();
    for row in columns {
        let (table_name, name): (String, String) = (row.get("table")?, row.get("name")?);
        let Some(table) = catalog.tables.get_mut(&table_name) else { continue };
        let detail = details.get(&table_name).and_then(|columns| columns.get(&name)).cloned().unwrap_or_default();
        let default: Option<String> = row.get("default")?;
        let is_generated = matches!(row.get::<i64>("hidden")?, 2 | 3);
        let place: u32 = row.get("key_place")?;
        if place != 0 {
            table.primary_key.push((place, name.clone()));
        }
        table.columns.push(Column {
            name,
            ty: row.get::<String>("type")?.to_lowercase(),
            nullable: !row.get::<bool>("not_null")?,
            default: default.map(|d| spellings.entry(d.clone()).or_insert_with(|| sqlite_sql::normalise(&d)).clone()),
            generated: if is_generated { detail.generated } else { None },
            collation: detail.collation,
            extra: detail.extra,
        });
    }
    Ok(())
}

fn add_indexes(catalog: &mut Catalog, indexes: &[Row], sources: &HashMap<String, String>) -> Result<(), SqlError> {
    for row in indexes {
        let Some(table) = catalog.tables.get_mut(&row.get::<String>("table")?) else { continue };
        if row.get::<String>("origin")? == "pk" {
            continue;
        }
        let name: String = row.get("name")?;
        let unique = row.get("unique")?;
        let index = table.indexes.entry(name.clone()).or_insert_with(|| Index { unique, ..Index::default() });
        let descending = if row.get("descending")? { " DESC" } else { "" };
        let collation: String = row.get("collation")?;
        let collation = if collation == "BINARY" { String::new() } else { format!(" COLLATE {collation}") };
        let source = sources.get(&name);
        match (row.get::<Option<String>>("column")?, source) {
            (Some(column), _) => index.columns.push(format!("{column}{collation}{descending}")),
            (None, Some(sql)) => index.columns.extend(sqlite_sql::index_columns(sql).into_iter().nth(index.columns.len())),
            (None, None) => index.columns.push("(expression)".into()),
        }
        if let Some(sql) = source {
            index.predicate = sqlite_sql::predicate(sql);
            table.sources.insert(name, sql.clone());
        }
    }
    Ok(())
}

fn add_keys(catalog: &mut Catalog, keys: &[Row]) -> Result<(), SqlError> {
    for row in keys {
        let Some(table) = catalog.tables.get_mut(&row.get::<String>("table")?) else { continue };
        let (referenced_table, on_update, on_delete) = (row.get("referenced_table")?, row.get("on_update")?, row.get("on_delete")?);
        let key = table.foreign_keys.entry(format!("#{}", row.get::<i64>("id")?)).or_insert_with(|| ForeignKey {
            table: referenced_table,
            on_update,
            on_delete,
            ..ForeignKey::default()
        });
        key.columns.push(row.get("column")?);
        // NULL if the key names no column: the other table's primary key is meant
        key.referenced.push(row.get::<Option<String>>("referenced")?.unwrap_or_default());
    }
    for table in catalog.tables.values_mut() {
        // SQLite numbers its foreign keys; their columns are a steadier name
        table.foreign_keys = std::mem::take(&mut table.foreign_keys).into_values().map(|k| (k.columns.join("_"), k)).collect();
    }
    Ok(())
}
