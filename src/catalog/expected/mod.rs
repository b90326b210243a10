//! Expected catalogs: the schema that the migrations create on each engine. The tests generate them on real servers; they are
//! embedded in the crate `migration`, of each version only what differs from the version before it (its `build.rs`).

use super::{Catalog, Scope};
use crate::error::{Error, Result};
use migration::Backend;

/// Returns the catalog after `version` on `backend`, including the bookkeeping tables.
pub fn expected(backend: Backend, version: &str) -> Result<Catalog> {
    let embedded = migration::expected_schemas(backend.as_str());
    let Some(at) = embedded.iter().position(|(embedded, _)| *embedded == version) else {
        return Err(Error::configuration(format!("this binary has no expected schema of version {version}")));
    };
    let mut catalog = Catalog::default();
    for (version, json) in &embedded[..=at] {
        let changed: Catalog =
            serde_json::from_str(json).map_err(|e| Error::internal(format!("reading the expected schema of {version}"), e))?;
        catalog.tables.extend(changed.tables);
        catalog.enums.extend(changed.enums);
        catalog.functions.extend(changed.functions);
    }
    Ok(catalog)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_is_the_whole_schema_of_its_file() {
        for backend in [Backend::Sqlite, Backend::Postgres, Backend::MySql, Backend::MariaDb] {
            for migration in migration::MIGRATIONS {
                let file = format!("{}/migration/schema/{}/{}.json", env!("CARGO_MANIFEST_DIR"), backend.as_str(), migration.version);
                let whole: Catalog = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
                assert_eq!(expected(backend, migration.version).unwrap(), whole, "{backend:?} {}", migration.version);
            }
        }
    }
}
