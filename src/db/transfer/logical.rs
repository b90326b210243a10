//! The tables of the schema with logical types. They are told from PostgreSQL's schema, which has one type for each.

use super::batch::Kind;
use super::tables::{ColumnShape, TableShape};
use crate::catalog::PARTITIONED_BY;
use crate::catalog::expected::expected;
use crate::error::Result;
use migration::{BOOKKEEPING_TABLES, Backend};

/// The tables of `version` by name, without those of the bookkeeping.
pub fn logical_tables(version: &str) -> Result<Vec<TableShape>> {
    let tables = expected(Backend::Postgres, version)?.tables.into_iter();
    let shape = |(name, table): (String, crate::catalog::Table)| {
        let columns: Vec<ColumnShape> =
            table.columns.iter().map(|c| ColumnShape { name: c.name.clone(), kind: kind(&c.name, &c.ty) }).collect();
        let key = table.primary_key.iter().filter_map(|(_, name)| columns.iter().position(|c| c.name == *name)).collect();
        let is_partitioned = table.options.contains_key(PARTITIONED_BY);
        TableShape { name, columns, key, is_partitioned }
    };
    Ok(tables.filter(|(name, _)| !BOOKKEEPING_TABLES.contains(&name.as_str())).map(shape).collect())
}

/// The logical type of a column of PostgreSQL.
fn kind(name: &str, ty: &str) -> Kind {
    match ty {
        "character varying(36)" if name == "job_id" => Kind::JobId,
        "uuid" => Kind::Uuid,
        "json" | "jsonb" => Kind::Json,
        "timestamp with time zone" | "timestamp without time zone" => Kind::Time,
        "boolean" => Kind::Bool,
        "double precision" | "real" => Kind::Float,
        "smallint" | "integer" | "bigint" => Kind::Integer,
        _ => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_key_and_every_column_a_type() {
        for migration in migration::MIGRATIONS {
            for table in logical_tables(migration.version).unwrap() {
                assert_eq!(table.key.len(), if table.is_partitioned { 2 } else { 1 }, "{}", table.name);
            }
        }
        let newest = logical_tables("012").unwrap();
        let jobs = newest.iter().find(|table| table.name == "remote_jobs").unwrap();
        let kind = |name: &str| jobs.columns.iter().find(|c| c.name == name).unwrap().kind;
        assert_eq!((kind("id"), kind("status"), kind("result_data")), (Kind::Uuid, Kind::Text, Kind::Json));
        let events = newest.iter().find(|table| table.name == "job_events").unwrap();
        assert!(events.columns.iter().any(|c| c.name == "job_id" && c.kind == Kind::JobId));
        assert_eq!((kind("created_at"), kind("claim_seq")), (Kind::Time, Kind::Integer));
    }
}
