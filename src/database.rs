//! Connection pool for entities. Migrations use a single connection of their own (`db::Session`).

use crate::database_url::DatabaseUrl;
use crate::db::{Access, Backend, Session, pools};
use crate::error::Result;
use sea_orm::DatabaseConnection;
use std::time::Duration;

/// Connection pool and its database engine.
#[derive(Debug)]
pub struct Database {
    /// The sea-orm connection pool.
    pub connection: DatabaseConnection,
    /// The engine, as detected when connecting.
    pub backend: Backend,
}

impl Database {
    /// Opens a pool of at most `size` connections. Opens a single connection first, so that a failure is reported with its
    /// real cause and not as a pool timeout.
    pub async fn connect(url: &DatabaseUrl, size: u32, limit: Duration) -> Result<Database> {
        let session = Session::connect(url, Access::Write, limit).await?;
        let (backend, url) = (session.backend(), session.url().clone());
        session.close().await;
        Ok(Database { connection: pools::open(&url, size, limit)?, backend })
    }

    /// Closes all connections.
    pub async fn close(self) -> Result<()> {
        let closing = self.connection.close().await;
        closing.map_err(|e| crate::error::Error::internal("closing the pool", e))
    }
}
