//! Partitions of the tables of the archive: tables of their own, found by the values that they accept. A table under another name
//! that somebody has attached is theirs: it is neither used nor dropped.

use super::Postgres;
use super::queries::ours;
use crate::db::partitions::Partitions;
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::sql;

impl Partitions for Postgres {
    fn partitions(&self, table: &str) -> Option<Sql> {
        Some(sql!(
            "SELECT substring(pg_get_expr(c.relpartbound, c.oid) FROM 'FOR VALUES IN \\(''?(\\d+)''?\\)')::bigint AS month, c.relname::text AS name \
             FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid JOIN pg_catalog.pg_class p ON p.oid = i.inhparent \
             WHERE p.relnamespace = {ours} AND p.relname = {table} AND c.relnamespace = p.relnamespace AND c.relname ~ {own} \
             AND pg_get_expr(c.relpartbound, c.oid) ~ '^FOR VALUES IN \\(''?\\d+''?\\)$'",
            ours = ours(),
            table,
            own = format!("^{table}_[0-9]+$")
        ))
    }

    /// Unlike CREATE TABLE … PARTITION OF, this waits for no reader.
    fn add_partition(&self, table: &str, month: i64) -> Sql {
        sql!(
            "SET LOCAL lock_timeout = '5s'; CREATE TABLE {name} (LIKE {table} INCLUDING ALL); \
             ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES IN ({month})",
            name = Name::of(format!("{table}_{month}")),
            table = Name::of(table.to_string()),
            month = Sql::number(month.unsigned_abs())
        )
    }

    fn drop_partition(&self, _: &str, name: &str) -> Sql {
        sql!("SET LOCAL lock_timeout = '5s'; DROP TABLE {name}", name = Name::of(name.to_string()))
    }
    fn drops_in_transaction(&self) -> bool {
        true
    }
}
