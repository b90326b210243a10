//! Queries on the catalog of MySQL and MariaDB.

use super::{lock_name, site_lock_name};
use crate::db::Scope;
use crate::db::statement::Sql;
use crate::sql;
use migration::{Backend, Object};

/// The names as a list that is never empty.
pub(super) fn list(names: &[String]) -> Sql {
    if names.is_empty() { sql!("NULL") } else { Sql::list(names) }
}

/// Each table by its own name: a look-up by a list or by a join makes MariaDB open every table of the schema, and wait
/// for the one that a migration is making just then.
pub(super) fn overview(names: &[&str]) -> Sql {
    let tables = names.iter().map(|name| {
        sql!(
            "SELECT 'table' AS what, {name} AS name, COUNT(CASE WHEN column_name IN ('checksum', 'execution_ms') THEN 1 END) AS extras \
             FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = {name} HAVING COUNT(*) > 0",
            name = *name
        )
    });
    let lock = sql!(
        "SELECT 'lock' AS what, CONCAT('connection ', COALESCE(IS_USED_LOCK({lock}), IS_USED_LOCK({site}))) AS name, NULL AS extras",
        lock = lock_name(),
        site = site_lock_name()
    );
    Sql::batch(tables.chain([lock]))
}

macro_rules! vitals {
    ($read_only:literal) => {
        concat!(
            $read_only,
            "; SHOW GLOBAL STATUS LIKE 'Threads_connected'; SELECT 'max_connections' AS variable_name, @@max_connections AS value; \
             SELECT 'size' AS variable_name, COALESCE(SUM(data_length + index_length), 0) AS value FROM information_schema.tables WHERE table_schema = DATABASE(); \
             SHOW GLOBAL STATUS LIKE 'wsrep_local_state_comment'; SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'; \
             SELECT 'sees_others' AS variable_name, COUNT(*) > 0 AS value FROM information_schema.user_privileges WHERE privilege_type = 'PROCESS' \
             AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')"
        )
    };
}
pub(super) const VITALS_MARIADB: &str =
    vitals!("SELECT 'read_only' AS variable_name, 'read_only is on' AS value FROM DUAL WHERE @@global.read_only");
pub(super) const VITALS_MYSQL: &str = vitals!(
    "SELECT 'read_only' AS variable_name, 'read_only is on' AS value FROM DUAL WHERE @@global.read_only OR @@global.super_read_only"
);
pub(super) const LONGEST_TRANSACTION: &str = "SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, trx_started, NOW())), 0) AS seconds FROM information_schema.innodb_trx \
     WHERE trx_mysql_thread_id NOT IN (0, CONNECTION_ID())";

pub(super) const EVERY_OBJECT: &str = "SELECT CASE table_type WHEN 'VIEW' THEN 'view' WHEN 'SEQUENCE' THEN 'sequence' ELSE 'table' END AS kind, table_name AS name \
     FROM information_schema.tables WHERE table_schema = DATABASE() \
     UNION ALL SELECT LOWER(routine_type), routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() \
     UNION ALL SELECT 'event', event_name FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY 1, 2";

/// Foreign keys of other tables, in any database that this login may see. Views go on by name.
pub(super) fn dependents(ours: &Scope) -> Sql {
    sql!(
        "SELECT DISTINCT 'foreign key' AS kind, CONCAT(table_schema, '.', table_name, '.', constraint_name) AS name, \
         CONCAT('ALTER TABLE `', REPLACE(table_schema, '`', '``'), '`.`', REPLACE(table_name, '`', '``'), '` DROP FOREIGN KEY `', \
         REPLACE(constraint_name, '`', '``'), '`') AS drop_sql FROM information_schema.key_column_usage \
         WHERE referenced_table_schema = DATABASE() AND referenced_table_name IN ({tables}) \
         AND NOT (table_schema = DATABASE() AND table_name IN ({tables})); \
         SELECT 'trigger' AS kind, CONCAT(trigger_name, ' on ', event_object_table) AS name, NULL AS drop_sql FROM information_schema.triggers \
         WHERE trigger_schema = DATABASE() AND event_object_table IN ({tables}) AND trigger_name NOT IN ('', {triggers})",
        tables = list(&ours.tables),
        triggers = if ours.triggers.is_empty() { sql!("''") } else { list(&ours.triggers) }
    )
}

/// Names alone: MariaDB opens a table to tell what kind it is.
pub(super) fn unmanaged_objects(ours: &Scope, limit: usize) -> Sql {
    sql!(
        "(SELECT 'table' AS kind, table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT IN ({tables}) LIMIT {limit}) \
         UNION ALL (SELECT LOWER(routine_type), routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() LIMIT {limit}) \
         UNION ALL (SELECT 'event', event_name FROM information_schema.events WHERE event_schema = DATABASE() LIMIT {limit})",
        tables = list(&ours.tables),
        limit = Sql::number(limit as u64)
    )
}

pub(super) fn existing_tables(names: &[String]) -> Sql {
    sql!(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN ({names})",
        names = list(names)
    )
}

/// When each was created, to the second; a server says nothing finer to a login without rights of its own.
pub(super) fn identities(tables: &[String]) -> Sql {
    sql!(
        "SELECT table_name AS name, CONCAT(engine, ' ', UNIX_TIMESTAMP(create_time)) AS identity FROM information_schema.tables \
         WHERE table_schema = DATABASE() AND table_name IN ({tables})",
        tables = list(tables)
    )
}

pub(super) fn probe(object: &Object) -> Sql {
    match object {
        Object::Table { name } => sql!(
            "SELECT 1 AS one FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = {name} \
             AND table_type = 'BASE TABLE' LIMIT 1",
            name
        ),
        Object::View { name } => {
            sql!("SELECT 1 AS one FROM information_schema.views WHERE table_schema = DATABASE() AND table_name = {name} LIMIT 1", name)
        }
        Object::Column { table, name } => sql!(
            "SELECT 1 AS one FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = {table} \
             AND column_name = {name} LIMIT 1",
            table,
            name
        ),
        Object::Index { table, name } => sql!(
            "SELECT 1 AS one FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = {table} \
             AND index_name = {name} LIMIT 1",
            table,
            name
        ),
        Object::ForeignKey { table, name } => sql!(
            "SELECT 1 AS one FROM information_schema.table_constraints WHERE constraint_schema = DATABASE() \
             AND constraint_type = 'FOREIGN KEY' AND table_name = {table} AND constraint_name = {name} LIMIT 1",
            table,
            name
        ),
        Object::Trigger { name, .. } => sql!(
            "SELECT 1 AS one FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND trigger_name = {name} LIMIT 1",
            name
        ),
        Object::Function { name } => sql!(
            "SELECT 1 AS one FROM information_schema.routines WHERE routine_schema = DATABASE() AND routine_name = {name} LIMIT 1",
            name
        ),
        Object::EnumType { .. } => sql!("SELECT 1 AS one FROM information_schema.tables WHERE 1 = 0"),
    }
}

pub(super) fn grants(role: &str, tables: &[String]) -> Vec<String> {
    let (user, host) = role.rsplit_once('@').unwrap_or((role, "%"));
    let account = format!("{}@{}", Backend::MySql.literal(user), Backend::MySql.literal(host));
    tables
        .iter()
        .map(|table| {
            let rights = if migration::BOOKKEEPING_TABLES.contains(&table.as_str()) { "SELECT" } else { "SELECT, INSERT, UPDATE, DELETE" };
            format!("GRANT {rights} ON {} TO {account}", Backend::MySql.quote(table))
        })
        .collect()
}
