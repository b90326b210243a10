//! What a session is set to before a kind of work, and what a site migration set for itself.

use super::{Access, Backend, Session, Timeouts, cells, mysql, sqlite};
use crate::error::{Doing, Error, Result, SqlErrorKind};
use std::time::{Duration, Instant};

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
                "UPDATE remote_jobs SET status = status WHERE id = '00000000-0000-0000-0000-000000000000'"
            }
        };
        self.execute_text(sql).await.map(drop).doing("asking whether the database takes writes")
    }

    /// Bounds the time that each later statement may take, where the server can; SQLite's can't be bounded from here.
    pub async fn limit_statements(&mut self, limit: Duration) -> Result<()> {
        let sql = match self.backend() {
            Backend::Sqlite => return Ok(()),
            Backend::Postgres => format!("SET statement_timeout = {}", limit.as_millis().max(1)),
            Backend::MySql => format!("SET SESSION max_execution_time = {}", limit.as_millis().max(1)),
            Backend::MariaDb => format!("SET SESSION max_statement_time = {:.3}", limit.as_secs_f64().max(0.001)),
        };
        self.execute_text(&sql).await.map(drop).doing("bounding the time of statements")
    }

    /// Refuses a database that can't hold every character or has no schema to create tables in, before anything is created.
    pub async fn refuse_unsuitable(&mut self) -> Result<()> {
        if self.backend() != Backend::Postgres {
            return Ok(());
        }
        let sql = "SELECT current_setting('server_encoding'), pg_catalog.current_schema(), current_setting('search_path')";
        let row = self.query(sql).await.doing("asking for the encoding and the schema")?.pop().unwrap_or_default();
        let mut cell = cells(row, 3);
        let (encoding, schema, path) = (cell().unwrap_or_default(), cell(), cell().unwrap_or_default());
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
        self.execute_text(&sql).await.map(drop).doing("preparing the connection")
    }

    /// Puts an SQLite file into WAL mode. While another connection uses the file SQLite refuses that at once, whatever its busy
    /// timeout is.
    pub(super) async fn use_wal(&mut self, limit: Duration) -> Result<()> {
        let start = Instant::now();
        loop {
            match self.execute_text(sqlite::DDL_SETTINGS).await {
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
        let sql = "SET standard_conforming_strings = on; SET transform_null_equals = off; SET array_nulls = on";
        self.execute_text(sql).await.map(drop).doing("preparing the connection")
    }

    /// For statements that must stand outside a transaction, where the lock is a transaction's own: a second connection
    /// that holds it meanwhile.
    pub async fn guard_connection(&mut self, timeouts: Timeouts) -> Result<Option<Session>> {
        if self.backend() != Backend::Postgres {
            return Ok(None);
        }
        let mut guard = Session::connect(self.url(), Access::Write, Duration::from_secs(10)).await?;
        guard.begin_migration(timeouts).await?;
        let limit = format!("SET lock_timeout = '{}ms'", timeouts.ddl_lock.as_millis());
        self.execute_text(&limit).await.doing("setting the lock time-out")?;
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
                let limit = format!("SET lock_timeout = '{}ms'", timeouts.ddl_lock.as_millis());
                session.execute_text(&limit).await.doing("setting the lock time-out")?;
            }
            Backend::MySql | Backend::MariaDb => mysql::lock_site(&mut session).await?,
        }
        Ok(session)
    }

    /// The statements that undo what a site migration set for its session, within its transaction; empty where a session
    /// keeps nothing that matters.
    pub fn restore_settings_sql(&self) -> &'static str {
        match self.backend() {
            Backend::Sqlite => "",
            Backend::Postgres => "RESET ROLE; RESET SESSION AUTHORIZATION; RESET ALL; ",
            Backend::MySql | Backend::MariaDb => mysql::SESSION_SETTINGS,
        }
    }

    /// What stands before the name of one of our tables, so that no setting leads to another schema: a quoted schema and a dot.
    pub async fn schema_prefix(&mut self) -> Result<String> {
        let sql = match self.backend() {
            Backend::Sqlite => return Ok("main.".into()),
            Backend::Postgres => "SELECT pg_catalog.current_schema()",
            Backend::MySql | Backend::MariaDb => "SELECT DATABASE()",
        };
        let rows = self.query(sql).await.doing("asking for the schema")?;
        let schema = rows.into_iter().flatten().flatten().next().unwrap_or_default();
        Ok(format!("{}.", self.backend().quote(&schema)))
    }
}
