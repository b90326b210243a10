//! The catalogs of MySQL and MariaDB, read by set-based queries on information_schema.

use super::super::Scope;
use super::super::row::Row;
use super::super::session::Session;
use super::super::statement::Sql;
use super::super::value::Name;
use super::mariadb_keys;
use super::queries::list;
use crate::catalog::{Catalog, Column, ForeignKey, Index, PARTITIONED_BY, Table, without_charset_introducers};
use crate::error::SqlError;
use crate::sql;
use migration::Backend;
use std::collections::HashMap;

/// The account that this session acts as, as information_schema spells it.
fn grantee() -> Sql {
    Sql::constant("CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')")
}

/// The checks; the two servers differ in where a check's table stands.
fn check_query(backend: Backend, tables: &Sql) -> Sql {
    if backend == Backend::MariaDb {
        sql!(
            "SELECT 'check' AS what, table_name AS table_name, constraint_name AS name, check_clause AS clause, NULL AS enforced \
             FROM information_schema.check_constraints WHERE constraint_schema = DATABASE() AND table_name IN ({tables})",
            tables
        )
    } else {
        // joined here by name, which is unique in a schema: the server takes five times as long for it
        sql!(
            "SELECT 'clause' AS what, constraint_name AS name, check_clause AS clause FROM information_schema.check_constraints \
             WHERE constraint_schema = DATABASE(); \
             SELECT 'check' AS what, table_name AS table_name, constraint_name AS name, NULL AS clause, enforced AS enforced \
             FROM information_schema.table_constraints \
             WHERE constraint_schema = DATABASE() AND constraint_type = 'CHECK' AND table_name IN ({tables})",
            tables
        )
    }
}

/// The foreign keys.
fn key_query(backend: Backend, tables: &Sql) -> Sql {
    if backend == Backend::MariaDb {
        // from SHOW CREATE TABLE: see `mariadb_keys`
        sql!("DO 0")
    } else {
        sql!(
            "SELECT 'key' AS what, k.table_name AS table_name, k.constraint_name AS name, k.column_name AS column_name, \
             k.referenced_table_name AS referenced_table, k.referenced_column_name AS referenced_column, r.update_rule AS on_update, \
             r.delete_rule AS on_delete FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r \
             ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name \
             WHERE k.table_schema = DATABASE() AND k.referenced_table_name IS NOT NULL AND k.table_name IN ({tables}) ORDER BY 2, 3, k.ordinal_position",
            tables
        )
    }
}

/// One message, one round trip.
fn catalog_query(backend: Backend, scope: &Scope) -> Sql {
    let tables = list(&scope.tables);
    let (visible, expression) = if backend == Backend::MariaDb { ("ignored", "NULL") } else { ("is_visible", "expression") };
    Sql::batch([
        sql!(
            "SELECT 'table' AS what, table_name AS table_name, engine AS engine, table_collation AS collation FROM information_schema.tables \
             WHERE table_schema = DATABASE() AND table_name IN ({tables})",
            tables = &tables
        ),
        sql!(
            "SELECT DISTINCT 'partitions' AS what, table_name AS table_name, partition_method AS name, \
             REPLACE(partition_expression, '`', '') AS expression FROM information_schema.partitions \
             WHERE table_schema = DATABASE() AND table_name IN ({tables}) AND partition_method IS NOT NULL",
            tables = &tables
        ),
        sql!(
            "SELECT 'column' AS what, table_name AS table_name, column_name AS name, column_type AS type, is_nullable AS nullable, \
             column_default AS default_value, extra AS extra, generation_expression AS generated_as, collation_name AS collation \
             FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN ({tables}) ORDER BY table_name, ordinal_position",
            tables = &tables
        ),
        sql!(
            "SELECT 'index' AS what, table_name AS table_name, index_name AS name, non_unique AS non_unique, column_name AS column_name, \
             sub_part AS prefix, collation AS direction, index_type AS method, {visible} AS visible, {expression} AS expression \
             FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name IN ({tables}) \
             ORDER BY table_name, index_name, seq_in_index",
            visible = Sql::constant(visible),
            expression = Sql::constant(expression),
            tables = &tables
        ),
        key_query(backend, &tables),
        check_query(backend, &tables),
        sql!(
            "SELECT 'unseen' AS what, p.privilege AS privilege FROM (SELECT 'TRIGGER' AS privilege UNION ALL SELECT 'SELECT') p WHERE NOT EXISTS \
             (SELECT 1 FROM information_schema.user_privileges u WHERE u.privilege_type = p.privilege AND u.grantee = {grantee}) AND NOT EXISTS \
             (SELECT 1 FROM information_schema.schema_privileges s WHERE s.privilege_type = p.privilege AND s.grantee = {grantee} \
             AND DATABASE() LIKE s.table_schema)",
            grantee = grantee()
        ),
        sql!(
            "SELECT 'trigger' AS what, event_object_table AS table_name, trigger_name AS name, action_timing AS timing, \
             event_manipulation AS event, action_statement AS body FROM information_schema.triggers \
             WHERE trigger_schema = DATABASE() AND event_object_table IN ({tables})",
            tables
        ),
    ])
}

