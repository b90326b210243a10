//! The choice of the engine, made in one place.

use super::driver::Engine;
use super::session::Session;
use super::{Backend, mysql, postgres, sqlite};

/// What differs on `backend`.
pub(crate) fn engine(backend: Backend) -> &'static dyn Engine {
    match backend {
        Backend::Sqlite => &sqlite::Sqlite,
        Backend::Postgres => &postgres::Postgres,
        Backend::MySql => &mysql::MySql { is_mariadb: false },
        Backend::MariaDb => &mysql::MySql { is_mariadb: true },
    }
}

impl Session {
    /// What differs on this session's engine.
    pub(super) fn engine(&self) -> &'static dyn Engine {
        engine(self.backend())
    }
}
