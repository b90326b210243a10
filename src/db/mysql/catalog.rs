//! The catalogs of MySQL and MariaDB, read by set-based queries on information_schema.

use super::super::session::Session;
use super::super::{Scope, mariadb_keys};
use super::list;
use crate::catalog::{Catalog, Column, ForeignKey, Index, Table, without_charset_introducers};
use crate::error::SqlError;
use migration::Backend;
use std::collections::HashMap;

const GRANTEE: &str = "CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')";

/// One message, one round trip. The two differ in where a check's table stands.
fn catalog_sql(backend: Backend, scope: &Scope) -> String {
    let tables = list(&scope.tables);
    let checks = if backend == Backend::MariaDb {
        format!(
            "SELECT 'check', table_name, constraint_name, check_clause FROM information_schema.check_constraints \
             WHERE constraint_schema = DATABASE() AND table_name IN ({tables})"
        )
    } else {
        // joined here by name, which is unique in a schema: the server takes five times as long for it
        format!(
            "SELECT 'clause', constraint_name, check_clause FROM information_schema.check_constraints WHERE constraint_schema = DATABASE(); \
             SELECT 'check', table_name, constraint_name, NULL, enforced FROM information_schema.table_constraints \
             WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK' AND table_name IN ({tables})"
        )
    };
    let keys = if backend == Backend::MariaDb {
        // from SHOW CREATE TABLE: see `mariadb_keys`
        "DO 0".into()
    } else {
        format!(
            "SELECT 'key', k.table_name, k.constraint_name, k.column_name, k.referenced_table_name, k.referenced_column_name, r.update_rule, r.delete_rule \
             FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r \
             ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name \
             WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL AND k.table_name IN ({tables}) ORDER BY 2, 3, k.ordinal_position"
        )
    };
    let (visible, expression) = if backend == Backend::MariaDb { ("ignored", "NULL") } else { ("is_visible", "expression") };
    [
        format!("SELECT 'table', table_name, engine, table_collation FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN ({tables})"),
        format!(
            "SELECT 'column', table_name, column_name, column_type, is_nullable, column_default, extra, generation_expression, collation_name \
             FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN ({tables}) ORDER BY table_name, ordinal_position"
        ),
        format!(
            "SELECT 'index', table_name, index_name, non_unique, column_name, sub_part, collation, index_type, {visible}, {expression} FROM information_schema.statistics \
             WHERE table_schema = DATABASE() AND table_name IN ({tables}) ORDER BY table_name, index_name, seq_in_index"
        ),
        keys,
        checks,
        format!(
            "SELECT 'unseen', p.privilege, 0 FROM (SELECT 'TRIGGER' AS privilege UNION ALL SELECT 'SELECT') p WHERE NOT EXISTS \
             (SELECT 1 FROM information_schema.user_privileges u WHERE u.privilege_type = p.privilege AND u.grantee = {GRANTEE}) AND NOT EXISTS \
             (SELECT 1 FROM information_schema.schema_privileges s WHERE s.privilege_type = p.privilege AND s.grantee = {GRANTEE} \
             AND DATABASE() LIKE s.table_schema); \
             SELECT 'trigger', event_object_table, trigger_name, action_timing, event_manipulation, action_statement \
             FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND event_object_table IN ({tables})"
        ),
    ]
    .join("; ")
}

pub(in crate::db) async fn introspect(session: &mut Session, scope: &Scope) -> std::result::Result<Catalog, SqlError> {
    let mut catalog = Catalog::default();
    let mut clauses: HashMap<String, String> = HashMap::new();
    let backend = session.backend();
    for mut row in session.query(&catalog_sql(backend, scope)).await? {
        row.resize(10, None);
        let text = |i: usize| row[i].clone().unwrap_or_default();
        if text(0) == "table" {
            let options = [("engine".to_string(), text(2)), ("collation".to_string(), text(3))].into();
            catalog.tables.insert(text(1), Table { options, ..Table::default() });
            continue;
        }
        if text(0) == "clause" {
            clauses.insert(text(1), text(2));
            continue;
        }
        if text(0) == "unseen" {
            catalog.unseen.push(text(1));
            continue;
        }
        let Some(table) = catalog.tables.get_mut(&text(1)) else { continue };
        match text(0).as_str() {
            "column" => table.columns.push(Column {
                name: text(2),
                ty: text(3),
                nullable: text(4) == "YES",
                // MariaDB spells "no default" as the word NULL
                default: row[5].as_deref().filter(|d| *d != "NULL").map(without_charset_introducers),
                generated: row[7].clone().filter(|g| !g.is_empty()),
                collation: row[8].clone(),
                extra: row[6].as_deref().map(|e| e.to_lowercase()).filter(|e| !e.is_empty()),
            }),
            "index" if text(2) == "PRIMARY" => {
                let position = table.primary_key.len() as u32 + 1;
                table.primary_key.push((position, text(4)));
            }
            "index" => {
                let index = table.indexes.entry(text(2)).or_insert_with(|| Index {
                    unique: text(3) == "0",
                    method: text(7).to_lowercase(),
                    // MySQL asks whether it is visible, MariaDB whether it is ignored
                    detail: (text(8) == if backend == Backend::MariaDb { "YES" } else { "NO" }).then(|| "invisible".to_string()),
                    ..Index::default()
                });
                let prefix = row[5].as_ref().map(|n| format!("({n})")).unwrap_or_default();
                let descending = if text(6) == "D" { " DESC" } else { "" };
                let expression = || format!("({})", without_charset_introducers(&text(9)));
                index.columns.push(format!("{}{prefix}{descending}", row[4].clone().unwrap_or_else(expression)));
            }
            "key" => {
                let key = table.foreign_keys.entry(text(2)).or_insert_with(|| ForeignKey {
                    table: text(4),
                    on_update: no_action(&text(6)),
                    on_delete: no_action(&text(7)),
                    ..ForeignKey::default()
                });
                key.columns.push(text(3));
                key.referenced.push(text(5));
            }
            "check" => {
                let suffix = if text(4) == "NO" { " [not enforced]" } else { "" };
                let clause = row[3].as_ref().or_else(|| clauses.get(&text(2))).cloned().unwrap_or_default();
                table.checks.insert(text(2), format!("{}{suffix}", without_charset_introducers(&clause)));
            }
            _ => drop(table.triggers.insert(text(2), format!("{} {} {}", text(3), text(4), text(5)))),
        }
    }
    if backend == Backend::MariaDb && !catalog.tables.is_empty() {
        let show: Vec<String> = catalog.tables.keys().map(|name| format!("SHOW CREATE TABLE {}", Backend::MariaDb.quote(name))).collect();
        for row in session.query(&show.join("; ")).await? {
            if let [Some(name), Some(sql), ..] = row.as_slice()
                && let Some(table) = catalog.tables.get_mut(name)
            {
                table.foreign_keys = mariadb_keys::foreign_keys(sql).into_iter().collect();
            }
        }
    }
    Ok(catalog)
}

/// RESTRICT and NO ACTION are one and the same in InnoDB; which of the two is shown differs by server.
fn no_action(rule: &str) -> String {
    if rule == "RESTRICT" { "NO ACTION".into() } else { rule.into() }
}
