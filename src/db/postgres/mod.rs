//! PostgreSQL: connecting, making a database, the transaction's advisory lock, its errors and its catalog.

mod adopt;
mod asking;
mod catalog;
mod claims;
mod closure;
pub(super) mod connect;
mod copy_text;
mod dialect;
mod driver;
pub(super) mod fix;
mod lint;
mod names;
mod partitions;
mod queries;
mod replication;
mod servers;
pub(super) mod timeline;
mod transfer;
mod types;
mod watch;

use super::Timeouts;
use super::access::Access;
use super::retry::delays;
use super::row::{Row, first};
use super::session::Session;
use super::statement::Sql;
use super::value::Name;
use crate::database_url::{DatabaseUrl, ServerUrl};
use crate::error::{Doing, Error, Result, SqlErrorKind};
use crate::sql;
use migration::Backend;
use std::time::{Duration, Instant};

/// PostgreSQL.
#[derive(Debug)]
pub(super) struct Postgres;

/// First half of the lock's key, `morg` in ASCII; the second is made of the schema's name.
const LOCK_CLASS: i32 = 0x6d6f_7267;

pub(super) async fn create_database(url: &DatabaseUrl, server: &ServerUrl) -> Result<bool> {
    let mut session = maintenance_session(server).await?;
    let name = Backend::Postgres.quote(&server.database);
    let sql = sql!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'", name = Name::of(server.database.clone()));
    let created = session.execute(&sql).await;
    let made = match created {
        Ok(_) => true,
        // of eight at once one is told 42P04 and the others 23505
        Err(answer) if answer.kind == SqlErrorKind::Exists => false,
        Err(source) if source.kind == SqlErrorKind::MissingRight => {
            session.close().await;
            return Err(Error::Refused {
                reason: format!("{url} does not exist, and this role may not create it"),
                hint: Some(format!("have an administrator run: CREATE DATABASE {name} OWNER {};", role_of(server))),
                source: Some(source),
            });
        }
        Err(source) => return Err(Error::from_sql(format!("creating the database {}", server.database), source)),
    };
    session.close().await;
    Ok(made)
}

pub(super) async fn drop_database(server: &ServerUrl) -> Result<()> {
    let mut session = maintenance_session(server).await?;
    let sql = sql!("DROP DATABASE {name} WITH (FORCE)", name = Name::of(server.database.clone()));
    let dropped = session.execute(&sql).await.map(drop).doing("dropping the scratch database");
    session.close().await;
    dropped
}

fn role_of(server: &ServerUrl) -> String {
    server.user.as_deref().map_or_else(|| "ROLE".into(), |user| Backend::Postgres.quote(user))
}

pub(super) async fn maintenance_session(server: &ServerUrl) -> Result<Session> {
    let mut last = None;
    for database in ["postgres", "template1"] {
        let target = DatabaseUrl::Server(Box::new(ServerUrl { database: database.into(), schema: None, ..server.clone() }));
        match Session::connect(&target, Access::Write, Duration::from_secs(10)).await {
            Ok(session) => return Ok(session),
            Err(error) => last = last.or(Some(error)),
        }
    }
    Err(last.unwrap_or_else(|| Error::configuration("no maintenance database")))
}

/// The statement that waits until no other session of morag-db changes the settings of the database, until the end of the transaction.
/// The migration lock is that of a schema, and PostgreSQL does not lock these settings.
pub(super) fn lock_database_settings() -> Sql {
    sql!("SELECT pg_advisory_xact_lock({key})", key = Sql::number(LOCK_CLASS))
}

pub(super) async fn begin_locked(session: &mut Session, timeouts: Timeouts) -> Result<()> {
    let begin = sql!(
        "BEGIN ISOLATION LEVEL READ COMMITTED NOT DEFERRABLE; SET LOCAL lock_timeout = '{ms}ms'; SET LOCAL standard_conforming_strings = on; \
         SET LOCAL quote_all_identifiers = off; SELECT pg_try_advisory_xact_lock({class}, hashtext(current_schema())) AS got",
        ms = Sql::number(u64::try_from(timeouts.ddl_lock.as_millis()).unwrap_or(u64::MAX)),
        class = Sql::number(LOCK_CLASS)
    );
    let start = Instant::now();
    let mut pauses = delays(Duration::from_millis(20), Duration::from_millis(40), usize::MAX);
    loop {
        let doing = "taking the migration lock";
        match first(&session.fetch(&begin).await.doing(doing)?).doing(doing)? {
            Some(true) => return Ok(()),
            Some(_) => {}
            None => {
                session.execute(&sql!("ROLLBACK")).await.doing("rolling back")?;
                return Err(Error::refused(
                    "there is no schema to make tables in: the search_path names none that exists",
                    "make it first (CREATE SCHEMA …) or name another one with ?schema= in the URL",
                ));
            }
        }
        let holder = lock_holder(session, true).await?;
        if start.elapsed() >= timeouts.lock {
            let holder = holder.unwrap_or_else(|| "a session that has just ended".into());
            return Err(Error::Locked { holder, waited: timeouts.lock });
        }
        let pause = pauses.next().unwrap_or_default();
        tokio::time::sleep(pause.min(timeouts.lock.saturating_sub(start.elapsed()))).await;
    }
}

/// Who holds the lock. Asked only where somebody does: pg_stat_activity is expensive for a session that has just begun.
pub(super) async fn lock_holder(session: &mut Session, ends_transaction: bool) -> Result<Option<String>> {
    let who = sql!(
        "SELECT coalesce(nullif(a.application_name, ''), 'a session') || ' (server process ' || l.pid || coalesce(', user ' || a.usename, '') \
         || coalesce(', since ' || to_char(a.xact_start AT TIME ZONE 'UTC', 'HH24:MI:SS') || ' UTC', '') || ')' AS holder \
         FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE {is_lock}",
        is_lock = is_migration_lock()
    );
    let sql = if ends_transaction { Sql::batch([who, sql!("ROLLBACK")]) } else { who };
    let doing = "searching for the lock's holder";
    first(&session.fetch(&sql).await.doing(doing)?).doing(doing)
}

/// The condition that a row `l` of pg_locks is the migration lock, and held.
fn is_migration_lock() -> Sql {
    sql!(
        "l.locktype = 'advisory' AND l.granted AND l.classid = {class}::oid AND l.objid = hashtext(current_schema())::oid \
         AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())",
        class = Sql::number(LOCK_CLASS)
    )
}

/// Refuses an encoding that can't hold every character, and a search_path without a schema.
async fn refuse_unsuitable(session: &mut Session) -> Result<()> {
    let sql = sql!(
        "SELECT current_setting('server_encoding') AS encoding, pg_catalog.current_schema() AS schema, current_setting('search_path') AS path"
    );
    let doing = "asking for the encoding and the schema";
    let settings = |row: &Row| Ok((row.get("encoding")?, row.get("schema")?, row.get("path")?));
    let rows = session.fetch(&sql).await.doing(doing)?;
    let Some((encoding, schema, path)): Option<(String, Option<String>, String)> = rows.first().map(settings).transpose().doing(doing)?
    else {
        return Ok(());
    };
    if encoding != "UTF8" {
        return Err(Error::refused(
            format!("the database is encoded in {encoding}, which can't hold every character; nothing was changed"),
            "create one with: CREATE DATABASE name TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
        ));
    }
    if schema.is_none() {
        return Err(Error::refused(
            format!("the search_path of this session ({path}) names no schema that exists; nothing was changed"),
            "create the schema first (CREATE SCHEMA name), or name one with ?schema=name, which init creates",
        ));
    }
    Ok(())
}
