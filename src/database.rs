//! The pool of connections that entities are used with. Migrations have a pinned connection of their own (`backend`).

use crate::database_url::DatabaseUrl;
use crate::db::{Access, Backend, Session, pools};
use crate::error::Result;
use sea_orm::DatabaseConnection;
use std::time::Duration;

/// A pool, and the engine behind it.
#[derive(Debug)]
pub struct Database {
    /// For sea-orm.
    pub connection: DatabaseConnection,
    /// The engine that turned out to answer.
    pub backend: Backend,
}

impl Database {
    /// Opens a pool of at most `size` connections. One connection is tried first, so that the real cause of a failure is
    /// reported, and not that a pool timed out.
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
