//! What there is in a schema, ours and others'.

use super::object_kind::ObjectKind;
use super::retry::delays;
use super::session::Session;
use crate::catalog::{Catalog, Scope};
use crate::error::{Doing, Result, SqlError, SqlErrorKind};
use std::time::Duration;

impl Session {
    /// What the live schema has of `scope`. A read-only login is enough. Read again if an object was dropped meanwhile.
    pub async fn introspect(&mut self, scope: &Scope) -> Result<Catalog> {
        let doing = "reading the live schema";
        let mut missing = None;
        for pause in delays(Duration::from_millis(10), Duration::from_millis(200), 10) {
            match (self.engine().introspect(self, scope).await, missing.take()) {
                (Err(error), _) if error.kind == SqlErrorKind::ObjectMissing => missing = Some(error),
                // the first error has ended a transaction of PostgreSQL, in which nothing else can be read
                (Err(error), Some(first)) if &*error.code == "25P02" => return Err(first).doing(doing),
                (read, _) => return read.doing(doing),
            }
            tokio::time::sleep(pause).await;
        }
        self.engine().introspect(self, scope).await.doing(doing)
    }

    /// All objects of this schema, ours and others', as kind (`table`, `view`, `function`, …) and name; not what belongs to
    /// a table or to an extension.
    pub async fn every_object(&mut self) -> std::result::Result<Vec<(ObjectKind, String)>, SqlError> {
        let rows = self.fetch(&self.engine().every_object()).await?;
        rows.iter().map(|row| Ok((row.get("kind")?, row.get("name")?))).collect()
    }

    /// Up to `limit` objects of others, as kind and name; a view may be called a table where to tell costs more than all else.
    pub async fn unmanaged_objects(&mut self, ours: &Scope, limit: usize) -> std::result::Result<Vec<(ObjectKind, String)>, SqlError> {
        let rows = self.engine().unmanaged_objects(self, ours, limit).await?;
        rows.iter().map(|row| Ok((row.get("kind")?, row.get("name")?))).collect()
    }
}
