//! The place for what differs between the engines: a few functions named by their purpose, each one exhaustive match.
//! What a migration or a job is does not belong here.

mod access;
pub(crate) mod adopt;
pub(crate) mod claims;
pub(crate) mod data_rules;
mod dependents;
mod dialect;
mod driver;
pub(crate) mod dump;
mod engines;
mod errors;
pub(crate) mod expression;
mod fence;
pub(crate) mod fix;
mod holder;
mod introspection;
mod inventory;
mod json_filter;
mod lease;
pub(crate) mod lint;
mod mysql;
mod object_kind;
mod opening;
mod partitions;
mod placeholders;
pub(crate) mod pools;
mod postgres;
mod preparation;
mod prepared;
mod render;
mod replication;
pub(crate) mod retry;
mod row;
mod session;
mod sqlite;
mod statement;
pub(crate) mod transfer;
mod value;
mod vitals;

pub use crate::catalog::Scope;
use crate::database_url::{DatabaseUrl, Family};
use crate::error::{Doing, Error, Result, SqlError, SqlErrorKind};
use crate::sql;
pub use access::Access;
pub use dependents::Dependent;
pub(crate) use dialect::Locked;
pub use driver::Work;
pub(crate) use engines::engine;
pub use engines::named_backend;
pub(crate) use holder::holder_value;
pub use holder::{holder_name, user_at_host};
pub use inventory::{Inventory, TableRows};
pub use migration::Backend;
use migration::Object;
pub use object_kind::ObjectKind;
#[doc(hidden)]
pub use placeholders::check_placeholders;
pub(crate) use pools::writers_at_once;
pub(crate) use postgres::timeline::has_no_timeline;
pub use replication::{DataAge, ReadFrom};
pub(crate) use row::first;
pub use row::{Cell, Row};
pub use session::Session;
pub use statement::{Piece, Sql};
use std::collections::BTreeMap;
use std::time::Duration;
pub use value::{Name, Value};
pub use vitals::Vitals;

/// What a first, cheap look tells: which bookkeeping tables there are, and who migrates just now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Which of our bookkeeping tables exist, with how many columns of ours `schema_migrations` has beyond the seed's.
    pub tables: BTreeMap<String, u32>,
    /// Who holds the migration lock.
    pub lock_holder: Option<String>,
}

/// Time-outs of a run of migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// How long to wait for the migration lock.
    pub lock: Duration,
    /// How long a statement may wait for a table's lock.
    pub ddl_lock: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Timeouts { lock: Duration::from_secs(60), ddl_lock: Duration::from_secs(5) }
    }
}

/// Held for as long as a run of migrations lasts; on PostgreSQL the lock is each transaction's own.
#[derive(Debug)]
pub enum RunLock {
    /// The lock is taken at the start of each transaction.
    PerTransaction,
    /// The server holds it for this session's connection.
    Connection {
        /// Besides, where a lock is local to a node.
        lease: Option<lease::Lease>,
    },
    /// The operating system holds it for this process.
    File(sqlite::LockFile),
}

/// How SQL text is split into tokens on `backend`.
pub fn sql_dialect(backend: Backend) -> &'static dyn sqlparser::dialect::Dialect {
    engine(backend).tokens()
}

/// Makes the database of `url` if it is missing. Returns whether this call made it.
pub async fn create_database(url: &DatabaseUrl) -> Result<bool> {
    match url {
        DatabaseUrl::Sqlite(file) => sqlite::connect::check_parent(&file.path).map(|()| !file.path.exists()),
        DatabaseUrl::Server(server) => match server.family {
            Family::Postgres => postgres::create_database(url, server).await,
            Family::MySql => mysql::create_database(url, server).await,
        },
    }
}

/// A session on the server of `url` that does not need its database; `None` where there is no server.
pub(crate) async fn server_session(url: &DatabaseUrl) -> Result<Option<Session>> {
    match url {
        DatabaseUrl::Sqlite(_) => Ok(None),
        DatabaseUrl::Server(server) => match server.family {
            Family::Postgres => postgres::maintenance_session(server).await.map(Some),
            Family::MySql => mysql::server_session(server).await.map(Some),
        },
    }
}

/// Drops a database that this process made for itself.
pub(crate) async fn drop_scratch(url: &DatabaseUrl) -> Result<()> {
    match url {
        DatabaseUrl::Sqlite(file) => sqlite::remove_files(&file.path),
        DatabaseUrl::Server(server) => match server.family {
            Family::Postgres => postgres::drop_database(server).await,
            Family::MySql => mysql::drop_database(server).await,
        },
    }
}

impl Session {
    /// Which bookkeeping tables there are and who holds the migration lock, in one round trip.
    pub async fn overview(&mut self) -> Result<Overview> {
        let engine = self.engine();
        let doing = "reading the state of the database";
        let mut overview = Overview::default();
        for row in self.fetch(&engine.overview(&migration::BOOKKEEPING_TABLES)).await.doing(doing)? {
            let name: Option<String> = row.get("name").doing(doing)?;
            match row.get::<String>("what").doing(doing)?.as_str() {
                "lock" => overview.lock_holder = name,
                _ => overview.tables.extend(name.zip(row.get::<Option<u32>>("extras").doing(doing)?)),
            }
        }
        overview.lock_holder = engine.lock_holder(self, overview.lock_holder).await?;
        Ok(overview)
    }

