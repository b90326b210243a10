//! Partitions of the tables of the history, found by the values that they accept.

use super::MySql;
use crate::db::partitions::Partitions;
use crate::db::statement::Sql;
use crate::db::value::Name;
use crate::sql;

impl Partitions for MySql {
    fn partitions(&self, table: &str) -> Option<Sql> {
        Some(sql!(
            "SELECT CAST(partition_description AS UNSIGNED) AS month, partition_name AS name FROM information_schema.partitions \
             WHERE table_schema = DATABASE() AND table_name = {table} AND partition_method = 'LIST' AND partition_description REGEXP '^[0-9]+$'",
            table
        ))
    }

    fn add_partition(&self, table: &str, month: i64) -> Sql {
        sql!(
            "SET SESSION lock_wait_timeout = 5; ALTER TABLE {table} ADD PARTITION (PARTITION {name} VALUES IN ({month})); SET SESSION lock_wait_timeout = DEFAULT",
            table = Name::of(table.to_string()),
            name = Name::of(format!("m{month}")),
            month = Sql::number(month.unsigned_abs())
        )
    }

    fn drop_partition(&self, table: &str, name: &str) -> Sql {
        sql!(
            "SET SESSION lock_wait_timeout = 5; ALTER TABLE {table} DROP PARTITION {name}",
            table = Name::of(table.to_string()),
            name = Name::of(name.to_string())
        )
    }
    fn drops_in_transaction(&self) -> bool {
        false
    }
}
