//! Expected catalogs: the schema that the migrations create on each engine. The tests generate them on real servers; they are
//! embedded in the binary.

mod text;

use super::{Catalog, Scope};
use crate::error::{Error, Result};
use migration::Backend;

/// Returns the catalog after `version` on `backend`, including the bookkeeping tables.
pub fn expected(backend: Backend, version: &str) -> Result<Catalog> {
    let Some(json) = text::text(backend, version) else {
        return Err(Error::configuration(format!("this binary has no expected schema of version {version}")));
    };
    serde_json::from_str(json).map_err(|e| Error::internal(format!("reading the expected schema of {version}"), e))
}

/// Returns the names of all objects in `catalog`.
pub fn scope(catalog: &Catalog) -> Scope {
    // functions and enums are empty on MySQL and MariaDB, where a column's type holds the enum labels
    Scope {
        tables: catalog.tables.keys().cloned().collect(),
        functions: catalog.functions.keys().cloned().collect(),
        enums: catalog.enums.keys().cloned().collect(),
        triggers: catalog.tables.values().flat_map(|t| t.triggers.keys().cloned()).collect(),
    }
}

/// Returns the names of all objects of the newest version on `backend`.
pub fn full_scope(backend: Backend) -> Result<Scope> {
    let newest = migration::MIGRATIONS.last().map_or("000", |m| m.version);
    Ok(scope(&expected(backend, newest)?))
}

/// Returns the tables that `version` creates or alters, without the bookkeeping tables.
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
