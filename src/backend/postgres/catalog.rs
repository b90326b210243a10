//! PostgreSQL's catalog, read by set-based queries on pg_catalog.

use super::super::Scope;
use super::super::session::Session;
use super::{OURS, list};
use crate::catalog::{Catalog, Column, ForeignKey, Index, Table, squeeze};
use crate::error::SqlError;

/// Everything in one message: one round trip, one snapshot. The first column says what a row is.
fn catalog_sql(scope: &Scope) -> String {
    let tables = list(&scope.tables);
    let of_ours = format!("c.relnamespace = {OURS} AND c.relname IN ({tables})");
    let names_of = |keys: &str, table: &str| {
        format!(
            "array_to_string(ARRAY(SELECT a.attname FROM unnest({keys}) WITH ORDINALITY u(n, i) \
             JOIN pg_catalog.pg_attribute a ON a.attrelid = {table} AND a.attnum = u.n ORDER BY u.i), ',')"
        )
    };
    [
        format!("SELECT 'table', c.relname, c.relkind, c.relpersistence FROM pg_catalog.pg_class c WHERE {of_ours} AND c.relkind IN ('r', 'p')"),
        format!(
            "SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), \
             a.attgenerated::text || a.attidentity::text, CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END \
             FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_type t ON t.oid = a.atttypid \
             LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
             WHERE {of_ours} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum"
        ),
        // 18 lists not-null as constraints too; the columns tell that already
        format!(
            "SELECT 'constraint', c.relname, k.conname, k.contype, pg_get_constraintdef(k.oid), {}, \
             CASE WHEN k.confrelid <> 0 THEN k.confrelid::regclass::text END, {}, k.confupdtype, k.confdeltype, k.convalidated \
             FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid WHERE {of_ours} AND k.contype <> 'n' ORDER BY k.conname",
            names_of("k.conkey", "k.conrelid"),
            names_of("k.confkey", "k.confrelid")
        ),
        format!(
            "SELECT 'index', c.relname, i.relname, x.indisunique, x.indisvalid, am.amname, pg_get_expr(x.indpred, x.indrelid, true), \
             array_to_string(ARRAY(SELECT pg_get_indexdef(x.indexrelid, n, true) || CASE WHEN x.indoption[n - 1] & 1 = 1 THEN ' DESC' ELSE '' END \
             FROM generate_series(1, x.indnkeyatts) n), E'\\x01') \
             FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indrelid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid \
             JOIN pg_catalog.pg_am am ON am.oid = i.relam WHERE {of_ours} AND NOT x.indisprimary ORDER BY i.relname"
        ),
        format!(
            "SELECT 'trigger', c.relname, t.tgname, pg_get_triggerdef(t.oid, true), t.tgenabled FROM pg_catalog.pg_trigger t \
             JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND {of_ours}"
        ),
        format!(
            "SELECT 'enum', t.typname, e.enumlabel FROM pg_catalog.pg_enum e JOIN pg_catalog.pg_type t ON t.oid = e.enumtypid \
             WHERE t.typnamespace = {OURS} AND t.typname IN ({}) ORDER BY t.typname, e.enumsortorder",
            list(&scope.enums)
        ),
        format!(
            "SELECT 'function', p.proname, p.prosrc, p.prorettype::regtype::text, l.lanname FROM pg_catalog.pg_proc p \
             JOIN pg_catalog.pg_language l ON l.oid = p.prolang WHERE p.pronamespace = {OURS} AND p.pronargs = 0 AND p.proname IN ({})",
            list(&scope.functions)
        ),
    ]
    .join("; ")
}

pub(in crate::backend) async fn introspect(session: &mut Session, scope: &Scope) -> std::result::Result<Catalog, SqlError> {
    let mut catalog = Catalog::default();
    for mut row in session.query(&catalog_sql(scope)).await? {
        row.resize(11, None);
        let text = |i: usize| row[i].clone().unwrap_or_default();
        let list = |i: usize| text(i).split(',').filter(|n| !n.is_empty()).map(String::from).collect::<Vec<_>>();
        match text(0).as_str() {
            "table" => {
                let options = if text(3) == "p" { Default::default() } else { [("persistence".to_string(), text(3))].into() };
                catalog.tables.insert(text(1), Table { options, ..Table::default() });
            }
            "enum" => catalog.enums.entry(text(1)).or_default().push(text(2)),
            "function" => {
                let body = format!("RETURNS {} LANGUAGE {} AS {}", text(3), text(4), squeeze(&text(2)));
                catalog.functions.insert(text(1), body);
            }
            kind => {
                let Some(table) = catalog.tables.get_mut(&text(1)) else { continue };
                match kind {
                    "column" => table.columns.push(Column {
                        name: text(2),
                        ty: text(3),
                        nullable: text(4) == "f",
                        default: row[5].clone(),
                        generated: Some(text(6)).filter(|g| !g.is_empty()),
                        collation: row[7].clone(),
                        extra: None,
                    }),
                    "constraint" => {
                        add_constraint(table, &text(3), text(2), text(4), list(5), list(7), [text(6), text(8), text(9), text(10)])
                    }
                    "index" => {
                        let columns = text(7).split('\u{1}').map(String::from).collect();
                        let index =
                            Index { unique: text(3) == "t", columns, predicate: row[6].clone(), method: text(5), valid: text(4) == "t" };
                        table.indexes.insert(text(2), index);
                    }
                    _ => {
                        let state = if text(4) == "O" { String::new() } else { format!(" [state {}]", text(4)) };
                        table.triggers.insert(text(2), format!("{}{state}", text(3)));
                    }
                }
            }
        }
    }
    Ok(catalog)
}

fn add_constraint(
    table: &mut Table,
    kind: &str,
    name: String,
    definition: String,
    columns: Vec<String>,
    referenced: Vec<String>,
    [target, on_update, on_delete, validated]: [String; 4],
) {
    let action = |code: &str| {
        match code {
            "c" => "CASCADE",
            "n" => "SET NULL",
            "d" => "SET DEFAULT",
            "r" => "RESTRICT",
            _ => "NO ACTION",
        }
        .to_string()
    };
    match kind {
        "p" => table.primary_key = columns.into_iter().zip(1..).map(|(c, i)| (i, c)).collect(),
        "f" => {
            let key = ForeignKey { columns, table: target, referenced, on_update: action(&on_update), on_delete: action(&on_delete) };
            let suffix = if validated == "t" { "" } else { " [not valid]" };
            table.foreign_keys.insert(format!("{name}{suffix}"), key);
        }
        // a unique constraint shows as its index
        "u" => {}
        _ => drop(table.checks.insert(name, definition)),
    }
}
