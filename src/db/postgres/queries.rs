//! Queries on PostgreSQL's catalog.

use super::is_migration_lock;
use crate::db::Scope;
use crate::db::row::Row;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::error::{Doing, Error, Result};
use crate::sql;
use migration::{Backend, Object, PARTITIONED_TABLES};

/// The names as a list that is never empty.
pub(super) fn list(names: &[String]) -> Sql {
    if names.is_empty() { sql!("NULL") } else { Sql::list(names) }
}

/// Before what reads names and expressions from the catalog, in one message: a default of the role or the database can't
/// change how they are written.
pub(super) fn plain_names(sql: Sql) -> Sql {
    sql!("SET LOCAL quote_all_identifiers = off; {sql}", sql)
}

/// The schema that this session creates its objects in.
pub(super) fn ours() -> Sql {
    sql!("(SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())")
}

pub(super) fn overview(names: &[&str]) -> Sql {
    sql!(
        "SELECT 'table' AS what, c.relname::text AS name, (SELECT count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid \
         AND NOT a.attisdropped AND a.attname IN ('checksum', 'execution_ms')) AS extras FROM pg_catalog.pg_class c \
         WHERE c.relnamespace = {ours} AND c.relkind IN ('r', 'p') AND c.relname IN ({names}); \
         SELECT 'lock' AS what, l.pid::text AS name, NULL AS extras FROM pg_catalog.pg_locks l WHERE {is_lock}",
        ours = ours(),
        names = Sql::list(names.iter().copied()),
        is_lock = is_migration_lock()
    )
}

/// The function behind pg_stat_activity, without the view's joins: it shows everybody's rows, but hides when others'
/// transactions began.
pub(super) const VITALS: &str = "SELECT 'read_only' AS variable_name, 'a replica' AS value WHERE pg_is_in_recovery(); \
     SELECT 'read_only' AS variable_name, 'default_transaction_read_only is on' AS value WHERE NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'on'; \
     SELECT 'lag' AS variable_name, extract(epoch FROM now() - pg_last_xact_replay_timestamp()) AS value WHERE pg_is_in_recovery(); \
     SELECT 'activity' AS variable_name, count(*) AS value, \
     coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)) FILTER (WHERE pid <> pg_backend_pid()), 0) AS longest \
     FROM pg_catalog.pg_stat_get_activity(NULL) WHERE backend_type = 'client backend'; \
     SELECT 'encoding' AS variable_name, current_setting('server_encoding') AS value WHERE current_setting('server_encoding') <> 'UTF8'; \
     SELECT 'max_connections' AS variable_name, current_setting('max_connections') AS value; \
     SELECT 'size' AS variable_name, pg_database_size(current_database()) AS value; \
     SELECT 'zone' AS variable_name, coalesce((SELECT split_part(c, '=', 2) FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c \
     WHERE s.setrole = 0 AND s.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND c ILIKE 'timezone=%' LIMIT 1), \
     (SELECT reset_val FROM pg_catalog.pg_settings WHERE name = 'TimeZone' AND source NOT IN ('client', 'session')), 'unknown') AS value; \
     SELECT 'sees_others' AS variable_name, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS value";

/// The partitions that morag-db has added to its own tables; anything else that is attached to them is not.
pub(super) fn own_partitions() -> Sql {
    let own = PARTITIONED_TABLES.map(|table| sql!("{pattern}", pattern = format!("^{table}_[0-9]+$")));
    sql!(
        "SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class child ON child.oid = i.inhrelid \
         JOIN pg_catalog.pg_class parent ON parent.oid = i.inhparent WHERE parent.relnamespace = {ours} AND child.relnamespace = parent.relnamespace \
         AND parent.relname IN ({tables}) AND child.relname ~ ANY (ARRAY[{own}])",
        ours = ours(),
        tables = Sql::list(PARTITIONED_TABLES),
        own = Sql::join(own, ", ")
    )
}

