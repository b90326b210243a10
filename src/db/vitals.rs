//! What a server says of its own state, asked in one message. What the role may not see is named, not failed on.

use super::row::first;
use super::session::Session;
use super::statement::Sql;
use crate::database_url::DatabaseUrl;
use crate::error::SqlError;
use std::io::ErrorKind;

/// The state of a server; `None` where the engine has no such thing or the role may not see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vitals {
    /// Why it accepts no writes.
    pub read_only: Option<String>,
    /// How far a replica is behind, in seconds.
    pub replica_lag_seconds: Option<f64>,
    /// Connections in use and their limit.
    pub connections: Option<(u64, u64)>,
    /// Age of the oldest open transaction but our own, in seconds.
    pub longest_transaction_seconds: Option<f64>,
    /// Size of the database, in bytes.
    pub size_bytes: Option<u64>,
    /// The time zone of new sessions (PostgreSQL).
    pub time_zone: Option<String>,
    /// The encoding of the database, where it can't hold every character (PostgreSQL).
    pub narrow_encoding: Option<String>,
    /// State of this node and number of nodes (Galera).
    pub cluster: Option<(String, String)>,
    /// What this role may not see.
    pub unseen: Vec<String>,
}

/// Why nothing can be written to an SQLite file, as far as its URL and its rights tell.
fn read_only_file(url: &DatabaseUrl) -> Option<String> {
    let DatabaseUrl::Sqlite(url) = url else { return None };
    if url.read_only {
        return Some("the URL opens the file for reading only (mode=ro or immutable=1)".into());
    }
    // opened, and not written to
    let error = std::fs::OpenOptions::new().append(true).open(&url.path).err()?;
    let is_told = matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem);
    is_told.then(|| format!("the file can't be written to: {error}"))
}

impl Session {
    /// Asks the server for its state. SELECT on our tables is enough.
    pub async fn vitals(&mut self) -> Result<Vitals, SqlError> {
        let sql = Sql::constant(self.engine().vitals());
        let mut vitals = Vitals { read_only: read_only_file(self.url()), ..Vitals::default() };
        let mut may_see_others = true;
        for row in self.fetch(&sql).await? {
            // SHOW STATUS and our own queries call the columns alike
            let (name, value): (String, Option<String>) = (row.get("variable_name")?, row.get("value")?);
            let Some(value) = value else { continue };
            let whole = || row.get::<f64>("value").map(|n| n as u64);
            match name.to_ascii_lowercase().as_str() {
                "read_only" => vitals.read_only = Some(value.clone()),
                "lag" => vitals.replica_lag_seconds = row.get("value")?,
                "threads_connected" => vitals.connections = Some((whole()?, vitals.connections.map_or(0, |(_, limit)| limit))),
                "activity" => {
                    vitals.connections = Some((whole()?, vitals.connections.map_or(0, |(_, limit)| limit)));
                    vitals.longest_transaction_seconds = row.get("longest")?;
                }
                "max_connections" => vitals.connections = Some((vitals.connections.map_or(0, |(used, _)| used), whole()?)),
                "size" => vitals.size_bytes = Some(whole()?),
                "encoding" => vitals.narrow_encoding = Some(value.clone()),
                "zone" => vitals.time_zone = Some(value.clone()),
                "wsrep_local_state_comment" => vitals.cluster = Some((value.clone(), vitals.cluster.map_or("?".into(), |(_, n)| n))),
                "wsrep_cluster_size" => vitals.cluster = Some((vitals.cluster.map_or("?".into(), |(s, _)| s), value.clone())),
                "sees_others" => may_see_others = row.get("value")?,
                _ => {}
            }
        }
        // without a provider a MariaDB reports a cluster of none
        vitals.cluster = vitals.cluster.filter(|(_, size)| size != "0" && size != "?");
        if let Some(query) = self.engine().longest_transaction() {
            self.longest_transaction(&mut vitals, query, may_see_others).await?;
        } else if !may_see_others {
            vitals.unseen.push("transactions of other roles (GRANT pg_read_all_stats)".into());
        }
        Ok(vitals)
    }

    /// A query that is refused would stop the message that it stands in, so the right is asked for first.
    async fn longest_transaction(&mut self, vitals: &mut Vitals, query: &'static str, may_see: bool) -> Result<(), SqlError> {
        if !may_see {
            vitals.unseen.push("transactions of others (GRANT PROCESS ON *.*)".into());
            return Ok(());
        }
        vitals.longest_transaction_seconds = first(&self.fetch(&Sql::constant(query)).await?)?;
        Ok(())
    }
}