pub(in crate::db) async fn introspect(session: &mut Session, scope: &Scope) -> Result<Catalog, SqlError> {
    let mut catalog = Catalog::default();
    let mut clauses: HashMap<String, String> = HashMap::new();
    let backend = session.backend();
    for row in session.fetch(&catalog_query(backend, scope)).await? {
        match row.get::<String>("what")?.as_str() {
            "table" => {
                // a view has neither
                let option = |name: &str| Ok((name.to_string(), row.get::<Option<String>>(name)?.unwrap_or_default()));
                let options = [option("engine")?, option("collation")?].into();
                catalog.tables.insert(row.get("table_name")?, Table { options, ..Table::default() });
            }
            "clause" => drop(clauses.insert(row.get("name")?, row.get("clause")?)),
            "unseen" => catalog.unseen.push(row.get("privilege")?),
            what => {
                if let Some(table) = catalog.tables.get_mut(&row.get::<String>("table_name")?) {
                    add(table, what, &row, &clauses, backend)?;
                }
            }
        }
    }
    if backend == Backend::MariaDb && !catalog.tables.is_empty() {
        let show = catalog.tables.keys().map(|name| sql!("SHOW CREATE TABLE {name}", name = Name::of(name.clone())));
        for row in session.fetch(&Sql::batch(show)).await? {
            // of a view it answers with other columns
            if row.has("Create Table")
                && let Some(table) = catalog.tables.get_mut(&row.get::<String>("Table")?)
            {
                table.foreign_keys = mariadb_keys::foreign_keys(&row.get::<String>("Create Table")?).into_iter().collect();
            }
        }
    }
    Ok(catalog)
}

/// Adds what a row says of a table.
fn add(table: &mut Table, what: &str, row: &Row, clauses: &HashMap<String, String>, backend: Backend) -> Result<(), SqlError> {
    let name: String = row.get("name")?;
    match what {
        "column" => {
            let (default, extra): (Option<String>, Option<String>) = (row.get("default_value")?, row.get("extra")?);
            table.columns.push(Column {
                name,
                ty: row.get("type")?,
                nullable: row.get::<String>("nullable")? == "YES",
                // MariaDB spells "no default" as the word NULL
                default: default.filter(|d| d != "NULL").map(|d| without_charset_introducers(&d)),
                generated: row.get::<Option<String>>("generated_as")?.filter(|g| !g.is_empty()),
                collation: row.get("collation")?,
                extra: extra.map(|e| e.to_lowercase()).filter(|e| !e.is_empty()),
            });
        }
        "index" if name == "PRIMARY" => {
            let position = table.primary_key.len() as u32 + 1;
            table.primary_key.push((position, row.get("column_name")?));
        }
        "index" => {
            let unique = !row.get::<bool>("non_unique")?;
            let method = row.get::<String>("method")?.to_lowercase();
            // MySQL asks whether it is visible, MariaDB whether it is ignored
            let is_invisible = row.get::<String>("visible")? == if backend == Backend::MariaDb { "YES" } else { "NO" };
            let detail = is_invisible.then(|| "invisible".to_string());
            let index = table.indexes.entry(name).or_insert_with(|| Index { unique, method, detail, ..Index::default() });
            let prefix = row.get::<Option<String>>("prefix")?.map(|n| format!("({n})")).unwrap_or_default();
            let descending = if row.get::<Option<String>>("direction")?.as_deref() == Some("D") { " DESC" } else { "" };
            let column = match row.get::<Option<String>>("column_name")? {
                Some(column) => column,
                None => format!("({})", without_charset_introducers(&row.get::<String>("expression")?)),
            };
            index.columns.push(format!("{column}{prefix}{descending}"));
        }
        "key" => {
            let (target, on_update, on_delete) =
                (row.get("referenced_table")?, row.get::<String>("on_update")?, row.get::<String>("on_delete")?);
            let key = table.foreign_keys.entry(name).or_insert_with(|| ForeignKey {
                table: target,
                on_update: no_action(&on_update),
                on_delete: no_action(&on_delete),
                ..ForeignKey::default()
            });
            key.columns.push(row.get("column_name")?);
            key.referenced.push(row.get("referenced_column")?);
        }
        "partitions" => {
            // as PostgreSQL shows it
            let key = format!("{name} ({})", row.get::<Option<String>>("expression")?.unwrap_or_default());
            table.options.insert(PARTITIONED_BY.into(), key);
        }
        "check" => {
            let suffix = if row.get::<Option<String>>("enforced")?.as_deref() == Some("NO") { " [not enforced]" } else { "" };
            let clause = row.get::<Option<String>>("clause")?.or_else(|| clauses.get(&name).cloned()).unwrap_or_default();
            table.checks.insert(name, format!("{}{suffix}", without_charset_introducers(&clause)));
        }
        _ => {
            let (timing, event, body): (String, String, String) = (row.get("timing")?, row.get("event")?, row.get("body")?);
            table.triggers.insert(name, format!("{timing} {event} {body}"));
        }
    }
    Ok(())
}

/// RESTRICT and NO ACTION are one and the same in InnoDB; which of the two is shown differs by server.
fn no_action(rule: &str) -> String {
    if rule == "RESTRICT" { "NO ACTION".into() } else { rule.into() }
}
