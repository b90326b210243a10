//! What differs between the engines, apart from [expressions](super::dialect): one trait, one implementation in the `driver.rs` of each
//! engine. A new function costs a line here and one there; the code behind it stands in the engine's folder.

use super::adopt::adoption::Adoption;
use super::claims::exchange::{Exchange, Exchanged};
use super::dependents::Closure;
use super::dialect::Dialect;
use super::fix::repair::Repair;
use super::lint::Lint;
use super::partitions::Partitions;
use super::replication::DataAge;
use super::row::Row;
use super::session::Session;
use super::statement::Sql;
use super::transfer::tables::Transfer;
use super::{RunLock, Scope, Timeouts};
use crate::catalog::Catalog;
use crate::error::{Result, SqlError};
use futures_util::future::BoxFuture;
use migration::Object;
use std::time::Duration;

/// What the server answers.
pub(super) type Answer<'a, T> = BoxFuture<'a, std::result::Result<T, SqlError>>;
/// What comes of work that may fail for other reasons than the server's answer.
pub(super) type Outcome<'a, T> = BoxFuture<'a, Result<T>>;

/// What a session is about to do, which decides its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Claims, results and other writes of the job service.
    Jobs,
    /// Statements of migrations.
    Migrations(Timeouts),
    /// Statements of a site migration, outside a transaction.
    SiteMigration(Timeouts),
    /// Checksums and rules over rows.
    Comparison,
    /// Queries that may take so long each.
    Queries(Duration),
    /// Waiting for a person within a transaction.
    Patience,
    /// Dropping tables whatever refers to them.
    Drops,
    /// The end of that.
    AfterDrops,
    /// Converting tables.
    Adoption,
    /// Copying rows that break a check.
    UncheckedRows,
    /// Adding foreign keys, which are checked against the rows.
    ForeignKeys,
    /// The end of an adoption.
    AfterAdoption,
}

/// How statements that a session runs often are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Compiled, with parameters.
    Bound,
    /// By PREPARE, under a name.
    Named,
    /// Not at all: text is sent.
    Nowhere,
}

/// The work that each engine does in its own way. Queries are returned, not run; `None` and empty text where an engine has no such thing.
pub(crate) trait Driver: Sync {
    /// Statements before `work`.
    fn settings(&self, work: Work) -> Sql;
    /// Statements, each ended by a semicolon, that undo what a site migration set for its session.
    fn restored_settings(&self) -> &'static str;
    /// A write that changes no row.
    fn write_probe(&self) -> Option<Sql>;
    /// Refuses a database in which a migration can't work.
    fn refuse_unsuitable<'a>(&'a self, session: &'a mut Session) -> Outcome<'a, ()>;
    /// The state of the server, as rows of name and value.
    fn vitals(&self) -> &'static str;
    /// The age of the oldest transaction, where that takes a right of its own.
    fn longest_transaction(&self) -> Option<&'static str>;
    /// The age of a replica's data.
    fn data_age<'a>(&'a self, session: &'a mut Session) -> Answer<'a, DataAge>;
    /// The query whether the server is read-only, where it does not depend on the replication status.
    fn read_only(&self) -> Option<&'static str> {
        None
    }
    /// How statements are kept.
    fn keeps(&self) -> Kept;

    /// The schema that a session creates its tables in.
    fn schema(&self) -> Option<Sql>;
    /// The name of the database if it is new and needs a time zone.
    fn database_without_zone(&self) -> Option<&'static str>;
    /// Which bookkeeping tables exist, and who holds the lock.
    fn overview(&self, bookkeeping: &[&str]) -> Sql;
    /// A row if the object exists.
    fn probe(&self, object: &Object) -> Sql;
    /// Which of these tables and views exist.
    fn existing_tables(&self, names: &[String]) -> Sql;
    /// Kind and name of every object of the schema.
    fn every_object(&self) -> Sql;
    /// Kind and name of up to `limit` objects that morag-db does not manage.
    fn unmanaged_objects<'a>(&'a self, session: &'a mut Session, ours: &'a Scope, limit: usize) -> Answer<'a, Vec<Row>>;
    /// The live schema.
    fn introspect<'a>(&'a self, session: &'a mut Session, scope: &'a Scope) -> Answer<'a, Catalog>;
    /// What tells a table from a later one of the same name.
    fn identities(&self, tables: &[String]) -> Option<Sql>;
    /// What depends on these objects; with `everything`, on every object of the schema.
    fn dependents<'a>(&'a self, session: &'a mut Session, ours: &'a Scope, everything: bool) -> Outcome<'a, Closure>;
    /// Whether [`Driver::dependents`] has the statements that drop everything, in order.
    fn orders_drops(&self) -> bool;
    /// Policies, statistics, publications of these tables.
    fn attached(&self, tables: &[String]) -> Option<Sql>;
    /// Statements that restore the rights on these tables.
    fn grants_of(&self, tables: &[String]) -> Option<Sql>;
    /// Statements that give an application's role its rights.
    fn grants<'a>(&'a self, session: &'a mut Session, role: &'a str, tables: &'a [String]) -> Outcome<'a, Vec<String>>;
    /// A row if an interrupted CREATE INDEX left this index invalid.
    fn invalid_index(&self, name: &str) -> Option<Sql>;
    /// Statements that return unused space to the file system.
    fn compaction(&self) -> Sql;

    /// Takes the migration lock for a run, where it is not a transaction's own.
    fn lock_run<'a>(&'a self, session: &'a mut Session, timeouts: Timeouts) -> Outcome<'a, RunLock>;
    /// Whether each transaction of a migration takes the lock itself.
    fn locks_in_transaction(&self) -> bool;
    /// Begins the transaction of a migration.
    fn begin_migration<'a>(&'a self, session: &'a mut Session, timeouts: Timeouts) -> Outcome<'a, ()>;
    /// Takes the second lock, of a connection that runs a site migration.
    fn lock_site<'a>(&'a self, session: &'a mut Session) -> Outcome<'a, ()>;
    /// Who holds the lock; `seen` is what [`Driver::overview`] says.
    fn lock_holder<'a>(&'a self, session: &'a mut Session, seen: Option<String>) -> Outcome<'a, Option<String>>;

    /// Accepts results and claims jobs.
    fn exchange<'a>(&'a self, session: &'a mut Session, exchange: &'a Exchange<'a>) -> Answer<'a, Exchanged>;
}

/// Everything that differs between the engines.
pub(crate) trait Engine: Dialect + Driver + Repair + Adoption + Transfer + Lint + Partitions {}
impl<T: Dialect + Driver + Repair + Adoption + Transfer + Lint + Partitions> Engine for T {}

/// A write that changes no row.
pub(super) const WRITE_PROBE: &str = "UPDATE remote_jobs SET status = status WHERE id = '00000000-0000-0000-0000-000000000000'";

/// A limit in whole milliseconds, at least one: 0 would mean no limit.
pub(super) fn milliseconds(limit: Duration) -> Sql {
    Sql::number(u64::try_from(limit.as_millis()).unwrap_or(u64::MAX).max(1))
}
