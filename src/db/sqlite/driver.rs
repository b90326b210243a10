//! What SQLite does in its own way.

use super::catalog::{all_rows, introspect};
use super::claims;
use super::write_lock::BEGIN;
use super::{Sqlite, connect, lock, lock_holder, queries};
use crate::catalog::Catalog;
use crate::database_url::DatabaseUrl;
use crate::db::claims::exchange::{Exchange, Exchanged};
use crate::db::dependents::{Closure, dependents};
use crate::db::driver::{Answer, Driver, Kept, Outcome, Work};
use crate::db::replication::DataAge;
use crate::db::row::Row;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::db::{RunLock, Scope, Timeouts};
use crate::error::{Doing, Error};
use crate::sql;
use migration::Object;

impl Driver for Sqlite {
    fn settings(&self, work: Work) -> Sql {
        match work {
            Work::Jobs | Work::Migrations(_) => Sql::constant(connect::DDL_SETTINGS),
            Work::Drops => sql!("PRAGMA foreign_keys = OFF"),
            Work::AfterDrops => sql!("PRAGMA foreign_keys = ON"),
            Work::Adoption => sql!("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON"),
            Work::UncheckedRows => sql!("PRAGMA ignore_check_constraints = ON"),
            Work::AfterAdoption => {
                sql!("PRAGMA legacy_alter_table = OFF; PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON")
            }
            Work::SiteMigration(_) | Work::Comparison | Work::Queries(_) | Work::Patience | Work::ForeignKeys => Sql::default(),
        }
    }

    fn restored_settings(&self) -> &'static str {
        ""
    }

    /// It would wait for the one writer.
    fn write_probe(&self) -> Option<Sql> {
        None
    }

    fn refuse_unsuitable<'a>(&'a self, _: &'a mut Session) -> Outcome<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn vitals(&self) -> &'static str {
        queries::VITALS
    }

    fn longest_transaction(&self) -> Option<&'static str> {
        None
    }

    fn data_age<'a>(&'a self, _: &'a mut Session) -> Answer<'a, DataAge> {
        Box::pin(async { Ok(DataAge::Current) })
    }

    fn keeps(&self) -> Kept {
        Kept::Bound
    }

    fn schema(&self) -> Option<Sql> {
        None
    }

    fn database_without_zone(&self) -> Option<&'static str> {
        None
    }

    fn overview(&self, bookkeeping: &[&str]) -> Sql {
        queries::overview(bookkeeping)
    }

    fn probe(&self, object: &Object) -> Sql {
        queries::probe(object)
    }

    fn existing_tables(&self, names: &[String]) -> Sql {
        queries::existing_tables(names)
    }

    fn every_object(&self) -> Sql {
        Sql::constant(queries::EVERY_OBJECT)
    }

    fn unmanaged_objects<'a>(&'a self, session: &'a mut Session, ours: &'a Scope, limit: usize) -> Answer<'a, Vec<Row>> {
        Box::pin(all_rows(session, &["kind", "name"], queries::unmanaged_objects(ours, limit)))
    }

    fn introspect<'a>(&'a self, session: &'a mut Session, scope: &'a Scope) -> Answer<'a, Catalog> {
        Box::pin(introspect(session, scope))
    }

    /// A reset is one transaction: nobody can create a table in between.
    fn identities(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn dependents<'a>(&'a self, session: &'a mut Session, ours: &'a Scope, _: bool) -> Outcome<'a, Closure> {
        Box::pin(dependents(session, queries::dependents(ours)))
    }

    fn orders_drops(&self) -> bool {
        false
    }

    fn attached(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn grants_of(&self, _: &[String]) -> Option<Sql> {
        None
    }

    fn grants<'a>(&'a self, _: &'a mut Session, _: &'a str, _: &'a [String]) -> Outcome<'a, Vec<String>> {
        Box::pin(async {
            Err(Error::refused(
                "SQLite has no roles to grant anything to",
                "leave --grant-to out; the file system decides who may read and write the file",
            ))
        })
    }

    fn invalid_index(&self, _: &str) -> Option<Sql> {
        None
    }

    fn compaction(&self) -> Sql {
        sql!("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    }

    fn lock_run<'a>(&'a self, session: &'a mut Session, timeouts: Timeouts) -> Outcome<'a, RunLock> {
        Box::pin(async move {
            let DatabaseUrl::Sqlite(file) = session.url() else { return Err(Error::configuration("the URL names no file")) };
            lock(&file.path, timeouts.lock).await.map(RunLock::File)
        })
    }

    fn locks_in_transaction(&self) -> bool {
        false
    }

    fn begin_migration<'a>(&'a self, session: &'a mut Session, _: Timeouts) -> Outcome<'a, ()> {
        Box::pin(async move { session.execute(&sql!(BEGIN)).await.map(drop).doing("beginning a transaction") })
    }

    /// The lock of the run is the process's own, so that no statement outlives it.
    fn lock_site<'a>(&'a self, _: &'a mut Session) -> Outcome<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn lock_holder<'a>(&'a self, session: &'a mut Session, _: Option<String>) -> Outcome<'a, Option<String>> {
        Box::pin(async move {
            let DatabaseUrl::Sqlite(file) = session.url() else { return Ok(None) };
            Ok(lock_holder(&file.path))
        })
    }

    fn exchange<'a>(&'a self, session: &'a mut Session, exchange: &'a Exchange<'a>) -> Answer<'a, Exchanged> {
        Box::pin(claims::exchange(session, exchange))
    }
}
