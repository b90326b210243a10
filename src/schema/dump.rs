//! The live or the expected schema as SQL or as a diagram.

use crate::catalog::expected::{expected, full_scope};
use crate::catalog::{Catalog, Column, Table};
use crate::db::{Backend, ObjectKind, Scope, Session, dump};
use crate::error::{Doing, Result};

/// The live schema: every table, whoever created it, and the functions and types that morag-db manages.
/// Read until two readings agree, because each takes several statements; up to [`MAX_READS`] times.
pub async fn live_schema(session: &mut Session) -> Result<Catalog> {
    let mut last = read_schema(session).await?;
    for _ in 0..MAX_READS {
        let again = read_schema(session).await?;
        if again == last {
            if let Some(holder) = session.overview().await?.lock_holder {
                tracing::warn!(holder, "another process holds the migration lock: this may be the schema in the middle of a migration");
            }
            return Ok(again);
        }
        last = again;
    }
    tracing::warn!("other sessions kept changing the schema while it was read");
    Ok(last)
}

/// Maximum number of readings after the first one.
const MAX_READS: u32 = 10;

async fn read_schema(session: &mut Session) -> Result<Catalog> {
    let managed = full_scope(session.backend())?;
    let objects = session.every_object().await.doing("listing objects")?;
    let tables = objects.into_iter().filter(|(kind, _)| *kind == ObjectKind::Table).map(|(_, name)| name).collect();
    session.introspect(&Scope { tables, ..managed }).await
}

/// The schema that the migrations create on `backend`, at `version` or at the newest one.
pub fn expected_schema(backend: Backend, version: Option<&str>) -> Result<Catalog> {
    let newest = migration::MIGRATIONS.last().map_or("000", |m| m.version);
    expected(backend, version.unwrap_or(newest))
}

/// `catalog` as a script that creates it in an empty database.
pub fn sql(backend: Backend, catalog: &Catalog) -> String {
    dump::statements(backend, catalog).into_iter().map(|statement| format!("{statement};\n")).collect()
}

fn is_key(table: &Table, column: &Column) -> bool {
    table.primary_key.iter().any(|(_, name)| *name == column.name)
}

fn is_reference(table: &Table, column: &Column) -> bool {
    table.foreign_keys.values().any(|key| key.columns.contains(&column.name))
}

/// `catalog` as an entity relationship diagram for Mermaid.
/// Source: https://mermaid.js.org/syntax/entityRelationshipDiagram.html
pub fn mermaid(catalog: &Catalog) -> String {
    // a word: letters, digits and underscores
    let word = |text: &str| text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect::<String>();
    let mut text = "erDiagram\n".to_string();
    for (name, table) in &catalog.tables {
        text.push_str(&format!("    {} {{\n", word(name)));
        for column in &table.columns {
            let ty = column.ty.split(['(', ' ']).next().unwrap_or_default();
            let mark = match (is_key(table, column), is_reference(table, column)) {
                (true, true) => " PK, FK",
                (true, false) => " PK",
                (false, true) => " FK",
                (false, false) => "",
            };
            text.push_str(&format!("        {} {}{mark}\n", word(ty), word(&column.name)));
        }
        text.push_str("    }\n");
    }
    for (name, table) in &catalog.tables {
        for key in table.foreign_keys.values() {
            let is_optional = table.columns.iter().any(|c| c.nullable && key.columns.contains(&c.name));
            let one = if is_optional { "|o" } else { "||" };
            text.push_str(&format!("    {} {one}--o{{ {} : {}\n", word(&key.table), word(name), word(&key.columns.join("_"))));
        }
    }
    text
}

/// `catalog` as a directed graph for Graphviz.
/// Source: https://graphviz.org/doc/info/shapes.html ("HTML-Like Labels")
pub fn dot(catalog: &Catalog) -> String {
    let html = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = "digraph schema {\n    rankdir=LR;\n    node [shape=plaintext, fontname=\"Helvetica\"];\n".to_string();
    for (name, table) in &catalog.tables {
        let rows = table.columns.iter().map(|column| {
            let shown = if is_key(table, column) { format!("<u>{}</u>", html(&column.name)) } else { html(&column.name) };
            format!("<tr><td align=\"left\" port=\"{}\">{shown} <i>{}</i></td></tr>", html(&column.name), html(&column.ty))
        });
        let rows: String = rows.collect();
        let head = format!("<tr><td bgcolor=\"lightgrey\"><b>{}</b></td></tr>", html(name));
        text.push_str(&format!(
            "    {} [label=<<table border=\"0\" cellborder=\"1\" cellspacing=\"0\">{head}{rows}</table>>];\n",
            quoted(name)
        ));
    }
    for (name, table) in &catalog.tables {
        for key in table.foreign_keys.values() {
            let (from, to) = (key.columns.first().cloned().unwrap_or_default(), key.referenced.first().cloned().unwrap_or_default());
            text.push_str(&format!("    {}:{} -> {}:{};\n", quoted(name), quoted(&from), quoted(&key.table), quoted(&to)));
        }
    }
    text + "}\n"
}