/// Without sequences of columns, types of tables and arrays, and what belongs to an extension.
const EVERY_OBJECT: &str = "SELECT kind, name FROM (SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' \
     WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence' WHEN 'c' THEN 'type' ELSE 'table' END AS kind, c.relname::text AS name, c.oid \
     FROM pg_catalog.pg_class c WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c') \
     AND (c.relkind <> 'S' OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass \
     AND d.objid = c.oid AND d.deptype IN ('a', 'i'))) \
     UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, \
     p.proname || CASE WHEN p.pronargs = 0 THEN '' ELSE '(' || pg_get_function_identity_arguments(p.oid) || ')' END, p.oid \
     FROM pg_catalog.pg_proc p WHERE p.pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()) \
     UNION ALL SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, t.typname, t.oid FROM pg_catalog.pg_type t \
     WHERE t.typnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema()) AND t.typtype IN ('e', 'd', 'r')) o \
     WHERE o.oid NOT IN (SELECT d.objid FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_extension'::regclass AND d.deptype = 'e' \
     AND d.classid IN ('pg_catalog.pg_class'::regclass, 'pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_type'::regclass))";

pub(super) fn every_object() -> Sql {
    plain_names(all_objects())
}

/// Every object but partitions of morag-db's own tables, which are part of these.
fn all_objects() -> Sql {
    sql!("{all} AND o.oid NOT IN ({partitions})", all = Sql::constant(EVERY_OBJECT), partitions = own_partitions())
}

pub(super) fn unmanaged_objects(ours: &Scope, limit: usize) -> Sql {
    let ours: Vec<String> = ours.tables.iter().chain(&ours.functions).chain(&ours.enums).cloned().collect();
    let all = all_objects();
    plain_names(sql!("{all} AND name NOT IN ({ours}) LIMIT {limit}", all, ours = list(&ours), limit = Sql::number(limit as u64)))
}

/// Row policies, statistics and publications.
pub(super) fn attached(tables: &[String]) -> Sql {
    sql!(
        "SELECT 'policy ' || p.polname || ' on ' || c.relname AS name FROM pg_catalog.pg_policy p \
         JOIN pg_catalog.pg_class c ON c.oid = p.polrelid WHERE {of_ours} \
         UNION ALL SELECT 'statistics ' || s.stxname || ' on ' || c.relname FROM pg_catalog.pg_statistic_ext s \
         JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid WHERE {of_ours} \
         UNION ALL SELECT 'table ' || c.relname || ' in publication ' || p.pubname FROM pg_catalog.pg_publication_rel r \
         JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid JOIN pg_catalog.pg_class c ON c.oid = r.prrelid WHERE {of_ours} ORDER BY 1",
        of_ours = sql!("c.relnamespace = {ours} AND c.relname IN ({tables})", ours = ours(), tables = list(tables))
    )
}

/// The statements that give roles the rights again that they have on `tables`.
pub(super) fn grants_of(tables: &[String]) -> Sql {
    sql!(
        "SELECT format('GRANT %s ON %I TO %s%s', a.privilege_type, c.relname, coalesce(quote_ident(r.rolname), 'PUBLIC'), \
         CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement FROM pg_catalog.pg_class c \
         CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee \
         WHERE c.relnamespace = {ours} AND c.relname IN ({tables}) AND a.grantee <> c.relowner ORDER BY 1",
        ours = ours(),
        tables = list(tables)
    )
}

pub(super) fn existing_tables(names: &[String]) -> Sql {
    sql!(
        "SELECT relname AS name FROM pg_catalog.pg_class WHERE relnamespace = {ours} AND relkind IN ('r', 'p', 'v', 'm', 'f') \
         AND relname IN ({names})",
        ours = ours(),
        names = list(names)
    )
}

pub(super) fn identities(tables: &[String]) -> Sql {
    sql!(
        "SELECT relname::text AS name, oid::text AS identity FROM pg_catalog.pg_class WHERE relnamespace = {ours} AND relname IN ({tables})",
        ours = ours(),
        tables = list(tables)
    )
}

