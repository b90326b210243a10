//! What a session is set to before a kind of work, and what a site migration set for itself.

use super::{Access, Backend, Name, Row, Session, Sql, Timeouts, first, mysql, sqlite};
use crate::error::{Doing, Error, Result, SqlErrorKind};
use crate::sql;
use std::time::{Duration, Instant};

/// At least one: 0 would mean no limit.
fn milliseconds(limit: Duration) -> Sql {
    Sql::number(u64::try_from(limit.as_millis()).unwrap_or(u64::MAX).max(1))
}

fn lock_timeout(timeouts: Timeouts) -> Sql {
    sql!("SET lock_timeout = '{ms}ms'", ms = Sql::number(u64::try_from(timeouts.ddl_lock.as_millis()).unwrap_or(u64::MAX)))
}

impl Session {
    /// Asks whether the database takes writes, with one that changes no row.
    ///
    /// # Errors
    /// It takes none.
    pub async fn refuse_read_only(&mut self) -> Result<()> {
        let sql = match self.backend() {
            // its one writer would be waited for
            Backend::Sqlite => return Ok(()),
            Backend::Postgres | Backend::MySql | Backend::MariaDb => {
                sql!("UPDATE remote_jobs SET status = status WHERE id = '00000000-0000-0000-0000-000000000000'")
            }
        };
        self.execute(&sql).await.map(drop).doing("asking whether the database takes writes")
    }

    /// Bounds the time that each later statement may take, where the server can; SQLite's can't be bounded from here.
    pub async fn limit_statements(&mut self, limit: Duration) -> Result<()> {
        let sql = match self.backend() {
            Backend::Sqlite => return Ok(()),
            Backend::Postgres => sql!("SET statement_timeout = {ms}", ms = milliseconds(limit)),
            Backend::MySql => sql!("SET SESSION max_execution_time = {ms}", ms = milliseconds(limit)),
            Backend::MariaDb => sql!("SET SESSION max_statement_time = {s}", s = Sql::seconds(limit.as_secs_f64().max(0.001), 3)),
        };
        self.execute(&sql).await.map(drop).doing("bounding the time of statements")
    }

    /// Refuses a database that can't hold every character or has no schema to create tables in, before anything is created.
    pub async fn refuse_unsuitable(&mut self) -> Result<()> {
        if self.backend() != Backend::Postgres {
            return Ok(());
        }
        let sql = sql!(
            "SELECT current_setting('server_encoding') AS encoding, pg_catalog.current_schema() AS schema, current_setting('search_path') AS path"
        );
        let doing = "asking for the encoding and the schema";
        let settings = |row: &Row| Ok((row.get("encoding")?, row.get("schema")?, row.get("path")?));
        let rows = self.fetch(&sql).await.doing(doing)?;
        let Some((encoding, schema, path)): Option<(String, Option<String>, String)> =
            rows.first().map(settings).transpose().doing(doing)?
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

    /// Settings of this connection that statements of migrations rely on.
    pub async fn prepare_for_ddl(&mut self, timeouts: Timeouts) -> Result<()> {
        let sql = match self.backend() {
            Backend::Sqlite => return self.use_wal(timeouts.lock).await,
            Backend::Postgres => return Ok(()),
            Backend::MySql | Backend::MariaDb => mysql::ddl_settings(timeouts.ddl_lock),
        };
        self.execute(&sql).await.map(drop).doing("preparing the connection")
    }

    /// Puts an SQLite file into WAL mode. While another connection uses the file SQLite refuses that at once, whatever its busy
    /// timeout is.
    pub(super) async fn use_wal(&mut self, limit: Duration) -> Result<()> {
        let start = Instant::now();
        loop {
            match self.execute(&Sql::constant(sqlite::connect::DDL_SETTINGS)).await {
                Err(answer) if answer.kind == SqlErrorKind::LockTimeout && start.elapsed() < limit => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                other => return other.map(drop).doing("preparing the connection"),
            }
        }
    }

    /// Settings of this connection that comparing rows relies on: patterns have backslashes.
    pub async fn prepare_to_compare(&mut self) -> Result<()> {
        if self.backend() != Backend::Postgres {
            return Ok(());
        }
        let sql = sql!("SET standard_conforming_strings = on; SET transform_null_equals = off; SET array_nulls = on");
        self.execute(&sql).await.map(drop).doing("preparing the connection")
    }

    /// For statements that must stand outside a transaction, where the lock is a transaction's own: a second connection
    /// that holds it meanwhile.
    pub async fn guard_connection(&mut self, timeouts: Timeouts) -> Result<Option<Session>> {
        if self.backend() != Backend::Postgres {
            return Ok(None);
        }
        let mut guard = Session::connect(self.url(), Access::Write, Duration::from_secs(10)).await?;
        guard.begin_migration(timeouts).await?;
        self.execute(&lock_timeout(timeouts)).await.doing("setting the lock time-out")?;
        Ok(Some(guard))
    }

    /// A second connection for the statements of one site migration: what they set ends with it. Where a lock of the server
    /// keeps other runs out, this connection holds one of its own, so that the next run waits for a statement that outlives
    /// a killed client.
    pub async fn for_site_migration(&self, timeouts: Timeouts) -> Result<Session> {
        let mut session = Session::connect(self.url(), Access::Write, Duration::from_secs(10)).await?;
        session.prepare_for_ddl(timeouts).await?;
        match session.backend() {
            Backend::Sqlite => {}
            Backend::Postgres => {
                session.execute(&lock_timeout(timeouts)).await.doing("setting the lock time-out")?;
            }
            Backend::MySql | Backend::MariaDb => mysql::lock_site(&mut session).await?,
        }
        Ok(session)
    }

    /// The statements that undo what a site migration set for its session, within its transaction, each ended by a semicolon;
    /// nothing where a session keeps nothing that matters.
    pub fn restore_settings(&self) -> Sql {
        Sql::constant(match self.backend() {
            Backend::Sqlite => "",
            Backend::Postgres => "RESET ROLE; RESET SESSION AUTHORIZATION; RESET ALL; ",
            Backend::MySql | Backend::MariaDb => mysql::connect::SESSION_SETTINGS,
        })
    }

    /// What stands before the name of one of our tables, so that no setting leads to another schema: a quoted schema and a dot.
    pub async fn schema_prefix(&mut self) -> Result<Sql> {
        let sql = match self.backend() {
            Backend::Sqlite => return Ok(sql!("main.")),
            Backend::Postgres => sql!("SELECT pg_catalog.current_schema() AS schema"),
            Backend::MySql | Backend::MariaDb => sql!("SELECT DATABASE() AS db"),
        };
        let doing = "asking for the schema";
        let schema: Option<String> = first(&self.fetch(&sql).await.doing(doing)?).doing(doing)?;
        Ok(sql!("{schema}.", schema = Name::of(schema.unwrap_or_default())))
    }
}
