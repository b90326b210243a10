//! A fresh database for each test, on each engine, and the binary under test.

pub mod binary;
pub mod database;
pub mod foreign;

pub use binary::{Run, Site};
pub use database::{Cells, Engine, TestDatabase};
pub use foreign::Application;
use migration::Backend;
use morag_db::catalog::expected::expected;

/// Versions of the built-in migrations, oldest first.
pub fn built_in_versions() -> Vec<&'static str> {
    migration::MIGRATIONS.iter().map(|migration| migration.version).collect()
}

/// Number of tables that morag-db manages at the newest version.
pub fn managed_tables() -> usize {
    expected(Backend::Sqlite, newest_version()).unwrap().tables.len()
}

/// Version of the newest built-in migration.
pub fn newest_version() -> &'static str {
    built_in_versions().pop().unwrap()
}

/// Runs a scenario on every engine: `scenario(Engine)` becomes `sqlite::scenario`, `postgres::scenario` and so on, so that
/// `--skip postgres::` leaves an engine out explicitly.
macro_rules! on_every_engine {
    ($($scenario:ident),+ $(,)?) => {
        on_engine!(sqlite, Sqlite, $($scenario),+);
        on_engine!(postgres, Postgres, $($scenario),+);
        on_engine!(postgres_newest, PostgresNewest, $($scenario),+);
        on_engine!(mariadb, MariaDb, $($scenario),+);
        on_engine!(mysql, MySql, $($scenario),+);
    };
}

/// Runs scenarios on one engine.
macro_rules! on_engine {
    ($module:ident, $engine:ident, $($scenario:ident),+ $(,)?) => {
        mod $module {
            $(#[test]
            fn $scenario() {
                super::$scenario($crate::support::Engine::$engine);
            })+
        }
    };
}
