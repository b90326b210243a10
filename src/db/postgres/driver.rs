//! What PostgreSQL does in its own way.

use super::catalog::introspect;
use super::claims;
use super::closure::{Roots, closure};
use super::{Postgres, begin_locked, lock_holder, queries, refuse_unsuitable};
use crate::catalog::Catalog;
use crate::db::claims::exchange::{Exchange, Exchanged};
use crate::db::dependents::Closure;
use crate::db::driver::{Answer, Driver, Kept, Outcome, WRITE_PROBE, Work, milliseconds};
use crate::db::replication::DataAge;
use crate::db::row::Row;
use crate::db::session::Session;
use crate::db::statement::Sql;
use crate::db::{RunLock, Scope, Timeouts};
use crate::sql;
use migration::Object;

impl Driver for Postgres {
    fn settings(&self, work: Work) -> Sql {
        match work {
            Work::SiteMigration(timeouts) => {
                let ms = u64::try_from(timeouts.ddl_lock.as_millis()).unwrap_or(u64::MAX);
                sql!("SET lock_timeout = '{ms}ms'", ms = Sql::number(ms))
            }
            // patterns have backslashes
            Work::Comparison => sql!("SET standard_conforming_strings = on; SET transform_null_equals = off; SET array_nulls = on"),
            Work::Queries(limit) => sql!("SET statement_timeout = {ms}", ms = milliseconds(limit)),
            Work::Patience => sql!("SET LOCAL idle_in_transaction_session_timeout = 0"),
            Work::Jobs
            | Work::Migrations(_)
            | Work::Drops
            | Work::AfterDrops
            | Work::Adoption
            | Work::UncheckedRows
            | Work::ForeignKeys
            | Work::AfterAdoption => Sql::default(),
        }
    }

    fn restored_settings(&self) -> &'static str {
        "RESET ROLE; RESET SESSION AUTHORIZATION; RESET ALL; "
    }

    fn write_probe(&self) -> Option<Sql> {
        Some(Sql::constant(WRITE_PROBE))
    }

    fn refuse_unsuitable<'a>(&'a self, session: &'a mut Session) -> Outcome<'a, ()> {
        Box::pin(refuse_unsuitable(session))
    }

    fn vitals(&self) -> &'static str {
        queries::VITALS
    }

    fn longest_transaction(&self) -> Option<&'static str> {
        None
    }

    fn data_age<'a>(&'a self, session: &'a mut Session) -> Answer<'a, DataAge> {
        Box::pin(super::replication::data_age(session))
    }

    fn keeps(&self) -> Kept {
        Kept::Named
    }

    fn schema(&self) -> Option<Sql> {
        Some(sql!("SELECT pg_catalog.current_schema() AS schema"))
    }

    fn database_without_zone(&self) -> Option<&'static str> {
        Some(queries::EMPTY_AND_OURS)
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
        queries::every_object()
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

    fn dependents<'a>(&'a self, session: &'a mut Session, ours: &'a Scope, everything: bool) -> Outcome<'a, Closure> {
        Box::pin(closure(session, ours, if everything { Roots::Schema } else { Roots::Ours }))
    }

    fn orders_drops(&self) -> bool {
        true
    }

    fn attached(&self, tables: &[String]) -> Option<Sql> {
        Some(queries::attached(tables))
    }

    fn grants_of(&self, tables: &[String]) -> Option<Sql> {
        Some(queries::grants_of(tables))
    }

    fn grants<'a>(&'a self, session: &'a mut Session, role: &'a str, tables: &'a [String]) -> Outcome<'a, Vec<String>> {
        Box::pin(queries::grants(session, role, tables))
    }

    fn invalid_index(&self, name: &str) -> Option<Sql> {
        Some(queries::invalid_index(name))
    }

    fn compaction(&self) -> Sql {
        Sql::default()
    }

    fn lock_run<'a>(&'a self, _: &'a mut Session, _: Timeouts) -> Outcome<'a, RunLock> {
        Box::pin(async { Ok(RunLock::PerTransaction) })
    }

    fn locks_in_transaction(&self) -> bool {
        true
    }

    fn begin_migration<'a>(&'a self, session: &'a mut Session, timeouts: Timeouts) -> Outcome<'a, ()> {
        Box::pin(begin_locked(session, timeouts))
    }

    /// The guard's transaction holds the lock.
    fn lock_site<'a>(&'a self, _: &'a mut Session) -> Outcome<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn lock_holder<'a>(&'a self, session: &'a mut Session, seen: Option<String>) -> Outcome<'a, Option<String>> {
        Box::pin(async move { if seen.is_some() { lock_holder(session, false).await } else { Ok(None) } })
    }

    fn exchange<'a>(&'a self, session: &'a mut Session, exchange: &'a Exchange<'a>) -> Answer<'a, Exchanged> {
        Box::pin(claims::exchange(session, exchange))
    }
}
