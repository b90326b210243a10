//! MySQL and MariaDB: connecting, making a database, `GET_LOCK` on the connection that runs the DDL, errors, catalog.

mod catalog;
pub(super) mod connect;
mod mariadb_keys;

use super::access::Access;
use super::lease::Lease;
use super::row::{Cell, first};
use super::session::Session;
use super::statement::{Name, Sql};
use super::{RunLock, Scope, Timeouts};
use crate::database_url::{DatabaseUrl, ServerUrl};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::sql;
pub(super) use catalog::introspect;
use migration::{Backend, Object};
use std::time::{Duration, Instant};

/// Named after the database, within MySQL's limit of 64 characters.
const LOCK_NAME: &str = "CONCAT('morag-db:', LEFT(SHA2(DATABASE(), 256), 40))";
/// Held by the connection that runs a site migration; who has the other lock waits for this one.
const SITE_LOCK_NAME: &str = "CONCAT('morag-db:site:', LEFT(SHA2(DATABASE(), 256), 40))";

pub(super) async fn create_database(url: &DatabaseUrl, server: &ServerUrl) -> Result<bool> {
    let target = DatabaseUrl::Server(Box::new(ServerUrl { database: String::new(), ..server.clone() }));
    let mut session = Session::connect(&target, Access::Write, Duration::from_secs(10)).await?;
    let name = Backend::MySql.quote(&server.database);
    let sql = sql!(
        "CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
        name = Name::of(server.database.clone())
    );
    let created = session.execute(&sql).await;
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
    let sql = sql!("DROP DATABASE {name}", name = Name::of(server.database.clone()));
    let dropped = session.execute(&sql).await.map(drop).doing("dropping the scratch database");
    session.close().await;
    dropped
}

/// Statements mean the same whatever the server's default mode is, and give up on a table's lock in time.
pub(super) fn ddl_settings(ddl_lock: Duration) -> Sql {
    let seconds = Sql::number(ddl_lock.as_secs().max(1));
    sql!(
        "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', lock_wait_timeout = {seconds}, \
         innodb_lock_wait_timeout = {seconds}; SET NAMES utf8mb4",
        seconds
    )
}

/// READ COMMITTED: the default locks gaps, and claims beside each other end in deadlocks.
pub(super) const JOB_SETTINGS: &str = "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', \
     innodb_lock_wait_timeout = 10; SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET NAMES utf8mb4";

async fn scalar<T: Cell>(session: &mut Session, sql: &Sql) -> std::result::Result<Option<T>, SqlError> {
    Ok(first::<Option<T>>(&session.fetch(sql).await?)?.flatten())
}

fn lock_name() -> Sql {
    Sql::constant(LOCK_NAME)
}

fn site_lock_name() -> Sql {
    Sql::constant(SITE_LOCK_NAME)
}

/// Takes the lock of a connection that runs a site migration.
pub(super) async fn lock_site(session: &mut Session) -> Result<()> {
    let sql = sql!("SELECT GET_LOCK({lock}, 0) AS got", lock = site_lock_name());
    match scalar(session, &sql).await.doing("taking the lock of site migrations")? {
        Some(true) => Ok(()),
        _ => Err(Error::Locked { holder: "the connection of a site migration that was broken off".into(), waited: Duration::ZERO }),
    }
}

pub(super) async fn lock(session: &mut Session, timeouts: Timeouts) -> Result<RunLock> {
    let start = Instant::now();
    let lock = lock_connection(session, timeouts).await?;
    // a statement of a site migration may have outlived its killed client
    let left = timeouts.lock.saturating_sub(start.elapsed()).as_secs_f64();
    let both = sql!(
        "SELECT GET_LOCK({lock}, {left}) AS got, RELEASE_LOCK({lock}) AS gave_back",
        lock = site_lock_name(),
        left = Sql::seconds(left, 3)
    );
    let doing = "waiting for a site migration";
    let rows = session.fetch(&both).await.doing(doing)?;
    let got: Option<Option<bool>> = rows.first().map(|row| row.get("got")).transpose().doing(doing)?;
    if got.flatten() == Some(true) {
        return Ok(lock);
    }
    let used = sql!("SELECT IS_USED_LOCK({lock}) AS id", lock = site_lock_name());
    let id: Option<String> = scalar(session, &used).await.doing("looking for the lock's holder")?;
    let holder =
        format!("the statement of a site migration that was broken off (connection {})", id.unwrap_or_else(|| "just ended".into()));
    session.unlock_run(lock, Err(Error::Locked { holder, waited: timeouts.lock })).await
}

async fn lock_connection(session: &mut Session, timeouts: Timeouts) -> Result<RunLock> {
    let start = Instant::now();
    loop {
        // a bounded wait that is not negative: MariaDB answers NULL to a negative one
        let left = timeouts.lock.saturating_sub(start.elapsed()).min(Duration::from_secs(1));
        let sql = sql!("SELECT GET_LOCK({lock}, {left}) AS got", lock = lock_name(), left = Sql::seconds(left.as_secs_f64(), 3));
        match scalar::<bool>(session, &sql).await.doing("taking the migration lock")? {
            Some(true) => break,
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
            session.execute(&Sql::script(step.sql)).await.doing(step.name)?;
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
    session.execute(&sql!("DO RELEASE_LOCK({lock})", lock = lock_name())).await.map(drop).doing("giving the migration lock back")
}

/// On a Galera cluster `GET_LOCK` excludes within one node only.
async fn is_cluster(session: &mut Session) -> Result<bool> {
    let doing = "asking whether this is a cluster";
    let rows = session.fetch(&sql!("SHOW GLOBAL VARIABLES LIKE 'wsrep_on'")).await.doing(doing)?;
    let is_on: Option<String> = rows.first().map(|row| row.get("value")).transpose().doing(doing)?;
    Ok(is_on.as_deref() == Some("ON"))
}

async fn holder(session: &mut Session) -> Result<String> {
    let doing = "looking for the lock's holder";
    let (lock, site) = (lock_name(), site_lock_name());
    let who = sql!(
        "SELECT CONCAT('connection ', p.id, ' (', p.user, '@', p.host, ', since ', p.time, ' s)') AS holder FROM information_schema.processlist p \
         WHERE p.id = COALESCE(IS_USED_LOCK({lock}), IS_USED_LOCK({site}))",
        lock = &lock,
        site
    );
    if let Some(holder) = scalar(session, &who).await.doing(doing)? {
        return Ok(holder);
    }
    let id: Option<String> = scalar(session, &sql!("SELECT IS_USED_LOCK({lock}) AS id", lock)).await.doing(doing)?;
    Ok(id.map_or_else(|| "a connection that has just ended".into(), |id| format!("connection {id}")))
}

/// The names as a list that is never empty.
fn list(names: &[String]) -> Sql {
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
pub(super) fn strangers(ours: &Scope, limit: usize) -> Sql {
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
