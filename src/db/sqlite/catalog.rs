//! SQLite's catalog: sqlite_master, its PRAGMAs as tables, and what stands only in the text of CREATE.

use super::super::Scope;
use super::super::session::{Cells, Session};
use super::list;
use crate::catalog::{Catalog, sqlite_sql};
use crate::error::{SqlError, SqlErrorKind};
use migration::Backend;
use std::collections::HashMap;

/// All rows as one JSON value: each row of its own would wake a thread, which costs more than the query.
pub(in crate::db) async fn all_rows(session: &mut Session, width: usize, sql: &str) -> std::result::Result<Vec<Cells>, SqlError> {
    let names = (0..width).map(|n| format!("c{n}")).collect::<Vec<_>>().join(", ");
    let packed = session.query(&format!("WITH t({names}) AS ({sql}) SELECT json_group_array(json_array({names})) FROM t")).await?;
    let text = packed.into_iter().flatten().flatten().next().unwrap_or_default();
    let rows: Vec<Vec<serde_json::Value>> = serde_json::from_str(&text).map_err(|e| SqlError {
        kind: SqlErrorKind::Other,
        code: "".into(),
        message: format!("the catalog can't be read: {e}").into(),
    })?;
    let cell = |value: serde_json::Value| match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    Ok(rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect())
}

pub(in crate::db) async fn introspect(session: &mut Session, scope: &Scope) -> std::result::Result<Catalog, SqlError> {
    let names = list(&scope.tables);
    let master = format!("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name IN ({names}) ORDER BY name");
    let tables = all_rows(session, 4, &master).await?;
    // named one by one: to look through sqlite_master again costs more, where others have many tables
    let found = tables.iter().filter(|row| row[0].as_deref() == Some("table")).filter_map(|row| row[1].as_deref());
    let found: Vec<String> = found.map(|name| format!("({})", Backend::Sqlite.literal(name))).collect();
    if found.is_empty() {
        return Ok(Catalog::default());
    }
    let ours = format!("(SELECT column1 AS name FROM (VALUES {})) m", found.join(", "));
    let columns = format!(
        "SELECT m.name, p.name, p.type, p.\"notnull\", p.dflt_value, p.pk, p.hidden FROM {ours}, pragma_table_xinfo(m.name) p \
         ORDER BY m.name, p.cid"
    );
    let columns = all_rows(session, 7, &columns).await?;
    let indexes = format!(
        "SELECT m.name, l.name, l.\"unique\", l.origin, x.name, x.desc, x.coll FROM {ours}, pragma_index_list(m.name) l, \
         pragma_index_xinfo(l.name) x WHERE x.key = 1 ORDER BY m.name, l.name, x.seqno"
    );
    let indexes = all_rows(session, 7, &indexes).await?;
    let keys = format!(
        "SELECT m.name, f.id, f.\"from\", f.\"table\", f.\"to\", f.on_update, f.on_delete FROM {ours}, \
         pragma_foreign_key_list(m.name) f ORDER BY m.name, f.id, f.seq"
    );
    let keys = all_rows(session, 7, &keys).await?;
    Ok(assemble(tables, columns, indexes, keys))
}

fn assemble(master: Vec<Cells>, columns: Vec<Cells>, indexes: Vec<Cells>, keys: Vec<Cells>) -> Catalog {
    use crate::catalog::{Column, ForeignKey, Index, Table};
    let mut catalog = Catalog::default();
    let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let mut details = HashMap::new();
    for row in &master {
        if text(&row[0]) == "table" {
            let (checks, unique_names) = sqlite_sql::table_constraints(&text(&row[3]));
            let (column_details, options) = sqlite_sql::table_details(&text(&row[3]));
            details.insert(text(&row[1]), column_details);
            catalog.tables.insert(text(&row[1]), Table { checks, unique_names, options, ..Table::default() });
        }
    }
    // the same few defaults stand on many columns
    let mut spellings: HashMap<&str, String> = HashMap::new();
    for row in &columns {
        let Some(table) = catalog.tables.get_mut(&text(&row[0])) else { continue };
        let detail = details.get(&text(&row[0])).and_then(|columns| columns.get(&text(&row[1]))).cloned().unwrap_or_default();
        let is_generated = text(&row[6]) == "2" || text(&row[6]) == "3";
        table.columns.push(Column {
            name: text(&row[1]),
            ty: text(&row[2]).to_lowercase(),
            nullable: text(&row[3]) == "0",
            default: row[4].as_deref().map(|d| spellings.entry(d).or_insert_with(|| sqlite_sql::normalise(d)).clone()),
            generated: if is_generated { detail.generated } else { None },
            collation: detail.collation,
            extra: detail.extra,
        });
        if text(&row[5]) != "0" {
            table.primary_key.push((text(&row[5]).parse().unwrap_or(0), text(&row[1])));
        }
    }
    for row in &indexes {
        let origin = text(&row[3]);
        let Some(table) = catalog.tables.get_mut(&text(&row[0])).filter(|_| origin != "pk") else { continue };
        let name = text(&row[1]);
        let index = table.indexes.entry(name.clone()).or_insert_with(|| Index { unique: text(&row[2]) == "1", ..Index::default() });
        let descending = if text(&row[5]) == "1" { " DESC" } else { "" };
        let collation = if text(&row[6]) == "BINARY" { String::new() } else { format!(" COLLATE {}", text(&row[6])) };
        let sql = master.iter().find(|m| m[1].as_deref() == Some(&name)).and_then(|m| m[3].as_ref());
        match (&row[4], sql) {
            (Some(column), _) => index.columns.push(format!("{column}{collation}{descending}")),
            (None, Some(sql)) => index.columns.extend(sqlite_sql::index_columns(sql).into_iter().nth(index.columns.len())),
            (None, None) => index.columns.push("(expression)".into()),
        }
        if let Some(sql) = sql {
            index.predicate = sqlite_sql::predicate(sql);
            table.sources.insert(name, sql.clone());
        }
    }
    for table in catalog.tables.values_mut() {
        table.primary_key.sort();
        table.name_unique_constraints();
    }
    for row in &keys {
        let Some(table) = catalog.tables.get_mut(&text(&row[0])) else { continue };
        let key = table.foreign_keys.entry(format!("#{}", text(&row[1]))).or_insert_with(|| ForeignKey {
            table: text(&row[3]),
            on_update: text(&row[5]),
            on_delete: text(&row[6]),
            ..ForeignKey::default()
        });
        key.columns.push(text(&row[2]));
        key.referenced.push(text(&row[4]));
    }
    for table in catalog.tables.values_mut() {
        // SQLite numbers its foreign keys; what they say is a steadier name
        table.foreign_keys = std::mem::take(&mut table.foreign_keys).into_values().map(|k| (k.columns.join("_"), k)).collect();
    }
    for row in &master {
        if text(&row[0]) == "trigger"
            && let Some(table) = catalog.tables.get_mut(&text(&row[2]))
        {
            table.triggers.insert(text(&row[1]), sqlite_sql::normalise(&text(&row[3])));
            table.sources.insert(text(&row[1]), text(&row[3]));
        }
    }
    catalog
}
