//! Temporary database for benchmarks, next to the real one. Only the process that created it can drop it.

use super::{InitOptions, init};
use crate::database_url::{DatabaseUrl, ServerUrl, SqliteUrl};
use crate::db::{self, Timeouts};
use crate::error::{Error, Result};
use crate::migrate::{Silent, Target, Tolerance, UpOptions};
use std::path::Path;
use std::time::Duration;

/// Temporary database that this process created.
#[derive(Debug)]
pub struct Scratch {
    url: DatabaseUrl,
}

impl Scratch {
    /// Creates and migrates a database with a new name, next to that of `url`.
    pub async fn create(url: &DatabaseUrl) -> Result<Scratch> {
        let suffix = uuid::Uuid::new_v4().simple().to_string();
        let url = match url {
            DatabaseUrl::Sqlite(file) => {
                let path = &file.path;
                let mut name = path.as_os_str().to_owned();
                name.push(format!(".scratch-{suffix}"));
                DatabaseUrl::Sqlite(SqliteUrl { path: name.into(), read_only: false, ..file.clone() })
            }
            DatabaseUrl::Server(server) => {
                let database = format!("morag_scratch_{}", &suffix[..16]);
                DatabaseUrl::Server(Box::new(ServerUrl { database, schema: None, ..(**server).clone() }))
            }
        };
        let timeouts = Timeouts::default();
        let up = UpOptions { target: Target::Newest, timeouts, tolerance: Tolerance::default(), first: Vec::new() };
        let options = InitOptions { wait: Duration::ZERO, up, environment: Some("scratch".into()), grant_to: Vec::new(), adopt: None };
        let scratch = Scratch { url };
        match init(&scratch.url, Path::new("/nonexistent"), &options, &Silent).await {
            Ok(report) if report.created => Ok(scratch),
            Ok(_) => Err(Error::refused("the scratch database was there already", "run it again")),
            Err(error) => Err(error),
        }
    }

    /// Returns the URL of the database.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Drops the database.
    pub async fn remove(self) -> Result<()> {
        db::drop_scratch(&self.url).await
    }
}
