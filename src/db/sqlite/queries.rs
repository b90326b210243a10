//! Queries on SQLite's catalog.

use crate::db::Scope;
use crate::db::statement::Sql;
use crate::sql;
use migration::Object;

pub(super) fn overview(names: &[&str]) -> Sql {
    sql!(
        "SELECT 'table' AS what, m.name AS name, (SELECT count(*) FROM pragma_table_info(m.name) WHERE name IN ('checksum', 'execution_ms')) AS extras \
         FROM sqlite_master m WHERE m.type = 'table' AND m.name IN ({names})",
        names = Sql::list(names.iter().copied())
    )
}

pub(super) const VITALS: &str = "SELECT 'size' AS variable_name, (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS value; \
     SELECT 'read_only' AS variable_name, 'this connection accepts no writes' AS value FROM pragma_query_only WHERE query_only = 1";

pub(super) const EVERY_OBJECT: &str = "SELECT type AS kind, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
     ORDER BY type, name";

/// Foreign keys of other tables. They can't be dropped without their tables, and will refer to the tables made anew.
pub(super) fn dependents(ours: &Scope) -> Sql {
    sql!(
        "SELECT 'foreign key' AS kind, m.name || '.' || f.\"from\" AS name, NULL AS drop_sql FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
         WHERE m.type = 'table' AND m.name NOT IN ({tables}) AND f.\"table\" IN ({tables}); \
         SELECT 'trigger' AS kind, name || ' on ' || tbl_name AS name, NULL AS drop_sql FROM sqlite_master \
         WHERE type = 'trigger' AND tbl_name IN ({tables}) AND name NOT IN ({triggers})",
        tables = Sql::list(&ours.tables),
        triggers = Sql::list(&ours.triggers)
    )
}

pub(super) fn unmanaged_objects(ours: &Scope, limit: usize) -> Sql {
    sql!(
        "SELECT type AS kind, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
         AND name NOT IN ({tables}) LIMIT {limit}",
        tables = Sql::list(&ours.tables),
        limit = Sql::number(limit as u64)
    )
}

pub(super) fn existing_tables(names: &[String]) -> Sql {
    sql!("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name COLLATE NOCASE IN ({names})", names = Sql::list(names))
}

pub(super) fn probe(object: &Object) -> Sql {
    let master = |kind: &'static str, name: &String| {
        sql!("SELECT 1 AS one FROM sqlite_master WHERE type = {kind} AND name = {name} COLLATE NOCASE", kind, name)
    };
    match object {
        Object::Table { name } => master("table", name),
        Object::View { name } => master("view", name),
        Object::Index { name, .. } => master("index", name),
        Object::Trigger { name, .. } => master("trigger", name),
        Object::Column { table, name } => {
            sql!("SELECT 1 AS one FROM pragma_table_xinfo({table}) WHERE name = {name} COLLATE NOCASE", table, name)
        }
        // these have no names there
        Object::ForeignKey { .. } | Object::Function { .. } | Object::EnumType { .. } => sql!("SELECT 1 AS one WHERE 0"),
    }
}
