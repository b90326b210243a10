//! URLs of servers: user and password, one host or several, the database, and the parameters.

use super::Password;
use super::tls::Tls;
use std::path::PathBuf;
use std::time::Duration;

/// The server family of a URL. MySQL and MariaDB are one family; the server itself reports which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// `postgres:`, `postgresql:`
    Postgres,
    /// `mysql:`, `mariadb:`
    MySql,
}

impl Family {
    pub(super) fn default_port(self) -> u16 {
        match self {
            Family::Postgres => 5432,
            Family::MySql => 3306,
        }
    }
}

/// Where one server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// A TCP port.
    Tcp {
        /// Host name or address, an IPv6 address without brackets.
        host: String,
        /// The port; the engine's default if the URL has none.
        port: u16,
    },
    /// A Unix socket: a folder for PostgreSQL, a file for MySQL.
    Socket {
        /// The folder or file.
        path: PathBuf,
        /// Part of the name of PostgreSQL's socket.
        port: u16,
    },
}

impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Endpoint::Tcp { host, port } if host.contains(':') => write!(f, "[{host}]:{port}"),
            Endpoint::Tcp { host, port } => write!(f, "{host}:{port}"),
            Endpoint::Socket { path, .. } => write!(f, "{}", path.display()),
        }
    }
}

/// Which of several servers to use. The names are libpq's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetSession {
    /// The first server that answers.
    Any,
    /// A server that accepts writes.
    ReadWrite,
    /// A server that does not accept writes.
    ReadOnly,
    /// A server that is not a standby.
    Primary,
    /// A standby.
    Standby,
    /// A standby if there is one, otherwise any server.
    PreferStandby,
}

/// The URL of a database on a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerUrl {
    /// PostgreSQL, or MySQL and MariaDB.
    pub family: Family,
    /// The servers, in the order in which they are tried; never empty.
    pub endpoints: Vec<Endpoint>,
    /// The user, where given.
    pub user: Option<String>,
    /// The password, where given.
    pub password: Option<Password>,
    /// A file with passwords, where given (PostgreSQL).
    pub passfile: Option<PathBuf>,
    /// The database.
    pub database: String,
    /// `?schema=` on PostgreSQL.
    pub schema: Option<String>,
    /// How the connection is encrypted.
    pub tls: Tls,
    /// Command-line options for the session, e.g. `-c search_path=app` (PostgreSQL).
    pub options: Option<String>,
    /// The application name that the server shows for the session (PostgreSQL).
    pub application_name: Option<String>,
    /// How long one attempt to connect may take, where given.
    pub connect_timeout: Option<Duration>,
    /// Which of the servers to use, where given.
    pub target_session: Option<TargetSession>,
    /// What forbids commands that write, e.g. `profile prod`.
    pub read_only_by: Option<String>,
}

impl ServerUrl {
    /// The first server.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoints[0]
    }

    /// The same URL with `endpoint` as its only server.
    pub fn at(&self, endpoint: &Endpoint) -> ServerUrl {
        ServerUrl { endpoints: vec![endpoint.clone()], ..self.clone() }
    }
}