pub(super) fn probe(object: &Object) -> Sql {
    let ours = ours();
    let of_table = |table: &String| {
        sql!("(SELECT oid FROM pg_catalog.pg_class WHERE relnamespace = {ours} AND relname = {table})", ours = &ours, table)
    };
    match object {
        Object::Table { name } => sql!(
            "SELECT 1 AS one FROM pg_catalog.pg_class WHERE relnamespace = {ours} AND relkind IN ('r', 'p') AND relname = {name}",
            ours,
            name
        ),
        Object::View { name } => sql!(
            "SELECT 1 AS one FROM pg_catalog.pg_class WHERE relnamespace = {ours} AND relkind IN ('v', 'm') AND relname = {name}",
            ours,
            name
        ),
        // one that CREATE INDEX CONCURRENTLY left half made does not count
        Object::Index { name, .. } => sql!(
            "SELECT 1 AS one FROM pg_catalog.pg_class c JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid \
             WHERE c.relnamespace = {ours} AND c.relname = {name} AND i.indisvalid",
            ours,
            name
        ),
        Object::Column { table, name } => sql!(
            "SELECT 1 AS one FROM pg_catalog.pg_attribute WHERE attrelid = {table} AND attnum > 0 AND NOT attisdropped AND attname = {name}",
            table = of_table(table),
            name
        ),
        Object::ForeignKey { table, name } => {
            sql!(
                "SELECT 1 AS one FROM pg_catalog.pg_constraint WHERE conrelid = {table} AND conname = {name}",
                table = of_table(table),
                name
            )
        }
        Object::Trigger { name, .. } => sql!(
            "SELECT 1 AS one FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid \
             WHERE c.relnamespace = {ours} AND t.tgname = {name}",
            ours,
            name
        ),
        Object::Function { name } => {
            sql!("SELECT 1 AS one FROM pg_catalog.pg_proc WHERE pronamespace = {ours} AND proname = {name}", ours, name)
        }
        Object::EnumType { name } => {
            sql!("SELECT 1 AS one FROM pg_catalog.pg_type WHERE typnamespace = {ours} AND typname = {name}", ours, name)
        }
    }
}

pub(super) fn invalid_index(name: &str) -> Sql {
    sql!("SELECT 1 AS one FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(quote_ident({name})) AND NOT indisvalid", name)
}

pub(super) async fn grants(session: &mut Session, role: &str, tables: &[String]) -> Result<Vec<String>> {
    let quoted = Backend::Postgres.quote(role);
    let doing = "asking for the schema";
    let sql = sql!("SELECT quote_ident(current_schema()) AS schema, quote_ident(current_database()) AS db");
    let names = |row: &Row| Ok((row.get("schema")?, row.get("db")?));
    let rows = session.fetch(&sql).await.doing(doing)?;
    let Some((schema, database)): Option<(String, String)> = rows.first().map(names).transpose().doing(doing)? else {
        return Err(Error::configuration("there is no current schema"));
    };
    let (ours, theirs): (Vec<_>, Vec<_>) = tables.iter().partition(|t| migration::BOOKKEEPING_TABLES.contains(&t.as_str()));
    let join = |tables: &[&String]| tables.iter().map(|t| Backend::Postgres.quote(t)).collect::<Vec<_>>().join(", ");
    let mut statements =
        vec![format!("GRANT CONNECT ON DATABASE {database} TO {quoted}"), format!("GRANT USAGE ON SCHEMA {schema} TO {quoted}")];
    if !theirs.is_empty() {
        statements.push(format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {quoted}", join(&theirs)));
    }
    if !ours.is_empty() {
        statements.push(format!("GRANT SELECT ON {} TO {quoted}", join(&ours)));
    }
    Ok(statements)
}

/// Answers with the database's name where it is empty, this role's own, and has no time zone of its own.
pub(super) const EMPTY_AND_OURS: &str = "SELECT datname FROM pg_catalog.pg_database d WHERE datname = current_database() \
     AND pg_has_role(current_user, datdba, 'USAGE') \
     AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace \
     WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%') \
     AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c WHERE s.setdatabase = d.oid AND c ILIKE 'timezone=%')";
