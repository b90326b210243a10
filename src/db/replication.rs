//! How old the data of a server is that may be a replica.

use super::row::first;
use super::session::Session;
use super::statement::Sql;
use crate::database_url::DatabaseUrl;
use crate::error::SqlError;
use crate::sql;
use serde::Serialize;
use std::fmt;

/// Maximum age of a server's data.
#[derive(Clone, Debug, PartialEq)]
pub enum DataAge {
    /// Not a replica: the data is current.
    Current,
    /// A replica, at most this many seconds behind.
    AtMost(f64),
    /// Unknown, also whether it is a replica; the text says why.
    Unknown(String),
}

/// A server that answers were read from, and the age of its data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadFrom {
    /// Host and port.
    pub server: String,
    /// Whether the server is a replica; `None` if that is unknown.
    pub is_replica: Option<bool>,
    /// Maximum age of the data in seconds; 0 if the server is not a replica, `None` if the age is unknown.
    pub age_seconds: Option<f64>,
    /// Why the age is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
}

impl Session {
    /// The age of the data of this server.
    pub async fn data_age(&mut self) -> Result<DataAge, SqlError> {
        self.engine().data_age(self).await
    }

    /// Whether this server may be a replica.
    pub(crate) async fn may_be_replica(&mut self) -> Result<bool, SqlError> {
        match (self.data_age().await?, self.engine().read_only()) {
            (DataAge::Current, _) => Ok(false),
            // a role may have no right to read the replication status; a replica is read-only
            (DataAge::Unknown(_), Some(query)) => Ok(first(&self.fetch(&Sql::constant(query)).await?)?.unwrap_or(true)),
            _ => Ok(true),
        }
    }

    /// This server and the age of its data.
    pub async fn read_from(&mut self) -> Result<ReadFrom, SqlError> {
        let age = self.data_age().await?;
        let server = match self.url() {
            DatabaseUrl::Server(server) => server.endpoints.first().map(ToString::to_string).unwrap_or_default(),
            DatabaseUrl::Sqlite(_) => self.url().to_string(),
        };
        let (is_replica, age_seconds, unknown) = match age {
            DataAge::Current => (Some(false), Some(0.0), None),
            DataAge::AtMost(seconds) => (Some(true), Some(seconds), None),
            DataAge::Unknown(why) => (None, None, Some(why)),
        };
        Ok(ReadFrom { server, is_replica, age_seconds, unknown })
    }

    /// When the first migration was applied here: the same on a database and its replicas, and another on most other databases. `None` where
    /// none is recorded.
    pub async fn first_applied_at(&mut self) -> Result<Option<String>, SqlError> {
        let sql = sql!("SELECT {first} AS first_applied_at FROM schema_migrations", first = self.iso_time("MIN(applied_at)"));
        self.fetch(&sql).await?.first().map_or(Ok(None), |row| row.get("first_applied_at"))
    }
}

impl fmt::Display for ReadFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let server = &self.server;
        match (self.is_replica, self.age_seconds) {
            (Some(false), _) => write!(f, "Read from {server}, which is not a replica"),
            (_, Some(age)) => write!(f, "Read from replica {server}, at most {age:.1} s behind"),
            (_, None) => write!(f, "Read from {server}; how far it is behind is unknown: {}", self.unknown.as_deref().unwrap_or("-")),
        }
    }
}