    /// Makes the schema that `?schema=` names, where it is missing.
    pub async fn ensure_schema(&mut self) -> Result<()> {
        let DatabaseUrl::Server(server) = self.url() else { return Ok(()) };
        let Some(schema) = server.schema.clone() else { return Ok(()) };
        match self.execute(&sql!("CREATE SCHEMA IF NOT EXISTS {schema}", schema = Name::of(schema))).await {
            // two at once: one is told of a unique violation
            Err(answer) if answer.kind == SqlErrorKind::Exists => Ok(()),
            other => other.map(drop).doing("making the schema"),
        }
    }

    /// What belongs into the first transaction on an empty database. PostgreSQL: new sessions are in UTC, because a client
    /// that writes a naive time into timestamptz is off by its session's zone. Not at CREATE DATABASE: whoever is
    /// killed between the two would leave it out for ever.
    pub async fn initial_statements(&mut self) -> Result<Vec<Sql>> {
        let Some(query) = self.engine().database_without_zone() else { return Ok(Vec::new()) };
        let doing = "checking whether the database is empty";
        let name: Option<String> = first(&self.fetch(&Sql::constant(query)).await.doing(doing)?).doing(doing)?;
        let Some(name) = name else { return Ok(Vec::new()) };
        Ok(vec![postgres::lock_database_settings(), sql!("ALTER DATABASE {name} SET timezone = 'UTC'", name = Name::of(name))])
    }

    /// Whether `object` is in the live catalog.
    pub async fn has(&mut self, object: &Object) -> Result<bool> {
        Ok(!self.fetch(&self.engine().probe(object)).await.doing("probing the catalog")?.is_empty())
    }

    /// Which of `names` exist as tables or views.
    pub async fn existing_tables(&mut self, names: &[String]) -> Result<Vec<String>> {
        if names.is_empty() {
            return Ok(Vec::new());
        }
        self.column(&self.engine().existing_tables(names), "listing tables").await
    }

    /// The texts in a statement's only column; NULL is left out.
    pub(crate) async fn column(&mut self, sql: &Sql, doing: &str) -> Result<Vec<String>> {
        let rows = self.fetch(sql).await.doing(doing)?;
        let cells: Vec<Option<String>> = rows.iter().map(Row::only).collect::<std::result::Result<_, _>>().doing(doing)?;
        Ok(cells.into_iter().flatten().collect())
    }

    /// Takes the migration lock for a whole run, where the engine's lock is not a transaction's own.
    pub async fn lock_run(&mut self, timeouts: Timeouts) -> Result<RunLock> {
        self.engine().lock_run(self, timeouts).await
    }

    /// Makes sure that the run's lock is still ours; to be called before each step.
    pub async fn renew(&mut self, lock: &mut RunLock) -> Result<()> {
        match lock {
            RunLock::Connection { lease: Some(lease) } => lease.renew(self).await,
            RunLock::Connection { lease: None } | RunLock::PerTransaction | RunLock::File(_) => Ok(()),
        }
    }

    /// Gives the run's lock back, and passes on what came of the run.
    pub async fn unlock_run<T>(&mut self, lock: RunLock, result: Result<T>) -> Result<T> {
        let unlocked = match (lock, &result) {
            // a connection that is gone took its lock along
            (_, Err(Error::ConnectionLost { .. })) | (RunLock::PerTransaction | RunLock::File(_), _) => Ok(()),
            (RunLock::Connection { lease }, _) => mysql::unlock(self, lease).await,
        };
        match (unlocked, result) {
            (Err(error), Ok(_)) => Err(error),
            (Err(error), Err(first)) => {
                tracing::warn!(%error, "giving the lock back failed too; it ends with this connection");
                Err(first)
            }
            (Ok(()), result) => result,
        }
    }

    /// Begins the transaction of a migration, where DDL can be rolled back; on PostgreSQL the lock is its first act.
    pub async fn begin_migration(&mut self, timeouts: Timeouts) -> Result<()> {
        self.engine().begin_migration(self, timeouts).await
    }

    /// Begins such a transaction for somebody who may think for a while before it goes on.
    pub async fn begin_patient(&mut self, timeouts: Timeouts) -> Result<()> {
        self.begin_migration(timeouts).await?;
        self.prepare(Work::Patience).await
    }

    /// Copies an SQLite database to a new file, as it is for this session's transaction, and waits until it is on the disk.
    pub async fn copy_to(&mut self, path: &std::path::Path) -> Result<()> {
        sqlite::copy(self.url(), path).await
    }

    /// Gives the room of dropped tables back, where that is not done by itself.
    pub async fn compact(&mut self) -> std::result::Result<(), SqlError> {
        let sql = self.engine().compaction();
        if sql.is_empty() { Ok(()) } else { self.execute(&sql).await.map(drop) }
    }

    /// Drops what CREATE INDEX CONCURRENTLY left behind when it was interrupted: it is in the way of the next try.
    pub async fn clear_invalid_index(&mut self, name: &str) -> std::result::Result<(), SqlError> {
        let Some(query) = self.engine().invalid_index(name) else { return Ok(()) };
        if self.fetch(&query).await?.is_empty() {
            return Ok(());
        }
        self.execute(&sql!("DROP INDEX CONCURRENTLY IF EXISTS {name}", name = Name::of(name.to_string()))).await.map(drop)
    }

    /// Gives `role` what an application needs on `tables`. Returns the statements that were run.
    pub async fn grant(&mut self, role: &str, tables: &[String]) -> Result<Vec<String>> {
        let statements = self.engine().grants(self, role, tables).await?;
        for sql in &statements {
            self.execute_with_retries(&Sql::script(sql)).await.doing(format!("granting rights to {role}"))?;
        }
        Ok(statements)
    }
}
