//! Pools for sea-orm, made of the same connection options as the pinned sessions.

use super::access::Access;
use super::mysql::connect as mysql;
use super::postgres::connect as postgres;
use super::sqlite::connect as sqlite;
use crate::database_url::{DatabaseUrl, Family};
use crate::error::Result;
use sea_orm::{DatabaseConnection, SqlxMySqlConnector, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::mysql::MySqlPoolOptions;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;
use std::time::Duration;

/// Opens nothing yet: the first query connects.
pub fn open(url: &DatabaseUrl, size: u32, limit: Duration) -> Result<DatabaseConnection> {
    Ok(match url {
        DatabaseUrl::Sqlite(file) => {
            let options = sqlite::options(file, Access::Write)?;
            let pool = SqlitePoolOptions::new().max_connections(size).acquire_timeout(limit).connect_lazy_with(options);
            SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)
        }
        DatabaseUrl::Server(server) => match server.family {
            Family::Postgres => {
                let options = postgres::options(server)?.statement_cache_capacity(100);
                let pool = PgPoolOptions::new().max_connections(size).acquire_timeout(limit).connect_lazy_with(options);
                SqlxPostgresConnector::from_sqlx_postgres_pool(pool)
            }
            Family::MySql => {
                // `timestamp` columns are shown in the session's zone: here it is UTC, as `datetime` columns are
                let options = mysql::options(server)?.statement_cache_capacity(100).set_names(true).timezone(Some("+00:00".into()));
                let pool = MySqlPoolOptions::new()
                    .max_connections(size)
                    .acquire_timeout(limit)
                    .after_connect(|connection, _| {
                        Box::pin(async move { sqlx::raw_sql(mysql::SESSION_SETTINGS).execute(connection).await.map(drop) })
                    })
                    .connect_lazy_with(options);
                SqlxMySqlConnector::from_sqlx_mysql_pool(pool)
            }
        },
    })
}

/// How many sessions may write at once without standing in each other's way, out of `most`.
pub fn writers_at_once(url: &DatabaseUrl, most: usize) -> usize {
    match url {
        DatabaseUrl::Sqlite(_) => 1,
        DatabaseUrl::Server(_) => most,
    }
}
