//! MySQL and MariaDB: connecting, making a database, `GET_LOCK` on the connection that runs the DDL, errors, catalog.

mod catalog;

use super::lease::Lease;
use super::session::{Access, Session};
use super::{RunLock, Scope, Timeouts};
use crate::database_url::{DatabaseUrl, Endpoint, Password, ServerUrl, TlsMode};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
pub(super) use catalog::introspect;
use migration::{Backend, Object};
use sqlx::ConnectOptions;
use sqlx::error::DatabaseError;
use sqlx::mysql::{MySqlConnectOptions, MySqlDatabaseError, MySqlSslMode};
use std::time::{Duration, Instant};

/// Named after the database, within MySQL's limit of 64 characters.
const LOCK_NAME: &str = "CONCAT('morag-db:', LEFT(SHA2(DATABASE(), 256), 40))";
/// Held by the connection that runs a site migration; who has the other lock waits for this one.
const SITE_LOCK_NAME: &str = "CONCAT('morag-db:site:', LEFT(SHA2(DATABASE(), 256), 40))";

pub(super) fn options(server: &ServerUrl) -> Result<MySqlConnectOptions> {
    server.tls.check_files()?;
    // no SET at login: that would be a round trip, and what a migration needs is set before its first statement
    let mut options = MySqlConnectOptions::new()
        .charset("utf8mb4")
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .timezone(None)
        .set_names(false)
        .statement_cache_capacity(0)
        .disable_statement_logging();
    options = match server.endpoint() {
        Endpoint::Tcp { host, port } => options.host(host).port(*port),
        Endpoint::Socket { path, .. } => options.socket(path),
    };
    if !server.database.is_empty() {
        options = options.database(&server.database);
    }
    if let Some(user) = &server.user {
        options = options.username(user);
    }
    if let Some(password) = &server.password {
        options = options.password(Password::reveal(password));
    }
    if let Some(mode) = server.tls.mode {
        options = options.ssl_mode(match mode {
            TlsMode::Disable => MySqlSslMode::Disabled,
            TlsMode::Allow | TlsMode::Prefer => MySqlSslMode::Preferred,
            TlsMode::Require => MySqlSslMode::Required,
            TlsMode::VerifyCa => MySqlSslMode::VerifyCa,
            TlsMode::VerifyFull => MySqlSslMode::VerifyIdentity,
        });
    }
    if let Some(file) = &server.tls.authority {
        options = options.ssl_ca(file);
    }
    if let (Some(certificate), Some(key)) = (&server.tls.certificate, &server.tls.key) {
        options = options.ssl_client_cert(certificate).ssl_client_key(key);
    }
    Ok(options)
}

/// Whether the server takes no writes; a replica is known by that.
pub(super) const ROLE: &str = "SELECT @@global.read_only, @@global.read_only";

pub(super) fn classify(answer: &dyn DatabaseError) -> (SqlErrorKind, String) {
    let number = answer.try_downcast_ref::<MySqlDatabaseError>().map(MySqlDatabaseError::number).unwrap_or(0);
    // https://dev.mysql.com/doc/mysql-errors/en/server-error-reference.html, https://mariadb.com/kb/en/mariadb-error-code-reference/
    let kind = match number {
        1045 | 1698 | 1862 => SqlErrorKind::LoginRefused,
        1049 => SqlErrorKind::DatabaseMissing,
        1040 | 1047 | 1053 | 1203 => SqlErrorKind::Unavailable,
        1152 | 1158..=1161 | 1184 | 1317 | 1927 | 2006 | 2013 => SqlErrorKind::ConnectionLost,
        1153 => SqlErrorKind::TooLarge,
        1205 => SqlErrorKind::LockTimeout,
        1213 => SqlErrorKind::Retry,
        1290 | 1792 | 1836 | 3100 => SqlErrorKind::ReadOnly,
        1044 | 1142 | 1143 | 1227 | 1370 | 1410 | 1419 => SqlErrorKind::MissingRight,
        1007 | 1022 | 1050 | 1060 | 1061 | 1062 | 1826 | 3822 => SqlErrorKind::Exists,
        1051 | 1054 | 1091 | 1109 | 1146 => SqlErrorKind::ObjectMissing,
        3 | 28 | 1021 | 1114 => SqlErrorKind::DiskFull,
        1064 => SqlErrorKind::Syntax,
        _ => SqlErrorKind::Other,
    };
    (kind, number.to_string())
}

