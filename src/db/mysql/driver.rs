//! What MySQL and MariaDB do in their own way.

use super::catalog::introspect;
use super::claims;
use super::{JOB_SETTINGS, MySql, connect, ddl_settings, lock, lock_site, queries};
use crate::catalog::Catalog;
use crate::db::claims::exchange::{Exchange, Exchanged};
use crate::db::dependents::{Closure, dependents};
use crate::db::driver::{Answer, Driver, Kept, Outcome, WRITE_PROBE, Work, milliseconds};
use crate::db::replication::DataAge;
use crate::db::row::Row;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::db::{RunLock, Scope, Timeouts};
use crate::sql;
use migration::Object;

impl Driver for MySql {
    fn settings(&self, work: Work) -> Sql {
        match work {
            Work::Jobs => Sql::constant(JOB_SETTINGS),
            Work::Migrations(timeouts) => ddl_settings(timeouts.ddl_lock),
            Work::Queries(limit) if self.is_mariadb => {
                sql!("SET SESSION max_statement_time = {s}", s = Sql::seconds(limit.as_secs_f64().max(0.001), 3))
            }
            Work::Queries(limit) => sql!("SET SESSION max_execution_time = {ms}", ms = milliseconds(limit)),
            Work::Drops | Work::Adoption => sql!("SET SESSION foreign_key_checks = 0"),
            Work::AfterDrops | Work::ForeignKeys | Work::AfterAdoption => sql!("SET SESSION foreign_key_checks = 1"),
            Work::SiteMigration(_) | Work::Comparison | Work::Patience | Work::UncheckedRows => Sql::default(),
        }
    }

    fn restored_settings(&self) -> &'static str {
        connect::SESSION_SETTINGS
    }

    fn write_probe(&self) -> Option<Sql> {
        Some(Sql::constant(WRITE_PROBE))
    }

    fn refuse_unsuitable<'a>(&'a self, _: &'a mut Session) -> Outcome<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn vitals(&self) -> &'static str {
        if self.is_mariadb { queries::VITALS_MARIADB } else { queries::VITALS_MYSQL }
    }

    fn longest_transaction(&self) -> Option<&'static str> {
        Some(queries::LONGEST_TRANSACTION)
    }

    fn data_age<'a>(&'a self, session: &'a mut Session) -> Answer<'a, DataAge> {
        Box::pin(super::replication::data_age(session))
    }

    fn read_only(&self) -> Option<&'static str> {
        Some("SELECT @@global.read_only AS is_read_only")
    }

    /// They keep a statement's text, not its plan, and take several statements at once only without values.
    fn keeps(&self) -> Kept {
        Kept::Nowhere
    }

    fn schema(&self) -> Option<Sql> {
        Some(sql!("SELECT DATABASE() AS db"))
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
        Box::pin(async move { session.fetch(&queries::unmanaged_objects(ours, limit)).await })
    }

    fn introspect<'a>(&'a self, session: &'a mut Session, scope: &'a Scope) -> Answer<'a, Catalog> {
        Box::pin(introspect(session, scope))
    }

    fn identities(&self, tables: &[String]) -> Option<Sql> {
        Some(queries::identities(tables))
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

    fn grants<'a>(&'a self, _: &'a mut Session, role: &'a str, tables: &'a [String]) -> Outcome<'a, Vec<String>> {
        Box::pin(async move { Ok(queries::grants(role, tables)) })
    }

    fn invalid_index(&self, _: &str) -> Option<Sql> {
        None
    }

    fn compaction(&self) -> Sql {
        Sql::default()
    }

    fn lock_run<'a>(&'a self, session: &'a mut Session, timeouts: Timeouts) -> Outcome<'a, RunLock> {
        Box::pin(lock(session, timeouts))
    }

    fn locks_in_transaction(&self) -> bool {
        false
    }

    /// DDL commits by itself.
    fn begin_migration<'a>(&'a self, _: &'a mut Session, _: Timeouts) -> Outcome<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn lock_site<'a>(&'a self, session: &'a mut Session) -> Outcome<'a, ()> {
        Box::pin(lock_site(session))
    }

    fn lock_holder<'a>(&'a self, _: &'a mut Session, seen: Option<String>) -> Outcome<'a, Option<String>> {
        Box::pin(async move { Ok(seen) })
    }

    fn exchange<'a>(&'a self, session: &'a mut Session, exchange: &'a Exchange<'a>) -> Answer<'a, Exchanged> {
        Box::pin(claims::exchange(session, exchange))
    }
}
