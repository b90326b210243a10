//! Bookkeeping tables of morag-db. They belong to no numbered migration: they are created before 001, kept by
//! `down --to 0` and dropped only by `reset`. `schema_migrations` is shared with MoRAG's own migration tool, which treats
//! every row as an applied migration; running and failed migrations are therefore recorded in other tables.

use crate::backend::Backend;
use crate::dialect::{add_column, create_table};
use crate::step::Step;
use crate::table::{Column, PLAIN, Table, Type, Value, col, now};

/// Names of the bookkeeping tables.
pub const BOOKKEEPING_TABLES: [&str; 4] = ["schema_migrations", "morag_migration_runs", "morag_leases", SETTINGS_TABLE];

/// Table of settings as name and value pairs, such as the environment stamp.
pub const SETTINGS_TABLE: &str = "morag_settings";

/// Columns of `schema_migrations` that the table of MoRAG's own migration tool lacks; that one has three columns.
const HISTORY_EXTRAS: [Column; 2] = [col("checksum", Type::Varchar(64)).null(), col("execution_ms", Type::BigInt).null()];

const HISTORY: Table = Table {
    name: "schema_migrations",
    columns: &[
        col("version", Type::Key(10)),
        now("applied_at").null(),
        col("description", Type::Text).null(),
        HISTORY_EXTRAS[0],
        HISTORY_EXTRAS[1],
    ],
    ..PLAIN
};

const RUNS: Table = Table {
    name: "morag_migration_runs",
    columns: &[
        col("version", Type::Key(10)),
        col("direction", Type::Varchar(4)),
        col("state", Type::Varchar(10)),
        col("step", Type::Integer).default(Value::Integer(0)),
        col("steps", Type::Integer),
        col("step_name", Type::Text).null(),
        col("checksum", Type::Varchar(64)),
        col("error", Type::LongText).null(),
        col("holder", Type::Varchar(255)),
        now("started_at"),
        now("updated_at"),
    ],
    ..PLAIN
};

const LEASES: Table = Table {
    name: "morag_leases",
    columns: &[
        col("name", Type::Key(50)),
        col("holder", Type::Varchar(255)),
        col("token", Type::Key(36)),
        col("epoch", Type::BigInt),
        col("ttl_ms", Type::BigInt),
        now("renewed_at"),
    ],
    ..PLAIN
};

const SETTINGS: Table =
    Table { name: SETTINGS_TABLE, columns: &[col("name", Type::Key(50)), col("value", Type::Text), now("set_at")], ..PLAIN };

/// Steps that create the bookkeeping tables, in the order of [`BOOKKEEPING_TABLES`].
pub fn create_bookkeeping(backend: Backend) -> Vec<Step> {
    let steps = [HISTORY, RUNS, LEASES, SETTINGS].into_iter().flat_map(|t| create_table(backend, &t));
    // some may exist: MoRAG's own migration tool creates the first, a killed run may have created several
    steps
        .map(|mut step| {
            step.sql = step.sql.replacen("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", 1);
            step
        })
        .collect()
}

/// Steps that add the missing columns to a `schema_migrations` table created by MoRAG's own migration tool.
pub fn bookkeeping_upgrade(backend: Backend) -> Vec<Step> {
    HISTORY_EXTRAS.iter().map(|c| add_column(backend, HISTORY.name, c)).collect()
}