pub(super) async fn create_database(url: &DatabaseUrl, server: &ServerUrl) -> Result<bool> {
    let target = DatabaseUrl::Server(Box::new(ServerUrl { database: String::new(), ..server.clone() }));
    let mut session = Session::connect(&target, Access::Write, Duration::from_secs(10)).await?;
    let name = Backend::MySql.quote(&server.database);
    let sql = format!("CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
    let created = session.execute_text(&sql).await;
    session.close().await;
    match created {
        Ok(changed) => Ok(changed > 0),
        Err(source) if source.kind == SqlErrorKind::MissingRight => Err(Error::Refused {
            reason: format!("{url} does not exist or is not visible to this user, who may not create it"),
            hint: Some(format!(
                "have an administrator run: CREATE DATABASE {name} CHARACTER SET utf8mb4; GRANT ALL ON {name}.* TO '{}'@'%';",
                server.user.as_deref().unwrap_or("USER")
            )),
            source: Some(source),
        }),
        Err(source) => Err(Error::from_sql(format!("creating the database {}", server.database), source)),
    }
}

pub(super) async fn drop_database(server: &ServerUrl) -> Result<()> {
    let target = DatabaseUrl::Server(Box::new(ServerUrl { database: String::new(), ..server.clone() }));
    let mut session = Session::connect(&target, Access::Write, Duration::from_secs(10)).await?;
    let sql = format!("DROP DATABASE {}", Backend::MySql.quote(&server.database));
    let dropped = session.execute_text(&sql).await.map(drop).doing("dropping the scratch database");
    session.close().await;
    dropped
}

/// What every session depends on, whatever the defaults of the server and the role are. Sent with the first statement of a
/// connection. Variables that only one of the two servers knows stand in comments that the other one skips.
pub(super) const SESSION_SETTINGS: &str = "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', \
     autocommit = 1, completion_type = 'NO_CHAIN', foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, \
     sql_select_limit = 18446744073709551615, sql_auto_is_null = 0, div_precision_increment = 4, group_concat_max_len = 1048576, \
     default_storage_engine = 'InnoDB', collation_connection = 'utf8mb4_unicode_ci' \
     /*M! , check_constraint_checks = 1, max_statement_time = 0 */ /*!80000 , max_execution_time = 0 */; SET NAMES utf8mb4; ";

/// Statements mean the same whatever the server's default mode is, and give up on a table's lock in time.
pub(super) fn ddl_settings(ddl_lock: Duration) -> String {
    let seconds = ddl_lock.as_secs().max(1);
    format!(
        "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', lock_wait_timeout = {seconds}, \
         innodb_lock_wait_timeout = {seconds}; SET NAMES utf8mb4"
    )
}

/// READ COMMITTED: the default locks gaps, and claims beside each other end in deadlocks.
pub(super) const JOB_SETTINGS: &str = "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', \
     innodb_lock_wait_timeout = 10; SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET NAMES utf8mb4";

async fn scalar(session: &mut Session, sql: &str) -> std::result::Result<Option<String>, SqlError> {
    Ok(session.query(sql).await?.into_iter().next().and_then(|mut row| row.pop().flatten()))
}

/// Takes the lock of a connection that runs a site migration.
pub(super) async fn lock_site(session: &mut Session) -> Result<()> {
    let sql = format!("SELECT GET_LOCK({SITE_LOCK_NAME}, 0)");
    match scalar(session, &sql).await.doing("taking the lock of site migrations")?.as_deref() {
        Some("1") => Ok(()),
        _ => Err(Error::Locked { holder: "the connection of a site migration that was broken off".into(), waited: Duration::ZERO }),
    }
}

pub(super) async fn lock(session: &mut Session, timeouts: Timeouts) -> Result<RunLock> {
    let start = Instant::now();
    let lock = lock_connection(session, timeouts).await?;
    // a statement of a site migration may have outlived its killed client
    let left = timeouts.lock.saturating_sub(start.elapsed()).as_secs_f64();
    let both = format!("SELECT GET_LOCK({SITE_LOCK_NAME}, {left:.3}), RELEASE_LOCK({SITE_LOCK_NAME})");
    let row = session.query(&both).await.doing("waiting for a site migration")?.pop().unwrap_or_default();
    if row.first().and_then(|cell| cell.as_deref()) == Some("1") {
        return Ok(lock);
    }
    let id = scalar(session, &format!("SELECT IS_USED_LOCK({SITE_LOCK_NAME})")).await.doing("looking for the lock's holder")?;
    let holder =
        format!("the statement of a site migration that was broken off (connection {})", id.unwrap_or_else(|| "just ended".into()));
    session.unlock_run(lock, Err(Error::Locked { holder, waited: timeouts.lock })).await
}

async fn lock_connection(session: &mut Session, timeouts: Timeouts) -> Result<RunLock> {
    let start = Instant::now();
    loop {
        // a bounded wait that is not negative: MariaDB answers NULL to a negative one
        let left = timeouts.lock.saturating_sub(start.elapsed()).min(Duration::from_secs(1));
        let answer = scalar(session, &format!("SELECT GET_LOCK({LOCK_NAME}, {:.3})", left.as_secs_f64()))
            .await
            .doing("taking the migration lock")?;
        match answer.as_deref() {
            Some("1") => break,
            Some(_) if start.elapsed() < timeouts.lock => {}
            Some(_) => return Err(Error::Locked { holder: holder(session).await?, waited: timeouts.lock }),
            None => {
                let message = "GET_LOCK answered NULL".into();
                return Err(Error::Sql {
                    doing: "taking the migration lock".into(),
                    source: SqlError { kind: SqlErrorKind::Other, code: "".into(), message },
                });
            }
        }
    }
    let lease = if is_cluster(session).await? {
        for step in migration::create_bookkeeping(session.backend()) {
            session.execute_text(&step.sql).await.doing(step.name)?;
        }
        Some(Lease::acquire(session, timeouts.lock.saturating_sub(start.elapsed())).await?)
    } else {
        None
    };
    Ok(RunLock::Connection { lease })
}

pub(super) async fn unlock(session: &mut Session, lease: Option<Lease>) -> Result<()> {
    if let Some(lease) = lease {
        lease.release(session).await?;
    }
    session.execute_text(&format!("DO RELEASE_LOCK({LOCK_NAME})")).await.map(drop).doing("giving the migration lock back")
}

/// On a Galera cluster `GET_LOCK` excludes within one node only.
async fn is_cluster(session: &mut Session) -> Result<bool> {
    let rows = session.query("SHOW GLOBAL VARIABLES LIKE 'wsrep_on'").await.doing("asking whether this is a cluster")?;
    Ok(rows.iter().any(|row| row.last().and_then(|v| v.as_deref()) == Some("ON")))
}

async fn holder(session: &mut Session) -> Result<String> {
    let sql = format!(
        "SELECT CONCAT('connection ', p.id, ' (', p.user, '@', p.host, ', since ', p.time, ' s)') FROM information_schema.processlist p \
         WHERE p.id = COALESCE(IS_USED_LOCK({LOCK_NAME}), IS_USED_LOCK({SITE_LOCK_NAME}))"
    );
    if let Some(holder) = scalar(session, &sql).await.doing("looking for the lock's holder")? {
        return Ok(holder);
    }
    let id = scalar(session, &format!("SELECT IS_USED_LOCK({LOCK_NAME})")).await.doing("looking for the lock's holder")?;
    Ok(id.map_or_else(|| "a connection that has just ended".into(), |id| format!("connection {id}")))
}

fn list(names: &[impl AsRef<str>]) -> String {
    if names.is_empty() {
        return "NULL".into();
    }
    names.iter().map(|n| Backend::MySql.literal(n.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Each table by its own name: a look-up by a list or by a join makes MariaDB open every table of the schema, and wait
/// for the one that a migration is making just then.
pub(super) fn overview_sql(names: &[&str]) -> String {
    let tables = names.iter().map(|name| {
        let name = Backend::MySql.literal(name);
        format!(
            "SELECT 'table', {name}, COUNT(CASE WHEN column_name IN ('checksum', 'execution_ms') THEN 1 END) FROM information_schema.columns \
             WHERE table_schema = DATABASE() AND table_name = {name} HAVING COUNT(*) > 0"
        )
    });
    let lock = format!("SELECT 'lock', CONCAT('connection ', COALESCE(IS_USED_LOCK({LOCK_NAME}), IS_USED_LOCK({SITE_LOCK_NAME}))), NULL");
    tables.chain([lock]).collect::<Vec<_>>().join("; ")
}

macro_rules! vitals {
    ($read_only:literal) => {
        concat!(
            $read_only,
            "; SHOW GLOBAL STATUS LIKE 'Threads_connected'; SELECT 'max_connections', @@max_connections; \
             SELECT 'size', COALESCE(SUM(data_length + index_length), 0) FROM information_schema.tables WHERE table_schema = DATABASE(); \
             SHOW GLOBAL STATUS LIKE 'wsrep_local_state_comment'; SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'; \
             SELECT 'sees_others', COUNT(*) > 0 FROM information_schema.user_privileges WHERE privilege_type = 'PROCESS' \
             AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')"
        )
    };
}
pub(super) const VITALS_MARIADB: &str = vitals!("SELECT 'read_only', 'read_only is on' FROM DUAL WHERE @@global.read_only");
pub(super) const VITALS_MYSQL: &str =
    vitals!("SELECT 'read_only', 'read_only is on' FROM DUAL WHERE @@global.read_only OR @@global.super_read_only");
pub(super) const LONGEST_TRANSACTION: &str = "SELECT COALESCE(MAX(TIMESTAMPDIFF(SECOND, trx_started, NOW())), 0) FROM information_schema.innodb_trx \
     WHERE trx_mysql_thread_id NOT IN (0, CONNECTION_ID())";

pub(super) const EVERY_OBJECT: &str = "SELECT CASE table_type WHEN 'VIEW' THEN 'view' WHEN 'SEQUENCE' THEN 'sequence' ELSE 'table' END, table_name \
     FROM information_schema.tables WHERE table_schema = DATABASE() \
     UNION ALL SELECT LOWER(routine_type), routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() \
     UNION ALL SELECT 'event', event_name FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY 1, 2";

/// Foreign keys of other tables, in any database that this login may see. Views go on by name.
pub(super) fn dependents_sql(ours: &Scope) -> String {
    let tables = list(&ours.tables);
    format!(
        "SELECT DISTINCT 'dependent', 'foreign key', CONCAT(table_schema, '.', table_name, '.', constraint_name), \
         CONCAT('ALTER TABLE `', REPLACE(table_schema, '`', '``'), '`.`', REPLACE(table_name, '`', '``'), '` DROP FOREIGN KEY `', \
         REPLACE(constraint_name, '`', '``'), '`') FROM information_schema.key_column_usage \
         WHERE referenced_table_schema = DATABASE() AND referenced_table_name IN ({tables}) \
         AND NOT (table_schema = DATABASE() AND table_name IN ({tables})); \
         SELECT 'dependent', 'trigger', CONCAT(trigger_name, ' on ', event_object_table), NULL FROM information_schema.triggers \
         WHERE trigger_schema = DATABASE() AND event_object_table IN ({tables}) AND trigger_name NOT IN ('', {})",
        if ours.triggers.is_empty() { "''".to_string() } else { list(&ours.triggers) }
    )
}

/// Names alone: MariaDB opens a table to tell what kind it is.
pub(super) fn strangers_sql(ours: &Scope, limit: usize) -> String {
    format!(
        "(SELECT 'table', table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT IN ({}) LIMIT {limit}) \
         UNION ALL (SELECT LOWER(routine_type), routine_name FROM information_schema.routines WHERE routine_schema = DATABASE() LIMIT {limit}) \
         UNION ALL (SELECT 'event', event_name FROM information_schema.events WHERE event_schema = DATABASE() LIMIT {limit})",
        list(&ours.tables)
    )
}

pub(super) fn existing_tables_sql(names: &[String]) -> String {
    format!("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN ({})", list(names))
}

/// When each was created, to the second; a server says nothing finer to a login without rights of its own.
pub(super) fn identities_sql(tables: &[String]) -> String {
    format!(
        "SELECT table_name, CONCAT(engine, ' ', UNIX_TIMESTAMP(create_time)) FROM information_schema.tables \
         WHERE table_schema = DATABASE() AND table_name IN ({})",
        list(tables)
    )
}

pub(super) fn probe_sql(object: &Object) -> String {
    let literal = |name: &str| Backend::MySql.literal(name);
    let schema = |table: &str, column: &str, condition: String| {
        format!("SELECT 1 FROM information_schema.{table} WHERE {column} = DATABASE() AND {condition} LIMIT 1")
    };
    match object {
        Object::Table { name } => schema("tables", "table_schema", format!("table_name = {} AND table_type = 'BASE TABLE'", literal(name))),
        Object::View { name } => schema("views", "table_schema", format!("table_name = {}", literal(name))),
        Object::Column { table, name } => {
            schema("columns", "table_schema", format!("table_name = {} AND column_name = {}", literal(table), literal(name)))
        }
        Object::Index { table, name } => {
            schema("statistics", "table_schema", format!("table_name = {} AND index_name = {}", literal(table), literal(name)))
        }
        Object::ForeignKey { table, name } => schema(
            "table_constraints",
            "constraint_schema",
            format!("constraint_type = 'FOREIGN KEY' AND table_name = {} AND constraint_name = {}", literal(table), literal(name)),
        ),
        Object::Trigger { name, .. } => schema("triggers", "trigger_schema", format!("trigger_name = {}", literal(name))),
        Object::Function { name } => schema("routines", "routine_schema", format!("routine_name = {}", literal(name))),
        Object::EnumType { .. } => "SELECT 1 FROM information_schema.tables WHERE 1 = 0".into(),
    }
}

pub(super) fn grants(role: &str, tables: &[String]) -> Result<Vec<String>> {
    let (user, host) = role.rsplit_once('@').unwrap_or((role, "%"));
    let account = format!("{}@{}", Backend::MySql.literal(user), Backend::MySql.literal(host));
    Ok(tables
        .iter()
        .map(|table| {
            let rights = if migration::BOOKKEEPING_TABLES.contains(&table.as_str()) { "SELECT" } else { "SELECT, INSERT, UPDATE, DELETE" };
            format!("GRANT {rights} ON {} TO {account}", Backend::MySql.quote(table))
        })
        .collect())
}

/// The statements of `sql`, which we wrote: quoted text may hold a semicolon, and trigger and routine bodies come alone.
pub(super) fn statements(sql: &str) -> Vec<&str> {
    let is_body = |text: &str| text.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("create"));
    if is_body(sql) {
        return vec![sql];
    }
    let (mut all, mut start, mut quote, mut is_escaped) = (Vec::new(), 0, None, false);
    for (at, c) in sql.char_indices() {
        match (quote, c) {
            _ if is_escaped => is_escaped = false,
            (Some('\'' | '"'), '\\') => is_escaped = true,
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, ';') => {
                all.push(&sql[start..at]);
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    all.push(&sql[start..]);
    all.retain(|statement| !statement.trim().is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_end_at_semicolons_outside_of_quotes() {
        let all = ["START TRANSACTION", r"UPDATE t SET a = 'x;''y\\'", r#"INSERT INTO `a;b` VALUES ('\';COMMIT', "d;")"#, "COMMIT"];
        let found: Vec<String> = statements(&(all.join("; ") + "; ")).into_iter().map(|s| s.trim().to_string()).collect();
        assert_eq!(found, all);
        assert_eq!(statements("CREATE TRIGGER t BEFORE UPDATE ON x FOR EACH ROW BEGIN SET a = 1; SET b = 2; END").len(), 1);
    }
}
