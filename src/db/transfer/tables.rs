//! What is read and written, and how each engine does it: one trait, one implementation in the `transfer.rs` of each engine.

use super::batch::{Batch, Cell, Kind};
use super::limits::{ColumnLimits, Limits};
use crate::catalog::{Catalog, Column, Table};
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::error::Result;
use crate::sql;
use futures_util::future::BoxFuture;

/// A column of a table that is read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnShape {
    /// Its name.
    pub name: String,
    /// Its logical type.
    pub kind: Kind,
}

/// A table that is read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableShape {
    /// Its name.
    pub name: String,
    /// The columns, in the order in which a [`Batch`] has them.
    pub columns: Vec<ColumnShape>,
    /// The places in `columns` of the primary key; empty if the table has none.
    pub key: Vec<usize>,
    /// Whether it has partitions, on engines that have them.
    pub is_partitioned: bool,
}

impl TableShape {
    /// The column of a primary key of one column.
    pub(in crate::db) fn only_key(&self) -> Option<&str> {
        match self.key.as_slice() {
            [at] => Some(&self.columns[*at].name),
            _ => None,
        }
    }

    /// The names of the columns, with commas between them.
    pub(in crate::db) fn names(&self) -> Sql {
        Sql::list(self.columns.iter().map(|column| Name::of(column.name.clone())))
    }
}

/// Which rows of a table are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    Whole,
    /// Those up to this position, which a [`Batch`] told.
    UpTo(String),
    /// Those behind it.
    Behind(String),
}

/// Where the rows that are read go.
pub trait Consumer: Send {
    /// Takes a batch, and returns an empty one to fill next.
    fn take(&mut self, batch: Batch) -> BoxFuture<'_, Result<Batch>>;
}

/// Where the rows that are written come from.
pub trait Producer: Send {
    /// The next batch; `None` behind the last one.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Batch>>>;
}

/// Reading and writing of whole tables, as each engine does it.
pub(crate) trait Transfer: Sync {
    /// Statements that begin a transaction in which everything is read as it is at one moment.
    fn begin_snapshot(&self) -> Sql;
    /// Statements that begin a transaction for writing many rows: foreign keys are not checked, and the commit may return before
    /// the rows are on the disk.
    fn begin_load(&self) -> Sql;
    /// Statements that begin a transaction which adds rows to tables in use: foreign keys are checked, and the commit is on the disk.
    fn begin_merge(&self) -> Sql;
    /// Whether [`Transfer::read`] sees what the same session has written and not committed.
    fn reads_own_writes(&self) -> bool;
    /// The query for the names of virtual tables and of the tables that hold their content.
    fn virtual_tables(&self) -> Option<Sql>;
    /// A value in an UPDATE.
    fn literal(&self, cell: Cell<'_>) -> Sql;
    /// Statements that keep a trigger of the schema from changing rows in this transaction, and those that restore it.
    fn pause_trigger(&self, table: &str, trigger: &str, live: &Table) -> (Sql, Sql);
    /// Statements that restore what [`Transfer::begin_load`] has set for the whole session.
    fn end_load(&self) -> Sql;
    /// The expression that tells where a row stands in the order in which a table is read; `None` if a table can't be read in parts.
    fn position(&self, table: &TableShape) -> Option<Sql>;
    /// Reads rows of `table` in the order of their positions.
    fn read<'a>(
        &'a self,
        session: &'a mut Session,
        table: &'a TableShape,
        part: &'a Part,
        consumer: &'a mut dyn Consumer,
    ) -> BoxFuture<'a, Result<()>>;
    /// Writes all rows of `producer`.
    fn write<'a>(&'a self, session: &'a mut Session, table: &'a TableShape, producer: &'a mut dyn Producer) -> BoxFuture<'a, Result<()>>;
    /// Whether foreign keys are dropped before the rows are written and added behind them, which checks the rows.
    fn adds_foreign_keys_last(&self) -> bool;
    /// The statement that removes all rows of a table.
    fn empty(&self, table: &str) -> Sql;
    /// The query for the most bytes of a statement, where the server limits them.
    fn packet_query(&self) -> Option<Sql>;
    /// What no column can store; `packet` is what [`Transfer::packet_query`] answers.
    fn limits(&self, packet: Option<u64>) -> Limits;
    /// What a column of this catalog can't store.
    fn column_limits(&self, catalog: &Catalog, column: &Column) -> ColumnLimits;
}

/// The query for rows of `table`: its columns, and behind them the position.
pub(in crate::db) fn query(table: &TableShape, position: Option<Sql>, is_ordered: bool, part: &Part) -> Sql {
    let (columns, name) = (table.names(), Name::of(table.name.clone()));
    let Some(position) = position else { return sql!("SELECT {columns}, NULL FROM {name}", columns, name) };
    let condition = match part {
        Part::Whole => Sql::default(),
        Part::UpTo(at) => sql!(" WHERE {position} <= {at}", position = &position, at),
        Part::Behind(at) => sql!(" WHERE {position} > {at}", position = &position, at),
    };
    let order = if is_ordered { sql!(" ORDER BY {position}", position = &position) } else { Sql::default() };
    sql!("SELECT {columns}, {position} FROM {name}{condition}{order}", columns, position, name, condition, order)
}
