//! SQLite has no partitions: the rows of a month are deleted in short transactions.

use super::Sqlite;
use crate::db::partitions::Partitions;
use crate::db::statement::Sql;

impl Partitions for Sqlite {
    fn partitions(&self, _: &str) -> Option<Sql> {
        None
    }

    fn add_partition(&self, _: &str, _: i64) -> Sql {
        Sql::default()
    }

    fn drop_partition(&self, _: &str, _: &str) -> Sql {
        Sql::default()
    }
    fn drops_in_transaction(&self) -> bool {
        false
    }
}
