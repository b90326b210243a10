//! What differs in a partitioned table: its primary key, and the clause that partitions it.

use crate::backend::Backend;
use crate::table::Table;
use sea_orm_migration::sea_query::{Index, IndexCreateStatement};

/// The primary key of a partitioned table: its first column, and the one by which it is partitioned.
pub(crate) fn primary_key_of_partitioned(table: &Table) -> Option<IndexCreateStatement> {
    let (first, column) = (table.columns.first()?, table.partitioned_by?);
    Some(Index::create().col(first.name).col(column).take())
}

/// Clause that partitions a table; partitions for values are added later. MySQL and MariaDB need one from the beginning.
pub(crate) fn partitions(backend: Backend, table: &Table) -> String {
    match table.partitioned_by {
        Some(column) if backend == Backend::Postgres => format!(" PARTITION BY LIST ({})", backend.quote(column)),
        Some(column) if backend.is_mysql_like() => {
            format!(" PARTITION BY LIST ({}) (PARTITION {} VALUES IN (0))", backend.quote(column), backend.quote("m0"))
        }
        _ => String::new(),
    }
}
