//! Reading and writing whole tables, each engine in the way that is fastest there. Which tables, and what comes of them, is for
//! [`copy`](crate::copy) to say.

mod batch;
mod limits;
mod logical;
mod plain;
pub(in crate::db) mod tables;

pub(in crate::db) use batch::write_time;
pub use batch::{Batch, Cell, Kind, time_text};
pub use limits::{ColumnLimits, Limits};
pub(in crate::db) use limits::{characters, whole_numbers};
pub use logical::logical_tables;
pub use plain::Plain;
pub use tables::ColumnShape;
pub(in crate::db) use tables::query;
pub use tables::{Consumer, Part, Producer, TableShape};

use super::engines::engine;
use super::row::first;
use super::server_session;
use super::session::Session;
use super::sqlite::connect::check_parent;
use super::statement::Sql;
use super::value::Name;
use crate::catalog::{Catalog, Column};
use crate::database_url::DatabaseUrl;
use crate::error::{Doing, Result};
use crate::sql;
use migration::Backend;

impl Session {
    /// Begins to read everything as it is now.
    pub(crate) async fn begin_snapshot(&mut self) -> Result<()> {
        self.execute(&self.engine().begin_snapshot()).await.doing("beginning to read")?;
        self.has_snapshot = true;
        Ok(())
    }

    /// The statements that begin a transaction for writing many rows.
    pub(crate) fn begin_load(&self) -> Sql {
        self.engine().begin_load()
    }

    /// Ends what [`Session::begin_load`] began: what is committed from here on is on the disk, and all before it.
    pub(crate) async fn end_load(&mut self) -> Result<()> {
        let sql = self.engine().end_load();
        if sql.is_empty() { Ok(()) } else { self.execute(&sql).await.map(drop).doing("restoring the settings of the session") }
    }

    /// The statements that begin a transaction which adds rows to tables in use.
    pub(crate) fn begin_merge(&self) -> Sql {
        self.engine().begin_merge()
    }

    /// Whether [`Session::read_rows`] sees what this session has written and not committed.
    pub(crate) fn reads_own_writes(&self) -> bool {
        self.engine().reads_own_writes()
    }

    /// A value in an UPDATE.
    pub(crate) fn literal(&self, cell: Cell<'_>) -> Sql {
        self.engine().literal(cell)
    }

    /// Statements that keep the schema's triggers on `table` from changing rows in this transaction, and those that restore them.
    /// A trigger that is not as `expected` is another tool's.
    pub(crate) fn pause_triggers(&self, table: &str, expected: &Catalog, live: &Catalog) -> (Sql, Sql) {
        let (Some(expected), Some(live)) = (expected.tables.get(table), live.tables.get(table)) else { return Default::default() };
        let is_ours = |name: &&String| live.triggers.get(*name) == expected.triggers.get(*name);
        let both = expected.triggers.keys().filter(is_ours).map(|name| self.engine().pause_trigger(table, name, live));
        let (pause, resume): (Vec<Sql>, Vec<Sql>) = both.filter(|(pause, _)| !pause.is_empty()).unzip();
        (Sql::batch(pause), Sql::batch(resume))
    }

    /// Virtual tables, and the tables that hold their content.
    pub(crate) async fn virtual_tables(&mut self) -> Result<Vec<String>> {
        match self.engine().virtual_tables() {
            Some(sql) => self.column(&sql, "listing virtual tables").await,
            None => Ok(Vec::new()),
        }
    }

    /// Number of rows of `table`.
    pub(crate) async fn count_rows(&mut self, table: &str) -> Result<u64> {
        let doing = || format!("counting {table}");
        let sql = sql!("SELECT count(*) AS row_count FROM {table}", table = Name::of(table.to_string()));
        Ok(first(&self.fetch(&sql).await.doing(doing())?).doing(doing())?.unwrap_or(0))
    }

    /// Reads rows of `table` and hands them to `consumer` batch by batch; the last batch may be empty.
    pub(crate) async fn read_rows(&mut self, table: &TableShape, part: &Part, consumer: &mut dyn Consumer) -> Result<()> {
        self.engine().read(self, table, part, consumer).await
    }

    /// Writes all rows of `producer` into `table`.
    pub(crate) async fn write_rows(&mut self, table: &TableShape, producer: &mut dyn Producer) -> Result<()> {
        self.engine().write(self, table, producer).await
    }

    /// Whether the engine has a type for UUIDs.
    pub(crate) fn has_uuid_type(&self) -> bool {
        self.engine().has_uuid_type()
    }

    /// Whether foreign keys are dropped before rows are written.
    pub(crate) fn adds_foreign_keys_last(&self) -> bool {
        self.engine().adds_foreign_keys_last()
    }

    /// The statement that removes all rows of `table`.
    pub(crate) fn empty_table(&self, table: &str) -> Sql {
        self.engine().empty(table)
    }

    /// What no column of this database can store.
    pub(crate) async fn limits(&mut self) -> Result<Limits> {
        let doing = "reading the server's limits";
        let packet = match self.engine().packet_query() {
            Some(query) => first(&self.fetch(&query).await.doing(doing)?).doing(doing)?,
            None => None,
        };
        Ok(self.engine().limits(packet))
    }
}

/// The engine and the limits of a database that does not exist yet.
pub(crate) async fn limits_of_missing(url: &DatabaseUrl) -> Result<(Backend, Limits)> {
    if let DatabaseUrl::Sqlite(file) = url {
        check_parent(&file.path)?;
    }
    let Some(mut session) = server_session(url).await? else {
        return Ok((Backend::Sqlite, engine(Backend::Sqlite).limits(None)));
    };
    let limits = session.limits().await;
    let backend = session.backend();
    session.close().await;
    Ok((backend, limits?))
}

/// What a column of `catalog` can't store.
pub(crate) fn column_limits(backend: Backend, catalog: &Catalog, column: &Column) -> ColumnLimits {
    engine(backend).column_limits(catalog, column)
}
