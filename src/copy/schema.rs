//! Indexes and foreign keys of the target: dropped before many rows are written, and added behind them, by the statements that
//! `verify --fix-sql` uses.

use super::pipeline::{CopyEvent, CopyObserver};
use crate::catalog::expected::scope;
use crate::catalog::{Catalog, Part, diff};
use crate::db::Session;
use crate::db::fix::{self, Fix, Schemas};
use crate::error::Result;
use migration::Step;

/// Tables with fewer rows keep their indexes while rows are written.
const MANY_ROWS: u64 = 10_000;

/// The schema that rows are written into: `expected` without foreign keys, where they are added last, and without the indexes of
/// large tables.
fn bare(session: &Session, expected: &Catalog, rows: &dyn Fn(&str) -> u64) -> Catalog {
    let mut bare = expected.clone();
    for (name, table) in &mut bare.tables {
        if session.adds_foreign_keys_last() {
            table.foreign_keys.clear();
        }
        if rows(name) >= MANY_ROWS {
            table.indexes.retain(|_, index| index.unique);
        }
    }
    bare
}

/// Drops what slows down writing; `rows` tells how many rows a table will have.
pub(super) async fn drop_indexes(session: &mut Session, expected: &Catalog, rows: &dyn Fn(&str) -> u64) -> Result<()> {
    let wanted = bare(session, expected, rows);
    let live = session.introspect(&scope(expected)).await?;
    // what is no longer wanted is what the schema has and this one lacks
    let is_dropped = |owner: &str, part: &Part| {
        let table = wanted.tables.get(owner);
        match part {
            Part::Index(name) => table.is_some_and(|t| !t.indexes.contains_key(name)) && has_index(expected, owner, name),
            Part::ForeignKey(name) => table.is_some_and(|t| !t.foreign_keys.contains_key(name)) && has_key(expected, owner, name),
            _ => false,
        }
    };
    let fixes = fixes(session, &wanted, &live, &[], &is_dropped);
    session.run_fixes(fixes, &|_| {}).await
}

fn has_index(catalog: &Catalog, table: &str, name: &str) -> bool {
    catalog.tables.get(table).is_some_and(|t| t.indexes.contains_key(name))
}

fn has_key(catalog: &Catalog, table: &str, name: &str) -> bool {
    catalog.tables.get(table).is_some_and(|t| t.foreign_keys.contains_key(name))
}

/// Adds what is missing of indexes and foreign keys.
pub(super) async fn add_indexes(session: &mut Session, expected: &Catalog, version: &str, observer: &dyn CopyObserver) -> Result<()> {
    let live = session.introspect(&scope(expected)).await?;
    let steps: Vec<Step> = migration::MIGRATIONS.iter().filter(|m| m.version <= version).flat_map(|m| (m.up)(session.backend())).collect();
    let is_missing = |owner: &str, part: &Part| match part {
        Part::Index(name) => has_index(expected, owner, name) && !has_index(&live, owner, name),
        Part::ForeignKey(name) => has_key(expected, owner, name) && !has_key(&live, owner, name),
        _ => false,
    };
    let fixes = fixes(session, expected, &live, &steps, &is_missing);
    session.run_fixes(fixes, &|name| observer.notice(&CopyEvent::Step { name: name.to_string() })).await
}

fn fixes(session: &Session, wanted: &Catalog, live: &Catalog, steps: &[Step], is_meant: &dyn Fn(&str, &Part) -> bool) -> Vec<Fix> {
    let schemas = Schemas { expected: wanted, actual: live, steps, time_zone: "UTC", is_adoption: false };
    let differences = diff(wanted, live).into_iter().filter(|d| d.renamed_from.is_none() && is_meant(&d.owner, &d.part));
    differences.flat_map(|d| fix::fixes(session.backend(), schemas, &d)).collect()
}
