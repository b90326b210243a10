//! The tables in which morag-db keeps its own books. They stand outside the numbering: made before 001, kept by
//! `down --to 0`, dropped by `reset` alone. `schema_migrations` is shared with the seed's own tool, which takes every
//! row there for applied; so what runs or failed is kept apart from it.

use crate::dialect::{Backend, add_column, create_table};
use crate::step::Step;
use crate::table::{Column, PLAIN, Table, Type, Value, col, now};

/// Names of the bookkeeping tables.
pub const BOOKKEEPING_TABLES: [&str; 4] = ["schema_migrations", "morag_migration_runs", "morag_leases", SETTINGS_TABLE];

/// Name and value pairs, such as the environment stamp.
pub const SETTINGS_TABLE: &str = "morag_settings";

/// Beside the three columns that the seed's own table has.
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

/// The steps that make the bookkeeping tables, in the order of [`BOOKKEEPING_TABLES`].
pub fn create_bookkeeping(backend: Backend) -> Vec<Step> {
    let steps = [HISTORY, RUNS, LEASES, SETTINGS].into_iter().flat_map(|t| create_table(backend, &t));
    // one of them may be there: the seed's own tool makes the first, a run that was killed some of them
    steps
        .map(|mut step| {
            step.sql = step.sql.replacen("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", 1);
            step
        })
        .collect()
}

/// The steps that give a `schema_migrations` of the seed's own tool the columns that it lacks.
pub fn bookkeeping_upgrade(backend: Backend) -> Vec<Step> {
    HISTORY_EXTRAS.iter().map(|c| add_column(backend, HISTORY.name, c)).collect()
}
