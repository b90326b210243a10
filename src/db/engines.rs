//! The choice of the engine, made in one place.

use super::driver::Engine;
use super::session::Session;
use super::{Backend, mysql, postgres, sqlite};
use crate::database_url::{DatabaseUrl, Family};

/// What differs on `backend`.
pub(crate) fn engine(backend: Backend) -> &'static dyn Engine {
    match backend {
        Backend::Sqlite => &sqlite::Sqlite,
        Backend::Postgres => &postgres::Postgres,
        Backend::MySql => &mysql::MySql { is_mariadb: false },
        Backend::MariaDb => &mysql::MySql { is_mariadb: true },
    }
}

/// The engine that a URL names. A URL of MariaDB may be written like one of MySQL; only the server knows.
pub fn named_backend(url: &DatabaseUrl) -> Backend {
    match url {
        DatabaseUrl::Sqlite(_) => Backend::Sqlite,
        DatabaseUrl::Server(server) if server.family == Family::Postgres => Backend::Postgres,
        DatabaseUrl::Server(_) => Backend::MySql,
    }
}

impl Session {
    /// What differs on this session's engine.
    pub(super) fn engine(&self) -> &'static dyn Engine {
        engine(self.backend())
    }
}
