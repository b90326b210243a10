//! The expected catalogs: what the migrations make on each engine, written by the tests on real servers, embedded.

mod text;

use super::{Catalog, Scope};
use crate::error::{Error, Result};
use migration::Backend;

/// The catalog after `version` on `backend`, bookkeeping tables included.
pub fn expected(backend: Backend, version: &str) -> Result<Catalog> {
    let Some(json) = text::text(backend, version) else {
        return Err(Error::configuration(format!("this binary has no expected schema of version {version}")));
    };
    serde_json::from_str(json).map_err(|e| Error::internal(format!("reading the expected schema of {version}"), e))
}

/// The names that `catalog` is about.
pub fn scope(catalog: &Catalog) -> Scope {
    // MySQL and MariaDB have the labels in the column: then these two are empty
    Scope {
        tables: catalog.tables.keys().cloned().collect(),
        functions: catalog.functions.keys().cloned().collect(),
        enums: catalog.enums.keys().cloned().collect(),
        triggers: catalog.tables.values().flat_map(|t| t.triggers.keys().cloned()).collect(),
    }
}

/// Every name that any version on `backend` uses.
pub fn full_scope(backend: Backend) -> Result<Scope> {
    let newest = migration::MIGRATIONS.last().map_or("000", |m| m.version);
    Ok(scope(&expected(backend, newest)?))
}

/// The tables that `version` makes or alters.
pub fn tables_touched_by(backend: Backend, version: &str) -> Result<Vec<String>> {
    let at = migration::MIGRATIONS.iter().position(|m| m.version == version);
    let before = match at.and_then(|i| i.checked_sub(1)) {
        Some(i) => expected(backend, migration::MIGRATIONS[i].version)?,
        None => Catalog::default(),
    };
    let is_bookkeeping = |t: &String| migration::BOOKKEEPING_TABLES.contains(&t.as_str());
    let tables = expected(backend, version)?.tables.into_iter();
    Ok(tables.filter(|(name, table)| before.tables.get(name) != Some(table) && !is_bookkeeping(name)).map(|(name, _)| name).collect())
}
