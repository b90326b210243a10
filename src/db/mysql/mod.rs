//! MySQL and MariaDB: connecting, making a database, `GET_LOCK` on the connection that runs the DDL, errors, catalog.

mod adopt;
mod catalog;
mod claims;
pub(super) mod connect;
mod dialect;
mod driver;
pub(super) mod fix;
mod group;
mod lint;
mod mariadb_keys;
mod partitions;
mod queries;
mod replication;
mod transfer;

use super::access::Access;
use super::lease::Lease;
use super::row::{Cell, first};
use super::session::Session;
use super::statement::Sql;
use super::value::Name;
use super::{RunLock, Timeouts};
use crate::database_url::{DatabaseUrl, ServerUrl};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::sql;
use migration::Backend;
use std::time::{Duration, Instant};

/// MySQL or MariaDB.
#[derive(Debug)]
pub(super) struct MySql {
    pub is_mariadb: bool,
}

/// Named after the database, within MySQL's limit of 64 characters.
const LOCK_NAME: &str = "CONCAT('morag-db:', LEFT(SHA2(DATABASE(), 256), 40))";
/// Held by the connection that runs a site migration; who has the other lock waits for this one.
const SITE_LOCK_NAME: &str = "CONCAT('morag-db:site:', LEFT(SHA2(DATABASE(), 256), 40))";

pub(super) async fn create_database(url: &DatabaseUrl, server: &ServerUrl) -> Result<bool> {
    let mut session = server_session(server).await?;
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

/// A session without a database.
pub(super) async fn server_session(server: &ServerUrl) -> Result<Session> {
    let target = DatabaseUrl::Server(Box::new(ServerUrl { database: String::new(), ..server.clone() }));
    Session::connect(&target, Access::Write, Duration::from_secs(10)).await
}

pub(super) async fn drop_database(server: &ServerUrl) -> Result<()> {
    let mut session = server_session(server).await?;
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

/// - READ COMMITTED: the default locks gaps, and concurrent claims end in deadlocks.
/// - `eq_range_index_dive_limit = 0`: by default, an IN list of 200 values (100 ids in two spellings) is planned with index statistics
///   instead of index dives, and if they are old, the whole archive may be scanned.
pub(super) const JOB_SETTINGS: &str = "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', \
     innodb_lock_wait_timeout = 10, eq_range_index_dive_limit = 0; SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET NAMES utf8mb4";

async fn scalar<T: Cell>(session: &mut Session, sql: &Sql) -> std::result::Result<Option<T>, SqlError> {
    first(&session.fetch(sql).await?)
}

fn lock_name() -> Sql {
    Sql::constant(LOCK_NAME)
}

fn site_lock_name() -> Sql {
    Sql::constant(SITE_LOCK_NAME)
}

/// Takes the lock of a connection that runs a site migration. The run's own lock is held, so only the connection of the run's
/// last site migration can have it still, until the server has noticed that it was closed.
pub(super) async fn lock_site(session: &mut Session) -> Result<()> {
    let sql = sql!("SELECT GET_LOCK({lock}, 10) AS got", lock = site_lock_name());
    match scalar(session, &sql).await.doing("taking the lock of site migrations")? {
        Some(true) => Ok(()),
        _ => Err(Error::Locked { holder: "the connection of a site migration that was interrupted".into(), waited: Duration::ZERO }),
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
    let id: Option<String> = scalar(session, &used).await.doing("searching for the lock's holder")?;
    let holder =
        format!("the statement of a site migration that was interrupted (connection {})", id.unwrap_or_else(|| "just ended".into()));
    session.unlock_run(lock, Err(Error::Locked { holder, waited: timeouts.lock })).await
}

async fn lock_connection(session: &mut Session, timeouts: Timeouts) -> Result<RunLock> {
    group::refuse_multi_primary(session).await?;
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
    let doing = "searching for the lock's holder";
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
